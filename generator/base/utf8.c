#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <uniwidth.h>

uint32_t
utf8_next_any(struct text t, size_t *at)
{
	const unsigned char *p = (const unsigned char *)t.at + *at;
	size_t left = t.len - *at, n;
	uint32_t c, least;

	*at += 1;
	if (p[0] < 0x80)
		return p[0];
	if (p[0] >= 0xC2 && p[0] <= 0xDF) {
		n = 1, c = p[0] & 0x1F, least = 0x80;
	} else if ((p[0] & 0xF0) == 0xE0) {
		n = 2, c = p[0] & 0x0F, least = 0x800;
	} else if (p[0] >= 0xF0 && p[0] <= 0xF4) {
		n = 3, c = p[0] & 0x07, least = 0x10000;
	} else {
		return UTF8_REPLACEMENT;
	}
	if (left <= n)
		return UTF8_REPLACEMENT;
	for (size_t i = 1; i <= n; i++) {
		if ((p[i] & 0xC0) != 0x80)
			return UTF8_REPLACEMENT;
		c = c << 6 | (p[i] & 0x3F);
	}
	if (c < least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return UTF8_REPLACEMENT;
	*at += n;
	return c;
}

size_t
utf8_put(uint32_t c, char out[UTF8_MOST])
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = UTF8_REPLACEMENT;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

/* Where ASCII and well-formed pairs of bytes end: nearly all of what is read, in leaps. */
static size_t
skip_short(struct text t, size_t at)
{
	const unsigned char *p = (const unsigned char *)t.at;
	uint64_t eight;

	for (;;) {
		while (at + 8 <= t.len && (memcpy(&eight, p + at, 8), (eight & 0x8080808080808080) == 0))
			at += 8;
		while (at < t.len && p[at] < 0x80)
			at++;
		if (at + 1 >= t.len || p[at] < 0xC2 || p[at] > 0xDF || (p[at + 1] & 0xC0) != 0x80)
			return at;
		while (at + 1 < t.len && p[at] >= 0xC2 && p[at] <= 0xDF && (p[at + 1] & 0xC0) == 0x80)
			at += 2;
	}
}

size_t
utf8_valid_length(struct text t)
{
	size_t at = 0;

	while ((at = skip_short(t, at)) < t.len) {
		size_t here = at;

		if (utf8_next(t, &at) == UTF8_REPLACEMENT && !text_starts(text_from_offset(t, here), TEXT("\uFFFD")))
			return here;
	}
	return t.len;
}

size_t
utf8_count(struct text t)
{
	size_t n = 0;

	for (size_t at = 0; at < t.len; n++)
		utf8_next(t, &at);
	return n;
}

struct text
utf8_cut(struct arena *a, struct text t, size_t most)
{
	size_t at = 0;

	for (size_t n = 0; at < t.len && n < most; n++)
		utf8_next(t, &at);
	return at < t.len ? text_join(a, text_slice(t, 0, at), TEXT("…")) : t;
}

size_t
utf8_columns(struct text t)
{
	size_t n = 0;

	for (size_t at = 0; at < t.len;) {
		int width = uc_width(utf8_next(t, &at), "UTF-8");

		n += width > 0 ? (size_t)width : 0;
	}
	return n;
}

struct text
utf8_lower(struct text t, char *out)
{
	size_t n = 0;

	for (size_t at = 0; at < t.len;)
		n += utf8_put(uc_tolower(utf8_next(t, &at)), out + n);
	return (struct text){out, n};
}

static bool
is_letter_at(struct text t, size_t at)
{
	return at < t.len && uc_is_property_alphabetic(utf8_next(t, &at));
}

/*
 * A Mac types й as и and a breve.  t with such pairs composed (NFC), in a; t itself when there are none.
 * The combining marks U+0300 … U+036F begin with the bytes CC and CD.
 */
static struct text
compose(struct arena *a, struct text t)
{
	struct text composed = t;
	uint8_t *bytes;
	size_t len;

	if (!t.len || (!memchr(t.at, 0xCC, t.len) && !memchr(t.at, 0xCD, t.len)))
		return t;
	bytes = u8_normalize(UNINORM_NFC, (const uint8_t *)t.at, t.len, NULL, &len);
	if (bytes)
		composed = text_copy(a, (struct text){(const char *)bytes, len});
	free(bytes); /* NULL when t is malformed, and stays as it is */
	return composed;
}

/* Whether c belongs to a name; the others divide its words. */
static bool
is_word_character(uint32_t c)
{
	return uc_is_property_alphabetic(c) || uc_is_general_category(c, UC_NUMBER) || c == 0x2116 ||
	       uc_is_general_category(c, UC_MARK);
}

static uint32_t
fold(uint32_t c)
{
	if (is_hyphen(c))
		return '-';
	c = uc_tolower(c);
	return c == 0x0451 ? 0x0435 : c; /* ё is е */
}

struct text
utf8_fold_name(struct arena *a, struct text t)
{
	/* Twice is enough: the longest growth is two bytes to three (U+023A), a gap replaces a character. */
	struct text in = compose(a, t);
	char *out = arena_alloc(a, in.len * 2 + UTF8_MOST);
	bool has_gap = false, after_letter = false;
	size_t n = 0;

	for (size_t at = 0; at < in.len;) {
		uint32_t c = utf8_next(in, &at);

		if (c == 0x00AD || c == '.')
			continue;
		if (!is_word_character(c) && !(is_hyphen(c) && after_letter && is_letter_at(in, at))) {
			has_gap = n > 0;
			after_letter = false;
			continue;
		}
		if (has_gap)
			out[n++] = ' ';
		has_gap = false;
		after_letter = uc_is_property_alphabetic(c);
		n += utf8_put(fold(c), out + n);
	}
	out[n] = '\0';
	return n ? (struct text){out, n} : text_copy(a, text_trim(t));
}
