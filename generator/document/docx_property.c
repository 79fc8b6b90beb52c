/*
 * docx_property -- how elements say properties; one w:pPr, laid over what was there (ECMA-376 part 1, 17.3.1).
 *
 * Every property that an element names replaces the one below; properties it does not name stay.  So a
 * style is its base with its own elements laid over it, and nothing ever asks "was it set?".  Indents alone
 * are different, for lists (docx_indent.c).  What is said of letters stands in docx_letters.c.
 */
#include "document/docx.h"
#include "document/measure.h"

enum { SINGLE_LINE = 240 * EMU_PER_TWIP };

struct text
docx_val(const struct xml_node *parent, enum xml_name child)
{
	return xml_value(xml_child(parent, child), W_val, TEXT_NONE);
}

bool
docx_is_on(const struct xml_node *node)
{
	return switch_is_on(xml_value(node, W_val, TEXT_NONE));
}

bool
docx_switch(const struct xml_node *parent, enum xml_name child, bool otherwise)
{
	const struct xml_node *node = xml_child(parent, child);

	return node ? docx_is_on(node) : otherwise;
}

/* ---- borders ---- */

/*
 * A border in LibreOffice is as wide as its lines and the gap between them.  Of w:sz, in parts of 60, that is: the
 * outer and the inner line of a double one, and all of it; some have lines or gaps of a length of their own, in twips.
 */
struct border_word {
	const char *word;
	enum border_kind kind;
	int outer, inner, whole;                          /* of w:sz */
	int outer_twips, inner_twips, twips, least_twips; /* of whole: added to it; the least it is */
};

#define WIDE(n)       ((n)*60)
#define DOUBLE_THIRDS BORDER_DOUBLE, WIDE(1), WIDE(1), WIDE(3), 0, 0, 0, 0

static const struct border_word border_words[] = {
	{"thick", BORDER_SINGLE, 0, 0, WIDE(2), 0, 0, 0, 0},
	{"double", DOUBLE_THIRDS},
	{"triple", DOUBLE_THIRDS},
	{"dashDotStroked", DOUBLE_THIRDS},
	{"doubleWave", DOUBLE_THIRDS},
	{"dotted", BORDER_DOTTED, 0, 0, WIDE(1), 0, 0, 0, 0},
	{"dashed", BORDER_DASHED, 0, 0, WIDE(1), 0, 0, 0, 0},
	{"dashSmallGap", BORDER_FINE_DASHED, 0, 0, WIDE(1), 0, 0, 0, 20},
	{"dotDash", BORDER_DASH_DOT, 0, 0, WIDE(1), 0, 0, 0, 0},
	{"dotDotDash", BORDER_DASH_DOT_DOT, 0, 0, WIDE(1), 0, 0, 0, 0},
	{"thinThickSmallGap", BORDER_DOUBLE, WIDE(1), 0, WIDE(1), 0, 15, 30, 40},
	{"thickThinSmallGap", BORDER_DOUBLE, 0, WIDE(1), WIDE(1), 15, 0, 30, 40},
	{"thinThickThinSmallGap", BORDER_DOUBLE, 0, WIDE(1), WIDE(1), 15, 0, 30, 40},
	{"thinThickMediumGap", BORDER_DOUBLE, WIDE(1), WIDE(1) / 2, WIDE(2), 0, 0, 0, 0},
	{"thickThinMediumGap", BORDER_DOUBLE, WIDE(1) / 2, WIDE(1), WIDE(2), 0, 0, 0, 0},
	{"thinThickThinMediumGap", BORDER_DOUBLE, WIDE(1) / 2, WIDE(1), WIDE(2), 0, 0, 0, 0},
	{"thinThickLargeGap", BORDER_DOUBLE, 0, 0, WIDE(1), 30, 15, 45, 0},
	{"thickThinLargeGap", BORDER_DOUBLE, 0, 0, WIDE(1), 15, 30, 45, 0},
	{"thinThickThinLargeGap", BORDER_DOUBLE, 0, 0, WIDE(1), 15, 30, 45, 0},
	{"threeDEmboss", BORDER_RAISED, 0, 0, WIDE(2), 0, 0, 0, 0},
	{"threeDEngrave", BORDER_SUNKEN, 0, 0, WIDE(2), 0, 0, 0, 0},
	{"outset", BORDER_DOUBLE, 0, WIDE(1), WIDE(2), 15, -7, 1, 0},
	{"inset", BORDER_DOUBLE, WIDE(1), 0, WIDE(2), -7, 15, 1, 0},
};

static const struct border_word *
border_word(struct text val)
{
	static const struct border_word other = {"", BORDER_SINGLE, 0, 0, WIDE(1), 0, 0, 0, 0};
	static const struct border_word none = {"", BORDER_NONE, 0, 0, 0, 0, 0, 0, 0};

	for (size_t i = 0; i < sizeof border_words / sizeof *border_words; i++)
		if (text_is(val, border_words[i].word))
			return &border_words[i];
	return text_is(val, "nil") || text_is(val, "none") || !val.len ? &none : &other;
}

/* A part of w:sz, given in eighths of a point, and some twips. */
static emu
border_part(int eighths, int part, int twips)
{
	return emu_from((int64_t)eighths * EMU_PER_PT / 8 * part / WIDE(1) + (int64_t)twips * EMU_PER_TWIP);
}

struct border
docx_border(const struct xml_node *node, emu *padding)
{
	const struct border_word *word = border_word(xml_value(node, W_val, TEXT_NONE));
	int eighths = integer_or(xml_value(node, W_sz, TEXT_NONE), 4);
	struct border b = {.kind = word->kind, .color = COLOR_NONE};

	if (padding)
		*padding = emu_from((int64_t)integer_or(xml_value(node, W_space, TEXT_NONE), 0) * EMU_PER_PT);
	if (b.kind == BORDER_NONE)
		return b;
	eighths = eighths < 2 ? 2 : eighths > 96 ? 96 : eighths;
	b.outer = border_part(eighths, word->outer, word->outer_twips);
	b.inner = border_part(eighths, word->inner, word->inner_twips);
	b.width = border_part(eighths, word->whole, word->twips);
	if (b.width < word->least_twips * EMU_PER_TWIP)
		b.width = word->least_twips * EMU_PER_TWIP;
	color_read(xml_value(node, W_color, TEXT_NONE), &b.color);
	return b;
}

const struct xml_node *
docx_side(const struct xml_node *parent, enum side side)
{
	static const enum xml_name names[SIDES] = {W_top, W_right, W_bottom, W_left};
	const struct xml_node *node = xml_child(parent, names[side]);

	if (!node && side == SIDE_LEFT)
		return xml_child(parent, W_start);
	return !node && side == SIDE_RIGHT ? xml_child(parent, W_end) : node;
}

/* ---- paragraphs ---- */

/*
 * w:line counts 240ths of a line, or twips.  LibreOffice keeps whole percents of it, and reckons them in hundredths of
 * a millimetre, where a line is 423.  Without a w:lineRule beside it a height is exact, whatever the styles below say;
 * a w:lineRule without w:line is one of a single line.
 */
static void
apply_line(struct paragraph_style *s, const struct xml_node *node)
{
	enum { LINE_IN_MM100 = 423, MM100_PER_INCH = 2540, TWIPS_PER_INCH = 1440 };
	struct text rule = xml_value(node, W_lineRule, TEXT_NONE);
	emu line = SINGLE_LINE;
	int64_t percent;

	if (!twips_read(xml_value(node, W_line, TEXT_NONE), &line) && !rule.len)
		return;
	s->line_height = line < 0 ? -line : line;
	if (line < 0 || !rule.len || text_is(rule, "exact")) {
		s->line_rule = LINE_EXACT;
		return;
	}
	if (text_is(rule, "atLeast")) {
		s->line_rule = LINE_AT_LEAST;
		return;
	}
	percent = ((int64_t)line / EMU_PER_TWIP * MM100_PER_INCH + TWIPS_PER_INCH / 2) / TWIPS_PER_INCH;
	percent = percent * 100 / LINE_IN_MM100;
	s->line_rule = LINE_PROPORTIONAL;
	s->line_percent = percent < 1 || percent > 10000 ? 100 : (int)percent;
	s->line_height = 0;
}

emu
docx_html_space(const struct docx *d)
{
	return (d->adds_spacing ? 100 : 280) * EMU_PER_TWIP;
}

/* One of the two spaces that w:spacing says, before or after. */
struct docx_space {
	enum xml_name length, lines, automatic;
	emu *value;
	bool *is_automatic;
};

/*
 * Space in a style: HTML's (auto) goes before w:before also of styles based on this one, and is what those inherit
 * that switch it off.
 */
static void
apply_style_space(const struct docx *d, const struct xml_node *node, struct docx_space space)
{
	const struct xml_attribute *automatic = xml_attribute(node, space.automatic);

	twips_read(xml_value(node, space.length, TEXT_NONE), space.value);
	if (!automatic)
		return;
	*space.is_automatic = switch_is_on(automatic->value);
	if (*space.is_automatic)
		*space.value = docx_html_space(d);
}

/* Space of the paragraph itself: any w:before is stronger than a style's auto; to switch that off leaves none. */
static void
apply_own_space(const struct xml_node *node, struct docx_space space)
{
	const struct xml_attribute *automatic = xml_attribute(node, space.automatic);
	const struct xml_attribute *lines = xml_attribute(node, space.lines);
	bool was_automatic = *space.is_automatic;

	*space.is_automatic = automatic && switch_is_on(automatic->value);
	if (*space.is_automatic || twips_read(xml_value(node, space.length, TEXT_NONE), space.value))
		return;
	if (lines)
		*space.value = emu_from((int64_t)integer_or(lines->value, 0) * SINGLE_LINE / 100);
	else if (automatic && was_automatic)
		*space.value = 0;
	else
		*space.is_automatic = was_automatic;
}

static void
apply_spacing(const struct docx *d, struct docx_shape *shape, const struct xml_node *node, bool is_own)
{
	struct paragraph_style *s = &shape->style;
	const struct docx_space spaces[] = {
		{W_before, W_beforeLines, W_beforeAutospacing, &s->space_before, &shape->auto_before},
		{W_after, W_afterLines, W_afterAutospacing, &s->space_after, &shape->auto_after},
	};

	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		if (is_own)
			apply_own_space(node, spaces[i]);
		else
			apply_style_space(d, node, spaces[i]);
	apply_line(s, node);
}

static enum align
align_read(struct text val, bool is_right_to_left, enum align otherwise)
{
	if (text_is(val, "center"))
		return ALIGN_CENTER;
	if (text_is(val, "both"))
		return ALIGN_JUSTIFY;
	if (text_is(val, "distribute"))
		return ALIGN_JUSTIFY_ALL;
	if (text_is(val, "left") || text_is(val, "start"))
		return is_right_to_left ? ALIGN_RIGHT : ALIGN_LEFT;
	if (text_is(val, "right") || text_is(val, "end"))
		return is_right_to_left ? ALIGN_LEFT : ALIGN_RIGHT;
	if (text_ends(val, TEXT("Kashida")) || text_is(val, "thaiDistribute"))
		return ALIGN_JUSTIFY;
	return otherwise;
}

static uint32_t
leader_read(struct text val)
{
	if (text_is(val, "dot"))
		return '.';
	if (text_is(val, "middleDot"))
		return 0xB7;
	if (text_is(val, "hyphen"))
		return '-';
	return text_is(val, "underscore") || text_is(val, "heavy") ? '_' : 0;
}

static void
apply_tabs(struct docx *d, struct paragraph_style *s, const struct xml_node *tabs)
{
	static const char *const words[] = {"left", "center", "right", "decimal", "bar", "start", "end", "num", NULL};
	static const enum tab_align aligns[] = {
		TAB_LEFT, TAB_CENTER, TAB_RIGHT, TAB_DECIMAL, TAB_BAR, TAB_LEFT, TAB_RIGHT, TAB_LEFT,
	};

	for (const struct xml_node *tab = xml_child(tabs, W_tab); tab; tab = xml_sibling(tab, W_tab)) {
		struct text val = xml_value(tab, W_val, TEXT_NONE);
		int word = word_index(val, words);
		emu position;

		if (!twips_read(xml_value(tab, W_pos, TEXT_NONE), &position))
			continue;
		if (text_is(val, "clear"))
			tabs_clear(d->arena, s, position);
		else
			tabs_set(d->arena, s,
				 (struct tab_stop){position, word < 0 ? TAB_LEFT : aligns[word],
						   leader_read(xml_value(tab, W_leader, TEXT_NONE)), 0});
	}
}

static void
apply_borders(struct docx_shape *shape, const struct xml_node *node)
{
	struct paragraph_style *s = &shape->style;
	const struct xml_node *between = xml_child(node, W_between);

	for (int side = 0; side < SIDES; side++) {
		const struct xml_node *border = docx_side(node, (enum side)side);

		if (border)
			s->borders[side] = docx_border(border, &s->padding[side]);
	}
	if (between) {
		shape->between = docx_border(between, &shape->padding_between);
		shape->has_between = s->ends_box = true;
	}
}

/*
 * Puts the paragraph into a list: from the w:numPr at hand, with what it does not say from below.  The level's
 * tabs come now, for those beside the w:numPr are stronger.
 */
static void
apply_list(struct docx *d, struct docx_shape *shape, const struct xml_node *node, struct text style_id)
{
	const struct xml_node *num_id = xml_child(node, W_numId), *level = xml_child(node, W_ilvl), *properties;

	if (num_id)
		shape->num_id = integer_or(xml_value(num_id, W_val, TEXT_NONE), 0);
	if (level)
		shape->level = integer_or(xml_value(level, W_val, TEXT_NONE), 0);
	else if (style_id.len)
		shape->level = docx_list_level_of_style(d, shape->num_id, style_id, shape->level);
	else if (num_id)
		shape->level = 0;
	if (shape->num_id <= 0)
		return;
	properties = xml_child(docx_list_level(d, shape->num_id, shape->level), W_pPr);
	apply_tabs(d, &shape->style, xml_child(properties, W_tabs));
}

/* LibreOffice divides shorter words in ODT alone. */
enum { DIVIDED_LEAST = 5 /* letters */ };

void
docx_hyphenation_init(struct paragraph_style *s)
{
	s->hyphenation = HYPHENATION_USUAL;
	s->hyphenation.least_letters = DIVIDED_LEAST;
}

static bool
apply_flags(struct paragraph_style *s, const struct xml_node *node)
{
	switch (node->name) {
	case W_keepNext:
		s->keep_with_next = docx_is_on(node);
		return true;
	case W_keepLines:
		s->keep_lines = docx_is_on(node);
		return true;
	case W_pageBreakBefore:
		s->page_break_before = docx_is_on(node);
		return true;
	case W_widowControl:
		s->widows = s->orphans = docx_is_on(node) ? 2 : 0;
		return true;
	case W_contextualSpacing:
		s->contextual_spacing = docx_is_on(node);
		return true;
	case W_suppressAutoHyphens:
		s->hyphenates = !docx_is_on(node);
		docx_hyphenation_init(s); /* what the settings said more is of the style Normal alone */
		return true;
	case W_snapToGrid:
		s->snaps_to_grid = docx_is_on(node);
		return true;
	default:
		return false;
	}
}

static void
apply_form(struct docx *d, struct docx_shape *shape, const struct xml_node *node, bool is_own)
{
	struct paragraph_style *s = &shape->style;
	int level;

	switch (node->name) {
	case W_spacing:
		apply_spacing(d, shape, node, is_own);
		break;
	case W_jc:
		s->align = align_read(xml_value(node, W_val, TEXT_NONE), s->is_right_to_left, s->align);
		break;
	case W_tabs:
		apply_tabs(d, s, node);
		break;
	case W_pBdr:
		apply_borders(shape, node);
		break;
	case W_shd:
		s->background = docx_shading(node);
		break;
	case W_outlineLvl:
		level = integer_or(xml_value(node, W_val, TEXT_NONE), 9);
		s->outline_level = level >= 0 && level <= 8 ? level + 1 : 0;
		break;
	case W_framePr:
		shape->frame = node;
		break;
	default:
		break;
	}
}

/* A right-to-left paragraph begins at the right unless it says otherwise. */
static void
apply_direction(struct paragraph_style *s, const struct xml_node *node)
{
	bool was = s->is_right_to_left;

	s->is_right_to_left = docx_is_on(node);
	if (was != s->is_right_to_left && (s->align == ALIGN_LEFT || s->align == ALIGN_RIGHT))
		s->align = s->align == ALIGN_LEFT ? ALIGN_RIGHT : ALIGN_LEFT;
}

void
docx_paragraph_apply(struct docx *d, struct docx_shape *shape, const struct xml_node *properties, struct text style_id)
{
	const struct xml_node *list = xml_child(properties, W_numPr), *bidi = xml_child(properties, W_bidi);

	if (bidi)
		apply_direction(&shape->style, bidi);
	if (list)
		apply_list(d, shape, list, style_id);
	for (const struct xml_node *node = properties ? properties->first : NULL; node; node = node->next)
		if (!apply_flags(&shape->style, node))
			apply_form(d, shape, node, !style_id.len);
}
