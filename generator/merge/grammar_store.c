/*
 * grammar_store -- the grammar, and the table Склонения over it.
 *
 * Most runs decline nothing, and one document is made in a few milliseconds: the tables of rules, thousands of endings,
 * are unfolded when the first name is declined.
 *
 * A row of Склонения: the word or the whole text in its first form, perhaps the gender that it is meant for, and the
 * forms (SPEC 5).  A case may be written in any of the ways in which captions of other tables write it: «Род.», «Д.п.».
 */
#include "merge/grammar_store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/nearest.h"
#include "merge/inflection.h"

struct grammar_store {
	pthread_mutex_t lock; /* of the making */
	struct arena arena;
	const struct dataset *dataset;
	_Atomic(const struct grammar *) grammar; /* NULL: not asked for yet */
};

struct grammar_store *
grammar_store_open(const struct dataset *d)
{
	struct grammar_store *s = memory_alloc(sizeof *s);

	*s = (struct grammar_store){.dataset = d};
	pthread_mutex_init(&s->lock, NULL);
	return s;
}

void
grammar_store_close(struct grammar_store *s)
{
	if (!s)
		return;
	arena_free(&s->arena);
	pthread_mutex_destroy(&s->lock);
	free(s);
}

/* ---- the table Склонения ---- */

/* Which column holds what; -1: none does. */
struct columns {
	int word, gender, forms[CASES];
};

static const char *const word_names[] = {"слово", "текст", "text", "word", NULL};
static const char *const text_names[] = {"фио", "фамилия", "имя", "должность", "наименование", "название", NULL};
static const char *const gender_names[] = {"пол", "gender", "sex", NULL};

static int
find_column(const struct fields *f, const char *const names[])
{
	for (size_t i = 0; names[i]; i++) {
		int at = fields_find(f, text_from(names[i]));

		if (at >= 0 && !f->of.at[at].is_absent)
			return at;
	}
	return -1;
}

static struct columns
columns_of(const struct fields *f)
{
	struct columns c = {.gender = find_column(f, gender_names)};

	for (int k = 0; k < CASES; k++)
		c.forms[k] = -1;
	for (size_t i = 0; i < f->of.count; i++) {
		int k = f->of.at[i].is_absent ? CASES : case_of_caption(f->of.at[i].folded);

		if (k < CASES && c.forms[k] < 0)
			c.forms[k] = (int)i;
	}
	c.word = find_column(f, word_names);
	if (c.word < 0)
		c.word = c.forms[CASE_NOMINATIVE];
	if (c.word < 0)
		c.word = find_column(f, text_names);
	return c;
}

static struct text
cell_of(struct arena *a, const struct record *r, int column)
{
	struct value v;

	if (column < 0)
		return TEXT_NONE;
	v = record_at(r, (size_t)column);
	return value_is_printable(&v) ? text_trim(value_print(a, &v, true)) : TEXT_NONE;
}

static void
add_row(struct arena *a, struct grammar *g, const struct record *r)
{
	struct columns columns = columns_of(r->fields);
	struct text word = cell_of(a, r, columns.word), forms[CASES] = {TEXT_NONE};

	for (int c = CASE_GENITIVE; c < CASES; c++)
		forms[c] = cell_of(a, r, columns.forms[c]);
	if (word.len)
		grammar_override(a, g, word, gender_of_text(cell_of(a, r, columns.gender)), forms);
}

static const struct table *
find_table(const struct dataset *d)
{
	const struct table *t = d ? dataset_table(d, TEXT("склонения")) : NULL;

	if (!t && d)
		t = dataset_table(d, TEXT("declensions"));
	return t && !t->is_broken ? t : NULL;
}

static void
add_overrides(struct grammar_store *s, struct grammar *g)
{
	const struct table *t = find_table(s->dataset);

	for (size_t i = 0; t && i < t->all.count; i++) {
		const struct record *r = list_record(&t->all, i);

		if (r && r->fields)
			add_row(&s->arena, g, r);
	}
}

/* ---- what is wrong with it ---- */

/* A column that nearly has the name of a case: «датт». */
static void
check_column(struct arena *a, struct report *r, const struct table *t, const struct field *f)
{
	static const char *const cases[] = {"род",         "дат",       "вин",         "твор",         "предл",
					    "родительный", "дательный", "винительный", "творительный", "предложный"};
	struct nearest near = nearest_to(f->folded);
	struct place place = {.kind = AT_CELL,
			      .file = t->source.file,
			      .sheet = t->source.sheet,
			      .caption = f->caption,
			      .column = f->column};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		nearest_offer(&near, text_from(cases[i]), text_from(cases[i]));
	if (text_starts(f->folded, TEXT("кого")) || text_starts(f->folded, TEXT("чего")))
		near.found = TEXT("род"); /* of things it could not be вин */
	if (near.found.len)
		REPORT(r, DECLENSIONS_COLUMN, place, f->caption, t->name, nearest_hint(a, &near));
}

static void
check_genders(struct arena *a, struct report *r, const struct table *t)
{
	for (size_t i = 0; i < t->all.count; i++) {
		const struct record *row = list_record(&t->all, i);
		int column = row && row->fields ? find_column(row->fields, gender_names) : -1;
		struct text said = row ? cell_of(a, row, column) : TEXT_NONE;

		if (said.len && gender_of_text(said) == GENDER_UNKNOWN)
			REPORT(r, GENDER_WORD, record_place(row, column), said);
	}
}

void
grammar_store_check(struct report *r, const struct dataset *d)
{
	const struct table *t = find_table(d);
	struct arena a = {0};
	struct columns columns;
	struct place whole = {.kind = AT_FILE};
	bool has_case = false;

	if (!t || !t->fields)
		return;
	whole.file = t->source.file;
	whole.sheet = t->source.sheet;
	columns = columns_of(t->fields);
	for (int c = CASE_GENITIVE; c < CASES; c++)
		has_case |= columns.forms[c] >= 0;
	for (size_t i = 0; i < t->fields->of.count; i++) {
		const struct field *f = &t->fields->of.at[i];

		if (!f->is_absent && !f->is_computed && (int)i != columns.word && (int)i != columns.gender &&
		    case_of_caption(f->folded) == CASES)
			check_column(&a, r, t, f);
	}
	if (!has_case || columns.word < 0)
		REPORT(r, DECLENSIONS_CAPTIONS, whole, t->name);
	check_genders(&a, r, t);
	arena_free(&a);
}

const struct grammar *
grammar_store_get(struct grammar_store *s)
{
	const struct grammar *ready = atomic_load_explicit(&s->grammar, memory_order_acquire);

	if (ready)
		return ready;
	pthread_mutex_lock(&s->lock);
	ready = atomic_load_explicit(&s->grammar, memory_order_relaxed);
	if (!ready) {
		struct grammar *g = grammar_new(&s->arena);

		add_overrides(s, g);
		atomic_store_explicit(&s->grammar, g, memory_order_release);
		ready = g;
	}
	pthread_mutex_unlock(&s->lock);
	return ready;
}
