/*
 * merge -- walks a program's operations for one record and writes the parts' new bytes.
 *
 * What may vanish is written and taken back when it came out empty: the buffer is cut to where it was.
 * A value that fails is reported and the walk goes on, so that all faults of a record are told at once.
 */
#include "merge/merge.h"

#include <string.h>

#include "merge/attachment.h"

enum { PART_MOST_MIB = 512 };

static void
print_value(struct merging *m, const struct op *op)
{
	const struct expression *e = op->expression;
	struct value v;
	struct text t;

	if (!evaluate(m, e, &v) || !must_print(m, e, &v))
		return;
	t = printed(m, &v);
	if (op->is_before_point && text_ends(t, TEXT(".")) && !text_ends(t, TEXT("..")))
		t = text_slice(t, 0, t.len - 1);
	if (op->is_key)
		table_key(m, &v, t);
	m->shown += t.len > 0;
	write_value(m, op->escape, t);
}

/* ---- sections ---- */

/* A text that people write lists in: математика; физика. */
static bool
may_be_list(const struct value *v)
{
	return v->kind == VALUE_TEXT && (text_find(v->text, TEXT(";"), 0) != TEXT_NOWHERE ||
					 text_find(text_trim(v->text), TEXT("\n"), 0) != TEXT_NOWHERE);
}

/* Whether the chain prints {{.}}, as the body of a list of texts does; inner sections have items of their own. */
static bool
prints_item(const struct op *op)
{
	for (; op; op = op->next) {
		const struct expression *e = op->expression;

		while (e && e->kind == EXPRESSION_FILTER)
			e = e->left;
		if (op->kind != OP_SECTION && e && e->kind == EXPRESSION_PATH && e->root == ROOT_ITEM && !e->outers)
			return true;
		if (op->kind != OP_SECTION && prints_item(op->body))
			return true;
	}
	return false;
}

static void
warn_of_text(struct merging *m, const struct op *op, const struct value *v)
{
	struct fault fault = {op->expression->at,
			      op->expression->len,
			      PROBLEM_TEXT_FOR_LIST,
			      {shortened(m, v), written(op->expression), source_hint(m)}};

	merging_warn(m, op->expression, fault);
}

bool
section_turns(struct merging *m, const struct op *op, struct turns *t)
{
	bool truth;

	*t = (struct turns){.count = 1};
	if (!evaluate(m, op->expression, &t->one))
		return false;
	if (value_truth(&t->one) == op->is_negative) {
		t->count = 0;
	} else if (op->is_negative || value_bool(&t->one, &truth)) {
		/* a truth, also one typed as да, does not become the context */
	} else if (t->one.kind == VALUE_LIST) {
		t->items = t->one.as.list;
		t->count = t->items->count;
		t->is_loop = true;
		t->has_context = true;
	} else {
		t->has_context = true;
		if (may_be_list(&t->one) && prints_item(op->body))
			warn_of_text(m, op, &t->one);
	}
	return true;
}

/* How many items a group holds, those of the groups inside it counted; 0 of what is no group. */
static size_t
group_size(const struct value *item)
{
	struct value first;
	size_t sum = 0;

	if (item->kind != VALUE_LIST || !item->as.list->count)
		return 0;
	first = list_at(item->as.list, 0);
	if (first.kind != VALUE_LIST)
		return item->as.list->count;
	for (size_t i = 0; i < item->as.list->count; i++) {
		first = list_at(item->as.list, i);
		sum += group_size(&first);
	}
	return sum;
}

struct scope
turn_scope(const struct scope *outer, struct turns *t, size_t i)
{
	struct value item = t->items ? list_at(t->items, i) : t->one;
	struct scope scope = scope_of(outer, &item, t->items);

	scope.earlier = t->earlier;
	t->earlier += group_size(&item);

	scope.is_loop = t->is_loop;
	scope.number = i + 1;
	scope.count = t->count;
	return scope;
}

bool
is_within_limit(struct merging *m, const struct expression *e)
{
	if (m->out->len < (size_t)PART_MOST_MIB << 20 && !table_is_full(m))
		return true;
	return fail_at(m, e, PROBLEM_MERGE_LIMIT, text_format(m->arena, "%d", PART_MOST_MIB), TEXT_NONE);
}

struct instance
instance_next(struct merging *m, const struct op *op, bool is_loop)
{
	uint32_t outer = m->instance ? m->instance->serial : 0, serial = ++m->serials[op->section];
	bool is_first = serial == 1 || m->outer_serials[op->section] != outer;

	m->outer_serials[op->section] = outer;
	m->are_loops[op->section] |= is_loop;
	return (struct instance){m->instance, op->section, serial, is_first};
}

static void
run_turn(struct merging *m, const struct op *op, struct turns *t, size_t i)
{
	struct instance instance = instance_next(m, op, t->is_loop);
	const struct scope *outer = m->scope;
	struct scope scope;

	if (t->has_context) {
		scope = turn_scope(outer, t, i);
		m->scope = &scope;
	}
	m->instance = &instance;
	run_ops(m, op->body);
	m->instance = instance.outer;
	m->scope = outer;
}

static void
run_section(struct merging *m, const struct op *op)
{
	struct turns t;

	if (!section_turns(m, op, &t))
		return;
	if (t.count == 0)
		run_ops(m, op->otherwise);
	for (size_t i = 0; i < t.count && is_within_limit(m, op->expression); i++)
		run_turn(m, op, &t, i);
}

/* ---- what may vanish ---- */

static void run_until(struct merging *m, const struct op *op, const struct op *end);

static bool
wrote_nothing(const struct merging *m, enum asks asks, size_t from, size_t shown)
{
	if (asks == ASKS_TEXT)
		return m->shown == shown;
	return text_is_blank((struct text){m->out->at + from, m->out->len - from});
}

static void
run_optional(struct merging *m, const struct op *op)
{
	size_t begin = m->out->len, shown = m->shown, lists = numbering_open(m), from;
	bool is_empty;

	run_until(m, op->body, op->as.core);
	from = m->out->len;
	run_ops(m, op->as.core->body);
	is_empty = wrote_nothing(m, op->asks, from, shown);
	numbering_close(m, lists, is_empty);
	if (!is_empty) {
		run_ops(m, op->as.core->next);
		return;
	}
	m->out->len = begin;
	m->shown = shown;
	run_ops(m, op->otherwise);
}

/* ---- tables that must not touch ---- */

/* What bounds a range of text (a bookmark, a comment, a permission) stands between two tables without parting them. */
static size_t
before_range_marks(const struct merging *m, struct text t)
{
	static const struct text names[] = {TEXT_INIT("bookmark"), TEXT_INIT("comment"), TEXT_INIT("perm")};
	bool is_mark = true;

	while (is_mark && text_ends(t, TEXT("/>"))) {
		size_t at = t.len;
		struct text name;

		while (at > 0 && t.at[at - 1] != '<')
			at--;
		name = text_from_offset(t, at);
		is_mark = text_starts(name, m->prefix);
		name = text_from_offset(name, m->prefix.len);
		is_mark &= text_starts(name, names[0]) || text_starts(name, names[1]) || text_starts(name, names[2]);
		t.len = is_mark && at > 0 ? at - 1 : t.len;
	}
	return t.len;
}

static bool
ends_with_table(const struct merging *m, size_t end)
{
	struct text t = {m->out->at, end}, tag = TEXT("tbl>");

	t.len = before_range_marks(m, t);
	if (!text_ends(t, tag))
		return false;
	t.len -= tag.len;
	if (!text_ends(t, m->prefix))
		return false;
	t.len -= m->prefix.len;
	return text_ends(t, TEXT("</"));
}

static void
run_apart(struct merging *m, const struct op *op)
{
	size_t begin = m->out->len, len = op->bytes.len;
	char *at;

	run_ops(m, op->body);
	if (m->out->len == begin || !ends_with_table(m, begin))
		return;
	buffer_text(m->out, op->bytes);
	at = m->out->at + begin;
	memmove(at + len, at, m->out->len - len - begin);
	memcpy(at, op->bytes.at, len);
}

/* The field's value is none that was found in the data: computed, or given on the command line. */
static void
refuse_include(struct merging *m, const struct op *op)
{
	struct value v;

	if (evaluate(m, op->expression, &v) && !value_is_empty(&v))
		fail_at(m, op->expression, PROBLEM_INCLUDE_RECORD, printed(m, &v), source_hint(m));
}

/* Recursion goes as deep as the template nests, which the compiler limits. */
void
run_op(struct merging *m, const struct op *op)
{
	switch (op->kind) {
	case OP_BYTES:
		buffer_text(m->out, op->bytes);
		m->shown += op->is_shown;
		break;
	case OP_VALUE:
		print_value(m, op);
		break;
	case OP_SECTION:
		run_section(m, op);
		break;
	case OP_OPTIONAL:
		run_optional(m, op);
		break;
	case OP_CORE:
		run_ops(m, op->body);
		break;
	case OP_PAGE_BREAK:
		if (op->escape == ESCAPE_DOCX_TEXT)
			write_page_break(m);
		m->shown++;
		break;
	case OP_APART:
		run_apart(m, op);
		break;
	case OP_TABLE:
		run_table(m, op);
		break;
	case OP_ROW:
		run_row(m, op);
		break;
	case OP_CELL:
		run_cell(m, op);
		break;
	case OP_UNIQUE:
		run_unique(m, op);
		break;
	case OP_ONCE:
		run_once(m, op);
		break;
	case OP_NOTE:
		run_note(m, op);
		break;
	case OP_NUMBERING:
		run_numbering(m, op);
		break;
	case OP_PICTURE:
		run_picture(m, op);
		break;
	case OP_RICH_PARAGRAPH:
		run_rich_paragraph(m, op);
		break;
	case OP_RICH:
		run_rich(m, op);
		break;
	case OP_INCLUDE:
		refuse_include(m, op);
		break;
	}
}

/* The operations from op up to, but not including, end. */
static void
run_until(struct merging *m, const struct op *op, const struct op *end)
{
	for (; op != end; op = op->next)
		run_op(m, op);
}

void
run_ops(struct merging *m, const struct op *op)
{
	run_until(m, op, NULL);
}

/* ---- parts ---- */

static void
merge_part(struct merging *m, const struct program_part *part, struct package *merged)
{
	struct buffer out = {0};

	buffer_reserve(&out, part->bytes.len + part->bytes.len / 4);
	m->out = &out;
	m->part = part;
	m->prefix = part->prefix;
	memset(m->serials, 0, (m->program->sections + 1) * sizeof *m->serials);
	run_ops(m, part->ops);
	if (!m->failed && !m->rehearsal)
		package_replace(m->arena, merged, part->name, text_copy(m->arena, buffer_view(&out)));
	buffer_free(&out);
}

static void
merge_parts(struct merging *m, struct package *merged)
{
	const struct program *p = m->program;

	merging_begin(m, p->slots);
	m->is_document = true;
	m->prints_blanks = blank_is_asked(m->context);
	m->serials = NEW_ARRAY(m->arena, uint32_t, p->sections + 1);
	m->outer_serials = NEW_ARRAY(m->arena, uint32_t, p->sections + 1);
	m->are_loops = NEW_ARRAY(m->arena, bool, p->sections + 1);
	m->numbers = NEW_ARRAY(m->arena, uint32_t, p->numbers + 1);
	m->last_number = p->highest;
	for (const struct program_part *part = p->parts; part; part = part->next)
		merge_part(m, part, merged);
	buffer_free(&m->notes[0]);
	buffer_free(&m->notes[1]);
	if (!m->failed && !m->rehearsal)
		attachments_finish(m, merged);
}

struct package *
merge_record(struct arena *a, struct report *r, const struct program *p, const struct merge_context *c)
{
	struct merging m = {.arena = a, .report = r, .context = c, .program = p, .is_russian = p->is_russian};
	struct package *merged = package_copy(a, p->package);

	merge_parts(&m, merged);
	return m.failed ? NULL : merged;
}

bool
merge_check_pictures(struct arena *a, struct report *r, const struct program *p, const struct merge_context *c)
{
	struct merging m = {.arena = a, .context = c, .program = p, .is_russian = p->is_russian, .rehearsal = r};
	struct report silent;

	report_open(&silent);
	m.report = &silent;
	merge_parts(&m, NULL);
	report_close(&silent);
	return !m.misses_picture;
}
