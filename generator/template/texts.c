/*
 * texts -- see the header.
 */
#include "template/texts.h"

static uint32_t *
texts_slot(const struct texts *t, struct text key)
{
	size_t i = text_hash(key) & (t->slot_count - 1);

	while (t->slots[i] && !text_equal(t->of.at[t->slots[i] - 1], key))
		i = (i + 1) & (t->slot_count - 1);
	return &t->slots[i];
}

ptrdiff_t
texts_find(const struct texts *t, struct text key)
{
	return t->slot_count ? (ptrdiff_t)*texts_slot(t, key) - 1 : TEXT_NOWHERE;
}

size_t
texts_add(struct arena *a, struct texts *t, struct text key)
{
	*VECTOR_PUSH(a, &t->of) = key;
	if (t->of.count * 2 > t->slot_count) {
		t->slot_count = t->slot_count ? t->slot_count * 2 : 64;
		t->slots = NEW_ARRAY(a, uint32_t, t->slot_count);
		for (size_t i = 0; i < t->of.count; i++)
			*texts_slot(t, t->of.at[i]) = (uint32_t)i + 1;
	} else {
		*texts_slot(t, key) = (uint32_t)t->of.count;
	}
	return t->of.count - 1;
}
