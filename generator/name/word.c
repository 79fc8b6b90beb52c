/*
 * word -- cuts a name into words and says what each may be.
 *
 * A word is letters with the hyphens and apostrophes between them: "Анна-Мария", "О'Нил", "Д’Арк".  A point belongs to
 * the word when the word is an initial or shortened: "И.", "А.-М.", "мл.", "г-н"; so "И.И.Иванов" is three words.
 * Whatever else stands in the text parts words: blanks, commas, brackets, quotation marks.
 */
#include "name/word.h"

#include <unicase.h>
#include <unictype.h>

#include "base/utf8.h"
#include "language/alphabet.h"

enum { INITIAL_LETTERS = 2 }; /* Дж. */

/* ---- characters ---- */

static bool
is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2BC || c == '`';
}

static bool
is_word_character(uint32_t c)
{
	if (c < 0x80)
		return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
	return is_cyrillic_letter(c) || (c >= 0x300 && c <= 0x36F) || c == 0xAD || uc_is_alpha(c);
}

/* The character at the offset; 0 behind the end. */
static uint32_t
character_at(struct text t, size_t at)
{
	return at < t.len ? utf8_next(t, &at) : 0;
}

static bool
is_small_letter(uint32_t c)
{
	if (c >= 0x410 && c <= 0x44F)
		return c >= 0x430;
	return uc_toupper(c) != c;
}

/* ---- cutting ---- */

/* Behind the Cyrillic letters from `at` on, which are two bytes each: U+0400 to U+04FF. */
static size_t
skip_cyrillic(struct text t, size_t at)
{
	while (at + 1 < t.len && (t.at[at] & 0xFC) == 0xD0 && (t.at[at + 1] & 0xC0) == 0x80)
		at += 2;
	return at;
}

/* Behind the letters from `at` on, with what joins them. */
static size_t
letters_end(struct text t, size_t at)
{
	while ((at = skip_cyrillic(t, at)) < t.len) {
		size_t next = at;
		uint32_t c = utf8_next(t, &next);

		if (!is_word_character(c) &&
		    !((is_hyphen(c) || is_apostrophe(c)) && is_word_character(character_at(t, next))))
			break;
		at = next;
	}
	return at;
}

struct text
word_part_next(struct text word, size_t *at, struct text *hyphen)
{
	size_t from = *at, to = from;

	*hyphen = TEXT_NONE;
	while (to < word.len) {
		size_t next = to;

		if (is_hyphen(utf8_next(word, &next))) {
			*hyphen = text_slice(word, to, next);
			*at = next;
			return text_slice(word, from, to);
		}
		to = next;
	}
	*at = to;
	return text_slice(word, from, to);
}

static bool
has_parts(struct text word)
{
	struct text hyphen;
	size_t at = 0;

	if (skip_cyrillic(word, 0) == word.len)
		return false;
	word_part_next(word, &at, &hyphen);
	return hyphen.len > 0;
}

/* Whether each part of the word is an initial's: one letter, or two: Дж. */
static bool
is_short(struct text word)
{
	struct text hyphen, part;
	size_t at = 0;

	do {
		part = word_part_next(word, &at, &hyphen);
		if (utf8_count(part) > INITIAL_LETTERS || is_small_letter(character_at(part, 0)))
			return false;
	} while (hyphen.len);
	return word.len > 0;
}

/* The end of an initial whose letters end at `at`, before its point: А.-М. goes on behind the hyphen. */
static size_t
initial_end(struct text t, size_t at)
{
	while (character_at(t, at) == '.' && is_hyphen(character_at(t, at + 1))) {
		size_t next = at + 1, end;

		utf8_next(t, &next);
		end = letters_end(t, next);
		if (!is_short(text_slice(t, next, end)) || character_at(t, end) != '.')
			break;
		at = end;
	}
	return at + 1;
}

/* ---- what a word may be ---- */

static bool
is_strange(struct text word)
{
	for (size_t at = 0; (at = skip_cyrillic(word, at)) < word.len;) {
		uint32_t c = utf8_next(word, &at);

		if (is_digit(c) || (uc_is_alpha(c) && !is_cyrillic_letter(c)))
			return true;
	}
	return false;
}

/* Of Анна-Мария what both parts are; of Хан-Иван what the last one is. */
static unsigned
known_in_parts(const struct grammar *g, const struct name_word *w)
{
	unsigned known = grammar_first_name(g, w->folded);
	struct text hyphen, part;
	size_t at = 0;

	if (known || !w->has_parts)
		return known;
	known = ~0u;
	do {
		part = word_part_next(w->folded, &at, &hyphen);
		if (!name_marked(grammar_name_marks(g, part), MARK_FIRST_PART, NULL))
			known &= grammar_first_name(g, part);
	} while (hyphen.len);
	return known == ~0u ? 0 : known;
}

static bool
has_particle(const struct grammar *g, const struct name_word *w)
{
	struct text hyphen;
	size_t at = 0;
	struct text part = word_part_next(w->folded, &at, &hyphen);

	return hyphen.len && name_marked(grammar_name_marks(g, part), MARK_FIRST_PART, NULL);
}

/* Of a last name in parts the first one may tell what the last one does not: Новиков-Прибой, Орлова-Кац. */
static const struct name_look *
look_of(const struct grammar *g, const struct name_word *w, enum gender gender)
{
	const struct name_look *whole = grammar_name_look(g, w->folded, gender), *first;
	struct text hyphen;
	size_t at = 0;

	if (!w->has_parts ||
	    (whole && (whole->is_sure || whole->role == PIECE_PATRONYMIC || whole->role == PIECE_HEAD)))
		return whole;
	first = grammar_name_look(g, word_part_next(w->folded, &at, &hyphen), gender);
	return first && first->is_sure ? first : whole;
}

static void
look_at_plain(const struct grammar *g, enum gender gender, struct name_word *w)
{
	w->has_particle = w->has_parts && has_particle(g, w);
	w->known = known_in_parts(g, w);
	w->look = look_of(g, w, gender);
	if (w->look && w->look->role == PIECE_PATRONYMIC)
		w->patronymic = w->look->gender;
}

/* What the word is as far as it tells by itself. */
static enum name_word_kind
kind_of(const struct name_word *w, bool has_point)
{
	if (has_point && name_marked(w->marks, MARK_TITLE, NULL) && w->is_small)
		return WORD_TITLE;
	if (has_point && name_marked(w->marks, MARK_GENERATION, NULL) && w->is_small)
		return WORD_GENERATION;
	if (has_point && is_short(w->text))
		return WORD_INITIAL;
	if (name_marked(w->marks, MARK_KIN, NULL))
		return WORD_KIN;
	if (name_marked(w->marks, MARK_TITLE, NULL) && w->has_parts)
		return WORD_TITLE;
	if (name_marked(w->marks, MARK_GENERATION, NULL) && !is_cyrillic_letter(character_at(w->text, 0)))
		return WORD_GENERATION;
	return is_strange(w->text) ? WORD_STRANGE : WORD_PLAIN;
}

/* The word from `from` on, whose letters end at `to`; returns where it ends, which may be behind a point. */
static size_t
add_word(const struct grammar *g, struct name_words *w, size_t from, size_t to)
{
	struct name_word *word = &w->at[w->count++];
	bool has_point = character_at(w->text, to) == '.';

	*word = (struct name_word){.text = text_slice(w->text, from, to), .role = PIECE_FIXED};
	word->folded = word_fold(word->text, w->room[w->count - 1]);
	word->has_parts = has_parts(word->text);
	word->is_small = is_small_letter(character_at(word->text, 0));
	word->marks = grammar_name_marks(g, word->folded);
	word->kind = kind_of(word, has_point);
	if (word->kind == WORD_PLAIN)
		look_at_plain(g, w->given, word);
	if (!has_point || (word->kind != WORD_INITIAL && word->kind != WORD_TITLE && word->kind != WORD_GENERATION))
		return to;
	to = word->kind == WORD_INITIAL ? initial_end(w->text, to) : to + 1;
	word->text = text_slice(w->text, from, to);
	return to;
}

static bool
is_single_letter(const struct name_word *w)
{
	return w->kind == WORD_PLAIN && !w->is_small && utf8_count(w->text) == 1;
}

/* "Иванов И И": letters without points, two side by side or at the end; not "Учитель И Воспитатель". */
static void
find_bare_initials(struct name_words *w)
{
	for (size_t i = 0; i < w->count && w->count > 1; i++) {
		bool is_last = i + 1 == w->count;
		bool has_neighbour =
			(i > 0 && w->at[i - 1].kind == WORD_INITIAL) || (!is_last && is_single_letter(&w->at[i + 1]));

		if (is_single_letter(&w->at[i]) && (is_last || has_neighbour))
			w->at[i].kind = WORD_INITIAL;
	}
}

void
name_words_read(const struct grammar *g, struct text t, enum gender gender, struct name_words *w)
{
	bool is_bracketed = false;

	w->text = t;
	w->given = gender;
	w->count = 0;
	w->has_more = false;
	for (size_t at = 0; at < t.len;) {
		size_t end = letters_end(t, at);

		if (end == at) {
			uint32_t c = utf8_next(t, &at);

			is_bracketed = c == '(' || (is_bracketed && c != ')');
		} else if (w->count == NAME_WORDS_MOST) {
			w->has_more = true;
			return;
		} else {
			at = add_word(g, w, at, end);
			w->at[w->count - 1].is_bracketed = is_bracketed;
		}
	}
	find_bare_initials(w);
}
