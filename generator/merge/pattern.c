/*
 * pattern -- text with markers outside a document: file names.
 */
#include "merge/state.h"
#include "template/marker.h"

struct filling {
	struct arena *arena;
	struct report *report;
	const struct merge_context *context;
	struct origin *origin;
	struct buffer out;
	uint32_t slots;
	bool failed;
};

static void
fill_marker(struct filling *f, size_t from, size_t to)
{
	struct marker *m = marker_read(f->arena, f->report, f->origin, from, to, &f->slots);
	struct merging merging = {.arena = f->arena, .report = f->report, .context = f->context, .is_russian = true};
	const struct fields *fields = f->context->record ? f->context->record->fields : NULL;
	struct value v;

	if (m->kind == MARKER_NOTE)
		return;
	if (m->kind != MARKER_VALUE) {
		if (m->kind != MARKER_WRONG && (m->kind != MARKER_SECTION || m->expression))
			ORIGIN_REPORT(f->arena, f->report, f->origin, PATTERN_SECTION, from, to - from, m->whole);
		f->failed = true;
		return;
	}
	if (!check_expression(f->arena, f->report, f->context, fields, m->expression)) {
		f->failed = true;
		return;
	}
	merging_begin(&merging, f->slots);
	if (evaluate(&merging, m->expression, &v))
		buffer_text(&f->out, printed(&merging, &v));
	else
		f->failed = true;
}

bool
merge_pattern(struct arena *a, struct report *r, struct text pattern, struct place place,
              const struct merge_context *c, struct text *out)
{
	struct origin *origin = NEW(a, struct origin);
	struct filling f = {.arena = a, .report = r, .context = c, .origin = origin};
	size_t at = 0, from, to;
	bool is_open;

	*origin = (struct origin){.place = place, .line = text_copy(a, pattern)};
	while (marker_find(origin->line, at, &from, &to, &is_open)) {
		buffer_text(&f.out, text_slice(origin->line, at, from));
		at = to;
		if (is_open) {
			ORIGIN_REPORT(a, r, origin, MARKER_UNCLOSED, from, to - from, TEXT_NONE);
			f.failed = true;
		} else {
			fill_marker(&f, from, to);
		}
	}
	buffer_text(&f.out, text_from_offset(origin->line, at));
	*out = text_copy(a, buffer_view(&f.out));
	buffer_free(&f.out);
	return !f.failed;
}
