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

struct lines
paragraph_lines(struct layout *l, const struct paragraph *p, emu width)
{
	struct arena_mark mark = arena_mark(&l->scratch);
	struct breaker b = {.l = l, .paragraph = p, .style = p->style, .width = width};
	bool is_open = true; /* the last line ended with a forced line break: one more follows, maybe empty */

	if (l->watch)
		l->watch->see(l->watch->context, p, width);
	b.items = items_of(l, p);
	while (b.at < b.items.count || is_open) {
		line_set(&b, line_reach(&b));
		is_open = b.lines.at[b.lines.count - 1].end == END_LINE;
	}
	arena_rewind(&l->scratch, mark);
	return (struct lines){b.lines.at, b.lines.count, line_space_below(&b)};
}
