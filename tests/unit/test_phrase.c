/* Phrases: what is counted agrees with its number, what is doubtful is told. */
#include "check.h"

#include "phrase/phrase.h"

static struct arena arena;

static void
assert_counted(const struct grammar *g, const char *phrase, double number, enum grammatical_case c,
	       const char *expected)
{
	assert_text(phrase_counted(&arena, g, text_from(phrase), number, c), expected);
}

static void
test_counted(void **state)
{
	const struct grammar *g = grammar_new(&arena);

	(void)state;
	assert_counted(g, "наставническая пара", 1, CASE_NOMINATIVE, "наставническая пара");
	assert_counted(g, "наставническая пара", 21, CASE_ACCUSATIVE, "наставническую пару");
	assert_counted(g, "наставническая пара", 2, CASE_NOMINATIVE, "наставнические пары");
	assert_counted(g, "наставническая пара", 2, CASE_ACCUSATIVE, "наставнические пары");
	assert_counted(g, "наставническая пара", 2, CASE_DATIVE, "наставническим парам");
	assert_counted(g, "наставническая пара", 5, CASE_NOMINATIVE, "наставнических пар");
	assert_counted(g, "наставническая пара", 5, CASE_GENITIVE, "наставнических пар");
	assert_counted(g, "наставническая пара", 11, CASE_INSTRUMENTAL, "наставническими парами");
	assert_counted(g, "наставническая пара", 1.5, CASE_NOMINATIVE, "наставнической пары");
	assert_counted(g, "старший методист", 2, CASE_NOMINATIVE, "старших методиста");
	assert_counted(g, "старший методист", 2, CASE_ACCUSATIVE, "старших методистов");
	assert_counted(g, "старший методист", 5, CASE_ACCUSATIVE, "старших методистов");
	assert_counted(g, "обучающийся", 1, CASE_ACCUSATIVE, "обучающегося");
	assert_counted(g, "обучающийся", 2, CASE_NOMINATIVE, "обучающихся");
	assert_counted(g, "обучающийся", 5, CASE_NOMINATIVE, "обучающихся");
	assert_counted(g, "обучающийся", 5, CASE_DATIVE, "обучающимся");
	assert_counted(g, "приказ", 22, CASE_ACCUSATIVE, "приказа");
	assert_counted(g, "человек", 2, CASE_NOMINATIVE, "человека");
	assert_counted(g, "человек", 5, CASE_NOMINATIVE, "человек");
	assert_counted(g, "человек", 5, CASE_DATIVE, "человекам");
	assert_counted(g, "год", 2, CASE_NOMINATIVE, "года");
	assert_counted(g, "год", 5, CASE_NOMINATIVE, "лет");
	assert_counted(g, "год", 5, CASE_DATIVE, "годам");
	assert_counted(g, "учебный год", 5, CASE_GENITIVE, "учебных лет");
	assert_counted(g, "рубль", 5, CASE_NOMINATIVE, "рублей");
	assert_counted(g, "копейка", 5, CASE_NOMINATIVE, "копеек");
	assert_counted(g, "ребёнок", 2, CASE_NOMINATIVE, "ребёнка");
	assert_counted(g, "ребёнок", 5, CASE_NOMINATIVE, "детей");
	assert_counted(g, "заместитель директора", 3, CASE_NOMINATIVE, "заместителя директора");
	arena_free(&arena);
}

static void
assert_gender(const struct grammar *g, const char *phrase, enum gender gender, bool is_animate)
{
	bool found;

	assert_int_equal(phrase_gender(&arena, g, text_from(phrase), &found), gender);
	assert_int_equal(found, is_animate);
}

static void
test_gender(void **state)
{
	const struct grammar *g = grammar_new(&arena);

	(void)state;
	assert_gender(g, "наставническая пара", GENDER_FEMININE, false);
	assert_gender(g, "старший методист", GENDER_MASCULINE, true);
	assert_gender(g, "обучающаяся", GENDER_FEMININE, true);
	assert_gender(g, "учебное заведение", GENDER_NEUTER, false);
	assert_gender(g, "классные руководители", GENDER_PLURAL, true);
	assert_gender(g, "день", GENDER_MASCULINE, false);
	arena_free(&arena);
}

/* A word that no rule knows stays, and that is told; abbreviations and what is quoted need not be known. */
static void
test_doubts(void **state)
{
	static const struct {
		const char *phrase;
		size_t doubts;
	} lines[] = {
		{"старший методист", 0}, {"ГПОУ", 0}, {"«Росток»", 0},
		{"и.о. директора", 0},   {"руми", 1}, {"Wagner", 0},
	};
	const struct grammar *g = grammar_new(&arena);

	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct reading r = {0};

		phrase_read(&arena, g, text_from(lines[i].phrase), &r);
		if (r.doubts.count != lines[i].doubts)
			print_error("%s\n", lines[i].phrase);
		assert_int_equal(r.doubts.count, lines[i].doubts);
	}
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counted),
		cmocka_unit_test(test_gender),
		cmocka_unit_test(test_doubts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
