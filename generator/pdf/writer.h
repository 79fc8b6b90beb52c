/*
 * writer -- what the modules of this folder share while one PDF is being written.
 */
#ifndef PRIKAZ_PDF_WRITER_H
#define PRIKAZ_PDF_WRITER_H

#include <hpdf.h>
#include <hpdf_objects.h>
#include <zlib.h>

#include "base/buffer.h"
#include "pdf/pdf.h"

enum { CENTIPOINT = EMU_PER_PT / 100 }; /* 127 EMU; coordinates are written in hundredths of a point */

enum { OUTLINE_LEVELS = 10 }; /* documents of a file of several, and nine levels of headings */

/* An entry of the outline that has been made. */
struct outline_item {
	HPDF_Outline object;
	int depth; /* from 0 */
};

/* A glyph that a page shows. */
struct pdf_glyph {
	struct text meaning; /* the text it stands for, when it is copied */
	int width;           /* its advance as the PDF will say it: in 1/100 000 of the size */
	char code[4];        /* its number as it stands in a string: two bytes, escaped */
	unsigned char code_length;
};

/*
 * A font file in this PDF.  Glyphs are addressed by their number in the file (Identity-H), so the
 * content can be written before it is known which glyphs the subset will need.
 */
struct pdf_font {
	const struct face *face; /* one of those that share the file */
	struct hb_face_t *file;
	HPDF_Dict object;                /* Type 0; filled by pdf_fonts_finish */
	VECTOR(struct pdf_glyph) glyphs; /* in the order in which they were met */
	uint16_t *numbers;               /* by glyph of the file: its number among those, from 1; 0: not used */
	unsigned glyph_count;
};

struct pdf_image; /* image.h */

/* From that page on [index in the file] pages are called so (12.4.2). */
struct page_label {
	size_t page;
	char style;         /* of PDF: D, R, r, A, a; 0: no number */
	int number;         /* of its first page */
	struct text prefix; /* without a number: the whole name */
};

struct pdf_writer {
	const struct pdf_options *options;
	HPDF_Doc doc;
	HPDF_STATUS first_error; /* later ones are only its echo */
	HPDF_STATUS first_detail;
	struct arena file_arena; /* for what the end needs */
	VECTOR(struct pdf_font *) fonts;
	VECTOR(struct pdf_image *) images;
	struct buffer content, packed;
	z_stream deflate;
	struct text file; /* of the document, for messages */
	size_t page_count;
	HPDF_REAL last_width, last_height;
	VECTOR(struct page_label) labels;
	bool needs_labels;
	struct document_properties properties;
	VECTOR(struct outline_item) outline;

	/* while a document is added, or the file finished */
	struct arena *arena;
	struct report *report;
	const struct pages *pages;
	size_t first_page; /* of the document, in the file */
	HPDF_Page *page_objects;
	VECTOR(struct pdf_image *) part_images; /* met in this document, by the names of their parts */
	struct buffer *out;
};

/* pdf.c: objects.  They belong to the document; one that is not indirect has to be added to another at once. */
HPDF_Dict pdf_dict(struct pdf_writer *w);                      /* indirect */
HPDF_Dict pdf_stream(struct pdf_writer *w, struct text bytes); /* indirect, deflated */
enum pdf_filter { PDF_FLATE, PDF_DCT };
HPDF_Dict pdf_packed_stream(struct pdf_writer *w, enum pdf_filter filter, struct text packed); /* as it is; indirect */
void *pdf_string(struct pdf_writer *w, struct text t); /* text string: ASCII or UTF-16BE */
HPDF_Array pdf_destination(struct pdf_writer *w, int page_index, emu y);

/* A number of hundredths as a PDF real: 1250 gives 12.5. */
void put_hundredths(struct buffer *b, int64_t hundredths);

/* The text as UTF-16BE in hexadecimal digits. */
void put_utf16(struct buffer *b, struct text t);

/* content.c: the page's operators into w->content; its fonts and pictures into the page's resources. */
void content_write(struct pdf_writer *w, HPDF_Page object, const struct page *p);

/*
 * image.c: the object of a picture that stands on that page (from 1); NULL when it cannot be drawn: reported when first
 * met (PDF_IMAGE_LATER, PDF_IMAGE_BROKEN).
 */
HPDF_Dict pdf_image_for(struct pdf_writer *w, const struct graphic *g, size_t page);

/* pdf_font.c */
struct pdf_font *pdf_font_for(struct pdf_writer *w, const struct face *f);
/*
 * The glyph of that number in the file, which is used from now on; good until the next call.  NULL when the file has no
 * such.
 */
struct pdf_glyph *pdf_font_meet(struct pdf_writer *w, struct pdf_font *font,
				unsigned id); /* for pdf_font_glyph alone */
static inline struct pdf_glyph *
pdf_font_glyph(struct pdf_writer *w, struct pdf_font *font, unsigned id)
{
	unsigned number = id < font->glyph_count ? font->numbers[id] : 0;

	return number ? &font->glyphs.at[number - 1] : pdf_font_meet(w, font, id);
}
/* A used glyph of face f stands for this text; false: it stands for another one already, which is kept. */
bool pdf_font_note(struct pdf_writer *w, struct pdf_glyph *glyph, const struct face *f, struct text meaning);
/* The text as it is to be copied: mostly itself, but without soft hyphens, joiners and the like. */
struct text pdf_font_copied(struct pdf_writer *w, const struct face *f, struct text t);
bool pdf_fonts_finish(struct pdf_writer *w);

/* A page object of that size at the end of the file; NULL when libharu gives none. */
HPDF_Page pdf_page(struct pdf_writer *w, HPDF_REAL width, HPDF_REAL height);

/* navigation.c: links and outline of the document that is added; then the outline's opening and the properties. */
void navigation_add(struct pdf_writer *w, const struct pdf_part *part);
void navigation_finish(struct pdf_writer *w);

/* page_label.c: what the document's pages, or a blank one behind them, are called; then all of it. */
void page_labels_add(struct pdf_writer *w);
void page_labels_add_blank(struct pdf_writer *w);
void page_labels_write(struct pdf_writer *w);

#endif
