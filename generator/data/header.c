/*
 * header -- where in a sheet the captions stand, and where the records begin.
 *
 *     Дорожная карта                                               row 1: a title, one cell of five: passed over
 *     № | Показатель | Тип | Период (год) |                        row 2: captions; one stands over two columns …
 *       |            |     | 2021         | 2022                   row 3: … which this row tells apart
 *     1 | 2          | 3   | 4            | 5                      row 4: the columns numbered, as on Russian forms
 *       |            |     | чел.         | чел.                   row 5: units
 *     1 | Число пар  | о   | 12           | 15                     row 6: the first record
 *
 * The captions are the first row that fills most columns with texts.  Which columns there are, the first rows
 * tell: of those with more than one cell, half reach the last column; a column that none of these fills does not count
 * (an empty first column, a gap).
 *
 * A cell that was merged over several others gives its value to the first of them, and the rest come empty: so a
 * group of columns is a caption, empty cells behind it, and captions below all of them.  Such a column is called by the
 * lower caption ("2021") where no other is called so, else by both ("Осень / План"); the longer name is always
 * understood, and the group's alone where it stands over one column.
 */
#include "data/header.h"

#include "base/utf8.h"
#include "data/lookup.h"
#include "value/number.h"
#include "value/record.h"

enum {
	LEVELS_MOST = 4,   /* rows of captions */
	SEQUENCE_LEAST = 3 /* dates or numbers in a row that count as captions; columns that are numbered */
};

struct sight {
	struct arena *arena;
	const struct row *rows;
	int count;
	size_t width;    /* columns, up to the last */
	size_t occupied; /* of them, those that are not empty throughout */
};

static bool
is_filled(const struct row *row, size_t column)
{
	return column < row->count && row->cells[column].kind != VALUE_EMPTY;
}

/* How many of the first columns are filled. */
static size_t
filled_cells(const struct row *row, size_t width)
{
	size_t filled = 0;

	for (size_t i = 0; i < row->count && i < width; i++)
		filled += row->cells[i].kind != VALUE_EMPTY;
	return filled;
}

static size_t
first_filled(const struct row *row)
{
	size_t i = 0;

	while (i < row->count && !is_filled(row, i))
		i++;
	return i;
}

bool
header_is_wide(const struct row *row)
{
	return filled_cells(row, row->count) > 1;
}

/* ---- which row ---- */

/* The width that half of the rows reach; those of one cell are titles where others are wider. */
static size_t
usual_width(const struct sight *s)
{
	bool *is_wide = NEW_ARRAY(s->arena, bool, (size_t)s->count);
	size_t best = 1;
	int wide = 0;

	for (int i = 0; i < s->count; i++) {
		is_wide[i] = header_is_wide(&s->rows[i]);
		wide += is_wide[i];
	}
	for (int i = 0; i < s->count; i++) {
		int reach = 0;

		for (int j = 0; (is_wide[i] || !wide) && j < s->count; j++)
			reach += is_wide[j] >= is_wide[i] && s->rows[j].count >= s->rows[i].count;
		if (reach && reach * 2 >= wide && s->rows[i].count > best)
			best = s->rows[i].count;
	}
	return best;
}

static size_t
occupied_columns(const struct sight *s)
{
	bool *seen = NEW_ARRAY(s->arena, bool, s->width);
	size_t occupied = 0;

	for (int i = 0; i < s->count; i++) {
		for (size_t j = 0; s->rows[i].count >= s->width && j < s->width; j++) {
			occupied += !seen[j] && is_filled(&s->rows[i], j);
			seen[j] |= is_filled(&s->rows[i], j);
		}
	}
	return occupied;
}

/* A text or a year (2023 | 2024 | 2025); other numbers, and dates, are data. */
static bool
may_be_caption(const struct value *v)
{
	double n;
	date d;

	if (v->kind == VALUE_NUMBER || (v->kind == VALUE_TEXT && value_number(v, &n)))
		return value_number(v, &n) && n >= 1900 && n <= 2100 && n == (int)n;
	return v->kind == VALUE_TEXT && !value_date(v, &d);
}

/* Whether the cell goes on counting where the one before it stopped: 1 | 2 | 3, or later and later dates. */
static bool
is_next_of(const struct value *before, const struct value *v)
{
	double x, y;
	date d, e;

	if (value_number(before, &x) && value_number(v, &y))
		return y == x + 1;
	return value_date(before, &d) && value_date(v, &e) && e > d;
}

/* How many cells are captions: of a timesheet, the days 1 … 31 too. */
static size_t
count_captions(const struct row *row, size_t width)
{
	size_t captions = 0, run = 0;

	for (size_t i = 0; i < row->count && i < width; i++) {
		const struct value *v = &row->cells[i];

		if (v->kind == VALUE_EMPTY || may_be_caption(v)) {
			captions += v->kind != VALUE_EMPTY;
			run = 0;
			continue;
		}
		run = run && is_next_of(v - 1, v) ? run + 1 : 1;
		captions += run == SEQUENCE_LEAST ? SEQUENCE_LEAST : run > SEQUENCE_LEAST;
	}
	return captions;
}

static bool
is_header(const struct sight *s, const struct row *row, bool must_be_captions)
{
	size_t filled = filled_cells(row, s->width);

	return filled * 2 > s->occupied && (!must_be_captions || count_captions(row, s->width) * 2 > filled);
}

/* The row of captions; where none holds mostly texts, the first that is filled. */
static int
find_row(const struct sight *s)
{
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < s->count; i++) {
			if (is_header(s, &s->rows[i], pass == 0))
				return i;
		}
	}
	return 0;
}

/* ---- captions in several rows ---- */

static bool
are_captions(const struct row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (is_filled(row, i) && !may_be_caption(&row->cells[i]))
			return false;
	}
	return true;
}

static bool
follows(const struct row *upper, const struct row *lower)
{
	return lower->number == upper->number + 1;
}

/*
 * Whether the row above that of captions names groups of them.  One cell at the left is a title; two are no title,
 * and if they are none of groups either, they only give the columns names that nobody uses.
 */
static bool
is_group_row(const struct row *upper, const struct row *lower)
{
	if (!follows(upper, lower) || !are_captions(upper) || upper->count > lower->count)
		return false;
	return header_is_wide(upper) || first_filled(upper) > first_filled(lower);
}

/* How the cells of two rows lie over each other. */
struct fit {
	int parted; /* columns with a lower caption behind a group's first */
	int whole;  /* columns with an upper caption alone */
};

/* False when the lower row is none of captions, or a caption in it belongs to no group. */
static bool
rows_fit(const struct row *upper, const struct row *lower, struct fit *fit)
{
	bool is_group = false; /* the last upper caption has one below it */

	*fit = (struct fit){0, 0};
	for (size_t i = 0; i < upper->count || i < lower->count; i++) {
		bool is_below = is_filled(lower, i);

		if (is_filled(upper, i)) {
			is_group = is_below;
			fit->whole += !is_below;
		} else if (is_below) {
			if (!is_group)
				return false;
			fit->parted++;
		}
	}
	return fit->parted > 0 && are_captions(lower);
}

/* Whether records fill the columns that the lower row leaves empty, and those that it alone fills. */
static bool
is_filled_below(const struct sight *s, int lower)
{
	int below = s->count - lower - 1;

	for (size_t i = 0; i < s->width; i++) {
		int filled = 0;

		if (is_filled(&s->rows[lower - 1], i) && is_filled(&s->rows[lower], i))
			continue;
		for (int j = lower + 1; j < s->count; j++)
			filled += is_filled(&s->rows[j], i);
		if (filled * 2 < below)
			return false;
	}
	return below > 1;
}

/*
 * Whether the row below that of captions parts groups of them.  A record under a header with a missing caption looks
 * alike; but its first cell is filled, and that of captions in two rows is mostly merged downwards.
 */
static bool
is_parting_row(const struct sight *s, int lower)
{
	const struct row *upper = &s->rows[lower - 1];
	struct fit fit;

	if (!follows(upper, &s->rows[lower]) || !rows_fit(upper, &s->rows[lower], &fit) || !fit.whole)
		return false;
	return !is_filled(&s->rows[lower], first_filled(upper)) || is_filled_below(s, lower);
}

/* The rows of captions on their way to names. */
struct levels {
	struct arena *arena;
	const struct row *rows; /* the uppermost */
	int count;
	size_t width;
};

static bool
is_filled_under(const struct levels *l, int level, size_t column)
{
	for (int i = level + 1; i < l->count; i++) {
		if (is_filled(&l->rows[i], column))
			return true;
	}
	return false;
}

static struct text
caption_text(const struct levels *l, int level, size_t column)
{
	return value_key(l->arena, &l->rows[level].cells[column]);
}

/* The captions over a column, from the top; returns how many. */
struct path {
	struct text parts[LEVELS_MOST];
	int row, count;
	bool is_alone; /* the group at its top stands over this column only, as far as is known yet */
};

/* groups: the column whose caption stands over this one, by level; -1: none. */
static struct path
read_path(const struct levels *l, size_t column, int groups[LEVELS_MOST])
{
	struct path path = {.is_alone = true};

	for (int i = 0; i < l->count; i++) {
		bool is_under = is_filled_under(l, i, column);

		if (is_filled(&l->rows[i], column)) {
			groups[i] = is_under ? (int)column : -1;
			for (int j = i + 1; j < l->count; j++)
				groups[j] = -1;
		} else if (is_under && groups[i] >= 0) {
			path.is_alone = false;
		} else {
			continue;
		}
		path.row = l->rows[i].number;
		path.parts[path.count++] = caption_text(l, i, groups[i] >= 0 ? (size_t)groups[i] : column);
	}
	return path;
}

static struct text
join_path(struct arena *a, const struct path *path)
{
	struct text all = TEXT_NONE;

	for (int i = 0; i < path->count; i++)
		all = i ? text_format(a, "%.*s / %.*s", TEXT_ARG(all), TEXT_ARG(path->parts[i])) : path->parts[i];
	return all;
}

/* Whether two columns have the name. */
static bool
is_shared(const struct lookup *names, struct text folded)
{
	const struct lookup_entry *e = lookup_find(names, folded);

	return e && e->count > 1;
}

/* Names the columns by the lowest captions, and by all of them where the lowest are alike. */
static void
name_columns(const struct levels *l, const struct path *paths, struct caption *captions)
{
	struct lookup lower = {0}, whole = {0};

	for (size_t i = 0; i < l->width; i++) {
		if (!paths[i].count)
			continue;
		captions[i].row = paths[i].row;
		captions[i].text = paths[i].parts[paths[i].count - 1];
		captions[i].names[0] = utf8_fold_name(l->arena, captions[i].text);
		lookup_add(l->arena, &lower, captions[i].names[0], (int)i);
		captions[i].names[1] = utf8_fold_name(l->arena, join_path(l->arena, &paths[i]));
		lookup_add(l->arena, &whole, captions[i].names[1], (int)i);
	}
	for (size_t i = 0; i < l->width; i++) {
		if (!is_shared(&lower, captions[i].names[0])) {
			bool is_group = paths[i].count == 2 && paths[i].is_alone &&
					(i + 1 == l->width || paths[i + 1].is_alone);

			captions[i].names[0] = is_group ? utf8_fold_name(l->arena, paths[i].parts[0]) : TEXT_NONE;
			continue;
		}
		captions[i].names[0] = TEXT_NONE;
		if (!is_shared(&whole, captions[i].names[1]))
			captions[i].text = join_path(l->arena, &paths[i]);
	}
}

static size_t
levels_width(const struct levels *l)
{
	size_t width = 0;

	for (int i = 0; i < l->count; i++)
		width = l->rows[i].count > width ? l->rows[i].count : width;
	return width;
}

/* Whether a column takes its caption from an upper row alone, or has to: then the user is told how it is called. */
static bool
is_upper_needed(const struct levels *l, const struct caption *captions)
{
	const struct row *last = &l->rows[l->count - 1];

	for (size_t i = 0; i < l->width; i++) {
		if (captions[i].text.len &&
		    (!is_filled(last, i) || !text_equal(captions[i].text, caption_text(l, l->count - 1, i))))
			return true;
	}
	return false;
}

static struct place
row_place(const struct source *source, const struct row *row, size_t column)
{
	return (struct place){.kind = AT_CELL,
			      .file = source->file,
			      .sheet = source->sheet,
			      .row = row->number,
			      .column = (int)column + 1};
}

/* Says by the example of the first grouped column how columns are called. */
static void
tell_of_rows(const struct levels *l, struct report *r, const struct source *source, const struct path *paths,
	     const struct header *h)
{
	size_t i = 0;

	while (i + 1 < l->width && paths[i].count < 2)
		i++;
	REPORT(r, DATA_CAPTION_ROWS, row_place(source, l->rows, first_filled(l->rows)),
	       text_format(l->arena, "%d", l->count), h->captions[i].text, join_path(l->arena, &paths[i]));
}

/* A formula whose result is not there, or an error, is no caption. */
static void
blame_marked(const struct levels *l, struct ledger *ledger, const struct source *source)
{
	for (int i = 0; i < l->count; i++) {
		const struct row *row = &l->rows[i];

		for (size_t j = 0; row->marks && j < row->count; j++) {
			if (row->marks[j] == CELL_ERROR)
				LEDGER(ledger, DATA_CELL_ERROR, row_place(source, row, j), row->cells[j].text);
			else if (row->marks[j] == CELL_NO_RESULT)
				LEDGER(ledger, DATA_FORMULA_UNSAVED, row_place(source, row, j), TEXT_NONE);
		}
	}
}

static void
read_captions(struct levels *l, struct ledger *ledger, const struct source *source, struct header *h)
{
	struct path *paths;
	int groups[LEVELS_MOST] = {-1, -1, -1, -1};

	l->width = levels_width(l);
	paths = NEW_ARRAY(l->arena, struct path, l->width);
	h->captions = NEW_ARRAY(l->arena, struct caption, l->width);
	h->width = l->width;
	h->number = l->rows[l->count - 1].number;
	for (size_t i = 0; i < l->width; i++)
		paths[i] = read_path(l, i, groups);
	name_columns(l, paths, h->captions);
	blame_marked(l, ledger, source);
	if (l->count > 1 && is_upper_needed(l, h->captions))
		tell_of_rows(l, ledger->report, source, paths, h);
}

/* ---- rows between captions and records ---- */

/* The number that a cell is: 3, "3", "3." or "(3)"; 0 when it is none. */
static int
column_number(const struct value *v)
{
	struct text t = text_trim(v->text);
	double n;

	if (v->kind != VALUE_NUMBER && v->kind != VALUE_TEXT)
		return 0;
	if (t.len > 2 && t.at[0] == '(' && t.at[t.len - 1] == ')')
		t = text_slice(t, 1, t.len - 1);
	else if (t.len > 1 && t.at[t.len - 1] == '.')
		t = text_slice(t, 0, t.len - 1);
	if (v->kind == VALUE_NUMBER ? !value_number(v, &n) : !number_parse(t, &n))
		return 0;
	return n >= 1 && n <= 16384 && n == (int)n ? (int)n : 0;
}

/* А, Б, В …: how the columns before the numbered ones are marked on forms of statistics. */
static bool
is_column_letter(const struct value *v, int position)
{
	static const char *const letters[] = {"А", "Б", "В", "Г", "Д"};
	enum { LETTERS = sizeof letters / sizeof letters[0] };

	return position < LETTERS && v->kind == VALUE_TEXT && text_is(text_trim(v->text), letters[position]);
}

static bool
holds_words(const struct row *row)
{
	double n;

	for (size_t i = 0; i < row->count; i++) {
		if (is_filled(row, i) && !value_number(&row->cells[i], &n))
			return true;
	}
	return false;
}

/*
 * Whether a row counts the columns: 1 | 2 | 3 under each caption and under nothing else.  In a table of few
 * columns that has numbers alone, it may be a record.
 */
static bool
is_numbering(const struct header *h, const struct row *row, const struct row *after)
{
	int columns = 0, letters = 0;

	for (size_t i = 0; i < h->width || i < row->count; i++) {
		bool is_captioned = i < h->width && h->captions[i].text.len;

		if (is_filled(row, i) != is_captioned)
			return false;
		if (!is_captioned)
			continue;
		if (columns == letters && is_column_letter(&row->cells[i], columns))
			letters++;
		else if (column_number(&row->cells[i]) != columns - letters + 1)
			return false;
		columns++;
	}
	return columns >= SEQUENCE_LEAST && (columns > SEQUENCE_LEAST + 1 || letters || !after || holds_words(after));
}

static bool
is_unit(struct arena *a, const struct value *v)
{
	static const char *const units[] = {
		"чел",     "человек", "шт",   "штук",   "ед",      "единиц",    "руб",        "рублей",   "тыс руб",
		"млн руб", "коп",     "%",    "проц",   "процент", "дн",        "дней",       "дни",      "мес",
		"лет",     "год",     "час",  "часов",  "часы",    "мин",       "балл",       "баллы",    "баллов",
		"кг",      "км",      "кв м", "да нет", "м ж",     "ф и о",     "дд мм гггг", "ддммгггг", "pcs",
		"rub",     "hours",   "days", "years",  "points",  "yyyy mm dd"};
	struct text folded;

	if (v->kind != VALUE_TEXT || v->text.len > 40)
		return false;
	folded = utf8_fold_name(a, v->text);
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		if (text_is(folded, units[i]))
			return true;
	}
	return false;
}

/* Whether a row says what its columns are counted in: at least two units and nothing else. */
static bool
is_units(const struct sight *s, const struct row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		if (is_filled(row, i) && !is_unit(s->arena, &row->cells[i]))
			return false;
	}
	return header_is_wide(row);
}

static void
skip_rows(const struct sight *s, struct ledger *l, const struct source *source, struct header *h)
{
	for (; h->records < s->count; h->records++) {
		const struct row *row = &s->rows[h->records];
		const struct row *after = h->records + 1 < s->count ? row + 1 : NULL;
		struct place place = row_place(source, row, first_filled(row));

		if (is_numbering(h, row, after))
			REPORT(l->report, DATA_ROW_NUMBERS, place, TEXT_NONE);
		else if (is_units(s, row))
			REPORT(l->report, DATA_ROW_UNITS, place, TEXT_NONE);
		else
			return;
	}
}

bool
header_find(struct arena *a, struct ledger *l, const struct source *source, const struct row *rows, int count,
	    struct header *h)
{
	struct sight s = {.arena = a, .rows = rows, .count = count};
	int first, last;

	*h = (struct header){0};
	if (!count)
		return false;
	s.width = usual_width(&s);
	s.occupied = occupied_columns(&s);
	first = last = find_row(&s);
	while (last - first + 1 < LEVELS_MOST && last + 1 < count && is_parting_row(&s, last + 1))
		last++;
	while (last - first + 1 < LEVELS_MOST && first > 0 && is_group_row(&rows[first - 1], &rows[first]))
		first--;
	read_captions(&(struct levels){.arena = a, .rows = &rows[first], .count = last - first + 1}, l, source, h);
	h->records = last + 1;
	skip_rows(&s, l, source, h);
	return true;
}
