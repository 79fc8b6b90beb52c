/*
 * op_table -- a table that is put together when all its rows are known: OP_TABLE, OP_ROW, OP_CELL.
 *
 * How far a cell reaches down or across is known only when the rows below it, and the columns of all rows, have been
 * written.  So these operations hold the tags in pieces, and merge/grid.c writes them at the table's end.  They nest
 * as the document does; OP_SECTION stands between OP_TABLE and OP_ROW, where it repeats rows, and between OP_ROW
 * and OP_CELL, where it repeats
 *     the row, and the cells outside it are merged downwards (as.columns is NULL), or
 *     its cells to the right, with their columns (as.columns).
 *
 *     OP_TABLE   otherwise: start tag and properties; body: what stands behind the definitions of the columns
 *     OP_ROW     body: cells, sections, and the tags of content controls around cells
 *     OP_CELL    body: its content
 */
#ifndef PRIKAZ_TEMPLATE_OP_TABLE_H
#define PRIKAZ_TEMPLATE_OP_TABLE_H

#include "template/program.h"

enum { COLUMNS_MOST = 2048 }; /* of a template's table: what lies beyond is taken for the last one */

/* A column of the grid as the template has it. */
struct grid_column {
	double width;              /* DOCX: twips; ODF: in `unit`; 0: not known */
	double relative;           /* ODF: style:rel-column-width, 0: none */
	struct text unit;          /* ODF: "cm" … */
	struct text style;         /* ODF: the name of its style */
	struct text default_style; /* ODF: table:default-cell-style-name */
	struct text properties;    /* ODF: other attributes of the style's table-column-properties, as XML */
};

/* Columns [from, to) of the grid that are repeated together. */
struct column_group {
	uint32_t from, to;
};

struct table_op {
	bool is_word;
	struct text prefix;  /* of table elements, with the colon */
	struct text columns; /* the definitions as they stand, for a table whose columns are not repeated */
	const struct grid_column *grid;
	uint32_t column_count;
	const struct column_group *groups; /* from left to right */
	uint32_t group_count;
	struct text tail; /* the end tag */
};

struct row_op {
	struct text head, rest;           /* the start tag with its properties: before and behind `grid` */
	struct text grid;                 /* DOCX: w:gridBefore and its like, as they stand */
	struct text tail;                 /* the end tag */
	bool has_properties;              /* DOCX: head has begun them, rest ends them */
	uint32_t before, after;           /* DOCX: columns left out at both ends */
	double before_width, after_width; /* twips; 0: none */
	uint32_t repeated;                /* ODF: how often it stands here */
	const struct op *const *steps;    /* of each level of sections over cells the first: the others go in step */
	uint32_t step_count;
};

struct cell_op {
	struct text head;   /* DOCX: the start tag, and what stands before the width; ODF: that tag, open */
	struct text width;  /* DOCX: w:tcW as it stands */
	double width_value; /* the number in it; 0: it has none */
	struct text width_head, width_tail; /* of w:tcW: around the number */
	struct text rest;                   /* DOCX: the other properties */
	struct text tail;                   /* the end tag */
	struct text empty;                  /* an empty paragraph like those in it */
	bool has_properties;                /* DOCX: head has begun them, rest ends them */
	bool is_continued;                  /* the template has merged it with the one above */
	uint32_t column, span;              /* in the template's grid */
	uint32_t repeated;                  /* so many of them side by side */
};

struct columns_op {
	uint32_t group;
	const struct cell_op **cells; /* the section's */
	uint32_t cell_count;
};

#endif
