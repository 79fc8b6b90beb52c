/*
 * numeral -- numbers as words.
 *
 * A number is read in groups of three digits, each counted in its scale: сорок пять | тысяч | двести | один.  The
 * scale is a noun that is counted like any other, and the group agrees with it (двадцать одна тысяча, двадцать один
 * миллион); the last group agrees with what the number counts.  Every word of a cardinal declines.
 *
 * Of an ordinal the last word alone is one, and declines: тысяча девятьсот сорок пятого.  A number that ends in a
 * scale is one word of all it has there: двадцатипятитысячный.
 */
#include "grammar/numeral.h"

#include <math.h>
#include <string.h>

#include "base/buffer.h"
#include "base/decimal.h"

enum { GROUP = 1000 };

#define GENDER_ANY GENDER_UNKNOWN

/* ---- the tables ---- */

struct word {
	int64_t value;
	enum gender gender;
	const char *forms;
};

static const struct word cardinals[] = {
#define CARDINAL(value, gender, forms) {value, GENDER_##gender, forms},
#include "grammar/numeral.def"
};

struct noun {
	enum gender gender;
	const char *forms[2]; /* by grammatical_number */
};

struct scale {
	int64_t value;
	struct noun noun;
};

static const struct scale scales[] = {
#define SCALE(power, gender, singular, plural) {(int64_t)1e##power, {GENDER_##gender, {singular, plural}}},
#include "grammar/numeral.def"
};

enum { SCALES = sizeof scales / sizeof *scales };

struct ordinal {
	int64_t value;
	const char *stem, *ending, *joined;
};

static const struct ordinal ordinals[] = {
#define ORDINAL(value, stem, ending, joined) {value, stem, ending, joined},
#include "grammar/numeral.def"
};

static const struct {
	const char *ending;
	enum gender gender;
	const char *forms;
} endings[] = {
#define ENDING(ending, gender, forms) {ending, GENDER_##gender, forms},
#include "grammar/numeral.def"
};

static const struct noun nouns[] = {
#define NOUN(id, gender, singular, plural) [COUNTED_##id] = {GENDER_##gender, {singular, plural}},
#include "grammar/numeral.def"
};

static const char *const months[] = {
#define MONTH(nom, gen, dat, acc, ins, prep) nom " " gen " " dat " " acc " " ins " " prep,
#include "language/months.def"
#undef MONTH
};

/* The form for a case, out of six parted by blanks. */
static struct text
form_of(const char *forms, enum grammatical_case c)
{
	const char *end;

	for (int i = 0; i < (int)c; i++)
		forms = strchr(forms, ' ') + 1;
	end = strchr(forms, ' ');
	return end ? (struct text){forms, (size_t)(end - forms)} : text_from(forms);
}

static const struct word *
cardinal_of(int64_t value, enum gender gender)
{
	const struct word *w = cardinals;

	while (w->value != value || (w->gender != GENDER_ANY && w->gender != gender))
		w++;
	return w;
}

static const struct ordinal *
ordinal_of(int64_t value)
{
	const struct ordinal *o = ordinals;

	while (o->value != value)
		o++;
	return o;
}

/* ---- what is counted ---- */

/* 1, 21, 101; not 11. */
static bool
ends_in_one(int64_t n)
{
	return n % 10 == 1 && n % 100 != 11;
}

static bool
ends_in_few(int64_t n)
{
	return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14);
}

static bool
is_straight(enum grammatical_case c)
{
	return c == CASE_NOMINATIVE || c == CASE_ACCUSATIVE;
}

/* Ноль, тысяча, миллион are nouns themselves, and what they count stands in the genitive whatever their own case is. */
static struct counted_form
counted(int64_t n, enum grammatical_case c, bool is_animate)
{
	if (ends_in_one(n))
		return (struct counted_form){NUMBER_SINGULAR, c};
	if (!is_straight(c) && n % GROUP != 0)
		return (struct counted_form){NUMBER_PLURAL, c};
	if (ends_in_few(n) && is_straight(c) && !(c == CASE_ACCUSATIVE && is_animate && n <= 4))
		return (struct counted_form){NUMBER_SINGULAR, CASE_GENITIVE};
	return (struct counted_form){NUMBER_PLURAL, CASE_GENITIVE};
}

struct counted_form
numeral_counted(double number, enum grammatical_case c, bool is_animate)
{
	double n = fabs(number);

	if (!isfinite(n) || n != floor(n))
		return (struct counted_form){NUMBER_SINGULAR, CASE_GENITIVE};
	/* beyond 2^53 there is no telling, and a thousand decides alike */
	return counted(n < 9e15 ? (int64_t)n : 0, c, is_animate);
}

static struct text
noun_form(const struct noun *noun, int64_t n, enum grammatical_case c)
{
	struct counted_form f = counted(n, c, false);

	return form_of(noun->forms[f.number], f.c);
}

struct text
numeral_noun(enum counted_noun noun, double number, enum grammatical_case c)
{
	struct counted_form f = numeral_counted(number, c, false);

	return form_of(nouns[noun].forms[f.number], f.c);
}

struct text
numeral_month(int month, enum grammatical_case c)
{
	return form_of(months[month - 1], c);
}

/* ---- cardinals ---- */

static void
put_word(struct buffer *b, struct text word)
{
	if (b->len)
		buffer_byte(b, ' ');
	buffer_text(b, word);
}

static void
put_cardinal(struct buffer *b, int64_t value, enum gender gender, enum grammatical_case c)
{
	put_word(b, form_of(cardinal_of(value, gender)->forms, c));
}

/* The two words, of which the second may be none, that the last two digits are read as. */
static void
split_tens(int64_t n, int64_t *tens, int64_t *units)
{
	*tens = n > 20 ? n - n % 10 : 0;
	*units = n - *tens;
}

/* 1 … 999; the units in a case of their own. */
static void
put_group(struct buffer *b, int64_t n, enum gender gender, enum grammatical_case c, enum grammatical_case units_case)
{
	int64_t tens, units;

	split_tens(n % 100, &tens, &units);
	if (n >= 100)
		put_cardinal(b, n - n % 100, gender, c);
	if (tens)
		put_cardinal(b, tens, gender, c);
	if (units)
		put_cardinal(b, units, gender, units_case);
}

/* The groups of n that are counted in a scale.  of_ordinal: тысяча сотый, without одна. */
static void
put_scales(struct buffer *b, int64_t n, enum grammatical_case c, bool of_ordinal)
{
	for (int i = 0; i < SCALES; i++) {
		int64_t groups = n / scales[i].value, group = groups % GROUP;

		if (group == 0)
			continue;
		if (groups > 1 || !of_ordinal)
			put_group(b, group, scales[i].noun.gender, c, c);
		put_word(b, noun_form(&scales[i].noun, group, c));
	}
}

/* One of living beings, and two, three, four when they are the whole number, have the genitive as accusative. */
static enum grammatical_case
animate_case(int64_t n, enum gender gender)
{
	if (ends_in_one(n))
		return gender == GENDER_FEMININE || gender == GENDER_NEUTER ? CASE_ACCUSATIVE : CASE_GENITIVE;
	return n >= 2 && n <= 4 ? CASE_GENITIVE : CASE_ACCUSATIVE;
}

static void
put_whole(struct buffer *b, int64_t n, enum gender gender, bool is_animate, enum grammatical_case c)
{
	enum grammatical_case units_case = c == CASE_ACCUSATIVE && is_animate ? animate_case(n, gender) : c;

	if (gender == GENDER_PLURAL && n > 4 && !ends_in_one(n))
		gender = GENDER_MASCULINE; /* двое суток, but двадцать два */
	if (n == 0)
		put_cardinal(b, 0, gender, c);
	put_scales(b, n, c, false);
	put_group(b, n % GROUP, gender, c, units_case);
}

/* ---- ordinals ---- */

static void
put_adjective(struct buffer *b, const char *stem, const char *ending, enum gender gender, enum grammatical_case c)
{
	size_t i = 0;

	while (strcmp(endings[i].ending, ending) != 0 || endings[i].gender != gender)
		i++;
	buffer_string(b, stem);
	buffer_text(b, form_of(endings[i].forms, c));
}

static void
put_ordinal_word(struct buffer *b, int64_t value, enum gender gender, enum grammatical_case c)
{
	const struct ordinal *o = ordinal_of(value);

	put_adjective(b, o->stem, o->ending, gender, c);
}

/* двадцатипяти- before -тысячный; of 1 nothing. */
static void
put_joined(struct buffer *b, int64_t group)
{
	int64_t tens, units;

	if (group == 1)
		return;
	split_tens(group % 100, &tens, &units);
	if (group >= 100)
		buffer_string(b, ordinal_of(group - group % 100)->joined);
	if (tens)
		buffer_string(b, ordinal_of(tens)->joined);
	if (units)
		buffer_string(b, ordinal_of(units)->joined);
}

/* The last group of an ordinal, or 0: its last word alone is one. */
static void
put_last_group(struct buffer *b, int64_t n, enum gender gender, enum grammatical_case c)
{
	int64_t words[3] = {n - n % 100};
	int last = 2;

	split_tens(n % 100, &words[1], &words[2]);
	while (last > 0 && words[last] == 0)
		last--;
	for (int i = 0; i < last; i++) {
		if (words[i])
			put_cardinal(b, words[i], GENDER_MASCULINE, CASE_NOMINATIVE);
	}
	put_word(b, TEXT_NONE);
	put_ordinal_word(b, words[last], gender, c);
}

/* The largest scale that n, which is not 0, is full of; 1: none. */
static int64_t
last_scale(int64_t n)
{
	for (int i = 0; i < SCALES; i++) {
		if (n % scales[i].value == 0)
			return scales[i].value;
	}
	return 1;
}

static void
put_ordinal(struct buffer *b, int64_t n, enum gender gender, enum grammatical_case c)
{
	int64_t scale = n ? last_scale(n) : 1, group = n / scale % GROUP;

	put_scales(b, n - group * scale, CASE_NOMINATIVE, true);
	if (scale == 1) {
		put_last_group(b, group, gender, c);
		return;
	}
	put_word(b, TEXT_NONE);
	put_joined(b, group);
	put_ordinal_word(b, scale, gender, c);
}

/* ---- fractions ---- */

/* How целая, десятая agree with their number: одна целая, but две целых, пяти целым. */
static void
put_part(struct buffer *b, int64_t n, int64_t denominator, enum grammatical_case c)
{
	enum gender gender = ends_in_one(n) ? GENDER_FEMININE : GENDER_PLURAL;

	put_whole(b, n, GENDER_FEMININE, false, c);
	c = counted(n, c, false).c;
	if (denominator > 1) {
		put_ordinal(b, denominator, gender, c);
		return;
	}
	put_word(b, TEXT_NONE);
	put_adjective(b, "цел", "ый", gender, c);
}

/* The digits [from, to), counted from the decimal sign to the right, as one number. */
static int64_t
digits_number(const struct decimal *d, int from, int to)
{
	int64_t n = 0;

	for (int i = from; i < to; i++)
		n = n * 10 + (decimal_digit(d, d->point + i) - '0');
	return n;
}

static int64_t
power_of_ten(int exponent)
{
	return exponent ? 10 * power_of_ten(exponent - 1) : 1;
}

/* ---- what can be asked for ---- */

bool
numeral_cardinal(struct arena *a, double number, enum gender gender, bool is_animate, enum grammatical_case c,
		 struct text *out)
{
	struct buffer b = {0};
	struct decimal d;
	int places;

	if (!isfinite(number))
		return false;
	d = decimal_of(number);
	places = decimal_places(&d);
	if ((d.point > NUMERAL_DIGITS && !decimal_is_zero(&d)) || places > NUMERAL_PLACES)
		return false;
	gender = gender == GENDER_UNKNOWN ? GENDER_MASCULINE : gender;
	if (number < 0 && !decimal_is_zero(&d))
		put_word(&b, TEXT("минус"));
	if (places == 0) {
		put_whole(&b, digits_number(&d, -NUMERAL_DIGITS, 0), gender, is_animate, c);
	} else {
		put_part(&b, digits_number(&d, -NUMERAL_DIGITS, 0), 1, c);
		put_part(&b, digits_number(&d, 0, places), power_of_ten(places), c);
	}
	*out = buffer_take(a, &b);
	return true;
}

static bool
is_ordinal(double number)
{
	return number >= 0 && number < (double)power_of_ten(NUMERAL_DIGITS) && number == floor(number);
}

/* An adjective's accusative for a thing; for a person it is the genitive, unless feminine or neuter. */
static enum grammatical_case
case_of(enum grammatical_case c, enum gender gender, bool is_animate)
{
	bool agrees = gender == GENDER_MASCULINE || gender == GENDER_PLURAL;

	return c == CASE_ACCUSATIVE && is_animate && agrees ? CASE_GENITIVE : c;
}

bool
numeral_ordinal(struct arena *a, double number, enum gender gender, bool is_animate, enum grammatical_case c,
		struct text *out)
{
	struct buffer b = {0};

	if (!is_ordinal(number))
		return false;
	gender = gender == GENDER_UNKNOWN ? GENDER_MASCULINE : gender;
	put_ordinal(&b, (int64_t)number, gender, case_of(c, gender, is_animate));
	*out = buffer_take(a, &b);
	return true;
}

/* Where the last `count` characters begin. */
static size_t
before_last(struct text t, int count)
{
	size_t at = t.len;

	while (at > 0 && count > 0)
		count -= ((unsigned char)t.at[--at] & 0xC0) != 0x80;
	return at;
}

/*
 * Of the last letters as many stand behind the hyphen as make a consonant their first sound: 5-й (пятый), 5-я, but 5-го
 * (пятого), 5-му (Мильчин, Чельцова, "Наращение падежного окончания").
 */
bool
numeral_ordinal_figures(struct arena *a, double number, enum gender gender, bool is_animate, enum grammatical_case c,
			struct text *out)
{
	static const char *const vowels[] = {"а", "е", "и", "о", "у", "ы", "ь"};
	struct text words, before;
	int count = 2;

	if (!numeral_ordinal(a, number, gender, is_animate, c, &words))
		return false;
	before = text_slice(words, before_last(words, 2), before_last(words, 1));
	for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
		if (text_is(before, vowels[i]))
			count = 1;
	}
	words = text_from_offset(words, before_last(words, count));
	*out = text_format(a, "%.0f\u2011%.*s", number, TEXT_ARG(words));
	return true;
}

struct text
numeral_date(struct arena *a, date d, enum grammatical_case c)
{
	struct civil day = date_to_civil(d);
	struct buffer b = {0};

	put_ordinal(&b, day.day, GENDER_NEUTER, c);
	put_word(&b, numeral_month(day.month, CASE_GENITIVE));
	put_ordinal(&b, day.year, GENDER_MASCULINE, CASE_GENITIVE);
	put_word(&b, form_of(nouns[COUNTED_YEAR].forms[NUMBER_SINGULAR], CASE_GENITIVE));
	return buffer_take(a, &b);
}
