/*
 * arena -- memory with a named lifetime.
 *
 * An arena hands out zeroed memory that is given back all at once.  Three lifetimes run through the
 * program: "run" (fonts, compiled templates, the data), "record" (what one document needs; reset
 * after each), "scratch" (inside one function: mark, then rewind).  A function that takes an arena
 * allocates in it and what it returns lives there; one that takes none allocates nothing.
 *
 * Allocation never returns NULL: out of memory ends the program with exit status 4.
 * Under AddressSanitizer every object is fenced by poisoned bytes, so that an overflow between two
 * neighbours in one block is seen.
 */
#ifndef PRIKAZ_BASE_ARENA_H
#define PRIKAZ_BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena_block;

struct arena {
	struct arena_block *block; /* the one being filled; older ones hang behind it */
	struct arena_block *spare; /* emptied by a rewind, for when the next is needed; or NULL */
	size_t total;              /* bytes held from malloc, all blocks */
};

/* A point to come back to; valid until the arena is rewound before it, reset or freed. */
struct arena_mark {
	struct arena_block *block;
	size_t used, packed;
};

/* size zeroed bytes, aligned for any type; size 0 gives a valid pointer. */
void *arena_alloc(struct arena *a, size_t size);

/* The same, not zeroed: for large rooms of which perhaps only a part is filled at once. */
void *arena_room(struct arena *a, size_t size);
/* size bytes for text: neither zeroed nor aligned, one directly beside the other. */
char *arena_bytes(struct arena *a, size_t size);

/*
 * Make room for at least one more item: returns a block of *room items of item_size bytes that begins
 * with the count items of old.  It is the old one when nothing was taken from the arena behind that; else the old block
 * is not given back before the arena is.
 */
void *arena_grow(struct arena *a, const void *old, size_t count, size_t *room, size_t item_size);

/* Gives back the room behind the count items of a vector that is finished, when nothing was taken behind it. */
void arena_trim(struct arena *a, const void *items, size_t count, size_t *room, size_t item_size);

/* count items of item_size bytes, for a vector that has grown elsewhere to stay with no more room than it takes. */
void *arena_copy(struct arena *a, const void *items, size_t count, size_t item_size);

struct arena_mark arena_mark(const struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark mark);

/* Everything in `from` lives in a from now on; `from` is empty afterwards. */
void arena_take(struct arena *a, struct arena *from);

/* Forget every object, keep one block for the next record. */
void arena_reset(struct arena *a);

/* Give everything back; the arena can be used again. */
void arena_free(struct arena *a);

/* malloc and realloc that end the program with exit status 4 instead of returning NULL. */
void *memory_alloc(size_t size);
void *memory_resize(void *old, size_t size);

#define NEW(a, type)              ((type *)arena_alloc((a), sizeof(type)))
#define NEW_ARRAY(a, type, count) ((type *)arena_alloc((a), arena_array_size((count), sizeof(type))))

#define ROOM_FOR(a, type, count) ((type *)arena_room((a), arena_array_size((count), sizeof(type))))
/* count * size; ends the program when that overflows. */
size_t arena_array_size(size_t count, size_t size);

/*
 * A growing array in an arena: VECTOR(struct line) lines = {0};
 * *VECTOR_PUSH(a, &lines) = line;   lines.at[i], lines.count
 */
#define VECTOR(type)                                                                                                   \
	struct {                                                                                                       \
		type *at;                                                                                              \
		size_t count, room;                                                                                    \
	}

#define VECTOR_PUSH(a, v)                                                                                              \
	((v)->at =                                                                                                     \
		 (v)->count < (v)->room ? (v)->at : arena_grow((a), (v)->at, (v)->count, &(v)->room, sizeof *(v)->at), \
	 &(v)->at[(v)->count++])

#define VECTOR_TRIM(a, v) arena_trim((a), (v)->at, (v)->count, &(v)->room, sizeof *(v)->at)

#endif
