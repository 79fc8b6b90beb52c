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
	char separator;
	int number;  /* of the last row read */
	bool is_cut; /* an unclosed quote swallowed the rest of the rows */
	VECTOR(struct value) cells;
};

/* The separator named by the user: one ASCII sign, or "tab", "\t"; 0 when it is none. */
char csv_separator_named(struct text name);

/*
 * Begins to read UTF-8 bytes, which must outlive the values: cells point into them, or into a when they
 * had to be changed.  separator 0: found by looking.  Unclosed quotes are put into the ledger.
 */
void csv_open(struct csv *csv, struct arena *a, struct ledger *l, const struct source *source, struct text bytes,
	      char separator);

#endif
