/*
 * graphic -- how a frame shows its picture: what is cut off, mirrored, turned.
 *
 * Private to this folder.
 */
#ifndef PRIKAZ_DOCUMENT_GRAPHIC_H
#define PRIKAZ_DOCUMENT_GRAPHIC_H

#include "document/document.h"

/* A picture that fills the room of d, as yet whole and upright.  part: empty when it is not in the package. */
struct graphic *graphic_new(struct arena *a, struct drawing *d, struct text part, struct text description);

/* A crop in parts of CROP_WHOLE, cut to what makes sense. */
int graphic_crop_bound(int64_t crop);

/*
 * Turns the frame clockwise by `turn`, 60 000ths of a degree, of any size: the room of d becomes the least upright
 * one that holds it.
 */
void graphic_turn(struct drawing *d, struct graphic *g, int64_t turn);

/*
 * What the bytes say of the picture's own size [EMU]; false when it is of a kind that does not tell, or cannot be read
 * (the PDF will say so).  The part's bytes are unpacked into a, which must live as long as the package.
 */
bool graphic_own_size(struct arena *a, const struct package *p, const struct graphic *g, emu *width, emu *height);

/* Cuts off lengths of the picture's own size, as ODF counts; a picture whose size is not known stays whole. */
void graphic_crop(struct arena *a, const struct package *p, struct graphic *g, const emu lengths[SIDES]);

#endif
