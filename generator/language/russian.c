#include "language/russian.h"

#include <math.h>
#include <unicase.h>
#include <unictype.h>

#include "base/utf8.h"
#include "language/alphabet.h"

/* ---- the calendar ---- */

const char *
russian_month(int month, enum month_form form)
{
	static const struct {
		const char *nominative, *genitive;
	} months[] = {
#define MONTH(nom, gen, dat, acc, ins, prep) {nom, gen},
#include "language/months.def"
#undef MONTH
	};

	return form == MONTH_GENITIVE ? months[month - 1].genitive : months[month - 1].nominative;
}

const char *
russian_month_short(int month, enum month_form form)
{
	static const char *const genitive[] = {"янв.", "февр.", "мар.",  "апр.", "мая",   "июн.",
					       "июл.", "авг.",  "сент.", "окт.", "нояб.", "дек."};
	static const char *const nominative[] = {"янв.", "февр.", "март",  "апр.", "май",   "июнь",
						 "июль", "авг.",  "сент.", "окт.", "нояб.", "дек."};

	return form == MONTH_GENITIVE ? genitive[month - 1] : nominative[month - 1];
}

const char *
russian_weekday(int weekday)
{
	static const char *const names[] = {"понедельник", "вторник", "среда",      "четверг",
					    "пятница",     "суббота", "воскресенье"};

	return names[weekday];
}

const char *
russian_weekday_short(int weekday)
{
	static const char *const names[] = {"пн", "вт", "ср", "чт", "пт", "сб", "вс"};

	return names[weekday];
}

/* CLDR, plural rules of ru: one, few, many; "other" are the fractions. */
int
russian_plural(double number)
{
	double n = fabs(number), whole = floor(n);
	int last = (int)fmod(whole, 10), last_two = (int)fmod(whole, 100);

	if (n != whole)
		return 1;
	if (last == 1 && last_two != 11)
		return 0;
	if (last >= 2 && last <= 4 && (last_two < 12 || last_two > 14))
		return 1;
	return 2;
}

/* ---- letters ---- */

static bool
is_gap(uint32_t c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x202F;
}

/* ---- order ---- */

enum { RANK_END, RANK_LOW, RANK_OTHER, RANK_DIGIT, RANK_CYRILLIC, RANK_LETTER };

struct cursor {
	struct text text;
	size_t at;
};

/* What one character counts for: its rank in the high bits, its letter in the low ones. */
static uint32_t
weight(uint32_t c)
{
	uint32_t low = uc_tolower(c), rank = RANK_OTHER;

	if (is_gap(c) || c == '-' || c == 0x2010 || c == 0x2011)
		return (uint32_t)RANK_LOW << 24;
	if (low == 0x451)
		low = 0x435;
	if (low >= '0' && low <= '9')
		rank = RANK_DIGIT;
	else if (is_cyrillic_letter(low))
		rank = RANK_CYRILLIC;
	else if (uc_is_property_alphabetic(low))
		rank = RANK_LETTER;
	return rank << 24 | low;
}

/* Marks that do not count: accents that stand behind their letter, quotes. */
static bool
is_passed_over(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36F) || c == '"' || c == '\'' || c == 0xAB || c == 0xBB ||
	       (c >= 0x2018 && c <= 0x201F);
}

static void
pass_over(struct cursor *c)
{
	while (c->at < c->text.len) {
		size_t next = c->at;

		if (!is_passed_over(utf8_next(c->text, &next)))
			return;
		c->at = next;
	}
}

/* The character at the cursor, 0 at the end; й and ё also of two, the way a Mac writes them. */
static uint32_t
next_letter(struct cursor *c)
{
	uint32_t letter = c->at < c->text.len ? utf8_next(c->text, &c->at) : 0;
	struct text rest = text_from_offset(c->text, c->at);

	if (uc_tolower(letter) == 0x438 && text_starts(rest, TEXT("\u0306")))
		return letter + 1;
	return uc_tolower(letter) == 0x435 && text_starts(rest, TEXT("\u0308")) ? 0x451 : letter;
}

static bool
at_digit(const struct cursor *c)
{
	return c->at < c->text.len && c->text.at[c->at] >= '0' && c->text.at[c->at] <= '9';
}

/* The digits at the cursor without leading zeros. */
static struct text
digits(struct cursor *c)
{
	size_t from;

	while (at_digit(c) && c->text.at[c->at] == '0')
		c->at++;
	from = c->at;
	while (at_digit(c))
		c->at++;
	return text_slice(c->text, from, c->at);
}

static int
compare_digits(struct cursor *x, struct cursor *y)
{
	struct text dx = digits(x), dy = digits(y);

	if (dx.len != dy.len)
		return dx.len < dy.len ? -1 : 1;
	return text_compare(dx, dy);
}

int
russian_compare(struct text x, struct text y)
{
	struct cursor cx = {x, 0}, cy = {y, 0};
	int tie = 0; /* the first place where only ё and е differ */

	while (cx.at < x.len || cy.at < y.len) {
		uint32_t a, b, wx, wy;

		pass_over(&cx);
		pass_over(&cy);
		if (at_digit(&cx) && at_digit(&cy)) {
			int order = compare_digits(&cx, &cy);

			if (order)
				return order;
			continue;
		}
		a = next_letter(&cx);
		b = next_letter(&cy);
		wx = a ? weight(a) : RANK_END;
		wy = b ? weight(b) : RANK_END;
		if (wx != wy)
			return wx < wy ? -1 : 1;
		if (tie == 0 && uc_tolower(a) != uc_tolower(b))
			tie = uc_tolower(a) < uc_tolower(b) ? -1 : 1;
	}
	return tie;
}
