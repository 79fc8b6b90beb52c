/*
 * report -- every problem that a run meets, kept for printing and for the report file.
 *
 * A function that can fail returns bool (or a pointer, NULL on failure); who first sees the cause puts
 * it here, once, and callers only pass the failure on.  All texts stand in messages.def.
 *
 *     if (!found)
 *             return REPORT(report, FIELD_UNKNOWN, place, name);
 *
 * A report may be written to from several threads.
 */
#ifndef PRIKAZ_BASE_REPORT_H
#define PRIKAZ_BASE_REPORT_H

#include <pthread.h>

#include "base/text.h"

enum severity {
	SEVERITY_NOTE,    /* nothing is wrong, but the user may want to know */
	SEVERITY_WARNING, /* something was changed or left out */
	SEVERITY_ERROR,   /* this document is not made */
	SEVERITY_FATAL    /* the run stops */
};

#define MESSAGE(id, slug, severity, what, hint) PROBLEM_##id,
enum problem_code {
#include "base/messages.def"
	PROBLEM_CODES
};
#undef MESSAGE

enum place_kind {
	AT_NOTHING,
	AT_FILE,     /* file */
	AT_LINE,     /* file, line, column */
	AT_CELL,     /* file, sheet, row, column, caption */
	AT_PARAGRAPH /* file, part, table, row, cell, paragraph */
};

/* Where a person can put a finger.  Numbers count from 1 as people count; 0 means not known. */
struct place {
	enum place_kind kind;
	struct text file;    /* as the user named it, or relative to the season */
	struct text sheet;   /* of a workbook; empty for CSV */
	struct text caption; /* of the column */
	struct text around;  /* of a table inside another: the cell that holds it; finished, see place_table */
	struct text part;    /* said as people say it: "body", "header of the first page", "footnote 3"; an msgid */
	int line, column;    /* column: for AT_LINE in characters, for AT_CELL of the sheet (C is 3) */
	int row;             /* of the sheet (AT_CELL), of the table (AT_PARAGRAPH) */
	int table, cell, paragraph;
};

struct place place_file(struct text file);

/* The text at fault with the part to be underlined. */
struct excerpt {
	struct text text; /* one line; empty: nothing is shown */
	int caret;        /* where the fault begins, in code points */
	int caret_len;
	int begin; /* where text begins in the whole line, in code points: two cuts of one line may look alike */
};

enum { PROBLEM_ARGUMENTS = 4, PROBLEM_OTHERS = 10 };

struct problem {
	enum problem_code code;
	enum severity severity;
	struct place place;
	struct text document, record; /* what was being made and from which record's key; may be empty */
	struct text what, hint;       /* in the user's language, finished */
	struct excerpt excerpt;
	struct text arguments[PROBLEM_ARGUMENTS]; /* of a problem AT_CELL: those alike are told together */
	int repeats;                              /* how often the same came again */
	VECTOR(struct text) others;               /* the records that it came again for, as far as PROBLEM_OTHERS */
	int more; /* AT_CELL: how many of its code in its column came after it without a place of
		     their own, see report_room */
};

/* One code in one column. */
struct tally {
	enum problem_code code;
	struct text file, sheet, caption; /* caption: without the numbers in brackets that a JSON path has */
	int column;
	int listed;
	size_t last; /* in problems */
};

struct report {
	pthread_mutex_t lock;
	struct arena arena; /* everything below lives here */
	VECTOR(struct problem) problems;
	uint32_t *slots; /* of problems alike: index + 1, open-addressed by problem_hash */
	size_t slot_count;
	uint32_t *wrong; /* of the cells that have an error: index + 1 of its problem */
	size_t wrong_slots, wrong_count;
	VECTOR(struct tally) tallies;
	uint32_t *tally_slots; /* like slots, of tallies */
	size_t tally_slot_count;
	int unlisted[SEVERITY_FATAL + 1]; /* problems beyond REPORT_MOST, of no column that has one listed */
	enum severity worst;
	bool any;
};

void report_open(struct report *r);
void report_close(struct report *r);

/*
 * Adds a problem.  arguments replace %1 … %4 in the message's texts; place, excerpt and arguments are
 * copied.  The same code at the same place with the same arguments again is only counted.
 * Returns false for errors and fatal ones, true for notes and warnings, so that a failing path is
 * one line.
 */
bool report_add(struct report *r, enum problem_code code, struct place place, struct excerpt excerpt,
		const struct text arguments[PROBLEM_ARGUMENTS]);

/* The same for what may be met several times though it is there once: it is not counted again. */
bool report_add_once(struct report *r, enum problem_code code, struct place place, struct excerpt excerpt,
		     const struct text arguments[PROBLEM_ARGUMENTS]);
/* The same problem was told, wherever it was. */
bool report_has(struct report *r, enum problem_code code, struct excerpt excerpt,
		const struct text arguments[PROBLEM_ARGUMENTS]);

#define REPORT(r, id, place, ...)                                                                                      \
	report_add((r), PROBLEM_##id, (place), (struct excerpt){TEXT_NONE, 0, 0, 0},                                   \
		   (const struct text[PROBLEM_ARGUMENTS]){__VA_ARGS__})
#define REPORT_EXCERPT(r, id, place, excerpt, ...)                                                                     \
	report_add((r), PROBLEM_##id, (place), (excerpt), (const struct text[PROBLEM_ARGUMENTS]){__VA_ARGS__})

/*
 * Whether there is room for one more problem of that code in that column of a table: a wrong column of a million
 * rows is one mistake, not a million messages.  When there is none, the problem is counted and need not be made.
 */
enum { REPORT_COLUMN_MOST = 1000, REPORT_MOST = 50 * 1000 };
bool report_room(struct report *r, enum problem_code code, enum severity most, struct place place);

/* REPORT for what is told more mildly than the message is: its severity is `most` at most. */
bool report_add_at_most(struct report *r, enum problem_code code, enum severity most, struct place place,
			struct excerpt excerpt, const struct text arguments[PROBLEM_ARGUMENTS]);

/* What is an error by its message was reported at that cell. */
bool report_is_wrong(struct report *r, struct place cell);

/*
 * Copies what is in `from` to the end of `into`; what is there already is counted again when is_counted.  For
 * parts of a run that each have a report of their own, so that their order does not depend on threads.
 */
void report_pour(struct report *into, const struct report *from, bool is_counted);

/*
 * Whose work the problems of this thread are from now on (the document and its record's key);
 * empty texts end it.  The texts must outlive the work.
 */
void report_context(struct text document, struct text record);
/* The document that was said; empty: none. */
struct text report_document(void);

/* Number of problems of at least this severity, with those that had no room. */
int report_count(const struct report *r, enum severity least);

/*
 * The message's text and its hint, with the arguments of one problem; in place of those that are_varied stands "…".
 * For problems that are told together.
 */
struct text problem_common_what(struct arena *a, const struct problem *p, const bool are_varied[PROBLEM_ARGUMENTS]);
struct text problem_common_hint(struct arena *a, const struct problem *p, const bool are_varied[PROBLEM_ARGUMENTS]);

const char *problem_slug(enum problem_code code);
enum severity problem_severity(enum problem_code code);
const char *severity_slug(enum severity s); /* "note", "warning", "error", "fatal" */

/* The msgids of a message's texts; for the manual.  hint may be "". */
const char *problem_what(enum problem_code code);
const char *problem_hint(enum problem_code code);

/*
 * "templates/order.docx: header, paragraph 2" as people point, in the user's language; for cells
 * "data.csv: cell C17 (caption)".  Empty for AT_NOTHING.
 */
struct text place_describe(struct arena *a, const struct place *p);

/*
 * The same for several cells of one column: `cells` is said in place of the cell's name, after "cells" ("rows" when
 * the place has no column).
 */
struct text place_describe_cells(struct arena *a, const struct place *p, struct text cells);

/* The caption without what the numbers in brackets say: "этапы[2].срок" → "этапы[…].срок". */
struct text place_common_caption(struct arena *a, struct text caption);

/* ", table 1, row 2, cell 1" of a place in a paragraph, for one that lies in it; empty outside tables. */
struct text place_table(struct arena *a, const struct place *p);

/* Both lie in the same table. */
bool place_same_table(const struct place *p, const struct place *q);

/* The letters of a spreadsheet column that counts from 1: 1 A, 27 AA. */
struct text place_column_letters(struct arena *a, int column);

/* gettext, and its mark for texts in tables. */
const char *translate(const char *msgid);
#define _(msgid)  translate(msgid)
#define N_(msgid) msgid

#endif
