/*
 * around -- text beside drawings.
 *
 * Writer (7.4) sets a line into all free parts of its height, from left to right, and passes by those which have no
 * room for the next word.  A drawing at whose sides text may stand where there is room for it needs 2 cm there, in
 * a DOCX 15 points; when it is wider than 1.5 cm, text stands at one side of it, the wider one.  One that lets no text
 * beside it takes the whole line.
 */
#include "layout/around.h"

enum { BOTH_SIDES_MOST = 850 * EMU_PER_TWIP };
enum { ROOM_LEAST = 1134 * EMU_PER_TWIP, SMALL_ROOM_LEAST = 300 * EMU_PER_TWIP };

static enum drawing_wrap
wrap_where_room(const struct layout *l, struct area place, int64_t x, int64_t width)
{
	int64_t least = l->document->wraps_in_small_room ? SMALL_ROOM_LEAST : ROOM_LEAST;
	int64_t left = place.x - x, right = x + width - place.x - place.width;

	if (place.x + place.width < x || place.x > x + width || (!left && !right))
		return WRAP_SQUARE;
	if (place.width > BOTH_SIDES_MOST)
		*(left < right ? &left : &right) = 0;
	if (left >= least)
		return right >= least ? WRAP_SQUARE : WRAP_LEFT;
	return right >= least ? WRAP_RIGHT : WRAP_TOP_AND_BOTTOM;
}

struct obstacle
obstacle_of(const struct layout *l, const struct drawing *d, struct area place, int64_t x, int64_t width)
{
	struct obstacle o = {.wrap = d->wrap};

	o.area = (struct area){.x = place.x - d->distance[SIDE_LEFT],
			       .y = place.y - d->distance[SIDE_TOP],
			       .width = place.width + d->distance[SIDE_LEFT] + d->distance[SIDE_RIGHT],
			       .height = place.height + d->distance[SIDE_TOP] + d->distance[SIDE_BOTTOM]};
	if (o.wrap == WRAP_DYNAMIC)
		o.wrap = wrap_where_room(l, o.area, x, width);
	return o;
}

/* What an obstacle takes of a line, in the line's own measure; false: nothing. */
static bool
taken(const struct around *around, const struct obstacle *o, struct gap line, int64_t top, int64_t height,
      struct gap *part)
{
	int64_t from = o->area.x - around->x, end = from + o->area.width;

	if (o->area.y >= top + height || o->area.y + o->area.height <= top || from >= line.end || end <= line.from)
		return false;
	*part = (struct gap){from, end};
	if (o->wrap == WRAP_LEFT || o->wrap == WRAP_TOP_AND_BOTTOM)
		part->end = line.end;
	if (o->wrap == WRAP_RIGHT || o->wrap == WRAP_TOP_AND_BOTTOM)
		part->from = line.from;
	return true;
}

/* Takes the part out of the gaps, which stand from left to right. */
static size_t
gaps_cut(struct gap gaps[GAPS_MOST], size_t count, struct gap part)
{
	struct gap left[GAPS_MOST + 1];
	size_t n = 0;

	for (size_t i = 0; i < count; i++) {
		if (gaps[i].from < part.from && n < GAPS_MOST)
			left[n++] = (struct gap){gaps[i].from, gaps[i].end < part.from ? gaps[i].end : part.from};
		if (gaps[i].end > part.end && n < GAPS_MOST)
			left[n++] = (struct gap){gaps[i].from > part.end ? gaps[i].from : part.end, gaps[i].end};
	}
	for (size_t i = 0; i < n; i++)
		gaps[i] = left[i];
	return n;
}

size_t
around_gaps(const struct around *around, struct gap line, int64_t top, int64_t height, struct gap gaps[GAPS_MOST],
	    int64_t *next, bool *is_free)
{
	size_t count = 1;

	gaps[0] = line;
	*is_free = true;
	*next = INT64_MAX;
	for (size_t i = 0; i < around->count; i++) {
		const struct obstacle *o = &around->at[i];
		struct gap part;

		if (!taken(around, o, line, top, height, &part))
			continue;
		*is_free = false;
		count = gaps_cut(gaps, count, part);
		if (o->area.y + o->area.height < *next)
			*next = o->area.y + o->area.height;
	}
	return count;
}
