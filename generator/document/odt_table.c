/*
 * odt_table -- tables (ODF 1.3 part 3, 9 and 17.15-17.18).
 *
 * Columns, rows and cells may be repeated by number (table:number-…-repeated); header rows stand in
 * table:table-header-rows; a cell that another one covers is a table:covered-table-cell in its place.
 * Each of table, column, row and cell has a style of its own family.
 */
#include <string.h>

#include "document/measure.h"
#include "document/odt.h"

enum { COLUMNS_MOST = 1024, ROWS_MOST = 100000, REPEATED_ROWS_MOST = 100 };

struct reading {
	struct odt_story *story;
	struct odt *odt;
	struct table *table;
	VECTOR(emu) columns;
	VECTOR(int) relative; /* style:rel-column-width of the columns, 0 when not given */
	VECTOR(const struct xml_node *) column_nodes;
	VECTOR(struct row) rows;
	size_t header_rows;
};

static const struct xml_node **
chain_of(const struct reading *t, enum odt_family family, struct text name, enum xml_name properties, size_t *count)
{
	const struct odt_style *style = odt_style_find(t->odt, t->story->scope, family, name);

	return odt_properties_chain(t->odt, family, style, properties, count);
}

static int
repeated(const struct xml_node *node, enum xml_name name, int most)
{
	int n = integer_or(xml_value(node, name, TEXT_NONE), 1);

	return n < 1 ? 1 : n > most ? most : n;
}

/* ---- columns ---- */

enum { PARTS_MOST = 1000000 }; /* of one column; LibreOffice gives the whole table 65535 */

/* "3277*" is 3277 parts. */
static int
relative_width(struct text value)
{
	int n = text_ends(value, TEXT("*")) ? integer_or(value, 0) : 0;

	return n > 0 && n <= PARTS_MOST ? n : 0;
}

static void
column_read(struct reading *t, const struct xml_node *node)
{
	int count = repeated(node, TABLE_number_columns_repeated, COLUMNS_MOST);
	size_t chain_count;
	const struct xml_node **chain = chain_of(t, FAMILY_TABLE_COLUMN, xml_value(node, TABLE_style_name, TEXT_NONE),
						 STYLE_table_column_properties, &chain_count);
	emu width = 0;
	int relative = 0;

	for (size_t i = 0; i < chain_count; i++) {
		int own = relative_width(xml_value(chain[i], STYLE_rel_column_width, TEXT_NONE));

		odt_length(chain[i], STYLE_column_width, &width);
		relative = own ? own : relative;
	}
	for (; count > 0 && t->columns.count < COLUMNS_MOST; count--) {
		*VECTOR_PUSH(t->odt->arena, &t->columns) = width > 0 ? width : 0;
		*VECTOR_PUSH(t->odt->arena, &t->relative) = relative;
		*VECTOR_PUSH(t->odt->arena, &t->column_nodes) = node;
	}
	if (count > 0)
		REPORT(t->odt->report, DOCUMENT_TABLE_TOO_WIDE, place_file(t->odt->document->file),
		       text_format(t->odt->arena, "%d", COLUMNS_MOST));
}

static void
columns_read(struct reading *t, const struct xml_node *parent)
{
	for (const struct xml_node *node = parent->first; node; node = node->next)
		switch (node->name) {
		case TABLE_table_column:
			column_read(t, node);
			break;
		case TABLE_table_columns:
		case TABLE_table_header_columns:
		case TABLE_table_column_group:
			columns_read(t, node);
			break;
		default:
			break;
		}
}

enum { USUAL_WIDTH = 17 * EMU_PER_CM }; /* between the margins of an A4 page */

/* What the columns share: the table's own width, else their lengths, else any, for the layout goes by proportion. */
static int64_t
columns_total(const struct reading *t)
{
	int64_t total = 0;

	if (t->table->width.kind == WIDTH_FIXED)
		return t->table->width.length;
	for (size_t i = 0; i < t->columns.count; i++) {
		if (!t->columns.at[i])
			return USUAL_WIDTH;
		total += t->columns.at[i];
	}
	return emu_from(total);
}

/* Relative widths say more exactly than the rounded lengths beside them how columns share the table's width. */
static void
columns_scale(struct reading *t)
{
	int64_t parts = 0, sum = 0, total = columns_total(t);

	for (size_t i = 0; i < t->columns.count; i++) {
		if (!t->relative.at[i])
			return;
		parts += t->relative.at[i];
	}
	for (size_t i = 0; i < t->columns.count; i++) {
		int64_t from = total * sum / parts;

		sum += t->relative.at[i];
		t->columns.at[i] = emu_from(total * sum / parts - from);
	}
}

/* ---- cells ---- */

static enum vertical_align
cell_align(struct text align)
{
	if (text_is(align, "middle"))
		return VERTICAL_MIDDLE;
	return text_is(align, "bottom") ? VERTICAL_BOTTOM : VERTICAL_TOP;
}

static void
cell_apply(struct cell *cell, const struct xml_node *properties)
{
	struct text align = xml_value(properties, STYLE_vertical_align, TEXT_NONE);
	struct text mode = xml_value(properties, STYLE_writing_mode, TEXT_NONE);

	odt_borders_read(properties, cell->borders, cell->padding);
	color_read(xml_value(properties, FO_background_color, TEXT_NONE), &cell->background);
	if (align.len)
		cell->align = cell_align(align);
	if (mode.len)
		cell->rotation = text_is(mode, "bt-lr") ? 90 : text_is(mode, "tb-rl") ? 270 : 0;
	if (xml_attribute(properties, STYLE_rotation_angle))
		cell->rotation = integer_or(xml_value(properties, STYLE_rotation_angle, TEXT_NONE), 0);
	if (xml_attribute(properties, FO_wrap_option))
		cell->no_wrap = xml_value_is(properties, FO_wrap_option, "no-wrap");
}

/* The cell's own style, or the row's or column's default for cells. */
static struct text
cell_style_name(const struct reading *t, const struct xml_node *row, const struct xml_node *node, int column)
{
	struct text name = xml_value(node, TABLE_style_name, TEXT_NONE);

	if (!name.len)
		name = xml_value(row, TABLE_default_cell_style_name, TEXT_NONE);
	if (!name.len && (size_t)column < t->column_nodes.count)
		name = xml_value(t->column_nodes.at[column], TABLE_default_cell_style_name, TEXT_NONE);
	return name;
}

static void
cell_content(struct reading *t, struct cell *cell, const struct xml_node *node)
{
	struct block_list blocks = {NULL, NULL};
	struct odt_story s = {.odt = t->odt, .scope = t->story->scope, .blocks = &blocks};

	odt_blocks_read(&s, node);
	odt_story_end(&s);
	cell->first = blocks.first;
}

static void
cell_read(struct reading *t, const struct xml_node *row, const struct xml_node *node, int column, struct cell *cell)
{
	size_t count;
	const struct xml_node **chain = chain_of(t, FAMILY_TABLE_CELL, cell_style_name(t, row, node, column),
						 STYLE_table_cell_properties, &count);

	*cell = (struct cell){.column_index = column, .background = COLOR_NONE};
	cell->column_span = repeated(node, TABLE_number_columns_spanned, COLUMNS_MOST - column);
	cell->row_span = repeated(node, TABLE_number_rows_spanned, ROWS_MOST);
	for (int side = 0; side < SIDES; side++)
		cell->borders[side].color = COLOR_NONE;
	for (size_t i = 0; i < count; i++)
		cell_apply(cell, chain[i]);
	cell_content(t, cell, node);
}

/* ---- rows ---- */

static void
row_style_read(struct reading *t, struct row *row, const struct xml_node *node)
{
	size_t count;
	const struct xml_node **chain = chain_of(t, FAMILY_TABLE_ROW, xml_value(node, TABLE_style_name, TEXT_NONE),
						 STYLE_table_row_properties, &count);

	row->can_split = true;
	for (size_t i = 0; i < count; i++) {
		if (odt_length(chain[i], STYLE_row_height, &row->height))
			row->height_rule = xml_value_is(chain[i], STYLE_use_optimal_row_height, "true") ? HEIGHT_AUTO
													: HEIGHT_EXACT;
		if (odt_length(chain[i], STYLE_min_row_height, &row->height))
			row->height_rule = HEIGHT_AT_LEAST;
		if (xml_attribute(chain[i], FO_keep_together))
			row->can_split = !xml_value_is(chain[i], FO_keep_together, "always");
	}
}

struct cell_list {
	VECTOR(struct cell) all;
};

/* Whether the content is paragraphs of text only: what holds more is not repeated, or repeats would multiply. */
static bool
is_plain(const struct block *first)
{
	for (const struct block *b = first; b; b = b->next) {
		if (b->kind == BLOCK_TABLE)
			return false;
		for (size_t i = 0; i < b->paragraph->run_count; i++)
			if (b->paragraph->runs[i].kind == RUN_DRAWING || b->paragraph->runs[i].kind == RUN_NOTE)
				return false;
	}
	return true;
}

/* Reads a cell and adds it count times, with the content shared; returns how often it did. */
static int
cells_repeat(struct reading *t, const struct xml_node *row, const struct xml_node *node, int column, int count,
	     struct cell_list *cells)
{
	struct cell cell;

	cell_read(t, row, node, column, &cell);
	count = is_plain(cell.first) ? count : 1;
	for (int i = 0; i < count; i++, cell.column_index++)
		*VECTOR_PUSH(t->odt->arena, &cells->all) = cell;
	return count;
}

static void
row_cells_read(struct reading *t, struct row *row, const struct xml_node *node)
{
	struct cell_list cells = {{0}};
	int column = 0;

	for (const struct xml_node *n = node->first; n; n = n->next) {
		int count;

		if (n->name != TABLE_table_cell && n->name != TABLE_covered_table_cell)
			continue;
		count = repeated(n, TABLE_number_columns_repeated, COLUMNS_MOST - column);
		if (column >= COLUMNS_MOST)
			break;
		if (n->name == TABLE_table_cell)
			count = cells_repeat(t, node, n, column, count, &cells);
		column += count;
	}
	row->cells = cells.all.at;
	row->cell_count = cells.all.count;
	while (t->columns.count < (size_t)column) {
		*VECTOR_PUSH(t->odt->arena, &t->columns) = 0;
		*VECTOR_PUSH(t->odt->arena, &t->relative) = 0;
		*VECTOR_PUSH(t->odt->arena, &t->column_nodes) = NULL;
	}
}

static void
row_read(struct reading *t, const struct xml_node *node)
{
	int count = repeated(node, TABLE_number_rows_repeated, REPEATED_ROWS_MOST);

	struct row row = {.can_split = true};

	row_style_read(t, &row, node);
	row_cells_read(t, &row, node);
	for (size_t c = 0; c < row.cell_count; c++)
		if (!is_plain(row.cells[c].first))
			count = 1;
	for (; count > 0 && t->rows.count < ROWS_MOST; count--) {
		*VECTOR_PUSH(t->odt->arena, &t->rows) = row;
		if (count > 1 && row.cell_count) /* spans are cut row by row: each needs cells of its own */
			row.cells = memcpy(NEW_ARRAY(t->odt->arena, struct cell, row.cell_count), row.cells,
					   row.cell_count * sizeof *row.cells);
	}
}

static void
rows_read(struct reading *t, const struct xml_node *parent)
{
	for (const struct xml_node *node = parent->first; node; node = node->next)
		switch (node->name) {
		case TABLE_table_row:
			row_read(t, node);
			break;
		case TABLE_table_header_rows:
			rows_read(t, node);
			t->header_rows = t->rows.count;
			break;
		case TABLE_table_rows:
		case TABLE_table_row_group:
			rows_read(t, node);
			break;
		default:
			break;
		}
}

/* Spans do not reach beyond the table. */
static void
spans_cut(struct table *table)
{
	for (size_t r = 0; r < table->row_count; r++)
		for (size_t c = 0; c < table->rows[r].cell_count; c++) {
			struct cell *cell = &table->rows[r].cells[c];

			if ((size_t)cell->row_span > table->row_count - r)
				cell->row_span = (int)(table->row_count - r);
			if ((size_t)cell->column_span > table->column_count - (size_t)cell->column_index)
				cell->column_span = (int)(table->column_count - (size_t)cell->column_index);
		}
}

/* ---- the table ---- */

static enum align
table_align(struct text align)
{
	if (text_is(align, "center"))
		return ALIGN_CENTER;
	if (text_is(align, "right"))
		return ALIGN_RIGHT;
	return text_is(align, "margins") ? ALIGN_JUSTIFY : ALIGN_LEFT;
}

static void
table_apply(struct table *table, const struct xml_node *properties)
{
	struct text align = xml_value(properties, TABLE_align, TEXT_NONE);
	struct text keep = xml_value(properties, FO_keep_with_next, TEXT_NONE);
	emu all;

	if (odt_length(properties, FO_margin, &all))
		table->indent = table->margin_right = table->space_before = table->space_after = all;
	odt_length(properties, FO_margin_left, &table->indent);
	odt_length(properties, FO_margin_right, &table->margin_right);
	odt_length(properties, FO_margin_top, &table->space_before);
	odt_length(properties, FO_margin_bottom, &table->space_after);
	if (odt_length(properties, STYLE_width, &table->width.length))
		table->width.kind = WIDTH_FIXED;
	if (permille_read(xml_value(properties, STYLE_rel_width, TEXT_NONE), &table->width.permille))
		table->width.kind = WIDTH_PERCENT;
	if (align.len)
		table->align = table_align(align);
	if (keep.len)
		table->keep_with_next = text_is(keep, "always");
	if (xml_attribute(properties, STYLE_may_break_between_rows))
		table->can_split = xml_value_is(properties, STYLE_may_break_between_rows, "true");
	if (xml_attribute(properties, TABLE_border_model))
		table->collapses_borders = xml_value_is(properties, TABLE_border_model, "collapsing");
	if (xml_attribute(properties, FO_break_before))
		table->page_break_before = xml_value_is(properties, FO_break_before, "page");
	if (xml_attribute(properties, STYLE_writing_mode))
		table->is_right_to_left = text_starts(xml_value(properties, STYLE_writing_mode, TEXT_NONE), TEXT("rl"));
	color_read(xml_value(properties, FO_background_color, TEXT_NONE), &table->background);
}

static void
table_style_read(struct reading *t, const struct xml_node *node)
{
	struct table *table = t->table;
	size_t count;
	const struct xml_node **chain =
		chain_of(t, FAMILY_TABLE, xml_value(node, TABLE_style_name, TEXT_NONE), STYLE_table_properties, &count);

	table->name = xml_value(node, TABLE_name, TEXT_NONE);
	table->can_split = true;
	table->is_fixed = true; /* LibreOffice never adapts ODF columns to their content */
	table->background = COLOR_NONE;
	table->align = ALIGN_JUSTIFY;
	for (size_t i = 0; i < count; i++)
		table_apply(table, chain[i]);
}

/* Page breaks and master pages are as with paragraphs. */
static void
table_page(struct reading *t, const struct xml_node *node)
{
	struct odt_story *s = t->story;
	const struct odt_style *style =
		odt_style_find(t->odt, s->scope, FAMILY_TABLE, xml_value(node, TABLE_style_name, TEXT_NONE));
	struct text master = style ? xml_value(style->node, STYLE_master_page_name, TEXT_NONE) : TEXT_NONE;
	const struct xml_node *properties = style ? xml_child(style->node, STYLE_table_properties) : NULL;
	int number = integer_or(xml_value(properties, STYLE_page_number, TEXT_NONE), 0);

	if (!s->is_body) {
		t->table->page_break_before = false;
		return;
	}
	if (master.len || !t->odt->section)
		odt_section_begin(s, master, number);
	t->table->page_break_before |= s->breaks_page;
	s->breaks_page = xml_value_is(properties, FO_break_after, "page");
}

static void
table_make(struct reading *t, const struct xml_node *node)
{
	struct table *table = t->table;

	table_style_read(t, node);
	table_page(t, node);
	columns_read(t, node);
	columns_scale(t);
	rows_read(t, node);
	table->columns = t->columns.at;
	table->column_count = t->columns.count;
	table->rows = t->rows.at;
	table->row_count = t->rows.count;
	table->header_rows = t->header_rows;
	spans_cut(table);
}

void
odt_table_read(struct odt_story *s, const struct xml_node *node)
{
	struct odt *o = s->odt;
	struct reading t = {.story = s, .odt = o};

	if (o->nesting >= NESTING_MOST) {
		REPORT(o->report, DOCUMENT_TOO_DEEP, place_file(o->document->file),
		       text_format(o->arena, "%d", NESTING_MOST));
		return;
	}
	t.table = NEW(o->arena, struct table);
	o->nesting++;
	table_make(&t, node);
	o->nesting--;
	if (t.rows.count)
		blocks_add(o->arena, s->blocks, BLOCK_TABLE)->table = t.table;
}
