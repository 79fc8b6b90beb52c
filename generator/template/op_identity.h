/*
 * op_identity -- the operations that keep what is repeated apart: names, numbers, notes, lists.
 *
 * Which repetition it is says m->instance while merging: a chain of runs of sections.  The first run of all keeps
 * the identifier of the template, so that a document in which nothing is repeated twice is as the author made it.
 */
#ifndef PRIKAZ_TEMPLATE_OP_IDENTITY_H
#define PRIKAZ_TEMPLATE_OP_IDENTITY_H

#include "template/program.h"

enum unique_kind {
	UNIQUE_NAME,        /* the same for all that names it: made of the stem and the repetition */
	UNIQUE_NUMBER,      /* a number that no other id has; kept in numbers[slot] */
	UNIQUE_NUMBER_AGAIN /* the one given last for the slot: the end of a range */
};

/* OP_UNIQUE: writes an identifier, between the quotes of an attribute or amid a field's instruction. */
struct unique_op {
	enum unique_kind kind;
	uint32_t section; /* whose runs tell it apart: the one around the definition, as far as both are inside */
	struct text name; /* as in the template; escaped */
	struct text stem; /* NAME: of the other ones; escaped */
	uint32_t slot;    /* the others: from 1, see program.numbers */
};

/* OP_NOTE: writes the id of a note into its reference, and runs body, the whole note, into the part of the notes. */
struct note_op {
	uint32_t slot;                   /* of its id, see unique_op; the ids are counted up, as LibreOffice expects */
	uint32_t first;                  /* the id of the first one */
	const struct program_part *part; /* of the notes */
	bool is_end;                     /* an endnote */
	bool gathers;                    /* stands in the part of the notes: the notes are put here */
};

enum numbering_kind {
	NUMBERING_WORD, /* the w:numId of a paragraph */
	NUMBERING_LIST, /* the identity of a text:list in its start tag, and what list it continues */
	NUMBERING_ITEM  /* where a text:list-item begins its numbers anew */
};

/*
 * OP_NUMBERING.  A list begins anew when the section that decides has begun another run since the list was used
 * last.  That is the innermost of `sections` that runs over a list (not a condition), passing over one when
 * the list has but one position in it: of {{#items}}1. {{name}}{{/}} the numbers go on.
 */
struct numbering_op {
	enum numbering_kind kind;
	uint32_t list;            /* from 0, see program.lists */
	bool is_single;           /* the innermost loop is passed over */
	const uint32_t *sections; /* from the innermost outwards */
	size_t section_count;
	int num;                    /* WORD: the w:numId in the template */
	struct text restart;        /* WORD: what a new w:num holds */
	struct text before, after;  /* WORD: written around the number */
	bool is_inserted;           /* WORD: the paragraph is numbered by its style: only a new list is written */
	bool is_indent;             /* WORD: `before` is written, without a number, beside a new list */
	const struct unique_op *id; /* LIST: its xml:id; NULL: nothing continues it */
	struct text prefix;         /* LIST, ITEM: of text: */
	bool continues;             /* LIST: another one in the template, as the body says */
	struct text start;          /* ITEM: the number of the first */
};

#endif
