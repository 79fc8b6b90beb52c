/*
 * numeral -- numbers, sums of money and dates in words.
 */
#ifndef PRIKAZ_GRAMMAR_NUMERAL_H
#define PRIKAZ_GRAMMAR_NUMERAL_H

#include "base/date.h"
#include "base/text.h"
#include "grammar/form.h"

/*
 * The number in words: двадцать одна; of a fraction: одна целая пять десятых.  is_animate matters in the accusative
 * (двух учеников).  False beyond what there are words for (10^15) and for more than six decimals.
 */
bool numeral_cardinal(struct arena *a, double number, enum gender gender, bool is_animate, enum grammatical_case c,
		      struct text *out);

/* двадцать первый; gender PLURAL: двадцать первые.  A whole number from 0; else false. */
bool numeral_ordinal(struct arena *a, double number, enum gender gender, bool is_animate, enum grammatical_case c,
		     struct text *out);

#endif
