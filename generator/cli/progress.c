/*
 * progress -- how far a batch has come.
 *
 * The bar appears only when the work lasts longer than FIRST_MS, so that a single document shows none, and is
 * drawn at most ten times a second; a log file gets a line every LINE_MS.
 */
#include "cli/progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/report.h"

enum { FIRST_MS = 400, BAR_MS = 100, LINE_MS = 10000, BAR_WIDTH = 24 };

static long
milliseconds(const struct timespec *from, const struct timespec *to)
{
	return (to->tv_sec - from->tv_sec) * 1000 + (to->tv_nsec - from->tv_nsec) / 1000000;
}

void
progress_open(struct progress *p, bool is_quiet)
{
	const char *terminal = getenv("TERM");

	*p = (struct progress){.is_quiet = is_quiet};
	p->is_terminal = isatty(STDERR_FILENO) && !(terminal && strcmp(terminal, "dumb") == 0);
	clock_gettime(CLOCK_MONOTONIC, &p->begun);
	p->shown = p->begun;
}

static void
draw(size_t done, size_t count, double rate)
{
	char bar[BAR_WIDTH + 1];
	size_t full = done * BAR_WIDTH / count;
	double left = rate > 0 ? (double)(count - done) / rate : 0;

	memset(bar, '.', BAR_WIDTH);
	memset(bar, '#', full);
	bar[BAR_WIDTH] = '\0';
	fprintf(stderr, "\r[%s] %zu/%zu  ", bar, done, count);
	fprintf(stderr, _("%.0f per second, %.0f s left"), rate, left);
	fputs("\033[K", stderr);
}

void
progress_show(void *progress, size_t done, size_t count)
{
	struct progress *p = progress;
	struct timespec now;
	long since_begin, since_shown, pause;

	if (p->is_quiet || !count)
		return;
	clock_gettime(CLOCK_MONOTONIC, &now);
	since_begin = milliseconds(&p->begun, &now);
	since_shown = milliseconds(&p->shown, &now);
	pause = !p->is_terminal ? LINE_MS : p->is_shown ? BAR_MS : FIRST_MS;
	if (since_shown < pause)
		return;
	p->shown = now;
	p->is_shown = true;
	if (p->is_terminal) {
		draw(done, count, (double)done * 1000 / (double)since_begin);
	} else {
		fprintf(stderr, _("%zu of %zu documents"), done, count);
		fputc('\n', stderr);
	}
}

void
progress_close(struct progress *p)
{
	if (p->is_terminal && p->is_shown)
		fputs("\r\033[K", stderr);
}
