#include "layout/reference.h"

#include "layout/targets.h"

struct text
reference_text(const struct layout *l, const struct reference *r)
{
	return l->references ? l->references[r->index] : r->stored;
}

static struct text
right_text(struct layout *l, const struct reference *r, const struct targets *targets, const struct page *pages)
{
	const struct mark *mark = targets_find(&l->scratch, targets, r->target);
	const struct page *page = mark ? &pages[mark->page_index] : NULL;

	if (!page)
		return r->keeps_stored ? r->stored : REFERENCE_LOST;
	if (r->is_said)
		return r->stored;
	return number_text(l->a, r->format == NUMBER_AS_SECTION ? page->number_format : r->format, page->number);
}

const struct text *
references_find(struct layout *l, const struct page *pages)
{
	struct arena_mark mark = arena_mark(&l->scratch);
	size_t count = l->document->references.count;
	struct targets targets;
	struct text *right;
	bool is_shown = true;

	if (!count)
		return NULL;
	targets = targets_of(&l->scratch, l->marks.at, l->marks.count);
	right = NEW_ARRAY(l->a, struct text, count);
	for (size_t i = 0; i < count; i++) {
		const struct reference *r = l->document->references.at[i];

		right[i] = right_text(l, r, &targets, pages);
		is_shown = is_shown && text_equal(right[i], reference_text(l, r));
	}
	arena_rewind(&l->scratch, mark);
	return is_shown ? NULL : right;
}
