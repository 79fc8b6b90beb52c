/* Schemas: reading them, and holding tables against them. */
#include "report_fixture.h"
#include "data/check.h"
#include "data/schema.h"
#include "data/table.h"
#include "reader/csv.h"
#include "value/record.h"

static struct table table;

static struct schema *
schema_of(const char *json)
{
	return schema_read(&arena, &report, text_from(json), TEXT("t.schema.json"));
}

/* Reads the CSV against the schema; false when anything is wrong with it. */
static bool
check(const char *schema, const char *csv_text)
{
	struct ledger ledger = {.report = &report};
	struct csv csv;

	table = (struct table){.source = {.file = TEXT("t.csv")}, .schema = schema_of(schema)};
	assert_non_null(table.schema);
	csv_open(&csv, &arena, &ledger, &table.source, text_from(csv_text), 0);
	table_read(&arena, &ledger, &table, &csv.rows);
	check_table(&arena, &ledger, &table);
	return ledger_is_clean(&ledger);
}

static const struct value *
cell(size_t record, const char *name)
{
	struct value *v = NEW(&arena, struct value);

	assert_true(record_find(list_record(&table.all, record), text_from(name), v));
	return v;
}

static void
assert_at(size_t problem, enum problem_code code, const char *where)
{
	assert_true(problem < report.problems.count);
	assert_string_equal(problem_slug(report.problems.at[problem].code), problem_slug(code));
	assert_text(place_describe(&arena, &report.problems.at[problem].place), where);
}

static void
test_typed_values_print_as_their_type_does(void **state)
{
	date d;

	(void)state;
	assert_true(date_parse(TEXT("2020-11-30"), &d));
	assert_true(check(
		"{\"fields\": [{\"name\": \"Код\", \"type\": \"string\"}, {\"name\": \"Сумма\", \"type\": \"number\"},"
		" {\"name\": \"Дата\", \"type\": \"date\"}, {\"name\": \"Да\", \"type\": \"boolean\"}]}",
		"Код;Сумма;Дата;Да\n7;1 234,50;30.11.2020;да\n"));
	assert_int_equal(cell(0, "код")->kind, VALUE_TEXT);
	assert_int_equal(cell(0, "сумма")->kind, VALUE_NUMBER);
	assert_true(cell(0, "сумма")->as.number == 1234.5);
	assert_text(value_print(&arena, cell(0, "сумма"), true), "1234,5");
	assert_text(value_print(&arena, cell(0, "дата"), true), "30.11.2020");
	assert_int_equal(cell(0, "дата")->as.date, d);
	assert_true(cell(0, "да")->as.truth);
}

static void
test_every_wrong_cell_is_named(void **state)
{
	(void)state;
	assert_false(
		check("{\"fields\": [{\"name\": \"А\", \"type\": \"integer\"}, {\"name\": \"Б\", \"type\": \"date\"},"
		      " {\"name\": \"В\", \"type\": \"boolean\"}]}",
		      "А;Б;В\n1,5;31.02.2020;может быть\nx;;\n"));
	assert_at(0, PROBLEM_DATA_NOT_INTEGER, "t.csv: cell A2 (А)");
	assert_at(1, PROBLEM_DATA_NOT_DATE, "t.csv: cell B2 (Б)");
	assert_at(2, PROBLEM_DATA_NOT_BOOLEAN, "t.csv: cell C2 (В)");
	assert_at(3, PROBLEM_DATA_NOT_INTEGER, "t.csv: cell A3 (А)");
	assert_int_equal(report.problems.count, 4);
}

static void
test_required_and_missing_values(void **state)
{
	(void)state;
	assert_false(check("{\"fields\": [{\"name\": \"А\", \"constraints\": {\"required\": true}}, {\"name\": \"Б\"}],"
			   " \"missingValues\": [\"\", \"-\", \"нет данных\"]}",
			   "А;Б\n1;-\nнет данных;2\n"));
	assert_at(0, PROBLEM_DATA_REQUIRED, "t.csv: cell A3 (А)");
	assert_int_equal(report.problems.count, 1);
	assert_int_equal(cell(0, "б")->kind, VALUE_EMPTY);
}

static void
test_a_required_column_that_is_missing_is_said_once(void **state)
{
	(void)state;
	assert_false(
		check("{\"fields\": [{\"name\": \"Код\", \"constraints\": {\"required\": true}}, {\"name\": \"Б\"}]}",
		      "Б\n1\n2\n"));
	assert_problem(&report, DATA_COLUMN_MISSING);
}

static void
test_fields_of_the_schema_are_known_though_the_file_lacks_them(void **state)
{
	(void)state;
	assert_true(check("{\"fields\": [{\"name\": \"А\"}, {\"name\": \"Примечание\"}]}", "А\n1\n"));
	assert_non_null(cell(0, "примечание"));
	assert_int_equal(cell(0, "примечание")->kind, VALUE_EMPTY);
}

static void
test_columns_are_found_by_aliases_and_titles(void **state)
{
	(void)state;
	assert_true(check("{\"fields\": [{\"name\": \"Дата рождения\", \"aliases\": [\"Д.р.\", \"birth_date\"], "
			  "\"type\": \"date\"},"
			  " {\"name\": \"last\", \"title\": \"Фамилия\"}]}",
			  "Д.Р.;фамилия\n01.02.2003;Иванов\n"));
	assert_int_equal(table.fields->of.count, 2);
	assert_int_equal(cell(0, "дата рождения")->kind, VALUE_DATE);
	assert_int_equal(fields_find(table.fields, TEXT("др")), fields_find(table.fields, TEXT("дата рождения")));
	assert_int_equal(fields_find(table.fields, TEXT("birth date")), fields_find(table.fields, TEXT("др")));
	assert_text(cell(0, "last")->text, "Иванов");
}

static void
test_unique_values_and_primary_keys(void **state)
{
	(void)state;
	assert_false(
		check("{\"fields\": [{\"name\": \"Код\"}, {\"name\": \"СНИЛС\", \"constraints\": {\"unique\": true}}],"
		      " \"primaryKey\": \"Код\"}",
		      "Код;СНИЛС\n1;а\n2;\n1;б\n;а\n4;\n"));
	assert_at(0, PROBLEM_DATA_REPEATED, "t.csv: cell A4 (Код)");
	assert_string_equal(report.problems.at[0].what.at, "\"1\" stands already in A2, but must not repeat");
	assert_at(1, PROBLEM_DATA_REQUIRED, "t.csv: cell A5 (Код)");
	assert_at(2, PROBLEM_DATA_REPEATED, "t.csv: cell B5 (СНИЛС)");
	assert_int_equal(report.problems.count, 3);
}

static void
test_primary_key_of_two_fields(void **state)
{
	(void)state;
	assert_false(
		check("{\"fields\": [{\"name\": \"Группа\"}, {\"name\": \"№\"}], \"primaryKey\": [\"Группа\", \"№\"]}",
		      "Группа;№\nа;1\nа;2\nб;1\nа;2\n"));
	assert_problem(&report, DATA_REPEATED);
	assert_at(0, PROBLEM_DATA_REPEATED, "t.csv: cell A5 (Группа)");
	assert_text(record_key(&arena, list_record(&table.all, 1)), "а 2");
}

static void
test_bounds_lengths_and_allowed_values(void **state)
{
	(void)state;
	assert_false(
		check("{\"fields\": [{\"name\": \"Курс\", \"type\": \"integer\", \"constraints\": {\"minimum\": 1, "
		      "\"maximum\": 4}},"
		      " {\"name\": \"Пол\", \"constraints\": {\"enum\": [\"м\", \"ж\"]}},"
		      " {\"name\": \"Код\", \"constraints\": {\"minLength\": 2, \"maxLength\": 3}},"
		      " {\"name\": \"Дата\", \"type\": \"date\", \"constraints\": {\"minimum\": \"2020-09-01\"}}]}",
		      "Курс;Пол;Код;Дата\n1;м;ёё;01.09.2020\n0;муж;я;31.08.2020\n5;ж;абвг;\n"));
	assert_at(0, PROBLEM_DATA_BELOW, "t.csv: cell A3 (Курс)");
	assert_at(1, PROBLEM_DATA_NOT_ALLOWED, "t.csv: cell B3 (Пол)");
	assert_string_equal(report.problems.at[1].hint.at, "allowed are: м, ж");
	assert_at(2, PROBLEM_DATA_TOO_SHORT, "t.csv: cell C3 (Код)");
	assert_at(3, PROBLEM_DATA_TOO_EARLY, "t.csv: cell D3 (Дата)");
	assert_at(4, PROBLEM_DATA_ABOVE, "t.csv: cell A4 (Курс)");
	assert_at(5, PROBLEM_DATA_TOO_LONG, "t.csv: cell C4 (Код)");
	assert_int_equal(report.problems.count, 6);
}

static void
assert_wrong_schema(const char *json, enum problem_code code, const char *where)
{
	assert_null(schema_of(json));
	assert_at(0, code, where);
	report_close(&report);
	report_open(&report);
}

static void
test_wrong_schemas_are_placed(void **state)
{
	(void)state;
	assert_wrong_schema("[]", PROBLEM_SCHEMA_NOT_OBJECT, "t.schema.json");
	assert_wrong_schema("{\"fields\": {}}", PROBLEM_SCHEMA_NOT_LIST, "t.schema.json (fields)");
	assert_wrong_schema("{\"fields\": [{\"name\": \"А\"}, {\"name\": \"Б\", \"type\": \"дата\"}]}",
			    PROBLEM_SCHEMA_TYPE_UNKNOWN, "t.schema.json (fields[2].type)");
	assert_wrong_schema("{\"fields\": [{\"title\": \"А\"}]}", PROBLEM_SCHEMA_FIELD_NAMELESS,
			    "t.schema.json (fields[1])");
	assert_wrong_schema("{\"fields\": [{\"name\": \"А\"}], \"primaryKey\": [\"Б\"]}", PROBLEM_SCHEMA_KEY_UNKNOWN,
			    "t.schema.json (primaryKey)");
	assert_wrong_schema("{\"fields\": [{\"name\": \"А\"}], \"foreignKeys\": [{\"fields\": \"А\"}]}",
			    PROBLEM_SCHEMA_KEY_INCOMPLETE, "t.schema.json (foreignKeys[1])");
	assert_wrong_schema("{\"fields\": [{\"name\": \"А\"}], \"foreignKeys\": [{\"fields\": \"В\", \"reference\":"
			    " {\"resource\": \"Т\", \"fields\": \"Код\"}}]}",
			    PROBLEM_SCHEMA_KEY_UNKNOWN, "t.schema.json (foreignKeys[1])");
}

static void
test_patterns_are_of_the_whole_value(void **state)
{
	(void)state;
	assert_false(check("{\"fields\": [{\"name\": \"А\", \"constraints\": {\"pattern\": \"[0-9]+|нет\"}}]}",
			   "А\n12\nнет\n12а\nxнет\n\n"));
	assert_int_equal(report.problems.count, 2);
	assert_int_equal(report.problems.at[0].code, PROBLEM_DATA_PATTERN);
	assert_int_equal(report.problems.at[0].place.row, 4);
	assert_int_equal(report.problems.at[1].place.row, 5);
}

static void
test_checks_are_kept_for_the_rules(void **state)
{
	(void)state;
	assert_true(check("{\"fields\": [{\"name\": \"А\"}],"
			  " \"checks\": [{\"when\": \"А == 1\", \"message\": \"нельзя\", \"field\": \"А\"}]}",
			  "А\nx\n"));
	assert_int_equal(report.problems.count, 0);
	assert_int_equal(table.schema->checks.count, 1);
	assert_int_equal(table.schema->checks.at[0].severity, SEVERITY_ERROR);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, prepare, clean)
	const struct CMUnitTest tests[] = {
		TEST(test_typed_values_print_as_their_type_does),
		TEST(test_every_wrong_cell_is_named),
		TEST(test_required_and_missing_values),
		TEST(test_a_required_column_that_is_missing_is_said_once),
		TEST(test_fields_of_the_schema_are_known_though_the_file_lacks_them),
		TEST(test_columns_are_found_by_aliases_and_titles),
		TEST(test_unique_values_and_primary_keys),
		TEST(test_primary_key_of_two_fields),
		TEST(test_bounds_lengths_and_allowed_values),
		TEST(test_wrong_schemas_are_placed),
		TEST(test_patterns_are_of_the_whole_value),
		TEST(test_checks_are_kept_for_the_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
