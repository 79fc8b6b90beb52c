/*
 * word -- the words of a name, what each of them may be by itself, and what it is; private to names.
 */
#ifndef PRIKAZ_NAME_WORD_H
#define PRIKAZ_NAME_WORD_H

#include "grammar/grammar.h"
#include "grammar/name_table.h"

enum name_word_kind {
	WORD_PLAIN,
	WORD_INITIAL,
	WORD_PARTICLE,
	WORD_KIN,
	WORD_TITLE,
	WORD_GENERATION,
	WORD_STRANGE /* digits, Latin letters: no rule is for it */
};

enum { NAME_WORDS_MOST = 12 };

struct name_word {
	struct text text;   /* as it stands; of an initial and what is shortened with the point */
	struct text folded; /* without the point */
	enum name_word_kind kind;
	uint64_t marks;               /* see name_marked */
	unsigned known;               /* as a first name: bits 1 << gender */
	enum gender patronymic;       /* that it is one of, by its ending; UNKNOWN: it is none */
	const struct name_look *look; /* what the ending tells; NULL: nothing */
	bool is_bracketed;            /* Петрова (Сидорова) Анна */
	bool is_small;                /* begins with a small letter */
	bool has_parts;               /* with hyphens between */
	bool has_particle;            /* for its first part: аль-Рашид */
	enum piece_role role;         /* name.c finds it */
	enum gender told;             /* by оглы, г-жа, Тхи */
};

struct name_words {
	struct text text;
	enum gender given;
	struct name_word at[NAME_WORDS_MOST];
	char room[NAME_WORDS_MOST][WORD_MOST]; /* of what is folded */
	size_t count;
	bool has_more; /* than that */
};

/* gender: the one given with the name; GENDER_UNKNOWN: none was. */
void name_words_read(const struct grammar *g, struct text t, enum gender gender, struct name_words *w);

/* Whether the word can be of syllables as Chinese, Korean and Vietnamese names are. */
bool is_east_asian_word(const struct grammar *g, const struct name_word *w);

/* The words that may be last name, first name and patronymic, in their order; of what is read. */
struct naming {
	const struct grammar *grammar;
	struct name_words words;
	struct name_word *plain[NAME_WORDS_MOST];
	size_t count;
	bool has_initials;
	bool is_east_asian;
	bool is_open; /* which of two words is the last name: neither tells */
};

/* Whether they look like a name rather than a phrase. */
bool are_name(const struct name_words *w);

/* Gives every word its role; kind: as for name_read. */
void name_place(struct naming *n, enum decline_kind kind);

/* Sets the reading's gender and tells what is doubtful of it; behind name_place. */
void name_find_gender(struct arena *a, const struct naming *n, struct reading *r);

/* Whether the text is names of several people; the next of them, from *at on, and what parts it from the one behind. */
bool name_is_list(const struct grammar *g, struct text t);
struct text name_next_person(struct text t, size_t *at, struct text *separator);

/* The next part of a word in parts, from *at on, which moves behind its hyphen; *hyphen is empty behind the last. */
struct text word_part_next(struct text word, size_t *at, struct text *hyphen);

#endif
