/*
 * csv -- rows of cells out of comma-separated text (RFC 4180, and what programs make of it).
 *
 *     Код;Наставник;Замечание            row 1
 *     1;Иванов И.И.;"сказал: ""да""      row 2 begins: a quoted cell may hold separators,
 *     и ушёл"                            line breaks, and quotes written twice
 *                                        row 3 is blank: it counts, but makes no record
 *     2;ООО "Ромашка";="007"             row 4: quotes amid a cell are part of it; ="…" is how Excel is
 *                                        told that 007 is no number
 *
 * A quote closes its cell when a separator or a line end follows.  Where people forgot to write quotes twice
 * ("ООО "Ромашка"") the cell can so be read as it was meant, and is a fault nevertheless.  A quote that is never
 * closed would swallow all that follows.  It shows in that a quoted cell runs over a line's end and meets a quote that
 * opens another one; then the quote is taken for a letter, and the rows after it are read.
 *
 * Russian spreadsheets part cells by ";", since the comma is taken by decimals; others by ",", a tab or "|".  Which
 * it is, the text does not say.  So its first rows are read with each, and the one wins that parts most rows into most
 * often the same number of cells; a sign that only occurs in prose gives rows of all widths.
 *
 * Cells are slices of the file's bytes.  Only a quoted cell with "" or CR inside is written anew.
 */
#include "reader/csv.h"

#include <string.h>

#include "base/utf8.h"

enum ending { END_CELL, END_ROW, END_FILE };

enum { CELLS_MOST = 65536 }; /* of a row: four times what spreadsheets have */

static bool
is_line_end(char c)
{
	return c == '\n' || c == '\r';
}

static bool
is_blank(const struct csv *csv, char c)
{
	return c == ' ' || (c == '\t' && csv->separator != '\t');
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

/* ---- quoted cells ---- */

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
			      .column = (int)csv->column + 1};
}

/* Whether nothing but blanks stands between `at` and the end of the cell. */
static bool
ends_cell(const struct csv *csv, size_t at)
{
	while (at < csv->bytes.len && is_blank(csv, csv->bytes.at[at]))
		at++;
	return at >= csv->bytes.len || csv->bytes.at[at] == csv->separator || is_line_end(csv->bytes.at[at]);
}

/* Whether nothing but blanks stands between the beginning of a cell and `at`, which is within the bytes. */
static bool
opens_cell(const struct csv *csv, size_t at)
{
	while (at > 0 && is_blank(csv, csv->bytes.at[at - 1]))
		at--;
	return at == 0 || csv->bytes.at[at - 1] == csv->separator || is_line_end(csv->bytes.at[at - 1]);
}

/* What stands between the quotes. */
struct quoted {
	size_t from, to; /* to: the closing quote */
	bool is_closed;
	bool is_changed; /* holds "" or CR */
	bool is_stray;   /* holds a quote that is not written twice */
	bool has_lines;
	bool begins_with_word; /* holds one on its first line: when nothing closes it, it is ("ГБПОУ" Техникум) */
};

enum quote { QUOTE_CLOSES, QUOTE_OF_TWO, QUOTE_STRAY };

/* What the quote at `to` within the cell is; moves to the second of two. */
static enum quote
read_quote(const struct csv *csv, struct quoted *q)
{
	bool is_double = q->to + 1 < csv->bytes.len && csv->bytes.at[q->to + 1] == '"';

	if (!is_double)
		return ends_cell(csv, q->to + 1) ? QUOTE_CLOSES : QUOTE_STRAY;
	q->to++;
	if (q->is_stray && ends_cell(csv, q->to + 1))
		return QUOTE_CLOSES; /* "ООО "Ромашка"": the first is the cell's own */
	q->is_changed = true;
	return QUOTE_OF_TWO;
}

/* How far the cell that begins at `from` may reach. */
static size_t
farthest(const struct csv *csv, size_t from)
{
	enum { LEAST = 256 };
	size_t reach = csv->patience > LEAST ? csv->patience : LEAST;

	return csv->bytes.len - from > reach ? from + reach : csv->bytes.len;
}

/* Looks for the end of the cell whose opening quote stands at `open`. */
static struct quoted
find_quoted(struct csv *csv, size_t open)
{
	struct quoted q = {.from = open + 1, .to = open + 1};
	size_t end = farthest(csv, q.from), read;

	for (; q.to < end; q.to++) {
		char c = csv->bytes.at[q.to];

		if (is_line_end(c)) {
			q.has_lines = true;
			q.is_changed = q.is_changed || c == '\r';
		}
		if (c != '"')
			continue;
		if (q.has_lines && opens_cell(csv, q.to) && !ends_cell(csv, q.to + 1) && csv->bytes.at[q.to + 1] != '"')
			break;
		switch (read_quote(csv, &q)) {
		case QUOTE_CLOSES:
			q.is_closed = true;
			return q;
		case QUOTE_STRAY:
			q.is_stray = true;
			q.begins_with_word = q.begins_with_word || !q.has_lines;
			break;
		case QUOTE_OF_TWO:
			break;
		}
	}
	read = q.to - q.from;
	csv->patience -= read < csv->patience ? read : csv->patience;
	return q;
}

/* Excel's ="007" is 007. */
static struct text
without_equals(struct text t)
{
	bool is_such = t.len >= 3 && t.at[0] == '=' && t.at[1] == '"' && t.at[t.len - 1] == '"' &&
		       !memchr(t.at + 2, '"', t.len - 3);

	return is_such ? text_slice(t, 2, t.len - 1) : t;
}

static struct text
take_quoted(struct csv *csv, const struct quoted *q)
{
	struct text t = text_slice(csv->bytes, q->from, q->to);

	csv->at = q->to + 1;
	while (csv->at < csv->bytes.len && is_blank(csv, csv->bytes.at[csv->at]))
		csv->at++;
	return q->is_changed && csv->arena ? unquote(csv->arena, t) : t;
}

/* The cell whose opening quote stands at `open`, before which there are blanks at most. */
static struct text
read_quoted(struct csv *csv, size_t open)
{
	struct quoted q = find_quoted(csv, open);

	if (q.is_closed) {
		if (q.is_stray && csv->ledger)
			LEDGER(csv->ledger, CSV_QUOTE_STRAY, cell_place(csv), TEXT_NONE);
		return without_equals(take_quoted(csv, &q));
	}
	csv->is_cut = true;
	csv->at = open + !q.begins_with_word;
	if (csv->ledger && q.begins_with_word)
		LEDGER(csv->ledger, CSV_QUOTE_STRAY, cell_place(csv), TEXT_NONE);
	else if (csv->ledger)
		LEDGER(csv->ledger, CSV_QUOTE_UNCLOSED, cell_place(csv), TEXT_NONE);
	return read_plain(csv);
}

static struct text
read_cell(struct csv *csv)
{
	const char *bytes = csv->bytes.at;
	size_t at = csv->at, end = csv->bytes.len;
	struct quoted q;

	while (at < end && is_blank(csv, bytes[at]))
		at++;
	if (at < end && bytes[at] == '"')
		return read_quoted(csv, at);
	if (at + 1 < end && bytes[at] == '=' && bytes[at + 1] == '"') {
		q = find_quoted(csv, at + 1);
		if (q.is_closed && !q.is_stray && !q.has_lines)
			return take_quoted(csv, &q);
	}
	return read_plain(csv);
}

/* ---- rows ---- */

static bool
is_edge_blank(char c)
{
	return (unsigned char)c <= ' ' || c == '\xC2' || c == '\xA0'; /* the last two: of a no-break space */
}

/* Blanks alone are nothing; those about a text belong to it (RFC 4180, 2.4). */
static struct value
cell_value(struct text t)
{
	if (!t.len || (is_edge_blank(t.at[0]) && text_is_blank(t)))
		return (struct value){.kind = VALUE_EMPTY};
	return value_of_text(t);
}

/* Files that were joined end to end have their marks amid the rows. */
static void
skip_mark(struct csv *csv)
{
	if (csv->bytes.at[csv->at] == '\xEF' &&
	    text_starts(text_from_offset(csv->bytes, csv->at), TEXT("\xEF\xBB\xBF")))
		csv->at += 3;
}

/* Keeps the cell, and the empty ones before it: of a row of separators nothing is kept. */
static void
keep_cell(struct csv *csv, struct value v)
{
	while (csv->cells.count < csv->column)
		*VECTOR_PUSH(csv->arena, &csv->cells) = (struct value){.kind = VALUE_EMPTY};
	*VECTOR_PUSH(csv->arena, &csv->cells) = v;
}

/* A few bytes can claim more cells than fit into any memory; ends the file. */
static void
refuse_width(struct csv *csv)
{
	if (csv->ledger)
		LEDGER(csv->ledger, CSV_ROW_TOO_WIDE, cell_place(csv), text_format(csv->arena, "%d", CELLS_MOST));
	csv->is_cut = true;
	csv->at = csv->bytes.len;
}

/* False when the row is refused. */
static bool
read_row(struct csv *csv)
{
	enum ending ending;

	csv->number++;
	csv->cells.count = csv->column = 0;
	skip_mark(csv);
	do {
		struct value v = cell_value(read_cell(csv));

		if (v.kind != VALUE_EMPTY && csv->column >= CELLS_MOST) {
			refuse_width(csv);
			return false;
		}
		if (v.kind != VALUE_EMPTY)
			keep_cell(csv, v);
		ending = step_over(csv);
		csv->column++;
	} while (ending == END_CELL);
	return true;
}

static bool
csv_next(struct rows *self, struct row *row)
{
	struct csv *csv = (struct csv *)self;

	while (csv->at < csv->bytes.len && read_row(csv)) {
		if (!csv->cells.count)
			continue;
		*row = (struct row){.number = csv->number, .count = csv->cells.count, .cells = csv->cells.at};
		return true;
	}
	return false;
}

/* ---- the separator ---- */

enum { LOOKED_AT_ROWS = 30, LOOKED_AT_BYTES = 64 * 1024 };

/* What the first rows that are not blank look like when they are read with one separator. */
struct look {
	size_t widths[LOOKED_AT_ROWS];
	int rows;
	int parted; /* rows of more than one cell */
	int separators, like_prose;
};

/* Whether a separator looks as in "Иванов, Иван" or in "12,5"; `at` is behind it. */
static bool
is_like_prose(const struct csv *csv, size_t at)
{
	const char *bytes = csv->bytes.at;

	if (at >= csv->bytes.len || csv->separator == '\t' || csv->separator == '|')
		return false;
	return bytes[at] == ' ' || (csv->separator == ',' && at > 1 && is_digit(bytes[at - 2]) && is_digit(bytes[at]));
}

static size_t
look_at_row(struct csv *csv, struct look *look)
{
	struct text cell;
	size_t width = 0, like_prose = 0;

	skip_mark(csv);
	for (;;) {
		cell = read_cell(csv);
		width++;
		if (step_over(csv) != END_CELL)
			break;
		like_prose += is_like_prose(csv, csv->at);
	}
	if (width == 1 && text_is_blank(cell))
		return 0;
	look->separators += (int)width - 1;
	look->like_prose += (int)like_prose;
	return width;
}

static struct look
look_at(struct text bytes, char separator)
{
	struct csv csv = {.bytes = text_slice(bytes, 0, LOOKED_AT_BYTES), .separator = separator};
	struct look look = {0};

	csv.patience = csv.bytes.len * 2;
	while (csv.at < csv.bytes.len && look.rows < LOOKED_AT_ROWS) {
		size_t width = look_at_row(&csv, &look);

		if (!width)
			continue;
		look.widths[look.rows++] = width;
		look.parted += width > 1;
	}
	return look;
}

/* How many rows have the commonest width over 1. */
static int
rows_of_one_width(const struct look *look)
{
	int best = 0;

	for (int i = 0; i < look->rows; i++) {
		int same = 0;

		for (int j = 0; j < look->rows; j++)
			same += look->widths[j] == look->widths[i];
		if (look->widths[i] > 1 && same > best)
			best = same;
	}
	return best;
}

/* How well the separator parts the rows; 0: not at all. */
static int
separator_score(struct text bytes, char separator)
{
	struct look look = look_at(bytes, separator);

	/*
	 * A first row of one cell is a title, or the caption of the only column: then "Иванов, Иван" below it is one
	 * cell, and so is 12,5.
	 */
	if (look.rows && look.widths[0] == 1 && (separator == '|' || look.separators == look.like_prose))
		return 0;
	return look.parted + rows_of_one_width(&look);
}

/* 0: there is one column. */
static char
find_separator(struct text bytes)
{
	/* A tab hardly ever stands in prose, a semicolon seldom, a comma often: so in this order when equal. */
	static const char candidates[] = {'\t', ';', '|', ','};
	char best = '\0';
	int most = 0;

	for (size_t i = 0; i < sizeof candidates; i++) {
		int score = separator_score(bytes, candidates[i]);

		if (score > most) {
			most = score;
			best = candidates[i];
		}
	}
	return best;
}

char
csv_separator_named(struct text name)
{
	static const struct {
		const char *word;
		char separator;
	} words[] = {
		{"tab", '\t'}, {"\\t", '\t'},       {"semicolon", ';'},       {"comma", ','},
		{"pipe", '|'}, {"табуляция", '\t'}, {"точка с запятой", ';'}, {"запятая", ','},
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (text_is(name, words[i].word))
			return words[i].separator;
	}
	if (name.len != 1 || is_line_end(name.at[0]) || name.at[0] == '"' || name.at[0] == ' ' || (name.at[0] & 0x80))
		return 0;
	return name.at[0];
}

static struct text
separator_name(struct arena *a, char separator)
{
	return separator == '\t' ? TEXT("tab") : text_copy(a, (struct text){&separator, 1});
}

/* The user named a separator that the rows do not have, though they have another. */
static void
check_separator(struct arena *a, struct ledger *l, const struct source *source, struct text bytes, char separator)
{
	char better = find_separator(bytes);

	if (better && !look_at(bytes, separator).parted)
		LEDGER(l, SEPARATOR_ABSENT, place_file(source->file), separator_name(a, separator),
		       separator_name(a, better));
}

/* Excel's own first line "sep=;", which it reads and does not show: the separator, or 0. */
static char
take_sep_line(struct text *bytes)
{
	const char *at = bytes->at;
	char separator;

	if (bytes->len < 6 || (at[0] | 0x20) != 's' || (at[1] | 0x20) != 'e' || (at[2] | 0x20) != 'p' || at[3] != '=' ||
	    is_line_end(at[4]) || !is_line_end(at[5]))
		return 0;
	separator = at[4];
	*bytes = text_from_offset(*bytes, text_starts(text_from_offset(*bytes, 5), TEXT("\r\n")) ? 7 : 6);
	return separator;
}

/* Programs of DOS and CP/M's heirs end a text with ^Z. */
static struct text
without_end_mark(struct text bytes)
{
	return text_slice(bytes, 0, bytes.len - text_ends(bytes, TEXT("\x1A")));
}

void
csv_open(struct csv *csv, struct arena *a, struct ledger *l, const struct source *source, struct text bytes,
	 char separator)
{
	char said;

	bytes = without_end_mark(bytes);
	said = take_sep_line(&bytes);
	*csv = (struct csv){.rows = {csv_next}, .arena = a, .ledger = l, .source = source, .bytes = bytes};
	csv->patience = bytes.len * 16;
	csv->separator = separator ? separator : said ? said : find_separator(bytes);
	if (separator && l)
		check_separator(a, l, source, bytes, separator);
}
