/*
 * russian -- words and rules of the Russian language that papers need: months, weekdays, plural forms,
 * the order of names.
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

/*
 * How two texts follow each other in a list: letters without regard to case, ё as е (behind it when all else
 * is equal), numbers by their value (1.2 before 1.10), Cyrillic before Latin, blanks and hyphens low; quotes and
 * accents do not count.
 */
int russian_compare(struct text x, struct text y);

#endif
