/*
 * line -- the characters of a text that is being set, and what each of them is: for typography.c, whose rules look at
 * the neighbours of a character.
 */
#ifndef PRIKAZ_LANGUAGE_LINE_H
#define PRIKAZ_LANGUAGE_LINE_H

#include <stddef.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "base/utf8.h"
#include "language/alphabet.h"

enum {
	NBSP = 0xA0,
	NARROW_NBSP = 0x202F,
	NO_BREAK_HYPHEN = 0x2011,
	EN_DASH = 0x2013,
	EM_DASH = 0x2014,
	ELLIPSIS = 0x2026,
	NUMERO = 0x2116,
	PARAGRAPH_SIGN = 0xA7
};

struct letter {
	uint32_t c;
	bool is_kept; /* part of an address: nothing is changed in it */
};

struct line {
	struct letter *at;
	size_t count;
};

/* Character i; 0 where there is none. */
static inline uint32_t
at(const struct line *l, ptrdiff_t i)
{
	return i < 0 || (size_t)i >= l->count ? 0 : l->at[i].c;
}

static inline bool
is_space(uint32_t c)
{
	return c == ' ' || c == NBSP || c == NARROW_NBSP;
}

static inline bool
is_line_end(uint32_t c)
{
	return c == 0 || c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029;
}

static inline bool
is_gap(uint32_t c)
{
	return is_space(c) || is_line_end(c);
}

static inline bool
is_letter(uint32_t c)
{
	return c < 0x80 ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : uc_is_property_alphabetic(c);
}

static inline bool
is_wordlike(uint32_t c)
{
	return is_letter(c) || is_digit(c);
}

static inline bool
is_upper(uint32_t c)
{
	return is_cyrillic_letter(c) && uc_tolower(c) != c;
}

static inline bool
is_lower(uint32_t c)
{
	return is_cyrillic_letter(c) && uc_toupper(c) != c;
}

static inline bool
is_dash(uint32_t c)
{
	return c == EN_DASH || c == EM_DASH;
}

static inline bool
is_opening(uint32_t c)
{
	return c == '(' || c == '[' || c == '{';
}

static inline bool
is_closing(uint32_t c)
{
	return c != 0 && c < 0x80 ? strchr(".,;:!?)]}", (int)c) != NULL : c == ELLIPSIS;
}

/* Where the run of digits or letters that holds i begins, and ends. */
static inline ptrdiff_t
run_begin(const struct line *l, ptrdiff_t i, bool (*holds)(uint32_t))
{
	while (holds(at(l, i - 1)))
		i--;
	return i;
}

static inline ptrdiff_t
run_end(const struct line *l, ptrdiff_t i, bool (*holds)(uint32_t))
{
	while (holds(at(l, i)))
		i++;
	return i;
}

#endif
