/*
 * moment -- dates and times of day as data files write them.
 *
 * Patterns are strptime's, for that is what Table Schema takes ("format": "%d.%m.%Y"), read here without the locale,
 * whose month names would depend on the machine.  Numbers may lack their leading zero; years of two digits are those of
 * POSIX: 69 … 99 are of the last century.
 */
#include "data/moment.h"

#include <string.h>

#include "base/utf8.h"

enum { LONGEST_NAME = 32, LETTERS = 3, NOON = 12 };

struct reading {
	struct text text;
	size_t at;
	struct civil civil;
	struct moment moment;
	bool is_afternoon, has_half, has_day_of_year;
	int day_of_year;
};

static bool
read_number(struct reading *r, int least, int most, int *n)
{
	size_t from = r->at;

	*n = 0;
	while (r->at < r->text.len && (int)(r->at - from) < most && r->text.at[r->at] >= '0' &&
	       r->text.at[r->at] <= '9')
		*n = *n * 10 + (r->text.at[r->at++] - '0');
	return (int)(r->at - from) >= least;
}

static bool
is_letter(unsigned char c)
{
	return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The letters at hand in lower case, and the point of an abbreviation behind them; empty when there are none. */
static struct text
read_name(struct reading *r, char lower[3 * LONGEST_NAME])
{
	size_t from = r->at;
	struct text name;

	while (r->at < r->text.len && is_letter((unsigned char)r->text.at[r->at]) &&
	       text_find(text_slice(r->text, r->at, r->at + 2), TEXT("\u00a0"), 0) != 0)
		r->at++;
	name = text_slice(r->text, from, r->at);
	return name.len <= LONGEST_NAME ? utf8_lower(name, lower) : TEXT_NONE;
}

/* Full names and what they are shortened to begin with the same three letters. */
static bool
read_month(struct reading *r, int *month)
{
	static const struct {
		const char *begin;
		int month;
	} names[] = {{"янв", 1}, {"фев", 2},  {"мар", 3},  {"апр", 4},  {"мая", 5},  {"май", 5},  {"июн", 6},
		     {"июл", 7}, {"авг", 8},  {"сен", 9},  {"окт", 10}, {"ноя", 11}, {"дек", 12}, {"jan", 1},
		     {"feb", 2}, {"mar", 3},  {"apr", 4},  {"may", 5},  {"jun", 6},  {"jul", 7},  {"aug", 8},
		     {"sep", 9}, {"oct", 10}, {"nov", 11}, {"dec", 12}};
	char lower[3 * LONGEST_NAME];
	struct text name = read_name(r, lower);

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (text_starts(name, text_from(names[i].begin))) {
			*month = names[i].month;
			return true;
		}
	}
	return false;
}

static bool
read_zone(struct reading *r)
{
	int hours, minutes;

	if (r->at < r->text.len && (r->text.at[r->at] == 'Z' || r->text.at[r->at] == 'z')) {
		r->at++;
		return true;
	}
	if (r->at >= r->text.len || (r->text.at[r->at] != '+' && r->text.at[r->at] != '-'))
		return false;
	r->at++;
	if (!read_number(r, 2, 2, &hours))
		return false;
	r->at += r->at < r->text.len && r->text.at[r->at] == ':';
	return read_number(r, 0, 2, &minutes);
}

static bool
read_year_of_two(struct reading *r)
{
	if (!read_number(r, 2, 2, &r->civil.year))
		return false;
	r->civil.year += r->civil.year < 69 ? 2000 : 1900;
	return true;
}

static bool
read_half(struct reading *r)
{
	char lower[3 * LONGEST_NAME];
	struct text name = read_name(r, lower);

	r->has_half = true;
	r->is_afternoon = text_is(name, "pm");
	return r->is_afternoon || text_is(name, "am");
}

static bool read_pattern(struct reading *r, struct text pattern);

static bool
read_letter(struct reading *r, char letter)
{
	char lower[3 * LONGEST_NAME];

	switch (letter) {
	case 'd':
	case 'e':
		return read_number(r, 1, 2, &r->civil.day);
	case 'm':
		return read_number(r, 1, 2, &r->civil.month);
	case 'Y':
		return read_number(r, 4, 4, &r->civil.year);
	case 'y':
		return read_year_of_two(r);
	case 'B':
	case 'b':
	case 'h':
		return read_month(r, &r->civil.month);
	case 'A':
	case 'a':
		return read_name(r, lower).len > 0;
	case 'H':
	case 'I':
		return read_number(r, 1, 2, &r->moment.hour) && r->moment.hour < 24;
	case 'M':
		return read_number(r, 1, 2, &r->moment.minute) && r->moment.minute < 60;
	case 'S':
		return read_number(r, 1, 2, &r->moment.second) && r->moment.second < 60;
	case 'f':
		return read_number(r, 1, 9, &(int){0});
	case 'j':
		r->has_day_of_year = true;
		return read_number(r, 1, 3, &r->day_of_year);
	case 'p':
		return read_half(r);
	case 'Z':
	case 'z':
		return read_zone(r);
	case 'T':
		return read_pattern(r, TEXT("%H:%M:%S"));
	case 'R':
		return read_pattern(r, TEXT("%H:%M"));
	case 'F':
		return read_pattern(r, TEXT("%Y-%m-%d"));
	case 'D':
		return read_pattern(r, TEXT("%m/%d/%y"));
	default:
		return false;
	}
}

/* The shorthands in it stand for patterns without shorthands: this goes one level deep. */
static bool
read_pattern(struct reading *r, struct text pattern)
{
	for (size_t i = 0; i < pattern.len; i++) {
		char c = pattern.at[i];

		if (c == '%' && i + 1 < pattern.len && pattern.at[i + 1] != '%') {
			if (!read_letter(r, pattern.at[++i]))
				return false;
			continue;
		}
		i += c == '%' && i + 1 < pattern.len;
		if (r->at >= r->text.len || r->text.at[r->at] != c)
			return false;
		r->at++;
	}
	return true;
}

static bool
make_day(struct reading *r)
{
	bool is_leap;

	if (!r->has_day_of_year)
		return date_from_civil(r->civil, &r->moment.day);
	is_leap = r->civil.year % 4 == 0 && (r->civil.year % 100 != 0 || r->civil.year % 400 == 0);
	if (r->day_of_year < 1 || r->day_of_year > 365 + is_leap ||
	    !date_from_civil((struct civil){r->civil.year, 1, 1}, &r->moment.day))
		return false;
	r->moment.day += r->day_of_year - 1;
	return true;
}

bool
moment_read(struct text t, struct text pattern, struct moment *m)
{
	/* what a pattern does not say: the first day, so that "%Y-%m" has one */
	struct reading r = {.text = text_trim(t), .civil = {1970, 1, 1}};

	if (!read_pattern(&r, pattern) || r.at != r.text.len || !make_day(&r))
		return false;
	if (r.has_half && r.moment.hour > NOON)
		return false;
	if (r.has_half)
		r.moment.hour = r.moment.hour % NOON + (r.is_afternoon ? NOON : 0);
	*m = r.moment;
	return true;
}

bool
moment_pattern_fits(struct text pattern, struct text *wrong)
{
	for (size_t i = 0; i < pattern.len; i++) {
		if (pattern.at[i] != '%')
			continue;
		*wrong = text_slice(pattern, i, i + 2);
		if (++i >= pattern.len || !strchr("dmyYBbhHMSejpITRFDAaZzf%", pattern.at[i]))
			return false;
	}
	return true;
}

static bool
read_any(struct text t, const char *const *patterns, size_t count, struct moment *m)
{
	for (size_t i = 0; i < count; i++) {
		if (moment_read(t, text_from(patterns[i]), m))
			return true;
	}
	return false;
}

bool
moment_read_day(struct text t, date *day)
{
	static const char *const patterns[] = {"%d.%m.%Y",      "%Y-%m-%d",  "%d.%m.%y", "%d/%m/%Y", "%d/%m/%y",
					       "%Y/%m/%d",      "%Y.%m.%d",  "%d-%m-%Y", "%d %B %Y", "%d %B %Y г.",
					       "%d %B %Y года", "%d %b. %Y", "%B %d, %Y"};
	struct moment m;

	if (!read_any(t, patterns, sizeof patterns / sizeof patterns[0], &m))
		return false;
	*day = m.day;
	return true;
}

/* Cuts a fraction of a second off: nobody prints it. */
static struct text
without_fraction(struct text t, char buffer[LONGEST_NAME])
{
	size_t n = 0;
	ptrdiff_t point = text_find(t, TEXT(":"), 0);

	t = text_trim(t);
	point = point < 0 ? point : text_find(t, TEXT("."), (size_t)point);
	if (point < 0 || t.len > LONGEST_NAME)
		return t;
	for (size_t i = 0; i < t.len; i++) {
		if (i < (size_t)point || (i > (size_t)point && (t.at[i] < '0' || t.at[i] > '9')))
			buffer[n++] = t.at[i];
	}
	return (struct text){buffer, n};
}

bool
moment_read_date_time(struct text t, struct moment *m)
{
	static const char *const patterns[] = {"%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S",
					       "%Y-%m-%dT%H:%M",    "%Y-%m-%dT%H:%M%z",    "%Y-%m-%d %H:%M",
					       "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M",      "%Y-%m-%d %H:%M:%S%z"};
	char buffer[LONGEST_NAME];

	*m = (struct moment){0};
	if (date_parse(t, &m->day))
		return true;
	return read_any(without_fraction(t, buffer), patterns, sizeof patterns / sizeof patterns[0], m);
}

bool
moment_read_time(struct text t, struct moment *m)
{
	static const char *const patterns[] = {"%H:%M", "%H:%M:%S", "%H:%M:%S%z"};
	char buffer[LONGEST_NAME];

	return read_any(without_fraction(t, buffer), patterns, sizeof patterns / sizeof patterns[0], m);
}

struct text
moment_print_time(struct arena *a, struct moment m)
{
	if (m.second)
		return text_format(a, "%02d:%02d:%02d", m.hour, m.minute, m.second);
	return text_format(a, "%02d:%02d", m.hour, m.minute);
}
