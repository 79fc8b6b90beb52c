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

struct text
output_name_safe(struct arena *a, struct text name)
{
	struct buffer b = {0};
	struct text t;

	add_safe(&b, text_trim(name));
	t = utf8_prefix(text_trim(buffer_view(&b)), OUTPUT_NAME_MOST);
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

/* What stands between two slashes. */
struct piece {
	const struct pattern *pattern; /* NULL: the name is the same for every record */
	struct text name;
};

struct output_pattern {
	struct text text; /* as typed */
	struct place place;
	bool is_rooted; /* begins with a slash */
	VECTOR(struct piece) pieces;
};

static bool
read_piece(struct arena *a, struct report *r, struct output_pattern *p, struct text text, bool is_trusted)
{
	struct piece *piece = VECTOR_PUSH(a, &p->pieces);

	*piece = (struct piece){.name = text};
	if (text_find(text, TEXT("{{"), 0) >= 0) {
		piece->pattern = merge_pattern_read(a, r, text, p->place);
		return piece->pattern != NULL;
	}
	if (!is_trusted)
		piece->name = output_name_safe(a, text);
	return piece->name.len || REPORT(r, SEASON_FILE_EMPTY, p->place, text);
}

const struct output_pattern *
output_pattern_read(struct arena *a, struct report *r, struct text text, struct place place, bool is_trusted)
{
	struct output_pattern *p = NEW(a, struct output_pattern);
	bool ok = true;

	p->text = text;
	p->place = place;
	p->is_rooted = is_trusted && text_starts(text, TEXT("/"));
	for (size_t from = 0; from < text.len;) {
		size_t end = piece_end(text, from);

		if (end > from)
			ok = read_piece(a, r, p, text_slice(text, from, end), is_trusted) && ok;
		from = end + 1;
	}
	return ok ? p : NULL;
}

bool
output_pattern_check(struct arena *a, struct report *r, const struct output_pattern *p, const struct merge_context *c,
		     const struct fields *item_fields)
{
	bool ok = true;

	for (size_t i = 0; i < p->pieces.count; i++) {
		if (p->pieces.at[i].pattern)
			ok = merge_pattern_check(a, r, p->pieces.at[i].pattern, c, item_fields) && ok;
	}
	return ok;
}

static bool
piece_name(struct arena *a, struct report *r, const struct output_pattern *p, const struct piece *piece,
	   const struct merge_context *c, struct text *name)
{
	*name = piece->name;
	if (!piece->pattern)
		return true;
	if (!merge_pattern_fill(a, r, piece->pattern, c, name))
		return false;
	*name = output_name_safe(a, *name);
	return name->len || REPORT(r, SEASON_FILE_EMPTY, p->place, piece->name);
}

bool
output_name(struct arena *a, struct report *r, const struct output_pattern *p, const struct merge_context *c,
	    struct text *path)
{
	struct buffer b = {0};
	bool ok = true;

	if (p->is_rooted)
		buffer_byte(&b, '/');
	for (size_t i = 0; i < p->pieces.count && ok; i++) {
		struct text name;

		ok = piece_name(a, r, p, &p->pieces.at[i], c, &name);
		if (ok && i > 0)
			buffer_byte(&b, '/');
		if (ok)
			buffer_text(&b, name);
	}
	if (ok && !b.len)
		ok = REPORT(r, SEASON_FILE_EMPTY, p->place, p->text);
	*path = buffer_take(a, &b);
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
