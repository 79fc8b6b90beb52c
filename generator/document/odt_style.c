/*
 * odt_style -- named, automatic and default styles (ODF 1.3 part 3, 16).
 *
 *     styles.xml    office:styles            common styles, what people see in the list
 *                   office:automatic-styles  direct formatting inside headers and footers
 *     content.xml   office:automatic-styles  direct formatting inside the body
 *
 * An automatic style has a common one as its parent; a common one may have parents; beneath all of a
 * family lies its style:default-style.  Looks are summed once per style.
 *
 * As LibreOffice has it: fonts are declared for one part alone; a style that the file has not is one of LibreOffice's
 * own (odt_builtin.c), or none; an automatic one whose parent is none has Standard.
 */
#include "document/measure.h"
#include "document/odt.h"

enum { CHAIN_MOST = 100, SIZE_PERMILLE_MOST = 10000 };

enum { HYPHENATION_MOST = 255 /* letters or lines */ };

static int
family_index(struct text family)
{
	static const char *const words[] = {
		"paragraph", "text", "table", "table-column", "table-row", "table-cell", "section", "graphic", NULL,
	};

	return word_index(family, words);
}

/* ---- reading ---- */

static void
style_add(struct odt *o, struct odt_scope *scope, const struct xml_node *node, bool is_automatic)
{
	int family = family_index(xml_value(node, STYLE_family, TEXT_NONE));
	struct odt_style *style;
	void **slot;

	if (family < 0)
		return;
	style = NEW(o->arena, struct odt_style);
	style->family = (enum odt_family)family;
	style->name = xml_value(node, STYLE_name, TEXT_NONE);
	style->display_name = xml_value(node, STYLE_display_name, style->name);
	style->node = node;
	style->is_automatic = is_automatic;
	slot = dictionary_slot(o->arena, &scope->styles[family], style->name);
	if (!*slot)
		*slot = style;
}

static void
default_style_add(struct odt *o, const struct xml_node *node)
{
	int family = family_index(xml_value(node, STYLE_family, TEXT_NONE));

	if (family >= 0)
		o->default_styles[family] = node;
}

static void
scope_read(struct odt *o, struct odt_scope *scope, const struct xml_node *parent, bool is_automatic)
{
	for (struct xml_node *node = parent ? parent->first : NULL; node; node = node->next) {
		xml_trim(node, LOOK_CHILDREN_MOST);
		switch (node->name) {
		case STYLE_style:
			style_add(o, scope, node, is_automatic);
			break;
		case STYLE_default_style:
			default_style_add(o, node);
			break;
		case TEXT_list_style:
			odt_list_style_read(o, scope, node);
			break;
		case TEXT_outline_style:
			odt_outline_read(o, node);
			break;
		case STYLE_page_layout:
			*dictionary_slot(o->arena, &o->page_layouts, xml_value(node, STYLE_name, TEXT_NONE)) = node;
			break;
		default:
			break;
		}
	}
}

static void
fonts_read(struct odt *o, struct dictionary *fonts, const struct xml_node *root)
{
	const struct xml_node *face = xml_child(xml_child(root, OFFICE_font_face_decls), STYLE_font_face);

	for (; face; face = xml_sibling(face, STYLE_font_face))
		*dictionary_slot(o->arena, fonts, xml_value(face, STYLE_name, TEXT_NONE)) = (void *)face;
}

/* Common styles are known by their display names too, where no other is called so. */
static void
display_names_add(struct odt *o, const struct xml_node *parent)
{
	for (const struct xml_node *node = xml_child(parent, STYLE_style); node;
	     node = xml_sibling(node, STYLE_style)) {
		int family = family_index(xml_value(node, STYLE_family, TEXT_NONE));
		struct text shown = xml_value(node, STYLE_display_name, TEXT_NONE);
		void **slot;

		if (family < 0 || !shown.len)
			continue;
		slot = dictionary_slot(o->arena, &o->common.styles[family], shown);
		if (!*slot)
			*slot = dictionary_find(&o->common.styles[family], xml_value(node, STYLE_name, TEXT_NONE));
	}
}

static bool
is_cyclic(const struct odt_style *style)
{
	int steps = 0;

	for (const struct odt_style *parent = style->parent; parent; parent = parent->parent)
		if (parent == style || ++steps > CHAIN_MOST)
			return true;
	return false;
}

static void scope_link(struct odt *o, const struct odt_scope *scope, const struct xml_node *parent);

/* What the file lacks of LibreOffice's own styles joins the file's; they are read when the first name is missed. */
static void
builtin_join(struct odt *o)
{
	const struct xml_node *styles;

	if (o->has_builtin)
		return;
	o->has_builtin = true;
	styles = odt_builtin_styles(o->arena, o->report);
	scope_read(o, &o->common, styles, false);
	scope_link(o, &o->common, styles);
}

static const struct odt_style *
common_find(struct odt *o, enum odt_family family, struct text name)
{
	const struct odt_style *style = name.len ? dictionary_find(&o->common.styles[family], name) : NULL;

	if (style || !name.len || (family != FAMILY_PARAGRAPH && family != FAMILY_TEXT))
		return style;
	builtin_join(o);
	return dictionary_find(&o->common.styles[family], name);
}

/* Parents are common styles always.  A chain is cut where it is followed: its length is not known yet here. */
static void
scope_link(struct odt *o, const struct odt_scope *scope, const struct xml_node *parent)
{
	for (const struct xml_node *node = xml_child(parent, STYLE_style); node;
	     node = xml_sibling(node, STYLE_style)) {
		int family = family_index(xml_value(node, STYLE_family, TEXT_NONE));
		struct text base = xml_value(node, STYLE_parent_style_name, TEXT_NONE);
		struct odt_style *style;

		if (family < 0 || (!base.len && !(scope != &o->common && family == FAMILY_PARAGRAPH)))
			continue;
		style = dictionary_find(&scope->styles[family], xml_value(node, STYLE_name, TEXT_NONE));
		if (!style || style->node != node)
			continue;
		style->parent = common_find(o, (enum odt_family)family, base);
		if (!style->parent && style->is_automatic && family == FAMILY_PARAGRAPH)
			style->parent = common_find(o, FAMILY_PARAGRAPH, TEXT("Standard"));
		if (!style->parent || !is_cyclic(style))
			continue;
		style->parent = NULL;
		REPORT(o->report, DOCUMENT_STYLE_CYCLE, place_file(o->document->file), style->display_name);
	}
}

/* A whole number from `least` on; what is none of that says nothing. */
static void
read_count(const struct xml_node *properties, enum xml_name name, int least, int *n)
{
	int count = integer_or(xml_value(properties, name, TEXT_NONE), least - 1);

	if (count >= least)
		*n = count < HYPHENATION_MOST ? count : HYPHENATION_MOST;
}

static void
read_switch(const struct xml_node *properties, enum xml_name name, bool *is_on)
{
	const struct xml_attribute *a = xml_attribute(properties, name);

	if (a)
		*is_on = text_is(a->value, "true");
}

/* Whether a style says anything of hyphens. */
static bool
speaks_of_hyphens(const struct xml_node *paragraph, const struct xml_node *text)
{
	static const enum xml_name names[] = {
		FO_hyphenate,
		FO_hyphenation_remain_char_count,
		FO_hyphenation_push_char_count,
		LOEXT_hyphenation_word_char_count,
		LOEXT_hyphenation_no_caps,
		LOEXT_hyphenation_no_last_word,
		LOEXT_hyphenation_zone,
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (xml_attribute(text, names[i]))
			return true;
	}
	return xml_attribute(paragraph, FO_hyphenation_ladder_count) != NULL;
}

/*
 * Whether and how words are divided: all of it stands among the properties of letters, but for the ladder.  At least
 * two letters stay before a hyphen, whatever is said.  LibreOffice's zone is a bare number of twips.  It takes all this
 * for one property: a style that says one thing of it has the rest from the default style, not from its parent.
 */
static void
read_hyphenation(const struct paragraph_style *usual, struct paragraph_style *s, const struct xml_node *paragraph,
		 const struct xml_node *text)
{
	struct hyphenation *h = &s->hyphenation;
	int zone;

	if (!speaks_of_hyphens(paragraph, text))
		return;
	s->hyphenates = usual->hyphenates;
	*h = usual->hyphenation;
	read_switch(text, FO_hyphenate, &s->hyphenates);
	read_count(text, FO_hyphenation_remain_char_count, 1, &h->least_before);
	h->least_before = h->least_before < HYPHENATION_LEAST ? HYPHENATION_LEAST : h->least_before;
	read_count(text, FO_hyphenation_push_char_count, 1, &h->least_behind);
	read_count(text, LOEXT_hyphenation_word_char_count, 0, &h->least_letters);
	read_switch(text, LOEXT_hyphenation_no_caps, &h->spares_capitals);
	read_switch(text, LOEXT_hyphenation_no_last_word, &h->spares_last_word);
	zone = integer_or(xml_value(text, LOEXT_hyphenation_zone, TEXT_NONE), -1);
	if (zone >= 0 && zone <= INT16_MAX)
		h->zone = zone * EMU_PER_TWIP;
	if (xml_value_is(paragraph, FO_hyphenation_ladder_count, "no-limit"))
		h->lines_most = 0;
	else
		read_count(paragraph, FO_hyphenation_ladder_count, 0, &h->lines_most);
}

static void
base_look_read(struct odt *o)
{
	const struct xml_node *node = o->default_styles[FAMILY_PARAGRAPH];
	const struct xml_node *text = xml_child(node, STYLE_text_properties);
	const struct xml_node *paragraph = xml_child(node, STYLE_paragraph_properties);

	run_style_init(&o->base.run);
	o->base.run.size = 12 * EMU_PER_PT;
	o->base.run.asian.family = TEXT(DEFAULT_ASIAN_FAMILY);
	o->base.run.asian.size = 21 * EMU_PER_PT / 2;
	o->base.run.complex.family = TEXT(DEFAULT_COMPLEX_FAMILY);
	o->base.run.complex.size = 12 * EMU_PER_PT;
	o->base.run.color = 0; /* black, also on dark shading: only style:use-window-font-color makes it automatic */
	paragraph_style_init(&o->base.style);
	o->base.style.widows = o->base.style.orphans = 0;
	o->base.list_style = TEXT_NONE;
	odt_paragraph_apply(o, &o->base, paragraph);
	odt_text_apply(o, &o->base.run, text);
	read_hyphenation(&o->base.style, &o->base.style, paragraph, text);
	o->base.pooled = pool_run_style(&o->pool, &o->base.run);
	odt_length(paragraph, STYLE_tab_stop_distance, &o->document->default_tab);
	if (o->document->default_tab <= 0)
		o->document->default_tab = 2 * EMU_PER_CM; /* LibreOffice's; the standard has none */
}

void
odt_styles_read(struct odt *o, const struct xml_node *styles_root, const struct xml_node *content_root)
{
	const struct xml_node *common = xml_child(styles_root, OFFICE_styles);
	const struct xml_node *masters = xml_child(styles_root, OFFICE_automatic_styles);
	const struct xml_node *content = xml_child(content_root, OFFICE_automatic_styles);

	o->styles_root = styles_root;
	fonts_read(o, &o->style_fonts, styles_root);
	fonts_read(o, &o->content_fonts, content_root);
	scope_read(o, &o->common, common, false);
	display_names_add(o, common);
	scope_read(o, &o->masters, masters, true);
	scope_read(o, &o->content, content, true);
	scope_link(o, &o->common, common);
	scope_link(o, &o->masters, masters);
	scope_link(o, &o->content, content);
	base_look_read(o);
}

const struct odt_style *
odt_style_find(struct odt *o, const struct odt_scope *scope, enum odt_family family, struct text name)
{
	const struct odt_style *style = name.len ? dictionary_find(&scope->styles[family], name) : NULL;

	return style ? style : common_find(o, family, name);
}

/*
 * The style that the outline has for a heading's level; NULL when that one is of another level in the file, or of
 * none.
 */
static const struct odt_style *
heading_style(struct odt *o, const struct xml_node *heading)
{
	struct text level = xml_value(heading, TEXT_outline_level, TEXT("1"));
	const struct odt_style *style =
		common_find(o, FAMILY_PARAGRAPH, text_format(o->arena, "Heading %.*s", TEXT_ARG(level)));

	return style && text_equal(xml_value(style->node, STYLE_default_outline_level, TEXT_NONE), level) ? style
													  : NULL;
}

const struct odt_style *
odt_paragraph_style(const struct odt_story *s, const struct xml_node *node)
{
	struct text name = xml_value(node, TEXT_style_name, TEXT_NONE);
	const struct odt_style *style = odt_style_find(s->odt, s->scope, FAMILY_PARAGRAPH, name);

	if (!name.len && node->name == TEXT_h)
		style = heading_style(s->odt, node);
	if (style)
		return style;
	return common_find(s->odt, FAMILY_PARAGRAPH, s->plain_style.len ? s->plain_style : TEXT("Standard"));
}

/* ---- looks ---- */

static bool
says_indent(const struct xml_node *properties)
{
	return xml_attribute(properties, FO_margin) || xml_attribute(properties, FO_margin_left) ||
	       xml_attribute(properties, FO_margin_right) || xml_attribute(properties, FO_text_indent) ||
	       xml_value_is(properties, STYLE_auto_text_indent, "true");
}

/* style:auto-text-indent: the first line begins two sizes of type further in, whatever fo:text-indent says. */
static void
look_auto_indent(struct odt_look *look, const struct xml_node *properties)
{
	if (says_indent(properties))
		look->has_auto_indent = xml_value_is(properties, STYLE_auto_text_indent, "true");
	if (look->has_auto_indent)
		look->style.indent_first = 2 * look->run.size;
}

/*
 * The list that a style names, and which of list and style gives the indents: whichever is said nearer to the paragraph
 * (ODF 1.3 part 3, 19.880.3).  A style with an outline level is in the outline, which is a list too.  An automatic
 * style's indents are nearer than any list; the list it names counts for nothing but that a heading is out of the
 * outline.
 */
static void
look_list(const struct odt *o, struct odt_look *look, const struct odt_style *style, const struct xml_node *properties)
{
	const struct xml_attribute *list = xml_attribute(style->node, STYLE_list_style_name);
	const struct xml_attribute *level = xml_attribute(style->node, STYLE_default_outline_level);

	if (level) {
		look->heading_level = integer_or(level->value, 0);
		look->has_list = false;
		look->indent_beats_list &= look->heading_level <= 0;
	}
	if (list && style->is_automatic) {
		look->has_own_list = true;
	} else if (list && !(list->value.len && text_equal(list->value, o->outline_name))) {
		look->list_style = list->value;
		look->has_list = true;
		look->indent_beats_list = false;
	}
	if (!says_indent(properties))
		return;
	look->indent_beats_list = true;
	look->has_own_indent = style->is_automatic;
}

static void
look_pages(struct odt *o, struct odt_look *look, const struct odt_style *style, const struct xml_node *properties)
{
	const struct xml_attribute *master = xml_attribute(style->node, STYLE_master_page_name);
	struct text number = xml_value(properties, STYLE_page_number, TEXT_NONE);

	look->master = NULL;
	if (master && master->value.len) {
		struct text *name = NEW(o->arena, struct text);

		*name = master->value;
		look->master = name;
	}
	if (number.len)
		look->page_number = integer_or(number, 0);
}

/* A style's own properties over its parent's look. */
static void
look_apply(struct odt *o, struct odt_look *look, const struct odt_style *style)
{
	const struct xml_node *text = xml_child(style->node, STYLE_text_properties);
	const struct xml_node *paragraph = xml_child(style->node, STYLE_paragraph_properties);
	emu size = look->run.size;
	int permille;

	odt_paragraph_apply(o, look, paragraph);
	odt_text_apply(o, &look->run, text);
	if (style->is_automatic && permille_read(xml_value(text, FO_font_size, TEXT_NONE), &permille))
		look->run.size = size; /* LibreOffice does not read it */
	read_hyphenation(&o->base.style, &look->style, paragraph, text);
	look_auto_indent(look, paragraph);
	look_list(o, look, style, paragraph);
	look_pages(o, look, style, paragraph);
	if (!style->is_automatic)
		look->style.name = style->display_name;
	look->pooled = pool_run_style(&o->pool, &look->run);
}

const struct odt_look *
odt_look(struct odt *o, const struct odt_style *style)
{
	const struct odt_style *chain[CHAIN_MOST];
	const struct odt_look *below = &o->base;
	size_t count = 0;

	for (const struct odt_style *s = style; s && count < CHAIN_MOST; s = s->parent) {
		if (s->look) {
			below = s->look;
			break;
		}
		chain[count++] = s;
	}
	while (count-- > 0) {
		struct odt_look *look = NEW(o->arena, struct odt_look);

		*look = *below;
		look_apply(o, look, chain[count]);
		((struct odt_style *)chain[count])->look = look;
		below = look;
	}
	return below;
}

/*
 * What a size in percent is of, as LibreOffice takes it: in a common style of the style's parent or the document's
 * default, not of the text around; an automatic one says nothing.
 */
static void
text_size_settle(const struct odt *o, const struct odt_style *style, struct run_style *s, emu before, bool *is_own)
{
	const struct xml_node *properties = xml_child(style->node, STYLE_text_properties);
	int permille;

	if (!xml_attribute(properties, FO_font_size))
		return;
	if (!permille_read(xml_value(properties, FO_font_size, TEXT_NONE), &permille)) {
		*is_own = true;
		return;
	}
	if (style->is_automatic || permille <= 0 || permille > SIZE_PERMILLE_MOST) {
		s->size = before;
		return;
	}
	s->size = emu_from((int64_t)(*is_own ? before : o->base.run.size) * permille / 1000);
	*is_own = true;
}

void
odt_text_style_apply(struct odt *o, const struct odt_scope *scope, struct run_style *s, struct text name)
{
	const struct odt_style *style = odt_style_find(o, scope, FAMILY_TEXT, name);
	const struct odt_style *chain[CHAIN_MOST];
	size_t count = 0;
	bool is_own = false; /* the size is the chain's, not that of the text around */

	for (; style && count < CHAIN_MOST; style = style->parent)
		chain[count++] = style;
	while (count-- > 0) {
		emu before = s->size;

		odt_text_apply(o, s, xml_child(chain[count]->node, STYLE_text_properties));
		text_size_settle(o, chain[count], s, before, &is_own);
	}
}

const struct xml_node **
odt_properties_chain(struct odt *o, enum odt_family family, const struct odt_style *style, enum xml_name name,
		     size_t *count)
{
	const struct xml_node **chain;
	size_t n = 1;

	for (const struct odt_style *s = style; s && n < CHAIN_MOST; s = s->parent)
		n++;
	chain = NEW_ARRAY(o->arena, const struct xml_node *, n);
	*count = n;
	for (const struct odt_style *s = style; n > 1; s = s->parent)
		chain[--n] = xml_child(s->node, name);
	chain[0] = xml_child(o->default_styles[family], name);
	return chain;
}
