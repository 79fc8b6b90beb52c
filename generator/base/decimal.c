#include "base/decimal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { DIGITS_SEEN = 15 };

struct decimal
decimal_of(double number)
{
	struct decimal d = {.count = 0};
	char printed[64];
	const char *c = printed;
	double n = fabs(number);
	bool is_whole = n < 9007199254740992.0 && n == floor(n);

	snprintf(printed, sizeof printed, "%.*e", is_whole ? DECIMAL_DIGITS - 1 : DIGITS_SEEN - 1, n);
	for (; *c != 'e'; c++) { /* whatever the locale's decimal point is, it is no digit */
		if (is_digit((unsigned char)*c))
			d.digits[d.count++] = (char)(*c - '0');
	}
	d.point = atoi(c + 1) + 1;
	return d;
}

void
decimal_round(struct decimal *d, int most)
{
	int kept = d->point + most;
	bool up = kept >= 0 && kept < d->count && d->digits[kept] >= 5;

	if (kept >= d->count)
		return;
	d->count = kept > 0 ? kept : 0;
	for (int i = d->count - 1; up && i >= 0; i--) {
		up = d->digits[i] == 9;
		d->digits[i] = (char)(up ? 0 : d->digits[i] + 1);
	}
	if (!up)
		return;
	memmove(d->digits + 1, d->digits, (size_t)d->count); /* 9,99 is 10,0 */
	d->digits[0] = 1;
	d->count++;
	d->point++;
}

char
decimal_digit(const struct decimal *d, int i)
{
	return (char)('0' + (i >= 0 && i < d->count ? d->digits[i] : 0));
}

bool
decimal_is_zero(const struct decimal *d)
{
	for (int i = 0; i < d->count; i++) {
		if (d->digits[i])
			return false;
	}
	return true;
}

int
decimal_places(const struct decimal *d)
{
	int count = d->count;

	while (count > 0 && d->digits[count - 1] == 0)
		count--;
	return count > d->point ? count - d->point : 0;
}
