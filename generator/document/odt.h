/*
 * odt -- what the files of the ODT reader share.
 *
 *     odt.c           parts, master pages, sections: from the package to the document
 *     odt_settings.c  what settings.xml says of the layout
 *     odt_story.c     paragraphs, spans, fields, notes of one flow of text
 *     odt_field.c     what fields show
 *     odt_drawing.c   frames with pictures and text
 *     odt_section.c   sections that stand in columns, margins or on a background of their own
 *     odt_table.c     tables; odt_columns.c: how wide their columns are
 *     odt_style.c     chains of styles become looks
 *     odt_builtin.c   the styles that a file may name without having them
 *     odt_property.c  one style:paragraph-properties onto a look; borders
 *     odt_letters.c   one style:text-properties onto a look
 *     odt_list.c      list styles and the numbers of lists
 *
 * Private to this folder.
 */
#ifndef PRIKAZ_DOCUMENT_ODT_H
#define PRIKAZ_DOCUMENT_ODT_H

#include "document/build.h"
#include "document/numbering.h"
#include "document/style.h"

enum odt_family {
	FAMILY_PARAGRAPH,
	FAMILY_TEXT,
	FAMILY_TABLE,
	FAMILY_TABLE_COLUMN,
	FAMILY_TABLE_ROW,
	FAMILY_TABLE_CELL,
	FAMILY_SECTION,
	FAMILY_GRAPHIC,
	FAMILIES
};

struct odt_style {
	enum odt_family family;
	struct text name, display_name;
	const struct xml_node *node;
	const struct odt_style *parent; /* cycles are cut */
	bool is_automatic;
	const struct odt_look *look; /* of a paragraph style, once it was asked for */
};

/* Who wrote the file, as far as lists are read otherwise: LibreOffice follows meta:generator. */
enum odt_maker { MAKER_OTHER, MAKER_OPENOFFICE_2, MAKER_WORD };

/* Automatic styles of one part (content.xml; styles.xml, for headers and footers). */
struct odt_scope {
	struct dictionary styles[FAMILIES]; /* struct odt_style by name */
	struct dictionary lists;            /* struct odt_list_style by name */
};

/* Everything that a paragraph's style says. */
struct odt_look {
	struct paragraph_style style;
	struct run_style run;
	const struct run_style *pooled;
	struct text list_style; /* by the named style; empty: none */
	bool has_list;          /* the named style, or one it is based on, says its list, were it none at all */
	bool has_own_list;      /* the automatic style itself does */
	bool indent_beats_list; /* the style says its indents nearer than its list */
	bool has_own_indent;    /* the automatic style itself says indents */
	bool has_auto_indent;   /* the first line's depends on the size of type */
	size_t drop_lines;      /* style:drop-cap: beside so many lines; 0 or 1: none */
	int drop_length;        /* so many letters; 0: the first word */
	emu drop_distance;
	struct text drop_style; /* of the letters; empty: none */
	bool breaks_after;
	const struct text *master; /* a new row of pages begins; NULL when not */
	int page_number;           /* its first number; 0 when it goes on */
	int heading_level;         /* default outline level; 0 */
};

struct odt_level {
	struct list_level counted;
	bool is_given;
	bool aligns_label; /* label-alignment mode, else label-width-and-position */
	emu margin_left, indent_first, tab_position;
	bool has_tab_position;
	emu space_before, min_width, gap;
	struct text style_name;            /* character style of the label */
	const struct xml_node *properties; /* text properties of a bullet */
	int relative_permille;             /* size of a bullet */
	struct text family;                /* of a bullet; empty: the paragraph's */
};

struct odt_list_style {
	const struct xml_node *node;
	struct odt_level levels[LIST_LEVELS];
	struct list_level counted[LIST_LEVELS];
};

/* A list that is being counted.  Lists of several styles may be counted as one. */
struct odt_list {
	struct list_counters counters;
};

/* Where a paragraph stands in lists; contexts nest as text:list does. */
struct odt_list_context {
	struct odt_list *list;
	const struct odt_list_style *style; /* what its labels look like */
	struct text style_name;
	int level;                             /* index */
	bool has_label;                        /* the item's first paragraph is still to come */
	int start_value;                       /* of the item; -1 when it counts on */
	int sublists;                          /* that the item has had so far */
	const struct odt_list_style *override; /* of the item alone; NULL */
};

struct odt {
	struct arena *arena;
	struct report *report;
	const struct package *package;
	struct document *document;
	struct style_pool pool;

	struct odt_scope content, masters; /* automatic styles; common ones are in both's background: */
	struct odt_scope common;
	struct dictionary style_fonts, content_fonts; /* style:font-face by style:name: of styles.xml, of content.xml */
	const struct xml_node *styles_root;           /* of styles.xml */
	bool has_builtin;                             /* LibreOffice's own styles are among the common ones */
	struct odt_look base;                         /* the default paragraph style */
	const struct xml_node *default_styles[FAMILIES]; /* style:default-style */
	struct odt_list_style *outline;
	struct odt_list outline_list;
	struct text outline_name;
	struct odt_list_style *plain_list; /* of lists that name no style; NULL until one is met */

	struct dictionary master_pages, page_layouts; /* nodes by name */
	struct dictionary pages;                      /* struct odt_master by name */
	struct text first_master;                     /* name of the first master page in the file */
	struct dictionary lists_by_id;                /* struct odt_list by xml:id */
	struct odt_list *last_list;                   /* that began at the top: what continue-numbering goes on with, */
	struct text last_list_style;                  /* if its style is this one */
	struct dictionary last_lists;                 /* struct odt_list by style name, for old files and Word's */
	enum odt_maker maker;

	const struct xml_node *meta;   /* office:meta; NULL */
	struct text keywords;          /* of meta, as a field shows them */
	struct dictionary user_words;  /* meta:user-defined by name */
	struct dictionary variables;   /* struct text by name: of the last text:variable-set */
	struct dictionary user_fields; /* text:user-field-decl by name */
	struct text target;      /* "Name|table", "Name|region" that begins with the next paragraph, as links name it */
	struct dictionary marks; /* bookmarks and reference marks by name */
	struct dictionary marks_met; /* those that have been read, as references name them */

	struct {
		enum number_format format;
		int start, count;
		struct text body_style, mark_style; /* of the mark in the text; before the note */
		struct text prefix, suffix;         /* around the number before the note */
		bool by_chapter;                    /* counted anew behind each heading of the first level */
		struct text master;                 /* of the pages that endnotes stand on */
	} notes[2];                                 /* footnotes, endnotes */

	bool ignores_first_indent; /* a numbered paragraph's own first line indent counts for nothing */

	int nesting;
	size_t lent; /* bytes that fields have shown; see LENT_MOST */
	unsigned left_out;

	/* while the body is read */
	struct section **section_end;
	struct section *section;
};

/* One flow of text. */
struct odt_story {
	struct odt *odt;
	const struct odt_scope *scope;
	struct block_list *blocks;
	struct odt_list_context *list;
	bool is_body;                /* master pages and page breaks count */
	bool is_contents;            /* these are the entries of a table of contents */
	bool breaks_page;            /* the next block begins a page */
	const struct region *region; /* of the text:section around it; NULL: it stands in the page's columns */
	const struct note *note;     /* whose number stands before the first paragraph, until that is read */
	struct text plain_style;     /* of paragraphs whose style is not there; empty: Standard */
};

/* ---- odt_letters.c ---- */
void odt_text_apply(struct odt *o, struct run_style *s, const struct xml_node *properties);

/* ---- odt_property.c ---- */
void odt_paragraph_apply(struct odt *o, struct odt_look *look, const struct xml_node *properties);
/* fo:border and fo:padding with their four sides, from one node of properties. */
void odt_borders_read(const struct xml_node *properties, struct border borders[SIDES], emu padding[SIDES]);
/* A length attribute; false when absent or not a length. */
bool odt_length(const struct xml_node *node, enum xml_name name, emu *length);
enum number_format odt_number_format(struct text format, bool is_synchronous);

/* ---- odt_style.c ---- */
void odt_styles_read(struct odt *o, const struct xml_node *styles_root, const struct xml_node *content_root);
/* The style in the scope, else among the common ones, LibreOffice's own too; NULL. */
const struct odt_style *odt_style_find(struct odt *o, const struct odt_scope *scope, enum odt_family family,
				       struct text name);
/* The style of a text:p or text:h: where it names none, or one that is not there, that of its level or its place. */
const struct odt_style *odt_paragraph_style(const struct odt_story *s, const struct xml_node *node);
const struct odt_look *odt_look(struct odt *o, const struct odt_style *style);
/* Lays a text style over s. */
void odt_text_style_apply(struct odt *o, const struct odt_scope *scope, struct run_style *s, struct text name);
/* The properties element of a style and its parents, the farthest first, then the default style's before all. */
const struct xml_node **odt_properties_chain(struct odt *o, enum odt_family family, const struct odt_style *style,
					     enum xml_name name, size_t *count);

/* ---- odt_builtin.c ---- */
/* LibreOffice's own styles as an office:styles, in a. */
const struct xml_node *odt_builtin_styles(struct arena *a, struct report *r);

/* ---- odt_list.c ---- */
void odt_list_style_read(struct odt *o, struct odt_scope *scope, const struct xml_node *node);
void odt_outline_read(struct odt *o, const struct xml_node *node);
const struct odt_list_style *odt_list_style_find(const struct odt *o, const struct odt_scope *scope, struct text name);
/* A text:list or text:numbered-paragraph begins inside outer (NULL at the top). */
struct odt_list_context odt_list_begin(struct odt_story *s, struct odt_list_context *outer,
				       const struct xml_node *node);
/* Counts, makes the label and puts the list's indents into the style; style must be the paragraph's own copy. */
const struct label *odt_label(struct odt_story *s, const struct odt_list_context *context, const struct odt_look *look,
			      struct paragraph_style *style);
/* The same for a paragraph outside of lists: headings, and paragraphs of a heading's style, are in the outline. */
const struct label *odt_outline_label(struct odt_story *s, const struct xml_node *paragraph,
				      const struct odt_look *look, struct paragraph_style *style);

/* ---- odt_story.c ---- */
void odt_blocks_read(struct odt_story *s, const struct xml_node *parent);
struct block *odt_story_read(struct odt *o, const struct odt_scope *scope, const struct xml_node *parent,
			     struct text plain_style, const struct note *note);
void odt_story_end(struct odt_story *s);
void odt_left_out(struct odt *o, unsigned kind, const char *what);
enum { ODT_LEFT_SHAPE = 1, ODT_LEFT_OBJECT = 2, ODT_LEFT_COLUMNS = 4 };

/* ---- odt_drawing.c ---- */
struct drawing *odt_frame_read(struct odt_story *s, const struct xml_node *frame);
/* Adds one that is anchored to a page to the document. */
void odt_page_frame_read(struct odt_story *s, const struct xml_node *frame);

/* ---- odt_table.c ---- */
void odt_table_read(struct odt_story *s, const struct xml_node *node);

/* ---- odt_field.c ---- */
/* Looks over the text for what fields refer to, before any of it is read.  masters: office:master-styles; NULL */
void odt_fields_begin(struct odt *o, const struct xml_node *body, const struct xml_node *masters);
/* What a field shows; false when the node is no field, or shows its content. */
bool odt_field_text(struct odt *o, const struct xml_node *node, struct text *shown);
/* The name of what a reference refers to, as a link would have it without "#"; empty for what is none. */
struct text odt_reference_target(struct odt *o, const struct xml_node *node);
/* A reference that says where its target stands, not what that says; NULL for what is none.  style: its look */
struct reference *odt_reference_read(struct odt *o, const struct xml_node *node, const struct run_style *style);

/* ---- odt_settings.c ---- */
/* root: of settings.xml; NULL when there is none */
void odt_settings_read(struct odt *o, const struct xml_node *root);

/* ---- odt.c ---- */
/* A paragraph or table asks for a master page (may be empty: only its number restarts). */
void odt_section_begin(struct odt_story *s, struct text master, int page_number);
/* The next block stands in another region, on the same pages. */
void odt_section_continue(struct odt_story *s);

/* ---- odt_section.c ---- */
/* style:columns; node may be NULL: one column. */
struct column_set odt_columns_read(struct odt *o, const struct xml_node *node);
/* A text:section, or an index, which is one. */
void odt_region_read(struct odt_story *s, const struct xml_node *node);

#endif
