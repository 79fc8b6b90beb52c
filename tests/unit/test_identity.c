/* What is repeated stays unique: bookmarks, ids, ranges over the ends of sections. */
#include "template_bench.h"

#define DATA                                                                                                           \
	"{\"x\": [{\"n\": \"1\", \"y\": [{\"m\": \"a\"}, {\"m\": \"b\"}]}, {\"n\": \"2\", \"y\": [{\"m\": \"c\"}]}],"  \
	" \"нет\": [], \"да\": true}"

/* The merged main part must hold each of the pieces (NULL at the end) in this order. */
static void
expect_pieces(enum package_kind kind, const char *body, const char *const *pieces)
{
	struct bench b;
	const char *xml, *at;

	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, kind, body);
	xml = bench_part(&b, kind == PACKAGE_DOCX ? "word/document.xml" : "content.xml");
	if (!xml)
		fail_msg("not merged: %s", first_what(&b));
	for (at = xml; *pieces; pieces++) {
		at = strstr(at, *pieces);
		if (!at)
			fail_msg("no %s in %s", *pieces, xml);
		at += strlen(*pieces);
	}
	bench_close(&b);
}

#define WORD(body, ...) expect_pieces(PACKAGE_DOCX, body, (const char *const[]){__VA_ARGS__, NULL})
#define ODT(body, ...)  expect_pieces(PACKAGE_ODT, body, (const char *const[]){__VA_ARGS__, NULL})
#define RUN(text)       "<w:r><w:t>" text "</w:t></w:r>"
#define BM(name, text)                                                                                                 \
	"<w:p><w:bookmarkStart w:id=\"7\" w:name=\"" name "\"/>" RUN(text) "<w:bookmarkEnd w:id=\"7\"/></w:p>"
#define REF(name) "<w:p><w:r><w:instrText> REF " name " \\h </w:instrText></w:r></w:p>"

static void
a_bookmark_has_a_name_and_number_in_each_repetition(void **state)
{
	(void)state;
	WORD(REF("план") P("{{#x}}") REF("план") BM("план", "{{n}}") P("{{/x}}") REF("план"), " REF план \\h ",
	     " REF план \\h ", "w:id=\"7\" w:name=\"план\"", "bookmarkEnd w:id=\"7\"", " REF план_2 \\h ",
	     "w:id=\"8\" w:name=\"план_2\"", "bookmarkEnd w:id=\"8\"", " REF план \\h ");
}

static void
what_is_first_in_a_run_is_named_from_anywhere_in_it(void **state)
{
	(void)state;
	WORD(P("{{#x}}") REF("p") P("{{#y}}") BM("p", "{{m}}") REF("p") P("{{/y}}") P("{{/x}}"), " REF p ",
	     "w:name=\"p\"", " REF p ", "w:name=\"p_b2\"", " REF p_b2 ", " REF p_2 ", "w:name=\"p_2\"", " REF p_2 ");
}

static void
names_of_copies_keep_clear_of_those_in_the_template(void **state)
{
	(void)state;
	WORD(BM("A_2", "t") P("{{#x}}") BM("a", "{{n}}") P("{{/x}}"), "\"A_2\"", "w:name=\"a\"", "w:name=\"a__2\"");
	WORD(P("{{#x}}") BM("abcdefghijklmnopqrstuvwxyz1234567890abcd", "{{n}}") P("{{/x}}"),
	     "\"abcdefghijklmnopqrstuvwxyz1234567890abcd\"", "w:name=\"abcdefghijklmnop_");
}

static void
links_and_simple_fields_follow(void **state)
{
	(void)state;
	WORD(P("{{#x}}") BM("b", "{{n}}") "<w:p><w:hyperlink w:anchor=\"b\">" RUN(
		     "s") "</w:hyperlink><w:fldSimple w:instr=\" HYPERLINK \\l &quot;b&quot; \"/>"
			  "<w:fldSimple w:instr=\" SEQ b \"/></w:p>" P("{{/x}}"),
	     "anchor=\"b\"", "\\l &quot;b&quot; ", "anchor=\"b_2\"", "\\l &quot;b_2&quot; ", " SEQ b ");
}

static void
ranges_are_cut_where_sections_end(void **state)
{
	(void)state;
	WORD("<w:p><w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" RUN("до") "</w:p>" P("{{#x}}") "<w:p>" RUN(
		     "{{n}}") "<w:bookmarkEnd w:id=\"1\"/></w:p>" P("{{/x}}") P("z"),
	     "bookmarkStart", ">1<", ">2<", "</w:p><w:bookmarkEnd w:id=\"1\"/><w:p>");
	WORD(P("{{#x}}") "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" RUN("{{n}}") "</w:p>" P(
		     "{{/x}}") "<w:p>" RUN("z") "<w:bookmarkEnd w:id=\"1\"/></w:p>",
	     "<w:body><w:bookmarkStart", ">1<", ">2<", "bookmarkEnd");
	ODT(OP("{{#x}}") OP("<text:bookmark-start text:name=\"b\"/>{{n}}") OP("{{/x}}")
		    OP("z<text:bookmark-end text:name=\"b\"/>"),
	    "<text:bookmark text:name=\"b\"/>1", "<text:bookmark text:name=\"b_2\"/>2");
	ODT(OP("<text:bookmark-start text:name=\"b\"/>{{#x}}{{n}}<text:bookmark-end text:name=\"b\"/>{{/x}}"),
	    "<text:bookmark-start text:name=\"b\"/>12<text:bookmark-end text:name=\"b\"/>");
}

static void
a_vanished_paragraph_takes_no_end_of_a_range_with_it(void **state)
{
	(void)state;
	WORD("<w:p><w:bookmarkStart w:id=\"1\" w:name=\"b\"/>" RUN("{{#нет}}x{{/}}") "</w:p><w:p>" RUN(
		     "z") "<w:bookmarkEnd w:id=\"1\"/></w:p>",
	     "<w:body><w:bookmarkStart w:id=\"1\" w:name=\"b\"/><w:p>", "z", "bookmarkEnd");
}

static void
where_the_author_stopped_is_not_repeated(void **state)
{
	(void)state;
	WORD(P("{{#x}}") BM("_GoBack", "{{n}}") P("{{/x}}"), "<w:body><w:p><w:r><w:t xml:space=\"preserve\">1<",
	     "</w:r></w:p><w:p><w:r>");
}

static void
numbers_of_drawings_controls_and_changes(void **state)
{
	(void)state;
#define DRAWING                                                                                                        \
	"<w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\">"   \
	"<wp:docPr id=\"3\" name=\"p\"/></wp:inline></w:drawing>"
	WORD(
		P("{{#x}}") "<w:p><w:r>" DRAWING "</w:r><w:sdt><w:sdtPr><w:id "
						 "w:val=\"-55\"/></w:sdtPr><w:sdtContent>" RUN(
							 "{{n}}") "</w:sdtContent></w:sdt><w:ins w:id=\"9\" "
								  "w:author=\"a\">" RUN("i") "</w:ins></w:p>" P("{{/"
														"x}}"),
		"docPr id=\"3\"", "w:val=\"-55\"", "w:ins w:id=\"9\"", "docPr id=\"10\"", "w:val=\"11\"",
		"w:ins w:id=\"12\"");
}

static void
remarks_stand_once(void **state)
{
	(void)state;
	WORD(P("{{#x}}") "<w:p><w:commentRangeStart w:id=\"0\"/>" RUN("{{n}}") "<w:commentRangeEnd "
									       "w:id=\"0\"/><w:r><w:commentReference "
									       "w:id=\"0\"/></w:r></w:p>" P("{{/x}}"),
	     "<w:commentRangeStart w:id=\"0\"/>", ">1<",
	     "<w:commentReference w:id=\"0\"/></w:r></w:p><w:p><w:r><w:t xml:space=\"preserve\">2",
	     "</w:t></w:r><w:r></w:r></w:p></w:body>");
	ODT(OP("{{#x}}{{n}}<office:annotation office:name=\"a\"><text:p>r</text:p></office:annotation>{{/x}}"),
	    "1<office", "r</text:p></office:annotation>2</text:p>");
}

static void
names_in_an_odt(void **state)
{
	(void)state;
	ODT(OP("{{#x}}") OT(OR(OC("{{n}}"))) OP("<text:a xlink:href=\"#T|table\">t</text:a>"
						"<text:bookmark-ref text:ref-name=\"b\">?</text:bookmark-ref>"
						"<text:bookmark text:name=\"b\"/>") OP("{{/x}}")
		    OP("<text:a xlink:href=\"#T|table\">t</text:a>"),
	    "table:name=\"T\"", "#T|table", "ref-name=\"b\"", "text:name=\"b\"", "table:name=\"T_2\"", "#T_2|table",
	    "ref-name=\"b_2\"", "text:name=\"b_2\"", "#T|table");
	ODT(OP("{{#x}}{{n}}<draw:frame draw:name=\"f\"><draw:text-box draw:chain-next-name=\"f\"/></draw:frame>"
	       "<text:note text:id=\"ftn1\"><text:note-body>" OP(
		       "s") "</text:note-body></text:note>"
			    "<text:note-ref text:ref-name=\"ftn1\">1</text:note-ref>{{/x}}"),
	    "draw:name=\"f\"", "chain-next-name=\"f\"", "text:id=\"ftn1\"", "ref-name=\"ftn1\"", "draw:name=\"f_2\"",
	    "chain-next-name=\"f_2\"", "text:id=\"ftn1_2\"", "ref-name=\"ftn1_2\"");
}

static void
identifiers_of_what_may_vanish(void **state)
{
	(void)state;
	/* a table, a cell, a paragraph: their heads are written by other operations than plain elements */
	ODT(OP("{{#x}}") "<table:table table:name=\"T\"><table:table-column/>" OR(
		    OC("{{#y}}{{m}}{{/y}}")) "</table:table>" OP("{{/x}}"),
	    "table:name=\"T\"", "table:name=\"T_2\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bookmark_has_a_name_and_number_in_each_repetition),
		cmocka_unit_test(what_is_first_in_a_run_is_named_from_anywhere_in_it),
		cmocka_unit_test(names_of_copies_keep_clear_of_those_in_the_template),
		cmocka_unit_test(links_and_simple_fields_follow),
		cmocka_unit_test(ranges_are_cut_where_sections_end),
		cmocka_unit_test(a_vanished_paragraph_takes_no_end_of_a_range_with_it),
		cmocka_unit_test(where_the_author_stopped_is_not_repeated),
		cmocka_unit_test(numbers_of_drawings_controls_and_changes),
		cmocka_unit_test(remarks_stand_once),
		cmocka_unit_test(names_in_an_odt),
		cmocka_unit_test(identifiers_of_what_may_vanish),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
