/*
 * word -- looks up the words of a phrase in the tables of nouns and adjectives.
 *
 * Of a hyphenated noun each part changes by itself (педагога-психолога), but for those first parts that noun.def has
 * with their hyphen ("вице-": stays), and but for compounds that it has as one word ("мастер-класс").  Of an adjective
 * only the last part changes (учебно-методического).
 */
#include "phrase/word.h"

#include <string.h>

#include "base/utf8.h"

enum { SHORT_WORD = 3, ABBREVIATION_MOST = 6 }; /* letters */

static bool
is_open(const struct tokens *t, size_t at)
{
	return at < t->count && !t->at[at].is_quoted &&
	       (t->at[at].kind == TOKEN_WORD || t->at[at].kind == TOKEN_NUMBER);
}

/* How many parts the word has; 0: too many. */
static size_t
count_parts(const struct tokens *t, size_t at)
{
	size_t count = 1;

	while (at + 2 < t->count && t->at[at + 1].kind == TOKEN_HYPHEN) {
		count++;
		at += 2;
	}
	return count <= WORD_PARTS ? count : 0;
}

static struct rule_match
match(const struct grammar *g, enum word_class class, struct text folded, enum gender gender)
{
	struct rule_match m = grammar_match(g, class, folded, gender);

	if (m.endings && m.endings->rule->is_excluded)
		m.endings = NULL;
	return m;
}

/* A part of a word, of which one letter alone is none. */
static struct rule_match
match_token(const struct grammar *g, enum word_class class, const struct token *t, enum gender gender)
{
	char folded[WORD_MOST];
	struct rule_match m;

	if (t->kind != TOKEN_WORD || !t->is_cyrillic || utf8_count(t->text) < 2)
		return (struct rule_match){0};
	m = match(g, class, word_fold(t->text, folded), gender);
	/* one letter says too little of the plural: of недели, but of жюри too */
	if (m.endings && m.endings->is_plural && m.length < 2 && gender == GENDER_UNKNOWN)
		m.endings = NULL;
	return m;
}

/* The first part with its hyphen, as the table has those that stay. */
static bool
is_prefix(const struct grammar *g, const struct token *t)
{
	char key[WORD_MOST + 1];
	struct text folded = word_fold(t->text, key);
	struct rule_match m;

	if (t->kind != TOKEN_WORD || !t->is_cyrillic)
		return true;
	key[folded.len] = '-';
	m = grammar_match(g, CLASS_NOUN, (struct text){key, folded.len + 1}, GENDER_UNKNOWN);
	return m.endings && !m.endings->count && !m.endings->rule->is_excluded;
}

static struct text
whole_text(const struct tokens *t, size_t from, size_t end)
{
	const struct token *last = &t->at[end - 1];

	return (struct text){t->at[from].text.at, (size_t)(last->text.at + last->text.len - t->at[from].text.at)};
}

static void
take(struct word *w, size_t part, struct rule_match m)
{
	w->parts[part] = m.endings;
	w->gender = endings_gender(m.endings);
	w->is_animate = m.endings->rule->is_animate;
	w->is_whole = m.is_whole;
	w->strength = m.length;
}

/* A compound that the table has as one word. */
static bool
compound_at(const struct grammar *g, const struct tokens *t, size_t parts, enum gender gender, struct word *w)
{
	char folded[WORD_MOST];
	struct rule_match m = match(g, CLASS_NOUN, word_fold(whole_text(t, w->from, w->end), folded), gender);

	if (!m.endings || !m.is_whole)
		return false;
	take(w, parts - 1, m);
	return true;
}

/*
 * An adjective before a person: of полицейский-водитель both change.  Known by the last part, which names the person; a
 * first part that the table of nouns has is none (рабочий-строитель, завод-изготовитель).
 */
static const struct endings *
adjective_part(const struct grammar *g, const struct tokens *t, size_t at, size_t last, enum gender gender)
{
	struct rule_match person = match_token(g, CLASS_NOUN, &t->at[last], gender);
	struct rule_match m;

	if (at == last || !person.endings || !person.endings->rule->is_animate)
		return NULL;
	m = match_token(g, CLASS_NOUN, &t->at[at], gender);
	if (m.endings && (m.is_whole || m.endings->rule->is_animate))
		return NULL;
	return match_token(g, CLASS_ADJECTIVE, &t->at[at], endings_gender(person.endings)).endings;
}

bool
noun_at(const struct grammar *g, const struct tokens *t, size_t at, enum gender gender, struct word *out)
{
	size_t parts = is_open(t, at) ? count_parts(t, at) : 0;
	bool is_found = false;

	*out = (struct word){.from = at, .end = at + 2 * parts - 1};
	if (parts == 0)
		return false;
	if (parts > 1 && compound_at(g, t, parts, gender, out))
		return true;
	for (size_t i = 0; i < parts; i++) {
		const struct token *part = &t->at[at + 2 * i];
		struct rule_match m;

		if (i + 1 < parts && ((part->is_capitals && !t->is_capitals) || is_prefix(g, part)))
			continue;
		out->parts[i] = adjective_part(g, t, at + 2 * i, at + 2 * parts - 2, gender);
		if (out->parts[i])
			continue;
		m = match_token(g, CLASS_NOUN, part, is_found ? GENDER_UNKNOWN : gender);
		if (!m.endings && i + 1 == parts && !is_found)
			return false;
		if (m.endings && is_found)
			out->parts[i] = m.endings;
		else if (m.endings)
			take(out, i, m);
		is_found |= m.endings != NULL;
	}
	return is_found;
}

/* "й" of 1-й: all that is written of the word. */
static bool
is_number_ending(const struct tokens *t, size_t at)
{
	return at >= 2 && t->at[at - 1].kind == TOKEN_HYPHEN && t->at[at - 2].kind == TOKEN_NUMBER;
}

bool
adjective_at(const struct grammar *g, const struct tokens *t, size_t at, enum gender gender, struct word *out)
{
	size_t parts = is_open(t, at) ? count_parts(t, at) : 0, last = at + 2 * parts - 2;
	char folded[WORD_MOST];
	struct rule_match m;

	*out = (struct word){.from = at, .end = last + 1};
	if (parts == 0)
		return false;
	if (is_number_ending(t, last))
		m = match(g, CLASS_ADJECTIVE, word_fold(t->at[last].text, folded), gender);
	else
		m = match_token(g, CLASS_ADJECTIVE, &t->at[last], gender);
	if (!m.endings || (is_number_ending(t, last) && !m.is_whole))
		return false;
	take(out, parts - 1, m);
	return true;
}

bool
is_abbreviation(const struct grammar *g, const struct tokens *t, size_t at)
{
	const struct token *w = &t->at[at];
	struct rule_match noun, adjective;
	struct text folded;
	char room[WORD_MOST];

	if (w->kind != TOKEN_WORD || !w->is_capitals || !w->is_cyrillic)
		return false;
	if (!t->is_capitals)
		return true;
	/* all is in capitals: what no row fits, and what is so short that it would be listed as a word */
	folded = word_fold(w->text, room);
	noun = grammar_match(g, CLASS_NOUN, folded, GENDER_UNKNOWN);
	adjective = grammar_match(g, CLASS_ADJECTIVE, folded, GENDER_UNKNOWN);
	if (!noun.endings && !adjective.endings)
		return utf8_count(w->text) <= ABBREVIATION_MOST;
	if (noun.is_whole || adjective.is_whole)
		return false;
	return utf8_count(w->text) <= (text_ends(folded, TEXT("о")) ? ABBREVIATION_MOST : SHORT_WORD);
}

void
word_mark(struct tokens *t, const struct word *w, enum piece_role role, bool is_thing)
{
	for (size_t at = w->from, i = 0; at < w->end; at += 2, i++) {
		struct token *part = &t->at[at];

		if (!w->parts[i])
			continue;
		part->role = role;
		part->endings = w->parts[i];
		part->is_thing = is_thing;
	}
}
