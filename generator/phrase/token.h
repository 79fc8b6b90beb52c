/*
 * token -- the words of a phrase and what stands between them.
 */
#ifndef PRIKAZ_PHRASE_TOKEN_H
#define PRIKAZ_PHRASE_TOKEN_H

#include "grammar/reading.h"

enum token_kind {
	TOKEN_BLANK,  /* white space, no-break too */
	TOKEN_WORD,   /* letters; of a hyphenated word each part is one */
	TOKEN_DOTTED, /* an abbreviation with its dots: зам.  и.о.  к. п. н. */
	TOKEN_NUMBER, /* begins with a digit: 5, 7А */
	TOKEN_HYPHEN, /* between two parts of a word */
	TOKEN_SIGN
};

struct token {
	struct text text;
	enum token_kind kind;
	uint32_t sign;    /* of a TOKEN_SIGN */
	bool is_quoted;   /* stands in quotes, or is one: a title, which stays */
	bool is_cyrillic; /* a word with a Russian letter */
	bool is_capitals; /* a word of several letters, all capital */
	/* What it was found to be. */
	enum piece_role role;
	const struct endings *endings;
	const struct text *forms;
	enum grammatical_number number;
	bool is_thing;
};

struct tokens {
	struct token *at;
	size_t count;
	bool is_capitals; /* the whole text is: ДИРЕКТОР ШКОЛЫ */
};

/* The tokens laid end to end are t.  Quotes around the whole of t do not count as such. */
struct tokens tokens_of(struct arena *a, struct text t);

/* The letters of an abbreviation, folded: "И. О." is ио. */
struct text token_key(const struct token *t, char out[WORD_MOST]);

#endif
