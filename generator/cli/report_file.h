/*
 * report_file -- what a run made and every problem, as JSON for scripts (SPEC 2).
 */
#ifndef PRIKAZ_CLI_REPORT_FILE_H
#define PRIKAZ_CLI_REPORT_FILE_H

#include "base/buffer.h"
#include "cli/job.h"

/*
 * The whole report as one JSON object; or, when by_line, one document a line, each with its own problems.
 */
void report_file_print(const struct job *j, enum exit_status status, double seconds, bool by_line, struct buffer *out);

/* Writes it to the file that --report names, if it does; the exit status then may become EXIT_SYSTEM. */
enum exit_status report_file_write(struct job *j, enum exit_status status);

#endif
