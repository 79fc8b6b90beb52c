/* Sheets of XLSX as rows: what a cell is, where it stands, and what hostile sheets come to. */
#include "zipped.h"

#include "reader/workbook.h"

#define MAIN   "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define EXCEL  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

/* An XLSX of one sheet, "Лист1", with these parts of it. */
struct book {
	const char *settings; /* before <sheets> */
	const char *data;     /* inside <worksheet> */
	const char *strings, *formats;
	const char *links; /* more relationships of the workbook */
	const char *sheets;
};

static void
zip_book(struct world *w, struct book b)
{
	struct arena *a = &w->arena;

	zip_text(w, "[Content_Types].xml",
		 "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
		 "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" EXCEL "\"/></Types>");
	zip_text(w, "_rels/.rels", RELATIONSHIPS(OFFICE_DOCUMENT("xl/workbook.xml")));
	zip_text(w, "xl/workbook.xml",
		 text_format(a, "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\">%s<sheets>%s</sheets></workbook>",
			     b.settings ? b.settings : "",
			     b.sheets ? b.sheets : "<sheet name=\"Лист1\" sheetId=\"1\" r:id=\"rId1\"/>")
			 .at);
	zip_text(w, "xl/_rels/workbook.xml.rels",
		 text_format(a,
			     RELATIONSHIPS("<Relationship Id=\"rId1\" Type=\"" OFFICE
					   "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
					   "<Relationship Id=\"rId2\" Type=\"" OFFICE
					   "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
					   "<Relationship Id=\"rId3\" Type=\"" OFFICE
					   "/styles\" Target=\"styles.xml\"/>%s"),
			     b.links ? b.links : "")
			 .at);
	zip_text(w, "xl/worksheets/sheet1.xml",
		 text_format(a, "<worksheet xmlns=\"" MAIN "\">%s</worksheet>", b.data).at);
	if (b.strings)
		zip_text(w, "xl/sharedStrings.xml", text_format(a, "<sst xmlns=\"" MAIN "\">%s</sst>", b.strings).at);
	if (b.formats)
		zip_text(w, "xl/styles.xml",
			 text_format(a, "<styleSheet xmlns=\"" MAIN "\">%s</styleSheet>", b.formats).at);
}

static void
print_cell(struct world *w, const struct value *v, uint8_t mark)
{
	static const char *const kinds[] = {"-", "", "#", "@", "&", "?", "?"};
	static const char *const marks[] = {"", "unsaved", "error ", "day-month "};

	buffer_printf(&w->out, "%s%s", marks[mark], kinds[v->kind]);
	if (v->kind != VALUE_EMPTY)
		buffer_text(&w->out, value_print(&w->arena, v, false));
}

/* All rows of all sheets that are seen, as text: "2: a | #1 | @30.11.2020". */
static const char *
read_rows(struct world *w, struct book b)
{
	struct sheets *s;
	struct sheet sheet;
	struct row row;

	zip_book(w, b);
	s = workbook_open(&w->arena, &w->report, zip_end(w), TEXT("a.xlsx"));
	if (!s)
		return "none";
	while (workbook_next(s, &sheet)) {
		while (s->rows.next(&s->rows, &row)) {
			buffer_printf(&w->out, "%s%d: ", w->out.len ? "\n" : "", row.number);
			for (size_t i = 0; i < row.count; i++) {
				buffer_string(&w->out, i ? " | " : "");
				print_cell(w, &row.cells[i], row.marks ? row.marks[i] : CELL_PLAIN);
			}
		}
		if (s->is_broken)
			buffer_string(&w->out, "\nbroken");
	}
	workbook_close(s);
	buffer_byte(&w->out, '\0');
	return w->out.at;
}

#define DATA(rows) "<sheetData>" rows "</sheetData>"

static void
cells_of_every_type(void **state)
{
	assert_string_equal(
		read_rows(
			*state,
			(struct book){
				.data = DATA("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"C2\"><v>1E-3</v></c>"
					     "<c r=\"D2\" t=\"b\"><v>1</v></c><c r=\"E2\" t=\"e\"><v>#N/A</v></c>"
					     "<c r=\"F2\" t=\"str\"><f>A1</f><v>да_x000D_\nнет</v></c>"
					     "<c r=\"G2\" t=\"inlineStr\"><is><r><t>a</t></r><r><t "
					     "xml:space=\"preserve\"> b</t></r>"
					     "<rPh sb=\"0\" eb=\"1\"><t>X</t></rPh></is></c><c r=\"H2\" "
					     "t=\"d\"><v>2020-11-30T12:30:00</v></c></row>"),
				.strings = "<si><t>нет</t></si><si><r><t>по</t></r><r><t>лу_x005F_x0041_</t></"
					   "r><rPh><t>X</t></rPh></si>"}),
		"2: полу_x0041_ | - | #0.001 | &да | error #N/A | да\nнет | a b | @30.11.2020 12:30");
}

static void
cells_and_rows_without_references(void **state)
{
	assert_string_equal(
		read_rows(*state,
			  (struct book){.data = DATA("<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/>"
						     "<row><c><v>4</v></c></row><row r=\"9\"><c r=\"B9\"><v>5</v></c>"
						     "<c><v>6</v></c></row><row><c><v>7</v></c></row>")}),
		"1: #1 | - | #3\n3: #4\n9: - | #5 | #6\n10: #7");
}

static void
formulas_with_and_without_results(void **state)
{
	assert_string_equal(
		read_rows(*state,
			  (struct book){.data = DATA("<row><c><f>A1</f></c><c><f>A1</f><v/></c>"
						     "<c t=\"str\"><f>A1</f><v></v></c><c t=\"str\"><f>A1</f></c>"
						     "<c><f t=\"shared\" si=\"0\"/><v>0</v></c></row>")}),
		"1: unsaved- | unsaved- | - | unsaved- | #0");
}

static void
zeros_that_a_library_left_to_excel_are_no_results(void **state)
{
	assert_string_equal(
		read_rows(*state, (struct book){.settings = "<calcPr fullCalcOnLoad=\"1\"/>",
						.data = DATA("<row><c><f>A1</f><v>0</v></c><c><f>A1</f><v>2</v></c>"
							     "<c><v>0</v></c></row>")}),
		"1: unsaved- | #2 | #0");
}

#define FORMATS                                                                                                        \
	"<numFmts><numFmt numFmtId=\"164\" formatCode=\"000\\-000\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/>"     \
	"</cellStyleXfs><cellXfs><xf/><xf numFmtId=\"14\"/><xf numFmtId=\"16\"/><xf numFmtId=\"20\"/>"                 \
	"<xf numFmtId=\"46\"/><xf numFmtId=\"9\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/></cellXfs>"

static void
formats_say_what_numbers_are(void **state)
{
	assert_string_equal(
		read_rows(*state,
			  (struct book){
				  .formats = FORMATS,
				  .data = DATA(
					  "<row><c s=\"1\"><v>44165</v></c><c s=\"2\"><v>44197</v></c>"
					  "<c s=\"3\"><v>0.520833333333333</v></c><c s=\"4\"><v>1.5</v></c>"
					  "<c s=\"5\"><v>0.125</v></c><c s=\"6\"><v>750012</v></c>"
					  "<c s=\"7\"><v>44165.5208333333</v></c><c s=\"99\"><v>44165</v></c></row>")}),
		"1: @30.11.2020 | day-month @01.01.2021 | 12:30 | 36:00 | #12,5% | 750-012 | @30.11.2020 12:30 | "
		"#44165");
}

static void
days_about_the_leap_year_that_was_none(void **state)
{
	assert_string_equal(
		read_rows(*state,
			  (struct book){
				  .formats = FORMATS,
				  .data = DATA(
					  "<row><c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>60</v></c>"
					  "<c s=\"1\"><v>61</v></c><c s=\"1\"><v>2958465</v></c><c "
					  "s=\"1\"><v>2958466</v></c>"
					  "<c s=\"1\"><v>-18137</v></c><c s=\"1\"><v>0</v></c><c "
					  "s=\"1\"><v>1e300</v></c></row>")}),
		"1: @01.01.1900 | @28.02.1900 | 29.02.1900 | @01.03.1900 | @31.12.9999 | #2958466 | @04.05.1850 | #0 | "
		"#1E+300");
}

static void
days_from_1904(void **state)
{
	assert_string_equal(
		read_rows(*state,
			  (struct book){.settings = "<workbookPr date1904=\"1\"/>",
					.formats = FORMATS,
					.data = DATA("<row><c s=\"1\"><v>0</v></c><c s=\"1\"><v>42703</v></c></row>")}),
		"1: @01.01.1904 | @30.11.2020");
}

static void
merged_cells_give_their_first(void **state)
{
	assert_string_equal(
		read_rows(
			*state,
			(struct book){
				.data = DATA(
					"<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>"
					"<row r=\"2\"><c r=\"A2\"><v>3</v></c><c r=\"B2\"><v>4</v></c></row>"
					"<row r=\"3\"><c r=\"A3\"><v>5</v></c></row>"
					"<row r=\"4\"><c r=\"A4\"><v>6</v></c></row>") "<mergeCells><mergeCell "
										       "ref=\"A2:A3\"/><mergeCell "
										       "ref=\"A1:B1\"/></mergeCells>"}),
		"1: #1\n2: #3 | #4\n4: #6");
}

static void
hidden_rows_are_given_and_told(void **state)
{
	struct world *w = *state;

	assert_string_equal(
		read_rows(w, (struct book){.data = DATA("<row hidden=\"1\"><c><v>1</v></c></row><row hidden=\"1\"/>"
							"<row hidden=\"true\"><c><v>3</v></c></row>")}),
		"1: #1\n3: #3");
	assert_problem(&w->report, WORKBOOK_ROWS_HIDDEN);
}

static void
one_part_is_one_sheet(void **state)
{
	struct world *w = *state;

	assert_string_equal(
		read_rows(
			w,
			(struct book){.data = DATA("<row><c><v>1</v></c></row>"),
				      .sheets = "<sheet name=\"a\" r:id=\"rId1\"/><sheet name=\"b\" r:id=\"rId1\"/>"}),
		"1: #1");
	assert_problem(&w->report, XLSX_SHEET_MISSING);
}

static void
cells_beyond_any_sheet_are_refused(void **state)
{
	static const char *const bad[] = {
		DATA("<row r=\"1048577\"><c><v>1</v></c></row>"),
		DATA("<row r=\"0\"><c><v>1</v></c></row>"),
		DATA("<row><c r=\"XFE1\"><v>1</v></c></row>"),
		DATA("<row><c r=\"AAAAAAAAAAAAAAAAAA1\"><v>1</v></c></row>"),
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct world *w = *state;

		assert_string_equal(read_rows(w, (struct book){.data = bad[i]}), "\nbroken");
		assert_problem(&w->report, PACKAGE_PART_BROKEN);
		tear_down(state);
		set_up(state);
	}
}

static void
the_last_cell_of_the_largest_sheet_costs_nothing(void **state)
{
	struct world *w = *state;
	struct sheets *s;
	struct sheet sheet;
	struct row row;

	zip_book(w, (struct book){.data = DATA("<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")});
	s = workbook_open(&w->arena, &w->report, zip_end(w), TEXT("a.xlsx"));
	assert_true(workbook_next(s, &sheet));
	assert_true(s->rows.next(&s->rows, &row));
	assert_int_equal(row.number, 1048576);
	assert_int_equal(row.count, 16384);
	assert_false(s->rows.next(&s->rows, &row));
	assert_true(workbook_close(s));
}

static void
wide_sheets_of_next_to_nothing_are_refused(void **state)
{
	struct world *w = *state;
	struct buffer rows = {0};

	for (int i = 0; i < 6000; i++)
		buffer_string(&rows, "<row><c r=\"XFD1\"><v>1</v></c></row>");
	buffer_byte(&rows, '\0');
	zip_book(w, (struct book){.data = text_format(&w->arena, "<sheetData>%s</sheetData>", rows.at).at});
	buffer_free(&rows);
	{
		struct sheets *s = workbook_open(&w->arena, &w->report, zip_end(w), TEXT("a.xlsx"));
		struct sheet sheet;
		struct row row;
		int count = 0;

		assert_true(workbook_next(s, &sheet));
		while (s->rows.next(&s->rows, &row))
			count++;
		assert_true(s->is_broken);
		assert_in_range(count, 1000, 5000);
		assert_false(workbook_close(s));
	}
	assert_problem(&w->report, DATA_TOO_SPARSE);
}

static void
rows_longer_than_a_piece(void **state)
{
	struct world *w = *state;
	struct buffer rows = {0}, expected = {0};

	buffer_string(&rows, "<sheetData><row>");
	buffer_string(&expected, "1: ");
	for (int i = 0; i < 10000; i++) {
		buffer_printf(&rows, "<c><v>%d</v></c>", i);
		buffer_printf(&expected, "%s#%d", i ? " | " : "", i);
	}
	buffer_string(&rows, "</row></sheetData>");
	buffer_byte(&rows, '\0');
	buffer_byte(&expected, '\0');
	assert_string_equal(read_rows(w, (struct book){.data = rows.at}), expected.at);
	buffer_free(&rows);
	buffer_free(&expected);
}

static void
a_sheet_that_breaks_off_is_told(void **state)
{
	struct world *w = *state;

	assert_string_equal(read_rows(w, (struct book){.data = DATA("<row><c><v>1</v></c></row><row><c></row>")}),
			    "\nbroken");
	assert_problem(&w->report, XML_BROKEN);
}

static void
names_that_offices_give(void **state)
{
	static const char *const given[] = {"Лист1",  "Лист 1",    "лист12",  "Sheet",
					    "Sheet1", "Worksheet", "TDSheet", "Tabelle3"};
	static const char *const own[] = {"Листы", "Пары", "Лист отзывов", "Sheets", "1", ""};

	(void)state;
	for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
		assert_true(workbook_is_default_name(text_from(given[i])));
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		assert_false(workbook_is_default_name(text_from(own[i])));
}

#define XLSX_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		XLSX_TEST(cells_of_every_type),
		XLSX_TEST(cells_and_rows_without_references),
		XLSX_TEST(formulas_with_and_without_results),
		XLSX_TEST(zeros_that_a_library_left_to_excel_are_no_results),
		XLSX_TEST(formats_say_what_numbers_are),
		XLSX_TEST(days_about_the_leap_year_that_was_none),
		XLSX_TEST(days_from_1904),
		XLSX_TEST(merged_cells_give_their_first),
		XLSX_TEST(hidden_rows_are_given_and_told),
		XLSX_TEST(one_part_is_one_sheet),
		XLSX_TEST(cells_beyond_any_sheet_are_refused),
		XLSX_TEST(the_last_cell_of_the_largest_sheet_costs_nothing),
		XLSX_TEST(wide_sheets_of_next_to_nothing_are_refused),
		XLSX_TEST(rows_longer_than_a_piece),
		XLSX_TEST(a_sheet_that_breaks_off_is_told),
		XLSX_TEST(names_that_offices_give),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
