/*
 * floating -- where drawings stand that are not in a line (ECMA-376 part 1, 20.4.2; ODF 1.3 part 3, 20.391 to 20.394).
 *
 * A place is an area and an alignment in it, or an offset from its left top corner.  Aligned at an edge, the drawing's
 * distance to the text keeps it away from that edge.  As Writer has it (7.4): the area of a paragraph begins where the
 * space behind the paragraph before ends, so that its own space before is a part of it; a drawing that would reach out
 * of the page is moved until it does not, at the right and the bottom first.
 */
#include "layout/floating.h"

/* The part of a line that an axis of an area is. */
struct span {
	int64_t from, length;
};

static struct span
span_between(int64_t from, int64_t end)
{
	return (struct span){from, end > from ? end - from : 0};
}

static struct span
across(const struct layout *l, enum drawing_origin from, const struct anchor *a)
{
	const struct area *page = &l->areas.page, *body = &l->areas.body;
	struct span frame = {a->x, a->width};

	switch (from) {
	case ORIGIN_PAGE:
		return a->is_on_page ? span_between(page->x, page->x + page->width) : frame;
	case ORIGIN_MARGIN:
		return a->is_on_page ? span_between(body->x, body->x + body->width) : frame;
	case ORIGIN_START:
		return a->is_on_page ? span_between(page->x, body->x) : (struct span){a->x, 0};
	case ORIGIN_END:
		return a->is_on_page ? span_between(body->x + body->width, page->x + page->width)
				     : (struct span){a->x + a->width, 0};
	case ORIGIN_TEXT:
		return span_between(a->left, a->right);
	case ORIGIN_CHARACTER:
		return (struct span){a->character, 0};
	default:
		return frame;
	}
}

static struct span
down(const struct layout *l, enum drawing_origin from, const struct anchor *a)
{
	const struct area *page = &l->areas.page, *body = &l->areas.body;
	struct span paragraph = span_between(a->top, a->bottom);

	switch (from) {
	case ORIGIN_PAGE:
		return a->is_on_page ? span_between(page->y, page->y + page->height) : paragraph;
	case ORIGIN_MARGIN:
		return a->is_on_page ? span_between(body->y, body->y + body->height) : paragraph;
	case ORIGIN_START:
		return a->is_on_page ? span_between(page->y, body->y) : paragraph;
	case ORIGIN_END:
		return a->is_on_page ? span_between(body->y + body->height, page->y + page->height) : paragraph;
	case ORIGIN_TEXT:
		return span_between(a->text_top, a->bottom);
	case ORIGIN_CHARACTER:
	case ORIGIN_LINE:
		return (struct span){a->line, a->line_height};
	default:
		return paragraph;
	}
}

static int64_t
placed(struct span area, enum drawing_align align, int64_t at, int64_t length, int64_t before, int64_t after)
{
	switch (align) {
	case DRAWING_START:
		return area.from + before;
	case DRAWING_CENTER:
		return area.from + (area.length - length) / 2;
	case DRAWING_END:
		return area.from + area.length - length - after;
	default:
		return area.from + at;
	}
}

static int64_t
kept_within(int64_t at, int64_t length, int64_t from, int64_t whole)
{
	if (at + length > from + whole)
		at = from + whole - length;
	return at < from ? from : at;
}

struct area
floating_place(const struct layout *l, const struct box *box, const struct anchor *a)
{
	const struct drawing *d = box->drawing;
	const struct area *page = &l->areas.page;
	struct area place = {.width = box->width, .height = box->height};

	place.x = placed(across(l, d->x_from, a), d->x_align, d->x, box->width, d->distance[SIDE_LEFT],
			 d->distance[SIDE_RIGHT]);
	place.y = placed(down(l, d->y_from, a), d->y_align, d->y, box->height, d->distance[SIDE_TOP],
			 d->distance[SIDE_BOTTOM]);
	if (a->is_on_page) {
		place.x = kept_within(place.x, place.width, page->x, page->width);
		place.y = kept_within(place.y, place.height, page->y, page->height);
	}
	return place;
}

struct area
floating_page_place(const struct layout *l, const struct box *box)
{
	const struct area *page = &l->areas.page;
	struct anchor a = {.is_on_page = true,
			   .x = page->x,
			   .width = page->width,
			   .top = page->y,
			   .bottom = page->y + page->height};

	return floating_place(l, box, &a);
}

bool
floating_wraps(const struct run *run)
{
	return run->kind == RUN_DRAWING && run->drawing && run->drawing->place == DRAWING_FLOATING &&
	       run->drawing->wrap != WRAP_NONE;
}

size_t
floating_line(const struct paragraph *p, const struct lines *lines, size_t k, emu *x)
{
	const struct line *last = &lines->at[lines->count - 1];

	for (size_t i = 0; i < lines->count; i++) {
		for (size_t j = 0; j < lines->at[i].piece_count; j++) {
			const struct piece *piece = &lines->at[i].pieces[j];

			if (!piece->run || piece->run < p->runs || piece->run >= p->runs + p->run_count)
				continue;
			*x = piece->x;
			if ((size_t)(piece->run - p->runs) > k)
				return i;
		}
	}
	*x = p->style->indent_left;
	if (last->piece_count)
		*x = emu_from((int64_t)last->pieces[last->piece_count - 1].x +
			      last->pieces[last->piece_count - 1].width);
	return lines->count - 1;
}

void
floating_anchor(struct anchor *a, const struct paragraph *p, const struct lines *lines, size_t k, size_t first)
{
	emu x;
	size_t at = floating_line(p, lines, k, &x);

	a->character = a->x + x;
	a->line = a->text_top;
	for (size_t i = first; i < at; i++)
		a->line += line_step(lines, i, first);
	if (at >= first)
		a->line += line_gap(lines, at, first);
	a->line_height = (int64_t)lines->at[at].ascent + lines->at[at].descent;
}
