/*
 * balance -- the height that makes the columns of a region equally high.
 *
 * Writer looks for it step by step, and where lines stay together (widows, keep with next) a text may go into columns
 * of some height and not into somewhat higher ones; so the steps count, not only the least height.  They begin with
 * all of the room (measured, and read off its own account of the search):
 *
 *     - what goes in is tried lower, by the column's share of the most room that one has left, at least by a
 *       first line;
 *     - what does not is tried higher, by the column's share of what is too much;
 *     - between a height that was too low and one that was not, the middle is taken, until they are neighbours.
 *
 * Text that does not go into all of the room fills it, and is balanced on its last page.
 */
#include "layout/page.h"

/* Everything here is in twips, as Writer reckons: the steps depend on it. */
enum { HEIGHT_LEAST = 23, LINE_USUAL = 240, STEPS_MOST = 60 };

/* The columns poured at some height. */
struct trial {
	int64_t too_much;              /* so far is the highest one over the height; 0: all goes in */
	int64_t most_left, least_left; /* of the height, in a column */
	int64_t line;                  /* the lowest first line of the columns behind the first; else the first's */
	bool has_empty;                /* a column holds nothing */
	bool breaks;                   /* a page ends among them */
};

static int64_t
twips_up(int64_t length)
{
	return (length + EMU_PER_TWIP - 1) / EMU_PER_TWIP;
}

/* The first line of what stands in a column, 0 when that is a table or nothing. */
static int64_t
first_line(const struct fill *fill)
{
	const struct poured *part = fill->part_count ? &fill->parts[0] : NULL;
	const struct line *line;

	if (!part || part->segment)
		return 0;
	line = &part->strip->lines.at[part->first];
	return twips_up((int64_t)line->ascent + line->descent);
}

static void
trial_add(struct trial *t, const struct fill *fill, int c, int64_t height)
{
	int64_t own = twips_up(fill->height), line = first_line(fill);

	t->has_empty |= !fill->part_count;
	if (line && (!t->line || (c > 0 && line < t->line)))
		t->line = line;
	if (own > height) {
		t->too_much = own - height > t->too_much ? own - height : t->too_much;
		t->least_left = 0;
		return;
	}
	t->most_left = height - own > t->most_left ? height - own : t->most_left;
	t->least_left = height - own < t->least_left ? height - own : t->least_left;
}

/* Pours a copy of the stream; the last column is as high as what is left, as far as a page goes. */
static struct trial
trial_of(struct page_maker *m, struct stream s, emu y, emu room, int64_t height)
{
	struct trial t = {.least_left = height};
	struct foot foot = m->foot;
	emu own = emu_from(height * EMU_PER_TWIP);

	for (int c = 0; c < m->columns.count; c++) {
		struct stream before = s;
		bool is_last = c + 1 == m->columns.count;
		struct fill fill = stream_pour(m, &s, c, y, own, foot.flow ? &foot : NULL);

		if (is_last && fill.stop == STOP_FULL) {
			s = before;
			fill = stream_pour(m, &s, c, y, emu_from((int64_t)room * (c + 2)), NULL);
			t.too_much = fill.stop == STOP_FULL;
		}
		t.breaks |= fill.stop == STOP_PAGE || (is_last && fill.stop == STOP_COLUMN);
		trial_add(&t, &fill, c, height);
		if (fill.stop == STOP_DONE) {
			t.has_empty |= !is_last;
			t.most_left = is_last ? t.most_left : height;
			break;
		}
	}
	t.line = t.line ? t.line : LINE_USUAL;
	return t;
}

/* Of what is over or left, a column's share. */
static int64_t
growth(const struct trial *t, int columns, int64_t height, int64_t highest)
{
	int64_t more = t->too_much;

	if (more > columns && (more - t->line > columns || t->line - more > columns))
		more /= columns;
	if (!t->has_empty && more < t->line)
		more = t->line;
	return more + height > highest ? highest - height : more;
}

static int64_t
shrinkage(const struct trial *t, int columns, int64_t height, int64_t lowest)
{
	int64_t less = t->least_left;

	if (t->most_left > 0 && (!t->least_left || lowest < height - t->line)) {
		less = t->most_left / columns;
		less = less < t->line ? t->line : less;
	}
	return less && height - less <= lowest ? (height - lowest) / 2 : less;
}

emu
columns_balance(struct page_maker *m, const struct stream *s, emu y, emu room)
{
	int64_t lowest = HEIGHT_LEAST, highest = room / EMU_PER_TWIP, height = highest;
	int64_t best = highest + 1;

	for (int i = 0; i < STEPS_MOST && highest >= lowest; i++) {
		struct trial t = trial_of(m, *s, y, room, height);
		int64_t step;

		if (t.breaks || (t.too_much && !i))
			return room;
		if (t.too_much) {
			lowest = lowest < height ? height : lowest;
			step = growth(&t, m->columns.count, height, highest);
		} else {
			best = height < best ? height : best;
			highest = height;
			step = -shrinkage(&t, m->columns.count, height, lowest);
		}
		if (!step)
			break;
		height += step;
	}
	return best * EMU_PER_TWIP < room ? emu_from(best * EMU_PER_TWIP) : room;
}
