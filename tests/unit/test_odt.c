/* What an ODT says, as the layout sees it. */
#include "document_fixture.h"
#include "pictures.h"

/* ---- styles ---- */

#define STYLE(family, name, parent, inside)                                                                            \
	"<style:style style:family='" family "' style:name='" name "' style:parent-style-name='" parent "'>" inside    \
	"</style:style>"
#define PP(attributes) "<style:paragraph-properties " attributes "/>"
#define TP(attributes) "<style:text-properties " attributes "/>"
#define DEFAULT                                                                                                        \
	"<style:default-style style:family='paragraph'>" PP("style:tab-stop-distance='1.25cm'") TP(                    \
		"fo:font-family='Serif' fo:font-size='12pt' fo:language='ru' fo:country='RU'") "</"                    \
											       "style:default-style>"

static void
test_styles_are_laid_over_their_parents_and_the_default(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_odt_styles(w,
		       DEFAULT STYLE("paragraph", "Base", "", PP("fo:text-align='center' fo:margin-top='10pt'"))
			       STYLE("paragraph", "Head", "Base", TP("fo:font-weight='bold' fo:font-size='150%'")),
		       "", "");
	dump = read_odt(w, STYLE("paragraph", "P1", "Head", PP("fo:margin-top='0pt' fo:keep-with-next='always'")),
			"<text:p text:style-name='P1'>one</text:p>");
	assert_says(dump, "document odt default-tab 35.43 tabs-from-indent ");
	assert_says(dump, "paragraph \"Head\" center keep-next\n    run text \"Serif\" 18 bold lang ru-RU \"one\"\n");
}

static void
test_sizes_in_percent_are_of_the_parent_style_not_of_the_text_around(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_odt_styles(w,
		       DEFAULT STYLE("paragraph", "Big", "", TP("fo:font-size='20pt'"))
			       STYLE("text", "Common", "", TP("fo:font-size='150%'")),
		       "", "");
	dump = read_odt(w, STYLE("text", "T1", "", TP("fo:font-size='150%'")),
			"<text:p text:style-name='Big'><text:span text:style-name='T1'>a</text:span>"
			"<text:span text:style-name='Common'>b</text:span></text:p>");
	assert_says(dump, "\"Serif\" 20 lang ru-RU \"a\"");
	assert_says(dump, "\"Serif\" 18 lang ru-RU \"b\"");
	dump = read_odt(w, STYLE("paragraph", "P1", "Big", TP("fo:font-size='50%'")),
			"<text:p text:style-name='P1'>c</text:p>");
	assert_says(dump, "\"Serif\" 20 lang ru-RU \"c\"");
}

static void
test_tabs_are_two_centimetres_apart_where_nothing_is_said(void **state)
{
	struct world *w = *state;

	assert_says(read_odt(w, "", "<text:p/>"), "document odt default-tab 56.69 ");
	add_odt_styles(w,
		       "<style:default-style style:family='paragraph'>" PP(
			       "style:tab-stop-distance='0cm'") "</style:default-style>",
		       "", "");
	assert_says(read_odt(w, "", "<text:p/>"), "document odt default-tab 56.69 ");
}

static void
test_fonts_are_found_by_the_declarations_of_their_part(void **state)
{
	struct world *w = *state;

	add_part(w, "styles.xml",
		 "<office:document-styles " ODF_NS "><office:font-face-decls><style:font-face style:name='PT Serif1' "
		 "svg:font-family=\"'PT Serif'\"/></office:font-face-decls><office:styles>" STYLE(
			 "paragraph", "Base", "",
			 TP("style:font-name='PT Serif1'")) "</office:styles></office:document-styles>");
	assert_says(read_odt(w, "", "<text:p text:style-name='Base'>x</text:p>"), "run text \"PT Serif\" 12 \"x\"");
	assert_says(read_odt(w, STYLE("paragraph", "P1", "", TP("style:font-name='PT Serif1'")),
			     "<text:p text:style-name='P1'>x</text:p>"),
		    "run text \"Times New Roman\" 12 \"x\"");
}

static void
test_a_style_that_is_its_own_parent_is_reported(void **state)
{
	struct world *w = *state;

	add_odt_styles(w, STYLE("paragraph", "A", "B", "") STYLE("paragraph", "B", "A", ""), "", "");
	read_odt(w, "", "<text:p text:style-name='A'/>");
	assert_problem(&w->report, DOCUMENT_STYLE_CYCLE);
}

static void
test_a_chain_of_a_thousand_styles_ends(void **state)
{
	struct world *w = *state;
	struct text styles = TEXT_NONE;

	for (int i = 0; i < 1000; i++)
		styles =
			text_format(&w->arena, "%.*s" STYLE("paragraph", "S%d", "S%d", ""), TEXT_ARG(styles), i, i + 1);
	add_odt_styles(w, styles.at, "", "");
	assert_says(read_odt(w, "", "<text:p text:style-name='S0'>x</text:p>"), "\"x\"");
}

static void
test_line_heights_and_tab_stops_are_read(void **state)
{
	struct world *w = *state;
	const char *dump = read_odt(
		w,
		STYLE("paragraph", "A", "", PP("fo:line-height='115%'"))
			STYLE("paragraph", "B", "", PP("fo:line-height='18pt'"))
				STYLE("paragraph", "C", "", PP("style:line-height-at-least='20pt'"))
					STYLE("paragraph", "D", "",
					      "<style:paragraph-properties><style:tab-stops><style:tab-stop "
					      "style:position='100pt' style:type='right' "
					      "style:leader-style='dotted' "
					      "style:leader-text='.'/></style:tab-stops></style:paragraph-properties>"),
		"<text:p text:style-name='A'/><text:p text:style-name='B'/><text:p text:style-name='C'/><text:p "
		"text:style-name='D'/>");

	assert_says(dump, "line-percent 115");
	assert_says(dump, "line-exact 18");
	assert_says(dump, "line-at-least 20");
	assert_says(dump, "tab 100 right leader .");
}

static void
test_a_border_lies_outside_of_the_texts_indent(void **state)
{
	struct world *w = *state;
	const char *dump =
		read_odt(w,
			 STYLE("paragraph", "A", "",
			       PP("fo:margin-left='20pt' fo:border-left='2pt solid #ff0000' fo:padding='3pt'")),
			 "<text:p text:style-name='A'/>");

	assert_says(dump, "left 25 right 3 left single 2 #FF0000 padding 3 3 3 3");
}

/* ---- characters ---- */

static void
test_white_space_collapses_as_the_standard_says(void **state)
{
	struct world *w = *state;
	const char *dump = read_odt(w, "",
				    "<text:p>\n  a  b\t<text:span> c</text:span><text:s text:c='2'/> "
				    "d<text:tab/><text:line-break/></text:p>");

	assert_says(dump, "\"a b c   d\"");
	assert_says(dump, "run tab");
	assert_says(dump, "run line-break");
}

static void
test_spans_nest_and_links_have_their_own_look(void **state)
{
	struct world *w = *state;
	const char *dump = read_odt(
		w,
		STYLE("text", "T1", "", TP("fo:font-weight='bold'")) STYLE("text", "T2", "", TP("fo:color='#00ff00'")),
		"<text:p><text:span text:style-name='T1'>a<text:span text:style-name='T2'>b</text:span></text:span>"
		"<text:a xlink:href='http://x.ru/'>c</text:a></text:p>");

	assert_says(dump, "12 bold \"a\"");
	assert_says(dump, "12 bold color #00FF00 \"b\"");
	assert_says(dump, "12 underlined underline-color #000080 color #000080 link \"http://x.ru/\" \"c\"");
}

static void
test_page_numbers_stay_alive_and_other_fields_show_their_value(void **state)
{
	struct world *w = *state;
	const char *dump = read_odt(
		w, "",
		"<text:p><text:page-number text:select-page='previous' style:num-format='i'>7</text:page-number>"
		"<text:page-count>9</text:page-count><text:date>1 мая</text:date></text:p>");

	assert_says(dump, "run page-number \"Times New Roman\" 12 lower-roman adjust -1 \"7\"");
	assert_says(dump, "run page-count \"Times New Roman\" 12 \"9\"");
	assert_says(dump, "run text \"Times New Roman\" 12 \"1 мая\"");
}

static void
test_references_to_pages_name_what_they_refer_to(void **state)
{
	struct world *w = *state;
	const char *dump = read_odt(
		w, "",
		"<text:p><text:bookmark text:name='m'/>"
		"<text:bookmark-ref text:reference-format='page' text:ref-name='m'>7</text:bookmark-ref>"
		"<text:bookmark-ref text:ref-name='m'>7</text:bookmark-ref>"
		"<text:bookmark-ref text:reference-format='direction' text:ref-name='m'>7</text:bookmark-ref></text:p>"
		"<text:table-of-content><text:index-body><text:p>"
		"<text:a xlink:href='#Введение|outline'>Введение<text:tab/>12</text:a></text:p>"
		"<text:p>Приложение<text:tab/>А</text:p></text:index-body></text:table-of-content>");

	assert_says(dump, "link \"#m\" page-of \"m\" decimal \"7\"");
	assert_says(dump, "link \"#m\" page-of \"m\" \"7\"");
	assert_says(dump, "link \"#m\" said-of \"m\" \"above\"");
	assert_says(dump, "link \"#Введение|outline\" page-of \"Введение|outline\" keeps-stored \"12\"");
	assert_says(dump, "run text \"Times New Roman\" 12 \"А\"");
}

static void
test_tracked_deletions_and_comments_are_not_shown(void **state)
{
	struct world *w = *state;
	const char *dump = read_odt(
		w, "",
		"<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion>"
		"</text:changed-region></text:tracked-changes><text:p>a<office:annotation><text:p>remark</text:p>"
		"</office:annotation>b</text:p>");

	assert_says(dump, "\"ab\"");
	assert_does_not_say(dump, "gone");
	assert_does_not_say(dump, "remark");
}

/* ---- pages ---- */

#define LAYOUT(name, size, inside)                                                                                     \
	"<style:page-layout style:name='" name "'><style:page-layout-properties " size " fo:margin='20pt'/>" inside    \
	"</style:page-layout>"
#define PORTRAIT  "fo:page-width='600pt' fo:page-height='800pt'"
#define LANDSCAPE "fo:page-width='800pt' fo:page-height='600pt'"
#define HEADER_STYLE(attributes)                                                                                       \
	"<style:header-style><style:header-footer-properties " attributes "/></style:header-style>"

static void
test_a_master_page_may_be_followed_by_another(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_odt_styles(
		w, "",
		LAYOUT("a", PORTRAIT, "")
			LAYOUT("b", PORTRAIT, HEADER_STYLE("fo:min-height='30pt' fo:margin-bottom='10pt'")),
		"<style:master-page style:name='Standard' style:page-layout-name='a' style:next-style-name='Rest'/>"
		"<style:master-page style:name='Rest' style:page-layout-name='b'><style:header><text:p>"
		"<text:page-number>1</text:page-number></text:p></style:header></style:master-page>");
	dump = read_odt(w, "", "<text:p>x</text:p>");
	assert_says(dump, "page all \"Standard\" size 600 800 margins 20 20 20 20\n  then\n");
	assert_says(dump, "then\n    page all \"Rest\" size 600 800 margins 50 20 20 20\n      header at 20 min-height "
			  "20 gap 10\n");
}

static void
test_a_paragraph_with_a_master_page_begins_a_section(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_odt_styles(w, "", LAYOUT("a", PORTRAIT, "") LAYOUT("b", LANDSCAPE, ""),
		       "<style:master-page style:name='Standard' style:page-layout-name='a'/>"
		       "<style:master-page style:name='Wide' style:page-layout-name='b'/>");
	dump = read_odt(w,
			"<style:style style:family='paragraph' style:name='P1' style:master-page-name='Wide'>" PP(
				"style:page-number='3'") "</style:style>" STYLE("paragraph", "P2", "",
										PP("fo:break-before='page'"))
				STYLE("paragraph", "P3", "", PP("fo:break-after='page'")),
			"<text:p>one</text:p><text:p text:style-name='P2'>two</text:p><text:p "
			"text:style-name='P3'>three</text:p>"
			"<text:p>four</text:p><text:p text:style-name='P1'>five</text:p>");
	assert_says(dump, "page-break\n    run text \"Times New Roman\" 12 \"two\"");
	assert_says(dump, "page-break\n    run text \"Times New Roman\" 12 \"four\"");
	assert_says(dump, "section next-page numbers from 3\n  page all \"Wide\" size 800 600");
}

static void
test_first_and_left_pages_have_their_own_headers(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_odt_styles(w, "", LAYOUT("a", PORTRAIT, ""),
		       "<style:master-page style:name='Standard' "
		       "style:page-layout-name='a'><style:header><text:p>right</text:p>"
		       "</style:header><style:header-left><text:p>left</text:p></style:header-left><style:header-first>"
		       "<text:p>first</text:p></style:header-first></style:master-page>");
	dump = read_odt(w, "", "<text:p/>");
	assert_says(dump, "page first");
	assert_says(dump, "page right");
	assert_says(dump, "page left");
	assert_says(dump, "\"first\"");
	assert_says(dump, "\"left\"");
}

/* ---- lists ---- */

#define ALIGNED(level, format, more, left)                                                                             \
	"<text:list-level-style-number text:level='" level "' style:num-format='" format "' " more ">"                 \
	"<style:list-level-properties text:list-level-position-and-space-mode='label-alignment'>"                      \
	"<style:list-level-label-alignment text:label-followed-by='listtab' fo:margin-left='" left "' "                \
	"fo:text-indent='-10pt'/></style:list-level-properties></text:list-level-style-number>"
#define LIST_STYLE                                                                                                     \
	"<text:list-style style:name='L'>" ALIGNED("1", "1", "style:num-suffix='.'", "20pt")                           \
		ALIGNED("2", "1", "style:num-suffix='.' text:display-levels='2'", "40pt") "</text:list-style>"
#define ITEM(inside) "<text:list-item>" inside "</text:list-item>"

static void
test_lists_nest_and_only_the_first_paragraph_has_a_label(void **state)
{
	struct world *w = *state;
	const char *dump = read_odt(
		w, LIST_STYLE,
		"<text:list text:style-name='L'>" ITEM("<text:p>a</text:p><text:p>b</text:p><text:list>" ITEM(
			"<text:p>c</text:p>") "</text:list>") "<text:list-header><text:p>d</text:p></text:list-header>"
							      "<text:list-item "
							      "text:start-value='7'><text:p>e</text:p></"
							      "text:list-item></text:list>");

	assert_says(
		dump,
		"paragraph \"Standard\" left 20 first -10\n    label \"1.\" tab \"Times New Roman\" 12\n    run text "
		"\"Times New Roman\" 12 \"a\"");
	assert_says(dump, "paragraph \"Standard\" left 20\n    run text \"Times New Roman\" 12 \"b\"");
	assert_says(dump, "paragraph \"Standard\" left 40 first -10\n    label \"1.1.\" tab");
	assert_says(dump, "paragraph \"Standard\" left 20\n    run text \"Times New Roman\" 12 \"d\"");
	assert_says(dump, "label \"7.\" tab");
}

static void
test_a_list_without_a_style_has_bullets(void **state)
{
	struct world *w = *state;
	const char *dump = read_odt(w, "",
				    "<text:list>" ITEM("<text:p>a</text:p><text:list>" ITEM(
					    "<text:p>b</text:p>") "</text:list>") "</text:list>");

	assert_says(dump, "paragraph \"Standard\" left 36 first -18\n    label \"•\" tab to 36");
	assert_says(dump, "paragraph \"Standard\" left 54 first -18\n    label \"•\" tab to 54");
}

static void
test_a_list_goes_on_only_when_it_says_so(void **state)
{
	struct world *w = *state;
	const char *dump =
		read_odt(w, LIST_STYLE,
			 "<text:list text:style-name='L'>" ITEM(
				 "<text:p/>") "</text:list><text:list text:style-name='L' "
					      "text:continue-numbering='true'>" ITEM("<text:p/>") "</text:list>");

	assert_says(dump, "label \"2.\"");
	dump = read_odt(
		w, LIST_STYLE,
		"<text:list text:style-name='L'>" ITEM("<text:p/>") "</text:list><text:list text:style-name='L'>" ITEM(
			"<text:p/>") "</text:list>");
	assert_does_not_say(dump, "label \"2.\"");
}

static void
test_old_lists_add_their_room_to_the_margin(void **state)
{
	struct world *w = *state;
	const char *dump =
		read_odt(w,
			 "<text:list-style style:name='L'><text:list-level-style-number text:level='1' "
			 "style:num-format='а, б, .., аа, аб, ... (ru)' "
			 "style:num-suffix=')'><style:list-level-properties text:space-before='10pt' "
			 "text:min-label-width='20pt' "
			 "text:min-label-distance='5pt'/></text:list-level-style-number></text:list-style>" STYLE(
				 "paragraph", "P", "", PP("fo:margin-left='100pt'")),
			 "<text:list text:style-name='L'>" ITEM("<text:p text:style-name='P'/>") "</text:list>");

	assert_says(dump, "paragraph \"Standard\" left 130 first -20 empty");
	assert_says(dump, "label \"а)\" nothing min-width 20 gap 5");
}

static void
test_numbers_beyond_all_bounds_are_cut(void **state)
{
	struct world *w = *state;
	const char *dump = read_odt(
		w,
		"<text:list-style style:name='L'><text:list-level-style-number text:level='1' style:num-format='1' "
		"text:display-levels='-2147483647'/><text:list-level-style-number text:level='2' "
		"style:num-format='1' text:display-levels='2147483647'/></text:list-style>",
		"<text:list text:style-name='L'>" ITEM("<text:p>a</text:p><text:list>" ITEM(
			"<text:p>b</text:p>") "</text:list>") "</text:list>"
							      "<text:p><text:page-number text:page-adjust='2147483647' "
							      "text:select-page='next'>1"
							      "</text:page-number></text:p>");

	assert_says(dump, "label \"1\"");
	assert_says(dump, "label \"1.1\"");
}

static void
test_headings_count_by_the_outline(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_odt_styles(w,
		       "<text:outline-style style:name='Outline'><text:outline-level-style text:level='1' "
		       "style:num-format='I' "
		       "style:num-suffix='.'/><text:outline-level-style text:level='2' style:num-format='1' "
		       "text:display-levels='2'/>"
		       "</text:outline-style>",
		       "", "");
	dump = read_odt(w, "",
			"<text:h text:outline-level='1'>a</text:h><text:h text:outline-level='2'>b</text:h>"
			"<text:h text:outline-level='1' text:is-list-header='true'>c</text:h>");
	assert_says(dump, "outline 1\n    label \"I.\"");
	assert_says(dump, "outline 2\n    label \"I.1\"");
	assert_says(dump, "outline 1\n    run text \"Liberation Sans\" 18 bold \"c\"");
}

/* ---- tables, notes, frames ---- */

#define CELL(attributes, text) "<table:table-cell " attributes "><text:p>" text "</text:p></table:table-cell>"

static void
test_tables_repeat_columns_and_cover_cells(void **state)
{
	struct world *w = *state;
	const char *dump = read_odt(
		w,
		"<style:style style:family='table-column' style:name='c'><style:table-column-properties "
		"style:column-width='50pt'/></style:style>"
		"<style:style style:family='table-cell' style:name='e'><style:table-cell-properties fo:border='1pt "
		"solid #000000' "
		"fo:padding='2pt' style:vertical-align='middle'/></style:style>"
		"<style:style style:family='table' style:name='t'><style:table-properties style:width='150pt' "
		"table:align='left' "
		"fo:margin-left='5pt'/></style:style>",
		"<table:table table:style-name='t' table:name='T'><table:table-column table:style-name='c' "
		"table:number-columns-repeated='3'/>"
		"<table:table-header-rows><table:table-row>" CELL(
			"table:style-name='e' table:number-columns-spanned='2'",
			"a") "<table:covered-table-cell/>" CELL("table:number-rows-spanned='99'",
								"b") "</table:table-row></table:table-header-rows>"
								     "<table:table-row>" CELL("", "c") CELL(
									     "", "d") "<table:covered-table-cell/></"
										      "table:table-row></table:table>");

	assert_says(dump, "table \"T\" width 150 indent 5 separate-borders header-rows 1 columns 50 50 50\n");
	assert_says(dump, "cell 0 columns 2 top single 1 #000000 right single 1 #000000 bottom single 1 #000000 left "
			  "single 1 #000000 "
			  "padding 2 2 2 2 middle\n");
	assert_says(dump, "cell 2 rows 2\n");
	assert_says(dump, "    row\n      cell 0\n");
}

static void
test_columns_of_relative_widths_alone_are_not_equal(void **state)
{
	struct world *w = *state;
	const char *dump =
		read_odt(w,
			 STYLE("table", "T", "", "<style:table-properties style:rel-width='100%'/>")
				 STYLE("table-column", "A", "",
				       "<style:table-column-properties style:rel-column-width='3000*'/>")
					 STYLE("table-column", "B", "",
					       "<style:table-column-properties style:rel-column-width='1000*'/>"),
			 "<table:table table:style-name='T'><table:table-column table:style-name='A'/>"
			 "<table:table-column table:style-name='B'/><table:table-row>" CELL("", "a")
				 CELL("", "b") "</table:table-row></table:table>");

	assert_says(dump, "columns 150 50");
}

/* Writer repeats cells, but not rows. */
static void
test_repeated_cells_stand_as_often(void **state)
{
	struct world *w = *state;
	const struct table *t;

	read_odt(w, "",
		 "<table:table><table:table-column table:number-columns-repeated='4'/><table:table-row "
		 "table:number-rows-repeated='3'><table:table-cell "
		 "table:number-columns-repeated='4'><text:p>x</text:p></table:table-cell></table:table-row></"
		 "table:table>");
	t = w->document->sections->blocks->table;
	assert_int_equal(t->row_count, 1);
	assert_int_equal(t->column_count, 4);
	assert_int_equal(t->rows[0].cell_count, 4);
	assert_int_equal(t->rows[0].cells[3].column_index, 3);
}

static void
test_a_table_in_a_repeated_cell_is_not_multiplied(void **state)
{
	struct world *w = *state;
	const struct table *t;

	read_odt(w, "",
		 "<table:table><table:table-row table:number-rows-repeated='100'><table:table-cell "
		 "table:number-columns-repeated='1000'><table:table><table:table-row><table:table-cell/></"
		 "table:table-row>"
		 "</table:table></table:table-cell></table:table-row></table:table>");
	t = w->document->sections->blocks->table;
	assert_int_equal(t->row_count, 1);
	assert_int_equal(t->column_count, 1);
}

static void
test_a_table_has_all_of_its_rows(void **state)
{
	enum { ROWS = 100001 };
	struct world *w = *state;
	struct buffer b = {0};

	buffer_string(&b, "<table:table><table:table-column/>");
	for (int i = 0; i < ROWS; i++)
		buffer_string(&b, "<table:table-row><table:table-cell/></table:table-row>");
	buffer_string(&b, "</table:table>");
	make_odt(w, "", text_c(&w->arena, buffer_take(&w->arena, &b)));
	w->document = document_read(&w->arena, &w->report, &w->package);
	assert_int_equal(w->document->sections->blocks->table->row_count, ROWS);
}

static void
test_a_note_has_its_number_as_a_label(void **state)
{
	struct world *w = *state;
	const char *dump =
		read_odt(w, STYLE("paragraph", "F", "", PP("fo:margin-left='17pt' fo:text-indent='-17pt'")),
			 "<text:p>a<text:note "
			 "text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body>"
			 "<text:p text:style-name='F'>note</text:p></text:note-body></text:note></text:p>");

	assert_says(dump, "run note \"Times New Roman\" 12 super 58% footnote \"1\"\n      paragraph \"Standard\" left "
			  "17 first -17\n        "
			  "label \"1\" nothing min-width 17 ");
}

static void
test_frames_hold_pictures_and_text(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "Pictures/a.png", "");
	dump = read_odt(
		w, "",
		"<text:p><draw:frame text:anchor-type='as-char' svg:width='100pt' svg:height='50pt'><draw:image "
		"xlink:href='Pictures/a.png'/></draw:frame><draw:frame text:anchor-type='paragraph' svg:width='90pt' "
		"svg:x='5pt'>"
		"<draw:text-box fo:min-height='20pt'><text:p>box</text:p></draw:text-box></draw:frame></text:p>");
	assert_says(dump, "inline 100 50 \"Pictures/a.png\"");
	assert_says(dump, "floating 90 20 at-least x paragraph at 5 y paragraph at 0");
	assert_says(dump, "\"box\"");
}

/* The picture is of 6 by 3 pt: 8 by 4 pixels at 96 to the inch. */
static void
test_a_picture_is_cropped_by_its_own_size(void **state)
{
	struct world *w = *state;
	const char *dump;

	package_replace(&w->arena, &w->package, TEXT("Pictures/a.png"), TEXT(PICTURE_PNG));
	dump = read_odt(w,
			"<style:style style:name='F' style:family='graphic'><style:graphic-properties "
			"fo:clip='rect(0pt, 1.5pt, 0.75pt, 0pt)' style:mirror='horizontal'/></style:style>",
			"<text:p><draw:frame draw:style-name='F' text:anchor-type='as-char' svg:width='100pt' "
			"svg:height='50pt' draw:transform='rotate (1.570796) translate (1cm 2cm)'>"
			"<draw:image xlink:href='./Pictures/a.png'/></draw:frame></text:p>");
	assert_says(dump, "crop 0 25000 25000 0 mirrored turned 27");
	assert_says(dump, "\"Pictures/a.png\"");
}

static void
test_broken_styles_are_only_a_warning(void **state)
{
	struct world *w = *state;

	add_part(w, "styles.xml", "<office:document-styles>");
	assert_says(read_odt(w, "", "<text:p>x</text:p>"), "\"x\"");
	assert_problem(&w->report, DOCUMENT_PART_BROKEN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_styles_are_laid_over_their_parents_and_the_default),
		TEST(test_sizes_in_percent_are_of_the_parent_style_not_of_the_text_around),
		TEST(test_tabs_are_two_centimetres_apart_where_nothing_is_said),
		TEST(test_fonts_are_found_by_the_declarations_of_their_part),
		TEST(test_a_style_that_is_its_own_parent_is_reported),
		TEST(test_a_chain_of_a_thousand_styles_ends),
		TEST(test_line_heights_and_tab_stops_are_read),
		TEST(test_a_border_lies_outside_of_the_texts_indent),
		TEST(test_white_space_collapses_as_the_standard_says),
		TEST(test_spans_nest_and_links_have_their_own_look),
		TEST(test_page_numbers_stay_alive_and_other_fields_show_their_value),
		TEST(test_references_to_pages_name_what_they_refer_to),
		TEST(test_tracked_deletions_and_comments_are_not_shown),
		TEST(test_a_master_page_may_be_followed_by_another),
		TEST(test_a_paragraph_with_a_master_page_begins_a_section),
		TEST(test_first_and_left_pages_have_their_own_headers),
		TEST(test_lists_nest_and_only_the_first_paragraph_has_a_label),
		TEST(test_a_list_without_a_style_has_bullets),
		TEST(test_a_list_goes_on_only_when_it_says_so),
		TEST(test_old_lists_add_their_room_to_the_margin),
		TEST(test_numbers_beyond_all_bounds_are_cut),
		TEST(test_headings_count_by_the_outline),
		TEST(test_tables_repeat_columns_and_cover_cells),
		TEST(test_columns_of_relative_widths_alone_are_not_equal),
		TEST(test_repeated_cells_stand_as_often),
		TEST(test_a_table_in_a_repeated_cell_is_not_multiplied),
		TEST(test_a_table_has_all_of_its_rows),
		TEST(test_a_note_has_its_number_as_a_label),
		TEST(test_frames_hold_pictures_and_text),
		TEST(test_a_picture_is_cropped_by_its_own_size),
		TEST(test_broken_styles_are_only_a_warning),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
