/*
 * xml_bytes -- what is done to a part's bytes before libxml2 sees them.
 *
 * libxml2 compares each attribute of a tag with all the others, so a tag with a million of them would
 * keep it busy for hours before it tells us the first.  Such tags are looked for beforehand: "<"
 * stands nowhere in a tag but at its beginning (XML 1.0, 3.1), so what lies between two of them holds
 * one tag at most, and only the few long stretches need a closer look.
 *
 * That works on bytes, as long as "<", quotes and ">" are what they are in ASCII.  OOXML and ODF
 * allow UTF-8 and UTF-16 (ECMA-376 part 2, 6.3.2); UTF-16 is made UTF-8 here.  Of what a declaration
 * may name beyond them, only encodings that keep ASCII are taken.
 */
#include "package/xml_bytes.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

enum { LEAST_PER_ATTRIBUTE = 5 }; /* a blank and a="" */

/* ---- encodings ---- */

static bool
begins_little_endian(struct text bytes)
{
	return text_starts(bytes, TEXT("\xFF\xFE")) || text_starts(bytes, TEXT("<\0?\0"));
}

static bool
begins_big_endian(struct text bytes)
{
	return text_starts(bytes, TEXT("\xFE\xFF")) || text_starts(bytes, TEXT("\0<\0?"));
}

enum xml_encoding
xml_encoding_of(struct text bytes)
{
	struct text start = text_slice(bytes, 0, 4);

	if (text_starts(bytes, TEXT("\xFF\xFE\0\0")) || text_starts(bytes, TEXT("\x4C\x6F\xA7\x94")))
		return XML_ENCODING_OTHER;
	if (begins_little_endian(bytes) || begins_big_endian(bytes))
		return XML_ENCODING_UTF16;
	return memchr(start.at, '\0', start.len) ? XML_ENCODING_OTHER : XML_ENCODING_DECLARED;
}

static uint32_t
unit_at(struct text bytes, size_t at, bool is_big)
{
	unsigned char first = (unsigned char)bytes.at[at], second = (unsigned char)bytes.at[at + 1];

	return is_big ? (uint32_t)(first << 8 | second) : (uint32_t)(second << 8 | first);
}

struct text
xml_utf8_of_utf16(struct arena *a, struct text bytes)
{
	bool is_big = begins_big_endian(bytes);
	size_t units = bytes.len / 2, n = 0;
	char *out = arena_alloc(a, arena_array_size(units, 3) + 1); /* no unit gives more than three bytes */

	for (size_t i = 0; i < units; i++) {
		uint32_t c = unit_at(bytes, i * 2, is_big),
			 next = i + 1 < units ? unit_at(bytes, i * 2 + 2, is_big) : 0;

		if (i == 0 && c == 0xFEFF)
			continue;
		if (c >= 0xD800 && c <= 0xDBFF && next >= 0xDC00 && next <= 0xDFFF) {
			c = 0x10000 + ((c - 0xD800) << 10) + (next - 0xDC00);
			i++;
		}
		n += utf8_put(c, out + n);
	}
	return (struct text){out, n};
}

bool
xml_encoding_keeps_ascii(struct text name)
{
	static const char *const starts[] = {"utf-8",     "utf8",        "us-ascii", "ascii",
					     "iso-8859-", "windows-125", "cp125",    "koi8-"};

	for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
		size_t len = strlen(starts[i]);

		if (name.len >= len && strncasecmp(name.at, starts[i], len) == 0)
			return true;
	}
	return false;
}

/* ---- tags ---- */

/* Goes on counting the quoted values of a tag, up to its ">". */
static void
count_values(struct xml_tag_watch *w, struct text piece)
{
	for (size_t i = 0; i < piece.len && !w->is_over; i++) {
		char c = piece.at[i];

		if (w->quote) {
			w->quote = c == w->quote ? '\0' : w->quote;
		} else if (c == '"' || c == '\'') {
			w->quote = c;
			w->values++;
		} else if (c == '>') {
			w->is_over = true;
		} else if (w->is_new && (c == '!' || c == '?')) {
			w->is_over = true; /* a comment or an instruction has no attributes */
		}
		w->is_new = false;
	}
}

/*
 * The bytes up to the next "<" matter only when they are many.  So from one "<" we look back from as far as a harmless
 * stretch could reach: what is found there is the next to start from, and all between is passed over.
 */
static const char *
next_tag(const char *tag, const char *end, bool *is_long)
{
	size_t left = (size_t)(end - tag) - 1;
	size_t harmless = XML_ATTRIBUTES_MOST * LEAST_PER_ATTRIBUTE;
	const char *next = memrchr(tag + 1, '<', left < harmless ? left : harmless);

	*is_long = !next;
	return next || left <= harmless ? next : memchr(tag + 1 + harmless, '<', left - harmless);
}

bool
xml_tag_crowds(struct xml_tag_watch *w, struct text bytes)
{
	const char *end = bytes.at + bytes.len, *tag = bytes.len ? memchr(bytes.at, '<', bytes.len) : NULL;

	count_values(w, (struct text){bytes.at, (size_t)((tag ? tag : end) - bytes.at)});
	while (tag && w->values <= XML_ATTRIBUTES_MOST) {
		bool is_long;
		const char *next = next_tag(tag, end, &is_long);

		*w = (struct xml_tag_watch){.is_new = true};
		if (is_long) /* or the piece ends in it, so that its length is not known yet */
			count_values(w, (struct text){tag + 1, (size_t)((next ? next : end) - tag - 1)});
		tag = next;
	}
	return w->values > XML_ATTRIBUTES_MOST;
}

bool
xml_has_crowded_tag(struct text bytes)
{
	struct xml_tag_watch w = {.is_over = true};

	return xml_tag_crowds(&w, bytes);
}
