/*
 * grid_write -- a finished table's bytes: what was written while its rows ran, with the tags of rows and cells.
 *
 *     DOCX  <w:tc><w:tcPr><w:tcW/><w:gridSpan/><w:vMerge w:val="restart"/>…   and w:vMerge in each cell below
 *     ODF   <table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3">…
 *           and <table:covered-table-cell/> for every other place that it covers
 */
#include "merge/attachment.h"
#include "merge/grid.h"

#include <inttypes.h>

struct writer {
	struct merging *m;
	const struct table_run *t;
	const struct table_op *table;
	struct buffer *out;
};

static void
write_between(const struct writer *w, size_t from, size_t to)
{
	if (to > from)
		buffer_add(w->out, w->m->out->at + from, to - from);
}

static int64_t
rounded(double x)
{
	return (int64_t)(x + 0.5);
}

/* ---- columns ---- */

static void
write_word_columns(const struct writer *w)
{
	struct text p = w->table->prefix;

	buffer_printf(w->out, "<%.*stblGrid>", TEXT_ARG(p));
	for (uint32_t i = 0; i < w->t->column_count; i++) {
		int64_t width = rounded(w->t->sums[i + 1]) - rounded(w->t->sums[i]);

		buffer_printf(w->out, "<%.*sgridCol", TEXT_ARG(p));
		if (width > 0)
			buffer_printf(w->out, " %.*sw=\"%" PRId64 "\"", TEXT_ARG(p), width);
		buffer_string(w->out, "/>");
	}
	buffer_printf(w->out, "</%.*stblGrid>", TEXT_ARG(p));
}

/* Not by printf's %f, which writes a comma where the locale says so. */
static struct text
decimal(struct arena *a, double x)
{
	int64_t n = rounded(x * 10000);

	return text_format(a, "%" PRId64 ".%04" PRId64, n / 10000, n % 10000);
}

/* A style like the column's for a part of its width. */
static struct text
divided_style(const struct writer *w, const struct grid_column *column, double factor)
{
	struct arena *a = w->m->arena;
	struct text width = TEXT_NONE, relative = TEXT_NONE;

	if (column->width <= 0 && column->relative <= 0)
		return column->style;
	if (column->width > 0)
		width = text_format(a, " style:column-width=\"%.*s%.*s\"", TEXT_ARG(decimal(a, column->width * factor)),
				    TEXT_ARG(column->unit));
	if (column->relative > 0)
		relative =
			text_format(a, " style:rel-column-width=\"%" PRId64 "*\"", rounded(column->relative * factor));
	return attach_style(w->m, "table-column", TEXT_NONE,
			    text_format(a, "<style:table-column-properties%.*s%.*s%.*s/>", TEXT_ARG(width),
					TEXT_ARG(relative), TEXT_ARG(column->properties)));
}

static void
write_odf_column(const struct writer *w, const struct grid_column *column, struct text style, uint32_t repeated)
{
	struct text p = w->table->prefix;

	buffer_printf(w->out, "<%.*stable-column", TEXT_ARG(p));
	if (style.len) {
		buffer_printf(w->out, " %.*sstyle-name=\"", TEXT_ARG(p));
		buffer_xml_attribute(w->out, style);
		buffer_byte(w->out, '"');
	}
	if (column->default_style.len) {
		buffer_printf(w->out, " %.*sdefault-cell-style-name=\"", TEXT_ARG(p));
		buffer_xml_attribute(w->out, column->default_style);
		buffer_byte(w->out, '"');
	}
	if (repeated > 1)
		buffer_printf(w->out, " %.*snumber-columns-repeated=\"%" PRIu32 "\"", TEXT_ARG(p), repeated);
	buffer_string(w->out, "/>");
}

static void
write_odf_group(const struct writer *w, const struct column_group *g, uint32_t turns)
{
	uint32_t width = g->to - g->from;
	struct text *styles = NEW_ARRAY(w->m->arena, struct text, width);

	if (turns == 0)
		return;
	for (uint32_t i = 0; i < width; i++)
		styles[i] = divided_style(w, &w->table->grid[g->from + i], w->t->scale / turns);
	if (width == 1) {
		write_odf_column(w, &w->table->grid[g->from], styles[0], turns);
		return;
	}
	for (uint32_t turn = 0; turn < turns; turn++) {
		for (uint32_t i = 0; i < width; i++)
			write_odf_column(w, &w->table->grid[g->from + i], styles[i], 1);
	}
}

static void
write_odf_columns(const struct writer *w)
{
	const struct table_op *table = w->table;
	uint32_t group = 0;

	for (uint32_t i = 0; i < table->column_count; i++) {
		const struct column_group *g = group < table->group_count ? &table->groups[group] : NULL;
		const struct grid_column *column = &table->grid[i];

		if (g && g->from == i) {
			write_odf_group(w, g, w->t->counts[group]);
			i = g->to - 1;
			group++;
		} else {
			write_odf_column(w, column,
					 w->t->scale == 1 ? column->style : divided_style(w, column, w->t->scale), 1);
		}
	}
}

static void
write_columns(const struct writer *w)
{
	if (w->table->group_count == 0)
		buffer_text(w->out, w->table->columns);
	else if (w->table->is_word)
		write_word_columns(w);
	else
		write_odf_columns(w);
}

/* ---- cells ---- */

/* A cell's width becomes what its columns have come to: in the same proportion, for it may differ from theirs. */
static void
write_word_width(const struct writer *w, const struct table_cell *cell)
{
	const struct cell_op *op = cell->of.op;
	double before, now;

	if (w->table->group_count == 0 || op->width_value <= 0) {
		buffer_text(w->out, op->width);
		return;
	}
	before = w->t->template_sums[op->column + op->span] - w->t->template_sums[op->column];
	now = w->t->sums[cell->column + cell->span] - w->t->sums[cell->column];
	buffer_text(w->out, op->width_head);
	buffer_printf(w->out, "%" PRId64, rounded(before > 0 ? op->width_value * now / before : op->width_value));
	buffer_text(w->out, op->width_tail);
}

static void
write_word_properties(const struct writer *w, const struct table_cell *cell)
{
	struct text p = w->table->prefix;
	bool is_merged = cell->rows != 1, is_needed = cell->span > 1 || is_merged;

	if (!cell->of.op->has_properties && is_needed)
		buffer_printf(w->out, "<%.*stcPr>", TEXT_ARG(p));
	write_word_width(w, cell);
	if (cell->span > 1)
		buffer_printf(w->out, "<%.*sgridSpan %.*sval=\"%" PRIu32 "\"/>", TEXT_ARG(p), TEXT_ARG(p), cell->span);
	if (is_merged)
		buffer_printf(w->out, "<%.*svMerge %.*sval=\"%s\"/>", TEXT_ARG(p), TEXT_ARG(p),
			      cell->rows ? "restart" : "continue");
	buffer_text(w->out, cell->of.op->rest);
	if (!cell->of.op->has_properties && is_needed)
		buffer_printf(w->out, "</%.*stcPr>", TEXT_ARG(p));
}

/* Every cell has a paragraph at least. */
static void
write_content(const struct writer *w, const struct table_cell *cell)
{
	bool is_kept = cell->kind == CELL_FULL || cell->kind == CELL_CONTINUED;

	if (is_kept && cell->from < cell->to)
		write_between(w, cell->from, cell->to);
	else
		buffer_text(w->out, cell->of.op->empty);
}

static void
write_word_cell(const struct writer *w, const struct table_cell *cell)
{
	buffer_text(w->out, cell->of.op->head);
	write_word_properties(w, cell);
	write_content(w, cell);
	buffer_text(w->out, cell->of.op->tail);
}

static void
write_odf_cell(const struct writer *w, const struct table_cell *cell)
{
	struct text p = w->table->prefix;
	uint32_t covered = cell->rows ? cell->span - 1 : cell->span;

	if (cell->rows) {
		buffer_text(w->out, cell->of.op->head);
		if (cell->span > 1)
			buffer_printf(w->out, " %.*snumber-columns-spanned=\"%" PRIu32 "\"", TEXT_ARG(p), cell->span);
		if (cell->rows > 1)
			buffer_printf(w->out, " %.*snumber-rows-spanned=\"%" PRIu32 "\"", TEXT_ARG(p), cell->rows);
		buffer_byte(w->out, '>');
		write_content(w, cell);
		buffer_text(w->out, cell->of.op->tail);
	}
	if (covered == 0)
		return;
	buffer_printf(w->out, "<%.*scovered-table-cell", TEXT_ARG(p));
	if (covered > 1)
		buffer_printf(w->out, " %.*snumber-columns-repeated=\"%" PRIu32 "\"", TEXT_ARG(p), covered);
	buffer_string(w->out, "/>");
}

/* ---- rows ---- */

static void
write_left_out(const struct writer *w, const char *name, const char *width_name, uint32_t from, uint32_t to,
	       double width)
{
	uint32_t begin = w->t->starts[from], end = w->t->starts[to];
	double before = w->t->template_sums[to] - w->t->template_sums[from];
	struct text p = w->table->prefix;

	if (begin == end)
		return;
	buffer_printf(w->out, "<%.*s%s %.*sval=\"%" PRIu32 "\"/>", TEXT_ARG(p), name, TEXT_ARG(p), end - begin);
	if (width > 0 && before > 0)
		width *= (w->t->sums[end] - w->t->sums[begin]) / before;
	if (width > 0)
		buffer_printf(w->out, "<%.*s%s %.*sw=\"%" PRId64 "\" %.*stype=\"dxa\"/>", TEXT_ARG(p), width_name,
			      TEXT_ARG(p), rounded(width), TEXT_ARG(p));
}

static void
write_row_begin(const struct writer *w, const struct row_op *row)
{
	uint32_t count = w->table->column_count;

	buffer_text(w->out, row->head);
	if (w->table->group_count == 0) {
		buffer_text(w->out, row->grid);
	} else if (row->before <= count && row->after <= count) {
		write_left_out(w, "gridBefore", "wBefore", 0, row->before, row->before_width);
		write_left_out(w, "gridAfter", "wAfter", count - row->after, count, row->after_width);
	}
	buffer_text(w->out, row->rest);
}

/* Between the cells stand tags of content controls: what the row has in the buffer beside their contents. */
static void
write_row(const struct writer *w, const struct table_row *row)
{
	size_t at = row->from + 1; /* behind the placeholder */

	write_row_begin(w, row->op);
	for (size_t i = 0; i < row->cell_count; i++) {
		const struct table_cell *cell = table_cell_at(w->t, row->cell + i);

		write_between(w, at, cell->from);
		if (w->table->is_word)
			write_word_cell(w, cell);
		else
			write_odf_cell(w, cell);
		at = cell->to;
	}
	write_between(w, at, row->to);
	buffer_text(w->out, row->op->tail);
}

void
table_write(struct merging *m, const struct table_run *t, struct buffer *out)
{
	struct writer w = {m, t, t->table, out};
	size_t at = t->columns_at;

	write_between(&w, t->begin, at);
	write_columns(&w);
	for (size_t i = 0; i < table_row_count(t); i++) {
		const struct table_row *row = table_row_at(t, i);

		write_between(&w, at, row->from);
		if (row->cell_count)
			write_row(&w, row);
		at = row->to;
	}
	write_between(&w, at, t->end);
	buffer_text(out, t->table->tail);
}
