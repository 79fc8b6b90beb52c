/*
 * advice -- how that is said here which people know from other programs.
 */
#ifndef PRIKAZ_EXPRESSION_ADVICE_H
#define PRIKAZ_EXPRESSION_ADVICE_H

#include "expression/lexer.h"

/*
 * For a name that the data do not have (folded, and as written): "if x", "x and y", "endfor" are no names.  Empty when
 * nothing is known of it.  is_word: only words that no caption has ("endif"), not "и" and "или".
 */
struct text advice_on_name(struct arena *a, struct text folded, bool is_word);

/* For a filter that there is not, its name folded: "дательный падеж"; empty when nothing is known of it. */
struct text advice_on_filter(struct arena *a, struct text folded);

/* For a token that cannot stand where it does. */
struct text advice_on_token(struct arena *a, struct text source, const struct token *token);

#endif
