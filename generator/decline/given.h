/*
 * given -- the forms that the user gave, put over what the rules made of a name or phrase.
 */
#ifndef PRIKAZ_DECLINE_GIVEN_H
#define PRIKAZ_DECLINE_GIVEN_H

#include "grammar/grammar.h"

/*
 * Puts the forms[CASES] of the whole text over its reading; an empty one leaves that case to the rules.  A form
 * that goes word for word with the text (Зайца Петра of Заяц Пётр, not П. Зайца) keeps the role of each, so that
 * initials can still be made; any other is put in place of the whole, or with by_words, for who wants parts, left out.
 * Capitals follow the text: ЗАЯЦ of a form Зайца is ЗАЙЦА.
 */
void given_put(struct arena *a, struct reading *r, const struct text forms[CASES], bool by_words);

/* The same for the words of that role: a last name, a first name, a patronymic. */
void given_put_role(struct arena *a, struct reading *r, enum piece_role role, const struct text forms[CASES]);

/* What the grammar's overrides say of the whole text, else of single words in it. */
void given_apply(struct arena *a, const struct grammar *g, struct reading *r);

/* Whether the user gave that form of a word that was read. */
bool given_has(const struct reading *r, struct text word, enum grammatical_case c);

#endif
