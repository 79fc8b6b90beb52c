/*
 * picture -- the picture that a value names, and how large it stands; private to merge/.
 */
#ifndef PRIKAZ_MERGE_PICTURE_H
#define PRIKAZ_MERGE_PICTURE_H

#include "merge/picture_store.h"
#include "merge/state.h"
#include "template/op_picture.h"

/* The picture in a frame of the template's, while the frame is written. */
struct picture_run {
	struct text id; /* as attach_picture gave it */
	struct picture picture;
	double width, height; /* of the box, how much of it is taken: 1 and less */
	double across, down;  /* of the picture, how much of it is cut off at either side */
};

/* A QR code of a text as PNG; reports at e when the text is too long. */
bool qr_picture(struct merging *m, const struct expression *e, struct text t, struct picture *picture);

/*
 * A picture from a file as a character of the text, between the w:t of a DOCX at hand and another; no wider than
 * width_most.  Reports at e what is wrong with the file; false.
 */
bool picture_write(struct merging *m, const struct expression *e, enum escape escape, struct text path, struct text alt,
		   emu width_most);

#endif
