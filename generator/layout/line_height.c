/*
 * line_height -- how high a line is, as LibreOffice Writer has it (measured in 7.4).
 *
 * A line is as high as its highest letters' face.  Then
 *
 *     proportional, over 100 %   the surplus stands above the line, but not above a paragraph's first or a
 *                                page's first one; as much as the last line's stands below the paragraph
 *     proportional, under 100 %  the line loses it on top; the first line is 4/5 above its baseline, but
 *                                stays whole in documents of before LibreOffice 4.0
 *     at least                   what is missing comes on top
 *     exactly                    4/5 of the height stand above the baseline, 1/5 below
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

/* Word gives spaces and tabs no height, and Writer follows it in a DOCX. */
static bool
has_height(const struct breaker *b, const struct item *it)
{
	const struct document *d = b->l->document;

	if (it->role == ROLE_GLUE || it->role == ROLE_TAB)
		return d->kind != PACKAGE_DOCX && !d->ignores_blanks;
	return it->role != ROLE_BOOKMARK;
}

void
line_raise(const struct breaker *b, struct line *line, const struct item *it)
{
	if (!has_height(b, it))
		return;
	if (it->role == ROLE_DRAWING)
		line_raise_to(line, drawing_height(it->run->drawing) - drawing_depth(it->run->drawing, it->font),
			      drawing_depth(it->run->drawing, it->font));
	else /* the run's own face decides, also where another lends it a letter */
		line_raise_to(line, (int64_t)it->font->ascent + it->font->raise,
			      (int64_t)it->font->descent - it->font->raise);
}

static void
line_proportion(const struct paragraph_style *style, struct line *line, bool is_first, bool keeps_first)
{
	int64_t height = (int64_t)line->ascent + line->descent;
	int percent = style->line_percent;
	emu shrunk;

	if (percent > 100) {
		line->extra = emu_from(height * (percent - 100) / 100);
		return;
	}
	if (percent <= 0 || percent == 100)
		return;
	if (!is_first) {
		shrunk = emu_from(height * (percent < 50 ? 50 : percent) / 100);
		line->ascent = emu_from((int64_t)line->ascent - (height - shrunk));
		return;
	}
	if (keeps_first)
		return;
	shrunk = emu_from(height * percent / 100);
	line->ascent = shrunk / 5 * 4;
	line->descent = shrunk - line->ascent;
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
		line->ascent = style->line_height / 5 * 4;
		line->descent = style->line_height - line->ascent;
		break;
	case LINE_LEADING:
		line->extra = style->line_height;
		break;
	}
}

void
line_height(const struct breaker *b, struct line *line)
{
	const struct font *mark = layout_font(b->l, b->paragraph->mark, false);

	if (!line->ascent && !line->descent)
		line_raise_to(line, mark->ascent, mark->descent);
	line_space(b->style, line, !b->lines.count, b->l->document->keeps_first_line);
}
