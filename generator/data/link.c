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

#include "base/buffer.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "data/lookup.h"
#include "data/schema.h"
#include "reader/ledger.h"
#include "value/record.h"

enum {
	MOST_CANDIDATES = 5,
	MOST_GUESSES = 20,         /* of the nearest names, in a run: each looks through the whole target table … */
	MOST_GUESSED_FROM = 20000, /* … up to here */
	MOST_ADVISED = 3
};

/* The records of a table by the fields that keys refer to. */
struct target {
	struct table *table;
	VECTOR(int) fields;
	struct lookup codes, names;
	bool has_names;
};

/* A foreign key whose tables and fields were found. */
struct key {
	struct table *from;
	struct target *to;
	VECTOR(int) fields;
	int link_field;              /* the one that becomes the link */
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

static struct text
field_key(struct arena *a, const struct record *r, int field)
{
	struct value v = record_at(r, (size_t)field);

	return value_key(a, &v);
}

/* The keys of several fields as one text; empty when one of them is. */
static struct text
joined(struct arena *a, const struct record *r, const int *fields, size_t count)
{
	struct buffer b = {0};
	struct text t;

	if (count == 1)
		return field_key(a, r, fields[0]);
	for (size_t i = 0; i < count; i++) {
		struct text part = field_key(a, r, fields[i]);

		if (!part.len) {
			buffer_clear(&b);
			break;
		}
		buffer_string(&b, i ? "\x1f" : "");
		buffer_text(&b, part);
	}
	t = text_copy(a, buffer_view(&b));
	buffer_free(&b);
	return t;
}

/* The table that a key names: by its name, else by its resource's name in the data package. */
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
	}
	return NULL;
}

/* The fields a key refers to: as it says, else the primary key, else Код. */
static bool
find_reference(struct linker *l, const struct foreign_key *k, struct target *to)
{
	const struct schema *s = to->table->schema;
	const struct schema_name code = {TEXT("Код"), TEXT("код")}, *names = k->reference.at;
	size_t count = k->reference.count;

	if (!count) {
		names = s && s->primary_key.count ? s->primary_key.at : &code;
		count = s && s->primary_key.count ? s->primary_key.count : 1;
	}
	if (count != k->fields.count)
		return REPORT(l->report, SCHEMA_KEY_INCOMPLETE, k->place, TEXT_NONE);
	for (size_t i = 0; i < count; i++) {
		int field = fields_find(to->table->fields, names[i].folded);

		if (field < 0)
			return REPORT(l->report, LINK_FIELD_UNKNOWN, k->place, names[i].name, to->table->name);
		*VECTOR_PUSH(&l->scratch, &to->fields) = field;
	}
	return true;
}

static void
index_codes(struct linker *l, struct target *to)
{
	lookup_reserve(&l->scratch, &to->codes, to->table->all.count);
	for (size_t i = 0; i < to->table->all.count; i++) {
		const struct record *r = list_record(&to->table->all, i);
		struct text code = r ? joined(&l->scratch, r, to->fields.at, to->fields.count) : TEXT_NONE;

		if (code.len)
			lookup_add(&l->scratch, &to->codes, code, (int)i);
	}
}

/* Only once a cell is no code: most tables are linked by codes alone. */
static void
index_names(struct linker *l, struct target *to)
{
	int field = fields_name(to->table->fields);

	to->has_names = true;
	lookup_reserve(&l->scratch, &to->names, to->table->all.count);
	for (size_t i = 0; field >= 0 && i < to->table->all.count; i++) {
		const struct record *r = list_record(&to->table->all, i);
		struct text name = r ? utf8_fold_name(&l->scratch, field_key(&l->scratch, r, field)) : TEXT_NONE;

		if (name.len)
			lookup_add(&l->scratch, &to->names, name, (int)i);
	}
}

/* The target of a key, shared with the keys that refer to the same fields. */
static struct target *
target_of(struct linker *l, const struct foreign_key *k, struct table *table)
{
	struct target *to = NEW(&l->scratch, struct target);

	to->table = table;
	if (!find_reference(l, k, to))
		return NULL;
	for (size_t i = 0; i < l->targets.count; i++) {
		struct target *other = l->targets.at[i];

		if (other->table == table && other->fields.count == to->fields.count &&
		    memcmp(other->fields.at, to->fields.at, to->fields.count * sizeof(int)) == 0)
			return other;
	}
	index_codes(l, to);
	*VECTOR_PUSH(&l->scratch, &l->targets) = to;
	return to;
}

static bool
is_link_of(const struct linker *l, const struct table *from, int field)
{
	for (size_t i = 0; i < l->keys.count; i++) {
		if (l->keys.at[i].from == from && l->keys.at[i].link_field == field)
			return true;
	}
	return false;
}

static bool
find_key(struct linker *l, struct table *from, const struct foreign_key *k)
{
	struct table *table = k->resource.folded.len ? find_table(l->dataset, k->resource.folded) : from;
	struct key key = {.from = from, .link_field = -1};

	if (!table)
		return REPORT(l->report, LINK_TABLE_UNKNOWN, k->place, k->resource.name);
	if (table->is_broken || from->is_broken)
		return true; /* was reported */
	if (table->all.count == 0 && from->all.count == 0)
		return true;
	if (!table->fields)
		return REPORT(l->report, LINK_TABLE_UNKNOWN, k->place, k->resource.name);
	for (size_t i = 0; i < k->fields.count; i++) {
		int field = fields_find(from->fields, k->fields.at[i].folded);

		if (field < 0)
			return true; /* the file lacks a column that the schema has, and has not been asked for */
		*VECTOR_PUSH(&l->scratch, &key.fields) = field;
		if (key.link_field < 0 && !is_link_of(l, from, field))
			key.link_field = field;
	}
	key.to = target_of(l, k, table);
	if (!key.to || key.link_field < 0)
		return key.to != NULL;
	*VECTOR_PUSH(&l->scratch, &l->keys) = key;
	return true;
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
				l->ok = find_key(l, t, k) && l->ok;
		}
	}
}

/* "М-01 (A2)": a record that the cell may have meant. */
static void
add_candidate(struct linker *l, struct buffer *b, const struct target *to, int number)
{
	const struct record *r = list_record(&to->table->all, (size_t)number);
	struct text code = joined(&l->scratch, r, to->fields.at, to->fields.count);
	struct text cell = cell_name(&l->scratch, record_place(r, to->fields.at[0]));

	buffer_string(b, b->len ? ", " : "");
	buffer_printf(b, "%.*s (%.*s)", TEXT_ARG(code.len ? code : TEXT("–")), TEXT_ARG(cell));
}

/* "Иванов Иван (2, A3)": one that is called nearly as the cell says. */
static void
add_named(struct linker *l, struct buffer *b, const struct target *to, int number)
{
	const struct record *r = list_record(&to->table->all, (size_t)number);
	int field = fields_name(to->table->fields);
	struct text name = field < 0 ? TEXT_NONE : field_key(&l->scratch, r, field);
	struct text code = joined(&l->scratch, r, to->fields.at, to->fields.count);
	struct text cell = cell_name(&l->scratch, record_place(r, to->fields.at[0]));

	if (!name.len || !code.len || text_equal(name, code)) {
		add_candidate(l, b, to, number);
		return;
	}
	buffer_string(b, b->len ? ", " : "");
	buffer_printf(b, "%.*s (%.*s, %.*s)", TEXT_ARG(name), TEXT_ARG(code), TEXT_ARG(cell));
}

static struct text
taken(struct linker *l, struct buffer *b)
{
	struct text t = text_copy(&l->scratch, buffer_view(b));

	buffer_free(b);
	return t;
}

static bool
report_ambiguous(struct linker *l, const struct target *to, const struct lookup *in, const struct lookup_entry *e,
		 struct text text, struct place place)
{
	struct buffer b = {0};
	int shown = 0;

	for (int i = e->first; i >= 0 && shown < MOST_CANDIDATES; i = in->links.at[i].next, shown++)
		add_candidate(l, &b, to, in->links.at[i].number);
	if (e->count > shown)
		buffer_string(&b, " …");
	return LEDGER(&l->ledger, LINK_AMBIGUOUS, place, text, to->table->name,
		      text_format(&l->scratch, "%d", e->count), taken(l, &b));
}

/* The entries that a misspelt one may have meant: those that are nearest, and equally near. */
struct guesses {
	int at[MOST_ADVISED]; /* positions in the table */
	bool by_name;         /* of the names, not of the codes */
	int count;
	size_t distance;
};

static void
guess(struct guesses *g, int position, size_t distance, bool by_name)
{
	if (distance > g->distance || distance == SIZE_MAX)
		return;
	if (distance < g->distance)
		g->count = 0;
	g->distance = distance;
	g->by_name = by_name;
	for (int i = 0; i < g->count; i++) {
		if (g->at[i] == position)
			return;
	}
	if (g->count < MOST_ADVISED)
		g->at[g->count++] = position;
}

static void
guess_among(struct guesses *g, const struct lookup *in, struct text text, bool by_name)
{
	for (size_t i = 0; i < in->entries.count && i < MOST_GUESSED_FROM; i++) {
		const struct lookup_entry *e = &in->entries.at[i];

		guess(g, in->links.at[e->first].number, nearest_distance(text, e->text), by_name);
	}
}

static bool
report_unknown(struct linker *l, const struct target *to, struct text text, struct text folded, struct place place)
{
	struct guesses g = {.distance = SIZE_MAX};
	struct buffer b = {0};

	if (l->guesses++ < MOST_GUESSES) {
		guess_among(&g, &to->codes, text, false);
		guess_among(&g, &to->names, folded, true);
	}
	for (int i = 0; i < g.count; i++) {
		if (g.by_name)
			add_named(l, &b, to, g.at[i]);
		else
			add_candidate(l, &b, to, g.at[i]);
	}
	if (!g.count)
		return LEDGER(&l->ledger, LINK_UNKNOWN, place, text, to->table->name,
			      to->table->fields->of.at[to->fields.at[0]].caption);
	return LEDGER(&l->ledger, LINK_MISSPELT, place, text, to->table->name,
		      to->table->fields->of.at[to->fields.at[0]].caption, taken(l, &b));
}

/* The record that this text means, or NULL after a report. */
static const struct record *
find_record(struct linker *l, struct target *to, struct text text, struct text shown, struct place place)
{
	const struct lookup *in = &to->codes;
	const struct lookup_entry *e = lookup_find(in, text);
	struct text folded = TEXT_NONE;

	if (!e && to->fields.count == 1) {
		if (!to->has_names)
			index_names(l, to);
		folded = utf8_fold_name(&l->scratch, text);
		in = &to->names;
		e = lookup_find(in, folded);
	}
	if (e && e->count == 1)
		return list_record(&to->table->all, (size_t)in->links.at[e->first].number);
	if (e)
		report_ambiguous(l, to, in, e, shown, place);
	else
		report_unknown(l, to, shown, folded, place);
	l->ok = false;
	return NULL;
}

static bool
link_value(struct linker *l, const struct key *k, struct value *v, struct text text, struct place place)
{
	struct text shown = value_key(&l->scratch, v);
	const struct record *target = find_record(l, k->to, text, shown, place);
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
	const struct record **first = &k->first[v.as.record->position];
	size_t field = (size_t)k->link_field;

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
	text = joined(&l->scratch, r, k->fields.at, k->fields.count);
	if (text.len && link_value(l, k, &v, text, place))
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

static struct way
way_between(struct linker *l, const struct table *from, struct table *to)
{
	struct way w = {.from = from, .to = to};

	for (size_t i = 0; i < l->keys.count; i++) {
		if (l->keys.at[i].from == from && l->keys.at[i].to->table == to)
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
