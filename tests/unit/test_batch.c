/* A season made again and again: what is remade, what is kept, what one bad record spoils. */
#include "base/file.h"

/* The disk takes what is written, unless a test says that it does not. */
static bool disk_fails;

static bool
disk_sync(struct report *r, const char *path)
{
	if (disk_fails)
		return REPORT(r, FILE_UNWRITABLE, place_file(text_from(path)), TEXT("Input/output error"));
	return folder_sync(r, path);
}

#define folder_sync disk_sync
#include "season/batch.c"
#undef folder_sync

#include <sys/stat.h>

#include "season_folder.h"

#include "cli/cli.h"

/* The report lies beside the season: inside it would be data. */
static const char *
report_path(void)
{
	return text_format(&arena, "%s.json", folder).at;
}

static struct text
bytes_of(const char *name)
{
	struct text bytes = TEXT_NONE;

	assert_true(file_read(&arena, &report, inside(name), text_from(name), &bytes));
	return bytes;
}

static bool
is_there(const char *name)
{
	return file_exists(inside(name));
}

static void
put_people(const char *rows)
{
	put("Люди.csv", text_format(&arena, "Код;Имя\n%s", rows).at);
}

static int
prepare(void **state)
{
	(void)state;
	if (!folder_open())
		return -1;
	setenv("SOURCE_DATE_EPOCH", "1606694400", 1);
	put_template("templates/letter.docx", "Кому: {{имя | обязательно}}");
	put("Документы.csv", "Документ;Шаблон;Для каждого;Файл\nПисьмо;letter;Люди;{{Код}}\n");
	put_people("1;Анна\n2;Борис\n3;Вера\n");
	return 0;
}

static int
clean(void **state)
{
	(void)state;
	disk_fails = false;
	unlink(report_path());
	folder_close();
	return 0;
}

/* Runs "prikaz make FOLDER --report …" with the words, silently; the exit status. */
static int
make(const char *words)
{
	char *argv[16] = {(char *)"prikaz",   (char *)"make",        folder,
			  (char *)"--report", (char *)report_path(), (char *)"-q"};
	int count = 6, error = dup(STDERR_FILENO), status;
	char *copy = (char *)text_c(&arena, text_from(words));

	for (char *word = strtok(copy, " "); word && count < 15; word = strtok(NULL, " "))
		argv[count++] = word;
	fflush(stderr);
	assert_non_null(freopen("/dev/null", "w", stderr));
	status = cli_run(count, argv);
	fflush(stderr);
	dup2(error, STDERR_FILENO);
	close(error);
	return status;
}

static struct text
last_report(void)
{
	struct text bytes = TEXT_NONE;

	assert_true(file_read(&arena, &report, report_path(), TEXT("report"), &bytes));
	return bytes;
}

/* How many documents the last run counted under this word. */
static int
counted(const char *word)
{
	struct text json = last_report();
	ptrdiff_t at = text_find(json, text_format(&arena, "\"%s\": ", word), 0);

	assert_true(at >= 0);
	return atoi(json.at + at + strlen(word) + 4);
}

static bool
was_told(const char *slug)
{
	return text_find(last_report(), text_format(&arena, "\"code\": \"%s\"", slug), 0) >= 0;
}

static void
test_every_record_has_its_document(void **state)
{
	(void)state;
	assert_int_equal(make(""), 0);
	assert_int_equal(counted("made"), 3);
	assert_true(is_there("out/1.docx") && is_there("out/2.docx") && is_there("out/3.docx"));
	assert_true(is_there("out/manifest.json"));
}

static void
test_a_second_run_makes_nothing(void **state)
{
	struct text manifest;

	(void)state;
	assert_int_equal(make(""), 0);
	manifest = bytes_of("out/manifest.json");
	assert_int_equal(make(""), 0);
	assert_int_equal(counted("made"), 0);
	assert_int_equal(counted("unchanged"), 3);
	assert_true(text_equal(manifest, bytes_of("out/manifest.json")));
}

static void
test_only_what_changed_is_remade(void **state)
{
	(void)state;
	assert_int_equal(make(""), 0);
	put_people("1;Анна\n2;Богдан\n3;Вера\n");
	assert_int_equal(make(""), 0);
	assert_int_equal(counted("made"), 1);
	assert_int_equal(counted("unchanged"), 2);
}

static void
test_a_deleted_document_is_made_again(void **state)
{
	(void)state;
	assert_int_equal(make(""), 0);
	unlink(inside("out/2.docx"));
	assert_int_equal(make(""), 0);
	assert_int_equal(counted("made"), 1);
	assert_true(is_there("out/2.docx"));
}

static void
test_a_changed_template_remakes_all(void **state)
{
	(void)state;
	assert_int_equal(make(""), 0);
	put_template("templates/letter.docx", "Для: {{имя}}");
	assert_int_equal(make(""), 0);
	assert_int_equal(counted("made"), 3);
}

static void
test_an_edited_document_is_kept_and_named(void **state)
{
	(void)state;
	assert_int_equal(make(""), 0);
	put("out/2.docx", "edited by hand");
	put_people("1;Анна\n2;Богдан\n3;Вера\n");
	assert_int_equal(make(""), 0);
	assert_text(bytes_of("out/2.docx"), "edited by hand");
	assert_true(was_told("season-output-outdated"));
	assert_int_equal(counted("skipped"), 1);
	assert_int_equal(make(""), 0); /* and it is not forgotten that it was edited */
	assert_text(bytes_of("out/2.docx"), "edited by hand");
	assert_true(was_told("season-output-outdated"));
}

static void
test_an_edited_document_counts_as_skipped_with_what_stands_there(void **state)
{
	struct text expected;

	(void)state;
	assert_int_equal(make(""), 0);
	put("out/2.docx", "edited by hand");
	assert_int_equal(make(""), 0);
	assert_true(was_told("season-output-edited"));
	assert_int_equal(counted("skipped"), 1);
	assert_int_equal(counted("unchanged"), 2);
	expected = text_format(&arena, "\"bytes\": 14, \"sha256\": \"%s\"", checksum_of(TEXT("edited by hand")).hex);
	assert_true(text_find(last_report(), expected, 0) >= 0);
}

static void
put_numbered_season(const char *people)
{
	put("Документы.csv", "Документ;Шаблон;Для каждого\nПисьмо;letter;Люди\n");
	put_people(people);
}

static void
test_a_file_of_a_record_that_is_left_out_is_kept(void **state)
{
	struct text old;

	(void)state;
	put_numbered_season("1;Анна\n2;Борис\n3;Вера\n");
	assert_int_equal(make(""), 0);
	old = bytes_of("out/Письмо-2.docx");
	put_numbered_season("0;Яна\n1;Анна\n2;Борис\n3;Вера\n");
	assert_int_equal(make("--record 1"), 0);
	assert_true(was_told("season-output-others"));
	assert_true(text_equal(bytes_of("out/Письмо-2.docx"), old));
	assert_int_equal(make(""), 0); /* all together they change places */
	assert_int_equal(counted("made"), 4);
	assert_false(text_equal(bytes_of("out/Письмо-2.docx"), old));
}

static void
test_a_file_of_a_record_that_is_gone_is_replaced(void **state)
{
	(void)state;
	put_numbered_season("1;Анна\n2;Борис\n3;Вера\n");
	assert_int_equal(make(""), 0);
	put_numbered_season("0;Яна\n1;Анна\n3;Вера\n");
	assert_int_equal(make("--record 1"), 0);
	assert_int_equal(counted("made"), 1);
}

static void
test_a_file_that_cannot_be_opened_is_kept(void **state)
{
	struct batch b = {.folder = inside("out")};
	struct plan_document document = {.name = TEXT_INIT("Письмо")};
	struct template_file source = {.name = TEXT_INIT("letter.docx")};
	struct plan_entry e = {.document = &document, .paths = {[FORMAT_DOCX] = TEXT_INIT("2.docx")}};
	struct plan p = {0};
	struct manifest manifest = {0};
	uid_t me = geteuid();
	struct output o;

	(void)state;
	document.sources[FORMAT_DOCX] = &source;
	b.manifest = &manifest;
	assert_true(folder_make(&arena, &report, inside("out")));
	put("out/2.docx", "mine");
	assert_int_equal(chmod(folder, 0755), 0);
	assert_int_equal(chmod(inside("out"), 0755), 0);
	assert_int_equal(chmod(inside("out/2.docx"), 0), 0);
	if (me == 0)
		assert_int_equal(seteuid(65534), 0); /* root opens everything */
	o = output_look(&arena, &b, &p, &e, FORMAT_DOCX);
	if (me == 0)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(o.standing, STANDS_FOREIGN);
	assert_int_equal(o.size, 4);
}

static void
test_force_replaces_an_edited_document_and_leaves_a_backup(void **state)
{
	(void)state;
	assert_int_equal(make(""), 0);
	put("out/2.docx", "first edit");
	assert_int_equal(make("--force"), 0);
	assert_text(bytes_of("out/2.docx.bak"), "first edit");
	put("out/2.docx", "second edit");
	assert_int_equal(make("--force"), 0);
	assert_text(bytes_of("out/2.docx.bak"), "first edit");
	assert_text(bytes_of("out/2.docx.bak.2"), "second edit");
	assert_true(bytes_of("out/2.docx").len > 100);
	assert_int_equal(counted("made"), 3);
}

static void
test_a_file_that_prikaz_did_not_make_is_kept(void **state)
{
	(void)state;
	folder_make(&arena, &report, inside("out"));
	put("out/2.docx", "mine");
	assert_int_equal(make(""), 0);
	assert_text(bytes_of("out/2.docx"), "mine");
	assert_true(was_told("season-output-foreign"));
	assert_int_equal(counted("made"), 2);
}

static void
test_a_lost_manifest_does_no_harm(void **state)
{
	(void)state;
	assert_int_equal(make(""), 0);
	unlink(inside("out/manifest.json"));
	assert_int_equal(make(""), 0);
	assert_int_equal(counted("unchanged"), 3);
	assert_true(is_there("out/manifest.json"));
}

static void
test_a_bad_record_spoils_its_own_document_alone(void **state)
{
	(void)state;
	put_people("1;Анна\n2;\n3;Вера\n");
	assert_int_equal(make(""), 2);
	assert_int_equal(counted("made"), 2);
	assert_int_equal(counted("failed"), 1);
	assert_false(is_there("out/2.docx"));
	assert_true(is_there("out/3.docx"));
}

static void
test_strict_writes_nothing_when_one_record_is_bad(void **state)
{
	(void)state;
	put_people("1;Анна\n2;\n3;Вера\n");
	assert_int_equal(make("--strict"), 3);
	assert_false(is_there("out/1.docx"));
	assert_false(is_there("out/manifest.json"));
	assert_true(was_told("season-strict"));
}

static void
test_strict_writes_all_when_all_are_good(void **state)
{
	(void)state;
	assert_int_equal(make("--strict"), 0);
	assert_int_equal(counted("made"), 3);
	assert_true(is_there("out/3.docx"));
}

static void
test_when_all_records_are_bad_nothing_is_made(void **state)
{
	(void)state;
	put_people("1;\n2;\n");
	assert_int_equal(make(""), 3);
	assert_int_equal(counted("failed"), 2);
}

static void
test_a_dry_run_writes_nothing(void **state)
{
	(void)state;
	assert_int_equal(make("--dry-run"), 0);
	assert_false(folder_exists(inside("out")));
	assert_int_equal(counted("made"), 0);
}

/* The documents and manifests of -j1 and -j8, compared byte by byte. */
static void
test_the_number_of_jobs_does_not_show(void **state)
{
	static const char *const files[] = {"manifest.json", "1.docx", "14.docx", "40.docx"};
	struct buffer rows = {0};

	(void)state;
	for (int i = 1; i <= 40; i++)
		buffer_printf(&rows, "%d;Имя%d\n", i, i);
	buffer_byte(&rows, '\0');
	put_people(rows.at);
	buffer_free(&rows);
	assert_int_equal(make(text_format(&arena, "-o %s/out/one", folder).at), 0);
	assert_int_equal(make(text_format(&arena, "-j8 -o %s/out/many", folder).at), 0);
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		assert_true(text_equal(bytes_of(text_format(&arena, "out/one/%s", files[i]).at),
				       bytes_of(text_format(&arena, "out/many/%s", files[i]).at)));
}

static void
test_another_day_is_another_input(void **state)
{
	(void)state;
	put_template("templates/letter.docx", "{{@today}}");
	assert_int_equal(make("--date 2024-09-01"), 0);
	assert_int_equal(make("--date 2024-09-02"), 0);
	assert_int_equal(counted("made"), 3);
}

static void
test_a_second_run_in_the_same_folder_is_refused(void **state)
{
	int lock;

	(void)state;
	assert_true(folder_make(&arena, &report, inside("out")));
	assert_int_equal(folder_lock(inside("out"), &lock), FOLDER_FREE);
	assert_int_equal(make(""), 4);
	assert_true(was_told("season-busy"));
	assert_false(is_there("out/1.docx"));
	folder_unlock(&lock);
	assert_int_equal(make(""), 0);
}

static void
test_a_run_that_makes_nothing_leaves_no_folder(void **state)
{
	(void)state;
	put_people("1;\n2;\n");
	assert_int_equal(make(""), 3);
	assert_false(folder_exists(inside("out")));
}

static void
test_what_killed_runs_left_is_removed_in_all_folders(void **state)
{
	(void)state;
	put("Документы.csv", "Документ;Шаблон;Для каждого;Файл\nПисьмо;letter;Люди;письма/{{Код}}\n");
	assert_true(folder_make(&arena, &report, inside("out/письма")));
	put("out/" FILE_TEMPORARY "1", "half");
	put("out/письма/" FILE_TEMPORARY "2", "half");
	assert_int_equal(make(""), 0);
	assert_false(is_there("out/" FILE_TEMPORARY "1"));
	assert_false(is_there("out/письма/" FILE_TEMPORARY "2"));
	assert_true(is_there("out/письма/1.docx"));
}

static void
put_many(int count)
{
	struct buffer rows = {0};

	for (int i = 1; i <= count; i++)
		buffer_printf(&rows, "%d;Анна\n", i);
	buffer_byte(&rows, '\0');
	put_people(rows.at);
	buffer_free(&rows);
}

static void
test_a_disk_that_does_not_keep_what_is_written_fails_all_and_says_why(void **state)
{
	(void)state;
	disk_fails = true;
	assert_int_equal(make(""), 4);
	assert_int_equal(counted("failed"), 3);
	assert_int_equal(counted("made"), 0);
	assert_true(text_find(last_report(), TEXT("\"reason\": \"the file cannot be written: Input/output error"), 0) >=
		    0);
	assert_false(folder_exists(inside("out"))); /* nothing was left in it */
}

static void
test_a_full_disk_stops_the_run_and_is_told_once(void **state)
{
	struct buffer rows = {0};

	(void)state;
	put("Документы.csv", "Документ;Шаблон;Для каждого;Файл\nПисьмо;letter;Люди;{{Имя}}/{{Код}}\n");
	for (int i = 1; i <= 300; i++)
		buffer_printf(&rows, "%d;%s\n", i, i <= 5 ? "Анна" : "Борис");
	buffer_byte(&rows, '\0');
	put_people(rows.at);
	buffer_free(&rows);
	assert_true(folder_make(&arena, &report, inside("out")));
	put("out/Борис", "a file where a folder is needed");
	assert_int_equal(make(""), 4);
	assert_int_equal(counted("made"), 5); /* they were waiting for the rest of their group */
	assert_int_equal(counted("failed"), UNWRITABLE_MOST);
	assert_int_equal(counted("skipped"), 295 - UNWRITABLE_MOST);
	assert_true(was_told("season-unwritable"));
}

/* The season's batch, run by itself and stopped when `is_stopped` says so. */
static struct outcome *
run_batch(bool is_strict, bool (*is_stopped)(void), struct plan *p)
{
	static struct dataset dataset;
	static struct stock stock;
	struct dataset_options no_options = {TEXT_NONE, TEXT_NONE, NULL};
	struct plan_options o = {0};
	struct batch b = {.folder = inside("out"), .jobs = 1, .is_strict = is_strict, .is_stopped = is_stopped};

	*p = (struct plan){0};
	dataset_open(&dataset, &arena);
	assert_true(dataset_add_season(&dataset, &report, folder, &no_options));
	assert_true(dataset_link(&dataset, &report));
	stock_open(&stock, &arena, folder, NULL);
	assert_true(plan_season(&arena, &report, &stock, &dataset, &o, p));
	plan_finish(&arena, &report, &stock, p);
	return batch_run(&arena, &report, p, &b);
}

static int times_asked;
static bool was_first_there;

static bool
after_two(void)
{
	return times_asked++ >= 2;
}

static void
test_a_strict_run_that_is_stopped_early_has_made_nothing(void **state)
{
	struct outcome *outcomes;
	struct plan p;

	(void)state;
	times_asked = 0;
	outcomes = run_batch(true, after_two, &p);
	for (size_t i = 0; i < p.entries.count; i++) {
		assert_int_equal(outcomes[i].status, OUTCOME_SKIPPED);
		assert_true(outcomes[i].reason.len > 0);
	}
	assert_false(is_there("out/1.docx"));
}

static bool
slowly(void)
{
	usleep(150 * 1000);
	if (++times_asked == 6)
		was_first_there = is_there("out/1.docx");
	return false;
}

static void
test_slow_documents_do_not_wait_for_a_whole_group(void **state)
{
	struct plan p;

	(void)state;
	times_asked = 0;
	put_many(6);
	run_batch(false, slowly, &p);
	assert_true(was_first_there);
}

/* Documents reach their places in groups: one that cannot must not take its neighbours along. */
static void
test_a_place_that_is_taken_by_a_folder_fails_one_document_of_a_group(void **state)
{
	size_t count;
	const char **names;

	(void)state;
	put_many(150);
	assert_true(folder_make(&arena, &report, inside("out/70.docx/x")));
	assert_int_equal(make(""), 4);
	assert_int_equal(counted("made"), 149);
	assert_int_equal(counted("failed"), 1);
	assert_true(was_told("file-unwritable"));
	assert_true(is_there("out/69.docx") && is_there("out/71.docx") && is_there("out/150.docx"));
	names = folder_list(&arena, inside("out"), &count);
	for (size_t i = 0; i < count; i++)
		assert_false(text_starts(text_from(names[i]), TEXT(FILE_TEMPORARY)));
	rmdir(inside("out/70.docx/x"));
	rmdir(inside("out/70.docx"));
}

static void
test_outputs_among_the_data_are_refused(void **state)
{
	(void)state;
	assert_int_equal(make(text_format(&arena, "-o %s/.", folder).at), 3);
	assert_true(was_told("season-folder-same"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, prepare, clean)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_record_has_its_document),
		TEST(test_a_second_run_makes_nothing),
		TEST(test_only_what_changed_is_remade),
		TEST(test_a_deleted_document_is_made_again),
		TEST(test_a_changed_template_remakes_all),
		TEST(test_an_edited_document_is_kept_and_named),
		TEST(test_an_edited_document_counts_as_skipped_with_what_stands_there),
		TEST(test_a_file_of_a_record_that_is_left_out_is_kept),
		TEST(test_a_file_of_a_record_that_is_gone_is_replaced),
		TEST(test_a_file_that_cannot_be_opened_is_kept),
		TEST(test_a_second_run_in_the_same_folder_is_refused),
		TEST(test_a_run_that_makes_nothing_leaves_no_folder),
		TEST(test_what_killed_runs_left_is_removed_in_all_folders),
		TEST(test_a_disk_that_does_not_keep_what_is_written_fails_all_and_says_why),
		TEST(test_a_full_disk_stops_the_run_and_is_told_once),
		TEST(test_a_strict_run_that_is_stopped_early_has_made_nothing),
		TEST(test_slow_documents_do_not_wait_for_a_whole_group),
		TEST(test_force_replaces_an_edited_document_and_leaves_a_backup),
		TEST(test_a_file_that_prikaz_did_not_make_is_kept),
		TEST(test_a_lost_manifest_does_no_harm),
		TEST(test_a_bad_record_spoils_its_own_document_alone),
		TEST(test_strict_writes_nothing_when_one_record_is_bad),
		TEST(test_strict_writes_all_when_all_are_good),
		TEST(test_when_all_records_are_bad_nothing_is_made),
		TEST(test_a_dry_run_writes_nothing),
		TEST(test_the_number_of_jobs_does_not_show),
		TEST(test_another_day_is_another_input),
		TEST(test_a_place_that_is_taken_by_a_folder_fails_one_document_of_a_group),
		TEST(test_outputs_among_the_data_are_refused),
	};

	return cmocka_run_group_tests_name("batch", tests, NULL, NULL);
}
