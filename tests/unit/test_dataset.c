/* Folders of data as one dataset: names, links there and back, the root record. */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "check.h"
#include "data/dataset.h"
#include "value/record.h"

static struct arena arena;
static struct report report;
static struct dataset data;
static char folder[64];

static int
prepare(void **state)
{
	(void)state;
	strcpy(folder, "/tmp/prikaz-dataset-XXXXXX");
	report_open(&report);
	dataset_open(&data, &arena);
	return mkdtemp(folder) ? 0 : -1;
}

static int
clean(void **state)
{
	size_t count;
	const char **names = folder_list(&arena, folder, &count);

	(void)state;
	for (size_t i = 0; i < count; i++)
		unlink(path_join(&arena, folder, names[i]));
	rmdir(folder);
	report_close(&report);
	arena_free(&arena);
	return 0;
}

static const char *
put(const char *name, const char *content)
{
	const char *path = path_join(&arena, folder, name);

	assert_true(file_write(&arena, &report, path, text_from(content)));
	return path;
}

static bool
read_season(void)
{
	bool ok = dataset_add_season(&data, &report, folder, NULL);

	return dataset_link(&data, &report) && ok;
}

/* A value by its path of folded names and item numbers from 0, from the root: "пары 0 наставник код". */
static const struct value *
find(const char *path)
{
	struct value *v = NULL;
	const struct record *r = &data.root;
	char copy[256], *rest, *word;

	strncpy(copy, path, sizeof copy - 1);
	copy[sizeof copy - 1] = '\0';
	for (word = strtok_r(copy, "/", &rest); word; word = strtok_r(NULL, "/", &rest)) {
		if (v && v->kind == VALUE_LIST) {
			assert_true((size_t)atoi(word) < v->as.list->count);
			*v = list_at(v->as.list, (size_t)atoi(word));
		} else {
			v = NEW(&arena, struct value);
			assert_true(record_find(r, text_from(word), v));
		}
		r = v->kind == VALUE_RECORD ? v->as.record : NULL;
	}
	return v;
}

static const char *
printed(const char *path)
{
	return text_c(&arena, value_print(&arena, find(path), true));
}

static void
assert_at(size_t problem, enum problem_code code, const char *where)
{
	assert_true(problem < report.problems.count);
	assert_string_equal(problem_slug(report.problems.at[problem].code), problem_slug(code));
	assert_text(place_describe(&arena, &report.problems.at[problem].place), where);
}

static const char pairs_schema[] =
	"{\"fields\": [{\"name\": \"№\"}, {\"name\": \"Наставник\"}, {\"name\": \"Куратор\"}], \"foreignKeys\": ["
	"{\"fields\": \"Наставник\", \"reference\": {\"resource\": \"наставники\", \"fields\": \"Код\"}},"
	"{\"fields\": \"Куратор\", \"reference\": {\"resource\": \"Наставники\", \"fields\": \"Код\"}}]}";

static const char mentors[] = "Код;Фамилия;Имя;Отчество;Должность\n"
			      "М-01;Иванов;Иван;Иванович;мастер\n"
			      "М-02;Петров;Пётр;;педагог\n"
			      "М-03;Иванов;Иван;Иванович;методист\n";

static void
test_links_there_and_back(void **state)
{
	(void)state;
	put("Наставники.csv", mentors);
	put("Пары.schema.json", pairs_schema);
	put("Пары.csv", "№;Наставник;Куратор\n1;М-01;М-02\n2;петров петр;\n3;М-01;М-01\n");
	assert_true(read_season());
	assert_int_equal(report.problems.count, 0);
	assert_string_equal(printed("пары/0/наставник/должность"), "мастер");
	assert_string_equal(printed("пары/1/наставник/код"), "М-02");
	assert_string_equal(printed("пары/1/наставник"), "петров петр");
	assert_int_equal(find("пары/1/куратор")->kind, VALUE_EMPTY);
	/* two keys to one table are joined, in the order of the file, and a pair stands once */
	assert_int_equal(find("наставники/0/пары")->as.list->count, 2);
	assert_string_equal(printed("наставники/0/пары/1/№"), "3");
	assert_int_equal(find("наставники/1/пары")->as.list->count, 2);
	assert_string_equal(printed("наставники/1/пары/0/№"), "1");
	assert_int_equal(find("наставники/2/пары")->as.list->count, 0);
	assert_int_equal(find("наставники/2/пары")->as.list->fields->of.count, 3);
	assert_string_equal(printed("наставники/0/фио"), "Иванов Иван Иванович");
}

static void
test_ambiguous_name_tells_the_candidates_by_code_and_cell(void **state)
{
	(void)state;
	put("Наставники.csv", mentors);
	put("Пары.schema.json", pairs_schema);
	put("Пары.csv", "№;Наставник;Куратор\n1;Иванов Иван Иванович;\n");
	assert_false(read_season());
	assert_problem(&report, LINK_AMBIGUOUS);
	assert_at(0, PROBLEM_LINK_AMBIGUOUS, "Пары.csv: cell B2 (Наставник)");
	assert_string_equal(report.problems.at[0].hint.at,
			    "write the code of the one that is meant: М-01 (A2), М-03 (A4)");
}

static void
test_unknown_target_tells_the_nearest(void **state)
{
	(void)state;
	put("Наставники.csv", mentors);
	put("Пары.schema.json", pairs_schema);
	put("Пары.csv", "№;Наставник;Куратор\n1;M-01;\n2;Петров Петер;\n3;никто;\n");
	assert_false(read_season());
	assert_int_equal(report.problems.count, 3);
	assert_at(0, PROBLEM_LINK_MISSPELT, "Пары.csv: cell B2 (Наставник)");
	assert_string_equal(report.problems.at[0].hint.at, "the nearest there: М-01 (A2)");
	assert_string_equal(report.problems.at[1].hint.at, "the nearest there: Петров Пётр (М-02, A3)");
	assert_at(2, PROBLEM_LINK_UNKNOWN, "Пары.csv: cell B4 (Наставник)");
}

static void
test_a_table_may_link_to_itself(void **state)
{
	(void)state;
	put("Сотрудники.schema.json",
	    "{\"fields\": [{\"name\": \"Код\"}, {\"name\": \"Начальник\"}], \"primaryKey\": \"Код\","
	    " \"foreignKeys\": [{\"fields\": \"Начальник\", \"reference\": {\"resource\": \"\"}}]}");
	put("Сотрудники.csv", "Код,Начальник\n1,\n2,1\n3,1\n");
	assert_true(read_season());
	assert_string_equal(printed("сотрудники/2/начальник/код"), "1");
	assert_int_equal(find("сотрудники/0/сотрудники")->as.list->count, 2);
}

static void
test_composite_keys(void **state)
{
	(void)state;
	put("Группы.csv", "Курс,Буква,Куратор\n1,а,Иванов\n1,б,Петров\n2,а,Юн\n");
	put("Дети.schema.json",
	    "{\"fields\": [{\"name\": \"Курс\"}, {\"name\": \"Буква\"}], \"foreignKeys\": [{\"fields\": "
	    "[\"Курс\", \"Буква\"], \"reference\": {\"resource\": \"Группы\", \"fields\": [\"Курс\", \"Буква\"]}}]}");
	put("Дети.csv", "Имя,Курс,Буква\nАня,1,б\nБоря,2,а\nВаня,1,\n");
	assert_true(read_season());
	assert_string_equal(printed("дети/0/курс/куратор"), "Петров");
	assert_string_equal(printed("дети/1/курс/куратор"), "Юн");
	assert_string_equal(printed("дети/2/курс"), "1");
	assert_string_equal(printed("группы/1/дети/0/имя"), "Аня");
}

static void
test_json_lists_of_keys_link_too(void **state)
{
	(void)state;
	put("Наставники.csv", mentors);
	put("Приказ.schema.json",
	    "{\"fields\": [{\"name\": \"Кому\"}], \"foreignKeys\": [{\"fields\": \"Кому\", \"reference\":"
	    " {\"resource\": \"Наставники\", \"fields\": \"Код\"}}]}");
	put("Приказ.json", "{\"Номер\": 105, \"Кому\": [\"М-02\", \"М-03\"]}");
	assert_true(read_season());
	assert_string_equal(printed("приказ/кому/1/должность"), "методист");
	assert_string_equal(printed("наставники/1/приказ/0/номер"), "105");
	assert_int_equal(find("наставники/0/приказ")->as.list->count, 0);
}

static void
test_numbers_of_json_and_texts_of_csv_are_the_same_code(void **state)
{
	(void)state;
	put("Этапы.csv", "Код,Название\n1,Первый\n2,Второй\n");
	put("Меры.schema.json",
	    "{\"fields\": [{\"name\": \"Этап\"}], \"foreignKeys\": [{\"fields\": \"Этап\", \"reference\":"
	    " {\"resource\": \"Этапы\"}}]}");
	put("Меры.json", "[{\"Этап\": 2}, {\"Этап\": \"1\"}, {\"Этап\": null}]");
	assert_true(read_season());
	assert_string_equal(printed("меры/0/этап/название"), "Второй");
	assert_string_equal(printed("меры/1/этап/название"), "Первый");
	assert_string_equal(printed("этапы/1/меры/0/этап"), "2");
}

static void
test_a_file_may_not_take_the_name_of_another(void **state)
{
	(void)state;
	put("Этапы.csv", "Код\n1\n");
	put("этапы.json", "[]");
	assert_false(read_season());
	assert_problem(&report, DATA_TABLE_TWICE);
	assert_string_equal(report.problems.at[0].what.at, "the name \"этапы\" is taken already by Этапы.csv");
}

static void
test_a_season_ignores_what_is_no_data(void **state)
{
	(void)state;
	put("Этапы.csv", "Код\n1\n");
	put("~$Этапы.xlsx", "lock");
	put(".~lock.Этапы.csv#", "lock");
	put("Этапы.schema.json", "{\"fields\": [{\"name\": \"Код\"}]}");
	put("README.md", "text");
	assert_true(read_season());
	assert_int_equal(data.tables.count, 1);
	assert_int_equal(report.problems.count, 0);
}

static void
test_a_schema_without_table_is_named(void **state)
{
	(void)state;
	put("Этапы.csv", "Код\n1\n");
	put("Этап.schema.json", "{\"fields\": []}");
	assert_true(read_season());
	assert_problem(&report, SCHEMA_UNUSED);
}

static void
test_a_broken_workbook_is_told_and_the_rest_is_read(void **state)
{
	(void)state;
	put("season.xlsx", "PK\x03\x04");
	put("Этапы.csv", "Код\n1\n");
	assert_false(read_season());
	assert_problem(&report, PACKAGE_BROKEN);
	assert_non_null(dataset_table(&data, TEXT("этапы")));
}

static void
test_links_to_a_file_that_could_not_be_read_are_not_blamed(void **state)
{
	(void)state;
	put("Наставники.csv", "Код;Имя\nМ-01;\"Иван\n");
	put("Пары.schema.json", pairs_schema);
	put("Пары.csv", "№;Наставник;Куратор\n1;М-01;М-02\n");
	assert_false(read_season());
	assert_problem(&report, CSV_QUOTE_UNCLOSED);
}

static void
test_key_to_a_table_that_is_not_there(void **state)
{
	(void)state;
	put("Пары.schema.json", pairs_schema);
	put("Пары.csv", "№;Наставник;Куратор\n1;М-01;М-02\n");
	assert_false(read_season());
	assert_at(0, PROBLEM_LINK_TABLE_UNKNOWN, "Пары.schema.json (foreignKeys[1])");
}

static void
test_data_package_describes_tables_under_its_own_names(void **state)
{
	(void)state;
	put("datapackage.json", "{\"resources\": [{\"name\": \"stages\", \"path\": \"Этапы.csv\", \"schema\": "
				"{\"fields\": [{\"name\": \"Код\"}],"
				" \"primaryKey\": \"Код\"}}, {\"name\": \"measures\", \"path\": \"Меры.csv\", "
				"\"schema\": {\"fields\": [{\"name\": "
				"\"Этап\"}], \"foreignKeys\": [{\"fields\": \"Этап\", \"reference\": {\"resource\": "
				"\"stages\", \"fields\": \"Код\"}}]}}]}");
	put("Этапы.csv", "Код,Название\n1,Первый\n");
	put("Меры.csv", "Этап,Что\n1,а\n");
	assert_true(read_season());
	assert_string_equal(printed("меры/0/этап/название"), "Первый");
}

static void
test_keys_of_a_json_object_are_tables(void **state)
{
	const char *path = put(
		"data.json",
		"{\"номер\": 105, \"этапы\": [{\"код\": 1}], \"приказ\": {\"дата\": \"1\"}, \"кто\": [\"а\", \"б\"]}");

	(void)state;
	assert_true(dataset_add_file(&data, &report, path, TEXT("data.json"), TEXT_NONE, false, NULL));
	assert_true(dataset_link(&data, &report));
	assert_string_equal(printed("номер"), "105");
	assert_string_equal(printed("этапы/0/код"), "1");
	assert_string_equal(printed("приказ/дата"), "1");
	assert_string_equal(printed("кто/1"), "б");
	assert_true(dataset_table(&data, TEXT("приказ"))->is_record);
}

static void
test_nothing_is_known_of_the_records_of_an_empty_list(void **state)
{
	(void)state;
	put("Этапы.json", "[]");
	put("Меры.csv", "Код;Срок\n");
	assert_true(read_season());
	assert_null(find("этапы")->as.list->fields);
	assert_int_equal(find("меры")->as.list->fields->of.count, 2);
}

static void
test_a_json_list_needs_a_name(void **state)
{
	const char *path = put("data.json", "[{\"код\": 1}]");

	(void)state;
	assert_false(dataset_add_file(&data, &report, path, TEXT("data.json"), TEXT_NONE, false, NULL));
	assert_problem(&report, DATA_NAME_NEEDED);
}

static void
test_a_name_given_by_the_user(void **state)
{
	const char *path = put("data.json", "[{\"код\": 1}]");

	(void)state;
	assert_true(dataset_add_file(&data, &report, path, TEXT("data.json"), TEXT("Этапы"), false, NULL));
	assert_true(dataset_link(&data, &report));
	assert_string_equal(printed("этапы/0/код"), "1");
}

static void
test_records_are_called_by_key_code_name_or_row(void **state)
{
	(void)state;
	put("а.csv", "Имя;Код\nИван;7\n");
	put("б.csv", "ФИО;Класс\nИванов;7\n;8\n");
	assert_true(read_season());
	assert_text(record_key(&arena, find("а/0")->as.record), "7");
	assert_text(record_key(&arena, find("б/0")->as.record), "Иванов");
	assert_text(record_key(&arena, find("б/1")->as.record), "row 3");
}

static void
test_separator_and_encoding_may_be_said(void **state)
{
	struct dataset_options o = {.encoding = TEXT("windows-1251"), .separator = TEXT("|")};
	const char *path = put("а.csv", "\xCA\xEE\xE4|a;b\n1|2;3\n");

	(void)state;
	assert_true(dataset_add_file(&data, &report, path, TEXT("а.csv"), TEXT_NONE, false, &o));
	assert_true(dataset_link(&data, &report));
	assert_string_equal(printed("а/0/код"), "1");
	o.separator = TEXT("word");
	assert_false(dataset_add_file(&data, &report, path, TEXT("а.csv"), TEXT("б"), false, &o));
	assert_problem(&report, SEPARATOR_UNKNOWN);
}

static void
test_dump(void **state)
{
	struct buffer b = {0};

	(void)state;
	put("Приказ.json", "{\"Номер\": 105, \"Кем\": {\"ФИО\": \"Юн\"}, \"Пункты\": [\"а\"]}");
	put("Меры.csv", "Этап;Срок\n1;май\n");
	put("Меры.schema.json",
	    "{\"fields\": [{\"name\": \"Этап\"}, {\"name\": \"Срок\"}], \"foreignKeys\": [{\"fields\": \"Этап\","
	    " \"reference\": {\"resource\": \"Этапы\"}}]}");
	put("Этапы.csv", "Код;Дата\n1;\n");
	assert_true(read_season());
	dataset_dump(&data, &b);
	assert_text(buffer_view(&b), "table \"Меры\" (Меры.csv): 1 records\n"
				     "  record row 2\n"
				     "    Этап = link \"1\" -> Этапы row 2\n"
				     "    Срок = text \"май\"\n"
				     "record \"Приказ\" (Приказ.json)\n"
				     "  record\n"
				     "    Номер = number \"105\"\n"
				     "    Кем = record\n"
				     "      ФИО = text \"Юн\"\n"
				     "    Пункты = list of 1\n"
				     "      text \"а\"\n"
				     "table \"Этапы\" (Этапы.csv): 1 records\n"
				     "  record row 2\n"
				     "    Код = text \"1\"\n"
				     "    Дата = empty\n"
				     "    Меры = list of 1\n"
				     "      link -> Меры row 2\n");
	buffer_free(&b);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, prepare, clean)
	const struct CMUnitTest tests[] = {
		TEST(test_links_there_and_back),
		TEST(test_ambiguous_name_tells_the_candidates_by_code_and_cell),
		TEST(test_unknown_target_tells_the_nearest),
		TEST(test_a_table_may_link_to_itself),
		TEST(test_composite_keys),
		TEST(test_json_lists_of_keys_link_too),
		TEST(test_numbers_of_json_and_texts_of_csv_are_the_same_code),
		TEST(test_a_file_may_not_take_the_name_of_another),
		TEST(test_a_season_ignores_what_is_no_data),
		TEST(test_a_schema_without_table_is_named),
		TEST(test_a_broken_workbook_is_told_and_the_rest_is_read),
		TEST(test_links_to_a_file_that_could_not_be_read_are_not_blamed),
		TEST(test_key_to_a_table_that_is_not_there),
		TEST(test_data_package_describes_tables_under_its_own_names),
		TEST(test_keys_of_a_json_object_are_tables),
		TEST(test_nothing_is_known_of_the_records_of_an_empty_list),
		TEST(test_a_json_list_needs_a_name),
		TEST(test_a_name_given_by_the_user),
		TEST(test_records_are_called_by_key_code_name_or_row),
		TEST(test_separator_and_encoding_may_be_said),
		TEST(test_dump),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
