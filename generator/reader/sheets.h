/*
 * sheets -- what a reader of workbooks gives: one sheet after another, in the order of the tabs, each as rows.
 *
 * A reader (xlsx.c, ods.c) begins its own struct with this one.  Only its current sheet can be read: the sheets of an
 * ODS stand one behind the other in one part.
 */
#ifndef PRIKAZ_READER_SHEETS_H
#define PRIKAZ_READER_SHEETS_H

#include "package/package.h"
#include "reader/rows.h"

enum { SHEET_ROWS = 1048576, SHEET_COLUMNS = 16384 }; /* of the largest sheets that offices make */

struct sheet {
	struct text name; /* in texts */
	bool is_hidden;   /* nobody sees it: it is passed over with a note */
};

struct row_range {
	int first, last;
};

struct sheets {
	struct rows rows; /* first: of the sheet that next has moved to, from its first row that is not blank */
	/* Moves to the next sheet of cells; false behind the last one, and when the file is broken (reported). */
	bool (*next)(struct sheets *self, struct sheet *sheet);
	/* Ends the reading wherever it is; false when something was broken (reported). */
	bool (*close)(struct sheets *self);
	bool is_broken; /* the rows of this sheet ended too early: reported, by close at the latest */
	/* for the readers */
	struct arena *arena; /* what goes with the workbook */
	struct arena *texts; /* the texts of cells and the names of sheets, which stay */
	struct report *report;
	struct text file;
	VECTOR(struct row_range) hidden; /* rows of this sheet that were given though they are hidden */
	char *pool;                      /* where sheets_keep puts the next text */
	size_t pool_left;
	size_t kept;  /* bytes of texts that sheets_keep has put there */
	bool is_full; /* they were too many, which was reported: no more rows come */
};

/* A reader gives a row that is hidden; rows come in order. */
void sheets_add_hidden(struct sheets *s, int row);

/*
 * A copy of the text among the texts that stay, without the waste of an object of its own.  Empty, after a report, when
 * they are more than a computer may be asked to hold.
 */
struct text sheets_keep(struct sheets *s, struct text t);

/* The text of a cell, in the texts that stay; a blank one is an empty cell. */
struct value cell_of_text(struct sheets *s, struct text t);
/* A percentage: 0.25 prints as 25%. */
struct value cell_of_percent(struct sheets *s, double n);
/* A time or duration alone is a text: 12:30, 100:05:30, -01:15; seconds are written unless they are none. */
struct value cell_of_time(struct sheets *s, double seconds);

/* The reader of a package of its kind, begun; NULL after a report.  p must outlive it; `s` says what it works with. */
struct sheets *xlsx_open(const struct sheets *with, const struct package *p);
struct sheets *ods_open(const struct sheets *with, const struct package *p);
/* A flat ODS (.fods): one XML file. */
struct sheets *ods_open_flat(const struct sheets *with, struct text bytes);

#endif
