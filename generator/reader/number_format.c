/*
 * number_format -- the format codes of SpreadsheetML (ECMA-376 part 1, 18.8.30 and 18.8.31).
 *
 *     # ##0.00" руб."    a number          dd.mm.yyyy;@     a day          [h]:mm     a duration
 *     0%                 a percentage      000-000          a code         d-mmm      a day and month
 *
 * A code is written in English letters whatever language the office spoke: d, m, y, h, s.  Those count outside
 * quotes, escapes (\x), fillers (_x, *x) and brackets; m is minutes behind hours and before seconds, else months.
 * In brackets stand colours, conditions, locales ([$-419]) and times that run on ([h]).  Some writers put in
 * the Russian letters that Excel shows in its dialog (ДД.ММ.ГГГГ); they are read as what was meant.
 */
#include "reader/number_format.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { CODE_MOST = 2048 }; /* bytes; Excel takes 255 signs */

/* What stands in one section. */
struct contents {
	int zeros, places; /* 0; 0 # ? together */
	int gaps;          /* places with a sign between them that no plain number has: 000-000 */
	bool has_point, has_comma, has_percent, has_exponent, has_slash, is_general, is_text;
	bool has_year, has_month, has_day, has_weekday, has_hour, has_minute, has_second, is_running;
	bool has_long_month;
	/* for the reading */
	char last;      /* the last of y m d h s that stood before */
	int open_m;     /* letters of an m that the next letter decides about; 0: none */
	bool is_behind; /* behind the first place: what comes stands between places, if another follows */
	bool is_gap;
};

/* ---- letters ---- */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t
run_length(struct text t, size_t at)
{
	size_t n = 1;

	while (at + n < t.len && lower(t.at[at + n]) == lower(t.at[at]))
		n++;
	return n;
}

static void
settle_m(struct contents *c, bool is_minute)
{
	if (!c->open_m)
		return;
	if (is_minute)
		c->has_minute = true;
	else
		c->has_month = true;
	c->has_long_month |= !is_minute && c->open_m > 3;
	c->open_m = 0;
}

/* A run of one letter of a date or time. */
static void
take_date_letter(struct contents *c, char letter, size_t run)
{
	settle_m(c, letter == 's' && c->open_m <= 2);
	switch (letter) {
	case 'y':
	case 'e': /* the year of a Japanese or Chinese era */
	case 'b': /* the Buddhist year */
		c->has_year = true;
		break;
	case 'd':
		c->has_day |= run <= 2;
		c->has_weekday |= run > 2;
		break;
	case 'a': /* aaa: a weekday in Japanese */
		c->has_weekday = true;
		break;
	case 'h':
		c->has_hour = true;
		break;
	case 's':
		c->has_second = true;
		break;
	case 'm':
		c->open_m = (int)(run > 9 ? 9 : run);
		if (c->last == 'h' && run <= 2)
			settle_m(c, true);
		break;
	}
	c->last = letter;
}

/* A sign that is printed as it stands; between two places it makes the number a code, unless it is a blank. */
static void
take_literal(struct contents *c, char sign)
{
	c->is_gap |= c->is_behind && sign != ' ' && (unsigned char)sign != 0xC2 && (unsigned char)sign != 0xA0;
}

static void
take_place(struct contents *c, char sign)
{
	c->zeros += sign == '0';
	c->places++;
	c->gaps += c->is_gap;
	c->is_gap = false;
	c->is_behind = true;
}

/* ---- what stands in brackets ---- */

/* [h], [mm], [ss]: a time that runs on. */
static bool
take_running(struct contents *c, struct text inside)
{
	char letter = inside.len ? lower(inside.at[0]) : '\0';

	if ((letter != 'h' && letter != 'm' && letter != 's') || run_length(inside, 0) != inside.len)
		return false;
	settle_m(c, letter == 's');
	c->is_running = true;
	c->has_hour |= letter == 'h';
	c->has_minute |= letter == 'm';
	c->has_second |= letter == 's';
	c->last = letter;
	return true;
}

static void
take_condition(struct number_section *s, struct text inside)
{
	static const struct {
		const char *sign;
		char condition;
	} signs[] = {{"<=", 'L'}, {">=", 'G'}, {"<>", 'N'}, {"<", '<'}, {">", '>'}, {"=", '='}};
	char number[40];

	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		if (!text_starts(inside, text_from(signs[i].sign)))
			continue;
		snprintf(number, sizeof number, "%.*s",
			 TEXT_ARG(text_slice(inside, strlen(signs[i].sign), strlen(signs[i].sign) + 38)));
		s->condition = signs[i].condition;
		s->than = strtod(number, NULL);
		return;
	}
}

/* ---- sections ---- */

/* The length of what stands at `at` and is no letter of its own: a quoted text, an escape, a filler, brackets. */
static size_t
special_length(struct text code, size_t at)
{
	const char *close;
	char c = code.at[at];

	if (c == '\\' || c == '_' || c == '*' || c == '!') {
		size_t next = at + 1;

		if (next < code.len)
			utf8_next(code, &next);
		return next - at;
	}
	if (c != '"' && c != '[')
		return 0;
	close = memchr(code.at + at + 1, c == '"' ? '"' : ']', code.len - at - 1);
	return close ? (size_t)(close - (code.at + at)) + 1 : code.len - at;
}

static bool
is_noon_sign(struct text code, size_t at, size_t *length)
{
	static const char *const signs[] = {"AM/PM", "A/P"};

	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		size_t len = strlen(signs[i]), same = 0;

		while (same < len && at + same < code.len && lower(code.at[at + same]) == lower(signs[i][same]))
			same++;
		*length = len;
		if (same == len)
			return true;
	}
	return false;
}

static size_t
take_special(struct contents *c, struct number_section *s, size_t at)
{
	size_t length = special_length(s->code, at);
	struct text inside = text_slice(s->code, at + 1, at + length);

	if (s->code.at[at] == '[') {
		inside = text_slice(inside, 0, inside.len ? inside.len - 1 : 0);
		if (!text_starts(inside, TEXT("$")) && !take_running(c, inside))
			take_condition(s, inside);
	} else if (s->code.at[at] == '"' || s->code.at[at] == '\\') {
		for (size_t i = 0; i < inside.len && inside.at[i] != '"'; i++)
			take_literal(c, inside.at[i]);
	}
	return length;
}

/* One sign or run of signs outside quotes; returns its length. */
static size_t
take_sign(struct contents *c, struct text code, size_t at)
{
	char sign = lower(code.at[at]);
	size_t length;

	if (is_noon_sign(code, at, &length)) {
		c->has_hour = true;
		return length;
	}
	if (sign == 'g' && at + 7 <= code.len && strncasecmp(code.at + at, "General", 7) == 0) {
		c->is_general = true;
		return 7;
	}
	if (sign == 'e' && at + 1 < code.len && (code.at[at + 1] == '+' || code.at[at + 1] == '-')) {
		c->has_exponent = true;
		return 2;
	}
	length = run_length(code, at);
	if (sign && strchr("ymdhseb", sign)) {
		take_date_letter(c, sign, length);
		return length;
	}
	if (sign == 'a' && length >= 3) {
		take_date_letter(c, sign, length);
		return length;
	}
	if (sign == '0' || sign == '#' || sign == '?')
		take_place(c, sign);
	else if (sign != '.' && sign != ',' && sign != '%' && sign != '/')
		take_literal(c, sign);
	c->has_point |= sign == '.';
	c->has_comma |= sign == ',' && c->places > 0;
	c->has_percent |= sign == '%';
	c->has_slash |= sign == '/';
	c->is_text |= sign == '@';
	return 1;
}

static bool
has_date(const struct contents *c)
{
	return c->has_year || c->has_month || c->has_day || c->has_weekday;
}

static bool
has_time(const struct contents *c)
{
	return c->has_hour || c->has_minute || c->has_second;
}

/*
 * ДД.ММ.ГГГГ чч:мм: the letters that a Russian Excel shows for d, m, y, h, s.  In a code that has nothing else to
 * show they cannot be literals.
 */
static void
read_russian(struct contents *c, struct text code)
{
	static const struct {
		uint32_t upper, lower;
		char letter;
	} letters[] = {{0x414, 0x434, 'd'},
		       {0x41C, 0x43C, 'm'},
		       {0x413, 0x433, 'y'},
		       {0x427, 0x447, 'h'},
		       {0x421, 0x441, 's'}};
	size_t run = 0;
	char last = '\0';

	for (size_t at = 0; at <= code.len;) {
		size_t next = at;
		uint32_t sign = at < code.len ? utf8_next(code, &next) : 0;
		char letter = '\0';

		for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++) {
			if (sign == letters[i].upper || sign == letters[i].lower)
				letter = letters[i].letter;
		}
		if (letter != last && last)
			take_date_letter(c, last, run);
		run = letter == last ? run + 1 : 1;
		last = letter;
		at = at < code.len ? next : at + 1;
		if (at < code.len && special_length(code, at))
			at += special_length(code, at);
	}
	settle_m(c, false);
	if (!(c->has_day && c->has_month) && !(c->has_month && c->has_year) && !(c->has_hour && c->has_minute)) {
		c->has_day = c->has_month = c->has_year = c->has_hour = c->has_minute = c->has_second = false;
		c->has_long_month = false;
	}
}

static enum number_look
look_of(const struct contents *c)
{
	bool is_short_day = c->has_day && c->has_month && !c->has_long_month && !c->has_year && !c->has_weekday;

	if (has_date(c) && !c->is_running)
		return is_short_day && !has_time(c) ? LOOK_DAY_MONTH : LOOK_DAY;
	if (has_time(c) || c->is_running)
		return c->is_running ? LOOK_DURATION : LOOK_TIME;
	if (c->has_percent)
		return LOOK_PERCENT;
	if (c->has_point || c->has_comma || c->has_exponent || c->has_slash || c->is_general || c->is_text)
		return LOOK_NUMBER;
	if (c->gaps || (c->zeros > 1 && c->zeros == c->places))
		return LOOK_CODE;
	return LOOK_NUMBER;
}

static void
read_section(struct number_section *s)
{
	struct contents c = {0};

	for (size_t at = 0; at < s->code.len;)
		at += special_length(s->code, at) ? take_special(&c, s, at) : take_sign(&c, s->code, at);
	settle_m(&c, false);
	if (!has_date(&c) && !has_time(&c) && !c.places && !c.is_general && !c.is_text)
		read_russian(&c, s->code);
	s->look = look_of(&c);
}

/* The end of the section that begins at `at`: its ";", or the end of the code. */
static size_t
section_end(struct text code, size_t at)
{
	while (at < code.len && code.at[at] != ';') {
		size_t special = special_length(code, at);

		at += special ? special : 1;
	}
	return at < code.len ? at : code.len;
}

/* "General" as some writers put it in: in the language of their office. */
static bool
is_general(struct text code)
{
	return text_is(code, "Standard") || text_is(code, "Основной");
}

struct number_format
number_format_read(struct text code)
{
	struct number_format f = {.count = 0};
	size_t at = 0, end;

	if (is_general(text_trim(code)) || code.len > CODE_MOST)
		code = TEXT("General");
	do {
		end = section_end(code, at);
		f.sections[f.count] = (struct number_section){.code = text_slice(code, at, end)};
		read_section(&f.sections[f.count++]);
		at = end + 1;
	} while (end < code.len && f.count < 3);
	/* the fourth is for texts, and so is the second of "dd.mm.yyyy;@" */
	while (f.count > 1 && text_is(text_trim(f.sections[f.count - 1].code), "@"))
		f.count--;
	return f;
}

static bool
holds(const struct number_section *s, double number)
{
	switch (s->condition) {
	case '<':
		return number < s->than;
	case '>':
		return number > s->than;
	case '=':
		return number == s->than;
	case 'L':
		return number <= s->than;
	case 'G':
		return number >= s->than;
	case 'N':
		return number != s->than;
	}
	return false;
}

const struct number_section *
number_format_section(const struct number_format *f, double number)
{
	const struct number_section *s = f->sections;

	if (s[0].condition || (f->count > 1 && s[1].condition)) {
		for (int i = 0; i < f->count - 1; i++) {
			if (holds(&s[i], number))
				return &s[i];
		}
		return &s[f->count - 1];
	}
	if (number < 0 && f->count > 1)
		return &s[1];
	return number == 0 && f->count > 2 ? &s[2] : s;
}

/* ---- showing codes ---- */

/* One byte of what a section shows. */
struct shown {
	char sign;
	bool is_place; /* 0, # or ?: a digit stands here */
};

/* The places and literals of a section, put into out, which has room for each byte of the code. */
static size_t
list_shown(struct text code, struct shown *out)
{
	size_t n = 0;

	for (size_t at = 0; at < code.len;) {
		size_t length = special_length(code, at), from = at, to = at + 1;
		char c = code.at[at];

		if (c == '"' || c == '\\' || c == '!') {
			from = at + 1;
			to = at + length - (c == '"' && length > 1 && code.at[at + length - 1] == '"');
		} else if (length) {
			to = from; /* fillers and brackets show nothing of their own */
		}
		for (; from < to; from++)
			out[n++] = (struct shown){code.at[from], !length && strchr("0#?", c)};
		at += length ? length : 1;
	}
	return n;
}

struct text
number_format_show(struct arena *a, const struct number_section *s, double number)
{
	char digits[32], *out;
	struct shown *shown;
	size_t n, at, places = 0;
	int left;

	if (!(number >= 0 && number < 1e15) || number != floor(number))
		return TEXT_NONE;
	shown = NEW_ARRAY(a, struct shown, s->code.len);
	n = list_shown(s->code, shown);
	for (size_t i = 0; i < n; i++)
		places += shown[i].is_place;
	at = n + sizeof digits;
	out = arena_alloc(a, at);
	left = number > 0 ? snprintf(digits, sizeof digits, "%.0f", number) : 0;
	/* from the right, as digits fill their places; those that are too many stand before the first place */
	for (size_t i = n; i > 0; i--) {
		if (!shown[i - 1].is_place) {
			out[--at] = shown[i - 1].sign;
			continue;
		}
		if (left || shown[i - 1].sign == '0')
			out[--at] = left ? digits[--left] : '0';
		if (--places > 0)
			continue;
		while (left)
			out[--at] = digits[--left];
	}
	return (struct text){out + at, n + sizeof digits - at};
}

/* ---- what the numbers of formats stand for ---- */

struct text
number_format_builtin(long id)
{
	static const char *const codes[] = {
		[0] = "General",
		[1] = "0",
		[2] = "0.00",
		[3] = "#,##0",
		[4] = "#,##0.00",
		[5] = "#,##0",
		[6] = "#,##0",
		[7] = "#,##0.00",
		[8] = "#,##0.00",
		[9] = "0%",
		[10] = "0.00%",
		[11] = "0.00E+00",
		[12] = "# ?/?",
		[13] = "# ?\?/??",
		[14] = "dd.mm.yyyy",
		[15] = "d-mmm-yy",
		[16] = "d-mmm",
		[17] = "mmm-yy",
		[18] = "h:mm AM/PM",
		[19] = "h:mm:ss AM/PM",
		[20] = "h:mm",
		[21] = "h:mm:ss",
		[22] = "dd.mm.yyyy h:mm",
		[37] = "#,##0",
		[38] = "#,##0",
		[39] = "#,##0.00",
		[40] = "#,##0.00",
		[41] = "#,##0",
		[42] = "#,##0",
		[43] = "#,##0.00",
		[44] = "#,##0.00",
		[45] = "mm:ss",
		[46] = "[h]:mm:ss",
		[47] = "mm:ss.0",
		[48] = "##0.0E+0",
		[49] = "@",
		/* by the language of the office: Thai */
		[71] = "d/m/yyyy",
		[72] = "d-mmm-yy",
		[73] = "d-mmm",
		[74] = "mmm-yy",
		[75] = "h:mm",
		[76] = "h:mm:ss",
		[77] = "d/m/yyyy h:mm",
		[78] = "mm:ss",
		[79] = "[h]:mm:ss",
		[80] = "mm:ss.0",
		[81] = "d/m/yy",
	};

	/* Chinese, Japanese, Korean: all of them days but four, which are times there */
	if ((id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58))
		return TEXT("yyyy.mm.dd");
	if (id >= 32 && id <= 35)
		return TEXT("h:mm:ss");
	if (id < 0 || (size_t)id >= sizeof codes / sizeof codes[0] || !codes[id])
		return TEXT("General");
	return text_from(codes[id]);
}
