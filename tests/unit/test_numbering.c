/* Numbers as letters and signs, and lists that count. */
#include "check.h"

#include "document/numbering.h"

#define ONE   "\x0E"
#define TWO   "\x0F"
#define THREE "\x10"

static void
assert_number(enum number_format format, int number, const char *expected)
{
	struct arena a = {0};

	assert_text(number_text(&a, format, number), expected);
	arena_free(&a);
}

/* Some text; that memory is not overrun tells the sanitizer. */
static void
assert_number_is_written(enum number_format format, int number)
{
	struct arena a = {0};
	struct text t = number_text(&a, format, number);

	assert_true(t.len > 0 || format == NUMBER_NONE || format == NUMBER_BULLET);
	arena_free(&a);
}

static void
test_numbers_are_written_in_their_format(void **state)
{
	(void)state;
	assert_number(NUMBER_DECIMAL, 12, "12");
	assert_number(NUMBER_LOWER_ROMAN, 1994, "mcmxciv");
	assert_number(NUMBER_UPPER_ROMAN, 4, "IV");
	assert_number(NUMBER_DECIMAL_ZERO, 7, "07");
	assert_number(NUMBER_ORDINAL, 1, "1st");
	assert_number(NUMBER_ORDINAL, 12, "12th");
	assert_number(NUMBER_ORDINAL, 23, "23rd");
	assert_number(NUMBER_SYMBOLS, 6, "††");
	assert_number(NUMBER_NONE, 5, "");
}

static void
test_numbers_of_other_scripts_are_as_libreoffice_writes_them(void **state)
{
	(void)state;
	assert_number(NUMBER_DECIMAL_ZERO_4, 12, "0012");
	assert_number(NUMBER_CARDINAL, 1, "One");
	assert_number(NUMBER_CARDINAL, 12345, "Twelve thousand three hundred forty-five");
	assert_number(NUMBER_CARDINAL, 4001, "Four thousand and one");
	assert_number(NUMBER_ORDINAL_WORD, 20, "Twentieth");
	assert_number(NUMBER_ORDINAL_WORD, 2101, "Two thousand one hundred first");
	assert_number(NUMBER_CIRCLED, 50, "㊿");
	assert_number(NUMBER_CIRCLED, 51, "51");
	assert_number(NUMBER_FULL_WIDTH, 105, "１０５");
	assert_number(NUMBER_KATAKANA, 46, "ﾝ");
	assert_number(NUMBER_KATAKANA, 47, "ｱ");
	assert_number(NUMBER_IROHA_WIDE, 48, "ン");
	assert_number(NUMBER_STEMS, 10, "癸");
	assert_number(NUMBER_BRANCHES, 13, "13");
	assert_number(NUMBER_CHINESE, 12, "十二");
	assert_number(NUMBER_CHINESE, 110, "一百一十");
	assert_number(NUMBER_CHINESE, 101, "一百零一");
	assert_number(NUMBER_CHINESE, 10010, "一万零一十");
	assert_number(NUMBER_CHINESE_LEGAL, 11, "壹拾壹");
	assert_number(NUMBER_CHINESE_LEGAL_OLD, 10000, "壹萬");
	assert_number(NUMBER_JAPANESE_LEGAL, 12345, "壱萬弐参四伍");
	assert_number(NUMBER_KOREAN, 123, "백이십삼");
	assert_number(NUMBER_KOREAN, 10000, "만");
	assert_number(NUMBER_KOREAN_DIGITS, 100, "일영영");
	assert_number(NUMBER_KOREAN_NATIVE, 46, "마흔여섯");
	assert_number(NUMBER_KOREAN_NATIVE, 101, "백일");
	assert_number(NUMBER_KOREAN_SYLLABLES, 15, "가");
	assert_number(NUMBER_HEBREW, 15, "טו");
	assert_number(NUMBER_HEBREW, 999, "תתקצט");
	assert_number(NUMBER_HEBREW, 1000, "אלף");
	assert_number(NUMBER_HEBREW_LETTERS, 23, "אא");
	assert_number(NUMBER_ARABIC_LETTERS, 30, "أب");
	assert_number(NUMBER_THAI_LETTERS, 79, "กว");
	assert_number(NUMBER_UPPER_RUSSIAN, 30, "Аа");
	assert_number(NUMBER_UPPER_ROMAN, 4001, "MMMMI");
	for (int format = NUMBER_DECIMAL; format < NUMBER_AS_SECTION; format++)
		for (int number = -1; number < 40000; number += 997)
			assert_number_is_written((enum number_format)format, number);
	assert_number(NUMBER_CHINESE, INT32_MAX, "2147483647");
}

static void
test_letters_go_on_behind_the_last(void **state)
{
	(void)state;
	assert_number(NUMBER_LOWER_LETTER, 26, "z");
	assert_number(NUMBER_LOWER_LETTER, 28, "bb");
	assert_number(NUMBER_UPPER_LETTER, 53, "AAA");
	assert_number(NUMBER_LOWER_ALPHABET, 28, "ab");
	assert_number(NUMBER_UPPER_ALPHABET, 27, "AA");
}

static void
test_russian_letters_leave_out_hard_and_soft_signs(void **state)
{
	(void)state;
	assert_number(NUMBER_LOWER_RUSSIAN, 1, "а");
	assert_number(NUMBER_LOWER_RUSSIAN, 10, "к");
	assert_number(NUMBER_LOWER_RUSSIAN, 26, "ы");
	assert_number(NUMBER_LOWER_RUSSIAN, 27, "э");
	assert_number(NUMBER_LOWER_RUSSIAN, 29, "я");
	assert_number(NUMBER_LOWER_RUSSIAN, 31, "аб");
	assert_number(NUMBER_UPPER_RUSSIAN, 6, "Е");
}

static void
test_numbers_without_a_letter_stay_decimal(void **state)
{
	(void)state;
	assert_number(NUMBER_LOWER_LETTER, 0, "0");
	assert_number(NUMBER_UPPER_ROMAN, -3, "-3");
	assert_number(NUMBER_UPPER_ROMAN, 40000, "40000");
	assert_number(NUMBER_LOWER_LETTER, INT32_MAX, "2147483647");
	assert_number(NUMBER_SYMBOLS, INT32_MAX, "2147483647");
}

/* ---- lists ---- */

struct list {
	struct arena arena;
	struct list_level levels[LIST_LEVELS];
	struct list_counters counters;
};

static struct list
list_of_three(void)
{
	struct list l = {.arena = {0}};

	for (int i = 0; i < LIST_LEVELS; i++)
		l.levels[i] = (struct list_level){
			.start = 1, .restarts = true, .restart_level = i - 1, .pattern = TEXT_INIT("-")};
	l.levels[0].pattern = TEXT(ONE ".");
	l.levels[1].pattern = TEXT(ONE "." TWO ".");
	l.levels[2].pattern = TEXT("(" THREE ")");
	l.levels[2].format = NUMBER_LOWER_RUSSIAN;
	return l;
}

static void
assert_item(struct list *l, int level, const char *expected)
{
	list_count(&l->counters, l->levels, level);
	assert_text(list_label(&l->arena, &l->counters, l->levels, level), expected);
}

static void
test_deeper_levels_begin_anew(void **state)
{
	struct list l = list_of_three();

	(void)state;
	assert_item(&l, 0, "1.");
	assert_item(&l, 1, "1.1.");
	assert_item(&l, 2, "(а)");
	assert_item(&l, 2, "(б)");
	assert_item(&l, 1, "1.2.");
	assert_item(&l, 2, "(а)");
	assert_item(&l, 0, "2.");
	assert_item(&l, 1, "2.1.");
	arena_free(&l.arena);
}

static void
test_an_item_without_its_upper_level_counts_it(void **state)
{
	struct list l = list_of_three();

	(void)state;
	assert_item(&l, 1, "1.1.");
	assert_item(&l, 1, "1.2.");
	assert_item(&l, 0, "2.");
	arena_free(&l.arena);
}

static void
test_a_level_may_go_on_through_its_upper_levels(void **state)
{
	struct list l = list_of_three();

	(void)state;
	l.levels[1].restarts = false;
	assert_item(&l, 0, "1.");
	assert_item(&l, 1, "1.1.");
	assert_item(&l, 0, "2.");
	assert_item(&l, 1, "2.2.");
	arena_free(&l.arena);
}

static void
test_a_restart_gives_the_next_item_its_number(void **state)
{
	struct list l = list_of_three();

	(void)state;
	assert_item(&l, 0, "1.");
	assert_item(&l, 1, "1.1.");
	list_restart(&l.counters, 0, 7);
	assert_item(&l, 0, "7.");
	assert_item(&l, 1, "7.1.");
	list_restart(&l.counters, 0, INT32_MIN);
	assert_item(&l, 0, "-2147483647.");
	arena_free(&l.arena);
}

static void
test_a_legal_label_is_all_decimal(void **state)
{
	struct list l = list_of_three();

	(void)state;
	l.levels[0].format = NUMBER_UPPER_ROMAN;
	assert_item(&l, 0, "I.");
	assert_item(&l, 1, "I.1.");
	l.levels[1].is_legal = true;
	assert_item(&l, 1, "1.2.");
	arena_free(&l.arena);
}

static void
test_levels_out_of_range_are_the_nearest(void **state)
{
	struct list l = list_of_three();

	(void)state;
	assert_item(&l, -5, "1.");
	assert_item(&l, 1000, "-");
	arena_free(&l.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_are_written_in_their_format),
		cmocka_unit_test(test_numbers_of_other_scripts_are_as_libreoffice_writes_them),
		cmocka_unit_test(test_letters_go_on_behind_the_last),
		cmocka_unit_test(test_russian_letters_leave_out_hard_and_soft_signs),
		cmocka_unit_test(test_numbers_without_a_letter_stay_decimal),
		cmocka_unit_test(test_deeper_levels_begin_anew),
		cmocka_unit_test(test_an_item_without_its_upper_level_counts_it),
		cmocka_unit_test(test_a_level_may_go_on_through_its_upper_levels),
		cmocka_unit_test(test_a_restart_gives_the_next_item_its_number),
		cmocka_unit_test(test_a_legal_label_is_all_decimal),
		cmocka_unit_test(test_levels_out_of_range_are_the_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
