/*
 * flow -- blocks poured into rooms.
 *
 * What decides where a room ends (Writer's rules, measured):
 *
 *     - a block that keeps with the next one moves to the next room together with all such blocks
 *       before it, when the block behind the chain cannot begin in this room;
 *     - a paragraph is split so that at least `orphans` lines stay and `widows` go over;
 *     - space before at the top of a room that was begun because the last one was full falls away.
 *
 * In a cell that goes on over a page's end (also measured):
 *
 *     - neither widows nor orphans nor lines that are to stay together count;
 *     - the last line of a paragraph needs room also for what a cell that ended with it would have below it;
 *     - each part of a paragraph has its space before above it, also one that goes on.
 */
#include "layout/flow.h"

#include "layout/floating.h"
#include "layout/foot.h"
#include "layout/strip.h"
#include "layout/table.h"

struct flow
flow_of(struct layout *l, const struct block *first, emu width, int depth)
{
	return (struct flow){.l = l, .first = first, .width = width, .depth = depth};
}

bool
blocks_keep_with_next(const struct block *first)
{
	return first && first->kind == BLOCK_PARAGRAPH && first->paragraph->style->keep_with_next;
}

emu
flow_first_height(struct flow *f, struct cursor from)
{
	struct strip *s = from.strip ? from.strip : strip_first(f);

	if (from.is_done || !s)
		return 0;
	if (from.line || from.rows)
		return from.line ? emu_from(strip_lines_height(s, from.line, 1)) : 0;
	if (f->depth > 0 && strip_style(s))
		return emu_from(strip_lines_height(s, 0, 1) + strip_room_above(s, false) + strip_space_before(s));
	return emu_from((int64_t)strip_first_height(s, ROOM_ENDLESS) + strip_space_before(s));
}

/* ---- pouring ---- */

struct pouring {
	struct flow *f;
	emu room;
	enum top top;
	bool is_forced;
	struct foot *foot;      /* NULL: notes do not count */
	int64_t y;              /* bottom of what stands in the room */
	struct strip *previous; /* the last strip in this room; NULL at its top */
	struct strip *checked;  /* the chain of keeping blocks up to here is known to fit */
	struct cursor at;
	VECTOR(struct poured) parts;
	VECTOR(struct obstacle) obstacles; /* drawings met so far that text runs around; on the page */
	int64_t deepest;                   /* bottom of drawings that stand in this room */
};

/* The room's height, as far as no notes stand there. */
static emu
room_above_foot(const struct pouring *p, const struct foot *foot)
{
	return foot && foot_top(foot) < p->room ? foot_top(foot) : p->room;
}

/* At the top of a room; where none counts because the room goes on is said above, elsewhere the document says it. */
static emu
space_above(const struct pouring *p, const struct strip *s)
{
	bool begins = p->top == TOP_START && p->at.line == 0;

	if (p->previous)
		return strips_space_between(p->f, p->previous, s);
	if (p->at.rows)
		return 0;
	if (p->f->l->document->ignores_first_space)
		return begins ? strip_frames_above(s) : 0;
	return begins || p->f->depth > 0 ? strip_space_before(s) + (begins ? strip_frames_above(s) : 0) : 0;
}

/* Whether the paragraph's box goes on from the part above. */
static bool
is_open_above(const struct pouring *p, const struct strip *s)
{
	return p->previous && p->at.line == 0 && s->joins_previous;
}

/* Whether the room is still empty and has to take something. */
static bool
is_desperate(const struct pouring *p)
{
	return p->is_forced && !p->previous;
}

/*
 * Whether line i, which ends at `bottom`, may stay for the sake of its notes: foot.c says when.  The first line of a
 * page stays whatever becomes of them.
 */
static bool
notes_fit(const struct pouring *p, const struct line *line, int64_t bottom, bool is_first, struct foot *foot)
{
	struct foot before = *foot;

	if (foot_ask(foot, line_notes(line), bottom) || (is_first && is_desperate(p)))
		return true;
	if (foot->height && bottom + line->ascent + line->descent <= foot_top(foot))
		return true;
	*foot = before;
	return false;
}

/* What must be free below line i: of the paragraph's box, and at a cell's end the space behind it. */
static int64_t
room_below_line(const struct pouring *p, const struct strip *s, size_t i)
{
	int64_t below = paragraph_border_room(strip_style(s), SIDE_BOTTOM);

	return p->f->depth > 0 && i + 1 == s->lines.count ? below + strip_space_at_end(p->f, s) : below;
}

/* How many of the lines from p->at.line on stand in the room when they begin at y; foot: their notes go there. */
static size_t
lines_in_room(const struct pouring *p, const struct strip *s, int64_t y, struct foot *foot)
{
	size_t count = 0;

	for (size_t i = p->at.line; i < s->lines.count && y <= p->room; i++) {
		const struct line *line = &s->lines.at[i];

		y += line_step(&s->lines, i, p->at.line);
		if (y + room_below_line(p, s, i) > room_above_foot(p, foot))
			continue;
		if (foot && !notes_fit(p, line, y, i == p->at.line, foot))
			break;
		count = i + 1 - p->at.line;
	}
	return count;
}

/* Whether the first lines of a block that begins at y, with their notes, may stay. */
static bool
notes_let_begin(const struct pouring *p, const struct strip *s, int64_t y)
{
	struct foot trial;

	if (!p->foot || s->block->kind == BLOCK_TABLE)
		return true;
	trial = *p->foot;
	return lines_in_room(p, s, y + strip_room_above(s, s->joins_previous), &trial) >= strip_orphans(s);
}

/* Whether it goes to the next room with the block behind it: of a table all rows, which ask for it, or none. */
static bool
goes_with_next(const struct pouring *p, const struct strip *s)
{
	return strip_keeps(p->f, s) || (s->grid && table_last_row_keeps(s->grid) && table_keeps(s->grid));
}

/*
 * Whether the chain of keeping blocks that begins with s, and the beginning of the block behind it,
 * fit.  A chain that is higher than the whole room is not kept: moving it would not help.
 */
static bool
chain_fits(struct pouring *p, struct strip *s)
{
	emu room = room_above_foot(p, p->foot);
	int64_t y = p->y + space_above(p, s), height = 0;
	struct strip *last = s, *next;

	while (goes_with_next(p, last)) {
		int64_t own = strip_height(last, room), space;

		next = strip_next(p->f, last);
		if (!next || strip_breaks_page(p->f, next))
			break;
		space = strips_space_between(p->f, last, next);
		y += own + space;
		height += own + space;
		last = next;
		if (height > room)
			break;
	}
	p->checked = last;
	if (height > room)
		return true;
	return last == s || (y + strip_first_height(last, room) <= room && notes_let_begin(p, last, y));
}

static bool
must_move(struct pouring *p, struct strip *s)
{
	if (!p->previous || p->at.line || p->at.rows)
		return false;
	if (p->checked) {
		if (p->checked == s)
			p->checked = NULL;
		else
			return false;
	}
	return strip_keeps(p->f, s) && !chain_fits(p, s);
}

/* The notes of the lines that stay go to the foot. */
static void
notes_give(const struct pouring *p, const struct strip *s, size_t count, int64_t y)
{
	for (size_t i = p->at.line; p->foot && i < p->at.line + count; i++) {
		y += line_step(&s->lines, i, p->at.line);
		foot_ask(p->foot, line_notes(&s->lines.at[i]), y);
	}
}

/* The number of lines that may stay when `fit` of them have room: widows and orphans. */
static size_t
lines_allowed(const struct pouring *p, const struct strip *s, size_t fit)
{
	const struct paragraph_style *style = strip_style(s);
	size_t left = s->lines.count - p->at.line;
	size_t widows = style->widows > 0 && !p->f->lets_widows ? (size_t)style->widows : 1;
	size_t orphans = p->at.line == 0 ? strip_least_first(s) : 1;

	if (fit >= left)
		return left;
	if (p->f->depth > 0)
		return fit < s->lines.drop_lines && p->at.line == 0 ? 0 : fit;
	if (style->keep_lines && p->at.line == 0)
		fit = 0;
	else if (left - fit < widows)
		fit = left > widows ? left - widows : 0;
	return fit < orphans ? 0 : fit;
}

/* Up to and with the first line that ends the page or column, of `count` lines; *stop says which. */
static size_t
lines_before_break(const struct pouring *p, const struct strip *s, size_t count, enum stop *stop)
{
	if (!p->f->breaks_pages)
		return count;
	for (size_t i = 0; i < count; i++) {
		enum line_end end = s->lines.at[p->at.line + i].end;

		if (end == END_PAGE || end == END_COLUMN) {
			*stop = end == END_PAGE ? STOP_PAGE : STOP_COLUMN;
			return i + 1;
		}
	}
	return count;
}

static void
part_add(struct pouring *p, struct poured part)
{
	if (part.is_open_above)
		p->parts.at[p->parts.count - 1].is_open_below = true;
	*VECTOR_PUSH(p->f->reuses_parts ? p->f->l->a : &p->f->l->scratch, &p->parts) = part;
	p->y = (int64_t)part.y + part.height;
	p->previous = (struct strip *)part.strip;
}

/* The box that a neighbour in the next room would have gone on with ends in this one. */
static void
box_close(struct pouring *p)
{
	struct poured *last = p->parts.count ? &p->parts.at[p->parts.count - 1] : NULL;

	if (!last || !last->ends || !last->strip->joins_next)
		return;
	last->below = strip_room_below(last->strip, false);
	last->height = emu_from((int64_t)last->height + last->below);
	p->y += last->below;
}

static void
step(struct pouring *p, struct strip *s)
{
	struct strip *next = strip_next(p->f, s);

	p->at = (struct cursor){.strip = next, .is_done = !next};
}

/* The lines that have room, with their notes. */
static size_t
lines_with_notes(const struct pouring *p, const struct strip *s, int64_t y)
{
	struct foot trial;

	if (!p->foot)
		return lines_in_room(p, s, y, NULL);
	trial = *p->foot;
	return lines_in_room(p, s, y, &trial);
}

/* Of those, what may stand before the flow's cut. */
static size_t
lines_before_cut(const struct pouring *p, const struct strip *s, size_t count)
{
	if (s->block != p->f->cut || p->at.line + count <= p->f->cut_line)
		return count;
	return p->f->cut_line > p->at.line ? p->f->cut_line - p->at.line : 0;
}

/* ---- drawings beside the text ---- */

/* The edges of the cell or box that the flow is in, as far as they are known before it is filled. */
static struct page_areas
within(const struct flow *f)
{
	return (struct page_areas){
		.page = {.x = f->x - f->margins[SIDE_LEFT],
			 .y = f->y - f->margins[SIDE_TOP],
			 .width = (int64_t)f->margins[SIDE_LEFT] + f->width + f->margins[SIDE_RIGHT]},
		.body = {.x = f->x, .y = f->y, .width = f->width}};
}

/* What drawings of the paragraph count from when its part begins at y, its lines at text. */
static struct anchor
anchor_at(const struct pouring *p, const struct strip *s, int64_t origin, int64_t text)
{
	const struct flow *f = p->f;
	const struct paragraph_style *style = strip_style(s);

	return (struct anchor){.is_on_page = f->is_on_page,
			       .is_within = f->depth > 0,
			       .within = within(f),
			       .x = f->x,
			       .width = f->width,
			       .left = f->x + style->indent_left,
			       .right = f->x + f->width - style->indent_right,
			       .top = f->y + origin,
			       .text_top = f->y + text,
			       .bottom = f->y + text + strip_lines_height(s, 0, s->lines.count)};
}

/*
 * Whether a cell or box grows with the drawing: a cell with those that belong to it, but for what is behind its text.
 */
static bool
grows_with(const struct flow *f, const struct drawing *d)
{
	if (!f->depth)
		return false;
	return f->is_box ? d->wrap != WRAP_NONE : d->stays_within && (d->wrap != WRAP_NONE || !d->is_behind);
}

/* The paragraph's drawings that text runs around, when it begins in this room. */
static void
obstacles_add(struct pouring *p, const struct strip *s, struct anchor anchor)
{
	const struct paragraph *paragraph = s->block->paragraph;

	for (size_t i = 0; i < paragraph->run_count; i++) {
		const struct run *run = &paragraph->runs[i];
		const struct drawing *d = run->drawing;
		struct area place;

		if (run->kind != RUN_DRAWING || !d || d->place != DRAWING_FLOATING)
			continue;
		if (d->wrap == WRAP_NONE && !grows_with(p->f, d))
			continue;
		floating_anchor(&anchor, paragraph, &s->lines, i, 0);
		place = floating_place(p->f->l, box_of(p->f->l, d), &anchor);
		if (d->wrap != WRAP_NONE)
			*VECTOR_PUSH(p->f->l->a, &p->obstacles) = obstacle_of(p->f->l, d, place, p->f->x, p->f->width);
		place.y += place.height + (p->f->is_box ? d->distance[SIDE_BOTTOM] : 0) - p->f->y;
		if (grows_with(p->f, d) && place.y > p->deepest)
			p->deepest = place.y;
	}
}

/* What stands on the page by itself is there before all text. */
static void
page_obstacles_add(struct pouring *p)
{
	const struct layout *l = p->f->l;

	for (size_t i = 0; i < l->page_drawings.count && p->f->is_on_page; i++) {
		const struct drawing *d = l->page_drawings.at[i];

		if (d->wrap != WRAP_NONE)
			*VECTOR_PUSH(l->a, &p->obstacles) =
				obstacle_of(l, d, floating_page_place(l, box_of(p->f->l, d)), p->f->x, p->f->width);
	}
}

static bool
is_in_the_way(const struct pouring *p, const struct obstacle *o, int64_t y)
{
	return o->area.y + o->area.height > p->f->y + y && o->area.x < p->f->x + p->f->width &&
	       o->area.x + o->area.width > p->f->x;
}

/* The strip with its lines around the drawings that reach below y, where its lines begin. */
static struct strip *
strip_around(struct pouring *p, struct strip *s, int64_t y)
{
	bool repeats = p->f->l->document->repeats_space_beside;
	struct around around = {.at = p->obstacles.at, .count = p->obstacles.count, .x = p->f->x, .y = p->f->y + y};
	struct strip *set;
	size_t i = 0;

	while (i < p->obstacles.count && !is_in_the_way(p, &p->obstacles.at[i], y))
		i++;
	if (i == p->obstacles.count)
		return s;
	around.above = repeats ? y - p->y : 0;
	set = NEW(p->f->l->a, struct strip);
	*set = *s;
	set->next = strip_next(p->f, s);
	set->is_beside = true;
	set->lines = paragraph_lines_around(p->f->l, s->block->paragraph, p->f->width, flow_is_cell(p->f), &around);
	return set;
}

/*
 * Above a paragraph its own space does not count for what is placed by it, only what the one before has below.
 */
static int64_t
origin_of(const struct pouring *p, const struct strip *s, int64_t y)
{
	int64_t own = strip_space_before(s), between = y - p->y, after;

	if (!p->previous)
		return p->y;
	after = p->f->l->document->spacing_is_maximum
			? (int64_t)strip_space_after(p->previous) + p->previous->lines.space_below
			: between - own;
	return p->y + (after < between ? after > 0 ? after : 0 : between);
}

/* STOP_DONE: the paragraph is poured to its end. */
static enum stop
pour_paragraph(struct pouring *p, struct strip *s)
{
	struct poured part = {.first = p->at.line, .begins = p->at.line == 0};
	int64_t y = p->y + space_above(p, s);
	size_t left, fit, count, obstacles = p->obstacles.count;
	enum stop stop = STOP_DONE;

	part.y = emu_from(y);
	part.origin = emu_from(origin_of(p, s, y));
	part.is_open_above = is_open_above(p, s);
	part.above = strip_room_above(s, part.is_open_above);
	if (part.begins) {
		obstacles_add(p, s, anchor_at(p, s, part.origin, y + part.above));
		s = strip_around(p, s, y + part.above);
	}
	part.strip = s;
	left = s->lines.count - p->at.line;
	fit = lines_before_cut(p, s, lines_with_notes(p, s, y + part.above));
	count = lines_allowed(p, s, fit);
	if (!count && is_desperate(p))
		count = fit ? fit : 1;
	if (!count) {
		p->obstacles.count = obstacles;
		return STOP_FULL;
	}
	if (count < left)
		stop = STOP_FULL;
	count = lines_before_break(p, s, count, &stop);
	notes_give(p, s, count, y + part.above);
	part.count = count;
	part.ends = count == left;
	part.below = strip_room_below(s, part.ends);
	part.height = emu_from(part.above + strip_lines_height(s, part.first, count) + part.below);
	part_add(p, part);
	if (part.ends)
		step(p, s);
	else
		p->at = (struct cursor){.strip = s, .line = part.first + count};
	return stop;
}

/* The rows that have room, with their notes.  Those that come to stand where notes do, go to the next room. */
static struct segment *
segment_with_notes(struct pouring *p, struct grid *grid, int64_t y)
{
	emu room = emu_from(room_above_foot(p, p->foot) - y);
	struct segment *s = table_fill(grid, p->at.rows, room, is_desperate(p));
	struct foot trial;

	if (!s || !p->foot)
		return s;
	trial = *p->foot;
	if (!foot_ask_segment(&trial, s, y)) {
		room = emu_from(foot_top(&trial) - y);
		s = table_fill(grid, p->at.rows, room > 0 ? room : 0, is_desperate(p));
		if (!s)
			return NULL;
		trial = *p->foot;
		foot_ask_segment(&trial, s, y);
	}
	*p->foot = trial;
	return s;
}

/* A table moves below what is in its way. */
static int64_t
table_top(const struct pouring *p, struct strip *s, int64_t y)
{
	int64_t height = table_first_height(s->grid, p->room);
	const struct grid *g = s->grid;
	struct gap table = {g->edges[0], g->edges[g->column_count]}, gaps[GAPS_MOST];
	struct around around = {.at = p->obstacles.at, .count = p->obstacles.count, .x = p->f->x, .y = p->f->y};
	int64_t next;
	bool is_free = false;

	for (size_t i = 0; i < around.count && !p->at.rows; i++) {
		around_gaps(&around, table, p->f->y + y, height, gaps, &next, &is_free);
		if (is_free)
			break;
		y = next - p->f->y;
	}
	return y;
}

/* Whether the block behind a table that is whole in this room begins here too; the table ends at y. */
static bool
next_begins_here(const struct pouring *p, struct strip *table, int64_t y)
{
	struct pouring behind = *p;
	struct strip *next = strip_next(p->f, table);

	if (!next || next->block == p->f->until || strip_breaks_page(p->f, next) || strip_breaks_column(p->f, next))
		return true;
	behind.y = y;
	behind.previous = table;
	if (strip_keeps(p->f, next))
		return chain_fits(&behind, next);
	y += strips_space_between(p->f, table, next);
	return y + strip_first_height(next, p->room) <= room_above_foot(p, p->foot) &&
	       notes_let_begin(&behind, next, y);
}

/*
 * The table's rows from y on.  Where its last row keeps, and what is behind the table does not begin here, that row
 * goes there too, unless none would remain: then all of the table goes if it keeps and there is somewhere to go.
 */
static struct segment *
segment_at(struct pouring *p, struct strip *s, int64_t y)
{
	struct foot *foot = p->foot, before = foot ? *foot : (struct foot){0};
	struct segment *segment = segment_with_notes(p, s->grid, y), *shorter;

	if (!segment || !segment->is_done || p->at.rows || !table_last_row_keeps(s->grid) || strip_keeps(p->f, s) ||
	    next_begins_here(p, s, y + segment->height))
		return segment;
	shorter = table_fill_but_last(s->grid, emu_from(room_above_foot(p, foot) - y));
	if (!shorter && (is_desperate(p) || !table_keeps(s->grid)))
		return segment;
	if (foot) {
		*foot = before;
		if (shorter)
			foot_ask_segment(foot, shorter, y);
	}
	return shorter;
}

static enum stop
pour_table(struct pouring *p, struct strip *s)
{
	int64_t y = p->y + space_above(p, s);
	struct segment *segment;

	if (!s->grid) {
		step(p, s);
		return STOP_DONE;
	}
	y = table_top(p, s, y);
	segment = segment_at(p, s, y);
	if (!segment && !p->at.rows && table_header_drop(s->grid, p->room))
		segment = segment_at(p, s, y);
	if (!segment)
		return STOP_FULL;
	part_add(p, (struct poured){.strip = s,
				    .segment = segment,
				    .y = emu_from(y),
				    .height = segment->height,
				    .begins = !p->at.rows,
				    .ends = segment->is_done});
	if (segment->is_done)
		step(p, s);
	else
		p->at = (struct cursor){.strip = s, .rows = &segment->end};
	return segment->is_done ? STOP_DONE : STOP_FULL;
}

static enum stop
pour(struct pouring *p)
{
	enum stop stop = STOP_DONE;

	while (!p->at.is_done && stop == STOP_DONE) {
		struct strip *s = p->at.strip;

		if (s->block == p->f->until)
			return STOP_DONE;
		if (p->previous && !p->at.line && !p->at.rows && strip_breaks_page(p->f, s))
			return STOP_PAGE;
		if (p->previous && !p->at.line && !p->at.rows && strip_breaks_column(p->f, s))
			return STOP_COLUMN;
		if (!p->at.line && s->shows_page_number && s->page_number != p->f->l->page_number)
			strip_lines_make(p->f, s); /* they were made while the page before was filled */
		if (must_move(p, s))
			return STOP_FULL;
		stop = s->block->kind == BLOCK_TABLE ? pour_table(p, s) : pour_paragraph(p, s);
	}
	return stop;
}

struct cursor
flow_take_over(struct flow *f, struct cursor at)
{
	if (at.is_done || !at.strip)
		return at;
	f->first = at.strip->block;
	f->strips = strip_take_over(f, &at);
	return (struct cursor){
		.strip = f->strips, .line = at.line < f->strips->lines.count ? at.line : 0, .rows = at.rows};
}

/* So many lines are tried to be given away; each try breaks the paragraph anew. */
enum { CUT_MOST = 8 };

bool
flow_cut(const struct flow *f, struct cursor end, emu width, size_t *line)
{
	const struct strip *s = end.strip;
	size_t widows = s && strip_style(s) && strip_style(s)->widows > 0 ? (size_t)strip_style(s)->widows : 1;
	struct flow next = *f;

	if (end.is_done || !end.line || width == f->width || s->is_beside)
		return false;
	next.width = width;
	for (*line = end.line; *line > 0 && end.line - *line < CUT_MOST; --*line) {
		struct cursor at = {.strip = end.strip, .line = *line};

		if (flow_take_over(&next, at).strip->lines.count >= *line + widows)
			return *line < end.line;
	}
	return !*line;
}

struct fill
flow_fill(struct flow *f, struct cursor from, emu room, enum top top, bool is_forced)
{
	return flow_fill_above(f, from, room, top, is_forced, NULL);
}

struct fill
flow_fill_above(struct flow *f, struct cursor from, emu room, enum top top, bool is_forced, struct foot *foot)
{
	struct pouring p = {.f = f, .room = room, .top = top, .is_forced = is_forced, .foot = foot, .at = from};
	struct arena_mark mark = arena_mark(&f->l->scratch);
	struct fill fill = {0};

	if (!p.at.strip && !p.at.is_done) {
		p.at.strip = strip_first(f);
		p.at.is_done = !p.at.strip;
	}
	if (f->reuses_parts) {
		p.parts.at = f->parts;
		p.parts.room = f->parts_room;
	}
	page_obstacles_add(&p);
	fill.stop = pour(&p);
	box_close(&p);
	if (f->reuses_parts) {
		f->parts = p.parts.at;
		f->parts_room = p.parts.room;
	} else {
		p.parts.at = arena_copy(f->l->a, p.parts.at, p.parts.count, sizeof *p.parts.at);
	}
	arena_rewind(&f->l->scratch, mark);
	fill.parts = p.parts.at;
	fill.part_count = p.parts.count;
	fill.height = emu_from(f->depth > 0 && p.deepest > p.y ? p.deepest : p.y);
	fill.end = p.at;
	if (p.previous && (fill.stop == STOP_DONE || (f->depth > 0 && p.parts.at[p.parts.count - 1].ends)))
		fill.after = strip_space_at_end(f, p.previous);
	return fill;
}
