#include "base/date.h"

/* Howard Hinnant's era arithmetic: 400 years are 146 097 days, and the year begins in March. */
static date
days_from_civil(struct civil c)
{
	int year = c.month <= 2 ? c.year - 1 : c.year;
	int era = (year >= 0 ? year : year - 399) / 400;
	int year_of_era = year - era * 400;
	int day_of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;
	int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

	return era * 146097 + day_of_era - 719468;
}

struct civil
date_to_civil(date d)
{
	int64_t z = (int64_t)d + 719468;
	int era = (int)((z >= 0 ? z : z - 146096) / 146097);
	int day_of_era = (int)(z - (int64_t)era * 146097);
	int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int month_from_march = (5 * day_of_year + 2) / 153;
	int month = month_from_march + (month_from_march < 10 ? 3 : -9);

	return (struct civil){year_of_era + era * 400 + (month <= 2), month,
			      day_of_year - (153 * month_from_march + 2) / 5 + 1};
}

bool
date_from_civil(struct civil c, date *d)
{
	struct civil back;

	if (c.year < 1 || c.year > 9999 || c.month < 1 || c.month > 12 || c.day < 1 || c.day > 31)
		return false;
	*d = days_from_civil(c);
	back = date_to_civil(*d); /* 31 April comes back as 1 May */
	return back.month == c.month && back.day == c.day;
}

int
date_weekday(date d)
{
	return (int)((((int64_t)d + 3) % 7 + 7) % 7); /* 1970-01-01 was a Thursday */
}

/* A run of least … most digits at *at. */
static bool
read_digits(struct text t, size_t *at, size_t least, size_t most, int *number)
{
	size_t from = *at;

	*number = 0;
	while (*at < t.len && *at - from < most && t.at[*at] >= '0' && t.at[*at] <= '9')
		*number = *number * 10 + (t.at[(*at)++] - '0');
	return *at - from >= least;
}

static bool
read_char(struct text t, size_t *at, char c)
{
	if (*at >= t.len || t.at[*at] != c)
		return false;
	++*at;
	return true;
}

/* "+03:00", "+0300", "+03" or Z, as ISO 8601 writes the zone; there may be none. */
static bool
read_zone(struct text t, size_t *at)
{
	int hours, minutes = 0;

	if (*at >= t.len || read_char(t, at, 'Z'))
		return true;
	if (!read_char(t, at, '+') && !read_char(t, at, '-'))
		return false;
	if (!read_digits(t, at, 2, 2, &hours) || hours > 14)
		return false;
	read_char(t, at, ':');
	return *at >= t.len || (read_digits(t, at, 2, 2, &minutes) && minutes < 60);
}

/*
 * What databases write behind a date, up to the end of t: T12:30:00.000Z, or 12:30 after a blank.  The day is the one
 * that is written, whatever the zone.
 */
static bool
read_time(struct text t, size_t *at)
{
	int hours, minutes, seconds = 0, fraction;

	if (*at == t.len)
		return true;
	if (!read_char(t, at, 'T') && !read_char(t, at, ' '))
		return false;
	if (!read_digits(t, at, 1, 2, &hours) || !read_char(t, at, ':') || !read_digits(t, at, 2, 2, &minutes))
		return false;
	if (read_char(t, at, ':') && !read_digits(t, at, 2, 2, &seconds))
		return false;
	if (read_char(t, at, '.') && !read_digits(t, at, 1, 9, &fraction))
		return false;
	return hours < 24 && minutes < 60 && seconds < 61 && read_zone(t, at) && *at == t.len;
}

/* The day that t begins with; *at is behind it. */
static bool
read_day(struct text t, size_t *at, date *d)
{
	struct civil c;

	if (read_digits(t, at, 4, 4, &c.year) && read_char(t, at, '-') && read_digits(t, at, 2, 2, &c.month) &&
	    read_char(t, at, '-') && read_digits(t, at, 2, 2, &c.day))
		return date_from_civil(c, d);
	*at = 0;
	return read_digits(t, at, 1, 2, &c.day) && read_char(t, at, '.') && read_digits(t, at, 1, 2, &c.month) &&
	       read_char(t, at, '.') && read_digits(t, at, 4, 4, &c.year) && date_from_civil(c, d);
}

bool
date_parse(struct text t, date *d)
{
	size_t at = 0;

	t = text_trim(t);
	return read_day(t, &at, d) && at == t.len;
}

bool
date_parse_timed(struct text t, date *d)
{
	size_t at = 0;

	t = text_trim(t);
	return read_day(t, &at, d) && read_time(t, &at);
}

struct text
date_iso(struct arena *a, date d)
{
	struct civil c = date_to_civil(d);

	return text_format(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}
