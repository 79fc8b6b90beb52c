/*
 * build -- chains of blocks and rows of runs while a reader fills them.
 *
 * Private to this folder.
 */
#ifndef PRIKAZ_DOCUMENT_BUILD_H
#define PRIKAZ_DOCUMENT_BUILD_H

#include "document/document.h"

struct block_list {
	struct block *first, *last;
	int frames_begun; /* by the block that is added next */
};

/* A new block at the end; the caller puts its content in. */
struct block *blocks_add(struct arena *a, struct block_list *l, enum block_kind kind);

struct run_list {
	VECTOR(struct run) all;
};

/* A new run at the end; the caller fills the rest. */
struct run *runs_add(struct arena *a, struct run_list *l, enum run_kind kind, const struct run_style *style);

/* A run of text; nothing when t is empty.  Tabs and line breaks in t become spaces. */
void runs_add_text(struct arena *a, struct run_list *l, const struct run_style *style, struct text link, struct text t);

/*
 * One more reference of the document, which shows the number of a page in its own format and nothing before it is
 * known; the caller may change that.
 */
struct reference *reference_add(struct arena *a, struct document *d, struct text target);

/* The word for what stands before or behind, as a reference to it says it in that language: "above", "below". */
struct text direction_word(struct text language, bool is_before);

/*
 * The runs are an entry of contents.  Its number becomes a reference, if it is a number behind the last tab and not one
 * yet: to where its link leads, or to the heading with the entry's text.
 */
void runs_find_page_number(struct arena *a, struct run_list *l, struct document *d);

/* Joins neighbours of one look and moves the runs into p; l is empty then. */
void runs_finish(struct arena *a, struct run_list *l, struct paragraph *p);

/* An empty paragraph, for cells and notes that have nothing. */
struct block *block_empty(struct arena *a, const struct paragraph_style *style, const struct run_style *mark);

/*
 * Parts other than the main one may be broken: the document is then read without them.  NULL when the
 * part is missing (not a word is said) or cannot be read (a warning).
 */
struct xml_node *part_read(struct arena *a, struct report *r, const struct package *p, struct text name);
/* A part's relationships; broken ones are a warning and count as none. */
struct relationship *part_relationships(struct arena *a, struct report *r, const struct package *p, struct text source);

/* A new note of the document, whose text the caller puts in. */
struct note *notes_add(struct arena *a, struct document *d, bool is_endnote);

/* The number that such a note has: the notes of its kind are counted in *count, from `start`. */
void note_count(struct arena *a, struct note *note, enum number_format format, int start, int *count);

/* The look of the number before a note's text where nothing is said of it: in upright letters without a line. */
void note_mark_plain(struct run_style *s);

/* The line above footnotes as LibreOffice has it in a new document. */
struct note_line note_line_usual(void);

/* The pages that LibreOffice makes for endnotes: of that one's size, upright, without header and footer. */
const struct page_master *endnote_master_usual(struct arena *a, const struct page_style *size);

/* A row of pages that all look so, without end. */
struct page_master *page_master_new(struct arena *a, const struct page_style *page);

/*
 * What fields and controls may show, in bytes, of words that stand elsewhere in the file: its title, a variable, its
 * XML.  One long title in many fields would make a small file endless; beyond this they show what was stored in them.
 */
enum { LENT_MOST = 4 << 20 };

/* How deep notes, text boxes and tables may stand in one another; deeper ones are left out. */
enum { NESTING_MOST = 24 };

/* The two readers.  They fill d, whose kind, file and package are set; false when there is no document. */
bool docx_read(struct arena *a, struct report *r, struct document *d);
bool odt_read(struct arena *a, struct report *r, struct document *d);

#endif
