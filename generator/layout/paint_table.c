/*
 * paint_table -- cells of a segment: backgrounds, content, and the lines between them.
 *
 * With collapsing borders a line belongs to the two cells that meet there; the stronger of their
 * borders is drawn, once, and equal ones in a row are drawn as one stroke so that no joint shows.
 *
 * What a row of an exact height has no room for is cut off at the lines round the cell.
 */
#include "layout/paint.h"

static int64_t
row_bottom(const struct segment_row *r)
{
	return (int64_t)r->y + r->height;
}

/* Within its lines, on the page. */
static struct area
cell_area(const struct segment *s, const struct segment_cell *sc, int64_t x, int64_t y)
{
	const struct segment_row *first = &s->rows[sc->first];
	int64_t top = (int64_t)first->y + first->line_above;

	return (struct area){.x = x + sc->cell->x,
			     .y = y + top,
			     .width = sc->cell->width,
			     .height = row_bottom(&s->rows[sc->last]) - top};
}

static void
cell_paint(struct painting *p, const struct segment *s, const struct segment_cell *sc, int64_t x, int64_t y)
{
	const struct grid_cell *gc = sc->cell;
	const struct segment_row *first = &s->rows[sc->first], *last = &s->rows[sc->last];
	int64_t top = (int64_t)first->y + first->line_above + gc->top, room = row_bottom(last) - gc->bottom - top;
	int64_t left_over = room - sc->fill.height - sc->fill.after;
	/* what goes on over a page's end stands at the top of both parts */
	bool is_whole =
		first->begins && first->row == gc->row_index && last->ends && last->row == cell_last_row(s->grid, gc);
	struct clipping before = p->clipping;
	const struct page_areas *around = p->within;
	struct page_areas within = {
		.page = {x + gc->x, y + first->y, gc->width, row_bottom(last) - first->y},
		.body = {x + gc->inner_x, y + top, gc->flow.width, room},
	};
	struct page_frame outer;
	color ground;

	paint_rectangle(p, x + gc->x, y + first->y, gc->width, row_bottom(last) - first->y, gc->cell->background);
	if (is_whole && left_over > 0 && gc->cell->align != VERTICAL_TOP)
		top += gc->cell->align == VERTICAL_MIDDLE ? left_over / 2 : left_over;
	ground = paint_ground(p, gc->cell->background);
	outer = paint_frame(
		p, paint_frame_at(FRAME_CELL, x + gc->x, y + first->y, gc->width, row_bottom(last) - first->y));
	if (sc->fill.height > room)
		paint_clip(p, cell_area(s, sc, x, y));
	p->within = &within;
	paint_fill(p, &sc->fill, x + gc->inner_x, y + top, gc->flow.width);
	p->within = around;
	if (sc->fill.height > room)
		paint_unclip(p, before);
	paint_frame(p, outer);
	p->ground = ground;
}

/* ---- shared lines ---- */

static const struct border no_border = {.kind = BORDER_NONE, .color = COLOR_NONE};

static const struct grid_cell *
owner(const struct segment *s, size_t row, size_t column)
{
	return s->grid->rows[row].owners[column];
}

static struct border
side_of(const struct grid_cell *gc, enum side side)
{
	return gc ? gc->cell->borders[side] : no_border;
}

/* The border on top of column c of the segment's row k; k == row_count: below the last. */
static struct border
level_border(const struct segment *s, size_t k, size_t c)
{
	const struct grid_cell *upper = NULL, *lower = NULL;

	if (k < s->row_count) {
		lower = owner(s, s->rows[k].row, c);
		if (k > 0)
			upper = owner(s, s->rows[k - 1].row, c);
		else if (s->rows[k].row > 0 && s->rows[k].begins)
			upper = owner(s, s->rows[k].row - 1, c);
		if (k > 0 && upper == lower)
			return no_border;
	} else {
		upper = owner(s, s->rows[k - 1].row, c);
	}
	if (upper == lower)
		return side_of(lower, SIDE_TOP);
	return border_stronger(side_of(upper, SIDE_BOTTOM), side_of(lower, SIDE_TOP));
}

/* The border on edge e (0 … column_count) of the segment's row k. */
static struct border
upright_border(const struct segment *s, size_t k, size_t e)
{
	const struct grid_cell *left = e > 0 ? owner(s, s->rows[k].row, e - 1) : NULL;
	const struct grid_cell *right = e < s->grid->column_count ? owner(s, s->rows[k].row, e) : NULL;

	if (left == right)
		return no_border;
	return border_stronger(side_of(left, SIDE_RIGHT), side_of(right, SIDE_LEFT));
}

static bool
same(const struct border *a, const struct border *b)
{
	return a->kind == b->kind && a->width == b->width && a->color == b->color;
}

static void
level_lines_paint(struct painting *p, const struct segment *s, size_t k, int64_t x, int64_t y)
{
	const struct grid *g = s->grid;
	int64_t top = k < s->row_count ? s->rows[k].y : row_bottom(&s->rows[k - 1]);
	struct border now = level_border(s, k, 0);
	size_t from = 0;

	for (size_t c = 1; c <= g->column_count; c++) {
		struct border next = c < g->column_count ? level_border(s, k, c) : no_border;

		if (c < g->column_count && same(&now, &next))
			continue;
		/* out to the middle of the upright lines at its ends, so that corners are filled */
		paint_border(p, &now, x + g->edges[from] - now.width / 2, y + top + now.width / 2,
			     (int64_t)g->edges[c] - g->edges[from] + now.width, 0);
		now = next;
		from = c;
	}
}

static void
upright_lines_paint(struct painting *p, const struct segment *s, size_t e, int64_t x, int64_t y)
{
	struct border now = upright_border(s, 0, e);
	size_t from = 0;

	for (size_t k = 1; k <= s->row_count; k++) {
		struct border next = k < s->row_count ? upright_border(s, k, e) : no_border;
		int64_t top, bottom;

		if (k < s->row_count && same(&now, &next))
			continue;
		top = s->rows[from].y;
		bottom = k < s->row_count ? (int64_t)s->rows[k].y + s->rows[k].line_above : s->height;
		paint_border(p, &now, x + s->grid->edges[e], y + top, 0, bottom - top);
		now = next;
		from = k;
	}
}

/* ---- lines of each cell's own ---- */

static void
own_lines_paint(struct painting *p, const struct segment *s, const struct segment_cell *sc, int64_t x, int64_t y)
{
	const struct border *b = sc->cell->cell->borders;
	int64_t left = x + sc->cell->x, right = left + sc->cell->width;
	int64_t top = y + s->rows[sc->first].y, bottom = y + row_bottom(&s->rows[sc->last]);

	paint_border(p, &b[SIDE_TOP], left, top + b[SIDE_TOP].width / 2, right - left, 0);
	paint_border(p, &b[SIDE_BOTTOM], left, bottom - b[SIDE_BOTTOM].width / 2, right - left, 0);
	paint_border(p, &b[SIDE_LEFT], left + b[SIDE_LEFT].width / 2, top, 0, bottom - top);
	paint_border(p, &b[SIDE_RIGHT], right - b[SIDE_RIGHT].width / 2, top, 0, bottom - top);
}

void
paint_segment(struct painting *p, const struct segment *s, int64_t x, int64_t y)
{
	const struct grid *g = s->grid;
	color ground;

	if (!s->row_count)
		return;
	paint_rectangle(p, x + g->edges[0], y, (int64_t)g->edges[g->column_count] - g->edges[0], s->height,
			g->table->background);
	ground = paint_ground(p, g->table->background);
	for (size_t i = 0; i < s->cell_count; i++)
		cell_paint(p, s, &s->cells[i], x, y);
	p->ground = ground;
	if (!g->table->collapses_borders) {
		for (size_t i = 0; i < s->cell_count; i++)
			own_lines_paint(p, s, &s->cells[i], x, y);
		return;
	}
	for (size_t k = 0; k <= s->row_count; k++)
		level_lines_paint(p, s, k, x, y);
	for (size_t e = 0; e <= g->column_count; e++)
		upright_lines_paint(p, s, e, x, y);
}
