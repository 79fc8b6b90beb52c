/*
 * image -- a page's pictures, and JPEG.
 *
 * A picture is one object however often it is drawn, in headers of a thousand pages too; what is the same picture
 * is decided by its bytes, for editors store what was pasted twice as two parts.
 *
 * JPEG (ITU-T T.81) is what the filter DCTDecode reads, so the file goes in as it is.  What its numbers mean stands
 * beside it (ISO 32000-1, table 13): three components are YCbCr, four are CMYK, unless Adobe's segment APP14 says
 * otherwise, in which case four are stored inverted (Adobe technical note 5116, 18).
 */
#include "pdf/image.h"

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
pdf_image_jpeg(struct writer *w, struct text bytes, const struct image *image, const char **what)
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
pdf_image_object(struct writer *w, enum pdf_filter filter, struct text packed, uint32_t columns, uint32_t rows,
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
tell(struct writer *w, const struct graphic *g, size_t page, enum problem_code code, const char *what)
{
	struct text number = text_format(w->arena, "%zu", page);

	report_add(w->report, code, place_file(w->pages->file), (struct excerpt){.text = TEXT_NONE},
		   (const struct text[PROBLEM_ARGUMENTS]){number, shown_name(g), text_from(_(what)), TEXT_NONE});
}

/* The bytes of a part; *what says why there are none. */
static struct text
part_bytes(struct writer *w, struct text name, const char **what)
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
make(struct writer *w, const struct graphic *g, struct text bytes, size_t page)
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

static struct pdf_image *
image_new(struct writer *w, const struct graphic *g, size_t page)
{
	struct pdf_image *image = NEW(w->arena, struct pdf_image);
	const char *what;

	image->part = g->part;
	image->bytes = part_bytes(w, g->part, &what);
	*VECTOR_PUSH(w->arena, &w->images) = image;
	if (!image->bytes.len) {
		tell(w, g, page, PROBLEM_PDF_IMAGE_BROKEN, what);
		return image;
	}
	for (size_t i = 0; i + 1 < w->images.count; i++) {
		if (text_equal(w->images.at[i]->bytes, image->bytes)) {
			image->object = w->images.at[i]->object;
			return image;
		}
	}
	image->object = make(w, g, image->bytes, page);
	return image;
}

HPDF_Dict
pdf_image_for(struct writer *w, const struct graphic *g, size_t page)
{
	for (size_t i = 0; i < w->images.count; i++)
		if (text_equal(w->images.at[i]->part, g->part))
			return w->images.at[i]->object;
	return image_new(w, g, page)->object;
}
