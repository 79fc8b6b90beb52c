/*
 * fields -- what a template asks for, as a tree of names.
 *
 *     приказ
 *       дата | дата
 *     этапы []
 *       наименование этапа
 *
 * A name inside a section is listed below that section's list: whether it is the item's own or an enclosing
 * record's only the data could tell.
 */
#include "merge/merge.h"

#include "template/filter.h"

struct node {
	struct text shown, folded;
	bool is_list;
	bool filters[FILTERS];
	struct node *children, *last, *next;
};

struct listing {
	struct arena arena;
	struct node root;
};

static struct node *
child_of(struct listing *l, struct node *parent, const struct segment *s)
{
	struct node *n = parent->children;

	while (n && !text_equal(n->folded, s->folded))
		n = n->next;
	if (n)
		return n;
	n = NEW(&l->arena, struct node);
	n->shown = s->shown;
	n->folded = s->folded;
	if (parent->last)
		parent->last->next = n;
	else
		parent->children = n;
	parent->last = n;
	return n;
}

static struct node *list_expression(struct listing *l, struct node *context, const struct expression *e);

/* The node that a path names, or NULL: variables name none. */
static struct node *
list_path(struct listing *l, struct node *context, const struct expression *e)
{
	struct node *n = e->root == ROOT_DATA ? &l->root : context;

	if (e->root != ROOT_NAME && e->root != ROOT_ITEM && e->root != ROOT_DATA)
		return NULL;
	if (e->outers > 0)
		n = &l->root;
	for (size_t i = 0; i < e->segment_count; i++)
		n = child_of(l, n, &e->segments[i]);
	return n;
}

static struct node *
list_filter(struct listing *l, struct node *context, const struct expression *e)
{
	struct node *n = list_expression(l, context, e->left);
	bool in_items = filter_row(e->filter)->group == GROUP_LISTS;

	if (n) {
		n->filters[e->filter] = true;
		n->is_list |= in_items;
	}
	for (size_t i = 0; i < e->argument_count; i++) {
		if (!e->arguments[i].keyword)
			list_expression(l, in_items && n ? n : context, e->arguments[i].expression);
	}
	return n;
}

static struct node *
list_expression(struct listing *l, struct node *context, const struct expression *e)
{
	switch (e->kind) {
	case EXPRESSION_PATH:
		return list_path(l, context, e);
	case EXPRESSION_FILTER:
		return list_filter(l, context, e);
	case EXPRESSION_NOT:
	case EXPRESSION_NEGATIVE:
		list_expression(l, context, e->left);
		return NULL;
	case EXPRESSION_BINARY:
		list_expression(l, context, e->left);
		list_expression(l, context, e->right);
		return NULL;
	case EXPRESSION_TEXT:
	case EXPRESSION_NUMBER:
		return NULL;
	}
	return NULL;
}

/* Whether the section's body names anything: a mere condition does not make a list of its field. */
static void
list_ops(struct listing *l, struct node *context, const struct op *op)
{
	for (; op; op = op->next) {
		struct node *n = op->expression ? list_expression(l, context, op->expression) : NULL;
		bool enters = op->kind == OP_SECTION && !op->is_negative && n;

		list_ops(l, enters ? n : context, op->body);
		if (enters)
			n->is_list = true;
		list_ops(l, context, op->otherwise);
	}
}

/* ---- output ---- */

static struct text
filter_name(size_t id)
{
	struct text names = text_from(filter_row((enum filter_id)id)->russian);
	ptrdiff_t bar = text_find(names, TEXT("|"), 0);

	return bar == TEXT_NOWHERE ? names : text_slice(names, 0, (size_t)bar);
}

static void
print_lines(const struct node *n, int depth, struct buffer *out)
{
	for (; n; n = n->next) {
		buffer_printf(out, "%*s%.*s%s", depth * 2, "", TEXT_ARG(n->shown), n->is_list ? " []" : "");
		for (size_t i = 0; i < FILTERS; i++) {
			if (n->filters[i])
				buffer_printf(out, " | %.*s", TEXT_ARG(filter_name(i)));
		}
		buffer_byte(out, '\n');
		print_lines(n->children, depth + 1, out);
	}
}

static void
print_filters(const struct node *n, struct buffer *out)
{
	const char *comma = "";

	for (size_t i = 0; i < FILTERS; i++) {
		if (!n->filters[i])
			continue;
		buffer_string(out, comma);
		buffer_json(out, filter_name(i));
		comma = ", ";
	}
}

static void
print_json(const struct node *n, struct buffer *out)
{
	buffer_byte(out, '[');
	for (; n; n = n->next) {
		buffer_string(out, "{\"name\": ");
		buffer_json(out, n->shown);
		buffer_printf(out, ", \"section\": %s, \"filters\": [", n->is_list ? "true" : "false");
		print_filters(n, out);
		buffer_string(out, "], \"fields\": ");
		print_json(n->children, out);
		buffer_string(out, n->next ? "}, " : "}");
	}
	buffer_byte(out, ']');
}

void
merge_fields(const struct program *p, bool as_json, struct buffer *out)
{
	struct listing l = {{0}, {.is_list = false}};

	for (const struct program_part *part = p->parts; part; part = part->next)
		list_ops(&l, &l.root, part->ops);
	if (as_json) {
		print_json(l.root.children, out);
		buffer_byte(out, '\n');
	} else {
		print_lines(l.root.children, 0, out);
	}
	arena_free(&l.arena);
}
