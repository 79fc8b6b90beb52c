/* Values by the bytes of a key. */
#include "check.h"

#include "base/dictionary.h"

static void
test_a_dictionary_finds_thousands(void **state)
{
	struct arena a = {0};
	struct dictionary d = {0};

	(void)state;
	for (intptr_t i = 1; i <= 5000; i++)
		*dictionary_slot(&a, &d, text_format(&a, "key %d", (int)i)) = (void *)i;
	for (intptr_t i = 1; i <= 5000; i++)
		assert_ptr_equal(dictionary_find(&d, text_format(&a, "key %d", (int)i)), (void *)i);
	assert_null(dictionary_find(&d, TEXT("key 5001")));
	arena_free(&a);
}

static void
test_keys_are_copied_and_equal_ones_are_one(void **state)
{
	struct arena a = {0};
	struct dictionary d = {0};
	char bytes[] = "name";
	struct text key = dictionary_key(&a, &d, text_from(bytes));

	(void)state;
	bytes[0] = 'x';
	assert_text(key, "name");
	assert_ptr_equal(dictionary_key(&a, &d, TEXT("name")).at, key.at);
	assert_ptr_not_equal(dictionary_key(&a, &d, TEXT("xame")).at, key.at);
	assert_null(dictionary_find(&d, TEXT("name"))); /* a key that has no value yet */
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_dictionary_finds_thousands),
		cmocka_unit_test(test_keys_are_copied_and_equal_ones_are_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
