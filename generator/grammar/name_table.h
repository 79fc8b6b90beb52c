/*
 * name_table -- the tables of names made ready: name_look.def, name_words.def.
 */
#ifndef PRIKAZ_GRAMMAR_NAME_TABLE_H
#define PRIKAZ_GRAMMAR_NAME_TABLE_H

#include "grammar/reading.h"

/* What the end of a word tells. */
struct name_look {
	const char *patterns;
	enum piece_role role; /* LAST_NAME, FIRST_NAME, PATRONYMIC; HEAD: of a phrase, no name */
	enum gender gender;   /* UNKNOWN: of either */
	bool is_sure;         /* the gender is beyond doubt, whatever the first name is */
	const char *example;
};

/* What words have a place of their own in a name; the columns of name_words.def. */
enum name_mark {
	MARK_PARTICLE,
	MARK_KIN,
	MARK_TITLE,
	MARK_GENERATION,
	MARK_FIRST_PART,
	MARK_LAST_PART,
	MARK_FIXED_PART,
	MARK_EAST_ASIAN,
	MARK_EAST_ASIAN_MIDDLE,
	MARK_ONSET, /* of a syllable there */
	MARK_RIME,
	MARK_SIGN /* letters that such words have, and Russian ones have not */
};

struct name_table;

/* Lives in a. */
const struct name_table *name_table_new(struct arena *a);

/*
 * The row for the end of the word, one for that gender or for any; GENDER_UNKNOWN: the first one of any gender; NULL:
 * none.
 */
const struct name_look *name_table_look(const struct name_table *t, struct text folded, enum gender gender);

/* All marks of a word at once, for name_mark; 0: it has none. */
uint64_t name_table_marks(const struct name_table *t, struct text folded);

/* Whether that mark is among them; *gender, when not NULL: of whom it tells. */
bool name_marked(uint64_t marks, enum name_mark mark, enum gender *gender);

/* All rows of name_look.def, for tests. */
const struct name_look *name_table_rows(size_t *count);

#endif
