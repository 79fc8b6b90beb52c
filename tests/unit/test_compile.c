#include <time.h>

#include "template_bench.h"

#define DATA                                                                                                           \
	"{\"x\": [{\"n\": \"1\", \"y\": [{\"m\": \"a\"}, {\"m\": \"b\"}]}, {\"n\": \"2\", \"y\": [{\"m\": \"c\"}]}],"  \
	" \"нет\": [], \"да\": true, \"ложь\": false, \"r\": {\"n\": \"R\"}, \"t\": \"текст\", \"s\": [\"p\", \"q\"]}"
#define WORD(body, expected) bench_expect(PACKAGE_DOCX, body, DATA, expected)
#define ODT(body, expected)  bench_expect(PACKAGE_ODT, body, DATA, expected)
#define REFUSE(body, slugs)  bench_refuse(PACKAGE_DOCX, body, DATA, slugs)

static void
a_section_in_one_paragraph_repeats_its_text(void **state)
{
	(void)state;
	WORD(P("[{{#x}}{{n}},{{/x}}]"), "[1,2,]¶");
	WORD(P("{{#да}}А{{else}}Б{{/}}{{#ложь}}В{{иначе}}Г{{/}}{{^ложь}}Д{{/ложь}}{{^да}}Е{{else}}Ж{{/}}"), "АГДЖ¶");
	ODT(OP("[{{#x}}{{n}}:{{#y}}{{m}}{{/y}} {{/x}}]"), "[1:ab 2:c ]¶");
}

static void
runs_are_cut_so_that_tags_balance(void **state)
{
	(void)state;
	WORD("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a "
	     "{{#x}}b</w:t></w:r><w:hyperlink><w:r><w:t>{{n}}{{#y}}</w:t></w:r></w:hyperlink>"
	     "<w:r><w:t>{{m}}{{/y}}c{{/x}} d</w:t></w:r></w:p>",
	     "a b1abcb2cc d¶");
	ODT(OP("a <text:span text:style-name=\"B\">{{#s}}<text:span>{{.}}</text:span></text:span>-{{/s}} d"),
	    "a p-q- d¶");
}

static void
whole_paragraphs_and_tables(void **state)
{
	(void)state;
	WORD(P("до") P("{{#x}}") P("{{n}}") TBL(TR(TC("т"))) P("{{/x}}") P("после"), "до¶1¶т¶|⏎#2¶т¶|⏎#после¶");
	WORD(P("{{#x}}{{n}}") P("и{{/x}}"), "1¶и¶2¶и¶");
	ODT(OP("{{#x}}") OP("{{n}}") OP("{{/x}}") OP("."), "1¶2¶.¶");
}

static void
text_deleted_with_changes_tracked_holds_no_markers(void **state)
{
	(void)state;
	ODT("<text:tracked-changes><text:changed-region><text:deletion>" OP(
		    "{{#нигде}}") "</text:deletion>"
				  "</text:changed-region></text:tracked-changes>" OP("{{t}}"),
	    "{{#нигде}}¶текст¶");
}

static void
marker_paragraphs_may_end_one_section_and_begin_another(void **state)
{
	(void)state;
	WORD(P("{{#x}}") P("{{n}}") P("{{/x}}{{#s}}") P("{{.}}") P("{{/s}}{{! конец }}"), "1¶2¶p¶q¶");
	WORD(P("{{#x}}{{#y}}") P("{{n}}{{m}}") P("{{/y}}{{/x}}"), "1a¶1b¶2c¶");
	WORD(P("{{#ложь}}") P("да") P("{{else}}") P("нет") P("{{/}}"), "нет¶");
}

static void
rows_of_a_table(void **state)
{
	(void)state;
	WORD(TBL(TR(TC("h")) TR(TC("{{#x}}{{n}}") TC("{{@number}}/{{@count}}{{/x}}"))), "h¶|⏎1¶|1/2¶|⏎2¶|2/2¶|⏎#");
	ODT(OT(OR(OC("h")) OR(OC("{{#x}}{{n}}") OC("{{№}}{{/x}}"))), "h¶|⏎1¶|1¶|⏎2¶|2¶|⏎#");
}

static void
stage_rows_with_measure_rows_below(void **state)
{
	(void)state;
	WORD(TBL(TR(TC("{{#x}}{{n}}")) TR(TC("{{#y}}{{n}}") TC("{{m}}{{/y}}{{/x}}"))),
	     "1¶|⏎1¶|a¶|⏎1¶|b¶|⏎2¶|⏎2¶|c¶|⏎#");
	ODT(OT(OR(OC("{{#x}}{{n}}")) OR(OC("{{#y}}{{@path}}") OC("{{m}}{{/y}}{{/x}}"))),
	    "1¶|⏎1.1¶|a¶|⏎1.2¶|b¶|⏎2¶|⏎2.1¶|c¶|⏎#");
}

static void
marker_rows_vanish(void **state)
{
	(void)state;
	WORD(TBL(TR(TC("{{#x}}") TC("")) TR(TC("{{n}}")) TR(TC("{{/x}}") TC("")) TR(TC("итого"))), "1¶|⏎2¶|⏎итого¶|⏎#");
	ODT(OT(OR(OC("{{#x}}") OC("")) OR(OC("{{n}}")) OR(OC("{{/x}}") OC(""))), "1¶|⏎2¶|⏎#");
}

static void
else_begins_the_second_part_of_rows(void **state)
{
	(void)state;
	WORD(TBL(TR(TC("{{#нет}}{{.}}")) TR(TC("{{else}}пусто{{/}}"))), "пусто¶|⏎#");
}

static void
sections_inside_a_cell_repeat_its_paragraphs(void **state)
{
	(void)state;
	WORD(TBL(TR("<w:tc>" P("{{#x}}") P("{{n}}") P("{{/x}}") "</w:tc>")), "1¶2¶|⏎#");
	WORD(TBL(TR(TC("{{#x}}{{n}}") "<w:tc>" P("{{#y}}") P("{{m}}") P("{{/y}}{{/x}}") "</w:tc>")),
	     "1¶|a¶b¶|⏎2¶|c¶|⏎#");
	WORD(TBL(TR("<w:tc>" TBL(TR(TC("{{#x}}{{n}}{{/x}}")) TR(TC("{{#s}}{{.}}") TC("{{/s}}"))) P("") "</w:tc>")),
	     "12¶|⏎p¶|¶|⏎q¶|¶|⏎#¶|⏎#");
}

static void
what_came_out_empty_vanishes(void **state)
{
	(void)state;
	WORD(P("a") P("{{#нет}}нет{{/}}") P("b"), "a¶b¶");
	WORD(P("a") P("{{#да}}да{{/}}") P("{{t}}{{#нет}}x{{/}}"), "a¶да¶текст¶");
	WORD(P("a") TBL(TR(TC("{{#нет}}x") TC("{{/}}"))) P("b"), "a¶b¶");
	ODT(OP("a") OP(" {{#нет}}нет{{/}} ") OT(OR(OC("{{#нет}}x{{/}}") OC("y"))), "a¶¶|y¶|⏎#");
}

static void
a_cell_always_keeps_a_paragraph(void **state)
{
	(void)state;
	WORD(TBL(TR(TC("{{#нет}}x{{/}}") TC("y"))), "¶|y¶|⏎#");
	WORD(TBL(TR("<w:tc>" P("{{#нет}}") P("x") P("{{/}}") "</w:tc>")), "¶|⏎#");
	WORD(TBL(TR("<w:tc>" TBL(TR(TC("{{#нет}}x") TC("{{/}}"))) P("{{! n }}") "</w:tc>")), "¶|⏎#");
	ODT(OT(OR("<table:table-cell>" OP("{{#нет}}") OP("x") OP("{{/}}") "</table:table-cell>")), "¶|⏎#");
}

static void
a_paragraph_with_page_layout_stays(void **state)
{
	struct bench b;
	const char *xml;

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(
		&b, PACKAGE_DOCX,
		P("a") "<w:p><w:pPr><w:sectPr><w:titlePg/></w:sectPr></w:pPr><w:r><w:t>{{! x }}</w:t></w:r></w:p>"
		       "<w:p><w:pPr><w:sectPr><w:cols/></w:sectPr></w:pPr><w:r><w:t>{{#нет}}y{{/}}</w:t></w:r></w:p>");
	xml = bench_part(&b, "word/document.xml");
	assert_non_null(strstr(xml, "<w:p><w:pPr><w:sectPr><w:titlePg/></w:sectPr></w:pPr></w:p>"));
	assert_non_null(strstr(xml, "<w:p><w:pPr><w:sectPr><w:cols/></w:sectPr></w:pPr></w:p>"));
	bench_close(&b);
}

static void
list_items_of_an_odt(void **state)
{
	(void)state;
#define ITEM(text) "<text:list-item>" OP(text) "</text:list-item>"
	ODT("<text:list>" ITEM("{{#x}}") ITEM("{{n}}") ITEM("{{/x}}") "</text:list>", "1¶*2¶*");
	ODT("<text:list>" ITEM("{{#x}}{{n}}") ITEM("и{{/x}}") ITEM("z") "</text:list>", "1¶*и¶*2¶*и¶*z¶*");
	ODT("<text:list>" ITEM("a") ITEM("{{#x}}") "</text:list>" OP("{{n}}") OP("{{/x}}"), "a¶*1¶2¶");
	ODT(OP("{{#x}}") "<text:list>" ITEM("{{n}}") "</text:list>" OP("{{/x}}"), "1¶*2¶*");
	ODT("<text:list>" ITEM("{{#нет}}x{{/}}") "</text:list>" OP("b"), "b¶");
}

static void
a_list_in_a_section_goes_on_numbering(void **state)
{
	struct bench b;
	const char *xml;

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, PACKAGE_ODT,
		       OP("{{#x}}") "<text:list xml:id=\"l1\">" ITEM("{{n}}") "</text:list>" OP("{{/x}}"));
	xml = bench_part(&b, "content.xml");
	assert_non_null(strstr(xml, "<text:list xml:id=\"l1\">"));
	assert_null(strstr(strstr(xml, "<text:list ") + 1, "<text:list "));
	bench_close(&b);
}

static void
a_nested_list_of_content_controls(void **state)
{
	(void)state;
	WORD("<w:sdt><w:sdtPr/><w:sdtContent>" P("{{#x}}") P("{{n}}") "</w:sdtContent></w:sdt>" P("{{/x}}"), "1¶2¶");
	WORD("<w:sdt><w:sdtPr/><w:sdtContent>" P("{{#нет}}z{{/}}") "</w:sdtContent></w:sdt>", "¶");
}

static void
contexts(void **state)
{
	(void)state;
	WORD(P("{{#r}}{{n}}{{/r}} {{#t}}{{.}}!{{/t}} {{#s}}{{.}}{{@first}}{{/s}} {{#да}}{{t}}{{/да}}"),
	     "R текст! pдаqнет текст¶");
	WORD(P("{{#x}}{{#y}}{{@outer.n}}{{@outer.№}}{{m}} {{/y}}{{/x}}"), "11a 11b 22c ¶");
	WORD(P("{{#r}}{{#@data.x}}{{n}}{{/}}{{/r}}"), "12¶");
}

static void
page_breaks(void **state)
{
	(void)state;
	WORD(P("a{{@page_break}}b"), "a⤓b¶");
}

static void
page_breaks_of_an_odt_are_styles(void **state)
{
	struct bench b;
	const char *xml;

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, PACKAGE_ODT,
		       OP("{{#x}}{{@page_break}}{{n}}") OP("{{/x}}") OP("{{^t}}{{@page_break}}{{/}}")
			       OP("{{^нет}}{{@page_break}}{{/}}") OP("text"));
	xml = bench_part(&b, "content.xml");
	assert_non_null(xml);
	assert_non_null(strstr(
		xml,
		"<office:automatic-styles><style:style xmlns:style=\""
		"urn:oasis:names:tc:opendocument:xmlns:style:1.0"
		"\" style:family=\"paragraph\" style:parent-style-name=\"S\" style:name=\"S-new-page\">"
		"<style:paragraph-properties xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\""
		" fo:break-before=\"page\"/></style:style></office:automatic-styles>"));
	assert_non_null(strstr(xml, "<office:text><text:p text:style-name=\"S-new-page\">1</text:p>"
				    "<text:p text:style-name=\"S-new-page\">2</text:p>"
				    "<text:p text:style-name=\"S-new-page\"></text:p>"
				    "<text:p text:style-name=\"S\">text</text:p></office:text>"));
	bench_close(&b);
	for (size_t i = 0; i < 7; i++) {
		static const char *const wrong[] = {
			OP("a{{@page_break}}"),
			OP("{{t}}{{@page_break}}"),
			OP("{{^@first}}{{@page_break}}{{/}}a"),
			OP("{{#x}}{{@page_break}}{{/}}"),
			OP("{{^да}}{{@page_break}}{{else}}a{{/}}"),
			OP("{{@page_break}}{{@page_break}}"),
			OT(OR(OC("{{@page_break}}"))),
		};

		bench_refuse(PACKAGE_ODT,
			     i == 2 ? OP("{{#x}}") OP("{{^@first}}{{@page_break}}{{/}}a") OP("{{/}}") : wrong[i], DATA,
			     "page-break-place");
	}
}

static void
sections_that_do_not_fit_are_refused(void **state)
{
	(void)state;
	REFUSE(P("{{#x}}"), "section-unclosed");
	REFUSE(P("{{/x}}"), "section-unopened");
	REFUSE(P("{{#x}}{{/z}}"), "section-crossed");
	REFUSE(P("{{#x}}{{#y}}{{/x}}{{/y}}"), "section-crossed");
	REFUSE(P("{{else}}"), "else-alone");
	REFUSE(P("{{#x}}{{else}}{{else}}{{/}}"), "else-twice");
	REFUSE(P("{{#x}}") TBL(TR(TC("{{/x}}"))), "section-place");
	REFUSE(TBL(TR(TC("{{#x}}"))) TBL(TR(TC("{{/x}}"))), "section-place");
	REFUSE(TBL(TR("<w:tc>" TBL(TR(TC("{{#x}}"))) P("") "</w:tc>" TC("{{/x}}"))), "section-place");
	REFUSE(P("{{#x}}a") P("b{{/x}}{{#s}}") P("c{{/s}}"), "section-overlap");
	REFUSE(P("{{#x}}{{n") P("{{дата}}{{/}}"), "marker-unclosed field-unknown");
}

/* So much is told in one run that a second one finds nothing new; but never a fault that is none. */
static void
syntax_and_unknown_names_are_told_in_one_run(void **state)
{
	(void)state;
	REFUSE(P("{{t") P("{{zz}}"), "marker-unclosed field-unknown");
	REFUSE(P("{{t | зглавные}}{{#x}}{{n}}{{zz}}{{/x}}{{zz}}"), "filter-unknown field-unknown field-unknown");
	REFUSE(P("{{#x}}") TBL(TR(TC("{{/x}}{{zz}}"))) P("{{else}}") P("{{#x}}a") P("b{{/x}}{{#s}}") P("c{{/s}}"),
	       "else-alone section-place section-overlap field-unknown");
	REFUSE(P("{{#zz}}") P("{{#x}}{{#y}}{{m}}{{/}}{{/}}") P("{{/zz}}") P("{{#x | зз}}{{m}}{{/x}}"),
	       "filter-unknown field-unknown");
}

static void
names_in_broken_sections_are_not_called_unknown(void **state)
{
	(void)state;
	REFUSE(P("{{zz | зз: 1, (2 | q)}}") P("{{zz + (t | зз) + qq}}{{t | обрезать: zz}}") P("{{#zz | зз}}{{n}}{{/}}"),
	       "filter-unknown filter-unknown filter-takes-none filter-unknown field-unknown field-unknown "
	       "field-unknown "
	       "field-unknown");
	REFUSE(P("{{zz}}{{#x}}{{n}}") P("{{m}}"), "section-unclosed field-unknown");
	REFUSE(P("{{#x}}{{#zz}}{{q}}{{/x}}{{zz}}"), "section-crossed field-unknown field-unknown");
	REFUSE(P("{{n}}{{/x}}") P("{{m}}{{/y}}{{/}}") P("{{zz}}"),
	       "section-unopened section-unopened section-unopened field-unknown");
	REFUSE(P("{{#x}}{{n}}{{else}}{{n}}{{/z}}"), "section-crossed");
	REFUSE(P("{{#x}}{{#y}}{{zz}}{{/x}}{{zz}}{{/y}}{{zz}}"), "section-crossed field-unknown");
}

static void
a_closing_marker_repeats_the_words_before_the_pipe(void **state)
{
	(void)state;
	WORD(P("{{#x | порядок: n -}}{{n}}{{/X}}"), "21¶");
	WORD(P("{{#x | порядок: n -}}{{n}}{{/x | порядок: n -}}"), "21¶");
	WORD(P("{{#да || ложь}}1{{/да || ложь}}"), "1¶");
}

static void
text_boxes_notes_and_fields(void **state)
{
	(void)state;
	WORD("<w:p><w:r><w:t>{{t}}</w:t></w:r><w:r><w:drawing><w:txbxContent>" P("{{#x}}") P("{{n}}")
		     P("{{/x}}") "</w:txbxContent></w:drawing></w:r><w:r><w:instrText>HYPERLINK "
				 "\"{{t}}\"</w:instrText></w:r></w:p>",
	     "текст1¶2¶HYPERLINK &quot;текст&quot;¶");
	ODT(OP("a<text:note text:note-class=\"footnote\"><text:note-body>" OP(
		    "{{t}}") "</text:note-body></text:note>"
			     "<draw:frame><draw:text-box>" OP(
				     "{{#нет}}z{{/}}") "</draw:text-box></draw:frame>"
						       "<text:a xlink:href=\"http://x/{{t}}\">{{t}}</text:a>"),
	    "aтекст¶¶текст¶");
}

static void
deep_nesting_is_refused_quickly(void **state)
{
	struct buffer body = {0};

	(void)state;
	for (int i = 0; i < 20000; i++)
		buffer_string(&body, P("{{#да}}"));
	buffer_byte(&body, '\0');
	{
		struct bench b;

		bench_open(&b);
		bench_data(&b, DATA);
		bench_template(&b, PACKAGE_DOCX, body.at);
		assert_null(bench_part(&b, "word/document.xml"));
		assert_int_equal(b.report.problems.count, 1);
		bench_close(&b);
	}
	buffer_free(&body);
}

/* Paragraphs that vanish leave their markers in a row, which must not be walked along for each of them. */
static void
a_long_document_of_markers_alone_is_compiled_quickly(void **state)
{
	struct buffer body = {0};
	clock_t start = clock();

	(void)state;
	for (int i = 0; i < 20000; i++)
		buffer_string(&body, P("{{#нет}}{{/нет}}"));
	buffer_string(&body, P("a"));
	buffer_byte(&body, '\0');
	bench_expect(PACKAGE_DOCX, body.at, DATA, "a¶");
	assert_true(clock() - start < 5 * CLOCKS_PER_SEC);
	buffer_free(&body);
}

static void
a_million_faults_are_not_all_told(void **state)
{
	struct buffer body = {0};
	struct bench b;

	(void)state;
	for (int i = 0; i < 100000; i++)
		buffer_string(&body, i % 2 ? P("{{/}}") : P("{{a b]}}"));
	buffer_byte(&body, '\0');
	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, PACKAGE_DOCX, body.at);
	assert_null(bench_part(&b, "word/document.xml"));
	assert_in_range(b.report.problems.count, 100, 1000);
	bench_close(&b);
	buffer_free(&body);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_section_in_one_paragraph_repeats_its_text),
		cmocka_unit_test(runs_are_cut_so_that_tags_balance),
		cmocka_unit_test(whole_paragraphs_and_tables),
		cmocka_unit_test(text_deleted_with_changes_tracked_holds_no_markers),
		cmocka_unit_test(marker_paragraphs_may_end_one_section_and_begin_another),
		cmocka_unit_test(rows_of_a_table),
		cmocka_unit_test(stage_rows_with_measure_rows_below),
		cmocka_unit_test(marker_rows_vanish),
		cmocka_unit_test(else_begins_the_second_part_of_rows),
		cmocka_unit_test(sections_inside_a_cell_repeat_its_paragraphs),
		cmocka_unit_test(what_came_out_empty_vanishes),
		cmocka_unit_test(a_cell_always_keeps_a_paragraph),
		cmocka_unit_test(a_paragraph_with_page_layout_stays),
		cmocka_unit_test(list_items_of_an_odt),
		cmocka_unit_test(a_list_in_a_section_goes_on_numbering),
		cmocka_unit_test(a_nested_list_of_content_controls),
		cmocka_unit_test(contexts),
		cmocka_unit_test(page_breaks),
		cmocka_unit_test(page_breaks_of_an_odt_are_styles),
		cmocka_unit_test(sections_that_do_not_fit_are_refused),
		cmocka_unit_test(syntax_and_unknown_names_are_told_in_one_run),
		cmocka_unit_test(names_in_broken_sections_are_not_called_unknown),
		cmocka_unit_test(a_closing_marker_repeats_the_words_before_the_pipe),
		cmocka_unit_test(text_boxes_notes_and_fields),
		cmocka_unit_test(deep_nesting_is_refused_quickly),
		cmocka_unit_test(a_long_document_of_markers_alone_is_compiled_quickly),
		cmocka_unit_test(a_million_faults_are_not_all_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
