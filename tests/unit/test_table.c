/* Tables: where cells stand, how high rows are, what happens at a page's end. */
#include "layout_fixture.h"

/* A table of rows × columns on 280 pt with cells "r1c1" …, padding 2 pt, lines of 1 pt. */
static struct table *
table_make(struct fixture *f, size_t rows, size_t columns)
{
	struct table *t = NEW(&f->a, struct table);

	*t = (struct table){.row_count = rows,
			    .column_count = columns,
			    .collapses_borders = true,
			    .can_split = true,
			    .background = COLOR_NONE};
	t->columns = NEW_ARRAY(&f->a, emu, columns);
	t->rows = NEW_ARRAY(&f->a, struct row, rows);
	for (size_t r = 0; r < rows; r++) {
		struct row *row = &t->rows[r];

		row->can_split = true;
		row->cell_count = columns;
		row->cells = NEW_ARRAY(&f->a, struct cell, columns);
		for (size_t c = 0; c < columns; c++) {
			struct border line = {.kind = BORDER_SINGLE, .width = PT(1)};

			t->columns[c] = PT(280) / (emu)columns;
			row->cells[c] = (struct cell){.column_index = (int)c,
						      .column_span = 1,
						      .row_span = 1,
						      .background = COLOR_NONE,
						      .borders = {line, line, line, line},
						      .padding = {PT(2), PT(2), PT(2), PT(2)}};
			row->cells[c].first =
				block_make(f, &f->paragraph, text_format(&f->a, "r%zuc%zu", r + 1, c + 1).at);
		}
	}
	return t;
}

static struct table *
table_add(struct fixture *f, struct table *t)
{
	struct block *b = NEW(&f->a, struct block);

	b->kind = BLOCK_TABLE;
	b->table = t;
	body_add(f, b);
	return t;
}

static void
cell_say(struct fixture *f, struct table *t, size_t row, size_t column, const char *text)
{
	t->rows[row].cells[column].first = block_make(f, &f->paragraph, text);
}

/* Line, padding on both sides and the one line between rows. */
static const double row_step = 11.5 + 4 + 1, first_row = 10 + 1 + 2 + 9.35;

static void
test_cells_stand_in_their_columns_and_rows_below_each_other(void **state)
{
	struct fixture *f = *state;

	table_add(f, table_make(f, 3, 2));
	say(f, NULL, "below");
	lay_out(f);
	assert_near(text_on(f, 0, "r1c1")->x, 12);
	assert_near(text_on(f, 0, "r1c2")->x, 152);
	assert_near(text_on(f, 0, "r1c1")->y, first_row);
	assert_near(text_on(f, 0, "r3c1")->y, first_row + 2 * row_step);
	assert_near(text_on(f, 0, "below")->y, 10 + 3 * row_step + 1 + 9.35);
}

static void
test_lines_between_cells_are_drawn_once_and_joined(void **state)
{
	struct fixture *f = *state;

	table_add(f, table_make(f, 3, 2));
	lay_out(f);
	assert_int_equal(items_of_kind(f, 0, ITEM_LINE), 4 + 3);
}

static void
test_wider_of_two_borders_wins(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 2, 1));
	bool found = false;

	t->rows[0].cells[0].borders[SIDE_BOTTOM] = (struct border){.kind = BORDER_SINGLE, .width = PT(3), .color = 0xFF0000};
	lay_out(f);
	for (size_t i = 0; i < f->pages->at[0].item_count; i++) {
		const struct page_item *it = &f->pages->at[0].items[i];

		found = found || (it->kind == ITEM_LINE && it->thickness == PT(3) && it->color == 0xFF0000);
	}
	assert_true(found);
	assert_near(text_on(f, 0, "r2c1")->y, first_row + row_step + 2);
}

static void
test_row_is_as_high_as_its_highest_cell(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 2, 2));

	cell_say(f, t, 0, 1, "a\nb\nc");
	lay_out(f);
	assert_near(text_on(f, 0, "r2c1")->y, first_row + row_step + 2 * 11.5);
}

static void
test_least_and_exact_heights_are_kept(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 3, 1));

	t->rows[0].height_rule = HEIGHT_AT_LEAST;
	t->rows[0].height = PT(40);
	t->rows[1].height_rule = HEIGHT_EXACT;
	t->rows[1].height = PT(8);
	lay_out(f);
	assert_near(text_on(f, 0, "r2c1")->y, first_row + 40);
	assert_near(text_on(f, 0, "r3c1")->y, first_row + 48);
}

static void
test_content_stands_in_the_middle_when_the_cell_says_so(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 1, 2));

	cell_say(f, t, 0, 1, "a\nb\nc");
	t->rows[0].cells[0].align = VERTICAL_MIDDLE;
	lay_out(f);
	assert_near(text_on(f, 0, "r1c1")->y, emu_to_pt(text_on(f, 0, "b")->y));
}

static void
test_cell_over_three_rows_gives_its_excess_to_the_last(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 4, 2));

	cell_say(f, t, 0, 0, "a\nb\nc\nd\ne\nf");
	t->rows[0].cells[0].row_span = 3;
	for (size_t r = 1; r < 3; r++) {
		t->rows[r].cells++;
		t->rows[r].cell_count = 1;
	}
	lay_out(f);
	assert_near(text_on(f, 0, "r2c2")->y, first_row + row_step);
	assert_near(text_on(f, 0, "r3c2")->y, first_row + 2 * row_step);
	assert_near(text_on(f, 0, "r4c2")->y, first_row + 6 * 11.55 + 5);
}

static void
test_header_rows_stand_again_on_each_page(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 25, 1));

	t->header_rows = 1;
	lay_out(f);
	assert_int_equal(f->pages->count, 3);
	for (size_t page = 0; page < 3; page++)
		assert_near(text_on(f, page, "r1c1")->y, first_row);
	assert_near(text_on(f, 1, "r11c1")->y, first_row + row_step);
}

static void
test_row_that_may_not_be_split_goes_whole_to_the_next_page(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 10, 1));

	cell_say(f, t, 9, 0, "x1\nx2\nx3\nx4");
	t->rows[9].can_split = false;
	lay_out(f);
	assert_int_equal(page_of(f, "r9c1"), 0);
	assert_int_equal(page_of(f, "x1"), 1);
	assert_int_equal(page_of(f, "x4"), 1);
}

/* Lines in one paragraph: "l0" … */
static const char *
lines_make(struct fixture *f, int count)
{
	struct buffer b = {0};
	const char *text;

	for (int i = 0; i < count; i++)
		buffer_printf(&b, "%sl%d.", i ? "\n" : "", i);
	text = text_copy(&f->a, buffer_view(&b)).at;
	buffer_free(&b);
	return text;
}

/* A page holds 15 lines. */
static void
test_row_as_high_as_a_page_is_split_where_it_stands(void **state)
{
	struct fixture *f = *state;
	struct table *t;

	for (int i = 0; i < 5; i++)
		say(f, NULL, "above");
	t = table_add(f, table_make(f, 2, 1));
	t->rows[1].can_split = false;
	f->paragraph.widows = f->paragraph.orphans = 0;
	cell_say(f, t, 1, 0, lines_make(f, 20));
	lay_out(f);
	assert_int_equal(page_of(f, "l0."), 0);
	assert_int_equal(page_of(f, "l19."), 1);
	assert_int_equal(f->pages->count, 2);
}

static void
test_header_rows_do_not_stand_alone_before_a_row_too_high(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 2, 1));
	struct block *last;

	t->header_rows = 1;
	t->rows[1].can_split = false;
	last = t->rows[1].cells[0].first = block_make(f, &f->paragraph, "b0.");
	for (int i = 1; i < 18; i++)
		last = last->next = block_make(f, &f->paragraph, text_format(&f->a, "b%d.", i).at);
	lay_out(f);
	assert_int_equal(page_of(f, "r1c1"), 0);
	assert_int_equal(page_of(f, "b0."), 0);
	assert_int_equal(page_of(f, "b17."), 1);
}

static void
test_row_that_may_be_split_fills_the_page_first(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 10, 2));

	f->paragraph.widows = f->paragraph.orphans = 0;
	cell_say(f, t, 9, 0, "x1\nx2\nx3\nx4");
	lay_out(f);
	assert_int_equal(page_of(f, "x1"), 0);
	assert_int_equal(page_of(f, "x4"), 1);
	assert_int_equal(page_of(f, "r10c2"), 0);
}

static void
test_row_taller_than_a_page_is_split_and_nothing_is_lost(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 2, 1));
	struct text all = TEXT_NONE;

	for (int i = 0; i < 60; i++)
		all = text_join(&f->a, all, text_format(&f->a, "w%02d\n", i));
	cell_say(f, t, 0, 0, all.at);
	t->rows[0].can_split = false;
	lay_out(f);
	for (int i = 0; i < 60; i++)
		assert_true(page_of(f, text_format(&f->a, "w%02d", i).at) >= 0);
	assert_true(page_of(f, "r2c1") >= page_of(f, "w59"));
}

static void
test_cell_over_rows_goes_on_over_the_page_end(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 14, 2));
	struct text all = TEXT_NONE;

	f->paragraph.widows = f->paragraph.orphans = 0;
	for (int i = 0; i < 18; i++)
		all = text_join(&f->a, all, text_format(&f->a, i ? "\nw%02d" : "w%02d", i));
	cell_say(f, t, 0, 0, all.at);
	t->rows[0].cells[0].row_span = 14;
	for (size_t r = 1; r < 14; r++) {
		t->rows[r].cells++;
		t->rows[r].cell_count = 1;
	}
	lay_out(f);
	assert_int_equal(page_of(f, "w00"), 0);
	assert_int_equal(page_of(f, "w17"), 1);
	assert_int_equal(page_of(f, "r14c2"), 1);
}

static void
test_row_that_keeps_with_the_next_is_not_the_last_on_a_page(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 14, 1));
	struct paragraph_style *keep = style_copy(f);

	f->document.rows_keep_with_next = true;
	keep->keep_with_next = true;
	t->rows[9].cells[0].first->paragraph->style = keep;
	lay_out(f);
	assert_int_equal(page_of(f, "r9c1"), 0);
	assert_int_equal(page_of(f, "r10c1"), 1);
	assert_int_equal(page_of(f, "r11c1"), 1);
}

static void
test_heading_goes_with_the_first_row_of_its_table(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *keep = style_copy(f);
	struct table *t;

	keep->keep_with_next = true;
	for (int i = 0; i < 13; i++)
		say(f, NULL, "filler");
	say(f, keep, "heading");
	t = table_add(f, table_make(f, 3, 1));
	t->header_rows = 1;
	lay_out(f);
	assert_int_equal(page_of(f, "heading"), 1);
	assert_int_equal(page_of(f, "r1c1"), 1);
}

static void
test_grid_is_scaled_to_the_width_of_the_table(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_add(f, table_make(f, 1, 2));

	t->width = (struct width){WIDTH_PERCENT, 0, 500};
	lay_out(f);
	assert_near(text_on(f, 0, "r1c2")->x, 10 + 70 + 2);
}

static void
test_tables_nest_and_the_deepest_are_left_out_with_a_warning(void **state)
{
	struct fixture *f = *state;
	struct table *outer = table_add(f, table_make(f, 1, 1)), *t = outer;

	for (int depth = 0; depth < 40; depth++) {
		struct block *b = NEW(&f->a, struct block);

		b->kind = BLOCK_TABLE;
		b->table = table_make(f, 1, 1);
		cell_say(f, b->table, 0, 0, depth == 3 ? "fourth" : "x");
		t->rows[0].cells[0].first->next = b;
		t = b->table;
	}
	lay_out(f);
	assert_true(page_of(f, "fourth") >= 0);
	assert_int_equal(report_count(&f->r, SEVERITY_WARNING), 1);
}

static void
test_ten_thousand_rows_are_laid_out_once_each(void **state)
{
	struct fixture *f = *state;

	table_add(f, table_make(f, 10000, 3))->header_rows = 1;
	lay_out(f);
	assert_int_equal(page_of(f, "r10000c3"), (int)f->pages->count - 1);
}

static void
test_tables_without_rows_or_cells_do_no_harm(void **state)
{
	struct fixture *f = *state;
	struct table *t = table_make(f, 2, 2);

	t->rows[0].cell_count = 0;
	t->rows[1].cells[1].row_span = 1000000;
	t->rows[1].cells[1].column_span = 1000;
	table_add(f, t);
	table_add(f, table_make(f, 0, 0));
	say(f, NULL, "end");
	lay_out(f);
	assert_true(page_of(f, "end") >= 0);
}

int
main(void)
{
#define LAID(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		LAID(test_cells_stand_in_their_columns_and_rows_below_each_other),
		LAID(test_lines_between_cells_are_drawn_once_and_joined),
		LAID(test_wider_of_two_borders_wins),
		LAID(test_row_is_as_high_as_its_highest_cell),
		LAID(test_least_and_exact_heights_are_kept),
		LAID(test_content_stands_in_the_middle_when_the_cell_says_so),
		LAID(test_cell_over_three_rows_gives_its_excess_to_the_last),
		LAID(test_header_rows_stand_again_on_each_page),
		LAID(test_row_that_may_not_be_split_goes_whole_to_the_next_page),
		LAID(test_row_as_high_as_a_page_is_split_where_it_stands),
		LAID(test_header_rows_do_not_stand_alone_before_a_row_too_high),
		LAID(test_row_that_may_be_split_fills_the_page_first),
		LAID(test_row_taller_than_a_page_is_split_and_nothing_is_lost),
		LAID(test_cell_over_rows_goes_on_over_the_page_end),
		LAID(test_row_that_keeps_with_the_next_is_not_the_last_on_a_page),
		LAID(test_heading_goes_with_the_first_row_of_its_table),
		LAID(test_grid_is_scaled_to_the_width_of_the_table),
		LAID(test_tables_nest_and_the_deepest_are_left_out_with_a_warning),
		LAID(test_ten_thousand_rows_are_laid_out_once_each),
		LAID(test_tables_without_rows_or_cells_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
