/*
 * grid -- which columns each cell of a template's table covers; private to template/.
 *
 *     DOCX  w:tblGrid has the columns; a cell spans w:gridSpan of them, a row leaves out w:gridBefore and w:gridAfter;
 *           w:vMerge joins a cell with the one above it (ECMA-376 part 1, 17.4.16, 17.4.17, 17.4.15, 17.4.84)
 *     ODF   table:table-column has the columns, with the number of their repetitions; a cell spans columns and rows,
 *           and what it covers stands in place as table:covered-table-cell (ODF 1.3 part 3, 9.1.4, 9.1.5)
 *
 * Both become one model: a cell covers columns of one row, and may go on the cell above it.
 */
#ifndef PRIKAZ_TEMPLATE_GRID_H
#define PRIKAZ_TEMPLATE_GRID_H

#include "template/op_table.h"
#include "template/tree.h"

/* The extra of a cell's node. */
struct cell_note {
	struct note note;
	uint32_t column, span;
	uint32_t repeated; /* so many of them side by side; 0: it is covered by the one before it */
	bool is_continued;
	const struct xml_node *begin; /* ODF: of a covered cell the one that covers it; else the cell itself */
};

struct grid {
	VECTOR(struct grid_column) columns;
	VECTOR(struct column_group) groups; /* from left to right */
};

/* A whole number of an attribute, between 0 and 100,000; otherwise: it is absent or none. */
long grid_number(const struct xml_node *node, enum xml_name name, long otherwise);

/* A length such as "3.25cm": its number and its unit; 0 when it is none. */
double grid_length(struct text value, struct text *unit);

/* The cell is part of the one above it or, in ODF, of the one before it. */
bool grid_is_continued(const struct xml_node *cell);

/* The table's rows repeat under cells that the template has merged downwards. */
bool grid_is_stretched(const struct xml_node *table);

/*
 * Reads the table, whose sections are placed: its cells get notes, the sections that repeat columns spot->group.
 * Reports sections over the same row that do not go together.
 */
struct grid *grid_read(struct compiler *c, struct xml_node *table);

/* The next row of the table's own behind `row` (NULL: the first), or NULL. */
struct xml_node *grid_next_row(const struct xml_node *table, struct xml_node *row);
/* The same of a row's cells and spots. */
struct xml_node *grid_next_cell(const struct xml_node *row, struct xml_node *cell);

#endif
