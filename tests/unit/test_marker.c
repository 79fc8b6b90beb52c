#include "template_bench.h"

#define DATA                 "{\"фио\": \"Юн Р.Е.\", \"пусто\": \"\", \"a\": {\"b\": \"AB\"}, \"n\": 5}"
#define WORD(body, expected) bench_expect(PACKAGE_DOCX, body, DATA, expected)
#define ODT(body, expected)  bench_expect(PACKAGE_ODT, body, DATA, expected)

static void
one_marker_in_one_run(void **state)
{
	(void)state;
	WORD(P("Я, {{ФИО}}, даю"), "Я, Юн Р.Е., даю¶");
	ODT(OP("Я, {{ФИО}}, даю"), "Я, Юн Р.Е., даю¶");
}

static void
a_marker_cut_into_runs_in_any_way(void **state)
{
	(void)state;
	WORD("<w:p><w:r><w:t>x {</w:t></w:r><w:proofErr "
	     "w:type=\"spellStart\"/><w:r><w:rPr><w:b/></w:rPr><w:t>{ф</w:t></w:r>"
	     "<w:bookmarkStart w:id=\"1\" w:name=\"q\"/><w:smartTag><w:r><w:softHyphen/><w:t>и</w:t></w:r></w:smartTag>"
	     "<w:r><w:lastRenderedPageBreak/><w:t>о}</w:t></w:r><w:hyperlink><w:r><w:t>} "
	     "y</w:t></w:r></w:hyperlink></w:p>",
	     "x Юн Р.Е. y¶");
	ODT(OP("x {<text:span>{ф</text:span><text:bookmark "
	       "text:name=\"q\"/><text:span>и<text:soft-page-break/></text:span>о}} y"),
	    "x Юн Р.Е. y¶");
}

static void
the_value_takes_the_look_of_its_first_brace(void **state)
{
	struct bench b;
	const char *xml;

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(
		&b, PACKAGE_DOCX,
		"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{ф</w:t></w:r><w:r><w:t>ио}}</w:t><w:drawing/></w:r></w:p>");
	xml = bench_part(&b, "word/document.xml");
	assert_non_null(strstr(xml, "<w:b/></w:rPr><w:t xml:space=\"preserve\">Юн Р.Е.</w:t></w:r>"));
	assert_non_null(strstr(xml, "<w:drawing/>"));
	bench_close(&b);
}

static void
blanks_tabs_and_hyphens_of_all_kinds(void **state)
{
	(void)state;
	WORD("<w:p><w:r><w:t>{{n</w:t><w:tab/><w:t>+</w:t><w:br/><w:t>\u00a01}} {{n </w:t><w:noBreakHyphen/><w:t> "
	     "1}}</w:t></w:r></w:p>",
	     "6 4¶");
	ODT(OP("{{n<text:s text:c=\"2\"/>–<text:tab/>1}}"), "4¶");
}

static void
braces_in_texts_are_text(void **state)
{
	(void)state;
	WORD(P("{{\"{{\"}}ФИО{{“}}”}}"), "{{ФИО}}¶");
	WORD(P("{{пусто | иначе_если_пусто: «}}»}}"), "}}¶");
}

static void
notes_end_at_the_first_braces(void **state)
{
	(void)state;
	WORD(P("a{{! \"это }}b"), "ab¶");
	WORD(P("{{! только заметка }}") P("b"), "b¶");
}

static void
lone_braces_stay(void **state)
{
	(void)state;
	WORD(P("{a} }} {b"), "{a} }} {b¶");
}

static void
markers_without_an_end_are_refused(void **state)
{
	(void)state;
	bench_refuse(PACKAGE_DOCX, P("x {{фио") P("}}"), DATA, "marker-cut");
	bench_refuse(PACKAGE_DOCX, P("x {{фио") P("y }"), DATA, "marker-unclosed");
	bench_refuse(PACKAGE_ODT, OP("{{ }}"), DATA, "marker-empty");
	bench_refuse(PACKAGE_DOCX, P("{{> шапка}} {{фио | пол: \"а\", \"б\"}}"), DATA, "include-place");
}

static void
a_fault_is_placed_with_its_line(void **state)
{
	struct bench b;
	struct problem *p;
	struct text place;

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, PACKAGE_DOCX,
		       P("x") TBL(TR(TC("1")) TR(TC("2") "<w:tc>" P("3") P("Кому: {{фио | регистр}}") "</w:tc>"))
			       P("y"));
	assert_null(bench_part(&b, "word/document.xml"));
	p = &b.report.problems.at[0];
	place = place_describe(&b.arena, &p->place);
	assert_string_equal(place.at, "t.docx: body, table 1, row 2, cell 2, paragraph 2");
	assert_string_equal(p->excerpt.text.at, "Кому: {{фио | регистр}}");
	assert_int_equal(p->excerpt.caret, 14);
	assert_int_equal(p->excerpt.caret_len, 7);
	bench_close(&b);
}

static void
a_long_line_is_cut_around_the_fault(void **state)
{
	struct bench b;
	struct buffer body = {0};
	struct excerpt e;

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	buffer_string(&body, "<w:p><w:r><w:t>");
	for (int i = 0; i < 100; i++)
		buffer_string(&body, "слово ");
	buffer_string(&body, "{{фии}}");
	for (int i = 0; i < 100; i++)
		buffer_string(&body, " слово");
	buffer_string(&body, "</w:t></w:r></w:p>");
	buffer_byte(&body, '\0');
	bench_template(&b, PACKAGE_DOCX, body.at);
	assert_null(bench_part(&b, "word/document.xml"));
	e = b.report.problems.at[0].excerpt;
	assert_int_equal(e.caret, 31);
	assert_int_equal(e.caret_len, 3);
	assert_true(text_starts(e.text, TEXT("…")) && text_ends(e.text, TEXT("…")) && e.text.len < 200);
	assert_string_equal(b.report.problems.at[0].hint.at, "did you mean \"фио\"?");
	buffer_free(&body);
	bench_close(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_marker_in_one_run),
		cmocka_unit_test(a_marker_cut_into_runs_in_any_way),
		cmocka_unit_test(the_value_takes_the_look_of_its_first_brace),
		cmocka_unit_test(blanks_tabs_and_hyphens_of_all_kinds),
		cmocka_unit_test(braces_in_texts_are_text),
		cmocka_unit_test(notes_end_at_the_first_braces),
		cmocka_unit_test(lone_braces_stay),
		cmocka_unit_test(markers_without_an_end_are_refused),
		cmocka_unit_test(a_fault_is_placed_with_its_line),
		cmocka_unit_test(a_long_line_is_cut_around_the_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
