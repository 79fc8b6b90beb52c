/*
 * page -- a page opened, filled and closed.
 *
 * Header and footer that show a page's number are laid out anew for each page; when they are higher than the margins
 * leave room for, they push the body.  Their boxes have borders, a background and margins of their own (ODF 1.3 part
 * 3, 17.4); what stands between border and text counts in their heights.
 *
 * The document's first page is a right one, and so is every other sheet of it, whatever their numbers.  Where a page
 * that has to be a right or a left one (its master says so, or it is given a number) would be the other, Writer puts a
 * blank page before it, which the PDF has not, but the numbers and the count of all pages have.
 */
#include <limits.h>

#include "layout/page.h"

/* ---- headers and footers ---- */

emu
page_body_width(const struct page_style *s)
{
	int64_t width = (int64_t)s->width - s->margin[SIDE_LEFT] - s->margin[SIDE_RIGHT];

	return emu_from(width > EMU_PER_CM ? width : EMU_PER_CM);
}

/* What a band has around its text, with that border. */
static int64_t
band_inset(const struct band *band, enum side side)
{
	int64_t margin = side == SIDE_LEFT ? band->margin_left : side == SIDE_RIGHT ? band->margin_right : 0;

	return margin + band->borders[side].width + band->padding[side];
}

static emu
band_width(const struct page_style *s, const struct band *band)
{
	int64_t width = page_body_width(s) - band_inset(band, SIDE_LEFT) - band_inset(band, SIDE_RIGHT);

	return emu_from(width > EMU_PER_CM ? width : EMU_PER_CM);
}

/*
 * A band's content.  One that shows no page number is the same on all pages where it has the same width, of whatever
 * section, and is laid out once (a page count only changes between passes).
 */
static struct band_laid
band_fill(struct page_maker *m, const struct band *band)
{
	struct band_laid laid = {.band = band, .width = band_width(m->style, band)};
	struct flow flow = flow_of(m->l, band->first, laid.width, 0);
	const uintptr_t key[] = {(uintptr_t)band->first, (uintptr_t)laid.width};
	void **known = dictionary_slot(m->l->a, &m->band_fills, (struct text){(const char *)key, sizeof key});

	if (*known) {
		laid.fill = *(const struct fill *)*known;
		return laid;
	}
	flow.is_band = true;
	m->l->shows_page_number = false;
	laid.fill = flow_fill(&flow, (struct cursor){0}, ROOM_ENDLESS, TOP_START, true);
	if (!m->l->shows_page_number)
		*known = arena_copy(m->l->a, &laid.fill, 1, sizeof laid.fill);
	return laid;
}

static int64_t
band_height(const struct band *band, const struct fill *fill)
{
	int64_t own = (int64_t)fill->height + fill->after + band_inset(band, SIDE_TOP) + band_inset(band, SIDE_BOTTOM);

	if (band->height > 0 || band->is_box)
		return band->height;
	return own > band->min_height ? own : band->min_height;
}

/* A band whose box is so high and begins at y; its text stands so far below the box's inner edge. */
static void
band_paint(struct painting *p, const struct page_style *s, const struct band_laid *laid, int64_t y, int64_t height,
	   int64_t below)
{
	const struct band *band = laid->band;
	int64_t x = (int64_t)s->margin[SIDE_LEFT] + band_inset(band, SIDE_LEFT);
	int64_t edges[SIDES] = {[SIDE_TOP] = y,
				[SIDE_BOTTOM] = y + height,
				[SIDE_LEFT] = (int64_t)s->margin[SIDE_LEFT] + band->margin_left};
	color ground = paint_ground(p, band->background);

	edges[SIDE_RIGHT] = x + laid->width + band_inset(band, SIDE_RIGHT) - band->margin_right;
	paint_rectangle(p, edges[SIDE_LEFT], y, edges[SIDE_RIGHT] - edges[SIDE_LEFT], height, band->background);
	paint_outline(p, edges, band->borders);
	paint_fill(p, &laid->fill, x, y + band_inset(band, SIDE_TOP) + below, laid->width);
	p->ground = ground;
}

static void
header_paint(struct page_maker *m)
{
	const struct band *band = &m->style->header;
	struct band_laid laid;
	int64_t end;

	m->top = m->style->margin[SIDE_TOP];
	if (!band->first)
		return;
	laid = band_fill(m, band);
	end = (int64_t)band->offset + band_height(band, &laid.fill) + band->gap;
	if (end > m->top)
		m->top = emu_from(end);
	paint_frame(&m->painting, paint_frame_at(FRAME_HEADER, m->style->margin[SIDE_LEFT], band->offset, laid.width,
						 band_height(band, &laid.fill)));
	band_paint(&m->painting, m->style, &laid, band->offset, band_height(band, &laid.fill), 0);
}

/* Makes room for the footer.  It is painted behind the body, so that copied text has it last, as LibreOffice's has. */
static void
footer_lay(struct page_maker *m)
{
	const struct band *band = &m->style->footer;
	int64_t height, room;

	m->bottom = emu_from((int64_t)m->style->height - m->style->margin[SIDE_BOTTOM]);
	m->footer.band = NULL;
	if (!band->first)
		return;
	m->footer = band_fill(m, band);
	height = band_height(band, &m->footer.fill);
	room = m->style->height - ((int64_t)band->offset + height + band->gap);
	if (room < m->bottom)
		m->bottom = emu_from(room);
	m->footer_top = (int64_t)m->style->height - band->offset - height;
}

static void
footer_paint(struct page_maker *m)
{
	const struct fill *fill = &m->footer.fill;
	int64_t x = m->style->margin[SIDE_LEFT], y = m->footer_top, height = band_height(m->footer.band, fill);

	paint_frame(&m->painting, paint_frame_at(FRAME_FOOTER, x, y, m->footer.width, height));
	band_paint(&m->painting, m->style, &m->footer, y, height, m->footer.band->is_box ? height - fill->height : 0);
}

/* ---- notes ---- */

static emu page_room(const struct page_style *s);

/* A foot that stands on the body's end; the notes that wait for one come first. */
void
page_foot_open(struct page_maker *m, int64_t x, emu width)
{
	emu body = emu_from((int64_t)m->bottom - m->top);
	struct flow *flow = m->notes_flow;
	bool waits = foot_waits(&m->foot);

	if (!m->notes.count)
		return;
	if (!flow || flow->width != width) {
		flow = NEW(m->l->a, struct flow);
		*flow = flow_of(m->l, m->notes.first, width, 0);
		flow->lets_widows = flow->reuses_parts = flow->leaves_grid = true;
		m->notes_at = flow_take_over(flow, m->notes_at);
		m->notes_flow = flow;
	}
	m->foot_x = x;
	m->foot = (struct foot){.notes = &m->notes, .line = &m->style->note_line, .flow = flow, .from = m->notes_at};
	m->foot.asked = m->notes_asked;
	m->foot.room = body;
	m->foot.most = emu_from((int64_t)body - page_room(m->style) / 5);
	foot_begin(&m->foot, waits);
}

static void
foot_line_paint(struct page_maker *m, int64_t top)
{
	const struct note_line *line = m->foot.line;
	int64_t width = (int64_t)m->foot.flow->width * line->permille / 1000, left = m->foot.flow->width - width;

	if (line->permille <= 0 || line->permille > 1000)
		return;
	left = line->align == ALIGN_CENTER ? left / 2 : line->align == ALIGN_RIGHT ? left : 0;
	paint_rectangle(&m->painting, m->foot_x + left, top + line->above, width, line->thickness,
			paint_ink(line->color));
}

void
page_foot_close(struct page_maker *m)
{
	const struct note_line *line = m->foot.line;
	struct foot *f = &m->foot;
	int64_t top = (int64_t)m->bottom - f->height, text;

	if (!f->flow)
		return;
	foot_settle(f);
	m->notes_at = f->fill.end;
	m->notes_asked = f->asked;
	if (f->height) {
		text = top + line->above + line->thickness + line->below;
		paint_frame(&m->painting, paint_frame_at(FRAME_NOTES, m->foot_x, top, f->flow->width, m->bottom - top));
		foot_line_paint(m, top);
		paint_fill(&m->painting, &f->fill, m->foot_x, text, f->flow->width);
	}
	f->flow = NULL;
}

/* Counts the notes that have their marks on the closed page: always from 1, as LibreOffice does. */
static void
notes_number(struct page_maker *m)
{
	const struct document *d = m->l->document;
	int count = 0;

	for (; m->note_numbers && m->notes_before < m->notes_asked; m->notes_before++) {
		const struct note *note = d->footnotes.at[m->notes_before];

		if (note->number)
			m->note_numbers[m->notes_before] = ++count;
	}
}

/* The foot that takes the notes of the open page; NULL when there are none. */
struct foot *
page_foot(struct page_maker *m)
{
	return m->foot.flow ? &m->foot : NULL;
}

/* ---- the page's own box ---- */

/* The outer edges of a page's borders: around header and footer, which stand on the margin where there are any. */
static void
box_edges(const struct page_style *s, int64_t edges[SIDES])
{
	emu margin[SIDES];

	for (int side = 0; side < SIDES; side++)
		margin[side] = s->margin[side];
	if (s->header.first)
		margin[SIDE_TOP] = s->header.offset;
	if (s->footer.first)
		margin[SIDE_BOTTOM] = s->footer.offset;
	for (int side = 0; side < SIDES; side++)
		edges[side] = (int64_t)margin[side] - s->padding[side] - s->borders[side].width;
	edges[SIDE_RIGHT] = s->width - edges[SIDE_RIGHT];
	edges[SIDE_BOTTOM] = s->height - edges[SIDE_BOTTOM];
}

/* Background and borders. */
static void
page_box_paint(struct page_maker *m)
{
	const struct page_style *s = m->style;
	int64_t edges[SIDES];

	paint_rectangle(&m->painting, 0, 0, s->width, s->height, s->background);
	box_edges(s, edges);
	paint_outline(&m->painting, edges, s->borders);
}

/* ---- opening and closing pages ---- */

void
page_close(struct page_maker *m)
{
	struct page page = {.width = 0};

	if (!m->is_open)
		return;
	page_foot_close(m);
	notes_number(m);
	m->painting.collects_marks = false;
	if (m->footer.band)
		footer_paint(m);
	paint_collected(&m->painting);
	page.width = m->style->width;
	page.height = m->style->height;
	page.item_count = m->painting.items.count;
	page.items = arena_copy(m->l->a, m->painting.items.at, page.item_count, sizeof *page.items);
	page.frame_count = m->painting.frames.count;
	page.frames = arena_copy(m->l->a, m->painting.frames.at, page.frame_count, sizeof *page.frames);
	page.number = m->number;
	page.number_format = m->l->page_format;
	page.label = number_text(m->l->a, page.number_format, page.number);
	*VECTOR_PUSH(m->l->a, &m->pages) = page;
	m->is_open = false;
}

bool
page_is_shared(const struct section *s)
{
	return s->start == SECTION_CONTINUOUS || (s->next && s->next->start == SECTION_CONTINUOUS);
}

/* A body on a grid has room for whole lines of it, and stands in the middle of what the page leaves. */
static void
body_snap(struct page_maker *m)
{
	emu grid = m->style->line_grid, rest;

	if (!grid || m->bottom - m->top < grid)
		return;
	rest = (m->bottom - m->top) % grid;
	m->top += rest / 2;
	m->bottom -= rest - rest / 2;
}

/* However high header and footer are, a fifth of the page is left to the body: else no page would hold a line. */
static void
body_keep(struct page_maker *m)
{
	emu least = m->style->height > EMU_PER_CM ? m->style->height / 5 : EMU_PER_CM;

	if ((int64_t)m->bottom - m->top >= least)
		return;
	if (m->top > m->style->height - least)
		m->top = m->style->height - least;
	m->bottom = m->top + least;
}

static emu
page_room(const struct page_style *s)
{
	emu top = s->header.first ? s->header.offset : s->margin[SIDE_TOP];
	emu bottom = s->footer.first ? s->footer.offset : s->margin[SIDE_BOTTOM];

	return emu_from((int64_t)s->height - top - bottom);
}

const struct column_set *
page_columns(const struct section *s)
{
	return s->region && s->region->columns.count > 1 ? &s->region->columns : &s->master->right->columns;
}

/*
 * Notes stand at the foot of the column with their mark where the columns are the page's.  Columns that share their
 * page with other text have them at the page's foot.
 */
bool
page_has_column_feet(const struct page_maker *m)
{
	return page_columns(m->section)->count > 1 && !page_is_shared(m->section);
}

/* What drawings of the page count from; of the body's height no more than the margins say. */
static void
areas_set(struct page_maker *m)
{
	const struct page_style *s = m->style;
	struct page_areas *areas = &m->l->areas;

	areas->page = (struct area){.width = s->width, .height = s->height};
	areas->body = (struct area){.x = s->margin[SIDE_LEFT],
				    .y = s->margin[SIDE_TOP],
				    .width = page_body_width(s),
				    .height = (int64_t)s->height - s->margin[SIDE_TOP] - s->margin[SIDE_BOTTOM]};
}

/* Drawings that stand on this page, one among all with the blank ones, whatever text is there. */
static void
page_drawings_place(struct page_maker *m)
{
	size_t count = m->l->document->page_drawings.count;

	m->l->page_drawings.count = 0;
	for (; m->drawings_passed < count; m->drawings_passed++) {
		const struct page_drawing *on = m->page_drawings[m->drawings_passed];
		struct floating *f;

		if (on->page > m->sheet)
			return;
		if (on->page < m->sheet)
			continue; /* of a blank page, or none */
		f = VECTOR_PUSH(m->l->a, &m->painting.floating);
		f->box = box_of(m->l, on->drawing);
		f->place = floating_page_place(m->l, f->box);
		*VECTOR_PUSH(m->l->a, &m->l->page_drawings) = on->drawing;
	}
}

/*
 * The side of the next page: its number says so, in step with the first page of all, unless the master knows one side
 * only; without a number of its own it is the side whose turn it is.
 */
static bool
page_is_right(const struct page_maker *m, const struct page_master *master, const int *number)
{
	if (master->sides != PAGES_ALL)
		return master->sides == PAGES_RIGHT;
	if (number && m->sheet)
		return (*number % 2 == 0) == m->begins_even;
	return m->sheet % 2 == 0;
}

/* Gives the next page its side, number and style. */
static void
page_begin(struct page_maker *m, const struct page_master *master, const int *number)
{
	bool is_right = page_is_right(m, master, number), is_first = m->master != master;
	int steps = is_right == (m->sheet % 2 == 0) ? 1 : 2;

	if (!m->sheet)
		m->begins_even = number && *number % 2 == 0;
	m->sheet += steps;
	m->number = number ? *number : m->number < INT_MAX - steps ? m->number + steps : 1;
	m->master = master;
	if (is_first)
		m->style = is_right ? master->first_right : master->first_left;
	else
		m->style = is_right ? master->right : master->left;
}

void
page_lines_paint(struct page_maker *m, const struct column_set *set, const struct columns *columns, int64_t x,
		 int64_t top, int64_t height)
{
	int64_t own = height * set->line_percent / 100;

	if (set->line_align != VERTICAL_TOP)
		top += set->line_align == VERTICAL_MIDDLE ? (height - own) / 2 : height - own;
	for (int c = 0; c + 1 < columns->count; c++)
		paint_border(&m->painting, &set->line, x + columns->edge[c], top, 0, own);
}

/* Those between the page's own columns, as high as the body. */
static void
body_lines_paint(struct page_maker *m)
{
	const struct column_set *set = &m->style->columns;
	struct columns columns;

	if (set->count == 1 || set->line.kind == BORDER_NONE)
		return;
	columns = columns_of(set, page_body_width(m->style));
	page_lines_paint(m, set, &columns, m->style->margin[SIDE_LEFT], m->top, (int64_t)m->bottom - m->top);
}

void
page_open(struct page_maker *m, const struct page_master *master, const int *number)
{
	const struct page_style *style;
	struct painting last;

	page_close(m);
	page_begin(m, master, number);
	last = m->painting;
	style = m->style;
	m->is_open = true;
	m->used = m->column = 0;
	m->last = NULL;
	m->l->page_number = m->number;
	m->l->page_format = master->number_format;
	m->l->page_room = page_room(style);
	m->painting = (struct painting){.l = m->l, .page_index = (int)m->pages.count, .ground = style->background};
	m->painting.items = last.items; /* their room serves all pages */
	m->painting.frames = last.frames;
	m->painting.items.count = m->painting.frames.count = 0;
	page_box_paint(m);
	m->painting.floor = m->painting.items.count;
	areas_set(m);
	m->l->line_grid = 0;
	header_paint(m);
	footer_lay(m);
	body_keep(m);
	body_snap(m);
	m->l->line_grid = style->line_grid;
	m->l->areas.body.y = m->top;
	m->l->areas.body.height = (int64_t)m->bottom - m->top;
	body_lines_paint(m);
	m->painting.collects_marks = true;
	page_drawings_place(m);
	if (!page_has_column_feet(m))
		page_foot_open(m, style->margin[SIDE_LEFT], page_body_width(style));
}
