/*
 * field -- what the instruction of a DOCX field asks for.
 *
 * For this folder, and for contents/, which finds such fields again in the part.  Page numbers are counted anew by the
 * layout, hyperlinks become links, sequences and properties of the document are told anew, as LibreOffice does; every
 * other field shows the result that Word stored.
 */
#ifndef PRIKAZ_DOCUMENT_FIELD_H
#define PRIKAZ_DOCUMENT_FIELD_H

#include "document/document.h"

enum field_kind {
	FIELD_STORED,
	FIELD_PAGE,
	FIELD_PAGE_COUNT,
	FIELD_REFERENCE, /* to the page of a bookmark */
	FIELD_LINK,
	FIELD_HIDDEN,
	FIELD_SYMBOL,
	FIELD_CHECKBOX,
	FIELD_CHOICE, /* of a form: the entry that is chosen */
	FIELD_TEXT,   /* the instruction has the text */
	FIELD_FILE_NAME,
	FIELD_TITLE,
	FIELD_SUBJECT,
	FIELD_KEYWORDS,
	FIELD_AUTHOR,
	FIELD_SEQUENCE,
	FIELD_AUTO_NUMBER /* AUTONUM and its like: one count for the document */
};

struct field {
	enum field_kind kind;
	enum number_format format; /* of a number; NUMBER_AS_SECTION when not said */
	/*
	 * FIELD_STORED: "#bookmark" of a text elsewhere, which leads there; FIELD_REFERENCE: the bookmark; FIELD_LINK:
	 * URI or "#bookmark"; FIELD_SYMBOL: the character; FIELD_TEXT: it; FIELD_SEQUENCE: its name.
	 */
	struct text target;
	struct text font;    /* of FIELD_SYMBOL, empty when not said */
	bool prefers_stored; /* a property: only where nothing is stored */
	bool restarts;       /* FIELD_SEQUENCE: at `number` */
	bool is_contents;    /* FIELD_STORED: a table of contents */
	bool repeats;        /* FIELD_SEQUENCE: the number as it was */
	bool is_direction;   /* FIELD_REFERENCE: whether it stands above or below, instead of a number */
	int number;
};

/* Reads an instruction such as ` HYPERLINK "http://…" \l "mark" `. */
struct field field_read(struct arena *a, struct text instruction);

#endif
