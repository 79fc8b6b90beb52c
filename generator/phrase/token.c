/*
 * token -- a phrase cut into words, numbers, abbreviations and signs.
 *
 * A hyphen binds only when it touches a letter or digit on both sides: педагог-психолог, 21-П, 1-й; with blanks around
 * it is a dash.  A dot binds to the word before it when more follows (зам. директора) or when the word is one letter
 * of an abbreviation (и.о.).  Quotes may nest: «План „Дорожная карта“»; straight ones open and close in turn.
 */
#include "phrase/token.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "base/utf8.h"
#include "language/alphabet.h"

enum { SOFT_HYPHEN = 0xAD, APOSTROPHE = 0x2019 };

static bool
is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	return is_cyrillic_letter(c) || (c >= 0x300 && c <= 0x36F) || c == SOFT_HYPHEN || uc_is_property_alphabetic(c);
}

static bool
is_blank(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x202F || c == 0x2009;
}

/* The character at byte `at`; 0 behind the end. */
static uint32_t
peek(struct text t, size_t at)
{
	return at < t.len ? utf8_next(t, &at) : 0;
}

static size_t
skip_letters(struct text t, size_t at)
{
	while (at < t.len) {
		size_t next = at;
		uint32_t c = utf8_next(t, &next);

		/* an apostrophe within a word: д'Артаньян */
		if (!is_letter(c) && !((c == '\'' || c == APOSTROPHE) && is_letter(peek(t, next))))
			break;
		at = next;
	}
	return at;
}

static size_t
skip_blanks(struct text t, size_t at)
{
	size_t next = at;

	while (next < t.len && is_blank(utf8_next(t, &next)))
		at = next;
	return at;
}

/*
 * Behind the dots of an abbreviation whose first letters end at `end`, where a dot stands; `end` itself: it is none.
 * Single letters go on over a blank: к. п. н.
 */
static size_t
skip_dotted(struct text t, size_t from, size_t end)
{
	size_t at = end + 1;
	bool is_single = utf8_count(text_slice(t, from, end)) == 1;

	if (!is_single && skip_blanks(t, at) >= t.len)
		return end;
	for (;;) {
		size_t word = is_single ? skip_blanks(t, at) : at, stop = skip_letters(t, word);

		if (stop == word || peek(t, stop) != '.')
			return at;
		if (word != at && utf8_count(text_slice(t, word, stop)) != 1)
			return at;
		at = stop + 1;
	}
}

static void
describe_word(struct token *w)
{
	size_t letters = 0, capitals = 0;

	for (size_t at = 0; at < w->text.len;) {
		uint32_t c = utf8_next(w->text, &at);

		w->is_cyrillic |= is_cyrillic_letter(c);
		letters += c >= 'A';
		capitals += is_cyrillic_letter(c) ? c < 0x430 : uc_is_upper(c);
	}
	w->is_capitals = letters > 1 && capitals == letters;
}

/* The token that begins at `at`; where it ends. */
static size_t
token_at(struct text t, size_t at, const struct token *before, struct token *out)
{
	size_t end = at;
	uint32_t c = utf8_next(t, &end);

	if (is_blank(c)) {
		out->kind = TOKEN_BLANK;
		end = skip_blanks(t, at);
	} else if (is_digit(c)) {
		out->kind = TOKEN_NUMBER;
		while (end < t.len && (is_digit(peek(t, end)) || is_letter(peek(t, end))))
			utf8_next(t, &end);
	} else if (is_letter(c)) {
		size_t dotted = end = skip_letters(t, at);

		if (peek(t, end) == '.')
			dotted = skip_dotted(t, at, end);
		out->kind = dotted > end ? TOKEN_DOTTED : TOKEN_WORD;
		end = dotted;
	} else if (is_hyphen(c) && before && (before->kind == TOKEN_WORD || before->kind == TOKEN_NUMBER) &&
		   (is_letter(peek(t, end)) || is_digit(peek(t, end)))) {
		out->kind = TOKEN_HYPHEN;
	} else {
		out->kind = TOKEN_SIGN;
		out->sign = c;
	}
	out->text = text_slice(t, at, end);
	if (out->kind == TOKEN_WORD)
		describe_word(out);
	return end;
}

/* ---- quotes ---- */

static bool
is_opening(uint32_t sign, size_t depth, const uint32_t *open)
{
	if (sign == '"')
		return !depth || open[depth - 1] != '"';
	return sign == 0xAB || sign == 0x201E || (sign == 0x201C && (!depth || open[depth - 1] != 0x201E));
}

static bool
is_closing(uint32_t sign, size_t depth)
{
	return depth && (sign == 0xBB || sign == 0x201C || sign == 0x201D || sign == '"');
}

enum { QUOTES_DEEP = 8 };

/* Whether the quote at `first` is closed by the very last token. */
static bool
is_all_quoted(const struct tokens *t, size_t first)
{
	uint32_t open[QUOTES_DEEP];
	size_t depth = 0;

	for (size_t i = first; i < t->count; i++) {
		if (t->at[i].kind != TOKEN_SIGN)
			continue;
		if (is_opening(t->at[i].sign, depth, open) && depth < QUOTES_DEEP)
			open[depth++] = t->at[i].sign;
		else if (is_closing(t->at[i].sign, depth) && --depth == 0)
			return i + 1 == t->count;
	}
	return false;
}

static void
mark_quoted(struct tokens *t)
{
	uint32_t open[QUOTES_DEEP];
	size_t depth = 0, from = 0;

	if (is_all_quoted(t, 0))
		from = 1;
	for (size_t i = from; i + from < t->count; i++) {
		bool is_sign = t->at[i].kind == TOKEN_SIGN;

		if (is_sign && depth < QUOTES_DEEP && is_opening(t->at[i].sign, depth, open))
			open[depth++] = t->at[i].sign;
		else if (is_sign && is_closing(t->at[i].sign, depth))
			depth--;
		else if (!depth)
			continue;
		t->at[i].is_quoted = true;
	}
}

static bool
is_in_capitals(const struct tokens *t)
{
	bool has_capitals = false;

	for (size_t i = 0; i < t->count; i++) {
		const struct token *w = &t->at[i];

		if (w->kind != TOKEN_WORD || !w->is_cyrillic)
			continue;
		if (!w->is_capitals && utf8_count(w->text) > 1)
			return false;
		has_capitals |= w->is_capitals && !w->is_quoted;
	}
	return has_capitals;
}

struct tokens
tokens_of(struct arena *a, struct text t)
{
	VECTOR(struct token) list = {0};
	struct tokens out;

	for (size_t at = 0; at < t.len;) {
		struct token made = {0};

		at = token_at(t, at, list.count ? &list.at[list.count - 1] : NULL, &made);
		*VECTOR_PUSH(a, &list) = made;
	}
	out = (struct tokens){.at = list.at, .count = list.count};
	mark_quoted(&out);
	out.is_capitals = is_in_capitals(&out);
	return out;
}

struct text
token_key(const struct token *t, char out[WORD_MOST])
{
	struct text folded = word_fold(t->text, out);
	size_t n = 0;

	for (size_t at = 0; at < folded.len;) {
		size_t from = at;
		uint32_t c = utf8_next(folded, &at);

		if (c != '.' && !is_blank(c)) {
			memmove(out + n, folded.at + from, at - from);
			n += at - from;
		}
	}
	return (struct text){out, n};
}
