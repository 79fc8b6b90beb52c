/* The manifest: what is known of earlier outputs, whatever happened to the run that made them. */
#include "check.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "season/manifest.h"

static struct arena arena;
static struct report report;
static char folder[64];

static int
prepare(void **state)
{
	(void)state;
	report_open(&report);
	strcpy(folder, "/tmp/prikaz-manifest-XXXXXX");
	return mkdtemp(folder) ? 0 : -1;
}

static int
clean(void **state)
{
	(void)state;
	unlink(path_join(&arena, folder, MANIFEST_NAME));
	unlink(path_join(&arena, folder, MANIFEST_JOURNAL));
	rmdir(folder);
	report_close(&report);
	arena_free(&arena);
	return 0;
}

static struct manifest_file
a_file(const char *path, const char *bytes)
{
	struct manifest_file f = {.path = text_from(path), .bytes = strlen(bytes), .pages = 3};

	f.checksum = checksum_of(text_from(bytes));
	f.document = TEXT("Приказ «О парах»");
	f.table = TEXT("Пары");
	f.key = TEXT("П-01 \"особая\"");
	f.source = TEXT("templates/order.docx");
	f.source_checksum = checksum_of(TEXT("template"));
	f.inputs = checksum_of(TEXT("inputs"));
	return f;
}

static void
write_with(const char *const *paths, size_t count)
{
	struct manifest m;

	manifest_read(&arena, &report, folder, &m);
	for (size_t i = 0; i < count; i++) {
		struct manifest_file f = a_file(paths[i], paths[i]);

		manifest_add(&arena, &m, &f);
	}
	assert_true(manifest_write(&arena, &report, folder, &m, 20000));
}

static struct text
bytes_written(void)
{
	struct text bytes;

	assert_true(file_read(&arena, &report, path_join(&arena, folder, MANIFEST_NAME), TEXT("m"), &bytes));
	return bytes;
}

static void
test_what_was_written_is_read_again(void **state)
{
	static const char *const paths[] = {"Согласия/Приказ № 1.pdf"};
	struct checksum inputs = checksum_of(TEXT("inputs"));
	struct manifest m;
	const struct manifest_file *f;

	(void)state;
	write_with(paths, 1);
	manifest_read(&arena, &report, folder, &m);
	f = manifest_find(&m, TEXT("Согласия/Приказ № 1.pdf"));
	assert_non_null(f);
	assert_int_equal(f->pages, 3);
	assert_true(text_is(f->key, "П-01 \"особая\""));
	assert_true(text_is(f->document, "Приказ «О парах»"));
	assert_true(text_is(f->source, "templates/order.docx"));
	assert_true(checksum_same(&f->inputs, &inputs));
	assert_null(manifest_find(&m, TEXT("other.pdf")));
}

static void
test_the_order_of_making_does_not_show(void **state)
{
	static const char *const one_way[] = {"a.docx", "б.docx", "c.docx"};
	static const char *const other_way[] = {"c.docx", "a.docx", "б.docx"};
	struct text first;

	(void)state;
	write_with(one_way, 3);
	first = bytes_written();
	unlink(path_join(&arena, folder, MANIFEST_NAME));
	write_with(other_way, 1);
	write_with(other_way + 1, 2);
	assert_true(text_equal(first, bytes_written()));
}

static void
test_a_file_made_again_stands_once_with_its_new_checksum(void **state)
{
	struct manifest m;
	struct manifest_file f = a_file("a.docx", "old");

	(void)state;
	manifest_read(&arena, &report, folder, &m);
	manifest_add(&arena, &m, &f);
	f = a_file("a.docx", "new");
	manifest_add(&arena, &m, &f);
	assert_true(manifest_write(&arena, &report, folder, &m, 20000));
	assert_int_equal(m.files.count, 1);
	assert_true(checksum_same(&m.files.at[0].checksum, &f.checksum));
}

static void
test_a_folder_without_manifest_knows_nothing(void **state)
{
	struct manifest m;

	(void)state;
	manifest_read(&arena, &report, folder, &m);
	assert_int_equal(m.files.count, 0);
	assert_int_equal(report.problems.count, 0);
}

static void
test_a_broken_manifest_is_a_warning(void **state)
{
	static const char *const broken[] = {"", "{", "[]", "{\"files\": 7}", "\xff\xfe", "null"};
	struct manifest m;

	(void)state;
	for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
		assert_true(
			file_write(&arena, &report, path_join(&arena, folder, MANIFEST_NAME), text_from(broken[i])));
		manifest_read(&arena, &report, folder, &m);
		assert_int_equal(m.files.count, 0);
	}
	assert_true(report.problems.count > 0);
	assert_int_equal(report.worst, SEVERITY_WARNING);
}

static void
test_a_killed_run_is_known_by_its_journal(void **state)
{
	struct manifest m;
	struct journal j;
	struct manifest_file f = a_file("a.docx", "x");

	(void)state;
	journal_open(&arena, &j, folder);
	journal_add(&j, &f);
	journal_close(&j);
	manifest_read(&arena, &report, folder, &m);
	assert_non_null(manifest_find(&m, TEXT("a.docx")));
	assert_true(m.had_journal);
}

static void
test_a_line_cut_short_spoils_no_other(void **state)
{
	struct manifest m;
	struct journal j;
	struct manifest_file f = a_file("a.docx", "x");

	(void)state;
	assert_true(file_write(&arena, &report, path_join(&arena, folder, MANIFEST_JOURNAL),
			       TEXT("{\"path\": \"b.docx\", \"sha2")));
	journal_open(&arena, &j, folder);
	journal_add(&j, &f);
	journal_close(&j);
	manifest_read(&arena, &report, folder, &m);
	assert_int_equal(m.files.count, 1);
	assert_non_null(manifest_find(&m, TEXT("a.docx")));
	assert_int_equal(report.problems.count, 0);
}

static void
test_a_whole_manifest_ends_the_journal(void **state)
{
	static const char *const paths[] = {"a.docx"};
	struct journal j;

	(void)state;
	journal_open(&arena, &j, folder);
	journal_close(&j);
	write_with(paths, 1);
	assert_false(file_exists(path_join(&arena, folder, MANIFEST_JOURNAL)));
}

static void
test_the_checksum_is_sha_256(void **state)
{
	struct checksum sum = checksum_of(TEXT("abc")); /* FIPS 180-4's example */

	(void)state;
	assert_string_equal(sum.hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void
test_a_file_and_its_bytes_have_one_checksum(void **state)
{
	const char *path = path_join(&arena, folder, MANIFEST_NAME);
	struct checksum of_bytes = checksum_of(TEXT("abc")), of_file;
	uint64_t size;

	(void)state;
	assert_true(file_write(&arena, &report, path, TEXT("abc")));
	assert_true(checksum_of_file(path, &of_file, &size));
	assert_int_equal(size, 3);
	assert_true(checksum_same(&of_bytes, &of_file));
	assert_false(checksum_of_file("/nowhere/at/all", &of_file, &size));
}

static void
test_outputs_do_not_count_as_inputs(void **state)
{
	struct checksum before = checksum_of_folder(folder, NULL), after;

	(void)state;
	assert_true(folder_make(&arena, &report, path_join(&arena, folder, "out")));
	assert_true(file_write(&arena, &report, path_join(&arena, folder, "out/a.docx"), TEXT("x")));
	after = checksum_of_folder(folder, NULL);
	assert_true(checksum_same(&before, &after));
	assert_true(file_write(&arena, &report, path_join(&arena, folder, MANIFEST_NAME), TEXT("x")));
	after = checksum_of_folder(folder, NULL);
	assert_false(checksum_same(&before, &after));
	unlink(path_join(&arena, folder, "out/a.docx"));
	rmdir(path_join(&arena, folder, "out"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, prepare, clean)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_what_was_written_is_read_again),
		TEST(test_the_order_of_making_does_not_show),
		TEST(test_a_file_made_again_stands_once_with_its_new_checksum),
		TEST(test_a_folder_without_manifest_knows_nothing),
		TEST(test_a_broken_manifest_is_a_warning),
		TEST(test_a_killed_run_is_known_by_its_journal),
		TEST(test_a_line_cut_short_spoils_no_other),
		TEST(test_a_whole_manifest_ends_the_journal),
		TEST(test_the_checksum_is_sha_256),
		TEST(test_a_file_and_its_bytes_have_one_checksum),
		TEST(test_outputs_do_not_count_as_inputs),
	};

	return cmocka_run_group_tests_name("manifest", tests, NULL, NULL);
}
