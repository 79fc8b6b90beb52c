/*
 * odt_section -- stretches of text with columns, margins or a background of their own (ODF 1.3 part 3, 5.4, 16.33,
 * 17.11, and the columns of pages and sections, 17.12 to 17.14).
 *
 * A text:section that only holds its text together is not seen on the page.  One that has columns, margins or a
 * background is a region of the model: what stands in it is a section of its own that goes on in the pages of the one
 * before.  Indexes (text:table-of-content …) are sections, and so are their titles.  Sections in one another
 * LibreOffice lays out one after the other, each in its own looks alone; but one inside columns stays in its column.
 *
 * Columns become equally high unless text:dont-balance-text-columns says no.  With fo:column-gap they are equal, and
 * the style:column say the same in other words; else each has its part of the width, and its indents lie inside.
 */
#include "document/measure.h"
#include "document/odt.h"

/* ---- columns ---- */

/* One style:column each, its box in parts of the whole ("4819*"); NULL when their number is wrong. */
static struct column *
own_columns(struct odt *o, const struct xml_node *columns, int count)
{
	struct column *all = NEW_ARRAY(o->arena, struct column, (size_t)count);
	const struct xml_node *node = xml_child(columns, STYLE_column);
	int i = 0;

	for (; node && i < count; node = xml_sibling(node, STYLE_column), i++) {
		all[i].width = integer_or(xml_value(node, STYLE_rel_width, TEXT_NONE), 0);
		odt_length(node, FO_start_indent, &all[i].left);
		odt_length(node, FO_end_indent, &all[i].right);
		if (all[i].width <= 0)
			return NULL;
	}
	return !node && i == count ? all : NULL;
}

/* style:column-sep; what it does not say is a black line as high as the columns. */
static void
line_read(struct column_set *set, const struct xml_node *node)
{
	static const char *const kinds[] = {"none", "solid", "dotted", "dashed", NULL};
	static const enum border_kind borders[] = {BORDER_NONE, BORDER_SINGLE, BORDER_DOTTED, BORDER_DASHED};
	static const char *const aligns[] = {"top", "middle", "bottom", NULL};
	int kind = word_index(xml_value(node, STYLE_style, TEXT_NONE), kinds), permille = 1000;
	int align = word_index(xml_value(node, STYLE_vertical_align, TEXT_NONE), aligns);

	set->line = (struct border){.color = COLOR_NONE};
	set->line_percent = 100;
	if (!node)
		return;
	set->line.kind = kind < 0 ? BORDER_SINGLE : borders[kind];
	set->line.width = EMU_PER_TWIP;
	odt_length(node, STYLE_width, &set->line.width);
	color_read(xml_value(node, STYLE_color, TEXT_NONE), &set->line.color);
	if (permille_read(xml_value(node, STYLE_height, TEXT_NONE), &permille) && permille >= 10 && permille <= 1000)
		set->line_percent = permille / 10;
	set->line_align = align > 0 ? (enum vertical_align)align : VERTICAL_TOP;
	if (set->line.width <= 0)
		set->line.kind = BORDER_NONE;
}

struct column_set
odt_columns_read(struct odt *o, const struct xml_node *node)
{
	struct column_set set = {.count = integer_or(xml_value(node, FO_column_count, TEXT_NONE), 1)};
	bool is_equal = odt_length(node, FO_column_gap, &set.gap);

	set.count = set.count < 1 ? 1 : set.count > PAGE_COLUMNS_MOST ? PAGE_COLUMNS_MOST : set.count;
	if (set.count > 1 && !is_equal)
		set.own = own_columns(o, node, set.count);
	line_read(&set, xml_child(node, STYLE_column_sep));
	return set;
}

/* ---- sections ---- */

static bool
is_left_out(const struct xml_node *node)
{
	return xml_value_is(node, TEXT_display, "none") ||
	       (xml_value_is(node, TEXT_display, "condition") && xml_value_is(node, TEXT_is_hidden, "true"));
}

/* What the section looks like within the one around it; NULL when that is nothing of its own. */
static struct region *
region_of(struct odt_story *s, const struct xml_node *node)
{
	const struct odt_style *style =
		odt_style_find(s->odt, s->scope, FAMILY_SECTION, xml_value(node, TEXT_style_name, TEXT_NONE));
	const struct xml_node *properties = style ? xml_child(style->node, STYLE_section_properties) : NULL;
	struct region *r;

	if (!properties)
		return NULL;
	r = NEW(s->odt->arena, struct region);
	r->columns = odt_columns_read(s->odt, xml_child(properties, STYLE_columns));
	r->fills_columns = xml_value_is(properties, TEXT_dont_balance_text_columns, "true");
	odt_length(properties, FO_margin_left, &r->margin_left);
	odt_length(properties, FO_margin_right, &r->margin_right);
	r->background = COLOR_NONE;
	color_read(xml_value(properties, FO_background_color, TEXT_NONE), &r->background);
	if (r->columns.count == 1 && !r->margin_left && !r->margin_right && r->background == COLOR_NONE)
		return NULL;
	return r;
}

/* The blocks of a section; the first of them, if there are any, begins it. */
static void
frame_read(struct odt_story *s, const struct xml_node *node)
{
	int before = s->blocks->frames_begun;

	s->blocks->frames_begun = before + 1;
	odt_blocks_read(s, node);
	if (s->blocks->frames_begun)
		s->blocks->frames_begun = before;
	else if (s->blocks->last)
		s->blocks->last->ends_frame = true;
}

void
odt_region_read(struct odt_story *s, const struct xml_node *node)
{
	const struct region *outer = s->region;
	bool is_in_columns = outer && outer->columns.count > 1;
	struct region *own;

	if (is_left_out(node))
		return;
	own = region_of(s, node);
	if (own && own->columns.count > 1 && !s->is_body)
		odt_left_out(s->odt, ODT_LEFT_COLUMNS, _("a section in columns; it stands in one"));
	if (own && own->columns.count > 1 && is_in_columns)
		odt_left_out(s->odt, ODT_LEFT_COLUMNS, _("columns inside of columns; their text stands in one"));
	if (s->is_body && !is_in_columns)
		s->region = own;
	s->odt->target = text_join(s->odt->arena, xml_value(node, TEXT_name, TEXT_NONE), TEXT("|region"));
	frame_read(s, node);
	s->region = outer;
}
