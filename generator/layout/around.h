/*
 * around -- text beside drawings: where a line has room between what stands in its way.
 */
#ifndef PRIKAZ_LAYOUT_AROUND_H
#define PRIKAZ_LAYOUT_AROUND_H

#include "layout/layout.h"

/* A drawing with its distances, as the text runs around it. */
struct obstacle {
	struct area area;
	enum drawing_wrap wrap; /* not WRAP_NONE, WRAP_DYNAMIC */
};

/* What a paragraph is set around; x, y: where its frame's left edge and its first line's top are among them. */
struct around {
	const struct obstacle *at;
	size_t count;
	int64_t x, y;
	int64_t above; /* space above the paragraph, which stands again below a drawing that its first line gives way to
			*/
};

/* A part of a line that is free, from the frame's left edge. */
struct gap {
	int64_t from, end;
};

enum { GAPS_MOST = 8 };

/*
 * The free parts of the line [from, end) between top and top + height, both counted as around->y is; returns how many.
 * *next: the nearest bottom of what stands in the way, NULL not wanted; *is_free: nothing does.
 */
size_t around_gaps(const struct around *around, struct gap line, int64_t top, int64_t height,
		   struct gap gaps[GAPS_MOST], int64_t *next, bool *is_free);

/* The obstacle of a drawing for a frame [x, x + width). */
struct obstacle obstacle_of(const struct layout *l, const struct drawing *d, struct area place, int64_t x,
			    int64_t width);

#endif
