/*
 * date -- days of the Gregorian calendar, counted from 1970-01-01 = 0.
 */
#ifndef PRIKAZ_BASE_DATE_H
#define PRIKAZ_BASE_DATE_H

#include "base/text.h"

typedef int32_t date;

struct civil {
	int year, month, day; /* 1 … 12, 1 … 31 */
};

/* false when there is no such day, or the year is not 1 … 9999. */
bool date_from_civil(struct civil c, date *d);
struct civil date_to_civil(date d);
int date_weekday(date d); /* 0 Monday … 6 Sunday */

/* Text that reads wholly as a date: 2020-11-30, or 30.11.2020 with one or two digits for day and month. */
bool date_parse(struct text t, date *d);
/* The same with a time of day behind it or not, as programs write: 30.11.2020 12:30, 2020-11-30T12:30:00Z. */
bool date_parse_timed(struct text t, date *d);

struct text date_iso(struct arena *a, date d); /* 2020-11-30 */

#endif
