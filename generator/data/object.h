/*
 * object -- the keys of a JSON object that describes something: a schema, datapackage.json.
 *
 * Such a file is read as any JSON of the data: its keys fold ("minLength" is found as "minlength"), and each of its
 * values can say where it stands.  What is missing is empty.
 */
#ifndef PRIKAZ_DATA_OBJECT_H
#define PRIKAZ_DATA_OBJECT_H

#include "value/value.h"

enum { OBJECT_ITEMS = 4096 }; /* of any list: most are looked through item by item */

struct value object_key(const struct record *r, const char *folded);
/* A text under a key; empty when there is none, or something else. */
struct text object_text(const struct record *r, const char *folded);
bool object_truth(const struct record *r, const char *folded);
struct place object_place(const struct record *r, const char *folded);

/* The items of the list under a key, or the single value in its stead, as the standards allow. */
struct items {
	struct value of;
	size_t count;
};

/* Reports a list of more than OBJECT_ITEMS; its count is 0 then. */
struct items object_items(struct report *r, const struct record *source, const char *folded);
struct value item_at(const struct items *items, size_t i);

#endif
