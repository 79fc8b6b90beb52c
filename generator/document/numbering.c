/*
 * numbering -- from counts to labels: 1.1, iv), б), •
 *
 * A list has up to ten levels, each with a counter.  An item counts its own level on and starts the
 * deeper ones anew: after 1, 1.1, 1.2 and 2 comes 2.1.  An item of a level whose upper levels have not
 * been counted shows their start values.
 *
 * Russian letters go without ё, й, ъ, ь: а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ ы э ю я, as
 * LibreOffice counts them, and go on behind я as аа, аб.
 */
#include "document/numbering.h"

#include "base/buffer.h"
#include "base/utf8.h"

enum { LETTERS_LATIN = 26, NUMBER_MOST_LETTERS = 32 };

/* The letter repeated once per round: a … z, aa, bb. */
static struct text
letters_repeated(struct arena *a, const char *const *letters, int count, int number)
{
	struct text letter = text_from(letters[(number - 1) % count]);
	int times = (number - 1) / count + 1;
	struct text t = TEXT_NONE;

	if (times > NUMBER_MOST_LETTERS)
		return text_format(a, "%d", number);
	while (times-- > 0)
		t = text_join(a, t, letter);
	return t;
}

static const char *const lower_latin[] = {
	"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m",
	"n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z",
};
static const char *const upper_latin[] = {
	"A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M",
	"N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z",
};
static const char *const lower_russian[] = {
	"а", "б", "в", "г", "д", "е", "ж", "з", "и", "к", "л", "м", "н", "о", "п",
	"р", "с", "т", "у", "ф", "х", "ц", "ч", "ш", "щ", "ы", "э", "ю", "я",
};
static const char *const upper_russian[] = {
	"А", "Б", "В", "Г", "Д", "Е", "Ж", "З", "И", "К", "Л", "М", "Н", "О", "П",
	"Р", "С", "Т", "У", "Ф", "Х", "Ц", "Ч", "Ш", "Щ", "Ы", "Э", "Ю", "Я",
};
enum { LETTERS_RUSSIAN = sizeof lower_russian / sizeof *lower_russian };

/* Letters as digits of a number without zero: a … z, aa, ab. */
static struct text
letters_counted(struct arena *a, const char *const *letters, int count, int number)
{
	struct text t = TEXT_NONE;

	for (; number > 0; number = (number - 1) / count)
		t = text_join(a, text_from(letters[(number - 1) % count]), t);
	return t;
}

static struct text
roman(struct arena *a, int number, bool is_upper)
{
	static const struct {
		int value;
		const char *lower, *upper;
	} signs[] = {
		{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"},  {400, "cd", "CD"}, {100, "c", "C"},
		{90, "xc", "XC"}, {50, "l", "L"},    {40, "xl", "XL"}, {10, "x", "X"},    {9, "ix", "IX"},
		{5, "v", "V"},    {4, "iv", "IV"},   {1, "i", "I"},
	};
	struct text t = TEXT_NONE;

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		for (; number >= signs[i].value; number -= signs[i].value)
			t = text_join(a, t, text_from(is_upper ? signs[i].upper : signs[i].lower));
	return t;
}

static const char *
ordinal_ending(int number)
{
	if (number / 10 % 10 == 1)
		return "th";
	switch (number % 10) {
	case 1:
		return "st";
	case 2:
		return "nd";
	case 3:
		return "rd";
	default:
		return "th";
	}
}

/* *, †, ‡, §, **, ††: how Word marks notes. */
static struct text
symbols(struct arena *a, int number)
{
	static const char *const signs[] = {"*", "†", "‡", "§"};

	return letters_repeated(a, signs, 4, number);
}

enum { ROMAN_MOST = 3999 };

static struct text
positive_text(struct arena *a, enum number_format format, int number)
{
	switch (format) {
	case NUMBER_LOWER_ROMAN:
	case NUMBER_UPPER_ROMAN:
		if (number > ROMAN_MOST)
			break;
		return roman(a, number, format == NUMBER_UPPER_ROMAN);
	case NUMBER_LOWER_LETTER:
		return letters_repeated(a, lower_latin, LETTERS_LATIN, number);
	case NUMBER_UPPER_LETTER:
		return letters_repeated(a, upper_latin, LETTERS_LATIN, number);
	case NUMBER_LOWER_RUSSIAN:
		return letters_counted(a, lower_russian, LETTERS_RUSSIAN, number);
	case NUMBER_UPPER_RUSSIAN:
		return letters_counted(a, upper_russian, LETTERS_RUSSIAN, number);
	case NUMBER_LOWER_ALPHABET:
		return letters_counted(a, lower_latin, LETTERS_LATIN, number);
	case NUMBER_UPPER_ALPHABET:
		return letters_counted(a, upper_latin, LETTERS_LATIN, number);
	case NUMBER_DECIMAL_ZERO:
		return text_format(a, "%02d", number);
	case NUMBER_ORDINAL:
		return text_format(a, "%d%s", number, ordinal_ending(number));
	case NUMBER_SYMBOLS:
		return symbols(a, number);
	default:
		break;
	}
	return text_format(a, "%d", number);
}

struct text
number_text(struct arena *a, enum number_format format, int number)
{
	if (format == NUMBER_NONE || format == NUMBER_BULLET)
		return TEXT_NONE;
	if (number <= 0)
		return text_format(a, "%d", number);
	return positive_text(a, format, number);
}

static int
level_within(int level)
{
	return level < 0 ? 0 : level >= LIST_LEVELS ? LIST_LEVELS - 1 : level;
}

static void
level_begin(struct list_counters *c, const struct list_level *level, int i)
{
	c->at[i] = level->start;
	c->is_counting[i] = true;
}

void
list_count(struct list_counters *c, const struct list_level levels[LIST_LEVELS], int level)
{
	level = level_within(level);
	if (!c->is_counting[level])
		level_begin(c, &levels[level], level);
	else if (c->at[level] < INT32_MAX)
		c->at[level]++;
	for (int i = 0; i < level; i++)
		if (!c->is_counting[i])
			level_begin(c, &levels[i], i);
	for (int i = level + 1; i < LIST_LEVELS; i++)
		if (levels[i].restarts && level <= levels[i].restart_level)
			c->is_counting[i] = false;
}

void
list_restart(struct list_counters *c, int level, int number)
{
	level = level_within(level);
	list_stop(c, level);
	c->at[level] = number > INT32_MIN ? number - 1 : number;
	c->is_counting[level] = true;
}

void
list_stop(struct list_counters *c, int level)
{
	for (int i = level_within(level); i < LIST_LEVELS; i++)
		c->is_counting[i] = false;
}

static struct text
level_number(struct arena *a, const struct list_counters *c, const struct list_level *level, int i, bool is_legal)
{
	int number = c->is_counting[i] ? c->at[i] : level->start;

	if (is_legal && level->format != NUMBER_NONE && level->format != NUMBER_BULLET)
		return number_text(a, NUMBER_DECIMAL, number);
	return number_text(a, level->format, number);
}

struct text
list_label(struct arena *a, const struct list_counters *c, const struct list_level levels[LIST_LEVELS], int level)
{
	const struct list_level *own = &levels[level_within(level)];
	struct text t = TEXT_NONE;
	size_t from = 0;

	for (size_t i = 0; i < own->pattern.len; i++) {
		int sign = (unsigned char)own->pattern.at[i] - LEVEL_SIGN;

		if (sign < 0 || sign >= LIST_LEVELS)
			continue;
		t = text_join(a, t, text_slice(own->pattern, from, i));
		t = text_join(a, t, level_number(a, c, &levels[sign], sign, own->is_legal));
		from = i + 1;
	}
	return from ? text_join(a, t, text_from_offset(own->pattern, from)) : own->pattern;
}
