/*
 * docx_table_border -- which lines a cell of a table has (ECMA-376 part 1, 17.4.38, 17.4.66, 17.7.6).
 *
 * A line comes from the cell's own w:tcBorders, else from the row's w:tblPrEx, else from the parts of the table
 * style that the cell belongs to, else from the table: its edge, or its lines between cells.  LibreOffice 7.4
 * (measured):
 *
 *   - "top", "left" ... of a part or of w:tblPrEx are lines of each of its cells, not of its outer edge; "insideH"
 *     and "insideV" of a part hold where nothing else is said.  A first row with a bottom, a last one with a top
 *     forget the "insideH" of the parts below them; a first column with a left, a last one with a right line
 *     the "insideV".  Those of a cell itself say nothing.
 *   - Where the style draws a line and the cell says that there is none, both fall away for what the table says; also
 *     where neither draws one and the table does.
 *   - A merged cell has the lower line of the last cell in it, else the table's if it reaches the table's end.
 *   - A table of one cell has no lines between cells, nor one of a row between rows, nor has one between columns from
 *     where on all of its rows are of one cell.
 */
#include "document/docx_table.h"

void
docx_box_read(struct box *box, const struct xml_node *borders)
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

/* ---- layers ---- */

static void
box_lay(struct box *box, const struct box *over)
{
	for (int side = 0; side < SIDES; side++)
		if (over->has_edge[side]) {
			box->edge[side] = over->edge[side];
			box->has_edge[side] = true;
		}
	if (over->has_inside_h) {
		box->inside_h = over->inside_h;
		box->has_inside_h = true;
	}
	if (over->has_inside_v) {
		box->inside_v = over->inside_v;
		box->has_inside_v = true;
	}
}

static void
part_lay(const struct reading *t, struct box *box, enum docx_part part)
{
	const struct box *own = &t->part_boxes[part];

	if ((part == PART_FIRST_ROW && own->has_edge[SIDE_BOTTOM]) ||
	    (part == PART_LAST_ROW && own->has_edge[SIDE_TOP]))
		box->has_inside_h = false;
	if ((part == PART_FIRST_COLUMN && own->has_edge[SIDE_LEFT]) ||
	    (part == PART_LAST_COLUMN && own->has_edge[SIDE_RIGHT]))
		box->has_inside_v = false;
	box_lay(box, own);
}

/* What the row and the cell themselves say; a filler that there is nothing. */
static struct box
own_box(const struct raw_row *row, const struct raw_cell *raw)
{
	struct box box = {.has_inside_h = false};

	docx_box_read(&box, xml_child(row->exceptions, W_tblBorders));
	docx_box_read(&box, xml_child(raw->properties, W_tcBorders));
	for (int side = 0; raw->is_filler && side < SIDES; side++) {
		box.edge[side] = (struct border){.kind = BORDER_NONE, .color = COLOR_NONE};
		box.has_edge[side] = true;
	}
	box.has_inside_h = box.has_inside_v = false;
	return box;
}

static bool
is_line(const struct box *box, int side)
{
	return box->has_edge[side] && box->edge[side].kind != BORDER_NONE;
}

/* Takes back what the cell and the style say against each other, or both against the table. */
static void
contradictions_drop(const struct reading *t, struct box *style, struct box *own)
{
	for (int side = 0; side < SIDES; side++) {
		if (!style->has_edge[side] || !own->has_edge[side] || is_line(own, side))
			continue;
		if (is_line(style, side) || is_line(&t->box, side))
			style->has_edge[side] = own->has_edge[side] = false;
	}
}

/* ---- the table's ---- */

static void
inside_drop(struct reading *t, size_t r)
{
	if (t->rows.count <= 1)
		t->box.has_inside_h = false;
	if (r >= t->wide_rows_end)
		t->box.has_inside_v = false;
}

static void
border_default(struct box *box, enum side side, const struct border *line, bool is_said)
{
	if (!is_said || box->has_edge[side])
		return;
	box->edge[side] = *line;
	box->has_edge[side] = true;
}

static void
edge_default(const struct reading *t, struct box *box, enum side side)
{
	border_default(box, side, &t->box.edge[side], t->box.has_edge[side]);
}

static void
upright_default(const struct reading *t, struct box *box, const struct raw_row *row, size_t c)
{
	const struct border *inside = box->has_inside_v ? &box->inside_v : &t->box.inside_v;
	bool is_said = box->has_inside_v || t->box.has_inside_v;
	size_t last = row->cells.count - 1 - row->after;

	if (c == row->before)
		edge_default(t, box, SIDE_LEFT);
	if (c == last)
		edge_default(t, box, SIDE_RIGHT);
	if (c != last && c >= row->before)
		border_default(box, SIDE_RIGHT, inside, is_said);
	if (c != row->before && c <= last)
		border_default(box, SIDE_LEFT, inside, is_said);
}

static void
level_default(const struct reading *t, struct box *box, size_t r, bool reaches_end)
{
	const struct border *inside = box->has_inside_h ? &box->inside_h : &t->box.inside_h;
	bool is_said = box->has_inside_h || t->box.has_inside_h;
	bool is_first = r == 0, is_last = r + 1 == t->rows.count;

	if (is_first)
		edge_default(t, box, SIDE_TOP);
	if (is_first && !reaches_end)
		border_default(box, SIDE_BOTTOM, inside, is_said);
	if (reaches_end || is_last)
		edge_default(t, box, SIDE_BOTTOM);
	if (!is_first)
		border_default(box, SIDE_TOP, inside, is_said);
	if (!is_first && !is_last)
		border_default(box, SIDE_BOTTOM, inside, is_said);
}

/* ---- a cell's ---- */

/*
 * Lines of the first cell that reach over its padding widen that of all cells, on the right as far as the line there
 * lacks of both paddings.
 */
static void
padding_widen(struct reading *t, emu left, emu right)
{
	emu *padding = t->padding, both = padding[SIDE_LEFT] + padding[SIDE_RIGHT];

	if (padding[SIDE_LEFT] < left / 2)
		padding[SIDE_LEFT] = left / 2;
	padding[SIDE_RIGHT] =
		(both > padding[SIDE_LEFT] + right / 2 ? both : padding[SIDE_LEFT] + right / 2) - padding[SIDE_LEFT];
}

void
docx_table_frame(struct reading *t)
{
	const struct raw_row *row = &t->rows.at[0];
	struct box box = t->box, own = own_box(row, &row->cells.at[0]);

	box_lay(&box, &own);
	t->left_line = box.has_edge[SIDE_LEFT] ? box.edge[SIDE_LEFT].width : 0;
	t->text_start = t->padding[SIDE_LEFT] + (t->story->table_depth ? 0 : t->left_line / 2);
	padding_widen(t, t->left_line, box.has_edge[SIDE_RIGHT] ? box.edge[SIDE_RIGHT].width : 0);
}

void
docx_cell_borders(struct reading *t, struct cell *cell, size_t r, size_t c, unsigned parts)
{
	const struct raw_row *row = &t->rows.at[r];
	const struct raw_cell *raw = &row->cells.at[c];
	struct box box = {.has_inside_h = false}, own = own_box(row, raw);

	for (int part = 0; part < PARTS; part++)
		if (parts >> part & 1)
			part_lay(t, &box, (enum docx_part)part);
	if (t->style)
		contradictions_drop(t, &box, &own);
	box_lay(&box, &own);
	inside_drop(t, r);
	if (raw->last) {
		struct box last = own_box(raw->last_row_node, raw->last);

		box.has_edge[SIDE_BOTTOM] = false;
		border_default(&box, SIDE_BOTTOM, &last.edge[SIDE_BOTTOM], last.has_edge[SIDE_BOTTOM]);
	}
	upright_default(t, &box, row, c);
	level_default(t, &box, r, raw->last && (size_t)raw->last_row + 1 == t->rows.count);
	for (int side = 0; side < SIDES; side++)
		cell->borders[side] =
			box.has_edge[side] ? box.edge[side] : (struct border){.kind = BORDER_NONE, .color = COLOR_NONE};
}
