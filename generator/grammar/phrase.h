/*
 * phrase -- a position, an organisation, a kind of document: the head and what agrees with it decline, what depends on
 * it stays.
 */
#ifndef PRIKAZ_GRAMMAR_PHRASE_H
#define PRIKAZ_GRAMMAR_PHRASE_H

#include "grammar/grammar.h"

/* Заместитель директора по НМР; педагог-психолог; классные руководители; ГПОУ «Читинский техникум». */
void phrase_read(struct arena *a, const struct grammar *g, struct text t, struct reading *out);

/* How a counted thing agrees: "наставническая пара" for 5, genitive: пяти "наставнических пар". */
struct text phrase_counted(struct arena *a, const struct grammar *g, struct text t, double number,
			   enum grammatical_case c);

/* The gender of the head: what a number in words agrees with; and whether it is a person or an animal. */
enum gender phrase_gender(struct arena *a, const struct grammar *g, struct text t, bool *is_animate);

#endif
