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
	size_t count;    /* of errors */
	bool is_lenient; /* nobody here asked for what is checked now: errors are told as warnings */
};

static inline enum severity
ledger_most(const struct ledger *l)
{
	return l->is_lenient ? SEVERITY_WARNING : SEVERITY_FATAL;
}

/* Counts an error; whether it is to be reported. */
static inline bool
ledger_room(struct ledger *l, enum problem_code code, struct place place)
{
	l->count += !l->is_lenient && problem_severity(code) >= SEVERITY_ERROR;
	return report_room(l->report, code, ledger_most(l), place);
}

/*
 * REPORT for what may come in every row: true for messages that are notes and warnings, false for errors, however
 * they are told.  The place is looked at twice, the rest only when it is reported.
 */
#define LEDGER(l, id, place, ...)                                                                                      \
	((void)(ledger_room((l), PROBLEM_##id, (place)) &&                                                             \
		report_add_at_most((l)->report, PROBLEM_##id, ledger_most(l), (place),                                 \
				   (struct excerpt){TEXT_NONE, 0, 0, 0},                                               \
				   (const struct text[PROBLEM_ARGUMENTS]){__VA_ARGS__})),                              \
	 problem_severity(PROBLEM_##id) < SEVERITY_ERROR)

static inline bool
ledger_is_clean(const struct ledger *l)
{
	return l->count == 0;
}

#endif
