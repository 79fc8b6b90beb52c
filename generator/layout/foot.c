/*
 * foot -- the notes at the foot of a page or a column.
 *
 * A foot grows while the lines above it are poured, by Writer's rules (measured):
 *
 *     - a note begins in the foot of the page that has its mark; it may take all that is free below the line with
 *       the mark, and goes on at the next foot, before that page's own notes;
 *     - a line whose note cannot begin moves to the next page, when no note stands in the foot yet, or when it
 *       would be the last line anyway; else the note alone moves.  A row of a table never moves for a note;
 *     - of its orphans and widows only the orphans are minded: the last line of a note may stand alone;
 *     - a foot leaves a fifth of the page's height to the text;
 *     - between two notes stand the spaces that would stand between their paragraphs in the text.
 *
 * As marks and notes come in the same order, all notes of a document are one flow, and a foot is a stretch of it: from
 * where the last foot ended up to the first note that has had no mark yet.
 */
#include "layout/foot.h"

#include "layout/table.h"

struct notes
notes_of(struct arena *a, struct note *const *all, size_t count)
{
	struct notes n = {.begins = NEW_ARRAY(a, const struct block *, count), .count = count};
	struct block **end = &n.first;

	for (size_t i = 0; i < count; i++) {
		for (const struct block *b = all[i]->first; b; b = b->next) {
			struct block *copy = NEW(a, struct block);

			*copy = *b;
			copy->next = NULL;
			if (b == all[i]->first)
				n.begins[i] = copy;
			*end = copy;
			end = &copy->next;
		}
	}
	return n;
}

emu
foot_top(const struct foot *f)
{
	return emu_from((int64_t)f->room - f->height);
}

static int64_t
line_height(const struct foot *f)
{
	return (int64_t)f->line->above + f->line->thickness + f->line->below;
}

/* Where the notes end that have been asked for: the next one's first block; NULL: there is none. */
static const struct block *
next_begin(const struct foot *f)
{
	size_t i = f->asked;

	while (i < f->notes->count && !f->notes->begins[i])
		i++;
	return i < f->notes->count ? f->notes->begins[i] : NULL;
}

/* Pours the notes that have been asked for into the room that is left to them. */
static void
notes_pour(struct foot *f)
{
	f->flow->until = next_begin(f);
	f->fill = flow_fill(f->flow, f->from, f->left, TOP_START, f->is_forced);
	f->height = f->fill.part_count ? emu_from(f->fill.height + line_height(f)) : 0;
}

/* The same below `bottom`. */
static void
foot_pour(struct foot *f, int64_t bottom, bool is_forced)
{
	int64_t room = f->room - (bottom > 0 ? bottom : 0);

	room = (room < f->most ? room : f->most) - line_height(f);
	f->left = room > 0 ? emu_from(room) : 0;
	f->is_forced = is_forced;
	notes_pour(f);
}

void
foot_begin(struct foot *f, bool is_forced)
{
	f->height = 0;
	f->fill = (struct fill){.end = f->from};
	if (f->asked)
		foot_pour(f, 0, is_forced);
}

void
foot_settle(struct foot *f)
{
	if (f->height)
		notes_pour(f);
}

bool
foot_waits(const struct foot *f)
{
	return f->fill.stop == STOP_FULL;
}

static bool
begins_here(const struct foot *f, size_t note)
{
	if (!f->notes->begins[note])
		return true;
	for (size_t i = f->fill.part_count; i-- > 0;)
		if (f->fill.parts[i].strip->block == f->notes->begins[note])
			return f->fill.parts[i].begins;
	return false;
}

bool
foot_ask(struct foot *f, size_t asked, int64_t bottom)
{
	if (asked <= f->asked || asked > f->notes->count)
		return true;
	f->asked = asked;
	foot_pour(f, bottom > f->floor ? bottom : f->floor, false);
	return begins_here(f, asked - 1);
}

size_t
line_notes(const struct line *line)
{
	size_t asked = 0;

	for (size_t i = 0; i < line->piece_count; i++) {
		const struct run *run = line->pieces[i].run;

		if (run && run->note && !run->note->is_endnote && run->note->index >= asked)
			asked = run->note->index + 1;
	}
	return asked;
}

/* ---- tables ---- */

static bool ask_segment(struct foot *f, const struct segment *s, int64_t y, int64_t whole);

/* Asks for the notes of a cell; whole: the end of the row that cannot be split, or 0. */
static bool
ask_fill(struct foot *f, const struct fill *fill, int64_t y, int64_t whole)
{
	for (size_t i = 0; i < fill->part_count; i++) {
		const struct poured *part = &fill->parts[i];
		int64_t bottom = y + part->y + part->above;

		if (part->segment && !ask_segment(f, part->segment, y + part->y, whole))
			return false;
		for (size_t k = part->first; !part->segment && k < part->first + part->count; k++) {
			const struct line *line = &part->strip->lines.at[k];

			bottom += line_step(&part->strip->lines, k, part->first);
			if (line_notes(line) <= f->asked)
				continue;
			if ((whole > bottom ? whole : bottom) > foot_top(f))
				return false;
			foot_ask(f, line_notes(line), whole > bottom ? whole : bottom);
		}
	}
	return true;
}

static bool
ask_segment(struct foot *f, const struct segment *s, int64_t y, int64_t whole)
{
	for (size_t i = 0; i < s->cell_count; i++) {
		const struct segment_cell *sc = &s->cells[i];
		const struct segment_row *first = &s->rows[sc->first], *last = &s->rows[sc->last];
		int64_t top = y + first->y + first->line_above + sc->cell->top;
		int64_t bottom = y + last->y + last->height;

		if (!ask_fill(f, &sc->fill, top, whole ? whole : first->begins && last->ends ? bottom : 0))
			return false;
	}
	return y + s->height <= foot_top(f);
}

bool
foot_ask_segment(struct foot *f, const struct segment *s, int64_t y)
{
	return ask_segment(f, s, y, 0);
}
