/*
 * declensions -- the forms that a run prints, each text once.
 *
 * Two records may have the same name and different columns «ФИО (род.)»: such are two texts here.  So the key is all
 * that the forms follow from: what the text was read as, the gender, the text, and its columns.
 */
#include "merge/declensions.h"

#include <stdlib.h>

#include "base/text_map.h"
#include "decline/given.h"
#include "language/russian.h"

struct declensions {
	pthread_mutex_t lock; /* of all that follows */
	struct arena arena;
	struct text_map known; /* key → struct declension */
	struct declension *first;
};

struct declensions *
declensions_open(struct arena *a)
{
	struct declensions *d = NEW(a, struct declensions);

	pthread_mutex_init(&d->lock, NULL);
	return d;
}

void
declensions_close(struct arena *a, struct declensions *d)
{
	pthread_mutex_destroy(&d->lock);
	arena_take(a, &d->arena);
}

/* ---- adding ---- */

static void
write_key(struct buffer *b, const struct declined *d)
{
	const struct reading *r = d->reading;

	buffer_printf(b, "%d %d ", (int)r->kind, (int)r->gender);
	buffer_text(b, text_trim(r->text));
	for (int c = 0; d->columns && c < CASES; c++) {
		buffer_byte(b, '\0');
		buffer_text(b, d->columns[c]);
	}
}

static void
add_doubt(struct arena *a, struct declension *into, const struct reading *r, const struct doubt *d)
{
	struct declension_doubt *copy = VECTOR_PUSH(a, &into->doubts);

	*copy = (struct declension_doubt){
		{d->kind, text_copy(a, d->word), text_copy(a, d->form), text_copy(a, d->other)}, {false}};
	for (int c = 0; c < CASES; c++)
		copy->is_decided[c] = into->has_column[c] || given_has(r, d->word, (enum grammatical_case)c);
}

static struct declension *
add(struct declensions *all, const struct declined *d)
{
	struct arena *a = &all->arena;
	struct declension *new = NEW(a, struct declension);

	new->kind = d->reading->kind;
	new->gender = d->reading->gender;
	new->text = text_copy(a, text_trim(d->reading->text));
	for (int c = 0; c < CASES; c++) {
		new->has_column[c] = d->columns && d->columns[c].len;
		new->forms[c] = new->has_column[c] ? text_copy(a, d->columns[c])
						   : reading_form(a, d->reading, (enum grammatical_case)c);
	}
	for (size_t i = 0; i < d->reading->doubts.count; i++)
		add_doubt(a, new, d->reading, &d->reading->doubts.at[i]);
	new->next = all->first;
	return all->first = new;
}

static struct place
copy_place(struct arena *a, struct place p)
{
	p.file = text_copy(a, p.file);
	p.sheet = text_copy(a, p.sheet);
	p.caption = text_copy(a, p.caption);
	return p;
}

/* Whether a word of it takes that form from the user's table. */
static bool
is_of_table(const struct reading *r, enum grammatical_case c)
{
	for (size_t i = 0; i < r->pieces.count; i++) {
		if (r->pieces.at[i].given >> c & 1)
			return true;
	}
	return false;
}

static void
mark_printed(struct declension *into, const struct reading *r, enum grammatical_case c)
{
	if (into->is_printed[c])
		return;
	into->is_printed[c] = true;
	into->sources |= into->has_column[c] ? FROM_COLUMN : is_of_table(r, c) ? FROM_TABLE : FROM_RULE;
}

enum { BITS = 64 };

static void
mark_document(struct arena *a, struct declension *into, size_t document)
{
	while (into->documents.count <= document / BITS)
		*VECTOR_PUSH(a, &into->documents) = 0;
	into->documents.at[document / BITS] |= (uint64_t)1 << document % BITS;
}

void
declensions_note(const struct declension_book *b, const struct declined *d, enum grammatical_case c)
{
	struct declensions *all = b->all;
	struct buffer key = {0};
	struct text_map_entry *known;
	struct declension *into;

	if (c == CASE_NOMINATIVE || text_is_blank(d->reading->text))
		return;
	write_key(&key, d);
	pthread_mutex_lock(&all->lock);
	known = text_map_find(&all->known, "", buffer_view(&key));
	if (!known) {
		known = text_map_add(&all->arena, &all->known, "", text_copy(&all->arena, buffer_view(&key)));
		known->pointer = add(all, d);
	}
	into = known->pointer;
	if (d->place.kind != AT_NOTHING && (into->place.kind == AT_NOTHING || b->entry < into->entry)) {
		into->place = copy_place(&all->arena, d->place);
		into->entry = b->entry;
	}
	mark_printed(into, d->reading, c);
	mark_document(&all->arena, into, b->document);
	pthread_mutex_unlock(&all->lock);
	buffer_free(&key);
}

/* ---- as the sheet has them ---- */

bool
declension_has_doubt(const struct declension *d, size_t i)
{
	for (int c = 0; c < CASES; c++) {
		if (d->is_printed[c] && !d->doubts.at[i].is_decided[c])
			return true;
	}
	return false;
}

bool
declension_is_doubtful(const struct declension *d)
{
	for (size_t i = 0; i < d->doubts.count; i++) {
		if (declension_has_doubt(d, i))
			return true;
	}
	return false;
}

bool
declension_is_in(const struct declension *d, size_t document)
{
	return document / BITS < d->documents.count && (d->documents.at[document / BITS] >> document % BITS & 1);
}

static int
by_forms(const struct declension *x, const struct declension *y)
{
	for (int c = 0; c < CASES; c++) {
		int order = text_compare(x->forms[c], y->forms[c]);

		if (order)
			return order;
	}
	if (x->sources != y->sources)
		return (x->sources > y->sources) - (x->sources < y->sources);
	return (x->entry > y->entry) - (x->entry < y->entry);
}

/* Behind the alphabet everything that a key may differ in: no two are equal but for what prints the same. */
static int
in_order(const void *p, const void *q)
{
	const struct declension *x = *(const struct declension *const *)p, *y = *(const struct declension *const *)q;
	int order = (int)declension_is_doubtful(y) - (int)declension_is_doubtful(x);

	order = order ? order : (int)x->kind - (int)y->kind;
	order = order ? order : russian_compare(x->text, y->text);
	order = order ? order : text_compare(x->text, y->text);
	order = order ? order : (int)x->gender - (int)y->gender;
	return order ? order : by_forms(x, y);
}

const struct declension *const *
declensions_sorted(struct arena *a, const struct declensions *d, size_t *count)
{
	const struct declension **sorted;
	size_t n = 0;

	for (const struct declension *x = d->first; x; x = x->next)
		n++;
	sorted = NEW_ARRAY(a, const struct declension *, n);
	*count = 0;
	for (const struct declension *x = d->first; x; x = x->next)
		sorted[(*count)++] = x;
	if (n)
		qsort(sorted, n, sizeof *sorted, in_order);
	return sorted;
}
