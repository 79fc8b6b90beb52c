/*
 * column -- where the columns of a page or a region stand.
 *
 * Each column has a box; the boxes share the body in proportion, and a column's indents lie inside its box
 * (as style:column has it; LibreOffice turns w:col into the same).  Columns that say nothing of
 * themselves are equal, with a gap between, half of it in each of the boxes beside it.  Boxes are whole twips wide, and
 * the last one has what is left: a line more or less hangs on that.
 */
#include "layout/column.h"

/* Text stands in no less than this, letter by letter. */
enum { COLUMN_LEAST = EMU_PER_TWIP };

static int64_t
whole_twips(int64_t length)
{
	return length / EMU_PER_TWIP * EMU_PER_TWIP;
}

static struct columns
equal_columns(const struct column_set *set, emu body)
{
	struct columns c = {.count = set->count};
	int64_t gap = set->gap > 0 ? set->gap : 0;
	int64_t half = whole_twips((gap + EMU_PER_TWIP / 2) / 2), width;

	width = whole_twips(((int64_t)body - (c.count - 1) * 2 * half) / c.count);
	for (int i = 0; i < c.count; i++) {
		c.x[i] = emu_from(i * (width + 2 * half));
		c.width[i] = emu_from(width);
		c.edge[i] = emu_from(i * (width + 2 * half) + width + half);
	}
	return c;
}

/* Boxes that differ by no more than the rounding of their file are equal: text is not broken anew for it. */
static emu
width_like(const struct columns *c, int i, int64_t width)
{
	int64_t difference = i ? width - c->width[i - 1] : EMU_MAX;

	return difference > -2 * EMU_PER_TWIP && difference < 2 * EMU_PER_TWIP ? c->width[i - 1] : emu_from(width);
}

static struct columns
own_columns(const struct column_set *set, emu body)
{
	struct columns c = {.count = set->count};
	int64_t total = 0, edge = 0;

	for (int i = 0; i < c.count; i++)
		total += set->own[i].width;
	for (int i = 0; i < c.count; i++) {
		const struct column *own = &set->own[i];
		int64_t left = edge + own->left;

		edge = i + 1 < c.count ? edge + whole_twips((int64_t)own->width * body / total) : body;
		c.x[i] = emu_from(left);
		c.edge[i] = emu_from(edge);
		c.width[i] = width_like(&c, i, (int64_t)c.edge[i] - own->right - left);
	}
	return c;
}

struct columns
columns_of(const struct column_set *set, emu body)
{
	struct columns c = {.count = 1, .width = {body}, .edge = {body}};

	if (set->count > 1)
		c = set->own ? own_columns(set, body) : equal_columns(set, body);
	for (int i = 0; i < c.count; i++)
		if (c.width[i] < COLUMN_LEAST)
			c.width[i] = COLUMN_LEAST;
	return c;
}
