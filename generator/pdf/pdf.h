/*
 * pdf -- pages to a PDF file (ISO 32000-1, version 1.7) through libharu's object layer.
 *
 * Every HPDF_ call of the program lives in this folder.  Fonts are ours: Type 0, Identity-H, one
 * subset by hb-subset per face and file, true widths, ToUnicode; text is written as TJ.  Nothing in
 * the bytes comes from the clock or a random source.
 */
#ifndef PRIKAZ_PDF_PDF_H
#define PRIKAZ_PDF_PDF_H

#include "layout/pages.h"

struct pdf_options {
	struct text producer; /* "prikaz 0.1" */
	int level;            /* of deflate, 1 … 9 */
	bool is_combined;     /* it takes more than one document: title, author … are what all of them say */
	struct text title;    /* if they say no title, or different ones */
	struct text created;  /* a day, "20260901"; empty: not said */
};

/*
 * A file of one document.  Appended to out whole; nothing is appended on failure.  Reports what libharu refuses
 * (PDF_FAILED), a font that cannot be cut down (PDF_FONT_UNUSABLE), and pictures whose places stay empty, because they
 * are of a kind that is not drawn yet (PDF_IMAGE_LATER) or damaged (PDF_IMAGE_BROKEN).  The pages' package gives the
 * pictures.  a holds what is needed meanwhile.
 */
bool pdf_write(struct arena *a, struct report *r, const struct pages *p, const struct pdf_options *o,
	       struct buffer *out);

/*
 * The same document by document: what is added is packed at once and may go then; only faces have to live until the
 * end.  Fonts, and pictures that are equal byte for byte, are in the file once.  One thread at a time, any thread.
 */
struct pdf_writer;

/* How a document stands in a file of several. */
struct pdf_part {
	struct text bookmark; /* its own, above its headings; empty: none */
	bool begins_sheet; /* on an odd page: behind an odd number of pages stands a blank one, of the last one's size
			    */
};

/* Never NULL; pdf_close ends its life.  The texts of o have to live as long. */
struct pdf_writer *pdf_open(const struct pdf_options *o);

/* Adds the pages of a document.  false when that failed (reported): the file cannot be finished then. */
bool pdf_add(struct pdf_writer *w, struct arena *a, struct report *r, const struct pages *p,
	     const struct pdf_part *part);

/* How many pages there are. */
size_t pdf_page_count(const struct pdf_writer *w);

/* Appends the file to out, once; false, and nothing appended, when it cannot be made (reported). */
bool pdf_finish(struct pdf_writer *w, struct arena *a, struct report *r, struct buffer *out);

void pdf_close(struct pdf_writer *w);

#endif
