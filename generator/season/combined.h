/*
 * combined -- the PDF of all records of a document, while threads make them.
 *
 * A thread that has laid a record out waits until it is its turn, adds the pages, and forgets them: no more records
 * are held than there are threads.  Threads take records in their order, so who waits waits for one that is in work.
 */
#ifndef PRIKAZ_SEASON_COMBINED_H
#define PRIKAZ_SEASON_COMBINED_H

#include <pthread.h>

#include "season/plan.h"
#include "season/press.h"

struct combined {
	const struct plan_entry *whole;
	bool is_wanted; /* it has to be made; otherwise its records only count themselves */
	struct text created;
	size_t first; /* index of its first record in the plan's entries */
	pthread_mutex_t lock;
	pthread_cond_t turn_passed;
	size_t next; /* index of the record whose turn it is; all before it are in */
	size_t added, failed;
	struct press *press; /* NULL: there is nothing in it yet */
};

/* One that begins with that entry of the plan and is the file `whole`. */
void combined_open(struct combined *c, const struct plan_entry *whole, size_t first);
void combined_close(struct combined *c);

/*
 * The record at that index is laid out: adds its pages when it is its turn, which passes to the next.  NULL: there are
 * none, since the record is left out by its condition, or, when it has failed, for want of a record.  false when its
 * pages cannot be added (reported).  To be called once for each record.
 */
bool combined_add(struct combined *c, struct arena *a, struct report *r, const struct plan_entry *e, size_t index,
		  const struct pages *pages, bool has_failed);

/* Waits until all records before that index are in.  How many have failed, and how many are in it. */
void combined_wait(struct combined *c, size_t index, size_t *failed, size_t *added);

/* After that: appends the file to out and counts its pages; false when it cannot be made (reported). */
bool combined_finish(struct combined *c, struct arena *a, struct report *r, struct buffer *out, int *pages);

#endif
