/*
 * docx_table -- tables (ECMA-376 part 1, 17.4).
 *
 * A w:tbl is rows of cells over a grid of columns.  A cell covers w:gridSpan columns; cells merged
 * downwards are a w:vMerge "restart" with "continue" cells under it.  So reading takes two passes: the
 * first finds the cells and where each stands, the second makes those that are not covered by others.
 *
 * LibreOffice 7.4 (measured): tables of one style that follow each other are one.  Rows are headers as long as each
 * from the first on says so; eleven and more are none. A row is as high as w:trHeight where all of its cells are empty
 * and say w:hideMark.  A table of one row that must not break does not break at all.  w:tblCellSpacing, w:noWrap and
 * w:tcFitText do nothing.
 */
#include "document/docx_table.h"
#include "document/measure.h"

enum { HEADER_ROWS_MOST = 10, FILLERS_MOST = 32 };

/* ---- first pass: where everything stands ---- */

/*
 * Cells for so many columns that the row leaves out; returns how many.  Each is a cell, though a few bytes may ask for
 * a thousand in every row: beyond the first ones, which are all that real tables have, the last takes the rest.
 */
static size_t
fillers_add(struct reading *t, struct raw_row *row, int columns)
{
	size_t before = row->cells.count;

	for (int i = 0; i < columns && i < FILLERS_MOST; i++)
		*VECTOR_PUSH(t->docx->arena, &row->cells) = (struct raw_cell){
			.span = i + 1 < FILLERS_MOST ? 1 : columns - i, .row_span = 1, .is_filler = true};
	return row->cells.count - before;
}

static void
cell_find(struct reading *t, struct raw_row *row, const struct xml_node *node, const struct xml_node *control,
	  int *column)
{
	const struct xml_node *properties = xml_child(node, W_tcPr);
	struct raw_cell *cell;

	if (*column >= DOCX_COLUMNS_MOST) {
		if (!t->is_too_wide)
			REPORT(t->docx->report, DOCUMENT_TABLE_TOO_WIDE, place_file(t->docx->document->file),
			       text_format(t->docx->arena, "%d", DOCX_COLUMNS_MOST));
		t->is_too_wide = true; /* the rest of its cells needs no telling */
		return;
	}
	cell = VECTOR_PUSH(t->docx->arena, &row->cells);
	*cell = (struct raw_cell){.node = node, .properties = properties, .control = control, .row_span = 1};
	cell->span = bounded(integer_or(docx_val(properties, W_gridSpan), 1), 1, DOCX_COLUMNS_MOST - *column);
	*column += cell->span;
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
	struct raw_row row = {.in = t->tables.at[t->tables.count - 1], .properties = xml_child(node, W_trPr)};
	int column, after;

	if (xml_child(row.properties, W_del))
		return;
	row.exceptions = xml_child(node, W_tblPrEx);
	column = bounded(integer_or(docx_val(row.properties, W_gridBefore), 0), 0, DOCX_COLUMNS_MOST - 1);
	row.before = fillers_add(t, &row, column);
	cells_find(t, &row, node, NULL, &column);
	if (row.cells.count == row.before)
		return;
	after = bounded(integer_or(docx_val(row.properties, W_gridAfter), 0), 0, DOCX_COLUMNS_MOST - column);
	row.after = fillers_add(t, &row, after);
	*VECTOR_PUSH(t->docx->arena, &t->rows) = row;
	if (row.cells.count > 1)
		t->wide_rows_end = t->rows.count;
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

/* ---- second pass: cells ---- */

static void
cell_content(struct reading *t, struct cell *cell, const struct raw_cell *raw, unsigned parts)
{
	struct docx_story *outer = t->story;
	struct block_list blocks = {.first = NULL};
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
	if (raw->node)
		docx_blocks_read(&s, raw->node);
	docx_story_end(&s);
	outer->fields = s.fields;
	outer->link = s.link;
	outer->note = s.note;
	cell->first = blocks.first;
}

/* The paragraph of a cell that fills a column before the row: in the shape of the first one of the row. */
static struct block *
filler_content(struct reading *t, const struct cell *first_cell, struct block *otherwise)
{
	const struct block *first = first_cell->first;

	if (first->kind != BLOCK_PARAGRAPH)
		return otherwise;
	return block_empty(t->docx->arena, first->paragraph->style,
			   first->paragraph->base ? first->paragraph->base : first->paragraph->mark);
}

static void
cell_make(struct reading *t, struct cell *cell, size_t r, size_t c)
{
	const struct raw_cell *raw = &t->rows.at[r].cells.at[c];
	unsigned parts = docx_table_parts(t, r, c);

	cell->column_index = docx_column_at(t, raw->start);
	cell->column_span = docx_column_at(t, raw->end) - cell->column_index;
	cell->row_span = raw->row_span;
	docx_cell_look(t, cell, raw, parts);
	docx_cell_borders(t, cell, r, c, parts);
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

static bool
is_blank(const struct cell *cell)
{
	const struct block *b = cell->first;

	return b->kind == BLOCK_PARAGRAPH && !b->next && !b->paragraph->run_count && !b->paragraph->label;
}

/* Whether the marks of its cells, which are all that stands in them, give the row no height. */
static bool
hides_marks(const struct raw_row *raw, const struct row *row)
{
	for (size_t c = 0; c < raw->cells.count; c++) {
		const struct xml_node *properties = raw->cells.at[c].properties;

		if (!docx_switch(properties, W_hideMark, false) || xml_child(properties, W_vMerge))
			return false;
	}
	for (size_t c = 0; c < row->cell_count; c++)
		if (!is_blank(&row->cells[c]))
			return false;
	return true;
}

static void
row_make(struct reading *t, struct row *row, size_t r)
{
	const struct raw_row *raw = &t->rows.at[r];

	row->cells = NEW_ARRAY(t->docx->arena, struct cell, raw->cells.count);
	row->can_split = !docx_switch(raw->properties, W_cantSplit, false);
	row_height(row, xml_child(raw->properties, W_trHeight));
	for (size_t c = 0; c < raw->cells.count; c++)
		if (!raw->cells.at[c].is_covered)
			cell_make(t, &row->cells[row->cell_count++], r, c);
	for (size_t c = 0; c < raw->before && row->cell_count > raw->before; c++)
		row->cells[c].first = filler_content(t, &row->cells[raw->before], row->cells[c].first);
	if (row->height_rule == HEIGHT_AT_LEAST && hides_marks(raw, row))
		row->height_rule = HEIGHT_EXACT;
}

static bool
is_header(const struct xml_node *properties)
{
	return docx_switch(properties, W_tblHeader, false);
}

/* A style that makes its first row a header makes one of the table's, unless that says otherwise. */
static size_t
header_rows(const struct reading *t)
{
	const struct xml_node *first = t->rows.at[0].properties;
	size_t count = 0;

	while (count < t->rows.count && is_header(t->rows.at[count].properties))
		count++;
	if (!count && !xml_child(first, W_tblHeader) &&
	    xml_child(xml_child(t->parts[PART_FIRST_ROW], W_trPr), W_tblHeader))
		count = 1;
	return count > HEADER_ROWS_MOST ? 0 : count;
}

/*
 * Until Word 2010 the text of the first column stands at the indent of a table that is in no other; since then
 * its border does, with its outer edge.  The model's indent is where the first column begins.
 */
static void
table_indent(struct reading *t)
{
	struct table *table = t->table;
	bool is_nested = t->story->table_depth > 0;

	if (table->align != ALIGN_LEFT)
		table->indent = 0;
	else if (t->docx->compatibility < 15 && !is_nested)
		table->indent = emu_from((int64_t)table->indent - t->padding[SIDE_LEFT]);
	else
		table->indent =
			emu_from((int64_t)(is_nested && table->indent < 0 ? 0 : table->indent) + t->left_line / 2);
}

static void
table_make(struct reading *t)
{
	struct table *table = t->table;

	docx_table_properties(t);
	docx_grid_lay(t);
	docx_table_frame(t);
	table->rows = NEW_ARRAY(t->docx->arena, struct row, t->rows.count);
	table->row_count = t->rows.count;
	for (size_t r = 0; r < t->rows.count; r++)
		row_make(t, &table->rows[r], r);
	table_indent(t);
	table->header_rows = header_rows(t);
	table->can_split = table->row_count > 1 || table->rows[0].can_split;
	table->page_break_before = t->story->breaks_page;
	t->story->breaks_page = false;
}

/* Takes one more w:tbl. */
static void
table_find(struct reading *t, const struct xml_node *node)
{
	struct raw_table *in = NEW(t->docx->arena, struct raw_table);

	in->properties = xml_child(node, W_tblPr);
	docx_grid_read(t->docx->arena, in, xml_child(node, W_tblGrid));
	*VECTOR_PUSH(t->docx->arena, &t->tables) = in;
	rows_find(t, node);
}

/* Whether two w:tblpPr (NULL: none) say the same. */
static bool
is_same_place(const struct xml_node *a, const struct xml_node *b)
{
	static const enum xml_name words[] = {
		W_horzAnchor, W_vertAnchor,   W_tblpX,         W_tblpXSpec,   W_tblpY,
		W_tblpYSpec,  W_leftFromText, W_rightFromText, W_topFromText, W_bottomFromText,
	};

	for (size_t i = 0; a && b && i < sizeof words / sizeof *words; i++)
		if (!text_equal(xml_value(a, words[i], TEXT_NONE), xml_value(b, words[i], TEXT_NONE)))
			return false;
	return !a == !b;
}

/* The w:tbl right behind this one, if LibreOffice makes one table of both: of one style and place. */
static const struct xml_node *
table_behind(const struct xml_node *node)
{
	const struct xml_node *next = node->next, *mine = xml_child(node, W_tblPr), *its;

	while (next && (next->name == W_bookmarkStart || next->name == W_bookmarkEnd))
		next = next->next;
	if (!next || next->name != W_tbl)
		return NULL;
	its = xml_child(next, W_tblPr);
	if (!text_equal(docx_val(mine, W_tblStyle), docx_val(its, W_tblStyle)) ||
	    !is_same_place(xml_child(mine, W_tblpPr), xml_child(its, W_tblpPr)))
		return NULL;
	return next;
}

static void
table_add(struct reading *t, const struct xml_node *position)
{
	struct docx *d = t->docx;
	size_t notes = d->document->footnotes.count + d->document->endnotes.count;

	d->nesting++;
	table_make(t);
	d->nesting--;
	blocks_add(d->arena, t->story->blocks, BLOCK_TABLE)->table = t->table;
	if (position && notes == d->document->footnotes.count + d->document->endnotes.count)
		docx_table_float(t->story, t->table, position, t->text_start);
}

const struct xml_node *
docx_table_read(struct docx_story *s, const struct xml_node *node)
{
	struct docx *d = s->docx;
	struct reading t = {.story = s, .docx = d};
	const struct xml_node *properties = xml_child(node, W_tblPr);

	if (d->nesting >= NESTING_MOST) {
		REPORT(d->report, DOCUMENT_TOO_DEEP, place_file(d->document->file),
		       text_format(d->arena, "%d", NESTING_MOST));
		return node;
	}
	t.table = NEW(d->arena, struct table);
	if (docx_val(properties, W_tblStyle).len)
		t.style = docx_style_find(d, DOCX_TABLE_STYLE, docx_val(properties, W_tblStyle));
	t.chain = docx_style_chain(d, t.style, &t.chain_count);
	table_find(&t, node);
	for (const struct xml_node *next = node; (next = table_behind(next)) != NULL; node = next)
		table_find(&t, next);
	if (t.rows.count)
		table_add(&t, xml_child(properties, W_tblpPr));
	return node;
}
