/*
 * other_program -- what another program says of a file.
 */
#ifndef PRIKAZ_TESTS_OTHER_PROGRAM_H
#define PRIKAZ_TESTS_OTHER_PROGRAM_H

#include <stdlib.h>

#include "base/file.h"
#include "check.h"

/* All that the program prints, kept in the file `answer` on the way; the test is skipped where it is not installed. */
static inline const char *
ask_program(struct arena *a, struct report *r, const char *answer, const char *program, const char *arguments)
{
	struct text said;
	const char *command = text_format(a, "command -v %s >/dev/null 2>&1", program).at;

	if (system(command))
		skip();
	command = text_format(a, "%s %s >%s 2>&1", program, arguments, answer).at;
	if (system(command) == -1)
		fail();
	assert_true(file_read(a, r, answer, text_from(answer), &said));
	return said.at;
}

#endif
