/* Lines: where they end, where their letters stand, how high they are. */
#include "layout_fixture.h"

#include <unilbrk.h>

#include "layout/linebreak.h"

/* Liberation Serif: ascent 0.891, descent 0.216, line gap 0.042 of the size; the gap is on top. */

static const double line = 11.5, first_baseline = 10 + 9.35;

static void
test_words_that_do_not_fit_go_to_the_next_line(void **state)
{
	struct fixture *f = *state;

	say(f, NULL, "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen");
	lay_out(f);
	assert_near(text_on(f, 0, "one")->y, first_baseline);
	assert_near(text_on(f, 0, "fifteen")->y, first_baseline + line);
	assert_true(text_on(f, 0, "one")->width <= PT(280));
	assert_near(text_on(f, 0, "fifteen")->x, 10);
}

static void
test_a_word_wider_than_the_line_is_cut_and_nothing_is_lost(void **state)
{
	struct fixture *f = *state;
	size_t letters = 0;
	char word[301];

	memset(word, 'n', 300);
	word[300] = 0;
	say(f, NULL, word);
	lay_out(f);
	for (size_t i = 0; i < f->pages->at[0].item_count; i++) {
		assert_true(f->pages->at[0].items[i].width <= PT(280));
		letters += f->pages->at[0].items[i].glyph_count;
	}
	assert_int_equal(letters, 300);
}

/* Letters painted on all pages. */
static size_t
letters_painted(const struct fixture *f)
{
	size_t letters = 0;

	for (size_t page = 0; page < f->pages->count; page++) {
		for (size_t i = 0; i < f->pages->at[page].item_count; i++)
			letters += f->pages->at[page].items[i].glyph_count;
	}
	return letters;
}

static void
test_a_word_of_forty_thousand_letters_keeps_its_tail(void **state)
{
	enum { LETTERS = 40000 };
	struct fixture *f = *state;
	char *word = arena_alloc(&f->a, LETTERS + 1);

	memset(word, 'w', LETTERS);
	say(f, NULL, word);
	lay_out(f);
	assert_int_equal(letters_painted(f), LETTERS);
}

static void
test_letters_as_high_as_a_house_are_all_there(void **state)
{
	struct fixture *f = *state;

	f->run.size = PT(100000);
	say(f, NULL, "thirty letters in giant letters");
	lay_out(f);
	assert_int_equal(letters_painted(f), 31 - 4); /* the spaces hang */
}

static void
test_justified_line_reaches_the_margin_and_the_last_one_does_not(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *s = style_copy(f);
	const struct page_item *it;

	s->align = ALIGN_JUSTIFY;
	say(f, s, "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen");
	lay_out(f);
	it = text_on(f, 0, "one");
	assert_near(it->x + it->width, 290);
	assert_true(text_on(f, 0, "fifteen")->width < PT(100));
}

static void
test_no_break_space_keeps_its_width_in_a_justified_line(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *s = style_copy(f);
	const struct page_item *it;
	emu narrow, wide;

	s->align = ALIGN_JUSTIFY;
	say(f, s, "a\u00A0b c two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen");
	lay_out(f);
	it = text_on(f, 0, "two");
	narrow = it->glyphs[2].x - it->glyphs[1].x;
	wide = it->glyphs[4].x - it->glyphs[3].x;
	assert_near(narrow, 2.5);
	assert_true(wide > narrow + PT(0.2));
}

static void
test_spaces_at_a_line_end_hang_beyond_the_margin(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *s = style_copy(f);
	const struct page_item *it;

	s->align = ALIGN_RIGHT;
	say(f, s, "right   ");
	lay_out(f);
	it = text_on(f, 0, "right");
	assert_near(it->x + it->glyphs[4].x, 290 - 2.78);
}

static void
test_right_tab_ends_its_text_at_the_stop(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *s = style_copy(f);
	struct tab_stop stop = {.position = PT(280), .align = TAB_RIGHT, .leader = '.'};
	const struct page_item *it;

	s->tabs = &stop;
	s->tab_count = 1;
	say(f, s, "Director\tPetrov");
	lay_out(f);
	it = text_on(f, 0, "Petrov");
	assert_near(it->x + it->width, 290);
	assert_non_null(text_on(f, 0, "....."));
}

static void
test_decimal_tab_puts_the_comma_at_the_stop(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *s = style_copy(f);
	struct tab_stop stop = {.position = PT(100), .align = TAB_DECIMAL};

	s->tabs = &stop;
	s->tab_count = 1;
	say(f, s, "\t12,50");
	lay_out(f);
	assert_near(text_on(f, 0, "12,50")->x, 110 - 10);
}

static void
test_default_tabs_stand_at_multiples_from_the_frame(void **state)
{
	struct fixture *f = *state;

	say(f, NULL, "a\tb\tc");
	lay_out(f);
	assert_near(text_on(f, 0, "b")->x, 10 + 36);
	assert_near(text_on(f, 0, "c")->x, 10 + 72);
}

static void
test_label_hangs_and_the_text_begins_at_the_indent(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *s = style_copy(f);
	struct label label = {.text = TEXT("1."), .style = &f->run, .end = LABEL_TAB};

	s->indent_left = PT(30);
	s->indent_first = -PT(20);
	say(f, s, "text");
	f->last->paragraph->label = &label;
	lay_out(f);
	assert_near(text_on(f, 0, "1.")->x, 20);
	assert_near(text_on(f, 0, "text")->x, 40);
}

static void
heights(struct fixture *f, const struct paragraph_style *s, double first, double step)
{
	say(f, s, "one\ntwo");
	lay_out(f);
	assert_near(text_on(f, 0, "one")->y, first);
	assert_near(text_on(f, 0, "two")->y, first + step);
}

static void
test_one_and_a_half_spacing_adds_nothing_above_the_first_line(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *s = style_copy(f);

	s->line_percent = 150;
	heights(f, s, first_baseline, line * 1.5);
}

static void
test_exact_spacing_puts_four_fifths_above_the_baseline(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *s = style_copy(f);

	s->line_rule = LINE_EXACT;
	s->line_height = PT(20);
	heights(f, s, 10 + 16, 20);
}

static void
test_at_least_spacing_grows_on_top(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *s = style_copy(f);

	s->line_rule = LINE_AT_LEAST;
	s->line_height = PT(20);
	heights(f, s, first_baseline + 20 - line, 20);
}

static void
test_empty_paragraph_is_as_high_as_its_mark(void **state)
{
	struct fixture *f = *state;

	say(f, NULL, "");
	say(f, NULL, "below");
	lay_out(f);
	assert_near(text_on(f, 0, "below")->y, first_baseline + line);
}

static void
test_superscript_is_smaller_and_higher(void **state)
{
	struct fixture *f = *state;
	struct run_style super = f->run;
	struct block *b = block_make(f, &f->paragraph, "x\t2");

	super.script = SCRIPT_SUPER;
	super.script_percent = 58;
	super.raise_percent = 33;
	b->paragraph->runs[1] = (struct run){.kind = RUN_TEXT, .style = &super, .text = TEXT("2")};
	b->paragraph->run_count = 2;
	body_add(f, b);
	lay_out(f);
	assert_near(text_on(f, 0, "2")->size, 5.8);
	assert_near(text_on(f, 0, "x")->y - text_on(f, 0, "2")->y, 0.33 * 11.5);
}

/* As LibreOffice draws w:vertAlign: letters of 58 %, whose tops reach the ascent. */
static void
test_automatic_superscript_reaches_the_ascent(void **state)
{
	struct fixture *f = *state;
	struct run_style super = f->run;
	struct block *b = block_make(f, &f->paragraph, "x\t2");

	super.script = SCRIPT_SUPER;
	super.script_percent = 58;
	super.is_raise_automatic = true;
	b->paragraph->runs[1] = (struct run){.kind = RUN_TEXT, .style = &super, .text = TEXT("2")};
	b->paragraph->run_count = 2;
	body_add(f, b);
	lay_out(f);
	assert_near(text_on(f, 0, "x")->y - text_on(f, 0, "2")->y, 0.42 * (8.9 + 0.4));
}

static void
test_soft_hyphen_shows_only_where_the_line_ends(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *s = style_copy(f);

	s->indent_right = PT(220);
	say(f, s, "организаци\u00ADонный");
	lay_out(f);
	assert_near(text_on(f, 0, "онный")->y, first_baseline + line);
	assert_int_equal(items_of_kind(f, 0, ITEM_TEXT), 3);
}

static void
test_letters_that_the_font_lacks_come_from_another(void **state)
{
	struct fixture *f = *state;

	say(f, NULL, "100 \u2611");
	lay_out(f);
	assert_true(text_on(f, 0, "\u2611")->face != text_on(f, 0, "100")->face);
}

/* U+12000 is a sign of cuneiform, U+E0101 a selector. */
static void
test_a_letter_that_no_font_has_is_a_box_and_is_said_once_with_its_document(void **state)
{
	struct fixture *f = *state;
	const struct page_item *it;
	int lines = 0;

	say(f, NULL, "a\U00012000b\U000E0101c\u200D\uFE0F");
	say(f, NULL, "again \U00012000 and \U00012000");
	lay_out(f);
	it = text_on(f, 0, "a\U00012000");
	if (f->r.problems.count == 0)
		skip();
	assert_int_equal(it->glyph_count, 4);
	assert_int_equal(it->glyphs[1].id, 0);
	for (size_t i = 0; i < f->pages->at[0].item_count; i++)
		lines += f->pages->at[0].items[i].kind == ITEM_LINE;
	assert_true(face_shows_missing(it->face) || lines == 3 * 4); /* a frame around each */
	assert_int_equal(f->r.problems.count, 1);
	assert_int_equal(f->r.problems.at[0].code, PROBLEM_FONT_CHARACTER);
	assert_int_equal(f->r.problems.at[0].repeats, 0);
	assert_true(text_is(f->r.problems.at[0].place.file, "test.docx"));
}

static void
test_underline_and_link_lie_under_their_words_only(void **state)
{
	struct fixture *f = *state;
	struct run_style under = f->run;
	struct block *b = block_make(f, &f->paragraph, "plain \tunder");

	under.underline = UNDERLINE_SINGLE;
	b->paragraph->runs[1] = (struct run){
		.kind = RUN_TEXT, .style = &under, .text = TEXT("under"), .link = TEXT("https://example.org/")};
	b->paragraph->run_count = 2;
	body_add(f, b);
	lay_out(f);
	assert_int_equal(items_of_kind(f, 0, ITEM_LINE), 1);
	assert_int_equal(items_of_kind(f, 0, ITEM_LINK), 1);
}

/* ---- where lines may end ---- */

static void
assert_breaks(const char *text, const char *expected)
{
	char breaks[256], shown[512];
	size_t n = 0;

	linebreaks_find(text_from(text), false, breaks);
	for (size_t i = 0; text[i]; i++) {
		if (breaks[i] == UC_BREAK_POSSIBLE)
			shown[n++] = '|';
		shown[n++] = text[i];
	}
	shown[n] = 0;
	assert_string_equal(shown, expected);
}

static void
test_lines_end_where_writer_ends_them(void **state)
{
	(void)state;
	assert_breaks("т.е. да", "т.е. |да");
	assert_breaks("2020-2021", "2020-|2021");
	assert_breaks("это и/или то", "это |и/или |то");
	assert_breaks("1,5 и 2:30", "1,5 |и |2:30");
	assert_breaks("он «да», (нет) — кто", "он |«да», |(нет) |— |кто");
	assert_breaks("№ 5", "№ |5");
	assert_breaks("5\u00A0%", "5\u00A0%");
	assert_breaks("{{а}}{{б}}", "{{а}}|{{б}}");
}

int
main(void)
{
#define LAID(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		LAID(test_words_that_do_not_fit_go_to_the_next_line),
		LAID(test_a_word_wider_than_the_line_is_cut_and_nothing_is_lost),
		LAID(test_a_word_of_forty_thousand_letters_keeps_its_tail),
		LAID(test_letters_as_high_as_a_house_are_all_there),
		LAID(test_justified_line_reaches_the_margin_and_the_last_one_does_not),
		LAID(test_no_break_space_keeps_its_width_in_a_justified_line),
		LAID(test_spaces_at_a_line_end_hang_beyond_the_margin),
		LAID(test_right_tab_ends_its_text_at_the_stop),
		LAID(test_decimal_tab_puts_the_comma_at_the_stop),
		LAID(test_default_tabs_stand_at_multiples_from_the_frame),
		LAID(test_label_hangs_and_the_text_begins_at_the_indent),
		LAID(test_one_and_a_half_spacing_adds_nothing_above_the_first_line),
		LAID(test_exact_spacing_puts_four_fifths_above_the_baseline),
		LAID(test_at_least_spacing_grows_on_top),
		LAID(test_empty_paragraph_is_as_high_as_its_mark),
		LAID(test_superscript_is_smaller_and_higher),
		LAID(test_automatic_superscript_reaches_the_ascent),
		LAID(test_soft_hyphen_shows_only_where_the_line_ends),
		LAID(test_letters_that_the_font_lacks_come_from_another),
		LAID(test_a_letter_that_no_font_has_is_a_box_and_is_said_once_with_its_document),
		LAID(test_underline_and_link_lie_under_their_words_only),
		cmocka_unit_test(test_lines_end_where_writer_ends_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
