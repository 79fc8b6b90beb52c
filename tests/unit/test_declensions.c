/* What a run tells of its declensions: each text once, in one order however the threads ran. */
#include "check.h"

#include "merge/declensions.h"

static struct arena arena;

/* A name that takes its forms from the words of the test: «N» in the nominative, «N-род» … */
static struct reading
reading_of(const char *text, enum reading_kind kind, enum gender gender, bool is_of_table)
{
	static const char *const endings[CASES] = {"", "-род", "-дат", "-вин", "-тв", "-пр"};
	struct reading r = {.kind = kind, .text = text_from(text), .gender = gender, .is_certain = true};
	struct text *forms = NEW_ARRAY(&arena, struct text, CASES);

	for (int c = 0; c < CASES && is_of_table; c++)
		forms[c] = text_format(&arena, "%s%s", text, endings[c]);
	reading_add(&arena, &r, PIECE_HEAD, r.text)->forms = forms;
	r.pieces.at[0].given = is_of_table ? (1u << CASES) - 1 : 0;
	return r;
}

static void
note(struct declensions *all, size_t entry, const struct reading *r, const struct text *columns, int row,
     enum grammatical_case c)
{
	struct declension_book book = {all, entry % 2, entry};
	struct place place = {.kind = row ? AT_CELL : AT_NOTHING, .file = TEXT("люди.csv"), .row = row, .column = 1};

	declensions_note(&book, &(struct declined){r, columns, place}, c);
}

static const struct declension *const *
sorted(struct declensions *all, size_t *count)
{
	const struct declension *const *list = declensions_sorted(&arena, all, count);

	declensions_close(&arena, all);
	return list;
}

static void
test_each_once(void **state)
{
	struct declensions *all = declensions_open(&arena);
	struct reading r = reading_of("Юн Роман", READING_NAME, GENDER_MASCULINE, false);
	const struct declension *const *list;
	size_t count;

	(void)state;
	note(all, 2, &r, NULL, 0, CASE_GENITIVE);
	note(all, 1, &r, NULL, 7, CASE_NOMINATIVE);
	note(all, 7, &r, NULL, 9, CASE_GENITIVE);
	note(all, 4, &r, NULL, 5, CASE_DATIVE);
	r.text = TEXT("  Юн Роман ");
	note(all, 3, &r, NULL, 0, CASE_DATIVE);
	list = sorted(all, &count);
	assert_int_equal(count, 1);
	assert_text(list[0]->text, "Юн Роман");
	assert_true(list[0]->is_printed[CASE_GENITIVE] && list[0]->is_printed[CASE_DATIVE]);
	assert_false(list[0]->is_printed[CASE_NOMINATIVE]);
	assert_int_equal(list[0]->place.row, 5); /* of the first entry that has one */
	assert_true(declension_is_in(list[0], 0) && declension_is_in(list[0], 1));
	assert_false(declension_is_in(list[0], 64));
	assert_int_equal(list[0]->sources, FROM_RULE);
	arena_free(&arena);
}

static void
test_order(void **state)
{
	struct reading names[4] = {reading_of("Ёлкин", READING_NAME, GENDER_MASCULINE, false),
				   reading_of("Елин", READING_NAME, GENDER_MASCULINE, false),
				   reading_of("методист", READING_PHRASE, GENDER_MASCULINE, false),
				   reading_of("Ямб", READING_NAME, GENDER_MASCULINE, false)};

	(void)state;
	reading_doubt(&arena, &names[3], (struct doubt){DOUBT_FORM, TEXT("Ямб"), TEXT("Ямба"), TEXT("Ямб")});
	for (int turn = 0; turn < 4; turn++) {
		static const char *const expected[] = {"Ямб", "Елин", "Ёлкин", "методист"};
		struct declensions *all = declensions_open(&arena);
		const struct declension *const *list;
		size_t count;

		for (int i = 0; i < 4; i++)
			note(all, (size_t)i, &names[(turn + i) % 4], NULL, 1, CASE_DATIVE);
		list = sorted(all, &count);
		assert_int_equal(count, 4);
		for (size_t i = 0; i < count; i++)
			assert_text(list[i]->text, expected[i]);
		assert_true(declension_is_doubtful(list[0]));
	}
	arena_free(&arena);
}

/* A form that is printed and not given leaves the doubt. */
static void
test_one_column(void **state)
{
	struct text columns[CASES] = {[CASE_GENITIVE] = TEXT("Зайца")};
	struct reading r = reading_of("Заяц", READING_NAME, GENDER_MASCULINE, false);
	const struct declension *const *list;
	size_t count;

	(void)state;
	reading_doubt(&arena, &r, (struct doubt){DOUBT_FORM, TEXT("Заяц"), TEXT("Заяца"), TEXT("Зайца")});
	for (int c = CASE_GENITIVE; c <= CASE_DATIVE; c++) {
		struct declensions *all = declensions_open(&arena);

		note(all, 0, &r, columns, 1, CASE_GENITIVE);
		note(all, 0, &r, columns, 1, (enum grammatical_case)c);
		list = sorted(all, &count);
		assert_int_equal(count, 1);
		assert_int_equal(declension_is_doubtful(list[0]), c == CASE_DATIVE);
	}
	arena_free(&arena);
}

static void
test_columns(void **state)
{
	struct text columns[CASES] = {[CASE_GENITIVE] = TEXT("Зайца")};
	struct reading r = reading_of("Заяц", READING_NAME, GENDER_MASCULINE, true);
	struct declensions *all = declensions_open(&arena);
	const struct declension *const *list;
	size_t count;

	(void)state;
	reading_doubt(&arena, &r, (struct doubt){DOUBT_FORM, TEXT("Заяц"), TEXT("Заяца"), TEXT("Зайца")});
	note(all, 0, &r, columns, 1, CASE_GENITIVE);
	note(all, 1, &r, NULL, 2, CASE_GENITIVE);
	list = sorted(all, &count);
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++) /* somebody has decided */
		assert_false(declension_is_doubtful(list[i]));
	assert_text(list[0]->forms[CASE_GENITIVE], "Зайца");
	assert_text(list[0]->forms[CASE_DATIVE], "Заяц-дат");
	assert_int_equal(list[0]->sources, FROM_COLUMN);
	assert_text(list[1]->forms[CASE_GENITIVE], "Заяц-род");
	assert_int_equal(list[1]->sources, FROM_TABLE);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_once),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_one_column),
		cmocka_unit_test(test_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
