/*
 * lookup -- texts → the numbers they were added with: a hash with open addressing.
 *
 * A slot holds the hash beside the position of its entry, so that a text that is not there is known by the slots
 * alone, which lie close together, and entries are looked at about once in a find.
 */
#include "data/lookup.h"

enum { FIRST_SLOTS = 64, HASH_SHIFT = 32 };

/* The slot of this text, or the free one where it belongs. */
static size_t
slot_of(const struct lookup *l, struct text t, uint32_t hash)
{
	size_t mask = l->slot_count - 1, slot = hash & mask;

	for (; l->slots[slot]; slot = (slot + 1) & mask) {
		if (l->slots[slot] >> HASH_SHIFT == hash &&
		    text_equal(l->entries.at[(uint32_t)l->slots[slot] - 1].text, t))
			break;
	}
	return slot;
}

static void
slot_fill(struct lookup *l, size_t slot, uint32_t hash, size_t entry)
{
	l->slots[slot] = (uint64_t)hash << HASH_SHIFT | (entry + 1);
}

static void
slots_make(struct arena *a, struct lookup *l, size_t count)
{
	size_t mask = count - 1;

	l->slot_count = count;
	l->slots = NEW_ARRAY(a, uint64_t, count);
	for (size_t i = 0; i < l->entries.count; i++) {
		size_t slot = l->entries.at[i].hash & mask;

		while (l->slots[slot]) /* they are all different */
			slot = (slot + 1) & mask;
		slot_fill(l, slot, l->entries.at[i].hash, i);
	}
}

void
lookup_reserve(struct arena *a, struct lookup *l, size_t count)
{
	size_t slots = FIRST_SLOTS;

	if (l->entries.room || count > UINT32_MAX / 4)
		return;
	while (slots < count * 2)
		slots *= 2;
	l->entries.at = NEW_ARRAY(a, struct lookup_entry, count);
	l->links.at = NEW_ARRAY(a, struct lookup_link, count);
	l->entries.room = l->links.room = count;
	slots_make(a, l, slots);
}

const struct lookup_entry *
lookup_find(const struct lookup *l, struct text t)
{
	size_t slot;

	if (!l->slot_count)
		return NULL;
	slot = slot_of(l, t, text_hash(t));
	return l->slots[slot] ? &l->entries.at[(uint32_t)l->slots[slot] - 1] : NULL;
}

void
lookup_add(struct arena *a, struct lookup *l, struct text t, int number)
{
	uint32_t hash = text_hash(t);
	struct lookup_entry *e;
	int link = (int)l->links.count;
	size_t slot;

	if (l->entries.count * 2 >= l->slot_count)
		slots_make(a, l, l->slot_count ? l->slot_count * 4 : FIRST_SLOTS);
	*VECTOR_PUSH(a, &l->links) = (struct lookup_link){number, -1};
	slot = slot_of(l, t, hash);
	if (!l->slots[slot]) {
		slot_fill(l, slot, hash, l->entries.count);
		*VECTOR_PUSH(a, &l->entries) = (struct lookup_entry){t, hash, 1, link, link};
		return;
	}
	e = &l->entries.at[(uint32_t)l->slots[slot] - 1];
	l->links.at[e->last].next = link;
	e->last = link;
	e->count++;
}
