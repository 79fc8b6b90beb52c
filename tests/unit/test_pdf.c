/* PDF: what readers see of the pages, asked of poppler, qpdf and mupdf where they are installed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "other_program.h"
#include "pdf/pdf.h"

#define FILE_NAME "made.pdf"
#define ANSWER    "answer.txt"
#define PT(x)     ((emu)((x)*EMU_PER_PT))

/* Found before the tests move to a folder of their own. */
static char *table;

struct made {
	struct report report;
	struct arena arena;
	struct catalogue *catalogue;
	struct shaper *shaper;
	struct pages pages;
	VECTOR(struct page) all;
	VECTOR(struct page_item) items;
	VECTOR(struct mark) marks;
	struct buffer out;
};

static int
open_pdf(void **state)
{
	struct made *t = calloc(1, sizeof *t);

	report_open(&t->report);
	t->catalogue = catalogue_open(&t->report, NULL, table);
	t->shaper = shaper_open(t->catalogue);
	*state = t;
	return 0;
}

static int
close_pdf(void **state)
{
	struct made *t = *state;

	shaper_close(t->shaper);
	catalogue_close(t->catalogue);
	report_close(&t->report);
	buffer_free(&t->out);
	arena_free(&t->arena);
	free(t);
	unlink(FILE_NAME);
	unlink(ANSWER);
	return 0;
}

/* ---- making pages by hand ---- */

static void
end_page(struct made *t)
{
	*VECTOR_PUSH(&t->arena, &t->all) = (struct page){.width = 210 * EMU_PER_MM,
							 .height = 297 * EMU_PER_MM,
							 .items = t->items.at,
							 .item_count = t->items.count};
	memset(&t->items, 0, sizeof t->items);
}

/* A line of text; extra is added behind each space. */
static struct page_item *
add_text(struct made *t, const struct face *f, double size, double x, double y, const char *text, emu extra)
{
	struct page_item *item = VECTOR_PUSH(&t->arena, &t->items);
	struct text copy = text_copy(&t->arena, text_from(text));
	struct glyphs g = shaper_shape(t->shaper, &t->arena, f, copy, true);
	struct placed_glyph *placed = NEW_ARRAY(&t->arena, struct placed_glyph, g.count);
	int64_t units = 0;
	emu added = 0;

	for (size_t i = 0; i < g.count; i++) {
		placed[i] = (struct placed_glyph){g.at[i].id, g.at[i].cluster,
						  face_length(f, (int)units + g.at[i].x_offset, PT(size)) + added,
						  face_length(f, g.at[i].y_offset, PT(size))};
		units += g.at[i].advance;
		if (copy.at[g.at[i].cluster] == ' ')
			added += extra;
	}
	*item = (struct page_item){.kind = ITEM_TEXT,
				   .x = PT(x),
				   .y = PT(y),
				   .face = f,
				   .size = PT(size),
				   .width = face_length(f, (int)units, PT(size)) + added,
				   .color = COLOR_NONE,
				   .scale_percent = 100,
				   .text = copy,
				   .glyphs = placed,
				   .glyph_count = g.count};
	return item;
}

static const struct face *
face(struct made *t, const char *family, bool is_bold, bool is_italic)
{
	return catalogue_face(t->catalogue, text_from(family), is_bold, is_italic);
}

static void
write_pdf(struct made *t)
{
	struct pdf_options options = {.producer = TEXT("prikaz test"), .level = 6};

	if (t->items.count || !t->all.count)
		end_page(t);
	t->pages.at = t->all.at;
	t->pages.count = t->all.count;
	t->pages.marks = t->marks.at;
	t->pages.mark_count = t->marks.count;
	assert_true(pdf_write(&t->arena, &t->report, &t->pages, &options, &t->out));
	assert_true(file_write(&t->arena, &t->report, FILE_NAME, buffer_view(&t->out)));
}

/* ---- asking readers ---- */

/* What a program says of the file; skips the test where the program is missing. */
static const char *
ask(struct made *t, const char *program, const char *arguments)
{
	return ask_program(&t->arena, &t->report, ANSWER, program, arguments);
}

static int
ask_lines(struct made *t, const char *program, const char *arguments)
{
	int n = 0;

	for (const char *at = ask(t, program, arguments); (at = strchr(at, '\n')); at++)
		n++;
	return n;
}

static void
expect_in(const char *answer, const char *part)
{
	if (!strstr(answer, part))
		fail_msg("\"%s\" is not in:\n%s", part, answer);
}

static void
expect_sound(struct made *t)
{
	const char *answer = ask(t, "qpdf", "--check " FILE_NAME);

	expect_in(answer, "No syntax or stream encoding errors found");
	if (strstr(answer, "WARNING"))
		fail_msg("%s", answer);
	answer = ask(t, "mutool", "info " FILE_NAME);
	if (strstr(answer, "warning") || strstr(answer, "error"))
		fail_msg("%s", answer);
	answer = ask(t, "pdftotext", FILE_NAME " /dev/null");
	if (*answer)
		fail_msg("pdftotext: %s", answer);
}

/* ---- the tests ---- */

static void
russian_text_is_copied_as_it_was_written(void **state)
{
	static const char *const lines[] = {"Съешь же ещё этих мягких французских булок, да выпей чаю.",
					    "ТАРА ГАЗ РАБОТА: Гл. То Уа AVATAR To fi ffi flow (а\\б)",
					    "«ёлочки» „лапки“ № 5 — тире – мин … § © °C ½ ×", "ъыьэюя ЪЫЬЭЮЯ ЁЙ"};
	struct made *t = *state;
	const char *answer;

	for (int i = 0; i < 4; i++) {
		add_text(t, face(t, "Times New Roman", false, false), 12, 60, 80 + 20 * i, lines[i], 0);
		add_text(t, face(t, "Calibri", true, false), 14, 60, 280 + 20 * i, lines[i], PT(2));
		add_text(t, face(t, "PT Serif", false, true), 9.5, 60, 480 + 20 * i, lines[i], -PT(0.5));
	}
	write_pdf(t);
	expect_sound(t);
	answer = ask(t, "pdftotext", "-layout " FILE_NAME " -");
	for (int i = 0; i < 4; i++) {
		const char *first = strstr(answer, lines[i]);

		expect_in(answer, lines[i]);
		if (first)
			expect_in(first + 1, lines[i]);
	}
	answer = ask(t, "mutool", "draw -F txt " FILE_NAME);
	expect_in(answer, lines[0]);
}

static void
fonts_are_embedded_subsets_with_unicode(void **state)
{
	struct made *t = *state;
	const char *answer;
	int lines = 0;

	add_text(t, face(t, "Liberation Serif", false, false), 12, 60, 80, "Приказ", 0);
	add_text(t, face(t, "Liberation Serif", true, false), 12, 60, 100, "Приказ", 0);
	write_pdf(t);
	answer = ask(t, "pdffonts", FILE_NAME);
	expect_in(answer, "+LiberationSerif ");
	expect_in(answer, "+LiberationSerif-Bold ");
	for (const char *at = answer; (at = strstr(at, "yes yes yes")); at++)
		lines++;
	assert_int_equal(lines, 2);
}

static void
spaces_of_any_kind_are_copied_as_spaces(void **state)
{
	struct made *t = *state;

	add_text(t, face(t, "Carlito", false, false), 12, 60, 80, "пункт\u00A05 и 6, на\u00ADставник", 0);
	write_pdf(t);
	expect_in(ask(t, "pdftotext", FILE_NAME " -"), "пункт 5 и 6, наставник");
}

/* All of them are drawn as the same box. */
static void
characters_that_no_font_has_are_copied_each_as_itself(void **state)
{
	struct made *t = *state;

	add_text(t, face(t, "Liberation Serif", false, false), 12, 60, 80, "раз \u4E00\u4E8C\u4E00 два", 0);
	write_pdf(t);
	expect_sound(t);
	expect_in(ask(t, "pdftotext", FILE_NAME " -"), "раз \u4E00\u4E8C\u4E00 два");
}

static void
no_break_hyphens_are_copied_as_hyphens(void **state)
{
	struct made *t = *state;

	add_text(t, face(t, "Liberation Serif", false, false), 12, 60, 80, "1\u2011й, кто-то", 0);
	write_pdf(t);
	expect_in(ask(t, "pdftotext", FILE_NAME " -"), "1-й, кто-то");
}

static void
letters_with_marks_and_beyond_the_plane_are_copied(void **state)
{
	struct made *t = *state;

	add_text(t, face(t, "PT Serif", false, false), 12, 60, 80, "за\u0301мок замо\u0301к", 0);
	add_text(t, face(t, "DejaVu Sans", true, false), 12, 60, 100, "\U0001D5D4\U0001D5D5 \U0001D5D6\U0001D5D7", 0);
	write_pdf(t);
	expect_sound(t);
	expect_in(ask(t, "pdftotext", FILE_NAME " -"), "за\u0301мок замо\u0301к");
	expect_in(ask(t, "pdftotext", FILE_NAME " -"), "\U0001D5D4\U0001D5D5 \U0001D5D6\U0001D5D7");
}

/* The right edge of the last word as poppler computes it from our numbers. */
static double
right_edge(struct made *t)
{
	const char *answer = ask(t, "pdftotext", "-bbox " FILE_NAME " -"), *at, *last = NULL;

	for (at = answer; (at = strstr(at, "xMax=\"")); at++)
		last = at;
	assert_non_null(last);
	return strtod(last + 6, NULL);
}

static void
a_justified_line_ends_where_it_should(void **state)
{
	struct made *t = *state;
	const struct face *f = face(t, "Times New Roman", false, false);
	struct page_item *item =
		add_text(t, f, 12, 60, 80,
			 "В соответствии с пунктом договора стороны ТАРА Гл. пришли к согласию о порядке", PT(1.37));
	double wanted = 60 + emu_to_pt(item->width), got;

	write_pdf(t);
	got = right_edge(t);
	if (got < wanted - 0.02 || got > wanted + 0.02)
		fail_msg("the line ends at %g, not at %g", got, wanted);
}

/* 7.543 points are written as 7.54; over a line that would be half a millimetre. */
static void
an_odd_size_does_not_shorten_the_line(void **state)
{
	struct made *t = *state;
	struct page_item *item =
		add_text(t, face(t, "Arial", false, false), 7.5449, 30, 80,
			 "Сведения о наставниках и наставляемых, участвующих в программе наставничества "
			 "в образовательной организации, за учебный год",
			 0);
	double wanted = 30 + emu_to_pt(item->width), got;

	write_pdf(t);
	got = right_edge(t);
	if (got < wanted - 0.02 || got > wanted + 0.02)
		fail_msg("the line ends at %g, not at %g", got, wanted);
}

static void
narrowed_text_ends_where_it_should(void **state)
{
	struct made *t = *state;
	struct page_item *item = add_text(t, face(t, "Arial", false, false), 10, 60, 80, "Сжатый AVATAR текст", 0);
	struct placed_glyph *glyphs = (struct placed_glyph *)item->glyphs;
	double wanted, got;

	item->scale_percent = 80;
	for (size_t i = 0; i < item->glyph_count; i++)
		glyphs[i].x = glyphs[i].x * 4 / 5;
	wanted = 60 + emu_to_pt(item->width) * 0.8;
	write_pdf(t);
	got = right_edge(t);
	if (got < wanted - 0.02 || got > wanted + 0.02)
		fail_msg("the line ends at %g, not at %g", got, wanted);
}

static void
pieces_of_one_line_are_one_line_when_copied(void **state)
{
	struct made *t = *state;
	const struct face *f = face(t, "Times New Roman", false, false);
	struct page_item first = *add_text(t, f, 12, 60, 80, "Утвердить ", 0);
	struct page_item second = *add_text(t, f, 12, 60 + emu_to_pt(first.width), 80, "список ", 0);

	add_text(t, face(t, "Times New Roman", true, false), 12, 60 + emu_to_pt(first.width + second.width), 80, "пар",
		 0);
	write_pdf(t);
	expect_in(ask(t, "pdftotext", FILE_NAME " -"), "Утвердить список пар");
}

static void
styles_the_font_lacks_rules_and_colours_give_a_sound_file(void **state)
{
	static const enum border_kind kinds[] = {BORDER_SINGLE, BORDER_DOUBLE, BORDER_DOTTED,
						 BORDER_DASHED, BORDER_DASH_DOT,  BORDER_NONE};
	static const struct graphic missing = {.part = TEXT_INIT("media/image1.png")};
	struct made *t = *state;
	const struct face *f = face(t, "PT Sans Narrow", false, true);

	add_text(t, f, 12, 60, 80, "наклонный", 0)->color = 0xC00000;
	add_text(t, f, 12, 60, 100, "наклонный", 0)->color = 0x123456;
	add_text(t, face(t, "OpenSymbol", true, true), 12, 60, 120, "α", 0);
	add_text(t, face(t, "Arial", false, false), 12, 60, 140, "прямой", 0);
	for (int i = 0; i < 6; i++)
		*VECTOR_PUSH(&t->arena, &t->items) = (struct page_item){.kind = ITEM_LINE,
									.x = PT(60),
									.y = PT(200 + 10 * i),
									.width = PT(100),
									.thickness = i * PT(0.5),
									.line_kind = kinds[i],
									.color = i % 2 ? 0xFF0000 : COLOR_NONE};
	*VECTOR_PUSH(&t->arena, &t->items) = (struct page_item){.kind = ITEM_RECTANGLE,
								.x = PT(300),
								.y = PT(200),
								.width = PT(50),
								.height = PT(20),
								.color = 0xEEEEEE};
	for (int i = 0; i < 2; i++)
		*VECTOR_PUSH(&t->arena, &t->items) =
			(struct page_item){.kind = ITEM_IMAGE, .width = PT(50), .height = PT(20), .graphic = &missing};
	write_pdf(t);
	expect_sound(t);
	assert_int_equal(report_count(&t->report, SEVERITY_WARNING), 1);
}

static void
the_outline_nests_and_links_lead_on(void **state)
{
	struct made *t = *state;
	const struct face *f = face(t, "Arial", false, false);
	const char *answer;

	*VECTOR_PUSH(&t->arena, &t->items) = (struct page_item){.kind = ITEM_LINK,
								.x = PT(60),
								.y = PT(70),
								.width = PT(50),
								.height = PT(12),
								.target = TEXT("#глава")};
	*VECTOR_PUSH(&t->arena, &t->items) = (struct page_item){.kind = ITEM_LINK,
								.x = PT(60),
								.y = PT(90),
								.width = PT(50),
								.height = PT(12),
								.target = TEXT("#нет такой")};
	*VECTOR_PUSH(&t->arena, &t->items) = (struct page_item){.kind = ITEM_LINK,
								.x = PT(60),
								.y = PT(90),
								.width = PT(50),
								.height = PT(12),
								.target = TEXT("https://пример.рф/а (б)?x=1&y=\"2\"")};
	add_text(t, f, 12, 60, 80, "Первая", 0);
	end_page(t);
	add_text(t, f, 12, 60, 80, "Вторая", 0);
	*VECTOR_PUSH(&t->arena, &t->marks) =
		(struct mark){.name = TEXT("1. Общие положения"), .level = 1, .page_index = 0, .y = PT(80)};
	*VECTOR_PUSH(&t->arena, &t->marks) =
		(struct mark){.name = TEXT("Parts (1) \\ 2"), .level = 3, .page_index = 0, .y = PT(200)};
	*VECTOR_PUSH(&t->arena, &t->marks) =
		(struct mark){.name = TEXT("глава"), .level = 0, .page_index = 1, .y = PT(300)};
	*VECTOR_PUSH(&t->arena, &t->marks) =
		(struct mark){.name = TEXT("Заключение \U0001F600"), .level = 1, .page_index = 1, .y = PT(80)};
	*VECTOR_PUSH(&t->arena, &t->marks) =
		(struct mark){.name = TEXT("Страницы такой нет"), .level = 1, .page_index = 77, .y = PT(80)};
	write_pdf(t);
	expect_sound(t);
	answer = ask(t, "mutool", "show " FILE_NAME " outline");
	expect_in(answer, "1. Общие положения");
	expect_in(answer, "\t\"Parts (1) \\\\ 2\"");
	expect_in(answer, "Заключение \U0001F600");
	answer = ask(t, "mutool", "show " FILE_NAME " pages/1/Annots/1");
	expect_in(answer, "/Dest");
	answer = ask(t, "mutool", "show " FILE_NAME " pages/1/Annots/2");
	expect_in(answer, "https://%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80.%D1%80%D1%84/");
}

static void
title_author_and_language_are_told(void **state)
{
	struct made *t = *state;
	const char *answer;

	t->pages.properties = (struct document_properties){.title = TEXT("Приказ о наставничестве \U0001F600"),
							   .author = TEXT("Colledge (Chita)"),
							   .subject = TEXT("Пары"),
							   .keywords = TEXT("приказ, пары"),
							   .language = TEXT("ru-RU")};
	add_text(t, face(t, "Arial", false, false), 12, 60, 80, "а", 0);
	write_pdf(t);
	expect_sound(t);
	answer = ask(t, "pdfinfo", FILE_NAME);
	expect_in(answer, "Приказ о наставничестве \U0001F600");
	expect_in(answer, "Colledge (Chita)");
	expect_in(answer, "приказ, пары");
	expect_in(answer, "prikaz test");
	expect_in(answer, "1.7");
	if (strstr(answer, "Date"))
		fail_msg("a date from the clock: %s", answer);
	expect_in(ask(t, "mutool", "show " FILE_NAME " trailer/Root"), "/Lang (ru-RU)");
}

static void
printed_page_numbers_are_the_labels(void **state)
{
	static const struct {
		const char *label;
		int number;
		enum number_format format;
	} pages[] = {{"i", 1, NUMBER_LOWER_ROMAN},  {"ii", 2, NUMBER_LOWER_ROMAN}, {"5", 5, NUMBER_DECIMAL},
		     {"6", 6, NUMBER_DECIMAL},      {"", 7, NUMBER_NONE},          {"8", 8, NUMBER_DECIMAL},
		     {"Б", 2, NUMBER_UPPER_RUSSIAN}};
	struct made *t = *state;
	const char *answer;

	for (int i = 0; i < 7; i++) {
		add_text(t, face(t, "Arial", false, false), 12, 60, 80, "а", 0);
		end_page(t);
		t->all.at[i].label = text_from(pages[i].label);
		t->all.at[i].number = pages[i].number;
		t->all.at[i].number_format = pages[i].format;
	}
	write_pdf(t);
	expect_sound(t);
	answer = ask(t, "mutool", "show -g " FILE_NAME " trailer/Root/PageLabels/Nums");
	assert_string_equal(answer, "[0<</S/r>>2<</S/D/St 5>>6<</P<FEFF0411>>>]\n");
}

/* One page of a document, with a heading that another has too, and a link to it. */
static struct pages
document_of(struct made *t, const char *name, int page_count)
{
	struct pages pages = {.count = (size_t)page_count,
			      .properties = {.author = TEXT("Отдел"), .title = text_from(name)}};
	struct mark *mark = NEW(&t->arena, struct mark);

	memset(&t->all, 0, sizeof t->all);
	for (int i = 0; i < page_count; i++) {
		add_text(t, face(t, "Times New Roman", false, false), 12, 60, 80, name, 0);
		*VECTOR_PUSH(&t->arena, &t->items) = (struct page_item){.kind = ITEM_LINK,
									.x = PT(60),
									.y = PT(70),
									.width = PT(50),
									.height = PT(12),
									.text = TEXT("к началу"),
									.target = TEXT("#начало")};
		end_page(t);
	}
	*mark = (struct mark){.name = TEXT("начало"), .level = 1, .y = PT(80)};
	pages.at = t->all.at;
	pages.marks = mark;
	pages.mark_count = 1;
	return pages;
}

static void
documents_in_one_file_share_fonts_and_keep_their_links(void **state)
{
	static const char *const names[] = {"Анна", "Борис", "Вера"};
	struct pdf_options options = {
		.producer = TEXT("prikaz test"), .level = 6, .title = TEXT("Все"), .is_combined = true};
	struct made *t = *state;
	struct pdf_writer *w = pdf_open(&options);
	const char *answer;

	for (int i = 0; i < 3; i++) {
		struct pages pages = document_of(t, names[i], i + 1);
		struct pdf_part part = {.bookmark = text_from(names[i]), .begins_sheet = true};
		struct arena own = {0};

		assert_true(pdf_add(w, &own, &t->report, &pages, &part));
		arena_free(&own);
	}
	assert_int_equal(pdf_page_count(w), 1 + 1 + 2 + 3);
	assert_true(pdf_finish(w, &t->arena, &t->report, &t->out));
	pdf_close(w);
	assert_true(file_write(&t->arena, &t->report, FILE_NAME, buffer_view(&t->out)));
	expect_sound(t);
	answer = ask(t, "mutool", "show " FILE_NAME " outline");
	expect_in(answer, "\"Анна\"\t#page=1");
	expect_in(answer, "\"Борис\"\t#page=3");
	expect_in(answer, "\"Вера\"\t#page=5");
	expect_in(answer, "\"начало\"\t#page=5");
	expect_in(ask(t, "mutool", "show -g " FILE_NAME " pages/7/Annots/1/Dest"), "[");
	assert_int_equal(ask_lines(t, "pdffonts", FILE_NAME), 3); /* two are the captions */
	answer = ask(t, "pdfinfo", FILE_NAME);
	expect_in(answer, "Title:           Все");
	expect_in(answer, "Author:          Отдел");
}

static void
the_same_pages_give_the_same_bytes(void **state)
{
	struct made *t = *state;
	struct text first;

	add_text(t, face(t, "Times New Roman", false, false), 12, 60, 80, "Приказ № 5 ₽", 0);
	*VECTOR_PUSH(&t->arena, &t->marks) =
		(struct mark){.name = TEXT("Приказ"), .level = 1, .page_index = 0, .y = PT(80)};
	write_pdf(t);
	first = text_copy(&t->arena, buffer_view(&t->out));
	buffer_clear(&t->out);
	write_pdf(t);
	assert_true(text_equal(first, buffer_view(&t->out)));
}

static void
forty_thousand_pages_are_written(void **state)
{
	struct made *t = *state;

	for (int i = 0; i < 40000; i++)
		end_page(t);
	write_pdf(t);
	expect_in(ask(t, "pdfinfo", FILE_NAME), "40000");
}

static void
absurd_items_do_no_harm(void **state)
{
	struct made *t = *state;
	struct placed_glyph odd[] = {{70000, -5, -EMU_MAX, EMU_MAX}, {3, 900, EMU_MAX, 0}, {4, 0, 0, -EMU_MAX}};
	struct page_item *item = add_text(t, face(t, "Arial", false, false), 12, 60, 80, "а", 0);

	item->glyphs = odd;
	item->glyph_count = 3;
	item->scale_percent = -7;
	add_text(t, face(t, "Arial", false, false), 0, 60, 80, "а", 0);
	item = add_text(t, face(t, "Arial", false, false), 1, 60, 80, "", 0);
	item->size = 1;
	*VECTOR_PUSH(&t->arena, &t->items) = (struct page_item){.kind = ITEM_LINE,
								.x = -EMU_MAX,
								.y = EMU_MAX,
								.width = EMU_MAX,
								.thickness = -1,
								.line_kind = BORDER_DOUBLE};
	*VECTOR_PUSH(&t->arena, &t->items) = (struct page_item){
		.kind = ITEM_RECTANGLE, .x = EMU_MAX, .y = -EMU_MAX, .width = EMU_MAX, .height = EMU_MAX};
	end_page(t);
	t->all.at[0].width = 0;
	t->all.at[0].height = EMU_MAX;
	write_pdf(t);
	expect_in(ask(t, "qpdf", "--check " FILE_NAME), "No syntax or stream encoding errors found");
}

/* The subsetter meets tables that contradict each other: a file or a message, nothing worse. */
static void
damaged_fonts_do_no_harm(void **state)
{
	struct made *t = *state;
	const char *const folders[] = {"damaged", NULL};
	const char *path = "damaged/damaged.ttf";
	struct pdf_options options = {.producer = TEXT("prikaz test"), .level = 1};
	struct text bytes;
	uint32_t random = 7;

	assert_true(folder_make(&t->arena, &t->report, folders[0]));
	assert_true(file_read(&t->arena, &t->report, face_facts(face(t, "Liberation Serif", false, false))->path.at,
			      TEXT("font"), &bytes));
	for (int i = 0; i < 30; i++) {
		struct text damaged = text_copy(&t->arena, bytes);
		struct made own = {0};

		for (int j = 0; j < 30; j++) {
			random = random * 1664525 + 1013904223;
			((char *)damaged.at)[random % (j < 3 ? 400 : damaged.len)] ^= (char)(random >> 24);
		}
		assert_true(file_write(&t->arena, &t->report, path, damaged));
		report_open(&own.report);
		own.catalogue = catalogue_open(&own.report, folders, NULL);
		own.shaper = shaper_open(own.catalogue);
		add_text(&own, face(&own, "Liberation Serif", true, false), 12, 60, 80,
			 "Съешь ещё этих fi AVATAR ₽", 0);
		end_page(&own);
		own.pages.at = own.all.at;
		own.pages.count = 1;
		pdf_write(&own.arena, &own.report, &own.pages, &options, &own.out);
		buffer_free(&own.out);
		shaper_close(own.shaper);
		catalogue_close(own.catalogue);
		report_close(&own.report);
		arena_free(&own.arena);
	}
	unlink(path);
	rmdir(folders[0]);
}

int
main(void)
{
	char folder[] = "/tmp/prikaz-test-pdf-XXXXXX";
	int failed;

	table = realpath("fonts/substitutions.txt", NULL);
	if (!mkdtemp(folder) || chdir(folder))
		return 1;
#define TEST(f) cmocka_unit_test_setup_teardown(f, open_pdf, close_pdf)
	const struct CMUnitTest tests[] = {
		TEST(russian_text_is_copied_as_it_was_written),
		TEST(fonts_are_embedded_subsets_with_unicode),
		TEST(spaces_of_any_kind_are_copied_as_spaces),
		TEST(characters_that_no_font_has_are_copied_each_as_itself),
		TEST(no_break_hyphens_are_copied_as_hyphens),
		TEST(letters_with_marks_and_beyond_the_plane_are_copied),
		TEST(a_justified_line_ends_where_it_should),
		TEST(an_odd_size_does_not_shorten_the_line),
		TEST(narrowed_text_ends_where_it_should),
		TEST(pieces_of_one_line_are_one_line_when_copied),
		TEST(styles_the_font_lacks_rules_and_colours_give_a_sound_file),
		TEST(the_outline_nests_and_links_lead_on),
		TEST(title_author_and_language_are_told),
		TEST(printed_page_numbers_are_the_labels),
		TEST(documents_in_one_file_share_fonts_and_keep_their_links),
		TEST(the_same_pages_give_the_same_bytes),
		TEST(forty_thousand_pages_are_written),
		TEST(absurd_items_do_no_harm),
		TEST(damaged_fonts_do_no_harm),
	};
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	rmdir(folder);
	free(table);
	return failed;
}
