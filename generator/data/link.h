/*
 * link -- foreign keys become links, and lists back.
 */
#ifndef PRIKAZ_DATA_LINK_H
#define PRIKAZ_DATA_LINK_H

#include "value/value.h"

/*
 * Turns every cell of a foreign key into its record (its text stays as typed; JSON lists of keys into lists of
 * records) and gives each record of a table that is pointed to a list of those that point to it, under the name of
 * their table.  Reports unknown and ambiguous targets; false then.
 */
bool link_tables(struct dataset *d, struct report *r);

#endif
