/* Any text as a name, a phrase, a word, of each gender: read, and printed in every case. */
#include <stdlib.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "grammar/name.h"
#include "grammar/phrase.h"

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

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena kept;
	static const struct grammar *g;
	struct text t = {(const char *)data, size};
	struct arena a = {0};
	bool is_animate;

	if (!g)
		g = grammar_new(&kept);
	if (utf8_valid_length(t) != t.len)
		return 0;
	for (int kind = DECLINE_ANY; kind <= DECLINE_PATRONYMIC; kind++) {
		for (int gender = GENDER_UNKNOWN; gender <= GENDER_FEMININE; gender++) {
			struct reading r;

			grammar_read(&a, g, t, (enum decline_kind)kind, (enum gender)gender, &r);
			print_all(&a, &r);
		}
	}
	phrase_counted(&a, g, t, (double)(size % 23), CASE_GENITIVE);
	phrase_gender(&a, g, t, &is_animate);
	arena_free(&a);
	return 0;
}
