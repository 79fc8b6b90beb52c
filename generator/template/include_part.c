/*
 * include_part -- parts of another package in the host: pictures, charts, embedded objects, with what they refer to.
 *
 * DOCX: a part is found by a relationship of the part that shows it, and has relationships of its own (ECMA-376 part 2,
 * 6.5); what is it is said by [Content_Types].xml.  ODT: a file is found by its name, an object is a folder of files,
 * and all stand in META-INF/manifest.xml (ODF 1.3 part 2, 4).  A part whose bytes the host has already comes not twice.
 */
#include <string.h>

#include "base/file.h"
#include "template/include_host.h"

#define RELATIONSHIPS_URI "http://schemas.openxmlformats.org/package/2006/relationships"
#define TRANSITIONAL      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const struct text types_part = TEXT_INIT("[Content_Types].xml");
static const struct text manifest_part = TEXT_INIT("META-INF/manifest.xml");

/* ---- content types ---- */

static struct text
extension_of(struct text name)
{
	struct text base = path_base(name);
	size_t at = base.len;

	while (at > 0 && base.at[at - 1] != '.')
		at--;
	return at ? text_from_offset(base, at) : TEXT_NONE;
}

static struct text
folded_ascii(struct arena *a, struct text t)
{
	char *copy = (char *)text_c(a, t);

	for (size_t i = 0; i < t.len; i++)
		copy[i] = (char)(copy[i] >= 'A' && copy[i] <= 'Z' ? copy[i] + 32 : copy[i]);
	return (struct text){copy, t.len};
}

/* The type that the package gives to a part; *is_override: by its name. */
static struct text
type_of(struct host *h, struct text part, bool *is_override)
{
	const struct xml_node *root = host_read(h, types_part);
	struct text extension = folded_ascii(h->arena, extension_of(part)), type = TEXT_NONE;

	*is_override = false;
	for (const struct xml_node *n = root ? root->first : NULL; n; n = n->next) {
		struct text name = xml_value(n, NONE_PartName, TEXT_NONE);

		if (n->name == CT_Override && text_equal(text_from_offset(name, 1), part)) {
			*is_override = true;
			return xml_value(n, NONE_ContentType, TEXT_NONE);
		}
		if (n->name == CT_Default &&
		    text_equal(folded_ascii(h->arena, xml_value(n, NONE_Extension, TEXT_NONE)), extension))
			type = xml_value(n, NONE_ContentType, TEXT_NONE);
	}
	return type;
}

static void
add_type(struct host *h, enum xml_name name, const char *element, enum xml_name key, const char *key_name,
	 struct text value, struct text type)
{
	struct xml_node *root = host_change(h, types_part), *n;
	struct text prefix;

	if (!root)
		return;
	prefix = qname_prefix(root->qname);
	n = xml_new(h->arena, name, text_join(h->arena, prefix, text_from(element)));
	xml_set(h->arena, n, key, text_from(key_name), value);
	xml_set(h->arena, n, NONE_ContentType, TEXT("ContentType"), type);
	xml_append(root, n);
}

void
host_set_type(struct host *h, struct text part, struct text type)
{
	add_type(h, CT_Override, "Override", NONE_PartName, "PartName", text_join(h->arena, TEXT("/"), part), type);
}

static void
bring_type(struct guest *g, struct text from, struct text into)
{
	struct host *h = g->into;
	bool by_name, ignored;
	struct text type = type_of(g->from, from, &by_name), own = type_of(h, into, &ignored);

	if (!type.len || text_equal(type, own))
		return;
	if (own.len || by_name)
		host_set_type(h, into, type);
	else
		add_type(h, CT_Default, "Default", NONE_Extension, "Extension", extension_of(into), type);
}

/* ---- relationships ---- */

static struct xml_node *
relationships_root(struct host *h, struct text part)
{
	struct text name = relationships_part(h->arena, part);
	struct xml_node *root = host_change(h, name);
	struct text_map_entry *known = text_map_add(h->arena, &h->names, "relationships", text_copy(h->arena, part));

	if (known->pointer)
		return root;
	known->pointer = h;
	if (!root && !package_part(h->package, name)) {
		root = xml_new(h->arena, REL_Relationships, TEXT("Relationships"));
		xml_set(h->arena, root, XML_OTHER, TEXT("xmlns"), TEXT(RELATIONSHIPS_URI));
		host_add(h, name, root);
	}
	for (const struct xml_node *n = root ? root->first : NULL; n; n = n->next)
		text_map_add(
			h->arena, &h->names, "relationship",
			text_format(h->arena, "%.*s %.*s", TEXT_ARG(part), TEXT_ARG(xml_value(n, NONE_Id, TEXT_NONE))));
	return root;
}

struct text
host_relate(struct host *h, struct text part, struct text type, struct text target, bool is_external)
{
	struct xml_node *root = relationships_root(h, part), *n;
	struct text wanted = text_format(h->arena, "%.*s rIdIncluded", TEXT_ARG(part)), id;

	if (!root)
		return TEXT_NONE;
	id = text_map_fresh(h->arena, &h->names, "relationship", wanted, SIZE_MAX);
	id = text_from_offset(id, part.len + 1);
	n = xml_new(h->arena, REL_Relationship, text_join(h->arena, qname_prefix(root->qname), TEXT("Relationship")));
	xml_set(h->arena, n, NONE_Id, TEXT("Id"), id);
	xml_set(h->arena, n, NONE_Type, TEXT("Type"), type);
	xml_set(h->arena, n, NONE_Target, TEXT("Target"),
		is_external ? target : text_join(h->arena, TEXT("/"), target));
	if (is_external)
		xml_set(h->arena, n, NONE_TargetMode, TEXT("TargetMode"), TEXT("External"));
	xml_append(root, n);
	return id;
}

struct text
host_relationship_type(struct host *h, const char *last)
{
	const struct xml_node *root = host_read(h, relationships_part(h->arena, h->package->main_part));
	struct text any = xml_value(xml_child(root, REL_Relationship), NONE_Type, TEXT_NONE);

	if (text_starts(any, TEXT("http://purl.oclc.org/ooxml/officeDocument/relationships/")))
		return text_format(h->arena, "http://purl.oclc.org/ooxml/officeDocument/relationships/%s", last);
	return text_format(h->arena, TRANSITIONAL "%s", last);
}

/* ---- parts ---- */

static bool
parts_same(struct host *x, struct part *a, struct host *y, struct part *b)
{
	struct text one, other;

	if (a->is_replaced || b->is_replaced || a->size != b->size || a->crc != b->crc)
		return false;
	return package_bytes(x->arena, x->report, x->package, a, &one) &&
	       package_bytes(y->arena, y->report, y->package, b, &other) && text_equal(one, other);
}

/* A part of the host in the same folder with the same bytes, or NULL; by its size and checksum at first. */
static struct part *
find_same(struct guest *g, struct part *part)
{
	size_t folder = part->name.len - path_base(part->name).len;

	for (size_t i = 0; i < g->into->package->parts.count; i++) {
		struct part *own = &g->into->package->parts.at[i];

		if (own->crc == part->crc && own->size == part->size &&
		    text_starts(own->name, text_slice(part->name, 0, folder)) &&
		    text_equal(extension_of(own->name), extension_of(part->name)) &&
		    parts_same(g->into, own, g->from, part))
			return own;
	}
	return NULL;
}

/* "media/image1.png" as it is, or "media/image1-2.png" when the host has another of that name. */
static struct text
free_name(struct host *h, struct text name)
{
	struct text extension = extension_of(name);
	size_t stem = name.len - extension.len - (extension.len > 0);
	struct text fresh = name;

	for (int i = 2; package_part(h->package, fresh); i++)
		fresh = text_format(h->arena, "%.*s-%d%.*s", (int)stem, name.at, i,
				    TEXT_ARG(text_from_offset(name, stem)));
	return fresh;
}

/* Parts that came over and whose own relationships have to be brought next. */
struct queue {
	VECTOR(struct text) from;
};

static struct text
bring_part(struct guest *g, struct text name, struct queue *queue)
{
	struct host *h = g->into;
	struct text_map_entry *e = text_map_add(h->arena, &g->map, "part", name);
	struct part *part, *same;
	bool is_alone;

	if (e->text.len)
		return e->text;
	part = package_part(g->from->package, name);
	if (!part)
		return TEXT_NONE;
	is_alone = !package_part(g->from->package, relationships_part(h->arena, name));
	same = is_alone ? find_same(g, part) : NULL;
	if (same)
		return e->text = same->name;
	e->text = free_name(h, name);
	package_add(h->arena, h->package, e->text, part);
	bring_type(g, name, e->text);
	if (!is_alone)
		*VECTOR_PUSH(h->arena, &queue->from) = name;
	return e->text;
}

/* The relationships of a part that came over, leading to where their targets are now. */
static void
bring_relationships(struct guest *g, struct text part, struct queue *queue)
{
	struct host *h = g->into;
	struct text from = relationships_part(h->arena, part), into;
	struct xml_node *root = host_read(g->from, from), *own;
	struct relationship *to = relationships_of(h->arena, g->from->package, part, root);

	if (!root)
		return;
	own = xml_copy(h->arena, root, true);
	for (struct xml_node *n = xml_child(own, REL_Relationship); n && to; n = xml_sibling(n, REL_Relationship)) {
		if (!to->is_external && !text_starts(to->target, TEXT("#"))) {
			into = bring_part(g, to->target, queue);
			if (into.len)
				xml_set(h->arena, n, NONE_Target, TEXT("Target"), text_join(h->arena, TEXT("/"), into));
		}
		to = to->next;
	}
	host_add(h, relationships_part(h->arena, text_map_find(&g->map, "part", part)->text), own);
}

static struct text
bring(struct guest *g, struct text name)
{
	struct queue queue = {{0}};
	struct text into = bring_part(g, name, &queue);

	for (size_t i = 0; i < queue.from.count; i++)
		bring_relationships(g, queue.from.at[i], &queue);
	return into;
}

static const struct xml_node *
find_relationship(const struct xml_node *root, struct text id)
{
	const struct xml_node *n = xml_child(root, REL_Relationship);

	while (n && !text_equal(xml_value(n, NONE_Id, TEXT_NONE), id))
		n = xml_sibling(n, REL_Relationship);
	return n;
}

/* What the relationship leads to, as the host's part shall say it. */
static bool
bring_target(struct guest *g, struct text from_part, const struct xml_node *root, struct text id, struct text *target,
	     bool *is_external)
{
	const struct relationship *to =
		relationship_of_id(relationships_of(g->into->arena, g->from->package, from_part, root), id);

	*is_external = to->is_external || text_starts(to->target, TEXT("#"));
	*target = *is_external ? to->target : bring(g, to->target);
	return target->len > 0;
}

struct text
host_relationship(struct guest *g, struct text into_part, struct text from_part, struct text id)
{
	struct host *h = g->into;
	struct text key =
		text_format(h->arena, "%.*s %.*s %.*s", TEXT_ARG(into_part), TEXT_ARG(from_part), TEXT_ARG(id));
	struct text_map_entry *e = text_map_find(&g->map, "relationship", key);
	const struct xml_node *root = host_read(g->from, relationships_part(h->arena, from_part)), *n;
	struct text target, made;
	bool is_external;

	if (e)
		return e->text;
	n = find_relationship(root, id);
	if (!n || !bring_target(g, from_part, root, id, &target, &is_external))
		return TEXT_NONE;
	made = host_relate(h, into_part, xml_value(n, NONE_Type, TEXT_NONE), target, is_external);
	text_map_add(h->arena, &g->map, "relationship", key)->text = made;
	return made;
}

/* ---- ODF ---- */

static const struct xml_node *
manifest_entry(struct host *h, struct text name)
{
	const struct xml_node *n = xml_child(host_read(h, manifest_part), MANIFEST_file_entry);

	while (n && !text_equal(xml_value(n, MANIFEST_full_path, TEXT_NONE), name))
		n = xml_sibling(n, MANIFEST_file_entry);
	return n;
}

static void
bring_entry(struct guest *g, struct text from, struct text into)
{
	struct host *h = g->into;
	struct xml_node *root = host_change(h, manifest_part), *entry;
	const struct xml_node *other = manifest_entry(g->from, from);
	struct text prefix;

	if (!root || manifest_entry(h, into))
		return;
	prefix = qname_prefix(root->qname);
	entry = xml_new(h->arena, MANIFEST_file_entry, text_join(h->arena, prefix, TEXT("file-entry")));
	xml_set(h->arena, entry, MANIFEST_full_path, text_join(h->arena, prefix, TEXT("full-path")), into);
	xml_set(h->arena, entry, MANIFEST_media_type, text_join(h->arena, prefix, TEXT("media-type")),
		xml_value(other, MANIFEST_media_type, TEXT_NONE));
	xml_append(root, entry);
}

static bool
has_folder(const struct package *p, struct text folder)
{
	for (size_t i = 0; i < p->parts.count; i++) {
		if (text_starts(p->parts.at[i].name, folder))
			return true;
	}
	return false;
}

/* An object: all files below its folder ("Object 1/"), under a folder that the host does not have. */
static struct text
bring_folder(struct guest *g, struct text folder)
{
	struct host *h = g->into;
	struct text name = text_slice(folder, 0, folder.len - 1), fresh = name;
	const struct package *p = g->from->package;

	for (int i = 2; has_folder(h->package, text_join(h->arena, fresh, TEXT("/"))); i++)
		fresh = text_format(h->arena, "%.*s-%d", TEXT_ARG(name), i);
	bring_entry(g, folder, text_join(h->arena, fresh, TEXT("/")));
	for (size_t i = 0; i < p->parts.count; i++) {
		struct text from = p->parts.at[i].name, into;

		if (!text_starts(from, folder))
			continue;
		into = text_join(h->arena, fresh, text_from_offset(from, name.len));
		package_add(h->arena, h->package, into, &p->parts.at[i]);
		bring_entry(g, from, into);
	}
	return fresh;
}

struct text
host_file(struct guest *g, struct text name)
{
	struct host *h = g->into;
	struct text folder = text_join(h->arena, name, text_ends(name, TEXT("/")) ? TEXT_NONE : TEXT("/"));
	struct text_map_entry *e = text_map_find(&g->map, "file", name);
	struct part *part = package_part(g->from->package, name), *same;
	struct text made = TEXT_NONE;

	if (e)
		return e->text;
	if (part) {
		same = find_same(g, part);
		made = same ? same->name : free_name(h, name);
		if (!same) {
			package_add(h->arena, h->package, made, part);
			bring_entry(g, name, made);
		}
	} else if (has_folder(g->from->package, folder)) {
		made = bring_folder(g, folder);
	}
	text_map_add(h->arena, &g->map, "file", name)->text = made;
	return made;
}
