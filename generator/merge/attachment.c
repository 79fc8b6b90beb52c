/*
 * attachment -- what a merged record adds to its package beside the parts with markers.
 *
 * A picture in a DOCX is a part, word/media/x.png, which the part that shows it names by a relationship of its own
 * (ECMA-376 part 2, 6.5): <Relationship Id="r1" Type="…/image" Target="media/x.png"/> in word/_rels/document.xml.rels.
 * [Content_Types].xml says what parts are by extension (7.2.3).  In an ODT it is Pictures/x.png, named by its path,
 * and META-INF/manifest.xml has an entry for it (ODF 1.3 part 2, 4).
 *
 * So everything is an element that goes to the end of an element of some part, and every such part is touched
 * once, at the end, as bytes: no tree is built of it.  Ids and names are made of what they stand for: the same picture,
 * link or style has the same id in every document, and where the template has it already, since it was made by prikaz
 * itself, it is not put there again.
 */
#include "merge/attachment.h"

#include <openssl/evp.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "base/file.h"
#include "package/package.h"

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"

#define MARK "prikaz" /* what all ids begin with */

enum { ID_DIGITS = 12, NAME_DIGITS = 20, DIGITS_MOST = 64 };

/* An element that is to be added to a part. */
struct addition {
	struct text id;  /* how it is known if it is there already: `Id="…"`; empty: it is surely not */
	struct text xml; /* with "\1" where the prefix of the element around it goes */
	struct addition *next;
};

/* A part that additions go into. */
struct recipient {
	struct text part;
	struct text element; /* the local name of the element that takes them in */
	struct addition *first, **last;
	struct recipient *next;
};

/* What has been added, or asked for, by a key of its own. */
struct known {
	struct text key;
	struct text name; /* of a picture: its part */
	void *note;       /* see attach_note */
};

struct attachments {
	struct recipient *recipients;
	VECTOR(struct part) parts; /* new ones: name and bytes */
	VECTOR(struct known) known;
	uint32_t *slots;   /* of known: index + 1, open-addressed */
	size_t slot_count; /* a power of two */
	size_t size;       /* of the new parts [bytes] */
	bool has_types[2]; /* of pictures, in [Content_Types].xml */
};

enum picture_type { TYPE_PNG, TYPE_JPEG };

static const struct {
	struct text extension, type;
} types[] = {
	[TYPE_PNG] = {TEXT_INIT("png"), TEXT_INIT("image/png")},
	[TYPE_JPEG] = {TEXT_INIT("jpeg"), TEXT_INIT("image/jpeg")},
};

static struct attachments *
attachments_of(struct merging *m)
{
	if (!m->attachments)
		m->attachments = NEW(m->arena, struct attachments);
	return m->attachments;
}

/* The first digits of the SHA-256 of bytes. */
static struct text
digest_of(struct arena *a, struct text bytes, size_t digits)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char digest[EVP_MAX_MD_SIZE] = {0};
	char *out = arena_alloc(a, DIGITS_MOST + 1);

	EVP_Digest(bytes.at, bytes.len, digest, NULL, EVP_sha256(), NULL);
	for (size_t i = 0; i < digits; i++)
		out[i] = hex[i % 2 ? digest[i / 2] & 15 : digest[i / 2] >> 4];
	return (struct text){out, digits};
}

/* ---- collecting ---- */

static struct recipient *
recipient_of(struct merging *m, struct text part, struct text element)
{
	struct attachments *at = attachments_of(m);
	struct recipient *r = at->recipients;

	while (r && !text_equal(r->part, part))
		r = r->next;
	if (r)
		return r;
	r = NEW(m->arena, struct recipient);
	r->part = part;
	r->element = element;
	r->last = &r->first;
	r->next = at->recipients;
	return at->recipients = r;
}

static void
fill_slot(struct attachments *at, size_t index)
{
	size_t i = text_hash(at->known.at[index].key) & (at->slot_count - 1);

	while (at->slots[i])
		i = (i + 1) & (at->slot_count - 1);
	at->slots[i] = (uint32_t)index + 1;
}

/* The entry of a key; *is_new: it was not there before. */
static struct known *
entry_of(struct merging *m, struct text key, bool *is_new)
{
	struct attachments *at = attachments_of(m);

	*is_new = false;
	if (at->known.count * 2 >= at->slot_count) {
		at->slot_count = at->slot_count ? at->slot_count * 2 : 64;
		at->slots = NEW_ARRAY(m->arena, uint32_t, at->slot_count);
		for (size_t i = 0; i < at->known.count; i++)
			fill_slot(at, i);
	}
	for (size_t i = text_hash(key) & (at->slot_count - 1); at->slots[i]; i = (i + 1) & (at->slot_count - 1)) {
		if (text_equal(at->known.at[at->slots[i] - 1].key, key))
			return &at->known.at[at->slots[i] - 1];
	}
	*is_new = true;
	*VECTOR_PUSH(m->arena, &at->known) = (struct known){key, TEXT_NONE, NULL};
	fill_slot(at, at->known.count - 1);
	return &at->known.at[at->known.count - 1];
}

/* Whether an element with that id is still to be written for that part. */
static bool
is_wanted(struct merging *m, struct text part, struct text id)
{
	bool is_new;

	entry_of(m, text_format(m->arena, "%.*s %.*s", TEXT_ARG(part), TEXT_ARG(id)), &is_new);
	return is_new;
}

static void
add(struct merging *m, struct recipient *r, struct text id, struct buffer *xml)
{
	struct addition *one = NEW(m->arena, struct addition);

	one->id = id;
	one->xml = text_copy(m->arena, buffer_view(xml));
	buffer_free(xml);
	*r->last = one;
	r->last = &one->next;
}

static void
write_attribute(struct buffer *b, const char *name, struct text value)
{
	buffer_printf(b, " %s=\"", name);
	buffer_xml_attribute(b, value);
	buffer_byte(b, '"');
}

/* ---- relationships ---- */

/* The root's start tag. */
static struct text
root_tag(struct text bytes)
{
	size_t at = 0;

	while (at + 1 < bytes.len && !(bytes.at[at] == '<' && bytes.at[at + 1] != '?' && bytes.at[at + 1] != '!'))
		at++;
	bytes = text_from_offset(bytes, at);
	at = 0;
	for (char quote = '\0'; at < bytes.len && (quote || bytes.at[at] != '>'); at++) {
		if (quote ? bytes.at[at] == quote : bytes.at[at] == '"' || bytes.at[at] == '\'')
			quote = quote ? '\0' : bytes.at[at];
	}
	return text_slice(bytes, 0, at);
}

bool
attach_is_strict(const struct merging *m)
{
	return text_find(root_tag(m->part->bytes), TEXT("http://purl.oclc.org/ooxml/wordprocessingml/main"), 0) !=
	       TEXT_NOWHERE;
}

static struct text
relationship_type(const struct merging *m, const char *type)
{
	if (attach_is_strict(m))
		return text_format(m->arena, "http://purl.oclc.org/ooxml/officeDocument/relationships/%s", type);
	return text_format(m->arena, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s", type);
}

/* The id of a relationship of a part. */
static struct text
relate_part(struct merging *m, struct text source, const char *type, struct text target, bool is_external)
{
	struct text part = relationships_part(m->arena, source), id;
	struct buffer xml = {0};

	id = digest_of(m->arena, text_format(m->arena, "%s %.*s", type, TEXT_ARG(target)), ID_DIGITS);
	id = text_join(m->arena, TEXT(MARK), id);
	if (!is_wanted(m, part, id))
		return id;
	buffer_string(&xml, "<\1Relationship");
	write_attribute(&xml, "Id", id);
	write_attribute(&xml, "Type", relationship_type(m, type));
	write_attribute(&xml, "Target", target);
	buffer_string(&xml, is_external ? " TargetMode=\"External\"/>" : "/>");
	add(m, recipient_of(m, part, TEXT("Relationships")), id, &xml);
	return id;
}

/* The same of the part at hand. */
static struct text
relate(struct merging *m, const char *type, struct text target, bool is_external)
{
	return relate_part(m, m->part->name, type, target, is_external);
}

/* What may not stand in an address as it is (RFC 3987, 2.2), percent-encoded: Word refuses files with such ones. */
static struct text
safe_address(struct arena *a, struct text t)
{
	struct buffer b = {0};

	for (size_t i = 0; i < t.len; i++) {
		unsigned char c = (unsigned char)t.at[i];

		if (c <= ' ' || c == 0x7F || strchr("\"<>\\^`{|}", c))
			buffer_printf(&b, "%%%02X", c);
		else
			buffer_byte(&b, t.at[i]);
	}
	return buffer_take(a, &b);
}

struct text
attach_link(struct merging *m, struct text target)
{
	return relate(m, "hyperlink", safe_address(m->arena, text_trim(target)), true);
}

/* ---- pictures ---- */

static struct text
folder_of(struct text part)
{
	return text_slice(part, 0, part.len - path_base(part).len);
}

/* The template's own part with these bytes, or NULL. */
static const struct part *
same_part(struct merging *m, struct text bytes, enum picture_type type)
{
	const struct package *p = m->program->package;
	uint32_t crc = (uint32_t)crc32_z(0, (const Bytef *)bytes.at, bytes.len);

	for (size_t i = 0; i < p->parts.count; i++) {
		struct part copy = p->parts.at[i];
		struct text own;

		if (copy.size != bytes.len || (!copy.is_replaced && copy.crc != crc) ||
		    !text_ends(copy.name, types[type].extension))
			continue;
		if (package_bytes(m->arena, m->report, p, &copy, &own) && text_equal(own, bytes))
			return &p->parts.at[i];
	}
	return NULL;
}

static void
add_manifest_entry(struct merging *m, struct text name, enum picture_type type)
{
	struct buffer xml = {0};

	buffer_string(&xml, "<\1file-entry");
	buffer_string(&xml, " \1full-path=\"");
	buffer_xml_attribute(&xml, name);
	buffer_printf(&xml, "\" \1media-type=\"%.*s\"/>", TEXT_ARG(types[type].type));
	add(m, recipient_of(m, TEXT("META-INF/manifest.xml"), TEXT("manifest")), TEXT_NONE, &xml);
}

/* A new part of the package, or one that the template has already. */
static struct text
picture_name(struct merging *m, struct text bytes, struct text digest, enum picture_type type)
{
	const struct package *p = m->program->package;
	bool is_word = p->kind == PACKAGE_DOCX;
	const struct part *same = same_part(m, bytes, type);
	struct text folder = folder_of(p->main_part), name;

	if (same)
		return same->name;
	do { /* the template may have another part of that name, if somebody means harm */
		name = text_format(m->arena, "%.*s%s/%.*s.%.*s", TEXT_ARG(folder), is_word ? "media" : "Pictures",
				   TEXT_ARG(digest), TEXT_ARG(types[type].extension));
		digest = text_join(m->arena, digest, TEXT("x"));
	} while (package_part(p, name));
	*VECTOR_PUSH(m->arena, &m->attachments->parts) = (struct part){.name = name, .bytes = bytes};
	m->attachments->has_types[type] = true;
	m->attachments->size += bytes.len;
	if (!is_word)
		add_manifest_entry(m, name, type);
	return name;
}

struct text
attach_digest(struct arena *a, struct text bytes)
{
	return digest_of(a, bytes, NAME_DIGITS);
}

void **
attach_note(struct merging *m, struct text key)
{
	bool is_new;
	struct known *known = entry_of(m, text_join(m->arena, TEXT("note "), key), &is_new);

	return &known->note;
}

size_t
attachments_size(const struct merging *m)
{
	return m->attachments ? m->attachments->size : 0;
}

/* The name of the part, stored when it was not yet. */
static struct text
store(struct merging *m, struct text bytes, struct text digest, enum picture_type type)
{
	bool is_new;
	struct known *known = entry_of(m, digest, &is_new);

	if (is_new)
		known->name = picture_name(m, bytes, digest, type); /* which adds no entry: known stays where it is */
	return known->name;
}

struct text
attach_picture(struct merging *m, struct text bytes, struct text digest, const char *extension)
{
	enum picture_type type = strcmp(extension, "png") == 0 ? TYPE_PNG : TYPE_JPEG;
	struct text name = store(m, bytes, digest, type), folder = folder_of(m->part->name);

	if (m->program->package->kind != PACKAGE_DOCX)
		return name;
	if (text_starts(name, folder))
		name = text_from_offset(name, folder.len);
	else
		name = text_join(m->arena, TEXT("/"), name);
	return relate(m, "image", name, false);
}

/* ---- styles of an ODT ---- */

static const struct {
	struct text prefix, uri;
} namespaces[] = {
	{TEXT_INIT("style:"), TEXT_INIT(ODF "style:1.0")},
	{TEXT_INIT("text:"), TEXT_INIT(ODF "text:1.0")},
	{TEXT_INIT("table:"), TEXT_INIT(ODF "table:1.0")},
	{TEXT_INIT("draw:"), TEXT_INIT(ODF "drawing:1.0")},
	{TEXT_INIT("fo:"), TEXT_INIT(ODF "xsl-fo-compatible:1.0")},
	{TEXT_INIT("svg:"), TEXT_INIT(ODF "svg-compatible:1.0")},
	{TEXT_INIT("xlink:"), TEXT_INIT("http://www.w3.org/1999/xlink")},
	{TEXT_INIT("loext:"), TEXT_INIT("urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0")},
};

/* Declarations for the prefixes that xml is written with, but for those that the part's root has. */
static struct text
declarations(struct merging *m, struct text xml)
{
	struct text root = root_tag(m->part->bytes), all = TEXT_NONE;

	for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++) {
		struct text prefix = namespaces[i].prefix, declaration;

		if (text_find(xml, prefix, 0) == TEXT_NOWHERE)
			continue;
		declaration = text_format(m->arena, " xmlns:%.*s=\"%.*s\"", (int)prefix.len - 1, prefix.at,
					  TEXT_ARG(namespaces[i].uri));
		if (text_find(root, declaration, 0) == TEXT_NOWHERE)
			all = text_join(m->arena, all, declaration);
	}
	return all;
}

/* start: the element's name and attributes but style:name; inside: its content. */
static struct text
add_style(struct merging *m, struct text start, struct text inside)
{
	struct text whole = text_format(m->arena, "<%.*s>%.*s", TEXT_ARG(start), TEXT_ARG(inside)), declared;
	struct text name = text_join(m->arena, TEXT(MARK), digest_of(m->arena, whole, ID_DIGITS));
	ptrdiff_t space = text_find(start, TEXT(" "), 0);
	struct text element = text_slice(start, 0, space < 0 ? start.len : (size_t)space);
	struct buffer xml = {0};

	if (!is_wanted(m, m->part->name, name))
		return name;
	declared = declarations(m, whole);
	buffer_printf(&xml, "<%.*s%.*s", TEXT_ARG(start), TEXT_ARG(declared));
	write_attribute(&xml, "style:name", name);
	buffer_byte(&xml, '>');
	buffer_text(&xml, inside);
	buffer_printf(&xml, "</%.*s>", TEXT_ARG(element));
	add(m, recipient_of(m, m->part->name, TEXT("automatic-styles")), name, &xml);
	return name;
}

struct text
attach_style(struct merging *m, const char *family, struct text parent, struct text properties)
{
	struct buffer start = {0};
	struct text name;

	buffer_string(&start, "style:style");
	write_attribute(&start, "style:family", text_from(family));
	if (parent.len)
		write_attribute(&start, "style:parent-style-name", parent);
	name = add_style(m, text_copy(m->arena, buffer_view(&start)), properties);
	buffer_free(&start);
	return name;
}

struct text
attach_list_style(struct merging *m, struct text inside)
{
	return add_style(m, TEXT("text:list-style"), inside);
}

/* ---- content types ---- */

/* The attribute's value in a start tag, as it is written. */
static struct text
attribute_in(struct text tag, const char *name)
{
	struct text value = TEXT_NONE;
	size_t len = strlen(name);

	for (size_t at = 0; at + len + 2 < tag.len; at++) {
		if ((unsigned char)tag.at[at] > ' ' || strncmp(tag.at + at + 1, name, len) != 0)
			continue;
		value = text_from_offset(tag, at + 1 + len);
		while (value.len && value.at[0] != '"' && value.at[0] != '\'')
			value = text_from_offset(value, 1);
		if (value.len) {
			const char *end = memchr(value.at + 1, value.at[0], value.len - 1);

			return text_slice(value, 1, end ? (size_t)(end - value.at) : 1);
		}
	}
	return TEXT_NONE;
}

/* What [Content_Types].xml says of an extension; empty: nothing. */
static struct text
default_type(struct text bytes, struct text extension)
{
	ptrdiff_t at = -1;

	while ((at = text_find(bytes, TEXT("Default"), (size_t)(at + 1))) != TEXT_NOWHERE) {
		ptrdiff_t end = text_find(bytes, TEXT(">"), (size_t)at);
		struct text tag = text_slice(bytes, (size_t)at, end < 0 ? bytes.len : (size_t)end), value;

		value = attribute_in(tag, "Extension");
		if (value.len == extension.len && strncasecmp(value.at, extension.at, value.len) == 0)
			return attribute_in(tag, "ContentType");
	}
	return TEXT_NONE;
}

static void
add_override(struct merging *m, struct recipient *r, struct text name, struct text type)
{
	struct buffer xml = {0};

	buffer_string(&xml, "<\1Override");
	write_attribute(&xml, "PartName", text_join(m->arena, TEXT("/"), name));
	write_attribute(&xml, "ContentType", type);
	buffer_string(&xml, "/>");
	add(m, r, TEXT_NONE, &xml);
}

/* New pictures of a type that the package does not know, or of an extension that it takes for something else. */
static void
declare_type(struct merging *m, struct text bytes, enum picture_type type)
{
	struct text known = default_type(bytes, types[type].extension);
	struct buffer xml = {0};
	struct recipient *r;

	if (text_equal(known, types[type].type))
		return;
	r = recipient_of(m, TEXT("[Content_Types].xml"), TEXT("Types"));
	for (size_t i = 0; i < m->attachments->parts.count && known.len; i++) {
		struct text name = m->attachments->parts.at[i].name;

		if (text_ends(name, types[type].extension))
			add_override(m, r, name, types[type].type);
	}
	if (known.len)
		return;
	buffer_string(&xml, "<\1Default");
	write_attribute(&xml, "Extension", types[type].extension);
	write_attribute(&xml, "ContentType", types[type].type);
	buffer_string(&xml, "/>");
	add(m, r, TEXT_NONE, &xml);
}

static void
declare_types(struct merging *m, struct package *merged)
{
	struct part *part = package_part(merged, TEXT("[Content_Types].xml"));
	struct text bytes;

	if (merged->kind != PACKAGE_DOCX || !part)
		return;
	if (!package_bytes(m->arena, m->report, merged, part, &bytes)) {
		m->failed = true;
		return;
	}
	for (int type = 0; type < 2; type++) {
		if (m->attachments->has_types[type])
			declare_type(m, bytes, (enum picture_type)type);
	}
}

/* ---- other parts ---- */

void
attach_part(struct merging *m, struct text name, struct text bytes, const char *type)
{
	struct text content =
		text_format(m->arena, "application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml", type);

	*VECTOR_PUSH(m->arena, &attachments_of(m)->parts) = (struct part){.name = name, .bytes = bytes};
	relate_part(m, m->program->package->main_part, type, path_base(name), false);
	add_override(m, recipient_of(m, TEXT("[Content_Types].xml"), TEXT("Types")), name, content);
}

/* ---- into the parts ---- */

/* Where additions go in a part's bytes, and what is written around them. */
struct gap {
	size_t from, to; /* these bytes are replaced */
	struct text before, after, prefix;
};

/* An end tag "</p:element>": the additions go before it. */
static bool
find_end(struct text bytes, struct text prefix, struct text element, struct arena *a, struct gap *gap)
{
	struct text tag = text_format(a, "</%.*s%.*s", TEXT_ARG(prefix), TEXT_ARG(element));
	ptrdiff_t at = text_find(bytes, tag, 0);

	if (at == TEXT_NOWHERE)
		return false;
	*gap = (struct gap){(size_t)at, (size_t)at, TEXT_NONE, TEXT_NONE, prefix};
	return true;
}

/* "<p:element …/>": it gets an end tag. */
static bool
find_empty(struct text bytes, struct text prefix, struct text element, struct arena *a, struct gap *gap)
{
	struct text tag = text_format(a, "<%.*s%.*s", TEXT_ARG(prefix), TEXT_ARG(element));
	ptrdiff_t at = text_find(bytes, tag, 0), end = at < 0 ? at : text_find(bytes, TEXT(">"), (size_t)at);

	if (end <= at || bytes.at[end - 1] != '/')
		return false;
	*gap = (struct gap){(size_t)end - 1, (size_t)end + 1, TEXT(">"),
			    text_format(a, "</%.*s%.*s>", TEXT_ARG(prefix), TEXT_ARG(element)), prefix};
	return true;
}

/* Before what follows the automatic styles (ODF 1.3 part 3, 3.1.3.2, 3.1.3.3): they come into being. */
static bool
find_place_of_styles(struct text bytes, struct text prefix, struct text element, struct arena *a, struct gap *gap)
{
	static const char *const followers[] = {"body", "master-styles"};

	for (size_t i = 0; i < sizeof followers / sizeof *followers; i++) {
		struct text tag = text_format(a, "<%.*s%s", TEXT_ARG(prefix), followers[i]);
		ptrdiff_t at = text_find(bytes, tag, 0);

		if (at == TEXT_NOWHERE || !text_is(element, "automatic-styles"))
			continue;
		*gap = (struct gap){(size_t)at, (size_t)at,
				    text_format(a, "<%.*s%.*s>", TEXT_ARG(prefix), TEXT_ARG(element)),
				    text_format(a, "</%.*s%.*s>", TEXT_ARG(prefix), TEXT_ARG(element)), prefix};
		return true;
	}
	return false;
}

/* The prefix of the root's name, with the colon: the element that takes the additions in has the same. */
static struct text
root_prefix(struct text bytes)
{
	struct text root = text_from_offset(root_tag(bytes), 1);
	size_t end = 0;

	for (; end < root.len && root.at[end] > ' ' && root.at[end] != '/'; end++) {
		if (root.at[end] == ':')
			return text_slice(root, 0, end + 1);
	}
	return TEXT_NONE;
}

static bool
find_gap(struct arena *a, struct text bytes, struct text element, struct gap *gap)
{
	struct text prefix = root_prefix(bytes);

	return find_end(bytes, prefix, element, a, gap) || find_empty(bytes, prefix, element, a, gap) ||
	       find_place_of_styles(bytes, prefix, element, a, gap);
}

/* ASCII and UTF-8 can be added to as they are. */
static bool
is_utf8(struct text bytes)
{
	ptrdiff_t end = text_find(text_slice(bytes, 0, 200), TEXT("?>"), 0);
	struct text declared = attribute_in(text_slice(bytes, 0, end < 0 ? 0 : (size_t)end), "encoding");

	return bytes.len && bytes.at[0] != '\0' && (unsigned char)bytes.at[0] < 0xFE &&
	       (!declared.len || (declared.len == 5 && strncasecmp(declared.at, "utf-8", 5) == 0));
}

/* The bytes of a part as UTF-8; those of relationships that are not there yet. */
static bool
read_recipient(struct merging *m, struct package *merged, const struct recipient *r, struct text *bytes)
{
	struct part *part = package_part(merged, r->part);
	struct buffer b = {0};
	struct xml_node *root;

	if (!part) {
		*bytes =
			TEXT("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
			     "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>");
		return true;
	}
	if (!package_bytes(m->arena, m->report, merged, part, bytes))
		return false;
	if (is_utf8(*bytes))
		return true;
	root = xml_parse(m->arena, m->report, *bytes, merged->file, r->part);
	if (!root)
		return false;
	xml_write_document(&b, root);
	*bytes = buffer_take(m->arena, &b);
	return true;
}

/* An addition with the prefix of the elements around it. */
static void
write_addition(struct buffer *b, struct text xml, struct text prefix)
{
	size_t from = 0;

	for (size_t at = 0; at < xml.len; at++) {
		if (xml.at[at] != '\1')
			continue;
		buffer_text(b, text_slice(xml, from, at));
		buffer_text(b, prefix);
		from = at + 1;
	}
	buffer_text(b, text_from_offset(xml, from));
}

static void
write_additions(struct merging *m, const struct recipient *r, struct text before, struct text prefix, struct buffer *b)
{
	bool was_ours = text_find(before, TEXT("\"" MARK), 0) != TEXT_NOWHERE;

	for (const struct addition *one = r->first; one; one = one->next) {
		struct text quoted = text_format(m->arena, "\"%.*s\"", TEXT_ARG(one->id));

		if (!was_ours || !one->id.len || text_find(before, quoted, 0) == TEXT_NOWHERE)
			write_addition(b, one->xml, prefix);
	}
}

static struct text
join_all(struct arena *a, const struct text *texts, size_t count)
{
	size_t len = 0, at = 0;
	char *out;

	for (size_t i = 0; i < count; i++)
		len += texts[i].len;
	out = arena_alloc(a, len + 1);
	for (size_t i = 0; i < count; at += texts[i++].len) {
		if (texts[i].len)
			memcpy(out + at, texts[i].at, texts[i].len);
	}
	return (struct text){out, len};
}

static bool
give(struct merging *m, struct package *merged, const struct recipient *r)
{
	struct buffer additions = {0};
	struct text bytes;
	struct gap gap;

	if (!text_is(r->element, "Relationships") && !package_part(merged, r->part))
		return true; /* no file has come so far without its list of content types, or its manifest */
	if (!read_recipient(m, merged, r, &bytes))
		return false;
	if (!find_gap(m->arena, bytes, r->element, &gap))
		return REPORT(m->report, PACKAGE_PART_BROKEN, place_file(merged->file), r->part,
			      text_format(m->arena, "<%.*s>", TEXT_ARG(r->element)));
	write_additions(m, r, text_slice(bytes, 0, gap.from), gap.prefix, &additions);
	if (additions.len) {
		const struct text pieces[] = {text_slice(bytes, 0, gap.from), gap.before, buffer_view(&additions),
					      gap.after, text_from_offset(bytes, gap.to)};

		package_replace(m->arena, merged, r->part, join_all(m->arena, pieces, 5));
	}
	buffer_free(&additions);
	return true;
}

void
attachments_finish(struct merging *m, struct package *merged)
{
	struct attachments *at;

	numbering_finish(m, merged);
	at = m->attachments;
	if (!at)
		return;
	for (size_t i = 0; i < at->parts.count; i++)
		package_replace(m->arena, merged, at->parts.at[i].name, at->parts.at[i].bytes);
	declare_types(m, merged);
	for (const struct recipient *r = at->recipients; r; r = r->next)
		m->failed = !give(m, merged, r) || m->failed;
}
