/*
 * grammar -- the rules of declension, made ready, and what the user's own table says over them.
 */
#ifndef PRIKAZ_GRAMMAR_GRAMMAR_H
#define PRIKAZ_GRAMMAR_GRAMMAR_H

#include "grammar/name_table.h"

enum word_class { CLASS_LAST_NAME, CLASS_FIRST_NAME, CLASS_PATRONYMIC, CLASS_NOUN, CLASS_ADJECTIVE, WORD_CLASSES };

struct grammar; /* once all overrides are in it is never changed: threads may share it */

/* Lives in a. */
struct grammar *grammar_new(struct arena *a);

/*
 * The user's own forms of a text, or of a word in it (SPEC 5, the table Склонения): forms[CASES], an empty one is left
 * to the rules.  gender: only for names of that gender; GENDER_UNKNOWN: for all.
 */
void grammar_override(struct arena *a, struct grammar *g, struct text word, enum gender gender,
		      const struct text forms[CASES]);

/* Those forms: of the gender, else of any; NULL: none. */
const struct text *grammar_overridden(const struct grammar *g, struct text word, enum gender gender);

/* The gender that the user gave a text with its forms; else UNKNOWN, as of a text that is in the table for both. */
enum gender grammar_overridden_gender(const struct grammar *g, struct text t);
bool grammar_has_overrides(const struct grammar *g);

const struct endings *grammar_find(const struct grammar *g, enum word_class class, struct text folded,
				   enum gender gender);

struct rule_match grammar_match(const struct grammar *g, enum word_class class, struct text folded, enum gender gender);

/* All rows of a table, for tests. */
const struct rule *grammar_rows(enum word_class class, size_t *count);

/*
 * Whether that is a known first name: the genders that have it, as bits 1 << gender; 0: not known.
 * The same name may be of both (Саша).
 */
unsigned grammar_first_name(const struct grammar *g, struct text folded);

/* What a word tells in a name: see name_table.h. */
const struct name_look *grammar_name_look(const struct grammar *g, struct text folded, enum gender gender);
uint64_t grammar_name_marks(const struct grammar *g, struct text folded);

/* What a text is taken for. */
enum decline_kind {
	DECLINE_ANY, /* found by looking */
	DECLINE_NAME,
	DECLINE_PHRASE, /* a position, an organisation, a kind of document */
	DECLINE_LAST_NAME,
	DECLINE_FIRST_NAME,
	DECLINE_PATRONYMIC
};

#endif
