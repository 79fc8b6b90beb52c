/*
 * foot -- the notes at the foot of a page or a column.
 */
#ifndef PRIKAZ_LAYOUT_FOOT_H
#define PRIKAZ_LAYOUT_FOOT_H

#include "layout/flow.h"

/* All footnotes of a document in one row, as one flow of blocks. */
struct notes {
	struct block *first;
	const struct block **begins; /* the first block of each; NULL: it has none */
	size_t count;
};

/*
 * A foot while the room above it is filled: a plain value, so that a room may be tried several times.  What it does not
 * hold stands first in the next one.
 */
struct foot {
	const struct notes *notes;
	const struct note_line *line;
	struct flow *flow;  /* of all notes, in the foot's width */
	struct cursor from; /* what stands first in it */
	size_t asked;       /* so many notes have had their mark, on this page or before */
	emu room;           /* from the top of the room above to the foot's end */
	emu most;           /* it grows no higher than this */
	emu floor;          /* so far down reaches what stands in the columns before */
	emu left;           /* of the room, to the notes when they were poured last */
	bool is_forced;     /* so they were */
	struct fill fill;
	emu height; /* with the line above it; 0: nothing stands in it */
};

/* The row of these notes; lives in a. */
struct notes notes_of(struct arena *a, struct note *const *all, size_t count);

/* The height down to which the room above may be filled. */
emu foot_top(const struct foot *f);

/* Pours what the feet before have left over; is_forced: at least a line, however small the foot. */
void foot_begin(struct foot *f, bool is_forced);

/* Pours it once more to be painted: another foot, or a try of this one, may have used the room of its parts. */
void foot_settle(struct foot *f);

/* Whether notes wait for the next foot. */
bool foot_waits(const struct foot *f);

/*
 * A line that ends at `bottom` has the marks of the notes before number `asked`.  False when the last of them does not
 * begin in this foot: it waits for the next.
 */
bool foot_ask(struct foot *f, size_t asked, int64_t bottom);

/* How many notes have had their mark with this line; 0 when it has none. */
size_t line_notes(const struct line *line);

/*
 * Asks for the notes of a table's segment that stands at y.  False when one of its rows does not stand above the
 * foot.
 */
bool foot_ask_segment(struct foot *f, const struct segment *s, int64_t y);

#endif
