/*
 * xml_tree -- walking a tree of nodes, changing it and writing it.
 *
 * Nothing here recurses: a tree may be put together from several parts and so be deeper than any
 * of them was.
 */
#include <string.h>

#include "package/xml.h"

/* ---- walking ---- */

struct xml_node *
xml_child(const struct xml_node *node, enum xml_name name)
{
	struct xml_node *child = node ? node->first : NULL;

	while (child && child->name != name)
		child = child->next;
	return child;
}

struct xml_node *
xml_sibling(const struct xml_node *node, enum xml_name name)
{
	struct xml_node *next = node ? node->next : NULL;

	while (next && next->name != name)
		next = next->next;
	return next;
}

struct xml_node *
xml_following(const struct xml_node *root, struct xml_node *node, bool skip)
{
	if (!skip && node->first)
		return node->first;
	while (node && node != root && !node->next)
		node = node->parent;
	return !node || node == root ? NULL : node->next;
}

struct xml_node *
xml_descendant(const struct xml_node *node, enum xml_name name)
{
	struct xml_node *found = node ? node->first : NULL;

	while (found && found->name != name)
		found = xml_following(node, found, false);
	return found;
}

const struct xml_attribute *
xml_attribute(const struct xml_node *node, enum xml_name name)
{
	const struct xml_attribute *attribute = node ? node->attributes : NULL;

	while (attribute && attribute->name != name)
		attribute = attribute->next;
	return attribute;
}

struct text
xml_value(const struct xml_node *node, enum xml_name name, struct text otherwise)
{
	const struct xml_attribute *attribute = xml_attribute(node, name);

	return attribute ? attribute->value : otherwise;
}

bool
xml_value_is(const struct xml_node *node, enum xml_name name, const char *value)
{
	const struct xml_attribute *attribute = xml_attribute(node, name);

	return attribute && text_is(attribute->value, value);
}

/* The first text node at or behind node. */
static struct xml_node *
text_from_node(const struct xml_node *root, struct xml_node *node)
{
	while (node && node->name != XML_TEXT)
		node = xml_following(root, node, false);
	return node;
}

struct text
xml_content(struct arena *a, const struct xml_node *node)
{
	struct xml_node *first = node ? text_from_node(node, node->first) : NULL, *second;
	struct buffer b = {0};

	if (!first)
		return TEXT_NONE;
	second = text_from_node(node, xml_following(node, first, true));
	if (!second)
		return first->text;
	buffer_text(&b, first->text);
	for (; second; second = text_from_node(node, xml_following(node, second, true)))
		buffer_text(&b, second->text);
	return buffer_take(a, &b);
}

/* ---- changing ---- */

struct xml_node *
xml_new(struct arena *a, enum xml_name name, struct text qname)
{
	struct xml_node *node = NEW(a, struct xml_node);

	node->name = name;
	node->qname = qname;
	node->text = TEXT_NONE;
	return node;
}

struct xml_node *
xml_new_text(struct arena *a, struct text text)
{
	struct xml_node *node = xml_new(a, XML_TEXT, TEXT_NONE);

	node->text = text;
	return node;
}

/* Links node between previous and next, either of which may be NULL, below parent. */
static void
link_between(struct xml_node *parent, struct xml_node *previous, struct xml_node *node, struct xml_node *next)
{
	node->parent = parent;
	node->previous = previous;
	node->next = next;
	if (previous)
		previous->next = node;
	else if (parent)
		parent->first = node;
	if (next)
		next->previous = node;
	else if (parent)
		parent->last = node;
}

void
xml_append(struct xml_node *parent, struct xml_node *child)
{
	link_between(parent, parent->last, child, NULL);
}

void
xml_insert_before(struct xml_node *sibling, struct xml_node *node)
{
	link_between(sibling->parent, sibling->previous, node, sibling);
}

void
xml_insert_after(struct xml_node *sibling, struct xml_node *node)
{
	link_between(sibling->parent, sibling, node, sibling->next);
}

void
xml_remove(struct xml_node *node)
{
	if (node->previous)
		node->previous->next = node->next;
	else if (node->parent)
		node->parent->first = node->next;
	if (node->next)
		node->next->previous = node->previous;
	else if (node->parent)
		node->parent->last = node->previous;
	node->parent = node->previous = node->next = NULL;
}

void
xml_trim(struct xml_node *root, size_t most)
{
	for (struct xml_node *node = root; node; node = xml_following(root, node, false)) {
		struct xml_node *child = node->first;

		for (size_t i = 0; child && i < most; i++)
			child = child->next;
		if (!child)
			continue;
		node->last = child->previous;
		*(child->previous ? &child->previous->next : &node->first) = NULL;
	}
}

void
xml_set(struct arena *a, struct xml_node *node, enum xml_name name, struct text qname, struct text value)
{
	struct xml_attribute **link = &node->attributes;

	for (; *link; link = &(*link)->next) {
		if (name != XML_OTHER ? (*link)->name == name : text_equal((*link)->qname, qname)) {
			(*link)->value = value;
			return;
		}
	}
	*link = NEW(a, struct xml_attribute);
	**link = (struct xml_attribute){name, qname, value, NULL};
}

static struct xml_node *
copy_one(struct arena *a, const struct xml_node *node)
{
	struct xml_node *copy = NEW(a, struct xml_node);
	struct xml_attribute **link = &copy->attributes;

	copy->name = node->name;
	copy->qname = node->qname;
	copy->text = node->text;
	copy->extra = node->extra;
	for (const struct xml_attribute *from = node->attributes; from; from = from->next) {
		*link = NEW(a, struct xml_attribute);
		**link = *from;
		link = &(*link)->next;
	}
	return copy;
}

struct xml_node *
xml_copy(struct arena *a, const struct xml_node *node, bool deep)
{
	struct xml_node *top = copy_one(a, node), *parent = top;
	const struct xml_node *from = deep ? node->first : NULL;

	while (from) {
		struct xml_node *copy = copy_one(a, from);

		xml_append(parent, copy);
		if (from->first) {
			parent = copy;
			from = from->first;
			continue;
		}
		while (from != node && !from->next) {
			from = from->parent;
			parent = from == node ? top : parent->parent;
		}
		from = from == node ? NULL : from->next;
	}
	return top;
}

/* ---- writing ---- */

void
xml_write_start(struct buffer *b, const struct xml_node *node, bool is_empty)
{
	buffer_byte(b, '<');
	buffer_text(b, node->qname);
	for (const struct xml_attribute *attribute = node->attributes; attribute; attribute = attribute->next) {
		buffer_byte(b, ' ');
		buffer_text(b, attribute->qname);
		buffer_add(b, "=\"", 2);
		buffer_xml_attribute(b, attribute->value);
		buffer_byte(b, '"');
	}
	buffer_add(b, "/>", is_empty ? 2 : 0);
	buffer_add(b, ">", is_empty ? 0 : 1);
}

void
xml_write_end(struct buffer *b, const struct xml_node *node)
{
	buffer_add(b, "</", 2);
	buffer_text(b, node->qname);
	buffer_byte(b, '>');
}

void
xml_write(struct buffer *b, const struct xml_node *node)
{
	const struct xml_node *at = node;

	for (;;) {
		if (at->name == XML_TEXT)
			buffer_xml(b, at->text);
		else if (at->name == XML_RAW)
			buffer_text(b, at->text);
		else
			xml_write_start(b, at, !at->first);
		if (at->first) {
			at = at->first;
			continue;
		}
		while (at != node && !at->next) {
			at = at->parent;
			xml_write_end(b, at);
		}
		if (at == node)
			return;
		at = at->next;
	}
}

void
xml_write_document(struct buffer *b, const struct xml_node *root)
{
	buffer_string(b, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
	xml_write(b, root);
}
