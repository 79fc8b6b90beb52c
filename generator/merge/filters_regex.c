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
