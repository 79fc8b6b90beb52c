/*
 * output_name -- names of files from patterns and data.
 *
 * Data may hold anything: a school's name has quotes and slashes, a cell may have been filled in by an
 * enemy ("../../.bashrc").  So a slash makes a folder only where the pattern itself has it, and each piece
 * is made safe by itself.  What Windows forbids is replaced on Linux too, for the folder will be copied to
 * a stick (Microsoft, "Naming Files, Paths, and Namespaces").
 */
#include "season/output_name.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicase.h>

#include "base/buffer.h"
#include "base/utf8.h"

/* CON, PRN, AUX, NUL, COM1 … COM9, LPT1 … LPT9, also with an extension. */
static bool
is_device(struct text name)
{
	static const char *const devices[] = {"con", "prn", "aux", "nul"};
	size_t len = 0;

	while (len < name.len && name.at[len] != '.')
		len++;
	for (size_t i = 0; i < sizeof devices / sizeof devices[0]; i++) {
		if (len == 3 && strncasecmp(name.at, devices[i], 3) == 0)
			return true;
	}
	return len == 4 && (strncasecmp(name.at, "com", 3) == 0 || strncasecmp(name.at, "lpt", 3) == 0) &&
	       name.at[3] >= '1' && name.at[3] <= '9';
}

static void
add_safe(struct buffer *b, struct text name)
{
	size_t at = 0;

	while (at < name.len) {
		uint32_t c = utf8_next(name, &at);

		if (c == '\n' || c == '\t' || c == '\r')
			buffer_byte(b, ' ');
		else if (c < 0x20 || c == 0x7F || c == 0xAD || c == 0xFEFF)
			continue; /* control characters, soft hyphens and byte order marks are not seen in a name */
		else if (c < 0x80 && strchr("\\/:*?\"<>|", (int)c))
			buffer_byte(b, '_');
		else
			buffer_utf8(b, c);
	}
}

/* As long as it may be, between characters. */
static struct text
cut(struct text name, size_t most)
{
	size_t at = 0, end = 0;

	while (at < name.len) {
		utf8_next(name, &at);
		if (at > most)
			break;
		end = at;
	}
	return text_slice(name, 0, end);
}

struct text
output_name_safe(struct arena *a, struct text name)
{
	struct buffer b = {0};
	struct text t;

	add_safe(&b, text_trim(name));
	t = cut(text_trim(buffer_view(&b)), OUTPUT_NAME_MOST);
	while (t.len && (t.at[t.len - 1] == '.' || t.at[t.len - 1] == ' '))
		t.len--;
	if (text_starts(t, TEXT("."))) /* neither ".." nor a hidden file */
		t = text_join(a, TEXT("_"), text_from_offset(t, 1));
	t = is_device(t) ? text_join(a, t, TEXT("_")) : text_copy(a, t);
	buffer_free(&b);
	return t;
}

/* The end of the piece of a pattern that begins at from: the next "/" outside {{ }}, or the pattern's end. */
static size_t
piece_end(struct text pattern, size_t from)
{
	for (size_t at = from; at < pattern.len; at++) {
		ptrdiff_t close;

		if (pattern.at[at] == '/')
			return at;
		if (!text_starts(text_from_offset(pattern, at), TEXT("{{")))
			continue;
		close = text_find(pattern, TEXT("}}"), at);
		if (close < 0)
			return pattern.len;
		at = (size_t)close + 1;
	}
	return pattern.len;
}

/* One piece between slashes, evaluated and made safe. */
static bool
piece(struct arena *a, struct report *r, struct text pattern, struct place place, bool is_trusted,
      const struct merge_context *c, struct text *out)
{
	bool has_marker = text_find(pattern, TEXT("{{"), 0) >= 0;

	*out = pattern;
	if (has_marker && !merge_pattern(a, r, pattern, place, c, out))
		return false;
	if (has_marker || !is_trusted)
		*out = output_name_safe(a, *out);
	if (!out->len)
		return REPORT(r, SEASON_FILE_EMPTY, place, pattern);
	return true;
}

bool
output_name(struct arena *a, struct report *r, struct text pattern, struct place place, bool is_trusted,
	    const struct merge_context *c, struct text *path)
{
	struct buffer b = {0};
	bool ok = true;

	if (is_trusted && text_starts(pattern, TEXT("/")))
		buffer_byte(&b, '/');
	for (size_t from = 0; from < pattern.len && ok;) {
		size_t end = piece_end(pattern, from);
		struct text name;

		if (end > from) {
			ok = piece(a, r, text_slice(pattern, from, end), place, is_trusted, c, &name);
			if (ok && b.len && b.at[b.len - 1] != '/')
				buffer_byte(&b, '/');
			if (ok)
				buffer_text(&b, name);
		}
		from = end + 1;
	}
	if (ok && !b.len)
		ok = REPORT(r, SEASON_FILE_EMPTY, place, pattern);
	*path = text_copy(a, buffer_view(&b));
	buffer_free(&b);
	return ok;
}

struct text
output_name_folded(struct arena *a, struct text path)
{
	size_t len = 0;
	uint8_t *folded = u8_casefold((const uint8_t *)path.at, path.len, NULL, NULL, NULL, &len);
	struct text t = folded ? text_copy(a, (struct text){(char *)folded, len}) : path;

	free(folded);
	return t;
}
