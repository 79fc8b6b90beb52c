#include "check.h"

#include "base/utf8.h"
#include "language/typography.h"

static struct arena arena;

/* What comes out, with no-break spaces as ~ and no-break hyphens as =; and what has come out stays as it is. */
static const char *
set(const char *source)
{
	struct text once = russian_typograph(&arena, text_from(source)), twice = russian_typograph(&arena, once);
	char *shown = arena_alloc(&arena, once.len + 1);
	size_t len = 0;

	assert_string_equal(once.at, twice.at);
	for (size_t at = 0; at < once.len;) {
		uint32_t c = utf8_next(once, &at);

		if (c == 0xA0 || c == 0x2011)
			shown[len++] = c == 0xA0 ? '~' : '=';
		else
			len += utf8_put(c, shown + len);
	}
	shown[len] = '\0';
	return shown;
}

#define SET(source, result) assert_string_equal(set(source), result)

static void
quotes_are_paired_and_nested(void **state)
{
	(void)state;
	SET("Школа \"Росток\"", "Школа «Росток»");
	SET("Школа “Росток”", "Школа «Росток»");
	SET("Школа „Росток“", "Школа «Росток»");
	SET("Школа «Росток»", "Школа «Росток»");
	SET("\"Практика \"Школа Росток\" в школе\"", "«Практика „Школа Росток“ в~школе»");
	SET("\"Практика \"Росток\"\"", "«Практика „Росток“»");
	SET("«План «Дорожная карта»»", "«План „Дорожная карта“»");
	SET("ООО \"Школа \"Росток\"", "ООО~«Школа „Росток“»");
	SET("«Практика «Школа „Росток“»»", "«Практика „Школа «Росток»“»");
	SET("(\"Росток\")", "(«Росток»)");
	SET("\"Росток\", \"Исток\"; \"Юн\".", "«Росток», «Исток»; «Юн».");
	SET("« 06 » июня", "«06»~июня");
	SET("диск 3.5\"", "диск 3.5\"");
	SET("\"не закрыто", "\"не~закрыто");
	SET("\"а\nб\"", "\"а\nб\"");
	SET("\"Росток\"\n\"Исток\"", "«Росток»\n«Исток»");
	SET("д'Артаньян", "д'Артаньян");
}

static void
dashes_between_words(void **state)
{
	(void)state;
	SET("Наставник - это опыт", "Наставник~— это опыт");
	SET("Наставник -- это опыт", "Наставник~— это опыт");
	SET("Наставник — это опыт", "Наставник~— это опыт");
	SET("педагог – педагог", "педагог~– педагог");
	SET("- Да", "—~Да");
	SET("педагог-психолог", "педагог-психолог");
	SET("Слово -", "Слово~—");
}

static void
dashes_in_ranges(void **state)
{
	(void)state;
	SET("2020-2024", "2020–2024");
	SET("2020 – 2024 гг.", "2020–2024~гг.");
	SET("10 - 15 человек", "10–15~человек");
	SET("10-15", "10–15");
	SET("8-914-123-45-67", "8-914-123-45-67");
	SET("8 914 123 45-67", "8~914~123 45-67");
	SET("2020-11-30", "2020-11-30");
	SET("№ 10-15", "№~10-15");
	SET("гр. 21-30", "гр.~21-30");
	SET("20-10", "20-10");
	SET("01-05", "01-05");
	SET("1.2-1.5", "1.2-1.5");
	SET("9:00-10:30, 9:15 - 16:45.", "9:00–10:30, 9:15–16:45.");
	SET("01.09.2023-31.05.2024.", "01.09.2023–31.05.2024.");
	SET("с 1.9.2023 - 31.05.2024 г.", "с~1.9.2023–31.05.2024~г.");
	SET("01.09-31.05, 10:30-11", "01.09-31.05, 10:30-11");
	SET("-5", "-5");
}

static void
numbers_keep_what_belongs_to_them(void **state)
{
	(void)state;
	SET("№ 105", "№~105");
	SET("№105", "№~105");
	SET("№599 от 30 ноября 2020 г.", "№~599 от~30~ноября 2020~г.");
	SET("в ноябре 2020 года", "в~ноябре 2020~года");
	SET("июня 2021г.", "июня 2021~г.");
	SET("2020 года", "2020~года");
	SET("100 %, 100%", "100~%, 100~%");
	SET("3 000 000 рублей", "3~000~000~рублей");
	SET("4510 123456", "4510 123456");
	SET("п. 1.1, п.1.1, ст. 9, ст.9", "п.~1.1, п.~1.1, ст.~9, ст.~9");
	SET("152-ФЗ, Р-145, 105-од, 5-й", "152=ФЗ, Р=145, 105=од, 5=й");
	SET("36,6 °C", "36,6~°C");
	SET("9 «А» класса, 9 \"Б\" класс", "9~«А»~класса, 9~«Б»~класс");
	SET("5 «Ромашка»", "5 «Ромашка»");
	SET("XXI век, VIII класс", "XXI~век, VIII~класс");
	SET("14 дней, 5 баллов", "14~дней, 5~баллов");
}

static void
names_stay_together(void **state)
{
	(void)state;
	SET("И.О. Фамилия", "И.О.~Фамилия");
	SET("Косьяненко Л.В.", "Косьяненко~Л.В.");
	SET("И.Н.Максимова", "И.Н.~Максимова");
	SET("Ким А.", "Ким~А.");
	SET("г. Чита, г.Чита", "г.~Чита, г.~Чита");
	SET("им. В.П. Романова", "им.~В.П.~Романова");
	SET("ул. Бабушкина, д. 66", "ул.~Бабушкина, д.~66");
	SET("А.-М. Сидорова", "А.-М.~Сидорова");
	SET("и.о. директора, и. о. директора", "и.о.~директора, и.~о.~директора");
	SET("2010 г. р., III в. до н. э.", "2010~г.~р., III в. до~н.~э.");
	SET("ГПОУ \"ЧТОТиБ\", ООО «Росток»", "ГПОУ~«ЧТОТиБ», ООО~«Росток»");
	SET("План «Дорожная карта»", "План «Дорожная карта»");
	SET("в группе 21-П. Затем", "в~группе 21=П. Затем");
}

static void
short_words_go_with_the_next(void **state)
{
	(void)state;
	SET("в школе и на дому", "в~школе и~на~дому");
	SET("К Петрову, о нём", "К~Петрову, о~нём");
	SET("так ли это, он же не был бы", "так~ли это, он~же не~был~бы");
	SET("и т.д., в т. ч., т.е. так", "и~т.~д., в~т.~ч., т.~е. так");
	SET("в", "в");
}

static void
signs_and_blanks(void **state)
{
	(void)state;
	SET("Итак...", "Итак…");
	SET("Как?..", "Как?..");
	SET("....", "....");
	SET("два  слова , три", "два слова, три");
	SET("( скобки )", "(скобки)");
	SET("", "");
	SET("строка\nвторая\tи", "строка\nвторая\tи");
}

static void
addresses_are_left_alone(void **state)
{
	(void)state;
	SET("https://site.ru/a--b?x=\"1\"...", "https://site.ru/a--b?x=\"1\"…");
	SET("пишите на i-ivanov@mail-1.ru.", "пишите на~i-ivanov@mail-1.ru.");
	SET("\"www.школа.рф/2020-2024\"", "«www.школа.рф/2020-2024»");
	SET("http://chtotib.ru/2020-2024/152-fz", "http://chtotib.ru/2020-2024/152-fz");
	SET("приказ-105-од.docx", "приказ-105-од.docx");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quotes_are_paired_and_nested),
		cmocka_unit_test(dashes_between_words),
		cmocka_unit_test(dashes_in_ranges),
		cmocka_unit_test(numbers_keep_what_belongs_to_them),
		cmocka_unit_test(names_stay_together),
		cmocka_unit_test(short_words_go_with_the_next),
		cmocka_unit_test(signs_and_blanks),
		cmocka_unit_test(addresses_are_left_alone),
	};

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
