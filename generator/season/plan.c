/*
 * plan -- from a table of documents to the list of files to make.
 *
 *     Документ   Шаблон   Для каждого    Условие    Файл              Форматы
 *     Согласие   consent  Наставляемые   возраст…   Согласие {{Код}}  docx pdf
 *
 * becomes one document and an entry for each record of Наставляемые.  Problems are found all at once, before
 * anything is made, and each spoils only what it belongs to: a row its document, a record its entry.
 */
#include "season/plan.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "season/declension_sheet.h"
#include "season/output_name.h"
#include "value/record.h"

enum { KEYS_NAMED = 5 };

enum column { NAME, TEMPLATE, FOR_EACH, WHEN, PATTERN, FORMATS_COLUMN, COMBINED, DUPLEX, COLUMNS };

/* Captions as people write them, and folded as names are compared. */
static const struct {
	struct text caption, folded, latin, latin_folded;
} columns[COLUMNS] = {
	[NAME] = {TEXT_INIT("Документ"), TEXT_INIT("документ"), TEXT_INIT("name"), TEXT_INIT("name")},
	[TEMPLATE] = {TEXT_INIT("Шаблон"), TEXT_INIT("шаблон"), TEXT_INIT("template"), TEXT_INIT("template")},
	[FOR_EACH] = {TEXT_INIT("Для каждого"), TEXT_INIT("для каждого"), TEXT_INIT("for_each"), TEXT_INIT("for each")},
	[WHEN] = {TEXT_INIT("Условие"), TEXT_INIT("условие"), TEXT_INIT("when"), TEXT_INIT("when")},
	[PATTERN] = {TEXT_INIT("Файл"), TEXT_INIT("файл"), TEXT_INIT("file"), TEXT_INIT("file")},
	[FORMATS_COLUMN] = {TEXT_INIT("Форматы"), TEXT_INIT("форматы"), TEXT_INIT("formats"), TEXT_INIT("formats")},
	[COMBINED] = {TEXT_INIT("Сводный файл"), TEXT_INIT("сводный файл"), TEXT_INIT("combined"),
		      TEXT_INIT("combined")},
	[DUPLEX] = {TEXT_INIT("Двусторонняя"), TEXT_INIT("двусторонняя"), TEXT_INIT("duplex"), TEXT_INIT("duplex")},
};

/* One row of the table while it is read. */
struct row {
	struct arena *arena;
	struct report *report;
	struct stock *stock;
	const struct record *record;
	int at[COLUMNS]; /* position in the record's fields, or -1 */
	struct plan_document *document;
};

static struct value
cell_value(const struct row *row, enum column column)
{
	if (row->at[column] < 0)
		return (struct value){.kind = VALUE_EMPTY};
	return record_at(row->record, (size_t)row->at[column]);
}

static struct text
cell(const struct row *row, enum column column)
{
	struct value v = cell_value(row, column);

	return text_trim(value_print(row->arena, &v, true));
}

static struct place
cell_place(const struct row *row, enum column column)
{
	if (!row->record)
		return (struct place){.kind = AT_NOTHING};
	return record_place(row->record, row->at[column]);
}

static bool
is_separator(char c)
{
	return c == ',' || c == ';' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The formats of a row; none when the cell is empty. */
static bool
read_formats(struct row *row, bool wants[FORMATS])
{
	struct text t = cell(row, FORMATS_COLUMN);
	bool ok = true;

	for (size_t at = 0; at < t.len;) {
		size_t from = at;
		enum format f;

		while (at < t.len && !is_separator(t.at[at]))
			at++;
		f = format_of(text_slice(t, from, at));
		if (f < FORMATS)
			wants[f] = true;
		else if (at > from)
			ok = REPORT(row->report, SEASON_FORMAT_UNKNOWN, cell_place(row, FORMATS_COLUMN),
				    text_slice(t, from, at));
		while (at < t.len && is_separator(t.at[at]))
			at++;
	}
	return ok;
}

/* A template's name comes from a file that anyone may have written: it must stay below its folder. */
static bool
is_below(struct text name)
{
	for (size_t from = 0; from <= name.len;) {
		ptrdiff_t slash = text_find(name, TEXT("/"), from);
		size_t end = slash < 0 ? name.len : (size_t)slash;

		if (end == from || text_is(text_slice(name, from, end), ".."))
			return false;
		from = end + 1;
	}
	return text_find(name, TEXT("\\"), 0) < 0;
}

static bool
missing_template(struct row *row, struct text name)
{
	const struct stock *s = row->stock;
	struct text folders = s->shelf_count ? s->shelves[0].shown : TEXT_NONE;
	struct text near = stock_nearest(s, row->arena, name);
	struct text hint =
		near.len ? near : text_format(row->arena, _("put it into %.*s, or check its name"), TEXT_ARG(folders));

	return REPORT(row->report, SEASON_TEMPLATE_MISSING, cell_place(row, TEMPLATE), name, hint);
}

/* What the PDF shows: the season's own template, whichever format that has, before a shipped one. */
static enum format
first_format(struct template_file *const found[FORMATS])
{
	const struct template_file *docx = found[FORMAT_DOCX], *odt = found[FORMAT_ODT];

	return !docx || (odt && docx->is_shipped && !odt->is_shipped) ? FORMAT_ODT : FORMAT_DOCX;
}

/* Who changed a copy of a shipped template in one format has the shipped text in the other. */
static void
warn_of_half(struct row *row, struct text name, struct template_file *const found[FORMATS])
{
	enum format own = first_format(found), other = own == FORMAT_DOCX ? FORMAT_ODT : FORMAT_DOCX;

	if (row->document->wants[other] && found[own] && found[other] && !found[own]->is_shipped &&
	    found[other]->is_shipped)
		REPORT(row->report, SEASON_TEMPLATE_HALF, cell_place(row, TEMPLATE),
		       text_format(row->arena, "%.*s.%s", TEXT_ARG(name), format_name(own)),
		       text_format(row->arena, "%.*s.%s", TEXT_ARG(name), format_name(other)));
}

static bool
pick_source(struct row *row, struct text name, enum format f, struct template_file *const own[FORMATS])
{
	struct plan_document *document = row->document;
	struct template_file *first = own[first_format(own)];

	document->sources[f] = f == FORMAT_PDF ? first : own[f];
	if (document->sources[f])
		return true;
	return REPORT(row->report, SEASON_FORMAT_OTHER, cell_place(row, TEMPLATE), first->shown,
		      text_from(format_name(f)), text_format(row->arena, "%.*s.%s", TEXT_ARG(name), format_name(f)));
}

/* Which files the formats are made from; what is not said: the format of the first template there is. */
static bool
find_sources(struct row *row, struct text name)
{
	struct plan_document *document = row->document;
	struct template_file *own[FORMATS] = {0};
	enum format of_name = format_of_template(path_extension(name));
	struct text stem = name;
	bool is_any = false, ok = true;

	if (of_name < FORMAT_PDF) {
		own[of_name] = stock_find(row->stock, name);
		stem = text_slice(name, 0, name.len - path_extension(name).len - 1);
	} else {
		for (enum format f = FORMAT_DOCX; f < FORMAT_PDF; f++)
			own[f] = stock_find(row->stock,
					    text_format(row->arena, "%.*s.%s", TEXT_ARG(name), format_name(f)));
	}
	if (!own[FORMAT_DOCX] && !own[FORMAT_ODT])
		return missing_template(row, name);
	for (enum format f = 0; f < FORMATS; f++)
		is_any = is_any || document->wants[f];
	if (!is_any && !document->is_combined)
		document->wants[first_format(own)] = true;
	for (enum format f = 0; f < FORMATS; f++)
		ok = (!document_makes(document, f) || pick_source(row, stem, f, own)) && ok;
	warn_of_half(row, stem, own);
	return ok;
}

/* An expression in a cell; an empty one is none. */
static bool
read_expression(struct row *row, enum column column, const struct expression **e)
{
	struct text t = cell(row, column);

	*e = NULL;
	if (!t.len)
		return true;
	*e = expression_read(row->arena, row->report, t, cell_place(row, column));
	return *e != NULL;
}

/* A name of files as people type it: with an extension, though the formats decide that. */
static struct text
without_extension(struct text name)
{
	struct text extension = path_extension(name);

	return format_of(extension) < FORMATS ? text_slice(name, 0, name.len - extension.len - 1) : name;
}

/*
 * "Сводный файл": да is the document's name, anything else a name.  Of a document without records it is the PDF of that
 * one.  With --format it is made when that names pdf.
 */
static void
read_combined(struct row *row, const struct plan_options *o, bool is_asked)
{
	struct plan_document *document = row->document;
	struct text name = cell(row, COMBINED);
	struct value v = cell_value(row, COMBINED), duplex = cell_value(row, DUPLEX);
	bool is_yes;

	document->begins_sheets = value_truth(&duplex);
	if (!value_truth(&v)) {
		if (document->begins_sheets)
			REPORT(row->report, SEASON_DUPLEX_ALONE, cell_place(row, DUPLEX), TEXT_NONE);
		return;
	}
	if (is_asked && !o->formats[FORMAT_PDF])
		return;
	document->is_combined = true;
	document->combined_place = cell_place(row, COMBINED);
	document->combined_name = value_bool(&v, &is_yes) ? TEXT_NONE : without_extension(name);
}

/* A document without records has one PDF, however it is asked for. */
static void
settle_combined(struct plan_document *document)
{
	if (!document->is_combined || document->for_each_text.len)
		return;
	document->is_combined = false;
	if (document->combined_name.len && !document->pattern.len) {
		document->pattern = document->combined_name;
		document->pattern_place = document->combined_place;
	}
	document->wants[FORMAT_PDF] = true;
}

static bool
read_template(struct row *row)
{
	struct text name = cell(row, TEMPLATE);

	if (!name.len)
		return REPORT(row->report, SEASON_TEMPLATE_EMPTY, cell_place(row, TEMPLATE), row->document->name);
	if (!is_below(name))
		return REPORT(row->report, SEASON_TEMPLATE_UNSAFE, cell_place(row, TEMPLATE), name);
	return find_sources(row, name);
}

static struct plan_document *
read_row(struct row *row, const struct plan_options *o, bool is_left_out)
{
	struct plan_document *document = NEW(row->arena, struct plan_document);
	bool is_asked = false, ok;

	row->document = document;
	document->is_left_out = is_left_out;
	document->name = cell(row, NAME);
	document->place = record_place(row->record, -1);
	document->row = plan_row(row->arena, row->record, o->set, o->set_count);
	document->pattern = without_extension(cell(row, PATTERN));
	document->pattern_place = cell_place(row, PATTERN);
	document->for_each_text = cell(row, FOR_EACH);
	document->for_each_place = cell_place(row, FOR_EACH);
	for (enum format f = 0; f < FORMATS; f++) {
		document->wants[f] = o->formats[f];
		is_asked = is_asked || o->formats[f];
	}
	report_context(document->name, TEXT_NONE);
	ok = document->name.len > 0 || REPORT(row->report, SEASON_NAME_EMPTY, cell_place(row, NAME), TEXT_NONE);
	ok = (is_asked || read_formats(row, document->wants)) && ok;
	read_combined(row, o, is_asked);
	settle_combined(document);
	ok = read_template(row) && ok;
	ok = read_expression(row, FOR_EACH, &document->for_each) && ok;
	ok = read_expression(row, WHEN, &document->when) && ok;
	if (!ok)
		plan_spoil(document, row->report);
	report_context(TEXT_NONE, TEXT_NONE);
	return document;
}

/* A name and whose it is, for finding equal ones. */
struct owner {
	struct text name;
	size_t index;
};

static int
by_name(const void *x, const void *y)
{
	const struct owner *a = x, *b = y;
	int order = text_compare(a->name, b->name);

	return order ? order : (a->index > b->index) - (a->index < b->index);
}

static void
refuse_same_names(struct arena *a, struct report *r, const struct plan *p)
{
	size_t count = p->documents.count;
	struct owner *owners = NEW_ARRAY(a, struct owner, count);

	for (size_t i = 0; i < count; i++)
		owners[i] = (struct owner){utf8_fold_name(a, p->documents.at[i]->name), i};
	if (count)
		qsort(owners, count, sizeof *owners, by_name);
	for (size_t i = 1; i < count; i++) {
		struct plan_document *second = p->documents.at[owners[i].index];

		if (!second->name.len || !text_equal(owners[i].name, owners[i - 1].name))
			continue;
		report_context(second->name, TEXT_NONE);
		if (!second->is_left_out)
			REPORT(r, SEASON_NAME_TWICE, second->place, second->name);
		plan_spoil(second, r);
	}
	report_context(TEXT_NONE, TEXT_NONE);
}

static const struct table *
documents_table(const struct dataset *d)
{
	const struct table *t = dataset_table(d, TEXT("документы"));

	return t ? t : dataset_table(d, TEXT("documents"));
}

/* A column that is not ours is for the templates, but one that is nearly ours is a slip. */
static void
warn_of_slips(struct arena *a, struct report *r, const struct table *t, const int at[COLUMNS])
{
	for (size_t i = 0; i < t->fields->of.count; i++) {
		const struct field *field = &t->fields->of.at[i];
		struct nearest near = nearest_to(field->folded);
		struct place place = {.kind = AT_CELL, .file = t->source.file, .sheet = t->source.sheet};
		bool is_ours = false;

		for (enum column c = 0; c < COLUMNS; c++) {
			is_ours = is_ours || at[c] == (int)i;
			if (at[c] < 0)
				nearest_offer(&near, columns[c].folded, columns[c].caption);
			if (at[c] < 0)
				nearest_offer(&near, columns[c].latin_folded, columns[c].latin);
		}
		if (is_ours || !near.found.len)
			continue;
		place.row = field->row;
		place.column = field->column;
		REPORT(r, SEASON_COLUMN_LIKE, place, field->caption, nearest_hint(a, &near));
	}
}

static bool
find_columns(struct arena *a, struct report *r, const struct table *t, int at[COLUMNS])
{
	bool ok = true;

	for (enum column c = 0; c < COLUMNS; c++) {
		at[c] = t->fields ? fields_find(t->fields, columns[c].folded) : -1;
		if (at[c] < 0 && t->fields)
			at[c] = fields_find(t->fields, columns[c].latin_folded);
		if (at[c] < 0 && (c == NAME || c == TEMPLATE))
			ok = REPORT(r, SEASON_NO_COLUMN, place_file(t->source.file), columns[c].caption,
				    columns[c].latin);
	}
	if (t->fields)
		warn_of_slips(a, r, t, at);
	return ok;
}

/* Whether --only leaves the document; *found[i] is set for the name that it answers to. */
static bool
is_asked_for(struct arena *a, const struct plan_options *o, struct text name, bool *found)
{
	struct text folded = utf8_fold_name(a, name);
	bool is_asked = o->only_count == 0;

	for (size_t i = 0; i < o->only_count; i++) {
		if (text_equal(folded, utf8_fold_name(a, o->only[i])))
			is_asked = found[i] = true;
	}
	return is_asked;
}

static struct text
all_names(struct arena *a, const struct table *t, int column)
{
	struct text names = TEXT_NONE;

	for (size_t i = 0; i < t->all.count && i < 30; i++) {
		const struct record *r = list_record(&t->all, i);
		struct value v = r ? record_at(r, (size_t)column) : (struct value){.kind = VALUE_EMPTY};

		names = text_format(a, "%.*s%s%.*s", TEXT_ARG(names), i ? ", " : "",
				    TEXT_ARG(value_print(a, &v, true)));
	}
	return names;
}

static bool
is_declension_sheet(struct arena *a, struct text name)
{
	struct text folded = utf8_fold_name(a, name);

	return text_equal(folded, utf8_fold_name(a, TEXT(DECLENSION_SHEET_NAME))) ||
	       text_equal(folded, utf8_fold_name(a, TEXT(DECLENSION_SHEET_TEMPLATE)));
}

/* A row for the declension sheet answers to its template's name, and to that of the sheet without a row, as well. */
static bool
is_sheet_asked_for(const struct row *row, const struct plan_options *o, bool *found)
{
	bool is_sheet = is_declension_sheet(row->arena, path_stem(cell(row, TEMPLATE))) ||
			is_declension_sheet(row->arena, cell(row, NAME));
	bool is_asked = false;

	for (size_t i = 0; is_sheet && i < o->only_count; i++) {
		if (is_declension_sheet(row->arena, o->only[i]))
			is_asked = found[i] = true;
	}
	return is_asked;
}

/* The declension sheet may be asked for without a row of its own, by its name or its template's: for proof-reading. */
static struct plan_document *
declension_sheet(struct arena *a, struct report *r, struct stock *s, const struct plan_options *o)
{
	struct plan_document *document = NEW(a, struct plan_document);
	struct row row = {.arena = a, .report = r, .stock = s, .document = document};
	bool is_asked = false;

	document->name = TEXT(DECLENSION_SHEET_NAME);
	document->row = plan_row(a, NULL, o->set, o->set_count);
	for (enum format f = 0; f < FORMATS; f++) {
		document->wants[f] = o->formats[f];
		is_asked = is_asked || o->formats[f];
	}
	document->wants[FORMAT_PDF] |= !is_asked;
	report_context(document->name, TEXT_NONE);
	if (!find_sources(&row, TEXT(DECLENSION_SHEET_TEMPLATE)))
		plan_spoil(document, r);
	report_context(TEXT_NONE, TEXT_NONE);
	return document;
}

/* What --only names and no row is: the sheet, or a slip; `column` is that of the names. */
static bool
answer_rest(struct arena *a, struct report *r, struct stock *s, const struct table *t, const struct plan_options *o,
	    int column, const bool *found, struct plan *p)
{
	bool has_sheet = false, ok = true;

	for (size_t i = 0; i < o->only_count; i++) {
		bool is_sheet = !found[i] && is_declension_sheet(a, o->only[i]);

		if (is_sheet && !has_sheet)
			*VECTOR_PUSH(a, &p->documents) = declension_sheet(a, r, s, o);
		has_sheet = has_sheet || is_sheet;
		if (!is_sheet && !found[i])
			ok = REPORT(r, SEASON_ONLY_UNKNOWN, place_file(t->source.file), o->only[i],
				    all_names(a, t, column));
	}
	return ok;
}

/* Every row becomes a document; those that --only leaves out speak to `silent`. */
static bool
read_rows(struct arena *a, struct report *r, struct stock *s, const struct table *t, const struct plan_options *o,
	  struct report *silent, struct plan *p)
{
	struct row row = {.arena = a, .stock = s};
	bool *found = NEW_ARRAY(a, bool, o->only_count), ok;

	if (!find_columns(a, r, t, row.at))
		return false;
	for (size_t i = 0; i < t->all.count; i++) {
		bool is_asked;

		row.record = list_record(&t->all, i);
		if (!row.record)
			continue;
		is_asked = is_asked_for(a, o, cell(&row, NAME), found);
		is_asked = is_sheet_asked_for(&row, o, found) || is_asked;
		row.report = is_asked ? r : silent;
		*VECTOR_PUSH(a, &p->documents) = read_row(&row, o, !is_asked);
	}
	ok = answer_rest(a, r, s, t, o, row.at[NAME], found, p);
	refuse_same_names(a, r, p);
	return ok;
}

static bool
read_table(struct arena *a, struct report *r, struct stock *s, const struct table *t, const struct plan_options *o,
	   struct plan *p)
{
	struct report silent;
	bool ok;

	report_open(&silent);
	ok = read_rows(a, r, s, t, o, &silent, p);
	report_close(&silent);
	return ok;
}

static void
read_keys(struct arena *a, const struct plan_options *o, struct plan *p)
{
	for (size_t i = 0; i < o->record_count; i++)
		*VECTOR_PUSH(a, &p->keys) = (struct plan_key){o->records[i], utf8_fold_name(a, o->records[i]), false};
}

/* Whether a record is called so: by its key, or its name. */
static bool
is_called(struct arena *a, const struct record *r, struct text folded)
{
	int name = r->fields ? fields_name(r->fields) : -1;
	struct value v = name < 0 ? (struct value){.kind = VALUE_EMPTY} : record_at(r, (size_t)name);

	return text_equal(utf8_fold_name(a, record_key(a, r)), folded) ||
	       (v.kind != VALUE_EMPTY && text_equal(utf8_fold_name(a, value_print(a, &v, true)), folded));
}

/* The record is called so, or a cell of it names one that is: the parent of the child that was asked for. */
static bool
leads_to(struct arena *a, const struct record *r, struct text folded)
{
	struct arena_mark mark = arena_mark(a);
	bool found = is_called(a, r, folded);

	for (size_t i = 0; r->fields && i < r->fields->of.count && !found; i++) {
		struct value v = record_at(r, i);

		found = r->fields->of.at[i].is_link && v.kind == VALUE_RECORD && v.as.record &&
			is_called(a, v.as.record, folded);
	}
	arena_rewind(a, mark);
	return found;
}

/* "П-06 (Согласия обучающихся)": those that are made for a record that names the one asked for. */
static struct text
keys_that_lead_to(struct arena *a, const struct plan *p, struct text folded)
{
	struct text keys = TEXT_NONE;
	size_t count = 0;

	for (size_t i = 0; i < p->entries.count && count < KEYS_NAMED; i++) {
		const struct plan_entry *e = &p->entries.at[i];

		if (e->document->is_left_out || !e->context.record || !leads_to(a, e->context.record, folded))
			continue;
		keys = text_format(a, "%.*s%s%.*s (%.*s)", TEXT_ARG(keys), count++ ? ", " : "", TEXT_ARG(e->key),
				   TEXT_ARG(e->document->name));
	}
	return keys;
}

/* A --record that no entry answers to is a slip of the user's. */
static bool
all_records_found(struct arena *a, struct report *r, const struct plan *p)
{
	struct place nowhere = {.kind = AT_NOTHING};
	bool ok = true;

	for (size_t i = 0; i < p->keys.count; i++) {
		struct text keys = TEXT_NONE;

		if (p->keys.at[i].is_found)
			continue;
		keys = keys_that_lead_to(a, p, p->keys.at[i].folded);
		ok = keys.len ? REPORT(r, SEASON_RECORD_OTHER, nowhere, p->keys.at[i].asked, keys)
			      : REPORT(r, SEASON_RECORD_UNKNOWN, nowhere, p->keys.at[i].asked);
	}
	return ok;
}

bool
plan_season(struct arena *a, struct report *r, struct stock *s, const struct dataset *d, const struct plan_options *o,
	    struct plan *p)
{
	const struct table *t = documents_table(d);

	if (!t)
		return REPORT(r, SEASON_NO_DOCUMENTS, (struct place){.kind = AT_NOTHING}, TEXT_NONE);
	if (t->is_broken) /* the report says why */
		return false;
	read_keys(a, o, p);
	if (!read_table(a, r, s, t, o, p))
		return false;
	for (size_t i = 0; i < p->documents.count; i++)
		plan_add(a, r, d, o, p->documents.at[i], p);
	return !data_is_whole(d) || all_records_found(a, r, p);
}

/* The same names at the same positions, in fields that more can be added to. */
static struct fields *
fields_copy(struct arena *a, const struct fields *of)
{
	struct fields *fields = NEW(a, struct fields);

	for (size_t i = 0; of && i < of->of.count; i++) {
		bool is_new;

		fields_add(a, fields, of->of.at[i].caption, &is_new);
	}
	for (size_t i = 0; of && i < of->names.count; i++)
		fields_add_name(a, fields, of->names.at[i].folded, of->names.at[i].position);
	return fields;
}

const struct record *
plan_row(struct arena *a, const struct record *row, const struct text *set, size_t set_count)
{
	size_t *at = NEW_ARRAY(a, size_t, set_count);
	struct fields *fields;
	struct record *over;

	if (!set_count)
		return row;
	fields = fields_copy(a, row ? row->fields : NULL);
	for (size_t i = 0; i < set_count; i++) {
		bool is_new;

		at[i] = fields_add(a, fields, text_slice(set[i], 0, (size_t)text_find(set[i], TEXT("="), 0)), &is_new);
	}
	over = record_over(a, row, fields);
	for (size_t i = 0; i < set_count; i++) {
		size_t equals = (size_t)text_find(set[i], TEXT("="), 0);

		record_set(a, over, at[i], value_of_text(text_from_offset(set[i], equals + 1)));
	}
	return over;
}
