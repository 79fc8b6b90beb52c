/*
 * filters_name -- the form of a word that goes with a person: {{наставляемый | пол: "обучающийся","обучающаяся"}}.
 *
 * A third form is for several people.  Where nothing tells a man from a woman the record is not made: a wrong word in
 * a consent is worse than none, and a column Пол mends it.
 */
#include "base/utf8.h"
#include "merge/inflection.h"

enum { QUOTED_MOST = 100 }; /* characters of a name in a message */
enum { FORM_MAN, FORM_WOMAN, FORM_PEOPLE };

static bool
fail_unknown(struct merging *m, const struct expression *f, const struct inflection *n)
{
	size_t at = (size_t)(f->text.at - f->origin->line.at) - f->origin->at;

	return merging_fault(m, f,
			     (struct fault){at,
					    f->text.len,
					    PROBLEM_GENDER_UNKNOWN,
					    {utf8_cut(m->arena, n->text, QUOTED_MOST), gender_hint(m, n)}});
}

/* Of a record that does not show which of its fields is the name: what its column Пол says. */
static enum gender
gender_said(struct merging *m, const struct value *v)
{
	int index;

	if (v->kind != VALUE_RECORD || !v->as.record || name_of(m, v).len)
		return GENDER_UNKNOWN;
	return record_gender(v->as.record, &index);
}

/* Of a person, a name or what a column Пол says: whose it is; PLURAL of several names in one cell. */
static bool
gender_of_one(struct merging *m, const struct expression *f, const struct value *v, enum gender *gender)
{
	struct inflection n;
	struct reading r;

	*gender = gender_said(m, v);
	if (*gender)
		return true;
	if (!inflection_begin(m, f, v, &n))
		return false;
	*gender = v->kind == VALUE_TEXT ? gender_of_text(n.text) : GENDER_UNKNOWN;
	if (*gender)
		return true;
	if (n.kind == DECLINE_ANY)
		n.kind = DECLINE_NAME;
	inflection_read(m, &n, &r);
	*gender = r.gender;
	return r.is_certain || fail_unknown(m, f, &n);
}

static bool
gender_of_value(struct merging *m, const struct expression *f, const struct value *v, enum gender *gender)
{
	struct value one = *v;

	while (one.kind == VALUE_LIST) {
		if (one.as.list->count != 1) {
			*gender = GENDER_PLURAL;
			return true;
		}
		one = list_at(one.as.list, 0);
	}
	return gender_of_one(m, f, &one, gender);
}

bool
filter_gender(struct merging *m, const struct expression *f, struct value *v)
{
	enum gender gender;
	size_t form;

	captions_open(m);
	merging_grammar(m);
	if (!gender_of_value(m, f, v, &gender))
		return false;
	form = gender == GENDER_PLURAL ? FORM_PEOPLE : gender == GENDER_FEMININE ? FORM_WOMAN : FORM_MAN;
	if (form >= f->argument_count)
		return fail_value(m, f, v, text_from(_("of several people a third form is printed; there are two")));
	return argument_value(m, f, form, v);
}
