/*
 * odt_columns -- how wide the columns of a table are.
 */
#ifndef PRIKAZ_DOCUMENT_ODT_COLUMNS_H
#define PRIKAZ_DOCUMENT_ODT_COLUMNS_H

#include "document/document.h"

struct odt_column {
	int64_t width; /* twips, or parts */
	bool is_relative;
};

struct odt_column odt_column_of_length(emu length);
struct odt_column odt_column_of_parts(int parts);

/* The width that a table of that style:width has: each column has room in it. */
emu odt_table_width(emu length, size_t columns);

/*
 * Settles widths[0 … count - 1] out of columns, which it changes.  table_width is 0 when the table has no length of its
 * own; then the widths say only how columns share its room.
 */
void odt_columns_settle(struct odt_column *columns, size_t count, emu table_width, emu *widths);

#endif
