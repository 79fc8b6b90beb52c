/* How parts find each other. */
#include "zipped.h"

#define LINK(id, target, more) "<Relationship Id=\"" id "\" Type=\"http://x/y/image\" Target=\"" target "\" " more "/>"

static struct text
target(struct world *w, const struct relationship *all, const char *id)
{
	const struct relationship *one = relationship_of_id(all, text_from(id));

	(void)w;
	assert_non_null(one);
	return one->target;
}

static void
test_targets_become_part_names(void **state)
{
	struct world *w = *state;
	struct relationship *all;

	zip_docx(w);
	zip_text(w, "word/media/Picture 1.png", "x");
	zip_text(w, "word/_rels/document.xml.rels",
		 RELATIONSHIPS(LINK("a", "media/x.png", "") LINK("b", "../customXml/item1.xml", "") LINK(
			 "c", "/word/styles.xml", "") LINK("d", "./header1.xml#top", "") LINK("e", "#place", "")
				       LINK("f", "http://x.ru/a b#c", "TargetMode=\"External\"")
					       LINK("g", "media/picture%201.PNG", "") LINK("h", "../../../../x", "")
						       LINK("i", "", "")));
	all = relationships_read(&w->arena, &w->report, open_zip(w), TEXT("word/document.xml"));
	assert_text(target(w, all, "a"), "word/media/x.png");
	assert_text(target(w, all, "b"), "customXml/item1.xml");
	assert_text(target(w, all, "c"), "word/styles.xml");
	assert_text(target(w, all, "d"), "word/header1.xml");
	assert_text(target(w, all, "e"), "#place");
	assert_text(target(w, all, "f"), "http://x.ru/a b#c");
	assert_true(relationship_of_id(all, TEXT("f"))->is_external);
	assert_text(target(w, all, "g"), "word/media/Picture 1.png");
	assert_text(target(w, all, "h"), "x");
	assert_text(target(w, all, "i"), "word");
	assert_ptr_equal(relationship_of_type(all, TEXT("image")), all);
	assert_null(relationship_of_id(all, TEXT("z")));
	assert_null(relationship_of_type(all, TEXT("header")));
}

static void
test_part_without_relationships_has_none(void **state)
{
	struct world *w = *state;

	zip_docx(w);
	assert_null(relationships_read(&w->arena, &w->report, open_zip(w), TEXT("word/document.xml")));
	assert_int_equal(w->report.problems.count, 0);
}

static void
test_broken_relationships_are_reported(void **state)
{
	struct world *w = *state;

	zip_docx(w);
	zip_text(w, "word/_rels/document.xml.rels", "<Relationships");
	assert_null(relationships_read(&w->arena, &w->report, open_zip(w), TEXT("word/document.xml")));
	assert_problem(&w->report, XML_BROKEN);
}

#define PACKAGE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PACKAGE_TEST(test_targets_become_part_names),
		PACKAGE_TEST(test_part_without_relationships_has_none),
		PACKAGE_TEST(test_broken_relationships_are_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
