/*
 * hyphenation -- where a word may be divided.
 *
 * The patterns are those of the system, which LibreOffice uses as well: /usr/share/hyphen/hyph_ru_RU.dic and
 * its like, through libhyphen.  A dictionary has an encoding of its own (the Russian one KOI8-R), of one byte for
 * a letter: the word goes through iconv in small letters, and the letters are counted back in UTF-8.  What they cannot
 * tell in small letters is said here: abbreviations are whole.  So are the rules of Russian that have no exceptions
 * (Правила 2006, "Правила переноса") and that the patterns break in rare words: no part without a vowel (суффи-кс), ь,
 * ъ and й stay with the letter before (при-йти), of a double consonant between vowels one goes with each (ми-ллион).
 */
#include "layout/hyphenation.h"

#include <hyphen.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "base/utf8.h"
#include "language/alphabet.h"

enum { LANGUAGES_MOST = 8, LETTERS_MOST = 100, TAG_MOST = 32 };

/* LibreOffice's defaults: so many letters stay before, so many go behind a hyphen. */
enum { LETTERS_BEFORE = 2, LETTERS_BEHIND = 2 };

enum { ABBREVIATION_MOST = 7 /* letters: СОГБПОУ */ };

struct dictionary {
	char tag[TAG_MOST];   /* "ru-RU" */
	HyphenDict *patterns; /* NULL: there are none for the language */
	iconv_t from_utf8;
};

struct hyphenator {
	struct dictionary all[LANGUAGES_MOST];
	size_t count;
};

struct hyphenator *
hyphenator_open(void)
{
	struct hyphenator *h = memory_alloc(sizeof *h);

	memset(h, 0, sizeof *h);
	return h;
}

void
hyphenator_close(struct hyphenator *h)
{
	for (size_t i = 0; h && i < h->count; i++) {
		if (!h->all[i].patterns)
			continue;
		hnj_hyphen_free(h->all[i].patterns);
		iconv_close(h->all[i].from_utf8);
	}
	free(h);
}

/* "ru-RU" → hyph_ru_RU.dic, "ru" → hyph_ru.dic, then hyph_ru_RU.dic. */
static HyphenDict *
patterns_open(const char *tag)
{
	char path[TAG_MOST * 2 + 32], language[TAG_MOST], country[TAG_MOST];
	HyphenDict *d;

	snprintf(language, sizeof language, "%s", tag);
	for (char *p = language; *p; p++)
		*p = *p == '-' ? '_' : *p;
	snprintf(path, sizeof path, "/usr/share/hyphen/hyph_%s.dic", language);
	d = hnj_hyphen_load(path);
	if (d || strchr(language, '_'))
		return d;
	snprintf(country, sizeof country, "%s", language);
	for (char *p = country; *p; p++)
		*p = (char)(*p >= 'a' && *p <= 'z' ? *p - 32 : *p);
	snprintf(path, sizeof path, "/usr/share/hyphen/hyph_%s_%s.dic", language, country);
	return hnj_hyphen_load(path);
}

/* Only letters, digits and hyphens may come from a document into a file's name. */
static bool
is_tag(struct text t)
{
	for (size_t i = 0; i < t.len; i++) {
		char c = t.at[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'))
			return false;
	}
	return t.len >= 2 && t.len < TAG_MOST;
}

static struct dictionary *
dictionary_of(struct hyphenator *h, struct text language)
{
	struct dictionary *d;

	if (!is_tag(language))
		return NULL;
	for (size_t i = 0; i < h->count; i++) {
		if (text_is(language, h->all[i].tag))
			return &h->all[i];
	}
	if (h->count == LANGUAGES_MOST)
		return NULL;
	d = &h->all[h->count++];
	memcpy(d->tag, language.at, language.len);
	d->patterns = patterns_open(d->tag);
	if (!d->patterns)
		return d;
	d->from_utf8 = iconv_open(d->patterns->utf8 ? "UTF-8" : d->patterns->cset, "UTF-8");
	if (d->from_utf8 == (iconv_t)-1) {
		hnj_hyphen_free(d->patterns);
		d->patterns = NULL;
	}
	return d;
}

/* A word in small letters. */
struct letters {
	uint32_t at[LETTERS_MOST];
	size_t count;
};

/* The word in small letters, as such and in the dictionary's encoding; how many bytes, 0 when it is no word or too
 * long. */
static size_t
encode(const struct dictionary *d, struct text word, struct letters *letters, char *out)
{
	size_t at = 0, len = 0;

	while (at < word.len) {
		uint32_t c = utf8_next(word, &at);
		char utf8[UTF8_MOST], *from = utf8, *to = out + len;
		size_t left, room = (size_t)LETTERS_MOST - len;

		if (!uc_is_alpha(c) || letters->count == LETTERS_MOST)
			return 0;
		c = uc_tolower(c);
		letters->at[letters->count++] = c;
		left = utf8_put(c, utf8);
		if (iconv(d->from_utf8, &from, &left, &to, &room) == (size_t)-1)
			return 0;
		len = (size_t)(to - out);
	}
	return len;
}

/*
 * A word of few letters, all of them capitals (ГБПОУ), or with several and small ones (ЧТОТиБ): such are not divided
 * (Правила 2006, "Перенос").  A longer one in capitals is a word like others: ПОЛОЖЕНИЕ.
 */
static bool
is_abbreviation(struct text word)
{
	size_t letters = 0, capitals = 0;

	for (size_t at = 0; at < word.len; letters++) {
		uint32_t c = utf8_next(word, &at);

		capitals += uc_tolower(c) != c;
	}
	return capitals > 1 && (capitals < letters || letters <= ABBREVIATION_MOST);
}

static bool
is_vowel(uint32_t c)
{
	return c == 0x451 /* ё */ || is_russian_vowel(c);
}

/* Whether Russian allows the patterns' point before letter i; the word's vowels stand in [first, end). */
static bool
is_allowed(const struct letters *w, size_t i, size_t first, size_t end)
{
	uint32_t c = w->at[i];

	if (!is_cyrillic_letter(c))
		return true;
	if (i <= first || i >= end || c == 0x44C /* ь */ || c == 0x44A /* ъ */ || c == 0x439 /* й */)
		return false;
	return i + 2 >= w->count || c != w->at[i + 1] || is_vowel(c) || !is_vowel(w->at[i - 1]) ||
	       !is_vowel(w->at[i + 2]);
}

size_t
hyphenation_points(struct hyphenator *h, struct text language, struct text word, size_t *points, size_t most)
{
	struct dictionary *d = dictionary_of(h, language);
	char letters[LETTERS_MOST + 1] = "", marks[LETTERS_MOST + 5];
	char **replacements = NULL;
	int *positions = NULL, *cuts = NULL;
	struct letters small = {.count = 0};
	size_t len, at = 0, count = 0, letter = 0, first_vowel = 0, vowels_end;

	if (!d || !d->patterns || is_abbreviation(word) || !(len = encode(d, word, &small, letters)))
		return 0;
	vowels_end = small.count;
	while (first_vowel < small.count && !is_vowel(small.at[first_vowel]))
		first_vowel++;
	while (vowels_end > 0 && !is_vowel(small.at[vowels_end - 1]))
		vowels_end--;
	if (hnj_hyphen_hyphenate3(d->patterns, letters, (int)len, marks, NULL, &replacements, &positions, &cuts,
				  LETTERS_BEFORE, LETTERS_BEHIND, LETTERS_BEFORE, LETTERS_BEHIND))
		return 0;
	while (at < word.len && count < most) {
		/* marks[i] is odd when the word may be divided behind letter i; libhyphen counts letters in UTF-8, too
		 */
		utf8_next(word, &at);
		letter++;
		if (letter >= LETTERS_BEFORE && letter + LETTERS_BEHIND <= small.count && (marks[letter - 1] & 1) &&
		    !(replacements && replacements[letter - 1]) && is_allowed(&small, letter, first_vowel, vowels_end))
			points[count++] = at;
	}
	for (size_t i = 0; replacements && i < len; i++)
		free(replacements[i]);
	free(replacements);
	free(positions);
	free(cuts);
	return count;
}
