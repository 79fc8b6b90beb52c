/* What a format code makes of a number: as Excel shows it. */
#include "check.h"

#include "reader/number_format.h"

static enum number_look
look(const char *code, double number)
{
	struct number_format f = number_format_read(text_from(code));

	return number_format_section(&f, number)->look;
}

static void
tells_numbers(void **state)
{
	static const char *const codes[] = {
		"General",
		"GENERAL",
		"Standard",
		"Основной",
		"0",
		"0.00",
		"#,##0",
		"# ##0",
		"#\\ ##0.00",
		"# ##0\"\u00a0₽\"",
		"#,##0.00\\ \"руб.\"",
		"_-* #,##0.00\\ \"р.\"_-;\\-* #,##0.00\\ \"р.\"_-;_-* \"-\"??\\ \"р.\"_-;_-@_-",
		"[Red]-0;[Blue]0",
		"0.00E+00",
		"##0.0E+0",
		"# ?/?",
		"@",
		"0\" шт.\"",
		"[$$-409]#,##0.00",
		"",
		";;;",
		"[>=1000]0.0,\" тыс.\";0",
		"\"дней: \"0",
		"[$р.-419]0.00",
	};

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		assert_int_equal(look(codes[i], 5), LOOK_NUMBER);
}

static void
tells_days(void **state)
{
	static const char *const codes[] = {
		"dd.mm.yyyy",
		"dd.mm.yyyy;@",
		"DD.MM.YYYY",
		"d/m/yy",
		"mmm-yy",
		"yyyy",
		"mmmm",
		"dddd",
		"yyyy-mm-dd",
		"[$-419]d mmmm yyyy\\ \"г.\";@",
		"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
		"dd.mm.yyyy hh:mm",
		"m/d/yy h:mm AM/PM",
		"[$-411]ggge\"年\"m\"月\"d\"日\"",
		"d mmmm",
		"ddd d mmm",
		"ДД.ММ.ГГГГ",
		"дд.мм.гг чч:мм",
		"yyyy\"-\"mm\"-\"dd\"T\"hh:mm:ss",
		"[$-43F]d mmmm yyyy",
		"d.m.yy h:mm;@",
	};

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		assert_int_equal(look(codes[i], 44165), LOOK_DAY);
}

static void
tells_days_without_a_year(void **state)
{
	(void)state;
	assert_int_equal(look("d-mmm", 44165), LOOK_DAY_MONTH);
	assert_int_equal(look("dd\\.mmm;@", 44165), LOOK_DAY_MONTH);
	assert_int_equal(look("dd.mm", 44165), LOOK_DAY_MONTH);
	assert_int_equal(look("ДД.МММ", 44165), LOOK_DAY_MONTH);
	assert_int_equal(look("d mmmm", 44165), LOOK_DAY); /* a birthday, written out on purpose */
}

static void
tells_times(void **state)
{
	(void)state;
	assert_int_equal(look("h:mm", 0.5), LOOK_TIME);
	assert_int_equal(look("hh:mm:ss", 0.5), LOOK_TIME);
	assert_int_equal(look("mm:ss", 0.5), LOOK_TIME);
	assert_int_equal(look("mm:ss.0", 0.5), LOOK_TIME);
	assert_int_equal(look("h:mm AM/PM", 0.5), LOOK_TIME);
	assert_int_equal(look("[$-F400]h:mm:ss\\ AM/PM", 0.5), LOOK_TIME);
	assert_int_equal(look("чч:мм", 0.5), LOOK_TIME);
	assert_int_equal(look("[h]:mm", 0.5), LOOK_DURATION);
	assert_int_equal(look("[hh]:mm:ss;@", 0.5), LOOK_DURATION);
	assert_int_equal(look("[mm]:ss", 0.5), LOOK_DURATION);
}

static void
tells_percentages_and_codes(void **state)
{
	(void)state;
	assert_int_equal(look("0%", 0.5), LOOK_PERCENT);
	assert_int_equal(look("0.00\\ %", 0.5), LOOK_PERCENT);
	assert_int_equal(look("0\"%\"", 0.5), LOOK_NUMBER);
	assert_int_equal(look("00000", 7), LOOK_CODE);
	assert_int_equal(look("000\\-000", 7), LOOK_CODE);
	assert_int_equal(look("000-000-000 00", 7), LOOK_CODE);
	assert_int_equal(look("+7\\ (000)\\ 000-00-00", 7), LOOK_CODE);
	assert_int_equal(look("[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 5551234), LOOK_CODE);
}

static void
takes_the_section_of_the_number(void **state)
{
	(void)state;
	assert_int_equal(look("dd.mm.yyyy;0", 5), LOOK_DAY);
	assert_int_equal(look("dd.mm.yyyy;0", -5), LOOK_NUMBER);
	assert_int_equal(look("0%;0%;dd.mm.yyyy", 0), LOOK_DAY);
	assert_int_equal(look("[<1]h:mm;dd.mm.yyyy", 0.5), LOOK_TIME);
	assert_int_equal(look("[<1]h:mm;dd.mm.yyyy", 44165), LOOK_DAY);
	assert_int_equal(look("[=0]\"нет\";[<>5]0%;dd.mm.yyyy", 5), LOOK_DAY);
}

static void
shows_codes(void **state)
{
	static const struct {
		const char *code;
		double number;
		const char *shown;
	} cases[] = {
		{"00000", 7, "00007"},
		{"00000", 0, "00000"},
		{"000\\-000", 750012, "750-012"},
		{"000-000", 12, "000-012"},
		{"000-000-000 00", 11223344595, "112-233-445 95"},
		{"+7\\ (000)\\ 000-00-00", 9141234567, "+7 (914) 123-45-67"},
		{"\"8-800-\"000-00-00", 2000122, "8-800-200-01-22"},
		{"[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 3022123456, "(302) 212-3456"},
		{"[<=9999999]###\\-####;\\(###\\)\\ ###\\-####", 2123456, "212-3456"},
		{"000", 123456, "123456"},
		{"\"№\u00a0\"000_)", 5, "№\u00a0005"},
		{"00-00", 123456, "1234-56"},
	};
	struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct number_format f = number_format_read(text_from(cases[i].code));
		const struct number_section *s = number_format_section(&f, cases[i].number);

		assert_text(number_format_show(&a, s, cases[i].number), cases[i].shown);
		assert_text(number_format_show(&a, s, cases[i].number + 0.5), "");
		assert_text(number_format_show(&a, s, -1), "");
	}
	arena_free(&a);
}

static void
knows_the_codes_without_a_text(void **state)
{
	(void)state;
	assert_text(number_format_builtin(0), "General");
	assert_int_equal(look(number_format_builtin(14).at, 44165), LOOK_DAY);
	assert_int_equal(look(number_format_builtin(16).at, 44165), LOOK_DAY_MONTH);
	assert_int_equal(look(number_format_builtin(22).at, 44165), LOOK_DAY);
	assert_int_equal(look(number_format_builtin(21).at, 0.5), LOOK_TIME);
	assert_int_equal(look(number_format_builtin(46).at, 0.5), LOOK_DURATION);
	assert_int_equal(look(number_format_builtin(9).at, 0.5), LOOK_PERCENT);
	assert_int_equal(look(number_format_builtin(30).at, 44165), LOOK_DAY);
	assert_int_equal(look(number_format_builtin(58).at, 44165), LOOK_DAY);
	assert_text(number_format_builtin(-1), "General");
	assert_text(number_format_builtin(70), "General");
	assert_text(number_format_builtin(1000000), "General");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_numbers),
		cmocka_unit_test(tells_days),
		cmocka_unit_test(tells_days_without_a_year),
		cmocka_unit_test(tells_times),
		cmocka_unit_test(tells_percentages_and_codes),
		cmocka_unit_test(takes_the_section_of_the_number),
		cmocka_unit_test(shows_codes),
		cmocka_unit_test(knows_the_codes_without_a_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
