#include "season/press.h"

#include "document/document.h"
#include "layout/pages.h"
#include "pdf/pdf.h"
#include "season/version.h"

enum { PDF_LEVEL = 6 };

static struct pages *
lay_out(struct arena *a, struct report *r, const struct package *p, struct catalogue *c, struct shaper *s,
	struct hyphenator *h)
{
	const struct document *d = document_read(a, r, p);

	return d ? pages_lay_out(a, r, d, c, s, h) : NULL;
}

bool
press_pdf(struct arena *a, struct report *r, const struct package *p, struct catalogue *c, struct shaper *s,
	  struct hyphenator *h, struct buffer *out, int *pages)
{
	struct pdf_options options = {TEXT("prikaz " PRIKAZ_VERSION), PDF_LEVEL};
	const struct pages *laid_out = lay_out(a, r, p, c, s, h);

	if (!laid_out)
		return false;
	*pages = (int)laid_out->count;
	return pdf_write(a, r, laid_out, &options, out);
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
	const struct pages *pages = lay_out(a, r, p, c, s, NULL);

	if (pages)
		pages_dump(pages, out);
	shaper_close(s);
	return pages != NULL;
}
