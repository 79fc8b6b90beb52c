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

/* Breaks the paragraph into lines; d: the letters beside the first ones, or NULL. */
static struct lines
lines_break(struct layout *l, const struct paragraph *p, emu width, const struct dropped *d,
	    const struct around *around)
{
	struct arena_mark mark = arena_mark(&l->scratch);
	struct breaker b = {.l = l, .paragraph = p, .style = p->style, .width = width, .around = around};
	struct lines lines;
	bool is_open = true; /* the last line ended with a forced line break: one more follows, maybe empty */

	if (d) {
		b.drop_lines = d->lines;
		b.drop_width = d->width;
	}
	b.y = around ? around->y : 0;
	b.items = items_of(l, p);
	while (b.at < b.items.count || is_open) {
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

struct lines
paragraph_lines(struct layout *l, const struct paragraph *p, emu width)
{
	if (l->watch)
		l->watch->see(l->watch->context, p, width);
	return paragraph_lines_around(l, p, width, NULL);
}

struct lines
paragraph_lines_around(struct layout *l, const struct paragraph *p, emu width, const struct around *around)
{
	struct paragraph plain;
	struct lines lines;
	struct dropped d;
	struct line *dropped;

	if (!p->drop_cap)
		return lines_break(l, p, width, NULL, around);
	plain = drop_cap_undo(l, p);
	lines = lines_break(l, &plain, width, NULL, around);
	if (!drop_cap_set(l, p, &lines, &d) || d.width > width / 2)
		return lines;
	lines = lines_break(l, p, width, &d, around);
	dropped = NEW(l->a, struct line);
	*dropped = d.line;
	lines.dropped = dropped;
	lines.dropped_x = emu_from((int64_t)p->style->indent_left + p->style->indent_first);
	lines.dropped_base = d.base;
	return lines;
}
