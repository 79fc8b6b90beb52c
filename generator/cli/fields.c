/*
 * fields -- what a template asks for; what names a season offers.
 *
 * Of a season each name is shown as it is typed in a marker, with its caption behind it, and by its first record what
 * stands in it: an object's own names below it, "[]" for a list, "→ table" for a link.
 */
#include <ctype.h>

#include "base/file.h"
#include "base/utf8.h"
#include "cli/job.h"
#include "cli/print.h"
#include "season/declension_sheet.h"

enum { DEEPEST = 8, CAPTION_COLUMN = 32 };

/* The listing while it is made. */
struct listing {
	struct arena *arena;
	struct buffer *out;
	bool as_json;
};

/*
 * A name as it is typed in a marker: folded, "_" for a space; one that begins with a digit or sign stands in
 * brackets.
 */
static struct text
typed_name(struct arena *a, struct text folded)
{
	char *name = (char *)text_c(a, folded);

	for (size_t i = 0; i < folded.len; i++) {
		if (name[i] == ' ')
			name[i] = '_';
	}
	if (folded.len && (unsigned char)name[0] < 0x80 && !isalpha((unsigned char)name[0]))
		return text_format(a, "[%s]", name);
	return (struct text){name, folded.len};
}

/* Whether a value is a list, which table it leads to (NULL: none), which names stand in it (NULL: none). */
static bool
look_into(const struct value *v, const struct record **inside)
{
	*inside = NULL;
	if (v->kind == VALUE_RECORD)
		*inside = v->as.record;
	if (v->kind != VALUE_LIST)
		return false;
	if (v->as.list->count)
		*inside = list_record(v->as.list, 0);
	return true;
}

static void list_fields(struct listing *l, const struct fields *fields, const struct record *record, int depth);

static void
list_text(struct listing *l, const struct field *f, bool is_list, const struct record *inside, int depth)
{
	struct text name = typed_name(l->arena, f->folded);
	size_t at = (size_t)depth * 2 + utf8_columns(name) + (is_list ? 3 : 0);

	buffer_printf(l->out, "%*s%.*s%s", depth * 2, "", TEXT_ARG(name), is_list ? " []" : "");
	buffer_printf(l->out, "%*s%.*s", at < CAPTION_COLUMN ? (int)(CAPTION_COLUMN - at) : 1, "",
		      TEXT_ARG(f->caption));
	if (inside && record_table(inside))
		buffer_printf(l->out, " → %.*s", TEXT_ARG(record_table(inside)->name));
	buffer_byte(l->out, '\n');
	if (inside && !record_table(inside))
		list_fields(l, inside->fields, inside, depth + 1);
}

static void
list_json(struct listing *l, const struct field *f, bool is_list, const struct record *inside, int depth)
{
	buffer_string(l->out, "{\"name\": ");
	buffer_json(l->out, typed_name(l->arena, f->folded));
	buffer_string(l->out, ", \"caption\": ");
	buffer_json(l->out, f->caption);
	buffer_printf(l->out, ", \"list\": %s, \"table\": ", is_list ? "true" : "false");
	if (inside && record_table(inside))
		buffer_json(l->out, record_table(inside)->name);
	else
		buffer_string(l->out, "null");
	buffer_string(l->out, ", \"fields\": [");
	if (inside && !record_table(inside))
		list_fields(l, inside->fields, inside, depth + 1);
	buffer_string(l->out, "]}");
}

static void
list_fields(struct listing *l, const struct fields *fields, const struct record *record, int depth)
{
	for (size_t i = 0; fields && i < fields->of.count && depth < DEEPEST; i++) {
		struct value v = record ? record_at(record, i) : (struct value){.kind = VALUE_EMPTY};
		const struct record *inside;
		bool is_list = look_into(&v, &inside);

		if (l->as_json && i)
			buffer_string(l->out, ", ");
		if (l->as_json)
			list_json(l, &fields->of.at[i], is_list, inside, depth);
		else
			list_text(l, &fields->of.at[i], is_list, inside, depth);
	}
}

static void
list_table(struct listing *l, const struct table *t)
{
	const struct record *first = t->all.count ? list_record(&t->all, 0) : NULL;

	if (l->as_json) {
		buffer_string(l->out, "{\"name\": ");
		buffer_json(l->out, typed_name(l->arena, t->folded));
		buffer_string(l->out, ", \"caption\": ");
		buffer_json(l->out, t->name);
		buffer_printf(l->out, ", \"list\": %s, \"records\": %zu, \"fields\": [",
			      t->is_record ? "false" : "true", t->all.count);
	} else {
		buffer_text(l->out, typed_name(l->arena, t->folded));
		buffer_string(l->out, t->is_record ? "\n" : " []\n");
	}
	list_fields(l, t->fields, first, 1);
	if (l->as_json)
		buffer_string(l->out, "]}");
}

static void
list_season(struct listing *l, const struct dataset *d, bool shows_made)
{
	if (l->as_json)
		buffer_string(l->out, "{\"tables\": [");
	for (size_t i = 0, listed = 0; i < d->tables.count; i++) {
		if (d->tables.at[i]->is_made && !shows_made)
			continue;
		if (l->as_json)
			buffer_string(l->out, listed++ ? ",\n  " : "\n  ");
		list_table(l, d->tables.at[i]);
	}
	if (l->as_json)
		buffer_string(l->out, "\n]}\n");
}

/* Whether a document of the season shows the declension sheet; a plan that is faulty is for `prikaz check` to tell. */
static bool
shows_declensions(struct job *j)
{
	struct plan plan = {0};
	struct report silent;

	report_open(&silent);
	plan_season(&j->arena, &silent, &j->stock, &j->dataset, &j->asked, &plan);
	report_close(&silent);
	return declension_sheet_is_shown(&j->stock, &j->dataset, &plan);
}

static void
list_template(struct job *j, const struct program *program, bool as_json, struct buffer *out)
{
	struct merge_context context = {.dataset = &j->dataset};
	bool has_data = option_given(&j->options, OPTION_DATA);

	if (has_data && !job_read_data(j, j->options.operands.count))
		return;
	merge_fields(program, has_data ? &context : NULL, as_json, out);
}

void
command_fields(struct job *j)
{
	struct text operand = j->options.operands.at[0];
	const char *path = text_c(&j->arena, operand);
	struct buffer out = {0};
	struct listing l = {&j->arena, &out, option_given(&j->options, OPTION_JSON)};
	struct template_file *template;

	if (folder_exists(path)) {
		stock_open(&j->stock, &j->arena, path, j->installed.templates);
		if (job_read_season(j, path))
			list_season(&l, &j->dataset, shows_declensions(j));
	} else {
		stock_open(&j->stock, &j->arena, NULL, NULL);
		template = job_template(j, operand);
		if (template && template_file_read(&j->stock, &j->report, template))
			list_template(j, template->program, l.as_json, &out);
	}
	print_buffer(stdout, &out);
	buffer_free(&out);
}
