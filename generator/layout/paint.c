/*
 * paint -- what was poured becomes items of a page: backgrounds first, text, then lines over it.
 */
#include "layout/paint.h"

#include "base/buffer.h"
#include "layout/reference.h"

struct page_frame
paint_frame_at(enum frame_kind kind, int64_t x, int64_t y, int64_t width, int64_t height)
{
	return (struct page_frame){
		.kind = kind, .x = emu_from(x), .y = emu_from(y), .width = emu_from(width), .height = emu_from(height)};
}

struct page_frame
paint_frame(struct painting *p, struct page_frame frame)
{
	struct page_frame before = {.kind = FRAME_PAGE};
	bool is_empty = false;

	if (p->frames.count) {
		before = p->frames.at[p->frames.count - 1];
		is_empty = before.first_item == p->items.count;
	}
	frame.first_item = p->items.count;
	*(is_empty ? &p->frames.at[p->frames.count - 1] : VECTOR_PUSH(p->l->a, &p->frames)) = frame;
	return before;
}

struct page_item *
paint_item(struct painting *p, enum item_kind kind, int64_t x, int64_t y)
{
	struct page_item *it = VECTOR_PUSH(p->l->a, &p->items);

	*it = (struct page_item){
		.kind = kind, .x = emu_from(x), .y = emu_from(y), .text = TEXT_NONE, .target = TEXT_NONE};
	return it;
}

void
paint_rectangle(struct painting *p, int64_t x, int64_t y, int64_t width, int64_t height, color c)
{
	struct page_item *it;

	if (c == COLOR_NONE || width <= 0 || height <= 0)
		return;
	it = paint_item(p, ITEM_RECTANGLE, x, y);
	it->width = emu_from(width);
	it->height = emu_from(height);
	it->color = c;
}

void
paint_border(struct painting *p, const struct border *b, int64_t x, int64_t y, int64_t width, int64_t height)
{
	struct page_item *it;

	if (b->kind == BORDER_NONE || (!width && !height))
		return;
	it = paint_item(p, ITEM_LINE, x, y);
	it->width = emu_from(width);
	it->height = emu_from(height);
	it->color = paint_ink(b->color);
	it->thickness = b->width;
	it->line_kind = b->kind;
}

static void
clipping_set(struct painting *p, struct clipping c)
{
	struct page_item *it;

	if (p->clipping.is_on)
		paint_item(p, ITEM_CLIP_END, 0, 0);
	p->clipping = c;
	if (!c.is_on)
		return;
	it = paint_item(p, ITEM_CLIP, c.area.x, c.area.y);
	it->width = emu_from(c.area.width);
	it->height = emu_from(c.area.height);
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int64_t
smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static struct area
areas_common(struct area a, struct area b)
{
	int64_t x = larger(a.x, b.x), y = larger(a.y, b.y);
	int64_t right = smaller(a.x + a.width, b.x + b.width), bottom = smaller(a.y + a.height, b.y + b.height);

	return (struct area){.x = x, .y = y, .width = larger(right - x, 0), .height = larger(bottom - y, 0)};
}

struct clipping
paint_clip(struct painting *p, struct area area)
{
	struct clipping before = p->clipping;

	clipping_set(p, (struct clipping){true, before.is_on ? areas_common(before.area, area) : area});
	return before;
}

void
paint_unclip(struct painting *p, struct clipping before)
{
	clipping_set(p, before);
}

void
paint_mark(struct painting *p, struct text name, int level, int64_t y)
{
	if (p->collects_marks && name.len)
		*VECTOR_PUSH(p->l->a, &p->l->marks) =
			(struct mark){.name = name, .level = level, .page_index = p->page_index, .y = emu_from(y)};
}

void
paint_place(struct painting *p, const void *place, int64_t y)
{
	if (p->collects_marks)
		*VECTOR_PUSH(p->l->a, &p->l->marks) =
			(struct mark){.name = TEXT_NONE, .place = place, .page_index = p->page_index, .y = emu_from(y)};
}

/* ---- paragraphs ---- */

/* A heading as one line of text: for the outline. */
static struct text
heading_text(struct painting *p, const struct paragraph *paragraph)
{
	struct buffer b = {0};

	if (paragraph->label && label_counts(paragraph->label)) {
		buffer_text(&b, paragraph->label->text);
		buffer_byte(&b, ' ');
	}
	for (size_t i = 0; i < paragraph->run_count; i++) {
		const struct run *run = &paragraph->runs[i];

		if (run->kind == RUN_TEXT && !run->style->is_hidden)
			buffer_text(&b, run->text);
		else if (run->kind == RUN_REFERENCE)
			buffer_text(&b, reference_text(p->l, run->reference));
		else if (run->kind == RUN_TAB || run->kind == RUN_LINE_BREAK)
			buffer_byte(&b, ' ');
	}
	return text_trim(buffer_take(p->l->a, &b));
}

/* The text painted since item `first` stands in a line so high. */
static void
set_height(struct painting *p, size_t first, int64_t height)
{
	for (size_t i = first; i < p->items.count; i++)
		if (p->items.at[i].kind == ITEM_TEXT)
			p->items.at[i].height = emu_from(height);
}

/* Whether a line from top to bottom is all outside of what shows: then it is not painted, and nobody can copy it. */
static bool
is_clipped_off(const struct painting *p, int64_t top, int64_t bottom)
{
	const struct clipping *c = &p->clipping;

	return c->is_on && (top >= c->area.y + c->area.height || bottom <= c->area.y);
}

static void
paragraph_paint(struct painting *p, const struct poured *part, int64_t x, int64_t y)
{
	const struct strip *s = part->strip;
	const struct paragraph *paragraph = s->block->paragraph;
	const struct paragraph *around = p->paragraph;
	int64_t top = y;
	size_t first;

	p->paragraph = paragraph;
	p->note = part->begins && paragraph->label ? paragraph->label->note : NULL;
	if (p->note)
		paint_place(p, p->note, y);
	if (part->begins) {
		if (paragraph->style->outline_level > 0 && p->collects_marks)
			paint_mark(p, heading_text(p, paragraph), paragraph->style->outline_level, y + part->above);
		paint_mark(p, paragraph->link_name, 0, y);
	}
	top += part->above;
	if (part->begins && s->lines.dropped)
		paint_line(p, s->lines.dropped, x + s->lines.dropped_x,
			   top + s->lines.dropped_base - s->lines.dropped->ascent);
	for (size_t i = part->first; i < part->first + part->count; i++) {
		const struct line *line = &s->lines.at[i];

		top += line_gap(&s->lines, i, part->first);
		first = p->items.count;
		if (!is_clipped_off(p, top, top + line->ascent + line->descent))
			paint_line(p, line, x, top);
		set_height(p, first, (int64_t)line->ascent + line->descent);
		top += (int64_t)line->ascent + line->descent;
		p->note = NULL; /* only the first line has the number */
	}
	p->paragraph = around;
}

/* The drawings that float beside a paragraph's part, in a room at x, y. */
static void
floating_collect(struct painting *p, const struct poured *part, int64_t x, int64_t y, emu width)
{
	const struct paragraph_style *s = part->strip->block->paragraph->style;
	struct anchor anchor = {.is_on_page = true,
				.x = x,
				.width = width,
				.left = x + s->indent_left,
				.right = x + width - s->indent_right,
				.top = y + part->origin,
				.text_top = y + part->y + part->above,
				.bottom = y + part->y + part->height - part->below};

	if (p->within) {
		anchor.is_within = true;
		anchor.within = *p->within;
	}
	paint_floating(p, part, &anchor);
}

void
paint_fill(struct painting *p, const struct fill *fill, int64_t x, int64_t y, emu width)
{
	for (size_t i = 0; i < fill->part_count; i++) {
		const struct poured *part = &fill->parts[i];
		color ground;

		if (part->segment) {
			paint_segment(p, part->segment, x, y + part->y);
			continue;
		}
		paint_box(p, part, i ? part - 1 : NULL, x, y, width);
		ground = paint_ground(p, part->strip->block->paragraph->style->background);
		paragraph_paint(p, part, x, y + part->y);
		floating_collect(p, part, x, y, width);
		p->ground = ground;
	}
}
