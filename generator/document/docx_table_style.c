/*
 * docx_table_style -- how a cell looks (ECMA-376 part 1, 17.7.6).
 *
 * It comes in layers, each over the one before: the table's properties (of its style's chain,
 * then its own), the conditional parts of the style that the cell belongs to (banded columns, banded
 * rows, first and last row, first and last column, corners), its own.  A part's "top" border is drawn
 * along the part's edge only, its "insideH" between the rows inside of it.
 */
#include <string.h>

#include "document/docx_table.h"
#include "document/measure.h"

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

struct width
docx_table_width(const struct xml_node *node)
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
			table->width = docx_table_width(node);
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

void
docx_table_properties(struct reading *t)
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

/* ---- conditional parts ---- */

/* Row or column i of the middle, which begins behind `skipped` ones: in which band. */
static bool
is_first_band(int i, bool skipped, int size)
{
	return (i - skipped) / size % 2 == 0;
}

unsigned
docx_table_parts(const struct reading *t, const struct spot *at)
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
			cell->width = docx_table_width(node);
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

const struct docx_look *
docx_cell_base(struct reading *t, unsigned parts)
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

void
docx_cell_look(struct reading *t, struct cell *cell, const struct raw_row *row, const struct raw_cell *raw,
	       const struct spot *at, unsigned parts)
{
	struct box box = t->box;

	cell->background = t->background;
	memcpy(cell->padding, t->padding, sizeof cell->padding);
	padding_read(cell->padding, xml_child(row->exceptions, W_tblCellMar));
	box_read(&box, xml_child(row->exceptions, W_tblBorders));
	cell_table_borders(cell, &box, at);
	cell_style_apply(t, cell, at, parts);
	cell_apply(cell, raw->properties);
	cell_own_borders(cell, raw);
}
