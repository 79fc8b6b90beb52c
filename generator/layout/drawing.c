/*
 * drawing -- the room of a picture that stands in a line.
 *
 * Word sets it on the baseline.  ODF has more places (1.3 part 3, 20.408 and 20.409), which Writer reads so that, but
 * for those of the letters, all count from the baseline; a line as a whole is taken for the letters of the picture's
 * run.
 */
#include "layout/drawing.h"

#include "layout/box.h"

emu
drawing_width(struct layout *l, const struct drawing *d)
{
	int64_t width = (int64_t)box_of(l, d)->width + d->distance[SIDE_LEFT] + d->distance[SIDE_RIGHT];

	return emu_from(width < 0 ? 0 : width);
}

int64_t
drawing_height(struct layout *l, const struct drawing *d)
{
	return (int64_t)box_of(l, d)->height + d->distance[SIDE_TOP] + d->distance[SIDE_BOTTOM];
}

int64_t
drawing_depth(struct layout *l, const struct drawing *d, const struct font *f)
{
	int64_t height = drawing_height(l, d);
	bool by_letters = d->y_from == ORIGIN_CHARACTER;
	int64_t top = by_letters ? f->ascent : 0, bottom = by_letters ? f->descent : 0;

	switch (d->y_align) {
	case DRAWING_AT:
		return d->y - top + height;
	case DRAWING_START:
		return by_letters ? height - top : 0;
	case DRAWING_CENTER:
		return (height + bottom - top) / 2;
	case DRAWING_END:
		return by_letters ? bottom : height;
	}
	return 0;
}
