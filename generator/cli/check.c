/*
 * check -- every problem of template and data, nothing written.
 */
#include "base/file.h"
#include "cli/job.h"

static void
check_season(struct job *j, const char *season)
{
	stock_open(&j->stock, &j->arena, season, j->installed.templates);
	if (job_plan_season(j, season))
		job_run(j, season);
}

static void
check_template(struct job *j, struct text path)
{
	bool has_data = option_given(&j->options, OPTION_DATA), ok;
	struct plan_document *document;

	stock_open(&j->stock, &j->arena, NULL, NULL);
	if (!job_plan_template(j, path))
		return;
	document = j->plan.documents.at[0];
	if (!has_data) {
		report_context(document->name, TEXT_NONE);
		template_file_read(&j->stock, &j->report, document->sources[FORMAT_PDF]);
		report_context(TEXT_NONE, TEXT_NONE);
		if (job_dumps(j))
			job_dump(j);
		return;
	}
	ok = job_read_data(j, 1);
	if (!job_plan_document(j, document))
		return;
	plan_finish(&j->arena, &j->report, &j->stock, &j->plan);
	if (ok)
		job_run(j, NULL);
}

void
command_check(struct job *j)
{
	struct text operand = j->options.operands.at[0];
	const char *path = text_c(&j->arena, operand);

	j->batch.purpose = BATCH_CHECK;
	j->folder = TEXT(".");
	if (!job_read_options(j))
		return;
	if (folder_exists(path))
		check_season(j, path);
	else
		check_template(j, operand);
}
