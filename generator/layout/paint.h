/*
 * paint -- what was poured becomes items of a page.
 *
 * Places are int64_t while they are added up, so that no document makes a sum overflow, and are cut to emu in
 * the items.
 */
#ifndef PRIKAZ_LAYOUT_PAINT_H
#define PRIKAZ_LAYOUT_PAINT_H

#include "layout/floating.h"
#include "layout/table.h"

/* A floating drawing at its place on the page. */
struct floating {
	const struct box *box;
	struct area place;
};

/* What is painted shows only within the area. */
struct clipping {
	bool is_on;
	struct area area;
};

/* The page being painted. */
struct painting {
	struct layout *l;
	VECTOR(struct page_item) items;
	VECTOR(struct page_frame) frames;
	VECTOR(struct floating) floating; /* met so far on this page */
	size_t floor;                     /* so many items are the page's ground, below everything */
	const struct page_areas *within;  /* of the cell or box that is painted; NULL: none is */
	int page_index;
	const struct paragraph *paragraph; /* that is painted; NULL: none is */
	const struct note *note;           /* whose text begins with the paragraph that is painted; NULL: none's */
	bool collects_marks;               /* headings and bookmarks: of the body, not of headers */
	struct {
		const struct run *first, *end;
		struct text text;
	} link; /* the one that was met last, as a whole */
	struct clipping clipping;
	color ground; /* the nearest shading below what is painted; letters of automatic colour ask for it */
};

/* What is painted from now on stands in that frame; returns the one before, to go back to. */
struct page_frame paint_frame(struct painting *p, struct page_frame frame);

/* A frame's rectangle, cut to what emu holds. */
struct page_frame paint_frame_at(enum frame_kind kind, int64_t x, int64_t y, int64_t width, int64_t height);

/* From now on only what is in the area shows, as far as it did before; returns what was before, for paint_unclip. */
struct clipping paint_clip(struct painting *p, struct area area);
void paint_unclip(struct painting *p, struct clipping before);

/* A fill whose room's left top corner stands at x, y on the page; width: of its flow. */
void paint_fill(struct painting *p, const struct fill *fill, int64_t x, int64_t y, emu width);

/* A segment's cells and lines (paint_table.c). */
void paint_segment(struct painting *p, const struct segment *s, int64_t x, int64_t y);

/* The content of a cell of turned text in that room on the page (paint_turned.c); depth: of tables around it. */
void paint_turned(struct painting *p, const struct cell *cell, int depth, const struct area *room);

/* The lines between the cells of a segment whose borders are shared (table_lines.c). */
void paint_table_lines(struct painting *p, const struct segment *s, int64_t x, int64_t y);

/*
 * Shading and borders of a paragraph's part in a room that stands at x, y (paint_box.c); previous: the part before it
 * in the room, or NULL.
 */
void paint_box(struct painting *p, const struct poured *part, const struct poured *previous, int64_t x, int64_t y,
	       emu width);

/* Lines around a room whose outer edges are `edges`, on the sides that have a border (paint_box.c). */
void paint_outline(struct painting *p, const int64_t edges[SIDES], const struct border borders[SIDES]);

/* A box around the pieces [from, to) of a line; at: its outer edges, from the line's left edge and its baseline. */
struct letter_box {
	size_t from, to;
	const struct letter_frame *frame;
	int64_t at[SIDES];
};

/* The box that piece i of a line stands in (paint_frame.c); false when it stands in none. */
bool letter_box_at(const struct layout *l, const struct line *line, size_t i, struct letter_box *box);

/* The lines of the boxes of a line. */
void paint_letter_boxes(struct painting *p, const struct line *line, int64_t x, int64_t baseline);

/* A drawing whose left top corner stands there (paint_drawing.c). */
void paint_drawing(struct painting *p, const struct box *box, int64_t x, int64_t y);

/* Collects the floating drawings of a paragraph's part; anchor: as for the whole of it (paint_drawing.c). */
void paint_floating(struct painting *p, const struct poured *part, const struct anchor *anchor);

/* Paints what floats on the page, when all else is painted (paint_drawing.c). */
void paint_collected(struct painting *p);

/* A line of text whose left top corner stands at x, top (paint_line.c). */
void paint_line(struct painting *p, const struct line *line, int64_t x, int64_t top);

/* An item of the page, otherwise empty. */
struct page_item *paint_item(struct painting *p, enum item_kind kind, int64_t x, int64_t y);

/* A heading (level 1 ...) or a bookmark (0) stands there; nothing when the painting collects none. */
void paint_mark(struct painting *p, struct text name, int level, int64_t y);

/* Links to that place lead there; nothing when the painting collects no marks. */
void paint_place(struct painting *p, const void *place, int64_t y);

void paint_rectangle(struct painting *p, int64_t x, int64_t y, int64_t width, int64_t height, color c);

/* A straight line from x, y along the vector, in the look of a border. */
void paint_border(struct painting *p, const struct border *b, int64_t x, int64_t y, int64_t width, int64_t height);

/*
 * What is painted from now on stands on that shading; returns what was before, to be put back.  COLOR_NONE: as
 * before.
 */
static inline color
paint_ground(struct painting *p, color c)
{
	color before = p->ground;

	if (c != COLOR_NONE)
		p->ground = c;
	return before;
}

/* The colour that a line or a letter of that colour has: black for an automatic one. */
static inline color
paint_ink(color c)
{
	return c == COLOR_NONE ? 0 : c;
}

#endif
