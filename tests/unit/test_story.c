/* Markers as editors leave them: cut into runs, wrapped, tracked, in fields, formulas, attributes. */
#include "template_bench.h"

#define DATA                                                                                                                         \
	"{\"x\": \"Я\", \"имя поля\": \"П\", \"s\": [\"p\", \"q\"], \"r\": {\"n\": \"R\"}, \"да\": true, \"нет\": []," \
	" \"кавычки\": \"a\\\\b \\\"c\\\"\"}"
#define WORD(body, expected) bench_expect(PACKAGE_DOCX, "<w:p>" body "</w:p>", DATA, expected "¶")
#define ODT(body, expected)  bench_expect(PACKAGE_ODT, OP(body), DATA, expected "¶")
#define R(text)              "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define RB(text)             "<w:r w:rsidR=\"00A1\"><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define INSTR(text)          "<w:r><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"
#define FIELD(kind)          "<w:r><w:fldChar w:fldCharType=\"" kind "\"/></w:r>"
#define SPAN(text)           "<text:span text:style-name=\"T1\">" text "</text:span>"

static void
word_cuts_markers_into_runs(void **state)
{
	(void)state;
	WORD(R("{") R("{x") R("}") R("}"), "Я");
	WORD(R("a{") RB("{") R("x}}b"), "aЯb");
	WORD(R("{{") "<w:proofErr w:type=\"spellStart\"/>" RB("x") "<w:proofErr w:type=\"spellEnd\"/>" R("}}"), "Я");
	WORD(R("{{r.") "<w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/>" R("n}}"), "R");
	WORD(R("{{r") "<w:smartTag w:uri=\"u\" w:element=\"e\"><w:smartTagPr/>" R(".n") "</w:smartTag>" R("}}"), "R");
	WORD(R("{{имя") "<w:customXml w:element=\"e\">" R(" по") "</w:customXml>" R("ля}}"), "П");
	WORD(R("{{r.") "<w:commentRangeStart w:id=\"1\"/>" R("n}") "<w:commentRangeEnd w:id=\"1\"/>" R("}"), "R");
	WORD(R("{{r.") "<w:permStart w:id=\"1\" w:edGrp=\"everyone\"/>" R("n") "<w:permEnd w:id=\"1\"/>" R("}}!"),
	     "R!");
	WORD(R("{{r.") "<w:dir w:val=\"ltr\">" R("n") "</w:dir><w:bdo w:val=\"ltr\">" R("}}") "</w:bdo>", "R");
	WORD("<w:sdt><w:sdtPr/><w:sdtContent>" R("{{r") "</w:sdtContent></w:sdt>" R(".n}}"), "R");
	WORD("<w:hyperlink w:anchor=\"a\">" R("{{r.n") "</w:hyperlink>" R("}} b"), "R b");
	WORD("<w:r><w:t>{{r</w:t><w:lastRenderedPageBreak/><w:t>.n}}</w:t></w:r>", "R");
	WORD("<w:r><w:t>{{имя</w:t><w:tab/><w:t>поля}}</w:t></w:r>", "П");
	WORD("<w:r><w:t>{{имя</w:t><w:br/><w:t>поля}}</w:t><w:br/></w:r>", "П↵");
	WORD("<w:r><w:t>{{имя</w:t><w:cr/><w:t>поля}}</w:t></w:r>", "П");
	WORD("<w:r><w:t>{{имя</w:t><w:softHyphen/><w:t> поля}}</w:t></w:r>", "П");
	WORD("<w:r><w:rPr><w:vanish/></w:rPr><w:t>{{! для секретаря }}</w:t></w:r>" R("{{x}}"), "Я");
	WORD("<w:r><w:t>{{r</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>.n</w:t></w:r>" R("}}"), "R");
	WORD(R("{{#s}}{{.}}") "<w:r><w:noBreakHyphen/></w:r>" R("{{/s}}"), "pq");
	WORD(R("{{имя&#160;поля}}{{ имя&#x202F;поля }}"), "ПП");
}

static void
changes_are_tracked(void **state)
{
	(void)state;
	WORD(R("{{r.") "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>старое</w:delText></w:r></w:del>"
		       "<w:ins w:id=\"2\" w:author=\"a\">" R("n") "</w:ins>" R("}}"),
	     "Rстарое");
	WORD("<w:ins w:id=\"2\" w:author=\"a\">" R("{{x") "</w:ins>" R("}}"), "Я");
	WORD("<w:moveFrom w:id=\"3\">" R("{{нигде}}") "</w:moveFrom><w:moveTo w:id=\"4\">" R("{{x}}") "</w:moveTo>",
	     "{{нигде}}Я");
	WORD("<w:del w:id=\"1\">" R("{{#нигде}}") "</w:del>" R("a"), "{{#нигде}}a");
	ODT("{{r.<text:change text:change-id=\"c1\"/>n<text:change-start text:change-id=\"c2\"/>}}<text:change-end "
	    "text:change-id=\"c2\"/>",
	    "R");
}

static void
characters_without_width(void **state)
{
	(void)state;
	WORD(R("{\u200B{x}\u200B}"), "Я");
	WORD(R("{") R("\u2060{x}") R("\uFEFF}!"), "Я!");
	WORD(R("a\u200Bb {{\u200Bx\u200B}} \u200B"), "a\u200Bb Я \u200B");
	WORD(R("{{\uFEFFx}}{{x\u00AD}}{{r\u200B.\u2060n}}"), "ЯЯR");
	WORD(R("{{\"a\u200Bb\"}}"), "a\u200Bb");
	ODT("{" SPAN("\u200B{x}") "\u200B}", "Я");
}

static void
writer_cuts_markers_into_spans(void **state)
{
	(void)state;
	ODT("{" SPAN("{") SPAN("x") "}}", "Я");
	ODT("{{r<text:bookmark text:name=\"b\"/>.<text:soft-page-break/>n}}", "R");
	ODT("{{имя<text:s/>поля}} {{имя<text:tab/>поля}} {{имя<text:line-break/>поля}}", "П П П");
	ODT(SPAN("{{") SPAN(SPAN("r") ".") "<text:a xlink:href=\"http://a\">n}}</text:a>", "R");
	ODT("{{r<office:annotation "
	    "office:name=\"1\"><text:p>{{нигде}}</text:p></office:annotation>.n}}<office:annotation-end "
	    "office:name=\"1\"/>",
	    "R{{нигде}}¶");
	ODT("{{r<text:reference-mark-start text:name=\"m\"/>.n<text:reference-mark-end text:name=\"m\"/>}}", "R");
	ODT("<text:meta>{{r</text:meta>.n}}", "R");
	ODT("<text:ruby><text:ruby-base>{{x}}</text:ruby-base><text:ruby-text>я</text:ruby-text></text:ruby>", "Яя");
}

static void
fields_of_writer_that_show_typed_text(void **state)
{
	(void)state;
	ODT("<text:placeholder text:placeholder-type=\"text\">&lt;{{x}} {{x}}&gt;</text:placeholder>!", "Я Я!");
	ODT("<text:placeholder text:placeholder-type=\"text\">&lt;Имя&gt;</text:placeholder>", "&lt;Имя&gt;");
	ODT("<text:placeholder text:placeholder-type=\"text\">&lt;{{#s}}&gt;</text:placeholder>{{.}},"
	    "<text:placeholder text:placeholder-type=\"text\">&lt;{{/s}}&gt;</text:placeholder>.",
	    "p,q,.");
	ODT("<text:text-input text:description=\"?\">{{x}}</text:text-input>", "Я");
	ODT("<text:user-field-get text:name=\"f\">{{x}}</text:user-field-get>", "Я");
	ODT("<text:variable-set text:name=\"f\" office:value-type=\"string\">{{x}}</text:variable-set>", "Я");
	ODT("<text:conditional-text text:string-value-if-true=\"{{x}}\">{{x}}</text:conditional-text>", "Я");
	ODT("<text:hidden-text text:string-value=\"{{x}}\">{{x}}</text:hidden-text>", "Я");
	ODT("<text:title>{{x}}</text:title> <text:user-defined text:name=\"a\">{{x}}</text:user-defined>", "Я Я");
	ODT("<text:page-number>1</text:page-number>{{x}}", "1Я");
}

static void
instructions_of_fields(void **state)
{
	(void)state;
	WORD(FIELD("begin") INSTR(" HYPERLINK \"http://a/{") INSTR("{x}") INSTR("}\" ") FIELD("separate") R("{{x}}")
		     FIELD("end"),
	     " HYPERLINK &quot;http://a/Я&quot; Я");
	WORD(FIELD("begin") INSTR(" QUOTE \"{{кавычки}}\"") FIELD("end"),
	     " QUOTE &quot;a\\\\b \\&quot;c\\&quot;&quot;");
	WORD(FIELD("begin") INSTR(" MERGEFIELD имя ") FIELD("separate") R("«имя»") FIELD("end") R("{{x}}"),
	     " MERGEFIELD имя «имя»Я");
	WORD(R("{{r") FIELD("begin") INSTR(" PAGE ") FIELD("separate") R(".n}") FIELD("end") R("}"), "R PAGE ");
	WORD("<w:fldSimple w:instr=\" AUTHOR \">" R("{{x}}") "</w:fldSimple>", "Я");
}

static void
formulas(void **state)
{
	(void)state;
#define M(inner) "<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">" inner "</m:oMath>"
#define MR(text) "<m:r><m:t>" text "</m:t></m:r>"
	WORD(M(MR("y=") MR("{{") MR("x") MR("}}")), "y=Я");
	WORD(R("{{x}} ") M("<m:f><m:num>" MR("{{x}}") "</m:num><m:den>" MR("2") "</m:den></m:f>"), "Я Я2");
	WORD(M(MR("{{#s}}{{.}}+{{/s}}0")), "p+q+0");
}

/* ---- XML as it comes out ---- */

static void
expect_inside(enum package_kind kind, const char *body, const char *expected, const char *absent)
{
	struct bench b;
	const char *xml;

	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, kind, body);
	xml = bench_part(&b, kind == PACKAGE_DOCX ? "word/document.xml" : "content.xml");
	if (!xml)
		fail_msg("not merged: %s", first_what(&b));
	if (expected && !strstr(xml, expected))
		fail_msg("%s not in %s", expected, xml);
	if (absent && strstr(xml, absent))
		fail_msg("%s in %s", absent, xml);
	bench_close(&b);
}

static void
attributes_that_a_reader_meets(void **state)
{
	(void)state;
	expect_inside(PACKAGE_DOCX,
		      "<w:p><w:hyperlink w:anchor=\"a\" w:tooltip=\"к {{x}}\">" R("a") "</w:hyperlink></w:p>",
		      "w:tooltip=\"к Я\"", NULL);
	expect_inside(PACKAGE_DOCX,
		      "<w:p><w:fldSimple w:instr=\" HYPERLINK &quot;http://{{кавычки}}&quot; \">" R(
			      "a") "</w:fldSimple></w:p>",
		      "&quot;http://a\\\\b \\&quot;c\\&quot;&quot; \"", NULL);
	expect_inside(PACKAGE_ODT,
		      OP("<text:a xlink:href=\"http://%7B%7Bx%7D%7D\" office:title=\"{{x}} 5%20\" "
			 "office:name=\"{{r.n}}\">{{x}}</text:a>"),
		      "xlink:href=\"http://Я\" office:title=\"Я 5%20\" office:name=\"R\">Я<", NULL);
	expect_inside(PACKAGE_ODT,
		      "<text:user-field-decls><text:user-field-decl office:value-type=\"string\" "
		      "office:string-value=\"{{x}}\" text:name=\"f\"/></text:user-field-decls>" OP("a"),
		      "office:string-value=\"Я\"", NULL);
}

static void
a_bound_content_control_keeps_its_value(void **state)
{
#define SDT(properties, text)                                                                                          \
	"<w:sdt><w:sdtPr><w:alias w:val=\"a\"/>" properties "</w:sdtPr><w:sdtContent>" text "</w:sdtContent></w:sdt>"
#define BOUND "<w:dataBinding w:xpath=\"/a\" w:storeItemID=\"{}\"/>"
	(void)state;
	expect_inside(PACKAGE_DOCX, SDT(BOUND "<w:showingPlcHdr/><w:text/>", P("{{x}}")),
		      "<w:alias w:val=\"a\"/><w:text/>", "dataBinding");
	expect_inside(PACKAGE_DOCX, "<w:p>" SDT(BOUND, R("{{x}}")) "</w:p>", "Я", "dataBinding");
	expect_inside(PACKAGE_DOCX, "<w:p>" SDT(BOUND, R("a")) R("{{x}}") "</w:p>", "dataBinding", NULL);
}

static void
a_check_box_and_a_date_do_not_contradict_their_text(void **state)
{
#define W14   "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""
#define CHECK "<w14:checkbox " W14 "><w14:checked w14:val=\"0\"/></w14:checkbox>"
#define DATE  "<w:date w:fullDate=\"2020-01-01T00:00:00Z\"><w:dateFormat w:val=\"dd.MM.yyyy\"/></w:date>"
	(void)state;
	expect_inside(PACKAGE_DOCX, "<w:p>" SDT(CHECK, R("{{x}}")) "</w:p>", "Я", "w14:checked");
	expect_inside(PACKAGE_DOCX, "<w:p>" SDT(CHECK, R("a")) R("{{x}}") "</w:p>", "w14:checked", NULL);
	expect_inside(PACKAGE_DOCX, "<w:p>" SDT(DATE, R("{{x}}")) "</w:p>", "<w:date><w:dateFormat", "fullDate");
	expect_inside(PACKAGE_DOCX, "<w:p>" SDT(DATE, R("a")) R("{{x}}") "</w:p>", "fullDate", NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(word_cuts_markers_into_runs),
		cmocka_unit_test(changes_are_tracked),
		cmocka_unit_test(characters_without_width),
		cmocka_unit_test(writer_cuts_markers_into_spans),
		cmocka_unit_test(fields_of_writer_that_show_typed_text),
		cmocka_unit_test(instructions_of_fields),
		cmocka_unit_test(formulas),
		cmocka_unit_test(attributes_that_a_reader_meets),
		cmocka_unit_test(a_bound_content_control_keeps_its_value),
		cmocka_unit_test(a_check_box_and_a_date_do_not_contradict_their_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
