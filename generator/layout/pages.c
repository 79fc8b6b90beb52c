/*
 * pages -- a document becomes pages.
 *
 * What pages say of other pages is known only when all are laid out: how many there are, on which of them a heading
 * stands.  When somebody shows such a number and it is another than was thought, the document is laid out again with
 * what the pass before has found, until that holds (a wider number may move lines).  So is one whose footnotes are
 * counted anew on each page.  A document without such numbers, or in which they are right, is laid out once.
 */
#include <stdlib.h>
#include <string.h>

#include "layout/page.h"
#include "layout/reference.h"

enum { PASSES_MOST = 4 };

static int
compare_pages(const void *x, const void *y)
{
	const struct page_drawing *a = *(const struct page_drawing *const *)x;
	const struct page_drawing *b = *(const struct page_drawing *const *)y;

	if (a->page != b->page)
		return a->page < b->page ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* The drawings that stand on pages, by page, those of one page as the document has them. */
static const struct page_drawing **
drawings_by_page(struct arena *a, const struct document *d)
{
	size_t count = d->page_drawings.count;
	const struct page_drawing **all = NEW_ARRAY(a, const struct page_drawing *, count);

	for (size_t i = 0; i < count; i++)
		all[i] = &d->page_drawings.at[i];
	if (count)
		qsort(all, count, sizeof *all, compare_pages);
	return all;
}

static struct page_maker
pass(struct layout *l)
{
	const struct document *d = l->document;
	struct page_maker m = {.l = l, .page_drawings = drawings_by_page(l->a, d)};

	l->marks.count = 0;
	m.notes = notes_of(l->a, d->footnotes.at, d->footnotes.count);
	if (d->counts_notes_by_page)
		m.note_numbers = NEW_ARRAY(l->a, int, d->footnotes.count);
	for (const struct section *s = d->sections; s && !m.is_full; s = s->next)
		section_lay(&m, s);
	sections_finish(&m);
	return m;
}

/* Whether a footnote has another number than it shows. */
static bool
has_other_notes(const struct layout *l, const struct page_maker *m)
{
	for (size_t i = 0; m->note_numbers && i < m->notes.count; i++) {
		const struct note *note = l->document->footnotes.at[i];

		if (note->number && m->note_numbers[i] != (l->note_numbers ? l->note_numbers[i] : note->number))
			return true;
	}
	return false;
}

/* Takes over what the pages tell; false when it is what they show already. */
static bool
learn(struct layout *l, const struct page_maker *m)
{
	const struct text *references = references_find(l, m->pages.at);

	if (!references && !has_other_notes(l, m) && !(l->shows_page_count && m->sheet != l->page_count))
		return false;
	l->references = references ? references : l->references;
	l->page_count = m->sheet;
	l->note_numbers = m->note_numbers;
	return true;
}

static void
references_tell(struct layout *l, struct pages *pages)
{
	const struct document *d = l->document;

	pages->reference_count = d->references.count;
	pages->references = NEW_ARRAY(l->a, struct shown_reference, d->references.count);
	for (size_t i = 0; i < d->references.count; i++) {
		const struct reference *r = d->references.at[i];

		pages->references[i] =
			(struct shown_reference){r->target, r->stored, text_copy(l->a, reference_text(l, r))};
	}
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
	for (int i = 1; i < PASSES_MOST && learn(l, &m); i++) {
		memset(l->boxes, 0, sizeof l->boxes);
		m = pass(l);
	}
	pages->file = d->file;
	pages->package = d->package;
	pages->at = m.pages.at;
	pages->count = m.pages.count;
	pages->marks = l->marks.at;
	pages->mark_count = l->marks.count;
	references_tell(l, pages);
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
