/*
 * declensions -- which forms of which names and phrases a run prints: what the «ведомость склонений» shows to who
 * proof-reads them.
 *
 * The filters of cases tell every form that they give.  A text is kept once, however often it is printed, with all its
 * six forms and a mark at those that were asked for.
 */
#ifndef PRIKAZ_MERGE_DECLENSIONS_H
#define PRIKAZ_MERGE_DECLENSIONS_H

#include "base/report.h"
#include "grammar/reading.h"

/* A text that is declined, for as long as a call lasts. */
struct declined {
	const struct reading *reading; /* of the whole text; prints the cases that no column gives */
	const struct text *columns; /* CASES of them: of the columns «X (род.)»; empty: none; NULL: no such column */
	struct place place;         /* of the text in the data; AT_NOTHING: it has none */
};

struct declensions; /* of a run; its threads may all add to it */

struct declensions *declensions_open(struct arena *a);
/* What is in it lives in a from then on. */
void declensions_close(struct arena *a, struct declensions *d);

/* Where the forms of one entry of the plan are told: what comes first in the plan gives the place that is shown. */
struct declension_book {
	struct declensions *all;
	size_t document; /* its number in the plan, from 0 */
	size_t entry;    /* the same of the entry */
};

/* Case c of it is printed.  The nominative is what stands in the data, and is nothing to be read anew: it is passed
 * over. */
void declensions_note(const struct declension_book *b, const struct declined *d, enum grammatical_case c);

/* Where a form came from: bits. */
enum declension_source { FROM_RULE = 1, FROM_COLUMN = 2, FROM_TABLE = 4 };

/* Who gave a form by hand has decided: there is no doubt of that one. */
struct declension_doubt {
	struct doubt doubt;
	bool is_decided[CASES];
};

/* A text with its forms. */
struct declension {
	enum reading_kind kind;
	enum gender gender;
	struct text text; /* as it stands in the data */
	struct text forms[CASES];
	bool is_printed[CASES];
	unsigned sources; /* of the forms that are printed */
	VECTOR(struct declension_doubt) doubts;
	struct place place;         /* where it is printed first */
	VECTOR(uint64_t) documents; /* bits, by their numbers */
	bool has_column[CASES];     /* that form stands in a column */
	size_t entry;               /* that the place is from */
	struct declension *next;    /* of those added, in no order that a user may see */
};

/*
 * All of them in the order of the sheet: doubtful ones first, then names, then phrases, each by the alphabet; the same
 * however the threads ran.  The array is put into a.  Nothing may be
 * noted meanwhile.
 */
const struct declension *const *declensions_sorted(struct arena *a, const struct declensions *d, size_t *count);

/* Whether somebody has to decide about a form that is printed: about any of its doubts, about doubt i. */
bool declension_is_doubtful(const struct declension *d);
bool declension_has_doubt(const struct declension *d, size_t i);

/* The document of that number prints it. */
bool declension_is_in(const struct declension *d, size_t document);

#endif
