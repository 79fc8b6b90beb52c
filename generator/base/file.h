/*
 * file -- files in and out.  What is written appears whole or not at all.
 */
#ifndef PRIKAZ_BASE_FILE_H
#define PRIKAZ_BASE_FILE_H

#include "base/report.h"

enum { FILE_MOST_MIB = 1024 };

/* What errno says, in the user's language. */
struct text file_reason(int error);

bool file_exists(const char *path); /* a regular file */
bool folder_exists(const char *path);
bool file_same(const char *x, const char *y); /* both are there and are one file or folder, whatever they are called */

/*
 * The whole file, NUL-terminated behind its length, in a.  Reports a missing, unreadable or too
 * large file (over FILE_MOST_MIB) at `shown`, the name the user knows.
 */
bool file_read(struct arena *a, struct report *r, const char *path, struct text shown, struct text *bytes);

/* The whole of standard input, the same way. */
bool file_read_stdin(struct arena *a, struct report *r, struct text *bytes);

/*
 * Writes bytes to a new file beside path (readable by its owner alone until it is whole), syncs it,
 * gives it the mode that the umask allows and renames it over path.  On failure nothing is left.  A
 * link is followed; what is written to a device or a pipe goes into it.
 */
bool file_write(struct arena *a, struct report *r, const char *path, struct text bytes);

/*
 * The same in steps, for who writes many files: stage writes beside path without waiting for the disk; one
 * folder_sync waits for all that was staged on the folder's file system; publish gives the file its mode and renames
 * it into place.  What is not published must be discarded.  path must outlive the staged file; the name of the
 * temporary lives in a.  A run that was killed leaves temporaries, readable by their owner alone: names that begin
 * with FILE_TEMPORARY.
 */
#define FILE_TEMPORARY ".prikaz-"
struct staged_file {
	const char *path;
	const char *temporary; /* NULL when published or discarded, or when path is a device */
};
bool file_stage(struct arena *a, struct report *r, const char *path, struct text bytes, struct staged_file *staged);
bool folder_sync(struct report *r, const char *path);
bool file_publish(struct report *r, struct staged_file *staged);
void file_discard(struct staged_file *staged);

/* Removes the temporaries in a folder that killed runs left at least so many seconds ago. */
void folder_sweep(const char *path, int seconds);

/*
 * Keeps other runs out of a folder until folder_unlock or the end of the process, by an advisory lock on the folder
 * itself: nothing is written for it.  *lock is -1 where the file system has no locks (some network folders); the run
 * then goes on without one.  FOLDER_BUSY: another run has the lock.
 */
enum folder_state { FOLDER_FREE, FOLDER_BUSY };
enum folder_state folder_lock(const char *path, int *lock);
void folder_unlock(int *lock);

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
