/*
 * emit -- a part's tree as operations: long runs of bytes with values and sections between them.
 *
 * What may vanish while merging is wrapped so that the rest stays valid:
 *     a paragraph whose only content is sections       OP_OPTIONAL that asks for text;
 *     a table, list or item all of whose rows may go   OP_OPTIONAL that asks for bytes;
 *     a cell, header, note, frame or body all of whose paragraphs may go: the same, with one empty
 *     paragraph to stand for them (ECMA-376 part 1, 17.4.65: a cell ends with a paragraph).
 */
#include "template/emit.h"

/* ---- ops ---- */

struct op *
emit_op(struct emitter *e, enum op_kind kind)
{
	struct op *op = NEW(e->c->arena, struct op);

	op->kind = kind;
	*e->link = op;
	e->link = &op->next;
	return op;
}

void
emit_copies(struct emitter *e, const struct op *ops)
{
	for (; ops; ops = ops->next) {
		struct op *copy = emit_op(e, ops->kind);

		*copy = *ops;
		copy->next = NULL;
	}
}

struct text
emit_take(struct emitter *e)
{
	struct text bytes = text_copy(e->c->arena, buffer_view(&e->bytes));

	buffer_clear(&e->bytes);
	e->is_shown = false;
	return bytes;
}

void
emit_flush(struct emitter *e)
{
	bool is_shown = e->is_shown;
	struct op *op;

	if (e->bytes.len == 0)
		return;
	op = emit_op(e, OP_BYTES);
	op->bytes = emit_take(e);
	op->is_shown = is_shown;
}

/* ---- markers ---- */

/* {{фио | инициалы}}. at the end of a sentence: the point of what is shortened is that of the sentence too. */
static bool
stands_before_point(const struct marker *m)
{
	struct text behind = text_from_offset(m->origin->line, m->end);

	if (!text_starts(behind, TEXT(".")) || text_starts(behind, TEXT("..")))
		return false;
	for (const struct expression *e = m->expression; e && e->kind == EXPRESSION_FILTER; e = e->left) {
		enum filter_group group = filter_row(e->filter)->group;

		if (group == GROUP_CASES || group == GROUP_DATES || group == GROUP_NUMBERS || e->filter == FILTER_MASK)
			return true;
	}
	return false;
}

static void
emit_value(struct emitter *e, const struct spot *spot)
{
	struct op *op;

	emit_flush(e);
	op = emit_op(e, is_page_break(spot->marker) ? OP_PAGE_BREAK : OP_VALUE);
	op->expression = spot->marker->expression;
	op->escape = spot->escape;
	op->is_key = marker_has(spot->marker, FILTER_MERGE);
	op->is_before_point = stands_before_point(spot->marker);
}

static void
begin_section(struct emitter *e, struct spot *spot)
{
	struct op *op;

	emit_flush(e);
	op = emit_op(e, OP_SECTION);
	op->expression = spot->marker->expression;
	op->is_negative = spot->marker->is_negative;
	if (!spot->section) /* repeats_read did not see it: it is a section of a faulty part */
		spot->section = ++e->c->program->sections;
	op->section = spot->section;
	emit_table_section(e, spot, op);
	*VECTOR_PUSH(e->c->arena, &e->frames) = (struct frame){spot, op, e->link, false};
	e->link = &op->body;
}

static void
report_overlap(struct emitter *e, const struct spot *one, const struct spot *other)
{
	const struct marker *m = one->marker;
	struct text place = place_describe(e->c->arena, &other->marker->origin->place);
	struct fault fault = {m->at, m->end - m->at, PROBLEM_SECTION_OVERLAP, {m->shown, other->marker->shown, place}};

	if (!e->failed)
		compiler_fault(e->c, m->origin, fault);
	e->failed = true;
}

/* The frame that the spot belongs to, when that is the innermost one; else the two overlap. */
static struct frame *
own_frame(struct emitter *e, const struct spot *spot)
{
	struct frame *top = e->frames.count ? &e->frames.at[e->frames.count - 1] : NULL;

	if (top && top->open == spot->open)
		return top;
	report_overlap(e, top ? top->open : spot->open, spot->open);
	return NULL;
}

static void
emit_spot(struct emitter *e, struct spot *spot)
{
	struct frame *frame;

	switch (spot->marker->kind) {
	case MARKER_VALUE:
		if (!emit_inline_picture(e, spot) && !emit_rich(e, spot))
			emit_value(e, spot);
		return;
	case MARKER_SECTION:
		begin_section(e, spot);
		return;
	case MARKER_ELSE:
	case MARKER_CLOSE:
		frame = own_frame(e, spot);
		if (!frame)
			return;
		emit_flush(e);
		e->link = spot->marker->kind == MARKER_ELSE ? &frame->op->otherwise : frame->link;
		frame->in_other = true;
		e->frames.count -= spot->marker->kind == MARKER_CLOSE;
		return;
	case MARKER_INCLUDE:
		emit_flush(e);
		emit_op(e, OP_INCLUDE)->expression = spot->marker->expression;
		return;
	case MARKER_NOTE:
	case MARKER_WRONG:
		return;
	}
}

/* ---- what may vanish ---- */

/* +1 where a section begins among siblings, -1 where one ends. */
static int
section_step(const struct xml_node *node)
{
	const struct spot *spot = spot_of(node);

	if (!spot)
		return 0;
	return (spot->marker->kind == MARKER_SECTION) - (spot->marker->kind == MARKER_CLOSE);
}

/* Nothing is seen outside the sections, and the pictures that are replaced, that the paragraph holds. */
bool
emit_is_optional(const struct xml_node *node)
{
	const struct paragraph *p = paragraph_of(node);
	struct xml_node *at = node->first;
	int depth = 0;

	bool may_vanish = p && p->has_section;

	if (p && p->is_hollow)
		return false;
	while (at) {
		const struct spot *spot = spot_of(at);
		bool seen = spot                   ? spot->marker->kind == MARKER_VALUE
			    : at->name == XML_TEXT ? !text_is_blank(at->text)
						   : is_shown(at) && !picture_of(at);

		depth += section_step(at);
		if (seen && depth == 0)
			return false;
		may_vanish |= picture_of(at) != NULL;
		at = xml_following(node, at, is_property(at->name) || picture_of(at));
	}
	return may_vanish;
}

static bool
is_content(const struct xml_node *node)
{
	return spot_of(node) || is_block(node->name) || is_row(node->name) || node->name == TEXT_list_item ||
	       is_vanisher(node->name);
}

/* Every block or row of node may vanish, or has vanished and left its markers. */
static bool
may_vanish_inside(const struct xml_node *node)
{
	int depth = 0;

	for (const struct xml_node *at = node->first; at; at = at->next) {
		depth += section_step(at);
		if (depth > 0 || spot_of(at) || !is_content(at))
			continue;
		if (emit_is_optional(at))
			continue;
		if (!is_vanisher(at->name) || !may_vanish_inside(at))
			return false;
	}
	return true;
}

/* Markers alone are content of a table, whose rows have all gone, but not of a content control in a line. */
static bool
has_content(const struct xml_node *node)
{
	for (const struct xml_node *at = node->first; at; at = at->next) {
		if (at->name == W_sdtContent)
			return has_content(at);
		if (is_content(at) && (!spot_of(at) || is_vanisher(node->name)))
			return true;
	}
	return false;
}

/* An empty paragraph like the first one below node, for a cell that would be left without any. */
struct op *
emit_spare_paragraph(struct emitter *e, const struct xml_node *node)
{
	struct xml_node *at = node->first;
	struct buffer b = {0};
	struct op *op = NEW(e->c->arena, struct op);

	while (at && !is_paragraph(at->name))
		at = xml_following(node, at, false);
	if (at) {
		xml_write_start(&b, at, false);
		if (xml_child(at, W_pPr))
			xml_write(&b, xml_child(at, W_pPr));
		xml_write_end(&b, at);
	} else {
		buffer_printf(&b, "<%.*sp/>", TEXT_ARG(e->c->prefix));
	}
	op->bytes = buffer_take(e->c->arena, &b);
	return op;
}

/* ---- elements ---- */

static bool
is_stale(enum xml_name name)
{
	return name == W_lastRenderedPageBreak || name == TEXT_soft_page_break; /* where pages broke before merging */
}

static bool
is_part_content(const struct xml_node *node)
{
	const struct spot *spot = spot_of(node);

	return !is_stale(node->name) && !(spot && spot->marker->kind == MARKER_NOTE);
}

bool
emit_is_empty(const struct xml_node *node)
{
	for (const struct xml_node *child = node->first; child; child = child->next) {
		if (is_part_content(child))
			return false;
	}
	return true;
}

void
emit_children(struct emitter *e, const struct xml_node *from, const struct xml_node *to)
{
	for (; from != to; from = from->next)
		emit_node(e, from);
}

void
emit_start(struct emitter *e, const struct xml_node *node)
{
	const struct op *ops;

	buffer_byte(&e->bytes, '<');
	buffer_text(&e->bytes, node->qname);
	for (const struct xml_attribute *a = node->attributes; a; a = a->next) {
		buffer_byte(&e->bytes, ' ');
		buffer_text(&e->bytes, a->qname);
		buffer_string(&e->bytes, "=\"");
		if ((ops = attribute_ops(node, a)) != NULL) {
			emit_flush(e);
			emit_copies(e, ops);
		} else if (!emit_picture_attribute(e, node, a) && !emit_identity_attribute(e, node, a)) {
			buffer_xml_attribute(&e->bytes, a->value);
		}
		buffer_byte(&e->bytes, '"');
	}
	emit_identity_tag(e, node);
	buffer_string(&e->bytes, emit_is_empty(node) ? "/>" : ">");
}

void
emit_plain(struct emitter *e, const struct xml_node *node)
{
	emit_start(e, node);
	emit_children(e, node->first, NULL);
	if (!emit_is_empty(node))
		xml_write_end(&e->bytes, node);
}

/* Bytes that no reader sees, whatever they hold: of an element that may vanish only its core counts. */
static void
emit_unseen(struct emitter *e)
{
	e->is_shown = false;
	emit_flush(e);
}

/* The wrapped element: [from, to) of its children may come out as nothing. */
static struct op *
emit_wrapped(struct emitter *e, const struct xml_node *node, const struct xml_node *from, const struct xml_node *to,
	     enum asks asks)
{
	struct op *op, *core, **link, **behind;

	emit_flush(e);
	op = emit_op(e, OP_OPTIONAL);
	link = e->link;
	op->asks = asks;
	e->link = &op->body;
	emit_start(e, node);
	emit_children(e, node->first, from);
	emit_unseen(e);
	op->as.core = core = emit_op(e, OP_CORE);
	behind = e->link;
	e->link = &core->body;
	emit_children(e, from, to);
	emit_flush(e);
	e->link = behind;
	emit_children(e, to, NULL);
	xml_write_end(&e->bytes, node);
	emit_unseen(e);
	e->link = link;
	return op;
}

/* Copies of the operations of [from, to) at *link; where the next one goes. */
static struct op **
copy_ops(struct arena *a, const struct op *from, const struct op *to, struct op **link)
{
	for (; from != to; from = from->next) {
		*link = NEW(a, struct op);
		**link = *from;
		(*link)->next = NULL;
		link = &(*link)->next;
	}
	return link;
}

/* What stands in place of an optional element: its head and its tail with `middle` (NULL: nothing) between. */
static void
emit_otherwise(struct emitter *e, struct op *op, struct op *middle)
{
	struct op **link = copy_ops(e->c->arena, op->body, op->as.core, &op->otherwise);

	if (middle) {
		*link = middle;
		link = &middle->next;
	}
	copy_ops(e->c->arena, op->as.core->next, NULL, link);
}

static void
emit_optional_paragraph(struct emitter *e, const struct xml_node *node)
{
	const struct xml_node *properties = xml_child(node, W_pPr);
	struct op *op = emit_wrapped(e, node, properties ? properties->next : node->first, NULL, ASKS_TEXT);

	if (xml_child(properties, W_sectPr)) /* the page layout hangs on it: it stays, empty */
		emit_otherwise(e, op, NULL);
}

static void
emit_vanishing(struct emitter *e, const struct xml_node *node)
{
	const struct xml_node *from = node->first, *to = NULL;
	struct op *op;

	while (!is_content(from))
		from = from->next;
	for (const struct xml_node *at = from; at; at = at->next)
		to = is_content(at) ? at->next : to;
	op = emit_wrapped(e, node, from, to, ASKS_BYTES);
	if (is_keeper(node->name))
		emit_otherwise(e, op, emit_spare_paragraph(e, node));
}

void
emit_kept(struct emitter *e, const struct xml_node *node, const struct xml_node *from)
{
	struct op *op, *core, **link;

	if (!has_content(node) || !may_vanish_inside(node)) {
		emit_children(e, from, NULL);
		return;
	}
	emit_flush(e);
	op = emit_op(e, OP_OPTIONAL);
	link = e->link;
	op->asks = ASKS_BYTES;
	e->link = &op->body;
	op->as.core = core = emit_op(e, OP_CORE);
	e->link = &core->body;
	emit_children(e, from, NULL);
	emit_flush(e);
	op->otherwise = emit_spare_paragraph(e, node);
	e->link = link;
}

/* Sections cannot reach over the end of an element: those still open have lost their end to an overlap. */
static void
check_frames(struct emitter *e, size_t count)
{
	if (e->frames.count > count)
		report_overlap(e, e->frames.at[e->frames.count - 1].open, e->frames.at[e->frames.count - 1].open);
	e->frames.count = e->frames.count < count ? e->frames.count : count;
}

/*
 * Word takes two tables with nothing between them for one.  So they may come to stand when what parts them can
 * vanish, or when a table is repeated.
 */
static bool
may_touch(const struct xml_node *table)
{
	const struct xml_node *at = table->previous;
	bool is_loose = false;

	while (at && !(is_paragraph(at->name) && !emit_is_optional(at))) {
		if (is_block(at->name) || spot_of(at))
			is_loose = true;
		at = is_table(at->name) ? NULL : at->previous;
	}
	return is_loose;
}

/* As low as a line can be. */
static struct text
tiny_paragraph(struct emitter *e)
{
	struct text p = e->c->prefix;

	return text_format(e->c->arena,
			   "<%.*sp><%.*spPr><%.*sspacing %.*sbefore=\"0\" %.*safter=\"0\" %.*sline=\"20\" "
			   "%.*slineRule=\"exact\"/><%.*srPr><%.*ssz %.*sval=\"2\"/></%.*srPr></%.*spPr></%.*sp>",
			   TEXT_ARG(p), TEXT_ARG(p), TEXT_ARG(p), TEXT_ARG(p), TEXT_ARG(p), TEXT_ARG(p), TEXT_ARG(p),
			   TEXT_ARG(p), TEXT_ARG(p), TEXT_ARG(p), TEXT_ARG(p), TEXT_ARG(p), TEXT_ARG(p));
}

static void emit_whole(struct emitter *e, const struct xml_node *node);

static void
emit_apart(struct emitter *e, const struct xml_node *node)
{
	struct op *op, **link;

	emit_flush(e);
	op = emit_op(e, OP_APART);
	link = e->link;
	op->bytes = tiny_paragraph(e);
	e->link = &op->body;
	emit_whole(e, node);
	emit_flush(e);
	e->link = link;
}

static void
emit_whole(struct emitter *e, const struct xml_node *node)
{
	e->is_shown |= is_shown(node) && !picture_of(node);
	if (emit_table(e, node) || emit_identity(e, node) || emit_picture(e, node) || emit_rich_paragraph(e, node))
		;
	else if (is_paragraph(node->name) && emit_is_optional(node))
		emit_optional_paragraph(e, node);
	else if ((is_keeper(node->name) || is_vanisher(node->name)) && has_content(node) && may_vanish_inside(node))
		emit_vanishing(e, node);
	else
		emit_plain(e, node);
}

static void
emit_element(struct emitter *e, const struct xml_node *node)
{
	size_t frames = e->frames.count;

	if (node->name == W_tbl && may_touch(node))
		emit_apart(e, node);
	else
		emit_whole(e, node);
	check_frames(e, frames);
}

/* Recursion goes as deep as the tree, which the XML reader limits. */
void
emit_node(struct emitter *e, const struct xml_node *node)
{
	struct spot *spot = spot_of(node);

	if (e->failed || is_stale(node->name))
		return;
	if (spot) {
		emit_spot(e, spot);
	} else if (node->name == XML_TEXT) {
		buffer_xml(&e->bytes, node->text);
		e->is_shown |= !text_is_blank(node->text);
	} else if (node->name == XML_RAW) {
		if (!emit_mark(e, node))
			buffer_text(&e->bytes, node->text);
	} else {
		emit_element(e, node);
	}
}

struct op *
emit_document(struct compiler *c, struct xml_node *root)
{
	struct emitter e = {.c = c};
	struct op *first = NULL;

	e.link = &first;
	buffer_string(&e.bytes, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
	emit_node(&e, root);
	emit_flush(&e);
	buffer_free(&e.bytes);
	return first;
}
