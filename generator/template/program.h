/*
 * program -- a template, compiled: the parts of its package as bytes with operations between them.
 *
 * Compilation happens once per template and finds every fault of syntax and place at once; merging a record
 * then only copies bytes and prints values: no XML tree is built per record.  A template with faults gives a program
 * too: it cannot be merged, but merge_check finds the unknown names in the same run.
 */
#ifndef PRIKAZ_TEMPLATE_PROGRAM_H
#define PRIKAZ_TEMPLATE_PROGRAM_H

#include "expression/expression.h"
#include "package/package.h"

enum op_kind {
	OP_BYTES,    /* bytes, as they are */
	OP_VALUE,    /* print expression; escape says where it stands */
	OP_SECTION,  /* body for each item or when true; otherwise for none */
	OP_OPTIONAL, /* body; when the OP_CORE in it printed nothing (see `asks`): `otherwise` instead */
	OP_CORE,
	OP_PAGE_BREAK, /* {{@page_break}}; in an ODT the paragraph's style has it, and there is nothing to print */
	OP_APART,      /* DOCX: body is a table; bytes stand before it when another one ends there */
	OP_TABLE,      /* a table whose rows or columns multiply under merged cells: op_table.h */
	OP_ROW,
	OP_CELL,
	OP_UNIQUE,         /* an identifier that must not come twice: op_identity.h */
	OP_ONCE,           /* body, the first time only that its section runs */
	OP_NOTE,           /* a foot- or endnote of a DOCX: its reference here, its body among the notes */
	OP_NUMBERING,      /* w:numId of a list that begins anew where its section is repeated */
	OP_PICTURE,        /* a picture in the frame of the template's: op_rich.h */
	OP_RICH_PARAGRAPH, /* a paragraph in which an OP_RICH may begin others */
	OP_RICH,           /* a value of several paragraphs, a picture, a link */
	OP_INCLUDE         /* fails unless its expression is empty: it names no template that was found */
};

/* How a printed value is written where it stands. */
enum escape {
	ESCAPE_DOCX_TEXT, /* inside w:t: line breaks close and reopen it around w:br */
	ESCAPE_ODT_TEXT,  /* in text:p or text:span: line breaks, tabs and runs of spaces become elements */
	ESCAPE_XML,       /* attribute values, document properties: line breaks become spaces */
	ESCAPE_LINK,      /* the target of a link: an attribute whose value is a URI */
	ESCAPE_FIELD      /* in a field's instruction: as XML, quotes and backslashes are escaped */
};

/* What OP_OPTIONAL takes for nothing. */
enum asks {
	ASKS_TEXT, /* a paragraph: no value and no bytes marked is_shown were printed */
	ASKS_BYTES /* a table without rows, a cell without paragraphs: nothing but white space was written */
};

/*
 * One operation.  Whatever its kind, all operations below it hang at body and otherwise, and what it evaluates is
 * its expression, so that who only looks for names need not know the kinds.
 */
struct op {
	enum op_kind kind;
	struct text bytes;  /* OP_BYTES */
	bool is_shown;      /* OP_BYTES: there is something a reader sees among them */
	enum escape escape; /* OP_VALUE, OP_PAGE_BREAK */
	enum asks asks;     /* OP_OPTIONAL */
	bool is_negative;   /* OP_SECTION: {{^ }} */
	bool is_key;        /* OP_VALUE, OP_RICH: {{x | merge}}: cells with the same are joined */
	bool is_before_point; /* OP_VALUE: of words that may end with a point, with one behind: И.И., 2020 г. */
	/* OP_VALUE, OP_SECTION; its origin is the place for messages.  A section of a faulty program may have none */
	const struct expression *expression;
	uint32_t section;            /* OP_SECTION: its number in the program, from 1; OP_ONCE: of the one around it */
	struct op *body, *otherwise; /* chains */
	struct op *next;
	union {
		const struct op *core; /* OP_OPTIONAL: in the chain at body */
		const struct table_op *table;
		const struct row_op *row;
		const struct cell_op *cell;
		const struct columns_op *columns; /* OP_SECTION that repeats columns; else NULL */
		const struct unique_op *unique;
		const struct note_op *note;
		const struct numbering_op *numbering;
		const struct picture_op *picture;
		const struct rich_op *rich;
		const struct rich_paragraph_op *rich_paragraph;
	} as;
};

struct program_part {
	struct text name;   /* of the part in the package */
	struct text prefix; /* of its text elements, with the colon: "w:", "text:" */
	struct text bytes;  /* as in the template: a guess of the merged size */
	struct op *ops;
	struct program_part *next;
};

struct texts;

struct program {
	const struct package
		*package; /* the template, with what it includes; parts that are not in `parts` are copied */
	struct program_part *parts;
	uint32_t slots;      /* how many segments its expressions have, see struct segment */
	uint32_t sections;   /* how many OP_SECTION it has */
	uint32_t numbers;    /* how many identifiers are numbers that are made anew, see op_identity.h */
	uint32_t lists;      /* how many lists may begin anew, see op_identity.h */
	struct texts *stems; /* what identifiers made anew must not begin with; while it is compiled */
	uint32_t highest;    /* no id in the template is a higher number, but for those that are random */
	const struct rich_styles *rich_styles;  /* NULL until a marker asks for them */
	VECTOR(const struct expression *) fits; /* the filters `fit` of its markers, in the order of its parts */
	bool has_page_numbers;                  /* contents, or references to pages */
	bool has_pictures;                      /* that come from files or are made of values */
	bool is_russian; /* the template's own text or markers hold Cyrillic, or its language is ru */
	bool is_faulty;  /* errors were reported: to be checked, not to be merged */
};

/* A value that a field of some name has somewhere in the data; those of one column follow each other. */
struct template_value {
	struct text text;
	struct place place;
	size_t column;
};

struct template_values {
	VECTOR(struct template_value) of;
	bool is_field; /* there is such a field, be it empty everywhere */
};

/* Where {{> other}} is looked for. */
struct template_source {
	void *context;
	/*
	 * The template of that file name, always the same for one file; NULL when there is none (*is_there false) or it
	 * cannot be read (reported).
	 */
	const struct package *(*open)(void *context, struct report *r, struct text name, bool *is_there);
	/* "did you mean X?", X being a template with that extension (".docx"), or empty. */
	struct text (*nearest)(void *context, struct arena *a, struct text name, struct text extension);
	/* The values, not empty ones, of fields of that folded name; false when there are no data to look at. */
	bool (*values)(void *context, struct arena *a, struct text folded, struct template_values *values);
};

/*
 * Compiles all parts of a template in a (which must outlive the program).  Reports every fault; when there was an
 * error among them the program is_faulty.  Never NULL.
 */
struct program *program_compile(struct arena *a, struct report *r, const struct package *p);

/* The same for a template that may include others, found by source, which may go afterwards. */
struct program *program_compile_with(struct arena *a, struct report *r, const struct package *p,
				     const struct template_source *source);

/* The text form, for --dump=program.  p must not be faulty. */
void program_dump(const struct program *p, struct buffer *out);

#endif
