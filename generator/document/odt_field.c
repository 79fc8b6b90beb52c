/*
 * odt_field -- what fields show (ODF 1.3 part 3, 7).
 *
 * A field is an element whose content is what it showed when the file was written.  LibreOffice makes many of them anew
 * when it opens the file; measured with 7.4, those that matter for a file that another program has filled:
 *
 *     title, subject, keywords, description, creators,      meta.xml's word, unless text:fixed; nothing where
 *     user-defined, editing-cycles                          meta.xml has none; a creator needs his date
 *     variable-get of a text                                the value of the last variable-set, hidden ones too
 *     user-field-get, user-field-input                      the declaration's text; nothing without one
 *     file-name                                             the file's own name now, unless fixed; paths as stored
 *     bookmark-ref, reference-ref, sequence-ref to a page   its number: "page" in digits, without a word in the format
 *                                                           of that page; "direction": a word; else as stored,
 *                                                           a number without its last dot; an error message where
 *                                                           nothing has that name
 *     drop-down, form's drop-down                           the chosen entry, else the first one
 *     placeholder, script, template-name, measure           nothing: they are not printed
 *
 * Dates, authors, conditions, sequences and the rest stay as they are stored.
 */
#include "base/buffer.h"
#include "base/file.h"
#include "document/measure.h"
#include "document/odt.h"

/* ---- what the document says of itself ---- */

static struct text
meta_word(struct odt *o, enum xml_name name)
{
	return xml_content(o->arena, xml_child(o->meta, name));
}

/* Who did something is only shown where it is said when, too. */
static struct text
meta_person(struct odt *o, enum xml_name name, enum xml_name date)
{
	return meta_word(o, date).len ? meta_word(o, name) : TEXT_NONE;
}

static struct text
keywords_of(struct odt *o)
{
	const struct xml_node *node = xml_child(o->meta, META_keyword);
	struct buffer b = {0};

	for (; node; node = xml_sibling(node, META_keyword)) {
		if (buffer_view(&b).len)
			buffer_string(&b, ", ");
		buffer_text(&b, xml_content(o->arena, node));
	}
	return buffer_take(o->arena, &b);
}

/* The first of a name counts. */
static void
user_words_read(struct odt *o)
{
	const struct xml_node *node = xml_child(o->meta, META_user_defined);

	for (; node; node = xml_sibling(node, META_user_defined)) {
		void **slot = dictionary_slot(o->arena, &o->user_words, xml_value(node, META_name, TEXT_NONE));

		if (!*slot)
			*slot = (void *)node;
	}
}

static struct text
user_defined(struct odt *o, struct text name)
{
	return xml_content(o->arena, dictionary_find(&o->user_words, name));
}

/* The words of meta.xml; false for other fields. */
static bool
meta_text(struct odt *o, const struct xml_node *node, struct text *shown)
{
	switch (node->name) {
	case TEXT_title:
		*shown = meta_word(o, DC_title);
		return true;
	case TEXT_subject:
		*shown = meta_word(o, DC_subject);
		return true;
	case TEXT_description:
		*shown = meta_word(o, DC_description);
		return true;
	case TEXT_keywords:
		*shown = o->keywords;
		return true;
	case TEXT_initial_creator:
		*shown = meta_person(o, META_initial_creator, META_creation_date);
		return true;
	case TEXT_creator:
		*shown = meta_person(o, DC_creator, DC_date);
		return true;
	case TEXT_editing_cycles:
		*shown = meta_word(o, META_editing_cycles);
		return true;
	case TEXT_user_defined:
		*shown = user_defined(o, xml_value(node, TEXT_name, TEXT_NONE));
		return true;
	default:
		return false;
	}
}

/* ---- variables ---- */

/* The text that a variable has from here on; numbers are shown as they were stored, for their formats are not read. */
static struct text
variable_set(struct odt *o, const struct xml_node *node)
{
	struct text value = xml_value(node, OFFICE_string_value, xml_content(o->arena, node));
	struct text *kept;

	if (!xml_value_is(node, OFFICE_value_type, "string"))
		return xml_content(o->arena, node);
	kept = NEW(o->arena, struct text);
	*kept = value;
	*dictionary_slot(o->arena, &o->variables, xml_value(node, TEXT_name, TEXT_NONE)) = kept;
	return value;
}

static struct text
variable_get(struct odt *o, const struct xml_node *node)
{
	const struct text *value = dictionary_find(&o->variables, xml_value(node, TEXT_name, TEXT_NONE));

	return value ? *value : xml_content(o->arena, node);
}

static void
user_fields_read(struct odt *o, const struct xml_node *body)
{
	const struct xml_node *node = xml_child(xml_child(body, TEXT_user_field_decls), TEXT_user_field_decl);

	for (; node; node = xml_sibling(node, TEXT_user_field_decl))
		*dictionary_slot(o->arena, &o->user_fields, xml_value(node, TEXT_name, TEXT_NONE)) = (void *)node;
}

static struct text
user_field(struct odt *o, const struct xml_node *node)
{
	const struct xml_node *said = dictionary_find(&o->user_fields, xml_value(node, TEXT_name, TEXT_NONE));
	struct text stored = xml_content(o->arena, node);

	if (!said)
		return TEXT_NONE;
	if (xml_attribute(said, OFFICE_string_value))
		return xml_value(said, OFFICE_string_value, TEXT_NONE);
	return stored.len ? stored : xml_value(said, OFFICE_value, TEXT_NONE);
}

/* ---- references ---- */

static void
names_read(struct odt *o, const struct xml_node *root)
{
	struct xml_node *node = (struct xml_node *)root;

	while (node && (node = xml_following(root, node, false)))
		switch (node->name) {
		case TEXT_bookmark:
		case TEXT_bookmark_start:
		case TEXT_reference_mark:
		case TEXT_reference_mark_start:
			*dictionary_slot(o->arena, &o->marks, xml_value(node, TEXT_name, TEXT_NONE)) = node;
			break;
		default:
			break;
		}
}

static struct text
reference(struct odt *o, const struct xml_node *node)
{
	struct text format = xml_value(node, TEXT_reference_format, TEXT_NONE);
	struct text stored = xml_content(o->arena, node);

	if (!dictionary_find(&o->marks, xml_value(node, TEXT_ref_name, TEXT_NONE)))
		return REFERENCE_LOST;
	if (text_starts(format, TEXT("number")) && text_ends(stored, TEXT(".")))
		return text_slice(stored, 0, stored.len - 1);
	return stored;
}

struct text
odt_reference_target(struct odt *o, const struct xml_node *node)
{
	struct text name = xml_value(node, TEXT_ref_name, TEXT_NONE);

	switch (node->name) {
	case TEXT_bookmark_ref:
	case TEXT_reference_ref:
		return name;
	case TEXT_sequence_ref:
		return text_join(o->arena, name, TEXT("|sequence"));
	default:
		return TEXT_NONE;
	}
}

struct reference *
odt_reference_read(struct odt *o, const struct xml_node *node, const struct run_style *style)
{
	struct text format = xml_value(node, TEXT_reference_format, TEXT("template"));
	struct text target = odt_reference_target(o, node);
	bool is_digits = text_is(format, "page"), is_direction = text_is(format, "direction");
	struct reference *r;

	if (!target.len || !(is_digits || is_direction || text_is(format, "template")))
		return NULL;
	r = reference_add(o->arena, o->document, target);
	r->format = is_digits ? NUMBER_DECIMAL : NUMBER_AS_SECTION;
	r->is_said = is_direction;
	r->stored = is_direction ? direction_word(style->language, dictionary_find(&o->marks_met, target))
				 : xml_content(o->arena, node);
	return r;
}

/* ---- choices ---- */

/* The entry that is marked as chosen, else the first. */
static struct text
drop_down(const struct xml_node *node)
{
	const struct xml_node *label = xml_child(node, TEXT_label), *chosen = label;

	for (; label; label = xml_sibling(label, TEXT_label))
		if (xml_value_is(label, TEXT_current_selected, "true"))
			chosen = label;
	return xml_value(chosen, TEXT_value, TEXT_NONE);
}

/* A form's drop-down, as LibreOffice writes those of Word: entries and the number of the chosen one are parameters. */
static struct text
form_drop_down(const struct xml_node *node)
{
	const struct xml_node *param = xml_child(node, FIELD_param);
	int chosen = -1, at = 0;

	for (; param; param = xml_sibling(param, FIELD_param))
		if (xml_value_is(param, FIELD_name, "Dropdown_Selected"))
			chosen = integer_or(xml_value(param, FIELD_value, TEXT_NONE), -1);
	for (param = xml_child(node, FIELD_param); param; param = xml_sibling(param, FIELD_param))
		if (xml_value_is(param, FIELD_name, "Dropdown_ListEntry") && at++ == chosen)
			return xml_value(param, FIELD_value, TEXT_NONE);
	return TEXT_NONE;
}

static struct text
file_name(struct odt *o, const struct xml_node *node)
{
	struct text file = o->document->file, display = xml_value(node, TEXT_display, TEXT_NONE);

	if (text_is(display, "name-and-extension"))
		return path_base(file);
	if (text_is(display, "name"))
		return path_stem(file);
	return xml_content(o->arena, node);
}

/* ---- all of them ---- */

void
odt_fields_begin(struct odt *o, const struct xml_node *body, const struct xml_node *masters)
{
	o->keywords = o->document->properties.keywords = keywords_of(o);
	user_words_read(o);
	user_fields_read(o, body);
	names_read(o, body);
	names_read(o, masters);
}

/* What a field shows that is made anew; false when it is none. */
static bool
field_make(struct odt *o, const struct xml_node *node, struct text *shown)
{
	bool is_fixed = xml_value_is(node, TEXT_fixed, "true");

	if (!is_fixed && meta_text(o, node, shown))
		return true;
	switch (node->name) {
	case TEXT_variable_set:
		*shown = variable_set(o, node);
		return true;
	case TEXT_variable_get:
		*shown = variable_get(o, node);
		return true;
	case TEXT_user_field_get:
	case TEXT_user_field_input:
		*shown = user_field(o, node);
		return true;
	case TEXT_bookmark_ref:
	case TEXT_reference_ref:
		*shown = reference(o, node);
		return true;
	case TEXT_drop_down:
		*shown = drop_down(node);
		return true;
	case FIELD_fieldmark:
		*shown = form_drop_down(node);
		return true;
	case TEXT_file_name:
		*shown = is_fixed ? xml_content(o->arena, node) : file_name(o, node);
		return true;
	case TEXT_placeholder:
	case TEXT_script:
	case TEXT_template_name:
	case TEXT_measure:
		*shown = TEXT_NONE;
		return true;
	default:
		return false;
	}
}

bool
odt_field_text(struct odt *o, const struct xml_node *node, struct text *shown)
{
	if (o->lent > LENT_MOST || !field_make(o, node, shown))
		return false;
	o->lent += shown->len;
	return true;
}
