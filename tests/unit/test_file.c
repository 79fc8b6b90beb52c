/* Files appear whole or not at all. */
#include "check.h"

#include <fcntl.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"

struct world {
	struct arena arena;
	struct report report;
	char folder[64];
};

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	report_open(&w->report);
	strcpy(w->folder, "/tmp/prikaz-test-XXXXXX");
	*state = w;
	return mkdtemp(w->folder) ? 0 : -1;
}

static int
tear_down(void **state)
{
	struct world *w = *state;
	char command[128];
	int status;

	snprintf(command, sizeof command, "rm -r '%s'", w->folder);
	status = system(command);
	report_close(&w->report);
	arena_free(&w->arena);
	free(w);
	return status;
}

static const char *
in_folder(struct world *w, const char *name)
{
	return path_join(&w->arena, w->folder, name);
}

static size_t
names_in(struct world *w, const char *folder)
{
	size_t count;

	folder_list(&w->arena, folder, &count);
	return count;
}

static void
test_what_is_written_can_be_read(void **state)
{
	struct world *w = *state;
	struct buffer b = {0};
	struct text back;

	for (int i = 0; i < 300000; i++)
		buffer_byte(&b, (char)i);
	assert_true(file_write(&w->arena, &w->report, in_folder(w, "x"), buffer_view(&b)));
	assert_true(file_read(&w->arena, &w->report, in_folder(w, "x"), TEXT("x"), &back));
	assert_true(text_equal(back, buffer_view(&b)));
	assert_int_equal(back.at[back.len], '\0');
	assert_int_equal(names_in(w, w->folder), 1);
	buffer_free(&b);
}

static void
test_empty_file_is_an_empty_text(void **state)
{
	struct world *w = *state;
	struct text back;

	assert_true(file_write(&w->arena, &w->report, in_folder(w, "x"), TEXT_NONE));
	assert_true(file_read(&w->arena, &w->report, in_folder(w, "x"), TEXT("x"), &back));
	assert_text(back, "");
}

static void
test_writing_replaces_the_old_file_whole(void **state)
{
	struct world *w = *state;
	struct text back;

	assert_true(file_write(&w->arena, &w->report, in_folder(w, "x"), TEXT("a long old text")));
	assert_true(file_write(&w->arena, &w->report, in_folder(w, "x"), TEXT("new")));
	assert_true(file_read(&w->arena, &w->report, in_folder(w, "x"), TEXT("x"), &back));
	assert_text(back, "new");
}

static void
test_a_staged_file_is_seen_only_when_published(void **state)
{
	struct world *w = *state;
	struct staged_file one, other;
	struct text back;

	assert_true(file_write(&w->arena, &w->report, in_folder(w, "x"), TEXT("old")));
	assert_true(file_stage(&w->arena, &w->report, in_folder(w, "x"), TEXT("new"), &one));
	assert_true(file_stage(&w->arena, &w->report, in_folder(w, "y"), TEXT("other"), &other));
	assert_true(file_read(&w->arena, &w->report, in_folder(w, "x"), TEXT("x"), &back));
	assert_text(back, "old");
	assert_false(file_exists(in_folder(w, "y")));
	assert_true(folder_sync(&w->report, w->folder));
	assert_true(file_publish(&w->report, &one));
	file_discard(&other);
	assert_true(file_read(&w->arena, &w->report, in_folder(w, "x"), TEXT("x"), &back));
	assert_text(back, "new");
	assert_int_equal(names_in(w, w->folder), 1);
}

static void
test_only_old_temporaries_are_swept(void **state)
{
	struct world *w = *state;
	struct timespec old[2] = {{1000000000, 0}, {1000000000, 0}};

	assert_true(file_write(&w->arena, &w->report, in_folder(w, ".prikaz-old"), TEXT("x")));
	assert_true(file_write(&w->arena, &w->report, in_folder(w, ".prikaz-new"), TEXT("x")));
	assert_true(file_write(&w->arena, &w->report, in_folder(w, "work"), TEXT("x")));
	assert_int_equal(utimensat(AT_FDCWD, in_folder(w, ".prikaz-old"), old, 0), 0);
	assert_int_equal(utimensat(AT_FDCWD, in_folder(w, "work"), old, 0), 0);
	folder_sweep(w->folder, 3600);
	assert_false(file_exists(in_folder(w, ".prikaz-old")));
	assert_true(file_exists(in_folder(w, ".prikaz-new")) && file_exists(in_folder(w, "work")));
	folder_sweep(w->folder, 0);
	assert_false(file_exists(in_folder(w, ".prikaz-new")));
	assert_true(file_exists(in_folder(w, "work")));
}

static mode_t
mode_of(const char *path)
{
	struct stat s;

	assert_int_equal(stat(path, &s), 0);
	return s.st_mode & 0777;
}

static void
test_a_staged_file_is_its_owners_alone_until_it_is_published(void **state)
{
	struct world *w = *state;
	mode_t mask = umask(0);
	struct staged_file staged;

	umask(mask);
	assert_true(file_stage(&w->arena, &w->report, in_folder(w, "x"), TEXT("secret"), &staged));
	assert_int_equal(mode_of(staged.temporary), 0600);
	assert_true(file_publish(&w->report, &staged));
	assert_int_equal(mode_of(in_folder(w, "x")), 0666 & ~mask);
}

static void
test_a_folder_is_locked_for_one_run_at_a_time_and_nothing_lies_in_it(void **state)
{
	struct world *w = *state;
	int first, second;

	assert_int_equal(folder_lock(w->folder, &first), FOLDER_FREE);
	assert_true(first >= 0);
	assert_int_equal(folder_lock(w->folder, &second), FOLDER_BUSY);
	assert_int_equal(second, -1);
	assert_int_equal(names_in(w, w->folder), 0);
	folder_unlock(&first);
	assert_int_equal(folder_lock(w->folder, &second), FOLDER_FREE);
	folder_unlock(&second);
}

static void
test_one_file_under_two_names_is_the_same(void **state)
{
	struct world *w = *state;

	assert_true(file_write(&w->arena, &w->report, in_folder(w, "x"), TEXT("1")));
	assert_true(file_write(&w->arena, &w->report, in_folder(w, "y"), TEXT("1")));
	assert_int_equal(symlink("x", in_folder(w, "link")), 0);
	assert_true(file_same(in_folder(w, "x"), in_folder(w, "link")));
	assert_true(file_same(w->folder, in_folder(w, ".")));
	assert_false(file_same(in_folder(w, "x"), in_folder(w, "y")));
	assert_false(file_same(in_folder(w, "gone"), in_folder(w, "gone")));
}

static void
test_failure_leaves_nothing_behind(void **state)
{
	struct world *w = *state;

	assert_true(folder_make(&w->arena, &w->report, in_folder(w, "taken/inside")));
	assert_false(file_write(&w->arena, &w->report, in_folder(w, "taken"), TEXT("x")));
	assert_problem(&w->report, FILE_UNWRITABLE);
	assert_int_equal(names_in(w, w->folder), 1);
}

static void
test_folder_that_is_not_there_is_an_error(void **state)
{
	struct world *w = *state;

	assert_false(file_write(&w->arena, &w->report, in_folder(w, "no/x"), TEXT("x")));
	assert_problem(&w->report, FILE_UNWRITABLE);
	assert_int_equal(names_in(w, w->folder), 0);
}

static void
test_mode_follows_the_umask(void **state)
{
	struct world *w = *state;
	mode_t mask = umask(0);
	struct stat s;

	umask(mask);
	assert_true(file_write(&w->arena, &w->report, in_folder(w, "x"), TEXT("x")));
	assert_int_equal(stat(in_folder(w, "x"), &s), 0);
	assert_int_equal(s.st_mode & 0777, 0666 & ~mask);
}

static void
test_missing_file_is_named_as_the_user_knows_it(void **state)
{
	struct world *w = *state;
	struct text bytes;

	assert_false(file_read(&w->arena, &w->report, in_folder(w, "gone"), TEXT("data/gone.csv"), &bytes));
	assert_problem(&w->report, FILE_MISSING);
	assert_text(w->report.problems.at[0].place.file, "data/gone.csv");
}

static void
test_folder_in_place_of_a_file_is_unreadable(void **state)
{
	struct world *w = *state;
	struct text bytes;

	assert_false(file_read(&w->arena, &w->report, w->folder, TEXT("x"), &bytes));
	assert_problem(&w->report, FILE_UNREADABLE);
}

static void
test_folders_are_made_with_those_above(void **state)
{
	struct world *w = *state;

	assert_true(folder_make(&w->arena, &w->report, in_folder(w, "a//b/c/")));
	assert_true(folder_make(&w->arena, &w->report, in_folder(w, "a/b/c")));
	assert_true(folder_exists(in_folder(w, "a/b/c")));
	assert_true(file_write(&w->arena, &w->report, in_folder(w, "f"), TEXT("x")));
	assert_false(folder_make(&w->arena, &w->report, in_folder(w, "f/g")));
}

static void
test_list_is_in_byte_order(void **state)
{
	struct world *w = *state;
	const char **names;
	size_t count;

	assert_true(file_write(&w->arena, &w->report, in_folder(w, "б"), TEXT("x")));
	assert_true(file_write(&w->arena, &w->report, in_folder(w, "a"), TEXT("x")));
	assert_true(file_write(&w->arena, &w->report, in_folder(w, "Z"), TEXT("x")));
	names = folder_list(&w->arena, w->folder, &count);
	assert_int_equal(count, 3);
	assert_string_equal(names[0], "Z");
	assert_string_equal(names[1], "a");
	assert_string_equal(names[2], "б");
	folder_list(&w->arena, in_folder(w, "gone"), &count);
	assert_int_equal(count, 0);
}

static void
test_pieces_of_paths(void **state)
{
	struct world *w = *state;

	assert_string_equal(path_join(&w->arena, "a/", "b"), "a/b");
	assert_string_equal(path_join(&w->arena, "a", "/b"), "/b");
	assert_string_equal(path_join(&w->arena, "", "b"), "b");
	assert_string_equal(path_folder(&w->arena, "a/b/c"), "a/b");
	assert_string_equal(path_folder(&w->arena, "c"), ".");
	assert_string_equal(path_folder(&w->arena, "/c"), "/");
	assert_text(path_base(TEXT("a/b.docx")), "b.docx");
	assert_text(path_stem(TEXT("a.b/c.tar.gz")), "c.tar");
	assert_text(path_extension(TEXT("a.b/c")), "");
	assert_text(path_extension(TEXT("a/.hidden")), "");
	assert_text(path_stem(TEXT("a/.hidden")), ".hidden");
	assert_text(path_extension(TEXT("приказ.ODT")), "ODT");
}

#define FILE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		FILE_TEST(test_what_is_written_can_be_read),
		FILE_TEST(test_empty_file_is_an_empty_text),
		FILE_TEST(test_writing_replaces_the_old_file_whole),
		FILE_TEST(test_failure_leaves_nothing_behind),
		FILE_TEST(test_a_staged_file_is_seen_only_when_published),
		FILE_TEST(test_only_old_temporaries_are_swept),
		FILE_TEST(test_a_staged_file_is_its_owners_alone_until_it_is_published),
		FILE_TEST(test_a_folder_is_locked_for_one_run_at_a_time_and_nothing_lies_in_it),
		FILE_TEST(test_one_file_under_two_names_is_the_same),
		FILE_TEST(test_folder_that_is_not_there_is_an_error),
		FILE_TEST(test_mode_follows_the_umask),
		FILE_TEST(test_missing_file_is_named_as_the_user_knows_it),
		FILE_TEST(test_folder_in_place_of_a_file_is_unreadable),
		FILE_TEST(test_folders_are_made_with_those_above),
		FILE_TEST(test_list_is_in_byte_order),
		FILE_TEST(test_pieces_of_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
