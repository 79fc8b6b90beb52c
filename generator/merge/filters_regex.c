/*
 * filters_regex -- filters with regular expressions.
 *
 * A pattern that the template gives is compiled with it (expression/expression.c); one that comes from the data is
 * compiled here, and the last few are kept for the next items of a list.
 */
#include "merge/state.h"

static const struct regex *
compile(struct merging *m, const struct expression *f, struct text pattern)
{
	struct kept_regex *kept = &m->regexes[text_hash(pattern) % REGEXES_KEPT];
	struct regex_fault fault;

	if (kept->regex && text_equal(kept->pattern, pattern))
		return kept->regex;
	kept->pattern = pattern;
	kept->regex = regex_compile(m->arena, pattern, &fault);
	if (!kept->regex)
		fail_at(m, f->arguments[0].expression, PROBLEM_PATTERN_WRONG, fault.reason, TEXT_NONE);
	return kept->regex;
}

/*
 * The filter's pattern; false when it has failed and was reported.  NULL: the data gave none, which finds nothing (a
 * regular expression of no characters would be found everywhere).
 */
static bool
regex_of(struct merging *m, const struct expression *f, const struct regex **regex)
{
	struct text pattern;

	*regex = f->regex;
	if (*regex)
		return true;
	if (!argument_text(m, f, 0, &pattern))
		return false;
	if (pattern.len)
		*regex = compile(m, f, pattern);
	return pattern.len == 0 || *regex;
}

static bool
fail_limit(struct merging *m, const struct expression *f, const struct value *v)
{
	return fail_at(m, f->arguments[0].expression, PROBLEM_PATTERN_LIMIT, shortened(m, v), TEXT_NONE);
}

bool
filter_replace(struct merging *m, const struct expression *f, struct value *v)
{
	struct text replacement, out = TEXT_NONE, wrong;
	const struct regex *regex;

	if (!regex_of(m, f, &regex) || !argument_text(m, f, 1, &replacement))
		return false;
	if (!regex)
		return true;
	if (!regex_replacement_fits(regex, replacement, &wrong))
		return fail_at(m, f->arguments[1].expression, PROBLEM_PATTERN_GROUP, wrong, TEXT_NONE);
	if (regex_replace(m->arena, regex, printed(m, v), replacement, &out) != REGEX_FOUND)
		return fail_limit(m, f, v);
	*v = value_of_text(out);
	return true;
}

bool
filter_match(struct merging *m, const struct expression *f, struct value *v)
{
	enum regex_result result = REGEX_NOT_FOUND;
	const struct regex *regex;

	if (!regex_of(m, f, &regex))
		return false;
	if (regex)
		result = regex_find(regex, printed(m, v));
	if (result == REGEX_LIMIT)
		return fail_limit(m, f, v);
	*v = value_of_bool(result == REGEX_FOUND);
	return true;
}

/* Columns that people filled in: not those that a schema alone has, nor the lists of what points to the record. */
static bool
is_of_file(const struct field *f)
{
	return !f->is_absent && !f->is_computed;
}

/* The fields whose captions the pattern describes: values of the record, or the captions where it is NULL. */
static bool
collect_fields(struct merging *m, const struct regex *regex, const struct fields *fields, const struct record *record,
	       const struct list **out)
{
	struct value *items = NEW_ARRAY(m->arena, struct value, fields->of.count);
	size_t count = 0;

	for (size_t i = 0; i < fields->of.count; i++) {
		const struct field *field = &fields->of.at[i];
		enum regex_result result;

		if (!is_of_file(field))
			continue;
		result = regex_matches(regex, text_trim(field->caption));
		if (result == REGEX_LIMIT)
			return false;
		if (result == REGEX_FOUND)
			items[count++] = record ? record_at(record, i) : value_of_text(text_trim(field->caption));
	}
	*out = list_of(m->arena, items, count, NULL);
	return true;
}

bool
filter_fields(struct merging *m, const struct expression *f, struct value *v)
{
	const struct record *record = v->kind == VALUE_RECORD ? v->as.record : NULL;
	const struct fields *fields = record ? record->fields : v->kind == VALUE_LIST ? v->as.list->fields : NULL;
	const struct list *list = NULL;
	const struct regex *regex;

	if (!fields)
		return fail_value(m, f, v, text_from(_("captions are those of a table or of one of its records")));
	if (!regex_of(m, f, &regex))
		return false;
	if (!regex)
		list = list_of(m->arena, NULL, 0, NULL);
	else if (!collect_fields(m, regex, fields, record, &list))
		return fail_limit(m, f, v);
	*v = value_of_list(list);
	return true;
}
