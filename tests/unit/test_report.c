/* Problems: what is kept, what is only counted, and how places are said. */
#include "check.h"

static struct place
cell_at(const char *file, int row, int column)
{
	return (struct place){.kind = AT_CELL, .file = text_from(file), .row = row, .column = column};
}

static void
test_failing_path_is_one_line(void **state)
{
	struct report r;

	(void)state;
	report_open(&r);
	assert_false(REPORT(&r, FILE_MISSING, place_file(TEXT("a.docx")), TEXT_NONE));
	assert_int_equal(r.worst, SEVERITY_FATAL);
	assert_int_equal(report_count(&r, SEVERITY_ERROR), 1);
	report_close(&r);
}

static void
test_arguments_are_filled_in_and_copied(void **state)
{
	struct report r;
	char name[] = "word/document.xml", file[] = "a.docx";

	(void)state;
	report_open(&r);
	REPORT(&r, PACKAGE_PART_MISSING, place_file(text_from(file)), text_from(name));
	memset(name, '#', sizeof name - 1);
	memset(file, '#', sizeof file - 1);
	assert_non_null(strstr(r.problems.at[0].what.at, "\"word/document.xml\""));
	assert_text(r.problems.at[0].place.file, "a.docx");
	report_close(&r);
}

static void
test_percent_signs_in_arguments_stay(void **state)
{
	struct report r;

	(void)state;
	report_open(&r);
	REPORT(&r, PACKAGE_PART_MISSING, place_file(TEXT("f")), TEXT("100%2 %s"));
	assert_non_null(strstr(r.problems.at[0].what.at, "100%2 %s"));
	report_close(&r);
}

static void
test_same_problem_again_is_only_counted(void **state)
{
	struct report r;
	size_t total;

	(void)state;
	report_open(&r);
	REPORT(&r, PACKAGE_PART_MISSING, cell_at("x", 1, 1), TEXT("a"));
	total = r.arena.total;
	for (int i = 0; i < 100000; i++)
		REPORT(&r, PACKAGE_PART_MISSING, cell_at("x", 1, 1), TEXT("a"));
	assert_int_equal(r.problems.count, 1);
	assert_int_equal(r.problems.at[0].repeats, 100000);
	assert_int_equal(r.arena.total, total);
	REPORT(&r, PACKAGE_PART_MISSING, cell_at("x", 1, 2), TEXT("a"));
	REPORT(&r, PACKAGE_PART_MISSING, cell_at("x", 1, 1), TEXT("b"));
	REPORT(&r, PACKAGE_PART_MISSING, cell_at("y", 1, 1), TEXT("a"));
	assert_int_equal(r.problems.count, 4);
	report_close(&r);
}

static void
test_many_different_problems_keep_their_order(void **state)
{
	struct report r;

	(void)state;
	report_open(&r);
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 20000; i++)
			REPORT(&r, PACKAGE_PART_MISSING, cell_at("x", i + 1, 1), TEXT("a"));
	}
	assert_int_equal(r.problems.count, 20000);
	for (int i = 0; i < 20000; i++) {
		assert_int_equal(r.problems.at[i].place.row, i + 1);
		assert_int_equal(r.problems.at[i].repeats, 1);
	}
	report_close(&r);
}

static void
test_problem_knows_whose_document_it_spoils(void **state)
{
	struct report r;

	(void)state;
	report_open(&r);
	report_context(TEXT("Согласия"), TEXT("Н-12"));
	REPORT(&r, FILE_MISSING, place_file(TEXT("a")), TEXT_NONE);
	report_context(TEXT_NONE, TEXT_NONE);
	REPORT(&r, FILE_MISSING, place_file(TEXT("b")), TEXT_NONE);
	assert_text(r.problems.at[0].document, "Согласия");
	assert_text(r.problems.at[0].record, "Н-12");
	assert_text(r.problems.at[1].document, "");
	report_close(&r);
}

static void *
report_from_a_thread(void *report)
{
	for (int i = 0; i < 2000; i++)
		REPORT(report, PACKAGE_PART_MISSING, cell_at("x", i % 100 + 1, 1), TEXT("a"));
	return NULL;
}

static void
test_threads_report_together(void **state)
{
	pthread_t threads[3];
	struct report r;
	int repeats = 0;

	(void)state;
	report_open(&r);
	for (int i = 0; i < 3; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, report_from_a_thread, &r), 0);
	for (int i = 0; i < 3; i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(r.problems.count, 100);
	for (int i = 0; i < 100; i++)
		repeats += r.problems.at[i].repeats;
	assert_int_equal(repeats, 3 * 2000 - 100);
	report_close(&r);
}

static void
test_places_are_said_as_people_point(void **state)
{
	struct arena a = {0};
	struct place cell = {.kind = AT_CELL,
			     .file = TEXT("data.ods"),
			     .sheet = TEXT("Пары"),
			     .row = 17,
			     .column = 3,
			     .caption = TEXT("Наставник")};
	struct place line = {.kind = AT_LINE, .file = TEXT("data.json"), .line = 12, .column = 7};
	struct place paragraph = {
		.kind = AT_PARAGRAPH, .file = TEXT("order.docx"), .table = 2, .row = 3, .cell = 1, .paragraph = 1};

	(void)state;
	assert_text(place_describe(&a, &cell), "data.ods: sheet \"Пары\", cell C17 (Наставник)");
	assert_text(place_describe(&a, &line), "data.json:12:7");
	assert_text(place_describe(&a, &paragraph), "order.docx: body, table 2, row 3, cell 1, paragraph 1");
	assert_text(place_describe(&a, &(struct place){.kind = AT_NOTHING}), "");
	arena_free(&a);
}

static void
test_columns_have_letters(void **state)
{
	struct arena a = {0};

	(void)state;
	assert_text(place_column_letters(&a, 1), "A");
	assert_text(place_column_letters(&a, 26), "Z");
	assert_text(place_column_letters(&a, 27), "AA");
	assert_text(place_column_letters(&a, 702), "ZZ");
	assert_text(place_column_letters(&a, 703), "AAA");
	assert_text(place_column_letters(&a, 16384), "XFD");
	assert_text(place_column_letters(&a, 0), "");
	assert_true(place_column_letters(&a, INT32_MAX).len <= 8);
	arena_free(&a);
}

/* Two hints may belong to one problem, but a slug never means two problems. */
static void
test_slug_means_one_problem(void **state)
{
	(void)state;
	for (int i = 0; i < PROBLEM_CODES; i++) {
		enum problem_code code = (enum problem_code)i;

		assert_true(problem_what(code)[0] != '\0');
		for (int k = 0; k < i; k++) {
			enum problem_code other = (enum problem_code)k;

			if (strcmp(problem_slug(code), problem_slug(other)) == 0)
				assert_string_equal(problem_what(code), problem_what(other));
		}
	}
}

static void
test_poured_problems_keep_their_order_and_count_equals(void **state)
{
	struct report all, one;

	(void)state;
	report_open(&all);
	report_open(&one);
	REPORT(&all, FILE_MISSING, place_file(TEXT("a")), TEXT_NONE);
	REPORT(&one, FILE_UNREADABLE, place_file(TEXT("b")), TEXT("why"));
	REPORT(&one, FILE_MISSING, place_file(TEXT("a")), TEXT_NONE);
	report_pour(&all, &one, true);
	report_pour(&all, &one, false);
	report_close(&one);
	assert_int_equal(all.problems.count, 2);
	assert_text(all.problems.at[1].place.file, "b");
	assert_int_equal(all.problems.at[0].repeats, 1);
	assert_int_equal(all.worst, SEVERITY_FATAL);
	report_close(&all);
}

static void
test_a_wrong_column_leaves_room_for_others(void **state)
{
	enum { ROWS = REPORT_COLUMN_MOST + 10 };
	struct report r, all;

	(void)state;
	report_open(&r);
	report_open(&all);
	for (int row = 1; row <= ROWS; row++) {
		if (report_room(&r, PROBLEM_DATA_NOT_DATE, SEVERITY_FATAL, cell_at("a.csv", row, 1)))
			REPORT(&r, DATA_NOT_DATE, cell_at("a.csv", row, 1), TEXT("x"));
	}
	assert_int_equal(r.problems.count, REPORT_COLUMN_MOST);
	assert_true(report_room(&r, PROBLEM_DATA_NOT_NUMBER, SEVERITY_FATAL, cell_at("a.csv", 1, 1)));
	assert_true(report_room(&r, PROBLEM_DATA_NOT_DATE, SEVERITY_FATAL, cell_at("a.csv", 1, 2)));
	report_pour(&all, &r, true);
	assert_int_equal(report_count(&all, SEVERITY_ERROR), ROWS);
	assert_false(report_room(&all, PROBLEM_DATA_NOT_DATE, SEVERITY_FATAL, cell_at("a.csv", 1, 1)));
	report_close(&r);
	report_close(&all);
}

static void
test_cells_with_errors_are_known(void **state)
{
	struct report r;

	(void)state;
	report_open(&r);
	assert_false(report_is_wrong(&r, cell_at("a.csv", 2, 2)));
	for (int row = 1; row <= 200; row++) {
		REPORT(&r, DATA_NOT_DATE, cell_at("a.csv", row, 2), TEXT("x"));
		REPORT(&r, DATA_SPACES, cell_at("a.csv", row, 3), TEXT("x"));
	}
	assert_true(report_is_wrong(&r, cell_at("a.csv", 2, 2)));
	assert_true(report_is_wrong(&r, cell_at("a.csv", 200, 2)));
	assert_false(report_is_wrong(&r, cell_at("a.csv", 2, 3))); /* a warning alone */
	assert_false(report_is_wrong(&r, cell_at("a.csv", 201, 2)));
	report_close(&r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_failing_path_is_one_line),
		cmocka_unit_test(test_arguments_are_filled_in_and_copied),
		cmocka_unit_test(test_percent_signs_in_arguments_stay),
		cmocka_unit_test(test_same_problem_again_is_only_counted),
		cmocka_unit_test(test_many_different_problems_keep_their_order),
		cmocka_unit_test(test_problem_knows_whose_document_it_spoils),
		cmocka_unit_test(test_threads_report_together),
		cmocka_unit_test(test_places_are_said_as_people_point),
		cmocka_unit_test(test_columns_have_letters),
		cmocka_unit_test(test_slug_means_one_problem),
		cmocka_unit_test(test_poured_problems_keep_their_order_and_count_equals),
		cmocka_unit_test(test_a_wrong_column_leaves_room_for_others),
		cmocka_unit_test(test_cells_with_errors_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
