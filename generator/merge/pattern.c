/*
 * pattern -- text with markers outside a document: file names.
 *
 * Read once, filled for every record: a season may have a hundred thousand of them.
 */
#include "expression/marker.h"
#include "merge/state.h"

/* A stretch of text, or a value. */
struct pattern_piece {
	struct text text;
	const struct expression *expression; /* NULL: text */
	struct pattern_piece *next;
};

struct pattern {
	struct pattern_piece *first;
	uint32_t slots;
};

struct reading {
	struct arena *arena;
	struct report *report;
	struct origin *origin;
	struct pattern *pattern;
	struct pattern_piece **link;
	bool failed, has_section; /* has_section: one was reported, and so its other markers need not be */
};

static void
add_piece(struct reading *r, struct text text, const struct expression *expression)
{
	struct pattern_piece *piece = NEW(r->arena, struct pattern_piece);

	piece->text = text;
	piece->expression = expression;
	*r->link = piece;
	r->link = &piece->next;
}

static void
read_marker(struct reading *r, size_t from, size_t to)
{
	struct marker *m = marker_read(r->arena, r->report, r->origin, from, to, &r->pattern->slots);

	if (m->kind == MARKER_NOTE)
		return;
	if (m->kind == MARKER_VALUE) {
		r->failed |= !marker_is_text(r->arena, r->report, m);
		add_piece(r, TEXT_NONE, m->expression);
		return;
	}
	if (m->kind != MARKER_WRONG && !r->has_section && (m->kind != MARKER_SECTION || m->expression))
		ORIGIN_REPORT(r->arena, r->report, r->origin, PATTERN_SECTION, from, to - from, m->whole);
	r->has_section |= m->kind == MARKER_SECTION;
	r->failed = true;
}

const struct pattern *
merge_pattern_read(struct arena *a, struct report *r, struct text text, struct place place)
{
	struct reading reading = {.arena = a, .report = r};
	size_t at = 0, from, to;
	struct text line;
	bool is_open;

	reading.pattern = NEW(a, struct pattern);
	reading.link = &reading.pattern->first;
	reading.origin = NEW(a, struct origin);
	*reading.origin = (struct origin){.place = place, .line = line = text_copy(a, text)};
	while (marker_find(line, at, &from, &to, &is_open)) {
		add_piece(&reading, text_slice(line, at, from), NULL);
		at = to;
		if (is_open) {
			ORIGIN_REPORT(a, r, reading.origin, MARKER_UNCLOSED, from, to - from, TEXT_NONE);
			reading.failed = true;
		} else {
			read_marker(&reading, from, to);
		}
	}
	add_piece(&reading, text_from_offset(line, at), NULL);
	return reading.failed ? NULL : reading.pattern;
}

bool
merge_pattern_check(struct arena *a, struct report *r, const struct pattern *p, const struct merge_context *c,
		    const struct fields *item_fields)
{
	bool ok = true;

	for (const struct pattern_piece *piece = p->first; piece; piece = piece->next) {
		if (piece->expression)
			ok = merge_check_expression(a, r, piece->expression, c, item_fields) && ok;
	}
	return ok;
}

bool
merge_pattern_fill(struct arena *a, struct report *r, const struct pattern *p, const struct merge_context *c,
		   struct text *out)
{
	struct merging m = {.arena = a, .report = r, .context = c, .is_russian = true};
	struct buffer filled = {0};
	struct value v;
	bool ok = true;

	merging_begin(&m, p->slots);
	for (const struct pattern_piece *piece = p->first; piece; piece = piece->next) {
		if (!piece->expression)
			buffer_text(&filled, piece->text);
		else if (evaluate(&m, piece->expression, &v) && must_print(&m, piece->expression, &v))
			buffer_text(&filled, printed(&m, &v));
		else
			ok = false;
	}
	*out = buffer_take(a, &filled);
	return ok;
}
