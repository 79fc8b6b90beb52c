/*
 * odf -- tables of contents of an ODT (ODF 1.3 part 3, 8.3).
 *
 *     <text:table-of-content>
 *       <text:table-of-content-source text:outline-level="3">   what is listed, and an entry's pieces for each level:
 *         <text:table-of-content-entry-template text:outline-level="1" text:style-name="Contents_20_1">
 *           <text:index-entry-chapter/> <text:index-entry-text/> <text:index-entry-tab-stop …/> …
 *       <text:index-body>
 *         <text:index-title> … </text:index-title>
 *         <text:p text:style-name="P1"> <text:a xlink:href="#_Toc1"> text  tab  number </text:a> </text:p>
 *
 * LibreOffice puts the tab stops of entries into automatic styles, with the template's style as their parent.  A new
 * entry has the style of an old one of its level; where there is none, an old one's automatic style with the parent
 * that it ought to have.
 */
#include "contents/survey.h"

#include "document/measure.h"
#include "template/toc.h"

enum { LEVELS = 10 };

struct listing {
	struct xml_node *source, *body;
	const struct xml_node *templates[LEVELS + 1]; /* by level */
	struct text styles[LEVELS + 1];               /* of old entries; empty: there are none */
	VECTOR(struct survey_paragraph *) entries;
	VECTOR(struct wanted) wanted;
};

struct odf {
	struct survey *survey;
	VECTOR(struct listing *) listings;
	struct xml_node *automatic; /* office:automatic-styles; NULL */
	struct dictionary styles;   /* style:style of them for paragraphs, by name */
	unsigned names_tried;       /* for new ones */
	bool has_marks;             /* places that are listed without being headings */
	bool lists_styles;          /* some table lists paragraphs by their styles */
};

/* ---- finding ---- */

static bool
is_on(const struct xml_node *node, enum xml_name name, bool otherwise)
{
	struct text value = xml_value(node, name, TEXT_NONE);

	return value.len ? text_is(value, "true") : otherwise;
}

static void
listing_found(struct odf *o, struct xml_node *node)
{
	struct listing *t = NEW(o->survey->a, struct listing);
	const struct xml_node *at;

	t->source = xml_child(node, TEXT_table_of_content_source);
	t->body = xml_child(node, TEXT_index_body);
	at = xml_child(t->source, TEXT_table_of_content_entry_template);
	for (; at; at = xml_sibling(at, TEXT_table_of_content_entry_template)) {
		int level = integer_or(xml_value(at, TEXT_outline_level, TEXT_NONE), 0);

		if (level > 0 && level <= LEVELS)
			t->templates[level] = at;
	}
	if (!toc_lists_headings(node) || o->listings.count == LISTINGS_MOST)
		return;
	o->lists_styles |= is_on(t->source, TEXT_use_index_source_styles, false);
	*VECTOR_PUSH(o->survey->a, &o->listings) = t;
}

static void
styles_find(struct odf *o)
{
	const struct xml_node *style;

	o->automatic = xml_child(o->survey->root, OFFICE_automatic_styles);
	for (style = xml_child(o->automatic, STYLE_style); style; style = xml_sibling(style, STYLE_style))
		if (xml_value_is(style, STYLE_family, "paragraph"))
			*dictionary_slot(o->survey->a, &o->styles, xml_value(style, STYLE_name, TEXT_NONE)) =
				(void *)style;
}

static void
listings_find(struct odf *o)
{
	struct xml_node *root = o->survey->root;

	styles_find(o);
	for (struct xml_node *at = root; at; at = xml_following(root, at, false)) {
		if (at->name == TEXT_table_of_content)
			listing_found(o, at);
		o->has_marks |= at->name == TEXT_toc_mark || at->name == TEXT_toc_mark_start;
	}
}

static void
entries_find(struct survey *s, struct listing *t)
{
	for (struct xml_node *at = xml_child(t->body, TEXT_p); at; at = xml_sibling(at, TEXT_p)) {
		struct survey_paragraph *p = survey_paragraph(at);

		if (!p)
			continue;
		p->is_entry = true;
		*VECTOR_PUSH(s->a, &t->entries) = p;
	}
}

/* ---- headings ---- */

/* The named style behind an automatic one, which is all that others know of it. */
static struct text
named_style(const struct odf *o, struct text name)
{
	const struct xml_node *style = dictionary_find(&o->styles, name);

	return style ? xml_value(style, STYLE_parent_style_name, TEXT_NONE) : name;
}

static int
level_by_style(const struct odf *o, const struct listing *t, const struct survey_paragraph *p)
{
	struct text style = named_style(o, xml_value(p->node, TEXT_style_name, TEXT_NONE));
	const struct xml_node *level = xml_child(t->source, TEXT_index_source_styles), *at;

	for (; level; level = xml_sibling(level, TEXT_index_source_styles))
		for (at = xml_child(level, TEXT_index_source_style); at; at = xml_sibling(at, TEXT_index_source_style))
			if (text_equal(xml_value(at, TEXT_style_name, TEXT_NONE), style))
				return integer_or(xml_value(level, TEXT_outline_level, TEXT_NONE), 0);
	return 0;
}

static int
heading_level(const struct odf *o, const struct listing *t, const struct survey_paragraph *p)
{
	int most = integer_or(xml_value(t->source, TEXT_outline_level, TEXT_NONE), LEVELS);
	int level = p->model->style->outline_level;

	if (is_on(t->source, TEXT_use_outline_level, true) && level > 0 && level <= most && level <= LEVELS)
		return level;
	if (!is_on(t->source, TEXT_use_index_source_styles, false))
		return 0;
	level = level_by_style(o, t, p);
	return level <= LEVELS ? level : 0;
}

static void
headings_find(struct odf *o, struct listing *t)
{
	struct survey *s = o->survey;

	for (size_t i = 0; i < s->paragraphs.count; i++) {
		struct survey_paragraph *p = &s->paragraphs.at[i];
		int level = p->model && !p->is_entry && p->text.len ? heading_level(o, t, p) : 0;

		if (level > 0 && t->templates[level])
			*VECTOR_PUSH(s->a, &t->wanted) = (struct wanted){.heading = p, .level = level};
	}
}

/* ---- comparing ---- */

static bool
has_piece(const struct xml_node *template, enum xml_name name)
{
	return xml_child(template, name) != NULL;
}

/* The paragraph's words but for its number, which stands behind the last tab. */
static struct text
entry_line(struct survey *s, const struct survey_paragraph *p)
{
	struct survey_paragraph words = *p;
	const struct run *last = p->model->run_count ? &p->model->runs[p->model->run_count - 1] : NULL;

	if (last && last->kind == RUN_REFERENCE && text_ends(words.text, last->reference->stored))
		words.text = text_slice(words.text, 0, words.text.len - last->reference->stored.len);
	return survey_line(s, &words);
}

/* Where its link leads, without "#"; empty: it has none. */
static struct text
link_of(const struct xml_node *paragraph)
{
	const struct xml_node *link = xml_descendant(paragraph, TEXT_a);
	struct text target = xml_value(link, XLINK_href, TEXT_NONE);

	return text_starts(target, TEXT("#")) ? text_from_offset(target, 1) : TEXT_NONE;
}

static bool
leads_there(const struct xml_node *paragraph, const struct survey_paragraph *heading)
{
	struct text target = link_of(paragraph);

	return !target.len || text_ends(target, TEXT("|outline")) || survey_has_bookmark(heading, target);
}

/* What the entry of that heading says in its template's words. */
static struct text
wanted_line(struct survey *s, const struct listing *t, const struct wanted *wanted)
{
	struct survey_paragraph words = *wanted->heading;

	if (!has_piece(t->templates[wanted->level], TEXT_index_entry_chapter))
		words.label = TEXT_NONE;
	return survey_line(s, &words);
}

static bool
is_right(struct odf *o, const struct listing *t, const struct survey_paragraph *entry, const struct wanted *wanted)
{
	struct text style = named_style(o, xml_value(entry->node, TEXT_style_name, TEXT_NONE));

	return entry->model && text_equal(style, xml_value(t->templates[wanted->level], TEXT_style_name, TEXT_NONE)) &&
	       text_equal(entry_line(o->survey, entry), wanted_line(o->survey, t, wanted)) &&
	       leads_there(entry->node, wanted->heading);
}

static bool
is_current(struct odf *o, const struct listing *t)
{
	if (t->entries.count != t->wanted.count)
		return false;
	for (size_t i = 0; i < t->entries.count; i++)
		if (!is_right(o, t, t->entries.at[i], &t->wanted.at[i]))
			return false;
	return true;
}

/* ---- looks ---- */

static void
styles_take(struct odf *o, struct listing *t)
{
	for (size_t i = 0; i < t->entries.count; i++) {
		struct text own = xml_value(t->entries.at[i]->node, TEXT_style_name, TEXT_NONE);
		struct text style = named_style(o, own);

		for (int level = 1; level <= LEVELS; level++)
			if (!t->styles[level].len && t->templates[level] &&
			    text_equal(xml_value(t->templates[level], TEXT_style_name, TEXT_NONE), style))
				t->styles[level] = own;
	}
}

/* An automatic style with the properties of that one, and that parent. */
static struct text
style_like(struct odf *o, const struct xml_node *style, struct text parent)
{
	struct arena *a = o->survey->a;
	struct xml_node *copy = xml_copy(a, style, true);
	struct text name = TEXT_NONE;

	while (!name.len || dictionary_find(&o->styles, name))
		name = text_format(a, "Contents%u", ++o->names_tried);
	xml_set(a, copy, STYLE_name, TEXT("style:name"), name);
	xml_set(a, copy, STYLE_parent_style_name, TEXT("style:parent-style-name"), parent);
	xml_append(o->automatic, copy);
	*dictionary_slot(a, &o->styles, name) = copy;
	return name;
}

static struct text
style_for(struct odf *o, struct listing *t, int level)
{
	struct text parent = xml_value(t->templates[level], TEXT_style_name, TEXT_NONE);

	for (int other = 1; other <= LEVELS && !t->styles[level].len; other++) {
		const struct xml_node *style = dictionary_find(&o->styles, t->styles[other]);

		if (style && t->styles[other].len)
			t->styles[level] = style_like(o, style, parent);
	}
	if (!t->styles[level].len)
		t->styles[level] = parent;
	return t->styles[level];
}

/* ---- writing ---- */

/* The text in the piece's own character style, if it has one. */
static void
add_words(struct survey *s, struct xml_node *parent, const struct xml_node *piece, struct text words)
{
	struct text style = xml_value(piece, TEXT_style_name, TEXT_NONE);
	struct xml_node *span = parent;

	if (!words.len)
		return;
	if (style.len) {
		span = survey_element(s, TEXT_span, "span");
		survey_set(s, span, TEXT_style_name, "style-name", style);
		xml_append(parent, span);
	}
	xml_append(span, xml_new_text(s->a, words));
}

/* Where the template names no style for links, it is the one that LibreOffice has for those in indexes. */
static struct xml_node *
add_link(struct survey *s, struct xml_node *parent, const struct xml_node *piece, struct text bookmark)
{
	struct text style = xml_value(piece, TEXT_style_name, TEXT("Index_20_Link"));
	struct xml_node *link = survey_element(s, TEXT_a, "a");

	xml_set(s->a, link, XML_OTHER, TEXT("xlink:type"), TEXT("simple"));
	xml_set(s->a, link, XLINK_href, TEXT("xlink:href"), text_join(s->a, TEXT("#"), bookmark));
	survey_set(s, link, TEXT_style_name, "style-name", style);
	survey_set(s, link, TEXT_visited_style_name, "visited-style-name", style);
	xml_append(parent, link);
	return link;
}

/* The heading's number; a blank behind it where the template has nothing between the two. */
static struct text
label_words(struct survey *s, const struct xml_node *piece, const struct survey_paragraph *heading)
{
	bool is_before_text = piece->next && piece->next->name == TEXT_index_entry_text;

	return heading->label.len && is_before_text ? text_join(s->a, heading->label, TEXT(" ")) : heading->label;
}

static void
entry_fill(struct survey *s, struct xml_node *paragraph, const struct xml_node *template, const struct wanted *wanted)
{
	struct xml_node *parent = paragraph;

	for (const struct xml_node *piece = template->first; piece; piece = piece->next)
		switch (piece->name) {
		case TEXT_index_entry_link_start:
			parent = add_link(s, paragraph, piece, wanted->bookmark);
			break;
		case TEXT_index_entry_link_end:
			parent = paragraph;
			break;
		case TEXT_index_entry_chapter:
			add_words(s, parent, piece, label_words(s, piece, wanted->heading));
			break;
		case TEXT_index_entry_text:
			add_words(s, parent, piece, wanted->heading->text);
			break;
		case TEXT_index_entry_span:
			add_words(s, parent, piece, xml_content(s->a, piece));
			break;
		case TEXT_index_entry_tab_stop:
			xml_append(parent, survey_element(s, TEXT_tab, "tab"));
			break;
		case TEXT_index_entry_page_number: /* contents_number knows better */
			add_words(s, parent, piece, TEXT("0"));
			break;
		default:
			break;
		}
}

static void
listing_renew(struct odf *o, struct listing *t)
{
	struct survey *s = o->survey;

	styles_take(o, t);
	for (size_t i = 0; i < t->entries.count; i++)
		xml_remove(t->entries.at[i]->node);
	for (size_t i = 0; i < t->wanted.count; i++) {
		struct wanted *wanted = &t->wanted.at[i];
		const struct xml_node *template = t->templates[wanted->level];
		struct xml_node *paragraph = survey_element(s, TEXT_p, "p");
		struct text style = style_for(o, t, wanted->level);

		if (has_piece(template, TEXT_index_entry_link_start))
			wanted->bookmark = survey_bookmark(s, wanted->heading);
		if (style.len)
			survey_set(s, paragraph, TEXT_style_name, "style-name", style);
		entry_fill(s, paragraph, template, wanted);
		xml_append(t->body, paragraph);
	}
}

/* ---- all of them ---- */

static bool
is_in_contents(const struct xml_node *paragraph)
{
	return paragraph->parent && paragraph->parent->name == TEXT_index_body;
}

static bool
may_be_heading(const struct xml_node *paragraph)
{
	return paragraph->name == TEXT_h || is_in_contents(paragraph);
}

static bool
may_be_any(const struct xml_node *paragraph)
{
	return paragraph != NULL;
}

bool
odf_renew(struct survey *s)
{
	struct odf o = {.survey = s};
	bool is_changed = false;

	listings_find(&o);
	if (!o.listings.count || o.has_marks)
		return false;
	survey_read(s, o.lists_styles ? may_be_any : may_be_heading);
	for (size_t i = 0; i < o.listings.count; i++)
		entries_find(s, o.listings.at[i]);
	for (size_t i = 0; i < o.listings.count; i++) {
		struct listing *t = o.listings.at[i];

		headings_find(&o, t);
		if (is_current(&o, t) || !survey_admits(s, t->wanted.count))
			continue;
		listing_renew(&o, t);
		is_changed = true;
	}
	return is_changed;
}
