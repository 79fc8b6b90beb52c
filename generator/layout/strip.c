/*
 * strip -- the blocks of a flow laid out, and the spaces between them.
 *
 * The space between two blocks is the larger of, or the sum of, after and before, and the proportional line
 * spacing of the upper one is added to it (Writer's rules, measured).
 *
 * An empty paragraph between a table and the end of the cell that it is in has neither height nor spaces: both formats
 * want a paragraph there, and nobody wants to see it.
 *
 * What the last block of a cell has below it makes the cell higher where the document says so; the same of a header or
 * footer.  In a cell of a header both hold, and LibreOffice 7.4 counts the space twice.
 */
#include "layout/strip.h"

#include "layout/box.h"
#include "layout/table.h"

static bool
border_same(const struct border *a, const struct border *b)
{
	if (a->kind != b->kind || a->kind == BORDER_NONE)
		return a->kind == b->kind;
	return a->width == b->width && a->color == b->color && a->outer == b->outer && a->inner == b->inner;
}

/* Where the box of a paragraph begins at the left, its border and padding left aside. */
static int64_t
box_left(const struct paragraph_style *s)
{
	return (int64_t)s->indent_left + (s->indent_first < 0 ? s->indent_first : 0);
}

static bool
has_borders(const struct paragraph_style *s)
{
	for (int side = 0; side < SIDES; side++)
		if (s->borders[side].kind != BORDER_NONE)
			return true;
	return false;
}

/*
 * Borders of neighbours are drawn as one box when they are equal and stand at the same indents.  Where there is only
 * padding, that must be equal.
 */
static bool
paragraphs_join(const struct block *upper, const struct block *lower)
{
	const struct paragraph_style *a, *b;

	if (!upper || !lower || upper->kind != BLOCK_PARAGRAPH || lower->kind != BLOCK_PARAGRAPH)
		return false;
	a = upper->paragraph->style;
	b = lower->paragraph->style;
	if (a->ends_box || a->indent_right != b->indent_right || box_left(a) != box_left(b))
		return false;
	for (int side = 0; side < SIDES; side++) {
		if (!border_same(&a->borders[side], &b->borders[side]))
			return false;
		if (a->padding[side] != b->padding[side] && !has_borders(a))
			return false;
	}
	return true;
}

/* Drawings that are so wide as a part of their room are laid out where that is known. */
static void
boxes_size(struct flow *f, const struct paragraph *p)
{
	emu before = f->l->room_width;

	f->l->room_width = f->width;
	for (size_t i = 0; i < p->run_count; i++)
		if (p->runs[i].kind == RUN_DRAWING && p->runs[i].drawing && p->runs[i].drawing->width_permille > 0)
			box_of(f->l, p->runs[i].drawing);
	f->l->room_width = before;
}

void
strip_lines_make(struct flow *f, struct strip *s)
{
	bool before = f->l->shows_page_number;
	emu grid = f->l->line_grid;

	f->l->shows_page_number = false;
	f->l->line_grid = f->leaves_grid ? 0 : grid;
	boxes_size(f, s->block->paragraph);
	if (s->turn_count)
		s->lines = paragraph_lines_turned(f->l, s->block->paragraph, s->width, s->turns, s->turn_count);
	else
		s->lines = paragraph_lines(f->l, s->block->paragraph, f->width, flow_is_cell(f));
	f->l->line_grid = grid;
	s->shows_page_number = f->l->shows_page_number;
	s->page_number = f->l->page_number;
	f->l->shows_page_number = s->shows_page_number || before;
}

static bool
is_empty(const struct paragraph *p)
{
	for (size_t i = 0; i < p->run_count; i++)
		if (p->runs[i].kind != RUN_BOOKMARK && (p->runs[i].kind != RUN_TEXT || p->runs[i].text.len))
			return false;
	return true;
}

/* Whether it is there only because a cell does not end with a table. */
static bool
is_collapsed(const struct flow *f, const struct block *block, const struct strip *previous)
{
	return f->depth > 0 && f->l->document->collapses_cell_ends && !block->next && previous &&
	       previous->block->kind == BLOCK_TABLE && is_empty(block->paragraph);
}

static void
collapse(struct strip *s)
{
	s->is_collapsed = true;
	s->lines.at[0].ascent = s->lines.at[0].descent = 0;
	s->lines.space_below = 0;
}

static struct strip *
strip_of(struct flow *f, const struct block *block, const struct strip *previous)
{
	struct strip *s = NEW(f->l->a, struct strip);

	s->block = block;
	if (block->kind == BLOCK_TABLE) {
		if (f->depth < NESTING_MOST)
			s->grid = grid_of(f, block->table);
		else
			layout_later(f->l, LATER_NESTING);
		return s;
	}
	s->width = f->width;
	strip_lines_make(f, s);
	if (is_collapsed(f, block, previous))
		collapse(s);
	s->joins_next = paragraphs_join(block, block->next) && !block->ends_frame && !block->next->frames_begun;
	s->joins_previous = previous && previous->joins_next;
	return s;
}

struct strip *
strip_first(struct flow *f)
{
	if (!f->strips && f->first)
		f->strips = strip_of(f, f->first, NULL);
	return f->strips;
}

struct strip *
strip_next(struct flow *f, struct strip *s)
{
	if (!s->next && s->block->next)
		s->next = strip_of(f, s->block->next, s);
	return s->next;
}

/* A paragraph that goes on through more columns keeps the last of their widths: each turn breaks all of it anew. */
enum { TURNS_MOST = 100 };

/* From the line that stands at the cursor on, the paragraph has the flow's width. */
static void
strip_turn(struct flow *f, struct strip *s, size_t line)
{
	struct turn *turns;

	if (s->is_beside || s->turn_count == TURNS_MOST)
		return;
	turns = NEW_ARRAY(f->l->a, struct turn, s->turn_count + 1);
	for (size_t i = 0; i < s->turn_count; i++)
		turns[i] = s->turns[i];
	turns[s->turn_count++] = (struct turn){line, f->width};
	s->turns = turns;
	strip_lines_make(f, s);
}

struct strip *
strip_take_over(struct flow *f, const struct cursor *at)
{
	struct strip *s;

	if (!at->line && !at->rows) {
		s = strip_of(f, at->strip->block, NULL);
		s->joins_previous = at->strip->joins_previous;
		return s;
	}
	s = NEW(f->l->a, struct strip);
	*s = *at->strip;
	s->next = NULL;
	if (at->line)
		strip_turn(f, s, at->line);
	return s;
}

/* ---- spaces and heights ---- */

const struct paragraph_style *
strip_style(const struct strip *s)
{
	return s->block->kind == BLOCK_PARAGRAPH ? s->block->paragraph->style : NULL;
}

/* Less than no space is no space. */
static emu
not_negative(emu space)
{
	return space > 0 ? space : 0;
}

emu
strip_space_before(const struct strip *s)
{
	if (s->is_collapsed)
		return 0;
	return not_negative(strip_style(s) ? strip_style(s)->space_before : s->block->table->space_before);
}

emu
strip_space_after(const struct strip *s)
{
	if (s->is_collapsed)
		return 0;
	return not_negative(strip_style(s) ? strip_style(s)->space_after : s->block->table->space_after);
}

/* Leading that a block wants above its first line. */
static emu
leading_of(const struct strip *s)
{
	return strip_style(s) && strip_style(s)->line_rule == LINE_LEADING ? strip_style(s)->line_height : 0;
}

/*
 * The line spacing between two blocks: what is below the upper one, and the lower one's leading.  Two leadings do not
 * add up; a leading does to a proportional spacing.
 */
static emu
lines_between(const struct strip *upper, const struct strip *lower)
{
	int64_t below = upper->lines.space_below, above = leading_of(lower);

	if (leading_of(upper))
		return emu_from(below > above ? below : above);
	return emu_from(below + above);
}

/* Whether s wants no space to a neighbour that has the same style. */
static bool
is_contextual(const struct strip *s, const struct strip *other)
{
	const struct paragraph_style *own = strip_style(s), *o = strip_style(other);

	return own && o && own->contextual_spacing && text_equal(own->name, o->name);
}

emu
strip_frames_above(const struct strip *s)
{
	int64_t room = s->block->kind == BLOCK_PARAGRAPH ? strip_room_above(s, false) : 0;

	return emu_from(room * s->block->frames_begun);
}

/* Where spaces add up, the lower one's space before goes only when neither wants any. */
emu
strips_space_between(const struct flow *f, const struct strip *upper, const struct strip *lower)
{
	const struct document *d = f->l->document;
	bool upper_has_none = is_contextual(upper, lower), lower_has_none = is_contextual(lower, upper);
	int64_t after = upper_has_none ? 0 : strip_space_after(upper);
	int64_t before = lower_has_none && (upper_has_none || d->spacing_is_maximum) ? 0 : strip_space_before(lower);
	int64_t lines = lines_between(upper, lower), space = after + before;

	if (d->spacing_is_maximum)
		space = after > before ? after : before;
	space += strip_frames_above(lower);
	if (!d->has_former_spacing)
		return emu_from(space + lines);
	lines = upper->lines.space_below > lower->lines.space_below ? upper->lines.space_below
								    : lower->lines.space_below;
	if (d->spacing_is_maximum)
		return emu_from(space > lines ? space : lines);
	return emu_from(space + lines);
}

int64_t
strip_lines_height(const struct strip *s, size_t first, size_t count)
{
	int64_t height = 0;

	for (size_t i = first; i < first + count; i++)
		height += line_step(&s->lines, i, first);
	return height;
}

emu
strip_room_above(const struct strip *s, bool is_open)
{
	return is_open ? 0 : paragraph_border_room(strip_style(s), SIDE_TOP);
}

emu
strip_room_below(const struct strip *s, bool ends)
{
	return ends && s->joins_next ? 0 : paragraph_border_room(strip_style(s), SIDE_BOTTOM);
}

/* The first `count` lines with the borders, behind the block before. */
static emu
part_height(const struct strip *s, size_t count)
{
	return emu_from(strip_lines_height(s, 0, count) + strip_room_above(s, s->joins_previous) +
			strip_room_below(s, count == s->lines.count));
}

size_t
strip_least_first(const struct strip *s)
{
	size_t orphans = strip_style(s)->orphans > 0 ? (size_t)strip_style(s)->orphans : 1;

	return orphans > s->lines.drop_lines ? orphans : s->lines.drop_lines;
}

size_t
strip_orphans(const struct strip *s)
{
	const struct paragraph_style *style = strip_style(s);
	size_t n = s->lines.count, orphans = strip_least_first(s);
	size_t widows = style->widows > 0 ? (size_t)style->widows : 1;

	return style->keep_lines || n < orphans + widows ? n : orphans;
}

emu
strip_first_height(struct strip *s, emu most)
{
	if (s->block->kind == BLOCK_TABLE)
		return s->grid ? table_first_height(s->grid, most) : 0;
	return part_height(s, strip_orphans(s));
}

emu
strip_height(struct strip *s, emu most)
{
	if (s->block->kind == BLOCK_TABLE)
		return s->grid ? table_height(s->grid, most) : 0;
	return part_height(s, s->lines.count);
}

/*
 * The proportional line spacing of the last block of a cell or a header.  LibreOffice does not measure its last line
 * for it, but takes the size of type that the paragraph has, whatever its letters have, and 15 % more.
 */
static emu
line_spacing_at_end(const struct strip *s)
{
	const struct paragraph_style *style = strip_style(s);
	const struct paragraph *p = s->block->paragraph;
	int64_t size;

	if (s->is_collapsed || !style || style->line_rule != LINE_PROPORTIONAL || style->line_percent <= 100)
		return 0;
	size = (p->base && !is_empty(p) ? p->base : p->mark)->size / EMU_PER_TWIP;
	return emu_from(size * (style->line_percent - 100) * 115 / 10000 * EMU_PER_TWIP);
}

emu
strip_space_at_end(const struct flow *f, const struct strip *s)
{
	const struct document *d = f->l->document;
	int64_t after = strip_space_after(s), whole = after + line_spacing_at_end(s), space = 0;

	if (f->depth == 0 && !f->is_band)
		return emu_from(after + s->lines.space_below);
	if (f->depth > 0 && d->cells_end_with_space)
		space = d->cells_end_with_line_spacing ? whole : after;
	if (f->is_band && d->bands_end_with_space)
		space += whole;
	return emu_from(space);
}

/* Writer does not keep paragraphs of a cell together: rows can be, by their first paragraph. */
bool
strip_keeps(const struct flow *f, const struct strip *s)
{
	if (f->depth > 0)
		return false;
	return strip_style(s) ? strip_style(s)->keep_with_next : s->block->table->keep_with_next;
}

bool
strip_breaks_page(const struct flow *f, const struct strip *s)
{
	if (!f->breaks_pages)
		return false;
	return strip_style(s) ? strip_style(s)->page_break_before : s->block->table->page_break_before;
}

bool
strip_breaks_column(const struct flow *f, const struct strip *s)
{
	return f->breaks_pages && strip_style(s) && strip_style(s)->column_break_before;
}
