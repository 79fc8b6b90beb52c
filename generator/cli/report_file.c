/*
 * report_file -- the JSON of --report.
 *
 * Codes, statuses and severities are English slugs that never change; messages are in the user's language.  A
 * place that has no such thing holds null, so that a script may ask for every key without looking.
 */
#include "cli/report_file.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/utf8.h"
#include "reader/source.h"
#include "season/version.h"

static void
add_key(struct buffer *b, const char *key)
{
	buffer_printf(b, "\"%s\": ", key);
}

/* What is not UTF-8, a file name from the command line perhaps, with U+FFFD for each wrong byte. */
static void
add_mended(struct buffer *b, struct text t)
{
	struct buffer mended = {0};

	for (size_t at = 0; at < t.len;)
		buffer_utf8(&mended, utf8_next(t, &at));
	buffer_json(b, buffer_view(&mended));
	buffer_free(&mended);
}

/* A text, or null when it is empty. */
static void
add_text(struct buffer *b, const char *key, struct text t)
{
	add_key(b, key);
	if (!t.len)
		buffer_string(b, "null");
	else if (utf8_valid_length(t) == t.len)
		buffer_json(b, t);
	else
		add_mended(b, t);
}

static void
add_number(struct buffer *b, const char *key, int n)
{
	add_key(b, key);
	if (n > 0)
		buffer_printf(b, "%d", n);
	else
		buffer_string(b, "null");
}

static void
add_record(struct buffer *b, const struct plan_entry *e)
{
	add_key(b, "record");
	if (!entry_has_record(e)) {
		buffer_string(b, "null");
		return;
	}
	buffer_byte(b, '{');
	add_text(b, "table", e->table);
	buffer_string(b, ", ");
	add_text(b, "key", e->key);
	buffer_string(b, ", ");
	add_number(b, "row", e->row);
	buffer_byte(b, '}');
}

static void
add_files(struct buffer *b, const struct outcome *o)
{
	bool is_first = true;

	buffer_string(b, "\"files\": [");
	for (enum format f = 0; f < FORMATS; f++) {
		const struct outcome_file *file = &o->files[f];

		if (!file->path.len)
			continue;
		buffer_string(b, is_first ? "{" : ", {");
		is_first = false;
		add_text(b, "path", file->path);
		buffer_printf(b, ", \"bytes\": %llu, ", (unsigned long long)file->bytes);
		add_text(b, "sha256", text_from(file->checksum.hex));
		buffer_string(b, ", ");
		add_number(b, "pages", file->pages);
		buffer_byte(b, '}');
	}
	buffer_byte(b, ']');
}

static void
add_place(struct arena *a, struct buffer *b, const struct problem *p)
{
	const struct place *place = &p->place;
	struct text cell = TEXT_NONE;

	if (place->kind == AT_CELL && place->row > 0 && place->column > 0)
		cell = text_format(a, "%.*s%d", TEXT_ARG(place_column_letters(a, place->column)), place->row);
	add_key(b, "place");
	buffer_byte(b, '{');
	add_text(b, "file", place->file);
	buffer_string(b, ", ");
	add_text(b, "sheet", place->sheet);
	buffer_string(b, ", ");
	add_text(b, "cell", cell);
	buffer_string(b, ", ");
	add_text(b, "caption", place->kind == AT_CELL ? place->caption : TEXT_NONE);
	buffer_string(b, ", ");
	add_text(b, "part", place->part);
	buffer_string(b, ", ");
	add_number(b, "paragraph", place->paragraph);
	if (place->kind == AT_PARAGRAPH && place->table > 0)
		buffer_printf(b, ", \"table\": %d, \"table_row\": %d, \"table_cell\": %d", place->table, place->row,
			      place->cell);
	if (place->kind == AT_LINE && place->line > 0)
		buffer_printf(b, ", \"line\": %d, \"column\": %d", place->line, place->column);
	buffer_string(b, ", ");
	add_text(b, "text", p->excerpt.text);
	buffer_byte(b, '}');
}

static void
add_problem(struct arena *a, struct buffer *b, const struct problem *p)
{
	buffer_printf(b, "{\"severity\": \"%s\", \"code\": \"%s\", ", severity_slug(p->severity),
		      problem_slug(p->code));
	add_text(b, "document", p->document);
	buffer_string(b, ", ");
	add_text(b, "record", p->record);
	buffer_string(b, ", ");
	add_place(a, b, p);
	buffer_string(b, ", ");
	add_text(b, "message", p->what);
	buffer_string(b, ", ");
	add_text(b, "hint", p->hint);
	buffer_printf(b, ", \"repeats\": %d", p->repeats);
	if (p->more) /* of its column and code, beyond those that have an entry */
		buffer_printf(b, ", \"more\": %d", p->more);
	buffer_byte(b, '}');
}

static void
add_document(struct buffer *b, const struct plan_entry *e, const struct outcome *o)
{
	add_text(b, "name", e->document->name);
	buffer_string(b, ", ");
	add_record(b, e);
	buffer_printf(b, ", \"status\": \"%s\", ", outcome_slug(o->status));
	add_text(b, "reason", o->reason);
	buffer_string(b, ", ");
	add_files(b, o);
}

static void
add_head(const struct job *j, enum exit_status status, double seconds, struct buffer *b)
{
	buffer_printf(b, "{\n\"tool\": \"prikaz\", \"version\": \"%s\", \"exit\": %d, ", PRIKAZ_VERSION, (int)status);
	add_text(b, "output_dir", j->folder);
	buffer_string(b, ", \"shard\": null,\n");
	for (enum outcome_status s = OUTCOME_MADE; s <= OUTCOME_FAILED; s++)
		buffer_printf(b, "\"%s\": %d, ", outcome_slug(s), job_count(j, s));
	buffer_printf(b, "\"seconds\": %ld.%03ld,\n", (long)seconds, (long)(seconds * 1000) % 1000);
}

static void
print_whole(struct arena *a, const struct job *j, struct buffer *b)
{
	size_t count = j->outcomes ? j->plan.entries.count : 0;

	bool is_first = true;

	buffer_string(b, "\"documents\": [");
	for (size_t i = 0; i < count; i++) {
		if (j->plan.entries.at[i].is_part)
			continue;
		buffer_string(b, is_first ? "\n  {" : ",\n  {");
		is_first = false;
		add_document(b, &j->plan.entries.at[i], &j->outcomes[i]);
		buffer_byte(b, '}');
	}
	buffer_string(b, !is_first ? "\n],\n\"problems\": [" : "],\n\"problems\": [");
	for (size_t i = 0; i < j->report.problems.count; i++) {
		buffer_string(b, i ? ",\n  " : "\n  ");
		add_problem(a, b, &j->report.problems.at[i]);
	}
	buffer_string(b, j->report.problems.count ? "\n]\n}\n" : "]\n}\n");
}

/* A problem by whose it is. */
struct owned {
	const struct problem *problem;
	size_t order;
	bool is_printed;
};

static int
compare_owner(const struct problem *p, struct text document, struct text record)
{
	int order = text_compare(p->document, document);

	return order ? order : text_compare(p->record, record);
}

static int
by_owner(const void *x, const void *y)
{
	const struct owned *a = x, *b = y;
	int order = compare_owner(a->problem, b->problem->document, b->problem->record);

	return order ? order : (a->order > b->order) - (a->order < b->order);
}

static struct owned *
sort_by_owner(struct arena *a, const struct report *r)
{
	struct owned *all = NEW_ARRAY(a, struct owned, r->problems.count);

	for (size_t i = 0; i < r->problems.count; i++)
		all[i] = (struct owned){&r->problems.at[i], i, false};
	if (r->problems.count)
		qsort(all, r->problems.count, sizeof *all, by_owner);
	return all;
}

/* The problems of one record of a document; those of the document itself have no record. */
static void
add_owned(struct arena *a, struct buffer *b, struct owned *all, size_t count, struct text document, struct text record,
	  bool *is_first)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_owner(all[middle].problem, document, record) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < count && compare_owner(all[low].problem, document, record) == 0; low++) {
		buffer_string(b, *is_first ? "" : ", ");
		*is_first = false;
		add_problem(a, b, all[low].problem);
		all[low].is_printed = true;
	}
}

static int
by_order(const void *x, const void *y)
{
	const struct owned *a = x, *b = y;

	return (a->order > b->order) - (a->order < b->order);
}

/* The last line: what no document's line has told, in the order in which it came. */
static void
print_ownerless(struct arena *a, struct owned *all, size_t count, enum exit_status status, struct buffer *b)
{
	bool is_first = true;

	if (count)
		qsort(all, count, sizeof *all, by_order);
	for (size_t i = 0; i < count; i++) {
		if (all[i].is_printed)
			continue;
		if (is_first)
			buffer_printf(b, "{\"tool\": \"prikaz\", \"version\": \"%s\", \"exit\": %d, \"problems\": [",
				      PRIKAZ_VERSION, (int)status);
		else
			buffer_string(b, ", ");
		is_first = false;
		add_problem(a, b, all[i].problem);
	}
	if (!is_first)
		buffer_string(b, "]}\n");
}

static void
print_lines(struct arena *a, const struct job *j, enum exit_status status, struct buffer *b)
{
	struct owned *all = sort_by_owner(a, &j->report);
	size_t count = j->report.problems.count;

	for (size_t i = 0; i < j->plan.entries.count && j->outcomes; i++) {
		const struct plan_entry *e = &j->plan.entries.at[i];
		bool is_first = true;

		if (j->plan.entries.at[i].is_part)
			continue;
		buffer_byte(b, '{');
		add_document(b, e, &j->outcomes[i]);
		buffer_string(b, ", \"problems\": [");
		add_owned(a, b, all, count, e->document->name, TEXT_NONE, &is_first);
		if (e->key.len)
			add_owned(a, b, all, count, e->document->name, e->key, &is_first);
		buffer_string(b, "]}\n");
	}
	print_ownerless(a, all, count, status, b);
}

void
report_file_print(const struct job *j, enum exit_status status, double seconds, bool by_line, struct buffer *out)
{
	struct arena scratch = {0};

	if (by_line) {
		print_lines(&scratch, j, status, out);
	} else {
		add_head(j, status, seconds, out);
		print_whole(&scratch, j, out);
	}
	arena_free(&scratch);
}

/* "NAME=FILE" or "FILE", as -d takes it. */
static bool
is_data_file(struct arena *a, const char *report, struct text given)
{
	ptrdiff_t equals = text_find(given, TEXT("="), 0);

	return file_same(report, text_c(a, given)) ||
	       (equals > 0 && file_same(report, text_c(a, text_from_offset(given, (size_t)equals + 1))));
}

/* In the folder of a season itself lie data and schemas, and what bears such a name is read as one next time. */
static bool
is_of_season(struct arena *a, struct text report, const char *season)
{
	struct text name = path_base(report);

	return folder_exists(season) && file_same(path_folder(a, text_c(a, report)), season) &&
	       (source_is_data(name) || source_schema_table(name).len || text_is(name, "datapackage.json"));
}

static bool
is_taken(struct job *j, struct text report)
{
	const struct option_values *data = &j->options.given[OPTION_DATA];
	const char *path = text_c(&j->arena, report);

	if (format_of(path_extension(report)) < FORMATS || text_is(path_base(report), MANIFEST_NAME))
		return true;
	for (size_t i = 0; i < data->of.count; i++) {
		if (is_data_file(&j->arena, path, data->of.at[i]))
			return true;
	}
	for (size_t i = 0; i < j->options.operands.count; i++) {
		const char *operand = text_c(&j->arena, j->options.operands.at[i]);

		if (is_data_file(&j->arena, path, j->options.operands.at[i]) ||
		    is_of_season(&j->arena, report, operand))
			return true;
	}
	return false;
}

bool
report_file_is_free(struct job *j)
{
	struct text path = option_text(&j->options, OPTION_REPORT);

	return !path.len || !is_taken(j, path) ||
	       REPORT(&j->report, CLI_REPORT_OVER, (struct place){.kind = AT_NOTHING}, path);
}

static double
seconds_since(const struct timespec *begun)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - begun->tv_sec) + (double)(now.tv_nsec - begun->tv_nsec) / 1e9;
}

enum exit_status
report_file_write(struct job *j, enum exit_status status)
{
	struct text path = option_text(&j->options, OPTION_REPORT);
	struct buffer b = {0};
	bool ok;

	if (!path.len)
		return status;
	report_file_print(j, status, seconds_since(&j->begun), text_is(path_extension(path), "jsonl"), &b);
	ok = file_write(&j->arena, &j->report, text_c(&j->arena, path), buffer_view(&b));
	buffer_free(&b);
	return ok ? status : EXIT_SYSTEM;
}
