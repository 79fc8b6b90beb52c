/*
 * cell -- a value in eight bytes.
 *
 * Most of what stands in tables is short text, and a million rows of it should cost little more than the bytes of their
 * file.  The lowest four bits say what the other sixty are:
 *
 *     text, string    12 bits of length, 48 bits of address (a string is a text that is_string)
 *     number          the upper sixty bits of a double whose lower four are zero: all whole numbers up to 2^48, halves,
 *                     quarters …
 *     date, truth     the day; 0 or 1
 *     list, record    an address
 *     boxed number    an address of eight bytes: a double that needs all of its bits (0.1)
 *     boxed value     an address of a struct value: texts of 4096 bytes and more, and whatever has both a text and
 *                     something else: a link and the key as it was typed, 0.25 and "25%"
 *
 * Addresses of programs have 47 or 48 bits on x86-64 and on arm64, if nobody asks the kernel for more by hand.
 * Boxes lie packed: they are copied out, never pointed into.
 */
#include "value/cell.h"

#include <string.h>

enum { LONGEST_TEXT = 4095 };

static struct cell
address_cell(enum cell_kind kind, const void *p)
{
	return (struct cell){(uint64_t)(uintptr_t)p << CELL_KIND_BITS | kind};
}

static struct cell
text_cell(enum cell_kind kind, struct text t)
{
	return (struct cell){address_cell(kind, t.at).bits | (uint64_t)t.len << (CELL_KIND_BITS + CELL_ADDRESS_BITS)};
}

static const void *
box(struct arena *a, const void *what, size_t size)
{
	return memcpy(arena_bytes(a, size), what, size);
}

static struct cell
number_cell(struct arena *a, double n)
{
	uint64_t bits;

	memcpy(&bits, &n, sizeof bits);
	if (bits & CELL_KIND_MASK)
		return address_cell(CELL_IS_BOXED_NUMBER, box(a, &n, sizeof n));
	return (struct cell){bits | CELL_IS_NUMBER};
}

static double
number_of(struct cell c)
{
	uint64_t bits = c.bits & ~(uint64_t)CELL_KIND_MASK;
	double n;

	memcpy(&n, &bits, sizeof n);
	return n;
}

struct cell
cell_of(struct arena *a, struct value v)
{
	if (v.kind == VALUE_TEXT && v.text.len <= LONGEST_TEXT)
		return text_cell(v.is_string ? CELL_IS_STRING : CELL_IS_TEXT, v.text);
	if (v.text.len || v.is_string)
		return address_cell(CELL_IS_BOXED_VALUE, box(a, &v, sizeof v));
	switch (v.kind) {
	case VALUE_NUMBER:
		return number_cell(a, v.as.number);
	case VALUE_DATE:
		return (struct cell){(uint64_t)(uint32_t)v.as.date << CELL_KIND_BITS | CELL_IS_DATE};
	case VALUE_BOOL:
		return (struct cell){(uint64_t)v.as.truth << CELL_KIND_BITS | CELL_IS_BOOL};
	case VALUE_LIST:
		return address_cell(CELL_IS_LIST, v.as.list);
	case VALUE_RECORD:
		return address_cell(CELL_IS_RECORD, v.as.record);
	case VALUE_EMPTY:
	case VALUE_TEXT:
		break;
	}
	return (struct cell){CELL_IS_EMPTY};
}

struct cell
cell_of_pointer(const void *p)
{
	return address_cell(CELL_IS_EMPTY, p);
}

const void *
cell_pointer(struct cell c)
{
	return cell_address(c);
}

static struct value
unboxed(struct cell c)
{
	struct value v;
	double n;

	if ((c.bits & CELL_KIND_MASK) == CELL_IS_BOXED_VALUE) {
		memcpy(&v, cell_address(c), sizeof v);
		return v;
	}
	memcpy(&n, cell_address(c), sizeof n);
	return value_of_number(n);
}

struct value
cell_value(struct cell c)
{
	struct value v = {.kind = VALUE_EMPTY};

	switch ((enum cell_kind)(c.bits & CELL_KIND_MASK)) {
	case CELL_IS_EMPTY:
		break;
	case CELL_IS_TEXT:
	case CELL_IS_STRING:
		v.kind = VALUE_TEXT;
		v.is_string = (c.bits & CELL_KIND_MASK) == CELL_IS_STRING;
		cell_text(c, &v.text);
		break;
	case CELL_IS_NUMBER:
		return value_of_number(number_of(c));
	case CELL_IS_DATE:
		return value_of_date((date)(uint32_t)(c.bits >> CELL_KIND_BITS));
	case CELL_IS_BOOL:
		return value_of_bool(c.bits >> CELL_KIND_BITS);
	case CELL_IS_LIST:
		return value_of_list(cell_address(c));
	case CELL_IS_RECORD:
		return value_of_record(cell_address(c));
	case CELL_IS_BOXED_NUMBER:
	case CELL_IS_BOXED_VALUE:
		return unboxed(c);
	}
	return v;
}
