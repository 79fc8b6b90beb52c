/*
 * print -- results on standard output, messages on standard error.
 */
#ifndef PRIKAZ_CLI_PRINT_H
#define PRIKAZ_CLI_PRINT_H

#include <stdio.h>

#include "base/buffer.h"
#include "cli/job.h"

/*
 * All problems of at least this severity as people read them: place, severity, what; the text at fault with a
 * line of carets; a hint.  Texts are in the user's language.
 */
void print_problems(const struct report *r, enum severity least, bool in_color, struct buffer *out);

/* "3 of 3 documents made, 1 warning" */
void print_summary(const struct job *j, struct buffer *out);

/* The bytes of a buffer to standard output or standard error. */
void print_buffer(FILE *stream, const struct buffer *b);

/* At the end of a run: the paths of what was made, on standard output; the problems and the summary. */
void print_results(const struct job *j);
void print_messages(const struct job *j);

#endif
