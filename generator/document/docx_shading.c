/*
 * docx_shading -- what a w:shd paints behind letters, paragraphs and cells (ECMA-376 part 1, 17.3.5).
 *
 * A pattern in the one colour over another, w:color over w:fill.  LibreOffice 7.4 draws no patterns: it mixes the two,
 * by as many per cent as the pattern is of (12, 37, 62 and 87 mean a half more), stripes and crosses a third.  A colour
 * that is not said is white, an automatic one black; no fill is white under a pattern and none without.
 */
#include "document/docx.h"
#include "document/measure.h"

static color
mixed(color front, color back, int permille)
{
	color mix = 0;

	for (int shift = 0; shift <= 16; shift += 8) {
		int f = (int)(front >> shift & 0xFF), b = (int)(back >> shift & 0xFF);

		mix |= (color)((f * permille + b * (1000 - permille)) / 1000) << shift;
	}
	return mix;
}

/* How much of the pattern's colour there is in 1000 parts. */
static int
pattern_permille(struct text pattern)
{
	int percent;

	if (text_is(pattern, "solid"))
		return 1000;
	if (text_ends(pattern, TEXT("Stripe")) || text_ends(pattern, TEXT("Cross")))
		return 333;
	if (!text_starts(pattern, TEXT("pct")))
		return 0;
	percent = integer_or(text_from_offset(pattern, 3), 0);
	percent = percent < 0 ? 0 : percent > 100 ? 100 : percent;
	return percent * 10 + (percent == 12 || percent == 37 || percent == 62 || percent == 87 ? 5 : 0);
}

color
docx_shading(const struct xml_node *shd)
{
	color fill = COLOR_NONE, front = 0xFFFFFF;
	struct text front_word = xml_value(shd, W_color, TEXT_NONE);
	int permille = pattern_permille(xml_value(shd, W_val, TEXT_NONE));

	color_read(xml_value(shd, W_fill, TEXT_NONE), &fill);
	if (!permille)
		return fill;
	if (front_word.len && !color_read(front_word, &front))
		front = 0;
	return mixed(front, fill == COLOR_NONE ? 0xFFFFFF : fill, permille);
}
