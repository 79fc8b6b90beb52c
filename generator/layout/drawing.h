/*
 * drawing -- the room of a picture that stands in a line.
 */
#ifndef PRIKAZ_LAYOUT_DRAWING_H
#define PRIKAZ_LAYOUT_DRAWING_H

#include "layout/layout.h"

/* Its width in the line, with its distances; not below 0. */
emu drawing_width(struct layout *l, const struct drawing *d);

/* Its height, with its distances. */
int64_t drawing_height(struct layout *l, const struct drawing *d);

/* How far it reaches below the baseline, with its distance; f: of the letters around.  Negative: it ends above. */
int64_t drawing_depth(struct layout *l, const struct drawing *d, const struct font *f);

#endif
