/*
 * hyphenation -- where a word may be divided.
 */
#ifndef PRIKAZ_LAYOUT_HYPHENATION_H
#define PRIKAZ_LAYOUT_HYPHENATION_H

#include "base/text.h"

struct hyphenator;

/* A hyphenator without any language yet; dictionaries are opened when they are first asked for. */
struct hyphenator *hyphenator_open(void);
void hyphenator_close(struct hyphenator *h); /* NULL is no harm */

/*
 * Byte offsets inside word, ascending, before which it may be divided: at most `most` into points; returns
 * how many.  None when there is no dictionary for the language ("ru-RU"), or the word is no word.
 */
size_t hyphenation_points(struct hyphenator *h, struct text language, struct text word, size_t *points, size_t most);

#endif
