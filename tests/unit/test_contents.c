/* Tables of contents whose entries are copies of headings with markers. */
#include "template_bench.h"

#define DATA                                                                                                            \
	"{\"x\": [{\"n\": \"1\"}, {\"n\": \"2\"}], \"t\": \"текст\", \"u\": \"https://x.рф/a b\\\"<c\", \"w\": " \
	"\"y.ru\"}"

#define RUN(text)   "<w:r><w:t>" text "</w:t></w:r>"
#define MARK(kind)  "<w:r><w:fldChar w:fldCharType=\"" kind "\"/></w:r>"
#define TELL(text)  "<w:r><w:instrText>" text "</w:instrText></w:r>"
#define TOC         MARK("begin") TELL(" TO") TELL("C \\o ") MARK("separate")
#define CAPTIONS    MARK("begin") TELL(" TO") TELL("C \\c x") MARK("separate")
#define PAGE(n)     "<w:r><w:tab/></w:r>" MARK("begin") TELL(" PAGEREF a ") MARK("separate") RUN(n) MARK("end")
#define PP(content) "<w:p>" content "</w:p>"

/* What comes out and the slugs of what is told. */
static void
expect(enum package_kind kind, const char *body, const char *expected, const char *slugs)
{
	struct bench b;
	struct buffer told = {0};
	const char *xml;

	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, kind, body);
	xml = bench_part(&b, kind == PACKAGE_DOCX ? "word/document.xml" : "content.xml");
	if (!xml)
		fail_msg("not merged: %s", first_what(&b));
	assert_string_equal(bench_line(&b, xml), expected);
	for (size_t i = 0; i < b.report.problems.count; i++)
		buffer_printf(&told, "%s%s", i ? " " : "", problem_slug(b.report.problems.at[i].code));
	buffer_byte(&told, '\0');
	assert_string_equal(told.at, slugs);
	buffer_free(&told);
	bench_close(&b);
}

static void
entries_of_repeated_headings_go(void **state)
{
	(void)state;
	expect(PACKAGE_DOCX,
	       PP(CAPTIONS RUN("а") PAGE("1")) PP(RUN("1") "<w:r><w:tab/></w:r>" RUN("{{n") RUN("}}") PAGE("2"))
		       PP(RUN("б") PAGE("3")) PP(MARK("end")) P("{{#x}}") P("{{n}}") P("{{/}}"),
	       " TOC \\c xа→ PAGEREF a 1¶б→ PAGEREF a 3¶¶1¶2¶", "contents-stale");
	expect(PACKAGE_ODT,
	       "<text:table-of-content><text:index-body><text:index-title>" OP("{{t}}") "</text:index-title>" OP(
		       "{{n}}<text:tab/>2") OP("б") "</text:index-body></text:table-of-content>" OP("{{#x}}")
		       OP("{{n}}") OP("{{/}}"),
	       "текст¶б¶1¶2¶", "contents-stale");
}

static void
the_paragraph_of_the_field_stays(void **state)
{
	struct bench b;
	const char *xml;

	(void)state;
	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, PACKAGE_DOCX,
		       PP(CAPTIONS RUN("{{n}}") PAGE("1")) PP(RUN("{{n}}!") PAGE("2") MARK("end") RUN("{{t}}"))
			       P("{{#x}}") P("{{n}}") P("{{n}}!") P("{{/}}"));
	xml = bench_part(&b, "word/document.xml");
	assert_non_null(xml);
	assert_non_null(strstr(xml, "<w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/>"));
	assert_string_equal(bench_line(&b, xml), " TOC \\c x PAGEREF a ¶ PAGEREF a текст¶1¶1!¶2¶2!¶");
	bench_close(&b);
}

static void
entries_that_are_made_anew_are_emptied(void **state)
{
	(void)state;
	expect(PACKAGE_DOCX,
	       PP(TOC RUN("а") PAGE("1")) PP(RUN("1") "<w:r><w:tab/></w:r>" RUN("{{n") RUN("}}") PAGE("2"))
		       PP(RUN("{{n}}") PAGE("3") MARK("end") RUN("{{t}}")) P("{{#x}}") P("{{n}}") P("{{/}}"),
	       " TOC \\o а→ PAGEREF a 1¶→→ PAGEREF a ¶→ PAGEREF a текст¶1¶2¶", "");
	expect(PACKAGE_ODT,
	       "<text:table-of-content><text:table-of-content-source><text:table-of-content-entry-template/>"
	       "</text:table-of-content-source><text:index-body>" OP("{{n}}<text:tab/>2")
		       OP("б") "</text:index-body></text:table-of-content>" OP("{{#x}}") OP("{{n}}") OP("{{/}}"),
	       "→¶б¶1¶2¶", "");
}

static void
other_entries_are_merged_like_their_headings(void **state)
{
	(void)state;
	expect(PACKAGE_DOCX,
	       PP(TOC RUN("{{t}}") PAGE("1")) PP(RUN("{{#x}}{{n}}{{/}}") PAGE("2") MARK("end")) P("{{t}}"),
	       " TOC \\o текст→ PAGEREF a 1¶12→ PAGEREF a 2¶текст¶", "");
	/* a field that only begins alike */
	expect(PACKAGE_DOCX, PP(MARK("begin") TELL(" TOCX ") MARK("separate") RUN("{{t}}") MARK("end")), " TOCX текст¶",
	       "");
}

static void
marks_of_fields_that_do_not_fit_are_passed_over(void **state)
{
	(void)state;
	expect(PACKAGE_DOCX, PP(MARK("end") MARK("separate") RUN("{{t}}") TOC) P("{{t}}"), "текст TOC \\o ¶текст¶", "");
}

static void
a_fault_of_the_second_rendition_alone_is_told(void **state)
{
	(void)state;
#define BOXES(one, other)                                                                                              \
	"<w:p><w:r><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">"     \
	"<mc:Choice><w:txbxContent>" P(one) "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" P(              \
		other) "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
	bench_refuse(PACKAGE_DOCX, BOXES("ok", "{{t"), DATA, "marker-unclosed");
	bench_refuse(PACKAGE_DOCX, BOXES("{{t", "{{t"), DATA, "marker-unclosed");
	bench_refuse(PACKAGE_DOCX, BOXES("{{#t}}", "{{#t}}"), DATA, "section-unclosed");
}

/* The target of an ODT's link. */
static void
expect_link(const char *typed, const char *expected)
{
	struct bench b;
	const char *xml;

	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, PACKAGE_ODT,
		       text_c(&b.arena, text_format(&b.arena, OP("<text:a xlink:href=\"%s\">a</text:a>"), typed)));
	xml = bench_part(&b, "content.xml");
	assert_non_null(xml);
	expected = text_c(&b.arena, text_format(&b.arena, "<text:a xlink:href=\"%s\">", expected));
	if (!strstr(xml, expected))
		fail_msg("%s not in %s", expected, xml);
	bench_close(&b);
}

static void
link_targets(void **state)
{
	(void)state;
	expect_link("{{u}}", "https://x.рф/a%20b%22%3Cc");
	/* what stands beside the marker keeps its escapes */
	expect_link("http://a/b%20%7Bc%7D?x=%7b%7bt%7D%7d&amp;y=%7B%7Bw%7D%7D%20",
		    "http://a/b%20%7Bc%7D?x=текст&amp;y=y.ru%20");
	/* what the editor has put before a target that it could not know */
	expect_link("../../%7B%7Bu%7D%7D", "https://x.рф/a%20b%22%3Cc");
	expect_link("http://{{u}}#a", "https://x.рф/a%20b%22%3Cc#a");
	expect_link("http://{{w}}", "http://y.ru");
	expect_link("http://a/{{u}}", "http://a/https://x.рф/a%20b%22%3Cc");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_of_repeated_headings_go),
		cmocka_unit_test(entries_that_are_made_anew_are_emptied),
		cmocka_unit_test(the_paragraph_of_the_field_stays),
		cmocka_unit_test(other_entries_are_merged_like_their_headings),
		cmocka_unit_test(marks_of_fields_that_do_not_fit_are_passed_over),
		cmocka_unit_test(a_fault_of_the_second_rendition_alone_is_told),
		cmocka_unit_test(link_targets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
