/*
 * paint_line -- a line of text becomes items of a page: backgrounds of its pieces first, then the letters and the lines
 * with them.
 *
 * What LibreOffice does, measured in its PDFs:
 *   - Letters of automatic colour are white where the nearest shading below them (their own, else the paragraph's,
 *     the cell's, the page's) is darker than DARK_MOST; a marker's highlight does not count.
 *   - Pieces side by side that are underlined alike have one line: of the size that they have on average, by their
 *     widths, at the line's baseline also under raised ones.  Lowered ones, small capitals and those underlined
 *     word by word end it, and have lines of their own.
 *   - Embossed and engraved letters stand twice, three tenths of a point apart, black ones as white over black,
 * coloured ones over light gray.  A shadow lies lower and further right by a tenth of a point and a 24th of the
 * letters' height.  Lines with the letters do the same.
 */
#include "layout/paint.h"

#include "base/utf8.h"
#include "layout/drawing.h"
#include "layout/reference.h"
#include "layout/text_line.h"

enum {
	WHITE = 0xFFFFFF,
	LIGHT_GRAY = 0xC0C0C0,
	DARK_MOST = 62,       /* of luminance, 0 … 255 */
	SHADOW_GRAY_MOST = 7, /* of the letters' luminance */
	DOT = EMU_PER_PT / 10,
	RELIEF_SHIFT = 3 * DOT
};

/* A line while it is painted. */
struct painted_line {
	struct painting *painting;
	const struct line *line;
	int64_t x, baseline;
	/* the stretch of pieces underlined as one */
	size_t common_end;
	const struct face *common_face; /* NULL: each for itself */
	emu common_size;
};

/* How a piece is drawn this time: letters may be drawn twice. */
struct look {
	color letters, under, over;
	enum letter_fill fill;
	int64_t shift; /* to the right and down */
};

/* ---- colours ---- */

static unsigned
luminance(color c)
{
	return ((c & 0xFF) * 29 + (c >> 8 & 0xFF) * 151 + (c >> 16 & 0xFF) * 76) >> 8;
}

static color
letter_color(const struct painting *p, const struct run_style *style)
{
	color ground = style->background != COLOR_NONE ? style->background : p->ground;

	if (style->color != COLOR_NONE)
		return style->color;
	return ground != COLOR_NONE && luminance(ground) <= DARK_MOST ? WHITE : 0;
}

static struct look
look_of(const struct painting *p, const struct run_style *style)
{
	color letters = letter_color(p, style);

	return (struct look){.letters = letters,
			     .under = style->underline_color != COLOR_NONE ? style->underline_color : letters,
			     .over = style->overline_color != COLOR_NONE ? style->overline_color : letters,
			     .fill = style->is_outlined ? FILL_OUTLINED : FILL_PLAIN};
}

static struct look
look_in(color c, int64_t shift)
{
	return (struct look){.letters = c, .under = c, .over = c, .shift = shift};
}

/* ---- lines with letters ---- */

static void
strokes_paint(struct painting *p, const struct text_lines *lines, int64_t x, int64_t y, int64_t width, color c)
{
	for (int i = 0; i < lines->count; i++) {
		const struct text_line *line = &lines->at[i];
		struct page_item *it = paint_item(p, ITEM_LINE, x, y - line->y);

		it->width = emu_from(width);
		it->color = c;
		it->thickness = line->thickness;
		it->line_kind = BORDER_SINGLE;
		it->pattern = line->pattern;
		it->wave = line->wave;
	}
}

/* All lines of a stretch of a piece: of a word, or of the whole. */
static void
stretch_lines_paint(struct painted_line *l, const struct piece *piece, const struct look *look, int64_t x,
		    int64_t width)
{
	const struct run_style *style = piece->font->style;
	const struct face *face = piece->font->face;
	emu size = piece->font->size;
	int64_t y = l->baseline + look->shift, own_y = y - piece->font->raise;
	struct text_lines lines;

	if (width <= 0)
		return;
	x += look->shift;
	if (style->underline != UNDERLINE_NONE) {
		bool is_common = l->common_face != NULL;

		lines = text_line_under(is_common ? l->common_face : face, is_common ? l->common_size : size,
					style->underline, style->is_underline_thick);
		strokes_paint(l->painting, &lines, x, is_common ? y : own_y, width, look->under);
	}
	if (style->overline != UNDERLINE_NONE) {
		lines = text_line_over(face, size, style->overline, style->is_overline_thick);
		strokes_paint(l->painting, &lines, x, own_y, width, look->over);
	}
	if (style->is_struck || style->is_double_struck) {
		lines = text_line_through(face, size, style->is_double_struck, style->is_strike_thick);
		strokes_paint(l->painting, &lines, x, own_y, width, look->letters);
	}
}

static bool
is_space_glyph(const struct piece *piece, size_t i)
{
	int at = piece->glyphs[i].cluster;

	return at >= 0 && (size_t)at < piece->text.len && piece->text.at[at] == ' ';
}

static void
word_lines_paint(struct painted_line *l, const struct piece *piece, const struct look *look, int64_t x)
{
	for (size_t i = 0; i < piece->glyph_count;) {
		size_t from = i;
		int64_t end;

		while (i < piece->glyph_count && !is_space_glyph(piece, i))
			i++;
		end = i < piece->glyph_count ? piece->glyphs[i].x : piece->width;
		if (i > from)
			stretch_lines_paint(l, piece, look, x + piece->glyphs[from].x, end - piece->glyphs[from].x);
		while (i < piece->glyph_count && is_space_glyph(piece, i))
			i++;
	}
}

static bool
may_share_underline(const struct piece *piece)
{
	const struct run_style *style;

	if ((piece->role != ROLE_BOX && piece->role != ROLE_TAB) || !piece->font)
		return false;
	style = piece->font->style;
	return style->underline != UNDERLINE_NONE && style->script != SCRIPT_SUB && style->raise >= 0 &&
	       !style->words_only_underlined && !style->is_small_caps;
}

/* The stretch underlined as one that begins with piece i. */
static void
common_underline_find(struct painted_line *l, size_t i)
{
	const struct piece *first = &l->line->pieces[i];
	const struct run_style *style = first->font->style;
	int64_t width = 0, sum = 0;
	size_t begin = i;

	for (; i < l->line->piece_count; i++) {
		const struct piece *piece = &l->line->pieces[i];

		if (piece->role == ROLE_BOOKMARK)
			continue;
		if (!may_share_underline(piece) || piece->font->style->underline != style->underline ||
		    piece->font->style->is_underline_thick != style->is_underline_thick)
			break;
		if (piece->font->style->script == SCRIPT_NORMAL && !piece->font->style->raise && piece->width > 0) {
			width += piece->width;
			sum += (int64_t)piece->width * (piece->font->size / EMU_PER_TWIP);
		}
	}
	l->common_end = i;
	l->common_face = i > begin + 1 && width ? first->font->face : NULL;
	l->common_size = width ? emu_from(sum / width * EMU_PER_TWIP) : 0;
}

/* ---- pieces ---- */

/* From a note's mark to its text, and from the number before the text back to the mark; NULL: the piece is neither. */
static const void *
note_end(const struct painting *p, const struct piece *piece)
{
	if (piece->run)
		return piece->run->note;
	return p->note && piece->role == ROLE_BOX ? &p->note->mark : NULL;
}

enum { LINK_TEXT_MOST = 1000, LINK_RUNS_MOST = 1000 }; /* bytes, runs: each line of the link tells it anew */

/* The text of a run of a link. */
static struct text
link_part(const struct layout *l, const struct run *run)
{
	switch (run->kind) {
	case RUN_TEXT:
		return run->text;
	case RUN_TAB:
		return TEXT("\t");
	case RUN_LINE_BREAK:
		return TEXT(" ");
	case RUN_REFERENCE:
		return reference_text(l, run->reference);
	default:
		return TEXT_NONE;
	}
}

/*
 * The whole text of the link that a run is in, on whatever lines and pages: as LibreOffice says it with each of the
 * rectangles.  It is made once, when its first run is met.
 */
static struct text
link_text(struct painting *p, const struct run *run)
{
	const struct paragraph *paragraph = p->paragraph;
	const struct run *first = run, *end, *link_end;
	struct buffer b = {0};

	if (!paragraph || run < paragraph->runs || run >= paragraph->runs + paragraph->run_count)
		return utf8_prefix(link_part(p->l, run), LINK_TEXT_MOST);
	if (run >= p->link.first && run < p->link.end)
		return p->link.text;
	end = paragraph->runs + paragraph->run_count;
	while (first > paragraph->runs && run - first < LINK_RUNS_MOST && text_equal(first[-1].link, run->link))
		first--;
	for (link_end = first; link_end < end && text_equal(link_end->link, run->link); link_end++) {
		if (b.len >= LINK_TEXT_MOST && link_end > run)
			break;
		if (b.len < LINK_TEXT_MOST)
			buffer_text(&b, utf8_prefix(link_part(p->l, link_end), LINK_TEXT_MOST));
	}
	p->link.first = first;
	p->link.end = link_end;
	p->link.text = buffer_take(p->l->a, &b);
	return p->link.text;
}

static void
link_paint(struct painting *p, const struct piece *piece, const struct line *line, int64_t x, int64_t baseline)
{
	const void *place = note_end(p, piece);
	struct page_item *it;

	if (piece->width <= 0 || (!place && !(piece->run && piece->run->link.len)))
		return;
	if (!place && piece->role == ROLE_BOX && piece->run->kind == RUN_TAB)
		return; /* leaders: the gap is in the link already */
	it = paint_item(p, ITEM_LINK, x, baseline - line->ascent);
	it->width = piece->width;
	it->height = emu_from((int64_t)line->ascent + line->descent);
	it->text = place ? piece->text : link_text(p, piece->run);
	it->place = place;
	if (!place)
		it->target = piece->run->link;
}

static void
text_paint(struct painting *p, const struct piece *piece, const struct look *look, int64_t x, int64_t baseline)
{
	const struct run_style *style = piece->font->style;
	struct page_item *it = paint_item(p, ITEM_TEXT, x + look->shift, baseline + look->shift - piece->font->raise);

	it->width = piece->width;
	it->color = look->letters;
	it->fill = look->fill;
	it->face = piece->face;
	it->size = piece->font->size;
	it->scale_percent = style->scale_percent ? style->scale_percent : 100;
	it->text = piece->text;
	it->glyphs = piece->glyphs;
	it->glyph_count = piece->glyph_count;
}

/* A frame for each character that no font has, where the face shows nothing for it: something is missing. */
static void
missing_paint(struct painting *p, const struct piece *piece, const struct look *look, int64_t x, int64_t baseline)
{
	emu size = piece->font->size, room = face_length(piece->face, face_advance(piece->face, 0), size);
	struct border line = {.kind = BORDER_SINGLE, .width = size / 25, .color = look->letters};
	int64_t inset = room / 8, width = room - 2 * inset, height = size * INT64_C(3) / 5;

	if (!piece->face || face_shows_missing(piece->face))
		return;
	for (size_t i = 0; i < piece->glyph_count; i++) {
		int64_t left = x + piece->glyphs[i].x + inset;

		if (piece->glyphs[i].id)
			continue;
		paint_border(p, &line, left, baseline - height, width, 0);
		paint_border(p, &line, left, baseline, width, 0);
		paint_border(p, &line, left, baseline - height, 0, height);
		paint_border(p, &line, left + width, baseline - height, 0, height);
	}
}

/* Letters and the lines with them. */
static void
look_paint(struct painted_line *l, const struct piece *piece, const struct look *look, int64_t x)
{
	if (piece->role == ROLE_BOX && piece->glyph_count) {
		text_paint(l->painting, piece, look, x, l->baseline);
		missing_paint(l->painting, piece, look, x + look->shift,
			      l->baseline + look->shift - piece->font->raise);
	}
	if (piece->role == ROLE_BOX && piece->font->style->words_only_underlined)
		word_lines_paint(l, piece, look, x);
	else
		stretch_lines_paint(l, piece, look, x, piece->width);
}

static void
relief_paint(struct painted_line *l, const struct piece *piece, struct look look, int64_t x)
{
	bool is_engraved = piece->font->style->relief == RELIEF_ENGRAVED;
	struct look below;

	look.letters = look.letters ? look.letters : WHITE;
	look.under = look.under ? look.under : WHITE;
	look.over = look.over ? look.over : WHITE;
	below = look_in(look.letters == WHITE ? 0 : LIGHT_GRAY, is_engraved ? -RELIEF_SHIFT : RELIEF_SHIFT);
	look_paint(l, piece, &below, x);
	look_paint(l, piece, &look, x);
}

static void
shadow_paint(struct painted_line *l, const struct piece *piece, const struct look *look, int64_t x)
{
	enum { LEAST = 24 };
	struct line_metrics metrics = face_line(piece->font->face, piece->font->size);
	int64_t dots = ((int64_t)metrics.ascent + metrics.descent) / DOT;
	struct look shadow = look_in(luminance(look->letters) <= SHADOW_GRAY_MOST ? LIGHT_GRAY : 0,
				     (1 + (dots - LEAST) / LEAST) * DOT);

	look_paint(l, piece, &shadow, x);
}

/* One that stands in the line. */
static void
drawing_paint(struct painted_line *l, const struct piece *piece, int64_t x)
{
	const struct drawing *d = piece->run->drawing;
	struct layout *layout = l->painting->l;

	paint_drawing(l->painting, box_of(layout, d), x + d->distance[SIDE_LEFT],
		      l->baseline + d->distance[SIDE_TOP] + drawing_depth(layout, d, piece->font) -
			      drawing_height(layout, d));
}

static void
piece_paint(struct painted_line *l, size_t i)
{
	struct painting *p = l->painting;
	const struct piece *piece = &l->line->pieces[i];
	int64_t x = l->x + piece->x;
	struct look look;

	if (piece->role == ROLE_BOOKMARK) {
		paint_mark(p, piece->run->text, 0, l->baseline - l->line->ascent);
		return;
	}
	if (piece->role == ROLE_DRAWING) {
		drawing_paint(l, piece, x);
		return;
	}
	look = look_of(p, piece->font->style);
	if (i >= l->common_end) {
		l->common_face = NULL;
		if (may_share_underline(piece))
			common_underline_find(l, i);
	}
	if (piece->font->style->relief != RELIEF_NONE) {
		relief_paint(l, piece, look, x);
	} else {
		if (piece->font->style->is_shadowed)
			shadow_paint(l, piece, &look, x);
		look_paint(l, piece, &look, x);
	}
	link_paint(p, piece, l->line, x, l->baseline);
	if (piece->run && piece->run->note)
		paint_place(p, &piece->run->note->mark, l->baseline - l->line->ascent);
}

/* ---- shading ---- */

/* How wide a piece is without the spaces at its end. */
static int64_t
width_without_blanks(const struct piece *piece)
{
	size_t count = piece->role == ROLE_BOX ? piece->glyph_count : 0;

	while (count && is_space_glyph(piece, count - 1))
		count--;
	if (count == piece->glyph_count)
		return piece->width;
	return count ? piece->glyphs[count].x : 0;
}

/* Shading of piece i, and a marker's colour over it; in a frame it reaches to the frame's edges. */
static void
shading_paint(struct painted_line *l, size_t i, int64_t width, const struct letter_box *box)
{
	const struct piece *piece = &l->line->pieces[i];
	const struct run_style *style = piece->font->style;
	color c = style->highlight != COLOR_NONE ? style->highlight : style->background;
	int64_t left = piece->x, right = left + width, above, below;

	if (c == COLOR_NONE)
		return;
	letters_room(l->painting->l, piece->font, &above, &below);
	if (box) {
		left = i == box->from ? box->at[SIDE_LEFT] : left;
		right = i + 1 == box->to ? box->at[SIDE_RIGHT] : right;
		above = -box->at[SIDE_TOP];
		below = box->at[SIDE_BOTTOM];
	}
	paint_rectangle(l->painting, l->x + left, l->baseline - above, right - left, above + below, c);
}

/* From the line's end on, so that it is known what stands behind a space. */
static void
shadings_paint(struct painted_line *l)
{
	bool is_end = l->painting->l->document->bares_last_blanks;
	struct letter_box box = {.to = 0};

	for (size_t i = l->line->piece_count; i-- > 0;) {
		const struct piece *piece = &l->line->pieces[i];
		int64_t width = is_end ? width_without_blanks(piece) : piece->width;
		bool is_framed = (i >= box.from && i < box.to) || letter_box_at(l->painting->l, l->line, i, &box);

		is_end = is_end && width == 0;
		if (piece->font)
			shading_paint(l, i, width, is_framed ? &box : NULL);
	}
}

void
paint_line(struct painting *p, const struct line *line, int64_t x, int64_t top)
{
	struct painted_line l = {.painting = p, .line = line, .x = x, .baseline = top + line->ascent};

	shadings_paint(&l);
	paint_letter_boxes(p, line, x, l.baseline);
	for (size_t i = 0; i < line->piece_count; i++)
		piece_paint(&l, i);
}
