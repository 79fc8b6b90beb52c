/*
 * lookup -- texts → the numbers they were added with: a hash with open addressing.
 *
 * A slot holds the hash beside the position of its entry, so that a text that is not there is known by the slots
 * alone, which lie close together, and entries are looked at about once in a find.
 *
 * Texts come from anyone, and with a hash that is known beforehand a table can be written whose keys all fall into one
 * slot, which takes the square of its rows.  So the hash begins with where the slots lie in memory, which nobody
 * outside knows.  Nothing that is printed depends on it: entries are kept in the order of adding.
 */
#include "data/lookup.h"

#include <string.h>

enum { FIRST_SLOTS = 64, HASH_SHIFT = 32 };

__extension__ typedef unsigned __int128 product;

static uint64_t
mix(uint64_t x, uint64_t y)
{
	product p = (product)x * y;

	return (uint64_t)p ^ (uint64_t)(p >> 64);
}

/* Eight bytes at a time; the odd numbers are parts of pi, for any would do. */
static uint32_t
hash_of(const struct lookup *l, struct text t)
{
	uint64_t h = l->secret ^ t.len, eight;
	size_t at = 0;

	for (; at + sizeof eight <= t.len; at += sizeof eight) {
		memcpy(&eight, t.at + at, sizeof eight);
		h = mix(h ^ eight, l->secret ^ 0x243F6A8885A308D3);
	}
	eight = 0;
	if (at < t.len)
		memcpy(&eight, t.at + at, t.len - at);
	h = mix(h ^ eight, l->secret ^ 0x13198A2E03707345);
	return (uint32_t)(h ^ h >> 32);
}

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
	if (!l->secret)
		l->secret = mix((uintptr_t)l->slots, 0xA4093822299F31D1);
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
	slot = slot_of(l, t, hash_of(l, t));
	return l->slots[slot] ? &l->entries.at[(uint32_t)l->slots[slot] - 1] : NULL;
}

void
lookup_fetch(const struct lookup *l, struct text t)
{
	if (l->slot_count)
		__builtin_prefetch(&l->slots[hash_of(l, t) & (l->slot_count - 1)], 1);
}

struct lookup_entry *
lookup_take(struct arena *a, struct lookup *l, struct text t, int number)
{
	int link = (int)l->links.count;
	uint32_t hash;
	size_t slot;

	if (l->entries.count * 2 >= l->slot_count)
		slots_make(a, l, l->slot_count ? l->slot_count * 2 : FIRST_SLOTS);
	hash = hash_of(l, t);
	slot = slot_of(l, t, hash);
	if (l->slots[slot])
		return &l->entries.at[(uint32_t)l->slots[slot] - 1];
	slot_fill(l, slot, hash, l->entries.count);
	*VECTOR_PUSH(a, &l->entries) = (struct lookup_entry){t, hash, 1, link, link};
	*VECTOR_PUSH(a, &l->links) = (struct lookup_link){number, -1};
	return NULL;
}

void
lookup_add(struct arena *a, struct lookup *l, struct text t, int number)
{
	struct lookup_entry *e = lookup_take(a, l, t, number);
	int link = (int)l->links.count;

	if (!e)
		return;
	*VECTOR_PUSH(a, &l->links) = (struct lookup_link){number, -1};
	l->links.at[e->last].next = link;
	e->last = link;
	e->count++;
}
