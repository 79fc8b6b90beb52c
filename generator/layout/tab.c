/*
 * tab -- where a tab leads.
 *
 * A tab goes to the first stop of the paragraph's own behind it; when there is none, to the next
 * multiple of the document's default distance.  The left indent of a paragraph is a stop as well for what
 * stands before it.  A bar is a left stop to Writer, and is not drawn.  Positions count from the frame's edge (DOCX) or
 * from the left indent (ODF 1.3 part 3, 20.301 with LibreOffice's setting TabsRelativeToIndent).
 */
#include "layout/tab.h"

static emu
tab_base(const struct layout *l, const struct paragraph_style *style)
{
	return l->document->tabs_from_indent ? style->indent_left : 0;
}

/* Left of where they count from default stops are found as well, but the one there is met first from nearby. */
static struct tab_place
tab_default(const struct layout *l, const struct paragraph_style *style, emu x)
{
	emu distance = l->document->default_tab, base = tab_base(l, style);
	int64_t from = (int64_t)x - base, steps;

	if (distance <= 0)
		return (struct tab_place){x, TAB_LEFT, 0, true, 0};
	steps = from >= 0 ? from / distance + 1 : from / distance; /* C divides towards 0 */
	if (steps * distance <= from)
		steps++;
	return (struct tab_place){emu_from(base + steps * distance), TAB_LEFT, 0, true, 0};
}

/* The nearer of a stop found and one at `position`, when that lies behind x. */
static struct tab_place
tab_nearer(struct tab_place found, emu position, emu x)
{
	if (position > x && (found.is_default || position < found.position))
		return (struct tab_place){position, TAB_LEFT, 0, false, 0};
	return found;
}

/*
 * Writer looks for stops beyond the margin only when the document allows it, and measures the margin from the edge of
 * its picture of the page, which adds what usually stands left of the text.
 */
enum { BEYOND_MARGIN = EMU_PER_INCH + 284 * EMU_PER_TWIP };

/* The i-th stop, which is the one found; one too far to the right, or a bar, is not what it says. */
static struct tab_place
tab_found(const struct layout *l, const struct tab_stop *t, emu position, bool is_first, emu right)
{
	enum tab_align align = t->align == TAB_BAR ? TAB_LEFT : t->align;

	if (l->document->tabs_over_indent && !is_first && align != TAB_LEFT &&
	    position > (int64_t)right + BEYOND_MARGIN)
		return (struct tab_place){right, TAB_RIGHT, t->leader, false, 0};
	return (struct tab_place){position, align, t->leader, false, t->sign};
}

static struct tab_place
tab_own(const struct layout *l, const struct paragraph_style *style, emu x, emu right)
{
	emu base = tab_base(l, style);

	for (size_t i = 0; i < style->tab_count; i++) {
		const struct tab_stop *t = &style->tabs[i];
		emu position = emu_from((int64_t)base + t->position);

		if (i && !l->document->tabs_over_indent && position > (int64_t)right + BEYOND_MARGIN)
			break;
		if (position > x)
			return tab_found(l, t, position, i == 0, right);
	}
	return tab_default(l, style, x);
}

struct tab_place
tab_next(const struct layout *l, const struct paragraph *p, emu x, emu right)
{
	return tab_nearer(tab_own(l, p->style, x, right), p->style->indent_left, x);
}

struct tab_place
tab_of_label(const struct layout *l, const struct paragraph *p, emu start, emu end, emu right)
{
	const struct label *label = p->label;
	struct tab_place found;

	if (label->min_width > 0 || label->gap > 0) {
		/* ODF 1.3 part 3, 20.432: the label takes its least width, or its own and the distance */
		int64_t least = (int64_t)start + label->min_width, own = (int64_t)end + label->gap;

		return (struct tab_place){emu_from(own > least ? own : least), TAB_LEFT, 0, false, 0};
	}
	found = tab_own(l, p->style, end, right);
	if (found.is_default && end < 0 && !label->has_tab_position) {
		found.position = 0; /* a label that hangs out of the frame goes to its edge, not to the indent */
		return found;
	}
	if (label->has_tab_position)
		found = tab_nearer(found, label->tab_position, end);
	return tab_nearer(found, p->style->indent_left, end);
}
