/* Parts found and replaced, and archives written. */
#include "zipped.h"

/* ---- parts ---- */

static void
test_many_parts_are_found(void **state)
{
	struct world *w = *state;
	struct package *p;

	zip_docx(w);
	for (int i = 0; i < 3000; i++) {
		const char *name = text_format(&w->arena, "media/%d", i).at;

		zip_text(w, name, name);
	}
	p = open_zip(w);
	for (int i = 0; i < 3000; i++) {
		const char *name = text_format(&w->arena, "media/%d", i).at;

		assert_text(bytes_of(w, p, name), name);
	}
	assert_null(package_part(p, TEXT("media/3000")));
}

static void
test_ooxml_names_fold_case_when_nothing_fits_exactly(void **state)
{
	struct world *w = *state;
	struct package *p;

	zip_docx(w);
	zip_text(w, "word/media/A.png", "large");
	zip_text(w, "word/media/a.png", "small");
	p = open_zip(w);
	assert_text(bytes_of(w, p, "word/media/a.png"), "small");
	assert_text(bytes_of(w, p, "word/media/A.png"), "large");
	assert_text(bytes_of(w, p, "Word/Document.XML"), "<a>hello</a>");
}

static void
test_replacing_in_a_copy_leaves_the_template_alone(void **state)
{
	struct world *w = *state;
	struct package *p, *copy;

	zip_docx(w);
	p = open_zip(w);
	copy = package_copy(&w->arena, p);
	package_replace(&w->arena, copy, TEXT("word/document.xml"), TEXT("<b/>"));
	for (int i = 0; i < 100; i++)
		package_replace(&w->arena, copy, text_format(&w->arena, "media/%d", i), TEXT("new"));
	assert_text(bytes_of(w, copy, "word/document.xml"), "<b/>");
	assert_text(bytes_of(w, copy, "media/99"), "new");
	assert_text(bytes_of(w, p, "word/document.xml"), "<a>hello</a>");
	assert_null(package_part(p, TEXT("media/0")));
	assert_int_equal(p->parts.count, 3);
}

static void
test_dump_names_kind_and_parts(void **state)
{
	struct world *w = *state;
	struct package *p;

	zip_docx(w);
	p = open_zip(w);
	package_replace(&w->arena, p, TEXT("new.bin"), TEXT("12345"));
	package_dump(p, &w->out);
	buffer_byte(&w->out, '\0');
	assert_non_null(strstr(w->out.at, "package docx, main part word/document.xml\n"));
	assert_non_null(strstr(w->out.at, "part word/document.xml: 12 bytes, deflated to 14, crc "));
	assert_non_null(strstr(w->out.at, "part new.bin: 5 bytes, replaced\n"));
}

/* ---- writing ---- */

static void
assert_same_parts(const struct package *p, const struct package *q)
{
	assert_int_equal(p->parts.count, q->parts.count);
	for (size_t i = 0; i < p->parts.count; i++) {
		const struct part *x = &p->parts.at[i], *y = &q->parts.at[i];

		assert_true(text_equal(x->name, y->name));
		if (x->is_replaced)
			continue;
		assert_true(text_equal(x->stored, y->stored));
		assert_int_equal(x->method, y->method);
		assert_int_equal(x->crc, y->crc);
		assert_int_equal(x->size, y->size);
	}
}

static void
test_untouched_parts_keep_their_stored_bytes(void **state)
{
	struct world *w = *state;
	struct package *p, *back;

	zip_docx(w);
	zip_add(w, (struct zipped){.name = "stored.txt",
				   .bytes = TEXT("stored as it was, though it deflates well well well well"),
				   .method = -1});
	zip_text(w, "папка/файл", "имя не из ASCII");
	zip_add(w, (struct zipped){.name = "empty/", .method = -1});
	p = open_zip(w);
	package_replace(&w->arena, p, TEXT("word/document.xml"), TEXT("<new/>"));
	assert_true(package_write(&w->arena, &w->report, p, 6, &w->out));
	back = open_bytes(w, buffer_view(&w->out));
	assert_non_null(back);
	assert_same_parts(p, back);
	assert_text(bytes_of(w, back, "word/document.xml"), "<new/>");
	assert_text(bytes_of(w, back, "папка/файл"), "имя не из ASCII");
}

static void
test_same_package_gives_same_bytes_in_any_time_zone(void **state)
{
	static const char *const zones[] = {"UTC0", "Asia/Chita", "America/New_York", "XXX+11:30", "YYY-14"};
	struct world *w = *state;
	struct buffer first = {0};
	struct package *p;

	zip_docx(w);
	p = open_zip(w);
	package_replace(&w->arena, p, TEXT("word/document.xml"), TEXT("<new/>"));
	assert_true(package_write(&w->arena, &w->report, p, 6, &first));
	for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
		setenv("TZ", zones[i], 1);
		buffer_clear(&w->out);
		assert_true(package_write(&w->arena, &w->report, p, 6, &w->out));
		assert_true(text_equal(buffer_view(&w->out), buffer_view(&first)));
	}
	unsetenv("TZ");
	buffer_free(&first);
}

static void
test_entries_carry_the_first_day_of_1980_and_no_extra_fields(void **state)
{
	struct world *w = *state;
	struct package *p;

	zip_docx(w);
	p = open_zip(w);
	assert_true(package_write(&w->arena, &w->report, p, 6, &w->out));
	assert_memory_equal(w->out.at, "PK\3\4", 4);
	assert_memory_equal(w->out.at + 10, "\0\0\x21\0", 4);
	assert_memory_equal(w->out.at + 28, "\0\0", 2);
}

static void
test_pictures_and_tiny_parts_are_stored(void **state)
{
	struct world *w = *state;
	struct package *p, *back;
	char *picture = arena_alloc(&w->arena, 10000);

	memcpy(picture, "\x89PNG", 4);
	zip_docx(w);
	p = open_zip(w);
	package_replace(&w->arena, p, TEXT("word/media/1.png"), (struct text){picture, 10000});
	package_replace(&w->arena, p, TEXT("tiny"), TEXT("abc"));
	package_replace(&w->arena, p, TEXT("none"), TEXT_NONE);
	package_replace(&w->arena, p, TEXT("large"), (struct text){picture + 4, 9996});
	assert_true(package_write(&w->arena, &w->report, p, 6, &w->out));
	back = open_bytes(w, buffer_view(&w->out));
	assert_int_equal(package_part(back, TEXT("word/media/1.png"))->method, 0);
	assert_int_equal(package_part(back, TEXT("tiny"))->method, 0);
	assert_int_equal(package_part(back, TEXT("none"))->size, 0);
	assert_int_equal(package_part(back, TEXT("large"))->method, 8);
	assert_int_equal(bytes_of(w, back, "large").len, 9996);
	assert_text(bytes_of(w, back, "tiny"), "abc");
}

static void
test_archives_follow_each_other_in_one_buffer(void **state)
{
	struct world *w = *state;
	struct package *p;
	size_t len;

	zip_docx(w);
	p = open_zip(w);
	assert_true(package_write(&w->arena, &w->report, p, 6, &w->out));
	len = w->out.len;
	assert_true(package_write(&w->arena, &w->report, p, 6, &w->out));
	assert_int_equal(w->out.len, 2 * len);
	assert_memory_equal(w->out.at, w->out.at + len, len);
}

#define PACKAGE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PACKAGE_TEST(test_many_parts_are_found),
		PACKAGE_TEST(test_ooxml_names_fold_case_when_nothing_fits_exactly),
		PACKAGE_TEST(test_replacing_in_a_copy_leaves_the_template_alone),
		PACKAGE_TEST(test_dump_names_kind_and_parts),
		PACKAGE_TEST(test_untouched_parts_keep_their_stored_bytes),
		PACKAGE_TEST(test_same_package_gives_same_bytes_in_any_time_zone),
		PACKAGE_TEST(test_entries_carry_the_first_day_of_1980_and_no_extra_fields),
		PACKAGE_TEST(test_pictures_and_tiny_parts_are_stored),
		PACKAGE_TEST(test_archives_follow_each_other_in_one_buffer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
