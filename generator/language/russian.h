/*
 * russian -- words and rules of the Russian language that papers need: months, weekdays, plural forms,
 * initials, the order of names.
 */
#ifndef PRIKAZ_LANGUAGE_RUSSIAN_H
#define PRIKAZ_LANGUAGE_RUSSIAN_H

#include "base/date.h"

enum month_form {
	MONTH_GENITIVE,  /* ноября */
	MONTH_NOMINATIVE /* ноябрь */
};

const char *russian_month(int month, enum month_form form); /* month 1 … 12 */
/* нояб., with a day мар., alone март: as CLDR has them */
const char *russian_month_short(int month, enum month_form form);
const char *russian_weekday(int weekday);       /* 0 понедельник … 6 воскресенье */
const char *russian_weekday_short(int weekday); /* пн */

/* Which of пара, пары, пар goes with the number: 0, 1, 2. A fraction takes the second (1,5 пары). */
int russian_plural(double number);

bool is_cyrillic(uint32_t c);

/*
 * A full name as "Иванов И.И.", or "И.И. Иванов" when initials_first.  Of a double name both have initials
 * (Анна-Мария: А.-М.); оглы, кызы and their like stay behind whole.  A name that has its initials already is
 * only put in order; what is no name of two words or more passes as it is.
 */
struct text russian_initials(struct arena *a, struct text name, bool initials_first);

/*
 * How two texts follow each other in a list: letters without regard to case, ё as е (behind it when all else
 * is equal), numbers by their value (1.2 before 1.10), Cyrillic before Latin, blanks and hyphens low; quotes and
 * accents do not count.
 */
int russian_compare(struct text x, struct text y);

#endif
