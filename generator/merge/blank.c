/*
 * blank -- what must not be missing, and the lines to write on where it is.
 *
 *     Паспорт: {{паспорт | обязательно}}        the record is not made while the cell is empty
 *     Паспорт: ____________________             the same marker where the document's row says Бланк = да
 *     Телефон: {{телефон | бланк: 12}}          always a line when the cell is empty
 *
 * Later filters let a line pass: {{рождение | обязательно | дата: полно}} prints it as it is.  A missing record, and a
 * list without any, is a line that is also a record with nothing filled in: so the body of {{#мать | обязательно}}
 * stands there once, what is obligatory in it is a line again, and no name in it is looked for in the records around.
 */
#include "merge/state.h"
#include "value/record.h"

enum { BLANK_USUAL = 20, BLANK_MOST = 1000 }; /* characters */

bool
blank_is_asked(const struct merge_context *c)
{
	static const struct text names[] = {TEXT_INIT("бланк"), TEXT_INIT("as blank")};
	struct value v;

	for (size_t i = 0; c->document && i < sizeof names / sizeof *names; i++) {
		if (record_find(c->document, names[i], &v) && value_truth(&v))
			return true;
	}
	return false;
}

/* ---- lines ---- */

bool
blank_line_length(const struct value *v, int *length)
{
	double n;

	if (!value_number(v, &n) || n < 1 || n > BLANK_MOST)
		return false;
	*length = (int)n;
	return true;
}

struct text
blank_line_hint(struct arena *a)
{
	return text_format(a, _("a number of characters is expected here, from 1 to %d"), BLANK_MOST);
}

/* The fields that the record would have: those of the list, or of the table that the cell leads to; NULL: none. */
static const struct fields *
missing_fields(const struct merging *m, const struct value *v)
{
	const struct field *field;

	if (v->kind == VALUE_LIST && v->as.list)
		return v->as.list->fields;
	if (!m->owner || m->owner_index < 0)
		return NULL;
	field = &m->owner->fields->of.at[m->owner_index];
	return field->leads_to.count == 1 && field->leads_to.at[0] ? field->leads_to.at[0]->fields : NULL;
}

/* A text; where a record is missing, one with nothing filled in that prints as the line. */
static struct value
line_of(struct merging *m, const struct fields *fields, int length)
{
	struct records records = {0};
	struct buffer b = {0};
	struct value v = {.kind = VALUE_TEXT};

	if (fields)
		v = value_of_record(records_add(m->arena, &records, fields, 0));
	while (length-- > 0)
		buffer_byte(&b, '_');
	v.text = buffer_take(m->arena, &b);
	v.is_blank = true;
	return v;
}

/* In place of a list: one, in which {{№}} has its meaning. */
static struct value
list_of_line(struct merging *m, struct value line)
{
	struct value list = line;

	list.kind = VALUE_LIST;
	list.as.list = list_of_one(m->arena, line);
	return list;
}

static bool
put_line(struct merging *m, const struct expression *f, struct value *v)
{
	const struct fields *fields = missing_fields(m, v); /* before the argument reads others */
	bool is_list = v->kind == VALUE_LIST;
	int length = BLANK_USUAL;
	struct value count;

	if (f->argument_count && !argument_value(m, f, 0, &count))
		return false;
	if (f->argument_count && !blank_line_length(&count, &length))
		return fail_argument(m, f, 0, blank_line_hint(m->arena));
	*v = line_of(m, fields, length);
	if (is_list)
		*v = list_of_line(m, *v);
	return true;
}

bool
filter_blank(struct merging *m, const struct expression *f, struct value *v)
{
	return !value_is_empty(v) || put_line(m, f, v);
}

/* ---- what must not be missing ---- */

/* The name by which the template asks for it. */
static struct text
asked_name(const struct expression *e)
{
	while (e->kind == EXPRESSION_FILTER)
		e = e->left;
	if (e->kind == EXPRESSION_PATH && e->segment_count)
		return e->segments[e->segment_count - 1].shown;
	return written(e);
}

/* A file's name and a condition are no places to write on. */
static struct text
how_to_mend(struct merging *m)
{
	if (!m->is_document)
		return source_hint(m);
	return text_from(
		_("fill it in; or, if the document is to be completed by hand, put да under Бланк in its row of "
		  "the table Документы (--set Бланк=да): then a line to write on is printed here"));
}

/* The column is not there: the record that should have it is the innermost one that is from a table. */
static void
find_owner(struct merging *m)
{
	const struct scope *scope = m->scope;

	while (scope && !(scope->record && record_table(scope->record)))
		scope = scope->outer;
	m->source = scope ? scope->record : NULL;
	m->source_index = -1;
}

/* The cell holds a text where a record should be, of which the template wants a field: it is filled in, but wrong. */
static bool
names_nobody(struct merging *m, struct value *held)
{
	if (m->source_index < 0)
		return false;
	*held = record_at(m->source, (size_t)m->source_index);
	return m->source->fields->of.at[m->source_index].is_link && held->kind == VALUE_TEXT && !value_is_empty(held);
}

/* At the cell that is to be filled in, where there is one: the same of other records is told together with it. */
static bool
refuse(struct merging *m, const struct expression *f)
{
	size_t at = (size_t)(f->text.at - f->origin->line.at) - f->origin->at;
	struct text name = asked_name(f), document = report_document();
	struct place place;
	struct value held;

	if (!m->source)
		find_owner(m);
	if (!m->source || !m->is_document)
		return merging_fault(m, f, (struct fault){at, f->text.len, PROBLEM_VALUE_REQUIRED, {how_to_mend(m)}});
	m->failed = true;
	if (m->source_index >= 0)
		name = m->source->fields->of.at[m->source_index].caption;
	place = record_place(m->source, m->source_index);
	if (names_nobody(m, &held))
		return report_add_once(
			m->report, PROBLEM_CELL_NAMES_NOBODY, place, (struct excerpt){TEXT_NONE, 0, 0, 0},
			(const struct text[PROBLEM_ARGUMENTS]){record_key(m->arena, m->source), shortened(m, &held)});
	return report_add_once(m->report, PROBLEM_CELL_REQUIRED, place, (struct excerpt){TEXT_NONE, 0, 0, 0},
			       (const struct text[PROBLEM_ARGUMENTS]){record_key(m->arena, m->source), name,
								      document.len ? document : f->origin->place.file,
								      how_to_mend(m)});
}

bool
filter_required(struct merging *m, const struct expression *f, struct value *v)
{
	if (!value_is_empty(v))
		return true;
	return m->prints_blanks ? put_line(m, f, v) : refuse(m, f);
}

/* ---- a word that depends on who is not known yet ---- */

bool
blank_gender(struct merging *m, const struct expression *f, struct value *v)
{
	struct text man, woman;

	if (!argument_text(m, f, 0, &man) || !argument_text(m, f, 1, &woman))
		return false;
	*v = value_of_text(man.len ? text_format(m->arena, "%.*s/%.*s", TEXT_ARG(man), TEXT_ARG(woman))
				   : text_format(m->arena, "(%.*s)", TEXT_ARG(woman)));
	return true;
}
