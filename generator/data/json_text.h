/*
 * json_text -- JSON text to the trees of jansson, with what is said about wrong text; for json.c alone.
 */
#ifndef PRIKAZ_DATA_JSON_TEXT_H
#define PRIKAZ_DATA_JSON_TEXT_H

#include <jansson.h>

#include "base/report.h"

enum { JSON_DEEPEST = 64 }; /* levels of lists and objects */

/*
 * The value of the whole text, UTF-8 without a mark; the caller gives it back by json_decref.  Whole numbers of more
 * digits than a number keeps come as texts.  NULL after a report of what is wrong, placed at its line and column.
 */
json_t *json_text_parse(struct arena *a, struct report *r, struct text bytes, struct text file);

/* The same for JSON Lines (https://jsonlines.org): the list of the values that stand on a line each. */
json_t *json_text_lines(struct arena *a, struct report *r, struct text bytes, struct text file);

#endif
