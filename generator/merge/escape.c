/*
 * escape -- a value's characters as XML, where it stands.  Here injection would happen, and nowhere else.
 *
 * & < > " are escaped and control characters left out everywhere (buffer_xml).  Beyond that:
 *     DOCX  line break: the text is closed, w:br, and opened again; tab: w:tab the same way
 *           (ECMA-376 part 1, 17.3.3.1, 17.3.3.32)
 *     ODT   text:line-break, text:tab; the format collapses white space (ODF 1.3 part 3, 6.1.2), so of a run
 *           of spaces all but the first become text:s, and all at either end of the value
 *     attributes and document properties: a line break or tab is a space
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
