/*
 * cell -- a value in eight bytes: what the data are kept as.  value.h's struct value is what they are worked with.
 */
#ifndef PRIKAZ_VALUE_CELL_H
#define PRIKAZ_VALUE_CELL_H

#include "value/value.h"

struct cell {
	uint64_t bits; /* 0: empty */
};

/* What does not fit into the eight bytes is put into a; what the value points to must live as long. */
struct cell cell_of(struct arena *a, struct value v);

struct value cell_value(struct cell c);

/* An address alone, which is no value of its own. */
struct cell cell_of_pointer(const void *p);
const void *cell_pointer(struct cell c);

#endif
