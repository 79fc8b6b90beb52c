/* Pages: what goes on which, headers and footers, numbers. */
#include "layout_fixture.h"

static const double line = 11.5, first_baseline = 10 + 9.35;

/* The page has room for 15 lines. */
static void
fill_lines(struct fixture *f, int count)
{
	for (int i = 0; i < count; i++)
		say(f, NULL, text_format(&f->a, "f%02d.", i).at);
}

static void
test_empty_document_is_one_page(void **state)
{
	struct fixture *f = *state;

	lay_out(f);
	assert_int_equal(f->pages->count, 1);
	assert_near(f->pages->at[0].width, 300);
}

static void
test_lines_go_on_on_the_next_page(void **state)
{
	struct fixture *f = *state;

	fill_lines(f, 20);
	lay_out(f);
	assert_int_equal(f->pages->count, 2);
	assert_near(text_on(f, 1, "f15.")->y, first_baseline);
}

static void
test_one_line_of_a_paragraph_is_left_alone_on_no_page(void **state)
{
	struct fixture *f = *state;

	fill_lines(f, 14);
	say(f, NULL, "orphan\nsecond\nthird\nfourth");
	lay_out(f);
	assert_int_equal(page_of(f, "orphan"), 1);
}

static void
test_two_lines_go_over_rather_than_one(void **state)
{
	struct fixture *f = *state;

	fill_lines(f, 11);
	say(f, NULL, "first\nsecond\nthird\nfourth\nfifth");
	lay_out(f);
	assert_int_equal(page_of(f, "third"), 0);
	assert_int_equal(page_of(f, "fourth"), 1);
}

static void
test_heading_stays_with_the_paragraph_below_it(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *keep = style_copy(f);

	keep->keep_with_next = true;
	fill_lines(f, 13);
	say(f, keep, "heading");
	say(f, keep, "subheading");
	say(f, NULL, "text");
	lay_out(f);
	assert_int_equal(page_of(f, "f12."), 0);
	assert_int_equal(page_of(f, "heading"), 1);
	assert_near(text_on(f, 1, "heading")->y, first_baseline);
}

static void
test_document_that_keeps_everything_together_still_ends(void **state)
{
	struct fixture *f = *state;

	f->paragraph.keep_with_next = f->paragraph.keep_lines = true;
	fill_lines(f, 100);
	lay_out(f);
	assert_int_equal(page_of(f, "f99."), 6);
}

static void
test_space_between_paragraphs_is_the_larger_or_the_sum(void **state)
{
	struct fixture *f = *state;

	f->paragraph.space_before = PT(6);
	f->paragraph.space_after = PT(10);
	fill_lines(f, 2);
	lay_out(f);
	assert_near(text_on(f, 0, "f00.")->y, first_baseline + 6);
	assert_near(text_on(f, 0, "f01.")->y, first_baseline + 6 + line + 10);
	f->document.spacing_is_maximum = false;
	lay_out(f);
	assert_near(text_on(f, 0, "f01.")->y, first_baseline + 6 + line + 16);
}

static void
test_paragraphs_of_one_style_stand_close_when_they_ask_for_it(void **state)
{
	struct fixture *f = *state;

	f->paragraph.space_before = f->paragraph.space_after = PT(10);
	f->paragraph.contextual_spacing = true;
	fill_lines(f, 2);
	lay_out(f);
	assert_near(text_on(f, 0, "f01.")->y - text_on(f, 0, "f00.")->y, line);
}

static void
test_space_before_falls_away_on_a_new_page_but_not_behind_a_break(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *spaced = style_copy(f), *broken = style_copy(f);

	spaced->space_before = broken->space_before = PT(20);
	broken->page_break_before = true;
	fill_lines(f, 15);
	say(f, spaced, "spaced");
	say(f, broken, "broken");
	lay_out(f);
	assert_near(text_on(f, 1, "spaced")->y, first_baseline);
	assert_near(text_on(f, 2, "broken")->y, first_baseline + 20);
}

static void
test_header_that_grows_pushes_the_body_down(void **state)
{
	struct fixture *f = *state;

	f->page.header = (struct band){.first = block_make(f, &f->paragraph, "h1\nh2\nh3"), .offset = PT(5)};
	fill_lines(f, 1);
	lay_out(f);
	assert_near(text_on(f, 0, "h1")->y, 5 + 9.35);
	assert_near(text_on(f, 0, "f00.")->y, 5 + 3 * line + 9.35);
}

static void
test_footer_stands_above_the_edge_and_takes_room(void **state)
{
	struct fixture *f = *state;

	f->page.footer = (struct band){.first = block_make(f, &f->paragraph, "foot1\nfoot2"), .offset = PT(5)};
	fill_lines(f, 15);
	lay_out(f);
	assert_near(text_on(f, 0, "foot2")->y, 200 - 5 - line + 9.35);
	assert_int_equal(page_of(f, "f14."), 1);
}

static void
test_first_page_has_its_own_header(void **state)
{
	struct fixture *f = *state;
	struct page_style first = f->page;

	f->page.header = (struct band){.first = block_make(f, &f->paragraph, "other"), .offset = PT(1)};
	f->master.first_right = f->master.first_left = &first;
	fill_lines(f, 20);
	lay_out(f);
	assert_int_equal(page_of(f, "other"), 1);
}

static void
test_a_row_of_pages_leads_to_another_and_back(void **state)
{
	struct fixture *f = *state;
	struct page_style wide = f->page;
	struct page_master other = master_of(&f->master, &wide);

	wide.width = PT(500);
	f->master.next = &other;
	fill_lines(f, 40);
	lay_out(f);
	assert_int_equal(f->pages->count, 3);
	assert_near(f->pages->at[0].width, 300);
	assert_near(f->pages->at[1].width, 500);
	assert_near(f->pages->at[2].width, 300);
}

static void
test_pages_left_blank_count(void **state)
{
	struct fixture *f = *state;

	f->master.sides = PAGES_RIGHT;
	f->page.footer = (struct band){.first = block_make(f, &f->paragraph, "p\1 of \2"), .offset = PT(1)};
	fill_lines(f, 20);
	lay_out(f);
	assert_int_equal(f->pages->count, 2);
	assert_non_null(text_on(f, 0, "p1 of 3"));
	assert_non_null(text_on(f, 1, "p3 of 3"));
}

static void
test_a_number_that_changes_sides_leaves_a_page_blank(void **state)
{
	struct fixture *f = *state;
	struct section second = f->section;

	second.restarts_numbering = true;
	second.first_number = 5;
	f->page.footer = (struct band){.first = block_make(f, &f->paragraph, "p\1 of \2"), .offset = PT(1)};
	fill_lines(f, 1);
	second.blocks = block_make(f, &f->paragraph, "second");
	f->section.next = &second;
	lay_out(f);
	assert_non_null(text_on(f, 1, "p5 of 3"));
}

static void
test_the_first_page_is_a_right_one_whatever_its_number(void **state)
{
	struct fixture *f = *state;
	struct page_style left = f->page;

	left.width = PT(500);
	f->master.left = f->master.first_left = &left;
	f->section.restarts_numbering = true;
	f->section.first_number = 4;
	fill_lines(f, 20);
	lay_out(f);
	assert_int_equal(f->pages->count, 2);
	assert_near(f->pages->at[0].width, 300);
	assert_near(f->pages->at[1].width, 500);
}

static void
test_borders_of_a_page_stand_around_its_header(void **state)
{
	struct fixture *f = *state;

	f->page.header = (struct band){.first = block_make(f, &f->paragraph, "head"), .offset = PT(5)};
	f->page.borders[SIDE_TOP] = (struct border){.kind = BORDER_SINGLE, .width = PT(1), .color = COLOR_NONE};
	f->page.padding[SIDE_TOP] = PT(2);
	lay_out(f);
	assert_int_equal(f->pages->at[0].items[0].kind, ITEM_LINE);
	assert_near(f->pages->at[0].items[0].y, 5 - 2 - 0.5);
}

static void
test_page_numbers_and_their_count_are_right_on_every_page(void **state)
{
	struct fixture *f = *state;

	f->page.footer = (struct band){.first = block_make(f, &f->paragraph, "p\1 of \2"), .offset = PT(1)};
	fill_lines(f, 151);
	lay_out(f);
	assert_int_equal(f->pages->count, 11);
	assert_non_null(text_on(f, 0, "p1 of 11"));
	assert_non_null(text_on(f, 10, "p11 of 11"));
	assert_true(text_is(f->pages->at[10].label, "11"));
}

static void
test_next_section_begins_on_a_page_of_its_own_size(void **state)
{
	struct fixture *f = *state;
	struct page_style wide = f->page;
	struct section second = {.restarts_numbering = true, .first_number = 5};

	struct page_master master = master_of(&master, &wide);

	second.master = &master;
	wide.width = PT(500);
	fill_lines(f, 1);
	f->section.next = &second;
	second.blocks = block_make(f, &f->paragraph, "wide");
	lay_out(f);
	assert_int_equal(f->pages->count, 2);
	assert_near(f->pages->at[1].width, 500);
	assert_true(text_is(f->pages->at[1].label, "5"));
}

static void
test_continuous_section_goes_on_on_the_same_page(void **state)
{
	struct fixture *f = *state;
	struct section second = f->section;

	second.start = SECTION_CONTINUOUS;
	fill_lines(f, 2);
	second.blocks = block_make(f, &f->paragraph, "second");
	f->section.next = &second;
	lay_out(f);
	assert_int_equal(f->pages->count, 1);
	assert_near(text_on(f, 0, "second")->y, first_baseline + 2 * line);
}

static void
test_columns_of_a_section_within_a_page_are_of_one_height(void **state)
{
	struct fixture *f = *state;
	struct section second = f->section;
	struct region region = {.columns = {.count = 2, .gap = PT(20)}, .background = COLOR_NONE};

	f->section.region = &region;
	fill_lines(f, 6);
	second.start = SECTION_CONTINUOUS;
	second.blocks = block_make(f, &f->paragraph, "below");
	f->section.next = &second;
	lay_out(f);
	assert_near(text_on(f, 0, "f03.")->x, 160);
	assert_near(text_on(f, 0, "f03.")->y, first_baseline);
	assert_near(text_on(f, 0, "below")->y, first_baseline + 3 * line);
}

static const struct page_item *
item_of_kind(const struct fixture *f, size_t page, enum item_kind kind)
{
	const struct page *p = &f->pages->at[page];

	for (size_t i = 0; i < p->item_count; i++)
		if (p->items[i].kind == kind)
			return &p->items[i];
	fail_msg("no item of that kind");
	return NULL;
}

static void
test_columns_of_a_filled_region_are_not_of_one_height(void **state)
{
	struct fixture *f = *state;
	struct section second = f->section;
	struct region region = {.columns = {.count = 2, .gap = PT(20)}, .background = 0x112233, .fills_columns = true};

	f->section.region = &region;
	region.columns.line = (struct border){.kind = BORDER_SINGLE, .width = PT(1)};
	region.columns.line_percent = 50;
	fill_lines(f, 4);
	second.start = SECTION_CONTINUOUS;
	second.blocks = block_make(f, &f->paragraph, "below");
	f->section.next = &second;
	lay_out(f);
	assert_near(text_on(f, 0, "f03.")->x, 10);
	assert_near(text_on(f, 0, "below")->y, first_baseline + 4 * line);
	assert_int_equal(items_of_kind(f, 0, ITEM_RECTANGLE), 1);
	assert_near(item_of_kind(f, 0, ITEM_RECTANGLE)->height, 4 * line);
	assert_near(item_of_kind(f, 0, ITEM_LINE)->x, 150);
	assert_near(item_of_kind(f, 0, ITEM_LINE)->height, 2 * line);
}

static void
test_columns_stand_where_the_document_puts_them(void **state)
{
	static const struct column own[] = {{PT(90), 0, PT(10)}, {PT(100), PT(10), 0}};
	struct fixture *f = *state;

	f->page.columns = (struct column_set){.count = 2, .own = own};
	fill_lines(f, 20);
	lay_out(f);
	/* 280 pt are shared 90 to 100: the first box is 132.6 wide */
	assert_near(text_on(f, 0, "f15.")->x, 10 + 132.63 + 10);
	assert_near(text_on(f, 0, "f15.")->y, first_baseline);
	assert_int_equal(f->r.problems.count, 0);
}

static void
test_a_paragraph_is_broken_anew_for_a_column_of_another_width(void **state)
{
	static const struct column own[] = {{PT(110), 0, 0}, {PT(170), 0, 0}};
	struct fixture *f = *state;

	f->page.columns = (struct column_set){.count = 2, .own = own};
	f->paragraph.widows = f->paragraph.orphans = 1;
	fill_lines(f, 13);
	say(f, &f->paragraph, "one1 two2 three3 four4 five5 six6 seven7 eight8 nine9 ten10");
	lay_out(f);
	assert_near(text_on(f, 0, "one1")->x, 10);
	assert_near(text_on(f, 0, "ten10")->x, 120);
	assert_near(text_on(f, 0, "nine9")->x, 120);
}

static void
test_columns_without_room_stand_letter_by_letter(void **state)
{
	struct fixture *f = *state;

	f->page.columns = (struct column_set){.count = PAGE_COLUMNS_MOST, .gap = PT(36)};
	say(f, &f->paragraph, "abc");
	lay_out(f);
	assert_int_equal(f->r.problems.count, 0);
	assert_int_equal(f->pages->count, 1);
}

static void
test_headings_come_into_the_outline_with_their_page(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *heading = style_copy(f);

	heading->outline_level = 2;
	fill_lines(f, 15);
	say(f, heading, "Heading\nin two lines");
	lay_out(f);
	assert_int_equal(f->pages->mark_count, 1);
	assert_true(text_is(f->pages->marks[0].name, "Heading in two lines"));
	assert_int_equal(f->pages->marks[0].level, 2);
	assert_int_equal(f->pages->marks[0].page_index, 1);
}

static void
test_borders_of_equal_neighbours_are_one_box(void **state)
{
	struct fixture *f = *state;

	for (int side = 0; side < SIDES; side++)
		f->paragraph.borders[side] = (struct border){.kind = BORDER_SINGLE, .width = PT(1)};
	fill_lines(f, 3);
	lay_out(f);
	/* one top, one bottom, and a left and a right for each paragraph */
	assert_int_equal(items_of_kind(f, 0, ITEM_LINE), 2 + 6);
	assert_near(text_on(f, 0, "f02.")->y, first_baseline + 1 + 2 * line);
}

static void
test_a_box_ends_on_each_page(void **state)
{
	struct fixture *f = *state;

	for (int side = 0; side < SIDES; side++)
		f->paragraph.borders[side] = (struct border){.kind = BORDER_SINGLE, .width = PT(1)};
	fill_lines(f, 20);
	lay_out(f);
	assert_int_equal(f->pages->count, 2);
	/* one line less than without borders: the box of the first page ends there */
	assert_int_equal(page_of(f, "f14."), 0);
	assert_near(text_on(f, 1, "f15.")->y, first_baseline + 1);
	assert_int_equal(items_of_kind(f, 0, ITEM_LINE), 2 + 2 * 15);
	assert_int_equal(items_of_kind(f, 1, ITEM_LINE), 2 + 2 * 5);
}

static void
test_padding_takes_room_without_a_line(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *padded = style_copy(f);

	padded->padding[SIDE_TOP] = PT(7);
	padded->padding[SIDE_BOTTOM] = PT(5);
	say(f, padded, "padded");
	say(f, &f->paragraph, "behind");
	lay_out(f);
	assert_near(text_on(f, 0, "padded")->y, first_baseline + 7);
	assert_near(text_on(f, 0, "behind")->y, first_baseline + 7 + 5 + line);
}

static void
test_equal_shading_covers_the_space_between(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *shaded = style_copy(f);

	shaded->background = 0xFFFF00;
	shaded->space_after = PT(9);
	say(f, shaded, "one");
	say(f, shaded, "two");
	lay_out(f);
	for (size_t i = 0, seen = 0; i < f->pages->at[0].item_count; i++) {
		const struct page_item *it = &f->pages->at[0].items[i];

		if (it->kind == ITEM_RECTANGLE && it->color == 0xFFFF00)
			assert_near(it->height, seen++ ? line + 9 : line);
	}
}

static void
test_a_drop_cap_stands_on_the_last_line_beside_it(void **state)
{
	struct fixture *f = *state;
	struct block *b = block_make(f, &f->paragraph, "first\nsecond\nthird\nfourth");
	struct drop_cap drop = {.lines = 3, .distance = PT(4), .run_count = 1};
	const struct page_item *letter, *beside;

	drop.runs = block_make(f, &f->paragraph, "H")->paragraph->runs;
	b->paragraph->drop_cap = &drop;
	body_add(f, b);
	lay_out(f);
	letter = text_on(f, 0, "H");
	beside = text_on(f, 0, "second");
	assert_true(letter->size > PT(24));
	assert_true(letter->y == text_on(f, 0, "third")->y);
	assert_true(beside->x == letter->x + letter->width + PT(4));
	assert_true(text_on(f, 0, "fourth")->x == letter->x);
}

static void
test_a_paragraph_of_one_line_has_no_drop_cap(void **state)
{
	struct fixture *f = *state;
	struct block *b = block_make(f, &f->paragraph, "ouse");
	struct drop_cap drop = {.lines = 3, .run_count = 1};

	drop.runs = block_make(f, &f->paragraph, "H")->paragraph->runs;
	b->paragraph->drop_cap = &drop;
	body_add(f, b);
	lay_out(f);
	assert_near(text_on(f, 0, "H")->y, first_baseline);
	assert_true(text_on(f, 0, "H")->size == text_on(f, 0, "ouse")->size);
}

static void
test_the_larger_leading_stands_between_paragraphs(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *wide = style_copy(f), *wider = style_copy(f);

	wide->line_rule = wider->line_rule = LINE_LEADING;
	wide->line_height = PT(5);
	wider->line_height = PT(8);
	say(f, wide, "one");
	say(f, wider, "two");
	lay_out(f);
	assert_near(text_on(f, 0, "two")->y, first_baseline + line + 8);
}

static void
test_margins_that_leave_no_room_end_in_pages_not_in_a_hang(void **state)
{
	struct fixture *f = *state;

	f->page.margin[SIDE_TOP] = f->page.margin[SIDE_BOTTOM] = PT(150);
	f->page.margin[SIDE_LEFT] = PT(400);
	fill_lines(f, 3);
	lay_out(f);
	assert_true(page_of(f, "f02.") >= 0);
	assert_true(f->pages->count <= 3);
}

enum { PAGES_MOST = 30000 };

/* So many sections of a page each. */
static void
lay_sections(struct fixture *f, size_t count)
{
	struct section *all = NEW_ARRAY(&f->a, struct section, count);
	struct block *block = block_make(f, &f->paragraph, "x");

	for (size_t i = 0; i < count; i++)
		all[i] = (struct section){.master = &f->master, .blocks = block, .next = &all[i + 1]};
	all[count - 1].next = NULL;
	f->document.sections = all;
	lay_out(f);
}

static void
test_as_many_pages_as_may_be_are_no_problem(void **state)
{
	struct fixture *f = *state;

	lay_sections(f, PAGES_MOST);
	assert_int_equal(f->pages->count, PAGES_MOST);
	assert_int_equal(f->r.problems.count, 0);
}

static void
test_a_document_of_too_many_sections_ends_with_its_last_page(void **state)
{
	struct fixture *f = *state;

	lay_sections(f, PAGES_MOST + 2);
	assert_int_equal(f->pages->count, PAGES_MOST);
	assert_int_equal(f->r.problems.count, 1);
	assert_int_equal(f->r.problems.at[0].repeats, 0);
}

static void
test_a_section_of_too_many_pages_ends_with_its_last_page(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *broken = style_copy(f);

	broken->page_break_before = true;
	for (int i = 0; i < PAGES_MOST + 2; i++)
		say(f, broken, "x");
	lay_out(f);
	assert_int_equal(f->pages->count, PAGES_MOST);
	assert_int_equal(f->r.problems.count, 1);
}

static void
test_the_same_document_gives_the_same_dump(void **state)
{
	struct fixture *f = *state;
	struct buffer first = {0}, second = {0};

	fill_lines(f, 40);
	lay_out(f);
	pages_dump(f->pages, &first);
	lay_out(f);
	pages_dump(f->pages, &second);
	assert_true(text_equal(buffer_view(&first), buffer_view(&second)));
	assert_true(text_starts(buffer_view(&first), TEXT("page 1: 300.00 200.00 \"1\"\n  body 10.00 10.00 ")));
	buffer_free(&first);
	buffer_free(&second);
}

int
main(void)
{
#define LAID(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		LAID(test_empty_document_is_one_page),
		LAID(test_lines_go_on_on_the_next_page),
		LAID(test_one_line_of_a_paragraph_is_left_alone_on_no_page),
		LAID(test_two_lines_go_over_rather_than_one),
		LAID(test_heading_stays_with_the_paragraph_below_it),
		LAID(test_document_that_keeps_everything_together_still_ends),
		LAID(test_space_between_paragraphs_is_the_larger_or_the_sum),
		LAID(test_paragraphs_of_one_style_stand_close_when_they_ask_for_it),
		LAID(test_space_before_falls_away_on_a_new_page_but_not_behind_a_break),
		LAID(test_header_that_grows_pushes_the_body_down),
		LAID(test_footer_stands_above_the_edge_and_takes_room),
		LAID(test_first_page_has_its_own_header),
		LAID(test_a_row_of_pages_leads_to_another_and_back),
		LAID(test_pages_left_blank_count),
		LAID(test_a_number_that_changes_sides_leaves_a_page_blank),
		LAID(test_the_first_page_is_a_right_one_whatever_its_number),
		LAID(test_borders_of_a_page_stand_around_its_header),
		LAID(test_page_numbers_and_their_count_are_right_on_every_page),
		LAID(test_next_section_begins_on_a_page_of_its_own_size),
		LAID(test_continuous_section_goes_on_on_the_same_page),
		LAID(test_columns_of_a_section_within_a_page_are_of_one_height),
		LAID(test_columns_stand_where_the_document_puts_them),
		LAID(test_columns_without_room_stand_letter_by_letter),
		LAID(test_a_paragraph_is_broken_anew_for_a_column_of_another_width),
		LAID(test_columns_of_a_filled_region_are_not_of_one_height),
		LAID(test_headings_come_into_the_outline_with_their_page),
		LAID(test_borders_of_equal_neighbours_are_one_box),
		LAID(test_a_box_ends_on_each_page),
		LAID(test_padding_takes_room_without_a_line),
		LAID(test_equal_shading_covers_the_space_between),
		LAID(test_a_drop_cap_stands_on_the_last_line_beside_it),
		LAID(test_a_paragraph_of_one_line_has_no_drop_cap),
		LAID(test_the_larger_leading_stands_between_paragraphs),
		LAID(test_margins_that_leave_no_room_end_in_pages_not_in_a_hang),
		LAID(test_as_many_pages_as_may_be_are_no_problem),
		LAID(test_a_document_of_too_many_sections_ends_with_its_last_page),
		LAID(test_a_section_of_too_many_pages_ends_with_its_last_page),
		LAID(test_the_same_document_gives_the_same_dump),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
