/*
 * gender -- whether a name is a man's or a woman's.
 *
 * The words are asked in order: the patronymic with оглы and кызы, a last name of one gender alone (Сидорова), a known
 * first name, how the last name ends, how an unknown first name ends.  The first that tells decides; one that tells
 * otherwise is a doubt.
 */
#include "name/word.h"

/* What a word tells by itself; UNKNOWN: nothing, or both. */
static enum gender
gender_of_first_name(const struct name_word *w)
{
	if (w->known == 1u << GENDER_MASCULINE)
		return GENDER_MASCULINE;
	return w->known == 1u << GENDER_FEMININE ? GENDER_FEMININE : GENDER_UNKNOWN;
}

static enum gender
gender_of_kin(const struct name_word *w)
{
	return w->role == PIECE_PATRONYMIC && !w->told ? w->patronymic : w->told;
}

static enum gender
gender_of_known(const struct name_word *w)
{
	return w->role == PIECE_FIRST_NAME ? gender_of_first_name(w) : GENDER_UNKNOWN;
}

static enum gender
gender_of_last_name(const struct name_word *w)
{
	bool tells = w->role == PIECE_LAST_NAME && w->look && w->look->role == PIECE_LAST_NAME;

	return tells ? w->look->gender : GENDER_UNKNOWN;
}

static enum gender
gender_beyond_doubt(const struct name_word *w)
{
	return w->look && w->look->is_sure ? gender_of_last_name(w) : GENDER_UNKNOWN;
}

/* With й; ь and the vowels but а and я tell nothing. */
static bool
ends_in_consonant(struct text folded)
{
	static const struct text others[] = {TEXT_INIT("е"), TEXT_INIT("и"), TEXT_INIT("о"), TEXT_INIT("у"),
					     TEXT_INIT("ы"), TEXT_INIT("э"), TEXT_INIT("ю"), TEXT_INIT("ь")};

	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (text_ends(folded, others[i]))
			return false;
	}
	return folded.len > 0;
}

/* An unknown first name: Зарема, Тагирбек. */
static enum gender
gender_of_unknown(const struct name_word *w)
{
	if (w->role != PIECE_FIRST_NAME || w->known)
		return GENDER_UNKNOWN;
	if (w->look && w->look->gender)
		return w->look->gender;
	if (text_ends(w->folded, TEXT("а")) || text_ends(w->folded, TEXT("я")))
		return GENDER_FEMININE;
	return ends_in_consonant(w->folded) ? GENDER_MASCULINE : GENDER_UNKNOWN;
}

typedef enum gender teller(const struct name_word *w);

/* In the order in which they are asked. */
enum { TELLS_KIN, TELLS_SURE, TELLS_KNOWN, TELLS_LAST_NAME, TELLS_UNKNOWN, TELLERS };

static teller *const tellers[TELLERS] = {
	[TELLS_KIN] = gender_of_kin,         [TELLS_SURE] = gender_beyond_doubt,
	[TELLS_KNOWN] = gender_of_known,     [TELLS_LAST_NAME] = gender_of_last_name,
	[TELLS_UNKNOWN] = gender_of_unknown,
};

/* The first word whose teller, one of [from, to), tells another gender than that (UNKNOWN: tells any); NULL: none. */
static const struct name_word *
teller_of(const struct naming *n, size_t from, size_t to, enum gender but)
{
	for (size_t t = from; t < to; t++) {
		for (size_t i = 0; i < n->words.count; i++) {
			enum gender told = tellers[t](&n->words.at[i]);

			if (told && told != but)
				return &n->words.at[i];
		}
	}
	return NULL;
}

static enum gender
told_by(const struct naming *n)
{
	for (size_t t = 0; t < TELLERS; t++) {
		const struct name_word *w = teller_of(n, t, t + 1, GENDER_UNKNOWN);

		if (w)
			return tellers[t](w);
	}
	return GENDER_UNKNOWN;
}

void
name_find_gender(struct arena *a, const struct naming *n, struct reading *r)
{
	enum gender found = n->words.given ? n->words.given : told_by(n);
	const struct name_word *against;

	r->is_certain = found != GENDER_UNKNOWN;
	r->gender = found ? found : GENDER_MASCULINE;
	if (!r->is_certain) {
		reading_doubt(a, r, (struct doubt){.kind = DOUBT_GENDER});
		return;
	}
	/* of a gender that was given a last name alone may tell another: a man is called Смородина */
	against = teller_of(n, 0, n->words.given ? TELLS_LAST_NAME : TELLS_UNKNOWN, found);
	if (against)
		reading_doubt(a, r, (struct doubt){.kind = DOUBT_GENDER, .word = against->text});
}
