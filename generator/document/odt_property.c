/*
 * odt_property -- style:text-properties and style:paragraph-properties (ODF 1.3 part 3, 16.29, 17.6, 20).
 *
 * All of it is attributes of one element, laid over what the parent style said; what is absent stays.
 */
#include <string.h>

#include "base/utf8.h"
#include "document/measure.h"
#include "document/odt.h"

bool
odt_length(const struct xml_node *node, enum xml_name name, emu *length)
{
	return length_read(xml_value(node, name, TEXT_NONE), length);
}

/* ---- borders ---- */

/* The next word of t from *at on; empty at the end. */
static struct text
word_next(struct text t, size_t *at)
{
	size_t i = *at, start;

	while (i < t.len && t.at[i] == ' ')
		i++;
	start = i;
	while (i < t.len && t.at[i] != ' ')
		i++;
	*at = i;
	return text_slice(t, start, i);
}

static const struct border border_none = {.kind = BORDER_NONE, .color = COLOR_NONE};

static enum border_kind
border_kind(struct text word)
{
	static const char *const words[] = {
		"solid",  "double", "dotted", "dashed", "dash-dot",    "dash-dot-dot", "fine-dashed",
		"groove", "ridge",  "inset",  "outset", "double-thin", NULL,
	};
	static const enum border_kind kinds[] = {
		BORDER_SINGLE,      BORDER_DOUBLE, BORDER_DOTTED, BORDER_DASHED, BORDER_DASH_DOT, BORDER_DASH_DOT_DOT,
		BORDER_FINE_DASHED, BORDER_SUNKEN, BORDER_RAISED, BORDER_SINGLE, BORDER_SINGLE,   BORDER_DOUBLE,
	};
	int i = word_index(word, words);

	if (i >= 0)
		return kinds[i];
	return text_is(word, "none") || text_is(word, "hidden") ? BORDER_NONE : BORDER_SINGLE;
}

/* "thin" and its like have no length in the standard; these are LibreOffice's. */
static emu
border_width(struct text word)
{
	emu width = 0;

	if (text_is(word, "thin"))
		return EMU_PER_PT / 2;
	if (text_is(word, "medium"))
		return EMU_PER_PT * 3 / 2;
	if (text_is(word, "thick"))
		return EMU_PER_PT * 3;
	length_read(word, &width);
	return width;
}

/* "0.05cm 0.1cm 0.02cm": inner line, gap and outer line of a double border; their sum is what counts for its width. */
static void
lines_read(struct border *b, struct text widths)
{
	emu lines[3];
	size_t at = 0;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (!length_read(word_next(widths, &at), &lines[i]) || lines[i] <= 0)
			return;
	b->inner = lines[0];
	b->outer = lines[2];
	b->width = emu_from((int64_t)lines[0] + lines[1] + lines[2]);
}

/* "0.5pt solid #000000"; line_widths: style:border-line-width, may be empty. */
static struct border
border_read(struct text t, struct text line_widths)
{
	struct border b = border_none;
	bool has_kind = false;

	for (size_t at = 0; at < t.len;) {
		struct text word = word_next(t, &at);

		if (!word.len)
			break;
		if (word.at[0] == '#') {
			color_read(word, &b.color);
		} else if (border_width(word) > 0 || (word.at[0] >= '0' && word.at[0] <= '9')) {
			b.width = border_width(word);
		} else {
			b.kind = border_kind(word);
			has_kind = true;
		}
	}
	if (!has_kind || b.width <= 0)
		b.kind = BORDER_NONE;
	if (b.kind == BORDER_DOUBLE)
		lines_read(&b, line_widths);
	return b.kind == BORDER_NONE ? border_none : b;
}

void
odt_borders_read(const struct xml_node *properties, struct border borders[SIDES], emu padding[SIDES])
{
	static const enum xml_name border_names[SIDES] = {FO_border_top, FO_border_right, FO_border_bottom,
							  FO_border_left};
	static const enum xml_name width_names[SIDES] = {
		STYLE_border_line_width_top,
		STYLE_border_line_width_right,
		STYLE_border_line_width_bottom,
		STYLE_border_line_width_left,
	};
	static const enum xml_name padding_names[SIDES] = {
		FO_padding_top,
		FO_padding_right,
		FO_padding_bottom,
		FO_padding_left,
	};
	struct text all = xml_value(properties, FO_border, TEXT_NONE);
	struct text widths = xml_value(properties, STYLE_border_line_width, TEXT_NONE);

	for (int side = 0; side < SIDES; side++) {
		struct text own = xml_value(properties, border_names[side], all);

		if (own.len)
			borders[side] = border_read(own, xml_value(properties, width_names[side], widths));
		odt_length(properties, FO_padding, &padding[side]);
		odt_length(properties, padding_names[side], &padding[side]);
	}
}

/* Whether anything is said of borders or padding. */
static bool
has_borders(const struct xml_node *properties)
{
	static const enum xml_name names[] = {FO_border,         FO_border_top,  FO_border_right, FO_border_bottom,
					      FO_border_left,    FO_padding,     FO_padding_top,  FO_padding_right,
					      FO_padding_bottom, FO_padding_left};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (xml_attribute(properties, names[i]))
			return true;
	return false;
}

/* ---- text ---- */

static void
read_size(struct run_style *s, struct text value)
{
	int permille;
	emu size;

	if (permille_read(value, &permille))
		size = emu_from((int64_t)s->size * permille / 1000);
	else if (!length_read(value, &size))
		return;
	if (size > 0 && size < 10000 * EMU_PER_PT)
		s->size = size;
}

/* "super 58%", "33% 58%", "0% 100%". */
static void
read_position(struct run_style *s, struct text value)
{
	size_t at = 0;
	struct text raise = word_next(value, &at), size = word_next(value, &at);
	int permille = 0;

	if (text_is(raise, "super"))
		run_style_raise(s, SCRIPT_SUPER);
	else if (text_is(raise, "sub"))
		run_style_raise(s, SCRIPT_SUB);
	else if (permille_read(raise, &permille)) {
		run_style_raise(s, permille > 0 ? SCRIPT_SUPER : permille < 0 ? SCRIPT_SUB : SCRIPT_NORMAL);
		s->raise_percent = permille / 10;
		s->is_raise_automatic = false;
	}
	if (permille_read(size, &permille) && permille > 0 && permille <= 1000 && s->script != SCRIPT_NORMAL)
		s->script_percent = permille / 10;
}

/* The names of one line's attributes. */
struct line_names {
	enum xml_name style, type, width, mode, color;
};

static bool
line_is_thick(const struct xml_node *properties, const struct line_names *names)
{
	struct text width = xml_value(properties, names->width, TEXT_NONE);

	return text_is(width, "bold") || text_is(width, "thick");
}

/* A line under or over the letters.  Only a solid one and a wave may be double, and are not thick then. */
static void
read_line_kind(enum underline *kind, bool *is_thick, const struct xml_node *properties, const struct line_names *names)
{
	static const char *const words[] = {"solid",    "dotted",       "dash", "long-dash",
					    "dot-dash", "dot-dot-dash", "wave", NULL};
	static const enum underline kinds[] = {
		UNDERLINE_SINGLE,   UNDERLINE_DOTTED,       UNDERLINE_DASH, UNDERLINE_LONG_DASH,
		UNDERLINE_DOT_DASH, UNDERLINE_DOT_DOT_DASH, UNDERLINE_WAVE,
	};
	const struct xml_attribute *style = xml_attribute(properties, names->style);
	int i = style ? word_index(style->value, words) : -1;

	if (style) {
		*kind = i >= 0 ? kinds[i] : UNDERLINE_NONE;
		*is_thick = line_is_thick(properties, names);
	}
	if (xml_value_is(properties, names->type, "double") && (*kind == UNDERLINE_SINGLE || *kind == UNDERLINE_WAVE)) {
		*kind = *kind == UNDERLINE_SINGLE ? UNDERLINE_DOUBLE : UNDERLINE_DOUBLE_WAVE;
		*is_thick = false;
	}
}

/* "font-color" is that of the letters, as without the attribute. */
static void
read_line_color(color *c, const struct xml_node *properties, const struct line_names *names)
{
	struct text value = xml_value(properties, names->color, TEXT_NONE);

	if (text_is(value, "font-color"))
		*c = COLOR_NONE;
	else
		color_read(value, c);
}

static void
read_underline(struct run_style *s, const struct xml_node *properties)
{
	static const struct line_names under = {STYLE_text_underline_style, STYLE_text_underline_type,
						STYLE_text_underline_width, STYLE_text_underline_mode,
						STYLE_text_underline_color};
	static const struct line_names over = {STYLE_text_overline_style, STYLE_text_overline_type,
					       STYLE_text_overline_width, STYLE_text_overline_mode,
					       STYLE_text_overline_color};
	struct text mode = xml_value(properties, under.mode, xml_value(properties, over.mode, TEXT_NONE));

	mode = mode.len ? mode : xml_value(properties, STYLE_text_line_through_mode, TEXT_NONE);
	read_line_kind(&s->underline, &s->is_underline_thick, properties, &under);
	read_line_kind(&s->overline, &s->is_overline_thick, properties, &over);
	if (mode.len)
		s->words_only_underlined = text_is(mode, "skip-white-space");
	read_line_color(&s->underline_color, properties, &under);
	read_line_color(&s->overline_color, properties, &over);
}

/* A line through letters has no pattern in LibreOffice: single, double or bold it is. */
static void
read_strike(struct run_style *s, const struct xml_node *properties)
{
	struct text style = xml_value(properties, STYLE_text_line_through_style, TEXT_NONE);
	struct text type = xml_value(properties, STYLE_text_line_through_type, TEXT_NONE);

	if (style.len)
		s->is_struck = !text_is(style, "none");
	else if (type.len)
		s->is_struck = !text_is(type, "none");
	if (!style.len && !type.len)
		return;
	s->is_double_struck = s->is_struck && text_is(type, "double");
	s->is_strike_thick = s->is_struck && xml_value_is(properties, STYLE_text_line_through_width, "bold");
}

/* 'Liberation Serif', "PT Serif", Arial, sans-serif: the first name without its quotes. */
static struct text
first_family(struct text value)
{
	ptrdiff_t comma;

	value = text_trim(value);
	if (value.len && (value.at[0] == '\'' || value.at[0] == '"')) {
		ptrdiff_t quote = text_find(value, text_slice(value, 0, 1), 1);

		return text_slice(value, 1, quote == TEXT_NOWHERE ? value.len : (size_t)quote);
	}
	comma = text_find(value, TEXT(","), 0);
	return comma == TEXT_NOWHERE ? value : text_trim(text_slice(value, 0, (size_t)comma));
}

/* The font of that name, as the part declares it in which the properties stand; NULL. */
static const struct xml_node *
face_find(const struct odt *o, const struct xml_node *properties, struct text name)
{
	const struct xml_node *root = properties;

	if (!name.len)
		return NULL;
	while (root->parent)
		root = root->parent;
	return dictionary_find(root == o->styles_root ? &o->style_fonts : &o->content_fonts, name);
}

/* The family that a declared font has, or what stands beside its name; a font that is not declared is none.  is_fixed
 * may be NULL. */
static void
read_family(struct odt *o, const struct xml_node *properties, enum xml_name name_name, enum xml_name family_name,
	    struct text *kept, bool *is_fixed)
{
	struct text name = xml_value(properties, name_name, TEXT_NONE);
	struct text family = first_family(xml_value(properties, family_name, TEXT_NONE));
	const struct xml_node *face = face_find(o, properties, name);

	if (face)
		family = first_family(xml_value(face, SVG_font_family, name));
	if (family.len)
		*kept = family;
	if (family.len && is_fixed)
		*is_fixed = xml_value_is(face ? face : properties, STYLE_font_pitch, "fixed");
}

static void
read_language(struct odt *o, const struct xml_node *properties, enum xml_name language_name, enum xml_name country_name,
	      struct text *kept)
{
	struct text language = xml_value(properties, language_name, TEXT_NONE);
	struct text country = xml_value(properties, country_name, TEXT_NONE);

	if (!language.len)
		return;
	if (text_is(language, "none") || text_is(language, "zxx"))
		*kept = TEXT_NONE;
	else if (!country.len || text_is(country, "none"))
		*kept = language;
	else
		*kept = text_format(o->arena, "%.*s-%.*s", TEXT_ARG(language), TEXT_ARG(country));
}

static bool
is_bold(struct text weight)
{
	return text_is(weight, "bold") || integer_or(weight, 400) >= 600;
}

/* How the properties of letters of another writing are called. */
struct letters_names {
	enum xml_name font, family, size, weight, slant, language, country;
};

static void
read_writing(struct odt *o, struct letters *l, const struct xml_node *properties, const struct letters_names *names)
{
	const struct xml_attribute *weight = xml_attribute(properties, names->weight);
	const struct xml_attribute *slant = xml_attribute(properties, names->slant);
	struct text size = xml_value(properties, names->size, TEXT_NONE);
	int permille;
	emu length;

	read_family(o, properties, names->font, names->family, &l->family, NULL);
	read_language(o, properties, names->language, names->country, &l->language);
	if (permille_read(size, &permille))
		length = emu_from((int64_t)l->size * permille / 1000);
	else if (!length_read(size, &length))
		length = 0;
	if (length > 0 && length < 10000 * EMU_PER_PT)
		l->size = length;
	if (weight)
		l->is_bold = is_bold(weight->value);
	if (slant)
		l->is_italic = !text_is(slant->value, "normal");
}

static void
read_writings(struct odt *o, struct run_style *s, const struct xml_node *properties)
{
	static const struct letters_names asian = {
		STYLE_font_name_asian,  STYLE_font_family_asian, STYLE_font_size_asian, STYLE_font_weight_asian,
		STYLE_font_style_asian, STYLE_language_asian,    STYLE_country_asian,
	};
	static const struct letters_names complex = {
		STYLE_font_name_complex,  STYLE_font_family_complex, STYLE_font_size_complex, STYLE_font_weight_complex,
		STYLE_font_style_complex, STYLE_language_complex,    STYLE_country_complex,
	};

	read_writing(o, &s->asian, properties, &asian);
	read_writing(o, &s->complex, properties, &complex);
}

static void
read_color(struct run_style *s, const struct xml_node *properties)
{
	color_read(xml_value(properties, FO_color, TEXT_NONE), &s->color);
	if (xml_value_is(properties, STYLE_use_window_font_color, "true"))
		s->color = COLOR_NONE;
	color_read(xml_value(properties, FO_background_color, TEXT_NONE), &s->background);
}

static void
read_letters(struct run_style *s, const struct xml_attribute *a)
{
	int permille;

	switch (a->name) {
	case FO_font_size:
		read_size(s, a->value);
		break;
	case FO_font_weight:
		s->is_bold = is_bold(a->value);
		break;
	case FO_font_style:
		s->is_italic = !text_is(a->value, "normal");
		break;
	case FO_font_variant:
		s->is_small_caps = text_is(a->value, "small-caps");
		break;
	case FO_text_transform:
		s->is_caps = text_is(a->value, "uppercase");
		s->is_lower = text_is(a->value, "lowercase");
		s->is_title = text_is(a->value, "capitalize");
		break;
	case FO_letter_spacing:
		if (!length_read(a->value, &s->letter_spacing))
			s->letter_spacing = 0;
		break;
	case STYLE_text_position:
		read_position(s, a->value);
		break;
	case STYLE_text_scale:
		if (permille_read(a->value, &permille) && permille >= 10 && permille <= 6000)
			s->scale_percent = permille / 10;
		break;
	case STYLE_letter_kerning:
		s->has_kerning = text_is(a->value, "true");
		break;
	case STYLE_text_outline:
		s->is_outlined = text_is(a->value, "true");
		break;
	case FO_text_shadow:
		s->is_shadowed = !text_is(a->value, "none");
		break;
	case STYLE_font_relief:
		s->relief = text_is(a->value, "embossed")   ? RELIEF_EMBOSSED
			    : text_is(a->value, "engraved") ? RELIEF_ENGRAVED
							    : RELIEF_NONE;
		break;
	case TEXT_display:
		s->is_hidden = text_is(a->value, "none");
		break;
	default:
		break;
	}
}

/* The frame of letters, laid over the parent's side by side. */
static void
read_frame(struct odt *o, struct run_style *s, const struct xml_node *properties)
{
	struct letter_frame own = {.padding = {0}}, *frame;

	if (!has_borders(properties))
		return;
	if (s->frame)
		own = *s->frame;
	odt_borders_read(properties, own.borders, own.padding);
	frame = NEW(o->arena, struct letter_frame);
	*frame = own;
	s->frame = frame;
}

void
odt_text_apply(struct odt *o, struct run_style *s, const struct xml_node *properties)
{
	if (!properties)
		return;
	for (const struct xml_attribute *a = properties->attributes; a; a = a->next)
		read_letters(s, a);
	read_family(o, properties, STYLE_font_name, FO_font_family, &s->family, &s->is_fixed_pitch);
	read_writings(o, s, properties);
	read_underline(s, properties);
	read_strike(s, properties);
	read_color(s, properties);
	read_frame(o, s, properties);
	read_language(o, properties, FO_language, FO_country, &s->language);
}

/* ---- paragraphs ---- */

/* A margin: a length, or a part of the parent's. */
static bool
margin_read(const struct xml_node *properties, enum xml_name name, emu *margin)
{
	struct text value = xml_value(properties, name, TEXT_NONE);
	int permille;

	if (!permille_read(value, &permille))
		return length_read(value, margin);
	*margin = emu_from((int64_t)*margin * permille / 1000);
	return true;
}

static bool
says(const struct xml_node *properties, enum xml_name a, enum xml_name b, enum xml_name c)
{
	return xml_attribute(properties, a) || xml_attribute(properties, b) || xml_attribute(properties, c);
}

/* A margin where its group is said; one that is not said itself is 0 then. */
static void
margin_of_group(const struct xml_node *properties, enum xml_name name, emu *margin)
{
	emu parents = *margin;

	*margin = 0;
	if (!margin_read(properties, name, &parents)) {
		if (!margin_read(properties, FO_margin, &parents))
			return;
	}
	*margin = parents;
}

/*
 * LibreOffice keeps the two indents and the first line's in one property, and the spaces above and below with
 * style:contextual-spacing in another: a style that says one of them says the others as well, none.
 */
static void
read_margins(struct paragraph_style *s, const struct xml_node *properties)
{
	bool has_all = xml_attribute(properties, FO_margin);

	if (has_all || says(properties, FO_margin_left, FO_margin_right, FO_text_indent) ||
	    xml_value_is(properties, STYLE_auto_text_indent, "true")) {
		margin_of_group(properties, FO_margin_left, &s->indent_left);
		margin_of_group(properties, FO_margin_right, &s->indent_right);
		if (!margin_read(properties, FO_text_indent, &s->indent_first))
			s->indent_first = 0;
	}
	if (has_all || says(properties, FO_margin_top, FO_margin_bottom, STYLE_contextual_spacing) ||
	    xml_attribute(properties, LOEXT_contextual_spacing)) {
		margin_of_group(properties, FO_margin_top, &s->space_before);
		margin_of_group(properties, FO_margin_bottom, &s->space_after);
		s->contextual_spacing = xml_value_is(properties, STYLE_contextual_spacing, "true") ||
					xml_value_is(properties, LOEXT_contextual_spacing, "true");
	}
}

static void
read_line(struct paragraph_style *s, const struct xml_node *properties)
{
	struct text height = xml_value(properties, FO_line_height, TEXT_NONE);
	int permille;

	if (text_is(height, "normal")) {
		s->line_rule = LINE_PROPORTIONAL;
		s->line_percent = 100;
	} else if (permille_read(height, &permille) && permille > 0 && permille < 100000) {
		s->line_rule = LINE_PROPORTIONAL;
		s->line_percent = permille / 10;
	} else if (length_read(height, &s->line_height)) {
		s->line_rule = LINE_EXACT;
	}
	if (odt_length(properties, STYLE_line_height_at_least, &s->line_height))
		s->line_rule = LINE_AT_LEAST;
	else if (odt_length(properties, STYLE_line_spacing, &s->line_height))
		s->line_rule = LINE_LEADING;
}

static void
read_align(struct paragraph_style *s, const struct xml_node *properties)
{
	struct text value = xml_value(properties, FO_text_align, TEXT_NONE);
	bool rtl = s->is_right_to_left;

	if (!value.len && xml_attribute(properties, FO_text_align_last))
		value = TEXT("start"); /* the two are one property */
	if (text_is(value, "start"))
		s->align = rtl ? ALIGN_RIGHT : ALIGN_LEFT;
	else if (text_is(value, "end"))
		s->align = rtl ? ALIGN_LEFT : ALIGN_RIGHT;
	else if (text_is(value, "left"))
		s->align = ALIGN_LEFT;
	else if (text_is(value, "right"))
		s->align = ALIGN_RIGHT;
	else if (text_is(value, "center"))
		s->align = ALIGN_CENTER;
	else if (text_is(value, "justify"))
		s->align = ALIGN_JUSTIFY;
	if (s->align == ALIGN_JUSTIFY && xml_value_is(properties, FO_text_align_last, "justify"))
		s->align = ALIGN_JUSTIFY_ALL;
	else if (s->align == ALIGN_JUSTIFY && xml_value_is(properties, FO_text_align_last, "center"))
		s->align = ALIGN_JUSTIFY_CENTER;
}

static uint32_t
leader_read(const struct xml_node *tab)
{
	struct text style = xml_value(tab, STYLE_leader_style, TEXT_NONE);
	struct text sign = xml_value(tab, STYLE_leader_text, xml_value(tab, STYLE_leader_char, TEXT_NONE));
	size_t at = 0;

	if ((!style.len && !sign.len) || text_is(style, "none"))
		return 0;
	if (sign.len) {
		uint32_t c = utf8_next(sign, &at);

		return c == ' ' ? 0 : c;
	}
	if (text_is(style, "dotted"))
		return '.';
	return text_is(style, "dash") ? '-' : '_';
}

/* What a stop of the type "char" is for (style:char, 20.249); LibreOffice takes a comma where it is not said. */
static uint32_t
tab_sign(const struct xml_node *tab)
{
	struct text sign = xml_value(tab, STYLE_char, TEXT_NONE);
	size_t at = 0;

	return sign.len ? utf8_next(sign, &at) : ',';
}

/* style:tab-stops replaces the parent's tab stops, all of them. */
static void
read_tabs(struct odt *o, struct paragraph_style *s, const struct xml_node *tabs)
{
	static const char *const words[] = {"left", "center", "right", "char", NULL};
	static const enum tab_align aligns[] = {TAB_LEFT, TAB_CENTER, TAB_RIGHT, TAB_DECIMAL};

	if (!tabs)
		return;
	s->tabs = NULL;
	s->tab_count = 0;
	for (const struct xml_node *tab = xml_child(tabs, STYLE_tab_stop); tab;
	     tab = xml_sibling(tab, STYLE_tab_stop)) {
		int word = word_index(xml_value(tab, STYLE_type, TEXT_NONE), words);
		struct tab_stop stop = {0, word < 0 ? TAB_LEFT : aligns[word], leader_read(tab), 0};

		if (stop.align == TAB_DECIMAL)
			stop.sign = tab_sign(tab);

		if (odt_length(tab, STYLE_position, &stop.position))
			tabs_set(o->arena, s, stop);
	}
}

/* style:drop-cap (17.9); one of a single line is none. */
static void
read_drop_cap(struct odt_look *look, const struct xml_node *drop)
{
	struct text length = xml_value(drop, STYLE_length, TEXT_NONE);
	int lines = integer_or(xml_value(drop, STYLE_lines, TEXT_NONE), 1), letters = integer_or(length, 1);

	if (!drop)
		return;
	look->drop_lines = lines > 1 && lines < 127 ? (size_t)lines : 0;
	look->drop_length = text_is(length, "word") ? 0 : letters > 0 ? letters : 1;
	look->drop_distance = 0;
	odt_length(drop, STYLE_distance, &look->drop_distance);
	look->drop_style = xml_value(drop, STYLE_style_name, TEXT_NONE);
}

static void
read_flow(struct odt_look *look, const struct xml_attribute *a)
{
	struct paragraph_style *s = &look->style;

	switch (a->name) {
	case FO_keep_together:
		s->keep_lines = text_is(a->value, "always");
		break;
	case FO_keep_with_next:
		s->keep_with_next = text_is(a->value, "always");
		break;
	case FO_break_before:
		s->page_break_before = text_is(a->value, "page");
		s->column_break_before = text_is(a->value, "column");
		break;
	case FO_break_after:
		look->breaks_after = text_is(a->value, "page");
		break;
	case FO_widows:
		s->widows = integer_or(a->value, s->widows);
		break;
	case FO_orphans:
		s->orphans = integer_or(a->value, s->orphans);
		break;
	case FO_background_color:
		color_read(a->value, &s->background);
		break;
	case STYLE_join_border:
		s->ends_box = text_is(a->value, "false");
		break;
	case STYLE_writing_mode:
		s->is_right_to_left = text_starts(a->value, TEXT("rl"));
		break;
	case STYLE_snap_to_layout_grid:
		s->snaps_to_grid = text_is(a->value, "true");
		break;
	default:
		break;
	}
}

void
odt_paragraph_apply(struct odt *o, struct odt_look *look, const struct xml_node *properties)
{
	if (!properties)
		return;
	for (const struct xml_attribute *a = properties->attributes; a; a = a->next)
		read_flow(look, a);
	read_margins(&look->style, properties);
	read_line(&look->style, properties);
	read_align(&look->style, properties);
	read_tabs(o, &look->style, xml_child(properties, STYLE_tab_stops));
	read_drop_cap(look, xml_child(properties, STYLE_drop_cap));
	odt_borders_read(properties, look->style.borders, look->style.padding);
}

/* ---- numbers ---- */

/*
 * ODF has five formats; LibreOffice names its others by how they begin: "一, 二, 三, ...", "а, б, .., аа, аб, ...
 * (ru)". The longer beginnings stand first.
 */
static const struct {
	const char *beginning;
	enum number_format format;
} named_formats[] = {
	{"1st", NUMBER_ORDINAL},
	{"One", NUMBER_CARDINAL},
	{"First", NUMBER_ORDINAL_WORD},
	{"AAA", NUMBER_UPPER_LETTER},
	{"aaa", NUMBER_LOWER_LETTER},
	{"01", NUMBER_DECIMAL_ZERO},
	{"001", NUMBER_DECIMAL_ZERO_3},
	{"0001", NUMBER_DECIMAL_ZERO_4},
	{"00001", NUMBER_DECIMAL_ZERO_5},
	{"*, ", NUMBER_SYMBOLS},
	{"а", NUMBER_LOWER_RUSSIAN},
	{"А", NUMBER_UPPER_RUSSIAN},
	{"１, ", NUMBER_FULL_WIDTH},
	{"①, ", NUMBER_CIRCLED},
	{"一, ", NUMBER_CHINESE},
	{"壹, 贰", NUMBER_CHINESE_LEGAL},
	{"壹, 貳", NUMBER_CHINESE_LEGAL_OLD},
	{"壱, ", NUMBER_JAPANESE_LEGAL},
	{"甲, ", NUMBER_STEMS},
	{"子, ", NUMBER_BRANCHES},
	{"ア, ", NUMBER_KATAKANA_WIDE},
	{"ｱ, ", NUMBER_KATAKANA},
	{"イ, ", NUMBER_IROHA_WIDE},
	{"ｲ, ", NUMBER_IROHA},
	{"일, ", NUMBER_KOREAN},
	{"하나, ", NUMBER_KOREAN_NATIVE},
	{"가, ", NUMBER_KOREAN_SYLLABLES},
	{"ㄱ, ", NUMBER_KOREAN_CONSONANTS},
	{"א, י", NUMBER_HEBREW},
	{"א, ", NUMBER_HEBREW_LETTERS},
	{"ก, ", NUMBER_THAI_LETTERS},
};

enum number_format
odt_number_format(struct text format, bool is_synchronous)
{
	static const char *const words[] = {"1", "i", "I", "a", "A", NULL};
	static const enum number_format formats[] = {
		NUMBER_DECIMAL, NUMBER_LOWER_ROMAN, NUMBER_UPPER_ROMAN, NUMBER_LOWER_ALPHABET, NUMBER_UPPER_ALPHABET,
	};
	static const enum number_format synchronous[] = {
		NUMBER_DECIMAL, NUMBER_LOWER_ROMAN, NUMBER_UPPER_ROMAN, NUMBER_LOWER_LETTER, NUMBER_UPPER_LETTER,
	};
	int word = word_index(format, words);

	if (word >= 0)
		return is_synchronous ? synchronous[word] : formats[word];
	for (size_t i = 0; i < sizeof named_formats / sizeof *named_formats; i++)
		if (text_starts(format, text_from(named_formats[i].beginning)))
			return named_formats[i].format;
	return format.len ? NUMBER_DECIMAL : NUMBER_NONE;
}
