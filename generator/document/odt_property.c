/*
 * odt_property -- borders, style:paragraph-properties, formats of numbers (ODF 1.3 part 3, 17.6, 20).
 *
 * All of it is attributes of one element, laid over what the parent style said; what is absent stays.  What is said of
 * letters stands in odt_letters.c.
 */
#include "base/utf8.h"
#include "document/measure.h"
#include "document/odt.h"

bool
odt_length(const struct xml_node *node, enum xml_name name, emu *length)
{
	return length_read(xml_value(node, name, TEXT_NONE), length);
}

/* ---- borders ---- */

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

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		if (!length_read(text_next_word(&widths), &lines[i]) || lines[i] <= 0)
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
	struct text word;

	while ((word = text_next_word(&t)).len) {
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
