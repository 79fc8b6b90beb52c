/*
 * paragraph -- breaking and setting lines, one after the other, as LibreOffice Writer does it.
 */
#include "layout/breaker.h"

emu
paragraph_border_room(const struct paragraph_style *style, enum side side)
{
	const struct border *b = &style->borders[side];
	int64_t room = (int64_t)style->padding[side] + (b->kind == BORDER_NONE ? 0 : b->width);

	return room > 0 ? emu_from(room) : 0;
}

/* What the lines of a paragraph stand in. */
struct room_of_lines {
	emu width;
	bool is_in_cell;
	const struct around *around; /* NULL: nothing is in the way */
	const struct turn *turns;
	size_t turn_count;
};

/* The width of the line that comes next. */
static void
width_turn(struct breaker *b, const struct room_of_lines *room)
{
	b->width = room->width;
	for (size_t i = 0; i < room->turn_count && room->turns[i].line <= b->lines.count; i++)
		b->width = room->turns[i].width;
}

/* Breaks the paragraph into lines; d: the letters beside the first ones, or NULL. */
static struct lines
lines_break(struct layout *l, const struct paragraph *p, const struct room_of_lines *room, const struct dropped *d)
{
	struct arena_mark mark = arena_mark(&l->scratch);
	const struct around *around = room->around;
	struct breaker b = {
		.l = l, .paragraph = p, .style = p->style, .is_in_cell = room->is_in_cell, .around = around};
	struct lines lines;
	bool is_open = true; /* the last line ended with a forced line break: one more follows, maybe empty */

	if (d) {
		b.drop_lines = d->lines;
		b.drop_width = d->width;
	}
	b.y = around ? around->y : 0;
	b.items = items_of(l, p);
	while (b.at < b.items.count || is_open) {
		width_turn(&b, room);
		if (around)
			line_beside(&b);
		else
			line_set(&b, line_reach(&b));
		is_open = b.lines.at[b.lines.count - 1].end == END_LINE;
	}
	lines = (struct lines){.at = arena_copy(l->a, b.lines.at, b.lines.count, sizeof *b.lines.at),
			       .count = b.lines.count,
			       .space_below = line_space_below(&b),
			       .drop_lines = b.drop_lines};
	arena_rewind(&l->scratch, mark);
	return lines;
}

static struct lines
lines_in(struct layout *l, const struct paragraph *p, const struct room_of_lines *room)
{
	struct paragraph plain;
	struct lines lines;
	struct dropped d;
	struct line *dropped;

	if (!p->drop_cap)
		return lines_break(l, p, room, NULL);
	plain = drop_cap_undo(l, p);
	lines = lines_break(l, &plain, room, NULL);
	if (!drop_cap_set(l, p, &lines, &d) || d.width > room->width / 2)
		return lines;
	lines = lines_break(l, p, room, &d);
	dropped = NEW(l->a, struct line);
	*dropped = d.line;
	lines.dropped = dropped;
	lines.dropped_x = emu_from((int64_t)p->style->indent_left + p->style->indent_first);
	lines.dropped_base = d.base;
	return lines;
}

struct lines
paragraph_lines(struct layout *l, const struct paragraph *p, emu width, bool is_in_cell)
{
	if (l->watch)
		l->watch->see(l->watch->context, p, width);
	return paragraph_lines_around(l, p, width, is_in_cell, NULL);
}

struct lines
paragraph_lines_around(struct layout *l, const struct paragraph *p, emu width, bool is_in_cell,
		       const struct around *around)
{
	struct room_of_lines room = {.width = width, .is_in_cell = is_in_cell, .around = around};

	return lines_in(l, p, &room);
}

struct lines
paragraph_lines_turned(struct layout *l, const struct paragraph *p, emu width, const struct turn *turns, size_t count)
{
	struct room_of_lines room = {.width = width, .turns = turns, .turn_count = count};

	return lines_in(l, p, &room);
}
