/*
 * include_place -- a marker {{> }} at work: what include.c and include_find.c share.
 */
#ifndef PRIKAZ_TEMPLATE_INCLUDE_PLACE_H
#define PRIKAZ_TEMPLATE_INCLUDE_PLACE_H

#include "template/include.h"
#include "template/include_body.h"

enum { DEEPEST = 16 };

/* Where the walk is: the template whose markers are looked at, and its part. */
struct level {
	struct host *host;
	struct text part;
	struct xml_node *root;
};

struct includes {
	struct arena *arena;
	struct report *report;
	const struct template_source *source;
	struct level levels[DEEPEST + 1]; /* the template itself, then those that are being opened */
	int depth;
	VECTOR(struct host *) files;
	size_t elements; /* that were copied */
};

/* One template that may stand in the marker's place. */
struct alternative {
	struct text value; /* of the field */
	struct host *file;
};

/* A marker at work. */
struct placing {
	struct includes *of;
	struct compiler *c;
	struct spot *spot;
	bool is_alone;
	VECTOR(struct alternative) alternatives;
	struct host *literal; /* the template of the name itself; NULL */
	bool failed;
};

/* Reports a problem at the marker; false. */
bool placing_fail(struct placing *p, enum problem_code code, struct text first, struct text second);
/* The template whose markers are looked at. */
struct level *includes_level(struct includes *i);

/*
 * include_find.c: what may stand in the marker's place; false when nothing may, which was told.  *is_open: a value that
 * nobody can foresee may name a template.
 */
bool placing_find(struct placing *p, bool *is_open);

#endif
