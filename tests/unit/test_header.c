/* Captions as real sheets have them: titles, groups, numbered columns, units, gaps, years, days. */
#include "report_fixture.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "data/table.h"
#include "value/record.h"

/* A sheet drawn in text: "Код | | Имя"; =7 is a number cell, @7 the date of so many days after 2020-01-01. */
struct drawing {
	struct rows rows;
	struct arena *arena;
	const char *at;
	int number;
	VECTOR(struct value) cells;
};

static struct table table;

static struct value
cell_of(struct text t)
{
	date d = 0;

	t = text_trim(t);
	if (!t.len)
		return (struct value){.kind = VALUE_EMPTY};
	if (t.at[0] == '=')
		return value_of_number(atof(text_c(&arena, text_from_offset(t, 1))));
	if (t.at[0] != '@')
		return value_of_text(t);
	date_from_civil((struct civil){2020, 1, 1}, &d);
	return value_of_date(d + atoi(text_c(&arena, text_from_offset(t, 1))));
}

static bool
next_drawn(struct rows *self, struct row *row)
{
	struct drawing *d = (struct drawing *)self;

	while (*d->at) {
		const char *end = strchrnul(d->at, '\n');
		size_t count = 0;

		d->number++;
		d->cells.count = 0;
		while (d->at < end) {
			const char *stop = memchr(d->at, '|', (size_t)(end - d->at));

			stop = stop ? stop : end;
			*VECTOR_PUSH(d->arena, &d->cells) = cell_of((struct text){d->at, (size_t)(stop - d->at)});
			if (d->cells.at[d->cells.count - 1].kind != VALUE_EMPTY)
				count = d->cells.count;
			d->at = stop < end ? stop + 1 : end;
		}
		d->at = *end ? end + 1 : end;
		*row = (struct row){.number = d->number, .count = count, .cells = d->cells.at};
		if (count)
			return true;
	}
	return false;
}

/* Reads it as a sheet of a workbook. */
static bool
read(const char *drawn)
{
	struct drawing d = {.rows = {next_drawn}, .arena = &arena, .at = drawn};
	struct ledger ledger = {.report = &report};

	table = (struct table){.source = {.file = TEXT("t.ods"), .sheet = TEXT("Пары")}};
	table_read(&arena, &ledger, &table, &d.rows);
	return ledger_is_clean(&ledger);
}

/* The captions joined by "|", and the row of the first record. */
static void
assert_captions(const char *expected, int first_row)
{
	struct buffer b = {0};

	for (size_t i = 0; i < table.fields->of.count; i++) {
		if (table.fields->of.at[i].is_computed)
			continue;
		buffer_string(&b, i ? "|" : "");
		buffer_text(&b, table.fields->of.at[i].caption);
	}
	buffer_byte(&b, '\0');
	assert_string_equal(b.at, expected);
	buffer_free(&b);
	if (first_row)
		assert_int_equal(list_at(&table.all, 0).as.record->row, first_row);
	else
		assert_int_equal(table.all.count, 0);
}

static void
assert_cell(size_t record, const char *name, const char *expected)
{
	int field = fields_find(table.fields, utf8_fold_name(&arena, text_from(name)));
	struct value v;

	assert_true(field >= 0);
	v = record_at(list_at(&table.all, record).as.record, (size_t)field);
	assert_string_equal(text_c(&arena, value_print(&arena, &v, true)), expected);
}

static void
assert_told(size_t index, const char *slug, const char *where)
{
	assert_true(report.problems.count > index);
	assert_string_equal(problem_slug(report.problems.at[index].code), slug);
	assert_string_equal(place_describe(&arena, &report.problems.at[index].place).at, where);
}

static void
test_titles_stamps_and_long_prose_above_the_captions(void **state)
{
	struct buffer b = {0};

	(void)state;
	assert_true(read(
		"УТВЕРЖДАЮ | | | | Директор\n\nСписок пар\n\nКод | Имя | Класс | Срок | Итог\n1 | Юн | 7 | май | да\n"
		"2 | Ли | 8 | май | нет\n"));
	assert_captions("Код|Имя|Класс|Срок|Итог", 6);
	for (int i = 0; i < 70; i++)
		buffer_string(&b, "Порядок заполнения: пишите разборчиво\n");
	buffer_string(&b, "Код | Имя | Класс\n1 | Юн | 7\n");
	buffer_byte(&b, '\0');
	assert_true(read(b.at));
	assert_captions("Код|Имя|Класс", 72);
	buffer_free(&b);
	assert_int_equal(report.problems.count, 0);
}

static void
test_empty_first_columns_and_gaps_do_not_count(void **state)
{
	(void)state;
	assert_true(read("Список | | | | | |\n | | | | Код | | Имя\n | | | | М-1 | | Юн\n | | | | М-2 | | Ли\n"));
	assert_captions("Код|Имя", 3);
	assert_int_equal(table.fields->of.at[0].column, 5);
	assert_cell(1, "имя", "Ли");
}

static void
test_captions_alone_make_an_empty_table(void **state)
{
	(void)state;
	assert_true(read("Список пар\nКод | Имя | Класс\n"));
	assert_captions("Код|Имя|Класс", 0);
	assert_true(read("Код\n"));
	assert_captions("Код", 0);
}

static void
test_years_and_days_are_captions(void **state)
{
	(void)state;
	assert_true(
		read("Показатель | =2023 | =2024 | =2025\nЧисло пар | =5 | =7 | =9\nЧисло встреч | =1 | =2 | =3\n"));
	assert_captions("Показатель|2023|2024|2025", 2);
	assert_true(read("ФИО | =1 | =2 | =3 | =4 | =5\nЮн | н | н | б | б | н\nЛи | б | б | б | б | б\n"));
	assert_captions("ФИО|1|2|3|4|5", 2);
	assert_true(read("ФИО | @0 | @1 | @5\nЮн | н | н | б\nЛи | б | б | б\n"));
	assert_captions("ФИО|01.01.2020|02.01.2020|06.01.2020", 2);
}

static void
test_numbered_columns_are_passed_over(void **state)
{
	(void)state;
	assert_true(read("№ | ФИО | Класс | Срок | Итог\n=1 | =2 | =3 | =4 | =5\n=1 | Юн | =7 | май | да\n"));
	assert_captions("№|ФИО|Класс|Срок|Итог", 3);
	assert_told(0, "data-row-numbers", "t.ods: sheet \"Пары\", cell A2");
	assert_true(read("№ | ФИО | Класс\n1 | 2 | 3\n1 | Юн | 7\n"));
	assert_captions("№|ФИО|Класс", 3);
	assert_true(read("Имя | Код | Пары | Встречи\nА | Б | 1 | 2\nЮн | М-1 | 1 | 2\n"));
	assert_captions("Имя|Код|Пары|Встречи", 3);
	assert_true(read("№ | ФИО | Класс\n(1) | (2) | (3)\n"));
	assert_captions("№|ФИО|Класс", 0);
}

static void
test_records_that_count_are_records(void **state)
{
	(void)state;
	assert_true(read("№ | Пары | Встречи\n=1 | =2 | =3\n=2 | =5 | =7\n"));
	assert_captions("№|Пары|Встречи", 2);
	assert_true(read("№ | Класс\n=1 | =2\n=2 | 7А\n"));
	assert_captions("№|Класс", 2);
	assert_int_equal(report.problems.count, 0);
}

static void
test_units_are_passed_over(void **state)
{
	(void)state;
	assert_true(read("Показатель | План | Факт | Доля\n | чел. | чел. | %\nПары | =5 | =7 | =9\n"));
	assert_captions("Показатель|План|Факт|Доля", 3);
	assert_told(0, "data-row-units", "t.ods: sheet \"Пары\", cell B2");
	assert_true(read("Показатель | Единица\nЧисло пар | чел.\n"));
	assert_captions("Показатель|Единица", 2);
}

/* DOMAIN 7.11: the indicators' header. */
static void
test_groups_of_columns_whose_first_columns_are_merged_downwards(void **state)
{
	(void)state;
	assert_true(read("Целевые индикаторы\n"
			 "№ | Показатель | Тип | Базовое значение | Период (год) | | |\n"
			 " | | | =2020 | =2021 | =2022 | =2023 | =2024\n"
			 "=1 | Число пар | о | =5 | =6 | =7 | =8 | =9\n"));
	assert_captions("№|Показатель|Тип|2020|2021|2022|2023|2024", 4);
	assert_cell(0, "Базовое значение", "5");
	assert_cell(0, "Период (год) / 2022", "7");
	assert_cell(0, "2024", "9");
	assert_told(0, "data-caption-rows", "t.ods: sheet \"Пары\", cell A2");
}

static void
test_captions_alike_in_two_groups_are_told_apart_by_the_group(void **state)
{
	(void)state;
	assert_true(read("Наставник | | Наставляемый |\nФИО | Должность | ФИО | Группа\nЮн | методист | Ли | 21-П\n"));
	assert_captions("Наставник / ФИО|Должность|Наставляемый / ФИО|Группа", 3);
	assert_cell(0, "наставник должность", "методист");
	assert_true(read("№ | Показатель | План | | | Факт | |\n | | I | II | III | I | II | III\n=1 | Пары | =1 | =2 "
			 "| =3 | =4 | =5 | =6\n"));
	assert_captions("№|Показатель|План / I|План / II|План / III|Факт / I|Факт / II|Факт / III", 3);
	assert_cell(0, "факт ii", "5");
}

static void
test_groups_first_and_single_captions_last(void **state)
{
	(void)state;
	assert_true(read(
		"Наставник | | Класс | Срок\nФИО | Должность | |\nЮн | методист | 7 | май\nЛи | мастер | 8 | июнь\n"));
	assert_captions("ФИО|Должность|Класс|Срок", 3);
}

static void
test_three_rows_of_captions(void **state)
{
	(void)state;
	assert_true(read("№ | Показатель | Период | | |\n | | =2021 | | =2022 |\n | | план | факт | план | факт\n"
			 "=1 | =2 | =3 | =4 | =5 | =6\n=1 | Пары | =1 | =2 | =3 | =4\n"));
	assert_captions(
		"№|Показатель|Период / 2021 / план|Период / 2021 / факт|Период / 2022 / план|Период / 2022 / факт", 5);
}

static void
test_a_record_under_a_missing_caption_is_no_caption(void **state)
{
	(void)state;
	assert_false(read("Код | ФИО | Телефон | Почта |\nМ-1 | Юн | | a@b.ru | заметка\nМ-2 | Ли | 12 | c@d.ru |\n"));
	assert_captions("Код|ФИО|Телефон|Почта", 2);
	assert_told(0, "data-column-unnamed", "t.ods: sheet \"Пары\", cell E2");
}

static void
test_a_title_over_alike_captions_mends_nothing(void **state)
{
	(void)state;
	assert_false(read("Список пар\nФИО | Класс | Ф.И.О.\nЮн | 7 | Ли\n"));
	assert_told(0, "data-captions-alike", "t.ods: sheet \"Пары\", cell C2");
}

static void
test_notes_beside_the_table_are_blamed_by_column(void **state)
{
	(void)state;
	assert_false(read("Код | Имя\n1 | Юн\n2 | Ли | | уточнить\n3 | Ан | | и это\n"));
	assert_told(0, "data-column-unnamed", "t.ods: sheet \"Пары\", cell D3");
	assert_int_equal(report.problems.count, 1);
}

static void
test_a_record_downwards_in_any_columns(void **state)
{
	(void)state;
	assert_true(
		read("Сведения об организации\n\n | Поле | | Значение\n | Город | | Чита\n | Пар | | =105\n | Сайт\n"));
	assert_true(table.is_record);
	assert_cell(0, "город", "Чита");
	assert_cell(0, "пар", "105");
	assert_cell(0, "сайт", "");
	assert_int_equal(table.fields->of.at[0].column, 4);
	assert_int_equal(table.fields->of.at[0].row, 4);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, prepare, clean)
	const struct CMUnitTest tests[] = {
		TEST(test_titles_stamps_and_long_prose_above_the_captions),
		TEST(test_empty_first_columns_and_gaps_do_not_count),
		TEST(test_captions_alone_make_an_empty_table),
		TEST(test_years_and_days_are_captions),
		TEST(test_numbered_columns_are_passed_over),
		TEST(test_records_that_count_are_records),
		TEST(test_units_are_passed_over),
		TEST(test_groups_of_columns_whose_first_columns_are_merged_downwards),
		TEST(test_captions_alike_in_two_groups_are_told_apart_by_the_group),
		TEST(test_groups_first_and_single_captions_last),
		TEST(test_three_rows_of_captions),
		TEST(test_a_record_under_a_missing_caption_is_no_caption),
		TEST(test_a_title_over_alike_captions_mends_nothing),
		TEST(test_notes_beside_the_table_are_blamed_by_column),
		TEST(test_a_record_downwards_in_any_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
