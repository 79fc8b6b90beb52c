/*
 * check -- what the unit tests share: cmocka with its forerunners, and assertions on texts.
 */
#ifndef PRIKAZ_TESTS_CHECK_H
#define PRIKAZ_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/report.h"

#define assert_text(t, expected) check_text((t), (expected), __FILE__, __LINE__)

static inline void
check_text(struct text t, const char *expected, const char *file, int line)
{
	if (!text_is(t, expected))
		print_error("\"%.*s\" is not \"%s\"\n", TEXT_ARG(t), expected);
	_assert_true(text_is(t, expected), "the text is as expected", file, line);
}

/* The report holds this problem, and no other. */
#define assert_problem(r, id)                                                                                          \
	do {                                                                                                           \
		assert_int_equal((r)->problems.count, 1);                                                              \
		assert_string_equal(problem_slug((r)->problems.at[0].code), problem_slug(PROBLEM_##id));               \
	} while (0)

#endif
