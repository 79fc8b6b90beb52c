/*
 * layout_fixture -- documents made by hand for the tests of the layout, and ways to look at its pages.
 *
 * Everything is in Liberation Serif, 10 pt, on pages of 300 x 200 pt with margins of 10 pt, unless said.
 */
#ifndef PRIKAZ_TESTS_LAYOUT_FIXTURE_H
#define PRIKAZ_TESTS_LAYOUT_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "layout/pages.h"

#define PT(x) ((emu)((x)*EMU_PER_PT))

struct fixture {
	struct arena a;
	struct report r;
	struct catalogue *catalogue;
	struct shaper *shaper;
	struct run_style run;
	struct paragraph_style paragraph;
	struct page_style page;
	struct page_master master; /* of the section: all pages are that one */
	struct section section;
	struct document document;
	struct block *last;
	struct pages *pages;
};

/* All pages are that one; own: where it will stand. */
static inline struct page_master
master_of(const struct page_master *own, const struct page_style *page)
{
	return (struct page_master){.right = page, .left = page, .first_right = page, .first_left = page, .next = own};
}

static inline int
fixture_open(void **state)
{
	struct fixture *f = memory_alloc(sizeof *f);

	*f = (struct fixture){0};
	report_open(&f->r);
	f->catalogue = catalogue_open(&f->r, NULL, NULL);
	f->shaper = shaper_open(f->catalogue);
	f->run = (struct run_style){.family = TEXT("Liberation Serif"),
				    .size = PT(10),
				    .language = TEXT("ru-RU"),
				    .color = COLOR_NONE,
				    .background = COLOR_NONE,
				    .highlight = COLOR_NONE,
				    .underline_color = COLOR_NONE,
				    .overline_color = COLOR_NONE,
				    .scale_percent = 100};
	f->paragraph = (struct paragraph_style){
		.name = TEXT("Body"), .line_percent = 100, .background = COLOR_NONE, .widows = 2, .orphans = 2};
	f->page = (struct page_style){.width = PT(300),
				      .height = PT(200),
				      .background = COLOR_NONE,
				      .margin = {PT(10), PT(10), PT(10), PT(10)},
				      .columns.count = 1};
	f->master = master_of(&f->master, &f->page);
	f->section = (struct section){.master = &f->master};
	f->document = (struct document){.kind = PACKAGE_DOCX,
					.file = TEXT("test.docx"),
					.sections = &f->section,
					.default_tab = PT(36),
					.spacing_is_maximum = true};
	*state = f;
	return 0;
}

static inline int
fixture_close(void **state)
{
	struct fixture *f = *state;

	shaper_close(f->shaper);
	catalogue_close(f->catalogue);
	report_close(&f->r);
	arena_free(&f->a);
	free(f);
	return 0;
}

static inline struct paragraph_style *
style_copy(struct fixture *f)
{
	struct paragraph_style *s = NEW(&f->a, struct paragraph_style);

	*s = f->paragraph;
	return s;
}

/* Runs of a text in which \t is a tab, \n a line break, \1 the page's number, \2 the count of pages. */
static inline struct paragraph *
paragraph_make(struct fixture *f, const struct paragraph_style *style, const char *text)
{
	struct paragraph *p = NEW(&f->a, struct paragraph);
	const char *from = text;

	p->style = style;
	p->mark = &f->run;
	p->runs = NEW_ARRAY(&f->a, struct run, 2 * strlen(text) + 1);
	for (const char *at = text;; at++) {
		if (*at && !strchr("\t\n\1\2", *at))
			continue;
		if (at > from)
			p->runs[p->run_count++] =
				(struct run){.kind = RUN_TEXT, .style = &f->run, .text = {from, (size_t)(at - from)}};
		if (!*at)
			return p;
		p->runs[p->run_count++] = (struct run){.kind = *at == '\t'   ? RUN_TAB
							       : *at == '\n' ? RUN_LINE_BREAK
							       : *at == '\1' ? RUN_PAGE_NUMBER
									     : RUN_PAGE_COUNT,
						       .style = &f->run,
						       .number_format = NUMBER_AS_SECTION};
		from = at + 1;
	}
}

static inline struct block *
block_make(struct fixture *f, const struct paragraph_style *style, const char *text)
{
	struct block *b = NEW(&f->a, struct block);

	b->kind = BLOCK_PARAGRAPH;
	b->paragraph = paragraph_make(f, style, text);
	return b;
}

static inline struct block *
body_add(struct fixture *f, struct block *b)
{
	if (f->last)
		f->last->next = b;
	else
		f->section.blocks = b;
	f->last = b;
	return b;
}

static inline void
say(struct fixture *f, const struct paragraph_style *style, const char *text)
{
	body_add(f, block_make(f, style ? style : &f->paragraph, text));
}

static inline void
lay_out(struct fixture *f)
{
	f->pages = pages_lay_out(&f->a, &f->r, &f->document, f->catalogue, f->shaper, NULL);
	assert_non_null(f->pages);
}

/* The k-th (from 0) text on a page that holds `part`; the test fails when there is none. */
static inline const struct page_item *
text_on(const struct fixture *f, size_t page, const char *part)
{
	assert_true(page < f->pages->count);
	for (size_t i = 0; i < f->pages->at[page].item_count; i++) {
		const struct page_item *it = &f->pages->at[page].items[i];

		if (it->kind == ITEM_TEXT && text_find(it->text, text_from(part), 0) >= 0)
			return it;
	}
	fail_msg("no \"%s\" on page %zu", part, page + 1);
	return NULL;
}

/* The page, from 0, that a text stands on; -1 none. */
static inline int
page_of(const struct fixture *f, const char *part)
{
	for (size_t page = 0; page < f->pages->count; page++) {
		for (size_t i = 0; i < f->pages->at[page].item_count; i++) {
			const struct page_item *it = &f->pages->at[page].items[i];

			if (it->kind == ITEM_TEXT && text_find(it->text, text_from(part), 0) >= 0)
				return (int)page;
		}
	}
	return -1;
}

static inline size_t
items_of_kind(const struct fixture *f, size_t page, enum item_kind kind)
{
	size_t count = 0;

	for (size_t i = 0; i < f->pages->at[page].item_count; i++)
		count += f->pages->at[page].items[i].kind == kind;
	return count;
}

/* Within a fifth of a point: Writer counts in twentieths. */
#define assert_near(x, points)                                                                                         \
	do {                                                                                                           \
		double near_have = emu_to_pt(x), near_want = (points);                                                 \
		if (near_have < near_want - 0.2 || near_have > near_want + 0.2)                                        \
			fail_msg("%s is %.2f pt, not %.2f", #x, near_have, near_want);                                 \
	} while (0)

#endif
