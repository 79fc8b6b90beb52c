/*
 * link -- foreign keys become links, and lists back.
 *
 *     Пары.csv       Наставник = "М-01"  ------>  Наставники.csv   Код = "М-01", Должность = "мастер"
 *                    {{наставник.должность}}      {{#пары}} … {{/}}: all pairs whose Наставник is this one
 *
 * A cell may hold the code, letter by letter, or the name, folded, when only one record has that name.  Both are
 * looked up in hashes over the target table, one for each set of fields that keys refer to.  The lists back lie in one
 * array for each two tables: counted first, then filled, in the order of the file.
 */
#include "data/link.h"

#include <string.h>

#include "data/schema.h"
#include "data/target.h"
#include "reader/ledger.h"
#include "value/record.h"

/* Of the nearest names, in a run: each looks through a whole table. */
enum { MOST_GUESSES = 20 };

/* A foreign key whose tables and fields were found. */
struct key {
	struct table *from;
	struct target *to;
	VECTOR(struct target *) others; /* where else the record may be: of more keys of the same field */
	VECTOR(int) fields;
	int link_field;              /* the one that becomes the link */
	bool is_optional;            /* a cell that names no record is let be */
	bool is_lenient;             /* nobody here has said so: what is not found stays a text, with a warning */
	const struct record **first; /* of each target: the first that leads to it */
};

struct linker {
	struct arena *arena;  /* of the dataset */
	struct arena scratch; /* lookups and counts: until the end of link_tables */
	struct dataset *dataset;
	struct report *report;
	struct ledger ledger;
	VECTOR(struct target *) targets;
	VECTOR(struct key) keys;
	int guesses;
	bool ok;
};

/* The table that a key names: by its name, else by what else its schema or the data package call it. */
static struct table *
find_table(struct dataset *d, struct text folded)
{
	int found = fields_find(d->root.fields, folded);

	if (found >= 0)
		return d->tables.at[found];
	for (size_t i = 0; i < d->tables.count; i++) {
		const struct schema *s = d->tables.at[i]->schema;

		if (s && s->resource.folded.len && text_equal(s->resource.folded, folded))
			return d->tables.at[i];
		for (size_t j = 0; s && j < s->aliases.count; j++) {
			if (text_equal(s->aliases.at[j].folded, folded))
				return d->tables.at[i];
		}
	}
	return NULL;
}

/* The fields a key refers to: as it says, else the primary key, else Код.  A shipped schema's may not be there. */
static bool
find_reference(struct linker *l, const struct foreign_key *k, bool is_lenient, struct target *to)
{
	const struct schema *s = to->table->schema;
	const struct schema_name code = {TEXT("Код"), TEXT("код")}, *names = k->reference.at;
	size_t count = k->reference.count;

	if (!count) {
		names = s && s->primary_key.count ? s->primary_key.at : &code;
		count = s && s->primary_key.count ? s->primary_key.count : 1;
	}
	if (count != k->fields.count && !is_lenient)
		l->ok = REPORT(l->report, SCHEMA_KEY_INCOMPLETE, k->place, TEXT_NONE);
	if (count != k->fields.count)
		return false;
	for (size_t i = 0; i < count; i++) {
		int field = fields_find(to->table->fields, names[i].folded);

		if (field < 0 && is_lenient && text_equal(names[i].folded, code.folded))
			field = fields_name(to->table->fields); /* small tables have no codes */
		if (field < 0 && !is_lenient)
			l->ok = REPORT(l->report, LINK_FIELD_UNKNOWN, k->place, names[i].name, to->table->name);
		if (field < 0)
			return false;
		*VECTOR_PUSH(&l->scratch, &to->fields) = field;
	}
	return true;
}

/* The target of a key, shared with the keys that refer to the same fields. */
static struct target *
target_of(struct linker *l, const struct foreign_key *k, bool is_lenient, struct table *table)
{
	struct target *to = NEW(&l->scratch, struct target);

	to->table = table;
	if (!find_reference(l, k, is_lenient, to))
		return NULL;
	for (size_t i = 0; i < l->targets.count; i++) {
		struct target *other = l->targets.at[i];

		if (other->table == table && other->fields.count == to->fields.count &&
		    memcmp(other->fields.at, to->fields.at, to->fields.count * sizeof(int)) == 0)
			return other;
	}
	target_index(&l->scratch, to);
	*VECTOR_PUSH(&l->scratch, &l->targets) = to;
	return to;
}

/* The key whose link stands in that field, or NULL. */
static struct key *
key_at(const struct linker *l, const struct table *from, int field)
{
	for (size_t i = 0; i < l->keys.count; i++) {
		if (l->keys.at[i].from == from && l->keys.at[i].link_field == field)
			return &l->keys.at[i];
	}
	return NULL;
}

/* The field leads to records of that table from now on, besides those it leads to already. */
static void
mark_link(struct linker *l, const struct key *k, const struct table *to)
{
	struct field *f = &k->from->fields->of.at[k->link_field];

	*VECTOR_PUSH(l->arena, &f->leads_to) = to;
	f->is_link = true;
	f->is_optional_link = k->is_optional;
}

/*
 * The key's fields, and where its link is to stand; false when the file lacks a column that the schema has: that has
 * been said.  A second key of a field shares the place of the first: the record may be in either table.
 */
static bool
find_fields(struct linker *l, struct table *from, const struct foreign_key *k, struct key *key)
{
	for (size_t i = 0; i < k->fields.count; i++) {
		int field = fields_find(from->fields, k->fields.at[i].folded);

		if (field < 0)
			return false;
		*VECTOR_PUSH(&l->scratch, &key->fields) = field;
		if (key->link_field < 0 && (k->fields.count == 1 || !key_at(l, from, field)))
			key->link_field = field;
	}
	return key->link_field >= 0;
}

static void
add_key(struct linker *l, struct key *key)
{
	struct key *same = key_at(l, key->from, key->link_field);

	mark_link(l, key, key->to->table);
	if (same)
		*VECTOR_PUSH(&l->scratch, &same->others) = key->to;
	else
		*VECTOR_PUSH(&l->scratch, &l->keys) = *key;
}

static void
find_key(struct linker *l, struct table *from, const struct foreign_key *k)
{
	struct table *table = k->resource.folded.len ? find_table(l->dataset, k->resource.folded) : from;
	struct key key = {.from = from,
			  .link_field = -1,
			  .is_lenient = from->schema->is_lenient,
			  .is_optional = k->is_optional};
	bool is_lenient = from->schema->is_lenient, is_known = find_fields(l, from, k, &key);

	if (is_known && !table && !is_lenient)
		mark_link(l, &key, NULL);
	if ((!table || (!table->fields && !table->is_broken)) && !is_lenient)
		l->ok = REPORT(l->report, LINK_TABLE_UNKNOWN, k->place, k->resource.name);
	if (!table || table->is_broken || from->is_broken || !table->fields)
		return; /* was reported */
	if (table->all.count == 0 && from->all.count == 0)
		return;
	if (is_known)
		key.to = target_of(l, k, is_lenient, table);
	if (key.to)
		add_key(l, &key);
}

/* Keys of one field first, so that those of several take a field that is left. */
static void
find_keys(struct linker *l, bool of_one_field)
{
	for (size_t i = 0; i < l->dataset->tables.count; i++) {
		struct table *t = l->dataset->tables.at[i];

		for (size_t j = 0; t->schema && t->fields && j < t->schema->foreign_keys.count; j++) {
			const struct foreign_key *k = &t->schema->foreign_keys.at[j];

			if ((k->fields.count == 1) == of_one_field)
				find_key(l, t, k);
		}
	}
}

/* ---- cells ---- */

/* Where the text leads: to the first of the key's tables that has it. */
static bool
search(struct linker *l, const struct key *k, struct text text, struct found *f, const struct target **in)
{
	struct found other;

	*in = k->to;
	if (target_find(&l->scratch, k->to, text, f) && f->record)
		return true;
	for (size_t i = 0; i < k->others.count; i++) {
		if (!target_find(&l->scratch, k->others.at[i], text, &other) || (f->several && !other.record))
			continue;
		*f = other;
		*in = k->others.at[i];
		if (f->record)
			return true;
	}
	return f->several != NULL;
}

static void
report_unknown(struct linker *l, const struct key *k, struct text shown, struct place place)
{
	const struct table *t = k->to->table;
	struct text caption = t->fields->of.at[k->to->fields.at[0]].caption, nearest = TEXT_NONE;

	if (l->guesses++ < MOST_GUESSES)
		nearest = target_nearest(&l->scratch, k->to, shown);
	for (size_t i = 0; i < k->others.count && !nearest.len && l->guesses++ < MOST_GUESSES; i++)
		nearest = target_nearest(&l->scratch, k->others.at[i], shown);
	l->ok = l->ok && k->is_lenient;
	if (k->is_lenient && !nearest.len)
		LEDGER(&l->ledger, LINK_DOUBTFUL, place, shown, t->name, caption);
	else if (k->is_lenient)
		LEDGER(&l->ledger, LINK_DOUBTFUL_MISSPELT, place, shown, t->name, caption, nearest);
	else if (nearest.len)
		LEDGER(&l->ledger, LINK_MISSPELT, place, shown, t->name, caption, nearest);
	else
		LEDGER(&l->ledger, LINK_UNKNOWN, place, shown, t->name, caption);
}

/* The record that this text means, or NULL after a report. */
static const struct record *
find_record(struct linker *l, const struct key *k, struct text text, struct text shown, struct place place)
{
	const struct target *in;
	struct found f;
	bool is_found = search(l, k, text, &f, &in);

	if (k->is_optional)
		return is_found ? f.record : NULL;
	if (!is_found)
		report_unknown(l, k, shown, place);
	else if (!f.record)
		l->ok = LEDGER(&l->ledger, LINK_AMBIGUOUS, place, shown, in->table->name,
			       text_format(&l->scratch, "%d", f.several->count),
			       target_candidates(&l->scratch, in, &f));
	return f.record;
}

static bool
link_value(struct linker *l, const struct key *k, struct value *v, struct text text, struct place place)
{
	struct text shown = value_key(&l->scratch, v);
	const struct record *target = find_record(l, k, text, shown, place);
	bool is_typed = v->text.len > 0; /* then its bytes lie in the data */

	if (!target)
		return false;
	*v = value_of_record(target);
	v->text = is_typed ? shown : text_copy(l->arena, shown);
	return true;
}

/* Puts the link; thousands of records that lead to the same one by the same key share it. */
static void
put_link(struct linker *l, const struct key *k, struct record *r, struct value v)
{
	const struct record **first;
	size_t field = (size_t)k->link_field;

	if (record_table(v.as.record) != k->to->table) {
		record_set(l->arena, r, field, v);
		return;
	}
	first = &k->first[v.as.record->position];
	if (*first && text_equal(record_at(*first, field).text, v.text)) {
		record_share(r, field, *first, field);
		return;
	}
	record_set(l->arena, r, field, v);
	*first = r;
}

/* A JSON list of keys becomes a list of records. */
static void
link_list(struct linker *l, const struct key *k, struct value *v, struct place place)
{
	const struct list *old = v->as.list;
	struct value *at = NEW_ARRAY(l->arena, struct value, old->count);

	for (size_t i = 0; i < old->count; i++) {
		struct text text;

		at[i] = list_at(old, i);
		text = value_key(&l->scratch, &at[i]);
		if (text.len && at[i].kind != VALUE_RECORD)
			link_value(l, k, &at[i], text, place);
	}
	*v = value_of_list(list_of(l->arena, at, old->count, k->to->table->fields));
}

/* The items of a cell, parted by ; or line breaks, else by commas. */
static void
split(struct linker *l, struct text text, struct text delimiter, schema_texts *items)
{
	size_t at = 0;

	while (at <= text.len) {
		ptrdiff_t end = text_find(text, delimiter, at);
		struct text item = text_trim(text_slice(text, at, end < 0 ? text.len : (size_t)end));

		if (item.len)
			*VECTOR_PUSH(&l->scratch, items) = item;
		at = end < 0 ? text.len + 1 : (size_t)end + delimiter.len;
	}
}

/*
 * "М-01; М-02": several records in one cell, of a mentor with a group.  Only when the whole is no key itself; parted by
 * commas only when one of the parts is a key, for a name may have a comma in it.
 */
static bool
link_several(struct linker *l, const struct key *k, struct record *r, struct text text, struct place place)
{
	static const char *const delimiters[] = {";", "\n", ","};
	const struct target *in;
	schema_texts items = {0};
	struct found f;
	struct value *at, list;
	size_t found = 0, by = 0;

	while (by < 3 && text_find(text, text_from(delimiters[by]), 0) < 0)
		by++;
	if (by == 3 || search(l, k, text, &f, &in))
		return false;
	split(l, text, text_from(delimiters[by]), &items);
	for (size_t i = 0; i < items.count; i++)
		found += search(l, k, items.at[i], &f, &in);
	if (!found)
		return false;
	at = NEW_ARRAY(l->arena, struct value, items.count);
	for (size_t i = 0; i < items.count; i++) {
		at[i] = value_of_text(items.at[i]);
		link_value(l, k, &at[i], items.at[i], place);
	}
	list = value_of_list(list_of(l->arena, at, items.count, k->to->table->fields));
	list.text = text;
	record_set(l->arena, r, (size_t)k->link_field, list);
	return true;
}

static void
link_record(struct linker *l, const struct key *k, struct record *r)
{
	struct value v = record_at(r, (size_t)k->link_field);
	struct place place = record_place(r, k->link_field);
	struct text text;

	if (v.kind == VALUE_LIST && k->fields.count == 1) {
		link_list(l, k, &v, place);
		record_set(l->arena, r, (size_t)k->link_field, v);
	}
	if (v.kind == VALUE_RECORD || v.kind == VALUE_EMPTY || v.kind == VALUE_LIST)
		return; /* an object written in place of a key is the record itself */
	text = target_key(&l->scratch, r, k->fields.at, k->fields.count);
	if (!text.len ||
	    (v.kind == VALUE_TEXT && k->fields.count == 1 && link_several(l, k, r, text_trim(v.text), place)))
		return;
	if (link_value(l, k, &v, text, place))
		put_link(l, k, r, v);
}

static void
link_table(struct linker *l, struct key *k)
{
	k->first = NEW_ARRAY(&l->scratch, const struct record *, k->to->table->all.count);
	for (size_t i = 0; i < k->from->all.count; i++) {
		if (list_record(&k->from->all, i))
			link_record(l, k, (struct record *)list_record(&k->from->all, i));
	}
}

/* ---- lists back ---- */

/* Which keys lead from one table to the other. */
struct way {
	const struct table *from;
	struct table *to;
	VECTOR(const struct key *) keys;
	int *counts; /* of each target: how many point to it; then: how many are in its list */
	int *last;   /* of each target: the position + 1 of the record that was counted last */
};

typedef void met(struct way *w, const struct record *target, const struct record *from, void *self);

/* The record that a link, or item n of a list of links, leads to; NULL: none. */
static const struct record *
linked(const struct value *v, size_t n)
{
	if (v->kind == VALUE_LIST)
		return list_record(v->as.list, n);
	return v->kind == VALUE_RECORD ? v->as.record : NULL;
}

/* Calls f for each record and target, without repeating a pair, in the order of the file. */
static void
walk(struct way *w, met *f, void *self)
{
	memset(w->last, 0, w->to->all.count * sizeof *w->last);
	for (size_t i = 0; i < w->from->all.count; i++) {
		const struct record *r = list_record(&w->from->all, i);

		for (size_t j = 0; r && j < w->keys.count; j++) {
			struct value v = record_at(r, (size_t)w->keys.at[j]->link_field);
			size_t count = v.kind == VALUE_LIST ? v.as.list->count : 1;

			for (size_t n = 0; n < count; n++) {
				const struct record *target = linked(&v, n);

				if (!target || record_table(target) != w->to || w->last[target->position] == (int)i + 1)
					continue;
				w->last[target->position] = (int)i + 1;
				f(w, target, r, self);
			}
		}
	}
}

static void
count_one(struct way *w, const struct record *target, const struct record *from, void *self)
{
	size_t *total = self;

	(void)from;
	w->counts[target->position]++;
	++*total;
}

static void
put_one(struct way *w, const struct record *target, const struct record *from, void *self)
{
	const struct record ***places = self;

	places[target->position][w->counts[target->position]++] = from;
}

/* Fills the field with the lists of one way. */
static void
fill_lists(struct linker *l, struct way *w, int field)
{
	size_t total = 0, count = w->to->all.count, at = 0;
	const struct record ***places = NEW_ARRAY(&l->scratch, const struct record **, count), **all;
	struct list *lists = NEW_ARRAY(l->arena, struct list, count);

	w->counts = NEW_ARRAY(&l->scratch, int, count);
	w->last = NEW_ARRAY(&l->scratch, int, count);
	walk(w, count_one, &total);
	all = NEW_ARRAY(l->arena, const struct record *, total);
	for (size_t i = 0; i < count; i++) {
		struct record *r = (struct record *)list_record(&w->to->all, i);

		places[i] = all + at;
		lists[i] = list_of_records(places[i], (size_t)w->counts[i], w->from->fields);
		at += lists[i].count;
		w->counts[i] = 0;
		if (r)
			record_set(l->arena, r, (size_t)field, value_of_list(&lists[i]));
	}
	walk(w, put_one, places);
}

static bool
leads_to(const struct key *k, const struct table *to)
{
	bool found = k->to->table == to;

	for (size_t i = 0; i < k->others.count; i++)
		found = found || k->others.at[i]->table == to;
	return found;
}

static struct way
way_between(struct linker *l, const struct table *from, struct table *to)
{
	struct way w = {.from = from, .to = to};

	for (size_t i = 0; i < l->keys.count; i++) {
		if (l->keys.at[i].from == from && leads_to(&l->keys.at[i], to))
			*VECTOR_PUSH(&l->scratch, &w.keys) = &l->keys.at[i];
	}
	return w;
}

/* The field of `to` for the lists of `from`, or -1 when the table has its own column of that name. */
static int
list_field(struct linker *l, const struct table *from, struct table *to)
{
	bool is_new;
	size_t position = fields_add(l->arena, to->fields, from->name, &is_new);
	struct field *f = &to->fields->of.at[position];

	if (!is_new && !f->is_absent) {
		REPORT(l->report, LINK_NAME_TAKEN, place_file(to->source.file), f->caption, from->name);
		return -1;
	}
	f->is_computed = true;
	if (from->schema)
		fields_add_name(l->arena, to->fields, from->schema->resource.folded, position);
	return (int)position;
}

static void
add_lists(struct linker *l, struct table *to)
{
	size_t old_count = to->fields->of.count;
	VECTOR(struct way) ways = {0};
	VECTOR(int) fields = {0};

	for (size_t i = 0; i < l->dataset->tables.count; i++) {
		struct way w = way_between(l, l->dataset->tables.at[i], to);
		int field = w.keys.count ? list_field(l, w.from, to) : -1;

		if (field < 0)
			continue;
		*VECTOR_PUSH(&l->scratch, &ways) = w;
		*VECTOR_PUSH(&l->scratch, &fields) = field;
	}
	for (size_t i = 0; ways.count && i < to->all.count; i++) {
		if (list_record(&to->all, i))
			record_widen(l->arena, (struct record *)list_record(&to->all, i), old_count);
	}
	for (size_t i = 0; i < ways.count; i++)
		fill_lists(l, &ways.at[i], fields.at[i]);
}

static bool
is_target(const struct linker *l, const struct table *t)
{
	for (size_t i = 0; i < l->targets.count; i++) {
		if (l->targets.at[i]->table == t)
			return true;
	}
	return false;
}

bool
link_tables(struct dataset *d, struct report *r)
{
	struct linker l = {.arena = d->arena, .dataset = d, .report = r, .ledger = {.report = r}, .ok = true};

	find_keys(&l, true);
	find_keys(&l, false);
	for (size_t i = 0; i < l.keys.count; i++)
		link_table(&l, &l.keys.at[i]);
	for (size_t i = 0; i < d->tables.count; i++) {
		if (is_target(&l, d->tables.at[i]))
			add_lists(&l, d->tables.at[i]);
	}
	arena_free(&l.scratch);
	return l.ok;
}
