/*
 * odt_builtin -- the styles that a file may name and not have.
 *
 * Every document has LibreOffice's own styles: "Heading 1", "Text body", "Header" …  A file that says one itself
 * replaces it whole; one that does not gets LibreOffice's, also as the parent of a style of its own.  They are known by
 * the name that people see: Heading_20_1 is only how a file writes it beside a style:display-name, and means nothing
 * without.
 *
 * What they look like stands in odt_builtin.def, and becomes here what a file would say.
 */
#include "document/odt.h"

#define SHAPE(attributes)     "<style:paragraph-properties " attributes "/>"
#define TEXT_LOOK(attributes) "<style:text-properties " attributes "/>"
#define MONO                  "fo:font-family='Liberation Mono' style:font-pitch='fixed'"

#define ABOVE_BELOW(above, below)       "fo:margin-top='" above "' fo:margin-bottom='" below "'"
#define INDENTS(left, first)            "fo:margin-left='" left "' fo:margin-right='0pt' fo:text-indent='" first "'"
#define SPACE(above, below)             SHAPE(ABOVE_BELOW(above, below))
#define INDENT(left, first)             SHAPE(INDENTS(left, first))
#define ITEM(left, first, above, below) SHAPE(INDENTS(left, first) " " ABOVE_BELOW(above, below))

#define WITH_TABS(attributes, tabs)                                                                                    \
	"<style:paragraph-properties" attributes "><style:tab-stops>" tabs                                             \
	"</style:tab-stops></style:paragraph-properties>"
#define TAB(position, attributes) "<style:tab-stop style:position='" position "'" attributes "/>"
#define HANGING(left, first)      WITH_TABS(" " INDENTS(left, first), TAB("0pt", ""))

#define STYLE(family, name, parent, properties)                                                                        \
	"<style:style style:family='" family "' style:name='" name "' style:parent-style-name='" parent                \
	"'>" properties "</style:style>"
#define PARAGRAPH(name, parent, properties) STYLE("paragraph", name, parent, properties)
#define CHARACTER(name, attributes)         STYLE("text", name, "", TEXT_LOOK(attributes))
#define HEADING(level, above, below, attributes)                                                                       \
	"<style:style style:family='paragraph' style:name='Heading " level                                             \
	"' style:parent-style-name='Heading' style:default-outline-level='" level "'>" SPACE(above, below)             \
		TEXT_LOOK("fo:font-weight='bold' " attributes) "</style:style>"

#define BAND_TABS WITH_TABS("", TAB("8.5cm", " style:type='center'") TAB("17cm", " style:type='right'"))
#define ENTRY(name, left, tab)                                                                                         \
	PARAGRAPH(name, "Index",                                                                                       \
		  WITH_TABS(" " INDENTS(left, "0pt"),                                                                  \
			    TAB(tab, " style:type='right' style:leader-style='dotted' style:leader-text='.'")))
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
#include "document/odt_builtin.def"
			     "</office:styles>";

const struct xml_node *
odt_builtin_styles(struct arena *a, struct report *r)
{
	return xml_parse(a, r, text_from(STYLES), TEXT("styles.xml"), TEXT("styles.xml"));
}
