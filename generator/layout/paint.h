/*
 * paint -- what was poured becomes items of a page.
 *
 * Places are int64_t while they are added up, so that no document makes a sum overflow, and are cut to emu in
 * the items.
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
void paint_fill(struct painting *p, const struct fill *fill, int64_t x, int64_t y, emu width);

/* A segment's cells and lines (paint_table.c). */
void paint_segment(struct painting *p, const struct segment *s, int64_t x, int64_t y);

void paint_rectangle(struct painting *p, int64_t x, int64_t y, int64_t width, int64_t height, color c);

/* A straight line from x, y along the vector, in the look of a border. */
void paint_border(struct painting *p, const struct border *b, int64_t x, int64_t y, int64_t width, int64_t height);

#endif
