/*
 * image -- a page's pictures, and JPEG.
 *
 * A picture is one object however often it is drawn, in headers of a thousand pages too; what is the same picture
 * is decided by its bytes, for editors store what was pasted twice as two parts, and a file of many documents made from
 * one template has the template's pictures once.
 *
 * JPEG (ITU-T T.81) is what the filter DCTDecode reads, so the file goes in as it is.  What its numbers mean stands
 * beside it (ISO 32000-1, table 13): three components are YCbCr, four are CMYK, unless Adobe's segment APP14 says
 * otherwise, in which case four are stored inverted (Adobe technical note 5116, 18).
 */
#include "pdf/image.h"

#include <openssl/evp.h>
#include <string.h>

#include "base/image_file.h"

/* ---- JPEG ---- */

enum { SOS = 0xDA, APP14 = 0xEE, TRANSFORM_UNSAID = -1 };

struct jpeg {
	int components, precision;
	bool is_adobe;
	bool names_rgb; /* the components are called R, G, B, and so they are */
	int transform;  /* of Adobe's segment: 0 none, 1 YCbCr, 2 YCCK */
};

static void
frame_read(struct text data, struct jpeg *j)
{
	if (data.len < 6)
		return;
	j->precision = (unsigned char)data.at[0];
	j->components = (unsigned char)data.at[5];
	j->names_rgb = data.len >= 15 && data.at[6] == 'R' && data.at[9] == 'G' && data.at[12] == 'B';
}

/* image_read has walked the segments, so they are whole; here what it did not need is looked for. */
static struct jpeg
jpeg_read(struct text bytes)
{
	struct jpeg j = {.transform = TRANSFORM_UNSAID};

	for (size_t at = 2; at + 4 <= bytes.len;) {
		const unsigned char *p = (const unsigned char *)bytes.at + at;
		size_t len = (size_t)(p[2] << 8 | p[3]);
		struct text data = text_slice(bytes, at + 4, at + 2 + len);

		if (p[1] == 0xFF) {
			at++; /* bytes to fill up with may stand before a marker */
			continue;
		}
		if (p[1] == 0x01 || (p[1] >= 0xD0 && p[1] <= 0xD8)) {
			at += 2;
			continue;
		}
		if (p[1] == SOS)
			break;
		if (jpeg_is_frame(p[1])) {
			frame_read(data, &j);
		} else if (p[1] == APP14 && data.len >= 12 && text_starts(data, TEXT("Adobe"))) {
			j.is_adobe = true;
			j.transform = (unsigned char)data.at[11];
		}
		at += 2 + len;
	}
	return j;
}

static void
invert(HPDF_Dict object, int components)
{
	HPDF_Array decode = HPDF_Array_New(object->mmgr);

	HPDF_Dict_Add(object, "Decode", decode);
	for (int i = 0; i < components; i++) {
		HPDF_Array_AddNumber(decode, 1);
		HPDF_Array_AddNumber(decode, 0);
	}
}

HPDF_Dict
pdf_image_jpeg(struct pdf_writer *w, struct text bytes, const struct image *image, const char **what)
{
	static const char *const spaces[] = {[1] = "DeviceGray", [3] = "DeviceRGB", [4] = "DeviceCMYK"};
	struct jpeg j = jpeg_read(bytes);
	HPDF_Dict object, parameters;

	*what = N_("a JPEG picture of a kind that office programs do not show");
	if (j.precision != 8 || j.components < 1 || j.components > 4 || !spaces[j.components])
		return NULL;
	object = pdf_image_object(w, PDF_DCT, bytes, image->columns, image->rows, 8);
	HPDF_Dict_AddName(object, "ColorSpace", spaces[j.components]);
	if (j.components == 4 && j.is_adobe)
		invert(object, 4);
	if (j.components == 3 && !j.is_adobe && j.names_rgb) {
		parameters = HPDF_Dict_New(w->doc->mmgr);
		HPDF_Dict_Add(object, "DecodeParms", parameters);
		HPDF_Dict_AddNumber(parameters, "ColorTransform", 0);
	}
	return object;
}

/* ---- the pictures of a document ---- */

HPDF_Dict
pdf_image_object(struct pdf_writer *w, enum pdf_filter filter, struct text packed, uint32_t columns, uint32_t rows,
		 int depth)
{
	HPDF_Dict object = pdf_packed_stream(w, filter, packed);

	object->header.obj_class |= HPDF_OSUBCLASS_XOBJECT;
	HPDF_Dict_AddName(object, "Type", "XObject");
	HPDF_Dict_AddName(object, "Subtype", "Image");
	HPDF_Dict_AddNumber(object, "Width", (HPDF_INT32)columns);
	HPDF_Dict_AddNumber(object, "Height", (HPDF_INT32)rows);
	HPDF_Dict_AddNumber(object, "BitsPerComponent", depth);
	return object;
}

/* Its file's name alone; the description may tell of a person. */
static struct text
shown_name(const struct graphic *g)
{
	for (size_t i = g->part.len; i-- > 0;)
		if (g->part.at[i] == '/')
			return text_from_offset(g->part, i + 1);
	return g->part.len ? g->part : TEXT("?");
}

static void
tell(struct pdf_writer *w, const struct graphic *g, size_t page, enum problem_code code, const char *what)
{
	struct text number = text_format(w->arena, "%zu", page);

	report_add(w->report, code, place_file(w->file), (struct excerpt){.text = TEXT_NONE},
		   (const struct text[PROBLEM_ARGUMENTS]){number, shown_name(g), text_from(_(what)), TEXT_NONE});
}

/* The bytes of a part; *what says why there are none. */
static struct text
part_bytes(struct pdf_writer *w, struct text name, const char **what)
{
	const struct package *p = w->pages->package;
	struct part *part = p && name.len ? package_part(p, name) : NULL;
	struct text bytes = TEXT_NONE;
	struct report quiet;

	*what = part ? N_("it does not unpack to what it should be") : N_("it is not in the document");
	if (!part)
		return bytes;
	report_open(&quiet);
	if (!package_bytes(w->arena, &quiet, p, part, &bytes))
		bytes = TEXT_NONE;
	else
		*what = N_("an empty file");
	report_close(&quiet);
	return bytes;
}

static HPDF_Dict
make(struct pdf_writer *w, const struct graphic *g, struct text bytes, size_t page)
{
	HPDF_Dict object = NULL;
	struct image image;
	const char *what;

	switch (image_read(bytes, &image, &what)) {
	case IMAGE_GOOD:
		object = strcmp(image.extension, "png") == 0 ? pdf_image_png(w, bytes, &image, &what)
							     : pdf_image_jpeg(w, bytes, &image, &what);
		if (!object)
			tell(w, g, page, PROBLEM_PDF_IMAGE_BROKEN, what);
		break;
	case IMAGE_OTHER:
		tell(w, g, page, PROBLEM_PDF_IMAGE_LATER, what);
		break;
	case IMAGE_BROKEN:
		tell(w, g, page, PROBLEM_PDF_IMAGE_BROKEN, what);
		break;
	case IMAGE_HUGE:
		tell(w, g, page, PROBLEM_PDF_IMAGE_BROKEN, N_("it is too large"));
	}
	return object;
}

/* A picture of the file with that content, which is there from now on; *is_new: it was not yet. */
static struct pdf_image *
image_of_file(struct pdf_writer *w, const unsigned char digest[IMAGE_DIGEST], bool *is_new)
{
	struct pdf_image *image;

	*is_new = false;
	for (size_t i = 0; i < w->images.count; i++) {
		if (memcmp(w->images.at[i]->digest, digest, IMAGE_DIGEST) == 0)
			return w->images.at[i];
	}
	*is_new = true;
	image = NEW(&w->file_arena, struct pdf_image);
	memcpy(image->digest, digest, IMAGE_DIGEST);
	return *VECTOR_PUSH(&w->file_arena, &w->images) = image;
}

/* A picture that this document shows for the first time. */
static HPDF_Dict
image_met(struct pdf_writer *w, const struct graphic *g, size_t page)
{
	unsigned char digest[IMAGE_DIGEST] = {0};
	struct pdf_image *image;
	struct text bytes;
	const char *what;
	bool is_new;

	bytes = part_bytes(w, g->part, &what);
	if (!bytes.len) {
		tell(w, g, page, PROBLEM_PDF_IMAGE_BROKEN, what);
		return NULL;
	}
	EVP_Digest(bytes.at, bytes.len, digest, NULL, EVP_sha256(), NULL);
	image = image_of_file(w, digest, &is_new);
	if (is_new)
		image->object = make(w, g, bytes, page);
	return image->object;
}

HPDF_Dict
pdf_image_for(struct pdf_writer *w, const struct graphic *g, size_t page)
{
	struct pdf_image *image;

	for (size_t i = 0; i < w->part_images.count; i++)
		if (text_equal(w->part_images.at[i]->part, g->part))
			return w->part_images.at[i]->object;
	image = NEW(w->arena, struct pdf_image);
	image->part = g->part;
	image->object = image_met(w, g, page);
	*VECTOR_PUSH(w->arena, &w->part_images) = image;
	return image->object;
}
