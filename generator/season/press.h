/*
 * press -- a package laid out: as PDF, or as the text of a stage on the way there.
 *
 * A module of its own because the model of documents and the data both have tables, and C has one name for them.
 */
#ifndef PRIKAZ_SEASON_PRESS_H
#define PRIKAZ_SEASON_PRESS_H

#include "base/buffer.h"
#include "font/font.h"
#include "package/package.h"

struct hyphenator; /* layout/hyphenation.h */

/*
 * Appends the PDF of a DOCX or ODT package to out and counts its pages.  Reports what goes wrong.  h: shared by
 * threads; may be NULL.
 */
bool press_pdf(struct arena *a, struct report *r, const struct package *p, struct catalogue *c, struct shaper *s,
	       struct hyphenator *h, struct buffer *out, int *pages);

/* Appends the text form of the document model, of the pages; for --dump. */
bool press_dump_document(struct arena *a, struct report *r, const struct package *p, struct buffer *out);
bool press_dump_pages(struct arena *a, struct report *r, const struct package *p, struct catalogue *c,
		      struct buffer *out);

#endif
