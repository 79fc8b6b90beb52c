/*
 * check -- a table against its schema.
 */
#ifndef PRIKAZ_DATA_CHECK_H
#define PRIKAZ_DATA_CHECK_H

#include "reader/ledger.h"
#include "value/value.h"

/*
 * Reads the table's values by the types of its schema (they keep their text) and puts all that the schema forbids
 * into the ledger, each with its cell: missing columns, wrong types, missing and repeated values, bounds.  Links are
 * dataset_link's.  Nobody here asked for what a shipped schema says, so all of it is told as warnings, and a value it
 * does not take stays as it was.  Does nothing for a table without schema.
 */
void check_table(struct arena *a, struct ledger *l, struct table *t);

#endif
