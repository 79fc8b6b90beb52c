/*
 * docx_table -- tables (ECMA-376 part 1, 17.4 and 17.7.6).
 *
 * A w:tbl is rows of cells over a grid of columns.  A cell covers w:gridSpan columns; cells merged
 * downwards are a w:vMerge "restart" with "continue" cells under it.  So reading takes two passes: the
 * first finds where every cell stands, the second knows the table's edges and makes the cells.
 *
 * How a cell looks comes in layers, each over the one before: the table's properties (of its style's chain,
 * then its own), the conditional parts of the style that the cell belongs to (banded columns, banded
 * rows, first and last row, first and last column, corners), its own.  A part's "top" border is drawn
 * along the part's edge only, its "insideH" between the rows inside of it.
 */
#include <string.h>

#include "document/docx.h"
#include "document/measure.h"

enum { COLUMNS_MOST = 1024 };
enum { DEFAULT_PADDING = 68400 /* 1.9 mm */ };

/* The conditional parts in the order they are applied. */
enum part_kind {
	PART_BAND1_VERTICAL,
	PART_BAND2_VERTICAL,
	PART_BAND1_HORIZONTAL,
	PART_BAND2_HORIZONTAL,
	PART_FIRST_COLUMN,
	PART_LAST_COLUMN,
	PART_FIRST_ROW,
	PART_LAST_ROW,
	PART_NE,
	PART_NW,
	PART_SE,
	PART_SW,
	PARTS
};

static const char *const part_words[] = {
	"band1Vert", "band2Vert", "band1Horz", "band2Horz", "firstCol", "lastCol", "firstRow",
	"lastRow",   "neCell",    "nwCell",    "seCell",    "swCell",   NULL,
};

/* Which parts are switched on (w:tblLook). */
struct look_flags {
	bool first_row, last_row, first_column, last_column, bands_rows, bands_columns;
};

struct raw_cell {
	const struct xml_node *node, *properties;
	const struct xml_node *control; /* the w:sdt around it; NULL when there is none */
	int column, span, row_span;
	int last_row; /* of the cells merged into it */
	const struct xml_node *last_properties;
	bool is_covered;
};

struct raw_row {
	const struct xml_node *properties, *exceptions;
	VECTOR(struct raw_cell) cells;
	int grid_before, grid_after;
};

/* Borders of a rectangle of cells. */
struct box {
	struct border edge[SIDES], inside_h, inside_v;
	bool has_edge[SIDES], has_inside_h, has_inside_v;
};

struct reading {
	struct docx_story *story;
	struct docx *docx;
	const struct xml_node *properties;
	const struct docx_style **chain;
	size_t chain_count;
	const struct docx_style *style;
	struct look_flags look;
	int row_band, column_band;
	VECTOR(struct raw_row) rows;
	int column_count;
	bool is_too_wide; /* and was reported */
	struct box box;
	emu padding[SIDES];
	color background;
	struct table *table;
};

/* Where a cell stands, for the parts it belongs to. */
struct spot {
	int row, last_row, row_count;
	int column, last_column;
	bool is_first, is_last; /* in its row */
};

/* ---- first pass: where everything stands ---- */

static bool
is_continued(const struct raw_cell *cell)
{
	const struct xml_node *merge = xml_child(cell->properties, W_vMerge);

	return merge && !xml_value_is(merge, W_val, "restart");
}

static int
bounded(int n, int least, int most)
{
	return n < least ? least : n > most ? most : n;
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

/* ---- the table's properties ---- */

static void
box_read(struct box *box, const struct xml_node *borders)
{
	const struct xml_node *inside_h = xml_child(borders, W_insideH), *inside_v = xml_child(borders, W_insideV);

	for (int side = 0; side < SIDES; side++) {
		const struct xml_node *node = docx_side(borders, (enum side)side);

		if (!node)
			continue;
		box->edge[side] = docx_border(node, NULL);
		box->has_edge[side] = true;
	}
	if (inside_h) {
		box->inside_h = docx_border(inside_h, NULL);
		box->has_inside_h = true;
	}
	if (inside_v) {
		box->inside_v = docx_border(inside_v, NULL);
		box->has_inside_v = true;
	}
}

static struct width
width_read(const struct xml_node *node)
{
	struct text value = xml_value(node, W_w, TEXT_NONE), type = xml_value(node, W_type, TEXT("dxa"));
	struct width width = {WIDTH_AUTO, 0, 0};

	if (permille_read(value, &width.permille)) {
		width.kind = WIDTH_PERCENT;
	} else if (text_is(type, "pct")) {
		width.permille = integer_or(value, 0) / 5;
		width.kind = WIDTH_PERCENT;
	} else if (text_is(type, "dxa") && twips_read(value, &width.length) && width.length > 0) {
		width.kind = WIDTH_FIXED;
	}
	if (width.kind == WIDTH_PERCENT && width.permille <= 0)
		width.kind = WIDTH_AUTO;
	return width;
}

static void
padding_read(emu padding[SIDES], const struct xml_node *margins)
{
	for (int side = 0; side < SIDES; side++) {
		const struct xml_node *node = docx_side(margins, (enum side)side);
		emu length;

		if (node && !xml_value_is(node, W_type, "pct") &&
		    twips_read(xml_value(node, W_w, TEXT_NONE), &length) && length >= 0)
			padding[side] = length;
	}
}

static void
look_read(struct look_flags *look, const struct xml_node *node)
{
	unsigned bits = 0;
	struct text val = xml_value(node, W_val, TEXT_NONE);
	color hex;

	/* the value is four hexadecimal digits, its bits also attributes of their own in newer files */
	if (val.len == 4) {
		char digits[] = {'0', '0', val.at[0], val.at[1], val.at[2], val.at[3]};

		bits = color_read((struct text){digits, sizeof digits}, &hex) ? hex : 0;
	}
	look->first_row = switch_is_on(xml_value(node, W_firstRow, bits & 0x20 ? TEXT("1") : TEXT("0")));
	look->last_row = switch_is_on(xml_value(node, W_lastRow, bits & 0x40 ? TEXT("1") : TEXT("0")));
	look->first_column = switch_is_on(xml_value(node, W_firstColumn, bits & 0x80 ? TEXT("1") : TEXT("0")));
	look->last_column = switch_is_on(xml_value(node, W_lastColumn, bits & 0x100 ? TEXT("1") : TEXT("0")));
	look->bands_rows = !switch_is_on(xml_value(node, W_noHBand, bits & 0x200 ? TEXT("1") : TEXT("0")));
	look->bands_columns = !switch_is_on(xml_value(node, W_noVBand, bits & 0x400 ? TEXT("1") : TEXT("0")));
}

static enum align
table_align(struct text val)
{
	if (text_is(val, "center"))
		return ALIGN_CENTER;
	return text_is(val, "right") || text_is(val, "end") ? ALIGN_RIGHT : ALIGN_LEFT;
}

/* One w:tblPr: of a style of the chain, or the table's own. */
static void
properties_apply(struct reading *t, const struct xml_node *properties)
{
	struct table *table = t->table;

	for (const struct xml_node *node = properties ? properties->first : NULL; node; node = node->next) {
		struct text val = xml_value(node, W_val, TEXT_NONE);

		switch (node->name) {
		case W_tblW:
			table->width = width_read(node);
			break;
		case W_tblInd:
			if (!xml_value_is(node, W_type, "pct"))
				twips_read(xml_value(node, W_w, TEXT_NONE), &table->indent);
			break;
		case W_jc:
			table->align = table_align(val);
			break;
		case W_tblLayout:
			table->is_fixed = xml_value_is(node, W_type, "fixed");
			break;
		case W_tblBorders:
			box_read(&t->box, node);
			break;
		case W_tblCellMar:
			padding_read(t->padding, node);
			break;
		case W_tblCellSpacing:
			table->cell_spacing = bounded(twips_or(xml_value(node, W_w, TEXT_NONE), 0), 0, EMU_PER_INCH);
			break;
		case W_shd:
			t->background = docx_shading(node);
			break;
		case W_tblStyleRowBandSize:
			t->row_band = bounded(integer_or(val, 1), 1, 1000);
			break;
		case W_tblStyleColBandSize:
			t->column_band = bounded(integer_or(val, 1), 1, 1000);
			break;
		case W_tblLook:
			look_read(&t->look, node);
			break;
		case W_bidiVisual:
			table->is_right_to_left = switch_is_on(val);
			break;
		default:
			break;
		}
	}
}

static void
table_properties(struct reading *t)
{
	struct table *table = t->table;

	table->name = TEXT_NONE;
	table->can_split = true;
	table->collapses_borders = true;
	table->background = COLOR_NONE;
	t->background = COLOR_NONE;
	t->row_band = t->column_band = 1;
	t->look.bands_rows = t->look.bands_columns = true;
	t->padding[SIDE_LEFT] = t->padding[SIDE_RIGHT] = DEFAULT_PADDING;
	for (size_t i = 0; i < t->chain_count; i++)
		properties_apply(t, xml_child(t->chain[i]->node, W_tblPr));
	properties_apply(t, t->properties);
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

/* ---- conditional parts ---- */

/* Row or column i of the middle, which begins behind `skipped` ones: in which band. */
static bool
is_first_band(int i, bool skipped, int size)
{
	return (i - skipped) / size % 2 == 0;
}

static unsigned
parts_of(const struct reading *t, const struct spot *at)
{
	const struct look_flags *look = &t->look;
	bool first_row = look->first_row && at->row == 0;
	bool last_row = look->last_row && at->last_row == at->row_count - 1 && !first_row;
	bool first_column = look->first_column && at->is_first;
	bool last_column = look->last_column && at->is_last && !first_column;
	unsigned parts = 0;

	if (look->bands_columns && !first_column && !last_column)
		parts |= is_first_band(at->column, look->first_column, t->column_band) ? 1u << PART_BAND1_VERTICAL
										       : 1u << PART_BAND2_VERTICAL;
	if (look->bands_rows && !first_row && !last_row)
		parts |= is_first_band(at->row, look->first_row, t->row_band) ? 1u << PART_BAND1_HORIZONTAL
									      : 1u << PART_BAND2_HORIZONTAL;
	parts |= (unsigned)first_column << PART_FIRST_COLUMN | (unsigned)last_column << PART_LAST_COLUMN;
	parts |= (unsigned)first_row << PART_FIRST_ROW | (unsigned)last_row << PART_LAST_ROW;
	parts |= (unsigned)(first_row && first_column) << PART_NW | (unsigned)(first_row && last_column) << PART_NE;
	parts |= (unsigned)(last_row && first_column) << PART_SW | (unsigned)(last_row && last_column) << PART_SE;
	return parts;
}

/* A style's w:tblStylePr for a part; NULL when it has none. */
static const struct xml_node *
part_node(const struct docx_style *style, enum part_kind part)
{
	const struct xml_node *node = xml_child(style->node, W_tblStylePr);

	while (node && !xml_value_is(node, W_type, part_words[part]))
		node = xml_sibling(node, W_tblStylePr);
	return node;
}

/* Whether the cell's side lies on the edge of the part, rather than between its cells. */
static bool
is_part_edge(const struct reading *t, enum part_kind part, const struct spot *at, enum side side)
{
	bool is_row_part = part == PART_FIRST_ROW || part == PART_LAST_ROW;
	bool is_column_part = part == PART_FIRST_COLUMN || part == PART_LAST_COLUMN;

	if (part >= PART_NE)
		return true;
	if (part == PART_BAND1_HORIZONTAL || part == PART_BAND2_HORIZONTAL) {
		int i = at->row - t->look.first_row, last = at->last_row - t->look.first_row;

		if (side == SIDE_TOP)
			return i % t->row_band == 0;
		if (side == SIDE_BOTTOM)
			return last % t->row_band == t->row_band - 1 || at->last_row == at->row_count - 1;
	} else if (part == PART_BAND1_VERTICAL || part == PART_BAND2_VERTICAL) {
		int i = at->column - t->look.first_column, last = at->last_column - t->look.first_column;

		if (side == SIDE_LEFT)
			return i % t->column_band == 0;
		if (side == SIDE_RIGHT)
			return last % t->column_band == t->column_band - 1 || at->is_last;
	}
	if (side == SIDE_TOP)
		return is_row_part || at->row == 0;
	if (side == SIDE_BOTTOM)
		return is_row_part || at->last_row == at->row_count - 1;
	if (side == SIDE_LEFT)
		return is_column_part || at->is_first;
	return is_column_part || at->is_last;
}

static void
box_apply(struct cell *cell, const struct box *box, enum side side, bool is_edge)
{
	bool is_vertical = side == SIDE_LEFT || side == SIDE_RIGHT;

	if (is_edge && box->has_edge[side])
		cell->borders[side] = box->edge[side];
	else if (!is_edge && is_vertical && box->has_inside_v)
		cell->borders[side] = box->inside_v;
	else if (!is_edge && !is_vertical && box->has_inside_h)
		cell->borders[side] = box->inside_h;
}

/* ---- second pass: cells ---- */

static enum vertical_align
cell_align(struct text val)
{
	if (text_is(val, "center") || text_is(val, "both"))
		return VERTICAL_MIDDLE;
	return text_is(val, "bottom") ? VERTICAL_BOTTOM : VERTICAL_TOP;
}

static int
cell_rotation(struct text direction)
{
	if (text_starts(direction, TEXT("btLr")))
		return 90;
	return text_starts(direction, TEXT("tbRl")) || text_is(direction, "tbV") ? 270 : 0;
}

/* One w:tcPr, of the style, a part or the cell itself; borders are apart. */
static void
cell_apply(struct cell *cell, const struct xml_node *properties)
{
	for (const struct xml_node *node = properties ? properties->first : NULL; node; node = node->next) {
		struct text val = xml_value(node, W_val, TEXT_NONE);

		switch (node->name) {
		case W_shd:
			cell->background = docx_shading(node);
			break;
		case W_tcMar:
			padding_read(cell->padding, node);
			break;
		case W_vAlign:
			cell->align = cell_align(val);
			break;
		case W_textDirection:
			cell->rotation = cell_rotation(val);
			break;
		case W_noWrap:
			cell->no_wrap = switch_is_on(val);
			break;
		case W_tcW:
			cell->width = width_read(node);
			break;
		default:
			break;
		}
	}
}

static void
cell_table_borders(struct cell *cell, const struct box *box, const struct spot *at)
{
	box_apply(cell, box, SIDE_TOP, at->row == 0);
	box_apply(cell, box, SIDE_BOTTOM, at->last_row == at->row_count - 1);
	box_apply(cell, box, SIDE_LEFT, at->is_first);
	box_apply(cell, box, SIDE_RIGHT, at->is_last);
}

/* The table style's cell properties, of the whole table and of the parts that the cell belongs to. */
static void
cell_style_apply(struct reading *t, struct cell *cell, const struct spot *at, unsigned parts)
{
	for (size_t i = 0; i < t->chain_count; i++)
		cell_apply(cell, xml_child(t->chain[i]->node, W_tcPr));
	for (int part = 0; part < PARTS; part++)
		for (size_t i = 0; (parts >> part & 1) && i < t->chain_count; i++) {
			const struct xml_node *node = part_node(t->chain[i], (enum part_kind)part);
			const struct xml_node *properties = xml_child(node, W_tcPr);
			struct box box = {.inside_h = {.kind = BORDER_NONE, .color = COLOR_NONE}};

			if (!node)
				continue;
			cell_apply(cell, properties);
			box_read(&box, xml_child(xml_child(node, W_tblPr), W_tblBorders));
			box_read(&box, xml_child(properties, W_tcBorders));
			for (int side = 0; side < SIDES; side++)
				box_apply(cell, &box, (enum side)side,
					  is_part_edge(t, (enum part_kind)part, at, (enum side)side));
		}
}

/* Direct borders; a merged cell's lower one is the last cell's under it. */
static void
cell_own_borders(struct cell *cell, const struct raw_cell *raw)
{
	const struct xml_node *borders = xml_child(raw->properties, W_tcBorders);
	const struct xml_node *bottom = xml_child(xml_child(raw->last_properties, W_tcBorders), W_bottom);

	for (int side = 0; side < SIDES; side++) {
		const struct xml_node *node = docx_side(borders, (enum side)side);

		if (node)
			cell->borders[side] = docx_border(node, NULL);
	}
	if (bottom)
		cell->borders[SIDE_BOTTOM] = docx_border(bottom, NULL);
}

/* What the paragraphs of a cell lie upon: the defaults with the table style and its parts over them. */
static const struct docx_look *
cell_look(struct reading *t, unsigned parts)
{
	const uintptr_t key[] = {(uintptr_t)t->style, parts, 1};
	struct docx *d = t->docx;
	void **slot = dictionary_slot(d->arena, &d->looks, (struct text){(const char *)key, sizeof key});
	struct docx_look *look;

	if (*slot)
		return *slot;
	*slot = look = NEW(d->arena, struct docx_look);
	*look = d->base;
	for (size_t i = 0; i < t->chain_count; i++) {
		docx_paragraph_apply(d, &look->shape, xml_child(t->chain[i]->node, W_pPr), TEXT_NONE);
		docx_indents_add(&look->shape.indents, xml_child(t->chain[i]->node, W_pPr));
		docx_run_apply(d, &look->run, xml_child(t->chain[i]->node, W_rPr));
	}
	for (int part = 0; part < PARTS; part++)
		for (size_t i = 0; (parts >> part & 1) && i < t->chain_count; i++) {
			const struct xml_node *node = part_node(t->chain[i], (enum part_kind)part);

			docx_paragraph_apply(d, &look->shape, xml_child(node, W_pPr), TEXT_NONE);
			docx_indents_add(&look->shape.indents, xml_child(node, W_pPr));
			docx_run_apply(d, &look->run, xml_child(node, W_rPr));
		}
	docx_indents_settle(d, &look->shape, NULL);
	look->pooled = pool_run_style(&d->pool, &look->run);
	return look;
}

static void
cell_content(struct reading *t, struct cell *cell, const struct raw_cell *raw, unsigned parts)
{
	struct docx_story *outer = t->story;
	struct block_list blocks = {NULL, NULL};
	struct docx_story s = {
		.docx = t->docx,
		.relationships = outer->relationships,
		.base = cell_look(t, parts),
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
	struct box box = t->box;
	unsigned parts = parts_of(t, &at);

	cell->column_index = raw->column;
	cell->column_span = raw->span;
	cell->row_span = raw->row_span;
	cell->background = t->background;
	memcpy(cell->padding, t->padding, sizeof cell->padding);
	padding_read(cell->padding, xml_child(row->exceptions, W_tblCellMar));
	box_read(&box, xml_child(row->exceptions, W_tblBorders));
	cell_table_borders(cell, &box, &at);
	cell_style_apply(t, cell, &at, parts);
	cell_apply(cell, raw->properties);
	cell_own_borders(cell, raw);
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
	table_properties(t);
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

void
docx_table_read(struct docx_story *s, const struct xml_node *node)
{
	struct docx *d = s->docx;
	struct reading t = {.story = s, .docx = d, .properties = xml_child(node, W_tblPr)};

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
	d->nesting++;
	table_make(&t, node);
	d->nesting--;
	blocks_add(d->arena, s->blocks, BLOCK_TABLE)->table = t.table;
}
