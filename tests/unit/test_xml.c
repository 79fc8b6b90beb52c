/* Parts as trees: what a tree keeps, what is refused, how it is changed and written back. */
#include "check.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "package/xml.h"

#define WORD   "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define STRICT "xmlns:w=\"http://purl.oclc.org/ooxml/wordprocessingml/main\""
#define HEAD   "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

struct world {
	struct arena arena;
	struct report report;
	struct buffer out;
};

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	report_open(&w->report);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	report_close(&w->report);
	arena_free(&w->arena);
	buffer_free(&w->out);
	free(w);
	return 0;
}

static struct xml_node *
parse(struct world *w, const char *xml)
{
	return xml_parse(&w->arena, &w->report, text_from(xml), TEXT("a.docx"), TEXT("word/document.xml"));
}

static struct text
written(struct world *w, const struct xml_node *node)
{
	buffer_clear(&w->out);
	xml_write(&w->out, node);
	return buffer_view(&w->out);
}

static void
assert_round_trip(struct world *w, const char *xml)
{
	struct xml_node *root = parse(w, xml);

	assert_non_null(root);
	assert_text(written(w, root), xml);
}

static void
assert_broken(struct world *w, const char *xml, const char *words)
{
	assert_null(parse(w, xml));
	assert_problem(&w->report, XML_BROKEN);
	if (!strstr(w->report.problems.at[0].what.at, words))
		print_error("%s\n", w->report.problems.at[0].what.at);
	assert_non_null(strstr(w->report.problems.at[0].what.at, words));
	assert_non_null(strstr(w->report.problems.at[0].what.at, "word/document.xml"));
	assert_text(w->report.problems.at[0].place.file, "a.docx");
}

/* ---- reading ---- */

static void
test_names_are_known_by_namespace_whatever_the_prefix(void **state)
{
	struct world *w = *state;
	struct xml_node *root =
		parse(w, "<x:document xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
			 "<x:p x:val=\"1\" val=\"2\"/><p/></x:document>");

	assert_int_equal(root->name, W_document);
	assert_int_equal(root->first->name, W_p);
	assert_text(root->first->qname, "x:p");
	assert_true(xml_value_is(root->first, W_val, "1"));
	assert_true(xml_value_is(root->first, NONE_val, "2"));
	assert_int_equal(root->last->name, XML_OTHER);
}

static void
test_strict_namespaces_count_as_transitional(void **state)
{
	struct world *w = *state;

	assert_int_equal(parse(w, "<w:document " STRICT "/>")->name, W_document);
}

static void
test_default_namespace_is_not_for_attributes(void **state)
{
	struct world *w = *state;
	struct xml_node *root =
		parse(w, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
			 "<Relationship Id=\"rId1\"/></Relationships>");

	assert_int_equal(root->name, REL_Relationships);
	assert_text(xml_value(root->first, NONE_Id, TEXT_NONE), "rId1");
}

static void
test_one_prefix_may_change_its_meaning(void **state)
{
	struct world *w = *state;
	struct xml_node *root = parse(w, "<w:p " WORD "><w:r/><w:r xmlns:w=\"urn:other\"><w:r/></w:r><w:r/></w:p>");

	assert_int_equal(root->first->name, W_r);
	assert_int_equal(root->first->next->name, XML_OTHER);
	assert_int_equal(root->first->next->first->name, XML_OTHER);
	assert_int_equal(root->last->name, W_r);
}

static void
test_text_is_one_node_however_it_was_cut(void **state)
{
	struct world *w = *state;
	struct xml_node *root = parse(w, "<a>x &amp; y<![CDATA[ <z> ]]>&#1046;&lt;</a>");

	assert_ptr_equal(root->first, root->last);
	assert_int_equal(root->first->name, XML_TEXT);
	assert_text(root->first->text, "x & y <z> Ж<");
}

static void
test_long_text_is_one_node(void **state)
{
	struct world *w = *state;
	struct buffer b = {0};
	struct xml_node *root;

	buffer_string(&b, "<a>");
	for (int i = 0; i < 300000; i++)
		buffer_string(&b, "Ж&amp;");
	buffer_string(&b, "</a>");
	root = xml_parse(&w->arena, &w->report, buffer_view(&b), TEXT("f"), TEXT("p"));
	assert_ptr_equal(root->first, root->last);
	assert_int_equal(root->first->text.len, 300000 * 3);
	buffer_free(&b);
}

static void
test_white_space_is_kept(void **state)
{
	struct world *w = *state;

	assert_round_trip(w, "<a> <b>\n\t</b> </a>");
}

static void
test_other_encodings_are_read(void **state)
{
	struct world *w = *state;
	struct xml_node *root = parse(w, "<?xml version=\"1.0\" encoding=\"windows-1251\"?><a b=\"\xC6\">\xC6</a>");

	assert_text(root->first->text, "Ж");
	assert_text(root->attributes->value, "Ж");
}

/* xml in UTF-16, with or without byte order mark. */
static struct xml_node *
parse_wide(struct world *w, const char *xml, bool is_big, bool has_mark)
{
	struct text t = text_from(xml);
	struct buffer b = {0};
	struct xml_node *root;

	for (size_t at = 0; at < t.len;) {
		bool is_mark = has_mark && b.len == 0;
		uint32_t c = is_mark ? 0xFEFF : utf8_next(t, &at);
		uint32_t units[2] = {c > 0xFFFF ? 0xD800 + ((c - 0x10000) >> 10) : c, 0xDC00 + (c & 0x3FF)};

		for (int i = 0; i < (c > 0xFFFF ? 2 : 1); i++) {
			buffer_byte(&b, (char)(is_big ? units[i] >> 8 : units[i] & 0xFF));
			buffer_byte(&b, (char)(is_big ? units[i] & 0xFF : units[i] >> 8));
		}
	}
	root = xml_parse(&w->arena, &w->report, buffer_view(&b), TEXT("f"), TEXT("p"));
	buffer_free(&b);
	return root;
}

static void
test_utf16_is_read_in_both_orders(void **state)
{
	const char *xml = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a b=\"м\">Ж\U0001F600</a>";
	struct world *w = *state;

	for (int i = 0; i < 4; i++) {
		struct xml_node *root = parse_wide(w, xml, i & 1, i & 2);

		assert_non_null(root);
		assert_text(root->attributes->value, "м");
		assert_text(root->first->text, "Ж\U0001F600");
	}
}

/* ---- writing ---- */

static void
test_tree_is_written_as_it_was_read(void **state)
{
	struct world *w = *state;

	assert_round_trip(w, "<w:p " WORD
			     " xmlns:q=\"urn:q\" q:b=\"1\" w:a=\"2\" c=\"3\"><w:r/><!-- note --><?go on?><?go?>"
			     "text<w:r xml:space=\"preserve\"> x </w:r></w:p>");
	assert_round_trip(w, "<a xmlns=\"urn:1\"><b xmlns=\"\"/></a>");
}

static void
test_escapes_survive_reading_and_writing(void **state)
{
	struct world *w = *state;

	assert_round_trip(w, "<a b=\"&amp;&lt;&gt;&quot;&#9;&#10;&#13;'\">&amp;&lt;&gt;&#13;\n\t</a>");
	assert_text(parse(w, "<a b=\"&#38;amp; &apos;\"/>")->attributes->value, "&amp; '");
}

static void
test_document_begins_with_its_declaration(void **state)
{
	struct world *w = *state;

	xml_write_document(&w->out, parse(w, "\xEF\xBB\xBF<?xml version=\"1.0\"?><!-- x --><a/><!-- y -->"));
	assert_text(buffer_view(&w->out), HEAD "<a/>");
}

/* ---- what is refused ---- */

static void
test_empty_part_is_broken(void **state)
{
	assert_broken(*state, "", "it is empty");
}

static void
test_cut_part_is_broken(void **state)
{
	assert_broken(*state, "<a><b>text", "ends too early");
}

static void
test_rest_behind_the_root_is_broken(void **state)
{
	assert_broken(*state, "<a/><b/>", "not well-formed");
}

static void
test_elements_closed_in_the_wrong_order_are_broken(void **state)
{
	assert_broken(*state, "<a><b></a></b>", "closed under another name");
}

static void
test_bad_utf8_is_broken(void **state)
{
	assert_broken(*state, "<a>\xD0</a>", "no characters");
}

static void
test_control_character_is_broken(void **state)
{
	assert_broken(*state, "<a>\x01</a>", "no characters");
}

static void
test_undeclared_prefix_is_broken(void **state)
{
	assert_broken(*state, "<w:a/>", "prefix");
}

static void
test_same_attribute_twice_is_broken(void **state)
{
	assert_broken(*state, "<a b=\"1\" b=\"2\"/>", "twice");
}

static void
test_entity_bomb_is_refused(void **state)
{
	assert_broken(*state,
		      "<!DOCTYPE a [<!ENTITY x \"aaaaaaaaaa\"><!ENTITY y \"&x;&x;&x;&x;&x;&x;\">]><a>&y;&y;&y;</a>",
		      "declares");
}

static void
test_external_entity_is_refused(void **state)
{
	assert_broken(*state, "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>", "declares");
}

static void
test_parameter_entity_is_refused(void **state)
{
	assert_broken(*state, "<!DOCTYPE a [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x\"> %x;]><a/>", "declares");
}

static void
test_declared_attributes_are_refused(void **state)
{
	assert_broken(*state, "<!DOCTYPE a [<!ATTLIST a b (c|d) \"c\">]><a/>", "declares");
}

static void
test_undefined_entity_is_refused(void **state)
{
	assert_broken(*state, "<a>&nbsp;</a>", "entity");
}

static void
test_undefined_entity_behind_a_doctype_is_refused(void **state)
{
	assert_broken(*state, "<!DOCTYPE a SYSTEM \"a.dtd\"><a>&nbsp;</a>", "entity");
}

static void
test_undefined_entity_in_an_attribute_is_refused(void **state)
{
	assert_broken(*state, "<!DOCTYPE a SYSTEM \"a.dtd\"><a b=\"&nbsp;\"/>", "entity");
}

static void
test_bare_doctype_of_old_manifests_is_passed_over(void **state)
{
	struct world *w = *state;
	struct xml_node *root =
		parse(w, "<!DOCTYPE m:manifest PUBLIC \"-//OpenOffice.org//DTD Manifest 1.0//EN\" \"Manifest.dtd\">"
			 "<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>");

	assert_int_equal(root->name, MANIFEST_manifest);
	assert_int_equal(w->report.problems.count, 0);
}

static void
test_encodings_that_could_hide_tags_are_refused(void **state)
{
	assert_broken(*state, "<?xml version=\"1.0\" encoding=\"UTF-7\"?><a/>", "encoding");
}

static void
test_bytes_outside_the_declared_encoding_are_broken(void **state)
{
	assert_broken(*state, "<?xml version=\"1.0\" encoding=\"windows-1251\"?><a>\x98</a>", "encoding");
}

static void
test_million_attributes_are_refused_at_once(void **state)
{
	struct world *w = *state;
	struct buffer b = {0};

	buffer_string(&b, "<x>a</x><a ");
	for (int i = 0; i < 1000000; i++)
		buffer_printf(&b, " a%d=\">\"", i);
	buffer_string(&b, "/>");
	assert_null(xml_parse(&w->arena, &w->report, buffer_view(&b), TEXT("f"), TEXT("p")));
	assert_problem(&w->report, XML_BROKEN);
	assert_non_null(strstr(w->report.problems.at[0].what.at, "2000 attributes"));
	buffer_free(&b);
}

static void
test_text_full_of_quotes_is_no_crowd_of_attributes(void **state)
{
	struct world *w = *state;
	struct buffer b = {0};

	buffer_string(&b, "<a>");
	for (int i = 0; i < 10000; i++)
		buffer_string(&b, " a=\"\"");
	buffer_string(&b, "</a>");
	assert_non_null(xml_parse(&w->arena, &w->report, buffer_view(&b), TEXT("f"), TEXT("p")));
	buffer_free(&b);
}

static void
test_namespaces_in_scope_have_a_limit(void **state)
{
	struct world *w = *state;
	struct buffer b = {0};

	buffer_string(&b, "<a>");
	for (int i = 0; i < 10000; i++) /* one after the other is fine */
		buffer_printf(&b, "<b xmlns:n%d=\"urn:%d\"/>", i, i);
	for (int i = 0; i < 3; i++) {
		buffer_string(&b, "<c");
		for (int k = 0; k < 900; k++)
			buffer_printf(&b, " xmlns:n%d=\"urn:%d\"", k, k);
		buffer_string(&b, ">");
	}
	buffer_string(&b, "</c></c></c></a>");
	assert_null(xml_parse(&w->arena, &w->report, buffer_view(&b), TEXT("f"), TEXT("p")));
	assert_problem(&w->report, XML_BROKEN);
	assert_non_null(strstr(w->report.problems.at[0].what.at, "namespaces"));
	buffer_free(&b);
}

static struct xml_node *
parse_nested(struct world *w, int depth)
{
	struct buffer b = {0};
	struct xml_node *root;

	for (int i = 0; i < depth; i++)
		buffer_string(&b, "<a>");
	for (int i = 0; i < depth; i++)
		buffer_string(&b, "</a>");
	root = xml_parse(&w->arena, &w->report, buffer_view(&b), TEXT("f"), TEXT("p"));
	buffer_free(&b);
	return root;
}

static void
test_depth_has_a_limit(void **state)
{
	struct world *w = *state;

	assert_non_null(parse_nested(w, 256));
	assert_null(parse_nested(w, 257));
	assert_problem(&w->report, XML_BROKEN);
	assert_non_null(strstr(w->report.problems.at[0].what.at, "256"));
}

static void
test_many_different_names_are_no_trouble(void **state)
{
	struct world *w = *state;
	struct buffer b = {0};
	struct xml_node *root;

	buffer_string(&b, "<a>");
	for (int i = 0; i < 20000; i++)
		buffer_printf(&b, "<b%d c%d=\"%d\"/>", i, i, i);
	buffer_string(&b, "</a>");
	root = xml_parse(&w->arena, &w->report, buffer_view(&b), TEXT("f"), TEXT("p"));
	assert_non_null(root);
	assert_true(text_equal(written(w, root), buffer_view(&b)));
	buffer_free(&b);
}

/* ---- walking and changing ---- */

static void
test_walk_follows_document_order(void **state)
{
	struct world *w = *state;
	struct xml_node *root =
		parse(w, "<w:body " WORD "><w:p><w:r><w:t>1</w:t></w:r></w:p><w:tbl/><w:p><w:t>2</w:t></w:p></w:body>");
	struct xml_node *p = xml_child(root, W_p);

	assert_text(xml_content(&w->arena, root), "12");
	assert_text(xml_content(&w->arena, xml_child(root, W_tbl)), "");
	assert_ptr_equal(xml_sibling(p, W_p), root->last);
	assert_null(xml_sibling(root->last, W_p));
	assert_ptr_equal(xml_following(root, p, true), xml_child(root, W_tbl));
	assert_ptr_equal(xml_following(root, p, false), p->first);
	assert_null(xml_following(root, root->last, true));
	assert_null(xml_following(p, p->first->first->first, false));
	assert_text(xml_content(&w->arena, xml_descendant(root, W_t)), "1");
	assert_null(xml_descendant(p, W_tbl));
	assert_null(xml_child(NULL, W_p));
	assert_text(xml_value(NULL, W_val, TEXT("otherwise")), "otherwise");
}

static void
test_nodes_are_put_in_and_taken_out(void **state)
{
	struct world *w = *state;
	struct xml_node *root = parse(w, "<a><b/><c/></a>"), *b = root->first, *c = root->last;

	xml_insert_before(b, xml_new_text(&w->arena, TEXT("1")));
	xml_insert_after(c, xml_new_text(&w->arena, TEXT("3")));
	xml_insert_after(b, xml_new_text(&w->arena, TEXT("<2>")));
	assert_text(written(w, root), "<a>1<b/>&lt;2&gt;<c/>3</a>");
	xml_remove(root->first);
	xml_remove(root->last);
	xml_remove(b);
	assert_text(written(w, root), "<a>&lt;2&gt;<c/></a>");
	xml_append(root, b);
	assert_text(written(w, root), "<a>&lt;2&gt;<c/><b/></a>");
	while (root->first)
		xml_remove(root->first);
	assert_text(written(w, root), "<a/>");
}

static void
test_a_tree_is_trimmed_at_every_depth(void **state)
{
	struct world *w = *state;
	struct xml_node *root = parse(w, "<a><b><c/>t<d/></b><e/><f/></a>");

	xml_trim(root, 3);
	assert_text(written(w, root), "<a><b><c/>t<d/></b><e/><f/></a>");
	xml_trim(root, 2);
	assert_text(written(w, root), "<a><b><c/>t</b><e/></a>");
	xml_append(root, xml_new_text(&w->arena, TEXT("g")));
	assert_text(written(w, root), "<a><b><c/>t</b><e/>g</a>");
	xml_trim(root, 0);
	assert_text(written(w, root), "<a/>");
}

static void
test_attributes_are_set_in_place_or_at_the_end(void **state)
{
	struct world *w = *state;
	struct xml_node *root = parse(w, "<w:p " WORD " w:val=\"1\" x=\"2\"/>");

	xml_set(&w->arena, root, W_val, TEXT("w:val"), TEXT("new"));
	xml_set(&w->arena, root, XML_OTHER, TEXT("x"), TEXT("\""));
	xml_set(&w->arena, root, W_id, TEXT("w:id"), TEXT("7"));
	assert_text(written(w, root), "<w:p " WORD " w:val=\"new\" x=\"&quot;\" w:id=\"7\"/>");
}

static void
test_copy_is_apart_from_its_original(void **state)
{
	struct world *w = *state;
	struct xml_node *root = parse(w, "<a><b x=\"1\"><c>t</c><d/></b><e><f/></e></a>");
	struct xml_node *copy = xml_copy(&w->arena, root, true), *b = xml_copy(&w->arena, root->first, true);

	assert_text(written(w, copy), "<a><b x=\"1\"><c>t</c><d/></b><e><f/></e></a>");
	assert_text(written(w, b), "<b x=\"1\"><c>t</c><d/></b>");
	assert_null(b->parent);
	assert_null(b->next);
	xml_remove(copy->first->first);
	copy->first->attributes->value = TEXT("2");
	assert_text(written(w, root), "<a><b x=\"1\"><c>t</c><d/></b><e><f/></e></a>");
	assert_text(written(w, xml_copy(&w->arena, root->first, false)), "<b x=\"1\"/>");
}

static void
test_deep_trees_made_by_us_do_not_exhaust_the_stack(void **state)
{
	struct world *w = *state;
	struct xml_node *root = xml_new(&w->arena, XML_OTHER, TEXT("a")), *at = root;

	for (int i = 0; i < 200000; i++) {
		xml_append(at, xml_new(&w->arena, XML_OTHER, TEXT("a")));
		at = at->first;
	}
	assert_int_equal(written(w, xml_copy(&w->arena, root, true)).len, 200000 * 7 + 4);
}

static void
test_names_say_what_they_are(void **state)
{
	(void)state;
	for (int name = XML_RAW + 1; name < XML_NAMES; name++)
		assert_non_null(strchr(xml_name_string((enum xml_name)name), '_'));
	assert_string_equal(xml_name_string(W_p), "W_p");
	assert_string_equal(xml_name_string(XML_TEXT), "XML_TEXT");
	assert_int_equal(xml_name_find(TEXT("urn:oasis:names:tc:opendocument:xmlns:text:1.0"), TEXT("p")), TEXT_p);
	assert_int_equal(xml_name_find(TEXT("urn:no"), TEXT("p")), XML_OTHER);
	assert_int_equal(xml_name_find(TEXT_NONE, TEXT("no")), XML_OTHER);
}

#define XML_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		XML_TEST(test_names_are_known_by_namespace_whatever_the_prefix),
		XML_TEST(test_strict_namespaces_count_as_transitional),
		XML_TEST(test_default_namespace_is_not_for_attributes),
		XML_TEST(test_one_prefix_may_change_its_meaning),
		XML_TEST(test_text_is_one_node_however_it_was_cut),
		XML_TEST(test_long_text_is_one_node),
		XML_TEST(test_white_space_is_kept),
		XML_TEST(test_other_encodings_are_read),
		XML_TEST(test_utf16_is_read_in_both_orders),
		XML_TEST(test_tree_is_written_as_it_was_read),
		XML_TEST(test_escapes_survive_reading_and_writing),
		XML_TEST(test_document_begins_with_its_declaration),
		XML_TEST(test_empty_part_is_broken),
		XML_TEST(test_cut_part_is_broken),
		XML_TEST(test_rest_behind_the_root_is_broken),
		XML_TEST(test_elements_closed_in_the_wrong_order_are_broken),
		XML_TEST(test_bad_utf8_is_broken),
		XML_TEST(test_control_character_is_broken),
		XML_TEST(test_undeclared_prefix_is_broken),
		XML_TEST(test_same_attribute_twice_is_broken),
		XML_TEST(test_entity_bomb_is_refused),
		XML_TEST(test_external_entity_is_refused),
		XML_TEST(test_parameter_entity_is_refused),
		XML_TEST(test_declared_attributes_are_refused),
		XML_TEST(test_undefined_entity_is_refused),
		XML_TEST(test_undefined_entity_behind_a_doctype_is_refused),
		XML_TEST(test_undefined_entity_in_an_attribute_is_refused),
		XML_TEST(test_bare_doctype_of_old_manifests_is_passed_over),
		XML_TEST(test_encodings_that_could_hide_tags_are_refused),
		XML_TEST(test_bytes_outside_the_declared_encoding_are_broken),
		XML_TEST(test_million_attributes_are_refused_at_once),
		XML_TEST(test_text_full_of_quotes_is_no_crowd_of_attributes),
		XML_TEST(test_namespaces_in_scope_have_a_limit),
		XML_TEST(test_depth_has_a_limit),
		XML_TEST(test_many_different_names_are_no_trouble),
		XML_TEST(test_walk_follows_document_order),
		XML_TEST(test_nodes_are_put_in_and_taken_out),
		XML_TEST(test_attributes_are_set_in_place_or_at_the_end),
		XML_TEST(test_a_tree_is_trimmed_at_every_depth),
		XML_TEST(test_copy_is_apart_from_its_original),
		XML_TEST(test_deep_trees_made_by_us_do_not_exhaust_the_stack),
		XML_TEST(test_names_say_what_they_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
