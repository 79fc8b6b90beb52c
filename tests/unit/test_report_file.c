/* The report file: scripts find every key, and every exit leaves a whole file. */
#include "check.h"

#include <jansson.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/cli.h"
#include "cli/report_file.h"

static struct job job;
static struct plan_document document;

static int
prepare(void **state)
{
	(void)state;
	job = (struct job){.folder = TEXT_INIT("out")};
	document = (struct plan_document){.name = TEXT_INIT("Письмо «важное»")};
	report_open(&job.report);
	return 0;
}

static int
clean(void **state)
{
	(void)state;
	report_close(&job.report);
	arena_free(&job.arena);
	return 0;
}

/* Two entries of one document: the first made, the second failed. */
static void
fill(void)
{
	static struct outcome outcomes[2];
	struct plan_entry e = {.document = &document, .table = TEXT_INIT("Люди"), .key = TEXT_INIT("А-1"), .row = 2};

	outcomes[0] = (struct outcome){.status = OUTCOME_MADE};
	outcomes[0].files[FORMAT_PDF] = (struct outcome_file){.path = TEXT_INIT("a.pdf"), .bytes = 10, .pages = 3};
	outcomes[1] = (struct outcome){.status = OUTCOME_FAILED, .reason = TEXT_INIT("it is \"empty\"")};
	*VECTOR_PUSH(&job.arena, &job.plan.entries) = e;
	e.key = TEXT("Б-2");
	*VECTOR_PUSH(&job.arena, &job.plan.entries) = e;
	job.outcomes = outcomes;
	report_context(document.name, e.key);
	REPORT(&job.report, SEASON_FILE_EMPTY,
	       ((struct place){.kind = AT_CELL, .file = TEXT_INIT("Люди.csv"), .row = 3, .column = 28}), TEXT("x"));
	report_context(TEXT_NONE, TEXT_NONE);
}

static json_t *
printed(enum exit_status status)
{
	struct buffer b = {0};
	json_t *root;

	report_file_print(&job, status, 1.5, false, &b);
	root = json_loadb(b.at, b.len, 0, NULL);
	buffer_free(&b);
	assert_non_null(root);
	return root;
}

static const char *
string_at(const json_t *object, const char *key)
{
	const char *s = json_string_value(json_object_get(object, key));

	return s ? s : "(none)";
}

static void
test_every_key_is_there_even_when_nothing_happened(void **state)
{
	static const char *const keys[] = {"tool",      "version", "exit",    "output_dir", "shard",     "made",
					   "unchanged", "failed",  "skipped", "seconds",    "documents", "problems"};
	json_t *root = printed(EXIT_NOTHING_MADE);

	(void)state;
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
		assert_non_null(json_object_get(root, keys[i]));
	assert_int_equal(json_object_size(root), sizeof keys / sizeof keys[0]);
	assert_int_equal(json_integer_value(json_object_get(root, "exit")), 3);
	assert_true(json_is_null(json_object_get(root, "shard")));
	json_decref(root);
}

static void
test_documents_say_what_became_of_them(void **state)
{
	json_t *root, *first, *second, *file;

	(void)state;
	fill();
	root = printed(EXIT_SOME_FAILED);
	assert_int_equal(json_integer_value(json_object_get(root, "made")), 1);
	assert_int_equal(json_integer_value(json_object_get(root, "failed")), 1);
	first = json_array_get(json_object_get(root, "documents"), 0);
	second = json_array_get(json_object_get(root, "documents"), 1);
	assert_string_equal(string_at(first, "name"), "Письмо «важное»");
	assert_string_equal(string_at(first, "status"), "made");
	assert_string_equal(string_at(json_object_get(first, "record"), "key"), "А-1");
	assert_int_equal(json_integer_value(json_object_get(json_object_get(first, "record"), "row")), 2);
	file = json_array_get(json_object_get(first, "files"), 0);
	assert_string_equal(string_at(file, "path"), "a.pdf");
	assert_int_equal(json_integer_value(json_object_get(file, "pages")), 3);
	assert_string_equal(string_at(second, "status"), "failed");
	assert_string_equal(string_at(second, "reason"), "it is \"empty\"");
	assert_int_equal(json_array_size(json_object_get(second, "files")), 0);
	json_decref(root);
}

static void
test_problems_say_where(void **state)
{
	json_t *root, *problem, *place;

	(void)state;
	fill();
	root = printed(EXIT_SOME_FAILED);
	problem = json_array_get(json_object_get(root, "problems"), 0);
	place = json_object_get(problem, "place");
	assert_string_equal(string_at(problem, "severity"), "error");
	assert_string_equal(string_at(problem, "code"), "season-file-empty");
	assert_string_equal(string_at(problem, "record"), "Б-2");
	assert_string_equal(string_at(place, "file"), "Люди.csv");
	assert_string_equal(string_at(place, "cell"), "AB3");
	assert_true(json_is_null(json_object_get(place, "part")));
	json_decref(root);
}

static void
test_jsonl_has_one_document_a_line(void **state)
{
	struct buffer b = {0};
	struct text t;
	size_t lines = 0;

	(void)state;
	fill();
	report_file_print(&job, EXIT_SOME_FAILED, 1.5, true, &b);
	t = buffer_view(&b);
	for (size_t from = 0; from < t.len; lines++) {
		size_t end = (size_t)text_find(t, TEXT("\n"), from);
		json_t *line = json_loadb(t.at + from, end - from, 0, NULL);

		assert_string_equal(string_at(line, "name"), "Письмо «важное»");
		assert_int_equal(json_array_size(json_object_get(line, "problems")), lines);
		json_decref(line);
		from = end + 1;
	}
	assert_int_equal(lines, 2);
	buffer_free(&b);
}

static json_t *
last_line(const struct buffer *b)
{
	struct text t = buffer_view(b);
	size_t from = t.len - 1;

	while (from > 0 && t.at[from - 1] != '\n')
		from--;
	return json_loadb(t.at + from, t.len - from, 0, NULL);
}

static void
test_jsonl_ends_with_the_problems_of_no_document(void **state)
{
	struct buffer b = {0};
	json_t *line;

	(void)state;
	fill();
	REPORT(&job.report, SEASON_STRICT, ((struct place){.kind = AT_NOTHING}), TEXT_NONE);
	report_context(TEXT("Другой"), TEXT_NONE);
	REPORT(&job.report, FONT_NONE, ((struct place){.kind = AT_NOTHING}), TEXT_NONE);
	report_context(TEXT_NONE, TEXT_NONE);
	report_file_print(&job, EXIT_SOME_FAILED, 1.5, true, &b);
	line = last_line(&b);
	assert_non_null(line);
	assert_string_equal(string_at(line, "tool"), "prikaz");
	assert_int_equal(json_integer_value(json_object_get(line, "exit")), 2);
	assert_int_equal(json_array_size(json_object_get(line, "problems")), 2);
	assert_string_equal(string_at(json_array_get(json_object_get(line, "problems"), 0), "code"), "season-strict");
	json_decref(line);
	buffer_free(&b);
}

/* The whole program with its messages thrown away; returns the exit status and the report. */
static int
run(const char *const *words, int count, char *path, json_t **root)
{
	char *argv[16] = {0};
	int error = dup(STDERR_FILENO), status;

	for (int i = 0; i < count; i++)
		argv[i] = (char *)words[i];
	unlink(path);
	fflush(stderr);
	assert_non_null(freopen("/dev/null", "w", stderr));
	status = cli_run(count, argv);
	fflush(stderr);
	dup2(error, STDERR_FILENO);
	close(error);
	*root = json_load_file(path, 0, NULL);
	unlink(path);
	return status;
}

static void
test_a_wrong_command_line_leaves_a_report_too(void **state)
{
	char path[] = "/tmp/prikaz-report-test.json";
	const char *const words[] = {"prikaz", "make", "nowhere", "--frmat", "--report", path};
	json_t *root;

	(void)state;
	assert_int_equal(run(words, 6, path, &root), 3);
	assert_non_null(root);
	assert_int_equal(json_integer_value(json_object_get(root, "exit")), 3);
	assert_int_equal(json_array_size(json_object_get(root, "problems")), 1);
	json_decref(root);
}

static void
test_a_missing_season_leaves_a_report_too(void **state)
{
	char path[] = "/tmp/prikaz-report-test.json";
	const char *const words[] = {"prikaz", "make", "/nowhere/at/all", "--report", path};
	json_t *root;

	(void)state;
	assert_int_equal(run(words, 5, path, &root), 3);
	assert_non_null(root);
	assert_string_equal(string_at(json_array_get(json_object_get(root, "problems"), 0), "code"),
			    "season-no-folder");
	json_decref(root);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, prepare, clean)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_every_key_is_there_even_when_nothing_happened),
		TEST(test_documents_say_what_became_of_them),
		TEST(test_problems_say_where),
		TEST(test_jsonl_has_one_document_a_line),
		TEST(test_jsonl_ends_with_the_problems_of_no_document),
		TEST(test_a_wrong_command_line_leaves_a_report_too),
		TEST(test_a_missing_season_leaves_a_report_too),
	};

	return cmocka_run_group_tests_name("report_file", tests, NULL, NULL);
}
