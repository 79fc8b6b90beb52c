/*
 * fold -- problems in the order in which a person goes through the files, those alike told together.
 *
 *     пары.csv: cells B4, B9, B17 (Срок): the cell is empty …       the same said of three cells
 *     пары.csv: column C (Дата): "…" is not a date (214 cells)      too many values to be told one by one
 *
 * A report has its problems as they were met: readers go by rows, schemas and links by tables, so one sheet comes
 * up several times.  Who mends a workbook wants to go through it once, from top to bottom.
 */
#include "cli/fold.h"

#include <stdlib.h>

#include "base/text_map.h"

enum { TOLD_ONE_BY_ONE = 8 }; /* different texts of one code in one column */

struct entry {
	const struct problem *problem;
	size_t group, order; /* group: of the file and sheet */
	int row, column;
	struct fold *fold;
};

/* Problems of one code in one column. */
struct bucket {
	VECTOR(struct entry *) entries;
	VECTOR(struct fold *) folds; /* by their texts */
};

struct folder {
	struct arena *arena;
	struct text_map map; /* of groups, of buckets, and of folds in a bucket */
	size_t groups;
	VECTOR(struct bucket *) buckets;
};

/* Its number among the files and sheets; what stands nowhere keeps its own place among them. */
static size_t
group_of(struct folder *f, const struct problem *p)
{
	struct text_map_entry *e;

	if (p->place.kind == AT_NOTHING)
		return f->groups++;
	e = text_map_add(f->arena, &f->map, "group",
			 text_format(f->arena, "%.*s\n%.*s", TEXT_ARG(p->place.file), TEXT_ARG(p->place.sheet)));
	if (!e->text.len) {
		e->text = TEXT("known");
		e->pointer = NEW(f->arena, size_t);
		*(size_t *)e->pointer = f->groups++;
	}
	return *(size_t *)e->pointer;
}

/* Paragraphs keep the order in which they were read. */
static struct entry
entry_of(struct folder *f, const struct problem *p, size_t order)
{
	struct entry e = {.problem = p, .order = order, .group = group_of(f, p)};

	if (p->place.kind == AT_CELL) {
		e.row = p->place.row;
		e.column = p->place.column;
	} else if (p->place.kind == AT_LINE) {
		e.row = p->place.line;
		e.column = p->place.column;
	}
	return e;
}

static int
compare(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;

	if (a->group != b->group)
		return a->group < b->group ? -1 : 1;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	if (a->column != b->column)
		return a->column < b->column ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

/* An excerpt shows the very place; what was met while documents were made is told with them. */
static bool
may_fold(const struct problem *p)
{
	return p->place.kind == AT_CELL && !p->excerpt.text.len && !p->repeats;
}

static struct bucket *
bucket_of(struct folder *f, const struct entry *e)
{
	const struct problem *p = e->problem;
	struct text caption = place_common_caption(f->arena, p->place.caption);
	struct text key = text_format(f->arena, "%zu %d %d %d %.*s", e->group, (int)p->code, (int)p->severity,
				      p->place.column, TEXT_ARG(caption));
	struct text_map_entry *found = text_map_add(f->arena, &f->map, "bucket", key);

	if (!found->pointer) {
		found->pointer = NEW(f->arena, struct bucket);
		*VECTOR_PUSH(f->arena, &f->buckets) = found->pointer;
	}
	return found->pointer;
}

static struct fold *
fold_new(struct folder *f, struct bucket *b)
{
	struct fold *fold = NEW(f->arena, struct fold);

	if (b)
		*VECTOR_PUSH(f->arena, &b->folds) = fold;
	return fold;
}

static void
fold_add(struct folder *f, struct fold *fold, struct entry *e)
{
	e->fold = fold;
	*VECTOR_PUSH(f->arena, &fold->problems) = e->problem;
	fold->more += e->problem->more;
}

static void
fold_by_text(struct folder *f, struct bucket *b, size_t number)
{
	for (size_t i = 0; i < b->entries.count; i++) {
		const struct problem *p = b->entries.at[i]->problem;
		struct text key = text_format(f->arena, "%zu %.*s\n%.*s", number, TEXT_ARG(p->what), TEXT_ARG(p->hint));
		struct text_map_entry *found = text_map_add(f->arena, &f->map, "fold", key);

		if (!found->pointer)
			found->pointer = fold_new(f, b);
		fold_add(f, found->pointer, b->entries.at[i]);
	}
}

/* A message that is nothing but its argument has no common words. */
static bool
has_words(const struct problem *p)
{
	return !text_is(text_from(problem_what(p->code)), "%1");
}

static void
fold_all(struct folder *f, struct bucket *b)
{
	struct fold *fold = fold_new(f, NULL);

	for (size_t i = 0; i < b->entries.count; i++) {
		const struct problem *first = b->entries.at[0]->problem, *p = b->entries.at[i]->problem;

		fold_add(f, fold, b->entries.at[i]);
		for (size_t j = 0; j < PROBLEM_ARGUMENTS; j++) {
			if (!text_equal(first->arguments[j], p->arguments[j]))
				fold->are_varied[j] = fold->is_varied = true;
		}
	}
}

struct folds
fold_problems(struct arena *a, const struct report *r, enum severity least)
{
	struct folder f = {.arena = a};
	struct entry *entries = NEW_ARRAY(a, struct entry, r->problems.count);
	struct folds folds = {0};
	size_t count = 0;

	for (size_t i = 0; i < r->problems.count; i++) {
		if (r->problems.at[i].severity >= least) {
			entries[count] = entry_of(&f, &r->problems.at[i], i);
			count++;
		}
	}
	if (count)
		qsort(entries, count, sizeof *entries, compare);
	for (size_t i = 0; i < count; i++) {
		if (may_fold(entries[i].problem))
			*VECTOR_PUSH(a, &bucket_of(&f, &entries[i])->entries) = &entries[i];
		else
			fold_add(&f, fold_new(&f, NULL), &entries[i]);
	}
	for (size_t i = 0; i < f.buckets.count; i++) {
		struct bucket *b = f.buckets.at[i];

		fold_by_text(&f, b, i);
		if (b->folds.count > TOLD_ONE_BY_ONE && has_words(b->entries.at[0]->problem))
			fold_all(&f, b);
	}
	for (size_t i = 0; i < count; i++) {
		if (entries[i].fold->problems.at[0] == entries[i].problem)
			*VECTOR_PUSH(a, &folds.of) = entries[i].fold;
	}
	return folds;
}
