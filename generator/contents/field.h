/*
 * field -- the complex fields of a DOCX on a walk over its part (private to contents/).
 */
#ifndef PRIKAZ_CONTENTS_FIELD_H
#define PRIKAZ_CONTENTS_FIELD_H

#include "package/xml.h"

struct listing; /* word.c */

/* A field that is open where the walk is. */
struct open_field {
	struct text instruction;   /* as far as it has come */
	struct xml_node *separate; /* the mark behind it; NULL: the walk has not come there */
	struct listing *listing;   /* for who looks for contents */
	size_t first_text;         /* for who collects texts of results */
};

struct fields {
	struct arena *a;
	VECTOR(struct open_field) open;
};

enum field_event { FIELD_GOES_ON, FIELD_BEGINS, FIELD_SEPARATES, FIELD_ENDS };

/*
 * The walk comes to a node.  *field is the one that begins, separates or ends there, until the next call.  Marks
 * without a field are passed over.
 */
enum field_event fields_step(struct fields *f, struct xml_node *at, struct open_field **field);

/* Whether the walk is in the result of a field. */
bool fields_in_result(const struct fields *f);

#endif
