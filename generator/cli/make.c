/*
 * make -- all documents of a season.
 */
#include <unistd.h>

#include "base/file.h"
#include "cli/job.h"
#include "season/version.h"

static const struct place nowhere = {.kind = AT_NOTHING};

/* --format docx,pdf; --format docx --format pdf */
static bool
read_formats(struct job *j)
{
	const struct option_values *given = &j->options.given[OPTION_FORMAT];
	bool ok = true;

	for (size_t i = 0; i < given->of.count; i++) {
		struct text t = given->of.at[i];

		for (size_t from = 0; from <= t.len;) {
			ptrdiff_t comma = text_find(t, TEXT(","), from);
			size_t end = comma < 0 ? t.len : (size_t)comma;
			struct text name = text_trim(text_slice(t, from, end));

			if (format_of(name) < FORMATS)
				j->asked.formats[format_of(name)] = true;
			else
				ok = REPORT(&j->report, CLI_BAD_VALUE, nowhere, TEXT("--format"), name,
					    TEXT("docx, odt, pdf"));
			from = end + 1;
		}
	}
	return ok;
}

static bool
read_options(struct job *j)
{
	const struct option_values *only = &j->options.given[OPTION_ONLY], *records = &j->options.given[OPTION_RECORD];
	bool ok = job_read_options(j);

	j->asked.only = only->of.at;
	j->asked.only_count = only->of.count;
	j->asked.records = records->of.at;
	j->asked.record_count = records->of.count;
	return read_formats(j) && ok;
}

/* The shipped schemas say of many columns how their values print. */
static struct checksum
schemas_checksum(struct job *j)
{
	if (!j->installed.templates)
		return (struct checksum){{0}};
	return checksum_of_folder(path_join(&j->arena, j->installed.templates, "schemas"), NULL);
}

/* All that a document depends on besides its template. */
static struct checksum
inputs(struct job *j, const char *season, const char *output)
{
	struct checksum folder = checksum_of_folder(season, output), schemas = schemas_checksum(j);
	struct text all = text_format(&j->arena, "%s\n%s\n%s\n%.*s\n%.*s\n%.*s", PRIKAZ_VERSION, folder.hex,
				      schemas.hex, TEXT_ARG(date_iso(&j->arena, j->today)),
				      TEXT_ARG(option_text(&j->options, OPTION_ENCODING)),
				      TEXT_ARG(option_text(&j->options, OPTION_SEPARATOR)));

	for (size_t i = 0; i < j->asked.set_count; i++)
		all = text_format(&j->arena, "%.*s\n%.*s", TEXT_ARG(all), TEXT_ARG(j->asked.set[i]));
	return checksum_of(all);
}

static bool
plan(struct job *j, const char *season)
{
	if (!folder_exists(season))
		return REPORT(&j->report, SEASON_NO_FOLDER, place_file(j->options.operands.at[0]), TEXT_NONE);
	stock_open(&j->stock, &j->arena, season, j->installed.templates);
	j->stock.wants_checksums = true;
	return job_plan_season(j, season);
}

static void
find_folder(struct job *j, const char *season)
{
	j->folder = option_text(&j->options, OPTION_FOLDER);
	if (!j->folder.len)
		j->folder = text_from(path_join(&j->arena, season, "out"));
}

/* With the folder to ourselves: what is there is looked at, made, and written down. */
static void
make_all(struct job *j, const char *season, const char *output)
{
	struct manifest manifest;

	manifest_read(&j->arena, &j->report, output, &manifest);
	j->batch.manifest = &manifest;
	j->batch.inputs = inputs(j, season, output);
	job_run(j, season);
	if (j->outcomes && j->batch.purpose == BATCH_MAKE && (manifest.added.count || manifest.had_journal))
		manifest_write(&j->arena, &j->report, output, &manifest, j->today);
}

/* Two runs in one folder would each write a manifest without the other's documents. */
static void
make_alone(struct job *j, const char *season, const char *output)
{
	bool was_there = folder_exists(output);
	int lock;

	if (!folder_make(&j->arena, &j->report, output))
		return;
	if (folder_lock(output, &lock) == FOLDER_BUSY) {
		REPORT(&j->report, SEASON_BUSY, place_file(j->folder), TEXT_NONE);
		return;
	}
	j->batch.is_alone = lock >= 0;
	make_all(j, season, output);
	if (!was_there)
		rmdir(output); /* goes only when nothing was made */
	folder_unlock(&lock);
}

void
command_make(struct job *j)
{
	const char *season = text_c(&j->arena, j->options.operands.at[0]), *output;
	bool is_dry = option_given(&j->options, OPTION_DRY_RUN);

	find_folder(j, season);
	output = text_c(&j->arena, j->folder);
	if (!read_options(j))
		return;
	if (file_same(season, output)) { /* manifest.json among the data would be read as a table next time */
		REPORT(&j->report, SEASON_FOLDER_SAME, place_file(j->folder), TEXT_NONE);
		return;
	}
	if (!plan(j, season))
		return;
	j->batch.purpose = is_dry ? BATCH_LIST : BATCH_MAKE;
	if (is_dry || job_dumps(j))
		make_all(j, season, output);
	else
		make_alone(j, season, output);
}
