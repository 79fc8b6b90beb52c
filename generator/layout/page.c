/*
 * page -- sections become pages.
 *
 * A page's style is its section's `first` on the section's first page, else `even` or `odd` by the
 * page's number.  Header and footer are laid out anew for each page, for they may show its number;
 * when they are higher than the margins leave room for, they push the body.
 *
 * Even pages are left ones, odd pages right ones.  Where numbers leave one out, Writer puts a blank page between, which
 * the PDF has not, but the number of all pages counts.
 *
 * The number of all pages is known only at the end: when somebody shows it, the document is laid out
 * again with the count of the pass before, until it holds (a wider number may move lines).  So is one
 * whose footnotes are counted anew on each page.
 */
#include <stdio.h>
#include <string.h>

#include "layout/column.h"
#include "layout/foot.h"
#include "layout/paint.h"

enum { PASSES_MOST = 3, PAGES_MOST = 30000 };

/* A header or footer laid out. */
struct band_laid {
	const struct band *band;
	struct fill fill;
	emu width;
};

struct page_maker {
	struct layout *l;
	VECTOR(struct page) pages;
	struct painting painting; /* the open page */
	const struct page_style *style;
	const struct section *section;
	struct columns columns;  /* of the section */
	struct band_laid footer; /* of the open page, to be painted last; band NULL: there is none */
	int64_t footer_top;
	bool is_open;
	emu top, bottom;         /* of the body on the open page */
	emu used;                /* how far down the body is filled, from top */
	int next_number;         /* of the next page */
	int last_number;         /* of the page opened last */
	int blanks;              /* pages without anything that count, too */
	struct notes notes;      /* the footnotes of the document */
	struct flow *notes_flow; /* in the width of the foot */
	struct cursor notes_at;  /* behind what the feet so far hold */
	size_t notes_asked;      /* so many have had their mark */
	size_t notes_before;     /* the pages before this one */
	int *note_numbers;       /* by page; NULL: they are counted otherwise */
	struct foot foot;        /* of the open page or column; flow NULL: there is none */
	int64_t foot_x;
	VECTOR(struct band_laid) bands; /* those that are the same on every page */
};

/* ---- headers and footers ---- */

static emu
body_width(const struct page_style *s)
{
	int64_t width = (int64_t)s->width - s->margin[SIDE_LEFT] - s->margin[SIDE_RIGHT];

	return emu_from(width > EMU_PER_CM ? width : EMU_PER_CM);
}

/*
 * A band's content.  One that shows no page number is the same on every page and is laid out once (a page
 * count only changes between passes).
 */
static struct band_laid
band_fill(struct page_maker *m, const struct band *band)
{
	struct band_laid laid = {.band = band, .width = body_width(m->style)};
	struct flow flow = flow_of(m->l, band->first, laid.width, 0);

	for (size_t i = 0; i < m->bands.count; i++) {
		if (m->bands.at[i].band == band)
			return m->bands.at[i];
	}
	m->l->shows_page_number = false;
	laid.fill = flow_fill(&flow, (struct cursor){0}, ROOM_ENDLESS, TOP_START, true);
	if (!m->l->shows_page_number)
		*VECTOR_PUSH(m->l->a, &m->bands) = laid;
	return laid;
}

static int64_t
band_height(const struct band *band, const struct fill *fill)
{
	int64_t own = (int64_t)fill->height + fill->after;

	if (band->height > 0)
		return band->height;
	return own > band->min_height ? own : band->min_height;
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
	paint_fill(&m->painting, &laid.fill, m->style->margin[SIDE_LEFT], band->offset, laid.width);
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
	int64_t x = m->style->margin[SIDE_LEFT];

	paint_frame(&m->painting, paint_frame_at(FRAME_FOOTER, x, m->footer_top, m->footer.width,
						 band_height(m->footer.band, &m->footer.fill)));
	paint_fill(&m->painting, &m->footer.fill, x, m->footer_top, m->footer.width);
}

/* ---- notes ---- */

static emu page_room(const struct page_style *s);

/* A foot that stands on the body's end; the notes that wait for one come first. */
static void
foot_open(struct page_maker *m, int64_t x, emu width)
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

static void
foot_close(struct page_maker *m)
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
static struct foot *
foot_of(struct page_maker *m)
{
	return m->foot.flow ? &m->foot : NULL;
}

/* ---- opening and closing pages ---- */

static void
page_close(struct page_maker *m)
{
	struct page page = {.width = 0};

	if (!m->is_open)
		return;
	foot_close(m);
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
	page.label = number_text(m->l->a, m->l->page_format, m->l->page_number);
	*VECTOR_PUSH(m->l->a, &m->pages) = page;
	m->is_open = false;
}

static bool
shares_page(const struct section *s)
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

/*
 * Notes stand at the foot of the column with their mark where the columns are the page's.  Columns that share their
 * page with other text have them at the page's foot.
 */
static bool
has_column_feet(const struct page_maker *m)
{
	return m->section->odd->column_count > 1 && !shares_page(m->section);
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
				    .width = body_width(s),
				    .height = (int64_t)s->height - s->margin[SIDE_TOP] - s->margin[SIDE_BOTTOM]};
}

static void
page_open(struct page_maker *m, const struct page_style *style)
{
	struct painting last;

	page_close(m);
	last = m->painting;
	m->is_open = true;
	m->style = style;
	m->used = 0;
	m->blanks += m->pages.count && m->next_number % 2 == m->last_number % 2;
	m->last_number = m->next_number;
	m->l->page_number = m->next_number++;
	m->l->page_format = m->section->number_format;
	m->l->page_room = page_room(style);
	m->painting = (struct painting){.l = m->l, .page_index = (int)m->pages.count, .ground = style->background};
	m->painting.items = last.items; /* their room serves all pages */
	m->painting.frames = last.frames;
	m->painting.items.count = m->painting.frames.count = 0;
	paint_rectangle(&m->painting, 0, 0, style->width, style->height, style->background);
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
	m->painting.collects_marks = true;
	if (!has_column_feet(m))
		foot_open(m, style->margin[SIDE_LEFT], body_width(style));
}

static const struct page_style *
style_for(const struct section *s, int number, bool is_first)
{
	if (is_first && s->first)
		return s->first;
	return number % 2 == 0 && s->even ? s->even : s->odd;
}

/* ---- sections ---- */

static bool
continues_page(const struct page_maker *m, const struct section *s)
{
	return m->is_open && s->start == SECTION_CONTINUOUS && s->odd->width == m->style->width &&
	       s->odd->height == m->style->height;
}

/* How many pages there are for who shows it. */
static int
pages_counted(const struct page_maker *m)
{
	return (int)m->pages.count + m->blanks;
}

/* The number of a section's first page: odd and even starts skip one when they must. */
static void
section_number(struct page_maker *m, const struct section *s)
{
	if (s->restarts_numbering)
		m->next_number = s->first_number;
	if ((s->start == SECTION_ODD_PAGE && m->next_number % 2 == 0) ||
	    (s->start == SECTION_EVEN_PAGE && m->next_number % 2 != 0))
		m->next_number++;
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

	if (m->columns.count == 1 || !shares_page(m->section) || !columns_hold(m, flow, at, top, room))
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
			foot_open(m, x, flow->width);
		flow->x = x;
		fill = flow_fill_above(flow, at, room, c ? TOP_CONTINUED : top, m->used == 0, foot_of(m));
		paint_frame(&m->painting, paint_frame_at(FRAME_BODY, x, y, flow->width, room));
		paint_fill(&m->painting, &fill, emu_from(x), y, flow->width);
		if (has_column_feet(m))
			foot_close(m);
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
		page_open(m, style_for(s, m->next_number, false));
	}
}

static void
section_lay(struct page_maker *m, const struct section *s)
{
	m->section = s;
	if (!continues_page(m, s)) {
		section_number(m, s);
		page_open(m, style_for(s, m->next_number, true));
	}
	m->columns = columns_of(m->l, s->odd, body_width(m->style));
	section_pour(m, s);
}

/* Notes that are left over have pages to themselves. */
static void
notes_finish(struct page_maker *m)
{
	page_close(m);
	while (foot_waits(&m->foot) && !is_too_long(m)) {
		page_open(m, style_for(m->section, m->next_number, false));
		if (!m->foot.flow)
			foot_open(m, m->style->margin[SIDE_LEFT], body_width(m->style));
		page_close(m);
	}
}

/* All endnotes, behind the text. */
static void
endnotes_lay(struct page_maker *m)
{
	const struct document *d = m->l->document;
	struct section *section = NEW(m->l->a, struct section);

	if (!d->endnotes.count || !d->endnote_page)
		return;
	section->first = section->odd = section->even = d->endnote_page;
	section->number_format = NUMBER_DECIMAL;
	section->blocks = notes_of(m->l->a, d->endnotes.at, d->endnotes.count).first;
	section_lay(m, section);
}

static struct page_maker
pass(struct layout *l)
{
	const struct document *d = l->document;
	struct page_maker m = {.l = l, .next_number = 1};

	l->marks.count = 0;
	m.notes = notes_of(l->a, d->footnotes.at, d->footnotes.count);
	if (d->counts_notes_by_page)
		m.note_numbers = NEW_ARRAY(l->a, int, d->footnotes.count);
	for (const struct section *s = d->sections; s; s = s->next)
		section_lay(&m, s);
	notes_finish(&m);
	endnotes_lay(&m);
	page_close(&m);
	return m;
}

/* Whether the pages show numbers that are not yet known to be theirs. */
static bool
wants_pass(const struct layout *l, const struct page_maker *m)
{
	if (l->shows_page_count && pages_counted(m) != l->page_count)
		return true;
	for (size_t i = 0; m->note_numbers && i < m->notes.count; i++) {
		const struct note *note = l->document->footnotes.at[i];

		if (note->number && m->note_numbers[i] != (l->note_numbers ? l->note_numbers[i] : note->number))
			return true;
	}
	return false;
}

static struct pages *
lay_out(struct layout *l)
{
	const struct document *d = l->document;
	struct pages *pages = NEW(l->a, struct pages);
	struct page_maker m;

	if (!catalogue_face(l->catalogue, TEXT("Liberation Serif"), false, false))
		return NULL;
	m = pass(l);
	for (int i = 1; i < PASSES_MOST && wants_pass(l, &m); i++) {
		l->page_count = pages_counted(&m);
		l->note_numbers = m.note_numbers;
		memset(l->boxes, 0, sizeof l->boxes);
		m = pass(l);
	}
	pages->file = d->file;
	pages->package = d->package;
	pages->at = m.pages.at;
	pages->count = m.pages.count;
	pages->marks = l->marks.at;
	pages->mark_count = l->marks.count;
	pages->properties = d->properties;
	hyphenator_close(l->own_hyphenator);
	arena_free(&l->scratch);
	return pages;
}

struct pages *
pages_lay_out_watched(struct arena *a, struct report *r, const struct document *d, struct catalogue *c,
		      struct shaper *s, const struct paragraph_watch *watch)
{
	struct layout l = {.a = a, .report = r, .document = d, .catalogue = c, .shaper = s, .watch = watch};

	return lay_out(&l);
}

struct pages *
pages_lay_out(struct arena *a, struct report *r, const struct document *d, struct catalogue *c, struct shaper *s,
	      struct hyphenator *hyphenator)
{
	struct layout l = {.a = a, .report = r, .document = d, .catalogue = c, .shaper = s, .hyphenator = hyphenator};

	return lay_out(&l);
}
