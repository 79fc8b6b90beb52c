/*
 * merge -- data into one template.
 */
#include <string.h>

#include "base/file.h"
#include "cli/job.h"

static const struct place nowhere = {.kind = AT_NOTHING};

/* Where an output pattern stops being a folder for sure: behind the last "/" before any marker. */
static size_t
folder_end(struct text out)
{
	ptrdiff_t marker = text_find(out, TEXT("{{"), 0);
	size_t end = marker < 0 ? out.len : (size_t)marker;

	while (end > 0 && out.at[end - 1] != '/')
		end--;
	return end;
}

static struct text
folder_name(struct text folder)
{
	if (!folder.len)
		return TEXT(".");
	while (folder.len > 1 && folder.at[folder.len - 1] == '/')
		folder.len--;
	return folder;
}

/* A .docm can be made of a template that is one. */
static bool
keep_macros(struct plan_document *document)
{
	struct template_file *source = document->sources[FORMAT_DOCX];
	struct text extension = source ? path_extension(text_from(source->path)) : TEXT_NONE;

	document->has_macros = text_is(extension, "docm") || text_is(extension, "dotm");
	if (document->has_macros)
		source->keeps_macros = true;
	return document->has_macros;
}

/* "dir/{{Код}}.pdf": the folder, the pattern, the format by the extension. */
static bool
read_pattern(struct job *j, struct plan_document *document, struct text out)
{
	size_t end = folder_end(out);
	struct text extension = path_extension(out);
	enum format format = format_of(extension);

	if (text_is(extension, "docm") && keep_macros(document))
		format = FORMAT_DOCX;
	if (format == FORMATS || !document->sources[format]) {
		enum format own = document->sources[FORMAT_PDF]->format;

		return REPORT(&j->report, CLI_OUT_FORMAT, nowhere, out, text_from(format_name(own)));
	}
	memset(document->wants, 0, sizeof document->wants);
	document->wants[format] = true;
	document->pattern = text_slice(out, end, out.len - extension.len - 1);
	document->pattern_place = place_file(TEXT("-o"));
	document->is_trusted = true;
	j->folder = folder_name(text_slice(out, 0, end));
	return true;
}

/* "dir/all.pdf" for all documents in one file. */
static bool
read_combined_name(struct job *j, struct plan_document *document, struct text out)
{
	size_t end = folder_end(out);
	struct text extension = path_extension(out);

	if (format_of(extension) != FORMAT_PDF)
		return REPORT(&j->report, CLI_COMBINE_FORMAT, nowhere, out);
	*(document->is_combined ? &document->combined_name : &document->pattern) =
		text_slice(out, end, out.len - extension.len - 1);
	document->combined_place = document->pattern_place = place_file(TEXT("-o"));
	document->is_trusted = true;
	j->folder = folder_name(text_slice(out, 0, end));
	return true;
}

/* --combine, --duplex.  What is made once is one document anyway. */
static bool
read_combined(struct job *j, struct plan_document *document)
{
	bool is_duplex = option_given(&j->options, OPTION_DUPLEX);

	if (!option_given(&j->options, OPTION_COMBINE))
		return !is_duplex || REPORT(&j->report, CLI_DUPLEX_ALONE, nowhere, TEXT_NONE);
	memset(document->wants, 0, sizeof document->wants);
	document->is_combined = document->for_each != NULL;
	document->wants[FORMAT_PDF] = !document->is_combined;
	document->begins_sheets = is_duplex;
	document->combined_place = place_file(TEXT("--combine"));
	return true;
}

static bool
read_output(struct job *j, struct plan_document *document, struct buffer *capture)
{
	struct text out = option_text(&j->options, OPTION_OUT);

	j->folder = TEXT(".");
	if (!read_combined(j, document))
		return false;
	if (!out.len)
		return true;
	if (text_is(out, "-")) {
		j->batch.capture = capture;
		return true;
	}
	if (text_ends(out, TEXT("/")) || folder_exists(text_c(&j->arena, out))) {
		j->folder = folder_name(out);
		return true;
	}
	return option_given(&j->options, OPTION_COMBINE) ? read_combined_name(j, document, out)
							 : read_pattern(j, document, out);
}

/* Several documents need several names. */
static bool
check_names(struct job *j, const struct plan_document *document)
{
	struct text out = option_text(&j->options, OPTION_OUT);
	bool is_one = j->batch.capture || (document->pattern.len && text_find(document->pattern, TEXT("{{"), 0) < 0);

	if (!is_one || j->plan.entries.count < 2 || document->is_combined)
		return true;
	return REPORT(&j->report, CLI_OUT_ONE, nowhere, text_format(&j->arena, "%zu", j->plan.entries.count), out);
}

static bool
check_overwriting(struct job *j, const struct plan_document *document)
{
	const char *template = document->sources[FORMAT_PDF]->path, *folder = text_c(&j->arena, j->folder);

	for (size_t i = 0; i < j->plan.entries.count && !j->batch.capture && !job_dumps(j); i++) {
		for (enum format f = 0; f < FORMATS; f++) {
			struct text path = j->plan.entries.at[i].paths[f];

			if (path.len && file_same(path_join(&j->arena, folder, text_c(&j->arena, path)), template))
				return REPORT(&j->report, CLI_OVER_TEMPLATE, nowhere, text_from(template));
		}
	}
	return true;
}

void
command_merge(struct job *j)
{
	struct buffer *capture = NEW(&j->arena, struct buffer);
	struct plan_document *document;
	bool ok;

	stock_open(&j->stock, &j->arena, NULL, NULL);
	if (!job_read_options(j) || !job_plan_template(j, j->options.operands.at[0]))
		return;
	document = j->plan.documents.at[0];
	if (!read_output(j, document, capture))
		return;
	ok = job_read_data(j, 1);
	if (!job_plan_document(j, document) || !check_names(j, document) || !check_overwriting(j, document))
		return;
	plan_finish(&j->arena, &j->report, &j->stock, &j->plan);
	if (!ok)
		return;
	job_run(j, NULL);
	job_print_capture(j, capture);
	buffer_free(capture);
}
