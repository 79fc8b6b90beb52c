/*
 * escape -- a value's characters as XML, where it stands.  Here injection would happen, and nowhere else.
 *
 * & < > " are escaped and control characters left out everywhere (buffer_xml).  Beyond that:
 *     DOCX  line break: the text is closed, w:br, and opened again; tab: w:tab the same way
 *           (ECMA-376 part 1, 17.3.3.1, 17.3.3.32)
 *     ODT   text:line-break, text:tab; the format collapses white space (ODF 1.3 part 3, 6.1.2), so of a run
 *           of spaces all but the first become text:s, and all at either end of the value
 *     attributes and document properties: a line break or tab is a space
 *     targets of links: what no URI may hold is percent-encoded; a value with a scheme of its own takes the place
 *           of what the editor has put before the marker ("http://{{url}}", "../{{url}}")
 *     instructions of fields in a DOCX: as attributes; a quote, which would end the argument, and a backslash,
 *           which would begin a switch, have a backslash before them (ECMA-376 part 1, 17.16.1)
 */
#include <string.h>

#include "merge/state.h"

static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Length of the line break at `at`: CR LF is one. */
static size_t
line_end_length(struct text t, size_t at)
{
	return t.at[at] == '\r' && at + 1 < t.len && t.at[at + 1] == '\n' ? 2 : 1;
}

static void
write_element(struct merging *m, const char *local)
{
	buffer_byte(m->out, '<');
	buffer_text(m->out, m->prefix);
	buffer_string(m->out, local);
	buffer_string(m->out, "/>");
}

static void
close_text(struct merging *m)
{
	buffer_string(m->out, "</");
	buffer_text(m->out, m->prefix);
	buffer_string(m->out, "t>");
}

static void
open_text(struct merging *m)
{
	buffer_byte(m->out, '<');
	buffer_text(m->out, m->prefix);
	buffer_string(m->out, "t xml:space=\"preserve\">");
}

static void
write_docx(struct merging *m, struct text t)
{
	size_t from = 0;

	for (size_t at = 0; at < t.len;) {
		size_t n = is_line_end(t.at[at]) ? line_end_length(t, at) : 1;

		if (!is_line_end(t.at[at]) && t.at[at] != '\t') {
			at++;
			continue;
		}
		buffer_xml(m->out, text_slice(t, from, at));
		close_text(m);
		write_element(m, t.at[at] == '\t' ? "tab" : "br");
		open_text(m);
		at += n;
		from = at;
	}
	buffer_xml(m->out, text_from_offset(t, from));
}

static void
write_spaces(struct merging *m, size_t count)
{
	if (count == 0)
		return;
	buffer_byte(m->out, '<');
	buffer_text(m->out, m->prefix);
	buffer_string(m->out, "s ");
	buffer_text(m->out, m->prefix);
	buffer_printf(m->out, "c=\"%zu\"/>", count);
}

/* The run of spaces at `at`; its length. */
static size_t
write_space_run(struct merging *m, struct text t, size_t at)
{
	size_t n = 0;
	bool at_edge;

	while (at + n < t.len && t.at[at + n] == ' ')
		n++;
	at_edge = at == 0 || at + n == t.len || is_line_end(t.at[at - 1]) || t.at[at - 1] == '\t';
	if (!at_edge)
		buffer_byte(m->out, ' ');
	write_spaces(m, at_edge ? n : n - 1);
	return n;
}

static void
write_odt(struct merging *m, struct text t)
{
	size_t from = 0;

	for (size_t at = 0; at < t.len;) {
		if (!is_line_end(t.at[at]) && t.at[at] != '\t' && t.at[at] != ' ') {
			at++;
			continue;
		}
		buffer_xml(m->out, text_slice(t, from, at));
		if (t.at[at] == ' ') {
			at += write_space_run(m, t, at);
		} else {
			write_element(m, t.at[at] == '\t' ? "tab" : "line-break");
			at += is_line_end(t.at[at]) ? line_end_length(t, at) : 1;
		}
		from = at;
	}
	buffer_xml(m->out, text_from_offset(t, from));
}

static void
write_line(struct merging *m, struct text t)
{
	size_t from = 0;

	for (size_t at = 0; at < t.len;) {
		size_t n = is_line_end(t.at[at]) ? line_end_length(t, at) : 1;

		if (is_line_end(t.at[at]) || t.at[at] == '\t') {
			buffer_xml(m->out, text_slice(t, from, at));
			buffer_byte(m->out, ' ');
			from = at + n;
		}
		at += n;
	}
	buffer_xml(m->out, text_from_offset(t, from));
}

/* What no URI holds (RFC 3986, 2); letters of all languages may stay (RFC 3987). */
static bool
is_foreign_to_uri(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7F || strchr("\"<>\\^`{|}", c) != NULL;
}

/* "https:", "mailto:" … (RFC 3986, 3.1). */
static bool
has_scheme(struct text t)
{
	size_t n = 0;

	while (n < t.len && (((t.at[n] | 32) >= 'a' && (t.at[n] | 32) <= 'z') ||
			     (n > 0 && ((t.at[n] >= '0' && t.at[n] <= '9') || strchr("+-.", t.at[n])))))
		n++;
	return n > 1 && n < t.len && t.at[n] == ':';
}

/* The bytes of the attribute's value so far. */
static struct text
value_so_far(const struct merging *m)
{
	size_t from = m->out->len;

	while (from > 0 && m->out->at[from - 1] != '"')
		from--;
	return (struct text){m->out->at + from, m->out->len - from};
}

/* What editors put before a target that they know nothing of: "http://", or "../" for a file beside the document. */
static bool
is_editors_prefix(struct text t)
{
	if (text_is(t, "http://") || text_is(t, "https://"))
		return true;
	while (text_starts(t, TEXT("../")))
		t = text_from_offset(t, 3);
	return t.len == 0;
}

static void
write_link(struct merging *m, struct text t)
{
	struct text before = value_so_far(m);
	size_t from = 0;

	t = text_trim(t);
	if (has_scheme(t) && is_editors_prefix(before))
		m->out->len -= before.len;
	for (size_t i = 0; i < t.len; i++) {
		if (!is_foreign_to_uri(t.at[i]))
			continue;
		buffer_xml(m->out, text_slice(t, from, i));
		buffer_printf(m->out, "%%%02X", (unsigned char)t.at[i]);
		from = i + 1;
	}
	buffer_xml(m->out, text_from_offset(t, from));
}

static void
write_instruction(struct merging *m, struct text t)
{
	size_t from = 0;

	for (size_t at = 0; at < t.len; at++) {
		if (t.at[at] != '"' && t.at[at] != '\\')
			continue;
		write_line(m, text_slice(t, from, at));
		buffer_byte(m->out, '\\');
		from = at;
	}
	write_line(m, text_from_offset(t, from));
}

void
write_value(struct merging *m, enum escape escape, struct text t)
{
	switch (escape) {
	case ESCAPE_DOCX_TEXT:
		write_docx(m, t);
		break;
	case ESCAPE_ODT_TEXT:
		write_odt(m, t);
		break;
	case ESCAPE_XML:
		write_line(m, t);
		break;
	case ESCAPE_LINK:
		write_link(m, t);
		break;
	case ESCAPE_FIELD:
		write_instruction(m, t);
		break;
	}
}

void
write_page_break(struct merging *m)
{
	close_text(m);
	buffer_byte(m->out, '<');
	buffer_text(m->out, m->prefix);
	buffer_string(m->out, "br ");
	buffer_text(m->out, m->prefix);
	buffer_string(m->out, "type=\"page\"/>");
	open_text(m);
}
