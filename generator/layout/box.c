/*
 * box -- a drawing as large as it is shown.
 *
 * A text box is a flow of its own, poured into one room.  It grows downwards with its content when it may; one that
 * says no width is as wide as its widest line.  The space below its last paragraph does not count.  What has no room in
 * a box of fixed height is not shown, line by line.
 */
#include "layout/box.h"

#include <stdint.h>

emu
box_inset(const struct drawing *d, enum side side)
{
	const struct border *b = &d->borders[side];
	int64_t inset = (int64_t)d->padding[side] + (b->kind == BORDER_NONE ? 0 : b->width);

	return inset > 0 ? emu_from(inset) : 0;
}

static int64_t
insets(const struct drawing *d, enum side one, enum side other)
{
	return (int64_t)box_inset(d, one) + box_inset(d, other);
}

/* The widest line of what was poured, to its last letter. */
static int64_t
fill_width(const struct fill *fill)
{
	int64_t widest = 0;

	for (size_t i = 0; i < fill->part_count; i++) {
		const struct poured *part = &fill->parts[i];

		for (size_t k = part->first; !part->segment && k < part->first + part->count; k++) {
			const struct line *line = &part->strip->lines.at[k];
			const struct piece *last = line->piece_count ? &line->pieces[line->piece_count - 1] : NULL;

			if (last && (int64_t)last->x + last->width > widest)
				widest = (int64_t)last->x + last->width;
		}
	}
	return widest;
}

/* The width that it says for itself; 0: none. */
static int64_t
own_width(const struct layout *l, const struct drawing *d)
{
	int64_t room = l->room_width > 0 ? l->room_width : l->areas.body.width;

	return d->width_permille > 0 ? room * d->width_permille / 1000 : d->width;
}

static emu
inner_width(struct layout *l, const struct drawing *d)
{
	int64_t width = own_width(l, d), inner = width - insets(d, SIDE_LEFT, SIDE_RIGHT);
	struct flow flow;
	struct fill fill;

	if (width > 0)
		return inner > EMU_PER_PT ? emu_from(inner) : EMU_PER_PT;
	flow = flow_of(l, d->first, l->areas.body.width > 0 ? emu_from(l->areas.body.width) : 10 * EMU_PER_CM, 1);
	fill = flow_fill(&flow, (struct cursor){0}, ROOM_ENDLESS, TOP_START, true);
	inner = fill_width(&fill) + EMU_PER_TWIP;
	return inner > EMU_PER_PT ? emu_from(inner) : EMU_PER_PT;
}

/* Lays out the content, and the size that follows from it. */
static void
content_lay(struct layout *l, struct box *box)
{
	const struct drawing *d = box->drawing;
	int64_t around = insets(d, SIDE_TOP, SIDE_BOTTOM), room = d->height - around, own;
	bool grows = d->has_least_height || d->height <= 0;
	struct flow flow;

	box->inner_width = inner_width(l, d);
	flow = flow_of(l, d->first, box->inner_width, 1);
	flow.is_box = true;
	for (int side = 0; side < SIDES; side++)
		flow.margins[side] = box_inset(d, (enum side)side);
	if (box->width <= 0)
		box->width = emu_from(box->inner_width + insets(d, SIDE_LEFT, SIDE_RIGHT));
	box->fill = flow_fill(&flow, (struct cursor){0}, grows ? ROOM_ENDLESS : emu_from(room > 0 ? room : 0),
			      TOP_START, true);
	own = (int64_t)box->fill.height + around;
	if (grows && own > box->height)
		box->height = emu_from(own);
}

const struct box *
box_of(struct layout *l, const struct drawing *d)
{
	struct box **chain = &l->boxes[((uintptr_t)d >> 4) % BOX_CHAINS], *box;
	bool shows_number = l->shows_page_number;

	for (box = *chain; box; box = box->next)
		if (box->drawing == d)
			return box;
	box = NEW(l->a, struct box);
	*box = (struct box){.drawing = d, .width = emu_from(own_width(l, d)), .height = d->height};
	if (d->scales_height && d->width > 0)
		box->height = emu_from((int64_t)d->height * box->width / d->width);
	if (d->first && l->boxes_open >= NESTING_MOST) {
		layout_later(l, LATER_NESTING);
		return box;
	}
	l->shows_page_number = false;
	l->boxes_open++;
	if (d->first)
		content_lay(l, box);
	l->boxes_open--;
	if (!l->shows_page_number) {
		box->next = *chain;
		*chain = box;
	}
	l->shows_page_number |= shows_number;
	return box;
}
