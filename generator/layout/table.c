/*
 * table -- cells, and which lines are between rows.
 *
 * Writer's picture of a table with collapsing borders (measured): upright lines are centred on the
 * column edges and take nothing from the cells, whose content begins a padding behind the edge;
 * level lines take their height: a row begins with the thickest line that is above any of its cells, and
 * the line below the last row is added to the table.  A cell merged downwards has its lower line counted below the
 * first of its rows, though it is drawn below the last: there the next row begins so much lower.  With separate borders
 * each cell has its own lines inside its edges.
 */
#include "layout/table.h"

#include "layout/column_edges.h"

struct grid *
grid_of(const struct flow *f, const struct table *t)
{
	struct arena *a = f->l->a;
	struct grid *g = NEW(a, struct grid);

	g->l = f->l;
	g->table = t;
	g->depth = f->depth + 1;
	g->is_in_band = f->is_band;
	g->row_count = t->row_count;
	g->header_rows = t->header_rows;
	g->column_count = column_count(t);
	g->rows = NEW_ARRAY(a, struct grid_row, g->row_count + 1);
	g->edges = column_edges(a, t, g->column_count, f->width);
	return g;
}

/* ---- borders ---- */

static emu
border_width(const struct border *b)
{
	return b->kind == BORDER_NONE ? 0 : b->width;
}

/*
 * The line that what stands in column c of the row above i has below it: a cell that goes on asks below its first
 * row.
 */
static emu
line_of_upper(const struct grid *g, size_t i, size_t c)
{
	const struct grid_cell *upper = i ? g->rows[i - 1].owners[c] : NULL;
	bool goes_on = upper && upper == g->rows[i].owners[c];

	if (!upper || (goes_on && upper->row_index + 1 < i))
		return 0;
	return border_width(&upper->cell->borders[SIDE_BOTTOM]);
}

/* The thickest line between row i and the one above it. */
static emu
line_above(const struct grid *g, size_t i)
{
	struct grid_cell *const *here = g->rows[i].owners;
	emu most = 0;

	if (!g->table->collapses_borders)
		return 0;
	for (size_t c = 0; c < g->column_count; c++) {
		emu top = here[c] && here[c]->row_index == i ? border_width(&here[c]->cell->borders[SIDE_TOP]) : 0;
		emu bottom = line_of_upper(g, i, c);

		top = top > bottom ? top : bottom;
		most = top > most ? top : most;
	}
	return most;
}

/* ---- cells ---- */

/* Lines of a cell's own, when they are not shared with its neighbours. */
static emu
own_line(const struct grid *g, const struct cell *cell, enum side side)
{
	return g->table->collapses_borders ? 0 : border_width(&cell->borders[side]);
}

static void
cell_lay(struct grid *g, struct grid_cell *gc, size_t first, size_t end)
{
	const struct cell *cell = gc->cell;
	int64_t left = (int64_t)cell->padding[SIDE_LEFT] + own_line(g, cell, SIDE_LEFT);
	int64_t right = (int64_t)cell->padding[SIDE_RIGHT] + own_line(g, cell, SIDE_RIGHT);
	int64_t inner;

	gc->x = g->edges[first];
	gc->width = emu_from((int64_t)g->edges[end] - g->edges[first]);
	gc->inner_x = emu_from(gc->x + left);
	gc->top = emu_from((int64_t)cell->padding[SIDE_TOP] + own_line(g, cell, SIDE_TOP));
	gc->bottom = emu_from((int64_t)cell->padding[SIDE_BOTTOM] + own_line(g, cell, SIDE_BOTTOM));
	inner = gc->width - left - right;
	gc->inner_width = inner > EMU_PER_PT ? emu_from(inner) : EMU_PER_PT;
	/* turned text asks for no height, and is laid out when its cell has one (paint_turned.c) */
	gc->flow = flow_of(g->l, cell->rotation ? NULL : cell->first, gc->inner_width, g->depth);
	gc->flow.is_band = g->is_in_band;
	gc->flow.margins[SIDE_LEFT] = emu_from(left);
	gc->flow.margins[SIDE_RIGHT] = emu_from(right);
	gc->flow.margins[SIDE_TOP] = gc->top;
	gc->flow.margins[SIDE_BOTTOM] = gc->bottom;
	gc->whole = flow_fill(&gc->flow, (struct cursor){0}, ROOM_ENDLESS, TOP_START, true);
}

size_t
cell_last_row(const struct grid *g, const struct grid_cell *gc)
{
	size_t span = gc->cell->row_span > 1 ? (size_t)gc->cell->row_span : 1;

	return span < g->row_count - gc->row_index ? gc->row_index + span - 1 : g->row_count - 1;
}

/* Cells of the rows above that reach down into row i. */
static void
owners_inherit(struct grid *g, size_t i)
{
	struct grid_row *row = &g->rows[i];

	row->owners = NEW_ARRAY(g->l->a, struct grid_cell *, g->column_count);
	for (size_t c = 0; i && c < g->column_count; c++) {
		struct grid_cell *above = g->rows[i - 1].owners[c];

		if (above && cell_last_row(g, above) >= i)
			row->owners[c] = above;
	}
}

/* Rows of tables in tables do not keep. */
static bool
row_keeps(const struct grid *g, const struct row *row)
{
	return g->l->document->rows_keep_with_next && g->depth == 1 && row->cell_count && !row->cells[0].column_index &&
	       blocks_keep_with_next(row->cells[0].first);
}

/* The cell's first column from the left. */
static size_t
first_column(const struct grid *g, const struct cell *cell, size_t span)
{
	size_t first = (size_t)cell->column_index;

	return g->table->is_right_to_left ? g->column_count - first - span : first;
}

/*
 * With collapsing borders all cells of a row have one padding above and one below: what the cell needs that asks for
 * most, its padding with its line, or the greatest padding below the line of the row above.
 */
static void
padding_share(struct grid *g, size_t i)
{
	struct grid_row *row = &g->rows[i];
	int64_t top = row->line_above, bottom = 0, padding = 0, lines = 0;

	for (size_t c = 0; c < g->column_count; c++) {
		const struct cell *cell = row->owners[c] ? row->owners[c]->cell : NULL;
		const struct cell *above = i && g->rows[i - 1].owners[c] ? g->rows[i - 1].owners[c]->cell : NULL;

		if (line_of_upper(g, i, c) > lines)
			lines = line_of_upper(g, i, c);
		if (!cell)
			continue;
		padding = cell->padding[SIDE_TOP] > padding ? cell->padding[SIDE_TOP] : padding;
		bottom = cell->padding[SIDE_BOTTOM] > bottom ? cell->padding[SIDE_BOTTOM] : bottom;
		if (above != cell && (int64_t)border_width(&cell->borders[SIDE_TOP]) + cell->padding[SIDE_TOP] > top)
			top = (int64_t)border_width(&cell->borders[SIDE_TOP]) + cell->padding[SIDE_TOP];
	}
	top = lines + padding > top ? lines + padding : top;
	for (size_t k = 0; k < row->cell_count; k++) {
		row->cells[k].top = emu_from(top - row->line_above);
		row->cells[k].bottom = emu_from(bottom);
	}
}

static void
row_lay(struct grid *g, size_t i)
{
	struct grid_row *row = &g->rows[i];
	const struct row *model = &g->table->rows[i];

	owners_inherit(g, i);
	row->cells = NEW_ARRAY(g->l->a, struct grid_cell, model->cell_count);
	for (size_t k = 0; k < model->cell_count; k++) {
		const struct cell *cell = &model->cells[k];
		struct grid_cell *gc = &row->cells[row->cell_count];
		size_t span = (size_t)(cell->column_span > 1 ? cell->column_span : 1);
		size_t first = first_column(g, cell, span), end = first + span;

		if (end > g->column_count)
			continue;
		gc->cell = cell;
		gc->row_index = i;
		cell_lay(g, gc, first, end);
		for (size_t c = first; c < end; c++)
			row->owners[c] = gc;
		row->cell_count++;
	}
	row->line_above = line_above(g, i);
	if (g->table->collapses_borders)
		padding_share(g, i);
	row->keeps = row_keeps(g, model);
	row->is_laid = true;
}

struct grid_row *
grid_row(struct grid *g, size_t i)
{
	size_t first = i;

	while (first > 0 && !g->rows[first - 1].is_laid)
		first--;
	for (; first <= i; first++) {
		if (!g->rows[first].is_laid)
			row_lay(g, first);
	}
	return &g->rows[i];
}
