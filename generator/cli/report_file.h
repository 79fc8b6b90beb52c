/*
 * report_file -- what a run made and every problem, as JSON for scripts (SPEC 2).
 */
#ifndef PRIKAZ_CLI_REPORT_FILE_H
#define PRIKAZ_CLI_REPORT_FILE_H

#include "base/buffer.h"
#include "cli/job.h"

/*
 * The whole report as one JSON object; or, when by_line, one document a line, each with its own problems, and a last
 * line for the problems that belong to none of them, if there are such.
 */
void report_file_print(const struct job *j, enum exit_status status, double seconds, bool by_line, struct buffer *out);

/*
 * Whether the file that --report names, if it does, is free for it: no file of the data, the templates or the outputs,
 * whose names are told apart by their extensions.  Reports when it is not; nothing may be done then.
 */
bool report_file_is_free(struct job *j);

/* Writes it to the file that --report names, if it does; the exit status then may become EXIT_SYSTEM. */
enum exit_status report_file_write(struct job *j, enum exit_status status);

#endif
