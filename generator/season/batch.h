/*
 * batch -- makes what a plan says: merge, lay out, write, entry by entry, in several threads if asked.
 *
 * All formats of an entry are made in memory before the first is written, and each file appears whole or not at
 * all.  A problem of one entry fails that entry alone.  Problems and results come back in the order of
 * the plan, whatever thread was faster.
 *
 * The combined file of a document is an entry behind those of its records.  These are laid out side by side like all
 * others and go into it in their order, each as soon as those before it have.  It is made whole or not at all.
 */
#ifndef PRIKAZ_SEASON_BATCH_H
#define PRIKAZ_SEASON_BATCH_H

#include "base/buffer.h"
#include "font/font.h"
#include "season/manifest.h"
#include "season/plan.h"

enum batch_purpose {
	BATCH_MAKE,
	BATCH_CHECK, /* merge all, lay out and write nothing */
	BATCH_LIST   /* dry run: find out what would be made, merge nothing */
};

struct batch {
	const char *folder; /* of outputs; paths of the plan lie below it */
	enum batch_purpose purpose;
	int jobs;
	bool is_forced, is_strict;
	bool is_alone;        /* no other run can be at work in the folder: what killed ones left is removed at once */
	bool wants_checksums; /* for the report file; with a manifest they are taken anyway */
	struct catalogue *catalogue;   /* NULL when nothing is laid out */
	struct hyphenator *hyphenator; /* the same */
	struct manifest *manifest;     /* NULL: none is kept, and existing files are replaced */
	struct text created;           /* the day that PDF files say, "20260901"; empty: what their documents say */
	struct checksum inputs;        /* of data, options, version: with the template, all that an entry depends on */
	struct buffer *capture;        /* not NULL: bytes go here, not to files */
	void (*progress)(void *context, size_t done, size_t count); /* NULL: none; never called twice at a time */
	void *progress_context;
	bool (*is_stopped)(void); /* NULL: never; asked before each entry: true leaves the rest unmade */
};

enum outcome_status {
	OUTCOME_MADE,
	OUTCOME_UNCHANGED,
	OUTCOME_SKIPPED,
	OUTCOME_FAILED
};

struct outcome_file {
	struct text path; /* below the folder; empty: this format is not there */
	uint64_t bytes;
	int pages;                /* of a PDF */
	struct checksum checksum; /* "" when not asked for */
	bool is_written;          /* in this run; for BATCH_LIST: would be */
};

/* What became of an entry. */
struct outcome {
	enum outcome_status status;
	struct text reason; /* of skipped and failed ones, in the user's language */
	struct outcome_file files[FORMATS];
};

/*
 * Returns one outcome per entry of the plan, in a.  Whether something could not be made is seen there and in the
 * report.  When one document after another cannot be written (the disk is full), the rest is skipped.
 */
struct outcome *batch_run(struct arena *a, struct report *r, const struct plan *p, const struct batch *b);

/*
 * Whether every file of the entry is there, made from the same inputs (edited since or not), and nobody forces it
 * anew.
 */
bool batch_is_current(struct arena *a, const struct batch *b, const struct plan *p, const struct plan_entry *e);

/* "made", "unchanged", "skipped", "failed". */
const char *outcome_slug(enum outcome_status s);

/* The merged package of an entry, or its source as it stands; NULL when that failed (reported). */
struct package *batch_merge(struct arena *a, struct report *r, const struct plan_entry *e, enum format f);

#endif
