/*
 * trap_text -- what is wrong with one cell's text though it looks right: letters of the other alphabet, digits in
 * words, spaces that are too many, signs that nobody sees; and what spreadsheets make of dates.
 */
#ifndef PRIKAZ_DATA_TRAP_TEXT_H
#define PRIKAZ_DATA_TRAP_TEXT_H

#include "base/date.h"

enum text_fault {
	FAULT_NONE = 0,
	FAULT_LATIN = 1 << 0,        /* a Latin letter in a Cyrillic word: Ивановa */
	FAULT_CYRILLIC = 1 << 1,     /* a Cyrillic letter in a Latin word: mаil.ru */
	FAULT_DIGIT = 1 << 2,        /* a digit in a word: Иван0в */
	FAULT_LETTER = 1 << 3,       /* a letter among digits: 45О6 */
	FAULT_SPACES = 1 << 4,       /* two spaces where one belongs */
	FAULT_SPACE_BEFORE = 1 << 5, /* a space before a comma */
	FAULT_NO_BREAK = 1 << 6,     /* a no-break space between two words */
	FAULT_INVISIBLE = 1 << 7     /* a zero-width sign, a soft hyphen, a mark of direction */
};

/* Where the fault is. */
struct fault_place {
	struct text word; /* what it stands in: a word, or the whole of a short text */
	uint32_t sign;    /* the code point at fault */
	int position;     /* of it in the word, from 1 */
};

/* In letters: a longer text is prose, whose spaces and soft hyphens are its own business. */
enum { SHORT_TEXT = 80 };

/* What the bytes of a text are. */
enum text_survey {
	SURVEY_LATIN = 1 << 0,
	SURVEY_CYRILLIC = 1 << 1, /* the first byte of a letter */
	SURVEY_DIGIT = 1 << 2,
	SURVEY_BLANK = 1 << 3, /* a space, a tab */
	SURVEY_COMMA = 1 << 4, /* or a semicolon */
	SURVEY_MARK = 1 << 5,  /* any other mark of ASCII */
	SURVEY_HIGH = 1 << 6,  /* a byte of whatever is not ASCII */
	SURVEY_ODD = 1 << 7,   /* a control, or what may begin a sign that nobody sees */
	SURVEY_DOUBT = 1 << 8  /* it may have a fault; without this it has none */
};

/* One quick look over a text, which tells for nearly all of them that there is nothing wrong. */
unsigned text_survey(struct text t);

/* All faults of a text. */
unsigned text_faults(struct text t);

/* The first place of one fault; false when the text has none. */
bool text_fault_find(struct text t, enum text_fault fault, struct fault_place *p);

/*
 * A text without white space that has letters, all of one alphabet, and all of them such as the other alphabet has too:
 * "10A" may be either.  FAULT_LATIN or FAULT_CYRILLIC for the alphabet; *is_alike: all letters look like the other's.
 * FAULT_NONE for other texts, and for Roman numbers.
 */
enum text_fault text_code_alphabet(struct text t, bool *is_alike, struct fault_place *first);

/* What a spreadsheet shows for a date that was typed as 1.1: "01.янв", "1-Jan", "янв.25"; and what was typed. */
bool text_is_day_month(struct arena *a, struct text t, struct text *typed);

/* What Excel shows for such a date: "01.янв". */
struct text day_month_shown(struct arena *a, date d);

/* "1.9.05": a date with a year of two digits, which is one of 1930 … 2029, as spreadsheets hold. */
bool text_is_short_date(struct text t, date *d);

/* A number that spreadsheets may mean a day by, counted from 1899-12-30: one of 1954 … 2064. */
bool serial_is_date(double n, date *d);

/*
 * A Roman number with its letters, as birth certificates have it, typed in Cyrillic or in digits: "ІІ-АН", "П-АН";
 * *mended is the same with Latin letters.
 */
bool text_is_roman_wrong(struct arena *a, struct text t, struct text *mended);

/* The text in the way it was meant: spaces put right, invisible signs gone, letters of its own alphabet. */
struct text text_mended(struct arena *a, struct text t);

#endif
