/*
 * typed -- a cell as the type of its field reads it (Table Schema, "Types and Formats").
 *
 * The standard's own forms and what people type in their stead: 1 234,50 beside 1234.50, 30.11.2020 beside 2020-11-30,
 * да beside true, 25% beside 0.25.
 */
#include "data/typed.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "data/moment.h"
#include "value/number.h"
#include "value/record.h"

enum { LONGEST_NUMBER = 64, MOST_EXPONENT = 300, MOST_LIST_ITEMS = 10000 };

/* ---- numbers ---- */

/* What is computed has no more digits than a spreadsheet keeps: 33,3% is 0.333. */
static double
rounded(double n)
{
	char digits[40];

	snprintf(digits, sizeof digits, "%.15g", n);
	return strtod(digits, NULL);
}

/* Without what stands before the first digit, or its sign, and behind the last: "от 100 руб." */
static struct text
without_units(struct text t)
{
	size_t from = 0, to = t.len;

	while (from < to && !is_digit(t.at[from]) && !(t.at[from] == '-' && from + 1 < to && is_digit(t.at[from + 1])))
		from++;
	while (to > from && !is_digit(t.at[to - 1]))
		to--;
	return text_slice(t, from, to);
}

/*
 * The number in the form that number_parse reads: signs of groups taken out, a point for the decimal sign, leading
 * zeros dropped.  False when it is too long for a number.
 */
static bool
normalize(const struct schema_reading *how, struct text t, char out[LONGEST_NUMBER], struct text *normal)
{
	struct text rest;
	size_t n = 0, zeros;

	for (size_t i = 0; i < t.len;) {
		rest = text_from_offset(t, i);
		if (n >= LONGEST_NUMBER)
			return false;
		if (how->group.len && text_starts(rest, how->group)) {
			i += how->group.len;
		} else if (how->decimal.len && text_starts(rest, how->decimal)) {
			out[n++] = '.';
			i += how->decimal.len;
		} else if (how->decimal.len && (t.at[i] == '.' || t.at[i] == ',')) {
			return false;
		} else {
			out[n++] = t.at[i++];
		}
	}
	zeros = n > 0 && (out[0] == '-' || out[0] == '+');
	while (zeros + 1 < n && out[zeros] == '0' && is_digit(out[zeros + 1])) {
		memmove(out + zeros, out + zeros + 1, n - zeros - 1);
		n--;
	}
	*normal = (struct text){out, n};
	return true;
}

/* 1.5e-3, as databases export. */
static bool
parse_exponent(struct text t, double *n)
{
	size_t e = 0;
	double power;

	while (e < t.len && t.at[e] != 'e' && t.at[e] != 'E')
		e++;
	if (e == t.len || !number_parse(text_slice(t, 0, e), n) || !number_parse(text_from_offset(t, e + 1), &power) ||
	    power != floor(power) || fabs(power) > MOST_EXPONENT)
		return false;
	*n = rounded(*n * pow(10, power));
	return true;
}

static bool
parse_number(const struct schema_reading *how, struct text t, double *n, bool *is_percent)
{
	char out[LONGEST_NUMBER];
	struct text normal;

	t = text_trim(t);
	*is_percent = text_ends(t, TEXT("%"));
	if (*is_percent)
		t = text_trim(text_slice(t, 0, t.len - 1));
	if (how->has_units)
		t = without_units(t);
	if (!normalize(how, t, out, &normal) || (!number_parse(normal, n) && !parse_exponent(normal, n)))
		return false;
	if (*is_percent)
		*n = rounded(*n / 100);
	return true;
}

static bool
read_number(struct arena *a, const struct schema_reading *how, struct value *v)
{
	bool is_percent = v->kind == VALUE_NUMBER && text_ends(v->text, TEXT("%"));
	double n;

	if (v->kind == VALUE_NUMBER)
		n = v->as.number;
	else if (v->kind != VALUE_TEXT || !parse_number(how, v->text, &n, &is_percent))
		return false;
	*v = value_of_number(n);
	if (is_percent)
		v->text = text_join(a, number_print(a, rounded(n * 100), ','), TEXT("%"));
	return true;
}

static bool
read_integer(struct arena *a, const struct schema_reading *how, struct value *v)
{
	struct value number = *v;

	if (!read_number(a, how, &number) || number.as.number != floor(number.as.number))
		return false;
	*v = number;
	return true;
}

static bool
read_year(struct value *v)
{
	double n;

	if (!value_number(v, &n) || n != floor(n) || n < -9999 || n > 9999)
		return false;
	*v = value_of_number(n);
	return true;
}

bool
typed_number(const struct value *v, double bound, double *number)
{
	if (!value_number(v, number))
		return false;
	if (text_ends(v->text, TEXT("%")) && fabs(bound) > 1)
		*number = rounded(*number * 100);
	return true;
}

/* ---- dates and times ---- */

static struct text
pattern_of(const struct schema_reading *how)
{
	if (text_starts(how->format, TEXT("fmt:"))) /* as the standard wrote it until 2017 */
		return text_from_offset(how->format, 4);
	return text_find(how->format, TEXT("%"), 0) == TEXT_NOWHERE ? TEXT_NONE : how->format;
}

static bool
read_date(const struct schema_reading *how, struct value *v)
{
	struct text pattern = pattern_of(how);
	struct moment m = {0};
	bool ok;

	if (v->kind == VALUE_DATE)
		m.day = v->as.date;
	if (v->kind == VALUE_TEXT && pattern.len)
		ok = moment_read(v->text, pattern, &m);
	else if (v->kind == VALUE_TEXT && text_is(how->format, "any"))
		ok = moment_read_day(v->text, &m.day);
	else
		ok = value_date(v, &m.day);
	if (ok)
		*v = value_of_date(m.day);
	return ok;
}

/* The day with its time as cells of workbooks have it; of midnight the day alone. */
static struct value
value_of_moment(struct arena *a, struct moment m)
{
	return value_of_day_time(a, m.day, (m.hour * 60 + m.minute) * 60 + m.second);
}

static bool
read_date_time(struct arena *a, const struct schema_reading *how, struct value *v)
{
	struct text pattern = pattern_of(how);
	struct moment m;

	if (v->kind == VALUE_DATE)
		return true;
	if (v->kind != VALUE_TEXT ||
	    !(pattern.len ? moment_read(v->text, pattern, &m) : moment_read_date_time(v->text, &m)))
		return false;
	*v = value_of_moment(a, m);
	return true;
}

static bool
read_time(struct arena *a, const struct schema_reading *how, struct value *v)
{
	struct text pattern = pattern_of(how);
	struct moment m;

	if (v->kind != VALUE_TEXT || !(pattern.len ? moment_read(v->text, pattern, &m) : moment_read_time(v->text, &m)))
		return false;
	*v = value_of_text(moment_print_time(a, m));
	v->is_string = true;
	return true;
}

/* A month is its first day, printed without it. */
static bool
read_year_month(struct arena *a, struct value *v)
{
	struct moment m = {0};
	struct civil c;

	if (v->kind == VALUE_DATE)
		m.day = v->as.date;
	else if (v->kind != VALUE_TEXT ||
		 (!moment_read(v->text, TEXT("%Y-%m"), &m) && !moment_read(v->text, TEXT("%m.%Y"), &m)))
		return false;
	c = date_to_civil(m.day);
	c.day = 1;
	date_from_civil(c, &m.day);
	*v = value_of_date(m.day);
	v->text = text_format(a, "%02d.%04d", c.month, c.year);
	return true;
}

/* ISO 8601 (P1Y2M10DT2H30M), or hours and minutes as workbooks show them: 36:00. */
static bool
is_duration(struct text t)
{
	static const char units[] = "YMWDTHMS";
	size_t at = 0, unit = 0, parts = 0;
	bool is_clock = t.len > 0;

	for (size_t i = 0; i < t.len; i++)
		is_clock = is_clock && (is_digit(t.at[i]) || (t.at[i] == ':' && i > 0 && i + 1 < t.len));
	if (is_clock)
		return text_find(t, TEXT(":"), 0) > 0;
	at += at < t.len && t.at[at] == '-';
	if (at >= t.len || t.at[at++] != 'P')
		return false;
	while (at < t.len) {
		size_t from = at;

		while (at < t.len && (is_digit(t.at[at]) || (at > from && (t.at[at] == '.' || t.at[at] == ','))))
			at++;
		while (at < t.len && units[unit] && units[unit] != t.at[at])
			unit++;
		if (at == t.len || !units[unit] || (units[unit] == 'T') != (at == from))
			return false;
		parts += units[unit] != 'T';
		unit++;
		at++;
	}
	return parts > 0 && t.at[t.len - 1] != 'T';
}

/* ---- texts and truths ---- */

static bool
read_string(struct arena *a, struct value *v)
{
	struct text t = v->text;

	if (v->kind == VALUE_TEXT) {
		v->is_string = true;
		return true;
	}
	if (!t.len)
		t = value_print(a, v, true);
	if (!t.len)
		return false;
	*v = value_of_text(t);
	v->is_string = true;
	return true;
}

static bool
is_among(const schema_texts *texts, struct text t)
{
	for (size_t i = 0; i < texts->count; i++) {
		if (text_equal(texts->at[i], t))
			return true;
	}
	return false;
}

static bool
find_truth(struct arena *a, const struct schema_reading *how, const struct value *v, bool *truth)
{
	struct text shown;
	double n;

	if (v->kind == VALUE_BOOL) {
		*truth = v->as.truth;
		return true;
	}
	if (how->truths.count || how->falsities.count) {
		shown = value_key(a, v);
		*truth = is_among(&how->truths, shown);
		if (*truth || is_among(&how->falsities, shown))
			return true;
		/* who names only one of the two leaves the other as it is */
		if (how->truths.count && how->falsities.count)
			return false;
	}
	if (value_number(v, &n) && (n == 0 || n == 1)) {
		*truth = n == 1;
		return true;
	}
	return value_bool(v, truth);
}

static bool
read_boolean(struct arena *a, const struct schema_reading *how, struct value *v)
{
	bool truth;

	if (!find_truth(a, how, v, &truth))
		return false;
	*v = value_of_bool(truth);
	return true;
}

/* ---- lists ---- */

/* The next item of a cell, without blanks; false when there is no more. */
static bool
next_item(struct text t, struct text delimiter, size_t *at, struct text *item)
{
	ptrdiff_t end;

	if (*at > t.len)
		return false;
	end = text_find(t, delimiter, *at);
	*item = text_trim(text_slice(t, *at, end < 0 ? t.len : (size_t)end));
	*at = end < 0 ? t.len + 1 : (size_t)end + delimiter.len;
	return true;
}

static struct text
delimiter_of(const struct schema_reading *how, struct text t)
{
	if (how->delimiter.len)
		return how->delimiter;
	return text_find(t, TEXT(";"), 0) >= 0 ? TEXT(";") : text_find(t, TEXT("\n"), 0) >= 0 ? TEXT("\n") : TEXT(",");
}

static bool
read_list(struct arena *a, const struct schema_reading *how, struct value *v)
{
	struct schema_reading of_item = *how;
	struct text whole, item;
	VECTOR(struct value) items = {0};
	size_t at = 0;

	if (v->kind == VALUE_LIST)
		return true;
	of_item.type = how->item_type;
	of_item.format = TEXT_NONE;
	whole = value_key(a, v);
	while (next_item(whole, delimiter_of(how, whole), &at, &item)) {
		struct value one = value_of_text(item);

		if (!item.len)
			continue;
		if (items.count >= MOST_LIST_ITEMS || !typed_read(a, &of_item, &one))
			return false;
		*VECTOR_PUSH(a, &items) = one;
	}
	*v = value_of_list(list_of(a, items.at, items.count, NULL));
	return true;
}

/* ---- all of them ---- */

bool
typed_read(struct arena *a, const struct schema_reading *how, struct value *v)
{
	switch (how->type) {
	case TYPE_NUMBER:
		return read_number(a, how, v);
	case TYPE_INTEGER:
		return read_integer(a, how, v);
	case TYPE_DATE:
		return read_date(how, v);
	case TYPE_DATETIME:
		return read_date_time(a, how, v);
	case TYPE_TIME:
		return read_time(a, how, v);
	case TYPE_YEAR:
		return read_year(v);
	case TYPE_YEARMONTH:
		return read_year_month(a, v);
	case TYPE_DURATION:
		return v->kind == VALUE_TEXT && is_duration(text_trim(v->text));
	case TYPE_BOOLEAN:
		return read_boolean(a, how, v);
	case TYPE_STRING:
		return read_string(a, v);
	case TYPE_LIST:
		return read_list(a, how, v);
	case TYPE_ANY:
		break;
	}
	return true;
}

static bool
is_email(struct text t)
{
	ptrdiff_t sign = text_find(t, TEXT("@"), 0), point = sign < 0 ? -1 : text_find(t, TEXT("."), (size_t)sign + 2);

	for (size_t i = 0; i < t.len; i++) {
		if ((unsigned char)t.at[i] <= ' ' || strchr(",;<>()[]\"\\", t.at[i]))
			return false;
	}
	return sign > 0 && point > sign && (size_t)point + 1 < t.len && t.at[t.len - 1] != '.' &&
	       text_find(t, TEXT("@"), (size_t)sign + 1) < 0 && text_find(t, TEXT(".."), 0) < 0 &&
	       text_find(t, TEXT("\u00a0"), 0) < 0;
}

/* RFC 3986: a scheme, a colon, and something behind it without blanks. */
static bool
is_uri(struct text t)
{
	ptrdiff_t colon = text_find(t, TEXT(":"), 0);

	if (colon < 2 || (size_t)colon + 1 >= t.len || is_digit(t.at[0]))
		return false;
	for (size_t i = 0; i < (size_t)colon; i++) {
		if (!is_digit(t.at[i]) && !((t.at[i] | 32) >= 'a' && (t.at[i] | 32) <= 'z') && !strchr("+-.", t.at[i]))
			return false;
	}
	for (size_t i = 0; i < t.len; i++) {
		if ((unsigned char)t.at[i] <= ' ' || strchr("<>\"{}|\\^`", t.at[i]))
			return false;
	}
	return !text_ends(t, TEXT("://"));
}

static bool
is_uuid(struct text t)
{
	for (size_t i = 0; i < t.len; i++) {
		bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;

		if (is_hyphen ? t.at[i] != '-'
			      : !is_digit(t.at[i]) && !((t.at[i] | 32) >= 'a' && (t.at[i] | 32) <= 'f'))
			return false;
	}
	return t.len == 36;
}

bool
typed_has_form(struct text t, struct text format)
{
	if (text_is(format, "email"))
		return is_email(t);
	if (text_is(format, "uri"))
		return is_uri(t);
	return !text_is(format, "uuid") || is_uuid(t);
}
