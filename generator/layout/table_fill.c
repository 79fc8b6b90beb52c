/*
 * table_fill -- rows poured into a room.
 *
 * Rows are put one below the other until one does not fit.  That one is split when it may be and at
 * least a line of each of its cells has room, and something is left for the next room; else it goes there, and the
 * rows before it that keep with the next go with it.  Then, all measured:
 *
 *     - a later part of a split row may be of one cell's lines alone;
 *     - its least height counts over all of its parts: the first ones take as much of it as has room, the last
 *       one is as high as is left of it;
 *     - rows of an exact height, header rows and rows that keep are not split, nor is a row whose content makes it
 *       no higher than its least height;
 *     - a row that is not to be split is split all the same when it is as high as a page: Writer splits it where
 *       it stands then, when it has seen that height already (is_oversize); else at the top of the next page. There we
 *       split it also when only the header rows above it take its room: Writer cuts off what does not fit, and loses it;
 *     - what cannot be split (exact heights), and is too high for a whole page, is cut off at its end, and lost;
 *     - where all rows keep, and stand at a page's top, none does;
 *     - header rows stand again on top of each later room, even when nothing else has room there; only when they have
 *       none themselves do they become rows like others.  A cell of theirs that reaches down into the body is there
 *       as high as its part of the header;
 *     - a table that is not to be split between its rows is so at the top of a page.
 *
 * A cell over several rows does not make them higher but for the last: what its content needs beyond
 * them is given to the last row (as Writer does).  When the room ends inside such a cell, its content is
 * poured into what it has there and goes on in the next room.
 */
#include "layout/table.h"

enum { ROWS_KEPT_MOST = 64 }; /* of a table that keeps with what is behind it */

/* Its vectors are in scratch: the segment gets as much room as they take. */
struct filling {
	struct grid *g;
	const struct table_cursor *from;
	emu room;
	bool is_forced;
	size_t end; /* rows from here on go to the next room */
	int64_t y;
	VECTOR(struct segment_row) rows;
	VECTOR(struct segment_cell) cells;
	VECTOR(size_t) open; /* those of the cells that the last row touches */
	size_t copies;       /* how many of the rows are repeated header rows */
};

/* Where the content of a cell begins in this segment. */
static struct cursor
cell_start(const struct filling *f, const struct grid_cell *gc)
{
	for (const struct cell_cursor *c = f->from ? f->from->cells : NULL; c; c = c->next) {
		if (c->cell == gc)
			return c->at;
	}
	return (struct cursor){0};
}

static bool
is_start(struct cursor c)
{
	return !c.strip && !c.is_done;
}

/* All that is left of a cell's content. */
static struct fill
cell_rest(const struct filling *f, struct grid_cell *gc)
{
	struct cursor at = cell_start(f, gc);

	return is_start(at) ? gc->whole : flow_fill(&gc->flow, at, ROOM_ENDLESS, TOP_CONTINUED, true);
}

static int64_t
fill_height(const struct fill *fill)
{
	return (int64_t)fill->height + fill->after;
}

/* The y at which a cell's padding begins: below the line on top of its first row here. */
static int64_t
cell_top(const struct filling *f, size_t first)
{
	return (int64_t)f->rows.at[first].y + f->rows.at[first].line_above;
}

/* The line below row i when it is the last in its room. */
static emu
line_below(struct grid *g, size_t i)
{
	struct grid_row *row = grid_row(g, i);
	emu most = 0;

	for (size_t c = 0; g->table->collapses_borders && c < g->column_count; c++) {
		const struct border *b = row->owners[c] ? &row->owners[c]->cell->borders[SIDE_BOTTOM] : NULL;

		if (b && b->kind != BORDER_NONE && b->width > most)
			most = b->width;
	}
	return most;
}

/* The cell's index when the row above touches it too, else a new one.  A repeated header goes on in no other row. */
static size_t
cell_index(struct filling *f, struct grid_cell *gc, const size_t *above, size_t above_count)
{
	size_t index = f->rows.count - 1;

	if (index == f->copies)
		above_count = 0;
	for (size_t k = 0; gc->row_index < f->rows.at[index].row && k < above_count; k++) {
		if (f->cells.at[above[k]].cell == gc)
			return above[k];
	}
	*VECTOR_PUSH(&f->g->l->scratch, &f->cells) = (struct segment_cell){.cell = gc, .first = index, .last = index};
	return f->cells.count - 1;
}

/* Adds the row at the bottom, not yet with its height, and the cells that show for the first time. */
static void
row_open(struct filling *f, size_t i, bool begins)
{
	struct grid_row *row = grid_row(f->g, i);
	struct arena *a = &f->g->l->scratch;
	const size_t *above = f->open.at;
	size_t above_count = f->open.count;

	*VECTOR_PUSH(a, &f->rows) =
		(struct segment_row){.row = i, .y = emu_from(f->y), .line_above = row->line_above, .begins = begins};
	f->open.at = NULL;
	f->open.count = f->open.room = 0;
	for (size_t c = 0; c < f->g->column_count; c++) {
		struct grid_cell *gc = row->owners[c];
		size_t k;

		if (!gc || (c && row->owners[c - 1] == gc))
			continue;
		k = cell_index(f, gc, above, above_count);
		f->cells.at[k].last = f->rows.count - 1;
		*VECTOR_PUSH(a, &f->open) = k;
	}
}

/* Takes the last row away again. */
static void
row_drop(struct filling *f)
{
	size_t index = --f->rows.count;

	f->y = f->rows.at[index].y;
	while (f->cells.count && f->cells.at[f->cells.count - 1].first == index)
		f->cells.count--;
	for (size_t k = f->cells.count; k-- > 0;) {
		if (f->cells.at[k].last == index)
			f->cells.at[k].last = index - 1;
	}
}

/* The height of the row's parts in the rooms before. */
static int64_t
shown_before(const struct filling *f, const struct segment_row *sr)
{
	return sr->begins ? 0 : f->from->shown;
}

/* The height of the open row with all of its content. */
static int64_t
row_height(const struct filling *f)
{
	const struct segment_row *sr = &f->rows.at[f->rows.count - 1];
	const struct row *model = &f->g->table->rows[sr->row];
	int64_t height = sr->line_above;

	if (model->height_rule == HEIGHT_EXACT)
		return model->height;
	if (model->height_rule == HEIGHT_AT_LEAST && model->height - shown_before(f, sr) > height)
		height = model->height - shown_before(f, sr);
	for (size_t k = 0; k < f->open.count; k++) {
		const struct segment_cell *sc = &f->cells.at[f->open.at[k]];
		struct fill rest;
		int64_t bottom;

		if (cell_last_row(f->g, sc->cell) != sr->row)
			continue;
		rest = cell_rest(f, sc->cell);
		bottom = cell_top(f, sc->first) + sc->cell->top + fill_height(&rest) + sc->cell->bottom;
		if (bottom - sr->y > height)
			height = bottom - sr->y;
	}
	return height;
}

static void
row_close(struct filling *f, int64_t height, bool ends)
{
	struct segment_row *sr = &f->rows.at[f->rows.count - 1];

	sr->height = emu_from(height);
	sr->ends = ends;
	f->y += height;
}

/* What a cell has for its content when its segment ends at bottom. */
static int64_t
cell_room(const struct filling *f, const struct segment_cell *sc, int64_t bottom)
{
	return bottom - cell_top(f, sc->first) - sc->cell->top - sc->cell->bottom;
}

/* Whether each cell of the open row that has content left can show a line of it above bottom. */
static bool
can_begin(const struct filling *f, int64_t bottom)
{
	for (size_t k = 0; k < f->open.count; k++) {
		const struct segment_cell *sc = &f->cells.at[f->open.at[k]];

		if (sc->first != sc->last)
			continue;
		if (flow_first_height(&sc->cell->flow, cell_start(f, sc->cell)) > cell_room(f, sc, bottom))
			return false;
	}
	return true;
}

/* Whether something of the open row, poured as far as it goes, is left for the next room. */
static bool
leaves_rest(const struct filling *f, int64_t bottom)
{
	for (size_t k = 0; k < f->open.count; k++) {
		const struct segment_cell *sc = &f->cells.at[f->open.at[k]];
		struct fill rest;

		if (sc->is_filled && sc->fill.stop == STOP_DONE)
			continue;
		if (sc->is_filled)
			return true;
		rest = cell_rest(f, sc->cell);
		if (fill_height(&rest) > cell_room(f, sc, bottom))
			return true;
	}
	return false;
}

/*
 * Pours the cells of the open row, cut at bottom.  A cell that reaches down into later rows takes what height
 * the others make.  False when none of them could show anything, or all of them everything: then nothing has been
 * done.
 */
static bool
cells_split(struct filling *f, int64_t bottom, bool is_forced)
{
	const struct segment_row *sr = &f->rows.at[f->rows.count - 1];
	bool shows = false;

	for (size_t k = 0; k < f->open.count; k++) {
		struct segment_cell *sc = &f->cells.at[f->open.at[k]];
		struct cursor start = cell_start(f, sc->cell);

		if (!is_forced && cell_last_row(f->g, sc->cell) > sr->row)
			continue;
		sc->fill = flow_fill(&sc->cell->flow, start, emu_from(cell_room(f, sc, bottom)),
				     is_start(start) ? TOP_START : TOP_CONTINUED, is_forced);
		sc->is_filled = true;
		shows = shows || sc->fill.part_count;
	}
	if (shows && leaves_rest(f, bottom))
		return true;
	for (size_t k = 0; k < f->open.count; k++)
		f->cells.at[f->open.at[k]].is_filled = false;
	return false;
}

/* The least height that is left to the open row, as far as it has room. */
static int64_t
least_height(const struct filling *f, const struct segment_row *sr, int64_t bottom)
{
	const struct row *model = &f->g->table->rows[sr->row];
	int64_t least = model->height_rule == HEIGHT_AT_LEAST ? model->height - shown_before(f, sr) : 0;

	return least < bottom - sr->y ? least : bottom - sr->y;
}

/* The height of the open row, split at bottom: of the highest of its cells' parts. */
static int64_t
split_height(const struct filling *f, int64_t bottom)
{
	const struct segment_row *sr = &f->rows.at[f->rows.count - 1];
	int64_t height = least_height(f, sr, bottom);

	if (height < sr->line_above)
		height = sr->line_above;
	for (size_t k = 0; k < f->open.count; k++) {
		const struct segment_cell *sc = &f->cells.at[f->open.at[k]];
		int64_t end;

		if (!sc->is_filled)
			continue;
		end = cell_top(f, sc->first) + sc->cell->top + fill_height(&sc->fill) + sc->cell->bottom;
		if (end - sr->y > height)
			height = end - sr->y;
	}
	return height;
}

/*
 * Whether the open row is as high as a page, as Writer sees it when it meets the room's end: it has laid out the
 * blocks of the row's cells one by one as far as the first that begins below that end.  A table's first row is laid out
 * as a whole when there are rows behind it; the only one moves, unless all that is in it is one block.  (All measured.)
 */
static bool
is_oversize(const struct filling *f)
{
	const struct segment_row *sr = &f->rows.at[f->rows.count - 1];
	const struct grid_row *row = grid_row(f->g, sr->row);
	int64_t most = 0;

	if (sr->row == f->g->header_rows && sr->row + 1 < f->g->row_count)
		return row_height(f) > f->g->l->page_room;
	if (sr->row == 0 && (row->cell_count != 1 || row->cells[0].whole.part_count != 1))
		return false;
	for (size_t k = 0; k < row->cell_count; k++) {
		const struct grid_cell *gc = &row->cells[k];
		int64_t above = (int64_t)sr->line_above + gc->top;

		if (cell_last_row(f->g, gc) > sr->row)
			continue;
		for (size_t i = 0; i < gc->whole.part_count; i++) {
			const struct poured *part = &gc->whole.parts[i];
			int64_t end = above + part->y + part->height + gc->bottom;

			most = end > most ? end : most;
			if (sr->y + above + part->y > f->room)
				return most >= f->g->l->page_room;
		}
	}
	return most >= f->g->l->page_room;
}

/* Whether row i stays with the next one: as a header, or because it asks for it. */
static bool
stays(struct grid *g, size_t i)
{
	return i < g->header_rows || grid_row(g, i)->keeps;
}

static bool
all_rows_keep(struct grid *g)
{
	while (g->keeping < g->row_count && stays(g, g->keeping))
		g->keeping++;
	return g->keeping == g->row_count;
}

/* Whether the open row may be split where it meets the room's end. */
static bool
may_split(const struct filling *f, bool is_forced)
{
	const struct segment_row *sr = &f->rows.at[f->rows.count - 1];
	const struct row *model = &f->g->table->rows[sr->row];

	if (model->height_rule == HEIGHT_EXACT || sr->row < f->g->header_rows)
		return false;
	if (!is_forced && stays(f->g, sr->row) && !(f->is_forced && all_rows_keep(f->g)))
		return false;
	return model->can_split || is_oversize(f) || is_forced;
}

/* Whether the open row is as high as it is not for its content, but because it is to be so high at least. */
static bool
is_padded(const struct filling *f)
{
	const struct segment_row *sr = &f->rows.at[f->rows.count - 1];
	const struct row *model = &f->g->table->rows[sr->row];

	return model->height_rule == HEIGHT_AT_LEAST && sr->begins && row_height(f) <= model->height;
}

/* Tries to put a part of the open row above the room's end. */
static bool
row_split(struct filling *f, bool is_forced)
{
	const struct segment_row *sr = &f->rows.at[f->rows.count - 1];
	int64_t bottom = (int64_t)f->room - line_below(f->g, sr->row);

	if (!may_split(f, is_forced) || is_padded(f))
		return false;
	if (!is_forced && (bottom <= (int64_t)sr->y + sr->line_above || (sr->begins && !can_begin(f, bottom))))
		return false;
	if (!cells_split(f, bottom, is_forced))
		return false;
	row_close(f, split_height(f, bottom), false);
	return true;
}

static void
headers_copy(struct filling *f)
{
	size_t count = f->g->header_rows;

	if (!f->from || f->from->row < count || count >= f->g->row_count)
		return;
	f->copies = count;
	for (size_t i = 0; i < count; i++) {
		row_open(f, i, true);
		row_close(f, row_height(f), true);
	}
	if (f->is_forced && f->y > f->room) {
		f->rows.count = f->cells.count = f->open.count = f->copies = f->g->header_rows = 0;
		f->y = 0;
	}
}

/* Rows that stay with the row that did not fit leave with it, unless none would remain. */
static void
keepers_drop(struct filling *f)
{
	size_t stay = f->rows.count;

	while (stay > f->copies && stays(f->g, f->rows.at[stay - 1].row))
		stay--;
	if (stay == f->copies && (f->is_forced || f->from))
		return;
	while (f->rows.count > stay)
		row_drop(f);
}

/* ---- the finished segment ---- */

static void
cursor_keep(struct filling *f, struct segment *s, const struct segment_cell *sc)
{
	struct cell_cursor *c = NEW(f->g->l->a, struct cell_cursor);

	c->cell = sc->cell;
	c->at = sc->fill.end;
	c->at.is_done = sc->fill.stop == STOP_DONE;
	c->next = s->end.cells;
	s->end.cells = c;
}

/* The content of each cell: all of it where the cell ends here, else what has room. */
static void
cells_fill(struct filling *f, struct segment *s)
{
	for (size_t k = 0; k < f->cells.count; k++) {
		struct segment_cell *sc = &f->cells.at[k];
		const struct segment_row *last = &f->rows.at[sc->last];
		struct cursor start = cell_start(f, sc->cell);
		int64_t bottom = (int64_t)last->y + last->height;

		if (sc->first < f->copies) {
			sc->fill = sc->cell->whole;
			continue;
		}
		if (last->ends && cell_last_row(f->g, sc->cell) == last->row) {
			sc->fill = cell_rest(f, sc->cell);
			continue;
		}
		if (!sc->is_filled)
			sc->fill = flow_fill(&sc->cell->flow, start, emu_from(cell_room(f, sc, bottom)),
					     is_start(start) ? TOP_START : TOP_CONTINUED, false);
		cursor_keep(f, s, sc);
	}
}

static struct segment *
segment_of(struct filling *f, size_t next_row, bool is_split)
{
	struct arena *a = f->g->l->a;
	struct segment *s = NEW(a, struct segment);
	size_t last = f->rows.count - 1;

	s->grid = f->g;
	s->end.row = next_row;
	s->end.is_split = is_split;
	s->end.shown = is_split ? emu_from(shown_before(f, &f->rows.at[last]) + f->rows.at[last].height) : 0;
	cells_fill(f, s);
	s->rows = arena_copy(a, f->rows.at, f->rows.count, sizeof *f->rows.at);
	s->row_count = f->rows.count;
	s->cells = arena_copy(a, f->cells.at, f->cells.count, sizeof *f->cells.at);
	s->cell_count = f->cells.count;
	s->is_done = next_row >= f->g->row_count;
	s->height = emu_from(f->y + line_below(f->g, f->rows.at[last].row));
	return s;
}

static struct segment *
segment_empty(struct grid *g)
{
	struct segment *s = NEW(g->l->a, struct segment);

	s->grid = g;
	s->is_done = true;
	return s;
}

/* The open row stands where nothing else will, and is cut off at the room's end. */
static void
row_cut(struct filling *f, int64_t height)
{
	const struct segment_row *sr = &f->rows.at[f->rows.count - 1];
	int64_t most = (int64_t)f->room - line_below(f->g, sr->row) - sr->y;

	row_close(f, most < height && most > 0 ? most : height, true);
}

/* Header rows that have no room on a whole page, or none beside them, are rows like others. */
static bool
header_gives_up(const struct filling *f, size_t i)
{
	return f->is_forced && i < f->g->header_rows && !f->from;
}

/* The segment that ends because row i, the open one, does not fit; NULL when it would be empty. */
static struct segment *
segment_before(struct filling *f, size_t i, int64_t height)
{
	/* header rows do not stand alone on a page either */
	bool is_first = f->rows.count == f->copies + 1 || (!f->from && i == f->g->header_rows);

	if (i < f->end) {
		if (row_split(f, false) || (is_first && f->is_forced && row_split(f, true)))
			return segment_of(f, i, true);
		if (is_first && f->is_forced) {
			row_cut(f, height);
			return segment_of(f, i + 1, false);
		}
	}
	row_drop(f);
	keepers_drop(f);
	if (f->rows.count == f->copies)
		return NULL;
	return segment_of(f, f->rows.at[f->rows.count - 1].row + 1, false);
}

static struct segment *
rows_pour(struct filling *f)
{
	struct grid *g = f->g;

	headers_copy(f);
	for (size_t i = f->from ? f->from->row : 0; i < g->row_count; i++) {
		bool begins = !(f->from && f->from->is_split && i == f->from->row);
		int64_t height;

		row_open(f, i, begins);
		height = row_height(f);
		if (i < f->end && f->y + height + line_below(g, i) <= f->room) {
			row_close(f, height, true);
			continue;
		}
		if (header_gives_up(f, i)) {
			g->header_rows = 0;
			return table_fill(g, NULL, f->room, true);
		}
		if (!g->table->can_split && !f->from && !f->is_forced)
			return NULL;
		return segment_before(f, i, height);
	}
	if (f->rows.count == f->copies)
		return g->row_count ? NULL : segment_empty(g);
	return segment_of(f, g->row_count, false);
}

static struct segment *
rows_fill(struct filling *f)
{
	struct arena *scratch = &f->g->l->scratch;
	struct arena_mark mark = arena_mark(scratch);
	struct segment *s = rows_pour(f);

	arena_rewind(scratch, mark);
	return s;
}

struct segment *
table_fill(struct grid *g, const struct table_cursor *from, emu room, bool is_forced)
{
	struct filling f = {.g = g, .from = from, .room = room, .is_forced = is_forced, .end = g->row_count};

	return rows_fill(&f);
}

struct segment *
table_fill_but_last(struct grid *g, emu room)
{
	struct filling f = {.g = g, .room = room, .end = g->row_count - 1};

	return g->row_count ? rows_fill(&f) : NULL;
}

bool
table_header_drop(struct grid *g, emu room)
{
	struct arena_mark mark = arena_mark(&g->l->scratch);
	struct filling f = {.g = g, .room = room};

	for (size_t i = 0; i < g->header_rows && f.y <= room; i++) {
		row_open(&f, i, true);
		row_close(&f, row_height(&f), true);
	}
	arena_rewind(&g->l->scratch, mark);
	if (!g->header_rows || f.y + line_below(g, g->header_rows - 1) <= room)
		return false;
	g->header_rows = 0;
	return true;
}

bool
table_last_row_keeps(struct grid *g)
{
	return g->row_count && g->table->can_split && grid_row(g, g->row_count - 1)->keeps;
}

bool
table_keeps(struct grid *g)
{
	if (g->row_count > ROWS_KEPT_MOST || !all_rows_keep(g))
		return false;
	for (size_t i = g->header_rows; i < g->row_count; i++)
		if (g->table->rows[i].cells[0].first->paragraph->style->inherits_keep)
			return false;
	return true;
}

emu
table_height(struct grid *g, emu most)
{
	struct segment *s = table_fill(g, NULL, most, false);

	return s && s->is_done ? s->height : most < EMU_MAX ? most + 1 : most;
}

/* What of the open row must stand together at least: all of it, or a line of each cell. */
static int64_t
row_first_height(const struct filling *f, int64_t height)
{
	const struct segment_row *sr = &f->rows.at[f->rows.count - 1];
	const struct row *model = &f->g->table->rows[sr->row];
	const struct grid_row *row = grid_row(f->g, sr->row);
	int64_t least = model->height_rule == HEIGHT_AT_LEAST ? model->height : 0;

	if (stays(f->g, sr->row) || model->height_rule == HEIGHT_EXACT || !(model->can_split || is_oversize(f)))
		return height;
	for (size_t k = 0; k < row->cell_count; k++) {
		struct grid_cell *gc = &row->cells[k];
		int64_t own = (int64_t)gc->top + flow_first_height(&gc->flow, (struct cursor){0}) + gc->bottom +
			      sr->line_above;

		least = own > least ? own : least;
	}
	return least < height ? least : height;
}

emu
table_first_height(struct grid *g, emu most)
{
	struct arena_mark mark = arena_mark(&g->l->scratch);
	struct filling f = {.g = g, .room = most};
	bool goes_on = true;
	size_t i;

	if (!g->table->can_split)
		return table_height(g, most);
	for (i = 0; i < g->row_count && goes_on && f.y <= most; i++) {
		row_open(&f, i, true);
		goes_on = stays(g, i);
		row_close(&f, row_first_height(&f, row_height(&f)), true);
	}
	arena_rewind(&g->l->scratch, mark);
	return i ? emu_from(f.y + line_below(g, i - 1)) : 0;
}
