/*
 * installation -- where the program's own files lie, and which language it speaks.
 *
 * gettext translates only when the locale is not "C", and Debian's smallest installations have no ru_RU.
 * "C.UTF-8" is built into glibc; with it, and with LANGUAGE set, gettext finds our catalogue whatever locales
 * are installed.  Without setlocale everything stays English, which is what the sources say.
 */
#include "cli/installation.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

#ifndef PRIKAZ_PREFIX /* the Makefile says it */
#define PRIKAZ_PREFIX "/usr/local"
#endif

/* The folder of the executable, or NULL. */
static const char *
program_folder(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);

	if (n <= 0)
		return NULL;
	path[n] = '\0';
	return path_folder(a, path);
}

static const char *
existing_folder(struct arena *a, const char *folder, const char *name)
{
	const char *path = folder ? path_join(a, folder, name) : NULL;

	return path && folder_exists(path) ? path : NULL;
}

/* A folder that is there, without the ".." in its path, for messages name it. */
static const char *
without_dots(struct arena *a, const char *folder)
{
	char *real = realpath(folder, NULL);

	if (real)
		folder = text_c(a, text_from(real));
	free(real);
	return folder;
}

/* The folder that holds templates/, fonts/ and season/, which is examples/college before it is installed. */
static const char *
data_folder(struct arena *a, const char *program)
{
	static const char *const beside[] = {"..", "../..", "../share/prikaz"}; /* build/, build/asan/, bin/ */
	const char *set = getenv("PRIKAZ_DATA");

	if (set && set[0])
		return set;
	for (size_t i = 0; program && i < sizeof beside / sizeof beside[0]; i++) {
		const char *folder = path_join(a, program, beside[i]);

		if (existing_folder(a, folder, "templates"))
			return without_dots(a, folder);
	}
	return PRIKAZ_PREFIX "/share/prikaz";
}

static const char *
locale_folder(struct arena *a, const char *program)
{
	static const char *const beside[] = {"locale", "../locale", "../share/locale"};

	for (size_t i = 0; program && i < sizeof beside / sizeof beside[0]; i++) {
		const char *folder = path_join(a, program, beside[i]);

		if (file_exists(path_join(a, folder, "ru/LC_MESSAGES/prikaz.mo")))
			return folder;
	}
	return PRIKAZ_PREFIX "/share/locale";
}

void
installation_find(struct arena *a, struct installation *i)
{
	const char *program = program_folder(a), *data = data_folder(a, program), *substitutions;

	*i = (struct installation){.locale = locale_folder(a, program)};
	i->templates = existing_folder(a, data, "templates");
	i->season = existing_folder(a, data, "season");
	if (!i->season)
		i->season = existing_folder(a, data, "examples/college");
	i->fonts = existing_folder(a, data, "fonts");
	substitutions = path_join(a, data, "fonts/substitutions.txt");
	i->substitutions = file_exists(substitutions) ? substitutions : NULL;
}

static bool
names_russian(const char *locale)
{
	/* ru, ru_RU.UTF-8, ru@… but not "run" */
	return locale && (locale[0] == 'r' || locale[0] == 'R') && (locale[1] == 'u' || locale[1] == 'U') &&
	       !((locale[2] >= 'a' && locale[2] <= 'z') || (locale[2] >= 'A' && locale[2] <= 'Z'));
}

/* The first of the three that is set decides (POSIX, XBD 8.2); a Russian LANGUAGE is enough by itself. */
static bool
is_russian(void)
{
	static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

	if (names_russian(getenv("LANGUAGE")))
		return true;
	for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
		const char *value = getenv(variables[i]);

		if (value && value[0])
			return names_russian(value);
	}
	return false;
}

void
language_choose(const struct installation *i)
{
	if (!is_russian() || !setlocale(LC_MESSAGES, "C.UTF-8"))
		return;
	setenv("LANGUAGE", "ru", 1);
	bindtextdomain("prikaz", i->locale);
	bind_textdomain_codeset("prikaz", "UTF-8");
	bind_textdomain_codeset("libc", "UTF-8"); /* for strerror, where its Russian is installed */
}
