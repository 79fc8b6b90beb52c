/*
 * line_height -- how high a line is, as LibreOffice Writer has it (measured in 7.4).
 *
 * A line is as high as its highest letters' face.  Three things have no say in it unless they are alone: the break at
 * its end; a paragraph mark; and, where the document ignores blanks, spaces and tabs that make up a whole
 * run, but in a paragraph's first line only.  A first line of nothing but such blanks is as high as the
 * paragraph's style says.  Then
 *
 *     proportional, over 100 %   the surplus stands above the line, but not above a paragraph's first or a
 *                                page's first one; as much as the last line's stands below the paragraph
 *     proportional, under 100 %  the line loses it on top; the first line is 4/5 above its baseline, but
 *                                stays whole in documents of before LibreOffice 4.0; less than half is a half
 *     at least                   what is missing comes on top
 *     exactly                    4/5 of the height stand above the baseline, 1/5 below
 *
 * Proportions are of the letters alone: a picture in the line does not widen the spacing.  They are whole twips, what
 * is over is cut off, for these small parts add up over a page.
 */
#include "layout/breaker.h"

#include "layout/drawing.h"

static void
line_raise_to(struct line *line, int64_t ascent, int64_t descent)
{
	if (ascent > line->ascent)
		line->ascent = emu_from(ascent);
	if (descent > line->descent)
		line->descent = emu_from(descent);
}

void
letters_room(const struct layout *l, const struct font *f, int64_t *above, int64_t *below)
{
	struct line_metrics whole;
	int64_t ascent;

	*above = (int64_t)f->ascent + f->raise;
	*below = (int64_t)f->descent - f->raise;
	if (f->style->script == SCRIPT_NORMAL && !f->is_small)
		return;
	whole = face_line(f->face, f->style->size);
	ascent = (int64_t)whole.ascent + (l->document->ignores_leading ? 0 : whole.leading);
	*above = f->style->is_raise_automatic || ascent > *above ? ascent : *above;
	*below = f->style->is_raise_automatic || whole.descent > *below ? whole.descent : *below;
}

static bool
is_blank(const struct item *it)
{
	return it->role == ROLE_GLUE || it->role == ROLE_TAB;
}

static bool
is_break(const struct item *it)
{
	return it->role == ROLE_LINE_BREAK || it->role == ROLE_PAGE_BREAK || it->role == ROLE_COLUMN_BREAK;
}

static bool
has_height(const struct breaker *b, const struct line *line, const struct item *it)
{
	if (is_blank(it))
		return b->lines.count || !b->l->document->ignores_blanks;
	if (is_break(it))
		return !line->ascent && !line->descent;
	return it->role != ROLE_BOOKMARK;
}

void
line_raise(const struct breaker *b, struct line *line, const struct item *it)
{
	int64_t ascent, descent;

	line->is_blank = line->is_blank || is_blank(it);
	if (!has_height(b, line, it))
		return;
	line->has_content = line->has_content || !it->is_label;
	if (it->role == ROLE_DRAWING) {
		descent = drawing_depth(b->l, it->run->drawing, it->font);
		line_raise_to(line, drawing_height(b->l, it->run->drawing) - descent, descent);
		return;
	}
	/* the run's own face decides, also where another lends it a letter */
	letters_room(b->l, it->font, &ascent, &descent);
	if (it->role != ROLE_TAB) {
		ascent += letter_frame_room(item_frame(it), SIDE_TOP);
		descent += letter_frame_room(item_frame(it), SIDE_BOTTOM);
	}
	line_raise_to(line, ascent, descent);
	if (ascent + descent > line->letters)
		line->letters = emu_from(ascent + descent);
}

/* So many percents of a length, in whole twips towards 0. */
static emu
twips_of(int64_t length, int percent)
{
	return emu_from(length / EMU_PER_TWIP * percent / 100 * EMU_PER_TWIP);
}

/* Four fifths of the height stand above the baseline. */
static void
line_fix(struct line *line, emu height)
{
	line->ascent = emu_from((int64_t)height / EMU_PER_TWIP * 4 / 5 * EMU_PER_TWIP);
	line->descent = height - line->ascent;
}

static void
line_proportion(const struct paragraph_style *style, struct line *line, bool is_first, bool keeps_first)
{
	int percent = style->line_percent < 50 ? 50 : style->line_percent;

	if (percent > 100)
		line->extra = twips_of(line->letters, percent - 100);
	else if (percent < 100 && !is_first)
		line->ascent = emu_from((int64_t)line->ascent + twips_of(line->letters, percent - 100));
	else if (percent < 100 && !keeps_first)
		line_fix(line, twips_of((int64_t)line->ascent + line->descent, percent));
}

static void
line_space(const struct paragraph_style *style, struct line *line, bool is_first, bool keeps_first)
{
	switch (style->line_rule) {
	case LINE_PROPORTIONAL:
		line_proportion(style, line, is_first, keeps_first);
		break;
	case LINE_AT_LEAST:
		if ((int64_t)line->ascent + line->descent < style->line_height)
			line->ascent = emu_from((int64_t)style->line_height - line->descent);
		break;
	case LINE_EXACT:
		line_fix(line, style->line_height);
		break;
	case LINE_LEADING:
		line->extra = style->line_height;
		break;
	}
}

/* The face of a line that has no letters but perhaps a label: of the paragraph mark, or of the paragraph's style where
 * blanks stand. */
static const struct font *
font_without_letters(const struct breaker *b, const struct line *line)
{
	const struct paragraph *p = b->paragraph;

	return layout_font(b->l, line->is_blank && p->base ? p->base : p->mark, false);
}

static bool
is_on_grid(const struct breaker *b)
{
	return b->l->line_grid && b->style->snaps_to_grid;
}

/*
 * On the grid of its page a line takes as many steps as hold it and stands in their middle.  Of line spacing only what
 * is over 100 % counts, and not for a paragraph's first line: it stands below.
 */
static void
line_snap(const struct breaker *b, struct line *line)
{
	emu grid = b->l->line_grid;
	int64_t height = (int64_t)line->ascent + line->descent, whole = (height + grid - 1) / grid * grid;

	if (whole < grid)
		whole = grid;
	line->ascent = emu_from(line->ascent + (whole - height) / 2);
	line->descent = emu_from(whole - line->ascent);
	if (b->lines.count && b->style->line_rule == LINE_PROPORTIONAL && b->style->line_percent > 100)
		line->descent = emu_from(line->descent + whole * (b->style->line_percent - 100) / 100);
}

void
line_height(const struct breaker *b, struct line *line)
{
	if (!line->has_content) {
		const struct font *font = font_without_letters(b, line);
		int64_t height = (int64_t)font->ascent + font->descent;

		line_raise_to(line, font->ascent, font->descent);
		if (height > line->letters)
			line->letters = emu_from(height);
	}
	if (is_on_grid(b))
		line_snap(b, line);
	else
		line_space(b->style, line, !b->lines.count, b->l->document->keeps_first_line);
}

emu
line_space_below(const struct breaker *b)
{
	const struct line *last = &b->lines.at[b->lines.count - 1];
	const struct paragraph *p = b->paragraph;
	const struct font *font;

	if (is_on_grid(b))
		return 0;
	if (b->style->line_rule == LINE_LEADING)
		return last->extra;
	if (b->style->line_rule != LINE_PROPORTIONAL || b->style->line_percent <= 100)
		return 0;
	if (last->letters && !b->l->document->has_former_spacing)
		return last->extra;
	font = layout_font(b->l, p->base ? p->base : p->mark, false);
	return twips_of((int64_t)font->ascent + font->descent, b->style->line_percent - 100);
}
