/*
 * column -- where the columns of a section stand.
 *
 * Each column has a box; the boxes share the body in proportion, and a column's indents lie inside its box
 * (as style:column has it; LibreOffice turns w:col into the same).  Columns that say nothing of
 * themselves are equal, with a gap between.
 *
 * A flow has one width, for its lines are broken once: so columns of different widths all take lines of
 * the narrowest one's.
 */
#include "layout/column.h"

/* Columns narrower than this cannot be meant; text would stand in them letter by letter, or nowhere. */
enum { COLUMN_LEAST = 5 * EMU_PER_MM };

static struct columns
one_column(emu body)
{
	return (struct columns){.count = 1, .width = body};
}

static struct columns
equal_columns(const struct page_style *s, emu body)
{
	struct columns c = {.count = s->column_count};
	int64_t gap = s->column_gap > 0 ? s->column_gap : 0;
	int64_t width = ((int64_t)body - (c.count - 1) * gap) / c.count;

	c.width = emu_from(width);
	for (int i = 0; i < c.count; i++)
		c.x[i] = emu_from(i * (width + gap));
	return c;
}

static struct columns
own_columns(struct layout *l, const struct page_style *s, emu body)
{
	struct columns c = {.count = s->column_count};
	int64_t total = 0, sum = 0, widest = 0, narrowest = EMU_MAX;

	for (int i = 0; i < c.count; i++)
		total += s->columns[i].width;
	for (int i = 0; i < c.count; i++) {
		const struct column *own = &s->columns[i];
		int64_t left = sum * body / total + own->left, width;

		sum += own->width;
		width = sum * body / total - own->right - left;
		c.x[i] = emu_from(left);
		widest = width > widest ? width : widest;
		narrowest = width < narrowest ? width : narrowest;
	}
	c.width = emu_from(narrowest);
	if (widest - narrowest > EMU_PER_MM && narrowest >= COLUMN_LEAST)
		layout_later(l, LATER_COLUMN_WIDTHS);
	return c;
}

struct columns
columns_of(struct layout *l, const struct page_style *s, emu body)
{
	struct columns c;

	if (s->column_count <= 1)
		return one_column(body);
	c = s->columns ? own_columns(l, s, body) : equal_columns(s, body);
	if (c.width >= COLUMN_LEAST)
		return c;
	layout_later(l, LATER_NARROW_COLUMNS);
	return one_column(body);
}
