/*
 * column_edges -- how wide a table is, where it stands, and where its columns begin.
 *
 * What LibreOffice does (measured):
 *
 *   - The grid says how the columns share the table's width, and no more: they are never adapted to what
 *     stands in them, neither a long word nor text that is not to be wrapped makes a column wider.
 *   - A table that is wider than its frame is not made narrower.  At the left it runs out at the right, at
 *     the right it runs out at the left, in the middle it runs out at both sides alike.
 *   - A table between two margins that leave it no room takes the whole frame.
 *   - Percentages are of the frame, in a cell and in a text column too; the margins take nothing from it.
 */
#include "layout/column_edges.h"

enum { LEAST_ROOM = 23 * EMU_PER_TWIP }; /* between margins, else these do not count */

size_t
column_count(const struct table *t)
{
	size_t count = t->column_count;

	for (size_t r = 0; r < t->row_count; r++) {
		for (size_t c = 0; c < t->rows[r].cell_count; c++) {
			const struct cell *cell = &t->rows[r].cells[c];
			size_t end =
				(size_t)cell->column_index + (size_t)(cell->column_span > 1 ? cell->column_span : 1);

			count = end > count ? end : count;
		}
	}
	return count ? count : 1;
}

static int64_t
grid_total(const struct table *t)
{
	int64_t total = 0;

	for (size_t c = 0; c < t->column_count; c++)
		total += t->columns[c] > 0 ? t->columns[c] : 0;
	return total;
}

static bool
has_room_between_margins(const struct table *t, emu frame)
{
	return (int64_t)frame - t->indent - t->margin_right >= LEAST_ROOM;
}

static int64_t
table_width(const struct table *t, emu frame)
{
	int64_t total = grid_total(t);

	if (t->align == ALIGN_JUSTIFY)
		return has_room_between_margins(t, frame) ? (int64_t)frame - t->indent - t->margin_right : frame;
	if (t->width.kind == WIDTH_FIXED && t->width.length > 0)
		return t->width.length;
	if (t->width.kind == WIDTH_PERCENT && t->width.permille > 0)
		return (int64_t)frame * t->width.permille / 1000;
	return total > 0 ? total : frame;
}

static int64_t
table_left(const struct table *t, emu frame, int64_t width)
{
	if (t->align == ALIGN_CENTER)
		return (frame - width) / 2;
	if (t->align == ALIGN_RIGHT)
		return frame - width;
	if (t->align == ALIGN_JUSTIFY && !has_room_between_margins(t, frame))
		return 0;
	return t->indent;
}

/* So many EMU are one in the reckoning: columns that no sheet holds must not overflow it. */
static int64_t
unit_of(int64_t total)
{
	return 1 + total / EMU_MAX;
}

emu *
column_edges(struct arena *a, const struct table *t, size_t count, emu frame)
{
	int64_t width = table_width(t, frame), left = table_left(t, frame, width), total = grid_total(t), sum = 0;
	bool is_even = !total || count != t->column_count;
	emu *edges = NEW_ARRAY(a, emu, count + 1);
	int64_t unit;

	if (is_even)
		total = (int64_t)count;
	unit = unit_of(total);
	for (size_t i = 0; i <= count; i++) {
		size_t c = t->is_right_to_left ? count - 1 - i : i;

		edges[i] = emu_from(left + sum / unit * width / (total / unit));
		if (i < count)
			sum += is_even ? 1 : t->columns[c] > 0 ? t->columns[c] : 0;
	}
	return edges;
}
