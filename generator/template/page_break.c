/*
 * page_break -- {{@page_break}} in an ODT.
 *
 * DOCX has a break that stands in the text (w:br).  In ODF it belongs to a paragraph's style: fo:break-before
 * (ODF 1.3 part 3, 20.184).  So a paragraph that begins with the marker gets an automatic style of its own, which is
 * its old one and that; of the marker nothing is left.  That holds for every copy of the paragraph, so what stands
 * before the marker, or around it, must not make a difference between them:
 *
 *     {{@page_break}}text                       always
 *     {{^@first}}{{@page_break}}{{/}}           when the condition is met; otherwise the paragraph vanishes
 *     {{^@first}}{{@page_break}}{{/}}text       cannot be said so
 */
#include "template/tree.h"

#include "expression/lexer.h"

enum { NESTED_MOST = 8, STYLES_MOST = 100 };

#define STYLE_URI "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
#define FO_URI    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"

bool
is_page_break(const struct marker *m)
{
	return m->kind == MARKER_VALUE && m->expression->kind == EXPRESSION_PATH &&
	       m->expression->root == ROOT_PAGE_BREAK;
}

/* ---- where it stands ---- */

/* A section that is there once or not at all. */
static bool
is_condition(const struct marker *m)
{
	const struct expression *e = m->expression;

	return m->is_negative || (e && (e->kind == EXPRESSION_NOT ||
					(e->kind == EXPRESSION_BINARY && e->operation <= OPERATION_GREATER_EQUAL)));
}

static bool
is_text_blank(struct text line, size_t from, size_t to)
{
	return blank_trim(text_slice(line, from, to)).len == 0;
}

/* The sections that are open where the break stands. */
struct around {
	const struct marker *open[NESTED_MOST];
	size_t depth;
};

/* Nothing but sections' beginnings stand before the marker. */
static bool
is_first(struct text line, struct marker *const *markers, size_t index, struct around *around)
{
	size_t at = 0;

	for (size_t i = 0; i <= index; i++) {
		const struct marker *m = markers[i];

		if (!is_text_blank(line, at, m->at))
			return false;
		at = m->end;
		if (i == index || m->kind == MARKER_NOTE)
			continue;
		if (m->kind == MARKER_CLOSE && around->depth == 0)
			continue;
		if (m->kind != MARKER_SECTION || around->depth == NESTED_MOST)
			return false;
		around->open[around->depth++] = m;
	}
	return true;
}

/* Where one of the sections around the break ends in the paragraph, it is a condition and nothing else follows. */
static bool
ends_with_sections(struct text line, struct marker *const *markers, size_t count, size_t index,
		   const struct around *around)
{
	size_t at = markers[index]->end, depth = around->depth;

	for (size_t i = index + 1; i < count; at = markers[i++]->end) {
		const struct marker *m = markers[i];

		if (depth < around->depth && !is_text_blank(line, at, m->at))
			return false;
		if (m->kind == MARKER_SECTION) {
			depth++;
		} else if (m->kind == MARKER_CLOSE && depth > 0) {
			depth--;
			if (depth < around->depth && !is_condition(around->open[depth]))
				return false;
		} else if (m->kind == MARKER_ELSE ? depth <= around->depth
						  : depth < around->depth && m->kind != MARKER_NOTE) {
			return false;
		}
	}
	return depth == around->depth || is_text_blank(line, at, line.len);
}

/* The paragraphs between which pages break: not those of cells, frames, notes and headers. */
static bool
is_in_flow(const struct xml_node *paragraph)
{
	const struct xml_node *at = paragraph->parent;

	while (at && is_wrapper(at->name))
		at = at->parent;
	return at && at->name == OFFICE_text;
}

/*
 * Word breaks pages in the body and its tables alone: elsewhere it shows nothing for w:br (ECMA-376 part 1,
 * 17.3.3.1).
 */
static bool
is_in_body(const struct xml_node *paragraph)
{
	const struct xml_node *at = paragraph->parent;

	while (at && (is_cell(at->name) || !is_keeper(at->name)))
		at = at->parent;
	return at && at->name == W_body;
}

/* ---- the style ---- */

/* A style that this file has made of another, "" when the paragraph had none. */
struct page_style {
	struct text base, name;
	struct page_style *next;
};

static struct xml_node *
find_style(const struct xml_node *styles, struct text name)
{
	struct xml_node *style = name.len ? xml_child(styles, STYLE_style) : NULL;

	while (style && !(text_equal(xml_value(style, STYLE_name, TEXT_NONE), name) &&
			  xml_value_is(style, STYLE_family, "paragraph")))
		style = xml_sibling(style, STYLE_style);
	return style;
}

static struct xml_node *
styles_of(struct compiler *c, struct xml_node *root)
{
	struct xml_node *styles = xml_child(root, OFFICE_automatic_styles), *body = xml_child(root, OFFICE_body);

	if (styles || !body)
		return styles;
	styles = xml_new(c->arena, OFFICE_automatic_styles,
			 text_join(c->arena, qname_prefix(body->qname), TEXT("automatic-styles")));
	xml_insert_before(body, styles);
	return styles;
}

/* A prefix that we write with: declared on the element itself, unless the root has it, as it mostly has. */
static void
declare(struct arena *a, const struct xml_node *root, struct xml_node *node, struct text qname, struct text uri)
{
	for (const struct xml_attribute *at = root->attributes; at; at = at->next) {
		if (text_equal(at->qname, qname) && text_equal(at->value, uri))
			return;
	}
	xml_set(a, node, XML_OTHER, qname, uri);
}

static struct xml_node *
new_style(struct arena *a, const struct xml_node *root, struct text base)
{
	struct xml_node *style = xml_new(a, STYLE_style, TEXT("style:style"));

	declare(a, root, style, TEXT("xmlns:style"), TEXT(STYLE_URI));
	xml_set(a, style, STYLE_family, TEXT("style:family"), TEXT("paragraph"));
	if (base.len)
		xml_set(a, style, STYLE_parent_style_name, TEXT("style:parent-style-name"), base);
	return style;
}

static void
set_break(struct arena *a, const struct xml_node *root, struct xml_node *style)
{
	struct xml_node *properties = xml_child(style, STYLE_paragraph_properties);

	if (!properties) {
		struct text prefix = qname_prefix(style->qname);

		properties = xml_new(a, STYLE_paragraph_properties, text_join(a, prefix, TEXT("paragraph-properties")));
		if (style->first)
			xml_insert_before(style->first, properties);
		else
			xml_append(style, properties);
	}
	if (!xml_attribute(properties, FO_break_before))
		declare(a, root, properties, TEXT("xmlns:fo"), TEXT(FO_URI));
	xml_set(a, properties, FO_break_before, TEXT("fo:break-before"), TEXT("page"));
}

static const struct page_style *
page_style_of(struct compiler *c, struct xml_node *styles, struct text base)
{
	struct page_style *made = c->page_styles;
	struct xml_node *own = find_style(styles, base), *style;
	int count = 0;

	for (; made; made = made->next, count++) {
		if (text_equal(made->base, base))
			return made;
	}
	if (count == STYLES_MOST)
		return NULL;
	made = NEW(c->arena, struct page_style);
	made->base = base;
	made->name = base;
	do
		made->name = text_join(c->arena, made->name, TEXT("-new-page"));
	while (find_style(styles, made->name));
	style = own ? xml_copy(c->arena, own, true) : new_style(c->arena, styles->parent, base);
	xml_set(c->arena, style, STYLE_name, TEXT("style:name"), made->name);
	set_break(c->arena, styles->parent, style);
	xml_append(styles, style);
	made->next = c->page_styles;
	c->page_styles = made;
	return made;
}

static struct xml_node *
root_of(struct xml_node *node)
{
	while (node->parent)
		node = node->parent;
	return node;
}

bool
page_break_before(struct compiler *c, struct xml_node *paragraph, struct text line, struct marker *const *markers,
		  size_t count, size_t index)
{
	struct around around = {.depth = 0};
	const struct page_style *style;
	struct xml_node *styles;
	struct text prefix = qname_prefix(paragraph->qname);

	if (paragraph->name == W_p)
		return is_in_body(paragraph);
	if (!is_in_flow(paragraph) || !is_first(line, markers, index, &around) ||
	    !ends_with_sections(line, markers, count, index, &around))
		return false;
	styles = styles_of(c, root_of(paragraph));
	style = styles ? page_style_of(c, styles, xml_value(paragraph, TEXT_style_name, TEXT_NONE)) : NULL;
	if (style)
		xml_set(c->arena, paragraph, TEXT_style_name, text_join(c->arena, prefix, TEXT("style-name")),
			style->name);
	return style != NULL;
}
