/*
 * item -- a paragraph as boxes and glue: the shaped words and the spaces between them.
 */
#ifndef PRIKAZ_LAYOUT_ITEM_H
#define PRIKAZ_LAYOUT_ITEM_H

#include "base/buffer.h"
#include "layout/layout.h"

enum item_role {
	ROLE_BOX,  /* letters of one face that stay together unless nothing else helps */
	ROLE_GLUE, /* U+0020, one or more: hangs beyond the margin at a line's end, widens in justified lines */
	ROLE_TAB,
	ROLE_LINE_BREAK,
	ROLE_PAGE_BREAK,
	ROLE_COLUMN_BREAK,
	ROLE_BOOKMARK,
	ROLE_DRAWING
};

struct item {
	enum item_role role;
	bool may_break;        /* a line may end behind it */
	bool is_soft;          /* it ends with a soft hyphen, which shows when the line ends here */
	unsigned char level;   /* bidi.h: odd when it runs to the left */
	bool is_label;         /* the list label, or the tab behind it */
	const struct run *run; /* NULL for a label */
	const struct font *font;
	const struct face *face; /* the font's own, or the fallback that has these letters */
	size_t start, end;       /* bytes of items.text */
	size_t origin;           /* where the clusters of glyphs count from */
	struct glyphs glyphs;    /* ROLE_BOX, ROLE_GLUE: a space each; their advance as a whole is not told */
	emu width;
};

struct items {
	struct item *at;
	size_t count;
	struct text text; /* of the whole paragraph, label first; what pieces of lines point into */
};

/*
 * The items of a paragraph.  The text lives in l->a (finished lines point into it), everything else in
 * l->scratch.
 */
struct items items_of(struct layout *l, const struct paragraph *p);

/* Glyphs [from, to) of an item's glyphs are so wide, with letter spacing and scaling. */
emu item_glyphs_width(const struct item *it, size_t from, size_t to);

/* Cuts box `it` before its glyph k: it becomes the head, the rest is returned. */
struct item item_cut(struct item *it, size_t k);

/* A box with a hyphen in the font of `it`; for a line that ends with a soft hyphen. */
struct item item_hyphen(struct layout *l, const struct item *it);

/* A box for text that is not in the paragraph: leaders. */
struct item item_of_text(struct layout *l, const struct font *font, struct text t);

#endif
