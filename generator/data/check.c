/*
 * check -- a table against its schema: row by row, so that the problems come in the order of the sheet.
 *
 * Of a cell only the first fault is told: what is no date is not too early as well.  What a schema of ours says beyond
 * Table Schema ("checks") is evaluated when all tables are linked: merge/rules.c.
 */
#include "data/check.h"

#include "base/buffer.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "data/lookup.h"
#include "data/schema.h"
#include "data/trap.h"
#include "data/typed.h"
#include "value/cell.h"
#include "value/record.h"

/* Of columns that may be meant by those that are not there: each looks through all. */
enum { MOST_GUESSES = 100 };

/* A field of the table that the schema describes. */
struct column {
	const struct schema_field *field; /* NULL: the schema does not know it */
	const schema_texts *missing;
	bool is_key, is_unique;
	struct lookup seen;  /* of one that is unique: its values → position of the record */
	struct value before; /* of one that fills down: the last value that was not empty */
};

enum { AHEAD = 8 }; /* records */

/* Fields that together must not repeat. */
struct joint_key {
	VECTOR(int) fields;
	struct lookup seen;
};

struct check {
	struct arena *arena;
	struct arena scratch; /* what was seen: until the last record of the table */
	struct ledger *ledger;
	const struct schema *schema;
	const struct table *table;
	struct column *columns; /* of each field */
	int guesses;            /* made for columns that are not there */
	VECTOR(struct joint_key) keys;
	VECTOR(size_t) unique; /* the columns that are, each by itself */
};

static struct value
no_value(void)
{
	return (struct value){.kind = VALUE_EMPTY};
}

static bool
is_missing(struct check *c, const struct column *column, const struct value *v)
{
	struct text shown;

	if (v->kind == VALUE_EMPTY || (v->kind == VALUE_TEXT && text_is_blank(v->text)))
		return true;
	if (!column->missing->count || v->kind == VALUE_LIST || v->kind == VALUE_RECORD)
		return false;
	shown = value_key(c->arena, v);
	for (size_t i = 0; i < column->missing->count; i++) {
		if (text_equal(shown, column->missing->at[i]))
			return true;
	}
	return false;
}

/* ---- one value ---- */

static bool
report_type(struct check *c, const struct schema_field *f, struct text shown, struct place place)
{
	switch (f->reading.type) {
	case TYPE_NUMBER:
		return LEDGER(c->ledger, DATA_NOT_NUMBER, place, shown);
	case TYPE_INTEGER:
		return LEDGER(c->ledger, DATA_NOT_INTEGER, place, shown);
	case TYPE_DATE:
		if (text_find(f->reading.format, TEXT("%"), 0) != TEXT_NOWHERE)
			return LEDGER(c->ledger, DATA_NOT_DATE_PATTERN, place, shown, f->reading.format);
		return LEDGER(c->ledger, DATA_NOT_DATE, place, shown);
	case TYPE_BOOLEAN:
		return LEDGER(c->ledger, DATA_NOT_BOOLEAN, place, shown);
	case TYPE_DATETIME:
		return LEDGER(c->ledger, DATA_NOT_DATE_TIME, place, shown);
	case TYPE_TIME:
		return LEDGER(c->ledger, DATA_NOT_TIME, place, shown);
	case TYPE_YEAR:
		return LEDGER(c->ledger, DATA_NOT_YEAR, place, shown);
	case TYPE_YEARMONTH:
		return LEDGER(c->ledger, DATA_NOT_MONTH, place, shown);
	case TYPE_DURATION:
		return LEDGER(c->ledger, DATA_NOT_DURATION, place, shown);
	case TYPE_LIST:
		return LEDGER(c->ledger, DATA_NOT_LIST, place, shown);
	case TYPE_STRING:
	case TYPE_ANY:
		break;
	}
	return true;
}

/* A count of days, a year of two digits: the date that they mean, with a warning. */
static bool
take_meant_date(struct check *c, const struct schema_field *f, struct value *v, struct place place)
{
	enum schema_type type = f->reading.type;

	return (type == TYPE_DATE || type == TYPE_DATETIME) && trap_date(c->arena, c->ledger, v, place);
}

static bool
check_form(struct check *c, const struct schema_field *f, struct text t, struct place place)
{
	struct text form = f->reading.format;

	if (typed_has_form(t, form))
		return true;
	if (text_is(form, "email"))
		return LEDGER(c->ledger, DATA_NOT_EMAIL, place, t);
	if (text_is(form, "uri"))
		return LEDGER(c->ledger, DATA_NOT_URI, place, t);
	return LEDGER(c->ledger, DATA_NOT_UUID, place, t);
}

static bool
has_pattern(void *field, struct text t)
{
	const struct schema_field *f = field;

	return regex_matches(f->regex, t) == REGEX_FOUND;
}

static bool
is_allowed(void *field, struct text t)
{
	const struct schema_field *f = field;

	return lookup_find(&f->allowed, t) != NULL;
}

/* The pattern is matched to what was typed, before the type changed it. */
static bool
check_pattern(struct check *c, const struct schema_field *f, struct text t, struct place place)
{
	enum regex_result result = f->regex ? regex_matches(f->regex, t) : REGEX_FOUND;
	struct text hint;

	if (result == REGEX_FOUND)
		return true;
	if (result == REGEX_LIMIT)
		return LEDGER(c->ledger, PATTERN_LIMIT, place, t);
	hint = trap_hint(c->arena, t, has_pattern, (void *)f);
	if (hint.len)
		return LEDGER(c->ledger, DATA_PATTERN, place, t, hint);
	if (f->example.len)
		hint = text_format(c->arena, _("write it like this: %.*s"), TEXT_ARG(f->example));
	else
		hint = text_format(c->arena, _("its pattern in %.*s: %.*s"), TEXT_ARG(c->schema->file),
				   TEXT_ARG(f->pattern));
	return LEDGER(c->ledger, DATA_PATTERN, place, t, hint);
}

/* As values of one type compare; a percent as the per cents it shows when the bound is given so. */
static bool
exceeds(const struct value *v, const struct value *bound, bool is_least, bool is_bound_outside)
{
	double number, limit;
	bool comparable = true;
	int order;

	if (bound->kind == VALUE_EMPTY)
		return false;
	if (bound->kind == VALUE_NUMBER && value_number(bound, &limit) && typed_number(v, limit, &number))
		order = (number > limit) - (number < limit);
	else
		order = value_compare(v, bound, &comparable);
	order = is_least ? order : -order;
	return comparable && (order < 0 || (order == 0 && is_bound_outside));
}

static bool
check_bounds(struct check *c, const struct schema_field *f, const struct value *v, struct place place)
{
	struct text shown;

	if (exceeds(v, &f->minimum, true, f->is_above)) {
		shown = value_key(c->arena, &f->minimum);
		return f->is_above             ? LEDGER(c->ledger, DATA_NOT_ABOVE, place, value_key(c->arena, v), shown)
		       : v->kind == VALUE_DATE ? LEDGER(c->ledger, DATA_TOO_EARLY, place, value_key(c->arena, v), shown)
					       : LEDGER(c->ledger, DATA_BELOW, place, value_key(c->arena, v), shown);
	}
	if (exceeds(v, &f->maximum, false, f->is_below)) {
		shown = value_key(c->arena, &f->maximum);
		return f->is_below             ? LEDGER(c->ledger, DATA_NOT_BELOW, place, value_key(c->arena, v), shown)
		       : v->kind == VALUE_DATE ? LEDGER(c->ledger, DATA_TOO_LATE, place, value_key(c->arena, v), shown)
					       : LEDGER(c->ledger, DATA_ABOVE, place, value_key(c->arena, v), shown);
	}
	return true;
}

/* Of texts in letters, of lists in items. */
static bool
check_length(struct check *c, const struct schema_field *f, const struct value *v, struct place place)
{
	int length;

	if ((f->least_length < 0 && f->most_length < 0) || (v->kind != VALUE_TEXT && v->kind != VALUE_LIST))
		return true;
	length = v->kind == VALUE_LIST ? (int)v->as.list->count : (int)utf8_count(text_trim(v->text));
	if (f->least_length >= 0 && length < f->least_length)
		return LEDGER(c->ledger, DATA_TOO_SHORT, place, text_format(c->arena, "%d", length),
			      text_format(c->arena, "%d", f->least_length));
	if (f->most_length >= 0 && length > f->most_length)
		return LEDGER(c->ledger, DATA_TOO_LONG, place, text_format(c->arena, "%d", length),
			      text_format(c->arena, "%d", f->most_length));
	return true;
}

/* The allowed values for a message, not more of them than a person reads. */
static struct text
list_of_allowed(struct arena *a, const struct schema_field *f)
{
	enum { MOST_SHOWN = 12 };
	struct buffer b = {0};

	for (size_t i = 0; i < f->one_of.count && i < MOST_SHOWN; i++) {
		buffer_string(&b, i ? ", " : "");
		buffer_text(&b, f->one_of.at[i]);
	}
	buffer_string(&b, f->one_of.count > MOST_SHOWN ? " …" : "");
	return buffer_take(a, &b);
}

static bool
check_allowed(struct check *c, const struct schema_field *f, const struct value *v, struct place place)
{
	struct text t, hint;

	for (size_t i = 0; f->one_of.count && v->kind == VALUE_LIST && i < v->as.list->count; i++) {
		struct value item = list_at(v->as.list, i);

		if (item.kind != VALUE_LIST && !check_allowed(c, f, &item, place))
			return false;
	}
	if (!f->one_of.count || v->kind == VALUE_LIST || v->kind == VALUE_RECORD)
		return true;
	t = value_key(c->arena, v);
	if (lookup_find(&f->allowed, t))
		return true;
	hint = trap_hint(c->arena, t, is_allowed, (void *)f);
	if (!hint.len)
		hint = text_format(c->arena, _("allowed are: %.*s"), TEXT_ARG(list_of_allowed(c->arena, f)));
	return LEDGER(c->ledger, DATA_NOT_ALLOWED, place, t, hint);
}

static bool
check_unique(struct check *c, struct lookup *seen, const struct record *r, int field, struct text text)
{
	const struct lookup_entry *e;
	const struct record *first;

	lookup_reserve(&c->scratch, seen, c->table->all.count);
	e = lookup_take(&c->scratch, seen, text, r->position);
	if (!e)
		return true;
	first = list_record(&c->table->all, (size_t)seen->links.at[e->first].number);
	return LEDGER(c->ledger, DATA_REPEATED, record_place(r, field), text,
		      cell_name(c->arena, record_place(first, field)));
}

/* An empty cell: the value above it, when the schema says so. */
static void
fill(struct check *c, struct column *column, struct record *r, int field)
{
	const struct schema_field *f = column->field;

	record_set(c->arena, r, (size_t)field, column->before);
	if ((f->is_required || column->is_key) && column->before.kind == VALUE_EMPTY)
		LEDGER(c->ledger, DATA_REQUIRED, record_place(r, field), c->table->fields->of.at[field].caption);
}

static void
check_value(struct check *c, struct record *r, int field)
{
	struct column *column = &c->columns[field];
	const struct schema_field *f = column->field;
	struct value v = record_at(r, (size_t)field);
	struct place place = record_place(r, field);
	struct value given = v;
	struct text typed = TEXT_NONE;

	if (is_missing(c, column, &v)) {
		fill(c, column, r, field);
		return;
	}
	if (v.kind == VALUE_RECORD || (v.kind == VALUE_LIST && v.as.list->fields))
		return; /* objects written in place of a key */
	if (!typed_read(c->arena, &f->reading, &v) && !take_meant_date(c, f, &v, place)) {
		report_type(c, f, given.kind == VALUE_LIST ? TEXT_NONE : value_key(c->arena, &given), place);
		return;
	}
	if (given.kind != VALUE_LIST && (f->regex || f->reading.format.len)) /* a million numbers need not be printed */
		typed = value_key(c->arena, &given);
	record_set(c->arena, r, (size_t)field, v);
	if (f->fills_down)
		column->before = v;
	if (v.kind == VALUE_LIST) {
		(void)(check_length(c, f, &v, place) && check_allowed(c, f, &v, place));
		return;
	}
	if (check_form(c, f, typed, place) && check_allowed(c, f, &v, place) && check_pattern(c, f, typed, place) &&
	    check_length(c, f, &v, place) && check_bounds(c, f, &v, place) && column->is_unique)
		check_unique(c, &column->seen, r, field, value_key(&c->scratch, &v));
}

/* The key of several fields, joined; empty when one of them is. */
static struct text
joined_key(struct check *c, const struct record *r, const struct joint_key *key)
{
	struct buffer b = {0};

	for (size_t i = 0; i < key->fields.count; i++) {
		struct value v = record_at(r, (size_t)key->fields.at[i]);

		if (v.kind == VALUE_EMPTY) {
			buffer_free(&b);
			return TEXT_NONE;
		}
		buffer_string(&b, i ? " + " : "");
		buffer_text(&b, value_key(&c->scratch, &v));
	}
	return buffer_take(&c->scratch, &b);
}

/* Of a record that comes soon: its keys' slots are somewhere in a large memory. */
static void
fetch_keys(const struct check *c, const struct record *r)
{
	struct text t;

	for (size_t i = 0; r && i < c->unique.count; i++) {
		if (cell_text(r->cells[c->unique.at[i]], &t))
			lookup_fetch(&c->columns[c->unique.at[i]].seen, text_trim(t));
	}
}

static void
check_record(struct check *c, struct record *r)
{
	for (size_t i = 0; i < r->fields->of.count; i++) {
		if (c->columns[i].field && !r->fields->of.at[i].is_computed && !r->fields->of.at[i].is_absent)
			check_value(c, r, (int)i);
	}
	for (size_t i = 0; i < c->keys.count; i++) {
		struct joint_key *key = &c->keys.at[i];
		struct text text = joined_key(c, r, key);

		if (text.len)
			check_unique(c, &key->seen, r, key->fields.at[0], text);
	}
}

/* ---- columns ---- */

/* What an absent column may stand under, spelt otherwise. */
static struct text
hint_for_absent(struct check *c, const struct schema_field *f)
{
	struct nearest near = nearest_to(f->name.folded);
	bool may_guess = c->guesses++ < MOST_GUESSES;

	for (size_t i = 0; may_guess && i < c->table->fields->of.count; i++) {
		const struct field *field = &c->table->fields->of.at[i];

		if (!c->columns[i].field && !field->is_absent && !field->is_computed)
			nearest_offer(&near, field->folded, field->caption);
	}
	if (near.found.len)
		return nearest_hint(c->arena, &near);
	return text_from(c->schema->is_shipped ? _("add it, if the papers need it")
					       : _("add it, or take it out of the schema"));
}

static struct place
table_place(const struct table *t)
{
	struct place p = place_file(t->source.file);

	p.sheet = t->source.sheet;
	return p;
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
report_absent(struct check *c, const struct schema_field *f)
{
	enum fields_match match = c->schema->match;
	bool is_needed = f->is_required || is_in_key(c->schema, f->name.folded);
	struct place place = table_place(c->table);

	if (c->schema->is_lenient) {
		if (f->is_required) /* small tables have no codes */
			REPORT(c->ledger->report, DATA_COLUMN_WANTED, place, f->name.name, hint_for_absent(c, f));
	} else if (is_needed || match == MATCH_EXACT || match == MATCH_EQUAL || match == MATCH_SUBSET) {
		LEDGER(c->ledger, DATA_COLUMN_MISSING, place, f->name.name, c->schema->file);
	} else if (match == MATCH_ANY) {
		REPORT(c->ledger->report, DATA_COLUMN_ABSENT, place, f->name.name, c->schema->file,
		       hint_for_absent(c, f));
	}
}

/* Columns that "fieldsMatch" does not allow. */
static void
check_foreign(struct check *c, size_t known)
{
	enum fields_match match = c->schema->match;
	struct place place = table_place(c->table);

	if (match == MATCH_PARTIAL && known == 0)
		LEDGER(c->ledger, DATA_COLUMNS_FOREIGN, place, c->schema->file);
	if (match != MATCH_EXACT && match != MATCH_EQUAL && match != MATCH_SUPERSET)
		return;
	for (size_t i = 0; i < c->table->fields->of.count; i++) {
		const struct field *f = &c->table->fields->of.at[i];

		if (!c->columns[i].field && !f->is_absent && !f->is_computed)
			LEDGER(c->ledger, DATA_COLUMN_FOREIGN, place, f->caption, c->schema->file);
	}
}

/* Columns of the schema that the file has not: once, not in every row.  "exact" wants their order as well. */
static void
check_columns(struct check *c)
{
	size_t known = 0;
	int last = -1;

	for (size_t i = 0; i < c->schema->fields.count; i++) {
		const struct schema_field *f = &c->schema->fields.at[i];
		int at = fields_find(c->table->fields, f->name.folded);

		if (at < 0 || c->table->fields->of.at[at].is_absent) {
			report_absent(c, f);
			continue;
		}
		known++;
		if (c->schema->match == MATCH_EXACT && at < last)
			LEDGER(c->ledger, DATA_COLUMN_ORDER, table_place(c->table), f->name.name, c->schema->file);
		last = at;
	}
	check_foreign(c, known);
}

static void
add_key(struct check *c, const schema_names *names)
{
	struct joint_key key = {0};

	for (size_t i = 0; i < names->count; i++) {
		int field = fields_find(c->table->fields, names->at[i].folded);

		if (field < 0)
			return;
		*VECTOR_PUSH(c->arena, &key.fields) = field;
	}
	if (key.fields.count == 1)
		c->columns[key.fields.at[0]].is_unique = true;
	else if (key.fields.count)
		*VECTOR_PUSH(c->arena, &c->keys) = key;
}

static void
find_columns(struct check *c)
{
	const struct schema *s = c->schema;

	c->columns = NEW_ARRAY(c->arena, struct column, c->table->fields->of.count);
	for (size_t i = 0; i < s->fields.count; i++) {
		const struct schema_field *f = &s->fields.at[i];
		int at = fields_find(c->table->fields, f->name.folded);

		if (at < 0)
			continue;
		c->columns[at] =
			(struct column){.field = f,
					.missing = f->has_missing_values ? &f->missing_values : &s->missing_values,
					.is_key = is_in_key(s, f->name.folded),
					.is_unique = f->is_unique,
					.before = no_value()};
	}
	add_key(c, &s->primary_key);
	for (size_t i = 0; i < s->unique_keys.count; i++)
		add_key(c, &s->unique_keys.at[i]);
	for (size_t i = 0; i < c->table->fields->of.count; i++) {
		if (c->columns[i].is_unique)
			*VECTOR_PUSH(c->arena, &c->unique) = i;
	}
}

void
check_table(struct arena *a, struct ledger *l, struct table *t)
{
	struct check c = {.arena = a, .ledger = l, .schema = t->schema, .table = t};

	if (!t->schema || !t->fields)
		return;
	l->is_lenient = t->schema->is_shipped;
	find_columns(&c);
	check_columns(&c);
	for (size_t i = 0; i < t->all.count; i++) {
		if (i + AHEAD < t->all.count)
			fetch_keys(&c, list_record(&t->all, i + AHEAD));
		/* The reader's own record, not yet seen by anyone else. */
		if (list_record(&t->all, i))
			check_record(&c, (struct record *)list_record(&t->all, i));
	}
	l->is_lenient = false;
	arena_free(&c.scratch);
}
