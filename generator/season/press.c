/*
 * press -- a package laid out: as PDF, or as the text of a stage on the way there.
 *
 * The one place where the phases follow each other: package, document, pages, PDF.  One document's PDF is written at
 * once; that of several stays open (pdf/pdf.h), for its fonts and pictures are written when all of them are known.
 */
#include "season/press.h"

#include <stdlib.h>

#include "document/document.h"
#include "layout/pages.h"
#include "pdf/pdf.h"
#include "season/version.h"

enum { PDF_LEVEL = 6 };

struct press {
	struct pdf_options options;
	struct pdf_writer *writer;
};

static struct pdf_options
options_of(struct text title, struct text created, bool is_combined)
{
	return (struct pdf_options){.producer = TEXT("prikaz " PRIKAZ_VERSION),
				    .level = PDF_LEVEL,
				    .title = title,
				    .created = created,
				    .is_combined = is_combined};
}

const struct pages *
press_lay_out(struct arena *a, struct report *r, const struct package *p, struct catalogue *c, struct shaper *s,
	      struct hyphenator *h)
{
	const struct document *d = document_read(a, r, p);

	return d ? pages_lay_out(a, r, d, c, s, h) : NULL;
}

bool
press_pdf(struct arena *a, struct report *r, const struct pages *pages, struct text created, struct buffer *out,
	  int *count)
{
	struct pdf_options options = options_of(TEXT_NONE, created, false);

	*count = (int)pages->count;
	return pdf_write(a, r, pages, &options, out);
}

struct press *
press_open(struct text title, struct text created)
{
	struct press *p = memory_alloc(sizeof *p);

	p->options = options_of(title, created, true);
	p->writer = pdf_open(&p->options);
	return p;
}

bool
press_add(struct press *p, struct arena *a, struct report *r, const struct pages *pages, struct text bookmark,
	  bool begins_sheet)
{
	struct pdf_part part = {bookmark, begins_sheet};

	return pdf_add(p->writer, a, r, pages, &part);
}

bool
press_finish(struct press *p, struct arena *a, struct report *r, struct buffer *out, int *count)
{
	*count = (int)pdf_page_count(p->writer);
	return pdf_finish(p->writer, a, r, out);
}

void
press_close(struct press *p)
{
	pdf_close(p->writer);
	free(p);
}

bool
press_dump_document(struct arena *a, struct report *r, const struct package *p, struct buffer *out)
{
	const struct document *d = document_read(a, r, p);

	if (d)
		document_dump(d, out);
	return d != NULL;
}

bool
press_dump_pages(struct arena *a, struct report *r, const struct package *p, struct catalogue *c, struct buffer *out)
{
	struct shaper *s = shaper_open(c);
	const struct pages *pages = press_lay_out(a, r, p, c, s, NULL);

	if (pages)
		pages_dump(pages, out);
	shaper_close(s);
	return pages != NULL;
}
