#include "language/pattern.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "language/russian.h"

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
add_month(struct buffer *b, int month, size_t count, bool is_alone)
{
	if (count <= 2)
		buffer_printf(b, "%0*d", (int)count, month);
	else if (count == 3)
		buffer_string(b, is_alone ? russian_month(month, MONTH_NOMINATIVE) : russian_month_short(month));
	else
		buffer_string(b, russian_month(month, is_alone ? MONTH_NOMINATIVE : MONTH_GENITIVE));
}

static bool
add_field(struct buffer *b, date d, char letter, size_t count)
{
	struct civil c = date_to_civil(d);

	switch (letter) {
	case 'd':
		buffer_printf(b, "%0*d", (int)count, c.day);
		return count <= 2;
	case 'M':
	case 'L':
		add_month(b, c.month, count, letter == 'L');
		return count <= 4;
	case 'y':
		if (count == 2)
			buffer_printf(b, "%02d", c.year % 100);
		else
			buffer_printf(b, "%0*d", (int)count, c.year);
		return count <= 4;
	case 'E':
		buffer_string(b,
			      count == 4 ? russian_weekday(date_weekday(d)) : russian_weekday_short(date_weekday(d)));
		return count <= 4;
	default:
		return false;
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
	bool good = true;

	for (size_t at = 0; at < pattern.len && good;) {
		size_t n = 1;

		if (apostrophe(pattern, at, &quote)) {
			at = add_quoted(&b, pattern, at, quote);
			continue;
		}
		if (is_latin(pattern.at[at])) {
			n = run_length(pattern, at);
			good = n <= 4 && add_field(&b, d, pattern.at[at], n);
			*wrong = text_slice(pattern, at, at + n);
		} else {
			buffer_byte(&b, pattern.at[at]);
		}
		at += n;
	}
	*out = text_copy(a, buffer_view(&b));
	buffer_free(&b);
	return good;
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
	/* "#,##0" is CLDR for groups; with spaces, or anything else behind the comma, it is the Russian decimal comma
	 */
	return !has_space && text_is(text_from_offset(p, (size_t)comma + 1), "##0") ? p.len : (size_t)comma;
}

static bool
read_form(struct text pattern, struct number_form *f)
{
	size_t from = 0, to = pattern.len, decimal;
	struct text places;

	while (from < to && !is_digit_place(pattern.at[from]))
		from++;
	while (to > from && !is_digit_place(pattern.at[to - 1]))
		to--;
	if (from == to)
		return false;
	*f = (struct number_form){.before = text_slice(pattern, 0, from), .after = text_from_offset(pattern, to)};
	places = text_slice(pattern, from, to);
	decimal = decimal_at(places);
	for (size_t i = 0; i < places.len; i++) {
		bool is_place = is_digit_place(places.at[i]);

		if (i < decimal) {
			f->groups |= !is_place;
			f->digits += places.at[i] == '0';
		} else if (i > decimal) {
			if (!is_place)
				return false;
			f->most++;
			f->least = places.at[i] == '0' ? f->most : f->least;
		}
	}
	return f->most <= 15;
}

/* |number| with `most` decimals, halves rounded up as people do; zeros beyond `least` fall away. */
static void
write_digits(double number, const struct number_form *f, char *out, size_t size)
{
	double scale = pow(10, f->most), rounded;
	size_t len, decimals = (size_t)f->most;

	/* 1.005 is held as a little less: the factor brings such halves back to where they were typed */
	rounded = floor(fabs(number) * scale * (1 + 1e-14) + 0.5) / scale;
	snprintf(out, size, "%.*f", f->most, rounded);
	len = strlen(out);
	while (decimals > (size_t)f->least && out[len - 1] == '0') {
		out[--len] = '\0';
		decimals--;
	}
	if (f->most > 0 && decimals == 0 && out[len - 1] == '.')
		out[len - 1] = '\0';
}

bool
pattern_number(struct arena *a, double number, struct text pattern, bool is_russian, struct text *out)
{
	struct number_form f;
	struct buffer b = {0};
	char digits[400];
	size_t whole;

	if (!read_form(pattern, &f) || !isfinite(number))
		return false;
	write_digits(number, &f, digits, sizeof digits);
	whole = strcspn(digits, ".");
	buffer_text(&b, f.before);
	if (number < 0 && strpbrk(digits, "123456789"))
		buffer_string(&b, is_russian ? "−" : "-");
	for (size_t i = whole; i < (size_t)f.digits; i++)
		buffer_byte(&b, '0');
	for (size_t i = 0; i < whole; i++) {
		if (f.groups && i > 0 && (whole - i) % 3 == 0)
			buffer_string(&b, is_russian ? "\u00a0" : ",");
		buffer_byte(&b, digits[i]);
	}
	if (digits[whole])
		buffer_printf(&b, "%s%s", is_russian ? "," : ".", digits + whole + 1);
	buffer_text(&b, f.after);
	*out = text_copy(a, buffer_view(&b));
	buffer_free(&b);
	return true;
}
