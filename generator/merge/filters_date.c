/*
 * filters_date -- filters on dates and names.
 */
#include <math.h>

#include "grammar/numeral.h"
#include "language/pattern.h"
#include "merge/state.h"
#include "value/number.h"

/* ---- dates ---- */

/* The keywords of filters.def. */
enum { DATE_SHORT = 1, DATE_FULL, DATE_QUOTES, DATE_WORDS, DATE_CASE };
enum { PERIOD_SHORT = 1, PERIOD_FULL, PERIOD_FIGURES, PERIOD_MONTHS, PERIOD_YEARS };
enum { AGE_YEARS = 1, AGE_CASE };

static bool
take_date(struct merging *m, const struct expression *f, const struct value *v, date *d)
{
	if (value_date(v, d))
		return true;
	return fail_value(m, f, v, form_hint(m, _("a date is written 30.11.2020 or 2020-11-30")));
}

/* The day by a pattern of the filter's own, or by the one that is its argument. */
static bool
date_by_pattern(struct merging *m, const struct expression *f, date d, const struct asked_form *asked, struct text *out)
{
	static const struct text patterns[] = {[DATE_SHORT] = TEXT_INIT("dd.MM.yyyy"),
					       [DATE_FULL] = TEXT_INIT("d MMMM y года"),
					       [DATE_QUOTES] = TEXT_INIT("«dd» MMMM y г.")};
	struct text pattern = patterns[asked->own ? asked->own : DATE_SHORT], wrong = TEXT_NONE;

	if (asked->other >= 0 && !argument_text(m, f, (size_t)asked->other, &pattern))
		return false;
	if (pattern_date(m->arena, d, pattern, out, &wrong))
		return true;
	return fail_argument(
		m, f, (size_t)asked->other,
		text_from(_("d is the day, M the month, y the year, E the weekday, Q the quarter, w the week, "
			    "all Latin "
			    "and in this case: dd.MM.yyyy; other Latin letters stand in apostrophes")));
}

bool
filter_date(struct merging *m, const struct expression *f, struct value *v)
{
	struct asked_form asked;
	struct text out;
	date d;

	if (!take_date(m, f, v, &d) || !read_forms(m, f, (struct form_keywords){0, DATE_CASE, 0}, &asked))
		return false;
	if (asked.has_case ? asked.own != DATE_WORDS || asked.other >= 0 : asked.own && asked.other >= 0)
		return fail_argument(m, f, f->argument_count - 1,
				     text_from(_("a case goes with words alone: словами, род")));
	if (asked.own == DATE_WORDS)
		out = numeral_date(m->arena, d, asked.c);
	else if (!date_by_pattern(m, f, d, &asked, &out))
		return false;
	*v = value_of_text(out);
	return true;
}

/* ---- school years, months ---- */

/* 2023/2024, as a cell may hold it already: the first of the two years. */
static bool
is_school_year(struct text t, int *first)
{
	static const struct text signs[] = {TEXT_INIT("/"), TEXT_INIT("-"), TEXT_INIT("–")};
	double years[2];

	t = text_trim(t);
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		ptrdiff_t at = text_find(t, signs[i], 0);

		if (at == 4 && t.len == 8 + signs[i].len && number_parse(text_slice(t, 0, 4), &years[0]) &&
		    number_parse(text_from_offset(t, 4 + signs[i].len), &years[1])) {
			*first = (int)years[0];
			return years[1] == years[0] + 1;
		}
	}
	return false;
}

/* The school year begins on 1 September. */
static bool
take_school_year(struct merging *m, const struct expression *f, const struct value *v, int *first)
{
	struct civil c;
	date d;

	if (v->kind == VALUE_TEXT && is_school_year(v->text, first))
		return true;
	if (!take_date(m, f, v, &d))
		return false;
	c = date_to_civil(d);
	*first = c.month >= 9 ? c.year : c.year - 1;
	return true;
}

bool
filter_school_year(struct merging *m, const struct expression *f, struct value *v)
{
	static const char *const words[CASES] = {" учебный год", " учебного года", " учебному году",
						 " учебный год", " учебным годом", " учебном году"};
	struct asked_form asked;
	int first;

	if (!take_school_year(m, f, v, &first) || !read_forms(m, f, (struct form_keywords){0, 1, 0}, &asked))
		return false;
	if (asked.other >= 0)
		return fail_argument(m, f, (size_t)asked.other, text_from(_("a case is expected here: пр")));
	*v = value_of_text(text_format(m->arena, "%d/%d%s", first, first + 1, asked.has_case ? words[asked.c] : ""));
	return true;
}

bool
filter_month(struct merging *m, const struct expression *f, struct value *v)
{
	struct asked_form asked;
	double number;
	date d;

	if (!value_date(v, &d) && value_number(v, &number) && number >= 1 && number <= 12 && number == floor(number))
		d = (date)number;
	else if (!take_date(m, f, v, &d))
		return false;
	else
		d = date_to_civil(d).month;
	if (!read_forms(m, f, (struct form_keywords){0, 1, 0}, &asked))
		return false;
	if (asked.other >= 0)
		return fail_argument(m, f, (size_t)asked.other, text_from(_("a case is expected here: пр")));
	*v = value_of_text(numeral_month(d, asked.c));
	return true;
}

/* @document.дата (or date), when it is there and is a date. */
static bool
document_date(const struct merging *m, date *d)
{
	static const struct text names[] = {TEXT_INIT("дата"), TEXT_INIT("date")};

	for (size_t i = 0; m->context->document && i < sizeof names / sizeof *names; i++) {
		struct value v;

		if (record_find(m->context->document, names[i], &v) && value_date(&v, d))
			return true;
	}
	return false;
}

/* *line is the line to write on that stands in place of the date, or empty. */
static bool
age_date(struct merging *m, const struct expression *f, int argument, date *d, struct value *line)
{
	struct value v;

	*line = (struct value){.kind = VALUE_EMPTY};
	if (argument < 0) {
		if (!document_date(m, d))
			*d = m->context->today;
		return true;
	}
	if (!argument_value(m, f, (size_t)argument, &v))
		return false;
	if (v.is_blank) {
		*line = v;
		return true;
	}
	return value_date(&v, d) || fail_argument(m, f, (size_t)argument, text_from(_("a date is expected here")));
}

static struct text
born_later(struct merging *m, date to)
{
	struct value day = value_of_date(to);
	struct text t = printed(m, &day);

	return form_hint(m, text_format(m->arena, _("the age is counted on %.*s, which is before it"), TEXT_ARG(t)).at);
}

bool
filter_age(struct merging *m, const struct expression *f, struct value *v)
{
	struct asked_form asked;
	struct civil born, then;
	struct value line;
	date from, to;
	int age;

	if (!take_date(m, f, v, &from) || !read_forms(m, f, (struct form_keywords){0, AGE_CASE, AGE_YEARS}, &asked) ||
	    !age_date(m, f, asked.other, &to, &line))
		return false;
	if (line.is_blank) {
		*v = line;
		return true;
	}
	born = date_to_civil(from);
	then = date_to_civil(to);
	if (from > to)
		return fail_value(m, f, v, born_later(m, to));
	/* who is born on 29 February has the birthday on 1 March of other years */
	age = then.year - born.year - (then.month < born.month || (then.month == born.month && then.day < born.day));
	*v = value_of_number(age);
	if (asked.has_flag || asked.has_case)
		*v = value_of_text(
			text_format(m->arena, "%d\u00a0%.*s", age, TEXT_ARG(numeral_noun(COUNTED_YEAR, age, asked.c))));
	return true;
}

/* ---- periods ---- */

enum share { SHARE_NOTHING, SHARE_YEAR, SHARE_MONTH, SHARE_DAY };

/* What two days have in common. */
static enum share
share_of(struct civil x, struct civil y)
{
	if (x.year != y.year)
		return SHARE_NOTHING;
	if (x.month != y.month)
		return SHARE_YEAR;
	return x.day == y.day ? SHARE_DAY : SHARE_MONTH;
}

/* " 2023 г.": a line may end before it, for a date in one piece tears holes into justified lines. */
static struct text
year_behind(struct merging *m, struct civil c, bool is_full)
{
	return text_format(m->arena, " %d\u00a0%s", c.year, is_full ? "года" : "г.");
}

/* The begin of a period without what it shares with the end: 1, 1 сентября, 1 сентября 2023 г. */
static struct text
day_of(struct merging *m, struct civil c, enum share share, bool is_full)
{
	struct text month = numeral_month(c.month, CASE_GENITIVE);

	if (share == SHARE_MONTH)
		return text_format(m->arena, "%d", c.day);
	return text_format(m->arena, "%d\u00a0%.*s%.*s", c.day, TEXT_ARG(month),
			   TEXT_ARG(share == SHARE_YEAR ? TEXT_NONE : year_behind(m, c, is_full)));
}

/* с 1 сентября 2023 г. по 31 мая 2024 г.; со 2: the word begins with вт. */
static struct text
days_from_to(struct merging *m, struct civil x, struct civil y, bool is_full)
{
	enum share share = share_of(x, y);
	struct text end = day_of(m, y, SHARE_NOTHING, is_full);

	if (share == SHARE_DAY)
		return end;
	return text_format(m->arena, "%s\u00a0%.*s по\u00a0%.*s", x.day == 2 ? "со" : "с",
			   TEXT_ARG(day_of(m, x, share, is_full)), TEXT_ARG(end));
}

/* 1–15 ноября 2023 г.; with blanks about the dash where there are blanks inside. */
static struct text
days_in_short(struct merging *m, struct civil x, struct civil y)
{
	enum share share = share_of(x, y);
	struct text end = day_of(m, y, SHARE_NOTHING, false);

	if (share == SHARE_DAY)
		return end;
	return text_format(m->arena, "%.*s%s%.*s", TEXT_ARG(day_of(m, x, share, false)),
			   share == SHARE_MONTH ? "–" : "\u00a0– ", TEXT_ARG(end));
}

static struct text
days_in_figures(struct merging *m, struct civil x, struct civil y)
{
	struct text end = text_format(m->arena, "%02d.%02d.%04d", y.day, y.month, y.year);

	if (share_of(x, y) == SHARE_DAY)
		return end;
	return text_format(m->arena, "с\u00a0%02d.%02d.%04d по\u00a0%.*s", x.day, x.month, x.year, TEXT_ARG(end));
}

/* с сентября 2023 г. по май 2024 г. */
static struct text
months_from_to(struct merging *m, struct civil x, struct civil y)
{
	enum share share = share_of(x, y);
	struct text first = numeral_month(x.month, CASE_GENITIVE), last = numeral_month(y.month, CASE_ACCUSATIVE);
	struct text end = text_join(m->arena, last, year_behind(m, y, false));

	if (share >= SHARE_MONTH)
		return end;
	if (share == SHARE_NOTHING)
		first = text_join(m->arena, first, year_behind(m, x, false));
	return text_format(m->arena, "с\u00a0%.*s по\u00a0%.*s", TEXT_ARG(first), TEXT_ARG(end));
}

static struct text
years_from_to(struct merging *m, struct civil x, struct civil y)
{
	if (x.year == y.year)
		return text_format(m->arena, "%d\u00a0г.", y.year);
	return text_format(m->arena, "%d–%d\u00a0гг.", x.year, y.year);
}

static struct text
period_text(struct merging *m, struct civil x, struct civil y, int how)
{
	switch (how) {
	case PERIOD_SHORT:
		return days_in_short(m, x, y);
	case PERIOD_FIGURES:
		return days_in_figures(m, x, y);
	case PERIOD_MONTHS:
		return months_from_to(m, x, y);
	case PERIOD_YEARS:
		return years_from_to(m, x, y);
	default:
		return days_from_to(m, x, y, how == PERIOD_FULL);
	}
}

/* Of a period whose end is not known yet. */
static struct text
begin_alone(struct merging *m, struct civil c, int how)
{
	struct text month = numeral_month(c.month, CASE_GENITIVE);

	if (how == PERIOD_YEARS)
		return text_format(m->arena, "с\u00a0%d\u00a0г.", c.year);
	if (how == PERIOD_MONTHS)
		return text_format(m->arena, "с\u00a0%.*s%.*s", TEXT_ARG(month), TEXT_ARG(year_behind(m, c, false)));
	if (how == PERIOD_FIGURES)
		return text_format(m->arena, "с\u00a0%02d.%02d.%04d", c.day, c.month, c.year);
	return text_format(m->arena, "%s\u00a0%.*s", c.day == 2 ? "со" : "с",
			   TEXT_ARG(day_of(m, c, SHARE_NOTHING, how == PERIOD_FULL)));
}

/* The day that a period ends on: not before the one it begins on.  *line is a line to write it on, or empty. */
static bool
take_end(struct merging *m, const struct expression *f, int argument, date from, date *to, bool *is_open,
	 struct text *line)
{
	struct value v, begin = value_of_date(from);
	struct text t = printed(m, &begin);

	if (argument < 0)
		return fail_argument(m, f, 0, text_from(_("the date that the period ends on is expected first")));
	if (!argument_value(m, f, (size_t)argument, &v))
		return false;
	*is_open = v.is_blank || value_is_empty(&v);
	*line = v.is_blank ? v.text : TEXT_NONE;
	if (*is_open)
		return true;
	if (!value_date(&v, to))
		return fail_argument(m, f, (size_t)argument, text_from(_("a date is expected here")));
	if (*to >= from)
		return true;
	t = text_format(m->arena, _("the period begins on %.*s, which is later"), TEXT_ARG(t));
	return fail_value(m, f, &v, form_hint(m, t.at));
}

bool
filter_period(struct merging *m, const struct expression *f, struct value *v)
{
	struct asked_form asked;
	date from, to = 0;
	struct text line = TEXT_NONE, begin;
	bool is_open = false;

	if (!take_date(m, f, v, &from) || !read_forms(m, f, (struct form_keywords){0}, &asked) ||
	    !take_end(m, f, asked.other, from, &to, &is_open, &line))
		return false;
	begin = begin_alone(m, date_to_civil(from), asked.own);
	if (line.len)
		begin = text_format(m->arena, "%.*s по\u00a0%.*s", TEXT_ARG(begin), TEXT_ARG(line));
	*v = value_of_text(is_open ? begin : period_text(m, date_to_civil(from), date_to_civil(to), asked.own));
	return true;
}
