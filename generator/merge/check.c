/*
 * check -- every name of a program against the data, before the first record.
 *
 * The walk goes through the operations as merging does, but with shapes in place of values: a shape knows
 * which fields the records have that may stand there.  It learns that from the tables' columns and from the
 * records themselves, for a field that is a link or a list says what it leads to only by its values.
 * Where nothing is known (a list without schema and without items) nothing is checked.
 */
#include "merge/checking.h"

enum { EXAMPLES_MOST = 64 };

static void shape_of(struct checking *k, const struct expression *e, struct shape *s);

/* ---- shapes ---- */

static bool
knows_fields(const struct shape *s, const struct fields *f)
{
	for (size_t i = s->fields.count; i-- > 0;) {
		if (s->fields.at[i] == f)
			return true;
	}
	return false;
}

/* Lists of the same fields are alike: a few of them are examples enough. */
static void
add_example(struct checking *k, struct shape *s, struct list list)
{
	bool is_new = list.fields && !knows_fields(s, list.fields);

	if (is_new)
		*VECTOR_PUSH(k->arena, &s->fields) = list.fields;
	if (list.count && (is_new || s->examples.count < EXAMPLES_MOST))
		*VECTOR_PUSH(k->arena, &s->examples) = list;
}

static void
add_value(struct checking *k, struct shape *s, const struct value *v)
{
	switch (v->kind) {
	case VALUE_EMPTY:
		return;
	case VALUE_LIST:
		s->kind = SHAPE_LIST;
		if (v->as.list)
			add_example(k, s, *v->as.list);
		return;
	case VALUE_RECORD:
		s->kind = s->kind == SHAPE_LIST ? SHAPE_LIST : SHAPE_RECORD;
		if (v->as.record)
			add_example(k, s, *list_of_one(k->arena, *v));
		return;
	default:
		s->kind = s->kind == SHAPE_UNKNOWN ? SHAPE_SCALAR : s->kind;
		return;
	}
}

/*
 * A field that is a foreign key leads to the records of its tables, whether or not one of its cells was found there.
 * False when nobody knows where: no name behind it can be checked.
 */
static bool
link_shape(struct checking *k, const struct shape *s, struct text folded, struct shape *out)
{
	for (size_t i = 0; i < s->fields.count; i++) {
		int at = fields_find(s->fields.at[i], folded);
		const struct field *f = at < 0 ? NULL : &s->fields.at[i]->of.at[at];

		if (!f || !f->is_link)
			continue;
		for (size_t j = 0; j < f->leads_to.count; j++) {
			const struct table *t = f->leads_to.at[j];

			if (!t || !t->fields)
				return false;
			out->kind = SHAPE_RECORD;
			add_example(k, out, t->all);
		}
	}
	return true;
}

/* What the field leads to, by the values of the examples. */
static void
field_shape(struct checking *k, const struct shape *s, struct text folded, struct shape *out)
{
	if (!link_shape(k, s, folded, out)) {
		*out = (struct shape){.kind = SHAPE_UNKNOWN};
		return;
	}
	for (size_t i = 0; i < s->examples.count; i++) {
		const struct list *list = &s->examples.at[i];

		for (size_t j = 0; j < list->count; j++) {
			const struct record *r = list_record(list, j);
			struct value v;

			if (r && record_find(r, folded, &v))
				add_value(k, out, &v);
		}
	}
}

static void
record_shape(struct checking *k, const struct record *record, struct shape *s)
{
	struct value v = value_of_record(record);

	add_value(k, s, &v);
}

/* ---- paths ---- */

/* Where @outer leads; further than there is anything: the outermost, and it is reported once for the path. */
static const struct static_scope *
outer_static(const struct checking *k, int outers)
{
	const struct static_scope *scope = k->scope;

	while (outers-- > 0 && scope->outer)
		scope = scope->outer;
	return scope;
}

static bool
check_outers(struct checking *k, const struct expression *e)
{
	const struct static_scope *scope = k->scope;
	int outers = e->outers;

	for (; outers > 0 && scope->outer; outers--)
		scope = scope->outer;
	if (outers == 0)
		return true;
	check_fault(k, e, (struct fault){e->at, e->len, PROBLEM_OUTER_NOTHING, {written(e)}});
	return false;
}

/* The shape in which the first name binds; NULL: *out is what is known of it, or it is reported. */
static const struct shape *
bind(struct checking *k, const struct expression *e, struct shape *out)
{
	const struct static_scope *from = outer_static(k, e->outers);

	for (const struct static_scope *scope = from; scope; scope = scope->outer) {
		if (scope->shape->kind == SHAPE_UNKNOWN)
			return NULL;
		if (!shape_has_names(scope->shape) || !shape_has_field(scope->shape, e->segments[0].folded))
			continue;
		if (k->bound)
			k->bound(k->bound_user, e, scope->of);
		return scope->shape;
	}
	for (const struct static_scope *scope = from; scope; scope = scope->outer) {
		if (shape_has_names(scope->shape) && is_absent_column(k, e, &e->segments[0], scope->shape, out))
			return NULL;
	}
	unknown_first(k, e, from);
	return NULL;
}

static const struct shape *
bind_in(struct checking *k, const struct expression *e, const struct shape *s, struct shape *out)
{
	if (s->kind == SHAPE_UNKNOWN)
		return NULL;
	if (shape_has_names(s) && shape_has_field(s, e->segments[0].folded))
		return s;
	*out = (struct shape){.kind = SHAPE_UNKNOWN};
	if (s->kind != SHAPE_LIST && is_absent_column(k, e, &e->segments[0], s, out))
		return NULL;
	unknown_in(k, e, 0, s);
	return NULL;
}

static void
document_shape(struct checking *k, struct shape *s)
{
	if (k->context->document)
		record_shape(k, k->context->document, s);
	else
		s->kind = SHAPE_SCALAR; /* there is no documents table: it has no field */
}

static bool
is_in_loop(const struct static_scope *scope)
{
	while (scope && !scope->is_loop)
		scope = scope->outer;
	return scope != NULL;
}

static struct text
loop_hint(const struct expression *e)
{
	if (text_starts(written(e), TEXT("@")))
		return text_from(_("put it between {{#list}} and {{/}}"));
	return text_from(_("a field that is called so is written in square brackets: {{[№]}}"));
}

/* The shape that the path's first segment is a field of; NULL when there is none to go on from. */
static const struct shape *
path_root(struct checking *k, const struct expression *e, struct shape *out)
{
	struct shape *document;

	switch (e->root) {
	case ROOT_NAME:
		return bind(k, e, out);
	case ROOT_ITEM:
		*out = *outer_static(k, e->outers)->shape;
		return e->segment_count ? bind_in(k, e, outer_static(k, e->outers)->shape, out) : NULL;
	case ROOT_DATA:
		return bind_in(k, e, k->root, out);
	case ROOT_DOCUMENT:
		document = NEW(k->arena, struct shape);
		document_shape(k, document);
		return bind_in(k, e, document, out);
	case ROOT_TODAY:
	case ROOT_PAGE_BREAK:
		out->kind = SHAPE_SCALAR;
		return NULL;
	default:
		out->kind = SHAPE_SCALAR;
		if (is_in_loop(outer_static(k, e->outers)))
			return NULL;
		check_fault(k, e, (struct fault){e->at, e->len, PROBLEM_LOOP_ONLY, {written(e), loop_hint(e)}});
		return NULL;
	}
}

static void
path_shape(struct checking *k, const struct expression *e, struct shape *out)
{
	const struct shape *s = check_outers(k, e) ? path_root(k, e, out) : NULL;
	struct shape step = {.kind = SHAPE_UNKNOWN}, next;

	if (!s || (k->names_only && e->segment_count == 1))
		return;
	field_shape(k, s, e->segments[0].folded, &step);
	for (size_t i = 1; i < e->segment_count && step.kind != SHAPE_UNKNOWN; i++) {
		if (step.fields.count == 0 && step.kind != SHAPE_SCALAR)
			return;
		if (!shape_has_names(&step) || !shape_has_field(&step, e->segments[i].folded)) {
			if (step.kind == SHAPE_LIST || !is_absent_column(k, e, &e->segments[i], &step, out))
				unknown_in(k, e, i, &step);
			return;
		}
		next = (struct shape){.kind = SHAPE_UNKNOWN};
		field_shape(k, &step, e->segments[i].folded, &next);
		step = next;
	}
	*out = step;
}

/* ---- the rest of expressions ---- */

/* The names of an expression whose shape does not matter. */
static void
check_names(struct checking *k, const struct expression *e)
{
	struct shape ignored = {.kind = SHAPE_UNKNOWN};
	bool before = k->names_only;

	k->names_only = true;
	shape_of(k, e, &ignored);
	k->names_only = before;
}

static struct shape
item_shape(const struct shape *s)
{
	struct shape item = *s;

	if (s->kind == SHAPE_LIST && s->groups > 0)
		item.groups--;
	else if (s->kind == SHAPE_LIST)
		item.kind = s->fields.count ? SHAPE_RECORD : s->examples.count ? SHAPE_SCALAR : SHAPE_UNKNOWN;
	return item;
}

static void
check_arguments(struct checking *k, const struct expression *f, const struct shape *left)
{
	struct shape item = item_shape(left);
	struct static_scope scope = {k->scope, &item, true, f->left};
	const struct static_scope *outer = k->scope;

	for (size_t i = 0; i < f->argument_count; i++) {
		if (f->arguments[i].keyword)
			continue;
		k->scope = filter_asks_items(f->filter, i) ? &scope : outer;
		k->argument_of = f;
		check_names(k, f->arguments[i].expression);
		k->argument_of = NULL;
		k->scope = outer;
	}
}

static void
check_named_field(struct checking *k, const struct expression *f)
{
	const struct expression *e = f->arguments[0].expression;

	if (!named_field(f))
		check_fault(
			k, e,
			(struct fault){e->at,
				       e->len,
				       PROBLEM_FILTER_ARGUMENT,
				       {f->text, written(e), text_from(_("the name of a field is expected here"))}});
}

/* How long a line to write on is, told here: while merging only where something is missing. */
static void
check_line(struct checking *k, const struct expression *f)
{
	const struct expression *e = f->argument_count ? f->arguments[0].expression : NULL;
	struct value v;
	int length;

	if (!e || (e->kind != EXPRESSION_NUMBER && e->kind != EXPRESSION_TEXT))
		return;
	v = e->kind == EXPRESSION_NUMBER ? value_of_number(e->number) : value_of_text(e->text);
	if (!blank_line_length(&v, &length))
		check_fault(k, e,
			    (struct fault){e->at,
					   e->len,
					   PROBLEM_FILTER_ARGUMENT,
					   {f->text, written(e), blank_line_hint(k->arena)}});
}

/* Nothing can be said of what stands in it. */
static bool
is_unknown(const struct shape *s)
{
	return s->kind == SHAPE_UNKNOWN || (s->kind == SHAPE_LIST && !s->fields.count && !s->examples.count);
}

/* What may stand in either of two lists. */
static void
together_shape(struct checking *k, const struct expression *f, const struct shape *left, struct shape *out)
{
	struct shape other = {.kind = SHAPE_UNKNOWN};
	bool before = k->names_only;

	k->names_only = false;
	shape_of(k, f->arguments[0].expression, &other);
	k->names_only = before;
	*out = *left;
	out->kind = is_unknown(left) || is_unknown(&other) || other.groups != left->groups ? SHAPE_UNKNOWN : SHAPE_LIST;
	for (size_t i = 0; i < other.fields.count; i++) {
		if (!knows_fields(out, other.fields.at[i]))
			*VECTOR_PUSH(k->arena, &out->fields) = other.fields.at[i];
	}
	for (size_t i = 0; i < other.examples.count; i++)
		*VECTOR_PUSH(k->arena, &out->examples) = other.examples.at[i];
}

static void
filter_shape(struct checking *k, const struct expression *f, struct shape *out)
{
	struct shape left = {.kind = SHAPE_UNKNOWN};
	enum filter_group group = filter_row(f->filter)->group;
	bool before = k->names_only, was_tolerant = k->is_tolerant;

	k->is_tolerant |= f->filter == FILTER_DEFAULT && k->context->is_tolerant;
	k->names_only = group != GROUP_LISTS && f->filter != FILTER_DEFAULT && f->filter != FILTER_REQUIRED &&
			f->filter != FILTER_ROWS && f->filter != FILTER_COLUMNS;
	shape_of(k, f->left, &left);
	k->names_only = before;
	k->is_tolerant = was_tolerant;
	if (f->filter != FILTER_TOGETHER)
		check_arguments(k, f, &left);
	if (f->filter == FILTER_REQUIRED || f->filter == FILTER_BLANK)
		check_line(k, f);
	if (f->filter == FILTER_ONE_BY_ONE)
		check_named_field(k, f);
	switch (f->filter) {
	case FILTER_TOGETHER:
		together_shape(k, f, &left, out);
		break;
	case FILTER_ONE_BY_ONE: /* the field holds one record now, and the names behind it are that one's */
		*out = left;
		out->kind = left.kind == SHAPE_RECORD ? SHAPE_LIST : left.kind;
		out->examples.at = NULL;
		out->examples.count = out->examples.room = 0;
		for (size_t i = 0; i < left.examples.count; i++)
			*VECTOR_PUSH(k->arena, &out->examples) = list_one_by_one(k->arena, &left.examples.at[i], f);
		break;
	case FILTER_SORT:
	case FILTER_WHERE:
	case FILTER_UNIQUE:
		*out = left;
		out->kind = left.kind == SHAPE_RECORD ? SHAPE_LIST : left.kind;
		break;
	case FILTER_GROUP:
		*out = left;
		out->kind = left.kind == SHAPE_UNKNOWN ? SHAPE_UNKNOWN : SHAPE_LIST;
		out->groups++;
		break;
	case FILTER_SPLIT:
		*out = left.kind == SHAPE_LIST ? left : (struct shape){.kind = SHAPE_LIST};
		break;
	case FILTER_FIELDS:
		*out = (struct shape){.kind = SHAPE_LIST};
		break;
	case FILTER_FIRST:
	case FILTER_LAST:
		*out = item_shape(&left);
		break;
	case FILTER_DEFAULT:
	case FILTER_REQUIRED:
	case FILTER_ROWS:
	case FILTER_COLUMNS:
		*out = left;
		break;
	default:
		out->kind = SHAPE_SCALAR;
		break;
	}
}

static void
shape_of(struct checking *k, const struct expression *e, struct shape *out)
{
	switch (e->kind) {
	case EXPRESSION_PATH:
		path_shape(k, e, out);
		return;
	case EXPRESSION_FILTER:
		filter_shape(k, e, out);
		return;
	case EXPRESSION_NOT:
	case EXPRESSION_NEGATIVE:
		check_names(k, e->left);
		break;
	case EXPRESSION_BINARY:
		check_names(k, e->left);
		check_names(k, e->right);
		break;
	case EXPRESSION_TEXT:
	case EXPRESSION_NUMBER:
		break;
	}
	out->kind = SHAPE_SCALAR;
}

/* ---- operations ---- */

/*
 * A whole table by its plain name inside a section over records: where the two are linked, the name is that of the
 * record's own list; that it reaches the table says that a link is missing.
 */
static void
warn_of_missing_link(struct checking *k, const struct expression *e, const struct shape *list)
{
	const struct static_scope *scope = k->scope;
	struct fault fault = {.code = PROBLEM_LINK_MISSING};

	if (e->kind != EXPRESSION_PATH || e->root != ROOT_NAME || e->segment_count != 1 || list->kind != SHAPE_LIST ||
	    !list->fields.count)
		return;
	for (; scope && scope->outer; scope = scope->outer) {
		if (shape_has_names(scope->shape) && shape_has_field(scope->shape, e->segments[0].folded))
			return; /* the record's own */
	}
	for (scope = k->scope; scope && scope->outer && scope != k->outermost; scope = scope->outer) {
		if (!scope->is_loop || scope->shape->kind != SHAPE_RECORD)
			continue;
		for (size_t i = 0; i < k->unlinked.count; i++) {
			if (text_equal(k->unlinked.at[i], e->segments[0].folded))
				return;
		}
		*VECTOR_PUSH(k->arena, &k->unlinked) = e->segments[0].folded;
		fault.at = e->at;
		fault.len = e->len;
		fault.arguments[0] = e->segments[0].shown;
		if (k->faults++ < CHECK_FAULTS_MOST)
			origin_report(k->arena, k->report, e->origin, &fault);
		return;
	}
}

static bool
is_truth(const struct expression *e)
{
	return e->kind == EXPRESSION_NOT || (e->kind == EXPRESSION_BINARY && e->operation <= OPERATION_GREATER_EQUAL);
}

static void
check_ops(struct checking *k, const struct op *op)
{
	for (; op; op = op->next) {
		struct shape shape = {.kind = SHAPE_UNKNOWN}, item;
		const struct static_scope *outer = k->scope;
		struct static_scope scope;

		if (op->kind == OP_SECTION && op->expression)
			shape_of(k, op->expression, &shape);
		if (op->kind == OP_SECTION && op->expression)
			warn_of_missing_link(k, op->expression, &shape);
		else if (op->expression)
			check_names(k, op->expression);
		if (op->kind == OP_SECTION && !op->is_negative && !(op->expression && is_truth(op->expression))) {
			item = item_shape(&shape);
			scope = (struct static_scope){
				outer, &item, shape.kind == SHAPE_LIST || shape.kind == SHAPE_UNKNOWN, op->expression};
			k->scope = &scope;
		}
		check_ops(k, op->body);
		k->scope = outer;
		check_ops(k, op->otherwise);
	}
}

/* ---- the outermost scopes ---- */

struct outermost {
	struct shape root, each;
	struct static_scope root_scope, each_scope;
};

/* The records of the table that has these fields, for examples of what their links lead to. */
static void
add_table_examples(struct checking *k, const struct fields *fields, struct shape *s)
{
	const struct dataset *d = k->context->dataset;

	s->kind = SHAPE_RECORD;
	*VECTOR_PUSH(k->arena, &s->fields) = fields;
	for (size_t i = 0; d && i < d->tables.count; i++) {
		if (d->tables.at[i]->fields == fields)
			*VECTOR_PUSH(k->arena, &s->examples) = d->tables.at[i]->all;
	}
}

/* A filter has made records in place of the table's own: what their fields lead to is another thing. */
static bool
are_made(const struct list *items)
{
	for (size_t i = 0; i < items->count; i++) {
		const struct record *r = list_record(items, i);
		const struct table *t = r ? record_table(r) : NULL;

		if (t && list_record(&t->all, (size_t)r->position) != r)
			return true;
	}
	return false;
}

static void
add_items(struct checking *k, const struct fields *fields, struct shape *s)
{
	const struct list *items = k->context->items;

	if (!items || items->fields != fields || !are_made(items)) {
		add_table_examples(k, fields, s);
		return;
	}
	s->kind = SHAPE_RECORD;
	add_example(k, s, *items);
}

static void
begin(struct checking *k, struct outermost *o, const struct fields *item_fields)
{
	const struct merge_context *c = k->context;

	*o = (struct outermost){.root_scope = {NULL, &o->root, false, NULL}};
	if (c->dataset && c->dataset->root.fields)
		record_shape(k, &c->dataset->root, &o->root);
	else
		o->root.kind = SHAPE_SCALAR;
	k->root = &o->root;
	k->scope = &o->root_scope;
	if (!item_fields && !c->record && !c->item)
		return;
	if (item_fields)
		add_items(k, item_fields, &o->each);
	if (c->record)
		record_shape(k, c->record, &o->each);
	else if (c->item)
		o->each.kind = SHAPE_SCALAR;
	o->each_scope = (struct static_scope){&o->root_scope, &o->each, true, NULL};
	k->scope = &o->each_scope;
}

bool
merge_check(struct arena *a, struct report *r, const struct program *p, const struct merge_context *c,
	    const struct fields *item_fields)
{
	struct checking k = {.arena = a, .report = r, .context = c};
	struct outermost o;

	begin(&k, &o, item_fields);
	k.outermost = k.scope;
	for (const struct program_part *part = p->parts; part; part = part->next)
		check_ops(&k, part->ops);
	return !k.failed;
}

void
merge_bindings(const struct program *p, const struct merge_context *c, merge_bound *bound, void *user)
{
	struct arena arena = {0};
	struct report silent;
	struct checking k = {.arena = &arena, .report = &silent, .context = c, .bound = bound, .bound_user = user};
	struct outermost o;

	report_open(&silent);
	begin(&k, &o, NULL);
	k.outermost = k.scope;
	for (const struct program_part *part = p->parts; part; part = part->next)
		check_ops(&k, part->ops);
	report_close(&silent);
	arena_free(&arena);
}

bool
merge_check_expression(struct arena *a, struct report *r, const struct expression *e, const struct merge_context *c,
		       const struct fields *item_fields)
{
	struct checking k = {.arena = a, .report = r, .context = c, .is_alone = true, .names_only = true};
	struct shape shape = {.kind = SHAPE_UNKNOWN};
	struct outermost o;

	begin(&k, &o, item_fields);
	shape_of(&k, e, &shape);
	return !k.failed;
}
