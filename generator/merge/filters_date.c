/*
 * filters_date -- filters on dates and names.
 */
#include "language/pattern.h"
#include "language/russian.h"
#include "merge/state.h"

/* ---- dates ---- */

enum { DATE_SHORT = 1, DATE_FULL, DATE_QUOTES }; /* the keywords of filters.def */

static bool
take_date(struct merging *m, const struct expression *f, const struct value *v, date *d)
{
	if (value_date(v, d))
		return true;
	return fail_value(m, f, v, form_hint(m, _("a date is written 30.11.2020 or 2020-11-30")));
}

bool
filter_date(struct merging *m, const struct expression *f, struct value *v)
{
	int keyword = f->argument_count ? f->arguments[0].keyword : DATE_SHORT;
	struct text pattern, out, wrong = TEXT_NONE;
	date d;

	if (!take_date(m, f, v, &d))
		return false;
	if (keyword == DATE_SHORT)
		pattern = TEXT("dd.MM.yyyy");
	else if (keyword == DATE_FULL)
		pattern = TEXT("d MMMM y года");
	else if (keyword == DATE_QUOTES)
		pattern = TEXT("«dd» MMMM y г.");
	else if (!argument_text(m, f, 0, &pattern))
		return false;
	if (!pattern_date(m->arena, d, pattern, &out, &wrong))
		return fail_argument(
			m, f, 0,
			text_from(_("d is the day, M the month, y the year, E the weekday, Q the quarter, w the week, "
				    "all Latin "
				    "and in this case: dd.MM.yyyy; other Latin letters stand in apostrophes")));
	*v = value_of_text(out);
	return true;
}

/* The school year begins on 1 September. */
bool
filter_school_year(struct merging *m, const struct expression *f, struct value *v)
{
	struct civil c;
	date d;
	int first;

	if (!take_date(m, f, v, &d))
		return false;
	c = date_to_civil(d);
	first = c.month >= 9 ? c.year : c.year - 1;
	*v = value_of_text(text_format(m->arena, "%d/%d", first, first + 1));
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

static bool
age_date(struct merging *m, const struct expression *f, date *d)
{
	struct value v;

	if (f->argument_count == 0) {
		if (!document_date(m, d))
			*d = m->context->today;
		return true;
	}
	if (!argument_value(m, f, 0, &v))
		return false;
	return value_date(&v, d) || fail_argument(m, f, 0, text_from(_("a date is expected here")));
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
	struct civil born, then;
	date from, to;

	if (!take_date(m, f, v, &from) || !age_date(m, f, &to))
		return false;
	born = date_to_civil(from);
	then = date_to_civil(to);
	if (from > to)
		return fail_value(m, f, v, born_later(m, to));
	/* who is born on 29 February has the birthday on 1 March of other years */
	*v = value_of_number(then.year - born.year -
			     (then.month < born.month || (then.month == born.month && then.day < born.day)));
	return true;
}

/* ---- names ---- */

static struct text
name_part(struct merging *m, const struct record *record, struct text folded)
{
	struct value v;

	return record_find(record, folded, &v) ? text_trim(printed(m, &v)) : TEXT_NONE;
}

/* A record's full name: its last name, first name and patronymic, else its ФИО. */
static struct text
full_name(struct merging *m, const struct record *record)
{
	struct text last = name_part(m, record, TEXT("фамилия")), first = name_part(m, record, TEXT("имя"));
	struct text patronymic = name_part(m, record, TEXT("отчество"));

	if (last.len && first.len)
		return text_trim(
			text_format(m->arena, "%.*s %.*s %.*s", TEXT_ARG(last), TEXT_ARG(first), TEXT_ARG(patronymic)));
	return name_part(m, record, TEXT("фио"));
}

struct text
name_of(struct merging *m, const struct value *v)
{
	return v->kind == VALUE_RECORD ? full_name(m, v->as.record) : v->text;
}

static bool
to_initials(struct merging *m, const struct expression *f, struct value *v, bool initials_first)
{
	struct text name;

	if (v->kind != VALUE_RECORD && v->kind != VALUE_TEXT)
		return fail_value(m, f, v, TEXT_NONE);
	name = name_of(m, v);
	if (name.len == 0)
		return fail_value(m, f, v, text_from(_("the record has neither Фамилия and Имя nor ФИО")));
	*v = value_of_text(russian_initials(m->arena, name, initials_first));
	return true;
}

bool
filter_initials(struct merging *m, const struct expression *f, struct value *v)
{
	return to_initials(m, f, v, false);
}

bool
filter_initials_first(struct merging *m, const struct expression *f, struct value *v)
{
	return to_initials(m, f, v, true);
}
