/* Values of attributes, and equal properties that become one object. */
#include "check.h"

#include "document/measure.h"
#include "document/style.h"

static void
assert_length(const char *t, int64_t expected)
{
	emu length = -1;

	assert_true(length_read(text_from(t), &length));
	assert_int_equal(length, expected);
}

static void
test_lengths_keep_their_units_exactly(void **state)
{
	(void)state;
	assert_length("1in", EMU_PER_INCH);
	assert_length("2.54cm", EMU_PER_INCH);
	assert_length("0.5pt", EMU_PER_PT / 2);
	assert_length("-12pt", -12 * EMU_PER_PT);
	assert_length(" 10mm ", 10 * EMU_PER_MM);
	assert_length("1pc", 12 * EMU_PER_PT);
	assert_length("0.499cm", 179640);
	assert_length("99999999999999cm", EMU_MAX);
}

static void
test_what_is_no_length_changes_nothing(void **state)
{
	static const char *const wrong[] = {"", "cm", "12", "1,5cm", "12 parrots", "auto", "--1pt"};
	emu length = 7;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(length_read(text_from(wrong[i]), &length));
	assert_int_equal(length, 7);
}

static void
test_twips_take_units_of_strict_files_as_well(void **state)
{
	(void)state;
	assert_int_equal(twips_or(TEXT("240"), 0), 12 * EMU_PER_PT);
	assert_int_equal(twips_or(TEXT("12pt"), 0), 12 * EMU_PER_PT);
	assert_int_equal(twips_or(TEXT("x"), 5), 5);
}

static void
test_colours_and_percents_are_read(void **state)
{
	color c = 1;
	int permille = 0;

	(void)state;
	assert_true(color_read(TEXT("#1f497D"), &c));
	assert_int_equal(c, 0x1F497D);
	assert_true(color_read(TEXT("auto"), &c));
	assert_int_equal(c, COLOR_NONE);
	assert_false(color_read(TEXT("red"), &c));
	assert_true(permille_read(TEXT("66.6%"), &permille));
	assert_int_equal(permille, 666);
	assert_false(permille_read(TEXT("66"), &permille));
}

/* ---- the pool ---- */

static void
test_equal_looks_are_one_object(void **state)
{
	struct arena a = {0};
	struct style_pool pool = {.arena = &a};
	char family[] = "PT Serif";
	struct run_style first, second;
	const struct run_style *one;

	(void)state;
	run_style_init(&first);
	run_style_init(&second);
	first.family = TEXT("PT Serif");
	second.family = (struct text){family, sizeof family - 1};
	one = pool_run_style(&pool, &first);
	assert_ptr_equal(one, pool_run_style(&pool, &second));
	family[0] = 'X'; /* the pool has its own copy */
	assert_text(one->family, "PT Serif");
	second.is_bold = true;
	assert_ptr_not_equal(one, pool_run_style(&pool, &second));
	arena_free(&a);
}

static void
test_paragraphs_with_the_same_tabs_are_one_object(void **state)
{
	struct arena a = {0};
	struct style_pool pool = {.arena = &a};
	struct paragraph_style first, second;

	(void)state;
	paragraph_style_init(&first);
	paragraph_style_init(&second);
	tabs_set(&a, &first, (struct tab_stop){500, TAB_RIGHT, 0, 0});
	tabs_set(&a, &first, (struct tab_stop){100, TAB_LEFT, '.', 0});
	tabs_set(&a, &second, (struct tab_stop){100, TAB_LEFT, '.', 0});
	assert_ptr_not_equal(pool_paragraph_style(&pool, &first), pool_paragraph_style(&pool, &second));
	tabs_set(&a, &second, (struct tab_stop){500, TAB_RIGHT, 0, 0});
	assert_ptr_equal(pool_paragraph_style(&pool, &first), pool_paragraph_style(&pool, &second));
	arena_free(&a);
}

static void
test_tab_stops_are_sorted_replaced_and_cleared(void **state)
{
	struct arena a = {0};
	struct paragraph_style s;

	(void)state;
	paragraph_style_init(&s);
	tabs_set(&a, &s, (struct tab_stop){300, TAB_LEFT, 0, 0});
	tabs_set(&a, &s, (struct tab_stop){100, TAB_LEFT, 0, 0});
	tabs_set(&a, &s, (struct tab_stop){300, TAB_CENTER, 0, 0});
	assert_int_equal(s.tab_count, 2);
	assert_int_equal(s.tabs[0].position, 100);
	assert_int_equal(s.tabs[1].align, TAB_CENTER);
	tabs_clear(&a, &s, 100);
	assert_int_equal(s.tab_count, 1);
	assert_int_equal(s.tabs[0].position, 300);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lengths_keep_their_units_exactly),
		cmocka_unit_test(test_what_is_no_length_changes_nothing),
		cmocka_unit_test(test_twips_take_units_of_strict_files_as_well),
		cmocka_unit_test(test_colours_and_percents_are_read),
		cmocka_unit_test(test_equal_looks_are_one_object),
		cmocka_unit_test(test_paragraphs_with_the_same_tabs_are_one_object),
		cmocka_unit_test(test_tab_stops_are_sorted_replaced_and_cleared),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
