/*
 * header -- where in a sheet the captions stand, and where the records begin.
 */
#ifndef PRIKAZ_DATA_HEADER_H
#define PRIKAZ_DATA_HEADER_H

#include "reader/ledger.h"
#include "reader/rows.h"

enum { HEADER_NAMES = 2 };

/* What a column is called. */
struct caption {
	struct text text;                /* empty: the column has none */
	struct text names[HEADER_NAMES]; /* by which it is known as well, folded; empty: none */
	int row;                         /* of the sheet */
};

struct header {
	struct caption *captions; /* one per column */
	size_t width;             /* columns up to the last caption */
	int number;               /* of the last row of captions, in the sheet */
	int records;              /* index of the first row behind the captions, in the rows given */
};

/*
 * Finds the captions among the first rows of a sheet: one row, or several that part groups of columns; titles above
 * and rows below that number the columns or say their units are passed over (told with notes where it may
 * surprise).  The texts of the captions live in a or where the cells' do.  False when there are no rows.
 */
bool header_find(struct arena *a, struct ledger *l, const struct source *source, const struct row *rows, int count,
		 struct header *h);

/* Whether a row fills more than one cell: the first rows that do tell how many columns there are. */
bool header_is_wide(const struct row *row);

#endif
