/* Foot- and endnotes of a DOCX in what is repeated. */
#include "template_bench.h"

#define DATA               "{\"x\": [{\"n\": \"1\", \"s\": [\"p\", \"q\"]}, {\"n\": \"2\", \"s\": []}], \"t\": \"текст\"}"
#define W                  "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define NOTE(id, body)     "<w:footnote w:id=\"" id "\">" body "</w:footnote>"
#define SEPARATOR          "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
#define REFERENCE(id)      "<w:r><w:footnoteReference w:id=\"" id "\"/></w:r>"
#define REFERRED(text, id) "<w:p><w:r><w:t>" text "</w:t></w:r>" REFERENCE(id) "</w:p>"

static void
open_notes(struct bench *b, const char *body, const char *notes)
{
	bench_open(b);
	bench_data(b, DATA);
	bench_template(b, PACKAGE_DOCX, body);
	package_replace(&b->arena, b->template, TEXT("word/footnotes.xml"),
			text_format(&b->arena, "<w:footnotes %s>%s%s</w:footnotes>", W, SEPARATOR, notes));
}

/* The ids of the references, then those of the notes with their text. */
static void
expect_notes(const char *body, const char *notes, const char *expected)
{
	struct bench b;
	const char *xml;
	struct buffer seen = {0};

	open_notes(&b, body, notes);
	xml = bench_part(&b, "word/document.xml");
	if (!xml)
		fail_msg("not merged: %s", first_what(&b));
	while ((xml = strstr(xml, "<w:footnoteReference w:id=\"")) != NULL) {
		xml += strlen("<w:footnoteReference w:id=\"");
		buffer_printf(&seen, "%d ", atoi(xml));
	}
	xml = text_c(&b.arena, package_part(b.merged, TEXT("word/footnotes.xml"))->bytes);
	buffer_string(&seen, bench_line(&b, xml));
	for (xml = strstr(xml, "<w:footnote w:id=\""); xml; xml = strstr(xml + 1, "<w:footnote w:id=\""))
		buffer_printf(&seen, " %d", atoi(xml + strlen("<w:footnote w:id=\"")));
	buffer_byte(&seen, '\0');
	assert_string_equal(seen.at, expected);
	buffer_free(&seen);
	bench_close(&b);
}

static void
each_repetition_has_a_note_of_its_own(void **state)
{
	(void)state;
	expect_notes(P("{{#x}}") REFERRED("{{n}}", "1") P("{{/x}}"), NOTE("1", P("о {{n}}")), "1 2 ¶о 1¶о 2¶ 1 2");
}

static void
notes_come_in_the_order_of_their_references(void **state)
{
	(void)state;
	expect_notes(REFERRED("a", "1") P("{{#x}}") REFERRED("{{n}}", "2") P("{{/x}}") REFERRED("b", "3"),
		     NOTE("1", P("первая {{t}}")) NOTE("2", P("о {{n}}")) NOTE("3", P("последняя")),
		     "1 2 3 4 ¶первая текст¶о 1¶о 2¶последняя¶ 1 2 3 4");
}

static void
sections_in_notes(void **state)
{
	(void)state;
	expect_notes(P("{{#x}}") REFERRED("{{n}}", "1") P("{{/x}}"),
		     NOTE("1", P("{{#s}}") P("{{.}}") P("{{/s}}") P("{{#s}}{{.}},{{else}}нет{{/s}}")),
		     "1 2 ¶p¶q¶p,q,¶нет¶ 1 2");
	expect_notes(REFERRED("a", "1"), NOTE("1", P("{{#x}}") P("{{n}}") P("{{/x}}")), "1 ¶1¶2¶ 1");
}

static void
notes_outside_sections_stay_where_they_are(void **state)
{
	(void)state;
	expect_notes(P("{{#x}}{{n}}{{/x}}") REFERRED("a", "2") REFERRED("b", "1"),
		     NOTE("1", P("{{t}}")) NOTE("2", P("z")), "2 1 ¶текст¶z¶ 1 2");
}

static void
names_in_notes_are_looked_for_where_the_reference_stands(void **state)
{
	struct bench b;

	(void)state;
	open_notes(&b, P("{{#x}}") REFERRED("{{n}}", "1") P("{{/x}}"), NOTE("1", P("{{нету}}")));
	assert_null(bench_part(&b, "word/document.xml"));
	assert_int_equal(b.report.problems.count, 1);
	assert_string_equal(b.report.problems.at[0].place.part.at, "footnote 1");
	bench_close(&b);
	open_notes(&b, P("{{#x}}") REFERRED("{{n", "1") P("{{/x}}"), NOTE("1", P("{{n}}")));
	assert_null(bench_part(&b, "word/document.xml"));
	assert_int_equal(b.report.problems.count, 1); /* the unclosed marker alone */
	bench_close(&b);
}

static void
a_section_cannot_end_in_a_note(void **state)
{
	struct bench b;

	(void)state;
	open_notes(&b, P("{{#x}}") REFERRED("{{n}}", "1"), NOTE("1", P("{{/x}}")));
	assert_null(bench_part(&b, "word/document.xml"));
	assert_string_equal(problem_slug(b.report.problems.at[0].code), "section-place");
	bench_close(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_repetition_has_a_note_of_its_own),
		cmocka_unit_test(notes_come_in_the_order_of_their_references),
		cmocka_unit_test(sections_in_notes),
		cmocka_unit_test(notes_outside_sections_stay_where_they_are),
		cmocka_unit_test(names_in_notes_are_looked_for_where_the_reference_stands),
		cmocka_unit_test(a_section_cannot_end_in_a_note),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
