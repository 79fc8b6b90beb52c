/*
 * counted -- how a counted phrase agrees with its number (phrase_counted, phrase_gender of phrase.h).
 *
 * numeral.h says which form of the noun answers to the number.  Behind 2, 3, 4 (22, 103 …) the noun is in the genitive
 * singular, but what agrees with it is in the plural: in the genitive with a masculine or neuter noun (два старших
 * методиста, два обучающихся), in the nominative with a feminine one (две наставнические пары).
 */
#include <math.h>

#include "grammar/numeral.h"
#include "phrase/phrase.h"

/* What is the same for all words of the phrase. */
struct counting {
	const struct grammar *grammar;
	struct counted_form noun; /* the form of the noun */
	bool is_few;              /* the number is 2, 3, 4 or ends in one of them */
	enum gender gender;
};

/* человек#, год#: the forms behind a number, where they are others. */
static const struct endings *
counted_endings(const struct counting *k, const struct piece *p)
{
	char key[WORD_MOST + 1];
	struct text folded = word_fold(p->text, key);
	struct rule_match m;

	key[folded.len] = '#';
	m = grammar_match(k->grammar, CLASS_NOUN, (struct text){key, folded.len + 1}, GENDER_UNKNOWN);
	return m.is_whole ? m.endings : p->endings;
}

/* An adjective, as a noun too: обучающийся. */
static bool
is_adjective(const struct counting *k, const struct piece *p)
{
	char folded[WORD_MOST];
	struct rule_match m =
		grammar_match(k->grammar, CLASS_ADJECTIVE, word_fold(p->text, folded), endings_gender(p->endings));

	return m.endings && !m.endings->rule->is_excluded;
}

static void
write_counted(struct buffer *b, const struct counting *k, const struct piece *p)
{
	struct piece counted = *p;
	enum grammatical_case c = k->noun.c;

	if (!p->endings || (p->role != PIECE_HEAD && p->role != PIECE_ATTRIBUTE)) {
		piece_write(b, p, CASE_NOMINATIVE);
		return;
	}
	counted.number = k->noun.number;
	if (p->role == PIECE_HEAD)
		counted.endings = counted_endings(k, p);
	if (k->is_few && is_adjective(k, p)) {
		counted.number = NUMBER_PLURAL;
		c = k->gender == GENDER_FEMININE ? CASE_NOMINATIVE : CASE_GENITIVE;
	}
	if (counted.endings->is_plural) {
		counted.number = NUMBER_SINGULAR; /* its row begins with the plural */
		c = k->is_few ? CASE_GENITIVE : c;
	}
	piece_write(b, &counted, c);
}

static const struct piece *
head_of(const struct reading *r)
{
	for (size_t i = 0; i < r->pieces.count; i++) {
		if (r->pieces.at[i].role == PIECE_HEAD)
			return &r->pieces.at[i];
	}
	return NULL;
}

struct text
phrase_counted(struct arena *a, const struct grammar *g, struct text t, double number, enum grammatical_case c)
{
	struct counting k = {.grammar = g};
	struct reading r = {.text = t};
	const struct piece *head;
	struct buffer b = {0};
	double n = fabs(number);

	phrase_read(a, g, t, &r);
	head = head_of(&r);
	k.gender = r.gender;
	k.noun = numeral_counted(number, c, head && !head->is_thing);
	k.is_few = n == floor(n) && (c == CASE_NOMINATIVE || c == CASE_ACCUSATIVE) &&
		   k.noun.number == NUMBER_SINGULAR && k.noun.c == CASE_GENITIVE;
	for (size_t i = 0; i < r.pieces.count; i++)
		write_counted(&b, &k, &r.pieces.at[i]);
	return buffer_take(a, &b);
}

enum gender
phrase_gender(struct arena *a, const struct grammar *g, struct text t, bool *is_animate)
{
	struct reading r = {.text = t};
	const struct piece *head;

	phrase_read(a, g, t, &r);
	head = head_of(&r);
	*is_animate = head && !head->is_thing;
	return r.gender;
}
