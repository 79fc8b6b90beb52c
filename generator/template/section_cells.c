/*
 * section_cells -- sections over some cells of a table's row.
 *
 *     | {{#stages}}{{name}} | {{#measures}}{{what}} | {{term}}{{/measures}}{{/stages}} |
 *
 * The inner section repeats the row; the cells outside it are merged downwards over the repetitions.  So its spots
 * become siblings of the cells that it takes, and the tree keeps saying which cells belong to which section:
 *
 *     [#stages]  row: cell  [#measures] cell cell [/measures]  [/stages]
 *
 * The same is done for sections side by side in one row, which then go in step, and for those that repeat columns.
 * A section over all cells of a row takes the row, as does one that stands in no other section over rows.
 */
#include "template/section.h"

#include "template/grid.h"

/* ---- where a marker stands ---- */

/* The cell whose own paragraph, perhaps of a list, holds the marker; NULL: none, or a frame stands between. */
static struct xml_node *
cell_of(const struct spot *spot)
{
	struct xml_node *at = spot->paragraph->parent;

	while (at && is_wrapper(at->name))
		at = at->parent;
	return at && is_cell(at->name) ? at : NULL;
}

static struct xml_node *
row_of(const struct xml_node *cell)
{
	struct xml_node *at = cell->parent;

	while (at && is_wrapper(at->name))
		at = at->parent;
	return at && is_row(at->name) ? at : NULL;
}

struct xml_node *
section_table(const struct xml_node *row)
{
	struct xml_node *table = row->parent;

	while (table && !is_table(table->name))
		table = table->parent;
	return table;
}

static void
mark_table(struct compiler *c, const struct xml_node *row)
{
	struct xml_node *table = section_table(row);
	struct note *note;

	if (!table || table->extra)
		return;
	note = NEW(c->arena, struct note);
	note->kind = NOTE_TABLE;
	table->extra = note;
}

/* ---- the survey ---- */

static void
refuse(struct compiler *c, struct spot *open, enum problem_code code, const struct spot *other)
{
	section_fail(c, open, code, open->marker->shown, other->marker->shown, section_place_of(c, other));
	open->is_unplaced = true;
}

/* The section around open that repeats columns of the same row, or NULL. */
static struct spot *
columns_around(const struct spot *open)
{
	for (struct spot *outer = open->outer; outer; outer = outer->outer) {
		if (outer->takes_columns && outer->row == open->row)
			return outer;
	}
	return NULL;
}

/* Sets open->row when the section begins and ends in one row and has to do with it. */
static void
find_row(struct compiler *c, struct spot *open)
{
	struct xml_node *first = cell_of(open), *last = cell_of(open->close);
	struct xml_node *row = first && last ? row_of(first) : NULL;
	bool by_columns = marker_has(open->marker, FILTER_COLUMNS), by_rows = marker_has(open->marker, FILTER_ROWS);
	bool is_one = row && row_of(last) == row;

	if (is_one && (first != last || by_columns || by_rows)) {
		open->row = row;
		open->takes_columns = by_columns;
		if (columns_around(open))
			refuse(c, open, PROBLEM_COLUMNS_INSIDE, columns_around(open));
	} else if (by_columns || (by_rows && !row)) {
		refuse(c, open, PROBLEM_SECTION_NOT_IN_ROW, open->close);
	}
}

struct neighbours {
	struct spot *last; /* outside all sections */
};

/* A section that has another one beside it, in the same row and in the same section around both. */
static void
find_beside(struct neighbours *n, struct spot *open)
{
	struct spot **last = open->outer ? &open->outer->inner : &n->last;

	if (*last && (*last)->row == open->row)
		(*last)->is_beside = open->is_beside = true;
	*last = open;
}

static void
survey_value(struct compiler *c, const struct spot *spot)
{
	struct xml_node *cell = cell_of(spot), *row = cell ? row_of(cell) : NULL;

	if (row)
		mark_table(c, row);
	else
		section_fail(c, spot, PROBLEM_MERGE_PLACE, TEXT_NONE, TEXT_NONE, TEXT_NONE);
}

void
cells_survey(struct compiler *c, struct spot *const *sections, size_t count)
{
	struct neighbours n = {NULL};

	for (size_t i = 0; i < count; i++) {
		struct spot *open = sections[i];

		if (section_is_sound(open) && open->marker->expression)
			find_row(c, open);
		if (open->row && !open->takes_columns && !open->is_unplaced)
			find_beside(&n, open);
	}
	for (size_t i = 0; i < c->markers.count; i++) {
		const struct spot *spot = (const struct spot *)c->markers.at[i];

		if (spot->note.kind == NOTE_SPOT && spot->marker->kind == MARKER_VALUE &&
		    marker_has(spot->marker, FILTER_MERGE))
			survey_value(c, spot);
	}
}

/* ---- cells or the row ---- */

/* A cell before the first marker's or behind the last one's; what goes on another one is part of that. */
static bool
leaves_cells(const struct spot *open)
{
	const struct xml_node *first = cell_of(open), *last = cell_of(open->close);
	struct xml_node *at = open->row->first;
	bool inside = false;

	while (at) {
		inside |= at == first;
		if (!inside && is_cell(at->name) && !grid_is_continued(at))
			return true;
		inside &= at != last;
		at = xml_following(open->row, at, !is_wrapper(at->name));
	}
	return false;
}

static bool
is_inside_rows(const struct spot *open)
{
	const struct xml_node *table = section_table(open->row);

	for (const struct spot *outer = open->outer; outer; outer = outer->outer) {
		if (outer->takes_cells && outer->row == open->row)
			return true;
		if (outer->takes_rows && outer->table == table)
			return true;
	}
	return false;
}

bool
cells_are_taken(const struct spot *open)
{
	if (!open->row)
		return false;
	return open->takes_columns || open->is_beside || (is_inside_rows(open) && leaves_cells(open));
}

/* ---- moving ---- */

/* The last node of a cell: in ODF those that it covers to its right stand behind it. */
static struct xml_node *
last_covered(struct xml_node *cell)
{
	long left = grid_number(cell, TABLE_number_columns_spanned, 1) - 1;

	while (left > 0 && cell->next && cell->next->name == TABLE_covered_table_cell) {
		cell = cell->next;
		left -= grid_number(cell, TABLE_number_columns_repeated, 1);
	}
	return cell;
}

static bool
has_block(const struct xml_node *cell)
{
	for (const struct xml_node *at = cell->first; at; at = at->next) {
		if (is_block(at->name))
			return true;
	}
	return false;
}

/* ECMA-376 part 1, 17.4.65: a cell without a paragraph is not valid. */
static void
keep_paragraph(struct compiler *c, struct xml_node *cell, const struct xml_node *model)
{
	struct xml_node *paragraph;

	if (has_block(cell))
		return;
	paragraph = xml_copy(c->arena, model, false);
	paragraph->extra = NULL;
	if (xml_child(model, W_pPr))
		xml_append(paragraph, xml_copy(c->arena, xml_child(model, W_pPr), true));
	xml_append(cell, paragraph);
}

/* A cell like this one without its content, and with those that it covers, behind `at`. */
static struct xml_node *
second_cell(struct arena *a, struct xml_node *cell, struct xml_node *at)
{
	struct xml_node *second = xml_copy(a, cell, false), *last = last_covered(cell);

	second->extra = NULL;
	for (const struct xml_node *child = cell->first; child; child = child->next) {
		if (is_property(child->name))
			xml_append(second, xml_copy(a, child, true));
	}
	while (last != cell) {
		xml_insert_after(at, xml_copy(a, last, true));
		last = last->previous;
	}
	xml_insert_after(at, second);
	return second;
}

/* What stands behind {{else}} goes into a second cell, which stands for the first when the section comes out empty. */
static void
part_cell(struct compiler *c, struct spot *other, struct xml_node *cell)
{
	struct xml_node *second, *behind;

	lift(c->arena, other->node, cell);
	behind = other->node->next;
	xml_remove(other->node);
	xml_insert_after(last_covered(cell), other->node);
	second = second_cell(c->arena, cell, other->node);
	for (struct xml_node *next; behind; behind = next) {
		next = behind->next;
		xml_remove(behind);
		xml_append(second, behind);
	}
	keep_paragraph(c, cell, other->paragraph);
	keep_paragraph(c, second, other->paragraph);
	lift(c->arena, other->node, other->open->row);
}

static bool
can_part(struct compiler *c, const struct spot *open)
{
	const struct spot *other = open->other;
	bool is_one = !open->takes_columns && cell_of(open) == cell_of(open->close);

	if (!other || (is_one && cell_of(other) == cell_of(open)))
		return true;
	section_fail(c, other, PROBLEM_ELSE_CELLS, open->marker->shown, TEXT_NONE, TEXT_NONE);
	return false;
}

void
cells_place(struct compiler *c, struct spot *open)
{
	struct xml_node *first = cell_of(open), *last = cell_of(open->close);

	if (!can_part(c, open))
		return;
	open->takes_cells = true;
	open->table = section_table(open->row);
	mark_table(c, open->row);
	xml_remove(open->node);
	section_put_before(first, open);
	lift(c->arena, open->node, open->row);
	xml_remove(open->close->node);
	section_put_after(last_covered(last), open->close);
	lift(c->arena, open->close->node, open->row);
	if (open->other)
		part_cell(c, open->other, first);
}
