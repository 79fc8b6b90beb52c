/* The levels of Hebrew, Arabic, numbers and neutrals, and the order they are seen in. */
#include "check.h"

#include "base/utf8.h"
#include "layout/bidi.h"

/* The levels of the text's characters as digits; "-" when there are none. */
static void
check(const char *text, bool is_right_to_left, const char *expected)
{
	struct arena a = {0};
	struct text t = text_from(text);
	const unsigned char *levels = bidi_levels(&a, t, is_right_to_left);
	char got[200];
	size_t n = 0;

	for (size_t at = 0; levels && at < t.len && n + 1 < sizeof got; utf8_next(t, &at))
		got[n++] = (char)('0' + levels[at]);
	got[n] = '\0';
	assert_string_equal(levels ? got : "-", expected);
	arena_free(&a);
}

static void
text_of_ours_has_no_levels(void **state)
{
	(void)state;
	check("Слово and 12,5 % (ещё)", false, "-");
	check("", false, "-");
}

static void
hebrew_among_ours_is_turned_with_the_spaces_in_it(void **state)
{
	(void)state;
	check("а שב שב б", false, "001111100");
	check("а שב.", false, "00110");
}

static void
numbers_among_hebrew_run_to_the_right(void **state)
{
	(void)state;
	check("ש 12,5 ש", false, "11222211");
	check("ש 12", true, "1122");
	check("ش 12%", true, "11221"); /* Arabic: its digits take no sign along */
}

static void
a_paragraph_from_the_right_has_latin_on_its_second_level(void **state)
{
	(void)state;
	check("ab ש (cd)", true, "221111221");
	check("ab.", true, "221");
	check("ש \tש", true, "1111");
}

static void
check_order(const char *levels, unsigned char base, const char *expected)
{
	size_t count = strlen(levels), order[16];
	unsigned char values[16] = {0};
	char got[17];

	for (size_t i = 0; i < count; i++)
		values[i] = (unsigned char)(levels[i] - '0');
	bidi_order(values, count, base, order);
	for (size_t i = 0; i < count; i++)
		got[i] = (char)('a' + order[i]);
	got[count] = '\0';
	assert_string_equal(got, expected);
}

static void
stretches_are_turned_from_the_highest_level_down(void **state)
{
	(void)state;
	check_order("00111", 0, "abedc");
	check_order("01221", 0, "aecdb");
	check_order("112211", 1, "abdcef");
	check_order("", 0, "");
}

static void
odd_bytes_do_no_harm(void **state)
{
	(void)state;
	check("\xD7", false, "-");
	check("\xD7\xA9\xFF", false, "10");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_of_ours_has_no_levels),
		cmocka_unit_test(hebrew_among_ours_is_turned_with_the_spaces_in_it),
		cmocka_unit_test(numbers_among_hebrew_run_to_the_right),
		cmocka_unit_test(a_paragraph_from_the_right_has_latin_on_its_second_level),
		cmocka_unit_test(stretches_are_turned_from_the_highest_level_down),
		cmocka_unit_test(odd_bytes_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
