/*
 * link -- markers in the target of a link, as editors write them.
 *
 * Braces cannot stand in a URI (RFC 3986, 2), so Word and LibreOffice write {{код}} as %7B%7B…%7D%7D, mostly with all
 * that stands between percent-encoded as well.  Where they see no scheme they put one, or a path, before it: see
 * merge/escape.c.
 */
#include "template/link.h"

#include <string.h>

static size_t
find_escaped(struct text t, const char *upper, const char *lower, size_t from)
{
	ptrdiff_t u = text_find(t, text_from(upper), from), l = text_find(t, text_from(lower), from);
	size_t first = u == TEXT_NOWHERE ? t.len : (size_t)u;

	return l != TEXT_NOWHERE && (size_t)l < first ? (size_t)l : first;
}

static void
add_unescaped(struct buffer *b, struct text t)
{
	static const char hex[] = "0123456789ABCDEF0123456789abcdef";

	for (size_t i = 0; i < t.len; i++) {
		const char *high = i + 2 < t.len && t.at[i] == '%' && t.at[i + 1] ? strchr(hex, t.at[i + 1]) : NULL;
		const char *low = high && t.at[i + 2] ? strchr(hex, t.at[i + 2]) : NULL;

		buffer_byte(b, (char)(low ? (high - hex) % 16 * 16 + (low - hex) % 16 : t.at[i]));
		i += low ? 2 : 0;
	}
}

void
link_unescape(struct buffer *b, struct text target)
{
	size_t at = 0, from, to;

	while ((from = find_escaped(target, "%7B%7B", "%7b%7b", at)) < target.len) {
		to = find_escaped(target, "%7D%7D", "%7d%7d", from) + 6;
		buffer_text(b, text_slice(target, at, from));
		add_unescaped(b, text_slice(target, from, to < target.len ? to : target.len));
		at = to < target.len ? to : target.len;
	}
	buffer_text(b, text_slice(target, at, target.len));
}
