/*
 * docx_table -- what the files of the DOCX reader's tables share.
 *
 *     docx_table.c         rows and cells, and what stands in them
 *     docx_table_grid.c    the table's width, its columns, cells merged downwards
 *     docx_table_style.c   table styles and their conditional parts; shading, padding, alignment
 *     docx_table_border.c  borders
 *
 * Private to them.
 */
#ifndef PRIKAZ_DOCUMENT_DOCX_TABLE_H
#define PRIKAZ_DOCUMENT_DOCX_TABLE_H

#include "document/docx.h"

enum {
	DOCX_COLUMNS_MOST = 1024, /* of a row */
	DOCX_EDGES = 10000        /* edges of cells are parts of so many of the table's width */
};

/*
 * The conditional parts of a table style, each over those before it.  LibreOffice knows no "wholeTable".
 */
enum docx_part {
	PART_BAND2_HORIZONTAL,
	PART_BAND1_HORIZONTAL,
	PART_BAND2_VERTICAL,
	PART_BAND1_VERTICAL,
	PART_LAST_COLUMN,
	PART_FIRST_COLUMN,
	PART_LAST_ROW,
	PART_FIRST_ROW,
	PART_SW,
	PART_SE,
	PART_NW,
	PART_NE,
	PARTS
};

struct raw_row;

struct raw_cell {
	const struct xml_node *node, *properties; /* NULL of a filler */
	const struct xml_node *control;           /* the w:sdt around it; NULL when there is none */
	int span;                                 /* columns of the grid */
	bool is_filler;                           /* a column of w:gridBefore or w:gridAfter */
	int start, end;                           /* edges: 0 ... DOCX_EDGES */
	bool is_covered;                          /* by the cell above or before */
	int row_span, last_row;
	const struct raw_cell *last; /* of the cells merged into it; NULL when there are none */
	const struct raw_row *last_row_node;
};

/* One w:tbl: several that follow each other are one table. */
struct raw_table {
	const struct xml_node *properties;
	bool has_fixed_layout;
	VECTOR(int) grid; /* twips */
	int64_t grid_total;
};

struct raw_row {
	const struct raw_table *in;
	const struct xml_node *properties, *exceptions;
	VECTOR(struct raw_cell) cells;
	size_t before, after; /* fillers */
	bool has_edges;       /* of its own; else its cells are of even widths */
};

/* Borders, as far as they are said. */
struct box {
	struct border edge[SIDES], inside_h, inside_v;
	bool has_edge[SIDES], has_inside_h, has_inside_v;
};

/* A table while it is read. */
struct reading {
	struct docx_story *story;
	struct docx *docx;
	const struct docx_style *style; /* NULL: none */
	const struct docx_style **chain;
	size_t chain_count;
	unsigned look; /* w:tblLook */
	VECTOR(struct raw_table *) tables;
	VECTOR(struct raw_row) rows;
	size_t wide_rows_end; /* behind the last one of two cells or more */
	bool is_too_wide;     /* and was reported */

	/* docx_table_style.c */
	const struct xml_node *parts[PARTS]; /* w:tblStylePr; NULL where the style has none */
	struct box part_boxes[PARTS];
	struct box box; /* the table's borders */
	emu padding[SIDES];
	emu left_line;  /* the width of the first cell's */
	emu text_start; /* how far its edge stands before its place, if it floats */
	struct table *table;

	/* docx_table_grid.c */
	size_t most_cells; /* of a row */
	bool has_automatic_cell;
	int64_t width_so_far, width; /* hundredths of a millimetre; `width` of the room when is_width_part */
	bool is_width_part;
	int *column_ends; /* edges where the columns of t->table end */
};

/* ---- docx_table_grid.c ---- */

/* Takes the columns of a w:tblGrid (NULL: none) into t. */
void docx_grid_read(struct arena *a, struct raw_table *t, const struct xml_node *grid);

/* Lays the rows over the table's width: their cells' edges and spans, t->table's width and columns. */
void docx_grid_lay(struct reading *t);

/* The column that begins at that edge, which is one of a cell's; behind the last column, their number. */
int docx_column_at(const struct reading *t, int edge);

/* ---- docx_table_style.c ---- */

/* The table's properties out of its style's chain and its own, into t and t->table. */
void docx_table_properties(struct reading *t);

/* Which conditional parts of the style cell c of row r belongs to: a bit each. */
unsigned docx_table_parts(const struct reading *t, size_t r, size_t c);

/* All of the cell's look but borders and content: from the table, its style with those parts, and the cell. */
void docx_cell_look(const struct reading *t, struct cell *cell, const struct raw_cell *raw, unsigned parts);

/* What the paragraphs of a cell lie upon: the defaults with the table style and those parts over them. */
const struct docx_look *docx_cell_base(struct reading *t, unsigned parts);

/* ---- docx_table_border.c ---- */

/* Lays what a w:tblBorders or w:tcBorders (NULL: nothing) says over the box. */
void docx_box_read(struct box *box, const struct xml_node *borders);

/* Finds left_line and text_start, and makes room for the first cell's lines in the padding; before any cell's look is
 * asked. */
void docx_table_frame(struct reading *t);

/* The borders of cell c of row r.  To be asked in order: LibreOffice forgets some of the table's on its way. */
void docx_cell_borders(struct reading *t, struct cell *cell, size_t r, size_t c, unsigned parts);

/* n, or the nearest of its bounds. */
static inline int
bounded(int n, int least, int most)
{
	return n < least ? least : n > most ? most : n;
}

#endif
