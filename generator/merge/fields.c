/*
 * fields -- what a template asks for, as a tree of names that a form could be made of.
 *
 *     приказ                          record (body, paragraph 1)
 *       дата                          date, required | дата | обязательно (body, paragraph 1)
 *     этапы []                        list (body, paragraph 3)
 *       наименование этапа            text (body, paragraph 3)
 *
 * What kind of value a name stands for is told by how it is used: filters on dates and numbers, arithmetic, comparisons
 * with a number or a date, a condition.  A name inside a section is listed below that section's list: whether it is the
 * item's own or an enclosing record's only the data can tell.  With data at hand it is listed where it binds.
 */
#include "merge/merge.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "data/lookup.h"
#include "expression/filter.h"
#include "value/number.h"

enum { KIND_COLUMN = 32, LITERALS_MOST = 50 };

/* How a name is used. */
struct uses {
	bool as_list, as_name, as_number, as_date, as_truth, as_picture, as_rich; /* by filters, operators, place */
	bool as_value;                                                            /* printed */
	bool in_condition, is_required;
	bool is_open; /* in a section, and nobody knows whether it is the item's */
};

struct node {
	struct text shown, folded;
	struct uses uses;
	bool filters[FILTERS];
	VECTOR(struct text) literals;     /* what it is compared with */
	const struct expression *instead; /* of default: a text or number; NULL */
	const struct origin *origin;      /* where it stands first */
	struct node *children, *last, *next;
	VECTOR(struct node *) all; /* the children again, as names has them */
	struct lookup names;
};

/* What names bind in, inside out; the outermost is the data as a whole. */
struct context {
	const struct context *outer;
	struct node *node;
	const struct expression *of; /* the list that the section, or the filter, is over */
};

struct binding {
	const struct expression *path, *of;
};

struct listing {
	struct arena arena;
	struct node root, document;
	VECTOR(struct binding) bindings;
	struct text file; /* the template's own */
	bool has_data;
};

/* ---- the tree ---- */

static struct node *
child_of(struct listing *l, struct node *parent, const struct segment *s, const struct origin *origin)
{
	const struct lookup_entry *known = lookup_find(&parent->names, s->folded);
	struct node *n;

	if (known)
		return parent->all.at[parent->names.links.at[known->first].number];
	lookup_add(&l->arena, &parent->names, s->folded, (int)parent->all.count);
	n = *VECTOR_PUSH(&l->arena, &parent->all) = NEW(&l->arena, struct node);
	n->shown = s->shown;
	n->folded = s->folded;
	n->origin = origin;
	if (parent->last)
		parent->last->next = n;
	else
		parent->children = n;
	parent->last = n;
	return n;
}

static int
compare_bindings(const void *a, const void *b)
{
	const struct binding *x = a, *y = b;

	return ((uintptr_t)x->path > (uintptr_t)y->path) - ((uintptr_t)x->path < (uintptr_t)y->path);
}

static void
add_binding(void *listing, const struct expression *path, const struct expression *of)
{
	struct listing *l = listing;

	*VECTOR_PUSH(&l->arena, &l->bindings) = (struct binding){path, of};
}

/* Where the first name of a path stands: in the innermost context, or where the data have it. */
static const struct context *
context_of(const struct listing *l, const struct context *c, const struct expression *e)
{
	struct binding wanted = {.path = e};
	const struct binding *found = NULL;

	for (int i = 0; i < e->outers && c->outer; i++)
		c = c->outer;
	if (l->bindings.count)
		found = bsearch(&wanted, l->bindings.at, l->bindings.count, sizeof wanted, compare_bindings);
	while (found && c->outer && c->of != found->of)
		c = c->outer;
	return c;
}

/* The node that a path names, or NULL: variables name none. */
static struct node *
list_path(struct listing *l, const struct context *context, const struct expression *e)
{
	struct node *n;

	if (e->root == ROOT_NAME || e->root == ROOT_ITEM) {
		const struct context *c = context_of(l, context, e);

		n = c->node;
		for (size_t i = 0; i < e->segment_count; i++)
			n = child_of(l, n, &e->segments[i], e->origin);
		if (e->root == ROOT_NAME && c->outer && !l->has_data)
			n->uses.is_open = true;
		return n;
	}
	if (e->root != ROOT_DATA && e->root != ROOT_DOCUMENT)
		return NULL;
	n = e->root == ROOT_DATA ? &l->root : &l->document;
	for (size_t i = 0; i < e->segment_count; i++)
		n = child_of(l, n, &e->segments[i], e->origin);
	return n;
}

static struct node *list_expression(struct listing *l, const struct context *context, const struct expression *e);

static void
use_by_filter(struct node *n, const struct expression *f)
{
	n->filters[f->filter] = true;
	switch (f->filter) {
	case FILTER_INITIALS:
	case FILTER_INITIALS_FIRST:
	case FILTER_LAST_NAME:
	case FILTER_FIRST_NAME:
	case FILTER_FIRST_AND_PATRONYMIC:
	case FILTER_PATRONYMIC:
	case FILTER_GENDER:
		n->uses.as_name = true;
		return;
	case FILTER_DATE:
	case FILTER_SCHOOL_YEAR:
	case FILTER_MONTH:
	case FILTER_PERIOD:
	case FILTER_AGE:
		n->uses.as_date = true;
		return;
	case FILTER_NUMBER:
	case FILTER_WORDS:
	case FILTER_ORDINAL:
	case FILTER_RUBLES:
	case FILTER_PLURAL:
		n->uses.as_number = true;
		return;
	case FILTER_YES_NO:
	case FILTER_CHECKBOX:
		n->uses.as_truth = true;
		return;
	case FILTER_REQUIRED:
		n->uses.is_required = true;
		return;
	case FILTER_DEFAULT:
		n->instead = f->arguments[0].expression;
		return;
	case FILTER_IMAGE:
	case FILTER_COVER:
		n->uses.as_picture = true;
		return;
	case FILTER_MARKDOWN:
	case FILTER_PARAGRAPHS:
		n->uses.as_rich = true;
		return;
	default:
		n->uses.as_list |= filter_row(f->filter)->group == GROUP_LISTS;
		return;
	}
}

/* Whether what the filter gives is still the name's own value: then what is said of it is said of the name. */
static bool
keeps_value(enum filter_id id)
{
	switch (id) {
	case FILTER_DEFAULT:
	case FILTER_REQUIRED:
	case FILTER_TRIM:
	case FILTER_SORT:
	case FILTER_WHERE:
	case FILTER_UNIQUE:
	case FILTER_FIRST:
	case FILTER_LAST:
	case FILTER_GROUP:
	case FILTER_TOGETHER:
	case FILTER_ONE_BY_ONE:
		return true;
	case FILTER_GENDER:
		return false;
	default:
		return filter_row(id)->group == GROUP_RICH || filter_row(id)->group == GROUP_CASES;
	}
}

static struct node *
list_filter(struct listing *l, const struct context *context, const struct expression *e)
{
	struct node *n = list_expression(l, context, e->left);
	struct context items = {context, n, e->left};

	if (n)
		use_by_filter(n, e);
	for (size_t i = 0; i < e->argument_count; i++) {
		const struct argument *argument = &e->arguments[i];
		bool is_inside = n && filter_asks_items(e->filter, i);
		struct node *named = NULL;

		if (!argument->keyword)
			named = list_expression(l, is_inside ? &items : context, argument->expression);
		if (named && e->filter == FILTER_WHERE)
			named->uses.in_condition = named->uses.as_truth = true;
		else if (named && e->filter == FILTER_SUM)
			named->uses.as_number = true;
		else if (named && (e->filter == FILTER_PERIOD || e->filter == FILTER_AGE))
			named->uses.as_date = true;
		else if (named && e->filter == FILTER_TOGETHER)
			named->uses.as_list = true;
		else if (named)
			named->uses.as_value = true;
	}
	return n;
}

/* The name on one side of a comparison is of the kind of the literal on the other. */
static void
use_by_literal(struct listing *l, struct node *n, const struct expression *literal)
{
	struct value v = value_of_text(literal->text);
	double number;
	bool is_true;
	date d;

	if (!n)
		return;
	n->uses.in_condition = true;
	if (literal->kind == EXPRESSION_NUMBER)
		n->uses.as_number = true;
	if (literal->kind != EXPRESSION_TEXT)
		return;
	if (date_parse(literal->text, &d)) {
		n->uses.as_date = true;
	} else if (number_parse(literal->text, &number)) {
		n->uses.as_number = true;
	} else if (value_bool(&v, &is_true)) {
		n->uses.as_truth = true;
	} else {
		for (size_t i = 0; i < n->literals.count; i++) {
			if (text_equal(n->literals.at[i], literal->text))
				return;
		}
		if (n->literals.count < LITERALS_MOST)
			*VECTOR_PUSH(&l->arena, &n->literals) = literal->text;
	}
}

static void
list_binary(struct listing *l, const struct context *context, const struct expression *e)
{
	struct node *left = list_expression(l, context, e->left), *right = list_expression(l, context, e->right);
	struct node *both[] = {left, right};

	if (e->operation >= OPERATION_EQUAL && e->operation <= OPERATION_GREATER_EQUAL) {
		use_by_literal(l, left, e->right);
		use_by_literal(l, right, e->left);
		return;
	}
	for (size_t i = 0; i < 2; i++) {
		if (!both[i])
			continue;
		if (e->operation == OPERATION_OR || e->operation == OPERATION_AND)
			both[i]->uses.as_truth = both[i]->uses.in_condition = true;
		else if (e->operation == OPERATION_MULTIPLY || e->operation == OPERATION_DIVIDE)
			both[i]->uses.as_number = true;
		else
			both[i]->uses.as_value = true;
	}
}

/* Returns the node whose own value the expression gives, or NULL. */
static struct node *
list_expression(struct listing *l, const struct context *context, const struct expression *e)
{
	struct node *n;

	switch (e->kind) {
	case EXPRESSION_PATH:
		return list_path(l, context, e);
	case EXPRESSION_FILTER:
		n = list_filter(l, context, e);
		return keeps_value(e->filter) ? n : NULL;
	case EXPRESSION_NOT:
	case EXPRESSION_NEGATIVE:
		n = list_expression(l, context, e->left);
		if (n && e->kind == EXPRESSION_NOT)
			n->uses.as_truth = n->uses.in_condition = true;
		else if (n)
			n->uses.as_number = true;
		return NULL;
	case EXPRESSION_BINARY:
		list_binary(l, context, e);
		return NULL;
	case EXPRESSION_TEXT:
	case EXPRESSION_NUMBER:
		return NULL;
	}
	return NULL;
}

/* Whether a chain names anything, or counts or prints the items: what merely depends on a name makes no list of it. */
static bool
has_children(const struct node *n, const struct node *children_before)
{
	return n->last != children_before;
}

static void
list_ops(struct listing *l, const struct context *context, const struct op *op)
{
	for (; op; op = op->next) {
		struct node *n = op->expression ? list_expression(l, context, op->expression) : NULL, *last;
		bool enters = op->kind == OP_SECTION && !op->is_negative && n;
		struct context inner = {context, n, op->expression};

		last = n ? n->last : NULL;
		list_ops(l, enters ? &inner : context, op->body);
		list_ops(l, context, op->otherwise);
		if (!n)
			continue;
		if (op->kind == OP_SECTION) {
			n->uses.in_condition = true;
			n->uses.as_list |= enters && has_children(n, last);
			n->uses.as_truth = true;
		} else {
			n->uses.as_value |= op->kind == OP_VALUE;
			n->uses.as_picture |= op->kind == OP_PICTURE;
		}
	}
}

/* ---- kinds ---- */

enum kind {
	KIND_LIST,
	KIND_RECORD,
	KIND_PICTURE,
	KIND_RICH,
	KIND_DATE,
	KIND_NUMBER,
	KIND_BOOLEAN,
	KIND_NAME,
	KIND_TEXT
};

static const struct {
	const char *slug, *name;
} kinds[] = {
	[KIND_LIST] = {"list", N_("list")},
	[KIND_RECORD] = {"record", N_("record")},
	[KIND_PICTURE] = {"picture", N_("picture")},
	[KIND_RICH] = {"rich", N_("text of several paragraphs")},
	[KIND_DATE] = {"date", N_("date")},
	[KIND_NUMBER] = {"number", N_("number")},
	[KIND_BOOLEAN] = {"boolean", N_("yes or no")},
	[KIND_NAME] = {"name", N_("name of a person")},
	[KIND_TEXT] = {"text", N_("text")},
};

static enum kind
kind_of(const struct node *n)
{
	const struct uses *u = &n->uses;

	if (u->as_list)
		return KIND_LIST;
	if (n->children)
		return KIND_RECORD;
	if (u->as_picture)
		return KIND_PICTURE;
	if (u->as_rich)
		return KIND_RICH;
	if (u->as_date)
		return KIND_DATE;
	if (u->as_number)
		return KIND_NUMBER;
	if (u->as_name)
		return KIND_NAME;
	return u->as_truth && !u->as_value && !n->literals.count ? KIND_BOOLEAN : KIND_TEXT;
}

/* ---- output ---- */

static struct text
filter_name(size_t id)
{
	struct text names = text_from(filter_row((enum filter_id)id)->russian);
	ptrdiff_t bar = text_find(names, TEXT("|"), 0);

	return bar == TEXT_NOWHERE ? names : text_slice(names, 0, (size_t)bar);
}

/* "body, paragraph 3", without the file, unless that is an included one. */
static struct text
place_of(struct listing *l, const struct node *n)
{
	struct place place = n->origin ? n->origin->place : (struct place){.kind = AT_NOTHING};

	struct text t;

	if (text_equal(place.file, l->file))
		place.file = TEXT_NONE;
	t = place_describe(&l->arena, &place);
	return text_starts(t, TEXT(": ")) ? text_from_offset(t, 2) : t; /* what stood behind the file */
}

static void
print_lines(struct listing *l, const struct node *n, int depth, struct buffer *out)
{
	for (; n; n = n->next) {
		struct text place = place_of(l, n);
		enum kind kind = kind_of(n);
		size_t at = (size_t)depth * 2 + utf8_columns(n->shown) + (kind == KIND_LIST ? 3 : 0);

		buffer_printf(out, "%*s%.*s%s", depth * 2, "", TEXT_ARG(n->shown), kind == KIND_LIST ? " []" : "");
		buffer_printf(out, "%*s%s", at < KIND_COLUMN ? (int)(KIND_COLUMN - at) : 1, "", _(kinds[kind].name));
		buffer_printf(out, "%s%s", n->uses.is_required ? ", " : "", n->uses.is_required ? _("required") : "");
		for (size_t i = 0; i < FILTERS; i++) {
			if (n->filters[i])
				buffer_printf(out, " | %.*s", TEXT_ARG(filter_name(i)));
		}
		if (place.len)
			buffer_printf(out, " (%.*s)", TEXT_ARG(place));
		buffer_byte(out, '\n');
		print_lines(l, n->children, depth + 1, out);
	}
}

static void
print_texts(const struct node *n, struct buffer *out)
{
	const char *comma = "";

	buffer_string(out, ", \"filters\": [");
	for (size_t i = 0; i < FILTERS; i++) {
		if (!n->filters[i])
			continue;
		buffer_string(out, comma);
		buffer_json(out, filter_name(i));
		comma = ", ";
	}
	buffer_string(out, "], \"values\": [");
	for (size_t i = 0; i < n->literals.count; i++) {
		buffer_string(out, i ? ", " : "");
		buffer_json(out, n->literals.at[i]);
	}
	buffer_string(out, "], \"default\": ");
	if (n->instead && (n->instead->kind == EXPRESSION_TEXT || n->instead->kind == EXPRESSION_NUMBER))
		buffer_json(out, n->instead->text);
	else
		buffer_string(out, "null");
}

static void
print_place(const struct listing *l, const struct node *n, struct buffer *out)
{
	const struct place *p = n->origin ? &n->origin->place : NULL;

	buffer_string(out, ", \"place\": ");
	if (!p || p->kind != AT_PARAGRAPH) {
		buffer_string(out, "null");
		return;
	}
	buffer_byte(out, '{');
	if (!text_equal(p->file, l->file)) {
		buffer_string(out, "\"file\": ");
		buffer_json(out, p->file);
		buffer_string(out, ", ");
	}
	buffer_string(out, "\"part\": ");
	buffer_json(out, p->part);
	buffer_printf(out, ", \"table\": %d, \"row\": %d, \"cell\": %d, \"paragraph\": %d, \"text\": ", p->table,
		      p->row, p->cell, p->paragraph);
	buffer_json(out, n->origin->line);
	buffer_byte(out, '}');
}

static const char *
truth(bool b)
{
	return b ? "true" : "false";
}

/* path is that of n's parent. */
static void
print_json(struct listing *l, const struct node *n, struct text path, struct buffer *out)
{
	buffer_byte(out, '[');
	for (; n; n = n->next) {
		struct text own =
			path.len ? text_format(&l->arena, "%.*s.%.*s", TEXT_ARG(path), TEXT_ARG(n->folded)) : n->folded;

		buffer_string(out, "{\"name\": ");
		buffer_json(out, n->shown);
		buffer_string(out, ", \"path\": ");
		buffer_json(out, own);
		buffer_printf(out, ", \"kind\": \"%s\", \"required\": %s, \"condition\": %s, \"may_be_outer\": %s",
			      kinds[kind_of(n)].slug, truth(n->uses.is_required), truth(n->uses.in_condition),
			      truth(n->uses.is_open));
		print_texts(n, out);
		print_place(l, n, out);
		buffer_string(out, ", \"fields\": ");
		print_json(l, n->children, own, out);
		buffer_string(out, n->next ? "}, " : "}");
	}
	buffer_byte(out, ']');
}

void
merge_fields(const struct program *p, const struct merge_context *c, bool as_json, struct buffer *out)
{
	struct listing l = {.file = p->package->file, .has_data = c != NULL};
	struct context outermost = {NULL, &l.root, NULL};
	struct node document = {.shown = TEXT_INIT("@document"), .folded = TEXT_INIT("@document")};

	if (c)
		merge_bindings(p, c, add_binding, &l);
	if (l.bindings.count)
		qsort(l.bindings.at, l.bindings.count, sizeof *l.bindings.at, compare_bindings);
	for (const struct program_part *part = p->parts; part; part = part->next)
		list_ops(&l, &outermost, part->ops);
	if (l.document.children) { /* {{@document.…}}: of the table of documents, or --set */
		document.children = l.document.children;
		if (l.root.last)
			l.root.last->next = &document;
		else
			l.root.children = &document;
	}
	if (as_json) {
		print_json(&l, l.root.children, TEXT_NONE, out);
		buffer_byte(out, '\n');
	} else {
		print_lines(&l, l.root.children, 0, out);
	}
	arena_free(&l.arena);
}
