#include "data/lookup.h"

enum { FIRST_SLOTS = 64 };

/* The slot of this text, or the free one where it belongs. */
static size_t
slot_of(const struct lookup *l, struct text t, uint32_t hash)
{
	size_t mask = l->slot_count - 1, slot = hash & mask;

	for (; l->slots[slot]; slot = (slot + 1) & mask) {
		const struct lookup_entry *e = &l->entries.at[l->slots[slot] - 1];

		if (e->hash == hash && text_equal(e->text, t))
			break;
	}
	return slot;
}

static void
enlarge(struct arena *a, struct lookup *l)
{
	l->slot_count = l->slot_count ? l->slot_count * 4 : FIRST_SLOTS;
	l->slots = NEW_ARRAY(a, uint32_t, l->slot_count);
	for (size_t i = 0; i < l->entries.count; i++)
		l->slots[slot_of(l, l->entries.at[i].text, l->entries.at[i].hash)] = (uint32_t)i + 1;
}

const struct lookup_entry *
lookup_find(const struct lookup *l, struct text t)
{
	size_t slot;

	if (!l->slot_count)
		return NULL;
	slot = slot_of(l, t, text_hash(t));
	return l->slots[slot] ? &l->entries.at[l->slots[slot] - 1] : NULL;
}

void
lookup_add(struct arena *a, struct lookup *l, struct text t, int number)
{
	uint32_t hash = text_hash(t);
	struct lookup_entry *e;
	int link = (int)l->links.count;
	size_t slot;

	if (l->entries.count * 2 >= l->slot_count)
		enlarge(a, l);
	*VECTOR_PUSH(a, &l->links) = (struct lookup_link){number, -1};
	slot = slot_of(l, t, hash);
	if (!l->slots[slot]) {
		*VECTOR_PUSH(a, &l->entries) = (struct lookup_entry){t, hash, 1, link, link};
		l->slots[slot] = (uint32_t)l->entries.count;
		return;
	}
	e = &l->entries.at[l->slots[slot] - 1];
	l->links.at[e->last].next = link;
	e->last = link;
	e->count++;
}
