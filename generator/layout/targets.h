/*
 * targets -- where the links and references of a document lead on its pages.
 */
#ifndef PRIKAZ_LAYOUT_TARGETS_H
#define PRIKAZ_LAYOUT_TARGETS_H

#include "base/dictionary.h"
#include "layout/pages.h"

struct targets {
	const struct mark **marks; /* by place and name */
	size_t count;
	struct dictionary headings; /* struct mark, by what they say behind their numbers */
};

/* Those of a document whose marks are these; they live in a and point to the marks. */
struct targets targets_of(struct arena *a, const struct mark *marks, size_t count);

/* Where a name within the document leads, without "#"; NULL: nowhere.  a: for a moment. */
const struct mark *targets_find(struct arena *a, const struct targets *t, struct text name);

/* The mark of that place; NULL: there is none. */
const struct mark *targets_at(const struct targets *t, const void *place);

#endif
