/* Numbers and dates in words. */
#include "check.h"

#include <math.h>

#include "grammar/numeral.h"

static struct arena arena;

static const char *
cardinal(double n, enum gender gender, bool is_animate, enum grammatical_case c)
{
	struct text t;

	return numeral_cardinal(&arena, n, gender, is_animate, c, &t) ? text_c(&arena, t) : "none";
}

static const char *
ordinal(double n, enum gender gender, enum grammatical_case c)
{
	struct text t;

	return numeral_ordinal(&arena, n, gender, false, c, &t) ? text_c(&arena, t) : "none";
}

static const char *
in_figures(double n, enum gender gender, enum grammatical_case c)
{
	struct text t;

	return numeral_ordinal_figures(&arena, n, gender, false, c, &t) ? text_c(&arena, t) : "none";
}

/* All six forms of a number, as one text. */
static const char *
declined(double n, enum gender gender)
{
	struct text t = TEXT_NONE;

	for (int c = 0; c < CASES; c++)
		t = text_format(&arena, "%.*s%s%s", TEXT_ARG(t), c ? ", " : "",
				cardinal(n, gender, false, (enum grammatical_case)c));
	return text_c(&arena, t);
}

#define DECLINED(n, gender, expected)    assert_string_equal(declined(n, GENDER_##gender), expected)
#define CARDINAL(n, gender, c, expected) assert_string_equal(cardinal(n, GENDER_##gender, false, CASE_##c), expected)
#define OF_PERSONS(n, gender, expected)                                                                                \
	assert_string_equal(cardinal(n, GENDER_##gender, true, CASE_ACCUSATIVE), expected)
#define ORDINAL(n, gender, c, expected) assert_string_equal(ordinal(n, GENDER_##gender, CASE_##c), expected)
#define FIGURES(n, gender, c, expected) assert_string_equal(in_figures(n, GENDER_##gender, CASE_##c), expected)

static void
every_word_declines(void **state)
{
	(void)state;
	DECLINED(21, FEMININE,
		 "двадцать одна, двадцати одной, двадцати одной, двадцать одну, двадцатью одной, двадцати одной");
	DECLINED(348, MASCULINE,
		 "триста сорок восемь, трёхсот сорока восьми, трёмстам сорока восьми, триста сорок восемь, тремястами "
		 "сорока восемью, трёхстах сорока восьми");
	DECLINED(290, MASCULINE,
		 "двести девяносто, двухсот девяноста, двумстам девяноста, двести девяносто, двумястами девяноста, "
		 "двухстах девяноста");
	DECLINED(1056, MASCULINE,
		 "одна тысяча пятьдесят шесть, одной тысячи пятидесяти шести, одной тысяче пятидесяти шести, одну "
		 "тысячу пятьдесят шесть, одной тысячей пятьюдесятью шестью, одной тысяче пятидесяти шести");
	DECLINED(2000003, NEUTER,
		 "два миллиона три, двух миллионов трёх, двум миллионам трём, два миллиона три, двумя миллионами "
		 "тремя, двух миллионах трёх");
	DECLINED(0, MASCULINE, "ноль, ноля, нолю, ноль, нолём, ноле");
	CARDINAL(-5, MASCULINE, GENITIVE, "минус пяти");
	CARDINAL(-0.0, MASCULINE, NOMINATIVE, "ноль");
	CARDINAL(999999999999999, MASCULINE, NOMINATIVE,
		 "девятьсот девяносто девять триллионов девятьсот девяносто девять миллиардов девятьсот девяносто "
		 "девять миллионов девятьсот девяносто девять тысяч девятьсот девяносто девять");
	CARDINAL(1, UNKNOWN, NOMINATIVE, "один");
}

static void
living_beings_have_an_accusative_of_their_own(void **state)
{
	(void)state;
	OF_PERSONS(1, MASCULINE, "одного");
	OF_PERSONS(1, FEMININE, "одну");
	OF_PERSONS(2, MASCULINE, "двух");
	OF_PERSONS(4, FEMININE, "четырёх");
	OF_PERSONS(5, MASCULINE, "пять");
	OF_PERSONS(12, MASCULINE, "двенадцать");
	OF_PERSONS(21, MASCULINE, "двадцать одного");
	OF_PERSONS(22, MASCULINE, "двадцать два");
	OF_PERSONS(1002, MASCULINE, "одну тысячу два");
	OF_PERSONS(2000, MASCULINE, "две тысячи");
}

static void
what_has_no_singular_is_counted_by_its_own_words(void **state)
{
	(void)state;
	CARDINAL(1, PLURAL, NOMINATIVE, "одни");
	CARDINAL(2, PLURAL, NOMINATIVE, "двое");
	CARDINAL(2, PLURAL, GENITIVE, "двух");
	CARDINAL(22, PLURAL, NOMINATIVE, "двадцать два");
	CARDINAL(31, PLURAL, INSTRUMENTAL, "тридцатью одними");
}

static void
fractions_are_feminine(void **state)
{
	(void)state;
	DECLINED(1.5, MASCULINE,
		 "одна целая пять десятых, одной целой пяти десятых, одной целой пяти десятым, одну целую пять "
		 "десятых, одной целой пятью десятыми, одной целой пяти десятых");
	CARDINAL(0.01, FEMININE, NOMINATIVE, "ноль целых одна сотая");
	CARDINAL(0.01, FEMININE, DATIVE, "нолю целых одной сотой");
	CARDINAL(2.002, FEMININE, NOMINATIVE, "две целых две тысячных");
	CARDINAL(-11.0001, FEMININE, INSTRUMENTAL, "минус одиннадцатью целыми одной десятитысячной");
	CARDINAL(1000.00021, FEMININE, DATIVE, "одной тысяче целых двадцати одной стотысячной");
	CARDINAL(0.000001, FEMININE, PREPOSITIONAL, "ноле целых одной миллионной");
	CARDINAL(0.1 + 0.2, FEMININE, NOMINATIVE, "ноль целых три десятых");
}

static void
of_ordinals_the_last_word_declines(void **state)
{
	(void)state;
	ORDINAL(0, MASCULINE, GENITIVE, "нулевого");
	ORDINAL(1, PLURAL, INSTRUMENTAL, "первыми");
	ORDINAL(3, FEMININE, ACCUSATIVE, "третью");
	ORDINAL(21, MASCULINE, GENITIVE, "двадцать первого");
	ORDINAL(40, NEUTER, NOMINATIVE, "сороковое");
	ORDINAL(1945, MASCULINE, GENITIVE, "тысяча девятьсот сорок пятого");
	ORDINAL(2000, MASCULINE, NOMINATIVE, "двухтысячный");
	ORDINAL(2020, MASCULINE, PREPOSITIONAL, "две тысячи двадцатом");
	ORDINAL(45000, MASCULINE, NOMINATIVE, "сорокапятитысячный");
	ORDINAL(21000, MASCULINE, NOMINATIVE, "двадцатиоднотысячный");
	ORDINAL(190000, FEMININE, NOMINATIVE, "стодевяностотысячная");
	ORDINAL(1000000, MASCULINE, DATIVE, "миллионному");
	ORDINAL(3400000, MASCULINE, NOMINATIVE, "три миллиона четырёхсоттысячный");
	ORDINAL(1001001, MASCULINE, NOMINATIVE, "миллион одна тысяча первый");
	ORDINAL(2000000000000, MASCULINE, NOMINATIVE, "двухтриллионный");
	ORDINAL(500, MASCULINE, NOMINATIVE, "пятисотый");
	ORDINAL(12, MASCULINE, ACCUSATIVE, "двенадцатый");
}

static void
ordinals_in_figures_end_as_they_sound(void **state)
{
	(void)state;
	FIGURES(5, MASCULINE, NOMINATIVE, "5\u2011й");
	FIGURES(5, MASCULINE, GENITIVE, "5\u2011го");
	FIGURES(2, MASCULINE, DATIVE, "2\u2011му");
	FIGURES(21, FEMININE, NOMINATIVE, "21\u2011я");
	FIGURES(3, FEMININE, ACCUSATIVE, "3\u2011ю");
	FIGURES(3, NEUTER, NOMINATIVE, "3\u2011е");
	FIGURES(90, PLURAL, GENITIVE, "90\u2011х");
	FIGURES(90, PLURAL, INSTRUMENTAL, "90\u2011ми");
}

static void
what_has_no_words(void **state)
{
	(void)state;
	CARDINAL(1e15, MASCULINE, NOMINATIVE, "none");
	CARDINAL(NAN, MASCULINE, NOMINATIVE, "none");
	CARDINAL(-INFINITY, MASCULINE, NOMINATIVE, "none");
	CARDINAL(0.0000001, MASCULINE, NOMINATIVE, "none");
	ORDINAL(-1, MASCULINE, NOMINATIVE, "none");
	ORDINAL(1.5, MASCULINE, NOMINATIVE, "none");
	ORDINAL(1e15, MASCULINE, NOMINATIVE, "none");
	ORDINAL(NAN, MASCULINE, NOMINATIVE, "none");
}

static void
dates_in_words(void **state)
{
	struct civil day = {2020, 11, 30}, first = {1999, 1, 3};
	date d, e;

	(void)state;
	assert_true(date_from_civil(day, &d) && date_from_civil(first, &e));
	assert_text(numeral_date(&arena, d, CASE_NOMINATIVE), "тридцатое ноября две тысячи двадцатого года");
	assert_text(numeral_date(&arena, d, CASE_GENITIVE), "тридцатого ноября две тысячи двадцатого года");
	assert_text(numeral_date(&arena, e, CASE_DATIVE), "третьему января тысяча девятьсот девяносто девятого года");
	assert_text(numeral_month(11, CASE_PREPOSITIONAL), "ноябре");
	assert_text(numeral_month(5, CASE_INSTRUMENTAL), "маем");
}

#define COUNTED(noun, n, c, expected) assert_text(numeral_noun(COUNTED_##noun, n, CASE_##c), expected)

static void
what_is_counted_agrees(void **state)
{
	(void)state;
	COUNTED(RUBLE, 1, NOMINATIVE, "рубль");
	COUNTED(RUBLE, 1, INSTRUMENTAL, "рублём");
	COUNTED(RUBLE, 22, ACCUSATIVE, "рубля");
	COUNTED(RUBLE, 22, DATIVE, "рублям");
	COUNTED(RUBLE, 11, NOMINATIVE, "рублей");
	COUNTED(RUBLE, 3000, DATIVE, "рублей");
	COUNTED(RUBLE, 3001, DATIVE, "рублю");
	COUNTED(RUBLE, 0, DATIVE, "рублей");
	COUNTED(RUBLE, 1.5, DATIVE, "рубля");
	COUNTED(KOPECK, 5, NOMINATIVE, "копеек");
	COUNTED(YEAR, 5, GENITIVE, "лет");
	COUNTED(YEAR, 5, DATIVE, "годам");
	COUNTED(YEAR, 21, GENITIVE, "года");
	COUNTED(YEAR, 1e300, DATIVE, "лет");
	assert_int_equal(numeral_counted(3, CASE_ACCUSATIVE, true).number, NUMBER_PLURAL);
	assert_int_equal(numeral_counted(23, CASE_ACCUSATIVE, true).number, NUMBER_SINGULAR);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_declines),
		cmocka_unit_test(living_beings_have_an_accusative_of_their_own),
		cmocka_unit_test(what_has_no_singular_is_counted_by_its_own_words),
		cmocka_unit_test(fractions_are_feminine),
		cmocka_unit_test(of_ordinals_the_last_word_declines),
		cmocka_unit_test(ordinals_in_figures_end_as_they_sound),
		cmocka_unit_test(what_has_no_words),
		cmocka_unit_test(dates_in_words),
		cmocka_unit_test(what_is_counted_agrees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
