/*
 * floating -- where drawings stand that are not in a line (ECMA-376 part 1, 20.4.2; ODF 1.3 part 3, 20.391 to 20.394).
 *
 * A place is an area and an alignment in it, or an offset from its left top corner.  Aligned at an edge, the drawing's
 * distance to the text keeps it away from that edge.  As Writer has it (7.4): the area of a paragraph begins where the
 * space behind the paragraph before ends, so that its own space before is a part of it; a drawing that would reach out
 * of the page is moved until it does not, at the right and the bottom first.  For one that stays within its cell or
 * text box, that is its page, which grows downwards with it.
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

/* What stands for the page of that drawing; NULL: it is not known. */
static const struct page_areas *
areas_of(const struct layout *l, const struct drawing *d, const struct anchor *a)
{
	if (a->is_within && d->stays_within)
		return &a->within;
	return a->is_on_page ? &l->areas : NULL;
}

static struct span
across(const struct page_areas *on, enum drawing_origin from, const struct anchor *a)
{
	struct span frame = {a->x, a->width};

	switch (from) {
	case ORIGIN_PAGE:
		return on ? span_between(on->page.x, on->page.x + on->page.width) : frame;
	case ORIGIN_MARGIN:
		return on ? span_between(on->body.x, on->body.x + on->body.width) : frame;
	case ORIGIN_START:
		return on ? span_between(on->page.x, on->body.x) : (struct span){a->x, 0};
	case ORIGIN_END:
		return on ? span_between(on->body.x + on->body.width, on->page.x + on->page.width)
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
down(const struct page_areas *on, enum drawing_origin from, const struct anchor *a)
{
	struct span paragraph = span_between(a->top, a->bottom);

	switch (from) {
	case ORIGIN_PAGE:
		return on ? span_between(on->page.y, on->page.y + on->page.height) : paragraph;
	case ORIGIN_MARGIN:
		return on ? span_between(on->body.y, on->body.y + on->body.height) : paragraph;
	case ORIGIN_START:
		return on ? span_between(on->page.y, on->body.y) : paragraph;
	case ORIGIN_END:
		return on ? span_between(on->body.y + on->body.height, on->page.y + on->page.height) : paragraph;
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
	const struct page_areas *on = areas_of(l, d, a);
	struct area place = {.width = box->width, .height = box->height};

	place.x = placed(across(on, d->x_from, a), d->x_align, d->x, box->width, d->distance[SIDE_LEFT],
			 d->distance[SIDE_RIGHT]);
	place.y = placed(down(on, d->y_from, a), d->y_align, d->y, box->height, d->distance[SIDE_TOP],
			 d->distance[SIDE_BOTTOM]);
	if (on)
		place.x = kept_within(place.x, place.width, on->page.x, on->page.width);
	if (on == &l->areas)
		place.y = kept_within(place.y, place.height, on->page.y, on->page.height);
	else if (on && place.y < on->page.y)
		place.y = on->page.y;
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
