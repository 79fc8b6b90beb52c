/*
 * table -- rows and cells, poured by segments: what of a table stands in one room.
 */
#ifndef PRIKAZ_LAYOUT_TABLE_H
#define PRIKAZ_LAYOUT_TABLE_H

#include "layout/flow.h"

/* A cell laid out. */
struct grid_cell {
	const struct cell *cell;
	size_t row_index;
	emu x, width; /* of the cell, from the frame's left edge */
	emu inner_x;  /* of its content */
	emu inner_width;
	emu top, bottom; /* padding, without the lines */
	struct flow flow;
	struct fill whole; /* all of its content in an endless room */
};

struct grid_row {
	bool is_laid;
	struct grid_cell *cells;
	size_t cell_count;
	struct grid_cell **owners; /* by column: the cell that covers it here; NULL none */
	emu line_above;            /* the thickest line between this row and the one above */
	bool keeps;                /* asks to stay with the next row */
};

struct grid {
	struct layout *l;
	const struct table *table;
	emu *edges; /* column_count + 1, from the frame's left edge */
	size_t column_count;
	struct grid_row *rows;
	size_t row_count;
	size_t header_rows; /* repeated in each room; 0 also when they proved too high for a page */
	size_t keeping;     /* so many of the first rows are known to stay with the next */
	int depth;
	bool is_in_band; /* a header's or footer's */
};

/* Where a cell's content stands in the next room, for rows that go on over a page's end. */
struct cell_cursor {
	struct grid_cell *cell;
	struct cursor at;
	struct cell_cursor *next;
};

struct table_cursor {
	size_t row;                /* the next row */
	bool is_split;             /* that row has begun in the room before */
	emu shown;                 /* then: the height of its parts so far */
	struct cell_cursor *cells; /* of cells whose content has begun before */
};

/* A row in a segment; y from the segment's top. */
struct segment_row {
	size_t row;
	emu y, height;
	emu line_above;    /* the height of the line on top of it */
	bool begins, ends; /* not a later, an earlier part of a split row */
};

/* A cell in a segment: from row `first` to row `last` of the segment. */
struct segment_cell {
	struct grid_cell *cell;
	size_t first, last;
	bool is_filled; /* fill is known before the segment is finished */
	struct fill fill;
};

struct segment {
	struct grid *grid;
	struct segment_row *rows;
	size_t row_count;
	struct segment_cell *cells;
	size_t cell_count;
	emu height; /* with the line below the last row */
	struct table_cursor end;
	bool is_done;
};

/* A table in that flow; rows are laid out when they are reached. */
struct grid *grid_of(const struct flow *f, const struct table *t);

/*
 * The rows from `from` (NULL: the first) that fit into the room; NULL when none does and the room is
 * not to be forced.
 */
struct segment *table_fill(struct grid *g, const struct table_cursor *from, emu room, bool is_forced);

/* From the first row on, the last row left for the next room, and those that keep with it; NULL when none remains. */
struct segment *table_fill_but_last(struct grid *g, emu room);

/* Makes header rows that have no room on a whole page rows like others; false when they have, or there are none. */
bool table_header_drop(struct grid *g, emu room);

/*
 * Whether the last row wants to stay with what is behind the table; whether the table does, for all of its rows ask for
 * it themselves, and they are few (as Writer takes it).
 */
bool table_last_row_keeps(struct grid *g);
bool table_keeps(struct grid *g);

/* The height of what must stand together at the table's top: header rows and the first row, or its first lines. */
emu table_first_height(struct grid *g, emu most);

/* The height of the whole table, or more than `most` as soon as that is passed. */
emu table_height(struct grid *g, emu most);

/* Lays out row i and all above it. */
struct grid_row *grid_row(struct grid *g, size_t i);

/* The last row that the cell covers. */
size_t cell_last_row(const struct grid *g, const struct grid_cell *gc);

#endif
