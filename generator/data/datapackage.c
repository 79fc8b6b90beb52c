#include "data/datapackage.h"

#include "base/file.h"
#include "base/utf8.h"
#include "data/json.h"
#include "data/object.h"

/*
 * What a "dialect" says.  Version 1 and 2 have the keys in it, frictionless-py in an object named for the format:
 * {"csv": {"delimiter": ";"}}, {"excel": {"sheet": "Наставники"}}.
 */
static void
read_dialect(const struct record *dialect, struct resource *resource)
{
	static const char *const sheets[] = {"sheet", "sheetname"};
	static const char *const formats[] = {"csv", "excel", "ods"};

	if (!resource->separator.len)
		resource->separator = object_text(dialect, "delimiter");
	for (size_t i = 0; i < sizeof sheets / sizeof sheets[0] && !resource->sheet.len; i++)
		resource->sheet = object_text(dialect, sheets[i]);
	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
		struct value v = object_key(dialect, formats[i]);

		if (v.kind == VALUE_RECORD) {
			struct text separator = object_text(v.as.record, "delimiter");
			struct text sheet = object_text(v.as.record, "sheet");

			resource->separator = resource->separator.len ? resource->separator : separator;
			resource->sheet = resource->sheet.len ? resource->sheet : sheet;
		}
	}
}

static void
read_resource(struct arena *a, struct report *r, const struct record *source, struct data_package *p)
{
	struct resource resource = {.place = record_place(source, -1)};
	struct items paths = object_items(r, source, "path");
	struct value schema = object_key(source, "schema"), dialect = object_key(source, "dialect");
	struct text name = object_text(source, "name");

	resource.name = (struct schema_name){name, utf8_fold_name(a, name)};
	resource.encoding = object_text(source, "encoding");
	for (size_t i = 0; i < paths.count; i++) {
		struct value v = item_at(&paths, i);

		if (v.kind == VALUE_TEXT)
			*VECTOR_PUSH(a, &resource.paths) = v.text;
	}
	if (schema.kind == VALUE_RECORD)
		resource.schema = schema.as.record;
	else if (schema.kind == VALUE_TEXT)
		resource.schema_file = schema.text;
	if (dialect.kind == VALUE_RECORD)
		read_dialect(dialect.as.record, &resource);
	*VECTOR_PUSH(a, &p->resources) = resource;
}

struct data_package *
data_package_read(struct arena *a, struct report *r, struct text bytes, struct text file)
{
	struct data_package *p = NEW(a, struct data_package);
	struct source *source = NEW(a, struct source);
	struct value v;
	struct items resources;

	p->file = source->file = file;
	if (!json_read(a, r, bytes, source, &v))
		return NULL;
	if (v.kind != VALUE_RECORD) {
		REPORT(r, SCHEMA_NOT_OBJECT, place_file(file), TEXT_NONE);
		return NULL;
	}
	resources = object_items(r, v.as.record, "resources");
	for (size_t i = 0; i < resources.count; i++) {
		struct value resource = item_at(&resources, i);

		if (resource.kind == VALUE_RECORD)
			read_resource(a, r, resource.as.record, p);
		else
			REPORT(r, SCHEMA_NOT_OBJECT, object_place(v.as.record, "resources"), TEXT_NONE);
	}
	return p;
}

static bool
has_file(const struct resource *resource, const struct table *t)
{
	struct text file = path_base(t->source.file);

	for (size_t i = 0; i < resource->paths.count; i++) {
		if (text_equal(path_base(resource->paths.at[i]), file))
			return !resource->sheet.len || text_equal(resource->sheet, t->source.sheet);
	}
	return false;
}

static bool
has_name(struct arena *a, const struct resource *resource, const struct table *t)
{
	for (size_t i = 0; i < resource->paths.count; i++) {
		if (text_equal(utf8_fold_name(a, path_stem(resource->paths.at[i])), t->folded))
			return true;
	}
	return text_equal(resource->name.folded, t->folded);
}

/* Of a workbook without "sheet" each table may be meant: then the name decides. */
static bool
is_alone(const struct data_package *p, const struct resource *resource, const struct table *t)
{
	size_t of_file = 0;

	for (size_t i = 0; i < p->resources.count; i++)
		of_file += has_file(&p->resources.at[i], t);
	return has_file(resource, t) && (resource->sheet.len || (of_file == 1 && !t->source.sheet.len));
}

struct resource *
data_package_find(struct arena *a, struct data_package *p, const struct table *t)
{
	for (size_t i = 0; i < p->resources.count; i++) {
		if (is_alone(p, &p->resources.at[i], t))
			return &p->resources.at[i];
	}
	for (size_t i = 0; i < p->resources.count; i++) {
		if (has_name(a, &p->resources.at[i], t))
			return &p->resources.at[i];
	}
	return NULL;
}

bool
data_package_is_inside(struct text path)
{
	return !text_starts(path, TEXT("/")) && !text_starts(path, TEXT("\\")) &&
	       text_find(path, TEXT(":"), 0) == TEXT_NOWHERE && text_find(path, TEXT(".."), 0) == TEXT_NOWHERE;
}
