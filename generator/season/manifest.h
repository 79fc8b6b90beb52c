/*
 * manifest -- manifest.json in the folder of outputs: every file made, with its checksum and what it
 * was made from.
 *
 * By it a second run knows what it need not make again, and what somebody edited since.  While a run goes on,
 * each finished document is also written as one line to a journal beside it, so that a killed run goes on
 * where it stopped; the next reading takes the journal in, and the next writing removes it.
 */
#ifndef PRIKAZ_SEASON_MANIFEST_H
#define PRIKAZ_SEASON_MANIFEST_H

#include "base/date.h"
#include "season/checksum.h"

#define MANIFEST_NAME    "manifest.json"
#define MANIFEST_JOURNAL ".manifest.journal"

struct manifest_file {
	struct text path; /* below the folder, with "/" */
	uint64_t bytes;
	int pages;                /* of a PDF; 0 otherwise */
	struct checksum checksum; /* as it was written */
	struct text document;     /* the name in the table of documents */
	struct text table, key;   /* of its record; empty: none */
	struct text source;       /* the template, as messages name it */
	struct checksum source_checksum;
	struct checksum inputs; /* of all that the file depends on: equal means that it need not be made again */
};

struct manifest {
	VECTOR(struct manifest_file) files; /* sorted by path; what manifest_read found */
	VECTOR(struct manifest_file) added; /* by manifest_add, in any order */
	bool had_journal;                   /* a run was killed */
};

/*
 * Reads the manifest and the journal of a folder; one that is not there is empty.  A broken one is reported
 * (a warning) and counts as empty.
 */
void manifest_read(struct arena *a, struct report *r, const char *folder, struct manifest *m);

/* What was read about a path, or NULL. */
const struct manifest_file *manifest_find(const struct manifest *m, struct text path);

/* From now on this is known of its path. */
void manifest_add(struct arena *a, struct manifest *m, const struct manifest_file *f);

/*
 * Writes all that is known, sorted by path, and removes the journal.  The same files give the same bytes, in
 * whatever order and in however many runs they were made.
 */
bool manifest_write(struct arena *a, struct report *r, const char *folder, struct manifest *m, date today);

/* The journal of a run; one thread at a time. */
struct journal {
	int fd; /* -1: none */
};

/* One that cannot be opened is no problem: a killed run then begins anew. */
void journal_open(struct arena *a, struct journal *j, const char *folder);
void journal_add(struct journal *j, const struct manifest_file *f);
void journal_close(struct journal *j);

#endif
