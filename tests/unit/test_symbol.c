/* Characters of Symbol and Wingdings. */
#include "check.h"

#include "base/symbol.h"

static void
test_the_fonts_are_known_in_any_case_and_no_others(void **state)
{
	(void)state;
	assert_non_null(symbol_font_find(TEXT("Symbol")));
	assert_ptr_equal(symbol_font_find(TEXT("WINGDINGS")), symbol_font_find(TEXT("wingdings")));
	assert_null(symbol_font_find(TEXT("Wingdings 4")));
	assert_null(symbol_font_find(TEXT_NONE));
}

static void
test_bullets_and_check_marks_are_what_they_show(void **state)
{
	const struct symbol_font *symbol = symbol_font_find(TEXT("Symbol"));
	const struct symbol_font *wingdings = symbol_font_find(TEXT("Wingdings"));

	(void)state;
	assert_int_equal(symbol_meaning(symbol, 0xB7), 0x2022);
	assert_int_equal(symbol_meaning(symbol, 0xF0B7), 0x2022);
	assert_int_equal(symbol_meaning(symbol, 'a'), 0x03B1);
	assert_int_equal(symbol_meaning(symbol, 0xF0A7), 0x2663);
	assert_int_equal(symbol_meaning(wingdings, 0xA7), 0x25AA);
	assert_int_equal(symbol_meaning(wingdings, 0xFC), 0x2713);
	assert_int_equal(symbol_meaning(wingdings, 0xFE), 0x2611);
	assert_int_equal(symbol_meaning(wingdings, 0x5E), 0x2648);
	assert_int_equal(symbol_meaning(wingdings, 0xFF), 0);
	assert_int_equal(symbol_meaning(symbol_font_find(TEXT("wingdings 2")), 0xF052), 0x2611);
	assert_int_equal(symbol_meaning(symbol_font_find(TEXT("Wingdings 2")), 0x73), 0x2469);
	assert_int_equal(symbol_meaning(symbol_font_find(TEXT("Wingdings 3")), 0x7D), 0x25B8);
	assert_int_equal(symbol_meaning(symbol_font_find(TEXT("Webdings")), 0xF061), 0x2714);
	assert_int_equal(symbol_meaning(wingdings, 0x1F), 0);
	assert_int_equal(symbol_meaning(wingdings, 0x410), 0);
	assert_int_equal(symbol_meaning(symbol_font_find(TEXT("starbats")), 0xF095), 0x2022);
}

static void
test_only_private_characters_are_translated_on_drawing(void **state)
{
	const struct symbol_font *symbol = symbol_font_find(TEXT("Symbol"));

	(void)state;
	assert_int_equal(symbol_translate(symbol, 0xF061), 0x03B1);
	assert_int_equal(symbol_translate(symbol, 'a'), 'a');
	assert_int_equal(symbol_translate(symbol, 0xF0F0), 0xF0F0);
}

static void
test_texts_say_what_is_seen(void **state)
{
	struct arena a = {0};
	bool is_symbol;

	(void)state;
	assert_text(symbols_replace(&a, TEXT("Symbol"), TEXT("a b"), &is_symbol), "\u03B1 \u03B2");
	assert_true(is_symbol);
	assert_text(symbols_replace(&a, TEXT("Arial"), TEXT("x\uF0B7y"), &is_symbol), "x\u2022y");
	assert_true(is_symbol);
	assert_text(symbols_replace(&a, TEXT("Arial"), TEXT("\uFF08x\uFF09"), &is_symbol), "\uFF08x\uFF09");
	assert_false(is_symbol);
	assert_text(symbols_replace(&a, TEXT("Wingdings"), TEXT_NONE, &is_symbol), "");
	assert_false(is_symbol);
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_fonts_are_known_in_any_case_and_no_others),
		cmocka_unit_test(test_bullets_and_check_marks_are_what_they_show),
		cmocka_unit_test(test_only_private_characters_are_translated_on_drawing),
		cmocka_unit_test(test_texts_say_what_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
