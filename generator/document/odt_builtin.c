/*
 * odt_builtin -- the styles that a file may name and not have.
 *
 * Every document has LibreOffice's own styles: "Heading 1", "Text body", "Header" …  A file that says one itself
 * replaces it whole; one that does not gets LibreOffice's, also as the parent of a style of its own.  They are known by
 * the name that people see: Heading_20_1 is only how a file writes it beside a style:display-name, and means nothing
 * without.
 *
 * What they look like stands here as a file would say it, lengths as in LibreOffice 7.4.  Left out are those that
 * look as their parents do.
 */
#include "document/odt.h"

#define SPACE(above, below) "<style:paragraph-properties fo:margin-top='" above "' fo:margin-bottom='" below "'/>"
#define INDENT(left, first)                                                                                            \
	"<style:paragraph-properties fo:margin-left='" left "' fo:margin-right='0pt' fo:text-indent='" first "'/>"
#define ITEM(left, first, above, below)                                                                                \
	"<style:paragraph-properties fo:margin-left='" left "' fo:margin-right='0pt' fo:text-indent='" first           \
	"' fo:margin-top='" above "' fo:margin-bottom='" below "'/>"
#define TEXT_LOOK(attributes) "<style:text-properties " attributes "/>"
#define MONO                  "fo:font-family='Liberation Mono' style:font-pitch='fixed'"

#define STYLE(family, name, parent, properties)                                                                        \
	"<style:style style:family='" family "' style:name='" name "' style:parent-style-name='" parent                \
	"'>" properties "</style:style>"
#define PARAGRAPH(name, parent, properties) STYLE("paragraph", name, parent, properties)
#define CHARACTER(name, attributes)         STYLE("text", name, "", TEXT_LOOK(attributes))
#define HEADING(level, above, below, attributes)                                                                       \
	"<style:style style:family='paragraph' style:name='Heading " level                                             \
	"' style:parent-style-name='Heading' style:default-outline-level='" level "'>" SPACE(above, below)             \
		TEXT_LOOK("fo:font-weight='bold' " attributes) "</style:style>"

#define BAND_TABS                                                                                                      \
	"<style:paragraph-properties><style:tab-stops><style:tab-stop style:position='8.5cm' style:type='center'/>"    \
	"<style:tab-stop style:position='17cm' style:type='right'/></style:tab-stops></style:paragraph-properties>"
#define ENTRY(name, left, tab)                                                                                         \
	PARAGRAPH(name, "Index",                                                                                       \
		  "<style:paragraph-properties fo:margin-left='" left "' fo:margin-right='0pt' fo:text-indent='0pt'>"  \
		  "<style:tab-stops><style:tab-stop style:position='" tab "' style:type='right' "                      \
		  "style:leader-style='dotted' style:leader-text='.'/></style:tab-stops>"                              \
		  "</style:paragraph-properties>")
#define LISTED(name, left)                                                                                             \
	PARAGRAPH(name, "List", ITEM(left, "-18pt", "0pt", "6pt"))                                                     \
	PARAGRAPH(name " Start", "List", ITEM(left, "-18pt", "12pt", "6pt"))                                           \
	PARAGRAPH(name " End", "List", ITEM(left, "-18pt", "0pt", "12pt"))                                             \
	PARAGRAPH(name " Cont.", "List", ITEM(left, "0pt", "0pt", "6pt"))
#define LISTS(name)                                                                                                    \
	LISTED(name " 1", "18pt")                                                                                      \
	LISTED(name " 2", "36pt") LISTED(name " 3", "54pt") LISTED(name " 4", "72pt") LISTED(name " 5", "90pt")
#define NOTE(name) STYLE("paragraph", name, "Standard", INDENT("0.6cm", "-0.6cm") TEXT_LOOK("fo:font-size='10pt'"))
#define INDEX_HEADING(name, parent)                                                                                    \
	PARAGRAPH(name, parent, INDENT("0pt", "0pt") TEXT_LOOK("fo:font-size='16pt' fo:font-weight='bold'"))

static const char STYLES[] = "<office:styles xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
			     "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "
			     "xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'>"
	/* text */
	PARAGRAPH("Standard", "", "") PARAGRAPH(
		"Text body", "Standard",
		"<style:paragraph-properties fo:margin-top='0pt' fo:margin-bottom='7pt' "
		"fo:line-height='115%'/>") PARAGRAPH("First line indent", "Text body",
						     INDENT("0pt", "0.5cm")) PARAGRAPH("Hanging indent", "Text body",
										       "<style:paragraph-"
										       "properties "
										       "fo:margin-left='1cm' "
										       "fo:margin-right='0pt' "
										       "fo:text-indent='-0."
										       "5cm'>"
										       "<style:tab-stops><"
										       "style:tab-stop "
										       "style:position='0pt'/"
										       "></style:tab-stops></"
										       "style:paragraph-"
										       "properties>")
		PARAGRAPH("Text body indent", "Text body", INDENT("0.5cm", "0pt")) PARAGRAPH(
			"List Indent", "Text body",
			"<style:paragraph-properties fo:margin-left='5cm' "
			"fo:margin-right='0pt' fo:text-indent='-4.5cm'>"
			"<style:tab-stops><style:tab-stop "
			"style:position='0pt'/></style:tab-stops></"
			"style:paragraph-properties>") PARAGRAPH("Marginalia", "Text body", INDENT("4cm", "0pt"))
			PARAGRAPH("Salutation", "Standard", "") PARAGRAPH("Signature", "Standard", "") PARAGRAPH(
				"Heading", "Standard",
				"<style:paragraph-properties fo:margin-top='12pt' fo:margin-bottom='6pt' "
				"fo:keep-with-next='always'/>" TEXT_LOOK(
					"fo:font-family='Liberation Sans' fo:font-size='14pt'")) HEADING("1", "12pt",
													 "6pt",
													 "fo:font-size="
													 "'18pt'")
				HEADING("2", "10pt", "6pt", "fo:font-size='16pt'") HEADING(
					"3", "7pt",
					"6pt", "fo:font-size='14pt'") HEADING("4", "6pt", "6pt",
									      "fo:font-size='13pt' "
									      "fo:font-style='italic'")
					HEADING("5", "6pt", "3pt", "fo:font-size='12pt'") HEADING(
						"6", "3pt", "3pt",
						"fo:font-size='12pt' "
						"fo:font-style='italic'") HEADING("7", "3pt", "3pt",
										  "fo:font-size='10pt'")
						HEADING("8", "3pt", "3pt", "fo:font-size='10pt' fo:font-style='italic'")
							HEADING("9", "3pt", "3pt", "fo:font-size='9pt'") HEADING(
								"10", "3pt", "3pt", "fo:font-size='9pt'")
								PARAGRAPH(
									"Title", "Heading",
									"<style:paragraph-properties "
									"fo:text-align='center'/>" TEXT_LOOK("fo:font-"
													     "size='"
													     "28pt' "
													     "fo:font-"
													     "weight='"
													     "bold'"))
									PARAGRAPH("Subtitle", "Heading",
										  "<style:paragraph-properties "
										  "fo:margin-top='3pt' "
										  "fo:margin-bottom='6pt' "
										  "fo:text-align='center'/>" TEXT_LOOK(
											  "fo:font-size='18pt'"))
										PARAGRAPH(
											"Appendix", "Heading",
											"<style:paragraph-properties "
											"fo:text-align='center'/"
											">" TEXT_LOOK(
												"fo:font-size='16pt' "
												"fo:font-weight='"
												"bold'")) PARAGRAPH("Qu"
														    "ot"
														    "at"
														    "io"
														    "n"
														    "s",
														    "St"
														    "an"
														    "da"
														    "r"
														    "d",
														    "<s"
														    "ty"
														    "le"
														    ":p"
														    "ar"
														    "ag"
														    "ra"
														    "ph"
														    "-p"
														    "ro"
														    "pe"
														    "rt"
														    "ie"
														    "s "
														    "fo"
														    ":m"
														    "ar"
														    "gi"
														    "n-"
														    "le"
														    "ft"
														    "='"
														    "1c"
														    "m'"
														    " f"
														    "o:"
														    "ma"
														    "rg"
														    "in"
														    "-r"
														    "ig"
														    "ht"
														    "='"
														    "1c"
														    "m'"
														    " f"
														    "o:"
														    "te"
														    "xt"
														    "-i"
														    "nd"
														    "en"
														    "t="
														    "'0"
														    "pt"
														    "' "
														    "fo"
														    ":m"
														    "ar"
														    "gi"
														    "n-"
														    "to"
														    "p="
														    "'0"
														    "pt"
														    "' "
														    "fo"
														    ":m"
														    "ar"
														    "gi"
														    "n-"
														    "bo"
														    "tt"
														    "om"
														    "='"
														    "0."
														    "5c"
														    "m'"
														    "/"
														    ">")
											PARAGRAPH(
												"Preformatted Text",
												"Standard",
												SPACE("0pt", "0pt")
													TEXT_LOOK(
														MONO
														" fo:"
														"font-"
														"size='"
														"10pt"
														"'"))
												PARAGRAPH(
													"Horizontal "
													"Line",
													"Standard",
													"<style:"
													"paragraph-"
													"properties "
													"fo:margin-top="
													"'0pt' "
													"fo:margin-"
													"bottom='0.5cm'"
													" fo:padding='"
													"0pt' "
													"fo:border-"
													"bottom='0."
													"14pt double "
													"#808080' "
													"style:border-"
													"line-width-"
													"bottom='0."
													"002cm 0.004cm "
													"0.002cm' "
													"style:join-"
													"border='false'"
													"/>" TEXT_LOOK(
														"fo:"
														"font-"
														"size='"
														"6pt'"))
	/* lists */
	PARAGRAPH("List", "Text body", "") LISTS("List") LISTS("Numbering")
		PARAGRAPH("List Heading", "Standard", INDENT("0pt", "0pt"))
			PARAGRAPH("List Contents", "Standard", INDENT("1cm", "0pt"))
	/* what stands beside the text */
	PARAGRAPH("Header and Footer", "Standard", BAND_TABS) PARAGRAPH("Header", "Header and Footer", BAND_TABS)
		PARAGRAPH("Footer", "Header and Footer", BAND_TABS) PARAGRAPH("Header left", "Header", "") PARAGRAPH(
			"Footer left", "Footer", "") PARAGRAPH("Header right", "Header",
							       "<style:paragraph-properties fo:text-align='end'/>")
			PARAGRAPH("Footer right", "Footer", "<style:paragraph-properties fo:text-align='end'/>") NOTE(
				"Footnote") NOTE("Endnote") PARAGRAPH("Frame contents", "Standard", "")
				PARAGRAPH("Table Contents", "Standard",
					  "<style:paragraph-properties fo:orphans='0' fo:widows='0'/>")
					PARAGRAPH("Table Heading", "Table Contents",
						  "<style:paragraph-properties fo:text-align='center'/>" TEXT_LOOK(
							  "fo:font-weight='bold'"))
						PARAGRAPH("Caption", "Standard",
							  SPACE("6pt", "6pt") TEXT_LOOK(
								  "fo:font-size='10pt' fo:font-style='italic'"))
							PARAGRAPH("Illustration", "Caption", "") PARAGRAPH(
								"Table", "Caption", "") PARAGRAPH("Text", "Caption", "")
								PARAGRAPH("Drawing", "Caption", "")
									PARAGRAPH("Figure", "Caption", "")
										PARAGRAPH("Addressee", "Standard",
											  SPACE("0pt", "3pt"))
											PARAGRAPH("Sender", "Standard",
												  SPACE("0pt", "3pt"))
	/* indexes */
	PARAGRAPH("Index", "Standard", "") INDEX_HEADING("Index Heading", "Heading") INDEX_HEADING(
		"Contents Heading", "Index Heading") INDEX_HEADING("Figure Index Heading", "Index Heading")
		INDEX_HEADING("Table index heading", "Index Heading") INDEX_HEADING(
			"Bibliography Heading", "Index Heading") PARAGRAPH("Index 1", "Index", INDENT("0pt", "0pt"))
			PARAGRAPH("Index 2", "Index", INDENT("0.5cm", "0pt")) PARAGRAPH(
				"Index 3", "Index", INDENT("1cm", "0pt")) ENTRY("Contents 1", "0pt", "17cm")
				ENTRY("Contents 2", "0.5cm", "16.5cm") ENTRY("Contents 3", "1cm", "16cm")
					ENTRY("Contents 4", "1.5cm", "15.5cm") ENTRY("Contents 5", "2cm", "15cm") ENTRY(
						"Contents 6", "2.5cm", "14.5cm") ENTRY("Contents 7", "3cm", "14cm")
						ENTRY("Contents 8", "3.5cm", "13.5cm")
							ENTRY("Contents 9", "4cm", "13cm")
								ENTRY("Contents 10", "4.5cm", "12.5cm")
									ENTRY("Figure Index 1", "0pt", "17cm")
										ENTRY("Bibliography 1", "0pt", "17cm")
	/* characters */
	CHARACTER("Emphasis", "fo:font-style='italic'") CHARACTER("Strong Emphasis", "fo:font-weight='bold'") CHARACTER(
		"Citation", "fo:font-style='italic'") CHARACTER("Variable", "fo:font-style='italic'")
		CHARACTER("Main index entry", "fo:font-weight='bold'") CHARACTER("Source Text", MONO) CHARACTER(
			"Teletype", MONO) CHARACTER("Example", MONO) CHARACTER("User Entry", MONO)
			CHARACTER("Internet link", "fo:color='#000080' style:text-underline-style='solid'") CHARACTER(
				"Visited Internet Link", "fo:color='#800000' style:text-underline-style='solid'")
				CHARACTER("Placeholder", "fo:font-variant='small-caps' fo:color='#008080' "
							 "style:text-underline-style='dotted'")
					CHARACTER("Footnote anchor", "style:text-position='super 58%'") CHARACTER(
						"Endnote anchor",
						"style:text-position='super 58%'") CHARACTER("Definition", "")
						CHARACTER("Footnote Symbol", "") CHARACTER("Endnote Symbol", "")
							CHARACTER("Numbering Symbols", "") CHARACTER(
								"Bullet Symbols",
								"fo:font-family='OpenSymbol'") "</office:styles>";

const struct xml_node *
odt_builtin_styles(struct arena *a, struct report *r)
{
	return xml_parse(a, r, text_from(STYLES), TEXT("styles.xml"), TEXT("styles.xml"));
}
