/*
 * form -- the forms that a Russian word has: case, gender, number.
 */
#ifndef PRIKAZ_GRAMMAR_FORM_H
#define PRIKAZ_GRAMMAR_FORM_H

/* In the order in which school teaches them, and all tables here have them. */
enum grammatical_case {
	CASE_NOMINATIVE,
	CASE_GENITIVE,
	CASE_DATIVE,
	CASE_ACCUSATIVE,
	CASE_INSTRUMENTAL,
	CASE_PREPOSITIONAL,
	CASES
};

/* What adjectives agree with: the plural has one form for all genders and so is one more. */
enum gender { GENDER_UNKNOWN, GENDER_MASCULINE, GENDER_FEMININE, GENDER_NEUTER, GENDER_PLURAL };

enum grammatical_number { NUMBER_SINGULAR, NUMBER_PLURAL };

/* "им" … "пр", as the filters and the header of `prikaz decline` call it. */
const char *case_name(enum grammatical_case c);

#endif
