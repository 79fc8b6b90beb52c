/*
 * filters_number -- filters on numbers.
 */
#include "language/pattern.h"
#include "language/russian.h"
#include "merge/state.h"

bool
filter_number(struct merging *m, const struct expression *f, struct value *v)
{
	struct text pattern = TEXT("# ##0,######"), out;
	double n;

	if (!value_number(v, &n))
		return fail_value(m, f, v, form_hint(m, _("a number is written 1234,5 or 1 234.5")));
	if (f->argument_count && !argument_text(m, f, 0, &pattern))
		return false;
	if (!pattern_number(m->arena, n, pattern, m->is_russian, &out))
		return fail_argument(
			m, f, 0,
			text_from(
				_("a pattern consists of # and 0, such as \"# ##0,00\", and what stands around them")));
	*v = value_of_text(out);
	return true;
}

bool
filter_plural(struct merging *m, const struct expression *f, struct value *v)
{
	struct text form;
	double n;

	if (!value_number(v, &n))
		return fail_value(m, f, v, form_hint(m, _("a number is written 1234,5 or 1 234.5")));
	if (!argument_text(m, f, (size_t)russian_plural(n), &form))
		return false;
	*v = value_of_text(form);
	return true;
}
