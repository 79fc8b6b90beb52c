/*
 * dictionary -- values by the bytes of a key: a name, or numbers as they lie in memory.
 *
 * A zeroed struct is an empty one.  Keys are copied when they come in; a caller that needs such a copy keeps one
 * text for equal ones.  All lives in the arena that is given, always the same for one dictionary.
 */
#ifndef PRIKAZ_BASE_DICTIONARY_H
#define PRIKAZ_BASE_DICTIONARY_H

#include "base/text.h"

struct dictionary_entry;
struct dictionary {
	struct dictionary_entry **buckets;
	size_t bucket_count, count;
};

/* Where the value of key stands; made, with NULL in it, when the key is new. */
void **dictionary_slot(struct arena *a, struct dictionary *d, struct text key);

/* NULL when there is none. */
void *dictionary_find(const struct dictionary *d, struct text key);

/* The copy of key that the dictionary has, made when it is new: equal texts give the same address. */
struct text dictionary_key(struct arena *a, struct dictionary *d, struct text key);

#endif
