/*
 * utf8 -- code points in and out of UTF-8 (RFC 3629).
 */
#ifndef PRIKAZ_BASE_UTF8_H
#define PRIKAZ_BASE_UTF8_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

enum { UTF8_MOST = 4, UTF8_REPLACEMENT = 0xFFFD };

uint32_t utf8_next_any(struct text t, size_t *at); /* for utf8_next alone */

/*
 * The code point that begins at byte *at of t; *at moves behind it.  A malformed byte gives
 * UTF8_REPLACEMENT and moves by one.  *at must be below t.len.  Latin and Cyrillic letters, most of all text, are read
 * in line.
 */
static inline uint32_t
utf8_next(struct text t, size_t *at)
{
	const unsigned char *p = (const unsigned char *)t.at + *at;

	if (p[0] < 0x80) {
		*at += 1;
		return p[0];
	}
	if (p[0] >= 0xC2 && p[0] <= 0xDF && t.len - *at > 1 && (p[1] & 0xC0) == 0x80) {
		*at += 2;
		return (uint32_t)(p[0] & 0x1F) << 6 | (p[1] & 0x3F);
	}
	return utf8_next_any(t, at);
}

/* Where the character before byte `at`, which is above 0, begins. */
static inline size_t
utf8_before(struct text t, size_t at)
{
	do
		at--;
	while (at > 0 && ((unsigned char)t.at[at] & 0xC0) == 0x80);
	return at;
}

/* As much of t as goes into `most` bytes, in whole characters. */
static inline struct text
utf8_prefix(struct text t, size_t most)
{
	return t.len > most ? text_slice(t, 0, utf8_before(t, most + 1)) : t;
}

/* The one of the keyboard, the hyphen proper and the no-break one. */
static inline bool
is_hyphen(uint32_t c)
{
	return c == '-' || c == 0x2010 || c == 0x2011;
}

/* Writes c to out (no NUL) and returns the number of bytes; a surrogate or one too large: U+FFFD. */
size_t utf8_put(uint32_t c, char out[UTF8_MOST]);

/* Byte offset of the first malformed byte, or t.len when t is well-formed. */
size_t utf8_valid_length(struct text t);

/* How many code points stand in t. */
size_t utf8_count(struct text t);

/* Its first `most` characters, and "…" where there are more: what a message quotes.  In a, or t itself. */
struct text utf8_cut(struct arena *a, struct text t, size_t most);

/* How many terminal columns t takes: combining marks none, East Asian wide ones two. */
size_t utf8_columns(struct text t);

/* t in lower case, written to out, which has room for three times its bytes; no NUL. */
struct text utf8_lower(struct text t, char *out);

/*
 * How names are compared (fields, filters, tables; SPEC 3): case and ё/е fold, soft hyphens and dots
 * fall away, a run of other punctuation, "_", white space and no-break spaces is one space, none
 * at the ends; a hyphen between letters belongs to the name.  What would be nothing then, like "%", is the name
 * itself, without white space at the ends.
 */
struct text utf8_fold_name(struct arena *a, struct text t);

#endif
