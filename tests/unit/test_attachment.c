#include "template_bench.h"

#include "merge/attachment.h"

#define CONTENT_TYPES                                                                                                  \
	"<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"        \
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
#define MANIFEST                                                                                                       \
	"<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">"                                  \
	"<m:file-entry m:full-path=\"/\" m:media-type=\"x\"/></m:manifest>"

/* One record's additions to a package whose main part has these bytes. */
struct attaching {
	struct bench bench;
	struct program program;
	struct program_part part;
	struct merging m;
};

static void
set_part(struct attaching *t, const char *name, const char *bytes)
{
	package_replace(&t->bench.arena, t->bench.template, text_from(name), text_from(bytes));
}

static void
begin(struct attaching *t, enum package_kind kind, const char *bytes)
{
	*t = (struct attaching){.program = {0}};
	bench_open(&t->bench);
	t->bench.template = bench_package(&t->bench, kind);
	set_part(t, t->bench.template->main_part.at, bytes);
	if (kind == PACKAGE_DOCX)
		set_part(t, "[Content_Types].xml", CONTENT_TYPES);
	else
		set_part(t, "META-INF/manifest.xml", MANIFEST);
	t->program.package = t->bench.template;
	t->part = (struct program_part){.name = t->bench.template->main_part, .bytes = text_from(bytes)};
	t->m = (struct merging){
		.arena = &t->bench.arena, .report = &t->bench.report, .program = &t->program, .part = &t->part};
}

static void
finish(struct attaching *t)
{
	t->bench.merged = package_copy(&t->bench.arena, t->bench.template);
	attachments_finish(&t->m, t->bench.merged);
	assert_false(t->m.failed);
}

static const char *
part(struct attaching *t, const char *name)
{
	struct part *found = package_part(t->bench.merged, text_from(name));

	return found ? text_c(&t->bench.arena, found->bytes) : "(none)";
}

static int
times(const char *in, const char *what)
{
	int n = 0;

	while ((in = strstr(in, what)) != NULL)
		n++, in++;
	return n;
}

static struct text
add_picture(struct attaching *t, struct text bytes, const char *extension)
{
	return attach_picture(&t->m, bytes, attach_digest(&t->bench.arena, bytes), extension);
}

static void
nothing_added_nothing_touched(void **state)
{
	struct attaching t;

	(void)state;
	begin(&t, PACKAGE_DOCX, "<w:document/>");
	finish(&t);
	assert_string_equal(part(&t, "[Content_Types].xml"), CONTENT_TYPES);
	assert_int_equal(t.bench.merged->parts.count, 2);
	bench_close(&t.bench);
}

static void
a_picture_is_stored_once(void **state)
{
	struct attaching t;
	struct text first, again, jpeg;
	const char *rels;

	(void)state;
	begin(&t, PACKAGE_DOCX, "<w:document/>");
	first = add_picture(&t, TEXT("\x89PNG one"), "png");
	again = add_picture(&t, text_copy(&t.bench.arena, TEXT("\x89PNG one")), "png");
	jpeg = add_picture(&t, TEXT("\xFF\xD8\xFF two"), "jpeg");
	assert_true(text_equal(first, again));
	assert_false(text_equal(first, jpeg));
	finish(&t);
	rels = part(&t, "word/_rels/document.xml.rels");
	assert_int_equal(times(rels, "<Relationship "), 2);
	assert_int_equal(times(rels, "Target=\"media/"), 2);
	assert_int_equal(times(rels, "</Relationships>"), 1);
	assert_non_null(strstr(rels, text_c(&t.bench.arena, first)));
	assert_int_equal(
		times(part(&t, "[Content_Types].xml"), "<Default Extension=\"png\" ContentType=\"image/png\"/>"), 1);
	assert_int_equal(times(part(&t, "[Content_Types].xml"), "image/jpeg"), 1);
	assert_int_equal(t.bench.merged->parts.count, 5);
	bench_close(&t.bench);
}

static void
the_template_may_have_it_already(void **state)
{
	struct attaching t;

	(void)state;
	begin(&t, PACKAGE_DOCX, "<w:document/>");
	add_picture(&t, TEXT("\x89PNG one"), "png");
	attach_link(&t.m, TEXT("http://a.ru/ б?x=1&y=2"));
	finish(&t);
	/* the result as a template, and the same again */
	t.program.package = t.bench.template = t.bench.merged;
	t.m.attachments = NULL;
	add_picture(&t, TEXT("\x89PNG one"), "png");
	attach_link(&t.m, TEXT("http://a.ru/ б?x=1&y=2"));
	finish(&t);
	assert_int_equal(times(part(&t, "word/_rels/document.xml.rels"), "<Relationship "), 2);
	assert_int_equal(times(part(&t, "word/_rels/document.xml.rels"), "Target=\"http://a.ru/%20б?x=1&amp;y=2\""), 1);
	assert_int_equal(times(part(&t, "[Content_Types].xml"), "image/png"), 1);
	bench_close(&t.bench);
}

static void
another_type_of_the_extension_is_overridden(void **state)
{
	struct attaching t;

	(void)state;
	begin(&t, PACKAGE_DOCX, "<w:document/>");
	set_part(&t, "[Content_Types].xml",
		 "<t:Types xmlns:t='x'><t:Default Extension='PNG' ContentType='a/b'/></t:Types>");
	set_part(&t, "word/_rels/document.xml.rels", "<Relationships xmlns=\"x\"/>");
	add_picture(&t, TEXT("\x89PNG one"), "png");
	finish(&t);
	assert_int_equal(times(part(&t, "[Content_Types].xml"), "<t:Override PartName=\"/word/media/"), 1);
	assert_int_equal(times(part(&t, "word/_rels/document.xml.rels"), "</Relationships>"), 1);
	bench_close(&t.bench);
}

static void
a_picture_of_an_odt(void **state)
{
	struct attaching t;
	struct text name;
	const char *manifest;

	(void)state;
	begin(&t, PACKAGE_ODT, "<office:document-content/>");
	name = add_picture(&t, TEXT("\xFF\xD8\xFF two"), "jpeg");
	assert_true(text_starts(name, TEXT("Pictures/")));
	finish(&t);
	manifest = part(&t, "META-INF/manifest.xml");
	assert_int_equal(times(manifest, "<m:file-entry m:full-path=\"Pictures/"), 1);
	assert_int_equal(times(manifest, "m:media-type=\"image/jpeg\"/></m:manifest>"), 1);
	assert_string_equal(part(&t, text_c(&t.bench.arena, name)), "\xFF\xD8\xFF two");
	bench_close(&t.bench);
}

/* Where the styles of a part go: into its automatic styles, be they full, empty or not there. */
static void
expect_style(const char *before, const char *after, const char *expected_before, const char *expected_after)
{
	const char *properties = "<style:graphic-properties fo:clip=\"auto\"/>";
	struct attaching t;
	struct text one, again, expected;

	begin(&t, PACKAGE_ODT, "");
	t.part.bytes = text_format(&t.bench.arena, "%s%s", before, after);
	set_part(&t, "content.xml", t.part.bytes.at);
	one = attach_style(&t.m, "graphic", TEXT("Graphics"), text_from(properties));
	again = attach_style(&t.m, "graphic", TEXT("Graphics"), text_from(properties));
	assert_true(text_equal(one, again));
	finish(&t);
	expected = text_format(&t.bench.arena,
			       "%s<style:style style:family=\"graphic\" style:parent-style-name=\"Graphics\" "
			       "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "
			       "style:name=\"%.*s\">%s</style:style>%s",
			       expected_before, TEXT_ARG(one), properties, expected_after);
	assert_string_equal(part(&t, "content.xml"), expected.at);
	bench_close(&t.bench);
}

#define ROOT                                                                                                           \
	"<?xml version=\"1.0\"?><!-- x --><o:document-content xmlns:o=\"o\" "                                          \
	"xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\">"

static void
styles_of_an_odt(void **state)
{
	(void)state;
	expect_style(ROOT "<o:automatic-styles><x/>", "</o:automatic-styles><o:body/>", ROOT "<o:automatic-styles><x/>",
		     "</o:automatic-styles><o:body/>");
	expect_style(ROOT "<o:automatic-styles/>", "<o:body/>", ROOT "<o:automatic-styles>",
		     "</o:automatic-styles><o:body/>");
	expect_style(ROOT, "<o:body/>", ROOT "<o:automatic-styles>", "</o:automatic-styles><o:body/>");
}

static void
parts_in_other_encodings(void **state)
{
	struct attaching t;

	(void)state;
	begin(&t, PACKAGE_DOCX, "<w:document/>");
	package_replace(&t.bench.arena, t.bench.template, TEXT("word/_rels/document.xml.rels"),
			TEXT("\xFE\xFF\0<\0R\0e\0l\0a\0t\0i\0o\0n\0s\0h\0i\0p\0s\0/\0>"));
	add_picture(&t, TEXT("\x89PNG one"), "png");
	finish(&t);
	assert_int_equal(times(part(&t, "word/_rels/document.xml.rels"), "<Relationship "), 1);
	bench_close(&t.bench);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_added_nothing_touched),
		cmocka_unit_test(a_picture_is_stored_once),
		cmocka_unit_test(the_template_may_have_it_already),
		cmocka_unit_test(another_type_of_the_extension_is_overridden),
		cmocka_unit_test(a_picture_of_an_odt),
		cmocka_unit_test(styles_of_an_odt),
		cmocka_unit_test(parts_in_other_encodings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
