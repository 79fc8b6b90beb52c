#include "base/arena.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_FENCED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_FENCED 1
#endif
#endif

#ifdef ARENA_FENCED
#include <sanitizer/asan_interface.h>
enum { FENCE = 16 }; /* poisoned bytes behind each object */
#else
#define ASAN_POISON_MEMORY_REGION(at, size)   ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
enum { FENCE = 0 };
#endif

enum { ALIGNMENT = 16, FIRST_BLOCK = 32 * 1024, LARGEST_STEP = 8 * 1024 * 1024, HUGE_PAGE = 2 * 1024 * 1024 };

/* Objects are taken from the front, texts, which need no alignment, from the back. */
struct arena_block {
	struct arena_block *older;
	size_t size, used, packed; /* of bytes[]; used from the front, packed at the back */
	_Alignas(ALIGNMENT) unsigned char bytes[];
};

static _Noreturn void
out_of_memory(void)
{
	/* The one place below cli that prints and exits: nothing else could still work. */
	fputs("prikaz: out of memory\n", stderr);
	exit(4);
}

void *
memory_alloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *
memory_resize(void *old, size_t size)
{
	void *p = realloc(old, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

size_t
arena_array_size(size_t count, size_t size)
{
	if (size && count > SIZE_MAX / 2 / size)
		out_of_memory();
	return count * size;
}

/*
 * Large data fault in page by page, which costs more than filling them: the kernel may take large pages instead, for
 * which a block has to begin at one.
 */
static struct arena_block *
block_alloc(size_t size)
{
	void *p = NULL;

	if (size < HUGE_PAGE)
		return memory_alloc(size);
	if (posix_memalign(&p, HUGE_PAGE, size))
		out_of_memory();
	madvise(p, size / HUGE_PAGE * HUGE_PAGE, MADV_HUGEPAGE);
	return p;
}

static struct arena_block *
block_new(struct arena *a, size_t least)
{
	size_t size = a->block ? (a->block->size + sizeof *a->block) * 2 : FIRST_BLOCK;
	struct arena_block *b;

	if (size > LARGEST_STEP)
		size = LARGEST_STEP;
	if (size < least + sizeof *b)
		size = least + sizeof *b;
	b = block_alloc(size);
	b->size = size - sizeof *b;
	a->total += b->size;
	ASAN_POISON_MEMORY_REGION(b->bytes, b->size);
	return b;
}

static void
block_add(struct arena *a, size_t least)
{
	struct arena_block *b = a->spare;

	if (b && b->size >= least)
		a->spare = NULL;
	else
		b = block_new(a, least);
	b->older = a->block;
	b->used = b->packed = 0;
	a->block = b;
}

/* The block to take so many bytes from, a new one when the newest has them not. */
static struct arena_block *
block_with(struct arena *a, size_t size)
{
	if (!a->block || a->block->size - a->block->used - a->block->packed < size)
		block_add(a, size);
	return a->block;
}

/* What an object takes of a block's front, with its fence. */
static size_t
whole_size(size_t size)
{
	size_t whole;

	if (size > SIZE_MAX / 2)
		out_of_memory();
	whole = (size + FENCE + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	return whole ? whole : ALIGNMENT;
}

void *
arena_room(struct arena *a, size_t size)
{
	size_t whole = whole_size(size);
	struct arena_block *b = block_with(a, whole);
	unsigned char *p;

	p = b->bytes + b->used;
	b->used += whole;
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	return p;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return memset(arena_room(a, size), 0, size);
}

char *
arena_bytes(struct arena *a, size_t size)
{
	struct arena_block *b;
	size_t whole;
	unsigned char *p;

	if (size > SIZE_MAX / 2)
		out_of_memory();
	whole = FENCE ? (size + FENCE + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : size;
	b = block_with(a, whole);
	b->packed += whole;
	p = b->bytes + b->size - b->packed;
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	return (char *)p;
}

/* Makes the object larger or smaller where it stands; false when it is not the last one that was taken. */
static bool
resize_last(struct arena *a, const void *object, size_t before, size_t size)
{
	struct arena_block *b = a->block;
	size_t old = whole_size(before), whole = whole_size(size);
	unsigned char *p = (unsigned char *)(uintptr_t)object;

	if (!b || b->used < old || b->bytes + b->used - old != p)
		return false;
	if (whole > old && b->size - b->used - b->packed < whole - old)
		return false;
	b->used += whole - old;
	ASAN_POISON_MEMORY_REGION(p, old > whole ? old : whole);
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	return true;
}

void
arena_trim(struct arena *a, const void *items, size_t count, size_t *room, size_t item_size)
{
	if (count < *room && resize_last(a, items, *room * item_size, count * item_size))
		*room = count;
}

void *
arena_grow(struct arena *a, const void *old, size_t count, size_t *room, size_t item_size)
{
	size_t before = *room * item_size;
	void *p;

	*room = *room ? *room * 2 : 8;
	if (before && resize_last(a, old, before, arena_array_size(*room, item_size))) {
		p = (void *)(uintptr_t)old;
		memset((char *)p + before, 0, before);
		return p;
	}
	p = arena_alloc(a, arena_array_size(*room, item_size));
	if (count)
		memcpy(p, old, count * item_size);
	return p;
}

void *
arena_copy(struct arena *a, const void *items, size_t count, size_t item_size)
{
	size_t size = arena_array_size(count, item_size);
	void *p = arena_room(a, size);

	return size ? memcpy(p, items, size) : p;
}

struct arena_mark
arena_mark(const struct arena *a)
{
	const struct arena_block *b = a->block;

	return (struct arena_mark){a->block, b ? b->used : 0, b ? b->packed : 0};
}

static void
block_free(struct arena *a, struct arena_block *b)
{
	if (!b)
		return;
	a->total -= b->size;
	ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->size);
	free(b);
}

static void
spare_free(struct arena *a)
{
	block_free(a, a->spare);
	a->spare = NULL;
}

/* The larger of the newest block and the spare one is spare from now on: what was rewound soon comes again. */
static void
block_spare(struct arena *a)
{
	struct arena_block *b = a->block, *smaller = b;

	a->block = b->older;
	ASAN_POISON_MEMORY_REGION(b->bytes, b->size);
	if (!a->spare || a->spare->size < b->size) {
		smaller = a->spare;
		a->spare = b;
	}
	block_free(a, smaller);
}

void
arena_rewind(struct arena *a, struct arena_mark mark)
{
	while (a->block && a->block != mark.block)
		block_spare(a);
	if (a->block) {
		a->block->used = mark.used;
		a->block->packed = mark.packed;
		ASAN_POISON_MEMORY_REGION(a->block->bytes + mark.used, a->block->size - mark.used - mark.packed);
	} else {
		spare_free(a);
	}
}

void
arena_take(struct arena *a, struct arena *from)
{
	struct arena_block **oldest = &from->block;

	spare_free(from);
	while (*oldest)
		oldest = &(*oldest)->older;
	if (a->block) { /* beneath the block that is being filled */
		*oldest = a->block->older;
		a->block->older = from->block;
	} else {
		a->block = from->block;
	}
	a->total += from->total;
	*from = (struct arena){0};
}

void
arena_reset(struct arena *a)
{
	spare_free(a);
	if (!a->block)
		return;
	while (a->block->older) {
		/* keep the newest: but for single huge objects, the largest */
		struct arena_block *older = a->block->older;

		a->block->older = older->older;
		block_free(a, older);
	}
	a->block->used = a->block->packed = 0;
	ASAN_POISON_MEMORY_REGION(a->block->bytes, a->block->size);
}

void
arena_free(struct arena *a)
{
	spare_free(a);
	while (a->block) {
		struct arena_block *b = a->block;

		a->block = b->older;
		block_free(a, b);
	}
}
