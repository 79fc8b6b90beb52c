/* Archives: which are opened as what, and which are refused in which words. */
#include "zipped.h"

#define assert_refused(w, id, words)                                                                                   \
	do {                                                                                                           \
		assert_null(open_zip(w));                                                                              \
		assert_problem(&(w)->report, id);                                                                      \
		if (!strstr((w)->report.problems.at[0].what.at, words))                                                \
			print_error("%s\n", (w)->report.problems.at[0].what.at);                                       \
		assert_non_null(strstr((w)->report.problems.at[0].what.at, words));                                    \
		assert_text((w)->report.problems.at[0].place.file, "a.docx");                                          \
	} while (0)

/* ---- kinds ---- */

static void
test_docx_is_opened(void **state)
{
	struct world *w = *state;
	struct package *p;

	zip_docx(w);
	p = open_zip(w);
	assert_non_null(p);
	assert_int_equal(p->kind, PACKAGE_DOCX);
	assert_text(p->main_part, "word/document.xml");
	assert_text(bytes_of(w, p, "word/document.xml"), "<a>hello</a>");
	assert_text(xml_content(&w->arena, package_xml(&w->arena, &w->report, p, p->main_part, true)), "hello");
	assert_int_equal(w->report.problems.count, 0);
}

static void
test_templates_and_files_with_macros_are_documents(void **state)
{
	static const char *const types[] = {
		TYPES("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
		TYPES("application/vnd.ms-word.document.macroEnabled.main+xml"),
		TYPES("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
	};

	for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
		struct world *w = *state;

		zip_text(w, "[Content_Types].xml", types[i]);
		zip_text(w, "_rels/.rels", RELATIONSHIPS(OFFICE_DOCUMENT("/word/document.xml")));
		zip_text(w, "word/document.xml", "<a/>");
		assert_int_equal(open_zip(w)->kind, PACKAGE_DOCX);
		tear_down(state);
		set_up(state);
	}
}

static void
zip_workbook(struct world *w)
{
	zip_text(
		w, "[Content_Types].xml",
		"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
		"Extension=\"xml\" "
		"ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>");
	zip_text(w, "_rels/.rels", RELATIONSHIPS(OFFICE_DOCUMENT("xl/workbook.xml")));
	zip_text(w, "xl/workbook.xml", "<a/>");
}

static void
test_workbook_type_may_come_from_its_extension(void **state)
{
	struct world *w = *state;
	struct package *p;

	zip_workbook(w);
	p = open_zip(w);
	assert_int_equal(p->kind, PACKAGE_XLSX);
	assert_text(p->main_part, "xl/workbook.xml");
}

static void
test_odt_is_opened(void **state)
{
	struct world *w = *state;
	struct package *p;

	zip_odt(w, ODT_TYPE "\n", MANIFEST(""));
	p = open_zip(w);
	assert_int_equal(p->kind, PACKAGE_ODT);
	assert_text(p->main_part, "content.xml");
}

static void
test_ods_without_mimetype_is_known_by_its_manifest(void **state)
{
	struct world *w = *state;

	zip_odt(w, NULL,
		MANIFEST("<m:file-entry m:full-path=\"/\" "
			 "m:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>"));
	assert_int_equal(open_zip(w)->kind, PACKAGE_ODS);
}

static void
test_mimetype_is_put_first_and_stored(void **state)
{
	struct world *w = *state;
	struct package *p;

	zip_odt(w, NULL, MANIFEST(""));
	zip_add(w, (struct zipped){.name = "mimetype", .bytes = TEXT(ODT_TYPE), .is_deflated = true, .method = -1});
	p = open_zip(w);
	assert_text(p->parts.at[0].name, "mimetype");
	assert_int_equal(p->parts.at[0].method, 0);
	assert_text(p->parts.at[0].stored, ODT_TYPE);
	assert_text(bytes_of(w, p, "content.xml"), "<a/>");
	assert_true(package_write(&w->arena, &w->report, p, 6, &w->out));
	assert_memory_equal(w->out.at + 30, "mimetype" ODT_TYPE, 8 + strlen(ODT_TYPE)); /* byte 38 is the type */
}

static void
test_presentation_is_named(void **state)
{
	struct world *w = *state;

	zip_odt(w, "application/vnd.oasis.opendocument.presentation", NULL);
	assert_refused(w, PACKAGE_NOT_ZIP, "opendocument.presentation");
}

static void
test_other_archive_is_no_document(void **state)
{
	struct world *w = *state;

	zip_text(w, "order.docx", "x");
	assert_refused(w, PACKAGE_NOT_ZIP, "archive of other files");
}

static void
test_strangers_are_named_by_their_first_bytes(void **state)
{
	struct world *w = *state;

	assert_null(open_bytes(w, TEXT("%PDF-1.7 ...")));
	assert_null(open_bytes(w, TEXT("{\\rtf1 ...")));
	assert_null(open_bytes(w, TEXT("hello")));
	assert_null(open_bytes(w, TEXT_NONE));
	assert_int_equal(w->report.problems.count, 4);
	assert_non_null(strstr(w->report.problems.at[0].what.at, "PDF"));
	assert_non_null(strstr(w->report.problems.at[1].what.at, "RTF"));
	assert_non_null(strstr(w->report.problems.at[3].what.at, "empty"));
}

#define OLE "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...."

static void
test_old_doc_says_how_to_save_it(void **state)
{
	struct world *w = *state;

	assert_null(open_bytes(w, TEXT(OLE "W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0")));
	assert_problem(&w->report, PACKAGE_OLD_FORMAT);
	assert_non_null(strstr(w->report.problems.at[0].hint.at, ".docx"));
}

static void
test_docx_with_a_password_is_not_called_an_old_doc(void **state)
{
	struct world *w = *state;

	assert_null(open_bytes(w, TEXT(OLE "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0")));
	assert_problem(&w->report, PACKAGE_ENCRYPTED);
}

static void
test_odt_with_a_password_is_recognized(void **state)
{
	struct world *w = *state;

	zip_odt(w, ODT_TYPE, MANIFEST("<m:file-entry m:full-path=\"content.xml\"><m:encryption-data/></m:file-entry>"));
	assert_refused(w, PACKAGE_ENCRYPTED, "password");
}

static void
test_entry_encrypted_by_zip_is_recognized(void **state)
{
	struct world *w = *state;

	zip_docx(w);
	zip_add(w, (struct zipped){.name = "x", .bytes = TEXT("0123456789abcdef"), .method = -1, .flags = 1});
	assert_refused(w, PACKAGE_ENCRYPTED, "password");
}

static void
test_word_template_becomes_a_document(void **state)
{
	struct world *w = *state;
	struct package *p, *back;

	zip_text(w, "[Content_Types].xml",
		 TYPES("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"));
	zip_text(w, "_rels/.rels", RELATIONSHIPS(OFFICE_DOCUMENT("word/document.xml")));
	zip_text(w, "word/document.xml", "<a/>");
	p = open_zip(w);
	assert_true(package_become_document(&w->arena, &w->report, p));
	assert_true(package_write(&w->arena, &w->report, p, 6, &w->out));
	back = open_bytes(w, buffer_view(&w->out));
	assert_text(back->type, WORD_MAIN);
	assert_text(bytes_of(w, back, "[Content_Types].xml"),
		    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" TYPES(WORD_MAIN));
}

static void
test_odf_template_becomes_a_document(void **state)
{
	struct world *w = *state;
	struct package *p, *back;

	zip_odt(w, ODT_TYPE "-template",
		MANIFEST("<m:file-entry m:full-path=\"/\" m:media-type=\"" ODT_TYPE "-template\"/>"));
	p = open_zip(w);
	assert_true(package_become_document(&w->arena, &w->report, p));
	assert_true(package_write(&w->arena, &w->report, p, 6, &w->out));
	back = open_bytes(w, buffer_view(&w->out));
	assert_text(back->parts.at[0].stored, ODT_TYPE);
	assert_int_equal(back->parts.at[0].method, 0);
	assert_int_equal(text_find(bytes_of(w, back, "META-INF/manifest.xml"), TEXT("template"), 0), TEXT_NOWHERE);
}

static void
test_document_stays_as_it_is(void **state)
{
	struct world *w = *state;
	struct package *p;

	zip_docx(w);
	p = open_zip(w);
	assert_true(package_become_document(&w->arena, &w->report, p));
	assert_false(package_part(p, TEXT("[Content_Types].xml"))->is_replaced);
}

/* ---- damage ---- */

static void
test_every_truncation_is_an_error(void **state)
{
	struct world *w = *state;
	struct text whole;

	zip_docx(w);
	whole = zip_end(w);
	for (size_t len = 0; len < whole.len; len++) {
		char *exact = memory_alloc(len);

		memcpy(exact, whole.at, len);
		assert_null(open_bytes(w, (struct text){exact, len}));
		free(exact);
	}
	assert_true(report_count(&w->report, SEVERITY_ERROR) > 0);
}

static void
test_every_flipped_byte_is_harmless(void **state)
{
	struct world *w = *state;
	struct text whole;
	char *bytes;

	zip_docx(w);
	whole = zip_end(w);
	bytes = memory_alloc(whole.len);
	for (size_t i = 0; i < whole.len * 2; i++) {
		struct package *p;
		struct text part;

		memcpy(bytes, whole.at, whole.len);
		bytes[i / 2] = (char)(bytes[i / 2] ^ (i % 2 ? 0xFF : 0x01));
		p = open_bytes(w, (struct text){bytes, whole.len});
		for (size_t k = 0; p && k < p->parts.count; k++)
			package_bytes(&w->arena, &w->report, p, &p->parts.at[k], &part);
	}
	free(bytes);
}

static void
test_wrong_crc_is_damage(void **state)
{
	struct world *w = *state;

	zip_text(w, "[Content_Types].xml", TYPES(WORD_MAIN));
	zip_add(w, (struct zipped){.name = "_rels/.rels", .bytes = TEXT("<a/>"), .method = -1, .crc_error = 1});
	assert_refused(w, PACKAGE_PART_BROKEN, "\"_rels/.rels\"");
}

static void
assert_part_does_not_unpack(struct world *w, struct zipped e)
{
	struct package *p;
	struct text bytes;

	zip_docx(w);
	zip_add(w, e);
	p = open_zip(w);
	assert_non_null(p);
	assert_false(package_bytes(&w->arena, &w->report, p, package_part(p, text_from(e.name)), &bytes));
	assert_problem(&w->report, PACKAGE_PART_BROKEN);
}

static void
test_part_larger_than_it_says_is_damage(void **state)
{
	assert_part_does_not_unpack(*state, (struct zipped){.name = "x",
							    .bytes = TEXT("0123456789"),
							    .is_deflated = true,
							    .method = -1,
							    .claimed_size = 9});
}

static void
test_part_smaller_than_it_says_is_damage(void **state)
{
	assert_part_does_not_unpack(*state, (struct zipped){.name = "x",
							    .bytes = TEXT("0123456789"),
							    .is_deflated = true,
							    .method = -1,
							    .claimed_size = 11});
}

static void
test_garbage_instead_of_deflate_is_damage(void **state)
{
	assert_part_does_not_unpack(
		*state, (struct zipped){.name = "x", .bytes = TEXT("\xFF\xFF\xFF\xFF garbage"), .method = 8});
}

static void
test_unknown_compression_is_refused(void **state)
{
	struct world *w = *state;

	zip_docx(w);
	zip_add(w, (struct zipped){.name = "x", .bytes = TEXT("BZh"), .method = 12});
	assert_refused(w, PACKAGE_PART_BROKEN, "compressed in a way");
}

static void
test_missing_main_part_is_named(void **state)
{
	struct world *w = *state;

	zip_text(w, "[Content_Types].xml", TYPES(WORD_MAIN));
	zip_text(w, "_rels/.rels", RELATIONSHIPS(OFFICE_DOCUMENT("word/document.xml")));
	assert_refused(w, PACKAGE_PART_MISSING, "\"word/document.xml\"");
}

/* ---- hostile ---- */

static void
test_unsafe_names_are_refused(void **state)
{
	static const char *const unsafe[] = {
		"/etc/passwd",     "../x", "word/../../x", "..",    "word/..", "..\\x", "\\x",
		"word\\..\\..\\x", "C:x",  "a\nb",         "a\x7F", "\x01",    ""};

	for (size_t i = 0; i < sizeof unsafe / sizeof unsafe[0]; i++) {
		struct world *w = *state;

		zip_docx(w);
		zip_add(w, (struct zipped){.name = unsafe[i], .method = -1});
		assert_refused(w, PACKAGE_PART_LIMIT, "unsafe");
		tear_down(state);
		set_up(state);
	}
}

static void
test_folders_parted_as_windows_does_are_folders(void **state)
{
	struct world *w = *state;
	struct package *p;

	zip_docx(w);
	zip_add(w, (struct zipped){.name = "word\\media\\a.png", .bytes = TEXT("x"), .method = -1});
	p = open_zip(w);
	assert_text(bytes_of(w, p, "word/media/a.png"), "x");
}

static void
test_nul_in_a_name_does_not_cut_it(void **state)
{
	struct world *w = *state;
	struct package *p;

	zip_docx(w);
	zip_add(w,
		(struct zipped){.name = "word/document.xml\0.png", .name_len = 22, .bytes = TEXT("x"), .method = -1});
	p = open_zip(w);
	assert_text(bytes_of(w, p, "word/document.xml"), "<a>hello</a>");
	assert_text(bytes_of(w, p, "word/document.xml .png"), "x");
}

static void
test_dots_inside_names_are_fine(void **state)
{
	struct world *w = *state;

	zip_docx(w);
	zip_text(w, "word/..x", "1");
	zip_text(w, "word/media/картинка 1..png", "2");
	zip_add(w, (struct zipped){.name = "Configurations2/", .method = -1});
	assert_text(bytes_of(w, open_zip(w), "word/media/картинка 1..png"), "2");
}

static void
test_same_name_twice_is_refused(void **state)
{
	struct world *w = *state;

	zip_docx(w);
	zip_text(w, "word/document.xml", "<b/>");
	assert_refused(w, PACKAGE_PART_BROKEN, "twice");
}

static void
test_huge_claims_are_refused(void **state)
{
	struct world *w = *state;

	zip_docx(w);
	zip_add(w,
		(struct zipped){
			.name = "x", .bytes = TEXT("x"), .is_deflated = true, .method = -1, .claimed_size = 257 << 20});
	assert_refused(w, PACKAGE_PART_LIMIT, "256 MiB");
}

static void
test_bomb_is_refused_before_it_is_unpacked(void **state)
{
	struct world *w = *state;
	size_t len = 20 << 20;
	char *zeros = memory_alloc(len);

	memset(zeros, 0, len);
	zip_docx(w);
	zip_add(w, (struct zipped){.name = "x", .bytes = {zeros, len}, .is_deflated = true, .method = -1});
	free(zeros);
	assert_refused(w, PACKAGE_PART_LIMIT, "200 times");
}

static void
test_all_parts_together_have_a_limit(void **state)
{
	struct world *w = *state;
	size_t len = 2 << 20;
	char *noise = arena_alloc(&w->arena, len);

	zip_docx(w);
	for (int i = 0; i < 5; i++) {
		const char *name = text_format(&w->arena, "x%d", i).at;

		zip_add(w,
			(struct zipped){.name = name, .bytes = {noise, len}, .method = 8, .claimed_size = 250 << 20});
	}
	assert_refused(w, PACKAGE_LIMIT, "1 GiB");
}

/* Parts named x0, x1 … that are stored in so many bytes, and claim to unpack to so many. */
static void
zip_claims(struct world *w, int count, size_t stored, uint32_t claimed)
{
	char *noise = arena_alloc(&w->arena, stored);

	for (int i = 0; i < count; i++)
		zip_add(w, (struct zipped){.name = text_format(&w->arena, "x%d", i).at,
					   .bytes = {noise, stored},
					   .method = 8,
					   .claimed_size = claimed});
}

static void
test_sheet_may_be_larger_than_a_part_that_is_read_as_a_whole(void **state)
{
	struct world *w = *state;
	struct text bytes;
	struct package *p;

	zip_workbook(w);
	zip_claims(w, 1, 12 << 20, 3000u << 20);
	p = open_zip(w);
	assert_int_equal(p->kind, PACKAGE_XLSX);
	assert_false(package_bytes(&w->arena, &w->report, p, package_part(p, TEXT("x0")), &bytes));
	assert_problem(&w->report, PACKAGE_PART_LIMIT);
}

static void
test_workbook_that_claims_too_much_is_refused(void **state)
{
	struct world *w = *state;

	zip_workbook(w);
	zip_claims(w, 2, 12 << 20, 2100u << 20);
	assert_refused(w, PACKAGE_LIMIT, "4 GiB");
}

static void
test_workbook_that_is_a_bomb_is_refused(void **state)
{
	struct world *w = *state;

	zip_workbook(w);
	zip_claims(w, 3, 300 << 10, 100u << 20);
	assert_refused(w, PACKAGE_LIMIT, "300 times");
}

static void
test_overlapping_parts_are_refused(void **state)
{
	struct world *w = *state;
	char *noise = arena_alloc(&w->arena, 4000);

	zip_docx(w);
	zip_add(w, (struct zipped){.name = "x", .bytes = {noise, 4000}, .method = -1});
	for (int i = 0; i < 3; i++)
		zip_add(w, (struct zipped){.name = text_format(&w->arena, "x%d", i).at,
					   .bytes = {noise, 4000},
					   .method = -1,
					   .offset_of = 4});
	assert_refused(w, PACKAGE_BROKEN, "overlap");
}

static void
test_number_of_parts_has_a_limit(void **state)
{
	struct world *w = *state;

	zip_docx(w);
	for (int i = 0; i < 10000; i++)
		zip_add(w, (struct zipped){.name = text_format(&w->arena, "x%d", i).at, .method = -1});
	assert_refused(w, PACKAGE_LIMIT, "10 000");
}

#define PACKAGE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PACKAGE_TEST(test_docx_is_opened),
		PACKAGE_TEST(test_templates_and_files_with_macros_are_documents),
		PACKAGE_TEST(test_workbook_type_may_come_from_its_extension),
		PACKAGE_TEST(test_odt_is_opened),
		PACKAGE_TEST(test_ods_without_mimetype_is_known_by_its_manifest),
		PACKAGE_TEST(test_mimetype_is_put_first_and_stored),
		PACKAGE_TEST(test_presentation_is_named),
		PACKAGE_TEST(test_other_archive_is_no_document),
		PACKAGE_TEST(test_strangers_are_named_by_their_first_bytes),
		PACKAGE_TEST(test_old_doc_says_how_to_save_it),
		PACKAGE_TEST(test_docx_with_a_password_is_not_called_an_old_doc),
		PACKAGE_TEST(test_odt_with_a_password_is_recognized),
		PACKAGE_TEST(test_entry_encrypted_by_zip_is_recognized),
		PACKAGE_TEST(test_word_template_becomes_a_document),
		PACKAGE_TEST(test_odf_template_becomes_a_document),
		PACKAGE_TEST(test_document_stays_as_it_is),
		PACKAGE_TEST(test_every_truncation_is_an_error),
		PACKAGE_TEST(test_every_flipped_byte_is_harmless),
		PACKAGE_TEST(test_wrong_crc_is_damage),
		PACKAGE_TEST(test_part_larger_than_it_says_is_damage),
		PACKAGE_TEST(test_part_smaller_than_it_says_is_damage),
		PACKAGE_TEST(test_garbage_instead_of_deflate_is_damage),
		PACKAGE_TEST(test_unknown_compression_is_refused),
		PACKAGE_TEST(test_missing_main_part_is_named),
		PACKAGE_TEST(test_folders_parted_as_windows_does_are_folders),
		PACKAGE_TEST(test_unsafe_names_are_refused),
		PACKAGE_TEST(test_nul_in_a_name_does_not_cut_it),
		PACKAGE_TEST(test_dots_inside_names_are_fine),
		PACKAGE_TEST(test_same_name_twice_is_refused),
		PACKAGE_TEST(test_huge_claims_are_refused),
		PACKAGE_TEST(test_sheet_may_be_larger_than_a_part_that_is_read_as_a_whole),
		PACKAGE_TEST(test_workbook_that_claims_too_much_is_refused),
		PACKAGE_TEST(test_workbook_that_is_a_bomb_is_refused),
		PACKAGE_TEST(test_bomb_is_refused_before_it_is_unpacked),
		PACKAGE_TEST(test_all_parts_together_have_a_limit),
		PACKAGE_TEST(test_overlapping_parts_are_refused),
		PACKAGE_TEST(test_number_of_parts_has_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
