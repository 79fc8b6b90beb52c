/*
 * bidi -- which way each character of a paragraph runs.
 */
#ifndef PRIKAZ_LAYOUT_BIDI_H
#define PRIKAZ_LAYOUT_BIDI_H

#include "base/arena.h"
#include "base/text.h"

/*
 * The embedding level of each byte of text in a paragraph of the given direction: even runs to the right, odd to the
 * left.  They live in a; NULL when all are 0, as in nearly every paragraph.
 */
const unsigned char *bidi_levels(struct arena *a, struct text t, bool is_right_to_left);

/*
 * The visual order of count neighbours with these levels, from the side where the paragraph begins (base: its level,
 * 0 or 1) to the other: order[i] is the index of the i-th.
 */
void bidi_order(const unsigned char *levels, size_t count, unsigned char base, size_t *order);

#endif
