/*
 * encoding -- whatever bytes a data file consists of, as UTF-8.
 *
 * A mark at the beginning (BOM) says it: EF BB BF is UTF-8, FF FE and FE FF are UTF-16.  Without one, UTF-8 is easily
 * told, for no other text obeys its rules by chance: "Пётр" is CF B8 F2 F0 in Windows-1251, and F2 F0 cannot be.
 * Text that is none of these is in one of the eight-bit encodings (reader/encoding_guess.h).
 *
 * Rows pasted from elsewhere may be in another encoding than the rest of the file.  Two letters after one another that
 * are Cyrillic in UTF-8 (D0 98 D0 B2) never come in an eight-bit text, so a file with such letters and with bytes that
 * UTF-8 forbids is mixed or damaged, and is refused with the line where it changes.
 */
#include "reader/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "reader/encoding_guess.h"

#define UTF8_MARK TEXT("\xEF\xBB\xBF")

static struct place
line_place(struct text bytes, size_t at, struct text file)
{
	struct place p = {.kind = AT_LINE, .file = file, .line = 1};

	for (size_t i = 0; i < at; i++) {
		bool is_cr = bytes.at[i] == '\r' && !(i + 1 < bytes.len && bytes.at[i + 1] == '\n');

		p.line += bytes.at[i] == '\n' || is_cr;
	}
	return p;
}

static bool
is_continuation(struct text bytes, size_t at)
{
	return at < bytes.len && ((unsigned char)bytes.at[at] & 0xC0) == 0x80;
}

/* A letter of U+0400 … U+04FF. */
static bool
is_utf8_cyrillic(struct text bytes, size_t at)
{
	return at < bytes.len && (unsigned char)bytes.at[at] >= 0xD0 && (unsigned char)bytes.at[at] <= 0xD3 &&
	       is_continuation(bytes, at + 1);
}

/* How many bytes beyond ASCII are Cyrillic letters of UTF-8 side by side, and how many are not; where those begin. */
static void
count_utf8(struct text bytes, size_t *utf8, size_t *other, size_t *first)
{
	*utf8 = *other = 0;
	for (size_t at = 0; at < bytes.len; at++) {
		size_t from = at;

		if (!((unsigned char)bytes.at[at] & 0x80))
			continue;
		while (is_utf8_cyrillic(bytes, at))
			at += 2;
		if (at - from >= 4 && !*utf8)
			*first = from;
		if (at - from >= 4)
			*utf8 += at-- - from;
		else
			(*other)++, at = from;
	}
}

/* False at the first byte that the encoding does not have; *at is its offset. */
static bool
convert(iconv_t converter, struct text bytes, struct buffer *b, size_t *at)
{
	char *in = (char *)bytes.at;
	size_t left = bytes.len;

	while (left) {
		size_t room = left < 64 * 1024 ? left * 4 + 16 : 64 * 1024, free_bytes = room;
		char *out = buffer_reserve(b, room);
		size_t done = iconv(converter, &in, &left, &out, &free_bytes);

		buffer_wrote(b, room - free_bytes);
		if (done == (size_t)-1 && errno != E2BIG) {
			*at = bytes.len - left;
			return false;
		}
	}
	return true;
}

/* What a byte is in UTF-8, in an encoding that has one for each letter. */
struct letter {
	uint8_t length; /* 0: the encoding has not this byte */
	char bytes[4];
};

/* False for an encoding that takes several bytes to a letter. */
static bool
know_letters(iconv_t converter, struct letter letters[256])
{
	for (int i = 0; i < 256; i++) {
		char byte = (char)i, *in = &byte, *out = letters[i].bytes;
		size_t left = 1, room = sizeof letters[i].bytes;
		size_t done = iconv(converter, &in, &left, &out, &room);

		letters[i].length = (uint8_t)(sizeof letters[i].bytes - room);
		if (done == (size_t)-1 ? errno != EILSEQ : letters[i].length == 0)
			return false;
		iconv(converter, NULL, NULL, NULL, NULL);
	}
	return true;
}

/* Straight into its place, whose size is known beforehand: a large table in Windows-1251 is not held thrice. */
static bool
spell(struct arena *a, const struct letter letters[256], struct text bytes, struct text *utf8, size_t *at)
{
	size_t total = 0;
	char *out;

	for (size_t i = 0; i < bytes.len; i++) {
		const struct letter *letter = &letters[(unsigned char)bytes.at[i]];

		total += letter->length;
		if (!letter->length) {
			*at = i;
			return false;
		}
	}
	out = arena_bytes(a, total + sizeof letters->bytes);
	*utf8 = (struct text){out, total};
	for (size_t i = 0; i < bytes.len; i++) {
		const struct letter *letter = &letters[(unsigned char)bytes.at[i]];

		memcpy(out, letter->bytes, sizeof letter->bytes);
		out += letter->length;
	}
	*out = '\0';
	return true;
}

/* Names that people give and iconv does not know; KOI8-U is KOI8-R with Ukrainian letters for some of the frames. */
static const char *
iconv_name(struct arena *a, struct text encoding)
{
	static const struct {
		const char *given, *name;
	} names[] = {
		{"koi8-r", "KOI8-U"}, {"koi8", "KOI8-U"},    {"1251", "CP1251"}, {"win1251", "CP1251"},
		{"ansi", "CP1251"},   {"866", "CP866"},      {"dos", "CP866"},   {"mac", "MACCYRILLIC"},
		{"1252", "CP1252"},   {"unicode", "UTF-16"},
	};
	char *lower = arena_alloc(a, encoding.len * 3 + 1);
	struct text folded = utf8_lower(encoding, lower);

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (text_is(folded, names[i].given))
			return names[i].name;
	}
	return text_c(a, encoding);
}

enum outcome { READ, UNKNOWN, WRONG };

/* On WRONG, *at is the first byte at fault. */
static enum outcome
read_encoded(struct arena *a, struct text bytes, struct text encoding, struct text *utf8, size_t *at)
{
	iconv_t converter = iconv_open("UTF-8", iconv_name(a, encoding));
	struct letter letters[256];
	struct buffer b = {0};
	bool ok;

	if (converter == (iconv_t)-1)
		return UNKNOWN;
	if (know_letters(converter, letters)) {
		ok = spell(a, letters, bytes, utf8, at);
	} else {
		ok = convert(converter, bytes, &b, at);
		if (ok)
			*utf8 = text_copy(a, buffer_view(&b));
	}
	buffer_free(&b);
	iconv_close(converter);
	return ok ? READ : WRONG;
}

static bool
read_named(struct arena *a, struct report *r, struct text bytes, struct text file, struct text named, struct text *utf8)
{
	size_t at = 0;

	switch (read_encoded(a, bytes, named, utf8, &at)) {
	case READ:
		return true;
	case UNKNOWN:
		return REPORT(r, ENCODING_UNKNOWN, place_file(file), named);
	case WRONG:
		break;
	}
	return REPORT(r, ENCODING_WRONG, line_place(bytes, at, file), named);
}

/* A text that is not wholly UTF-8: bytes that UTF-8 forbids begin at `invalid`. */
static bool
read_guessed(struct arena *a, struct report *r, struct text bytes, struct text file, size_t invalid, struct text *utf8)
{
	struct encoding_guess guess;
	size_t in_utf8, other, first = 0, at = 0;

	count_utf8(bytes, &in_utf8, &other, &first);
	if (in_utf8 >= other)
		return REPORT(r, ENCODING_MIXED, line_place(bytes, invalid, file), TEXT("UTF-8"));
	guess = encoding_guess(bytes);
	if (guess.name && in_utf8)
		return REPORT(r, ENCODING_MIXED, line_place(bytes, first, file), text_from(guess.name));
	if (!guess.name)
		return REPORT(r, ENCODING_BROKEN, line_place(bytes, invalid, file), TEXT_NONE);
	if (read_encoded(a, bytes, text_from(guess.name), utf8, &at) != READ)
		return REPORT(r, ENCODING_BROKEN, line_place(bytes, at, file), TEXT_NONE);
	return guess.is_sure || REPORT(r, ENCODING_GUESSED, place_file(file), text_from(guess.name));
}

/* What the mark at the beginning says; NULL when there is none.  iconv takes UTF-16's mark away by itself. */
static const char *
marked(struct text bytes)
{
	if (text_starts(bytes, UTF8_MARK))
		return "UTF-8";
	if (bytes.len >= 4 && (memcmp(bytes.at, "\xFF\xFE\0\0", 4) == 0 || memcmp(bytes.at, "\0\0\xFE\xFF", 4) == 0))
		return "UTF-32";
	return text_starts(bytes, TEXT("\xFF\xFE")) || text_starts(bytes, TEXT("\xFE\xFF")) ? "UTF-16" : NULL;
}

bool
encoding_is_wide(struct text bytes)
{
	const char *mark = marked(bytes);

	return (mark && strcmp(mark, "UTF-8") != 0) || encoding_guess_utf16(bytes);
}

/* What programs write into fields of fixed width; nothing else can be made of it. */
static void
drop_nuls(struct arena *a, struct report *r, struct text file, struct text *utf8)
{
	const char *nul = utf8->len ? memchr(utf8->at, '\0', utf8->len) : NULL;
	char *out;
	size_t n = 0;

	if (!nul)
		return;
	REPORT(r, ENCODING_NUL, line_place(*utf8, (size_t)(nul - utf8->at), file), TEXT_NONE);
	out = arena_alloc(a, utf8->len + 1);
	for (size_t i = 0; i < utf8->len; i++) {
		if (utf8->at[i])
			out[n++] = utf8->at[i];
	}
	*utf8 = (struct text){out, n};
}

/* Whether the name leaves open which byte comes first. */
static bool
is_utf16(struct arena *a, struct text named)
{
	struct text lower = utf8_lower(named, arena_alloc(a, named.len * 3 + 1));

	return text_is(lower, "utf-16") || text_is(lower, "utf16");
}

static bool
read_any(struct arena *a, struct report *r, struct text bytes, struct text file, struct text named, struct text *utf8)
{
	const char *encoding = marked(bytes), *wide = encoding_guess_utf16(bytes);
	bool is_utf8 = encoding && strcmp(encoding, "UTF-8") == 0;
	size_t invalid;

	if (encoding && !is_utf8)
		return read_named(a, r, bytes, file, text_from(encoding), utf8);
	if (named.len && !is_utf8)
		return read_named(a, r, bytes, file, wide && is_utf16(a, named) ? text_from(wide) : named, utf8);
	if (wide)
		return read_named(a, r, bytes, file, text_from(wide), utf8);
	*utf8 = is_utf8 ? text_from_offset(bytes, UTF8_MARK.len) : bytes;
	invalid = utf8_valid_length(*utf8);
	return invalid == utf8->len || read_guessed(a, r, *utf8, file, invalid, utf8);
}

bool
encoding_read(struct arena *a, struct report *r, struct text bytes, struct text file, struct text named,
	      struct text *utf8)
{
	if (!read_any(a, r, bytes, file, named, utf8))
		return false;
	if (text_starts(*utf8, UTF8_MARK))
		*utf8 = text_from_offset(*utf8, UTF8_MARK.len);
	drop_nuls(a, r, file, utf8);
	return true;
}
