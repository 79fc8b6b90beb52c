/*
 * paint -- what was poured becomes items of a page.
 */
#ifndef PRIKAZ_LAYOUT_PAINT_H
#define PRIKAZ_LAYOUT_PAINT_H

#include "layout/table.h"

/* The page being painted. */
struct painting {
	struct layout *l;
	VECTOR(struct page_item) items;
	int page_index;
	bool collects_marks; /* headings and bookmarks: of the body, not of headers */
};

/* A fill whose room's left top corner stands at x, y on the page; width: of its flow. */
void paint_fill(struct painting *p, const struct fill *fill, emu x, emu y, emu width);

/* A segment's cells and lines (paint_table.c). */
void paint_segment(struct painting *p, const struct segment *s, emu x, emu y);

void paint_rectangle(struct painting *p, emu x, emu y, emu width, emu height, color c);

/* A straight line from x, y along the vector, in the look of a border. */
void paint_border(struct painting *p, const struct border *b, emu x, emu y, emu width, emu height);

#endif
