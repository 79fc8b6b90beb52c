/* Where faults are told: as a person points. */
#include "template_bench.h"

#define AC(choice, fallback)                                                                                           \
	"<mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"               \
	"<mc:Choice Requires=\"wps\">" choice "</mc:Choice><mc:Fallback>" fallback "</mc:Fallback>"                    \
	"</mc:AlternateContent>"
#define BOX(blocks) "<w:r><w:drawing><w:txbxContent>" blocks "</w:txbxContent></w:drawing></w:r>"
#define STYLES(master)                                                                                                 \
	"<office:document-styles xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""                    \
	" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""                                             \
	" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:master-styles>" master                 \
	"</office:master-styles></office:document-styles>"
#define RELATIONSHIP(id, type, target, more)                                                                           \
	"<Relationship Id=\"" id "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" type \
	"\" Target=\"" target "\" " more "/>"
#define RELATIONSHIPS(all)                                                                                             \
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" all "</"              \
	"Relationships>"

/* Compiles and checks; the places of all problems, a line each. */
static void
expect_places(struct bench *b, const char *expected)
{
	struct buffer seen = {0};

	bench_data(b, "{\"x\": 1}");
	merge_check(&b->arena, &b->report, program_compile(&b->arena, &b->report, b->template), &b->context, NULL);
	for (size_t i = 0; i < b->report.problems.count; i++)
		buffer_printf(&seen, "%.*s\n", TEXT_ARG(place_describe(&b->arena, &b->report.problems.at[i].place)));
	buffer_byte(&seen, '\0');
	assert_string_equal(seen.at, expected);
	buffer_free(&seen);
	bench_close(b);
}

static void
body_places(enum package_kind kind, const char *body, const char *expected)
{
	struct bench b;

	bench_open(&b);
	bench_template(&b, kind, body);
	expect_places(&b, expected);
}

static void
a_table_in_a_cell_is_told_with_the_cell(void **state)
{
	(void)state;
	body_places(PACKAGE_DOCX,
		    TBL(TR(TC("a"))) P("") TBL(TR(TC("b")) TR(TC("c") "<w:tc>" TBL(TR(TC("1"))) TBL(TR(TC("2") TC(
			    "{{q1}}"))) P("{{q2}}") "</w:tc>" TC("{{q3}}"))) P("{{q4}}") TBL(TR(TC("{{q5}}"))),
		    "t.docx: body, table 2, row 2, cell 2, table 2, row 1, cell 2, paragraph 1\n"
		    "t.docx: body, table 2, row 2, cell 2, paragraph 1\n"
		    "t.docx: body, table 2, row 2, cell 3, paragraph 1\n"
		    "t.docx: body, paragraph 2\n"
		    "t.docx: body, table 3, row 1, cell 1, paragraph 1\n");
	body_places(PACKAGE_ODT,
		    OT(OR("<table:table-cell>" OP("") OT(OR(OC("{{q1}}"))) "</table:table-cell>")) OT(OR(OC("{{q2}}"))),
		    "t.odt: body, table 1, row 1, cell 1, table 1, row 1, cell 1, paragraph 1\n"
		    "t.odt: body, table 2, row 1, cell 1, paragraph 1\n");
}

static void
rows_are_counted_through_wrappers(void **state)
{
	(void)state;
	body_places(PACKAGE_ODT,
		    "<table:table><table:table-header-rows>" OR(
			    OC("")) "</table:table-header-rows>"
				    "<table:table-row-group>" OR(OC(""))
					    OR(OC("") OC("{{q}}")) "</table:table-row-group></table:table>",
		    "t.odt: body, table 1, row 3, cell 2, paragraph 1\n");
	body_places(PACKAGE_DOCX,
		    "<w:tbl>" TR(TC("")) "<w:sdt><w:sdtContent>" TR(TC("")) "</w:sdtContent></w:sdt>" TR(
			    "<w:sdt><w:sdtContent>" TC("") "</w:sdtContent></w:sdt>" TC("{{q}}")) "</w:tbl>",
		    "t.docx: body, table 1, row 3, cell 2, paragraph 1\n");
}

static void
a_text_box_is_counted_once_for_both_renditions(void **state)
{
	(void)state;
	body_places(PACKAGE_DOCX,
		    "<w:p>" AC(BOX(P("")), BOX(P(""))) "</w:p>"
						       "<w:p>" AC(BOX(P("") P("{{q1}}") TBL(TR(TC("{{q2}}")))),
								  BOX(P("") P("{{q1}}"))) "</w:p>" P("{{q3}}"),
		    "t.docx: text box 2, paragraph 2\n"
		    "t.docx: text box 2, table 1, row 1, cell 1, paragraph 1\n"
		    "t.docx: body, paragraph 3\n");
}

static void
notes_are_told_by_their_numbers(void **state)
{
	(void)state;
	body_places(
		PACKAGE_ODT,
		OP("a<text:note text:note-class=\"footnote\"><text:note-body>" OP("") "</text:note-body></text:note>")
			OP("b<text:note text:note-class=\"footnote\"><text:note-body>" OP(
				"{{q}}") "</text:note-body></text:note>"),
		"t.odt: footnote 2, paragraph 1\n");
}

static void
headers_say_whose_they_are(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	bench_template(&b, PACKAGE_ODT, OP(""));
	package_replace(
		&b.arena, b.template, TEXT("styles.xml"),
		TEXT(STYLES("<style:master-page style:name=\"Standard\"><style:header>" OP(
			"{{q1}}") "</style:header></style:master-page><style:master-page style:name=\"First_20_Page\" "
				  "style:display-name=\"First Page\"><style:footer>" OP(
					  "{{q2}}") "</style:footer></style:master-page>")));
	expect_places(&b, "t.odt: header, paragraph 1\nt.odt: footer, page style \"First Page\", paragraph 1\n");
}

#define SECTION(reference)                                                                                             \
	"<w:sectPr xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" reference         \
	"</w:sectPr>"
#define HEADER(id, type) "<w:headerReference r:id=\"" id "\" w:type=\"" type "\"/>"
#define HDR(blocks)      "<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" blocks "</w:hdr>"

static void
headers_of_several_sections(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	bench_template(&b, PACKAGE_DOCX,
		       "<w:p><w:pPr>" SECTION(HEADER("r1", "default")) "</w:pPr></w:p>" SECTION(
			       HEADER("r2", "default") HEADER("r3", "first")));
	package_replace(&b.arena, b.template, TEXT("word/_rels/document.xml.rels"),
			TEXT(RELATIONSHIPS(RELATIONSHIP("r1", "header", "header1.xml", "") RELATIONSHIP(
				"r2", "header", "header2.xml", "") RELATIONSHIP("r3", "header", "header3.xml", ""))));
	package_replace(&b.arena, b.template, TEXT("word/header1.xml"), TEXT(HDR(P("{{q1}}"))));
	package_replace(&b.arena, b.template, TEXT("word/header2.xml"), TEXT(HDR("<w:p>" BOX(P("{{q2}}")) "</w:p>")));
	package_replace(&b.arena, b.template, TEXT("word/header3.xml"), TEXT(HDR(P("{{q3}}"))));
	expect_places(&b, "t.docx: header, section 1, paragraph 1\n"
			  "t.docx: header, section 2, text box 1, paragraph 1\n"
			  "t.docx: header of the first page, paragraph 1\n");
}

static void
a_link_is_told_by_its_text(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	bench_template(
		&b, PACKAGE_DOCX,
		"<w:p><w:hyperlink xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
		"r:id=\"r2\"><w:r><w:t>more </w:t></w:r><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>");
	package_replace(
		&b.arena, b.template, TEXT("word/_rels/document.xml.rels"),
		TEXT(RELATIONSHIPS(RELATIONSHIP("r1", "hyperlink", "https://a/{{q1}}", "TargetMode=\"External\"")
					   RELATIONSHIP("r2", "hyperlink", "https://a/%7B%7Bq2%7D%7D",
							"TargetMode=\"External\""))));
	expect_places(&b, "t.docx: link targets\nt.docx: target of the link \"more here\"\n");
}

static void
properties_have_names(void **state)
{
	struct bench b;

	(void)state;
	bench_open(&b);
	bench_template(&b, PACKAGE_ODT, OP(""));
	package_replace(&b.arena, b.template, TEXT("meta.xml"),
			TEXT("<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
			     "xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" "
			     "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><office:meta><dc:title>{{q1}}</dc:title>"
			     "<meta:user-defined "
			     "meta:name=\"Номер\">{{q2}}</meta:user-defined><dc:language>{{q3}}</dc:language>"
			     "</office:meta></office:document-meta>"));
	expect_places(&b, "t.odt: document properties, title\nt.odt: document properties, \"Номер\"\n"
			  "t.odt: document properties\n");
}

static void
a_marker_cut_by_a_paragraph_or_cell_is_one_fault(void **state)
{
	(void)state;
	bench_refuse(PACKAGE_ODT, OP("a {{x") OP("}} b }}"), "{\"x\": 1}", "marker-cut marker-lone-end");
	bench_refuse(PACKAGE_DOCX, TBL(TR(TC("{{x | ") TC("upper}}{{y"))) P("}}"), "{\"x\": 1}",
		     "marker-cut marker-cut");
	bench_refuse(PACKAGE_DOCX, P("{{x") P("{{x}}"), "{\"x\": 1}", "marker-unclosed");
	bench_refuse(PACKAGE_DOCX, "<w:p><w:r><w:t>{{x</w:t></w:r>" BOX(P("x}}")) "</w:p>", "{\"x\": 1}",
		     "marker-unclosed marker-lone-end");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_in_a_cell_is_told_with_the_cell),
		cmocka_unit_test(rows_are_counted_through_wrappers),
		cmocka_unit_test(a_text_box_is_counted_once_for_both_renditions),
		cmocka_unit_test(notes_are_told_by_their_numbers),
		cmocka_unit_test(headers_say_whose_they_are),
		cmocka_unit_test(headers_of_several_sections),
		cmocka_unit_test(a_link_is_told_by_its_text),
		cmocka_unit_test(properties_have_names),
		cmocka_unit_test(a_marker_cut_by_a_paragraph_or_cell_is_one_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
