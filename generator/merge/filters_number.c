/*
 * filters_number -- filters on numbers: in figures, in words, as money, and the forms of what they count.
 */
#include <math.h>

#include "base/decimal.h"
#include "grammar/numeral.h"
#include "phrase/phrase.h"
#include "language/pattern.h"
#include "language/russian.h"
#include "merge/state.h"

/* The keywords of filters.def. */
enum { WORDS_GENDER = 1, WORDS_CASE = 5, WORDS_FIGURES = 11 };
enum { RUBLES_WORDS = 1, RUBLES_SHORT, RUBLES_WHOLE, RUBLES_CASE };
enum { PLURAL_CASE = 1 };

static bool
take_number(struct merging *m, const struct expression *f, const struct value *v, double *n)
{
	if (value_number(v, n))
		return true;
	return fail_value(m, f, v, form_hint(m, _("a number is written 1234,5 or 1 234.5")));
}

/* ---- in figures ---- */

bool
filter_number(struct merging *m, const struct expression *f, struct value *v)
{
	struct text pattern = TEXT("# ##0,######"), out;
	double n;

	if (!take_number(m, f, v, &n))
		return false;
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

/* ---- in words ---- */

static bool
fail_wordless(struct merging *m, const struct expression *f, const struct value *v)
{
	return fail_value(
		m, f, v,
		form_hint(m, _("there are words for numbers below 1 000 000 000 000 000 with six decimals at most")));
}

/* {{n | прописью: "пара", род}}: the noun behind the number, and the gender and animacy that it asks for. */
static bool
counted_noun(struct merging *m, const struct expression *f, double n, struct asked_form *asked, bool *is_animate,
	     struct text *noun)
{
	const struct grammar *g = merging_grammar(m);
	enum gender gender;

	*noun = TEXT_NONE;
	*is_animate = false;
	if (asked->other < 0)
		return true;
	if (!argument_text(m, f, (size_t)asked->other, noun))
		return false;
	gender = phrase_gender(m->arena, g, *noun, is_animate);
	if (asked->gender == GENDER_UNKNOWN)
		asked->gender = gender;
	*noun = phrase_counted(m->arena, g, *noun, n, asked->c);
	return true;
}

bool
filter_words(struct merging *m, const struct expression *f, struct value *v)
{
	struct form_keywords keywords = {WORDS_GENDER, WORDS_CASE, WORDS_FIGURES};
	struct asked_form asked;
	struct text words, noun;
	bool is_animate;
	double n;

	if (!take_number(m, f, v, &n) || !read_forms(m, f, keywords, &asked) ||
	    !counted_noun(m, f, n, &asked, &is_animate, &noun))
		return false;
	if (!numeral_cardinal(m->arena, n, asked.gender, is_animate, asked.c, &words))
		return fail_wordless(m, f, v);
	if (asked.has_flag)
		words = text_format(m->arena, "%.*s (%.*s)", TEXT_ARG(printed(m, v)), TEXT_ARG(words));
	if (noun.len)
		words = text_format(m->arena, "%.*s %.*s", TEXT_ARG(words), TEXT_ARG(noun));
	*v = value_of_text(words);
	return true;
}

bool
filter_ordinal(struct merging *m, const struct expression *f, struct value *v)
{
	struct form_keywords keywords = {WORDS_GENDER, WORDS_CASE, WORDS_FIGURES};
	struct asked_form asked;
	struct text words;
	bool good;
	double n;

	if (!take_number(m, f, v, &n) || !read_forms(m, f, keywords, &asked))
		return false;
	if (asked.other >= 0)
		return fail_argument(m, f, (size_t)asked.other, text_from(_("a gender or a case is expected here")));
	good = asked.has_flag ? numeral_ordinal_figures(m->arena, n, asked.gender, false, asked.c, &words)
			      : numeral_ordinal(m->arena, n, asked.gender, false, asked.c, &words);
	if (!good)
		return fail_value(m, f, v, form_hint(m, _("an ordinal number is made of a whole one, from 0 on")));
	*v = value_of_text(words);
	return true;
}

/* ---- money ---- */

/* A sum taken apart, by its decimal digits: 0.1 + 0.2 is 30 kopecks. */
struct sum {
	double rubles;
	int kopecks;
	bool is_negative;
};

/* False beyond a million billions. */
static bool
split_sum(double number, struct sum *s, bool *is_rounded)
{
	struct decimal d;

	*s = (struct sum){0};
	if (!isfinite(number))
		return false;
	d = decimal_of(number);
	*is_rounded = decimal_places(&d) > 2;
	decimal_round(&d, 2);
	if (d.point > NUMERAL_DIGITS)
		return false;
	s->is_negative = number < 0 && !decimal_is_zero(&d);
	for (int i = 0; i < d.point; i++)
		s->rubles = s->rubles * 10 + (decimal_digit(&d, i) - '0');
	s->kopecks = (decimal_digit(&d, d.point) - '0') * 10 + decimal_digit(&d, d.point + 1) - '0';
	return true;
}

static struct text
sum_in_short(struct merging *m, const struct sum *s, struct text figures, bool has_kopecks)
{
	if (!has_kopecks)
		return text_format(m->arena, "%.*s\u00a0руб.", TEXT_ARG(figures));
	return text_format(m->arena, "%.*s\u00a0руб. %02d\u00a0коп.", TEXT_ARG(figures), s->kopecks);
}

static struct text
sum_in_full(struct merging *m, const struct sum *s, struct text figures, struct text words, enum grammatical_case c,
	    bool has_kopecks)
{
	struct text rubles = numeral_noun(COUNTED_RUBLE, s->rubles, c);
	struct text kopecks = numeral_noun(COUNTED_KOPECK, s->kopecks, c);
	struct text t = text_format(m->arena, "%.*s%.*s%s %.*s", TEXT_ARG(figures), TEXT_ARG(words),
				    figures.len ? ")" : "", TEXT_ARG(rubles));

	return has_kopecks ? text_format(m->arena, "%.*s %02d\u00a0%.*s", TEXT_ARG(t), s->kopecks, TEXT_ARG(kopecks))
			   : t;
}

static struct text
sum_text(struct merging *m, const struct sum *s, const struct asked_form *asked)
{
	bool has_kopecks = s->kopecks || !asked->has_flag;
	struct text figures = TEXT_NONE, words = TEXT_NONE;

	pattern_number(m->arena, s->rubles, TEXT("# ##0"), true, &figures);
	if (s->is_negative)
		figures = text_join(m->arena, TEXT("−"), figures);
	if (asked->own == RUBLES_SHORT)
		return sum_in_short(m, s, figures, has_kopecks);
	numeral_cardinal(m->arena, s->rubles, GENDER_MASCULINE, false, asked->c, &words);
	if (s->is_negative)
		words = text_join(m->arena, TEXT("минус "), words);
	figures = asked->own == RUBLES_WORDS ? TEXT_NONE : text_join(m->arena, figures, TEXT(" ("));
	return sum_in_full(m, s, figures, words, asked->c, has_kopecks);
}

/* A sum with more than two decimals is worth a look: a price times something, mostly. */
static void
warn_rounded(struct merging *m, const struct expression *f, const struct value *v, struct text t)
{
	size_t at = (size_t)(f->text.at - f->origin->line.at) - f->origin->at;

	merging_warn(m, f,
		     (struct fault){at, f->text.len, PROBLEM_VALUE_ROUNDED, {shortened(m, v), t, source_hint(m)}});
}

bool
filter_rubles(struct merging *m, const struct expression *f, struct value *v)
{
	struct asked_form asked;
	struct sum s;
	struct text t;
	bool is_rounded;
	double n;

	if (!take_number(m, f, v, &n) ||
	    !read_forms(m, f, (struct form_keywords){0, RUBLES_CASE, RUBLES_WHOLE}, &asked))
		return false;
	if (asked.other >= 0)
		return fail_argument(m, f, (size_t)asked.other,
				     text_from(_("словами, кратко, без_копеек or a case is expected here")));
	if (!split_sum(n, &s, &is_rounded))
		return fail_wordless(m, f, v);
	t = sum_text(m, &s, &asked);
	if (is_rounded)
		warn_rounded(m, f, v, t);
	*v = value_of_text(t);
	return true;
}

/* ---- what is counted ---- */

/* {{n | мн: "наставническая пара", род}}: one noun or phrase, which the grammar declines. */
static bool
decline_counted(struct merging *m, const struct expression *f, double n, struct text *form)
{
	const struct expression *phrase = f->arguments[0].expression;
	enum grammatical_case c = CASE_NOMINATIVE;

	if (f->arguments[0].keyword && phrase->kind != EXPRESSION_TEXT)
		return fail_argument(m, f, 0, text_from(_("the word that is counted stands first: \"пара\"")));
	if (!argument_text(m, f, 0, form))
		return false;
	if (f->argument_count > 1)
		c = (enum grammatical_case)(f->arguments[1].keyword - PLURAL_CASE);
	*form = phrase_counted(m->arena, merging_grammar(m), *form, n, c);
	return true;
}

bool
filter_plural(struct merging *m, const struct expression *f, struct value *v)
{
	struct text form;
	double n;

	if (!take_number(m, f, v, &n))
		return false;
	if (f->argument_count == 3 ? !argument_text(m, f, (size_t)russian_plural(n), &form)
				   : !decline_counted(m, f, n, &form))
		return false;
	*v = value_of_text(form);
	return true;
}
