/*
 * image_turn -- a photo that the camera stored lying on its side, set upright.
 */
#ifndef PRIKAZ_MERGE_IMAGE_TURN_H
#define PRIKAZ_MERGE_IMAGE_TURN_H

#include "base/image_file.h"

/*
 * Sets a photo upright: *bytes, in a, and *image then say so.  What cannot be turned without loss, or
 * would take too much memory, stays as it is.
 */
void image_turn(struct arena *a, struct text *bytes, struct image *image);

#endif
