/*
 * text -- a piece of UTF-8: a pointer and a length.  It does not own its bytes.
 *
 * What text_copy, text_join and text_format return is followed by a NUL that len does not count.
 */
#ifndef PRIKAZ_BASE_TEXT_H
#define PRIKAZ_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

struct text {
	const char *at;
	size_t len; /* bytes */
};

#define TEXT(literal) ((struct text){(literal), sizeof(literal) - 1})
#define TEXT_INIT(literal)                                                                                             \
	{                                                                                                              \
		(literal), sizeof(literal) - 1                                                                         \
	} /* for static tables */
#define TEXT_NONE ((struct text){"", 0})

/* For printf's "%.*s". */
#define TEXT_ARG(t) (int)(t).len, (t).at

struct text text_from(const char *c_string); /* NULL gives the empty text */
bool text_equal(struct text a, struct text b);
bool text_is(struct text a, const char *c_string);
int text_compare(struct text a, struct text b); /* by bytes, which is by code points */
bool text_starts(struct text t, struct text prefix);
bool text_ends(struct text t, struct text suffix);

enum { TEXT_NOWHERE = -1 };
/* Byte offset of the first needle at or after from, or TEXT_NOWHERE. */
ptrdiff_t text_find(struct text t, struct text needle, size_t from);

/* Bytes [from, to) of t; both are cut to its length. */
struct text text_slice(struct text t, size_t from, size_t to);
struct text text_from_offset(struct text t, size_t from);

/* Without white space at both ends: ASCII space, tab, CR, LF, and U+00A0. */
struct text text_trim(struct text t);
bool text_is_blank(struct text t);
/* Whether one of these begins at that byte; *len is its length. */
bool text_blank_at(struct text t, size_t at, size_t *len);

/* The next word of a list whose words are parted by blanks; *rest goes on behind it.  Empty: there are no more. */
struct text text_next_word(struct text *rest);
/* Whether t is one of the words of such a list. */
bool text_is_one_of(struct text t, const char *words);

struct text text_copy(struct arena *a, struct text t);
const char *text_c(struct arena *a, struct text t); /* NUL-terminated copy */
struct text text_join(struct arena *a, struct text first, struct text second);
struct text text_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* 0 … 9, of a byte or a code point. */
static inline bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* FNV-1a over the bytes, for tables. */
uint32_t text_hash(struct text t);

#endif
