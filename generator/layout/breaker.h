/*
 * breaker -- a paragraph while its lines are made, shared by the files that make them (private to layout/).
 *
 *     stretch.c      what stands between two tabs: where it begins and how wide it is
 *     reach.c        how far the next line reaches
 *     divide.c       the word at its end divided
 *     setting.c      boxes and glue of that line at their places, as pieces
 *     beside.c       lines in the gaps between drawings
 *     line_height.c  how high it is
 *     letter_frame.c what a box around letters takes of it
 *     drop_cap.c     large letters beside the first lines
 *     paragraph.c    one line after the other
 */
#ifndef PRIKAZ_LAYOUT_BREAKER_H
#define PRIKAZ_LAYOUT_BREAKER_H

#include "layout/paragraph.h"
#include "layout/tab.h"

struct breaker {
	struct layout *l;
	const struct paragraph *paragraph;
	const struct paragraph_style *style;
	struct items items;
	emu width;        /* of the frame */
	bool is_in_cell;  /* the frame is a cell's */
	size_t at;        /* the item that the next line begins with */
	struct item head; /* of a word that was cut: stands at the line's end when has_head */
	bool has_head;
	int hyphens; /* so many lines on end have ended with one */
	VECTOR(struct line) lines;
	const struct around *around; /* NULL: nothing is beside the lines */
	int64_t y;                   /* as around->y: bottom of the lines so far */
	struct gap gap;              /* what the next line has of its width, when it is narrowed */
	bool is_narrowed;
	size_t drop_lines; /* so many first lines are narrower by drop_width: large letters stand beside them */
	emu drop_width;
};

/* Large letters beside the first lines, set. */
struct dropped {
	struct line line;
	size_t lines;
	emu width; /* with the distance to the text */
	emu base;  /* from the top of the first line to their baseline */
};

/*
 * A stretch of a line up to the next tab.  Where its text begins is settled late, when all of it is known, behind a
 * tab that is not a left one, or a left one beyond the margin.
 */
struct stretch {
	emu from; /* where the tab stands, or the line begins */
	struct tab_place tab;
	bool is_late;
	bool is_full;     /* the tab has no room in the line */
	bool overflows;   /* a stop of the paragraph's own beyond the frame was met: its line goes on for ever */
	int64_t width;    /* of what stands in it, without spaces at its end */
	int64_t hanging;  /* spaces at its end */
	int64_t trailing; /* letter spacing behind its last letter, a part of width */
	int64_t decimal;  /* width before the decimal sign; -1: none met */
	const struct letter_frame *frame; /* open at its end: its room there is not in width */
	bool has_number;                  /* digits stand before what comes next */
};

/* Where a line's text begins and ends, from the frame's left edge; the first line's begin is another. */
emu line_left(const struct breaker *b);
emu line_right(const struct breaker *b);

/* ---- stretch.c ---- */

/* The stretch that a line begins with. */
struct stretch stretch_first(const struct breaker *b);

/* The stretch behind a tab that follows s. */
struct stretch stretch_next(const struct breaker *b, const struct stretch *s, const struct item *it);

void stretch_add(const struct breaker *b, struct stretch *s, const struct item *it);

/* ---- letter_frame.c ---- */

const struct letter_frame *item_frame(const struct item *it);

/* Leaves the frame that is open when the item is not in it, and enters the item's. */
void stretch_frame(struct stretch *s, const struct item *it);

/* Where the text of a stretch begins so that it stands at its tab, not before where the tab began; and ends. */
int64_t stretch_start(const struct breaker *b, const struct stretch *s);
int64_t stretch_end(const struct breaker *b, const struct stretch *s);

/* How much more the line takes behind s; negative when that is too much already. */
int64_t stretch_room(const struct breaker *b, const struct stretch *s);

/* A right or centred label ends or is centred where a left one begins: how far it moves. */
emu label_shift(const struct breaker *b);

/* ---- drop_cap.c ---- */

/*
 * Sets the letters of p->drop_cap; plain: the lines that the paragraph has with them as letters like others.  False
 * when they are to stay such.
 */
bool drop_cap_set(struct layout *l, const struct paragraph *p, const struct lines *plain, struct dropped *d);

/* The paragraph with the letters as letters like others. */
struct paragraph drop_cap_undo(struct layout *l, const struct paragraph *p);

/* ---- reach.c ---- */

/* The item behind the last of the line that begins at b->at; a word that is cut for it leaves b->head. */
size_t line_reach(struct breaker *b);

/* How many of a box's glyphs fit into room; cuts only between clusters. */
size_t glyphs_that_fit(const struct item *it, int64_t room);

/* ---- divide.c ---- */

/* Whether the paragraph wants no hyphen at the next line's end after those of the lines before. */
bool hyphens_are_full(const struct breaker *b);

/*
 * Divides the word that box i, behind s, has no room for, where items[best] is the first behind the last place where
 * the line may end.  False when it stays whole; else the line ends before item *to, with a hyphen, and b->head may
 * stand there.
 */
bool word_divide(struct breaker *b, size_t i, const struct stretch *s, size_t best, size_t *to);

/* ---- setting.c ---- */

/* Sets the items up to `to` as the next of b->lines. */
void line_set(struct breaker *b, size_t to);

/* ---- beside.c ---- */

/* Makes the next line, around what stands in its way. */
void line_beside(struct breaker *b);

/* ---- line_height.c ---- */

/* Raises the line's heights to what the item needs. */
void line_raise(const struct breaker *b, struct line *line, const struct item *it);

/* The heights of the next line once all its items have raised it: those of the paragraph mark for an empty line; then
 * line spacing. */
void line_height(const struct breaker *b, struct line *line);

/* Line spacing that stands below the finished paragraph: proportional of its last line, or its leading. */
emu line_space_below(const struct breaker *b);

#endif
