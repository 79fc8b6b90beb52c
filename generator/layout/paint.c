/*
 * paint -- what was poured becomes items of a page: backgrounds first, text, then lines over it.
 */
#include "layout/paint.h"

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

void
paint_mark(struct painting *p, struct text name, int level, int64_t y)
{
	if (p->collects_marks && name.len)
		*VECTOR_PUSH(p->l->a, &p->l->marks) =
			(struct mark){.name = name, .level = level, .page_index = p->page_index, .y = emu_from(y)};
}

/* ---- paragraphs ---- */

/* A heading as one line of text: for the outline. */
static struct text
heading_text(struct painting *p, const struct paragraph *paragraph)
{
	struct text t = paragraph->label ? text_join(p->l->a, paragraph->label->text, TEXT(" ")) : TEXT_NONE;

	for (size_t i = 0; i < paragraph->run_count; i++) {
		const struct run *run = &paragraph->runs[i];

		if (run->kind == RUN_TEXT && !run->style->is_hidden)
			t = text_join(p->l->a, t, run->text);
		else if (run->kind == RUN_TAB || run->kind == RUN_LINE_BREAK)
			t = text_join(p->l->a, t, TEXT(" "));
	}
	return text_trim(t);
}

static void
paragraph_paint(struct painting *p, const struct poured *part, int64_t x, int64_t y)
{
	const struct strip *s = part->strip;
	const struct paragraph *paragraph = s->block->paragraph;
	int64_t top = y;

	if (part->begins) {
		if (paragraph->style->outline_level > 0 && p->collects_marks)
			paint_mark(p, heading_text(p, paragraph), paragraph->style->outline_level, y);
		paint_mark(p, paragraph->link_name, 0, y);
	}
	top += part->above;
	if (part->begins && s->lines.dropped)
		paint_line(p, s->lines.dropped, x + s->lines.dropped_x,
			   top + s->lines.dropped_base - s->lines.dropped->ascent);
	for (size_t i = part->first; i < part->first + part->count; i++) {
		const struct line *line = &s->lines.at[i];

		if (i > part->first)
			top += line->extra;
		paint_line(p, line, x, top);
		top += (int64_t)line->ascent + line->descent;
	}
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
		p->ground = ground;
	}
}
