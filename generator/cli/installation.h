/*
 * installation -- where the program's own files lie.
 */
#ifndef PRIKAZ_CLI_INSTALLATION_H
#define PRIKAZ_CLI_INSTALLATION_H

#include "base/arena.h"

struct installation {
	const char *templates;     /* the folder of shipped templates, or NULL */
	const char *season;        /* of the season that init lays down, or NULL */
	const char *fonts;         /* of shipped fonts, or NULL */
	const char *substitutions; /* fonts/substitutions.txt, or NULL */
	const char *locale;        /* of message catalogues, or NULL */
};

/*
 * Looks in $PRIKAZ_DATA, beside the executable (the build tree: build/prikaz has ../templates; an installed one
 * ../share/prikaz), then in PRIKAZ_PREFIX/share/prikaz, which is compiled in.
 */
void installation_find(struct arena *a, struct installation *i);

/*
 * Speaks Russian from now on when LC_ALL, LC_MESSAGES, LANG or LANGUAGE asks for it, English otherwise.  No locale
 * needs to be installed.  Before the first thread.
 */
void language_choose(const struct installation *i);

#endif
