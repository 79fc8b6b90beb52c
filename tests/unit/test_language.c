#include "template_bench.h"

#include "base/nearest.h"
#include "language/pattern.h"
#include "language/russian.h"

static struct arena arena;

static const char *
dated(const char *pattern)
{
	struct civil c = {2020, 11, 3};
	struct text out, wrong;
	date d;

	assert_true(date_from_civil(c, &d));
	return pattern_date(&arena, d, text_from(pattern), &out, &wrong) ? out.at : text_c(&arena, wrong);
}

static void
dates_by_patterns(void **state)
{
	(void)state;
	assert_string_equal(dated("dd.MM.yyyy"), "03.11.2020");
	assert_string_equal(dated("d MMMM y 'г.'"), "3 ноября 2020 г.");
	assert_string_equal(dated("d MMMM y ’г.’"), "3 ноября 2020 г.");
	assert_string_equal(dated("LLLL yy, EEEE (E)"), "ноябрь 20, вторник (вт)");
	assert_string_equal(dated("d MMM"), "3 нояб.");
	assert_string_equal(dated("d ''M"), "3 '11");
	assert_string_equal(dated("y-MM-dd, yy, u"), "2020-11-03, 20, 2020");
	assert_string_equal(dated("LLL, MMM, LLLLL"), "нояб., нояб., Н");
	assert_string_equal(dated("EEE c cc EEEEE EEEEEE"), "вт 2 02 В вт");
	assert_string_equal(dated("Q, QQ, QQQ, QQQQ, q"), "4, 04, 4-й кв., 4-й квартал, 4");
	assert_string_equal(dated("w-'я неделя'"), "45-я неделя");
	assert_string_equal(dated("DD.MM.YYYY"), "DD");
	assert_string_equal(dated("HH:mm"), "HH");
	assert_string_equal(dated("ДД.ММ.ГГГГ"), "ДД.ММ.ГГГГ");
	assert_string_equal(dated(""), "");
}

static const char *
numbered(double n, const char *pattern, bool is_russian)
{
	struct text out;

	return pattern_number(&arena, n, text_from(pattern), is_russian, &out) ? out.at : "";
}

static void
numbers_by_patterns(void **state)
{
	(void)state;
	assert_string_equal(numbered(1234567.5, "# ##0,00", true), "1\u00a0234\u00a0567,50");
	assert_string_equal(numbered(1234567.5, "#,##0.00", false), "1,234,567.50");
	assert_string_equal(numbered(1234.5, "#,##0", true), "1\u00a0235");
	assert_string_equal(numbered(1.005, "0,00", true), "1,01");
	assert_string_equal(numbered(2.5, "0", true), "3");
	assert_string_equal(numbered(7, "000", true), "007");
	assert_string_equal(numbered(33.3, "0,## %", true), "33,3 %");
	assert_string_equal(numbered(-0.001, "0,0", true), "0,0");
	assert_string_equal(numbered(1, "abc", true), "");
	assert_string_equal(numbered(0.125, "0,00", true), "0,13");
	assert_string_equal(numbered(2.675, "0,00", true), "2,68");
	assert_string_equal(numbered(9.995, "0,00", true), "10,00");
	assert_string_equal(numbered(-0.125, "0,00", true), "−0,13");
	assert_string_equal(numbered(0.5, "#,##", true), "0,5");
	assert_string_equal(numbered(0.4, "#", true), "0");
	assert_string_equal(numbered(123456789012345, "0", true), "123456789012345");
	assert_string_equal(numbered(9007199254740991, "# ##0", true),
			    "9\u00a0007\u00a0199\u00a0254\u00a0740\u00a0991");
	assert_string_equal(numbered(1e21, "0", true), "1000000000000000000000");
	assert_string_equal(numbered(1e-9, "0,00", true), "0,00");
	assert_string_equal(numbered(1234.5, "на # ##0,00 ₽", true), "на 1\u00a0234,50 ₽");
	assert_string_equal(numbered(5, "'№ 0' 0 'шт. 0'", true), "№ 0 5 шт. 0");
	assert_string_equal(numbered(5, "0 руб. 00 коп.", true), "");
	assert_string_equal(numbered(5, "0;(0)", true), "");
}

static void
plural_forms(void **state)
{
	(void)state;
	assert_int_equal(russian_plural(1), 0);
	assert_int_equal(russian_plural(21), 0);
	assert_int_equal(russian_plural(2), 1);
	assert_int_equal(russian_plural(11), 2);
	assert_int_equal(russian_plural(112), 2);
	assert_int_equal(russian_plural(1.5), 1);
}

#define BEFORE(x, y) assert_true(russian_compare(TEXT(x), TEXT(y)) < 0 && russian_compare(TEXT(y), TEXT(x)) > 0)

static void
names_in_the_order_of_a_list(void **state)
{
	(void)state;
	BEFORE("Елин", "Ёлкин");
	BEFORE("Елкин", "Ёлкин");
	BEFORE("Ёлкин", "Ельцов");
	BEFORE("1.2", "1.10");
	BEFORE("Яковлев", "Adams");
	BEFORE("Иванов Пётр", "Иванова Анна");
	BEFORE("Елин", "Е\u0308лкин");
	BEFORE("Е\u0308лкин", "Ельцов");
	BEFORE("Иод", "И\u0306од");
	BEFORE("Альфа", "«Бета»");
	BEFORE("«Бета»", "Вега");
	BEFORE("\"9\"", "10");
	assert_int_equal(russian_compare(TEXT("Иванов"), TEXT("ИВАНОВ")), 0);
	assert_int_equal(russian_compare(TEXT("007"), TEXT("7")), 0);
}

static void
the_nearest_name_is_near(void **state)
{
	struct nearest n = nearest_to(TEXT("адерс"));

	(void)state;
	nearest_offer(&n, TEXT("фио"), TEXT("ФИО"));
	assert_int_equal(n.found.len, 0);
	nearest_offer(&n, TEXT("адрес"), TEXT("Адрес"));
	assert_true(text_is(n.found, "Адрес"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_by_patterns),
		cmocka_unit_test(numbers_by_patterns),
		cmocka_unit_test(plural_forms),
		cmocka_unit_test(names_in_the_order_of_a_list),
		cmocka_unit_test(the_nearest_name_is_near),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
