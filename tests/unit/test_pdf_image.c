/* Pictures in a PDF: what poppler draws of them is what their pixels say, and broken ones do no harm. */
#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "other_program.h"
#include "pdf/pdf.h"
#include "pictures.h"

#define FILE_NAME "made.pdf"
#define ANSWER    "answer.txt"
#define DRAWN     "drawn"

/* Pages are in points, and drawn at as many pixels; poppler blurs what it enlarges less than four times. */
enum { SIDE = 16, PAGE = 100, AT = 10, ENLARGED = 5 };

struct made {
	struct report report;
	struct arena arena;
	struct package package;
	VECTOR(struct page_item) items;
	struct buffer out;
};

static int
open_made(void **state)
{
	struct made *t = calloc(1, sizeof *t);

	report_open(&t->report);
	t->package.file = TEXT("picture.docx");
	*state = t;
	return 0;
}

static int
close_made(void **state)
{
	struct made *t = *state;

	report_close(&t->report);
	buffer_free(&t->out);
	arena_free(&t->arena);
	free(t);
	unlink(FILE_NAME);
	unlink(ANSWER);
	unlink(DRAWN ".ppm");
	return 0;
}

/* ---- making ---- */

static struct graphic *
add_image(struct made *t, const char *part, int width, int height)
{
	struct graphic *g = NEW(&t->arena, struct graphic);

	g->part = text_from(part);
	*VECTOR_PUSH(&t->arena, &t->items) = (struct page_item){.kind = ITEM_IMAGE,
								.x = AT * EMU_PER_PT,
								.y = AT * EMU_PER_PT,
								.width = width * EMU_PER_PT,
								.height = height * EMU_PER_PT,
								.graphic = g};
	return g;
}

static void
write_pdf(struct made *t, size_t page_count)
{
	struct pdf_options options = {.producer = TEXT("prikaz test"), .level = 6};
	struct page *all = NEW_ARRAY(&t->arena, struct page, page_count);
	struct pages pages = {.at = all, .count = page_count, .package = &t->package, .file = t->package.file};

	for (size_t i = 0; i < page_count; i++)
		all[i] = (struct page){.width = PAGE * EMU_PER_PT,
				       .height = PAGE * EMU_PER_PT,
				       .items = t->items.at,
				       .item_count = t->items.count};
	buffer_clear(&t->out);
	assert_true(pdf_write(&t->arena, &t->report, &pages, &options, &t->out));
	assert_true(file_write(&t->arena, &t->report, FILE_NAME, buffer_view(&t->out)));
}

static const char *
ask(struct made *t, const char *program, const char *arguments)
{
	return ask_program(&t->arena, &t->report, ANSWER, program, arguments);
}

/* The page as pixels, three bytes each. */
static const unsigned char *
draw(struct made *t)
{
	struct text ppm;
	const char *answer = ask(t, "pdftoppm", "-r 72 -singlefile " FILE_NAME " " DRAWN);

	if (*answer)
		fail_msg("pdftoppm: %s", answer);
	if (!strstr(ask(t, "qpdf", "--check " FILE_NAME), "No syntax or stream encoding errors"))
		fail_msg("qpdf finds faults");
	assert_true(file_read(&t->arena, &t->report, DRAWN ".ppm", TEXT(DRAWN), &ppm));
	return (const unsigned char *)ppm.at + ppm.len - (size_t)3 * PAGE * PAGE;
}

/* ---- PNG of all kinds ---- */

struct kind {
	int type, depth;
	bool is_interlaced;
	int transparency; /* 0 none, 1 one colour or entry, 2 many entries */
};

/* Sample `channel` of the pixel. */
static unsigned
sample(const struct kind *k, int channel, int x, int y)
{
	unsigned most = (1U << k->depth) - 1, step = k->depth > 4 ? most / SIDE : 1;
	unsigned values[4] = {(unsigned)(x + y), (unsigned)y, (unsigned)(SIDE - x), (unsigned)(x * 2 + 1)};

	if (k->type == PNG_COLOR_TYPE_PALETTE)
		return (unsigned)(x + y) & most;
	if (k->type == PNG_COLOR_TYPE_GRAY_ALPHA && channel == 1)
		channel = 3;
	return values[channel] * step & most;
}

static int
channels_of(const struct kind *k)
{
	static const int channels[] = {[0] = 1, [2] = 3, [3] = 1, [4] = 2, [6] = 4};

	return channels[k->type];
}

static png_color
entry(unsigned i)
{
	return (png_color){(png_byte)(i * 7), (png_byte)(255 - i * 3), (png_byte)(i * 11)};
}

static unsigned
entry_alpha(const struct kind *k, unsigned i)
{
	if (k->transparency == 1)
		return i == 1 ? 0 : 255;
	return k->transparency ? 255 - i * 15 : 255;
}

static void
put_sample(unsigned char *row, const struct kind *k, size_t index, unsigned value)
{
	if (k->depth == 16) {
		row[2 * index] = (unsigned char)(value >> 8);
		row[2 * index + 1] = (unsigned char)value;
	} else if (k->depth == 8) {
		row[index] = (unsigned char)value;
	} else {
		size_t bit = index * (size_t)k->depth;

		row[bit / 8] |= (unsigned char)(value << (8 - k->depth - (int)(bit % 8)));
	}
}

static void
add_bytes(png_structp png, png_bytep bytes, size_t len)
{
	buffer_add(png_get_io_ptr(png), bytes, len);
}

static void
flush_nothing(png_structp png)
{
	(void)png;
}

static void
set_transparency(png_structp png, png_infop info, const struct kind *k)
{
	png_color palette[SIDE];
	png_byte alphas[SIDE];
	png_color_16 key = {.gray = (png_uint_16)sample(k, 0, 3, 3),
			    .red = (png_uint_16)sample(k, 0, 3, 3),
			    .green = (png_uint_16)sample(k, 1, 3, 3),
			    .blue = (png_uint_16)sample(k, 2, 3, 3)};
	int entries = k->depth < 4 ? 1 << k->depth : SIDE;

	for (unsigned i = 0; i < SIDE; i++) {
		palette[i] = entry(i);
		alphas[i] = (png_byte)entry_alpha(k, i);
	}
	if (k->type == PNG_COLOR_TYPE_PALETTE)
		png_set_PLTE(png, info, palette, entries);
	if (k->transparency)
		png_set_tRNS(png, info, alphas, entries, &key);
}

static struct text
make_png(struct made *t, const struct kind *k)
{
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	unsigned char rows[SIDE][SIDE * 8] = {{0}};
	png_bytep at[SIDE];
	struct buffer b = {0};
	struct text bytes;

	png_set_write_fn(png, &b, add_bytes, flush_nothing);
	png_set_IHDR(png, info, SIDE, SIDE, k->depth, k->type,
		     k->is_interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
		     PNG_FILTER_TYPE_DEFAULT);
	set_transparency(png, info, k);
	for (int y = 0; y < SIDE; y++) {
		at[y] = rows[y];
		for (int x = 0; x < SIDE; x++)
			for (int c = 0; c < channels_of(k); c++)
				put_sample(rows[y], k, (size_t)(x * channels_of(k) + c), sample(k, c, x, y));
	}
	png_write_info(png, info);
	png_write_image(png, at);
	png_write_end(png, NULL);
	png_destroy_write_struct(&png, &info);
	bytes = text_copy(&t->arena, buffer_view(&b));
	buffer_free(&b);
	return bytes;
}

static unsigned
eight_bits(const struct kind *k, int channel, int x, int y)
{
	return sample(k, channel, x, y) * 255 / ((1U << k->depth) - 1);
}

static bool
is_key(const struct kind *k, int x, int y)
{
	for (int c = 0; c < channels_of(k); c++)
		if (sample(k, c, x, y) != sample(k, c, 3, 3))
			return false;
	return k->transparency != 0;
}

/* What is to be seen on white paper. */
static void
expect_pixel(const struct kind *k, int x, int y, unsigned rgb[3])
{
	unsigned alpha = 255;

	for (int c = 0; c < 3; c++)
		rgb[c] = eight_bits(k, k->type & PNG_COLOR_MASK_COLOR ? c : 0, x, y);
	if (k->type == PNG_COLOR_TYPE_PALETTE) {
		png_color e = entry(sample(k, 0, x, y) % SIDE);

		rgb[0] = e.red;
		rgb[1] = e.green;
		rgb[2] = e.blue;
		alpha = entry_alpha(k, sample(k, 0, x, y) % SIDE);
	} else if (k->type & PNG_COLOR_MASK_ALPHA) {
		alpha = eight_bits(k, channels_of(k) - 1, x, y);
	} else if (is_key(k, x, y)) {
		alpha = 0;
	}
	for (int c = 0; c < 3; c++)
		rgb[c] = (rgb[c] * alpha + 255 * (255 - alpha)) / 255;
}

static void
expect_drawn(struct made *t, const struct kind *k)
{
	const unsigned char *page = draw(t);

	for (int y = 0; y < SIDE; y++) {
		for (int x = 0; x < SIDE; x++) {
			const unsigned char *seen = page + 3 * ((y * ENLARGED + ENLARGED / 2 + AT) * PAGE +
								x * ENLARGED + ENLARGED / 2 + AT);
			unsigned wanted[3];

			expect_pixel(k, x, y, wanted);
			for (int c = 0; c < 3; c++)
				if (abs((int)wanted[c] - seen[c]) > 3)
					fail_msg("type %d depth %d interlaced %d transparency %d: at %d, %d colour %d "
						 "is %u, not %u",
						 k->type, k->depth, k->is_interlaced, k->transparency, x, y, c, seen[c],
						 wanted[c]);
		}
	}
}

static void
png_of_every_kind_looks_as_its_pixels_say(void **state)
{
	static const struct {
		int type, depth, transparency;
	} kinds[] = {{0, 1, 0},  {0, 2, 0}, {0, 4, 0}, {0, 8, 0},  {0, 16, 0}, {0, 1, 1}, {0, 8, 1},
		     {0, 16, 1}, {2, 8, 0}, {2, 8, 1}, {2, 16, 0}, {2, 16, 1}, {3, 1, 0}, {3, 2, 1},
		     {3, 4, 0},  {3, 4, 1}, {3, 4, 2}, {4, 8, 0},  {4, 16, 0}, {6, 8, 0}, {6, 16, 0}};
	struct made *t = *state;

	for (size_t i = 0; i < 2 * sizeof kinds / sizeof *kinds; i++) {
		struct kind k = {kinds[i / 2].type, kinds[i / 2].depth, i % 2 != 0, kinds[i / 2].transparency};

		package_replace(&t->arena, &t->package, TEXT("a.png"), make_png(t, &k));
		t->items.count = 0;
		add_image(t, "a.png", SIDE * ENLARGED, SIDE * ENLARGED);
		write_pdf(t, 1);
		expect_drawn(t, &k);
		assert_int_equal(report_count(&t->report, SEVERITY_NOTE), 0);
	}
}

static void
a_picture_is_stored_once(void **state)
{
	static const struct kind k = {3, 4, false, 2};
	struct made *t = *state;
	const char *answer;
	int images = 0;

	package_replace(&t->arena, &t->package, TEXT("a.png"), make_png(t, &k));
	package_replace(&t->arena, &t->package, TEXT("b.png"), make_png(t, &k));
	add_image(t, "a.png", SIDE, SIDE);
	add_image(t, "b.png", SIDE, SIDE);
	write_pdf(t, 3);
	answer = t->out.at;
	for (size_t at = 0; at + 14 < t->out.len; at++)
		images += memcmp(answer + at, "/Subtype /Image", 15) == 0;
	assert_int_equal(images, 2); /* with its mask */
}

/* ---- the frame ---- */

static void
expect_color(const unsigned char *page, int x, int y, unsigned wanted)
{
	const unsigned char *p = page + 3 * (y * PAGE + x);
	unsigned seen = (unsigned)(p[0] << 16 | p[1] << 8 | p[2]);

	if (seen != wanted)
		fail_msg("at %d, %d stands %06X, not %06X", x, y, seen, wanted);
}

/* Four by one pixels: red, green, blue, black. */
static struct text
stripe(struct made *t)
{
	static const unsigned char colors[] = {255, 0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0};
	png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
	png_infop info = png_create_info_struct(png);
	struct buffer b = {0};
	struct text bytes;

	png_set_write_fn(png, &b, add_bytes, flush_nothing);
	png_set_IHDR(png, info, 4, 1, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
		     PNG_FILTER_TYPE_DEFAULT);
	png_write_info(png, info);
	png_write_row(png, colors);
	png_write_end(png, NULL);
	png_destroy_write_struct(&png, &info);
	bytes = text_copy(&t->arena, buffer_view(&b));
	buffer_free(&b);
	return bytes;
}

static void
frames_crop_mirror_and_turn(void **state)
{
	struct made *t = *state;
	struct graphic *g;
	const unsigned char *page;

	package_replace(&t->arena, &t->package, TEXT("a.png"), stripe(t));
	g = add_image(t, "a.png", 40, 20);
	write_pdf(t, 1);
	page = draw(t);
	expect_color(page, 12, 15, 0xFF0000);
	expect_color(page, 47, 15, 0x000000);
	expect_color(page, 9, 15, 0xFFFFFF);

	g->crop[SIDE_LEFT] = g->crop[SIDE_RIGHT] = CROP_WHOLE / 4; /* green, blue */
	write_pdf(t, 1);
	page = draw(t);
	expect_color(page, 12, 15, 0x00FF00);
	expect_color(page, 47, 15, 0x0000FF);
	expect_color(page, 52, 15, 0xFFFFFF);

	g->is_mirrored = true;
	write_pdf(t, 1);
	expect_color(draw(t), 12, 15, 0x0000FF);

	g->turn = TURN_WHOLE / 4; /* blue, on the left, goes up; the frame stands upright about its middle */
	write_pdf(t, 1);
	page = draw(t);
	expect_color(page, 30, 3, 0x0000FF);
	expect_color(page, 30, 37, 0x00FF00);
	expect_color(page, 12, 20, 0xFFFFFF);
}

/* ---- JPEG, and what is broken ---- */

static void
jpeg_is_passed_through(void **state)
{
	struct made *t = *state;
	struct text photo = text_copy(&t->arena, (struct text){PICTURE_JPEG, sizeof PICTURE_JPEG - 1});

	package_replace(&t->arena, &t->package, TEXT("a.jpeg"), photo);
	add_image(t, "a.jpeg", SIDE, SIDE);
	write_pdf(t, 1);
	draw(t);
	assert_non_null(memmem(t->out.at, t->out.len, photo.at, photo.len));
	assert_int_equal(report_count(&t->report, SEVERITY_NOTE), 0);
}

/* Any byte changed, or the file cut anywhere: a picture or a warning, never more. */
static void
broken_pictures_do_no_harm(void **state)
{
	static const struct kind kinds[] = {{3, 4, false, 2}, {6, 8, true, 0}, {0, 1, false, 0}};
	struct made *t = *state;

	add_image(t, "a", SIDE, SIDE);
	for (size_t i = 0; i < 4; i++) {
		struct text whole =
			i < 3 ? make_png(t, &kinds[i]) : (struct text){PICTURE_JPEG, sizeof PICTURE_JPEG - 1};

		for (size_t at = 0; at < whole.len; at += 3) {
			struct text copy = text_copy(&t->arena, whole);

			((char *)(uintptr_t)copy.at)[at] ^= 0x15;
			package_replace(&t->arena, &t->package, TEXT("a"), copy);
			write_pdf(t, 1);
			package_replace(&t->arena, &t->package, TEXT("a"), text_slice(whole, 0, at));
			write_pdf(t, 1);
		}
	}
	assert_int_equal(report_count(&t->report, SEVERITY_ERROR), 0);
}

int
main(void)
{
	char folder[] = "/tmp/prikaz-test-pdf-image-XXXXXX";
	int failed;

	if (!mkdtemp(folder) || chdir(folder))
		return 1;
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_made, close_made)
	const struct CMUnitTest tests[] = {
		TEST(png_of_every_kind_looks_as_its_pixels_say),
		TEST(a_picture_is_stored_once),
		TEST(frames_crop_mirror_and_turn),
		TEST(jpeg_is_passed_through),
		TEST(broken_pictures_do_no_harm),
	};
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(folder);
	return failed;
}
