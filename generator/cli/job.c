/*
 * job -- the steps that the commands share: options to settings, data in, plan to files.
 */
#include "cli/job.h"

#include <signal.h>
#include <stdlib.h>

#include "base/file.h"
#include "cli/progress.h"
#include "data/extend.h"
#include "data/schema_find.h"
#include "layout/hyphenation.h"
#include "merge/grammar_store.h"
#include "merge/rules.h"
#include "season/declension_sheet.h"

static const struct place nowhere = {.kind = AT_NOTHING};

/* The end of the year 9999, where our calendar ends. */
#define LAST_SECOND 253402300800LL

/* {{@today}} without --date: SOURCE_DATE_EPOCH (reproducible-builds.org), else the day of the local clock. */
static date
default_today(void)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	long long seconds = epoch && epoch[0] >= '0' && epoch[0] <= '9' ? strtoll(epoch, NULL, 10) : -1;
	time_t now = time(NULL);
	struct tm local;
	date d = 0;

	if (seconds >= 0 && seconds < LAST_SECOND)
		return (date)(seconds / (24 * 60 * 60));
	if (localtime_r(&now, &local))
		date_from_civil((struct civil){local.tm_year + 1900, local.tm_mon + 1, local.tm_mday}, &d);
	return d;
}

/* Only what the user says goes into files as a date, never the clock. */
static struct text
date_said(struct job *j)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	struct civil day = date_to_civil(j->today);

	if (!option_given(&j->options, OPTION_DATE) && !(epoch && epoch[0] >= '0' && epoch[0] <= '9'))
		return TEXT_NONE;
	return text_format(&j->arena, "%04d%02d%02d", day.year, day.month, day.day);
}

static bool
read_date(struct job *j)
{
	struct text t = option_text(&j->options, OPTION_DATE);

	j->today = default_today();
	if (!option_given(&j->options, OPTION_DATE) || date_parse(t, &j->today))
		return true;
	return REPORT(&j->report, CLI_BAD_VALUE, nowhere, TEXT("--date"), t, TEXT("YYYY-MM-DD"));
}

static bool
read_set(struct job *j)
{
	const struct option_values *set = &j->options.given[OPTION_SET];
	bool ok = true;

	for (size_t i = 0; i < set->of.count; i++) {
		if (text_find(set->of.at[i], TEXT("="), 0) < 1)
			ok = REPORT(&j->report, CLI_BAD_VALUE, nowhere, TEXT("--set"), set->of.at[i],
				    text_from(_("NAME=VALUE")));
	}
	j->asked.set = set->of.at;
	j->asked.set_count = set->of.count;
	return ok;
}

static bool
read_dump(struct job *j)
{
	struct text t = option_text(&j->options, OPTION_DUMP);

	if (!job_dumps(j) || text_is(t, "document") || text_is(t, "pages"))
		return true;
	if (text_is(t, "program"))
		return j->options.command != COMMAND_PDF || REPORT(&j->report, CLI_DUMP_NO_PROGRAM, nowhere, TEXT_NONE);
	return REPORT(&j->report, CLI_BAD_VALUE, nowhere, TEXT("--dump"), t, TEXT("program, document, pages"));
}

bool
job_read_options(struct job *j)
{
	bool ok = read_date(j);

	ok = read_set(j) && ok;
	ok = read_dump(j) && ok;
	ok = option_jobs(&j->report, &j->options, &j->batch.jobs) && ok;
	j->asked.today = j->today;
	j->batch.created = date_said(j);
	j->batch.is_strict = option_given(&j->options, OPTION_STRICT);
	j->batch.is_forced = option_given(&j->options, OPTION_FORCE);
	j->batch.wants_checksums = option_given(&j->options, OPTION_REPORT);
	return ok;
}

static struct dataset_options
dataset_options(struct job *j)
{
	struct text separator = option_text(&j->options, OPTION_SEPARATOR);
	const char *templates = j->installed.templates;
	const char *schemas = templates ? path_join(&j->arena, templates, "schemas") : NULL;

	if (text_is(separator, "tab") || text_is(separator, "\\t"))
		separator = TEXT("\t");
	return (struct dataset_options){.encoding = option_text(&j->options, OPTION_ENCODING),
					.separator = separator,
					.schemas = schema_shelf_open(&j->arena, schemas)};
}

/* The season's own forms are in its data. */
static struct grammar_store *
job_grammar(struct job *j)
{
	if (!j->asked.grammar)
		j->asked.grammar = grammar_store_open(&j->dataset);
	return j->asked.grammar;
}

/*
 * Ties the tables together, and looks whether the rules of their schemas hold: each for its own table, before one has the
 * fields of another.
 */
static bool
finish_data(struct job *j)
{
	struct merge_context c = {.dataset = &j->dataset, .today = j->today, .grammar = job_grammar(j)};
	bool ok = dataset_link(&j->dataset, &j->report);

	if (j->options.command != COMMAND_FIELDS) { /* which asks what there is, not whether it is right */
		grammar_store_check(&j->report, &j->dataset);
		ok = merge_rules(&j->report, &c) && ok;
		ok = ok && !(j->batch.is_strict && j->report.any && j->report.worst >= SEVERITY_ERROR);
	}
	return records_extend(&j->dataset, &j->report) && ok;
}

bool
job_read_season(struct job *j, const char *folder)
{
	struct dataset_options o = dataset_options(j);

	bool ok;

	j->asked.pictures = picture_store_open(folder);
	dataset_open(&j->dataset, &j->arena);
	j->stock.dataset = &j->dataset;
	ok = dataset_add_season(&j->dataset, &j->report, folder, &o);
	declension_sheet_add(&j->dataset);
	return finish_data(j) && ok;
}

bool
job_plan_season(struct job *j, const char *folder)
{
	bool ok = job_read_season(j, folder);

	j->stock.set = j->asked.set;
	j->stock.set_count = j->asked.set_count;

	if (!plan_season(&j->arena, &j->report, &j->stock, &j->dataset, &j->asked, &j->plan))
		return false;
	plan_finish(&j->arena, &j->report, &j->stock, &j->plan);
	return ok;
}

/* The data of a season, without its documents. */
static bool
read_folder(struct job *j, struct text given, const struct dataset_options *o)
{
	const char *folder = text_c(&j->arena, given);

	if (!j->asked.pictures)
		j->asked.pictures = picture_store_open(folder);
	return dataset_add_season(&j->dataset, &j->report, folder, o);
}

/* One -d: "-", "FILE", "NAME=FILE" or "FOLDER"; a file that has "=" in its own name is taken by that. */
static bool
read_data(struct job *j, struct text given, const struct dataset_options *o, bool *had_stdin)
{
	ptrdiff_t equals = text_find(given, TEXT("="), 0);
	struct text name = TEXT_NONE, bytes;

	if (text_is(given, "-")) {
		if (*had_stdin)
			return REPORT(&j->report, CLI_STDIN_TWICE, nowhere, TEXT_NONE);
		*had_stdin = true;
		j->has_unread_data = !file_read_stdin(&j->arena, &j->report, &bytes) ||
				     !dataset_add_json(&j->dataset, &j->report, bytes, TEXT("-"), o);
		return !j->has_unread_data;
	}
	if (equals > 0 && !file_exists(text_c(&j->arena, given))) {
		name = text_slice(given, 0, (size_t)equals);
		given = text_from_offset(given, (size_t)equals + 1);
	}
	if (folder_exists(text_c(&j->arena, given)))
		return read_folder(j, given, o);
	if (!j->asked.pictures)
		j->asked.pictures = picture_store_open(path_folder(&j->arena, text_c(&j->arena, given)));
	return dataset_add_file(&j->dataset, &j->report, text_c(&j->arena, given), given, name, false, o);
}

bool
job_read_data(struct job *j, size_t first_operand)
{
	const struct option_values *data = &j->options.given[OPTION_DATA];
	struct dataset_options o = dataset_options(j);
	bool ok = true, had_stdin = false;

	dataset_open(&j->dataset, &j->arena);
	j->stock.dataset = &j->dataset;
	for (size_t i = 0; i < data->of.count; i++)
		ok = read_data(j, data->of.at[i], &o, &had_stdin) && ok;
	for (size_t i = first_operand; i < j->options.operands.count; i++)
		ok = read_data(j, j->options.operands.at[i], &o, &had_stdin) && ok;
	if (!j->asked.pictures)
		j->asked.pictures = picture_store_open(".");
	return finish_data(j) && ok;
}

bool
job_plan_document(struct job *j, struct plan_document *document)
{
	if (!j->has_unread_data) {
		plan_add(&j->arena, &j->report, &j->dataset, &j->asked, document, &j->plan);
		return true;
	}
	report_context(document->name, TEXT_NONE);
	template_file_read(&j->stock, &j->report, document->sources[FORMAT_PDF]);
	report_context(TEXT_NONE, TEXT_NONE);
	return false;
}

struct template_file *
job_template(struct job *j, struct text path)
{
	enum format format = format_of_template(path_extension(path));

	if (format < FORMAT_PDF)
		return stock_file(&j->stock, text_c(&j->arena, path), format);
	if (!file_exists(text_c(&j->arena, path)))
		REPORT(&j->report, FILE_MISSING, place_file(path), TEXT_NONE);
	else
		REPORT(&j->report, CLI_NOT_TEMPLATE, place_file(path), TEXT_NONE);
	return NULL;
}

bool
job_plan_template(struct job *j, struct text path)
{
	struct plan_document *document = NEW(&j->arena, struct plan_document);
	struct template_file *source = job_template(j, path);
	struct text each = option_text(&j->options, OPTION_EACH);

	if (!source)
		return false;
	j->stock.set = j->asked.set;
	j->stock.set_count = j->asked.set_count;
	document->name = path_stem(path);
	document->place = place_file(path);
	document->row = plan_row(&j->arena, NULL, j->asked.set, j->asked.set_count);
	document->sources[source->format] = document->sources[FORMAT_PDF] = source;
	document->wants[source->format] = true;
	document->for_each_text = each;
	document->for_each_place = place_file(TEXT("--each"));
	if (option_given(&j->options, OPTION_EACH)) {
		document->for_each = expression_read(&j->arena, &j->report, each, document->for_each_place);
		if (!document->for_each)
			return false;
	}
	*VECTOR_PUSH(&j->arena, &j->plan.documents) = document;
	return true;
}

static bool
makes_pdf(const struct job *j)
{
	for (size_t i = 0; i < j->plan.entries.count; i++) {
		const struct plan_entry *e = &j->plan.entries.at[i];

		if (e->state == ENTRY_WANTED && e->paths[FORMAT_PDF].len)
			return true;
	}
	return false;
}

/* Whether a template asks for what only pages tell: values that fit their lines, numbers of pages in contents. */
static bool
measures(const struct job *j)
{
	for (size_t i = 0; i < j->plan.documents.count; i++) {
		for (enum format f = 0; f < FORMATS; f++) {
			const struct template_file *source = j->plan.documents.at[i]->sources[f];

			if (source && source->program &&
			    (source->program->fits.count || source->program->has_page_numbers))
				return true;
		}
	}
	return false;
}

/* The season's own fonts come before the shipped ones, and those before the system's. */
static void
open_catalogue(struct job *j, const char *season, struct report *r)
{
	const char **folders = NEW_ARRAY(&j->arena, const char *, 3);
	size_t count = 0;

	if (season && folder_exists(path_join(&j->arena, season, "fonts")))
		folders[count++] = path_join(&j->arena, season, "fonts");
	if (j->installed.fonts)
		folders[count++] = j->installed.fonts;
	j->catalogue = catalogue_open(r, folders, j->installed.substitutions);
	j->hyphenator = hyphenator_open();
}

/*
 * A run over many documents that somebody stops ends between two of them, so that the manifest and the report are
 * whole.  The signals are held back and looked for: no handler, no global state.
 */
static void
hold_signals(void)
{
	sigset_t held;

	sigemptyset(&held);
	sigaddset(&held, SIGINT);
	sigaddset(&held, SIGTERM);
	sigaddset(&held, SIGHUP);
	pthread_sigmask(SIG_BLOCK, &held, NULL);
}

static bool
is_stopped(void)
{
	sigset_t waiting;

	return sigpending(&waiting) == 0 && (sigismember(&waiting, SIGINT) == 1 ||
					     sigismember(&waiting, SIGTERM) == 1 || sigismember(&waiting, SIGHUP) == 1);
}

static void
run_batch(struct job *j)
{
	struct progress progress;

	progress_open(&progress, option_given(&j->options, OPTION_QUIET));
	j->batch.progress = progress_show;
	j->batch.progress_context = &progress;
	if (j->plan.entries.count > 1) {
		hold_signals();
		j->batch.is_stopped = is_stopped;
	}
	j->outcomes = batch_run(&j->arena, &j->report, &j->plan, &j->batch);
	progress_close(&progress);
	/* the signal goes on waiting until the program ends by itself, in a moment */
	if (j->batch.is_stopped && is_stopped())
		REPORT(&j->report, CLI_STOPPED, nowhere, TEXT_NONE);
}

/* A dump shows the list however current the files are. */
static void
fill_declension_sheet(struct job *j)
{
	struct batch b = j->batch;

	if (job_dumps(j)) {
		b.manifest = NULL;
		b.purpose = BATCH_MAKE;
	}
	declension_sheet_fill(&j->arena, &j->report, &j->stock, &j->plan, &b);
}

void
job_run(struct job *j, const char *season)
{
	struct text stage = option_text(&j->options, OPTION_DUMP);

	if (job_dumps(j) ? text_is(stage, "pages") : j->batch.purpose == BATCH_MAKE && makes_pdf(j))
		open_catalogue(j, season, &j->report);
	else if (!job_dumps(j) && j->batch.purpose == BATCH_MAKE && measures(j))
		open_catalogue(j, season, &j->aside);
	j->batch.folder = text_c(&j->arena, j->folder);
	fill_declension_sheet(j);
	if (job_dumps(j)) {
		job_dump(j);
		return;
	}
	j->batch.catalogue = j->catalogue;
	j->batch.hyphenator = j->hyphenator;
	run_batch(j);
}

int
job_count(const struct job *j, enum outcome_status status)
{
	int n = 0;

	for (size_t i = 0; i < j->plan.entries.count && j->outcomes; i++)
		n += j->outcomes[i].status == status && !j->plan.entries.at[i].is_part;
	return n;
}

/* Problems of the machine, not of the user's files. */
static bool
is_of_system(enum problem_code code)
{
	return code == PROBLEM_FILE_UNWRITABLE || code == PROBLEM_CLI_STOPPED || code == PROBLEM_SEASON_BUSY;
}

enum exit_status
job_exit(const struct job *j)
{
	int made = job_count(j, OUTCOME_MADE) + job_count(j, OUTCOME_UNCHANGED);
	int failed = job_count(j, OUTCOME_FAILED);

	for (size_t i = 0; i < j->report.problems.count; i++) {
		if (is_of_system(j->report.problems.at[i].code))
			return EXIT_SYSTEM;
	}
	if (!j->report.any || j->report.worst < SEVERITY_ERROR)
		return EXIT_ALL_MADE;
	if (j->options.command == COMMAND_DECLINE && j->report.worst < SEVERITY_FATAL)
		return EXIT_SOME_FAILED;
	if (j->options.command == COMMAND_CHECK || !j->outcomes || made == 0)
		return EXIT_NOTHING_MADE;
	return failed ? EXIT_SOME_FAILED : EXIT_ALL_MADE;
}
