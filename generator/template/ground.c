/*
 * ground -- counts tables, rows, cells, paragraphs, and gives the stories of a part their names.
 *
 * A story is a text of its own inside a part: a note (ECMA-376 part 1, 17.11; ODF 1.3 part 3, 6.3), a text box
 * (17.17.1, w:txbxContent; ODF 10.4.3, draw:text-box), a header of an ODT (16.10).
 */
#include "template/ground.h"

#include <string.h>

#include "base/utf8.h"

/* ---- stories ---- */

/* "text box 2", finished: a translation finds no msgid in it and leaves it as it is. */
static struct text
numbered(struct compiler *c, const char *name, int number)
{
	return text_format(c->arena, "%s %d", translate(name), number);
}

static struct text
joined(struct compiler *c, struct text outer, struct text inner)
{
	return text_format(c->arena, "%s, %.*s", translate(text_c(c->arena, outer)), TEXT_ARG(inner));
}

static struct text
quoted(struct compiler *c, const char *name, struct text what)
{
	return text_format(c->arena, _("%s \"%.*s\""), translate(name), TEXT_ARG(what));
}

/* A header of an ODT belongs to a page style; with several of them it says whose it is. */
static struct text
of_page_style(struct compiler *c, const struct xml_node *node, const char *name)
{
	const struct xml_node *style = node->parent, *first;
	struct text called = xml_value(style, STYLE_name, TEXT_NONE);

	if (!style || style->name != STYLE_master_page || text_is(called, "Standard"))
		return text_from(name);
	first = xml_child(style->parent, STYLE_master_page);
	if (!xml_sibling(first, STYLE_master_page))
		return text_from(name);
	called = xml_value(style, STYLE_display_name, called);
	return joined(c, text_from(name), quoted(c, N_("page style"), called));
}

static struct text
text_box(struct compiler *c, const struct ground *g)
{
	struct text box = numbered(c, N_("text box"), ++c->counts.boxes);

	return text_is(g->place.part, "body") ? box : joined(c, g->place.part, box);
}

/* The name of a story that begins inside another part, or an empty text: the same story goes on. */
static struct text
story_name(struct compiler *c, const struct ground *g, const struct xml_node *node)
{
	switch (node->name) {
	case W_footnote:
		return xml_attribute(node, W_type) ? TEXT("footnote separator")
						   : numbered(c, N_("footnote"), ++c->counts.footnotes);
	case W_endnote:
		return xml_attribute(node, W_type) ? TEXT("footnote separator")
						   : numbered(c, N_("endnote"), ++c->counts.endnotes);
	case TEXT_note:
		return xml_value_is(node, TEXT_note_class, "endnote")
			       ? numbered(c, N_("endnote"), ++c->counts.endnotes)
			       : numbered(c, N_("footnote"), ++c->counts.footnotes);
	case W_txbxContent:
	case DRAW_text_box:
		return text_box(c, g);
	case STYLE_header:
		return of_page_style(c, node, "header");
	case STYLE_header_first:
		return of_page_style(c, node, "header of the first page");
	case STYLE_header_left:
		return of_page_style(c, node, "header of even pages");
	case STYLE_footer:
		return of_page_style(c, node, "footer");
	case STYLE_footer_first:
		return of_page_style(c, node, "footer of the first page");
	case STYLE_footer_left:
		return of_page_style(c, node, "footer of even pages");
	default:
		return TEXT_NONE;
	}
}

/* ---- counting ---- */

struct ground
ground_of_part(const struct compiler *c)
{
	return (struct ground){.place = {.kind = AT_PARAGRAPH, .file = c->package->file, .part = c->part}};
}

static void
enter_table(struct compiler *c, struct ground *g, struct ground *inner)
{
	if (g->place.cell > 0)
		inner->place.around = place_table(c->arena, &g->place);
	inner->place.table = ++g->tables;
	inner->place.row = inner->place.cell = 0;
	inner->rows = inner->paragraphs = 0;
}

struct ground
ground_enter(struct compiler *c, struct ground *g, const struct xml_node *node)
{
	struct text story = story_name(c, g, node);
	struct ground inner = *g;

	if (story.len) {
		inner = ground_of_part(c);
		inner.place.file = g->place.file;
		inner.is_copy = g->is_copy;
		inner.is_included = g->is_included;
		inner.place.part = story;
	} else if (is_table(node->name)) {
		enter_table(c, g, &inner);
	} else if (is_row(node->name)) {
		inner.place.row = ++inner.rows;
		inner.cells = 0;
	} else if (is_cell(node->name)) {
		inner.place.cell = ++inner.cells;
		inner.paragraphs = inner.tables = 0;
	}
	inner.is_copy |= node->name == MC_Fallback;
	return inner;
}

void
ground_leave(struct ground *g, const struct ground *inner, const struct xml_node *node)
{
	if (!text_equal(inner->place.part, g->place.part) || is_table(node->name))
		return; /* counts for itself */
	if (!is_cell(node->name)) {
		g->paragraphs = inner->paragraphs;
		g->tables = inner->tables;
		g->rows = inner->rows;
	}
	if (!is_row(node->name))
		g->cells = inner->cells;
}

/* ---- properties ---- */

static const struct {
	const char *local, *name;
} properties[] = {
	{"title", N_("title")},          {"subject", N_("subject")},
	{"creator", N_("author")},       {"initial-creator", N_("author")},
	{"description", N_("comments")}, {"keyword", N_("keywords")},
	{"keywords", N_("keywords")},    {"category", N_("category")},
	{"contentStatus", N_("status")}, {"Company", N_("company")},
	{"Manager", N_("manager")},
};

/* As the editors call it; the author's own ones by the names that they gave. */
static struct text
property_name(struct compiler *c, const struct xml_node *node)
{
	struct text own = xml_value(node, META_name, xml_value(node->parent, NONE_name, TEXT_NONE)), local;

	if (own.len)
		return text_format(c->arena, "\"%.*s\"", TEXT_ARG(own));
	local = text_from_offset(node->qname, qname_prefix(node->qname).len);
	for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
		if (text_is(local, properties[i].local))
			return text_from(translate(properties[i].name));
	}
	return TEXT_NONE;
}

struct ground
ground_of_property(struct compiler *c, const struct ground *g, const struct xml_node *node)
{
	struct text name = property_name(c, node);
	struct ground inner = *g;

	if (name.len)
		inner.place.part = joined(c, g->place.part, name);
	return inner;
}

/* ---- links ---- */

enum { LINK_MOST = 40 }; /* characters of its text that are shown */

/* "word/_rels/header1.xml.rels" has the links of word/header1.xml (ECMA-376 part 2, 6.5.2). */
static struct text
linking_part(struct compiler *c, struct text relationships)
{
	ptrdiff_t folder = text_find(relationships, TEXT("_rels/"), 0);
	struct text name;

	if (folder == TEXT_NOWHERE || !text_ends(relationships, TEXT(".rels")))
		return TEXT_NONE;
	name = text_slice(relationships, (size_t)folder + strlen("_rels/"), relationships.len - strlen(".rels"));
	return text_join(c->arena, text_slice(relationships, 0, (size_t)folder), name);
}

/* The part whose links these are: read only when one has a marker. */
static struct xml_node *
linking_tree(struct compiler *c)
{
	struct text name = linking_part(c, c->path), bytes;
	struct part *part = package_part(c->package, name);

	if (!c->linking && part && package_bytes(c->arena, c->report, c->package, part, &bytes))
		c->linking = xml_parse(c->arena, c->report, bytes, c->package->file, name);
	return c->linking;
}

static struct text
link_text(struct compiler *c, struct text id)
{
	struct xml_node *root = linking_tree(c);
	struct text t;
	size_t end = 0;

	for (struct xml_node *at = root; at; at = xml_following(root, at, false)) {
		if (at->name != W_hyperlink || !text_equal(xml_value(at, R_id, TEXT_NONE), id))
			continue;
		t = xml_content(c->arena, at);
		for (int n = 0; end < t.len && n < LINK_MOST; n++)
			utf8_next(t, &end);
		return end < t.len ? text_join(c->arena, text_slice(t, 0, end), TEXT("…")) : t;
	}
	return TEXT_NONE;
}

struct ground
ground_of_link(struct compiler *c, const struct ground *g, const struct xml_node *node)
{
	struct text t = link_text(c, xml_value(node, NONE_Id, TEXT_NONE));
	struct ground inner = *g;

	if (t.len)
		inner.place.part = quoted(c, N_("target of the link"), t);
	return inner;
}
