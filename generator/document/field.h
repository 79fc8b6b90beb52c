/*
 * field -- what the instruction of a DOCX field asks for.
 *
 * Private to this folder.  Page numbers are counted anew by the layout, hyperlinks become links; every
 * other field shows the result that Word stored.
 */
#ifndef PRIKAZ_DOCUMENT_FIELD_H
#define PRIKAZ_DOCUMENT_FIELD_H

#include "document/document.h"

enum field_kind { FIELD_STORED, FIELD_PAGE, FIELD_PAGE_COUNT, FIELD_LINK, FIELD_HIDDEN, FIELD_SYMBOL, FIELD_CHECKBOX };

struct field {
	enum field_kind kind;
	enum number_format format; /* of a page number; NUMBER_AS_SECTION when not said */
	struct text target;        /* FIELD_LINK: URI or "#bookmark"; FIELD_SYMBOL: the character */
};

/* Reads an instruction such as ` HYPERLINK "http://…" \l "mark" `. */
struct field field_read(struct arena *a, struct text instruction);

#endif
