/*
 * column -- where the columns of a page or a region stand.
 */
#ifndef PRIKAZ_LAYOUT_COLUMN_H
#define PRIKAZ_LAYOUT_COLUMN_H

#include "layout/layout.h"

struct columns {
	int count;
	emu x[PAGE_COLUMNS_MOST];     /* of the text's left edges, from the body's */
	emu width[PAGE_COLUMNS_MOST]; /* of the text */
	emu edge[PAGE_COLUMNS_MOST];  /* where the column's box ends and the next one's begins: a line between them */
};

/* The columns in a body, or a part of it, of that width. */
struct columns columns_of(const struct column_set *set, emu body);

#endif
