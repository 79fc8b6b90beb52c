/* Parts as streams of events: the same as a tree would hold, and the same refusals, whatever the pieces are. */
#include "zipped.h"

#include "package/stream.h"

struct log {
	struct world *world;
	int skip, stop; /* enum xml_name at whose start that is done; 0: never */
	size_t events;
};

static void
on_start(void *self, struct stream *s, enum xml_name name)
{
	struct log *log = self;
	struct text value;

	log->events++;
	buffer_printf(&log->world->out, "<%s", xml_name_string(name));
	if (stream_attribute(s, W_val, &value))
		buffer_printf(&log->world->out, " val=%.*s", TEXT_ARG(value));
	buffer_byte(&log->world->out, '>');
	if (log->skip && (int)name == log->skip)
		stream_skip(s);
	if (log->stop && (int)name == log->stop)
		stream_stop(s);
}

static void
on_text(void *self, struct stream *s, struct text piece)
{
	struct log *log = self;

	(void)s;
	buffer_text(&log->world->out, piece);
}

static void
on_end(void *self, struct stream *s, enum xml_name name)
{
	struct log *log = self;

	(void)s;
	log->events++;
	buffer_printf(&log->world->out, "</%s>", xml_name_string(name));
}

static const struct stream_events events = {on_start, on_text, on_end};

#define ROOT "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"

/* A package whose word/document.xml has these bytes. */
static struct package *
package_of(struct world *w, struct zipped document)
{
	struct package *p;

	zip_text(w, "[Content_Types].xml", TYPES(WORD_MAIN));
	zip_text(w, "_rels/.rels", RELATIONSHIPS(OFFICE_DOCUMENT("word/document.xml")));
	document.name = "word/document.xml";
	document.method = -1;
	zip_add(w, document);
	p = package_read(&w->arena, &w->report, zip_end(w), TEXT("a.docx"));
	assert_non_null(p);
	return p;
}

static bool
read_all(struct log *log, struct package *p)
{
	struct world *w = log->world;
	struct stream *s =
		stream_open(&w->arena, &w->report, p, package_part(p, TEXT("word/document.xml")), &events, log);

	while (stream_feed(s))
		;
	return stream_close(s);
}

static bool
read_xml(struct log *log, struct text xml)
{
	return read_all(log, package_of(log->world, (struct zipped){.bytes = xml, .is_deflated = true}));
}

static void
gives_elements_attributes_and_text(void **state)
{
	struct log log = {.world = *state};

	assert_true(read_xml(
		&log, TEXT("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" ROOT
			   "<w:p w:val=\"a &amp; &#x44F;\">x<![CDATA[<y>]]>&lt;z</w:p><w:other/></w:document>")));
	assert_text(buffer_view(&log.world->out), "<W_document><W_p val=a & я>x<y><z</W_p><XML_OTHER></XML_OTHER>"
						  "</W_document>");
}

static void
passes_over_what_is_skipped(void **state)
{
	struct log log = {.world = *state, .skip = W_p};

	assert_true(read_xml(&log, TEXT(ROOT "<w:p>a<w:p><w:r>b</w:r></w:p></w:p><w:t>c</w:t></w:document>")));
	assert_text(buffer_view(&log.world->out), "<W_document><W_p><W_t>c</W_t></W_document>");
}

static void
stops_when_told(void **state)
{
	struct log log = {.world = *state, .stop = W_t};

	assert_true(read_xml(&log, TEXT(ROOT "<w:t>a</w:t><w:p></w:r>")));
	assert_text(buffer_view(&log.world->out), "<W_document><W_t>");
	assert_false(log.world->report.any);
}

static void
reads_utf16_and_declared_encodings(void **state)
{
	struct log log = {.world = *state};
	static const char utf16[] = "\xFF\xFE<\0a\0>\0\x4F\x04<\0/\0a\0>\0";

	assert_true(read_xml(&log, (struct text){utf16, sizeof utf16 - 1}));
	assert_text(buffer_view(&log.world->out), "<XML_OTHER>я</XML_OTHER>");
	buffer_clear(&log.world->out);
	buffer_clear(&log.world->zip);
	buffer_clear(&log.world->directory);
	log.world->count = 0;
	assert_true(read_xml(&log, TEXT("<?xml version=\"1.0\" encoding=\"windows-1251\"?><a>\xFF</a>")));
	assert_text(buffer_view(&log.world->out), "<XML_OTHER>я</XML_OTHER>");
}

/* Larger than several pieces, with text and tags cut anywhere. */
static void
long_xml(struct buffer *b, const char *head, const char *item, int count)
{
	buffer_string(b, head);
	for (int i = 0; i < count; i++)
		buffer_printf(b, "<w:p w:val=\"%d\">%s</w:p>", i, item);
	buffer_string(b, "</w:document>");
}

static void
does_not_care_where_pieces_end(void **state)
{
	struct log log = {.world = *state};
	struct buffer xml = {0}, expected = {0};

	long_xml(&xml, ROOT, "ёж &gt; 1", 40000);
	buffer_string(&expected, "<W_document>");
	for (int i = 0; i < 40000; i++)
		buffer_printf(&expected, "<W_p val=%d>ёж > 1</W_p>", i);
	buffer_string(&expected, "</W_document>");
	assert_true(read_xml(&log, buffer_view(&xml)));
	assert_true(text_equal(buffer_view(&log.world->out), buffer_view(&expected)));
	buffer_free(&xml);
	buffer_free(&expected);
}

static void
reads_windows_1251_over_many_pieces(void **state)
{
	struct log log = {.world = *state};
	struct buffer xml = {0};

	long_xml(&xml,
		 "<?xml version=\"1.0\" encoding=\"windows-1251\"?>\n"
		 "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">",
		 "\xFF\xE9\xF6\xEE", 20000);
	assert_true(read_xml(&log, buffer_view(&xml)));
	assert_int_equal(log.events, 20000 * 2 + 2);
	assert_true(text_ends(buffer_view(&log.world->out), TEXT("<W_p val=19999>яйцо</W_p></W_document>")));
	buffer_free(&xml);
}

static void
assert_refused(struct world *w, const char *slug)
{
	assert_true(w->report.problems.count > 0);
	assert_string_equal(problem_slug(w->report.problems.at[w->report.problems.count - 1].code), slug);
}

static void
refuses_what_the_tree_refuses(void **state)
{
	static const char *const bad[] = {
		"<a><b></a>",
		"<a>",
		"",
		"<a/>x",
		"<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>",
		"<a>&nbsp;</a>",
		"<x:a/>",
		"<a b=\"1\" b=\"2\"/>",
		"<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>",
		"<a>\xFF</a>",
	};

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct world *w;
		struct log log;
		void *own;

		(void)state;
		set_up(&own);
		w = own;
		log = (struct log){.world = w};
		assert_false(read_xml(&log, text_from(bad[i])));
		assert_refused(w, "xml-broken");
		tear_down(&own);
	}
}

static void
refuses_crowded_tags_across_pieces(void **state)
{
	struct log log = {.world = *state};
	struct buffer xml = {0};

	buffer_string(&xml, "<a");
	for (int i = 0; i < 30000; i++)
		buffer_printf(&xml, " a%d=\"%d\"", i, i);
	buffer_string(&xml, "/>");
	assert_false(read_xml(&log, buffer_view(&xml)));
	assert_int_equal(log.events, 0);
	assert_refused(log.world, "xml-broken");
	buffer_free(&xml);
}

static void
refuses_deep_nesting(void **state)
{
	struct log log = {.world = *state};
	struct buffer xml = {0};

	for (int i = 0; i < 100000; i++)
		buffer_string(&xml, "<a>");
	assert_false(read_xml(&log, buffer_view(&xml)));
	assert_int_equal(log.events, 256);
	buffer_free(&xml);
}

static void
tells_damage(void **state)
{
	struct log log = {.world = *state};
	struct package *p = package_of(
		log.world, (struct zipped){.bytes = TEXT(ROOT "</w:document>"), .is_deflated = true, .crc_error = 1});

	assert_false(read_all(&log, p));
	assert_refused(log.world, "package-part-broken");
}

static void
tells_more_than_was_promised(void **state)
{
	struct log log = {.world = *state};
	struct package *p = package_of(
		log.world,
		(struct zipped){.bytes = TEXT(ROOT "</w:document>"), .is_deflated = true, .claimed_size = 20});

	assert_false(read_all(&log, p));
	assert_int_equal(log.events, 0);
	assert_refused(log.world, "package-part-broken");
}

static void
reads_a_file_of_its_own(void **state)
{
	struct log log = {.world = *state};
	struct stream *s = stream_open_bytes(&log.world->arena, &log.world->report, TEXT("<a>b</a>"), TEXT("a.fods"),
					     &events, &log);

	while (stream_feed(s))
		;
	assert_true(stream_close(s));
	assert_text(buffer_view(&log.world->out), "<XML_OTHER>b</XML_OTHER>");
	s = stream_open_bytes(&log.world->arena, &log.world->report, TEXT("<a>b"), TEXT("a.fods"), &events, &log);
	while (stream_feed(s))
		;
	assert_false(stream_close(s));
	assert_refused(log.world, "xml-file-broken");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(gives_elements_attributes_and_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(passes_over_what_is_skipped, set_up, tear_down),
		cmocka_unit_test_setup_teardown(stops_when_told, set_up, tear_down),
		cmocka_unit_test_setup_teardown(reads_utf16_and_declared_encodings, set_up, tear_down),
		cmocka_unit_test_setup_teardown(does_not_care_where_pieces_end, set_up, tear_down),
		cmocka_unit_test_setup_teardown(reads_windows_1251_over_many_pieces, set_up, tear_down),
		cmocka_unit_test(refuses_what_the_tree_refuses),
		cmocka_unit_test_setup_teardown(refuses_crowded_tags_across_pieces, set_up, tear_down),
		cmocka_unit_test_setup_teardown(refuses_deep_nesting, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tells_damage, set_up, tear_down),
		cmocka_unit_test_setup_teardown(tells_more_than_was_promised, set_up, tear_down),
		cmocka_unit_test_setup_teardown(reads_a_file_of_its_own, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
