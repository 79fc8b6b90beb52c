#include "check.h"

#include <stdio.h>

#include "base/buffer.h"
#include "merge/merge.h"
#include "template_bench.h"

/* Templates by name, and the values that every field has. */
struct shop {
	struct bench bench;
	struct package *packages[80];
	const char *names[80];
	size_t count;
	const char *values[80];
	size_t value_count;
};

static const struct package *
open_template(void *context, struct report *r, struct text name, bool *is_there)
{
	struct shop *s = context;

	(void)r;
	*is_there = false;
	for (size_t i = 0; i < s->count && !*is_there; i++) {
		*is_there = text_is(name, s->names[i]);
		if (*is_there)
			return s->packages[i];
	}
	return NULL;
}

static struct text
nearest(void *context, struct arena *a, struct text name, struct text extension)
{
	(void)context, (void)a, (void)name, (void)extension;
	return TEXT_NONE;
}

static bool
values(void *context, struct arena *a, struct text folded, struct template_values *v)
{
	struct shop *s = context;

	(void)folded;
	v->is_field = s->value_count > 0;
	for (size_t i = 0; i < s->value_count; i++)
		*VECTOR_PUSH(a, &v->of) = (struct template_value){text_from(s->values[i]), {.kind = AT_NOTHING}, 0};
	return true;
}

#define W_URI "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define R_URI "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELS(x)                                                                                                        \
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" x "</Relationships>"
#define REL(id, type, target) "<Relationship Id=\"" id "\" Type=\"" R_URI "/" type "\" Target=\"" target "\"/>"
#define DOCUMENT(x)           "<w:document xmlns:w=\"" W_URI "\" xmlns:r=\"" R_URI "\"><w:body>" x "</w:body></w:document>"
#define STYLES(x)             "<w:styles xmlns:w=\"" W_URI "\">" x "</w:styles>"
#define STYLE(id, name, inside)                                                                                        \
	"<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name "\"/>" inside "</w:style>"
#define STYLED(id, text) "<w:p><w:pPr><w:pStyle w:val=\"" id "\"/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define CONTENT_TYPES                                                                                                  \
	"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"                               \
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"

static struct package *
add(struct shop *s, const char *name, const char *document)
{
	struct package *p = bench_package(&s->bench, PACKAGE_DOCX);

	p->file = text_from(name);
	package_replace(&s->bench.arena, p, TEXT("[Content_Types].xml"), TEXT(CONTENT_TYPES));
	package_replace(&s->bench.arena, p, p->main_part, text_from(document));
	s->names[s->count] = name;
	return s->packages[s->count++] = p;
}

static void
part(struct shop *s, struct package *p, const char *name, const char *bytes)
{
	package_replace(&s->bench.arena, p, text_from(name), text_from(bytes));
}

/* A part of the program's package, as it was put together. */
static const char *
put_together(struct shop *s, struct package *host, const char *name)
{
	struct template_source source = {s, open_template, nearest, values};
	struct program *program = program_compile_with(&s->bench.arena, &s->bench.report, host, &source);
	struct part *found = package_part(program->package, text_from(name));

	if (program->is_faulty)
		fail_msg("faulty: %s", first_what(&s->bench));
	return found ? text_c(&s->bench.arena, found->bytes) : NULL;
}

static void
open_shop(struct shop *s)
{
	*s = (struct shop){.count = 0};
	bench_open(&s->bench);
}

static void
assert_has(const char *xml, const char *wanted)
{
	assert_non_null(xml);
	if (!strstr(xml, wanted))
		fail_msg("not there: %s\nin %s", wanted, xml);
}

static void
assert_lacks(const char *xml, const char *unwanted)
{
	assert_non_null(xml);
	if (strstr(xml, unwanted))
		fail_msg("there: %s\nin %s", unwanted, xml);
}

static void
styles_alike_are_shared_and_others_renamed(void **state)
{
	struct shop s;
	struct package *host, *other;
	const char *styles, *document;

	(void)state;
	open_shop(&s);
	host = add(&s, "host.docx", DOCUMENT(P("{{&gt; other}}")));
	part(&s, host, "word/_rels/document.xml.rels", RELS(REL("a", "styles", "styles.xml")));
	part(&s, host, "word/styles.xml",
	     STYLES(STYLE("1", "heading 1", "<w:rPr><w:b/></w:rPr>") STYLE("2", "quote", "<w:rPr><w:i/></w:rPr>")));
	other = add(&s, "other.docx", DOCUMENT(STYLED("H1", "a") STYLED("Q", "b") STYLED("2", "c")));
	part(&s, other, "word/_rels/document.xml.rels", RELS(REL("a", "styles", "styles.xml")));
	part(&s, other, "word/styles.xml",
	     STYLES(STYLE("H1", "heading 1", "<w:rPr><w:b/></w:rPr>")
			    STYLE("Q", "quote", "<w:basedOn w:val=\"H1\"/><w:rPr><w:u/></w:rPr>")
				    STYLE("2", "own", "<w:basedOn w:val=\"Q\"/>") STYLE("3", "unused", "")));
	document = put_together(&s, host, "word/document.xml");
	styles = put_together(&s, host, "word/styles.xml");
	assert_has(document, "<w:pStyle w:val=\"1\"/></w:pPr><w:r><w:t>a<");
	assert_has(document, "<w:pStyle w:val=\"Q\"/></w:pPr><w:r><w:t>b<");
	assert_has(document, "<w:pStyle w:val=\"2-2\"/></w:pPr><w:r><w:t>c<");
	assert_has(styles, "w:styleId=\"Q\" w:customStyle=\"1\"><w:name w:val=\"quote (2)\"/><w:basedOn w:val=\"1\"/>");
	assert_has(styles, "w:styleId=\"2-2\"><w:name w:val=\"own\"/><w:basedOn w:val=\"Q\"/>");
	assert_lacks(styles, "unused");
	bench_close(&s.bench);
}

#define LIST                                                                                                           \
	"<w:numbering xmlns:w=\"" W_URI "\"><w:abstractNum w:abstractNumId=\"1\"><w:nsid w:val=\"AAAAAAAA\"/>"         \
	"<w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/></w:lvl></w:abstractNum>"                                           \
	"<w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>"
#define LISTED "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>"

static void
lists_come_along_and_begin_anew(void **state)
{
	struct shop s;
	struct package *host, *other;
	const char *numbering, *document;

	(void)state;
	open_shop(&s);
	host = add(&s, "host.docx", DOCUMENT(LISTED P("{{&gt; other}}") P("{{&gt; other}}")));
	part(&s, host, "word/_rels/document.xml.rels", RELS(REL("a", "numbering", "numbering.xml")));
	part(&s, host, "word/numbering.xml", LIST);
	other = add(&s, "other.docx", DOCUMENT(LISTED));
	part(&s, other, "word/_rels/document.xml.rels", RELS(REL("a", "numbering", "numbering.xml")));
	part(&s, other, "word/numbering.xml", LIST);
	document = put_together(&s, host, "word/document.xml");
	numbering = put_together(&s, host, "word/numbering.xml");
	assert_has(document, "<w:numId w:val=\"1\"/>");
	assert_has(document, "<w:numId w:val=\"2\"/>");
	assert_has(document, "<w:numId w:val=\"3\"/>");
	assert_has(numbering, "<w:abstractNum w:abstractNumId=\"2\">");
	assert_lacks(numbering, "w:abstractNumId=\"3\"");
	assert_has(numbering, "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num>");
	assert_has(numbering, "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"2\"/><w:lvlOverride w:ilvl=\"0\">"
			      "<w:startOverride w:val=\"3\"/></w:lvlOverride></w:num>");
	bench_close(&s.bench);
}

static void
notes_pictures_and_bookmarks_come_along(void **state)
{
	struct shop s;
	struct package *host, *other;
	const char *document, *rels;

	(void)state;
	open_shop(&s);
	host = add(&s, "host.docx",
		   DOCUMENT("<w:p><w:bookmarkStart w:id=\"4\" w:name=\"b\"/><w:bookmarkEnd w:id=\"4\"/></w:p>" P(
			   "{{&gt; other}}")));
	part(&s, host, "word/_rels/document.xml.rels", RELS(REL("rId1", "image", "media/a.png")));
	part(&s, host, "word/media/a.png", "host's");
	other = add(&s, "other.docx",
		    DOCUMENT("<w:p><w:bookmarkStart w:id=\"4\" w:name=\"b\"/><w:r><w:drawing r:embed=\"rId1\"/></w:r>"
			     "<w:bookmarkEnd w:id=\"4\"/><w:r><w:instrText> REF b \\h </w:instrText></w:r>"
			     "<w:r><w:footnoteReference w:id=\"7\"/></w:r></w:p>"));
	part(&s, other, "word/_rels/document.xml.rels",
	     RELS(REL("rId1", "image", "media/a.png") REL("rId2", "footnotes", "footnotes.xml")));
	part(&s, other, "word/media/a.png", "other's");
	part(&s, other, "word/footnotes.xml",
	     "<w:footnotes xmlns:w=\"" W_URI
	     "\"><w:footnote w:id=\"-1\" w:type=\"separator\"/><w:footnote w:id=\"7\">" P(
		     "note") "</w:footnote></w:footnotes>");
	document = put_together(&s, host, "word/document.xml");
	assert_has(document, "<w:bookmarkStart w:id=\"5\" w:name=\"b-2\"/>");
	assert_has(document, "<w:bookmarkEnd w:id=\"5\"/>");
	assert_has(document, " REF b-2 \\h ");
	assert_has(document, "<w:drawing r:embed=\"rIdIncluded\"/>");
	assert_has(document, "<w:footnoteReference w:id=\"1\"/>");
	rels = put_together(&s, host, "word/_rels/document.xml.rels");
	assert_has(rels, "Target=\"/word/media/a-2.png\"");
	assert_has(rels, "Target=\"/word/footnotes.xml\"");
	assert_has(put_together(&s, host, "word/footnotes.xml"), "<w:footnote w:id=\"1\"><w:p>");
	assert_has(put_together(&s, host, "[Content_Types].xml"), "PartName=\"/word/footnotes.xml\"");
	assert_string_equal(put_together(&s, host, "word/media/a-2.png"), "other's");
	bench_close(&s.bench);
}

static void
other_prefixes_become_the_hosts(void **state)
{
	struct shop s;
	struct package *host;
	const char *document;

	(void)state;
	open_shop(&s);
	host = add(&s, "host.docx", DOCUMENT(P("{{&gt; other}}")));
	add(&s, "other.docx",
	    "<document xmlns=\"" W_URI "\" xmlns:x=\"" W_URI "\" xmlns:r=\"urn:other\" xmlns:w=\"urn:more\">"
	    "<body><p r:a=\"1\"><r><t x:b=\"2\">y</t></r><w:c/></p></body></document>");
	document = put_together(&s, host, "word/document.xml");
	assert_has(document, "xmlns:n1=\"urn:other\"");
	assert_has(document, "<w:p n1:a=\"1\"><w:r><w:t w:b=\"2\">y</w:t></w:r><n2:c/></w:p>");
	bench_close(&s.bench);
}

static void
sections_of_several_pages_stay(void **state)
{
	struct shop s;
	struct package *host;
	const char *document;

	(void)state;
	open_shop(&s);
	host = add(&s, "host.docx",
		   DOCUMENT(P("before") P("{{&gt; wide}}")
				    P("{{&gt; flat}}") "<w:sectPr><w:cols w:num=\"1\"/></w:sectPr>"));
	add(&s, "wide.docx",
	    DOCUMENT("<w:p><w:pPr><w:sectPr><w:headerReference r:id=\"x\"/><w:cols "
		     "w:num=\"2\"/></w:sectPr></w:pPr></w:p>" P("w") "<w:sectPr><w:cols w:num=\"3\"/></w:sectPr>"));
	add(&s, "flat.docx", DOCUMENT(P("f") "<w:sectPr><w:cols w:num=\"4\"/></w:sectPr>"));
	document = put_together(&s, host, "word/document.xml");
	assert_has(document, "<w:p><w:pPr><w:sectPr><w:cols w:num=\"1\"/></w:sectPr></w:pPr><w:r><w:t>before<");
	assert_has(document, "<w:sectPr><w:cols w:num=\"2\"/></w:sectPr>");
	assert_has(document, "<w:sectPr><w:cols w:num=\"3\"/></w:sectPr></w:pPr><w:r><w:t>w<");
	assert_lacks(document, "w:num=\"4\"");
	bench_close(&s.bench);
}

static void
a_field_names_so_many_templates_and_no_more(void **state)
{
	struct shop s;
	struct package *host;
	struct template_source source = {&s, open_template, nearest, values};
	char names[66][24];

	(void)state;
	open_shop(&s);
	host = add(&s, "host.docx", DOCUMENT(P("{{&gt; field}}")));
	for (int i = 0; i < 65; i++) {
		snprintf(names[i], sizeof names[i], "t%d.docx", i);
		add(&s, names[i], DOCUMENT(P("x")));
		s.values[s.value_count++] = names[i];
	}
	assert_true(program_compile_with(&s.bench.arena, &s.bench.report, host, &source)->is_faulty);
	assert_string_equal(problem_slug(s.bench.report.problems.at[0].code), "include-many");
	s.value_count = 64;
	report_close(&s.bench.report);
	report_open(&s.bench.report);
	assert_false(program_compile_with(&s.bench.arena, &s.bench.report, host, &source)->is_faulty);
	bench_close(&s.bench);
}

/* a, b, c … each including the next ten times: the tenth would have ten thousand million paragraphs. */
static void
what_doubles_at_each_step_is_stopped(void **state)
{
	struct shop s;
	struct package *host;
	struct template_source source = {&s, open_template, nearest, values};
	char names[12][24];

	(void)state;
	open_shop(&s);
	host = add(&s, "host.docx", DOCUMENT(P("{{&gt; t0}}")));
	for (int i = 0; i < 10; i++) {
		struct buffer b = {0};

		snprintf(names[i], sizeof names[i], "t%d.docx", i);
		for (int k = 0; k < 30; k++)
			buffer_printf(&b, i < 9 ? P("{{&gt; t%d}}") : P("end %d"), i + 1);
		add(&s, names[i], text_format(&s.bench.arena, DOCUMENT("%.*s"), TEXT_ARG(buffer_view(&b))).at);
		buffer_free(&b);
	}
	assert_true(program_compile_with(&s.bench.arena, &s.bench.report, host, &source)->is_faulty);
	assert_string_equal(problem_slug(s.bench.report.problems.at[0].code), "include-limit");
	bench_close(&s.bench);
}

static void
a_template_without_includes_stays_as_it_is(void **state)
{
	struct shop s;
	struct package *host;
	struct template_source source = {&s, open_template, nearest, values};

	(void)state;
	open_shop(&s);
	host = add(&s, "host.docx", DOCUMENT(P("{{x}} &gt; {{y}}")));
	assert_ptr_equal(program_compile_with(&s.bench.arena, &s.bench.report, host, &source)->package, host);
	bench_close(&s.bench);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(styles_alike_are_shared_and_others_renamed),
		cmocka_unit_test(lists_come_along_and_begin_anew),
		cmocka_unit_test(notes_pictures_and_bookmarks_come_along),
		cmocka_unit_test(other_prefixes_become_the_hosts),
		cmocka_unit_test(sections_of_several_pages_stay),
		cmocka_unit_test(a_field_names_so_many_templates_and_no_more),
		cmocka_unit_test(what_doubles_at_each_step_is_stopped),
		cmocka_unit_test(a_template_without_includes_stays_as_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
