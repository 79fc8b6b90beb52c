/*
 * graphic -- how a frame shows its picture.
 *
 * DOCX cuts off parts of the picture (a:srcRect, ECMA-376 part 1, 20.1.8.55), ODF lengths of it (fo:clip, ODF 1.3
 * part 3, 20.187), which count in the size that the picture has by its pixels and their number per inch: so ODF's need
 * a look into its bytes.
 */
#include "document/graphic.h"

#include <math.h>

#include "base/image_file.h"

/* Beyond, a crop would be a millionfold magnification, and numbers too large for a reader of PDF. */
enum { CROP_MOST = 20 * CROP_WHOLE };

struct graphic *
graphic_new(struct arena *a, struct drawing *d, struct text part, struct text description)
{
	struct graphic *g = NEW(a, struct graphic);

	g->part = part;
	g->description = description;
	g->width = d->width;
	g->height = d->height;
	d->graphic = g;
	return g;
}

/* Floating numbers, but rounded to what is seen by nobody, so that they are the same everywhere. */
static emu
span(double across, double down)
{
	return emu_from(llround((fabs(across) + fabs(down)) / EMU_PER_TWIP) * EMU_PER_TWIP);
}

void
graphic_turn(struct drawing *d, struct graphic *g, int64_t turn)
{
	double angle;

	g->turn = (int)((turn % TURN_WHOLE + TURN_WHOLE) % TURN_WHOLE);
	if (!g->turn)
		return;
	angle = g->turn * (acos(-1) / (TURN_WHOLE / 2));
	d->width = span(g->width * cos(angle), g->height * sin(angle));
	d->height = span(g->width * sin(angle), g->height * cos(angle));
	if (g->turn % (TURN_WHOLE / 4) == 0) {
		bool lies = g->turn % (TURN_WHOLE / 2) != 0;

		d->width = lies ? g->height : g->width;
		d->height = lies ? g->width : g->height;
	}
}

bool
graphic_own_size(struct arena *a, const struct package *p, const struct graphic *g, emu *width, emu *height)
{
	struct part *part = g->part.len ? package_part(p, g->part) : NULL;
	struct report quiet;
	struct text bytes;
	struct image image;
	const char *what;
	bool ok;

	if (!part)
		return false;
	report_open(&quiet);
	ok = package_bytes(a, &quiet, p, part, &bytes) && image_read(bytes, &image, &what) == IMAGE_GOOD;
	report_close(&quiet);
	if (!ok)
		return false;
	*width = image.width;
	*height = image.height;
	return *width > 0 && *height > 0;
}

int
graphic_crop_bound(int64_t crop)
{
	return (int)(crop > CROP_MOST ? CROP_MOST : crop < -CROP_MOST ? -CROP_MOST : crop);
}

void
graphic_crop(struct arena *a, const struct package *p, struct graphic *g, const emu lengths[SIDES])
{
	emu width, height;

	if (!lengths[SIDE_TOP] && !lengths[SIDE_RIGHT] && !lengths[SIDE_BOTTOM] && !lengths[SIDE_LEFT])
		return;
	if (!graphic_own_size(a, p, g, &width, &height))
		return;
	for (int side = 0; side < SIDES; side++)
		g->crop[side] = graphic_crop_bound((int64_t)lengths[side] * CROP_WHOLE /
						   (side == SIDE_TOP || side == SIDE_BOTTOM ? height : width));
}
