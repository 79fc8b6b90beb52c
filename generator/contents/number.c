/*
 * number -- the numbers that contents and references show on the pages of a document, into its part.
 *
 * The layout tells of each reference where it leads, what was stored and what it shows; the same reference is found in
 * the part again by the first two.
 */
#include "base/dictionary.h"
#include "contents/contents.h"
#include "contents/field.h"
#include "contents/survey.h"
#include "document/field.h"
#include "layout/pages.h"

struct numbering {
	struct survey *survey;
	struct dictionary shown; /* struct text by key_of */
	bool is_changed;
	VECTOR(struct xml_node *) texts; /* XML_TEXT of results, those of the innermost field last */
	struct fields fields;
};

static struct text
key_of(struct arena *a, struct text target, struct text stored)
{
	return text_format(a, "%.*s\n%.*s", TEXT_ARG(target), TEXT_ARG(stored));
}

static void
shown_read(struct numbering *n, const struct pages *pages)
{
	struct arena *a = n->survey->a;

	for (size_t i = 0; i < pages->reference_count; i++) {
		const struct shown_reference *r = &pages->references[i];

		if (text_equal(r->shown, REFERENCE_LOST))
			continue; /* nobody stores that */
		*dictionary_slot(a, &n->shown, key_of(a, r->target, r->stored)) = (void *)&r->shown;
	}
}

/* The texts, from `first` on, say together what is right; false when there is none to say it. */
static bool
texts_settle(struct numbering *n, struct text target, size_t first)
{
	struct arena *a = n->survey->a;
	const struct text *shown;
	struct buffer b = {0};
	struct text stored;

	for (size_t i = first; i < n->texts.count; i++)
		buffer_text(&b, n->texts.at[i]->text);
	stored = text_trim(buffer_take(a, &b));
	shown = dictionary_find(&n->shown, key_of(a, target, stored));
	if (!shown || text_equal(*shown, stored))
		return true;
	if (first == n->texts.count)
		return false;
	for (size_t i = first; i < n->texts.count; i++)
		n->texts.at[i]->text = i == first ? *shown : TEXT_NONE;
	return n->is_changed = true;
}

/* ---- DOCX ---- */

/* The bookmark whose page the field shows; empty: it is another field. */
static struct text
referred(struct arena *a, struct text instruction)
{
	struct field field = field_read(a, instruction);

	return field.kind == FIELD_REFERENCE ? field.target : TEXT_NONE;
}

/* A run with the number, for a field whose result is empty; in the looks of its mark. */
static struct xml_node *
number_run(struct survey *s, const struct xml_node *mark_run, struct text number)
{
	struct xml_node *run = survey_element(s, W_r, "r"), *t = survey_element(s, W_t, "t");
	const struct xml_node *look = xml_child(mark_run, W_rPr);

	if (look)
		xml_append(run, xml_copy(s->a, look, true));
	xml_append(t, xml_new_text(s->a, number));
	xml_append(run, t);
	return run;
}

static void
result_ends(struct numbering *n, const struct open_field *field, struct xml_node *mark)
{
	struct survey *s = n->survey;
	struct text target = referred(s->a, field->instruction);
	const struct text *shown;

	if (target.len && !texts_settle(n, target, field->first_text)) {
		shown = dictionary_find(&n->shown, key_of(s->a, target, TEXT_NONE));
		if (field->separate && shown && mark->parent->name == W_r) {
			xml_insert_before(mark->parent, number_run(s, mark->parent, *shown));
			n->is_changed = true;
		}
	}
	n->texts.count = field->first_text;
}

/* w:fldSimple has its result as content. */
static void
simple_look(struct numbering *n, struct xml_node *node)
{
	size_t before = n->texts.count;
	struct text target = referred(n->survey->a, xml_value(node, W_instr, TEXT_NONE));

	for (struct xml_node *at = node; target.len && at; at = xml_following(node, at, false))
		if (at->name == XML_TEXT && at->parent->name == W_t)
			*VECTOR_PUSH(n->survey->a, &n->texts) = at;
	if (target.len)
		texts_settle(n, target, before);
	n->texts.count = before;
}

static void
word_look(struct numbering *n, struct xml_node *at)
{
	struct open_field *field;

	switch (fields_step(&n->fields, at, &field)) {
	case FIELD_BEGINS:
	case FIELD_SEPARATES:
		field->first_text = n->texts.count;
		break;
	case FIELD_ENDS:
		result_ends(n, field, at);
		break;
	case FIELD_GOES_ON:
		if (at->name == W_fldSimple)
			simple_look(n, at);
		else if (at->name == XML_TEXT && at->parent->name == W_t && fields_in_result(&n->fields))
			*VECTOR_PUSH(n->survey->a, &n->texts) = at;
		break;
	}
}

/* ---- ODT ---- */

/* A reference is its own content. */
static void
reference_look(struct numbering *n, struct xml_node *node)
{
	struct text format = xml_value(node, TEXT_reference_format, TEXT("template"));
	struct text target = xml_value(node, TEXT_ref_name, TEXT_NONE);

	if (!text_is(format, "page") && !text_is(format, "template"))
		return;
	if (node->name == TEXT_sequence_ref)
		target = text_join(n->survey->a, target, TEXT("|sequence"));
	if (!node->first)
		xml_append(node, xml_new_text(n->survey->a, TEXT_NONE));
	for (struct xml_node *at = node; at; at = xml_following(node, at, false))
		if (at->name == XML_TEXT)
			*VECTOR_PUSH(n->survey->a, &n->texts) = at;
	texts_settle(n, target, 0);
	n->texts.count = 0;
}

/* The last tab of the paragraph, whose number stands behind it; NULL: it has none. */
static struct xml_node *
last_tab(struct xml_node *paragraph)
{
	struct xml_node *tab = NULL;

	for (struct xml_node *at = paragraph; at; at = xml_following(paragraph, at, false))
		tab = at->name == TEXT_tab ? at : tab;
	return tab;
}

/* What the paragraph says before a node. */
static struct text
words_before(struct arena *a, struct xml_node *paragraph, const struct xml_node *end)
{
	struct buffer b = {0};

	for (struct xml_node *at = paragraph; at != end; at = xml_following(paragraph, at, false)) {
		if (at->name == XML_TEXT)
			buffer_text(&b, at->text);
		else if (at->name == TEXT_tab || at->name == TEXT_s || at->name == TEXT_line_break)
			buffer_byte(&b, ' ');
	}
	return text_trim(buffer_take(a, &b));
}

/* The number of an entry belongs to where its link leads; without a link, to the heading with its words. */
static void
entry_look(struct numbering *n, struct xml_node *paragraph)
{
	struct arena *a = n->survey->a;
	struct xml_node *tab = last_tab(paragraph);
	struct text link = xml_value(xml_descendant(paragraph, TEXT_a), XLINK_href, TEXT_NONE);

	if (!tab)
		return;
	for (struct xml_node *at = tab; at; at = xml_following(paragraph, at, false))
		if (at->name == XML_TEXT)
			*VECTOR_PUSH(a, &n->texts) = at;
	if (text_starts(link, TEXT("#")))
		texts_settle(n, text_from_offset(link, 1), 0);
	else if (!link.len)
		texts_settle(n, text_join(a, words_before(a, paragraph, tab), TEXT("|outline")), 0);
	n->texts.count = 0;
}

static bool
is_entry(const struct xml_node *paragraph)
{
	const struct xml_node *body = paragraph->parent;

	return body && body->name == TEXT_index_body && body->parent && body->parent->name == TEXT_table_of_content;
}

static void
odf_look(struct numbering *n, struct xml_node *at)
{
	switch (at->name) {
	case TEXT_bookmark_ref:
	case TEXT_reference_ref:
	case TEXT_sequence_ref:
		reference_look(n, at);
		break;
	case TEXT_p:
		if (is_entry(at))
			entry_look(n, at);
		break;
	default:
		break;
	}
}

bool
contents_number(struct arena *a, struct report *r, struct package *p, const struct pages *pages)
{
	struct numbering n = {.fields.a = a};
	struct survey s;

	if (!pages->reference_count)
		return true;
	if (!survey_open(&s, a, r, p))
		return false;
	n.survey = &s;
	shown_read(&n, pages);
	for (struct xml_node *at = s.root; at; at = xml_following(s.root, at, false)) {
		if (p->kind == PACKAGE_DOCX)
			word_look(&n, at);
		else
			odf_look(&n, at);
	}
	if (n.is_changed)
		survey_close(&s);
	return true;
}
