/*
 * numeral -- numbers and dates in words, and how what is counted agrees with its number.  The words stand in
 * numeral.def.
 */
#ifndef PRIKAZ_GRAMMAR_NUMERAL_H
#define PRIKAZ_GRAMMAR_NUMERAL_H

#include "base/date.h"
#include "base/text.h"
#include "grammar/form.h"

enum { NUMERAL_DIGITS = 15, NUMERAL_PLACES = 6 }; /* before and behind the decimal sign, at most */

/*
 * The number in words: двадцать одна; of a fraction, which is feminine whatever the gender: одна целая пять десятых.
 * is_animate matters in the accusative (двух учеников).  False beyond what there are words for (10^15) and for more
 * decimals than six.
 */
bool numeral_cardinal(struct arena *a, double number, enum gender gender, bool is_animate, enum grammatical_case c,
		      struct text *out);

/* двадцать первый; gender PLURAL: двадцать первые.  A whole number from 0 to 10^15; else false. */
bool numeral_ordinal(struct arena *a, double number, enum gender gender, bool is_animate, enum grammatical_case c,
		     struct text *out);

/* The same in figures: 21-й, 21-го, 21-я, with a no-break hyphen. */
bool numeral_ordinal_figures(struct arena *a, double number, enum gender gender, bool is_animate,
			     enum grammatical_case c, struct text *out);

/* тридцатое ноября две тысячи двадцатого года; the day declines. */
struct text numeral_date(struct arena *a, date d, enum grammatical_case c);

struct text numeral_month(int month, enum grammatical_case c); /* month 1 … 12: ноябрь, ноябре */

/*
 * The form of a noun that is counted: 2 and the nominative are answered by the singular's genitive (две пары), 5
 * by the plural's (пять пар), 5 and the dative by the plural's dative (пяти парам), any fraction by the singular's
 * genitive, тысяча and all above it by the plural's genitive.  is_animate: as in numeral_cardinal.
 */
struct counted_form {
	enum grammatical_number number;
	enum grammatical_case c;
};
struct counted_form numeral_counted(double number, enum grammatical_case c, bool is_animate);

enum counted_noun { COUNTED_RUBLE, COUNTED_KOPECK, COUNTED_YEAR };
struct text numeral_noun(enum counted_noun noun, double number, enum grammatical_case c);

#endif
