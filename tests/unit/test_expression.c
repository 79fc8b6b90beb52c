#include "template_bench.h"

#include "expression/expression.h"

static struct arena arena;

static const char *
dumped(const char *source)
{
	struct origin origin = {.line = text_from(source)};
	struct faults faults = {{0}};
	const struct fault *fault;
	uint32_t slots = 0;
	const struct expression *e = expression_parse(&arena, origin.line, &origin, &slots, &faults, NULL);
	struct buffer b = {0};
	const char *t;

	if (!e) {
		fault = &faults.of.at[0];
		return text_c(&arena,
			      text_format(&arena, "%s at %zu+%zu", problem_slug(fault->code), fault->at, fault->len));
	}
	expression_dump(e, &b);
	t = text_c(&arena, buffer_view(&b));
	buffer_free(&b);
	return t;
}

#define EXPECT(source, result) assert_string_equal(dumped(source), result)

static void
names_have_blanks_and_points(void **state)
{
	(void)state;
	EXPECT("Место  работы.ФИО", "место работы.фио");
	EXPECT("[Место работы/учебы]", "место работы учебы");
	EXPECT("[№].[2020]", "№.2020");
	EXPECT("дата\u00a0рождения", "дата рождения");
	EXPECT("на\u00adставник_код", "наставник код");
	EXPECT("педагог-психолог", "педагог-психолог");
	EXPECT("№ п", "№ п");
}

static void
variables_and_outer(void **state)
{
	(void)state;
	EXPECT("№", "@number");
	EXPECT("@page_break", "@page_break");
	EXPECT("@outer.@outer.код", "@outer.@outer.код");
	EXPECT("@outer.№", "@outer.@number");
	EXPECT("@data.Наставники", "@data.наставники");
	EXPECT(".", ".");
	EXPECT("@numbr", "expression-variable at 0+6");
	EXPECT("@number.x", "expression-unexpected at 7+1");
	EXPECT("@data", "expression-operand at 5+1");
}

static void
every_pair_of_quotes(void **state)
{
	(void)state;
	EXPECT("\"x\"", "\"x\"");
	EXPECT("'x'", "\"x\"");
	EXPECT("‘x’", "\"x\"");
	EXPECT("’x’", "\"x\"");
	EXPECT("“x”", "\"x\"");
	EXPECT("”x”", "\"x\"");
	EXPECT("„x“", "\"x\"");
	EXPECT("„x”", "\"x\"");
	EXPECT("«Практика «Школа „Росток“»»", "\"Практика «Школа „Росток“»\"");
	EXPECT("\"{{\"", "\"{{\"");
	EXPECT("a = «x", "expression-quote at 4+3");
}

static void
operators_by_strength(void **state)
{
	(void)state;
	EXPECT("a + b * 2 - 1.5", "((a + (b * 2)) - 1.5)");
	EXPECT("a – b − c — d", "(((a - b) - c) - d)");
	EXPECT("!a && b || c", "((!a && b) || c)");
	EXPECT("a ≥ 1 && b <> 2 && c != 3 && d ≠ 4", "((((a ≥ 1) && (b ≠ 2)) && (c ≠ 3)) && (d ≠ 4))");
	EXPECT("(a == b) = c", "((a = b) = c)");
	EXPECT("-a", "-a");
}

static void
filters_and_arguments(void **state)
{
	(void)state;
	EXPECT("дата рождения | возраст", "(дата рождения | age)");
	EXPECT("x | дата: полно", "(x | date: keyword 2)");
	EXPECT("x | дата: \"кратко\"", "(x | date: keyword 1)");
	EXPECT("x | дата: [кратко]", "(x | date: кратко)");
	EXPECT("x | Иначе если пусто: y + 1 | Заглавные", "((x | default: (y + 1)) | upper)");
	EXPECT("x | порядок: a, b -, c –", "(x | sort: a, b -, c -)");
	EXPECT("x | где: ([дата рождения] | возраст) < 18", "(x | where: ((дата рождения | age) < 18))");
	EXPECT("x | через: \", \"", "(x | join: \", \")");
	EXPECT("x | порядок: a - b", "(x | sort: (a - b))");
}

static void
what_is_wrong_is_placed(void **state)
{
	(void)state;
	EXPECT("a +", "expression-operand at 3+1");
	EXPECT("a b ] c", "expression-unexpected at 4+1");
	EXPECT("[a", "expression-bracket at 0+2");
	EXPECT("(a", "expression-parenthesis at 0+1");
	EXPECT("x | дтаа", "filter-unknown at 4+8");
	EXPECT("x |", "filter-missing at 3+1");
	EXPECT("x | порядок", "filter-needs-more at 4+14");
	EXPECT("x | заглавные: 1", "filter-takes-none at 4+18");
	EXPECT("x | заглавные -", "expression-unexpected at 23+1");
	EXPECT("x | иначе_если_пусто: a -", "expression-unexpected at 38+1");
}

static void
nesting_has_a_limit(void **state)
{
	struct buffer b = {0};

	(void)state;
	for (int i = 0; i < 100000; i++)
		buffer_byte(&b, '(');
	buffer_byte(&b, '\0');
	assert_non_null(strstr(dumped(b.at), "expression-deep"));
	buffer_clear(&b);
	for (int i = 0; i < 100000; i++)
		buffer_string(&b, "1+");
	buffer_string(&b, "1");
	buffer_byte(&b, '\0');
	assert_non_null(strstr(dumped(b.at), "expression-deep"));
	buffer_clear(&b);
	for (int i = 0; i < 100000; i++)
		buffer_string(&b, "a.");
	buffer_string(&b, "a");
	buffer_byte(&b, '\0');
	assert_non_null(strstr(dumped(b.at), "expression-deep"));
	buffer_free(&b);
}

static void
an_unknown_filter_names_the_nearest(void **state)
{
	struct report r;

	(void)state;
	report_open(&r);
	assert_null(expression_read(&arena, &r, TEXT("{{ имя | заглавнные }}"), place_file(TEXT("x"))));
	assert_string_equal(r.problems.at[0].hint.at, "did you mean \"заглавные\"?");
	assert_string_equal(r.problems.at[0].excerpt.text.at, "имя | заглавнные");
	assert_int_equal(r.problems.at[0].excerpt.caret, 6);
	assert_int_equal(r.problems.at[0].excerpt.caret_len, 10);
	report_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_have_blanks_and_points), cmocka_unit_test(variables_and_outer),
		cmocka_unit_test(every_pair_of_quotes),         cmocka_unit_test(operators_by_strength),
		cmocka_unit_test(filters_and_arguments),        cmocka_unit_test(what_is_wrong_is_placed),
		cmocka_unit_test(nesting_has_a_limit),          cmocka_unit_test(an_unknown_filter_names_the_nearest),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
