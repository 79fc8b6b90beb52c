/*
 * maker -- one worker of a batch, who makes one entry after another (private to batch.c and maker.c).
 */
#ifndef PRIKAZ_SEASON_MAKER_H
#define PRIKAZ_SEASON_MAKER_H

#include <time.h>

#include "season/combined.h"
#include "season/output.h"

/* Where the problems of an entry wait until those of all entries before it have been poured. */
struct slot {
	struct report report;
	bool is_done;
	bool is_unsynced; /* written, but the disk did not take it */
};

/* What all workers share. */
struct pool {
	const struct plan *plan;
	const struct batch *batch;
	struct outcome *outcomes;
	struct combined **combined;       /* by entry: the file of all records that it goes into, or is; NULL: none */
	bool is_rehearsal, is_second_run; /* of the two runs of --strict */
	bool keeps_journal;
	pthread_mutex_t lock; /* of what follows */
	struct journal journal;
	struct report *report;
	struct slot *slots; /* one per entry */
	size_t next, done;
	bool is_stopped;
	int unwritable;     /* entries in a row that could not be written */
	bool is_disk_full;  /* there were so many that the run was stopped */
	size_t poured;      /* entries whose problems have come into the run's report, in order */
	struct arena *kept; /* for what outlives an entry */
};

/* An entry whose files are written but not yet in their places. */
struct pending {
	size_t index; /* in the plan */
	struct staged_output outputs[FORMATS];
};

struct worker {
	struct pool *pool;
	struct arena arena;
	struct shaper *shaper;
	/* of the entry in work */
	size_t index;
	struct report *report; /* its own */
	struct combined *combined;
	bool is_in; /* in that, or counted as failed there */
	struct staged_output outputs[FORMATS];
	bool has_staged;          /* they wait for the disk */
	struct arena group_arena; /* for the paths of what follows */
	VECTOR(struct pending) group;
	size_t group_bytes;
	struct timespec group_begun; /* monotonic */
};

/*
 * Makes the entry of that index: what became of it stands in its outcome and its slot's report.  Its files are written
 * beside their places and wait there when has_staged.
 */
void maker_take(struct worker *w, size_t index);

/* Moves an entry's files into their places and says what became of it. */
void maker_publish(struct worker *w, const struct plan_entry *e, struct staged_output outputs[FORMATS],
		   struct outcome *outcome);

/* The first error of an entry, as its reason. */
struct text maker_reason(const struct report *r);

#endif
