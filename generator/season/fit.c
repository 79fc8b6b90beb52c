/*
 * fit -- how small a text has to be to stand on one line.
 *
 * The room of a line is known only to the layout: the template is laid out once, and of each paragraph with markers
 * it is kept how wide its line is (layout/room.h).  A marker of the program is found there again by the text of its
 * paragraph: blanks and invisible characters apart, both have read the same.  What stands beside the marker in its
 * line is taken off the room; other markers, of whose values nothing is known, are not.
 */
#include "season/fit.h"

#include "layout/room.h"
#include "template/lexer.h"
#include "template/marker.h"

/* A marker with `fit`. */
struct fit {
	const struct expression *filter;
	const struct room *room; /* NULL: its paragraph was not laid out */
	size_t at;               /* of the marker in the room's text */
	int64_t width;           /* of its line, without what stands beside it */
};

struct fits {
	struct fit *of;
	size_t count;
};

/* ---- finding ---- */

/* Whether both are the same text but for blanks and invisible characters. */
static bool
reads_alike(struct text x, struct text y)
{
	size_t i = 0, k = 0, n;

	for (;;) {
		while (i < x.len && (n = blank_length(x, i)) > 0)
			i += n;
		while (k < y.len && (n = blank_length(y, k)) > 0)
			k += n;
		if (i == x.len || k == y.len)
			return i == x.len && k == y.len;
		if (x.at[i++] != y.at[k++])
			return false;
	}
}

/* The how-manieth marker of the line holds the byte; from 0. */
static size_t
marker_index(struct text line, size_t byte)
{
	size_t at = 0, from, to, index = 0;
	bool is_open;

	while (marker_find(line, at, &from, &to, &is_open) && to <= byte) {
		at = to;
		index++;
	}
	return index;
}

static bool
marker_of_index(struct text line, size_t index, size_t *from, size_t *to)
{
	size_t at = 0;
	bool is_open;

	for (size_t i = 0; marker_find(line, at, from, to, &is_open); i++) {
		if (i == index)
			return true;
		at = *to;
	}
	return false;
}

static bool
is_taken(const struct fits *fits, size_t count, const struct room *room, size_t at)
{
	for (size_t i = 0; i < count; i++) {
		if (fits->of[i].room == room && fits->of[i].at == at)
			return true;
	}
	return false;
}

/* Of several paragraphs that read the same, the next one. */
static void
find_room(const struct rooms *rooms, struct fits *fits, size_t index)
{
	struct fit *fit = &fits->of[index];
	const struct origin *o = fit->filter->origin;
	size_t which = marker_index(o->line, o->at + fit->filter->at);

	for (size_t i = 0; i < rooms->of.count && !fit->room; i++) {
		const struct room *room = &rooms->of.at[i];
		size_t from, to;

		if (reads_alike(room->text, o->line) && marker_of_index(room->text, which, &from, &to) &&
		    !is_taken(fits, index, room, from)) {
			fit->room = room;
			fit->at = from;
		}
	}
}

/* ---- measuring ---- */

static int64_t
width_beside(const struct room *room, struct arena *a, struct catalogue *c, struct shaper *s)
{
	size_t at = 0, from, to;
	int64_t width = 0;
	bool is_open;

	while (marker_find(room->text, at, &from, &to, &is_open)) {
		width += room_text_width(room, a, c, s, at, from);
		at = to;
	}
	return width + room_text_width(room, a, c, s, at, room->text.len);
}

const struct fits *
fits_prepare(struct arena *a, const struct program *p, struct catalogue *c)
{
	struct fits *fits;
	struct report silent;
	const struct document *d;
	struct rooms *rooms;
	struct shaper *s;

	if (p->fits.count == 0)
		return NULL;
	fits = NEW(a, struct fits);
	fits->count = p->fits.count;
	fits->of = NEW_ARRAY(a, struct fit, fits->count);
	report_open(&silent);
	d = document_read(a, &silent, p->package);
	report_close(&silent);
	if (!d)
		return NULL;
	s = shaper_open(c);
	rooms = rooms_read(a, d, c, s, TEXT("{{"));
	for (size_t i = 0; i < fits->count; i++) {
		struct fit *fit = &fits->of[i];

		fit->filter = p->fits.at[i];
		find_room(rooms, fits, i);
		if (fit->room)
			fit->width = fit->room->width - width_beside(fit->room, a, c, s);
	}
	shaper_close(s);
	return fits;
}

static const struct fit *
fit_of(const struct fits *fits, const struct expression *filter)
{
	for (size_t i = 0; i < fits->count; i++) {
		if (fits->of[i].filter == filter)
			return fits->of[i].room ? &fits->of[i] : NULL;
	}
	return NULL;
}

int
fit_size(void *context, const struct expression *filter, struct text value, int least, bool *fits)
{
	struct fit_gauge *g = context;
	const struct fit *fit = fit_of(g->fits, filter);
	int own, size;
	int64_t width;

	*fits = true;
	if (!fit)
		return 0;
	width = room_value_width(fit->room, g->arena, g->catalogue, g->shaper, fit->at, value);
	own = room_style(fit->room, fit->at)->size / EMU_PER_HALFPT;
	if (width <= fit->width || own <= least)
		return 0;
	size = fit->width > 0 ? (int)(own * fit->width / width) : 0;
	*fits = size >= least;
	return size < least ? least : size;
}
