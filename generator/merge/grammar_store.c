/*
 * grammar_store -- the grammar, and the table Склонения over it.
 *
 * Most runs decline nothing, and one document is made in a few milliseconds: the tables of rules, thousands of endings,
 * are unfolded when the first name is declined.
 *
 * A row of Склонения: the word or the whole text in its first form, perhaps the gender that it is meant for, and the
 * forms (SPEC 5).  The columns are found by any of the names that the shipped schema gives them.
 */
#include "merge/grammar_store.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

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

enum { NAMES_MOST = 5 };

/* The text of the first of these columns that is there. */
static struct text
cell_of(struct arena *a, const struct record *r, const char *const names[NAMES_MOST])
{
	struct value v;

	for (size_t i = 0; i < NAMES_MOST && names[i]; i++) {
		if (record_find(r, text_from(names[i]), &v))
			return text_trim(value_print(a, &v, true));
	}
	return TEXT_NONE;
}

static void
add_row(struct arena *a, struct grammar *g, const struct record *r)
{
	static const char *const words[NAMES_MOST] = {"слово", "текст", "именительный", "им", "text"};
	static const char *const genders[NAMES_MOST] = {"пол", "gender"};
	static const char *const cases[CASES][NAMES_MOST] = {
		[CASE_NOMINATIVE] = {"им", "именительный", "nom"},
		[CASE_GENITIVE] = {"род", "родительный", "gen"},
		[CASE_DATIVE] = {"дат", "дательный", "dat"},
		[CASE_ACCUSATIVE] = {"вин", "винительный", "acc"},
		[CASE_INSTRUMENTAL] = {"тв", "твор", "творительный", "ins"},
		[CASE_PREPOSITIONAL] = {"пр", "предл", "предложный", "prep"},
	};
	struct text word = cell_of(a, r, words), forms[CASES] = {TEXT_NONE};

	for (int c = CASE_GENITIVE; c < CASES; c++)
		forms[c] = cell_of(a, r, cases[c]);
	if (word.len)
		grammar_override(a, g, word, gender_of_text(cell_of(a, r, genders)), forms);
}

static void
add_overrides(struct grammar_store *s, struct grammar *g)
{
	const struct table *t = s->dataset ? dataset_table(s->dataset, TEXT("склонения")) : NULL;

	if (!t && s->dataset)
		t = dataset_table(s->dataset, TEXT("declensions"));
	for (size_t i = 0; t && !t->is_broken && i < t->all.count; i++) {
		const struct record *r = list_record(&t->all, i);

		if (r)
			add_row(&s->arena, g, r);
	}
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
