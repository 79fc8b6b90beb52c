/*
 * report_fixture -- what tests of readers share: an arena and a report, new for each test.
 */
#ifndef PRIKAZ_TESTS_REPORT_FIXTURE_H
#define PRIKAZ_TESTS_REPORT_FIXTURE_H

#include "check.h"

static struct arena arena;
static struct report report;

static int
prepare(void **state)
{
	(void)state;
	report_open(&report);
	return 0;
}

static int
clean(void **state)
{
	(void)state;
	report_close(&report);
	arena_free(&arena);
	return 0;
}

#endif
