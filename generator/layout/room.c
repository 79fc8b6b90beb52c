/*
 * room -- how much room a text has in its line.
 *
 * What a paragraph's line can hold is known only when its page, column, table and cell have been laid out.  So
 * the document is laid out as it stands, and every paragraph that is broken into lines on the way says in what width
 * (struct paragraph_watch).  Text is measured as the layout does it: as the items of a paragraph.
 */
#include "layout/room.h"

#include "layout/item.h"

struct looking {
	struct arena *arena;
	const struct document *document;
	struct rooms *rooms;
	struct text needle;
};

static struct text
paragraph_text(struct arena *a, const struct paragraph *p)
{
	struct buffer b = {0};

	for (size_t i = 0; i < p->run_count; i++) {
		if (p->runs[i].kind == RUN_TEXT)
			buffer_text(&b, p->runs[i].text);
		else
			buffer_byte(&b, ' ');
	}
	return buffer_take(a, &b);
}

/* A paragraph may be laid out several times: headers on each page, table cells when widths are tried. */
static void
see(void *context, const struct paragraph *p, emu width)
{
	struct looking *k = context;
	const struct paragraph_style *style = p->style;
	struct arena_mark mark = arena_mark(k->arena);
	struct room room = {.document = k->document, .paragraph = p, .text = paragraph_text(k->arena, p)};
	emu first = style->indent_first > 0 ? style->indent_first : 0;

	room.width = emu_from((int64_t)width - style->indent_left - style->indent_right - first);
	for (size_t i = k->rooms->of.count; i-- > 0;) {
		if (k->rooms->of.at[i].paragraph == p) {
			k->rooms->of.at[i].width = room.width; /* the last trial is the one that holds */
			arena_rewind(k->arena, mark);
			return;
		}
	}
	if (text_find(room.text, k->needle, 0) == TEXT_NOWHERE) {
		arena_rewind(k->arena, mark);
		return;
	}
	*VECTOR_PUSH(k->arena, &k->rooms->of) = room;
}

struct rooms *
rooms_read(struct arena *a, const struct document *d, struct catalogue *c, struct shaper *s, struct text needle)
{
	struct arena pages = {0};
	struct report silent;
	struct rooms *rooms = NEW(a, struct rooms);
	struct looking k = {a, d, rooms, needle};
	struct paragraph_watch watch = {see, &k};

	report_open(&silent);
	pages_lay_out_watched(&pages, &silent, d, c, s, &watch);
	report_close(&silent);
	arena_free(&pages);
	return rooms;
}

/* ---- measuring ---- */

/* The run that holds byte `at`, and where in the room's text it begins. */
static const struct run *
run_at(const struct room *room, size_t at, size_t *begin)
{
	const struct paragraph *p = room->paragraph;

	*begin = 0;
	for (size_t i = 0; i < p->run_count; i++) {
		size_t len = p->runs[i].kind == RUN_TEXT ? p->runs[i].text.len : 1;

		if (at < *begin + len)
			return &p->runs[i];
		*begin += len;
	}
	return NULL;
}

const struct run_style *
room_style(const struct room *room, size_t at)
{
	size_t begin;
	const struct run *run = run_at(room, at, &begin);

	return run ? run->style : room->paragraph->mark;
}

static int64_t
runs_width(const struct room *room, struct arena *scratch, struct catalogue *c, struct shaper *s, struct run *runs,
	   size_t count)
{
	struct arena_mark mark = arena_mark(scratch);
	struct report silent;
	struct layout l = {.a = scratch, .report = &silent, .document = room->document, .catalogue = c, .shaper = s};
	struct paragraph_style style = *room->paragraph->style;
	struct paragraph p = {.style = &style, .mark = room->paragraph->mark, .runs = runs, .run_count = count};
	struct items items;
	int64_t width = 0;

	style.hyphenates = false;
	report_open(&silent);
	items = items_of(&l, &p);
	for (size_t i = 0; i < items.count; i++)
		width += items.at[i].width;
	report_close(&silent);
	arena_free(&l.scratch);
	arena_rewind(scratch, mark);
	return width;
}

int64_t
room_text_width(const struct room *room, struct arena *scratch, struct catalogue *c, struct shaper *s, size_t from,
		size_t to)
{
	const struct paragraph *p = room->paragraph;
	struct arena_mark mark = arena_mark(scratch);
	struct run *runs = NEW_ARRAY(scratch, struct run, p->run_count);
	size_t begin = 0, count = 0;
	int64_t width;

	for (size_t i = 0; i < p->run_count && begin < to; i++) {
		struct run run = p->runs[i];
		size_t len = run.kind == RUN_TEXT ? run.text.len : 1;
		size_t first = from > begin ? from - begin : 0, last = to - begin < len ? to - begin : len;

		if (first < last && (run.kind == RUN_TEXT || run.kind == RUN_PAGE_NUMBER || run.kind == RUN_REFERENCE)) {
			run.text = run.kind == RUN_TEXT ? text_slice(run.text, first, last) : run.text;
			runs[count++] = run;
		}
		begin += len;
	}
	width = count ? runs_width(room, scratch, c, s, runs, count) : 0;
	arena_rewind(scratch, mark);
	return width;
}

int64_t
room_value_width(const struct room *room, struct arena *scratch, struct catalogue *c, struct shaper *s, size_t at,
		 struct text value)
{
	struct run run = {.kind = RUN_TEXT, .style = room_style(room, at), .text = value};

	return runs_width(room, scratch, c, s, &run, 1);
}
