/*
 * make -- all documents of a season.
 */
#include <string.h>
#include <sys/stat.h>

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

/* manifest.json among the data would be read as a table next time. */
static bool
is_same_folder(const char *x, const char *y)
{
	struct stat of_x, of_y;

	return stat(x, &of_x) == 0 && stat(y, &of_y) == 0 && of_x.st_dev == of_y.st_dev && of_x.st_ino == of_y.st_ino;
}

/* All that a document depends on besides its template. */
static struct checksum
inputs(struct job *j, const char *season, const char *output)
{
	struct checksum folder = checksum_of_folder(season, output);
	struct text all = text_format(&j->arena, "%s\n%s\n%.*s\n%.*s\n%.*s", PRIKAZ_VERSION, folder.hex,
				      TEXT_ARG(date_iso(&j->arena, j->today)),
				      TEXT_ARG(option_text(&j->options, OPTION_ENCODING)),
				      TEXT_ARG(option_text(&j->options, OPTION_SEPARATOR)));

	for (size_t i = 0; i < j->asked.set_count; i++)
		all = text_format(&j->arena, "%.*s\n%.*s", TEXT_ARG(all), TEXT_ARG(j->asked.set[i]));
	return checksum_of(all);
}

static bool
read_season(struct job *j, const char *season)
{
	if (!folder_exists(season))
		return REPORT(&j->report, SEASON_NO_FOLDER, place_file(j->options.operands.at[0]), TEXT_NONE);
	stock_open(&j->stock, &j->arena, season, j->installed.templates);
	j->stock.wants_checksums = true;
	return job_read_season(j, season) &&
	       plan_season(&j->arena, &j->report, &j->stock, &j->dataset, &j->asked, &j->plan);
}

static void
find_folder(struct job *j, const char *season)
{
	j->folder = option_text(&j->options, OPTION_FOLDER);
	if (!j->folder.len)
		j->folder = text_from(path_join(&j->arena, season, "out"));
}

void
command_make(struct job *j)
{
	const char *season = text_c(&j->arena, j->options.operands.at[0]), *output;
	struct manifest manifest;

	find_folder(j, season);
	output = text_c(&j->arena, j->folder);
	if (!read_options(j))
		return;
	if (is_same_folder(season, output)) {
		REPORT(&j->report, SEASON_FOLDER_SAME, place_file(j->folder), TEXT_NONE);
		return;
	}
	if (!read_season(j, season))
		return;
	plan_finish(&j->arena, &j->report, &j->stock, &j->plan);
	manifest_read(&j->arena, &j->report, output, &manifest);
	j->batch.purpose = option_given(&j->options, OPTION_DRY_RUN) ? BATCH_LIST : BATCH_MAKE;
	j->batch.manifest = &manifest;
	j->batch.inputs = inputs(j, season, output);
	job_run(j, season);
	if (j->outcomes && j->batch.purpose == BATCH_MAKE && (manifest.added.count || manifest.had_journal))
		manifest_write(&j->arena, &j->report, output, &manifest, j->today);
}
