/* Names: which word is what, of which gender, in initials; and what is no name. */
#include "check.h"

#include "name/name.h"

static struct arena arena;
static const struct grammar *grammar;

static struct reading
read_name(const char *name, enum gender gender)
{
	struct reading r = {.text = text_from(name)};

	name_read(&arena, grammar, r.text, DECLINE_NAME, gender, &r);
	return r;
}

/* "last|first|patronymic", each in the nominative. */
static void
assert_roles(const char *name, const char *expected)
{
	struct reading r = read_name(name, GENDER_UNKNOWN);
	struct text last = name_part(&arena, &r, PIECE_LAST_NAME, CASE_NOMINATIVE);
	struct text first = name_part(&arena, &r, PIECE_FIRST_NAME, CASE_NOMINATIVE);
	struct text patronymic = name_part(&arena, &r, PIECE_PATRONYMIC, CASE_NOMINATIVE);

	assert_text(text_format(&arena, "%.*s|%.*s|%.*s", TEXT_ARG(last), TEXT_ARG(first), TEXT_ARG(patronymic)),
		    expected);
}

static void
test_roles(void **state)
{
	(void)state;
	assert_roles("Иванов Иван Иванович", "Иванов|Иван|Иванович");
	assert_roles("Иван Иванович Иванов", "Иванов|Иван|Иванович");
	assert_roles("ИВАНОВ ИВАН ИВАНОВИЧ", "ИВАНОВ|ИВАН|ИВАНОВИЧ");
	assert_roles("Иван Иванов", "Иванов|Иван|");
	assert_roles("Иванов Иван", "Иванов|Иван|");
	assert_roles("Смит Джон", "Смит|Джон|");
	assert_roles("Иван Иванович", "|Иван|Иванович");
	assert_roles("Абрамович Роман Аркадьевич", "Абрамович|Роман|Аркадьевич");
	assert_roles("Иван Петрович Абрамович", "Абрамович|Иван|Петрович");
	assert_roles("Абрамович Абрам Абрамович", "Абрамович|Абрам|Абрамович");
	assert_roles("Анна Абрамович", "Абрамович|Анна|");
	assert_roles("Мамедов Али Гасан оглы", "Мамедов|Али|Гасан оглы");
	assert_roles("Мамедова Лейла Гасан кызы", "Мамедова|Лейла|Гасан кызы");
	assert_roles("Людвиг ван Бетховен", "ван Бетховен|Людвиг|");
	assert_roles("Иванова-Петрова Анна-Мария Фоминична", "Иванова-Петрова|Анна-Мария|Фоминична");
	assert_roles("Петрова (Сидорова) Анна", "Петрова|Анна|");
	assert_roles("Иванов И.И.", "Иванов||");
	assert_roles("И.И.Иванов", "Иванов||");
	assert_roles("Ким Чен Ын", "Ким|Чен Ын|");
	assert_roles("Юн Раиса Егоровна", "Юн|Раиса|Егоровна");
	assert_roles("  Иванов   Иван ,", "Иванов|Иван|");
	assert_roles("Гарсиа Маркес Анна Петровна", "Гарсиа Маркес|Анна|Петровна");
	assert_roles("Лев", "|Лев|");
}

#define INITIALS(name, first, expected)                                                                                \
	do {                                                                                                           \
		struct reading r = read_name(name, GENDER_UNKNOWN);                                                    \
		assert_text(name_initials(&arena, &r, first, CASE_NOMINATIVE), expected);                              \
	} while (0)

static void
test_initials(void **state)
{
	(void)state;
	INITIALS("Иванов Иван Иванович", false, "Иванов И.И.");
	INITIALS("Иванов Иван Иванович", true, "И.И. Иванов");
	INITIALS("Сидорова Анна-Мария Львовна", false, "Сидорова А.-М.Л.");
	INITIALS("Ким Алина", false, "Ким А.");
	INITIALS("Мамедов Али Гасан оглы", false, "Мамедов А.Г. оглы");
	INITIALS("Ёлкин Ёжик", true, "Ё. Ёлкин");
	INITIALS("Сократ", false, "Сократ");
	INITIALS("Л.В. Косьяненко", false, "Косьяненко Л.В.");
	INITIALS("Косьяненко Л. В.", true, "Л.В. Косьяненко");
	INITIALS("И.о. директора техникума", true, "И.о. директора техникума");
	INITIALS("и.о. директора техникума", true, "и.о. директора техникума");
	INITIALS("Иван Иванович Иванов", true, "И.И. Иванов");
	INITIALS("Людвиг ван Бетховен", false, "ван Бетховен Л.");
	INITIALS("А.-М. Петрова", false, "Петрова А.-М.");
	INITIALS("Иванов И И", false, "Иванов И.И.");
}

static void
assert_initials_in(const char *name, enum grammatical_case c, const char *expected)
{
	struct reading r = read_name(name, GENDER_UNKNOWN);

	assert_text(name_initials(&arena, &r, false, c), expected);
}

static void
test_initials_in_cases(void **state)
{
	(void)state;
	assert_initials_in("Иванов Иван Иванович", CASE_DATIVE, "Иванову И.И.");
	assert_initials_in("Юн Роман Евгеньевич", CASE_DATIVE, "Юну Р.Е.");
	assert_initials_in("Юн Раиса Егоровна", CASE_DATIVE, "Юн Р.Е.");
}

static void
assert_gender(const char *name, enum gender gender, bool is_certain)
{
	struct reading r = read_name(name, GENDER_UNKNOWN);

	if (r.gender != gender || r.is_certain != is_certain)
		print_error("%s\n", name);
	assert_int_equal(r.gender, gender);
	assert_int_equal(r.is_certain, is_certain);
	if (is_certain)
		return;
	for (size_t i = 0; i < r.doubts.count; i++) {
		if (r.doubts.at[i].kind == DOUBT_GENDER)
			return;
	}
	fail_msg("%s: no doubt", name);
}

static void
test_gender(void **state)
{
	(void)state;
	assert_gender("Иванов Иван Иванович", GENDER_MASCULINE, true);
	assert_gender("Юн Раиса Егоровна", GENDER_FEMININE, true);
	assert_gender("Черных Саша Ивановна", GENDER_FEMININE, true);
	assert_gender("Мамедова Нурай Гасан кызы", GENDER_FEMININE, true);
	assert_gender("Иванова Саша", GENDER_FEMININE, true);
	assert_gender("Иванов Саша", GENDER_MASCULINE, true);
	assert_gender("Черных Саша", GENDER_MASCULINE, false);
	assert_gender("Юн Р.Е.", GENDER_MASCULINE, false);
	assert_gender("Смит Джон", GENDER_MASCULINE, true);
	assert_gender("Петрова", GENDER_FEMININE, true);
	assert_gender("Нгуен Ван Ань", GENDER_MASCULINE, true);
	assert_gender("Нго Тхи Лан", GENDER_FEMININE, true);
	assert_gender("г-жа Смит", GENDER_FEMININE, true);
}

static void
test_conflict_of_genders(void **state)
{
	struct reading r = read_name("Иванова Иван Иванович", GENDER_UNKNOWN);

	(void)state;
	assert_int_equal(r.gender, GENDER_MASCULINE);
	assert_true(r.doubts.count > 0);
	assert_int_equal(r.doubts.at[0].kind, DOUBT_GENDER);
	assert_text(r.doubts.at[0].word, "Иванова");
}

static void
test_names_and_phrases(void **state)
{
	static const char *const names[] = {"Иванов Иван Иванович",
					    "ИВАНОВА А.П.",
					    "Ким",
					    "иванов иван иванович",
					    "И.И.Иванов",
					    "Людвиг ван Бетховен",
					    "Нго Тхи Лан",
					    "Мамедов Али Гасан оглы",
					    "СМИТ ДЖОН",
					    "Роза",
					    "Шевчук",
					    "ЛЕВ"};
	static const char *const phrases[] = {"Директор",
					      "Старший методист",
					      "СТАРШИЙ МЕТОДИСТ",
					      "Заместитель директора",
					      "ЗАМЕСТИТЕЛЬ ДИРЕКТОРА ПО НМР",
					      "Детский сад",
					      "Муниципальное образование",
					      "МУНИЦИПАЛЬНОЕ ОБРАЗОВАНИЕ",
					      "ученик",
					      "Ученик",
					      "роза",
					      "И.о. директора",
					      "И.О. ДИРЕКТОРА",
					      "Преподаватель",
					      "Школа № 5",
					      "УЧИТЕЛЬ И ВОСПИТАТЕЛЬ",
					      "ГПОУ «Читинский техникум»",
					      ""};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!is_name(grammar, text_from(names[i]), GENDER_UNKNOWN))
			fail_msg("%s is a name", names[i]);
	}
	for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
		if (is_name(grammar, text_from(phrases[i]), GENDER_UNKNOWN))
			fail_msg("%s is no name", phrases[i]);
	}
	assert_true(is_name(grammar, TEXT("Кузнец"), GENDER_FEMININE));
}

/* Nothing that comes as a name ends the program, and its nominative is what it was. */
static void
test_what_is_no_name(void **state)
{
	static const char *const texts[] = {"",
					    " ",
					    "-",
					    "...",
					    "И.",
					    "оглы",
					    "а б в г д е ж з и к л м н о п р",
					    "Smith John",
					    "Иванoв",
					    "12345",
					    "\xff\xfe",
					    "Иван\xd0",
					    "(Иванов",
					    "Иванов)(",
					    "-Иванов-",
					    "фон",
					    "Иванов (И.И.)",
					    "’’’’",
					    "Иванов II"};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct reading r = read_name(texts[i], GENDER_UNKNOWN);

		assert_text(reading_form(&arena, &r, CASE_NOMINATIVE), texts[i]);
		name_initials(&arena, &r, true, CASE_GENITIVE);
		is_name(grammar, text_from(texts[i]), GENDER_UNKNOWN);
	}
}

static int
set_up(void **state)
{
	(void)state;
	grammar = grammar_new(&arena);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_initials),
		cmocka_unit_test(test_initials_in_cases),
		cmocka_unit_test(test_gender),
		cmocka_unit_test(test_conflict_of_genders),
		cmocka_unit_test(test_names_and_phrases),
		cmocka_unit_test(test_what_is_no_name),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
