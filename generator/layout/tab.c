/*
 * tab -- where a tab leads.
 *
 * A tab goes to the first stop of the paragraph's own behind it; when there is none, to the next
 * multiple of the document's default distance.  The left indent of a paragraph whose first line
 * hangs out is a stop as well.  Positions count from the frame's edge (DOCX) or from the left indent
 * (ODF 1.3 part 3, 20.301 with LibreOffice's setting TabsRelativeToIndent).
 */
#include "layout/tab.h"

static emu
tab_base(const struct layout *l, const struct paragraph_style *style)
{
	return l->document->tabs_from_indent ? style->indent_left : 0;
}

static struct tab_place
tab_default(const struct layout *l, const struct paragraph_style *style, emu x)
{
	emu distance = l->document->default_tab, base = tab_base(l, style);
	int64_t steps;

	if (distance <= 0)
		return (struct tab_place){x, TAB_LEFT, 0, true};
	steps = x >= base ? ((int64_t)x - base) / distance + 1 : 0;
	return (struct tab_place){emu_from(base + steps * distance), TAB_LEFT, 0, true};
}

/* The nearer of a stop found and one at `position`, when that lies behind x. */
static struct tab_place
tab_nearer(struct tab_place found, emu position, emu x)
{
	if (position > x && (found.is_default || position < found.position))
		return (struct tab_place){position, TAB_LEFT, 0, false};
	return found;
}

static struct tab_place
tab_own(const struct layout *l, const struct paragraph_style *style, emu x)
{
	emu base = tab_base(l, style);

	for (size_t i = 0; i < style->tab_count; i++) {
		const struct tab_stop *t = &style->tabs[i];
		emu position = emu_from((int64_t)base + t->position);

		if (position > x && t->align != TAB_BAR)
			return (struct tab_place){position, t->align, t->leader, false};
	}
	return tab_default(l, style, x);
}

struct tab_place
tab_next(const struct layout *l, const struct paragraph *p, emu x)
{
	struct tab_place found = tab_own(l, p->style, x);

	if (p->style->indent_first < 0)
		found = tab_nearer(found, p->style->indent_left, x);
	return found;
}

struct tab_place
tab_aligned(enum tab_align align, emu left, emu right)
{
	emu position = align == TAB_LEFT ? left : align == TAB_RIGHT ? right : emu_from(((int64_t)left + right) / 2);

	return (struct tab_place){position, align, 0, false};
}

struct tab_place
tab_of_label(const struct layout *l, const struct paragraph *p, emu start, emu end)
{
	const struct label *label = p->label;
	struct tab_place found;

	if (label->min_width > 0 || label->gap > 0) {
		/* ODF 1.3 part 3, 20.432: the label takes its least width, or its own and the distance */
		int64_t least = (int64_t)start + label->min_width, own = (int64_t)end + label->gap;

		return (struct tab_place){emu_from(own > least ? own : least), TAB_LEFT, 0, false};
	}
	found = tab_own(l, p->style, end);
	if (label->has_tab_position)
		found = tab_nearer(found, label->tab_position, end);
	return tab_nearer(found, p->style->indent_left, end);
}
