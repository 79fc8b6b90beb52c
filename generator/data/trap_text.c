/*
 * trap_text -- what is wrong with one cell's text though it looks right.
 *
 * Letters of the other alphabet in a word: language/alphabet.h.
 *
 * Dates of spreadsheets are days from 1899-12-30 (ECMA-376 part 1, 18.17.4.1).  Who types 1.1 into a cell whose format
 * is "general" gets the first of January, shown as "01.янв" by a Russian Excel, "1-Jan" by an English one; 1.25 becomes
 * "янв.25".
 */
#include "data/trap_text.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "language/alphabet.h"

enum {
	LONGEST_CODE = 40,  /* bytes */
	LONG_NUMBER = 6,    /* digits */
	LONGEST_NUMBER = 64 /* bytes, to each side */
};

/* ---- letters ---- */

static bool
is_cyrillic_small(uint32_t c)
{
	return c >= 0x430 && c <= 0x45F;
}

static bool
is_letter(uint32_t c)
{
	return is_latin_letter(c) || is_cyrillic_letter(c);
}

static bool
is_space(uint32_t c)
{
	return c == ' ' || c == '\t' || c == 0xA0 || c == 0x202F;
}

/* Unicode's Default_Ignorable signs that come into cells by pasting, and controls (ECMA-48). */
static bool
is_invisible(uint32_t c)
{
	return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
	       c == 0x7F;
}

/* ---- faults of words ---- */

static bool
find_letter(struct text t, enum text_fault fault, struct fault_place *p)
{
	struct mixed_word m;

	for (size_t at = 0; mixed_word_next(t, &at, &m);) {
		if (m.is_latin_wrong == (fault == FAULT_LATIN)) {
			*p = (struct fault_place){m.word, m.sign, m.position};
			return true;
		}
	}
	return false;
}

/* The text between blanks around byte `at`. */
static struct text
chunk_around(struct text t, size_t at)
{
	size_t from = at, to = at;

	while (from > 0 && t.at[from - 1] != ' ' && t.at[from - 1] != '\n')
		from--;
	while (to < t.len && t.at[to] != ' ' && t.at[to] != '\n')
		to++;
	return text_slice(t, from, to);
}

static bool
put_place(struct fault_place *p, struct text word, size_t offset, uint32_t sign)
{
	*p = (struct fault_place){word, sign, (int)utf8_count(text_slice(word, 0, offset)) + 1};
	return true;
}

/* 0 for О and 3 for З inside a word, or where a name begins: Иван0в, 3ахаров. */
static bool
is_digit_in_word(struct text t, size_t at, uint32_t before)
{
	size_t next = at + 1;
	uint32_t c = next < t.len ? utf8_next(t, &next) : 0;

	if ((t.at[at] != '0' && t.at[at] != '3') || !is_cyrillic_small(c))
		return false;
	if (is_cyrillic_letter(before))
		return true;
	for (int letters = 1; letters < 4; letters++) {
		c = next < t.len ? utf8_next(t, &next) : 0;
		if (!is_cyrillic_small(c))
			return false;
	}
	return before == 0 || (before == ' ' && t.at[at] == '3');
}

static bool
looks_like_digit(uint32_t c)
{
	return c == 0x41E || c == 0x43E || c == 0x417 || c == 0x437 || c == 'O' || c == 'o' || c == 'l';
}

/*
 * Whether byte `at` is in a long number, in pieces perhaps, that has no other letter: 8-914-555-2O-65.  Longer ones
 * there are none, so no more is looked at: a cell of a megabyte may hold a letter at every third byte.
 */
static bool
is_in_long_number(struct text t, size_t at)
{
	size_t from = at > LONGEST_NUMBER ? at - LONGEST_NUMBER : 0;
	struct text chunk = chunk_around(text_slice(t, from, at + LONGEST_NUMBER), at - from);
	int digits = 0, letters = 0;

	for (size_t i = 0; i < chunk.len;) {
		uint32_t c = utf8_next(chunk, &i);

		digits += is_digit(c);
		letters += is_letter(c);
	}
	return digits >= LONG_NUMBER && letters == 1;
}

/* О for 0 and З for 3 between two digits, or beside one in a long number; at: behind the letter c. */
static bool
is_letter_in_number(struct text t, size_t from, size_t at, uint32_t before, uint32_t c)
{
	bool is_behind = is_digit(before), is_before = at < t.len && is_digit((unsigned char)t.at[at]);

	if (!looks_like_digit(c) || !(is_behind || is_before))
		return false;
	return (is_behind && is_before) || is_in_long_number(t, from);
}

static bool
find_sign(struct text t, enum text_fault fault, struct fault_place *p)
{
	uint32_t before = 0;

	for (size_t at = 0; at < t.len;) {
		size_t from = at;
		uint32_t c = utf8_next(t, &at);
		bool found = fault == FAULT_DIGIT ? is_digit(c) && is_digit_in_word(t, from, before)
						  : is_letter_in_number(t, from, at, before, c);

		if (found) {
			struct text chunk = chunk_around(t, from);

			return put_place(p, chunk, (size_t)(t.at + from - chunk.at), c);
		}
		before = c;
	}
	return false;
}

/* ---- faults of spaces ---- */

static bool
is_prose(struct text t)
{
	return memchr(t.at, '\n', t.len) || (t.len > SHORT_TEXT && utf8_count(t) > SHORT_TEXT);
}

/* A word of three letters or more ends (steps back) or begins at byte `at`. */
static bool
has_word(struct text t, size_t at, bool is_before)
{
	struct text part = is_before ? text_slice(t, 0, at) : text_from_offset(t, at);
	int letters = 0;

	for (size_t i = 0; i < part.len;) {
		bool is_one = is_letter(utf8_next(part, &i));

		if (!is_one && !is_before)
			break;
		letters = is_one ? letters + 1 : 0;
	}
	return letters >= 3;
}

static bool
find_space(struct text t, enum text_fault fault, struct fault_place *p)
{
	uint32_t before = 0;

	for (size_t at = 0; at < t.len;) {
		size_t from = at;
		uint32_t c = utf8_next(t, &at);
		bool found = false;

		if (fault == FAULT_SPACES)
			found = is_space(c) && is_space(before);
		else if (fault == FAULT_SPACE_BEFORE)
			found = (c == ',' || c == ';') && is_space(before);
		else if (fault == FAULT_NO_BREAK)
			found = c == 0xA0 && has_word(t, from, true) && has_word(t, at, false);
		else
			found = is_invisible(c);
		if (found)
			return put_place(p, t, from, c);
		before = c;
	}
	return false;
}

bool
text_fault_find(struct text t, enum text_fault fault, struct fault_place *p)
{
	struct fault_place found;

	switch (fault) {
	case FAULT_LATIN:
	case FAULT_CYRILLIC:
		return find_letter(t, fault, p);
	case FAULT_DIGIT:
	case FAULT_LETTER:
		return find_sign(t, fault, p);
	case FAULT_SPACES:
	case FAULT_SPACE_BEFORE:
	case FAULT_NO_BREAK:
		return !is_prose(t) && find_space(t, fault, p);
	case FAULT_INVISIBLE:
		if (!find_space(t, fault, &found) || (found.sign == 0xAD && is_prose(t)) ||
		    (found.sign == 0x200D && text_find(t, TEXT("\xF0\x9F"), 0) != TEXT_NOWHERE))
			return false; /* hyphenated prose; what joins the parts of an emoji */
		*p = found;
		return true;
	case FAULT_NONE:
		break;
	}
	return false;
}

/* ---- a quick look ---- */

/* What the bytes of a text may be part of. */
enum {
	HAS_LATIN = 1,
	HAS_CYRILLIC = 2,
	HAS_DIGIT = 4,  /* 0 or 3 before a letter */
	HAS_BLANKS = 8, /* two after one another */
	HAS_COMMA = 16, /* behind a blank */
	HAS_OTHER = 32, /* a no-break space, a soft hyphen, what begins as U+2000 … U+2FFF and U+F000 … do; a control */
	HAS_LETTER = 64 /* beside a digit */
};

static bool
begins_cyrillic(unsigned char c)
{
	return c == 0xD0 || c == 0xD1;
}

/* A digit stands at i: whether a letter is before it. */
static bool
is_behind_letter(const unsigned char *bytes, size_t i)
{
	return i > 0 && (is_latin_letter(bytes[i - 1]) || (i > 1 && begins_cyrillic(bytes[i - 2])));
}

/* What a byte is, in survey_signs, and what the byte behind it should not be. */
struct byte_class {
	uint8_t is, unlike;
};

#define BYTE_DIGIT                                                                                                     \
	{                                                                                                              \
		SURVEY_DIGIT, SURVEY_LATIN | SURVEY_CYRILLIC                                                           \
	}
#define BYTE_LATIN                                                                                                     \
	{                                                                                                              \
		SURVEY_LATIN, SURVEY_DIGIT                                                                             \
	}
#define BYTE_BLANK                                                                                                     \
	{                                                                                                              \
		SURVEY_BLANK, SURVEY_BLANK | SURVEY_COMMA                                                              \
	}
#define BYTE_COMMA                                                                                                     \
	{                                                                                                              \
		SURVEY_COMMA, 0                                                                                        \
	}
#define BYTE_MARK                                                                                                      \
	{                                                                                                              \
		SURVEY_MARK, 0                                                                                         \
	}
#define BYTE_CYRILLIC                                                                                                  \
	{                                                                                                              \
		SURVEY_CYRILLIC, 0                                                                                     \
	}
#define BYTE_HIGH                                                                                                      \
	{                                                                                                              \
		SURVEY_HIGH, SURVEY_DIGIT                                                                              \
	} /* behind the first byte of a letter, or the first of a rare one */
#define BYTE_ODD                                                                                                       \
	{                                                                                                              \
		SURVEY_ODD, 0                                                                                          \
	}

static const struct byte_class byte_classes[256] = {
	[0 ... 0x08] = BYTE_ODD,     ['\t'] = BYTE_BLANK,         [0x0A ... 0x1F] = BYTE_ODD,
	[' '] = BYTE_BLANK,          ['!' ... '+'] = BYTE_MARK,   [','] = BYTE_COMMA,
	['-' ... '/'] = BYTE_MARK,   ['0' ... '9'] = BYTE_DIGIT,  [':'] = BYTE_MARK,
	[';'] = BYTE_COMMA,          ['<' ... '@'] = BYTE_MARK,   ['A' ... 'Z'] = BYTE_LATIN,
	['[' ... '`'] = BYTE_MARK,   ['a' ... 'z'] = BYTE_LATIN,  ['{' ... '~'] = BYTE_MARK,
	[0x7F] = BYTE_ODD,           [0x80 ... 0xC1] = BYTE_HIGH, [0xC2] = BYTE_ODD,
	[0xC3 ... 0xCF] = BYTE_HIGH, [0xD0] = BYTE_CYRILLIC,      [0xD1] = BYTE_CYRILLIC,
	[0xD2] = BYTE_ODD,           [0xD3 ... 0xE1] = BYTE_HIGH, [0xE2] = BYTE_ODD,
	[0xE3 ... 0xEE] = BYTE_HIGH, [0xEF] = BYTE_ODD,           [0xF0 ... 0xFF] = BYTE_HIGH,
};

unsigned
text_survey(struct text t)
{
	unsigned seen = 0, side_by_side = 0, unlike = 0;

	for (size_t i = 0; i < t.len; i++) {
		struct byte_class c = byte_classes[(unsigned char)t.at[i]];

		seen |= c.is;
		side_by_side |= c.is & unlike;
		unlike = c.unlike;
	}
	if (side_by_side || (seen & SURVEY_ODD) || ((seen & SURVEY_LATIN) && (seen & SURVEY_CYRILLIC)))
		seen |= SURVEY_DOUBT;
	return seen;
}

static unsigned
look(struct text t)
{
	const unsigned char *bytes = (const unsigned char *)t.at;
	unsigned seen = 0;
	unsigned char before = 0;

	for (size_t i = 0; i < t.len; i++) {
		unsigned char c = bytes[i];

		if (begins_cyrillic(c))
			seen |= HAS_CYRILLIC | (before == '0' || before == '3' ? HAS_DIGIT : 0) |
				(is_digit(before) ? HAS_LETTER : 0);
		else if (c >= 0x80)
			seen |= c == 0xC2 || c == 0xE2 || c == 0xEF || c == 0xD2 ? HAS_OTHER : 0;
		else if (c >= 'A')
			seen |= is_latin_letter(c) ? HAS_LATIN | (is_digit(before) ? HAS_LETTER : 0)
				: c == 0x7F        ? HAS_OTHER
						   : 0;
		else if (is_digit(c))
			seen |= is_behind_letter(bytes, i) ? HAS_LETTER : 0;
		else if (c == ' ' || c == '\t')
			seen |= before == ' ' || before == '\t' ? HAS_BLANKS : 0;
		else if (c == ',' || c == ';')
			seen |= before == ' ' ? HAS_COMMA : 0;
		else if (c < 0x20)
			seen |= HAS_OTHER;
		before = c;
	}
	return seen;
}

unsigned
text_faults(struct text t)
{
	unsigned seen = look(t), possible = 0, found = 0;
	struct fault_place p;

	if ((seen & HAS_LATIN) && (seen & HAS_CYRILLIC))
		possible |= FAULT_LATIN | FAULT_CYRILLIC;
	if (seen & HAS_DIGIT)
		possible |= FAULT_DIGIT;
	if (seen & HAS_LETTER)
		possible |= FAULT_LETTER;
	if (seen & (HAS_BLANKS | HAS_OTHER))
		possible |= FAULT_SPACES;
	if (seen & HAS_COMMA)
		possible |= FAULT_SPACE_BEFORE;
	if (seen & HAS_OTHER)
		possible |= FAULT_NO_BREAK | FAULT_INVISIBLE | FAULT_SPACE_BEFORE;
	for (unsigned fault = 1; possible && fault <= FAULT_INVISIBLE; fault <<= 1) {
		if ((possible & fault) && text_fault_find(t, (enum text_fault)fault, &p))
			found |= fault;
	}
	return found;
}

static bool
is_roman(struct text t)
{
	bool has_letter = false;

	for (size_t i = 0; i < t.len; i++) {
		if (is_digit((unsigned char)t.at[i]))
			return false;
		if (is_latin_letter((unsigned char)t.at[i])) {
			has_letter = true;
			if (!strchr("IVXLCDM", t.at[i]))
				return false;
		}
	}
	return has_letter;
}

enum text_fault
text_code_alphabet(struct text t, bool *is_alike, struct fault_place *first)
{
	enum text_fault alphabet = FAULT_NONE;
	int position = 0;

	*is_alike = true;
	if (!t.len || t.len > LONGEST_CODE || memchr(t.at, ' ', t.len))
		return FAULT_NONE;
	for (size_t at = 0; at < t.len;) {
		uint32_t c = utf8_next(t, &at);
		enum text_fault its = is_latin_letter(c)      ? FAULT_LATIN
				      : is_cyrillic_letter(c) ? FAULT_CYRILLIC
							      : FAULT_NONE;

		position++;
		if (is_space(c) || c == '\n' || c == '@' || (its && alphabet && its != alphabet))
			return FAULT_NONE;
		if (!its)
			continue;
		if (!alphabet)
			*first = (struct fault_place){t, c, position};
		alphabet = its;
		if (!letter_alike(c)) { /* it is of its alphabet, whatever comes */
			*is_alike = false;
			break;
		}
	}
	return alphabet == FAULT_LATIN && is_roman(t) ? FAULT_NONE : alphabet;
}

/* ---- dates of spreadsheets ---- */

static const struct text months[12][2] = {
	{TEXT_INIT("янв"), TEXT_INIT("jan")}, {TEXT_INIT("фев"), TEXT_INIT("feb")},
	{TEXT_INIT("мар"), TEXT_INIT("mar")}, {TEXT_INIT("апр"), TEXT_INIT("apr")},
	{TEXT_INIT("май"), TEXT_INIT("may")}, {TEXT_INIT("июн"), TEXT_INIT("jun")},
	{TEXT_INIT("июл"), TEXT_INIT("jul")}, {TEXT_INIT("авг"), TEXT_INIT("aug")},
	{TEXT_INIT("сен"), TEXT_INIT("sep")}, {TEXT_INIT("окт"), TEXT_INIT("oct")},
	{TEXT_INIT("ноя"), TEXT_INIT("nov")}, {TEXT_INIT("дек"), TEXT_INIT("dec")},
};

static int
month_named(struct text t)
{
	char lower[3 * 16];

	if (t.len != 3 && t.len != 6 && t.len != 8) /* "jan", "янв", "сент" */
		return 0;
	t = utf8_lower(t, lower);
	if (text_equal(t, TEXT("мая")))
		return 5;
	if (text_equal(t, TEXT("сент")))
		return 9;
	for (int m = 0; m < 12; m++) {
		if (text_equal(t, months[m][0]) || text_equal(t, months[m][1]))
			return m + 1;
	}
	return 0;
}

/* All of it digits, at most four; -1 otherwise. */
static int
small_number(struct text t)
{
	int n = 0;

	if (!t.len || t.len > 4)
		return -1;
	for (size_t i = 0; i < t.len; i++) {
		if (!is_digit((unsigned char)t.at[i]))
			return -1;
		n = n * 10 + (t.at[i] - '0');
	}
	return n;
}

bool
text_is_day_month(struct arena *a, struct text t, struct text *typed)
{
	size_t sign = 0;
	struct text first, second;
	int month, number;

	if (t.len < 5 || t.len > 16)
		return false;
	while (sign < t.len && t.at[sign] != '.' && t.at[sign] != '-')
		sign++;
	first = text_slice(t, 0, sign);
	second = text_from_offset(t, sign + 1);
	number = small_number(first);
	if (number >= 1 && number <= 31 && first.len <= 2) { /* 01.янв */
		month = month_named(text_ends(second, TEXT(".")) ? text_slice(second, 0, second.len - 1) : second);
		if (month)
			*typed = text_format(a, "%d.%d", number, month);
		return month > 0;
	}
	if ((second.len != 2 && second.len != 4) || small_number(second) < 0)
		return false;
	month = month_named(first); /* янв.25 */
	if (month)
		*typed = text_format(a, "%d.%.*s", month, TEXT_ARG(second));
	return month > 0;
}

struct text
day_month_shown(struct arena *a, date d)
{
	struct civil c = date_to_civil(d);

	return text_format(a, "%02d.%.*s", c.day, TEXT_ARG(months[c.month - 1][0]));
}

bool
text_is_short_date(struct text t, date *d)
{
	struct civil c;
	int parts[3] = {0}, count = 0;
	size_t from = 0;
	char sign = 0;

	if (t.len < 6 || t.len > 8)
		return false;
	for (size_t i = 0; i <= t.len; i++) {
		if (i < t.len && is_digit((unsigned char)t.at[i]))
			continue;
		if (count == 3 || i == from || i - from > 2)
			return false;
		if (i < t.len && ((sign && t.at[i] != sign) || !strchr("./-", t.at[i])))
			return false;
		sign = i < t.len ? t.at[i] : sign;
		parts[count++] = small_number(text_slice(t, from, i));
		from = i + 1;
	}
	if (count != 3 || !is_digit((unsigned char)t.at[t.len - 2]))
		return false;
	c = (struct civil){parts[2] + (parts[2] < 30 ? 2000 : 1900), parts[1], parts[0]};
	return date_from_civil(c, d);
}

bool
serial_is_date(double n, date *d)
{
	enum { EPOCH = -25569, LEAST = 20000, MOST = 60000 };

	if (n != floor(n) || n < LEAST || n > MOST)
		return false;
	*d = (date)n + EPOCH;
	return true;
}

/* ---- Roman numbers ---- */

bool
text_is_roman_wrong(struct arena *a, struct text t, struct text *mended)
{
	static const struct {
		uint32_t sign;
		const char *roman;
	} signs[] = {{0x406, "I"},  {0x456, "I"},   {'l', "I"},     {'1', "I"},     {0x41F, "II"},
		     {0x43F, "II"}, {0x428, "III"}, {0x425, "X"},   {0x445, "X"},   {'I', "I"},
		     {'V', "V"},    {'X', "X"},     {'i', "I"},     {'v', "V"},     {'x', "X"},
		     {0x423, "V"},  {0x2160, "I"},  {0x2161, "II"}, {0x2162, "III"}};
	struct buffer b = {0};
	size_t at = 0;
	uint32_t c = 0;
	int letters = 0;
	bool is_wrong = false;

	while (at < t.len && t.len < 40) {
		size_t i = 0;

		c = utf8_next(t, &at);
		while (i < sizeof signs / sizeof signs[0] && signs[i].sign != c)
			i++;
		if (i == sizeof signs / sizeof signs[0])
			break;
		is_wrong = is_wrong || (c != 'I' && c != 'V' && c != 'X');
		buffer_string(&b, signs[i].roman);
	}
	for (size_t i = at; c == '-' && i < t.len && letters < 3 && is_cyrillic_letter(utf8_next(t, &i));)
		letters++;
	if (is_wrong && letters == 2 && b.len)
		*mended = text_format(a, "%.*s-%.*s", TEXT_ARG(buffer_view(&b)), TEXT_ARG(text_from_offset(t, at)));
	is_wrong = is_wrong && letters == 2 && b.len;
	buffer_free(&b);
	return is_wrong;
}

/* ---- as it was meant ---- */

static void
mend_word(struct buffer *b, const struct mixed_word *m)
{
	for (size_t at = 0; at < m->word.len;) {
		uint32_t c = utf8_next(m->word, &at);
		bool is_wrong = m->is_latin_wrong ? is_latin_letter(c) : is_cyrillic_letter(c);

		buffer_utf8(b, is_wrong ? letter_alike(c) : c);
	}
}

struct text
text_mended(struct arena *a, struct text t)
{
	struct buffer b = {0};
	struct mixed_word m;
	size_t next = 0;
	bool has_mixed = mixed_word_next(t, &next, &m), was_space = false;

	for (size_t at = 0; at < t.len;) {
		size_t from = at;
		uint32_t c = utf8_next(t, &at);

		if (is_invisible(c))
			continue;
		if (has_mixed && m.word.at == t.at + from) {
			mend_word(&b, &m);
			at = next;
			has_mixed = mixed_word_next(t, &next, &m);
		} else if (is_space(c)) {
			buffer_string(&b, was_space ? "" : " ");
		} else {
			if ((c == ',' || c == ';') && was_space)
				b.len--;
			buffer_utf8(&b, c);
		}
		was_space = is_space(c);
	}
	return buffer_take(a, &b);
}
