/* Tables out of CSV: cells, separators, encodings, captions, and what is said about wrong ones. */
#include "report_fixture.h"

#include "data/table.h"
#include "reader/csv.h"
#include "reader/encoding.h"
#include "reader/source.h"
#include "value/record.h"

static struct table table;

static bool
read_bytes(struct text bytes)
{
	struct ledger ledger = {.report = &report};
	struct text utf8;
	struct csv csv;

	table = (struct table){.source = {.file = TEXT("t.csv")}};
	if (!encoding_read(&arena, &report, bytes, table.source.file, TEXT_NONE, &utf8))
		return false;
	csv_open(&csv, &arena, &ledger, &table.source, utf8, 0);
	table_read(&arena, &ledger, &table, &csv.rows);
	return ledger_is_clean(&ledger);
}

static bool
read(const char *csv)
{
	return read_bytes(text_from(csv));
}

static void
assert_cell(size_t record, const char *name, const char *expected)
{
	struct value v;

	assert_true(record < table.all.count);
	assert_true(record_find(list_record(&table.all, record), text_from(name), &v));
	assert_string_equal(text_c(&arena, v.text), expected);
}

static struct value
value_of(const struct record *r, const char *name)
{
	struct value v;

	assert_true(record_find(r, text_from(name), &v));
	return v;
}

static int
row_of(size_t record)
{
	return list_record(&table.all, record)->row;
}

/* The only problem, as a person reads it: place, then what. */
static void
assert_told(const char *slug, const char *where)
{
	assert_true(report.problems.count > 0);
	assert_string_equal(problem_slug(report.problems.at[0].code), slug);
	assert_string_equal(place_describe(&arena, &report.problems.at[0].place).at, where);
}

static void
test_quotes_hold_separators_line_breaks_and_quotes(void **state)
{
	(void)state;
	assert_true(read("Код,Имя\r\n1,\"Иванов, \"\"Ваня\"\"\r\nстарший\"\r\n2,\"\"\r\n"));
	assert_int_equal(table.all.count, 2);
	assert_cell(0, "имя", "Иванов, \"Ваня\"\nстарший");
	assert_cell(1, "имя", "");
}

static void
test_rows_are_counted_as_a_spreadsheet_counts_them(void **state)
{
	(void)state;
	assert_true(read("А;Б\n1;\"два\nтри\"\n\n ; \n4;5"));
	assert_int_equal(table.all.count, 2);
	assert_int_equal(row_of(0), 2);
	assert_int_equal(row_of(1), 5);
}

static void
test_lone_cr_ends_a_row(void **state)
{
	(void)state;
	assert_true(read("А,Б\r1,2\r3,4\r"));
	assert_int_equal(table.all.count, 2);
	assert_cell(1, "б", "4");
}

static void
test_separator_is_found_though_prose_is_full_of_commas(void **state)
{
	(void)state;
	assert_true(read("Код;Текст\n1;раз, два, три\n2;раз, два\n3;раз\n"));
	assert_cell(1, "текст", "раз, два");
	assert_true(read("Код,Текст\n1,а;б;в\n2,б\n3,\"а, б\"\n"));
	assert_cell(2, "текст", "а, б");
	assert_true(read("Код\tТекст\n1\tа, б; в\n"));
	assert_cell(0, "текст", "а, б; в");
	assert_true(read("sep=|\nКод|Текст\n1|а, б\n"));
	assert_cell(0, "текст", "а, б");
	assert_true(read("\xEF\xBB\xBFSEP=!\r\nКод!Текст\r\n1!а, б\r\n"));
	assert_cell(0, "текст", "а, б");
	assert_int_equal(row_of(0), 2);
	assert_true(read("Код|Текст\n1|а, б\n2|в; г\n"));
	assert_cell(1, "текст", "в; г");
}

static void
test_separator_of_decimal_commas(void **state)
{
	(void)state;
	assert_true(read("Имя;Сумма\nЮн;12,5\nЛи;7,5\nКим;100,25\n"));
	assert_cell(2, "сумма", "100,25");
	assert_true(read("Список\nА;Б\n1,5;2,5\n3,5;4,5\n"));
	assert_int_equal(table.all.count, 2);
}

static void
test_separator_of_rows_of_all_widths(void **state)
{
	(void)state;
	assert_true(read("Код;Имя;Заметка;Срок\n1;Юн\n2;Ли;да, конечно\n3;Ким;а, б;май\n4\n"));
	assert_cell(1, "заметка", "да, конечно");
}

static void
test_one_column_needs_no_separator(void **state)
{
	(void)state;
	assert_true(read("ФИО\nИванов Иван\nПетров Пётр\n"));
	assert_int_equal(table.all.count, 2);
	assert_cell(1, "фио", "Петров Пётр");
	assert_true(read("ФИО\nИванов, Иван\nПетров, Пётр\n"));
	assert_cell(1, "фио", "Петров, Пётр");
	assert_true(read("Сумма\n12,5\n7,5\n"));
	assert_cell(0, "сумма", "12,5");
	assert_true(read("Предметы\nматематика|физика\n"));
	assert_cell(0, "предметы", "математика|физика");
	assert_true(read("Предметы\nматематика; физика\nистория; химия\n"));
	assert_cell(0, "предметы", "математика; физика");
}

static void
test_encodings_are_found_by_looking(void **state)
{
	(void)state;
	assert_true(read("\xEF\xBB\xBFКод;Имя\n1;Я\n"));
	assert_cell(0, "код", "1");
	assert_true(read("\xCA\xEE\xE4;\xC8\xEC\xFF\n1;\xCF\xE5\xF2\xF0\n")); /* Windows-1251 */
	assert_cell(0, "имя", "Петр");
	assert_true(read("\xEB\xCF\xC4;\xE9\xCD\xD1\n1;\xF0\xC5\xD4\xD2\n")); /* KOI8-R */
	assert_cell(0, "имя", "Петр");
	assert_true(read_bytes((struct text){"\xFF\xFE"
					     "A\0;\0B\0\n\0001\0;\0\x2F\x04\n\0",
					     18}));
	assert_cell(0, "b", "Я");
}

static void
test_damaged_utf8_is_placed(void **state)
{
	(void)state;
	assert_false(read("Код;Имя\n1;Иванов Иван\n2;Пет\xD1 Иванов Иванович\n"));
	assert_told("encoding-mixed", "t.csv:3");
}

static void
test_title_above_the_captions_is_skipped(void **state)
{
	(void)state;
	assert_true(read("Участники программы;;\n;;\nКод;ФИО;Класс\n1;Иванов;7\n"));
	assert_int_equal(table.fields->of.count, 3);
	assert_int_equal(table.all.count, 1);
	assert_int_equal(row_of(0), 4);
	assert_cell(0, "класс", "7");
}

static void
test_years_are_captions(void **state)
{
	(void)state;
	assert_true(read("Показатель,2023,2024,2025\nОхват,10,20,30\n"));
	assert_cell(0, "2024", "20");
}

static void
test_empty_columns_and_cells_are_no_fault(void **state)
{
	(void)state;
	assert_true(read("А;;Б;;\n1;;2;;\n3\n"));
	assert_int_equal(table.fields->of.count, 2);
	assert_cell(0, "б", "2");
	assert_int_equal(value_of(list_record(&table.all, 1), "б").kind, VALUE_EMPTY);
	assert_int_equal(record_place(list_record(&table.all, 0), 1).column, 3);
}

static void
test_field_and_value_make_one_record(void **state)
{
	const struct record *r;

	(void)state;
	assert_true(read("Поле;Значение\nНомер;105\nДата;30.11.2020\nЦель;\n"));
	assert_true(table.is_record);
	r = table.single.as.record;
	assert_true(text_is(value_of(r, "дата").text, "30.11.2020"));
	assert_int_equal(value_of(r, "цель").kind, VALUE_EMPTY);
	assert_int_equal(record_place(r, 1).row, 3);
	assert_int_equal(record_place(r, 1).column, 2);
}

static void
test_unclosed_quote_is_placed_where_it_began(void **state)
{
	(void)state;
	assert_false(read("А;Б\n1;2\n3;\"четыре\n5;6\n"));
	assert_told("csv-quote-unclosed", "t.csv: cell B3");
	assert_int_equal(report.problems.count, 1);
	assert_int_equal(table.all.count, 3);
	assert_cell(1, "б", "четыре");
	assert_cell(2, "а", "5");
}

static void
test_unclosed_quote_before_quoted_cells(void **state)
{
	(void)state;
	assert_false(read("А,Б,В\n1,\"Юн,7\n2,\"Ли\",8\n3,\"Ким, А.\",9\n"));
	assert_told("csv-quote-unclosed", "t.csv: cell B2");
	assert_int_equal(report.problems.count, 1);
	assert_cell(0, "в", "7");
	assert_cell(1, "б", "Ли");
	assert_cell(2, "б", "Ким, А.");
}

static void
test_many_unclosed_quotes_take_no_time(void **state)
{
	enum { LINES = 200000 };
	char *csv = arena_alloc(&arena, LINES * 4 + 8), *at = csv;

	(void)state;
	at = stpcpy(at, "A,B\n");
	for (int i = 0; i < LINES; i++)
		at = stpcpy(at, "\"a,");
	assert_false(read(csv));
	for (at = csv + 4; at < csv + 4 + LINES * 3; at += 3)
		memcpy(at, "\"a\n", 3);
	assert_false(read(csv));
}

static void
test_quotes_amid_a_cell_are_its_own(void **state)
{
	(void)state;
	assert_true(read("Код;Имя\n1;ООО \"Ромашка\"\n2;5\" труба\n"));
	assert_cell(0, "имя", "ООО \"Ромашка\"");
	assert_cell(1, "имя", "5\" труба");
}

static void
test_blanks_around_quotes(void **state)
{
	(void)state;
	assert_true(read("Код, Имя\n1, \"Юн, Роман\" \n2,\t\"Ли\"\n"));
	assert_cell(0, "имя", "Юн, Роман");
	assert_cell(1, "имя", "Ли");
}

static void
test_blanks_at_the_ends_are_kept(void **state)
{
	(void)state;
	assert_true(read("Код;Имя\n 1 ;\" Юн\u00a0Роман\u00a0\"\n2;\u00a0\t\n"));
	assert_cell(0, "код", " 1 ");
	assert_cell(0, "имя", " Юн\u00a0Роман\u00a0");
	assert_cell(1, "имя", "");
}

static void
test_equals_and_quotes_keep_zeros(void **state)
{
	(void)state;
	assert_true(read("Код;Имя\n=\"007\";\"=\"\"008\"\"\"\n=\"1;2\";=A1&\"x\"\n"));
	assert_cell(0, "код", "007");
	assert_cell(0, "имя", "008");
	assert_cell(1, "код", "1;2");
	assert_cell(1, "имя", "=A1&\"x\"");
}

static void
test_line_ends_of_all_systems_in_one_file(void **state)
{
	(void)state;
	assert_true(read("А;Б\r\n1;2\n3;4\r5;6\n\r\n7;8"));
	assert_int_equal(table.all.count, 4);
	assert_cell(2, "б", "6");
	assert_int_equal(row_of(3), 6);
}

static void
test_marks_and_ends_of_joined_files(void **state)
{
	(void)state;
	assert_true(read("\xEF\xBB\xBFКод;Имя\n1;Юн\n\xEF\xBB\xBF\"2\";Ли\n\x1A"));
	assert_int_equal(table.all.count, 2);
	assert_cell(1, "код", "2");
}

static void
test_undoubled_quotes_do_not_shift_cells(void **state)
{
	(void)state;
	assert_false(read("А;Б;В\n1;\"ООО \"Рога; копыта\"\";2\n3;\"\"Ромашка\" и др.\";4\n"));
	assert_int_equal(report.problems.count, 2);
	assert_told("csv-quote-stray", "t.csv: cell B2");
	assert_cell(0, "б", "ООО \"Рога; копыта\"");
	assert_cell(0, "в", "2");
	assert_cell(1, "в", "4");
}

static void
test_cells_beyond_the_captions(void **state)
{
	(void)state;
	assert_false(read("А,Б\n1,2\n3,4,5,6\n7,8\n"));
	assert_told("data-row-too-long", "t.csv: cell C3");
	assert_string_equal(report.problems.at[0].what.at, "the row has 4 cells, the row of captions has 2");
	assert_int_equal(table.all.count, 3);
}

static void
test_captions_that_fold_to_one_name(void **state)
{
	(void)state;
	assert_false(read("Ф.И.О.;Класс;фио\nа;б;в\n"));
	assert_told("data-captions-alike", "t.csv: cell C1");
	assert_int_equal(report.problems.count, 1);
}

static void
test_column_without_caption_is_blamed_once(void **state)
{
	(void)state;
	assert_false(read("А;;Б\n1;x;2\n3;y;4\n"));
	assert_told("data-column-unnamed", "t.csv: cell B2");
	assert_int_equal(report.problems.count, 1);
}

static void
test_empty_file_has_no_captions(void **state)
{
	(void)state;
	assert_false(read(""));
	assert_told("data-no-captions", "t.csv");
}

static void
test_text_behind_a_closing_quote(void **state)
{
	(void)state;
	assert_false(read("А;Б\n\"ООО \"Ромашка\"\";2\n"));
	assert_told("csv-quote-stray", "t.csv: cell A2");
}

static void
test_all_problems_come_in_one_run(void **state)
{
	(void)state;
	assert_false(read("А;Б;а\n1;2;3;4\n\"x\"y;2\n\"z"));
	assert_int_equal(report.problems.count, 4);
}

static void
test_full_name_is_computed(void **state)
{
	(void)state;
	assert_true(read("Фамилия;Имя;Отчество\nИванов; Иван ;Петрович\nНго;Лан;\n"));
	assert_int_equal(table.fields->of.count, 4);
	assert_true(table.fields->of.at[3].is_computed);
	for (size_t i = 0; i < table.all.count; i++)
		full_name_fill(&arena, (struct record *)list_record(&table.all, i));
	assert_cell(0, "фио", "Иванов Иван Петрович");
	assert_cell(1, "фио", "Нго Лан");
}

static void
test_wrong_rows_without_end_are_counted_not_listed(void **state)
{
	char csv[40000] = "А,Б\n";
	size_t n = strlen(csv);
	int rows = 0;

	(void)state;
	for (; n + 7 < sizeof csv; n += 6, rows++)
		memcpy(csv + n, "1,2,3\n", 7);
	assert_false(read(csv));
	assert_int_equal(report.problems.count, REPORT_COLUMN_MOST);
	assert_int_equal(report.problems.at[REPORT_COLUMN_MOST - 1].more, rows - REPORT_COLUMN_MOST);
	assert_int_equal(report_count(&report, SEVERITY_ERROR), rows);
}

static void
test_kind_of_file_is_told_by_content_then_extension(void **state)
{
	(void)state;
	assert_int_equal(source_kind(TEXT("PK\x03\x04..."), TEXT("a.csv")), SOURCE_WORKBOOK);
	assert_int_equal(source_kind(TEXT("\xD0\xCF\x11\xE0..."), TEXT("a.xls")), SOURCE_WORKBOOK);
	assert_int_equal(source_kind(TEXT("{}"), TEXT("data")), SOURCE_JSON);
	assert_int_equal(source_kind(TEXT("[x];y"), TEXT("a.CSV")), SOURCE_CSV);
	assert_int_equal(source_kind(TEXT("a;b"), TEXT("data.txt")), SOURCE_CSV);
	assert_int_equal(source_kind(TEXT("a\0b"), TEXT("data")), SOURCE_UNKNOWN);
	assert_false(source_is_data(TEXT("~$Пары.xlsx")));
	assert_false(source_is_data(TEXT(".~lock.Пары.csv#")));
	assert_false(source_is_data(TEXT("Пары.schema.json")));
	assert_true(source_is_data(TEXT("Пары.CSV")));
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, prepare, clean)
	const struct CMUnitTest tests[] = {
		TEST(test_quotes_hold_separators_line_breaks_and_quotes),
		TEST(test_rows_are_counted_as_a_spreadsheet_counts_them),
		TEST(test_lone_cr_ends_a_row),
		TEST(test_separator_is_found_though_prose_is_full_of_commas),
		TEST(test_one_column_needs_no_separator),
		TEST(test_encodings_are_found_by_looking),
		TEST(test_damaged_utf8_is_placed),
		TEST(test_title_above_the_captions_is_skipped),
		TEST(test_years_are_captions),
		TEST(test_empty_columns_and_cells_are_no_fault),
		TEST(test_field_and_value_make_one_record),
		TEST(test_unclosed_quote_is_placed_where_it_began),
		TEST(test_unclosed_quote_before_quoted_cells),
		TEST(test_many_unclosed_quotes_take_no_time),
		TEST(test_quotes_amid_a_cell_are_its_own),
		TEST(test_blanks_around_quotes),
		TEST(test_blanks_at_the_ends_are_kept),
		TEST(test_equals_and_quotes_keep_zeros),
		TEST(test_line_ends_of_all_systems_in_one_file),
		TEST(test_marks_and_ends_of_joined_files),
		TEST(test_undoubled_quotes_do_not_shift_cells),
		TEST(test_separator_of_decimal_commas),
		TEST(test_separator_of_rows_of_all_widths),
		TEST(test_cells_beyond_the_captions),
		TEST(test_captions_that_fold_to_one_name),
		TEST(test_column_without_caption_is_blamed_once),
		TEST(test_empty_file_has_no_captions),
		TEST(test_text_behind_a_closing_quote),
		TEST(test_all_problems_come_in_one_run),
		TEST(test_full_name_is_computed),
		TEST(test_wrong_rows_without_end_are_counted_not_listed),
		TEST(test_kind_of_file_is_told_by_content_then_extension),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
