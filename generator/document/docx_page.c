/*
 * docx_page -- how the pages of a section look: size, margins, borders (ECMA-376 part 1, 17.6).
 *
 * As LibreOffice (7.4, measured) has it:
 *
 *     - a length of a page within 0.2 mm of a side of a known size of paper is that one, in whole twips;
 *     - a negative upper or lower margin means that the body begins there whatever the header's height; it has 1 mm of
 *       its own at least.  The header's text lies in a box then, which hangs from w:header; the footer's stands on
 *       w:footer;
 *     - the gutter is at the left (inside, with mirrored margins), at the right with w:rtlGutter, or at the top, above
 *       the header, with the setting w:gutterAtTop;
 *     - page borders go around header and footer.  Counted from the page's edge they stand w:space from it; from the
 *       text, w:space from what is outermost: header, footer, or the body where there are none.  A border that would
 *       leave the page stands at its edge; one that would stand in the text, at the margin.  Those of pictures
 *       (17.18.2, apples to zigZagStitch) are not drawn.
 */
#include "document/docx.h"
#include "document/measure.h"

/* ---- size ---- */

enum { PAGE_WIDTH = 12240 * EMU_PER_TWIP, PAGE_HEIGHT = 15840 * EMU_PER_TWIP, PAGE_LEAST = EMU_PER_INCH / 10 };

/* Sides of sizes of paper, 1/100 mm; the first that is near wins. */
static const int paper_sides[] = {
	84100, 118900, 59400, 42000,  29700,  21000, 14800, 25000, 35300, 17600, 21590, 27940, 35560,  43180,
	12500, 22900,  32400, 16200,  11400,  11000, 22000, 18000, 27000, 28000, 55880, 86360, 111760, 18415,
	26670, 33020,  9843,  19050,  9208,   16510, 22543, 10478, 24130, 11430, 26353, 12065, 18400,  26000,
	13000, 14000,  20300, 25700,  36400,  18200, 12800, 13970, 21519, 27517, 25400, 29210, 45800,  23000,
	37783, 10000,  22860, 38100,  22700,  35600, 30500, 48700, 32233, 33000, 20000, 10500, 30480,  7400,
	5200,  3700,   2600,  100000, 141400, 70700, 50000, 8800,  6200,  4400,  3100,  64800, 8100,   5700,
	45720, 60960,  91440, 121920, 15750,  17500, 19500, 19700, 27300, 33866, 14288, 15875,
};

enum { PAPER_UNIT = EMU_PER_MM / 100, PAPER_NEAR = 21 };

static emu
paper_length(emu length)
{
	emu units = (length + PAPER_UNIT / 2) / PAPER_UNIT;

	for (size_t i = 0; i < sizeof paper_sides / sizeof *paper_sides; i++)
		if (units > paper_sides[i] - PAPER_NEAR && units < paper_sides[i] + PAPER_NEAR)
			return ((emu)paper_sides[i] * PAPER_UNIT + EMU_PER_TWIP / 2) / EMU_PER_TWIP * EMU_PER_TWIP;
	return length;
}

static emu
page_length(const struct xml_node *node, enum xml_name name, emu otherwise)
{
	emu length = twips_or(xml_value(node, name, TEXT_NONE), otherwise);

	return paper_length(length >= PAGE_LEAST ? length : otherwise);
}

/* ---- margins ---- */

/*
 * Where a header or footer stands in its margin, and how high it is when that is a negative one.  The margin of the
 * body is what is left of the sign.
 */
static void
band_place(struct band *band, emu *margin, emu offset)
{
	bool is_negative = *margin < 0;
	int64_t height;

	*margin = is_negative ? -*margin : *margin;
	band->offset = offset;
	height = (int64_t)*margin - offset;
	if (is_negative)
		band->height = height > EMU_PER_MM ? emu_from(height) : EMU_PER_MM;
}

static void
gutter_add(const struct docx *d, struct page_style *page, emu gutter, bool is_at_right)
{
	if (d->has_gutter_at_top) {
		page->margin[SIDE_TOP] = emu_from((int64_t)page->margin[SIDE_TOP] + gutter);
		page->header.offset = emu_from((int64_t)page->header.offset + gutter);
	} else {
		enum side side = is_at_right ? SIDE_RIGHT : SIDE_LEFT;

		page->margin[side] = emu_from((int64_t)page->margin[side] + gutter);
	}
}

static void
page_margins(const struct docx *d, struct page_style *page, const struct xml_node *section)
{
	static const enum xml_name names[SIDES] = {W_top, W_right, W_bottom, W_left};
	const struct xml_node *margins = xml_child(section, W_pgMar);

	for (int side = 0; side < SIDES; side++)
		page->margin[side] = twips_or(xml_value(margins, names[side], TEXT_NONE), 1440 * EMU_PER_TWIP);
	band_place(&page->header, &page->margin[SIDE_TOP],
		   twips_or(xml_value(margins, W_header, TEXT_NONE), 720 * EMU_PER_TWIP));
	band_place(&page->footer, &page->margin[SIDE_BOTTOM],
		   twips_or(xml_value(margins, W_footer, TEXT_NONE), 720 * EMU_PER_TWIP));
	gutter_add(d, page, twips_or(xml_value(margins, W_gutter, TEXT_NONE), 0),
		   docx_switch(section, W_rtlGutter, false));
}

/* ---- borders ---- */

/* Whether a w:val names a line; the others are pictures. */
static bool
is_line(struct text val)
{
	static const char *const lines[] = {"single",
					    "thick",
					    "double",
					    "dotted",
					    "dashed",
					    "dotDash",
					    "dotDotDash",
					    "triple",
					    "thinThickSmallGap",
					    "thickThinSmallGap",
					    "thinThickThinSmallGap",
					    "thinThickMediumGap",
					    "thickThinMediumGap",
					    "thinThickThinMediumGap",
					    "thinThickLargeGap",
					    "thickThinLargeGap",
					    "thinThickThinLargeGap",
					    "wave",
					    "doubleWave",
					    "dashSmallGap",
					    "dashDotStroked",
					    "threeDEmboss",
					    "threeDEngrave",
					    "outset",
					    "inset",
					    NULL};

	return word_index(val, lines) >= 0;
}

/* What is outermost of the text at a side, from the page's edge. */
static emu *
outer_margin(struct page_style *page, enum side side)
{
	if (side == SIDE_TOP && page->header.first)
		return &page->header.offset;
	if (side == SIDE_BOTTOM && page->footer.first)
		return &page->footer.offset;
	return &page->margin[side];
}

/*
 * The distance of a border from the text, which moves where it would be under a border at the page's edge.  A border
 * measured from the edge that reaches over the margin begins at the margin, as in LibreOffice, and the text behind it
 * as far from there as the border was to be from the margin.
 */
static emu
border_distance(emu *margin, emu width, emu space, bool is_from_edge)
{
	emu before = *margin;
	int64_t at = is_from_edge ? space : (int64_t)*margin - space - width;

	if (at < 0) {
		*margin = *margin > width ? *margin : width;
		return *margin - width;
	}
	if (!is_from_edge || at + width <= before)
		return emu_from(before - at - width);
	if (space < before)
		*margin = emu_from(2 * (int64_t)before - space);
	return emu_from((int64_t)*margin - before - width);
}

void
docx_page_borders(struct page_style *page, const struct xml_node *borders)
{
	bool is_from_edge = xml_value_is(borders, W_offsetFrom, "page");

	for (int side = 0; side < SIDES; side++) {
		const struct xml_node *node = docx_side(borders, (enum side)side);
		emu space;

		if (!node || !is_line(xml_value(node, W_val, TEXT_NONE)))
			continue;
		page->borders[side] = docx_border(node, &space);
		page->padding[side] = border_distance(outer_margin(page, (enum side)side), page->borders[side].width,
						      space < 0 ? 0 : space, is_from_edge);
	}
}

/* ---- notes and grid ---- */

/*
 * The line above footnotes is drawn where the part with the notes describes one; LibreOffice finds it there only for
 * the section that has the first footnote, and those that go on on its pages.
 */
static struct note_line
note_line_read(struct docx *d, const struct xml_node *section)
{
	size_t count = d->document->footnotes.count;
	bool is_seen = d->footnotes.has_line && !d->footnotes_before;

	if (d->document->sections && text_is(docx_val(section, W_type), "continuous"))
		return d->note_line;
	d->note_line = note_line_usual();
	if (count > d->footnotes_before && !is_seen)
		d->note_line.permille = 0;
	return d->note_line;
}

/* w:docGrid (17.6.5): the distance of its lines; a grid without a type is none. */
static emu
line_grid_read(const struct xml_node *grid)
{
	struct text type = xml_value(grid, W_type, TEXT_NONE);
	emu pitch = 0;

	if (!text_is(type, "lines") && !text_is(type, "linesAndChars") && !text_is(type, "snapToChars"))
		return 0;
	twips_read(xml_value(grid, W_linePitch, TEXT_NONE), &pitch);
	return pitch > 0 ? pitch : 0;
}

struct page_style *
docx_page_read(struct docx *d, const struct xml_node *section)
{
	struct page_style *page = NEW(d->arena, struct page_style);
	const struct xml_node *size = xml_child(section, W_pgSz);

	page->name = TEXT_NONE;
	page->width = page_length(size, W_w, PAGE_WIDTH);
	page->height = page_length(size, W_h, PAGE_HEIGHT);
	page->background = d->page_color;
	page->header.background = page->footer.background = COLOR_NONE;
	page_margins(d, page, section);
	page->columns.count = 1;
	for (int side = 0; side < SIDES; side++)
		page->borders[side].color = COLOR_NONE;
	page->note_line = note_line_read(d, section);
	page->line_grid = line_grid_read(xml_child(section, W_docGrid));
	if (d->document->sections == NULL)
		d->document->endnote_master = endnote_master_usual(d->arena, page);
	return page;
}
