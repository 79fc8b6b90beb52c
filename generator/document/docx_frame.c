/*
 * docx_frame -- text that floats without being a drawing: paragraphs with w:framePr (ECMA-376 part 1, 17.3.1.11), and
 * tables with w:tblpPr (17.4.57), which are text boxes of the model.
 *
 * LibreOffice 7.4 makes a frame of a table only where text may come to stand beside it, for its frames don't go on over
 * a page's end; the others stay in the text, at its left edge.  It has a frame (the first rule that fits)
 *
 *     - in a header, a footer, a cell: always, but for a table that is the first thing in its cell;
 *     - never in a note, or with a note in it, nor in a text box, where w:tblpPr counts for nothing at all;
 *     - never in a section that begins on a new page, ends with a table and is not the last one;
 *     - when it is placed above where it stands, by a negative offset, and not by the page;
 *     - never when it is placed by offsets to the page's corner, in the left lower quarter;
 *     - when it leaves more than 4.69 mm of the text's width free beside itself with its distances, or of the page's
 *       with one margin when it is placed by the page;
 *     - in a section of several columns.
 *
 * The frame is the table's width; its first column's text, not its edge, stands at the offset.  It is anchored in the
 * paragraph behind the table.
 */
#include "document/docx.h"
#include "document/measure.h"

/* Hundredths of a millimetre, in which LibreOffice measures; and the room beside a table that counts as none. */
enum { HUNDREDTH = EMU_PER_CM / 1000, ROOM_NONE = 469 };

struct drawing *
docx_frame(struct docx *d, const struct xml_node *frame, struct block *first)
{
	struct drawing *drawing = docx_drawing_new(d);
	emu h_space = twips_or(xml_value(frame, W_hSpace, TEXT_NONE), 0);
	emu v_space = twips_or(xml_value(frame, W_vSpace, TEXT_NONE), 0);

	drawing->place = DRAWING_FLOATING;
	drawing->first = first;
	drawing->width = twips_or(xml_value(frame, W_w, TEXT_NONE), 0);
	drawing->height = twips_or(xml_value(frame, W_h, TEXT_NONE), 0);
	drawing->has_least_height = !xml_value_is(frame, W_hRule, "exact");
	drawing->x = twips_or(xml_value(frame, W_x, TEXT_NONE), 0);
	drawing->y = twips_or(xml_value(frame, W_y, TEXT_NONE), 0);
	drawing->x_align = docx_drawing_align(xml_value(frame, W_xAlign, TEXT_NONE));
	drawing->y_align = docx_drawing_align(xml_value(frame, W_yAlign, TEXT_NONE));
	drawing->x_from = docx_drawing_origin(xml_value(frame, W_hAnchor, TEXT("page")));
	drawing->y_from = docx_drawing_origin(xml_value(frame, W_vAnchor, TEXT("page")));
	drawing->wrap = xml_value_is(frame, W_wrap, "none") || xml_value_is(frame, W_wrap, "notBeside")
				? WRAP_TOP_AND_BOTTOM
				: WRAP_SQUARE;
	drawing->distance[SIDE_LEFT] = drawing->distance[SIDE_RIGHT] = h_space;
	drawing->distance[SIDE_TOP] = drawing->distance[SIDE_BOTTOM] = v_space;
	return drawing;
}

/* ---- tables ---- */

/* Some of it is aligned to nothing that a frame can be; then its offset counts. */
static enum drawing_align
table_align(struct text spec)
{
	return text_is(spec, "inline") ? DRAWING_AT : docx_drawing_align(spec);
}

/* Its width in a frame, as far as it is known; *permille of the text's width when it says so much of it. */
static emu
table_width(const struct table *table, int *permille)
{
	int64_t width = 0;

	*permille = table->width.kind == WIDTH_PERCENT ? table->width.permille : 0;
	if (*permille > 1000)
		*permille = 1000;
	if (table->width.kind == WIDTH_FIXED)
		return table->width.length;
	for (size_t c = 0; c < table->column_count && !*permille; c++)
		width += table->columns[c];
	if (!width && !*permille)
		*permille = 1000;
	return emu_from(width);
}

static struct drawing *
table_frame(struct docx *d, const struct table *table, const struct xml_node *position, emu left)
{
	static const enum xml_name distances[SIDES] = {W_topFromText, W_rightFromText, W_bottomFromText,
						       W_leftFromText};
	struct drawing *drawing = docx_drawing_new(d);

	drawing->place = DRAWING_FLOATING;
	drawing->has_least_height = true;
	drawing->width = table_width(table, &drawing->width_permille);
	drawing->x = emu_from((int64_t)twips_or(xml_value(position, W_tblpX, TEXT_NONE), 0) - left);
	drawing->y = twips_or(xml_value(position, W_tblpY, TEXT_NONE), 0);
	drawing->x_align = table_align(xml_value(position, W_tblpXSpec, TEXT_NONE));
	drawing->y_align = table_align(xml_value(position, W_tblpYSpec, TEXT_NONE));
	drawing->x_from = docx_drawing_origin(xml_value(position, W_horzAnchor, TEXT("text")));
	drawing->y_from = docx_drawing_origin(xml_value(position, W_vertAnchor, TEXT("margin")));
	drawing->wrap = WRAP_SQUARE;
	for (int side = 0; side < SIDES; side++)
		drawing->distance[side] = twips_or(xml_value(position, distances[side], TEXT_NONE), 0);
	return drawing;
}

void
docx_table_float(struct docx_story *s, struct table *table, const struct xml_node *position, emu left)
{
	bool is_first = s->blocks->first == s->blocks->last;
	struct docx_floating *f;

	if (s->docx->boxes_open)
		return;
	table->indent = 0;
	if (table->align == ALIGN_LEFT && xml_value_is(position, W_tblpXSpec, "center"))
		table->align = ALIGN_CENTER;
	if (table->align == ALIGN_LEFT && xml_value_is(position, W_tblpXSpec, "right"))
		table->align = ALIGN_RIGHT;
	if (s->table_depth ? is_first : s->is_note)
		return;
	f = VECTOR_PUSH(s->docx->arena, &s->floating);
	f->table = table;
	f->frame = table_frame(s->docx, table, position, left);
	f->frame->stays_within = s->table_depth > 0;
}

static int64_t
in_hundredths(int64_t length)
{
	return (length + HUNDREDTH / 2) / HUNDREDTH;
}

/* Whether the frame leaves a line room beside itself in that width. */
static bool
leaves_room(const struct drawing *frame, int64_t width, int64_t text_width)
{
	int64_t own = frame->width_permille ? text_width * frame->width_permille / 1000 : in_hundredths(frame->width);

	own += in_hundredths(frame->distance[SIDE_LEFT]) + in_hundredths(frame->distance[SIDE_RIGHT]);
	return own + ROOM_NONE < width;
}

/* Whether a table in the body floats. */
static bool
is_frame(const struct drawing *frame, const struct page_style *page, bool has_columns)
{
	int64_t left = in_hundredths(page->margin[SIDE_LEFT]), right = in_hundredths(page->margin[SIDE_RIGHT]);
	int64_t width = in_hundredths(page->width), text = width - left - right;
	bool is_by_page = frame->x_from == ORIGIN_PAGE;

	if (frame->y < 0 && !is_by_page)
		return true;
	if (is_by_page && frame->y_from == ORIGIN_PAGE && frame->x_align == DRAWING_AT &&
	    frame->y_align == DRAWING_AT && frame->x < page->width / 2 && frame->y > page->height / 2)
		return false;
	if (leaves_room(frame, text, text) || has_columns)
		return true;
	return is_by_page && leaves_room(frame, width - (left < right ? left : right), text);
}

/* The first paragraph of a block; NULL: it has none. */
static struct paragraph *
first_paragraph(const struct block *block)
{
	while (block && block->kind == BLOCK_TABLE) {
		const struct table *table = block->table;
		size_t row = 0;

		while (row < table->row_count && !table->rows[row].cell_count)
			row++;
		block = row < table->row_count ? table->rows[row].cells[0].first : NULL;
	}
	return block ? block->paragraph : NULL;
}

/* The waiting frames come first in the paragraph; they are none then. */
static void
frames_anchor(struct docx *d, struct run_list *waiting, struct paragraph *p)
{
	for (size_t i = 0; i < p->run_count; i++)
		*VECTOR_PUSH(d->arena, &waiting->all) = p->runs[i];
	p->runs = waiting->all.at;
	p->run_count = waiting->all.count;
	*waiting = (struct run_list){{0}};
}

/* The block with the table becomes the content of the frame, which waits for its paragraph. */
static void
table_lift(struct docx_story *s, struct block *block, struct drawing *frame, struct run_list *waiting)
{
	struct table *table = block->table;

	table->align = ALIGN_LEFT;
	if (frame->width_permille)
		table->width = (struct width){.kind = WIDTH_PERCENT, .permille = 1000};
	block->next = NULL;
	frame->first = block;
	runs_add(s->docx->arena, waiting, RUN_DRAWING, s->base->pooled)->drawing = frame;
}

/* A flow that ends with a frame gets a paragraph for it. */
static void
paragraph_supply(struct docx_story *s, struct run_list *waiting)
{
	struct block *block;

	if (!waiting->all.count)
		return;
	block = blocks_add(s->docx->arena, s->blocks, BLOCK_PARAGRAPH);
	block->paragraph = NEW(s->docx->arena, struct paragraph);
	block->paragraph->style = pool_paragraph_style(&s->docx->pool, &s->base->shape.style);
	block->paragraph->mark = s->base->pooled;
	block->paragraph->link_name = TEXT_NONE;
	frames_anchor(s->docx, waiting, block->paragraph);
}

void
docx_tables_lift(struct docx_story *s, const struct page_style *page, bool has_columns, bool is_cut_off)
{
	struct block_list all = *s->blocks;
	struct run_list waiting = {{0}};
	size_t at = 0;

	if (!s->floating.count)
		return;
	*s->blocks = (struct block_list){.first = NULL};
	is_cut_off = is_cut_off && all.last->kind == BLOCK_TABLE;
	for (struct block *block = all.first, *next; block; block = next) {
		const struct docx_floating *f = at < s->floating.count ? &s->floating.at[at] : NULL;
		bool is_named = f && block->kind == BLOCK_TABLE && block->table == f->table;

		next = block->next;
		at += is_named;
		if (is_named && (!page || (!is_cut_off && is_frame(f->frame, page, has_columns)))) {
			table_lift(s, block, f->frame, &waiting);
			continue;
		}
		if (waiting.all.count && first_paragraph(block))
			frames_anchor(s->docx, &waiting, first_paragraph(block));
		*(s->blocks->first ? &s->blocks->last->next : &s->blocks->first) = block;
		s->blocks->last = block;
	}
	paragraph_supply(s, &waiting);
	s->floating.count = 0;
}
