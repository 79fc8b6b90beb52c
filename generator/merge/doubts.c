/*
 * doubts -- what is doubtful about a form that is printed, told at the cell that the name stands in.
 *
 * Told is only what makes a difference: a second form that is the same in the case at hand, a gender that changes
 * nothing, a form that the user gave are no doubts.  Nor is the first form, which is printed as it stands.
 */
#include "base/utf8.h"
#include "decline/given.h"
#include "merge/inflection.h"

enum { QUOTED_MOST = 100 }; /* characters of a name or word in a message */

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

/* The cell of one word: of a name that is made of three, its own. */
static struct place
piece_place(const struct inflection *n, enum piece_role role)
{
	const struct record *r = n->own.record;
	int index = -1;

	if (!r || (n->own.index >= 0 && !r->fields->of.at[n->own.index].is_computed))
		return inflection_place(n);
	if (role == PIECE_FIRST_NAME)
		index = fields_find(r->fields, TEXT("имя"));
	else if (role == PIECE_PATRONYMIC)
		index = fields_find(r->fields, TEXT("отчество"));
	return index < 0 ? inflection_place(n) : record_place(r, index);
}

/* At a cell; what has none, at the marker. */
static void
warn_at(const struct telling *t, struct place place, enum problem_code code, struct text first, struct text second,
	struct text third, struct text hint)
{
	const struct expression *f = t->filter;
	size_t at = (size_t)(f->text.at - f->origin->line.at) - f->origin->at;
	struct arena *a = t->m->arena;
	struct fault fault = {at,
			      f->text.len,
			      code,
			      {utf8_cut(a, first, QUOTED_MOST), utf8_cut(a, second, QUOTED_MOST),
			       utf8_cut(a, third, QUOTED_MOST), hint}};

	if (place.kind == AT_NOTHING)
		merging_warn(t->m, f, fault);
	else if (report_room(t->m->report, code, SEVERITY_WARNING, place))
		report_add_once(t->m->report, code, place, (struct excerpt){TEXT_NONE, 0, 0, 0}, fault.arguments);
}

static void
warn(const struct telling *t, enum problem_code code, struct text first, struct text second, struct text third,
     struct text hint)
{
	warn_at(t, inflection_place(t->n), code, first, second, third, hint);
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
				   _("write its forms into columns like \"%.*s\", or into a table Склонения"),
				   TEXT_ARG(column));
	return text_format(t->m->arena,
			   _("if \"%.*s\" is right, write your forms into columns like \"%.*s\", or into a table "
			     "Склонения"),
			   TEXT_ARG(utf8_cut(t->m->arena, other, QUOTED_MOST)), TEXT_ARG(column));
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
	case PART_FIRST_AND_PATRONYMIC:
		return role == PIECE_FIRST_NAME || role == PIECE_PATRONYMIC;
	default:
		return true;
	}
}

/* Whether the two forms of the piece differ in that case. */
static bool
forms_differ(struct merging *m, const struct piece *p, enum grammatical_case c, struct text *form, struct text *other)
{
	struct buffer b = {0}, second = {0};

	piece_write(&b, p, c);
	word_write(&second, p->text, p->endings->other, p->number, c);
	*form = buffer_take(m->arena, &b);
	*other = buffer_take(m->arena, &second);
	return !text_equal(*form, *other);
}

/* In the genitive, by which dictionaries tell the two apart: one message for a word, whichever cases are printed. */
static void
tell_form(const struct telling *t, const struct piece *p)
{
	enum grammatical_case c = t->n->form;
	struct text form, other;

	if (!p->endings || !p->endings->other || !is_shown(t->n, p->role) || p->given >> c & 1)
		return;
	if (!forms_differ(t->m, p, c, &form, &other))
		return;
	if (!(p->given >> CASE_GENITIVE & 1) && !forms_differ(t->m, p, CASE_GENITIVE, &form, &other))
		forms_differ(t->m, p, c, &form, &other);
	warn_at(t, piece_place(t->n, p->role), PROBLEM_GRAMMAR_FORM, p->text, form, other, form_hint_for(t, other));
}

/* ---- the gender ---- */

struct text
gender_words(enum gender gender)
{
	return text_from(gender == GENDER_FEMININE ? _("a woman's") : _("a man's"));
}

static bool
depends_on_gender(const struct telling *t)
{
	struct inflection other = *t->n;
	struct reading r;

	other.gender = t->r->gender == GENDER_FEMININE ? GENDER_MASCULINE : GENDER_FEMININE;
	inflection_read(t->m, &other, &r);
	return !text_equal(reading_form(t->m->arena, t->r, t->n->form), reading_form(t->m->arena, &r, t->n->form));
}

/* What the table says, and a name that only the other gender has: Иванов Иван, ж. */
static void
tell_said_against(const struct telling *t, struct text word)
{
	struct inflection_field said = t->n->said;

	if (word.len && t->n->is_said && !t->n->is_contradicted && depends_on_gender(t))
		warn_at(t, record_place(said.record, said.index), PROBLEM_GRAMMAR_AGAINST, t->n->text,
			gender_words(t->r->gender), word, text_from(_("mend what is wrong, the name or the gender")));
}

static void
tell_gender(const struct telling *t, const struct doubt *d)
{
	if (t->n->gender != GENDER_UNKNOWN) {
		tell_said_against(t, d->word);
		return; /* else who says the gender knows what the name does not tell */
	}
	if (!depends_on_gender(t))
		return;
	if (d->word.len)
		warn(t, PROBLEM_GRAMMAR_AGAINST, t->n->text, gender_words(t->r->gender), d->word,
		     gender_hint(t->m, t->n));
	else
		warn(t, PROBLEM_GRAMMAR_GENDER, t->n->text, gender_words(t->r->gender), TEXT_NONE,
		     gender_hint(t->m, t->n));
}

static void
tell_contradiction(const struct telling *t)
{
	struct inflection_field said = t->n->said;

	warn_at(t, record_place(said.record, said.index), PROBLEM_GRAMMAR_CONTRADICTED, t->n->text,
		gender_words(t->n->gender), TEXT_NONE, TEXT_NONE);
}

/* Пол holds something else: «мж». */
static void
tell_gender_word(const struct telling *t)
{
	struct inflection_field said = t->n->said;
	struct value v;

	if (!said.record || t->n->is_said)
		return;
	v = record_at(said.record, (size_t)said.index);
	if (v.kind == VALUE_TEXT && text_trim(v.text).len)
		warn_at(t, record_place(said.record, said.index), PROBLEM_GENDER_WORD, text_trim(v.text), TEXT_NONE,
			TEXT_NONE, TEXT_NONE);
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
	tell_gender_word(&t);
	if (n->is_contradicted)
		tell_contradiction(&t);
	for (size_t i = 0; i < r->pieces.count; i++)
		tell_form(&t, &r->pieces.at[i]);
	for (size_t i = 0; i < r->doubts.count; i++)
		tell(&t, &r->doubts.at[i]);
}

void
doubts_tell_nameless(struct merging *m, const struct expression *f, const struct inflection *n)
{
	struct telling t = {m, f, n, NULL};

	warn(&t, PROBLEM_NAME_MISSING, n->text, TEXT_NONE, TEXT_NONE, TEXT_NONE);
}
