/*
 * docx_table -- what the files of the DOCX reader's tables share.
 *
 *     docx_table.c        rows and cells, and what stands in them
 *     docx_table_style.c  how a cell looks: table styles, their conditional parts, borders
 *
 * Private to them.
 */
#ifndef PRIKAZ_DOCUMENT_DOCX_TABLE_H
#define PRIKAZ_DOCUMENT_DOCX_TABLE_H

#include "document/docx.h"

/* Which parts are switched on (w:tblLook). */
struct look_flags {
	bool first_row, last_row, first_column, last_column, bands_rows, bands_columns;
};

struct raw_cell {
	const struct xml_node *node, *properties;
	const struct xml_node *control; /* the w:sdt around it; NULL when there is none */
	int column, span, row_span;
	int last_row; /* of the cells merged into it */
	const struct xml_node *last_properties;
	bool is_covered;
};

struct raw_row {
	const struct xml_node *properties, *exceptions;
	VECTOR(struct raw_cell) cells;
	int grid_before, grid_after;
};

/* Borders of a rectangle of cells. */
struct box {
	struct border edge[SIDES], inside_h, inside_v;
	bool has_edge[SIDES], has_inside_h, has_inside_v;
};

/* A table while it is read. */
struct reading {
	struct docx_story *story;
	struct docx *docx;
	const struct xml_node *properties;
	const struct docx_style **chain;
	size_t chain_count;
	const struct docx_style *style;
	struct look_flags look;
	int row_band, column_band;
	VECTOR(struct raw_row) rows;
	int column_count;
	bool is_too_wide; /* and was reported */
	struct box box;
	emu padding[SIDES];
	color background;
	struct table *table;
};

/* Where a cell stands, for the parts it belongs to. */
struct spot {
	int row, last_row, row_count;
	int column, last_column;
	bool is_first, is_last; /* in its row */
};

/* A w:tblW or w:tcW. */
struct width docx_table_width(const struct xml_node *node);

/* The table's properties out of its style's chain and its own, into t and t->table. */
void docx_table_properties(struct reading *t);

/* Which conditional parts of the style a cell there belongs to: a bit each. */
unsigned docx_table_parts(const struct reading *t, const struct spot *at);

/* All of the cell's look but its content: from the table, its style with those parts, and the cell. */
void docx_cell_look(struct reading *t, struct cell *cell, const struct raw_row *row, const struct raw_cell *raw,
		    const struct spot *at, unsigned parts);

/* What the paragraphs of a cell lie upon: the defaults with the table style and those parts over them. */
const struct docx_look *docx_cell_base(struct reading *t, unsigned parts);

/* n, or the nearest of its bounds. */
static inline int
bounded(int n, int least, int most)
{
	return n < least ? least : n > most ? most : n;
}

#endif
