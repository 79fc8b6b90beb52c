/*
 * word -- the nouns and adjectives among the tokens of a phrase, hyphenated ones as one word.
 */
#ifndef PRIKAZ_PHRASE_WORD_H
#define PRIKAZ_PHRASE_WORD_H

#include "grammar/grammar.h"
#include "phrase/token.h"

enum { WORD_PARTS = 4 }; /* of a hyphenated word; one with more stays as it is */

/* A noun or an adjective in its first form, from token `from` up to `end`. */
struct word {
	size_t from, end;
	const struct endings *parts[WORD_PARTS]; /* of each part; NULL: stays */
	enum gender gender;                      /* UNKNOWN: of either (судья), or of no telling */
	bool is_animate;
	bool is_whole;   /* known by the whole word */
	size_t strength; /* by how many of its last letters it was known */
};

/*
 * The noun that begins at token `at`, of that gender or number, UNKNOWN: any.  False: none, or a form that is not the
 * first one.
 */
bool noun_at(const struct grammar *g, const struct tokens *t, size_t at, enum gender gender, struct word *out);

/* The same for an adjective, participle, ordinal number or pronoun; without a part that changes it is an adverb. */
bool adjective_at(const struct grammar *g, const struct tokens *t, size_t at, enum gender gender, struct word *out);

/* Letters for an office or a school (ГПОУ), which stay. */
bool is_abbreviation(const struct grammar *g, const struct tokens *t, size_t at);

/* Writes down in its tokens how the word changes. */
void word_mark(struct tokens *t, const struct word *w, enum piece_role role, bool is_thing);

#endif
