/*
 * name_table -- what words and ends of words tell of names, found by hashes.
 */
#include "grammar/name_table.h"

#include "base/text_map.h"

#define GENDER_ANY   GENDER_UNKNOWN
#define COUNT(array) (sizeof(array) / sizeof *(array))
#define GENDERS_TOLD 3 /* unknown, masculine, feminine */

static const struct name_look looks[] = {
#define LOOK(patterns, role, gender, example) {patterns, PIECE_##role, GENDER_##gender, false, example},
#define SURE(patterns, role, gender, example) {patterns, PIECE_##role, GENDER_##gender, true, example},
#include "grammar/name_look.def"
#undef LOOK
#undef SURE
};

static const struct {
	enum name_mark mark;
	enum gender gender;
	const char *words;
} marked[] = {
#define NAME_WORDS(mark, gender, words) {MARK_##mark, GENDER_##gender, words},
#include "grammar/name_words.def"
#undef NAME_WORDS
};

struct name_table {
	struct rule rows[COUNT(looks)]; /* the looks, for the engine that finds ends of words */
	const struct rule_table *ends;
	struct text_map words; /* the pointer of each: its marks */
};

const struct name_look *
name_table_rows(size_t *count)
{
	*count = COUNT(looks);
	return looks;
}

_Static_assert(sizeof(void *) == sizeof(uint64_t), "the marks of a word stand in place of a pointer");

static uint64_t
mark_bit(enum name_mark mark, enum gender gender)
{
	return (uint64_t)1 << ((unsigned)mark * GENDERS_TOLD + (unsigned)gender);
}

static void
add_words(struct arena *a, struct name_table *t, size_t row)
{
	struct text rest = text_from(marked[row].words), word;

	while ((word = text_next_word(&rest)).len) {
		struct text_map_entry *e = text_map_add(a, &t->words, "", word);

		e->pointer =
			(void *)(uintptr_t)((uintptr_t)e->pointer | mark_bit(marked[row].mark, marked[row].gender));
	}
}

const struct name_table *
name_table_new(struct arena *a)
{
	struct name_table *t = NEW(a, struct name_table);

	for (size_t i = 0; i < COUNT(looks); i++)
		t->rows[i] = (struct rule){.patterns = looks[i].patterns,
					   .gender = looks[i].gender,
					   .forms = "=",
					   .example = looks[i].example};
	t->ends = rule_table_new(a, t->rows, COUNT(looks));
	for (size_t i = 0; i < COUNT(marked); i++)
		add_words(a, t, i);
	return t;
}

const struct name_look *
name_table_look(const struct name_table *t, struct text folded, enum gender gender)
{
	const struct endings *e = rule_find(t->ends, folded, gender);

	return e ? &looks[e->rule - t->rows] : NULL;
}

uint64_t
name_table_marks(const struct name_table *t, struct text folded)
{
	const struct text_map_entry *e = text_map_find(&t->words, "", folded);

	return e ? (uint64_t)(uintptr_t)e->pointer : 0;
}

bool
name_marked(uint64_t marks, enum name_mark mark, enum gender *gender)
{
	for (int i = 0; i < GENDERS_TOLD; i++) {
		if (marks & mark_bit(mark, (enum gender)i)) {
			if (gender)
				*gender = (enum gender)i;
			return true;
		}
	}
	return false;
}
