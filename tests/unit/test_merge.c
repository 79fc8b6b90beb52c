#include "template_bench.h"

#include "merge/merge.h"

#define DATA                                                                                                                                                       \
	"{\"д\": \"30.11.2020\", \"р\": \"2008-03-08\", \"n\": 1234.5, \"пусто\": \"\", \"да\": \"да\", \"нет\": "                                   \
	"\"нет\","                                                                                                                                              \
	" \"фио\": \"Иванова-Петрова Мария Фоминична\", \"пары\": 22,"                                                          \
	" \"люди\": [{\"имя\": \"Ёлкин\", \"лет\": 17, \"группа\": \"Б\"}, {\"имя\": \"Елин\", \"лет\": 9, "                       \
	"\"группа\": \"А\"},"                                                                                                                               \
	" {\"имя\": \"Ельцов\", \"лет\": 17, \"группа\": \"Б\"}], \"числа\": [0.1, 0.2, \"3,5\"], \"слова\": [\"a\", "                \
	"\"b\", \"a\"],"                                                                                                                                           \
	" \"чел\": {\"Фамилия\": \"Юн\", \"Имя\": \"Раиса\", \"Отчество\": \"Егоровна\"}, \"кривое\": \"завтра\"," \
	" \"многое\": {\"где\": {\"что\": \"то\"}}}"
#define VALUE(source, expected) bench_expect(PACKAGE_DOCX, P("{{" source "}}"), DATA, expected "¶")
#define REFUSE(source, slug)    bench_refuse(PACKAGE_DOCX, P("{{" source "}}"), DATA, slug)

static void
dates(void **state)
{
	(void)state;
	VALUE("д", "30.11.2020");
	VALUE("р | дата", "08.03.2008");
	VALUE("д | дата: полно", "30 ноября 2020 года");
	VALUE("д | дата: кавычки", "«30» ноября 2020 г.");
	VALUE("д | дата: “d MMMM y ’г.’”", "30 ноября 2020 г.");
	VALUE("д | учебный_год", "2020/2021");
	VALUE("р | возраст", "16");
	VALUE("р | возраст: д", "12");
	VALUE("@today | дата: полно", "8 марта 2024 года");
	VALUE("д + 1", "01.12.2020");
	VALUE("(д – \"01.11.2020\") + 0", "29");
	VALUE("д > \"2020-01-01\" | да_нет", "да");
	REFUSE("кривое | дата", "filter-value");
	REFUSE("д | дата: \"DD\"", "filter-argument");
}

static void
numbers(void **state)
{
	(void)state;
	VALUE("n | число: \"# ##0,00\"", "1\u00a0234,50");
	VALUE("пары | мн: \"пара\",\"пары\",\"пар\"", "пары");
	VALUE("0.1 + 0.2", "0.3");
	VALUE("числа | сумма", "3,8");
	VALUE("люди | сумма: лет", "43");
	VALUE("пары / 4 - 1", "4,5");
	VALUE("пусто * 2", "");
	REFUSE("пары / 0", "value-division");
	REFUSE("кривое * 2", "value-arithmetic");
	VALUE("\"№ \" + пары + \"-п\"", "№ 22-п");
}

static void
texts(void **state)
{
	(void)state;
	VALUE("\"ёлка\" | с_большой", "Ёлка");
	VALUE("фио | инициалы | заглавные", "ИВАНОВА-ПЕТРОВА М.Ф.");
	VALUE("чел | инициалы_вперёд", "Р.Е. Юн");
	VALUE("чел.фио", "Юн Раиса Егоровна");
	VALUE("пусто | default: \"нет сведений\"", "нет сведений");
	VALUE("пусто | заглавные", "");
	VALUE("пусто | бланк: 5", "_____");
	VALUE("\"№ 105-од\" | nbsp", "№\u00a0105\u2011од");
	VALUE("да | флажок", "☑");
	VALUE("нет | yesno: «есть», «—»", "—");
	VALUE("нет | да_нет", "нет");
	REFUSE("пусто | обязательно", "value-required");
}

static void
lists(void **state)
{
	(void)state;
	VALUE("люди | порядок: имя | через: \"; \", имя", "Елин; Ёлкин; Ельцов");
	VALUE("люди | порядок: лет -, имя | через: \",\", имя", "Ёлкин,Ельцов,Елин");
	VALUE("люди | где: лет >= 17 | количество", "2");
	REFUSE("люди | где: [группа] = \"Б\" | первый | инициалы", "filter-value");
	VALUE("слова | без_повторов | через: \"+\"", "a+b");
	VALUE("(люди | последний | через: \"\", имя)", "Ельцов");
	VALUE("люди | unique: группа | count", "2");
	VALUE("слова", "a, b, a");
	bench_expect(PACKAGE_DOCX, P("{{#люди | группы: группа}}{{@key}}:{{#.}}{{имя}}{{#@last}}.{{/}} {{/}}{{/люди}}"),
		     DATA, "Б:Ёлкин Ельцов. А:Елин. ¶");
	REFUSE("люди | последний", "value-print");
}

static void
names_are_checked_before_the_first_record(void **state)
{
	(void)state;
	REFUSE("люди.имя", "field-unknown");
	REFUSE("чел.фамиля", "field-unknown");
	REFUSE("многое.где.кто", "field-unknown");
	VALUE("многое.где.что", "то");
	REFUSE("@data.люд", "field-unknown");
	REFUSE("@document.номер", "field-unknown");
	REFUSE("@number", "loop-only");
	bench_refuse(PACKAGE_DOCX, P("{{#люди}}{{отчество}}{{имя}}{{n}}{{/}}{{имя}}"), DATA,
		     "field-unknown field-unknown");
	bench_refuse(PACKAGE_DOCX, P("{{#люди | где: вес > 1}}{{/}}"), DATA, "field-unknown");
	bench_expect(PACKAGE_DOCX, P("{{#x}}{{y.z}}{{/}}!"), "{\"x\": []}", "!¶");
}

static void
the_nearest_enclosing_record_wins(void **state)
{
	const char *data = "{\"a\": \"1\", \"b\": [{\"a\": \"2\"}], \"c\": [{\"d\": \"3\"}]}";

	(void)state;
	bench_expect(PACKAGE_DOCX, P("{{#b}}{{a}}{{@data.a}}{{@outer.a}}{{/}}{{#c}}{{a}}{{d}}{{/}}"), data, "21113¶");
	bench_expect(PACKAGE_DOCX, P("{{#b}}{{.a}}{{/}}"), data, "2¶");
	bench_refuse(PACKAGE_DOCX, P("{{#c}}{{.a}}{{/}}"), data, "field-unknown");
}

static void
values_cannot_break_the_document(void **state)
{
	const char *data = "{\"x\": \"<w:p>&\\\"\\u0001\\ufffe]]>\", \"y\": \"a\\r\\nb\\tc\\nd\", \"z\": \" a  b \"}";

	(void)state;
	bench_expect(PACKAGE_DOCX, P("{{x}}"), data, "&lt;w:p&gt;&amp;&quot;]]&gt;¶");
	bench_expect(PACKAGE_DOCX, P("{{y}}"), data, "a↵b→c↵d¶");
	bench_expect(PACKAGE_ODT, OP("{{y}}"), data, "a↵b→c↵d¶");
	bench_expect(PACKAGE_ODT, OP("{{z}}"), data, "·a ·b·¶");
	bench_expect(PACKAGE_DOCX, P("{{z}}"), data, " a  b ¶");
	bench_expect(PACKAGE_DOCX, "<w:p><w:r><w:instrText>{{y}}</w:instrText></w:r></w:p>", data, "a b c d¶");
}

static void
headers_notes_and_properties(void **state)
{
	struct bench b;
	const char *W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, PACKAGE_DOCX, P("нет меток"));
	package_replace(&b.arena, b.template, TEXT("word/header1.xml"),
			text_format(&b.arena, "<w:hdr %s>%s</w:hdr>", W, P("{{д}}")));
	package_replace(
		&b.arena, b.template, TEXT("word/footnotes.xml"),
		text_format(&b.arena, "<w:footnotes %s><w:footnote>%s</w:footnote></w:footnotes>", W, P("{{пары}}")));
	package_replace(&b.arena, b.template, TEXT("docProps/core.xml"),
			TEXT("<cp:coreProperties "
			     "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\""
			     " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>Приказ "
			     "{{д}}</dc:title></cp:coreProperties>"));
	package_replace(
		&b.arena, b.template, TEXT("word/_rels/document.xml.rels"),
		TEXT("<Relationships "
		     "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\""
		     " Type=\"t/hyperlink\" Target=\"http://x/%7B%7Bпары%7D%7D?a=1&amp;b\" "
		     "TargetMode=\"External\"/></Relationships>"));
	assert_string_equal(bench_line(&b, bench_part(&b, "word/header1.xml")), "30.11.2020¶");
	assert_string_equal(bench_line(&b, bench_part(&b, "word/footnotes.xml")), "22¶");
	assert_string_equal(bench_line(&b, bench_part(&b, "docProps/core.xml")), "Приказ 30.11.2020");
	assert_non_null(
		strstr(bench_part(&b, "word/_rels/document.xml.rels"), "Target=\"http://x/22?a=1&amp;b\" TargetMode"));
	/* without markers: the very bytes of the template */
	assert_ptr_equal(package_part(b.merged, TEXT("word/document.xml"))->bytes.at,
			 package_part(b.template, TEXT("word/document.xml"))->bytes.at);
	bench_close(&b);
}

static void
numbers_have_a_point_where_nothing_is_russian(void **state)
{
	(void)state;
	bench_expect(PACKAGE_DOCX, P("total {{x / 2}}"), "{\"x\": 5}", "total 2.5¶");
	bench_expect(PACKAGE_DOCX, P("итого {{x / 2}}"), "{\"x\": 5}", "итого 2,5¶");
}

static void
expressions_and_patterns_outside_a_document(void **state)
{
	struct bench b;
	struct text out;
	struct value v, people;
	const struct expression *e;
	const struct pattern *p;

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	assert_true(record_find(&b.dataset.root, TEXT("люди"), &people));
	b.context.record = list_record(people.as.list, 0);
	b.context.number = 1;
	p = merge_pattern_read(&b.arena, &b.report, TEXT("{{№}}-{{имя}} {{группа | строчные}}"), place_file(TEXT("f")));
	assert_non_null(p);
	assert_true(merge_pattern_check(&b.arena, &b.report, p, &b.context, NULL));
	assert_true(merge_pattern_fill(&b.arena, &b.report, p, &b.context, &out));
	assert_string_equal(out.at, "1-Ёлкин б");
	e = expression_read(&b.arena, &b.report, TEXT("{{ люди | где: лет > 9 }}"), place_file(TEXT("f")));
	assert_true(merge_evaluate(&b.arena, &b.report, e, &b.context, &v));
	assert_int_equal(v.as.list->count, 2);
	p = merge_pattern_read(&b.arena, &b.report, TEXT("{{имю}} {{имя}}"), place_file(TEXT("f")));
	assert_false(merge_pattern_check(&b.arena, &b.report, p, &b.context, NULL));
	assert_null(merge_pattern_read(&b.arena, &b.report, TEXT("{{имя}} {{#люди}}"), place_file(TEXT("f"))));
	assert_int_equal(b.report.problems.count, 2);
	assert_string_equal(problem_slug(b.report.problems.at[0].code), "field-unknown");
	assert_string_equal(problem_slug(b.report.problems.at[1].code), "pattern-section");
	bench_close(&b);
}

static void
the_fields_a_template_asks_for(void **state)
{
	struct bench b;
	struct buffer out = {0};

	(void)state;
	bench_open(&b);
	bench_template(&b, PACKAGE_DOCX, P("{{приказ.дата | дата}}{{#этапы}}{{имя}}{{/}}{{приказ.номер}}"));
	merge_fields(program_compile(&b.arena, &b.report, b.template), NULL, false, &out);
	buffer_byte(&out, '\0');
	assert_string_equal(out.at, "приказ                          record (body, paragraph 1)\n"
				    "  дата                          date | дата (body, paragraph 1)\n"
				    "  номер                         text (body, paragraph 1)\n"
				    "этапы []                        list (body, paragraph 1)\n"
				    "  имя                           text (body, paragraph 1)\n");
	buffer_clear(&out);
	merge_fields(program_compile(&b.arena, &b.report, b.template), NULL, true, &out);
	buffer_byte(&out, '\0');
	assert_non_null(strstr(out.at, "{\"name\": \"дата\", \"path\": \"приказ.дата\", \"kind\": \"date\""));
	buffer_free(&out);
	bench_close(&b);
}

static void
all_faults_of_a_record_are_told_at_once(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, PACKAGE_DOCX, P("{{кривое | дата}}") P("{{пусто | обязательно}}"));
	assert_null(bench_part(&b, "word/document.xml"));
	assert_int_equal(b.report.problems.count, 2);
	assert_int_equal(b.report.problems.at[1].place.paragraph, 2);
	bench_close(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates),
		cmocka_unit_test(numbers),
		cmocka_unit_test(texts),
		cmocka_unit_test(lists),
		cmocka_unit_test(names_are_checked_before_the_first_record),
		cmocka_unit_test(the_nearest_enclosing_record_wins),
		cmocka_unit_test(values_cannot_break_the_document),
		cmocka_unit_test(headers_notes_and_properties),
		cmocka_unit_test(numbers_have_a_point_where_nothing_is_russian),
		cmocka_unit_test(expressions_and_patterns_outside_a_document),
		cmocka_unit_test(the_fields_a_template_asks_for),
		cmocka_unit_test(all_faults_of_a_record_are_told_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
