/*
 * decimal -- a number by the decimal digits that people see of it.
 *
 * A double holds 0.1 and 2.675 a little off.  A spreadsheet shows 15 significant digits, and so what was typed comes
 * back; all that prints or rounds a number goes on from these digits.
 */
#ifndef PRIKAZ_BASE_DECIMAL_H
#define PRIKAZ_BASE_DECIMAL_H

#include <stdbool.h>

enum { DECIMAL_DIGITS = 17 };

/* The digits of a number without its sign: 0.d0 d1 d2 … times ten to the point. */
struct decimal {
	char digits[DECIMAL_DIGITS + 1]; /* values, not signs; one more for a carry */
	int count, point;
};

/* 15 significant digits, or all of a whole number below 2^53.  The number must be finite. */
struct decimal decimal_of(double number);

/* Keeps `most` digits behind the decimal point; a half goes up, away from zero. */
void decimal_round(struct decimal *d, int most);

/* Digit i as a sign, '0' … '9', zeros where there is none; the one before the decimal point is point - 1. */
char decimal_digit(const struct decimal *d, int i);

bool decimal_is_zero(const struct decimal *d);

/* How many digits it has behind the decimal point, without zeros at the end. */
int decimal_places(const struct decimal *d);

#endif
