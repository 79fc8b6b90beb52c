/*
 * page -- the page that is being filled (private to layout/): its header and footer, the room of its body, the notes at
 * its foot.
 */
#ifndef PRIKAZ_LAYOUT_PAGE_H
#define PRIKAZ_LAYOUT_PAGE_H

#include "base/dictionary.h"
#include "layout/column.h"
#include "layout/foot.h"
#include "layout/paint.h"

/* A header or footer laid out. */
struct band_laid {
	const struct band *band;
	struct fill fill;
	emu width;
};

struct page_maker {
	struct layout *l;
	VECTOR(struct page) pages;
	struct painting painting;         /* the open page */
	const struct page_master *master; /* of the page opened last, and what that makes of it */
	const struct page_style *style;
	const struct section *section;
	struct columns columns;   /* that the section's text goes through: the pages' or its region's */
	int column;               /* of the page's own, the one that is being filled */
	const struct strip *last; /* the lowest block in it; NULL: it is empty */
	struct band_laid footer;  /* of the open page, to be painted last; band NULL: there is none */
	int64_t footer_top;
	bool is_open;
	bool is_full;            /* of as many pages as a document may have: no section is begun any more */
	emu top, bottom;         /* of the body on the open page */
	emu used;                /* how far down the body, its column, is filled, from top */
	int number;              /* of the page opened last, as it is printed */
	int sheet;               /* its place among all pages, those left blank counted */
	bool begins_even;        /* so is the number of the document's first page */
	struct notes notes;      /* the footnotes of the document */
	struct flow *notes_flow; /* in the width of the foot */
	struct cursor notes_at;  /* behind what the feet so far hold */
	size_t notes_asked;      /* so many have had their mark */
	size_t notes_before;     /* the pages before this one */
	int *note_numbers;       /* by page; NULL: they are counted otherwise */
	struct foot foot;        /* of the open page or column; flow NULL: there is none */
	int64_t foot_x;
	struct dictionary band_fills; /* struct fill of headers and footers alike on all pages, by content and width */
	const struct page_drawing **page_drawings; /* the document's, by page */
	size_t drawings_passed;                    /* those of the pages so far */
};

/* The text of a section on its way through the columns. */
struct stream {
	struct flow flow;
	struct cursor at;
	enum top top; /* of the next room */
};

/* Of the body, between the margins. */
emu page_body_width(const struct page_style *s);

/*
 * Closes the open page and opens the next one of that master, with its header and footer.  Its number is *number; NULL:
 * the next one.  A page before it stays blank when it has to stand on the other side.
 */
void page_open(struct page_maker *m, const struct page_master *master, const int *number);

/* The lines between columns that begin at x on the open page and are so high. */
void page_lines_paint(struct page_maker *m, const struct column_set *set, const struct columns *columns, int64_t x,
		      int64_t top, int64_t height);

/* Finishes the open page, if there is one: notes, footer, what was collected to be painted last. */
void page_close(struct page_maker *m);

/* Whether the section has to share a page with the one before it or behind it. */
bool page_is_shared(const struct section *s);

/* The columns that the section has of its own, or of its pages. */
const struct column_set *page_columns(const struct section *s);

/* Whether notes stand at the foot of each column, not of the page. */
bool page_has_column_feet(const struct page_maker *m);

/* Opens a foot that stands on the body's end; the notes that wait for one come first. */
void page_foot_open(struct page_maker *m, int64_t x, emu width);

/* Paints the open foot. */
void page_foot_close(struct page_maker *m);

/* The foot that takes the notes of the open page; NULL when there are none. */
struct foot *page_foot(struct page_maker *m);

/* section.c: pours the stream into a column of the open page, from y on. */
struct fill stream_pour(struct page_maker *m, struct stream *s, int column, emu y, emu room, struct foot *foot);

/* balance.c: the height that makes the region's columns equally high; `room` when its text goes on behind them. */
emu columns_balance(struct page_maker *m, const struct stream *s, emu y, emu room);

/* section.c: lays a section out on the open page or on new ones. */
void section_lay(struct page_maker *m, const struct section *s);

/* Lays the endnotes out, and the footnotes that are left over, behind all sections. */
void sections_finish(struct page_maker *m);

#endif
