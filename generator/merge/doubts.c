/*
 * doubts -- what is doubtful about a form that is printed, told at the cell that the name stands in.
 *
 * Told is only what makes a difference: a second form that is the same in the case at hand, a gender that changes
 * nothing, a form that the user gave are no doubts.  Nor is the first form, which is printed as it stands.
 */
#include "grammar/given.h"
#include "merge/inflection.h"

struct place
inflection_place(const struct inflection *n)
{
	struct inflection_field at = n->own;

	if (!at.record)
		return (struct place){.kind = AT_NOTHING};
	/* ФИО that is made of its parts stands where they do */
	if (at.index < 0 || at.record->fields->of.at[at.index].is_computed)
		at.index = fields_find(at.record->fields, TEXT("фамилия"));
	return record_place(at.record, at.index);
}

struct telling {
	struct merging *m;
	const struct expression *filter;
	const struct inflection *n;
	const struct reading *r;
};

/* At the name's cell; what has none, at the marker. */
static void
warn(const struct telling *t, enum problem_code code, struct text first, struct text second, struct text third,
     struct text hint)
{
	struct place place = inflection_place(t->n);
	const struct expression *f = t->filter;
	size_t at = (size_t)(f->text.at - f->origin->line.at) - f->origin->at;
	struct fault fault = {at, f->text.len, code, {first, second, third, hint}};

	if (place.kind == AT_NOTHING)
		merging_warn(t->m, f, fault);
	else if (report_room(t->m->report, code, SEVERITY_WARNING, place))
		report_add_once(t->m->report, code, place, (struct excerpt){TEXT_NONE, 0, 0, 0}, fault.arguments);
}

/* The caption that a column for this form would have: «ФИО (род.)». */
static struct text
column_for(const struct telling *t)
{
	const struct inflection *n = t->n;
	struct text caption = TEXT("ФИО");

	if (n->own.record && n->own.index >= 0)
		caption = n->own.record->fields->of.at[n->own.index].caption;
	return text_format(t->m->arena, "%.*s (%s.)", TEXT_ARG(caption), case_name(n->form));
}

static struct text
form_hint_for(const struct telling *t, struct text other)
{
	struct text column = column_for(t);

	if (!other.len)
		return text_format(t->m->arena,
				   _("write the form into a column \"%.*s\", or all forms of the word into a table "
				     "Склонения"),
				   TEXT_ARG(column));
	return text_format(
		t->m->arena,
		_("if \"%.*s\" is right, write it into a column \"%.*s\", or the forms of the word into a table "
		  "Склонения"),
		TEXT_ARG(other), TEXT_ARG(column));
}

struct text
gender_hint(struct merging *m, const struct inflection *n)
{
	struct text caption;

	if (n->person || !n->own.record || n->own.index < 0)
		return text_from(_("write м or ж into a column Пол"));
	caption = n->own.record->fields->of.at[n->own.index].caption;
	return text_format(m->arena, _("write м or ж into a column \"%.*s (пол)\""), TEXT_ARG(caption));
}

/* ---- two forms ---- */

/* Whether the words of that role are printed. */
static bool
is_shown(const struct inflection *n, enum piece_role role)
{
	switch (n->part) {
	case PART_LAST_NAME:
	case PART_INITIALS:
	case PART_INITIALS_FIRST:
		return role == PIECE_LAST_NAME;
	case PART_FIRST_NAME:
		return role == PIECE_FIRST_NAME;
	case PART_PATRONYMIC:
		return role == PIECE_PATRONYMIC;
	default:
		return true;
	}
}

static void
tell_form(const struct telling *t, const struct piece *p)
{
	struct buffer b = {0}, other = {0};
	enum grammatical_case c = t->n->form;
	struct text form, second;

	if (!p->endings || !p->endings->other || !is_shown(t->n, p->role) || p->given >> c & 1)
		return;
	piece_write(&b, p, c);
	word_write(&other, p->text, p->endings->other, p->number, c);
	form = buffer_take(t->m->arena, &b);
	second = buffer_take(t->m->arena, &other);
	if (!text_equal(form, second))
		warn(t, PROBLEM_GRAMMAR_FORM, p->text, form, second, form_hint_for(t, second));
}

/* ---- the gender ---- */

static bool
depends_on_gender(const struct telling *t)
{
	struct inflection other = *t->n;
	struct reading r;

	other.gender = t->r->gender == GENDER_FEMININE ? GENDER_MASCULINE : GENDER_FEMININE;
	inflection_read(t->m, &other, &r);
	return !text_equal(reading_form(t->m->arena, t->r, t->n->form), reading_form(t->m->arena, &r, t->n->form));
}

static void
tell_gender(const struct telling *t, const struct doubt *d)
{
	const struct inflection *n = t->n;
	bool is_woman = t->r->gender == GENDER_FEMININE;

	if (!depends_on_gender(t))
		return;
	if (n->gender != GENDER_UNKNOWN && n->said.record) {
		struct text caption = n->said.record->fields->of.at[n->said.index].caption;

		warn(t, is_woman ? PROBLEM_GRAMMAR_NOT_WOMAN : PROBLEM_GRAMMAR_NOT_MAN, n->text, caption, d->word,
		     TEXT_NONE);
	} else if (d->word.len) {
		warn(t, is_woman ? PROBLEM_GRAMMAR_WOMAN_PERHAPS : PROBLEM_GRAMMAR_MAN_PERHAPS, n->text, d->word,
		     TEXT_NONE, gender_hint(t->m, n));
	} else {
		warn(t, is_woman ? PROBLEM_GRAMMAR_WOMAN : PROBLEM_GRAMMAR_MAN, n->text, TEXT_NONE, TEXT_NONE,
		     gender_hint(t->m, n));
	}
}

/* ---- all of them ---- */

static void
tell(const struct telling *t, const struct doubt *d)
{
	switch (d->kind) {
	case DOUBT_FORM: /* told of pieces, which know every form */
		return;
	case DOUBT_GENDER:
		tell_gender(t, d);
		return;
	case DOUBT_ROLE:
		if (t->n->person == NULL || t->n->own.index >= 0)
			warn(t, PROBLEM_GRAMMAR_ROLE, t->n->text, d->word, TEXT_NONE, TEXT_NONE);
		return;
	case DOUBT_WORD:
		if (!given_has(t->r, d->word, t->n->form))
			warn(t, PROBLEM_GRAMMAR_WORD, d->word, TEXT_NONE, TEXT_NONE, form_hint_for(t, TEXT_NONE));
		return;
	}
}

void
doubts_tell(struct merging *m, const struct expression *f, const struct inflection *n, const struct reading *r)
{
	struct telling t = {m, f, n, r};

	if (n->form == CASE_NOMINATIVE)
		return;
	for (size_t i = 0; i < r->pieces.count; i++)
		tell_form(&t, &r->pieces.at[i]);
	for (size_t i = 0; i < r->doubts.count; i++)
		tell(&t, &r->doubts.at[i]);
}
