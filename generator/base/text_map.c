#include "base/text_map.h"

#include <string.h>

#include "base/utf8.h"

static uint32_t
key_hash(const char *kind, struct text name)
{
	return text_hash(name) ^ text_hash(text_from(kind)) * 2654435761u;
}

/* The slot of the key, or the free one where it belongs. */
static uint32_t *
find_slot(const struct text_map *m, const char *kind, struct text name, uint32_t hash)
{
	size_t i = hash & (m->slot_count - 1);

	for (; m->slots[i]; i = (i + 1) & (m->slot_count - 1)) {
		const struct text_map_entry *e = &m->entries.at[m->slots[i] - 1];

		if (e->hash == hash && text_equal(e->name, name) && strcmp(e->kind, kind) == 0)
			break;
	}
	return &m->slots[i];
}

struct text_map_entry *
text_map_find(const struct text_map *m, const char *kind, struct text name)
{
	uint32_t *slot = m->slot_count ? find_slot(m, kind, name, key_hash(kind, name)) : NULL;

	return slot && *slot ? &m->entries.at[*slot - 1] : NULL;
}

static void
enlarge(struct arena *a, struct text_map *m)
{
	m->slot_count = m->slot_count ? m->slot_count * 4 : 64;
	m->slots = NEW_ARRAY(a, uint32_t, m->slot_count);
	for (size_t i = 0; i < m->entries.count; i++) {
		const struct text_map_entry *e = &m->entries.at[i];

		*find_slot(m, e->kind, e->name, e->hash) = (uint32_t)(i + 1);
	}
}

struct text_map_entry *
text_map_add(struct arena *a, struct text_map *m, const char *kind, struct text name)
{
	uint32_t hash = key_hash(kind, name), *slot;

	if (m->entries.count * 2 >= m->slot_count)
		enlarge(a, m);
	slot = find_slot(m, kind, name, hash);
	if (!*slot) {
		*VECTOR_PUSH(a, &m->entries) = (struct text_map_entry){kind, name, hash, TEXT_NONE, NULL};
		*slot = (uint32_t)m->entries.count;
	}
	return &m->entries.at[*slot - 1];
}

struct text
text_map_fresh(struct arena *a, struct text_map *m, const char *kind, struct text wanted, size_t most)
{
	struct text_map_entry *last;
	struct text name = wanted;
	uintptr_t number = 1;

	if (text_map_find(m, kind, wanted)) {
		/* where the last one of that name stopped, so that a thousand of them do not try a thousand each */
		last = text_map_find(m, "text_map_fresh", text_format(a, "%s %.*s", kind, TEXT_ARG(wanted)));
		if (!last)
			last = text_map_add(a, m, "text_map_fresh", text_format(a, "%s %.*s", kind, TEXT_ARG(wanted)));
		number = (uintptr_t)last->pointer ? (uintptr_t)last->pointer : 1;
		do {
			struct text tail = text_format(a, "-%u", (unsigned)++number);
			size_t keep = wanted.len + tail.len > most && most > tail.len ? most - tail.len : wanted.len;

			name = text_join(a, utf8_prefix(wanted, keep), tail);
		} while (text_map_find(m, kind, name));
		last->pointer = (void *)number; /* nothing was added since */
	}
	text_map_add(a, m, kind, name);
	return name;
}
