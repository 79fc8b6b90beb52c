/*
 * reach -- how far a line reaches.
 *
 * Writer fills lines first fit: a line takes every word that fits, without looking at the lines to
 * come.  Spaces at its end hang beyond the margin.  A word that is wider than the line is cut where it
 * stops fitting.
 */
#include "layout/breaker.h"

size_t
glyphs_that_fit(const struct item *it, int64_t room)
{
	size_t most = 0;

	for (size_t k = 1; k < it->glyphs.count; k++) {
		if (it->glyphs.at[k].cluster <= it->glyphs.at[k - 1].cluster)
			continue;
		if (item_glyphs_width(it, 0, k) > room)
			break;
		most = k;
	}
	return most;
}

static size_t
first_cluster(const struct item *it)
{
	for (size_t k = 1; k < it->glyphs.count; k++) {
		if (it->glyphs.at[k].cluster > it->glyphs.at[k - 1].cluster)
			return k;
	}
	return it->glyphs.count;
}

/*
 * The word at item i is wider than the line has room for, and nothing before it may end the line.
 * What fits becomes b->head, the item keeps the rest; the line ends before item i then.
 */
static size_t
cut_word(struct breaker *b, size_t i, const struct stretch *s)
{
	struct item *it = &b->items.at[i];
	size_t k = 0;

	if (it->role == ROLE_BOX)
		k = glyphs_that_fit(it, stretch_room(b, s));
	if (!k && i > b->at)
		return i;
	if (!k && it->role == ROLE_BOX)
		k = first_cluster(it);
	if (!k || k >= it->glyphs.count)
		return i + 1;
	b->head = *it;
	b->has_head = true;
	*it = item_cut(&b->head, k);
	return i;
}

static bool
fits(const struct breaker *b, const struct stretch *s, const struct item *it)
{
	struct stretch with = *s;

	stretch_add(b, &with, it);
	return stretch_room(b, &with) >= 0;
}

static bool
hyphen_fits(const struct breaker *b, const struct stretch *s, const struct item *it)
{
	struct item hyphen;

	if (!it->is_soft)
		return true;
	if (hyphens_are_full(b))
		return false;
	hyphen = item_hyphen(b->l, it);
	return stretch_room(b, s) >= hyphen.width;
}

static bool
ends_line(enum item_role role)
{
	return role == ROLE_LINE_BREAK || role == ROLE_PAGE_BREAK || role == ROLE_COLUMN_BREAK;
}

/*
 * A line ends before a tab, not behind it, unless the tab begins the line or a space follows: a word that does not fit
 * takes the tab with it.
 */
static bool
tab_may_break(const struct breaker *b, size_t i)
{
	return i == b->at || (i + 1 < b->items.count && b->items.at[i + 1].role == ROLE_GLUE);
}

/*
 * Behind a slash Writer ends a line only when something of what follows has room as well: it looks for a place before
 * the first letter that has none, and there it passes the slash over.
 */
static bool
slash_stays(const struct breaker *b, size_t i, const struct stretch *s)
{
	const struct item *before = &b->items.at[i - 1], *it = &b->items.at[i];

	return before->role == ROLE_BOX && b->items.text.at[before->end - 1] == '/' && it->role == ROLE_BOX &&
	       item_glyphs_width(it, 0, first_cluster(it)) > stretch_room(b, s);
}

/* Where the line ends before item i, which has no room; the places where it may are best and the one before. */
static size_t
line_end_before(struct breaker *b, size_t i, const struct stretch *s, size_t best, size_t before_best)
{
	size_t to;

	if (word_divide(b, i, s, best, &to))
		return to;
	if (best == i && i > b->at && before_best > b->at && slash_stays(b, i, s))
		best = before_best;
	return best > b->at ? best : cut_word(b, i, s);
}

/* The item behind the last of the line that begins at b->at. */
size_t
line_reach(struct breaker *b)
{
	struct stretch s = stretch_first(b);
	size_t best = b->at, before_best = b->at;

	for (size_t i = b->at; i < b->items.count; i++) {
		const struct item *it = &b->items.at[i];

		if (ends_line(it->role))
			return i + 1;
		if (it->role == ROLE_TAB) {
			s = stretch_next(b, &s, it);
			if (it->is_label)
				continue;
			if (i > b->at && s.is_full)
				return i;
			best = tab_may_break(b, i) ? i + 1 : i;
			continue;
		}
		if (it->role != ROLE_GLUE && !fits(b, &s, it)) {
			stretch_frame(&s, it);
			return line_end_before(b, i, &s, best, before_best);
		}
		stretch_add(b, &s, it);
		if (it->may_break && hyphen_fits(b, &s, it)) {
			before_best = best;
			best = i + 1;
		}
	}
	return b->items.count;
}
