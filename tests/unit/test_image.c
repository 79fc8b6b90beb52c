#include "check.h"

#include <stdlib.h>

#include "merge/image_turn.h"
#include "pictures.h"

static struct arena arena;

static void
expect(struct text bytes, enum image_state state, const char *what)
{
	struct image image;
	const char *told = "";

	assert_int_equal(image_read(bytes, &image, &told), state);
	if (what)
		assert_string_equal(told, what);
}

static void
sizes(void **state)
{
	struct image image;
	const char *what;

	(void)state;
	assert_int_equal(image_read(TEXT(PICTURE_PNG), &image, &what), IMAGE_GOOD);
	assert_string_equal(image.extension, "png");
	assert_int_equal(image.columns, 8);
	assert_int_equal(image.rows, 4);
	assert_int_equal(image.width, 8 * EMU_PER_PX); /* it names no resolution */
	assert_int_equal(image_read(TEXT(PICTURE_JPEG), &image, &what), IMAGE_GOOD);
	assert_string_equal(image.extension, "jpeg");
	assert_int_equal(image.columns, 16);
	assert_int_equal(image.height, 8 * EMU_PER_INCH / 300);
	assert_int_equal(image.orientation, 1);
}

/* Whatever is cut off or changed, it is told or read, and never read past the end. */
static void
damage(void **state)
{
	static const struct text wholes[] = {TEXT_INIT(PICTURE_PNG), TEXT_INIT(PICTURE_JPEG)};

	(void)state;
	for (int k = 0; k < 2; k++) {
		for (size_t len = 0; len < wholes[k].len; len++) {
			char *copy = memory_alloc(len + 1);
			struct image image;
			const char *what;

			memcpy(copy, wholes[k].at, len);
			assert_int_not_equal(image_read((struct text){copy, len}, &image, &what), IMAGE_GOOD);
			copy = memory_resize(copy, wholes[k].len);
			memcpy(copy, wholes[k].at, wholes[k].len);
			copy[len] = (char)~copy[len];
			image_read((struct text){copy, wholes[k].len}, &image, &what);
			free(copy);
		}
	}
	expect(TEXT("\x89PNG\r\n\x1A\n"), IMAGE_BROKEN, "it is cut short");
	expect(TEXT("\xFF\xD8\xFF\xE1\0\x10"
		    "Exif\0\0MM\0*\xFF\xFF\xFF\xFF"),
	       IMAGE_BROKEN, "it is cut short");
}

static void
other_kinds(void **state)
{
	(void)state;
	expect(TEXT("GIF89a"), IMAGE_OTHER, "a GIF picture");
	expect(TEXT("RIFF1234WEBPVP8 "), IMAGE_OTHER, "a WebP picture");
	expect(TEXT("1234ftypheic"), IMAGE_OTHER, "a HEIC picture, as an iPhone takes it");
	expect(TEXT("<?xml version=\"1.0\"?><svg/>"), IMAGE_OTHER, "an SVG picture");
	expect(TEXT("слова"), IMAGE_OTHER, "no picture");
	expect(TEXT(""), IMAGE_OTHER, "an empty file");
}

/* The JPEG as a camera that was held upright stores it: Exif, least significant byte first, Orientation 6. */
static struct text
lying_photo(void)
{
	struct text whole = TEXT(PICTURE_JPEG);

	return text_join(&arena,
			 text_join(&arena, text_slice(whole, 0, 2),
				   TEXT("\xFF\xE1\0\x22"
					"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0")),
			 text_from_offset(whole, 2));
}

static void
photos_are_set_upright(void **state)
{
	struct text photo = lying_photo();
	struct image image;
	const char *what;

	(void)state;
	assert_int_equal(image_read(photo, &image, &what), IMAGE_GOOD);
	assert_int_equal(image.orientation, 6);
	image_turn(&arena, &photo, &image);
	assert_int_equal(image.orientation, 1);
	assert_int_equal(image.columns, 8);
	assert_int_equal(image.rows, 16);
	assert_int_equal(image_read(photo, &image, &what), IMAGE_GOOD);
	assert_int_equal(image.orientation, 1);
	arena_free(&arena);
}

static void
damaged_photos_stay(void **state)
{
	struct text whole = lying_photo();

	(void)state;
	for (size_t i = 0; i < whole.len; i++) {
		struct text photo = text_copy(&arena, whole);
		struct image image;
		const char *what;

		((char *)(uintptr_t)photo.at)[i] ^= 0x55;
		if (image_read(photo, &image, &what) == IMAGE_GOOD)
			image_turn(&arena, &photo, &image);
	}
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes),
		cmocka_unit_test(damage),
		cmocka_unit_test(other_kinds),
		cmocka_unit_test(photos_are_set_upright),
		cmocka_unit_test(damaged_photos_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
