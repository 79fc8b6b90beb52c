#include "cli/cli.h"

#include <stdio.h>

#include "cli/help.h"
#include "cli/job.h"
#include "cli/man.h"
#include "cli/print.h"
#include "cli/report_file.h"
#include "season/version.h"

void
job_print_capture(struct job *j, const struct buffer *capture)
{
	if (j->batch.capture && j->outcomes && job_count(j, OUTCOME_MADE) && !job_dumps(j))
		print_buffer(stdout, capture);
}

static void
run_command(struct job *j)
{
	static void (*const commands[COMMANDS])(struct job *) = {
		[COMMAND_MAKE] = command_make,   [COMMAND_MERGE] = command_merge,   [COMMAND_PDF] = command_pdf,
		[COMMAND_CHECK] = command_check, [COMMAND_FIELDS] = command_fields,
	};

	if (commands[j->options.command])
		commands[j->options.command](j);
}

/* What is answered without any work; false: there is work. */
static bool
answer(const struct options *o)
{
	struct buffer out = {0};

	if (o->wants_version)
		buffer_string(&out, "prikaz " PRIKAZ_VERSION "\n");
	else if (o->wants_manual)
		man_print(&out);
	else if (option_given(o, OPTION_HELP))
		help_print(o->command, &out);
	else
		return false;
	print_buffer(stdout, &out);
	buffer_free(&out);
	return true;
}

/* A full disk behind standard output is seen only now. */
static enum exit_status
flush(enum exit_status status)
{
	return fflush(stdout) != 0 || ferror(stdout) ? EXIT_SYSTEM : status;
}

static void
job_close(struct job *j)
{
	if (j->catalogue)
		catalogue_close(j->catalogue);
	report_close(&j->report);
	arena_free(&j->arena);
}

int
cli_run(int argc, char **argv)
{
	struct job j = {.folder = TEXT("."), .batch = {.jobs = 1}};
	enum exit_status status = EXIT_ALL_MADE;
	bool ok;

	clock_gettime(CLOCK_MONOTONIC, &j.begun);
	report_open(&j.report);
	installation_find(&j.arena, &j.installed);
	language_choose(&j.installed);
	ok = options_parse(&j.arena, &j.report, argc, argv, &j.options);
	if (!ok || !answer(&j.options)) {
		if (ok)
			run_command(&j);
		status = report_file_write(&j, job_exit(&j));
		print_job(&j);
	}
	status = flush(status);
	job_close(&j);
	return (int)status;
}
