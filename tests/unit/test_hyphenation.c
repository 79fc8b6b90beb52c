/* Where words may be divided, by the patterns of the system and the rules that they do not know. */
#include "check.h"

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
divided(const char *word)
{
	struct text t = text_from(word), out = TEXT_NONE;
	size_t points[32], from = 0, count = hyphenation_points(hyphenator, TEXT("ru-RU"), t, points, 32);

	for (size_t i = 0; i <= count; i++) {
		size_t to = i < count ? points[i] : t.len;

		out = text_format(&arena, "%.*s%s%.*s", TEXT_ARG(out), i ? "-" : "", TEXT_ARG(text_slice(t, from, to)));
		from = to;
	}
	return text_c(&arena, out);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_divided_by_syllables),
		cmocka_unit_test(no_letter_stands_alone),
		cmocka_unit_test(russian_rules_hold_where_the_patterns_do_not),
		cmocka_unit_test(abbreviations_are_whole),
	};

	int failed;

	hyphenator = hyphenator_open();
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	hyphenator_close(hyphenator);
	arena_free(&arena);
	return failed;
}
