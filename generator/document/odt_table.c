/*
 * odt_table -- tables (ODF 1.3 part 3, 9 and 17.15-17.18).
 *
 * Columns and cells may be repeated by number (table:number-columns-repeated); so may rows, but LibreOffice shows
 * one (7.4, measured).  Header rows stand in table:table-header-rows; a cell that another one covers is a
 * table:covered-table-cell in its place.  Each of table, column, row and cell has a style of its own family.
 */
#include "document/measure.h"
#include "document/odt.h"
#include "document/odt_columns.h"

enum { COLUMNS_MOST = 1024 };

static void table_read(struct odt_story *s, const struct xml_node *node, const struct table *split);

struct reading {
	struct odt_story *story;
	struct odt *odt;
	struct table *table;
	VECTOR(struct odt_column) columns;
	VECTOR(const struct xml_node *) column_nodes; /* NULL: of a column that only cells speak of */
	VECTOR(struct row) rows;
	size_t *free_from; /* by column: the first row that no cell from above reaches into */
	size_t header_rows;
};

/* Common styles of tables and what is in them are not for documents: LibreOffice leaves them aside. */
static const struct odt_style *
style_of(const struct reading *t, enum odt_family family, struct text name)
{
	const struct odt_style *style = odt_style_find(t->odt, t->story->scope, family, name);

	return style && style->is_automatic ? style : NULL;
}

static const struct xml_node **
chain_of(const struct reading *t, enum odt_family family, struct text name, enum xml_name properties, size_t *count)
{
	return odt_properties_chain(t->odt, family, style_of(t, family, name), properties, count);
}

static int
repeated(const struct xml_node *node, enum xml_name name, int most)
{
	int n = integer_or(xml_value(node, name, TEXT_NONE), 1);

	return n < 1 ? 1 : n > most ? most : n;
}

/* ---- columns ---- */

/* "3277*" is 3277 parts. */
static bool
parts_read(struct text value, int *parts)
{
	if (!text_ends(value, TEXT("*")))
		return false;
	*parts = integer_or(value, 0);
	return true;
}

/* Adds a column; false when there are too many. */
static bool
column_add(struct reading *t, struct odt_column column, const struct xml_node *node)
{
	if (t->columns.count >= COLUMNS_MOST)
		return false;
	*VECTOR_PUSH(t->odt->arena, &t->columns) = column;
	*VECTOR_PUSH(t->odt->arena, &t->column_nodes) = node;
	return true;
}

static void
column_read(struct reading *t, const struct xml_node *node)
{
	int count = repeated(node, TABLE_number_columns_repeated, COLUMNS_MOST);
	size_t chain_count;
	const struct xml_node **chain = chain_of(t, FAMILY_TABLE_COLUMN, xml_value(node, TABLE_style_name, TEXT_NONE),
						 STYLE_table_column_properties, &chain_count);
	struct odt_column column = odt_column_of_parts(0);

	for (size_t i = 0; i < chain_count; i++) {
		emu length;
		int parts;

		if (parts_read(xml_value(chain[i], STYLE_rel_column_width, TEXT_NONE), &parts))
			column = odt_column_of_parts(parts);
		else if (odt_length(chain[i], STYLE_column_width, &length))
			column = odt_column_of_length(length);
	}
	while (count > 0 && column_add(t, column, node))
		count--;
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
}

/* The cell's own style, or its column's default for cells; LibreOffice knows no defaults of rows. */
static struct text
cell_style_name(const struct reading *t, const struct xml_node *node, size_t column)
{
	struct text name = xml_value(node, TABLE_style_name, TEXT_NONE);

	return name.len ? name : xml_value(t->column_nodes.at[column], TABLE_default_cell_style_name, TEXT_NONE);
}

/* A paragraph of the style Standard. */
static struct block *
standard_block(struct reading *t, struct text text)
{
	struct odt *o = t->odt;
	const struct odt_look *look =
		odt_look(o, odt_style_find(o, t->story->scope, FAMILY_PARAGRAPH, TEXT("Standard")));
	struct block *b = block_empty(o->arena, pool_paragraph_style(&o->pool, &look->style), look->pooled);

	if (text.len) {
		b->paragraph->runs = NEW(o->arena, struct run);
		*b->paragraph->runs = (struct run){.kind = RUN_TEXT, .style = look->pooled, .text = text};
		b->paragraph->run_count = 1;
	}
	return b;
}

/* The table that a cell of an older kind is split into; NULL when it is not. */
static const struct xml_node *
sub_table(const struct xml_node *cell)
{
	const struct xml_node *node = xml_child(cell, TABLE_table);

	return xml_value_is(node, TABLE_is_sub_table, "true") ? node : NULL;
}

/* What stands in the cell; where it has a text as its value, that is shown and not its paragraphs. */
static struct block *
cell_content(struct reading *t, const struct xml_node *node)
{
	struct block_list blocks = {.first = NULL};
	struct odt_story s = {.odt = t->odt, .scope = t->story->scope, .blocks = &blocks};

	if (xml_value_is(node, OFFICE_value_type, "string") && xml_attribute(node, OFFICE_string_value))
		return standard_block(t, xml_value(node, OFFICE_string_value, TEXT_NONE));
	if (sub_table(node))
		table_read(&s, sub_table(node), t->table);
	else
		odt_blocks_read(&s, node);
	return blocks.first ? blocks.first : standard_block(t, TEXT_NONE);
}

/* The cell of that element in that column and the columns behind it; NULL: one that its row lacks. */
static struct cell
cell_read(struct reading *t, const struct xml_node *node, size_t column, size_t span)
{
	struct cell cell = {.column_index = (int)column, .column_span = (int)span, .background = COLOR_NONE};
	size_t count;
	const struct xml_node **chain =
		chain_of(t, FAMILY_TABLE_CELL, cell_style_name(t, node, column), STYLE_table_cell_properties, &count);

	cell.row_span = repeated(node, TABLE_number_rows_spanned, INTEGER_MOST);
	for (int side = 0; side < SIDES; side++)
		cell.borders[side].color = COLOR_NONE;
	if (sub_table(node))
		count = 0; /* what it is split into has lines and padding */
	for (size_t i = 0; i < count; i++)
		cell_apply(&cell, chain[i]);
	cell.first = cell_content(t, node);
	return cell;
}

/* ---- rows ---- */

/*
 * LibreOffice takes the height that is said last, whatever style:use-optimal-row-height says of it; a row that is
 * 0 high has a twip.
 */
static void
row_apply(struct row *row, const struct xml_node *properties)
{
	for (const struct xml_attribute *a = properties ? properties->attributes : NULL; a; a = a->next) {
		bool is_least = a->name == STYLE_min_row_height;

		if ((is_least || a->name == STYLE_row_height) && odt_length(properties, a->name, &row->height)) {
			row->height = row->height < EMU_PER_TWIP ? EMU_PER_TWIP : row->height;
			row->height_rule = is_least ? HEIGHT_AT_LEAST : HEIGHT_EXACT;
		}
	}
	if (xml_attribute(properties, FO_keep_together))
		row->can_split = !xml_value_is(properties, FO_keep_together, "always");
}

static struct row
row_begin(struct reading *t, const struct xml_node *node, color *background)
{
	struct row row = {.can_split = true};
	size_t count;
	const struct xml_node **chain = chain_of(t, FAMILY_TABLE_ROW, xml_value(node, TABLE_style_name, TEXT_NONE),
						 STYLE_table_row_properties, &count);

	*background = COLOR_NONE;
	for (size_t i = 0; i < count; i++) {
		row_apply(&row, chain[i]);
		color_read(xml_value(chain[i], FO_background_color, TEXT_NONE), background);
	}
	return row;
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

/* The first column from there on that no cell reaches into from above; all of them together when there is none. */
static size_t
free_column(const struct reading *t, size_t column)
{
	while (column < t->columns.count && t->free_from[column] > t->rows.count)
		column++;
	return column;
}

/* How many columns a cell has there that asks for so many: it ends before the first that is taken. */
static size_t
columns_free(const struct reading *t, size_t column, size_t most)
{
	size_t count = 1;

	while (count < most && column + count < t->columns.count && t->free_from[column + count] <= t->rows.count)
		count++;
	return count;
}

static void
cell_place(struct reading *t, struct cell_list *cells, const struct cell *cell)
{
	for (int i = 0; i < cell->column_span; i++)
		t->free_from[cell->column_index + i] = t->rows.count + (size_t)cell->row_span;
	*VECTOR_PUSH(t->odt->arena, &cells->all) = *cell;
}

/* Reads a cell and puts it where the row has room, as often as it is to be there; returns the column behind. */
static size_t
cell_add(struct reading *t, struct cell_list *cells, const struct xml_node *node, size_t column)
{
	int span = repeated(node, TABLE_number_columns_spanned, COLUMNS_MOST);
	int count = span > 1 ? 1 : repeated(node, TABLE_number_columns_repeated, COLUMNS_MOST);
	struct cell cell = cell_read(t, node, column, columns_free(t, column, (size_t)span));

	if (count > 1 && !is_plain(cell.first))
		count = 1;
	for (; count > 0 && column < t->columns.count; count--) {
		cell.column_index = (int)column;
		cell_place(t, cells, &cell);
		column = free_column(t, column + (size_t)cell.column_span);
	}
	return column;
}

/*
 * Cells go into the columns from the left that no cell from above reaches into; covered cells are not asked.  A cell
 * for which there is no column is left out.  One cell fills the rest of a row that lacks some.
 */
static void
row_cells_read(struct reading *t, struct row *row, const struct xml_node *node)
{
	struct cell_list cells = {{0}};
	size_t column = free_column(t, 0);
	bool has_too_many = false;

	for (const struct xml_node *n = node->first; n; n = n->next) {
		if (n->name != TABLE_table_cell)
			continue;
		if (column < t->columns.count)
			column = cell_add(t, &cells, n, column);
		else
			has_too_many = true;
	}
	if (column < t->columns.count) {
		struct cell rest = cell_read(t, NULL, column, columns_free(t, column, t->columns.count));

		cell_place(t, &cells, &rest);
	}
	if (has_too_many && t->columns.count < COLUMNS_MOST)
		REPORT(t->odt->report, DOCUMENT_CELLS_TOO_MANY, place_file(t->odt->document->file));
	row->cells = cells.all.at;
	row->cell_count = cells.all.count;
}

static void
row_read(struct reading *t, const struct xml_node *node)
{
	color background;
	struct row row = row_begin(t, node, &background);

	row_cells_read(t, &row, node);
	for (size_t c = 0; c < row.cell_count; c++)
		if (row.cells[c].background == COLOR_NONE)
			row.cells[c].background = background;
	*VECTOR_PUSH(t->odt->arena, &t->rows) = row;
}

/* Rows of a header are repeated when nothing stands above them. */
static void
rows_read(struct reading *t, const struct xml_node *parent, bool is_header)
{
	for (const struct xml_node *node = parent->first; node; node = node->next)
		switch (node->name) {
		case TABLE_table_row:
			if (is_header && t->header_rows == t->rows.count)
				t->header_rows++;
			row_read(t, node);
			break;
		case TABLE_table_header_rows:
			rows_read(t, node, true);
			break;
		case TABLE_table_rows:
		case TABLE_table_row_group:
			rows_read(t, node, is_header);
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

/* What is said of a table's place, for some of it makes other parts of it void. */
struct placing {
	bool has_align, has_margins;
};

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
table_margins(struct table *table, const struct xml_node *properties, struct placing *placing)
{
	emu all;
	bool has = false;

	if (odt_length(properties, FO_margin, &all)) {
		table->indent = table->margin_right = table->space_before = table->space_after = all;
		has = true;
	}
	has |= odt_length(properties, FO_margin_left, &table->indent);
	has |= odt_length(properties, FO_margin_right, &table->margin_right);
	odt_length(properties, FO_margin_top, &table->space_before);
	odt_length(properties, FO_margin_bottom, &table->space_after);
	placing->has_margins |= has;
}

static void
table_place(struct table *table, const struct xml_node *properties, struct placing *placing)
{
	struct text align = xml_value(properties, TABLE_align, TEXT_NONE);
	struct width *width = &table->width;
	bool is_part = width->kind == WIDTH_PERCENT;

	table_margins(table, properties, placing);
	if (odt_length(properties, STYLE_width, &width->length) && !is_part)
		width->kind = WIDTH_FIXED;
	if (permille_read(xml_value(properties, STYLE_rel_width, TEXT_NONE), &width->permille)) {
		width->permille = width->permille < 10 ? 10 : width->permille > 1000 ? 1000 : width->permille;
		width->kind = WIDTH_PERCENT;
	}
	if (align.len) {
		table->align = table_align(align);
		placing->has_align = true;
	}
}

/*
 * A table without an alignment fills its room, whatever else is said; so does one without a width, and its margins
 * count at the left only.  Margins count with "margins", the left one with "left".  (Measured.)
 */
static void
place_settle(struct table *table, const struct placing *placing)
{
	bool is_left = table->align == ALIGN_LEFT;
	bool has_width = table->width.kind != WIDTH_AUTO && table->align != ALIGN_JUSTIFY && placing->has_align;

	if (!has_width) {
		bool has_margins = placing->has_align && (is_left || table->align == ALIGN_JUSTIFY);

		table->align = ALIGN_JUSTIFY;
		table->width = (struct width){WIDTH_AUTO, 0, 0};
		if (!has_margins)
			table->indent = table->margin_right = 0;
		return;
	}
	table->margin_right = 0;
	if (!is_left)
		table->indent = 0;
	if (table->width.kind == WIDTH_PERCENT)
		table->width.length = 0;
}

static void
table_apply(struct table *table, const struct xml_node *properties)
{
	struct text keep = xml_value(properties, FO_keep_with_next, TEXT_NONE);

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
	struct placing placing = {0};
	size_t count;
	const struct xml_node **chain =
		chain_of(t, FAMILY_TABLE, xml_value(node, TABLE_style_name, TEXT_NONE), STYLE_table_properties, &count);

	table->name = xml_value(node, TABLE_name, TEXT_NONE);
	for (size_t i = 0; i < count; i++) {
		table_place(table, chain[i], &placing);
		table_apply(table, chain[i]);
	}
	place_settle(table, &placing);
}

/* Page breaks and master pages are as with paragraphs. */
static void
table_page(struct reading *t, const struct xml_node *node)
{
	struct odt_story *s = t->story;
	const struct odt_style *style = style_of(t, FAMILY_TABLE, xml_value(node, TABLE_style_name, TEXT_NONE));
	struct text master = style ? xml_value(style->node, STYLE_master_page_name, TEXT_NONE) : TEXT_NONE;
	const struct xml_node *properties = style ? xml_child(style->node, STYLE_table_properties) : NULL;
	int number = integer_or(xml_value(properties, STYLE_page_number, TEXT_NONE), 0);

	if (!s->is_body) {
		t->table->page_break_before = false;
		return;
	}
	if (master.len || !t->odt->section)
		odt_section_begin(s, master, number);
	else if (t->odt->section->region != s->region)
		odt_section_continue(s);
	t->table->page_break_before |= s->breaks_page;
	s->breaks_page = xml_value_is(properties, FO_break_after, "page");
}

static void
columns_settle(struct reading *t, const struct xml_node *node)
{
	struct table *table = t->table;
	bool is_fixed = table->width.kind == WIDTH_FIXED;

	columns_read(t, node);
	if (!t->columns.count)
		column_add(t, odt_column_of_parts(1), NULL);
	table->column_count = t->columns.count;
	table->columns = NEW_ARRAY(t->odt->arena, emu, table->column_count);
	t->free_from = NEW_ARRAY(t->odt->arena, size_t, table->column_count);
	if (is_fixed)
		table->width.length = odt_table_width(table->width.length, table->column_count);
	odt_columns_settle(t->columns.at, table->column_count, is_fixed ? table->width.length : 0, table->columns);
}

static void
table_make(struct reading *t, const struct xml_node *node, const struct table *split)
{
	struct table *table = t->table;

	table->can_split = true;
	table->background = COLOR_NONE;
	table->align = ALIGN_JUSTIFY;
	if (split) { /* it fills the cell, with lines as that table's are; no style counts */
		table->collapses_borders = split->collapses_borders;
	} else {
		table_style_read(t, node);
		table_page(t, node);
		t->odt->target = text_join(t->odt->arena, table->name, TEXT("|table"));
	}
	columns_settle(t, node);
	rows_read(t, node, false);
	table->rows = t->rows.at;
	table->row_count = t->rows.count;
	table->header_rows = t->header_rows;
	spans_cut(table);
}

/* split: the table a cell of which this one stands for; NULL */
static void
table_read(struct odt_story *s, const struct xml_node *node, const struct table *split)
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
	table_make(&t, node, split);
	o->nesting--;
	if (t.rows.count)
		blocks_add(o->arena, s->blocks, BLOCK_TABLE)->table = t.table;
}

void
odt_table_read(struct odt_story *s, const struct xml_node *node)
{
	table_read(s, node, NULL);
}
