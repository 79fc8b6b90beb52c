/*
 * regex -- regular expressions: PCRE2 over Unicode text, with limits so that no pattern can hang a run.
 *
 * A pattern comes from a template or a schema, which may be anyone's: (a+)+$ takes for ever on a text that it
 * nearly fits.  So a match that takes too many steps is given up and said to be.
 */
#ifndef PRIKAZ_BASE_REGEX_H
#define PRIKAZ_BASE_REGEX_H

#include <stdbool.h>

#include "base/text.h"

struct regex;

struct regex_fault {
	size_t at;          /* in the pattern [bytes] */
	struct text reason; /* in the user's language; in the arena */
};

enum regex_result { REGEX_FOUND, REGEX_NOT_FOUND, REGEX_LIMIT /* given up */ };

/*
 * The compiled pattern, in a: letters of all scripts and their case count as such.  It may be shared between
 * threads.  NULL and *fault when there is an error in it.
 */
const struct regex *regex_compile(struct arena *a, struct text pattern, struct regex_fault *fault);

/* Whether it is found anywhere in t. */
enum regex_result regex_find(const struct regex *r, struct text t);

/* Whether all of t is what the pattern says. */
enum regex_result regex_matches(const struct regex *r, struct text t);

/*
 * t with everything that is found replaced, in a; t itself when nothing is.  In the replacement $1 and ${1} stand for
 * what the first parentheses found, ${name} for (?<name>…), $0 for all of it, $$ for a dollar.
 */
enum regex_result regex_replace(struct arena *a, const struct regex *r, struct text t, struct text replacement,
				struct text *out);

/* Whether every $ of a replacement means something in the pattern; *wrong is the first that does not. */
bool regex_replacement_fits(const struct regex *r, struct text replacement, struct text *wrong);

#endif
