#include "value/number.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>

#include "base/decimal.h"

enum { MOST_DIGITS = 15, MOST_DECIMALS = 22, LONGEST_EXPONENT = 21, SMALLEST_EXPONENT = -9 };

/* The length of a sign at the start: ASCII + and -, U+2212 and the en dash that editors make of it. */
static size_t
sign_length(struct text t, bool *is_negative)
{
	*is_negative = true;
	if (text_starts(t, TEXT("-")))
		return 1;
	if (text_starts(t, TEXT("\u2212")) || text_starts(t, TEXT("\u2013")))
		return 3;
	*is_negative = false;
	return text_starts(t, TEXT("+")) ? 1 : 0;
}

/* The length of a space between thousands: plain, U+00A0, U+202F (narrow), U+2009 (thin). */
static size_t
gap_length(struct text t)
{
	if (text_starts(t, TEXT(" ")))
		return 1;
	if (text_starts(t, TEXT("\u00a0")))
		return 2;
	return text_starts(t, TEXT("\u202f")) || text_starts(t, TEXT("\u2009")) ? 3 : 0;
}

static bool
is_digit_at(struct text t, size_t at)
{
	return at < t.len && t.at[at] >= '0' && t.at[at] <= '9';
}

/* Adds the digits from *at on to the mantissa; returns how many there were. */
static int
digits_add(struct text t, size_t *at, uint64_t *mantissa)
{
	int n = 0;

	for (; is_digit_at(t, *at) && n <= MOST_DIGITS; n++)
		*mantissa = *mantissa * 10 + (uint64_t)(t.at[(*at)++] - '0');
	return n;
}

/* Zeros in front are no significant digits: 0.00123 has three. */
static int
zeros_skip(struct text t, size_t *at)
{
	int n = 0;

	for (; *at < t.len && t.at[*at] == '0' && n <= MOST_DECIMALS; n++)
		++*at;
	return n;
}

/* The whole part with its groups of three; returns its digits, or -1 when it is none. */
static int
whole_part(struct text t, size_t *at, uint64_t *mantissa)
{
	size_t gap, start = *at;
	int n = digits_add(t, at, mantissa), group;

	if (n == 0 || (n > 1 && t.at[start] == '0'))
		return -1;
	if (!gap_length(text_from_offset(t, *at)))
		return n;
	if (n > 3 || t.at[start] == '0')
		return -1;
	while (n <= MOST_DIGITS && (gap = gap_length(text_from_offset(t, *at))) > 0) {
		*at += gap;
		group = digits_add(t, at, mantissa);
		if (group != 3)
			return -1;
		n += group;
	}
	return n;
}

bool
number_parse(struct text t, double *number)
{
	/* A mantissa below 2^53 divided by an exact power of ten is rounded but once, so the result is the
	 * nearest double, as strtod's would be; and no locale takes part. */
	static const double powers[MOST_DECIMALS + 1] = {1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
							 1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
							 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
	bool is_negative;
	uint64_t mantissa = 0;
	int whole, fraction = 0, zeros = 0;
	size_t at;

	t = text_trim(t);
	at = sign_length(t, &is_negative);
	whole = whole_part(t, &at, &mantissa);
	if (whole < 0 || whole > MOST_DIGITS)
		return false;
	if (at < t.len && (t.at[at] == '.' || t.at[at] == ',')) {
		at++;
		if (mantissa == 0) {
			whole = 0;
			zeros = zeros_skip(t, &at);
		}
		fraction = zeros + digits_add(t, &at, &mantissa);
		if (fraction == 0)
			return false;
	}
	if (at != t.len || whole + fraction - zeros > MOST_DIGITS || fraction > MOST_DECIMALS)
		return false;
	*number = (double)mantissa / powers[fraction];
	if (is_negative)
		*number = -*number;
	return true;
}

/* The digits from that of `first` on to that of `last`, by their powers of ten; the decimal sign behind 10^0. */
static size_t
put_digits(char *out, const struct decimal *d, int first, int last, char decimal)
{
	size_t n = 0;

	for (int power = first; power >= last; power--) {
		out[n++] = decimal_digit(d, d->point - 1 - power);
		if (power == 0 && last < 0)
			out[n++] = decimal;
	}
	return n;
}

struct text
number_print(struct arena *a, double number, char decimal)
{
	char out[96];
	struct decimal d;
	size_t n = 0;
	int exponent, places;

	if (!isfinite(number))
		return TEXT_NONE;
	if (number == 0)
		return TEXT("0");
	d = decimal_of(number);
	exponent = d.point - 1;
	if (number < 0)
		out[n++] = '-';
	if (exponent >= SMALLEST_EXPONENT && exponent < LONGEST_EXPONENT) {
		places = decimal_places(&d);
		n += put_digits(out + n, &d, exponent > 0 ? exponent : 0, -places, decimal);
	} else {
		/* d,dddE+xx: the digits as if the exponent were 0 */
		d.point = 1;
		n += put_digits(out + n, &d, 0, -decimal_places(&d), decimal);
		n += (size_t)snprintf(out + n, sizeof out - n, "E%+d", exponent);
	}
	return text_copy(a, (struct text){out, n});
}
