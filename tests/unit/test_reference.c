/* References to pages: what they show, and how often a document is laid out for their sake. */
#include "layout_fixture.h"

/* A paragraph that shows the page of `target`, now stored as `stored`. */
static struct reference *
refer(struct fixture *f, const char *target, const char *stored)
{
	struct paragraph *p = paragraph_make(f, &f->paragraph, "see ");
	struct reference *r = NEW(&f->a, struct reference);
	struct block *b = NEW(&f->a, struct block);

	*r = (struct reference){.index = f->document.references.count,
				.target = text_from(target),
				.stored = text_from(stored),
				.format = NUMBER_AS_SECTION};
	*VECTOR_PUSH(&f->a, &f->document.references) = r;
	p->runs[p->run_count++] =
		(struct run){.kind = RUN_REFERENCE, .style = &f->run, .reference = r, .text = TEXT_NONE};
	b->paragraph = p;
	body_add(f, b);
	return r;
}

/* A bookmark so many pages on. */
static void
go_on(struct fixture *f, int pages, const char *name)
{
	struct paragraph_style *style = style_copy(f);

	style->page_break_before = true;
	for (int i = 0; i < pages; i++)
		say(f, style, i + 1 < pages ? "page" : "here");
	f->last->paragraph->runs[f->last->paragraph->run_count++] =
		(struct run){.kind = RUN_BOOKMARK, .style = &f->run, .text = text_from(name)};
}

static void
count_paragraph(void *context, const struct paragraph *p, emu width)
{
	(void)p;
	(void)width;
	++*(int *)context;
}

/* How often the document's first paragraph is broken into lines. */
static int
passes(struct fixture *f)
{
	int seen = 0, paragraphs = 0;
	const struct paragraph_watch watch = {.see = count_paragraph, .context = &seen};

	f->pages = pages_lay_out_watched(&f->a, &f->r, &f->document, f->catalogue, f->shaper, &watch);
	assert_non_null(f->pages);
	for (const struct block *b = f->section.blocks; b; b = b->next)
		paragraphs++;
	assert_int_equal(seen % paragraphs, 0);
	return seen / paragraphs;
}

static void
test_right_numbers_cost_no_second_pass(void **state)
{
	struct fixture *f = *state;

	refer(f, "mark", "3");
	go_on(f, 2, "mark");
	assert_int_equal(passes(f), 1);
	text_on(f, 0, "3");
}

static void
test_a_wrong_number_costs_one_more_pass(void **state)
{
	struct fixture *f = *state;

	refer(f, "mark", "99");
	go_on(f, 2, "mark");
	assert_int_equal(passes(f), 2);
	text_on(f, 0, "3");
}

static void
test_numbers_that_move_what_they_count_are_right_in_the_end(void **state)
{
	struct fixture *f = *state;

	/* 16 lines at last, and a page has room for 15; as they are stored they are twice as many */
	for (int i = 0; i < 16; i++)
		refer(f, "mark", "wwwwwwwwww wwwwwwwwww wwwwwwwwww wwwwwwwwww wwwwwwwwww");
	go_on(f, 1, "mark");
	assert_int_equal(passes(f), 3);
	text_on(f, 0, "3");
	assert_int_equal(page_of(f, "here"), 2);
}

static void
test_the_number_is_written_as_on_its_page(void **state)
{
	struct fixture *f = *state;

	f->master.number_format = NUMBER_LOWER_ROMAN;
	f->section.restarts_numbering = true;
	f->section.first_number = 7;
	refer(f, "mark", "");
	refer(f, "mark", "")->format = NUMBER_DECIMAL;
	go_on(f, 2, "mark");
	lay_out(f);
	text_on(f, 0, "ix");
	text_on(f, 0, "9");
}

static void
test_what_is_nowhere_says_so_or_stays(void **state)
{
	struct fixture *f = *state;

	refer(f, "mark", "12");
	refer(f, "mark", "34")->keeps_stored = true;
	refer(f, "there", "below")->is_said = true;
	go_on(f, 1, "there");
	lay_out(f);
	text_on(f, 0, "Error: Reference source not found");
	text_on(f, 0, "34");
	text_on(f, 0, "below");
	assert_int_equal(page_of(f, "12"), -1);
}

static void
test_a_heading_is_found_by_what_it_says(void **state)
{
	struct fixture *f = *state;
	struct paragraph_style *heading = style_copy(f);

	heading->outline_level = 1;
	heading->page_break_before = true;
	refer(f, "1. First%20part|outline", "");
	say(f, heading, "First part");
	lay_out(f);
	text_on(f, 0, "2");
}

int
main(void)
{
#define WITH_FONTS(test) cmocka_unit_test_setup_teardown(test, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		WITH_FONTS(test_right_numbers_cost_no_second_pass),
		WITH_FONTS(test_a_wrong_number_costs_one_more_pass),
		WITH_FONTS(test_numbers_that_move_what_they_count_are_right_in_the_end),
		WITH_FONTS(test_the_number_is_written_as_on_its_page),
		WITH_FONTS(test_what_is_nowhere_says_so_or_stays),
		WITH_FONTS(test_a_heading_is_found_by_what_it_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
