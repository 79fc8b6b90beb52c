/*
 * stretch -- what stands between two tabs of a line.
 */
#include "layout/breaker.h"

emu
line_left(const struct breaker *b)
{
	return emu_from((int64_t)b->style->indent_left + (b->lines.count ? 0 : b->style->indent_first));
}

emu
line_right(const struct breaker *b)
{
	return emu_from((int64_t)b->width - b->style->indent_right);
}

struct stretch
stretch_first(emu left)
{
	return (struct stretch){.from = left, .tab = {left, TAB_LEFT, 0, false}, .decimal = -1};
}

/* Where the text of a stretch begins so that it stands at its tab, not before where the tab began. */
int64_t
stretch_start(const struct stretch *s)
{
	int64_t start = s->tab.position;

	if (s->tab.align == TAB_RIGHT)
		start -= s->width;
	else if (s->tab.align == TAB_CENTER)
		start -= s->width / 2;
	else if (s->tab.align == TAB_DECIMAL)
		start -= s->decimal >= 0 ? s->decimal : s->width;
	return start < s->from ? s->from : start;
}

int64_t
stretch_end(const struct stretch *s)
{
	return stretch_start(s) + s->width;
}

/* The width of a box before its decimal comma or point, -1 when it has none. */
static int64_t
decimal_width(const struct breaker *b, const struct item *it)
{
	for (size_t i = 0; i < it->glyphs.count; i++) {
		char c = b->items.text.at[it->origin + (size_t)it->glyphs.at[i].cluster];

		if (c == ',' || c == '.')
			return item_glyphs_width(it, 0, i);
	}
	return -1;
}

void
stretch_add(const struct breaker *b, struct stretch *s, const struct item *it)
{
	if (it->role == ROLE_GLUE) {
		s->hanging += it->width;
		return;
	}
	s->width += s->hanging;
	s->hanging = 0;
	if (s->tab.align == TAB_DECIMAL && s->decimal < 0 && it->role == ROLE_BOX) {
		int64_t before = decimal_width(b, it);

		if (before >= 0)
			s->decimal = s->width + before;
	}
	s->width += it->width;
}

static struct tab_place
tab_place_of(const struct breaker *b, const struct item *it, emu label_start, emu x)
{
	if (it->is_label)
		return tab_of_label(b->l, b->paragraph, label_start, x);
	if (it->run && it->run->kind == RUN_ALIGNMENT_TAB)
		return tab_aligned(it->run->tab_align, line_left(b), line_right(b));
	return tab_next(b->l, b->paragraph, x);
}

/* The stretch behind a tab that follows s. */
struct stretch
stretch_next(const struct breaker *b, const struct stretch *s, const struct item *it)
{
	emu x = emu_from(stretch_end(s) + s->hanging);

	return (struct stretch){.from = x, .tab = tab_place_of(b, it, s->from, x), .decimal = -1};
}

/* A right or centred label ends or is centred where a left one begins. */
emu
label_shift(const struct breaker *b)
{
	const struct label *label = b->paragraph->label;
	int64_t width = 0;

	if (!label || b->lines.count || label->min_width > 0 ||
	    (label->align != ALIGN_RIGHT && label->align != ALIGN_CENTER))
		return 0;
	for (size_t i = 0; i < b->items.count && b->items.at[i].is_label; i++) {
		if (b->items.at[i].role == ROLE_BOX)
			width += b->items.at[i].width;
	}
	if (label->align == ALIGN_CENTER)
		width /= 2;
	/* not out of the frame */
	return emu_from(width <= line_left(b) ? -width : line_left(b) > 0 ? -(int64_t)line_left(b) : 0);
}
