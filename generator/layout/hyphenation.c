/*
 * hyphenation -- where a word may be divided.
 *
 * The patterns are those of the system, which LibreOffice uses as well: /usr/share/hyphen/hyph_ru_RU.dic and
 * its like, through libhyphen.  A dictionary has an encoding of its own (the Russian one KOI8-R), of one byte for
 * a letter: the word goes into it in small letters, and the letters are counted back in UTF-8.  A letter that the
 * encoding lacks is "?" there, which no pattern knows.
 *
 * A word with hyphens of its own (социально-педагогический) goes to the patterns whole, as LibreOffice gives it:
 * libhyphen takes its parts for those of a compound, from which by its own default no two letters are divided.
 *
 * What the patterns cannot tell in small letters is said here: abbreviations are whole.  So are the rules of Russian
 * that have no exceptions (Правила 2006, "Правила переноса") and that the patterns break in rare words: no part without
 * a vowel (суффи-кс), ь, ъ and й stay with the letter before (при-йти), of a double consonant between vowels one goes
 * with each (ми-ллион).
 */
#include "layout/hyphenation.h"

#include <hyphen.h>
#include <iconv.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "base/utf8.h"
#include "document/document.h"
#include "language/alphabet.h"

enum { LANGUAGES_MOST = 8, LETTERS_MOST = 100, TAG_MOST = 32 };

enum { SOFT_HYPHEN = 0xAD };

enum { ABBREVIATION_MOST = 7 /* letters: СОГБПОУ */ };

struct hyphen_dictionary {
	char tag[TAG_MOST];    /* "ru-RU" */
	HyphenDict *patterns;  /* NULL: there are none for the language */
	uint32_t letters[256]; /* what its bytes mean, unless they are UTF-8; 0 nothing */
};

struct hyphenator {
	pthread_mutex_t lock; /* for adding dictionaries: those that are there do not change */
	struct hyphen_dictionary all[LANGUAGES_MOST];
	size_t count;
};

struct hyphenator *
hyphenator_open(void)
{
	struct hyphenator *h = memory_alloc(sizeof *h);

	memset(h, 0, sizeof *h);
	pthread_mutex_init(&h->lock, NULL);
	return h;
}

void
hyphenator_close(struct hyphenator *h)
{
	if (!h)
		return;
	for (size_t i = 0; i < h->count; i++) {
		if (h->all[i].patterns)
			hnj_hyphen_free(h->all[i].patterns);
	}
	pthread_mutex_destroy(&h->lock);
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

/* What each byte of an encoding of single bytes means; false when there is no such encoding. */
static bool
letters_read(struct hyphen_dictionary *d)
{
	iconv_t to_utf8 = iconv_open("UTF-8", d->patterns->cset);

	if (to_utf8 == (iconv_t)-1)
		return false;
	for (unsigned i = 0x21; i < 256; i++) {
		char byte = (char)i, utf8[8] = "", *from = &byte, *to = utf8;
		size_t left = 1, room = sizeof utf8, at = 0;

		if (iconv(to_utf8, &from, &left, &to, &room) != (size_t)-1 && room < sizeof utf8)
			d->letters[i] = utf8_next((struct text){utf8, sizeof utf8 - room}, &at);
		else
			iconv(to_utf8, NULL, NULL, NULL, NULL);
	}
	iconv_close(to_utf8);
	return true;
}

/* Only letters, digits and hyphens may come from a document into a file's name.  "ru-ru" is "ru-RU". */
static bool
tag_read(struct text t, char tag[TAG_MOST])
{
	bool is_country = false;

	if (t.len < 2 || t.len >= TAG_MOST)
		return false;
	memset(tag, 0, TAG_MOST);
	for (size_t i = 0; i < t.len; i++) {
		char c = t.at[i];
		bool is_small = c >= 'a' && c <= 'z';

		if (!is_small && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '-')
			return false;
		if (c == '-')
			is_country = t.len - i == 3;
		tag[i] = is_small && is_country ? (char)(c - 32) : c;
	}
	return true;
}

static struct hyphen_dictionary *
dictionary_add(struct hyphenator *h, const char *tag)
{
	struct hyphen_dictionary *d = &h->all[h->count++];

	memcpy(d->tag, tag, TAG_MOST);
	d->patterns = patterns_open(d->tag);
	if (d->patterns && !d->patterns->utf8 && !letters_read(d)) {
		hnj_hyphen_free(d->patterns);
		d->patterns = NULL;
	}
	return d;
}

/* NULL when there is none, or no room for one more language. */
static const struct hyphen_dictionary *
dictionary_of(struct hyphenator *h, struct text language)
{
	struct hyphen_dictionary *d = NULL;
	char tag[TAG_MOST];

	if (!tag_read(language, tag))
		return NULL;
	pthread_mutex_lock(&h->lock);
	for (size_t i = 0; i < h->count && !d; i++)
		d = strcmp(tag, h->all[i].tag) == 0 ? &h->all[i] : NULL;
	if (!d && h->count < LANGUAGES_MOST)
		d = dictionary_add(h, tag);
	pthread_mutex_unlock(&h->lock);
	return d && d->patterns ? d : NULL;
}

bool
hyphenator_knows(struct hyphenator *h, struct text language)
{
	return dictionary_of(h, language) != NULL;
}

/* A word: its letters without soft hyphens, made small; byte ends[i] of it is behind letter i. */
struct spelling {
	uint32_t at[LETTERS_MOST];
	bool is_capital[LETTERS_MOST];
	size_t ends[LETTERS_MOST];
	size_t count;
};

static bool
spelling_of(struct text word, struct spelling *w)
{
	w->count = 0;
	for (size_t at = 0; at < word.len;) {
		uint32_t c = utf8_next(word, &at), small = uc_tolower(c);

		if (c == SOFT_HYPHEN)
			continue;
		if (w->count == LETTERS_MOST)
			return false;
		w->at[w->count] = small;
		w->is_capital[w->count] = small != c;
		w->ends[w->count++] = at;
	}
	return w->count > 0;
}

static char
byte_of(const struct hyphen_dictionary *d, uint32_t c)
{
	for (unsigned i = 255; i > 0x20; i--) {
		if (d->letters[i] == c)
			return (char)i;
	}
	return '?';
}

/* The word in the dictionary's encoding; how many bytes. */
static size_t
encode(const struct hyphen_dictionary *d, const struct spelling *w, char *out)
{
	size_t len = 0;

	for (size_t i = 0; i < w->count; i++) {
		if (d->patterns->utf8)
			len += utf8_put(w->at[i], out + len);
		else
			out[len++] = byte_of(d, w->at[i]);
	}
	out[len] = 0;
	return len;
}

static size_t
capitals_among(const struct spelling *w, size_t from, size_t to)
{
	size_t capitals = 0;

	for (size_t i = from; i < to; i++)
		capitals += w->is_capital[i];
	return capitals;
}

/*
 * Few letters, all of them capitals (ГБПОУ), or several of them and small ones (ЧТОТиБ): such are not divided
 * (Правила 2006, "Перенос").  A longer one in capitals is a word like others: ПОЛОЖЕНИЕ.
 */
static bool
is_abbreviation(const struct spelling *w, size_t from, size_t to)
{
	size_t capitals = capitals_among(w, from, to);

	return capitals > 1 && (capitals < to - from || to - from <= ABBREVIATION_MOST);
}

static bool
is_vowel(uint32_t c)
{
	return c == 0x451 /* ё */ || is_russian_vowel(c);
}

/* Whether Russian allows the patterns' point before letter i of the part [from, to). */
static bool
is_allowed(const struct spelling *w, size_t i, size_t from, size_t to)
{
	uint32_t c = w->at[i];
	size_t first = from, end = to;

	if (!is_cyrillic_letter(c))
		return true;
	while (first < to && !is_vowel(w->at[first]))
		first++;
	while (end > from && !is_vowel(w->at[end - 1]))
		end--;
	if (i <= first || i >= end || c == 0x44C /* ь */ || c == 0x44A /* ъ */ || c == 0x439 /* й */)
		return false;
	return i + 2 >= to || c != w->at[i + 1] || is_vowel(c) || !is_vowel(w->at[i - 1]) || !is_vowel(w->at[i + 2]);
}

/* The end of the part of a word that begins at `from`: parts are cut by what is no letter. */
static size_t
part_end(const struct spelling *w, size_t from)
{
	while (from < w->count && uc_is_alpha(w->at[from]))
		from++;
	return from;
}

static int
larger(int a, int b)
{
	return a > b ? a : b;
}

/*
 * The patterns' marks: marks[i] is odd when the word may be divided behind letter i as it is spelt.  False: no
 * memory.
 */
static bool
marks_find(const struct hyphen_dictionary *d, const struct spelling *w, const struct hyphenation *rules, char *marks)
{
	char bytes[LETTERS_MOST * UTF8_MOST + 1], **replacements = NULL;
	int *positions = NULL, *cuts = NULL;
	int before = rules->least_before, behind = rules->least_behind;
	size_t len = encode(d, w, bytes);
	HyphenDict *p = d->patterns;
	int compound_before = larger(p->clhmin, larger(p->clhmin, 2) + larger(0, before - larger(p->lhmin, 2)));
	int compound_behind = larger(p->crhmin, larger(p->crhmin, 2) + larger(0, behind - larger(p->rhmin, 2)));
	bool is_done = !hnj_hyphen_hyphenate3(p, bytes, (int)len, marks, NULL, &replacements, &positions, &cuts, before,
					      behind, compound_before, compound_behind);

	for (size_t i = 0; replacements && i < len; i++) {
		if (replacements[i])
			marks[i] = '0';
		free(replacements[i]);
	}
	free(replacements);
	free(positions);
	free(cuts);
	return is_done;
}

size_t
hyphenation_points(struct hyphenator *h, struct text language, struct text word, const struct hyphenation *rules,
		   size_t *points, size_t most)
{
	const struct hyphen_dictionary *d = dictionary_of(h, language);
	char marks[LETTERS_MOST * UTF8_MOST + 5];
	size_t count = 0, letters;
	struct spelling w;

	if (!d || !spelling_of(word, &w))
		return 0;
	letters = w.at[w.count - 1] == '.' ? w.count - 1 : w.count;
	if ((int)letters < rules->least_letters ||
	    (rules->spares_capitals && capitals_among(&w, 0, letters) == letters))
		return 0;
	w.count = letters;
	if (!letters || !marks_find(d, &w, rules, marks))
		return 0;
	for (size_t from = 0, to; from < letters; from = to + 1) {
		to = part_end(&w, from);
		if (is_abbreviation(&w, from, to))
			continue;
		for (size_t i = from + 1; i < to && count < most; i++) {
			if ((marks[i - 1] & 1) && i >= (size_t)rules->least_before &&
			    i + (size_t)rules->least_behind <= letters && is_allowed(&w, i, from, to))
				points[count++] = w.ends[i - 1];
		}
	}
	return count;
}
