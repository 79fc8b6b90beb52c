/*
 * word_list -- which list of word/numbering.xml a paragraph of a DOCX belongs to.
 *
 *     w:abstractNum   the levels: format, text "%1.%2", where they start
 *     w:num           a list: an abstract one, with levels replaced or begun anew by w:lvlOverride
 *
 * A paragraph names a w:num and a level (w:numPr), or its style does, or one that this is based on (ECMA-376 part 1,
 * 17.9.18).  A new w:num of the same abstract list with a w:startOverride in each level begins anew (17.9.26).
 */
#include "template/repeat.h"

enum { LEVELS = 9, STYLES_DEEP = 20, LINKS_DEEP = 8 };

/* What a paragraph style says, with those it is based on. */
struct word_style {
	bool is_read;
	int num, level; /* -1: nothing */
	const struct xml_node *indent;
};

struct word_lists {
	const struct xml_node *numbering;     /* the root of the part; NULL: there are no lists */
	struct texts nums, abstracts, styles; /* by id; the nodes beside: */
	VECTOR(const struct xml_node *) num_nodes;
	VECTOR(const struct xml_node *) abstract_nodes;
	VECTOR(const struct xml_node *) style_nodes;
	struct word_style *read;
	struct text normal; /* the id of the default style */
};

static int
integer(struct text t, int otherwise)
{
	int n = 0;

	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] < '0' || t.at[i] > '9' || n > 100000000)
			return otherwise;
		n = n * 10 + (t.at[i] - '0');
	}
	return t.len ? n : otherwise;
}

static struct text
value_of(const struct xml_node *node, enum xml_name child)
{
	return xml_value(xml_child(node, child), W_val, TEXT_NONE);
}

/* ---- the parts ---- */

static const struct xml_node *
load(struct compiler *c, const struct relationship *all, const char *type)
{
	const struct relationship *to = relationship_of_type(all, text_from(type));

	return to && !to->is_external ? package_xml(c->arena, c->report, c->package, to->target, false) : NULL;
}

static void
read_lists(struct compiler *c, struct word_lists *w)
{
	for (const struct xml_node *node = w->numbering->first; node; node = node->next) {
		bool is_num = node->name == W_num;
		struct text id = xml_value(node, is_num ? W_numId : W_abstractNumId, TEXT_NONE);
		struct texts *texts = is_num ? &w->nums : &w->abstracts;

		if ((!is_num && node->name != W_abstractNum) || texts_find(texts, id) >= 0)
			continue;
		texts_add(c->arena, texts, id);
		if (is_num)
			*VECTOR_PUSH(c->arena, &w->num_nodes) = node;
		else
			*VECTOR_PUSH(c->arena, &w->abstract_nodes) = node;
	}
}

static void
read_styles(struct compiler *c, struct word_lists *w, const struct xml_node *root)
{
	const struct xml_node *node = xml_child(root, W_style);

	for (; node; node = xml_sibling(node, W_style)) {
		struct text id = xml_value(node, W_styleId, TEXT_NONE);

		if (texts_find(&w->styles, id) >= 0)
			continue;
		texts_add(c->arena, &w->styles, id);
		*VECTOR_PUSH(c->arena, &w->style_nodes) = node;
		if (xml_value_is(node, W_type, "paragraph") && xml_value_is(node, W_default, "1"))
			w->normal = id;
	}
	w->read = NEW_ARRAY(c->arena, struct word_style, w->style_nodes.count + 1);
}

static struct word_lists *
word_lists(struct compiler *c)
{
	struct relationship *all;

	if (c->word_lists)
		return c->word_lists;
	c->word_lists = NEW(c->arena, struct word_lists);
	all = relationships_read(c->arena, c->report, c->package, c->package->main_part);
	c->word_lists->numbering = load(c, all, "numbering");
	if (c->word_lists->numbering) {
		read_lists(c, c->word_lists);
		read_styles(c, c->word_lists, load(c, all, "styles"));
	}
	return c->word_lists;
}

/* ---- a list's levels ---- */

static const struct xml_node *
num_of(const struct word_lists *w, struct text id)
{
	ptrdiff_t index = texts_find(&w->nums, id);

	return index < 0 ? NULL : w->num_nodes.at[index];
}

static const struct xml_node *
style_of(const struct word_lists *w, struct text id)
{
	ptrdiff_t index = texts_find(&w->styles, id);

	return index < 0 ? NULL : w->style_nodes.at[index];
}

/* The abstract list that has the levels: it may be a mere reference to a numbering style that names another. */
static const struct xml_node *
abstract_of(const struct word_lists *w, const struct xml_node *num)
{
	const struct xml_node *abstract = NULL;

	for (int i = 0; num && i < LINKS_DEEP; i++) {
		ptrdiff_t index = texts_find(&w->abstracts, value_of(num, W_abstractNumId));
		const struct xml_node *style;

		abstract = index < 0 ? NULL : w->abstract_nodes.at[index];
		if (!xml_child(abstract, W_numStyleLink))
			break;
		style = style_of(w, value_of(abstract, W_numStyleLink));
		num = num_of(w, value_of(xml_child(xml_child(style, W_pPr), W_numPr), W_numId));
	}
	return abstract;
}

static const struct xml_node *
child_of_level(const struct xml_node *parent, enum xml_name name, int level)
{
	const struct xml_node *child = xml_child(parent, name);

	while (child && integer(xml_value(child, W_ilvl, TEXT_NONE), -1) != level)
		child = xml_sibling(child, name);
	return child;
}

static const struct xml_node *
level_of(const struct word_lists *w, const struct xml_node *num, int level)
{
	const struct xml_node *own = xml_child(child_of_level(num, W_lvlOverride, level), W_lvl);

	return own ? own : child_of_level(abstract_of(w, num), W_lvl, level);
}

bool
word_level_is_bullet(struct compiler *c, int num, int level)
{
	const struct word_lists *w = word_lists(c);
	const struct xml_node *l = level_of(w, num_of(w, text_format(c->arena, "%d", num)), level);
	struct text format = value_of(l, W_numFmt);

	return text_is(format, "bullet") || text_is(format, "none");
}

static int
start_of(const struct word_lists *w, const struct xml_node *num, int level)
{
	const struct xml_node *override = child_of_level(num, W_lvlOverride, level);
	int own = integer(value_of(override, W_startOverride), -1);

	return own >= 0 ? own : integer(value_of(level_of(w, num, level), W_start), 0);
}

struct text
word_restart(struct compiler *c, int num)
{
	const struct word_lists *w = word_lists(c);
	const struct xml_node *node = num_of(w, text_format(c->arena, "%d", num));
	struct text prefix = node ? qname_prefix(node->qname) : TEXT_NONE, out;
	struct buffer b = {0};

	if (!node)
		return TEXT_NONE;
	xml_write(&b, xml_child(node, W_abstractNumId));
	for (int i = 0; i < LEVELS; i++) {
		const struct xml_node *own = xml_child(child_of_level(node, W_lvlOverride, i), W_lvl);

		if (!level_of(w, node, i))
			continue;
		buffer_printf(&b, "<%.*slvlOverride %.*silvl=\"%d\"><%.*sstartOverride %.*sval=\"%d\"/>",
			      TEXT_ARG(prefix), TEXT_ARG(prefix), i, TEXT_ARG(prefix), TEXT_ARG(prefix),
			      start_of(w, node, i));
		if (own)
			xml_write(&b, own);
		buffer_printf(&b, "</%.*slvlOverride>", TEXT_ARG(prefix));
	}
	out = buffer_take(c->arena, &b);
	return out;
}

/* ---- a paragraph's list ---- */

/* The level of a list that is tied to a paragraph style (17.9.23). */
static int
level_of_style(const struct word_lists *w, struct text num, struct text id)
{
	for (int i = 0; i < LEVELS; i++) {
		if (text_equal(value_of(level_of(w, num_of(w, num), i), W_pStyle), id))
			return i;
	}
	return 0;
}

/* Of the styles that it is based on the nearest one that says something. */
static struct word_style
read_style(const struct word_lists *w, struct text id)
{
	struct word_style found = {true, -1, -1, NULL};
	const struct xml_node *style = style_of(w, id);

	for (int i = 0; style && found.num < 0 && i < STYLES_DEEP; i++) {
		const struct xml_node *properties = xml_child(style, W_pPr), *own = xml_child(properties, W_numPr);

		if (!found.indent)
			found.indent = xml_child(properties, W_ind);
		found.num = integer(value_of(own, W_numId), -1);
		if (found.level < 0)
			found.level = integer(value_of(own, W_ilvl), -1);
		if (found.num > 0 && found.level < 0)
			found.level = level_of_style(w, value_of(own, W_numId), xml_value(style, W_styleId, TEXT_NONE));
		style = style_of(w, value_of(style, W_basedOn));
	}
	return found;
}

static struct word_style
style_number(const struct word_lists *w, struct text id)
{
	ptrdiff_t index = texts_find(&w->styles, id.len ? id : w->normal);

	if (index < 0)
		return (struct word_style){true, -1, -1, NULL};
	if (!w->read[index].is_read)
		w->read[index] = read_style(w, w->styles.of.at[index]);
	return w->read[index];
}

bool
word_number_of(struct compiler *c, const struct xml_node *paragraph, struct word_number *out)
{
	const struct xml_node *properties = xml_child(paragraph, W_pPr), *own = xml_child(properties, W_numPr);
	const struct word_lists *w = word_lists(c);
	struct word_style style;

	if (!w->numbering)
		return false;
	style = style_number(w, value_of(properties, W_pStyle));
	*out = (struct word_number){style.num, style.level < 0 ? 0 : style.level, xml_child(own, W_numId),
				    style.indent};
	if (out->num_id) {
		out->num = integer(xml_value(out->num_id, W_val, TEXT_NONE), -1);
		out->level = 0;
	}
	out->level = integer(value_of(own, W_ilvl), out->level);
	return out->num > 0;
}
