/*
 * json -- values out of JSON text (RFC 8259), read by jansson, which stays behind data/json_text.h.
 */
#ifndef PRIKAZ_DATA_JSON_H
#define PRIKAZ_DATA_JSON_H

#include "value/value.h"

/*
 * Reads the whole text, UTF-8 without a mark, into v, which lives in a.  Objects become records with their keys
 * in order, arrays lists.  All objects that stand at the same path, list items included, share one struct fields, the
 * union of their keys: a key that one of them lacks is an empty value there.  Records keep `source`, which must
 * live as long; their table is NULL.  Reports syntax errors, too deep nesting, and keys of one object that fold
 * to one name; false then.
 */
bool json_read(struct arena *a, struct report *r, struct text bytes, const struct source *source, struct value *v);

/* The same for JSON Lines: v is the list of the values that stand on a line each. */
bool json_read_lines(struct arena *a, struct report *r, struct text bytes, const struct source *source,
		     struct value *v);

#endif
