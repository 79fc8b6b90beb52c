/*
 * navigation -- what a reader of the PDF uses beside its pages: links, the outline, page labels, and
 * the document's title, author and language (ISO 32000-1, 12.3 to 12.5 and 14.3).
 */
#include <hpdf_doc.h>
#include <hpdf_pages.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

enum {
	LEVELS = 9,               /* of headings */
	ANNOTATIONS_MOST = 32000, /* of a page: libharu's arrays end at 32 767 */
	URI_MOST = 4096,
	LABEL_DIGITS = 9,
	LABELS_MOST = 16000 /* ranges; two entries of an array each */
};

/* ---- links ---- */

static int
compare_marks(const void *x, const void *y)
{
	const struct mark *a = *(const struct mark *const *)x, *b = *(const struct mark *const *)y;
	int order = text_compare(a->name, b->name);

	/* Of one name bookmarks go before headings, then the first counts. */
	if (order)
		return order;
	if ((a->level == 0) != (b->level == 0))
		return a->level == 0 ? -1 : 1;
	return a < b ? -1 : a > b;
}

/* The marks by name. */
static const struct mark **
sorted_marks(struct writer *w)
{
	size_t count = w->pages->mark_count;
	const struct mark **marks = NEW_ARRAY(w->arena, const struct mark *, count);

	for (size_t i = 0; i < count; i++)
		marks[i] = &w->pages->marks[i];
	qsort(marks, count, sizeof *marks, compare_marks);
	return marks;
}

static const struct mark *
mark_find(const struct mark *const *marks, size_t count, struct text name)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (text_compare(marks[middle]->name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < count && text_equal(marks[low]->name, name) ? marks[low] : NULL;
}

/* A URI is ASCII (12.6.4.7): other bytes and those RFC 3986 forbids are written as %XX. */
static const char *
uri_text(struct writer *w, struct text target)
{
	struct buffer b = {0};
	const char *uri;

	for (size_t i = 0; i < target.len && b.len < URI_MOST; i++) {
		unsigned char c = (unsigned char)target.at[i];

		if (c <= 0x20 || c >= 0x7F || strchr("<>\"{}|\\^`", c))
			buffer_printf(&b, "%%%02X", c);
		else
			buffer_byte(&b, (char)c);
	}
	uri = text_c(w->arena, buffer_view(&b));
	buffer_free(&b);
	return uri;
}

static void
link_to_uri(struct writer *w, HPDF_Dict annotation, struct text target)
{
	HPDF_Dict action = HPDF_Dict_New(w->doc->mmgr);

	HPDF_Dict_Add(annotation, "A", action);
	HPDF_Dict_AddName(action, "S", "URI");
	HPDF_Dict_Add(action, "URI", HPDF_String_New(w->doc->mmgr, uri_text(w, target), NULL));
}

static HPDF_Dict
link_annotation(struct writer *w, const struct page *p, const struct page_item *item)
{
	HPDF_Dict annotation = pdf_dict(w);
	HPDF_Array rectangle = HPDF_Array_New(w->doc->mmgr), border = HPDF_Array_New(w->doc->mmgr);
	int64_t top = (int64_t)p->height - item->y;

	HPDF_Dict_AddName(annotation, "Type", "Annot");
	HPDF_Dict_AddName(annotation, "Subtype", "Link");
	HPDF_Dict_Add(annotation, "Rect", rectangle);
	HPDF_Array_AddReal(rectangle, (HPDF_REAL)emu_to_pt(item->x));
	HPDF_Array_AddReal(rectangle, (HPDF_REAL)emu_to_pt(top - item->height));
	HPDF_Array_AddReal(rectangle, (HPDF_REAL)emu_to_pt((int64_t)item->x + item->width));
	HPDF_Array_AddReal(rectangle, (HPDF_REAL)emu_to_pt(top));
	HPDF_Dict_Add(annotation, "Border", border);
	for (int i = 0; i < 3; i++)
		HPDF_Array_AddNumber(border, 0);
	return annotation;
}

/* The page's links; one whose bookmark is not there is left out, as is one that leads nowhere. */
static void
write_links(struct writer *w, size_t page_index, const struct mark *const *marks)
{
	const struct page *p = &w->pages->at[page_index];
	HPDF_Array all = NULL;
	int count = 0;

	for (size_t i = 0; i < p->item_count && !w->first_error && count < ANNOTATIONS_MOST; i++) {
		const struct page_item *item = &p->items[i];
		bool is_inside = item->target.len && item->target.at[0] == '#';
		const struct mark *mark = NULL;
		HPDF_Dict annotation;

		if (item->kind != ITEM_LINK || !item->target.len)
			continue;
		if (is_inside) {
			mark = mark_find(marks, w->pages->mark_count, text_from_offset(item->target, 1));
			if (!mark)
				continue;
		}
		if (!all) {
			all = HPDF_Array_New(w->doc->mmgr);
			HPDF_Dict_Add(w->page_objects[page_index], "Annots", all);
		}
		annotation = link_annotation(w, p, item);
		if (mark)
			HPDF_Dict_Add(annotation, "Dest", pdf_destination(w, mark->page_index, mark->y));
		else
			link_to_uri(w, annotation, item->target);
		HPDF_Array_Add(all, annotation);
		count++;
	}
}

/* ---- outline ---- */

/* Headings nest by level; a level that is skipped hangs under the nearest one above. */
static void
write_outline(struct writer *w)
{
	HPDF_Outline parents[LEVELS + 1] = {NULL};

	for (size_t i = 0; i < w->pages->mark_count && !w->first_error; i++) {
		const struct mark *mark = &w->pages->marks[i];
		int level = mark->level > LEVELS ? LEVELS : mark->level;
		HPDF_Outline parent = NULL, outline;

		if (level < 1 || text_is_blank(mark->name))
			continue;
		for (int above = level - 1; above > 0 && !parent; above--)
			parent = parents[above];
		outline = HPDF_CreateOutline(w->doc, parent, "", NULL);
		if (!outline)
			return;
		HPDF_Dict_Add(outline, "Title", pdf_string(w, mark->name));
		HPDF_Dict_Add(outline, "Dest", pdf_destination(w, mark->page_index, mark->y));
		parents[level] = outline;
		for (int below = level + 1; below <= LEVELS; below++)
			parents[below] = NULL;
	}
}

/* ---- page labels ---- */

/* The number a label says, 0 when it is none. */
static int64_t
label_number(struct text label)
{
	int64_t n = 0;

	if (!label.len || label.len > LABEL_DIGITS || label.at[0] == '0')
		return 0;
	for (size_t i = 0; i < label.len; i++) {
		if (label.at[i] < '0' || label.at[i] > '9')
			return 0;
		n = n * 10 + (label.at[i] - '0');
	}
	return n;
}

/* Labels are needed when some page says another number than its place. */
static bool
needs_labels(const struct pages *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (p->at[i].label.len && label_number(p->at[i].label) != (int64_t)i + 1)
			return true;
	return false;
}

/* A range of pages (12.4.2): numbers from one on, or one page that is called by a name. */
static void
add_label(struct writer *w, HPDF_Array numbers, size_t page_index, int64_t number)
{
	HPDF_Dict label = HPDF_Dict_New(w->doc->mmgr);

	HPDF_Array_AddNumber(numbers, (HPDF_INT32)page_index);
	HPDF_Array_Add(numbers, label);
	if (number) {
		HPDF_Dict_AddName(label, "S", "D");
		HPDF_Dict_AddNumber(label, "St", (HPDF_INT32)number);
	} else {
		HPDF_Dict_Add(label, "P", pdf_string(w, w->pages->at[page_index].label));
	}
}

static void
write_labels(struct writer *w)
{
	HPDF_Dict tree;
	HPDF_Array numbers;
	int64_t expected = 0; /* what the page's number is if the range goes on; 0 at the start and after a name */

	if (!needs_labels(w->pages))
		return;
	tree = HPDF_Dict_New(w->doc->mmgr);
	numbers = HPDF_Array_New(w->doc->mmgr);
	HPDF_Dict_Add(w->doc->catalog, "PageLabels", tree);
	HPDF_Dict_Add(tree, "Nums", numbers);
	for (size_t i = 0; i < w->pages->count && i < LABELS_MOST; i++) {
		struct text label = w->pages->at[i].label;
		int64_t number = label_number(label);

		if (!label.len)
			number = expected ? expected : (int64_t)i + 1; /* unprinted, but counted */
		if (!number || number != expected)
			add_label(w, numbers, i, number);
		expected = number ? number + 1 : 0;
	}
}

/* ---- properties ---- */

static void
add_property(struct writer *w, const char *key, struct text value)
{
	if (value.len)
		HPDF_Dict_Add(w->doc->info, key, pdf_string(w, value));
}

static void
write_properties(struct writer *w)
{
	const struct document_properties *p = &w->pages->properties;
	HPDF_Dict preferences;

	add_property(w, "Title", p->title);
	add_property(w, "Author", p->author);
	add_property(w, "Subject", p->subject);
	add_property(w, "Keywords", p->keywords);
	add_property(w, "Producer", w->options->producer);
	if (p->language.len)
		HPDF_Dict_Add(w->doc->catalog, "Lang", pdf_string(w, p->language));
	if (!p->title.len)
		return;
	preferences = HPDF_Dict_New(w->doc->mmgr);
	HPDF_Dict_Add(w->doc->catalog, "ViewerPreferences", preferences);
	HPDF_Dict_AddBoolean(preferences, "DisplayDocTitle", HPDF_TRUE);
}

void
navigation_write(struct writer *w)
{
	const struct mark **marks = sorted_marks(w);

	for (size_t i = 0; i < w->pages->count && !w->first_error; i++)
		write_links(w, i, marks);
	write_outline(w);
	write_labels(w);
	write_properties(w);
}
