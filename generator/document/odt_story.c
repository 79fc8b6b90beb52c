/*
 * odt_story -- paragraphs, spans and fields of one flow of text (ODF 1.3 part 3, 5 and 6-7).
 *
 * A text:p mixes characters and elements.  White space is HTML's (6.1.2): a run of it is one space, none
 * at the start; more spaces are text:s, tabs and line breaks elements.  A field is an
 * element with its shown value as content; only page numbers are made anew.
 *
 * A paragraph begins a new page by its style's break, or a new row of pages with another master page by its
 * style's style:master-page-name; the latter is a new section of the model.
 */
#include <string.h>
#include <unicase.h>

#include "base/utf8.h"
#include "document/measure.h"
#include "document/odt.h"

enum { SPACES_MOST = 256, NOTE_FOOT = 0, NOTE_END = 1 };

/* The paragraph that is being filled. */
struct filling {
	struct odt_story *story;
	struct run_list runs;
	struct text link;
	bool eats_space; /* white space that comes now has been counted already */
	bool is_in_word; /* the character just before is no blank */
	bool has_hidden; /* some of its characters are left out, as hidden */
};

static void inline_read(struct filling *f, const struct xml_node *parent, const struct run_style *style);

static struct arena *
arena_of(const struct filling *f)
{
	return f->story->odt->arena;
}

void
odt_left_out(struct odt *o, unsigned kind, const char *what)
{
	if (!(o->left_out & kind))
		REPORT(o->report, DOCUMENT_LEFT_OUT, place_file(o->document->file), text_from(what));
	o->left_out |= kind;
}

/* ---- characters ---- */

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether white space of t stands for itself: single spaces, none where one is eaten. */
static bool
is_collapsed(struct text t, bool eats_space)
{
	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] == '\t' || t.at[i] == '\n' || t.at[i] == '\r')
			return false;
		if (t.at[i] == ' ' && eats_space)
			return false;
		eats_space = t.at[i] == ' ';
	}
	return true;
}

static struct text
collapse(struct arena *a, struct text t, bool *eats_space)
{
	char *bytes;
	size_t len = 0;

	if (is_collapsed(t, *eats_space)) {
		*eats_space = t.len ? t.at[t.len - 1] == ' ' : *eats_space;
		return t;
	}
	bytes = arena_alloc(a, t.len + 1);
	for (size_t i = 0; i < t.len; i++) {
		bool space = is_space(t.at[i]);

		if (!(space && *eats_space))
			bytes[len++] = space ? ' ' : t.at[i];
		*eats_space = space;
	}
	return (struct text){bytes, len};
}

/* fo:text-transform: small letters, or a capital behind each blank. */
static struct text
in_case(struct arena *a, const struct run_style *style, struct text t, bool begins_word)
{
	char *bytes;
	size_t len = 0, at = 0;

	if (!style->is_lower && !style->is_title)
		return t;
	bytes = arena_alloc(a, t.len * UTF8_MOST + 1);
	while (at < t.len) {
		uint32_t c = utf8_next(t, &at);

		len += utf8_put(style->is_lower ? uc_tolower(c) : begins_word ? uc_totitle(c) : c, bytes + len);
		begins_word = c == ' ' || c == 0xA0;
	}
	return (struct text){bytes, len};
}

static void
add_text(struct filling *f, const struct run_style *style, struct text t)
{
	f->has_hidden = f->has_hidden || (style->is_hidden && t.len);
	if (style->is_hidden || !t.len)
		return;
	runs_add_text(arena_of(f), &f->runs, style, f->link, in_case(arena_of(f), style, t, !f->is_in_word));
	f->is_in_word = t.at[t.len - 1] != ' ';
}

static struct run *
add(struct filling *f, enum run_kind kind, const struct run_style *style)
{
	struct run *r = runs_add(arena_of(f), &f->runs, kind, style);

	r->link = f->link;
	f->eats_space = f->is_in_word = false;
	return r;
}

static void
add_spaces(struct filling *f, const struct run_style *style, const struct xml_node *node)
{
	int count = integer_or(xml_value(node, TEXT_c, TEXT_NONE), 1);
	char *bytes;

	count = count < 1 ? 1 : count > SPACES_MOST ? SPACES_MOST : count;
	bytes = arena_alloc(arena_of(f), (size_t)count);
	memset(bytes, ' ', (size_t)count);
	add_text(f, style, (struct text){bytes, (size_t)count});
	f->eats_space = false;
}

/* ---- spans, links, fields, notes ---- */

static const struct run_style *
span_style(struct filling *f, const struct run_style *style, struct text name)
{
	struct run_style s = *style;

	if (!name.len)
		return style;
	odt_text_style_apply(f->story->odt, f->story->scope, &s, name);
	return pool_run_style(&f->story->odt->pool, &s);
}

/* A link looks as its style says; else as the style "Internet link", which LibreOffice has though no file names it. */
static const struct run_style *
link_style(struct filling *f, const struct run_style *style, struct text name)
{
	struct odt *o = f->story->odt;
	struct run_style s = *style;

	name = name.len ? name : TEXT("Internet_20_link");
	if (odt_style_find(o, f->story->scope, FAMILY_TEXT, name))
		return span_style(f, style, name);
	s.color = s.underline_color = 0x000080;
	s.underline = UNDERLINE_SINGLE;
	return pool_run_style(&o->pool, &s);
}

static void
link_read(struct filling *f, const struct xml_node *node, const struct run_style *style)
{
	struct text before = f->link;

	f->link = xml_value(node, XLINK_href, TEXT_NONE);
	inline_read(f, node, link_style(f, style, xml_value(node, TEXT_style_name, TEXT_NONE)));
	f->link = before;
}

static void
page_number_read(struct filling *f, const struct xml_node *node, const struct run_style *style)
{
	struct text select = xml_value(node, TEXT_select_page, TEXT_NONE);
	struct text format = xml_value(node, STYLE_num_format, TEXT_NONE);
	struct run *r;

	if (style->is_hidden)
		return;
	r = add(f, node->name == TEXT_page_number ? RUN_PAGE_NUMBER : RUN_PAGE_COUNT, style);
	r->text = xml_content(arena_of(f), node);
	if (format.len)
		r->number_format = odt_number_format(format, xml_value_is(node, STYLE_num_letter_sync, "true"));
	r->page_adjust = integer_or(xml_value(node, TEXT_page_adjust, TEXT_NONE), 0);
	r->page_adjust += text_is(select, "previous") ? -1 : text_is(select, "next") ? 1 : 0;
}

/* The look of a note's number in the text: what the file does not say is raised, as LibreOffice's own style is. */
static const struct run_style *
anchor_style(struct filling *f, const struct run_style *style, int kind)
{
	struct odt *o = f->story->odt;
	struct text name = o->notes[kind].body_style;
	struct run_style raised = *style;

	if (!name.len)
		name = kind == NOTE_END ? TEXT("Endnote_20_anchor") : TEXT("Footnote_20_anchor");
	if (odt_style_find(o, f->story->scope, FAMILY_TEXT, name))
		return span_style(f, style, name);
	run_style_raise(&raised, SCRIPT_SUPER);
	return pool_run_style(&o->pool, &raised);
}

static void
note_read(struct filling *f, const struct xml_node *node, const struct run_style *style)
{
	struct odt *o = f->story->odt;
	int kind = xml_value_is(node, TEXT_note_class, "endnote") ? NOTE_END : NOTE_FOOT;
	const struct xml_node *citation = xml_child(node, TEXT_note_citation);
	struct note *note;

	if (style->is_hidden)
		return;
	note = notes_add(o->arena, o->document, kind == NOTE_END);
	note->mark = xml_value(citation, TEXT_label, TEXT_NONE);
	if (!note->mark.len)
		note_count(o->arena, note, o->notes[kind].format, o->notes[kind].start, &o->notes[kind].count);
	add(f, RUN_NOTE, anchor_style(f, style, kind))->note = note;
	note->first = odt_story_read(o, f->story->scope, xml_child(node, TEXT_note_body),
				     kind == NOTE_END ? TEXT("Endnote") : TEXT("Footnote"), note);
}

static void
target_add(struct filling *f, struct text name, const struct run_style *style)
{
	if (!name.len)
		return;
	*dictionary_slot(arena_of(f), &f->story->odt->marks_met, name) = f->story->odt;
	runs_add(arena_of(f), &f->runs, RUN_BOOKMARK, style)->text = name;
}

/* What a sequence-ref names is no bookmark: a table may well have that name. */
static void
sequence_target_add(struct filling *f, const struct xml_node *node, const struct run_style *style)
{
	struct text name = xml_value(node, TEXT_ref_name, TEXT_NONE);

	if (name.len)
		target_add(f, text_join(arena_of(f), name, TEXT("|sequence")), style);
}

static void
frame_add(struct filling *f, const struct xml_node *node, const struct run_style *style)
{
	struct drawing *drawing = NULL;

	if (xml_value_is(node, TEXT_anchor_type, "page") && xml_attribute(node, TEXT_anchor_page_number))
		odt_page_frame_read(f->story, node);
	else
		drawing = odt_frame_read(f->story, node);
	if (drawing)
		add(f, RUN_DRAWING, style)->drawing = drawing;
}

/* Elements whose place is taken by something else than their characters; false for others. */
static bool
special_read(struct filling *f, const struct xml_node *node, const struct run_style *style)
{
	switch (node->name) {
	case TEXT_page_number:
	case TEXT_page_count:
		page_number_read(f, node, style);
		return true;
	case TEXT_note:
		note_read(f, node, style);
		return true;
	case TEXT_bookmark:
	case TEXT_bookmark_start:
	case TEXT_reference_mark:
	case TEXT_reference_mark_start:
		target_add(f, xml_value(node, TEXT_name, TEXT_NONE), style);
		return true;
	case DRAW_frame:
		frame_add(f, node, style);
		return true;
	case DRAW_custom_shape:
	case DRAW_g:
	case DRAW_line:
	case DRAW_rect:
	case DRAW_ellipse:
	case DRAW_polyline:
	case DRAW_polygon:
	case DRAW_path:
	case DRAW_control:
		odt_left_out(f->story->odt, ODT_LEFT_SHAPE, _("drawn shapes or form fields"));
		return true;
	case OFFICE_annotation:
	case TEXT_tracked_changes:
	case TEXT_number: /* of the paragraph; we count ourselves */
		return true;
	default:
		return false;
	}
}

static void
field_add(struct filling *f, const struct xml_node *node, const struct run_style *style, struct text shown)
{
	if (!shown.len || xml_value_is(node, TEXT_display, "none"))
		return;
	add_text(f, style, shown);
	f->eats_space = false;
}

/* One to the place of something; false for other fields. */
static bool
reference_read(struct filling *f, const struct xml_node *node, const struct run_style *style)
{
	struct reference *r;

	if (style->is_hidden)
		return false;
	r = odt_reference_read(f->story->odt, node, style);
	if (r)
		add(f, RUN_REFERENCE, style)->reference = r;
	return r != NULL;
}

/* A field, or what is newer than this program; a reference is a link to what it names. */
static void
field_read(struct filling *f, const struct xml_node *node, const struct run_style *style)
{
	struct text shown, before = f->link, target = odt_reference_target(f->story->odt, node);

	if (node->name == TEXT_sequence)
		sequence_target_add(f, node, style);
	if (!f->link.len && target.len)
		f->link = text_join(arena_of(f), TEXT("#"), target);
	if (target.len && reference_read(f, node, style))
		f->is_in_word = true;
	else if (odt_field_text(f->story->odt, node, &shown))
		field_add(f, node, style, shown);
	else if (!special_read(f, node, style) && !xml_value_is(node, TEXT_display, "none"))
		inline_read(f, node, style);
	f->link = before;
}

static void
element_read(struct filling *f, const struct xml_node *node, const struct run_style *style)
{
	switch (node->name) {
	case TEXT_span:
		inline_read(f, node, span_style(f, style, xml_value(node, TEXT_style_name, TEXT_NONE)));
		break;
	case TEXT_s:
		add_spaces(f, style, node);
		break;
	case TEXT_tab:
		if (!style->is_hidden)
			add(f, RUN_TAB, style);
		break;
	case TEXT_line_break:
		if (!style->is_hidden)
			add(f, RUN_LINE_BREAK, style);
		break;
	case TEXT_a:
	case DRAW_a:
		link_read(f, node, style);
		break;
	case TEXT_ruby:
		inline_read(f, xml_child(node, TEXT_ruby_base), style);
		break;
	default: /* fields, marks, what is newer than this program: their characters */
		field_read(f, node, style);
		break;
	}
}

static void
inline_read(struct filling *f, const struct xml_node *parent, const struct run_style *style)
{
	for (const struct xml_node *node = parent ? parent->first : NULL; node; node = node->next)
		if (node->name == XML_TEXT)
			add_text(f, style, collapse(arena_of(f), node->text, &f->eats_space));
		else if (node->name != XML_RAW)
			element_read(f, node, style);
}

/* ---- paragraphs ---- */

/*
 * In ODF the indent is the border's and the text stands further in; the model has the text's indent
 * and the border further out.
 */
static void
indent_text(struct paragraph_style *s)
{
	s->indent_left += s->borders[SIDE_LEFT].width + s->padding[SIDE_LEFT];
	s->indent_right += s->borders[SIDE_RIGHT].width + s->padding[SIDE_RIGHT];
}

static void
page_begin(struct odt_story *s, const struct odt_look *look, struct paragraph_style *style)
{
	if (!s->is_body) {
		style->page_break_before = false;
		return;
	}
	if (look->master)
		odt_section_begin(s, *look->master, look->page_number);
	else if (!s->odt->section)
		odt_section_begin(s, TEXT_NONE, look->page_number);
	else if (s->odt->section->region != s->region)
		odt_section_continue(s);
	style->page_break_before |= s->breaks_page;
	s->breaks_page = look->breaks_after;
}

/* The number that stands before a note's text, as wide at least as the first line hangs. */
static const struct label *
note_label(struct odt_story *s, const struct odt_look *look, const struct paragraph_style *paragraph)
{
	struct odt *o = s->odt;
	int kind = s->note->is_endnote ? NOTE_END : NOTE_FOOT;
	struct label *label = NEW(o->arena, struct label);
	struct text name = o->notes[kind].mark_style;
	struct run_style style = look->run;

	if (!name.len)
		name = kind == NOTE_END ? TEXT("Endnote_20_Symbol") : TEXT("Footnote_20_Symbol");
	note_mark_plain(&style);
	odt_text_style_apply(o, s->scope, &style, name);
	label->note = s->note;
	label->prefix = o->notes[kind].prefix;
	label->suffix = o->notes[kind].suffix;
	label->text = text_join(o->arena, text_join(o->arena, label->prefix, s->note->mark), label->suffix);
	label->style = pool_run_style(&o->pool, &style);
	label->end = LABEL_NOTHING;
	label->min_width = paragraph->indent_first < 0 ? -paragraph->indent_first : 0;
	s->note = NULL;
	return label;
}

static const struct label *
paragraph_label(struct odt_story *s, const struct xml_node *node, const struct odt_look *look,
		struct paragraph_style *style)
{
	const struct label *label;

	if (s->note)
		return note_label(s, look, style);
	if (s->list) {
		label = odt_label(s, s->list, look, style);
		s->list->has_label = false;
		return label;
	}
	return odt_outline_label(s, node, look, style);
}

/* How many bytes of t are in a drop cap that may have *letters more; *letters is 0 behind its end. */
static size_t
drop_cap_bytes(struct text t, int *letters, bool is_word)
{
	size_t at = 0;

	while (*letters > 0 && at < t.len) {
		if (is_word && t.at[at] == ' ') {
			*letters = 0;
			break;
		}
		utf8_next(t, &at);
		--*letters;
	}
	return at;
}

/* The paragraph's first letters become its drop cap, in the style that it has for them. */
static void
drop_cap_cut(struct odt_story *s, const struct odt_look *look, struct paragraph *p)
{
	enum { WORD_MOST = 254 };
	struct odt *o = s->odt;
	struct drop_cap *drop = NEW(o->arena, struct drop_cap);
	int letters = look->drop_length ? look->drop_length : WORD_MOST;

	drop->lines = look->drop_lines;
	drop->distance = look->drop_distance;
	drop->runs = NEW_ARRAY(o->arena, struct run, p->run_count + 1);
	while (letters > 0 && p->run_count && p->runs[0].kind == RUN_TEXT) {
		struct run *run = &drop->runs[drop->run_count++];
		struct run_style style = *p->runs[0].style;
		size_t len = drop_cap_bytes(p->runs[0].text, &letters, !look->drop_length);

		*run = p->runs[0];
		run->text = text_slice(run->text, 0, len);
		odt_text_style_apply(o, s->scope, &style, look->drop_style);
		run->style = pool_run_style(&o->pool, &style);
		p->runs[0].text = text_from_offset(p->runs[0].text, len);
		if (p->runs[0].text.len)
			break;
		p->runs++;
		p->run_count--;
	}
	if (drop->run_count && drop->runs[0].text.len)
		p->drop_cap = drop;
}

static void
paragraph_read(struct odt_story *s, const struct xml_node *node)
{
	struct odt *o = s->odt;
	const struct odt_look *look = odt_look(o, odt_paragraph_style(s, node));
	struct filling f = {.story = s, .link = TEXT_NONE, .eats_space = true};
	struct paragraph *p = NEW(o->arena, struct paragraph);
	struct paragraph_style style = look->style;

	page_begin(s, look, &style);
	if (node->name == TEXT_h)
		style.outline_level = integer_or(xml_value(node, TEXT_outline_level, TEXT_NONE), 1);
	else
		style.outline_level = look->heading_level;
	if (style.outline_level < 0 || style.outline_level > 9)
		style.outline_level = 9;
	if (s->is_body && style.outline_level == 1 && o->notes[NOTE_FOOT].by_chapter)
		o->notes[NOTE_FOOT].count = 0;
	p->label = paragraph_label(s, node, look, &style);
	indent_text(&style);
	p->style = pool_paragraph_style(&o->pool, &style);
	p->mark = look->pooled;
	p->link_name = o->target;
	o->target = TEXT_NONE;
	inline_read(&f, node, look->pooled);
	if (s->is_contents)
		runs_find_page_number(o->arena, &f.runs, o->document);
	if (f.has_hidden && !f.runs.all.count) {
		/* all of it is hidden, and so is its line; the page that it begins, begins with the next one */
		s->breaks_page = s->breaks_page || style.page_break_before;
		return;
	}
	runs_finish(o->arena, &f.runs, p);
	if (look->drop_lines)
		drop_cap_cut(s, look, p);
	blocks_add(o->arena, s->blocks, BLOCK_PARAGRAPH)->paragraph = p;
}

/* ---- lists ---- */

/* The item's own number, -1 when it has none; LibreOffice takes no larger ones than 32767. */
static int
start_value(const struct xml_node *item)
{
	int start = integer_or(xml_value(item, TEXT_start_value, TEXT_NONE), -1);

	return start >= 0 && start <= INT16_MAX ? start : -1;
}

static void
list_read(struct odt_story *s, const struct xml_node *node)
{
	struct odt_list_context *outer = s->list, own = odt_list_begin(s, outer, node);

	s->list = &own;
	for (const struct xml_node *item = node->first; item; item = item->next) {
		if (item->name != TEXT_list_item && item->name != TEXT_list_header)
			continue;
		own.has_label = item->name == TEXT_list_item;
		own.start_value = start_value(item);
		own.sublists = 0;
		own.override = odt_list_style_find(s->odt, s->scope, xml_value(item, TEXT_style_override, TEXT_NONE));
		odt_blocks_read(s, item);
	}
	s->list = outer;
}

/* text:numbered-paragraph: an item without a list around it. */
static void
numbered_paragraph_read(struct odt_story *s, const struct xml_node *node)
{
	struct odt_list_context *outer = s->list, own = odt_list_begin(s, NULL, node);
	struct text id = xml_value(node, TEXT_list_id, TEXT_NONE);
	struct odt_list *list = id.len ? dictionary_find(&s->odt->lists_by_id, id) : NULL;

	if (list)
		own.list = list;
	if (id.len)
		*dictionary_slot(s->odt->arena, &s->odt->lists_by_id, id) = own.list;
	own.level = integer_or(xml_value(node, TEXT_level, TEXT_NONE), 1) - 1;
	own.level = own.level < 0 ? 0 : own.level;
	own.has_label = true;
	own.start_value = start_value(node);
	s->list = &own;
	odt_blocks_read(s, node);
	s->list = outer;
}

/* ---- blocks ---- */

void
odt_blocks_read(struct odt_story *s, const struct xml_node *parent)
{
	bool is_contents;

	for (const struct xml_node *node = parent ? parent->first : NULL; node; node = node->next)
		switch (node->name) {
		case TEXT_p:
		case TEXT_h:
			paragraph_read(s, node);
			break;
		case TEXT_list:
			list_read(s, node);
			break;
		case TEXT_numbered_paragraph:
			numbered_paragraph_read(s, node);
			break;
		case TABLE_table:
			odt_table_read(s, node);
			break;
		case TEXT_section:
		case TEXT_table_of_content:
		case TEXT_alphabetical_index:
		case TEXT_illustration_index:
		case TEXT_bibliography:
		case TEXT_table_index:
		case TEXT_object_index:
		case TEXT_user_index:
		case TEXT_index_title:
			odt_region_read(s, node);
			break;
		case TEXT_index_body:
			is_contents = s->is_contents;
			s->is_contents = parent->name == TEXT_table_of_content;
			odt_blocks_read(s, node);
			s->is_contents = is_contents;
			break;
		case DRAW_frame:
			odt_page_frame_read(s, node);
			break;
		default:
			break;
		}
}

void
odt_story_end(struct odt_story *s)
{
	struct odt *o = s->odt;

	if (!s->blocks->first)
		s->blocks->first = s->blocks->last =
			block_empty(o->arena, pool_paragraph_style(&o->pool, &o->base.style), o->base.pooled);
}

struct block *
odt_story_read(struct odt *o, const struct odt_scope *scope, const struct xml_node *parent, struct text plain_style,
	       const struct note *note)
{
	struct block_list blocks = {.first = NULL};
	struct odt_story s = {.odt = o, .scope = scope, .blocks = &blocks, .note = note, .plain_style = plain_style};

	if (o->nesting >= NESTING_MOST) {
		REPORT(o->report, DOCUMENT_TOO_DEEP, place_file(o->document->file),
		       text_format(o->arena, "%d", NESTING_MOST));
	} else {
		o->nesting++;
		odt_blocks_read(&s, parent);
		o->nesting--;
	}
	odt_story_end(&s);
	return blocks.first;
}
