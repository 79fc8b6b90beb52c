/*
 * lookup -- texts → the numbers they were added with; several numbers may share one text.
 */
#ifndef PRIKAZ_DATA_LOOKUP_H
#define PRIKAZ_DATA_LOOKUP_H

#include <stdint.h>

#include "base/text.h"

/* One text and the chain of its numbers, in the order of adding. */
struct lookup_entry {
	struct text text;
	uint32_t hash;
	int count;
	int first, last; /* in links */
};

struct lookup_link {
	int number, next; /* next: of the same text; -1 behind the last */
};

struct lookup {
	VECTOR(struct lookup_entry) entries;
	VECTOR(struct lookup_link) links;
	uint64_t *slots; /* hash, and position in entries + 1 */
	size_t slot_count;
	uint64_t secret; /* of the hash; 0: no slots yet */
};

/*
 * Makes room for so many texts at once, in a new lookup (in one that is in use it does nothing): growing into it leaves
 * as much again behind in the arena.
 */
void lookup_reserve(struct arena *a, struct lookup *l, size_t count);

/* The text must outlive the lookup, which lives in a. */
void lookup_add(struct arena *a, struct lookup *l, struct text t, int number);

/* Adds it when nothing was added under this text: NULL then; otherwise what was, as lookup_find. */
struct lookup_entry *lookup_take(struct arena *a, struct lookup *l, struct text t, int number);

/* The text will be looked for soon: of a large lookup, what is needed for it is fetched from memory meanwhile. */
void lookup_fetch(const struct lookup *l, struct text t);

/* What was added under this text, or NULL; valid until the next lookup_add. */
const struct lookup_entry *lookup_find(const struct lookup *l, struct text t);

#endif
