/*
 * odt_letters -- style:text-properties, laid over what the parent style said (ODF 1.3 part 3, 16.29 and 20).
 */
#include "document/measure.h"
#include "document/odt.h"

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
	struct text raise = text_next_word(&value), size = text_next_word(&value);
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
