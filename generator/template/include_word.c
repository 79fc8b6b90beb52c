/*
 * include_word -- the body of a DOCX template in another one.
 *
 * Everything that the body calls by a name or number gets the one it has in the host: styles, lists, relationships,
 * foot- and endnotes (which come over into the host's), bookmarks with the fields and links that lead to them, ids of
 * drawings.  Comments stay behind, and so do headers, footers and settings: they are the host's.
 *
 * Sections (w:sectPr) stand at their end.  A body in one section flows in the host's.  One in several keeps them, with
 * the pages that they ask for: the host's section is then ended before it and goes on behind it.
 */
#include "template/include_word.h"

#include <stdlib.h>

#include "template/include_body.h"

enum { BOOKMARK_MOST = 40, /* characters, says Word */ ID_MOST = 2000000000 };

/* A tree on its way: the body, or a note of it. */
struct carriage {
	struct body *body;
	struct guest *guest;
	struct text into_part, from_part;
	struct xml_node *tree;
	bool takes_notes;
};

struct xml_node *
word_body(struct xml_node *root)
{
	return xml_child(root, W_body);
}

/* ---- names and numbers that must be unique ---- */

static void
know(struct host *h, const struct xml_node *at)
{
	enum xml_name of = at->name == WP_docPr ? NONE_id : W_id;
	long id;

	if (at->name != W_bookmarkStart && at->name != WP_docPr)
		return;
	if (at->name == W_bookmarkStart)
		text_map_add(h->arena, &h->names, "bookmark", xml_value(at, W_name, TEXT_NONE));
	id = strtol(text_c(h->arena, xml_value(at, of, TEXT("0"))), NULL, 10);
	if (id >= h->next_id && id < ID_MOST)
		h->next_id = (int)id + 1;
}

/* The names that a part of the host has, looked at once. */
static void
know_part(struct host *h, struct text part, struct xml_node *root)
{
	struct text_map_entry *e = text_map_add(h->arena, &h->names, "part", part);

	if (e->pointer)
		return;
	e->pointer = h;
	for (struct xml_node *at = root; at; at = xml_following(root, at, false))
		know(h, at);
}

static struct text
fresh_id(struct host *h)
{
	return text_format(h->arena, "%d", h->next_id++);
}

/* New names for the bookmarks that the tree has, before anything that leads to one is met. */
static void
name_bookmarks(struct carriage *k)
{
	struct host *h = k->guest->into;
	struct text_map *names = &k->body->names;

	for (struct xml_node *at = k->tree; at; at = xml_following(k->tree, at, false)) {
		struct text name;

		if (at->name != W_bookmarkStart)
			continue;
		name = xml_value(at, W_name, TEXT_NONE);
		text_map_add(h->arena, names, "bookmark id", xml_value(at, W_id, TEXT_NONE))->text = fresh_id(h);
		if (!text_map_find(names, "bookmark", name))
			text_map_add(h->arena, names, "bookmark", name)->text =
				text_map_fresh(h->arena, &h->names, "bookmark", name, BOOKMARK_MOST);
	}
}

static void
rename_bookmark(struct carriage *k, struct xml_node *node, enum xml_name attribute, const char *kind, const char *local)
{
	const struct text_map_entry *e = text_map_find(&k->body->names, kind, xml_value(node, attribute, TEXT_NONE));

	if (e)
		xml_change(k->guest->into->arena, node, attribute, local, e->text);
}

static bool
parts_words(char c)
{
	return c == ' ' || c == '"' || c == '\t' || c == '\n';
}

/* A field's instruction, such as PAGEREF _Toc12 \h, with the new names of bookmarks. */
static struct text
rename_in_field(struct carriage *k, struct text instruction)
{
	struct buffer b = {0};
	size_t from = 0;

	for (size_t i = 0; i <= instruction.len; i++) {
		const struct text_map_entry *e;
		struct text word;

		if (i < instruction.len && !parts_words(instruction.at[i]))
			continue;
		word = text_slice(instruction, from, i);
		e = word.len ? text_map_find(&k->body->names, "bookmark", word) : NULL;
		buffer_text(&b, e ? e->text : word);
		if (i < instruction.len)
			buffer_byte(&b, instruction.at[i]);
		from = i + 1;
	}
	return buffer_take(k->guest->into->arena, &b);
}

/* ---- foot- and endnotes ---- */

static void walk(struct carriage *k);

/* One more than the greatest id of the host's notes of that kind. */
static struct text
fresh_note_id(struct host *h, const struct xml_node *notes, enum xml_name name)
{
	struct text_map_entry *e = text_map_add(h->arena, &h->names, "greatest", text_from(xml_name_string(name)));
	intptr_t greatest = (intptr_t)e->pointer;

	for (const struct xml_node *n = greatest ? NULL : xml_child(notes, name); n; n = xml_sibling(n, name)) {
		long id = strtol(text_c(h->arena, xml_value(n, W_id, TEXT("0"))), NULL, 10);

		greatest = id > greatest && id < ID_MOST ? id : greatest;
	}
	e->pointer = (void *)++greatest;
	return text_format(h->arena, "%d", (int)greatest);
}

/* The host's notes; when it had none, with the lines that stand above them, which are notes of a type (17.11.23). */
static struct xml_node *
notes_of_host(struct guest *g, const char *type, enum xml_name name, struct text *part, const struct xml_node *other,
	      struct text other_part)
{
	struct host *h = g->into;
	struct xml_node *root;

	*part = word_part_made(g, type,
			       text_is(text_from(type), "footnotes") ? "word/footnotes.xml" : "word/endnotes.xml");
	root = host_change(h, *part);
	if (!root || root->first)
		return root;
	for (const struct xml_node *n = xml_child(other, name); n; n = xml_sibling(n, name)) {
		struct xml_node *copy;

		if (!xml_attribute(n, W_type) || xml_value_is(n, W_type, "continuationNotice"))
			continue;
		copy = xml_copy(h->arena, n, true);
		put_prefixes(h->arena, host_prefixes(g, *part, root, other_part, other), copy);
		xml_append(root, copy);
	}
	return root;
}

static const struct xml_node *
find_note(const struct xml_node *notes, enum xml_name name, struct text id)
{
	const struct xml_node *n = xml_child(notes, name);

	while (n && !text_equal(xml_value(n, W_id, TEXT_NONE), id))
		n = xml_sibling(n, name);
	return n;
}

/* The note that the reference leads to comes over; false when there is none. */
static bool
bring_note(struct carriage *k, struct xml_node *reference)
{
	bool is_foot = reference->name == W_footnoteReference;
	const char *type = is_foot ? "footnotes" : "endnotes";
	enum xml_name name = is_foot ? W_footnote : W_endnote;
	struct guest *g = k->guest;
	struct carriage of_note = *k;
	struct xml_node *into, *from;
	const struct xml_node *note;
	struct text id;

	of_note.from_part = word_part(g->from, type);
	from = host_read(g->from, of_note.from_part);
	note = find_note(from, name, xml_value(reference, W_id, TEXT_NONE));
	if (!note)
		return false;
	into = notes_of_host(g, type, name, &of_note.into_part, from, of_note.from_part);
	if (!into)
		return false;
	id = fresh_note_id(g->into, into, name);
	of_note.tree = xml_copy(g->into->arena, note, true);
	of_note.takes_notes = false;
	xml_change(g->into->arena, of_note.tree, W_id, "id", id);
	put_prefixes(g->into->arena, host_prefixes(g, of_note.into_part, into, of_note.from_part, from), of_note.tree);
	name_bookmarks(&of_note);
	walk(&of_note);
	xml_append(into, file_mark(g, false));
	xml_append(into, of_note.tree);
	xml_append(into, file_mark(g, true));
	xml_change(g->into->arena, reference, W_id, "id", id);
	return true;
}

/* ---- one element ---- */

/* What does not come along. */
static bool
stays_behind(const struct carriage *k, const struct xml_node *node)
{
	switch (node->name) {
	case W_commentRangeStart:
	case W_commentRangeEnd:
	case W_commentReference:
	case W_permStart:
	case W_permEnd:
	case W_dataBinding:
	case W_headerReference:
	case W_footerReference:
		return true;
	case W_footnoteReference:
	case W_endnoteReference:
		return !k->takes_notes;
	case W_id: /* of a content control */
		return node->parent->name == W_sdtPr;
	default:
		return false;
	}
}

static void
rename_style(struct carriage *k, struct xml_node *node)
{
	struct text id = word_style(k->guest, xml_value(node, W_val, TEXT_NONE));

	if (id.len)
		xml_change(k->guest->into->arena, node, W_val, "val", id);
	else
		xml_remove(node);
}

/* A paragraph or table without a style of its own. */
static void
name_default_style(struct carriage *k, struct xml_node *node)
{
	struct arena *a = k->guest->into->arena;
	bool is_table = node->name == W_tbl;
	struct xml_node *properties = xml_child(node, is_table ? W_tblPr : W_pPr), *style;
	struct text prefix = qname_prefix(node->qname), id;

	if (xml_child(properties, is_table ? W_tblStyle : W_pStyle))
		return;
	id = word_default_style(k->guest, node->name);
	if (!id.len)
		return;
	if (!properties) {
		properties = xml_new(a, is_table ? W_tblPr : W_pPr,
				     text_join(a, prefix, is_table ? TEXT("tblPr") : TEXT("pPr")));
		if (node->first)
			xml_insert_before(node->first, properties);
		else
			xml_append(node, properties);
	}
	style = xml_new(a, is_table ? W_tblStyle : W_pStyle,
			text_join(a, prefix, is_table ? TEXT("tblStyle") : TEXT("pStyle")));
	xml_set(a, style, W_val, text_join(a, prefix.len ? prefix : TEXT("w:"), TEXT("val")), id);
	if (properties->first)
		xml_insert_before(properties->first, style);
	else
		xml_append(properties, style);
}

static bool
is_relationship(enum xml_name name)
{
	switch (name) {
	case R_id:
	case R_embed:
	case R_link:
	case R_pict:
	case R_dm:
	case R_lo:
	case R_qs:
	case R_cs:
	case R_href:
	case O_relid:
		return true;
	default:
		return false;
	}
}

static void
rename_attributes(struct carriage *k, struct xml_node *node)
{
	for (struct xml_attribute *at = node->attributes; at; at = at->next) {
		if (is_relationship(at->name) && at->value.len)
			at->value = host_relationship(k->guest, k->into_part, k->from_part, at->value);
	}
	xml_drop(node, W14_paraId);
	xml_drop(node, W14_textId);
}

static void
rename_list(struct carriage *k, struct xml_node *node)
{
	struct text id = word_list(k->guest, xml_value(node, W_val, TEXT_NONE));

	if (id.len)
		xml_change(k->guest->into->arena, node, W_val, "val", id);
	else if (node->parent->parent)
		xml_remove(node->parent); /* the w:numPr: it would name another list */
}

static void
translate_element(struct carriage *k, struct xml_node *node)
{
	struct arena *a = k->guest->into->arena;

	rename_attributes(k, node);
	word_resolve_theme(k->guest, node);
	switch (node->name) {
	case W_p:
	case W_tbl:
		name_default_style(k, node);
		return;
	case W_pStyle:
	case W_rStyle:
	case W_tblStyle:
		rename_style(k, node);
		return;
	case W_numId:
		rename_list(k, node);
		return;
	case W_footnoteReference:
	case W_endnoteReference:
		if (!bring_note(k, node))
			xml_remove(node);
		return;
	case W_bookmarkStart:
		rename_bookmark(k, node, W_name, "bookmark", "name");
		rename_bookmark(k, node, W_id, "bookmark id", "id");
		return;
	case W_bookmarkEnd:
		rename_bookmark(k, node, W_id, "bookmark id", "id");
		return;
	case W_hyperlink:
		rename_bookmark(k, node, W_anchor, "bookmark", "anchor");
		return;
	case W_fldSimple:
		xml_change(a, node, W_instr, "instr", rename_in_field(k, xml_value(node, W_instr, TEXT_NONE)));
		return;
	case W_instrText:
		if (node->first && node->first->name == XML_TEXT)
			node->first->text = rename_in_field(k, node->first->text);
		return;
	case WP_docPr:
		xml_set(a, node, NONE_id, TEXT("id"), fresh_id(k->guest->into));
		return;
	default:
		return;
	}
}

static void
walk(struct carriage *k)
{
	for (struct xml_node *at = k->tree, *next; at; at = next) {
		next = xml_following(k->tree, at, false);
		if (at->name == XML_TEXT || at->name == XML_RAW)
			continue;
		if (at != k->tree && stays_behind(k, at)) {
			next = xml_following(k->tree, at, true);
			xml_remove(at);
			continue;
		}
		if (at->name == W_numId) /* its parent may go */
			next = xml_following(k->tree, at->parent, true);
		translate_element(k, at);
		if (at->name == W_p || at->name == W_tbl) /* it may have got properties */
			next = xml_following(k->tree, at, false);
	}
}

/* ---- sections ---- */

/* Whether the body may have sections where it goes: below w:body, and not in a table. */
static bool
takes_sections(const struct body *b)
{
	const struct xml_node *at = b->at->parent;

	while (at && is_wrapper(at->name))
		at = at->parent;
	return !b->is_inline && at && at->name == W_body;
}

static struct xml_node *
paragraph_properties(struct arena *a, struct xml_node *paragraph)
{
	struct xml_node *properties = xml_child(paragraph, W_pPr);

	if (properties)
		return properties;
	properties = xml_new(a, W_pPr, text_join(a, qname_prefix(paragraph->qname), TEXT("pPr")));
	if (paragraph->first)
		xml_insert_before(paragraph->first, properties);
	else
		xml_append(paragraph, properties);
	return properties;
}

/* The paragraph ends a section: the w:sectPr stands last in its properties, but for a record of changes. */
static void
end_section(struct arena *a, struct xml_node *paragraph, struct xml_node *section)
{
	struct xml_node *properties = paragraph_properties(a, paragraph), *change = xml_child(properties, W_pPrChange);

	if (change)
		xml_insert_before(change, section);
	else
		xml_append(properties, section);
}

struct xml_node *
word_paragraph(const struct body *b)
{
	struct text prefix = qname_prefix(b->root->qname);

	return xml_new(b->guest->into->arena, W_p, text_join(b->guest->into->arena, prefix, TEXT("p")));
}

static bool
can_end_section(const struct xml_node *node)
{
	return node && node->name == W_p && !xml_child(xml_child(node, W_pPr), W_sectPr);
}

/* The section of the host that goes on at a node: its properties stand where it ends. */
static struct xml_node *
section_at(struct xml_node *root, struct xml_node *node)
{
	struct xml_node *at = node;

	while (at && at->name != W_sectPr)
		at = xml_following(root, at, false);
	return at;
}

/* What counts or is printed from the beginning of a section must not do so again behind the body. */
static void
go_on(struct xml_node *section)
{
	struct xml_node *numbers = xml_child(section, W_pgNumType), *title = xml_child(section, W_titlePg);

	if (numbers)
		xml_drop(numbers, W_start);
	if (title)
		xml_remove(title);
}

static struct xml_node *
element_before(const struct xml_node *node)
{
	struct xml_node *at = node->previous;

	while (at && !is_block(at->name))
		at = at->previous;
	return at;
}

/* Ends the host's section before the body, unless the body begins the document. */
static void
end_hosts_section(struct body *b)
{
	struct arena *a = b->guest->into->arena;
	struct xml_node *section = section_at(b->root, b->at), *before = element_before(b->at), *paragraph;

	if (!section || !before || (before->name == W_p && !can_end_section(before)))
		return;
	paragraph = can_end_section(before) ? before : word_paragraph(b);
	if (paragraph != before)
		xml_insert_after(before, paragraph);
	end_section(a, paragraph, xml_copy(a, section, true));
	go_on(section);
}

/* last: the properties of the body's last section, which is ended by the host's going on. */
static void
keep_sections(struct body *b, struct xml_node *last)
{
	struct xml_node *paragraph = b->holder->last;

	for (struct xml_node *at = b->holder->first; at; at = xml_following(b->holder, at, false)) {
		if (at->name == W_sectPr)
			go_on(at);
	}
	if (last) {
		if (!can_end_section(paragraph)) {
			paragraph = word_paragraph(b);
			xml_append(b->holder, paragraph);
		}
		end_section(b->guest->into->arena, paragraph, last);
	}
	end_hosts_section(b);
}

static void
drop_sections(struct xml_node *tree)
{
	for (struct xml_node *at = tree->first, *next; at; at = next) {
		next = xml_following(tree, at, at->name == W_sectPr);
		if (at->name == W_sectPr)
			xml_remove(at);
	}
}

static void
settle_sections(struct body *b)
{
	struct xml_node *last = xml_child(b->holder, W_sectPr);

	if (last)
		xml_remove(last);
	if (!takes_sections(b))
		drop_sections(b->holder);
	else if (xml_descendant(b->holder, W_sectPr))
		keep_sections(b, last);
}

/* ---- the body ---- */

/* Notes cannot stand in notes, headers and footers (17.11.14). */
static bool
takes_notes(const struct body *b)
{
	return b->root->name == W_document;
}

void
word_translate(struct body *b)
{
	struct host *h = b->guest->into;
	struct text main = b->guest->from->package->main_part;
	struct carriage k = {b, b->guest, b->part, main, b->holder, takes_notes(b)};
	struct xml_node *main_root = host_read(h, h->package->main_part);

	put_prefixes(h->arena, host_prefixes(b->guest, b->part, b->root, main, host_read(b->guest->from, main)),
		     b->holder);
	if (main_root)
		know_part(h, h->package->main_part, main_root);
	know_part(h, b->part, b->root);
	settle_sections(b);
	name_bookmarks(&k);
	walk(&k);
	word_settle_lists(b->guest);
}
