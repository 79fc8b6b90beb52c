/*
 * reading -- how a name or a phrase was understood: which words change, by which rule, and what is doubtful.  One
 * form for names (name.h) and phrases (phrase.h); every case is printed from it.
 */
#ifndef PRIKAZ_GRAMMAR_READING_H
#define PRIKAZ_GRAMMAR_READING_H

#include "grammar/rule.h"

/* What a piece is in its name or phrase. */
enum piece_role {
	PIECE_FIXED, /* stays as it is: blanks, signs, particles, what depends on the head */
	PIECE_LAST_NAME,
	PIECE_FIRST_NAME,
	PIECE_PATRONYMIC,
	PIECE_INITIALS,
	PIECE_KIN, /* оглы, кызы: belongs to the patronymic */
	PIECE_HEAD,
	PIECE_ATTRIBUTE,   /* an adjective, participle or pronoun that agrees with the head */
	PIECE_FORMER_NAME, /* in brackets behind the last name */
	PIECE_SEPARATOR    /* between the names of several people */
};

/* Words, parts of hyphenated words, and what stands between: laid end to end they are the text. */
struct piece {
	struct text text; /* of the text that was read */
	enum piece_role role;
	const struct endings *endings; /* NULL: does not change */
	const struct text *forms;      /* CASES of them, the user's own; NULL: by endings */
	unsigned given;                /* bits 1 << case: which of forms count, be they empty; the others: by endings */
	enum grammatical_number number;
	bool is_thing; /* masculine singular and any plural: the accusative is the nominative */
};

enum doubt_kind {
	DOUBT_FORM,   /* the norm knows two ways: `form` was chosen, `other` is the other */
	DOUBT_GENDER, /* no telling whether a man or a woman, taken for a man; with a word: it speaks against the gender
			 taken */
	DOUBT_ROLE,   /* no telling which word is the last name */
	DOUBT_WORD    /* a word that no rule knows: stays as it is */
};

struct doubt {
	enum doubt_kind kind;
	struct text word, form, other; /* FORM: both, in the first case in which they differ */
};

enum reading_kind { READING_NAME, READING_PHRASE };

struct reading {
	enum reading_kind kind;
	struct text text;
	VECTOR(struct piece) pieces;
	VECTOR(struct doubt) doubts;
	enum gender gender;
	bool is_certain; /* the gender follows from the text, or was given */
};

/* Adds a piece; it is the last one until the next call. */
struct piece *reading_add(struct arena *a, struct reading *r, enum piece_role role, struct text t);
void reading_doubt(struct arena *a, struct reading *r, struct doubt d);

/*
 * The piece's word has two forms, its endings' and those of endings->other: tells both, in the first case that
 * differs.
 */
void reading_doubt_form(struct arena *a, struct reading *r, const struct piece *p);

/* One piece in that case; all of them. */
void piece_write(struct buffer *b, const struct piece *p, enum grammatical_case c);
void reading_write(struct buffer *b, const struct reading *r, enum grammatical_case c);
struct text reading_form(struct arena *a, const struct reading *r, enum grammatical_case c);

/* For people who ask why: each word that changes with its role, the row that fits it, an example of it and the source
 * of the norm. */
void reading_explain(struct buffer *b, const struct reading *r);

#endif
