#include "contents/survey.h"

#include "base/buffer.h"
#include "document/measure.h"

enum { TOC_FIRST = 100000001 };

#define MARK TEXT("prikaz|") /* what the bookmarks begin with that are there for a moment */

static bool
is_word(const struct survey *s)
{
	return s->package->kind == PACKAGE_DOCX;
}

/* ---- elements ---- */

struct xml_node *
survey_element(struct survey *s, enum xml_name name, const char *local)
{
	return xml_new(s->a, name, text_join(s->a, s->prefix, text_from(local)));
}

void
survey_set(struct survey *s, struct xml_node *node, enum xml_name name, const char *local, struct text value)
{
	xml_set(s->a, node, name, text_join(s->a, s->prefix, text_from(local)), value);
}

static struct xml_node *
bookmark_element(struct survey *s, struct text name)
{
	struct xml_node *mark = is_word(s) ? survey_element(s, W_bookmarkStart, "bookmarkStart")
					   : survey_element(s, TEXT_bookmark, "bookmark");

	if (is_word(s)) {
		survey_set(s, mark, W_id, "id", text_format(s->a, "%d", ++s->highest_id));
		survey_set(s, mark, W_name, "name", name);
	} else {
		survey_set(s, mark, TEXT_name, "name", name);
	}
	return mark;
}

/* Puts the node before all that the paragraph says. */
static void
put_first(struct xml_node *paragraph, struct xml_node *node)
{
	struct xml_node *properties = xml_child(paragraph, W_pPr);

	if (properties)
		xml_insert_after(properties, node);
	else if (paragraph->first)
		xml_insert_before(paragraph->first, node);
	else
		xml_append(paragraph, node);
}

/* ---- the part ---- */

static bool
is_paragraph_node(const struct xml_node *node)
{
	return node->name == W_p || node->name == TEXT_p || node->name == TEXT_h;
}

/* What has paragraphs that belong to no text of the body. */
static bool
is_beside(enum xml_name name)
{
	return name == W_txbxContent || name == W_pict || name == DRAW_frame || name == TEXT_note ||
	       name == OFFICE_annotation || name == TEXT_tracked_changes;
}

static struct text
bookmark_name(const struct xml_node *node)
{
	switch (node->name) {
	case W_bookmarkStart:
		return xml_value(node, W_name, TEXT_NONE);
	case TEXT_bookmark:
	case TEXT_bookmark_start:
		return xml_value(node, TEXT_name, TEXT_NONE);
	default:
		return TEXT_NONE;
	}
}

static void
look_over(struct survey *s)
{
	for (struct xml_node *at = s->root; at; at = xml_following(s->root, at, false)) {
		struct text name = bookmark_name(at);
		int id = at->name == W_bookmarkStart ? integer_or(xml_value(at, W_id, TEXT_NONE), 0) : 0;

		if (name.len)
			*dictionary_slot(s->a, &s->names, name) = at;
		s->highest_id = id > s->highest_id && id < INT32_MAX / 2 ? id : s->highest_id;
		if (!s->prefix.len && is_paragraph_node(at)) {
			ptrdiff_t colon = text_find(at->qname, TEXT(":"), 0);

			s->prefix = text_slice(at->qname, 0, colon == TEXT_NOWHERE ? 0 : (size_t)colon + 1);
		}
	}
}

bool
survey_open(struct survey *s, struct arena *a, struct report *r, struct package *p)
{
	*s = (struct survey){.a = a, .package = p, .prefix = TEXT_NONE};
	s->root = package_xml(a, r, p, p->main_part, true);
	if (!s->root)
		return false;
	look_over(s);
	return true;
}

void
survey_close(struct survey *s)
{
	struct buffer b = {0};

	xml_write_document(&b, s->root);
	package_replace(s->a, s->package, s->package->main_part, buffer_take(s->a, &b));
}

/* ---- beside the model ---- */

/* The words of runs in one line; each stretch of blanks that are no text is one space. */
static struct text
runs_line(struct survey *s, const struct paragraph *p)
{
	struct buffer b = {0};

	for (size_t i = 0; i < p->run_count; i++) {
		const struct run *run = &p->runs[i];

		if (run->kind == RUN_TEXT && !run->style->is_hidden)
			buffer_text(&b, run->text);
		else if (run->kind == RUN_REFERENCE)
			buffer_text(&b, run->reference->stored);
		else if (run->kind == RUN_TAB || run->kind == RUN_LINE_BREAK)
			buffer_byte(&b, ' ');
	}
	return buffer_take(s->a, &b);
}

static void
model_found(struct survey *s, const struct paragraph *p, size_t index)
{
	struct survey_paragraph *own;

	if (index >= s->paragraphs.count)
		return;
	own = &s->paragraphs.at[index];
	own->model = p;
	own->text = text_trim(runs_line(s, p));
	own->label = p->label && label_counts(p->label) ? text_trim(p->label->text) : TEXT_NONE;
}

static void
paragraph_look(struct survey *s, const struct paragraph *p)
{
	for (size_t i = 0; i < p->run_count; i++) {
		struct text name = p->runs[i].kind == RUN_BOOKMARK ? p->runs[i].text : TEXT_NONE;

		if (text_starts(name, MARK)) {
			model_found(s, p, (size_t)integer_or(text_from_offset(name, MARK.len), INT32_MAX));
			return;
		}
	}
}

static void
blocks_look(struct survey *s, const struct block *b)
{
	for (; b; b = b->next) {
		if (b->kind == BLOCK_PARAGRAPH) {
			paragraph_look(s, b->paragraph);
			continue;
		}
		for (size_t row = 0; row < b->table->row_count; row++)
			for (size_t i = 0; i < b->table->rows[row].cell_count; i++)
				blocks_look(s, b->table->rows[row].cells[i].first);
	}
}

/* Reads the document with the tree as it is now. */
static void
document_look(struct survey *s)
{
	struct package *copy = package_copy(s->a, s->package);
	struct buffer b = {0};
	struct report silent;
	const struct document *d;

	xml_write_document(&b, s->root);
	package_replace(s->a, copy, copy->main_part, buffer_view(&b));
	report_open(&silent); /* what is wrong will be told when the document is laid out */
	d = document_read(s->a, &silent, copy);
	for (const struct section *section = d ? d->sections : NULL; section; section = section->next)
		blocks_look(s, section->blocks);
	report_close(&silent);
	buffer_free(&b);
}

void
survey_read(struct survey *s, bool (*may_be)(const struct xml_node *paragraph))
{
	int before = s->highest_id;
	struct xml_node **marks;

	for (struct xml_node *at = s->root; at; at = xml_following(s->root, at, is_beside(at->name)))
		if (is_paragraph_node(at) && may_be(at))
			*VECTOR_PUSH(s->a, &s->paragraphs) =
				(struct survey_paragraph){.node = at, .label = TEXT_NONE, .text = TEXT_NONE};
	marks = NEW_ARRAY(s->a, struct xml_node *, s->paragraphs.count);
	for (size_t i = 0; i < s->paragraphs.count; i++) {
		marks[i] = bookmark_element(s, text_format(s->a, "%.*s%zu", TEXT_ARG(MARK), i));
		put_first(s->paragraphs.at[i].node, marks[i]);
		s->paragraphs.at[i].node->extra = &s->paragraphs.at[i];
	}
	document_look(s);
	for (size_t i = 0; i < s->paragraphs.count; i++)
		xml_remove(marks[i]);
	s->highest_id = before;
}

struct survey_paragraph *
survey_paragraph(const struct xml_node *node)
{
	return node->extra;
}

struct text
survey_line(struct survey *s, const struct survey_paragraph *p)
{
	struct text t = p->label.len ? text_format(s->a, "%.*s %.*s", TEXT_ARG(p->label), TEXT_ARG(p->text)) : p->text;
	struct buffer b = {0};
	size_t len;

	for (size_t at = 0; at < t.len; at += len) {
		bool is_blank = text_blank_at(t, at, &len);

		if (!is_blank)
			len = 1;
		if (!is_blank)
			buffer_byte(&b, t.at[at]);
		else if (!text_ends(buffer_view(&b), TEXT(" ")))
			buffer_byte(&b, ' ');
	}
	return text_trim(buffer_take(s->a, &b));
}

bool
survey_admits(struct survey *s, size_t entries)
{
	if (entries > ENTRIES_MOST - s->entries)
		return false;
	s->entries += entries;
	return true;
}

/* ---- bookmarks ---- */

bool
survey_has_bookmark(const struct survey_paragraph *p, struct text name)
{
	for (struct xml_node *at = p->node; at; at = xml_following(p->node, at, false))
		if (text_equal(bookmark_name(at), name) && name.len)
			return true;
	return false;
}

/* As Word names them: _Toc and nine digits. */
static struct text
new_name(struct survey *s)
{
	for (;;) {
		struct text name = text_format(s->a, "_Toc%u", TOC_FIRST + s->names_tried++);

		if (!dictionary_find(&s->names, name)) {
			*dictionary_slot(s->a, &s->names, name) = s;
			return name;
		}
	}
}

struct text
survey_bookmark(struct survey *s, struct survey_paragraph *heading)
{
	struct xml_node *mark, *end;

	for (struct xml_node *at = heading->node; at; at = xml_following(heading->node, at, false)) {
		struct text name = bookmark_name(at);

		if (text_starts(name, TEXT("_Toc")) || text_starts(name, TEXT("__RefHeading")))
			return name;
	}
	mark = bookmark_element(s, new_name(s));
	put_first(heading->node, mark);
	if (is_word(s)) {
		end = survey_element(s, W_bookmarkEnd, "bookmarkEnd");
		survey_set(s, end, W_id, "id", xml_value(mark, W_id, TEXT_NONE));
		xml_append(heading->node, end);
	}
	return bookmark_name(mark);
}
