/*
 * file -- files in and out.  What is written appears whole or not at all.
 */
#ifndef PRIKAZ_BASE_FILE_H
#define PRIKAZ_BASE_FILE_H

#include "base/report.h"

enum { FILE_MOST_MIB = 1024 };

bool file_exists(const char *path); /* a regular file */
bool folder_exists(const char *path);

/*
 * The whole file, NUL-terminated behind its length, in a.  Reports a missing, unreadable or too
 * large file (over FILE_MOST_MIB) at `shown`, the name the user knows.
 */
bool file_read(struct arena *a, struct report *r, const char *path, struct text shown, struct text *bytes);

/* The whole of standard input, the same way. */
bool file_read_stdin(struct arena *a, struct report *r, struct text *bytes);

/*
 * Writes bytes to a new file beside path (readable by its owner alone until it is whole), syncs it,
 * gives it the mode that the umask allows and renames it over path.  On failure nothing is left.
 */
bool file_write(struct arena *a, struct report *r, const char *path, struct text bytes);

/* Makes the folder and those above it; one that is there already is fine. */
bool folder_make(struct arena *a, struct report *r, const char *path);

/* The names in a folder in byte order, without "." and ".."; *count 0 when it cannot be read. */
const char **folder_list(struct arena *a, const char *path, size_t *count);

/* Paths as texts: joins with one "/"; the last component; that without its extension; ".docx" → "docx". */
const char *path_join(struct arena *a, const char *folder, const char *name);
const char *path_folder(struct arena *a, const char *path); /* "." when there is none */
struct text path_base(struct text path);
struct text path_stem(struct text path);
struct text path_extension(struct text path); /* as written, without the dot; empty when there is none */

#endif
