/*
 * paint_box -- shading and borders of paragraphs (ECMA-376 part 1, 17.3.1.24 and 17.3.1.31; ODF 1.3 part 3, 20.183 to
 * 20.186).
 *
 * The box reaches from the outer edges of the left to that of the right border, around hanging lines too, and as high
 * as the lines with their padding; the space between paragraphs is outside of it.  Writer (7.4, measured) draws
 *
 *     - equal boxes of neighbours as one, the space between them inside; but each page and column closes its
 *       boxes, also that of a paragraph which is cut;
 *     - a shading from where the part above ends when that one has the same shading, whatever the borders;
 *     - a double border as an outer and an inner box (stripe.c).
 */
#include <string.h>

#include "layout/paint.h"
#include "layout/stripe.h"

struct outline {
	const int64_t *edges; /* the outer ones, of each side */
	const struct border *borders;
};

/* How far the ends of a side's stripe i, of count, lie behind the box's edge there, which has that border. */
static emu
corner_offset(const struct border *b, size_t i, size_t count)
{
	struct stripe stripes[STRIPES_MOST];
	size_t there = stripes_of(b, stripes);

	if (there == count)
		return stripes[i].from;
	return there > 1 && i + 1 == count && count > 1 ? stripes[there - 1].from : 0;
}

/* Straight line i, of count, of a side. */
static void
line_paint(struct painting *p, const struct outline *o, enum side side, const struct stripe *stripe, size_t i,
	   size_t count)
{
	struct border one = {.kind = stripe->kind, .width = stripe->width, .color = stripe->color};
	int64_t middle = (int64_t)stripe->from + stripe->width / 2;
	int64_t left = o->edges[SIDE_LEFT] + corner_offset(&o->borders[SIDE_LEFT], i, count);
	int64_t right = o->edges[SIDE_RIGHT] - corner_offset(&o->borders[SIDE_RIGHT], i, count);
	int64_t top = o->edges[SIDE_TOP] + corner_offset(&o->borders[SIDE_TOP], i, count);
	int64_t bottom = o->edges[SIDE_BOTTOM] - corner_offset(&o->borders[SIDE_BOTTOM], i, count);

	if (one.width <= 0)
		return;
	switch (side) {
	case SIDE_TOP:
		paint_border(p, &one, left, o->edges[side] + middle, right - left, 0);
		break;
	case SIDE_BOTTOM:
		paint_border(p, &one, left, o->edges[side] - middle, right - left, 0);
		break;
	case SIDE_LEFT:
		paint_border(p, &one, o->edges[side] + middle, top, 0, bottom - top);
		break;
	default:
		paint_border(p, &one, o->edges[side] - middle, top, 0, bottom - top);
	}
}

void
paint_outline(struct painting *p, const int64_t edges[SIDES], const struct border borders[SIDES])
{
	const struct outline outline = {edges, borders};

	for (int side = 0; side < SIDES; side++) {
		struct stripe stripes[STRIPES_MOST];
		size_t count = stripes_of(&borders[side], stripes);

		for (size_t i = 0; i < count; i++)
			line_paint(p, &outline, (enum side)side, &stripes[i], i, count);
	}
}

static bool
has_shading_of(const struct poured *previous, const struct paragraph_style *s)
{
	const struct block *block = previous ? previous->strip->block : NULL;

	return block && block->kind == BLOCK_PARAGRAPH && block->paragraph->style->background == s->background;
}

void
paint_box(struct painting *p, const struct poured *part, const struct poured *previous, int64_t x, int64_t y, emu width)
{
	const struct paragraph_style *s = part->strip->block->paragraph->style;
	int64_t hanging = s->indent_first < 0 ? s->indent_first : 0, above = y + part->y;
	int64_t edges[SIDES];
	struct border borders[SIDES];

	if (previous)
		above = y + previous->y + previous->height;
	edges[SIDE_LEFT] = x + s->indent_left + hanging - paragraph_border_room(s, SIDE_LEFT);
	edges[SIDE_RIGHT] = x + width - s->indent_right + paragraph_border_room(s, SIDE_RIGHT);
	edges[SIDE_TOP] = has_shading_of(previous, s) ? above : y + part->y;
	edges[SIDE_BOTTOM] = y + part->y + part->height;
	paint_rectangle(p, edges[SIDE_LEFT], edges[SIDE_TOP], edges[SIDE_RIGHT] - edges[SIDE_LEFT],
			edges[SIDE_BOTTOM] - edges[SIDE_TOP], s->background);
	edges[SIDE_TOP] = part->is_open_above ? above : y + part->y;
	memcpy(borders, s->borders, sizeof borders);
	if (part->is_open_above)
		borders[SIDE_TOP].kind = BORDER_NONE;
	if (part->is_open_below)
		borders[SIDE_BOTTOM].kind = BORDER_NONE;
	paint_outline(p, edges, borders);
}
