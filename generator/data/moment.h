/*
 * moment -- dates and times of day as data files write them.
 */
#ifndef PRIKAZ_DATA_MOMENT_H
#define PRIKAZ_DATA_MOMENT_H

#include "base/date.h"

struct moment {
	date day;
	int hour, minute, second;
};

/*
 * Text that is wholly what the pattern says (strptime's letters: %d %m %y %Y %B %b %H %M %S %e %j %p %I %T %F %A %a %Z
 * %z and %%).  Month names are Russian or English, full or short.
 */
bool moment_read(struct text t, struct text pattern, struct moment *m);

/* Whether the pattern has only letters that moment_read knows; *wrong is the first that it does not. */
bool moment_pattern_fits(struct text pattern, struct text *wrong);

/* One of the forms that people use for a day: 30.11.2020, 2020-11-30, 30.11.20, 30/11/2020, 30 ноября 2020 г. … */
bool moment_read_day(struct text t, date *day);

/* 2020-11-30T12:30:00Z, 2020-11-30 12:30, 30.11.2020 12:30:15; a day alone is its midnight. */
bool moment_read_date_time(struct text t, struct moment *m);

/* 12:30, 12:30:15, with a fraction of a second, which is left out. */
bool moment_read_time(struct text t, struct moment *m);

/* "12:30", or "12:30:15" when there are seconds. */
struct text moment_print_time(struct arena *a, struct moment m);

#endif
