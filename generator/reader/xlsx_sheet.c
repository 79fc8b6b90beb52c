/*
 * xlsx_sheet -- the rows of a sheet of an XLSX (ECMA-376 part 1, 18.3.1).
 *
 *     <row r="2" hidden="1">
 *       <c r="A2" t="s"><v>0</v></c>                         shared string 0
 *       <c r="B2" s="1"><v>44165</v></c>                     a number, which cell format 1 calls a day
 *       <c r="C2" t="inlineStr"><is><t>да</t></is></c>       a text of its own
 *       <c r="D2"><f>B2+1</f><v>44166</v></c>                a formula and its result
 *     </row>
 *     …
 *     <mergeCells><mergeCell ref="A5:A9"/></mergeCells>
 *
 * r may be left out: then it is the next cell, or row.  Cells that are empty mostly are not there, so a row is kept
 * as a list of what it has and is spread out when it is given.
 *
 * Of merged cells only the first is seen; what a writer has left in the others is not the sheet's.  Which these are
 * stands behind all rows.  So the part is looked through beforehand, quickly, for the word alone; only if it is
 * there the part is read twice.
 */
#include "reader/xlsx.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "value/number.h"

enum {
	DAY = 24 * 60 * 60,
	FIRST_1970 = 25569, /* 1970-01-01 counted from 1899-12-30 */
	DAYS_TO_1904 = 1462,
	NO_DAY = 60,       /* 1900-02-29 */
	LAST_DAY = 2958465 /* 9999-12-31 */
};

/* A sheet a million cells wide may be empty but for a cell in each row. */
enum { SPARSE_FREE = 64 * 1024 * 1024, SPARSEST = 64 };

enum { LOST_MOST = 100 };

/* ---- numbers that are days and times ---- */

/* Whole days and seconds of a day, rounded to the second. */
static double
split_days(double serial, int *seconds)
{
	double days = floor(serial), n = floor((serial - days) * DAY + 0.5);

	if (n >= DAY) {
		days += 1;
		n = 0;
	}
	*seconds = (int)n;
	return days;
}

/*
 * The day with this number.  Counted from 1900-01-01 = 1, with a 29 February 1900, which never was (18.17.4.1);
 * below 1 are no days for Excel, but LibreOffice writes the days before 1900 so.
 */
static bool
day_of_serial(const struct xlsx *x, double days, date *d)
{
	double since = days - FIRST_1970;

	if (x->is_1904)
		since += DAYS_TO_1904;
	else if (!x->is_gregorian && days == NO_DAY)
		return false;
	else if (!x->is_gregorian && days > 0 && days < NO_DAY)
		since += 1;
	if (fabs(days) > LAST_DAY)
		return false;
	*d = (date)since;
	return date_to_civil(*d).year >= 1 && date_to_civil(*d).year <= 9999;
}

static struct value
value_of_day(struct xlsx *x, double serial, enum number_look look, uint8_t *mark)
{
	int seconds;
	double days = split_days(serial, &seconds);
	date d;

	if (days == 0 && seconds && !x->is_1904)
		return cell_of_time(&x->sheets, seconds);
	if (days == NO_DAY && !x->is_1904 && !x->is_gregorian)
		return value_of_text(TEXT("29.02.1900"));
	if ((days == 0 && !x->is_1904 && !x->is_gregorian) || !day_of_serial(x, days, &d))
		return value_of_number(serial);
	if (look == LOOK_DAY_MONTH)
		*mark = CELL_DAY_MONTH;
	return value_of_day_time(x->sheets.texts, d, seconds);
}

static struct value
value_of_time(struct xlsx *x, double serial, bool runs_on)
{
	int seconds;
	double days = split_days(serial, &seconds);

	return cell_of_time(&x->sheets, runs_on ? serial * DAY : days < 0 ? serial * DAY : seconds);
}

static struct value
value_of_code(struct xlsx *x, const struct number_section *s, double n)
{
	struct arena_mark mark = arena_mark(x->sheets.arena);
	struct text shown = number_format_show(x->sheets.arena, s, n);
	struct value v = shown.len ? cell_of_text(&x->sheets, shown) : value_of_number(n);

	arena_rewind(x->sheets.arena, mark);
	return v;
}

static struct value
value_by_look(struct xlsx *x, double n, uint8_t *mark)
{
	bool has_look = x->style >= 0 && (size_t)x->style < x->looks.count;
	const struct number_section *s = has_look ? number_format_section(x->looks.at[x->style], n) : NULL;

	switch (s ? s->look : LOOK_NUMBER) {
	case LOOK_PERCENT:
		return cell_of_percent(&x->sheets, n);
	case LOOK_CODE:
		return value_of_code(x, s, n);
	case LOOK_DAY:
	case LOOK_DAY_MONTH:
		return value_of_day(x, n, s->look, mark);
	case LOOK_TIME:
		return value_of_time(x, n, false);
	case LOOK_DURATION:
		return value_of_time(x, n, true);
	case LOOK_NUMBER:
		break;
	}
	return value_of_number(n);
}

/* ---- cells ---- */

/* xsd:double, but for its infinities and what is no number, which no sheet shows. */
static bool
read_double(struct xlsx *x, double *n)
{
	struct text t = text_trim(buffer_view(&x->text));
	char *end;

	for (size_t i = 0; i < t.len; i++) {
		if (!strchr("0123456789+-.eE", t.at[i]) || !t.at[i])
			return false;
	}
	buffer_byte(&x->text, '\0');
	t = text_trim((struct text){x->text.at, x->text.len - 1});
	*n = strtod(t.at, &end);
	x->text.len--;
	return t.len && end == t.at + t.len && isfinite(*n);
}

static struct value
own_text(struct xlsx *x)
{
	struct arena_mark mark = arena_mark(x->sheets.arena);
	struct value v = cell_of_text(&x->sheets, xlsx_unescape(x->sheets.arena, buffer_view(&x->text)));

	arena_rewind(x->sheets.arena, mark);
	return v;
}

static struct value
number_cell(struct xlsx *x, uint8_t *mark)
{
	double n;

	if (!read_double(x, &n))
		return own_text(x);
	if (n == 0 && x->has_formula && x->is_stale) {
		*mark = CELL_NO_RESULT; /* some libraries write 0 for every result that they leave to Excel */
		return (struct value){.kind = VALUE_EMPTY};
	}
	return value_by_look(x, n, mark);
}

/* The part does not hold together; ends the sheet. */
static void
blame(struct xlsx *x, struct stream *s, const char *reason)
{
	x->sheets.is_broken = x->is_bad = true;
	REPORT(x->sheets.report, PACKAGE_PART_BROKEN, place_file(x->sheets.file), x->part->name, text_from(_(reason)));
	stream_stop(s);
}

/* One such cell may be a slip of its writer; when there are many, the parts are not of one workbook. */
static void
blame_text(struct xlsx *x, struct stream *s)
{
	struct place place = {.kind = AT_CELL, .file = x->sheets.file, .sheet = x->entries.at[x->at - 1].name};

	place.row = x->row.number;
	place.column = x->column;
	x->is_bad = true;
	REPORT(x->sheets.report, WORKBOOK_BROKEN, place, TEXT_NONE);
	if (++x->lost > LOST_MOST)
		blame(x, s, N_("its cells name texts that are not there"));
}

static struct value
shared_string(struct xlsx *x, struct stream *s)
{
	struct text t = text_trim(buffer_view(&x->text));
	size_t i = 0, at = 0;

	for (; at < t.len && t.at[at] >= '0' && t.at[at] <= '9' && i < x->strings.count; at++)
		i = i * 10 + (size_t)(t.at[at] - '0');
	if (!t.len || at < t.len || i >= x->strings.count) {
		blame_text(x, s);
		return (struct value){.kind = VALUE_EMPTY};
	}
	t = x->strings.at[i];
	return t.len ? value_of_text(t) : (struct value){.kind = VALUE_EMPTY};
}

/* 12:30 or 12:30:15, with fractions; false when it is none. */
static bool
read_clock(struct text t, int *seconds)
{
	int parts[3] = {0}, count = 0;
	size_t at = 0;

	while (count < 3) {
		size_t from = at;

		for (; at < t.len && at < from + 2 && t.at[at] >= '0' && t.at[at] <= '9'; at++)
			parts[count] = parts[count] * 10 + (t.at[at] - '0');
		if (at == from)
			return false;
		count++;
		if (at >= t.len || t.at[at] != ':')
			break;
		at++;
	}
	*seconds = parts[0] * 3600 + parts[1] * 60 + parts[2];
	return count > 1 && *seconds < DAY;
}

/* t="d", which strict writers use: 2020-11-30, 2020-11-30T12:30:00, T12:30:00 (18.18.11), openpyxl also 12:30:00. */
static struct value
iso_cell(struct xlsx *x, uint8_t *mark)
{
	struct text t = text_trim(buffer_view(&x->text)), clock = TEXT_NONE;
	ptrdiff_t parting = text_find(t, TEXT("T"), 0);
	bool has_look = x->style >= 0 && (size_t)x->style < x->looks.count;
	int seconds = 0;
	date d;

	if (parting >= 0 || text_find(t, TEXT(":"), 0) >= 0) {
		clock = text_from_offset(t, (size_t)(parting + 1));
		t = text_slice(t, 0, parting < 0 ? 0 : (size_t)parting);
	}
	if ((clock.len && !read_clock(clock, &seconds)) || (t.len && !date_parse(t, &d)))
		return own_text(x);
	if (!t.len)
		return cell_of_time(&x->sheets, seconds);
	if (has_look && x->looks.at[x->style]->sections[0].look == LOOK_DAY_MONTH)
		*mark = CELL_DAY_MONTH;
	return value_of_day_time(x->sheets.texts, d, seconds);
}

static struct value
cell_value(struct xlsx *x, struct stream *s, uint8_t *mark)
{
	bool is_empty = text_is_blank(buffer_view(&x->text));

	if (x->has_formula && is_empty && (x->type != 't' || !x->has_value)) {
		*mark = CELL_NO_RESULT;
		return (struct value){.kind = VALUE_EMPTY};
	}
	if (is_empty)
		return (struct value){.kind = VALUE_EMPTY};
	switch (x->type) {
	case 's':
		return shared_string(x, s);
	case 'b':
		return value_of_bool(text_is(text_trim(buffer_view(&x->text)), "1") ||
				     text_is(text_trim(buffer_view(&x->text)), "true"));
	case 'e':
		*mark = CELL_ERROR;
		return own_text(x);
	case 'd':
		return iso_cell(x, mark);
	case 'n':
		return number_cell(x, mark);
	}
	return own_text(x);
}

static void
end_cell(struct xlsx *x, struct stream *s)
{
	uint8_t mark = CELL_PLAIN;
	struct value v;

	if (merged_covers(&x->merged, x->row.number, x->column))
		return;
	v = cell_value(x, s, &mark);
	if (v.kind == VALUE_EMPTY && mark == CELL_PLAIN)
		return;
	*VECTOR_PUSH(x->sheets.arena, &x->cells) = (struct xlsx_cell){x->column, mark, v};
	x->row.count++;
}

/* ---- events ---- */

static char
cell_type(struct stream *s)
{
	struct text t;

	if (!stream_attribute(s, NONE_t, &t))
		return 'n';
	if (t.len == 1)
		return strchr("sbed", t.at[0]) ? t.at[0] : 'n';
	return text_is(t, "str") ? 't' : text_is(t, "inlineStr") ? 'i' : 'n';
}

static void
start_row(struct xlsx *x, struct stream *s)
{
	long number = stream_number(s, NONE_r, x->row_number + 1L);

	if (number < 1 || number > SHEET_ROWS) {
		blame(x, s, N_("a row or cell lies beyond the largest sheet that there can be"));
		return;
	}
	x->row_number = (int)number;
	x->column = 0;
	x->row = (struct xlsx_row){(int)number, x->cells.count, 0, stream_truth(s, NONE_hidden, false)};
}

static void
start_cell(struct xlsx *x, struct stream *s)
{
	struct text r;
	int row, column = 0;

	if (stream_attribute(s, NONE_r, &r))
		cell_reference(r, &row, &column);
	else
		column = x->column + 1;
	if (column < 1 || column > SHEET_COLUMNS) {
		blame(x, s, N_("a row or cell lies beyond the largest sheet that there can be"));
		return;
	}
	x->column = column;
	x->type = cell_type(s);
	x->style = stream_number(s, NONE_s, 0);
	x->has_formula = x->has_value = x->is_text_open = false;
	buffer_clear(&x->text);
}

static void
sheet_start(void *self, struct stream *s, enum xml_name name)
{
	struct xlsx *x = self;

	switch (name) {
	case X_worksheet:
	case X_sheetData:
	case X_r:
		break;
	case X_row:
		start_row(x, s);
		break;
	case X_c:
		start_cell(x, s);
		break;
	case X_f:
		x->has_formula = true;
		stream_skip(s);
		break;
	case X_is:
		x->type = 'i';
		break;
	case X_v:
	case X_t:
		x->has_value = x->is_text_open = true;
		break;
	default:
		stream_skip(s);
	}
}

static void
sheet_end(void *self, struct stream *s, enum xml_name name)
{
	struct xlsx *x = self;

	x->is_text_open = false;
	if (name == X_c && x->column)
		end_cell(x, s);
	if (name != X_row || !x->row.number)
		return;
	if (x->row.count)
		*VECTOR_PUSH(x->sheets.arena, &x->queue) = x->row;
	x->row.number = 0;
}

/* ---- giving rows ---- */

/* Blank again where the last row was not. */
static void
clear_given(struct xlsx *x)
{
	for (size_t i = 0; i < x->given.count; i++) {
		int column = x->cells.at[x->given.first + i].column - 1;

		x->dense[column] = (struct value){.kind = VALUE_EMPTY};
		x->marks[column] = CELL_PLAIN;
	}
	x->given.count = 0;
}

static void
give(struct xlsx *x, const struct xlsx_row *from, struct row *row)
{
	*row = (struct row){.number = from->number, .cells = x->dense};
	for (size_t i = 0; i < from->count; i++) {
		const struct xlsx_cell *cell = &x->cells.at[from->first + i];

		x->dense[cell->column - 1] = cell->value;
		x->marks[cell->column - 1] = cell->mark;
		if (cell->mark != CELL_PLAIN)
			row->marks = x->marks;
		if ((size_t)cell->column > row->count)
			row->count = (size_t)cell->column;
	}
	x->given = *from;
	if (from->is_hidden)
		sheets_add_hidden(&x->sheets, from->number);
}

/* The rows that were given make room; one that has begun moves to the front. */
static void
forget_given(struct xlsx *x)
{
	size_t first = x->row.number ? x->row.first : x->cells.count, left = x->cells.count - first;

	if (left)
		memmove(x->cells.at, x->cells.at + first, left * sizeof *x->cells.at);
	x->cells.count = left;
	x->row.first = 0;
	x->queue.count = x->queue_at = 0;
}

static void
end_stream(struct xlsx *x)
{
	if (x->stream && !stream_close(x->stream))
		x->sheets.is_broken = x->is_bad = true;
	x->stream = NULL;
}

static bool
is_dense_enough(struct xlsx *x, const struct row *row)
{
	struct place place = {.kind = AT_CELL, .file = x->sheets.file, .sheet = x->entries.at[x->at - 1].name};

	x->room_given += row->count;
	x->cells_given += x->given.count;
	if (x->room_given <= SPARSE_FREE || x->room_given / SPARSEST <= x->cells_given)
		return true;
	x->sheets.is_broken = x->is_bad = true;
	place.row = row->number;
	return REPORT(x->sheets.report, DATA_TOO_SPARSE, place, text_format(x->sheets.arena, "%zu", row->count));
}

static bool
next_row(struct rows *self, struct row *row)
{
	struct xlsx *x = (struct xlsx *)self;

	clear_given(x);
	while (x->queue_at == x->queue.count) {
		forget_given(x);
		if (!x->stream)
			return false;
		if (!stream_feed(x->stream))
			end_stream(x);
		if (x->sheets.is_broken || x->sheets.is_full)
			return false;
	}
	give(x, &x->queue.at[x->queue_at++], row);
	return is_dense_enough(x, row);
}

/* ---- */

static void
merged_start(void *self, struct stream *s, enum xml_name name)
{
	struct xlsx *x = self;
	struct text reference;

	if (name == X_mergeCell && stream_attribute(s, NONE_ref, &reference))
		merged_add(&x->arena, &x->merged, reference);
	else if (name != X_worksheet && name != X_mergeCells)
		stream_skip(s);
}

static void
merged_end(void *self, struct stream *s, enum xml_name name)
{
	(void)self;
	if (name == X_mergeCells)
		stream_stop(s);
}

/* What is wrong with the part is told when its rows are read. */
static void
find_merged(struct xlsx *x)
{
	static const struct stream_events events = {merged_start, NULL, merged_end};
	struct report untold;
	struct stream *s;

	x->merged = (struct merged){.next = 0};
	if (!stream_mentions(x->part, TEXT("mergeCell")))
		return;
	report_open(&untold);
	s = stream_open(&x->arena, &untold, x->package, x->part, &events, x);
	while (stream_feed(s))
		;
	stream_close(s);
	report_close(&untold);
	merged_sort(&x->arena, &x->merged);
}

void
xlsx_begin_sheet(struct xlsx *x, const struct part *part)
{
	static const struct stream_events events = {sheet_start, xlsx_text, sheet_end};

	if (!x->dense) {
		x->dense = NEW_ARRAY(x->sheets.arena, struct value, SHEET_COLUMNS);
		x->marks = NEW_ARRAY(x->sheets.arena, uint8_t, SHEET_COLUMNS);
	}
	x->part = part;
	x->sheets.is_broken = false;
	x->sheets.rows.next = next_row;
	x->row = x->given = (struct xlsx_row){0};
	x->row_number = x->column = 0;
	x->cells.count = x->queue.count = x->queue_at = 0;
	x->room_given = x->cells_given = x->lost = 0;
	find_merged(x);
	x->stream = stream_open(&x->arena, x->sheets.report, x->package, part, &events, x);
}

void
xlsx_end_sheet(struct xlsx *x)
{
	if (x->cells.count)
		clear_given(x);
	end_stream(x);
	x->merged = (struct merged){.next = 0};
	arena_reset(&x->arena);
}
