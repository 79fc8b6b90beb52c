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

bool
date_parse(struct text t, date *d)
{
	struct civil c;
	size_t at = 0;

	t = text_trim(t);
	if (read_digits(t, &at, 4, 4, &c.year) && read_char(t, &at, '-') && read_digits(t, &at, 2, 2, &c.month) &&
	    read_char(t, &at, '-') && read_digits(t, &at, 2, 2, &c.day) && at == t.len)
		return date_from_civil(c, d);
	at = 0;
	return read_digits(t, &at, 1, 2, &c.day) && read_char(t, &at, '.') && read_digits(t, &at, 1, 2, &c.month) &&
	       read_char(t, &at, '.') && read_digits(t, &at, 4, 4, &c.year) && at == t.len && date_from_civil(c, d);
}

struct text
date_iso(struct arena *a, date d)
{
	struct civil c = date_to_civil(d);

	return text_format(a, "%04d-%02d-%02d", c.year, c.month, c.day);
}
