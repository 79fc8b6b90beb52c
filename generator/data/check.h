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
 * dataset_link's.  Does nothing for a table without schema.
 */
void check_table(struct arena *a, struct ledger *l, struct table *t);

#endif
