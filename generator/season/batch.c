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
#include "season/output.h"
#include "season/press.h"

enum { ZIP_LEVEL = 6 };

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
	struct report *report;                 /* the entry's own */
	struct staged_output outputs[FORMATS]; /* of the entry in work */
	bool has_staged;                       /* they wait for the disk */
	struct arena group_arena;              /* for the paths of what follows */
	VECTOR(struct pending) group;
	size_t group_bytes;
	struct timespec group_begun; /* monotonic */
};

/* The bytes of an entry's files while they are made. */
struct made {
	struct buffer bytes[FORMATS];
	struct package *merged[FORMATS]; /* by the format of the source */
	int pages;
};

const char *
outcome_slug(enum outcome_status s)
{
	static const char *const slugs[] = {"made", "unchanged", "skipped", "failed"};

	return slugs[s];
}

struct package *
batch_merge(struct arena *a, struct report *r, const struct plan_entry *e, enum format f)
{
	const struct template_file *source = e->document->sources[f];
	struct text bytes;

	if (!e->document->is_plain)
		return merge_record(a, r, source->program, &e->context);
	if (!file_read(a, r, source->path, source->shown, &bytes))
		return NULL;
	return package_read(a, r, bytes, source->shown);
}

static struct shaper *
shaper_of(struct worker *w)
{
	if (!w->shaper)
		w->shaper = shaper_open(w->pool->batch->catalogue);
	return w->shaper;
}

/* With values made smaller until they fit their lines, where the template asks for it. */
static struct package *
merge_fitted(struct worker *w, const struct plan_entry *e, enum format f)
{
	const struct fits *fits = e->document->sources[f]->fits;
	struct plan_entry fitted = *e;
	struct fit_gauge gauge = {fits, &w->arena, w->pool->batch->catalogue, NULL};
	struct fitter fitter = {fit_size, &gauge};

	if (!fits)
		return batch_merge(&w->arena, w->report, e, f);
	gauge.shaper = shaper_of(w);
	fitted.context.fitter = &fitter;
	return batch_merge(&w->arena, w->report, &fitted, f);
}

/* The merged package that a format is made from, merged once for all formats of the same source. */
static struct package *
merged(struct worker *w, const struct plan_entry *e, enum format f, struct made *m)
{
	enum format of_source = e->document->sources[f]->format;

	if (!m->merged[of_source])
		m->merged[of_source] = merge_fitted(w, e, f);
	return m->merged[of_source];
}

static bool
make_pdf(struct worker *w, const struct package *p, struct made *m)
{
	return press_pdf(&w->arena, w->report, p, w->pool->batch->catalogue, shaper_of(w), w->pool->batch->hyphenator,
			 &m->bytes[FORMAT_PDF], &m->pages);
}

static bool
make_format(struct worker *w, const struct plan_entry *e, enum format f, struct made *m)
{
	struct package *p = merged(w, e, f, m);

	if (!p)
		return false;
	if (w->pool->batch->purpose == BATCH_CHECK)
		return true;
	if (f == FORMAT_PDF)
		return make_pdf(w, p, m);
	return package_write(&w->arena, w->report, p, ZIP_LEVEL, &m->bytes[f]);
}

/* Remembers a file in the manifest and its journal. */
static void
note(struct pool *pool, struct manifest_file *noted)
{
	struct manifest *manifest = pool->batch->manifest;

	if (!manifest || !noted->path.len)
		return;
	pthread_mutex_lock(&pool->lock);
	manifest_add(pool->kept, manifest, noted);
	if (pool->keeps_journal && pool->journal.fd < 0)
		journal_open(pool->kept, &pool->journal, pool->batch->folder);
	if (pool->keeps_journal)
		journal_add(&pool->journal, noted);
	pthread_mutex_unlock(&pool->lock);
}

/* Writes all that was made for an entry beside its places; nothing is left when one file fails. */
static bool
stage_outputs(struct worker *w, const struct plan_entry *e, const struct output looks[FORMATS], struct made *m)
{
	bool ok = true;

	for (enum format f = 0; f < FORMATS && ok; f++) {
		if (!e->paths[f].len)
			continue;
		ok = output_stage(&w->group_arena, w->report, w->pool->batch, e, f, &looks[f],
				  buffer_view(&m->bytes[f]), f == FORMAT_PDF ? m->pages : 0, &w->outputs[f]);
		w->group_bytes += m->bytes[f].len;
	}
	for (enum format f = 0; f < FORMATS && !ok; f++)
		output_discard(&w->outputs[f]);
	w->has_staged = ok;
	return ok;
}

/* Moves an entry's files into their places and says what became of it. */
static void
publish_outputs(struct worker *w, const struct plan_entry *e, struct staged_output outputs[FORMATS],
		struct outcome *outcome)
{
	bool is_any = false, is_kept = false, ok = true;

	for (enum format f = 0; f < FORMATS; f++) {
		struct staged_output *o = &outputs[f];

		if (!e->paths[f].len)
			continue;
		if (ok)
			ok = output_publish(&w->group_arena, w->report, o);
		else
			output_discard(o);
		outcome->files[f] = o->file;
		is_any = is_any || o->file.is_written;
		is_kept = is_kept || (w->pool->batch->manifest && !o->noted.path.len);
		note(w->pool, &o->noted);
	}
	outcome->status = !ok ? OUTCOME_FAILED : is_any ? OUTCOME_MADE : is_kept ? OUTCOME_SKIPPED : OUTCOME_UNCHANGED;
	if (outcome->status == OUTCOME_SKIPPED)
		outcome->reason = text_from(_("the file that is there was kept"));
}

/* What stands there goes into the outcome as it is: nothing need be made. */
static void
leave_standing(struct worker *w, const struct plan_entry *e, const struct output looks[FORMATS],
	       struct outcome *outcome)
{
	bool is_kept = false;

	for (enum format f = 0; f < FORMATS; f++) {
		struct outcome_file *file = &outcome->files[f];

		if (!e->paths[f].len)
			continue;
		file->path = e->paths[f];
		file->bytes = looks[f].size;
		file->checksum = looks[f].found;
		if (looks[f].standing == STANDS_EDITED) {
			output_keep(&w->arena, w->report, e, f, &looks[f]);
			is_kept = true;
		} else {
			file->pages = looks[f].known->pages;
		}
	}
	outcome->status = is_kept ? OUTCOME_SKIPPED : OUTCOME_UNCHANGED;
	if (is_kept)
		outcome->reason = text_from(_("the file that is there was kept"));
}

/* Whether every file of the entry is there, made from the same inputs (edited since or not). */
static bool
is_current(const struct batch *b, const struct plan_entry *e, const struct output looks[FORMATS])
{
	for (enum format f = 0; f < FORMATS; f++) {
		const struct output *o = &looks[f];

		if (!e->paths[f].len)
			continue;
		if (o->standing == STANDS_EDITED && checksum_same(&o->inputs, &o->known->inputs))
			continue;
		if (o->standing != STANDS_CURRENT)
			return false;
	}
	return b->manifest && !b->is_forced;
}

static void
look(struct arena *a, const struct batch *b, const struct plan *p, const struct plan_entry *e,
     struct output looks[FORMATS])
{
	for (enum format f = 0; f < FORMATS; f++) {
		if (e->paths[f].len)
			looks[f] = output_look(a, b, p, e, f);
	}
}

bool
batch_is_current(struct arena *a, const struct batch *b, const struct plan *p, const struct plan_entry *e)
{
	struct output looks[FORMATS] = {0};

	look(a, b, p, e, looks);
	return is_current(b, e, looks);
}

/* Dry run: what would be made. */
static void
list_outputs(struct worker *w, const struct plan_entry *e, const struct output looks[FORMATS], struct outcome *outcome)
{
	bool is_any = false;

	for (enum format f = 0; f < FORMATS; f++) {
		bool is_kept = looks[f].standing >= STANDS_EDITED;

		if (!e->paths[f].len)
			continue;
		outcome->files[f].path = e->paths[f];
		if (is_kept && !w->pool->batch->is_forced)
			output_keep(&w->arena, w->report, e, f, &looks[f]);
		else
			outcome->files[f].is_written = is_any = true;
	}
	outcome->status = OUTCOME_SKIPPED;
	outcome->reason = text_from(is_any ? _("it would be made (--dry-run)") : _("the file that is there was kept"));
}

static bool
make_all(struct worker *w, const struct plan_entry *e, const struct output looks[FORMATS])
{
	struct made m = {0};
	bool ok = true;

	for (enum format f = 0; f < FORMATS && ok; f++)
		ok = !e->paths[f].len || make_format(w, e, f, &m);
	if (ok && w->pool->batch->purpose == BATCH_MAKE && !w->pool->is_rehearsal)
		ok = stage_outputs(w, e, looks, &m);
	for (enum format f = 0; f < FORMATS; f++)
		buffer_free(&m.bytes[f]);
	return ok;
}

static void
make_entry(struct worker *w, const struct plan_entry *e, struct outcome *outcome)
{
	const struct batch *b = w->pool->batch;
	struct output looks[FORMATS] = {0};

	look(&w->arena, b, w->pool->plan, e, looks);
	if (b->purpose != BATCH_CHECK && is_current(b, e, looks))
		leave_standing(w, e, looks, outcome);
	else if (b->purpose == BATCH_LIST)
		list_outputs(w, e, looks, outcome);
	else if (!make_all(w, e, looks))
		outcome->status = OUTCOME_FAILED;
	else if (b->purpose == BATCH_CHECK)
		*outcome = (struct outcome){.status = OUTCOME_SKIPPED, .reason = text_from(_("it was only checked"))};
}

/* The first error of an entry, as its reason. */
static struct text
reason_of(const struct report *r)
{
	for (size_t i = 0; i < r->problems.count; i++) {
		if (r->problems.at[i].severity >= SEVERITY_ERROR)
			return r->problems.at[i].what;
	}
	return TEXT_NONE;
}

static void
take_entry(struct worker *w, size_t index)
{
	const struct plan_entry *e = &w->pool->plan->entries.at[index];
	struct outcome *outcome = &w->pool->outcomes[index];

	*outcome = (struct outcome){.status = OUTCOME_MADE};
	memset(w->outputs, 0, sizeof w->outputs);
	w->has_staged = false;
	w->report = &w->pool->slots[index].report;
	report_open(w->report);
	if (e->state == ENTRY_WANTED) {
		report_context(e->document->name, e->key);
		make_entry(w, e, outcome);
		report_context(TEXT_NONE, TEXT_NONE);
		arena_reset(&w->arena);
		return;
	}
	outcome->status = e->state == ENTRY_SKIPPED ? OUTCOME_SKIPPED : OUTCOME_FAILED;
	outcome->reason = e->reason;
}

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
		outcome->reason = text_copy(pool->kept, reason_of(&pool->slots[index].report));
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
	reason = text_copy(w->pool->kept, reason_of(r));
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
			publish_outputs(w, e, p->outputs, &w->pool->outcomes[p->index]);
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
		take_entry(&w, index);
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

/* One run over the whole plan. */
static void
run_once(struct arena *a, struct report *r, struct pool *pool)
{
	pool->report = r;
	pool->slots = NEW_ARRAY(a, struct slot, pool->plan->entries.count);
	pool->kept = a;
	pool->next = pool->done = pool->poured = 0;
	pthread_mutex_init(&pool->lock, NULL);
	run_pool(a, pool);
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
