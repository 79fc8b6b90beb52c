/*
 * image_file -- what the bytes of a picture say of it.
 *
 * PNG (ISO/IEC 15948): eight bytes of signature, then chunks of length, type, data, CRC-32; IHDR comes first with the
 * size in pixels, pHYs may tell pixels per metre, IEND is the last.
 *
 * JPEG (ITU-T T.81, annex B): segments of FF, marker, and mostly a length.  SOFn has the size in pixels; SOS begins the
 * picture itself; EOI ends it.  APP0 "JFIF" tells the resolution; APP1 "Exif" is a small TIFF, whose directory
 * has how the camera was held (Exif 2.32, 4.6.4).
 */
#include "base/image_file.h"

#include <string.h>
#include <zlib.h>

#include "base/report.h"

enum { SCREEN_RESOLUTION = 96, LEAST_RESOLUTION = 20, MOST_RESOLUTION = 5000 };

static const char cut_short[] = N_("it is cut short");

static uint32_t
big(struct text t, size_t at, int bytes)
{
	uint32_t n = 0;

	for (int i = 0; i < bytes; i++)
		n = n << 8 | (unsigned char)t.at[at + (size_t)i];
	return n;
}

static uint32_t
little(struct text t, size_t at, int bytes)
{
	uint32_t n = 0;

	for (int i = bytes; i-- > 0;)
		n = n << 8 | (unsigned char)t.at[at + (size_t)i];
	return n;
}

/* ---- size ---- */

/* Of so many pixels at so many to the inch; a resolution that nobody can mean is that of a screen. */
static emu
length_of(uint32_t pixels, double resolution)
{
	if (!(resolution >= LEAST_RESOLUTION && resolution <= MOST_RESOLUTION))
		resolution = SCREEN_RESOLUTION;
	return emu_from((int64_t)(pixels * (double)EMU_PER_INCH / resolution + 0.5));
}

static enum image_state
set_size(struct image *image, double across, double down)
{
	if (image->columns > IMAGE_SIDE_MOST || image->rows > IMAGE_SIDE_MOST ||
	    (uint64_t)image->columns * image->rows > (uint64_t)IMAGE_MEGAPIXELS_MOST * 1000000)
		return IMAGE_HUGE;
	image->width = length_of(image->columns, across);
	image->height = length_of(image->rows, down);
	return IMAGE_GOOD;
}

/* ---- PNG ---- */

enum { PNG_SIGNATURE = 8, PNG_AROUND = 12, PNG_IHDR = 13 };

static bool
is_png_header(struct text data)
{
	static const unsigned char depths[7] = {
		[0] = 1 | 2 | 4 | 8 | 16, [2] = 8 | 16, [3] = 1 | 2 | 4 | 8, [4] = 8 | 16, [6] = 8 | 16};
	unsigned char depth = (unsigned char)data.at[8], type = (unsigned char)data.at[9];

	return big(data, 0, 4) && big(data, 4, 4) && type < sizeof depths && (depths[type] & depth) &&
	       (depth & (depth - 1)) == 0;
}

static enum image_state
read_png(struct text bytes, struct image *image, const char **what)
{
	double across = 0, down = 0;

	image->extension = "png";
	for (size_t at = PNG_SIGNATURE;;) {
		struct text rest = text_from_offset(bytes, at), type, data;
		uint32_t len = rest.len < PNG_AROUND ? 0 : big(rest, 0, 4);

		*what = cut_short;
		if (rest.len < PNG_AROUND || len > rest.len - PNG_AROUND)
			return IMAGE_BROKEN;
		type = text_slice(rest, 4, 8);
		data = text_slice(rest, 8, 8 + (size_t)len);
		*what = N_("its bytes were changed on the way");
		if (crc32_z(0, (const Bytef *)type.at, len + 4) != big(rest, 8 + (size_t)len, 4))
			return IMAGE_BROKEN;
		if (at == PNG_SIGNATURE) {
			*what = N_("its size in pixels is wrong");
			if (!text_is(type, "IHDR") || len != PNG_IHDR || !is_png_header(data))
				return IMAGE_BROKEN;
			image->columns = big(data, 0, 4);
			image->rows = big(data, 4, 4);
		} else if (text_is(type, "pHYs") && len == 9 && data.at[8] == 1) {
			across = big(data, 0, 4) * 0.0254;
			down = big(data, 4, 4) * 0.0254;
		} else if (text_is(type, "IEND")) {
			return set_size(image, across, down);
		}
		at += PNG_AROUND + (size_t)len;
	}
}

/* ---- Exif ---- */

/* A TIFF directory (TIFF 6.0, section 2), of whichever byte order. */
struct tiff {
	struct text bytes;
	size_t begin; /* in the file */
	bool is_big;
};

static uint32_t
tiff_number(const struct tiff *t, size_t at, int bytes)
{
	if (at > t->bytes.len || t->bytes.len - at < (size_t)bytes)
		return 0;
	return t->is_big ? big(t->bytes, at, bytes) : little(t->bytes, at, bytes);
}

/*
 * The resolution in Exif is passed over: cameras write 72 whatever they mean, and Writer, which crops a picture by the
 * size it has by itself, does not ask for it either.
 */
static void
read_exif(struct text bytes, size_t begin, struct image *image)
{
	struct tiff t = {bytes, begin, text_starts(bytes, TEXT("MM\0*"))};
	size_t at = tiff_number(&t, 4, 4), count = tiff_number(&t, at, 2);

	if (!t.is_big && !text_starts(bytes, TEXT("II*\0")))
		return;
	for (at += 2; count > 0 && at < bytes.len; count--, at += 12) {
		uint32_t value = tiff_number(&t, at + 8, 2);

		if (tiff_number(&t, at, 2) != 0x0112 || value < 1 || value > 8)
			continue;
		image->orientation = (int)value;
		image->orientation_at = begin + at + 8;
		image->is_orientation_big = t.is_big;
	}
}

/* ---- JPEG ---- */

enum { SOI = 0xD8, EOI = 0xD9, SOS = 0xDA, APP0 = 0xE0, APP1 = 0xE1 };

static bool
is_alone(int marker) /* without a length */
{
	return marker == 0x01 || (marker >= 0xD0 && marker <= SOI);
}

static void
read_jfif(struct text data, double *across, double *down)
{
	double unit = data.len >= 12 ? (data.at[7] == 1 ? 1 : data.at[7] == 2 ? 2.54 : 0) : 0;

	if (!text_starts(data, TEXT("JFIF\0")) || unit == 0)
		return;
	*across = big(data, 8, 2) * unit;
	*down = big(data, 10, 2) * unit;
}

/* The marker at *at, or -1; *at moves behind it. */
static int
next_marker(struct text bytes, size_t *at)
{
	if (*at >= bytes.len || (unsigned char)bytes.at[*at] != 0xFF)
		return -1;
	while (*at < bytes.len && (unsigned char)bytes.at[*at] == 0xFF)
		++*at;
	return *at < bytes.len ? (unsigned char)bytes.at[(*at)++] : -1;
}

static enum image_state
read_jpeg(struct text bytes, struct image *image, const char **what)
{
	double across = 0, down = 0;
	int marker;

	image->extension = "jpeg";
	*what = cut_short;
	for (size_t at = 2; (marker = next_marker(bytes, &at)) >= 0;) {
		struct text rest = text_from_offset(bytes, at), data;
		uint32_t len = rest.len < 2 ? 0 : big(rest, 0, 2);

		if (is_alone(marker))
			continue;
		if (len < 2 || len > rest.len)
			return IMAGE_BROKEN;
		data = text_slice(rest, 2, len);
		if (marker == APP0) {
			read_jfif(data, &across, &down);
		} else if (marker == APP1 && text_starts(data, TEXT("Exif\0\0"))) {
			read_exif(text_from_offset(data, 6), at + 8, image);
		} else if (jpeg_is_frame(marker) && data.len >= 6) {
			*what = N_("a JPEG picture of a kind that office programs do not show");
			if (marker > 0xC2)
				return IMAGE_OTHER;
			image->rows = big(data, 1, 2);
			image->columns = big(data, 3, 2);
			*what = cut_short;
		} else if (marker == SOS) {
			if (!image->rows || !image->columns || text_find(rest, TEXT("\xFF\xD9"), 0) == TEXT_NOWHERE)
				return IMAGE_BROKEN;
			return set_size(image, across, down);
		}
		at += len;
	}
	return IMAGE_BROKEN;
}

/* ---- what else it may be ---- */

static const char *
other_kind(struct text bytes)
{
	static const struct {
		size_t at;
		struct text begin;
		const char *kind;
	} kinds[] = {
		{0, TEXT_INIT("GIF8"), N_("a GIF picture")},
		{0, TEXT_INIT("BM"), N_("a BMP picture")},
		{8, TEXT_INIT("WEBP"), N_("a WebP picture")},
		{0, TEXT_INIT("II*\0"), N_("a TIFF picture")},
		{0, TEXT_INIT("MM\0*"), N_("a TIFF picture")},
		{0, TEXT_INIT("%PDF"), N_("a PDF document")},
		{4, TEXT_INIT("ftypavif"), N_("an AVIF picture")},
		{4, TEXT_INIT("ftyp"), N_("a HEIC picture, as an iPhone takes it")},
		{0, TEXT_INIT("\xD7\xCD\xC6\x9A"), N_("a WMF picture")},
		{40, TEXT_INIT(" EMF"), N_("an EMF picture")},
		{0, TEXT_INIT("PK\x03\x04"), N_("a document or an archive")},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (text_starts(text_from_offset(bytes, kinds[i].at), kinds[i].begin))
			return kinds[i].kind;
	}
	if (text_find(text_slice(bytes, 0, 1024), TEXT("<svg"), 0) != TEXT_NOWHERE)
		return N_("an SVG picture");
	return bytes.len ? N_("no picture") : N_("an empty file");
}

enum image_state
image_read(struct text bytes, struct image *image, const char **what)
{
	*image = (struct image){.orientation = 1};
	if (text_starts(bytes, TEXT("\x89PNG\r\n\x1A\n")))
		return read_png(bytes, image, what);
	if (text_starts(bytes, TEXT("\xFF\xD8\xFF")))
		return read_jpeg(bytes, image, what);
	*what = other_kind(bytes);
	return IMAGE_OTHER;
}
