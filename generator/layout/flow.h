/*
 * flow -- blocks poured into rooms: page bodies, columns, cells, headers.
 *
 * A flow lays each of its blocks out once (a strip), when it is first reached.  Where it stands is a
 * cursor, a plain value; pouring does not change it, so a room may be tried several times.
 */
#ifndef PRIKAZ_LAYOUT_FLOW_H
#define PRIKAZ_LAYOUT_FLOW_H

#include "layout/paragraph.h"

struct grid;
struct segment;
struct table_cursor;
struct foot;

/* A block laid out for the width of its flow. */
struct strip {
	const struct block *block;
	struct lines lines; /* of a paragraph */
	emu width;          /* of its first line's frame */
	struct turn *turns; /* of those that it went on in, in other widths */
	size_t turn_count;
	bool is_beside;         /* its lines stand beside drawings */
	struct grid *grid;      /* of a table; NULL when it is nested too deeply */
	bool shows_page_number; /* the lines do, that of the page below */
	int page_number;
	bool is_collapsed;               /* an empty paragraph that has no height (strip.c) */
	bool joins_previous, joins_next; /* a paragraph's borders are one box with the neighbour's, in one room */
	struct strip *next;
};

struct flow {
	struct layout *l;
	const struct block *first;
	emu width;
	int depth;         /* of tables around it */
	bool breaks_pages; /* forced breaks count: not in cells and headers */
	bool leaves_grid;  /* its lines do not stand on the page's grid: notes */
	bool lets_widows; /* a last line may stand alone in the next room, whatever the paragraph's style says: notes */
	const struct block *until; /* it goes no further than before this block; NULL: to its end */
	const struct block
		*cut; /* of this paragraph, no more than the lines before cut_line; NULL: as many as have room */
	size_t cut_line;
	bool is_on_page; /* the next room's left top corner stands at x, y on the page */
	int64_t x, y;
	bool is_box;        /* in a text box, not in a cell */
	bool is_band;       /* in a header or footer, or a cell of it; not in a box there */
	emu margins[SIDES]; /* of a cell or a box around the room */
	struct strip *strips;
	/* Of one whose fills are good only until the next one, as a foot is filled anew for each mark: their parts'
	 * room. */
	bool reuses_parts;
	struct poured *parts;
	size_t parts_room;
};

/* Where a flow stands: behind everything poured so far. */
struct cursor {
	struct strip *strip;             /* NULL: before the first block, or, when is_done, behind the last */
	size_t line;                     /* of a paragraph, the next one */
	const struct table_cursor *rows; /* inside a table */
	bool is_done;
};

/* A part of a strip in a room: lines [first, first + count) of a paragraph, or a segment of a table. */
struct poured {
	const struct strip *strip;
	size_t first, count;
	struct segment *segment;
	emu origin;                        /* what the places of drawings count from, as y does */
	emu y, height;                     /* of the part with its borders, from the top of the room */
	emu above, below;                  /* of the height: room of a paragraph's borders and padding */
	bool begins, ends;                 /* it has the block's first, last line */
	bool is_open_above, is_open_below; /* its box goes on in the part before, behind it */
};

enum stop { STOP_DONE, STOP_FULL, STOP_PAGE, STOP_COLUMN };

struct fill {
	struct poured *parts;
	size_t part_count;
	emu height; /* up to the bottom of the last part */
	emu after;  /* what the last block would have below it: its space after and line spacing */
	struct cursor end;
	enum stop stop;
};

enum top {
	TOP_START,    /* the first room, or behind a forced break: space before a paragraph counts */
	TOP_CONTINUED /* the room before was full */
};

/* Whether it is poured into a cell, not into a text box or onto a page. */
static inline bool
flow_is_cell(const struct flow *f)
{
	return f->depth > 0 && !f->is_box;
}

struct flow flow_of(struct layout *l, const struct block *first, emu width, int depth);

/*
 * Pours from `from` into a room of that height.  is_forced: the room is empty and as large as any, so
 * at least something is put into it even when it does not fit.  Lives in l->a.
 */
struct fill flow_fill(struct flow *f, struct cursor from, emu room, enum top top, bool is_forced);

/*
 * The same in a room with notes at its foot, which takes those of the lines that are poured; they stand above it.
 */
struct fill flow_fill_above(struct flow *f, struct cursor from, emu room, enum top top, bool is_forced,
			    struct foot *foot);

/*
 * The cursor of a flow that takes over from another one of the same blocks, in another width, which stands at `at`.  A
 * paragraph that has begun is broken anew from there on; a table goes on as it began.
 */
struct cursor flow_take_over(struct flow *f, struct cursor at);

/*
 * Where a flow that has been poured up to `end` must be cut so that enough lines of its last paragraph go over into a
 * room of that width; false when it is well as it is.
 */
bool flow_cut(const struct flow *f, struct cursor end, emu width, size_t *line);

/* The height that must be free for the first piece of a flow (a line, a row) at its top. */
emu flow_first_height(struct flow *f, struct cursor from);

/* Whether the first paragraph of the blocks wants to stay with what follows. */
bool blocks_keep_with_next(const struct block *first);

#endif
