/*
 * words -- small work on the words of cells and names: lower case, likeness.
 */
#ifndef PRIKAZ_DATA_WORDS_H
#define PRIKAZ_DATA_WORDS_H

#include "base/text.h"

/* t in lower case, written to out, which has room for three times its bytes. */
struct text words_lower(struct text t, char *out);

/*
 * How many letters must be changed, added or left out to make x of y: 0 when they are alike.  Looks at the
 * first 64 letters; gives up with most + 1 when it is more than most.
 */
int words_distance(struct text x, struct text y, int most);

/* The distance up to which two words may be taken for a misspelling of one another: a third of the letters. */
int words_tolerance(struct text t);

#endif
