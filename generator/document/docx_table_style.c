/*
 * docx_table_style -- how a cell looks (ECMA-376 part 1, 17.7.6).
 *
 * It comes in layers, each over the one before: the table style with its bases, the conditional parts of the
 * style that the cell belongs to (banded rows and columns, last and first column, last and first row, corners),
 * the cell's own properties.  LibreOffice 7.4 (measured):
 *
 *     - A style's w:tblPr has borders, padding and indent, no width, alignment or layout; its w:tcPr is every cell's,
 *       its shading also the table's own, which shows where a cell takes it back.  The shading of a w:tblPr is not
 *       painted.
 *     - Only the style itself has parts; those of its bases are none of its own.
 *     - Which parts are on says w:tblLook/@w:val alone, 04A0 where it is not said; its other attributes and w:cnfStyle
 *       say nothing.  Bands are of one row or column, whatever w:tblStyleRowBandSize says, and columns are counted as
 *       cells of the row.  A row in the middle that is a header row is a first row.
 *     - A table without w:tblStyle has no style, also where one is the default.
 */
#include <string.h>

#include "base/hexadecimal.h"
#include "document/docx_table.h"
#include "document/measure.h"

enum { DEFAULT_PADDING = 68400 /* 1.9 mm */, PADDING_MOST = EMU_MAX / 4 /* sums of some stay lengths */ };

static const char *const part_words[] = {
	"band2Horz", "band1Horz", "band2Vert", "band1Vert", "lastCol", "firstCol", "lastRow",
	"firstRow",  "swCell",    "seCell",    "nwCell",    "neCell",  NULL,
};

/* Bits of w:tblLook. */
enum {
	LOOK_FIRST_ROW = 0x20,
	LOOK_LAST_ROW = 0x40,
	LOOK_FIRST_COLUMN = 0x80,
	LOOK_LAST_COLUMN = 0x100,
	LOOK_NO_ROW_BANDS = 0x200,
	LOOK_NO_COLUMN_BANDS = 0x400,
	LOOK_UNSAID = 0x4A0
};

/* ---- the table's properties ---- */

static void
padding_read(emu padding[SIDES], const struct xml_node *margins)
{
	for (int side = 0; side < SIDES; side++) {
		const struct xml_node *node = docx_side(margins, (enum side)side);
		emu length = twips_or(xml_value(node, W_w, TEXT_NONE), 0);

		if (node)
			padding[side] = length < 0 ? 0 : length < PADDING_MOST ? length : PADDING_MOST;
	}
}

/* A w:shd without a pattern and a colour is none. */
static void
shading_apply(color *background, const struct xml_node *node)
{
	struct text val = xml_value(node, W_val, TEXT_NONE);

	if (xml_value(node, W_fill, TEXT_NONE).len || !(text_is(val, "clear") || text_is(val, "nil") || !val.len))
		*background = docx_shading(node);
}

static unsigned
look_read(const struct xml_node *node)
{
	struct text val = xml_value(node, W_val, TEXT_NONE);
	unsigned look = 0;

	if (!val.len)
		return LOOK_UNSAID;
	for (size_t i = 0; i < val.len && i < 8 && hex_digit(val.at[i]) >= 0; i++)
		look = look << 4 | (unsigned)hex_digit(val.at[i]);
	return look;
}

static enum align
table_align(struct text val)
{
	if (text_is(val, "center"))
		return ALIGN_CENTER;
	return text_is(val, "right") || text_is(val, "end") ? ALIGN_RIGHT : ALIGN_LEFT;
}

/* What a table and its style both may say. */
static void
property_apply(struct reading *t, const struct xml_node *node)
{
	if (node->name == W_tblBorders)
		docx_box_read(&t->box, node);
	else if (node->name == W_tblCellMar)
		padding_read(t->padding, node);
	else if (node->name == W_tblInd)
		t->table->indent = xml_value_is(node, W_type, "dxa") ? twips_or(xml_value(node, W_w, TEXT_NONE), 0) : 0;
}

static void
own_property_apply(struct reading *t, struct raw_table *in, const struct xml_node *node)
{
	switch (node->name) {
	case W_jc:
		t->table->align = table_align(xml_value(node, W_val, TEXT_NONE));
		break;
	case W_tblLayout:
		in->has_fixed_layout = xml_value_is(node, W_type, "fixed");
		break;
	case W_bidiVisual:
		t->table->is_right_to_left = switch_is_on(xml_value(node, W_val, TEXT_NONE));
		break;
	case W_tblLook:
		t->look = look_read(node);
		break;
	default:
		property_apply(t, node);
	}
}

static void
style_properties(struct reading *t)
{
	for (size_t i = 0; i < t->chain_count; i++) {
		const struct xml_node *style = t->chain[i]->node, *properties = xml_child(style, W_tblPr);

		for (const struct xml_node *n = properties ? properties->first : NULL; n; n = n->next)
			property_apply(t, n);
		docx_box_read(&t->box, xml_child(xml_child(style, W_tcPr), W_tcBorders));
		shading_apply(&t->table->background, xml_child(xml_child(style, W_tcPr), W_shd));
	}
}

static void
parts_find(struct reading *t)
{
	const struct xml_node *node = t->style ? xml_child(t->style->node, W_tblStylePr) : NULL;

	for (; node; node = xml_sibling(node, W_tblStylePr))
		for (int part = 0; part < PARTS; part++) {
			if (!xml_value_is(node, W_type, part_words[part]))
				continue;
			t->parts[part] = node;
			memset(&t->part_boxes[part], 0, sizeof t->part_boxes[part]);
			docx_box_read(&t->part_boxes[part], xml_child(xml_child(node, W_tblPr), W_tblBorders));
			docx_box_read(&t->part_boxes[part], xml_child(xml_child(node, W_tcPr), W_tcBorders));
		}
}

/* A row's alignment is the whole table's, unless that has one of its own; the last row's holds. */
static void
align_by_rows(struct reading *t)
{
	for (size_t r = 0; r < t->rows.count; r++) {
		const struct xml_node *align = xml_child(t->rows.at[r].properties, W_jc);

		if (align)
			t->table->align = table_align(xml_value(align, W_val, TEXT_NONE));
	}
}

void
docx_table_properties(struct reading *t)
{
	struct table *table = t->table;

	table->name = TEXT_NONE;
	table->can_split = table->collapses_borders = true;
	table->has_outer_lines = true;
	table->background = COLOR_NONE;
	t->look = LOOK_UNSAID;
	t->padding[SIDE_LEFT] = t->padding[SIDE_RIGHT] = DEFAULT_PADDING;
	style_properties(t);
	parts_find(t);
	align_by_rows(t);
	for (size_t i = 0; i < t->tables.count; i++) {
		struct raw_table *in = t->tables.at[i];

		for (const struct xml_node *n = in->properties ? in->properties->first : NULL; n; n = n->next)
			own_property_apply(t, in, n);
	}
}

/* ---- conditional parts ---- */

static unsigned
row_part(const struct reading *t, size_t r)
{
	bool has_first = t->look & LOOK_FIRST_ROW;

	if (r == 0) {
		if (has_first)
			return 1u << PART_FIRST_ROW;
	} else if (r + 1 == t->rows.count) {
		if (t->look & LOOK_LAST_ROW)
			return 1u << PART_LAST_ROW;
	} else if (docx_switch(t->rows.at[r].properties, W_tblHeader, false)) {
		return 1u << PART_FIRST_ROW;
	}
	if (t->look & LOOK_NO_ROW_BANDS)
		return 0;
	return (r + has_first) % 2 ? 1u << PART_BAND2_HORIZONTAL : 1u << PART_BAND1_HORIZONTAL;
}

static unsigned
column_part(const struct reading *t, size_t c, size_t count)
{
	bool has_first = t->look & LOOK_FIRST_COLUMN;

	if (c == 0) {
		if (has_first)
			return 1u << PART_FIRST_COLUMN;
	} else if (c + 1 == count && t->look & LOOK_LAST_COLUMN) {
		return 1u << PART_LAST_COLUMN;
	}
	if (t->look & LOOK_NO_COLUMN_BANDS)
		return 0;
	return (c + has_first) % 2 ? 1u << PART_BAND2_VERTICAL : 1u << PART_BAND1_VERTICAL;
}

unsigned
docx_table_parts(const struct reading *t, size_t r, size_t c)
{
	unsigned row = row_part(t, r), column = column_part(t, c, t->rows.at[r].cells.count);
	bool is_first = column == 1u << PART_FIRST_COLUMN, is_last = column == 1u << PART_LAST_COLUMN;
	unsigned corner = 0;

	if (row == 1u << PART_FIRST_ROW)
		corner = is_first ? 1u << PART_NW : is_last ? 1u << PART_NE : 0;
	else if (row == 1u << PART_LAST_ROW)
		corner = is_first ? 1u << PART_SW : is_last ? 1u << PART_SE : 0;
	return row | column | corner;
}

/* ---- cells ---- */

static enum vertical_align
cell_align(struct text val)
{
	if (text_is(val, "center"))
		return VERTICAL_MIDDLE;
	return text_is(val, "bottom") ? VERTICAL_BOTTOM : VERTICAL_TOP;
}

static int
cell_rotation(struct text direction, int otherwise)
{
	if (text_is(direction, "btLr"))
		return 90;
	if (text_is(direction, "tbRl") || text_is(direction, "tbRlV"))
		return 270;
	return text_is(direction, "lrTbV") ? 0 : otherwise;
}

/* One w:tcPr, of the style, a part or the cell itself; borders are apart. */
static void
cell_apply(struct cell *cell, const struct xml_node *properties)
{
	for (const struct xml_node *node = properties ? properties->first : NULL; node; node = node->next) {
		struct text val = xml_value(node, W_val, TEXT_NONE);

		if (node->name == W_shd)
			shading_apply(&cell->background, node);
		else if (node->name == W_tcMar)
			padding_read(cell->padding, node);
		else if (node->name == W_vAlign)
			cell->align = cell_align(val);
		else if (node->name == W_textDirection)
			cell->rotation = cell_rotation(val, cell->rotation);
	}
}

void
docx_cell_look(const struct reading *t, struct cell *cell, const struct raw_cell *raw, unsigned parts)
{
	cell->background = t->table->background;
	memcpy(cell->padding, t->padding, sizeof cell->padding);
	for (size_t i = 0; i < t->chain_count; i++)
		cell_apply(cell, xml_child(t->chain[i]->node, W_tcPr));
	for (int part = 0; part < PARTS; part++)
		if (parts >> part & 1)
			cell_apply(cell, xml_child(t->parts[part], W_tcPr));
	cell_apply(cell, raw->properties);
}

/* ---- paragraphs ---- */

static void
base_apply(struct docx *d, struct docx_look *look, const struct xml_node *node)
{
	docx_paragraph_apply(d, &look->shape, xml_child(node, W_pPr), TEXT_NONE);
	docx_indents_add(&look->shape.indents, xml_child(node, W_pPr));
	docx_run_apply(d, &look->run, xml_child(node, W_rPr));
	look->table_says_size = look->table_says_size || xml_child(xml_child(node, W_rPr), W_sz);
	look->table_says_align = look->table_says_align || xml_child(xml_child(node, W_pPr), W_jc);
}

const struct docx_look *
docx_cell_base(struct reading *t, unsigned parts)
{
	const uintptr_t key[] = {(uintptr_t)t->style, parts, 1}; /* docx_style.c has keys of two numbers there */
	struct docx *d = t->docx;
	void **slot = dictionary_slot(d->arena, &d->looks, (struct text){(const char *)key, sizeof key});
	struct docx_look *look;

	if (*slot)
		return *slot;
	*slot = look = NEW(d->arena, struct docx_look);
	*look = d->base;
	for (size_t i = 0; i < t->chain_count; i++)
		base_apply(d, look, t->chain[i]->node);
	for (int part = 0; part < PARTS; part++)
		if (parts >> part & 1)
			base_apply(d, look, t->parts[part]);
	docx_indents_settle(d, &look->shape, NULL);
	look->pooled = pool_run_style(&d->pool, &look->run);
	return look;
}
