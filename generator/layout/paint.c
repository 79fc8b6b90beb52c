/*
 * paint -- what was poured becomes items of a page: backgrounds first, text, then lines over it.
 */
#include "layout/paint.h"

#include "layout/drawing.h"

static struct page_item *
item_new(struct painting *p, enum item_kind kind, int64_t x, int64_t y)
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
	it = item_new(p, ITEM_RECTANGLE, x, y);
	it->width = emu_from(width);
	it->height = emu_from(height);
	it->color = c;
}

static color
ink(color c)
{
	return c == COLOR_NONE ? 0 : c;
}

void
paint_border(struct painting *p, const struct border *b, int64_t x, int64_t y, int64_t width, int64_t height)
{
	struct page_item *it;

	if (b->kind == BORDER_NONE || (!width && !height))
		return;
	it = item_new(p, ITEM_LINE, x, y);
	it->width = emu_from(width);
	it->height = emu_from(height);
	it->color = ink(b->color);
	it->thickness = b->width;
	it->line_kind = b->kind;
}

/* ---- pieces of a line ---- */

static enum border_kind
underline_kind(enum underline u)
{
	switch (u) {
	case UNDERLINE_DOUBLE:
		return BORDER_DOUBLE;
	case UNDERLINE_DOTTED:
		return BORDER_DOTTED;
	case UNDERLINE_DASH:
		return BORDER_DASHED;
	case UNDERLINE_THICK:
		return BORDER_THICK;
	default:
		return BORDER_SINGLE;
	}
}

/* A line under or through a piece, at so many face units above the baseline. */
static void
stroke_paint(struct painting *p, const struct piece *piece, int64_t x, int64_t y, int position, int thickness,
	     enum border_kind kind)
{
	const struct font *f = piece->font;
	struct border b = {.kind = kind, .width = face_length(f->face, thickness, f->size), .color = f->style->color};

	if (kind == BORDER_DOUBLE)
		b.width *= 3;
	if (kind == BORDER_THICK)
		b.width *= 2;
	if (position < 0 && f->style->underline_color != COLOR_NONE)
		b.color = f->style->underline_color;
	paint_border(p, &b, x, y - face_length(f->face, position, f->size), piece->width, 0);
}

static void
strokes_paint(struct painting *p, const struct piece *piece, int64_t x, int64_t y)
{
	const struct run_style *style = piece->font->style;
	const struct face_facts *facts = face_facts(piece->font->face);
	int thickness = facts->underline_thickness > 0 ? facts->underline_thickness : facts->units_per_em / 20;
	int position = facts->underline_position < 0 ? facts->underline_position : -facts->units_per_em / 10;

	if (piece->width <= 0)
		return;
	if (style->underline != UNDERLINE_NONE)
		stroke_paint(p, piece, x, y, position, thickness, underline_kind(style->underline));
	if (style->is_struck || style->is_double_struck) {
		int middle = facts->strikeout_position > 0 ? facts->strikeout_position : facts->x_height / 2;

		thickness = facts->strikeout_thickness > 0 ? facts->strikeout_thickness : thickness;
		stroke_paint(p, piece, x, y, middle, thickness,
			     style->is_double_struck ? BORDER_DOUBLE : BORDER_SINGLE);
	}
}

static void
link_paint(struct painting *p, const struct piece *piece, const struct line *line, int64_t x, int64_t baseline)
{
	struct page_item *it;

	if (!piece->run || !piece->run->link.len || piece->width <= 0)
		return;
	it = item_new(p, ITEM_LINK, x, baseline - line->ascent);
	it->width = piece->width;
	it->height = emu_from((int64_t)line->ascent + line->descent);
	it->target = piece->run->link;
}

static void
text_paint(struct painting *p, const struct piece *piece, int64_t x, int64_t baseline)
{
	const struct run_style *style = piece->font->style;
	struct page_item *it = item_new(p, ITEM_TEXT, x, baseline - piece->font->raise);

	it->width = piece->width;
	it->color = ink(style->color);
	it->face = piece->face;
	it->size = piece->font->size;
	it->scale_percent = style->scale_percent ? style->scale_percent : 100;
	it->text = piece->text;
	it->glyphs = piece->glyphs;
	it->glyph_count = piece->glyph_count;
}

static void
mark_add(struct painting *p, struct text name, int level, int64_t y)
{
	if (p->collects_marks && name.len)
		*VECTOR_PUSH(p->l->a, &p->l->marks) =
			(struct mark){.name = name, .level = level, .page_index = p->page_index, .y = emu_from(y)};
}

/* The lines of a frame, inside of it. */
static void
outline_paint(struct painting *p, const struct drawing *d, int64_t x, int64_t y)
{
	const struct border *b = d->borders;
	int64_t right = x + d->width, bottom = y + d->height;

	if (b[SIDE_TOP].kind != BORDER_NONE)
		paint_border(p, &b[SIDE_TOP], x, y + b[SIDE_TOP].width / 2, d->width, 0);
	if (b[SIDE_BOTTOM].kind != BORDER_NONE)
		paint_border(p, &b[SIDE_BOTTOM], x, bottom - b[SIDE_BOTTOM].width / 2, d->width, 0);
	if (b[SIDE_LEFT].kind != BORDER_NONE)
		paint_border(p, &b[SIDE_LEFT], x + b[SIDE_LEFT].width / 2, y, 0, d->height);
	if (b[SIDE_RIGHT].kind != BORDER_NONE)
		paint_border(p, &b[SIDE_RIGHT], right - b[SIDE_RIGHT].width / 2, y, 0, d->height);
}

/* y: of the baseline.  A turned frame shares its middle with the room that it takes. */
static void
drawing_paint(struct painting *p, const struct piece *piece, int64_t x, int64_t y)
{
	const struct drawing *d = piece->run->drawing;
	const struct graphic *g = d->graphic;
	struct page_item *it;
	int64_t inset[SIDES];

	if (!g) {
		layout_later(p->l, LATER_FLOATING);
		return;
	}
	x += d->distance[SIDE_LEFT];
	y += (int64_t)d->distance[SIDE_TOP] + drawing_depth(d, piece->font) - drawing_height(d);
	for (int side = 0; side < SIDES; side++)
		inset[side] = g->turn ? 0 : (int64_t)d->borders[side].width + d->padding[side];
	it = item_new(p, ITEM_IMAGE, x + ((int64_t)d->width - g->width) / 2 + inset[SIDE_LEFT],
		      y + ((int64_t)d->height - g->height) / 2 + inset[SIDE_TOP]);
	it->width = emu_from(g->width - inset[SIDE_LEFT] - inset[SIDE_RIGHT]);
	it->height = emu_from(g->height - inset[SIDE_TOP] - inset[SIDE_BOTTOM]);
	it->graphic = g;
	if (!g->turn)
		outline_paint(p, d, x, y);
}

static void
piece_paint(struct painting *p, const struct piece *piece, const struct line *line, int64_t x, int64_t baseline)
{
	const struct font *f = piece->font;

	if (piece->role == ROLE_BOOKMARK) {
		mark_add(p, piece->run->text, 0, baseline - line->ascent);
		return;
	}
	if (piece->role == ROLE_DRAWING) {
		drawing_paint(p, piece, x, baseline);
		return;
	}
	if (piece->role == ROLE_BOX && piece->glyph_count)
		text_paint(p, piece, x, baseline);
	strokes_paint(p, piece, x, baseline - f->raise);
	link_paint(p, piece, line, x, baseline);
}

static void
line_paint(struct painting *p, const struct line *line, int64_t x, int64_t top)
{
	int64_t baseline = top + line->ascent;

	for (size_t i = 0; i < line->piece_count; i++) {
		const struct piece *piece = &line->pieces[i];

		if (piece->font && piece->font->style->background != COLOR_NONE)
			paint_rectangle(p, x + piece->x, baseline - piece->font->raise - piece->font->ascent,
					piece->width, (int64_t)piece->font->ascent + piece->font->descent,
					piece->font->style->background);
	}
	for (size_t i = 0; i < line->piece_count; i++)
		piece_paint(p, &line->pieces[i], line, x + line->pieces[i].x, baseline);
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

/* Background and borders of a part; `down` is how far they go on to a joined neighbour below. */
static void
box_paint(struct painting *p, const struct poured *part, int64_t x, int64_t y, emu width, int64_t down)
{
	const struct paragraph_style *s = part->strip->block->paragraph->style;
	int64_t hanging = s->indent_first < 0 ? s->indent_first : 0;
	int64_t out_left = paragraph_border_room(s, SIDE_LEFT) - paragraph_border_inset(p->l, s, SIDE_LEFT);
	int64_t out_right = paragraph_border_room(s, SIDE_RIGHT) - paragraph_border_inset(p->l, s, SIDE_RIGHT);
	int64_t left = x + s->indent_left + hanging - out_left, right = x + width - s->indent_right + out_right;
	int64_t height = part->height + down;
	const struct border *b = s->borders;

	if (!(part->strip->border_top || part->strip->border_bottom || part->strip->joins_next || b[SIDE_LEFT].kind ||
	      b[SIDE_RIGHT].kind || s->background != COLOR_NONE))
		return;
	paint_rectangle(p, left, y, right - left, height, s->background);
	if (b[SIDE_LEFT].kind != BORDER_NONE)
		paint_border(p, &b[SIDE_LEFT], left + b[SIDE_LEFT].width / 2, y, 0, height);
	if (b[SIDE_RIGHT].kind != BORDER_NONE)
		paint_border(p, &b[SIDE_RIGHT], right - b[SIDE_RIGHT].width / 2, y, 0, height);
	if (part->begins && part->strip->border_top)
		paint_border(p, &b[SIDE_TOP], left, y + b[SIDE_TOP].width / 2, right - left, 0);
	if (part->ends && part->strip->border_bottom)
		paint_border(p, &b[SIDE_BOTTOM], left, y + height - b[SIDE_BOTTOM].width / 2, right - left, 0);
}

static void
paragraph_paint(struct painting *p, const struct poured *part, int64_t x, int64_t y)
{
	const struct strip *s = part->strip;
	const struct paragraph *paragraph = s->block->paragraph;
	int64_t top = y;

	if (part->begins) {
		if (paragraph->style->outline_level > 0 && p->collects_marks)
			mark_add(p, heading_text(p, paragraph), paragraph->style->outline_level, y);
		mark_add(p, paragraph->link_name, 0, y);
		top += s->border_top;
	}
	for (size_t i = part->first; i < part->first + part->count; i++) {
		const struct line *line = &s->lines.at[i];

		if (i > part->first)
			top += line->extra;
		line_paint(p, line, x, top);
		top += (int64_t)line->ascent + line->descent;
	}
}

void
paint_fill(struct painting *p, const struct fill *fill, int64_t x, int64_t y, emu width)
{
	for (size_t i = 0; i < fill->part_count; i++) {
		const struct poured *part = &fill->parts[i];
		int64_t top = y + part->y, down = 0;

		if (part->segment) {
			paint_segment(p, part->segment, x, top);
			continue;
		}
		if (part->strip->joins_next && i + 1 < fill->part_count)
			down = (int64_t)fill->parts[i + 1].y - part->y - part->height;
		box_paint(p, part, x, top, width, down);
		paragraph_paint(p, part, x, top);
	}
}
