/*
 * docx_letters -- one w:rPr, laid over what was there (ECMA-376 part 1, 17.3.2).
 *
 * The standard has "toggle properties" (17.7.3): a bold character style inside a bold paragraph style would
 * not be bold.  LibreOffice 7.4 draws it bold, and so does this program.
 */
#include "document/docx.h"
#include "document/measure.h"

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
		s->is_bold = s->asian.is_bold = docx_is_on(node);
		return true;
	case W_i:
		s->is_italic = s->asian.is_italic = docx_is_on(node);
		return true;
	case W_bCs:
		s->complex.is_bold = docx_is_on(node);
		return true;
	case W_iCs:
		s->complex.is_italic = docx_is_on(node);
		return true;
	case W_caps:
		s->is_caps = docx_is_on(node);
		s->is_small_caps = false;
		return true;
	case W_smallCaps:
		apply_small_caps(s, node, docx_is_on(node));
		return true;
	case W_strike:
		s->is_struck = docx_is_on(node);
		s->is_double_struck = false;
		return true;
	case W_dstrike:
		s->is_double_struck = docx_is_on(node);
		s->is_struck = false;
		return true;
	case W_outline:
		s->is_outlined = docx_is_on(node);
		return true;
	case W_shadow:
		s->is_shadowed = docx_is_on(node);
		return true;
	case W_emboss:
		s->relief = docx_is_on(node) ? RELIEF_EMBOSSED : RELIEF_NONE;
		return true;
	case W_imprint:
		s->relief = docx_is_on(node) ? RELIEF_ENGRAVED : RELIEF_NONE;
		return true;
	case W_vanish:
	case W_webHidden:
		s->is_hidden = docx_is_on(node);
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
