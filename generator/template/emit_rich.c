/*
 * emit_rich -- values that are more than text: paragraphs, links.
 *
 * The text at a marker stands in elements that have to be closed where a paragraph is to end, and opened again in the
 * next one:
 *
 *     <w:p><w:pPr/> <w:hyperlink r:id="a"> <w:r><w:rPr/><w:t>before {{text | paragraphs}} after</w:t></w:r> …
 *     <text:p> <text:span text:style-name="T1">before {{text | paragraphs}} after</text:span></text:p>
 *
 * Links, spans and directions of writing are opened again.  What cannot be in two paragraphs, a content control, a
 * field, a tracked insertion, is dissolved: its content stays.
 */
#include "expression/finish.h"
#include "template/emit.h"
#include "template/rich_look.h"

#define RELATIONS        "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATIONS_STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships"
#define WORD_STRICT      "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define XLINK            "http://www.w3.org/1999/xlink"
#define TABLES           "urn:oasis:names:tc:opendocument:xmlns:table:1.0"

/* The filter; NULL: it is none of this file's. */
static const struct expression *
rich_of(const struct spot *spot)
{
	const struct expression *f = spot->marker->kind == MARKER_VALUE ? finish_rich(spot->marker->expression) : NULL;
	bool is_picture = f && (f->filter == FILTER_IMAGE || f->filter == FILTER_QR);

	return is_picture ? NULL : f;
}

static bool
makes_paragraphs(const struct expression *filter)
{
	return filter->filter == FILTER_MARKDOWN || filter->filter == FILTER_PARAGRAPHS;
}

/* ---- what stands around a marker ---- */

static bool
is_reopened(enum xml_name name)
{
	return name == W_hyperlink || name == W_dir || name == W_bdo || name == TEXT_span || name == TEXT_a;
}

static bool
is_dissolved(enum xml_name name)
{
	switch (name) {
	case W_ins:
	case W_moveTo:
	case W_smartTag:
	case W_customXml:
	case W_sdt:
	case W_sdtContent:
	case W_fldSimple:
	case TEXT_meta:
	case TEXT_meta_field:
	case TEXT_ruby:
	case TEXT_ruby_base:
	case LOEXT_content_control:
		return true;
	default:
		return false;
	}
}

/* ECMA-376 part 1, 17.13.5.18: a tracked insertion holds runs, but no links. */
static bool
holds_links(enum xml_name name)
{
	return name != W_ins && name != W_moveTo;
}

/* The innermost element around the text at a marker that is not its run. */
static struct xml_node *
wrapper_of(const struct spot *spot)
{
	struct xml_node *at = spot->node->parent;

	if (spot->escape != ESCAPE_DOCX_TEXT)
		return at;
	return at && at->name == W_t && at->parent && at->parent->name == W_r ? at->parent->parent : NULL;
}

/* Text of a paragraph, and nothing that cannot be closed and opened. */
static bool
can_stand(const struct spot *spot)
{
	struct xml_node *at = wrapper_of(spot);

	if (!is_paragraph(spot->paragraph->name))
		return false;
	while (at && at != spot->paragraph && (is_reopened(at->name) || is_dissolved(at->name)))
		at = at->parent;
	return at == spot->paragraph;
}

static bool
belongs_to_wrapper(const struct xml_node *node)
{
	return text_ends(node->qname, TEXT("Pr")) || text_ends(node->qname, TEXT("fldData")) ||
	       node->name == TEXT_ruby_text;
}

static void
dissolve(struct xml_node *node)
{
	for (struct xml_node *child = node->first, *next; child; child = next) {
		next = child->next;
		xml_remove(child);
		if (!belongs_to_wrapper(child))
			xml_insert_before(node, child);
	}
	xml_remove(node);
}

static void
dissolve_around(const struct spot *spot, bool all)
{
	for (struct xml_node *at = wrapper_of(spot), *outer; at != spot->paragraph; at = outer) {
		outer = at->parent;
		if (is_dissolved(at->name) && (all || !holds_links(at->name)))
			dissolve(at);
	}
}

struct spots {
	VECTOR(struct spot *) of;
};

static void
find_spots(struct compiler *c, struct xml_node *paragraph, struct spots *spots)
{
	struct xml_node *at = paragraph->first;

	while (at) {
		struct spot *spot = spot_of(at);

		if (spot && rich_of(spot))
			*VECTOR_PUSH(c->arena, &spots->of) = spot;
		at = xml_following(paragraph, at, is_paragraph(at->name));
	}
}

/* Clears the way for the rich values of a paragraph; whether one of them may begin others. */
static bool
prepare(struct emitter *e, struct xml_node *paragraph)
{
	struct spots spots = {{0}};
	bool breaks = false;

	find_spots(e->c, paragraph, &spots);
	for (size_t i = 0; i < spots.of.count; i++) {
		const struct spot *spot = spots.of.at[i];
		const struct expression *filter = rich_of(spot);

		if (!can_stand(spot))
			continue; /* emit_rich reports it */
		dissolve_around(spot, makes_paragraphs(filter));
		breaks |= makes_paragraphs(filter);
	}
	return breaks;
}

/* ---- prefixes ---- */

/* The note of a DOCX that the node stands in: it is written into another part, whose root may declare less. */
static bool
is_in_note(const struct xml_node *node)
{
	while (node && node->name != W_footnote && node->name != W_endnote)
		node = node->parent;
	return node != NULL;
}

static struct text
name_in(struct arena *a, const struct xml_node *root, const char *uri, const char *usual, struct text *declaration)
{
	*declaration = TEXT_NONE;
	for (const struct xml_attribute *at = root ? root->attributes : NULL; at; at = at->next) {
		if (text_starts(at->qname, TEXT("xmlns:")) && text_is(at->value, uri))
			return text_join(a, text_from_offset(at->qname, 6), TEXT(":"));
	}
	*declaration = text_format(a, " xmlns:%s=\"%s\"", usual, uri);
	return text_format(a, "%s:", usual);
}

static const struct xml_node *
root_of(const struct xml_node *node)
{
	while (node->parent)
		node = node->parent;
	return node;
}

static bool
is_strict(const struct xml_node *root)
{
	for (const struct xml_attribute *at = root->attributes; at; at = at->next) {
		if (text_is(at->value, WORD_STRICT))
			return true;
	}
	return false;
}

static struct text
link_start(struct emitter *e, const struct spot *spot)
{
	const struct xml_node *root = root_of(spot->paragraph);
	struct text prefix = qname_prefix(spot->paragraph->qname), declaration, other;

	if (spot->escape == ESCAPE_DOCX_TEXT) {
		other = name_in(e->c->arena, is_in_note(spot->paragraph) ? NULL : root,
				is_strict(root) ? RELATIONS_STRICT : RELATIONS, "r", &declaration);
		return text_format(e->c->arena, "<%.*shyperlink%.*s %.*sid=\"", TEXT_ARG(prefix), TEXT_ARG(declaration),
				   TEXT_ARG(other));
	}
	other = name_in(e->c->arena, root, XLINK, "xlink", &declaration);
	return text_format(e->c->arena, "<%.*sa%.*s %.*stype=\"simple\" %.*shref=\"", TEXT_ARG(prefix),
			   TEXT_ARG(declaration), TEXT_ARG(other), TEXT_ARG(other));
}

/* ---- the marker ---- */

static void
reopen_attribute(struct emitter *e, const struct xml_node *node, const struct xml_attribute *a)
{
	const struct op *ops = attribute_ops(node, a);

	buffer_byte(&e->bytes, ' ');
	buffer_text(&e->bytes, a->qname);
	buffer_string(&e->bytes, "=\"");
	if (ops) {
		emit_flush(e);
		emit_copies(e, ops);
	} else if (!emit_identity_attribute(e, node, a)) {
		buffer_xml_attribute(&e->bytes, a->value);
	}
	buffer_byte(&e->bytes, '"');
}

/* The start tags of the wrappers, the outermost first.  Recursion goes as deep as the tree, which is limited. */
static void
reopen(struct emitter *e, const struct xml_node *node, const struct xml_node *paragraph)
{
	if (node == paragraph)
		return;
	reopen(e, node->parent, paragraph);
	buffer_byte(&e->bytes, '<');
	buffer_text(&e->bytes, node->qname);
	for (const struct xml_attribute *a = node->attributes; a; a = a->next) {
		if (a->name != XML_id && a->name != TEXT_id)
			reopen_attribute(e, node, a);
	}
	buffer_byte(&e->bytes, '>');
}

static struct text
ends_of(struct emitter *e, const struct xml_node *node, const struct xml_node *paragraph)
{
	struct buffer b = {0};

	for (; node != paragraph; node = node->parent)
		xml_write_end(&b, node);
	return buffer_take(e->c->arena, &b);
}

static void
describe_run(struct emitter *e, const struct spot *spot, struct rich_op *rich)
{
	const struct xml_node *text = spot->node->parent, *run = text->parent, *properties = xml_child(run, W_rPr);
	struct buffer b = {0};

	if (spot->escape != ESCAPE_DOCX_TEXT)
		return;
	rich->look = rich_run_look(e->c->arena, properties);
	buffer_printf(&b, "<%.*s>", TEXT_ARG(run->qname));
	if (rich->look.count) {
		buffer_printf(&b, "<%.*s>", TEXT_ARG(properties->qname));
		for (size_t i = 0; i < rich->look.count; i++)
			buffer_text(&b, rich->look.at[i].bytes);
		xml_write_end(&b, properties);
	}
	buffer_printf(&b, "<%.*s xml:space=\"preserve\">", TEXT_ARG(text->qname));
	rich->run_start = text_copy(e->c->arena, buffer_view(&b));
	buffer_clear(&b);
	xml_write_end(&b, text);
	xml_write_end(&b, run);
	rich->run_end = buffer_take(e->c->arena, &b);
}

static bool
is_linked(const struct spot *spot)
{
	const struct xml_node *at = spot->node->parent;

	while (at != spot->paragraph && at->name != W_hyperlink && at->name != TEXT_a)
		at = at->parent;
	return at != spot->paragraph;
}

static bool
refuse(struct emitter *e, const struct expression *filter)
{
	size_t at = (size_t)(filter->text.at - filter->origin->line.at) - filter->origin->at;
	struct fault fault = {at, filter->text.len, PROBLEM_FILTER_PLACE, {filter->text}};

	fault.arguments[1] = text_from(_("only plain text can stand here"));
	compiler_fault(e->c, filter->origin, fault);
	return true;
}

bool
emit_rich(struct emitter *e, const struct spot *spot)
{
	const struct expression *filter = rich_of(spot);
	struct rich_op *rich;
	struct op *op, **link;

	if (!filter)
		return false;
	if (!can_stand(spot) || (makes_paragraphs(filter) && !paragraph_of(spot->paragraph)->rich))
		return refuse(e, filter);
	emit_flush(e);
	op = emit_op(e, OP_RICH);
	op->expression = spot->marker->expression;
	op->escape = spot->escape;
	op->is_key = marker_has(spot->marker, FILTER_MERGE);
	op->as.rich = rich = NEW(e->c->arena, struct rich_op);
	rich->filter = filter;
	rich->paragraph = paragraph_of(spot->paragraph)->rich;
	rich->styles = rich_styles_of(e->c);
	rich->link_start = link_start(e, spot);
	if (filter->filter == FILTER_MARKDOWN) {
		rich->width_most = emit_width_most(e, spot->node);
		e->c->program->has_pictures = true; /* perhaps: only the values know */
	}
	if (filter->filter == FILTER_FIT)
		*VECTOR_PUSH(e->c->arena, &e->c->program->fits) = filter;
	rich->is_linked = is_linked(spot);
	rich->wrap_end = ends_of(e, wrapper_of(spot), spot->paragraph);
	describe_run(e, spot, rich);
	link = e->link;
	e->link = &op->body;
	reopen(e, wrapper_of(spot), spot->paragraph);
	emit_flush(e);
	e->link = link;
	return true;
}

/* ---- the paragraph ---- */

static bool
is_mark(const struct xml_node *node)
{
	switch (node->name) {
	case W_bookmarkStart:
	case W_bookmarkEnd:
	case W_commentRangeStart:
	case W_commentRangeEnd:
	case W_permStart:
	case W_permEnd:
	case W_fldChar:
	case TEXT_bookmark:
	case TEXT_bookmark_start:
	case TEXT_bookmark_end:
	case TEXT_reference_mark:
	case TEXT_reference_mark_start:
	case TEXT_reference_mark_end:
	case TEXT_change_start:
	case TEXT_change_end:
	case OFFICE_annotation:
		return true;
	default:
		return false;
	}
}

static bool
has_marks(const struct xml_node *paragraph)
{
	struct xml_node *at = paragraph->first;

	while (at && !is_mark(at))
		at = xml_following(paragraph, at, is_property(at->name));
	return at != NULL;
}

static bool
is_in_band(const struct xml_node *node)
{
	for (; node; node = node->parent) {
		switch (node->name) {
		case W_hdr:
		case W_ftr:
		case STYLE_header:
		case STYLE_header_first:
		case STYLE_header_left:
		case STYLE_footer:
		case STYLE_footer_first:
		case STYLE_footer_left:
			return true;
		default:
			break;
		}
	}
	return false;
}

static bool
is_in_cell(const struct xml_node *node)
{
	while (node && !is_cell(node->name))
		node = node->parent;
	return node != NULL;
}

/* A paragraph that is surely there after merging, and ends as it stands. */
static bool
is_firm(struct compiler *c, const struct xml_node *node)
{
	const struct paragraph *own = node && node->name == W_p ? paragraph_of(node) : NULL;
	struct spots spots = {{0}};

	if (!node || node->name != W_p || (own && (own->is_hollow || emit_is_optional(node))))
		return false;
	if (own)
		find_spots(c, (struct xml_node *)(uintptr_t)node, &spots);
	return spots.of.count == 0;
}

/* No table stands before the paragraph, which could become one with a table that it begins with. */
static bool
is_behind_paragraph(struct compiler *c, const struct xml_node *paragraph)
{
	const struct xml_node *at = paragraph->previous;

	while (at && !is_block(at->name) && !spot_of(at))
		at = at->previous;
	if (!at)
		return paragraph->parent && !is_wrapper(paragraph->parent->name);
	return is_firm(c, at) || (at->name == W_p && paragraph_of(at) && paragraph_of(at)->rich);
}

/*
 * ODT: what stands between two paragraphs that a value makes of one with a number.  Each has a number of its own, as in
 * a DOCX, where the number is a property of the paragraph.
 */
static struct text
next_item(struct emitter *e, const struct xml_node *paragraph)
{
	const struct xml_node *item = paragraph->parent, *at = paragraph->previous;
	struct text style;
	struct buffer b = {0};

	while (at && !is_block(at->name))
		at = at->previous;
	if (!item || item->name != TEXT_list_item || at)
		return TEXT_NONE;
	xml_write_end(&b, item);
	style = xml_value(item, TEXT_style_override, TEXT_NONE);
	buffer_printf(&b, "<%.*s", TEXT_ARG(item->qname));
	if (style.len) {
		buffer_printf(&b, " %.*sstyle-override=\"", TEXT_ARG(qname_prefix(item->qname)));
		buffer_xml_attribute(&b, style);
		buffer_byte(&b, '"');
	}
	buffer_byte(&b, '>');
	return buffer_take(e->c->arena, &b);
}

static void
describe(struct emitter *e, const struct xml_node *paragraph, struct rich_paragraph_op *rich)
{
	enum xml_name around = paragraph->parent ? paragraph->parent->name : XML_OTHER;

	rich_paragraph_look(e->c, paragraph, rich);
	rich->table = paragraph->name == W_p
			      ? e->c->prefix
			      : name_in(e->c->arena, root_of(paragraph), TABLES, "table", &rich->table_declaration);
	rich->is_optional = emit_is_optional(paragraph);
	rich->has_marks = has_marks(paragraph);
	rich->is_band = is_in_band(paragraph);
	rich->step = is_in_cell(paragraph) ? RICH_CELL_INDENT : RICH_INDENT;
	rich->is_item = around == TEXT_list_item || around == TEXT_list_header;
	rich->next_item = next_item(e, paragraph);
	rich->is_before_paragraph = is_firm(e->c, paragraph->next);
	rich->is_behind_paragraph = is_behind_paragraph(e->c, paragraph);
}

/* The start tag and the properties, whose end goes into head_end. */
static void
emit_head(struct emitter *e, struct xml_node *paragraph, struct rich_paragraph_op *rich)
{
	struct xml_node *properties = xml_child(paragraph, W_pPr);

	emit_start(e, paragraph);
	if (properties) {
		buffer_printf(&e->bytes, "<%.*s>", TEXT_ARG(properties->qname));
		emit_children(e, properties->first, NULL);
		rich->head_end = text_format(e->c->arena, "</%.*s>", TEXT_ARG(properties->qname));
	}
	emit_flush(e);
}

static void
remove_child(struct xml_node *properties, enum xml_name name)
{
	struct xml_node *child = xml_child(properties, name);

	if (child)
		xml_remove(child);
}

static void
drop_attributes(struct xml_node *node)
{
	struct xml_attribute **link = &node->attributes;

	while (*link) {
		if ((*link)->name == XML_id || (*link)->name == W14_paraId || (*link)->name == W14_textId)
			*link = (*link)->next;
		else
			link = &(*link)->next;
	}
}

static void
drop_tracking(struct xml_node *properties)
{
	struct xml_node *mark = xml_child(properties, W_rPr);

	remove_child(properties, W_pPrChange);
	remove_child(mark, W_rPrChange);
	remove_child(mark, W_ins);
	remove_child(mark, W_del);
	remove_child(mark, W_moveFrom);
	remove_child(mark, W_moveTo);
}

/* Against the page break of the style: behind w:pStyle, w:keepNext and w:keepLines. */
static void
take_back_page_break(struct arena *a, struct xml_node *paragraph, struct xml_node *properties)
{
	struct xml_node *raw = xml_new(a, XML_RAW, TEXT_NONE), *at = properties->first;

	raw->text = rich_no_page_break(a, paragraph);
	while (at && (at->name == W_pStyle || at->name == W_keepNext || at->name == W_keepLines))
		at = at->next;
	if (at)
		xml_insert_before(at, raw);
	else
		xml_append(properties, raw);
}

/* What belongs to one paragraph only is taken out of the tree between the two heads. */
static void
emit_heads(struct emitter *e, struct op *op, struct xml_node *paragraph, struct rich_paragraph_op *rich)
{
	struct xml_node *properties = xml_child(paragraph, W_pPr), *section = xml_child(properties, W_sectPr);
	struct op *again = NULL;

	if (section) {
		xml_write(&e->bytes, section);
		rich->section = emit_take(e);
		xml_remove(section);
	}
	if (properties)
		drop_tracking(properties);
	e->link = &op->body;
	emit_head(e, paragraph, rich);
	drop_attributes(paragraph);
	if (properties) {
		remove_child(properties, W_pageBreakBefore);
		if (rich->breaks_page)
			take_back_page_break(e->c->arena, paragraph, properties);
	}
	e->link = &again;
	emit_head(e, paragraph, rich);
	rich->again = again;
}

static void
emit_breaking(struct emitter *e, struct xml_node *paragraph)
{
	struct rich_paragraph_op *rich = NEW(e->c->arena, struct rich_paragraph_op);
	struct xml_node *properties = xml_child(paragraph, W_pPr);
	struct op *op, **link;

	describe(e, paragraph, rich);
	paragraph_of(paragraph)->rich = rich;
	emit_flush(e);
	op = emit_op(e, OP_RICH_PARAGRAPH);
	op->as.rich_paragraph = rich;
	link = e->link;
	emit_heads(e, op, paragraph, rich);
	e->link = &op->otherwise;
	emit_children(e, properties ? properties->next : paragraph->first, NULL);
	emit_flush(e);
	xml_write_end(&e->bytes, paragraph);
	rich->end = emit_take(e);
	e->link = link;
}

bool
emit_rich_paragraph(struct emitter *e, const struct xml_node *node)
{
	struct xml_node *paragraph = (struct xml_node *)(uintptr_t)node; /* nobody asks for it again */

	if (!is_paragraph(node->name) || !paragraph_of(node) || !prepare(e, paragraph))
		return false;
	emit_breaking(e, paragraph);
	return true;
}
