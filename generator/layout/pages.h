/*
 * pages -- finished pages: what is painted where.  The border between the layout and the PDF.
 *
 * x counts from the page's left edge to the right, y from its top edge downwards; text stands on its
 * baseline.  Lengths are EMU.  Items are painted in order.  Everything lives in the arena of
 * pages_lay_out.
 */
#ifndef PRIKAZ_LAYOUT_PAGES_H
#define PRIKAZ_LAYOUT_PAGES_H

#include "document/document.h"
#include "font/font.h"

/* A glyph where it stands: x from the start of its piece of text [EMU]. */
struct placed_glyph {
	unsigned id;
	int cluster; /* byte offset in the piece's text */
	emu x, y;    /* y: upwards from the baseline */
};

/* How a line goes: as its border kind says, or as one under letters, in parts of its thickness. */
enum line_pattern {
	PATTERN_BORDER,
	PATTERN_DOTS,
	PATTERN_DASHES,
	PATTERN_LONG_DASHES,
	PATTERN_DOT_DASHES,
	PATTERN_DOT_DOT_DASHES,
	PATTERN_WAVE
};

/* How letters are filled. */
enum letter_fill { FILL_PLAIN, FILL_OUTLINED /* white, with the color around */ };

/* ITEM_CLIP: what follows shows only within it, until ITEM_CLIP_END; one does not stand in the other. */
enum item_kind { ITEM_TEXT, ITEM_RECTANGLE, ITEM_LINE, ITEM_IMAGE, ITEM_LINK, ITEM_CLIP, ITEM_CLIP_END };

struct page_item {
	enum item_kind kind;
	emu x, y;          /* ITEM_TEXT: start of the baseline; others: left top corner */
	emu width, height; /* ITEM_TEXT: advance width, its line's height; ITEM_LINE: vector to the other end */
	color color;
	int turn; /* of text around the start of its baseline, of an image around its middle; degrees to the left: 0,
		     90, 270 */

	/* ITEM_TEXT: one face, one size, one line; spaces are in the text so that copying gives words */
	const struct face *face;
	emu size;
	int scale_percent;
	struct text text;
	const struct placed_glyph *glyphs;
	size_t glyph_count;
	enum letter_fill fill;

	/* ITEM_LINE */
	emu thickness;
	enum border_kind line_kind;
	enum line_pattern pattern;
	emu wave; /* PATTERN_WAVE: a quarter of its length, and twice its height */

	/* ITEM_IMAGE; x, y, width and height are those of its frame before it is turned */
	const struct graphic *graphic;

	/* ITEM_LINK: URI or "#bookmark"; text: of the whole link, on whatever lines it is */
	struct text target;
	const void *place; /* instead of a target: to the mark with the same */
};

enum frame_kind { FRAME_PAGE, FRAME_HEADER, FRAME_FOOTER, FRAME_BODY, FRAME_NOTES, FRAME_CELL, FRAME_BOX };

/* A rectangle that text was poured into; of no account to who draws the page. */
struct page_frame {
	enum frame_kind kind;
	emu x, y, width, height;
	size_t first_item; /* this one and all before the next frame's first stand in it */
};

struct page {
	emu width, height;
	struct page_item *items;
	size_t item_count;
	struct page_frame *frames; /* by first_item; one may come again, after another within it */
	size_t frame_count;
	struct text label; /* page number as printed; empty when none */
	int number;        /* the same as a number, and how it is printed */
	enum number_format number_format;
};

/* A heading for the outline, or a bookmark as a link's target. */
struct mark {
	struct text name;  /* heading text, or bookmark name */
	const void *place; /* not NULL: where links without a name lead, in this document */
	int level;         /* 1 … 9; 0: a bookmark, not a heading */
	int page_index;
	emu y;
};

/* What a reference to a page shows. */
struct shown_reference {
	struct text target; /* as a link names it, without "#" */
	struct text stored; /* in the file */
	struct text shown;
};

struct pages {
	struct text file;              /* of the document, for messages */
	const struct package *package; /* where its pictures are */
	struct page *at;
	size_t count;
	struct mark *marks;
	size_t mark_count;
	struct shown_reference *references; /* in the order of the document */
	size_t reference_count;
	struct document_properties properties;
};

struct hyphenator; /* layout/hyphenation.h */

/* Who wants to know in what width, its frame's, each paragraph is broken into lines; perhaps more than once. */
struct paragraph_watch {
	void (*see)(void *context, const struct paragraph *p, emu width);
	void *context;
};

/*
 * Lays a document out.  Cannot fail but for want of any font (reported; NULL).  Marks what it has to leave
 * out with a warning once per kind.  hyphenator: shared by all documents; NULL: the document opens its own.
 */
struct pages *pages_lay_out(struct arena *a, struct report *r, const struct document *d, struct catalogue *c,
			    struct shaper *s, struct hyphenator *hyphenator);
/* The same under the eyes of watch, with a hyphenator of its own. */
struct pages *pages_lay_out_watched(struct arena *a, struct report *r, const struct document *d, struct catalogue *c,
				    struct shaper *s, const struct paragraph_watch *watch);

/* The text form: each line's text with its place in points, rules, pages; for --dump=pages and fidelity tests. */
void pages_dump(const struct pages *p, struct buffer *out);

#endif
