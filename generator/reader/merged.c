/*
 * merged -- which cells of a sheet are covered.
 *
 * Ranges are sorted by their first row.  As the rows come, those that a row goes through are kept aside, and what
 * columns they cover is worked out anew only where one begins or ends.  Ranges of a sheet do not overlap; a file in
 * which they do covers what the first ones cover, as far as the columns of a sheet go.
 */
#include "reader/merged.h"

#include <stdlib.h>
#include <string.h>

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
	m->is_covered = NEW_ARRAY(a, bool, SHEET_COLUMNS + 1);
}

/* Drops the ranges that ended above the row and takes in those that begin up to it. */
static void
move_to(struct arena *a, struct merged *m, int row)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->active.count; i++) {
		if (m->ranges.at[m->active.at[i]].last_row >= row)
			m->active.at[kept++] = m->active.at[i];
	}
	m->active.count = kept;
	while (m->next < m->ranges.count && m->ranges.at[m->next].row <= row) {
		if (m->ranges.at[m->next].last_row >= row && m->active.count < SHEET_COLUMNS)
			*VECTOR_PUSH(a, &m->active) = m->next;
		m->next++;
	}
}

/* Works out what the row covers, and up to which row that holds. */
static void
cover(struct arena *a, struct merged *m, int row)
{
	int left = SHEET_COLUMNS, until = SHEET_ROWS + 1;

	move_to(a, m, row);
	memset(m->is_covered, 0, SHEET_COLUMNS + 1);
	if (m->next < m->ranges.count)
		until = m->ranges.at[m->next].row;
	for (size_t i = 0; i < m->active.count; i++) {
		const struct merged_range *r = &m->ranges.at[m->active.at[i]];
		int width = r->last_column - r->column + 1, end = r->row == row ? row + 1 : r->last_row + 1;

		left -= width;
		if (left < 0)
			break;
		memset(m->is_covered + r->column, 1, (size_t)width);
		if (r->row == row)
			m->is_covered[r->column] = false;
		until = end < until ? end : until;
	}
	m->valid_from = row;
	m->valid_to = until;
}

bool
merged_covers(struct arena *a, struct merged *m, int row, int column)
{
	if (!m->ranges.count)
		return false;
	if (row < m->valid_from || row >= m->valid_to)
		cover(a, m, row);
	return m->is_covered[column];
}
