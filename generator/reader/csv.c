/*
 * csv -- rows of cells out of comma-separated text (RFC 4180, and what spreadsheets make of it).
 *
 *     Код;Наставник;Замечание            row 1
 *     1;Иванов И.И.;"сказал: ""да""      row 2 begins: a quoted cell may hold separators,
 *     и ушёл"                            line breaks, and quotes written twice
 *                                        row 3 is blank: it counts, but makes no record
 *     2;Петрова А.А.;                    row 4
 *
 * Russian spreadsheets part cells by ";", since the comma is taken by decimals; others by "," or a tab.  Which
 * it is, the text does not say.  So its first rows are read with each, and the one that gives most rows of the same
 * width wins; a sign that only occurs in prose gives rows of all widths.
 *
 * Cells are slices of the file's bytes.  Only a quoted cell with "" or CR inside is written anew.
 */
#include "reader/csv.h"

#include <string.h>

#include "base/utf8.h"

enum ending { END_CELL, END_ROW, END_FILE };

static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Behind a cell: steps over the separator or the line end (CRLF is one). */
static enum ending
step_over(struct csv *csv)
{
	const char *bytes = csv->bytes.at;

	if (csv->at >= csv->bytes.len)
		return END_FILE;
	if (bytes[csv->at] == csv->separator) {
		csv->at++;
		return END_CELL;
	}
	if (bytes[csv->at] == '\r' && csv->at + 1 < csv->bytes.len && bytes[csv->at + 1] == '\n')
		csv->at++;
	csv->at++;
	return csv->at >= csv->bytes.len ? END_FILE : END_ROW;
}

static struct text
read_plain(struct csv *csv)
{
	const char *bytes = csv->bytes.at;
	size_t from = csv->at;

	while (csv->at < csv->bytes.len && bytes[csv->at] != csv->separator && !is_line_end(bytes[csv->at]))
		csv->at++;
	return text_slice(csv->bytes, from, csv->at);
}

/* "" becomes ", and CRLF or CR become LF. */
static struct text
unquote(struct arena *a, struct text t)
{
	char *out = arena_alloc(a, t.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < t.len; i++) {
		char c = t.at[i], next = i + 1 < t.len ? t.at[i + 1] : '\0';

		if (c == '"' && next == '"')
			i++;
		if (c == '\r') {
			c = '\n';
			i += next == '\n';
		}
		out[n++] = c;
	}
	return (struct text){out, n};
}

static struct place
cell_place(const struct csv *csv)
{
	return (struct place){.kind = AT_CELL,
			      .file = csv->source->file,
			      .sheet = csv->source->sheet,
			      .row = csv->number,
			      .column = (int)csv->cells.count + 1};
}

/* The cell whose opening quote stands at csv->at; false when no quote closes it. */
static bool
read_quoted(struct csv *csv, struct text *cell)
{
	const char *bytes = csv->bytes.at;
	size_t from = ++csv->at;
	bool is_changed = false;

	for (; csv->at < csv->bytes.len; csv->at++) {
		char c = bytes[csv->at];

		if (c == '\r')
			is_changed = true;
		if (c != '"')
			continue;
		if (csv->at + 1 >= csv->bytes.len || bytes[csv->at + 1] != '"')
			break;
		is_changed = true;
		csv->at++;
	}
	*cell = text_slice(csv->bytes, from, csv->at);
	if (csv->at >= csv->bytes.len)
		return csv->ledger ? LEDGER(csv->ledger, CSV_QUOTE_UNCLOSED, cell_place(csv), TEXT_NONE) : false;
	csv->at++;
	if (is_changed && csv->arena)
		*cell = unquote(csv->arena, *cell);
	return true;
}

/* A quoted cell with text between its closing quote and the separator: the quotes inside were not doubled. */
static void
skip_stray(struct csv *csv)
{
	struct text stray = text_trim(read_plain(csv));

	if (stray.len && csv->ledger)
		LEDGER(csv->ledger, CSV_QUOTE_STRAY, cell_place(csv), TEXT_NONE);
}

static bool
read_cell(struct csv *csv, struct text *cell)
{
	if (csv->at >= csv->bytes.len || csv->bytes.at[csv->at] != '"') {
		*cell = read_plain(csv);
		return true;
	}
	if (!read_quoted(csv, cell))
		return false;
	skip_stray(csv);
	return true;
}

static bool
csv_next(struct rows *self, struct row *row)
{
	struct csv *csv = (struct csv *)self;
	enum ending ending = END_CELL;

	while (csv->at < csv->bytes.len) {
		csv->number++;
		csv->cells.count = 0;
		row->count = 0;
		do {
			struct text cell;

			if (!read_cell(csv, &cell)) {
				csv->is_cut = true;
				return false;
			}
			*VECTOR_PUSH(csv->arena, &csv->cells) =
				text_is_blank(cell) ? (struct value){.kind = VALUE_EMPTY} : value_of_text(cell);
			if (csv->cells.at[csv->cells.count - 1].kind != VALUE_EMPTY)
				row->count = csv->cells.count;
			ending = step_over(csv);
		} while (ending == END_CELL);
		row->number = csv->number;
		row->cells = csv->cells.at;
		row->marks = NULL;
		if (row->count)
			return true;
	}
	return false;
}

enum { LOOKED_AT_ROWS = 30, LOOKED_AT_BYTES = 64 * 1024 };

/* Reads the first rows with this separator: in how many the commonest width over 1 came, and that width. */
static int
rows_of_one_width(struct text bytes, char separator, size_t *width)
{
	struct csv csv = {.bytes = text_slice(bytes, 0, LOOKED_AT_BYTES), .separator = separator};
	size_t widths[LOOKED_AT_ROWS];
	int count = 0, best = 0;

	while (csv.at < csv.bytes.len && count < LOOKED_AT_ROWS) {
		struct text cell;
		size_t cells = 0;

		do {
			cells++;
		} while (read_cell(&csv, &cell) && step_over(&csv) == END_CELL);
		if (cells > 1)
			widths[count++] = cells;
		else if (text_is_blank(cell))
			continue;
		else
			widths[count++] = 0;
	}
	*width = 0;
	for (int i = 0; i < count; i++) {
		int same = 0;

		for (int j = 0; j < count; j++)
			same += widths[j] == widths[i];
		if (widths[i] && same > best) {
			best = same;
			*width = widths[i];
		}
	}
	return best;
}

static char
find_separator(struct text bytes)
{
	/* A tab hardly ever stands in prose, a semicolon seldom, a comma often: so in this order when equal. */
	static const char candidates[] = {'\t', ';', ','};
	char best = ',';
	int most = 0;

	for (size_t i = 0; i < sizeof candidates; i++) {
		size_t width;
		int rows = rows_of_one_width(bytes, candidates[i], &width);

		if (rows > most) {
			most = rows;
			best = candidates[i];
		}
	}
	return best;
}

char
csv_separator_named(struct text name)
{
	if (text_is(name, "tab") || text_is(name, "\\t"))
		return '\t';
	if (name.len != 1 || is_line_end(name.at[0]) || name.at[0] == '"' || (name.at[0] & 0x80))
		return 0;
	return name.at[0];
}

/* Excel's own first line "sep=;", which it reads and does not show: the separator, or 0. */
static char
take_sep_line(struct text *bytes)
{
	struct text line = text_slice(*bytes, 0, 5);
	char separator;

	if (!text_starts(line, TEXT("sep=")) || line.len < 5 || bytes->len < 6 || !is_line_end(bytes->at[5]))
		return 0;
	separator = line.at[4];
	*bytes = text_from_offset(*bytes, text_starts(text_from_offset(*bytes, 5), TEXT("\r\n")) ? 7 : 6);
	return separator;
}

void
csv_open(struct csv *csv, struct arena *a, struct ledger *l, const struct source *source, struct text bytes,
	 char separator)
{
	char said = take_sep_line(&bytes);

	*csv = (struct csv){.rows = {csv_next}, .arena = a, .ledger = l, .source = source, .bytes = bytes};
	csv->separator = separator ? separator : said ? said : find_separator(bytes);
}
