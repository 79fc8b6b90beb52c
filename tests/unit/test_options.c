/* The command line: what is understood, and what is said about a wrong one. */
#include "report_fixture.h"

#include "cli/options.h"

static struct options options;

/* Words parted by single spaces, as the shell would give them. */
static bool
parse(const char *line)
{
	char *words[32] = {0};
	int count = 0;
	char *copy = (char *)text_c(&arena, text_from(line));

	for (char *word = strtok(copy, " "); word && count < 32; word = strtok(NULL, " "))
		words[count++] = word;
	return options_parse(&arena, &report, count, words, &options);
}

static void
assert_told(enum problem_code code, const char *part)
{
	assert_int_equal(report.problems.count, 1);
	assert_int_equal(report.problems.at[0].code, code);
	if (text_find(report.problems.at[0].what, text_from(part), 0) < 0 &&
	    text_find(report.problems.at[0].hint, text_from(part), 0) < 0)
		fail_msg("\"%s\" is not in \"%.*s\" nor in \"%.*s\"", part, TEXT_ARG(report.problems.at[0].what),
			 TEXT_ARG(report.problems.at[0].hint));
}

static void
assert_option(enum option_id id, const char *value)
{
	assert_true(option_given(&options, id));
	assert_true(text_is(option_text(&options, id), value));
}

static void
test_options_stand_before_and_behind_the_season(void **state)
{
	(void)state;
	assert_true(parse("prikaz make --force season -o out --date=2024-09-01"));
	assert_int_equal(options.command, COMMAND_MAKE);
	assert_int_equal(options.operands.count, 1);
	assert_true(text_is(options.operands.at[0], "season"));
	assert_true(option_given(&options, OPTION_FORCE));
	assert_option(OPTION_FOLDER, "out");
	assert_option(OPTION_DATE, "2024-09-01");
}

static void
test_short_options_may_be_joined(void **state)
{
	int jobs;

	(void)state;
	assert_true(parse("prikaz make season -qj4"));
	assert_true(option_given(&options, OPTION_QUIET));
	assert_true(option_jobs(&report, &options, &jobs));
	assert_int_equal(jobs, 4);
}

static void
test_repeated_data_are_all_kept_in_order(void **state)
{
	(void)state;
	assert_true(parse("prikaz merge t.docx -d a.csv -d b=c.json -d -"));
	assert_int_equal(options.given[OPTION_DATA].of.count, 3);
	assert_true(text_is(options.given[OPTION_DATA].of.at[1], "b=c.json"));
	assert_true(text_is(options.given[OPTION_DATA].of.at[2], "-"));
}

static void
test_files_behind_the_first_data_are_data_too(void **state)
{
	(void)state;
	assert_true(parse("prikaz merge t.docx -d a.csv b.csv"));
	assert_int_equal(options.operands.count, 2);
}

static void
test_the_last_of_several_values_holds(void **state)
{
	(void)state;
	assert_true(parse("prikaz make season -o a -o b"));
	assert_option(OPTION_FOLDER, "b");
}

static void
test_two_hyphens_end_the_options(void **state)
{
	(void)state;
	assert_true(parse("prikaz pdf -- -odd.docx"));
	assert_true(text_is(options.operands.at[0], "-odd.docx"));
}

static void
test_an_empty_value_behind_an_equals_sign_is_a_value(void **state)
{
	(void)state;
	assert_true(parse("prikaz merge t.docx --separator="));
	assert_option(OPTION_SEPARATOR, "");
}

static void
test_a_slip_in_an_option_names_the_right_one(void **state)
{
	(void)state;
	assert_false(parse("prikaz make season --fromat=pdf"));
	assert_told(PROBLEM_CLI_UNKNOWN_OPTION, "--format");
}

static void
test_a_slip_in_a_command_names_the_right_one(void **state)
{
	(void)state;
	assert_false(parse("prikaz mkae season"));
	assert_told(PROBLEM_CLI_UNKNOWN_COMMAND, "make");
}

static void
test_an_option_of_another_command_is_unknown(void **state)
{
	(void)state;
	assert_false(parse("prikaz pdf a.docx --force"));
	assert_told(PROBLEM_CLI_UNKNOWN_OPTION, "--force");
}

static void
test_a_missing_value_is_told(void **state)
{
	(void)state;
	assert_false(parse("prikaz make season -o"));
	assert_told(PROBLEM_CLI_NO_VALUE, "-o");
}

static void
test_a_flag_takes_no_value(void **state)
{
	(void)state;
	assert_false(parse("prikaz make season --force=yes"));
	assert_told(PROBLEM_CLI_NEEDLESS_VALUE, "--force");
}

static void
test_a_missing_season_is_told(void **state)
{
	(void)state;
	assert_false(parse("prikaz make --force"));
	assert_told(PROBLEM_CLI_NO_OPERAND, "SEASON");
}

static void
test_a_second_template_is_told(void **state)
{
	(void)state;
	assert_false(parse("prikaz merge a.docx b.docx"));
	assert_told(PROBLEM_CLI_EXTRA_OPERAND, "b.docx");
}

static void
test_no_command_at_all_is_told(void **state)
{
	(void)state;
	assert_false(parse("prikaz"));
	assert_told(PROBLEM_CLI_NO_COMMAND, "prikaz --help");
}

static void
test_all_faults_of_a_line_are_told(void **state)
{
	(void)state;
	assert_false(parse("prikaz make --bad --worse"));
	assert_int_equal(report.problems.count, 3);
}

static void
test_what_is_not_there_yet_is_refused_by_name(void **state)
{
	(void)state;
	assert_false(parse("prikaz make season --prune"));
	assert_told(PROBLEM_CLI_LATER, "--prune");
}

static void
test_a_command_that_is_not_there_yet_is_refused(void **state)
{
	(void)state;
	assert_false(parse("prikaz verify season"));
	assert_told(PROBLEM_CLI_LATER, "verify");
}

static void
test_the_report_file_is_known_even_when_the_line_is_wrong(void **state)
{
	(void)state;
	assert_false(parse("prikaz mkae season --report r.json"));
	assert_option(OPTION_REPORT, "r.json");
}

static void
test_the_report_file_is_known_when_a_command_is_not_there_yet(void **state)
{
	(void)state;
	assert_false(parse("prikaz verify dir --report=r.json"));
	assert_option(OPTION_REPORT, "r.json");
}

static void
test_help_asks_for_nothing_else(void **state)
{
	(void)state;
	assert_true(parse("prikaz merge --help"));
	assert_true(option_given(&options, OPTION_HELP));
	assert_int_equal(report.problems.count, 0);
}

static void
test_jobs_are_a_number_from_1_to_256(void **state)
{
	static const char *const wrong[] = {"0", "257", "-1", "four", "4x", "99999999999999999999"};
	int jobs;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		assert_true(parse(text_format(&arena, "prikaz make season --jobs=%s", wrong[i]).at));
		assert_false(option_jobs(&report, &options, &jobs));
	}
	assert_true(parse("prikaz make season -j 256"));
	assert_true(option_jobs(&report, &options, &jobs));
	assert_int_equal(jobs, 256);
}

static void
test_every_option_has_help_and_a_command(void **state)
{
	(void)state;
	for (enum option_id i = 0; i < OPTIONS; i++) {
		assert_true(strlen(option_of(i)->help) > 0);
		assert_true(option_of(i)->commands != 0);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, prepare, clean)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_options_stand_before_and_behind_the_season),
		TEST(test_short_options_may_be_joined),
		TEST(test_repeated_data_are_all_kept_in_order),
		TEST(test_files_behind_the_first_data_are_data_too),
		TEST(test_the_last_of_several_values_holds),
		TEST(test_two_hyphens_end_the_options),
		TEST(test_an_empty_value_behind_an_equals_sign_is_a_value),
		TEST(test_a_slip_in_an_option_names_the_right_one),
		TEST(test_a_slip_in_a_command_names_the_right_one),
		TEST(test_an_option_of_another_command_is_unknown),
		TEST(test_a_missing_value_is_told),
		TEST(test_a_flag_takes_no_value),
		TEST(test_a_missing_season_is_told),
		TEST(test_a_second_template_is_told),
		TEST(test_no_command_at_all_is_told),
		TEST(test_all_faults_of_a_line_are_told),
		TEST(test_what_is_not_there_yet_is_refused_by_name),
		TEST(test_a_command_that_is_not_there_yet_is_refused),
		TEST(test_the_report_file_is_known_even_when_the_line_is_wrong),
		TEST(test_the_report_file_is_known_when_a_command_is_not_there_yet),
		TEST(test_help_asks_for_nothing_else),
		TEST(test_jobs_are_a_number_from_1_to_256),
		TEST(test_every_option_has_help_and_a_command),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
