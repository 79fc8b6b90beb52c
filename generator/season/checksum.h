/*
 * checksum -- SHA-256 (FIPS 180-4) as 64 hexadecimal digits.
 */
#ifndef PRIKAZ_SEASON_CHECKSUM_H
#define PRIKAZ_SEASON_CHECKSUM_H

#include "base/report.h"

enum { CHECKSUM_DIGITS = 64 };

struct checksum {
	char hex[CHECKSUM_DIGITS + 1]; /* "" when not known */
};

struct checksum checksum_of(struct text bytes);
bool checksum_same(const struct checksum *a, const struct checksum *b);

/* Of a file, read piece by piece; *size: its bytes.  false when it cannot be read; nothing is reported. */
bool checksum_of_file(const char *path, struct checksum *sum, uint64_t *size);

/*
 * Of all files that a season's documents may depend on: names and contents of everything below folder but
 * `except` (the folder of outputs), a folder named "out", and hidden and lock files.
 */
struct checksum checksum_of_folder(const char *folder, const char *except);

#endif
