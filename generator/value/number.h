/*
 * number -- numbers as people type them in cells, and as they are printed.
 */
#ifndef PRIKAZ_VALUE_NUMBER_H
#define PRIKAZ_VALUE_NUMBER_H

#include "base/text.h"

/*
 * Text that reads wholly as a number: an optional sign, digits, a decimal point or comma; thousands may be
 * parted by spaces or no-break spaces when all groups are of three.  Not a number, because a code, an account
 * or a passport would lose its look or its last digits: "012", "1e5", "4510 123456", more than 15 digits.
 */
bool number_parse(struct text t, double *number);

/*
 * The number with up to 15 significant digits, as spreadsheets show it (0.1 + 0.2 is 0.3), whole ones up to
 * 2^53 with all their digits; never with an exponent unless it is beyond 10^21 or below 10^-9.  Empty for
 * what is not finite.
 */
struct text number_print(struct arena *a, double number, char decimal);

#endif
