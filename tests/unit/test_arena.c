/* Memory with a lifetime: what is handed out is zeroed, aligned, apart, and given back together. */
#include "check.h"

#include "base/arena.h"

static void
test_memory_is_zeroed_even_when_used_before(void **state)
{
	struct arena a = {0};

	(void)state;
	memset(arena_alloc(&a, 1000), 0xAA, 1000);
	arena_reset(&a);
	for (int i = 0; i < 10; i++) {
		const char *p = arena_alloc(&a, 100);

		for (int k = 0; k < 100; k++)
			assert_int_equal(p[k], 0);
	}
	arena_free(&a);
}

static void
test_objects_are_aligned_and_apart(void **state)
{
	struct arena a = {0};
	char *last = NULL;

	(void)state;
	for (size_t size = 0; size < 100; size++) {
		char *p = arena_alloc(&a, size);

		assert_int_equal((uintptr_t)p % 16, 0);
		assert_ptr_not_equal(p, last);
		memset(p, 0xFF, size);
		last = p;
	}
	arena_free(&a);
}

static void
test_large_object_gets_a_block_of_its_own(void **state)
{
	struct arena a = {0};
	char *small = arena_alloc(&a, 10), *large = arena_alloc(&a, 20 << 20);

	(void)state;
	small[9] = 1;
	large[(20 << 20) - 1] = 1;
	assert_true(a.total >= 20 << 20);
	arena_free(&a);
	assert_int_equal(a.total, 0);
}

static void
test_rewind_gives_back_what_came_after_the_mark(void **state)
{
	struct arena a = {0};
	char *kept = arena_alloc(&a, 16);
	struct arena_mark mark = arena_mark(&a);
	char *first = arena_alloc(&a, 16);

	(void)state;
	*kept = 'k';
	arena_alloc(&a, 1 << 20);
	arena_rewind(&a, mark);
	assert_ptr_equal(arena_alloc(&a, 16), first);
	assert_int_equal(*kept, 'k');
	arena_free(&a);
}

static void
test_mark_of_an_empty_arena_empties_it(void **state)
{
	struct arena a = {0};
	struct arena_mark mark = arena_mark(&a);

	(void)state;
	arena_alloc(&a, 100);
	arena_rewind(&a, mark);
	assert_int_equal(a.total, 0);
	arena_free(&a);
}

static void
test_reset_keeps_one_block_for_the_next_record(void **state)
{
	struct arena a = {0};
	size_t total;

	(void)state;
	for (int i = 0; i < 1000; i++)
		arena_alloc(&a, 1000);
	arena_reset(&a);
	total = a.total;
	assert_true(total > 0);
	for (int round = 0; round < 50; round++) {
		for (int i = 0; i < 100; i++)
			arena_alloc(&a, 100);
		arena_reset(&a);
	}
	assert_int_equal(a.total, total);
	arena_free(&a);
}

static void
test_vector_keeps_its_items_while_it_grows(void **state)
{
	struct arena a = {0};
	VECTOR(int) numbers = {0};

	(void)state;
	for (int i = 0; i < 10000; i++)
		*VECTOR_PUSH(&a, &numbers) = i;
	assert_int_equal(numbers.count, 10000);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(numbers.at[i], i);
	arena_free(&a);
}

static void
test_vector_that_is_last_grows_where_it_stands(void **state)
{
	struct arena a = {0};
	VECTOR(int) numbers = {0};
	int *first, *other;

	(void)state;
	first = VECTOR_PUSH(&a, &numbers);
	memset(arena_alloc(&a, 16), 0xFF, 16); /* behind it: the next room is another one */
	for (int i = 1; i < 9; i++)
		*VECTOR_PUSH(&a, &numbers) = i;
	assert_ptr_not_equal(numbers.at, first);
	first = numbers.at;
	for (int i = 9; i < 1000; i++)
		*VECTOR_PUSH(&a, &numbers) = i;
	assert_ptr_equal(numbers.at, first);
	for (size_t i = numbers.count; i < numbers.room; i++)
		assert_int_equal(numbers.at[i], 0);
	VECTOR_TRIM(&a, &numbers);
	assert_int_equal(numbers.room, 1000);
	other = arena_alloc(&a, sizeof *other);
	assert_true(other >= numbers.at + 1000 && other < numbers.at + 1024);
	assert_int_equal(*other, 0);
	VECTOR_TRIM(&a, &numbers);
	*VECTOR_PUSH(&a, &numbers) = 1000;
	assert_ptr_not_equal(numbers.at, first);
	assert_int_equal(numbers.at[999], 999);
	arena_free(&a);
}

static void
test_rewinding_keeps_a_block_for_what_comes_again(void **state)
{
	struct arena a = {0};
	size_t total = 0;

	(void)state;
	arena_alloc(&a, 100);
	for (int round = 0; round < 3; round++) {
		struct arena_mark mark = arena_mark(&a);
		char *p = arena_alloc(&a, 100000);

		assert_int_equal(p[0], 0);
		memset(p, 1, 100000);
		arena_alloc(&a, 1000);
		if (!round)
			total = a.total;
		assert_true(a.total <= total);
		arena_rewind(&a, mark);
	}
	arena_free(&a);
	assert_int_equal(a.total, 0);
}

static void
test_texts_lie_packed_beside_objects(void **state)
{
	struct arena a = {0};
	struct arena_mark mark;
	char *first = arena_bytes(&a, 3), *second = arena_bytes(&a, 5), *object;

	(void)state;
	memset(first, 'a', 3);
	memset(second, 'b', 5);
	mark = arena_mark(&a);
	object = arena_alloc(&a, 100);
	assert_int_equal((uintptr_t)object % 16, 0);
	memset(object, 'c', 100);
	memset(arena_bytes(&a, 40000), 'd', 40000); /* more than the first block has left */
	assert_memory_equal(first, "aaa", 3);
	assert_memory_equal(second, "bbbbb", 5);
	arena_rewind(&a, mark);
	memset(arena_bytes(&a, 1000), 'e', 1000);
	assert_memory_equal(first, "aaa", 3);
	assert_memory_equal(second, "bbbbb", 5);
	arena_free(&a);
}

static void
test_what_is_taken_lives_on(void **state)
{
	struct arena a = {0}, other = {0}, empty = {0};
	char *own = arena_alloc(&a, 4), *taken = arena_alloc(&other, 4), *large = arena_bytes(&other, 1 << 20);
	size_t total = a.total + other.total;

	(void)state;
	memcpy(own, "own", 4);
	memcpy(taken, "its", 4);
	memset(large, 'x', 1 << 20);
	arena_take(&a, &other);
	arena_take(&a, &empty);
	assert_int_equal(a.total, total);
	assert_null(other.block);
	arena_free(&other);
	memset(arena_alloc(&a, 100000), 1, 100000);
	assert_string_equal(own, "own");
	assert_string_equal(taken, "its");
	assert_int_equal(large[(1 << 20) - 1], 'x');
	arena_take(&empty, &a);
	assert_string_equal(taken, "its");
	arena_free(&empty);
	assert_int_equal(empty.total, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory_is_zeroed_even_when_used_before),
		cmocka_unit_test(test_objects_are_aligned_and_apart),
		cmocka_unit_test(test_large_object_gets_a_block_of_its_own),
		cmocka_unit_test(test_rewind_gives_back_what_came_after_the_mark),
		cmocka_unit_test(test_mark_of_an_empty_arena_empties_it),
		cmocka_unit_test(test_reset_keeps_one_block_for_the_next_record),
		cmocka_unit_test(test_vector_that_is_last_grows_where_it_stands),
		cmocka_unit_test(test_rewinding_keeps_a_block_for_what_comes_again),
		cmocka_unit_test(test_texts_lie_packed_beside_objects),
		cmocka_unit_test(test_what_is_taken_lives_on),
		cmocka_unit_test(test_vector_keeps_its_items_while_it_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
