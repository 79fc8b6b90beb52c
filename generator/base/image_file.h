/*
 * image_file -- what the bytes of a picture say of it: PNG or JPEG, its size, how it was held.
 */
#ifndef PRIKAZ_BASE_IMAGE_FILE_H
#define PRIKAZ_BASE_IMAGE_FILE_H

#include "base/length.h"
#include "base/text.h"

struct image {
	const char *extension;  /* "png" or "jpeg", by the bytes, whatever the file is called */
	uint32_t columns, rows; /* pixels */
	emu width, height;      /* by the resolution that the file names, else 96 pixels an inch */
	int orientation; /* Exif: 1 upright … 8; others than 1 are to be turned or mirrored to be seen upright */
	size_t orientation_at;   /* where in the bytes it stands; 0: nowhere */
	bool is_orientation_big; /* most significant byte first */
};

enum image_state {
	IMAGE_GOOD,
	IMAGE_OTHER,  /* a picture of another kind, or none; *what: "a GIF picture" */
	IMAGE_BROKEN, /* *what: why */
	IMAGE_HUGE    /* beyond IMAGE_SIDE_MOST or IMAGE_PIXELS_MOST */
};

enum { IMAGE_SIDE_MOST = 30000, IMAGE_MEGAPIXELS_MOST = 200 };

/* Looks through all of the bytes; *what is an msgid. */
enum image_state image_read(struct text bytes, struct image *image, const char **what);

/* Whether a marker of a JPEG begins a frame: its size follows (ITU-T T.81, table B.1: SOF0 … SOF15). */
static inline bool
jpeg_is_frame(int marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

#endif
