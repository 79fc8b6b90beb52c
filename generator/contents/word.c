/*
 * word -- tables of contents of a DOCX: fields TOC whose result is a row of paragraphs.
 *
 *     <w:p> w:pPr  begin  TOC \o "1-3" \h  separate
 *           <w:hyperlink w:anchor="_Toc1"> text  tab  PAGEREF _Toc1 </w:hyperlink>
 *     </w:p>
 *     <w:p> w:pPr  <w:hyperlink …> … </w:hyperlink> </w:p>
 *     <w:p> end </w:p>                  or the end stands behind the last entry
 *
 * An entry's level is that of its style, "toc 1".  A new entry takes the looks of the first old one of its level: the
 * paragraph's properties, with the tab stops that Word puts there, those of the runs of its text and of its number.
 */
#include "contents/field.h"
#include "contents/survey.h"

#include <ctype.h>
#include <strings.h>

#include "document/measure.h"
#include "template/toc.h"

/* The looks of the entries of a level; NULL: nothing is said. */
struct looks {
	bool is_known;
	const struct xml_node *paragraph, *text, *number; /* w:pPr, w:rPr */
	bool has_label_tab;                               /* behind the heading's number */
};

/* A field TOC in the part. */
struct listing {
	struct toc asks;
	struct xml_node *separate, *end;           /* runs of the field's marks */
	struct xml_node *first, *last;             /* their paragraphs */
	VECTOR(struct survey_paragraph *) entries; /* as they are */
	VECTOR(struct wanted) wanted;              /* as they ought to be */
	struct looks looks[TOC_LEVELS + 1];
};

struct word {
	struct survey *survey;
	VECTOR(struct listing *) listings;
};

/* ---- finding ---- */

/* Whether anything is said in the paragraph behind a run; NULL: at all; or before `end`. */
static bool
has_words(const struct xml_node *paragraph, struct xml_node *from, const struct xml_node *end)
{
	bool is_behind = !from;

	for (struct xml_node *at = paragraph->first; at && at != end; at = at->next) {
		if (is_behind && (at->name == W_hyperlink || at->name == W_sdt || xml_descendant(at, W_t)))
			return true;
		is_behind |= at == from;
	}
	return false;
}

/* Whether the end stands in a paragraph of its own, which may begin something else behind it. */
static bool
has_own_end(const struct listing *t)
{
	return t->first != t->last && !has_words(t->last, NULL, t->end);
}

/*
 * Takes the paragraphs of its entries; they are to be in the survey.  False when one is another listing's: making that
 * one anew would take the ground from under this.
 */
static bool
row_take(struct listing *t)
{
	struct xml_node *behind = has_own_end(t) ? t->last : t->last->next;

	for (const struct xml_node *at = t->first; at != behind; at = at->next)
		if (at->extra)
			return false;
	for (struct xml_node *at = t->first; at != behind; at = at->next)
		at->extra = t;
	return true;
}

static bool
is_in_listing(const struct fields *f)
{
	for (size_t i = 0; i < f->open.count; i++)
		if (f->open.at[i].listing)
			return true;
	return false;
}

static void
result_begins(struct word *w, const struct fields *fields, struct open_field *field)
{
	struct listing *listing;

	if (is_in_listing(fields))
		return;
	listing = NEW(w->survey->a, struct listing);
	if (toc_read(w->survey->a, field->instruction, &listing->asks))
		field->listing = listing;
}

static void
result_ends(struct word *w, const struct open_field *field, struct xml_node *mark)
{
	struct listing *listing = field->listing;

	if (!listing || !listing->asks.lists_headings_alone || !toc_is_row(field->separate, mark) ||
	    w->listings.count == LISTINGS_MOST)
		return;
	listing->separate = field->separate->parent;
	listing->first = listing->separate->parent;
	listing->end = mark->parent;
	listing->last = listing->end->parent;
	if (row_take(listing))
		*VECTOR_PUSH(w->survey->a, &w->listings) = listing;
}

static void
listings_find(struct word *w)
{
	struct xml_node *root = w->survey->root;
	struct fields fields = {.a = w->survey->a};
	struct open_field *field;

	for (struct xml_node *at = root; at; at = xml_following(root, at, at->name == W_txbxContent)) {
		enum field_event event = fields_step(&fields, at, &field);

		if (event == FIELD_SEPARATES)
			result_begins(w, &fields, field);
		else if (event == FIELD_ENDS)
			result_ends(w, field, at);
	}
}

static void
entries_find(struct survey *s, struct listing *t)
{
	for (struct xml_node *at = t->first; at && at != t->last->next; at = at->next) {
		struct survey_paragraph *p = at->name == W_p ? survey_paragraph(at) : NULL;
		const struct xml_node *end = at == t->last ? t->end : NULL;

		if (!p)
			continue;
		p->is_entry = true;
		if (has_words(at, at == t->first ? t->separate : NULL, end))
			*VECTOR_PUSH(s->a, &t->entries) = p;
	}
}

/* ---- headings ---- */

/* The level in a name like "heading 1"; 0: it is another name. */
static int
level_in(struct text name, const char *word)
{
	struct text begin = text_from(word);

	if (name.len != begin.len + 1 || strncasecmp(name.at, begin.at, begin.len) != 0)
		return 0;
	return isdigit((unsigned char)name.at[begin.len]) ? name.at[begin.len] - '0' : 0;
}

static int
heading_level(const struct toc *toc, const struct paragraph *p)
{
	struct text name = p->style->name;
	int level = level_in(name, "heading ");

	for (size_t i = 0; i < toc->styles.count; i++)
		if (name.len == toc->styles.at[i].name.len &&
		    strncasecmp(name.at, toc->styles.at[i].name.at, name.len) == 0)
			return toc->styles.at[i].level;
	if (level && toc->last && level >= toc->first && level <= toc->last)
		return level;
	level = p->style->outline_level;
	if (toc->by_outline && level >= (toc->last ? toc->first : 1) && level <= (toc->last ? toc->last : TOC_LEVELS))
		return level;
	return 0;
}

static void
headings_find(struct survey *s, struct listing *t)
{
	for (size_t i = 0; i < s->paragraphs.count; i++) {
		struct survey_paragraph *p = &s->paragraphs.at[i];
		int level = p->model && !p->is_entry && p->text.len ? heading_level(&t->asks, p->model) : 0;

		if (level)
			*VECTOR_PUSH(s->a, &t->wanted) = (struct wanted){.heading = p, .level = level};
	}
}

/* ---- comparing ---- */

static bool
has_number(const struct listing *t, int level)
{
	return level < t->asks.bare_first || level > t->asks.bare_last;
}

/* The bookmark of the reference that ends the entry; empty: none does. */
static struct text
reference_in(const struct paragraph *p)
{
	for (size_t i = p->run_count; i-- > 0;)
		if (p->runs[i].kind == RUN_REFERENCE)
			return p->runs[i].reference->target;
	return TEXT_NONE;
}

/* What the entry says without its number. */
static struct text
entry_line(struct survey *s, const struct survey_paragraph *p)
{
	const struct paragraph *model = p->model;
	struct survey_paragraph words = *p;
	struct text number;
	size_t count = model->run_count;

	while (count > 0 && model->runs[count - 1].kind != RUN_REFERENCE)
		count--;
	if (!count)
		return survey_line(s, p);
	number = model->runs[count - 1].reference->stored;
	if (text_ends(words.text, number))
		words.text = text_slice(words.text, 0, words.text.len - number.len);
	return survey_line(s, &words);
}

/* Whether its number is a field: others could not be kept up to date. */
static bool
has_reference(struct survey *s, const struct xml_node *paragraph)
{
	for (struct xml_node *at = (struct xml_node *)paragraph; at; at = xml_following(paragraph, at, false)) {
		struct text instruction = at->name == W_instrText ? xml_content(s->a, at) : TEXT_NONE;

		if (at->name == W_fldSimple)
			instruction = xml_value(at, W_instr, TEXT_NONE);
		if (text_find(instruction, TEXT("PAGEREF"), 0) != TEXT_NOWHERE)
			return true;
	}
	return false;
}

static bool
is_right(struct survey *s, const struct listing *t, const struct survey_paragraph *entry, const struct wanted *wanted)
{
	struct text line;

	if (!entry->model || level_in(entry->model->style->name, "toc ") != wanted->level)
		return false;
	line = entry_line(s, entry);
	if (t->asks.separator.len && text_ends(line, t->asks.separator))
		line = text_trim(text_slice(line, 0, line.len - t->asks.separator.len));
	if (!text_equal(line, survey_line(s, wanted->heading)))
		return false;
	return !has_number(t, wanted->level) ||
	       (has_reference(s, entry->node) && survey_has_bookmark(wanted->heading, reference_in(entry->model)));
}

static bool
is_current(struct survey *s, const struct listing *t)
{
	if (t->entries.count != t->wanted.count)
		return false;
	for (size_t i = 0; i < t->entries.count; i++)
		if (!is_right(s, t, t->entries.at[i], &t->wanted.at[i]))
			return false;
	return true;
}

/* ---- looks ---- */

static const struct xml_node *
looks_of_run(const struct xml_node *text)
{
	return text && text->parent->name == W_r ? xml_child(text->parent, W_rPr) : NULL;
}

static void
looks_take(struct listing *t, struct survey_paragraph *entry)
{
	int level = entry->model ? level_in(entry->model->style->name, "toc ") : 0;
	const struct xml_node *first = NULL, *last = NULL;
	struct looks *looks = &t->looks[level];
	int tabs = 0;

	if (looks->is_known)
		return;
	for (struct xml_node *at = entry->node; at; at = xml_following(entry->node, at, at->name == W_pPr)) {
		if (at->name == W_t) {
			first = first ? first : at;
			last = at;
		}
		tabs += at->name == W_tab && at->parent->name == W_r;
	}
	*looks = (struct looks){.is_known = true, .has_label_tab = tabs > 1};
	looks->paragraph = xml_child(entry->node, W_pPr);
	looks->text = looks_of_run(first);
	looks->number = looks_of_run(last);
}

/* The style of that name as the document's styles know it; empty: they do not. */
static struct text
style_id(struct survey *s, int level)
{
	const struct relationship *styles;
	const struct xml_node *style;
	struct report silent;

	report_open(&silent);
	styles = relationship_of_type(relationships_read(s->a, &silent, s->package, s->package->main_part),
				      TEXT("styles"));
	style = styles ? xml_child(package_xml(s->a, &silent, s->package, styles->target, false), W_style) : NULL;
	report_close(&silent);
	for (; style; style = xml_sibling(style, W_style))
		if (level_in(xml_value(xml_child(style, W_name), W_val, TEXT_NONE), "toc ") == level)
			return xml_value(style, W_styleId, TEXT_NONE);
	return TEXT_NONE;
}

/* The properties with another style; from: NULL: with nothing else. */
static const struct xml_node *
in_style(struct survey *s, const struct xml_node *from, struct text id)
{
	struct xml_node *properties = from ? xml_copy(s->a, from, true) : survey_element(s, W_pPr, "pPr");
	struct xml_node *style = xml_child(properties, W_pStyle);

	if (!style) {
		style = survey_element(s, W_pStyle, "pStyle");
		if (properties->first)
			xml_insert_before(properties->first, style);
		else
			xml_append(properties, style);
	}
	survey_set(s, style, W_val, "val", id);
	return properties;
}

/* Those of the level; where no entry has been of it yet, of the nearest one in the style of this. */
static const struct looks *
looks_for(struct survey *s, struct listing *t, int level)
{
	struct looks *looks = &t->looks[level];
	struct text id;

	if (looks->is_known)
		return looks;
	for (int away = 1; away <= TOC_LEVELS && !looks->is_known; away++)
		for (int other = level - away; other <= level + away && !looks->is_known; other += 2 * away)
			if (other > 0 && other <= TOC_LEVELS && t->looks[other].is_known)
				*looks = t->looks[other];
	if (!looks->is_known)
		*looks = t->looks[0];
	looks->is_known = true;
	id = style_id(s, level);
	if (id.len)
		looks->paragraph = in_style(s, looks->paragraph, id);
	return looks;
}

/* ---- writing ---- */

static struct xml_node *
add_run(struct survey *s, struct xml_node *parent, const struct xml_node *look)
{
	struct xml_node *run = survey_element(s, W_r, "r");

	if (look)
		xml_append(run, xml_copy(s->a, look, true));
	xml_append(parent, run);
	return run;
}

static void
add_text(struct survey *s, struct xml_node *parent, const struct xml_node *look, struct text text)
{
	struct xml_node *t = survey_element(s, W_t, "t");

	xml_set(s->a, t, XML_space, TEXT("xml:space"), TEXT("preserve"));
	xml_append(t, xml_new_text(s->a, text));
	xml_append(add_run(s, parent, look), t);
}

static void
add_mark(struct survey *s, struct xml_node *parent, const struct xml_node *look, const char *type)
{
	struct xml_node *mark = survey_element(s, W_fldChar, "fldChar");

	survey_set(s, mark, W_fldCharType, "fldCharType", text_from(type));
	xml_append(add_run(s, parent, look), mark);
}

static void
add_number(struct survey *s, const struct listing *t, struct xml_node *parent, const struct xml_node *look,
	   struct text bookmark)
{
	struct xml_node *instruction = survey_element(s, W_instrText, "instrText");

	if (t->asks.separator.len)
		add_text(s, parent, look, t->asks.separator);
	else
		xml_append(add_run(s, parent, look), survey_element(s, W_tab, "tab"));
	add_mark(s, parent, look, "begin");
	xml_set(s->a, instruction, XML_space, TEXT("xml:space"), TEXT("preserve"));
	xml_append(instruction, xml_new_text(s->a, text_format(s->a, " PAGEREF %.*s \\h ", TEXT_ARG(bookmark))));
	xml_append(add_run(s, parent, look), instruction);
	add_mark(s, parent, look, "separate");
	add_text(s, parent, look, TEXT("0")); /* contents_number knows better */
	add_mark(s, parent, look, "end");
}

/* The entry's words into its paragraph. */
static void
entry_fill(struct survey *s, struct listing *t, struct xml_node *paragraph, const struct wanted *wanted)
{
	const struct looks *looks = looks_for(s, t, wanted->level);
	const struct survey_paragraph *heading = wanted->heading;
	struct xml_node *parent = paragraph;

	if (t->asks.has_links) {
		parent = survey_element(s, W_hyperlink, "hyperlink");
		survey_set(s, parent, W_anchor, "anchor", wanted->bookmark);
		survey_set(s, parent, W_history, "history", TEXT("1"));
		xml_append(paragraph, parent);
	}
	if (heading->label.len && looks->has_label_tab) {
		add_text(s, parent, looks->text, heading->label);
		xml_append(add_run(s, parent, looks->text), survey_element(s, W_tab, "tab"));
	} else if (heading->label.len) {
		add_text(s, parent, looks->text, text_join(s->a, heading->label, TEXT(" ")));
	}
	add_text(s, parent, looks->text, heading->text);
	if (has_number(t, wanted->level))
		add_number(s, t, parent, looks->number, wanted->bookmark);
}

/* The properties of the section that ends with a paragraph, out of the paragraph's; NULL: none ends there. */
static struct xml_node *
section_take(struct xml_node *properties)
{
	struct xml_node *section = xml_child(properties, W_sectPr);

	if (section)
		xml_remove(section);
	return section;
}

static void
section_put(struct survey *s, struct xml_node *paragraph, struct xml_node *section)
{
	struct xml_node *properties = xml_child(paragraph, W_pPr);

	if (!properties && paragraph->first)
		xml_insert_before(paragraph->first, properties = survey_element(s, W_pPr, "pPr"));
	else if (!properties)
		xml_append(paragraph, properties = survey_element(s, W_pPr, "pPr"));
	xml_append(properties, section);
}

static void
properties_put(struct survey *s, struct xml_node *paragraph, const struct xml_node *properties)
{
	struct xml_node *old = xml_child(paragraph, W_pPr), *copy, *section;

	if (!properties || properties == old)
		return;
	copy = xml_copy(s->a, properties, true);
	section_take(copy);
	section = section_take(old);
	if (section)
		xml_append(copy, section);
	if (old)
		xml_remove(old);
	if (paragraph->first)
		xml_insert_before(paragraph->first, copy);
	else
		xml_append(paragraph, copy);
}

/* Takes out what stands in the paragraph from `at` up to `end`, but for what its neighbours need. */
static void
words_remove(struct xml_node *at, const struct xml_node *end)
{
	for (struct xml_node *next; at && at != end; at = next) {
		next = at->next;
		if (at->name != W_pPr && at->name != W_bookmarkStart && at->name != W_bookmarkEnd)
			xml_remove(at);
	}
}

/*
 * Takes the old entries out: what is left of the first paragraph ends with the field's mark, of the last begins so.  A
 * paragraph that ends a section stays for its sake.
 */
static void
entries_remove(struct listing *t)
{
	words_remove(t->separate->next, t->end);
	if (t->first == t->last)
		return;
	for (struct xml_node *at = t->first->next, *next; at != t->last; at = next) {
		next = at->next;
		if (at->name == W_p && xml_child(xml_child(at, W_pPr), W_sectPr))
			words_remove(at->first, NULL);
		else if (at->name == W_p)
			xml_remove(at);
	}
	words_remove(t->last->first, t->end);
}

/* What stands in the last paragraph from the field's end on leaves it, and goes to the end of another. */
static void
end_move(struct listing *t, struct xml_node *paragraph)
{
	for (struct xml_node *at = t->end, *next; at; at = next) {
		next = at->next;
		xml_remove(at);
		xml_append(paragraph, at);
	}
}

static void
listing_renew(struct survey *s, struct listing *t)
{
	struct xml_node *paragraph = t->first, *end = survey_element(s, W_p, "p"); /* `end`: for a moment */
	struct xml_node *section = NULL; /* that ends with the last entry */
	bool shares_end = !has_own_end(t);

	for (size_t i = 0; i < t->entries.count; i++)
		looks_take(t, t->entries.at[i]);
	for (size_t i = 0; i < t->wanted.count; i++)
		t->wanted.at[i].bookmark = survey_bookmark(s, t->wanted.at[i].heading);
	entries_remove(t);
	if (shares_end) {
		end_move(t, end);
		section = section_take(xml_child(t->last, W_pPr));
	}
	for (size_t i = 0; i < t->wanted.count; i++) {
		const struct wanted *wanted = &t->wanted.at[i];

		if (i > 0) {
			struct xml_node *next = survey_element(s, W_p, "p");

			xml_insert_after(paragraph, next);
			paragraph = next;
		}
		properties_put(s, paragraph, looks_for(s, t, wanted->level)->paragraph);
		entry_fill(s, t, paragraph, wanted);
	}
	if (!shares_end)
		return;
	end_move(t, paragraph);
	if (section)
		section_put(s, paragraph, section);
	if (t->last != t->first)
		xml_remove(t->last);
}

/* ---- all of them ---- */

/* What says nothing of its style is no heading, but may be an entry. */
static bool
may_be(const struct xml_node *paragraph)
{
	const struct xml_node *properties = xml_child(paragraph, W_pPr);

	return paragraph->extra || xml_child(properties, W_pStyle) || xml_child(properties, W_outlineLvl);
}

bool
word_renew(struct survey *s)
{
	struct word w = {.survey = s};
	bool is_changed = false;

	listings_find(&w);
	if (!w.listings.count)
		return false;
	survey_read(s, may_be);
	for (size_t i = 0; i < w.listings.count; i++)
		entries_find(s, w.listings.at[i]);
	for (size_t i = 0; i < w.listings.count; i++) {
		struct listing *t = w.listings.at[i];

		headings_find(s, t);
		if (is_current(s, t) || !survey_admits(s, t->wanted.count))
			continue;
		listing_renew(s, t);
		is_changed = true;
	}
	return is_changed;
}
