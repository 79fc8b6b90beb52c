/*
 * column -- where the columns of a section stand.
 */
#ifndef PRIKAZ_LAYOUT_COLUMN_H
#define PRIKAZ_LAYOUT_COLUMN_H

#include "layout/layout.h"

struct columns {
	int count;
	emu width;                /* of the text, in each */
	emu x[PAGE_COLUMNS_MOST]; /* of their left edges, from the body's */
};

/* The columns of a page's body of that width. */
struct columns columns_of(struct layout *l, const struct page_style *s, emu body);

#endif
