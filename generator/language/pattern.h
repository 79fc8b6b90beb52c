/*
 * pattern -- dates and numbers by a pattern (Unicode TR 35, parts 4 and 3), in Russian.
 */
#ifndef PRIKAZ_LANGUAGE_PATTERN_H
#define PRIKAZ_LANGUAGE_PATTERN_H

#include "base/date.h"

/*
 * d dd; M MM MMM (нояб.) MMMM (ноября); LLL LLLL (ноябрь); yy y yyyy u; E EEE (пн) EEEE (понедельник), c the number of
 * the weekday; Q QQ QQQ (4-й кв.) QQQQ; w the week; MMMMM, EEEEE one letter; 'text in apostrophes' ('' is one); signs
 * and other letters as they are.  A Latin letter that means nothing here: false, *wrong is its place; also when there
 * is none at all.
 */
bool pattern_date(struct arena *a, date d, struct text pattern, struct text *out, struct text *wrong);

/*
 * "# ##0,00" as Russian writes it, or CLDR's "#,##0.00": how many decimals, at least and at most; whether
 * thousands are set apart.  The result has a comma and no-break spaces when is_russian, else a
 * point and commas.  What stands around the digits is printed with them, also %: the
 * tables of these papers hold 33,3 for 33,3 %.  Halves are rounded away from zero.  A pattern with other signs among
 * its digits: false.
 */
bool pattern_number(struct arena *a, double number, struct text pattern, bool is_russian, struct text *out);

#endif
