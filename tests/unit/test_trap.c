/*
 * What is wrong with a text that looks right, and what spreadsheets make of dates.
 */
#include "check.h"

#include "data/trap.h"
#include "data/trap_text.h"

static struct arena arena;

static void
assert_fault(const char *text, unsigned faults)
{
	unsigned found = text_faults(text_from(text));

	if (found != faults)
		fail_msg("%s: %#x, expected %#x", text, found, faults);
}

static void
test_look_alike_letters_are_found_in_words_of_the_other_alphabet(void **state)
{
	struct fault_place p;

	(void)state;
	assert_fault("Ивановa", FAULT_LATIN);
	assert_fault("mаil.ru", FAULT_CYRILLIC);
	assert_fault("кBт", FAULT_LATIN);
	assert_fault("сосa", FAULT_LATIN); /* all may be either: the fewer are wrong */
	assert_fault("Wi-Fi-сеть, IT-куб, e-mail'ы, SMM-щик", 0);
	assert_fault("COVIDу, VIPам", 0);
	assert_fault("Yandexом", 0);
	assert_fault("класс XI, том IV", 0);
	assert_true(text_fault_find(TEXT("г. Пeтровск"), FAULT_LATIN, &p));
	assert_text(p.word, "Пeтровск");
	assert_int_equal(p.position, 2);
	assert_int_equal(p.sign, 'e');
}

static void
test_digits_in_words_and_letters_in_numbers(void **state)
{
	(void)state;
	assert_fault("Иван0в", FAULT_DIGIT);
	assert_fault("3ахаров Пётр", FAULT_DIGIT);
	assert_fault("45О6 123456", FAULT_LETTER);
	assert_fault("12O5", FAULT_LETTER);
	assert_fault("8-914-555-2O-65", FAULT_LETTER);
	assert_fault("105-О, 12о, 10О, 123456-од, 2024о", 0);
	assert_fault("3 года, 10А, 3-й, 30летие, 105-од, 0,5л, М-03б, 3D", 0);
}

static void
test_spaces_matter_in_short_texts_alone(void **state)
{
	(void)state;
	assert_fault("Юн  Роман", FAULT_SPACES);
	assert_fault("Юн , Ким", FAULT_SPACE_BEFORE);
	assert_fault("Юн\xC2\xA0Роман", 0); /* of two letters: a preposition, initials */
	assert_fault("Ким\xC2\xA0"
		     "Анна",
		     FAULT_NO_BREAK);
	assert_fault("г.\xC2\xA0Чита, №\xC2\xA0"
		     "5, до 5\xC2\xA0мая",
		     0);
	assert_fault("кура\xE2\x80\x8Bтор", FAULT_INVISIBLE);
	assert_fault("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9", 0);
	assert_fault("Первое.  Второе начинается после двух пробелов , и ничего, ведь это длинный текст, который пишут "
		     "как хотят",
		     0);
	assert_fault("две\n\nстроки", 0);
}

static void
assert_typed(const char *shown, const char *typed)
{
	struct text t = TEXT_NONE;
	bool is_one = text_is_day_month(&arena, text_from(shown), &t);

	if (!typed) {
		assert_false(is_one);
		return;
	}
	assert_true(is_one);
	assert_text(t, typed);
}

static void
test_dates_of_day_and_month_tell_what_was_typed(void **state)
{
	(void)state;
	assert_typed("01.янв", "1.1");
	assert_typed("5.мар", "5.3");
	assert_typed("1-Jan", "1.1");
	assert_typed("Jan-25", "1.25");
	assert_typed("янв.25", "1.25");
	assert_typed("10.сен", "10.9");
	assert_typed("1.1", NULL);
	assert_typed("5 мая", NULL);
	assert_typed("май", NULL);
	assert_typed("32.янв", NULL);
	assert_typed("1.январский", NULL);
	assert_text(day_month_shown(&arena, 0), "01.янв");
}

static void
test_days_and_short_years_become_dates(void **state)
{
	date d;

	(void)state;
	assert_true(serial_is_date(44165, &d));
	assert_text(date_iso(&arena, d), "2020-11-30");
	assert_true(serial_is_date(38353, &d));
	assert_text(date_iso(&arena, d), "2005-01-01");
	assert_false(serial_is_date(2024, &d));
	assert_false(serial_is_date(44165.5, &d));
	assert_true(text_is_short_date(TEXT("1.9.05"), &d));
	assert_text(date_iso(&arena, d), "2005-09-01");
	assert_true(text_is_short_date(TEXT("31/12/99"), &d));
	assert_text(date_iso(&arena, d), "1999-12-31");
	assert_false(text_is_short_date(TEXT("1.13.05"), &d));
	assert_false(text_is_short_date(TEXT("1.9.2005"), &d));
	assert_false(text_is_short_date(TEXT("1.9-05"), &d));
	assert_false(text_is_short_date(TEXT("1.1.5"), &d));
}

static bool
is_of_nine_digits(void *self, struct text t)
{
	(void)self;
	return t.len == 9;
}

static bool
is_class(void *self, struct text t)
{
	(void)self;
	return text_is(t, "10А класс");
}

static void
test_hints_are_what_would_be_accepted(void **state)
{
	(void)state;
	assert_text(trap_hint(&arena, TEXT("12345678"), is_of_nine_digits, NULL),
		    "a zero at the beginning was lost: give the column the format \"text\" and type 012345678");
	assert_text(trap_hint(&arena, TEXT("1234"), is_of_nine_digits, NULL), "");
	assert_text(trap_hint(&arena, TEXT("10А\xC2\xA0клaсс"), is_class, NULL),
		    "spaces or letters that only look right are in the way: type it anew, as 10А класс");
	assert_text(text_mended(&arena, TEXT("Юн ,  Ром\xC2\xAD"
					     "aн")),
		    "Юн, Роман");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_look_alike_letters_are_found_in_words_of_the_other_alphabet),
		cmocka_unit_test(test_digits_in_words_and_letters_in_numbers),
		cmocka_unit_test(test_spaces_matter_in_short_texts_alone),
		cmocka_unit_test(test_dates_of_day_and_month_tell_what_was_typed),
		cmocka_unit_test(test_days_and_short_years_become_dates),
		cmocka_unit_test(test_hints_are_what_would_be_accepted),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
