/*
 * trap_rows -- rows that are no records, and records that are there twice.  trap.h has trap_tail.
 */
#ifndef PRIKAZ_DATA_TRAP_ROWS_H
#define PRIKAZ_DATA_TRAP_ROWS_H

#include "reader/ledger.h"
#include "value/value.h"

/*
 * Warns of records that are alike in all cells, and of names that are spelt in two ways: ё and е, case, spaces.
 */
void trap_records_twice(struct ledger *l, struct table *t);

#endif
