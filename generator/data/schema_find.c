#include "data/schema_find.h"

#include "base/file.h"
#include "base/utf8.h"
#include "reader/encoding.h"
#include "reader/source.h"

/* ---- those shipped ---- */

/* A name of a table and the file with its schema. */
struct shelf_name {
	struct text folded;
	const char *file;
};

struct schema_shelf {
	struct arena *arena;
	const char *folder;
	bool is_listed, is_looked_into;
	VECTOR(struct shelf_name) names, others; /* by the files' names; by what stands in them */
};

struct schema_shelf *
schema_shelf_open(struct arena *a, const char *folder)
{
	struct schema_shelf *s = NEW(a, struct schema_shelf);

	s->arena = a;
	s->folder = folder;
	s->is_listed = s->is_looked_into = !folder;
	return s;
}

static void
list_files(struct schema_shelf *s)
{
	size_t count;
	const char **files = folder_list(s->arena, s->folder, &count);

	s->is_listed = true;
	for (size_t i = 0; i < count; i++) {
		struct text table = source_schema_table(text_from(files[i]));

		if (table.len)
			*VECTOR_PUSH(s->arena, &s->names) =
				(struct shelf_name){utf8_fold_name(s->arena, table), files[i]};
	}
}

static bool
read_shipped(struct schema_shelf *s, struct report *r, const char *file, struct text *bytes)
{
	const char *path = path_join(s->arena, s->folder, file);

	return file_read(s->arena, r, path, text_from(path), bytes);
}

/* Only once a table is not found by a file's name: each file is opened for this. */
static void
look_into_files(struct schema_shelf *s)
{
	struct report silent;

	s->is_looked_into = true;
	report_open(&silent);
	for (size_t i = 0; i < s->names.count; i++) {
		const char *file = s->names.at[i].file;
		struct text bytes;
		schema_names names = {0};

		if (read_shipped(s, &silent, file, &bytes))
			names = schema_table_names(s->arena, bytes);
		for (size_t j = 0; j < names.count; j++)
			*VECTOR_PUSH(s->arena, &s->others) = (struct shelf_name){names.at[j].folded, file};
	}
	report_close(&silent);
}

static const char *
find_name(const struct shelf_name *names, size_t count, struct text folded)
{
	for (size_t i = 0; i < count; i++) {
		if (text_equal(names[i].folded, folded))
			return names[i].file;
	}
	return NULL;
}

static const char *
shelf_find(struct schema_shelf *s, struct text folded)
{
	const char *file;

	if (!s->is_listed)
		list_files(s);
	file = find_name(s->names.at, s->names.count, folded);
	if (file || !s->folder)
		return file;
	if (!s->is_looked_into)
		look_into_files(s);
	return find_name(s->others.at, s->others.count, folded);
}

static bool
take_shipped(struct schema_finder *f, struct table *t)
{
	const char *file = f->shipped ? shelf_find(f->shipped, t->folded) : NULL;
	struct schema *s;
	struct text bytes;

	if (!file)
		return true;
	if (!read_shipped(f->shipped, f->report, file, &bytes))
		return false;
	s = schema_read(f->arena, f->report, bytes, text_from(path_join(f->arena, f->shipped->folder, file)));
	if (s) {
		s->is_shipped = s->is_lenient = true;
		s->resource.name = source_schema_table(text_from(file));
		s->resource.folded = utf8_fold_name(f->arena, s->resource.name);
	}
	t->schema = s;
	return s != NULL;
}

/* ---- beside the data ---- */

static struct text
shown_beside(const struct schema_finder *f, const char *name)
{
	return text_join(f->arena, f->shown, text_from(name));
}

static bool
read_beside(struct schema_finder *f, const char *name, struct text shown, struct text *utf8)
{
	struct text bytes;

	return file_read(f->arena, f->report, path_join(f->arena, f->folder, name), shown, &bytes) &&
	       encoding_read(f->arena, f->report, bytes, shown, TEXT_NONE, utf8);
}

/* The name of the table's own schema file, or NULL. */
static const char *
own_file(struct schema_finder *f, const struct table *t)
{
	const char *name;

	for (size_t i = 0; i < f->file_count; i++) {
		if (text_equal(f->files[i].folded, t->folded)) {
			f->files[i].is_used = true;
			return f->files[i].name;
		}
	}
	if (f->is_season || text_find(t->name, TEXT("/"), 0) != TEXT_NOWHERE)
		return NULL;
	name = text_format(f->arena, "%.*s.schema.json", TEXT_ARG(t->name)).at;
	return file_exists(path_join(f->arena, f->folder, name)) ? name : NULL;
}

static bool
take_file(struct schema_finder *f, struct table *t, const char *name)
{
	struct text utf8, shown = shown_beside(f, name);

	if (!read_beside(f, name, shown, &utf8))
		return false;
	t->schema = schema_read(f->arena, f->report, utf8, shown);
	return t->schema != NULL;
}

/* ---- in datapackage.json ---- */

static struct data_package *
find_package(struct schema_finder *f)
{
	static const char name[] = "datapackage.json";
	struct text utf8, shown;

	if (f->is_package_read || !f->folder)
		return f->package;
	f->is_package_read = true;
	f->has_package = file_exists(path_join(f->arena, f->folder, name));
	shown = shown_beside(f, name);
	if (f->has_package && read_beside(f, name, shown, &utf8))
		f->package = data_package_read(f->arena, f->report, utf8, shown);
	return f->package;
}

const struct data_package *
schema_finder_package(struct schema_finder *f)
{
	return find_package(f);
}

struct resource *
schema_find_resource(struct schema_finder *f, const struct table *t)
{
	struct data_package *p = find_package(f);

	return p ? data_package_find(f->arena, p, t) : NULL;
}

/* A resource's schema is an object, or the name of a file beside the package; names that lead elsewhere are not
 * followed.
 */
static bool
take_resource(struct schema_finder *f, struct table *t, struct resource *resource)
{
	struct schema *s;
	struct text utf8, file = resource->schema_file;

	if (resource->schema) {
		s = schema_read_record(f->arena, f->report, resource->schema, f->package->file);
	} else if (!data_package_is_inside(file)) {
		return REPORT(f->report, PACKAGE_PATH, resource->place, file);
	} else {
		const char *name = text_c(f->arena, file);

		if (!read_beside(f, name, shown_beside(f, name), &utf8))
			return false;
		s = schema_read(f->arena, f->report, utf8, shown_beside(f, name));
	}
	if (s)
		s->resource = resource->name;
	t->schema = s;
	return s != NULL;
}

bool
schema_find(struct schema_finder *f, struct table *t)
{
	const char *name = f->folder ? own_file(f, t) : NULL;
	struct resource *resource;

	if (name)
		return take_file(f, t, name);
	resource = schema_find_resource(f, t);
	if (f->has_package && !f->package)
		return false;
	if (resource && (resource->schema || resource->schema_file.len))
		return take_resource(f, t, resource);
	return take_shipped(f, t);
}

void
schema_finder_list(struct schema_finder *f, const char **names, size_t count)
{
	f->files = NEW_ARRAY(f->arena, struct schema_file, count);
	f->file_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct text table = source_schema_table(text_from(names[i]));

		if (table.len && names[i][0] != '.')
			f->files[f->file_count++] =
				(struct schema_file){names[i], utf8_fold_name(f->arena, table), false};
	}
}

void
schema_finder_close(const struct schema_finder *f)
{
	for (size_t i = 0; i < f->file_count; i++) {
		struct text file = text_from(f->files[i].name);

		if (!f->files[i].is_used)
			REPORT(f->report, SCHEMA_UNUSED, place_file(file), source_schema_table(file));
	}
}
