/* What a DOCX says, as the layout sees it. */
#include "document_fixture.h"

/* ---- styles ---- */

#define STYLE(type, id, base, inside)                                                                                  \
	"<w:style w:type=\"" type "\" w:styleId=\"" id "\"><w:name w:val=\"" id "\"/><w:basedOn w:val=\"" base         \
	"\"/>" inside "</w:style>"

static void
test_styles_are_laid_over_their_bases_and_the_defaults(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/styles.xml",
		 "<w:styles " W_NS
		 "><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii='PT Serif'/><w:sz w:val='28'/>"
		 "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after='120'/></w:pPr></w:pPrDefault>"
		 "</w:docDefaults>" STYLE("paragraph", "Base", "", "<w:pPr><w:jc w:val='center'/><w:keepNext/></w:pPr>")
			 STYLE("paragraph", "Head", "Base",
			       "<w:pPr><w:keepNext w:val='0'/></w:pPr><w:rPr><w:b/></w:rPr>") "</w:styles>");
	dump = read_docx(
		w, BODY(P("<w:pStyle w:val='Head'/>", R("", "one") R("<w:b w:val='0'/><w:sz w:val='21'/>", "two"))));
	assert_says(dump, "paragraph \"Head\" center after 6\n");
	assert_says(dump, "run text \"PT Serif\" 14 bold \"one\"\n");
	assert_says(dump, "run text \"PT Serif\" 10.5 \"two\"\n");
}

static void
test_a_style_based_on_itself_is_reported(void **state)
{
	struct world *w = *state;

	add_part(w, "word/styles.xml",
		 "<w:styles " W_NS ">" STYLE("paragraph", "A", "B", "<w:pPr><w:jc w:val='center'/></w:pPr>")
			 STYLE("paragraph", "B", "A", "") "</w:styles>");
	assert_says(read_docx(w, BODY(P("<w:pStyle w:val='A'/>", R("", "x")))), "paragraph \"A\" center\n");
	assert_problem(&w->report, DOCUMENT_STYLE_CYCLE);
}

#define NAMED(id, name, attributes, inside)                                                                            \
	"<w:style w:styleId='" id "' " attributes "><w:name w:val='" name "'/>" inside "</w:style>"

static void
test_without_styles_letters_are_as_word_2007_has_them(void **state)
{
	struct world *w = *state;
	const char *body = BODY(P("", R("", "x")));

	assert_says(read_docx(w, body), "\"Calibri\" 11 \"x\"");
	add_part(w, "word/styles.xml", "<w:styles " W_NS "><w:docDefaults/></w:styles>");
	assert_says(read_docx(w, body), "\"Calibri\" 11 \"x\"");
	add_part(w, "word/styles.xml", "<w:styles " W_NS "><w:docDefaults><w:rPrDefault/></w:docDefaults></w:styles>");
	assert_says(read_docx(w, body), "\"Times New Roman\" 10 \"x\"");
}

static void
test_a_paragraph_whose_style_is_missing_is_normal(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/styles.xml",
		 "<w:styles " W_NS
		 ">" NAMED("a", "Normal", "w:type='paragraph'", "<w:pPr><w:jc w:val='center'/></w:pPr>")
			 NAMED("b", "Own", "w:type='paragraph' w:default='1'", "<w:pPr><w:jc w:val='right'/></w:pPr>")
				 NAMED("b", "Other", "w:type='paragraph'", "")
					 NAMED("c", "", "w:type='paragraph'", "<w:pPr><w:jc w:val='both'/></w:pPr>")
						 NAMED("d", "Size", "w:type='character' w:default='1'",
						       "<w:rPr><w:sz w:val='80'/></w:rPr>") "</w:styles>");
	dump = read_docx(w, BODY(P("", R("<w:rStyle w:val='none'/>", "default"))
					 P("<w:pStyle w:val='none'/>", R("", "missing"))
						 P("<w:pStyle w:val='c'/>", R("", "unnamed"))));
	assert_says(dump, "paragraph \"Own\" right\n    run text \"Calibri\" 11 \"default\"");
	assert_says(dump, "paragraph \"Normal\" center\n    run text \"Calibri\" 11 \"missing\"");
	assert_says(dump, "paragraph \"Normal\" center\n    run text \"Calibri\" 11 \"unnamed\"");
}

static void
test_the_same_property_means_less_in_a_style(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/styles.xml",
		 "<w:styles " W_NS ">" NAMED("up", "Up", "w:type='character'",
					     "<w:rPr><w:position w:val='6'/><w:highlight w:val='red'/></w:rPr>")
			 NAMED("p", "Lines", "w:type='paragraph'",
			       "<w:pPr><w:spacing w:beforeLines='100'/></w:pPr>"
			       "<w:rPr><w:highlight w:val='green'/></w:rPr>") "</w:styles>");
	dump = read_docx(w, BODY(P("", R("<w:rStyle w:val='up'/>", "style") R("<w:position w:val='6'/>", "own"))
					 P("<w:pStyle w:val='p'/>", R("<w:shd w:fill='123456'/>", "both"))
						 P("<w:spacing w:beforeLines='150'/>", "")));
	assert_says(dump, "super 58% \"style\"");
	assert_says(dump, "raise 3 \"own\"");
	assert_says(dump, "paragraph \"Lines\"\n");
	assert_says(dump, "background #123456 highlight #00FF00 \"both\"");
	assert_says(dump, "before 18 empty");
}

static void
test_theme_fonts_are_looked_up(void **state)
{
	struct world *w = *state;

	add_part(w, "word/theme/theme1.xml",
		 "<a:theme "
		 "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><a:themeElements><a:fontScheme>"
		 "<a:majorFont><a:latin typeface='Cambria'/></a:majorFont><a:minorFont><a:latin typeface='Calibri'/>"
		 "</a:minorFont></a:fontScheme></a:themeElements></a:theme>");
	assert_says(read_docx(w, BODY(P("", R("<w:rFonts w:ascii='X' w:asciiTheme='minorHAnsi'/>", "x")))),
		    "\"Calibri\"");
}

static void
test_letters_of_other_writings_have_their_own_look(void **state)
{
	struct world *w = *state;

	assert_says(read_docx(w, BODY(P("", R("<w:rFonts w:ascii='A' w:eastAsia='B' w:cs='C'/><w:b/><w:iCs/>"
					      "<w:sz w:val='30'/><w:szCs w:val='50'/>",
					      "x")))),
		    "run text \"A\" 15 bold asian \"B\" 15 bold complex \"C\" 25 italic \"x\"");
}

static void
test_direct_properties_of_a_paragraph_are_read(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(
		w, BODY(P("<w:keepLines/><w:widowControl w:val='0'/><w:spacing w:before='200' w:line='300' "
			  "w:lineRule='exact'/>"
			  "<w:ind w:left='720' w:hanging='360'/><w:jc w:val='both'/><w:outlineLvl w:val='1'/>",
			  "") P("<w:spacing w:line='276' w:lineRule='auto'/>", "")
				P("<w:spacing w:line='400' w:lineRule='atLeast'/>", "")));

	assert_says(dump, "justify left 36 first -18 before 10 line-exact 15 keep-lines widows 0 orphans 0 outline 2");
	assert_says(dump, "line-percent 115");
	assert_says(dump, "line-at-least 20");
}

static void
test_a_line_without_a_rule_is_exact(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/styles.xml",
		 "<w:styles " W_NS
		 ">" NAMED("e", "E", "w:type='paragraph'",
			   "<w:pPr><w:spacing w:line='600' w:lineRule='atLeast'/></w:pPr>") "</w:styles>");
	dump = read_docx(w,
			 BODY(P("<w:spacing w:line='400'/>", "") P("<w:pStyle w:val='e'/><w:spacing w:line='300'/>", "")
				      P("<w:pStyle w:val='e'/><w:spacing w:lineRule='auto'/>", "")));
	assert_says(dump, "paragraph line-exact 20 empty");
	assert_says(dump, "paragraph \"E\" line-exact 15 empty");
	assert_says(dump, "paragraph \"E\" empty");
}

static void
test_html_spacing_ends_where_a_paragraph_says_its_own(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/settings.xml", "<w:settings " W_NS "/>");
	add_part(w, "word/styles.xml",
		 "<w:styles " W_NS ">" NAMED("a", "A", "w:type='paragraph'",
					     "<w:pPr><w:spacing w:before='40' w:beforeAutospacing='1'/></w:pPr>")
			 NAMED("b", "B", "w:type='paragraph'",
			       "<w:basedOn w:val='a'/><w:pPr><w:spacing w:before='60'/></w:pPr>") "</w:styles>");
	dump = read_docx(w, BODY(P("", "") P("<w:pStyle w:val='a'/><w:spacing w:before='200'/>", R("", "own"))
					 P("<w:pStyle w:val='a'/><w:spacing w:beforeAutospacing='0'/>", R("", "off"))
						 P("<w:pStyle w:val='b'/>", R("", "based"))));
	assert_says(dump, "\"A\" before 10\n    run text \"Calibri\" 11 \"own\"");
	assert_says(dump, "\"A\"\n    run text \"Calibri\" 11 \"off\"");
	assert_says(dump, "\"B\" before 14\n    run text \"Calibri\" 11 \"based\"");
}

static void
test_spacing_adds_up_only_where_the_settings_say_so(void **state)
{
	struct world *w = *state;

	add_part(w, "word/settings.xml", "<w:settings " W_NS "/>");
	assert_says(read_docx(w, BODY("")), "spacing-is-maximum");
	add_part(w, "word/settings.xml",
		 "<w:settings " W_NS "><w:compat><w:doNotUseHTMLParagraphAutoSpacing/></w:compat></w:settings>");
	assert_does_not_say(read_docx(w, BODY("")), "spacing-is-maximum");
}

/* ---- runs ---- */

static void
test_capitals_and_strikes_are_one_property_each(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/styles.xml",
		 "<w:styles " W_NS ">" NAMED("c", "C", "w:type='character'", "<w:rPr><w:caps/></w:rPr>") "</w:styles>");
	dump = read_docx(
		w, BODY(P("", R("<w:strike/><w:dstrike w:val='0'/>", "a") R("<w:caps/><w:smallCaps w:val='0'/>", "b")
				      R("<w:rStyle w:val='c'/><w:smallCaps w:val='0'/>", "c"))));
	assert_says(dump, "11 \"a\"");
	assert_says(dump, "11 caps \"b\"");
	assert_says(dump, "11 \"c\"");
}

static void
test_white_space_counts_only_when_preserved(void **state)
{
	struct world *w = *state;
	const char *dump =
		read_docx(w, BODY("<w:p><w:r><w:t> a </w:t><w:t xml:space='preserve'> b </w:t></w:r></w:p>"));

	assert_says(dump, "\"a b \"");
}

static void
test_characters_that_are_elements_are_read(void **state)
{
	struct world *w = *state;
	const char *dump =
		read_docx(w, BODY("<w:p><w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/><w:t>c</w:t>"
				  "<w:sym w:font='Symbol' w:char='F0B7'/><w:tab/><w:br/></w:r></w:p>"));

	assert_says(dump, "\"a\u2011b\u00ADc\"");
	assert_says(dump, "\"OpenSymbol\" 11 \"•\"");
	assert_says(dump, "run tab");
	assert_says(dump, "run line-break");
}

static void
test_deleted_and_hidden_text_is_not_shown(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(w, BODY("<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
					     "<w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom>"
					     "<w:ins><w:r><w:t>new</w:t></w:r></w:ins>"
					     "<w:sdt><w:sdtContent><w:smartTag><w:r><w:t>ly</w:t></w:r></w:smartTag>"
					     "</w:sdtContent></w:sdt>" R("<w:vanish/>", "secret") "</w:p>"));

	assert_says(dump, "\"newly\"");
	assert_does_not_say(dump, "gone");
	assert_does_not_say(dump, "moved");
	assert_does_not_say(dump, "secret");
}

static void
test_a_paragraph_deleted_to_its_mark_leaves_no_empty_line(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(
		w,
		BODY("<w:p>" R("", "before") "</w:p>"
					     "<w:p><w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
					     "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
					     "<w:p><w:pPr><w:pStyle w:val='After'/></w:pPr>" R("", "after") "</w:p>"));
	const char *next = strstr(strstr(dump, "\"before\""), "  paragraph");

	assert_non_null(next);
	assert_non_null(strstr(next, "\"after\""));
	assert_null(strstr(next + 1, "  paragraph"));
}

#define CHAR(type) "<w:r><w:fldChar w:fldCharType='" type "'/></w:r>"
#define FIELD(instruction, result)                                                                                     \
	CHAR("begin")                                                                                                  \
	"<w:r><w:instrText>" instruction "</w:instrText></w:r>" CHAR("separate") R("", result) CHAR("en"               \
												    "d")

static void
test_page_numbers_stay_alive_and_other_fields_show_their_result(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(
		w, BODY("<w:p>" FIELD(" PAGE \\* roman ", "7") FIELD("NUMPAGES", "9") FIELD(
			   " DATE ", "1 мая") "<w:fldSimple w:instr='PAGE'>" R("", "3") "</w:fldSimple></w:p>"));

	assert_says(dump, "run page-number \"Calibri\" 11 lower-roman \"7\"");
	assert_says(dump, "run page-count \"Calibri\" 11 \"9\"");
	assert_says(dump, "run text \"Calibri\" 11 \"1 мая\"");
	assert_says(dump, "run page-number \"Calibri\" 11 \"3\"");
}

static void
test_references_to_pages_name_what_they_refer_to(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(
		w,
		BODY("<w:p>" FIELD(" PAGEREF m1 \\h \\* roman ", "7") FIELD(
			"PAGEREF m2 \\p",
			"7") "</w:p>"
			     "<w:p>" CHAR("begin") "<w:r><w:instrText>TOC</w:instrText></w:r>" CHAR(
				     "separate") "<w:hyperlink w:anchor='m3'>" R("",
										 "Введение") "<w:r><w:tab/></w:r>" R("",
														     "1")
				     R("", "2") "</w:hyperlink></w:p><w:p>" R("", "Выводы") "<w:r><w:tab/></w:r>" R(
					     "", "ix")
					     CHAR("end") "</w:p><w:p>" R("", "Глава") "<w:r><w:tab/></w:r>" R(
						     "", "5") "</w:p>"));

	assert_says(dump, "run reference \"Calibri\" 11 link \"#m1\" page-of \"m1\" lower-roman \"7\"");
	assert_says(dump, "run reference \"Calibri\" 11 link \"#m2\" said-of \"m2\" \"below\"");
	assert_says(dump, "run reference \"Calibri\" 11 link \"#m3\" page-of \"m3\" keeps-stored \"12\"");
	assert_says(dump, "run reference \"Calibri\" 11 page-of \"Выводы|outline\" keeps-stored \"ix\"");
	assert_says(dump, "run text \"Calibri\" 11 \"5\"");
}

static void
test_fields_that_libreoffice_makes_anew_are_made_anew(void **state)
{
	struct world *w = *state;
	const char *dump;

	dump = read_docx(w, BODY("<w:p>" FIELD("SEQ Рис \\* ARABIC", "7") FIELD("SEQ Рис \\* ROMAN", "7") FIELD(
				    "SEQ Рис \\r 5", "7") FIELD("SEQ Рис \\c", "7") FIELD("SEQ Рис", "stored ")
					 FIELD("FILENAME", "was.docx") FIELD("MACROBUTTON Some.Macro Click here", "")
						 FIELD("SYMBOL 0x263A \\f Arial", "") "</w:p>"));
	assert_says(dump, "\"1II55stored testClick here\"");
	assert_says(dump, "\"☺\"");
}

#define DROP_DOWN(list)                                                                                                \
	"<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList>" list                                              \
	"<w:listEntry w:val='one'/><w:listEntry w:val='two'/></w:ddList></w:ffData></w:fldChar></w:r>"                 \
	"<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r>"

static void
test_a_drop_down_shows_the_chosen_entry(void **state)
{
	const char *dump = read_docx(*state, BODY("<w:p>" DROP_DOWN("<w:result w:val='1'/>") DROP_DOWN("")
							  DROP_DOWN("<w:result w:val='99999999'/>") "</w:p>"));

	assert_says(dump, "\"twoone\"");
}

#define CONTROL(properties, content)                                                                                   \
	"<w:sdt><w:sdtPr>" properties "</w:sdtPr><w:sdtContent>" content "</w:sdtContent></w:sdt>"

static void
test_a_control_of_plain_text_has_no_looks_of_its_own(void **state)
{
	const char *dump =
		read_docx(*state, BODY("<w:p>" CONTROL("<w:text/>", R("<w:b/>", "a") "<w:r><w:br/></w:r>" R("", "b"))
					       CONTROL("<w:richText/>", R("<w:b/>", "c")) "</w:p>"));

	assert_says(dump, "\"ab\"");
	assert_says(dump, "bold \"c\"");
	assert_true(strstr(dump, "run line-break") < strstr(dump, "\"ab\""));
}

static void
test_a_bound_control_shows_what_it_is_bound_to(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "customXml/item1.xml", "<a xmlns='u'><b>no</b><b id='x'>yes</b></a>");
	dump = read_docx(
		w, BODY("<w:p>" CONTROL("<w:dataBinding w:xpath='/n:a[1]/n:b[2]'/><w:text/>", R("", "old") R("", "old"))
				CONTROL("<w:dataBinding w:xpath='/n:a/n:b[2]/@id'/><w:text/>", R("", "old"))
					CONTROL("<w:dataBinding w:xpath='/n:a/n:c'/><w:text/>", R("", "kept"))
						CONTROL("<w:dataBinding w:xpath='/n:a/n:b[2147483648]/['/><w:text/>",
							R("", "too")) "</w:p>"));
	assert_says(dump, "\"yesxkepttoo\"");
}

static void
test_a_tab_in_preserved_text_is_a_tab(void **state)
{
	const char *dump = read_docx(*state, BODY("<w:p><w:r><w:t xml:space='preserve'>a\tb</w:t></w:r>"
						  "<w:r><w:t>c\td</w:t></w:r></w:p>"));

	assert_says(dump, "\"a\"\n    run tab");
	assert_says(dump, "\"bc d\"");
}

static void
test_a_list_item_that_only_ends_a_section_has_no_number(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/numbering.xml",
		 "<w:numbering " W_NS "><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/>"
		 "<w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl></w:abstractNum>"
		 "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>");
	dump = read_docx(w, BODY("<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr><w:sectPr/>"
				 "</w:pPr></w:p><w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/>"
				 "</w:numPr></w:pPr>" R("", "x") "</w:p>"));
	assert_says(dump, "label \"1.\"");
	assert_does_not_say(dump, "label \"2.\"");
}

#define ITEM(num, level)                                                                                               \
	"<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" num                                         \
	"'/></w:numPr></w:pPr>" R("", "x") "</w:p>"
#define LEVEL_OF(number, format, text, more)                                                                           \
	"<w:lvl w:ilvl='" number "'><w:start w:val='1'/><w:numFmt w:val='" format "'/><w:lvlText w:val='" text         \
	"'/>" more "</w:lvl>"

static void
test_levels_without_numbers_and_overridden_ones_are_as_libreoffice_has_them(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/numbering.xml",
		 "<w:numbering " W_NS "><w:abstractNum w:abstractNumId='1'>" LEVEL_OF("0", "none", "Art.%1:", "")
			 LEVEL_OF("1", "decimal", "%1.%2", "<w:pPr><w:ind w:left='1440' w:hanging='360'/></w:pPr>")
				 LEVEL_OF("2", "decimal", "", "<w:suff w:val='space'/>") LEVEL_OF("3", "bullet", "•••",
												  "")
					 LEVEL_OF("4", "bullet", "",
						  "") "</w:abstractNum>"
						      "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>"
						      "<w:num w:numId='2'><w:abstractNumId w:val='1'/><w:lvlOverride "
						      "w:ilvl='1'><w:lvl w:ilvl='1'>"
						      "<w:start w:val='7'/><w:lvlText "
						      "w:val='(%2)'/></w:lvl></w:lvlOverride></w:num></w:numbering>");
	dump = read_docx(w, BODY(ITEM("1", "0") ITEM("1", "1") ITEM("1", "2") ITEM("1", "3") ITEM("1", "4")));
	assert_says(dump, "label \"Art.:\"");
	assert_says(dump, "label \"1\"");
	assert_says(dump, "label \"\" space");
	assert_says(dump, "label \"•\"");
	dump = read_docx(w, BODY(ITEM("2", "1")));
	assert_says(dump, "left 72 first -18");
	assert_says(dump, "label \"(7)\"");
}

static void
test_legal_levels_and_levels_that_go_on_are_numbered_as_the_file_says(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/numbering.xml",
		 "<w:numbering " W_NS "><w:abstractNum w:abstractNumId='1'>" LEVEL_OF("0", "upperRoman", "%1.", "")
			 LEVEL_OF("1", "decimal", "%1.%2", "<w:isLgl/>") LEVEL_OF(
				 "2", "decimal", "[%3]",
				 "<w:lvlRestart w:val='0'/>") "</w:abstractNum><w:num w:numId='1'><w:abstractNumId "
							      "w:val='1'/></w:num></w:numbering>");
	dump = read_docx(
		w, BODY(ITEM("1", "0") ITEM("1", "1") ITEM("1", "2") ITEM("1", "0") ITEM("1", "1") ITEM("1", "2")));
	assert_says(dump, "label \"II.\"");
	assert_says(dump, "label \"1.1\"");
	assert_says(dump, "label \"2.1\"");
	assert_says(dump, "label \"[1]\"");
	assert_says(dump, "label \"[2]\"");
}

static void
test_frames_of_letters_are_read_where_they_have_lines(void **state)
{
	struct world *w = *state;
	const char *dump =
		read_docx(w, BODY("<w:p>" R("<w:bdr w:val='single' w:sz='8' w:space='2' w:color='FF0000'/>", "a")
					  R("<w:bdr w:val='none' w:sz='0' w:space='2'/>", "b") "</w:p>"));

	assert_says(dump,
		    "frame top single 1 #FF0000 right single 1 #FF0000 bottom single 1 #FF0000 left single 1 #FF0000 "
		    "padding 2 2 2 2");
	assert_null(strstr(strstr(dump, "frame") + 1, "frame"));
}

static void
test_links_are_read_in_both_of_their_forms(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(
		w, BODY("<w:p><w:hyperlink r:id='rId8'>" R("", "a") "</w:hyperlink><w:hyperlink w:anchor='там'>" R(
			   "", "b") "</w:hyperlink>" FIELD(" HYPERLINK \"http://x.ru/\" \\l \"m\" ", "c")
				R("", "d") "</w:p>"));

	assert_says(dump, "link \"http://example.org/\" \"a\"");
	assert_says(dump, "link \"#там\" \"b\"");
	assert_says(dump, "link \"http://x.ru/#m\" \"c\"");
	assert_says(dump, "11 \"d\"");
}

static void
test_a_field_that_is_never_closed_harms_nobody(void **state)
{
	struct world *w = *state;
	const char *dump =
		read_docx(w, BODY("<w:p>" CHAR("begin") CHAR("begin") CHAR("separate") "</w:p><w:p>" CHAR("end")
					  CHAR("end") CHAR("end") CHAR("separate") R("", "after") "</w:p>"));

	assert_says(dump, "\"after\"");
}

/* ---- breaks and sections ---- */

static void
test_a_page_break_waits_for_what_is_shown(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(w, BODY(P("", R("", "a") "<w:r><w:br w:type='page'/></w:r>" R("", "b")) P(
						"", R("", "c") "<w:r><w:br w:type='page'/></w:r>") P("", R("", "d"))));

	assert_says(dump, "  paragraph page-break\n    run text \"Calibri\" 11 \"b\"\n  paragraph\n");
	assert_says(dump, "  paragraph page-break\n    run text \"Calibri\" 11 \"d\"\n");
}

static void
test_sections_differ_in_size_and_header(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/header1.xml", "<w:hdr " W_NS ">" P("", FIELD("PAGE", "1")) "</w:hdr>");
	dump = read_docx(
		w, BODY(P("<w:sectPr><w:headerReference w:type='default' r:id='rId4'/><w:pgSz w:w='11906' w:h='16838'/>"
			  "<w:titlePg/></w:sectPr>",
			  R("", "one"))
				P("", R("", "two")) "<w:sectPr><w:pgSz w:w='16838' w:h='11906'/>"
						    "<w:pgMar w:top='567' w:right='567' w:bottom='567' w:left='1134' "
						    "w:header='300' w:footer='300'/>"
						    "<w:pgNumType w:start='5' w:fmt='upperRoman'/></w:sectPr>"));
	assert_says(dump,
		    "section next-page\n  page all size 595.3 841.9 margins 72 72 72 72\n  then\n    page all size "
		    "595.3 841.9 margins 72 72 72 72\n      header at 36\n");
	assert_says(dump, "section next-page numbers from 5 upper-roman\n  page all size 841.9 595.3 margins 28.35 "
			  "28.35 28.35 56.7\n"
			  "    header at 15\n");
}

static void
test_a_paragraph_that_only_ends_a_section_is_not_shown(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(w, BODY(P("", R("", "one")) P("<w:sectPr/>", "") P("", R("", "two"))));

	assert_does_not_say(dump, "empty");
}

/* ---- lists ---- */

#define LEVEL(i, format, text, left)                                                                                   \
	"<w:lvl w:ilvl='" i "'><w:start w:val='1'/><w:numFmt w:val='" format "'/><w:lvlText w:val='" text              \
	"'/><w:pPr><w:ind w:left='" left "' w:hanging='360'/></w:pPr></w:lvl>"
#define IN_LIST(num, level) "<w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" num "'/></w:numPr>"

static void
test_lists_count_restart_and_indent(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/numbering.xml",
		 "<w:numbering " W_NS "><w:abstractNum w:abstractNumId='0'>" LEVEL("0", "decimal", "%1.", "720")
			 LEVEL("1", "russianLower", "%2)",
			       "1440") "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
				       "<w:num w:numId='2'><w:abstractNumId w:val='0'/><w:lvlOverride "
				       "w:ilvl='0'><w:startOverride w:val='5'/>"
				       "</w:lvlOverride></w:num></w:numbering>");
	dump = read_docx(w, BODY(P(IN_LIST("1", "0"), "") P(IN_LIST("1", "1"), "")
					 P(IN_LIST("1", "1") "<w:ind w:left='0'/>", "") P(IN_LIST("2", "0"), "")
						 P(IN_LIST("1", "0"), "") P(IN_LIST("9", "0"), "")));
	assert_says(dump, "paragraph left 36 first -18 empty \"Calibri\" 11\n    label \"1.\" tab");
	assert_says(dump, "label \"а)\" tab");
	assert_says(dump, "paragraph first -18 empty \"Calibri\" 11\n    label \"б)\" tab");
	assert_says(dump, "label \"5.\" tab");
	assert_says(dump, "label \"6.\" tab");
}

static void
test_list_zero_takes_a_paragraph_out_of_its_styles_list(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(
		w, "word/numbering.xml",
		"<w:numbering " W_NS "><w:abstractNum w:abstractNumId='0'>" LEVEL(
			"0", "bullet", "\uF0B7",
			"720") "</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>");
	add_part(w, "word/styles.xml",
		 "<w:styles " W_NS ">" STYLE("paragraph", "L", "",
					     "<w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr>") "</w:styles>");
	dump = read_docx(w, BODY(P("<w:pStyle w:val='L'/>", "") P("<w:pStyle w:val='L'/>" IN_LIST("0", "0"), "")));
	assert_says(dump, "paragraph \"L\" left 36 first -18 empty \"Calibri\" 11\n    label \"•\" tab "
			  "\"OpenSymbol\" 11\n");
	assert_says(dump, "paragraph \"L\" empty");
}

static void
test_a_broken_list_part_is_only_a_warning(void **state)
{
	struct world *w = *state;

	add_part(w, "word/numbering.xml", "<w:numbering><oops></w:numbering>");
	assert_says(read_docx(w, BODY(P(IN_LIST("1", "0"), R("", "text")))), "\"text\"");
	assert_problem(&w->report, DOCUMENT_PART_BROKEN);
}

/* ---- tables ---- */

#define TC(properties, text) "<w:tc><w:tcPr>" properties "</w:tcPr>" P("", R("", text)) "</w:tc>"
#define GRID3                "<w:tblGrid><w:gridCol w:w='1000'/><w:gridCol w:w='2000'/><w:gridCol w:w='3000'/></w:tblGrid>"

static void
test_cells_span_columns_and_rows(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(
		w, BODY("<w:tbl>" GRID3
			"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" TC("<w:vMerge w:val='restart'/>", "a")
				TC("<w:gridSpan w:val='2'/><w:vAlign w:val='center'/>", "b") "</w:tr><w:tr>" TC(
					"<w:vMerge/>", "x") TC("", "c") TC("", "d") "</w:tr></w:tbl>"));

	assert_says(dump, "header-rows 1 columns 50.01 100 150.01\n    row cannot-split\n      cell 0 rows 2 padding");
	assert_says(dump, "cell 1 columns 2 padding 0 5.39 0 5.39 middle\n");
	assert_says(dump, "    row\n      cell 1 padding");
	assert_does_not_say(dump, "\"x\"");
}

static void
test_a_table_style_has_parts(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/styles.xml",
		 "<w:styles " W_NS
		 ">" STYLE("table", "T", "",
			   "<w:tblPr><w:tblBorders><w:top w:val='single' w:sz='8'/><w:insideH w:val='dotted' w:sz='4'/>"
			   "</w:tblBorders></w:tblPr><w:tblStylePr w:type='firstRow'><w:rPr><w:b/></w:rPr><w:tcPr>"
			   "<w:shd w:val='clear' w:fill='DDDDDD'/></w:tcPr></w:tblStylePr>"
			   "<w:tblStylePr w:type='band2Horz'><w:tcPr><w:shd w:val='clear' w:fill='EEEEEE'/></w:tcPr>"
			   "</w:tblStylePr>") "</w:styles>");
	dump = read_docx(
		w, BODY("<w:tbl><w:tblPr><w:tblStyle w:val='T'/><w:tblLook w:val='0020'/></w:tblPr><w:tr>" TC(
			   "", "head") "</w:tr><w:tr>" TC("", "one") "</w:tr><w:tr>" TC("<w:tcBorders><w:top "
											"w:val='nil'/></w:tcBorders>",
											"two") "</w:tr></w:tbl>"));
	assert_says(dump, "cell 0 top single 1 bottom dotted 0.5 padding 0 5.39 0 5.39 background #DDDDDD\n");
	assert_says(dump, "11 bold \"head\"");
	assert_says(dump, "cell 0 top dotted 0.5 bottom dotted 0.5 padding 0 5.39 0 5.39\n");
	assert_says(dump, "cell 0 padding 0 5.39 0 5.39 background #EEEEEE\n");
}

static void
test_old_tables_hang_their_padding_into_the_margin(void **state)
{
	struct world *w = *state;
	const char *body =
		BODY("<w:tbl><w:tblPr><w:tblBorders><w:left w:val='single' w:sz='8'/></w:tblBorders></w:tblPr>" GRID3
		     "<w:tr>" TC("", "a") "</w:tr></w:tbl>");

	assert_says(read_docx(w, body), "table width 300.02 indent -5.39 ");
	add_part(w, "word/settings.xml",
		 "<w:settings " W_NS
		 "><w:compat><w:compatSetting w:name='compatibilityMode' w:val='15'/></w:compat></w:settings>");
	assert_says(read_docx(w, body), "table width 300.02 indent 0.5 ");
}

static void
test_a_table_of_a_million_columns_is_cut(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(
		w, BODY("<w:tbl><w:tr>" TC("<w:gridSpan w:val='1000000'/>", "a") TC("", "b") "</w:tr></w:tbl>"));

	assert_says(dump, "columns 72\n    row\n      cell 0 padding");
	assert_problem(&w->report, DOCUMENT_TABLE_TOO_WIDE);
}

/* A few bytes a row ask for so many; what real tables leave out are cells each, as Writer has it. */
static void
test_a_thousand_columns_left_out_are_few_cells(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(
		w, BODY("<w:tbl><w:tr><w:trPr><w:gridBefore w:val='1000'/></w:trPr>" TC("", "a") "</w:tr></w:tbl>"));

	assert_says(dump, "cell 32 padding");
	assert_null(strstr(dump, "cell 33 "));
}

/* UBSan is what looks here. */
static void
test_lengths_beyond_all_sheets_do_not_overflow(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(
		w, BODY("<w:tbl><w:tblPr><w:tblInd w:w='-9999999' w:type='dxa'/><w:tblCellMar><w:left w:w='9999999'/>"
			"<w:right w:w='9999999'/></w:tblCellMar></w:tblPr>" GRID3
			"<w:tr>" TC("", "a") "</w:tr></w:tbl>"
					     "<w:sectPr><w:pgMar w:top='-9999999' w:header='-9999999'/></w:sectPr>"));

	assert_says(dump, "table width 300.02 indent -");
}

static void
test_tables_in_tables_end_somewhere(void **state)
{
	struct world *w = *state;
	struct text inner = TEXT("<w:p/>");

	for (int i = 0; i < 40; i++)
		inner = text_format(&w->arena, "<w:tbl><w:tr><w:tc>%.*s<w:p/></w:tc></w:tr></w:tbl>", TEXT_ARG(inner));
	read_docx(
		w,
		text_format(&w->arena, "<w:document " W_NS "><w:body>%.*s</w:body></w:document>", TEXT_ARG(inner)).at);
	assert_non_null(w->document);
	assert_problem(&w->report, DOCUMENT_TOO_DEEP);
}

/* ---- notes, drawings, frames ---- */

static void
test_a_footnote_has_its_mark_and_content(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/footnotes.xml",
		 "<w:footnotes " W_NS "><w:footnote w:id='2'>" P(
			 "", "<w:r><w:footnoteRef/></w:r>" R("", " note")) "</w:footnote></w:footnotes>");
	dump = read_docx(w, BODY(P("", R("", "text") "<w:r><w:footnoteReference "
						     "w:id='2'/></w:r><w:r><w:footnoteReference w:id='3'/></w:r>")));
	assert_says(dump,
		    "run note \"Calibri\" 11 super 58% footnote \"1\"\n      paragraph\n        label \"1\" nothing "
		    "\"Calibri\" 11\n        run text \"Calibri\" 11 \" note\"\n");
}

static void
test_a_footnote_inside_itself_ends(void **state)
{
	struct world *w = *state;
	const char *dump;

	add_part(w, "word/footnotes.xml",
		 "<w:footnotes " W_NS "><w:footnote w:id='2'>" P(
			 "", R("", "note") "<w:r><w:footnoteReference w:id='2'/>"
					   "<w:footnoteReference w:id='2'/></w:r>") "</w:footnote></w:footnotes>");
	dump = read_docx(w, BODY(P("", "<w:r><w:footnoteReference w:id='2'/></w:r>")));
	assert_says(dump, "footnote \"1\"");
	assert_does_not_say(dump, "footnote \"2\"");
}

static void
test_a_picture_has_its_size_and_part(void **state)
{
	struct world *w = *state;
	const char *dump =
		read_docx(w, BODY("<w:p><w:r><w:drawing><wp:inline><wp:extent cx='1270000' cy='635000'/><wp:docPr "
				  "descr='лого'/><a:graphic>"
				  "<a:blip r:embed='rId6'/></a:graphic></wp:inline></w:drawing></w:r></w:p>"));

	assert_says(dump, "inline 100 50 \"word/media/image1.png\" description \"лого\"");
}

static void
test_a_picture_is_cropped_mirrored_and_turned(void **state)
{
	struct world *w = *state;
	const char *dump = read_docx(
		w, BODY("<w:p xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture' "
			"xmlns:v='urn:schemas-microsoft-com:vml'><w:r><w:drawing><wp:inline><wp:extent cx='1270000' "
			"cy='635000'/><wp:docPr/><a:graphic>"
			"<pic:blipFill><a:blip r:embed='rId6'/><a:srcRect l='25000' b='-10%'/></pic:blipFill><pic:spPr>"
			"<a:xfrm rot='-5400000' flipH='1'/></pic:spPr></a:graphic></wp:inline></w:drawing></w:r>"
			"<w:r><w:pict><v:shape style='width:100pt;height:50pt;flip:y'><v:imagedata r:id='rId6' "
			"croptop='.25' cropright='32768f'/></v:shape></w:pict></w:r></w:p>"));

	assert_says(dump, "inline 50 100 crop 0 0 -10000 25000 mirrored turned 270.00000 \"word/media/image1.png\"");
	assert_says(dump, "inline 100 50 crop 25000 50000 0 0 upside-down \"word/media/image1.png\"");
}

static void
test_a_text_box_is_read_once_of_its_two_forms(void **state)
{
	struct world *w = *state;
	const char *dump =
		read_docx(w, BODY("<w:p><w:r><mc:AlternateContent><mc:Choice "
				  "Requires='wps'><w:drawing><wp:anchor><wp:extent cx='127000' cy='127000'/>"
				  "<a:graphic><wps:wsp><wps:txbx><w:txbxContent>" P(
					  "", R("", "new")) "</w:txbxContent></wps:txbx></wps:wsp></a:graphic>"
							    "</wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict/"
							    "></mc:Fallback></mc:AlternateContent></w:r></w:p>"));

	assert_says(dump, "run drawing \"Calibri\" 11 floating 10 10");
	assert_says(dump, "11 \"new\"");
	assert_int_equal(w->report.problems.count, 0);
}

static void
test_an_old_frame_floats_in_the_next_paragraph(void **state)
{
	struct world *w = *state;
	const char *dump =
		read_docx(w, BODY(P("<w:framePr w:xAlign='center' w:hAnchor='margin' w:vAnchor='text' w:y='1'/>",
				    FIELD("PAGE", "1")) P("", R("", "body"))));

	assert_says(dump, "x margin center 0 y paragraph at");
	assert_says(dump, "run page-number");
	assert_says(dump, "    run text \"Calibri\" 11 \"body\"\n");
}

static void
test_a_file_without_body_is_refused(void **state)
{
	struct world *w = *state;

	read_docx(w, "<w:document " W_NS "/>");
	assert_null(w->document);
	assert_problem(&w->report, DOCUMENT_EMPTY);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_styles_are_laid_over_their_bases_and_the_defaults),
		TEST(test_a_style_based_on_itself_is_reported),
		TEST(test_letters_of_other_writings_have_their_own_look),
		TEST(test_without_styles_letters_are_as_word_2007_has_them),
		TEST(test_a_paragraph_whose_style_is_missing_is_normal),
		TEST(test_the_same_property_means_less_in_a_style),
		TEST(test_a_line_without_a_rule_is_exact),
		TEST(test_html_spacing_ends_where_a_paragraph_says_its_own),
		TEST(test_capitals_and_strikes_are_one_property_each),
		TEST(test_theme_fonts_are_looked_up),
		TEST(test_direct_properties_of_a_paragraph_are_read),
		TEST(test_spacing_adds_up_only_where_the_settings_say_so),
		TEST(test_white_space_counts_only_when_preserved),
		TEST(test_characters_that_are_elements_are_read),
		TEST(test_a_paragraph_deleted_to_its_mark_leaves_no_empty_line),
		TEST(test_deleted_and_hidden_text_is_not_shown),
		TEST(test_page_numbers_stay_alive_and_other_fields_show_their_result),
		TEST(test_references_to_pages_name_what_they_refer_to),
		TEST(test_fields_that_libreoffice_makes_anew_are_made_anew),
		TEST(test_a_drop_down_shows_the_chosen_entry),
		TEST(test_a_control_of_plain_text_has_no_looks_of_its_own),
		TEST(test_a_bound_control_shows_what_it_is_bound_to),
		TEST(test_a_tab_in_preserved_text_is_a_tab),
		TEST(test_levels_without_numbers_and_overridden_ones_are_as_libreoffice_has_them),
		TEST(test_a_list_item_that_only_ends_a_section_has_no_number),
		TEST(test_legal_levels_and_levels_that_go_on_are_numbered_as_the_file_says),
		TEST(test_frames_of_letters_are_read_where_they_have_lines),
		TEST(test_links_are_read_in_both_of_their_forms),
		TEST(test_a_field_that_is_never_closed_harms_nobody),
		TEST(test_a_page_break_waits_for_what_is_shown),
		TEST(test_sections_differ_in_size_and_header),
		TEST(test_a_paragraph_that_only_ends_a_section_is_not_shown),
		TEST(test_lists_count_restart_and_indent),
		TEST(test_list_zero_takes_a_paragraph_out_of_its_styles_list),
		TEST(test_a_broken_list_part_is_only_a_warning),
		TEST(test_cells_span_columns_and_rows),
		TEST(test_a_table_style_has_parts),
		TEST(test_old_tables_hang_their_padding_into_the_margin),
		TEST(test_a_table_of_a_million_columns_is_cut),
		TEST(test_a_thousand_columns_left_out_are_few_cells),
		TEST(test_lengths_beyond_all_sheets_do_not_overflow),
		TEST(test_tables_in_tables_end_somewhere),
		TEST(test_a_footnote_has_its_mark_and_content),
		TEST(test_a_footnote_inside_itself_ends),
		TEST(test_a_picture_has_its_size_and_part),
		TEST(test_a_picture_is_cropped_mirrored_and_turned),
		TEST(test_a_text_box_is_read_once_of_its_two_forms),
		TEST(test_an_old_frame_floats_in_the_next_paragraph),
		TEST(test_a_file_without_body_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
