/*
 * ods_cell -- a cell of an ODS (ODF 1.3 part 3, 9.1.4 and 19.383 on).
 *
 *     office:value-type="date" office:date-value="2020-11-30"     the value …
 *         text:p  30 нояб.                                        … and what is shown
 *
 * The value counts, not what is shown, but for texts, whose paragraphs are their value.  How a number is shown tells
 * what it is (a percentage, the code 007, a date of day and month alone), and that stands in its style.
 *
 * A cell holds more: notes (office:annotation), drawings, tables of its own.  They stand among the paragraphs and
 * have paragraphs themselves, so only what belongs to text is looked into.
 */
#include "reader/ods_cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	DAY = 24 * 60 * 60,
	SPACES_MOST = 32767, /* of one text:s: the length of the longest cell */
	TEXT_MOST = 16 << 20 /* bytes of a cell */
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

/* ---- events ---- */

static enum ods_type
type_named(struct text t)
{
	static const struct {
		const char *name;
		enum ods_type type;
	} types[] = {{"float", ODS_NUMBER}, {"currency", ODS_NUMBER}, {"percentage", ODS_PERCENTAGE},
		     {"date", ODS_DATE},    {"time", ODS_TIME},       {"boolean", ODS_BOOLEAN},
		     {"string", ODS_STRING}};

	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		if (text_is(t, types[i].name))
			return types[i].type;
	}
	return ODS_NONE;
}

static void
take_value(struct ods_cell *c, const struct stream *s)
{
	static const enum xml_name names[] = {
		[ODS_NONE] = XML_OTHER,         [ODS_NUMBER] = OFFICE_value,    [ODS_PERCENTAGE] = OFFICE_value,
		[ODS_DATE] = OFFICE_date_value, [ODS_TIME] = OFFICE_time_value, [ODS_BOOLEAN] = OFFICE_boolean_value,
		[ODS_STRING] = XML_OTHER};
	struct text value;

	if (names[c->type] == XML_OTHER || !stream_attribute(s, names[c->type], &value))
		return;
	value = text_trim(value);
	if (!value.len || value.len >= sizeof c->value)
		return;
	memcpy(c->value, value.at, value.len);
	c->value[value.len] = '\0';
	c->has_value = true;
}

/* =TRUE() and =FALSE() are how LibreOffice keeps a truth that came without a format of truths. */
static bool
is_truth_formula(struct text formula)
{
	ptrdiff_t at = text_find(formula, TEXT("="), 0);
	struct text f = text_from_offset(formula, at < 0 ? 0 : (size_t)at + 1);

	return text_is(f, "TRUE()") || text_is(f, "FALSE()");
}

int
ods_repeat(const struct stream *s, enum xml_name name, int most)
{
	long repeat = stream_number(s, name, 1);

	return (int)(repeat < 1 ? 1 : repeat > most ? most : repeat);
}

void
ods_cell_begin(struct ods_cell *c, const struct ods_styles *styles, struct stream *s, bool is_covered)
{
	struct buffer text = c->text, string = c->string;
	struct text value;

	*c = (struct ods_cell){.is_covered = is_covered, .depth = stream_depth(s), .text = text, .string = string};
	c->repeat = ods_repeat(s, TABLE_number_columns_repeated, SHEET_COLUMNS);
	buffer_clear(&c->text);
	buffer_clear(&c->string);
	if (stream_attribute(s, OFFICE_value_type, &value))
		c->type = type_named(value);
	take_value(c, s);
	if (stream_attribute(s, OFFICE_string_value, &value)) {
		c->has_string = true;
		buffer_text(&c->string, value);
	}
	if (stream_attribute(s, TABLE_formula, &value)) {
		c->has_formula = true;
		c->is_truth = is_truth_formula(value);
	}
	if (stream_attribute(s, CALCEXT_value_type, &value))
		c->is_error = text_is(value, "error");
	if (c->has_value && stream_attribute(s, TABLE_style_name, &value))
		c->style = ods_style_find(styles, value);
}

static void
add_text(struct ods_cell *c, struct text t)
{
	if (c->text.len + t.len <= TEXT_MOST)
		buffer_text(&c->text, t);
}

static void
begin_blanks(struct ods_cell *c)
{
	c->is_behind_blank = true;
	c->is_collapsed = false;
	c->blanks = c->text.len;
}

/*
 * By the standard (ODF part 3, 6.1.2) white space in a paragraph is one blank, and text:s stands for more.  But
 * LibreOffice writes the blanks of a cell in several lines as they are, and reads all as it stands.  So blanks stay,
 * and white space that holds a line end, where a writer broke the line, is one blank, and none at the ends of the
 * paragraph.
 */
static void
take_line_end(struct ods_cell *c)
{
	if (c->is_collapsed)
		return;
	c->is_collapsed = true;
	c->text.len = c->blanks;
	if (c->blanks > c->paragraph)
		add_text(c, TEXT(" "));
}

void
ods_cell_text(struct ods_cell *c, struct text piece)
{
	size_t from = 0;

	if (!c->paragraph_depth)
		return;
	for (size_t i = 0; i < piece.len; i++) {
		char sign = piece.at[i];
		bool is_line_end = sign == '\n' || sign == '\r', is_blank = is_line_end || sign == ' ' || sign == '\t';

		if (!is_blank) {
			c->is_behind_blank = false;
			continue;
		}
		add_text(c, text_slice(piece, from, i));
		from = i + 1;
		if (!c->is_behind_blank)
			begin_blanks(c);
		if (is_line_end)
			take_line_end(c);
		else if (!c->is_collapsed)
			add_text(c, text_slice(piece, i, i + 1));
	}
	add_text(c, text_from_offset(piece, from));
}

static void
begin_paragraph(struct ods_cell *c, const struct stream *s)
{
	if (c->has_paragraph)
		add_text(c, TEXT("\n"));
	c->has_paragraph = true;
	c->paragraph = c->text.len;
	c->paragraph_depth = stream_depth(s);
	begin_blanks(c);
}

static void
end_paragraph(struct ods_cell *c)
{
	c->paragraph_depth = 0;
	if (c->is_behind_blank && c->is_collapsed)
		c->text.len = c->blanks;
}

static void
add_spaces(struct ods_cell *c, long count)
{
	for (count = count > SPACES_MOST ? SPACES_MOST : count; count > 0; count--)
		add_text(c, TEXT(" "));
	c->is_behind_blank = false;
}

/* What stands in a paragraph beside characters. */
static void
take_inline(struct ods_cell *c, struct stream *s, enum xml_name name)
{
	switch (name) {
	case TEXT_s:
		add_spaces(c, stream_number(s, TEXT_c, 1));
		break;
	case TEXT_tab:
		add_text(c, TEXT("\t"));
		c->is_behind_blank = false;
		break;
	case TEXT_line_break:
		add_text(c, TEXT("\n"));
		c->is_behind_blank = false;
		break;
	case TEXT_ruby_text:
	case TEXT_note:
		stream_skip(s);
		break;
	default:
		/* spans, links and fields show their content; notes, drawings and what is not known do not.  names.def
		 * has the names of a namespace in one block, and those of tables behind those of texts. */
		if (name < TEXT_p || name >= TABLE_table)
			stream_skip(s);
	}
}

void
ods_cell_start(struct ods_cell *c, struct stream *s, enum xml_name name)
{
	if (c->is_covered)
		stream_skip(s);
	else if (c->paragraph_depth)
		take_inline(c, s, name);
	else if (name == TEXT_p || name == TEXT_h)
		begin_paragraph(c, s);
	else if (name != TEXT_list && name != TEXT_list_item && name != TEXT_list_header && name != TEXT_section)
		stream_skip(s);
}

bool
ods_cell_end(struct ods_cell *c, const struct stream *s)
{
	if (stream_depth(s) == c->paragraph_depth)
		end_paragraph(c);
	return stream_depth(s) == c->depth;
}

void
ods_cell_close(struct ods_cell *c)
{
	buffer_free(&c->text);
	buffer_free(&c->string);
}

/* ---- what the cell holds ---- */

/* How an error is shown, by offices of the languages that we meet. */
static bool
is_error_text(struct text t)
{
	static const char *const errors[] = {"#N/A",   "#DIV/0!",  "#VALUE!", "#REF!",   "#NAME?",  "#NUM!",
					     "#NULL!", "#SPILL!",  "#CALC!",  "#Н/Д",    "#ДЕЛ/0!", "#ЗНАЧ!",
					     "#ССЫЛ!", "#ССЫЛКА!", "#ИМЯ?",   "#ЧИСЛО!", "#ПУСТО!"};

	for (size_t i = 0; i < sizeof errors / sizeof errors[0]; i++) {
		if (text_is(t, errors[i]))
			return true;
	}
	return text_starts(t, TEXT("Err:")) || text_starts(t, TEXT("Ошибка:"));
}

/*
 * A day, and the seconds of it.  The null date is no day that somebody meant, but what is left of a time alone, or of
 * zero, under a format of dates.
 */
static struct value
day_or_time(const struct ods_surroundings *around, date d, int seconds, enum number_look look, uint8_t *mark)
{
	if (d == around->null_date)
		return seconds ? cell_of_time(around->sheets, seconds) : value_of_number(0);
	if (look == LOOK_DAY_MONTH)
		*mark = CELL_DAY_MONTH;
	return value_of_day_time(around->sheets->texts, d, seconds);
}

/* A serial number: days since the null date. */
static struct value
value_of_serial(const struct ods_surroundings *around, double n, enum number_look look, uint8_t *mark)
{
	double seconds = floor((n - floor(n)) * DAY + 0.5);
	double day = around->null_date + floor(n) + (seconds >= DAY);
	date first, last;

	date_from_civil((struct civil){1, 1, 1}, &first);
	date_from_civil((struct civil){9999, 12, 31}, &last);
	if (day < first || day > last)
		return value_of_number(n);
	return day_or_time(around, (date)day, (int)fmod(seconds, DAY), look, mark);
}

static struct value
value_of_code(struct sheets *s, const struct number_section *section, double n)
{
	struct arena_mark mark = arena_mark(s->arena);
	struct text shown = number_format_show(s->arena, section, n);
	struct value v = shown.len ? cell_of_text(s, shown) : value_of_number(n);

	arena_rewind(s->arena, mark);
	return v;
}

/* Hours of the day, unless the format lets them run on; of what is not said, those of a duration. */
static struct value
value_of_time(struct sheets *s, double seconds, enum number_look look)
{
	return cell_of_time(s, look == LOOK_TIME && seconds > 0 ? fmod(floor(seconds + 0.5), DAY) : seconds);
}

static const struct number_format *
format_of(const struct ods_cell *c, const struct ods_surroundings *around, bool *is_boolean)
{
	return ods_style_format(around->styles, c->style ? c->style : around->style, is_boolean);
}

/* A number by its format; writers that know no dates store them as numbers under a format of dates. */
static struct value
value_of_look(const struct ods_cell *c, const struct ods_surroundings *around, double n, uint8_t *mark)
{
	bool is_boolean;
	const struct number_format *f = format_of(c, around, &is_boolean);
	const struct number_section *section = f ? number_format_section(f, n) : NULL;
	enum number_look look = section ? section->look : LOOK_NUMBER;

	if (c->is_truth || is_boolean)
		return value_of_bool(n != 0);
	if (c->type == ODS_PERCENTAGE)
		look = LOOK_PERCENT;
	switch (look) {
	case LOOK_PERCENT:
		return cell_of_percent(around->sheets, n);
	case LOOK_CODE:
		return value_of_code(around->sheets, section, n);
	case LOOK_DAY:
	case LOOK_DAY_MONTH:
		return value_of_serial(around, n, look, mark);
	case LOOK_TIME:
	case LOOK_DURATION:
		return value_of_time(around->sheets, n * DAY, look);
	case LOOK_NUMBER:
		break;
	}
	return value_of_number(n);
}

static enum number_look
look_of(const struct ods_cell *c, const struct ods_surroundings *around, double n)
{
	bool is_boolean;
	const struct number_format *f = format_of(c, around, &is_boolean);

	return f ? number_format_section(f, n)->look : LOOK_NUMBER;
}

/* The value that office:value-type promises; false when it is not there. */
static bool
read_typed(const struct ods_cell *c, const struct ods_surroundings *around, struct value *v, uint8_t *mark)
{
	double n;
	date d;
	int seconds;

	switch (c->type) {
	case ODS_NUMBER:
	case ODS_PERCENTAGE:
		if (!read_number(c->value, &n))
			return false;
		*v = value_of_look(c, around, n, mark);
		return true;
	case ODS_DATE:
		if (!read_day(c->value, &d, &seconds))
			return false;
		*v = day_or_time(around, d, seconds, look_of(c, around, d - around->null_date), mark);
		return true;
	case ODS_TIME:
		if (!read_duration(c->value, &n))
			return false;
		*v = value_of_time(around->sheets, n, look_of(c, around, n / DAY));
		return true;
	case ODS_BOOLEAN:
		*v = value_of_bool(strcmp(c->value, "true") == 0 || strcmp(c->value, "1") == 0);
		return c->has_value;
	case ODS_STRING:
	case ODS_NONE:
		break;
	}
	return false;
}

/* A formula shows the error, or what claims to be a number does; what somebody typed is a text. */
static bool
is_error(const struct ods_cell *c, struct text shown)
{
	bool may_be = c->has_formula || (c->type != ODS_STRING && c->type != ODS_NONE);

	return c->is_error || (may_be && is_error_text(shown));
}

/*
 * A formula that has neither a value nor a paragraph was never computed: for one that gives an empty text, LibreOffice
 * writes an empty paragraph.
 */
struct value
ods_cell_value(const struct ods_cell *c, const struct ods_surroundings *around, uint8_t *mark)
{
	struct text shown = buffer_view(&c->text), stored = buffer_view(&c->string);
	struct value v = {.kind = VALUE_EMPTY};

	if (c->is_covered)
		return v;
	if (is_error(c, text_trim(shown.len ? shown : stored))) {
		*mark = CELL_ERROR;
		shown = text_trim(shown.len ? shown : stored);
		return cell_of_text(around->sheets, shown.len ? shown : TEXT("#N/A"));
	}
	if (read_typed(c, around, &v, mark))
		return v;
	if (c->has_formula && !c->has_paragraph && !c->has_string) {
		*mark = CELL_NO_RESULT;
		return v;
	}
	return cell_of_text(around->sheets, stored.len ? stored : shown);
}
