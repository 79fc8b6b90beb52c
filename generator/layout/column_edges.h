/*
 * column_edges -- how wide a table is, where it stands, and where its columns begin.
 */
#ifndef PRIKAZ_LAYOUT_COLUMN_EDGES_H
#define PRIKAZ_LAYOUT_COLUMN_EDGES_H

#include "document/document.h"

/* How many columns the table has: those of its grid, or as many as its cells reach over; at least 1. */
size_t column_count(const struct table *t);

/*
 * The edges of `count` columns, count + 1 of them from left to right, from the left edge of a frame of that width.
 * A table that runs from right to left has its first column at the right.
 */
emu *column_edges(struct arena *a, const struct table *t, size_t count, emu frame);

#endif
