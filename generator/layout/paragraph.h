/*
 * paragraph -- boxes and glue become lines.
 */
#ifndef PRIKAZ_LAYOUT_PARAGRAPH_H
#define PRIKAZ_LAYOUT_PARAGRAPH_H

#include "layout/around.h"
#include "layout/item.h"

/* What stands side by side in a line with one look. */
struct piece {
	enum item_role role;   /* ROLE_BOX, ROLE_TAB (a gap that is underlined), ROLE_BOOKMARK, ROLE_DRAWING */
	emu x, width;          /* x from the frame's left edge */
	const struct run *run; /* NULL: list label */
	const struct font *font;
	const struct face *face;
	struct text text;
	struct placed_glyph *glyphs;
	size_t glyph_count;
};

enum line_end { END_SOFT, END_PARAGRAPH, END_LINE, END_PAGE, END_COLUMN };

struct line {
	struct piece *pieces;
	size_t piece_count;
	emu ascent, descent; /* above and below the baseline: together the line's height */
	emu letters;         /* height of its highest letters, line spacing not reckoned in; 0: it has none */
	emu frame_tail;      /* a frame around its last letters reaches so far beyond them: over hanging spaces */
	emu skip;      /* above the line, which found no room there beside a drawing; not at the top of a later room */
	emu extra;     /* of line spacing: above the line unless it is the first in its room */
	bool is_blank; /* spaces or tabs stand in it */
	bool has_content; /* something that has a height and is no label does */
	enum line_end end;
};

struct lines {
	struct line *at;
	size_t count;
	emu space_below; /* of line spacing, below the last line; not at a room's end */
	/* A drop cap: its letters as a line, which is painted dropped_x to the right of the frame's left edge. */
	const struct line *dropped;  /* NULL: none */
	emu dropped_x, dropped_base; /* the latter: its baseline, from the top of the first line */
	size_t drop_lines;           /* the first so many stay together beside it */
};

/* The heights that letters take of a line, and for shading: raised, lowered and small ones those of whole letters at
 * least. */
void letters_room(const struct layout *l, const struct font *f, int64_t *above, int64_t *below);

/* The frame around the letters of a run, or NULL; a label (run NULL) has none. */
const struct letter_frame *letters_frame(enum item_role role, const struct run *run, const struct font *font);

/* The room that such a frame takes at a side, 0 when it is NULL. */
emu letter_frame_room(const struct letter_frame *frame, enum side side);

/* A paragraph in lines for a frame of that width, which may be a cell's.  Lives in l->a; there is at least one line. */
struct lines paragraph_lines(struct layout *l, const struct paragraph *p, emu width, bool is_in_cell);

/* From that line on, a paragraph stands in a frame of that width. */
struct turn {
	size_t line;
	emu width;
};

/* The same of one that goes on in columns of other widths; turns: by lines. */
struct lines paragraph_lines_turned(struct layout *l, const struct paragraph *p, emu width, const struct turn *turns,
				    size_t count);

/* The same set around what stands in the way of its lines. */
struct lines paragraph_lines_around(struct layout *l, const struct paragraph *p, emu width, bool is_in_cell,
				    const struct around *around);

/* What stands between line i and the one before, or the top of the part of the paragraph that begins with `first`. */
static inline int64_t
line_gap(const struct lines *lines, size_t i, size_t first)
{
	const struct line *line = &lines->at[i];

	return (i > first ? line->extra : 0) + (i > first || first == 0 ? line->skip : 0);
}

/* How far line i reaches below the one above it, or below the top of a room that begins with line `first`. */
static inline int64_t
line_step(const struct lines *lines, size_t i, size_t first)
{
	return (int64_t)lines->at[i].ascent + lines->at[i].descent + line_gap(lines, i, first);
}

/* Room of a paragraph's border and padding at a side; there may be padding without a border. */
emu paragraph_border_room(const struct paragraph_style *style, enum side side);

#endif
