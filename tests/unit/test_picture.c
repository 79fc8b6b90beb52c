#include "template_bench.h"

#include <unistd.h>

#include "base/file.h"
#include "pictures.h"

#define DATA                                                                                                                      \
	"{\"ф\": \"a.png\", \"ж\": \"b.jpg\", \"нет\": \"\", \"вон\": \"link.png\", \"пара\": [{\"ф\": \"a.png\"}, " \
	"{\"ф\": "                                                                                                               \
	"\"b.jpg\"}]}"

#define DRAWING(kind, alt, extra)                                                                                      \
	"<w:r><w:drawing><wp:" kind                                                                                    \
	" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\">" extra                  \
	"<wp:extent cx=\"1000\" cy=\"1000\"/><wp:docPr id=\"7\" name=\"p\" descr=\"" alt "\"/>"                        \
	"<a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData uri=\"picture\">" \
	"<pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:blipFill>"               \
	"<a:blip xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:embed=\"rOld\">"    \
	"<a:grayscl/><a:extLst><a:ext uri=\"svg\"/></a:extLst></a:blip><a:srcRect "                                    \
	"l=\"9\"/><a:stretch/></pic:blipFill>"                                                                         \
	"<pic:spPr><a:xfrm><a:ext cx=\"1000\" cy=\"1000\"/></a:xfrm></pic:spPr></pic:pic></a:graphicData></a:graphic>" \
	"</wp:" kind "></w:drawing></w:r>"

#define OFFSET(from, n)                                                                                                \
	"<wp:position" from " relativeFrom=\"column\"><wp:posOffset>" n "</wp:posOffset></wp:position" from ">"

#define VML(alt)                                                                                                       \
	"<w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" alt=\"" alt                                   \
	"\" style=\"position:absolute;width:100pt;height:2in\"><v:imagedata "                                          \
	"xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rOld\"/></v:shape>"    \
	"</w:pict></w:r>"

#define FRAME(alt)                                                                                                     \
	"<draw:frame xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" draw:style-name=\"fr1\" "  \
	"text:anchor-type=\"paragraph\" svg:x=\"1cm\" svg:y=\"2cm\" svg:width=\"4cm\" svg:height=\"4cm\">"             \
	"<draw:image xlink:href=\"Pictures/old.svg\" draw:mime-type=\"image/svg+xml\"/>"                               \
	"<draw:image xlink:href=\"Pictures/old.png\"/><svg:title>" alt "</svg:title></draw:frame>"

struct studio {
	struct bench bench;
	char folder[64];
	const char *xml; /* of the main part; NULL: refused */
};

static const char *
path_of(struct studio *s, const char *name)
{
	return path_join(&s->bench.arena, s->folder, name);
}

static void
begin(struct studio *s, enum package_kind kind, const char *body)
{
	bench_open(&s->bench);
	strcpy(s->folder, "/tmp/prikaz-pictures-XXXXXX");
	assert_non_null(mkdtemp(s->folder));
	file_write(&s->bench.arena, &s->bench.report, path_of(s, "a.png"), TEXT(PICTURE_PNG));
	file_write(&s->bench.arena, &s->bench.report, path_of(s, "b.jpg"), TEXT(PICTURE_JPEG));
	assert_int_equal(symlink("/etc/hostname", path_of(s, "link.png")), 0);
	s->bench.context.pictures = picture_store_open(s->folder);
	bench_data(&s->bench, DATA);
	bench_template(&s->bench, kind, body);
	if (kind == PACKAGE_DOCX)
		package_replace(&s->bench.arena, s->bench.template, TEXT("[Content_Types].xml"),
				TEXT("<Types></Types>"));
	else
		package_replace(&s->bench.arena, s->bench.template, TEXT("META-INF/manifest.xml"),
				TEXT("<manifest:manifest></manifest:manifest>"));
	s->xml = bench_part(&s->bench, s->bench.template->main_part.at);
}

static void
end(struct studio *s)
{
	static const char *const names[] = {"a.png", "b.jpg", "link.png"};

	for (size_t i = 0; i < 3; i++)
		unlink(path_of(s, names[i]));
	rmdir(s->folder);
	picture_store_close(s->bench.context.pictures);
	bench_close(&s->bench);
}

static int
times(const char *in, const char *what)
{
	int n = 0;

	while (in && (in = strstr(in, what)) != NULL)
		n++, in++;
	return n;
}

/* The template gives a main part with each of the pieces that many times. */
struct piece {
	int count;
	const char *text;
};

static void
expect(enum package_kind kind, const char *body, const struct piece *pieces)
{
	struct studio s;

	begin(&s, kind, body);
	if (!s.xml)
		fail_msg("not merged: %s", first_what(&s.bench));
	for (; pieces->text; pieces++) {
		if (times(s.xml, pieces->text) != pieces->count)
			fail_msg("%d times instead of %d: %s in %s", times(s.xml, pieces->text), pieces->count,
				 pieces->text, s.xml);
	}
	end(&s);
}

#define EXPECT(kind, body, ...) expect(kind, body, (const struct piece[]){__VA_ARGS__, {0, NULL}})

static void
amid_text(void **state)
{
	(void)state;
	EXPECT(PACKAGE_DOCX, P("x{{#пара}}{{ф | image: 36mm}}{{/}}y"), {2, "</w:t><w:drawing><wp:inline "},
	       {2, "<wp:extent cx=\"1296000\" cy=\"648000\"/>"},
	       {1, "<wp:docPr id=\"1\" name=\"Picture 1\" descr=\"ф\"/>"}, {1, "<wp:docPr id=\"2\" "},
	       {2, "<a:ext cx=\"1296000\" cy=\"648000\"/>"}, {2, "</w:drawing><w:t xml:space=\"preserve\">"},
	       {2, "r:embed=\"prikaz"});
	EXPECT(PACKAGE_ODT, OP("x{{ф | image: 1in}}y"), {1, "x<draw:frame "}, {1, "</draw:frame>y"},
	       {1, "svg:width=\"2.5400cm\" svg:height=\"1.2700cm\""}, {1, "text:anchor-type=\"as-char\""},
	       {1, "xlink:href=\"Pictures/"}, {1, "<style:style style:family=\"graphic\""});
}

static void
in_a_word_frame(void **state)
{
	(void)state;
	EXPECT(PACKAGE_DOCX, "<w:p>" DRAWING("anchor", " {{ф}} ", OFFSET("H", "100") OFFSET("V", "-20")) "</w:p>",
	       {1, "<wp:extent cx=\"1000\" cy=\"500\"/>"}, {1, "<a:ext cx=\"1000\" cy=\"500\"/>"},
	       {1, "<wp:posOffset>100</wp:posOffset>"}, {1, "<wp:posOffset>230</wp:posOffset>"}, {0, "rOld"},
	       {0, "extLst"}, {0, "srcRect"}, {1, "<a:grayscl/>"}, {1, "descr=\"ф\""});
	EXPECT(PACKAGE_DOCX, "<w:p>" DRAWING("inline", "{{ф | cover}}", "") "</w:p>",
	       {1, "<wp:extent cx=\"1000\" cy=\"1000\"/>"},
	       {1, "l=\"25000\" t=\"0\" r=\"25000\" b=\"0\"/><a:stretch/>"}, {0, "l=\"9\""});
	EXPECT(PACKAGE_DOCX, "<w:p>" VML("{{ф}}") "</w:p>",
	       {1, "alt=\"ф\" style=\"position:absolute;width:100.00pt;height:50.00pt\""}, {0, "rOld"});
	EXPECT(PACKAGE_DOCX, "<w:p>" VML("{{ф | cover}}") "</w:p>", {1, "width:100.00pt;height:144.00pt\""},
	       {1, "cropleft=\"21390f\" cropright=\"21390f\"/>"});
}

/* A shape filled with a picture, which holds text with a picture of its own. */
static void
pictures_of_another_story_stay(void **state)
{
	(void)state;
	EXPECT(PACKAGE_DOCX,
	       "<w:p><w:r><w:drawing><wp:inline "
	       "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
	       "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
	       "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
	       "<wp:extent cx=\"9\" cy=\"9\"/><wp:docPr descr=\"{{ф}}\"/><a:blip "
	       "r:embed=\"rFill\"/><w:txbxContent><w:p>" DRAWING(
		       "inline", "logo", "") "</w:p></w:txbxContent></wp:inline></w:drawing></w:r></w:p>",
	       {0, "rFill"}, {1, "rOld"}, {1, "<wp:extent cx=\"1000\" cy=\"1000\"/>"});
}

static void
in_a_writer_frame(void **state)
{
	(void)state;
	EXPECT(PACKAGE_ODT, OP(FRAME("{{ф}}")), {1, "svg:x=\"1.0000cm\" svg:y=\"3.0000cm\""},
	       {1, "svg:width=\"4.0000cm\" svg:height=\"2.0000cm\""}, {1, "draw:style-name=\"fr1\""}, {0, "old"},
	       {0, "svg+xml"}, {1, "<draw:image "}, {1, "<svg:title>ф</svg:title>"});
	/* 8 by 4 pixels are 0.21 by 0.11 cm; a quarter is cut off on either side */
	EXPECT(PACKAGE_ODT, OP(FRAME("{{ф | cover}}")), {1, "svg:width=\"4.0000cm\" svg:height=\"4.0000cm\""},
	       {1, "fo:clip=\"rect(0.0000cm, 0.0529cm, 0.0000cm, 0.0529cm)\""}, {0, "draw:style-name=\"fr1\""},
	       {1, "style:parent-style-name=\"fr1\""});
}

static void
nothing_to_show(void **state)
{
	(void)state;
	EXPECT(PACKAGE_DOCX, "<w:p>" DRAWING("inline", "{{нет}}", "") "</w:p>" P("x"), {1, "<w:p>"}, {0, "drawing"});
	EXPECT(PACKAGE_DOCX, "<w:p><w:r><w:t>y</w:t></w:r>" DRAWING("inline", "{{нет}}", "") "</w:p>" P("x"),
	       {2, "<w:p>"}, {0, "<w:drawing"});
	EXPECT(PACKAGE_DOCX,
	       "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc><w:p>" DRAWING("inline", "{{нет}}",
									"") "</w:p></w:tc></w:tr></w:tbl>" P("x"),
	       {2, "<w:p"}, {1, "<w:tc>"}, {0, "<w:drawing"});
	EXPECT(PACKAGE_ODT, OP(FRAME("{{нет}}")) OP("x"), {1, "<text:p "}, {0, "<draw:frame"});
	EXPECT(PACKAGE_ODT, OP("{{нет | image}}") OP("{{нет | qr}}"), {2, "<text:p "}, {0, "<draw:frame"});
}

#define MC "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
#define BOTH(alt)                                                                                                      \
	"<mc:AlternateContent " MC "><mc:Choice Requires=\"wps\">" DRAWING(                                            \
		"inline", alt, "") "</mc:Choice><mc:Fallback>" VML(alt) "</mc:Fallback></mc:AlternateContent>"

static void
both_renditions(void **state)
{
	(void)state;
	EXPECT(PACKAGE_DOCX, "<w:p>" BOTH("{{ф}}") "</w:p>", {0, "rOld"}, {0, "{{"}, {1, "cy=\"500\"/><wp:docPr"},
	       {1, "height:72.00pt"});
	EXPECT(PACKAGE_DOCX, "<w:p>" BOTH("{{нет}}") "</w:p>" P("x"), {0, "mc:"}, {1, "<w:p>"});
}

static void
expect_refusal(const char *body, const char *slugs)
{
	struct studio s;
	struct buffer seen = {0};

	begin(&s, PACKAGE_DOCX, body);
	assert_null(s.xml);
	for (size_t i = 0; i < s.bench.report.problems.count; i++)
		buffer_printf(&seen, "%s%s", i ? " " : "", problem_slug(s.bench.report.problems.at[i].code));
	buffer_byte(&seen, '\0');
	assert_string_equal(seen.at, slugs);
	buffer_free(&seen);
	end(&s);
}

static void
refused(void **state)
{
	(void)state;
	expect_refusal(P("{{вон | image}}"), "picture-outside");
	expect_refusal(P("{{\"./../x.png\" | image}}{{\"A.PNG\" | image}}"), "picture-outside picture-missing");
	expect_refusal("<w:p>" DRAWING("inline", "{{^ф}}", "") "</w:p>", "picture-marker");
	expect_refusal("<w:p>" DRAWING("inline", "{{фф}}", "") DRAWING("inline", "{{ф | }}", "") "</w:p>",
		       "filter-missing field-unknown");
}

/* The rehearsal tells what is missing and nothing else, and makes nothing. */
static void
rehearsal(void **state)
{
	struct studio s;
	struct program *p;

	(void)state;
	begin(&s, PACKAGE_DOCX, P("{{ф | image}}{{1 / 0}}{{\"нет.png\" | image}}{{пара | image: 1cm}}"));
	p = program_compile(&s.bench.arena, &s.bench.report, s.bench.template);
	report_close(&s.bench.report);
	report_open(&s.bench.report);
	assert_true(p->has_pictures);
	assert_false(merge_check_pictures(&s.bench.arena, &s.bench.report, p, &s.bench.context));
	assert_int_equal(s.bench.report.problems.count, 1);
	assert_string_equal(problem_slug(s.bench.report.problems.at[0].code), "picture-missing");
	end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amid_text),         cmocka_unit_test(in_a_word_frame),
		cmocka_unit_test(in_a_writer_frame), cmocka_unit_test(nothing_to_show),
		cmocka_unit_test(both_renditions),   cmocka_unit_test(refused),
		cmocka_unit_test(rehearsal),         cmocka_unit_test(pictures_of_another_story_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
