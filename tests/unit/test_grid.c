/* Tables that are put together when all their rows are known: spans, widths, and what must survive. */
#include "template_bench.h"

#include "merge/merge.h"

#define DATA                                                                                                           \
	"{\"e\": [{\"n\": \"A\", \"k\": \"p\", \"d\": [{\"w\": 1}, {\"w\": 2}]}, {\"n\": \"B\", \"k\": \"p\", \"d\": " \
	"[]}],"                                                                                                        \
	" \"y\": [7, 8, 9], \"no\": [], \"two\": [1, 2],"                                                              \
	" \"r\": [{\"n\": \"a\", \"v\": [1, 2, 3]}, {\"n\": \"b\", \"v\": [4]}]}"

/* The bytes of the merged body between the tags of the whole; pieces stand in it one behind the other, NULL ends. */
static void
expect(enum package_kind kind, const char *body, ...)
{
	struct bench b;
	const char *xml, *at, *piece;
	va_list pieces;

	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, kind, body);
	xml = bench_part(&b, kind == PACKAGE_DOCX ? "word/document.xml" : "content.xml");
	if (!xml)
		fail_msg("not merged: %s", first_what(&b));
	at = xml;
	va_start(pieces, body);
	while ((piece = va_arg(pieces, const char *)) != NULL) {
		const char *found = strstr(at, piece);

		if (!found)
			fail_msg("no %s in %s", piece, at);
		at = found + strlen(piece);
	}
	va_end(pieces);
	bench_close(&b);
}

/* None of the pieces is in the merged part. */
static void
expect_none(enum package_kind kind, const char *body, const char *piece)
{
	struct bench b;
	const char *xml;

	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, kind, body);
	xml = bench_part(&b, kind == PACKAGE_DOCX ? "word/document.xml" : "content.xml");
	assert_non_null(xml);
	if (strstr(xml, piece))
		fail_msg("%s is in %s", piece, xml);
	bench_close(&b);
}

#define WORD(body, ...) expect(PACKAGE_DOCX, body, __VA_ARGS__, NULL)
#define ODT(body, ...)  expect(PACKAGE_ODT, body, __VA_ARGS__, NULL)

#define GRID(columns, rows) "<w:tbl><w:tblPr/><w:tblGrid>" columns "</w:tblGrid>" rows "</w:tbl>"
#define COL(width)          "<w:gridCol w:w=\"" width "\"/>"
#define TCP(pr, text)       "<w:tc><w:tcPr>" pr "</w:tcPr>" P(text) "</w:tc>"
#define W(width)            "<w:tcW w:w=\"" width "\" w:type=\"dxa\"/>"
#define RESTART             "<w:vMerge w:val=\"restart\"/>"
#define GOES_ON             "<w:vMerge w:val=\"continue\"/>"

static void
properties_keep_their_order(void **state)
{
	(void)state;
	WORD(GRID(COL("1000") COL("2000"),
		  TR(TCP("<w:cnfStyle w:val=\"1\"/>" W("1000") "<w:shd w:fill=\"FF0000\"/><w:vAlign w:val=\"center\"/>",
			 "{{#e}}{{n}}") TCP(W("2000"), "{{#d | rows}}{{w}}{{/d}}{{/e}}"))),
	     "<w:tc><w:tcPr><w:cnfStyle w:val=\"1\"/>" W("1000") RESTART
	     "<w:shd w:fill=\"FF0000\"/><w:vAlign w:val=\"center\"/></w:tcPr>",
	     ">A<", ">1<",
	     "<w:tc><w:tcPr><w:cnfStyle w:val=\"1\"/>" W("1000") GOES_ON
	     "<w:shd w:fill=\"FF0000\"/><w:vAlign w:val=\"center\"/></w:tcPr><w:p/></w:tc>",
	     ">2<", "<w:tc><w:tcPr><w:cnfStyle w:val=\"1\"/>" W("1000") "<w:shd", ">B<");
	WORD(TBL(TR(TC("{{#e}}{{n}}") TC("{{#d | rows}}{{w}}{{/d}}{{/e}}"))), "<w:tc><w:tcPr>" RESTART "</w:tcPr><w:p>",
	     "<w:tc><w:tcPr>" GOES_ON "</w:tcPr><w:p/></w:tc>", "<w:tc><w:p>", ">B<");
}

static void
empty_cells_look_like_the_others(void **state)
{
	(void)state;
	WORD(TBL(TR(TC(
		     "{{#e}}{{n}}") "<w:tc><w:p w14:paraId=\"1\" "
				    "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/"
				    "wordml\"><w:pPr><w:pStyle w:val=\"S\"/><w:numPr/><w:jc w:val=\"center\"/></w:pPr>"
				    "<w:r><w:t>{{#d | rows}}{{w}}{{/d}}{{/e}}</w:t></w:r></w:p></w:tc>")),
	     ">2<", ">B<", "<w:pPr><w:pStyle w:val=\"S\"/><w:jc w:val=\"center\"/></w:pPr></w:p></w:tc>");
	ODT(OT(OR(OC("{{#e}}{{n}}") OC("{{#d | rows}}{{w}}{{/d}}{{/e}}"))),
	    "<table:table-cell table:number-rows-spanned=\"2\"><text:p text:style-name=\"S\">A</text:p>",
	    "<table:covered-table-cell/><table:table-cell><text:p text:style-name=\"S\">2",
	    "<table:table-cell><text:p text:style-name=\"S\">B", "<table:table-cell><text:p text:style-name=\"S\"/>");
}

#define YEARS "{{#y | columns}}{{.}}{{/y}}"

static void
a_table_keeps_its_width(void **state)
{
	(void)state;
	WORD(GRID(COL("2000") COL("1000") COL("500"), TR(TCP(W("2000"), "n") TCP(W("1000"), YEARS) TCP(W("500"), "s"))
							      TR(TCP(W("3000") "<w:gridSpan w:val=\"2\"/>", "wide") TCP(
								      "<w:tcW w:w=\"0\" w:type=\"auto\"/>", "s"))),
	     COL("2000") COL("333") COL("334") COL("333") COL("500") "</w:tblGrid>", W("2000"), W("333"), ">7<",
	     W("333"), ">8<", W("333"), ">9<", W("500"), W("3000") "<w:gridSpan w:val=\"4\"/>",
	     "<w:tcW w:w=\"0\" w:type=\"auto\"/>");
	WORD(GRID(COL("1000") COL("1000"), TR(TCP("<w:tcW w:w=\"2500\" w:type=\"pct\"/>", "n")
						      TCP("<w:tcW w:w=\"50%\" w:type=\"pct\"/>", YEARS))),
	     "<w:tcW w:w=\"2500\" w:type=\"pct\"/>", "<w:tcW w:w=\"17%\" w:type=\"pct\"/>");
	/* the columns have gone: the others take over their width */
	WORD(GRID(COL("2000") COL("1000") COL("500"),
		  TR(TCP(W("2000"), "n") TCP(W("1000"), "{{#no | columns}}{{.}}{{/no}}") TCP(W("500"), "s"))),
	     COL("2800") COL("700") "</w:tblGrid>", W("2800"), ">n<", W("700"), ">s<");
}

static void
columns_left_out_at_the_ends_of_a_row_widen(void **state)
{
	(void)state;
	WORD(GRID(COL("600") COL("300"),
		  TR(TCP(W("600"), "n") TCP(W("300"), YEARS)) "<w:tr><w:trPr><w:cantSplit/><w:gridAfter "
							      "w:val=\"1\"/><w:wAfter w:w=\"300\" w:type=\"dxa\"/>"
							      "<w:ins w:id=\"1\" w:author=\"a\"/></w:trPr>" TCP(
								      W("600"), "x") "</w:tr>"),
	     "<w:trPr><w:cantSplit/><w:gridAfter w:val=\"3\"/><w:wAfter w:w=\"300\" w:type=\"dxa\"/><w:ins w:id=\"1\" "
	     "w:author=\"a\"/></w:trPr>",
	     ">x<");
}

#define COLUMN(name, width)                                                                                            \
	"<style:style style:name=\"" name "\" style:family=\"table-column\"><style:table-column-properties "           \
	"style:column-width=\"" width "\" style:rel-column-width=\"300*\"/></style:style>"

static void
columns_of_an_odt_get_styles_of_their_own(void **state)
{
	struct bench b;
	const char *xml, *at;

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	b.template = bench_package(&b, PACKAGE_ODT);
	package_replace(
		&b.arena, b.template, TEXT("content.xml"),
		TEXT("<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
		     " xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\""
		     " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
		     " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"><office:automatic-"
		     "styles>" COLUMN("A", "4cm") COLUMN(
			     "B",
			     "1.5in") "</office:automatic-styles><office:body><office:text>"
				      "<table:table><table:table-column table:style-name=\"A\"/><table:table-column "
				      "table:style-name=\"B\" table:number-columns-repeated=\"2\"/><table:table-row>"
				      "<table:table-cell><text:p>n</text:p></table:table-cell>"
				      "<table:table-cell><text:p>" YEARS "</text:p></table:table-cell>"
				      "<table:table-cell><text:p>s</text:p></table:table-cell></table:table-row></"
				      "table:table>"
				      "</office:text></office:body></office:document-content>"));
	xml = bench_part(&b, "content.xml");
	assert_non_null(xml);
	assert_non_null(strstr(xml, "style:column-width=\"0.5000in\" style:rel-column-width=\"100*\""));
	assert_null(strstr(xml, "style:column-width=\"4.0000cm\""));
	at = strstr(xml, "<table:table-column table:style-name=\"A\"/><table:table-column table:style-name=\"");
	assert_non_null(at);
	at = strstr(at + 1, "<table:table-column ");
	assert_non_null(strstr(at,
			       "\" table:number-columns-repeated=\"3\"/><table:table-column table:style-name=\"B\"/>"
			       "<table:table-row>"));
	bench_close(&b);
}

static void
cells_and_rows_of_an_odt_that_stand_for_several(void **state)
{
	(void)state;
	ODT(OT("<table:table-row table:number-rows-repeated=\"2\">" OC("{{e | count}}")
		       OC("{{'' | default: 5}}{{'z' | merge}}") "</table:table-row>"),
	    "2</text:p>", "table:number-rows-spanned=\"2\"", "5z</text:p>", "2</text:p>",
	    "<table:covered-table-cell/>");
	/* a cell repeated by its number, and one covered by that of two others */
	ODT(OT(OR(OC("{{#e}}{{n}}") "<table:table-cell table:number-columns-repeated=\"2\"/>" OC(
		    "{{#d | rows}}{{w}}{{/d}}{{/e}}"))
		       OR("<table:table-cell table:number-columns-spanned=\"3\" table:number-rows-spanned=\"2\">" OP(
			       "w") "</table:table-cell><table:covered-table-cell "
				    "table:number-columns-repeated=\"2\"/>" OC("x"))
			       OR("<table:covered-table-cell table:number-columns-repeated=\"3\"/>" OC("y"))),
	    "<table:table-cell table:number-rows-spanned=\"2\">", "A",
	    "<table:table-cell table:number-rows-spanned=\"2\">", "<table:table-cell table:number-rows-spanned=\"2\">",
	    "1",
	    "</table:table-row><table:table-row><table:covered-table-cell/><table:covered-table-cell/>"
	    "<table:covered-table-cell/><table:table-cell>",
	    "2", "B", "<table:table-cell table:number-columns-spanned=\"3\" table:number-rows-spanned=\"2\">",
	    /* thousands of columns under one cell are one element too */
	    "w</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated=\"2\"/>"
	    "<table:table-cell>",
	    "<table:covered-table-cell table:number-columns-repeated=\"3\"/><table:table-cell>", "y");
}

#define SDT_HEAD    "<w:sdt><w:sdtPr/><w:sdtContent>"
#define SDT(inside) SDT_HEAD inside "</w:sdtContent></w:sdt>"

static void
what_stands_around_rows_and_cells_survives(void **state)
{
	(void)state;
	WORD(TBL("<w:bookmarkStart w:id=\"0\" w:name=\"b\"/>" SDT(
		     "<w:tr w:rsidR=\"1\" w14:paraId=\"12345678\" "
		     "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\"><w:tblPrEx><w:jc "
		     "w:val=\"left\"/></w:tblPrEx>"
		     "<w:trPr><w:tblHeader/></w:trPr>" TC("h") TC("{{'x' | merge}}") "</w:tr>")
			 TR(SDT(TC("{{#e}}{{n}}"))
				    SDT(TC("{{#d | rows}}{{w}}{{/d}}{{/e}}"))) "<w:bookmarkEnd w:id=\"0\"/>"),
	     "<w:bookmarkStart", SDT_HEAD "<w:tr ",
	     " w:rsidR=\"1\"><w:tblPrEx><w:jc w:val=\"left\"/></w:tblPrEx><w:trPr><w:tblHeader/></w:trPr>",
	     "</w:tr></w:sdtContent></w:sdt><w:tr>" SDT_HEAD "<w:tc>", ">A<",
	     "</w:tc></w:sdtContent></w:sdt>" SDT_HEAD "<w:tc>", ">1<", "</w:tc></w:sdtContent></w:sdt></w:tr>",
	     GOES_ON, ">2<", ">B<", "<w:bookmarkEnd");
	ODT("<table:table><table:table-header-columns><table:table-column/></"
	    "table:table-header-columns><table:table-column/>"
	    "<table:table-header-rows>" OR(OC("h") OC("i")) "</table:table-header-rows><table:table-rows>" OR(
		    OC("{{#e}}{{n}}") OC("{{#d | rows}}{{w}}{{/d}}{{/e}}")) "</table:table-rows></table:table>",
	    "<table:table-header-columns><table:table-column/></table:table-header-columns><table:table-column/>"
	    "<table:table-header-rows><table:table-row>",
	    "</table:table-row></table:table-header-rows><table:table-rows><table:table-row>",
	    "</table:table-row></table:table-rows></table:table>");
}

static void
tables_in_cells_are_tables_of_their_own(void **state)
{
	(void)state;
	WORD(TBL(TR("<w:tc>" TBL(TR(TC("{{#d}}{{w}}") TC("{{k | merge}}{{/d}}")))
			    P("{{#e}}{{n}}") "</w:tc>" TC("{{/e}}"))),
	     "<w:tc><w:tbl>", ">1<", RESTART, ">p<", ">2<", GOES_ON, "</w:tbl>", ">A<", "</w:tc>");
	WORD(TBL(TR(TC("{{#e}}{{n}}") "<w:tc>" P("{{#d | rows}}") TBL(TR(TC("{{w}}") TC("{{k | merge}}")))
			    P("{{/d}}{{/e}}") "</w:tc>")),
	     RESTART, ">A<", "<w:tbl>", ">1<", "</w:tbl>", GOES_ON, "<w:tbl>", ">2<", "</w:tbl>", ">B<");
}

static void
a_merge_without_its_beginning_is_no_merge(void **state)
{
	(void)state;
	expect_none(PACKAGE_DOCX,
		    TBL(TR(TCP(RESTART, "{{#no}}x") TC("y{{/no}}")) TR(TCP("<w:vMerge/>", "") TC("z"))
				TR(TCP(RESTART, "p") TC("q"))),
		    "vMerge");
	WORD(TBL(TR(TCP(RESTART, "{{#no}}x") TC("y{{/no}}")) TR(TCP("<w:vMerge/>", "") TC("z"))
			 TR(TCP("<w:vMerge/>", "") TC("q"))),
	     RESTART, ">z<", GOES_ON, ">q<");
	expect_none(PACKAGE_ODT,
		    OT(OR("<table:table-cell table:number-rows-spanned=\"2\">" OP("{{#no}}x") "</table:table-cell>" OC(
			    "y{{/no}}")) OR("<table:covered-table-cell/>" OC("z"))),
		    "covered");
}

static void
a_long_merged_table_grows_with_its_rows_alone(void **state)
{
	struct buffer data = {0};
	struct bench b;

	(void)state;
	buffer_string(&data, "{\"e\": [{\"n\": 1, \"d\": [0");
	for (int i = 1; i < 20000; i++)
		buffer_printf(&data, ", %d", i);
	buffer_add(&data, "]}]}", 5);
	bench_open(&b);
	bench_data(&b, data.at);
	bench_template(&b, PACKAGE_ODT, OT(OR(OC("{{#e}}{{n}}") OC("{{#d | rows}}{{.}}{{/d}}{{/e}}"))));
	assert_non_null(strstr(bench_part(&b, "content.xml"), "table:number-rows-spanned=\"20000\""));
	buffer_free(&data);
	bench_close(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(properties_keep_their_order),
		cmocka_unit_test(empty_cells_look_like_the_others),
		cmocka_unit_test(a_table_keeps_its_width),
		cmocka_unit_test(columns_left_out_at_the_ends_of_a_row_widen),
		cmocka_unit_test(columns_of_an_odt_get_styles_of_their_own),
		cmocka_unit_test(cells_and_rows_of_an_odt_that_stand_for_several),
		cmocka_unit_test(what_stands_around_rows_and_cells_survives),
		cmocka_unit_test(tables_in_cells_are_tables_of_their_own),
		cmocka_unit_test(a_merge_without_its_beginning_is_no_merge),
		cmocka_unit_test(a_long_merged_table_grows_with_its_rows_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
