/*
 * grid -- see the header.
 */
#include "template/grid.h"

#include <stdlib.h>

#include "template/section.h"

enum { NUMBER_MOST = 100000 };

/* ---- numbers ---- */

long
grid_number(const struct xml_node *node, enum xml_name name, long otherwise)
{
	struct text value = xml_value(node, name, TEXT_NONE);
	long n = 0;

	for (size_t i = 0; i < value.len; i++) {
		if (value.at[i] < '0' || value.at[i] > '9')
			return otherwise;
		n = n > NUMBER_MOST ? n : n * 10 + (value.at[i] - '0');
	}
	if (value.len == 0)
		return otherwise;
	return n > NUMBER_MOST ? NUMBER_MOST : n;
}

double
grid_length(struct text value, struct text *unit)
{
	char digits[32];
	size_t n = 0;

	while (n < value.len && n < sizeof digits - 1 &&
	       ((value.at[n] >= '0' && value.at[n] <= '9') || value.at[n] == '.')) {
		digits[n] = value.at[n];
		n++;
	}
	digits[n] = '\0';
	*unit = text_from_offset(value, n);
	return n ? strtod(digits, NULL) : 0;
}

/* ---- walking ---- */

struct xml_node *
grid_next_row(const struct xml_node *table, struct xml_node *row)
{
	struct xml_node *at = row ? xml_following(table, row, true) : table->first;

	while (at && !is_row(at->name))
		at = xml_following(table, at, !is_wrapper(at->name) && !is_vanisher(at->name));
	return at;
}

struct xml_node *
grid_next_cell(const struct xml_node *row, struct xml_node *cell)
{
	struct xml_node *at = cell ? xml_following(row, cell, true) : row->first;

	while (at && !is_cell(at->name) && !spot_of(at))
		at = xml_following(row, at, !is_wrapper(at->name));
	return at;
}

/* ---- the columns of the table ---- */

static uint32_t
as_column(long column)
{
	return column >= COLUMNS_MOST ? COLUMNS_MOST : (uint32_t)column;
}

static void
read_word_columns(struct compiler *c, struct grid *g, const struct xml_node *table)
{
	const struct xml_node *definition = xml_child(table, W_tblGrid);

	for (const struct xml_node *at = xml_child(definition, W_gridCol); at; at = xml_sibling(at, W_gridCol)) {
		if (g->columns.count < COLUMNS_MOST)
			VECTOR_PUSH(c->arena, &g->columns)->width = (double)grid_number(at, W_w, 0);
	}
}

/* The style of that name for columns, in the part at hand. */
static const struct xml_node *
column_style(const struct xml_node *table, struct text name)
{
	const struct xml_node *root = table;

	while (root->parent)
		root = root->parent;
	root = xml_child(root, OFFICE_automatic_styles);
	for (const struct xml_node *at = xml_child(root, STYLE_style); at; at = xml_sibling(at, STYLE_style)) {
		if (text_equal(xml_value(at, STYLE_name, TEXT_NONE), name) &&
		    xml_value_is(at, STYLE_family, "table-column"))
			return at;
	}
	return NULL;
}

/* The properties of a column's style but for the widths, for the style that divides it. */
static struct text
other_properties(struct arena *a, const struct xml_node *properties)
{
	struct buffer b = {0};

	for (const struct xml_attribute *at = properties ? properties->attributes : NULL; at; at = at->next) {
		if (at->name == STYLE_column_width || at->name == STYLE_rel_column_width)
			continue;
		buffer_byte(&b, ' ');
		buffer_text(&b, at->qname);
		buffer_string(&b, "=\"");
		buffer_xml_attribute(&b, at->value);
		buffer_byte(&b, '"');
	}
	return buffer_take(a, &b);
}

static struct grid_column
odf_column(struct compiler *c, const struct xml_node *table, const struct xml_node *node)
{
	struct grid_column column = {.style = xml_value(node, TABLE_style_name, TEXT_NONE),
				     .default_style = xml_value(node, TABLE_default_cell_style_name, TEXT_NONE)};
	const struct xml_node *style = column_style(table, column.style);
	const struct xml_node *properties = xml_child(style, STYLE_table_column_properties);
	struct text unit;

	column.width = grid_length(xml_value(properties, STYLE_column_width, TEXT_NONE), &column.unit);
	column.relative = grid_length(xml_value(properties, STYLE_rel_column_width, TEXT_NONE), &unit);
	column.properties = other_properties(c->arena, properties);
	return column;
}

static void
read_odf_columns(struct compiler *c, struct grid *g, struct xml_node *table)
{
	for (struct xml_node *at = table->first; at; at = xml_following(table, at, is_row(at->name))) {
		long repeated = at->name == TABLE_table_column ? grid_number(at, TABLE_number_columns_repeated, 1) : 0;
		struct grid_column column;

		if (repeated == 0)
			continue;
		column = odf_column(c, table, at);
		for (; repeated > 0 && g->columns.count < COLUMNS_MOST; repeated--)
			*VECTOR_PUSH(c->arena, &g->columns) = column;
	}
}

/* ---- cells merged downwards ---- */

/* An ODF cell that spans rows: the cells below it are covered. */
struct standing {
	struct xml_node *cell;
	uint32_t column, span;
	long rows; /* still to come, with the row at hand */
};

struct grid_reader {
	struct compiler *c;
	struct grid *grid;
	VECTOR(struct standing) standing;
	size_t standing_before; /* those of rows above */
	uint32_t column, end;   /* end: the most that any cell has reached */
	VECTOR(struct repeating) repeating;
	struct stack {
		const struct spot *open;
		uint32_t column;
	} stack[NESTED_MOST];
	size_t depth, level;
	const struct spot *first[NESTED_MOST]; /* of each level of the row */
};

/* A section that repeats columns. */
struct repeating {
	struct spot *open;
	struct column_group group;
};

bool
grid_is_continued(const struct xml_node *cell)
{
	const struct xml_node *merge = xml_child(xml_child(cell, W_tcPr), W_vMerge);

	return cell->name == TABLE_covered_table_cell || (merge && !xml_value_is(merge, W_val, "restart"));
}

static bool
is_merged(const struct xml_node *cell)
{
	return grid_is_continued(cell) || grid_number(cell, TABLE_number_rows_spanned, 1) > 1;
}

static bool
has_row_section(const struct xml_node *table)
{
	struct xml_node *at = table->first;

	while (at) {
		const struct spot *spot = spot_of(at);

		if (spot && spot->marker->kind == MARKER_SECTION)
			return true;
		at = xml_following(table, at, !is_wrapper(at->name) && !is_vanisher(at->name));
	}
	return false;
}

bool
grid_is_stretched(const struct xml_node *table)
{
	if (!has_row_section(table))
		return false;
	for (struct xml_node *row = grid_next_row(table, NULL); row; row = grid_next_row(table, row)) {
		for (struct xml_node *at = grid_next_cell(row, NULL); at; at = grid_next_cell(row, at)) {
			if (is_cell(at->name) && is_merged(at))
				return true;
		}
	}
	return false;
}

/* The cell from above that begins at this column, or NULL. */
static const struct standing *
standing_at(const struct grid_reader *r, uint32_t column)
{
	for (size_t i = 0; i < r->standing_before; i++) {
		if (r->standing.at[i].column == column && r->standing.at[i].rows > 0)
			return &r->standing.at[i];
	}
	return NULL;
}

static void
end_row(struct grid_reader *r)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->standing.count; i++) {
		r->standing.at[i].rows--;
		if (r->standing.at[i].rows > 0)
			r->standing.at[kept++] = r->standing.at[i];
	}
	r->standing.count = kept;
}

/* ---- a row ---- */

static struct cell_note *
new_note(struct grid_reader *r, struct xml_node *cell, long span, long repeated)
{
	struct cell_note *note = NEW(r->c->arena, struct cell_note);
	uint32_t end;

	note->note.kind = NOTE_CELL;
	note->column = r->column;
	note->begin = cell;
	end = as_column((long)r->column + span);
	note->span = end - r->column;
	r->end = end > r->end ? end : r->end;
	note->repeated = note->span ? (uint32_t)repeated : 0;
	cell->extra = note;
	return note;
}

static void
read_word_cell(struct grid_reader *r, struct xml_node *cell)
{
	long span = grid_number(xml_child(xml_child(cell, W_tcPr), W_gridSpan), W_val, 1);
	struct cell_note *note = new_note(r, cell, span > 0 ? span : 1, 1);

	note->is_continued = grid_is_continued(cell);
	r->column += note->span;
}

static void
read_odf_cell(struct grid_reader *r, struct xml_node *cell)
{
	long span = grid_number(cell, TABLE_number_columns_spanned, 1);
	long rows = grid_number(cell, TABLE_number_rows_spanned, 1);
	long repeated = grid_number(cell, TABLE_number_columns_repeated, 1);
	struct cell_note *note;

	if (as_column((long)r->column + repeated) == COLUMNS_MOST)
		repeated = 1;
	if (repeated > 1)
		span = 1;
	note = new_note(r, cell, span > 0 ? span : 1, repeated > 0 ? repeated : 1);
	if (rows > 1 && repeated == 1 && note->span > 0)
		*VECTOR_PUSH(r->c->arena, &r->standing) = (struct standing){cell, note->column, note->span, rows};
	r->column = as_column((long)r->column + repeated);
}

/* Covered by the cell above, or by the one to its left: then it is no cell of the model. */
static void
read_covered_cell(struct grid_reader *r, struct xml_node *cell)
{
	long repeated = grid_number(cell, TABLE_number_columns_repeated, 1);
	const struct standing *above = standing_at(r, r->column);
	struct cell_note *note = new_note(r, cell, above ? above->span : 1, above ? 1 : 0);

	note->is_continued = above != NULL;
	note->begin = above ? above->cell : cell;
	r->column = as_column((long)r->column + repeated);
}

static void
report_beside(struct grid_reader *r, struct spot *open, const struct spot *other, enum problem_code code)
{
	section_fail(r->c, open, code, open->marker->shown, other->marker->shown, section_place_of(r->c, other));
}

static struct text
dumped(struct arena *a, const struct expression *e)
{
	struct buffer b = {0};

	while (e->kind == EXPRESSION_FILTER && e->filter == FILTER_ROWS)
		e = e->left;
	expression_dump(e, &b);
	return buffer_take(a, &b);
}

/* Sections of one level of a row go in step: they must be over the same list. */
static void
check_step(struct grid_reader *r, struct spot *open)
{
	const struct spot *first = r->first[r->level];

	if (!first) {
		r->first[r->level] = open;
		return;
	}
	if (!text_equal(dumped(r->c->arena, first->marker->expression), dumped(r->c->arena, open->marker->expression)))
		report_beside(r, open, first, PROBLEM_SECTION_LISTS);
}

static bool
is_step(const struct spot *open)
{
	return !open->takes_columns && !open->marker->is_negative;
}

static void
begin_section(struct grid_reader *r, struct spot *open)
{
	if (r->depth == NESTED_MOST)
		return; /* cannot be: they are counted when they are paired */
	r->stack[r->depth++] = (struct stack){open, r->column};
	if (!is_step(open))
		return;
	check_step(r, open);
	r->level++;
}

static void
end_section(struct grid_reader *r, const struct spot *close)
{
	struct spot *open = close->open;
	uint32_t from;

	if (r->depth == 0 || r->stack[r->depth - 1].open != open)
		return; /* two of them overlap: told when they are written */
	from = r->stack[--r->depth].column;
	r->level -= is_step(open);
	if (!open->takes_columns)
		return;
	if (from == r->column)
		report_beside(r, open, close, PROBLEM_SECTION_NOT_IN_ROW);
	else
		*VECTOR_PUSH(r->c->arena, &r->repeating) = (struct repeating){open, {from, r->column}};
}

static void
read_spot(struct grid_reader *r, struct spot *spot)
{
	if (spot->marker->kind == MARKER_SECTION)
		begin_section(r, spot);
	else if (spot->marker->kind == MARKER_CLOSE)
		end_section(r, spot);
	else if (spot->marker->kind == MARKER_ELSE && r->depth && r->stack[r->depth - 1].open == spot->open)
		r->column = r->stack[r->depth - 1].column; /* the second part stands where the first does */
}

static void
read_row(struct grid_reader *r, struct xml_node *row)
{
	const struct xml_node *properties = xml_child(row, W_trPr);

	r->column = as_column(grid_number(xml_child(properties, W_gridBefore), W_val, 0));
	r->depth = r->level = 0;
	r->standing_before = r->standing.count;
	for (size_t i = 0; i < NESTED_MOST; i++)
		r->first[i] = NULL;
	for (struct xml_node *at = grid_next_cell(row, NULL); at; at = grid_next_cell(row, at)) {
		if (spot_of(at))
			read_spot(r, spot_of(at));
		else if (at->name == W_tc)
			read_word_cell(r, at);
		else if (at->name == TABLE_table_cell)
			read_odf_cell(r, at);
		else
			read_covered_cell(r, at);
	}
	end_row(r);
	r->column = as_column((long)r->column + grid_number(xml_child(properties, W_gridAfter), W_val, 0));
	r->end = r->column > r->end ? r->column : r->end;
	while (r->grid->columns.count < r->end)
		VECTOR_PUSH(r->c->arena, &r->grid->columns)->width = 0;
}

/* ---- columns that are repeated ---- */

static int
compare_repeating(const void *x, const void *y)
{
	const struct repeating *a = x, *b = y;

	if (a->group.from != b->group.from)
		return a->group.from < b->group.from ? -1 : 1;
	if (a->group.to != b->group.to)
		return a->group.to < b->group.to ? -1 : 1;
	return a->open->order - b->open->order;
}

/* All sections over the same columns are one group; others must not share a column with them. */
static void
group_columns(struct grid_reader *r)
{
	const struct spot *last = NULL;
	struct column_group *group = NULL;

	if (r->repeating.count)
		qsort(r->repeating.at, r->repeating.count, sizeof *r->repeating.at, compare_repeating);
	for (size_t i = 0; i < r->repeating.count; i++) {
		struct repeating *at = &r->repeating.at[i];

		if (!group || at->group.from >= group->to) {
			group = VECTOR_PUSH(r->c->arena, &r->grid->groups);
			*group = at->group;
			last = at->open;
		} else if (at->group.from != group->from || at->group.to != group->to) {
			bool is_later = at->open->order > last->order;

			report_beside(r, is_later ? at->open : (struct spot *)(uintptr_t)last,
				      is_later ? last : at->open, PROBLEM_COLUMNS_OVERLAP);
		}
		at->open->group = (uint32_t)r->grid->groups.count - 1;
	}
}

/* Widths of columns that the definition lacks: as the others are, so that they can be shared out. */
static void
fill_widths(struct grid *g)
{
	double sum = 0;
	size_t known = 0;

	for (size_t i = 0; i < g->columns.count; i++) {
		sum += g->columns.at[i].width;
		known += g->columns.at[i].width > 0;
	}
	for (size_t i = 0; i < g->columns.count && known; i++) {
		if (g->columns.at[i].width <= 0)
			g->columns.at[i].width = sum / (double)known;
	}
}

struct grid *
grid_read(struct compiler *c, struct xml_node *table)
{
	struct grid *g = NEW(c->arena, struct grid);
	struct grid_reader r = {.c = c, .grid = g};

	if (table->name == W_tbl)
		read_word_columns(c, g, table);
	else
		read_odf_columns(c, g, table);
	for (struct xml_node *row = grid_next_row(table, NULL); row; row = grid_next_row(table, row))
		read_row(&r, row);
	group_columns(&r);
	if (table->name == W_tbl)
		fill_widths(g);
	return g;
}
