/*
 * qr -- a text as a QR code (ISO/IEC 18004).
 *
 * The text goes in as bytes of UTF-8, with error correction M: 15 % of the code may be dirty.  Around it lies the quiet
 * zone of four modules that readers need.  The picture has one bit a pixel, and several pixels a module, so that
 * it stays crisp where an office program smooths what it enlarges.
 */
#include <png.h>
#include <qrencode.h>
#include <string.h>

#include "merge/picture.h"

enum { QUIET_ZONE = 4, MODULE_PIXELS = 8, BYTES_MOST = 2331 /* version 40, M */ };

static void
write_bytes(png_structp png, png_bytep bytes, png_size_t len)
{
	buffer_add(png_get_io_ptr(png), bytes, len);
}

static void
flush_nothing(png_structp png)
{
	(void)png;
}

/* One row of pixels: black is 0. */
static void
fill_row(const QRcode *code, int row, unsigned char *pixels, size_t len)
{
	memset(pixels, 0xFF, len);
	for (int i = 0; i < code->width && row >= 0 && row < code->width; i++) {
		if (code->data[row * code->width + i] & 1) /* a module is MODULE_PIXELS bits: one byte */
			pixels[QUIET_ZONE + i] = 0;
	}
}

static bool
write_png(const QRcode *code, struct buffer *out)
{
	const int modules = code->width + 2 * QUIET_ZONE;
	unsigned char pixels[256];
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png ? png_create_info_struct(png) : NULL;

	if (!info || setjmp(png_jmpbuf(png))) {
		png_destroy_write_struct(&png, &info);
		return false;
	}
	png_set_write_fn(png, out, write_bytes, flush_nothing);
	png_set_IHDR(png, info, (png_uint_32)(modules * MODULE_PIXELS), (png_uint_32)(modules * MODULE_PIXELS), 1,
		     PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
	png_write_info(png, info);
	for (int row = 0; row < modules; row++) {
		fill_row(code, row - QUIET_ZONE, pixels, (size_t)modules);
		for (int i = 0; i < MODULE_PIXELS; i++)
			png_write_row(png, pixels);
	}
	png_write_end(png, info);
	png_destroy_write_struct(&png, &info);
	return true;
}

bool
qr_picture(struct merging *m, const struct expression *e, struct text t, struct picture *picture)
{
	QRcode *code = NULL;
	struct buffer png = {0};
	const char *what = "";
	bool ok;

	if (m->rehearsal && t.len <= BYTES_MOST)
		return true;
	if (t.len <= BYTES_MOST)
		code = QRcode_encodeData((int)t.len, (const unsigned char *)t.at, 0, QR_ECLEVEL_M);
	if (!code)
		return fail_at(m, e, PROBLEM_QR_TOO_LONG, text_format(m->arena, "%zu", t.len),
			       text_format(m->arena, "%d", BYTES_MOST));
	ok = write_png(code, &png);
	QRcode_free(code);
	picture->digest = TEXT_NONE;
	picture->bytes = buffer_take(m->arena, &png);
	return ok && image_read(picture->bytes, &picture->image, &what) == IMAGE_GOOD;
}
