/*
 * system -- the fonts that fontconfig knows, asked for as late as can be.
 */
#ifndef PRIKAZ_FONT_SYSTEM_H
#define PRIKAZ_FONT_SYSTEM_H

#include <fontconfig/fontconfig.h>
#include <stdbool.h>

struct system_fonts {
	FcConfig *list, *rules;
	bool asked_list, asked_rules;
};

/* Every installed font; NULL or empty when there is none.  Lives until system_close. */
FcFontSet *system_fonts(struct system_fonts *s);

/* fontconfig with its rules, for FcFontMatch; NULL when it cannot start. */
FcConfig *system_rules(struct system_fonts *s);

void system_close(struct system_fonts *s);

#endif
