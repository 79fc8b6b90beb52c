/* What a field TOC asks for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "template/toc.h"

static struct toc
read(struct arena *a, const char *instruction)
{
	struct toc toc;

	assert_true(toc_read(a, text_from(instruction), &toc));
	return toc;
}

static void
test_other_fields_are_none(void **state)
{
	struct arena a = {0};
	struct toc toc;

	(void)state;
	assert_false(toc_read(&a, TEXT(""), &toc));
	assert_false(toc_read(&a, TEXT(" TOCX \\o"), &toc));
	assert_false(toc_read(&a, TEXT("PAGEREF TOC"), &toc));
	arena_free(&a);
}

static void
test_levels_and_looks(void **state)
{
	struct arena a = {0};
	struct toc toc = read(&a, " toc \\o \"2-4\" \\h \\z \\u \\n 3-4 \\p \" – \" ");

	(void)state;
	assert_true(toc.lists_headings_alone && toc.has_links && toc.by_outline);
	assert_int_equal(toc.first * 10 + toc.last, 24);
	assert_int_equal(toc.bare_first * 10 + toc.bare_last, 34);
	assert_true(text_is(toc.separator, " – "));
	arena_free(&a);
}

static void
test_all_levels_where_nothing_is_said(void **state)
{
	struct arena a = {0};
	struct toc toc = read(&a, "TOC");

	(void)state;
	assert_int_equal(toc.first * 10 + toc.last, 19);
	assert_int_equal(toc.bare_last, 0);
	toc = read(&a, "TOC \\o \\h");
	assert_int_equal(toc.first * 10 + toc.last, 19);
	assert_true(toc.has_links);
	toc = read(&a, "TOC \\u");
	assert_int_equal(toc.last, 0);
	toc = read(&a, "TOC \\n \\o 1-2");
	assert_int_equal(toc.bare_first * 10 + toc.bare_last, 19);
	assert_int_equal(toc.last, 2);
	arena_free(&a);
}

static void
test_styles_of_the_users_own(void **state)
{
	struct arena a = {0};
	struct toc toc = read(&a, "TOC \\t \"Глава, большая;1;Раздел;2\"");

	(void)state;
	assert_int_equal(toc.styles.count, 2);
	assert_true(text_is(toc.styles.at[0].name, "Глава, большая") && toc.styles.at[0].level == 1);
	assert_true(text_is(toc.styles.at[1].name, "Раздел") && toc.styles.at[1].level == 2);
	assert_int_equal(toc.last, 0);
	toc = read(&a, "TOC \\t \"Chapter,3,Half\"");
	assert_int_equal(toc.styles.count, 1);
	assert_int_equal(toc.styles.at[0].level, 3);
	arena_free(&a);
}

static void
test_what_lists_other_things(void **state)
{
	static const char *const others[] = {"TOC \\c \"Таблица\"", "TOC \\o \\b mark", "TOC \\a x", "TOC \\s y \\o",
					     "TOC \\l 1-2"};
	struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(read(&a, others[i]).lists_headings_alone);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_other_fields_are_none),
		cmocka_unit_test(test_levels_and_looks),
		cmocka_unit_test(test_all_levels_where_nothing_is_said),
		cmocka_unit_test(test_styles_of_the_users_own),
		cmocka_unit_test(test_what_lists_other_things),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
