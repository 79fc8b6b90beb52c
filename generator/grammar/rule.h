/*
 * rule -- tables that say how words change by how they end; the one engine for surnames, first names,
 * patronymics, nouns and adjectives.
 *
 * A row of a table (surname.def and its like):
 *
 *     RULE("-ский -цкий", MASCULINE, "ий > ого ому ого им ом", "Грецкий", "Розенталь 2003, §149")
 *
 * The patterns, parted by blanks: "-ский" is how a word ends, "лев" a whole word, "-" any word at all, "1-ин" how a
 * word of one syllable ends (up to three). [бвг] stands for one of these letters, {с} for any consonant, {г} for any
 * vowel, {ш} for ж ш ч щ.  Patterns are in small letters; ё is matched as е, in both.  The longest pattern that fits
 * decides; among equals one that counts syllables, then a row for the gender asked for before one for ANY, then the
 * first one.
 *
 * The forms: what is taken off the end of the word (may be nothing), ">", then the endings of the genitive, dative,
 * accusative, instrumental, prepositional; a noun may go on behind "/" with the six of the plural.  "–" is an empty
 * ending; of two that are both right, parted by a comma, the first is printed.  "=" alone: the word does not change.
 * The accusative is that of a person: for a thing see reading.h.
 *
 * A row with a plural also knows its words when they are given in the plural: учители, директора.  For nouns:
 *
 *     PERSON(...)  a row of people and animals, whose accusative is the genitive; RULE there is for things
 *     NOT("-ами", ANY, "учителями", "творительный падеж")  what ends so is no first form of such words
 *
 * The example is a word in its first form, to which this very row applies; its forms stand in tests/grammar.
 */
#ifndef PRIKAZ_GRAMMAR_RULE_H
#define PRIKAZ_GRAMMAR_RULE_H

#include "base/buffer.h"
#include "grammar/form.h"

struct rule {
	const char *patterns;
	enum gender gender; /* GENDER_UNKNOWN: for any */
	const char *forms;
	const char *other; /* as forms, what others hold for right: the choice is to be told; NULL */
	const char *example;
	const char *source; /* where the norm says so */
	bool is_animate;    /* PERSON */
	bool is_excluded;   /* NOT */
};

enum { RULE_FORMS = 2 * CASES - 1 }; /* all but the one the word is given in */

/* A row's forms, taken apart. */
struct endings {
	const struct rule *rule;
	size_t taken;                  /* characters off the end of the word */
	struct text added[RULE_FORMS]; /* genitive … prepositional, then the plural from its nominative */
	size_t count;                  /* 0: does not change; CASES - 1; RULE_FORMS: has a plural */
	const struct endings *other;   /* of rule->other; NULL */
	bool is_plural;                /* of words given in the plural: their five other cases */
};

/* The gender of the word they are found for: PLURAL for one in the plural. */
enum gender endings_gender(const struct endings *e);

struct rule_table; /* rows, found by how words end */

/* The rows must outlive the table, which lives in a and is never changed: threads may share it. */
const struct rule_table *rule_table_new(struct arena *a, const struct rule *rows, size_t count);

/*
 * The endings of the row that fits the word, which must be folded by word_fold; NULL: none.  Of rows for one gender
 * only those for the one asked for fit; GENDER_UNKNOWN asks for the rows of any gender, whichever comes first.
 */
const struct endings *rule_find(const struct rule_table *t, struct text folded, enum gender gender);

/* The same, with how sure that is: by how many characters of its end the word was known. */
struct rule_match {
	const struct endings *endings;
	size_t length;
	bool is_whole; /* by all of it */
};
struct rule_match rule_match(const struct rule_table *t, struct text folded, enum gender gender);

/*
 * A word in small letters, ё as е, without accents, in `out`, which has room for WORD_MOST bytes; what is longer is cut
 * at its begin: how a word ends is what counts.
 */
enum { WORD_MOST = 256 };
struct text word_fold(struct text word, char out[WORD_MOST]);

/*
 * The word in that form, written to b.  A word in capitals stays so, as does a first letter: Ёж, Ежа.  e NULL, a form
 * that the row has not, and the singular nominative: the word as it is.
 */
void word_write(struct buffer *b, struct text word, const struct endings *e, enum grammatical_number number,
		enum grammatical_case c);

#endif
