/*
 * schema -- reading a Frictionless Table Schema (specs.frictionlessdata.io/table-schema).
 *
 * The file is read as any JSON of the data, so its keys fold ("minLength" is found as "minlength") and each
 * of its values can say where it stands ("Пары.schema.json (fields[2].type)").  Unknown keys are let be, as
 * the standard wants.
 */
#include "data/schema.h"

#include "base/file.h"
#include "base/utf8.h"
#include "data/json.h"
#include "value/record.h"

/* The value of a key, or an empty one. */
static struct value
key(const struct record *r, const char *folded)
{
	struct value v;

	record_find(r, text_from(folded), &v);
	return v;
}

static struct place
key_place(const struct record *r, const char *folded)
{
	return record_place(r, fields_find(r->fields, text_from(folded)));
}

static struct text
key_text(const struct record *r, const char *folded)
{
	struct value v = key(r, folded);

	return v.kind == VALUE_TEXT ? v.text : TEXT_NONE;
}

static struct schema_name
name_of(struct arena *a, struct text t)
{
	return (struct schema_name){t, utf8_fold_name(a, t)};
}

enum { MOST_ITEMS = 4096 }; /* of any list: schemas are looked through item by item */

/* The items under a key: of its list, or the single value in its stead, as the standard allows for keys. */
struct items {
	struct value of;
	size_t count;
};

static struct items
items(struct report *r, const struct record *source, const char *folded)
{
	struct items i = {.of = key(source, folded)};

	i.count = i.of.kind == VALUE_LIST ? i.of.as.list->count : i.of.kind != VALUE_EMPTY;
	if (i.count > MOST_ITEMS) {
		i.count = 0;
		REPORT(r, SCHEMA_LIST_TOO_LONG, key_place(source, folded), text_from(folded), TEXT("4096"));
	}
	return i;
}

static struct value
item_at(const struct items *items, size_t i)
{
	return items->of.kind == VALUE_LIST ? list_at(items->of.as.list, i) : items->of;
}

/* Those of the items that are texts, as names. */
#define NAMES_ADD(a, r, vector, source, folded)                                                                        \
	do {                                                                                                           \
		struct items items_ = items((r), (source), (folded));                                                  \
		for (size_t i_ = 0; i_ < items_.count; i_++) {                                                         \
			struct value item_ = item_at(&items_, i_);                                                     \
			if (item_.kind == VALUE_TEXT)                                                                  \
				*VECTOR_PUSH((a), (vector)) = name_of((a), item_.text);                                \
		}                                                                                                      \
	} while (0)

static const struct {
	const char *name;
	enum schema_type type;
} types[] = {{"string", TYPE_STRING},   {"number", TYPE_NUMBER}, {"integer", TYPE_INTEGER}, {"date", TYPE_DATE},
	     {"boolean", TYPE_BOOLEAN}, {"any", TYPE_ANY},       {"datetime", TYPE_ANY},    {"time", TYPE_ANY},
	     {"year", TYPE_ANY},        {"yearmonth", TYPE_ANY}, {"duration", TYPE_ANY},    {"object", TYPE_ANY},
	     {"array", TYPE_ANY},       {"list", TYPE_ANY},      {"geopoint", TYPE_ANY},    {"geojson", TYPE_ANY}};

static bool
read_type(struct report *r, const struct record *source, enum schema_type *type)
{
	struct text name = key_text(source, "type");

	*type = TYPE_ANY;
	if (!name.len)
		return true;
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (text_is(name, types[i].name)) {
			*type = types[i].type;
			return true;
		}
	}
	return REPORT(r, SCHEMA_TYPE_UNKNOWN, key_place(source, "type"), name);
}

/* A whole number of letters, -1 when there is none. */
static int
read_length(const struct record *source, const char *folded)
{
	struct value v = key(source, folded);
	double n;

	return value_number(&v, &n) && n >= 0 && n <= 1e9 ? (int)n : -1;
}

static void
read_constraints(struct arena *a, struct report *r, const struct record *c, struct schema_field *f)
{
	struct items one_of = items(r, c, "enum");
	struct value is_required = key(c, "required"), is_unique = key(c, "unique");

	f->is_required = value_truth(&is_required);
	f->is_unique = value_truth(&is_unique);
	f->pattern = key_text(c, "pattern");
	f->minimum = key(c, "minimum");
	f->maximum = key(c, "maximum");
	f->least_length = read_length(c, "minlength");
	f->most_length = read_length(c, "maxlength");
	for (size_t i = 0; i < one_of.count; i++) {
		struct value v = item_at(&one_of, i);

		*VECTOR_PUSH(a, &f->one_of) = value_key(a, &v);
	}
}

static bool
read_field(struct arena *a, struct report *r, const struct record *source, struct schema *s)
{
	struct schema_field f = {.least_length = -1, .most_length = -1};
	struct value constraints = key(source, "constraints");
	bool ok;

	f.name = name_of(a, key_text(source, "name"));
	f.title = key_text(source, "title");
	f.format = key_text(source, "format");
	if (!f.name.folded.len)
		return REPORT(r, SCHEMA_FIELD_NAMELESS, record_place(source, -1), TEXT_NONE);
	ok = read_type(r, source, &f.type);
	NAMES_ADD(a, r, &f.aliases, source, "aliases");
	if (constraints.kind == VALUE_RECORD)
		read_constraints(a, r, constraints.as.record, &f);
	*VECTOR_PUSH(a, &s->fields) = f;
	return ok;
}

static bool
read_foreign_key(struct arena *a, struct report *r, const struct record *source, struct schema *s)
{
	struct value reference = key(source, "reference");
	struct foreign_key k = {.place = record_place(source, -1)};

	NAMES_ADD(a, r, &k.fields, source, "fields");
	if (k.fields.count == 0 || reference.kind != VALUE_RECORD)
		return REPORT(r, SCHEMA_KEY_INCOMPLETE, k.place, TEXT_NONE);
	k.resource = name_of(a, key_text(reference.as.record, "resource"));
	NAMES_ADD(a, r, &k.reference, reference.as.record, "fields");
	if (k.reference.count && k.reference.count != k.fields.count)
		return REPORT(r, SCHEMA_KEY_INCOMPLETE, k.place, TEXT_NONE);
	*VECTOR_PUSH(a, &s->foreign_keys) = k;
	return true;
}

typedef bool read_item(struct arena *a, struct report *r, const struct record *source, struct schema *s);

/* Every object of the list under `folded`, which may be missing. */
static bool
read_list(struct arena *a, struct report *r, const struct record *source, const char *folded, read_item *read,
	  struct schema *s)
{
	struct items all = items(r, source, folded);
	bool ok = true;

	if (all.of.kind != VALUE_EMPTY && all.of.kind != VALUE_LIST)
		return REPORT(r, SCHEMA_NOT_LIST, key_place(source, folded), text_from(folded));
	for (size_t i = 0; i < all.count; i++) {
		struct value v = item_at(&all, i);

		if (v.kind == VALUE_RECORD)
			ok = read(a, r, v.as.record, s) && ok;
		else
			ok = REPORT(r, SCHEMA_NOT_OBJECT, key_place(source, folded), TEXT_NONE) && ok;
	}
	return ok;
}

static bool
has_field(const struct schema *s, struct text folded)
{
	for (size_t i = 0; i < s->fields.count; i++) {
		if (text_equal(s->fields.at[i].name.folded, folded))
			return true;
	}
	return false;
}

/* Keys must be of fields that the schema describes. */
static bool
check_keys(struct report *r, const struct record *source, const struct schema *s)
{
	bool ok = true;

	for (size_t i = 0; i < s->primary_key.count; i++) {
		if (!has_field(s, s->primary_key.at[i].folded))
			ok = REPORT(r, SCHEMA_KEY_UNKNOWN, key_place(source, "primarykey"), s->primary_key.at[i].name);
	}
	for (size_t i = 0; i < s->foreign_keys.count; i++) {
		const struct foreign_key *k = &s->foreign_keys.at[i];

		for (size_t j = 0; j < k->fields.count; j++) {
			if (!has_field(s, k->fields.at[j].folded))
				ok = REPORT(r, SCHEMA_KEY_UNKNOWN, k->place, k->fields.at[j].name);
		}
	}
	return ok;
}

static struct schema *
read_record(struct arena *a, struct report *r, const struct record *source, struct text file)
{
	struct schema *s = NEW(a, struct schema);
	struct items missing = items(r, source, "missingvalues");
	struct value checks = key(source, "checks");
	int before = report_count(r, SEVERITY_ERROR);
	bool ok;

	s->file = file;
	ok = read_list(a, r, source, "fields", read_field, s);
	ok = read_list(a, r, source, "foreignkeys", read_foreign_key, s) && ok;
	NAMES_ADD(a, r, &s->primary_key, source, "primarykey");
	for (size_t i = 0; i < missing.count; i++) {
		struct value v = item_at(&missing, i);

		*VECTOR_PUSH(a, &s->missing_values) = value_key(a, &v);
	}
	s->checks = checks.kind == VALUE_LIST ? checks.as.list : NULL;
	ok = check_keys(r, source, s) && ok;
	return ok && report_count(r, SEVERITY_ERROR) == before ? s : NULL;
}

static const struct source *
source_of(struct arena *a, struct text file)
{
	struct source *source = NEW(a, struct source);

	source->file = file;
	return source;
}

struct schema *
schema_read(struct arena *a, struct report *r, struct text bytes, struct text file)
{
	struct value v;

	if (!json_read(a, r, bytes, source_of(a, file), &v))
		return NULL;
	if (v.kind != VALUE_RECORD) {
		REPORT(r, SCHEMA_NOT_OBJECT, place_file(file), TEXT_NONE);
		return NULL;
	}
	return read_record(a, r, v.as.record, file);
}

/* A resource's schema that is the name of a file beside the package; names that lead elsewhere are not followed. */
static struct schema *
read_beside(struct arena *a, struct report *r, const char *folder, struct text name)
{
	const char *path = path_join(a, folder, text_c(a, name));
	struct text bytes;

	if (text_find(name, TEXT("/"), 0) != TEXT_NOWHERE || !file_read(a, r, path, name, &bytes))
		return NULL;
	return schema_read(a, r, bytes, name);
}

static bool
is_resource_of(struct arena *a, const struct record *resource, struct text table_folded)
{
	struct text path = key_text(resource, "path");

	return text_equal(utf8_fold_name(a, path_stem(path)), table_folded) ||
	       text_equal(utf8_fold_name(a, key_text(resource, "name")), table_folded);
}

struct schema *
schema_read_package(struct arena *a, struct report *r, struct text bytes, struct text file, const char *folder,
		    struct text table_folded)
{
	struct value v, resources, schema;
	struct schema *s = NULL;

	if (!json_read(a, r, bytes, source_of(a, file), &v) || v.kind != VALUE_RECORD)
		return NULL;
	resources = key(v.as.record, "resources");
	for (size_t i = 0; resources.kind == VALUE_LIST && i < resources.as.list->count; i++) {
		const struct record *resource = list_record(resources.as.list, i);

		if (!resource || !is_resource_of(a, resource, table_folded))
			continue;
		schema = key(resource, "schema");
		if (schema.kind == VALUE_RECORD)
			s = read_record(a, r, schema.as.record, file);
		else if (schema.kind == VALUE_TEXT)
			s = read_beside(a, r, folder, schema.text);
		if (s)
			s->resource = name_of(a, key_text(resource, "name"));
		return s;
	}
	return NULL;
}

/* The field that the schema's field means: by name, then by an alias, then by its title. */
static int
find_described(struct arena *a, const struct schema_field *described, const struct fields *f)
{
	int found = fields_find(f, described->name.folded);

	for (size_t i = 0; found < 0 && i < described->aliases.count; i++)
		found = fields_find(f, described->aliases.at[i].folded);
	if (found < 0 && described->title.len)
		found = fields_find(f, utf8_fold_name(a, described->title));
	return found;
}

/* Whether another field of the schema claims this field by its very name. */
static bool
is_claimed(const struct schema *s, const struct field *f)
{
	return has_field(s, f->folded);
}

/* Where the primary key stands. */
static void
set_key(struct arena *a, const struct schema *s, struct fields *f)
{
	int *key = NEW_ARRAY(a, int, s->primary_key.count);

	f->key = key;
	f->key_count = 0;
	for (size_t i = 0; i < s->primary_key.count; i++) {
		key[f->key_count] = fields_find(f, s->primary_key.at[i].folded);
		f->key_count += key[f->key_count] >= 0;
	}
}

void
schema_name_fields(struct arena *a, const struct schema *s, struct fields *f)
{
	for (size_t i = 0; i < s->fields.count; i++) {
		const struct schema_field *described = &s->fields.at[i];
		int found = find_described(a, described, f);
		size_t position;
		bool is_new;

		if (found >= 0 && !text_equal(f->of.at[found].folded, described->name.folded) &&
		    is_claimed(s, &f->of.at[found]))
			found = -1;
		if (found >= 0) {
			position = (size_t)found;
		} else {
			position = fields_add(a, f, described->name.name, &is_new);
			f->of.at[position].is_absent = true;
		}
		fields_add_name(a, f, described->name.folded, position);
		for (size_t j = 0; j < described->aliases.count; j++)
			fields_add_name(a, f, described->aliases.at[j].folded, position);
	}
	set_key(a, s, f);
}
