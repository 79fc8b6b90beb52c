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
};

/*
 * The whole file appended to out; nothing is appended on failure.  Reports what libharu refuses (PDF_FAILED), a
 * font that cannot be cut down (PDF_FONT_UNUSABLE), and pictures whose places stay empty, because they are of a kind
 * that is not drawn yet (PDF_IMAGE_LATER) or damaged (PDF_IMAGE_BROKEN).  The pages' package gives the pictures.
 * Texts of the pages have to live until it returns; a holds what is needed meanwhile.
 */
bool pdf_write(struct arena *a, struct report *r, const struct pages *p, const struct pdf_options *o,
	       struct buffer *out);

#endif
