/* Where words may be divided, by the patterns of the system and the rules that they do not know. */
#include "check.h"

#include "document/document.h"
#include "layout/hyphenation.h"

static struct arena arena;
static struct hyphenator *hyphenator;

/* libhyphen loses four bytes of each dictionary that it opens. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libhyphen";
}

static const char *
divided_by(const char *word, const char *language, const struct hyphenation *rules)
{
	struct text t = text_from(word), out = TEXT_NONE;
	size_t points[32], from = 0;
	size_t count = hyphenation_points(hyphenator, text_from(language), t, rules, points, 32);

	for (size_t i = 0; i <= count; i++) {
		size_t to = i < count ? points[i] : t.len;

		out = text_format(&arena, "%.*s%s%.*s", TEXT_ARG(out), i ? "-" : "", TEXT_ARG(text_slice(t, from, to)));
		from = to;
	}
	return text_c(&arena, out);
}

static const char *
divided(const char *word)
{
	return divided_by(word, "ru-RU", &HYPHENATION_USUAL);
}

#define DIVIDED(word, expected) assert_string_equal(divided(word), expected)

static void
words_are_divided_by_syllables(void **state)
{
	(void)state;
	DIVIDED("наставничество", "на-став-ни-че-ство");
	DIVIDED("учреждение", "учре-жде-ние");
	DIVIDED("майор", "май-ор");
	DIVIDED("объявление", "объяв-ле-ние");
	DIVIDED("съёмка", "съём-ка");
	DIVIDED("ПОЛОЖЕНИЕ", "ПО-ЛОЖЕ-НИЕ");
}

static void
no_letter_stands_alone(void **state)
{
	(void)state;
	DIVIDED("этап", "этап");
	DIVIDED("объём", "объём");
	DIVIDED("аудитория", "ауди-то-рия");
}

static void
russian_rules_hold_where_the_patterns_do_not(void **state)
{
	(void)state;
	DIVIDED("прийти", "прийти");
	DIVIDED("всход", "всход");
	DIVIDED("суффикс", "суф-фикс");
	DIVIDED("миллион", "мил-ли-он");
	DIVIDED("приём", "при-ём");
	DIVIDED("Виллемит", "Виллемит");
	DIVIDED("бульон", "бу-льон");
	DIVIDED("Ответственные", "От-вет-ствен-ные");
}

static void
abbreviations_are_whole(void **state)
{
	(void)state;
	DIVIDED("ГПОУ", "ГПОУ");
	DIVIDED("СОГБПОУ", "СОГБПОУ");
	DIVIDED("ЧТОТиБ", "ЧТОТиБ");
	DIVIDED("КГАПОУ", "КГАПОУ");
	DIVIDED("", "");
	DIVIDED("152", "152");
}

static void
words_with_hyphens_are_compounds(void **state)
{
	(void)state;
	DIVIDED("научно-исследовательская", "на-учно-иссле-до-вательская");
	DIVIDED("Санкт-Петербург", "Санкт-Петер-бург");
	DIVIDED("учре\302\255ждения.", "учре-\302\255жде-ния.");
}

static void
rules_leave_words_whole(void **state)
{
	struct hyphenation far = {.least_before = 4, .least_behind = 5}, longer = HYPHENATION_USUAL;
	struct hyphenation small = HYPHENATION_USUAL, nearest = {.least_before = 2, .least_behind = 1};

	(void)state;
	longer.least_letters = 11;
	small.spares_capitals = true;
	assert_string_equal(divided_by("наставничество", "ru-RU", &far), "настав-ни-чество");
	assert_string_equal(divided_by("предприятия", "ru-RU", &nearest), "предпри-я-ти-я");
	assert_string_equal(divided_by("учреждение", "ru-RU", &longer), "учреждение");
	assert_string_equal(divided_by("ПОЛОЖЕНИЕ", "ru-RU", &small), "ПОЛОЖЕНИЕ");
	assert_string_equal(divided_by("Положение", "ru-RU", &small), "По-ложе-ние");
}

static void
a_language_is_found_in_any_case(void **state)
{
	(void)state;
	assert_string_equal(divided_by("учреждение", "ru-ru", &HYPHENATION_USUAL), "учре-жде-ние");
	assert_string_equal(divided_by("учреждение", "ru", &HYPHENATION_USUAL), "учре-жде-ние");
	assert_string_equal(divided_by("учреждение", "tlh-KX", &HYPHENATION_USUAL), "учреждение");
	assert_false(hyphenator_knows(hyphenator, TEXT("../ru")));
	assert_true(hyphenator_knows(hyphenator, TEXT("ru-RU")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_divided_by_syllables),
		cmocka_unit_test(no_letter_stands_alone),
		cmocka_unit_test(russian_rules_hold_where_the_patterns_do_not),
		cmocka_unit_test(abbreviations_are_whole),
		cmocka_unit_test(words_with_hyphens_are_compounds),
		cmocka_unit_test(rules_leave_words_whole),
		cmocka_unit_test(a_language_is_found_in_any_case),
	};

	int failed;

	hyphenator = hyphenator_open();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	hyphenator_close(hyphenator);
	arena_free(&arena);
	return failed;
}
