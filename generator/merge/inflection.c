/*
 * inflection -- from a value to a name or phrase with all that the data know of it, and to one of its forms.
 *
 * Of a record: the name that people call it by, ФИО before наименование.  Of a text: what stands in the cell that it
 * was read from, as long as the text is still that of the cell; what was put together or cut out has no cell.  The
 * kind is told by the caption, the gender by the record's Пол, else by its full name: Юн alone may be anybody.
 */
#include "merge/inflection.h"

#include "base/utf8.h"
#include "decline/decline.h"
#include "decline/given.h"
#include "merge/declensions.h"
#include "merge/grammar_store.h"
#include "name/name.h"
#include "value/record.h"

/* ---- records ---- */

static struct text
field_text(struct merging *m, const struct record *r, int index)
{
	struct value v = {.kind = VALUE_EMPTY};

	if (index >= 0)
		v = record_at(r, (size_t)index);
	if (v.kind != VALUE_TEXT && v.kind != VALUE_RECORD)
		return TEXT_NONE;
	return text_trim(value_print(m->arena, &v, true));
}

/* The field of that part of the name, with a text in it; -1. */
static int
part_field(struct merging *m, const struct record *r, enum piece_role role)
{
	static const char *const names[][2] = {
		[PIECE_LAST_NAME] = {"фамилия", "last name"},
		[PIECE_FIRST_NAME] = {"имя", "first name"},
		[PIECE_PATRONYMIC] = {"отчество", "patronymic"},
	};

	for (size_t i = 0; i < 2; i++) {
		int index = r && r->fields ? fields_find(r->fields, text_from(names[role][i])) : -1;

		if (index >= 0 && field_text(m, r, index).len)
			return index;
	}
	return -1;
}

/* Its last name, first name and patronymic, where the first two have fields of their own. */
static struct text
parts_of_name(struct merging *m, const struct record *r)
{
	int last = part_field(m, r, PIECE_LAST_NAME), first = part_field(m, r, PIECE_FIRST_NAME);
	struct text patronymic = field_text(m, r, part_field(m, r, PIECE_PATRONYMIC));

	if (last < 0 || first < 0)
		return TEXT_NONE;
	return text_trim(text_format(m->arena, "%.*s %.*s %.*s", TEXT_ARG(field_text(m, r, last)),
				     TEXT_ARG(field_text(m, r, first)), TEXT_ARG(patronymic)));
}

/* A person's full name and where its forms may be given; empty when the record has none. */
static struct text
full_name(struct merging *m, const struct record *r, int *index)
{
	struct text parts = parts_of_name(m, r);

	*index = r->fields ? fields_find(r->fields, TEXT("фио")) : -1;
	if (*index < 0 && r->fields)
		*index = fields_find(r->fields, TEXT("full name"));
	return parts.len ? parts : field_text(m, r, *index);
}

struct text
name_of(struct merging *m, const struct value *v)
{
	int index;

	return v->kind == VALUE_RECORD && v->as.record ? full_name(m, v->as.record, &index) : v->text;
}

/* ---- what is known of a text ---- */

static bool
has_patronymic(const struct reading *r)
{
	for (size_t i = 0; i < r->pieces.count; i++) {
		if (r->pieces.at[i].role == PIECE_PATRONYMIC)
			return true;
	}
	return false;
}

/* A patronymic cannot be of the other gender; a cell beside it that says so is a slip. */
static void
weigh_gender(struct merging *m, struct inflection *n, struct text name)
{
	struct reading r;

	decline_read(m->arena, merging_grammar(m), name, DECLINE_NAME, GENDER_UNKNOWN, &r);
	if (!r.is_certain || r.gender == n->gender || !has_patronymic(&r))
		return;
	n->gender = r.gender;
	n->is_contradicted = true;
}

/* The gender of the person that the record is: said, else by the whole name. */
static void
know_person(struct merging *m, struct inflection *n)
{
	int index;
	struct text name = full_name(m, n->person, &index);
	struct reading whole;

	n->gender = record_gender(n->person, &index);
	if (index >= 0)
		n->said = (struct inflection_field){n->person, index};
	n->is_said = n->gender != GENDER_UNKNOWN;
	if (n->kind == DECLINE_PHRASE || !name.len)
		return;
	if (n->gender != GENDER_UNKNOWN) {
		weigh_gender(m, n, name);
		return;
	}
	if (text_equal(name, n->text))
		return; /* the reading of the text itself will tell */
	decline_read(m->arena, merging_grammar(m), name, DECLINE_NAME, GENDER_UNKNOWN, &whole);
	if (whole.is_certain)
		n->gender = whole.gender;
}

/* Whether the field holds the name of the very person that the record is. */
static bool
is_own_name(const struct fields *f, int index)
{
	static const char *const names[] = {"фио",       "фамилия",   "имя",        "отчество",
					    "full name", "last name", "first name", "patronymic"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (fields_find(f, text_from(names[i])) == index)
			return true;
	}
	return fields_name(f) == index;
}

/* Of a column that holds people, though its caption does not say in which form: a name, unless it cannot be one. */
static enum decline_kind
kind_that_fits(struct text t, enum decline_kind kind)
{
	bool has_blank = text_find(t, TEXT(" "), 0) >= 0 || text_find(t, TEXT("\u00a0"), 0) >= 0;

	if (has_blank && (kind == DECLINE_LAST_NAME || kind == DECLINE_FIRST_NAME))
		return DECLINE_NAME;
	return kind;
}

static void
know_field(struct merging *m, struct inflection *n, const struct record *r, int index)
{
	const struct caption_words *w = caption_words(m, r->fields, index);

	n->own = (struct inflection_field){r, index};
	n->kind = kind_that_fits(n->text, w->kind);
	if (is_own_name(r->fields, index)) {
		n->person = r;
		know_person(m, n);
	} else if (w->gender >= 0) {
		struct text said = field_text(m, r, w->gender);

		n->said = (struct inflection_field){r, w->gender};
		n->gender = gender_of_text(said);
		n->is_said = n->gender != GENDER_UNKNOWN;
		if (n->gender != GENDER_UNKNOWN && n->kind != DECLINE_PHRASE)
			weigh_gender(m, n, n->text);
	}
}

/* The text is that of the cell it was read from, but for capitals and blanks. */
static bool
is_of_field(struct merging *m, struct text t)
{
	struct text of_field;

	if (!m->owner || !m->owner->fields || m->owner_index < 0)
		return false;
	of_field = field_text(m, m->owner, m->owner_index);
	if (text_equal(of_field, t))
		return true;
	return of_field.len == t.len && text_equal(utf8_fold_name(m->arena, of_field), utf8_fold_name(m->arena, t));
}

static void
begin_text(struct merging *m, const struct value *v, struct inflection *n)
{
	if (v->as.inflection) {
		*n = *v->as.inflection;
		return;
	}
	*n = (struct inflection){.text = text_trim(v->text)};
	if (is_of_field(m, n->text))
		know_field(m, n, m->owner, m->owner_index);
}

/* A record has no name of its own: which of its fields may be meant, in a hint. */
static struct text
hint_for_record(struct merging *m, const struct expression *f, const struct record *r)
{
	for (size_t i = 0; r->fields && i < r->fields->of.count; i++) {
		struct text t = field_text(m, r, (int)i);

		if (t.len && text_find(t, TEXT(" "), 0) > 0 && is_name(merging_grammar(m), t, GENDER_UNKNOWN))
			return text_format(m->arena, _("if the field with the name is meant, write {{%.*s | %.*s …}}"),
					   TEXT_ARG(r->fields->of.at[i].folded), TEXT_ARG(f->text));
	}
	return text_from(_("the record has no name: neither ФИО nor Наименование nor Название"));
}

static bool
begin_record(struct merging *m, const struct expression *f, const struct value *v, struct inflection *n)
{
	const struct record *r = v->as.record;
	int index;

	*n = (struct inflection){.text = full_name(m, r, &index), .kind = DECLINE_NAME, .person = r};
	if (m->owner && m->owner != r)
		n->link = (struct inflection_field){m->owner, m->owner_index};
	if (n->text.len) {
		n->own = (struct inflection_field){r, index};
		know_person(m, n);
		return true;
	}
	index = r->fields ? fields_name(r->fields) : -1;
	n->text = field_text(m, r, index);
	if (!n->text.len)
		return fail_value(m, f, v, hint_for_record(m, f, r));
	n->kind = DECLINE_ANY;
	know_field(m, n, r, index);
	return true;
}

bool
inflection_begin(struct merging *m, const struct expression *f, const struct value *v, struct inflection *n)
{
	switch (v->kind) {
	case VALUE_TEXT:
		begin_text(m, v, n);
		return true;
	case VALUE_RECORD:
		return begin_record(m, f, v, n);
	default:
		return fail_value(m, f, v, TEXT_NONE);
	}
}

const struct grammar *
merging_grammar(struct merging *m)
{
	if (!m->grammar)
		m->grammar = m->context->grammar ? grammar_store_get(m->context->grammar) : grammar_new(m->lasting);
	return m->grammar;
}

/* ---- reading and printing ---- */

/* Forms of Фамилия, Имя, Отчество that have columns of their own. */
static void
put_parts(struct merging *m, const struct inflection *n, struct reading *r)
{
	for (enum piece_role role = PIECE_LAST_NAME; role <= PIECE_PATRONYMIC; role++) {
		struct inflection_field field = {n->person, part_field(m, n->person, role)};
		struct text forms[CASES];

		if (field.index != n->own.index && caption_forms(m, field, forms))
			given_put_role(m->arena, r, role, forms);
	}
}

/* The stretches of the text that fields of their own hold, in the order of parts_of_name. */
struct parts {
	struct {
		struct text text; /* of the whole */
		enum piece_role role;
	} of[3];
	size_t count;
};

/* False when the text is not made of such fields. */
static bool
find_parts(struct merging *m, const struct inflection *n, struct parts *parts)
{
	size_t at = 0;

	parts->count = 0;
	if (!n->person || !text_equal(parts_of_name(m, n->person), n->text))
		return false;
	for (enum piece_role role = PIECE_LAST_NAME; role <= PIECE_PATRONYMIC; role++) {
		size_t len = field_text(m, n->person, part_field(m, n->person, role)).len;

		if (!len)
			continue;
		parts->of[parts->count].text = text_slice(n->text, at, at + len);
		parts->of[parts->count++].role = role;
		at += len + 1;
	}
	return true;
}

/* Whether the name was read as its fields have it. */
static bool
agrees(const struct reading *r, const struct parts *parts)
{
	for (size_t i = 0; i < r->pieces.count; i++) {
		const struct piece *p = &r->pieces.at[i];

		for (size_t k = 0; k < parts->count; k++) {
			struct text part = parts->of[k].text;

			if (p->text.at >= part.at && p->text.at < part.at + part.len && p->role != parts->of[k].role &&
			    p->role != PIECE_FIXED && p->role != PIECE_KIN)
				return false;
		}
	}
	return true;
}

static void
add_reading(struct merging *m, struct reading *r, const struct reading *part, enum piece_role role)
{
	for (size_t i = 0; i < part->pieces.count; i++) {
		struct piece *p = VECTOR_PUSH(m->arena, &r->pieces);

		*p = part->pieces.at[i];
		if (p->role == PIECE_FIXED && p->endings)
			p->role = role;
	}
	for (size_t i = 0; i < part->doubts.count; i++) {
		if (part->doubts.at[i].kind == DOUBT_FORM || part->doubts.at[i].kind == DOUBT_WORD)
			reading_doubt(m->arena, r, part->doubts.at[i]);
	}
}

/* Each part for what its field says it is. */
static void
read_parts(struct merging *m, const struct parts *parts, struct reading *r)
{
	static const enum decline_kind kinds[] = {[PIECE_LAST_NAME] = DECLINE_LAST_NAME,
						  [PIECE_FIRST_NAME] = DECLINE_FIRST_NAME,
						  [PIECE_PATRONYMIC] = DECLINE_PATRONYMIC};
	struct reading whole = {
		.kind = READING_NAME, .text = r->text, .gender = r->gender, .is_certain = r->is_certain};

	for (size_t i = 0; i < r->doubts.count; i++) {
		if (r->doubts.at[i].kind == DOUBT_GENDER)
			reading_doubt(m->arena, &whole, r->doubts.at[i]);
	}
	for (size_t k = 0; k < parts->count; k++) {
		struct reading part;
		struct text t = parts->of[k].text;

		if (k)
			reading_add(m->arena, &whole, PIECE_FIXED, (struct text){t.at - 1, 1});
		decline_read(m->arena, merging_grammar(m), t, kinds[parts->of[k].role], r->gender, &part);
		add_reading(m, &whole, &part, parts->of[k].role);
	}
	*r = whole;
}

/* What the fields say of the words needs no guessing. */
static void
settle_roles(struct merging *m, const struct inflection *n, struct reading *r)
{
	struct parts parts;
	size_t kept = 0;

	if (r->kind != READING_NAME || !find_parts(m, n, &parts))
		return;
	if (!agrees(r, &parts))
		read_parts(m, &parts, r);
	for (size_t i = 0; i < r->doubts.count; i++) {
		if (r->doubts.at[i].kind != DOUBT_ROLE)
			r->doubts.at[kept++] = r->doubts.at[i];
	}
	r->doubts.count = kept;
}

/* Which forms of the whole the columns give; false: none. */
static bool
columns_of(struct merging *m, const struct inflection *n, struct text forms[CASES])
{
	struct text nearer[CASES];
	bool has = caption_forms(m, n->own, forms);

	if (!caption_forms(m, n->link, nearer))
		return has;
	for (int c = 0; c < CASES; c++) {
		if (!has || nearer[c].len)
			forms[c] = nearer[c];
	}
	return true;
}

void
inflection_read(struct merging *m, const struct inflection *n, struct reading *r)
{
	struct text forms[CASES];

	decline_read(m->arena, merging_grammar(m), n->text, n->kind, n->gender, r);
	settle_roles(m, n, r);
	if (n->person)
		put_parts(m, n, r);
	if (columns_of(m, n, forms))
		given_put(m->arena, r, forms, n->part != PART_WHOLE);
}

static struct text
part_of(struct merging *m, const struct inflection *n, const struct reading *r, enum piece_role role)
{
	static const enum decline_kind kinds[] = {[PIECE_LAST_NAME] = DECLINE_LAST_NAME,
						  [PIECE_FIRST_NAME] = DECLINE_FIRST_NAME,
						  [PIECE_PATRONYMIC] = DECLINE_PATRONYMIC};
	int index = part_field(m, n->person, role);
	struct text forms[CASES], t;
	struct reading part;

	if (index < 0 || index == n->own.index)
		return name_part(m->arena, r, role, n->form);
	t = field_text(m, n->person, index);
	decline_read(m->arena, merging_grammar(m), t, kind_that_fits(t, kinds[role]), r->gender, &part);
	if (caption_forms(m, (struct inflection_field){n->person, index}, forms))
		given_put(m->arena, &part, forms, false);
	return reading_form(m->arena, &part, n->form);
}

static struct text
form_of(struct merging *m, const struct inflection *n, const struct reading *r)
{
	switch (n->part) {
	case PART_INITIALS:
	case PART_INITIALS_FIRST:
		return name_initials(m->arena, r, n->part == PART_INITIALS_FIRST, n->form);
	case PART_LAST_NAME:
		return part_of(m, n, r, PIECE_LAST_NAME);
	case PART_FIRST_NAME:
		return part_of(m, n, r, PIECE_FIRST_NAME);
	case PART_PATRONYMIC:
		return part_of(m, n, r, PIECE_PATRONYMIC);
	case PART_FIRST_AND_PATRONYMIC:
		return text_trim(text_format(m->arena, "%.*s %.*s", TEXT_ARG(part_of(m, n, r, PIECE_FIRST_NAME)),
					     TEXT_ARG(part_of(m, n, r, PIECE_PATRONYMIC))));
	default:
		return reading_form(m->arena, r, n->form);
	}
}

/* For the sheet of all forms: what the rules and the table Склонения say, and what the columns say. */
static void
note(struct merging *m, const struct inflection *n, const struct reading *r)
{
	struct text forms[CASES];
	struct reading own;
	bool has;

	if (!m->context->declensions)
		return;
	has = columns_of(m, n, forms);
	decline_read(m->arena, merging_grammar(m), n->text, n->kind, r->gender, &own);
	settle_roles(m, n, &own);
	declensions_note(m->context->declensions, &(struct declined){&own, has ? forms : NULL, inflection_place(n)},
			 n->form);
}

static void
print(struct merging *m, const struct expression *f, const struct inflection *n, struct buffer *b)
{
	struct reading r;
	struct text form;

	inflection_read(m, n, &r);
	doubts_tell(m, f, n, &r);
	note(m, n, &r);
	form = form_of(m, n, &r);
	if (!form.len && n->text.len && (n->part == PART_FIRST_NAME || n->part == PART_FIRST_AND_PATRONYMIC))
		doubts_tell_nameless(m, f, n);
	buffer_text(b, form);
}

static void
change_it(struct inflection *n, const struct inflection_change *change)
{
	if (change->kind != DECLINE_ANY)
		n->kind = kind_that_fits(n->text, change->kind);
	if (change->has_form)
		n->form = change->form;
	if (!change->has_part)
		return;
	n->part = change->part;
	if (n->kind == DECLINE_ANY || n->kind == DECLINE_PHRASE)
		n->kind = DECLINE_NAME;
}

/* What has no cases, or no parts. */
static bool
refuse(struct merging *m, const struct expression *f, const struct value *v, const struct inflection_change *change)
{
	bool is_person = v->kind == VALUE_RECORD && name_of(m, v).len;
	double number;
	date d;

	if (change->has_part)
		return v->kind == VALUE_RECORD && !is_person &&
		       !fail_value(m, f, v, text_from(_("the record has neither Фамилия and Имя nor ФИО")));
	if (!v->is_string && value_date(v, &d))
		return !fail_value(m, f, v, text_from(_("a date is printed in words by {{name | date: full}}")));
	if (!v->is_string && value_number(v, &number))
		return !fail_value(m, f, v, text_from(_("a number is declined in words: {{name | words: gen}}")));
	return false;
}

/* One name.  What is read for it is given back: a list may have a million. */
static bool
inflect_one(struct merging *m, const struct expression *f, struct value *v, const struct inflection_change *change)
{
	struct arena_mark mark = arena_mark(m->arena);
	struct buffer form = {0}, text = {0};
	struct inflection n, *kept;

	if (refuse(m, f, v, change) || !inflection_begin(m, f, v, &n))
		return false;
	change_it(&n, change);
	print(m, f, &n, &form);
	if (v->kind == VALUE_RECORD)
		buffer_text(&text, n.text); /* it may have been put together */
	arena_rewind(m->arena, mark);
	kept = NEW(m->arena, struct inflection);
	*kept = n;
	if (v->kind == VALUE_RECORD)
		kept->text = buffer_take(m->arena, &text);
	*v = value_of_text(buffer_take(m->arena, &form));
	if (v->kind == VALUE_TEXT)
		v->as.inflection = kept;
	return true;
}

static bool
inflect_list(struct merging *m, const struct expression *f, struct value *v, const struct inflection_change *change)
{
	struct list list = value_list(m, v);
	struct value *items = NEW_ARRAY(m->arena, struct value, list.count);

	for (size_t i = 0; i < list.count; i++) {
		items[i] = list_at(&list, i);
		if (!value_is_empty(&items[i]) && !inflect(m, f, &items[i], change))
			return false;
	}
	*v = value_of_list(list_of(m->arena, items, list.count, NULL));
	return true;
}

/* Lists in lists are as deep as JSON may nest. */
bool
inflect(struct merging *m, const struct expression *f, struct value *v, const struct inflection_change *change)
{
	captions_open(m);
	merging_grammar(m); /* before any memory is given back */
	return v->kind == VALUE_LIST ? inflect_list(m, f, v, change) : inflect_one(m, f, v, change);
}
