/*
 * image_turn -- a photo that the camera stored lying on its side, set upright.
 *
 * A camera stores what its sensor saw and notes in Exif how it was held (Exif 2.32, 4.6.4.1, Orientation).  Browsers
 * heed that note, Word and Writer do not.  So the blocks of the JPEG themselves are turned, without decoding them:
 * nothing is lost but an incomplete block at an edge, a few pixels.  All other notes of the camera, like the colour
 * profile, stay; that one says "upright" then.
 */
#include "merge/image_turn.h"

#include <turbojpeg.h>

enum { MEGAPIXELS_MOST = 64, PIXELS_PER_BYTE_MOST = 200 };

/* By the value of Orientation. */
static const int turns[9] = {
	[1] = TJXOP_NONE,      [2] = TJXOP_HFLIP, [3] = TJXOP_ROT180,     [4] = TJXOP_VFLIP,
	[5] = TJXOP_TRANSPOSE, [6] = TJXOP_ROT90, [7] = TJXOP_TRANSVERSE, [8] = TJXOP_ROT270,
};

static void
set_upright(unsigned char *bytes, const struct image *image)
{
	bytes[image->orientation_at] = image->is_orientation_big ? 0 : 1;
	bytes[image->orientation_at + 1] = image->is_orientation_big ? 1 : 0;
}

/* The turned bytes in a, or false. */
static bool
turn(struct arena *a, struct text bytes, int orientation, struct text *turned)
{
	tjtransform how = {.op = turns[orientation], .options = TJXOPT_TRIM};
	tjhandle handle = tjInitTransform();
	unsigned char *out = NULL;
	unsigned long len = 0;
	bool ok;

	if (!handle)
		return false;
	ok = tjTransform(handle, (const unsigned char *)bytes.at, bytes.len, 1, &out, &len, &how, TJFLAG_LIMITSCANS) ==
	     0;
	if (ok)
		*turned = text_copy(a, (struct text){(const char *)out, len});
	tjFree(out);
	tjDestroy(handle);
	return ok;
}

/* Turning takes some six bytes of memory a pixel: a file that is small for its size is no photo but a trap. */
static bool
is_turnable(struct text bytes, const struct image *image)
{
	uint64_t pixels = (uint64_t)image->columns * image->rows;

	return pixels <= (uint64_t)MEGAPIXELS_MOST * 1000000 && pixels / PIXELS_PER_BYTE_MOST <= bytes.len;
}

void
image_turn(struct arena *a, struct text *bytes, struct image *image)
{
	struct image upright;
	struct text turned;
	const char *what;

	if (image->orientation == 1 || !is_turnable(*bytes, image) || !turn(a, *bytes, image->orientation, &turned) ||
	    image_read(turned, &upright, &what) != IMAGE_GOOD)
		return;
	if (upright.orientation_at)
		set_upright((unsigned char *)(uintptr_t)turned.at, &upright);
	upright.orientation = 1;
	*bytes = turned;
	*image = upright;
}
