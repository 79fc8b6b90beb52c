/*
 * contents -- the entries of a table of contents that are copies of headings with markers.
 */
#ifndef PRIKAZ_TEMPLATE_CONTENTS_H
#define PRIKAZ_TEMPLATE_CONTENTS_H

#include "template/tree.h"

/*
 * Takes out the entries that list what a section repeats, marks the table of contents as out of date and says so.
 * Before the story is read, for root the part's.
 */
void contents_settle(struct compiler *c, struct xml_node *root);

#endif
