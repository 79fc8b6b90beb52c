/*
 * include_word_list -- the lists of a DOCX template whose body comes into another.
 *
 * A list is a w:num that leads to a w:abstractNum (ECMA-376 part 1, 17.9).  The abstract one comes over once; each time
 * the body is put in anew its lists begin anew, but for those that styles have: headings count through the document.
 */
#include <stdlib.h>

#include "template/include_word.h"

static struct xml_node *
numbering_of(struct host *h)
{
	return host_read(h, word_part(h, "numbering"));
}

static struct xml_node *
find_by_id(const struct xml_node *root, enum xml_name element, enum xml_name attribute, struct text id)
{
	struct xml_node *n = xml_child(root, element);

	while (n && !text_equal(xml_value(n, attribute, TEXT_NONE), id))
		n = xml_sibling(n, element);
	return n;
}

static struct xml_node *
list_of_id(struct host *h, struct text number)
{
	return find_by_id(numbering_of(h), W_num, W_numId, number);
}

static struct xml_node *
abstract_of(struct host *h, const struct xml_node *list)
{
	return find_by_id(numbering_of(h), W_abstractNum, W_abstractNumId,
			  xml_value(xml_child(list, W_abstractNumId), W_val, TEXT_NONE));
}

struct text
word_list_look(struct arena *a, struct host *h, struct text number)
{
	const struct xml_node *list = list_of_id(h, number), *abstract = abstract_of(h, list);
	struct text all = TEXT_NONE;

	for (const struct xml_node *n = xml_child(abstract, W_lvl); n; n = xml_sibling(n, W_lvl)) {
		struct xml_node *level = xml_copy(a, n, true);

		if (xml_child(level, W_pStyle))
			xml_remove(xml_child(level, W_pStyle));
		all = text_join(a, all, canonical(a, level));
	}
	for (const struct xml_node *n = xml_child(list, W_lvlOverride); n; n = xml_sibling(n, W_lvlOverride))
		all = text_join(a, all, canonical(a, n));
	return all;
}

void
word_rename(struct guest *g, struct xml_node *parent, enum xml_name name, struct text id)
{
	struct xml_node *n = xml_child(parent, name);

	if (!n)
		return;
	if (id.len)
		xml_change(g->into->arena, n, W_val, "val", id);
	else
		xml_remove(n);
}

static struct text
number_text(struct arena *a, int number)
{
	return text_format(a, "%d", number);
}

/* One more than the greatest id of the host's elements of that name. */
static int
next_number(struct host *h, const struct xml_node *root, enum xml_name element, enum xml_name attribute)
{
	struct text_map_entry *e = text_map_add(h->arena, &h->names, "greatest", text_from(xml_name_string(element)));
	intptr_t greatest = (intptr_t)e->pointer;

	for (const struct xml_node *n = greatest ? NULL : xml_child(root, element); n; n = xml_sibling(n, element)) {
		long one = strtol(text_c(h->arena, xml_value(n, attribute, TEXT("0"))), NULL, 10);

		greatest = one > greatest && one < 1000000000 ? one : greatest;
	}
	e->pointer = (void *)++greatest;
	return (int)greatest;
}

/* Puts an element behind its like, where the schema wants it: bullets, abstract lists, lists (17.9.17). */
static void
insert_numbering(struct xml_node *root, struct xml_node *node)
{
	struct xml_node *at = root->first;

	while (at && (at->name == W_numPicBullet || (at->name == W_abstractNum && node->name != W_numPicBullet) ||
		      (at->name == W_num && node->name == W_num) || at->name == XML_TEXT))
		at = at->next;
	if (at)
		xml_insert_before(at, node);
	else
		xml_append(root, node);
}

struct numbering {
	struct text into_part, from_part;
	struct xml_node *into, *from;
};

static bool
open_numbering(struct guest *g, struct numbering *n)
{
	n->from_part = word_part(g->from, "numbering");
	n->from = numbering_of(g->from);
	n->into_part = word_part_made(g, "numbering", "word/numbering.xml");
	n->into = host_change(g->into, n->into_part);
	return n->from && n->into;
}

static void
bring_tree(struct guest *g, const struct numbering *n, struct xml_node *tree)
{
	struct arena *a = g->into->arena;

	for (struct xml_node *at = tree; at; at = xml_following(tree, at, false)) {
		for (struct xml_attribute *attribute = at->attributes; attribute; attribute = attribute->next) {
			if (attribute->name == R_id || attribute->name == R_embed || attribute->name == R_pict)
				attribute->value = host_relationship(g, n->into_part, n->from_part, attribute->value);
		}
	}
	word_resolve_themes(g, tree);
	put_prefixes(a, host_prefixes(g, n->into_part, n->into, n->from_part, n->from), tree);
	insert_numbering(n->into, tree);
}

/* A picture that stands for a bullet. */
static struct text
bring_bullet(struct guest *g, const struct numbering *n, struct text id)
{
	struct arena *a = g->into->arena;
	struct text_map_entry *e = text_map_find(&g->map, "bullet", id);
	struct xml_node *other = find_by_id(n->from, W_numPicBullet, W_numPicBulletId, id), *own;
	struct text fresh;

	if (e)
		return e->text;
	if (!other)
		return TEXT_NONE;
	fresh = number_text(a, next_number(g->into, n->into, W_numPicBullet, W_numPicBulletId));
	own = xml_copy(a, other, true);
	xml_change(a, own, W_numPicBulletId, "numPicBulletId", fresh);
	bring_tree(g, n, own);
	text_map_add(a, &g->map, "bullet", id)->text = fresh;
	return fresh;
}

/* What in an abstract list names other things. */
static void
rename_abstract(struct guest *g, const struct numbering *n, struct xml_node *abstract)
{
	static const enum xml_name links[] = {W_styleLink, W_numStyleLink};
	struct arena *a = g->into->arena;
	struct xml_node *nsid = xml_child(abstract, W_nsid);

	/* Word takes lists with one w:nsid for one list that was pasted in pieces */
	if (nsid)
		xml_change(
			a, nsid, W_val, "val",
			text_format(a, "%08X",
				    text_hash(xml_value(nsid, W_val, TEXT_NONE)) ^ text_hash(g->from->package->file)));
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		if (xml_child(abstract, links[i]))
			word_rename(g, abstract, links[i],
				    word_style(g, xml_value(xml_child(abstract, links[i]), W_val, TEXT_NONE)));
	}
	for (struct xml_node *level = xml_child(abstract, W_lvl); level; level = xml_sibling(level, W_lvl)) {
		struct xml_node *bullet = xml_child(level, W_lvlPicBulletId);

		if (bullet)
			word_rename(g, level, W_lvlPicBulletId,
				    bring_bullet(g, n, xml_value(bullet, W_val, TEXT_NONE)));
		if (xml_child(level, W_pStyle))
			*VECTOR_PUSH(a, &g->levels) = level;
	}
}

static struct text
bring_abstract(struct guest *g, const struct numbering *n, struct text id)
{
	struct arena *a = g->into->arena;
	struct text_map_entry *e = text_map_find(&g->map, "abstract", id);
	struct xml_node *other = find_by_id(n->from, W_abstractNum, W_abstractNumId, id), *own;
	struct text fresh;

	if (e)
		return e->text;
	if (!other)
		return TEXT_NONE;
	fresh = number_text(a, next_number(g->into, n->into, W_abstractNum, W_abstractNumId));
	text_map_add(a, &g->map, "abstract", id)->text = fresh;
	own = xml_copy(a, other, true);
	xml_change(a, own, W_abstractNumId, "abstractNumId", fresh);
	rename_abstract(g, n, own);
	bring_tree(g, n, own);
	return fresh;
}

static struct xml_node *
new_element(struct arena *a, struct text prefix, enum xml_name name, const char *local, enum xml_name attribute,
	    const char *attribute_local, struct text value)
{
	struct xml_node *node = xml_new(a, name, text_join(a, prefix, text_from(local)));

	xml_set(a, node, attribute, text_join(a, prefix, text_from(attribute_local)), value);
	return node;
}

/* All levels of the list begin anew: w:startOverride (17.9.27). */
static void
restart(struct guest *g, struct xml_node *list, const struct xml_node *abstract)
{
	struct arena *a = g->into->arena;
	struct text prefix = qname_prefix(list->qname);

	if (xml_child(list, W_lvlOverride))
		return;
	for (const struct xml_node *level = xml_child(abstract, W_lvl); level; level = xml_sibling(level, W_lvl)) {
		struct xml_node *over = new_element(a, prefix, W_lvlOverride, "lvlOverride", W_ilvl, "ilvl",
						    xml_value(level, W_ilvl, TEXT("0")));

		xml_append(over, new_element(a, prefix, W_startOverride, "startOverride", W_val, "val",
					     xml_value(xml_child(level, W_start), W_val, TEXT("1"))));
		xml_append(list, over);
	}
}

static bool
is_list_of_style(struct guest *g, struct text number)
{
	for (const struct xml_node *n = xml_child(word_styles(g->from), W_style); n; n = xml_sibling(n, W_style)) {
		if (text_equal(xml_value(xml_child(xml_child(xml_child(n, W_pPr), W_numPr), W_numId), W_val, TEXT_NONE),
			       number))
			return true;
	}
	return false;
}

/* A w:num like the other's. */
static struct text
bring_list(struct guest *g, struct text number, bool is_again)
{
	struct arena *a = g->into->arena;
	struct numbering n;
	const struct xml_node *other;
	struct text abstract, fresh;
	struct xml_node *own;

	if (!open_numbering(g, &n) || !(other = list_of_id(g->from, number)))
		return TEXT_NONE;
	abstract = bring_abstract(g, &n, xml_value(xml_child(other, W_abstractNumId), W_val, TEXT_NONE));
	if (!abstract.len)
		return TEXT_NONE;
	fresh = number_text(a, next_number(g->into, n.into, W_num, W_numId));
	own = xml_copy(a, other, true);
	xml_change(a, own, W_numId, "numId", fresh);
	word_rename(g, own, W_abstractNumId, abstract);
	if (is_again)
		restart(g, own, abstract_of(g->from, other));
	bring_tree(g, &n, own);
	return fresh;
}

struct text
word_list(struct guest *g, struct text number)
{
	struct arena *a = g->into->arena;
	bool is_again = g->occurrence > 1 && g->depth == 0 && !is_list_of_style(g, number);
	struct text key = is_again ? text_format(a, "%d %.*s", g->occurrence, TEXT_ARG(number)) : number, made;
	const struct text_map_entry *e = text_map_find(&g->map, "list", key);

	if (e)
		return e->text;
	if (text_is(number, "0")) /* says that there is no list */
		return number;
	made = bring_list(g, number, is_again);
	text_map_add(a, &g->map, "list", key)->text = made;
	return made;
}

void
word_settle_lists(struct guest *g)
{
	for (size_t i = 0; i < g->levels.count; i++) {
		struct xml_node *n = xml_child(g->levels.at[i], W_pStyle);
		const struct text_map_entry *e =
			n ? text_map_find(&g->map, "style", xml_value(n, W_val, TEXT_NONE)) : NULL;

		if (n)
			word_rename(g, g->levels.at[i], W_pStyle, e ? e->text : TEXT_NONE);
	}
	g->levels.count = 0;
}
