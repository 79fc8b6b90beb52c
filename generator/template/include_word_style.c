/*
 * include_word_style -- styles, lists and theme of a DOCX template whose body comes into another.
 *
 * A style is known to people by its name (w:name), for its id is written anew by each language's Word: "1" in a Russian
 * one is "Heading1" in an English one.  One that the host has under that name and defines alike is the host's.  One
 * that differs comes as a copy, "Heading 1 (2)", and so the text looks as in its own file (Word itself would give it
 * the host's look).  Two styles are alike when their own properties, their lists and the styles below them are, and at
 * the bottom the defaults of both documents (w:docDefaults).  Where those differ, what the lowest style leaves to them
 * is written into its copy.
 */
#include "template/include_word.h"

#include <string.h>

enum { CHAIN_MOST = 48, NAME_MOST = 200 };

/* ---- parts ---- */

struct text
word_part(struct host *h, const char *type)
{
	struct text main = h->package->main_part, name = relationships_part(h->arena, main);
	const struct relationship *all = relationships_of(h->arena, h->package, main, host_read(h, name));
	const struct relationship *one = relationship_of_type(all, text_from(type));

	return one && !one->is_external ? one->target : TEXT_NONE;
}

static void
copy_declarations(struct arena *a, struct xml_node *to, const struct xml_node *from)
{
	for (const struct xml_attribute *at = from->attributes; at; at = at->next) {
		if (text_starts(at->qname, TEXT("xmlns")) || at->name == MC_Ignorable)
			xml_set(a, to, at->name, at->qname, at->value);
	}
}

struct text
word_part_made(struct guest *g, const char *type, const char *name)
{
	struct host *h = g->into;
	struct text part = word_part(h, type), of_other = word_part(g->from, type);
	const struct xml_node *other = host_read(g->from, of_other);
	struct xml_node *root;

	if (part.len || !other)
		return part;
	part = text_from(name);
	for (int i = 2; package_part(h->package, part); i++)
		part = text_format(h->arena, "word/included%d-%s", i, name + 5);
	root = xml_new(h->arena, other->name, other->qname);
	copy_declarations(h->arena, root, other);
	host_add(h, part, root);
	host_set_type(
		h, part,
		text_format(h->arena, "application/vnd.openxmlformats-officedocument.wordprocessingml.%s+xml", type));
	host_relate(h, h->package->main_part, host_relationship_type(h, type), part, false);
	return part;
}

/* ---- theme ---- */

static const struct xml_node *
theme_of(struct host *h)
{
	return host_read(h, word_part(h, "theme"));
}

static void
compare_themes(struct guest *g)
{
	struct text_map_entry *e = text_map_add(g->into->arena, &g->map, "theme", TEXT_NONE);
	const struct xml_node *own, *other;

	if (e->pointer)
		return;
	e->pointer = g;
	own = xml_child(theme_of(g->into), A_themeElements);
	other = xml_child(theme_of(g->from), A_themeElements);
	g->has_same_theme =
		!other || (trees_same(g->into->arena, xml_child(own, A_clrScheme), xml_child(other, A_clrScheme)) &&
			   trees_same(g->into->arena, xml_child(own, A_fontScheme), xml_child(other, A_fontScheme)));
}

/* The font that "minorHAnsi" and its like stand for; empty when the theme names none. */
static struct text
theme_font(struct guest *g, struct text slot)
{
	const struct xml_node *scheme = xml_child(xml_child(theme_of(g->from), A_themeElements), A_fontScheme);
	const struct xml_node *group = xml_child(scheme, text_starts(slot, TEXT("major")) ? A_majorFont : A_minorFont);
	enum xml_name of = text_ends(slot, TEXT("EastAsia")) ? A_ea : text_ends(slot, TEXT("Bidi")) ? A_cs : A_latin;

	return xml_value(xml_child(group, of), NONE_typeface, TEXT_NONE);
}

static void
resolve_font(struct guest *g, struct xml_node *fonts, enum xml_name theme, enum xml_name name, const char *local)
{
	struct text slot = xml_value(fonts, theme, TEXT_NONE), font = slot.len ? theme_font(g, slot) : TEXT_NONE;

	if (!slot.len)
		return;
	if (font.len)
		xml_set(g->into->arena, fonts, name,
			text_join(g->into->arena, qname_prefix(fonts->qname), text_from(local)), font);
	xml_drop(fonts, theme);
}

/* The colour of a name in the scheme, as "RRGGBB"; names of text and background are those of w:clrSchemeMapping. */
static struct text
theme_color(struct guest *g, struct text name)
{
	static const char *const same[][2] = {{"tx1", "dk1"}, {"tx2", "dk2"}, {"bg1", "lt1"}, {"bg2", "lt2"}};
	const struct xml_node *scheme = xml_child(xml_child(theme_of(g->from), A_themeElements), A_clrScheme);

	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		name = text_is(name, same[i][0]) ? text_from(same[i][1]) : name;
	for (const struct xml_node *n = scheme ? scheme->first : NULL; n; n = n->next) {
		if (n->name != XML_TEXT && text_equal(local_name(n->qname), name))
			return xml_value(xml_child(n, A_srgbClr), NONE_val,
					 xml_value(xml_child(n, A_sysClr), NONE_lastClr, TEXT_NONE));
	}
	return TEXT_NONE;
}

void
word_resolve_theme(struct guest *g, struct xml_node *node)
{
	struct text color;

	compare_themes(g);
	if (g->has_same_theme)
		return;
	if (node->name == W_rFonts) {
		resolve_font(g, node, W_asciiTheme, W_ascii, "ascii");
		resolve_font(g, node, W_hAnsiTheme, W_hAnsi, "hAnsi");
		resolve_font(g, node, W_eastAsiaTheme, W_eastAsia, "eastAsia");
		resolve_font(g, node, W_cstheme, W_cs, "cs");
	} else if (node->name == A_schemeClr) {
		color = theme_color(g, xml_value(node, NONE_val, TEXT_NONE));
		if (color.len) {
			node->name = A_srgbClr;
			node->qname = text_join(g->into->arena, qname_prefix(node->qname), TEXT("srgbClr"));
			xml_set(g->into->arena, node, NONE_val, TEXT("val"), color);
		}
	} else { /* beside a theme's colour stands the colour that it gave when the file was saved */
		xml_drop(node, W_themeColor);
		xml_drop(node, W_themeTint);
		xml_drop(node, W_themeShade);
		xml_drop(node, W_themeFill);
		xml_drop(node, W_themeFillTint);
		xml_drop(node, W_themeFillShade);
	}
}

void
word_resolve_themes(struct guest *g, struct xml_node *tree)
{
	for (struct xml_node *at = tree; at; at = xml_following(tree, at, false)) {
		if (at->name != XML_TEXT)
			word_resolve_theme(g, at);
	}
}

/* ---- finding styles ---- */

struct xml_node *
word_styles(struct host *h)
{
	return host_read(h, word_part(h, "styles"));
}

static struct text
style_name(const struct xml_node *style)
{
	return xml_value(xml_child(style, W_name), W_val, TEXT_NONE);
}

/* A package's styles by id and by type and name, entered once. */
static void
list_styles(struct host *h)
{
	struct text_map_entry *e = text_map_add(h->arena, &h->names, "styles", TEXT_NONE);
	const struct xml_node *root = word_styles(h);

	if (e->pointer)
		return;
	e->pointer = h;
	for (struct xml_node *n = xml_child(root, W_style); n; n = xml_sibling(n, W_style)) {
		struct text type = xml_value(n, W_type, TEXT("paragraph")), name = style_name(n);

		text_map_add(h->arena, &h->names, "style id", xml_value(n, W_styleId, TEXT_NONE))->pointer = n;
		text_map_add(h->arena, &h->names, "style",
			     text_format(h->arena, "%.*s %.*s", TEXT_ARG(type), TEXT_ARG(name)))
			->pointer = n;
		text_map_add(h->arena, &h->names, "style name", name);
	}
}

static struct xml_node *
style_of_id(struct host *h, struct text id)
{
	const struct text_map_entry *e;

	list_styles(h);
	e = text_map_find(&h->names, "style id", id);
	return e ? e->pointer : NULL;
}

/* The host's style of the same type and name. */
static struct xml_node *
namesake(struct guest *g, const struct xml_node *style)
{
	struct host *h = g->into;
	struct text type = xml_value(style, W_type, TEXT("paragraph")), name = style_name(style);
	const struct text_map_entry *e;

	list_styles(h);
	e = text_map_find(&h->names, "style", text_format(h->arena, "%.*s %.*s", TEXT_ARG(type), TEXT_ARG(name)));
	return e ? e->pointer : NULL;
}

static const struct xml_node *
style_below(struct host *h, const struct xml_node *style)
{
	const struct xml_node *based = xml_child(style, W_basedOn);

	return based ? style_of_id(h, xml_value(based, W_val, TEXT_NONE)) : NULL;
}

/* ---- comparing ---- */

/* What says nothing of the look of a style, or says it in ids that are told otherwise. */
static bool
is_no_look(enum xml_name name)
{
	switch (name) {
	case W_pPr:
	case W_rPr:
	case W_tblPr:
	case W_trPr:
	case W_tcPr:
	case W_tblStylePr:
		return false;
	default:
		return true;
	}
}

static struct text
describe_style(struct arena *a, struct host *h, const struct xml_node *style)
{
	struct text all = TEXT_NONE;

	for (const struct xml_node *n = style->first; n; n = n->next) {
		struct xml_node *own, *number;

		if (is_no_look(n->name))
			continue;
		own = xml_copy(a, n, true);
		number = xml_child(xml_child(own, W_numPr), W_numId);
		if (number) {
			all = text_join(a, all, word_list_look(a, h, xml_value(number, W_val, TEXT_NONE)));
			xml_remove(number);
		}
		all = text_join(a, all, canonical(a, own));
	}
	return all;
}

static const struct xml_node *
defaults_of(struct host *h, enum xml_name of)
{
	const struct xml_node *all = xml_child(word_styles(h), W_docDefaults);

	return of == W_rPr ? xml_child(xml_child(all, W_rPrDefault), W_rPr)
			   : xml_child(xml_child(all, W_pPrDefault), W_pPr);
}

static bool
defaults_same(struct guest *g)
{
	struct text_map_entry *e = text_map_add(g->into->arena, &g->map, "defaults", TEXT_NONE);

	if (!e->text.len) {
		bool same = trees_same(g->into->arena, defaults_of(g->into, W_rPr), defaults_of(g->from, W_rPr)) &&
			    trees_same(g->into->arena, defaults_of(g->into, W_pPr), defaults_of(g->from, W_pPr));

		compare_themes(g);
		e->text = same && g->has_same_theme ? TEXT("same") : TEXT("other");
	}
	return text_is(e->text, "same");
}

/* Paragraphs and tables stand upon the defaults of the document, the others upon those. */
static bool
stands_on_defaults(const struct xml_node *style)
{
	struct text type = xml_value(style, W_type, TEXT("paragraph"));

	return (text_is(type, "paragraph") || text_is(type, "table")) && !xml_child(style, W_basedOn);
}

static bool
layers_same(struct guest *g, const struct xml_node *own, const struct xml_node *other)
{
	struct arena *a = g->into->arena;
	struct text look = describe_style(a, g->from, other);

	if (!text_equal(describe_style(a, g->into, own), look))
		return false;
	compare_themes(g);
	return g->has_same_theme || (text_find(look, TEXT("heme="), 0) == TEXT_NOWHERE &&
				     text_find(look, TEXT("themeColor"), 0) == TEXT_NOWHERE);
}

/* Alike down to the defaults, by name at each step. */
static bool
styles_same(struct guest *g, const struct xml_node *own, const struct xml_node *other)
{
	for (int i = 0; i < CHAIN_MOST; i++) {
		const struct xml_node *below_own = style_below(g->into, own), *below = style_below(g->from, other);

		if (!layers_same(g, own, other))
			return false;
		if (!below_own != !below || (stands_on_defaults(other) && !defaults_same(g)))
			return false;
		if (!below)
			return true;
		if (!text_equal(style_name(below_own), style_name(below)))
			return false;
		own = below_own;
		other = below;
	}
	return false;
}

/* ---- defaults into the lowest style ---- */

/* The order in which a w:pPr has its elements (ECMA-376 part 1, 17.3.1.26). */
static int
property_order(enum xml_name name)
{
	static const enum xml_name order[] = {W_pStyle,
					      W_keepNext,
					      W_keepLines,
					      W_pageBreakBefore,
					      W_framePr,
					      W_widowControl,
					      W_numPr,
					      W_suppressLineNumbers,
					      W_pBdr,
					      W_shd,
					      W_tabs,
					      W_suppressAutoHyphens,
					      W_kinsoku,
					      W_wordWrap,
					      W_overflowPunct,
					      W_topLinePunct,
					      W_autoSpaceDE,
					      W_autoSpaceDN,
					      W_bidi,
					      W_adjustRightInd,
					      W_snapToGrid,
					      W_spacing,
					      W_ind,
					      W_contextualSpacing,
					      W_mirrorIndents,
					      W_suppressOverlap,
					      W_jc,
					      W_textDirection,
					      W_textAlignment,
					      W_textboxTightWrap,
					      W_outlineLvl,
					      W_divId,
					      W_cnfStyle,
					      W_rPr,
					      W_sectPr,
					      W_pPrChange};
	int i = 0;

	while (i < (int)(sizeof order / sizeof *order) && order[i] != name)
		i++;
	return i;
}

static void
insert_property(struct xml_node *properties, struct xml_node *node)
{
	struct xml_node *at = properties->first;

	while (at && (at->name == XML_TEXT || property_order(at->name) <= property_order(node->name)))
		at = at->next;
	if (at)
		xml_insert_before(at, node);
	else
		xml_append(properties, node);
}

/* What an attribute of the defaults is when it is not there; NULL: it says nothing then. */
static const char *
attribute_without(enum xml_name name)
{
	switch (name) {
	case W_before:
	case W_after:
	case W_left:
	case W_right:
	case W_firstLine:
		return "0";
	case W_line:
		return "240";
	case W_lineRule:
		return "auto";
	case W_ascii:
	case W_hAnsi:
	case W_eastAsia:
	case W_cs:
		return "Times New Roman";
	default:
		return NULL;
	}
}

static bool
is_theme_of(struct text local, struct text theme)
{
	struct text folded = text_slice(theme, 0, local.len);

	return text_equal(folded, local) && theme.len == local.len + 5;
}

/* Whether the style says the attribute itself, be it by the theme. */
static bool
says(const struct xml_node *own, struct text local)
{
	for (const struct xml_attribute *at = own->attributes; at; at = at->next) {
		if (text_equal(local_name(at->qname), local) || is_theme_of(local, local_name(at->qname)) ||
		    is_theme_of(local_name(at->qname), local))
			return true;
	}
	return false;
}

/* own gets the attributes of the other's default that it lacks, and resets of those that only the host's has. */
static void
merge_attributes(struct arena *a, struct xml_node *own, const struct xml_node *other, const struct xml_node *hosts)
{
	struct xml_node before = *own; /* what it said itself */

	for (const struct xml_attribute *at = other ? other->attributes : NULL; at; at = at->next) {
		if (!says(&before, local_name(at->qname)))
			xml_set(a, own, at->name, at->qname, at->value);
	}
	for (const struct xml_attribute *at = hosts ? hosts->attributes : NULL; at; at = at->next) {
		const char *without = attribute_without(at->name);

		if (without && !says(own, local_name(at->qname)))
			xml_set(a, own, at->name, text_join(a, qname_prefix(own->qname), local_name(at->qname)),
				text_from(without));
	}
}

/* The element that undoes the host's default of that name; NULL where nothing needs to be undone. */
static struct xml_node *
undoing(struct arena *a, const struct xml_node *hosts, struct text prefix)
{
	static const struct {
		enum xml_name name;
		const char *value;
	} values[] = {{W_sz, "20"},      {W_szCs, "20"}, {W_b, "0"},        {W_i, "0"},         {W_kern, "0"},
		      {W_color, "auto"}, {W_jc, "left"}, {W_keepNext, "0"}, {W_keepLines, "0"}, {W_widowControl, "0"},
		      {W_spacing, NULL}, {W_ind, NULL},  {W_rFonts, NULL}};

	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct xml_node *node;

		if (hosts->name != values[i].name)
			continue;
		node = xml_new(a, hosts->name, text_join(a, prefix, local_name(hosts->qname)));
		if (values[i].value)
			xml_set(a, node, W_val, text_join(a, prefix, TEXT("val")), text_from(values[i].value));
		return node;
	}
	return NULL;
}

static bool
merges_by_attribute(enum xml_name name)
{
	return name == W_spacing || name == W_ind || name == W_rFonts || name == W_lang;
}

static void
merge_one(struct arena *a, struct xml_node *properties, const struct xml_node *other, const struct xml_node *hosts)
{
	enum xml_name name = other ? other->name : hosts->name;
	struct xml_node *own = xml_child(properties, name);

	if (trees_same(a, other, hosts) || (own && !merges_by_attribute(name)))
		return;
	if (!own) {
		own = other ? xml_copy(a, other, true) : undoing(a, hosts, qname_prefix(properties->qname));
		if (!own)
			return;
		insert_property(properties, own);
	}
	if (merges_by_attribute(name))
		merge_attributes(a, own, other, hosts);
}

/* The element of style that holds its properties; made where the schema wants it: w:pPr before w:rPr, both before the
 * table's. */
static struct xml_node *
properties_of(struct arena *a, struct xml_node *style, enum xml_name of)
{
	struct xml_node *found = xml_child(style, of), *at = style->first;

	if (found)
		return found;
	found = xml_new(a, of, text_join(a, qname_prefix(style->qname), of == W_rPr ? TEXT("rPr") : TEXT("pPr")));
	while (at && (is_no_look(at->name) || (of == W_rPr && at->name == W_pPr)))
		at = at->next;
	if (at)
		xml_insert_before(at, found);
	else
		xml_append(style, found);
	return found;
}

static void
merge_defaults(struct guest *g, struct xml_node *style, enum xml_name of)
{
	struct arena *a = g->into->arena;
	const struct xml_node *other = defaults_of(g->from, of), *hosts = defaults_of(g->into, of);
	struct xml_node *properties;

	if (trees_same(a, other, hosts) && g->has_same_theme)
		return;
	properties = properties_of(a, style, of);
	for (const struct xml_node *n = other ? other->first : NULL; n; n = n->next) {
		if (n->name != XML_OTHER && n->name != XML_TEXT)
			merge_one(a, properties, n, g->has_same_theme ? xml_child(hosts, n->name) : NULL);
	}
	for (const struct xml_node *n = hosts ? hosts->first : NULL; n; n = n->next) {
		if (n->name != XML_OTHER && n->name != XML_TEXT && !xml_child(other, n->name))
			merge_one(a, properties, NULL, n);
	}
	if (!properties->first)
		xml_remove(properties);
}

/* ---- bringing a style over ---- */

/* The look is the host's: so is its list. */
static struct text
share_style(struct guest *g, const struct xml_node *own, const struct xml_node *other)
{
	struct text from = xml_value(xml_child(xml_child(xml_child(other, W_pPr), W_numPr), W_numId), W_val, TEXT_NONE);
	struct text to = xml_value(xml_child(xml_child(xml_child(own, W_pPr), W_numPr), W_numId), W_val, TEXT_NONE);

	if (from.len && to.len)
		text_map_add(g->into->arena, &g->map, "list", from)->text = to;
	return xml_value(own, W_styleId, TEXT_NONE);
}

static void
rename_copy(struct guest *g, struct xml_node *style)
{
	struct arena *a = g->into->arena;
	struct xml_node *n = xml_child(style, W_name);
	struct text name = style_name(style), fresh;

	for (int i = 2;; i++) {
		fresh = text_format(a, "%.*s (%d)", TEXT_ARG(name), i);
		if (!text_map_find(&g->into->names, "style name", fresh))
			break;
	}
	if (n)
		xml_change(a, n, W_val, "val", fresh);
	xml_change(a, style, W_customStyle, "customStyle", TEXT("1"));
	if (xml_child(style, W_aliases))
		xml_remove(xml_child(style, W_aliases));
}

static void
name_copy(struct guest *g, struct xml_node *style, struct text id, bool is_renamed)
{
	struct arena *a = g->into->arena;
	struct text type = xml_value(style, W_type, TEXT("paragraph"));

	xml_change(a, style, W_styleId, "styleId", id);
	xml_drop(style, W_default);
	if (is_renamed)
		rename_copy(g, style);
	text_map_add(a, &g->into->names, "style name", style_name(style));
	text_map_add(a, &g->into->names, "style",
		     text_format(a, "%.*s %.*s", TEXT_ARG(type), TEXT_ARG(style_name(style))))
		->pointer = style;
}

static void
rename_list(struct guest *g, struct xml_node *style)
{
	struct xml_node *numbering = xml_child(xml_child(style, W_pPr), W_numPr),
			*number = xml_child(numbering, W_numId);
	struct text id;

	if (!number)
		return;
	id = word_list(g, xml_value(number, W_val, TEXT_NONE));
	if (id.len)
		xml_change(g->into->arena, number, W_val, "val", id);
	else
		xml_remove(numbering);
}

/* A style with no look of its own in the host: "next" and "link" lead only to styles that are the same there. */
static struct text
reference_in_host(struct guest *g, const struct xml_node *style, enum xml_name name)
{
	struct text id = xml_value(xml_child(style, name), W_val, TEXT_NONE);
	const struct text_map_entry *e = text_map_find(&g->map, "style", id);
	const struct xml_node *other = id.len ? style_of_id(g->from, id) : NULL, *own;

	if (e)
		return e->text;
	own = other ? namesake(g, other) : NULL;
	return own && name == W_next ? xml_value(own, W_styleId, TEXT_NONE) : TEXT_NONE;
}

static struct text
copy_style(struct guest *g, const struct xml_node *other, struct text id, bool is_renamed)
{
	struct host *h = g->into;
	struct text part = word_part_made(g, "styles", "word/styles.xml"), of_other = word_part(g->from, "styles"),
		    fresh;
	struct xml_node *root = host_change(h, part), *style;
	const struct xml_node *based = xml_child(other, W_basedOn);

	if (!root)
		return TEXT_NONE;
	style = xml_copy(h->arena, other, true);
	fresh = text_map_fresh(h->arena, &h->names, "style id", id, NAME_MOST);
	text_map_add(h->arena, &g->map, "style", id)->text = fresh;
	if (text_map_find(&h->names, "style id", fresh))
		text_map_find(&h->names, "style id", fresh)->pointer = style;
	word_rename(g, style, W_basedOn, based ? word_style(g, xml_value(based, W_val, TEXT_NONE)) : TEXT_NONE);
	word_rename(g, style, W_next, reference_in_host(g, other, W_next));
	word_rename(g, style, W_link, TEXT_NONE);
	name_copy(g, style, fresh, is_renamed);
	rename_list(g, style);
	compare_themes(g);
	if (stands_on_defaults(style) && !defaults_same(g)) {
		merge_defaults(g, style, W_pPr);
		merge_defaults(g, style, W_rPr);
	}
	word_resolve_themes(g, style);
	put_prefixes(h->arena, host_prefixes(g, part, root, of_other, word_styles(g->from)), style);
	xml_append(root, style);
	return fresh;
}

struct text
word_style(struct guest *g, struct text id)
{
	const struct text_map_entry *e = text_map_find(&g->map, "style", id);
	const struct xml_node *other, *own;
	struct text made;

	if (e)
		return e->text;
	other = style_of_id(g->from, id);
	if (!other || g->depth > CHAIN_MOST)
		return TEXT_NONE;
	own = namesake(g, other);
	if (own && styles_same(g, own, other)) {
		made = share_style(g, own, other);
		text_map_add(g->into->arena, &g->map, "style", id)->text = made;
		return made;
	}
	g->depth++;
	made = copy_style(g, other, id, own || text_map_find(&g->into->names, "style name", style_name(other)));
	g->depth--;
	return made;
}

static const struct xml_node *
default_style(struct host *h, const char *type)
{
	for (const struct xml_node *n = xml_child(word_styles(h), W_style); n; n = xml_sibling(n, W_style)) {
		struct text is = xml_value(n, W_default, TEXT("0"));

		if (text_is(xml_value(n, W_type, TEXT("paragraph")), type) &&
		    (text_is(is, "1") || text_is(is, "true") || text_is(is, "on")))
			return n;
	}
	return NULL;
}

struct text
word_default_style(struct guest *g, enum xml_name of)
{
	struct host *h = g->into;
	struct text_map_entry *e =
		text_map_add(h->arena, &g->map, "default style", of == W_tbl ? TEXT("t") : TEXT("p"));
	const char *type = of == W_tbl ? "table" : "paragraph";
	const struct xml_node *other, *own;
	struct text id = TEXT_NONE;

	if (e->pointer)
		return e->text;
	other = default_style(g->from, type);
	own = default_style(h, type);
	if (other)
		id = word_style(g, xml_value(other, W_styleId, TEXT_NONE));
	if (own && text_equal(id, xml_value(own, W_styleId, TEXT_NONE)))
		id = TEXT_NONE;
	e = text_map_add(h->arena, &g->map, "default style", of == W_tbl ? TEXT("t") : TEXT("p"));
	e->pointer = g;
	return e->text = id;
}
