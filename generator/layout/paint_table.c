/*
 * paint_table -- cells of a segment: backgrounds, content, and the lines of each cell's own where none are shared
 * (those that are: table_lines.c).
 *
 * What is higher than a cell of exact height is cut off where the padding begins, and begins at its top whatever the
 * alignment says; lines that are not seen at all do not stand in the PDF (Writer 7.4, measured).
 */
#include "layout/paint.h"

static int64_t
row_bottom(const struct segment_row *r)
{
	return (int64_t)r->y + r->height;
}

/* The content of a cell that is not turned; top, room: of what its padding leaves on the page. */
static void
content_paint(struct painting *p, const struct segment_cell *sc, int64_t x, int64_t top, int64_t room, bool is_whole)
{
	const struct grid_cell *gc = sc->cell;
	struct area seen = {x + gc->x, top, gc->width, room > 0 ? room : 0};
	int64_t left_over = room - sc->fill.height - sc->fill.after;
	bool is_cut = sc->fill.height > room + EMU_PER_TWIP;
	struct clipping outer = p->clipping;

	if (is_whole && left_over > 0 && gc->cell->align != VERTICAL_TOP)
		top += gc->cell->align == VERTICAL_MIDDLE ? left_over / 2 : left_over;
	if (is_cut)
		paint_clip(p, seen);
	paint_fill(p, &sc->fill, x + gc->inner_x, top, gc->flow.width);
	if (is_cut)
		paint_unclip(p, outer);
}

static void
cell_paint(struct painting *p, const struct segment *s, const struct segment_cell *sc, int64_t x, int64_t y)
{
	const struct grid_cell *gc = sc->cell;
	const struct segment_row *first = &s->rows[sc->first], *last = &s->rows[sc->last];
	int64_t top = (int64_t)first->y + first->line_above + gc->top, room = row_bottom(last) - gc->bottom - top;
	/* what goes on over a page's end stands at the top of both parts */
	bool is_whole =
		first->begins && first->row == gc->row_index && last->ends && last->row == cell_last_row(s->grid, gc);
	const struct page_areas *around = p->within;
	struct page_areas within = {
		.page = {x + gc->x, y + first->y, gc->width, row_bottom(last) - first->y},
		.body = {x + gc->inner_x, y + top, gc->inner_width, room},
	};
	color ground = p->ground;
	struct page_frame outer;

	paint_rectangle(p, x + gc->x, y + first->y, gc->width, row_bottom(last) - first->y, gc->cell->background);
	paint_ground(p, gc->cell->background);
	outer = paint_frame(
		p, paint_frame_at(FRAME_CELL, x + gc->x, y + first->y, gc->width, row_bottom(last) - first->y));
	p->within = &within;
	if (!gc->cell->rotation)
		content_paint(p, sc, x, y + top, room, is_whole);
	else if (first->begins && first->row == gc->row_index && room > 0)
		paint_turned(p, gc->cell, s->grid->depth, &within.body);
	p->within = around;
	paint_frame(p, outer);
	p->ground = ground;
}

/* ---- lines of each cell's own ---- */

static void
own_lines_paint(struct painting *p, const struct segment *s, const struct segment_cell *sc, int64_t x, int64_t y)
{
	const int64_t edges[SIDES] = {[SIDE_TOP] = y + s->rows[sc->first].y,
				      [SIDE_RIGHT] = x + sc->cell->x + sc->cell->width,
				      [SIDE_BOTTOM] = y + row_bottom(&s->rows[sc->last]),
				      [SIDE_LEFT] = x + sc->cell->x};

	paint_outline(p, edges, sc->cell->cell->borders);
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
	if (g->table->collapses_borders)
		paint_table_lines(p, s, x, y);
	for (size_t i = 0; i < s->cell_count && !g->table->collapses_borders; i++)
		own_lines_paint(p, s, &s->cells[i], x, y);
}
