/*
 * season_folder -- a season in a folder of its own, for tests: data, templates, and its removal.
 */
#ifndef PRIKAZ_TESTS_SEASON_FOLDER_H
#define PRIKAZ_TESTS_SEASON_FOLDER_H

#include "check.h"

#include <stdlib.h>
#include <unistd.h>
#include <zip.h>

#include "base/file.h"

static struct arena arena;
static struct report report;
static char folder[64];

static inline const char *
inside(const char *name)
{
	return path_join(&arena, folder, name);
}

static inline void
put(const char *name, const char *bytes)
{
	assert_true(file_write(&arena, &report, inside(name), text_from(bytes)));
}

/* The smallest document that Word opens, of one paragraph. */
static inline void
put_template(const char *name, const char *text)
{
	static const char types[] =
		"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
		"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
		"<Override PartName=\"/word/document.xml\" ContentType=\"application/"
		"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
	static const char relations[] =
		"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
		"Id=\"r1\" "
		"Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
		"Target=\"word/document.xml\"/></Relationships>";
	struct text body =
		text_format(&arena,
			    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
			    "<w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:body></w:document>",
			    text);
	zip_t *z = zip_open(inside(name), ZIP_CREATE | ZIP_TRUNCATE, NULL);

	assert_non_null(z);
	zip_file_add(z, "[Content_Types].xml", zip_source_buffer(z, types, sizeof types - 1, 0), 0);
	zip_file_add(z, "_rels/.rels", zip_source_buffer(z, relations, sizeof relations - 1, 0), 0);
	zip_file_add(z, "word/document.xml", zip_source_buffer(z, body.at, body.len, 0), 0);
	assert_int_equal(zip_close(z), 0);
}

/* Makes the folder with its templates/; false when that is impossible. */
static inline bool
folder_open(void)
{
	strcpy(folder, "/tmp/prikaz-season-XXXXXX");
	report_open(&report);
	return mkdtemp(folder) && folder_make(&arena, &report, inside("templates"));
}

static inline void
remove_all(const char *path)
{
	size_t count;
	const char **names = folder_list(&arena, path, &count);

	for (size_t i = 0; i < count; i++) {
		const char *inner = path_join(&arena, path, names[i]);

		if (folder_exists(inner))
			remove_all(inner);
		else
			unlink(inner);
	}
	rmdir(path);
}

static inline void
folder_close(void)
{
	remove_all(folder);
	report_close(&report);
	arena_free(&arena);
}

#endif
