/*
 * tree -- what the compiler knows of a part's XML tree while it works on it: which elements are
 * paragraphs, rows, frames; where the markers stand; and the notes it leaves in node->extra.
 *
 * The steps, one file each:
 *     include.c  puts the bodies of other templates in, before all else
 *     story.c    walks the part, finds the markers of each paragraph, puts a spot for each into the tree
 *     ground.c   tells where each stands, as people point
 *     section.c  pairs the spots of sections and moves them until each pair has one parent; section_cells.c
 *     grid.c     says which columns each cell of a table covers
 *     emit.c     writes the tree as operations
 *     outline.c  instead of that, when there was a fault: the names in their scopes, to be checked all the same
 */
#ifndef PRIKAZ_TEMPLATE_TREE_H
#define PRIKAZ_TEMPLATE_TREE_H

#include "expression/marker.h"
#include "package/xml.h"
#include "template/program.h"

enum note_kind {
	NOTE_SPOT,
	NOTE_PARAGRAPH,
	NOTE_ATTRIBUTE,
	NOTE_NUMBERING,
	NOTE_GATHER,
	NOTE_PICTURE,
	NOTE_TABLE, /* of a table that is put together when all its rows are known: nothing more */
	NOTE_CELL,  /* see grid.h */
	NOTE_FILE
};

/* What node->extra points to begins with this. */
struct note {
	enum note_kind kind;
};

/* A marker in the tree: the extra of an XML_RAW node without text. */
struct spot {
	struct note note;
	struct marker *marker;
	struct xml_node *node;
	struct xml_node *paragraph; /* the element whose text the marker was */
	enum escape escape;
	int order;                         /* among the section spots of the part, as the author wrote them */
	struct spot *open, *other, *close; /* of a section: all three know each other; other: {{else}} */
	struct spot *outer;                /* SECTION: the section around it */
	uint32_t section;                  /* SECTION: its number in the program, see repeat.c */
	bool is_lost;                      /* SECTION: unclosed or crossing: nobody knows for sure what stands in it */
	bool is_unplaced;                  /* SECTION: it cannot stand where it does: reported */
	bool takes_rows;                   /* SECTION: repeats rows */
	bool takes_cells;             /* SECTION: its spots stand among the cells of its row; see section_cells.c */
	bool takes_columns;           /* SECTION: {{# x | columns }} */
	bool is_beside;               /* SECTION: there is another one in its row, beside it */
	const struct xml_node *table; /* SECTION: whose rows it takes */
	struct xml_node *row;         /* SECTION: the one row in which it begins and ends; NULL */
	uint32_t group;               /* SECTION over columns: of its table's groups */
	struct spot *inner;           /* SECTION: the last one in it that may take cells */
};

/* A paragraph, or another element with text of its own, that holds markers. */
struct paragraph {
	struct note note;
	struct xml_node *node;
	bool has_section;                     /* one that begins in it */
	bool is_hollow;                       /* nothing but section markers, notes and blanks: it vanishes */
	const struct rich_paragraph_op *rich; /* one of its values may begin others: see emit_rich.c */
};

/* An attribute with markers: its value cut into bytes and values. */
struct attribute_note {
	struct note note;
	const struct xml_attribute *attribute;
	struct op *ops;
	const struct attribute_note *next; /* of another attribute of the same element */
};

/* A picture in its frame that is to give its place to another: the alternative text was a marker. */
struct picture_note {
	struct note note;
	const struct marker *marker;
};

/*
 * What stands between two of these has come from another file, of which its places are told: the extra of an XML_RAW
 * node without text, which goes when the story is read.
 */
struct file_note {
	struct note note;
	struct text file;
	bool is_end;
};

/* So many faults of one template are shown: a hostile file could have millions. */
enum { FAULTS_MOST = 500 };

struct includes; /* include.h */

struct compiler {
	struct arena *arena;
	struct report *report;
	const struct package *package;
	struct program *program;
	struct text part;                      /* what people call it: "body", "header"; see ground.h */
	struct text path;                      /* the name of the part in the package */
	struct xml_node *linking;              /* see ground_of_link; NULL */
	struct text prefix;                    /* see program_part; empty until a paragraph was met */
	VECTOR(struct paragraph *) paragraphs; /* those with markers, in document order */
	VECTOR(struct note *) markers; /* all spots and attributes of the part, in document order; see sections_place */
	struct page_style *page_styles; /* see page_break.c */
	struct identities *identities;  /* see identity.c; NULL: the part has no section */
	struct lists *lists;            /* see numbering.c */
	struct word_lists *word_lists;  /* see word_list.c */
	struct includes *includes;      /* see include.h; NULL: none */
	struct note_part *notes[2];     /* of the main part of a DOCX: foot- and endnotes; see note.h */
	bool failed;                    /* an error was reported */
	int faults;                     /* how many, in the whole template: beyond FAULTS_MOST they are only counted */
	bool has_markers;               /* in this part */
	bool has_cyrillic;              /* in any text of the template so far */
	struct counts {
		int footnotes, endnotes, boxes; /* of the part so far */
	} counts;
};

/* ---- kinds of elements, DOCX and ODT alike ---- */

bool is_paragraph(enum xml_name name);
bool is_table(enum xml_name name);
bool is_row(enum xml_name name);
bool is_cell(enum xml_name name);
bool is_block(enum xml_name name);          /* paragraphs, tables, lists, sections, content controls */
bool is_wrapper(enum xml_name name);        /* of blocks, and may be cut in two: lists, items, content controls */
bool is_keeper(enum xml_name name);         /* must hold a paragraph: cells, headers, notes, frames, the body */
bool is_vanisher(enum xml_name name);       /* stands for its rows, items or paragraphs: vanishes when none is left */
bool is_property(enum xml_name name);       /* w:pPr and its like: belongs to both halves of a cut element */
bool is_opaque(enum xml_name name);         /* inside a paragraph: its text is not the paragraph's */
bool is_blank_piece(enum xml_name name);    /* inside a paragraph: prints as white space */
bool is_shown(const struct xml_node *node); /* inside a paragraph: a reader sees it */

/* Reports the fault (see origin_report) unless there were too many, and sets c->failed when it is an error. */
void compiler_fault(struct compiler *c, const struct origin *o, struct fault fault);

/* The spot in a node, or NULL. */
struct spot *spot_of(const struct xml_node *node);
struct paragraph *paragraph_of(const struct xml_node *node);
const struct picture_note *picture_of(const struct xml_node *node);

/* ---- pictures that are replaced: picture_frame.c ---- */

/*
 * The alternative text of a picture's frame when node is one and the text is wholly a marker, without blanks around;
 * empty otherwise.
 */
struct text picture_marker_text(struct arena *a, const struct xml_node *node);

/*
 * Makes the frame one whose picture is replaced, by the marker that its alternative text is; what has no picture to
 * replace is a fault.  The alternative text becomes one for the pictures to come.
 */
void picture_mark(struct compiler *c, struct xml_node *node, const struct marker *m);

/* Nothing below node that a reader sees, but perhaps markers of sections and notes. */
bool is_hollow(const struct xml_node *node);

/* What stands for the value of an attribute with markers; NULL: it has none. */
const struct op *attribute_ops(const struct xml_node *node, const struct xml_attribute *attribute);

/* The bytes of a qname up to and with its colon. */
struct text qname_prefix(struct text qname);

/* ---- the steps; each sets c->failed when it reported an error, and goes on for the others to be found ---- */

void story_read(struct compiler *c, struct xml_node *root);
/* The same walk for {{> other}} alone, each given to include_put; before the story is read. */
void story_include(struct compiler *c, struct xml_node *root, struct includes *i);
void sections_place(struct compiler *c, struct xml_node *root);
struct op *emit_document(struct compiler *c, struct xml_node *root);

/* Of a part with faults: operations that hold its expressions, in the scopes as far as they are known. */
struct op *outline_document(struct compiler *c);

/*
 * Whether a page can break at the paragraph's marker {{@page_break}}, the index-th of all that stand in its line.  In
 * an ODT gives the paragraph a style that begins a page; false when such a style would not say the same.
 */
bool page_break_before(struct compiler *c, struct xml_node *paragraph, struct text line, struct marker *const *markers,
		       size_t count, size_t index);
bool is_page_break(const struct marker *m);

/* Moves node up until ancestor is its parent: elements on the way are cut in two around it. */
void lift(struct arena *a, struct xml_node *node, struct xml_node *ancestor);

#endif
