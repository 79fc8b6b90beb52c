/*
 * encoding_guess -- which of the eight-bit encodings a text's bytes most probably are in.
 */
#ifndef PRIKAZ_READER_ENCODING_GUESS_H
#define PRIKAZ_READER_ENCODING_GUESS_H

#include "base/text.h"

struct encoding_guess {
	const char *name; /* one that iconv knows, as people write it; NULL: the bytes are no text in any of them */
	bool is_sure;     /* no other encoding comes near */
};

/* The bytes are not all ASCII.  Allocates nothing; the time is that of one pass. */
struct encoding_guess encoding_guess(struct text bytes);

/*
 * UTF-16 without its mark: "UTF-16LE" or "UTF-16BE"; NULL when it is not.  Only the beginning is looked at.
 */
const char *encoding_guess_utf16(struct text bytes);

#endif
