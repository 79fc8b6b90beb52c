/*
 * number_format -- what the number in a cell of an XLSX is: its format code alone says whether 44165 is a count, a
 * day, a time of day or the code 044-165.
 */
#ifndef PRIKAZ_READER_NUMBER_FORMAT_H
#define PRIKAZ_READER_NUMBER_FORMAT_H

#include "base/text.h"

enum number_look {
	LOOK_NUMBER, /* also money, fractions, powers of ten */
	LOOK_PERCENT,
	LOOK_CODE,      /* digits in fixed places: 00000, 000-000 */
	LOOK_DAY,       /* a day, perhaps with a time */
	LOOK_DAY_MONTH, /* a day and its month in numbers or short, but no year: "d-mmm" */
	LOOK_TIME,      /* of a day */
	LOOK_DURATION   /* hours, minutes or seconds that run on: [h]:mm */
};

/* A code has up to three sections for numbers, parted by ";"; which is taken depends on the number. */
struct number_section {
	enum number_look look;
	struct text code;
	char condition; /* '<', '>', '=', 'L' (<=), 'G' (>=), 'N' (<>); 0: none */
	double than;
};

struct number_format {
	struct number_section sections[3];
	int count; /* 1 … 3 */
};

/* Reads a format code (ECMA-376 part 1, 18.8.31), which must outlive the format. */
struct number_format number_format_read(struct text code);

/* The code that a numFmtId below 164 stands for (18.8.30); "General" for those that nobody has named. */
struct text number_format_builtin(long id);

/* The section for this number. */
const struct number_section *number_format_section(const struct number_format *f, double number);

/*
 * What a cell of LOOK_CODE shows: 7 under "000-000" is 000-007.  Empty when the number is not a whole one from 0 to
 * 10^15: it is a number then, whatever its code.
 */
struct text number_format_show(struct arena *a, const struct number_section *s, double number);

#endif
