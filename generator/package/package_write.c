/*
 * package_write -- a package to the bytes of an archive.
 *
 * libzip copies what its source calls compressed already, so every part is given to it that way: an
 * untouched one as it lies in the template, a replaced one deflated here (or stored, when deflate
 * gains nothing, as with pictures).  All entries carry 1980-01-01 00:00, the first moment that zip
 * knows (appnote 4.4.6), so that the same parts make the same archive.
 */
#include <string.h>
#include <time.h>
#include <zip.h>
#include <zlib.h>

#include "package/package.h"

/* A part as it will lie in the archive; libzip reads from it. */
struct entry {
	struct text stored;
	uint64_t size;
	uint32_t crc;
	uint16_t method;
	time_t moment;
	size_t at; /* how much libzip has read */
};

struct packing {
	const struct package *package;
	struct report *report;
	int level;
	time_t moment; /* what all entries carry */
	struct entry *entries;
	struct buffer deflated; /* of all replaced parts, one behind the other */
	z_stream stream;        /* used again for each of them */
	bool has_stream;
};

static bool
report_unpackable(const struct packing *k, const char *reason)
{
	return REPORT(k->report, PACKAGE_UNPACKABLE, place_file(k->package->file), text_from(reason));
}

/* ---- replaced parts ---- */

/* What deflate would not make smaller, and would take long to find out. */
static bool
is_compressed_picture(struct text bytes)
{
	return text_starts(bytes, TEXT("\x89PNG")) || text_starts(bytes, TEXT("\xFF\xD8\xFF"));
}

static bool
stream_ready(struct packing *k)
{
	if (k->has_stream)
		return deflateReset(&k->stream) == Z_OK;
	k->has_stream = deflateInit2(&k->stream, k->level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK;
	return k->has_stream;
}

/* Appends bytes, deflated, to k->deflated; false when zlib cannot. */
static bool
deflate_raw(struct packing *k, struct text bytes)
{
	uLong bound;

	if (!stream_ready(k))
		return false;
	bound = deflateBound(&k->stream, bytes.len);
	k->stream.next_in = (Bytef *)(uintptr_t)bytes.at;
	k->stream.avail_in = (uInt)bytes.len;
	k->stream.next_out = (Bytef *)buffer_reserve(&k->deflated, bound);
	k->stream.avail_out = (uInt)bound;
	if (deflate(&k->stream, Z_FINISH) != Z_STREAM_END)
		return false;
	buffer_wrote(&k->deflated, bound - k->stream.avail_out);
	return true;
}

static bool
pack_replaced(struct packing *k, const struct part *part, struct entry *e)
{
	size_t from = k->deflated.len;

	if (part->bytes.len > UINT32_MAX / 2)
		return report_unpackable(k, _("one of its parts is larger than 2 GiB"));
	e->size = part->bytes.len;
	e->crc = (uint32_t)crc32_z(0, (const Bytef *)part->bytes.at, part->bytes.len);
	e->stored = part->bytes;
	e->method = ZIP_CM_STORE;
	if (text_is(part->name, "mimetype") || is_compressed_picture(part->bytes))
		return true;
	if (!deflate_raw(k, part->bytes))
		return report_unpackable(k, "zlib");
	if (k->deflated.len - from < part->bytes.len) {
		e->stored = (struct text){NULL, k->deflated.len - from}; /* at: when the buffer has stopped moving */
		e->method = ZIP_CM_DEFLATE;
	} else {
		k->deflated.len = from;
	}
	return true;
}

static void
place_deflated(struct packing *k)
{
	const char *at = k->deflated.at;

	for (size_t i = 0; i < k->package->parts.count; i++) {
		if (k->entries[i].method == ZIP_CM_DEFLATE && k->package->parts.at[i].is_replaced) {
			k->entries[i].stored.at = at;
			at += k->entries[i].stored.len;
		}
	}
}

static bool
pack_parts(struct packing *k)
{
	for (size_t i = 0; i < k->package->parts.count; i++) {
		const struct part *part = &k->package->parts.at[i];

		if (!part->is_replaced)
			k->entries[i] = (struct entry){part->stored, part->size, part->crc, part->method, 0, 0};
		else if (!pack_replaced(k, part, &k->entries[i]))
			return false;
		k->entries[i].moment = k->moment;
	}
	place_deflated(k);
	return true;
}

/* ---- the archive ---- */

static zip_int64_t
entry_stat(const struct entry *e, zip_stat_t *s)
{
	zip_stat_init(s);
	s->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD | ZIP_STAT_MTIME;
	s->size = e->size;
	s->comp_size = e->stored.len;
	s->crc = e->crc;
	s->comp_method = e->method;
	s->mtime = e->moment;
	return sizeof *s;
}

static zip_int64_t
entry_read(struct entry *e, void *data, size_t len)
{
	if (len > e->stored.len - e->at)
		len = e->stored.len - e->at;
	if (len)
		memcpy(data, e->stored.at + e->at, len);
	e->at += len;
	return (zip_int64_t)len;
}

/* libzip's questions about an entry (zip_source_function). */
static zip_int64_t
entry_answer(void *user, void *data, zip_uint64_t len, zip_source_cmd_t command)
{
	struct entry *e = user;

	switch (command) {
	case ZIP_SOURCE_OPEN:
		e->at = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return entry_read(e, data, (size_t)len);
	case ZIP_SOURCE_STAT:
		return entry_stat(e, data);
	case ZIP_SOURCE_ERROR:
		memset(data, 0, 2 * sizeof(int)); /* nothing can fail here */
		return 2 * sizeof(int);
	case ZIP_SOURCE_SUPPORTS:
		return ZIP_SOURCE_SUPPORTS_READABLE;
	default:
		return 0;
	}
}

static bool
add_entry(zip_t *z, const char *name, struct entry *e)
{
	zip_source_t *source = zip_source_function(z, entry_answer, e);
	zip_int64_t index = source ? zip_file_add(z, name, source, ZIP_FL_ENC_UTF_8) : -1;

	if (index < 0) {
		zip_source_free(source);
		return false;
	}
	return zip_set_file_compression(z, (zip_uint64_t)index, e->method, 0) == 0;
}

/* Makes the archive in source; z takes source over and is closed in any case. */
static bool
fill_archive(struct arena *a, const struct packing *k, zip_t *z)
{
	for (size_t i = 0; i < k->package->parts.count; i++) {
		if (!add_entry(z, text_c(a, k->package->parts.at[i].name), &k->entries[i])) {
			zip_discard(z);
			return false;
		}
	}
	if (zip_close(z) == 0)
		return true;
	zip_discard(z);
	return false;
}

static bool
copy_out(zip_source_t *source, struct buffer *out)
{
	zip_stat_t s;
	zip_int64_t n;

	if (zip_source_stat(source, &s) != 0 || zip_source_open(source) != 0)
		return false;
	n = zip_source_read(source, buffer_reserve(out, (size_t)s.size), s.size);
	zip_source_close(source);
	if (n < 0 || (zip_uint64_t)n != s.size)
		return false;
	buffer_wrote(out, (size_t)n);
	return true;
}

static bool
write_archive(struct arena *a, const struct packing *k, struct buffer *out)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *z = NULL;
	bool ok = false;

	if (!source)
		goto done;
	zip_source_keep(source);
	z = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
	if (!z) {
		zip_source_free(source);
		goto done;
	}
	ok = fill_archive(a, k, z) && copy_out(source, out);
done:
	zip_source_free(source);
	return ok || report_unpackable(k, "zip");
}

/*
 * The beginning of 1980 on this computer's clock, since zip keeps local times.  It is given to libzip as
 * the source's time: zip_file_set_dostime would ask for the time zone, and so for a file, for every entry.
 */
static time_t
first_moment(void)
{
	struct tm t = {.tm_year = 80, .tm_mday = 1, .tm_isdst = -1};

	return mktime(&t);
}

bool
package_write(struct arena *a, struct report *r, const struct package *p, int level, struct buffer *out)
{
	struct packing k = {.package = p, .report = r, .level = level, .moment = first_moment()};
	bool ok;

	k.entries = NEW_ARRAY(a, struct entry, p->parts.count);
	ok = pack_parts(&k) && write_archive(a, &k, out);
	if (k.has_stream)
		deflateEnd(&k.stream);
	buffer_free(&k.deflated);
	return ok;
}
