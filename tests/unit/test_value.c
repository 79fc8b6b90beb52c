/* What values are as truths, numbers, dates and printed texts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "base/nearest.h"
#include "value/cell.h"
#include "value/number.h"
#include "value/record.h"

static struct arena arena;

static int
clean(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void
assert_number(const char *typed, double expected)
{
	double n;

	if (!number_parse(text_from(typed), &n))
		fail_msg("\"%s\" is not read as a number", typed);
	assert_true(n == expected);
}

static void
assert_no_number(const char *typed)
{
	double n;

	if (number_parse(text_from(typed), &n))
		fail_msg("\"%s\" is read as a number", typed);
}

static void
test_numbers_are_read_as_people_type_them(void **state)
{
	(void)state;
	assert_number("0", 0);
	assert_number("105", 105);
	assert_number(" 12,5 ", 12.5);
	assert_number("12.5", 12.5);
	assert_number("0,1", 0.1);
	assert_number("-3", -3);
	assert_number("\u22123", -3);
	assert_number("1 234 567,89", 1234567.89);
	assert_number("1\u00a0234", 1234);
	assert_number("1\u202f234", 1234);
	assert_number("123456789012345", 123456789012345);
	assert_number("0,333333333333333", 0.333333333333333);
	assert_number("-0.00000123456789012345", -1.23456789012345e-6);
	assert_number("0.000", 0);
}

static void
test_codes_and_documents_are_no_numbers(void **state)
{
	static const char *const codes[] = {"",
					    "012345",
					    "00",
					    "4510 123456",
					    "45 10",
					    "1e5",
					    "1.1.",
					    "12а",
					    "12/1",
					    "40702810500000012345",
					    "1,2,3",
					    "0.3333333333333333",
					    ",5",
					    "5,",
					    "0 123",
					    "1234 567",
					    "-",
					    "+",
					    "1  234",
					    "0x10",
					    "№5",
					    "inf",
					    "nan",
					    "112-233-445 95",
					    "1 23"};

	(void)state;
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		assert_no_number(codes[i]);
}

static void
assert_printed(double n, const char *expected)
{
	assert_string_equal(text_c(&arena, number_print(&arena, n, ',')), expected);
}

static void
test_numbers_print_without_surprises(void **state)
{
	(void)state;
	assert_printed(0, "0");
	assert_printed(-0.0, "0");
	assert_printed(1.5, "1,5");
	assert_printed(-1.5, "-1,5");
	assert_printed(0.1 + 0.2, "0,3");
	assert_printed(100, "100");
	assert_printed(1234567.89, "1234567,89");
	assert_printed(0.001, "0,001");
	assert_printed(9007199254740991.0, "9007199254740991");
	assert_printed(1e20, "100000000000000000000");
	assert_printed(1.25e30, "1,25E+30");
	assert_printed(1e-12, "1E-12");
	assert_printed(1e308 * 10, "");
}

static void
test_false_values(void **state)
{
	static const char *const texts[] = {"", " ", "нет", "Нет", " НЕТ ", "false", "FALSE", "ложь", "0", "0,00"};
	struct list empty = {0};
	struct value v;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		v = value_of_text(text_from(texts[i]));
		assert_false(value_truth(&v));
	}
	v = value_of_list(&empty);
	assert_false(value_truth(&v));
	v = value_of_number(0);
	assert_false(value_truth(&v));
	v = value_of_bool(false);
	assert_false(value_truth(&v));
	v = (struct value){.kind = VALUE_EMPTY};
	assert_false(value_truth(&v));
}

static void
test_true_values(void **state)
{
	static const char *const texts[] = {"да", "нету", "00", "1", "-", "без отчества", "истина"};
	struct value v;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		v = value_of_text(text_from(texts[i]));
		assert_true(value_truth(&v));
	}
	v = value_of_date(0);
	assert_true(value_truth(&v));
}

static struct text
print(struct value v, bool is_russian)
{
	return value_print(&arena, &v, is_russian);
}

static void
test_values_print_as_typed_and_computed_ones_as_people_write(void **state)
{
	struct value typed = value_of_text(TEXT("1 234.50")),
		     items[2] = {value_of_number(1.5), value_of_text(TEXT("б"))};
	const struct list *list = list_of(&arena, items, 2, NULL);
	date d;

	(void)state;
	assert_true(date_parse(TEXT("2020-11-05"), &d));
	assert_true(text_is(print(typed, true), "1 234.50"));
	assert_true(text_is(print(value_of_number(1.5), true), "1,5"));
	assert_true(text_is(print(value_of_number(1.5), false), "1.5"));
	assert_true(text_is(print(value_of_bool(true), false), "да"));
	assert_true(text_is(print(value_of_date(d), true), "05.11.2020"));
	assert_true(text_is(print(value_of_list(list), true), "1,5, б"));
}

static int
compare(struct value x, struct value y, bool *comparable)
{
	return value_compare(&x, &y, comparable);
}

static int
compare_texts(const char *x, const char *y)
{
	bool comparable;
	int order = compare(value_of_text(text_from(x)), value_of_text(text_from(y)), &comparable);

	assert_true(comparable);
	return order;
}

static void
test_texts_that_are_numbers_or_dates_compare_as_such(void **state)
{
	(void)state;
	assert_true(compare_texts("9", "10") < 0);
	assert_true(compare_texts("1,50", "1.5") == 0);
	assert_true(compare_texts("2.1.2021", "30.11.2020") > 0);
	assert_true(compare_texts("30.11.2020", "2020-11-30") == 0);
	assert_true(compare_texts("010", "10") != 0);
	assert_true(compare_texts("а", "б") < 0);
	assert_true(compare_texts("40702810500000012345", "40702810500000012346") != 0);
}

static void
test_what_cannot_be_compared(void **state)
{
	bool comparable;

	(void)state;
	compare(value_of_number(1), value_of_text(TEXT("один")), &comparable);
	assert_false(comparable);
	assert_true(compare(value_of_text(TEXT_NONE), value_of_number(1), &comparable) < 0);
	assert_false(comparable);
	assert_int_equal(compare(value_of_text(TEXT_NONE), value_of_text(TEXT_NONE), &comparable), 0);
	assert_true(comparable);
	assert_int_equal(compare(value_of_bool(true), value_of_text(TEXT("да")), &comparable), 0);
	assert_true(comparable);
}

static void
test_fields_are_found_under_folded_names_and_aliases(void **state)
{
	struct fields f = {0};
	bool is_new;

	(void)state;
	for (int i = 0; i < 100; i++)
		fields_add(&arena, &f, text_format(&arena, "Столбец %d", i), &is_new);
	assert_int_equal(fields_add(&arena, &f, TEXT("Ф.И.О.\nнаставника"), &is_new), 100);
	assert_true(is_new);
	assert_int_equal(fields_add(&arena, &f, TEXT("фио_наставника"), &is_new), 100);
	assert_false(is_new);
	assert_int_equal(fields_find(&f, TEXT("фио наставника")), 100);
	assert_int_equal(fields_find(&f, TEXT("столбец 42")), 42);
	assert_int_equal(fields_find(&f, TEXT("столбец")), -1);
	fields_add_name(&arena, &f, TEXT("наставник"), 100);
	assert_int_equal(fields_find(&f, TEXT("наставник")), 100);
	fields_add(&arena, &f, TEXT("%"), &is_new);
	assert_int_equal(fields_find(&f, TEXT("%")), 101);
}

static void
test_distance_of_names(void **state)
{
	(void)state;
	assert_int_equal(nearest_distance(TEXT("Иванов"), TEXT("иванов")), 0);
	assert_int_equal(nearest_distance(TEXT("М-01"), TEXT("М-10")), 1);
	assert_int_equal(nearest_distance(TEXT("Петров"), TEXT("Птеорв")), 2);
	assert_true(nearest_distance(TEXT("а"), TEXT("совсем другое")) == SIZE_MAX);
	assert_true(nearest_distance(TEXT("а"), TEXT("б")) == SIZE_MAX);
	assert_true(nearest_distance(TEXT(""), TEXT("")) == SIZE_MAX);
}

static struct value
through_a_cell(struct value v)
{
	return cell_value(cell_of(&arena, v));
}

static void
assert_kept(struct value v)
{
	struct value back = through_a_cell(v);

	assert_int_equal(back.kind, v.kind);
	assert_int_equal(back.is_string, v.is_string);
	assert_true(text_equal(back.text, v.text));
	if (v.kind == VALUE_NUMBER)
		assert_memory_equal(&back.as.number, &v.as.number, sizeof(double));
	if (v.kind == VALUE_DATE)
		assert_int_equal(back.as.date, v.as.date);
	if (v.kind == VALUE_BOOL)
		assert_int_equal(back.as.truth, v.as.truth);
	if (v.kind == VALUE_LIST)
		assert_ptr_equal(back.as.list, v.as.list);
	if (v.kind == VALUE_RECORD)
		assert_ptr_equal(back.as.record, v.as.record);
}

static void
test_cells_keep_what_is_put_into_them(void **state)
{
	static const double numbers[] = {0,
					 -0.0,
					 1,
					 -1,
					 0.5,
					 0.1,
					 -1234.56,
					 1e15,
					 1e300,
					 5e-324,
					 INFINITY,
					 -1e-9,
					 281474976710656.0,
					 9007199254740993.0};
	static const date days[] = {0, 1, -1, 19000, -719162, 2932896};
	struct value v;
	struct list list = {0};
	struct record record = {0};
	char *text = arena_bytes(&arena, 5000);

	(void)state;
	memset(text, 'a', 5000);
	assert_kept((struct value){.kind = VALUE_EMPTY});
	assert_int_equal(cell_of(&arena, (struct value){.kind = VALUE_EMPTY}).bits, 0);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		assert_kept(value_of_number(numbers[i]));
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		assert_kept(value_of_date(days[i]));
	for (size_t length = 4090; length < 5000; length += 1) {
		v = value_of_text((struct text){text + 5000 - length, length});
		assert_kept(v);
		v.is_string = true;
		assert_kept(v);
	}
	assert_kept(value_of_text(TEXT("Ж")));
	assert_kept(value_of_bool(true));
	assert_kept(value_of_bool(false));
	assert_kept(value_of_list(&list));
	assert_kept(value_of_record(&record));
	v = value_of_record(&record);
	v.text = TEXT("М-01");
	assert_kept(v);
	v = value_of_number(0.25);
	v.text = TEXT("25%");
	assert_kept(v);
}

static void
test_records_are_added_without_moving(void **state)
{
	struct fields f = {0};
	struct records rs = {0};
	const struct record *first;
	struct value v;
	struct list all;
	bool is_new;

	(void)state;
	fields_add(&arena, &f, TEXT("А"), &is_new);
	fields_add(&arena, &f, TEXT("Б"), &is_new);
	first = records_add(&arena, &rs, &f, 2);
	for (int i = 1; i < 1000; i++)
		record_set(&arena, records_add(&arena, &rs, &f, i + 2), 1, value_of_number(i));
	all = records_list(&rs, &f);
	assert_int_equal(all.count, 1000);
	assert_ptr_equal(list_record(&all, 0), first);
	for (int i = 0; i < 1000; i++) {
		const struct record *r = list_record(&all, (size_t)i);

		assert_int_equal(r->position, i);
		assert_int_equal(r->row, i + 2);
		assert_ptr_equal(list_at(&all, (size_t)i).as.record, r);
		assert_int_equal(record_at(r, 0).kind, VALUE_EMPTY);
		assert_true(record_find(r, TEXT("б"), &v));
		assert_int_equal(v.kind, i ? VALUE_NUMBER : VALUE_EMPTY);
		assert_true(!i || v.as.number == i);
	}
	fields_add(&arena, &f, TEXT("В"), &is_new);
	record_widen(&arena, (struct record *)list_record(&all, 7), 2);
	record_share((struct record *)list_record(&all, 7), 2, list_record(&all, 7), 1);
	assert_true(record_at(list_record(&all, 7), 2).as.number == 7);
	assert_true(record_at(list_record(&all, 7), 1).as.number == 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_numbers_are_read_as_people_type_them, clean),
		cmocka_unit_test_teardown(test_codes_and_documents_are_no_numbers, clean),
		cmocka_unit_test_teardown(test_numbers_print_without_surprises, clean),
		cmocka_unit_test_teardown(test_false_values, clean),
		cmocka_unit_test_teardown(test_true_values, clean),
		cmocka_unit_test_teardown(test_values_print_as_typed_and_computed_ones_as_people_write, clean),
		cmocka_unit_test_teardown(test_texts_that_are_numbers_or_dates_compare_as_such, clean),
		cmocka_unit_test_teardown(test_what_cannot_be_compared, clean),
		cmocka_unit_test_teardown(test_fields_are_found_under_folded_names_and_aliases, clean),
		cmocka_unit_test_teardown(test_cells_keep_what_is_put_into_them, clean),
		cmocka_unit_test_teardown(test_records_are_added_without_moving, clean),
		cmocka_unit_test_teardown(test_distance_of_names, clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
