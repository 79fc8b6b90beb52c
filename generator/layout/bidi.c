/*
 * bidi -- Unicode Standard Annex 9 for one paragraph.
 *
 * Hebrew and Arabic run to the left, the numbers among them to the right, and so does what is Latin or Cyrillic.  The
 * annex gives each character a level: 0 in a paragraph of ours, 1 for Hebrew in it, 2 for a number in that.  A line is
 * put in order by turning round every stretch of level 2 and more, then of 1 and more.  The direction of the paragraph
 * comes from its style, as in both formats, never from its first letter.
 *
 * Of the annex the implicit rules are here (W1 … W7, N1, N2, I1, I2, L1, L2), over libunistring's classes.  Explicit
 * embeddings, overrides and isolates (X1 … X8) are passed over, and so are pairs of brackets (N0): documents say
 * direction by runs and paragraphs.  For the sake of these alone libfribidi would be one more library.
 */
#include "layout/bidi.h"

#include <string.h>
#include <unictype.h>

#include "base/utf8.h"

enum { LEVEL_MOST = 3 };

struct character {
	size_t at;           /* its first byte */
	unsigned char first; /* its class, UC_BIDI_… */
	unsigned char now;   /* what the rules have made of it */
};

struct resolving {
	struct character *at;
	size_t count;
	unsigned char base; /* level of the paragraph */
};

static bool
is_passed_over(int c)
{
	return c == UC_BIDI_BN || c == UC_BIDI_LRE || c == UC_BIDI_LRO || c == UC_BIDI_RLE || c == UC_BIDI_RLO ||
	       c == UC_BIDI_PDF;
}

/* Marks around isolates, which this file knows nothing of: neutral like a space. */
static bool
is_isolate(int c)
{
	return c == UC_BIDI_LRI || c == UC_BIDI_RLI || c == UC_BIDI_FSI || c == UC_BIDI_PDI;
}

static bool
is_strong(int c)
{
	return c == UC_BIDI_L || c == UC_BIDI_R || c == UC_BIDI_AL;
}

static bool
is_neutral(int c)
{
	return c == UC_BIDI_B || c == UC_BIDI_S || c == UC_BIDI_WS || c == UC_BIDI_ON || is_isolate(c);
}

static unsigned char
direction_of(const struct resolving *r)
{
	return r->base ? UC_BIDI_R : UC_BIDI_L;
}

/* W1 … W3: marks go with what they stand on, digits behind Arabic letters are Arabic. */
static void
resolve_marks(struct resolving *r)
{
	unsigned char before = direction_of(r), strong = before;

	for (size_t i = 0; i < r->count; i++) {
		struct character *c = &r->at[i];

		if (c->now == UC_BIDI_NSM || is_passed_over(c->now))
			c->now = before;
		before = c->now;
		if (is_strong(c->now))
			strong = c->now;
		else if (c->now == UC_BIDI_EN && strong == UC_BIDI_AL)
			c->now = UC_BIDI_AN;
	}
	for (size_t i = 0; i < r->count; i++)
		if (r->at[i].now == UC_BIDI_AL)
			r->at[i].now = UC_BIDI_R;
}

/* W4: one sign between two digits of a kind belongs to the number. */
static void
resolve_separators(struct resolving *r)
{
	for (size_t i = 1; i + 1 < r->count; i++) {
		struct character *c = &r->at[i];
		unsigned char before = c[-1].now;

		if (before != c[1].now)
			continue;
		if ((c->now == UC_BIDI_ES || c->now == UC_BIDI_CS) && before == UC_BIDI_EN)
			c->now = UC_BIDI_EN;
		else if (c->now == UC_BIDI_CS && before == UC_BIDI_AN)
			c->now = UC_BIDI_AN;
	}
}

/* W5, W6: per cents and money beside a number belong to it; what is left of such signs is neutral. */
static void
resolve_terminators(struct resolving *r)
{
	for (size_t i = 0, end; i < r->count; i = end) {
		bool beside_number;

		end = i + 1;
		if (r->at[i].now == UC_BIDI_ES || r->at[i].now == UC_BIDI_CS)
			r->at[i].now = UC_BIDI_ON;
		if (r->at[i].now != UC_BIDI_ET)
			continue;
		while (end < r->count && r->at[end].now == UC_BIDI_ET)
			end++;
		beside_number =
			(i && r->at[i - 1].now == UC_BIDI_EN) || (end < r->count && r->at[end].now == UC_BIDI_EN);
		for (size_t k = i; k < end; k++)
			r->at[k].now = beside_number ? UC_BIDI_EN : UC_BIDI_ON;
	}
}

/* W7: digits in text that runs to the right are like its letters. */
static void
resolve_numbers(struct resolving *r)
{
	unsigned char strong = direction_of(r);

	for (size_t i = 0; i < r->count; i++) {
		if (is_strong(r->at[i].now))
			strong = r->at[i].now;
		else if (r->at[i].now == UC_BIDI_EN && strong == UC_BIDI_L)
			r->at[i].now = UC_BIDI_L;
	}
}

/* What a character is to a neutral beside it: a number counts as running to the left. */
static unsigned char
side_of(const struct resolving *r, size_t i)
{
	if (i >= r->count)
		return direction_of(r);
	return r->at[i].now == UC_BIDI_L ? UC_BIDI_L : UC_BIDI_R;
}

/* N1, N2: neutrals between two of one direction take that, others the paragraph's. */
static void
resolve_neutrals(struct resolving *r)
{
	for (size_t i = 0, end; i < r->count; i = end) {
		unsigned char before, behind;

		end = i + 1;
		if (!is_neutral(r->at[i].now))
			continue;
		while (end < r->count && is_neutral(r->at[end].now))
			end++;
		before = i ? side_of(r, i - 1) : direction_of(r);
		behind = side_of(r, end);
		for (size_t k = i; k < end; k++)
			r->at[k].now = before == behind ? before : direction_of(r);
	}
}

/* I1, I2. */
static unsigned char
level_of(const struct resolving *r, const struct character *c)
{
	if (c->now == UC_BIDI_R)
		return 1;
	if (c->now == UC_BIDI_L)
		return r->base ? 2 : 0;
	return 2;
}

/* L1: a tab, a break and the spaces before it are the paragraph's. */
static void
settle_separators(const struct resolving *r, unsigned char *levels)
{
	bool is_before_separator = false;

	for (size_t i = r->count; i-- > 0;) {
		int c = r->at[i].first;

		if (c == UC_BIDI_B || c == UC_BIDI_S)
			is_before_separator = true;
		else if (c != UC_BIDI_WS && !is_passed_over(c))
			is_before_separator = false;
		if (is_before_separator)
			levels[r->at[i].at] = r->base;
	}
}

static bool
characters_read(struct arena *a, struct text t, struct resolving *r)
{
	bool has_right_to_left = false;

	r->at = NEW_ARRAY(a, struct character, t.len);
	for (size_t at = 0; at < t.len; r->count++) {
		struct character *c = &r->at[r->count];

		c->at = at;
		c->first = c->now = (unsigned char)uc_bidi_category(utf8_next(t, &at));
		has_right_to_left |= c->now == UC_BIDI_R || c->now == UC_BIDI_AL || c->now == UC_BIDI_AN ||
				     c->now == UC_BIDI_RLE || c->now == UC_BIDI_RLO;
	}
	return has_right_to_left;
}

/* All of Latin and Cyrillic begins below 0xD6 in UTF-8. */
static bool
may_run_left(struct text t)
{
	unsigned char most = 0;

	for (size_t i = 0; i < t.len; i++)
		most = (unsigned char)t.at[i] > most ? (unsigned char)t.at[i] : most;
	return most >= 0xD6;
}

const unsigned char *
bidi_levels(struct arena *a, struct text t, bool is_right_to_left)
{
	struct resolving r = {.base = is_right_to_left};
	unsigned char *levels;

	if (!is_right_to_left && !may_run_left(t))
		return NULL;
	if (!characters_read(a, t, &r) && !is_right_to_left)
		return NULL;
	resolve_marks(&r);
	resolve_separators(&r);
	resolve_terminators(&r);
	resolve_numbers(&r);
	resolve_neutrals(&r);
	levels = arena_alloc(a, t.len + 1);
	memset(levels, r.base, t.len + 1);
	for (size_t i = 0; i < r.count; i++)
		levels[r.at[i].at] = level_of(&r, &r.at[i]);
	settle_separators(&r, levels);
	for (size_t i = 0; i < r.count; i++) {
		size_t end = i + 1 < r.count ? r.at[i + 1].at : t.len;

		memset(levels + r.at[i].at, levels[r.at[i].at], end - r.at[i].at);
	}
	return levels;
}

static void
turn(size_t *order, size_t from, size_t end)
{
	while (from + 1 < end) {
		size_t first = order[from];

		order[from++] = order[--end];
		order[end] = first;
	}
}

void
bidi_order(const unsigned char *levels, size_t count, unsigned char base, size_t *order)
{
	for (size_t i = 0; i < count; i++)
		order[i] = i;
	/* seen from where the paragraph begins, what has its level need not be turned */
	for (unsigned char level = LEVEL_MOST; level > base; level--) {
		for (size_t i = 0, end; i < count; i = end) {
			end = i + 1;
			if (levels[i] < level)
				continue;
			while (end < count && levels[end] >= level)
				end++;
			turn(order, i, end);
		}
	}
}
