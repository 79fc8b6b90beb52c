#include "language/pattern.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>

#include "base/buffer.h"
#include "base/decimal.h"
#include "base/utf8.h"
#include "language/russian.h"

enum { FIELD_MOST = 6, DECIMALS_MOST = 15 };

/* ---- dates ---- */

/* How often the letter at `at` stands in a row. */
static size_t
run_length(struct text t, size_t at)
{
	size_t n = 1;

	while (at + n < t.len && t.at[at + n] == t.at[at])
		n++;
	return n;
}

static void
add_number(struct buffer *b, int number, size_t count)
{
	buffer_printf(b, "%0*d", (int)count, number);
}

/* The first letter alone: the narrow form. */
static void
add_narrow(struct buffer *b, const char *word)
{
	size_t at = 0;

	buffer_utf8(b, uc_toupper(utf8_next(text_from(word), &at)));
}

static void
add_month(struct buffer *b, int month, size_t count, bool is_alone)
{
	if (count <= 2)
		add_number(b, month, count);
	else if (count == 3)
		buffer_string(b, russian_month_short(month, is_alone ? MONTH_NOMINATIVE : MONTH_GENITIVE));
	else if (count == 4)
		buffer_string(b, russian_month(month, is_alone ? MONTH_NOMINATIVE : MONTH_GENITIVE));
	else
		add_narrow(b, russian_month(month, MONTH_NOMINATIVE));
}

/* E: EEE, EEEEEE пн, EEEE понедельник, EEEEE П; c and e: c, cc the number from Monday on, then as E. */
static void
add_weekday(struct buffer *b, int weekday, size_t count, bool has_number)
{
	if (has_number && count <= 2)
		add_number(b, weekday + 1, count);
	else if (count == 4)
		buffer_string(b, russian_weekday(weekday));
	else if (count == 5)
		add_narrow(b, russian_weekday(weekday));
	else
		buffer_string(b, russian_weekday_short(weekday));
}

static void
add_quarter(struct buffer *b, int quarter, size_t count)
{
	if (count <= 2 || count == 5)
		add_number(b, quarter, count == 5 ? 1 : count);
	else
		buffer_printf(b, "%d-й %s", quarter, count == 3 ? "кв." : "квартал");
}

/* ISO 8601, as in Russia: weeks begin on Monday, and the first has the year's first Thursday. */
static int
week_of(date d)
{
	date thursday = d - date_weekday(d) + 3, first;
	struct civil c = date_to_civil(thursday);

	c.month = c.day = 1;
	return date_from_civil(c, &first) ? (thursday - first) / 7 + 1 : 1;
}

static bool
add_field(struct buffer *b, date d, char letter, size_t count)
{
	struct civil c = date_to_civil(d);

	switch (letter) {
	case 'd':
		add_number(b, c.day, count);
		return count <= 2;
	case 'M':
	case 'L':
		add_month(b, c.month, count, letter == 'L');
		return count <= 5;
	case 'y':
	case 'u':
		if (count == 2 && letter == 'y')
			add_number(b, c.year % 100, 2);
		else
			add_number(b, c.year, count);
		return count <= 5;
	case 'E':
	case 'c':
	case 'e':
		add_weekday(b, date_weekday(d), count, letter != 'E');
		return count <= 6;
	case 'Q':
	case 'q':
		add_quarter(b, (c.month + 2) / 3, count);
		return count <= 5;
	case 'w':
		add_number(b, week_of(d), count);
		return count <= 2;
	default:
		return false; /* D and Y, too, mean something else in CLDR than who writes DD.MM.YYYY has in mind */
	}
}

/* Text in apostrophes at `at`; where it ends. "’" may have been made of "'" by the editor. */
static size_t
add_quoted(struct buffer *b, struct text pattern, size_t at, struct text quote)
{
	size_t from = at + quote.len;
	ptrdiff_t end = text_find(pattern, quote, from);

	if (end == TEXT_NOWHERE)
		end = (ptrdiff_t)pattern.len;
	if ((size_t)end == from)
		buffer_text(b, quote);
	buffer_text(b, text_slice(pattern, from, (size_t)end));
	return (size_t)end + quote.len;
}

static size_t
apostrophe(struct text t, size_t at, struct text *quote)
{
	static const char *const kinds[] = {"'", "’", "‘"};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (text_starts(text_from_offset(t, at), text_from(kinds[i]))) {
			*quote = i == 2 ? TEXT("’") : text_from(kinds[i]); /* ‘x’ closes with its pair */
			return quote->len;
		}
	}
	return 0;
}

static bool
is_latin(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
pattern_date(struct arena *a, date d, struct text pattern, struct text *out, struct text *wrong)
{
	struct buffer b = {0};
	struct text quote;
	bool good = true, has_field = false;

	*wrong = pattern;
	for (size_t at = 0; at < pattern.len && good;) {
		size_t n = 1;

		if (apostrophe(pattern, at, &quote)) {
			at = add_quoted(&b, pattern, at, quote);
			continue;
		}
		if (is_latin(pattern.at[at])) {
			n = run_length(pattern, at);
			good = n <= FIELD_MOST && add_field(&b, d, pattern.at[at], n);
			has_field = true;
			if (!good)
				*wrong = text_slice(pattern, at, at + n);
		} else {
			buffer_byte(&b, pattern.at[at]);
		}
		at += n;
	}
	*out = buffer_take(a, &b);
	return good && has_field; /* "ДД.ММ.ГГГГ" would print itself */
}

/* ---- numbers ---- */

struct number_form {
	bool groups;
	int least, most; /* decimals */
	int digits;      /* before the decimal sign, at least */
	struct text before, after;
};

static bool
is_digit_place(char c)
{
	return c == '#' || c == '0';
}

/* The bytes of a blank between groups at `at`, or 0. */
static size_t
blank_at(struct text p, size_t at)
{
	struct text rest = text_from_offset(p, at);

	if (text_starts(rest, TEXT(" ")))
		return 1;
	if (text_starts(rest, TEXT("\u00a0")))
		return 2;
	return text_starts(rest, TEXT("\u202f")) ? 3 : 0;
}

/* Where the decimal sign stands in the digits of a pattern, or its length. */
static size_t
decimal_at(struct text p)
{
	ptrdiff_t point = text_find(p, TEXT("."), 0), comma = text_find(p, TEXT(","), 0);
	bool has_space = text_find(p, TEXT(" "), 0) != TEXT_NOWHERE || text_find(p, TEXT("\u00a0"), 0) != TEXT_NOWHERE;

	if (point != TEXT_NOWHERE)
		return (size_t)point;
	if (comma == TEXT_NOWHERE)
		return p.len;
	/*
	 * "#,##0" is CLDR for groups; with spaces, or anything else behind the comma, it is the Russian decimal comma
	 */
	return !has_space && text_is(text_from_offset(p, (size_t)comma + 1), "##0") ? p.len : (size_t)comma;
}

/* The places of a pattern: digits, what sets groups apart, one decimal sign. */
static bool
read_places(struct text places, struct number_form *f)
{
	size_t decimal = decimal_at(places), blank;

	for (size_t i = 0; i < places.len; i += blank ? blank : 1) {
		bool is_place = is_digit_place(places.at[i]);

		blank = blank_at(places, i);
		if (i == decimal)
			continue;
		if (!is_place && (i > decimal || (!blank && places.at[i] != ',')))
			return false;
		if (i < decimal) {
			f->groups |= !is_place;
			f->digits += places.at[i] == '0';
		} else {
			f->most++;
			f->least = places.at[i] == '0' ? f->most : f->least;
		}
	}
	return f->most <= DECIMALS_MOST && f->digits <= DECIMALS_MOST;
}

/* What stands before or behind the digits, without apostrophes. */
static struct text
read_affix(struct arena *a, struct text t)
{
	struct buffer b = {0};
	struct text quote;

	for (size_t at = 0; at < t.len;) {
		if (apostrophe(t, at, &quote)) {
			at = add_quoted(&b, t, at, quote);
			continue;
		}
		buffer_byte(&b, t.at[at++]);
	}
	return buffer_take(a, &b);
}

static bool
read_form(struct arena *a, struct text pattern, struct number_form *f)
{
	size_t from = 0, to = pattern.len;
	struct text quote;

	while (from < to && !is_digit_place(pattern.at[from])) {
		size_t len = apostrophe(pattern, from, &quote);
		ptrdiff_t end = len ? text_find(pattern, quote, from + len) : TEXT_NOWHERE;

		from = end == TEXT_NOWHERE ? from + 1 : (size_t)end + quote.len;
	}
	to = from;
	for (size_t at = from; at < pattern.len && !apostrophe(pattern, at, &quote); at++)
		to = is_digit_place(pattern.at[at]) ? at + 1 : to;
	if (from >= to)
		return false;
	*f = (struct number_form){.before = read_affix(a, text_slice(pattern, 0, from))};
	f->after = read_affix(a, text_from_offset(pattern, to));
	return read_places(text_slice(pattern, from, to), f);
}

static void
write_number(struct buffer *b, const struct decimal *d, const struct number_form *f, bool is_russian)
{
	int whole = d->point > f->digits ? d->point : f->digits, decimals = f->most;

	while (decimals > f->least && decimal_digit(d, d->point + decimals - 1) == '0')
		decimals--;
	whole = whole > 0 ? whole : 1; /* CLDR leaves it out for "#", people do not */
	for (int i = 0; i < whole; i++) {
		if (f->groups && i > 0 && (whole - i) % 3 == 0)
			buffer_string(b, is_russian ? "\u00a0" : ",");
		buffer_byte(b, decimal_digit(d, d->point - whole + i));
	}
	if (decimals)
		buffer_byte(b, is_russian ? ',' : '.');
	for (int i = 0; i < decimals; i++)
		buffer_byte(b, decimal_digit(d, d->point + i));
}

bool
pattern_number(struct arena *a, double number, struct text pattern, bool is_russian, struct text *out)
{
	struct number_form f;
	struct buffer b = {0};
	struct decimal d;

	if (!isfinite(number) || !read_form(a, pattern, &f))
		return false;
	d = decimal_of(number);
	decimal_round(&d, f.most);
	buffer_text(&b, f.before);
	if (number < 0 && !decimal_is_zero(&d))
		buffer_string(&b, is_russian ? "−" : "-");
	write_number(&b, &d, &f, is_russian);
	buffer_text(&b, f.after);
	*out = buffer_take(a, &b);
	return true;
}
