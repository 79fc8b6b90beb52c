/*
 * dump -- a stage of the work as text: --dump=program, document, pages.
 */
#include "cli/job.h"
#include "cli/print.h"
#include "season/press.h"

bool
job_dumps(const struct job *j)
{
	return option_given(&j->options, OPTION_DUMP);
}

static void
dump_programs(const struct job *j, struct buffer *out)
{
	for (size_t i = 0; i < j->stock.templates.count; i++) {
		const struct program *program = j->stock.templates.at[i]->program;

		if (program && !program->is_faulty)
			program_dump(program, out);
	}
}

/* The format that a dump is taken of: the first that the entry is made in; they differ only in their template. */
static enum format
first_format(const struct plan_entry *e)
{
	enum format f = 0;

	while (f < FORMATS && !e->paths[f].len)
		f++;
	return f < FORMATS ? f : FORMAT_PDF; /* it goes into the PDF of all records */
}

static bool
dump_entry(struct job *j, struct arena *a, const struct plan_entry *e, bool is_pages, struct buffer *out)
{
	struct package *p = batch_merge(a, &j->report, e, first_format(e));

	if (!p)
		return false;
	return is_pages ? press_dump_pages(a, &j->report, p, j->catalogue, out)
			: press_dump_document(a, &j->report, p, out);
}

static void
dump_entries(struct job *j, bool is_pages, struct buffer *out)
{
	struct arena record = {0};

	for (size_t i = 0; i < j->plan.entries.count; i++) {
		const struct plan_entry *e = &j->plan.entries.at[i];

		if (e->state != ENTRY_WANTED || e->is_whole)
			continue;
		report_context(e->document->name, e->key);
		dump_entry(j, &record, e, is_pages, out);
		report_context(TEXT_NONE, TEXT_NONE);
		arena_reset(&record);
	}
	arena_free(&record);
}

void
job_dump(struct job *j)
{
	struct text stage = option_text(&j->options, OPTION_DUMP);
	struct buffer out = {0};

	if (text_is(stage, "program"))
		dump_programs(j, &out);
	else
		dump_entries(j, text_is(stage, "pages"), &out);
	print_buffer(stdout, &out);
	buffer_free(&out);
}
