/*
 * decline -- a text to be declined, whatever it is: a name or a phrase, with the user's own forms over the rules.
 */
#ifndef PRIKAZ_DECLINE_DECLINE_H
#define PRIKAZ_DECLINE_DECLINE_H

#include "grammar/grammar.h"

/*
 * Reads t, which must be UTF-8 and outlive *out.  gender: what is known of it from elsewhere, else GENDER_UNKNOWN.
 * Overrides of the whole text come before all else.
 */
void decline_read(struct arena *a, const struct grammar *g, struct text t, enum decline_kind kind, enum gender gender,
		  struct reading *out);

#endif
