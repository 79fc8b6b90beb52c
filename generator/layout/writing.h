/*
 * writing -- which of a run's three looks a letter takes: Western, East Asian or complex.
 */
#ifndef PRIKAZ_LAYOUT_WRITING_H
#define PRIKAZ_LAYOUT_WRITING_H

#include "document/document.h"

/*
 * The end of the stretch of t from `from` (below t.len) that is of one writing.  *writing is that of the letters before
 * `from`, WRITINGS when there are none; becomes that of the stretch, and stays WRITINGS when t has no letters.
 */
size_t writing_stretch(struct text t, size_t from, enum writing *writing);

#endif
