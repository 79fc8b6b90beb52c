/*
 * text_line -- lines under, over and through letters, as LibreOffice draws them (measured at 6 to 48 points).
 *
 * It does not ask the font's own tables.  All comes from the descent below the baseline (for a line over letters:
 * from what ascent and descent have beyond the size), reckoned in tenths of a point, each step rounded:
 *
 *     thickness      a quarter, thick ones a half, each of two 16 per cent
 *     under          the stroke's upper edge is half a descent and a tenth below the baseline, less half a thickness;
 *                    LibreOffice takes that edge for the stroke's middle, thick ones have theirs half a thickness lower
 *     through        the same around a third of what the ascent has without the size's excess
 *     two strokes    as far apart as they are thick, four tenths at least
 *     wave           half a descent high and four times as long, a hair thick (0.05 points; thick ones 0.15)
 *
 * A dotted line is as much on as off; dashes are 4 thicknesses long, long ones 8, 2 apart; a dot between them is 1.
 */
#include "layout/text_line.h"

#include "base/length.h"

enum {
	DOT = EMU_PER_PT / 10,      /* what LibreOffice measures text in for a PDF */
	HALF_DOT = EMU_PER_PT / 20, /* and in halves of it here, for some places lie between */
	PAIR_GAP_LEAST = 5,
	HAIR = 1, /* halves */
	THICK_HAIR = 3,
	WAVE_LEAST = 6 /* below it a wave's height is not halved */
};

/* In dots. */
struct heights {
	int64_t ascent, descent, excess; /* what both have beyond the size */
};

static int64_t
scaled(int64_t units, int64_t dots, int64_t em)
{
	return (units * dots + em / 2) / em;
}

static struct heights
heights_of(const struct face *f, emu size)
{
	const struct face_facts *facts = face_facts(f);
	int64_t em = facts->units_per_em, dots = ((int64_t)size + DOT / 2) / DOT;
	struct heights h = {scaled(facts->ascent, dots, em), scaled(facts->descent, dots, em), 0};

	h.excess = h.ascent + h.descent - dots;
	return h;
}

/* The descent that lines are reckoned from: no font's is deeper than a third of its ascent. */
static int64_t
line_descent(const struct heights *h)
{
	int64_t descent = h->descent > 0 ? h->descent : h->ascent / 10;

	if (descent < 1)
		descent = 1;
	return 3 * descent > h->ascent ? h->ascent / 3 : descent;
}

static int64_t
at_least_one(int64_t n)
{
	return n > 0 ? n : 1;
}

/* Parts of a height in dots. */
static int64_t
thin_part(int64_t height)
{
	return at_least_one((height * 25 + 50) / 100);
}

static int64_t
thick_part(int64_t height)
{
	int64_t part = (height * 50 + 50) / 100;

	return part == thin_part(height) ? part + 1 : part;
}

static int64_t
pair_part(int64_t height)
{
	return at_least_one((height * 16 + 50) / 100);
}

static int64_t
wave_part(int64_t height)
{
	if (height < WAVE_LEAST)
		return height == 1 || height == 2 ? height : 3;
	return (height * 50 + 50) / 100;
}

static enum line_pattern
pattern_of(enum underline kind)
{
	switch (kind) {
	case UNDERLINE_DOTTED:
		return PATTERN_DOTS;
	case UNDERLINE_DASH:
		return PATTERN_DASHES;
	case UNDERLINE_LONG_DASH:
		return PATTERN_LONG_DASHES;
	case UNDERLINE_DOT_DASH:
		return PATTERN_DOT_DASHES;
	case UNDERLINE_DOT_DOT_DASH:
		return PATTERN_DOT_DOT_DASHES;
	default:
		return PATTERN_BORDER;
	}
}

/* depth: below the baseline; both in half dots. */
static void
stroke_add(struct text_lines *lines, int64_t depth, int64_t thickness, enum line_pattern pattern, int64_t wave)
{
	lines->at[lines->count++] = (struct text_line){.y = emu_from(-depth * HALF_DOT),
						       .thickness = emu_from(thickness * HALF_DOT),
						       .pattern = pattern,
						       .wave = emu_from(wave * HALF_DOT)};
}

/* Two strokes; first and second: depths in dots as LibreOffice has them. */
static struct text_lines
pair_of(int64_t first, int64_t second, int64_t thickness)
{
	struct text_lines lines = {.count = 0};

	stroke_add(&lines, 2 * first, 2 * thickness, PATTERN_BORDER, 0);
	stroke_add(&lines, 2 * (second + thickness), 2 * thickness, PATTERN_BORDER, 0);
	return lines;
}

/* Two strokes about a depth. */
static struct text_lines
pair_about(int64_t depth, int64_t height)
{
	int64_t thickness = pair_part(height), gap = thickness < PAIR_GAP_LEAST ? PAIR_GAP_LEAST : thickness;
	int64_t first = depth - gap / 2 - thickness;

	return pair_of(first, first + gap + thickness, thickness);
}

/* A wave about a depth in dots, from a height in dots. */
static struct text_lines
wave_about(int64_t depth, int64_t height, bool is_double, bool is_thick)
{
	struct text_lines lines = {.count = 0};
	int64_t tall = 2 * wave_part(height), each, gap;

	if (!is_double) {
		stroke_add(&lines, 2 * depth, is_thick ? THICK_HAIR : HAIR, PATTERN_WAVE, tall);
		return lines;
	}
	each = tall / 3 < 2 ? 2 : tall / 3;
	gap = tall - 2 * each < HAIR ? HAIR : tall - 2 * each;
	depth = 2 * depth - HAIR + at_least_one(gap / 2);
	stroke_add(&lines, depth, HAIR, PATTERN_WAVE, 2 * each);
	stroke_add(&lines, depth + HAIR + gap, HAIR, PATTERN_WAVE, 2 * each);
	return lines;
}

struct text_lines
text_line_under(const struct face *f, emu size, enum underline kind, bool is_thick)
{
	struct heights h = heights_of(f, size);
	int64_t descent = line_descent(&h), depth = h.descent / 2 + 1, thickness;
	struct text_lines lines = {.count = 0};

	if (kind == UNDERLINE_NONE)
		return lines;
	if (kind == UNDERLINE_WAVE || kind == UNDERLINE_DOUBLE_WAVE)
		return wave_about(depth, h.descent, kind == UNDERLINE_DOUBLE_WAVE, is_thick);
	if (kind == UNDERLINE_DOUBLE)
		return pair_about(depth, descent);
	thickness = is_thick ? thick_part(descent) : thin_part(descent);
	depth = 2 * (depth - at_least_one(thickness / 2)) + (is_thick ? thickness : 0);
	stroke_add(&lines, depth, 2 * thickness, pattern_of(kind), 0);
	return lines;
}

struct text_lines
text_line_over(const struct face *f, emu size, enum underline kind, bool is_thick)
{
	struct heights h = heights_of(f, size);
	int64_t excess = at_least_one(h.excess > 0 ? h.excess : h.ascent * 15 / 100), thickness, each;
	struct text_lines lines = {.count = 0};

	if (kind == UNDERLINE_NONE)
		return lines;
	if (kind == UNDERLINE_WAVE || kind == UNDERLINE_DOUBLE_WAVE)
		return wave_about(-h.ascent + (excess + 1) / 2, excess, kind == UNDERLINE_DOUBLE_WAVE, is_thick);
	each = pair_part(excess);
	if (kind == UNDERLINE_DOUBLE)
		return pair_of(-h.ascent + (excess - 3 * each + 1) / 2, -h.ascent + (excess + each + 1) / 2, each);
	thickness = is_thick ? thick_part(excess) : thin_part(excess);
	stroke_add(&lines, 2 * (-h.ascent + (excess - thickness + 1) / 2), 2 * thickness, pattern_of(kind), 0);
	return lines;
}

struct text_lines
text_line_through(const struct face *f, emu size, bool is_double, bool is_thick)
{
	struct heights h = heights_of(f, size);
	int64_t descent = line_descent(&h), depth = -((h.ascent - h.excess) / 3), thickness;
	struct text_lines lines = {.count = 0};

	if (is_double)
		return pair_about(depth, descent);
	thickness = is_thick ? thick_part(descent) : thin_part(descent);
	stroke_add(&lines, 2 * (depth - at_least_one(thickness / 2)), 2 * thickness, PATTERN_BORDER, 0);
	return lines;
}
