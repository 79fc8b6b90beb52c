/*
 * text_map -- texts by texts: the new name of an old one, the names that are taken.
 */
#ifndef PRIKAZ_BASE_TEXT_MAP_H
#define PRIKAZ_BASE_TEXT_MAP_H

#include "base/text.h"

/* A key is a kind and a name, so that the names of several kinds share one map. */
struct text_map_entry {
	const char *kind;
	struct text name;
	uint32_t hash;
	struct text text;
	void *pointer;
};

struct text_map {
	VECTOR(struct text_map_entry) entries;
	uint32_t *slots; /* open addressing: index + 1 */
	size_t slot_count;
};

/* The entry of that key, or NULL; good until the next text_map_add. */
struct text_map_entry *text_map_find(const struct text_map *m, const char *kind, struct text name);

/* The same, added (empty) when it is not there.  kind and name must outlive the map, which lives in a. */
struct text_map_entry *text_map_add(struct arena *a, struct text_map *m, const char *kind, struct text name);

/*
 * A name that the map does not have under that kind: the wanted one, else "wanted-2", "wanted-3" …; taken from then
 * on.  A name longer than most bytes is cut, at the begin of a character.
 */
struct text text_map_fresh(struct arena *a, struct text_map *m, const char *kind, struct text wanted, size_t most);

#endif
