/*
 * check -- a table against its schema: row by row, so that the problems come in the order of the sheet.
 *
 * What of a schema is enforced here: type, required, unique, enum, minimum, maximum, minLength, maxLength,
 * primaryKey, missingValues.  A value keeps the text it was typed as; the type only says how it is read.
 */
#include "data/check.h"

#include <math.h>

#include "base/buffer.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "data/lookup.h"
#include "data/schema.h"
#include "data/trap.h"
#include "value/record.h"

struct check {
	struct arena *arena;
	struct ledger *ledger;
	const struct schema *schema;
	const struct schema_field **described; /* of each field; NULL: the schema does not know it */
	struct lookup *seen;                   /* of each field that is unique: its values → position of the record */
	struct lookup keys;                    /* primary keys of more than one field */
};

static bool
is_missing(const struct schema *s, const struct value *v)
{
	if (v->kind != VALUE_TEXT)
		return v->kind == VALUE_EMPTY;
	for (size_t i = 0; i < s->missing_values.count; i++) {
		if (text_equal(text_trim(v->text), s->missing_values.at[i]))
			return true;
	}
	return text_is_blank(v->text);
}

static bool
become_number(struct value *v, bool is_whole)
{
	double n;

	if (!value_number(v, &n) || (is_whole && n != floor(n)))
		return false;
	v->kind = VALUE_NUMBER;
	v->as.number = n;
	return true;
}

static bool
become_date(struct value *v)
{
	date d;

	if (!value_date(v, &d))
		return false;
	v->kind = VALUE_DATE;
	v->as.date = d;
	return true;
}

static bool
become_bool(struct value *v)
{
	double n;
	bool truth;

	if (value_number(v, &n) && (n == 0 || n == 1))
		truth = n == 1;
	else if (!value_bool(v, &truth))
		return false;
	v->kind = VALUE_BOOL;
	v->as.truth = truth;
	return true;
}

static bool
check_type(struct check *c, const struct schema_field *f, struct value *v, struct place place)
{
	struct text shown = value_key(c->arena, v);

	switch (f->type) {
	case TYPE_NUMBER:
		return become_number(v, false) || LEDGER(c->ledger, DATA_NOT_NUMBER, place, shown);
	case TYPE_INTEGER:
		return become_number(v, true) || LEDGER(c->ledger, DATA_NOT_INTEGER, place, shown);
	case TYPE_DATE:
		return become_date(v) || trap_date(c->arena, c->ledger, v, place) ||
		       LEDGER(c->ledger, DATA_NOT_DATE, place, shown);
	case TYPE_BOOLEAN:
		return become_bool(v) || LEDGER(c->ledger, DATA_NOT_BOOLEAN, place, shown);
	case TYPE_STRING:
		v->is_string = v->kind == VALUE_TEXT;
		break;
	case TYPE_ANY:
		break;
	}
	return true;
}

static void
check_bounds(struct check *c, const struct schema_field *f, const struct value *v, struct place place)
{
	bool comparable;

	if (f->minimum.kind != VALUE_EMPTY && value_compare(v, &f->minimum, &comparable) < 0 && comparable)
		LEDGER(c->ledger, DATA_BELOW, place, value_key(c->arena, v), value_key(c->arena, &f->minimum));
	if (f->maximum.kind != VALUE_EMPTY && value_compare(v, &f->maximum, &comparable) > 0 && comparable)
		LEDGER(c->ledger, DATA_ABOVE, place, value_key(c->arena, v), value_key(c->arena, &f->maximum));
}

static void
check_length(struct check *c, const struct schema_field *f, struct text t, struct place place)
{
	int letters;

	if (f->least_length < 0 && f->most_length < 0)
		return;
	letters = (int)utf8_count(t);
	if (f->least_length >= 0 && letters < f->least_length)
		LEDGER(c->ledger, DATA_TOO_SHORT, place, text_format(c->arena, "%d", letters),
		       text_format(c->arena, "%d", f->least_length));
	if (f->most_length >= 0 && letters > f->most_length)
		LEDGER(c->ledger, DATA_TOO_LONG, place, text_format(c->arena, "%d", letters),
		       text_format(c->arena, "%d", f->most_length));
}

/* The allowed values for a message, not more of them than a person reads. */
static struct text
list_of_allowed(struct arena *a, const struct schema_field *f)
{
	enum { MOST_SHOWN = 12 };
	struct buffer b = {0};
	struct text t;

	for (size_t i = 0; i < f->one_of.count && i < MOST_SHOWN; i++) {
		buffer_string(&b, i ? ", " : "");
		buffer_text(&b, f->one_of.at[i]);
	}
	buffer_string(&b, f->one_of.count > MOST_SHOWN ? " …" : "");
	t = text_copy(a, buffer_view(&b));
	buffer_free(&b);
	return t;
}

static void
check_allowed(struct check *c, const struct schema_field *f, struct text t, struct place place)
{
	for (size_t i = 0; i < f->one_of.count; i++) {
		if (text_equal(f->one_of.at[i], t))
			return;
	}
	if (f->one_of.count)
		LEDGER(c->ledger, DATA_NOT_ALLOWED, place, t, list_of_allowed(c->arena, f));
}

static void
check_unique(struct check *c, struct lookup *seen, const struct table *t, const struct record *r, int field,
	     struct text text)
{
	const struct lookup_entry *e = lookup_find(seen, text);
	const struct record *first;

	if (!e) {
		lookup_add(c->arena, seen, text, r->position);
		return;
	}
	first = list_record(&t->all, (size_t)seen->links.at[e->first].number);
	LEDGER(c->ledger, DATA_REPEATED, record_place(r, field), text, cell_name(c->arena, record_place(first, field)));
}

static bool
is_in_key(const struct schema *s, struct text folded)
{
	for (size_t i = 0; i < s->primary_key.count; i++) {
		if (text_equal(s->primary_key.at[i].folded, folded))
			return true;
	}
	return false;
}

static void
check_value(struct check *c, const struct table *t, struct record *r, int field)
{
	const struct schema_field *f = c->described[field];
	struct value v = record_at(r, (size_t)field);
	bool is_only_key = c->schema->primary_key.count == 1 && is_in_key(c->schema, f->name.folded);

	if (is_missing(c->schema, &v)) {
		record_set(c->arena, r, (size_t)field, (struct value){.kind = VALUE_EMPTY});
		if (f->is_required || is_in_key(c->schema, f->name.folded))
			LEDGER(c->ledger, DATA_REQUIRED, record_place(r, field), f->name.name);
		return;
	}
	if (v.kind == VALUE_LIST || v.kind == VALUE_RECORD || !check_type(c, f, &v, record_place(r, field)))
		return;
	record_set(c->arena, r, (size_t)field, v);
	if (f->is_unique || is_only_key)
		check_unique(c, &c->seen[field], t, r, field, value_key(c->arena, &v));
	check_bounds(c, f, &v, record_place(r, field));
	if (v.kind == VALUE_TEXT)
		check_length(c, f, v.text, record_place(r, field));
	check_allowed(c, f, value_key(c->arena, &v), record_place(r, field));
}

/* The key of several fields, joined; empty when one of them is. */
static struct text
joined_key(struct check *c, const struct record *r, int *first_field)
{
	struct buffer b = {0};
	struct text t;

	for (size_t i = 0; i < c->schema->primary_key.count; i++) {
		int field = fields_find(r->fields, c->schema->primary_key.at[i].folded);
		struct value v = field < 0 ? (struct value){.kind = VALUE_EMPTY} : record_at(r, (size_t)field);

		if (i == 0)
			*first_field = field;
		if (v.kind == VALUE_EMPTY) {
			buffer_free(&b);
			return TEXT_NONE;
		}
		buffer_string(&b, i ? " + " : "");
		buffer_text(&b, value_key(c->arena, &v));
	}
	t = text_copy(c->arena, buffer_view(&b));
	buffer_free(&b);
	return t;
}

static void
check_record(struct check *c, const struct table *t, struct record *r)
{
	struct text key;
	int first_field = -1;

	for (size_t i = 0; i < r->fields->of.count; i++) {
		if (c->described[i] && !r->fields->of.at[i].is_computed && !r->fields->of.at[i].is_absent)
			check_value(c, t, r, (int)i);
	}
	if (c->schema->primary_key.count < 2)
		return;
	key = joined_key(c, r, &first_field);
	if (key.len)
		check_unique(c, &c->keys, t, r, first_field, key);
}

/* What an absent column may stand under, spelt otherwise. */
static struct text
hint_for_absent(const struct check *c, const struct table *t, const struct schema_field *f)
{
	struct nearest near = nearest_to(f->name.folded);

	for (size_t i = 0; i < t->fields->of.count; i++) {
		const struct field *field = &t->fields->of.at[i];

		if (!c->described[i] && !field->is_absent && !field->is_computed)
			nearest_offer(&near, field->folded, field->caption);
	}
	if (near.found.len)
		return nearest_hint(c->arena, &near);
	return text_from(_("add it, or take it out of the schema"));
}

/* Columns of the schema that the file has not: once, not in every row. */
static void
check_columns(struct check *c, const struct table *t)
{
	for (size_t i = 0; i < t->fields->of.count; i++) {
		const struct schema_field *f = c->described[i];
		struct place place = place_file(t->source.file);

		if (!f || !t->fields->of.at[i].is_absent)
			continue;
		if (f->is_required || is_in_key(c->schema, f->name.folded))
			LEDGER(c->ledger, DATA_COLUMN_MISSING, place, f->name.name, c->schema->file);
		else
			REPORT(c->ledger->report, DATA_COLUMN_ABSENT, place, f->name.name, c->schema->file,
			       hint_for_absent(c, t, f));
	}
}

void
check_table(struct arena *a, struct ledger *l, struct table *t)
{
	struct check c = {.arena = a, .ledger = l, .schema = t->schema};

	if (!t->schema || !t->fields)
		return;
	c.described = NEW_ARRAY(a, const struct schema_field *, t->fields->of.count);
	c.seen = NEW_ARRAY(a, struct lookup, t->fields->of.count);
	for (size_t i = 0; i < t->schema->fields.count; i++) {
		int field = fields_find(t->fields, t->schema->fields.at[i].name.folded);

		if (field >= 0)
			c.described[field] = &t->schema->fields.at[i];
	}
	check_columns(&c, t);
	for (size_t i = 0; i < t->all.count; i++) {
		/* The reader's own record, not yet seen by anyone else. */
		if (list_record(&t->all, i))
			check_record(&c, t, (struct record *)list_record(&t->all, i));
	}
}
