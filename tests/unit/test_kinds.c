/*
 * Every operator and filter with every kind of value: what it gives, or that it says no.  Nothing passes silently that
 * nobody can have meant.  "–" is an empty result, "!" an error of that slug.
 */
#include "template_bench.h"

static const char data[] = "{\"e\": \"\", \"t\": \"Юн\", \"n\": 5, \"m\": \"1,5\", \"d\": \"30.11.2010\", \"b\": true,"
			   " \"l\": [\"а\", \"б\"], \"r\": {\"к\": 1}, \"q\": [{\"к\": 1}, {\"к\": 2}]}";
static const char kinds[] = "etnmdblrq";

/* The expression with each "@" as the name of a value of that kind. */
static struct text
expression_for(struct arena *a, const char *expression, char kind)
{
	char *source = (char *)text_c(a, text_from(expression));

	for (char *c = source; *c; c++)
		*c = *c == '@' ? kind : *c;
	return text_from(source);
}

static void
evaluate_one(struct bench *b, const char *expression, char kind, struct buffer *out)
{
	struct text source = expression_for(&b->arena, expression, kind);
	size_t before = b->report.problems.count;
	const struct pattern *p = merge_pattern_read(&b->arena, &b->report, source, place_file(TEXT("f")));
	struct text t = TEXT_NONE;

	buffer_byte(out, ' ');
	if (p && merge_pattern_fill(&b->arena, &b->report, p, &b->context, &t)) {
		buffer_text(out, t.len ? t : TEXT("–"));
		return;
	}
	assert_true(b->report.problems.count > before);
	buffer_printf(out, "!%s", problem_slug(b->report.problems.at[b->report.problems.count - 1].code));
}

static const struct {
	const char *expression, *results;
} rows[] = {
	{"{{@}}", "– Юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{@ + 1}}", "1 Юн1 6 2,5 01.12.2010 да1 а, б1 !value-print !value-print"},
	{"{{1 + @}}", "1 1Юн 6 2,5 01.12.2010 1да 1а, б !value-print !value-print"},
	{"{{@ + «x»}}", "x Юнx 5x 1,5x 30.11.2010x даx а, бx !value-print !value-print"},
	{"{{@ - 1}}", "– !value-arithmetic 4 0,5 29.11.2010 !value-arithmetic !value-arithmetic !value-arithmetic "
		      "!value-arithmetic"},
	{"{{@ * 2}}", "– !value-arithmetic 10 3 !value-arithmetic !value-arithmetic !value-arithmetic "
		      "!value-arithmetic !value-arithmetic"},
	{"{{2 / @}}", "– !value-arithmetic 0,4 1,33333333333 !value-arithmetic !value-arithmetic !value-arithmetic "
		      "!value-arithmetic !value-arithmetic"},
	{"{{-@}}", "– !value-arithmetic −5 −1,5 !value-arithmetic !value-arithmetic !value-arithmetic "
		   "!value-arithmetic !value-arithmetic"},
	{"{{(!@)}}", "да нет нет нет нет нет нет нет нет"},
	{"{{@ = 5}}", "нет нет да нет нет нет нет !value-print !value-print"},
	{"{{@ = «Юн»}}", "нет да нет нет нет нет нет !value-print !value-print"},
	{"{{@ != «»}}", "нет да да да да да да да да"},
	{"{{@ < 6}}", "нет !value-comparison да да !value-comparison !value-comparison !value-comparison "
		      "!value-comparison !value-comparison"},
	{"{{@ < «01.01.2011»}}",
	 "нет нет !value-comparison нет да !value-comparison !value-comparison !value-comparison !value-comparison"},
	{"{{@ && 1}}", "нет да да да да да да да да"},
	{"{{@ || 0}}", "нет да да да да да да да да"},
	{"{{@ | дата: полно}}", "– !filter-value !filter-value !filter-value 30 ноября 2010 года !filter-value "
				"!filter-value !filter-value !filter-value"},
	{"{{@ | учебный_год}}", "– !filter-value !filter-value !filter-value 2010/2011 !filter-value !filter-value "
				"!filter-value !filter-value"},
	{"{{@ | возраст}}",
	 "– !filter-value !filter-value !filter-value 13 !filter-value !filter-value !filter-value !filter-value"},
	{"{{@ | число: «0,00»}}",
	 "– !filter-value 5,00 1,50 !filter-value !filter-value !filter-value !filter-value !filter-value"},
	{"{{@ | прописью}}", "– !filter-value пять одна целая пять десятых !filter-value !filter-value !filter-value "
			     "!filter-value !filter-value"},
	{"{{@ | порядковое}}",
	 "– !filter-value пятый !filter-value !filter-value !filter-value !filter-value !filter-value !filter-value"},
	{"{{@ | рубли: кратко}}", "– !filter-value 5\u00a0руб. 00\u00a0коп. 1\u00a0руб. 50\u00a0коп. !filter-value "
				  "!filter-value !filter-value !filter-value !filter-value"},
	{"{{@ | месяц}}",
	 "– !filter-value май !filter-value ноябрь !filter-value !filter-value !filter-value !filter-value"},
	{"{{@ | период: @}}", "– !filter-value !filter-value !filter-value 30\u00a0ноября 2010\u00a0г. "
			      "!filter-value !filter-value !filter-value !filter-value"},
	{"{{@ | мн: «пара», «пары», «пар»}}",
	 "– !filter-value пар пары !filter-value !filter-value !filter-value !filter-value !filter-value"},
	{"{{@ | заглавные}}", "– ЮН 5 1,5 30.11.2010 ДА А, Б !value-print !value-print"},
	{"{{@ | строчные}}", "– юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{@ | с_большой}}", "– Юн 5 1,5 30.11.2010 Да А, б !value-print !value-print"},
	{"{{@ | обрезать}}", "– Юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{@ | default: «x»}}", "x Юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{@ | обязательно}}", "!value-required Юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{@ | бланк: 3}}", "___ Юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{@ | заменить: «\\w», «x»}}", "– xx x x,x xx.xx.xxxx xx x, x !value-print !value-print"},
	{"{{@ | совпадает: «\\w»}}", "– да да да да да да !value-print !value-print"},
	{"{{@ | неразрывно}}", "– Юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{@ | типограф}}", "– Юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{@ | да_нет}}", "нет да да да да да да да да"},
	{"{{@ | да_нет: «есть»}}", "– есть есть есть есть есть есть есть есть"},
	{"{{@ | флажок}}", "☐ ☑ ☑ ☑ ☑ ☑ ☑ ☑ ☑"},
	{"{{@ | скрыть}}", "– *** *** *** *** *** *** *** ***"},
	{"{{@ | скрыть: имя}}", "– Ю. 5. 1. 3. *** *** *** ***"},
	{"{{@ | скрыть: номер}}", "– ** * *,* **.**.**** ** *, * *** ***"},
	{"{{@ | скрыть: дата}}", "– *** *** *** **.**.2010 *** *** *** ***"},
	{"{{@ | инициалы}}",
	 "– Юн !filter-value 1,5 30.11.2010 !filter-value а, б !filter-value !filter-value"},
	{"{{@ | порядок: .}}", "– Юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{@ | где: .}}", "– Юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{@ | группы: . | количество}}", "0 1 1 1 1 1 2 1 2"},
	{"{{@ | без_повторов}}", "– Юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{@ | количество}}", "0 1 1 1 1 1 2 1 2"},
	{"{{@ | первый}}", "– Юн 5 1,5 30.11.2010 да а !value-print !value-print"},
	{"{{@ | последний}}", "– Юн 5 1,5 30.11.2010 да б !value-print !value-print"},
	{"{{@ | сумма}}",
	 "0 !filter-value 5 1,5 !filter-value !filter-value !filter-value !filter-value !filter-value"},
	{"{{@ | сумма: к}}", "0 0 0 0 0 0 0 1 3"},
	{"{{@ | через: «;»}}", "– Юн 5 1,5 30.11.2010 да а;б !value-print !value-print"},
	{"{{@ | через: «;», к}}", "– – – – – – – 1 1;2"},
	{"{{t | default: @}}", "Юн Юн Юн Юн Юн Юн Юн Юн Юн"},
	{"{{e | default: @}}", "– Юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{t | заменить: «ю», @}}", "Юн Юн Юн Юн Юн Юн Юн !value-print !value-print"},
	{"{{t | совпадает: @}}", "нет да нет нет нет нет нет !value-print !value-print"},
	{"{{n | мн: @, @, @}}", "– Юн 5 1,5 30.11.2010 да а, б !value-print !value-print"},
	{"{{d | дата: @}}", "!filter-argument !filter-argument !filter-argument !filter-argument !filter-argument "
			    "!filter-argument !filter-argument !value-print !value-print"},
	{"{{n | число: @}}", "!filter-argument !filter-argument !filter-argument !filter-argument !filter-argument "
			     "!filter-argument !filter-argument !value-print !value-print"},
	{"{{d | возраст: @}}", "!filter-argument !filter-argument !filter-argument !filter-argument 0 !filter-argument "
			       "!filter-argument !filter-argument !filter-argument"},
	{"{{e | бланк: @}}", "!filter-argument !filter-argument _____ _ !filter-argument !filter-argument "
			     "!filter-argument !filter-argument !filter-argument"},
	{"{{l | через: @}}", "аб аЮнб а5б а1,5б а30.11.2010б адаб аа, бб !value-print !value-print"},
	{"{{d + @}}", "30.11.2010 30.11.2010Юн 05.12.2010 01.12.2010 30.11.201030.11.2010 30.11.2010да 30.11.2010а, б "
		      "!value-print !value-print"},
	{"{{d - @}}", "– !value-arithmetic 25.11.2010 29.11.2010 0 !value-arithmetic !value-arithmetic "
		      "!value-arithmetic !value-arithmetic"},
	{"{{@.к}}", "– – – – – – – 1 –"},
};

static void
every_kind_of_value(void **state)
{
	int failed = 0;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buffer out = {0};
		struct bench b;

		for (const char *kind = kinds; *kind; kind++) {
			bench_open(&b);
			bench_data(&b, data);
			evaluate_one(&b, rows[i].expression, *kind, &out);
			bench_close(&b);
		}
		buffer_byte(&out, '\0');
		if (strcmp(out.at + 1, rows[i].results) != 0) {
			print_error("{\"%s\", \"%s\"},\n", rows[i].expression, out.at + 1);
			failed++;
		}
		buffer_free(&out);
	}
	assert_int_equal(failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_kind_of_value)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
