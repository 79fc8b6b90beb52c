#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

enum { ALIGNMENT = 16, FIRST_BLOCK = 32 * 1024, LARGEST_STEP = 8 * 1024 * 1024 };

struct arena_block {
	struct arena_block *older;
	size_t size, used; /* of bytes[] */
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

static void
block_add(struct arena *a, size_t least)
{
	size_t size = a->block ? a->block->size * 2 : FIRST_BLOCK;
	struct arena_block *b;

	if (size > LARGEST_STEP)
		size = LARGEST_STEP;
	if (size < least)
		size = least;
	b = memory_alloc(sizeof *b + size);
	b->older = a->block;
	b->size = size;
	b->used = 0;
	a->block = b;
	a->total += size;
	ASAN_POISON_MEMORY_REGION(b->bytes, size);
}

void *
arena_alloc(struct arena *a, size_t size)
{
	size_t whole;
	unsigned char *p;

	if (size > SIZE_MAX / 2)
		out_of_memory();
	whole = (size + FENCE + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (!whole)
		whole = ALIGNMENT;
	if (!a->block || a->block->size - a->block->used < whole)
		block_add(a, whole);
	p = a->block->bytes + a->block->used;
	a->block->used += whole;
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	return memset(p, 0, size);
}

void *
arena_grow(struct arena *a, const void *old, size_t count, size_t *room, size_t item_size)
{
	void *p;

	*room = *room ? *room * 2 : 8;
	p = arena_alloc(a, arena_array_size(*room, item_size));
	if (count)
		memcpy(p, old, count * item_size);
	return p;
}

struct arena_mark
arena_mark(const struct arena *a)
{
	return (struct arena_mark){a->block, a->block ? a->block->used : 0};
}

static void
block_drop(struct arena *a)
{
	struct arena_block *b = a->block;

	a->block = b->older;
	a->total -= b->size;
	ASAN_UNPOISON_MEMORY_REGION(b->bytes, b->size);
	free(b);
}

void
arena_rewind(struct arena *a, struct arena_mark mark)
{
	while (a->block && a->block != mark.block)
		block_drop(a);
	if (a->block) {
		a->block->used = mark.used;
		ASAN_POISON_MEMORY_REGION(a->block->bytes + mark.used, a->block->size - mark.used);
	}
}

void
arena_reset(struct arena *a)
{
	if (!a->block)
		return;
	while (a->block->older) {
		/* keep the newest: but for single huge objects, the largest */
		struct arena_block *older = a->block->older;

		a->block->older = older->older;
		a->total -= older->size;
		ASAN_UNPOISON_MEMORY_REGION(older->bytes, older->size);
		free(older);
	}
	a->block->used = 0;
	ASAN_POISON_MEMORY_REGION(a->block->bytes, a->block->size);
}

void
arena_free(struct arena *a)
{
	while (a->block)
		block_drop(a);
}
