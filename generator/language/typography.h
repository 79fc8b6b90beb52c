/*
 * typography -- text as a Russian compositor would set it: quotation marks, dashes, no-break spaces.
 */
#ifndef PRIKAZ_LANGUAGE_TYPOGRAPHY_H
#define PRIKAZ_LANGUAGE_TYPOGRAPHY_H

#include "base/text.h"

/*
 * t, which must be UTF-8, by the rules named in typography.c, in a.  What has been through it once passes through it
 * unchanged; addresses of pages and mail, and names of files, are left alone.
 */
struct text russian_typograph(struct arena *a, struct text t);

#endif
