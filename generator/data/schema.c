/*
 * schema -- reading a Frictionless Table Schema (specs.frictionlessdata.io/table-schema).
 *
 * The file is read as any JSON of the data, so its keys fold ("minLength" is found as "minlength") and each
 * of its values can say where it stands ("Пары.schema.json (fields[2].type)").  Unknown keys are let be, as
 * the standard wants.
 */
#include "data/schema.h"

#include "base/utf8.h"
#include "data/json.h"
#include "data/moment.h"
#include "data/object.h"
#include "data/typed.h"
#include "value/record.h"

static struct schema_name
name_of(struct arena *a, struct text t)
{
	return (struct schema_name){t, utf8_fold_name(a, t)};
}

/* Those of the items under a key that are texts, as names. */
static void
add_names(struct arena *a, struct report *r, schema_names *names, const struct record *source, const char *folded)
{
	struct items items = object_items(r, source, folded);

	for (size_t i = 0; i < items.count; i++) {
		struct value v = item_at(&items, i);

		if (v.kind == VALUE_TEXT)
			*VECTOR_PUSH(a, names) = name_of(a, v.text);
	}
}

/* The same as texts. */
static void
add_texts(struct arena *a, struct report *r, schema_texts *texts, const struct record *source, const char *folded)
{
	struct items items = object_items(r, source, folded);

	for (size_t i = 0; i < items.count; i++) {
		struct value v = item_at(&items, i);

		if (v.kind == VALUE_RECORD) /* a missing value with its label */
			v = object_key(v.as.record, "value");
		*VECTOR_PUSH(a, texts) = value_key(a, &v);
	}
}

/* ---- types ---- */

static const struct {
	const char *name;
	enum schema_type type;
} types[] = {
	{"string", TYPE_STRING},       {"number", TYPE_NUMBER},     {"integer", TYPE_INTEGER}, {"date", TYPE_DATE},
	{"boolean", TYPE_BOOLEAN},     {"datetime", TYPE_DATETIME}, {"time", TYPE_TIME},       {"year", TYPE_YEAR},
	{"yearmonth", TYPE_YEARMONTH}, {"duration", TYPE_DURATION}, {"list", TYPE_LIST},       {"any", TYPE_ANY},
	{"object", TYPE_ANY},          {"array", TYPE_ANY},         {"geopoint", TYPE_ANY},    {"geojson", TYPE_ANY}};

static bool
read_type(struct report *r, const struct record *source, const char *folded, enum schema_type *type)
{
	struct text name = object_text(source, folded);

	*type = TYPE_ANY;
	if (!name.len)
		return true;
	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (text_is(name, types[i].name)) {
			*type = types[i].type;
			return true;
		}
	}
	return REPORT(r, SCHEMA_TYPE_UNKNOWN, object_place(source, folded), name);
}

/* Of dates: default, any, or strptime's letters. */
static bool
check_format(struct report *r, const struct record *source, const struct schema_reading *how)
{
	bool is_of_time = how->type == TYPE_DATE || how->type == TYPE_DATETIME || how->type == TYPE_TIME;
	struct text wrong = how->format;

	if (!is_of_time || !how->format.len || text_is(how->format, "default") || text_is(how->format, "any"))
		return true;
	if (text_find(how->format, TEXT("%"), 0) != TEXT_NOWHERE && moment_pattern_fits(how->format, &wrong))
		return true;
	return REPORT(r, SCHEMA_FORMAT_UNKNOWN, object_place(source, "format"), wrong);
}

static bool
read_reading(struct arena *a, struct report *r, const struct record *source, struct schema_reading *how)
{
	struct value bare = object_key(source, "barenumber");
	bool ok = read_type(r, source, "type", &how->type);

	how->format = object_text(source, "format");
	how->decimal = object_text(source, "decimalchar");
	how->group = object_text(source, "groupchar");
	how->has_units = bare.kind != VALUE_EMPTY && !value_truth(&bare);
	add_texts(a, r, &how->truths, source, "truevalues");
	add_texts(a, r, &how->falsities, source, "falsevalues");
	how->delimiter = object_text(source, "delimiter");
	ok = read_type(r, source, "itemtype", &how->item_type) && ok;
	if (how->item_type == TYPE_LIST)
		how->item_type = TYPE_ANY;
	return check_format(r, source, how) && ok;
}

/* ---- constraints ---- */

/* A whole number of letters, -1 when there is none. */
static int
read_length(const struct record *source, const char *folded)
{
	struct value v = object_key(source, folded);
	double n;

	return value_number(&v, &n) && n >= 0 && n <= 1e9 ? (int)n : -1;
}

/* A value of the schema itself, read as the field's cells are. */
static bool
read_constant(struct arena *a, struct report *r, const struct record *c, const char *folded,
	      const struct schema_reading *how, struct value *v)
{
	struct schema_reading plain = {.type = how->type};

	/* also in the standard's own form, when the cells have another */
	if (v->kind == VALUE_EMPTY || typed_read(a, how, v) || typed_read(a, &plain, v))
		return true;
	return REPORT(r, SCHEMA_VALUE_WRONG, object_place(c, folded), value_key(a, v));
}

static bool
read_bound(struct arena *a, struct report *r, const struct record *c, struct schema_field *f, bool is_least)
{
	const char *inside = is_least ? "minimum" : "maximum",
		   *outside = is_least ? "exclusiveminimum" : "exclusivemaximum";
	bool is_outside = object_key(c, inside).kind == VALUE_EMPTY && object_key(c, outside).kind != VALUE_EMPTY;
	struct value *bound = is_least ? &f->minimum : &f->maximum;

	*bound = object_key(c, is_outside ? outside : inside);
	*(is_least ? &f->is_above : &f->is_below) = is_outside;
	return read_constant(a, r, c, is_outside ? outside : inside, &f->reading, bound);
}

static bool
read_allowed(struct arena *a, struct report *r, const struct record *c, struct schema_field *f)
{
	struct items one_of = object_items(r, c, "enum");
	struct schema_reading how = f->reading;
	bool ok = true;

	if (how.type == TYPE_LIST)
		how.type = how.item_type;
	for (size_t i = 0; i < one_of.count; i++) {
		struct value v = item_at(&one_of, i);
		struct text shown = value_key(a, &v);

		ok = read_constant(a, r, c, "enum", &how, &v) && ok;
		*VECTOR_PUSH(a, &f->one_of) = shown;
		lookup_add(a, &f->allowed, value_key(a, &v), (int)i);
	}
	return ok;
}

static bool
read_pattern(struct arena *a, struct report *r, const struct record *c, struct schema_field *f)
{
	struct regex_fault fault;
	struct excerpt excerpt;

	f->pattern = object_text(c, "pattern");
	if (!f->pattern.len)
		return true;
	f->regex = regex_compile(a, f->pattern, &fault);
	if (f->regex)
		return true;
	excerpt = (struct excerpt){f->pattern, (int)utf8_count(text_slice(f->pattern, 0, fault.at)), 1, 0};
	return REPORT_EXCERPT(r, PATTERN_WRONG, object_place(c, "pattern"), excerpt, fault.reason);
}

static bool
read_constraints(struct arena *a, struct report *r, const struct record *c, struct schema_field *f)
{
	bool ok = read_allowed(a, r, c, f);

	f->is_required = object_truth(c, "required");
	f->is_unique = object_truth(c, "unique");
	ok = read_pattern(a, r, c, f) && ok;
	ok = read_bound(a, r, c, f, true) && ok;
	ok = read_bound(a, r, c, f, false) && ok;
	f->least_length = read_length(c, "minlength");
	f->most_length = read_length(c, "maxlength");
	return ok;
}

/* ---- fields ---- */

static bool
read_field(struct arena *a, struct report *r, const struct record *source, struct schema *s)
{
	struct schema_field f = {.least_length = -1, .most_length = -1, .place = record_place(source, -1)};
	struct value constraints = object_key(source, "constraints");
	bool ok;

	f.name = name_of(a, object_text(source, "name"));
	f.title = name_of(a, object_text(source, "title"));
	f.example = object_text(source, "example");
	if (!f.name.folded.len)
		return REPORT(r, SCHEMA_FIELD_NAMELESS, f.place, TEXT_NONE);
	ok = read_reading(a, r, source, &f.reading);
	add_names(a, r, &f.aliases, source, "aliases");
	f.has_missing_values = object_key(source, "missingvalues").kind != VALUE_EMPTY;
	add_texts(a, r, &f.missing_values, source, "missingvalues");
	f.fills_down = object_truth(source, "filldown");
	if (constraints.kind == VALUE_RECORD)
		ok = read_constraints(a, r, constraints.as.record, &f) && ok;
	*VECTOR_PUSH(a, &s->fields) = f;
	return ok;
}

/* One name that a column may have; false, and reported, when another field has it as well. */
static bool
claim(struct arena *a, struct report *r, const struct schema *s, struct lookup *names, struct schema_name name,
      size_t field)
{
	const struct lookup_entry *e = name.folded.len ? lookup_find(names, name.folded) : NULL;
	size_t first;

	if (!name.folded.len)
		return true;
	if (!e) {
		lookup_add(a, names, name.folded, (int)field);
		return true;
	}
	first = (size_t)names->links.at[e->first].number;
	if (first == field)
		return true;
	return REPORT(r, SCHEMA_NAME_TWICE, s->fields.at[field].place, name.name, s->fields.at[first].name.name);
}

/* Two fields that claim one column: by their names, aliases and titles. */
static bool
check_names(struct arena *a, struct report *r, const struct schema *s)
{
	struct lookup names = {0};
	bool ok = true;

	for (size_t i = 0; i < s->fields.count; i++)
		ok = claim(a, r, s, &names, s->fields.at[i].name, i) && ok;
	for (size_t i = 0; i < s->fields.count; i++) {
		for (size_t j = 0; j < s->fields.at[i].aliases.count; j++)
			ok = claim(a, r, s, &names, s->fields.at[i].aliases.at[j], i) && ok;
		ok = claim(a, r, s, &names, s->fields.at[i].title, i) && ok;
	}
	return ok;
}

/* ---- keys ---- */

static bool
read_foreign_key(struct arena *a, struct report *r, const struct record *source, struct schema *s)
{
	struct value reference = object_key(source, "reference");
	struct foreign_key k = {.place = record_place(source, -1)};

	add_names(a, r, &k.fields, source, "fields");
	if (k.fields.count == 0 || reference.kind != VALUE_RECORD)
		return REPORT(r, SCHEMA_KEY_INCOMPLETE, k.place, TEXT_NONE);
	k.resource = name_of(a, object_text(reference.as.record, "resource"));
	add_names(a, r, &k.reference, reference.as.record, "fields");
	k.is_optional = object_truth(source, "optional");
	k.extends = object_truth(source, "extends");
	if (k.reference.count && k.reference.count != k.fields.count)
		return REPORT(r, SCHEMA_KEY_INCOMPLETE, k.place, TEXT_NONE);
	*VECTOR_PUSH(a, &s->foreign_keys) = k;
	return true;
}

/* "uniqueKeys": [["Серия", "Номер"], ["Код"]] */
static void
read_unique_keys(struct arena *a, struct report *r, const struct record *source, struct schema *s)
{
	struct items keys = object_items(r, source, "uniquekeys");

	for (size_t i = 0; i < keys.count; i++) {
		struct value of = item_at(&keys, i);
		struct items names = {of, of.kind == VALUE_LIST ? of.as.list->count : 1};
		schema_names key = {0};

		for (size_t j = 0; j < names.count; j++) {
			struct value v = item_at(&names, j);

			*VECTOR_PUSH(a, &key) = name_of(a, value_key(a, &v));
		}
		if (key.count)
			*VECTOR_PUSH(a, &s->unique_keys) = key;
	}
}

/* ---- checks ---- */

static bool
read_severity(struct report *r, const struct record *source, enum severity *severity)
{
	struct text name = object_text(source, "severity");

	*severity = SEVERITY_ERROR;
	if (!name.len)
		return true;
	for (enum severity i = SEVERITY_NOTE; i <= SEVERITY_ERROR; i++) {
		if (text_is(name, severity_slug(i))) {
			*severity = i;
			return true;
		}
	}
	return REPORT(r, SCHEMA_SEVERITY_UNKNOWN, object_place(source, "severity"), name);
}

/* The key of a check's text in the user's language: "message_en" in English, when there is one. */
static const char *
message_key(const struct record *source)
{
	/* TRANSLATORS: the key in the schema that holds the text in your language; for Russian: message */
	const char *key = _("message en");

	return object_text(source, key).len ? key : "message";
}

static bool
read_check(struct arena *a, struct report *r, const struct record *source, struct schema *s)
{
	struct schema_check c = {.when = object_text(source, "when"),
				 .unique = object_text(source, "unique"),
				 .message = object_text(source, message_key(source)),
				 .when_place = object_place(source, "when"),
				 .unique_place = object_place(source, "unique"),
				 .message_place = object_place(source, message_key(source)),
				 .field_place = object_place(source, "field")};
	bool ok = read_severity(r, source, &c.severity);

	c.field = name_of(a, object_text(source, "field"));
	if (!c.unique.len && (!c.when.len || !c.message.len))
		return REPORT(r, SCHEMA_CHECK_INCOMPLETE, record_place(source, -1), TEXT_NONE);
	*VECTOR_PUSH(a, &s->checks) = c;
	return ok;
}

/* ---- all of it ---- */

typedef bool read_item(struct arena *a, struct report *r, const struct record *source, struct schema *s);

/* Every object of the list under `folded`, which may be missing. */
static bool
read_list(struct arena *a, struct report *r, const struct record *source, const char *folded, read_item *read,
	  struct schema *s)
{
	struct items all = object_items(r, source, folded);
	bool ok = true;

	if (all.of.kind != VALUE_EMPTY && all.of.kind != VALUE_LIST)
		return REPORT(r, SCHEMA_NOT_LIST, object_place(source, folded), text_from(folded));
	for (size_t i = 0; i < all.count; i++) {
		struct value v = item_at(&all, i);

		if (v.kind == VALUE_RECORD)
			ok = read(a, r, v.as.record, s) && ok;
		else
			ok = REPORT(r, SCHEMA_NOT_OBJECT, object_place(source, folded), TEXT_NONE) && ok;
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
			ok = REPORT(r, SCHEMA_KEY_UNKNOWN, object_place(source, "primarykey"),
				    s->primary_key.at[i].name);
	}
	for (size_t i = 0; i < s->unique_keys.count; i++) {
		for (size_t j = 0; j < s->unique_keys.at[i].count; j++) {
			const struct schema_name *name = &s->unique_keys.at[i].at[j];

			if (!has_field(s, name->folded))
				ok = REPORT(r, SCHEMA_KEY_UNKNOWN, object_place(source, "uniquekeys"), name->name);
		}
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

/* "fieldsMatch": how the columns of the file and the fields of the schema are to go together (version 2). */
static bool
read_match(struct report *r, const struct record *source, struct schema *s)
{
	static const char *const names[] = {"", "exact", "equal", "subset", "superset", "partial"};
	struct items items = object_items(r, source, "fieldsmatch");
	struct value v = items.count ? item_at(&items, 0) : (struct value){.kind = VALUE_EMPTY};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (text_is(v.text, names[i])) {
			s->match = (enum fields_match)i;
			return true;
		}
	}
	return REPORT(r, SCHEMA_MATCH_UNKNOWN, object_place(source, "fieldsmatch"), v.text);
}

struct schema *
schema_read_record(struct arena *a, struct report *r, const struct record *source, struct text file)
{
	struct schema *s = NEW(a, struct schema);
	int before = report_count(r, SEVERITY_ERROR);
	bool ok;

	s->file = file;
	add_names(a, r, &s->aliases, source, "aliases");
	s->is_lenient = object_truth(source, "lenient");
	ok = read_list(a, r, source, "fields", read_field, s);
	ok = read_list(a, r, source, "foreignkeys", read_foreign_key, s) && ok;
	ok = read_list(a, r, source, "checks", read_check, s) && ok;
	add_names(a, r, &s->primary_key, source, "primarykey");
	read_unique_keys(a, r, source, s);
	add_texts(a, r, &s->missing_values, source, "missingvalues");
	ok = read_match(r, source, s) && ok;
	ok = check_keys(r, source, s) && ok;
	ok = check_names(a, r, s) && ok;
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
	return schema_read_record(a, r, v.as.record, file);
}

schema_names
schema_table_names(struct arena *a, struct text bytes)
{
	struct report silent;
	schema_names names = {0};
	struct value v;

	report_open(&silent);
	if (json_read(a, &silent, bytes, source_of(a, TEXT_NONE), &v) && v.kind == VALUE_RECORD)
		add_names(a, &silent, &names, v.as.record, "aliases");
	report_close(&silent);
	return names;
}

/* ---- fields of the schema, fields of the table ---- */

/* A column of the file, not what was computed or only described. */
static bool
is_own(const struct field *f)
{
	return !f->is_absent && !f->is_computed;
}

/* The file's column of that name, unless a field of the schema has it already. */
static int
find_free(const struct fields *f, const bool *is_taken, struct text folded)
{
	int found = folded.len ? fields_find(f, folded) : -1;

	return found >= 0 && !is_taken[found] ? found : -1;
}

/*
 * The column that each field of the schema means, or -1: all by their names first, then by aliases and titles, so that
 * a column goes to the field that has its very name.
 */
static void
find_columns(const struct schema *s, const struct fields *f, bool *is_taken, int *columns)
{
	for (size_t i = 0; i < s->fields.count; i++) {
		columns[i] = find_free(f, is_taken, s->fields.at[i].name.folded);
		if (columns[i] >= 0)
			is_taken[columns[i]] = true;
	}
	for (size_t i = 0; i < s->fields.count; i++) {
		const struct schema_field *described = &s->fields.at[i];

		for (size_t j = 0; columns[i] < 0 && j < described->aliases.count; j++)
			columns[i] = find_free(f, is_taken, described->aliases.at[j].folded);
		if (columns[i] < 0)
			columns[i] = find_free(f, is_taken, described->title.folded);
		if (columns[i] >= 0)
			is_taken[columns[i]] = true;
	}
}

/*
 * Whether a shipped schema is this table's, and not only of the same name: it knows half of the table's columns and
 * enough of them to leave no doubt, and the table has half of those that it requires or hardly any column that is not
 * known.  A list of two columns that happens to be called Люди is nobody's business.
 */
static bool
is_schema_of(const struct schema *s, const struct fields *f, const int *columns)
{
	enum { NO_DOUBT = 3 };
	size_t own = 0, known = 0, required = 0, met = 0;

	for (size_t i = 0; i < f->of.count; i++)
		own += is_own(&f->of.at[i]);
	for (size_t i = 0; i < s->fields.count; i++) {
		bool is_there = columns[i] >= 0 && is_own(&f->of.at[columns[i]]);

		known += is_there;
		required += s->fields.at[i].is_required;
		met += s->fields.at[i].is_required && is_there;
	}
	return known * 2 >= own && (met * 2 >= required || known * 4 >= own * 3) &&
	       (known >= NO_DOUBT || known * 2 >= s->fields.count);
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

/* All names of the field lead to its column; one that the file has not is added, but to a shipped schema's tables. */
static void
name_field(struct arena *a, const struct schema *s, const struct schema_field *described, int column, struct fields *f)
{
	size_t position = (size_t)column;
	bool is_new;

	if (column < 0 && s->is_lenient)
		return;
	if (column < 0) {
		position = fields_add(a, f, described->name.name, &is_new);
		f->of.at[position].is_absent |= is_new;
	}
	fields_add_name(a, f, described->name.folded, position);
	for (size_t j = 0; j < described->aliases.count; j++)
		fields_add_name(a, f, described->aliases.at[j].folded, position);
	fields_add_name(a, f, described->title.folded, position);
}

void
schema_apply(struct arena *a, struct table *t)
{
	const struct schema *s = t->schema;
	bool *is_taken;
	int *columns;

	if (!s)
		return;
	is_taken = NEW_ARRAY(a, bool, t->fields->of.count);
	columns = NEW_ARRAY(a, int, s->fields.count);
	find_columns(s, t->fields, is_taken, columns);
	if (s->is_shipped && !is_schema_of(s, t->fields, columns)) {
		t->schema = NULL;
		return;
	}
	for (size_t i = 0; i < s->fields.count; i++)
		name_field(a, s, &s->fields.at[i], columns[i], t->fields);
	set_key(a, s, t->fields);
}

/* ---- what it knows ---- */

static bool
has_name(const schema_names *names, struct text folded)
{
	for (size_t i = 0; i < names->count; i++) {
		if (text_equal(names->at[i].folded, folded))
			return true;
	}
	return false;
}

static bool
is_called(const struct schema_field *f, struct text folded)
{
	return text_equal(f->name.folded, folded) || text_equal(f->title.folded, folded) ||
	       has_name(&f->aliases, folded);
}

const struct schema_field *
schema_find_field(const struct schema *s, struct text folded, bool *is_key)
{
	const struct schema_field *f = NULL;

	*is_key = false;
	for (size_t i = 0; i < s->fields.count && !f; i++)
		f = is_called(&s->fields.at[i], folded) ? &s->fields.at[i] : NULL;
	for (size_t i = 0; i < s->foreign_keys.count && f; i++)
		*is_key |= has_name(&s->foreign_keys.at[i].fields, f->name.folded);
	return f;
}
