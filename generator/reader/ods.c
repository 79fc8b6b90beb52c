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
 * Rows, columns and cells that repeat are written once.  An empty one costs nothing here; a filled one is given as often as
 * it stands, from one copy.  All sheets stand in content.xml one behind another, so what a piece of it held waits in
 * a queue: the beginnings of sheets and the rows that hold anything.
 *
 * Cells hold more than their value: notes (office:annotation), drawings, tables of their own; the sheet holds shapes,
 * forms, and before it stand tracked changes with the cells as they were.  None of these is read.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reader/ods_style.h"
#include "reader/sheets.h"

enum {
	DAY = 24 * 60 * 60,
	NUMBER_LONGEST = 64,
	SPACES_MOST = 32767,              /* of one text:s: the length of the longest cell */
	TEXT_MOST = 16 << 20,             /* bytes of a cell */
	REPEATED_MOST = 16 * 1000 * 1000, /* filled cells that stand in the file once and in the sheet often */
	CELLS_MOST = 1 << 30              /* that rows are wide together */
};

enum where { OUTSIDE, IN_STYLES, IN_SPREADSHEET, IN_SHEET, IN_ROW, IN_CELL, IN_PARAGRAPH };

enum cell_type { TYPE_NONE, TYPE_NUMBER, TYPE_PERCENTAGE, TYPE_DATE, TYPE_TIME, TYPE_BOOLEAN, TYPE_STRING };

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

/* The cell that is being read. */
struct cell {
	enum cell_type type;
	char value[NUMBER_LONGEST]; /* office:value and its like */
	bool has_value, has_formula, is_truth, is_error, has_string, is_covered;
	bool has_paragraph, is_behind_blank;
	int paragraph_depth;
	int repeat;
	struct ods_cell_style *style; /* its own; NULL: none, or of no concern */
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
	int sheet_count;
	/* the sheet whose events come in */
	VECTOR(struct column_run) columns;
	int column_count;
	int row_number, row_repeat; /* of the row that is open */
	bool is_row_hidden;
	struct ods_cell_style *row_style;
	int column;
	struct cell cell;
	struct buffer text; /* of the cell */
	struct buffer string; /* office:string-value */
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

/* ---- numbers, days and times ---- */

/* An xsd:double; there is no locale in it, and no infinity that a cell could show. */
static bool
read_number(const char *s, double *n)
{
	char *end;

	if (!*s || strspn(s, "0123456789.+-eE") != strlen(s))
		return false;
	*n = strtod(s, &end);
	return !*end && isfinite(*n);
}

/* Up to most digits; moves behind them. */
static bool
read_digits(const char **s, int most, double *n)
{
	int count = 0;

	for (*n = 0; **s >= '0' && **s <= '9' && count < most; count++)
		*n = *n * 10 + (*(*s)++ - '0');
	return count > 0;
}

/* The fraction behind a point or comma, if there is one. */
static void
read_fraction(const char **s, double *n)
{
	double unit = 0.1;

	if (**s != '.' && **s != ',')
		return;
	for (++*s; **s >= '0' && **s <= '9'; ++*s, unit /= 10)
		*n += (**s - '0') * unit;
}

/* "12:30:00.5" behind the T of a date, in seconds; 0 when it is none. */
static double
read_clock(const char *s)
{
	double hours = 0, minutes = 0, seconds = 0;

	if (!read_digits(&s, 2, &hours) || *s++ != ':' || !read_digits(&s, 2, &minutes))
		return 0;
	if (*s == ':') {
		s++;
		read_digits(&s, 2, &seconds);
		read_fraction(&s, &seconds);
	}
	return (hours * 60 + minutes) * 60 + seconds;
}

/* "2020-11-30T12:30:00": a day and the seconds of it, rounded; midnight may be that of the next day. */
static bool
read_day(const char *s, date *d, int *seconds)
{
	struct text t = text_from(s);

	*seconds = 0;
	if (t.len < 10 || (t.len > 10 && t.at[10] != 'T' && t.at[10] != ' ' && t.at[10] != 'Z') ||
	    !date_parse(text_slice(t, 0, 10), d))
		return false;
	if (t.len > 11)
		*seconds = (int)(read_clock(s + 11) + 0.5);
	*d += *seconds / DAY;
	*seconds %= DAY;
	return true;
}

/* "PT12H30M00S", "-P1DT2H": xsd:duration without years and months, in seconds. */
static bool
read_duration(const char *s, double *seconds)
{
	bool is_negative = *s == '-';

	s += is_negative;
	if (*s++ != 'P')
		return false;
	for (*seconds = 0; *s;) {
		double n;

		s += *s == 'T';
		if (!read_digits(&s, 9, &n))
			return false;
		read_fraction(&s, &n);
		if (*s != 'D' && *s != 'H' && *s != 'M' && *s != 'S')
			return false;
		*seconds += n * (*s == 'D' ? DAY : *s == 'H' ? 3600 : *s == 'M' ? 60 : 1);
		s++;
	}
	*seconds = is_negative ? -*seconds : *seconds;
	return true;
}

/* ---- what a cell is ---- */

static struct value
nothing(void)
{
	return (struct value){.kind = VALUE_EMPTY};
}

/* How an error is shown, by offices of the languages that we meet. */
static bool
is_error_text(struct text t)
{
	static const char *const errors[] = {"#N/A",   "#DIV/0!", "#VALUE!", "#REF!",   "#NAME?",  "#NUM!",
					     "#NULL!", "#Н/Д",	  "#ДЕЛ/0!", "#ЗНАЧ!",  "#ССЫЛ!", "#ССЫЛКА!",
					     "#ИМЯ?",  "#ЧИСЛО!", "#ПУСТО!", "#SPILL!", "#CALC!"};

	for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
		if (text_is(t, errors[i]))
			return true;
	}
	return text_starts(t, TEXT("Err:")) || text_starts(t, TEXT("Ошибка:"));
}

/* The style of the cell that is being read: its own, else the row's, else the column's (19.615). */
static struct ods_cell_style *
style_of_cell(const struct ods *o)
{
	size_t low = 0, high = o->columns.count;

	if (o->cell.style || o->row_style)
		return o->cell.style ? o->cell.style : o->row_style;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (o->column >= o->columns.at[middle].until)
			low = middle + 1;
		else
			high = middle;
	}
	return low < o->columns.count ? o->columns.at[low].style : NULL;
}

/* A serial number: days since the null date. */
static struct value
day_of_serial(struct ods *o, double n)
{
	double seconds = floor((n - floor(n)) * DAY + 0.5);
	double day = o->null_date + floor(n) + (seconds >= DAY);
	date first, last;

	date_from_civil((struct civil){1, 1, 1}, &first);
	date_from_civil((struct civil){9999, 12, 31}, &last);
	if (day < first || day > last)
		return value_of_number(n);
	return cell_of_day(&o->sheets, (date)day, (int)fmod(seconds, DAY));
}

/* A number by its format; writers that know no dates store them as numbers under a format of dates. */
static struct value
value_of_look(struct ods *o, double n, uint8_t *mark)
{
	bool is_boolean;
	const struct number_format *f = ods_style_format(&o->styles, style_of_cell(o), &is_boolean);
	const struct number_section *section = f ? number_format_section(f, n) : NULL;
	struct text shown;

	if (o->cell.is_truth || is_boolean)
		return value_of_bool(n != 0);
	if (o->cell.type == TYPE_PERCENTAGE)
		return cell_of_percent(&o->sheets, n);
	switch (section ? section->look : LOOK_NUMBER) {
	case LOOK_PERCENT:
		return cell_of_percent(&o->sheets, n);
	case LOOK_CODE:
		shown = number_format_show(o->sheets.texts, section, n);
		return shown.len ? value_of_text(shown) : value_of_number(n);
	case LOOK_DAY_MONTH:
		*mark = CELL_DAY_MONTH;
		return day_of_serial(o, n);
	case LOOK_DAY:
		return day_of_serial(o, n);
	case LOOK_TIME:
	case LOOK_DURATION:
		return cell_of_time(&o->sheets, n * DAY);
	case LOOK_NUMBER:
		break;
	}
	return value_of_number(n);
}

static enum number_look
look_of_day(struct ods *o, date d)
{
	bool is_boolean;
	const struct number_format *f = ods_style_format(&o->styles, style_of_cell(o), &is_boolean);

	return f ? number_format_section(f, d - o->null_date)->look : LOOK_DAY;
}

static struct value
value_of_day(struct ods *o, date d, int seconds, uint8_t *mark)
{
	enum number_look look = look_of_day(o, d);

	if (look == LOOK_DAY_MONTH && !seconds)
		*mark = CELL_DAY_MONTH;
	if ((look == LOOK_TIME || look == LOOK_DURATION) && d == o->null_date)
		return cell_of_time(&o->sheets, seconds);
	return cell_of_day(&o->sheets, d, seconds);
}

/* The text of the cell: where it is stored apart from what is shown, that. */
static struct value
value_of_string(struct ods *o)
{
	struct text stored = buffer_view(&o->string);

	return cell_of_text(&o->sheets, o->cell.has_string && stored.len ? stored : buffer_view(&o->text));
}

/* The value that office:value-type promises; false when it is not there. */
static bool
read_typed(struct ods *o, struct value *v, uint8_t *mark)
{
	const struct cell *c = &o->cell;
	double n;
	date d;
	int seconds;

	switch (c->type) {
	case TYPE_NUMBER:
	case TYPE_PERCENTAGE:
		if (!read_number(c->value, &n))
			return false;
		*v = value_of_look(o, n, mark);
		return true;
	case TYPE_DATE:
		if (!read_day(c->value, &d, &seconds))
			return false;
		*v = value_of_day(o, d, seconds, mark);
		return true;
	case TYPE_TIME:
		if (!read_duration(c->value, &n))
			return false;
		*v = cell_of_time(&o->sheets, n);
		return true;
	case TYPE_BOOLEAN:
		*v = value_of_bool(strcmp(c->value, "true") == 0 || strcmp(c->value, "1") == 0);
		return c->has_value;
	case TYPE_STRING:
	case TYPE_NONE:
		break;
	}
	return false;
}

/*
 * What the cell holds.  An error is shown by a formula, or by what claims to be a number; what somebody typed is a text.
 * A formula that has neither a value nor a paragraph was never computed: LibreOffice writes an empty paragraph for one
 * that gives an empty text.
 */
static struct value
value_of_cell(struct ods *o, uint8_t *mark)
{
	struct cell *c = &o->cell;
	struct text shown = text_trim(buffer_view(&o->text));
	struct value v;

	if (!shown.len && c->has_string)
		shown = text_trim(buffer_view(&o->string));
	if (c->is_error || (is_error_text(shown) && (c->has_formula || (c->type != TYPE_STRING && c->type != TYPE_NONE)))) {
		*mark = CELL_ERROR;
		v = cell_of_text(&o->sheets, shown.len ? shown : TEXT("#N/A"));
		return v;
	}
	if (read_typed(o, &v, mark))
		return v;
	if (c->has_formula && !c->has_paragraph && !c->has_string) {
		*mark = CELL_NO_RESULT;
		return nothing();
	}
	return value_of_string(o);
}

static void
end_cell(struct ods *o)
{
	struct cell *c = &o->cell;
	struct filled f = {.mark = CELL_PLAIN, .column = o->column, .repeat = c->repeat};

	o->where = IN_ROW;
	if (!c->is_covered && o->column < SHEET_COLUMNS) {
		f.value = value_of_cell(o, &f.mark);
		if (f.repeat > SHEET_COLUMNS - o->column)
			f.repeat = SHEET_COLUMNS - o->column;
		if (f.value.kind != VALUE_EMPTY || f.mark != CELL_PLAIN)
			*VECTOR_PUSH(o->sheets.arena, &o->filled) = f;
	}
	o->column = o->column + c->repeat > SHEET_COLUMNS ? SHEET_COLUMNS : o->column + c->repeat;
}

/* ---- events of cells ---- */

static enum cell_type
cell_type_named(struct text t)
{
	static const struct {
		const char *name;
		enum cell_type type;
	} types[] = {{"float", TYPE_NUMBER},	  {"currency", TYPE_NUMBER}, {"percentage", TYPE_PERCENTAGE},
		     {"date", TYPE_DATE},	  {"time", TYPE_TIME},	     {"boolean", TYPE_BOOLEAN},
		     {"string", TYPE_STRING}};

	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (text_is(t, types[i].name))
			return types[i].type;
	}
	return TYPE_NONE;
}

static void
take_value(struct cell *c, const struct stream *s)
{
	static const enum xml_name names[] = {[TYPE_NUMBER] = OFFICE_value,	  [TYPE_PERCENTAGE] = OFFICE_value,
					      [TYPE_DATE] = OFFICE_date_value,	  [TYPE_TIME] = OFFICE_time_value,
					      [TYPE_BOOLEAN] = OFFICE_boolean_value, [TYPE_STRING] = XML_OTHER};
	struct text value;

	if (c->type == TYPE_NONE || c->type == TYPE_STRING || !stream_attribute(s, names[c->type], &value))
		return;
	value = text_trim(value);
	if (!value.len || value.len >= sizeof c->value)
		return;
	memcpy(c->value, value.at, value.len);
	c->has_value = true;
}

/* =TRUE() and =FALSE() are how a truth is kept that came without a format of truths. */
static bool
is_truth_formula(struct text formula)
{
	ptrdiff_t at = text_find(formula, TEXT("="), 0);
	struct text f = text_from_offset(formula, at < 0 ? 0 : (size_t)at + 1);

	return text_is(f, "TRUE()") || text_is(f, "FALSE()");
}

static long
repeat_of(const struct stream *s, enum xml_name name, int most)
{
	long repeat = stream_number(s, name, 1);

	return repeat < 1 ? 1 : repeat > most ? most : repeat;
}

static void
begin_cell(struct ods *o, struct stream *s, bool is_covered)
{
	struct cell *c = &o->cell;
	struct text value;

	*c = (struct cell){.is_covered = is_covered};
	c->repeat = (int)repeat_of(s, TABLE_number_columns_repeated, SHEET_COLUMNS);
	buffer_clear(&o->text);
	buffer_clear(&o->string);
	o->where = IN_CELL;
	if (stream_attribute(s, OFFICE_value_type, &value))
		c->type = cell_type_named(value);
	take_value(c, s);
	if (stream_attribute(s, OFFICE_string_value, &value)) {
		c->has_string = true;
		buffer_text(&o->string, value);
	}
	if (stream_attribute(s, TABLE_formula, &value)) {
		c->has_formula = true;
		c->is_truth = is_truth_formula(value);
	}
	if (stream_attribute(s, CALCEXT_value_type, &value))
		c->is_error = text_is(value, "error");
	if (c->type != TYPE_NONE && c->type != TYPE_STRING && stream_attribute(s, TABLE_style_name, &value))
		c->style = ods_style_find(&o->styles, value);
}

static void
add_text(struct ods *o, struct text t)
{
	if (o->text.len + t.len <= TEXT_MOST)
		buffer_text(&o->text, t);
}

/* White space in a paragraph is one blank, and none at its begin (ODF part 3, 6.1.2). */
static void
add_collapsed(struct ods *o, struct text t)
{
	size_t from = 0;

	for (size_t i = 0; i < t.len; i++) {
		bool is_blank = t.at[i] == ' ' || t.at[i] == '\t' || t.at[i] == '\n' || t.at[i] == '\r';

		if (is_blank) {
			add_text(o, text_slice(t, from, i));
			from = i + 1;
			if (!o->cell.is_behind_blank)
				add_text(o, TEXT(" "));
		}
		o->cell.is_behind_blank = is_blank;
	}
	add_text(o, text_from_offset(t, from));
}

static void
begin_paragraph(struct ods *o, const struct stream *s)
{
	if (o->cell.has_paragraph)
		add_text(o, TEXT("\n"));
	o->cell.has_paragraph = true;
	o->cell.is_behind_blank = true;
	o->cell.paragraph_depth = stream_depth(s);
	o->where = IN_PARAGRAPH;
}

static void
end_paragraph(struct ods *o)
{
	o->where = IN_CELL;
	/* the white space before the end tag, where a writer indents */
	if (o->cell.is_behind_blank && o->text.len && o->text.at[o->text.len - 1] == ' ')
		o->text.len--;
}

/* What stands in a paragraph beside characters. */
static void
take_inline(struct ods *o, struct stream *s, enum xml_name name)
{
	long count;

	switch (name) {
	case TEXT_s:
		count = stream_number(s, TEXT_c, 1);
		for (count = count > SPACES_MOST ? SPACES_MOST : count; count > 0; count--)
			add_text(o, TEXT(" "));
		o->cell.is_behind_blank = false;
		break;
	case TEXT_tab:
		add_text(o, TEXT("\t"));
		o->cell.is_behind_blank = false;
		break;
	case TEXT_line_break:
		add_text(o, TEXT("\n"));
		o->cell.is_behind_blank = true;
		break;
	case TEXT_ruby_text:
	case TEXT_note:
		stream_skip(s);
		break;
	default:
		/* spans, links, fields show their content; notes, drawings and what is not known do not.  names.def has
		 * all names of a namespace in one block, and those of tables behind those of texts. */
		if (name < TEXT_p || name >= TABLE_table)
			stream_skip(s);
	}
}

/* What stands in a cell: paragraphs, perhaps in lists. */
static void
take_content(struct ods *o, struct stream *s, enum xml_name name)
{
	if (name == TEXT_p || name == TEXT_h)
		begin_paragraph(o, s);
	else if (name != TEXT_list && name != TEXT_list_item && name != TEXT_list_header && name != TEXT_section)
		stream_skip(s);
}

/* ---- events of rows and sheets ---- */

static void
begin_row(struct ods *o, struct stream *s)
{
	struct text value;

	o->row_repeat = (int)repeat_of(s, TABLE_number_rows_repeated, SHEET_ROWS);
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
	long repeat = repeat_of(s, TABLE_number_columns_repeated, SHEET_COLUMNS);
	struct column_run *last = o->columns.count ? &o->columns.at[o->columns.count - 1] : NULL;
	struct ods_cell_style *style = NULL;
	struct text value;

	if (stream_attribute(s, TABLE_default_cell_style_name, &value))
		style = ods_style_find(&o->styles, value);
	o->column_count += (int)(repeat > SHEET_COLUMNS - o->column_count ? SHEET_COLUMNS - o->column_count : repeat);
	if (last && style == last->style)
		last->until = o->column_count;
	else if (!last || o->column_count > last->until)
		*VECTOR_PUSH(o->sheets.arena, &o->columns) = (struct column_run){o->column_count, style};
}

/* The kept copy of another file's sheet, to which formulas refer: 'file:///…/a.ods'#Лист1, never shown. */
static bool
is_foreign(struct text name, bool is_hidden)
{
	return is_hidden && text_starts(name, TEXT("'")) && text_find(name, TEXT("'#"), 0) != TEXT_NOWHERE;
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
	if (is_foreign(value, sheet.is_hidden)) {
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
		if (name == TABLE_table_cell || name == TABLE_covered_table_cell)
			begin_cell(o, s, name == TABLE_covered_table_cell);
		else
			stream_skip(s);
		break;
	case IN_CELL:
		take_content(o, s, name);
		break;
	case IN_PARAGRAPH:
		take_inline(o, s, name);
		break;
	}
}

static void
on_text(void *self, struct stream *s, struct text piece)
{
	struct ods *o = self;

	(void)s;
	if (o->where == IN_PARAGRAPH)
		add_collapsed(o, piece);
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
		if (name == TABLE_table_cell || name == TABLE_covered_table_cell)
			end_cell(o);
		break;
	case IN_PARAGRAPH:
		if (stream_depth(s) == o->cell.paragraph_depth)
			end_paragraph(o);
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
	o->sheets.is_broken |= o->is_damaged;
	return o->items.count > 0;
}

static bool
is_within_limits(struct ods *o, const struct item *row)
{
	bool is_again = o->given > 0;

	o->repeated += is_again ? row->content : row->content - row->count;
	o->wide += row->width;
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
	if (!is_within_limits(o, item)) {
		o->sheets.is_broken = true;
		return REPORT(o->sheets.report, WORKBOOK_TOO_LARGE,
			      ((struct place){.kind = AT_CELL,
					      .file = o->sheets.file,
					      .sheet = o->sheet_name,
					      .row = item->number}),
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
	if (o->is_damaged || o->at >= o->items.count)
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
	buffer_free(&o->text);
	buffer_free(&o->string);
	ods_styles_close(&o->styles);
	return !o->is_damaged;
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
