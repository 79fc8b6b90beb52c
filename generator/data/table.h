/*
 * table -- a table, or one record, out of the rows of a sheet.
 */
#ifndef PRIKAZ_DATA_TABLE_H
#define PRIKAZ_DATA_TABLE_H

#include "reader/ledger.h"
#include "reader/rows.h"

/*
 * Fills t, whose name, source and schema are set, from the rows: finds the row of captions, makes the fields and
 * a record of each row below.  Two columns headed Поле/Значение (Field/Value) make one record instead.
 * Problems go into the ledger; t then holds what could be read.
 */
void table_read(struct arena *a, struct ledger *l, struct table *t, struct rows *rows);

#endif
