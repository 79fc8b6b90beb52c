/*
 * docx_property -- one w:rPr or w:pPr, laid over what was there (ECMA-376 part 1, 17.3.1 and 17.3.2).
 *
 * Every property that an element names replaces the one below; properties it does not name stay.  So a
 * style is its base with its own elements laid over it, and nothing ever asks "was it set?".  Indents alone
 * are different, for lists (docx_indent.c).
 *
 * The standard has "toggle properties" (17.7.3): a bold character style inside a bold paragraph style would
 * not be bold.  LibreOffice 7.4 draws it bold, and so does this program.
 */
#include <strings.h>

#include "document/docx.h"
#include "document/measure.h"

enum { SINGLE_LINE = 240 * EMU_PER_TWIP };

struct text
docx_val(const struct xml_node *parent, enum xml_name child)
{
	return xml_value(xml_child(parent, child), W_val, TEXT_NONE);
}

static bool
is_on(const struct xml_node *node)
{
	return switch_is_on(xml_value(node, W_val, TEXT_NONE));
}

bool
docx_switch(const struct xml_node *parent, enum xml_name child, bool otherwise)
{
	const struct xml_node *node = xml_child(parent, child);

	return node ? is_on(node) : otherwise;
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

/* ---- runs ---- */

/* The typeface that the theme has for a word like "minorHAnsi". */
static struct text
theme_font(const struct docx *d, struct text word)
{
	const struct docx_fonts *fonts = text_starts(word, TEXT("major")) ? &d->major_font : &d->minor_font;

	if (text_ends(word, TEXT("EastAsia")))
		return fonts->asian;
	return text_ends(word, TEXT("Bidi")) ? fonts->complex : fonts->latin;
}

/*
 * One of the faces that a w:rFonts names: by the theme, or else by itself.  A face for Western letters that the theme
 * lacks is one that nobody has: the theme's word goes before the name beside it all the same.
 */
static void
face_read(struct docx *d, const struct xml_node *node, enum xml_name theme, enum xml_name name, struct text *family)
{
	struct text word = xml_value(node, theme, TEXT_NONE);
	struct text font = word.len ? theme_font(d, word) : TEXT_NONE;

	if (!font.len && word.len && name == W_ascii)
		font = word;
	if (!font.len)
		font = xml_value(node, name, TEXT_NONE);
	if (font.len)
		*family = font;
}

/* w:hAnsi is not asked: LibreOffice has one face for all Western letters. */
static void
read_font(struct docx *d, struct run_style *s, const struct xml_node *node)
{
	face_read(d, node, W_asciiTheme, W_ascii, &s->family);
	face_read(d, node, W_eastAsiaTheme, W_eastAsia, &s->asian.family);
	face_read(d, node, W_cstheme, W_cs, &s->complex.family);
}

static void
read_underline(struct run_style *s, const struct xml_node *node)
{
	static const struct {
		const char *word;
		enum underline underline;
		bool is_thick;
	} words[] = {
		{"none", UNDERLINE_NONE, false},
		{"single", UNDERLINE_SINGLE, false},
		{"words", UNDERLINE_SINGLE, false},
		{"double", UNDERLINE_DOUBLE, false},
		{"thick", UNDERLINE_SINGLE, true},
		{"dotted", UNDERLINE_DOTTED, false},
		{"dottedHeavy", UNDERLINE_DOTTED, true},
		{"dash", UNDERLINE_DASH, false},
		{"dashedHeavy", UNDERLINE_DASH, true},
		{"dashLong", UNDERLINE_LONG_DASH, false},
		{"dashLongHeavy", UNDERLINE_LONG_DASH, true},
		{"dotDash", UNDERLINE_DOT_DASH, false},
		{"dashDotHeavy", UNDERLINE_DOT_DASH, true},
		{"dotDotDash", UNDERLINE_DOT_DOT_DASH, false},
		{"dashDotDotHeavy", UNDERLINE_DOT_DOT_DASH, true},
		{"wave", UNDERLINE_WAVE, false},
		{"wavyHeavy", UNDERLINE_WAVE, true},
		{"wavyDouble", UNDERLINE_DOUBLE_WAVE, false},
	};
	struct text val = xml_value(node, W_val, TEXT_NONE);

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_is(val, words[i].word)) {
			s->underline = words[i].underline;
			s->is_underline_thick = words[i].is_thick;
			s->words_only_underlined = text_is(val, "words");
		}
	color_read(xml_value(node, W_color, TEXT_NONE), &s->underline_color);
}

static void
read_highlight(struct run_style *s, struct text val)
{
	static const char *const names[] = {
		"black",   "blue",       "cyan",     "green",     "magenta",   "red",
		"yellow",  "white",      "darkBlue", "darkCyan",  "darkGreen", "darkMagenta",
		"darkRed", "darkYellow", "darkGray", "lightGray", "none",      NULL,
	};
	static const color colors[] = {
		0x000000, 0x0000FF, 0x00FFFF, 0x00FF00, 0xFF00FF, 0xFF0000, 0xFFFF00, 0xFFFFFF,   0x000080,
		0x008080, 0x008000, 0x800080, 0x800000, 0x808000, 0x808080, 0xC0C0C0, COLOR_NONE,
	};
	int i = word_index(val, names);

	if (i >= 0)
		s->highlight = colors[i];
}

static void
read_vertical(struct run_style *s, struct text val)
{
	if (text_is(val, "superscript"))
		run_style_raise(s, SCRIPT_SUPER);
	else if (text_is(val, "subscript"))
		run_style_raise(s, SCRIPT_SUB);
	else if (text_is(val, "baseline"))
		run_style_raise(s, SCRIPT_NORMAL);
}

/* A theme colour's name as an element of a:clrScheme. */
static const struct xml_node *
theme_color(const struct docx *d, struct text name)
{
	static const struct {
		const char *word;
		enum xml_name element;
	} words[] = {
		{"dark1", A_dk1},       {"text1", A_dk1},
		{"light1", A_lt1},      {"background1", A_lt1},
		{"dark2", A_dk2},       {"text2", A_dk2},
		{"light2", A_lt2},      {"background2", A_lt2},
		{"accent1", A_accent1}, {"accent2", A_accent2},
		{"accent3", A_accent3}, {"accent4", A_accent4},
		{"accent5", A_accent5}, {"accent6", A_accent6},
		{"hyperlink", A_hlink}, {"followedHyperlink", A_folHlink},
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (text_is(name, words[i].word))
			return xml_child(d->colors, words[i].element);
	return NULL;
}

/* Word writes the theme's colour out in w:val as well, tints reckoned in; the theme serves where it did not. */
static void
read_color(struct docx *d, struct run_style *s, const struct xml_node *node)
{
	struct text val = xml_value(node, W_val, TEXT_NONE);
	const struct xml_node *theme;

	if (val.len) {
		color_read(val, &s->color);
		return;
	}
	theme = theme_color(d, xml_value(node, W_themeColor, TEXT_NONE));
	if (!color_read(xml_value(xml_child(theme, A_srgbClr), NONE_val, TEXT_NONE), &s->color))
		color_read(xml_value(xml_child(theme, A_sysClr), NONE_lastClr, TEXT_NONE), &s->color);
}

static void
read_scale(struct run_style *s, struct text val)
{
	int percent = integer_or(val, 100);

	s->scale_percent = percent >= 1 && percent <= 600 ? percent : 100;
}

static void
read_size(emu *value, struct text val)
{
	emu size;

	if (halfpoints_read(val, &size) && size > 0)
		*value = size < 1638 * EMU_PER_PT ? size : 1638 * EMU_PER_PT;
}

static void
read_languages(struct run_style *s, const struct xml_node *node)
{
	s->language = xml_value(node, W_val, s->language);
	s->asian.language = xml_value(node, W_eastAsia, s->asian.language);
	s->complex.language = xml_value(node, W_bidi, s->complex.language);
}

/* All four sides of it are alike. */
static void
read_frame(struct docx *d, struct run_style *s, const struct xml_node *node)
{
	struct letter_frame *frame = NEW(d->arena, struct letter_frame);
	emu padding = 0;
	struct border border = docx_border(node, &padding);

	for (int side = 0; side < SIDES; side++) {
		frame->borders[side] = border;
		frame->padding[side] = padding;
	}
	s->frame = frame;
}

/* The look of letters: false when the property is none of these. */
static bool
apply_letters(struct docx *d, struct run_style *s, const struct xml_node *node, struct text val)
{
	switch (node->name) {
	case W_rFonts:
		read_font(d, s, node);
		return true;
	case W_sz:
		read_size(&s->size, val);
		s->asian.size = s->size;
		return true;
	case W_szCs:
		read_size(&s->complex.size, val);
		return true;
	case W_color:
		read_color(d, s, node);
		return true;
	case W_u:
		read_underline(s, node);
		return true;
	case W_vertAlign:
		read_vertical(s, val);
		return true;
	case W_highlight:
		read_highlight(s, val);
		return true;
	case W_shd:
		s->background = docx_shading(node);
		return true;
	case W_bdr:
		read_frame(d, s, node);
		return true;
	default:
		return false;
	}
}

/* Capitals are one property of three states; but small ones that are off leave a w:caps beside them alone. */
static void
apply_small_caps(struct run_style *s, const struct xml_node *node, bool is_on)
{
	s->is_small_caps = is_on;
	if (is_on || !xml_child(node->parent, W_caps))
		s->is_caps = false;
}

/* The last of w:strike and w:dstrike says how the text is struck out. */
static bool
apply_switch(struct run_style *s, const struct xml_node *node)
{
	switch (node->name) {
	case W_b:
		s->is_bold = s->asian.is_bold = is_on(node);
		return true;
	case W_i:
		s->is_italic = s->asian.is_italic = is_on(node);
		return true;
	case W_bCs:
		s->complex.is_bold = is_on(node);
		return true;
	case W_iCs:
		s->complex.is_italic = is_on(node);
		return true;
	case W_caps:
		s->is_caps = is_on(node);
		s->is_small_caps = false;
		return true;
	case W_smallCaps:
		apply_small_caps(s, node, is_on(node));
		return true;
	case W_strike:
		s->is_struck = is_on(node);
		s->is_double_struck = false;
		return true;
	case W_dstrike:
		s->is_double_struck = is_on(node);
		s->is_struck = false;
		return true;
	case W_outline:
		s->is_outlined = is_on(node);
		return true;
	case W_shadow:
		s->is_shadowed = is_on(node);
		return true;
	case W_emboss:
		s->relief = is_on(node) ? RELIEF_EMBOSSED : RELIEF_NONE;
		return true;
	case W_imprint:
		s->relief = is_on(node) ? RELIEF_ENGRAVED : RELIEF_NONE;
		return true;
	case W_vanish:
	case W_webHidden:
		s->is_hidden = is_on(node);
		return true;
	default:
		return false;
	}
}

static void
apply_measures(struct run_style *s, const struct xml_node *node, struct text val)
{
	switch (node->name) {
	case W_spacing:
		twips_read(val, &s->letter_spacing);
		break;
	case W_w:
		read_scale(s, val);
		break;
	case W_position:
		halfpoints_read(val, &s->raise);
		break;
	case W_kern:
		s->has_kerning = integer_or(val, 0) != 0;
		break;
	case W_lang:
		read_languages(s, node);
		break;
	default:
		break;
	}
}

void
docx_run_apply(struct docx *d, struct run_style *s, const struct xml_node *properties)
{
	for (const struct xml_node *node = properties ? properties->first : NULL; node; node = node->next) {
		struct text val = xml_value(node, W_val, TEXT_NONE);

		if (!apply_switch(s, node) && !apply_letters(d, s, node, val))
			apply_measures(s, node, val);
	}
}

/* In a style w:position is not a length: the text is raised or lowered as w:vertAlign does it. */
static void
style_position(struct run_style *s, struct text val)
{
	emu raise;

	if (halfpoints_read(val, &raise) && raise)
		run_style_raise(s, raise > 0 ? SCRIPT_SUPER : SCRIPT_SUB);
}

void
docx_style_run_apply(struct docx *d, struct run_style *s, const struct xml_node *properties, enum docx_style_type type)
{
	emu raise = s->raise;
	color highlight = s->highlight;

	docx_run_apply(d, s, properties);
	s->raise = raise;
	if (type != DOCX_STYLE_TYPES)
		style_position(s, docx_val(properties, W_position));
	if (type == DOCX_CHARACTER_STYLE)
		s->highlight = highlight;
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
		s->keep_with_next = is_on(node);
		return true;
	case W_keepLines:
		s->keep_lines = is_on(node);
		return true;
	case W_pageBreakBefore:
		s->page_break_before = is_on(node);
		return true;
	case W_widowControl:
		s->widows = s->orphans = is_on(node) ? 2 : 0;
		return true;
	case W_contextualSpacing:
		s->contextual_spacing = is_on(node);
		return true;
	case W_suppressAutoHyphens:
		s->hyphenates = !is_on(node);
		docx_hyphenation_init(s); /* what the settings said more is of the style Normal alone */
		return true;
	case W_snapToGrid:
		s->snaps_to_grid = is_on(node);
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

	s->is_right_to_left = is_on(node);
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
