/*
 * writing -- which of a run's three looks a letter takes: Western, East Asian or complex.
 *
 * Office programs keep three faces and sizes for every run.  LibreOffice chooses by the block of Unicode that a
 * character stands in.  Spaces, dashes, quotes and signs that belong to no writing go with the letters
 * before them, at the start of a paragraph with those behind.  The commas and brackets of ASCII are Western letters to
 * it; digits, too, but for those behind a complex word, which stand in its look ("12" within Hebrew).
 */
#include "layout/writing.h"

#include "base/utf8.h"

struct block_range {
	uint32_t from, to;
	enum writing writing;
};

/* Sorted; WRITINGS: of no writing.  What stands between the ranges is of none either. */
static const struct block_range ranges[] = {
	{0x21, 0x9F, WRITING_WESTERN},     {0xA1, 0x02C6, WRITING_WESTERN},   {0x02C8, 0x02C9, WRITING_WESTERN},
	{0x02CC, 0x02D8, WRITING_WESTERN}, {0x02DA, 0x02FF, WRITING_WESTERN}, {0x0370, 0x058F, WRITING_WESTERN},
	{0x0590, 0x109F, WRITING_COMPLEX}, {0x10A0, 0x10FF, WRITING_WESTERN}, {0x1100, 0x11FF, WRITING_ASIAN},
	{0x1200, 0x137F, WRITING_COMPLEX}, {0x13A0, 0x16FF, WRITING_WESTERN}, {0x1780, 0x18AF, WRITING_COMPLEX},
	{0x1E00, 0x1FFF, WRITING_WESTERN}, {0x2C60, 0x2C7F, WRITING_WESTERN}, {0x2C80, 0x2CE3, WRITING_WESTERN},
	{0x2E80, 0xA48F, WRITING_ASIAN},   {0xA720, 0xA7FF, WRITING_WESTERN}, {0xAC00, 0xD7AF, WRITING_ASIAN},
	{0xF900, 0xFAFF, WRITING_ASIAN},   {0xFB00, 0xFB1C, WRITING_WESTERN}, {0xFB1D, 0xFDFF, WRITING_COMPLEX},
	{0xFE30, 0xFE4F, WRITING_ASIAN},   {0xFE70, 0xFEFE, WRITING_COMPLEX}, {0xFF00, 0xFFEF, WRITING_ASIAN},
	{0x20000, 0x2FA1F, WRITING_ASIAN},
};

static enum writing
writing_of(uint32_t c)
{
	size_t low = 0, high = sizeof ranges / sizeof *ranges;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (c > ranges[middle].to)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof ranges / sizeof *ranges && c >= ranges[low].from ? ranges[low].writing : WRITINGS;
}

/* The first bytes of all that is not Western, or of no writing, are above: U+0590 is D6 90. */
enum { FIRST_BYTE_BEYOND = 0xD6 };

static bool
is_plain(struct text t, size_t from)
{
	for (size_t i = from; i < t.len; i++)
		if ((unsigned char)t.at[i] >= FIRST_BYTE_BEYOND)
			return false;
	return true;
}

size_t
writing_stretch(struct text t, size_t from, enum writing *writing)
{
	size_t at = from, before = from;

	if (*writing == WRITING_WESTERN && is_plain(t, from))
		return t.len;
	for (; at < t.len; before = at) {
		uint32_t c = utf8_next(t, &at);
		enum writing own = writing_of(c);

		if (own == WRITINGS || own == *writing || (*writing == WRITING_COMPLEX && is_digit(c)))
			continue;
		if (before > from && *writing != WRITINGS)
			return before;
		*writing = own;
	}
	return at;
}
