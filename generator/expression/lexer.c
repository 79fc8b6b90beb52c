/*
 * lexer -- tokens of an expression that an office program has "corrected".
 *
 * What the author types as "x" becomes “x”, «x», „x“, or even ”x” and ’x’ where the program guesses the
 * side wrong; a hyphen between blanks becomes a dash; spaces become no-break spaces, hyphens
 * no-break hyphens, and soft hyphens creep in where a name is cut at the line's end.  All of them
 * mean here what the author meant.
 */
#include "expression/lexer.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>

#include "base/utf8.h"

enum { DIGITS_MOST = 32 };

/* The character at `at`, and its bytes; 0 at the end. */
static uint32_t
peek(struct text t, size_t at, size_t *len)
{
	size_t next = at;
	uint32_t c;

	*len = 0;
	if (at >= t.len)
		return 0;
	c = utf8_next(t, &next);
	*len = next - at;
	return c;
}

static bool
is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F ||
	       c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF || c == 0xAD;
}

size_t
blank_length(struct text t, size_t at)
{
	size_t len;

	return is_blank(peek(t, at, &len)) ? len : 0;
}

struct text
blank_trim(struct text t)
{
	size_t n;

	while ((n = blank_length(t, 0)) > 0)
		t = text_from_offset(t, n);
	for (size_t end = t.len; end > 0; t.len = end) {
		end = utf8_before(t, end);
		if (blank_length(t, end) == 0)
			break;
	}
	return t;
}

/* ---- texts in quotes ---- */

/* Which quotes close what `open` opened; up to two.  0 when it opens nothing. */
static uint32_t
closing_quote(uint32_t open, uint32_t *other)
{
	*other = 0;
	switch (open) {
	case '"':
	case '\'':
		return open;
	case 0x2018: /* ‘x’ */
		return 0x2019;
	case 0x2019: /* ’x’ where the program took the first for an apostrophe */
		return 0x2019;
	case 0x201C: /* “x” */
		return 0x201D;
	case 0x201D: /* ”x” */
		return 0x201D;
	case 0x201E: /* „x“, in some languages „x” */
		*other = 0x201D;
		return 0x201C;
	case 0xAB: /* «x» */
		return 0xBB;
	}
	return 0;
}

size_t
quoted_end(struct text t, size_t at, struct text *inside)
{
	size_t len, depth = 1, from;
	uint32_t other, open = peek(t, at, &len), close = closing_quote(open, &other);
	bool nests = open == 0xAB || open == 0x201E;

	if (close == 0)
		return 0;
	from = at + len;
	for (size_t i = from; i < t.len; i += len) {
		uint32_t c = peek(t, i, &len);

		if (nests && c == open) {
			depth++;
		} else if ((c == close || (other && c == other)) && --depth == 0) {
			if (inside)
				*inside = text_slice(t, from, i);
			return i + len;
		}
	}
	return 0;
}

/* ---- names and numbers ---- */

static bool
is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	return uc_is_property_alphabetic(c);
}

static bool
is_word(uint32_t c)
{
	if (c < 0x80)
		return is_letter(c) || (c >= '0' && c <= '9') || c == '_';
	return is_letter(c) || uc_is_general_category(c, UC_NUMBER) || c == 0x2116 ||
	       uc_is_general_category(c, UC_MARK);
}

/* Not seen on paper, and part of a name when it stands within a word. */
static bool
is_unseen(uint32_t c)
{
	return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

/* Where the word that begins at `at` ends; hyphens between letters belong to it. */
static size_t
word_end(struct text t, size_t at)
{
	uint32_t before = 0, c;
	size_t len, after;

	for (; (c = peek(t, at, &len)) != 0; at += len) {
		bool hyphen = (c == '-' || c == 0x2011) && is_letter(before) && is_letter(peek(t, at + len, &after));

		if (is_unseen(c))
			continue;
		if (!is_word(c) && !hyphen)
			break;
		before = c;
	}
	return at;
}

static size_t
blanks_end(struct text t, size_t at)
{
	size_t n;

	while ((n = blank_length(t, at)) > 0)
		at += n;
	return at;
}

/* Words with blanks between them. */
static size_t
name_end(struct text t, size_t at)
{
	size_t end = word_end(t, at), next, len;

	for (;;) {
		next = blanks_end(t, end);
		if (next == end || !is_word(peek(t, next, &len)))
			return end;
		end = word_end(t, next);
	}
}

static size_t
digits_end(struct text t, size_t at)
{
	while (at < t.len && t.at[at] >= '0' && t.at[at] <= '9')
		at++;
	return at;
}

/* Where the unit of length ends that stands at `at` (blanks may precede it), or 0. */
static size_t
unit_end(struct text t, size_t at)
{
	static const char *const units[] = {"mm", "cm", "in", "pt", "мм", "см", "пт"};
	size_t from = blanks_end(t, at), len;

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct text unit = text_from(units[i]);

		if (text_starts(text_from_offset(t, from), unit) && !is_word(peek(t, from + unit.len, &len)))
			return from + unit.len;
	}
	return 0;
}

static double
number_value(struct text t)
{
	char digits[DIGITS_MOST + 1];
	size_t n = t.len < DIGITS_MOST ? t.len : DIGITS_MOST;

	memcpy(digits, t.at, n);
	digits[n] = '\0';
	return strtod(digits, NULL);
}

static struct token
make(struct text source, enum token_kind kind, size_t at, size_t end)
{
	return (struct token){.kind = kind, .at = at, .len = end - at, .text = text_slice(source, at, end)};
}

static struct token
wrong(struct text source, enum problem_code fault, size_t at, size_t end)
{
	struct token token = make(source, TOKEN_WRONG, at, end);

	token.fault = fault;
	return token;
}

/* A number, a measure, or a name such as 2020_год that begins with a digit. */
static struct token
number_token(struct text t, size_t at)
{
	size_t end = digits_end(t, at), unit, len;
	struct token token;

	if (end + 1 < t.len && t.at[end] == '.' && t.at[end + 1] >= '0' && t.at[end + 1] <= '9')
		end = digits_end(t, end + 1);
	unit = unit_end(t, end);
	if (unit)
		return make(t, TOKEN_MEASURE, at, unit);
	if (is_word(peek(t, end, &len)))
		return make(t, TOKEN_NAME, at, name_end(t, at));
	token = make(t, TOKEN_NUMBER, at, end);
	token.number = number_value(token.text);
	return token;
}

static struct token
bracket_token(struct text t, size_t at)
{
	ptrdiff_t end = text_find(t, TEXT("]"), at);
	struct token token;

	if (end == TEXT_NOWHERE)
		return wrong(t, PROBLEM_EXPRESSION_BRACKET, at, t.len);
	token = make(t, TOKEN_QUOTED, at, (size_t)end + 1);
	token.text = text_slice(t, at + 1, (size_t)end);
	return token;
}

/* ---- signs ---- */

static const struct {
	struct text written;
	enum sign sign;
} signs[] = {
	/* the longer ones first */
	{TEXT_INIT("=="), SIGN_EQUAL},         {TEXT_INIT("!="), SIGN_UNEQUAL},
	{TEXT_INIT("<>"), SIGN_UNEQUAL},       {TEXT_INIT("<="), SIGN_LESS_EQUAL},
	{TEXT_INIT(">="), SIGN_GREATER_EQUAL}, {TEXT_INIT("||"), SIGN_OR},
	{TEXT_INIT("&&"), SIGN_AND},           {TEXT_INIT("="), SIGN_EQUAL},
	{TEXT_INIT("≠"), SIGN_UNEQUAL},        {TEXT_INIT("<"), SIGN_LESS},
	{TEXT_INIT("≤"), SIGN_LESS_EQUAL},     {TEXT_INIT(">"), SIGN_GREATER},
	{TEXT_INIT("≥"), SIGN_GREATER_EQUAL},  {TEXT_INIT("!"), SIGN_NOT},
	{TEXT_INIT("+"), SIGN_PLUS},           {TEXT_INIT("-"), SIGN_MINUS},
	{TEXT_INIT("–"), SIGN_MINUS},          {TEXT_INIT("−"), SIGN_MINUS},
	{TEXT_INIT("—"), SIGN_MINUS},          {TEXT_INIT("\u2011"), SIGN_MINUS},
	{TEXT_INIT("*"), SIGN_TIMES},          {TEXT_INIT("/"), SIGN_OVER},
	{TEXT_INIT("("), SIGN_OPEN},           {TEXT_INIT(")"), SIGN_CLOSE},
	{TEXT_INIT("|"), SIGN_PIPE},           {TEXT_INIT(":"), SIGN_COLON},
	{TEXT_INIT(","), SIGN_COMMA},          {TEXT_INIT("."), SIGN_DOT},
};

static struct token
sign_token(struct text t, size_t at)
{
	size_t len;

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (text_starts(text_from_offset(t, at), signs[i].written)) {
			struct token token = make(t, TOKEN_SIGN, at, at + signs[i].written.len);

			token.sign = signs[i].sign;
			return token;
		}
	}
	peek(t, at, &len);
	return wrong(t, PROBLEM_EXPRESSION_UNEXPECTED, at, at + len);
}

/* What begins with a quote: a text, or one that is never closed. */
static struct token
text_token(struct text t, size_t at)
{
	struct text inside = TEXT_NONE;
	size_t end = quoted_end(t, at, &inside);
	struct token token;

	if (end == 0)
		return wrong(t, PROBLEM_EXPRESSION_QUOTE, at, t.len);
	token = make(t, TOKEN_TEXT, at, end);
	token.text = inside;
	return token;
}

static struct token
read_token(struct text t, size_t at)
{
	size_t len;
	uint32_t other, c = peek(t, at, &len);
	struct token token;

	if (at >= t.len)
		return make(t, TOKEN_END, t.len, t.len);
	if (closing_quote(c, &other))
		return text_token(t, at);
	if (c == '[')
		return bracket_token(t, at);
	if (c >= '0' && c <= '9')
		return number_token(t, at);
	if (is_word(c))
		return make(t, TOKEN_NAME, at, name_end(t, at));
	if (c == '@') {
		token = make(t, TOKEN_VARIABLE, at, word_end(t, at + 1));
		token.text = text_from_offset(token.text, 1);
		return token;
	}
	return sign_token(t, at);
}

struct token
token_next(struct text source, size_t *at)
{
	struct token token = read_token(source, blanks_end(source, *at));

	*at = token.at + token.len;
	return token;
}
