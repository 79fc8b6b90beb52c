#include "check.h"

#include "base/regex.h"

static struct arena arena;

static const struct regex *
compiled(const char *pattern)
{
	struct regex_fault fault = {0};
	const struct regex *r = regex_compile(&arena, text_from(pattern), &fault);

	assert_non_null(r);
	return r;
}

static const char *
replaced(const char *source, const char *pattern, const char *replacement)
{
	struct text out = TEXT("(not replaced)");

	regex_replace(&arena, compiled(pattern), text_from(source), text_from(replacement), &out);
	return text_c(&arena, out);
}

static void
letters_of_all_scripts_are_found(void **state)
{
	(void)state;
	assert_int_equal(regex_find(compiled("^\\w+$"), TEXT("Ёлкин")), REGEX_FOUND);
	assert_int_equal(regex_find(compiled("(?i)ёлкин"), TEXT("ЁЛКИН")), REGEX_FOUND);
	assert_int_equal(regex_find(compiled("ёлкин"), TEXT("ЁЛКИН")), REGEX_NOT_FOUND);
	assert_int_equal(regex_find(compiled("а\\sб"), TEXT("а\u00a0б")), REGEX_FOUND);
	assert_int_equal(regex_find(compiled("a"), TEXT("\xff")), REGEX_NOT_FOUND);
}

static void
groups_stand_in_replacements(void **state)
{
	(void)state;
	assert_string_equal(replaced("Иванов Иван", "(\\w+) (\\w+)", "$2 $1"), "Иван Иванов");
	assert_string_equal(replaced("2020-11-30", "(?<y>\\d+)-(\\d+)-(\\d+)", "$3.${2}.${y}"), "30.11.2020");
	assert_string_equal(replaced("5", "\\d", "$$$0"), "$5");
	assert_string_equal(replaced("5", "\\d", "$ $0 $"), "$ 5 $");
	assert_string_equal(replaced("ab", "(x)?b", "[$1]"), "a[]");
	assert_string_equal(replaced("10", "(1)", "$10"), "100"); /* no tenth group: the first, and a 0 */
	assert_string_equal(replaced("а б", "в", "г"), "а б");
}

static void
empty_matches_come_to_an_end(void **state)
{
	(void)state;
	assert_string_equal(replaced("юн", "", "-"), "-ю-н-");
	assert_string_equal(replaced("ааб", "а*", "x"), "xxбx");
	assert_string_equal(replaced("", "^", "x"), "x");
}

static void
faults_have_their_place(void **state)
{
	struct regex_fault fault;
	struct text wrong;

	(void)state;
	assert_null(regex_compile(&arena, TEXT("а(б"), &fault));
	assert_int_equal(fault.at, 5);
	assert_text(fault.reason, "the parenthesis is not closed");
	assert_null(regex_compile(&arena, TEXT("*а"), &fault));
	assert_int_equal(fault.at, 0);
	assert_null(regex_compile(&arena, TEXT("(?<a>b)\\k<c>"), &fault));
	assert_true(fault.reason.len > 0);
	assert_false(regex_replacement_fits(compiled("(а)"), TEXT("x$2"), &wrong));
	assert_text(wrong, "$2");
	assert_false(regex_replacement_fits(compiled("(?<a>а)"), TEXT("${b}"), &wrong));
	assert_text(wrong, "${b}");
	assert_true(regex_replacement_fits(compiled("(?<a>а)"), TEXT("$$2 ${a} $1 $0"), &wrong));
}

static void
no_pattern_hangs(void **state)
{
	static char many[5000];
	struct text t = {many, sizeof many}, out;

	(void)state;
	memset(many, 'a', sizeof many);
	assert_int_equal(regex_find(compiled("(a+)+$"), TEXT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab")),
			 REGEX_LIMIT);
	assert_int_equal(regex_find(compiled("(a|a)*[bc]"), t), REGEX_LIMIT);
	assert_int_equal(regex_replace(&arena, compiled("a"), t, TEXT("bb"), &out), REGEX_FOUND);
	assert_int_equal(out.len, 2 * sizeof many);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_of_all_scripts_are_found),
		cmocka_unit_test(groups_stand_in_replacements),
		cmocka_unit_test(empty_matches_come_to_an_end),
		cmocka_unit_test(faults_have_their_place),
		cmocka_unit_test(no_pattern_hangs),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
