/*
 * rows -- the border between what reads a sheet (CSV, workbooks) and what makes a table of it: rows of
 * cells, one after another, numbered as a spreadsheet numbers them.
 */
#ifndef PRIKAZ_READER_ROWS_H
#define PRIKAZ_READER_ROWS_H

#include "value/value.h"

/* What a cell is beside its value; who knows the captions tells of it. */
enum cell_mark {
	CELL_PLAIN,
	CELL_NO_RESULT, /* a formula whose result was not saved; the value is empty */
	CELL_ERROR,     /* an error; the value is its text, "#N/A" */
	CELL_DAY_MONTH  /* a date that is shown as a day and a month: what spreadsheets make of a typed 1.1 */
};

struct row {
	int number;                /* of the sheet, from 1 */
	size_t count;              /* cells up to the last that is not empty, or is marked; never 0 */
	const struct value *cells; /* the next call of next() overwrites them; the bytes of their texts stay */
	const uint8_t *marks;      /* enum cell_mark, one per cell; NULL: all plain */
};

/* A reader begins with this struct; next gives one row that is not blank, false behind the last. */
struct rows {
	bool (*next)(struct rows *self, struct row *row);
};

#endif
