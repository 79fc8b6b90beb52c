/*
 * reach -- how far a line reaches.
 *
 * Writer fills lines first fit: a line takes every word that fits, without looking at the lines to
 * come.  Spaces at its end hang beyond the margin.  A word that is wider than the line is cut where it
 * stops fitting.
 */
#include "layout/breaker.h"

#include <unictype.h>

#include "base/utf8.h"

/* How many of a box's glyphs fit into room; cuts only between clusters. */
static size_t
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

/* The letters of a box, without what stands around them: «слово», → слово. */
static struct text
letters_of(const struct breaker *b, const struct item *it, size_t *start)
{
	struct text t = text_slice(b->items.text, it->start, it->end);
	size_t at = 0, from = 0, end = 0;

	while (at < t.len) {
		if (uc_is_alpha(utf8_next(t, &at)))
			end = at;
		else if (end)
			break;
		else
			from = at;
	}
	*start = from;
	return end > from ? text_slice(t, from, end) : TEXT_NONE;
}

/* The glyph of a box that begins at a byte of its text, counted from its start; 0 when none does. */
static size_t
glyph_at(const struct item *it, size_t byte)
{
	int cluster = (int)(byte + it->start - it->origin);

	for (size_t k = 1; k < it->glyphs.count; k++) {
		if (it->glyphs.at[k].cluster == cluster)
			return k;
	}
	return 0;
}

enum { POINTS_MOST = 32 };

/* Divides the word of box i so that its beginning and a hyphen fit; false when it cannot be. */
static bool
divide_word(struct breaker *b, size_t i, const struct stretch *s)
{
	struct item *it = &b->items.at[i];
	size_t points[POINTS_MOST], start = 0, count;
	int64_t room = stretch_room(b, s);
	struct text word;

	if (!b->style->hyphenates || it->role != ROLE_BOX || it->is_label)
		return false;
	if (!b->l->hyphenator)
		b->l->hyphenator = hyphenator_open();
	word = letters_of(b, it, &start);
	count = hyphenation_points(b->l->hyphenator, it->font->style->language, word, points, POINTS_MOST);
	room -= count ? item_hyphen(b->l, it).width : 0;
	while (count--) {
		size_t k = glyph_at(it, start + points[count]);

		if (!k || item_glyphs_width(it, 0, k) > room)
			continue;
		b->head = *it;
		b->has_head = true;
		*it = item_cut(&b->head, k);
		b->head.is_soft = true;
		return true;
	}
	return false;
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
	if (divide_word(b, i, s))
		return i;
	if (best == i && i > b->at && before_best > b->at && slash_stays(b, i, s))
		best = before_best;
	return best > b->at ? best : cut_word(b, i, s);
}

/* The item behind the last of the line that begins at b->at. */
size_t
line_reach(struct breaker *b)
{
	struct stretch s = stretch_first(line_left(b) + label_shift(b));
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
