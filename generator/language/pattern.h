/*
 * pattern -- dates and numbers by a pattern (Unicode TR 35, parts 4 and 3), in Russian.
 */
#ifndef PRIKAZ_LANGUAGE_PATTERN_H
#define PRIKAZ_LANGUAGE_PATTERN_H

#include "base/date.h"

/*
 * d dd, M MM MMM MMMM (genitive: ноября) LLL LLLL (ноябрь), yy y yyyy, E EEEE; 'text in apostrophes' ('' is one); signs
 * and other letters as they are.  A Latin letter that means nothing here: false, *wrong is its place.
 */
bool pattern_date(struct arena *a, date d, struct text pattern, struct text *out, struct text *wrong);

/*
 * "# ##0,00" as Russian writes it, or CLDR's "#,##0.00": how many decimals, at least and at most; whether
 * thousands are set apart.  The result has a comma and no-break spaces when is_russian, else a
 * point and commas.  A pattern with other signs: false.
 */
bool pattern_number(struct arena *a, double number, struct text pattern, bool is_russian, struct text *out);

#endif
