/* Rows of the tables of declension: each is met by its own example, and each word takes the longest that fits. */
#include "check.h"

#include "grammar/grammar.h"

static struct arena arena;

static void
assert_form(const struct rule_table *t, const char *word, enum gender gender, enum grammatical_case c,
	    const char *expected)
{
	char folded[WORD_MOST];
	struct buffer b = {0};

	word_write(&b, text_from(word), rule_find(t, word_fold(text_from(word), folded), gender), NUMBER_SINGULAR, c);
	assert_text(buffer_take(&arena, &b), expected);
}

#define ROW(patterns, gender, forms, example)                                                                          \
	{                                                                                                              \
		patterns, GENDER_##gender, forms, NULL, example, "", false, false                                      \
	}

static void
test_longest_pattern(void **state)
{
	static const struct rule rows[] = {
		ROW("-ев -ов", MASCULINE, "> а у а ым е", "Сергеев"),
		ROW("-ова", FEMININE, "а > ой ой у ой ой", "Иванова"),
		ROW("-льев лев", MASCULINE, "ев > ьва ьву ьва ьвом ьве", "Лев"),
		ROW("-[кг]а", UNKNOWN, "а > и е у ой е", "Глинка"),
		ROW("-{г}", UNKNOWN, "=", "Дюма"),
		ROW("-ин", MASCULINE, "> а у а ым е", "Пушкин"),
		ROW("еж", MASCULINE, "еж > ежа ежу ежа ежом еже", "Ёж"),
		ROW("1-ин", MASCULINE, "> а у а ом е", "Грин"),
		ROW("-тель писарь", MASCULINE, "ь > я ю я ем е / и ей ям ей ями ях", "учитель"),
	};
	const struct rule_table *t = rule_table_new(&arena, rows, sizeof rows / sizeof *rows);

	(void)state;
	assert_form(t, "Лев", GENDER_MASCULINE, CASE_GENITIVE, "Льва");
	assert_form(t, "ЛЕВ", GENDER_MASCULINE, CASE_INSTRUMENTAL, "ЛЬВОМ");
	assert_form(t, "Королев", GENDER_MASCULINE, CASE_INSTRUMENTAL, "Королевым");
	assert_form(t, "Королёв", GENDER_MASCULINE, CASE_GENITIVE, "Королёва");
	assert_form(t, "Королёв", GENDER_FEMININE, CASE_GENITIVE, "Королёв");
	assert_form(t, "Глинка", GENDER_FEMININE, CASE_GENITIVE, "Глинки");
	assert_form(t, "Дюма", GENDER_MASCULINE, CASE_GENITIVE, "Дюма");
	assert_form(t, "Ованова", GENDER_FEMININE, CASE_ACCUSATIVE, "Ованову");
	assert_form(t, "Грин", GENDER_MASCULINE, CASE_INSTRUMENTAL, "Грином");
	assert_form(t, "Ёж", GENDER_MASCULINE, CASE_GENITIVE, "Ежа");
	assert_form(t, "ЁЖ", GENDER_MASCULINE, CASE_GENITIVE, "ЕЖА");
	assert_form(t, "ёж", GENDER_MASCULINE, CASE_GENITIVE, "ежа");
	assert_form(t, "Ин", GENDER_MASCULINE, CASE_INSTRUMENTAL, "Ином");
	assert_form(t, "Аргин", GENDER_MASCULINE, CASE_INSTRUMENTAL, "Аргиным");
	assert_form(t, "", GENDER_FEMININE, CASE_ACCUSATIVE, "");
	assert_form(t, "писарь", GENDER_MASCULINE, CASE_DATIVE, "писарю");
	assert_form(t, "учители", GENDER_PLURAL, CASE_INSTRUMENTAL, "учителями");
	assert_form(t, "учители", GENDER_UNKNOWN, CASE_DATIVE, "учителям");
	arena_free(&arena);
}

/* No row is hidden behind another one: its example, or it would never be used. */
static void
test_examples(void **state)
{
	struct grammar *g = grammar_new(&arena);
	int hidden = 0;

	(void)state;
	for (int class = 0; class < WORD_CLASSES; class ++) {
		size_t count;
		const struct rule *rows = grammar_rows((enum word_class) class, &count);

		for (size_t i = 0; i < count; i++) {
			char folded[WORD_MOST];
			const struct endings *e =
				grammar_find(g, (enum word_class) class, word_fold(text_from(rows[i].example), folded),
					     rows[i].gender);

			if (!e || e->rule != &rows[i]) {
				print_error("%s: row \"%s\" does not apply to its example %s\n", "rule",
					    rows[i].patterns, rows[i].example);
				hidden++;
			}
			assert_true(!e || e->count == 0 || e->count == CASES - 1 || e->count == RULE_FORMS);
		}
	}
	assert_int_equal(hidden, 0);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_longest_pattern),
		cmocka_unit_test(test_examples),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
