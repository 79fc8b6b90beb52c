/*
 * image -- pictures as objects of a PDF (ISO 32000-1, 8.9.5).
 *
 * Private to this folder.
 */
#ifndef PRIKAZ_PDF_IMAGE_H
#define PRIKAZ_PDF_IMAGE_H

#include "base/image_file.h"
#include "pdf/writer.h"

enum { IMAGE_DIGEST = 32 /* SHA-256 */ };

/* A picture in this PDF, made when it is first drawn. */
struct pdf_image {
	struct text part;                   /* of a document's package; of the pictures of the file: empty */
	unsigned char digest[IMAGE_DIGEST]; /* of the bytes; of a document's pictures: zero */
	HPDF_Dict object;                   /* NULL: it cannot be drawn, which was said */
};

/* An image object of that size, and its entries but for the colours. */
HPDF_Dict pdf_image_object(struct pdf_writer *w, enum pdf_filter filter, struct text packed, uint32_t columns,
			   uint32_t rows, int depth);

/*
 * The object of a picture that image_read has found good.  NULL when it turns out to be broken: *what, an msgid,
 * says why.  JPEG passes its bytes through; so does PNG where it can.
 */
HPDF_Dict pdf_image_jpeg(struct pdf_writer *w, struct text bytes, const struct image *image, const char **what);
HPDF_Dict pdf_image_png(struct pdf_writer *w, struct text bytes, const struct image *image, const char **what);

#endif
