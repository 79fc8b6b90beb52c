/*
 * trap -- what is allowed and yet wrong: dates that a spreadsheet made of 1.1, lost zeros, look-alike letters, rows
 * that are no records, records that are there twice.
 */
#ifndef PRIKAZ_DATA_TRAP_H
#define PRIKAZ_DATA_TRAP_H

#include "reader/ledger.h"
#include "value/value.h"

/*
 * Before the table is checked: rows at its end that hold sums or a signature.  One whose required cells are empty is
 * left out; of others it is only said that they look so.
 */
void trap_tail(struct arena *a, struct ledger *l, struct table *t);

/*
 * After the table was checked: all other traps.  Cells that have an error already are passed over.  Without a
 * schema, numbers and dates with short years in a column of dates are read as the dates that they mean.
 */
void trap_table(struct arena *a, struct ledger *l, struct table *t);

/*
 * For a field whose type is a date: a value that is none but means one, a count of days or a date with a year of two
 * digits, becomes it, with a warning.  False when it means none.
 */
bool trap_date(struct arena *a, struct ledger *l, struct value *v, struct place place);

/* The value of a cell marked CELL_DAY_MONTH: the date, printed as the workbook shows it. */
struct value trap_day_month_cell(struct arena *a, struct value v);

/*
 * A hint for a text that its field refuses: what it would be with its usual slips mended, when that is not refused.
 * `passes` says whether a text is accepted.  Empty when nothing helps.
 */
struct text trap_hint(struct arena *a, struct text t, bool (*passes)(void *self, struct text t), void *self);

#endif
