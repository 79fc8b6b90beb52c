/* Lists that begin anew, or go on, where their section is repeated; new lists in word/numbering.xml. */
#include "template_bench.h"

#include "merge/attachment.h"

#define DATA                                                                                                           \
	"{\"acts\": [{\"n\": \"1\", \"rows\": [{\"m\": \"a\"}, {\"m\": \"b\"}]}, {\"n\": \"2\", \"rows\": [{\"m\": "   \
	"\"c\"}]},"                                                                                                    \
	" {\"n\": \"3\", \"rows\": []}], \"да\": true}"
#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define LEVEL(i, start, format)                                                                                        \
	"<w:lvl w:ilvl=\"" i "\"><w:start w:val=\"" start "\"/><w:numFmt w:val=\"" format "\"/></w:lvl>"
#define NUMBERING                                                                                                      \
	"<w:numbering " W "><w:abstractNum w:abstractNumId=\"0\">" LEVEL("0", "1", "decimal")                          \
		LEVEL("1", "3", "decimal") "</w:abstractNum><w:abstractNum w:abstractNumId=\"4\">" LEVEL(              \
			"0", "1",                                                                                      \
			"bullet") "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"        \
				  "<w:num w:numId=\"9\"><w:abstractNumId w:val=\"4\"/></w:num></w:numbering>"
#define STYLES                                                                                                         \
	"<w:styles " W                                                                                                 \
	"><w:style w:type=\"paragraph\" w:styleId=\"L\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr>"              \
	"<w:ind w:left=\"99\"/></w:pPr></w:style></w:styles>"
#define RELS                                                                                                           \
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"                       \
	"<Relationship Id=\"r1\" "                                                                                     \
	"Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" "                      \
	"Target=\"numbering.xml\"/><Relationship Id=\"r2\" "                                                           \
	"Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>"  \
	"</Relationships>"

#define NUMBERED(level, num, text)                                                                                     \
	"<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" num "\"/></w:numPr></w:pPr>"             \
	"<w:r><w:t>" text "</w:t></w:r></w:p>"
#define N(text)      NUMBERED("0", "1", text)
#define STYLED(text) "<w:p><w:pPr><w:pStyle w:val=\"L\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"

static void
open_word(struct bench *b, const char *body)
{
	bench_open(b);
	bench_data(b, DATA);
	bench_template(b, PACKAGE_DOCX, body);
	package_replace(&b->arena, b->template, TEXT("word/_rels/document.xml.rels"), TEXT(RELS));
	package_replace(&b->arena, b->template, TEXT("word/numbering.xml"), TEXT(NUMBERING));
	package_replace(&b->arena, b->template, TEXT("word/styles.xml"), TEXT(STYLES));
}

/* The numIds of the merged document in order, and the same restarts in the numbering. */
static void
expect_nums(const char *body, const char *expected)
{
	struct bench b;
	const char *xml;
	struct buffer seen = {0};

	open_word(&b, body);
	xml = bench_part(&b, "word/document.xml");
	if (!xml)
		fail_msg("not merged: %s", first_what(&b));
	while ((xml = strstr(xml, "<w:numId w:val=\"")) != NULL) {
		xml += strlen("<w:numId w:val=\"");
		buffer_printf(&seen, "%d ", atoi(xml));
	}
	buffer_byte(&seen, '\0');
	assert_string_equal(seen.at, expected);
	buffer_free(&seen);
	bench_close(&b);
}

static void
a_list_with_one_position_goes_on(void **state)
{
	(void)state;
	expect_nums(P("{{#acts}}") N("{{n}}") P("{{/acts}}"), "1 1 1 ");
	expect_nums(TBL(TR("<w:tc>" N("{{#acts}}") "</w:tc>" TC("{{n}}{{/acts}}"))), "1 1 1 ");
	expect_nums(P("{{#acts}}") P("{{#да}}") N("{{n}}") P("{{/да}}") P("{{/acts}}"), "1 1 1 ");
	expect_nums(P("{{#acts}}") P("{{#да}}") N("{{n}}") P("{{else}}") N("x") P("{{/да}}") P("{{/acts}}"), "1 1 1 ");
	expect_nums(P("{{#acts}}") N("{{n}}") NUMBERED("1", "1", "x") P("{{/acts}}"), "1 1 1 1 1 1 ");
}

static void
a_list_that_stands_outside_too_goes_on(void **state)
{
	(void)state;
	expect_nums(N("0") P("{{#acts}}") N("{{n}}") N("x") P("{{/acts}}"), "1 1 1 1 1 1 1 ");
}

static void
a_list_of_several_positions_begins_anew(void **state)
{
	(void)state;
	expect_nums(P("{{#acts}}") N("{{n}}") N("x") P("{{/acts}}"), "1 1 10 10 11 11 ");
	expect_nums(P("{{#acts}}") P("{{#да}}") N("{{n}}") N("x") P("{{/да}}") P("{{/acts}}"), "1 1 10 10 11 11 ");
}

static void
a_list_in_an_inner_loop_begins_anew_with_the_outer_one(void **state)
{
	(void)state;
	expect_nums(P("{{#acts}}{{n}}") P("{{#rows}}") N("{{m}}") P("{{/rows}}") P("{{/acts}}"), "1 1 10 ");
	expect_nums(P("{{#acts}}{{n}}") P("{{#rows}}") N("{{m}}") N("x") P("{{/rows}}") P("{{/acts}}"),
		    "1 1 10 10 11 11 ");
}

static void
bullets_are_left_alone(void **state)
{
	(void)state;
	expect_nums(P("{{#acts}}") NUMBERED("0", "9", "{{n}}") NUMBERED("0", "9", "x") P("{{/acts}}"), "9 9 9 9 9 9 ");
}

static void
a_paragraph_numbered_by_its_style_names_the_new_list(void **state)
{
	struct bench b;
	const char *xml, *numbering;

	(void)state;
	open_word(&b, P("{{#acts}}") STYLED("{{n}}") STYLED("x") P("{{/acts}}"));
	xml = bench_part(&b, "word/document.xml");
	assert_non_null(strstr(xml, "<w:pPr><w:pStyle w:val=\"L\"/></w:pPr><w:r><w:t xml:space=\"preserve\">1<"));
	assert_non_null(strstr(xml,
			       "<w:pPr><w:pStyle w:val=\"L\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"10\"/>"
			       "</w:numPr><w:ind w:left=\"99\"/></w:pPr><w:r><w:t xml:space=\"preserve\">2<"));
	numbering = text_c(&b.arena, package_part(b.merged, TEXT("word/numbering.xml"))->bytes);
	assert_non_null(strstr(numbering,
			       "<w:num w:numId=\"10\"><w:abstractNumId w:val=\"0\"/>"
			       "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>"
			       "<w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"3\"/></w:lvlOverride></w:num>"));
	bench_close(&b);
}

/* ---- ODT ---- */

#define ITEM(text)  "<text:list-item>" OP(text) "</text:list-item>"
#define LIST(items) "<text:list text:style-name=\"L\">" items "</text:list>"

/* What each text:list and item says of numbers, in order: "+" goes on with, "=" its id, "!" begins anew. */
static void
expect_lists(const char *body, const char *expected)
{
	struct bench b;
	const char *xml;
	struct buffer seen = {0};

	bench_open(&b);
	bench_data(&b, DATA);
	bench_template(&b, PACKAGE_ODT, body);
	xml = bench_part(&b, "content.xml");
	if (!xml)
		fail_msg("not merged: %s", first_what(&b));
	for (; *xml; xml++) {
		static const char *const signs[][2] = {{"<text:list ", "("},
						       {"<text:list>", "("},
						       {"</text:list>", ")"},
						       {"<text:list-item", "."},
						       {" xml:id=\"", "="},
						       {" text:continue-list=\"", "+"},
						       {" text:continue-numbering=\"true", "+"},
						       {" text:start-value=\"", "!"}};

		for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
			if (strncmp(xml, signs[i][0], strlen(signs[i][0])) != 0)
				continue;
			buffer_string(&seen, signs[i][1]);
			if (*signs[i][1] == '=' || *signs[i][1] == '+' || *signs[i][1] == '!')
				buffer_add(&seen, xml + strlen(signs[i][0]), strcspn(xml + strlen(signs[i][0]), "\""));
		}
	}
	buffer_byte(&seen, '\0');
	assert_string_equal(seen.at, expected);
	buffer_free(&seen);
	bench_close(&b);
}

static void
lists_of_an_odt_go_on(void **state)
{
	(void)state;
	expect_lists(OP("{{#acts}}") OP("x") LIST(ITEM("{{n}}")) OP("{{/acts}}"),
		     "(=list_1_.)(=list_1__2+list_1_.)(=list_1__3+list_1_.)");
	expect_lists(LIST(ITEM("{{#acts}}") ITEM("{{n}}") ITEM("{{/acts}}")), "(...)");
	expect_lists(OP("{{#acts}}") LIST(ITEM("{{n}}")) OP("{{/acts}}"), "(...)");
}

static void
lists_of_an_odt_begin_anew(void **state)
{
	(void)state;
	expect_lists(OP("{{#acts}}") LIST(ITEM("{{n}}") ITEM("x")) OP("{{/acts}}"),
		     "(=list_1_..)(=list_1__2..)(=list_1__3..)");
	expect_lists(LIST(ITEM("{{#acts}}{{n}}") ITEM("x{{/acts}}")), "(...!1..!1.)");
	expect_lists(OP("{{#acts}}{{n}}") LIST(ITEM("{{#rows}}") ITEM("{{m}}") ITEM("{{/rows}}")) OP("{{/acts}}"),
		     "(=list_1_..)(=list_1__2.)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_with_one_position_goes_on),
		cmocka_unit_test(a_list_that_stands_outside_too_goes_on),
		cmocka_unit_test(a_list_of_several_positions_begins_anew),
		cmocka_unit_test(a_list_in_an_inner_loop_begins_anew_with_the_outer_one),
		cmocka_unit_test(bullets_are_left_alone),
		cmocka_unit_test(a_paragraph_numbered_by_its_style_names_the_new_list),
		cmocka_unit_test(lists_of_an_odt_go_on),
		cmocka_unit_test(lists_of_an_odt_begin_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
