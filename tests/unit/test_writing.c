/* Which of a run's three looks a letter takes. */
#include "check.h"

#include "layout/writing.h"

static struct arena arena;

/* The stretches of a paragraph that has these runs, each as its text and w, a, c, or - for nothing but signs. */
static const char *
stretches(const char *const *runs)
{
	enum writing writing = WRITINGS;
	struct text out = TEXT_NONE;

	for (; *runs; runs++) {
		struct text t = text_from(*runs);

		for (size_t at = 0, end; at < t.len; at = end) {
			end = writing_stretch(t, at, &writing);
			out = text_format(&arena, "%.*s%.*s%c|", TEXT_ARG(out), TEXT_ARG(text_slice(t, at, end)),
					  "wac-"[writing]);
		}
	}
	return text_c(&arena, out);
}

#define STRETCHES(expected, ...) assert_string_equal(stretches((const char *const[]){__VA_ARGS__, NULL}), expected)

static void
letters_are_cut_by_their_writing(void **state)
{
	(void)state;
	STRETCHES("Ab w|中文a|, cdw|", "Ab 中文, cd");
	STRETCHES("Приказ № 5 – «да» w|", "Приказ № 5 – «да» ");
	STRETCHES("x w|שלום c|yw|", "x שלום y");
	STRETCHES("한글a|", "한글");
}

static void
signs_go_with_the_letters_before_them(void **state)
{
	(void)state;
	STRETCHES("Ab w|中文。“a|q” 12w|", "Ab 中文。“q” 12");
	STRETCHES("“한글”a|", "“한글”");
	STRETCHES("中a|– a|xw|", "中", "– ", "x");
	STRETCHES(" –-|", " –");
}

static void
digits_behind_a_complex_word_belong_to_it(void **state)
{
	(void)state;
	STRETCHES("שלום 12 c|cdw|", "שלום 12 cd");
	STRETCHES("中a|12w|", "中12");
}

static void
broken_bytes_do_no_harm(void **state)
{
	(void)state;
	STRETCHES("\xFF\xE4-|", "\xFF\xE4");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_are_cut_by_their_writing),
		cmocka_unit_test(signs_go_with_the_letters_before_them),
		cmocka_unit_test(digits_behind_a_complex_word_belong_to_it),
		cmocka_unit_test(broken_bytes_do_no_harm),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	arena_free(&arena);
	return failed;
}
