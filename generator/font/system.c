/*
 * system -- the fonts that fontconfig knows.
 *
 * fontconfig takes its time to start: it parses some forty files of rules, which say what to take for what
 * and how to smooth it, 2.3 ms on a machine where our whole document takes less.  The list of installed
 * fonts needs only the folders named in those files, 0.2 ms.  So the folders are picked out of the
 * files as text, and fontconfig is given a configuration of nothing else; its own, with the rules, is
 * loaded when it has to choose a font for a name that nobody knows.
 *
 * Left out are rules that hide installed fonts (selectfont); the usual one hides bitmaps, which are
 * not taken anyway.
 */
#include "font/system.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/file.h"

#define CONFIGURATION "/etc/fonts"

/* Elements that begin with `begin` and end with `end`, copied as they stand. */
static void
copy_elements(struct text bytes, struct text begin, struct text end, struct buffer *out)
{
	for (size_t at = 0;;) {
		ptrdiff_t from = text_find(bytes, begin, at), to;

		if (from < 0)
			return;
		to = text_find(bytes, end, (size_t)from);
		if (to < 0)
			return;
		at = (size_t)to + end.len;
		buffer_text(out, text_slice(bytes, (size_t)from, at));
	}
}

static void
copy_folders(struct arena *a, struct report *silent, const char *path, struct buffer *out)
{
	struct text bytes;

	if (!file_exists(path) || !file_read(a, silent, path, text_from(path), &bytes))
		return;
	copy_elements(bytes, TEXT("<dir"), TEXT("</dir>"), out);
	copy_elements(bytes, TEXT("<cachedir"), TEXT("</cachedir>"), out);
}

/* fonts.conf, local.conf and conf.d of one place; the user's own is included by a file of the system's. */
static void
copy_place(struct arena *a, struct report *silent, const char *place, struct buffer *out)
{
	const char *more = path_join(a, place, "conf.d");
	size_t count;
	const char **names = folder_list(a, more, &count);

	copy_folders(a, silent, path_join(a, place, "fonts.conf"), out);
	copy_folders(a, silent, path_join(a, place, "local.conf"), out);
	for (size_t i = 0; i < count; i++)
		if (text_is(path_extension(text_from(names[i])), "conf"))
			copy_folders(a, silent, path_join(a, more, names[i]), out);
}

static const char *
user_place(struct arena *a)
{
	const char *folder = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");

	if (folder && *folder)
		return path_join(a, folder, "fontconfig");
	return home && *home ? path_join(a, home, ".config/fontconfig") : NULL;
}

/* NULL when the usual files do not say where fonts are. */
static FcConfig *
folders_only(void)
{
	struct arena scratch = {0};
	struct report silent;
	struct buffer text = {0};
	const char *user = user_place(&scratch);
	FcConfig *config = NULL;

	report_open(&silent); /* an unreadable file here is fontconfig's business, not the user's */
	buffer_string(&text, "<?xml version=\"1.0\"?><fontconfig>");
	copy_place(&scratch, &silent, CONFIGURATION, &text);
	if (user)
		copy_place(&scratch, &silent, user, &text);
	buffer_string(&text, "</fontconfig>");
	buffer_byte(&text, '\0');
	if (text_find(buffer_view(&text), TEXT("<dir"), 0) >= 0)
		config = FcConfigCreate();
	if (config && (!FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)text.at, FcFalse) ||
		       !FcConfigBuildFonts(config))) {
		FcConfigDestroy(config);
		config = NULL;
	}
	buffer_free(&text);
	report_close(&silent);
	arena_free(&scratch);
	return config;
}

/* Who sets these wants another configuration than the usual. */
static bool
is_redirected(void)
{
	return getenv("FONTCONFIG_FILE") || getenv("FONTCONFIG_PATH") || getenv("FONTCONFIG_SYSROOT");
}

FcFontSet *
system_fonts(struct system_fonts *s)
{
	FcFontSet *fonts;

	if (!s->asked_list && !is_redirected())
		s->list = folders_only();
	s->asked_list = true;
	fonts = s->list ? FcConfigGetFonts(s->list, FcSetSystem) : NULL;
	if (fonts && fonts->nfont)
		return fonts;
	return system_rules(s) ? FcConfigGetFonts(s->rules, FcSetSystem) : NULL;
}

FcConfig *
system_rules(struct system_fonts *s)
{
	if (!s->asked_rules)
		s->rules = FcInitLoadConfigAndFonts();
	s->asked_rules = true;
	return s->rules;
}

void
system_close(struct system_fonts *s)
{
	if (s->list)
		FcConfigDestroy(s->list);
	if (s->rules)
		FcConfigDestroy(s->rules);
	*s = (struct system_fonts){0};
}
