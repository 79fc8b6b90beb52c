/*
 * docx_indent -- where paragraphs stand between styles, lists and their own w:ind (ECMA-376 part
 * 1, 17.3.1.12, 17.9.23).
 *
 * The standard lays a level's indents over those of the style that names the list, and w:ind beside the w:numPr over
 * both.  LibreOffice 7.4 keeps left, right and first line together as one property of a paragraph or of none, which
 * makes it (measured, tests/fidelity/list-indents-styles):
 *
 *     no list                      each from the nearest style that says it
 *     a list, nothing beside it    left and first of the level (0 where it says none), no right
 *     w:numPr and w:ind            what w:ind leaves open comes from the level beside w:left, w:right
 *                                  and w:hanging, but from the styles beside w:firstLine alone
 *     w:numPr, a style with right  the right of the style, the rest of the level
 *     a style with a list          its own w:ind or, where the list is of its base, that of the base is
 *                                  the paragraph's; what these leave open comes from the styles below,
 *                                  then from the level
 *     w:numId 0 in the paragraph   no left, no first line but those of the paragraph itself
 *     w:numId 0 in a style         the same, but that this very style may say them
 *
 * So all of it is gathered from the styles first and settled in the paragraph.
 */
#include "document/docx.h"

#include "document/measure.h"

/* An attribute in twips under either of two names (w:left and w:start). */
static bool
attribute_read(const struct xml_node *node, enum xml_name name, enum xml_name strict_name, struct docx_length *length)
{
	if (!twips_read(xml_value(node, name, TEXT_NONE), &length->value) &&
	    !twips_read(xml_value(node, strict_name, TEXT_NONE), &length->value))
		return false;
	length->is_said = true;
	return true;
}

/* w:ind; w:hanging goes before w:firstLine. */
static struct docx_indent
indent_read(const struct xml_node *node)
{
	struct docx_indent said = {0};

	attribute_read(node, W_left, W_start, &said.left);
	attribute_read(node, W_right, W_end, &said.right);
	if (attribute_read(node, W_hanging, W_hanging, &said.first))
		said.first.value = -said.first.value;
	else
		attribute_read(node, W_firstLine, W_firstLine, &said.first);
	return said;
}

/* What is not said yet is said from now on. */
static void
say(struct docx_length *length, emu value)
{
	if (!length->is_said)
		*length = (struct docx_length){value, true};
}

static void
say_if_said(struct docx_length *length, struct docx_length other)
{
	if (other.is_said)
		say(length, other.value);
}

/* A level's indents count beside others only where they are not 0. */
static void
say_level(struct docx_indent *indent, const struct docx_indent *level)
{
	if (level->first.value)
		say(&indent->first, level->first.value);
	if (level->left.value)
		say(&indent->left, level->left.value);
}

static struct docx_indent
laid_over(struct docx_indent below, const struct docx_indent *above)
{
	if (above->left.is_said)
		below.left = above->left;
	if (above->right.is_said)
		below.right = above->right;
	if (above->first.is_said)
		below.first = above->first;
	return below;
}

void
docx_indents_add(struct docx_indents *indents, const struct xml_node *properties)
{
	struct docx_indent said = indent_read(xml_child(properties, W_ind));

	indents->nearest = laid_over(indents->nearest, &said);
}

void
docx_indents_add_style(struct docx_indents *indents, const struct docx_style *style)
{
	static const struct docx_length nothing;
	const struct xml_node *properties = xml_child(style->node, W_pPr);
	const struct xml_node *num_id = xml_child(xml_child(properties, W_numPr), W_numId);
	struct docx_indent said = indent_read(xml_child(properties, W_ind));
	bool is_off = num_id && integer_or(xml_value(num_id, W_val, TEXT_NONE), 0) == 0;

	indents->base = indents->own;
	indents->own = said;
	indents->nearest = laid_over(indents->nearest, &said);
	if (said.left.is_said)
		indents->off.left = is_off ? said.left : nothing;
	if (said.first.is_said)
		indents->off.first = is_off ? said.first : nothing;
	indents->has_base = style->base != NULL;
	indents->has_own_list = num_id != NULL;
	indents->has_list |= num_id != NULL;
}

/* w:ind beside a w:numPr of the paragraph. */
static struct docx_indent
beside_list(const struct docx_indent *said, const struct docx_indent *level)
{
	struct docx_indent indent = {0};

	if (said->left.is_said && !(said->left.value && said->left.value == level->left.value)) {
		if (level->first.value && !said->first.is_said)
			say(&indent.first, level->first.value);
		indent.left = said->left;
	}
	if (said->right.is_said) {
		if (!said->first.is_said)
			say_level(&indent, level);
		else if (level->left.value)
			say(&indent.left, level->left.value);
		indent.right = said->right;
	}
	if (said->first.is_said && said->first.value < 0 && level->left.value)
		say(&indent.left, level->left.value);
	if (said->first.is_said && !(said->first.value > 0 && said->first.value == level->first.value))
		indent.first = said->first;
	return indent;
}

/* The list is of a style: its indents become the paragraph's. */
static void
add_styles_with_list(struct docx_indent *indent, const struct docx_indents *all, const struct docx_indent *level)
{
	const struct docx_indent *own = &all->own, *base = &all->base;
	bool is_of_base = !all->has_own_list;

	if (all->has_base)
		say_if_said(&indent->first, own->first.is_said || !is_of_base ? own->first : base->first);
	say_if_said(&indent->left, own->left.is_said || !is_of_base ? own->left : base->left);
	if (!base->right.value)
		return;
	say_level(indent, level);
	say(&indent->right, own->right.is_said ? own->right.value : base->right.value);
}

/* Left, right and first line are one property: where one of them is the paragraph's all are. */
static void
complete(struct docx_indent *indent, const struct docx_indents *all, const struct docx_indent *level)
{
	say_if_said(&indent->left, all->nearest.left);
	say_if_said(&indent->right, all->nearest.right);
	say_if_said(&indent->first, all->nearest.first);
	if (level)
		say_level(indent, level);
}

static bool
is_said(const struct docx_indent *indent)
{
	return indent->left.is_said || indent->right.is_said || indent->first.is_said;
}

/* Of a paragraph whose own w:numPr names a list, or that is in one by its style. */
static struct docx_indent
in_list(const struct docx_indents *all, const struct docx_indent *said, const struct docx_indent *level, bool is_own)
{
	struct docx_indent indent = is_own ? beside_list(said, level) : *said;

	if (!is_own)
		add_styles_with_list(&indent, all, level);
	else if (all->nearest.right.is_said) {
		say(&indent.right, all->nearest.right.value);
		say_level(&indent, level);
	}
	if (!is_said(&indent))
		return *level;
	complete(&indent, all, is_own ? NULL : level);
	return indent;
}

void
docx_indents_settle(const struct docx *d, struct docx_shape *shape, const struct xml_node *properties)
{
	const struct docx_indents *all = &shape->indents;
	const struct xml_node *num_id = xml_child(xml_child(properties, W_numPr), W_numId);
	const struct xml_node *level_node = docx_list_level(d, shape->num_id, shape->level);
	struct docx_indent said = indent_read(xml_child(properties, W_ind));
	struct docx_indent level = indent_read(xml_child(xml_child(level_node, W_pPr), W_ind)), indent;

	level.right = (struct docx_length){0};
	if (docx_has_list(d, shape->num_id) && (num_id || all->has_list)) {
		indent = in_list(all, &said, &level, num_id != NULL);
	} else {
		indent = said;
		if (num_id || (all->has_list && shape->num_id == 0)) {
			say(&indent.left, num_id ? 0 : all->off.left.value);
			say(&indent.first, num_id ? 0 : all->off.first.value);
		}
		complete(&indent, all, NULL);
	}
	shape->style.indent_left = indent.left.value;
	shape->style.indent_right = indent.right.value;
	shape->style.indent_first = indent.first.value;
}
