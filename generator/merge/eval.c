/*
 * eval -- an expression and the scopes around it make a value.
 *
 * Names.  The first name of a path binds at the nearest enclosing record that has it; the rest of the path
 * must be there.  Unknown names are found by merge_check before the first record; what is missing
 * here is a field that only other records of its list have: empty.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "merge/state.h"

enum { SHOWN_MOST = 40, FAULTS_MOST = 100 };

/* ---- scopes ---- */

struct scope
scope_of(const struct scope *outer, const struct value *item, const struct list *of)
{
	struct scope scope = {.outer = outer, .item = *item};

	if (item->kind == VALUE_RECORD)
		scope.record = item->as.record;
	if (scope.record && of && of->fields != scope.record->fields)
		scope.known = of->fields;
	return scope;
}

void
merging_begin(struct merging *m, uint32_t slots)
{
	const struct merge_context *c = m->context;
	struct value item = {.kind = VALUE_EMPTY};

	m->lasting = m->arena;
	m->slots = NEW_ARRAY(m->arena, struct slot, slots);
	if (c->dataset && c->dataset->root.fields)
		item = value_of_record(&c->dataset->root);
	m->root = scope_of(NULL, &item, NULL);
	m->scope = &m->root;
	if (!c->record && !c->item)
		return;
	item = c->record ? value_of_record(c->record) : *c->item;
	m->each = scope_of(&m->root, &item, c->items);
	m->each.is_loop = c->number > 0;
	m->each.number = (size_t)c->number;
	m->each.count = (size_t)c->count;
	m->scope = &m->each;
}

/* ---- messages ---- */

void
merging_warn(struct merging *m, const struct expression *e, struct fault fault)
{
	if (m->faults++ < FAULTS_MOST)
		origin_report(m->arena, m->report, e->origin, &fault);
}

bool
merging_fault(struct merging *m, const struct expression *e, struct fault fault)
{
	m->failed = true;
	merging_warn(m, e, fault);
	return false;
}

bool
fail_at(struct merging *m, const struct expression *e, enum problem_code code, struct text first, struct text second)
{
	return merging_fault(m, e, (struct fault){e->at, e->len, code, {first, second}});
}

struct text
source_hint(struct merging *m)
{
	struct place place;
	struct text t;

	if (!m->source)
		return TEXT_NONE;
	place = record_place(m->source, m->source_index);
	t = place_describe(m->arena, &place);
	return text_format(m->arena, _("the value is here: %.*s"), TEXT_ARG(t));
}

struct text
form_hint(struct merging *m, const char *form)
{
	struct text source = source_hint(m);

	if (source.len == 0)
		return text_from(form);
	return text_format(m->arena, "%s; %.*s", form, TEXT_ARG(source));
}

struct text
written(const struct expression *e)
{
	return text_slice(e->origin->line, e->origin->at + e->at, e->origin->at + e->at + e->len);
}

struct text
shortened(struct merging *m, const struct value *v)
{
	if (!value_is_printable(v))
		return text_from(v->kind == VALUE_LIST ? _("a list") : _("a record"));
	return utf8_cut(m->arena, printed(m, v), SHOWN_MOST);
}

struct text
printed(struct merging *m, const struct value *v)
{
	struct text t = value_print(m->arena, v, m->is_russian);

	/* behind a hyphen a line may end */
	if (v->kind == VALUE_NUMBER && m->is_russian && text_starts(t, TEXT("-")))
		return text_join(m->arena, TEXT("\u2212"), text_from_offset(t, 1));
	return t;
}

bool
value_is_empty(const struct value *v)
{
	switch (v->kind) {
	case VALUE_EMPTY:
		return true;
	case VALUE_TEXT:
		return text_is_blank(v->text);
	case VALUE_LIST:
		return !v->as.list || v->as.list->count == 0;
	case VALUE_RECORD:
		return !v->as.record;
	default:
		return false;
	}
}

bool
value_is_printable(const struct value *v)
{
	const struct list *list = v->as.list;

	if (v->text.len || (v->kind != VALUE_LIST && v->kind != VALUE_RECORD))
		return true;
	if (v->kind == VALUE_RECORD)
		return !v->as.record;
	for (size_t i = 0; list && i < list->count; i++) {
		struct value item = list_at(list, i);

		if ((item.kind == VALUE_RECORD || item.kind == VALUE_LIST) && !item.text.len)
			return false;
	}
	return true;
}

bool
must_print(struct merging *m, const struct expression *e, const struct value *v)
{
	struct text t;

	if (value_is_printable(v))
		return true;
	t = written(e);
	if (v->kind == VALUE_LIST)
		return fail_at(m, e, PROBLEM_VALUE_PRINT, t,
			       text_format(m->arena,
					   _("repeat it: {{#%.*s}} … {{/}}, or name what is to be printed of each: "
					     "{{%.*s | join: \", \", name}}"),
					   TEXT_ARG(t), TEXT_ARG(t)));
	return fail_at(m, e, PROBLEM_VALUE_PRINT, t,
		       text_format(m->arena, _("name one of its fields: {{%.*s.name}}"),
				   TEXT_ARG(text_is(t, ".") ? TEXT_NONE : t)));
}

/* ---- paths ---- */

static int
find_field(struct merging *m, const struct segment *s, const struct fields *fields)
{
	struct slot *slot = &m->slots[s->slot];
	size_t way = ((uintptr_t)fields >> 4) % SLOT_WAYS;

	if (slot->fields[way] != fields) {
		slot->fields[way] = fields;
		slot->index[way] = fields_find(fields, s->folded);
	}
	return slot->index[way];
}

/* What stands in a record with an error is not printed; the error was told when the data were read. */
static void
refuse_record(struct merging *m, const struct record *record)
{
	m->failed = true;
	if (m->told_refused)
		return;
	m->told_refused = true;
	REPORT(m->report, RECORD_REFUSED, record_place(record, -1), report_document());
}

/* The field of a record; false when the record has none of that name. */
static bool
read_field(struct merging *m, const struct segment *s, const struct record *record, struct value *v)
{
	int index = record && record->fields ? find_field(m, s, record->fields) : -1;

	if (index < 0)
		return false;
	if (m->is_document && !m->is_choosing && record_is_refused(record))
		refuse_record(m, record);
	*v = record_at(record, (size_t)index);
	m->owner = record;
	m->owner_index = index;
	m->source = record_table(record) ? record : NULL;
	m->source_index = index;
	return true;
}

/* This record has no such field, though others of its kind have: there it is missing. */
static void
blame(struct merging *m, const struct record *record)
{
	if (!record_table(record))
		return;
	m->source = record;
	m->source_index = -1;
}

/* The field of the innermost record that has it; one that others of its list have is its own, and empty. */
static void
read_name(struct merging *m, const struct segment *s, const struct scope *scope, struct value *v)
{
	for (; scope && !read_field(m, s, scope->record, v); scope = scope->outer) {
		if (scope->known && fields_find(scope->known, s->folded) >= 0) {
			blame(m, scope->record);
			return;
		}
	}
}

static const struct scope *
outer_scope(const struct merging *m, int outers)
{
	const struct scope *scope = m->scope;

	while (outers-- > 0 && scope->outer)
		scope = scope->outer;
	return scope;
}

static const struct scope *
loop_scope(const struct scope *scope)
{
	while (scope && !scope->is_loop)
		scope = scope->outer;
	return scope;
}

/* 1.2: the numbers of all enclosing loops, outermost first. */
static struct text
loop_path(struct merging *m, const struct scope *scope)
{
	struct text path = TEXT_NONE;

	for (; scope; scope = loop_scope(scope->outer))
		path = path.len ? text_format(m->arena, "%zu.%.*s", scope->number, TEXT_ARG(path))
				: text_format(m->arena, "%zu", scope->number);
	return path;
}

/* The number in the whole list, where the filter группы has made groups of it: those of the groups before count too. */
static size_t
running_number(const struct scope *scope)
{
	size_t number = scope->number;

	for (scope = loop_scope(scope->outer); scope; scope = loop_scope(scope->outer))
		number += scope->earlier;
	return number;
}

static struct text
loop_key(struct merging *m, const struct scope *scope)
{
	const struct value *item = &scope->item;

	if (item->kind == VALUE_LIST) /* a group: filter_group left its key there */
		return item->text;
	return item->kind == VALUE_RECORD && item->as.record ? record_key(m->arena, item->as.record) : printed(m, item);
}

static bool
loop_variable(struct merging *m, const struct expression *e, const struct scope *scope, struct value *v)
{
	scope = loop_scope(scope);
	if (!scope)
		return fail_at(m, e, PROBLEM_LOOP_ONLY, written(e), TEXT_NONE);
	switch (e->root) {
	case ROOT_NUMBER:
		*v = value_of_number((double)scope->number);
		break;
	case ROOT_RUNNING:
		*v = value_of_number((double)running_number(scope));
		break;
	case ROOT_COUNT:
		*v = value_of_number((double)scope->count);
		break;
	case ROOT_FIRST:
		*v = value_of_bool(scope->number == 1);
		break;
	case ROOT_LAST:
		*v = value_of_bool(scope->number == scope->count);
		break;
	case ROOT_PATH:
		*v = value_of_text(loop_path(m, scope));
		break;
	default:
		*v = value_of_text(loop_key(m, scope));
		break;
	}
	return true;
}

/* Where the path begins; *next is the first segment that is still to be read. */
static bool
read_root(struct merging *m, const struct expression *e, struct value *v, size_t *next)
{
	const struct scope *scope = outer_scope(m, e->outers);

	*next = 0;
	switch (e->root) {
	case ROOT_NAME:
		*next = 1;
		read_name(m, &e->segments[0], scope, v);
		return true;
	case ROOT_ITEM:
		*v = scope->item;
		return true;
	case ROOT_DATA:
		*next = 1;
		read_field(m, &e->segments[0], m->root.record, v);
		return true;
	case ROOT_DOCUMENT:
		*next = 1;
		read_field(m, &e->segments[0], m->context->document, v);
		return true;
	case ROOT_TODAY:
		*v = value_of_date(m->context->today);
		return true;
	case ROOT_PAGE_BREAK:
		return true;
	default:
		return loop_variable(m, e, scope, v);
	}
}

static bool
read_path(struct merging *m, const struct expression *e, struct value *v)
{
	struct value empty = {.kind = VALUE_EMPTY, .text = TEXT_NONE};
	size_t next;

	*v = empty;
	m->source = m->owner = NULL;
	if (!read_root(m, e, v, &next))
		return false;
	for (; next < e->segment_count; next++) {
		const struct record *record = v->kind == VALUE_RECORD ? v->as.record : NULL;

		*v = empty;
		if (read_field(m, &e->segments[next], record, v))
			continue;
		if (record)
			blame(m, record);
		return true;
	}
	return true;
}

/* ---- operators ---- */

/* 0.1 + 0.2 is 0.3: what is computed has no more digits than people see. */
static struct value
number_value(double n)
{
	char digits[40];

	snprintf(digits, sizeof digits, "%.12g", n);
	return value_of_number(strtod(digits, NULL));
}

static bool
fail_arithmetic(struct merging *m, const struct expression *side, const struct value *v)
{
	return fail_at(m, side, PROBLEM_VALUE_ARITHMETIC, shortened(m, v), source_hint(m));
}

static bool
fail_left(struct merging *m, const struct expression *e, const struct value *v)
{
	m->source = m->left_source;
	m->source_index = m->left_index;
	return fail_arithmetic(m, e->left, v);
}

/* What is put together belongs to no field. */
static bool
join(struct merging *m, const struct expression *e, const struct value *x, const struct value *y, struct value *v)
{
	if (!must_print(m, e->left, x) || !must_print(m, e->right, y))
		return false;
	*v = value_of_text(text_join(m->arena, printed(m, x), printed(m, y)));
	m->owner = NULL;
	return true;
}

static bool
shift_date(struct merging *m, const struct expression *e, date d, double days, struct value *v)
{
	double shifted = d + trunc(days);

	if (!(fabs(shifted) < 4e6)) /* beyond the years that date knows */
		return fail_at(m, e, PROBLEM_VALUE_ARITHMETIC, shortened(m, v), TEXT_NONE);
	*v = value_of_date((date)shifted);
	return true;
}

/* A line to write on and a number or a day make that line: nobody knows the sum. */
static bool
is_sum_blank(const struct value *x, const struct value *y)
{
	return x->is_blank && (y->kind == VALUE_NUMBER || y->kind == VALUE_DATE);
}

static bool
add(struct merging *m, const struct expression *e, const struct value *x, const struct value *y, struct value *v)
{
	double a, b;
	date d;

	if (is_sum_blank(x, y) || is_sum_blank(y, x)) {
		*v = x->is_blank ? *x : *y;
		return true;
	}
	if (value_counts(x, &a) && value_counts(y, &b)) {
		*v = number_value(a + b);
		return true;
	}
	if (x->is_string || y->is_string)
		return join(m, e, x, y, v);
	if (value_date(x, &d) && value_number(y, &b))
		return shift_date(m, e, d, b, v);
	if (value_number(x, &a) && value_date(y, &d))
		return shift_date(m, e, d, a, v);
	return join(m, e, x, y, v);
}

static bool
subtract(struct merging *m, const struct expression *e, const struct value *x, const struct value *y, struct value *v)
{
	double a, b;
	date d, other;

	if (value_number(x, &a) && value_number(y, &b)) {
		*v = number_value(a - b);
		return true;
	}
	if (value_date(x, &d) && value_number(y, &b))
		return shift_date(m, e, d, -b, v);
	if (value_date(x, &d) && value_date(y, &other)) {
		*v = value_of_number((double)d - other);
		return true;
	}
	return value_date(x, &d) || value_number(x, &a) ? fail_arithmetic(m, e->right, y) : fail_left(m, e, x);
}

static bool
multiply(struct merging *m, const struct expression *e, const struct value *x, const struct value *y, struct value *v)
{
	double a, b;

	if (!value_number(x, &a))
		return fail_left(m, e, x);
	if (!value_number(y, &b))
		return fail_arithmetic(m, e->right, y);
	if (e->operation == OPERATION_DIVIDE && b == 0)
		return fail_at(m, e->right, PROBLEM_VALUE_DIVISION, TEXT_NONE, TEXT_NONE);
	*v = number_value(e->operation == OPERATION_DIVIDE ? a / b : a * b);
	return true;
}

static bool
is_equal(struct merging *m, const struct value *x, const struct value *y)
{
	bool comparable = false;
	int order;

	if (value_is_empty(x) || value_is_empty(y))
		return value_is_empty(x) && value_is_empty(y);
	if (x->kind == VALUE_RECORD && y->kind == VALUE_RECORD)
		return x->as.record == y->as.record;
	order = value_compare(x, y, &comparable);
	return comparable ? order == 0 : text_equal(printed(m, x), printed(m, y));
}

/* A record equals itself, and what its key says; with what has no text nothing else can be compared. */
static bool
check_equal(struct merging *m, const struct expression *e, const struct value *x, const struct value *y)
{
	if ((x->kind == VALUE_RECORD && y->kind == VALUE_RECORD) || value_is_empty(x) || value_is_empty(y))
		return true;
	return must_print(m, e->left, x) && must_print(m, e->right, y);
}

static bool
compare(struct merging *m, const struct expression *e, const struct value *x, const struct value *y, bool *result)
{
	bool comparable = false;
	int order;

	*result = false;
	/* what is not filled in is neither less nor greater */
	if (value_is_empty(x) || value_is_empty(y) || x->is_blank || y->is_blank)
		return true;
	order = value_compare(x, y, &comparable);
	if (!comparable)
		return fail_at(m, e, PROBLEM_VALUE_COMPARISON, shortened(m, x), shortened(m, y));
	*result = e->operation == OPERATION_LESS         ? order < 0
		  : e->operation == OPERATION_LESS_EQUAL ? order <= 0
		  : e->operation == OPERATION_GREATER    ? order > 0
							 : order >= 0;
	return true;
}

static bool
evaluate_logic(struct merging *m, const struct expression *e, struct value *v)
{
	bool stops_at = e->operation == OPERATION_OR;

	if (!evaluate(m, e->left, v))
		return false;
	if (value_truth(v) != stops_at && !evaluate(m, e->right, v))
		return false;
	*v = value_of_bool(value_truth(v));
	return true;
}

static bool
evaluate_binary(struct merging *m, const struct expression *e, struct value *v)
{
	struct value x, y;
	bool result, is_product = e->operation >= OPERATION_SUBTRACT;
	const struct record *left_source;
	int left_index;

	if (e->operation == OPERATION_OR || e->operation == OPERATION_AND)
		return evaluate_logic(m, e, v);
	if (!evaluate(m, e->left, &x))
		return false;
	left_source = m->source;
	left_index = m->source_index;
	if (!evaluate(m, e->right, &y))
		return false;
	m->left_source = left_source;
	m->left_index = left_index;
	*v = (struct value){.kind = VALUE_EMPTY, .text = TEXT_NONE};
	if (is_product && (value_is_empty(&x) || value_is_empty(&y)))
		return true;
	if (is_product && (x.is_blank || y.is_blank)) {
		*v = x.is_blank ? x : y;
		return true;
	}
	switch (e->operation) {
	case OPERATION_EQUAL:
	case OPERATION_UNEQUAL:
		if (!check_equal(m, e, &x, &y))
			return false;
		*v = value_of_bool(is_equal(m, &x, &y) == (e->operation == OPERATION_EQUAL));
		return true;
	case OPERATION_ADD:
		return add(m, e, &x, &y, v);
	case OPERATION_SUBTRACT:
		return subtract(m, e, &x, &y, v);
	case OPERATION_MULTIPLY:
	case OPERATION_DIVIDE:
		return multiply(m, e, &x, &y, v);
	default:
		if (!compare(m, e, &x, &y, &result))
			return false;
		*v = value_of_bool(result);
		return true;
	}
}

static bool
negate(struct merging *m, const struct expression *e, struct value *v)
{
	double n;

	if (value_is_empty(v) || v->is_blank)
		return true;
	if (!value_number(v, &n))
		return fail_arithmetic(m, e->left, v);
	*v = value_of_number(-n);
	return true;
}

/* Where the value came from stays known behind a filter, whatever its arguments read. */
static bool
evaluate_filter(struct merging *m, const struct expression *e, struct value *v)
{
	const struct record *source, *owner;
	int source_index, owner_index;
	bool good, was_empty;

	if (!evaluate(m, e->left, v))
		return false;
	source = m->source;
	source_index = m->source_index;
	owner = m->owner;
	owner_index = m->owner_index;
	was_empty = value_is_empty(v);
	good = filter_apply(m, e, v);
	if (e->filter == FILTER_DEFAULT && was_empty)
		return good;
	m->source = source;
	m->source_index = source_index;
	m->owner = owner;
	m->owner_index = owner_index;
	return good;
}

/* Recursion is bounded by the parser's limit on the nodes of an expression. */
bool
evaluate(struct merging *m, const struct expression *e, struct value *v)
{
	switch (e->kind) {
	case EXPRESSION_TEXT:
		*v = value_of_text(e->text);
		return true;
	case EXPRESSION_NUMBER:
		*v = value_of_number(e->number);
		return true;
	case EXPRESSION_PATH:
		return read_path(m, e, v);
	case EXPRESSION_NOT:
		if (!evaluate(m, e->left, v))
			return false;
		*v = value_of_bool(!value_truth(v));
		return true;
	case EXPRESSION_NEGATIVE:
		return evaluate(m, e->left, v) && negate(m, e, v);
	case EXPRESSION_BINARY:
		return evaluate_binary(m, e, v);
	case EXPRESSION_FILTER:
		return evaluate_filter(m, e, v);
	}
	return false;
}

uint32_t
expression_slots(const struct expression *e)
{
	uint32_t most = 0;

	for (size_t i = 0; i < e->segment_count; i++)
		most = e->segments[i].slot + 1 > most ? e->segments[i].slot + 1 : most;
	for (size_t i = 0; i < e->argument_count; i++) {
		uint32_t n = expression_slots(e->arguments[i].expression);

		most = n > most ? n : most;
	}
	uint32_t left = e->left ? expression_slots(e->left) : 0, right = e->right ? expression_slots(e->right) : 0;

	most = left > most ? left : most;
	return right > most ? right : most;
}

bool
merge_evaluate(struct arena *a, struct report *r, const struct expression *e, const struct merge_context *c,
	       struct value *v)
{
	struct merging m = {.arena = a, .report = r, .context = c, .is_russian = true};

	merging_begin(&m, expression_slots(e));
	return evaluate(&m, e, v);
}
