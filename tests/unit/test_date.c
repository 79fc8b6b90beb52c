/* The calendar, and which texts are dates. */
#include "check.h"

#include "base/date.h"

static void
assert_date(const char *written, int year, int month, int day)
{
	struct civil c;
	date d;

	assert_true(date_parse(text_from(written), &d));
	c = date_to_civil(d);
	assert_int_equal(c.year, year);
	assert_int_equal(c.month, month);
	assert_int_equal(c.day, day);
}

static void
test_both_ways_of_writing_a_date(void **state)
{
	(void)state;
	assert_date("2020-11-30", 2020, 11, 30);
	assert_date("30.11.2020", 2020, 11, 30);
	assert_date("1.9.2010", 2010, 9, 1);
	assert_date(" 01.09.2010\u00a0", 2010, 9, 1);
	assert_date("29.02.2000", 2000, 2, 29);
}

static void
test_what_only_looks_like_a_date(void **state)
{
	static const char *const others[] = {"",
					     "30.11.20",
					     "2020-11-3",
					     "31.04.2020",
					     "29.02.1900",
					     "2020-13-01",
					     "00.01.2020",
					     "1.1.0000",
					     "30/11/2020",
					     "30.11.2020 г.",
					     "с 30.11.2020",
					     "030.11.2020",
					     "2020-11-30T00:00",
					     "30.11.20200"};
	date d;

	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		assert_false(date_parse(text_from(others[i]), &d));
}

static void
test_a_time_of_day_may_follow(void **state)
{
	static const char *const dates[] = {
		"30.11.2020",          "2020-11-30T00:00:00Z",     "2020-11-30 12:30",
		"30.11.2020 9:05:59",  "2020-11-30T12:30:00.123Z", "2020-11-30T12:30:00+03:00",
		"2020-11-30T12:30+03", "2020-11-30 23:59:60-0930"};
	static const char *const others[] = {"30.11.2020 г.",    "30.11.2020 12",       "30.11.2020 24:00",
					     "30.11.2020T",      "2020-11-30 12:60",    "2020-11-30 12:30 MSK",
					     "30.11.2020 12:3",  "31.11.2020 12:30",    "2020-11-30 12:30:00.",
					     "30.11.2020-12:30", "30.11.2020 12:30+3:0"};
	date day, d;

	(void)state;
	assert_true(date_parse(TEXT("2020-11-30"), &day));
	for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
		assert_true(date_parse_timed(text_from(dates[i]), &d));
		assert_int_equal(d, day);
	}
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		assert_false(date_parse_timed(text_from(others[i]), &d));
}

static void
test_every_day_of_the_calendar_comes_back(void **state)
{
	date first, last, back;

	(void)state;
	assert_true(date_from_civil((struct civil){1, 1, 1}, &first));
	assert_true(date_from_civil((struct civil){9999, 12, 31}, &last));
	assert_int_equal(last - first, 3652058);
	for (date d = first; d <= last; d += 7) {
		assert_true(date_from_civil(date_to_civil(d), &back));
		assert_int_equal(back, d);
	}
}

static void
test_weekdays_count_from_monday(void **state)
{
	date d;

	(void)state;
	assert_int_equal(date_weekday(0), 3);
	assert_true(date_parse(TEXT("01.09.2025"), &d));
	assert_int_equal(date_weekday(d), 0);
	assert_int_equal(date_weekday(-4), 6);
}

static void
test_dates_far_away_do_no_harm(void **state)
{
	(void)state;
	date_to_civil(INT32_MAX);
	date_to_civil(INT32_MIN);
	assert_in_range(date_weekday(INT32_MAX), 0, 6);
	assert_in_range(date_weekday(INT32_MIN), 0, 6);
}

static void
test_iso_form_has_leading_zeros(void **state)
{
	struct arena a = {0};
	date d;

	(void)state;
	assert_true(date_parse(TEXT("5.3.0987"), &d));
	assert_text(date_iso(&a, d), "0987-03-05");
	arena_free(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_both_ways_of_writing_a_date),
		cmocka_unit_test(test_what_only_looks_like_a_date),
		cmocka_unit_test(test_a_time_of_day_may_follow),
		cmocka_unit_test(test_every_day_of_the_calendar_comes_back),
		cmocka_unit_test(test_weekdays_count_from_monday),
		cmocka_unit_test(test_dates_far_away_do_no_harm),
		cmocka_unit_test(test_iso_form_has_leading_zeros),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
