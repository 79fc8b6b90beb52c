/*
 * relationship -- how the parts of an Office Open XML package find each other.
 *
 * What belongs to "word/document.xml" stands in "word/_rels/document.xml.rels", what belongs to the
 * package in "_rels/.rels" (ECMA-376 part 2, 6.5.2).  A target is a URI reference (RFC 3986),
 * relative to the folder of the part that has it, or absolute from the root of the package.
 */
#include <string.h>

#include "base/file.h"
#include "base/hexadecimal.h"
#include "package/package.h"

struct text
relationships_part(struct arena *a, struct text source)
{
	struct text base = path_base(source), folder = text_slice(source, 0, source.len - base.len);

	return text_format(a, "%.*s_rels/%.*s.rels", TEXT_ARG(folder), TEXT_ARG(base));
}

/* ---- targets ---- */

/* Takes the last segment from the n bytes at out, which end with "/" or are none. */
static size_t
drop_segment(const char *out, size_t n)
{
	if (n > 0)
		n--;
	while (n > 0 && out[n - 1] != '/')
		n--;
	return n;
}

/* folder (with its "/", or empty) and path as one name without "." and ".." (RFC 3986, 5.2.4). */
static struct text
resolve(struct arena *a, struct text folder, struct text path)
{
	char *out = arena_alloc(a, folder.len + path.len + 2);
	size_t n = folder.len, from = 0;

	memcpy(out, folder.at, n);
	for (size_t i = 0; i <= path.len; i++) {
		struct text segment;

		if (i < path.len && path.at[i] != '/')
			continue;
		segment = text_slice(path, from, i);
		from = i + 1;
		if (text_is(segment, "..")) {
			n = drop_segment(out, n);
		} else if (segment.len && !text_is(segment, ".")) {
			memcpy(out + n, segment.at, segment.len);
			n += segment.len;
			out[n++] = '/';
		}
	}
	return (struct text){out, n > 0 ? n - 1 : 0};
}

/* Some writers part folders by "\\", which no part's name can hold. */
static struct text
with_slashes(struct arena *a, struct text target)
{
	char *copy;

	if (!memchr(target.at, '\\', target.len))
		return target;
	copy = arena_alloc(a, target.len);
	for (size_t i = 0; i < target.len; i++)
		copy[i] = target.at[i] == '\\' ? '/' : target.at[i];
	return (struct text){copy, target.len};
}

/* The name of the part that a target means; as the package writes it, when it is there. */
static struct text
target_part(struct arena *a, const struct package *p, struct text source, struct text target)
{
	struct text folder = text_slice(source, 0, source.len - path_base(source).len), name;
	ptrdiff_t fragment = text_find(target, TEXT("#"), 0);
	const struct part *part;

	if (fragment == 0)
		return text_copy(a, target);
	if (fragment > 0)
		target = text_slice(target, 0, (size_t)fragment);
	target = with_slashes(a, target);
	if (text_starts(target, TEXT("/")))
		folder = TEXT_NONE;
	name = resolve(a, folder, target);
	part = package_part(p, name);
	if (!part) {
		struct text decoded = percent_decode(a, name);

		part = package_part(p, decoded);
	}
	return part ? part->name : name;
}

/* ---- */

static struct relationship *
read_one(struct arena *a, const struct package *p, struct text source, const struct xml_node *node)
{
	struct relationship *one = NEW(a, struct relationship);
	struct text target = xml_value(node, NONE_Target, TEXT_NONE);

	one->id = xml_value(node, NONE_Id, TEXT_NONE);
	one->type = path_base(xml_value(node, NONE_Type, TEXT_NONE));
	one->is_external = xml_value_is(node, NONE_TargetMode, "External");
	one->target = one->is_external ? target : target_part(a, p, source, target);
	return one;
}

struct relationship *
relationships_of(struct arena *a, const struct package *p, struct text source, const struct xml_node *root)
{
	struct relationship *all = NULL, **link = &all;

	for (const struct xml_node *node = xml_child(root, REL_Relationship); node;
	     node = xml_sibling(node, REL_Relationship)) {
		*link = read_one(a, p, source, node);
		link = &(*link)->next;
	}
	return all;
}

struct relationship *
relationships_read(struct arena *a, struct report *r, const struct package *p, struct text source)
{
	return relationships_of(a, p, source, package_xml(a, r, p, relationships_part(a, source), false));
}

const struct relationship *
relationship_of_id(const struct relationship *all, struct text id)
{
	while (all && !text_equal(all->id, id))
		all = all->next;
	return all;
}

const struct relationship *
relationship_of_type(const struct relationship *all, struct text type)
{
	while (all && !text_equal(all->type, type))
		all = all->next;
	return all;
}
