/*
 * contents -- the entries of a table of contents that are copies of headings with markers.
 */
#ifndef PRIKAZ_TEMPLATE_CONTENTS_H
#define PRIKAZ_TEMPLATE_CONTENTS_H

#include "template/tree.h"

/*
 * Empties the entries that list what a section repeats, where they are made anew when a record is merged; else takes
 * them out, marks the table of contents as out of date and says so.  Tells the program whether it has_page_numbers.
 * Before the story is read, for root the part's.
 */
void contents_settle(struct compiler *c, struct xml_node *root);

#endif
