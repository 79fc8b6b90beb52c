/*
 * ods -- the sheets of an OpenDocument spreadsheet (ODF 1.3 part 3, 9.1 and 19), read as they stream by.
 *
 *     table:table name="Пары"                               a sheet
 *         table:table-column default-cell-style-name="ce1"  styles for the cells that name none
 *         table:table-row
 *             table:table-cell value-type="date" date-value="2020-11-30"    the value …
 *                 text:p  30.11.2020                        … and what is shown, the value of texts alone
 *             table:covered-table-cell                      under a merged cell: counts as empty
 *             table:table-cell number-columns-repeated="16382"
 *         table:table-row number-rows-repeated="1048574"    to the end of the sheet: nothing
 *
 * Rows, columns and cells that repeat are written once.  An empty one costs nothing here; a filled one is given as
 * often as it stands, from one copy.  All sheets stand in content.xml one behind another, so what a piece of it held
 * waits in a queue: the beginnings of sheets and the rows that hold anything.
 *
 * A sheet holds more: shapes, forms, copies of other files' sheets; before it stand tracked changes, with the cells as
 * they were.  None of these is read.
 */
#include <string.h>

#include "reader/ods_cell.h"
#include "reader/sheets.h"

enum {
	REPEATED_MOST = 16 * 1000 * 1000, /* filled cells that stand in the file once and in the sheet often */
	CELLS_MOST = 1 << 30              /* that rows are wide together */
};

enum where { OUTSIDE, IN_STYLES, IN_SPREADSHEET, IN_SHEET, IN_ROW, IN_CELL };

/* A filled cell, or several alike. */
struct filled {
	struct value value;
	uint8_t mark;
	int column, repeat; /* column: of the first, from 0 */
};

/* What waits in the queue: the beginning of a sheet, or a row. */
struct item {
	bool is_sheet, is_hidden;
	struct text name;      /* of a sheet */
	int number, repeat;    /* of a row */
	size_t first, count;   /* its cells in `filled` */
	size_t width, content; /* columns up to the last filled cell; filled cells */
};

struct column_run {
	int until; /* the first column behind it */
	struct ods_cell_style *style;
};

struct ods {
	struct sheets sheets; /* first: an ODS is read as sheets */
	struct stream *stream;
	struct ods_styles styles;
	enum where where;
	date null_date;
	bool is_ended, is_damaged;
	bool is_cut; /* a sheet was not read to its end */
	int sheet_count;
	/* the sheet whose events come in */
	VECTOR(struct column_run) columns;
	int column_count;
	int row_number, row_repeat; /* of the row that is open */
	bool is_row_hidden;
	struct ods_cell_style *row_style;
	int column;
	struct ods_cell cell;
	size_t row_first;
	/* the queue */
	VECTOR(struct item) items;
	VECTOR(struct filled) filled;
	size_t at; /* the first item that was not given */
	/* what is given */
	struct text sheet_name;
	struct value *cells;
	uint8_t *marks;
	size_t cells_used; /* of cells: the rest is empty */
	int given;         /* how often the item at `at` was */
	size_t repeated, wide;
};

/* ---- rows and sheets as they come in ---- */

/* The style of a column, for cells and rows that name none (19.615). */
static struct ods_cell_style *
style_of_column(const struct ods *o, int column)
{
	size_t low = 0, high = o->columns.count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (column >= o->columns.at[middle].until)
			low = middle + 1;
		else
			high = middle;
	}
	return low < o->columns.count ? o->columns.at[low].style : NULL;
}

static void
end_cell(struct ods *o)
{
	struct ods_surroundings around = {&o->sheets, &o->styles, o->row_style, o->null_date};
	struct filled f = {.mark = CELL_PLAIN, .column = o->column, .repeat = o->cell.repeat};

	o->where = IN_ROW;
	if (f.repeat > SHEET_COLUMNS - o->column)
		f.repeat = SHEET_COLUMNS - o->column;
	o->column += f.repeat;
	if (!f.repeat)
		return;
	if (o->cell.has_value && !o->cell.style && !around.style)
		around.style = style_of_column(o, f.column);
	f.value = ods_cell_value(&o->cell, &around, &f.mark);
	if (f.value.kind != VALUE_EMPTY || f.mark != CELL_PLAIN)
		*VECTOR_PUSH(o->sheets.arena, &o->filled) = f;
}

static void
begin_cell(struct ods *o, struct stream *s, enum xml_name name)
{
	if (name != TABLE_table_cell && name != TABLE_covered_table_cell) {
		stream_skip(s);
		return;
	}
	ods_cell_begin(&o->cell, &o->styles, s, name == TABLE_covered_table_cell);
	o->where = IN_CELL;
}

static void
begin_row(struct ods *o, struct stream *s)
{
	struct text value;

	o->row_repeat = ods_repeat(s, TABLE_number_rows_repeated, SHEET_ROWS);
	o->row_style = NULL;
	if (stream_attribute(s, TABLE_default_cell_style_name, &value))
		o->row_style = ods_style_find(&o->styles, value);
	o->is_row_hidden = stream_attribute(s, TABLE_visibility, &value) && !text_is(value, "visible");
	o->column = 0;
	o->row_first = o->filled.count;
	o->where = IN_ROW;
}

static void
end_row(struct ods *o)
{
	struct item row = {.number = o->row_number + 1, .repeat = o->row_repeat, .is_hidden = o->is_row_hidden};
	const struct filled *last;

	o->where = IN_SHEET;
	o->row_number = o->row_number + o->row_repeat > SHEET_ROWS ? SHEET_ROWS : o->row_number + o->row_repeat;
	row.first = o->row_first;
	row.count = o->filled.count - o->row_first;
	if (!row.count || row.number > SHEET_ROWS)
		return;
	if (row.repeat > SHEET_ROWS - row.number + 1)
		row.repeat = SHEET_ROWS - row.number + 1;
	for (size_t i = 0; i < row.count; i++)
		row.content += (size_t)o->filled.at[row.first + i].repeat;
	last = &o->filled.at[o->filled.count - 1];
	row.width = (size_t)(last->column + last->repeat);
	*VECTOR_PUSH(o->sheets.arena, &o->items) = row;
}

static void
take_column(struct ods *o, const struct stream *s)
{
	int repeat = ods_repeat(s, TABLE_number_columns_repeated, SHEET_COLUMNS);
	struct column_run *last = o->columns.count ? &o->columns.at[o->columns.count - 1] : NULL;
	struct ods_cell_style *style = NULL;
	struct text value;

	if (stream_attribute(s, TABLE_default_cell_style_name, &value))
		style = ods_style_find(&o->styles, value);
	o->column_count += repeat > SHEET_COLUMNS - o->column_count ? SHEET_COLUMNS - o->column_count : repeat;
	if (last && style == last->style)
		last->until = o->column_count;
	else if (!last || o->column_count > last->until)
		*VECTOR_PUSH(o->sheets.arena, &o->columns) = (struct column_run){o->column_count, style};
}

/* The kept copy of another file's sheet, to which formulas refer: 'file:///…/a.ods'#$Лист1; nobody sees it. */
static bool
is_foreign(struct text name)
{
	return text_starts(name, TEXT("'")) && text_find(name, TEXT("'#"), 0) != TEXT_NOWHERE;
}

static void
begin_sheet(struct ods *o, struct stream *s)
{
	struct item sheet = {.is_sheet = true};
	struct text value;

	o->sheet_count++;
	if (stream_attribute(s, TABLE_style_name, &value))
		sheet.is_hidden = ods_style_is_hidden(&o->styles, value);
	if (!stream_attribute(s, TABLE_name, &value))
		value = text_format(o->sheets.arena, "Sheet%d", o->sheet_count);
	if (is_foreign(value)) {
		stream_skip(s);
		return;
	}
	sheet.name = sheets_keep(&o->sheets, value);
	*VECTOR_PUSH(o->sheets.arena, &o->items) = sheet;
	o->row_number = 0;
	o->columns.count = 0;
	o->column_count = 0;
	o->where = IN_SHEET;
}

/* The day that serial numbers count from, where it is not 1899-12-30. */
static void
take_null_date(struct ods *o, const struct stream *s)
{
	struct text value;

	if (stream_attribute(s, TABLE_date_value, &value))
		date_parse(text_slice(value, 0, 10), &o->null_date);
}

/* ---- events ---- */

static void
start_outside(struct ods *o, struct stream *s, enum xml_name name)
{
	switch (name) {
	case OFFICE_document:
	case OFFICE_document_content:
	case OFFICE_document_styles:
	case OFFICE_body:
		break;
	case OFFICE_styles:
	case OFFICE_automatic_styles:
		o->where = IN_STYLES;
		break;
	case OFFICE_spreadsheet:
		o->where = IN_SPREADSHEET;
		break;
	default:
		stream_skip(s);
	}
}

static void
start_in_spreadsheet(struct ods *o, struct stream *s, enum xml_name name)
{
	if (name == TABLE_table)
		begin_sheet(o, s);
	else if (name == TABLE_null_date)
		take_null_date(o, s);
	else if (name != TABLE_calculation_settings)
		stream_skip(s);
}

static void
start_in_sheet(struct ods *o, struct stream *s, enum xml_name name)
{
	switch (name) {
	case TABLE_table_row:
		begin_row(o, s);
		break;
	case TABLE_table_column:
		take_column(o, s);
		break;
	case TABLE_table_columns:
	case TABLE_table_column_group:
	case TABLE_table_header_columns:
	case TABLE_table_rows:
	case TABLE_table_row_group:
	case TABLE_table_header_rows:
		break;
	default:
		stream_skip(s);
	}
}

static void
on_start(void *self, struct stream *s, enum xml_name name)
{
	struct ods *o = self;

	switch (o->where) {
	case OUTSIDE:
		start_outside(o, s, name);
		break;
	case IN_STYLES:
		ods_style_start(&o->styles, s, name);
		break;
	case IN_SPREADSHEET:
		start_in_spreadsheet(o, s, name);
		break;
	case IN_SHEET:
		start_in_sheet(o, s, name);
		break;
	case IN_ROW:
		begin_cell(o, s, name);
		break;
	case IN_CELL:
		ods_cell_start(&o->cell, s, name);
		break;
	}
}

static void
on_text(void *self, struct stream *s, struct text piece)
{
	struct ods *o = self;

	(void)s;
	if (o->where == IN_CELL)
		ods_cell_text(&o->cell, piece);
	else if (o->where == IN_STYLES)
		ods_style_text(&o->styles, piece);
}

static void
on_end(void *self, struct stream *s, enum xml_name name)
{
	struct ods *o = self;

	switch (o->where) {
	case OUTSIDE:
		break;
	case IN_STYLES:
		if (name == OFFICE_styles || name == OFFICE_automatic_styles)
			o->where = OUTSIDE;
		else
			ods_style_end(&o->styles, name);
		break;
	case IN_SPREADSHEET:
		if (name == OFFICE_spreadsheet)
			o->where = OUTSIDE;
		break;
	case IN_SHEET:
		if (name == TABLE_table)
			o->where = IN_SPREADSHEET;
		break;
	case IN_ROW:
		end_row(o);
		break;
	case IN_CELL:
		if (ods_cell_end(&o->cell, s))
			end_cell(o);
		break;
	}
}

/* ---- giving sheets and rows ---- */

/* Empties the queue, but for the cells of a row that is not complete yet. */
static void
forget_given(struct ods *o)
{
	size_t kept = o->where >= IN_ROW ? o->filled.count - o->row_first : 0;

	if (kept)
		memmove(o->filled.at, o->filled.at + o->row_first, kept * sizeof *o->filled.at);
	o->filled.count = kept;
	o->row_first = 0;
	o->items.count = o->at = 0;
}

/* Reads on until something waits; false at the end. */
static bool
wait_for_item(struct ods *o)
{
	if (o->at < o->items.count)
		return true;
	forget_given(o);
	while (!o->items.count && !o->is_ended) {
		if (!stream_feed(o->stream))
			o->is_ended = true;
	}
	if (o->is_ended && o->stream) {
		o->is_damaged |= !stream_close(o->stream);
		o->stream = NULL;
	}
	o->sheets.is_broken |= o->is_damaged || o->sheets.is_full;
	return o->items.count > 0;
}

/* A few bytes can claim all cells of all rows: those are refused before the first is given. */
static bool
is_within_limits(struct ods *o, const struct item *row)
{
	o->repeated += row->content * (size_t)row->repeat - row->count;
	o->wide += row->width * (size_t)row->repeat;
	return o->repeated <= REPEATED_MOST && o->wide <= CELLS_MOST;
}

/* Fills in the cells of a row, all others of which are empty. */
static void
lay_out(struct ods *o, const struct item *row)
{
	memset(o->cells, 0, o->cells_used * sizeof *o->cells);
	memset(o->marks, CELL_PLAIN, o->cells_used);
	for (size_t i = row->first; i < row->first + row->count; i++) {
		const struct filled *f = &o->filled.at[i];

		for (int j = 0; j < f->repeat; j++) {
			o->cells[f->column + j] = f->value;
			o->marks[f->column + j] = f->mark;
		}
	}
	o->cells_used = row->width;
}

static bool
ods_next_row(struct rows *self, struct row *row)
{
	struct ods *o = (struct ods *)self;
	const struct item *item;

	if (o->sheets.is_broken || !wait_for_item(o) || o->items.at[o->at].is_sheet)
		return false;
	item = &o->items.at[o->at];
	if (!o->given && !is_within_limits(o, item)) {
		o->sheets.is_broken = o->is_cut = true;
		return REPORT(
			o->sheets.report, WORKBOOK_TOO_LARGE,
			((struct place){
				.kind = AT_CELL, .file = o->sheets.file, .sheet = o->sheet_name, .row = item->number}),
			TEXT_NONE);
	}
	if (!o->given)
		lay_out(o, item);
	*row = (struct row){item->number + o->given, item->width, o->cells, o->marks};
	if (item->is_hidden)
		sheets_add_hidden(&o->sheets, row->number);
	if (++o->given == item->repeat) {
		o->at++;
		o->given = 0;
	}
	return true;
}

static bool
ods_next(struct sheets *self, struct sheet *sheet)
{
	struct ods *o = (struct ods *)self;

	o->given = 0;
	while (wait_for_item(o) && !o->items.at[o->at].is_sheet)
		o->at++;
	if (o->is_damaged || o->sheets.is_full || o->at >= o->items.count)
		return false;
	*sheet = (struct sheet){o->items.at[o->at].name, o->items.at[o->at].is_hidden};
	o->sheet_name = sheet->name;
	o->at++;
	o->sheets.is_broken = false;
	return true;
}

static bool
ods_close(struct sheets *self)
{
	struct ods *o = (struct ods *)self;

	if (o->stream)
		o->is_damaged |= !stream_close(o->stream);
	o->stream = NULL;
	ods_cell_close(&o->cell);
	ods_styles_close(&o->styles);
	return !o->is_damaged && !o->is_cut;
}

/* ---- opening ---- */

static const struct stream_events events = {on_start, on_text, on_end};

static struct ods *
ods_new(const struct sheets *with)
{
	struct ods *o = NEW(with->arena, struct ods);

	o->sheets = *with;
	o->sheets.rows.next = ods_next_row;
	o->sheets.next = ods_next;
	o->sheets.close = ods_close;
	o->styles.arena = with->arena;
	o->cells = NEW_ARRAY(with->arena, struct value, SHEET_COLUMNS);
	o->marks = NEW_ARRAY(with->arena, uint8_t, SHEET_COLUMNS);
	date_from_civil((struct civil){1899, 12, 30}, &o->null_date);
	return o;
}

/* The styles that those of content.xml build on. */
static bool
read_styles(struct ods *o, const struct package *p)
{
	const struct part *part = package_part(p, TEXT("styles.xml"));
	struct stream *s;

	if (!part)
		return true;
	s = stream_open(o->sheets.arena, o->sheets.report, p, part, &events, o);
	while (stream_feed(s))
		;
	o->where = OUTSIDE;
	return stream_close(s);
}

struct sheets *
ods_open(const struct sheets *with, const struct package *p)
{
	struct ods *o = ods_new(with);

	if (!read_styles(o, p)) {
		ods_close(&o->sheets);
		return NULL;
	}
	o->stream = stream_open(with->arena, with->report, p, package_part(p, p->main_part), &events, o);
	return &o->sheets;
}

struct sheets *
ods_open_flat(const struct sheets *with, struct text bytes)
{
	struct ods *o = ods_new(with);

	o->stream = stream_open_bytes(with->arena, with->report, bytes, with->file, &events, o);
	return &o->sheets;
}
