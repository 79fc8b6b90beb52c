/*
 * divide -- the word that has no room at a line's end is divided.
 *
 * Where LibreOffice Writer divides is decided in the text of the paragraph, whatever runs it consists of.  The word is
 * that around the first character without room, punctuation before it passed over: letters and digits, with a hyphen,
 * an apostrophe or a point between two letters (социально-педагогический is one word), and a point behind.  It is
 * divided at the last place where what stands before it and a hyphen have room; so is the rest of a word that the line
 * before has begun, which stays the word that it was.  At the beginning of a run that has none of its letters in the
 * line the hyphen may stand out of it.
 *
 *     A place where the line may end anyway, further on in it or just there, is taken instead.
 *     So is the last soft hyphen of the word, though a place behind it had room.
 *     Of several signs behind a word all must have room to go, or it stays whole.
 *     With a zone, a line that has a space of the same run so near its end leaves the word whole.
 *     After so many lines with hyphens as the paragraph allows none ends with any, a soft one neither.
 *
 * All of it was checked against Writer's lines of Russian text in sixteen widths.
 */
#include "layout/breaker.h"

#include <unictype.h>

#include "base/utf8.h"

enum { WORD_MOST = 400 /* bytes: no longer word is divided */, POINTS_MOST = 64, SOFT_HYPHEN = 0xAD };

/* Bytes of the paragraph's text. */
struct word {
	size_t start, end;
};

static bool
is_letter(uint32_t c)
{
	return uc_is_alpha(c) || uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M);
}

static bool
is_number(uint32_t c)
{
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Nd);
}

static bool
is_punctuation(uint32_t c)
{
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_P);
}

/* Signs that letters on both sides make part of a word. */
static bool
joins_letters(uint32_t c)
{
	switch (c) {
	case '-':
	case '\'':
	case '`':
	case '.':
	case SOFT_HYPHEN:
	case 0xB7:   /* middle dot */
	case 0x2016: /* ‖ */
	case 0x2018:
	case 0x2019: /* apostrophe */
	case 0x2027:
	case 0x2032: /* prime */
		return true;
	default:
		return false;
	}
}

static uint32_t
character_before(struct text t, size_t at)
{
	if (!at)
		return 0;
	at = utf8_before(t, at);
	return utf8_next(t, &at);
}

static uint32_t
character_at(struct text t, size_t at)
{
	return at < t.len ? utf8_next(t, &at) : 0;
}

static size_t
behind(struct text t, size_t at)
{
	utf8_next(t, &at);
	return at;
}

/* Whether a word goes on across byte `at`. */
static bool
goes_on(struct text t, size_t at)
{
	uint32_t left = character_before(t, at), right = character_at(t, at);

	if (!at || at >= t.len)
		return false;
	if (is_letter(left) || is_number(left)) {
		if (is_letter(right) || is_number(right))
			return true;
		return is_letter(left) &&
		       (right == '.' || (joins_letters(right) && is_letter(character_at(t, behind(t, at)))));
	}
	return joins_letters(left) && is_letter(right) && is_letter(character_before(t, utf8_before(t, at)));
}

/* The word around byte `at`, else that before it; empty when it is too long. */
static struct word
word_around(struct text t, size_t at)
{
	struct word w = {at, at};

	while (w.end - at <= WORD_MOST && goes_on(t, w.end))
		w.end = behind(t, w.end);
	if (w.start > 0 && !goes_on(t, w.start))
		w.start = utf8_before(t, w.start);
	while (at - w.start <= WORD_MOST && goes_on(t, w.start))
		w.start = utf8_before(t, w.start);
	if (w.end - w.start > WORD_MOST)
		w.end = w.start;
	return w;
}

/* The first byte of box i, or of a box of its run before it, that has no room when the line is narrower by `less`. */
static size_t
first_without_room(const struct breaker *b, size_t i, const struct stretch *s, emu less)
{
	const struct item *it = &b->items.at[i];
	int64_t room = stretch_room(b, s) - less;
	size_t k;

	while (room < 0 && i > b->at && b->items.at[i - 1].role == ROLE_BOX && b->items.at[i - 1].run == it->run) {
		it = &b->items.at[--i];
		room += it->width;
	}
	k = glyphs_that_fit(it, room);
	return k ? it->origin + (size_t)it->glyphs.at[k].cluster : it->start;
}

/* How many signs of punctuation stand behind the word, as many as it has letters at most. */
static size_t
signs_behind(struct text t, struct word w, size_t letters)
{
	size_t count = 0;

	for (size_t at = w.end; at < t.len && count < letters && is_punctuation(character_at(t, at)); count++)
		at = behind(t, at);
	return count;
}

static size_t
letters_between(struct text t, size_t from, size_t to)
{
	size_t count = 0;

	for (; from < to; count++)
		from = behind(t, from);
	return count;
}

/* How far the word may stay in the line, when `full` is the first byte without room before a hyphen; 0: not at all. */
static size_t
last_place(struct text t, struct word w, size_t full)
{
	size_t letters, at = full;

	if (full <= w.start || full > w.end)
		return 0;
	if (full < w.end)
		return full;
	letters = letters_between(t, w.start, w.end);
	for (size_t n = signs_behind(t, w, letters); n > 0; n--)
		at = utf8_before(t, at);
	return at < w.end ? at : 0;
}

/* Whether a space of the run stands so near the line's end that words stay whole. */
static bool
has_space_in_zone(const struct breaker *b, size_t i, const struct stretch *s)
{
	const struct run *run = b->items.at[i].run;
	int64_t room = stretch_room(b, s), behind_it = 0;

	if (!b->style->hyphenation.zone)
		return false;
	for (size_t j = i; j > b->at && b->items.at[j - 1].run == run; j--) {
		const struct item *it = &b->items.at[j - 1];

		if (it->role == ROLE_TAB)
			return false;
		if (it->role == ROLE_GLUE)
			return room + behind_it < b->style->hyphenation.zone;
		behind_it += it->width;
	}
	return false;
}

/* Where the paragraph's last word begins, behind a space. */
static size_t
last_word(struct text t)
{
	size_t at = t.len;

	while (at > 0 && t.at[at - 1] == ' ')
		at--;
	while (at > 0 && t.at[at - 1] != ' ')
		at--;
	return at;
}

/* The box whose text has byte `at` inside or at its end; it stands in the line, at i or before. */
static size_t
box_with(const struct breaker *b, size_t i, size_t at)
{
	while (i > b->at && b->items.at[i].start >= at)
		i--;
	return i;
}

/* The glyph of a box that begins at a byte of the text; 0 when none does. */
static size_t
glyph_at(const struct item *it, size_t byte)
{
	int cluster = (int)(byte - it->origin);

	for (size_t k = 1; k < it->glyphs.count; k++) {
		if (it->glyphs.at[k].cluster == cluster)
			return k;
	}
	return 0;
}

/* Ends the line with a hyphen before byte `at`, at or before box i; false when no letter begins there. */
static bool
divide_at(struct breaker *b, size_t i, size_t at, size_t *to)
{
	size_t j = box_with(b, i, at), k;
	struct item *it = &b->items.at[j];

	if (it->role != ROLE_BOX || it->level % 2 || it->is_label)
		return false;
	if (it->end == at) {
		it->is_soft = true;
		*to = j + 1;
		return true;
	}
	k = glyph_at(it, at);
	if (!k)
		return false;
	b->head = *it;
	b->has_head = true;
	*it = item_cut(&b->head, k);
	b->head.is_soft = true;
	*to = j;
	return true;
}

static bool
has_soft_hyphen(struct text t, size_t from, size_t to)
{
	for (; from < to; from = behind(t, from)) {
		if (character_at(t, from) == SOFT_HYPHEN)
			return true;
	}
	return false;
}

/* Ends the line at the last soft hyphen before box i. */
static bool
end_soft(const struct breaker *b, size_t i, size_t *to)
{
	while (i > b->at && !b->items.at[i - 1].is_soft)
		i--;
	*to = i;
	return i > b->at;
}

bool
hyphens_are_full(const struct breaker *b)
{
	int most = b->style->hyphenates ? b->style->hyphenation.lines_most : 0;

	return most > 0 && b->hyphens >= most;
}

/* The word that box i and the line's end cut, with the first byte of box i that has no room. */
static struct word
word_cut(const struct breaker *b, size_t i, const struct stretch *s)
{
	struct text t = b->items.text;
	size_t cut = first_without_room(b, i, s, 0), start = b->items.at[i].start;

	while (cut > start && is_punctuation(character_at(t, cut)))
		cut = utf8_before(t, cut);
	return word_around(t, cut);
}

/* Whether the line may end before box i, of which nothing has room, or has but that for a slash. */
static bool
ends_there(const struct breaker *b, size_t i, const struct stretch *s, size_t best)
{
	return best == i && i > b->at && b->items.text.at[b->items.at[i].start - 1] != '/' &&
	       first_without_room(b, i, s, 0) == b->items.at[i].start;
}

bool
word_divide(struct breaker *b, size_t i, const struct stretch *s, size_t best, size_t *to)
{
	struct item *it = &b->items.at[i];
	size_t points[POINTS_MOST], count, last, least = b->items.at[best].start;
	struct text t = b->items.text, language;
	struct word w;

	if (!b->style->hyphenates || it->role != ROLE_BOX || it->is_label || hyphens_are_full(b))
		return false;
	if (ends_there(b, i, s, best) || has_space_in_zone(b, i, s))
		return false;
	w = word_cut(b, i, s);
	last = last_place(t, w, first_without_room(b, i, s, item_hyphen(b->l, it).width));
	if (!last || (b->style->hyphenation.spares_last_word && w.end > last_word(t) && least <= last_word(t)))
		return false;
	language = it->font->style->language;
	count = hyphenation_points(layout_hyphenator(b->l), language, text_slice(t, w.start, w.end),
				   &b->style->hyphenation, points, POINTS_MOST);
	while (count > 0 && w.start + points[count - 1] > last)
		count--;
	if (!count || w.start + points[count - 1] <= least)
		return false;
	if (has_soft_hyphen(t, w.start, w.start + points[count - 1]))
		return end_soft(b, i, to);
	return divide_at(b, i, w.start + points[count - 1], to);
}
