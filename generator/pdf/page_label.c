/*
 * page_label -- what a viewer calls the pages, as the document numbers them (ISO 32000-1, 12.4.2).
 *
 * Ranges of pages have a style of PDF's own, where it prints what the document prints:
 *
 *     D 1 2 3    R I II III    r i ii iii    A A … Z AA BB    a a … z aa bb
 *
 * A page whose number is of another kind, or has no sign there, is a range of its own, with its number as the prefix.
 * Pages without a number, and blank ones between documents, are counted on.  Where all pages are called by
 * their places nothing is written.
 */
#include "pdf/writer.h"

enum { RANGES_MOST = 10000 /* of a leaf of the number tree; libharu: an array has at most 32 767 entries */ };

/* Kinds of numbers that PDF has too, up to the number to which both write the same. */
static const struct {
	enum number_format format;
	int most;
	char style;
} styles[] = {
	{NUMBER_DECIMAL, INT32_MAX, 'D'},     {NUMBER_LOWER_ROMAN, 3999, 'r'},      {NUMBER_UPPER_ROMAN, 3999, 'R'},
	{NUMBER_LOWER_LETTER, 26 * 200, 'a'}, {NUMBER_UPPER_LETTER, 26 * 200, 'A'}, {NUMBER_LOWER_ALPHABET, 26, 'a'},
	{NUMBER_UPPER_ALPHABET, 26, 'A'},
};

/* PDF's style in which the page's number reads as it does in the document; 0: there is none. */
static char
style_of(const struct page *p)
{
	for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
		if (styles[i].format == p->number_format && p->number >= 1 && p->number <= styles[i].most)
			return styles[i].style;
	return 0;
}

/* The number that follows if the last range goes on to that page; 0: there is none, or it has no numbers. */
static int64_t
expected_at(const struct pdf_writer *w, size_t page)
{
	const struct page_label *last = w->labels.count ? &w->labels.at[w->labels.count - 1] : NULL;

	return last && last->style ? last->number + (int64_t)(page - last->page) : 0;
}

static void
begin_range(struct pdf_writer *w, struct page_label range)
{
	w->needs_labels = w->needs_labels || range.page > 0 || range.style != 'D' || range.number != 1;
	*VECTOR_PUSH(&w->file_arena, &w->labels) = range;
}

/* One that has no number of its own counts on. */
static void
add_unnumbered(struct pdf_writer *w, size_t page)
{
	if (!expected_at(w, page))
		begin_range(w, (struct page_label){page, 'D', (int)page + 1, TEXT_NONE});
}

static void
add_page(struct pdf_writer *w, const struct page *p, size_t page)
{
	char style = style_of(p);

	if (!p->label.len)
		add_unnumbered(w, page);
	else if (!style)
		begin_range(w, (struct page_label){page, 0, 0, text_copy(&w->file_arena, p->label)});
	else if (expected_at(w, page) != p->number || w->labels.at[w->labels.count - 1].style != style)
		begin_range(w, (struct page_label){page, style, p->number, TEXT_NONE});
}

void
page_labels_add(struct pdf_writer *w)
{
	for (size_t i = 0; i < w->pages->count; i++)
		add_page(w, &w->pages->at[i], w->first_page + i);
}

void
page_labels_add_blank(struct pdf_writer *w)
{
	add_unnumbered(w, w->page_count - 1);
}

/* ---- writing ---- */

static void
write_range(struct pdf_writer *w, HPDF_Array numbers, const struct page_label *range)
{
	HPDF_Dict label = HPDF_Dict_New(w->doc->mmgr);
	const char style[] = {range->style, '\0'};

	HPDF_Array_AddNumber(numbers, (HPDF_INT32)range->page);
	HPDF_Array_Add(numbers, label);
	if (range->style)
		HPDF_Dict_AddName(label, "S", style);
	if (range->number > 1)
		HPDF_Dict_AddNumber(label, "St", range->number);
	if (range->prefix.len)
		HPDF_Dict_Add(label, "P", pdf_string(w, range->prefix));
}

/* Ranges [first, end) as the entries of a node of the number tree (7.9.7). */
static void
write_ranges(struct pdf_writer *w, HPDF_Dict node, size_t first, size_t end)
{
	HPDF_Array numbers = HPDF_Array_New(w->doc->mmgr);

	HPDF_Dict_Add(node, "Nums", numbers);
	for (size_t i = first; i < end; i++)
		write_range(w, numbers, &w->labels.at[i]);
}

static void
write_leaf(struct pdf_writer *w, HPDF_Array leaves, size_t first, size_t end)
{
	HPDF_Dict leaf = pdf_dict(w);
	HPDF_Array limits = HPDF_Array_New(w->doc->mmgr);

	HPDF_Array_Add(leaves, leaf);
	HPDF_Dict_Add(leaf, "Limits", limits);
	HPDF_Array_AddNumber(limits, (HPDF_INT32)w->labels.at[first].page);
	HPDF_Array_AddNumber(limits, (HPDF_INT32)w->labels.at[end - 1].page);
	write_ranges(w, leaf, first, end);
}

void
page_labels_write(struct pdf_writer *w)
{
	size_t count = w->labels.count;
	HPDF_Dict root;
	HPDF_Array leaves;

	if (!w->needs_labels)
		return;
	root = HPDF_Dict_New(w->doc->mmgr);
	HPDF_Dict_Add(w->doc->catalog, "PageLabels", root);
	if (count <= RANGES_MOST) {
		write_ranges(w, root, 0, count);
		return;
	}
	leaves = HPDF_Array_New(w->doc->mmgr);
	HPDF_Dict_Add(root, "Kids", leaves);
	for (size_t first = 0; first < count; first += RANGES_MOST)
		write_leaf(w, leaves, first, first + RANGES_MOST < count ? first + RANGES_MOST : count);
}
