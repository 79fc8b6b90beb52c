/*
 * picture_store -- the picture files of a run, found inside one folder and nowhere else.
 *
 * Several threads may ask it.  What many records show, a logo, is kept in memory; what one record shows is read into
 * that record's arena and forgotten with it.
 */
#ifndef PRIKAZ_MERGE_PICTURE_STORE_H
#define PRIKAZ_MERGE_PICTURE_STORE_H

#include "base/image_file.h"
#include "base/report.h"

struct picture_store;

/* folder: of the season, or of the data file. */
struct picture_store *picture_store_open(const char *folder);
void picture_store_close(struct picture_store *s); /* NULL: there is nothing to close */

struct picture {
	struct text bytes;
	struct image image;
	struct text digest; /* see attach_digest; of a picture that is kept, else empty */
};

/* Why there is no picture, as a message. */
struct picture_fault {
	enum problem_code code;
	struct text arguments[2];
};

/*
 * The picture at a path as data write it: below the folder, or below its folder "images"; parted by / or \.  It lives
 * in a or as long as the store.  False with *fault (in a) when there is none, or none that can be used.
 */
bool picture_store_read(struct picture_store *s, struct arena *a, struct text path, struct picture *picture,
			struct picture_fault *fault);

/* The same without reading all of it: whether it is there and begins as a picture. */
bool picture_store_check(struct picture_store *s, struct arena *a, struct text path, struct picture_fault *fault);

#endif
