/*
 * progress -- how far a batch has come: a bar on a terminal, a line now and then elsewhere.
 */
#ifndef PRIKAZ_CLI_PROGRESS_H
#define PRIKAZ_CLI_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

struct progress {
	bool is_quiet, is_terminal, is_shown;
	struct timespec begun, shown; /* monotonic */
};

void progress_open(struct progress *p, bool is_quiet);
void progress_show(void *progress, size_t done, size_t count); /* for struct batch */
void progress_close(struct progress *p);                       /* wipes the bar */

#endif
