/*
 * reference -- fields that show the number of another page.
 *
 * Where a bookmark stands is known only when the pages are laid out.  So a reference shows first what is stored in the
 * file; then the pages tell what is right, and if that is anything else the document is laid out once more (pages.c).
 */
#ifndef PRIKAZ_LAYOUT_REFERENCE_H
#define PRIKAZ_LAYOUT_REFERENCE_H

#include "layout/layout.h"

/* What the reference shows in this pass. */
struct text reference_text(const struct layout *l, const struct reference *r);

/*
 * What all references of the document ought to show, by their index: on those pages, with the marks that l has
 * collected on them.  Lives in l->a; NULL when that is what they show already.
 */
const struct text *references_find(struct layout *l, const struct page *pages);

#endif
