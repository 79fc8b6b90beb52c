#include "document/measure.h"

#include "base/hexadecimal.h"

/*
 * A decimal number as millionths, which holds every length in the files exactly enough: more digits
 * than six behind the point are cut, more than nine before it make it the largest.
 */
enum { MILLION = 1000000 };
#define MILLIONTHS_MOST ((int64_t)4000000000 * MILLION)

/* Reads the number that t begins with; *rest is what follows.  false when there are no digits. */
static bool
decimal_read(struct text t, int64_t *millionths, struct text *rest)
{
	bool is_negative = t.len && t.at[0] == '-';
	size_t i = t.len && (t.at[0] == '-' || t.at[0] == '+'), digits = 0;
	int64_t n = 0, unit = MILLION / 10;

	for (; i < t.len && t.at[i] >= '0' && t.at[i] <= '9'; i++, digits++)
		n = n > MILLIONTHS_MOST / 10 ? n : n * 10 + (int64_t)(t.at[i] - '0') * MILLION;
	if (i < t.len && t.at[i] == '.')
		for (i++; i < t.len && t.at[i] >= '0' && t.at[i] <= '9'; i++, digits++, unit /= 10)
			n += (t.at[i] - '0') * unit;
	if (n > MILLIONTHS_MOST)
		n = MILLIONTHS_MOST;
	*millionths = is_negative ? -n : n;
	*rest = text_from_offset(t, i);
	return digits > 0;
}

static bool
integer_read(struct text t, int *n)
{
	int64_t millionths;
	struct text rest;

	if (!decimal_read(text_trim(t), &millionths, &rest))
		return false;
	millionths /= MILLION;
	*n = millionths > INTEGER_MOST ? INTEGER_MOST : millionths < -INTEGER_MOST ? -INTEGER_MOST : (int)millionths;
	return true;
}

int
integer_or(struct text t, int otherwise)
{
	int n;

	return integer_read(t, &n) ? n : otherwise;
}

/* millionths of a unit of so many EMU, rounded. */
static emu
scaled(int64_t millionths, int64_t unit)
{
	int64_t whole = millionths / MILLION, part = millionths % MILLION;
	int64_t half = part < 0 ? -MILLION / 2 : MILLION / 2;

	return emu_from(whole * unit + (part * unit + half) / MILLION);
}

/* EMU of a unit's name, 0 when it is none. */
static int
unit_size(struct text unit)
{
	static const struct {
		const char *name;
		int size;
	} units[] = {
		{"cm", EMU_PER_CM}, {"mm", EMU_PER_MM},      {"in", EMU_PER_INCH},    {"inch", EMU_PER_INCH},
		{"pt", EMU_PER_PT}, {"pc", 12 * EMU_PER_PT}, {"pi", 12 * EMU_PER_PT}, {"px", EMU_PER_PX},
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (text_is(unit, units[i].name))
			return units[i].size;
	return 0;
}

bool
millionths_read(struct text t, int64_t *millionths)
{
	int64_t read;
	struct text rest;

	if (!decimal_read(text_trim(t), &read, &rest) || rest.len)
		return false;
	*millionths = read;
	return true;
}

bool
length_read(struct text t, emu *length)
{
	int64_t millionths;
	struct text unit;
	int size;

	if (!decimal_read(text_trim(t), &millionths, &unit))
		return false;
	size = unit_size(text_trim(unit));
	if (!size)
		return false;
	*length = scaled(millionths, size);
	return true;
}

/* A bare number of `unit`s, or a length with its own. */
static bool
counted_read(struct text t, int unit, emu *length)
{
	int64_t millionths;
	struct text rest;

	if (length_read(t, length))
		return true;
	if (!decimal_read(text_trim(t), &millionths, &rest) || rest.len)
		return false;
	*length = scaled(millionths, unit);
	return true;
}

bool
twips_read(struct text t, emu *length)
{
	return counted_read(t, EMU_PER_TWIP, length);
}

emu
twips_or(struct text t, emu otherwise)
{
	emu length;

	return twips_read(t, &length) ? length : otherwise;
}

bool
halfpoints_read(struct text t, emu *length)
{
	return counted_read(t, EMU_PER_HALFPT, length);
}

bool
permille_read(struct text t, int *permille)
{
	int64_t millionths;
	struct text rest;

	if (!decimal_read(text_trim(t), &millionths, &rest) || !text_is(text_trim(rest), "%"))
		return false;
	if (millionths > (int64_t)1000000 * MILLION || millionths < -(int64_t)1000000 * MILLION)
		return false;
	*permille = (int)((millionths * 10 + (millionths < 0 ? -MILLION / 2 : MILLION / 2)) / MILLION);
	return true;
}

bool
color_read(struct text t, color *c)
{
	color value = 0;

	t = text_trim(t);
	if (text_is(t, "transparent") || text_is(t, "auto") || text_is(t, "none")) {
		*c = COLOR_NONE;
		return true;
	}
	if (text_starts(t, TEXT("#")))
		t = text_from_offset(t, 1);
	if (t.len != 6)
		return false;
	for (size_t i = 0; i < 6; i++) {
		int digit = hex_digit(t.at[i]);

		if (digit < 0)
			return false;
		value = value << 4 | (color)digit;
	}
	*c = value;
	return true;
}

bool
switch_is_on(struct text t)
{
	return !(text_is(t, "0") || text_is(t, "false") || text_is(t, "off") || text_is(t, "none"));
}

int
word_index(struct text t, const char *const *words)
{
	for (int i = 0; words[i]; i++)
		if (text_is(t, words[i]))
			return i;
	return -1;
}
