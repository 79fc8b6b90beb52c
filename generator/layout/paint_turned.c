/*
 * paint_turned -- cells whose text runs upwards or downwards (ECMA-376 part 1, 17.4.72; ODF 1.3 part 3, 20.404).
 *
 * Writer (7.4, measured) keeps the padding of such a cell where it is and turns what is inside it: lines run from the
 * lower edge to the upper one and follow each other from left to right, or from the upper edge to the lower one and
 * from right to left; to what is vertical alignment in a cell the turned edges count.  The lines are as long as the
 * cell is high, and nothing in the cell makes its row higher: a row in which all cells are turned has no more height
 * than it asks for.  What has no room is cut off.
 *
 * So the content is laid out when the height of the cell is known: while it is painted.  It is painted as if it stood
 * upright with its left top corner in that of the page, and then each item is turned to where it belongs.
 */
#include <stdlib.h>

#include "layout/paint.h"

/* From places in the upright room to the page. */
struct turning {
	int turn;         /* 90 or 270 degrees to the left */
	struct area room; /* on the page */
};

static void
point_turn(const struct turning *t, int64_t *x, int64_t *y)
{
	int64_t across = *x, down = *y;

	if (t->turn == 90) {
		*x = t->room.x + down;
		*y = t->room.y + t->room.height - across;
	} else {
		*x = t->room.x + t->room.width - down;
		*y = t->room.y + across;
	}
}

static void
rectangle_turn(const struct turning *t, emu *x, emu *y, emu *width, emu *height)
{
	int64_t left = *x, top = *y, right = (int64_t)*x + *width, bottom = (int64_t)*y + *height;

	point_turn(t, &left, &top);
	point_turn(t, &right, &bottom);
	*x = emu_from(left < right ? left : right);
	*y = emu_from(top < bottom ? top : bottom);
	*width = emu_from(llabs(right - left));
	*height = emu_from(llabs(bottom - top));
}

/* A frame that keeps its sides and turns around its middle. */
static void
middle_turn(const struct turning *t, int64_t *x, int64_t *y, int64_t width, int64_t height)
{
	int64_t middle = *x + width / 2, centre = *y + height / 2;

	point_turn(t, &middle, &centre);
	*x = middle - width / 2;
	*y = centre - height / 2;
}

static void
item_turn(const struct turning *t, struct page_item *it)
{
	int64_t x = it->x, y = it->y;
	emu width = it->width;

	switch (it->kind) {
	case ITEM_TEXT:
	case ITEM_LINE:
		point_turn(t, &x, &y);
		break;
	case ITEM_IMAGE:
		middle_turn(t, &x, &y, it->width, it->height);
		break;
	default:
		rectangle_turn(t, &it->x, &it->y, &it->width, &it->height);
		return;
	}
	it->x = emu_from(x);
	it->y = emu_from(y);
	if (it->kind != ITEM_LINE) {
		it->turn = (it->turn + t->turn) % 360;
		return;
	}
	it->width = t->turn == 90 ? it->height : emu_from(-(int64_t)it->height);
	it->height = t->turn == 90 ? emu_from(-(int64_t)width) : width;
}

/* Turns all that has been painted since, and what was collected to be painted later. */
static void
since_turn(struct painting *p, const struct turning *t, size_t items, size_t frames, size_t floating, size_t marks)
{
	for (; items < p->items.count; items++)
		item_turn(t, &p->items.at[items]);
	for (; frames < p->frames.count; frames++) {
		struct page_frame *f = &p->frames.at[frames];

		rectangle_turn(t, &f->x, &f->y, &f->width, &f->height);
	}
	for (; floating < p->floating.count; floating++) {
		struct area *a = &p->floating.at[floating].place;

		middle_turn(t, &a->x, &a->y, a->width, a->height);
	}
	for (; marks < p->l->marks.count; marks++)
		p->l->marks.at[marks].y = emu_from(t->room.y);
}

void
paint_turned(struct painting *p, const struct cell *cell, int depth, const struct area *room)
{
	struct turning t = {.turn = cell->rotation, .room = *room};
	struct flow flow = flow_of(p->l, cell->first, emu_from(room->height), depth);
	size_t items, floating = p->floating.count, marks = p->l->marks.count, frames = p->frames.count;
	struct clipping outer = paint_clip(p, *room), turned = p->clipping;
	const struct area upright = {0, 0, room->height, room->width};
	const struct page_areas within = {upright, upright}, *around = p->within;
	struct fill fill;
	int64_t top, left_over;

	fill = flow_fill(&flow, (struct cursor){0}, ROOM_ENDLESS, TOP_START, true);
	left_over = room->width - fill.height - fill.after;
	top = left_over <= 0 || cell->align == VERTICAL_TOP ? 0
	      : cell->align == VERTICAL_MIDDLE              ? left_over / 2
							    : left_over;
	items = p->items.count;
	/* what is painted upright is seen in an upright room */
	p->clipping.area = upright;
	p->within = &within;
	paint_fill(p, &fill, 0, top, flow.width);
	since_turn(p, &t, items, frames, floating, marks);
	p->clipping = turned;
	p->within = around;
	paint_unclip(p, outer);
}
