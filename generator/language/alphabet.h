/*
 * alphabet -- Latin and Cyrillic letters that look the same, and words that have both by mistake.
 *
 * A keyboard left in the other layout puts a letter of the other alphabet into a word, and then nothing finds the word
 * any more.  A word is taken for Cyrillic when it has a letter that only Cyrillic has (Ивановa has и, в, н), and its
 * Latin letters for slips when all of them look Cyrillic; words in which both alphabets have letters of their own
 * ("COVIDом") were meant so.  In the number of a paper (№ P-145, № 12-K) letters are Russian when they can be.
 */
#ifndef PRIKAZ_LANGUAGE_ALPHABET_H
#define PRIKAZ_LANGUAGE_ALPHABET_H

#include "base/text.h"

static inline bool
is_latin_letter(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static inline bool
is_cyrillic_letter(uint32_t c)
{
	return c >= 0x400 && c <= 0x52F;
}

/* Of the small ones. */
static inline bool
is_russian_vowel(uint32_t c)
{
	switch (c) {
	case 0x430: /* а */
	case 0x435: /* е */
	case 0x438: /* и */
	case 0x43E: /* о */
	case 0x443: /* у */
	case 0x44B: /* ы */
	case 0x44D: /* э */
	case 0x44E: /* ю */
	case 0x44F: /* я */
	case 0x451: /* ё */
		return true;
	default:
		return false;
	}
}

/* "a" → "а"; 0 when the letter looks like none of the other alphabet. */
uint32_t letter_alike(uint32_t letter);

struct mixed_word {
	struct text word;
	bool is_latin_wrong; /* else the Cyrillic letters are the slips */
	uint32_t sign;       /* the first of them */
	int position;        /* of it in the word, from 1 */
};

/* The next such word of t at or after byte *at, which moves behind it; false when there is none. */
bool mixed_word_next(struct text t, size_t *at, struct mixed_word *m);

#endif
