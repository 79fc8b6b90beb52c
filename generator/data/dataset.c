/*
 * dataset -- reads files of data into one dataset and ties its tables together.
 *
 * file → bytes → UTF-8 → CSV rows or JSON values → table → checked by its schema; when all files are in, links.
 * A table with errors in it stays in the dataset, so that what refers to it is checked in the same run.
 */
#include "data/dataset.h"

#include "base/file.h"
#include "base/utf8.h"
#include "data/check.h"
#include "data/json.h"
#include "data/link.h"
#include "data/schema_find.h"
#include "data/table.h"
#include "data/trap.h"
#include "reader/csv.h"
#include "reader/encoding.h"
#include "reader/source.h"
#include "reader/workbook.h"
#include "value/record.h"

/* One file on its way in. */
struct input {
	struct dataset *dataset;
	struct report *report;
	const struct dataset_options *options;
	struct text shown, name;       /* name: given by the user, or empty */
	struct schema_finder *schemas; /* of the folder */
	bool is_season;
	struct arena file; /* its bytes, until it is read; those of a CSV in UTF-8 are taken over by the dataset */
};

void
dataset_open(struct dataset *d, struct arena *a)
{
	*d = (struct dataset){.arena = a};
	d->root.fields = NEW(a, struct fields);
}

const struct table *
dataset_table(const struct dataset *d, struct text folded)
{
	int found = fields_find(d->root.fields, folded);

	return found < 0 ? NULL : d->tables.at[found];
}

static struct table *
table_new(struct input *in, struct text name)
{
	struct table *t = NEW(in->dataset->arena, struct table);

	t->name = text_copy(in->dataset->arena, name);
	t->folded = utf8_fold_name(in->dataset->arena, t->name);
	t->source.file = text_copy(in->dataset->arena, in->shown);
	return t;
}

static struct place
source_place(const struct source *source)
{
	struct place place = place_file(source->file);

	if (!source->sheet.len)
		return place;
	place.kind = AT_CELL;
	place.sheet = source->sheet;
	return place;
}

static struct text
source_describe(struct arena *a, const struct source *source)
{
	struct place place = source_place(source);

	return place_describe(a, &place);
}

/* Puts the table under its name; false after a report when there is one of that name. */
static bool
table_add(struct input *in, struct table *t)
{
	struct dataset *d = in->dataset;
	const struct table *first = dataset_table(d, t->folded);
	bool is_new;

	if (first)
		return REPORT(in->report, DATA_TABLE_TWICE, source_place(&t->source), t->name,
			      source_describe(d->arena, &first->source));
	/* the fields of the root are const for its readers; here they are made */
	fields_add(d->arena, (struct fields *)d->root.fields, t->name, &is_new);
	*VECTOR_PUSH(d->arena, &d->tables) = t;
	return true;
}

/* ---- tables out of CSV ---- */

static bool
find_separator(struct input *in, const struct table *t, char *separator)
{
	struct text named = in->options ? in->options->separator : TEXT_NONE;
	const struct resource *resource = schema_find_resource(in->schemas, t);

	if (!named.len && resource)
		named = resource->separator;

	*separator = named.len ? csv_separator_named(named) : 0;
	if (named.len && !*separator)
		return REPORT(in->report, SEPARATOR_UNKNOWN, place_file(in->shown), named);
	return true;
}

static void
finish_records(struct arena *a, const struct table *t)
{
	for (size_t i = 0; i < t->all.count; i++) {
		if (list_record(&t->all, i))
			full_name_fill(a, (struct record *)list_record(&t->all, i));
	}
}

/* A table that was read, against its schema and for what is wrong without one. */
static void
examine_table(struct arena *a, struct ledger *l, struct table *t)
{
	trap_tail(a, l, t);
	check_table(a, l, t);
	if (t->fields)
		finish_records(a, t);
	trap_table(a, l, t);
}

static bool
add_csv(struct input *in, struct text utf8)
{
	struct arena *a = in->dataset->arena;
	struct ledger ledger = {.report = in->report};
	struct table *t = table_new(in, in->name.len ? in->name : path_stem(in->shown));
	bool ok = schema_find(in->schemas, t);
	struct csv csv;
	char separator;

	if (!find_separator(in, t, &separator))
		return false;
	csv_open(&csv, a, &ledger, &t->source, utf8, separator);
	table_read(a, &ledger, t, &csv.rows);
	t->is_broken = csv.is_cut;
	examine_table(a, &ledger, t);
	return table_add(in, t) && ok && ledger_is_clean(&ledger);
}

/* ---- tables out of workbooks ---- */

/*
 * Each sheet that holds anything is a table under its own name.  If it is the only one, it is found by the name of the
 * file as well, which becomes its name when the sheet has none but what offices give ("Лист1").  Whether it is the
 * only one shows only behind it: so the first is read as if it were, and the file is read once more in the rare case
 * that this was wrong and has made a difference.
 */
struct book {
	struct input *in;
	struct sheets *sheets;
	VECTOR(struct table *) tables;
	bool is_single; /* as far as is known */
	bool must_begin_anew;
	bool ok;
};

/* The rows of a sheet from its first one on, which was looked at. */
struct begun_rows {
	struct rows rows; /* first */
	struct rows *of;
	struct row first;
	bool is_begun;
};

static bool
next_begun(struct rows *self, struct row *row)
{
	struct begun_rows *b = (struct begun_rows *)self;

	if (b->is_begun)
		return b->of->next(b->of, row);
	*row = b->first;
	b->is_begun = true;
	return true;
}

/* The schema of the table by its own name, else by the other one; a shipped one only when the user has none. */
static bool
find_schema_of_sheet(struct input *in, struct table *t)
{
	struct text own = t->folded;
	bool ok = schema_find(in->schemas, t);
	const struct schema *found = t->schema;

	if ((found && !found->is_shipped) || !t->alias.len)
		return ok;
	t->folded = t->alias;
	ok = schema_find(in->schemas, t) && ok;
	t->folded = own;
	if (found && (!t->schema || t->schema->is_shipped))
		t->schema = found;
	return ok;
}

/* A sheet that datapackage.json names as a resource is called as it says, and by its own name as well. */
static void
name_by_package(struct input *in, struct table *t)
{
	const struct resource *resource = schema_find_resource(in->schemas, t);

	if (in->name.len || !resource || !resource->sheet.len || !resource->name.folded.len)
		return;
	t->alias = t->folded;
	t->name = resource->name.name;
	t->folded = resource->name.folded;
}

/* The table of a sheet, named as the only one if it may be that. */
static struct table *
table_of_sheet(struct book *book, struct text sheet)
{
	struct input *in = book->in;
	struct text stem = path_stem(in->shown);
	struct table *t;

	if (in->name.len)
		return table_new(in, in->name);
	if (!book->is_single)
		return table_new(in, sheet);
	if (workbook_is_default_name(sheet))
		return table_new(in, stem);
	t = table_new(in, sheet);
	t->alias = utf8_fold_name(in->dataset->arena, stem);
	return t;
}

static void
read_sheet(struct book *book, struct text sheet, struct rows *rows)
{
	struct input *in = book->in;
	struct arena *a = in->dataset->arena;
	struct ledger ledger = {.report = in->report};
	struct table *t = table_of_sheet(book, sheet);

	t->source.sheet = sheet;
	name_by_package(in, t);
	*VECTOR_PUSH(a, &book->tables) = t;
	book->ok = find_schema_of_sheet(in, t) && book->ok;
	table_read(a, &ledger, t, rows);
	t->is_broken = book->sheets->is_broken;
	examine_table(a, &ledger, t);
	book->ok = ledger_is_clean(&ledger) && book->ok;
}

/* A second sheet holds something; false when the reading cannot go on as it began. */
static bool
take_second(struct book *book, struct text sheet)
{
	struct table *first = book->tables.at[0];
	struct input *in = book->in;

	book->is_single = false;
	if (in->name.len) {
		book->ok = REPORT(in->report, WORKBOOK_SHEETS_MANY, place_file(in->shown), in->name,
				  first->source.sheet, sheet);
		return false;
	}
	book->must_begin_anew = !text_equal(first->name, first->source.sheet) || (first->schema && first->alias.len);
	first->alias = TEXT_NONE;
	return !book->must_begin_anew;
}

static void
read_sheets(struct book *book)
{
	struct sheet sheet;

	while (workbook_next(book->sheets, &sheet)) {
		struct begun_rows rows = {.rows = {next_begun}, .of = &book->sheets->rows};

		if (!rows.of->next(rows.of, &rows.first))
			continue;
		if (book->tables.count == 1 && book->is_single && !take_second(book, sheet.name))
			return;
		read_sheet(book, sheet.name, &rows.rows);
	}
}

/* One reading of the file; the tables are the dataset's only when it is known to be the last. */
static struct book
read_book(struct input *in, struct text bytes, bool is_single)
{
	struct book book = {.in = in, .is_single = is_single, .ok = true};

	book.sheets = workbook_open(in->dataset->arena, in->report, bytes, in->shown);
	if (!book.sheets) {
		book.ok = false;
		return book;
	}
	read_sheets(&book);
	book.ok = workbook_close(book.sheets) && book.ok;
	if (book.ok && !book.tables.count)
		book.ok = REPORT(in->report, WORKBOOK_EMPTY, place_file(in->shown), TEXT_NONE);
	return book;
}

static bool
add_workbook(struct input *in, struct text bytes)
{
	struct report *all = in->report, own;
	struct book book;

	report_open(&own);
	in->report = &own;
	book = read_book(in, bytes, true);
	if (book.must_begin_anew) {
		report_close(&own);
		report_open(&own);
		book = read_book(in, bytes, false);
	}
	in->report = all;
	report_pour(all, &own, false);
	report_close(&own);
	for (size_t i = 0; i < book.tables.count; i++)
		book.ok = table_add(in, book.tables.at[i]) && book.ok;
	return book.ok;
}

/* ---- tables out of JSON ---- */

/* Makes the value a table: one record, a list of records, or a single scalar or list of scalars. */
static void
table_take(struct arena *a, struct table *t, struct value v)
{
	t->single = v;
	if (v.kind == VALUE_RECORD) {
		t->is_record = true;
		t->fields = (struct fields *)v.as.record->fields;
		t->all = *list_of(a, &t->single, 1, t->fields);
	} else if (v.kind == VALUE_LIST && (v.as.list->fields || v.as.list->count == 0)) {
		t->single = (struct value){.kind = VALUE_EMPTY};
		t->fields = v.as.list->fields ? (struct fields *)v.as.list->fields : NEW(a, struct fields);
		t->all = *v.as.list;
		t->all.fields = t->fields;
	}
	if (t->fields)
		t->fields->table = t;
}

/* The fields that only the schema has. */
static void
table_complete(struct arena *a, struct table *t)
{
	size_t old_count = t->fields->of.count;

	schema_apply(a, t);
	full_name_add(a, t->fields);
	for (size_t i = 0; i < t->all.count && t->fields->of.count > old_count; i++) {
		if (list_record(&t->all, i))
			record_widen(a, (struct record *)list_record(&t->all, i), old_count);
	}
}

static bool
add_value(struct input *in, struct text name, struct value v)
{
	struct arena *a = in->dataset->arena;
	struct ledger ledger = {.report = in->report};
	struct table *t = table_new(in, name);
	bool ok = schema_find(in->schemas, t);

	table_take(a, t, v);
	if (t->schema && t->fields)
		table_complete(a, t);
	examine_table(a, &ledger, t);
	if (t->fields && !t->fields->of.count)
		t->all.fields = NULL; /* an empty list without schema: nothing is known of its records */
	return table_add(in, t) && ok && ledger_is_clean(&ledger);
}

static bool
add_json(struct input *in, struct text utf8, bool is_lines)
{
	struct arena *a = in->dataset->arena;
	struct source *source = NEW(a, struct source);
	const struct record *keys;
	struct value v;
	bool ok = true;

	source->file = text_copy(a, in->shown);
	if (!(is_lines ? json_read_lines : json_read)(a, in->report, utf8, source, &v))
		return false;
	if (in->name.len || in->is_season || is_lines)
		return add_value(in, in->name.len ? in->name : path_stem(in->shown), v);
	if (v.kind != VALUE_RECORD)
		return REPORT(in->report, DATA_NAME_NEEDED, place_file(in->shown), in->shown);
	keys = v.as.record;
	for (size_t i = 0; i < keys->fields->of.count; i++) {
		/* a computed ФИО is a name beside the keys, and as good as one of them */
		ok = add_value(in, keys->fields->of.at[i].caption, record_at(keys, i)) && ok;
	}
	return ok;
}

/* ---- files ---- */

/* Of CSV: as the user says, else as datapackage.json says; empty: found by looking. */
static struct text
encoding_of(struct input *in)
{
	struct table *t = table_new(in, in->name.len ? in->name : path_stem(in->shown));
	const struct resource *resource = schema_find_resource(in->schemas, t);

	if (in->options && in->options->encoding.len)
		return in->options->encoding;
	return resource ? resource->encoding : TEXT_NONE;
}

static bool
add_bytes(struct input *in, struct text bytes)
{
	struct text utf8;
	enum source_kind kind = source_kind(bytes, in->shown);

	switch (kind) {
	case SOURCE_WORKBOOK:
		return add_workbook(in, bytes);
	case SOURCE_UNKNOWN:
		return REPORT(in->report, DATA_FORMAT_UNKNOWN, place_file(in->shown), TEXT_NONE);
	case SOURCE_CSV:
	case SOURCE_JSON:
	case SOURCE_JSON_LINES:
		break;
	}
	if (!encoding_read(in->dataset->arena, in->report, bytes, in->shown,
			   kind == SOURCE_CSV ? encoding_of(in) : TEXT_NONE, &utf8))
		return false;
	if (kind != SOURCE_CSV)
		return add_json(in, utf8, kind == SOURCE_JSON_LINES);
	if (utf8.at >= bytes.at && utf8.at <= bytes.at + bytes.len)
		arena_take(in->dataset->arena, &in->file); /* cells point into them */
	else
		arena_free(&in->file);
	return add_csv(in, utf8);
}

/* A file that could not be read keeps its name, so that links to it are not called unknown as well. */
static void
add_broken(struct input *in)
{
	struct table *t = table_new(in, in->name.len ? in->name : path_stem(in->shown));

	t->is_broken = true;
	if (t->folded.len && !dataset_table(in->dataset, t->folded))
		table_add(in, t);
}

static bool
add_file(struct input *in, const char *path)
{
	size_t tables = in->dataset->tables.count;
	struct text bytes;
	bool ok = file_read(&in->file, in->report, path, in->shown, &bytes) && add_bytes(in, bytes);

	arena_free(&in->file);
	if (ok)
		return true;
	if (in->dataset->tables.count == tables)
		add_broken(in);
	return false;
}

static struct schema_finder
finder(struct dataset *d, struct report *r, const char *folder, struct text shown, const struct dataset_options *o)
{
	return (struct schema_finder){
		.arena = d->arena, .report = r, .folder = folder, .shown = shown, .shipped = o ? o->schemas : NULL};
}

bool
dataset_add_file(struct dataset *d, struct report *r, const char *path, struct text shown, struct text name,
		 bool is_season, const struct dataset_options *o)
{
	struct text beside = text_slice(shown, 0, shown.len - path_base(shown).len);
	struct schema_finder schemas = finder(d, r, path_folder(d->arena, path), beside, o);
	struct input in = {.dataset = d, .report = r, .options = o, .shown = shown, .name = name};

	in.schemas = &schemas;
	in.is_season = is_season;
	return add_file(&in, path);
}

bool
dataset_add_json(struct dataset *d, struct report *r, struct text bytes, struct text shown,
		 const struct dataset_options *o)
{
	struct schema_finder schemas = finder(d, r, NULL, TEXT_NONE, o);
	struct input in = {.dataset = d, .report = r, .options = o, .shown = shown, .schemas = &schemas};
	struct text utf8;

	return encoding_read(d->arena, r, bytes, shown, TEXT_NONE, &utf8) && add_json(&in, utf8, false);
}

/* Files in folders of the season are data when datapackage.json says so. */
static bool
add_packaged(struct input *in, const char *folder)
{
	const struct data_package *p = schema_finder_package(in->schemas);
	bool ok = true;

	for (size_t i = 0; p && i < p->resources.count; i++) {
		for (size_t j = 0; j < p->resources.at[i].paths.count; j++) {
			struct text path = p->resources.at[i].paths.at[j];

			if (text_find(path, TEXT("/"), 0) < 0)
				continue; /* was found in the folder, or is not there */
			if (!data_package_is_inside(path)) {
				ok = REPORT(in->report, PACKAGE_PATH, p->resources.at[i].place, path);
				continue;
			}
			in->shown = path;
			ok = add_file(in, path_join(in->dataset->arena, folder, text_c(in->dataset->arena, path))) &&
			     ok;
		}
	}
	return ok;
}

bool
dataset_add_season(struct dataset *d, struct report *r, const char *folder, const struct dataset_options *o)
{
	struct schema_finder schemas = finder(d, r, folder, TEXT_NONE, o);
	struct input in = {.dataset = d, .report = r, .options = o, .schemas = &schemas, .is_season = true};
	size_t count;
	const char **names = folder_list(d->arena, folder, &count);
	bool ok = true;

	if (!folder_exists(folder))
		return REPORT(r, DATA_FOLDER_MISSING, place_file(text_from(folder)), TEXT_NONE);
	schema_finder_list(&schemas, names, count);
	for (size_t i = 0; i < count; i++) {
		const char *path = path_join(d->arena, folder, names[i]);

		in.shown = text_from(names[i]);
		if (source_is_data(in.shown) && file_exists(path))
			ok = add_file(&in, path) && ok;
	}
	ok = add_packaged(&in, folder) && ok;
	schema_finder_close(&schemas);
	return ok;
}

/* ---- links and the root ---- */

struct table *
dataset_add_made(struct dataset *d, struct text name, struct text alias)
{
	struct table *t = NEW(d->arena, struct table);
	bool is_new;

	t->name = name;
	t->folded = utf8_fold_name(d->arena, name);
	t->alias = alias;
	t->is_made = true;
	if (dataset_table(d, t->folded) || dataset_table(d, alias))
		return NULL;
	fields_add(d->arena, (struct fields *)d->root.fields, t->name, &is_new);
	*VECTOR_PUSH(d->arena, &d->tables) = t;
	return t;
}

static struct value
value_of_table(const struct table *t)
{
	if (t->is_record || !t->fields)
		return t->single;
	return value_of_list(&t->all);
}

/* The names of files that hold one table each, where no table has them. */
static void
name_by_files(struct dataset *d)
{
	for (size_t i = 0; i < d->tables.count; i++) {
		if (d->tables.at[i]->alias.len)
			fields_add_name(d->arena, (struct fields *)d->root.fields, d->tables.at[i]->alias, i);
	}
}

/* What else the tables are called: in datapackage.json, and in the schemas themselves. */
static void
name_tables(struct dataset *d)
{
	struct fields *names = (struct fields *)d->root.fields; /* const for its readers */

	for (size_t i = 0; i < d->tables.count; i++) {
		const struct schema *s = d->tables.at[i]->schema;

		if (!s)
			continue;
		fields_add_name(d->arena, names, s->resource.folded, i);
		for (size_t j = 0; j < s->aliases.count; j++)
			fields_add_name(d->arena, names, s->aliases.at[j].folded, i);
	}
}

bool
dataset_link(struct dataset *d, struct report *r)
{
	bool ok;

	name_by_files(d);
	name_tables(d);
	ok = link_tables(d, r);
	record_widen(d->arena, &d->root, 0);
	for (size_t i = 0; i < d->tables.count; i++)
		record_set(d->arena, &d->root, i, value_of_table(d->tables.at[i]));
	return ok;
}
