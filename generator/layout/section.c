/*
 * section -- sections become pages.
 *
 * A section begins a row of pages of its master, or goes on, on the page that is open; each page names the master of
 * the one behind it.
 *
 * Writer (7.4, measured) puts above a section of its own what its first paragraph has above its text, border and padding
 * too, and then these once more in it (strip_frames_above).
 */
#include <stdio.h>

#include "layout/page.h"
#include "layout/strip.h"

enum { PAGES_MOST = 30000 };

static bool
continues_page(const struct page_maker *m, const struct section *s)
{
	return m->is_open && s->start == SECTION_CONTINUOUS;
}

/* ---- a room at a time ---- */

static bool
has_columns(const struct region *region)
{
	return region && region->columns.count > 1;
}

/* Where the section's columns begin. */
static int64_t
columns_left(const struct page_maker *m)
{
	const struct region *region = m->section->region;

	return (int64_t)m->style->margin[SIDE_LEFT] + (region ? region->margin_left : 0);
}

/* A column of another width breaks the text anew that goes on in it. */
static void
stream_turn(struct stream *s, emu width)
{
	struct flow flow = s->flow;

	if (flow.width == width)
		return;
	flow.width = width;
	flow.strips = NULL;
	s->at = flow_take_over(&flow, s->at);
	s->flow = flow;
}

/*
 * What stands in the next column may be fewer lines there than they were here: when they are too few, the last ones of
 * this column go over with them.
 */
static struct fill
fill_cut(struct page_maker *m, struct stream *s, int column, emu room, struct foot *foot)
{
	emu next = m->columns.width[(column + 1) % m->columns.count];
	struct foot before = {0};
	struct fill fill;

	if (foot)
		before = *foot;
	fill = flow_fill_above(&s->flow, s->at, room, s->top, m->used == 0, foot);
	if (!fill.part_count || !flow_cut(&s->flow, fill.end, next, &s->flow.cut_line))
		return fill;
	if (foot)
		*foot = before;
	s->flow.cut = fill.end.strip->block;
	fill = flow_fill_above(&s->flow, s->at, room, s->top, m->used == 0, foot);
	s->flow.cut = NULL;
	return fill;
}

struct fill
stream_pour(struct page_maker *m, struct stream *s, int column, emu y, emu room, struct foot *foot)
{
	struct fill fill;

	stream_turn(s, m->columns.width[column]);
	s->flow.is_on_page = true;
	s->flow.x = columns_left(m) + m->columns.x[column];
	s->flow.y = y;
	fill = fill_cut(m, s, column, room, foot);
	s->at = fill.end;
	s->top = fill.stop == STOP_FULL ? TOP_CONTINUED : TOP_START;
	return fill;
}

/*
 * The space above a section's first block where another section stands above it in the column: as between two blocks of
 * one.  A region has it above all of its columns, also at the page's top when a page was to begin there; nothing else
 * of it counts in them.
 */
static emu
space_above(struct page_maker *m, struct stream *s)
{
	struct strip *first = s->at.strip ? s->at.strip : strip_first(&s->flow);
	bool is_first = s->top == TOP_START && !s->at.line && !s->at.rows;

	if (s->at.is_done || !first || (!m->last && !m->section->region))
		return 0;
	s->top = TOP_CONTINUED;
	if (m->last)
		return strips_space_between(&s->flow, m->last, first);
	if (!is_first)
		return 0;
	return strip_frames_above(first) + (m->l->document->ignores_first_space ? 0 : strip_space_before(first));
}

/* A background that is painted before its height is known. */
static size_t
ground_begin(struct page_maker *m, int64_t x, emu y, int64_t width)
{
	color c = m->section->region ? m->section->region->background : COLOR_NONE;

	paint_rectangle(&m->painting, x, y, width, 1, c);
	return m->painting.items.count - (c != COLOR_NONE && width > 0);
}

static void
ground_end(struct page_maker *m, size_t at, emu height)
{
	if (at < m->painting.items.count && m->section->region && m->section->region->background != COLOR_NONE)
		m->painting.items.at[at].height = height;
}

/* Fills column c from y on and paints it. */
static struct fill
column_fill(struct page_maker *m, struct stream *s, int c, emu y, emu room)
{
	int64_t x = columns_left(m) + m->columns.x[c];
	emu width = m->columns.width[c];
	color before = paint_ground(&m->painting, m->section->region ? m->section->region->background : COLOR_NONE);
	struct fill fill;

	if (!m->foot.flow)
		page_foot_open(m, x, width);
	fill = stream_pour(m, s, c, y, room, page_foot(m));
	paint_frame(&m->painting, paint_frame_at(FRAME_BODY, x, y, width, room));
	paint_fill(&m->painting, &fill, x, y, width);
	m->painting.ground = before;
	if (page_has_column_feet(m))
		page_foot_close(m);
	if (fill.height > m->foot.floor)
		m->foot.floor = fill.height;
	if (fill.part_count)
		m->last = fill.parts[fill.part_count - 1].strip;
	return fill;
}

/* ---- the page's own columns, and those of a region ---- */

/* Whether there is nothing more for this page. */
static bool
page_ends(const struct fill *fill)
{
	return fill->stop == STOP_DONE || fill->stop == STOP_PAGE;
}

/* Fills what is left of the columns of the open page. */
static struct fill
page_fill(struct page_maker *m, struct stream *s)
{
	struct fill fill = {0};
	size_t ground;

	for (;; m->column++, m->used = 0, m->last = NULL) {
		emu y = emu_from((int64_t)m->top + m->used + space_above(m, s));

		m->foot.room = emu_from((int64_t)m->bottom - y);
		m->foot.floor = 0;
		ground = ground_begin(m, columns_left(m) + m->columns.x[m->column], y, m->columns.width[m->column]);
		fill = column_fill(m, s, m->column, y, m->foot.room);
		ground_end(m, ground, fill.stop == STOP_DONE ? fill.height : fill.part_count ? m->foot.room : 0);
		if (fill.part_count)
			m->used = emu_from((int64_t)y - m->top + fill.height);
		if (page_ends(&fill) || m->column + 1 >= m->columns.count)
			return fill;
	}
}

static int64_t
region_width(const struct page_maker *m)
{
	const struct region *region = m->section->region;

	return (int64_t)page_body_width(m->style) - region->margin_left - region->margin_right;
}

/* Fills the columns of a region with what they hold of it on the open page. */
static struct fill
region_fill(struct page_maker *m, struct stream *s)
{
	const struct region *region = m->section->region;
	emu y = emu_from((int64_t)m->top + m->used + space_above(m, s)), room = emu_from((int64_t)m->bottom - y);
	struct fill fill = {0};
	size_t ground;
	emu deepest = 0;
	bool is_empty = true, is_balanced;

	m->foot.room = room;
	m->foot.floor = 0;
	if (m->columns.count > 1 && !region->fills_columns)
		room = columns_balance(m, s, y, room);
	is_balanced = room < m->foot.room;
	ground = ground_begin(m, columns_left(m), y, region_width(m));
	for (int c = 0; c < m->columns.count; c++) {
		fill = column_fill(m, s, c, y, room);
		is_empty &= !fill.part_count;
		deepest = fill.height > deepest ? fill.height : deepest;
		if (page_ends(&fill))
			break;
	}
	if (is_empty)
		room = 0;
	else if (page_ends(&fill) && !is_balanced)
		room = deepest;
	ground_end(m, ground, room);
	page_lines_paint(m, &region->columns, &m->columns, columns_left(m), y, room);
	if (fill.stop == STOP_COLUMN)
		s->top = TOP_CONTINUED; /* no page was to begin behind the last column */
	if (!is_empty)
		m->used = emu_from((int64_t)y - m->top + room);
	return fill;
}

/* ---- sections ---- */

/* Opens a page.  A document without end is hostile: false, told once, when there are as many as one may have. */
static bool
next_page(struct page_maker *m, const struct page_master *master, const int *number)
{
	char most[16];

	if (m->is_full)
		return false;
	if (m->pages.count + m->is_open < PAGES_MOST) {
		page_open(m, master, number);
		return true;
	}
	m->is_full = true;
	snprintf(most, sizeof most, "%d", PAGES_MOST);
	REPORT(m->l->report, LAYOUT_TOO_LONG, place_file(m->l->document->file), text_from(most));
	return false;
}

/* Whether the section's first block wants a page to itself. */
static bool
begins_page(struct page_maker *m, struct stream *s)
{
	struct strip *first = strip_first(&s->flow);

	return m->last && first && strip_breaks_page(&s->flow, first);
}

static void
section_pour(struct page_maker *m, const struct section *s)
{
	struct stream stream = {.flow = flow_of(m->l, s->blocks, m->columns.width[0], 0), .top = TOP_START};
	struct fill fill;

	stream.flow.breaks_pages = true;
	if (begins_page(m, &stream) && !next_page(m, m->master->next, NULL))
		return;
	do
		fill = has_columns(s->region) ? region_fill(m, &stream) : page_fill(m, &stream);
	while (fill.stop != STOP_DONE && !stream.at.is_done && next_page(m, m->master->next, NULL));
}

/* A region without columns has its margins in each of the page's. */
static void
columns_narrow(struct page_maker *m)
{
	const struct region *region = m->section->region;
	int64_t width;

	for (int c = 0; region && !has_columns(region) && c < m->columns.count; c++) {
		width = (int64_t)m->columns.width[c] - region->margin_left - region->margin_right;
		m->columns.width[c] = emu_from(width > EMU_PER_TWIP ? width : EMU_PER_TWIP);
	}
}

void
section_lay(struct page_maker *m, const struct section *s)
{
	m->section = s;
	if (!continues_page(m, s) && !next_page(m, s->master, s->restarts_numbering ? &s->first_number : NULL))
		return;
	m->columns = columns_of(page_columns(s),
				has_columns(s->region) ? emu_from(region_width(m)) : page_body_width(m->style));
	columns_narrow(m);
	section_pour(m, s);
}

/* Notes that are left over have pages to themselves. */
static void
notes_finish(struct page_maker *m)
{
	page_close(m);
	while (foot_waits(&m->foot) && next_page(m, m->master->next, NULL)) {
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

	if (!d->endnotes.count || !d->endnote_master || m->is_full)
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
