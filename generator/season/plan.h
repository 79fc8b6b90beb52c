/*
 * plan -- what is to be made: the documents, each with its records, each with its output names.
 *
 * A season's plan comes from its table of documents (SPEC 5); the commands merge and pdf make a plan of
 * one document by hand.  Everything is counted before anything is left out: the number of a record is
 * its place in the list that its document repeats for, so that --only, --record and "when" never change
 * a number or a name.
 */
#ifndef PRIKAZ_SEASON_PLAN_H
#define PRIKAZ_SEASON_PLAN_H

#include "merge/merge.h"
#include "season/stock.h"

/* One row of the table of documents. */
struct plan_document {
	struct text name;
	struct place place;       /* of the row */
	bool is_left_out;         /* by --only: its names count, its problems are nobody's today */
	const struct record *row; /* {{@document.…}}; NULL: none */
	struct text pattern;      /* of the output name, without extension; empty: name, or name-number */
	struct place pattern_place;
	const struct output_pattern *output; /* the pattern, read by plan_add; NULL: there is none */
	bool is_trusted;                     /* the pattern was typed by the user: it may lead anywhere */
	bool wants[FORMATS];
	bool is_combined;          /* also one PDF of all records */
	bool begins_sheets;        /* there each begins on an odd page */
	struct text combined_name; /* its name as a pattern; empty: the document's name */
	struct place combined_place;
	const struct output_pattern *combined;    /* read by plan_add; NULL: there is none */
	bool has_macros;                          /* its .docx is named .docm */
	struct template_file *sources[FORMATS];   /* what each wanted format is made from */
	const struct expression *for_each, *when; /* NULL: none */
	struct text for_each_text;                /* as typed */
	struct place for_each_place;
	const struct fields *item_fields; /* of what for_each gives; NULL: none known */
	bool has_items;                   /* what it is made for is known, be it bad otherwise */
	bool is_plain;                    /* not merged: laid out as it stands */
	bool has_declensions;             /* it shows the declension sheet, see declension_sheet.h */
	struct text also;                 /* what else its bytes depend on; empty: nothing */
	bool is_bad;                      /* its problems are in the report: none of its entries is made */
	struct text first_problem;        /* of a bad one, for the report file */
};

enum entry_state {
	ENTRY_WANTED,
	ENTRY_SKIPPED, /* "when" is false */
	ENTRY_BAD      /* its problem is in the report */
};

/* One document for one record. */
struct plan_entry {
	const struct plan_document *document;
	struct merge_context context;
	struct text table, key; /* of the record; empty: none */
	int row;
	struct text paths[FORMATS]; /* below the folder of outputs; empty for a format that is not wanted */
	bool is_whole;              /* the file of all records of its document, which stand before it */
	size_t part_count;          /* of such a one: how many those are */
	bool is_part;               /* a record that stands in that file alone: no document of its own */
	struct text bookmark;       /* of a record, in that file */
	size_t number;              /* in the whole plan, from 0 */
	bool is_left_out;           /* by --only or --record */
	enum entry_state state;
	struct text reason; /* why it is not wanted; in the user's language */
};

/* A key that --record asks for. */
struct plan_key {
	struct text asked, folded;
	bool is_found;
};

struct plan {
	VECTOR(struct plan_document *) documents;
	VECTOR(struct plan_entry) entries; /* until plan_finish all there are, then those that are asked for */
	VECTOR(struct plan_entry)
	others; /* from plan_finish on: the rest of those that have a document, by their owner */
	VECTOR(struct plan_key) keys;
};

struct plan_options {
	const struct text *only, *records; /* empty: all */
	size_t only_count, record_count;
	bool formats[FORMATS];  /* instead of the table's; all false: as the table says */
	const struct text *set; /* "NAME=VALUE" */
	size_t set_count;
	date today;
	struct picture_store *pictures; /* of the season, or of the first data file; NULL: none */
	struct grammar_store *grammar;
};

/*
 * The plan of a season.  Reports every problem of the table; false when nothing can be made at all.  A row with an
 * error becomes a bad document, and the others are planned.  What --only and --record leave out is planned too, in
 * silence, for its names are taken all the same.
 */
bool plan_season(struct arena *a, struct report *r, struct stock *s, const struct dataset *d,
		 const struct plan_options *o, struct plan *p);

/*
 * Adds a document's entries.  What goes wrong makes it or its entries bad.  Where a table could not be read, names
 * cannot be compared with the data: the document then is one entry without a name, so that its template is looked at.
 */
void plan_add(struct arena *a, struct report *r, const struct dataset *d, const struct plan_options *o,
	      struct plan_document *document, struct plan *p);

/*
 * After the last document: compiles the templates, compares their names with the data, and finds the output names
 * that clash.  What goes wrong makes documents or entries bad.
 */
void plan_finish(struct arena *a, struct report *r, struct stock *s, struct plan *p);

/*
 * Compiles the templates of a document and compares their names with the data, in the context of one of its entries.
 * Reports what is wrong and returns false then.
 */
bool plan_check(struct arena *a, struct report *r, struct stock *s, struct plan_document *document,
		const struct merge_context *c);

/* Whether the plan has that document for that record, but --only or --record leaves it out of this run. */
bool plan_leaves_out(const struct plan *p, struct text document, struct text table, struct text key);

/*
 * The row with --set's fields on top of it; NULL when there is neither.  `set` are "NAME=VALUE", each with
 * a "=" in it.
 */
const struct record *plan_row(struct arena *a, const struct record *row, const struct text *set, size_t set_count);

/* Whether anything of that format is made of the document, be it the file of all records. */
static inline bool
document_makes(const struct plan_document *d, enum format f)
{
	return d->wants[f] || (f == FORMAT_PDF && d->is_combined);
}

/* Whether the entry gets a file of its own; one that gets none goes into the file of all records alone. */
bool entry_has_file(const struct plan_entry *e);

/* Whether every table could be read; if not, names cannot be compared with the data. */
bool data_is_whole(const struct dataset *d);

/* The document cannot be made: the error reported last says why.  Always false. */
bool plan_spoil(struct plan_document *document, const struct report *r);

/* What the report file and the manifest call the record: "" when the entry has none. */
bool entry_has_record(const struct plan_entry *e);

/* "Согласие" (Н-17), for messages; in a. */
struct text owner_describe(struct arena *a, struct text document, struct text key);

#endif
