/*
 * box -- a drawing as large as it is shown: a text box with its content in lines, which may have grown with it.
 */
#ifndef PRIKAZ_LAYOUT_BOX_H
#define PRIKAZ_LAYOUT_BOX_H

#include "layout/flow.h"

struct box {
	const struct drawing *drawing;
	emu width, height; /* with borders and padding */
	struct fill fill;  /* content of a text box */
	emu inner_width;   /* of its lines */
	struct box *next;  /* in its chain of the table */
};

/* The drawing laid out; the same one for the same drawing unless it shows a page number.  Lives in l->a. */
const struct box *box_of(struct layout *l, const struct drawing *d);

/* How far the content begins from the box's edge: its border and padding. */
emu box_inset(const struct drawing *d, enum side side);

#endif
