/*
 * docx_table_grid -- how wide a table is, and where its cells' edges are (ECMA-376 part 1, 17.4.49, 17.4.72).
 *
 * Word fits the columns of w:tblGrid to preferred widths and to what the cells hold, and stores the outcome in the
 * grid.  LibreOffice takes it as it stands, and has no columns of its own: each row has edges, in parts of ten
 * thousand of the table's width.  What it does (measured, 7.4):
 *
 *     the row's cells use up the grid           edges by the grid's widths, whatever w:tcW says
 *     they do not, but w:tblLayout is fixed     edges by the row's w:tcW, over the grid's sum; the last cell reaches
 *     or each column has a w:tcW                the table's end
 *     they are more than the grid               edges by the row's w:tcW over their own sum
 *     they do not, and nothing else helps; or the
 *     grid is of zeros                          as many even parts as the longest row has cells; the last cell of a
 *                                               shorter row takes the rest
 *
 * Columns of w:gridBefore and w:gridAfter are cells of one column each.  w:wBefore and w:wAfter count for nothing.
 *
 * The table is as wide as w:tblW in twips says.  Else it has that part of its room, if w:tblW is one; else the sum of
 * the grid, or in another table without any w:tblW all the room.  What the last row comes to holds.
 *
 * The model wants columns: these are the edges of all rows, in order.
 */
#include <stdlib.h>
#include <string.h>

#include "document/docx_table.h"
#include "document/measure.h"

enum { EMU_PER_MM100 = EMU_PER_CM / 1000 };
enum { EDGES_MOST = 2048, COARSE_STEP = 5 };

/* ---- what the file says ---- */

static int64_t
twips_of(struct text t)
{
	return twips_or(t, 0) / EMU_PER_TWIP;
}

void
docx_grid_read(struct arena *a, struct raw_table *t, const struct xml_node *grid)
{
	for (const struct xml_node *n = xml_child(grid, W_gridCol); n; n = xml_sibling(n, W_gridCol)) {
		int64_t twips = twips_of(xml_value(n, W_w, TEXT_NONE));

		if (t->grid.count < DOCX_COLUMNS_MOST)
			*VECTOR_PUSH(a, &t->grid) = twips > 0 ? (int)twips : 0;
	}
	for (size_t c = 0; c < t->grid.count; c++)
		t->grid_total += t->grid.at[c];
}

/* Widths of w:tcW as LibreOffice keeps them. */
enum { CELL_WIDTH_AUTO = -1, CELL_WIDTH_NONE = -2 };

static int
cell_width(const struct raw_cell *cell)
{
	const struct xml_node *node = xml_child(cell->properties, W_tcW);

	if (!node)
		return CELL_WIDTH_NONE;
	if (xml_value_is(node, W_type, "auto"))
		return CELL_WIDTH_AUTO;
	return xml_value_is(node, W_type, "dxa") ? (int)twips_of(xml_value(node, W_w, TEXT_NONE)) : 0;
}

/* The widths that the row's cells say, in order; those that say none are left out. */
static size_t
row_widths(struct reading *t, const struct raw_row *row, int *widths)
{
	size_t count = 0;

	t->has_automatic_cell = false;
	for (size_t c = 0; c < row->cells.count; c++) {
		int width = row->cells.at[c].is_filler ? CELL_WIDTH_NONE : cell_width(&row->cells.at[c]);

		if (width != CELL_WIDTH_NONE)
			widths[count++] = width;
		t->has_automatic_cell = t->has_automatic_cell || width == CELL_WIDTH_AUTO;
	}
	return count;
}

/* ---- the table's width ---- */

/* What one row makes of it: in hundredths of a millimetre, or in parts of a hundred of the room. */
struct row_width {
	bool has_kind, is_part, has_length, is_said;
	int64_t length;
};

static int64_t
mm100_of_twips(int64_t twips)
{
	return (twips * 127 + 36) / 72;
}

/* A w:tblW without a type is none. */
static void
width_said(struct reading *t, const struct raw_table *in, struct row_width *w)
{
	const struct xml_node *node = xml_child(in->properties, W_tblW);
	struct text value = xml_value(node, W_w, TEXT_NONE), type = xml_value(node, W_type, TEXT_NONE);
	int permille = 0;

	if (!node)
		return;
	t->width_so_far = text_is(type, "dxa") ? mm100_of_twips(twips_of(value)) : 0;
	if (t->width_so_far) {
		*w = (struct row_width){true, false, true, true, t->width_so_far};
	} else if (text_is(type, "pct")) {
		int percent = permille_read(value, &permille) ? permille / 10 : integer_or(value, 0) / 50;

		*w = (struct row_width){true, true, true, true, percent < 100 ? percent : 100};
	} else if (text_is(type, "auto")) {
		if (t->has_automatic_cell)
			*w = (struct row_width){true, true, true, true, 0};
		else
			w->is_said = t->story->table_depth > 0;
	}
}

/* The row's cells use up the grid, so that its sum is a width. */
static void
width_of_grid(const struct reading *t, struct row_width *w)
{
	bool is_part = !w->has_kind || w->is_part;

	if (!is_part) {
		w->length = w->length > t->width_so_far ? w->length : t->width_so_far;
	} else if (w->length > 100 || w->length <= 0) {
		bool fills = t->story->table_depth > 0 && !w->is_said;

		*w = (struct row_width){true, fills, true, true, fills ? 100 : t->width_so_far};
	}
}

static void
width_begin(struct reading *t, const struct raw_table *in, struct row_width *w)
{
	width_said(t, in, w);
	if (t->width_so_far || !in->grid.count)
		return;
	t->width_so_far = (in->grid_total * 127 + 71) / 72;
	if (t->width_so_far > 0 && !w->is_said) {
		w->length = t->width_so_far;
		w->has_length = true;
	}
}

static void
width_take(struct reading *t, const struct row_width *w)
{
	if (w->has_kind)
		t->is_width_part = w->is_part;
	if (w->has_length)
		t->width = w->length;
}

static void
width_settle(struct reading *t)
{
	struct width *width = &t->table->width;

	if (!t->is_width_part && t->width > 0) {
		*width = (struct width){WIDTH_FIXED, emu_from(t->width * EMU_PER_MM100), 0};
		return;
	}
	width->kind = WIDTH_PERCENT;
	width->permille = t->is_width_part && t->width > 0 && t->width <= 100 ? (int)t->width * 10 : 1000;
}

/* ---- edges ---- */

static void
edges_by_grid(struct raw_row *row)
{
	const struct raw_table *in = row->in;
	int64_t sum = 0;
	size_t column = 0;

	for (size_t c = 0; c < row->cells.count; c++) {
		struct raw_cell *cell = &row->cells.at[c];

		for (int i = 0; i < cell->span; i++)
			sum += in->grid.at[column++];
		cell->end = (int)((sum * DOCX_EDGES + in->grid_total / 2) / in->grid_total);
	}
}

/* By the widths of w:tcW, over `total` twips. */
static void
edges_by_widths(struct raw_row *row, const int *widths, int64_t total)
{
	int64_t sum = 0;

	for (size_t c = 0; c + 1 < row->cells.count; c++) {
		sum += widths[c];
		row->cells.at[c].end = (int)(sum * DOCX_EDGES / total);
	}
}

static bool
are_edges_rising(const struct raw_row *row)
{
	int before = 0;

	for (size_t c = 0; c + 1 < row->cells.count; c++) {
		int end = row->cells.at[c].end;

		if (end < before || end > DOCX_EDGES)
			return false;
		before = end;
	}
	return true;
}

static void
edges_even(const struct reading *t, struct raw_row *row)
{
	for (size_t c = 0; c < row->cells.count; c++)
		row->cells.at[c].end = (int)((int64_t)(c + 1) * DOCX_EDGES / (int64_t)t->most_cells);
}

/* The last cell may be wider than its w:tcW says: as its columns are to those of the cell before. */
static int64_t
last_width_lack(const struct raw_row *row, const int *widths)
{
	size_t last = row->cells.count - 1;
	int64_t width;

	if (!last)
		return 0;
	width = (int64_t)widths[last - 1] / row->cells.at[last - 1].span * row->cells.at[last].span;
	return width > widths[last] ? width - widths[last] : 0;
}

/* Edges of a row whose cells do not use up the grid; false: they are not known. */
static bool
edges_find(struct raw_row *row, const int *widths, size_t count, size_t columns, struct row_width *w)
{
	int64_t total = row->in->grid_total;
	bool is_sum = !row->in->has_fixed_layout && count != columns;

	if (!count || (is_sum && columns <= row->in->grid.count))
		return false;
	if (is_sum || !total) {
		total = 0;
		for (size_t c = 0; c < count; c++)
			total += widths[c];
	}
	if (is_sum && (!w->has_length || w->length < (total * 127 + 71) / 72)) {
		w->length = (total * 127 + 71) / 72;
		w->has_length = true;
	}
	if (count != row->cells.count)
		return false;
	if (is_sum)
		total += last_width_lack(row, widths);
	if (total <= 0)
		return false;
	edges_by_widths(row, widths, total);
	return are_edges_rising(row);
}

/* Each cell reaches from the one before; all are a step wide at least, as far as there is room. */
static void
edges_part(struct raw_row *row, int step)
{
	int start = 0;

	for (size_t c = 0; c < row->cells.count; c++) {
		struct raw_cell *cell = &row->cells.at[c];
		int most = DOCX_EDGES - step * (int)(row->cells.count - 1 - c);
		int end = (cell->end + step / 2) / step * step;

		cell->start = start;
		cell->end = end < start + step ? start + step : end;
		if (cell->end > most || c + 1 == row->cells.count)
			cell->end = most;
		start = cell->end;
	}
}

static void
row_lay(struct reading *t, struct raw_row *row, int *widths)
{
	struct row_width width = {false, false, false, false, 0};
	size_t columns = 0, count = row_widths(t, row, widths);

	width_begin(t, row->in, &width);
	for (size_t c = 0; c < row->cells.count; c++)
		columns += (size_t)row->cells.at[c].span;
	if (columns == row->in->grid.count) {
		width_of_grid(t, &width);
		row->has_edges = row->in->grid_total > 0;
	} else {
		row->has_edges = edges_find(row, widths, count, columns, &width);
	}
	if (!row->has_edges)
		edges_even(t, row);
	else if (columns == row->in->grid.count)
		edges_by_grid(row);
	width_take(t, &width);
	edges_part(row, 1);
}

/* ---- columns ---- */

/* Marks where cells end; returns how many such places there are: the columns end there. */
static size_t
edges_mark(const struct reading *t, bool is_edge[DOCX_EDGES + 1])
{
	size_t count = 0;

	memset(is_edge, 0, (DOCX_EDGES + 1) * sizeof *is_edge);
	for (size_t r = 0; r < t->rows.count; r++) {
		for (size_t c = 0; c < t->rows.at[r].cells.count; c++) {
			bool *mark = &is_edge[t->rows.at[r].cells.at[c].end];

			count += !*mark;
			*mark = true;
		}
	}
	return count;
}

/* The model's columns: widths in EMU, also where the table is a part of its room. */
static void
columns_make(struct reading *t)
{
	bool is_edge[DOCX_EDGES + 1];
	struct table *table = t->table;
	int64_t whole =
		table->width.kind == WIDTH_FIXED ? table->width.length : t->tables.at[0]->grid_total * EMU_PER_TWIP;
	int before = 0, edge = 0;

	table->column_count = edges_mark(t, is_edge);
	if (table->column_count > EDGES_MOST) {
		for (size_t r = 0; r < t->rows.count; r++)
			edges_part(&t->rows.at[r], COARSE_STEP);
		table->column_count = edges_mark(t, is_edge);
	}
	whole = whole > 0 ? whole : EMU_PER_INCH;
	table->columns = NEW_ARRAY(t->docx->arena, emu, table->column_count);
	t->column_ends = NEW_ARRAY(t->docx->arena, int, table->column_count);
	for (size_t c = 0; c < table->column_count; c++, edge++) {
		while (!is_edge[edge])
			edge++;
		table->columns[c] = emu_from(whole * edge / DOCX_EDGES - whole * before / DOCX_EDGES);
		t->column_ends[c] = edge;
		before = edge;
	}
}

int
docx_column_at(const struct reading *t, int edge)
{
	size_t low = 0, high = t->table->column_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (t->column_ends[middle] <= edge)
			low = middle + 1;
		else
			high = middle;
	}
	return (int)low;
}

/* ---- cells merged downwards ---- */

static bool
begins_merge(const struct raw_cell *cell)
{
	return xml_value_is(xml_child(cell->properties, W_vMerge), W_val, "restart");
}

/* Where column c begins; behind the last one, the table's end. */
static int
column_start(const struct reading *t, int c)
{
	return c ? t->column_ends[c - 1] : 0;
}

/*
 * Which merged cell is open where, by the column that it begins with: edges a ten-thousandth apart are one.  A cell
 * whose row has no edges of its own is nowhere in particular.
 */
static struct raw_cell **
open_at(const struct reading *t, struct raw_cell **open, const struct raw_row *row, const struct raw_cell *cell)
{
	int at = docx_column_at(t, row->has_edges || !cell->start ? cell->start : DOCX_EDGES);
	int last = (int)t->table->column_count;

	for (int c = at > 0 ? at - 1 : 0; c <= at + 1 && c < last; c++)
		if (open[c] && abs(column_start(t, c) - column_start(t, at)) <= 1)
			return &open[c];
	return &open[at];
}

/* A continued cell belongs to the one that is open at its left edge, however wide that is. */
static void
cell_merge(const struct reading *t, struct raw_cell **open, const struct raw_row *row, struct raw_cell *cell,
	   int row_index)
{
	struct raw_cell **slot = open_at(t, open, row, cell);

	if (begins_merge(cell)) {
		*slot = NULL;
		*open_at(t, open, row, cell) = cell;
	} else if (*slot) {
		struct raw_cell *first = *slot;

		cell->is_covered = true;
		if (first->last_row != row_index - 1)
			return;
		first->row_span++;
		first->last_row = row_index;
		first->last = cell;
		first->last_row_node = row;
	}
}

static void
cells_merge(struct reading *t)
{
	struct raw_cell **open = NEW_ARRAY(t->docx->arena, struct raw_cell *, t->table->column_count + 1);

	for (size_t r = 0; r < t->rows.count; r++) {
		struct raw_row *row = &t->rows.at[r];

		for (size_t c = 0; c < row->cells.count; c++) {
			struct raw_cell *cell = &row->cells.at[c];

			cell->last_row = (int)r;
			if (xml_child(cell->properties, W_vMerge) && !cell->is_covered)
				cell_merge(t, open, row, cell, (int)r);
		}
	}
}

/* Cells of a w:hMerge are those before them. */
static void
cells_join(struct raw_row *row)
{
	struct raw_cell *first = NULL;

	for (size_t c = 0; c < row->cells.count; c++) {
		struct raw_cell *cell = &row->cells.at[c];
		const struct xml_node *merge = xml_child(cell->properties, W_hMerge);

		if (!merge || xml_value_is(merge, W_val, "restart") || !first) {
			first = merge ? cell : NULL;
		} else {
			first->end = cell->end;
			cell->is_covered = true;
		}
	}
}

void
docx_grid_lay(struct reading *t)
{
	int *widths;

	for (size_t r = 0; r < t->rows.count; r++)
		if (t->rows.at[r].cells.count > t->most_cells)
			t->most_cells = t->rows.at[r].cells.count;
	widths = NEW_ARRAY(t->docx->arena, int, t->most_cells);
	for (size_t r = 0; r < t->rows.count; r++)
		row_lay(t, &t->rows.at[r], widths);
	width_settle(t);
	columns_make(t);
	for (size_t r = 0; r < t->rows.count; r++)
		cells_join(&t->rows.at[r]);
	cells_merge(t);
}
