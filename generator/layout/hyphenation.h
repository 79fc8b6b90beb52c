/*
 * hyphenation -- where a word may be divided.
 */
#ifndef PRIKAZ_LAYOUT_HYPHENATION_H
#define PRIKAZ_LAYOUT_HYPHENATION_H

#include <stdbool.h>

#include "base/text.h"

struct hyphenation; /* document/document.h */
struct hyphenator;

/* A hyphenator without any language yet; dictionaries are opened when they are first asked for.  For many threads. */
struct hyphenator *hyphenator_open(void);
void hyphenator_close(struct hyphenator *h); /* NULL is no harm */

/* Whether there is a dictionary for the language ("ru-RU"). */
bool hyphenator_knows(struct hyphenator *h, struct text language);

/*
 * Byte offsets inside word, ascending, before which it may be divided with a hyphen: at most `most` into points;
 * returns how many.  A word is letters, with digits, hyphens, apostrophes and points among them; points beside its own
 * hyphens are not told.  None when there is no dictionary for the language, or the rules leave the word whole.
 */
size_t hyphenation_points(struct hyphenator *h, struct text language, struct text word, const struct hyphenation *rules,
			  size_t *points, size_t most);

#endif
