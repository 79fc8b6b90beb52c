/*
 * include_odt_style -- styles of an ODT template whose body comes into another.
 *
 * Styles are named within their family (ODF 1.3 part 3, 19.480).  The automatic ones, which LibreOffice writes for what
 * was formatted by hand, belong to a part and always come along under a free name.  The common ones, which people see,
 * are the host's when both define them alike down to the defaults; else a copy comes, "Heading 1 (2)".  What a lowest
 * style leaves to the defaults of its document is written into it where the host's are others.
 *
 * What else has a name comes along in the same way: lists' and numbers' styles, gradients, fonts.
 */
#include "template/include_odt.h"

#include <string.h>

enum { CHAIN_MOST = 48, NAME_MOST = 200 };

static const struct text styles_part = TEXT_INIT("styles.xml");

/* ---- what has a name ---- */

/* The family of a definition: that of a style, or what else it is; empty when it is none. */
static struct text
family_of(const struct xml_node *node)
{
	static const char *const drawn[] = {"gradient", "hatch", "fill-image", "marker", "stroke-dash", "opacity"};
	struct text local = local_name(node->qname);

	if (node->name == STYLE_style)
		return xml_value(node, STYLE_family, TEXT_NONE);
	if (node->name == TEXT_list_style)
		return TEXT("list");
	if (node->name == STYLE_font_face)
		return TEXT("font");
	if (text_is(qname_prefix(node->qname), "number:"))
		return TEXT("data");
	for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
		if (text_is(local, drawn[i]))
			return local;
	}
	return TEXT_NONE;
}

static bool
is_drawn(const struct xml_node *node)
{
	return node->name == XML_OTHER && text_is(qname_prefix(node->qname), "draw:");
}

static struct text
name_of(const struct xml_node *node)
{
	return xml_value(node, is_drawn(node) ? DRAW_name : STYLE_name, TEXT_NONE);
}

static struct text
key_of(struct arena *a, struct text family, struct text name)
{
	return text_format(a, "%.*s %.*s", TEXT_ARG(family), TEXT_ARG(name));
}

/* Enters the definitions below a node of a package, as of a kind. */
static void
list_definitions(struct host *h, const char *kind, const struct xml_node *from)
{
	for (struct xml_node *n = from ? from->first : NULL; n; n = n->next) {
		struct text family = n->name == XML_TEXT || n->name == XML_RAW ? TEXT_NONE : family_of(n), key;
		struct text_map_entry *e;

		if (!family.len)
			continue;
		key = key_of(h->arena, family, name_of(n));
		e = text_map_add(h->arena, &h->names, kind, key);
		e->pointer = e->pointer ? e->pointer : n;
		text_map_add(h->arena, &h->names, "taken", key);
		text_map_add(h->arena, &h->names, "display name",
			     key_of(h->arena, family, xml_value(n, STYLE_display_name, name_of(n))));
	}
}

static void
list_all(struct host *h)
{
	struct text_map_entry *e = text_map_add(h->arena, &h->names, "listed", TEXT_NONE);
	const struct xml_node *content, *styles;

	if (e->pointer)
		return;
	e->pointer = h;
	content = host_read(h, h->package->main_part);
	styles = host_read(h, styles_part);
	list_definitions(h, "automatic", xml_child(content, OFFICE_automatic_styles));
	list_definitions(h, "automatic", xml_child(content, OFFICE_font_face_decls));
	list_definitions(h, "common", xml_child(styles, OFFICE_styles));
	list_definitions(h, "common", xml_child(styles, OFFICE_font_face_decls));
	list_definitions(h, "of headers", xml_child(styles, OFFICE_automatic_styles));
}

static struct xml_node *
definition(struct host *h, const char *kind, struct text family, struct text name)
{
	const struct text_map_entry *e;

	list_all(h);
	e = text_map_find(&h->names, kind, key_of(h->arena, family, name));
	return e ? e->pointer : NULL;
}

/* ---- which attribute names what ---- */

static struct text
family_by_element(const struct xml_node *node)
{
	struct text local = local_name(node->qname);

	switch (node->name) {
	case TEXT_p:
	case TEXT_h:
	case TEXT_index_title_template:
		return TEXT("paragraph");
	case TEXT_list:
	case TEXT_numbered_paragraph:
		return TEXT("list");
	case TEXT_section:
	case TEXT_table_of_content:
	case TEXT_alphabetical_index:
	case TEXT_illustration_index:
	case TEXT_bibliography:
	case TEXT_user_index:
	case TEXT_table_index:
	case TEXT_object_index:
	case TEXT_index_title:
		return TEXT("section");
	case TEXT_ruby:
		return TEXT("ruby");
	default:
		if (text_ends(local, TEXT("-entry-template")) || text_is(local, "index-source-style"))
			return TEXT("paragraph");
		return TEXT("text");
	}
}

static struct text
family_by_table(enum xml_name name)
{
	switch (name) {
	case TABLE_table:
		return TEXT("table");
	case TABLE_table_column:
		return TEXT("table-column");
	case TABLE_table_row:
		return TEXT("table-row");
	default:
		return TEXT("table-cell");
	}
}

/* Attributes that mean the same wherever they stand. */
static const struct {
	const char *local, *family;
} references[] = {
	{"text-style-name", "paragraph"},   {"cond-style-name", "paragraph"},
	{"visited-style-name", "text"},     {"main-entry-style-name", "text"},
	{"leader-text-style", "text"},      {"default-cell-style-name", "table-cell"},
	{"list-style-name", "list"},        {"style-override", "list"},
	{"data-style-name", "data"},        {"percentage-data-style-name", "data"},
	{"fill-gradient-name", "gradient"}, {"fill-hatch-name", "hatch"},
	{"fill-image-name", "fill-image"},  {"opacity-name", "opacity"},
	{"stroke-dash", "stroke-dash"},     {"marker-start", "marker"},
	{"marker-end", "marker"},           {"font-name", "font"},
	{"font-name-asian", "font"},        {"font-name-complex", "font"},
};

/* The family of what the attribute names; empty when it names nothing. */
static struct text
referred_family(const struct xml_node *node, const struct xml_attribute *at)
{
	struct text local = local_name(at->qname);

	switch (at->name) {
	case TEXT_style_name:
		return family_by_element(node);
	case TABLE_style_name:
		return family_by_table(node->name);
	case DRAW_style_name:
		return TEXT("graphic");
	case STYLE_style_name:
		return TEXT("text");
	case STYLE_parent_style_name:
	case STYLE_next_style_name:
		return xml_value(node, STYLE_family, TEXT_NONE);
	case STYLE_apply_style_name:
		return node->parent ? family_of(node->parent) : TEXT_NONE;
	default:
		break;
	}
	for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
		if (text_is(local, references[i].local))
			return text_from(references[i].family);
	}
	return TEXT_NONE;
}

/* ---- comparing ---- */

static const struct xml_node *
default_of(struct host *h, struct text family)
{
	const struct xml_node *n = xml_child(xml_child(host_read(h, styles_part), OFFICE_styles), STYLE_default_style);

	while (n && !text_equal(xml_value(n, STYLE_family, TEXT_NONE), family))
		n = xml_sibling(n, STYLE_default_style);
	return n;
}

static bool
defaults_same(struct guest *g, struct text family)
{
	struct text_map_entry *e = text_map_add(g->into->arena, &g->map, "defaults", family);

	if (!e->text.len)
		e->text = trees_same(g->into->arena, default_of(g->into, family), default_of(g->from, family))
				  ? TEXT("same")
				  : TEXT("other");
	return text_is(e->text, "same");
}

/* What of a definition makes no look, or is a name that is compared by what it names. */
static void
drop_names(struct xml_node *node)
{
	static const enum xml_name names[] = {
		STYLE_name,        STYLE_display_name, STYLE_next_style_name, STYLE_parent_style_name,
		STYLE_auto_update, STYLE_hidden,       STYLE_class,           STYLE_list_style_name};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		xml_drop(node, names[i]);
}

/* The families of the fonts that it names. */
static struct text
describe_fonts(struct arena *a, struct host *h, const struct xml_node *node)
{
	struct text all = TEXT_NONE;

	for (const struct xml_node *p = node->first; p; p = p->next) {
		for (const struct xml_attribute *at = p->attributes; at; at = at->next) {
			const struct xml_node *face = text_is(local_name(at->qname), "font-name")
							      ? definition(h, "common", TEXT("font"), at->value)
							      : NULL;

			if (face)
				all = text_format(a, "%.*s;%.*s", TEXT_ARG(all),
						  TEXT_ARG(xml_value(face, SVG_font_family, TEXT_NONE)));
		}
	}
	return all;
}

static struct text
describe(struct arena *a, struct host *h, const struct xml_node *node)
{
	struct xml_node *copy = xml_copy(a, node, true);
	const struct xml_node *list =
		definition(h, "common", TEXT("list"), xml_value(node, STYLE_list_style_name, TEXT_NONE));
	struct text all = describe_fonts(a, h, node);

	drop_names(copy);
	all = text_join(a, all, canonical(a, copy));
	return list ? text_join(a, all, describe(a, h, list)) : all;
}

static bool
definitions_same(struct guest *g, const struct xml_node *own, const struct xml_node *other)
{
	struct arena *a = g->into->arena;
	struct text family = family_of(other);

	for (int i = 0; i < CHAIN_MOST; i++) {
		struct text below = xml_value(other, STYLE_parent_style_name, TEXT_NONE);

		if (!text_equal(describe(a, g->into, own), describe(a, g->from, other)) ||
		    !text_equal(xml_value(own, STYLE_parent_style_name, TEXT_NONE), below))
			return false;
		if (!below.len)
			return other->name != STYLE_style || defaults_same(g, family);
		own = definition(g->into, "common", family, below);
		other = definition(g->from, "common", family, below);
		if (!own || !other)
			return own == other;
	}
	return false;
}

/* ---- defaults into the lowest style ---- */

static const char *
attribute_without(enum xml_name name)
{
	switch (name) {
	case FO_margin_left:
	case FO_margin_right:
	case FO_margin_top:
	case FO_margin_bottom:
	case FO_text_indent:
		return "0cm";
	case FO_line_height:
		return "100%";
	case FO_orphans:
	case FO_widows:
		return "0";
	case FO_hyphenate:
		return "false";
	default:
		return NULL;
	}
}

static bool
has_attribute(const struct xml_node *node, const struct xml_attribute *like)
{
	for (const struct xml_attribute *at = node ? node->attributes : NULL; at; at = at->next) {
		if (at->name == like->name && text_equal(local_name(at->qname), local_name(like->qname)))
			return true;
	}
	return false;
}

/* What only a default may say (a distance for the whole document, 20.374), or what the standard does not know. */
static bool
is_of_default(const struct xml_attribute *at)
{
	return at->name == STYLE_tab_stop_distance || text_starts(at->qname, TEXT("loext:"));
}

/* The properties of one kind: of the style, of its document's default, of the host's. */
static void
merge_properties(struct arena *a, struct xml_node *own, const struct xml_node *other, const struct xml_node *hosts)
{
	for (const struct xml_attribute *at = other ? other->attributes : NULL; at; at = at->next) {
		if (!has_attribute(own, at) && !is_of_default(at))
			xml_set(a, own, at->name, at->qname, at->value);
	}
	for (const struct xml_attribute *at = hosts ? hosts->attributes : NULL; at; at = at->next) {
		const char *without = attribute_without(at->name);

		if (without && !has_attribute(own, at))
			xml_set(a, own, at->name, at->qname, text_from(without));
	}
	for (const struct xml_node *n = other && !own->first ? other->first : NULL; n; n = n->next)
		xml_append(own, xml_copy(a, n, true));
}

/* The order of a style's properties (ODF 1.3 part 3, 16.2): its family's own, of paragraphs, of text, then maps. */
static int
properties_order(enum xml_name name)
{
	return name == STYLE_map ? 3 : name == STYLE_text_properties ? 2 : name == STYLE_paragraph_properties ? 1 : 0;
}

/* A style's properties of that kind, made where they belong. */
static struct xml_node *
properties_of(struct arena *a, struct xml_node *style, const struct xml_node *like)
{
	struct xml_node *found = xml_child(style, like->name), *at = style->first;

	if (found)
		return found;
	found = xml_new(a, like->name, like->qname);
	while (at && (at->name == XML_TEXT || properties_order(at->name) <= properties_order(like->name)))
		at = at->next;
	if (at)
		xml_insert_before(at, found);
	else
		xml_append(style, found);
	return found;
}

static void
merge_defaults(struct guest *g, struct xml_node *style, struct text family)
{
	struct arena *a = g->into->arena;
	const struct xml_node *other = default_of(g->from, family), *hosts = default_of(g->into, family);

	for (const struct xml_node *n = other ? other->first : NULL; n; n = n->next) {
		if (n->name != XML_TEXT)
			merge_properties(a, properties_of(a, style, n), n, xml_child(hosts, n->name));
	}
	for (const struct xml_node *n = hosts ? hosts->first : NULL; n; n = n->next) {
		if (n->name != XML_TEXT && !xml_child(other, n->name))
			merge_properties(a, properties_of(a, style, n), NULL, n);
	}
}

/* ---- bringing a definition over ---- */

/* Where definitions of that kind stand in the host's part; made when it has none. */
static struct xml_node *
shelf_of(struct host *h, struct text part, enum xml_name name, const char *local)
{
	struct xml_node *root = host_change(h, part), *found = xml_child(root, name), *at;
	enum xml_name before = name == OFFICE_automatic_styles && xml_child(root, OFFICE_master_styles)
				       ? OFFICE_master_styles
			       : name == OFFICE_automatic_styles ? OFFICE_body
								 : OFFICE_automatic_styles;

	if (!root || found)
		return found;
	found = xml_new(h->arena, name, text_join(h->arena, qname_prefix(root->qname), text_from(local)));
	at = xml_child(root, before);
	at = at || name == OFFICE_automatic_styles ? at : xml_child(root, OFFICE_body);
	if (name == OFFICE_font_face_decls && xml_child(root, OFFICE_styles))
		at = xml_child(root, OFFICE_styles);
	if (at)
		xml_insert_before(at, found);
	else
		xml_append(root, found);
	return found;
}

/* A style that names a page layout begins a page (20.371): the layout stays behind, the beginning comes along. */
static void
drop_page(struct odt_carriage *k, struct xml_node *style)
{
	struct arena *a = k->guest->into->arena;
	struct xml_node like = {.name = STYLE_paragraph_properties, .qname = TEXT("style:paragraph-properties")};
	struct xml_node *properties;

	if (!xml_value(style, STYLE_master_page_name, TEXT_NONE).len) {
		xml_drop(style, STYLE_master_page_name);
		return;
	}
	xml_drop(style, STYLE_master_page_name);
	if (text_is(xml_value(style, STYLE_family, TEXT_NONE), "table")) {
		like.name = STYLE_table_properties;
		like.qname = TEXT("style:table-properties");
	}
	properties = properties_of(a, style, &like);
	xml_drop(properties, STYLE_page_number);
	if (k->is_first)
		xml_drop(properties, FO_break_before);
	else if (!xml_attribute(properties, FO_break_before))
		xml_set(a, properties, FO_break_before, TEXT("fo:break-before"), TEXT("page"));
}

static void
name_copy(struct guest *g, struct xml_node *node, struct text family, struct text fresh, bool is_renamed)
{
	struct arena *a = g->into->arena;
	struct text shown = xml_value(node, STYLE_display_name, name_of(node)), display;

	if (is_drawn(node))
		xml_set(a, node, DRAW_name, TEXT("draw:name"), fresh);
	else
		xml_set(a, node, STYLE_name, TEXT("style:name"), fresh);
	if (!is_renamed || node->name == STYLE_font_face)
		return;
	for (int i = 2;; i++) {
		display = text_format(a, "%.*s (%d)", TEXT_ARG(shown), i);
		if (!text_map_find(&g->into->names, "display name", key_of(a, family, display)))
			break;
	}
	text_map_add(a, &g->into->names, "display name", key_of(a, family, display));
	if (is_drawn(node))
		xml_set(a, node, XML_OTHER, TEXT("draw:display-name"), display);
	else
		xml_set(a, node, STYLE_display_name, TEXT("style:display-name"), display);
}

static struct text rename_reference(struct odt_carriage *k, struct text family, struct text name);

static void
rename_tree(struct odt_carriage *k, struct xml_node *tree)
{
	for (struct xml_node *at = tree; at; at = xml_following(tree, at, false)) {
		if (at->name != XML_TEXT && at->name != XML_RAW)
			odt_rename_styles(k, at);
	}
}

/* Copies the definition into the host; key: in the map of the guest, to be found while its parts are brought. */
static struct text
copy_definition(struct odt_carriage *k, const struct xml_node *other, bool is_common, struct text key)
{
	struct host *h = k->guest->into;
	struct text family = family_of(other), taken = key_of(h->arena, family, name_of(other)), fresh;
	bool is_font = other->name == STYLE_font_face, is_renamed = text_map_find(&h->names, "taken", taken) != NULL;
	struct odt_carriage of_style = *k;
	struct xml_node *shelf, *copy = xml_copy(h->arena, other, true);

	of_style.is_common = is_common;
	of_style.depth++;
	if (is_common && !is_font) {
		of_style.into_part = styles_part;
		of_style.from_part = styles_part;
	}
	shelf = is_font     ? shelf_of(h, of_style.into_part, OFFICE_font_face_decls, "font-face-decls")
		: is_common ? shelf_of(h, of_style.into_part, OFFICE_styles, "styles")
			    : shelf_of(h, of_style.into_part, OFFICE_automatic_styles, "automatic-styles");
	if (!shelf)
		return name_of(other);
	fresh = text_map_fresh(h->arena, &h->names, "taken", taken, NAME_MOST);
	fresh = text_from_offset(fresh, family.len + 1);
	text_map_add(h->arena, &k->guest->map, "style", key)->text = fresh;
	while (is_font && copy->first) /* the font itself may be in the other file */
		xml_remove(copy->first);
	if (other->name == STYLE_style && !xml_value(other, STYLE_parent_style_name, TEXT_NONE).len &&
	    !defaults_same(k->guest, family))
		merge_defaults(k->guest, copy, family);
	name_copy(k->guest, copy, family, fresh, is_common && is_renamed);
	drop_page(&of_style, copy);
	if (!is_font)
		rename_tree(&of_style, copy);
	put_prefixes(h->arena,
		     host_prefixes(k->guest, of_style.into_part, host_change(h, of_style.into_part), of_style.from_part,
				   host_read(k->guest->from, of_style.from_part)),
		     copy);
	xml_append(shelf, copy);
	text_map_add(h->arena, &h->names, is_common ? "common" : "automatic", key_of(h->arena, family, fresh))
		->pointer = copy;
	return fresh;
}

/* A font's name means the same when it leads to the same family of fonts. */
static bool
fonts_same(const struct xml_node *own, const struct xml_node *other)
{
	return text_equal(xml_value(own, SVG_font_family, TEXT_NONE), xml_value(other, SVG_font_family, TEXT_NONE));
}

static struct text
bring_font(struct odt_carriage *k, struct text name, struct text key)
{
	struct host *h = k->guest->into, *from = k->guest->from;
	bool in_styles = text_equal(k->into_part, styles_part);
	const struct xml_node *other = definition(from, k->is_common ? "common" : "automatic", TEXT("font"), name);
	const struct xml_node *own;

	other = other ? other : definition(from, "common", TEXT("font"), name);
	own = definition(h, in_styles ? "common" : "automatic", TEXT("font"), name);
	if (!other || (own && fonts_same(own, other)))
		return name;
	return copy_definition(k, other, k->is_common, key);
}

/* What the other's definition of that name is called in the host; empty when it has none. */
static struct text
bring(struct odt_carriage *k, struct text family, struct text name, struct text key)
{
	struct guest *g = k->guest;
	const struct xml_node *other = NULL, *own;

	if (text_is(family, "font"))
		return bring_font(k, name, key);
	if (!k->is_common)
		other = definition(g->from, "automatic", family, name);
	if (other)
		return copy_definition(k, other, false, key);
	other = definition(g->from, "common", family, name);
	own = definition(g->into, "common", family, name);
	if (!other) /* a name that LibreOffice knows by itself */
		return own ? name : TEXT_NONE;
	if (own && definitions_same(g, own, other))
		return name;
	return copy_definition(k, other, true, key);
}

/* Whether the style would begin a page, and is not to. */
static bool
is_held_back(struct odt_carriage *k, struct text family, struct text name)
{
	const struct xml_node *style = k->is_first ? definition(k->guest->from, "automatic", family, name) : NULL;

	return style && xml_value(style, STYLE_master_page_name, TEXT_NONE).len > 0;
}

static struct text
rename_reference(struct odt_carriage *k, struct text family, struct text name)
{
	struct arena *a = k->guest->into->arena;
	struct text scope = k->is_common ? TEXT("common") : k->into_part;
	struct text key = text_format(a, "%.*s%s %.*s %.*s", TEXT_ARG(scope), is_held_back(k, family, name) ? "!" : "",
				      TEXT_ARG(family), TEXT_ARG(name));
	const struct text_map_entry *e = text_map_find(&k->guest->map, "style", key);
	struct text made;

	if (e)
		return e->text;
	if (k->depth > CHAIN_MOST)
		return TEXT_NONE;
	made = bring(k, family, name, key);
	text_map_add(a, &k->guest->map, "style", key)->text = made;
	return made;
}

/* A picture or object in the package; links to elsewhere stay as they are. */
static void
rename_file(struct odt_carriage *k, struct xml_attribute *at)
{
	struct text name = at->value, made;
	bool is_dotted = text_starts(name, TEXT("./"));

	made = host_file(k->guest, is_dotted ? text_from_offset(name, 2) : name);
	if (made.len)
		at->value = is_dotted ? text_join(k->guest->into->arena, TEXT("./"), made) : made;
}

static bool
names_next(struct odt_carriage *k, const struct xml_attribute *at)
{
	/* what follows when one types on is of no use to a copy, and would bring a chain of others along */
	return at->name == STYLE_next_style_name && !definition(k->guest->into, "common", TEXT("paragraph"), at->value);
}

void
odt_rename_styles(struct odt_carriage *k, struct xml_node *node)
{
	struct xml_attribute **link = &node->attributes;

	while (*link) {
		struct xml_attribute *at = *link;
		struct text family = referred_family(node, at), made = TEXT_NONE;

		if (at->name == XLINK_href)
			rename_file(k, at);
		if (!family.len || !at->value.len) {
			link = &at->next;
			continue;
		}
		if (at->name == STYLE_next_style_name)
			made = names_next(k, at) ? TEXT_NONE : at->value;
		else
			made = rename_reference(k, family, at->value);
		at->value = made;
		if (made.len)
			link = &at->next;
		else
			*link = at->next;
	}
}
