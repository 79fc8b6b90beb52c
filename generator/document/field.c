/*
 * field -- DOCX fields (ECMA-376 part 1, 17.16.5).
 *
 * An instruction is a keyword, arguments (words, or texts in quotes with \" inside) and switches: a
 * backslash with a letter, some followed by an argument of their own:
 *
 *     PAGE \* roman      HYPERLINK "http://host/" \l "chapter" \o "tip"
 *
 * LibreOffice makes anew: page numbers, references to pages, sequences (SEQ, if a switch says how), TITLE, SUBJECT,
 * KEYWORDS, FILENAME, MACROBUTTON (its text is in the instruction), AUTONUM, drop-downs of forms.  AUTHOR and
 * DOCPROPERTY are what is stored, or the property where nothing is.  What merges would make (NEXT, MERGEREC) is not
 * shown.
 */
#include "document/field.h"

#include <strings.h>

#include "base/buffer.h"
#include "base/hexadecimal.h"
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
	static const char *const words[] = {"Arabic",     "ARABIC",     "roman",   "ROMAN",
					    "alphabetic", "ALPHABETIC", "Ordinal", NULL};
	static const enum number_format formats[] = {
		NUMBER_DECIMAL,      NUMBER_DECIMAL,      NUMBER_LOWER_ROMAN, NUMBER_UPPER_ROMAN,
		NUMBER_LOWER_LETTER, NUMBER_UPPER_LETTER, NUMBER_DECIMAL, /* as LibreOffice writes ordinals */
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

/* SYMBOL 183 \f Symbol, SYMBOL 0x2610: a character by its number, in a font. */
static void
symbol_field(struct arena *a, struct field *f, struct text instruction, size_t at)
{
	char bytes[UTF8_MOST];
	bool is_quoted;
	struct text word = word_next(instruction, &at, &is_quoted);
	uint32_t code = 0;

	if (text_starts(word, TEXT("0x")) || text_starts(word, TEXT("0X")))
		code = hexadecimal(text_from_offset(word, 2));
	else
		code = (uint32_t)integer_or(word, 0);
	f->kind = FIELD_SYMBOL;
	f->target = TEXT_NONE;
	if (code > ' ' && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF))
		f->target = text_copy(a, (struct text){bytes, utf8_put(code, bytes)});
	while (at < instruction.len)
		if (text_is(word_next(instruction, &at, &is_quoted), "\\f"))
			f->font = text_copy(a, word_next(instruction, &at, &is_quoted));
}

/* SEQ Figure \* ARABIC \r 3; without a switch it stays as it is stored. */
static void
sequence_field(struct arena *a, struct field *f, struct text instruction, size_t at)
{
	bool is_quoted;

	f->target = text_copy(a, word_next(instruction, &at, &is_quoted));
	f->format = page_format(instruction, at);
	if (f->format == NUMBER_AS_SECTION)
		f->format = NUMBER_DECIMAL;
	while (at < instruction.len) {
		struct text word = word_next(instruction, &at, &is_quoted);

		if (text_starts(word, TEXT("\\")))
			f->kind = FIELD_SEQUENCE;
		if (word_is(word, "\\c"))
			f->repeats = true;
		if (!word_is(word, "\\r"))
			continue;
		f->restarts = true;
		f->number = integer_or(word_next(instruction, &at, &is_quoted), 1);
	}
	if (f->kind == FIELD_STORED)
		f->target = TEXT_NONE;
}

/* PAGEREF bookmark \h \p \* roman */
static void
reference_field(struct arena *a, struct field *f, struct text instruction, size_t at)
{
	bool is_quoted;

	f->kind = FIELD_REFERENCE;
	f->target = text_copy(a, word_next(instruction, &at, &is_quoted));
	f->format = page_format(instruction, at);
	while (at < instruction.len)
		f->is_direction |= word_is(word_next(instruction, &at, &is_quoted), "\\p");
}

/* MACROBUTTON Name text to be clicked on. */
static struct text
button_text(struct arena *a, struct text instruction, size_t at)
{
	bool is_quoted;

	word_next(instruction, &at, &is_quoted);
	return text_copy(a, text_trim(text_from_offset(instruction, at)));
}

struct keyword {
	const char *name;
	enum field_kind kind;
};

/* The keywords that say all; DOCPROPERTY has the first few as its argument. */
enum { KEYWORDS_OF_PROPERTIES = 4 };
static const struct keyword keywords[] = {
	{"TITLE", FIELD_TITLE},
	{"SUBJECT", FIELD_SUBJECT},
	{"KEYWORDS", FIELD_KEYWORDS},
	{"AUTHOR", FIELD_AUTHOR},
	{"FORMCHECKBOX", FIELD_CHECKBOX},
	{"FORMDROPDOWN", FIELD_CHOICE},
	{"AUTONUM", FIELD_AUTO_NUMBER},
	{"AUTONUMLGL", FIELD_AUTO_NUMBER},
	{"AUTONUMOUT", FIELD_AUTO_NUMBER},
	/* marks for contents and indexes, and what only a merge needs */
	{"TC", FIELD_HIDDEN},
	{"XE", FIELD_HIDDEN},
	{"TA", FIELD_HIDDEN},
	{"RD", FIELD_HIDDEN},
	{"SET", FIELD_HIDDEN},
	{"PRIVATE", FIELD_HIDDEN},
	{"ASK", FIELD_HIDDEN},
	{"NEXT", FIELD_HIDDEN},
	{"NEXTIF", FIELD_HIDDEN},
	{"MERGEREC", FIELD_HIDDEN},
};

static enum field_kind
keyword_kind(struct text keyword, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (word_is(keyword, keywords[i].name))
			return keywords[i].kind;
	return FIELD_STORED;
}

struct field
field_read(struct arena *a, struct text instruction)
{
	struct field f = {.format = NUMBER_AS_SECTION, .target = TEXT_NONE, .font = TEXT_NONE};
	size_t at = 0;
	bool is_quoted;
	struct text keyword = word_next(instruction, &at, &is_quoted);

	if (word_is(keyword, "PAGE") || word_is(keyword, "NUMPAGES")) {
		f.kind = word_is(keyword, "PAGE") ? FIELD_PAGE : FIELD_PAGE_COUNT;
		f.format = page_format(instruction, at);
	} else if (word_is(keyword, "HYPERLINK")) {
		f.kind = FIELD_LINK;
		f.target = link_target(a, instruction, at);
	} else if (word_is(keyword, "PAGEREF")) {
		reference_field(a, &f, instruction, at);
	} else if (word_is(keyword, "SYMBOL")) {
		symbol_field(a, &f, instruction, at);
	} else if (word_is(keyword, "SEQ")) {
		sequence_field(a, &f, instruction, at);
	} else if (word_is(keyword, "MACROBUTTON")) {
		f.kind = FIELD_TEXT;
		f.target = button_text(a, instruction, at);
	} else if (word_is(keyword, "DOCPROPERTY")) {
		f.kind = keyword_kind(word_next(instruction, &at, &is_quoted), KEYWORDS_OF_PROPERTIES);
		f.prefers_stored = true; /* a property of the user's own may have the same name */
	} else if (word_is(keyword, "FILENAME")) {
		/* with its path it is as stored: where the file lies is nobody's business */
		f.kind = word_is(word_next(instruction, &at, &is_quoted), "\\p") ? FIELD_STORED : FIELD_FILE_NAME;
	} else {
		f.kind = keyword_kind(keyword, sizeof keywords / sizeof *keywords);
		f.prefers_stored = f.kind == FIELD_AUTHOR;
		if (word_is(keyword, "REF"))
			f.target = text_join(a, TEXT("#"), word_next(instruction, &at, &is_quoted));
		f.is_contents = word_is(keyword, "TOC");
	}
	return f;
}
