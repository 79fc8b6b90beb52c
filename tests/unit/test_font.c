/* Fonts: who stands for whom, how high a line is, and that cached words are what HarfBuzz says. */
#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "check.h"
#include "font/face.h"

/* Found before the tests move to a folder of their own. */
static char *table;

struct fonts {
	struct report report;
	struct arena arena;
	struct catalogue *catalogue;
	struct shaper *shaper;
};

static int
open_fonts(void **state)
{
	struct fonts *t = calloc(1, sizeof *t);

	report_open(&t->report);
	t->catalogue = catalogue_open(&t->report, NULL, table);
	t->shaper = shaper_open(t->catalogue);
	*state = t;
	return 0;
}

static int
close_fonts(void **state)
{
	struct fonts *t = *state;

	shaper_close(t->shaper);
	catalogue_close(t->catalogue);
	report_close(&t->report);
	arena_free(&t->arena);
	free(t);
	return 0;
}

/* The face of an installed family; tests that need it are skipped where it is missing. */
static const struct face *
face_or_skip(struct fonts *t, const char *family, bool is_bold, bool is_italic)
{
	const struct face *f = catalogue_face(t->catalogue, text_from(family), is_bold, is_italic);

	if (!f || !text_is(face_facts(f)->family, family))
		skip();
	return f;
}

static void
expect_family(struct fonts *t, const char *asked, const char *found)
{
	const struct face *f = catalogue_face(t->catalogue, text_from(asked), false, false);

	assert_non_null(f);
	if (!text_is(face_facts(f)->family, found))
		fail_msg("%s gave %.*s, not %s", asked, TEXT_ARG(face_facts(f)->family), found);
}

static void
known_families_have_their_usual_twins(void **state)
{
	struct fonts *t = *state;

	face_or_skip(t, "Liberation Serif", false, false);
	face_or_skip(t, "Carlito", false, false);
	expect_family(t, "Times New Roman", "Liberation Serif");
	expect_family(t, "times new  ROMAN", "Liberation Serif");
	expect_family(t, "Times New Roman CYR", "Liberation Serif");
	expect_family(t, "'Times New Roman', serif", "Liberation Serif");
	expect_family(t, "Arial; Nothing Such", "Liberation Sans");
	expect_family(t, "Arial", "Liberation Sans");
	expect_family(t, "Helvetica", "Liberation Sans");
	expect_family(t, "Courier New", "Liberation Mono");
	expect_family(t, "Calibri", "Carlito");
}

static void
a_missing_family_is_told_once(void **state)
{
	struct fonts *t = *state;

	assert_non_null(catalogue_face(t->catalogue, TEXT("No Such Family"), false, false));
	assert_non_null(catalogue_face(t->catalogue, TEXT("No Such Family"), true, false));
	assert_non_null(catalogue_face(t->catalogue, TEXT("NO SUCH family"), true, true));
	assert_int_equal(t->report.problems.count, 1);
	assert_int_equal(t->report.problems.at[0].code, PROBLEM_FONT_REPLACED);
	assert_int_equal(t->report.problems.at[0].severity, SEVERITY_NOTE);
}

static void
an_empty_family_and_one_of_odd_bytes_give_some_face(void **state)
{
	struct fonts *t = *state;

	assert_non_null(catalogue_face(t->catalogue, TEXT(""), false, false));
	assert_non_null(catalogue_face(t->catalogue, TEXT(",;,"), false, false));
	assert_non_null(catalogue_face(t->catalogue, TEXT("\xFF\xFE\x80''"), true, true));
}

static void
an_installed_family_is_not_reported(void **state)
{
	struct fonts *t = *state;

	face_or_skip(t, "Liberation Serif", true, true);
	assert_int_equal(t->report.problems.count, 0);
}

static void
bold_and_italic_are_own_files_where_there_are_such(void **state)
{
	struct fonts *t = *state;
	const struct face *f = face_or_skip(t, "Liberation Serif", true, true);

	assert_string_equal(face_facts(f)->postscript_name.at, "LiberationSerif-BoldItalic");
	assert_false(face_facts(f)->needs_bold);
	assert_false(face_facts(f)->needs_italic);
	assert_true(face_facts(f)->is_serif);
	f = face_or_skip(t, "DejaVu Sans", false, false);
	assert_string_equal(face_facts(f)->postscript_name.at, "DejaVuSans");
	assert_false(face_facts(f)->is_serif);
}

static void
a_style_the_family_lacks_is_asked_to_be_drawn(void **state)
{
	struct fonts *t = *state;
	const struct face *f = face_or_skip(t, "PT Sans Narrow", true, true);

	assert_true(face_facts(f)->is_bold);
	assert_false(face_facts(f)->needs_bold);
	assert_true(face_facts(f)->needs_italic);
	assert_ptr_not_equal(f, catalogue_face(t->catalogue, TEXT("PT Sans Narrow"), true, false));
}

/* Measured: 31 lines each, written by LibreOffice 7.4 to PDF, distance of baselines in twips. */
static void
lines_are_as_high_as_in_libreoffice(void **state)
{
	static const struct {
		const char *family;
		int size_halfpt, height_twips;
	} measured[] = {
		{"Liberation Serif", 16, 184}, {"Liberation Serif", 18, 207}, {"Liberation Serif", 20, 231},
		{"Liberation Serif", 21, 242}, {"Liberation Serif", 22, 253}, {"Liberation Serif", 24, 276},
		{"Liberation Serif", 26, 299}, {"Liberation Serif", 28, 322}, {"Liberation Serif", 32, 368},
		{"Liberation Serif", 36, 414}, {"Liberation Serif", 40, 460}, {"Liberation Mono", 16, 181},
		{"Liberation Mono", 20, 227},  {"Liberation Mono", 26, 295},  {"Liberation Mono", 32, 363},
		{"Carlito", 16, 195},          {"Carlito", 18, 220},          {"Carlito", 20, 244},
		{"Carlito", 21, 256},          {"Carlito", 22, 269},          {"Carlito", 24, 293},
		{"Carlito", 28, 342},          {"Carlito", 32, 391},          {"Carlito", 36, 440},
		{"Carlito", 40, 488},          {"Caladea", 21, 242},          {"Caladea", 24, 276},
		{"DejaVu Sans", 16, 186},      {"DejaVu Sans", 18, 210},      {"DejaVu Sans", 21, 245},
		{"DejaVu Sans", 24, 280},      {"DejaVu Sans", 26, 303},      {"DejaVu Sans", 32, 373},
		{"DejaVu Sans", 40, 466},      {"PT Serif", 16, 207},         {"PT Serif", 21, 272},
		{"PT Serif", 24, 311},         {"PT Serif", 28, 362},         {"PT Serif", 36, 466},
	};
	struct fonts *t = *state;

	for (size_t i = 0; i < sizeof measured / sizeof *measured; i++) {
		const struct face *f = face_or_skip(t, measured[i].family, false, false);
		struct line_metrics m = face_line(f, measured[i].size_halfpt * EMU_PER_HALFPT);
		int height = (m.ascent + m.descent + m.leading) / EMU_PER_TWIP;

		if (height != measured[i].height_twips)
			fail_msg("%s %g pt: %d twips, not %d", measured[i].family, measured[i].size_halfpt / 2.0,
				 height, measured[i].height_twips);
	}
}

static struct glyphs
harfbuzz_glyphs(struct arena *a, const struct face *f, const char *text, bool kerning)
{
	hb_buffer_t *b = hb_buffer_create();
	hb_feature_t off = {HB_TAG('k', 'e', 'r', 'n'), 0, 0, (unsigned)-1};
	struct glyphs g;
	unsigned count;

	hb_buffer_add_utf8(b, text, -1, 0, -1);
	hb_buffer_set_cluster_level(b, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
	hb_buffer_set_language(b, hb_language_from_string("ru", 2));
	hb_buffer_guess_segment_properties(b);
	hb_shape(f->outlines->font, b, &off, kerning ? 0 : 1);
	hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &count);
	hb_glyph_position_t *position = hb_buffer_get_glyph_positions(b, &count);
	g = (struct glyphs){NEW_ARRAY(a, struct glyph, count), count, 0};
	for (unsigned i = 0; i < count; i++) {
		g.at[i] = (struct glyph){info[i].codepoint, (int)info[i].cluster, position[i].x_advance,
					 position[i].x_offset, position[i].y_offset};
		g.advance += g.at[i].advance;
	}
	hb_buffer_destroy(b);
	return g;
}

static void
expect_as_harfbuzz(struct fonts *t, const struct face *f, const char *text, bool kerning)
{
	struct glyphs want = harfbuzz_glyphs(&t->arena, f, text, kerning);
	struct glyphs got = shaper_shape(t->shaper, &t->arena, f, text_from(text), kerning);

	if (got.count != want.count || got.advance != want.advance)
		fail_msg("%s in %.*s: %zu glyphs, %lld wide, not %zu, %lld", text, TEXT_ARG(face_facts(f)->family),
			 got.count, (long long)got.advance, want.count, (long long)want.advance);
	for (size_t i = 0; i < got.count; i++) {
		if (got.at[i].id != want.at[i].id || got.at[i].advance != want.at[i].advance)
			fail_msg("%s in %.*s: glyph %zu is %u wide %d, not %u, %d", text,
				 TEXT_ARG(face_facts(f)->family), i, got.at[i].id, got.at[i].advance, want.at[i].id,
				 want.at[i].advance);
		assert_int_equal(got.at[i].cluster, want.at[i].cluster);
		assert_int_equal(got.at[i].advance, want.at[i].advance);
		assert_int_equal(got.at[i].x_offset, want.at[i].x_offset);
		assert_int_equal(got.at[i].y_offset, want.at[i].y_offset);
	}
}

static void
cached_words_give_what_harfbuzz_gives_for_the_whole_line(void **state)
{
	static const char *const families[] = {"Liberation Serif", "Liberation Sans", "PT Serif", "Carlito",
					       "DejaVu Sans",      "DejaVu Serif",    "Caladea"};
	static const char *const texts[] = {"Съешь же ещё этих мягких французских булок, да выпей чаю.",
					    "ТАРА ГАЗ РАБОТА: кернинг; Гл. То Уа",
					    "AVATAR To fi ffi flow A B  C   Y A T ",
					    "А А Т Т « А » 1 А 11 — 11.2020 11",
					    "11 12  1 1 « 1",
					    " начало",
					    "конец ",
					    " ",
					    "",
					    "за\u0301мок, замо\u0301к; и\u0306 е\u0308 \U0001D400",
					    "№\u00A05, 10\u202Fкм, «ёлочки» „лапки“ – § © °C ½ ×",
					    "שלום עולם abc",
					    "ТАРА ТАРА ТАРА",
					    "Ўзбекистон қазақ ґ є ї ђ"};
	struct fonts *t = *state;

	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		const struct face *f = catalogue_face(t->catalogue, text_from(families[i]), false, false);

		for (size_t j = 0; j < sizeof texts / sizeof *texts; j++) {
			expect_as_harfbuzz(t, f, texts[j], true);
			expect_as_harfbuzz(t, f, texts[j], false);
			expect_as_harfbuzz(t, f, texts[j], true);
		}
	}
}

/* Digits and signs go with the script before them, whatever word they stand in. */
static void
scripts_are_shaped_by_their_own_rules(void **state)
{
	struct fonts *t = *state;
	const struct face *f = catalogue_face(t->catalogue, TEXT("Liberation Serif"), false, false);
	struct glyphs mixed = shaper_shape(t->shaper, &t->arena, f, TEXT("ТАРАAVATAR-11"), true);
	struct glyphs latin = harfbuzz_glyphs(&t->arena, f, "AVATAR-11", true);
	struct glyphs russian = harfbuzz_glyphs(&t->arena, f, "ТАРА", true);

	assert_int_equal(mixed.count, latin.count + russian.count);
	assert_int_equal(mixed.advance, latin.advance + russian.advance);
	assert_int_equal(mixed.at[4].cluster, 8);
}

static void
a_soft_hyphen_takes_no_room(void **state)
{
	struct fonts *t = *state;
	const struct face *f = catalogue_face(t->catalogue, TEXT("Liberation Serif"), false, false);
	struct glyphs with = shaper_shape(t->shaper, &t->arena, f, TEXT("на\u00ADстав\u200Bник"), false);
	struct glyphs without = shaper_shape(t->shaper, &t->arena, f, TEXT("наставник"), false);

	assert_int_equal(with.advance, without.advance);
	assert_int_equal(with.count, without.count);
	assert_int_equal(with.at[2].cluster, 6);
	assert_true(face_has(f, 0x00AD));
}

static void
a_no_break_hyphen_is_a_hyphen_where_the_font_has_none(void **state)
{
	struct fonts *t = *state;
	const struct face *f = face_or_skip(t, "Liberation Serif", false, false);
	struct glyphs g = shaper_shape(t->shaper, &t->arena, f, TEXT("а\u2011б"), false);

	assert_true(face_has(f, 0x2011));
	assert_int_equal(g.count, 3);
	assert_int_not_equal(g.at[1].id, 0);
}

static void
a_no_break_space_is_a_space_where_the_font_has_none(void **state)
{
	struct fonts *t = *state;
	const struct face *f = face_or_skip(t, "Carlito", false, false);
	struct glyphs g = shaper_shape(t->shaper, &t->arena, f, TEXT("а\u00A0б"), false);

	assert_true(face_has(f, 0x00A0));
	assert_int_equal(g.at[1].advance, face_advance(f, face_glyph(f, ' ')));
}

static void
the_rouble_and_the_check_box_are_found_elsewhere(void **state)
{
	static const uint32_t wanted[] = {0x20BD, 0x2610, 0x2611};
	struct fonts *t = *state;
	const struct face *f = face_or_skip(t, "Liberation Serif", true, false), *other;

	face_or_skip(t, "DejaVu Sans", false, false);
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		assert_false(face_has(f, wanted[i]));
		other = catalogue_fallback(t->catalogue, f, wanted[i]);
		assert_non_null(other);
		assert_true(face_has(other, wanted[i]));
		assert_ptr_equal(other, catalogue_fallback(t->catalogue, f, wanted[i]));
	}
	assert_true(face_facts(catalogue_fallback(t->catalogue, f, 0x20BD))->is_bold);
	assert_int_equal(t->report.problems.count, 0);
	assert_null(catalogue_fallback(t->catalogue, f, 0x10FFFD));
	assert_null(catalogue_fallback(t->catalogue, other, 0x10FFFD));
	assert_int_equal(t->report.problems.count, 0); /* who knows the document reports it */
}

static void
bullets_of_word_are_bullets_without_its_symbol_font(void **state)
{
	struct fonts *t = *state;
	const struct face *f = catalogue_face(t->catalogue, TEXT("Symbol"), false, false), *other;

	if (!f->symbols)
		skip();
	assert_true(face_has(f, 0xF0B7));
	assert_int_equal(face_glyph(f, 0xF0B7), outlines_glyph(f->outlines, 0x2022));
	f = catalogue_face(t->catalogue, TEXT("Wingdings"), false, false);
	other = face_has(f, 0xF0FC) ? f : catalogue_fallback(t->catalogue, f, 0xF0FC);
	assert_non_null(other);
	assert_int_equal(face_meaning(other, 0xF0FC), 0x2713);
	assert_int_equal(face_glyph(other, 0xF0FC), outlines_glyph(other->outlines, face_drawn(other, 0xF0FC)));
	assert_true(face_glyph(other, 0xF0FC));
}

static void
fonts_of_the_organisation_go_first(void **state)
{
	struct fonts *t = *state;
	const char *const folders[] = {"own-fonts", NULL};
	char path[128];
	const struct face *f = face_or_skip(t, "Carlito", false, false);
	struct catalogue *c;

	assert_true(folder_make(&t->arena, &t->report, folders[0]));
	snprintf(path, sizeof path, "%s/renamed.ttf", folders[0]);
	unlink(path);
	assert_int_equal(symlink(face_facts(f)->path.at, path), 0);
	snprintf(path, sizeof path, "%s/broken.ttf", folders[0]);
	assert_true(file_write(&t->arena, &t->report, path, TEXT("this is no font")));
	c = catalogue_open(&t->report, folders, NULL);
	f = catalogue_face(c, TEXT("Carlito"), true, false);
	assert_true(text_ends(face_facts(f)->path, TEXT("renamed.ttf")));
	assert_true(face_facts(f)->needs_bold);
	assert_int_equal(t->report.problems.count, 1);
	assert_int_equal(t->report.problems.at[0].code, PROBLEM_FONT_BROKEN);
	catalogue_close(c);
	unlink(path);
	snprintf(path, sizeof path, "%s/renamed.ttf", folders[0]);
	unlink(path);
	rmdir(folders[0]);
}

static void
a_bad_line_of_the_table_is_told_with_its_number(void **state)
{
	struct fonts *t = *state;
	struct substitutions s = {0};
	const char *path = "substitutions.txt";

	assert_true(file_write(&t->arena, &t->report, path,
			       TEXT("\xEF\xBB\xBF# note\r\nA = B , C\r\nnonsense\r\n= X\r\nD =")));
	substitutions_read(&t->arena, &t->report, path, &s);
	unlink(path);
	assert_int_equal(s.rows.count, 1);
	assert_int_equal(s.rows.at[0].other_count, 2);
	assert_string_equal(s.rows.at[0].others[1].at, "C");
	assert_int_equal(t->report.problems.count, 3);
	assert_int_equal(t->report.problems.at[0].place.line, 3);
}

static void
a_million_different_words_do_not_fill_the_memory(void **state)
{
	struct fonts *t = *state;
	const struct face *f = catalogue_face(t->catalogue, TEXT("Liberation Serif"), false, false);
	char word[32];

	for (int i = 0; i < 60000; i++) {
		struct arena a = {0};
		int len = snprintf(word, sizeof word, "слово%d", i);

		assert_true(shaper_shape(t->shaper, &a, f, (struct text){word, (size_t)len}, true).count > 5);
		arena_free(&a);
	}
}

static void
a_word_of_a_megabyte_is_shaped(void **state)
{
	struct fonts *t = *state;
	const struct face *f = catalogue_face(t->catalogue, TEXT("Liberation Serif"), false, false);
	size_t len = 1 << 20;
	char *word = memory_alloc(len);

	memset(word, 'A', len);
	assert_int_equal(shaper_shape(t->shaper, &t->arena, f, (struct text){word, len}, true).count, len);
	free(word);
}

static void *
shape_in_a_thread(void *catalogue)
{
	struct shaper *s = shaper_open(catalogue);
	struct arena a = {0};
	int64_t sum = 0;

	for (int i = 0; i < 50; i++) {
		const struct face *f = catalogue_face(catalogue, TEXT("Arial"), i & 1, i & 2);
		const struct face *other = catalogue_fallback(catalogue, f, 0x2611);

		sum += shaper_shape(s, &a, f, TEXT("Съешь ещё этих булок ₽ AVATAR → ≤"), i & 4)
			       .advance;
		sum += other ? shaper_shape(s, &a, other, TEXT("☑ да ☐ нет"), true).advance : 0;
	}
	arena_free(&a);
	shaper_close(s);
	return (void *)(intptr_t)sum;
}

static void
threads_share_a_catalogue(void **state)
{
	struct fonts *t = *state;
	pthread_t threads[4];
	void *sums[4];

	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, shape_in_a_thread, t->catalogue), 0);
	for (int i = 0; i < 4; i++)
		pthread_join(threads[i], &sums[i]);
	for (int i = 1; i < 4; i++)
		assert_ptr_equal(sums[i], sums[0]);
}

/* Bytes turned over and ends cut off: glyphs may be missing, the program must not. */
static void
damaged_fonts_do_no_harm(void **state)
{
	struct fonts *t = *state;
	const struct face *whole = catalogue_face(t->catalogue, TEXT("Liberation Serif"), false, false);
	const char *const folders[] = {"damaged-fonts", NULL};
	struct text bytes;
	uint32_t random = 1;
	char path[128];

	snprintf(path, sizeof path, "%s/damaged.ttf", folders[0]);
	assert_true(folder_make(&t->arena, &t->report, folders[0]));
	assert_true(file_read(&t->arena, &t->report, face_facts(whole)->path.at, TEXT("font"), &bytes));
	for (int i = 0; i < 30; i++) {
		struct text damaged = text_copy(&t->arena, bytes);
		struct catalogue *c;

		if (i % 3 == 0)
			damaged.len = bytes.len * (size_t)i / 30;
		for (int j = 0; j < 20 && damaged.len; j++) {
			random = random * 1664525 + 1013904223;
			((char *)damaged.at)[random % (j < 10 ? damaged.len < 400 ? damaged.len : 400 : damaged.len)] ^=
				(char)(random >> 24);
		}
		assert_true(file_write(&t->arena, &t->report, path, damaged));
		c = catalogue_open(&t->report, folders, NULL);
		shape_in_a_thread(c);
		struct shaper *s = shaper_open(c);
		const struct face *f = catalogue_face(c, TEXT("Liberation Serif"), false, false);

		shaper_shape(s, &t->arena, f, TEXT("Съешь ещё fi AVATAR"), true);
		shaper_close(s);
		catalogue_close(c);
	}
	unlink(path);
	rmdir(folders[0]);
}

int
main(void)
{
	char folder[] = "/tmp/prikaz-test-font-XXXXXX";
	int failed;

	table = realpath("fonts/substitutions.txt", NULL);
	if (!mkdtemp(folder) || chdir(folder))
		return 1;
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_fonts, close_fonts)
	const struct CMUnitTest tests[] = {
		TEST(known_families_have_their_usual_twins),
		TEST(a_missing_family_is_told_once),
		TEST(an_empty_family_and_one_of_odd_bytes_give_some_face),
		TEST(an_installed_family_is_not_reported),
		TEST(bold_and_italic_are_own_files_where_there_are_such),
		TEST(a_style_the_family_lacks_is_asked_to_be_drawn),
		TEST(lines_are_as_high_as_in_libreoffice),
		TEST(cached_words_give_what_harfbuzz_gives_for_the_whole_line),
		TEST(scripts_are_shaped_by_their_own_rules),
		TEST(a_soft_hyphen_takes_no_room),
		TEST(a_no_break_hyphen_is_a_hyphen_where_the_font_has_none),
		TEST(a_no_break_space_is_a_space_where_the_font_has_none),
		TEST(the_rouble_and_the_check_box_are_found_elsewhere),
		TEST(bullets_of_word_are_bullets_without_its_symbol_font),
		TEST(fonts_of_the_organisation_go_first),
		TEST(a_bad_line_of_the_table_is_told_with_its_number),
		TEST(a_million_different_words_do_not_fill_the_memory),
		TEST(a_word_of_a_megabyte_is_shaped),
		TEST(threads_share_a_catalogue),
		TEST(damaged_fonts_do_no_harm),
	};
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(folder);
	free(table);
	return failed;
}
