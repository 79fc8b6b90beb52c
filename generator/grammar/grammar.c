/*
 * grammar -- the tables of rules, each found by how words end.
 */
#include "grammar/grammar.h"

#include "base/text_map.h"
#include "grammar/known_names.h"

/* ---- tables ---- */

#define GENDER_ANY GENDER_UNKNOWN
#define ROW(patterns, gender, forms, other, example, source, is_animate, is_excluded)                                  \
	{patterns, GENDER_##gender, forms, other, example, source, is_animate, is_excluded},
#define RULE(patterns, gender, forms, example, source) ROW(patterns, gender, forms, NULL, example, source, false, false)
#define DOUBT(patterns, gender, forms, other, example, source)                                                         \
	ROW(patterns, gender, forms, other, example, source, false, false)
#define PERSON(patterns, gender, forms, example, source)                                                               \
	ROW(patterns, gender, forms, NULL, example, source, true, false)
#define NOT(patterns, gender, example, source) ROW(patterns, gender, "=", NULL, example, source, false, true)

static const struct rule last_names[] = {
#include "grammar/surname.def"
};
static const struct rule first_names[] = {
#include "grammar/first_name.def"
};
static const struct rule patronymics[] = {
#include "grammar/patronymic.def"
};
static const struct rule nouns[] = {
#include "grammar/noun.def"
};
static const struct rule adjectives[] = {
#include "grammar/adjective.def"
};

#undef ROW
#undef RULE
#undef DOUBT
#undef PERSON
#undef NOT

#define COUNT(array) (sizeof(array) / sizeof *(array))

const struct rule *
grammar_rows(enum word_class class, size_t *count)
{
	static const struct {
		const struct rule *rows;
		size_t count;
	} tables[WORD_CLASSES] = {
		[CLASS_LAST_NAME] = {last_names, COUNT(last_names)},
		[CLASS_FIRST_NAME] = {first_names, COUNT(first_names)},
		[CLASS_PATRONYMIC] = {patronymics, COUNT(patronymics)},
		[CLASS_NOUN] = {nouns, COUNT(nouns)},
		[CLASS_ADJECTIVE] = {adjectives, COUNT(adjectives)},
	};

	*count = tables[class].count;
	return tables[class].rows;
}

/* ---- the grammar ---- */

struct grammar {
	const struct rule_table *tables[WORD_CLASSES];
	const struct name_table *name_table;
	const struct known_names *known_names;
	struct text_map overrides[GENDER_PLURAL]; /* by gender; the pointer of each: its forms */
	bool has_overrides;
};

struct grammar *
grammar_new(struct arena *a)
{
	struct grammar *g = NEW(a, struct grammar);

	for (int i = 0; i < WORD_CLASSES; i++) {
		size_t count;
		const struct rule *rows = grammar_rows((enum word_class)i, &count);

		g->tables[i] = rule_table_new(a, rows, count);
	}
	g->known_names = known_names_new(a);
	g->name_table = name_table_new(a);
	return g;
}

const struct endings *
grammar_find(const struct grammar *g, enum word_class class, struct text folded, enum gender gender)
{
	return rule_find(g->tables[class], folded, gender);
}

struct rule_match
grammar_match(const struct grammar *g, enum word_class class, struct text folded, enum gender gender)
{
	return rule_match(g->tables[class], folded, gender);
}

unsigned
grammar_first_name(const struct grammar *g, struct text folded)
{
	return known_names_find(g->known_names, folded);
}

const struct name_look *
grammar_name_look(const struct grammar *g, struct text folded, enum gender gender)
{
	return name_table_look(g->name_table, folded, gender);
}

uint64_t
grammar_name_marks(const struct grammar *g, struct text folded)
{
	return name_table_marks(g->name_table, folded);
}

/* ---- the user's own forms ---- */

/* What a text is known by, in b: its words in small letters, one blank between them. */
static struct text
override_key(struct text t, struct buffer *b)
{
	char folded[WORD_MOST];

	for (size_t at = 0; at < t.len;) {
		size_t from = at, len;

		while (at < t.len && !text_blank_at(t, at, &len))
			at++;
		if (b->len && at > from)
			buffer_byte(b, ' ');
		buffer_text(b, word_fold(text_slice(t, from, at), folded));
		for (; at < t.len && text_blank_at(t, at, &len); at += len)
			;
	}
	return buffer_view(b);
}

void
grammar_override(struct arena *a, struct grammar *g, struct text word, enum gender gender,
		 const struct text forms[CASES])
{
	struct buffer b = {0};
	struct text key, *copy = NEW_ARRAY(a, struct text, CASES);

	override_key(word, &b);
	key = buffer_take(a, &b);
	for (int i = 0; i < CASES; i++)
		copy[i] = text_copy(a, forms[i]);
	text_map_add(a, &g->overrides[gender % GENDER_PLURAL], "", key)->pointer = copy;
	g->has_overrides = true;
}

const struct text *
grammar_overridden(const struct grammar *g, struct text word, enum gender gender)
{
	struct buffer b = {0};
	const struct text_map_entry *e;
	struct text key;

	if (!g->has_overrides)
		return NULL;
	key = override_key(word, &b);
	e = text_map_find(&g->overrides[gender % GENDER_PLURAL], "", key);
	if (!e)
		e = text_map_find(&g->overrides[GENDER_UNKNOWN], "", key);
	buffer_free(&b);
	return e ? e->pointer : NULL;
}

bool
grammar_has_overrides(const struct grammar *g)
{
	return g->has_overrides;
}

enum gender
grammar_overridden_gender(const struct grammar *g, struct text t)
{
	struct buffer b = {0};
	struct text key = override_key(t, &b);
	bool is_man = text_map_find(&g->overrides[GENDER_MASCULINE], "", key) != NULL;
	bool is_woman = text_map_find(&g->overrides[GENDER_FEMININE], "", key) != NULL;

	buffer_free(&b);
	if (is_man == is_woman)
		return GENDER_UNKNOWN;
	return is_man ? GENDER_MASCULINE : GENDER_FEMININE;
}
