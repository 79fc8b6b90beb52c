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

struct pages; /* layout/pages.h */

/* The pages of a DOCX or ODT package, in a; NULL when it has none (reported).  h: shared by threads; may be NULL. */
const struct pages *press_lay_out(struct arena *a, struct report *r, const struct package *p, struct catalogue *c,
				  struct shaper *s, struct hyphenator *h);

/* Appends their PDF to out and counts them.  Reports what goes wrong.  created: "20260901"; empty: not said. */
bool press_pdf(struct arena *a, struct report *r, const struct pages *pages, struct text created, struct buffer *out,
	       int *count);

/* A PDF of several documents, one after the other; one thread at a time. */
struct press;

/* The texts have to live until it is closed. */
struct press *press_open(struct text title, struct text created);

/*
 * Adds a document under a bookmark of its own, on an odd page if begins_sheet.  Its pages may go afterwards.  false
 * when that failed (reported).
 */
bool press_add(struct press *p, struct arena *a, struct report *r, const struct pages *pages, struct text bookmark,
	       bool begins_sheet);

/* Appends the file to out and counts its pages; false when it cannot be made (reported). */
bool press_finish(struct press *p, struct arena *a, struct report *r, struct buffer *out, int *count);

void press_close(struct press *p);

/* Appends the text form of the document model, of the pages; for --dump. */
bool press_dump_document(struct arena *a, struct report *r, const struct package *p, struct buffer *out);
bool press_dump_pages(struct arena *a, struct report *r, const struct package *p, struct catalogue *c,
		      struct buffer *out);

#endif
