/*
 * marker -- where a marker ends, and what it says.
 *
 * "}}" inside a text in quotes or a name in brackets is text: {{x | default: "}}"}}.  But a quote
 * that is never closed in the paragraph opens nothing, so that a stray apostrophe does not swallow the
 * rest; the parser then names it.  A note ends at the first "}}" whatever stands in it.
 */
#include "expression/marker.h"

#include <string.h>

#include "base/utf8.h"
#include "expression/finish.h"
#include "expression/lexer.h"

/*
 * Whether a text goes on into another marker: "имя}} и {{"фамилия" is no text in quotes, but two markers of which the
 * first has a stray one.  Who prints braces writes {{ before }}.
 */
static bool
leaves_marker(struct text line, size_t from, size_t to)
{
	struct text inside = text_slice(line, from, to > from ? to : from);
	ptrdiff_t close = text_find(inside, TEXT("}}"), 0), open = text_find(inside, TEXT("{{"), 0);

	return close != TEXT_NOWHERE && open > close;
}

/* What stands at `at` inside a marker that hides "}}": its end, or 0. */
static size_t
hidden_end(struct text line, size_t at)
{
	unsigned char c = (unsigned char)line.at[at];
	ptrdiff_t bracket;
	size_t end;

	if (c == '[') {
		bracket = text_find(line, TEXT("]"), at);
		end = bracket == TEXT_NOWHERE ? 0 : (size_t)bracket + 1;
		return leaves_marker(line, at, end) ? 0 : end;
	}
	/* the quotes are ASCII, « (C2 AB), or of the block U+2018 … U+201E (E2 80) */
	end = c == '"' || c == '\'' || c == 0xC2 || c == 0xE2 ? quoted_end(line, at, NULL) : 0;
	return leaves_marker(line, at, end) ? 0 : end;
}

/* Where the marker that opens at `from` ends, behind its "}}"; 0 when it does not. */
static size_t
marker_end(struct text line, size_t from)
{
	size_t at = from + 2, n;
	bool is_note;

	while ((n = blank_length(line, at)) > 0)
		at += n;
	is_note = at < line.len && line.at[at] == '!';
	while (at + 1 < line.len) {
		if (line.at[at] == '}' && line.at[at + 1] == '}')
			return at + 2;
		if (!is_note && line.at[at] == '{' && line.at[at + 1] == '{')
			return 0; /* the next one begins: this one's end was forgotten */
		n = is_note ? 0 : hidden_end(line, at);
		at = n ? n : at + 1;
	}
	return 0;
}

bool
marker_find(struct text line, size_t at, size_t *from, size_t *to, bool *is_open)
{
	ptrdiff_t begin = text_find(line, TEXT("{{"), at);

	if (begin == TEXT_NOWHERE)
		return false;
	*from = (size_t)begin;
	*to = marker_end(line, *from);
	*is_open = *to == 0;
	if (*is_open)
		*to = *from + 2;
	return true;
}

/* The text before the first "|" that is not part of "||" and stands outside quotes. */
static struct text
before_pipe(struct text t)
{
	size_t at = 0, n;

	while (at < t.len) {
		if (t.at[at] == '|' && at + 1 < t.len && t.at[at + 1] == '|')
			at += 2;
		else if (t.at[at] == '|')
			break;
		else
			at = (n = hidden_end(t, at)) > 0 ? n : at + 1;
	}
	return blank_trim(text_slice(t, 0, at));
}

struct reading {
	struct arena *arena;
	struct report *report;
	uint32_t *slots;
	struct marker *marker;
};

static void
read_expression(struct reading *r, struct text source, enum marker_kind kind)
{
	struct marker *m = r->marker;
	struct origin *origin = NEW(r->arena, struct origin);
	struct faults faults = {{0}};
	struct fault misplaced;

	*origin = *m->origin;
	origin->at = (size_t)(source.at - origin->line.at);
	m->kind = kind;
	m->expression = expression_parse(r->arena, source, origin, r->slots, &faults, &m->partial);
	if (m->expression &&
	    finish_check(r->arena, m->expression, kind == MARKER_SECTION ? FINISH_SECTION : FINISH_VALUE, &misplaced))
		return;
	if (m->expression) {
		m->partial = m->expression;
		m->expression = NULL;
		*VECTOR_PUSH(r->arena, &faults.of) = misplaced;
	}
	/* a section keeps its place in the nesting, so that its end is not reported as well */
	m->kind = kind == MARKER_SECTION ? MARKER_SECTION : MARKER_WRONG;
	for (size_t i = 0; i < faults.of.count; i++) {
		struct fault *fault = &faults.of.at[i];

		if (fault->at >= source.len) /* what is missing at the end: the caret goes under the marker's end */
			fault->len = 2;
		origin_report(r->arena, r->report, origin, fault);
	}
}

static void
read_name(struct reading *r, struct text source)
{
	r->marker->shown = before_pipe(source);
	r->marker->folded = utf8_fold_name(r->arena, r->marker->shown);
}

/* A file's name as typed: no-break spaces are spaces there, and what nobody sees is nothing. */
static struct text
file_name(struct arena *a, struct text t)
{
	char *name = arena_alloc(a, t.len + 1);
	size_t n = 0, at = 0;

	while (at < t.len) {
		size_t blank = blank_length(t, at);

		if (blank == 0)
			name[n++] = t.at[at++];
		else if (blank == 1 || text_starts(text_from_offset(t, at), TEXT("\u00A0")))
			name[n++] = ' ';
		at += blank;
	}
	return (struct text){name, n};
}

static bool
can_be_field(const struct expression *e)
{
	return e && e->kind == EXPRESSION_PATH && e->segment_count > 0 &&
	       (e->root == ROOT_NAME || e->root == ROOT_ITEM || e->root == ROOT_DATA || e->root == ROOT_DOCUMENT);
}

/* The name of a file in quotes, or one that may also be a field's. */
static void
read_include(struct reading *r, struct text source)
{
	struct marker *m = r->marker;
	struct origin *origin = NEW(r->arena, struct origin);
	struct text inside;
	struct faults faults = {{0}};

	if (!source.len) {
		m->kind = MARKER_WRONG;
		ORIGIN_REPORT(r->arena, r->report, m->origin, MARKER_EMPTY, m->at, m->end - m->at, TEXT_NONE);
		return;
	}
	m->kind = MARKER_INCLUDE;
	if (quoted_end(source, 0, &inside) == source.len) {
		m->shown = file_name(r->arena, blank_trim(inside));
		return;
	}
	m->shown = file_name(r->arena, source);
	*origin = *m->origin;
	origin->at = (size_t)(source.at - origin->line.at);
	m->expression = expression_parse(r->arena, source, origin, r->slots, &faults, NULL);
	if (!can_be_field(m->expression))
		m->expression = NULL;
}

static bool
is_else(struct arena *a, struct text inside)
{
	struct text folded;

	/* {{"else"}} and {{[иначе]}} are a text and a field: folding would drop their quotes and brackets */
	if (inside.len > 16 || hidden_end(inside, 0))
		return false;
	folded = utf8_fold_name(a, inside);
	return text_is(folded, "else") || text_is(folded, "иначе");
}

/* `inside` is what stands between the braces, without blanks around; not empty. */
static void
read_kind(struct reading *r, struct text inside)
{
	struct marker *m = r->marker;
	struct text rest = blank_trim(text_from_offset(inside, 1));

	switch (inside.at[0]) {
	case '#':
	case '^':
		m->is_negative = inside.at[0] == '^';
		read_name(r, rest);
		read_expression(r, rest, MARKER_SECTION);
		return;
	case '/':
		m->kind = MARKER_CLOSE;
		read_name(r, rest);
		return;
	case '!':
		m->kind = MARKER_NOTE;
		return;
	case '>':
		read_include(r, rest);
		return;
	}
	if (is_else(r->arena, inside))
		m->kind = MARKER_ELSE;
	else
		read_expression(r, inside, MARKER_VALUE);
}

bool
marker_is_include(struct text line, size_t from, size_t to)
{
	struct text inside = blank_trim(text_slice(line, from + 2, to - 2));

	return text_starts(inside, TEXT(">")) && blank_trim(text_from_offset(inside, 1)).len > 0;
}

struct marker *
marker_read(struct arena *a, struct report *report, const struct origin *origin, size_t from, size_t to,
	    uint32_t *slots)
{
	struct marker *m = NEW(a, struct marker);
	struct reading r = {a, report, slots, m};
	struct text inside = blank_trim(text_slice(origin->line, from + 2, to - 2));

	m->at = from;
	m->end = to;
	m->origin = origin;
	m->whole = text_slice(origin->line, from, to);
	if (inside.len == 0) {
		m->kind = MARKER_WRONG;
		ORIGIN_REPORT(a, report, origin, MARKER_EMPTY, from, to - from, TEXT_NONE);
	} else {
		read_kind(&r, inside);
	}
	return m;
}

bool
marker_is_text(struct arena *a, struct report *r, const struct marker *m)
{
	struct fault fault;

	if (!m->expression || finish_check(a, m->expression, FINISH_TEXT, &fault))
		return true;
	return origin_report(a, r, m->expression->origin, &fault);
}

bool
marker_has(const struct marker *m, enum filter_id filter)
{
	const struct expression *e = m->expression;

	for (; e && e->kind == EXPRESSION_FILTER && filter_is_finish(e->filter); e = e->left) {
		if (e->filter == filter)
			return true;
	}
	return false;
}
