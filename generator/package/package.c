/*
 * package -- an archive opened, its parts found and unpacked.
 *
 * A zip archive ends with a directory (PKWARE appnote, 4.3.12) that says for each entry its name, method,
 * CRC, and sizes before and after compression.  libzip reads it; we look at every entry before any
 * of them is unpacked, since what the directory says is the sender's word only:
 *
 *   sizes       a part may not claim to be huge, nor all together, nor huge from next to nothing.  The sheets of a
 *               workbook are read as streams, which hold nothing: they may be as large as sheets get, and pack well
 *   names       "../x", "/x", "c:x" would leave the folder of whoever unpacks the result
 *   overlaps    entries that share bytes claim more stored bytes than the file has
 *
 * Unpacking then gives exactly the bytes that were promised, or fails.
 */
#include "package/package.h"

#include <string.h>
#include <zip.h>
#include <zlib.h>

#include "base/utf8.h"
#include "package/kind.h"

/* LIMITS */
#define PART_MOST  ((uint64_t)256 << 20)
#define PARTS_MOST ((uint64_t)1 << 30)
#define RATIO_FREE ((uint64_t)16 << 20) /* parts up to this size may be packed as tightly as they like */
enum { ENTRIES_MOST = 10000, RATIO_MOST = 200, SHOWN_MOST = 80 };

/*
 * Of workbooks, all parts together: what goes through a stream costs time alone, and these bound it.  A sheet
 * whose rows differ in their numbers alone packs 250 to 1, what deflate packs at its tightest 1032 to 1.
 */
#define BOOK_MOST ((uint64_t)4 << 30)
#define BOOK_FREE ((uint64_t)256 << 20)
enum { BOOK_RATIO_MOST = 300 };

/* ---- messages ---- */

/* A part's name as a message can show it: not endless, and of whole characters. */
static struct text
shown_name(struct text name)
{
	return utf8_prefix(name, SHOWN_MOST);
}

static bool
report_broken(struct report *r, const struct package *p, const char *reason)
{
	return REPORT(r, PACKAGE_BROKEN, place_file(p->file), text_from(_(reason)));
}

static bool
report_broken_part(struct report *r, const struct package *p, struct text name, const char *reason)
{
	return REPORT(r, PACKAGE_PART_BROKEN, place_file(p->file), shown_name(name), text_from(_(reason)));
}

static bool
report_limit(struct report *r, const struct package *p, const char *reason)
{
	return REPORT(r, PACKAGE_LIMIT, place_file(p->file), text_from(_(reason)));
}

static bool
report_part_limit(struct report *r, const struct package *p, struct text name, const char *reason)
{
	return REPORT(r, PACKAGE_PART_LIMIT, place_file(p->file), shown_name(name), text_from(_(reason)));
}

/* ---- finding parts ---- */

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
equal_but_for_case(struct text x, struct text y)
{
	if (x.len != y.len)
		return false;
	for (size_t i = 0; i < x.len; i++) {
		if (lower(x.at[i]) != lower(y.at[i]))
			return false;
	}
	return true;
}

/* FNV-1a over lower case, so that names which differ in case alone share their slots. */
static uint32_t
name_hash(struct text name)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < name.len; i++)
		h = (h ^ (unsigned char)lower(name.at[i])) * 16777619u;
	return h;
}

static void
slot_fill(struct package *p, size_t index)
{
	size_t i = name_hash(p->parts.at[index].name) & (p->slot_count - 1);

	while (p->slots[i])
		i = (i + 1) & (p->slot_count - 1);
	p->slots[i] = (uint32_t)(index + 1);
}

void
package_reindex(struct arena *a, struct package *p)
{
	size_t count = 64;

	while (count < p->parts.count * 4)
		count *= 2;
	p->slots = NEW_ARRAY(a, uint32_t, count);
	p->slot_count = count;
	p->owns_slots = true;
	for (size_t i = 0; i < p->parts.count; i++)
		slot_fill(p, i);
}

static struct part *
find_exact_or_alike(const struct package *p, struct text name, struct part **alike)
{
	*alike = NULL;
	if (!p->slot_count)
		return NULL;
	for (size_t i = name_hash(name) & (p->slot_count - 1); p->slots[i]; i = (i + 1) & (p->slot_count - 1)) {
		struct part *part = &p->parts.at[p->slots[i] - 1];

		if (text_equal(part->name, name))
			return part;
		if (!*alike && equal_but_for_case(part->name, name))
			*alike = part;
	}
	return NULL;
}

struct part *
package_part(const struct package *p, struct text name)
{
	struct part *alike, *exact = find_exact_or_alike(p, name, &alike);
	bool is_odf = p->kind == PACKAGE_ODT || p->kind == PACKAGE_ODS;

	return exact || is_odf ? exact : alike;
}

static struct part *
part_add(struct arena *a, struct package *p, struct part part)
{
	struct part *added = VECTOR_PUSH(a, &p->parts);

	*added = part;
	if (!p->owns_slots || p->parts.count * 2 > p->slot_count)
		package_reindex(a, p);
	else
		slot_fill(p, p->parts.count - 1);
	return added;
}

/* ---- the directory ---- */

/* Whether a name stays inside the folder that somebody may unpack the archive to. */
static bool
is_safe_name(struct text name)
{
	size_t from = 0;

	if (!name.len || name.at[0] == '/' || (name.len > 1 && name.at[1] == ':'))
		return false;
	for (size_t i = 0; i <= name.len; i++) {
		unsigned char c = i < name.len ? (unsigned char)name.at[i] : '/';

		if (c < 0x20 || c == 0x7F)
			return false;
		if (c != '/')
			continue;
		if (text_is(text_slice(name, from, i), ".."))
			return false;
		from = i + 1;
	}
	return true;
}

/* What goes through the reading of one archive. */
struct opening {
	struct arena *arena;
	struct report *report;
	struct package *package;
	zip_t *zip;
	size_t len; /* of the archive */
};

/* Some packers for Windows part folders by "\\", which no zip should (PKWARE appnote, 4.4.17): it is read as "/". */
static struct text
with_slashes(struct arena *a, struct text name)
{
	char *copy = arena_alloc(a, name.len + 1);

	for (size_t i = 0; i < name.len; i++)
		copy[i] = name.at[i] == '\\' ? '/' : name.at[i];
	return (struct text){copy, name.len};
}

/* The name as UTF-8; a NUL inside has become a space in libzip's hands. */
static bool
read_name(const struct opening *o, zip_uint64_t i, struct text *name)
{
	struct text raw = with_slashes(o->arena, text_from(zip_get_name(o->zip, i, ZIP_FL_ENC_RAW)));
	struct part *alike;

	*name = with_slashes(o->arena, text_from(zip_get_name(o->zip, i, ZIP_FL_ENC_GUESS)));
	if (!is_safe_name(raw) || !is_safe_name(*name))
		return report_part_limit(o->report, o->package, *name, N_("its name is unsafe"));
	if (find_exact_or_alike(o->package, *name, &alike))
		return report_broken_part(o->report, o->package, *name, N_("it is there twice"));
	return true;
}

static bool
check_method(const struct opening *o, const zip_stat_t *s, struct text name)
{
	const zip_uint64_t wanted = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;

	if ((s->valid & wanted) != wanted)
		return report_broken_part(o->report, o->package, name, N_("the directory says nothing about it"));
	if ((s->valid & ZIP_STAT_ENCRYPTION_METHOD) && s->encryption_method != ZIP_EM_NONE)
		return REPORT(o->report, PACKAGE_ENCRYPTED, place_file(o->package->file), TEXT_NONE);
	if (s->comp_method != ZIP_CM_STORE && s->comp_method != ZIP_CM_DEFLATE)
		return report_broken_part(o->report, o->package, name,
					  N_("it is compressed in a way that Office does not use"));
	return true;
}

static bool
check_stored(const struct opening *o, const zip_stat_t *s, struct text name)
{
	if (s->comp_size > o->len)
		return report_broken_part(o->report, o->package, name, N_("it is cut short"));
	if (s->comp_method == ZIP_CM_STORE && s->size != s->comp_size)
		return report_broken_part(o->report, o->package, name, N_("its sizes contradict each other"));
	return true;
}

/* Of a part that is to be unpacked as a whole. */
static bool
check_size(struct report *r, const struct package *p, const struct part *part)
{
	if (part->size > PART_MOST)
		return report_part_limit(r, p, part->name, N_("it is larger than 256 MiB"));
	if (part->size > RATIO_FREE && part->size / RATIO_MOST > part->stored.len)
		return report_part_limit(r, p, part->name, N_("it unpacks to more than 200 times its size"));
	return true;
}

/* What the directory says of entry i, as a part without its bytes. */
static bool
read_entry(const struct opening *o, zip_uint64_t i)
{
	struct part part = {.bytes = TEXT_NONE};
	zip_stat_t s;

	zip_stat_init(&s);
	if (!read_name(o, i, &part.name))
		return false;
	zip_stat_index(o->zip, i, 0, &s);
	if (!check_method(o, &s, part.name) || !check_stored(o, &s, part.name))
		return false;
	part.size = s.size;
	part.crc = s.crc;
	part.method = s.comp_method;
	part.stored.len = (size_t)s.comp_size;
	part_add(o->arena, o->package, part);
	return true;
}

/* What the archive claims to hold; *stored: in how many of its bytes. */
static uint64_t
claimed_size(const struct package *p, uint64_t *stored)
{
	uint64_t size = 0;

	*stored = 0;
	for (size_t i = 0; i < p->parts.count; i++) {
		size = size + p->parts.at[i].size < size ? UINT64_MAX : size + p->parts.at[i].size;
		*stored += p->parts.at[i].stored.len;
	}
	return size;
}

static bool
check_overlaps(const struct opening *o)
{
	uint64_t stored;

	claimed_size(o->package, &stored);
	return stored <= o->len || report_broken(o->report, o->package, N_("its parts overlap each other"));
}

/* The parts of documents are read as a whole, all of them in the end; of workbooks the small ones alone. */
static bool
check_claims(struct report *r, const struct package *p)
{
	uint64_t stored, size = claimed_size(p, &stored);

	if (p->kind == PACKAGE_XLSX || p->kind == PACKAGE_ODS) {
		if (size > BOOK_MOST)
			return report_limit(r, p, N_("its parts are larger than 4 GiB together"));
		return size <= BOOK_FREE || size / BOOK_RATIO_MOST <= stored ||
		       report_limit(r, p, N_("it unpacks to more than 300 times its size"));
	}
	for (size_t i = 0; i < p->parts.count; i++) {
		if (!check_size(r, p, &p->parts.at[i]))
			return false;
	}
	return size <= PARTS_MOST || report_limit(r, p, N_("its parts are larger than 1 GiB together"));
}

/* The bytes of entry i as they lie in the archive. */
static bool
read_stored(const struct opening *o, zip_uint64_t i, struct part *part)
{
	zip_file_t *f = zip_fopen_index(o->zip, i, ZIP_FL_COMPRESSED);
	char *at = arena_alloc(o->arena, part->stored.len + 1);
	zip_int64_t n = f ? zip_fread(f, at, part->stored.len) : -1;

	if (f)
		zip_fclose(f);
	part->stored.at = at;
	if (n < 0 || (size_t)n != part->stored.len)
		return report_broken_part(o->report, o->package, part->name, N_("it is cut short"));
	return true;
}

static bool
read_entries(const struct opening *o)
{
	zip_int64_t count = zip_get_num_entries(o->zip, 0);

	if (count > ENTRIES_MOST)
		return report_limit(o->report, o->package, N_("it has more than 10 000 parts"));
	package_reindex(o->arena, o->package);
	for (zip_int64_t i = 0; i < count; i++) {
		if (!read_entry(o, (zip_uint64_t)i))
			return false;
	}
	if (!check_overlaps(o))
		return false;
	for (zip_int64_t i = 0; i < count; i++) {
		if (!read_stored(o, (zip_uint64_t)i, &o->package->parts.at[i]))
			return false;
	}
	return true;
}

/* ---- opening ---- */

static const char *
reason_of_code(int code)
{
	switch (code) {
	case ZIP_ER_NOZIP:
	case ZIP_ER_EOF:
	case ZIP_ER_READ:
	case ZIP_ER_SEEK:
		return N_("it is cut short");
	case ZIP_ER_MULTIDISK:
		return N_("it is one piece of an archive in several files");
	}
	return N_("its directory of parts contradicts itself");
}

static bool
read_archive(struct arena *a, struct report *r, struct package *p, struct text bytes)
{
	struct opening o = {a, r, p, NULL, bytes.len};
	zip_source_t *source;
	zip_error_t error;
	bool ok;

	zip_error_init(&error);
	source = zip_source_buffer_create(bytes.at, bytes.len, 0, &error);
	if (source)
		o.zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (o.zip) {
		ok = read_entries(&o);
		zip_discard(o.zip); /* frees source too */
	} else {
		ok = report_broken(r, p, reason_of_code(zip_error_code_zip(&error)));
		zip_source_free(source);
	}
	zip_error_fini(&error);
	return ok;
}

struct package *
package_read(struct arena *a, struct report *r, struct text bytes, struct text file)
{
	struct package *p = NEW(a, struct package);

	p->file = text_copy(a, file);
	p->main_part = p->type = TEXT_NONE;
	if (!kind_is_zip(a, r, p, bytes) || !read_archive(a, r, p, bytes) || !kind_find(a, r, p) || !check_claims(r, p))
		return NULL;
	return p;
}

struct package *
package_copy(struct arena *a, const struct package *p)
{
	struct package *copy = NEW(a, struct package);

	*copy = *p;
	copy->owns_slots = false;
	copy->parts.room = p->parts.count + 4;
	copy->parts.at = NEW_ARRAY(a, struct part, copy->parts.room);
	if (p->parts.count)
		memcpy(copy->parts.at, p->parts.at, p->parts.count * sizeof p->parts.at[0]);
	return copy;
}

/* ---- bytes ---- */

/*
 * Unpacks raw deflate data (RFC 1951) into the size bytes at out; room for one more is there, to see
 * whether there is more than promised.
 */
static bool
inflate_raw(struct text stored, char *out, size_t size)
{
	z_stream z = {0};
	int status;

	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return false;
	z.next_in = (Bytef *)(uintptr_t)stored.at;
	z.avail_in = (uInt)stored.len;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)size + 1;
	status = inflate(&z, Z_FINISH);
	inflateEnd(&z);
	return status == Z_STREAM_END && z.avail_out == 1;
}

static bool
unpack(struct arena *a, const struct part *part, struct text *bytes)
{
	size_t size = (size_t)part->size;
	char *out;

	if (part->method == ZIP_CM_STORE) {
		*bytes = part->stored;
	} else {
		out = arena_alloc(a, size + 1);
		if (!inflate_raw(part->stored, out, size))
			return false;
		out[size] = '\0';
		*bytes = (struct text){out, size};
	}
	return crc32_z(0, (const Bytef *)bytes->at, bytes->len) == part->crc;
}

bool
package_report_damage(struct report *r, const struct package *p, const struct part *part)
{
	return report_broken_part(r, p, part->name, N_("it does not unpack to what it should be"));
}

bool
package_bytes(struct arena *a, struct report *r, const struct package *p, struct part *part, struct text *bytes)
{
	if (!part->has_bytes) {
		if (!check_size(r, p, part))
			return false;
		if (!unpack(a, part, &part->bytes))
			return package_report_damage(r, p, part);
		part->has_bytes = true;
	}
	*bytes = part->bytes;
	return true;
}

struct xml_node *
package_xml(struct arena *a, struct report *r, const struct package *p, struct text name, bool is_needed)
{
	struct part *part = package_part(p, name);
	struct text bytes;

	if (!part) {
		if (is_needed)
			REPORT(r, PACKAGE_PART_MISSING, place_file(p->file), shown_name(name));
		return NULL;
	}
	if (!package_bytes(a, r, p, part, &bytes))
		return NULL;
	return xml_parse(a, r, bytes, p->file, part->name);
}

void
package_replace(struct arena *a, struct package *p, struct text name, struct text bytes)
{
	struct part *part = package_part(p, name);

	if (!part)
		part = part_add(a, p, (struct part){.name = text_copy(a, name), .stored = TEXT_NONE});
	part->bytes = bytes;
	part->has_bytes = true;
	part->is_replaced = true;
	part->size = bytes.len;
}

void
package_add(struct arena *a, struct package *p, struct text name, const struct part *part)
{
	struct part copy = *part;

	copy.name = text_copy(a, name);
	part_add(a, p, copy);
}

void
package_dump(const struct package *p, struct buffer *out)
{
	static const char *const kinds[] = {"docx", "odt", "xlsx", "ods"};

	buffer_printf(out, "package %s, main part %.*s\n", kinds[p->kind], TEXT_ARG(p->main_part));
	for (size_t i = 0; i < p->parts.count; i++) {
		const struct part *part = &p->parts.at[i];

		buffer_printf(out, "part %.*s: %llu bytes", TEXT_ARG(part->name), (unsigned long long)part->size);
		if (part->is_replaced)
			buffer_string(out, ", replaced\n");
		else
			buffer_printf(out, ", %s %zu, crc %08x\n", part->method ? "deflated to" : "stored in",
				      part->stored.len, part->crc);
	}
}
