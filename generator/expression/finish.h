/*
 * finish -- filters that say how a value stands in the document, not what it says: they end a marker.
 */
#ifndef PRIKAZ_EXPRESSION_FINISH_H
#define PRIKAZ_EXPRESSION_FINISH_H

#include "expression/expression.h"

/* What the expression is for. */
enum finish_place {
	FINISH_VALUE,   /* a marker in a paragraph: they may be its last filters */
	FINISH_SECTION, /* {{# }}: those that say what is repeated may */
	FINISH_TEXT     /* a link's target, a property, a file name, a condition: none may */
};

bool filter_is_finish(enum filter_id id);

/* The filter that makes paragraphs, a link or a picture of the value; NULL: the value is printed as text. */
const struct expression *finish_rich(const struct expression *e);

/* Whether all of them stand where they may; if not, fault is set, its arguments in a. */
bool finish_check(struct arena *a, const struct expression *e, enum finish_place place, struct fault *fault);

#endif
