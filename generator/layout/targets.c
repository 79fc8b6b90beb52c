#include "layout/targets.h"

#include <stdlib.h>
#include <string.h>

#include "base/hexadecimal.h"

/* Places in memory have an order, of which nothing is written: it is for finding them alone. */
static int
compare_targets(struct text name, const void *place, const struct mark *mark)
{
	uintptr_t wanted = (uintptr_t)place, found = (uintptr_t)mark->place;

	if (wanted != found)
		return wanted < found ? -1 : 1;
	return place ? 0 : text_compare(name, mark->name);
}

static int
compare_marks(const void *x, const void *y)
{
	const struct mark *a = *(const struct mark *const *)x, *b = *(const struct mark *const *)y;
	int order = compare_targets(a->name, a->place, b);

	/* Of one name bookmarks go before headings, then the first counts. */
	if (order)
		return order;
	if ((a->level == 0) != (b->level == 0))
		return a->level == 0 ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* What a heading says: its number may be another now than when a link was made to it. */
static struct text
without_number(struct text title)
{
	size_t at = 0;

	while (at < title.len && strchr("0123456789. ", title.at[at]))
		at++;
	return text_from_offset(title, at);
}

struct targets
targets_of(struct arena *a, const struct mark *marks, size_t count)
{
	struct targets t = {.marks = NEW_ARRAY(a, const struct mark *, count), .count = count};

	for (size_t i = 0; i < count; i++) {
		void **slot = marks[i].level ? dictionary_slot(a, &t.headings, without_number(marks[i].name)) : NULL;

		t.marks[i] = &marks[i];
		if (slot && !*slot)
			*slot = (void *)&marks[i];
	}
	if (count)
		qsort(t.marks, count, sizeof *t.marks, compare_marks);
	return t;
}

static const struct mark *
mark_find(const struct targets *t, struct text name, const void *place)
{
	size_t low = 0, high = t->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_targets(name, place, t->marks[middle]) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < t->count && compare_targets(name, place, t->marks[low]) == 0 ? t->marks[low] : NULL;
}

const struct mark *
targets_at(const struct targets *t, const void *place)
{
	return mark_find(t, TEXT_NONE, place);
}

/*
 * ODF has besides bookmarks "Heading|outline", whose number may stand before it, "Table1|table" and "Section1|region";
 * the last two are marks of that name.
 */
const struct mark *
targets_find(struct arena *a, const struct targets *t, struct text name)
{
	const struct text outline = TEXT("|outline");
	const struct mark *mark = mark_find(t, name, NULL);

	if (mark)
		return mark;
	name = percent_decode(a, name); /* it may be written as in a URI */
	mark = mark_find(t, name, NULL);
	if (mark || !text_ends(name, outline))
		return mark;
	name = text_slice(name, 0, name.len - outline.len);
	return dictionary_find(&t->headings, without_number(name));
}
