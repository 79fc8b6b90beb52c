/*
 * contents -- tables of contents of a merged document, made anew.
 *
 * A table of contents lists the headings that the template had, on the pages that they had there.  After a merge the
 * headings may be others: their markers have values, sections are repeated or left out.  Word asks its reader whether
 * to update, LibreOffice waits for being told.  So this room makes the entries itself, in the looks of those that the
 * template has.
 *
 * It has two steps, for where a heading stands is known only when the document is laid out:
 *
 *     contents_renew    merged package  -> the same with the right entries  (survey.c, word.c, odf.c)
 *     contents_number   and its pages   -> with the right numbers, in references to pages as well  (number.c)
 *
 * Both touch nothing that is right already.
 */
#ifndef PRIKAZ_CONTENTS_CONTENTS_H
#define PRIKAZ_CONTENTS_CONTENTS_H

#include "package/package.h"

struct pages; /* layout/pages.h */

/*
 * Makes the entries anew of those tables of contents whose headings are others than they list.  New entries have the
 * numbers of old ones, or none.  What lists other things than headings stays as it is.  a must live as long as the
 * package.  False when its main part cannot be read (reported).
 */
bool contents_renew(struct arena *a, struct report *r, struct package *p);

/*
 * Stores the numbers of pages that the package's contents and references show on its pages.  The same of a and of
 * failure.
 */
bool contents_number(struct arena *a, struct report *r, struct package *p, const struct pages *pages);

#endif
