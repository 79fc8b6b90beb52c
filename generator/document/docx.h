/*
 * docx -- what the files of the DOCX reader share.
 *
 *     docx.c           parts: from the package to the document
 *     docx_section.c   sections, their rows of pages, headers and footers
 *     docx_page.c      how a page looks
 *     docx_region.c    sections that stand in columns of their own on a page
 *     docx_story.c     paragraphs of one flow of text: body, header, note, text box, cell
 *     docx_run.c       runs, and what may stand beside them in a paragraph
 *     docx_field.c     fields
 *     docx_control.c   content controls of plain text
 *     docx_drawing.c   pictures and text boxes
 *     docx_table.c     tables, with docx_table_*.c
 *     docx_frame.c     what of the text floats
 *     docx_style.c     styles.xml: chains of styles become looks
 *     docx_property.c  one w:pPr onto a look
 *     docx_letters.c   one w:rPr onto a look
 *     docx_shading.c   a w:shd as a colour
 *     docx_indent.c    indents between styles, lists and the paragraph
 *     docx_numbering.c numbering.xml
 *
 * Private to this folder.
 */
#ifndef PRIKAZ_DOCUMENT_DOCX_H
#define PRIKAZ_DOCUMENT_DOCX_H

#include "document/build.h"
#include "document/numbering.h"
#include "document/style.h"

/* ---- properties ---- */

struct docx_length {
	emu value; /* 0 where it is not said */
	bool is_said;
};

struct docx_indent {
	struct docx_length left, right, first;
};

/* What the styles of a paragraph say of its indents (docx_indent.c). */
struct docx_indents {
	struct docx_indent nearest;   /* each from the nearest style, or the defaults */
	struct docx_indent own, base; /* of the style itself and of its immediate base */
	struct docx_indent off;      /* what a style that leaves its list says beside that, no nearer one saying else */
	bool has_base;               /* the style is based on another */
	bool has_list, has_own_list; /* some style names a list or leaves it; the style itself does */
};

/* The shape of a paragraph with what only this reader needs to know of it. */
struct docx_shape {
	struct paragraph_style style;
	int num_id; /* of the list; 0: in none */
	int level;
	struct docx_indents indents;
	bool auto_before, auto_after; /* HTML's spacing */
	bool has_between;             /* a border between it and others that have one */
	struct border between;
	emu padding_between;
	const struct xml_node *frame; /* w:framePr of this very paragraph or its style; NULL */
};

/* Everything that a paragraph's style says. */
struct docx_look {
	struct docx_shape shape;
	struct run_style run;
	const struct run_style *pooled;         /* run, in the pool */
	bool table_says_size, table_says_align; /* of what a table style makes: its w:sz and w:jc */
};

enum docx_style_type {
	DOCX_PARAGRAPH_STYLE,
	DOCX_CHARACTER_STYLE,
	DOCX_TABLE_STYLE,
	DOCX_LIST_STYLE,
	DOCX_STYLE_TYPES
};

struct docx_style {
	enum docx_style_type type;
	struct text id, name;
	const struct xml_node *node;
	const struct docx_style *base; /* cycles are cut */
	int depth;                     /* how many bases there are */
};

/* ---- lists ---- */

struct docx_level {
	const struct xml_node *node; /* w:lvl; NULL when not described */
	struct text style_id;        /* of the paragraph style that means this level */
};

struct docx_abstract {
	const struct xml_node *node;
	struct list_counters counters; /* all w:num of one abstract list count together */
	struct text style_link;        /* id of a numbering style that really has the levels */
	bool is_resolving;
};

struct docx_list {
	struct docx_abstract *abstract;
	struct docx_level levels[LIST_LEVELS];
	struct list_level counted[LIST_LEVELS];
	int restarts[LIST_LEVELS]; /* w:startOverride, -1 when there is none */
	bool is_begun;
};

/* ---- notes ---- */

struct docx_notes {
	const struct xml_node *root;
	struct relationship *relationships;
	struct dictionary by_id; /* w:footnote nodes */
	enum number_format format;
	int count; /* marks given so far */
	int start;
	bool by_page;
	bool by_chapter; /* they are counted anew behind each heading of the first level */
	bool has_line;   /* a separator is described */
	/* of the number before the note, and of its mark in the text; NULL: there is none */
	const struct docx_style *number_style, *mark_style;
};

/* ---- the theme ---- */

/* Typefaces for the three kinds of writing; empty where the theme has none. */
struct docx_fonts {
	struct text latin, asian, complex;
};

/* ---- the reader ---- */

enum { BAND_DEFAULT, BAND_FIRST, BAND_EVEN, BAND_KINDS };

/* A header or footer that goes on from section to section; where it is on and a text is NULL, that is empty. */
struct docx_band {
	const struct block *right, *left; /* the same for both sides unless the settings part them */
	bool is_on, is_box;
};

struct docx_bands {
	struct docx_band header, footer;
};

struct docx {
	struct arena *arena;
	struct report *report;
	const struct package *package;
	struct document *document;
	struct style_pool pool;
	struct dictionary bookmarks_met; /* names of those that have been read */
	struct run_list bookmarks;       /* that stood before a paragraph or table and wait for the next text */

	/* styles.xml */
	struct dictionary styles[DOCX_STYLE_TYPES]; /* struct docx_style by id */
	const struct docx_style *defaults[DOCX_STYLE_TYPES];
	const struct docx_style *header, *footer; /* those of these names; NULL when there is none */
	const struct docx_style *normal;          /* the paragraph style of this name; NULL when there is none */
	struct docx_look base;                    /* the document's defaults */
	bool has_own_headings;                    /* headings may be based on LibreOffice's own */
	struct dictionary looks;                  /* struct docx_look by base and style */

	/* theme1.xml: typefaces of the headings and of the text */
	struct docx_fonts major_font, minor_font;
	const struct xml_node *colors;

	/* settings.xml */
	bool has_even_pages, has_mirrored_margins, has_gutter_at_top;
	bool shows_page_color;
	color page_color;     /* COLOR_NONE: there is none */
	bool hyphenates;      /* the style Normal, unless it says otherwise */
	bool spares_capitals; /* the same */
	emu hyphenation_zone;
	bool breaks_before_marks; /* w:splitPgBreakAndParaMark */
	bool fills_columns;       /* w:noColumnBalance */
	bool adds_spacing;        /* w:doNotUseHTMLParagraphAutoSpacing */
	bool keeps_default_style; /* compatSetting overrideTableStyleFontSizeAndJustification */
	int compatibility;        /* 15: Word 2013 and later; 12 when nothing is said */

	/* numbering.xml */
	struct dictionary lists, abstracts; /* by id */

	struct docx_notes footnotes, endnotes;
	struct dictionary bands; /* struct block by part name: headers and footers read once */

	/* while the body is read */
	struct section *last_section;
	struct docx_bands bands_in_force, first_bands; /* what the section before named, or those before it */
	const struct page_master *row;                 /* that goes on behind the section before */
	bool is_landscape;                             /* the section before says so */
	struct note_line note_line;                    /* of it */
	bool has_first_note;      /* the section that is being read: the first footnote or endnote of all */
	size_t footnotes_before;  /* that section */
	struct region *region;    /* its columns; NULL: it has none */
	struct block *last_block; /* of it */
	int nesting;
	int boxes_open;              /* texts of shapes, one in the other */
	struct dictionary sequences; /* int by name: how far SEQ has counted */
	int auto_numbers;
	bool keeps_looks; /* content controls of no kind are no plain text: docx_control.c */
	bool has_stores;  /* stores have been read: the XML that content controls are bound to */
	VECTOR(const struct xml_node *) stores;
	size_t lent, looked_at; /* by fields and controls: bytes of words shown, elements of the stores gone over */
	unsigned left_out;      /* kinds of content already reported */
};

/* ---- docx_letters.c ---- */

/* Lays the properties of a w:rPr that stands in the text over s. */
void docx_run_apply(struct docx *d, struct run_style *s, const struct xml_node *properties);

/* The same of a style's w:rPr, some of which mean less there.  DOCX_STYLE_TYPES: of the document's defaults. */
void docx_style_run_apply(struct docx *d, struct run_style *s, const struct xml_node *properties,
			  enum docx_style_type type);

/* ---- docx_property.c ---- */

/*
 * Lays a w:pPr over shape, all but its indents.  style_id: of the style that the w:pPr belongs to, empty for direct
 * properties: a list level may be found by it.
 */
void docx_paragraph_apply(struct docx *d, struct docx_shape *shape, const struct xml_node *properties,
			  struct text style_id);

/* Words are divided as nothing else is said. */
void docx_hyphenation_init(struct paragraph_style *s);

/* What HTML's spacing (w:beforeAutospacing, w:afterAutospacing) comes to: 14 pt, or 5 where the file says to add up. */
emu docx_html_space(const struct docx *d);

/* w:top, w:left … as a border, the distance to the text in *padding when wanted. */
struct border docx_border(const struct xml_node *node, emu *padding);

/* What an element that is a switch says; one without w:val is on. */
bool docx_is_on(const struct xml_node *node);
/* A child's w:val as a switch: absent child `otherwise`, child without value on. */
bool docx_switch(const struct xml_node *parent, enum xml_name child, bool otherwise);
/* A child's w:val; empty when absent. */
struct text docx_val(const struct xml_node *parent, enum xml_name child);
/* w:start of strict files or w:left. */
const struct xml_node *docx_side(const struct xml_node *parent, enum side side);

/* ---- docx_shading.c ---- */

/* The colour that a w:shd paints, patterns mixed as LibreOffice mixes them; COLOR_NONE when there is none. */
color docx_shading(const struct xml_node *shd);

/* ---- docx_indent.c ---- */

/* Adds the w:ind of a w:pPr that is of no paragraph style: the document's defaults, a table style. */
void docx_indents_add(struct docx_indents *indents, const struct xml_node *properties);
/* Adds what a paragraph style says, its bases being added already. */
void docx_indents_add_style(struct docx_indents *indents, const struct docx_style *style);
/*
 * The indents of shape->style, of its styles and list and of the paragraph's own w:pPr (NULL: none); laid over
 * already.
 */
void docx_indents_settle(const struct docx *d, struct docx_shape *shape, const struct xml_node *properties);

/* ---- docx_style.c ---- */

void docx_styles_read(struct docx *d, const struct xml_node *root);
void docx_theme_read(struct docx *d, const struct xml_node *root);
void docx_settings_read(struct docx *d, const struct xml_node *root);

/*
 * The style of that id; may be NULL.  Without an id the type's default.  A paragraph whose style is not there
 * has the style called Normal, as has one without a style where none is the default; a run has none.
 */
const struct docx_style *docx_style_find(const struct docx *d, enum docx_style_type type, struct text id);

/* base with a paragraph style laid over it; remembered. */
const struct docx_look *docx_look(struct docx *d, const struct docx_look *base, const struct docx_style *style);

/* Lays a character style over s. */
void docx_character_style_apply(struct docx *d, struct run_style *s, struct text id);

/* style with its bases, the farthest first; *count of them. */
const struct docx_style **docx_style_chain(struct docx *d, const struct docx_style *style, size_t *count);

/* ---- docx_numbering.c ---- */

void docx_numbering_read(struct docx *d, const struct xml_node *root);
bool docx_has_list(const struct docx *d, int num_id);
/* The w:lvl of a list, or NULL. */
const struct xml_node *docx_list_level(const struct docx *d, int num_id, int level);
/* The level that a paragraph style means in a list; `otherwise` when none does. */
int docx_list_level_of_style(const struct docx *d, int num_id, struct text style_id, int otherwise);
/* Counts the paragraph and returns its label; NULL when it has none.  mark: the paragraph mark's look. */
const struct label *docx_label(struct docx *d, const struct docx_shape *shape, const struct run_style *mark);
enum number_format docx_number_format(struct text name);

/* ---- docx_story.c ---- */

/* A table that may come to float. */
struct docx_floating {
	struct table *table;
	struct drawing *frame;
};

struct docx_field;   /* being read; a stack */
struct docx_control; /* of plain text, being read */

/* One flow of text. */
struct docx_story {
	struct docx *docx;
	struct relationship *relationships; /* of its part */
	const struct docx_look *base;       /* what paragraph styles lie upon: defaults, or a table's style */
	struct block_list *blocks;
	struct docx_field *fields;
	struct docx_control *control; /* NULL outside of one */
	int table_depth;
	bool is_body;                    /* section properties and page breaks count */
	bool breaks_page, breaks_column; /* a break was met, and nothing since */
	const struct note *note;         /* whose number stands before the first paragraph, until that is read */
	bool drops_tab;                  /* the first tab of a note whose number hangs */
	struct note *custom;             /* its mark is the text that comes next; NULL: none waits for one */
	const struct xml_node *custom_content;
	struct text link;
	const struct xml_node *frame; /* w:framePr of the paragraphs in frame_blocks */
	struct block_list frame_blocks;
	struct drop_cap *drop_cap;             /* that waits for its paragraph */
	VECTOR(struct docx_floating) floating; /* in the order of the blocks */
	bool is_note;
	struct run_list waiting; /* frames that wait for the paragraph they are anchored in */
	struct {
		struct paragraph *paragraph; /* the last one; NULL behind a table */
		int num_id;
		bool auto_after;
		bool has_between;
	} previous;
};

void docx_blocks_read(struct docx_story *s, const struct xml_node *parent);

/* Closes what is open at the end of a flow; the story has a block then. */
void docx_story_end(struct docx_story *s);

/*
 * A story of its own (text box, header) inside another or of the document; blocks never empty.  note: whose text it
 * is.
 */
struct block *docx_story_read(struct docx *d, struct relationship *relationships, const struct xml_node *parent,
			      const struct note *note);

/* The empty paragraph of a header or footer without content. */
struct block *docx_band_empty(struct docx *d, bool is_footer);

/* Says once per document that something is not shown. */
void docx_left_out(struct docx *d, unsigned kind, const char *what);
enum { LEFT_OUT_CHART = 1, LEFT_OUT_EMBEDDED = 2, LEFT_OUT_FORMULA = 4, LEFT_OUT_SHAPE = 8 };

/* ---- docx_drawing.c ---- */

/* The drawing of a w:drawing, w:pict or w:object; NULL when it shows nothing that is known. */
struct drawing *docx_drawing_read(struct docx_story *s, const struct xml_node *node);
/* The branch of an mc:AlternateContent that this reader understands; NULL when there is none. */
const struct xml_node *docx_alternative(const struct xml_node *node);
/* One without anything said of it; what a place counts from and how it is aligned, of any generation's words. */
struct drawing *docx_drawing_new(struct docx *d);
enum drawing_origin docx_drawing_origin(struct text from);
enum drawing_align docx_drawing_align(struct text align);

/* ---- docx_frame.c ---- */

/* A floating frame of Word's old kind (w:framePr) around the blocks. */
struct drawing *docx_frame(struct docx *d, const struct xml_node *frame, struct block *first);

/*
 * The table, just added to the story, has a w:tblpPr; left: how far its first text stands from its edge.  Whether it
 * floats is found when the flow ends.
 */
void docx_table_float(struct docx_story *s, struct table *table, const struct xml_node *position, emu left);

/*
 * Makes frames of the story's floating tables.  page, has_columns: of the section that ends, page NULL outside of the
 * body; is_cut_off: it began on a new page and another one follows.
 */
void docx_tables_lift(struct docx_story *s, const struct page_style *page, bool has_columns, bool is_cut_off);

/* ---- docx_control.c ---- */

/* Begins a w:sdt around paragraphs or a cell; returns the control that is to be the story's again behind it. */
struct docx_control *docx_control_around(struct docx_story *s, const struct xml_node *sdt);

/* ---- docx_table.c ---- */

/* Reads a w:tbl, and those behind it that make one table with it; returns the last of them. */
const struct xml_node *docx_table_read(struct docx_story *s, const struct xml_node *node);

/* ---- docx_page.c ---- */

/* The look of a section's pages, without headers, footers and borders. */
struct page_style *docx_page_read(struct docx *d, const struct xml_node *section);
/* Puts a w:pgBorders, which may be NULL, around a page that has its header and footer. */
void docx_page_borders(struct page_style *page, const struct xml_node *borders);

/* ---- docx_region.c ---- */

/* Whether a w:sectPr says that there are several columns. */
bool docx_section_has_columns(const struct xml_node *properties);

/* Gives a section its columns; those before it are told what comes behind them.  To be called in their order. */
void docx_region_begin(struct docx *d, struct section *section, const struct xml_node *properties);

/* A page's end, or the document's, comes behind the last section. */
void docx_columns_fill(struct docx *d);

/* ---- docx_section.c ---- */

/* Ends the section that the blocks so far belong to. */
void docx_section_end(struct docx_story *s, const struct xml_node *properties);

#endif
