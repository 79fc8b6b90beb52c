/* Texts, digits of sixteen, UTF-8, names as they are compared, and the buffer with its escapes. */
#include "check.h"

#include "base/buffer.h"
#include "base/hexadecimal.h"
#include "base/utf8.h"

/* ---- text ---- */

static void
test_slice_is_cut_to_the_text(void **state)
{
	(void)state;
	assert_text(text_slice(TEXT("abc"), 1, 2), "b");
	assert_text(text_slice(TEXT("abc"), 1, 99), "bc");
	assert_text(text_slice(TEXT("abc"), 5, 99), "");
	assert_text(text_slice(TEXT("abc"), 2, 1), "");
	assert_text(text_slice((struct text){NULL, 0}, 0, 5), "");
}

static void
test_find_begins_where_it_is_told(void **state)
{
	(void)state;
	assert_int_equal(text_find(TEXT("abcabc"), TEXT("bc"), 0), 1);
	assert_int_equal(text_find(TEXT("abcabc"), TEXT("bc"), 2), 4);
	assert_int_equal(text_find(TEXT("abcabc"), TEXT("bc"), 5), TEXT_NOWHERE);
	assert_int_equal(text_find(TEXT("abc"), TEXT("abcd"), 0), TEXT_NOWHERE);
	assert_int_equal(text_find(TEXT("abc"), TEXT_NONE, 3), 3);
	assert_int_equal(text_find(TEXT("abc"), TEXT("a"), 4), TEXT_NOWHERE);
}

static void
test_digits_of_sixteen_make_numbers_and_bytes(void **state)
{
	struct arena a = {0};

	(void)state;
	assert_int_equal(hexadecimal(TEXT("F0b7")), 0xF0B7);
	assert_int_equal(hexadecimal(TEXT("F0G7")), 0);
	assert_int_equal(hexadecimal(TEXT("1234567")), 0);
	assert_text(percent_decode(&a, TEXT("image%201.PNG")), "image 1.PNG");
	assert_text(percent_decode(&a, TEXT("%d0%AF|outline")), "Я|outline");
	assert_text(percent_decode(&a, TEXT("%00 100% %4")), "%00 100% %4");
	arena_free(&a);
}

static void
test_a_prefix_ends_between_characters(void **state)
{
	(void)state;
	assert_text(utf8_prefix(TEXT("Яна"), 6), "Яна");
	assert_text(utf8_prefix(TEXT("Яна"), 5), "Ян");
	assert_text(utf8_prefix(TEXT("Яна"), 1), "");
	assert_text(utf8_prefix(TEXT("Яна"), 0), "");
	assert_text(utf8_prefix(TEXT_NONE, 0), "");
}

static void
test_trim_takes_no_break_spaces_too(void **state)
{
	(void)state;
	assert_text(text_trim(TEXT(" \t\u00a0 Иван\u00a0Петров \r\n\u00a0")), "Иван\u00a0Петров");
	assert_text(text_trim(TEXT("\u00a0")), "");
	assert_true(text_is_blank(TEXT(" \u00a0\n")));
	assert_false(text_is_blank(TEXT(".")));
}

static void
test_order_is_by_code_points(void **state)
{
	(void)state;
	assert_true(text_compare(TEXT("а"), TEXT("б")) < 0);
	assert_true(text_compare(TEXT("аб"), TEXT("а")) > 0);
	assert_int_equal(text_compare(TEXT_NONE, TEXT_NONE), 0);
}

static void
test_copies_end_with_nul(void **state)
{
	struct arena a = {0};

	(void)state;
	assert_string_equal(text_c(&a, text_slice(TEXT("abcdef"), 1, 3)), "bc");
	assert_string_equal(text_join(&a, TEXT("ab"), TEXT("cd")).at, "abcd");
	assert_string_equal(text_format(&a, "%d-%s", 7, "x").at, "7-x");
	assert_string_equal(text_copy(&a, (struct text){NULL, 0}).at, "");
	arena_free(&a);
}

/* ---- utf8 ---- */

static void
test_every_code_point_survives_utf8(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 37) {
		char bytes[UTF8_MOST];
		size_t len = utf8_put(c, bytes), at = 0;
		uint32_t back = utf8_next((struct text){bytes, len}, &at);

		assert_int_equal(back, c >= 0xD800 && c <= 0xDFFF ? UTF8_REPLACEMENT : c);
		assert_int_equal(at, len);
	}
}

static void
test_malformed_bytes_are_found_one_by_one(void **state)
{
	static const char *const malformed[] = {"\x80",
						"\xC0\x80",
						"\xC1\xBF",
						"\xE0\x80\x80",
						"\xED\xA0\x80",
						"\xF0\x80\x80\x80",
						"\xF4\x90\x80\x80",
						"\xF5\x80\x80\x80",
						"\xD0",
						"\xE2\x82",
						"\xFF"};

	(void)state;
	for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++) {
		struct text t = text_from(malformed[i]);
		size_t at = 0;

		assert_int_equal(utf8_valid_length(t), 0);
		assert_int_equal(utf8_next(t, &at), UTF8_REPLACEMENT);
		assert_int_equal(at, 1);
	}
	assert_int_equal(utf8_valid_length(TEXT("ab\xD0")), 2);
	assert_int_equal(utf8_valid_length(TEXT("Я\uFFFD\U0001F600")), 9);
}

static void
test_count_and_columns_of_text(void **state)
{
	(void)state;
	assert_int_equal(utf8_count(TEXT("приказ")), 6);
	assert_int_equal(utf8_columns(TEXT("приказ")), 6);
	assert_int_equal(utf8_columns(TEXT("и\u0306")), 1);
	assert_int_equal(utf8_columns(TEXT("漢字")), 4);
}

/* ---- names ---- */

static void
assert_fold(const char *name, const char *folded)
{
	struct arena a = {0};

	assert_text(utf8_fold_name(&a, text_from(name)), folded);
	arena_free(&a);
}

static void
test_captions_of_one_field_fold_alike(void **state)
{
	(void)state;
	assert_fold("ФИО наставника", "фио наставника");
	assert_fold("фио_наставника", "фио наставника");
	assert_fold("Ф.И.О.\nнаставника", "фио наставника");
	assert_fold("  ФИО\u00a0наста\u00adвника: ", "фио наставника");
	assert_fold("Приём", "прием");
	assert_fold("ПРИЁМ", "прием");
}

static void
test_hyphen_stays_between_letters_only(void **state)
{
	(void)state;
	assert_fold("Е-mail", "е-mail");
	assert_fold("бизнес\u2011план", "бизнес-план");
	assert_fold("- пункт -", "пункт");
	assert_fold("2020-2021", "2020 2021");
}

static void
test_letters_typed_with_combining_marks_are_the_same(void **state)
{
	(void)state;
	assert_fold("Краи\u0306", "край");
	assert_fold("Все\u0308", "все");
	assert_fold("Й-Й", "й-й");
	assert_fold("И\u0306-И\u0306", "й-й");
}

static void
test_signs_and_nothing_as_names(void **state)
{
	(void)state;
	assert_fold("№", "№");
	assert_fold("№ п/п", "№ п п");
	assert_fold("", "");
	assert_fold(" % ", "%");
	assert_fold("\u00A0...", "...");
	assert_fold(" \n", "");
	assert_fold("ȺȺȺȺȺȺȺȺȺ", "ⱥⱥⱥⱥⱥⱥⱥⱥⱥ");
}

/* ---- buffer ---- */

static void
assert_escape(void (*escape)(struct buffer *, struct text), struct text t, const char *expected)
{
	struct buffer b = {0};

	escape(&b, t);
	assert_text(buffer_view(&b), expected);
	buffer_free(&b);
}

static void
test_xml_escape_is_safe_for_any_bytes(void **state)
{
	(void)state;
	assert_escape(buffer_xml, TEXT("a<b>&\"c\"\t\n\r"), "a&lt;b&gt;&amp;&quot;c&quot;\t\n&#13;");
	assert_escape(buffer_xml, TEXT("\0\x01\x1F|\x7F"), "|\x7F");
	assert_escape(buffer_xml, TEXT("\uFFFE|\uFFFF|\uFFFD|Ж"), "||\uFFFD|Ж");
	assert_escape(buffer_xml,
		      TEXT("a\xD0"
			   "b\xED\xA0\x80"),
		      "a\uFFFDb\uFFFD\uFFFD\uFFFD");
	assert_escape(buffer_xml, (struct text){NULL, 0}, "");
	assert_escape(buffer_xml_attribute, TEXT("a\tb\nc\rd\"<"), "a&#9;b&#10;c&#13;d&quot;&lt;");
}

static void
test_json_string_is_valid_for_any_bytes(void **state)
{
	(void)state;
	assert_escape(buffer_json, TEXT("\"\\\n\t\r\x01Ж"), "\"\\\"\\\\\\n\\t\\u000d\\u0001Ж\"");
	assert_escape(buffer_json,
		      TEXT("a\xFF"
			   "b"),
		      "\"a\uFFFDb\"");
	assert_escape(buffer_json, TEXT_NONE, "\"\"");
}

static void
test_buffer_grows_past_any_guess(void **state)
{
	struct buffer b = {0};
	char long_one[1000];

	(void)state;
	memset(long_one, 'x', sizeof long_one - 1);
	long_one[sizeof long_one - 1] = '\0';
	for (int i = 0; i < 100; i++)
		buffer_printf(&b, "%s%d", long_one, i % 10);
	assert_int_equal(b.len, 100 * 1000);
	assert_int_equal(b.at[999], '0');
	assert_int_equal(b.at[1999], '1');
	buffer_clear(&b);
	assert_int_equal(buffer_view(&b).len, 0);
	buffer_free(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slice_is_cut_to_the_text),
		cmocka_unit_test(test_find_begins_where_it_is_told),
		cmocka_unit_test(test_digits_of_sixteen_make_numbers_and_bytes),
		cmocka_unit_test(test_a_prefix_ends_between_characters),
		cmocka_unit_test(test_trim_takes_no_break_spaces_too),
		cmocka_unit_test(test_order_is_by_code_points),
		cmocka_unit_test(test_copies_end_with_nul),
		cmocka_unit_test(test_every_code_point_survives_utf8),
		cmocka_unit_test(test_malformed_bytes_are_found_one_by_one),
		cmocka_unit_test(test_count_and_columns_of_text),
		cmocka_unit_test(test_captions_of_one_field_fold_alike),
		cmocka_unit_test(test_hyphen_stays_between_letters_only),
		cmocka_unit_test(test_letters_typed_with_combining_marks_are_the_same),
		cmocka_unit_test(test_signs_and_nothing_as_names),
		cmocka_unit_test(test_xml_escape_is_safe_for_any_bytes),
		cmocka_unit_test(test_json_string_is_valid_for_any_bytes),
		cmocka_unit_test(test_buffer_grows_past_any_guess),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
