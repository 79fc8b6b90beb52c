/*
 * extend -- a record that says whose it is has that one's fields as well.
 */
#ifndef PRIKAZ_DATA_EXTEND_H
#define PRIKAZ_DATA_EXTEND_H

#include "value/value.h"

/*
 * Gives the records whose schema has a foreign key that "extends" the fields of the record that it leads to, where
 * their own are empty or missing.  To be called once, when the tables are linked and the rules of schemas were checked.
 * False when that would be too much for any memory, and reported.
 */
bool records_extend(struct dataset *d, struct report *r);

#endif
