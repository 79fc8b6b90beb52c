/*
 * rich -- what the files that write rich values share; private to merge/.
 *
 *     rich.c        the paragraph at hand: where it began, what may still become of it; which filter is asked for
 *     rich_docx.c   heads of paragraphs, runs and tables in a DOCX
 *     rich_odt.c    the same in an ODT
 *     link.c        addresses
 *     markdown.c    a text in Markdown as blocks and runs
 */
#ifndef PRIKAZ_MERGE_RICH_H
#define PRIKAZ_MERGE_RICH_H

#include "merge/attachment.h"
#include "template/op_rich.h"

/* How a stretch of text differs from the marker's run. */
enum {
	MARK_BOLD = 1,
	MARK_ITALIC = 2,
	MARK_STRIKE = 4,
	MARK_CODE = 8,
	MARK_LINK = 16,
	MARKS = 32 /* how many sets of them there are */
};

enum rich_kind {
	KIND_PLAIN,   /* as the marker's paragraph */
	KIND_HEADING, /* level 1 … 6 */
	KIND_ITEM,    /* the first paragraph of an item of a list, with its number or bullet */
	KIND_INSET,   /* indented: quotations, further paragraphs of an item */
	KIND_CODE,
	KIND_RULE, /* an empty paragraph with a line below */
	KIND_CELL
};

enum rich_alignment { ALIGN_NONE, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

/* The look of a paragraph of the value's own. */
struct rich_head {
	enum rich_kind kind;
	int level;    /* HEADING: 1 … 6; ITEM: how many lists stand around its own */
	int left;     /* INSET, CODE, ITEM: indent beyond the marker's paragraph [twips] */
	int hanging;  /* INSET: the first line begins so much before [twips] */
	int list;     /* ITEM of a DOCX: its w:numId */
	bool is_code; /* ITEM: it is code */
	bool is_tight;
	bool begins_page;              /* as the marker's paragraph, in whose place it is */
	enum rich_alignment alignment; /* CELL */
};

enum { INDENT_STEP = RICH_INDENT, INDENT_HANGING = RICH_HANGING, QUOTE_STEP = 567 }; /* [twips] */

/* The template's paragraph at hand, and what has become of it. */
struct rich_run {
	struct rich_run *outer;
	const struct rich_paragraph_op *op;
	size_t begin;        /* where the open paragraph begins in m->out, what opens around it included */
	size_t content;      /* behind its head */
	size_t section;      /* DOCX: where section properties go */
	size_t shown;        /* m->shown at its begin */
	struct buffer after; /* closes it, and what is open around it; empty: none is open */
	bool is_first;       /* it is the template's own, with all that belongs to it */
	bool is_own;         /* it has a look of the value's own: what follows in the line cannot go on in it … */
	size_t own_end;      /* … if it is seen: the value ended here */
	size_t own_shown;
	bool is_spare;            /* opened behind a table for what follows in the line */
	bool is_behind_table;     /* none is open, for a table has just ended */
	struct text spans[MARKS]; /* ODT: names of styles */
	struct rich_head styled;  /* ODT: what style was asked for last */
	struct text style;
};

/* A value being written. */
struct rich {
	struct merging *m;
	const struct op *op;
	const struct rich_op *rich;
	struct rich_run *run;  /* NULL: it cannot begin paragraphs */
	struct buffer pending; /* opens around the next paragraph */
	struct rich_head head; /* of the open paragraph */
	bool is_word;
	bool has_begun; /* its first paragraph, be it the one at hand */
	bool in_wrap;   /* what stands between paragraph and run is open */
	bool in_text;   /* the marker's run is, too */
	bool is_bare;   /* the paragraph's style says the look of its text: a heading */
	bool in_table;
	unsigned marks; /* of the text to come */
	unsigned base;  /* of all text in this paragraph */
	bool in_link;
	int size;      /* [half-points] smaller than the run's, for the text to fit its line; 0: as the run's */
	bool has_span; /* ODT: the text at hand has a span of its own */
};

/* ---- rich.c ---- */

/* Reports that the filter cannot take the value; why: an msgid. */
void rich_refuse(struct rich *r, const struct value *v, const char *why);
/* The next paragraph of the value. */
void rich_block(struct rich *r, const struct rich_head *head);
/* Its text, in r->marks.  verbatim: spaces and tabs count. */
void rich_text(struct rich *r, struct text t, bool verbatim);
void rich_break(struct rich *r);
/* A link around the texts to come; address must be safe (link_address). */
void rich_link(struct rich *r, struct text address);
void rich_link_end(struct rich *r);
/* A picture from a file amid the text. */
void rich_picture(struct rich *r, struct text path, struct text alt);
/* A table begins: no paragraph is open then. */
void rich_table(struct rich *r);
void rich_table_end(struct rich *r);
/* Closes the marker's run and opens it again, for elements beside runs. */
void rich_leave_text(struct rich *r);
void rich_enter_text(struct rich *r);
/* The same with all that stands between paragraph and run: the paragraph ends. */
void rich_leave_line(struct rich *r);

/*
 * Writes a pattern: "~" is the prefix of the part's text elements, "^" that of tables, each "%" the next number.
 */
void rich_put(struct rich *r, struct buffer *b, const char *pattern, ...);

/* ---- rich_docx.c, rich_odt.c: into m->out ---- */

/* The head of a paragraph; what closes it goes to run->after. */
void docx_head(struct rich *r, const struct rich_head *head);
void odt_head(struct rich *r, const struct rich_head *head);
/* A run of its own up to its text, and its end. */
void docx_run(struct rich *r, unsigned marks);
void docx_run_end(struct rich *r);
void odt_span(struct rich *r, unsigned marks);
void odt_span_end(struct rich *r);

struct rich_columns {
	int count;
	int widths[64]; /* parts of TABLE_WIDTH */
};

enum { TABLE_WIDTH = 9600, COLUMNS_MOST = 63 };

/* What opens a table, a row, a cell, into r->pending; what closes them, into run->after. */
void docx_table(struct rich *r, const struct rich_columns *columns, int left);
void docx_row(struct rich *r, bool is_header);
void docx_cell(struct rich *r, int width);
void odt_table(struct rich *r, const struct rich_columns *columns, int left);
void odt_row(struct rich *r, bool is_header);
void odt_cell(struct rich *r);

/* ODT: the style of a list: numbered or not, or without signs. */
enum rich_list { LIST_BULLETS, LIST_NUMBERS, LIST_SIGNLESS };
struct text odt_list_style(struct rich *r, enum rich_list kind, bool is_parenthesis);

/* ---- link.c ---- */

/*
 * What a person wrote as an address, as one that may be clicked: with its scheme, http: and mailto: and tel: added
 * where they go without saying; an empty text when it is none or of a scheme that is not safe.
 */
struct text link_address(struct arena *a, struct text t);
/* The next address that stands in a text as it is, at or behind `at`: true, with its bytes [*from, *to). */
bool link_find(struct text t, size_t at, size_t *from, size_t *to);

/* ---- markdown.c ---- */

/* The text as blocks.  Reports what cannot be taken. */
void markdown_write(struct rich *r, struct text t);

#endif
