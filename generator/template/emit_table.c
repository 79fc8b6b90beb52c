/*
 * emit_table -- tables that are put together when all their rows are known; see op_table.h.
 *
 * That is so when a section takes cells of a row or repeats columns, when {{x | merge}} stands in a cell, and when
 * rows are repeated under cells that the template itself has merged downwards.  All other tables are bytes with
 * sections between their rows.
 *
 * The order of a cell's properties is fixed (ECMA-376 part 1, 17.4.69): w:cnfStyle, w:tcW, w:gridSpan, w:hMerge,
 * w:vMerge, the rest.  w:tcW and the two spans are written anew for each cell, so the tags are cut there.
 */
#include "template/emit.h"

#include "template/grid.h"
#include "template/section.h"

struct table_builder {
	struct table_builder *outer;
	const struct xml_node *node;
	const struct op *steps[NESTED_MOST]; /* of the row at hand */
	uint32_t step_count;
};

/* ---- tags in pieces ---- */

/* What is told anew for each cell, and identifiers, which must not come twice. */
static bool
is_dropped(enum xml_name name)
{
	switch (name) {
	case XML_id:
	case W14_paraId:
	case W14_textId:
	case TABLE_number_columns_spanned:
	case TABLE_number_rows_spanned:
	case TABLE_number_columns_repeated:
	case TABLE_number_rows_repeated:
		return true;
	default:
		return false;
	}
}

/* "<name attributes", without the end of the tag. */
static void
begin_tag(struct buffer *b, struct text qname, const struct xml_attribute *attributes)
{
	buffer_byte(b, '<');
	buffer_text(b, qname);
	for (const struct xml_attribute *at = attributes; at; at = at->next) {
		if (is_dropped(at->name))
			continue;
		buffer_byte(b, ' ');
		buffer_text(b, at->qname);
		buffer_string(b, "=\"");
		buffer_xml_attribute(b, at->value);
		buffer_byte(b, '"');
	}
}

static struct text
take(struct emitter *e, struct buffer *b)
{
	struct text t = text_copy(e->c->arena, buffer_view(b));

	buffer_clear(b);
	return t;
}

static struct text
end_tag(struct arena *a, struct text qname)
{
	return text_format(a, "</%.*s>", TEXT_ARG(qname));
}

/* An empty paragraph like the first one below node, but no item of a list. */
static struct text
empty_paragraph(struct emitter *e, const struct xml_node *node)
{
	struct xml_node *at = node->first, *properties;
	struct buffer b = {0};
	struct text t;

	while (at && !is_paragraph(at->name))
		at = xml_following(node, at, false);
	if (!at) {
		buffer_printf(&b, "<%.*sp/>", TEXT_ARG(e->c->prefix));
	} else {
		begin_tag(&b,
			  at->name == TEXT_h ? text_join(e->c->arena, qname_prefix(at->qname), TEXT("p")) : at->qname,
			  at->name == TEXT_h ? NULL : at->attributes);
		properties = xml_child(at, W_pPr);
		if (properties) {
			properties = xml_copy(e->c->arena, properties, true);
			if (xml_child(properties, W_numPr))
				xml_remove(xml_child(properties, W_numPr));
			buffer_byte(&b, '>');
			xml_write(&b, properties);
			xml_write_end(&b, at);
		} else {
			buffer_string(&b, "/>");
		}
	}
	t = take(e, &b);
	buffer_free(&b);
	return t;
}

/* ---- cells ---- */

static void
read_width(struct emitter *e, struct cell_op *cell, const struct xml_node *width)
{
	struct text type = xml_value(width, W_type, TEXT("dxa")), unit;
	struct buffer b = {0};

	xml_write(&b, width);
	cell->width = take(e, &b);
	buffer_free(&b);
	if (!text_is(type, "dxa") && !text_is(type, "pct"))
		return;
	cell->width_value = grid_length(xml_value(width, W_w, TEXT_NONE), &unit);
	cell->width_head = text_format(e->c->arena, "<%.*s %.*sw=\"", TEXT_ARG(width->qname),
				       TEXT_ARG(qname_prefix(width->qname)));
	cell->width_tail = text_format(e->c->arena, "%s\" %.*stype=\"%.*s\"/>", text_is(unit, "%") ? "%" : "",
				       TEXT_ARG(qname_prefix(width->qname)), TEXT_ARG(type));
}

static void
read_word_properties(struct emitter *e, struct cell_op *cell, const struct xml_node *node)
{
	const struct xml_node *properties = xml_child(node, W_tcPr);
	struct buffer b = {0};

	begin_tag(&b, node->qname, node->attributes);
	buffer_byte(&b, '>');
	if (properties)
		xml_write_start(&b, properties, false);
	if (xml_child(properties, W_cnfStyle))
		xml_write(&b, xml_child(properties, W_cnfStyle));
	cell->head = take(e, &b);
	cell->has_properties = properties != NULL;
	for (const struct xml_node *at = properties ? properties->first : NULL; at; at = at->next) {
		if (at->name == W_tcW)
			read_width(e, cell, at);
		else if (at->name != W_gridSpan && at->name != W_vMerge && at->name != W_cnfStyle)
			xml_write(&b, at);
	}
	if (properties)
		xml_write_end(&b, properties);
	cell->rest = take(e, &b);
	buffer_free(&b);
	cell->tail = end_tag(e->c->arena, node->qname);
}

/* A covered cell has the look of the one that covers it, for when that is gone. */
static void
read_odf_properties(struct emitter *e, struct cell_op *cell, const struct xml_node *node)
{
	struct buffer b = {0};

	begin_tag(&b, node->qname, node->attributes);
	cell->head = take(e, &b);
	buffer_free(&b);
	cell->tail = end_tag(e->c->arena, node->qname);
}

static struct cell_op *
read_cell(struct emitter *e, const struct xml_node *node, const struct cell_note *note)
{
	struct cell_op *cell = NEW(e->c->arena, struct cell_op);

	if (node->name == W_tc)
		read_word_properties(e, cell, node);
	else
		read_odf_properties(e, cell, note->begin);
	cell->empty = empty_paragraph(e, note->begin);
	cell->is_continued = note->is_continued;
	cell->column = note->column;
	cell->span = note->span;
	cell->repeated = note->repeated;
	return cell;
}

/* The section around the cell that repeats columns of its row, or NULL. */
static struct columns_op *
columns_around(const struct emitter *e)
{
	for (size_t i = e->frames.count; i-- > 0;) {
		const struct frame *f = &e->frames.at[i];

		if (f->op->as.columns && f->open->table == e->table->node)
			return (struct columns_op *)(uintptr_t)f->op->as.columns;
	}
	return NULL;
}

static void
emit_cell(struct emitter *e, const struct xml_node *node, const struct cell_note *note)
{
	const struct xml_node *properties = xml_child(node, W_tcPr);
	struct columns_op *columns = columns_around(e);
	struct op *op, **link;
	struct cell_op *cell;

	if (note->repeated == 0)
		return; /* covered by the one before it, which says so itself */
	emit_flush(e);
	cell = read_cell(e, node, note);
	if (columns)
		columns->cells[columns->cell_count++] = cell;
	op = emit_op(e, OP_CELL);
	op->as.cell = cell;
	link = e->link;
	e->link = &op->body;
	emit_kept(e, node, properties ? properties->next : node->first);
	emit_flush(e);
	e->link = link;
}

/* ---- rows ---- */

static bool
is_grid_property(enum xml_name name)
{
	return name == W_gridBefore || name == W_gridAfter || name == W_wBefore || name == W_wAfter;
}

static bool
is_row_property(enum xml_name name)
{
	return name == W_trPr || name == W_tblPrEx;
}

static double
left_out_width(const struct xml_node *width)
{
	struct text unit;

	return text_is(xml_value(width, W_type, TEXT("dxa")), "dxa")
		       ? grid_length(xml_value(width, W_w, TEXT_NONE), &unit)
		       : 0;
}

/* ECMA-376 part 1, 17.4.81: what is told of the row in any order, then its changes. */
static void
read_row_properties(struct row_op *row, struct buffer *head, struct buffer *rest, const struct xml_node *properties)
{
	if (!properties)
		return;
	row->has_properties = true;
	xml_write_start(head, properties, false);
	for (const struct xml_node *at = properties->first; at; at = at->next) {
		bool is_change = at->name == W_ins || at->name == W_del || at->name == W_trPrChange;

		if (!is_grid_property(at->name))
			xml_write(is_change ? rest : head, at);
	}
	xml_write_end(rest, properties);
	row->before = (uint32_t)grid_number(xml_child(properties, W_gridBefore), W_val, 0);
	row->after = (uint32_t)grid_number(xml_child(properties, W_gridAfter), W_val, 0);
	row->before_width = left_out_width(xml_child(properties, W_wBefore));
	row->after_width = left_out_width(xml_child(properties, W_wAfter));
}

/* The properties that name columns, as they stand. */
static void
write_grid_properties(struct buffer *b, const struct xml_node *properties)
{
	for (const struct xml_node *at = properties ? properties->first : NULL; at; at = at->next) {
		if (is_grid_property(at->name))
			xml_write(b, at);
	}
}

static struct row_op *
read_row(struct emitter *e, const struct xml_node *node)
{
	struct row_op *row = NEW(e->c->arena, struct row_op);
	struct buffer head = {0}, rest = {0};
	long repeated = grid_number(node, TABLE_number_rows_repeated, 1);

	begin_tag(&head, node->qname, node->attributes);
	buffer_byte(&head, '>');
	if (xml_child(node, W_tblPrEx))
		xml_write(&head, xml_child(node, W_tblPrEx));
	read_row_properties(row, &head, &rest, xml_child(node, W_trPr));
	row->head = take(e, &head);
	write_grid_properties(&head, xml_child(node, W_trPr));
	row->grid = take(e, &head);
	row->rest = take(e, &rest);
	row->tail = end_tag(e->c->arena, node->qname);
	row->repeated = repeated > 0 ? (uint32_t)repeated : 1;
	buffer_free(&head);
	buffer_free(&rest);
	return row;
}

static void
emit_row(struct emitter *e, const struct xml_node *node)
{
	struct row_op *row = read_row(e, node);
	const struct op **steps;
	struct op *op, **link;

	emit_flush(e);
	op = emit_op(e, OP_ROW);
	link = e->link;
	e->link = &op->body;
	e->table->step_count = 0;
	for (const struct xml_node *at = node->first; at; at = at->next) {
		if (!is_row_property(at->name))
			emit_node(e, at);
	}
	emit_flush(e);
	e->link = link;
	steps = NEW_ARRAY(e->c->arena, const struct op *, e->table->step_count);
	for (uint32_t i = 0; i < e->table->step_count; i++)
		steps[i] = e->table->steps[i];
	row->steps = steps;
	row->step_count = e->table->step_count;
	op->as.row = row;
}

/* ---- sections among the cells ---- */

static bool
is_step(const struct spot *open)
{
	return open->takes_cells && !open->takes_columns && !open->marker->is_negative;
}

static uint32_t
cells_between(const struct spot *open)
{
	uint32_t count = 0;

	for (struct xml_node *at = open->node; at && at != open->close->node; at = grid_next_cell(open->row, at))
		count += is_cell(at->name);
	return count;
}

void
emit_table_section(struct emitter *e, const struct spot *open, struct op *op)
{
	struct columns_op *columns;
	uint32_t level = 0;

	if (!open->takes_cells || !e->table)
		return;
	if (open->takes_columns) {
		columns = NEW(e->c->arena, struct columns_op);
		columns->group = open->group;
		columns->cells = NEW_ARRAY(e->c->arena, const struct cell_op *, cells_between(open));
		op->as.columns = columns;
		return;
	}
	for (const struct spot *outer = open->outer; outer; outer = outer->outer)
		level += outer->row == open->row && is_step(outer);
	if (is_step(open) && level == e->table->step_count && level < NESTED_MOST)
		e->table->steps[e->table->step_count++] = op;
}

/* ---- the table ---- */

static bool
is_columns(enum xml_name name)
{
	switch (name) {
	case W_tblGrid:
	case TABLE_table_column:
	case TABLE_table_columns:
	case TABLE_table_header_columns:
	case TABLE_table_column_group:
		return true;
	default:
		return false;
	}
}

/* Of the children of node those that define its columns: [*from, *to). */
static void
find_columns(const struct xml_node *node, const struct xml_node **from, const struct xml_node **to)
{
	const struct xml_node *at = node->first;

	while (at && !is_columns(at->name) && !is_row(at->name) && !spot_of(at) && !is_vanisher(at->name) &&
	       !is_wrapper(at->name))
		at = at->next;
	*from = *to = at;
	for (; at && (is_columns(at->name) || at->name == XML_TEXT); at = at->next) {
		if (is_columns(at->name))
			*to = at->next;
	}
}

static struct table_op *
read_table(struct emitter *e, const struct xml_node *node, const struct grid *g)
{
	struct table_op *table = NEW(e->c->arena, struct table_op);

	table->is_word = node->name == W_tbl;
	table->prefix = qname_prefix(node->qname);
	table->grid = g->columns.at;
	table->column_count = (uint32_t)g->columns.count;
	table->groups = g->groups.at;
	table->group_count = (uint32_t)g->groups.count;
	table->tail = end_tag(e->c->arena, node->qname);
	return table;
}

static void
emit_whole_table(struct emitter *e, struct xml_node *node)
{
	const struct grid *g = grid_read(e->c, node);
	struct table_builder builder = {.outer = e->table, .node = node};
	struct table_op *table = read_table(e, node, g);
	const struct xml_node *from, *to;
	struct op *op, **link;

	emit_flush(e);
	op = emit_op(e, OP_TABLE);
	op->as.table = table;
	link = e->link;
	e->link = &op->otherwise;
	e->is_shown = true;
	emit_start(e, node);
	find_columns(node, &from, &to);
	emit_children(e, node->first, from);
	emit_flush(e);
	for (const struct xml_node *at = from; at != to; at = at->next)
		xml_write(&e->bytes, at);
	table->columns = emit_take(e);
	e->link = &op->body;
	e->table = &builder;
	emit_children(e, to, NULL);
	emit_flush(e);
	e->table = builder.outer;
	e->link = link;
}

bool
emit_table(struct emitter *e, const struct xml_node *node)
{
	const struct note *note = node->extra;

	if (is_table(node->name) && ((note && note->kind == NOTE_TABLE) || grid_is_stretched(node)))
		emit_whole_table(e, (struct xml_node *)(uintptr_t)node);
	else if (e->table && is_row(node->name) && section_table(node) == e->table->node)
		emit_row(e, node);
	else if (e->table && is_cell(node->name) && note && note->kind == NOTE_CELL)
		emit_cell(e, node, (const struct cell_note *)note);
	else
		return false;
	return true;
}
