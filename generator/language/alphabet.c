#include "language/alphabet.h"

#include "base/utf8.h"

enum { FIRST_CYRILLIC = 0x400, LAST_ALIKE = 0x45F };

/* By code point, the letter of the other alphabet that looks the same. */
static const uint16_t alike_latin['z' + 1] = {
	['A'] = 0x410, ['B'] = 0x412, ['C'] = 0x421, ['E'] = 0x415, ['H'] = 0x41D, ['I'] = 0x406, ['J'] = 0x408,
	['K'] = 0x41A, ['M'] = 0x41C, ['O'] = 0x41E, ['P'] = 0x420, ['S'] = 0x405, ['T'] = 0x422, ['X'] = 0x425,
	['Y'] = 0x423, ['a'] = 0x430, ['c'] = 0x441, ['e'] = 0x435, ['i'] = 0x456, ['j'] = 0x458, ['k'] = 0x43A,
	['o'] = 0x43E, ['p'] = 0x440, ['s'] = 0x455, ['x'] = 0x445, ['y'] = 0x443,
};
static const char alike_cyrillic[LAST_ALIKE - FIRST_CYRILLIC + 1] = {
	[0x10] = 'A', [0x12] = 'B', [0x21] = 'C', [0x15] = 'E', [0x1D] = 'H', [0x06] = 'I', [0x08] = 'J',
	[0x1A] = 'K', [0x1C] = 'M', [0x1E] = 'O', [0x20] = 'P', [0x05] = 'S', [0x22] = 'T', [0x25] = 'X',
	[0x23] = 'Y', [0x30] = 'a', [0x41] = 'c', [0x35] = 'e', [0x56] = 'i', [0x58] = 'j', [0x3A] = 'k',
	[0x3E] = 'o', [0x40] = 'p', [0x55] = 's', [0x45] = 'x', [0x43] = 'y',
};

uint32_t
letter_alike(uint32_t letter)
{
	if (letter <= 'z')
		return alike_latin[letter];
	if (letter >= FIRST_CYRILLIC && letter <= LAST_ALIKE)
		return (uint32_t)alike_cyrillic[letter - FIRST_CYRILLIC];
	return 0;
}

/* A run of letters and what it has of both alphabets. */
struct word {
	size_t from, to;
	int latin, cyrillic;             /* letters */
	int latin_alike, cyrillic_alike; /* of them such as the other alphabet has */
	int latin_capitals, cyrillic_small;
};

/* The next word at or after *at, which moves behind it; false when there is none. */
static bool
next_word(struct text t, size_t *at, struct word *w)
{
	*w = (struct word){.from = t.len};
	while (*at < t.len) {
		size_t from = *at;
		uint32_t c = utf8_next(t, at);

		if (!is_latin_letter(c) && !is_cyrillic_letter(c)) {
			if (w->from == t.len)
				continue;
			*at = from;
			break;
		}
		if (w->from == t.len)
			w->from = from;
		w->to = *at;
		w->latin += is_latin_letter(c);
		w->cyrillic += is_cyrillic_letter(c);
		w->latin_capitals += c >= 'A' && c <= 'Z';
		w->cyrillic_small += c >= 0x430 && c <= 0x45F;
		w->latin_alike += is_latin_letter(c) && letter_alike(c);
		w->cyrillic_alike += is_cyrillic_letter(c) && letter_alike(c);
	}
	return w->from < t.len;
}

/*
 * What may stand between № and a letter of the number, one of them at the end of t; its length in bytes, 0 when none.
 */
static size_t
sign_of_number(struct text t)
{
	static const struct text wide[] = {TEXT_INIT("\u00a0"), TEXT_INIT("\u2011"), TEXT_INIT("\u202f")};
	char c = t.len ? t.at[t.len - 1] : '\0';

	if ((c >= '0' && c <= '9') || c == ' ' || c == '-' || c == '/' || c == '.')
		return 1;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
		if (text_ends(t, wide[i]))
			return wide[i].len;
	}
	return 0;
}

enum { NUMBER_MOST = 24 /* signs */ };

/* The word is a part of the number of a paper, whose letters are Russian ones: № P-145, № 12-K. */
static bool
is_in_number(struct text t, const struct word *w)
{
	struct text before = text_slice(t, 0, w->from), behind = text_from_offset(t, w->to);
	size_t digits = 0;

	for (size_t i = 0, len; i < NUMBER_MOST && (len = sign_of_number(before)) > 0; i++) {
		char c = before.at[before.len - 1];

		digits += c >= '0' && c <= '9';
		before.len -= len;
	}
	if (behind.len && (behind.at[0] == '-' || text_starts(behind, TEXT("\u2011"))))
		digits++;
	return digits > 0 && text_ends(before, TEXT("№"));
}

/* Whether it has letters of both by mistake, and which are the slips. */
static bool
is_mixed(const struct word *w, bool *is_latin_wrong)
{
	bool may_be_latin = w->cyrillic == w->cyrillic_alike; /* every Cyrillic letter may be a slip */
	bool may_be_cyrillic = w->latin == w->latin_alike;
	bool is_declined = w->latin > 1 && w->latin == w->latin_capitals && w->cyrillic == w->cyrillic_small;

	if (!w->latin || !w->cyrillic || is_declined) /* "COVIDу" */
		return false;
	*is_latin_wrong = may_be_cyrillic && !(may_be_latin && w->latin > w->cyrillic);
	return may_be_cyrillic || may_be_latin;
}

bool
mixed_word_next(struct text t, size_t *at, struct mixed_word *m)
{
	struct word w;

	while (next_word(t, at, &w)) {
		*m = (struct mixed_word){.word = text_slice(t, w.from, w.to)};
		if (w.latin_alike == (int)utf8_count(m->word) && is_in_number(t, &w))
			m->is_latin_wrong = true;
		else if (!is_mixed(&w, &m->is_latin_wrong))
			continue;
		for (size_t i = 0; i < m->word.len;) {
			m->sign = utf8_next(m->word, &i);
			m->position++;
			if (m->is_latin_wrong ? is_latin_letter(m->sign) : is_cyrillic_letter(m->sign))
				return true;
		}
	}
	return false;
}
