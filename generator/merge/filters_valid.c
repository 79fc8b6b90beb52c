/*
 * filters_valid -- whether the check digits of a number hold.
 *
 * The numbers that Russian papers carry end in digits that are made of the digits before them, so that a slip of the
 * hand is seen at once:
 *
 *     ИНН     10 digits of an organisation, 12 of a person: weights 2 4 10 3 5 9 4 6 8 from the right, modulo 11,
 *             then modulo 10; of a person two such digits, the second over the first too
 *     ОГРН    13 digits: the first 12 as a number modulo 11, then modulo 10
 *     ОГРНИП  15 digits: the first 14 as a number modulo 13, then modulo 10
 *     СНИЛС   11 digits: weights 9 … 1, modulo 101, 100 counts as 00; numbers up to 001-001-998 were given out
 *             before there were check digits
 *
 * СНИЛС is written 112-233-445 95; spaces and hyphens between the digits of any of them are let be.  Zeros alone would
 * hold by arithmetic and are no number all the same.
 */
#include "merge/inflection.h"

#include "base/utf8.h"

/* The keywords of filters.def. */
enum { VALID_INN = 1, VALID_OGRN, VALID_OGRNIP, VALID_SNILS, VALID_GENDER };

enum { MOST_DIGITS = 15 };

struct digits {
	int at[MOST_DIGITS];
	int count; /* -1: too many, or there is something else among them */
};

/* Whether people part groups of digits by it. */
static bool
is_parting(uint32_t c)
{
	return c == ' ' || c == 0xA0 || c == 0x202F || c == '-' || c == 0x2011 || c == 0x2013;
}

static struct digits
digits_of(struct text t)
{
	struct digits d = {.count = 0};

	for (size_t at = 0; at < t.len;) {
		uint32_t c = utf8_next(t, &at);

		if (is_parting(c))
			continue;
		if (c < '0' || c > '9' || d.count == MOST_DIGITS)
			return (struct digits){.count = -1};
		d.at[d.count++] = (int)c - '0';
	}
	return d;
}

static bool
is_zero(const struct digits *d)
{
	for (int i = 0; i < d->count; i++) {
		if (d->at[i] != 0)
			return false;
	}
	return true;
}

/* The check digit over the first `count` digits of an ИНН. */
static int
inn_digit(const struct digits *d, int count)
{
	static const int weights[] = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
	int sum = 0, first = (int)(sizeof weights / sizeof *weights) - count;

	for (int i = 0; i < count; i++)
		sum += d->at[i] * weights[first + i];
	return sum % 11 % 10;
}

static bool
inn_holds(const struct digits *d)
{
	if (d->count == 10)
		return inn_digit(d, 9) == d->at[9];
	return d->count == 12 && inn_digit(d, 10) == d->at[10] && inn_digit(d, 11) == d->at[11];
}

/* Of ОГРН and ОГРНИП: the last digit is the remainder of the others. */
static bool
remainder_holds(const struct digits *d, int count, int divisor)
{
	int remainder = 0;

	if (d->count != count)
		return false;
	for (int i = 0; i < count - 1; i++)
		remainder = (remainder * 10 + d->at[i]) % divisor;
	return remainder % 10 == d->at[count - 1];
}

static bool
snils_holds(const struct digits *d)
{
	const int last_without = 1001998;
	int number = 0, sum = 0;

	if (d->count != 11)
		return false;
	for (int i = 0; i < 9; i++) {
		number = number * 10 + d->at[i];
		sum += d->at[i] * (9 - i);
	}
	return number <= last_without || sum % 101 % 100 == d->at[9] * 10 + d->at[10];
}

static bool
holds(int kind, const struct digits *d)
{
	if (d->count <= 0 || is_zero(d))
		return false;
	switch (kind) {
	case VALID_INN:
		return inn_holds(d);
	case VALID_OGRN:
		return remainder_holds(d, 13, 11);
	case VALID_OGRNIP:
		return remainder_holds(d, 15, 13);
	default:
		return snils_holds(d);
	}
}

/* Whether the name tells a man from a woman. */
static bool
tell_gender(struct merging *m, const struct expression *f, struct value *v)
{
	struct arena_mark mark;
	struct inflection n;
	struct reading r;

	captions_open(m);
	merging_grammar(m);
	mark = arena_mark(m->arena);
	if (!inflection_begin(m, f, v, &n))
		return false;
	n.kind = DECLINE_NAME;
	inflection_read(m, &n, &r);
	*v = value_of_bool(r.is_certain);
	arena_rewind(m->arena, mark);
	return true;
}

bool
filter_valid(struct merging *m, const struct expression *f, struct value *v)
{
	struct digits d = digits_of(printed(m, v));
	int kind = f->arguments[0].keyword;

	if (kind == 0) {
		struct nearest none = nearest_to(TEXT_NONE);
		struct text list = filter_keywords(m->arena, FILTER_VALID, &none);

		return fail_argument(m, f, 0,
				     text_format(m->arena, _("the words that \"%.*s\" knows: %.*s"), TEXT_ARG(f->text),
						 TEXT_ARG(list)));
	}
	if (kind == VALID_GENDER)
		return tell_gender(m, f, v);
	*v = value_of_bool(holds(kind, &d));
	return true;
}
