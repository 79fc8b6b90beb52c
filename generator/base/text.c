#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct text
text_from(const char *c_string)
{
	return c_string ? (struct text){c_string, strlen(c_string)} : TEXT_NONE;
}

bool
text_equal(struct text a, struct text b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool
text_is(struct text a, const char *c_string)
{
	return text_equal(a, text_from(c_string));
}

int
text_compare(struct text a, struct text b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n ? memcmp(a.at, b.at, n) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool
text_starts(struct text t, struct text prefix)
{
	return t.len >= prefix.len && text_equal(text_slice(t, 0, prefix.len), prefix);
}

bool
text_ends(struct text t, struct text suffix)
{
	return t.len >= suffix.len && text_equal(text_from_offset(t, t.len - suffix.len), suffix);
}

ptrdiff_t
text_find(struct text t, struct text needle, size_t from)
{
	const char *p;

	if (from > t.len || needle.len > t.len - from)
		return TEXT_NOWHERE;
	if (needle.len == 0)
		return (ptrdiff_t)from;
	p = memmem(t.at + from, t.len - from, needle.at, needle.len);
	return p ? p - t.at : TEXT_NOWHERE;
}

struct text
text_next_word(struct text *rest)
{
	size_t from = 0, to;
	struct text t;

	while (from < rest->len && rest->at[from] == ' ')
		from++;
	for (to = from; to < rest->len && rest->at[to] != ' '; to++)
		;
	t = text_slice(*rest, from, to);
	*rest = text_from_offset(*rest, to);
	return t;
}

bool
text_is_one_of(struct text t, const char *words)
{
	struct text rest = text_from(words), word;

	do {
		word = text_next_word(&rest);
		if (word.len && text_equal(word, t))
			return true;
	} while (word.len);
	return false;
}

struct text
text_slice(struct text t, size_t from, size_t to)
{
	if (to > t.len)
		to = t.len;
	if (from > to)
		from = to;
	return (struct text){from ? t.at + from : t.at, to - from}; /* t.at may be NULL, and NULL + 0 is undefined */
}

struct text
text_from_offset(struct text t, size_t from)
{
	return text_slice(t, from, t.len);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Length of the white space that t begins with, 0 when there is none. */
static size_t
blank_at_start(struct text t)
{
	if (t.len && is_blank(t.at[0]))
		return 1;
	return text_starts(t, TEXT("\u00a0")) ? 2 : 0;
}

bool
text_blank_at(struct text t, size_t at, size_t *len)
{
	*len = blank_at_start(text_from_offset(t, at));
	return *len > 0;
}

static size_t
blank_at_end(struct text t)
{
	if (t.len && is_blank(t.at[t.len - 1]))
		return 1;
	return text_ends(t, TEXT("\u00a0")) ? 2 : 0;
}

/* Neither a blank nor a byte of one. */
static bool
may_be_inside(char c)
{
	return (unsigned char)c > ' ' && c != '\xC2' && c != '\xA0';
}

struct text
text_trim(struct text t)
{
	size_t n;

	if (t.len && may_be_inside(t.at[0]) && may_be_inside(t.at[t.len - 1]))
		return t;
	while ((n = blank_at_start(t)) > 0)
		t = text_from_offset(t, n);
	while ((n = blank_at_end(t)) > 0)
		t = text_slice(t, 0, t.len - n);
	return t;
}

bool
text_is_blank(struct text t)
{
	return text_trim(t).len == 0;
}

struct text
text_copy(struct arena *a, struct text t)
{
	char *p = arena_bytes(a, t.len + 1);

	if (t.len)
		memcpy(p, t.at, t.len);
	p[t.len] = '\0';
	return (struct text){p, t.len};
}

const char *
text_c(struct arena *a, struct text t)
{
	return text_copy(a, t).at;
}

struct text
text_join(struct arena *a, struct text first, struct text second)
{
	char *p = arena_bytes(a, first.len + second.len + 1);

	if (first.len)
		memcpy(p, first.at, first.len);
	if (second.len)
		memcpy(p + first.len, second.at, second.len);
	p[first.len + second.len] = '\0';
	return (struct text){p, first.len + second.len};
}

struct text
text_format(struct arena *a, const char *format, ...)
{
	va_list args;
	char *p;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		return TEXT_NONE;
	p = arena_bytes(a, (size_t)n + 1);
	va_start(args, format);
	vsnprintf(p, (size_t)n + 1, format, args);
	va_end(args);
	return (struct text){p, (size_t)n};
}

uint32_t
text_hash(struct text t)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < t.len; i++)
		h = (h ^ (unsigned char)t.at[i]) * 16777619u;
	return h;
}
