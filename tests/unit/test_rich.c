#include "template_bench.h"

#include "merge/rich.h"

#define DATA                                                                                                                         \
	"{\"три\": \"a\\n\\n  b\\r\\nc\", \"одна\": \"x\", \"пусто\": \"\", \"список\": [\"a\", \"\", \"b\\nc\"]," \
	" \"сайт\": \"a.ru\", \"имя\": \"\", \"код\": \"javascript:alert(1)\", \"почта\": \"u@a.ru\","                \
	" \"тел\": \"8 (3952) 12-34-56\", \"h\": \"# H\", \"hp\": \"# H\\n\\np\", \"b\": \"x **b** *i* ~~s~~ `c`\","              \
	" \"ul\": \"- a\\n- b\", \"t\": \"a|b\\n-|:-:\\n1|2\", \"tp\": \"a|b\\n-|-\\n1|2\\n\\np\","                                  \
	" \"l\": \"[x](a.ru) [y](javascript:z) https://b.ru/?a=(b). c@d.ru\", \"q\": \"> q\", \"d\": \"***\","                       \
	" \"c\": \"```\\na  b\\n c\\n```\", \"html\": \"<b>x</b><br>y<!-- z -->\", \"да\": true, \"нет\": false,"               \
	" \"task\": \"- [x] a\\n- [ ] b\", \"все\": [\"a\\nb\", \"c\"]}"

#define R(text)       "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define RP(rpr, text) "<w:r><w:rPr>" rpr "</w:rPr><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define WP(inside)    "<w:p>" inside "</w:p>"

/* What stands in the body of the merged part. */
static void
expect(enum package_kind kind, const char *body, const char *expected)
{
	bool is_word = kind == PACKAGE_DOCX;
	const char *begin = is_word ? "<w:body>" : "<office:text>", *end = is_word ? W_TAIL : O_TAIL, *xml;
	struct bench b;
	struct text got;

	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, kind, body);
	xml = bench_part(&b, is_word ? "word/document.xml" : "content.xml");
	if (!xml)
		fail_msg("not merged: %s", first_what(&b));
	xml = strstr(xml, begin) + strlen(begin);
	got = (struct text){xml, strlen(xml) - strlen(end)};
	assert_string_equal(text_c(&b.arena, got), expected);
	bench_close(&b);
}

#define WORD(body, expected) expect(PACKAGE_DOCX, body, expected)
#define ODT(body, expected)  expect(PACKAGE_ODT, body, expected)

/* ---- paragraphs ---- */

static void
lines_break_the_paragraph(void **state)
{
	(void)state;
	WORD(P("{{три | абзацы}}"), WP(R("a")) WP(R("b")) WP(R("c")));
	WORD(P("x{{три | paragraphs}}y"), WP(R("xa")) WP(R("b")) WP(R("cy")));
	WORD(P("x{{одна | paragraphs}}y"), WP(R("xxy")));
	WORD(P("{{список | paragraphs}}"), WP(R("a")) WP(R("b")) WP(R("c")));
	WORD(P("{{пусто | paragraphs}}"), WP(R("")));
	ODT(OP("x{{три | абзацы}}y"), OP("xa") OP("b") OP("cy"));
}

static void
the_look_is_kept(void **state)
{
	(void)state;
	WORD("<w:p xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" w14:paraId=\"1\"><w:pPr>"
	     "<w:pageBreakBefore/><w:jc w:val=\"both\"/></w:pPr><w:hyperlink w:anchor=\"q\"><w:r><w:rPr><w:b/></w:rPr>"
	     "<w:t>{{три | paragraphs}}</w:t></w:r></w:hyperlink></w:p>",
	     "<w:p xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" w14:paraId=\"1\"><w:pPr>"
	     "<w:pageBreakBefore/><w:jc w:val=\"both\"/></w:pPr><w:hyperlink w:anchor=\"q\">" RP(
		     "<w:b/>",
		     "a") "</w:hyperlink></w:p>"
			  "<w:p xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"><w:pPr>"
			  "<w:jc w:val=\"both\"/></w:pPr><w:hyperlink w:anchor=\"q\">" RP(
				  "<w:b/>",
				  "b") "</w:hyperlink></w:p>"
				       "<w:p xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"><w:pPr>"
				       "<w:jc w:val=\"both\"/></w:pPr><w:hyperlink w:anchor=\"q\">" RP(
					       "<w:b/>", "c") "</w:hyperlink></w:p>");
	ODT("<text:p text:style-name=\"S\" xml:id=\"a\"><text:span text:style-name=\"T\">x{{список | "
	    "абзацы}}</text:span>"
	    "y</text:p>",
	    "<text:p text:style-name=\"S\" xml:id=\"a\"><text:span text:style-name=\"T\">xa</text:span></text:p>" OP(
		    "<text:span text:style-name=\"T\">b</text:span>")
		    OP("<text:span text:style-name=\"T\">c</text:span>y"));
}

static void
section_properties_go_to_the_last(void **state)
{
	(void)state;
	WORD("<w:p><w:pPr><w:jc w:val=\"both\"/><w:sectPr/></w:pPr><w:r><w:t>{{три | paragraphs}}</w:t></w:r></w:p>",
	     WP("<w:pPr><w:jc w:val=\"both\"/></w:pPr>" R("a")) WP("<w:pPr><w:jc w:val=\"both\"/></w:pPr>" R("b"))
		     WP("<w:pPr><w:jc w:val=\"both\"/><w:sectPr/></w:pPr>" R("c")));
	WORD("<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{h | markdown}}</w:t></w:r></w:p>",
	     WP("<w:pPr><w:keepNext/><w:outlineLvl w:val=\"0\"/><w:sectPr/></w:pPr>" RP("<w:b/><w:bCs/>", "H") R("")));
}

static void
marks_stay_in_pairs(void **state)
{
	(void)state;
	WORD(WP("<w:bookmarkStart w:id=\"0\" w:name=\"b\"/><w:r><w:t>{{hp | markdown}}</w:t></w:r>"
		"<w:bookmarkEnd w:id=\"0\"/>"),
	     WP("<w:pPr><w:keepNext/><w:outlineLvl w:val=\"0\"/></w:pPr><w:bookmarkStart w:id=\"0\" w:name=\"b\"/>" RP(
		     "<w:b/><w:bCs/>", "H")) WP(R("p") "<w:bookmarkEnd w:id=\"0\"/>"));
	WORD(WP("<w:bookmarkStart w:id=\"0\" w:name=\"b\"/><w:r><w:t>{{h | markdown}}</w:t></w:r>"
		"<w:bookmarkEnd w:id=\"0\"/>"),
	     WP("<w:pPr><w:keepNext/><w:outlineLvl w:val=\"0\"/></w:pPr><w:bookmarkStart w:id=\"0\" w:name=\"b\"/>" RP(
		     "<w:b/><w:bCs/>", "H") R("") "<w:bookmarkEnd w:id=\"0\"/>"));
}

static void
what_cannot_be_cut_is_dissolved(void **state)
{
	(void)state;
	WORD(WP("<w:sdt><w:sdtPr><w:id w:val=\"1\"/></w:sdtPr><w:sdtContent><w:r><w:t>{{три | paragraphs}}</w:t></w:r>"
		"</w:sdtContent></w:sdt>"),
	     WP(R("a")) WP(R("b")) WP(R("c")));
	ODT(OP("<text:meta>{{список | paragraphs}}</text:meta>"), OP("a") OP("b") OP("c"));
}

static void
sections_in_the_line(void **state)
{
	(void)state;
	WORD(P("{{#все}}{{. | paragraphs}};{{/}}"), WP(R("a")) WP(R("b;c;")));
	WORD(P("{{#нет}}{{три | paragraphs}}{{/}}") P("x"), P("x"));
	WORD(P("{{#да}}{{одна | paragraphs}}{{/}}"), WP(R("x")));
}

static void
the_line_goes_on_behind_a_heading(void **state)
{
	(void)state;
	WORD(P("a{{h | markdown}}b"),
	     WP(R("a")) WP("<w:pPr><w:keepNext/><w:outlineLvl w:val=\"0\"/></w:pPr>" RP("<w:b/><w:bCs/>", "H"))
		     WP(R("b")));
	WORD(P("{{h | markdown}}{{одна | paragraphs}}{{h | markdown}}"),
	     WP("<w:pPr><w:keepNext/><w:outlineLvl w:val=\"0\"/></w:pPr>" RP("<w:b/><w:bCs/>", "H")) WP(R("x"))
		     WP("<w:pPr><w:keepNext/><w:outlineLvl w:val=\"0\"/></w:pPr>" RP("<w:b/><w:bCs/>", "H") R("")));
}

/* ---- Markdown ---- */

static void
emphasis_keeps_the_order_of_properties(void **state)
{
	(void)state;
	WORD(WP("<w:r><w:rPr><w:b/><w:sz w:val=\"20\"/></w:rPr><w:t>{{b | markdown}}</w:t></w:r>"),
	     WP(RP("<w:b/><w:sz w:val=\"20\"/>", "x ") RP("<w:b/><w:bCs/><w:sz w:val=\"20\"/>", "b")
			RP("<w:b/><w:sz w:val=\"20\"/>", " ") RP("<w:b/><w:i/><w:iCs/><w:sz w:val=\"20\"/>", "i")
				RP("<w:b/><w:sz w:val=\"20\"/>", " ") RP("<w:b/><w:strike/><w:sz w:val=\"20\"/>", "s")
					RP("<w:b/><w:sz w:val=\"20\"/>", " ")
						RP("<w:rFonts w:ascii=\"Courier New\" w:hAnsi=\"Courier New\" "
						   "w:cs=\"Courier New\"/><w:b/><w:noProof/><w:sz w:val=\"20\"/>",
						   "c") RP("<w:b/><w:sz w:val=\"20\"/>", "")));
}

#define CONTENT_TYPES "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"></Types>"
#define LINK_LOOK     "<w:color w:val=\"0563C1\"/><w:u w:val=\"single\"/>"

/* The merged body, which must hold each of the pieces once, in their order. */
static void
holds(enum package_kind kind, const char *body, const char *const *pieces)
{
	struct bench b;
	const char *xml;

	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, kind, body);
	if (kind == PACKAGE_DOCX)
		package_replace(&b.arena, b.template, TEXT("[Content_Types].xml"), TEXT(CONTENT_TYPES));
	xml = bench_part(&b, kind == PACKAGE_DOCX ? "word/document.xml" : "content.xml");
	if (!xml)
		fail_msg("not merged: %s", first_what(&b));
	xml = strstr(xml, kind == PACKAGE_DOCX ? "<w:body>" : "<office:text>");
	for (; *pieces; pieces++) {
		const char *found = strstr(xml, *pieces);

		if (!found)
			fail_msg("%s lacks %s", xml, *pieces);
		xml = found + strlen(*pieces);
	}
	bench_close(&b);
}

#define HOLDS(kind, body, ...) holds((kind), (body), (const char *const[]){__VA_ARGS__, NULL})

static void
lists_are_lists(void **state)
{
	(void)state;
	HOLDS(PACKAGE_DOCX, P("{{ul | markdown}}"), "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"",
	      "\"/></w:numPr><w:contextualSpacing/></w:pPr>" R("a") "</w:p><w:p><w:pPr><w:numPr>", R("b"));
	HOLDS(PACKAGE_ODT, OP("x{{ul | markdown}}y"), OP("x") "<text:list text:style-name=\"",
	      "\"><text:list-item><text:p text:style-name=\"", "\">a</text:p></text:list-item><text:list-item><text:p ",
	      "\">b</text:p></text:list-item></text:list>" OP("y"));
	HOLDS(PACKAGE_DOCX, P("{{task | markdown}}"), "<w:ind w:left=\"720\" w:hanging=\"360\"/>", "☑", "<w:tab/>", "a",
	      "<w:ind w:left=\"720\" w:hanging=\"360\"/>", "☐", "b");
	HOLDS(PACKAGE_ODT, OP("{{q | markdown}}"), "<text:p text:style-name=\"", "\">q</text:p></office:text>");
	HOLDS(PACKAGE_DOCX, P("{{q | markdown}}"), "<w:ind w:left=\"567\" w:firstLine=\"0\"/></w:pPr>" R("q"));
}

#define WORD_CELL(jc, run)                                                                                             \
	"<w:tc><w:tcPr><w:tcW w:w=\"4800\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:spacing w:before=\"0\" "            \
	"w:after=\"0\"/><w:ind w:left=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"" jc "\"/></w:pPr>" run "</w:p></w:tc>"

static void
tables_have_paragraphs_around(void **state)
{
	(void)state;
	HOLDS(PACKAGE_DOCX, P("{{t | markdown}}") P("z"), "<w:body><w:tbl>",
	      "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" WORD_CELL("left", RP("<w:b/><w:bCs/>", "a"))
		      WORD_CELL("center", RP("<w:b/><w:bCs/>", "b")) "</w:tr><w:tr>" WORD_CELL("left", R("1"))
			      WORD_CELL("center", R("2")) "</w:tr></w:tbl>" P("z") W_TAIL);
	/* a cell ends with a paragraph; two tables would be one without */
	HOLDS(PACKAGE_DOCX, TBL(TR("<w:tc>" P("{{t | markdown}}") "</w:tc>")), "<w:tc><w:tbl>",
	      "</w:tbl>" WP(R("")) "</w:tc>");
	HOLDS(PACKAGE_DOCX, TBL(TR(TC("x"))) P("{{t | markdown}}") P("z"), "</w:tbl><w:p></w:p><w:tbl>");
	HOLDS(PACKAGE_DOCX, P("x{{t | markdown}}y"), "<w:body>" WP(R("x")) "<w:tbl>", "</w:tbl>" WP(R("y")));
	HOLDS(PACKAGE_DOCX, P("{{t | markdown}}{{t | markdown}}"), "<w:tbl>", "</w:tbl>" WP("") "<w:tbl>",
	      "</w:tbl>" WP(R("")));
	HOLDS(PACKAGE_DOCX, P("{{tp | markdown}}"), "</w:tbl>" WP(R("p")) W_TAIL);
	HOLDS(PACKAGE_ODT, OT(OR("<table:table-cell>" OP("{{t | markdown}}") "</table:table-cell>")),
	      "<table:table-cell><table:table table:style-name=\"",
	      "<table:table-header-rows><table:table-row><table:table-cell table:style-name=\"",
	      "</table:table-header-rows><table:table-row>", "</table:table></table:table-cell>");
	/* an item of a list holds no table */
	HOLDS(PACKAGE_ODT, "<text:list><text:list-item>" OP("{{tp | markdown}}") "</text:list-item></text:list>",
	      "<text:list><text:list-item>"
	      "<text:p ",
	      "a", "<text:tab/>", "b", OP("1<text:tab/>2") OP("p"));
}

static void
links_are_made_of_safe_addresses_only(void **state)
{
	(void)state;
	HOLDS(PACKAGE_DOCX, P("{{l | markdown}}"), "<w:hyperlink xmlns:r=\"", "\" r:id=\"", "\" w:history=\"1\">",
	      RP(LINK_LOOK, "x") "</w:hyperlink>" R(" y "),
	      RP(LINK_LOOK, "https://b.ru/?a=(b)") "</w:hyperlink>" R(". "), RP(LINK_LOOK, "c@d.ru"));
	HOLDS(PACKAGE_ODT, OP("{{l | markdown}}"), "<text:a xlink:type=\"simple\" xlink:href=\"http://a.ru\">", "x",
	      "</text:a> y <text:a xlink:type=\"simple\" xlink:href=\"https://b.ru/?a=(b)\">",
	      "<text:a xlink:type=\"simple\" xlink:href=\"mailto:c@d.ru\">");
	HOLDS(PACKAGE_ODT, OP("{{тел | link: \"звоните\"}}{{почта | link: имя}}{{пусто | link}}"),
	      "xlink:href=\"tel:83952123456\">", "звоните", "</text:a>", "xlink:href=\"mailto:u@a.ru\">", "u@a.ru");
	ODT(OP("<text:a xlink:href=\"x\">{{сайт | link}}</text:a>"), OP("<text:a xlink:href=\"x\">a.ru</text:a>"));
	bench_refuse(PACKAGE_ODT, OP("{{код | link}}"), DATA, "filter-value");
}

/* A note that is repeated is written into another part, which need not declare what the body declares. */
static void
links_in_repeated_notes(void **state)
{
	struct bench b;
	const char *xml;

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(
		&b, PACKAGE_DOCX,
		"<w:p xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:r><w:t>"
		"{{#все}}{{сайт | link}}</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>{{/}}</w:t>"
		"</w:r></w:p>");
	package_replace(&b.arena, b.template, TEXT("[Content_Types].xml"), TEXT(CONTENT_TYPES));
	package_replace(
		&b.arena, b.template, TEXT("word/footnotes.xml"),
		TEXT("<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
		     "<w:footnote w:id=\"2\">" P("{{. | paragraphs}} {{сайт | link}}") "</w:footnote></w:footnotes>"));
	xml = bench_part(&b, "word/footnotes.xml");
	assert_non_null(xml);
	assert_non_null(strstr(xml, "<w:hyperlink xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
				    "relationships\" r:id=\""));
	assert_non_null(strstr(xml, R("a") "</w:p><w:p>" R("b ")));
	bench_close(&b);
}

static void
addresses(void **state)
{
	static const char *const pairs[][2] = {
		{" https://a.ru/б?c=[d]&e#f#g ", "https://a.ru/б?c=%5Bd%5D&e#f%23g"},
		{"HTTP://A.RU:80/%41%", "HTTP://A.RU:80/%41%25"},
		{"a.ru", "http://a.ru"},
		{"наставник.рф/a", "http://наставник.рф/a"},
		{"mailto:a@b.ru", "mailto:a@b.ru"},
		{"a.b+c@d-e.ru", "mailto:a.b+c@d-e.ru"},
		{"+7 (395) 212-34-56", "tel:+73952123456"},
		{"112", ""},
		{"http://bank.ru@evil.ru/", ""},
		{"http://", ""},
		{"http:a.ru", ""},
		{"JavaScript:alert(1)", ""},
		{"data:text/html,x", ""},
		{"file:///etc/passwd", ""},
		{"a b.ru", ""},
		{"слово", ""},
		{"1.2", ""},
	};
	struct arena a = {0};

	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_string_equal(text_c(&a, link_address(&a, text_from(pairs[i][0]))), pairs[i][1]);
	arena_free(&a);
}

static void
spaces_count_in_code_alone(void **state)
{
	(void)state;
	HOLDS(PACKAGE_DOCX, P("{{c | markdown}}"),
	      "<w:suppressAutoHyphens/><w:ind w:left=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"left\"/></w:pPr>",
	      "a  b</w:t><w:br/><w:t xml:space=\"preserve\"> c</w:t>");
	HOLDS(PACKAGE_ODT, OP("{{c | markdown}}"),
	      "a <text:s text:c=\"1\"/>b<text:line-break/><text:s text:c=\"1\"/>c");
	WORD(P("{{html | markdown}}"), WP(R("&lt;b&gt;x&lt;/b&gt;</w:t><w:br/><w:t xml:space=\"preserve\">y")));
	HOLDS(PACKAGE_DOCX, P("{{d | markdown}}"), "<w:pBdr><w:bottom ");
}

/* ---- where the filters may stand ---- */

static void
a_rich_filter_ends_a_marker(void **state)
{
	(void)state;
	bench_refuse(PACKAGE_DOCX, P("{{одна | markdown | upper}}"), DATA, "filter-place");
	bench_refuse(PACKAGE_DOCX, P("{{(одна | markdown) + 1}}"), DATA, "filter-place");
	bench_refuse(PACKAGE_DOCX, P("{{одна | default: (одна | paragraphs)}}"), DATA, "filter-place");
	bench_refuse(PACKAGE_DOCX, P("{{#одна | markdown}}{{/}}"), DATA, "filter-place");
	bench_refuse(PACKAGE_DOCX, P("{{одна | markdown | paragraphs}}"), DATA, "filter-place");
	bench_refuse(PACKAGE_DOCX, P("{{одна | rows}}"), DATA, "filter-place");
	bench_refuse(PACKAGE_DOCX, WP("<w:r><w:instrText>{{одна | link}}</w:instrText></w:r>"), DATA, "filter-place");
	bench_refuse(PACKAGE_ODT, OP("<text:a xlink:href=\"{{сайт | link}}\">x</text:a>"), DATA, "filter-place");
	WORD(P("{{одна | upper | paragraphs}}"), WP(R("X")));
}

/* ---- hostile texts ---- */

static void
refuse_text(const char *pattern, size_t times)
{
	struct buffer json = {0};
	struct bench b;

	buffer_string(&json, "{\"x\": \"");
	for (size_t i = 0; i < times; i++)
		buffer_string(&json, pattern);
	buffer_string(&json, "\"}");
	buffer_byte(&json, '\0');
	bench_open(&b);
	bench_data(&b, json.at);
	bench_template(&b, PACKAGE_DOCX, P("{{x | markdown}}"));
	if (bench_part(&b, "word/document.xml"))
		fail_msg("not refused: %s", pattern);
	assert_string_equal(problem_slug(b.report.problems.at[0].code), "filter-value");
	bench_close(&b);
	buffer_free(&json);
}

static void
texts_made_to_exhaust_are_refused(void **state)
{
	(void)state;
	refuse_text("> ", 1000);
	refuse_text("1. ", 60);
	refuse_text("![[]()", 15000);
	refuse_text("|x", 5000);
	refuse_text("|-\\n|a|b\\n", 20000);
	refuse_text("a long text ", 100000);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_break_the_paragraph),
		cmocka_unit_test(the_look_is_kept),
		cmocka_unit_test(section_properties_go_to_the_last),
		cmocka_unit_test(marks_stay_in_pairs),
		cmocka_unit_test(what_cannot_be_cut_is_dissolved),
		cmocka_unit_test(sections_in_the_line),
		cmocka_unit_test(the_line_goes_on_behind_a_heading),
		cmocka_unit_test(emphasis_keeps_the_order_of_properties),
		cmocka_unit_test(lists_are_lists),
		cmocka_unit_test(tables_have_paragraphs_around),
		cmocka_unit_test(links_are_made_of_safe_addresses_only),
		cmocka_unit_test(links_in_repeated_notes),
		cmocka_unit_test(addresses),
		cmocka_unit_test(spaces_count_in_code_alone),
		cmocka_unit_test(a_rich_filter_ends_a_marker),
		cmocka_unit_test(texts_made_to_exhaust_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
