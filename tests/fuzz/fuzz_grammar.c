/* Any text as a name, a phrase, a word, of each gender: read, with the user's own forms or without, and printed in
 * every case. */
#include <stdlib.h>

#include "base/utf8.h"
#include "decline/decline.h"
#include "fuzz.h"
#include "name/name.h"
#include "phrase/phrase.h"

static void
print_all(struct arena *a, const struct reading *r)
{
	struct buffer b = {0};

	for (int c = 0; c < CASES; c++) {
		struct text form = reading_form(a, r, (enum grammatical_case)c);

		if (utf8_valid_length(form) != form.len)
			abort();
		if (c == CASE_NOMINATIVE && !text_equal(form, r->text))
			abort();
		if (r->kind == READING_NAME) {
			name_initials(a, r, c % 2, (enum grammatical_case)c);
			name_part(a, r, PIECE_LAST_NAME, (enum grammatical_case)c);
		}
	}
	reading_explain(&b, r);
	buffer_free(&b);
}

/* With a table Склонения: a word, a word with a hyphen, two words; one without a genitive. */
static const struct grammar *
grammar_with_forms(struct arena *a)
{
	static const char *const words[] = {"Заяц", "Бонч-Бруевич", "старший методист", "и"};
	struct grammar *g = grammar_new(a);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct text forms[CASES] = {TEXT_NONE, TEXT("Заяца"), TEXT("Бонч Бруевичу"),
					    TEXT("А"), TEXT("т-в"),   TEXT("п п")};

		if (i == 0)
			forms[CASE_GENITIVE] = TEXT_NONE;
		grammar_override(a, g, text_from(words[i]), i == 1 ? GENDER_MASCULINE : GENDER_UNKNOWN, forms);
	}
	return g;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena kept;
	static const struct grammar *plain, *with_forms, *g;
	struct text t = {(const char *)data, size};
	struct arena a = {0};
	bool is_animate;

	if (!plain) {
		plain = grammar_new(&kept);
		with_forms = grammar_with_forms(&kept);
	}
	g = size % 2 ? with_forms : plain;
	if (utf8_valid_length(t) != t.len)
		return 0;
	for (int kind = DECLINE_ANY; kind <= DECLINE_PATRONYMIC; kind++) {
		for (int gender = GENDER_UNKNOWN; gender <= GENDER_FEMININE; gender++) {
			struct reading r;

			decline_read(&a, g, t, (enum decline_kind)kind, (enum gender)gender, &r);
			print_all(&a, &r);
		}
	}
	phrase_counted(&a, g, t, (double)(size % 23), CASE_GENITIVE);
	phrase_gender(&a, g, t, &is_animate);
	arena_free(&a);
	return 0;
}
