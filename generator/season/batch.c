/*
 * batch -- makes what a plan says.
 *
 * A pool of threads takes entries in the order of the plan.  Each worker has an arena that is reset after each
 * entry, a report of its own, and a shaper; what they share (the templates, the data, the faces) is
 * only read.  Each entry has a report of its own, which is poured into the run's report when all entries
 * before it have been: so the messages are the same however the threads ran, and every failed entry
 * knows its reason even where the report folds equal problems.
 *
 * With --strict the whole plan is made twice: first without writing, and only if nothing failed once more, now
 * in earnest.  That takes twice the time and no more memory than the largest document.
 */
#include "season/batch.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "season/fit.h"
#include "season/maker.h"

static bool
next_entry(struct pool *pool, size_t *index)
{
	bool is_there;

	pthread_mutex_lock(&pool->lock);
	if (pool->batch->is_stopped && pool->batch->is_stopped())
		pool->is_stopped = true;
	is_there = !pool->is_stopped && pool->next < pool->plan->entries.count;
	if (is_there)
		*index = pool->next++;
	pthread_mutex_unlock(&pool->lock);
	return is_there;
}

/* Pours all problems that are next in the order of the plan. */
static void
pour_finished(struct pool *pool)
{
	while (pool->poured < pool->plan->entries.count && pool->slots[pool->poured].is_done) {
		struct report *report = &pool->slots[pool->poured++].report;

		report_pour(pool->report, report, !pool->is_second_run);
		report_close(report);
	}
}

/* When so many entries in a row cannot be written, the next thousand will not be either: the disk is full. */
enum { UNWRITABLE_MOST = 10 };

static void
count_unwritable(struct pool *pool, const struct outcome *outcome, const struct slot *slot)
{
	const struct report *r = &slot->report;
	bool is_unwritable = slot->is_unsynced;

	for (size_t i = 0; i < r->problems.count; i++)
		is_unwritable = is_unwritable || r->problems.at[i].code == PROBLEM_FILE_UNWRITABLE;
	if (outcome->status == OUTCOME_MADE)
		pool->unwritable = 0;
	else if (outcome->status == OUTCOME_FAILED && is_unwritable)
		pool->unwritable++;
	if (pool->unwritable >= UNWRITABLE_MOST)
		pool->is_stopped = pool->is_disk_full = true;
}

static void
finish_entry(struct pool *pool, size_t index)
{
	struct outcome *outcome = &pool->outcomes[index];

	pthread_mutex_lock(&pool->lock);
	if (outcome->status == OUTCOME_FAILED && !outcome->reason.len)
		outcome->reason = text_copy(pool->kept, maker_reason(&pool->slots[index].report));
	count_unwritable(pool, outcome, &pool->slots[index]);
	pool->slots[index].is_done = true;
	pour_finished(pool);
	pool->done++;
	if (pool->batch->progress && !pool->is_rehearsal)
		pool->batch->progress(pool->batch->progress_context, pool->done, pool->plan->entries.count);
	pthread_mutex_unlock(&pool->lock);
}

/*
 * Waiting for the disk costs more than making a document, so a worker waits once for a group of them.  Who kills the
 * run loses the group that is on its way, which therefore is small in documents, in bytes and in time.
 */
enum { GROUP_MOST = 64, GROUP_BYTES_MOST = 32 << 20, GROUP_MS_MOST = 500 };

static bool
is_group_due(const struct worker *w)
{
	struct timespec now;

	if (w->group.count >= GROUP_MOST || w->group_bytes >= GROUP_BYTES_MOST)
		return true;
	if (!w->group.count)
		return false;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - w->group_begun.tv_sec) * 1000 + (now.tv_nsec - w->group_begun.tv_nsec) / 1000000 >=
	       GROUP_MS_MOST;
}

static void
add_to_group(struct worker *w, size_t index)
{
	struct pending *p = VECTOR_PUSH(&w->group_arena, &w->group);

	if (w->group.count == 1)
		clock_gettime(CLOCK_MONOTONIC, &w->group_begun);
	p->index = index;
	memcpy(p->outputs, w->outputs, sizeof p->outputs);
}

/* The disk did not take what was written: none of it can be trusted. */
static void
fail_unsynced(struct worker *w, struct pending *p, struct text reason)
{
	struct outcome *outcome = &w->pool->outcomes[p->index];

	for (enum format f = 0; f < FORMATS; f++)
		output_discard(&p->outputs[f]);
	*outcome = (struct outcome){.status = OUTCOME_FAILED, .reason = reason};
	w->pool->slots[p->index].is_unsynced = true;
}

/* Waits for the disk; reports and returns the reason, in what outlives the group, when that fails. */
static struct text
sync_group(struct worker *w, struct report *r)
{
	struct text reason;

	if (w->pool->batch->capture || folder_sync(r, w->pool->batch->folder))
		return TEXT_NONE;
	pthread_mutex_lock(&w->pool->lock);
	reason = text_copy(w->pool->kept, maker_reason(r));
	pthread_mutex_unlock(&w->pool->lock);
	return reason;
}

static void
publish_group(struct worker *w)
{
	struct text reason = TEXT_NONE;
	bool is_synced = false;

	for (size_t i = 0; i < w->group.count; i++) {
		struct pending *p = &w->group.at[i];
		const struct plan_entry *e = &w->pool->plan->entries.at[p->index];
		bool is_waiting = output_is_waiting(p->outputs);

		w->report = &w->pool->slots[p->index].report;
		report_context(e->document->name, e->key);
		if (is_waiting && !is_synced) {
			reason = sync_group(w, w->report);
			is_synced = true;
		}
		if (is_waiting && reason.len)
			fail_unsynced(w, p, reason);
		else
			maker_publish(w, e, p->outputs, &w->pool->outcomes[p->index]);
		report_context(TEXT_NONE, TEXT_NONE);
		finish_entry(w->pool, p->index);
	}
	w->group.at = NULL;
	w->group.count = w->group.room = w->group_bytes = 0;
	arena_reset(&w->group_arena);
}

static void *
work(void *context)
{
	struct worker w = {.pool = context};
	size_t index;

	while (next_entry(w.pool, &index)) {
		maker_take(&w, index);
		if (w.has_staged)
			add_to_group(&w, index);
		else
			finish_entry(w.pool, index);
		if (is_group_due(&w))
			publish_group(&w);
	}
	publish_group(&w);
	if (w.shaper)
		shaper_close(w.shaper);
	arena_free(&w.group_arena);
	arena_free(&w.arena);
	return NULL;
}

/* The calling thread is the first worker: one job needs no other. */
static void
run_pool(struct arena *a, struct pool *pool)
{
	size_t count = pool->plan->entries.count;
	size_t helpers = pool->batch->jobs > 1 ? (size_t)pool->batch->jobs - 1 : 0, started = 0;
	pthread_t *threads;

	if (helpers >= count)
		helpers = count ? count - 1 : 0;
	threads = NEW_ARRAY(a, pthread_t, helpers);
	while (started < helpers && pthread_create(&threads[started], NULL, work, pool) == 0)
		started++;
	work(pool);
	for (size_t i = 0; i < started; i++)
		pthread_join(threads[i], NULL);
}

static void
skip(struct outcome *outcome, const char *reason)
{
	*outcome = (struct outcome){.status = OUTCOME_SKIPPED, .reason = text_from(reason)};
}

/* The files of all records that this run makes. */
static void
open_combined(struct arena *a, struct pool *pool)
{
	const struct plan *p = pool->plan;

	pool->combined = NEW_ARRAY(a, struct combined *, p->entries.count);
	for (size_t i = 0; i < p->entries.count && pool->batch->purpose == BATCH_MAKE; i++) {
		const struct plan_entry *e = &p->entries.at[i];
		struct combined *c;

		if (!e->is_whole || e->state != ENTRY_WANTED)
			continue;
		c = NEW(a, struct combined);
		combined_open(c, e, i - e->part_count);
		c->is_wanted = !batch_is_current(a, pool->batch, p, e);
		c->created = pool->batch->created;
		for (size_t k = i - e->part_count; k <= i; k++)
			pool->combined[k] = c;
	}
}

static void
close_combined(struct pool *pool)
{
	for (size_t i = 0; i < pool->plan->entries.count; i++) {
		if (pool->combined[i] && pool->plan->entries.at[i].is_whole)
			combined_close(pool->combined[i]);
	}
}

/* One run over the whole plan. */
static void
run_once(struct arena *a, struct report *r, struct pool *pool)
{
	pool->report = r;
	pool->slots = NEW_ARRAY(a, struct slot, pool->plan->entries.count);
	pool->kept = a;
	pool->next = pool->done = pool->poured = 0;
	pthread_mutex_init(&pool->lock, NULL);
	open_combined(a, pool);
	run_pool(a, pool);
	close_combined(pool);
	pthread_mutex_destroy(&pool->lock);
	for (size_t i = pool->next; i < pool->plan->entries.count; i++)
		skip(&pool->outcomes[i], _("the run was stopped before"));
}

/* What was made in the rehearsal was made in memory alone: it is skipped, for that reason. */
static void
skip_rehearsed(struct pool *pool, const char *reason)
{
	for (size_t i = 0; i < pool->plan->entries.count; i++) {
		if (pool->outcomes[i].status == OUTCOME_MADE)
			skip(&pool->outcomes[i], reason);
	}
}

/* The first of the two runs of --strict: whether the second may follow. */
static bool
rehearse(struct arena *a, struct report *r, struct pool *pool)
{
	bool ok = true;

	pool->is_rehearsal = true;
	run_once(a, r, pool);
	pool->is_rehearsal = false;
	for (size_t i = 0; i < pool->plan->entries.count; i++)
		ok = ok && pool->outcomes[i].status != OUTCOME_FAILED;
	if (pool->is_stopped) {
		skip_rehearsed(pool, _("the run was stopped before"));
		return false;
	}
	if (!ok)
		skip_rehearsed(pool, _("nothing is written, for another record is bad (--strict)"));
	return ok || REPORT(r, SEASON_STRICT, (struct place){.kind = AT_NOTHING}, TEXT_NONE);
}

static int
by_text(const void *x, const void *y)
{
	return text_compare(*(const struct text *)x, *(const struct text *)y);
}

struct folders {
	struct arena *arena;
	VECTOR(struct text) of; /* below the folder of outputs; some may stand there again and again */
};

static void
add_folders(struct folders *folders, const struct plan_entry *e)
{
	for (enum format f = 0; f < FORMATS; f++) {
		struct text path = e->paths[f], base = path_base(path);
		struct text folder = text_slice(path, 0, path.len - base.len);

		if (folder.len && !text_equal(folder, folders->of.at[folders->of.count - 1]))
			*VECTOR_PUSH(folders->arena, &folders->of) = folder;
	}
}

/* Removes what killed runs left behind in all folders that the plan knows, be it in what is left out today. */
static void
sweep(struct arena *a, const struct plan *p, const struct batch *b)
{
	enum { AN_HOUR = 3600 }; /* younger ones may belong to another run */
	struct arena_mark mark = arena_mark(a);
	struct folders folders = {.arena = a};

	*VECTOR_PUSH(a, &folders.of) = TEXT(".");
	for (size_t i = 0; i < p->entries.count; i++)
		add_folders(&folders, &p->entries.at[i]);
	for (size_t i = 0; i < p->others.count; i++)
		add_folders(&folders, &p->others.at[i]);
	qsort(folders.of.at, folders.of.count, sizeof folders.of.at[0], by_text);
	for (size_t i = 0; i < folders.of.count; i++) {
		if (i == 0 || !text_equal(folders.of.at[i], folders.of.at[i - 1]))
			folder_sweep(path_join(a, b->folder, text_c(a, folders.of.at[i])), b->is_alone ? 0 : AN_HOUR);
	}
	arena_rewind(a, mark);
}

/* Before the threads begin: they only read it. */
static void
prepare_fits(struct arena *a, const struct plan *p, const struct batch *b)
{
	for (size_t i = 0; i < p->documents.count && b->catalogue; i++) {
		const struct plan_document *d = p->documents.at[i];

		for (enum format f = 0; f < FORMATS; f++) {
			struct template_file *source = d->sources[f];

			if (source && source->program && !source->program->is_faulty && !source->fits)
				source->fits = fits_prepare(a, source->program, b->catalogue);
		}
	}
}

struct outcome *
batch_run(struct arena *a, struct report *r, const struct plan *p, const struct batch *b)
{
	struct pool pool = {.plan = p, .batch = b, .journal = {.fd = -1}};

	pool.keeps_journal = b->manifest && b->purpose == BATCH_MAKE && p->entries.count > 1;
	pool.outcomes = NEW_ARRAY(a, struct outcome, p->entries.count);
	prepare_fits(a, p, b);
	if (b->is_strict && b->purpose == BATCH_MAKE) {
		if (!rehearse(a, r, &pool))
			return pool.outcomes;
		pool.is_second_run = true;
	}
	if (b->purpose == BATCH_MAKE && !b->capture)
		sweep(a, p, b);
	run_once(a, r, &pool);
	if (pool.is_disk_full)
		REPORT(r, SEASON_UNWRITABLE, (struct place){.kind = AT_NOTHING}, TEXT_NONE);
	journal_close(&pool.journal);
	return pool.outcomes;
}
