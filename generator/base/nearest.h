/*
 * nearest -- the known name that a mistyped one was most likely meant to be.
 */
#ifndef PRIKAZ_BASE_NEAREST_H
#define PRIKAZ_BASE_NEAREST_H

#include "base/text.h"

/*
 * How many letters must be changed, added, left out or swapped with a neighbour to make b of a; letters of any case
 * are alike.  SIZE_MAX when that are too many for a slip.  Looks at the first 48 letters.
 */
size_t nearest_distance(struct text a, struct text b);

struct nearest {
	struct text wanted; /* folded */
	struct text found;  /* as its owner writes it; empty: nothing is near enough */
	size_t distance;
	bool is_alike; /* it looks the same on paper: some letters are Latin in one and Cyrillic in the other */
};

struct nearest nearest_to(struct text wanted_folded);

/* Compares one known name (folded, and as shown); the first of equally near ones stays. */
void nearest_offer(struct nearest *n, struct text folded, struct text shown);

/* "did you mean X?" in the user's language, or an empty text. */
struct text nearest_hint(struct arena *a, const struct nearest *n);

#endif
