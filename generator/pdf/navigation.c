/*
 * navigation -- what a reader of the PDF uses beside its pages: links, the outline, and the document's title, author
 * and language (ISO 32000-1, 12.3 to 12.5 and 14.3).
 *
 * Links and bookmarks are the document's own: in a file of several documents those of one never lead into another,
 * though all have the same names.
 */
#include <hpdf_doc.h>
#include <hpdf_pages.h>
#include <string.h>

#include "layout/targets.h"
#include "pdf/writer.h"

enum {
	ANNOTATIONS_MOST = 32000, /* of a page: libharu's arrays end at 32 767 */
	URI_MOST = 4096,
	LINK_GAP_MOST = EMU_PER_PT, /* between pieces of one link */
	OUTLINE_SHOWN_MOST = 60     /* entries that are shown at first, about what a window holds */
};

/* ---- links ---- */

/* Whether that is a bare host, "http://host": its path is "/" (RFC 3986, 6.2.3), and LibreOffice says so. */
static bool
is_bare_host(struct text target)
{
	size_t scheme = text_starts(target, TEXT("http://"))    ? strlen("http://")
			: text_starts(target, TEXT("https://")) ? strlen("https://")
								: target.len;
	struct text host = text_from_offset(target, scheme);

	for (size_t i = 0; i < host.len; i++)
		if (strchr("/?#", host.at[i]))
			return false;
	return host.len > 0;
}

/* A URI is ASCII (12.6.4.7): other bytes and those RFC 3986 forbids are written as %XX. */
static const char *
uri_text(struct pdf_writer *w, struct text target)
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
	if (is_bare_host(target))
		buffer_byte(&b, '/');
	uri = text_c(w->arena, buffer_view(&b));
	buffer_free(&b);
	return uri;
}

static void
link_to_uri(struct pdf_writer *w, HPDF_Dict annotation, struct text target)
{
	HPDF_Dict action = HPDF_Dict_New(w->doc->mmgr);

	HPDF_Dict_Add(annotation, "A", action);
	HPDF_Dict_AddName(action, "S", "URI");
	HPDF_Dict_Add(action, "URI", HPDF_String_New(w->doc->mmgr, uri_text(w, target), NULL));
}

/* A link on one line of a page. */
struct link {
	struct text target;
	const void *place;
	int64_t x, y, width, height;
	struct buffer text;
};

static HPDF_Dict
link_annotation(struct pdf_writer *w, const struct page *p, const struct link *link)
{
	HPDF_Dict annotation = pdf_dict(w);
	HPDF_Array rectangle = HPDF_Array_New(w->doc->mmgr), border = HPDF_Array_New(w->doc->mmgr);
	int64_t top = (int64_t)p->height - link->y;

	HPDF_Dict_AddName(annotation, "Type", "Annot");
	HPDF_Dict_AddName(annotation, "Subtype", "Link");
	HPDF_Dict_Add(annotation, "Rect", rectangle);
	HPDF_Array_AddReal(rectangle, (HPDF_REAL)emu_to_pt(link->x));
	HPDF_Array_AddReal(rectangle, (HPDF_REAL)emu_to_pt(top - link->height));
	HPDF_Array_AddReal(rectangle, (HPDF_REAL)emu_to_pt(link->x + link->width));
	HPDF_Array_AddReal(rectangle, (HPDF_REAL)emu_to_pt(top));
	HPDF_Dict_Add(annotation, "Border", border);
	for (int i = 0; i < 3; i++)
		HPDF_Array_AddNumber(border, 0);
	if (link->text.len)
		HPDF_Dict_Add(annotation, "Contents", pdf_string(w, text_trim(buffer_view(&link->text))));
	return annotation;
}

/* The annotation of a link; NULL for one whose bookmark is not there. */
static HPDF_Dict
link_write(struct pdf_writer *w, const struct page *p, const struct link *link, const struct targets *targets)
{
	bool is_inside = link->place || text_starts(link->target, TEXT("#"));
	const struct mark *mark = NULL;
	HPDF_Dict annotation;

	if (is_inside) {
		if (link->place)
			mark = targets_at(targets, link->place);
		else
			mark = targets_find(w->arena, targets, text_from_offset(link->target, 1));
		if (!mark)
			return NULL;
	}
	annotation = link_annotation(w, p, link);
	if (mark)
		HPDF_Dict_Add(annotation, "Dest", pdf_destination(w, mark->page_index, mark->y));
	else
		link_to_uri(w, annotation, link->target);
	return annotation;
}

static bool
is_link(const struct page_item *item)
{
	return item->kind == ITEM_LINK && (item->target.len || item->place);
}

/* Whether an item goes on with the link: the next piece of it on the same line. */
static bool
goes_on(const struct link *link, const struct page_item *item)
{
	int64_t end = link->x + link->width, gap = item->x - end;

	return item->place == link->place && text_equal(item->target, link->target) && item->y == link->y &&
	       item->height == link->height && gap >= -LINK_GAP_MOST && gap <= LINK_GAP_MOST;
}

/* The link that begins with item *i, with all pieces of it that follow on its line; *i is then the last of them. */
static void
link_collect(const struct page *p, size_t *i, struct link *link)
{
	const struct page_item *item = &p->items[*i];

	buffer_clear(&link->text);
	buffer_text(&link->text, item->text);
	link->target = item->target;
	link->place = item->place;
	link->x = item->x;
	link->y = item->y;
	link->width = item->width;
	link->height = item->height;
	for (size_t k = *i + 1; k < p->item_count; k++) {
		item = &p->items[k];
		if (!is_link(item))
			continue;
		if (!goes_on(link, item))
			break;
		if (item->place) /* of a link with a target each item has the whole text */
			buffer_text(&link->text, item->text);
		link->width = (int64_t)item->x + item->width - link->x;
		*i = k;
	}
}

/* The page's links: one annotation for each line on which a link stands. */
static void
write_links(struct pdf_writer *w, size_t page_index, const struct targets *targets)
{
	const struct page *p = &w->pages->at[page_index];
	struct link link = {.place = NULL};
	HPDF_Array all = NULL;
	int count = 0;

	for (size_t i = 0; i < p->item_count && !w->first_error && count < ANNOTATIONS_MOST; i++) {
		HPDF_Dict annotation;

		if (!is_link(&p->items[i]))
			continue;
		link_collect(p, &i, &link);
		annotation = link_write(w, p, &link, targets);
		if (!annotation)
			continue;
		if (!all) {
			all = HPDF_Array_New(w->doc->mmgr);
			HPDF_Dict_Add(w->page_objects[page_index], "Annots", all);
		}
		HPDF_Array_Add(all, annotation);
		count++;
	}
	buffer_free(&link.text);
}

/* ---- outline ---- */

static HPDF_Outline
outline_entry(struct pdf_writer *w, HPDF_Outline parent, int depth, struct text title, HPDF_Array destination)
{
	HPDF_Outline outline = HPDF_CreateOutline(w->doc, parent, "", NULL);

	if (!outline)
		return NULL;
	HPDF_Dict_Add(outline, "Title", pdf_string(w, title));
	HPDF_Dict_Add(outline, "Dest", destination);
	*VECTOR_PUSH(&w->file_arena, &w->outline) = (struct outline_item){outline, depth};
	return outline;
}

/*
 * Headings nest by level, below the document's own entry if it has one; a level that is skipped hangs under the
 * nearest one above.
 */
static void
write_outline(struct pdf_writer *w, struct text bookmark)
{
	struct {
		HPDF_Outline object;
		int level;
	} above[OUTLINE_LEVELS] = {{NULL, 0}};
	int depth = 0; /* entries that are above the next one */

	if (bookmark.len)
		above[depth++].object = outline_entry(w, NULL, 0, bookmark, pdf_destination(w, 0, 0));
	for (size_t i = 0; i < w->pages->mark_count && !w->first_error; i++) {
		const struct mark *mark = &w->pages->marks[i];
		int level = mark->level < OUTLINE_LEVELS ? mark->level : OUTLINE_LEVELS - 1;

		if (level < 1 || !mark->name.len)
			continue;
		while (depth > 0 && above[depth - 1].level >= level)
			depth--;
		above[depth].object = outline_entry(w, depth ? above[depth - 1].object : NULL, depth, mark->name,
						    pdf_destination(w, mark->page_index, mark->y));
		above[depth++].level = level;
	}
}

/* At first all levels are open down to the deepest one with which a window can show them. */
static void
open_outline(struct pdf_writer *w)
{
	size_t counts[OUTLINE_LEVELS] = {0}, shown = 0;
	int depth = 0;

	for (size_t i = 0; i < w->outline.count; i++)
		counts[w->outline.at[i].depth]++;
	for (shown = counts[0]; depth + 1 < OUTLINE_LEVELS && shown + counts[depth + 1] <= OUTLINE_SHOWN_MOST; depth++)
		shown += counts[depth + 1];
	for (size_t i = 0; i < w->outline.count; i++)
		HPDF_Outline_SetOpened(w->outline.at[i].object, w->outline.at[i].depth < depth);
	if (w->outline.count && w->options->is_combined) /* else as LibreOffice has it: the reader's own wish */
		HPDF_SetPageMode(w->doc, HPDF_PAGE_MODE_USE_OUTLINE);
}

/* ---- properties ---- */

static void
add_property(struct pdf_writer *w, const char *key, struct text value)
{
	if (value.len)
		HPDF_Dict_Add(w->doc->info, key, pdf_string(w, value));
}

/* Of a file of several documents only what all of them say. */
static void
keep_common(struct arena *a, bool is_first, struct text *common, struct text own)
{
	if (is_first)
		*common = text_copy(a, own);
	else if (!text_equal(*common, own))
		*common = TEXT_NONE;
}

static void
add_properties(struct pdf_writer *w)
{
	struct document_properties *common = &w->properties;
	const struct document_properties *own = &w->pages->properties;
	struct arena *a = &w->file_arena;
	bool is_first = !w->first_page;

	keep_common(a, is_first, &common->title, own->title);
	keep_common(a, is_first, &common->author, own->author);
	keep_common(a, is_first, &common->subject, own->subject);
	keep_common(a, is_first, &common->keywords, own->keywords);
	keep_common(a, is_first, &common->language, own->language);
}

static void
write_properties(struct pdf_writer *w)
{
	const struct document_properties *p = &w->properties;
	struct text title = p->title.len ? p->title : w->options->title;
	HPDF_Dict preferences;

	add_property(w, "Title", title);
	add_property(w, "Author", p->author);
	add_property(w, "Subject", p->subject);
	add_property(w, "Keywords", p->keywords);
	add_property(w, "Producer", w->options->producer);
	if (w->options->created.len) /* a day of the user's, never the clock's */
		add_property(w, "CreationDate", text_join(w->arena, TEXT("D:"), w->options->created));
	if (p->language.len)
		HPDF_Dict_Add(w->doc->catalog, "Lang", pdf_string(w, p->language));
	if (!title.len)
		return;
	preferences = HPDF_Dict_New(w->doc->mmgr);
	HPDF_Dict_Add(w->doc->catalog, "ViewerPreferences", preferences);
	HPDF_Dict_AddBoolean(preferences, "DisplayDocTitle", HPDF_TRUE);
}

void
navigation_add(struct pdf_writer *w, const struct pdf_part *part)
{
	const struct targets targets = targets_of(w->arena, w->pages->marks, w->pages->mark_count);

	for (size_t i = 0; i < w->pages->count && !w->first_error; i++)
		write_links(w, i, &targets);
	write_outline(w, part->bookmark);
	add_properties(w);
}

void
navigation_finish(struct pdf_writer *w)
{
	open_outline(w);
	write_properties(w);
}
