/*
 * ledger -- the problems of one table: every one is reported up to a bound, beyond which they are only counted.
 *
 * A wrong column of a table with a million rows is one mistake, not a million messages.
 */
#ifndef PRIKAZ_READER_LEDGER_H
#define PRIKAZ_READER_LEDGER_H

#include "base/report.h"

enum { LEDGER_MOST = 1000 };

struct ledger {
	struct report *report;
	size_t listed, unlisted;
};

/* Whether one more problem may be reported; counts it in any case. */
static inline bool
ledger_room(struct ledger *l)
{
	if (l->listed >= LEDGER_MOST) {
		l->unlisted++;
		return false;
	}
	l->listed++;
	return true;
}

/* REPORT for an error that may come in every row; false, like it. */
#define LEDGER(l, id, place, ...) (ledger_room(l) ? REPORT((l)->report, id, (place), __VA_ARGS__) : false)

static inline bool
ledger_is_clean(const struct ledger *l)
{
	return l->listed == 0;
}

/* After the last row: says how many were not listed. */
static inline void
ledger_close(struct ledger *l, struct arena *a, struct text file)
{
	if (l->unlisted)
		REPORT(l->report, DATA_MORE, place_file(file), text_format(a, "%zu", l->unlisted));
}

#endif
