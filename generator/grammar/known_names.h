/*
 * known_names -- the first names of men_names.def and women_names.def, found by themselves.
 */
#ifndef PRIKAZ_GRAMMAR_KNOWN_NAMES_H
#define PRIKAZ_GRAMMAR_KNOWN_NAMES_H

#include "base/text.h"
#include "grammar/form.h"

struct known_names; /* never changed once made: threads may share it */

/* Lives in a. */
struct known_names *known_names_new(struct arena *a);

/* The genders that have the name, as bits 1 << gender; 0: not known.  folded: by word_fold. */
unsigned known_names_find(const struct known_names *k, struct text folded);

#endif
