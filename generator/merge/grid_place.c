/*
 * grid_place -- which columns each cell of a finished table covers, and which cells are merged downwards.
 *
 * A group of columns [from, to) that is repeated stands n times, n being the most that any row needs:
 *
 *     template   | a | b [#x|columns] c d [/] | e |        starts   a 0, b 1, c 2, e 2 + 2n
 *     n = 3      | a | b | c d | c d | c d | e |
 *
 * A cell of another row over some of these columns widens with them.  A row with fewer turns gets empty cells.
 */
#include "merge/grid.h"

/* ---- columns ---- */

static void
count_turns(struct merging *m, struct table_run *t)
{
	size_t count = t->cells.len / sizeof(struct table_cell);

	t->counts = NEW_ARRAY(m->arena, uint32_t, t->table->group_count);
	for (size_t i = 0; i < count; i++) {
		const struct table_cell *cell = table_cell_at(t, i);

		if (cell->kind != CELL_PAD && cell->kind != CELL_PAD_CONTINUED)
			continue;
		if (cell->turn > t->counts[cell->of.columns->group])
			t->counts[cell->of.columns->group] = cell->turn;
	}
}

/* The group that holds the column, or the first one to its right, from `group` on. */
static uint32_t
next_group(const struct table_op *table, uint32_t column, uint32_t group)
{
	while (group < table->group_count && table->groups[group].to <= column)
		group++;
	return group;
}

/* A column of a group stands for as many as there are turns. */
static uint32_t
turns_of(const struct table_run *t, uint32_t column, uint32_t *group)
{
	*group = next_group(t->table, column, *group);
	if (*group == t->table->group_count || column < t->table->groups[*group].from)
		return 1;
	return t->counts[*group];
}

static bool
place_columns(struct merging *m, struct table_run *t)
{
	uint32_t count = t->table->column_count, group = 0;
	uint64_t at = 0;

	t->starts = NEW_ARRAY(m->arena, uint32_t, count + 1);
	for (uint32_t i = 0; i < count; i++) {
		t->starts[i] = (uint32_t)at;
		at += turns_of(t, i, &group);
		if (at > TABLE_CELLS_MOST) {
			table_fail_limit(m);
			return false;
		}
	}
	t->starts[count] = t->column_count = (uint32_t)at;
	return at > 0;
}

/*
 * The width of a group is shared out among its turns, so that the table keeps its own; that of columns that have
 * vanished goes to all others.
 */
static void
place_widths(struct merging *m, struct table_run *t)
{
	const struct table_op *table = t->table;
	uint32_t group = 0;
	double left = 0;

	t->template_sums = NEW_ARRAY(m->arena, double, table->column_count + 1);
	t->sums = NEW_ARRAY(m->arena, double, t->column_count + 1);
	for (uint32_t i = 0; i < table->column_count; i++) {
		t->template_sums[i + 1] = t->template_sums[i] + table->grid[i].width;
		left += turns_of(t, i, &group) ? table->grid[i].width : 0;
	}
	t->scale = left > 0 ? t->template_sums[table->column_count] / left : 1;
	group = 0;
	for (uint32_t i = 0; i < table->column_count; i++) {
		uint32_t n = turns_of(t, i, &group), step = 1, at = t->starts[i];

		if (group < table->group_count && i >= table->groups[group].from) {
			const struct column_group *g = &table->groups[group];

			step = g->to - g->from;
			at = t->starts[g->from] + (i - g->from);
		}
		for (uint32_t j = 0; j < n; j++)
			t->sums[at + j * step + 1] = table->grid[i].width * t->scale / n;
	}
	for (uint32_t i = 0; i < t->column_count; i++)
		t->sums[i + 1] += t->sums[i];
}

/* ---- cells ---- */

static void
place_cell(const struct table_run *t, struct table_cell *cell)
{
	uint32_t from = cell->column, to = from + cell->span;
	const struct column_group *g;

	if (cell->group) {
		g = &t->table->groups[cell->group - 1];
		cell->column = t->starts[g->from] + cell->turn * (g->to - g->from) + (from - g->from);
		return;
	}
	cell->column = t->starts[from];
	cell->span = t->starts[to] - t->starts[from];
}

/* The cells that the row has fewer than another one has: for each turn those of the section, empty. */
static bool
add_pads(struct merging *m, const struct table_run *t, const struct table_cell *pad, struct buffer *cells)
{
	const struct columns_op *columns = pad->of.columns;
	struct table_cell cell = {.from = pad->from, .to = pad->from, .rows = 1, .group = columns->group + 1};

	for (cell.turn = pad->turn; cell.turn < t->counts[columns->group]; cell.turn++) {
		for (uint32_t i = 0; i < columns->cell_count; i++) {
			bool goes_on = pad->kind == CELL_PAD_CONTINUED || columns->cells[i]->is_continued;

			cell.of.op = columns->cells[i];
			cell.kind = goes_on ? CELL_CONTINUED : CELL_EMPTY;
			for (uint32_t j = 0; j < cell.of.op->repeated; j++) {
				struct table_cell placed = cell;

				placed.column = cell.of.op->column + j;
				placed.span = cell.of.op->span;
				place_cell(t, &placed);
				buffer_add(cells, &placed, sizeof placed);
			}
		}
		if (cells->len / sizeof cell > TABLE_CELLS_MOST) {
			table_fail_limit(m);
			return false;
		}
	}
	return true;
}

static bool
place_row(struct merging *m, const struct table_run *t, struct table_row *row, struct buffer *cells)
{
	size_t begin = cells->len / sizeof(struct table_cell);

	for (size_t i = 0; i < row->cell_count; i++) {
		struct table_cell cell = *table_cell_at(t, row->cell + i);

		if (cell.kind == CELL_PAD || cell.kind == CELL_PAD_CONTINUED) {
			if (!add_pads(m, t, &cell, cells))
				return false;
			continue;
		}
		place_cell(t, &cell);
		if (cell.span)
			buffer_add(cells, &cell, sizeof cell);
	}
	row->cell = begin;
	row->cell_count = cells->len / sizeof(struct table_cell) - begin;
	return true;
}

/* Only with groups of columns do cells come or go: else they are right as they were noted. */
static bool
place_rows(struct merging *m, struct table_run *t)
{
	struct buffer cells = {0};
	bool is_placed = true;

	for (size_t i = 0; i < table_row_count(t) && is_placed; i++)
		is_placed = place_row(m, t, table_row_at(t, i), &cells);
	buffer_free(&t->cells);
	t->cells = cells;
	return is_placed;
}

/* ---- cells merged downwards ---- */

/* What stands in a column of the row above. */
struct above {
	size_t row;  /* from 1; 0: nothing yet */
	size_t cell; /* the one that begins there */
};

/* Two texts that {{x | merge}} takes for the same: the lower one may be empty. */
static bool
is_same(const struct table_run *t, const struct table_cell *upper, const struct table_cell *lower)
{
	struct text key;

	if (!upper->key || !lower->key)
		return false;
	key = table_key_at(t, lower->key);
	return key.len == 0 || text_equal(text_trim(key), text_trim(table_key_at(t, upper->key)));
}

static void
merge_cell(const struct table_run *t, struct above *above, size_t row, size_t index)
{
	struct table_cell *cell = table_cell_at(t, index), *upper;
	struct above *at = &above[cell->column];
	bool is_continued = cell->kind == CELL_CONTINUED;

	upper = at->row && at->row + 1 == row ? table_cell_at(t, at->cell) : NULL;
	at->row = row;
	if (upper && upper->span == cell->span && (is_continued || is_same(t, upper, cell))) {
		upper->rows++;
		cell->kind = is_continued ? CELL_CONTINUED : CELL_JOINED;
		cell->rows = 0;
		return;
	}
	at->cell = index;
	if (is_continued) /* the cell that it went on has vanished */
		cell->kind = cell->from < cell->to ? CELL_FULL : CELL_EMPTY;
}

static void
merge_rows(struct merging *m, const struct table_run *t)
{
	struct above *above = NEW_ARRAY(m->arena, struct above, t->column_count);
	size_t number = 0;

	for (size_t i = 0; i < table_row_count(t); i++) {
		const struct table_row *row = table_row_at(t, i);

		if (row->cell_count == 0)
			continue;
		number++;
		for (size_t j = 0; j < row->cell_count; j++)
			merge_cell(t, above, number, row->cell + j);
	}
}

bool
table_place(struct merging *m, struct table_run *t)
{
	if (table_row_count(t) == 0)
		return false;
	count_turns(m, t);
	if (!place_columns(m, t))
		return false;
	if (t->table->group_count) {
		place_widths(m, t);
		if (!place_rows(m, t))
			return false;
	}
	merge_rows(m, t);
	return true;
}
