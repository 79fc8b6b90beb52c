/* Paragraphs and rows of markers alone, and those whose sections came out empty, in everything that holds them. */
#include "template_bench.h"

#define DATA       "{\"нет\": [], \"да\": true, \"x\": [{\"n\": \"1\"}, {\"n\": \"2\"}], \"y\": []}"
#define WORD(b, e) bench_expect(PACKAGE_DOCX, b, DATA, e)
#define ODT(b, e)  bench_expect(PACKAGE_ODT, b, DATA, e)

/* Three paragraphs of which none is left, and one whose only content comes out empty. */
#define NONE_W P("{{#нет}}") P("{{n}}") P("{{/}}") P("{{#нет}}a{{/}}")
#define NONE_O OP("{{#нет}}") OP("{{n}}") OP("{{/}}") OP("{{#нет}}a{{/}}")
/* Two paragraphs of values. */
#define SOME_W P("{{#x}}") P("{{n}}") P("{{/x}}")
#define SOME_O OP("{{#x}}") OP("{{n}}") OP("{{/x}}")

#define BOX_W(blocks) "<w:p><w:r><w:pict><w:txbxContent>" blocks "</w:txbxContent></w:pict></w:r></w:p>"
#define BOX_O(blocks) "<text:p><draw:frame><draw:text-box>" blocks "</draw:text-box></draw:frame></text:p>"
#define SDT(content)  "<w:sdt><w:sdtPr/><w:sdtContent>" content "</w:sdtContent></w:sdt>"
#define NOTE_O(blocks)                                                                                                 \
	"a<text:note text:note-class=\"footnote\"><text:note-body>" blocks "</text:note-body></text:note>"
#define ITEM(blocks) "<text:list-item>" blocks "</text:list-item>"

static void
in_cells(void **state)
{
	(void)state;
	WORD(TBL(TR("<w:tc>" NONE_W "</w:tc>" TC("b"))), "¶|b¶|⏎#");
	WORD(TBL(TR("<w:tc>" NONE_W P("c") "</w:tc>"
					   "<w:tc>" SOME_W "</w:tc>")),
	     "c¶|1¶2¶|⏎#");
	ODT(OT(OR("<table:table-cell>" NONE_O "</table:table-cell>" OC("b"))), "¶|b¶|⏎#");
	ODT(OT(OR("<table:table-cell>" NONE_O OP("c") "</table:table-cell>"
						      "<table:table-cell>" SOME_O "</table:table-cell>")),
	    "c¶|1¶2¶|⏎#");
}

static void
in_text_boxes(void **state)
{
	(void)state;
	WORD(BOX_W(NONE_W), "¶¶");
	WORD(BOX_W(NONE_W SOME_W), "1¶2¶¶");
	ODT(BOX_O(NONE_O), "¶¶");
	ODT(BOX_O(NONE_O SOME_O), "1¶2¶¶");
}

static void
in_notes(void **state)
{
	(void)state;
	ODT(OP(NOTE_O(NONE_O)), "a¶¶");
	ODT(OP(NOTE_O(SOME_O)), "a1¶2¶¶");
}

static void
in_content_controls(void **state)
{
	(void)state;
	WORD(P("a") SDT(NONE_W) P("b"), "a¶b¶");
	WORD(P("a") SDT(SOME_W) P("b"), "a¶1¶2¶b¶");
	WORD(P("a") SDT(P("{{#нет}}") P("c")) SDT(P("d") P("{{/}}")) P("b"), "a¶b¶");
	WORD("<w:p>" SDT("<w:r><w:t>{{#нет}}a{{/}}</w:t></w:r>") "</w:p>" P("b"), "b¶");
	WORD("<w:p>" SDT("<w:r><w:t>{{#нет}}</w:t></w:r>") "</w:p>" P("b") P("{{/}}") P("c"), "c¶");
	WORD("<w:p><w:hyperlink>"
	     "<w:r><w:t>{{#нет}}a{{/}}</w:t></w:r>"
	     "</w:hyperlink></w:p>" P("b"),
	     "b¶");
}

/* What nobody marked stays, though there is nothing in it. */
static void
empty_elements_stay(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, PACKAGE_DOCX, SDT("") P("{{да}}") SDT(NONE_W));
	assert_non_null(
		strstr(bench_part(&b, "word/document.xml"), "<w:body><w:sdt><w:sdtPr/><w:sdtContent/></w:sdt><w:p>"));
	assert_null(strstr(strstr(bench_part(&b, "word/document.xml"), "<w:p>"), "<w:sdt>"));
	bench_close(&b);
}

static void
in_lists(void **state)
{
	(void)state;
	ODT("<text:list>" ITEM(NONE_O) "</text:list>" OP("b"), "b¶");
	ODT("<text:list>" ITEM(OP("{{#x}}")) ITEM(OP("{{n}}")) ITEM(OP("{{/}}")) "</text:list>", "1¶*2¶*");
	ODT("<text:list>" ITEM(OP("{{#нет}}")) ITEM(OP("{{n}}")) ITEM(OP("{{/}}")) "</text:list>" OP("b"), "b¶");
	ODT("<text:list>" ITEM(OP("a") "<text:list>" ITEM(OP("{{#нет}}a{{/}}")) "</text:list>") "</text:list>", "a¶*");
	ODT("<text:list>" ITEM(OP("{{#нет}}a{{/}}")) ITEM(OP("b")) "</text:list>", "b¶*");
}

static void
in_sections_of_text(void **state)
{
	(void)state;
	ODT("<text:section text:name=\"A\">" NONE_O "</text:section>" OP("b"), "b¶");
	ODT("<text:section text:name=\"A\">" SOME_O "</text:section>" OP("b"), "1¶2¶b¶");
}

static void
rows_in_their_groups(void **state)
{
	(void)state;
#define HEAD_O(rows)  "<table:table-header-rows>" rows "</table:table-header-rows>"
#define GROUP_O(rows) "<table:table-row-group>" rows "</table:table-row-group>"
#define NO_ROWS_O     OR(OC("{{#нет}}{{n}}") OC("{{/}}"))
#define NO_ROWS_W     TR(TC("{{#нет}}{{n}}") TC("{{/}}"))
	ODT(OT(HEAD_O(OR(OC("h"))) GROUP_O(NO_ROWS_O)) OP("b"), "h¶|⏎#b¶");
	ODT(OT(HEAD_O(NO_ROWS_O) OR(OC("c"))) OP("b"), "c¶|⏎#b¶");
	ODT(OT(HEAD_O(NO_ROWS_O) GROUP_O(NO_ROWS_O)) OP("b"), "b¶");
	ODT(OT(GROUP_O(OR(OC("{{#x}}")) OR(OC("{{n}}")) OR(OC("{{/}}")))), "1¶|⏎2¶|⏎#");
	WORD(TBL(NO_ROWS_W NO_ROWS_W) P("b"), "b¶");
	WORD(TBL(SDT(NO_ROWS_W) TR(TC("c"))) P("b"), "c¶|⏎#b¶");
	WORD(TBL(SDT(NO_ROWS_W)) P("b"), "b¶");
	WORD(TBL(TR("<w:tc>" TBL(NO_ROWS_W) P("") "</w:tc>")) P("b"), "¶|⏎#b¶");
}

#define STYLES(header)                                                                                                 \
	"<office:document-styles xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""                    \
	" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""                                             \
	" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:master-styles>"                        \
	"<style:master-page style:name=\"Standard\"><style:header>" header "</style:header></style:master-page>"       \
	"</office:master-styles></office:document-styles>"
#define HDR(blocks) "<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" blocks "</w:hdr>"
#define NOTES(blocks)                                                                                                  \
	"<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"                       \
	"<w:footnote w:id=\"2\">" blocks "</w:footnote></w:footnotes>"

static void
part_expect(enum package_kind kind, const char *part, const char *xml, const char *expected)
{
	struct bench b;
	const char *result;

	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, kind, kind == PACKAGE_DOCX ? P("") : OP(""));
	package_replace(&b.arena, b.template, text_from(part), text_from(xml));
	result = bench_part(&b, part);
	if (!result)
		fail_msg("not merged: %s", first_what(&b));
	assert_string_equal(bench_line(&b, result), expected);
	bench_close(&b);
}

static void
in_headers_and_notes_of_a_docx(void **state)
{
	(void)state;
	part_expect(PACKAGE_ODT, "styles.xml", STYLES(NONE_O), "¶");
	part_expect(PACKAGE_ODT, "styles.xml", STYLES(SOME_O), "1¶2¶");
	part_expect(PACKAGE_DOCX, "word/header1.xml", HDR(NONE_W), "¶");
	part_expect(PACKAGE_DOCX, "word/footer1.xml", HDR(SOME_W), "1¶2¶");
	part_expect(PACKAGE_DOCX, "word/footnotes.xml", NOTES(NONE_W), "¶");
	part_expect(PACKAGE_DOCX, "word/footnotes.xml", NOTES(SOME_W), "1¶2¶");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_cells),
		cmocka_unit_test(in_text_boxes),
		cmocka_unit_test(in_notes),
		cmocka_unit_test(in_content_controls),
		cmocka_unit_test(empty_elements_stay),
		cmocka_unit_test(in_lists),
		cmocka_unit_test(in_sections_of_text),
		cmocka_unit_test(rows_in_their_groups),
		cmocka_unit_test(in_headers_and_notes_of_a_docx),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
