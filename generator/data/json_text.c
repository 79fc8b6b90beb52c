/*
 * json_text -- JSON text to the trees of jansson, with what is said about wrong text.
 *
 * jansson keeps whole numbers as 64 bits, and our numbers keep 15 digits.  A bank account has 20, a card 16, and both
 * must stay what they are, as they do in a CSV: texts.  So such numbers are put in quotes before jansson sees them:
 *
 *     {"счёт": 40817810099910004312}     ►     {"счёт": "40817810099910004312"}
 *
 * and where jansson stumbles, its position is counted back to the text as it was.
 *
 * What people write instead of JSON is mostly something that another language allows: comments, single quotes, a comma
 * behind the last item, None.  It is looked for where jansson stumbled, since its own words do not help there.
 */
#include "data/json_text.h"

#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"

enum {
	MOST_DIGITS = 15, /* that a number keeps */
	EXCERPT_BYTES = 60
};

/* ---- long numbers ---- */

static bool
is_digit_at(struct text bytes, size_t at)
{
	return at < bytes.len && bytes.at[at] >= '0' && bytes.at[at] <= '9';
}

/* A digit, or what else a number may hold. */
static bool
is_of_number(struct text bytes, size_t at)
{
	return is_digit_at(bytes, at) || (at < bytes.len && bytes.at[at] && strchr("+-.eE", bytes.at[at]));
}

/* Behind the string whose opening quote stands at `at`. */
static size_t
skip_string(struct text bytes, size_t at)
{
	for (at++; at < bytes.len && bytes.at[at] != '"'; at++)
		at += bytes.at[at] == '\\';
	return at + 1;
}

struct span {
	size_t from, to;
};

/* A part of the file that is JSON by itself. */
struct part {
	struct span span;
	int line; /* of its first byte */
};

static bool
is_long_integer(struct text bytes, struct span s)
{
	size_t digits = s.from + (bytes.at[s.from] == '-'), at = digits;

	while (at < s.to && is_digit_at(bytes, at))
		at++;
	return at == s.to && at - digits > MOST_DIGITS && bytes.at[digits] != '0';
}

/* The next such number from `at` on; false when there is none. */
static bool
next_long_integer(struct text bytes, size_t at, struct span *s)
{
	while (at < bytes.len) {
		if (bytes.at[at] == '"') {
			at = skip_string(bytes, at);
			continue;
		}
		*s = (struct span){at, at};
		while (is_of_number(bytes, s->to))
			s->to++;
		if (s->to - s->from > MOST_DIGITS && is_long_integer(bytes, *s))
			return true;
		at = s->to > at ? s->to : at + 1;
	}
	return false;
}

/* The same text with long numbers in quotes. */
static struct text
quote_long_integers(struct arena *a, struct text bytes)
{
	struct buffer b = {0};
	struct span s;
	size_t done = 0;

	while (next_long_integer(bytes, done, &s)) {
		buffer_text(&b, text_slice(bytes, done, s.from));
		buffer_byte(&b, '"');
		buffer_text(&b, text_slice(bytes, s.from, s.to));
		buffer_byte(&b, '"');
		done = s.to;
	}
	if (done) {
		buffer_text(&b, text_from_offset(bytes, done));
		bytes = text_copy(a, buffer_view(&b));
	}
	buffer_free(&b);
	return bytes;
}

/* Where byte `at` of the text with quotes stands in the text without them. */
static size_t
unquoted_offset(struct text bytes, size_t at)
{
	struct span s = {0, 0};
	size_t quotes = 0;

	while (next_long_integer(bytes, s.to, &s) && s.from + quotes < at)
		quotes += s.to + quotes + 1 < at ? 2 : 1;
	return at - quotes;
}

/* ---- what is wrong ---- */

/* jansson's words for what is wrong with the syntax, and ours. */
static const char *
reason_of_jansson(const char *error)
{
	static const struct {
		const char *theirs, *ours;
	} reasons[] = {
		{"string or '}' expected", N_("a key in quotes or } is expected here (is there a comma too many?)")},
		{"':' expected", N_("a colon is expected behind the key")},
		{"'}' expected", N_("a comma or } is expected here")},
		{"']' expected", N_("a comma or ] is expected here")},
		{"'[' or '{' expected", N_("[ or { is expected here")},
		{"invalid token", N_("this is no JSON value; texts stand in double quotes")},
		{"unexpected token", N_("a value is expected here (is there a comma too many?)")},
		{"control character", N_("a text holds a control character; a line break in it is written \\n")},
		{"unexpected newline",
		 N_("a text is not closed by a quote on its line; a line break in it is written \\n")},
		{"invalid escape", N_("behind \\ only \" \\ / b f n r t u may stand")},
		{"invalid Unicode",
		 N_("behind \\u four hexadecimal digits must stand, and halves of a pair must be together")},
	};

	for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
		if (strncmp(error, reasons[i].theirs, strlen(reasons[i].theirs)) == 0)
			return translate(reasons[i].ours);
	}
	return translate(N_("this is not JSON"));
}

/* Where the fault is. */
struct fault {
	struct text bytes; /* the whole file */
	size_t at;
};

static bool
starts_with(const struct fault *f, const char *word)
{
	return text_starts(text_from_offset(f->bytes, f->at), text_from(word));
}

/* The last byte before the fault that is not white space. */
static char
sign_before(const struct fault *f)
{
	struct text before = text_trim(text_slice(f->bytes, 0, f->at));

	return before.len ? before.at[before.len - 1] : '\0';
}

/* What another language allows and JSON does not; NULL when it is nothing of the kind. */
static const char *
reason_of_habit(const struct fault *f)
{
	static const struct {
		const char *word, *reason;
	} habits[] = {
		{"'", N_("texts stand in double quotes, not in single ones")},
		{"«", N_("texts stand in straight quotes: \"…\"")},
		{"“", N_("texts stand in straight quotes: \"…\"")},
		{"”", N_("texts stand in straight quotes: \"…\"")},
		{"„", N_("texts stand in straight quotes: \"…\"")},
		{"/", N_("JSON has no comments; take them away")},
		{"#", N_("JSON has no comments; take them away")},
		{"NaN", N_("what is no number is written null")},
		{"Infinity", N_("what is no number is written null")},
		{"-Infinity", N_("what is no number is written null")},
		{"None", N_("nothing is written null")},
		{"undefined", N_("nothing is written null")},
		{"True", N_("true and false are written in small letters")},
		{"False", N_("true and false are written in small letters")},
		{".", N_("a number begins with a digit: 0.5")},
		{"+", N_("a number has no plus before it")},
	};
	char before = sign_before(f);

	for (size_t i = 0; i < sizeof habits / sizeof habits[0]; i++) {
		if (starts_with(f, habits[i].word))
			return habits[i].reason;
	}
	if (before == ',' && (starts_with(f, "}") || starts_with(f, "]")))
		return N_("the comma before this bracket is one too many");
	if (starts_with(f, "0") && is_digit_at(f->bytes, f->at + 1))
		return N_("a number has no zeros before it; a code is a text, in quotes");
	if (before == ',' && f->at >= 2 && f->bytes.at[f->at - 1] == ',' && is_digit_at(f->bytes, f->at) &&
	    is_digit_at(f->bytes, f->at - 2))
		return N_("a number has a point, not a comma: 12.5");
	return NULL;
}

static struct text
reason(const struct fault *f, const char *error)
{
	const char *habit = reason_of_habit(f);

	return text_from(habit ? translate(habit) : reason_of_jansson(error));
}

/* The line at fault, cut on both sides when it is long, with a caret at byte `at`. */
static struct excerpt
excerpt_at(struct text bytes, size_t at)
{
	size_t from = at, to = at;

	while (from > 0 && bytes.at[from - 1] != '\n' && at - from < EXCERPT_BYTES)
		from--;
	while (from < at && (bytes.at[from] & 0xC0) == 0x80)
		from++; /* not within a letter */
	while (to < bytes.len && bytes.at[to] != '\n' && bytes.at[to] != '\r' && to - at < EXCERPT_BYTES)
		to++;
	while (to < bytes.len && (bytes.at[to] & 0xC0) == 0x80)
		to++;
	return (struct excerpt){text_slice(bytes, from, to), (int)utf8_count(text_slice(bytes, from, at)), 1, 0};
}

/* jansson's position is behind the piece that it stumbled over: the start of that piece. */
static size_t
fault_at(struct text bytes, const json_error_t *e)
{
	const char *near = strstr(e->text, " near '");
	size_t at = e->position < 0 ? 0 : (size_t)e->position, len;

	if (at > bytes.len)
		at = bytes.len;
	while (json_error_code(e) == json_error_numeric_overflow && at > 0 &&
	       strchr("0123456789+-.eE", bytes.at[at - 1]))
		at--;
	if (!near)
		return at;
	len = strlen(near + 7);
	len = len ? len - 1 : 0; /* its closing quote */
	if (len <= at && memcmp(bytes.at + at - len, near + 7, len) == 0)
		at -= len;
	return at;
}

/* `at`: within the part. */
static struct place
place_at(struct text file, struct text bytes, const struct part *part, size_t at)
{
	struct place p = {.kind = AT_LINE, .file = file, .line = part->line};
	size_t line_start = part->span.from;

	for (size_t i = part->span.from; i < at; i++) {
		if (bytes.at[i] == '\n') {
			p.line++;
			line_start = i + 1;
		}
	}
	p.column = (int)utf8_count(text_slice(bytes, line_start, at)) + 1;
	return p;
}

static struct text
quoted_key(struct arena *a, const char *error)
{
	const char *from = strchr(error, '"'), *to = from ? strchr(from + 1, '"') : NULL;

	return to ? text_copy(a, (struct text){from + 1, (size_t)(to - from - 1)}) : TEXT_NONE;
}

/* `at`: where in the whole text `bytes`. */
static bool
report_syntax(struct arena *a, struct report *r, struct text bytes, const struct part *part, size_t at,
	      struct text file, const json_error_t *e)
{
	struct place place = place_at(file, bytes, part, at);
	struct excerpt excerpt = excerpt_at(bytes, at);
	struct fault f = {bytes, at};

	switch (json_error_code(e)) {
	case json_error_premature_end_of_input:
		return REPORT(r, JSON_ENDS_EARLY, place, TEXT_NONE);
	case json_error_end_of_input_expected:
		return REPORT_EXCERPT(r, JSON_GOES_ON, place, excerpt, TEXT_NONE);
	case json_error_duplicate_key:
		return REPORT_EXCERPT(r, JSON_KEY_TWICE, place, excerpt, quoted_key(a, e->text));
	case json_error_numeric_overflow:
		return REPORT_EXCERPT(r, JSON_NUMBER_TOO_LARGE, place, excerpt, TEXT_NONE);
	case json_error_stack_overflow:
		return REPORT(r, JSON_TOO_DEEP, place, text_format(a, "%d", JSON_DEEPEST));
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return REPORT_EXCERPT(r, JSON_SYNTAX, place, excerpt,
				      text_from(translate(N_("the character \\u0000 cannot be printed"))));
	default:
		return REPORT_EXCERPT(r, JSON_SYNTAX, place, excerpt, reason(&f, e->text));
	}
}

static json_t *
parse(struct arena *a, struct report *r, struct text whole, const struct part *part, struct text file)
{
	struct text bytes = text_slice(whole, part->span.from, part->span.to), quoted = quote_long_integers(a, bytes);
	json_error_t e;
	json_t *j = json_loadb(quoted.at, quoted.len, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &e);

	if (!j)
		report_syntax(a, r, whole, part, part->span.from + unquoted_offset(bytes, fault_at(quoted, &e)), file,
			      &e);
	return j;
}

json_t *
json_text_parse(struct arena *a, struct report *r, struct text bytes, struct text file)
{
	return parse(a, r, bytes, &(struct part){{0, bytes.len}, 1}, file);
}

json_t *
json_text_lines(struct arena *a, struct report *r, struct text bytes, struct text file)
{
	json_t *list = json_array();
	bool ok = true;
	int number = 0;

	for (size_t at = 0; at < bytes.len;) {
		ptrdiff_t end = text_find(bytes, TEXT("\n"), at);
		struct part line = {{at, end < 0 ? bytes.len : (size_t)end}, ++number};
		json_t *j;

		at = line.span.to + 1;
		if (text_is_blank(text_slice(bytes, line.span.from, line.span.to)))
			continue;
		j = parse(a, r, bytes, &line, file);
		ok = ok && j;
		if (j)
			json_array_append_new(list, j);
	}
	if (ok)
		return list;
	json_decref(list);
	return NULL;
}
