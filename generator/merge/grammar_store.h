/*
 * grammar_store -- the grammar of a run with the season's own forms in it, made when it is first asked for.
 */
#ifndef PRIKAZ_MERGE_GRAMMAR_STORE_H
#define PRIKAZ_MERGE_GRAMMAR_STORE_H

#include "base/report.h"
#include "grammar/grammar.h"
#include "value/value.h"

struct grammar_store;

/* The dataset, which must outlive the store, is looked into for the table Склонения at the first asking. */
struct grammar_store *grammar_store_open(const struct dataset *d);
void grammar_store_close(struct grammar_store *s); /* NULL: there is nothing to close */

/* Several threads may ask. */
const struct grammar *grammar_store_get(struct grammar_store *s);

/* Warns of columns of the table Склонения that are not understood, and of genders. */
void grammar_store_check(struct report *r, const struct dataset *d);

#endif
