#include "grammar/reading.h"

struct piece *
reading_add(struct arena *a, struct reading *r, enum piece_role role, struct text t)
{
	struct piece *p = VECTOR_PUSH(a, &r->pieces);

	*p = (struct piece){.text = t, .role = role};
	return p;
}

void
reading_doubt(struct arena *a, struct reading *r, struct doubt d)
{
	*VECTOR_PUSH(a, &r->doubts) = d;
}

static struct text
form_by(struct arena *a, const struct piece *p, const struct endings *e, enum grammatical_case c)
{
	struct buffer b = {0};

	word_write(&b, p->text, e, p->number, c);
	return buffer_take(a, &b);
}

void
reading_doubt_form(struct arena *a, struct reading *r, const struct piece *p)
{
	struct doubt d = {.kind = DOUBT_FORM, .word = p->text};

	for (int c = CASE_GENITIVE; c < CASES; c++) {
		d.form = form_by(a, p, p->endings, (enum grammatical_case)c);
		d.other = form_by(a, p, p->endings->other, (enum grammatical_case)c);
		if (text_equal(d.form, d.other))
			continue;
		reading_doubt(a, r, d);
		return;
	}
}

static bool
is_accusative_like_nominative(const struct piece *p)
{
	return p->is_thing && (p->number == NUMBER_PLURAL || !p->endings || p->endings->is_plural ||
			       p->endings->rule->gender == GENDER_MASCULINE);
}

void
piece_write(struct buffer *b, const struct piece *p, enum grammatical_case c)
{
	if (p->given >> c & 1) {
		buffer_text(b, p->forms[c]);
		return;
	}
	if (c == CASE_ACCUSATIVE && is_accusative_like_nominative(p))
		c = CASE_NOMINATIVE;
	word_write(b, p->text, p->endings, p->number, c);
}

void
reading_write(struct buffer *b, const struct reading *r, enum grammatical_case c)
{
	for (size_t i = 0; i < r->pieces.count; i++)
		piece_write(b, &r->pieces.at[i], c);
}

struct text
reading_form(struct arena *a, const struct reading *r, enum grammatical_case c)
{
	struct buffer b = {0};

	if (c == CASE_NOMINATIVE && !r->pieces.count)
		return r->text;
	reading_write(&b, r, c);
	return buffer_take(a, &b);
}

void
reading_explain(struct buffer *b, const struct reading *r)
{
	static const char *const roles[] = {"",    "last name", "first name", "patronymic",  "initials",
					    "kin", "head",      "attribute",  "former name", ""};

	for (size_t i = 0; i < r->pieces.count; i++) {
		const struct piece *p = &r->pieces.at[i];

		if (p->role == PIECE_FIXED || p->role == PIECE_SEPARATOR)
			continue;
		buffer_printf(b, "%.*s\t%s", TEXT_ARG(p->text), roles[p->role]);
		if (p->endings)
			buffer_printf(b, "\t%s\t%s\t%s\t%s", p->endings->rule->patterns, p->endings->rule->forms,
				      p->endings->rule->example, p->endings->rule->source);
		buffer_byte(b, '\n');
	}
}
