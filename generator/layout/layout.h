/*
 * layout -- what all of the layout shares while one document is laid out (private to layout/).
 *
 * The work goes from the small to the large, and each step sees only the one below:
 *
 *     item.c       the runs of a paragraph  -> shaped boxes and glue with the places where lines may end
 *     paragraph.c  boxes and glue           -> lines      (breaker.h: the files that do it; tab.c: where tabs go)
 *     strip.c      blocks                   -> strips with the spaces between them
 *     flow.c       strips                   -> lines and rows poured into a room of given height
 *     foot.c       footnotes                -> the foot of that room
 *     table.c      a table                  -> a grid of cells  (column_edges.c: how wide; cells are flows again)
 *     table_fill.c rows of the grid         -> segments, one for each room
 *     paint.c      what was poured          -> items of a page  (paint_line.c: of text; paint_table.c, table_lines.c)
 *     box.c        a drawing's content      -> lines of a text box  (floating.c: where it stands)
 *     around.c     drawings in the way      -> gaps for the lines beside them
 *     section.c    sections                 -> pages with headers and footers  (page.c, column.c, balance.c)
 *
 * A body, a cell, a header are all "a flow poured into rooms": flow_fill() takes a cursor (where the
 * content stands) and a height, and gives what fits and the cursor for the next room.  Nothing that
 * is laid out is changed by being poured, so a row may be tried at one height and split at another.
 */
#ifndef PRIKAZ_LAYOUT_LAYOUT_H
#define PRIKAZ_LAYOUT_LAYOUT_H

#include "base/report.h"
#include "layout/hyphenation.h"
#include "layout/pages.h"

/* Room without an end: for cells and headers, which are as high as what is in them. */
#define ROOM_ENDLESS EMU_MAX

enum { NESTING_MOST = 16 }; /* tables in tables */

/* A run's letters ready to be measured: face and true size, heights above and below the baseline. */
struct font {
	const struct run_style *style;
	const struct face *face;
	emu size;            /* after super- and subscript, small capitals */
	emu ascent, descent; /* of the line, the face's line gap on top, raise not included */
	emu raise;           /* of the baseline, up */
	bool is_small;       /* the lower-case letters of small capitals */
	struct font *next;   /* in its chain of the table */
};

/* A style in another size: one for all drop caps that need it, so that their fonts are few. */
struct scaled_style {
	const struct run_style *from;
	struct run_style style;
	struct scaled_style *next;
};

/* Things reported once per document as coming later or left out. */
enum later { LATER_NESTING, LATERS };

/* A rectangle on the page. */
struct area {
	int64_t x, y, width, height;
};

/* What of the open page places of drawings count from; of a cell or a box, its edges and its room. */
struct page_areas {
	struct area page, body; /* body: without header and footer */
};

enum { FONT_CHAINS = 64, BOX_CHAINS = 64, LACKING_MOST = 20 };

struct layout {
	struct arena *a;      /* of the pages: lines, segments, items */
	struct arena scratch; /* inside one paragraph: marked and rewound */
	struct report *report;
	const struct document *document;
	struct catalogue *catalogue;
	struct shaper *shaper;
	struct hyphenator *hyphenator;     /* see layout_hyphenator */
	struct hyphenator *own_hyphenator; /* opened when a paragraph first asks and none is shared */
	struct font *fonts[FONT_CHAINS];
	struct scaled_style *scaled[FONT_CHAINS];
	struct box *boxes[BOX_CHAINS]; /* text boxes laid out (box.h) */
	int boxes_open;                /* those that are being laid out, one in the other */
	struct page_areas areas;
	VECTOR(const struct drawing *) page_drawings; /* that stand on the open page by themselves */
	emu room_width;                               /* of the frame whose drawings are measured; 0: none is known */
	int page_number;                              /* as it is printed, of the page being filled */
	enum number_format page_format;
	emu line_grid;          /* of the body that is being filled; 0 none, and in headers, footers, notes */
	emu page_room;          /* the page's height between what is free at its edges: with header and footer */
	int page_count;         /* what RUN_PAGE_COUNT shows: the count of the pass before */
	bool shows_page_count;  /* somebody asked for it */
	bool shows_page_number; /* the same; reset by who wants to know */
	int *note_numbers; /* of footnotes, as the pass before has counted them on their pages; NULL: no pass yet */
	const struct text *references; /* what each shows, as the pass before has found it; NULL: no pass yet */
	bool was_reported[LATERS];
	uint32_t lacking[LACKING_MOST]; /* characters reported as in no font */
	size_t lacking_count;
	VECTOR(struct mark) marks;
	const struct paragraph_watch *watch; /* NULL: nobody */
};

/* The font of a style; the same pointer for the same style and smallness, so fonts compare by address. */
const struct font *layout_font(struct layout *l, const struct run_style *style, bool is_small);

/* The style in that size; the same pointer for the same two. */
const struct run_style *layout_scaled_style(struct layout *l, const struct run_style *style, emu size);

/* That of the document, opened when a paragraph first asks for it. */
struct hyphenator *layout_hyphenator(struct layout *l);

/* A warning that something is left out, once per document. */
void layout_later(struct layout *l, enum later what);

/* A warning that no font has a character, once per document and character, of the first LACKING_MOST. */
void layout_lacks(struct layout *l, uint32_t c);

#endif
