/*
 * stripe -- the parallel lines that a border is drawn as.
 *
 * A double border has an outer and an inner line with a gap between them.  One that stands out of the paper or lies in
 * it has three of a quarter, a half and a quarter of its width, in three shades of its colour, which Writer (7.4,
 * measured) makes in HSL: it adds to the lightness, of 255, what depends on how light the colour is.
 *
 *     lightness    light   middle   dark
 *     1/2 and up      +3      -42    -85
 *     1/4 and up     +40        0    -43
 *     less           +83      +42     -1      (and white where that is below 0, as for black)
 *
 * The light shade is outside of one that stands out.
 */
#include "layout/stripe.h"

enum shade { SHADE_LIGHT, SHADE_MIDDLE, SHADE_DARK, SHADES };

/* Lightness in HSL is half the sum of the largest and the smallest channel; here that sum, of 510. */
static int
lightness_twice(color c)
{
	int channels[] = {(int)(c >> 16 & 255), (int)(c >> 8 & 255), (int)(c & 255)}, least = 255, most = 0;

	for (int i = 0; i < 3; i++) {
		least = channels[i] < least ? channels[i] : least;
		most = channels[i] > most ? channels[i] : most;
	}
	return least + most;
}

/*
 * The same hue and saturation in another lightness.  Saturation is what lies between the channels, of the most that
 * can lie there in that lightness, so each channel's distance from the lightness is stretched as that most is.
 */
static color
with_lightness(color c, int twice)
{
	int before = lightness_twice(c), most = before < 255 ? before : 510 - before;
	int room = twice < 255 ? twice : 510 - twice;
	color out = 0;

	for (int shift = 16; shift >= 0; shift -= 8) {
		int away = 2 * (int)(c >> shift & 255) - before;

		out = out << 8 | (color)((twice + (most ? away * room / most : 0)) / 2);
	}
	return out;
}

static color
shade_of(color c, enum shade shade)
{
	static const int steps[3][SHADES] = {{3, -42, -85}, {40, 0, -43}, {83, 42, -1}};
	int lightness = lightness_twice(c);
	int twice = lightness + 2 * steps[lightness >= 255 ? 0 : lightness * 2 >= 255 ? 1 : 2][shade];

	return with_lightness(c, twice < 0 || twice > 510 ? 510 : twice);
}

static size_t
shaded_stripes(const struct border *b, struct stripe stripes[STRIPES_MOST])
{
	emu quarter = b->width / 4, from = 0;
	color c = b->color == COLOR_NONE ? 0 : b->color;

	for (int i = 0; i < STRIPES_MOST; i++) {
		int shade = b->kind == BORDER_RAISED ? i : SHADE_DARK - i;
		emu width = i == 1 ? b->width - 2 * quarter : quarter;

		stripes[i] = (struct stripe){from, width, shade_of(c, (enum shade)shade), BORDER_SINGLE};
		from += width;
	}
	return STRIPES_MOST;
}

size_t
stripes_of(const struct border *b, struct stripe stripes[STRIPES_MOST])
{
	bool has_widths = b->outer || b->inner;
	color c = b->color == COLOR_NONE ? 0 : b->color;
	emu outer = has_widths ? b->outer : b->width / 3, inner = has_widths ? b->inner : b->width / 3;

	if (b->kind == BORDER_NONE || b->width <= 0)
		return 0;
	if (b->kind == BORDER_RAISED || b->kind == BORDER_SUNKEN)
		return shaded_stripes(b, stripes);
	stripes[0] = (struct stripe){0, b->width, c, b->kind};
	if (b->kind != BORDER_DOUBLE)
		return 1;
	stripes[0] = (struct stripe){0, outer, c, BORDER_SINGLE};
	stripes[1] = (struct stripe){b->width - inner, inner, c, BORDER_SINGLE};
	return 2;
}

void
stripes_mirror(const struct border *b, struct stripe *stripes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		stripes[i].from = b->width - stripes[i].from - stripes[i].width;
	for (size_t i = 0; i < count / 2; i++) {
		struct stripe first = stripes[i];

		stripes[i] = stripes[count - 1 - i];
		stripes[count - 1 - i] = first;
	}
}
