/* Values out of JSON, and what is said about wrong files. */
#include "base/buffer.h"
#include "report_fixture.h"
#include "data/json.h"
#include "value/record.h"

static struct value value;
static const struct source source = {TEXT_INIT("Приказ.json"), TEXT_INIT("")};

static bool
read(const char *json)
{
	value = (struct value){.kind = VALUE_EMPTY};
	return json_read(&arena, &report, text_from(json), &source, &value);
}

/* The value under a name of the record. */
static const struct value *
at(const struct value *v, const char *name)
{
	struct value *found = NEW(&arena, struct value);

	assert_int_equal(v->kind, VALUE_RECORD);
	assert_true(record_find(v->as.record, text_from(name), found));
	return found;
}

static const struct value *
item(const struct value *v, size_t i)
{
	struct value *found = NEW(&arena, struct value);

	assert_int_equal(v->kind, VALUE_LIST);
	assert_true(i < v->as.list->count);
	*found = list_at(v->as.list, i);
	return found;
}

static void
assert_place(const struct record *r, int index, const char *expected)
{
	struct place p = record_place(r, index);

	assert_text(place_describe(&arena, &p), expected);
}

static void
test_values_of_all_kinds(void **state)
{
	(void)state;
	assert_true(read("{\"текст\": \"да\", \"целое\": 105, \"дробь\": 1.50, \"истина\": true, \"нет\": null,"
			 " \"список\": [1, \"два\"], \"пусто\": \"\"}"));
	assert_text(at(&value, "текст")->text, "да");
	assert_int_equal(at(&value, "истина")->kind, VALUE_BOOL);
	assert_int_equal(at(&value, "нет")->kind, VALUE_EMPTY);
	assert_int_equal(at(&value, "пусто")->kind, VALUE_EMPTY);
	assert_text(value_print(&arena, at(&value, "целое"), true), "105");
	assert_text(value_print(&arena, at(&value, "дробь"), true), "1,5");
	assert_text(value_print(&arena, at(&value, "список"), true), "1, два");
	assert_null(at(&value, "список")->as.list->fields);
}

static void
test_long_codes_keep_their_digits(void **state)
{
	(void)state;
	assert_true(read("{\"снилс\": 11223344595, \"ключ\": 9223372036854775807}"));
	assert_text(value_print(&arena, at(&value, "снилс"), true), "11223344595");
	assert_text(value_print(&arena, at(&value, "ключ"), true), "9223372036854775807");
}

static void
test_accounts_keep_their_digits(void **state)
{
	(void)state;
	assert_true(
		read("{\"счёт\": 40817810099910004312, \"карта\":-2200123456789012,\"т\":\"\\\"1234567890123456\"}"));
	assert_text(at(&value, "счет")->text, "40817810099910004312");
	assert_int_equal(at(&value, "счет")->kind, VALUE_TEXT);
	assert_text(at(&value, "карта")->text, "-2200123456789012");
	assert_text(at(&value, "т")->text, "\"1234567890123456");
}

static void
test_blanks_at_the_ends_of_texts_are_kept(void **state)
{
	(void)state;
	assert_true(read("{\"а\": \" принят\\u00a0\", \"б\": \"  \"}"));
	assert_text(at(&value, "а")->text, " принят\u00a0");
	assert_int_equal(at(&value, "б")->kind, VALUE_EMPTY);
}

static void
assert_reason(const char *json, const char *reason)
{
	assert_false(read(json));
	assert_non_null(strstr(report.problems.at[0].what.at, reason));
	report_close(&report);
	report_open(&report);
}

static void
test_habits_of_other_languages_are_named(void **state)
{
	(void)state;
	assert_reason("{'а': 1}", "double quotes, not in single ones");
	assert_reason("{\"а\": «х»}", "straight quotes");
	assert_reason("{\"а\": 1, // да\n\"б\": 2}", "no comments");
	assert_reason("[1, 2,\n]", "the comma before this bracket");
	assert_reason("{\"а\": NaN}", "null");
	assert_reason("{\"а\": None}", "null");
	assert_reason("{\"а\": True}", "small letters");
	assert_reason("{\"а\": 007}", "no zeros before it");
	assert_reason("{\"а\": 12,5}", "a point, not a comma");
}

static void
test_keys_stay_in_order(void **state)
{
	(void)state;
	assert_true(read("{\"я\": 1, \"а\": 2, \"м\": 3}"));
	assert_text(value.as.record->fields->of.at[0].caption, "я");
	assert_text(value.as.record->fields->of.at[2].caption, "м");
}

static void
test_records_of_a_list_share_the_union_of_their_keys(void **state)
{
	(void)state;
	assert_true(read("[{\"Код\": 1}, {\"Срок\": \"май\", \"код\": 2}]"));
	assert_int_equal(value.as.list->fields->of.count, 2);
	assert_int_equal(at(item(&value, 0), "срок")->kind, VALUE_EMPTY);
	assert_text(at(item(&value, 1), "код")->text, "2");
}

static void
test_lists_at_one_path_have_the_same_fields_though_one_is_empty(void **state)
{
	const struct value *empty;

	(void)state;
	assert_true(read("[{\"меры\": [{\"срок\": 1}]}, {\"меры\": []}, {\"меры\": [{\"кто\": 2}]}]"));
	empty = at(item(&value, 1), "меры");
	assert_int_equal(empty->as.list->count, 0);
	assert_int_equal(empty->as.list->fields->of.count, 2);
}

static void
test_lists_in_lists(void **state)
{
	(void)state;
	assert_true(read("[[{\"а\": 1}], {\"б\": 2}]"));
	assert_int_equal(at(item(item(&value, 0), 0), "а")->kind, VALUE_NUMBER);
	assert_int_equal(value.as.list->fields->of.count, 1);
}

static void
test_places_are_paths(void **state)
{
	(void)state;
	assert_true(read("{\"Основание\": {\"Номер\": 78}, \"этапы\": [{\"код\": 1}, {\"код\": 2}]}"));
	assert_place(at(&value, "основание")->as.record, 0, "Приказ.json (Основание.Номер)");
	assert_place(item(at(&value, "этапы"), 1)->as.record, 0, "Приказ.json (этапы[2].код)");
	assert_place(item(at(&value, "этапы"), 1)->as.record, -1, "Приказ.json (этапы[2])");
	assert_place(value.as.record, -1, "Приказ.json");
}

static void
test_full_name_of_a_nested_person(void **state)
{
	(void)state;
	assert_true(read("{\"подписал\": {\"Имя\": \"Лидия\", \"Фамилия\": \"Косьяненко\", \"Отчество\": null}}"));
	assert_text(at(at(&value, "подписал"), "фио")->text, "Косьяненко Лидия");
	assert_true(read("{\"Имя\": \"Лидия\", \"Фамилия\": \"Косьяненко\", \"ФИО\": \"Л.В. Косьяненко\"}"));
	assert_text(at(&value, "фио")->text, "Л.В. Косьяненко");
}

static void
assert_syntax(const char *json, enum problem_code code, const char *where)
{
	assert_false(read(json));
	assert_int_equal(report.problems.count, 1);
	assert_string_equal(problem_slug(report.problems.at[0].code), problem_slug(code));
	assert_text(place_describe(&arena, &report.problems.at[0].place), where);
	report_close(&report);
	report_open(&report);
}

static void
test_syntax_errors_are_placed(void **state)
{
	(void)state;
	assert_syntax("{\n  \"а\": 1\n  \"б\": 2\n}", PROBLEM_JSON_SYNTAX, "Приказ.json:3:3");
	assert_syntax("{\"а\": 1,}", PROBLEM_JSON_SYNTAX, "Приказ.json:1:9");
	assert_syntax("{\"а\": один}", PROBLEM_JSON_SYNTAX, "Приказ.json:1:7");
	assert_syntax("{\"а\": 1", PROBLEM_JSON_ENDS_EARLY, "Приказ.json:1:8");
	assert_syntax("{} {}", PROBLEM_JSON_GOES_ON, "Приказ.json:1:4");
	assert_syntax("{\"а\": 1, \"а\": 2}", PROBLEM_JSON_KEY_TWICE, "Приказ.json:1:10");
	assert_syntax("{\"а\": 1e400}", PROBLEM_JSON_NUMBER_TOO_LARGE, "Приказ.json:1:7");
	assert_syntax("[12345678901234567890, 12345678901234567890 2]", PROBLEM_JSON_SYNTAX, "Приказ.json:1:45");
	assert_syntax("", PROBLEM_JSON_ENDS_EARLY, "Приказ.json:1:1");
}

static void
test_the_excerpt_points_at_the_fault(void **state)
{
	(void)state;
	assert_false(read("{\n  \"имя\": Иван\n}"));
	assert_text(report.problems.at[0].excerpt.text, "  \"имя\": Иван");
	assert_int_equal(report.problems.at[0].excerpt.caret, 9);
}

static void
test_keys_that_fold_to_one_name(void **state)
{
	(void)state;
	assert_false(read("{\"лица\": [{\"Ф.И.О.\": 1, \"фио\": 2}]}"));
	assert_problem(&report, JSON_KEYS_ALIKE);
	assert_text(report.problems.at[0].place.caption, "лица[1]");
}

static void
test_deep_nesting_is_refused(void **state)
{
	char json[4000];

	(void)state;
	memset(json, '[', 1000);
	memset(json + 1000, ']', 1000);
	json[2000] = '\0';
	assert_false(read(json));
	assert_problem(&report, JSON_TOO_DEEP);
	memset(json, '[', 3999);
	json[3999] = '\0';
	assert_false(read(json));
}

static void
test_a_list_of_records_without_a_key_in_common_is_refused(void **state)
{
	struct buffer b = {0};

	(void)state;
	for (int i = 0; i < 1200; i++)
		buffer_printf(&b, "%s{\"k%d\": 1}", i ? "," : "[", i);
	buffer_string(&b, "]");
	assert_false(read(text_c(&arena, buffer_view(&b))));
	assert_problem(&report, JSON_TOO_SPARSE);
	buffer_free(&b);
}

static void
test_long_keys_do_not_make_long_paths(void **state)
{
	struct buffer b = {0};
	const struct record *inner;
	struct place place;

	(void)state;
	buffer_string(&b, "{\"");
	for (int i = 0; i < 1000; i++)
		buffer_string(&b, "ключ");
	buffer_string(&b, "\": {\"а\": 1}}");
	assert_true(read(text_c(&arena, buffer_view(&b))));
	inner = record_at(value.as.record, 0).as.record;
	place = record_place(inner, 0);
	assert_true(place.caption.len < 200);
	assert_true(text_ends(place.caption, TEXT("ключ.а")));
	buffer_free(&b);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, prepare, clean)
	const struct CMUnitTest tests[] = {
		TEST(test_values_of_all_kinds),
		TEST(test_long_codes_keep_their_digits),
		TEST(test_accounts_keep_their_digits),
		TEST(test_blanks_at_the_ends_of_texts_are_kept),
		TEST(test_habits_of_other_languages_are_named),
		TEST(test_keys_stay_in_order),
		TEST(test_records_of_a_list_share_the_union_of_their_keys),
		TEST(test_lists_at_one_path_have_the_same_fields_though_one_is_empty),
		TEST(test_lists_in_lists),
		TEST(test_places_are_paths),
		TEST(test_full_name_of_a_nested_person),
		TEST(test_syntax_errors_are_placed),
		TEST(test_the_excerpt_points_at_the_fault),
		TEST(test_keys_that_fold_to_one_name),
		TEST(test_deep_nesting_is_refused),
		TEST(test_a_list_of_records_without_a_key_in_common_is_refused),
		TEST(test_long_keys_do_not_make_long_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
