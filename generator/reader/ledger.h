/*
 * ledger -- whether anything in one table is wrong.
 *
 * Every problem is reported up to the report's bounds, beyond which it is only counted (report_room).
 */
#ifndef PRIKAZ_READER_LEDGER_H
#define PRIKAZ_READER_LEDGER_H

#include "base/report.h"

struct ledger {
	struct report *report;
	size_t count; /* of errors */
};

/* Counts an error; whether it is to be reported. */
static inline bool
ledger_room(struct ledger *l, enum problem_code code, struct place place)
{
	l->count += problem_severity(code) >= SEVERITY_ERROR;
	return report_room(l->report, code, place);
}

/*
 * REPORT for what may come in every row: true for notes and warnings, false for errors.  The place is looked at twice,
 * the rest only when it is reported.
 */
#define LEDGER(l, id, place, ...)                                                                                      \
	(ledger_room((l), PROBLEM_##id, (place)) ? REPORT((l)->report, id, (place), __VA_ARGS__)                       \
						 : problem_severity(PROBLEM_##id) < SEVERITY_ERROR)

static inline bool
ledger_is_clean(const struct ledger *l)
{
	return l->count == 0;
}

#endif
