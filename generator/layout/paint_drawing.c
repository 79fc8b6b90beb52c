/*
 * paint_drawing -- pictures and text boxes become items of a page.
 *
 * Those in a line are painted with it.  Those that float are collected while the page is painted: what stands
 * behind the text goes below all of it, the others above, each in the order of their anchors.
 */
#include "layout/paint.h"

/* The lines of a frame, inside of it. */
static void
outline_paint(struct painting *p, const struct box *box, int64_t x, int64_t y)
{
	const int64_t edges[SIDES] = {
		[SIDE_TOP] = y, [SIDE_RIGHT] = x + box->width, [SIDE_BOTTOM] = y + box->height, [SIDE_LEFT] = x};

	paint_outline(p, edges, box->drawing->borders);
}

/* A side of a frame whose room's side, `own` by itself, is `shown` long. */
static int64_t
scaled(emu side, emu own, emu shown)
{
	return own > 0 && shown != own ? (int64_t)side * shown / own : side;
}

/* A turned frame shares its middle with the room that it takes. */
static void
picture_paint(struct painting *p, const struct box *box, int64_t x, int64_t y)
{
	const struct drawing *d = box->drawing;
	const struct graphic *g = d->graphic;
	int64_t width = scaled(g->width, d->width, box->width), height = scaled(g->height, d->height, box->height);
	struct page_item *it;
	int64_t inset[SIDES];

	for (int side = 0; side < SIDES; side++)
		inset[side] = g->turn ? 0 : (int64_t)d->borders[side].width + d->padding[side];
	it = paint_item(p, ITEM_IMAGE, x + (box->width - width) / 2 + inset[SIDE_LEFT],
			y + (box->height - height) / 2 + inset[SIDE_TOP]);
	it->width = emu_from(width - inset[SIDE_LEFT] - inset[SIDE_RIGHT]);
	it->height = emu_from(height - inset[SIDE_TOP] - inset[SIDE_BOTTOM]);
	it->graphic = g;
	if (!g->turn)
		outline_paint(p, box, x, y);
}

static void
text_box_paint(struct painting *p, const struct box *box, int64_t x, int64_t y)
{
	const struct drawing *d = box->drawing;
	int64_t top = box_inset(d, SIDE_TOP), room = box->height - top - box_inset(d, SIDE_BOTTOM);
	int64_t left_over = room - box->fill.height;
	const struct page_areas *around = p->within;
	struct page_areas within = {
		.page = {x, y, box->width, box->height},
		.body = {x + box_inset(d, SIDE_LEFT), y + top, box->inner_width, room},
	};
	struct page_frame outer;
	color ground;

	if (left_over > 0 && d->align != VERTICAL_TOP)
		top += d->align == VERTICAL_MIDDLE ? left_over / 2 : left_over;
	paint_rectangle(p, x, y, box->width, box->height, d->background);
	ground = paint_ground(p, d->background);
	outer = paint_frame(p, paint_frame_at(FRAME_BOX, x, y, box->width, box->height));
	p->within = &within;
	paint_fill(p, &box->fill, x + box_inset(d, SIDE_LEFT), y + top, box->inner_width);
	p->within = around;
	paint_frame(p, outer);
	p->ground = ground;
	outline_paint(p, box, x, y);
}

void
paint_drawing(struct painting *p, const struct box *box, int64_t x, int64_t y)
{
	if (box->drawing->graphic)
		picture_paint(p, box, x, y);
	else if (box->drawing->first)
		text_box_paint(p, box, x, y);
}

void
paint_floating(struct painting *p, const struct poured *part, const struct anchor *anchor)
{
	const struct paragraph *paragraph = part->strip->block->paragraph;
	const struct lines *lines = &part->strip->lines;
	struct anchor a = *anchor;

	for (size_t i = 0; i < paragraph->run_count; i++) {
		const struct run *run = &paragraph->runs[i];
		struct floating *f;
		size_t line;
		emu x;

		if (run->kind != RUN_DRAWING || !run->drawing || run->drawing->place != DRAWING_FLOATING)
			continue;
		line = floating_line(paragraph, lines, i, &x);
		/* what text runs around was met where the paragraph begins */
		if (floating_wraps(run) ? !part->begins : line < part->first || line >= part->first + part->count)
			continue;
		floating_anchor(&a, paragraph, lines, i, part->first);
		f = VECTOR_PUSH(p->l->a, &p->floating);
		f->box = box_of(p->l, run->drawing);
		f->place = floating_place(p->l, f->box, &a);
	}
}

/* Paints the collected ones that are behind, or are not, and all those found in boxes from `found` on. */
static void
collected_paint(struct painting *p, size_t found, bool is_behind)
{
	for (size_t i = 0; i < p->floating.count; i++) {
		struct floating f = p->floating.at[i];

		if (f.box->drawing->is_behind == is_behind || i >= found)
			paint_drawing(p, f.box, f.place.x, f.place.y);
	}
}

/* Puts the items from `first` on below all others but those of the page's ground. */
static void
items_lower(struct painting *p, size_t first, size_t first_frame)
{
	size_t moved = p->items.count - first, frames = p->frames.count - first_frame, above = first - p->floor;
	struct page_item *items = NEW_ARRAY(p->l->a, struct page_item, p->items.count);
	struct page_frame *in_order = NEW_ARRAY(p->l->a, struct page_frame, p->frames.count);

	for (size_t i = 0; i < p->items.count; i++)
		items[i < p->floor ? i : i < first ? i + moved : i - above] = p->items.at[i];
	for (size_t i = 0; i < p->frames.count; i++) {
		bool is_moved = i >= first_frame;
		struct page_frame *frame = &in_order[is_moved ? i - first_frame : i + frames];

		*frame = p->frames.at[i];
		frame->first_item = is_moved ? frame->first_item - above : frame->first_item + moved;
	}
	p->items.at = items;
	p->items.room = p->items.count;
	p->frames.at = in_order;
	p->frames.room = p->frames.count;
}

void
paint_collected(struct painting *p)
{
	size_t items, frames;

	if (!p->floating.count)
		return;
	paint_frame(p, (struct page_frame){.kind = FRAME_PAGE});
	collected_paint(p, SIZE_MAX, false);
	items = p->items.count;
	frames = p->frames.count;
	paint_frame(p, (struct page_frame){.kind = FRAME_PAGE});
	collected_paint(p, p->floating.count, true); /* a box above the text may have held some */
	if (p->items.count > items)
		items_lower(p, items, frames);
}
