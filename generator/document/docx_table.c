/*
 * docx_table -- tables (ECMA-376 part 1, 17.4).
 *
 * A w:tbl is rows of cells over a grid of columns.  A cell covers w:gridSpan columns; cells merged
 * downwards are a w:vMerge "restart" with "continue" cells under it.  So reading takes two passes: the
 * first finds where every cell stands, the second knows the table's edges and makes the cells.
 */
#include "document/docx_table.h"
#include "document/measure.h"

enum { COLUMNS_MOST = 1024 };

/* ---- first pass: where everything stands ---- */

static bool
is_continued(const struct raw_cell *cell)
{
	const struct xml_node *merge = xml_child(cell->properties, W_vMerge);

	return merge && !xml_value_is(merge, W_val, "restart");
}

static void
cell_find(struct reading *t, struct raw_row *row, const struct xml_node *node, const struct xml_node *control,
	  int *column)
{
	const struct xml_node *properties = xml_child(node, W_tcPr), *merge = xml_child(properties, W_hMerge);
	int span = bounded(integer_or(docx_val(properties, W_gridSpan), 1), 1, COLUMNS_MOST);
	struct raw_cell *cell;

	if (*column >= COLUMNS_MOST) {
		if (!t->is_too_wide)
			REPORT(t->docx->report, DOCUMENT_TABLE_TOO_WIDE, place_file(t->docx->document->file),
			       text_format(t->docx->arena, "%d", COLUMNS_MOST));
		t->is_too_wide = true; /* the rest of its cells needs no telling */
		return;
	}
	span = bounded(span, 1, COLUMNS_MOST - *column);
	if (merge && !xml_value_is(merge, W_val, "restart") && row->cells.count) {
		row->cells.at[row->cells.count - 1].span += span;
	} else {
		cell = VECTOR_PUSH(t->docx->arena, &row->cells);
		*cell = (struct raw_cell){.node = node, .properties = properties, .column = *column, .span = span};
		cell->control = control;
		cell->row_span = 1;
	}
	*column += span;
}

static void
cells_find(struct reading *t, struct raw_row *row, const struct xml_node *parent, const struct xml_node *control,
	   int *column)
{
	for (const struct xml_node *node = parent ? parent->first : NULL; node; node = node->next)
		switch (node->name) {
		case W_tc:
			cell_find(t, row, node, control, column);
			break;
		case W_sdt:
			cells_find(t, row, xml_child(node, W_sdtContent), node, column);
			break;
		case W_customXml:
		case W_smartTag:
		case W_ins:
			cells_find(t, row, node, control, column);
			break;
		default:
			break;
		}
}

static void
row_find(struct reading *t, const struct xml_node *node)
{
	struct raw_row row = {.properties = xml_child(node, W_trPr)};
	int column;

	if (xml_child(row.properties, W_del))
		return;
	row.exceptions = xml_child(node, W_tblPrEx);
	row.grid_before = bounded(integer_or(docx_val(row.properties, W_gridBefore), 0), 0, COLUMNS_MOST - 1);
	row.grid_after = bounded(integer_or(docx_val(row.properties, W_gridAfter), 0), 0, COLUMNS_MOST - 1);
	column = row.grid_before;
	cells_find(t, &row, node, NULL, &column);
	if (!row.cells.count)
		return;
	if (column > t->column_count)
		t->column_count = column;
	*VECTOR_PUSH(t->docx->arena, &t->rows) = row;
}

static void
rows_find(struct reading *t, const struct xml_node *parent)
{
	for (const struct xml_node *node = parent ? parent->first : NULL; node; node = node->next)
		switch (node->name) {
		case W_tr:
			row_find(t, node);
			break;
		case W_sdt:
			rows_find(t, xml_child(node, W_sdtContent));
			break;
		case W_customXml:
		case W_smartTag:
		case W_ins:
			rows_find(t, node);
			break;
		default:
			break;
		}
}

/* Gives the "continue" cells to the cell above them in the same columns. */
static void
cells_merge(struct reading *t)
{
	struct raw_cell **above = NEW_ARRAY(t->docx->arena, struct raw_cell *, (size_t)t->column_count);

	for (size_t r = 0; r < t->rows.count; r++) {
		struct raw_row *row = &t->rows.at[r];

		for (size_t c = 0; c < row->cells.count; c++) {
			struct raw_cell *cell = &row->cells.at[c], *start = above[cell->column];

			cell->last_row = (int)r;
			cell->last_properties = cell->properties;
			if (is_continued(cell) && start && start->span == cell->span && start->last_row == (int)r - 1) {
				start->row_span++;
				start->last_row = (int)r;
				start->last_properties = cell->properties;
				cell->is_covered = true;
			} else {
				above[cell->column] = cell;
			}
		}
	}
}

/*
 * Until Word 2010 the text of the first column stands at the indent of a table that is in no other; since then
 * its border does, with its outer edge.  The model's indent is where the first column begins.
 */
static void
table_indent(struct reading *t)
{
	struct table *table = t->table;

	if (table->align != ALIGN_LEFT)
		table->indent = 0;
	else if (t->docx->compatibility < 15 && !t->story->table_depth)
		table->indent -= t->padding[SIDE_LEFT];
	else if (table->rows[0].cell_count)
		table->indent += table->rows[0].cells[0].borders[SIDE_LEFT].width / 2;
}

/* ---- second pass: cells ---- */

static void
cell_content(struct reading *t, struct cell *cell, const struct raw_cell *raw, unsigned parts)
{
	struct docx_story *outer = t->story;
	struct block_list blocks = {NULL, NULL};
	struct docx_story s = {
		.docx = t->docx,
		.relationships = outer->relationships,
		.base = docx_cell_base(t, parts),
		.blocks = &blocks,
		.fields = outer->fields,
		.table_depth = outer->table_depth + 1,
		.is_body = outer->is_body,
		.note = outer->note,
		.link = outer->link,
		.control = outer->control,
	};

	if (raw->control)
		docx_control_around(&s, raw->control);
	docx_blocks_read(&s, raw->node);
	docx_story_end(&s);
	outer->fields = s.fields;
	outer->link = s.link;
	outer->note = s.note;
	cell->first = blocks.first;
}

static void
cell_make(struct reading *t, struct cell *cell, const struct raw_row *row, const struct raw_cell *raw, size_t row_index)
{
	const struct raw_cell *last = &row->cells.at[row->cells.count - 1];
	struct spot at = {
		(int)row_index,       raw->last_row, (int)t->rows.count, raw->column, raw->column + raw->span - 1,
		raw == row->cells.at, raw == last,
	};
	unsigned parts = docx_table_parts(t, &at);

	cell->column_index = raw->column;
	cell->column_span = raw->span;
	cell->row_span = raw->row_span;
	docx_cell_look(t, cell, row, raw, &at, parts);
	cell_content(t, cell, raw, parts);
}

static void
row_height(struct row *row, const struct xml_node *node)
{
	struct text rule = xml_value(node, W_hRule, TEXT("atLeast"));

	row->height = twips_or(xml_value(node, W_val, TEXT_NONE), 0);
	if (row->height <= 0 || text_is(rule, "auto"))
		row->height_rule = row->height > 0 ? HEIGHT_AT_LEAST : HEIGHT_AUTO;
	else
		row->height_rule = text_is(rule, "exact") ? HEIGHT_EXACT : HEIGHT_AT_LEAST;
}

static void
row_make(struct reading *t, struct row *row, const struct raw_row *raw, size_t row_index)
{
	row->cells = NEW_ARRAY(t->docx->arena, struct cell, raw->cells.count);
	row->grid_before = raw->grid_before;
	row->grid_after = raw->grid_after;
	row->can_split = !docx_switch(raw->properties, W_cantSplit, false);
	row_height(row, xml_child(raw->properties, W_trHeight));
	for (size_t c = 0; c < raw->cells.count; c++)
		if (!raw->cells.at[c].is_covered)
			cell_make(t, &row->cells[row->cell_count++], raw, &raw->cells.at[c], row_index);
}

static size_t
header_rows(const struct reading *t)
{
	size_t count = 0;

	while (count < t->rows.count && docx_switch(t->rows.at[count].properties, W_tblHeader, false))
		count++;
	return count;
}

/* ---- the grid ---- */

/* The widths of w:tblGrid; what it lacks from cells of one column. */
static void
grid_read(struct reading *t, const struct xml_node *grid)
{
	struct table *table = t->table;
	const struct xml_node *node = xml_child(grid, W_gridCol);
	int given = 0;

	for (const struct xml_node *n = node; n; n = xml_sibling(n, W_gridCol))
		given++;
	given = bounded(given, 0, COLUMNS_MOST);
	table->column_count = (size_t)(given > t->column_count ? given : t->column_count);
	table->columns = NEW_ARRAY(t->docx->arena, emu, table->column_count);
	for (int c = 0; c < given; c++, node = xml_sibling(node, W_gridCol)) {
		emu width = twips_or(xml_value(node, W_w, TEXT_NONE), 0);

		table->columns[c] = width > 0 ? width : 0;
	}
	for (size_t r = 0; r < table->row_count; r++)
		for (size_t c = 0; c < table->rows[r].cell_count; c++) {
			const struct cell *cell = &table->rows[r].cells[c];

			if (cell->column_span == 1 && cell->width.kind == WIDTH_FIXED &&
			    !table->columns[cell->column_index])
				table->columns[cell->column_index] = cell->width.length;
		}
}

static void
table_make(struct reading *t, const struct xml_node *node)
{
	struct table *table = t->table;

	cells_merge(t);
	docx_table_properties(t);
	table->rows = NEW_ARRAY(t->docx->arena, struct row, t->rows.count);
	table->row_count = t->rows.count;
	for (size_t r = 0; r < t->rows.count; r++)
		row_make(t, &table->rows[r], &t->rows.at[r], r);
	table_indent(t);
	table->header_rows = header_rows(t);
	grid_read(t, xml_child(node, W_tblGrid));
	table->page_break_before = t->story->breaks_page;
	t->story->breaks_page = false;
}

/* How far a floating table's edge stands before its place: its cells' padding, and half of the line at its left. */
static emu
text_start(const struct reading *t)
{
	const struct row *first = &t->table->rows[0];
	emu line = t->story->table_depth || !first->cell_count ? 0 : first->cells[0].borders[SIDE_LEFT].width;

	return t->padding[SIDE_LEFT] + line / 2;
}

void
docx_table_read(struct docx_story *s, const struct xml_node *node)
{
	struct docx *d = s->docx;
	struct reading t = {.story = s, .docx = d, .properties = xml_child(node, W_tblPr)};
	const struct xml_node *position = xml_child(t.properties, W_tblpPr);
	size_t notes;

	if (d->nesting >= NESTING_MOST) {
		REPORT(d->report, DOCUMENT_TOO_DEEP, place_file(d->document->file),
		       text_format(d->arena, "%d", NESTING_MOST));
		return;
	}
	t.table = NEW(d->arena, struct table);
	t.style = docx_style_find(d, DOCX_TABLE_STYLE, docx_val(t.properties, W_tblStyle));
	t.chain = docx_style_chain(d, t.style, &t.chain_count);
	rows_find(&t, node);
	if (!t.rows.count)
		return;
	notes = d->document->footnotes.count + d->document->endnotes.count;
	d->nesting++;
	table_make(&t, node);
	d->nesting--;
	blocks_add(d->arena, s->blocks, BLOCK_TABLE)->table = t.table;
	if (position && notes == d->document->footnotes.count + d->document->endnotes.count)
		docx_table_float(s, t.table, position, text_start(&t));
}
