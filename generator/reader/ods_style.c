/*
 * ods_style -- the data styles of OpenDocument (ODF 1.3 part 3, 16.29), said as format codes.
 *
 *     style:style "ce3", family "table-cell"  → data-style-name "N145", else its parent's
 *     number:number-style "N145"
 *         number:text              "+7 ("     "+7 ("
 *         number:number min-integer-digits=6     000"-"000
 *             number:embedded-text position=3 "-"
 *     number:date-style            day . month     dd"."mm
 *     style:map condition="value()>=0" apply-style-name="N145P0"     [>=0]000;…
 *
 * What a number is has to be told alike for all workbooks, so a data style becomes the code that it would have in an
 * XLSX (number_format.h), with all its literals in quotes.
 *
 * Automatic styles stand in content.xml before the sheets, the styles they build on in styles.xml; LibreOffice keeps
 * most data styles there.
 */
#include "reader/ods_style.h"

enum { PARENTS_MOST = 32, PLACES_MOST = 32, MAPS_MOST = 2 };

#define CELL_STYLE  "cell"
#define DATA_STYLE  "data"
#define TABLE_STYLE "table"

struct ods_data_style {
	struct text code;
	struct text conditions[MAPS_MOST], targets[MAPS_MOST]; /* style:map */
	int maps;
	bool is_text, is_percentage, is_boolean;
	bool is_running; /* hours beyond 24 are shown as such */
	const struct number_format *format;
};

struct ods_cell_style {
	struct text parent, data;
	const struct ods_data_style *found; /* its own, or inherited */
	bool is_looked_up;
};

static struct text_map_entry *
entry_add(struct ods_styles *styles, const char *kind, struct text name)
{
	return text_map_add(styles->arena, &styles->map, kind, text_copy(styles->arena, name));
}

/* ---- codes ---- */

/* Text as a code has it: in quotes, a quote of its own escaped. */
static void
flush_literal(struct ods_styles *styles, struct text literal)
{
	struct buffer *b = &styles->code;

	buffer_byte(b, '"');
	for (size_t i = 0; i < literal.len; i++) {
		if (literal.at[i] == '"')
			buffer_string(b, "\"\\\"\"");
		else
			buffer_byte(b, literal.at[i]);
	}
	buffer_byte(b, '"');
}

static bool
is_long(const struct stream *s)
{
	struct text style;

	return stream_attribute(s, NUMBER_style, &style) && text_is(style, "long");
}

/* The letters of a piece of a date or time; NULL for any other element. */
static const char *
date_letters(const struct stream *s, enum xml_name name, bool is_running)
{
	switch (name) {
	case NUMBER_day:
		return is_long(s) ? "dd" : "d";
	case NUMBER_month:
		if (stream_truth(s, NUMBER_textual, false))
			return is_long(s) ? "mmmm" : "mmm";
		return is_long(s) ? "mm" : "m";
	case NUMBER_year:
	case NUMBER_era:
		return "yyyy";
	case NUMBER_day_of_week:
		return "ddd";
	case NUMBER_hours:
		return is_running ? "[h]" : "hh";
	case NUMBER_minutes:
		return is_running ? "[mm]" : "mm"; /* "[mm]:ss" has no hours that could run on */
	case NUMBER_seconds:
		return is_running ? "[ss]" : "ss";
	case NUMBER_am_pm:
		return "AM/PM";
	default:
		return NULL;
	}
}

static void
begin_number(struct ods_styles *styles, const struct stream *s)
{
	styles->decimals = stream_number(s, NUMBER_decimal_places, -1);
	styles->least = stream_number(s, NUMBER_min_integer_digits, 0);
	styles->is_grouped = stream_truth(s, NUMBER_grouping, false);
	styles->insert_count = 0;
	if (styles->least > PLACES_MOST)
		styles->least = PLACES_MOST;
}

static void
put_insert(struct ods_styles *styles, long position)
{
	for (int i = 0; i < styles->insert_count; i++) {
		if (styles->positions[i] == position)
			flush_literal(styles, styles->inserts[i]);
	}
}

/* The places of number:number, from the left. */
static void
end_number(struct ods_styles *styles)
{
	long places = styles->least;

	for (int i = 0; i < styles->insert_count; i++)
		places = styles->positions[i] >= places ? styles->positions[i] + 1 : places;
	if (styles->decimals < 0 && places <= 1 && !styles->is_grouped) {
		buffer_string(&styles->code, "General");
		return;
	}
	if (styles->is_grouped)
		buffer_string(&styles->code, "#,##");
	if (!places)
		buffer_byte(&styles->code, '#');
	for (long i = places; i > 0; i--) {
		if (i < places)
			put_insert(styles, i);
		buffer_byte(&styles->code, i > styles->least ? '#' : '0');
	}
	if (styles->decimals > 0)
		buffer_string(&styles->code, ".0");
}

static void
end_literal(struct ods_styles *styles, bool is_insert)
{
	struct text literal = buffer_view(&styles->literal);

	styles->is_literal = false;
	if (!is_insert) {
		flush_literal(styles, literal);
		return;
	}
	if (styles->insert_count < ODS_INSERTS)
		styles->inserts[styles->insert_count++] = text_copy(styles->arena, literal);
}

static void
begin_literal(struct ods_styles *styles)
{
	buffer_clear(&styles->literal);
	styles->is_literal = true;
}

/* "value()>=0" → "[>=0]"; empty when it says anything else. */
static struct text
condition_code(struct arena *a, struct text t)
{
	enum { LONGEST = 40 };

	t = text_trim(t);
	if (!text_starts(t, TEXT("value()")) || t.len > LONGEST)
		return TEXT_NONE;
	t = text_trim(text_from_offset(t, 7));
	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] <= ' ' || t.at[i] == '[' || t.at[i] == ']' || t.at[i] == ';' || t.at[i] == '"')
			return TEXT_NONE;
	}
	if (text_starts(t, TEXT("!=")))
		return text_format(a, "[<>%.*s]", TEXT_ARG(text_from_offset(t, 2)));
	return text_format(a, "[%.*s]", TEXT_ARG(t));
}

static void
take_map(struct ods_styles *styles, const struct stream *s)
{
	struct ods_data_style *d = styles->open;
	struct text condition, target;

	if (d->maps >= MAPS_MOST || !stream_attribute(s, STYLE_condition, &condition) ||
	    !stream_attribute(s, STYLE_apply_style_name, &target))
		return;
	d->conditions[d->maps] = condition_code(styles->arena, condition);
	if (d->conditions[d->maps].len)
		d->targets[d->maps++] = text_copy(styles->arena, target);
}

/* ---- events ---- */

static void
begin_data_style(struct ods_styles *styles, const struct stream *s, enum xml_name kind)
{
	struct text name = TEXT_NONE;

	stream_attribute(s, STYLE_name, &name);
	styles->open = NEW(styles->arena, struct ods_data_style);
	styles->open->is_text = kind == NUMBER_text_style;
	styles->open->is_percentage = kind == NUMBER_percentage_style;
	styles->open->is_boolean = kind == NUMBER_boolean_style;
	styles->open->is_running = !stream_truth(s, NUMBER_truncate_on_overflow, true);
	entry_add(styles, DATA_STYLE, name)->pointer = styles->open;
	buffer_clear(&styles->code);
}

static void
end_data_style(struct ods_styles *styles)
{
	struct ods_data_style *d = styles->open;

	if (d->is_percentage)
		buffer_byte(&styles->code, '%');
	d->code = d->is_text ? TEXT("@") : text_copy(styles->arena, buffer_view(&styles->code));
	styles->open = NULL;
}

/* What stands in a data style. */
static void
take_piece(struct ods_styles *styles, struct stream *s, enum xml_name name)
{
	const char *letters = date_letters(s, name, styles->open->is_running);

	if (letters)
		buffer_string(&styles->code, letters);
	else if (name == NUMBER_text || name == NUMBER_currency_symbol)
		begin_literal(styles);
	else if (name == NUMBER_number)
		begin_number(styles, s);
	else if (name == NUMBER_scientific_number)
		buffer_string(&styles->code, "0.0E+00");
	else if (name == NUMBER_fraction)
		buffer_string(&styles->code, "# ?/?");
	else if (name == STYLE_map)
		take_map(styles, s);
	else if (name == NUMBER_embedded_text && styles->insert_count < ODS_INSERTS) {
		long position = stream_number(s, NUMBER_position, 0);

		styles->positions[styles->insert_count] = position > 0 && position < PLACES_MOST ? position : 0;
		begin_literal(styles);
	} else {
		stream_skip(s);
	}
}

static void
begin_style(struct ods_styles *styles, struct stream *s)
{
	struct text family, name = TEXT_NONE, value;
	struct ods_cell_style *cell;

	if (!stream_attribute(s, STYLE_family, &family))
		return;
	stream_attribute(s, STYLE_name, &name);
	if (text_is(family, "table"))
		styles->sheet = text_copy(styles->arena, name);
	if (!text_is(family, "table-cell"))
		return;
	cell = NEW(styles->arena, struct ods_cell_style);
	if (stream_attribute(s, STYLE_parent_style_name, &value))
		cell->parent = text_copy(styles->arena, value);
	if (stream_attribute(s, STYLE_data_style_name, &value))
		cell->data = text_copy(styles->arena, value);
	entry_add(styles, CELL_STYLE, name)->pointer = cell;
}

static bool
is_data_style(enum xml_name name)
{
	return name == NUMBER_number_style || name == NUMBER_currency_style || name == NUMBER_percentage_style ||
	       name == NUMBER_date_style || name == NUMBER_time_style || name == NUMBER_boolean_style ||
	       name == NUMBER_text_style;
}

void
ods_style_start(struct ods_styles *styles, struct stream *s, enum xml_name name)
{
	if (styles->open) {
		take_piece(styles, s, name);
	} else if (is_data_style(name)) {
		begin_data_style(styles, s, name);
	} else if (name == STYLE_style) {
		begin_style(styles, s);
	} else {
		if (name == STYLE_table_properties && styles->sheet.len && !stream_truth(s, TABLE_display, true))
			entry_add(styles, TABLE_STYLE, styles->sheet);
		stream_skip(s);
	}
}

void
ods_style_text(struct ods_styles *styles, struct text piece)
{
	if (styles->is_literal)
		buffer_text(&styles->literal, piece);
}

void
ods_style_end(struct ods_styles *styles, enum xml_name name)
{
	if (styles->open && is_data_style(name))
		end_data_style(styles);
	else if (name == STYLE_style)
		styles->sheet = TEXT_NONE;
	else if (styles->is_literal)
		end_literal(styles, name == NUMBER_embedded_text);
	else if (styles->open && name == NUMBER_number)
		end_number(styles);
}

/* ---- looking up ---- */

static struct ods_data_style *
find_data_style(const struct ods_styles *styles, struct text name)
{
	const struct text_map_entry *e = text_map_find(&styles->map, DATA_STYLE, name);

	return e ? e->pointer : NULL;
}

/* The code with the styles that it leads to as its first sections. */
static struct text
whole_code(struct ods_styles *styles, const struct ods_data_style *d)
{
	struct text code = TEXT_NONE;

	for (int i = 0; i < d->maps; i++) {
		const struct ods_data_style *target = find_data_style(styles, d->targets[i]);

		if (!target)
			continue;
		if (d->is_text) /* what the code of a day says of texts in its last section comes first here */
			return target->code;
		code = text_format(styles->arena, "%.*s%.*s%.*s;", TEXT_ARG(code), TEXT_ARG(d->conditions[i]),
				   TEXT_ARG(target->code));
	}
	return text_join(styles->arena, code, d->code);
}

struct ods_cell_style *
ods_style_find(const struct ods_styles *styles, struct text name)
{
	const struct text_map_entry *e = text_map_find(&styles->map, CELL_STYLE, name);

	return e ? e->pointer : NULL;
}

/* The data style of a cell's style or of its nearest forerunner that has one. */
static const struct ods_data_style *
look_up(struct ods_styles *styles, const struct ods_cell_style *cell)
{
	for (int i = 0; cell && i < PARENTS_MOST; i++) {
		struct ods_data_style *d = cell->data.len ? find_data_style(styles, cell->data) : NULL;

		if (d && !d->format) {
			struct number_format *f = NEW(styles->arena, struct number_format);

			*f = number_format_read(whole_code(styles, d));
			d->format = f;
		}
		if (d)
			return d;
		cell = cell->parent.len ? ods_style_find(styles, cell->parent) : NULL;
	}
	return NULL;
}

const struct number_format *
ods_style_format(struct ods_styles *styles, struct ods_cell_style *cell, bool *is_boolean)
{
	*is_boolean = false;
	if (!cell)
		return NULL;
	if (!cell->is_looked_up) {
		cell->is_looked_up = true;
		cell->found = look_up(styles, cell);
	}
	if (!cell->found)
		return NULL;
	*is_boolean = cell->found->is_boolean;
	return cell->found->format;
}

bool
ods_style_is_hidden(const struct ods_styles *styles, struct text table_style)
{
	return text_map_find(&styles->map, TABLE_STYLE, table_style) != NULL;
}

void
ods_styles_close(struct ods_styles *styles)
{
	buffer_free(&styles->code);
	buffer_free(&styles->literal);
}
