/*
 * filters_case -- the six cases of a name or phrase, and the parts of a name.
 *
 * Each says only what changes; see inflection.h.
 */
#include "merge/inflection.h"

enum { KEYWORD_NAME = 1, KEYWORD_POSITION };

bool
filter_case(struct merging *m, const struct expression *f, struct value *v)
{
	struct inflection_change change = {.has_form = true,
					   .form = (enum grammatical_case)(f->filter - FILTER_NOMINATIVE)};

	if (f->argument_count) {
		int keyword = f->arguments[0].keyword;

		if (!keyword)
			return fail_argument(m, f, 0, text_from(_("имя or должность is expected here")));
		change.kind = keyword == KEYWORD_NAME ? DECLINE_NAME : DECLINE_PHRASE;
	}
	return inflect(m, f, v, &change);
}

static bool
take_part(struct merging *m, const struct expression *f, struct value *v, enum inflection_part part)
{
	return inflect(m, f, v, &(struct inflection_change){.has_part = true, .part = part});
}

bool
filter_initials(struct merging *m, const struct expression *f, struct value *v)
{
	return take_part(m, f, v, PART_INITIALS);
}

bool
filter_initials_first(struct merging *m, const struct expression *f, struct value *v)
{
	return take_part(m, f, v, PART_INITIALS_FIRST);
}

bool
filter_last_name(struct merging *m, const struct expression *f, struct value *v)
{
	return take_part(m, f, v, PART_LAST_NAME);
}

bool
filter_first_name(struct merging *m, const struct expression *f, struct value *v)
{
	return take_part(m, f, v, PART_FIRST_NAME);
}

bool
filter_patronymic(struct merging *m, const struct expression *f, struct value *v)
{
	return take_part(m, f, v, PART_PATRONYMIC);
}

bool
filter_first_and_patronymic(struct merging *m, const struct expression *f, struct value *v)
{
	return take_part(m, f, v, PART_FIRST_AND_PATRONYMIC);
}
