/*
 * cell -- a value in eight bytes: what the data are kept as.  value.h's struct value is what they are worked with.
 */
#ifndef PRIKAZ_VALUE_CELL_H
#define PRIKAZ_VALUE_CELL_H

#include "value/value.h"

enum cell_kind {
	CELL_IS_EMPTY,
	CELL_IS_TEXT,
	CELL_IS_STRING,
	CELL_IS_NUMBER,
	CELL_IS_DATE,
	CELL_IS_BOOL,
	CELL_IS_LIST,
	CELL_IS_RECORD,
	CELL_IS_BOXED_NUMBER,
	CELL_IS_BOXED_VALUE
};

enum { CELL_KIND_BITS = 4, CELL_KIND_MASK = 15, CELL_ADDRESS_BITS = 48 };

struct cell {
	uint64_t bits; /* 0: empty */
};

/* What does not fit into the eight bytes is put into a; what the value points to must live as long. */
struct cell cell_of(struct arena *a, struct value v);

struct value cell_value(struct cell c);

/* An address alone, which is no value of its own. */
struct cell cell_of_pointer(const void *p);
const void *cell_pointer(struct cell c);

/* ---- for who goes through millions of cells, most of which are texts ---- */

static inline bool
cell_is_empty(struct cell c)
{
	return (c.bits & CELL_KIND_MASK) == CELL_IS_EMPTY;
}

static inline const void *
cell_address(struct cell c)
{
	return (const void *)(uintptr_t)(c.bits >> CELL_KIND_BITS & (((uint64_t)1 << CELL_ADDRESS_BITS) - 1));
}

/* The text of a cell that is nothing but a text of usual length; false of all others, which may be texts too. */
static inline bool
cell_text(struct cell c, struct text *t)
{
	uint64_t kind = c.bits & CELL_KIND_MASK;

	if (kind != CELL_IS_TEXT && kind != CELL_IS_STRING)
		return false;
	*t = (struct text){(const char *)cell_address(c), c.bits >> (CELL_KIND_BITS + CELL_ADDRESS_BITS)};
	return true;
}

#endif
