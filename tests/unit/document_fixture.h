/*
 * document_fixture -- small DOCX and ODT packages made of XML text, read, and looked at through their dump.
 */
#ifndef PRIKAZ_TESTS_DOCUMENT_FIXTURE_H
#define PRIKAZ_TESTS_DOCUMENT_FIXTURE_H

#include "check.h"

#include <stdio.h>
#include <stdlib.h>

#include "document/document.h"

struct world {
	struct arena arena;
	struct report report;
	struct package package;
	struct buffer out;
	struct document *document;
};

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	report_open(&w->report);
	*state = w;
	return w ? 0 : -1;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	report_close(&w->report);
	buffer_free(&w->out);
	arena_free(&w->arena);
	free(w);
	return 0;
}

static inline void
add_part(struct world *w, const char *name, const char *xml)
{
	package_replace(&w->arena, &w->package, text_from(name), text_from(xml));
}

/* The document as text; "" when it cannot be read. */
static inline const char *
read_document(struct world *w)
{
	buffer_clear(&w->out);
	w->package.file = TEXT("test");
	w->document = document_read(&w->arena, &w->report, &w->package);
	if (w->document)
		document_dump(w->document, &w->out);
	return text_c(&w->arena, buffer_view(&w->out));
}

#define assert_says(dump, line)                                                                                        \
	do {                                                                                                           \
		if (!strstr((dump), (line)))                                                                           \
			print_error("no \"%s\" in:\n%s", (line), (dump));                                              \
		assert_non_null(strstr((dump), (line)));                                                               \
	} while (0)

#define assert_does_not_say(dump, line)                                                                                \
	do {                                                                                                           \
		if (strstr((dump), (line)))                                                                            \
			print_error("\"%s\" in:\n%s", (line), (dump));                                                 \
		assert_null(strstr((dump), (line)));                                                                   \
	} while (0)

/* ---- DOCX ---- */

#define W_NS                                                                                                           \
	"xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "                                    \
	"xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "                             \
	"xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "                                    \
	"xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "                         \
	"xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "                                           \
	"xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""
#define REL_TYPE              "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define REL(id, type, target) "<Relationship Id=\"" id "\" Type=\"" REL_TYPE type "\" Target=\"" target "\"/>"
#define BODY(inside)          "<w:document " W_NS "><w:body>" inside "</w:body></w:document>"
#define P(properties, runs)   "<w:p><w:pPr>" properties "</w:pPr>" runs "</w:p>"
#define R(properties, text)   "<w:r><w:rPr>" properties "</w:rPr><w:t xml:space=\"preserve\">" text "</w:t></w:r>"

/* A DOCX with styles, numbering, settings, header1, footnotes, image1 related to its main part. */
static inline void
make_docx(struct world *w, const char *body)
{
	w->package.kind = PACKAGE_DOCX;
	w->package.main_part = TEXT("word/document.xml");
	add_part(w, "word/document.xml", body);
	add_part(w, "word/_rels/document.xml.rels",
		 "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" REL(
			 "rId1", "styles", "styles.xml") REL("rId2", "numbering", "numbering.xml")
			 REL("rId3", "settings", "settings.xml") REL("rId4", "header", "header1.xml") REL(
				 "rId5", "footnotes", "footnotes.xml") REL("rId6", "image", "media/image1.png")
				 REL("rId7", "theme", "theme/theme1.xml") "<Relationship Id=\"rId8\" Type=\"" REL_TYPE
									  "hyperlink\" Target=\"http://example.org/\" "
									  "TargetMode=\"External\"/></Relationships>");
}

static inline const char *
read_docx(struct world *w, const char *body)
{
	make_docx(w, body);
	return read_document(w);
}

/* ---- ODT ---- */

#define ODF_NS                                                                                                         \
	"xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                                           \
	"xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "                                             \
	"xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                                               \
	"xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "                                             \
	"xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "                                            \
	"xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "                                    \
	"xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" "                                      \
	"xmlns:xlink=\"http://www.w3.org/1999/xlink\" "                                                                \
	"xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\""

static inline void
make_odt(struct world *w, const char *automatic, const char *body)
{
	w->package.kind = PACKAGE_ODT;
	w->package.main_part = TEXT("content.xml");
	add_part(w, "content.xml",
		 text_format(&w->arena,
			     "<office:document-content " ODF_NS "><office:automatic-styles>%s</office:automatic-styles>"
			     "<office:body><office:text>%s</office:text></office:body></office:document-content>",
			     automatic, body)
			 .at);
}

static inline void
add_odt_styles(struct world *w, const char *common, const char *automatic, const char *masters)
{
	add_part(w, "styles.xml",
		 text_format(&w->arena,
			     "<office:document-styles " ODF_NS "><office:styles>%s</office:styles>"
			     "<office:automatic-styles>%s</office:automatic-styles>"
			     "<office:master-styles>%s</office:master-styles></office:document-styles>",
			     common, automatic, masters)
			 .at);
}

static inline const char *
read_odt(struct world *w, const char *automatic, const char *body)
{
	make_odt(w, automatic, body);
	return read_document(w);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

#endif
