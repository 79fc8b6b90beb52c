/* The plan of a season: which documents, for which records, under which names. */
#include "season_folder.h"

#include "season/output_name.h"
#include "season/plan.h"

static struct dataset dataset;
static struct stock stock;
static struct plan plan;
static struct plan_options options;

static int
prepare(void **state)
{
	(void)state;
	plan = (struct plan){0};
	options = (struct plan_options){0};
	if (!folder_open())
		return -1;
	put_template("templates/letter.docx", "letter");
	return 0;
}

static int
clean(void **state)
{
	(void)state;
	folder_close();
	return 0;
}

/* Reads what was put into the folder and plans it. */
static bool
make_plan(void)
{
	struct dataset_options o = {TEXT_NONE, TEXT_NONE, NULL};

	dataset_open(&dataset, &arena);
	assert_true(dataset_add_season(&dataset, &report, folder, &o));
	assert_true(dataset_link(&dataset, &report));
	stock_open(&stock, &arena, folder, NULL);
	if (!plan_season(&arena, &report, &stock, &dataset, &options, &plan))
		return false;
	plan_finish(&arena, &report, &stock, &plan);
	return true;
}

static void
put_people(void)
{
	put("Люди.csv", "Код;Имя;Класс\nА-1;Анна;9\nБ-2;Борис;10\nВ-3;Вера;9\n");
}

static bool
has_problem(enum problem_code code)
{
	for (size_t i = 0; i < report.problems.count; i++) {
		if (report.problems.at[i].code == code)
			return true;
	}
	return false;
}

static void
test_a_document_without_records_bears_its_own_name(void **state)
{
	(void)state;
	put("Документы.csv", "Документ;Шаблон;Форматы\nПриказ;letter;docx pdf\n");
	assert_true(make_plan());
	assert_int_equal(report.problems.count, 0);
	assert_int_equal(plan.entries.count, 1);
	assert_text(plan.entries.at[0].paths[FORMAT_DOCX], "Приказ.docx");
	assert_text(plan.entries.at[0].paths[FORMAT_PDF], "Приказ.pdf");
	assert_text(plan.entries.at[0].paths[FORMAT_ODT], "");
	assert_int_equal(plan.entries.at[0].context.number, 0);
}

static void
test_latin_captions_mean_the_same(void **state)
{
	(void)state;
	put_people();
	put("documents.csv", "name,template,for_each,file,formats\nLetter,letter.docx,Люди,{{Имя}},docx\n");
	assert_true(make_plan());
	assert_int_equal(plan.entries.count, 3);
	assert_text(plan.entries.at[1].paths[FORMAT_DOCX], "Борис.docx");
}

static void
test_records_are_numbered_in_the_name(void **state)
{
	(void)state;
	put_people();
	put("Документы.csv", "Документ;Шаблон;Для каждого\nПисьмо;letter;Люди\n");
	assert_true(make_plan());
	assert_int_equal(plan.entries.count, 3);
	assert_text(plan.entries.at[2].paths[FORMAT_DOCX], "Письмо-3.docx");
	assert_text(plan.entries.at[2].key, "В-3");
	assert_text(plan.entries.at[2].table, "Люди");
	assert_int_equal(plan.entries.at[2].row, 4);
	assert_int_equal(plan.entries.at[2].context.count, 3);
}

static void
test_one_record_alone_keeps_its_number(void **state)
{
	static const struct text records[] = {TEXT_INIT("в-3")};

	(void)state;
	put_people();
	put("Документы.csv", "Документ;Шаблон;Для каждого\nПисьмо;letter;Люди\n");
	options.records = records;
	options.record_count = 1;
	assert_true(make_plan());
	assert_int_equal(plan.entries.count, 1);
	assert_int_equal(plan.entries.at[0].context.number, 3);
	assert_text(plan.entries.at[0].paths[FORMAT_DOCX], "Письмо-3.docx");
}

static void
test_an_unknown_record_is_told(void **state)
{
	static const struct text records[] = {TEXT_INIT("Я-9")};

	(void)state;
	put_people();
	put("Документы.csv", "Документ;Шаблон;Для каждого\nПисьмо;letter;Люди\n");
	options.records = records;
	options.record_count = 1;
	assert_false(make_plan());
	assert_problem(&report, SEASON_RECORD_UNKNOWN);
}

static void
test_only_takes_the_document_by_its_name(void **state)
{
	static const struct text only[] = {TEXT_INIT("приказ")};

	(void)state;
	put("Документы.csv", "Документ;Шаблон\nПисьмо;letter\nПриказ;letter\n");
	options.only = only;
	options.only_count = 1;
	assert_true(make_plan());
	assert_int_equal(plan.entries.count, 1);
	assert_text(plan.entries.at[0].document->name, "Приказ");
}

static void
test_an_unknown_document_names_those_there_are(void **state)
{
	static const struct text only[] = {TEXT_INIT("Прика")};

	(void)state;
	put("Документы.csv", "Документ;Шаблон\nПисьмо;letter\nПриказ;letter\n");
	options.only = only;
	options.only_count = 1;
	assert_false(make_plan());
	assert_problem(&report, SEASON_ONLY_UNKNOWN);
	assert_true(text_find(report.problems.at[0].hint, TEXT("Письмо, Приказ"), 0) >= 0);
}

static void
test_a_false_condition_skips_the_record_and_keeps_the_numbers(void **state)
{
	(void)state;
	put_people();
	put("Документы.csv", "Документ;Шаблон;Для каждого;Условие\nПисьмо;letter;Люди;Класс = 9\n");
	assert_true(make_plan());
	assert_int_equal(plan.entries.count, 3);
	assert_int_equal(plan.entries.at[1].state, ENTRY_SKIPPED);
	assert_true(plan.entries.at[1].reason.len > 0);
	assert_text(plan.entries.at[2].paths[FORMAT_DOCX], "Письмо-3.docx");
}

static void
test_two_records_with_one_file_name_are_told_and_neither_is_made(void **state)
{
	(void)state;
	put("Люди.csv", "Код;Имя\nА-1;Анна\nА-2;АННА\nВ-3;Вера\n");
	put("Документы.csv", "Документ;Шаблон;Для каждого;Файл\nПисьмо;letter;Люди;{{Имя}}\n");
	assert_true(make_plan());
	assert_problem(&report, SEASON_FILE_CLASH);
	assert_int_equal(plan.entries.at[0].state, ENTRY_BAD);
	assert_int_equal(plan.entries.at[1].state, ENTRY_BAD);
	assert_int_equal(plan.entries.at[2].state, ENTRY_WANTED);
}

static void
test_a_file_name_is_taken_by_a_record_that_is_left_out_too(void **state)
{
	static const struct text records[] = {TEXT_INIT("А-2"), TEXT_INIT("В-3")};

	(void)state;
	put("Люди.csv", "Код;Имя\nА-1;Анна\nА-2;АННА\nВ-3;Вера\n");
	put("Документы.csv", "Документ;Шаблон;Для каждого;Файл\nПисьмо;letter;Люди;{{Имя}}\n");
	options.records = records;
	options.record_count = 2;
	assert_true(make_plan());
	assert_problem(&report, SEASON_FILE_CLASH);
	assert_text(report.problems.at[0].record, "А-2");
	assert_int_equal(plan.entries.count, 2);
	assert_int_equal(plan.entries.at[0].state, ENTRY_BAD);
	assert_int_equal(plan.entries.at[1].state, ENTRY_WANTED);
	assert_true(plan_leaves_out(&plan, TEXT("Письмо"), TEXT("Люди"), TEXT("А-1")));
	assert_false(plan_leaves_out(&plan, TEXT("Письмо"), TEXT("Люди"), TEXT("В-3")));
}

static void
test_a_file_name_is_taken_by_a_document_that_is_left_out_too(void **state)
{
	static const struct text only[] = {TEXT_INIT("Приказ")};

	(void)state;
	put("Документы.csv", "Документ;Шаблон;Файл\nПисьмо;letter;а\nПриказ;letter;А\n");
	options.only = only;
	options.only_count = 1;
	assert_true(make_plan());
	assert_problem(&report, SEASON_FILE_CLASH);
	assert_text(report.problems.at[0].document, "Приказ");
	assert_int_equal(plan.entries.count, 1);
	assert_int_equal(plan.entries.at[0].state, ENTRY_BAD);
}

/* Their names count, but what is wrong with them is for the run that makes them. */
static void
test_problems_of_what_is_left_out_are_not_told(void **state)
{
	static const struct text only[] = {TEXT_INIT("Письмо")}, records[] = {TEXT_INIT("В-3")};

	(void)state;
	put("Люди.csv", "Код;Имя;Лет\nА-1;;9\nБ-2;Борис;много\nВ-3;Вера;9\n");
	put("Документы.csv", "Документ;Шаблон;Для каждого;Условие;Файл\nПисьмо;letter;Люди;Лет + 1 > 3;{{Имя}}\n"
			     "Справка;missing;Люди;{{;{{нет}}\nБилет;letter;Люди;Нет = 1;{{Код}}\n");
	options.only = only;
	options.only_count = 1;
	options.records = records;
	options.record_count = 1;
	assert_true(make_plan());
	assert_int_equal(report.problems.count, 0);
	assert_int_equal(plan.entries.count, 1);
	assert_text(plan.entries.at[0].paths[FORMAT_DOCX], "Вера.docx");
}

static void
test_a_slash_in_the_pattern_makes_a_folder_and_one_in_the_data_does_not(void **state)
{
	(void)state;
	put("Люди.csv", "Код;Имя\nА/1;../../etc/passwd\n");
	put("Документы.csv", "Документ;Шаблон;Для каждого;Файл\nПисьмо;letter;Люди;{{Код}}/{{Имя}}\n");
	assert_true(make_plan());
	assert_text(plan.entries.at[0].paths[FORMAT_DOCX], "А_1/_._.._etc_passwd.docx");
}

static void
test_a_wrong_name_in_the_file_pattern_is_told_once_and_the_templates_faults_too(void **state)
{
	(void)state;
	put_people();
	put_template("templates/other.docx", "{{имю}} {{имя");
	put("Документы.csv", "Документ;Шаблон;Для каждого;Файл\nПисьмо;other;Люди;{{фамилия}}\n");
	assert_true(make_plan());
	assert_int_equal(report.problems.count, 3);
	for (size_t i = 0; i < report.problems.count; i++)
		assert_int_equal(report.problems.at[i].repeats, 0);
	assert_int_equal(plan.entries.count, 3);
	for (size_t i = 0; i < plan.entries.count; i++)
		assert_int_equal(plan.entries.at[i].state, ENTRY_BAD);
}

static void
test_an_empty_file_name_fails_that_record_alone(void **state)
{
	(void)state;
	put("Люди.csv", "Код;Имя\nА-1;\nБ-2;Борис\n");
	put("Документы.csv", "Документ;Шаблон;Для каждого;Файл\nПисьмо;letter;Люди;{{Имя}}\n");
	assert_true(make_plan());
	assert_problem(&report, SEASON_FILE_EMPTY);
	assert_int_equal(plan.entries.at[0].state, ENTRY_BAD);
	assert_int_equal(plan.entries.at[1].state, ENTRY_WANTED);
	assert_true(plan.entries.at[0].reason.len > 0);
}

static void
test_a_missing_template_fails_its_document_alone(void **state)
{
	(void)state;
	put("Документы.csv", "Документ;Шаблон\nПисьмо;lettre\nПриказ;letter\n");
	assert_true(make_plan());
	assert_problem(&report, SEASON_TEMPLATE_MISSING);
	assert_int_equal(plan.entries.count, 2);
	assert_int_equal(plan.entries.at[0].state, ENTRY_BAD);
	assert_int_equal(plan.entries.at[1].state, ENTRY_WANTED);
}

static void
test_a_template_cannot_be_fetched_from_outside(void **state)
{
	static const char *const names[] = {"../secret.docx", "/etc/x.docx", "a/../../x.docx", "..\\x.docx"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		put("Документы.csv", text_format(&arena, "Документ;Шаблон\nПисьмо;%s\n", names[i]).at);
		plan = (struct plan){0};
		assert_true(make_plan());
		assert_int_equal(plan.entries.at[0].state, ENTRY_BAD);
	}
	assert_true(has_problem(PROBLEM_SEASON_TEMPLATE_UNSAFE));
}

static void
test_a_docx_template_cannot_give_odt(void **state)
{
	(void)state;
	put("Документы.csv", "Документ;Шаблон;Форматы\nПисьмо;letter.docx;odt\n");
	assert_true(make_plan());
	assert_problem(&report, SEASON_FORMAT_OTHER);
}

static void
test_an_unknown_format_is_told_at_its_cell(void **state)
{
	(void)state;
	put("Документы.csv", "Документ;Шаблон;Форматы\nПисьмо;letter;docx, pfd\n");
	assert_true(make_plan());
	assert_problem(&report, SEASON_FORMAT_UNKNOWN);
	assert_int_equal(report.problems.at[0].place.kind, AT_CELL);
	assert_int_equal(report.problems.at[0].place.row, 2);
	assert_int_equal(report.problems.at[0].place.column, 3);
}

static void
test_formats_on_the_command_line_replace_the_tables(void **state)
{
	(void)state;
	put("Документы.csv", "Документ;Шаблон;Форматы\nПисьмо;letter;docx\n");
	options.formats[FORMAT_PDF] = true;
	assert_true(make_plan());
	assert_text(plan.entries.at[0].paths[FORMAT_DOCX], "");
	assert_text(plan.entries.at[0].paths[FORMAT_PDF], "Письмо.pdf");
}

static void
test_a_combined_file_stands_behind_its_records(void **state)
{
	(void)state;
	put_people();
	put("Документы.csv", "Документ;Шаблон;Для каждого;Сводный файл;Двусторонняя\n"
			     "Письмо;letter;Люди;да;да\nСправка;letter;;Все справки;\n");
	assert_true(make_plan());
	assert_int_equal(report.problems.count, 0);
	assert_int_equal(plan.entries.count, 5);
	assert_text(plan.entries.at[0].paths[FORMAT_DOCX], "");
	assert_text(plan.entries.at[0].paths[FORMAT_PDF], "");
	assert_text(plan.entries.at[0].bookmark, "Анна");
	assert_false(entry_has_file(&plan.entries.at[0]));
	assert_true(plan.entries.at[3].is_whole);
	assert_true(plan.entries.at[3].document->begins_sheets);
	assert_int_equal(plan.entries.at[3].part_count, 3);
	assert_text(plan.entries.at[3].paths[FORMAT_PDF], "Письмо.pdf");
	assert_text(plan.entries.at[4].paths[FORMAT_PDF], "Все справки.pdf"); /* without records it is the PDF */
	assert_false(plan.entries.at[4].is_whole);
}

static void
test_two_documents_of_one_name_are_told(void **state)
{
	(void)state;
	put("Документы.csv", "Документ;Шаблон;Файл\nПриказ;letter;а\nПРИКАЗ;letter;б\n");
	assert_true(make_plan());
	assert_problem(&report, SEASON_NAME_TWICE);
	assert_int_equal(plan.entries.at[0].state, ENTRY_WANTED);
	assert_int_equal(plan.entries.at[1].state, ENTRY_BAD);
}

static void
test_a_season_without_documents_table_is_told(void **state)
{
	(void)state;
	put_people();
	assert_false(make_plan());
	assert_problem(&report, SEASON_NO_DOCUMENTS);
}

static void
test_a_table_without_the_column_of_templates_is_told(void **state)
{
	(void)state;
	put("Документы.csv", "Документ;Форматы\nПриказ;docx\n");
	assert_false(make_plan());
	assert_problem(&report, SEASON_NO_COLUMN);
}

static void
test_what_is_no_list_cannot_be_repeated_for(void **state)
{
	(void)state;
	put("Документы.csv", "Документ;Шаблон;Для каждого\nПисьмо;letter;1 + 1\n");
	assert_true(make_plan());
	assert_problem(&report, SEASON_NOT_A_LIST);
}

static void
test_an_empty_table_makes_nothing_and_says_so(void **state)
{
	(void)state;
	put("Люди.csv", "Код;Имя\n");
	put("Документы.csv", "Документ;Шаблон;Для каждого\nПисьмо;letter;Люди\n");
	assert_true(make_plan());
	assert_int_equal(plan.entries.count, 0);
	assert_problem(&report, SEASON_NOTHING);
	assert_int_equal(report.worst, SEVERITY_WARNING);
}

static struct value
value_of(const struct record *r, const char *name)
{
	struct value v;

	assert_true(record_find(r, text_from(name), &v));
	return v;
}

static void
test_set_adds_to_the_row_and_replaces_in_it(void **state)
{
	static const struct text set[] = {TEXT_INIT("номер=106"), TEXT_INIT("место=г. Чита")};
	const struct record *row;

	(void)state;
	put("Документы.csv", "Документ;Шаблон;Номер\nПриказ;letter;105\n");
	options.set = set;
	options.set_count = 2;
	assert_true(make_plan());
	row = plan.entries.at[0].context.document;
	assert_text(value_of(row, "номер").text, "106");
	assert_text(value_of(row, "место").text, "г. Чита");
	assert_text(value_of(row, "документ").text, "Приказ");
}

static void
test_names_are_safe_on_windows_too(void **state)
{
	(void)state;
	assert_text(output_name_safe(&arena, TEXT("а\\б/в:г*д?е\"ж<з>и|к")), "а_б_в_г_д_е_ж_з_и_к");
	assert_text(output_name_safe(&arena, TEXT(" Приказ № 5. ")), "Приказ № 5");
	assert_text(output_name_safe(&arena, TEXT("CON")), "CON_");
	assert_text(output_name_safe(&arena, TEXT("lpt1.txt")), "lpt1.txt_");
	assert_text(output_name_safe(&arena, TEXT("..")), "");
	assert_text(output_name_safe(&arena, TEXT(".hidden")), "_hidden");
	assert_text(output_name_safe(&arena, TEXT("две\nстроки")), "две строки");
}

static void
test_a_very_long_name_is_cut_between_characters(void **state)
{
	char name[1000];
	struct text t;

	(void)state;
	for (size_t i = 0; i + 1 < sizeof name; i += 2)
		memcpy(name + i, "ы", 2);
	t = output_name_safe(&arena, (struct text){name, sizeof name});
	assert_true(t.len <= OUTPUT_NAME_MOST && t.len % 2 == 0 && t.len > 100);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, prepare, clean)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_a_document_without_records_bears_its_own_name),
		TEST(test_latin_captions_mean_the_same),
		TEST(test_records_are_numbered_in_the_name),
		TEST(test_one_record_alone_keeps_its_number),
		TEST(test_an_unknown_record_is_told),
		TEST(test_only_takes_the_document_by_its_name),
		TEST(test_an_unknown_document_names_those_there_are),
		TEST(test_a_false_condition_skips_the_record_and_keeps_the_numbers),
		TEST(test_two_records_with_one_file_name_are_told_and_neither_is_made),
		TEST(test_a_file_name_is_taken_by_a_record_that_is_left_out_too),
		TEST(test_a_file_name_is_taken_by_a_document_that_is_left_out_too),
		TEST(test_problems_of_what_is_left_out_are_not_told),
		TEST(test_a_slash_in_the_pattern_makes_a_folder_and_one_in_the_data_does_not),
		TEST(test_a_wrong_name_in_the_file_pattern_is_told_once_and_the_templates_faults_too),
		TEST(test_an_empty_file_name_fails_that_record_alone),
		TEST(test_a_missing_template_fails_its_document_alone),
		TEST(test_a_template_cannot_be_fetched_from_outside),
		TEST(test_a_docx_template_cannot_give_odt),
		TEST(test_an_unknown_format_is_told_at_its_cell),
		TEST(test_formats_on_the_command_line_replace_the_tables),
		TEST(test_a_combined_file_stands_behind_its_records),
		TEST(test_two_documents_of_one_name_are_told),
		TEST(test_a_season_without_documents_table_is_told),
		TEST(test_a_table_without_the_column_of_templates_is_told),
		TEST(test_what_is_no_list_cannot_be_repeated_for),
		TEST(test_an_empty_table_makes_nothing_and_says_so),
		TEST(test_set_adds_to_the_row_and_replaces_in_it),
		TEST(test_names_are_safe_on_windows_too),
		TEST(test_a_very_long_name_is_cut_between_characters),
	};

	return cmocka_run_group_tests_name("plan", tests, NULL, NULL);
}
