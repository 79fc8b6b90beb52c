/*
 * pages -- a document becomes pages.
 *
 * The number of all pages is known only at the end: when somebody shows it, the document is laid out
 * again with the count of the pass before, until it holds (a wider number may move lines).  So is one
 * whose footnotes are counted anew on each page.
 */
#include <string.h>

#include "layout/page.h"

enum { PASSES_MOST = 3 };

static struct page_maker
pass(struct layout *l)
{
	const struct document *d = l->document;
	struct page_maker m = {.l = l};

	l->marks.count = 0;
	m.notes = notes_of(l->a, d->footnotes.at, d->footnotes.count);
	if (d->counts_notes_by_page)
		m.note_numbers = NEW_ARRAY(l->a, int, d->footnotes.count);
	for (const struct section *s = d->sections; s && !m.is_full; s = s->next)
		section_lay(&m, s);
	sections_finish(&m);
	return m;
}

/* Whether the pages show numbers that are not yet known to be theirs. */
static bool
wants_pass(const struct layout *l, const struct page_maker *m)
{
	if (l->shows_page_count && m->sheet != l->page_count)
		return true;
	for (size_t i = 0; m->note_numbers && i < m->notes.count; i++) {
		const struct note *note = l->document->footnotes.at[i];

		if (note->number && m->note_numbers[i] != (l->note_numbers ? l->note_numbers[i] : note->number))
			return true;
	}
	return false;
}

static struct pages *
lay_out(struct layout *l)
{
	const struct document *d = l->document;
	struct pages *pages = NEW(l->a, struct pages);
	struct page_maker m;

	if (!catalogue_face(l->catalogue, TEXT("Liberation Serif"), false, false))
		return NULL;
	m = pass(l);
	for (int i = 1; i < PASSES_MOST && wants_pass(l, &m); i++) {
		l->page_count = m.sheet;
		l->note_numbers = m.note_numbers;
		memset(l->boxes, 0, sizeof l->boxes);
		m = pass(l);
	}
	pages->file = d->file;
	pages->package = d->package;
	pages->at = m.pages.at;
	pages->count = m.pages.count;
	pages->marks = l->marks.at;
	pages->mark_count = l->marks.count;
	pages->properties = d->properties;
	hyphenator_close(l->own_hyphenator);
	arena_free(&l->scratch);
	return pages;
}

struct pages *
pages_lay_out_watched(struct arena *a, struct report *r, const struct document *d, struct catalogue *c,
		      struct shaper *s, const struct paragraph_watch *watch)
{
	struct layout l = {.a = a, .report = r, .document = d, .catalogue = c, .shaper = s, .watch = watch};

	return lay_out(&l);
}

struct pages *
pages_lay_out(struct arena *a, struct report *r, const struct document *d, struct catalogue *c, struct shaper *s,
	      struct hyphenator *hyphenator)
{
	struct layout l = {.a = a, .report = r, .document = d, .catalogue = c, .shaper = s, .hyphenator = hyphenator};

	return lay_out(&l);
}
