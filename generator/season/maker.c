/*
 * maker -- makes one entry: merge, lay out, write beside the place.
 *
 * An entry is made from one source for each of its formats; it is merged once for all formats of the same source, and
 * laid out once for its own PDF and the one of all records.  What need not be made is left standing: its files, and
 * apart from them its place in that PDF.
 */
#include "season/maker.h"

#include <string.h>

#include "contents/contents.h"
#include "season/fit.h"

enum { ZIP_LEVEL = 6 };

/* The bytes of an entry's files while they are made. */
struct made {
	struct buffer bytes[FORMATS];
	struct package *merged[FORMATS]; /* by the format of the source, as is what follows */
	const struct pages *laid_out[FORMATS];
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
	struct package *merged;
	struct text bytes;

	if (!e->document->is_plain) {
		merged = merge_record(a, r, source->program, &e->context);
		if (merged && source->program->has_page_numbers && !contents_renew(a, r, merged))
			return NULL;
		return merged;
	}
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

/*
 * Its pages, laid out once for its own PDF, the one of all records, and the numbers of pages that the other formats
 * store.  What is wrong with them is told when there is a PDF of them.
 */
static const struct pages *
laid_out(struct worker *w, const struct plan_entry *e, enum format f, struct made *m)
{
	const struct batch *b = w->pool->batch;
	const struct template_file *source = e->document->sources[f], *of_pdf = e->document->sources[FORMAT_PDF];
	bool is_told = of_pdf == source && (e->paths[FORMAT_PDF].len || w->combined);
	struct package *p = merged(w, e, f, m);
	struct report silent;

	if (!p || m->laid_out[source->format])
		return m->laid_out[source->format];
	report_open(&silent);
	m->laid_out[source->format] =
		press_lay_out(&w->arena, is_told ? w->report : &silent, p, b->catalogue, shaper_of(w), b->hyphenator);
	report_close(&silent);
	return m->laid_out[source->format];
}

/* A DOCX or ODT stores the numbers of pages that its contents and references show; nobody else would count them. */
static bool
store_page_numbers(struct worker *w, const struct plan_entry *e, enum format f, struct package *p, struct made *m)
{
	const struct program *program = e->document->sources[f]->program;
	const struct pages *pages;

	if (e->document->is_plain || !program->has_page_numbers || !w->pool->batch->catalogue)
		return true;
	pages = laid_out(w, e, f, m);
	return !pages || contents_number(&w->arena, w->report, p, pages);
}

static bool
make_pdf(struct worker *w, const struct plan_entry *e, struct made *m)
{
	const struct pages *pages = laid_out(w, e, FORMAT_PDF, m);

	return pages &&
	       press_pdf(&w->arena, w->report, pages, w->pool->batch->created, &m->bytes[FORMAT_PDF], &m->pages);
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
		return make_pdf(w, e, m);
	return store_page_numbers(w, e, f, p, m) && package_write(&w->arena, w->report, p, ZIP_LEVEL, &m->bytes[f]);
}

/* Puts a record into the file of all of them, if that has to be made. */
static bool
add_to_combined(struct worker *w, const struct plan_entry *e, struct made *m)
{
	struct combined *c = w->combined;
	const struct pages *pages;

	if (!c || !c->is_wanted)
		return true;
	pages = laid_out(w, e, FORMAT_PDF, m);
	w->is_in = true;
	return combined_add(c, &w->arena, w->report, e, w->index, w->pool->is_rehearsal ? NULL : pages, !pages) &&
	       pages;
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
	w->has_staged = ok && entry_has_file(e);
	return ok;
}

void
maker_publish(struct worker *w, const struct plan_entry *e, struct staged_output outputs[FORMATS],
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

	if (w->pool->batch->purpose == BATCH_CHECK && e->document->is_combined)
		ok = make_format(w, e, FORMAT_PDF, &m);
	for (enum format f = 0; f < FORMATS && ok; f++)
		ok = !e->paths[f].len || make_format(w, e, f, &m);
	ok = ok && add_to_combined(w, e, &m);
	if (ok && w->pool->batch->purpose == BATCH_MAKE && !w->pool->is_rehearsal)
		ok = stage_outputs(w, e, looks, &m);
	for (enum format f = 0; f < FORMATS; f++)
		buffer_free(&m.bytes[f]);
	return ok;
}

/* The file of all records, which have gone into it one by one. */
static bool
make_combined(struct worker *w, const struct plan_entry *e, const struct output looks[FORMATS], struct outcome *outcome)
{
	struct made m = {0};
	size_t failed, added;
	bool ok = true;

	combined_wait(w->combined, w->index, &failed, &added);
	if (failed)
		return REPORT(w->report, SEASON_COMBINED_LACKS, e->document->combined_place,
			      text_format(&w->arena, "%zu", failed), text_format(&w->arena, "%zu", e->part_count));
	if (w->pool->is_rehearsal)
		return true;
	if (!added) {
		*outcome = (struct outcome){.status = OUTCOME_SKIPPED, .reason = text_from(_("no record is for it"))};
		return true;
	}
	ok = combined_finish(w->combined, &w->arena, w->report, &m.bytes[FORMAT_PDF], &m.pages) &&
	     stage_outputs(w, e, looks, &m);
	buffer_free(&m.bytes[FORMAT_PDF]);
	return ok;
}

/* An entry whose own files are as they should be may have to go into another one. */
static bool
stand_and_add(struct worker *w, const struct plan_entry *e, const struct output looks[FORMATS], struct outcome *outcome)
{
	struct made m = {0};

	if (!e->is_whole && !add_to_combined(w, e, &m))
		return false;
	leave_standing(w, e, looks, outcome);
	return true;
}

static void
make_entry(struct worker *w, const struct plan_entry *e, struct outcome *outcome)
{
	const struct batch *b = w->pool->batch;
	struct output looks[FORMATS] = {0};
	bool ok = true;

	look(&w->arena, b, w->pool->plan, e, looks);
	if (b->purpose != BATCH_CHECK && is_current(b, e, looks))
		ok = stand_and_add(w, e, looks, outcome);
	else if (b->purpose == BATCH_LIST)
		list_outputs(w, e, looks, outcome);
	else if (e->is_whole && b->purpose == BATCH_MAKE)
		ok = make_combined(w, e, looks, outcome);
	else if (!e->is_whole)
		ok = make_all(w, e, looks);
	if (!ok)
		outcome->status = OUTCOME_FAILED;
	else if (b->purpose == BATCH_CHECK)
		*outcome = (struct outcome){.status = OUTCOME_SKIPPED, .reason = text_from(_("it was only checked"))};
}

struct text
maker_reason(const struct report *r)
{
	for (size_t i = 0; i < r->problems.count; i++) {
		if (r->problems.at[i].severity >= SEVERITY_ERROR)
			return r->problems.at[i].what;
	}
	return TEXT_NONE;
}

/* Whatever became of a record, the next one's turn comes. */
static void
pass_turn(struct worker *w, const struct plan_entry *e, const struct outcome *outcome)
{
	if (w->combined && !e->is_whole && !w->is_in)
		combined_add(w->combined, &w->arena, w->report, e, w->index, NULL, outcome->status == OUTCOME_FAILED);
}

void
maker_take(struct worker *w, size_t index)
{
	struct pool *pool = w->pool;
	const struct plan_entry *e = &pool->plan->entries.at[index];
	struct outcome *outcome = &pool->outcomes[index];

	*outcome = (struct outcome){.status = OUTCOME_MADE};
	memset(w->outputs, 0, sizeof w->outputs);
	w->has_staged = w->is_in = false;
	w->index = index;
	w->combined = pool->combined[index];
	w->report = &pool->slots[index].report;
	report_open(w->report);
	if (e->state == ENTRY_WANTED) {
		report_context(e->document->name, e->key);
		make_entry(w, e, outcome);
		report_context(TEXT_NONE, TEXT_NONE);
	} else {
		outcome->status = e->state == ENTRY_SKIPPED ? OUTCOME_SKIPPED : OUTCOME_FAILED;
		outcome->reason = e->reason;
	}
	pass_turn(w, e, outcome);
	arena_reset(&w->arena);
}
