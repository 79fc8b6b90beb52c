/*
 * floating -- where drawings stand that are not in a line.
 */
#ifndef PRIKAZ_LAYOUT_FLOATING_H
#define PRIKAZ_LAYOUT_FLOATING_H

#include "layout/box.h"

/* What the place of a floating drawing may count from, on the page. */
struct anchor {
	bool is_on_page;          /* false: the room's place is not known; page and margins are those of the room */
	bool is_within;           /* the paragraph stands in a cell or a box: */
	struct page_areas within; /* that one's */
	int64_t x, width;         /* the frame that the paragraph stands in */
	int64_t left, right;      /* edges of the paragraph within its indents */
	int64_t top, bottom;      /* of the paragraph; top: behind the space of the paragraph before */
	int64_t text_top;         /* of its first line */
	int64_t line, character;  /* top of the line, left edge of the letter that it is anchored to */
	int64_t line_height;
};

/* The drawing's room on the page, without its distances. */
struct area floating_place(const struct layout *l, const struct box *box, const struct anchor *a);

/* The same of one that stands on the open page, whatever text is there. */
struct area floating_page_place(const struct layout *l, const struct box *box);

/* Completes the anchor by the line of run k, as one of the lines from `first` on, which begin at its text_top. */
void floating_anchor(struct anchor *a, const struct paragraph *p, const struct lines *lines, size_t k, size_t first);

/* Whether the drawing floats and the text runs around it. */
bool floating_wraps(const struct run *run);

/* The line that holds run k of the paragraph, or what would stand there, and how far from the frame's left edge. */
size_t floating_line(const struct paragraph *p, const struct lines *lines, size_t k, emu *x);

#endif
