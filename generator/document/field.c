/*
 * field -- DOCX fields (ECMA-376 part 1, 17.16.5).
 *
 * An instruction is a keyword, arguments (words, or texts in quotes with \" inside) and switches: a
 * backslash with a letter, some followed by an argument of their own:
 *
 *     PAGE \* roman      HYPERLINK "http://host/" \l "chapter" \o "tip"
 */
#include "document/field.h"

#include <strings.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "document/measure.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next word or quoted text from *at on; empty at the end.  Quotes fall away. */
static struct text
word_next(struct text t, size_t *at, bool *is_quoted)
{
	size_t i = *at, start;

	while (i < t.len && is_space(t.at[i]))
		i++;
	*is_quoted = i < t.len && t.at[i] == '"';
	start = i += *is_quoted;
	if (*is_quoted) {
		while (i < t.len && t.at[i] != '"')
			i += t.at[i] == '\\' && i + 1 < t.len ? 2 : 1;
		*at = i < t.len ? i + 1 : t.len;
	} else {
		while (i < t.len && !is_space(t.at[i]))
			i++;
		*at = i;
	}
	return text_slice(t, start, i);
}

/* A quoted text without the backslashes before quotes and backslashes. */
static struct text
unescape(struct arena *a, struct text t)
{
	struct text whole = text_copy(a, t);
	char *to = (char *)whole.at;
	size_t len = 0;

	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] == '\\' && i + 1 < t.len && (t.at[i + 1] == '\\' || t.at[i + 1] == '"'))
			i++;
		to[len++] = t.at[i];
	}
	return text_slice(whole, 0, len);
}

static bool
word_is(struct text word, const char *name)
{
	struct text n = text_from(name);

	return word.len == n.len && strncasecmp(word.at, n.at, n.len) == 0;
}

/* \* roman, \* Arabic, \* ALPHABETIC: the case of the word says the case of the letters. */
static enum number_format
page_format(struct text instruction, size_t at)
{
	static const char *const words[] = {"Arabic", "roman", "ROMAN", "alphabetic", "ALPHABETIC", "Ordinal", NULL};
	static const enum number_format formats[] = {
		NUMBER_DECIMAL,      NUMBER_LOWER_ROMAN,  NUMBER_UPPER_ROMAN,
		NUMBER_LOWER_LETTER, NUMBER_UPPER_LETTER, NUMBER_ORDINAL,
	};
	bool is_quoted;

	while (at < instruction.len) {
		int i;

		if (!text_is(word_next(instruction, &at, &is_quoted), "\\*"))
			continue;
		i = word_index(word_next(instruction, &at, &is_quoted), words);
		if (i >= 0)
			return formats[i];
	}
	return NUMBER_AS_SECTION;
}

/* The address and, behind \l, the place in it. */
static struct text
link_target(struct arena *a, struct text instruction, size_t at)
{
	struct text address = TEXT_NONE, anchor = TEXT_NONE;
	bool is_quoted;

	while (at < instruction.len) {
		struct text word = word_next(instruction, &at, &is_quoted);

		if (!is_quoted && (word_is(word, "\\l")))
			anchor = unescape(a, word_next(instruction, &at, &is_quoted));
		else if (!is_quoted && (word_is(word, "\\o") || word_is(word, "\\t")))
			word_next(instruction, &at, &is_quoted);
		else if (!is_quoted && text_starts(word, TEXT("\\")))
			continue;
		else if (!address.len)
			address = unescape(a, word);
	}
	return anchor.len ? text_format(a, "%.*s#%.*s", TEXT_ARG(address), TEXT_ARG(anchor)) : address;
}

/* SYMBOL 183 \f Symbol: a character by its number. */
static struct text
symbol_character(struct arena *a, struct text instruction, size_t at)
{
	char bytes[UTF8_MOST];
	bool is_quoted;
	int number = integer_or(word_next(instruction, &at, &is_quoted), 0);

	if (number <= 0x20)
		return TEXT_NONE;
	return text_copy(a, (struct text){bytes, utf8_put((uint32_t)number, bytes)});
}

/* Whether the field never shows anything: marks for contents and indexes. */
static bool
is_hidden_field(struct text keyword)
{
	static const char *const names[] = {"TC", "XE", "TA", "RD", "SET", "PRIVATE", "ASK"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (word_is(keyword, names[i]))
			return true;
	return false;
}

struct field
field_read(struct arena *a, struct text instruction)
{
	struct field f = {FIELD_STORED, NUMBER_AS_SECTION, TEXT_NONE};
	size_t at = 0;
	bool is_quoted;
	struct text keyword = word_next(instruction, &at, &is_quoted);

	if (word_is(keyword, "PAGE") || word_is(keyword, "NUMPAGES")) {
		f.kind = word_is(keyword, "PAGE") ? FIELD_PAGE : FIELD_PAGE_COUNT;
		f.format = page_format(instruction, at);
	} else if (word_is(keyword, "HYPERLINK")) {
		f.kind = FIELD_LINK;
		f.target = link_target(a, instruction, at);
	} else if (word_is(keyword, "SYMBOL")) {
		f.kind = FIELD_SYMBOL;
		f.target = symbol_character(a, instruction, at);
	} else if (word_is(keyword, "FORMCHECKBOX")) {
		f.kind = FIELD_CHECKBOX;
	} else if (is_hidden_field(keyword)) {
		f.kind = FIELD_HIDDEN;
	}
	return f;
}
