/*
 * record -- fields, which are the names of a table's columns, and the records that share them.
 *
 * Names are compared folded (base/utf8.h).  A field may have several: the caption in the file and, when a schema
 * knows the column under another name, that name and the schema's aliases.  All names lie in one list with a hash
 * over it, which is built once there are more than a few.
 */
#include "value/record.h"

#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "value/cell.h"

enum { FEW_NAMES = 8 };

static void
index_put(struct fields *f, size_t name)
{
	size_t mask = f->index_size - 1, slot = text_hash(f->names.at[name].folded) & mask;

	while (f->index[slot])
		slot = (slot + 1) & mask;
	f->index[slot] = (uint32_t)name + 1;
}

static void
index_build(struct arena *a, struct fields *f)
{
	f->index_size = f->index_size ? f->index_size * 2 : 4 * FEW_NAMES;
	f->index = NEW_ARRAY(a, uint32_t, f->index_size);
	for (size_t i = 0; i < f->names.count; i++)
		index_put(f, i);
}

static void
name_add(struct arena *a, struct fields *f, struct text folded, size_t position)
{
	*VECTOR_PUSH(a, &f->names) = (struct field_name){folded, position};
	if (f->names.count <= FEW_NAMES)
		return;
	if (f->names.count * 2 > f->index_size)
		index_build(a, f);
	else
		index_put(f, f->names.count - 1);
}

int
fields_find(const struct fields *f, struct text folded)
{
	size_t mask, slot;

	if (!f->index_size) {
		for (size_t i = 0; i < f->names.count; i++) {
			if (text_equal(f->names.at[i].folded, folded))
				return (int)f->names.at[i].position;
		}
		return -1;
	}
	mask = f->index_size - 1;
	for (slot = text_hash(folded) & mask; f->index[slot]; slot = (slot + 1) & mask) {
		const struct field_name *name = &f->names.at[f->index[slot] - 1];

		if (text_equal(name->folded, folded))
			return (int)name->position;
	}
	return -1;
}

size_t
fields_add(struct arena *a, struct fields *f, struct text caption, bool *is_new)
{
	struct arena_mark mark = arena_mark(a);
	struct text folded = utf8_fold_name(a, caption);
	int known = fields_find(f, folded);

	*is_new = known < 0;
	if (known >= 0) {
		arena_rewind(a, mark);
		return (size_t)known;
	}
	*VECTOR_PUSH(a, &f->of) = (struct field){.caption = caption, .folded = folded};
	name_add(a, f, folded, f->of.count - 1);
	return f->of.count - 1;
}

void
fields_add_name(struct arena *a, struct fields *f, struct text folded, size_t position)
{
	if (folded.len && fields_find(f, folded) < 0)
		name_add(a, f, folded, position);
}

/* A field of the other's records too: people have filled it in if they did so in one of the two. */
static void
field_join(struct arena *a, struct field *f, const struct field *other, bool is_new)
{
	f->is_link |= other->is_link;
	f->is_absent = other->is_absent && (is_new || f->is_absent);
	f->is_computed = other->is_computed && (is_new || f->is_computed);
	for (size_t i = 0; i < other->leads_to.count; i++) {
		bool is_known = false;

		for (size_t j = 0; j < f->leads_to.count && !is_known; j++)
			is_known = f->leads_to.at[j] == other->leads_to.at[i];
		if (!is_known)
			*VECTOR_PUSH(a, &f->leads_to) = other->leads_to.at[i];
	}
}

/* Adds the fields that f lacks; of those it has, what the other knows of them. */
static void
fields_add_all(struct arena *a, struct fields *f, const struct fields *from)
{
	for (size_t i = 0; i < from->of.count; i++) {
		bool is_new;
		size_t position = fields_add(a, f, from->of.at[i].caption, &is_new);

		field_join(a, &f->of.at[position], &from->of.at[i], is_new);
	}
	for (size_t i = 0; i < from->names.count; i++) {
		const struct field_name *name = &from->names.at[i];

		fields_add_name(a, f, name->folded,
				(size_t)fields_find(f, from->of.at[name->position].folded));
	}
}

const struct fields *
fields_of_both(struct arena *a, const struct fields *x, const struct fields *y)
{
	struct fields *f;

	if (x == y || !x || !y)
		return x == y ? x : NULL;
	f = NEW(a, struct fields);
	fields_add_all(a, f, x);
	fields_add_all(a, f, y);
	return f;
}

/* ---- records ---- */

/* Where a record stands that is no row of a sheet; hidden in a cell before its first. */
struct origin {
	const struct source *source;
	struct text path;
	const struct text *paths; /* of each field: "основание.номер"; NULL: as the field's caption */
};

static const struct origin *
origin_of(const struct record *r)
{
	return r->fields && r->fields->have_origins ? cell_pointer(r->cells[-1]) : NULL;
}

static struct cell *
cells_new(struct arena *a, const struct fields *f, const struct origin *origin)
{
	struct cell *cells = NEW_ARRAY(a, struct cell, f->of.count + f->have_origins);

	if (f->have_origins)
		*cells++ = cell_of_pointer(origin);
	return cells;
}

struct record *
record_new_in_json(struct arena *a, const struct fields *f, const struct source *source, struct text path,
		   const struct text *paths)
{
	struct record *r = NEW(a, struct record);
	struct origin *o = NEW(a, struct origin);

	*o = (struct origin){source, path, paths};
	*r = (struct record){.fields = f, .cells = cells_new(a, f, o)};
	return r;
}

struct record *
record_over(struct arena *a, const struct record *row, struct fields *f)
{
	struct record *r = NEW(a, struct record);
	struct origin *o = NEW(a, struct origin);
	const struct origin *old = row ? origin_of(row) : NULL;

	if (old) /* a row of the table has its own place, which is not that of its fields */
		*o = (struct origin){old->source, old->path, NULL};
	f->table = row ? record_table(row) : NULL;
	f->have_origins = old != NULL;
	*r = (struct record){.fields = f, .cells = cells_new(a, f, o)};
	if (!row)
		return r;
	memcpy(r->cells, row->cells, row->fields->of.count * sizeof *r->cells);
	r->row = row->row;
	r->position = row->position;
	return r;
}

struct record *
record_copy(struct arena *a, const struct record *r)
{
	struct record *copy = NEW(a, struct record);

	*copy = *r;
	copy->cells = cells_new(a, r->fields, origin_of(r));
	memcpy(copy->cells, r->cells, r->fields->of.count * sizeof *r->cells);
	return copy;
}

void
record_widen(struct arena *a, struct record *r, size_t count)
{
	struct cell *cells = cells_new(a, r->fields, origin_of(r));

	if (count)
		memcpy(cells, r->cells, count * sizeof *cells);
	r->cells = cells;
}

struct value
record_at(const struct record *r, size_t i)
{
	return cell_value(r->cells[i]);
}

void
record_set(struct arena *a, struct record *r, size_t i, struct value v)
{
	r->cells[i] = cell_of(a, v);
}

void
record_share(struct record *r, size_t i, const struct record *from, size_t j)
{
	r->cells[i] = from->cells[j];
}

bool
record_find(const struct record *r, struct text folded, struct value *v)
{
	int position = r->fields ? fields_find(r->fields, folded) : -1;

	*v = position < 0 ? (struct value){.kind = VALUE_EMPTY} : record_at(r, (size_t)position);
	return position >= 0;
}

const struct table *
record_table(const struct record *r)
{
	return r->fields ? r->fields->table : NULL;
}

bool
record_is_refused(const struct record *r)
{
	const struct table *t = record_table(r);

	return t && t->refused && t->refused[r->position];
}

struct text
record_path(const struct record *r)
{
	const struct origin *o = origin_of(r);

	return o ? o->path : TEXT_NONE;
}

struct place
record_place(const struct record *r, int index)
{
	const struct table *t = record_table(r);
	const struct origin *o = origin_of(r);
	const struct source *source = o ? o->source : t ? &t->source : NULL;
	struct place p = {.kind = AT_CELL, .row = r->row};
	const struct field *f;

	if (!source)
		return (struct place){.kind = AT_NOTHING};
	p.file = source->file;
	p.sheet = source->sheet;
	p.caption = record_path(r);
	if (index < 0) {
		if (!p.row && !p.caption.len)
			p.kind = AT_FILE;
		return p;
	}
	f = &r->fields->of.at[index];
	p.caption = o && o->paths && !f->is_computed && !f->is_absent ? o->paths[index] : f->caption;
	p.column = f->column;
	if (f->row)
		p.row = f->row;
	return p;
}

/* ---- many records ---- */

enum { BLOCK = 64 };

struct record *
records_add(struct arena *a, struct records *rs, const struct fields *f, int row)
{
	size_t at = rs->count % BLOCK;
	struct record *r;

	if (!at)
		*VECTOR_PUSH(a, &rs->blocks) = NEW_ARRAY(a, struct record, BLOCK);
	r = &rs->blocks.at[rs->count / BLOCK][at];
	*r = (struct record){.fields = f, .cells = cells_new(a, f, NULL), .row = row, .position = (int)rs->count};
	rs->count++;
	return r;
}

struct list
records_list(const struct records *rs, const struct fields *f)
{
	return (struct list){.records = (const struct record *const *)rs->blocks.at,
			     .count = rs->count,
			     .fields = f,
			     .kind = LIST_OF_BLOCKS};
}

const struct record *
list_record(const struct list *l, size_t i)
{
	if (l->kind == LIST_OF_BLOCKS)
		return &l->records[i / BLOCK][i % BLOCK];
	if (l->kind == LIST_OF_RECORDS)
		return l->records[i];
	return l->values[i].kind == VALUE_RECORD ? l->values[i].as.record : NULL;
}

struct value
list_at(const struct list *l, size_t i)
{
	return l->kind == LIST_OF_VALUES ? l->values[i] : value_of_record(list_record(l, i));
}

/* ---- what records are called by ---- */

struct text
value_key(struct arena *a, const struct value *v)
{
	return text_trim(v->text.len ? v->text : value_print(a, v, false));
}

struct text
cell_name(struct arena *a, struct place p)
{
	if (p.row > 0 && p.column > 0)
		return text_format(a, "%.*s%d", TEXT_ARG(place_column_letters(a, p.column)), p.row);
	return p.row > 0 ? text_format(a, "%s %d", _("row"), p.row) : p.caption;
}

int
fields_name(const struct fields *f)
{
	static const char *const names[] = {"фио", "наименование", "название", "имя", "full name", "name", "title"};
	static const char *const beginnings[] = {"наименование ", "название ", "фио "};
	int found;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if ((found = fields_find(f, text_from(names[i]))) >= 0)
			return found;
	}
	for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
		for (size_t j = 0; j < f->of.count; j++) {
			if (text_starts(f->of.at[j].folded, text_from(beginnings[i])))
				return (int)j;
		}
	}
	return -1;
}

static struct text
primary_key_text(struct arena *a, const struct record *r)
{
	struct buffer b = {0};

	for (size_t i = 0; r->fields && i < r->fields->key_count; i++) {
		struct value v = record_at(r, (size_t)r->fields->key[i]);

		buffer_string(&b, i && b.len ? " " : "");
		buffer_text(&b, value_key(a, &v));
	}
	return buffer_take(a, &b);
}

struct text
record_key(struct arena *a, const struct record *r)
{
	static const char *const codes[] = {"код", "code", "id"};
	struct text key = primary_key_text(a, r);
	int name = r->fields ? fields_name(r->fields) : -1;
	struct value v;

	for (size_t i = 0; !key.len && i < sizeof codes / sizeof codes[0]; i++) {
		if (record_find(r, text_from(codes[i]), &v))
			key = value_key(a, &v);
	}
	if (!key.len && name >= 0) {
		v = record_at(r, (size_t)name);
		key = value_key(a, &v);
	}
	if (key.len)
		return key;
	if (r->row > 0)
		return text_format(a, "%s %d", _("row"), r->row);
	return record_path(r).len || !record_table(r) ? record_path(r) : record_table(r)->name;
}

void
full_name_add(struct arena *a, struct fields *f)
{
	bool is_new;
	size_t position;

	if (fields_find(f, TEXT("фамилия")) < 0 || fields_find(f, TEXT("имя")) < 0)
		return;
	position = fields_add(a, f, TEXT("ФИО"), &is_new);
	if (is_new || f->of.at[position].is_absent)
		f->of.at[position].is_computed = true;
}

void
full_name_fill(struct arena *a, struct record *r)
{
	static const char *const parts[] = {"фамилия", "имя", "отчество"};
	int position = fields_find(r->fields, TEXT("фио"));
	struct text name = TEXT_NONE;

	if (position < 0 || !r->fields->of.at[position].is_computed)
		return;
	for (size_t i = 0; i < 3; i++) {
		struct value v;
		struct text part;

		record_find(r, text_from(parts[i]), &v);
		part = v.kind == VALUE_TEXT ? text_trim(v.text) : TEXT_NONE;
		if (part.len)
			name = name.len ? text_format(a, "%.*s %.*s", TEXT_ARG(name), TEXT_ARG(part)) : part;
	}
	record_set(a, r, (size_t)position, value_of_text(name));
}
