/*
 * pdf -- documents as they stand, laid out.
 */
#include "base/file.h"
#include "base/text_map.h"
#include "cli/job.h"

static const struct place nowhere = {.kind = AT_NOTHING};

/* A file that is named twice is made once: 'pdf *.docx a.docx'. */
static void
plan_file(struct job *j, struct text_map *given, struct text path)
{
	struct plan_document *document = NEW(&j->arena, struct plan_document);
	struct text_map_entry *known = text_map_add(&j->arena, given, "", path);

	if (known->pointer)
		return;
	known->pointer = document;
	document->name = path_stem(path);
	document->place = place_file(path);
	document->is_plain = true;
	document->wants[FORMAT_PDF] = true;
	report_context(document->name, TEXT_NONE);
	document->sources[FORMAT_PDF] = job_template(j, path);
	if (!document->sources[FORMAT_PDF])
		plan_spoil(document, &j->report);
	report_context(TEXT_NONE, TEXT_NONE);
	*VECTOR_PUSH(&j->arena, &j->plan.documents) = document;
}

/* One file under its own name. */
static bool
read_name(struct job *j, struct text out)
{
	struct plan_document *document = j->plan.documents.at[0];
	struct text extension = path_extension(out);

	if (j->plan.documents.count > 1)
		return REPORT(&j->report, CLI_OUT_ONE, nowhere, text_format(&j->arena, "%zu", j->plan.documents.count),
			      out);
	if (format_of(extension) != FORMAT_PDF)
		return REPORT(&j->report, CLI_BAD_VALUE, nowhere, TEXT("-o"), out, TEXT("OUT.pdf, DIR/"));
	document->pattern = path_stem(out);
	document->is_trusted = true;
	j->folder = text_from(path_folder(&j->arena, text_c(&j->arena, out)));
	return true;
}

static bool
read_output(struct job *j, struct buffer *capture)
{
	struct text out = option_text(&j->options, OPTION_PDF_OUT);

	j->folder = TEXT(".");
	if (!out.len)
		return true;
	if (text_is(out, "-")) {
		j->batch.capture = capture;
		return j->plan.documents.count < 2 ||
		       REPORT(&j->report, CLI_OUT_ONE, nowhere, text_format(&j->arena, "%zu", j->plan.documents.count),
			      out);
	}
	if (!text_ends(out, TEXT("/")) && !folder_exists(text_c(&j->arena, out)))
		return read_name(j, out);
	j->folder = out;
	while (j->folder.len > 1 && j->folder.at[j->folder.len - 1] == '/')
		j->folder.len--;
	return true;
}

void
command_pdf(struct job *j)
{
	struct buffer capture = {0};
	struct text_map given = {0};

	stock_open(&j->stock, &j->arena, NULL, NULL);
	if (!job_read_options(j))
		return;
	for (size_t i = 0; i < j->options.operands.count; i++)
		plan_file(j, &given, j->options.operands.at[i]);
	if (!read_output(j, &capture))
		return;
	for (size_t i = 0; i < j->plan.documents.count; i++)
		plan_add(&j->arena, &j->report, NULL, &j->asked, j->plan.documents.at[i], &j->plan);
	plan_finish(&j->arena, &j->report, &j->stock, &j->plan);
	job_run(j, NULL);
	job_print_capture(j, &capture);
	buffer_free(&capture);
}
