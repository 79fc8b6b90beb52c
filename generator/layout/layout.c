#include "layout/layout.h"

#include <stdint.h>

static size_t
font_chain(const struct run_style *style)
{
	return ((uintptr_t)style >> 4) % FONT_CHAINS;
}

/* LibreOffice draws the lower-case letters of small capitals as capitals of this size. */
enum { SMALL_CAPS_PERCENT = 80 };

static emu
percent_of(emu length, int percent)
{
	return emu_from((int64_t)length * percent / 100);
}

static emu
size_of(const struct run_style *style, bool is_small)
{
	emu size = style->size > 0 ? style->size : 12 * EMU_PER_PT;

	if (style->script != SCRIPT_NORMAL && style->script_percent > 0)
		size = percent_of(size, style->script_percent);
	if (is_small)
		size = percent_of(size, SMALL_CAPS_PERCENT);
	return size;
}

static emu
raise_of(const struct run_style *style)
{
	emu raise = style->raise;

	if (style->script != SCRIPT_NORMAL)
		raise = emu_from((int64_t)raise + percent_of(style->size, style->raise_percent));
	return raise;
}

/* The leading, when it counts in this document, stands above the letters of every line, the first of a page too. */
static void
font_measure(struct layout *l, struct font *f)
{
	struct line_metrics line = face_line(f->face, f->size);
	struct arena_mark mark = arena_mark(&l->scratch);
	struct glyphs space = shaper_shape(l->shaper, &l->scratch, f->face, TEXT(" "), false);
	int64_t width = face_length(f->face, (int)space.advance, f->size);

	f->ascent = line.ascent + (l->document->ignores_leading ? 0 : line.leading);
	f->descent = line.descent;
	f->space_glyph = space.count ? space.at[0].id : 0;
	if (f->style->scale_percent)
		width = width * f->style->scale_percent / 100;
	f->space = emu_from(width + f->style->letter_spacing);
	arena_rewind(&l->scratch, mark);
}

const struct font *
layout_font(struct layout *l, const struct run_style *style, bool is_small)
{
	struct font **chain = &l->fonts[font_chain(style)];
	struct font *f;

	for (f = *chain; f; f = f->next) {
		if (f->style == style && f->is_small == is_small)
			return f;
	}
	f = NEW(l->a, struct font);
	f->style = style;
	f->is_small = is_small;
	f->face = catalogue_face(l->catalogue, style->family, style->is_bold, style->is_italic);
	f->size = size_of(style, is_small);
	f->raise = raise_of(style);
	font_measure(l, f);
	f->next = *chain;
	*chain = f;
	return f;
}

static const char *const later_names[LATERS] = {
	[LATER_NOTES] = N_("the texts of footnotes and endnotes"),
	[LATER_FLOATING] = N_("pictures and text boxes beside the text"),
	[LATER_ROTATION] = N_("turned text in table cells"),
	[LATER_NESTING] = N_("tables nested deeper than 16 levels"),
};

void
layout_later(struct layout *l, enum later what)
{
	if (l->was_reported[what])
		return;
	l->was_reported[what] = true;
	REPORT(l->report, LAYOUT_LATER, place_file(l->document->file), text_from(_(later_names[what])));
}

static struct text
roman(struct arena *a, int number, bool is_upper)
{
	static const struct {
		int value;
		const char *lower, *upper;
	} digits[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"},  {400, "cd", "CD"}, {100, "c", "C"},
		      {90, "xc", "XC"}, {50, "l", "L"},    {40, "xl", "XL"}, {10, "x", "X"},    {9, "ix", "IX"},
		      {5, "v", "V"},    {4, "iv", "IV"},   {1, "i", "I"}};
	struct text t = TEXT_NONE;

	if (number < 1 || number > 3999)
		return text_format(a, "%d", number);
	for (size_t i = 0; i < sizeof digits / sizeof *digits; i++) {
		for (; number >= digits[i].value; number -= digits[i].value)
			t = text_join(a, t, text_from(is_upper ? digits[i].upper : digits[i].lower));
	}
	return t;
}

/* a … z, aa, bb … zz, aaa: the letter is doubled, not counted on. */
static struct text
letters(struct arena *a, int number, char first)
{
	int times = (number - 1) / 26 + 1;
	char *s;

	if (number < 1 || times > 40)
		return text_format(a, "%d", number);
	s = arena_alloc(a, (size_t)times + 1);
	for (int i = 0; i < times; i++)
		s[i] = (char)(first + (number - 1) % 26);
	return text_from(s);
}

struct text
page_number_text(struct arena *a, int number, enum number_format format)
{
	switch (format) {
	case NUMBER_LOWER_ROMAN:
	case NUMBER_UPPER_ROMAN:
		return roman(a, number, format == NUMBER_UPPER_ROMAN);
	case NUMBER_LOWER_LETTER:
	case NUMBER_UPPER_LETTER:
		return letters(a, number, format == NUMBER_UPPER_LETTER ? 'A' : 'a');
	case NUMBER_NONE:
		return TEXT_NONE;
	default:
		return text_format(a, "%d", number);
	}
}
