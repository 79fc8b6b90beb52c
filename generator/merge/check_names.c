/*
 * check_names -- what is said of a name that the data have not: what was meant by it, and where it would be found.
 */
#include "base/utf8.h"
#include "data/schema.h"
#include "expression/advice.h"
#include "merge/checking.h"

bool
shape_has_field(const struct shape *s, struct text folded)
{
	for (size_t i = 0; i < s->fields.count; i++) {
		if (fields_find(s->fields.at[i], folded) >= 0)
			return true;
	}
	return false;
}

bool
shape_has_names(const struct shape *s)
{
	return s->kind == SHAPE_RECORD && s->fields.count > 0;
}

/* ---- messages ---- */

static void
offer_fields(const struct shape *s, struct nearest *near)
{
	for (size_t i = 0; i < s->fields.count; i++) {
		for (size_t j = 0; j < s->fields.at[i]->of.count; j++)
			nearest_offer(near, s->fields.at[i]->of.at[j].folded, s->fields.at[i]->of.at[j].caption);
	}
}

void
check_fault(struct checking *k, const struct expression *e, struct fault fault)
{
	k->failed = true;
	if (k->faults++ < CHECK_FAULTS_MOST)
		origin_report(k->arena, k->report, e->origin, &fault);
}

static void
report_unknown(struct checking *k, const struct expression *e, const struct segment *s, struct text hint)
{
	if (k->is_tolerant)
		return;
	check_fault(k, e, (struct fault){s->at, s->len, PROBLEM_FIELD_UNKNOWN, {s->shown, hint}});
}

/* A field of a table's records, where no record of it is in sight. */
static struct text
table_hint(struct checking *k, struct text folded)
{
	const struct dataset *d = k->context->dataset;

	for (size_t i = 0; d && i < d->tables.count; i++) {
		const struct table *t = d->tables.at[i];

		if (t->is_made)
			continue;
		if (t->fields && t->is_record && fields_find(t->fields, folded) >= 0)
			return text_format(k->arena, _("\"%.*s\" has it: write %.*s.%.*s"), TEXT_ARG(t->name),
					   TEXT_ARG(t->name), TEXT_ARG(folded));
		if (t->fields && !t->is_record && fields_find(t->fields, folded) >= 0 && k->is_alone)
			return text_format(
				k->arena,
				_("the records of the table \"%.*s\" have it; here is no single one to take it from"),
				TEXT_ARG(t->name));
		if (t->fields && !t->is_record && fields_find(t->fields, folded) >= 0)
			return text_format(k->arena,
					   _("the table \"%.*s\" has it: {{#%.*s}} repeats for each of its records"),
					   TEXT_ARG(t->name), TEXT_ARG(t->name));
	}
	return TEXT_NONE;
}

/* "it was looked for in люди, and around", when the place is inside of something. */
static struct text
scopes_hint(struct checking *k, const struct static_scope *scope)
{
	for (; scope && scope != k->outermost; scope = scope->outer) {
		if (scope->of && shape_has_names(scope->shape))
			return text_format(k->arena, _("it was looked for in \"%.*s\" and around it"),
					   TEXT_ARG(written(scope->of)));
	}
	return TEXT_NONE;
}

/* A bare word as an argument may have been meant as one of the filter's own. */
static struct text
keywords_hint(struct checking *k, const struct expression *e, struct nearest *near)
{
	const struct expression *f = k->argument_of;
	bool is_word = f && e->outers == 0 && e->segment_count == 1;
	struct text list = is_word ? filter_keywords(k->arena, f->filter, near) : TEXT_NONE;

	if (list.len == 0)
		return TEXT_NONE;
	return text_format(k->arena, _("the words that \"%.*s\" knows: %.*s"), TEXT_ARG(f->text), TEXT_ARG(list));
}

/* {{не Класс}}, where there is a Класс. */
static struct text
negation_hint(struct checking *k, struct text folded, const struct nearest *near)
{
	struct text not = text_starts(folded, TEXT("не ")) ? TEXT("не ") : TEXT("not ");

	if (!text_starts(folded, not ) || text_starts(utf8_fold_name(k->arena, near->found), not ))
		return TEXT_NONE;
	return advice_on_name(k->arena, folded, false);
}

/* {{Род. падеж}}, {{Место работы/учёбы}}: what stands in the marker before the first | is a field's caption. */
static struct text
caption_hint(struct checking *k, const struct expression *e, const struct static_scope *scope)
{
	struct text t = text_from_offset(e->origin->line, e->origin->at + e->at), folded;
	size_t end = 0;

	while (end < t.len && t.at[end] != '|' && t.at[end] != '}')
		end++;
	t = text_trim(text_slice(t, 0, end));
	folded = utf8_fold_name(k->arena, t);
	for (; t.len > e->segments[0].len && scope; scope = scope->outer) {
		if (shape_has_names(scope->shape) && shape_has_field(scope->shape, folded))
			return text_format(k->arena, _("a name with such signs is written in square brackets: [%.*s]"),
					   TEXT_ARG(t));
	}
	return TEXT_NONE;
}

static struct text
unknown_hint(struct checking *k, const struct expression *e, const struct static_scope *scope, struct nearest *near)
{
	struct text keywords = keywords_hint(k, e, near);
	struct text hint = caption_hint(k, e, scope);

	if (hint.len == 0)
		hint = advice_on_name(k->arena, e->segments[0].folded, true);
	if (hint.len == 0)
		hint = negation_hint(k, e->segments[0].folded, near);

	if (hint.len == 0 && near->found.len == 0)
		hint = keywords;
	if (hint.len == 0 && near->found.len)
		return nearest_hint(k->arena, near);
	if (hint.len == 0)
		hint = advice_on_name(k->arena, e->segments[0].folded, false);
	if (hint.len == 0 && e->segments[0].shown.at[0] >= '0' && e->segments[0].shown.at[0] <= '9')
		hint = text_format(k->arena, _("a text is written in quotation marks: \"%.*s\""),
				   TEXT_ARG(e->segments[0].shown));
	if (hint.len == 0)
		hint = table_hint(k, e->segments[0].folded);
	return hint.len ? hint : scopes_hint(k, scope);
}

void
unknown_first(struct checking *k, const struct expression *e, const struct static_scope *scope)
{
	struct nearest near = nearest_to(e->segments[0].folded);

	for (const struct static_scope *s = scope; s; s = s->outer) {
		if (shape_has_names(s->shape))
			offer_fields(s->shape, &near);
	}
	report_unknown(k, e, &e->segments[0], unknown_hint(k, e, scope, &near));
}

void
unknown_in(struct checking *k, const struct expression *e, size_t i, const struct shape *s)
{
	struct nearest near = nearest_to(e->segments[i].folded);
	struct text hint;

	offer_fields(s, &near);
	hint = nearest_hint(k->arena, &near);
	if (s->kind == SHAPE_LIST)
		hint = text_from(_("what stands before the point is a list: repeat it by a section, or take one item "
				   "by a filter"));
	if (s->kind == SHAPE_SCALAR && e->root != ROOT_DOCUMENT)
		hint = text_from(_("what stands before the point is a single value and has no fields"));
	report_unknown(k, e, &e->segments[i], hint);
}

/* ---- columns that a table might have ---- */

static bool
was_told(struct checking *k, struct text table, struct text folded)
{
	struct text name = text_format(k->arena, "%.*s\n%.*s", TEXT_ARG(table), TEXT_ARG(folded));

	for (size_t i = 0; i < k->absent.count; i++) {
		if (text_equal(k->absent.at[i], name))
			return true;
	}
	*VECTOR_PUSH(k->arena, &k->absent) = name;
	return false;
}

static void
tell_absent(struct checking *k, const struct expression *e, const struct segment *s, const struct shape *shape,
	    const struct table *t)
{
	struct fault fault = {s->at, s->len, PROBLEM_COLUMN_ABSENT, {t->name, s->shown}};
	struct nearest near = nearest_to(s->folded);

	offer_fields(shape, &near);
	fault.arguments[2] =
		near.found.len ? nearest_hint(k->arena, &near) : text_from(_("add the column, or mend the name"));
	if (k->context->absent == ABSENT_TOLD && !k->is_tolerant && !was_told(k, t->name, s->folded) &&
	    k->faults++ < CHECK_FAULTS_MOST)
		origin_report(k->arena, k->report, e->origin, &fault);
}

bool
is_absent_column(struct checking *k, const struct expression *e, const struct segment *s, const struct shape *shape,
		 struct shape *out)
{
	bool is_key;

	for (size_t i = 0; i < shape->fields.count && k->context->absent != ABSENT_UNKNOWN; i++) {
		const struct table *t = shape->fields.at[i]->table;

		if (!t || !t->schema || !schema_find_field(t->schema, s->folded, &is_key))
			continue;
		tell_absent(k, e, s, shape, t);
		out->kind = is_key || s != &e->segments[e->segment_count - 1] ? SHAPE_UNKNOWN : SHAPE_SCALAR;
		return true;
	}
	return false;
}
