/*
 * filters_mask -- personal data as they may stand in a copy for the site.
 *
 * What is hidden is not in the document at all: a black box over a text, or white letters, would keep it there.
 * Whatever does not look as the way of hiding expects is hidden whole, for better too little is published than too
 * much.
 */
#include "merge/state.h"

#include <string.h>
#include <unicase.h>

#include "base/utf8.h"
#include "language/russian.h"

/* The keywords of filters.def. */
enum {
	MASK_NAME = 1,
	MASK_INITIALS,
	MASK_PHONE,
	MASK_EMAIL,
	MASK_DATE,
	MASK_YEAR,
	MASK_NUMBER,
	MASK_ADDRESS,
	MASK_ALL
};

#define HIDDEN TEXT("***")

/* ---- names ---- */

/* The first character of t with a point. */
static void
add_initial(struct buffer *b, struct text t)
{
	size_t at = 0;

	buffer_utf8(b, uc_toupper(utf8_next(t, &at)));
	buffer_byte(b, '.');
}

/* The next word of t behind *at; empty at the end. */
static struct text
next_word(struct text t, size_t *at)
{
	size_t from;

	while (*at < t.len && (t.at[*at] == ' ' || text_starts(text_from_offset(t, *at), TEXT("\u00a0"))))
		*at += t.at[*at] == ' ' ? 1 : 2;
	from = *at;
	while (*at < t.len && t.at[*at] != ' ' && !text_starts(text_from_offset(t, *at), TEXT("\u00a0")))
		++*at;
	return text_slice(t, from, *at);
}

/* Петров Пётр Ильич: "Петров П.", or "П.П.И." when all words are. */
static void
mask_name(struct text name, bool all, struct buffer *b)
{
	size_t at = 0;
	struct text last = next_word(name, &at), word = next_word(name, &at);

	if (last.len == 0)
		return;
	if (all || word.len == 0) {
		add_initial(b, last);
	} else {
		buffer_text(b, last);
		buffer_byte(b, ' ');
	}
	for (; word.len; word = next_word(name, &at)) {
		add_initial(b, word);
		if (!all)
			return;
	}
}

/* ---- digits ---- */

static size_t
digit_count(struct text t)
{
	size_t n = 0;

	for (size_t i = 0; i < t.len; i++)
		n += t.at[i] >= '0' && t.at[i] <= '9';
	return n;
}

/* Stars for all letters and digits. */
static void
mask_digits(struct text t, struct buffer *b)
{
	for (size_t at = 0; at < t.len;) {
		uint32_t c = utf8_next(t, &at);
		bool is_digit = c >= '0' && c <= '9';

		if (c >= 0x80 || is_digit || uc_toupper(c) != uc_tolower(c))
			buffer_byte(b, '*');
		else
			buffer_byte(b, (char)c);
	}
}

/* ---- addresses ---- */

static void
mask_email(struct text t, struct buffer *b)
{
	ptrdiff_t sign = text_find(t, TEXT("@"), 0);
	size_t first = 0;

	if (sign <= 0 || text_find(t, TEXT("@"), (size_t)sign + 1) != TEXT_NOWHERE)
		return;
	utf8_next(t, &first);
	buffer_text(b, text_slice(t, 0, first));
	buffer_text(b, HIDDEN);
	buffer_text(b, text_from_offset(t, (size_t)sign));
}

/* A part of an address that tells the street, the house or the flat. */
static bool
is_street(struct arena *a, struct text part)
{
	static const char *const words[] = {
		"ул",  "улица",      "пр",      "пр-т",    "просп", "проспект", "пер",        "переулок", "бульвар",
		"б-р", "пл",         "площадь", "ш",       "шоссе", "наб",      "набережная", "проезд",   "пр-д",
		"мкр", "микрорайон", "кв-л",    "квартал", "тупик", "аллея",    "дом",        "общежитие"};
	struct text folded = utf8_fold_name(a, part), word;
	size_t at = 0;

	if (digit_count(part) > 0)
		return true;
	while ((word = next_word(folded, &at)).len > 0) {
		for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
			if (text_is(word, words[i]))
				return true;
		}
	}
	return false;
}

/* Whether a part of an address says by its first word that it is a town or a village. */
static bool
is_town(struct arena *a, struct text part)
{
	static const char *const words[] = {"г",  "гор", "город",   "с",   "село",    "п",     "пос",
					    "рп", "пгт", "поселок", "дер", "деревня", "ст-ца", "станица"};
	size_t end = 0;
	struct text word;

	while (end < part.len && part.at[end] != ' ' && part.at[end] != '.')
		end++;
	word = utf8_fold_name(a, text_slice(part, 0, end));
	for (size_t i = 0; end < part.len && i < sizeof words / sizeof *words; i++) {
		if (text_is(word, words[i]))
			return true;
	}
	return false;
}

/* "672000, Забайкальский край, г. Чита, ул. Бабушкина, д. 66": the town alone; of what names none: nothing. */
static void
mask_address(struct arena *a, struct text t, struct buffer *b)
{
	for (size_t at = 0; at <= t.len;) {
		ptrdiff_t comma = text_find(t, TEXT(","), at);
		size_t end = comma == TEXT_NOWHERE ? t.len : (size_t)comma;
		struct text part = text_trim(text_slice(t, at, end));

		if (is_town(a, part) && !is_street(a, part)) {
			buffer_text(b, part);
			return;
		}
		at = end + 1;
	}
}

static void
mask_date(const struct value *v, bool year_only, struct buffer *b)
{
	date d;

	if (value_date(v, &d))
		buffer_printf(b, "%s%d", year_only ? "" : "**.**.", date_to_civil(d).year);
}

/* ---- the filter ---- */

static void
mask(struct merging *m, int how, const struct value *v, struct buffer *b)
{
	switch (how) {
	case MASK_NAME:
	case MASK_INITIALS:
		mask_name(name_of(m, v), how == MASK_INITIALS, b);
		break;
	case MASK_EMAIL:
		mask_email(printed(m, v), b);
		break;
	case MASK_DATE:
	case MASK_YEAR:
		mask_date(v, how == MASK_YEAR, b);
		break;
	case MASK_PHONE:
	case MASK_NUMBER:
		mask_digits(printed(m, v), b);
		break;
	case MASK_ADDRESS:
		mask_address(m->arena, printed(m, v), b);
		break;
	default:
		break;
	}
}

bool
filter_mask(struct merging *m, const struct expression *f, struct value *v)
{
	int how = f->argument_count ? f->arguments[0].keyword : MASK_ALL;
	struct buffer b = {0};

	if (how == 0)
		return argument_value(m, f, 0, v); /* "обучающийся гр. 21-П" in place of the name */
	mask(m, how, v, &b);
	*v = value_of_text(b.len ? text_copy(m->arena, buffer_view(&b)) : HIDDEN);
	buffer_free(&b);
	return true;
}
