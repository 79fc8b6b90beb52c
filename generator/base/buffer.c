#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

char *
buffer_reserve_more(struct buffer *b, size_t len)
{
	size_t room = b->room ? b->room : 256;

	while (room - b->len < len)
		room = arena_array_size(room, 2);
	b->at = memory_resize(b->at, room);
	b->room = room;
	return b->at + b->len;
}

void
buffer_wrote(struct buffer *b, size_t len)
{
	b->len += len;
}

void
buffer_add(struct buffer *b, const void *bytes, size_t len)
{
	if (len)
		memcpy(buffer_reserve(b, len), bytes, len);
	b->len += len;
}

void
buffer_text(struct buffer *b, struct text t)
{
	buffer_add(b, t.at, t.len);
}

void
buffer_string(struct buffer *b, const char *c_string)
{
	buffer_add(b, c_string, strlen(c_string));
}

void
buffer_byte(struct buffer *b, char c)
{
	*buffer_reserve(b, 1) = c;
	b->len++;
}

void
buffer_utf8(struct buffer *b, uint32_t code_point)
{
	b->len += utf8_put(code_point, buffer_reserve(b, UTF8_MOST));
}

void
buffer_printf(struct buffer *b, const char *format, ...)
{
	va_list args, again;
	size_t room = 128;
	int n;

	va_start(args, format);
	va_copy(again, args);
	n = vsnprintf(buffer_reserve(b, room), room, format, args);
	if (n >= (int)room)
		vsnprintf(buffer_reserve(b, (size_t)n + 1), (size_t)n + 1, format, again);
	va_end(again);
	va_end(args);
	b->len += n > 0 ? (size_t)n : 0;
}

struct text
buffer_view(const struct buffer *b)
{
	return b->len ? (struct text){b->at, b->len} : TEXT_NONE;
}

void
buffer_clear(struct buffer *b)
{
	b->len = 0;
}

void
buffer_free(struct buffer *b)
{
	free(b->at);
	*b = (struct buffer){0};
}

struct text
buffer_take(struct arena *a, struct buffer *b)
{
	struct text t = text_copy(a, buffer_view(b));

	buffer_free(b);
	return t;
}

/* Writes the character of t at *at, which moves behind it, as JSON has it in a string. */
static void
json_character(struct buffer *b, struct text t, size_t *at)
{
	size_t from = *at;
	uint32_t c = utf8_next(t, at);

	if (c == '"' || c == '\\')
		buffer_printf(b, "\\%c", (int)c);
	else if (c == '\n')
		buffer_add(b, "\\n", 2);
	else if (c == '\t')
		buffer_add(b, "\\t", 2);
	else if (c < 0x20)
		buffer_printf(b, "\\u%04x", c);
	else if (c == UTF8_REPLACEMENT)
		buffer_utf8(b, c); /* also for a malformed byte: JSON is UTF-8 throughout */
	else
		buffer_add(b, t.at + from, *at - from);
}

void
buffer_json(struct buffer *b, struct text t)
{
	buffer_byte(b, '"');
	for (size_t at = 0; at < t.len;)
		json_character(b, t, &at);
	buffer_byte(b, '"');
}

/* What stands for a byte below 0x80 in XML, "" to leave it out; NULL: itself. */
static const char *
xml_escape(char c, bool is_attribute)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\t':
		return is_attribute ? "&#9;" : NULL;
	case '\n':
		return is_attribute ? "&#10;" : NULL;
	case '\r':
		return "&#13;";
	}
	return (unsigned char)c < 0x20 ? "" : NULL;
}

/* The same for the character of several bytes at *at, which moves to its last byte. */
static const char *
xml_escape_wide(struct text t, size_t *at)
{
	size_t from = *at, end = from;
	uint32_t c = utf8_next(t, &end);

	*at = end - 1;
	if (c == UTF8_REPLACEMENT && end == from + 1)
		return "\uFFFD"; /* a malformed byte */
	return c == 0xFFFE || c == 0xFFFF ? "" : NULL;
}

/*
 * Where, from `at` on, the first byte stands that has to be looked at: most text is ASCII and Cyrillic, and its two
 * bytes (110xxxxx 10xxxxxx, from U+0080 on) are never escaped.
 */
static size_t
plain_end(struct text t, size_t at)
{
	const unsigned char *p = (const unsigned char *)t.at;

	for (;;) {
		if (at + 1 < t.len && p[at] >= 0xC2 && p[at] <= 0xDF && (p[at + 1] & 0xC0) == 0x80)
			at += 2;
		else if (at < t.len && p[at] >= ' ' && p[at] < 0x80 &&
			 !(p[at] <= '>' && xml_escape((char)p[at], false)))
			at++;
		else
			return at;
	}
}

static void
add_escaped(struct buffer *b, struct text t, bool is_attribute)
{
	size_t from = 0;

	if (!t.len)
		return;
	for (size_t i = plain_end(t, 0); i < t.len; i = plain_end(t, i + 1)) {
		size_t at = i;
		const char *escape =
			(unsigned char)t.at[i] < 0x80 ? xml_escape(t.at[i], is_attribute) : xml_escape_wide(t, &i);

		if (!escape)
			continue;
		buffer_add(b, t.at + from, at - from);
		buffer_string(b, escape);
		from = i + 1;
	}
	buffer_add(b, t.at + from, t.len - from);
}

void
buffer_xml(struct buffer *b, struct text t)
{
	add_escaped(b, t, false);
}

void
buffer_xml_attribute(struct buffer *b, struct text t)
{
	add_escaped(b, t, true);
}
