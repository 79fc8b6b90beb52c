/*
 * filters -- calls the function of a filter, and what all of them share.
 *
 * Empty passes on empty, except through the filters that are there for empty values.  A line to write on passes as it
 * is (blank.c).
 */
#include "merge/state.h"

#include "base/utf8.h"

/* Filters that say how a value stands, and leave it as it is: the operation knows them. */
static bool
filter_none(struct merging *m, const struct expression *f, struct value *v)
{
	(void)m, (void)f, (void)v;
	return true;
}

static filter_function *const functions[FILTERS] = {
	[FILTER_NOMINATIVE] = filter_case,
	[FILTER_GENITIVE] = filter_case,
	[FILTER_DATIVE] = filter_case,
	[FILTER_ACCUSATIVE] = filter_case,
	[FILTER_INSTRUMENTAL] = filter_case,
	[FILTER_PREPOSITIONAL] = filter_case,
	[FILTER_INITIALS] = filter_initials,
	[FILTER_INITIALS_FIRST] = filter_initials_first,
	[FILTER_LAST_NAME] = filter_last_name,
	[FILTER_FIRST_NAME] = filter_first_name,
	[FILTER_PATRONYMIC] = filter_patronymic,
	[FILTER_FIRST_AND_PATRONYMIC] = filter_first_and_patronymic,
	[FILTER_GENDER] = filter_gender,
	[FILTER_DATE] = filter_date,
	[FILTER_SCHOOL_YEAR] = filter_school_year,
	[FILTER_MONTH] = filter_month,
	[FILTER_PERIOD] = filter_period,
	[FILTER_AGE] = filter_age,
	[FILTER_NUMBER] = filter_number,
	[FILTER_WORDS] = filter_words,
	[FILTER_ORDINAL] = filter_ordinal,
	[FILTER_RUBLES] = filter_rubles,
	[FILTER_PLURAL] = filter_plural,
	[FILTER_UPPER] = filter_upper,
	[FILTER_LOWER] = filter_lower,
	[FILTER_CAPITALIZE] = filter_capitalize,
	[FILTER_UNCAPITALIZE] = filter_uncapitalize,
	[FILTER_TRIM] = filter_trim,
	[FILTER_DEFAULT] = filter_default,
	[FILTER_REQUIRED] = filter_required,
	[FILTER_BLANK] = filter_blank,
	[FILTER_NBSP] = filter_nbsp,
	[FILTER_YES_NO] = filter_yes_no,
	[FILTER_CHECKBOX] = filter_checkbox,
	[FILTER_TOGETHER] = filter_together,
	[FILTER_ONE_BY_ONE] = filter_one_by_one,
	[FILTER_SORT] = filter_sort,
	[FILTER_WHERE] = filter_where,
	[FILTER_GROUP] = filter_group,
	[FILTER_UNIQUE] = filter_unique,
	[FILTER_COUNT] = filter_count,
	[FILTER_FIRST] = filter_first,
	[FILTER_LAST] = filter_last,
	[FILTER_SUM] = filter_sum,
	[FILTER_JOIN] = filter_join,
	[FILTER_FIELDS] = filter_fields,
	[FILTER_REPLACE] = filter_replace,
	[FILTER_MATCH] = filter_match,
	[FILTER_SPLIT] = filter_split,
	[FILTER_VALID] = filter_valid,
	[FILTER_TYPOGRAPH] = filter_typograph,
	[FILTER_MASK] = filter_mask,
	[FILTER_MARKDOWN] = filter_none,
	[FILTER_PARAGRAPHS] = filter_none,
	[FILTER_IMAGE] = filter_none,
	[FILTER_QR] = filter_none,
	[FILTER_LINK] = filter_none,
	[FILTER_COVER] = filter_none,
	[FILTER_MERGE] = filter_none,
	[FILTER_ROWS] = filter_none,
	[FILTER_COLUMNS] = filter_none,
	[FILTER_FIT] = filter_none,
};

static bool
takes_empty(enum filter_id id)
{
	return id == FILTER_DEFAULT || id == FILTER_COUNT || id == FILTER_YES_NO || id == FILTER_CHECKBOX ||
	       id == FILTER_REQUIRED || id == FILTER_BLANK || id == FILTER_SUM || id == FILTER_TOGETHER;
}

/* Filters that look at the printed value: what cannot be printed they cannot take. */
static bool
takes_line(const struct expression *f)
{
	switch (f->filter) {
	case FILTER_UPPER:
	case FILTER_LOWER:
	case FILTER_CAPITALIZE:
	case FILTER_UNCAPITALIZE:
	case FILTER_REPLACE:
	case FILTER_MATCH:
	case FILTER_SPLIT:
	case FILTER_VALID:
	case FILTER_NBSP:
	case FILTER_TYPOGRAPH:
		return true;
	default:
		return false;
	}
}

bool
filter_apply(struct merging *m, const struct expression *f, struct value *v)
{
	if (f->filter == FILTER_GENDER && (v->is_blank || (m->prints_blanks && value_is_empty(v))))
		return blank_gender(m, f, v);
	if (value_is_empty(v) && !takes_empty(f->filter))
		return true;
	if (v->is_blank && f->filter != FILTER_CHECKBOX)
		return true;
	if (takes_line(f) && !must_print(m, f->left, v))
		return false;
	return functions[f->filter](m, f, v);
}

bool
argument_value(struct merging *m, const struct expression *f, size_t i, struct value *v)
{
	return evaluate(m, f->arguments[i].expression, v);
}

bool
argument_text(struct merging *m, const struct expression *f, size_t i, struct text *t)
{
	struct value v;

	if (!argument_value(m, f, i, &v) || !must_print(m, f->arguments[i].expression, &v))
		return false;
	*t = printed(m, &v);
	return true;
}

/* The number of the keyword among the `count` from `first` on, or -1. */
static int
keyword_among(int keyword, int first, int count)
{
	return first && keyword >= first && keyword < first + count ? keyword - first : -1;
}

/* False when one of its kind was said before. */
static bool
take_keyword(struct asked_form *asked, const struct form_keywords *k, int keyword)
{
	int c = keyword_among(keyword, k->grammatical_case, CASES);
	int gender = keyword_among(keyword, k->gender, GENDER_PLURAL);
	struct asked_form before = *asked;

	if (c >= 0) {
		asked->has_case = true;
		asked->c = (enum grammatical_case)c;
		return !before.has_case;
	}
	if (gender >= 0) {
		asked->gender = (enum gender)(gender + GENDER_MASCULINE);
		return before.gender == GENDER_UNKNOWN;
	}
	if (keyword == k->flag) {
		asked->has_flag = true;
		return !before.has_flag;
	}
	asked->own = keyword;
	return before.own == 0;
}

bool
read_forms(struct merging *m, const struct expression *f, struct form_keywords k, struct asked_form *asked)
{
	*asked = (struct asked_form){.other = -1};
	for (size_t i = 0; i < f->argument_count; i++) {
		int keyword = f->arguments[i].keyword;

		if (keyword ? !take_keyword(asked, &k, keyword) : asked->other >= 0)
			return fail_argument(m, f, i, text_from(_("it does not go with what stands before it")));
		if (!keyword)
			asked->other = (int)i;
	}
	return true;
}

bool
fail_value(struct merging *m, const struct expression *f, const struct value *v, struct text hint)
{
	size_t at = (size_t)(f->text.at - f->origin->line.at) - f->origin->at;
	struct fault fault = {at, f->text.len, PROBLEM_FILTER_VALUE, {f->text, shortened(m, v), hint}};

	if (hint.len == 0)
		fault.arguments[2] = source_hint(m);
	return merging_fault(m, f, fault);
}

bool
fail_argument(struct merging *m, const struct expression *f, size_t i, struct text hint)
{
	const struct expression *e = f->arguments[i].expression;

	return merging_fault(m, e, (struct fault){e->at, e->len, PROBLEM_FILTER_ARGUMENT, {f->text, written(e), hint}});
}
