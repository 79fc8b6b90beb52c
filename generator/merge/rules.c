/*
 * rules -- the "checks" of schemas.
 *
 * Each check is compiled once and has a merging state of its own, so that the places of its names are remembered from
 * record to record; what an evaluation allocates is given back after it.  A record's check is passed over when a cell
 * it asks for was reported already: what is no date is not too early as well, and who was not found has no age.
 */
#include "merge/rules.h"

#include <string.h>

#include "base/nearest.h"
#include "data/lookup.h"
#include "data/schema.h"
#include "merge/state.h"
#include "value/record.h"

/* A field of the table that an expression begins a path with. */
struct rule_field {
	int index;
	bool goes_on; /* to a field of the record that it links to */
};

struct rule {
	const struct schema_check *check;
	const struct expression *when, *unique; /* one may be NULL */
	const struct pattern *message;          /* NULL: there is none */
	VECTOR(struct rule_field) fields;
	int field;          /* at whose cell it reports; -1: the record */
	struct lookup seen; /* what unique gave → position of the record */
	struct merging state;
	struct slot *slots_of_when, *slots_of_unique; /* each expression numbers its names from 0 */
};

/* What an evaluation could not do. */
struct failure {
	struct place place;
	struct text cell; /* how messages name it */
	struct text what, hint;
};

struct rules {
	struct arena arena;   /* until the end of merge_rules */
	struct arena scratch; /* of one evaluation */
	struct report *report;
	struct report quiet; /* of what fails in an evaluation */
	struct merge_context context;
	struct table *table;
	VECTOR(struct rule *) rules; /* of the table */
	struct lookup failed;        /* cells that an evaluation failed at */
	/*
	 * of the record, in scratch: a check's own words about a cell count for more than that another one failed
	 * there
	 */
	VECTOR(struct failure) failures;
	VECTOR(struct text) told; /* cells */
	bool ok;
};

/* ---- reading ---- */

/* Where messages go that a shipped schema's checks must not give. */
static struct report *
report_of_names(struct rules *rules)
{
	return rules->table->schema->is_lenient ? &rules->quiet : rules->report;
}

static void
forget_quiet(struct rules *rules)
{
	report_close(&rules->quiet);
	report_open(&rules->quiet);
}

static const struct expression *
read_expression(struct rules *rules, struct text source, struct place place)
{
	const struct expression *e = expression_read(&rules->arena, rules->report, source, place);
	bool ok;

	if (!e) {
		rules->ok = false;
		return NULL;
	}
	ok = merge_check_expression(&rules->arena, report_of_names(rules), e, &rules->context, rules->table->fields);
	if (!ok && !rules->table->schema->is_lenient)
		rules->ok = false;
	return ok ? e : NULL;
}

static bool
read_message(struct rules *rules, struct rule *rule)
{
	const struct schema_check *check = rule->check;
	bool is_lenient = rules->table->schema->is_lenient;

	if (!check->message.len)
		return true;
	rule->message = merge_pattern_read(&rules->arena, rules->report, check->message, check->message_place);
	if (rule->message && merge_pattern_check(&rules->arena, report_of_names(rules), rule->message, &rules->context,
						 rules->table->fields))
		return true;
	rules->ok = rules->ok && rule->message && is_lenient;
	return false;
}

static bool
find_field(struct rules *rules, struct rule *rule)
{
	const struct schema_check *check = rule->check;
	const struct fields *fields = rules->table->fields;
	struct nearest near;

	rule->field = rule->fields.count ? rule->fields.at[0].index : -1;
	if (!check->field.folded.len)
		return true;
	rule->field = fields_find(fields, check->field.folded);
	if (rule->field >= 0 && fields->of.at[rule->field].is_computed) /* ФИО stands where its parts do */
		rule->field = fields_find(fields, TEXT("фамилия"));
	if (rule->field >= 0 || rules->table->schema->is_lenient)
		return rule->field >= 0;
	near = nearest_to(check->field.folded);
	for (size_t i = 0; i < fields->of.count; i++)
		nearest_offer(&near, fields->of.at[i].folded, fields->of.at[i].caption);
	rules->ok = false;
	return REPORT(rules->report, SCHEMA_CHECK_FIELD, check->field_place, check->field.name, rules->table->name,
		      nearest_hint(&rules->arena, &near));
}

/* The fields of the table that the expression begins its paths with. */
static void
collect_fields(struct rules *rules, struct rule *rule, const struct expression *e)
{
	int index;

	if (!e)
		return;
	if (e->kind == EXPRESSION_PATH && e->root == ROOT_NAME && e->outers == 0) {
		index = fields_find(rules->table->fields, e->segments[0].folded);
		if (index >= 0)
			*VECTOR_PUSH(&rules->arena, &rule->fields) = (struct rule_field){index, e->segment_count > 1};
	}
	collect_fields(rules, rule, e->left);
	collect_fields(rules, rule, e->right);
	for (size_t i = 0; i < e->argument_count; i++)
		collect_fields(rules, rule, e->arguments[i].expression);
}

static void
read_rule(struct rules *rules, const struct schema_check *check)
{
	struct rule *rule = NEW(&rules->arena, struct rule);

	rule->check = check;
	if (check->when.len)
		rule->when = read_expression(rules, check->when, check->when_place);
	if (check->unique.len)
		rule->unique = read_expression(rules, check->unique, check->unique_place);
	if ((check->when.len && !rule->when) || (check->unique.len && !rule->unique))
		return;
	collect_fields(rules, rule, rule->unique);
	collect_fields(rules, rule, rule->when);
	if (read_message(rules, rule) && find_field(rules, rule))
		*VECTOR_PUSH(&rules->arena, &rules->rules) = rule;
}

static void
begin_rule(struct rules *rules, struct rule *rule)
{
	rule->state = (struct merging){
		.arena = &rules->arena, .report = &rules->quiet, .context = &rules->context, .is_russian = true};
	merging_begin(&rule->state, 0);
	rule->state.arena = &rules->scratch;
	if (rule->when)
		rule->slots_of_when = NEW_ARRAY(&rules->arena, struct slot, expression_slots(rule->when));
	if (rule->unique)
		rule->slots_of_unique = NEW_ARRAY(&rules->arena, struct slot, expression_slots(rule->unique));
}

/* ---- a record ---- */

/*
 * A cell that was reported already: a text where its type would have made something else of it, or a key that leads
 * nowhere.
 */
static bool
is_suspect(const struct table *t, const struct schema_field *described, const struct rule_field *f,
	   const struct record *r)
{
	enum schema_type type = described ? described->reading.type : TYPE_ANY;
	struct value v = record_at(r, (size_t)f->index);
	bool is_of_text = type == TYPE_ANY || type == TYPE_STRING || type == TYPE_TIME || type == TYPE_DURATION;

	if (v.kind != VALUE_TEXT)
		return false;
	return !is_of_text ||
	       (f->goes_on && t->fields->of.at[f->index].is_link && !t->fields->of.at[f->index].is_optional_link);
}

/* Where the value stands that an evaluation failed at: its cell, else that of the check. */
static struct place
place_of_failure(const struct rule *rule, const struct record *r)
{
	const struct merging *m = &rule->state;

	return m->source ? record_place(m->source, m->source_index) : record_place(r, rule->field);
}

/* The hint of a filter, without saying where the value is: that is the place of the message. */
static struct text
hint_of_failure(struct merging *m, struct text hint)
{
	struct text source = source_hint(m);

	if (source.len && text_ends(hint, source))
		hint = text_slice(hint, 0, hint.len - source.len);
	if (text_ends(hint, TEXT("; ")))
		hint = text_slice(hint, 0, hint.len - 2);
	return hint;
}

/* What an evaluation could not do waits until all checks of the record are made. */
static void
keep_failure(struct rules *rules, struct rule *rule, const struct record *r)
{
	struct place place = place_of_failure(rule, r);
	const struct problem *p = &rules->quiet.problems.at[0];

	*VECTOR_PUSH(&rules->scratch, &rules->failures) =
		(struct failure){.place = place,
				 .cell = place_describe(&rules->scratch, &place),
				 .what = text_copy(&rules->scratch, p->what),
				 .hint = text_copy(&rules->scratch, hint_of_failure(&rule->state, p->hint))};
	forget_quiet(rules);
}

static bool
was_told(const struct rules *rules, struct text cell)
{
	for (size_t i = 0; i < rules->told.count; i++) {
		if (text_equal(rules->told.at[i], cell))
			return true;
	}
	return false;
}

/* The error is of this record alone: documents that say nothing of it are made. */
static void
refuse(struct rules *rules, const struct record *r)
{
	struct table *t = rules->table;

	if (!t->refused)
		t->refused = NEW_ARRAY(rules->context.dataset->arena, bool, t->all.count);
	t->refused[r->position] = true;
}

/* What an evaluation could not do is told at its cell, once for all checks; not when one of them says why. */
static void
report_failures(struct rules *rules, const struct record *r)
{
	for (size_t i = 0; i < rules->failures.count; i++) {
		const struct failure *f = &rules->failures.at[i];

		if (lookup_find(&rules->failed, f->cell) || was_told(rules, f->cell))
			continue;
		lookup_add(&rules->arena, &rules->failed, text_copy(&rules->arena, f->cell), 0);
		if (report_room(rules->report, PROBLEM_CHECK_FAILED, SEVERITY_FATAL, f->place))
			REPORT(rules->report, CHECK_FAILED, f->place, f->what, f->hint);
		refuse(rules, r);
	}
}

static bool
give_value(struct rules *rules, struct rule *rule, const struct expression *e, const struct record *r, struct value *v)
{
	rule->state.source = NULL;
	rule->state.slots = e == rule->when ? rule->slots_of_when : rule->slots_of_unique;
	if (evaluate(&rule->state, e, v))
		return true;
	if (rules->quiet.problems.count)
		keep_failure(rules, rule, r);
	return false;
}

static struct text
message_for(struct rules *rules, const struct rule *rule, const struct record *r, struct text repeated)
{
	struct text message = rule->check->message;

	rules->context.record = r;
	if (rule->message &&
	    !merge_pattern_fill(&rules->scratch, &rules->quiet, rule->message, &rules->context, &message))
		forget_quiet(rules);
	if (!message.len)
		return text_format(&rules->scratch, _("\"%.*s\" must not repeat"), TEXT_ARG(repeated));
	return message;
}

static void
report_rule(struct rules *rules, const struct rule *rule, const struct record *r, struct text repeated,
	    struct text hint)
{
	static const enum problem_code codes[] = {PROBLEM_CHECK_NOTE, PROBLEM_CHECK_WARNING, PROBLEM_CHECK_ERROR};
	enum problem_code code = codes[rule->check->severity];
	struct place place = record_place(r, rule->field);

	if (rule->check->severity >= SEVERITY_ERROR)
		refuse(rules, r);
	*VECTOR_PUSH(&rules->scratch, &rules->told) = place_describe(&rules->scratch, &place);
	if (!report_room(rules->report, code, SEVERITY_FATAL, place))
		return;
	report_add(rules->report, code, place, (struct excerpt){TEXT_NONE, 0, 0, 0},
		   (const struct text[PROBLEM_ARGUMENTS]){message_for(rules, rule, r, repeated), hint});
}

/* A value that was met in an earlier record. */
static void
check_repeated(struct rules *rules, struct rule *rule, const struct record *r)
{
	const struct lookup_entry *e;
	const struct record *first;
	struct value v;
	struct text key, cell;

	if (!give_value(rules, rule, rule->unique, r, &v) || value_is_empty(&v) || !value_is_printable(&v))
		return;
	key = text_trim(printed(&rule->state, &v));
	e = lookup_find(&rule->seen, key);
	if (!e) {
		lookup_add(&rules->arena, &rule->seen, text_copy(&rules->arena, key), r->position);
		return;
	}
	first = list_record(&rules->table->all, (size_t)rule->seen.links.at[e->first].number);
	cell = cell_name(&rules->scratch, record_place(first, rule->field));
	report_rule(rules, rule, r, key,
		    text_format(&rules->scratch, _("the same stands already in %.*s"), TEXT_ARG(cell)));
}

static void
enter(struct rule *rule, const struct record *r, size_t number)
{
	struct merging *m = &rule->state;
	struct value item = value_of_record(r);

	m->each = scope_of(&m->root, &item, NULL);
	m->each.is_loop = true;
	m->each.number = number;
	m->each.count = (size_t)m->context->count;
	m->scope = &m->each;
	m->faults = 0;
	if (m->regexes[0].regex) /* they lived until the scratch was wound back */
		memset(m->regexes, 0, sizeof m->regexes);
}

static void
apply(struct rules *rules, struct rule *rule, const struct schema_field **described, const struct record *r,
      size_t number)
{
	struct value v;

	for (size_t i = 0; i < rule->fields.count; i++) {
		const struct rule_field *f = &rule->fields.at[i];

		if (is_suspect(rules->table, described[f->index], f, r))
			return;
	}
	enter(rule, r, number);
	if (rule->when && (!give_value(rules, rule, rule->when, r, &v) || !value_truth(&v)))
		return;
	if (rule->unique)
		check_repeated(rules, rule, r);
	else
		report_rule(rules, rule, r, TEXT_NONE, TEXT_NONE);
}

/* ---- tables ---- */

static void
apply_all(struct rules *rules)
{
	const struct table *t = rules->table;
	const struct schema_field **described =
		NEW_ARRAY(&rules->arena, const struct schema_field *, t->fields->of.count);

	for (size_t i = 0; i < t->schema->fields.count; i++) {
		int at = fields_find(t->fields, t->schema->fields.at[i].name.folded);

		if (at >= 0)
			described[at] = &t->schema->fields.at[i];
	}
	for (size_t i = 0; i < t->all.count; i++) {
		const struct record *r = list_record(&t->all, i);
		struct arena_mark mark = arena_mark(&rules->scratch);

		for (size_t j = 0; r && j < rules->rules.count; j++)
			apply(rules, rules->rules.at[j], described, r, i + 1);
		report_failures(rules, r);
		memset(&rules->failures, 0, sizeof rules->failures); /* they go with the scratch */
		memset(&rules->told, 0, sizeof rules->told);
		arena_rewind(&rules->scratch, mark);
	}
}

static void
check_table(struct rules *rules, struct table *t)
{
	rules->table = t;
	rules->rules.count = 0;
	rules->context.is_tolerant = t->schema->is_lenient;
	rules->context.number = 1; /* a record stands among the others of its table */
	rules->context.count = (int)t->all.count;
	rules->context.record = t->all.count ? list_record(&t->all, 0) : NULL;
	for (size_t i = 0; i < t->schema->checks.count; i++)
		read_rule(rules, &t->schema->checks.at[i]);
	forget_quiet(rules);
	for (size_t i = 0; i < rules->rules.count; i++)
		begin_rule(rules, rules->rules.at[i]);
	apply_all(rules);
}

bool
merge_rules(struct report *r, const struct merge_context *c)
{
	struct rules rules = {.report = r, .context = *c, .ok = true};

	report_open(&rules.quiet);
	for (size_t i = 0; i < c->dataset->tables.count; i++) {
		struct table *t = c->dataset->tables.at[i];

		if (t->schema && t->schema->checks.count && t->fields && !t->is_broken)
			check_table(&rules, t);
	}
	report_close(&rules.quiet);
	arena_free(&rules.scratch);
	arena_free(&rules.arena);
	return rules.ok;
}
