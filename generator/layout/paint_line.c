/*
 * paint_line -- a line of text becomes items of a page: backgrounds of its pieces first, then text and the
 * lines under and through it.
 */
#include "layout/paint.h"

#include "layout/drawing.h"

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
	it = paint_item(p, ITEM_LINK, x, baseline - line->ascent);
	it->width = piece->width;
	it->height = emu_from((int64_t)line->ascent + line->descent);
	it->target = piece->run->link;
}

static void
text_paint(struct painting *p, const struct piece *piece, int64_t x, int64_t baseline)
{
	const struct run_style *style = piece->font->style;
	struct page_item *it = paint_item(p, ITEM_TEXT, x, baseline - piece->font->raise);

	it->width = piece->width;
	it->color = paint_ink(style->color);
	it->face = piece->face;
	it->size = piece->font->size;
	it->scale_percent = style->scale_percent ? style->scale_percent : 100;
	it->text = piece->text;
	it->glyphs = piece->glyphs;
	it->glyph_count = piece->glyph_count;
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
	it = paint_item(p, ITEM_IMAGE, x + ((int64_t)d->width - g->width) / 2 + inset[SIDE_LEFT],
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
		paint_mark(p, piece->run->text, 0, baseline - line->ascent);
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

void
paint_line(struct painting *p, const struct line *line, int64_t x, int64_t top)
{
	int64_t baseline = top + line->ascent;

	for (size_t i = 0; i < line->piece_count; i++) {
		const struct piece *piece = &line->pieces[i];

		const struct run_style *look = piece->font ? piece->font->style : NULL;

		if (look && (look->highlight != COLOR_NONE || look->background != COLOR_NONE))
			paint_rectangle(p, x + piece->x, baseline - piece->font->raise - piece->font->ascent,
					piece->width, (int64_t)piece->font->ascent + piece->font->descent,
					look->highlight != COLOR_NONE ? look->highlight : look->background);
	}
	for (size_t i = 0; i < line->piece_count; i++)
		piece_paint(p, &line->pieces[i], line, x + line->pieces[i].x, baseline);
}
