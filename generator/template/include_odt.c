/*
 * include_odt -- the body of an ODT template in another one.
 *
 * Everything that the body calls by a name gets the one it has in the host: styles, pictures and objects, bookmarks,
 * reference marks, sequences, notes, tables, sections, frames.  Tracked changes are taken as accepted, for their other
 * half (ODF 1.3 part 3, 5.5) cannot come along; remarks stay behind; page layouts, headers and footers are the host's.
 * Declarations of variables and sequences, and forms, join the host's.  What was anchored to a page is anchored to the
 * body's first paragraph, for who knows which page that will be on.
 */
#include "template/include_odt.h"

struct xml_node *
odt_body(struct xml_node *root)
{
	return xml_child(xml_child(root, OFFICE_body), OFFICE_text);
}

/* ---- names that must be unique ---- */

/* What an element gives a name to, which attribute says it; NULL: nothing. */
static const char *
named(const struct xml_node *node, enum xml_name *attribute)
{
	*attribute = TEXT_name;
	switch (node->name) {
	case TEXT_bookmark:
	case TEXT_bookmark_start:
	case TEXT_bookmark_end:
		return "bookmark";
	case TEXT_reference_mark:
	case TEXT_reference_mark_start:
	case TEXT_reference_mark_end:
		return "reference mark";
	case TEXT_section:
	case TEXT_table_of_content:
	case TEXT_alphabetical_index:
	case TEXT_illustration_index:
	case TEXT_bibliography:
	case TEXT_user_index:
	case TEXT_table_index:
	case TEXT_object_index:
	case TEXT_index_title:
		return "section";
	case TEXT_sequence:
		*attribute = TEXT_ref_name;
		return "sequence";
	case TEXT_note:
		*attribute = TEXT_id;
		return "note";
	case TABLE_table:
		*attribute = TABLE_name;
		return "table";
	default:
		*attribute = DRAW_name;
		return xml_attribute(node, DRAW_name) ? "frame" : NULL;
	}
}

/* Which kind of name an attribute refers to; NULL: none. */
static const char *
referred(const struct xml_node *node, const struct xml_attribute *at)
{
	struct text local = local_name(at->qname);

	if (at->name == TEXT_ref_name) {
		switch (node->name) {
		case TEXT_bookmark_ref:
			return "bookmark";
		case TEXT_reference_ref:
			return "reference mark";
		case TEXT_sequence_ref:
			return "sequence";
		case TEXT_note_ref:
			return "note";
		default:
			return NULL;
		}
	}
	if (at->name == DRAW_chain_next_name)
		return "frame";
	if (at->name == TEXT_continue_list || text_is(local, "start-shape") || text_is(local, "end-shape") ||
	    text_is(at->qname, "draw:control"))
		return "id";
	return NULL;
}

static bool
is_id(const struct xml_attribute *at)
{
	return at->name == XML_id || text_is(at->qname, "draw:id") || text_is(at->qname, "form:id");
}

static void
know_part(struct host *h, struct text part, const struct xml_node *root)
{
	struct text_map_entry *e = text_map_add(h->arena, &h->names, "part", part);
	enum xml_name attribute;

	if (e->pointer)
		return;
	e->pointer = h;
	for (struct xml_node *at = (struct xml_node *)(uintptr_t)root; at; at = xml_following(root, at, false)) {
		const char *kind = at->name == XML_TEXT || at->name == XML_RAW ? NULL : named(at, &attribute);

		if (kind)
			text_map_add(h->arena, &h->names, kind, xml_value(at, attribute, TEXT_NONE));
		for (const struct xml_attribute *id = at->attributes; id; id = id->next) {
			if (is_id(id))
				text_map_add(h->arena, &h->names, "id", id->value);
		}
	}
}

static struct text
new_name(struct body *b, const char *kind, struct text name)
{
	struct arena *a = b->guest->into->arena;
	struct text_map_entry *e = text_map_find(&b->names, kind, name);
	struct text made;

	if (e)
		return e->text;
	made = text_map_fresh(a, &b->guest->into->names, kind, name, SIZE_MAX);
	text_map_add(a, &b->names, kind, name)->text = made;
	return made;
}

/* New names for all that the tree names, before anything that refers to one is met. */
static void
name_all(struct body *b, struct xml_node *tree)
{
	enum xml_name attribute;

	for (struct xml_node *at = tree; at; at = xml_following(tree, at, false)) {
		const char *kind = at->name == XML_TEXT || at->name == XML_RAW ? NULL : named(at, &attribute);
		const struct xml_attribute *name = kind ? xml_attribute(at, attribute) : NULL;

		if (name && name->value.len)
			xml_set(b->guest->into->arena, at, attribute, name->qname, new_name(b, kind, name->value));
		for (struct xml_attribute *id = at->attributes; id; id = id->next) {
			if (is_id(id))
				id->value = new_name(b, "id", id->value);
		}
	}
}

/* A link into the document itself, "#name", "#name|table". */
static void
rename_link(struct body *b, struct xml_attribute *at)
{
	static const char *const kinds[] = {"bookmark", "table", "frame", "section"};
	struct text target = text_from_offset(at->value, 1);
	ptrdiff_t bar = text_find(target, TEXT("|"), 0);
	struct text name = bar < 0 ? target : text_slice(target, 0, (size_t)bar);

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		const struct text_map_entry *e = text_map_find(&b->names, kinds[i], name);

		if (!e)
			continue;
		at->value = text_format(b->guest->into->arena, "#%.*s%.*s", TEXT_ARG(e->text),
					TEXT_ARG(text_from_offset(target, name.len)));
		return;
	}
}

static void
rename_references(struct body *b, struct xml_node *node)
{
	for (struct xml_attribute *at = node->attributes; at; at = at->next) {
		const char *kind = referred(node, at);
		const struct text_map_entry *e = kind ? text_map_find(&b->names, kind, at->value) : NULL;

		if (e)
			at->value = e->text;
		if (at->name == XLINK_href && text_starts(at->value, TEXT("#")))
			rename_link(b, at);
	}
}

/* ---- what stays behind ---- */

static bool
stays_behind(const struct xml_node *node)
{
	switch (node->name) {
	case TEXT_tracked_changes:
	case TEXT_change:
	case TEXT_change_start:
	case TEXT_change_end:
	case TEXT_soft_page_break:
	case OFFICE_annotation:
	case OFFICE_annotation_end:
	case TEXT_dde_connection_decls:
		return true;
	default:
		return false;
	}
}

static void
leave_behind(struct xml_node *tree)
{
	for (struct xml_node *at = tree, *next; at; at = next) {
		bool goes = at != tree && stays_behind(at);

		next = xml_following(tree, at, goes);
		if (goes)
			xml_remove(at);
	}
}

/* ---- declarations and forms ---- */

static bool
is_declarations(const struct xml_node *node)
{
	return node->name == TEXT_sequence_decls || node->name == TEXT_variable_decls ||
	       node->name == TEXT_user_field_decls || node->name == OFFICE_forms;
}

/* The order in which they stand before the text (ODF 1.3 part 3, 3.4). */
static int
declaration_order(enum xml_name name)
{
	static const enum xml_name order[] = {OFFICE_forms, TEXT_tracked_changes, TEXT_variable_decls,
					      TEXT_sequence_decls, TEXT_user_field_decls};
	int i = 0;

	while (i < (int)(sizeof order / sizeof *order) && order[i] != name)
		i++;
	return i;
}

static bool
is_declared(const struct xml_node *into, const struct xml_node *declaration)
{
	for (const struct xml_node *n = into->first; n; n = n->next) {
		if (n->name == declaration->name &&
		    text_equal(xml_value(n, TEXT_name, TEXT_NONE), xml_value(declaration, TEXT_name, TEXT_NONE)))
			return true;
	}
	return false;
}

/* Those that the host lacks; where both have one the host's stays. */
static void
join_declarations(struct xml_node *text, struct xml_node *declarations)
{
	struct xml_node *own = xml_child(text, declarations->name), *at = text->first;

	xml_remove(declarations);
	if (!own) {
		while (at && declaration_order(at->name) < declaration_order(declarations->name))
			at = at->next;
		if (at)
			xml_insert_before(at, declarations);
		else
			xml_append(text, declarations);
		return;
	}
	for (struct xml_node *n = declarations->first, *next; n; n = next) {
		next = n->next;
		if (n->name == XML_TEXT || (declarations->name != OFFICE_forms && is_declared(own, n)))
			continue;
		xml_remove(n);
		xml_append(own, n);
	}
}

/* Headers cannot have them (their fields then show what was there when the file was saved). */
static void
take_declarations(struct body *b)
{
	struct xml_node *text = odt_body(b->root);

	for (struct xml_node *n = b->holder->first, *next; n; n = next) {
		next = n->next;
		if (!is_declarations(n))
			continue;
		if (text)
			join_declarations(text, n);
		else
			xml_remove(n);
	}
}

/* ---- what is anchored to a page ---- */

static struct xml_node *
first_paragraph(struct xml_node *holder)
{
	struct xml_node *at = holder->first;

	while (at && !is_paragraph(at->name))
		at = at->next;
	return at;
}

static void
anchor(struct body *b)
{
	struct xml_node *paragraph = first_paragraph(b->holder), *last = NULL;

	for (struct xml_node *n = b->holder->first, *next; n; n = next) {
		next = n->next;
		if (!xml_value_is(n, TEXT_anchor_type, "page"))
			continue;
		xml_remove(n);
		if (!paragraph)
			continue;
		xml_set(b->guest->into->arena, n, TEXT_anchor_type, TEXT("text:anchor-type"), TEXT("paragraph"));
		xml_drop(n, TEXT_anchor_page_number);
		if (last)
			xml_insert_after(last, n);
		else if (paragraph->first)
			xml_insert_before(paragraph->first, n);
		else
			xml_append(paragraph, n);
		last = n;
	}
}

/* ---- the body ---- */

/* The style of the first paragraph or table begins no page: in its own file too it stood where the file began. */
static void
translate_all(struct body *b, struct text from)
{
	struct odt_carriage k = {.guest = b->guest, .into_part = b->part, .from_part = from, .is_first = true};

	for (struct xml_node *at = b->holder->first; at; at = xml_following(b->holder, at, false)) {
		if (at->name == XML_TEXT || at->name == XML_RAW)
			continue;
		rename_references(b, at);
		odt_rename_styles(&k, at);
		k.is_first &= !is_paragraph(at->name) && !is_table(at->name);
	}
}

void
odt_translate(struct body *b)
{
	struct host *h = b->guest->into;
	struct text main = h->package->main_part, from = b->guest->from->package->main_part;
	const struct xml_node *main_root = host_read(h, main);

	put_prefixes(h->arena, host_prefixes(b->guest, b->part, b->root, from, host_read(b->guest->from, from)),
		     b->holder);
	if (main_root)
		know_part(h, main, main_root);
	know_part(h, b->part, b->root);
	leave_behind(b->holder);
	anchor(b);
	name_all(b, b->holder);
	translate_all(b, from);
	take_declarations(b);
}
