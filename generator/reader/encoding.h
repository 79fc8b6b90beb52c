/*
 * encoding -- whatever bytes a data file consists of, as UTF-8.
 */
#ifndef PRIKAZ_READER_ENCODING_H
#define PRIKAZ_READER_ENCODING_H

#include "base/report.h"

/*
 * UTF-8 without its mark (BOM), UTF-16 with and without its mark, Windows-1251, KOI8-R, CP866, MacCyrillic and
 * Windows-1252 are found by looking; `named`, when not empty, says it instead (any name that iconv knows, or "1251",
 * "dos" …), unless the file has a mark.  NUL bytes are taken away.  The result is the bytes themselves or lives in a.
 * A guess that may be wrong is a note.  Reports bytes that are no text with their line; false then.
 */
bool encoding_read(struct arena *a, struct report *r, struct text bytes, struct text file, struct text named,
		   struct text *utf8);

/* Whether the bytes hold a NUL and yet are a text: UTF-16. */
bool encoding_is_wide(struct text bytes);

#endif
