/*
 * merged -- which cells of a sheet are covered by others that they are merged with.
 */
#ifndef PRIKAZ_READER_MERGED_H
#define PRIKAZ_READER_MERGED_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>

struct merged_range {
	int row, column, last_row, last_column;
};

/* The last range over a column. */
struct merged_column {
	int first, last; /* rows; 0: none yet */
	bool is_left;    /* its leftmost, whose first cell is not covered */
};

struct merged {
	VECTOR(struct merged_range) ranges; /* sorted by merged_sort */
	size_t next;                        /* the first range that no row has met */
	struct merged_column *columns;      /* from 1 */
};

/* Adds a range as XLSX writes it, "A1:C3"; what is none is passed over. */
void merged_add(struct arena *a, struct merged *m, struct text reference);

/* After the last range. */
void merged_sort(struct arena *a, struct merged *m);

/* Whether the cell shows another's value; rows must be asked for in order. */
bool merged_covers(struct merged *m, int row, int column);

/* "BC12" as numbers from 1; 0 for what is missing or beyond any sheet.  "$" is passed over. */
void cell_reference(struct text t, int *row, int *column);

#endif
