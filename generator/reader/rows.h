/*
 * rows -- the border between what reads a sheet (CSV now, workbooks later) and what makes a table of it: rows of
 * cells, one after another, numbered as a spreadsheet numbers them.
 */
#ifndef PRIKAZ_READER_ROWS_H
#define PRIKAZ_READER_ROWS_H

#include "value/value.h"

struct row {
	int number;                /* of the sheet, from 1 */
	size_t count;              /* cells up to the last that is not empty; never 0 */
	const struct value *cells; /* the next call of next() overwrites them; the bytes of their texts stay */
};

/* A reader begins with this struct; next gives one row that is not blank, false behind the last. */
struct rows {
	bool (*next)(struct rows *self, struct row *row);
};

#endif
