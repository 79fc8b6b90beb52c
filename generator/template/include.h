/*
 * include -- {{> other}}: the body of another template in place of the marker; private to template/.
 *
 *     include.c             the markers: a body in place of each
 *     include_find.c        which file is meant, cycles, alternatives that the data name
 *     include_host.c        the package that takes others in: its trees, the prefixes of namespaces
 *     include_part.c        pictures, charts, objects: parts of one package in another
 *     include_word*.c       DOCX: the body, its notes and sections; styles and lists
 *     include_odt*.c        ODT: the body; styles
 *
 * All is done before anything is compiled: what comes out is a package like one that somebody put together by hand, and
 * the steps behind need to know nothing of it, but for the places that they tell.
 */
#ifndef PRIKAZ_TEMPLATE_INCLUDE_H
#define PRIKAZ_TEMPLATE_INCLUDE_H

#include "template/tree.h"

struct includes;

/*
 * For a template (c->package) into which others are put from source (not NULL).
 */
struct includes *includes_open(struct compiler *c, const struct template_source *source);

/* Whether a part may hold an include: it is cheap to ask. */
bool includes_are_in(struct text bytes);

/* Puts the included bodies into a part, which c->part says to people.  Reports what is wrong. */
void includes_put(struct includes *i, struct compiler *c, struct text part);

/* For story.c: a spot that is an include in the paragraph; is_alone: nothing is seen beside it. */
void include_put(struct includes *i, struct compiler *c, struct spot *spot, bool is_alone);

/* The package with all that was put in. */
const struct package *includes_finish(struct includes *i);

/* The tree of a part that was changed; NULL for other parts. */
struct xml_node *includes_tree(const struct includes *i, struct text part);

#endif
