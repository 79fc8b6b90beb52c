/*
 * csv -- rows of cells out of comma-separated text (RFC 4180, and what spreadsheets make of it).
 */
#ifndef PRIKAZ_READER_CSV_H
#define PRIKAZ_READER_CSV_H

#include "reader/ledger.h"
#include "reader/rows.h"

struct csv {
	struct rows rows; /* first: a csv is read as rows */
	struct arena *arena;
	struct ledger *ledger;
	const struct source *source;
	struct text bytes;
	size_t at;
	char separator;             /* 0: none, there is one column */
	int number;                 /* of the last row read */
	bool is_cut;                /* a quote was not closed: which rows there are is not sure */
	size_t patience;            /* bytes that may still be read in vain, looking for quotes that close */
	size_t column;              /* of the cell that is read, from 0 */
	VECTOR(struct value) cells; /* of the row, up to the last that is not empty */
};

/* The separator named by the user: one ASCII sign, or a word for it ("tab", "\t", "semicolon" …); 0 when it is none. */
char csv_separator_named(struct text name);

/*
 * Begins to read UTF-8 bytes, which must outlive the values: cells point into them, or into a when they
 * had to be changed.  Blanks about a text belong to it.  separator 0: found by looking; one that does not occur,
 * unlike another, is warned of.  Quotes that do not pair are put into the ledger, which may be NULL.
 */
void csv_open(struct csv *csv, struct arena *a, struct ledger *l, const struct source *source, struct text bytes,
	      char separator);

#endif
