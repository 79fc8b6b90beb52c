/*
 * zipped -- archives for the tests, put together byte by byte, since no packer makes the hostile ones.
 */
#ifndef PRIKAZ_TESTS_ZIPPED_H
#define PRIKAZ_TESTS_ZIPPED_H

#include "check.h"

#include <stdlib.h>
#include <zlib.h>

#include "package/package.h"

#define WORD_MAIN "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
#define TYPES(type)                                                                                                    \
	"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"                               \
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>"                                                 \
	"<Override PartName=\"/word/document.xml\" ContentType=\"" type "\"/></Types>"
#define RELATIONSHIPS(inside)                                                                                          \
	"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" inside                \
	"</Relationships>"
#define OFFICE_DOCUMENT(target)                                                                                        \
	"<Relationship Id=\"rId1\" Target=\"" target "\" "                                                             \
	"Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>"
#define MANIFEST(inside)                                                                                               \
	"<m:manifest xmlns:m=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">" inside "</m:manifest>"
#define ODT_TYPE "application/vnd.oasis.opendocument.text"

/* ---- archives by hand (PKWARE appnote 4.3) ---- */

struct zipped {
	const char *name;
	size_t name_len; /* 0: strlen(name) */
	struct text bytes;
	bool is_deflated;
	int method, flags;     /* method: -1 for what is_deflated says */
	uint32_t claimed_size; /* 0: the true one */
	uint32_t claimed_stored;
	uint32_t crc_error; /* xored into the CRC */
	int32_t offset_of;  /* 1 + index of another entry whose data this one claims */
};

struct world {
	struct arena arena;
	struct report report;
	struct buffer zip, directory, out;
	uint32_t offsets[64];
	int count;
};

static inline int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	report_open(&w->report);
	*state = w;
	return 0;
}

static inline int
tear_down(void **state)
{
	struct world *w = *state;

	buffer_free(&w->zip);
	buffer_free(&w->directory);
	buffer_free(&w->out);
	report_close(&w->report);
	arena_free(&w->arena);
	free(w);
	return 0;
}

static inline void
put(struct buffer *b, uint32_t number, int bytes)
{
	for (int i = 0; i < bytes; i++)
		buffer_byte(b, (char)(number >> 8 * i & 0xFF));
}

static inline struct text
deflated(struct world *w, struct text bytes)
{
	z_stream z = {0};
	size_t room = bytes.len + bytes.len / 100 + 100;
	char *out = arena_alloc(&w->arena, room);

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (Bytef *)(uintptr_t)bytes.at;
	z.avail_in = (uInt)bytes.len;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return (struct text){out, room - z.avail_out};
}

/* The fields that the local header and the directory share. */
static inline void
put_common(struct buffer *b, const struct zipped *e, struct text stored)
{
	size_t name_len = e->name_len ? e->name_len : strlen(e->name);

	put(b, 20, 2);
	put(b, (uint32_t)e->flags, 2);
	put(b, (uint32_t)(e->method >= 0 ? e->method : e->is_deflated ? 8 : 0), 2);
	put(b, 0, 2);
	put(b, 33, 2);
	put(b, (uint32_t)crc32(0, (const Bytef *)e->bytes.at, (uInt)e->bytes.len) ^ e->crc_error, 4);
	put(b, e->claimed_stored ? e->claimed_stored : (uint32_t)stored.len, 4);
	put(b, e->claimed_size ? e->claimed_size : (uint32_t)e->bytes.len, 4);
	put(b, (uint32_t)name_len, 2);
	put(b, 0, 2);
}

static inline void
zip_add(struct world *w, struct zipped e)
{
	size_t name_len = e.name_len ? e.name_len : strlen(e.name);
	struct text stored = e.is_deflated ? deflated(w, e.bytes) : e.bytes;
	uint32_t offset = e.offset_of ? w->offsets[e.offset_of - 1] : (uint32_t)w->zip.len;

	put(&w->directory, 0x02014b50, 4);
	put(&w->directory, 20, 2);
	put_common(&w->directory, &e, stored);
	put(&w->directory, 0, 2);
	put(&w->directory, 0, 4);
	put(&w->directory, 0, 4);
	put(&w->directory, offset, 4);
	buffer_add(&w->directory, e.name, name_len);
	w->offsets[w->count++ % 64] = offset;
	if (e.offset_of)
		return;
	put(&w->zip, 0x04034b50, 4);
	put_common(&w->zip, &e, stored);
	buffer_add(&w->zip, e.name, name_len);
	buffer_text(&w->zip, stored);
}

static inline void
zip_text(struct world *w, const char *name, const char *text)
{
	zip_add(w, (struct zipped){.name = name, .bytes = text_from(text), .is_deflated = true, .method = -1});
}

static inline struct text
zip_end(struct world *w)
{
	size_t offset = w->zip.len;

	buffer_text(&w->zip, buffer_view(&w->directory));
	put(&w->zip, 0x06054b50, 4);
	put(&w->zip, 0, 4);
	put(&w->zip, (uint32_t)w->count, 2);
	put(&w->zip, (uint32_t)w->count, 2);
	put(&w->zip, (uint32_t)w->directory.len, 4);
	put(&w->zip, (uint32_t)offset, 4);
	put(&w->zip, 0, 2);
	return buffer_view(&w->zip);
}

static inline void
zip_docx(struct world *w)
{
	zip_text(w, "[Content_Types].xml", TYPES(WORD_MAIN));
	zip_text(w, "_rels/.rels", RELATIONSHIPS(OFFICE_DOCUMENT("word/document.xml")));
	zip_text(w, "word/document.xml", "<a>hello</a>");
}

static inline void
zip_odt(struct world *w, const char *mimetype, const char *manifest)
{
	if (mimetype)
		zip_add(w, (struct zipped){.name = "mimetype", .bytes = text_from(mimetype), .method = -1});
	zip_text(w, "content.xml", "<a/>");
	if (manifest)
		zip_text(w, "META-INF/manifest.xml", manifest);
}

static inline struct package *
open_zip(struct world *w)
{
	struct text bytes = zip_end(w);
	char *exact = memory_alloc(bytes.len);
	struct package *p;

	/* a block of its own, so that reading past the end is seen */
	memcpy(exact, bytes.at, bytes.len);
	p = package_read(&w->arena, &w->report, (struct text){exact, bytes.len}, TEXT("a.docx"));
	free(exact); /* stored bytes are copies */
	return p;
}

static inline struct package *
open_bytes(struct world *w, struct text bytes)
{
	return package_read(&w->arena, &w->report, bytes, TEXT("a.docx"));
}

static inline struct text
bytes_of(struct world *w, struct package *p, const char *name)
{
	struct text bytes = TEXT_NONE;

	assert_non_null(package_part(p, text_from(name)));
	assert_true(package_bytes(&w->arena, &w->report, p, package_part(p, text_from(name)), &bytes));
	return bytes;
}

#endif
