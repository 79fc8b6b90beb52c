/*
 * check -- every problem of template and data, nothing written.
 */
#include "base/file.h"
#include "cli/job.h"

static void
check_season(struct job *j, const char *season)
{
	stock_open(&j->stock, &j->arena, season, j->installed.templates);
	if (!job_read_season(j, season) ||
	    !plan_season(&j->arena, &j->report, &j->stock, &j->dataset, &j->asked, &j->plan))
		return;
	plan_finish(&j->arena, &j->report, &j->stock, &j->plan);
	job_run(j, season);
}

static void
check_template(struct job *j, struct text path)
{
	bool has_data = option_given(&j->options, OPTION_DATA);

	stock_open(&j->stock, &j->arena, NULL, NULL);
	if (!job_plan_template(j, path))
		return;
	if (!has_data) {
		template_file_read(&j->stock, &j->report, j->plan.documents.at[0]->sources[FORMAT_PDF]);
		if (job_dumps(j))
			job_dump(j);
		return;
	}
	if (!job_read_data(j, 1)) {
		/* the data are bad: the template's own faults are worth naming all the same */
		template_file_read(&j->stock, &j->report, j->plan.documents.at[0]->sources[FORMAT_PDF]);
		return;
	}
	plan_add(&j->arena, &j->report, &j->dataset, &j->asked, j->plan.documents.at[0], &j->plan);
	plan_finish(&j->arena, &j->report, &j->stock, &j->plan);
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
