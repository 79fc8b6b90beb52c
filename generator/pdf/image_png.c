/*
 * image_png -- PNG (ISO/IEC 15948) in a PDF.
 *
 * The data of a PNG is one zlib stream over all IDAT chunks, of rows with a filter's number before each: just what
 * PDF's FlateDecode reads with /Predictor 15 (ISO 32000-1, 7.4.4.4).  So it is passed through after it was seen to be
 * whole; it stays as small as its maker made it, and as crisp.  That needs rows in their order and samples of colour
 * alone. Transparency of one colour, or of one entry of the palette, is a mask of colours (8.9.6.4).
 *
 * An alpha channel, a palette of several transparencies, and interlaced rows (8.2) are decoded by libpng, row by row
 * where possible, and packed anew: colour, and alpha as a soft mask (11.6.5.3), unless nothing turns out to be
 * transparent. Gamma and profiles are ignored, as office programs do.
 */
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/image.h"

enum {
	PNG_BEGINNING = 8, /* the signature */
	PNG_OVERHEAD = 12, /* of a chunk: length, type, CRC-32 */
	PALETTE_MOST = 256,
	/* Interlaced rows come last of all, so the whole picture has to be kept. */
	INTERLACED_MEGAPIXELS_MOST = 32,
	WINDOW = 1 << 15
};

static const char is_damaged[] = N_("its data are damaged");

/* What the chunks say.  image_read has checked the lengths of all, their CRC, and IHDR. */
struct png {
	struct text bytes;
	uint32_t columns, rows;
	int depth, type;
	bool is_interlaced;
	struct text palette, transparency;
	size_t first; /* offset of the first IDAT; 0: there is none */
};

/* The chunk at *at; false behind the last one. */
static bool
next_chunk(struct text bytes, size_t *at, struct text *type, struct text *data)
{
	const unsigned char *p = (const unsigned char *)bytes.at + *at;
	size_t len;

	if (bytes.len < PNG_OVERHEAD || *at > bytes.len - PNG_OVERHEAD)
		return false;
	len = (size_t)p[0] << 24 | (size_t)p[1] << 16 | (size_t)p[2] << 8 | p[3];
	if (len > bytes.len - PNG_OVERHEAD - *at)
		return false;
	*type = text_slice(bytes, *at + 4, *at + 8);
	*data = text_slice(bytes, *at + 8, *at + 8 + len);
	*at += PNG_OVERHEAD + len;
	return !text_is(*type, "IEND");
}

static struct png
png_look(struct text bytes, const struct image *image)
{
	struct png p = {.bytes = bytes, .columns = image->columns, .rows = image->rows};
	struct text type, data;

	p.palette = p.transparency = TEXT_NONE;
	for (size_t at = PNG_BEGINNING, begin = at; next_chunk(bytes, &at, &type, &data); begin = at) {
		if (text_is(type, "IHDR")) {
			p.depth = data.at[8];
			p.type = data.at[9];
			p.is_interlaced = data.at[12] != 0;
		} else if (text_is(type, "PLTE")) {
			p.palette = data;
		} else if (text_is(type, "tRNS")) {
			p.transparency = data;
		} else if (text_is(type, "IDAT") && !p.first) {
			p.first = begin;
		}
	}
	return p;
}

/* ---- passed through ---- */

static int
samples(const struct png *p)
{
	return p->type == PNG_COLOR_TYPE_RGB ? 3 : 1;
}

static uint64_t
row_length(const struct png *p)
{
	return 1 + ((uint64_t)p->columns * (unsigned)(samples(p) * p->depth) + 7) / 8;
}

/* Unpacks, to see that it can be done and how much it is; z->avail_in is then what stands behind the stream's end. */
static bool
count_data(z_stream *z, struct text data, uint64_t *count, bool *ends)
{
	unsigned char window[WINDOW];

	z->next_in = (Bytef *)(uintptr_t)data.at; /* zlib's own signature lacks the const */
	z->avail_in = (uInt)data.len;
	while (z->avail_in && !*ends) {
		int result;

		z->next_out = window;
		z->avail_out = sizeof window;
		result = inflate(z, Z_NO_FLUSH);
		if (result != Z_OK && result != Z_STREAM_END)
			return false;
		*count += sizeof window - z->avail_out;
		*ends = result == Z_STREAM_END;
	}
	return true;
}

/* The zlib stream of all IDAT chunks into w->packed, if it is whole and as long as the picture asks. */
static bool
take_data(struct pdf_writer *w, const struct png *p)
{
	z_stream z = {0};
	struct text type, data;
	uint64_t count = 0, wanted = row_length(p) * p->rows;
	bool ends = false, ok = inflateInit(&z) == Z_OK;

	buffer_clear(&w->packed);
	for (size_t at = p->first; ok && !ends && next_chunk(p->bytes, &at, &type, &data) && text_is(type, "IDAT");) {
		ok = count_data(&z, data, &count, &ends) && count <= wanted;
		buffer_add(&w->packed, data.at, data.len - z.avail_in);
	}
	inflateEnd(&z);
	return ok && ends && count == wanted && w->packed.len <= INT32_MAX;
}

static void
add_predictor(struct pdf_writer *w, HPDF_Dict object, int colors, int depth, uint32_t columns)
{
	HPDF_Dict parameters = HPDF_Dict_New(w->doc->mmgr);

	HPDF_Dict_Add(object, "DecodeParms", parameters);
	HPDF_Dict_AddNumber(parameters, "Predictor", 15);
	HPDF_Dict_AddNumber(parameters, "Colors", colors);
	HPDF_Dict_AddNumber(parameters, "BitsPerComponent", depth);
	HPDF_Dict_AddNumber(parameters, "Columns", (HPDF_INT32)columns);
}

static void
add_palette(struct pdf_writer *w, HPDF_Dict object, struct text palette)
{
	HPDF_Array space = HPDF_Array_New(w->doc->mmgr);

	HPDF_Dict_Add(object, "ColorSpace", space);
	HPDF_Array_AddName(space, "Indexed");
	HPDF_Array_AddName(space, "DeviceRGB");
	HPDF_Array_AddNumber(space, (HPDF_INT32)(palette.len / 3) - 1);
	HPDF_Array_Add(space,
		       HPDF_Binary_New(w->doc->mmgr, (HPDF_BYTE *)(uintptr_t)palette.at, (HPDF_UINT)palette.len));
}

/* The only entry of the palette that is not opaque, when it is wholly transparent; or -1. */
static int
transparent_entry(struct text transparency)
{
	int found = -1;

	for (size_t i = 0; i < transparency.len; i++) {
		if ((unsigned char)transparency.at[i] == 0xFF)
			continue;
		if (transparency.at[i] || found >= 0)
			return -1;
		found = (int)i;
	}
	return found;
}

static bool
is_opaque(const struct png *p)
{
	for (size_t i = 0; i < p->transparency.len; i++)
		if (p->type != PNG_COLOR_TYPE_PALETTE || (unsigned char)p->transparency.at[i] != 0xFF)
			return false;
	return true;
}

/* What a mask of colours can say. */
static bool
is_keyed(const struct png *p)
{
	if (p->type == PNG_COLOR_TYPE_PALETTE)
		return transparent_entry(p->transparency) >= 0;
	return p->depth <= 8 && p->transparency.len == 2 * (size_t)samples(p);
}

static void
add_key(struct pdf_writer *w, HPDF_Dict object, const struct png *p)
{
	HPDF_Array mask = HPDF_Array_New(w->doc->mmgr);
	int entry = transparent_entry(p->transparency);

	HPDF_Dict_Add(object, "Mask", mask);
	for (int i = 0; i < samples(p); i++) {
		int value = p->type == PNG_COLOR_TYPE_PALETTE
				    ? entry
				    : (unsigned char)p->transparency.at[2 * i + 1] & ((1 << p->depth) - 1);

		HPDF_Array_AddNumber(mask, value);
		HPDF_Array_AddNumber(mask, value);
	}
}

static bool
is_passable(const struct png *p)
{
	return !p->is_interlaced && !(p->type & PNG_COLOR_MASK_ALPHA) && (is_opaque(p) || is_keyed(p));
}

static HPDF_Dict
pass(struct pdf_writer *w, const struct png *p)
{
	HPDF_Dict object = pdf_image_object(w, PDF_FLATE, buffer_view(&w->packed), p->columns, p->rows, p->depth);

	add_predictor(w, object, samples(p), p->depth, p->columns);
	if (p->type == PNG_COLOR_TYPE_PALETTE)
		add_palette(w, object, p->palette);
	else
		HPDF_Dict_AddName(object, "ColorSpace", samples(p) == 3 ? "DeviceRGB" : "DeviceGray");
	if (!is_opaque(p))
		add_key(w, object, p);
	return object;
}

/* ---- decoded ---- */

enum { FILTERS = 5 };

/* One of the two streams that a picture is taken apart into: eight bits a sample. */
struct plane {
	z_stream deflate;
	struct buffer packed;
	int samples;
	size_t len;                      /* of a row */
	unsigned char *row, *above;      /* unfiltered */
	unsigned char *filtered, *tried; /* with the filter's number before */
	bool is_used;
};

struct decoding {
	png_structp png;
	png_infop info;
	jmp_buf failed;
	struct text bytes; /* not read yet */
	uint32_t columns, rows;
	int channels;
	struct plane color, alpha;
	bool is_transparent; /* some sample of alpha is */
	unsigned char *row;  /* all channels */
	unsigned char *all;  /* interlaced: all rows */
};

static void
fail(png_structp png, png_const_charp message)
{
	struct decoding *d = png_get_error_ptr(png);

	(void)message;
	longjmp(d->failed, 1);
}

static void
pass_over(png_structp png, png_const_charp message)
{
	(void)png;
	(void)message;
}

static void
read_bytes(png_structp png, png_bytep out, size_t len)
{
	struct decoding *d = png_get_io_ptr(png);

	if (len > d->bytes.len)
		png_error(png, "end");
	memcpy(out, d->bytes.at, len);
	d->bytes = text_from_offset(d->bytes, len);
}

static int
paeth(int left, int above, int corner)
{
	int p = left + above - corner;
	int by_left = abs(p - left), by_above = abs(p - above), by_corner = abs(p - corner);

	return by_left <= by_above && by_left <= by_corner ? left : by_above <= by_corner ? above : corner;
}

/* The row in one of the filters of PNG (9.2) into tried; the sum of what is left, small when it packs well. */
static uint64_t
filter(struct plane *p, int kind)
{
	size_t step = (size_t)p->samples;
	uint64_t sum = 0;

	p->tried[0] = (unsigned char)kind;
	for (size_t i = 0; i < p->len; i++) {
		int left = i < step ? 0 : p->row[i - step], above = p->above[i];
		int corner = i < step ? 0 : p->above[i - step];
		int expected = kind == PNG_FILTER_VALUE_SUB    ? left
			       : kind == PNG_FILTER_VALUE_UP   ? above
			       : kind == PNG_FILTER_VALUE_AVG  ? (left + above) / 2
			       : kind == PNG_FILTER_VALUE_NONE ? 0
							       : paeth(left, above, corner);
		unsigned char rest = (unsigned char)(p->row[i] - expected);

		p->tried[i + 1] = rest;
		sum += rest < 128 ? rest : 256U - rest;
	}
	return sum;
}

static void
swap(unsigned char **a, unsigned char **b)
{
	unsigned char *kept = *a;

	*a = *b;
	*b = kept;
}

static void
pack(struct plane *p, unsigned char *bytes, size_t len, int flush)
{
	z_stream *z = &p->deflate;

	z->next_in = bytes;
	z->avail_in = (uInt)len;
	do {
		z->next_out = (Bytef *)buffer_reserve(&p->packed, WINDOW);
		z->avail_out = WINDOW;
		deflate(z, flush);
		buffer_wrote(&p->packed, WINDOW - z->avail_out);
	} while (z->avail_out == 0);
}

/* p->row as it now stands, in the filter that leaves least. */
static void
plane_row(struct plane *p)
{
	uint64_t best = UINT64_MAX;

	for (int kind = 0; kind < FILTERS && best; kind++) {
		uint64_t sum = filter(p, kind);

		if (sum < best) {
			best = sum;
			swap(&p->filtered, &p->tried);
		}
	}
	pack(p, p->filtered, p->len + 1, Z_NO_FLUSH);
	swap(&p->row, &p->above);
}

static bool
plane_open(struct arena *a, struct plane *p, int count, uint32_t columns, int level)
{
	p->samples = count;
	p->len = (size_t)columns * (size_t)count;
	p->row = NEW_ARRAY(a, unsigned char, p->len);
	p->above = NEW_ARRAY(a, unsigned char, p->len);
	p->filtered = NEW_ARRAY(a, unsigned char, p->len + 1);
	p->tried = NEW_ARRAY(a, unsigned char, p->len + 1);
	p->is_used = deflateInit(&p->deflate, level) == Z_OK;
	return p->is_used;
}

static void
plane_close(struct plane *p)
{
	if (p->is_used)
		deflateEnd(&p->deflate);
	buffer_free(&p->packed);
}

static void
take_row(struct decoding *d, const unsigned char *row)
{
	int colors = d->color.samples;

	for (uint32_t x = 0; x < d->columns; x++, row += d->channels) {
		memcpy(d->color.row + (size_t)x * (size_t)colors, row, (size_t)colors);
		if (d->alpha.is_used) {
			d->alpha.row[x] = row[colors];
			d->is_transparent |= row[colors] != 0xFF;
		}
	}
	plane_row(&d->color);
	if (d->alpha.is_used)
		plane_row(&d->alpha);
}

/* Eight bits a sample; palettes, small depths and tRNS become colours and alpha. */
static void
ask_plainly(struct decoding *d)
{
	png_set_user_limits(d->png, IMAGE_SIDE_MOST, IMAGE_SIDE_MOST);
	png_read_info(d->png, d->info);
	png_set_expand(d->png);
	png_set_scale_16(d->png);
	png_set_interlace_handling(d->png);
	png_read_update_info(d->png, d->info);
	d->channels = png_get_channels(d->png, d->info);
}

static void
take_interlaced(struct decoding *d, struct arena *a)
{
	size_t len = (size_t)d->columns * (size_t)d->channels;
	png_bytepp rows = NEW_ARRAY(a, png_bytep, d->rows);

	d->all = NEW_ARRAY(a, unsigned char, len * d->rows);
	for (uint32_t y = 0; y < d->rows; y++)
		rows[y] = d->all + y * len;
	png_read_image(d->png, rows);
	for (uint32_t y = 0; y < d->rows; y++)
		take_row(d, rows[y]);
}

/* False when libpng finds a fault.  Nothing but d and what it points to is used after a jump. */
static bool
decode(struct decoding *d, struct arena *a, int level)
{
	if (setjmp(d->failed))
		return false;
	ask_plainly(d);
	if (!plane_open(a, &d->color, d->channels > 2 ? 3 : 1, d->columns, level) ||
	    (d->channels % 2 == 0 && !plane_open(a, &d->alpha, 1, d->columns, level)))
		return false;
	if (png_get_interlace_type(d->png, d->info) != PNG_INTERLACE_NONE) {
		take_interlaced(d, a);
	} else {
		d->row = NEW_ARRAY(a, unsigned char, (size_t)d->columns *(size_t)d->channels);
		for (uint32_t y = 0; y < d->rows; y++) {
			png_read_row(d->png, d->row, NULL);
			take_row(d, d->row);
		}
	}
	pack(&d->color, NULL, 0, Z_FINISH);
	if (d->alpha.is_used)
		pack(&d->alpha, NULL, 0, Z_FINISH);
	return d->color.packed.len <= INT32_MAX;
}

static HPDF_Dict
plane_object(struct pdf_writer *w, const struct decoding *d, const struct plane *p)
{
	HPDF_Dict object = pdf_image_object(w, PDF_FLATE, buffer_view(&p->packed), d->columns, d->rows, 8);

	HPDF_Dict_AddName(object, "ColorSpace", p->samples == 3 ? "DeviceRGB" : "DeviceGray");
	add_predictor(w, object, p->samples, 8, d->columns);
	return object;
}

/* The arena's memory is given back: a page may have many pictures. */
static HPDF_Dict
decoded(struct pdf_writer *w, const struct png *p)
{
	struct decoding d = {.bytes = p->bytes, .columns = p->columns, .rows = p->rows};
	struct arena scratch = {0};
	HPDF_Dict object = NULL;

	d.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &d, fail, pass_over);
	d.info = d.png ? png_create_info_struct(d.png) : NULL;
	if (d.info) {
		png_set_read_fn(d.png, &d, read_bytes);
		if (decode(&d, &scratch, w->options->level)) {
			object = plane_object(w, &d, &d.color);
			if (d.is_transparent)
				HPDF_Dict_Add(object, "SMask", plane_object(w, &d, &d.alpha));
		}
	}
	png_destroy_read_struct(&d.png, &d.info, NULL);
	plane_close(&d.color);
	plane_close(&d.alpha);
	arena_free(&scratch);
	return object;
}

HPDF_Dict
pdf_image_png(struct pdf_writer *w, struct text bytes, const struct image *image, const char **what)
{
	struct png p = png_look(bytes, image);
	bool has_palette = p.palette.len && p.palette.len % 3 == 0 && p.palette.len / 3 <= PALETTE_MOST;

	*what = is_damaged;
	if (!p.first || (p.type == PNG_COLOR_TYPE_PALETTE && !has_palette))
		return NULL;
	if (is_passable(&p) && take_data(w, &p))
		return pass(w, &p);
	if (p.is_interlaced && (uint64_t)p.columns * p.rows > (uint64_t)INTERLACED_MEGAPIXELS_MOST * 1000000) {
		*what = N_("it is too large");
		return NULL;
	}
	return decoded(w, &p);
}
