/*
 * include_host -- the host's trees, and the prefixes of namespaces.
 *
 * A prefix means what the nearest declaration says (Namespaces in XML, 6.1), so a tree that moves into another part
 * must find there the declarations it had, or be renamed.  All are put on the host's root: one part then writes each
 * namespace with one prefix, as merging expects, which writes elements of its own.
 */
#include "template/include_host.h"

#include <stdlib.h>
#include <string.h>

#define MC_URI "http://schemas.openxmlformats.org/markup-compatibility/2006"

struct host *
host_open(struct arena *a, struct report *r, const struct package *p)
{
	struct host *h = NEW(a, struct host);

	h->arena = a;
	h->report = r;
	h->origin = p;
	h->package = package_copy(a, p);
	return h;
}

struct guest *
guest_of(struct host *into, struct host *from)
{
	struct guest *g;

	for (size_t i = 0; i < into->guests.count; i++) {
		if (into->guests.at[i]->from == from)
			return into->guests.at[i];
	}
	g = NEW(into->arena, struct guest);
	g->into = into;
	g->from = from;
	return *VECTOR_PUSH(into->arena, &into->guests) = g;
}

/* ---- parts ---- */

static struct open_part *
find_open(struct host *h, struct text part)
{
	for (size_t i = 0; i < h->parts.count; i++) {
		if (text_equal(h->parts.at[i]->name, part))
			return h->parts.at[i];
	}
	return NULL;
}

static struct open_part *
keep(struct host *h, struct text part, struct xml_node *root)
{
	struct open_part *open = NEW(h->arena, struct open_part);

	open->name = part;
	open->root = root;
	return *VECTOR_PUSH(h->arena, &h->parts) = open;
}

static struct open_part *
open_part(struct host *h, struct text name)
{
	struct open_part *open = find_open(h, name);
	struct part *part;
	struct xml_node *root;

	if (open)
		return open;
	part = package_part(h->package, name);
	if (!part)
		return NULL;
	root = package_xml(h->arena, h->report, h->package, part->name, true);
	h->has_failed |= !root;
	return keep(h, part->name, root);
}

struct xml_node *
host_read(struct host *h, struct text part)
{
	struct open_part *open = open_part(h, part);

	return open ? open->root : NULL;
}

struct xml_node *
host_change(struct host *h, struct text part)
{
	struct open_part *open = open_part(h, part);

	if (!open)
		return NULL;
	open->is_changed = open->root != NULL;
	return open->root;
}

struct xml_node *
host_add(struct host *h, struct text part, struct xml_node *root)
{
	struct open_part *open = keep(h, part, root);

	open->is_changed = true;
	package_replace(h->arena, h->package, part, TEXT_NONE); /* its name is taken from now on */
	return root;
}

struct xml_node *
host_changed(struct host *h, struct text part)
{
	struct open_part *open = find_open(h, part);

	return open && open->is_changed ? open->root : NULL;
}

void
host_write(struct host *h)
{
	struct buffer b = {0};

	for (size_t i = 0; i < h->parts.count; i++) {
		if (!h->parts.at[i]->is_changed)
			continue;
		buffer_clear(&b);
		xml_write_document(&b, h->parts.at[i]->root);
		package_replace(h->arena, h->package, h->parts.at[i]->name, text_copy(h->arena, buffer_view(&b)));
	}
	buffer_free(&b);
}

/* ---- prefixes ---- */

/* One prefix of the other's that is written in another way in the host; both without the colon. */
struct prefix {
	struct text from, element, attribute;
};

struct prefixes {
	VECTOR(struct prefix) of; /* only those that differ */
};

/* The prefix that an attribute xmlns or xmlns:p declares; false for other attributes. */
static bool
declared(const struct xml_attribute *at, struct text *prefix)
{
	if (text_is(at->qname, "xmlns")) {
		*prefix = TEXT_NONE;
		return true;
	}
	if (!text_starts(at->qname, TEXT("xmlns:")))
		return false;
	*prefix = text_from_offset(at->qname, 6);
	return true;
}

static const struct xml_attribute *
declaration(const struct xml_node *root, struct text prefix)
{
	struct text found;

	for (const struct xml_attribute *at = root->attributes; at; at = at->next) {
		if (declared(at, &found) && text_equal(found, prefix))
			return at;
	}
	return NULL;
}

/* A prefix that is no empty one, of the namespace; the wanted one before others. */
static const struct xml_attribute *
declaration_of(const struct xml_node *root, struct text uri, struct text wanted)
{
	const struct xml_attribute *same = declaration(root, wanted), *any = NULL;
	struct text prefix;

	if (same && wanted.len && xml_namespace_same(same->value, uri))
		return same;
	for (const struct xml_attribute *at = root->attributes; at && !any; at = at->next) {
		if (declared(at, &prefix) && prefix.len && xml_namespace_same(at->value, uri))
			any = at;
	}
	return any;
}

struct text
prefix_of(const struct xml_node *root, const char *uri)
{
	const struct xml_attribute *at = declaration_of(root, text_from(uri), TEXT_NONE);
	struct text prefix;

	return at && declared(at, &prefix) ? (struct text){prefix.at, prefix.len} : TEXT_NONE;
}

static struct text
prefix_in(struct text qname)
{
	struct text prefix = qname_prefix(qname);

	return prefix.len ? text_slice(prefix, 0, prefix.len - 1) : prefix;
}

/* Declares the namespace in the host, under the wanted prefix unless that means something else there. */
static struct text
declare(struct arena *a, struct xml_node *root, struct text uri, struct text wanted)
{
	struct text prefix = wanted;

	for (int i = 1; !prefix.len || declaration(root, prefix); i++)
		prefix = text_format(a, "n%d", i);
	xml_set(a, root, XML_OTHER, text_join(a, TEXT("xmlns:"), prefix), uri);
	return prefix;
}

static void
match_prefix(struct arena *a, struct prefixes *p, struct xml_node *into, struct text from, struct text uri)
{
	const struct xml_attribute *at = declaration_of(into, uri, from), *own;
	struct prefix prefix = {from, TEXT_NONE, TEXT_NONE};
	struct text of_root = prefix_in(into->qname);

	if (!at || !declared(at, &prefix.attribute))
		prefix.attribute = declare(a, into, uri, from);
	/* where the host writes its own elements without a prefix, so must all: merging writes them like that */
	own = declaration(into, of_root);
	prefix.element = own && xml_namespace_same(own->value, uri) ? of_root : prefix.attribute;
	if (!text_equal(prefix.element, from) || !text_equal(prefix.attribute, from))
		*VECTOR_PUSH(a, &p->of) = prefix;
}

static const struct prefix *
find_prefix(const struct prefixes *p, struct text from)
{
	for (size_t i = 0; i < p->of.count; i++) {
		if (text_equal(p->of.at[i].from, from))
			return &p->of.at[i];
	}
	return NULL;
}

/* A list of prefixes, as mc:Ignorable and Requires have them (ECMA-376 part 3, 7), as the host writes them. */
static struct text
rename_list(struct arena *a, const struct prefixes *p, struct text list, struct text known)
{
	size_t from = 0;

	for (size_t i = 0; i <= list.len; i++) {
		struct text word = text_slice(list, from, i);
		const struct prefix *prefix = find_prefix(p, word);
		bool is_known = false;
		size_t start = 0;

		if (i < list.len && list.at[i] != ' ')
			continue;
		from = i + 1;
		word = prefix ? prefix->attribute : word;
		for (size_t k = 0; k <= known.len; k++) {
			if (k < known.len && known.at[k] != ' ')
				continue;
			is_known |= text_equal(text_slice(known, start, k), word);
			start = k + 1;
		}
		if (word.len && !is_known)
			known = text_format(a, "%.*s%s%.*s", TEXT_ARG(known), known.len ? " " : "", TEXT_ARG(word));
	}
	return known;
}

static void
match_ignorable(struct arena *a, const struct prefixes *p, struct xml_node *into, const struct xml_node *from)
{
	struct text list = xml_value(from, MC_Ignorable, TEXT_NONE), known = xml_value(into, MC_Ignorable, TEXT_NONE);

	if (!list.len)
		return;
	list = rename_list(a, p, list, known);
	xml_set(a, into, MC_Ignorable, text_format(a, "%.*s:Ignorable", TEXT_ARG(prefix_of(into, MC_URI))), list);
}

const struct prefixes *
host_prefixes(struct guest *g, struct text into_part, struct xml_node *into, struct text from_part,
	      const struct xml_node *from)
{
	struct arena *a = g->into->arena;
	struct text key = text_format(a, "%.*s %.*s", TEXT_ARG(into_part), TEXT_ARG(from_part));
	struct text_map_entry *e = text_map_add(a, &g->map, "prefixes", key);
	struct prefixes *p;
	struct text prefix;

	if (e->pointer)
		return e->pointer;
	p = e->pointer = NEW(a, struct prefixes);
	for (const struct xml_attribute *at = from->attributes; at; at = at->next) {
		if (declared(at, &prefix))
			match_prefix(a, p, into, prefix, at->value);
	}
	match_ignorable(a, p, into, from);
	return p;
}

/* Whether an element between node and the top of its tree declares the prefix anew. */
static bool
is_shadowed(const struct xml_node *top, const struct xml_node *node, struct text prefix)
{
	for (; node; node = node == top ? NULL : node->parent) {
		if (declaration(node, prefix))
			return true;
	}
	return false;
}

static struct text
rename_qname(struct arena *a, struct text qname, struct text prefix)
{
	struct text local = local_name(qname);

	return prefix.len ? text_format(a, "%.*s:%.*s", TEXT_ARG(prefix), TEXT_ARG(local)) : local;
}

static void
rename_one(struct arena *a, const struct prefixes *p, const struct xml_node *top, struct xml_node *node)
{
	const struct prefix *prefix = find_prefix(p, prefix_in(node->qname));
	struct text ignored;

	if (prefix && !is_shadowed(top, node, prefix->from))
		node->qname = rename_qname(a, node->qname, prefix->element);
	for (struct xml_attribute *at = node->attributes; at; at = at->next) {
		if (at->name == NONE_Requires || at->name == MC_Ignorable)
			at->value = rename_list(a, p, at->value, TEXT_NONE);
		prefix = declared(at, &ignored) ? NULL : find_prefix(p, prefix_in(at->qname));
		if (prefix && prefix->from.len && !is_shadowed(top, node, prefix->from))
			at->qname = rename_qname(a, at->qname, prefix->attribute);
	}
}

void
put_prefixes(struct arena *a, const struct prefixes *p, struct xml_node *tree)
{
	struct xml_node *at = tree;

	if (!p->of.count)
		return;
	for (; at; at = xml_following(tree, at, false)) {
		if (at->name != XML_TEXT && at->name != XML_RAW)
			rename_one(a, p, tree, at);
	}
}

/* ---- trees ---- */

struct text
local_name(struct text qname)
{
	return text_from_offset(qname, qname_prefix(qname).len);
}

void
xml_change(struct arena *a, struct xml_node *node, enum xml_name name, const char *local, struct text value)
{
	xml_set(a, node, name, text_join(a, qname_prefix(node->qname), text_from(local)), value);
}

void
xml_drop(struct xml_node *node, enum xml_name name)
{
	struct xml_attribute **link = &node->attributes;

	while (*link) {
		if ((*link)->name == name)
			*link = (*link)->next;
		else
			link = &(*link)->next;
	}
}

/* What editors write anew in each session and no reader sees. */
static bool
is_session_id(struct text qname)
{
	struct text local = local_name(qname);

	return text_starts(local, TEXT("rsid")) || text_is(local, "tplc") || text_is(local, "nsid") ||
	       text_is(local, "tmpl") || text_starts(qname, TEXT("xmlns"));
}

static int
by_name(const void *x, const void *y)
{
	const struct xml_attribute *const *a = x, *const *b = y;

	return text_compare(local_name((*a)->qname), local_name((*b)->qname));
}

static void
write_attributes(struct buffer *b, const struct xml_node *node)
{
	enum { MOST = 64 };
	const struct xml_attribute *sorted[MOST];
	size_t count = 0;

	for (const struct xml_attribute *at = node->attributes; at && count < MOST; at = at->next) {
		if (!is_session_id(at->qname))
			sorted[count++] = at;
	}
	qsort(sorted, count, sizeof sorted[0], by_name);
	for (size_t i = 0; i < count; i++) {
		buffer_byte(b, ' ');
		buffer_text(b, local_name(sorted[i]->qname));
		buffer_byte(b, '=');
		buffer_json(b, sorted[i]->value);
	}
}

struct text
canonical(struct arena *a, const struct xml_node *tree)
{
	struct buffer b = {0};

	for (struct xml_node *at = (struct xml_node *)(uintptr_t)tree; at; at = xml_following(tree, at, false)) {
		int depth = 0;

		if (at->name == XML_RAW || (at->name == XML_TEXT && text_is_blank(at->text)) ||
		    (at->name != XML_TEXT && is_session_id(at->qname)))
			continue;
		for (const struct xml_node *up = at; up != tree; up = up->parent)
			depth++;
		buffer_printf(&b, "<%d %.*s", depth, TEXT_ARG(local_name(at->qname)));
		buffer_text(&b, at->text);
		write_attributes(&b, at);
	}
	return buffer_take(a, &b);
}

bool
trees_same(struct arena *a, const struct xml_node *x, const struct xml_node *y)
{
	if (!x || !y)
		return x == y;
	return text_equal(canonical(a, x), canonical(a, y));
}
