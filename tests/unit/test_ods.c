/* The sheets of OpenDocument spreadsheets: what cells hold, what repeats, what is passed over, what is refused. */
#include "zipped.h"

#include "base/utf8.h"
#include "reader/workbook.h"

#define NAMESPACES                                                                                                     \
	"xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                                           \
	"xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "                                             \
	"xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                                               \
	"xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "                                             \
	"xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "                                            \
	"xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" "                                        \
	"xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "                                                               \
	"xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\""
#define FLAT(styles, body)                                                                                             \
	"<?xml version=\"1.0\"?><office:document " NAMESPACES "><office:automatic-styles>" styles                      \
	"</office:automatic-styles><office:body><office:spreadsheet>" body                                             \
	"</office:spreadsheet></office:body></office:document>"
#define CONTENT(styles, body)                                                                                          \
	"<office:document-content " NAMESPACES "><office:automatic-styles>" styles                                     \
	"</office:automatic-styles><office:body><office:spreadsheet>" body                                             \
	"</office:spreadsheet></office:body></office:document-content>"
#define SHEET(rows)            "<table:table table:name=\"Л\">" rows "</table:table>"
#define ROW(cells)             "<table:table-row>" cells "</table:table-row>"
#define CELL(attributes, text) "<table:table-cell " attributes "><text:p>" text "</text:p></table:table-cell>"
#define STRING(text)           CELL("office:value-type=\"string\"", text)
#define FLOAT(value, style)                                                                                            \
	"<table:table-cell office:value-type=\"float\" office:value=\"" value "\" table:style-name=\"" style "\"/>"
#define CELL_STYLE(name, data)                                                                                         \
	"<style:style style:name=\"" name "\" style:family=\"table-cell\" style:data-style-name=\"" data "\"/>"
#define ODS_TYPE "application/vnd.oasis.opendocument.spreadsheet"

/* All sheets as text: "[Л] 1: A текст | C 7; 2: …", marks as !e !n !d. */
static struct text
read_bytes(struct world *w, struct text bytes)
{
	struct sheets *s = workbook_open(&w->arena, &w->report, bytes, TEXT("t.ods"));
	static const char *const marks[] = {"", "!n", "!e", "!d"};
	struct sheet sheet;
	struct row row;

	if (!s)
		return TEXT("refused");
	while (workbook_next(s, &sheet)) {
		buffer_printf(&w->out, "[%.*s]", TEXT_ARG(sheet.name));
		while (s->rows.next(&s->rows, &row)) {
			buffer_printf(&w->out, " %d:", row.number);
			for (size_t i = 0; i < row.count; i++) {
				struct text letters = place_column_letters(&w->arena, (int)i + 1);

				if (row.cells[i].kind == VALUE_EMPTY && !row.marks[i])
					continue;
				buffer_printf(&w->out, " %.*s%s ", TEXT_ARG(letters), marks[row.marks[i]]);
				buffer_text(&w->out, value_print(&w->arena, &row.cells[i], true));
				buffer_byte(&w->out, ';');
			}
		}
		if (s->is_broken)
			buffer_string(&w->out, " broken");
	}
	if (!workbook_close(s))
		buffer_string(&w->out, " damaged");
	return buffer_view(&w->out);
}

static struct text
read_flat(struct world *w, const char *xml)
{
	return read_bytes(w, text_from(xml));
}

#define assert_read(state, styles, rows, expected)                                                                     \
	assert_text(read_flat(*(state), FLAT(styles, SHEET(rows))), "[Л]" expected)

/* The only problem: its slug, and where it is. */
static void
assert_told(struct world *w, const char *slug, const char *where)
{
	assert_int_equal(w->report.problems.count, 1);
	assert_string_equal(problem_slug(w->report.problems.at[0].code), slug);
	assert_string_equal(place_describe(&w->arena, &w->report.problems.at[0].place).at, where);
}

static void
test_a_value_is_what_its_type_says_not_what_is_shown(void **state)
{
	assert_read(state, "",
		    ROW(STRING("Юн") CELL("office:value-type=\"float\" office:value=\"1234.5\"", "1 234,50 ₽")
				CELL("office:value-type=\"currency\" office:currency=\"RUB\" office:value=\"-3E-1\"",
				     "х") CELL("office:value-type=\"percentage\" office:value=\"0.125\"", "13%")
					CELL("office:value-type=\"boolean\" office:boolean-value=\"true\"", "ИСТИНА"))
			    ROW(CELL("office:value-type=\"date\" office:date-value=\"2020-11-30\"", "30 нояб.") CELL(
				    "office:value-type=\"date\" office:date-value=\"2020-11-30T12:30:00\"",
				    "") CELL("office:value-type=\"date\" office:date-value=\"2020-11-30T00:00:00\"", "")
					CELL("office:value-type=\"time\" office:time-value=\"PT12H30M00S\"", "") CELL(
						"office:value-type=\"time\" office:time-value=\"PT026H05M09.6S\"", "")),
		    " 1: A Юн; B 1234,5; C -0,3; D 12,5%; E да;"
		    " 2: A 30.11.2020; B 30.11.2020 12:30; C 30.11.2020; D 12:30; E 26:05:10;");
}

static void
test_a_second_rounded_up_may_be_tomorrow(void **state)
{
	assert_read(state, "",
		    ROW(CELL("office:value-type=\"date\" office:date-value=\"2020-11-30T23:59:59.9999999\"", "")),
		    " 1: A 01.12.2020;");
}

static void
test_types_without_their_value_and_no_types(void **state)
{
	assert_read(state, "",
		    ROW("<table:table-cell><text:p>без типа</text:p></table:table-cell>" CELL(
			    "office:value-type=\"float\"", "12")
				CELL("office:value-type=\"date\" office:date-value=\"30 ноября\"", "30 ноября")
					CELL("office:value-type=\"string\" office:string-value=\"007\"", "показано")
						CELL("office:value-type=\"float\" office:value=\"NaN\"", "нет числа")),
		    " 1: A без типа; B 12; C 30 ноября; D 007; E нет числа;");
}

static void
test_paragraphs_are_lines_and_only_text_counts(void **state)
{
	assert_read(state, "",
		    ROW("<table:table-cell office:value-type=\"string\"><office:annotation><dc:creator>я</dc:creator>"
			"<text:p>примечание</text:p></office:annotation><text:p>раз</text:p><text:p>два<text:s "
			"text:c=\"2\"/>"
			"т<text:span>р<draw:frame><draw:text-box><text:p>рисунок</text:p></draw:text-box></draw:frame>и"
			"</text:span><text:line-break/><text:a>ссылка</text:a></text:p><draw:g><text:p>фигура</"
			"text:p></draw:g>"
			"<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>かん</text:ruby-text></"
			"text:ruby>"
			"<text:tab/>x</text:p></table:table-cell>"),
		    " 1: A раз\nдва  три\nссылка\n漢\tx;");
}

static void
test_blanks_as_libreoffice_writes_them_and_as_xml_is_laid_out(void **state)
{
	assert_read(state, "",
		    ROW(STRING("а  б   в") STRING("\n   Иванов\n   Иван\n   ") STRING(" края ") STRING("   ")
				STRING("а\n <text:span> б</text:span>")),
		    " 1: A а  б   в; B Иванов Иван; C  края ; E а б;");
}

static void
test_lists_and_sub_tables_in_cells(void **state)
{
	assert_read(state, "",
		    ROW("<table:table-cell "
			"office:value-type=\"string\"><text:list><text:list-item><text:p>а</text:p></text:list-item>"
			"<text:list-item><text:p>б</text:p></text:list-item></text:list><table:table "
			"table:name=\"T\"><table:table-row>"
			"<table:table-cell "
			"office:value-type=\"string\"><text:p>внутри</text:p></table:table-cell></table:table-row>"
			"</table:table></table:table-cell>" STRING("рядом")),
		    " 1: A а\nб; B рядом;");
}

static void
test_what_repeats_is_given_as_often(void **state)
{
	assert_read(
		state, "",
		"<table:table-row table:number-rows-repeated=\"2\"><table:table-cell "
		"table:number-columns-repeated=\"2\"/>"
		"<table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\"/>"
		"<table:table-cell table:number-columns-repeated=\"16380\"/></table:table-row>"
		"<table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>" ROW(
			STRING("x")) "<table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell "
				     "table:number-columns-repeated=\"16384\"/></table:table-row>",
		" 1: C 7; D 7; 2: C 7; D 7; 6: A x;");
}

static void
test_a_merged_cell_belongs_to_its_first(void **state)
{
	assert_read(
		state, "",
		ROW("<table:table-cell office:value-type=\"string\" table:number-columns-spanned=\"2\" "
		    "table:number-rows-spanned=\"2\"><text:p>вместе</text:p></table:table-cell>"
		    "<table:covered-table-cell "
		    "office:value-type=\"string\"><text:p>скрыто</text:p></table:covered-table-cell>" STRING("дальше"))
			ROW("<table:covered-table-cell table:number-columns-repeated=\"2\"/>" STRING("ещё")),
		" 1: A вместе; C дальше; 2: C ещё;");
}

static void
test_groups_of_rows_and_columns_are_looked_into_shapes_are_not(void **state)
{
	assert_read(state, "",
		    "<table:shapes><draw:frame><table:table><table:table-row><table:table-cell "
		    "office:value-type=\"string\"><text:p>фигура"
		    "</text:p></table:table-cell></table:table-row></table:table></draw:frame></table:shapes>"
		    "<table:table-column-group><table:table-column/></table:table-column-group>"
		    "<table:table-header-rows>" ROW(
			    STRING("а")) "</"
					 "table:table-header-rows><table:table-row-group><table:"
					 "table-row-group>" ROW(STRING("б")) "</"
									     "table:table-row-"
									     "group>" ROW(STRING("в")) "</"
												       "table:"
												       "table-"
												       "row-"
												       "group>",
		    " 1: A а; 2: A б; 3: A в;");
}

static void
test_formulas_errors_and_what_was_never_computed(void **state)
{
	assert_read(
		state, "",
		ROW(CELL("table:formula=\"of:=1+1\" office:value-type=\"float\" office:value=\"2\"", "2") CELL(
			"table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" "
			"calcext:value-type=\"error\"",
			"#ДЕЛ/0!") CELL("table:formula=\"oooc:=X\" office:value-type=\"float\" office:value=\"0\"",
					"Err:508")
			    CELL("table:formula=\"of:=NA()\" office:value-type=\"string\" office:string-value=\"#N/A\"",
				 "#N/A") "<table:table-cell table:formula=\"of:=[.A1]*2\"/>"
					 "<table:table-cell "
					 "table:formula=\"of:=&quot;&quot;\"><text:p/></table:table-cell>"
					 "<table:table-cell table:formula=\"of:=[.A1]\" "
					 "office:value-type=\"float\"/>" STRING("#N/A")
						 CELL("table:formula=\"of:=TRUE()\" office:value-type=\"float\" "
						      "office:value=\"1\"",
						      "ИСТИНА")),
		" 1: A 2; B!e #ДЕЛ/0!; C!e Err:508; D!e #N/A; E!n ; G!n ; H #N/A; I да;");
}

#define NUMBER(inside) "<number:number-style style:name=\"N1\">" inside "</number:number-style>"
#define ZEROS(least)   "<number:number number:decimal-places=\"0\" number:min-integer-digits=\"" least "\"/>"

static void
test_numbers_of_fixed_digits_are_what_is_shown(void **state)
{
	assert_read(
		state,
		CELL_STYLE("c1", "N1") NUMBER(
			"<number:text>+7 (</number:text><number:number number:decimal-places=\"0\" "
			"number:min-integer-digits=\"10\">"
			"<number:embedded-text number:position=\"7\">) </number:embedded-text><number:embedded-text "
			"number:position=\"4\">-</number:embedded-text></number:number>"),
		ROW(FLOAT("9001234567", "c1")), " 1: A +7 (900) 123-4567;");
}

static void
test_leading_zeros_stay_other_formats_give_numbers(void **state)
{
	assert_read(
		state,
		CELL_STYLE("c1", "N1") NUMBER(ZEROS("5")) CELL_STYLE(
			"c2", "N2") "<number:number-style style:name=\"N2\"><number:number number:decimal-places=\"2\" "
				    "number:min-integer-digits=\"1\" number:grouping=\"true\"/><number:text> "
				    "\"руб\"</number:text>"
				    "</number:number-style>" CELL_STYLE(
					    "c3", "N3") "<number:number-style style:name=\"N3\"><number:number "
							"number:min-integer-digits=\"1\"/></number:number-style>",
		ROW(FLOAT("7", "c1") FLOAT("7", "c2") FLOAT("0.3", "c3") FLOAT("7", "нет такого")),
		" 1: A 00007; B 7; C 0,3; D 7;");
}

#define DATE_STYLE(name, inside) "<number:date-style style:name=\"" name "\">" inside "</number:date-style>"
#define DATE_CELL(style)                                                                                               \
	"<table:table-cell table:style-name=\"" style "\" office:value-type=\"date\" "                                 \
	"office:date-value=\"2020-01-01\"/>"

static void
test_a_date_of_day_and_month_is_marked(void **state)
{
	assert_read(
		state,
		CELL_STYLE("c1", "D1") DATE_STYLE("D1",
						  "<number:day number:style=\"long\"/><number:text>.</number:text>"
						  "<number:month number:textual=\"true\"/>") CELL_STYLE("c2", "D2")
			DATE_STYLE("D2", "<number:day/><number:text>.</number:text><number:month/>"
					 "<number:text>.</number:text><number:year/>")
				CELL_STYLE("c3",
					   "T") "<number:text-style style:name=\"T\"><number:text-content/><style:map "
						"style:condition=\"value()&lt;=1.7976931348623157E+308\" "
						"style:apply-style-name=\"D1\"/></number:text-style>",
		ROW(DATE_CELL("c1") DATE_CELL("c2") DATE_CELL("c3")),
		" 1: A!d 01.01.2020; B 01.01.2020; C!d 01.01.2020;");
}

static void
test_dates_and_truths_that_a_writer_stored_as_numbers(void **state)
{
	assert_read(state,
		    CELL_STYLE("c1", "D") DATE_STYLE("D", "<number:day/><number:text>.</number:text><number:month/"
							  "><number:year/>")
			    CELL_STYLE("c2", "P") "<number:percentage-style style:name=\"P\"><number:number "
						  "number:decimal-places=\"0\"/><number:text>%</number:text></"
						  "number:percentage-style>" CELL_STYLE(
							  "c3", "B") "<number:boolean-style "
								     "style:name=\"B\"/>" CELL_STYLE(
									     "c4", "H") "<number:time-style "
											"style:name=\"H\"><number:"
											"hours/><number:text>:</"
											"number:text><number:"
											"minutes "
											"number:style=\"long\"/></"
											"number:time-style>",
		    ROW(FLOAT("44165", "c1") FLOAT("44165.5", "c1") FLOAT("0.25", "c2") FLOAT("0", "c3")
				FLOAT("0.5", "c4")),
		    " 1: A 30.11.2020; B 30.11.2020 12:00; C 25%; D нет; E 12:00;");
	((struct world *)*state)->out.len = 0;
	assert_text(read_flat(*state,
			      FLAT(CELL_STYLE("c1", "D") DATE_STYLE("D", "<number:day/><number:month/><number:year/>"),
				   "<table:calculation-settings><table:null-date table:date-value=\"1904-01-01\"/>"
				   "</table:calculation-settings>" SHEET(ROW(FLOAT("42703", "c1"))))),
		    "[Л] 1: A 30.11.2020;");
}

static void
test_the_style_of_a_row_or_column_counts_where_the_cell_has_none(void **state)
{
	assert_read(state,
		    CELL_STYLE("c5", "Z5") "<number:number-style style:name=\"Z5\">" ZEROS(
			    "5") "</number:number-style>" CELL_STYLE("c2",
								     "Z2") "<number:number-style "
									   "style:name=\"Z2\">" ZEROS("2") "</"
													   "number:"
													   "number-"
													   "style>"
													   "<style:"
													   "style "
													   "style:name="
													   "\"heir\" "
													   "style:"
													   "family="
													   "\"table-"
													   "cell\" "
													   "style:"
													   "parent-"
													   "style-name="
													   "\"c5\"/>",
		    "<table:table-column table:number-columns-repeated=\"2\"/><table:table-column "
		    "table:default-cell-style-name=\"heir\"/>" ROW(
			    "<table:table-cell office:value-type=\"float\" office:value=\"7\" "
			    "table:number-columns-repeated=\"2\"/>"
			    "<table:table-cell office:value-type=\"float\" office:value=\"7\"/>") "<table:table-row "
												  "table:default-cell-"
												  "style-name=\"c2\"><"
												  "table:table-cell "
												  "table:number-"
												  "columns-repeated="
												  "\"2\"/>"
												  "<table:table-cell "
												  "office:value-type="
												  "\"float\" "
												  "office:value=\"7\"/"
												  "></table:table-row>",
		    " 1: A 7; B 7; C 00007; 2: C 07;");
}

static void
test_hidden_rows_are_read_and_told(void **state)
{
	struct world *w = *state;

	assert_read(state, "",
		    ROW(STRING("а")) "<table:table-row table:visibility=\"collapse\" "
				     "table:number-rows-repeated=\"2\">" STRING(
					     "б") "</table:table-row><table:table-row "
						  "table:visibility=\"filter\">" STRING("в") "</table:table-row>"
											     "<table:table-row "
											     "table:visibility="
											     "\"collapse\"/>",
		    " 1: A а; 2: A б; 3: A б; 4: A в;");
	assert_told(w, "workbook-rows-hidden", "t.ods: sheet \"Л\"");
	assert_non_null(strstr(text_c(&w->arena, w->report.problems.at[0].what), "2–4"));
}

#define HIDDEN                                                                                                         \
	"<style:style style:name=\"h\" style:family=\"table\"><style:table-properties "                                \
	"table:display=\"false\"/></style:style>"

static void
test_hidden_sheets_and_copies_of_other_files(void **state)
{
	struct world *w = *state;

	assert_text(
		read_flat(w,
			  FLAT(HIDDEN,
			       "<table:tracked-changes><table:cell-content-change><table:previous>"
			       "<table:change-track-table-cell office:value-type=\"string\"><text:p>было</text:p>"
			       "</table:change-track-table-cell></table:previous></table:cell-content-change>"
			       "</table:tracked-changes><table:table table:name=\"Скрытый\" "
			       "table:style-name=\"h\">" ROW(STRING("x")) "</table:table>" SHEET(ROW(STRING(
				       "а"))) "<table:table table:name=\"'file:///a.ods'#Лист1\" "
					      "table:style-name=\"h\">"
					      "<table:table-source/>" ROW(STRING(
						      "чужое")) "</table:table><table:table table:name=\"Пустой\"/>")),
		"[Л] 1: A а;[Пустой]");
	assert_told(w, "workbook-sheet-hidden", "t.ods: sheet \"Скрытый\"");
}

static void
test_sheets_that_are_not_read_to_their_end(void **state)
{
	struct world *w = *state;
	struct sheets *s =
		workbook_open(&w->arena, &w->report,
			      TEXT(FLAT("", "<table:table table:name=\"1\">" ROW(STRING("а"))
						    ROW(STRING("б")) "</table:table><table:table table:name=\"2\">" ROW(
							    STRING("в")) "</table:table>")),
			      TEXT("t.fods"));
	struct sheet sheet;
	struct row row;

	assert_true(workbook_next(s, &sheet));
	assert_true(s->rows.next(&s->rows, &row));
	assert_true(workbook_next(s, &sheet));
	assert_text(sheet.name, "2");
	assert_true(s->rows.next(&s->rows, &row));
	assert_text(row.cells[0].text, "в");
	assert_true(workbook_close(s));
}

static void
zip_ods(struct world *w, const char *content, const char *styles)
{
	zip_add(w, (struct zipped){.name = "mimetype", .bytes = TEXT(ODS_TYPE), .method = -1});
	zip_text(w, "content.xml", content);
	if (styles)
		zip_text(w, "styles.xml", styles);
	zip_text(w, "META-INF/manifest.xml",
		 MANIFEST("<m:file-entry m:full-path=\"/\" m:media-type=\"" ODS_TYPE "\"/>"));
}

static void
test_styles_of_a_package_build_on_those_of_styles_xml(void **state)
{
	struct world *w = *state;

	zip_ods(w, CONTENT(CELL_STYLE("c1", "N1"), SHEET(ROW(FLOAT("7", "c1") FLOAT("8", "c2")))),
		"<office:document-styles " NAMESPACES "><office:styles>" NUMBER(ZEROS("5"))
			CELL_STYLE("c2", "N1") "</office:styles><office:master-styles/></office:document-styles>");
	assert_text(read_bytes(w, zip_end(w)), "[Л] 1: A 00007; B 00008;");
}

/* Rows and sheets that a piece of the stream cuts anywhere. */
static void
test_a_long_sheet_comes_whole(void **state)
{
	struct world *w = *state;
	struct buffer xml = {0};
	struct sheets *s;
	struct sheet sheet;
	struct row row;
	int count = 0;

	buffer_string(&xml, "<office:document-content " NAMESPACES
			    "><office:body><office:spreadsheet><table:table table:name=\"1\">");
	for (int i = 1; i <= 5000; i++)
		buffer_printf(&xml,
			      ROW(CELL("office:value-type=\"float\" office:value=\"%d\"", "") STRING("ряд %d")
					  STRING("конец")),
			      i, i);
	buffer_string(&xml, "</table:table></office:spreadsheet></office:body></office:document-content>");
	buffer_byte(&xml, '\0');
	zip_ods(w, xml.at, NULL);
	s = workbook_open(&w->arena, &w->report, zip_end(w), TEXT("t.ods"));
	assert_true(workbook_next(s, &sheet));
	while (s->rows.next(&s->rows, &row)) {
		count++;
		assert_int_equal(row.number, count);
		assert_int_equal(row.count, 3);
		assert_true(row.cells[0].as.number == count);
		assert_string_equal(text_c(&w->arena, row.cells[1].text), text_format(&w->arena, "ряд %d", count).at);
		assert_text(row.cells[2].text, "конец");
	}
	assert_int_equal(count, 5000);
	assert_true(workbook_close(s));
	buffer_free(&xml);
}

static void
test_damage_is_told(void **state)
{
	struct world *w = *state;

	read_flat(w, "<?xml version=\"1.0\"?><office:document " NAMESPACES
		     "><office:body><office:spreadsheet><table:table "
		     "table:name=\"1\">" ROW(STRING("а")) "</table:row>");
	assert_int_equal(w->report.problems.count, 1);
	assert_true(report_count(&w->report, SEVERITY_ERROR) == 1);
}

static void
test_an_encrypted_workbook_says_so(void **state)
{
	struct world *w = *state;

	zip_add(w, (struct zipped){.name = "mimetype", .bytes = TEXT(ODS_TYPE), .method = -1});
	zip_text(w, "content.xml", "?");
	zip_text(w, "META-INF/manifest.xml",
		 MANIFEST("<m:file-entry m:full-path=\"content.xml\" "
			  "m:media-type=\"text/xml\"><m:encryption-data/></m:file-entry>"));
	assert_text(read_bytes(w, zip_end(w)), "refused");
	assert_told(w, "package-encrypted", "t.ods");
}

static void
test_cells_that_repeat_without_bounds_are_refused(void **state)
{
	struct world *w = *state;
	struct sheets *s = workbook_open(
		&w->arena, &w->report,
		TEXT(FLAT("", SHEET("<table:table-row table:number-rows-repeated=\"2000000000\"><table:table-cell "
				    "table:number-columns-repeated=\"2000000000\" office:value-type=\"float\" "
				    "office:value=\"7\"/>"
				    "</table:table-row>"))),
		TEXT("t.ods"));
	struct sheet sheet;
	struct row row;

	assert_true(workbook_next(s, &sheet));
	assert_false(s->rows.next(&s->rows, &row));
	assert_true(s->is_broken);
	workbook_close(s);
	assert_told(w, "workbook-too-large", "t.ods: sheet \"Л\", row 1");
}

static void
test_attributes_beyond_all_bounds_do_no_harm(void **state)
{
	assert_read(state, "",
		    ROW("<table:table-cell table:number-columns-repeated=\"99999999999999999999\"/>" STRING(
			    "за краем")) "<table:table-row table:number-rows-repeated=\"-5\">" STRING("<text:s "
												      "text:c="
												      "\"99999999\"/>")
			    STRING("а") "</"
					"table:table-"
					"row><table:"
					"table-row "
					"table:number-"
					"rows-repeated="
					"\"2000000000\"/"
					">" ROW(STRING("ниже "
						       "края")),
		    " 1: B за краем; 2: B а;");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_a_value_is_what_its_type_says_not_what_is_shown),
		TEST(test_a_second_rounded_up_may_be_tomorrow),
		TEST(test_types_without_their_value_and_no_types),
		TEST(test_paragraphs_are_lines_and_only_text_counts),
		TEST(test_blanks_as_libreoffice_writes_them_and_as_xml_is_laid_out),
		TEST(test_lists_and_sub_tables_in_cells),
		TEST(test_what_repeats_is_given_as_often),
		TEST(test_a_merged_cell_belongs_to_its_first),
		TEST(test_groups_of_rows_and_columns_are_looked_into_shapes_are_not),
		TEST(test_formulas_errors_and_what_was_never_computed),
		TEST(test_numbers_of_fixed_digits_are_what_is_shown),
		TEST(test_leading_zeros_stay_other_formats_give_numbers),
		TEST(test_a_date_of_day_and_month_is_marked),
		TEST(test_dates_and_truths_that_a_writer_stored_as_numbers),
		TEST(test_the_style_of_a_row_or_column_counts_where_the_cell_has_none),
		TEST(test_hidden_rows_are_read_and_told),
		TEST(test_hidden_sheets_and_copies_of_other_files),
		TEST(test_sheets_that_are_not_read_to_their_end),
		TEST(test_styles_of_a_package_build_on_those_of_styles_xml),
		TEST(test_a_long_sheet_comes_whole),
		TEST(test_damage_is_told),
		TEST(test_an_encrypted_workbook_says_so),
		TEST(test_cells_that_repeat_without_bounds_are_refused),
		TEST(test_attributes_beyond_all_bounds_do_no_harm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
