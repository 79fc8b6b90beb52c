/*
 * fit -- how small a text has to be to stand on one line, or on a few.
 *
 * The room of a line is known only to the layout: the template is laid out once, and of each paragraph with markers
 * it is kept how wide its line is (layout/room.h).  A marker of the program is found there again by the text of its
 * paragraph: blanks and invisible characters apart, both have read the same.  What stands beside the marker in its
 * line is taken off the room; other markers, of whose values nothing is known, are not.
 */
#include "season/fit.h"

#include <stdlib.h>

#include "expression/lexer.h"
#include "expression/marker.h"
#include "layout/room.h"

/* A marker with `fit`. */
struct fit {
	const struct expression *filter;
	const struct room *room; /* NULL: its paragraph was not laid out */
	size_t at;               /* of the marker in the room's text */
	int64_t width;           /* of its line, without what stands beside it */
};

struct fits {
	struct fit *of; /* by the address of the filter */
	size_t count;
};

/* The bytes of a marker in the text of a paragraph. */
struct stretch {
	size_t from, to;
};

struct stretches {
	VECTOR(struct stretch) of;
};

/* A room, and what is found out about it once a marker is looked for there. */
struct line {
	const struct room *room;
	bool is_measured;
	struct stretches markers;
	int64_t width; /* without what stands beside the markers */
};

/* The lines that read the same, in the order of the document. */
struct reading {
	struct text text;
	VECTOR(struct line) lines;
	size_t marker_count;
	size_t *used; /* of each marker: in how many lines it was found already */
	struct reading *next;
};

struct search {
	struct arena *arena;
	struct catalogue *catalogue;
	struct shaper *shaper;
	struct reading **slots;
	size_t slot_count; /* a power of two */
	/* the paragraph of the template that was asked for last, and its marker */
	struct text text;
	struct stretches markers;
	struct reading *reading; /* NULL: it was not laid out */
	size_t which;
	struct fit found;
};

/* ---- texts ---- */

/* Moves *at to the next byte that is seen; false: there is none. */
static bool
next_seen(struct text t, size_t *at)
{
	size_t n;

	while (*at < t.len && (n = blank_length(t, *at)) > 0)
		*at += n;
	return *at < t.len;
}

/* Whether both are the same text but for blanks and invisible characters. */
static bool
reads_alike(struct text x, struct text y)
{
	size_t i = 0, k = 0;

	for (;;) {
		bool goes_on = next_seen(x, &i);

		if (next_seen(y, &k) != goes_on)
			return false;
		if (!goes_on)
			return true;
		if (x.at[i++] != y.at[k++])
			return false;
	}
}

/* The same for texts that read alike (FNV-1a). */
static uint32_t
reading_hash(struct text t)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; next_seen(t, &i); i++)
		hash = (hash ^ (unsigned char)t.at[i]) * 16777619u;
	return hash;
}

static struct stretches
markers_of(struct arena *a, struct text text)
{
	struct stretches markers = {0};
	size_t at = 0, from, to;
	bool is_open;

	for (; marker_find(text, at, &from, &to, &is_open); at = to)
		*VECTOR_PUSH(a, &markers.of) = (struct stretch){from, to};
	return markers;
}

/* The how-manieth marker holds the byte; from 0. */
static size_t
marker_index(const struct stretches *markers, size_t byte)
{
	size_t low = 0, high = markers->of.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (markers->of.at[middle].to <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ---- finding ---- */

static struct reading **
slot_of(const struct search *k, struct text text)
{
	struct reading **slot = &k->slots[reading_hash(text) & (k->slot_count - 1)];

	while (*slot && !reads_alike((*slot)->text, text))
		slot = &(*slot)->next;
	return slot;
}

static void
index_rooms(struct search *k, const struct rooms *rooms)
{
	for (k->slot_count = 16; k->slot_count < rooms->of.count * 2;)
		k->slot_count *= 2;
	k->slots = NEW_ARRAY(k->arena, struct reading *, k->slot_count);
	for (size_t i = 0; i < rooms->of.count; i++) {
		const struct room *room = &rooms->of.at[i];
		struct reading **slot = slot_of(k, room->text);

		if (!*slot) {
			*slot = NEW(k->arena, struct reading);
			(*slot)->text = room->text;
			(*slot)->marker_count = markers_of(k->arena, room->text).of.count;
			(*slot)->used = NEW_ARRAY(k->arena, size_t, (*slot)->marker_count);
		}
		*VECTOR_PUSH(k->arena, &(*slot)->lines) = (struct line){.room = room};
	}
}

static void
measure(struct search *k, struct line *line)
{
	const struct room *room = line->room;
	size_t at = 0;

	if (line->is_measured)
		return;
	line->is_measured = true;
	line->markers = markers_of(k->arena, room->text);
	line->width = room->width;
	for (size_t i = 0; i < line->markers.of.count; i++) {
		struct stretch marker = line->markers.of.at[i];

		line->width -= room_text_width(room, k->arena, k->catalogue, k->shaper, at, marker.from);
		at = marker.to;
	}
	line->width -= room_text_width(room, k->arena, k->catalogue, k->shaper, at, room->text.len);
}

/* Of several paragraphs that read the same, the next one. */
static struct fit
find_line(struct search *k, size_t which)
{
	struct reading *reading = k->reading;
	struct line *line;

	if (!reading || which >= reading->marker_count || reading->used[which] >= reading->lines.count)
		return (struct fit){0};
	line = &reading->lines.at[reading->used[which]++];
	measure(k, line);
	if (which >= line->markers.of.count)
		return (struct fit){0};
	return (struct fit){.room = line->room, .at = line->markers.of.at[which].from, .width = line->width};
}

static struct fit
find_fit(struct search *k, const struct expression *filter)
{
	const struct origin *o = filter->origin;
	bool is_same = k->text.at == o->line.at && k->text.len == o->line.len;
	size_t which;

	if (!is_same) {
		k->text = o->line;
		k->markers = markers_of(k->arena, o->line);
		k->reading = *slot_of(k, o->line);
	}
	which = marker_index(&k->markers, o->at + filter->at);
	if (!is_same || which != k->which) /* or it is another filter of the same marker */
		k->found = find_line(k, which);
	k->which = which;
	k->found.filter = filter;
	return k->found;
}

static int
by_filter(const void *x, const void *y)
{
	uintptr_t a = (uintptr_t)((const struct fit *)x)->filter, b = (uintptr_t)((const struct fit *)y)->filter;

	return (a > b) - (a < b);
}

const struct fits *
fits_prepare(struct arena *a, const struct program *p, struct catalogue *c)
{
	struct search k = {.arena = a, .catalogue = c};
	struct report silent;
	const struct document *d;
	struct fits *fits;

	if (p->fits.count == 0)
		return NULL;
	report_open(&silent);
	d = document_read(a, &silent, p->package);
	report_close(&silent);
	if (!d)
		return NULL;
	fits = NEW(a, struct fits);
	fits->count = p->fits.count;
	fits->of = NEW_ARRAY(a, struct fit, fits->count);
	k.shaper = shaper_open(c);
	index_rooms(&k, rooms_read(a, d, c, k.shaper, TEXT("{{")));
	for (size_t i = 0; i < fits->count; i++)
		fits->of[i] = find_fit(&k, p->fits.at[i]);
	shaper_close(k.shaper);
	qsort(fits->of, fits->count, sizeof *fits->of, by_filter);
	return fits;
}

/* ---- measuring values ---- */

static const struct fit *
fit_of(const struct fits *fits, const struct expression *filter)
{
	struct fit wanted = {.filter = filter};
	const struct fit *fit = bsearch(&wanted, fits->of, fits->count, sizeof *fits->of, by_filter);

	return fit && fit->room ? fit : NULL;
}

/* The width of a stretch of the value in its own size. */
static int64_t
width_of(const struct fit_gauge *g, const struct fit *fit, struct text stretch)
{
	return room_value_width(fit->room, g->arena, g->catalogue, g->shaper, fit->at, stretch);
}

/* How many lines so wide the value takes, broken at its blanks; limit + 1 when they are more. */
static int
lines_taken(const struct fit_gauge *g, const struct fit *fit, struct text value, int64_t width, int limit)
{
	size_t from = 0, end = 0; /* the line is [from, end) as yet */
	int lines = 1;

	for (size_t to; end < value.len && lines <= limit; end = to) {
		for (to = end + 1; to < value.len && value.at[to] != ' ';)
			to++;
		if (width_of(g, fit, text_slice(value, from, to)) <= width)
			continue;
		if (from == end) /* one word alone is too wide */
			return limit + 1;
		lines++;
		from = to = end + (value.at[end] == ' '); /* the word is tried again, alone */
	}
	return lines;
}

/* The greatest size up to its own in which the value stands on so many lines; 0: not even in the least. */
static int
size_on_lines(const struct fit_gauge *g, const struct fit *fit, struct text value, int own, struct fit_limit limit)
{
	int low = limit.least, high = own, found = 0;

	while (low <= high) {
		int size = low + (high - low) / 2;

		if (lines_taken(g, fit, value, fit->width * own / size, limit.lines) <= limit.lines) {
			found = size;
			low = size + 1;
		} else {
			high = size - 1;
		}
	}
	return found;
}

int
fit_size(void *context, const struct expression *filter, struct text value, struct fit_limit limit, bool *fits)
{
	struct fit_gauge *g = context;
	const struct fit *fit = fit_of(g->fits, filter);
	int own, size;
	int64_t width;

	*fits = true;
	if (!fit)
		return 0;
	width = width_of(g, fit, value);
	own = room_style(fit->room, fit->at)->size / EMU_PER_HALFPT;
	if (width <= fit->width || own <= limit.least)
		return 0;
	size = fit->width > 0 ? (int)(own * fit->width / width) : 0;
	if (size < limit.least && limit.lines > 1)
		size = size_on_lines(g, fit, value, own, limit);
	*fits = size >= limit.least;
	return *fits ? size : limit.least;
}
