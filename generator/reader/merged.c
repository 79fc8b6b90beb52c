/*
 * merged -- which cells of a sheet are covered.
 *
 * Ranges are sorted by their first row.  As the rows come, each column is told the last range that lies over it: a
 * range is looked at once, however many rows it has.  Ranges of a sheet do not overlap; of a file in which they do,
 * what lies over an earlier range is left out.
 */
#include "reader/merged.h"

#include <stdlib.h>

#include "reader/sheets.h"

void
cell_reference(struct text t, int *row, int *column)
{
	size_t i = 0;

	*row = *column = 0;
	for (; i < t.len; i++) {
		char c = (char)(t.at[i] & ~0x20);

		if (t.at[i] == '$')
			continue;
		if (c < 'A' || c > 'Z')
			break;
		if (*column <= SHEET_COLUMNS)
			*column = *column * 26 + (c - 'A' + 1);
	}
	for (; i < t.len; i++) {
		if (t.at[i] == '$')
			continue;
		if (t.at[i] < '0' || t.at[i] > '9')
			break;
		if (*row <= SHEET_ROWS)
			*row = *row * 10 + (t.at[i] - '0');
	}
	if (i < t.len || *row > SHEET_ROWS)
		*row = 0;
	if (i < t.len || *column > SHEET_COLUMNS)
		*column = 0;
}

void
merged_add(struct arena *a, struct merged *m, struct text reference)
{
	ptrdiff_t colon = text_find(reference, TEXT(":"), 0);
	struct merged_range r;

	if (colon < 0)
		return;
	cell_reference(text_slice(reference, 0, (size_t)colon), &r.row, &r.column);
	cell_reference(text_from_offset(reference, (size_t)colon + 1), &r.last_row, &r.last_column);
	if (r.row && r.column && r.last_row >= r.row && r.last_column >= r.column)
		*VECTOR_PUSH(a, &m->ranges) = r;
}

static int
by_row(const void *x, const void *y)
{
	const struct merged_range *p = x, *q = y;

	return p->row != q->row ? p->row - q->row : p->column - q->column;
}

void
merged_sort(struct arena *a, struct merged *m)
{
	if (!m->ranges.count)
		return;
	qsort(m->ranges.at, m->ranges.count, sizeof *m->ranges.at, by_row);
	m->columns = NEW_ARRAY(a, struct merged_column, SHEET_COLUMNS + 1);
}

/* The columns of a range, up to one that another range lies over in its first row. */
static void
cover(struct merged *m, const struct merged_range *r)
{
	for (int i = r->column; i <= r->last_column && m->columns[i].last < r->row; i++)
		m->columns[i] = (struct merged_column){r->row, r->last_row, i == r->column};
}

bool
merged_covers(struct merged *m, int row, int column)
{
	const struct merged_column *c;

	if (!m->ranges.count)
		return false;
	while (m->next < m->ranges.count && m->ranges.at[m->next].row <= row)
		cover(m, &m->ranges.at[m->next++]);
	c = &m->columns[column];
	return c->first <= row && row <= c->last && !(c->is_left && c->first == row);
}
