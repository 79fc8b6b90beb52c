/*
 * content -- a page's items as PDF operators (ISO 32000-1, 8 and 9).
 *
 * Text of one face and size on one baseline is one TJ array: strings of two-byte glyph numbers, and
 * between them numbers that move the pen where the layout wants a glyph elsewhere than the advances of
 * the font would put it (kerning, justification).  A number is written only when a glyph would stand more
 * than a thousandth of the size off.  Spaces stay in the strings, so that copied text has its words.
 *
 * What a glyph stands for is said once for the whole font (ToUnicode, pdf_font.c).  Where the same glyph stands for
 * something else, or several for one letter, an ActualText around them says it (14.9.4); poppler and Acrobat ask it,
 * mupdf 1.21 does not.  The hyphen at the end of a line says "-": over that poppler and pdf.js join a word when they
 * search; over U+00AD, which the standard would have there (14.8.2.2.3), they do not.
 *
 * Coordinates are hundredths of a point; the pen is reckoned from the rounded start of the array, so
 * rounding does not add up.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pdf/writer.h"

enum {
	PEN_PER_SIZE = 100000, /* the pen counts in 1/100 000 of the font size */
	PEN_TOLERANCE = 100,   /* a thousandth of the size */
	JUMP_MOST = 3,         /* sizes that one array may skip; beyond, the pen is set anew */
	BOLD_STROKE_PART = 30, /* synthetic bold: stroked as wide as this part of the size */
	OUTLINE_WIDTH = 25,    /* of outlined letters, centipoints */
	WHITE = 0xFFFFFF,
	WAVE_MOST = 100000 /* arcs; more than any paper takes */
};

#define ITALIC_SKEW ".2679" /* the tangent of 15 degrees, as LibreOffice slants */

/* The graphics state as the operators written so far have left it. */
struct state {
	struct pdf_writer *w;
	HPDF_Page object;
	size_t page_number;  /* from 1 */
	int64_t page_height; /* emu */
	color fill, stroke;
	int64_t line_width;        /* centipoints */
	enum line_pattern pattern; /* of what is stroked */
	enum border_kind dash;     /* with PATTERN_BORDER */

	bool in_text, in_array, in_string, is_stroked;
	bool is_turned;  /* the text */
	bool has_matrix; /* the text's is set by Tm, other than that of moves alone */
	enum letter_fill letters;
	const struct face *face;
	struct pdf_font *font;
	emu size;
	int64_t written_size; /* emu; what the rounded number says, by which the reader moves */
	int scale_percent;
	emu rise;
	int64_t line_x, line_y; /* centipoints from the lower left corner; where the last Td or Tm has led */
	int64_t pen;            /* from line_x, in 1/PEN_PER_SIZE of the scaled size */
};

void
put_hundredths(struct buffer *b, int64_t hundredths)
{
	char digits[32], *at = digits + sizeof digits;
	uint64_t n = hundredths < 0 ? -(uint64_t)hundredths : (uint64_t)hundredths, whole = n / 100;
	unsigned part = (unsigned)(n % 100);

	if (part % 10)
		*--at = (char)('0' + part % 10);
	if (part) {
		*--at = (char)('0' + part / 10);
		*--at = '.';
	}
	if (whole || !part)
		do
			*--at = (char)('0' + whole % 10);
		while (whole /= 10);
	if (hundredths < 0)
		*--at = '-';
	buffer_add(b, at, (size_t)(digits + sizeof digits - at));
}

static int64_t
centipoints(int64_t emu_length)
{
	return (emu_length + (emu_length < 0 ? -CENTIPOINT / 2 : CENTIPOINT / 2)) / CENTIPOINT;
}

/* Numbers with a space behind each, then the operator and a line's end. */
static void
put(struct buffer *b, const int64_t *hundredths, int count, const char *operator)
{
	for (int i = 0; i < count; i++) {
		put_hundredths(b, hundredths[i]);
		buffer_byte(b, ' ');
	}
	buffer_string(b, operator);
	buffer_byte(b, '\n');
}

#define PUT(b, operator, ...)                                                                                          \
	put((b), (const int64_t[]){__VA_ARGS__}, (int)(sizeof((const int64_t[]){__VA_ARGS__}) / sizeof(int64_t)),      \
	    (operator))

static int64_t
from_below(const struct state *s, int64_t y)
{
	return centipoints(s->page_height - y);
}

/* 0 … 255 as 0 … 1 in thousandths, fine enough to come back the same. */
static void
put_channel(struct buffer *b, unsigned channel)
{
	unsigned thousandths = (channel * 1000 + 127) / 255;

	if (channel == 0 || channel == 255)
		buffer_string(b, channel ? "1 " : "0 ");
	else
		buffer_printf(b, ".%03u ", thousandths);
}

static void
put_color(struct buffer *b, color c, const char *gray, const char *rgb)
{
	unsigned red = c >> 16 & 0xFF, green = c >> 8 & 0xFF, blue = c & 0xFF;
	bool is_gray = red == green && green == blue;

	put_channel(b, red);
	if (!is_gray) {
		put_channel(b, green);
		put_channel(b, blue);
	}
	buffer_string(b, is_gray ? gray : rgb);
	buffer_byte(b, '\n');
}

static void
set_fill(struct state *s, color c)
{
	c = c == COLOR_NONE ? 0 : c & 0xFFFFFF;
	if (s->fill != c)
		put_color(&s->w->content, c, "g", "rg");
	s->fill = c;
}

static void
set_stroke(struct state *s, color c)
{
	c = c == COLOR_NONE ? 0 : c & 0xFFFFFF;
	if (s->stroke != c)
		put_color(&s->w->content, c, "G", "RG");
	s->stroke = c;
}

static void
set_line_width(struct state *s, int64_t width)
{
	if (s->line_width != width)
		PUT(&s->w->content, "w", width);
	s->line_width = width;
}

/* What a dash array says of each pattern, in thicknesses: on, off, on, off … */
static const char *const dash_parts[] = {
	[PATTERN_BORDER] = "",
	[PATTERN_DOTS] = "1",
	[PATTERN_DASHES] = "4 2",
	[PATTERN_LONG_DASHES] = "8 2",
	[PATTERN_DOT_DASHES] = "4 2 1 2",
	[PATTERN_DOT_DOT_DASHES] = "4 2 1 2 1 2",
	[PATTERN_WAVE] = "",
};

enum { DASH_LEAST = 10 /* centipoints */ };

static void
put_dashes(struct buffer *b, const char *parts, int64_t width)
{
	buffer_byte(b, '[');
	for (const char *at = parts; *at;) {
		int64_t part = 0;

		for (; *at >= '0' && *at <= '9'; at++)
			part = part * 10 + (*at - '0');
		put_hundredths(b, part * width);
		if (*at == ' ')
			buffer_byte(b, *at++);
	}
	buffer_string(b, "]0 d\n");
}

/* The same of a border's kinds, in half points whatever its width: LibreOffice's. */
static const char *const border_dashes[] = {
	[BORDER_NONE] = "",
	[BORDER_SINGLE] = "",
	[BORDER_DOUBLE] = "",
	[BORDER_DOTTED] = "1 2",
	[BORDER_DASHED] = "16 5",
	[BORDER_FINE_DASHED] = "6 2",
	[BORDER_DASH_DOT] = "16 5 5 5",
	[BORDER_DASH_DOT_DOT] = "16 5 5 5 5 5",
	[BORDER_RAISED] = "",
	[BORDER_SUNKEN] = "",
};

enum { HALF_POINT = 50 /* centipoints */ };

static void
set_dash(struct state *s, enum line_pattern pattern, enum border_kind kind, int64_t width)
{
	const char *dashes;

	pattern = pattern == PATTERN_WAVE ? PATTERN_BORDER : pattern;
	dashes = pattern == PATTERN_BORDER ? border_dashes[kind] : dash_parts[pattern];
	kind = pattern == PATTERN_BORDER && *dashes ? kind : BORDER_SINGLE;
	if (pattern == s->pattern && kind == s->dash && pattern == PATTERN_BORDER)
		return;
	if (pattern != PATTERN_BORDER)
		width = width < DASH_LEAST ? DASH_LEAST : width;
	else
		width = HALF_POINT;
	put_dashes(&s->w->content, dashes, width);
	s->dash = kind;
	s->pattern = pattern;
}

/* ---- text ---- */

static void
close_string(struct state *s)
{
	if (s->in_string)
		buffer_byte(&s->w->content, ')');
	s->in_string = false;
}

static void
close_array(struct state *s)
{
	close_string(s);
	if (s->in_array)
		buffer_string(&s->w->content, "]TJ\n");
	s->in_array = false;
}

static void
close_text(struct state *s)
{
	close_array(s);
	if (s->in_text)
		buffer_string(&s->w->content, "ET\n");
	s->in_text = false;
}

/* Font, size, scale and rise outlive ET; the position does not. */
static void
open_text(struct state *s)
{
	if (s->in_text)
		return;
	buffer_string(&s->w->content, "BT\n");
	s->in_text = true;
	s->has_matrix = s->is_turned = false;
	s->line_x = s->line_y = 0;
}

static void
set_font(struct state *s, const struct page_item *item)
{
	struct buffer *b = &s->w->content;
	struct pdf_font *font = pdf_font_for(s->w, item->face);

	if (font != s->font || item->size != s->size) {
		const char *key = font->object ? HPDF_Page_GetLocalFontName(s->object, font->object) : NULL;

		buffer_byte(b, '/');
		buffer_string(b, key ? key : "F0"); /* libharu has failed then and the file is not kept */
		buffer_byte(b, ' ');
		PUT(b, "Tf", centipoints(item->size));
	}
	s->font = font;
	s->size = item->size;
	s->written_size = centipoints(item->size) * CENTIPOINT;
	s->face = item->face;
}

/* Outlined letters are white with a thin line around; bold ones without a bold face get a wider one of their colour. */
static void
set_weight(struct state *s, const struct page_item *item)
{
	bool is_outlined = item->fill == FILL_OUTLINED;
	bool is_stroked = is_outlined || face_facts(item->face)->needs_bold;

	if (is_stroked) {
		set_stroke(s, item->color);
		set_line_width(s, is_outlined ? OUTLINE_WIDTH : centipoints(item->size / BOLD_STROKE_PART));
		set_dash(s, PATTERN_BORDER, BORDER_SINGLE, 0);
	}
	if (is_stroked != s->is_stroked)
		buffer_string(&s->w->content, is_stroked ? "2 Tr\n" : "0 Tr\n");
	s->is_stroked = is_stroked;
	s->letters = item->fill;
}

static void
set_rise(struct state *s, emu rise)
{
	if (rise == s->rise)
		return;
	close_array(s);
	PUT(&s->w->content, "Ts", centipoints(rise));
	s->rise = rise;
}

static int
scale_of(const struct page_item *item)
{
	return item->scale_percent > 0 ? item->scale_percent : 100;
}

/* The item goes on where the array stands: same look, same baseline, not far away. */
static bool
continues(const struct state *s, const struct page_item *item, color c)
{
	int64_t gap, far = (int64_t)item->size * JUMP_MOST;

	if (!s->in_text || s->is_turned || item->turn || item->face != s->face || item->size != s->size ||
	    scale_of(item) != s->scale_percent || c != s->fill || item->fill != s->letters ||
	    (s->is_stroked && item->color != s->stroke) || from_below(s, item->y) != s->line_y)
		return false;
	gap = item->x - s->line_x * CENTIPOINT - s->pen * s->written_size / PEN_PER_SIZE * s->scale_percent / 100;
	return gap > -far && gap < far;
}

/* a b c d of the matrix of a text that is turned, slanted or both (8.3.4, 9.4.2). */
static const char *
text_matrix(int turn, bool is_slanted)
{
	if (turn == 90)
		return is_slanted ? "0 1 -1 " ITALIC_SKEW " " : "0 1 -1 0 ";
	if (turn == 270)
		return is_slanted ? "0 -1 1 -" ITALIC_SKEW " " : "0 -1 1 0 ";
	return is_slanted ? "1 0 " ITALIC_SKEW " 1 " : "1 0 0 1 ";
}

static void
move_to(struct state *s, const struct page_item *item)
{
	struct buffer *b = &s->w->content;
	int64_t x = centipoints(item->x), y = from_below(s, item->y);
	bool is_slanted = face_facts(item->face)->needs_italic, has_matrix = is_slanted || item->turn;

	if (has_matrix || s->has_matrix) {
		buffer_string(b, text_matrix(item->turn, is_slanted));
		PUT(b, "Tm", x, y);
	} else {
		PUT(b, "Td", x - s->line_x, y - s->line_y);
	}
	s->has_matrix = has_matrix;
	s->is_turned = item->turn != 0;
	s->line_x = x;
	s->line_y = y;
	s->pen = 0;
}

static void
begin_text(struct state *s, const struct page_item *item)
{
	color c = item->color == COLOR_NONE ? 0 : item->color & 0xFFFFFF;

	c = item->fill == FILL_OUTLINED ? WHITE : c;
	if (continues(s, item, c))
		return;
	close_array(s);
	open_text(s);
	set_fill(s, c);
	set_weight(s, item);
	set_font(s, item);
	if (scale_of(item) != s->scale_percent)
		PUT(&s->w->content, "Tz", scale_of(item) * INT64_C(100));
	s->scale_percent = scale_of(item);
	move_to(s, item);
}

/* Opens the array and the string in it, if they are not. */
static void
open_string(struct state *s)
{
	if (!s->in_array)
		buffer_byte(&s->w->content, '[');
	if (!s->in_string)
		buffer_byte(&s->w->content, '(');
	s->in_array = s->in_string = true;
}

static void
put_glyph(struct state *s, const struct pdf_glyph *glyph)
{
	char *out;

	if (!s->in_string)
		open_string(s);
	out = buffer_reserve(&s->w->content, sizeof glyph->code);
	memcpy(out, glyph->code, sizeof glyph->code); /* always as many: one move */
	s->w->content.len += glyph->code_length;
}

/*
 * Whether x [emu from where the line began] is where the pen is, as near as can be seen.  Says so only where it is sure
 * without dividing, which is nearly always: of the letters of a word all but the kerned ones stand so.
 */
static bool
is_at_pen(const struct state *s, int64_t x)
{
	int64_t at = x * PEN_PER_SIZE;

	return s->scale_percent == 100 && s->pen >= PEN_TOLERANCE &&
	       at >= (s->pen - PEN_TOLERANCE + 1) * s->written_size && at < (s->pen + PEN_TOLERANCE) * s->written_size;
}

/* Moves the pen to x [emu from where the line began] if it is further off than can be seen. */
static void
move_pen(struct state *s, int64_t x)
{
	int64_t wanted = x * PEN_PER_SIZE / s->written_size * 100 / s->scale_percent;
	int64_t off = wanted - s->pen, thousandths;

	if (off > -PEN_TOLERANCE && off < PEN_TOLERANCE)
		return;
	thousandths = (off + (off < 0 ? -PEN_TOLERANCE / 2 : PEN_TOLERANCE / 2)) / PEN_TOLERANCE;
	close_string(s);
	if (!s->in_array)
		buffer_byte(&s->w->content, '[');
	s->in_array = true;
	put_hundredths(&s->w->content, -thousandths * 100);
	s->pen += thousandths * PEN_TOLERANCE;
}

/* ---- what glyphs say ---- */

/* Glyphs of one cluster up to `end`, and the text that they stand for. */
struct cluster {
	size_t end;
	struct text text;
};

/* Its text goes to the neighbour's that comes next in the text: the next glyph's, the one before from right to left. */
static struct cluster
odd_cluster_at(const struct page_item *item, size_t i)
{
	const struct placed_glyph *g = item->glyphs;
	struct cluster c = {.end = i + 1};
	size_t to = item->text.len;
	int start = g[i].cluster;

	while (c.end < item->glyph_count && g[c.end].cluster == start)
		c.end++;
	if (start < 0)
		return c;
	if (c.end < item->glyph_count && g[c.end].cluster > start)
		to = (size_t)g[c.end].cluster;
	else if (i > 0 && g[i - 1].cluster > start)
		to = (size_t)g[i - 1].cluster;
	c.text = text_slice(item->text, (size_t)start, to);
	return c;
}

/* The same; nearly always the neighbours before and behind have clusters of their own, in order. */
static struct cluster
cluster_at(const struct page_item *item, size_t i)
{
	const struct placed_glyph *g = item->glyphs;
	int64_t from = g[i].cluster, to = i + 1 < item->glyph_count ? g[i + 1].cluster : (int64_t)item->text.len;

	if (from < 0 || to <= from || to > (int64_t)item->text.len || (i && g[i - 1].cluster >= from))
		return odd_cluster_at(item, i);
	return (struct cluster){i + 1, {item->text.at + from, (size_t)(to - from)}};
}

/* Asked for each glyph of each page: a loop over a byte or two is less than a call. */
static bool
is_same(struct text a, struct text b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (a.at[i] != b.at[i])
			return false;
	return true;
}

static void
glyph_write(struct state *s, const struct placed_glyph *g, const struct pdf_glyph *glyph, int64_t origin)
{
	if (g->y != s->rise)
		set_rise(s, g->y);
	if (!is_at_pen(s, origin + g->x))
		move_pen(s, origin + g->x);
	put_glyph(s, glyph);
	s->pen += glyph->width;
}

/* Tells what the glyphs from i on say.  The first of them speaks.  False: it has to be said beside them. */
static bool
cluster_note(struct state *s, const struct page_item *item, size_t i, const struct cluster *c)
{
	bool is_said = true;

	for (size_t k = i; k < c->end; k++) {
		struct pdf_glyph *glyph = pdf_font_glyph(s->w, s->font, item->glyphs[k].id);

		if (glyph && k == i)
			is_said = pdf_font_note(s->w, glyph, item->face, c->text);
		else if (glyph && glyph->meaning.len)
			is_said = false;
	}
	return is_said;
}

/* Glyphs with a text of their own around them (ActualText, 14.9.4). */
static void
cluster_write(struct state *s, const struct page_item *item, size_t i, const struct cluster *c, int64_t origin)
{
	struct buffer *b = &s->w->content;
	bool is_said = cluster_note(s, item, i, c);

	if (!is_said) {
		close_array(s);
		buffer_string(b, "/Span<</ActualText<FEFF");
		put_utf16(b, pdf_font_copied(s->w, item->face, c->text));
		buffer_string(b, ">>>BDC\n");
	}
	for (; i < c->end; i++) {
		const struct pdf_glyph *glyph = pdf_font_glyph(s->w, s->font, item->glyphs[i].id);

		if (glyph)
			glyph_write(s, &item->glyphs[i], glyph, origin);
	}
	if (!is_said) {
		close_array(s);
		buffer_string(b, "EMC\n");
	}
}

static void
write_text(struct state *s, const struct page_item *item)
{
	int64_t origin;

	if (!item->glyph_count || centipoints(item->size) <= 0 || !item->face)
		return;
	begin_text(s, item);
	origin = item->turn ? 0 : item->x - s->line_x * CENTIPOINT;
	for (size_t i = 0; i < item->glyph_count;) {
		const struct pdf_glyph *glyph = pdf_font_glyph(s->w, s->font, item->glyphs[i].id);
		struct cluster c = cluster_at(item, i);

		if (glyph && c.end == i + 1 && is_same(c.text, glyph->meaning))
			glyph_write(s, &item->glyphs[i], glyph, origin);
		else
			cluster_write(s, item, i, &c, origin);
		i = c.end;
	}
	if (s->rise)
		set_rise(s, 0);
}

/* ---- rules and areas ---- */

static void
write_rectangle(struct state *s, const struct page_item *item)
{
	int64_t left = centipoints(item->x), right = centipoints((int64_t)item->x + item->width);
	int64_t top = from_below(s, item->y), bottom = from_below(s, (int64_t)item->y + item->height);

	if (item->color == COLOR_NONE)
		return;
	set_fill(s, item->color);
	PUT(&s->w->content, "re", left, bottom, right - left, top - bottom);
	buffer_string(&s->w->content, "f\n");
}

/* A straight line, moved sideways by (dx, dy) emu. */
static void
stroke(struct state *s, const struct page_item *item, int64_t dx, int64_t dy)
{
	int64_t x = item->x + dx, y = item->y + dy;

	PUT(&s->w->content, "m", centipoints(x), from_below(s, y));
	PUT(&s->w->content, "l", centipoints(x + item->width), from_below(s, y + item->height));
	buffer_string(&s->w->content, "S\n");
}

/*
 * Arcs up and down, each from the line back to it: a curve whose first control point is where it begins and whose
 * second is as high over the line as half of the arc is long ("v", 8.5.2.2).  The line is level or upright.
 */
static void
wave(struct state *s, const struct page_item *item)
{
	struct buffer *b = &s->w->content;
	bool is_upright = llabs(item->height) > llabs(item->width);
	int64_t x = centipoints(item->x), y = from_below(s, item->y), step = centipoints(item->wave);
	int64_t end = is_upright ? from_below(s, (int64_t)item->y + item->height)
				 : centipoints((int64_t)item->x + item->width);
	int64_t at = is_upright ? y : x, along = end < at ? -step : step;

	if (step < 1 || llabs(end - at) > WAVE_MOST * step)
		return;
	PUT(b, "m", x, y);
	for (int64_t out = step; along > 0 ? at < end : at > end; at += 2 * along, out = -out) {
		if (is_upright)
			PUT(b, "v", x + out, at + along, x, at + 2 * along);
		else
			PUT(b, "v", at + along, y + out, at + 2 * along, y);
	}
	buffer_string(b, "S\n");
}

static void
write_line(struct state *s, const struct page_item *item)
{
	bool is_steep = llabs(item->height) > llabs(item->width);
	emu thickness = item->thickness > 0 ? item->thickness : 0;
	bool is_double = item->line_kind == BORDER_DOUBLE && thickness >= 3 * CENTIPOINT;
	emu each = is_double ? thickness / 3 : thickness;

	if (item->line_kind == BORDER_NONE || (!item->width && !item->height))
		return;
	set_stroke(s, item->color);
	set_dash(s, item->pattern, item->line_kind, centipoints(each));
	set_line_width(s, centipoints(each));
	if (item->pattern == PATTERN_WAVE) {
		wave(s, item);
		return;
	}
	if (!is_double) {
		stroke(s, item, 0, 0);
		return;
	}
	stroke(s, item, is_steep ? -each : 0, is_steep ? 0 : -each);
	stroke(s, item, is_steep ? each : 0, is_steep ? 0 : each);
}

/* ---- pictures ---- */

enum { MILLIONTH = 1000000 };

static void
put_millionths(struct buffer *b, int64_t millionths)
{
	uint64_t n = millionths < 0 ? -(uint64_t)millionths : (uint64_t)millionths;

	buffer_printf(b, "%s%llu.%06llu ", millionths < 0 ? "-" : "", (unsigned long long)(n / MILLIONTH),
		      (unsigned long long)(n % MILLIONTH));
}

/* From now on the square of side 1 is the frame: the matrix of 8.3.4, in the order a b c d e f. */
static void
put_frame(struct state *s, const struct page_item *item)
{
	const struct graphic *g = item->graphic;
	int64_t left = centipoints(item->x), bottom = from_below(s, (int64_t)item->y + item->height);
	int64_t width = centipoints((int64_t)item->x + item->width) - left, height = from_below(s, item->y) - bottom;
	double turned = item->turn / 180.0 - (double)g->turn / (TURN_WHOLE / 2), angle = turned * acos(-1),
	       cosine = cos(angle), sine = sin(angle);
	int64_t across = g->is_mirrored ? -width : width, down = g->is_upside_down ? -height : height;
	int64_t a = llround((double)across * cosine), b = llround((double)across * sine);
	int64_t c = llround(-(double)down * sine), d = llround((double)down * cosine);

	PUT(&s->w->content, "cm", a, b, c, d, left + (width - a - c) / 2, bottom + (height - b - d) / 2);
}

/* Within the frame the whole picture is larger than it: what is cut off lies outside, and is clipped. */
static bool
put_crop(struct state *s, const int crop[SIDES])
{
	struct buffer *out = &s->w->content;
	int64_t across = (int64_t)CROP_WHOLE - crop[SIDE_LEFT] - crop[SIDE_RIGHT];
	int64_t down = (int64_t)CROP_WHOLE - crop[SIDE_TOP] - crop[SIDE_BOTTOM];

	if (across <= 0 || down <= 0)
		return false;
	if (!crop[SIDE_TOP] && !crop[SIDE_RIGHT] && !crop[SIDE_BOTTOM] && !crop[SIDE_LEFT])
		return true;
	buffer_string(out, "0 0 1 1 re W n\n");
	put_millionths(out, (int64_t)CROP_WHOLE * MILLIONTH / across);
	buffer_string(out, "0 0 ");
	put_millionths(out, (int64_t)CROP_WHOLE * MILLIONTH / down);
	put_millionths(out, -(int64_t)crop[SIDE_LEFT] * MILLIONTH / across);
	put_millionths(out, -(int64_t)crop[SIDE_BOTTOM] * MILLIONTH / down);
	buffer_string(out, "cm\n");
	return true;
}

static void
write_image(struct state *s, const struct page_item *item)
{
	struct buffer *b = &s->w->content;
	HPDF_Dict object;
	const char *key;
	size_t before;

	if (!item->graphic || centipoints(item->width) <= 0 || centipoints(item->height) <= 0)
		return;
	object = pdf_image_for(s->w, item->graphic, s->page_number);
	key = object ? HPDF_Page_GetXObjectName(s->object, object) : NULL;
	if (!key)
		return;
	before = b->len;
	buffer_string(b, "q\n");
	put_frame(s, item);
	if (!put_crop(s, item->graphic->crop)) {
		b->len = before;
		return;
	}
	buffer_byte(b, '/');
	buffer_string(b, key);
	buffer_string(b, " Do\nQ\n");
}

/* 8.5.4: a clipping path can only become smaller; what was before comes back with the graphics state (8.4.2). */
static void
clip_begin(struct state *s, const struct page_item *item)
{
	buffer_string(&s->w->content, "q\n");
	PUT(&s->w->content, "re W n", centipoints(item->x), from_below(s, (int64_t)item->y + item->height),
	    centipoints(item->width), centipoints(item->height));
}

static void
write_graphic(struct state *s, const struct page_item *item)
{
	close_text(s);
	if (item->kind == ITEM_RECTANGLE)
		write_rectangle(s, item);
	else if (item->kind == ITEM_LINE)
		write_line(s, item);
	else if (item->kind == ITEM_IMAGE)
		write_image(s, item);
}

void
content_write(struct pdf_writer *w, HPDF_Page object, const struct page *p)
{
	struct state s = {.w = w,
			  .object = object,
			  .page_number = (size_t)(p - w->pages->at) + 1,
			  .page_height = p->height,
			  .line_width = 100, /* 8.4.1: what a page begins with */
			  .dash = BORDER_SINGLE,
			  .scale_percent = 100},
		     outside = s;

	for (size_t i = 0; i < p->item_count; i++) {
		const struct page_item *item = &p->items[i];

		if (item->kind == ITEM_TEXT) {
			write_text(&s, item);
		} else if (item->kind == ITEM_CLIP) {
			close_text(&s);
			outside = s;
			clip_begin(&s, item);
		} else if (item->kind == ITEM_CLIP_END) {
			close_text(&s);
			buffer_string(&w->content, "Q\n");
			s = outside;
		} else if (item->kind != ITEM_LINK) { /* those: navigation.c */
			write_graphic(&s, item);
		}
	}
	close_text(&s);
}
