/*
 * origin -- where a marker or an expression was typed, so that every fault can be shown in its line.
 */
#ifndef PRIKAZ_EXPRESSION_ORIGIN_H
#define PRIKAZ_EXPRESSION_ORIGIN_H

#include "base/report.h"

struct origin {
	struct place place;
	struct text line; /* all text of the paragraph, or the whole expression */
	size_t at;        /* where in line the source begins whose offsets the faults count in [bytes] */
	bool is_included; /* in a file that may be included several times: its faults are told once */
	bool is_copy;     /* the second rendition of a text box, for old programs: most faults were told already */
};

/* What is wrong, and where in the source [bytes]. */
struct fault {
	size_t at, len;
	enum problem_code code;
	struct text arguments[PROBLEM_ARGUMENTS];
};

/* All that is wrong in one source. */
struct faults {
	VECTOR(struct fault) of;
};

/*
 * The line around [at, at + len) of the source, in a: no longer than some 80 characters, with "…" where
 * it was cut, white space as spaces.
 */
struct excerpt origin_excerpt(struct arena *a, const struct origin *o, size_t at, size_t len);

/* Puts the fault into the report; false. */
bool origin_report(struct arena *a, struct report *r, const struct origin *o, const struct fault *f);

#define ORIGIN_REPORT(a, r, o, id, at, len, ...)                                                                       \
	origin_report((a), (r), (o), &(struct fault){(at), (len), PROBLEM_##id, {__VA_ARGS__}})

#endif
