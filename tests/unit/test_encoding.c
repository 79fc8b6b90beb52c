/* Encodings found by looking: short pieces of real-looking tables, each in every encoding that has its letters. */
#include "report_fixture.h"

#include <iconv.h>
#include <stdio.h>
#include <string.h>

#include "reader/encoding.h"
#include "reader/source.h"

/* Whole files, as short as they come. */
static const char *const snippets[] = {
	"ФИО",
	"ФИО\n",
	"Ф.И.О.;Класс\n",
	"Ф.И.О.;Класс;Группа\n",
	"Код;Имя\n1;Я\n",
	"Код;ФИО\n",
	"КОД;ФИО\n",
	"КОД;ФИО;КЛАСС\n",
	"ФАМИЛИЯ;ИМЯ;ОТЧЕСТВО\n",
	"ФАМИЛИЯ ИМЯ ОТЧЕСТВО\nИВАНОВ ИВАН ИВАНОВИЧ\n",
	"ИВАНОВ\n",
	"ПЕТРОВ\n",
	"СИДОРОВА\n",
	"КУЗНЕЦОВ\n",
	"ЩЕРБАКОВА\n",
	"ЦИГЛЕР\n",
	"ЮН РОМАН\n",
	"Иванов\n",
	"Юн Роман Евгеньевич\n",
	"Ли Анна\n",
	"Ким А.\n",
	"Класс\n",
	"класс\n",
	"КЛАСС\n",
	"Группа\n",
	"ГРУППА\n",
	"Наставник\n",
	"НАСТАВНИК\n",
	"Наставники\n",
	"наставник;наставляемый\n",
	"НАСТАВНИК;НАСТАВЛЯЕМЫЙ\n",
	"Наставник,Наставляемый,Форма\n",
	"НАСТАВНИК,НАСТАВЛЯЕМЫЙ,ФОРМА\n",
	"Документ;Шаблон;Для каждого;Файл\n",
	"ДОКУМЕНТ;ШАБЛОН;ДЛЯ КАЖДОГО;ФАЙЛ\n",
	"№ п/п;ФИО;Должность\n",
	"№ П/П;ФИО;ДОЛЖНОСТЬ\n",
	"№;ФИО\n",
	"Этап;Название;Срок\n",
	"ЭТАП;НАЗВАНИЕ;СРОК\n",
	"Дата\n",
	"дата\n",
	"ДАТА\n",
	"Дата рождения\n",
	"ДАТА РОЖДЕНИЯ\n01.09.2010\n",
	"Сумма\n100,50\n",
	"СУММА\n100,50\n",
	"Телефон;E-mail\n+7 900 000-00-00;a@b.ru\n",
	"Адрес\n",
	"АДРЕС\nг. Чита, ул. Ленина, д. 1\n",
	"Город\nЧита\n",
	"ГОРОД\nЧИТА\n",
	"ИНН;ОГРН;КПП\n7530000048;1;2\n",
	"СНИЛС\n112-233-445 95\n",
	"Паспорт;Серия;Номер\n",
	"ПАСПОРТ;СЕРИЯ;НОМЕР\n",
	"Имя;Возраст\nАнна;15\n",
	"ИМЯ;ВОЗРАСТ\nАННА;15\n",
	"Пол\nж\nм\n",
	"Статус\nпринят\n",
	"СТАТУС\nПРИНЯТ\n",
	"Поле;Значение\nНомер;105\n",
	"ПОЛЕ;ЗНАЧЕНИЕ\nНОМЕР;105\n",
	"Организация\nГПОУ «ЧТОТиБ»\n",
	"ОРГАНИЗАЦИЯ\nГПОУ «ЧТОТИБ»\n",
	"ГБПОУ ПГТ им. В.П. Романова\n",
	"МБОУ СОШ № 5\n",
	"МАОУ «Гимназия № 12»\n",
	"СОГБПОУ «Сафоновский индустриально–технологический техникум»\n",
	"Заместитель директора по УВР\n",
	"ЗАМЕСТИТЕЛЬ ДИРЕКТОРА ПО УВР\n",
	"Директор\n",
	"ДИРЕКТОР\n",
	"Педагог-психолог\n",
	"ПЕДАГОГ-ПСИХОЛОГ\n",
	"Куратор\n",
	"КУРАТОР\n",
	"Мероприятие\nВстреча\n",
	"МЕРОПРИЯТИЕ\nВСТРЕЧА\n",
	"Ответственные\n",
	"Примечание\n",
	"ПРИМЕЧАНИЕ\n",
	"да\nнет\n",
	"Участвует\nда\nнет\n",
	"УЧАСТВУЕТ\nДА\nНЕТ\n",
	"Семёнов Пётр\n",
	"СЕМЁНОВ ПЁТР\n",
	"Фёдорова Алёна\n",
	"ФЁДОРОВА АЛЁНА\n",
	"Королёв\n",
	"КОРОЛЁВ\n",
	"Ёлкин\n",
	"Щукина Яна\n",
	"ЩУКИНА ЯНА\n",
	"Жукова Юлия\n",
	"ЖУКОВА ЮЛИЯ\n",
	"Хасанов Эльдар\n",
	"ХАСАНОВ ЭЛЬДАР\n",
	"Мамедов Али Гасан оглы\n",
	"МАМЕДОВ АЛИ ГАСАН ОГЛЫ\n",
	"Цыренова Дарима\n",
	"ЦЫРЕНОВА ДАРИМА\n",
	"Бадмаев Баир\n",
	"БАДМАЕВ БАИР\n",
	"Ахметзянова Гузель\n",
	"АХМЕТЗЯНОВА ГУЗЕЛЬ\n",
	"Шевчук\n",
	"ШЕВЧУК\n",
	"Косьяненко Л.В.\n",
	"КОСЬЯНЕНКО Л.В.\n",
	"Терукова Ж.В.\n",
	"ТЕРУКОВА Ж.В.\n",
	"Боцман\n",
	"БОЦМАН\n",
	"Грецкий Александр Никитич\n",
	"ГРЕЦКИЙ АЛЕКСАНДР НИКИТИЧ\n",
	"Окуджава\n",
	"ОКУДЖАВА\n",
	"Гёте\n",
	"Дюма\n",
	"Глоба\n",
	"ГЛОБА\n",
	"Нго Тхи Лан\n",
	"Шоу\n",
	"математика\n",
	"МАТЕМАТИКА\n",
	"Математика; физика\n",
	"русский язык\n",
	"РУССКИЙ ЯЗЫК\n",
	"Физкультура\n",
	"ФИЗКУЛЬТУРА\n",
	"Предмет;Учитель;Класс\n",
	"ПРЕДМЕТ;УЧИТЕЛЬ;КЛАСС\n",
	"7 «А»\n",
	"Класс\n7А\n8Б\n",
	"КЛАСС\n7А\n8Б\n",
	"Группа\nПК-21\n",
	"ГРУППА\nПК-21\n",
	"январь\nфевраль\n",
	"ЯНВАРЬ\nФЕВРАЛЬ\n",
	"сентябрь – октябрь\n",
	"2023/2024 учебный год\n",
	"2023/2024 УЧЕБНЫЙ ГОД\n",
	"в течение года\n",
	"В ТЕЧЕНИЕ ГОДА\n",
	"Приказ № 105 от 30.11.2020\n",
	"ПРИКАЗ № 105 ОТ 30.11.2020\n",
	"О внедрении целевой модели наставничества\n",
	"О ВНЕДРЕНИИ ЦЕЛЕВОЙ МОДЕЛИ НАСТАВНИЧЕСТВА\n",
	"Утвердить дорожную карту.\n",
	"УТВЕРДИТЬ ДОРОЖНУЮ КАРТУ.\n",
	"педагог – педагог\n",
	"ПЕДАГОГ – ПЕДАГОГ\n",
	"студент – студент\n",
	"СТУДЕНТ – СТУДЕНТ\n",
	"работодатель – студент\n",
	"РАБОТОДАТЕЛЬ – СТУДЕНТ\n",
	"объявление\n",
	"ОБЪЯВЛЕНИЕ\n",
	"подъезд\n",
	"Съёмка\n",
	"СЪЁМКА\n",
	"Благодарственное письмо\n",
	"БЛАГОДАРСТВЕННОЕ ПИСЬМО\n",
	"Сертификат\n",
	"СЕРТИФИКАТ\n",
	"Грамота\n",
	"ГРАМОТА\n",
	"Согласие на обработку персональных данных\n",
	"СОГЛАСИЕ НА ОБРАБОТКУ ПЕРСОНАЛЬНЫХ ДАННЫХ\n",
	"мать\nотец\nопекун\n",
	"МАТЬ\nОТЕЦ\nОПЕКУН\n",
	"Id;Name;Город\n1;Ann;Чита\n",
	"id,name,класс\n1,Ann,7\n",
	"ID;FIO;КЛАСС\n1;Ann;7\n",
	"Показатель;Единица;2021;2022\n",
	"ПОКАЗАТЕЛЬ;ЕДИНИЦА;2021;2022\n",
	"процент\n95,5 %\n",
	"Партнёр;Адрес\n",
	"ПАРТНЁР;АДРЕС\n",
	"ООО «Ромашка»\n",
	"ООО \"Ромашка\"\n",
	"ООО «РОМАШКА»\n",
	"ИП Смирнов\n",
	"ИП СМИРНОВ\n",
	"Тема;Описание\n",
	"ТЕМА;ОПИСАНИЕ\n",
	"Номер;Дата;Сумма\n1;01.02.2023;100\n",
	"НОМЕР;ДАТА;СУММА\n1;01.02.2023;100\n",
	"Улица\n",
	"УЛИЦА\n",
	"Школа\n",
	"ШКОЛА\n",
	"Чей ребёнок\n",
	"ЧЕЙ РЕБЁНОК\n",
	"Юридический адрес\n",
	"ЮРИДИЧЕСКИЙ АДРЕС\n",
	"Электронная почта\n",
	"ЭЛЕКТРОННАЯ ПОЧТА\n",
	"Основной запрос наставляемого\n",
	"ОСНОВНОЙ ЗАПРОС НАСТАВЛЯЕМОГО\n",
	"Цель\n",
	"ЦЕЛЬ\n",
	"Жёлтый\n",
	"ЖЁЛТЫЙ\n",
	"Начало;Окончание\n",
	"НАЧАЛО;ОКОНЧАНИЕ\n",
	"Итог\n",
	"ИТОГО\n",
	"Всего\n",
	"ВСЕГО\n",
	"Имя\n",
	"ИМЯ\n",
	"Код\n",
	"КОД\n",
	"Срок\n",
	"СРОК\n",
	"Курс\n",
	"КУРС\n",
	"Год\n",
	"ГОД\n",
	"Вид\n",
	"ВИД\n",
	"Роль\n",
	"РОЛЬ\n",
	"Награда\n",
	"НАГРАДА\n",
};
enum { SNIPPETS = sizeof snippets / sizeof snippets[0] };

/* The text in that encoding; empty when it has not all of its signs. */
static struct text
encoded(const char *text, const char *encoding)
{
	iconv_t converter = iconv_open(encoding, "UTF-8");
	size_t left = strlen(text), room = left * 2 + 4, total = room;
	char *in = (char *)text, *bytes = arena_alloc(&arena, room), *out = bytes;
	bool ok = converter != (iconv_t)-1 && iconv(converter, &in, &left, &out, &room) == 0;

	if (converter != (iconv_t)-1)
		iconv_close(converter);
	return ok ? (struct text){bytes, total - room} : TEXT_NONE;
}

/* What is read of it; empty when it is refused. */
static struct text
read(struct text bytes)
{
	struct text utf8;

	return encoding_read(&arena, &report, bytes, TEXT("t.csv"), TEXT_NONE, &utf8) ? utf8 : TEXT_NONE;
}

static bool
was_told(const char *slug)
{
	for (size_t i = 0; i < report.problems.count; i++) {
		if (strcmp(problem_slug(report.problems.at[i].code), slug) == 0)
			return true;
	}
	return false;
}

static int
line_of_first(void)
{
	assert_true(report.problems.count > 0);
	return report.problems.at[0].place.line;
}

static void
check_snippets(const char *encoding)
{
	for (size_t i = 0; i < SNIPPETS; i++) {
		struct text bytes = encoded(snippets[i], encoding);

		if (bytes.len)
			assert_string_equal(text_c(&arena, read(bytes)), snippets[i]);
	}
}

static void
test_short_tables_are_read_right(void **state)
{
	static const char *const encodings[] = {"UTF-8", "WINDOWS-1251", "KOI8-R", "CP866", "UTF-16LE", "UTF-16BE"};

	(void)state;
	for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++)
		check_snippets(encodings[i]);
}

/* Only its capitals differ from Windows-1251, and я: short texts may be either. */
static void
test_short_tables_of_mac_are_read_right_or_with_a_note(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < SNIPPETS; i++) {
		struct text bytes = encoded(snippets[i], "MACCYRILLIC");

		report_close(&report);
		report_open(&report);
		if (!bytes.len || text_is(read(bytes), snippets[i]))
			continue;
		wrong++;
		assert_true(was_told("encoding-guessed"));
	}
	assert_true(wrong < SNIPPETS / 25);
}

static void
test_what_is_long_enough_needs_no_note(void **state)
{
	static const char *const encodings[] = {"WINDOWS-1251", "KOI8-R", "CP866"};
	static const char *const tables[] = {
		"Код;ФИО;Класс\n1;Юн Роман;7А\n",
		"КОД;ФАМИЛИЯ;ИМЯ\n1;ЮН;РОМАН\n",
		"код;фамилия;имя\n",
	};

	(void)state;
	for (size_t e = 0; e < 3; e++) {
		for (size_t i = 0; i < 3; i++)
			assert_string_equal(text_c(&arena, read(encoded(tables[i], encodings[e]))), tables[i]);
	}
	assert_int_equal(report.problems.count, 0);
}

/* Of a word or two letters more than one text can be made; then the commonest encoding is taken. */
static void
test_too_short_a_text_is_noted(void **state)
{
	(void)state;
	assert_string_equal(text_c(&arena, read(encoded("ХИ\n", "WINDOWS-1251"))), "ХИ\n");
	assert_true(was_told("encoding-guessed"));
	report_close(&report);
	report_open(&report);
	assert_string_equal(text_c(&arena, read(encoded("ТЕЛЕФОН;E-MAIL\n", "KOI8-R"))), "фемежпо;E-MAIL\n");
	assert_true(was_told("encoding-guessed"));
}

static void
test_number_sign_alone_amid_latin(void **state)
{
	(void)state;
	assert_string_equal(text_c(&arena, read(encoded("№;Name\n1;Ann\n", "WINDOWS-1251"))), "№;Name\n1;Ann\n");
	assert_string_equal(text_c(&arena, read(encoded("№;Name\n1;Ann\n", "CP866"))), "№;Name\n1;Ann\n");
}

static void
test_ukrainian_letters(void **state)
{
	static const char *const tables[] = {"Прізвище;Ім'я\nІваненко;Їжак\n", "Вулиця;Київ\nХрещатик, Україна\n"};
	static const char *const encodings[] = {"WINDOWS-1251", "KOI8-U", "UTF-8"};

	(void)state;
	for (size_t e = 0; e < 3; e++) {
		for (size_t i = 0; i < 2; i++)
			assert_string_equal(text_c(&arena, read(encoded(tables[i], encodings[e]))), tables[i]);
	}
}

static void
test_letters_of_tatar_and_buryat_come_in_utf8(void **state)
{
	static const char table[] = "Исем;Фамилия\nӘлфия;Җәлилова\nҮлэмжэ;Бадмаева\n";

	(void)state;
	assert_string_equal(text_c(&arena, read(encoded(table, "UTF-8"))), table);
	assert_string_equal(text_c(&arena, read(encoded(table, "UTF-16LE"))), table);
}

static void
test_western_names(void **state)
{
	static const char table[] = "Name;City\nM\xC3\xBCller;K\xC3\xB6ln\nJos\xC3\xA9;S\xC3\xA3o Paulo\n";

	(void)state;
	assert_string_equal(text_c(&arena, read(encoded(table, "WINDOWS-1252"))), table);
}

static void
test_marks_say_it(void **state)
{
	(void)state;
	assert_string_equal(text_c(&arena, read(TEXT("\xEF\xBB\xBFКод\n"))), "Код\n");
	assert_string_equal(text_c(&arena, read(TEXT("\xFF\xFE\x1A\x04"))), "К");
	assert_string_equal(text_c(&arena, read(TEXT("\xFE\xFF\x04\x1A"))), "К");
	assert_string_equal(text_c(&arena, read((struct text){"\xFF\xFE\0\0\x1A\x04\0\0", 8})), "К");
}

static struct text
read_as(struct text bytes, const char *named)
{
	struct text utf8 = TEXT_NONE;

	encoding_read(&arena, &report, bytes, TEXT("t.csv"), text_from(named), &utf8);
	return utf8;
}

static void
test_a_name_overrides_the_guess_but_not_a_mark(void **state)
{
	(void)state;
	assert_string_equal(text_c(&arena, read_as(TEXT("\xFE\xCD\n"), "koi8-r")), "Чм\n");
	assert_string_equal(text_c(&arena, read_as(TEXT("\xDE\xCD\n"), "1251")), "ЮН\n");
	assert_string_equal(text_c(&arena, read_as(TEXT("\x9E\x8D\n"), "DOS")), "ЮН\n");
	assert_string_equal(text_c(&arena, read_as((struct text){"\0A\0;\0B", 6}, "UTF-16")), "A;B");
	assert_string_equal(text_c(&arena, read_as(TEXT("\xEF\xBB\xBFКод\n"), "windows-1251")), "Код\n");
	assert_int_equal(report.problems.count, 0);
}

static void
test_utf8_with_damaged_bytes_names_the_line(void **state)
{
	(void)state;
	assert_int_equal(read(TEXT("Код;Имя\n1;Юн\n2;\xD0\n")).len, 0);
	assert_true(was_told("encoding-mixed"));
	assert_int_equal(line_of_first(), 3);
}

static void
test_rows_of_another_encoding_name_the_line(void **state)
{
	(void)state;
	assert_int_equal(
		read(TEXT("Код;Фамилия;Имя\n1;Иванов;Иван\n2;\xCF\xE5\xF2\xF0\xEE\xE2;\xCF\xE5\xF2\xF0\n")).len, 0);
	assert_true(was_told("encoding-mixed"));
	assert_int_equal(line_of_first(), 3);
}

static void
test_utf8_amid_another_encoding_names_the_line(void **state)
{
	struct text table = encoded("Код;Фамилия;Имя\n1;Иванов;Иван\n2;Петров;Пётр\n", "WINDOWS-1251");

	(void)state;
	assert_int_equal(read(text_join(&arena, table, TEXT("3;Юн\n"))).len, 0);
	assert_true(was_told("encoding-mixed"));
	assert_int_equal(line_of_first(), 4);
}

static void
test_capitals_with_yo_are_no_utf8(void **state)
{
	struct text bytes = encoded("СЁМИН СТЁПА;ПЁТР\nРёва;Тёма\n", "WINDOWS-1251");

	(void)state;
	assert_true(text_starts(read(bytes), TEXT("СЁМИН")));
}

static void
test_bytes_that_are_no_letters(void **state)
{
	(void)state;
	assert_int_equal(read(TEXT("\x98\x01\x98\x02\x90\x98\x1F\x98\x98\x98\x83\x98\xD0\x81")).len, 0);
	assert_true(was_told("encoding-broken"));
}

static void
test_nul_bytes_are_taken_away(void **state)
{
	struct text bytes = {"Код;Имя\n1;Юн\0\0\0\n", sizeof "Код;Имя\n1;Юн\0\0\0\n" - 1};

	(void)state;
	assert_int_equal(source_kind(bytes, TEXT("t.csv")), SOURCE_CSV);
	assert_string_equal(text_c(&arena, read(bytes)), "Код;Имя\n1;Юн\n");
	assert_true(was_told("encoding-nul"));
	assert_int_equal(line_of_first(), 2);
}

static void
test_utf16_without_mark_is_a_table(void **state)
{
	struct text bytes = encoded("Код;Имя\r\n1;Юн\r\n", "UTF-16LE");

	(void)state;
	assert_int_equal(source_kind(bytes, TEXT("t.csv")), SOURCE_CSV);
	assert_int_equal(source_kind((struct text){"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16}, TEXT("t.csv")),
			 SOURCE_UNKNOWN);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, prepare, clean)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_short_tables_are_read_right),
		TEST(test_short_tables_of_mac_are_read_right_or_with_a_note),
		TEST(test_what_is_long_enough_needs_no_note),
		TEST(test_too_short_a_text_is_noted),
		TEST(test_number_sign_alone_amid_latin),
		TEST(test_ukrainian_letters),
		TEST(test_letters_of_tatar_and_buryat_come_in_utf8),
		TEST(test_western_names),
		TEST(test_marks_say_it),
		TEST(test_a_name_overrides_the_guess_but_not_a_mark),
		TEST(test_utf8_with_damaged_bytes_names_the_line),
		TEST(test_rows_of_another_encoding_name_the_line),
		TEST(test_utf8_amid_another_encoding_names_the_line),
		TEST(test_capitals_with_yo_are_no_utf8),
		TEST(test_bytes_that_are_no_letters),
		TEST(test_nul_bytes_are_taken_away),
		TEST(test_utf16_without_mark_is_a_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
