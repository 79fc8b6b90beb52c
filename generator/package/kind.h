/*
 * kind -- what a file is: seen from its first bytes, and from what an opened archive holds.
 * For package.c alone.
 */
#ifndef PRIKAZ_PACKAGE_KIND_H
#define PRIKAZ_PACKAGE_KIND_H

#include "package/package.h"

/* Whether bytes begin as a zip archive; reports what they are instead. */
bool kind_is_zip(struct arena *a, struct report *r, const struct package *p, struct text bytes);

/* Finds p's kind and main part; for ODF puts "mimetype" first and uncompressed.  Reports what p is instead. */
bool kind_find(struct arena *a, struct report *r, struct package *p);

/* Gives the package another type, everywhere it says it; type must outlive it. */
bool package_set_type(struct arena *a, struct report *r, struct package *p, struct text type);

/* Counts the parts anew after they were put in another order. */
void package_reindex(struct arena *a, struct package *p);

#endif
