/*
 * encoding -- whatever bytes a data file consists of, as UTF-8.
 */
#ifndef PRIKAZ_READER_ENCODING_H
#define PRIKAZ_READER_ENCODING_H

#include "base/report.h"

/*
 * UTF-8 without its mark (BOM), UTF-16 with its mark, Windows-1251 and KOI8-R are found by looking; `named`, when not
 * empty, says it instead (any name that iconv knows).  The result is the bytes themselves or lives in a.
 * Reports bytes that are none of these with their line; false then.
 */
bool encoding_read(struct arena *a, struct report *r, struct text bytes, struct text file, struct text named,
		   struct text *utf8);

#endif
