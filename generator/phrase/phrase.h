/*
 * phrase -- a position, an organisation, a kind of document: the head and what agrees with it decline, what depends on
 * it stays.
 */
#ifndef PRIKAZ_PHRASE_PHRASE_H
#define PRIKAZ_PHRASE_PHRASE_H

#include "grammar/grammar.h"

/* Заместитель директора по НМР; педагог-психолог; классные руководители; ГПОУ «Читинский техникум». */
void phrase_read(struct arena *a, const struct grammar *g, struct text t, struct reading *out);

/*
 * How what is counted agrees with its number: "наставническая пара" for 5 in the genitive: (пяти) "наставнических пар";
 * "человек" for 5: (пять) "человек".  t: in the nominative singular.
 */
struct text phrase_counted(struct arena *a, const struct grammar *g, struct text t, double number,
			   enum grammatical_case c);

/* The gender of the head: what a number in words agrees with; and whether it is a person or an animal. */
enum gender phrase_gender(struct arena *a, const struct grammar *g, struct text t, bool *is_animate);

#endif
