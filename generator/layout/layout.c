#include "layout/layout.h"

#include <stdint.h>
#include <stdio.h>

static size_t
font_chain(const struct run_style *style)
{
	return ((uintptr_t)style >> 4) % FONT_CHAINS;
}

/* LibreOffice draws the lower-case letters of small capitals as capitals of this size; in old documents the second. */
enum { SMALL_CAPS_PERCENT = 80, SMALL_CAPS_PERCENT_ONCE = 66 };

static emu
percent_of(emu length, int percent)
{
	return emu_from((int64_t)length * percent / 100);
}

static emu
size_of(const struct run_style *style, int small_percent)
{
	emu size = style->size > 0 ? style->size : 12 * EMU_PER_PT;

	if (style->script != SCRIPT_NORMAL && style->script_percent > 0)
		size = percent_of(size, style->script_percent);
	return percent_of(size, small_percent);
}

/* How far the letters stand above the line's baseline; see document.h for what LibreOffice's percents are of. */
static emu
raise_of(const struct font *f)
{
	const struct run_style *style = f->style;
	struct line_metrics line = face_line(f->face, style->size > 0 ? style->size : 12 * EMU_PER_PT);
	int64_t whole = (int64_t)line.ascent + line.leading + line.descent;
	int64_t raise = style->size > 0 ? whole * style->raise / style->size : style->raise;

	if (style->script == SCRIPT_NORMAL)
		return emu_from(raise);
	if (!style->is_raise_automatic)
		return emu_from(raise + whole * style->raise_percent / 100);
	if (style->script == SCRIPT_SUPER)
		return emu_from(raise + ((int64_t)line.ascent + line.leading) * (100 - style->script_percent) / 100);
	return emu_from(raise - (int64_t)line.descent * (100 - style->script_percent) / 100);
}

/* The leading, when it counts in this document, stands above the letters of every line, the first of a page too. */
static void
font_measure(const struct layout *l, struct font *f)
{
	struct line_metrics line = face_line(f->face, f->size);

	f->ascent = line.ascent + (l->document->ignores_leading ? 0 : line.leading);
	f->descent = line.descent;
}

static const struct face *
face_of(struct layout *l, const struct run_style *s)
{
	if (s->signs)
		return catalogue_face_of_signs(l->catalogue, s->family, s->is_bold, s->is_italic, s->signs);
	if (s->is_fixed_pitch)
		return catalogue_fixed_face(l->catalogue, s->family, s->is_bold, s->is_italic);
	return catalogue_face(l->catalogue, s->family, s->is_bold, s->is_italic);
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
	f->face = face_of(l, style);
	f->size = size_of(style, !is_small                           ? 100
				 : l->document->has_smaller_capitals ? SMALL_CAPS_PERCENT_ONCE
								     : SMALL_CAPS_PERCENT);
	f->raise = raise_of(f);
	font_measure(l, f);
	f->next = *chain;
	*chain = f;
	return f;
}

const struct run_style *
layout_scaled_style(struct layout *l, const struct run_style *style, emu size)
{
	struct scaled_style **chain = &l->scaled[(font_chain(style) ^ (uint32_t)size / EMU_PER_TWIP) % FONT_CHAINS];
	struct scaled_style *s;

	for (s = *chain; s; s = s->next)
		if (s->from == style && s->style.size == size)
			return &s->style;
	s = NEW(l->a, struct scaled_style);
	s->from = style;
	s->style = *style;
	s->style.size = size;
	s->next = *chain;
	*chain = s;
	return &s->style;
}

static const char *const later_names[LATERS] = {
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

void
layout_lacks(struct layout *l, uint32_t c)
{
	char code[16];

	if (l->lacking_count == LACKING_MOST)
		return;
	for (size_t i = 0; i < l->lacking_count; i++)
		if (l->lacking[i] == c)
			return;
	l->lacking[l->lacking_count++] = c;
	snprintf(code, sizeof code, "%04X", (unsigned)c);
	REPORT(l->report, FONT_CHARACTER, place_file(l->document->file), text_from(code));
}

struct hyphenator *
layout_hyphenator(struct layout *l)
{
	if (!l->hyphenator)
		l->hyphenator = l->own_hyphenator = hyphenator_open();
	return l->hyphenator;
}
