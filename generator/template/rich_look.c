/*
 * rich_look -- see the header.
 *
 * A DOCX says of a paragraph w:pStyle and properties of its own beside it.  In an ODT a paragraph names one style: an
 * automatic one, which holds what was set by hand and names the common style as its parent (ODF 1.3 part 3, 16.2), or a
 * common style itself.
 */
#include "template/rich_look.h"

#include <stdlib.h>
#include <string.h>

enum { CHAIN_MOST = 20 };

/* ---- the order of properties ---- */

#define NAME_STRING(name) #name,
static const char *const run_names[] = {RUN_PROPERTIES(NAME_STRING)};
static const char *const paragraph_names[] = {PARAGRAPH_PROPERTIES(NAME_STRING)};
#undef NAME_STRING

static struct text
local_name(struct text qname)
{
	return text_from_offset(qname, qname_prefix(qname).len);
}

static int
order_of(struct text local, const char *const *names, int count)
{
	int i = 0;

	while (i < count && !text_is(local, names[i]))
		i++;
	return i;
}

/* Tracked changes of the properties, and of the paragraph's end, belong to one paragraph. */
static bool
is_tracking(struct text local)
{
	return text_is(local, "rPrChange") || text_is(local, "pPrChange") || text_is(local, "ins") ||
	       text_is(local, "del") || text_is(local, "moveFrom") || text_is(local, "moveTo");
}

static struct text
node_bytes(struct arena *a, const struct xml_node *node)
{
	struct buffer b = {0};

	xml_write_start(&b, node, !node->first);
	for (const struct xml_node *child = node->first; child; child = child->next) {
		if (!is_tracking(local_name(child->qname)))
			xml_write(&b, child);
	}
	if (node->first)
		xml_write_end(&b, node);
	return buffer_take(a, &b);
}

/* Of properties without an order of their own the order of the file is kept. */
static void
sort(struct rich_property *at, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct rich_property one = at[i];
		size_t j = i;

		for (; j > 0 && at[j - 1].order > one.order; j--)
			at[j] = at[j - 1];
		at[j] = one;
	}
}

struct property_list {
	VECTOR(struct rich_property) of;
};

static struct rich_properties
sorted(struct property_list *list)
{
	sort(list->of.at, list->of.count);
	return (struct rich_properties){list->of.at, list->of.count};
}

struct rich_properties
rich_run_look(struct arena *a, const struct xml_node *properties)
{
	struct property_list list = {{0}};

	for (struct xml_node *at = properties ? properties->first : NULL; at; at = at->next) {
		struct text local = local_name(at->qname);

		if (at->name != XML_TEXT && at->name != XML_RAW && !is_tracking(local))
			*VECTOR_PUSH(a, &list.of) = (struct rich_property){
				order_of(local, run_names, RUN_PROPERTIES_KNOWN), at->qname, node_bytes(a, at)};
	}
	return sorted(&list);
}

/* ---- paragraphs of a DOCX ---- */

static bool
is_of_one(const struct xml_node *node, struct text local)
{
	return node->name == XML_TEXT || node->name == XML_RAW || node->name == W_sectPr || node->name == W_numPr ||
	       node->name == W_pageBreakBefore || is_tracking(local);
}

static int
left_of(struct arena *a, const struct xml_node *properties)
{
	struct xml_node *indent = xml_child(properties, W_ind);
	struct text left = xml_value(indent, W_left, xml_value(indent, W_start, TEXT("0")));

	return (int)strtol(text_c(a, left), NULL, 10) % 32000;
}

static struct xml_node *
word_style(const struct xml_node *root, struct text id)
{
	struct xml_node *style = xml_child(root, W_style);

	while (style &&
	       !(text_equal(xml_value(style, W_styleId, TEXT_NONE), id) && xml_value_is(style, W_type, "paragraph")))
		style = xml_sibling(style, W_style);
	return style;
}

static bool
is_on(const struct xml_node *property)
{
	return property && !xml_value_is(property, W_val, "0") && !xml_value_is(property, W_val, "false") &&
	       !xml_value_is(property, W_val, "off");
}

/* A page break before the paragraph that its style says. */
static bool
word_breaks(const struct rich_styles *styles, const struct xml_node *properties)
{
	struct text id = xml_value(xml_child(properties, W_pStyle), W_val, TEXT_NONE);

	for (int i = 0; id.len && i < CHAIN_MOST; i++) {
		struct xml_node *style = word_style(styles->root, id);
		struct xml_node *property = xml_child(xml_child(style, W_pPr), W_pageBreakBefore);

		if (property)
			return is_on(property);
		id = xml_value(xml_child(style, W_basedOn), W_val, TEXT_NONE);
	}
	return false;
}

/* Against the page break of the style. */
struct text
rich_no_page_break(struct arena *a, const struct xml_node *paragraph)
{
	struct text prefix = qname_prefix(paragraph->qname);

	return text_format(a, "<%.*spageBreakBefore %.*sval=\"0\"/>", TEXT_ARG(prefix), TEXT_ARG(prefix));
}

static void
word_look(struct arena *a, const struct xml_node *paragraph, struct rich_paragraph_op *rich)
{
	const struct xml_node *properties = xml_child(paragraph, W_pPr), *own;
	struct property_list list = {{0}};

	for (struct xml_node *at = properties ? properties->first : NULL; at; at = at->next) {
		struct text local = local_name(at->qname);

		if (!is_of_one(at, local))
			*VECTOR_PUSH(a, &list.of) =
				(struct rich_property){order_of(local, paragraph_names, PARAGRAPH_PROPERTIES_KNOWN),
						       at->qname, node_bytes(a, at)};
	}
	rich->left = left_of(a, properties);
	rich->breaks_page = word_breaks(rich->styles, properties);
	own = xml_child(properties, W_pageBreakBefore);
	if (own ? is_on(own) : rich->breaks_page)
		rich->page_break = text_format(a, "<%.*spageBreakBefore/>", TEXT_ARG(qname_prefix(paragraph->qname)));
	if (rich->breaks_page)
		*VECTOR_PUSH(a, &list.of) =
			(struct rich_property){PARAGRAPH_pageBreakBefore, TEXT_NONE, rich_no_page_break(a, paragraph)};
	rich->properties = sorted(&list);
}

/* ---- paragraphs of an ODT ---- */

static struct xml_node *
odf_style(const struct xml_node *styles, struct text name, const char *family)
{
	struct xml_node *style = xml_child(styles, STYLE_style);

	while (style && !(text_equal(xml_value(style, STYLE_name, TEXT_NONE), name) &&
			  xml_value_is(style, STYLE_family, family)))
		style = xml_sibling(style, STYLE_style);
	return style;
}

static bool
begins_page(const struct xml_node *style)
{
	const struct xml_node *properties = xml_child(style, STYLE_paragraph_properties);
	struct text before = xml_value(properties, FO_break_before, TEXT_NONE);

	return (before.len && !text_is(before, "auto")) || xml_value(style, STYLE_master_page_name, TEXT_NONE).len > 0;
}

/* Whether the common style, or one that it inherits from, begins a page. */
static bool
common_breaks(const struct rich_styles *styles, struct text name)
{
	const struct xml_node *common = xml_child(styles->root, OFFICE_styles);

	for (int i = 0; name.len && i < CHAIN_MOST; i++) {
		struct xml_node *style = odf_style(common, name, "paragraph");

		if (begins_page(style))
			return true;
		if (xml_attribute(xml_child(style, STYLE_paragraph_properties), FO_break_before))
			return false;
		name = xml_value(style, STYLE_parent_style_name, TEXT_NONE);
	}
	return false;
}

static struct text
attribute_bytes(struct arena *a, const struct xml_attribute *attribute)
{
	struct buffer b = {0};

	buffer_text(&b, attribute->qname);
	buffer_string(&b, "=\"");
	buffer_xml_attribute(&b, attribute->value);
	buffer_byte(&b, '"');
	return buffer_take(a, &b);
}

static bool
is_of_one_page(enum xml_name name)
{
	return name == FO_break_before || name == STYLE_page_number;
}

static struct rich_properties
odf_properties(struct arena *a, const struct xml_node *properties)
{
	struct property_list list = {{0}};

	for (const struct xml_attribute *at = properties ? properties->attributes : NULL; at; at = at->next) {
		if (!is_of_one_page(at->name))
			*VECTOR_PUSH(a, &list.of) = (struct rich_property){0, at->qname, attribute_bytes(a, at)};
	}
	return (struct rich_properties){list.of.at, list.of.count};
}

static struct text
children_bytes(struct arena *a, const struct xml_node *node)
{
	struct buffer b = {0};

	for (const struct xml_node *at = node ? node->first : NULL; at; at = at->next)
		xml_write(&b, at);
	return buffer_take(a, &b);
}

/* Attributes of the start tag that every one of the paragraphs may have. */
static struct text
shared_attributes(struct arena *a, const struct xml_node *paragraph)
{
	struct text all = TEXT_NONE;

	for (const struct xml_attribute *at = paragraph->attributes; at; at = at->next) {
		if (at->name == TEXT_style_name || at->name == XML_id || at->name == TEXT_id)
			continue;
		all = text_format(a, "%.*s %.*s", TEXT_ARG(all), TEXT_ARG(attribute_bytes(a, at)));
	}
	return all;
}

/* How far the lists around a paragraph indent their items, as rich values indent theirs. */
static int
list_indent(const struct xml_node *paragraph)
{
	int depth = 0;

	for (const struct xml_node *at = paragraph->parent; at && !is_keeper(at->name); at = at->parent)
		depth += at->name == TEXT_list;
	return depth * RICH_INDENT;
}

static void
odf_look(struct compiler *c, const struct xml_node *paragraph, struct rich_paragraph_op *rich)
{
	const struct xml_node *root = paragraph, *own, *properties;

	while (root->parent)
		root = root->parent;
	rich->style = rich->parent = xml_value(paragraph, TEXT_style_name, TEXT_NONE);
	rich->element = paragraph->qname;
	rich->attributes = shared_attributes(c->arena, paragraph);
	rich->left = list_indent(paragraph);
	own = odf_style(xml_child(root, OFFICE_automatic_styles), rich->style, "paragraph");
	if (own) {
		properties = xml_child(own, STYLE_paragraph_properties);
		rich->parent = xml_value(own, STYLE_parent_style_name, TEXT_NONE);
		rich->properties = odf_properties(c->arena, properties);
		rich->inside = children_bytes(c->arena, properties);
		if (xml_child(own, STYLE_text_properties))
			rich->text_properties = node_bytes(c->arena, xml_child(own, STYLE_text_properties));
	}
	rich->breaks_page = begins_page(own) || common_breaks(rich->styles, rich->parent);
	rich->is_fixed = xml_value(own, STYLE_master_page_name, TEXT_NONE).len > 0;
	if (rich->breaks_page)
		rich->page_break = TEXT("fo:break-before=\"page\"");
}

void
rich_paragraph_look(struct compiler *c, const struct xml_node *paragraph, struct rich_paragraph_op *rich)
{
	rich->styles = rich_styles_of(c);
	if (paragraph->name == W_p)
		word_look(c->arena, paragraph, rich);
	else
		odf_look(c, paragraph, rich);
}

/* ---- styles ---- */

static bool
is_named(struct text name, const char *wanted)
{
	return name.len == strlen(wanted) && strncasecmp(name.at, wanted, name.len) == 0;
}

/* 1 … 6 of "heading 1", as Word names it in every language; 0: another style. */
static int
heading_level(struct text name)
{
	static const char word[] = "heading ";
	size_t len = sizeof word - 1;

	if (name.len != len + 1 || strncasecmp(name.at, word, len) != 0)
		return 0;
	return name.at[len] >= '1' && name.at[len] <= '0' + HEADING_LEVELS ? name.at[len] - '0' : 0;
}

static void
read_word_styles(struct rich_styles *styles)
{
	for (struct xml_node *at = xml_child(styles->root, W_style); at; at = xml_sibling(at, W_style)) {
		struct text name = xml_value(xml_child(at, W_name), W_val, TEXT_NONE);
		struct text id = xml_value(at, W_styleId, TEXT_NONE);
		int level = xml_value_is(at, W_type, "paragraph") ? heading_level(name) : 0;

		if (level && !styles->heading[level - 1].len)
			styles->heading[level - 1] = id;
		if (xml_value_is(at, W_type, "character") &&
		    (is_named(name, "hyperlink") || is_named(name, "internet link")))
			styles->hyperlink = id;
	}
}

static void
read_odf_styles(struct rich_styles *styles)
{
	const struct xml_node *common = xml_child(styles->root, OFFICE_styles);

	for (struct xml_node *at = xml_child(common, STYLE_style); at; at = xml_sibling(at, STYLE_style)) {
		struct text name = xml_value(at, STYLE_name, TEXT_NONE);
		struct text shown = xml_value(at, STYLE_display_name, name);
		int level = xml_value_is(at, STYLE_family, "paragraph") ? heading_level(shown) : 0;

		if (level && !styles->heading[level - 1].len)
			styles->heading[level - 1] = name;
		if (xml_value_is(at, STYLE_family, "text") && is_named(shown, "internet link"))
			styles->hyperlink = name;
	}
}

const struct rich_styles *
rich_styles_of(struct compiler *c)
{
	bool is_word = c->package->kind == PACKAGE_DOCX;
	struct rich_styles *styles;

	if (c->program->rich_styles)
		return c->program->rich_styles;
	styles = NEW(c->arena, struct rich_styles);
	c->program->rich_styles = styles;
	styles->root = package_xml(c->arena, c->report, c->package,
				   is_word ? TEXT("word/styles.xml") : TEXT("styles.xml"), false);
	if (is_word)
		read_word_styles(styles);
	else
		read_odf_styles(styles);
	return styles;
}
