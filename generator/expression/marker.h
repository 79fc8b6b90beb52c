/*
 * marker -- {{markers}} in the text of one paragraph.
 */
#ifndef PRIKAZ_EXPRESSION_MARKER_H
#define PRIKAZ_EXPRESSION_MARKER_H

#include "expression/expression.h"

enum marker_kind {
	MARKER_VALUE,
	MARKER_SECTION, /* {{# }} and {{^ }} */
	MARKER_CLOSE,   /* {{/ }} */
	MARKER_ELSE,
	MARKER_NOTE,
	MARKER_INCLUDE, /* {{> }} */
	MARKER_WRONG    /* its fault is reported; it is taken out of the text */
};

struct marker {
	enum marker_kind kind;
	bool is_negative; /* {{^ }} */
	/* VALUE, SECTION; NULL when it is wrong.  INCLUDE: the path of a field, NULL when it can be none */
	const struct expression *expression;
	const struct expression *partial; /* of a wrong one: what of it can be checked all the same; NULL */
	struct text shown, folded;        /* SECTION, CLOSE: the text before the first "|"; INCLUDE: the file */
	struct text whole;                /* all of it, from {{ to }} */
	size_t at, end;                   /* in the paragraph's text [bytes] */
	const struct origin *origin;      /* of the paragraph: offsets count from the line's begin */
};

/*
 * The next marker at or behind *at of a paragraph's text, or a lone "{{" that is not closed: true, with
 * [*from, *to) its bytes, braces included; is_open when the end is missing.
 */
bool marker_find(struct text line, size_t at, size_t *from, size_t *to, bool *is_open);

/* Whether the marker in [from, to) of the line is {{> }} with a name in it. */
bool marker_is_include(struct text line, size_t from, size_t to);

/* Whether the filter is among the last ones of the marker's expression that say how it stands, not what it says. */
bool marker_has(const struct marker *m, enum filter_id filter);

/*
 * Whether the marker's value is plain text, as it has to be outside paragraphs; reports the filter that makes more of
 * it.
 */
bool marker_is_text(struct arena *a, struct report *r, const struct marker *m);

/*
 * Reads the marker in [from, to) of origin->line; origin must have at = 0.  Reports what is wrong.
 * slots: see expression_parse.
 */
struct marker *marker_read(struct arena *a, struct report *r, const struct origin *origin, size_t from, size_t to,
			   uint32_t *slots);

#endif
