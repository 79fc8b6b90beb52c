/*
 * included -- finds what {{> }} names.
 *
 * Among files: as a season's templates are found, or beside the template that `merge` was given.  Among the data: a
 * field of that name in any table, or in any object of a JSON file, may hold the names of templates.
 */
#include "season/included.h"

#include <string.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"

enum { OBJECTS_DEEPEST = 32 };

/* One template while it is compiled. */
struct looking {
	struct stock *stock;
	struct template_file *host;
	VECTOR(struct template_file *) used;
};

/* ---- files ---- */

static const char *
own_folder(const struct looking *l)
{
	return path_folder(l->stock->arena, l->host->path);
}

static struct template_file *
find_beside(const struct looking *l, struct text name)
{
	struct arena *a = l->stock->arena;
	enum format format = format_of_template(path_extension(name));
	const char *folder = own_folder(l), *path;

	path = strcmp(folder, ".") == 0 ? text_c(a, name) : path_join(a, folder, text_c(a, name));
	if (format >= FORMAT_PDF || !file_exists(path))
		return NULL;
	return file_same(path, l->host->path) ? l->host : stock_file(l->stock, path, format);
}

static const struct package *
open_template(void *context, struct report *r, struct text name, bool *is_there)
{
	struct looking *l = context;
	struct template_file *file = l->stock->shelf_count ? stock_find(l->stock, name) : find_beside(l, name);

	*is_there = file != NULL;
	if (!file)
		return NULL;
	*VECTOR_PUSH(l->stock->arena, &l->used) = file;
	return template_file_open(l->stock, r, file);
}

static struct text
nearest_template(void *context, struct arena *a, struct text name, struct text extension)
{
	const struct looking *l = context;
	bool has_extension = format_of_template(path_extension(name)) < FORMAT_PDF;
	enum format only = format_of(text_from_offset(extension, 1));
	struct nearest near = nearest_to(utf8_fold_name(a, name));

	for (size_t i = 0; i < l->stock->shelf_count; i++)
		stock_offer(a, l->stock->shelves[i].path, has_extension, only, &near);
	if (!l->stock->shelf_count)
		stock_offer(a, own_folder(l), has_extension, only, &near);
	return nearest_hint(a, &near);
}

/* ---- data ---- */

struct search {
	struct arena *arena;
	struct text folded;
	struct template_values *values;
	size_t column;
};

static void
add_value(struct search *s, struct text text, struct place place)
{
	text = text_trim(text);
	if (!text.len)
		return;
	text = text_copy(s->arena, text);
	*VECTOR_PUSH(s->arena, &s->values->of) = (struct template_value){text, place, s->column};
}

static void
look_at_fields(struct search *s, const struct record *r)
{
	int index = r->fields ? fields_find(r->fields, s->folded) : -1;
	struct value v, item;

	s->values->is_field |= index >= 0;
	if (index < 0)
		return;
	v = record_at(r, (size_t)index);
	if (v.kind == VALUE_TEXT)
		add_value(s, v.text, record_place(r, index));
	else if (v.kind == VALUE_NUMBER)
		add_value(s, value_print(s->arena, &v, true), record_place(r, index));
	for (size_t i = 0; v.kind == VALUE_LIST && i < v.as.list->count; i++) {
		item = list_at(v.as.list, i);
		if (item.kind == VALUE_TEXT)
			add_value(s, item.text, record_place(r, index));
	}
}

static void look_into(struct search *s, const struct value *v, int depth);

/* Objects inside; linked records are met in their own tables. */
static void
look_inside(struct search *s, const struct record *r, int depth)
{
	for (size_t i = 0; r->fields && i < r->fields->of.count && depth < OBJECTS_DEEPEST; i++) {
		struct value v = record_at(r, i);

		if (v.kind == VALUE_LIST || v.kind == VALUE_RECORD)
			look_into(s, &v, depth + 1);
	}
}

/* An object, or the object that is item i of a list; NULL for all else. */
static const struct record *
object_at(const struct value *v, size_t i)
{
	const struct record *r = v->kind == VALUE_LIST ? list_record(v->as.list, i) : v->as.record;

	return r && !record_table(r) ? r : NULL;
}

static void
look_into(struct search *s, const struct value *v, int depth)
{
	size_t count = v->kind == VALUE_LIST ? v->as.list->count : 1;

	s->column++;
	for (size_t i = 0; i < count; i++) {
		if (object_at(v, i))
			look_at_fields(s, object_at(v, i));
	}
	for (size_t i = 0; i < count; i++) {
		if (object_at(v, i))
			look_inside(s, object_at(v, i), depth);
	}
}

static void
look_at_table(struct search *s, const struct table *t)
{
	s->column++;
	s->values->is_field |= t->fields && fields_find(t->fields, s->folded) >= 0;
	for (size_t i = 0; i < t->all.count; i++) {
		if (list_record(&t->all, i))
			look_at_fields(s, list_record(&t->all, i));
	}
	for (size_t i = 0; i < t->all.count; i++) {
		if (list_record(&t->all, i))
			look_inside(s, list_record(&t->all, i), 0);
	}
	if (text_equal(t->folded, s->folded)) { /* the top level has the tables as its fields */
		s->values->is_field = true;
		s->column++;
		if (t->single.kind == VALUE_TEXT)
			add_value(s, t->single.text, place_file(t->source.file));
	}
}

static void
look_at_set(struct search *s, const struct stock *stock)
{
	for (size_t i = 0; i < stock->set_count; i++) {
		ptrdiff_t equals = text_find(stock->set[i], TEXT("="), 0);
		struct text name = utf8_fold_name(s->arena, text_slice(stock->set[i], 0, (size_t)equals));

		s->column++;
		if (!text_equal(name, s->folded))
			continue;
		s->values->is_field = true;
		add_value(s, text_from_offset(stock->set[i], (size_t)equals + 1), place_file(TEXT("--set")));
	}
}

static bool
find_values(void *context, struct arena *a, struct text folded, struct template_values *values)
{
	const struct looking *l = context;
	struct search s = {a, folded, values, 0};

	look_at_set(&s, l->stock);
	for (size_t i = 0; l->stock->dataset && i < l->stock->dataset->tables.count; i++)
		look_at_table(&s, l->stock->dataset->tables.at[i]);
	return l->stock->dataset != NULL;
}

/* ---- */

/* Which templates went into it, each once, in the order in which they were met. */
static void
add_checksums(const struct looking *l)
{
	struct text all = text_from(l->host->own_checksum.hex);

	l->host->checksum = l->host->own_checksum;
	for (size_t i = 0; i < l->used.count; i++) {
		bool is_again = false;

		for (size_t k = 0; k < i; k++)
			is_again |= l->used.at[k] == l->used.at[i];
		if (!is_again)
			all = text_format(l->stock->arena, "%.*s %s", TEXT_ARG(all), l->used.at[i]->own_checksum.hex);
	}
	if (l->used.count)
		l->host->checksum = checksum_of(all);
}

const struct program *
included_compile(struct stock *s, struct report *r, struct template_file *host)
{
	struct looking l = {.stock = s, .host = host};
	struct template_source source = {&l, open_template, nearest_template, find_values};
	const struct program *program = program_compile_with(s->arena, r, host->package, &source);

	if (s->wants_checksums)
		add_checksums(&l);
	return program;
}
