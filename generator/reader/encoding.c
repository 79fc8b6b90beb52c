/*
 * encoding -- whatever bytes a data file consists of, as UTF-8.
 *
 * UTF-8 is easily told: random bytes hardly ever obey its rules.  The two Russian eight-bit encodings are told from
 * one another by case, for they keep it the other way round:
 *
 *     bytes            C0…DF          E0…FF
 *     Windows-1251     А…Я            а…я
 *     KOI8-R           ю…ъ (small)    Ю…Ъ (capital)
 *
 * and in any text, small letters are more than capitals.
 */
#include "reader/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"

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

/* Which of the two Russian encodings it looks like; NULL when it is neither. */
static const char *
guess(struct text bytes)
{
	size_t low = 0, high = 0, other = 0, sequences = 0;

	for (size_t at = 0; at < bytes.len;) {
		unsigned char c = (unsigned char)bytes.at[at];
		size_t from = at;

		low += c >= 0xC0 && c <= 0xDF;
		high += c >= 0xE0;
		other += (c >= 0x80 && c <= 0xBF) || c == 0;
		utf8_next(bytes, &at);
		sequences += at - from > 1;
		at = from + 1;
	}
	/* Letters that are pairs by the rules of UTF-8: a damaged UTF-8 file, not to be guessed about. */
	if (sequences * 4 > low + high || other * 4 > low + high)
		return NULL;
	return high >= low ? "WINDOWS-1251" : "KOI8-R";
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

static bool
read_encoded(struct arena *a, struct report *r, struct text bytes, struct text file, struct text encoding,
	     struct text *utf8)
{
	iconv_t converter = iconv_open("UTF-8", text_c(a, encoding));
	struct buffer b = {0};
	size_t at = 0;
	bool ok;

	if (converter == (iconv_t)-1)
		return REPORT(r, ENCODING_UNKNOWN, place_file(file), encoding);
	ok = convert(converter, bytes, &b, &at);
	if (ok)
		*utf8 = text_copy(a, buffer_view(&b));
	else
		REPORT(r, ENCODING_WRONG, line_place(bytes, at, file), encoding);
	buffer_free(&b);
	iconv_close(converter);
	return ok;
}

static struct text
without_mark(struct text utf8)
{
	return text_from_offset(utf8, text_starts(utf8, TEXT("\xEF\xBB\xBF")) ? 3 : 0);
}

bool
encoding_read(struct arena *a, struct report *r, struct text bytes, struct text file, struct text named,
	      struct text *utf8)
{
	const char *encoding = NULL;
	size_t valid;

	*utf8 = without_mark(bytes);
	if (named.len && (!read_encoded(a, r, bytes, file, named, utf8)))
		return false;
	if (named.len) {
		*utf8 = without_mark(*utf8);
		return true;
	}
	if (text_starts(bytes, TEXT("\xFF\xFE")) || text_starts(bytes, TEXT("\xFE\xFF")))
		encoding = "UTF-16"; /* iconv takes the mark away and knows by it which byte comes first */
	else if ((valid = utf8_valid_length(*utf8)) == utf8->len)
		return true;
	else if (!(encoding = guess(bytes)))
		return REPORT(r, ENCODING_BROKEN, line_place(*utf8, valid, file), TEXT_NONE);
	return read_encoded(a, r, bytes, file, text_from(encoding), utf8);
}
