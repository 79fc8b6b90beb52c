/*
 * stripe -- the parallel lines that a border is drawn as.
 */
#ifndef PRIKAZ_LAYOUT_STRIPE_H
#define PRIKAZ_LAYOUT_STRIPE_H

#include "document/document.h"

enum { STRIPES_MOST = 3 };

struct stripe {
	emu from, width; /* from the border's outer edge */
	color color;
	enum border_kind kind; /* how it goes: never BORDER_DOUBLE and its like */
};

/* Its lines, the outer one first; how many: 0 when it is none. */
size_t stripes_of(const struct border *b, struct stripe stripes[STRIPES_MOST]);

/* The same lines, counted from the other edge. */
void stripes_mirror(const struct border *b, struct stripe *stripes, size_t count);

#endif
