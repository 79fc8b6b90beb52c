/*
 * section -- sections become pages.
 *
 * A section begins a row of pages of its master, or goes on, on the page that is open; each page names the master of
 * the one behind it.
 */
#include <stdio.h>

#include "layout/page.h"

enum { PAGES_MOST = 30000 };

static bool
continues_page(const struct page_maker *m, const struct section *s)
{
	return m->is_open && s->start == SECTION_CONTINUOUS;
}

/* Whether all that is left of a flow goes into the columns when they are so high. */
static bool
columns_hold(struct page_maker *m, struct flow *flow, struct cursor at, enum top top, emu height)
{
	struct foot foot = m->foot;

	for (int c = 0; c < m->columns.count; c++) {
		struct fill fill =
			flow_fill_above(flow, at, height, c ? TOP_CONTINUED : top, false, foot.flow ? &foot : NULL);

		if (fill.stop != STOP_FULL && fill.stop != STOP_COLUMN)
			return fill.stop == STOP_DONE;
		at = fill.end;
	}
	return at.is_done;
}

enum { BALANCE_STEP = EMU_PER_PT };

/*
 * The height of a section's columns on this page: a section that shares its page with another one has columns
 * of the least height that holds it; else they reach down to the body's end.
 */
static emu
columns_height(struct page_maker *m, struct flow *flow, struct cursor at, enum top top, emu room)
{
	emu low = 0, high = room;

	if (m->columns.count == 1 || !page_is_shared(m->section) || !columns_hold(m, flow, at, top, room))
		return room;
	while (high - low > BALANCE_STEP) {
		emu middle = low + (high - low) / 2;

		if (columns_hold(m, flow, at, top, middle))
			high = middle;
		else
			low = middle;
	}
	return high;
}

/* Fills the columns of the open page; returns why the last one ended. */
static struct fill
page_fill(struct page_maker *m, struct flow *flow, struct cursor at, enum top top)
{
	emu deepest = m->used, y = emu_from((int64_t)m->top + m->used), room;
	struct fill fill = {0};

	flow->is_on_page = true;
	flow->x = (int64_t)m->style->margin[SIDE_LEFT] + m->columns.x[0];
	flow->y = y;
	room = emu_from((int64_t)m->bottom - y);
	m->foot.room = room;
	m->foot.floor = 0;
	room = columns_height(m, flow, at, top, room);
	for (int c = 0; c < m->columns.count; c++) {
		int64_t x = (int64_t)m->style->margin[SIDE_LEFT] + m->columns.x[c], bottom;

		if (!m->foot.flow)
			page_foot_open(m, x, flow->width);
		flow->x = x;
		fill = flow_fill_above(flow, at, room, c ? TOP_CONTINUED : top, m->used == 0, page_foot(m));
		paint_frame(&m->painting, paint_frame_at(FRAME_BODY, x, y, flow->width, room));
		paint_fill(&m->painting, &fill, emu_from(x), y, flow->width);
		if (page_has_column_feet(m))
			page_foot_close(m);
		if (fill.height > m->foot.floor)
			m->foot.floor = fill.height;
		bottom = (int64_t)y - m->top + fill.height + fill.after;
		if (bottom > deepest)
			deepest = emu_from(bottom);
		at = fill.end;
		if (fill.stop == STOP_DONE || fill.stop == STOP_PAGE)
			break;
	}
	m->used = deepest;
	return fill;
}

/* A document without end is hostile: the pages so far are kept. */
static bool
is_too_long(struct page_maker *m)
{
	char most[16];

	if (m->pages.count < PAGES_MOST)
		return false;
	snprintf(most, sizeof most, "%d", PAGES_MOST);
	REPORT(m->l->report, LAYOUT_TOO_LONG, place_file(m->l->document->file), text_from(most));
	return true;
}

static void
section_pour(struct page_maker *m, const struct section *s)
{
	struct flow flow = flow_of(m->l, s->blocks, m->columns.width, 0);
	struct cursor at = {0};
	enum top top = TOP_START;

	flow.breaks_pages = true;
	for (;;) {
		struct fill fill = page_fill(m, &flow, at, top);

		at = fill.end;
		if (fill.stop == STOP_DONE || at.is_done || is_too_long(m))
			return;
		top = fill.stop == STOP_FULL ? TOP_CONTINUED : TOP_START;
		page_open(m, m->master->next, NULL);
	}
}

void
section_lay(struct page_maker *m, const struct section *s)
{
	m->section = s;
	if (!continues_page(m, s))
		page_open(m, s->master, s->restarts_numbering ? &s->first_number : NULL);
	m->columns = columns_of(m->l, page_columns(s), page_body_width(m->style));
	section_pour(m, s);
}

/* Notes that are left over have pages to themselves. */
static void
notes_finish(struct page_maker *m)
{
	page_close(m);
	while (foot_waits(&m->foot) && !is_too_long(m)) {
		page_open(m, m->master->next, NULL);
		if (!m->foot.flow)
			page_foot_open(m, m->style->margin[SIDE_LEFT], page_body_width(m->style));
		page_close(m);
	}
}

/* All endnotes, behind the text. */
static void
endnotes_lay(struct page_maker *m)
{
	const struct document *d = m->l->document;
	struct section *section = NEW(m->l->a, struct section);

	if (!d->endnotes.count || !d->endnote_master)
		return;
	section->master = d->endnote_master;
	section->blocks = notes_of(m->l->a, d->endnotes.at, d->endnotes.count).first;
	section_lay(m, section);
}

void
sections_finish(struct page_maker *m)
{
	notes_finish(m);
	endnotes_lay(m);
	page_close(m);
}
