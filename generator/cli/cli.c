#include "cli/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/help.h"
#include "cli/job.h"
#include "cli/man.h"
#include "cli/print.h"
#include "cli/report_file.h"
#include "layout/hyphenation.h"
#include "merge/grammar_store.h"
#include "season/version.h"

/* A full disk behind standard output is seen only when the last of it is flushed. */
static bool
results_written(struct job *j)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	return REPORT(&j->report, FILE_UNWRITABLE, place_file(text_from(_("standard output"))), file_reason(errno));
}

void
job_print_capture(struct job *j, const struct buffer *capture)
{
	if (!j->batch.capture || !j->outcomes || !job_count(j, OUTCOME_MADE) || job_dumps(j))
		return;
	print_buffer(stdout, capture);
	if (results_written(j))
		return;
	clearerr(stdout);
	for (size_t i = 0; i < j->plan.entries.count; i++)
		j->outcomes[i] = (struct outcome){.status = OUTCOME_FAILED};
}

static void
run_command(struct job *j)
{
	static void (*const commands[COMMANDS])(struct job *) = {
		[COMMAND_MAKE] = command_make,   [COMMAND_MERGE] = command_merge,   [COMMAND_PDF] = command_pdf,
		[COMMAND_CHECK] = command_check, [COMMAND_FIELDS] = command_fields, [COMMAND_DECLINE] = command_decline,
		[COMMAND_INIT] = command_init,
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

static void
job_close(struct job *j)
{
	if (j->catalogue)
		catalogue_close(j->catalogue);
	hyphenator_close(j->hyphenator);
	picture_store_close(j->asked.pictures);
	grammar_store_close(j->asked.grammar);
	report_close(&j->report);
	report_close(&j->aside);
	arena_free(&j->arena);
}

int
cli_run(int argc, char **argv)
{
	struct job j = {.folder = TEXT("."), .batch = {.jobs = 1}};
	enum exit_status status = EXIT_ALL_MADE;
	bool ok, may_report;

	/* A file over the limit of the shell, a reader that went away: write() says so, and we report it. */
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	clock_gettime(CLOCK_MONOTONIC, &j.begun);
	report_open(&j.report);
	report_open(&j.aside);
	installation_find(&j.arena, &j.installed);
	language_choose(&j.installed);
	ok = options_parse(&j.arena, &j.report, argc, argv, &j.options);
	may_report = report_file_is_free(&j);
	if (ok && answer(&j.options)) {
		if (!results_written(&j)) {
			status = EXIT_SYSTEM;
			print_messages(&j);
		}
	} else {
		if (ok && may_report)
			run_command(&j);
		print_results(&j);
		results_written(&j);
		status = job_exit(&j);
		if (may_report)
			status = report_file_write(&j, status);
		print_messages(&j);
	}
	job_close(&j);
	return (int)status;
}
