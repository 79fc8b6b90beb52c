/*
 * asian -- words of Chinese, Korean and Vietnamese names: syllables that Russian has written in one way for long.
 *
 * A syllable is an onset (one of two dozen consonants, or none) and a rime (name_words.def).  A word of one vowel
 * is one syllable, whatever its consonants: Vietnamese ones are too many for a list.  Лопухин is of syllables too: what
 * ends like a Russian last name must have letters side by side that tell it is none (Сяопин).
 */
#include "base/utf8.h"
#include "language/alphabet.h"
#include "name/word.h"

enum { LETTERS_MOST = 12 };

/* The word's letters, as offsets of their bytes. */
struct letters {
	const struct grammar *grammar;
	struct text word;
	size_t at[LETTERS_MOST + 1];
	size_t count;
};

/* How many runs of vowels the word has; ao in "Тхао" is one. */
static size_t
vowel_runs(struct text word)
{
	size_t runs = 0;
	bool in_run = false;

	for (size_t at = 0; at < word.len;) {
		bool here = is_russian_vowel(utf8_next(word, &at));

		runs += here && !in_run;
		in_run = here;
	}
	return runs;
}

static bool
is_marked(const struct letters *l, size_t from, size_t to, enum name_mark mark)
{
	return name_marked(grammar_name_marks(l->grammar, text_slice(l->word, l->at[from], l->at[to])), mark, NULL);
}

/* Letters [from, to) are one syllable: an onset of up to two letters, and a rime. */
static bool
is_syllable(const struct letters *l, size_t from, size_t to)
{
	for (size_t onset = 0; onset <= 2 && from + onset < to; onset++) {
		if ((onset == 0 || is_marked(l, from, from + onset, MARK_ONSET)) &&
		    is_marked(l, from + onset, to, MARK_RIME))
			return true;
	}
	return false;
}

static bool
cut_letters(struct letters *l)
{
	for (size_t at = 0; at < l->word.len; l->count++) {
		if (l->count == LETTERS_MOST)
			return false;
		l->at[l->count] = at;
		utf8_next(l->word, &at);
	}
	l->at[l->count] = l->word.len;
	return l->count > 0;
}

/* Whether syllables can be laid end to end over the word. */
static bool
is_laid_out(const struct letters *l)
{
	enum { SYLLABLE_MOST = 5 };
	bool reached[LETTERS_MOST + 1] = {true};

	for (size_t to = 1; to <= l->count; to++) {
		for (size_t from = to > SYLLABLE_MOST ? to - SYLLABLE_MOST : 0; from < to && !reached[to]; from++)
			reached[to] = reached[from] && is_syllable(l, from, to);
	}
	return reached[l->count];
}

/* Two letters side by side that Russian words hardly have. */
static bool
has_sign(const struct letters *l)
{
	for (size_t i = 0; i + 2 <= l->count; i++) {
		if (is_marked(l, i, i + 2, MARK_SIGN))
			return true;
	}
	return false;
}

bool
is_east_asian_word(const struct grammar *g, const struct name_word *w)
{
	struct letters l = {.grammar = g, .word = w->folded};

	if (!cut_letters(&l))
		return false;
	if (vowel_runs(w->folded) == 1)
		return true;
	return is_laid_out(&l) && (!w->look || w->look->role != PIECE_LAST_NAME || has_sign(&l));
}
