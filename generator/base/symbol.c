/*
 * symbol -- tables of Symbol and Wingdings.
 *
 * Symbol's encoding is Adobe's (ISO 32000-1, annex D.5).  Wingdings' pictures are matched with the characters
 * that Unicode 7 took over from it where common fonts have them, else with a near one that they have:
 * a black diamond U+25C6 for U+2B25, a ballot box with X for U+2327.
 */
#include "base/symbol.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

enum { CODE_FIRST = 0x20, CODE_LAST = 0xFF, CODES = CODE_LAST - CODE_FIRST + 1, PRIVATE = 0xF000 };

struct symbol_font {
	struct text family;
	uint16_t meanings[CODES]; /* 0: not known */
};

/* clang-format off */
static const struct symbol_font fonts[] = {
	{TEXT_INIT("Symbol"), {
		0x0020, 0x0021, 0x2200, 0x0023, 0x2203, 0x0025, 0x0026, 0x220B, /* 20 */
		0x0028, 0x0029, 0x2217, 0x002B, 0x002C, 0x2212, 0x002E, 0x002F,
		0x0030, 0x0031, 0x0032, 0x0033, 0x0034, 0x0035, 0x0036, 0x0037, /* 30 */
		0x0038, 0x0039, 0x003A, 0x003B, 0x003C, 0x003D, 0x003E, 0x003F,
		0x2245, 0x0391, 0x0392, 0x03A7, 0x0394, 0x0395, 0x03A6, 0x0393, /* 40 */
		0x0397, 0x0399, 0x03D1, 0x039A, 0x039B, 0x039C, 0x039D, 0x039F,
		0x03A0, 0x0398, 0x03A1, 0x03A3, 0x03A4, 0x03A5, 0x03C2, 0x03A9, /* 50 */
		0x039E, 0x03A8, 0x0396, 0x005B, 0x2234, 0x005D, 0x22A5, 0x005F,
		0x203E, 0x03B1, 0x03B2, 0x03C7, 0x03B4, 0x03B5, 0x03C6, 0x03B3, /* 60 */
		0x03B7, 0x03B9, 0x03D5, 0x03BA, 0x03BB, 0x03BC, 0x03BD, 0x03BF,
		0x03C0, 0x03B8, 0x03C1, 0x03C3, 0x03C4, 0x03C5, 0x03D6, 0x03C9, /* 70 */
		0x03BE, 0x03C8, 0x03B6, 0x007B, 0x007C, 0x007D, 0x223C, 0,
		0,      0,      0,      0,      0,      0,      0,      0, /* 80 */
		0,      0,      0,      0,      0,      0,      0,      0,
		0,      0,      0,      0,      0,      0,      0,      0, /* 90 */
		0,      0,      0,      0,      0,      0,      0,      0,
		0x20AC, 0x03D2, 0x2032, 0x2264, 0x2044, 0x221E, 0x0192, 0x2663, /* A0 */
		0x2666, 0x2665, 0x2660, 0x2194, 0x2190, 0x2191, 0x2192, 0x2193,
		0x00B0, 0x00B1, 0x2033, 0x2265, 0x00D7, 0x221D, 0x2202, 0x2022, /* B0 */
		0x00F7, 0x2260, 0x2261, 0x2248, 0x2026, 0x23D0, 0x23AF, 0x21B5,
		0x2135, 0x2111, 0x211C, 0x2118, 0x2297, 0x2295, 0x2205, 0x2229, /* C0 */
		0x222A, 0x2283, 0x2287, 0x2284, 0x2282, 0x2286, 0x2208, 0x2209,
		0x2220, 0x2207, 0x00AE, 0x00A9, 0x2122, 0x220F, 0x221A, 0x22C5, /* D0 */
		0x00AC, 0x2227, 0x2228, 0x21D4, 0x21D0, 0x21D1, 0x21D2, 0x21D3,
		0x25CA, 0x2329, 0x00AE, 0x00A9, 0x2122, 0x2211, 0x239B, 0x239C, /* E0 */
		0x239D, 0x23A1, 0x23A2, 0x23A3, 0x23A7, 0x23A8, 0x23A9, 0x23AA,
		0,      0x232A, 0x222B, 0x2320, 0x23AE, 0x2321, 0x239E, 0x239F, /* F0 */
		0x23A0, 0x23A4, 0x23A5, 0x23A6, 0x23AB, 0x23AC, 0x23AD, 0,
	}},
	{TEXT_INIT("Wingdings"), {
		0x0020, 0x270F, 0x2702, 0x2701, 0,      0,      0,      0, /* 20 */
		0x260E, 0x2706, 0x2709, 0,      0,      0,      0,      0,
		0,      0,      0,      0,      0,      0,      0x231B, 0x2328, /* 30 */
		0,      0,      0,      0,      0,      0,      0x2707, 0x270D,
		0,      0x270C, 0,      0,      0,      0x261C, 0x261E, 0x261D, /* 40 */
		0x261F, 0x270B, 0x263A, 0,      0x2639, 0,      0x2620, 0x2690,
		0,      0x2708, 0x263C, 0,      0x2744, 0x271D, 0x271E, 0, /* 50 */
		0x2720, 0x2721, 0x262A, 0x262F, 0,      0x2638, 0x2648, 0x2649,
		0x264A, 0x264B, 0x264C, 0x264D, 0x264E, 0x264F, 0x2650, 0x2651, /* 60 */
		0x2652, 0x2653, 0x0026, 0x0026, 0x25CF, 0x274D, 0x25A0, 0x25A1,
		0x25A1, 0x2751, 0x2752, 0x2666, 0x29EB, 0x25C6, 0x2756, 0x25C6, /* 70 */
		0x2612, 0,      0x2318, 0x2740, 0x273F, 0x275D, 0x275E, 0,
		0x24EA, 0x2460, 0x2461, 0x2462, 0x2463, 0x2464, 0x2465, 0x2466, /* 80 */
		0x2467, 0x2468, 0x2469, 0x24FF, 0x2776, 0x2777, 0x2778, 0x2779,
		0x277A, 0x277B, 0x277C, 0x277D, 0x277E, 0x277F, 0,      0, /* 90 */
		0,      0,      0,      0,      0,      0,      0x00B7, 0x2022,
		0x25AA, 0x25CB, 0x25CB, 0x25CB, 0x25C9, 0x25CE, 0,      0x25AA, /* A0 */
		0x25FB, 0,      0x2726, 0x2605, 0x2736, 0x2734, 0x2739, 0x2735,
		0,      0x2316, 0x2727, 0,      0,      0x272A, 0x2730, 0, /* B0 */
		0,      0,      0,      0,      0,      0,      0,      0,
		0,      0,      0,      0,      0,      0,      0,      0, /* C0 */
		0,      0,      0,      0,      0,      0,      0,      0,
		0,      0,      0,      0,      0,      0x232B, 0x2326, 0, /* D0 */
		0x27A2, 0,      0,      0,      0x27B2, 0,      0,      0x2190,
		0x2192, 0x2191, 0x2193, 0x2196, 0x2197, 0x2199, 0x2198, 0x2190, /* E0 */
		0x2794, 0x2191, 0x2193, 0x2196, 0x2197, 0x2199, 0x2198, 0x21E6,
		0x21E8, 0x21E7, 0x21E9, 0x2194, 0x2195, 0x2196, 0x2197, 0x2199, /* F0 */
		0x2198, 0x25AD, 0x25AB, 0x2717, 0x2713, 0x2612, 0x2611, 0,
	}},
	/* the bullet of Windows' code pages, which LibreOffice's own lists have */
	{TEXT_INIT("StarBats"), {[0x95 - CODE_FIRST] = 0x2022}},
};
/* clang-format on */

enum { SYMBOL };

const struct symbol_font *
symbol_font_find(struct text family)
{
	for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
		if (family.len == fonts[i].family.len && !strncasecmp(family.at, fonts[i].family.at, family.len))
			return &fonts[i];
	return NULL;
}

static bool
is_private(uint32_t c)
{
	return c >= PRIVATE + CODE_FIRST && c <= PRIVATE + CODE_LAST;
}

uint32_t
symbol_meaning(const struct symbol_font *f, uint32_t code)
{
	if (is_private(code))
		code -= PRIVATE;
	return code >= CODE_FIRST && code <= CODE_LAST ? f->meanings[code - CODE_FIRST] : 0;
}

uint32_t
symbol_translate(const struct symbol_font *f, uint32_t code_point)
{
	uint32_t meaning = is_private(code_point) ? symbol_meaning(f, code_point) : 0;

	return meaning ? meaning : code_point;
}

/* What c is replaced by in a text of font f, NULL for any other; 0 when it stays. */
static uint32_t
replacement(const struct symbol_font *f, uint32_t c)
{
	if (c <= ' ' || (!f && !is_private(c)))
		return 0;
	return symbol_meaning(f ? f : &fonts[SYMBOL], c);
}

/* U+F000 … begins with this byte in UTF-8. */
enum { PRIVATE_LEAD = 0xEF };

/* Where the first character stands that is to be replaced; t.len when there is none. */
static size_t
first_symbol(const struct symbol_font *f, struct text t)
{
	if (!t.len || (!f && !memchr(t.at, PRIVATE_LEAD, t.len)))
		return t.len;
	for (size_t i = 0; i < t.len;) {
		size_t start = i;

		if (replacement(f, utf8_next(t, &i)))
			return start;
	}
	return t.len;
}

struct text
symbols_replace(struct arena *a, struct text family, struct text t, bool *is_symbol)
{
	const struct symbol_font *f = symbol_font_find(family);
	size_t first = first_symbol(f, t), len = first;
	char *bytes;

	*is_symbol = first < t.len;
	if (!*is_symbol)
		return t;
	/* a character of one byte may become one of three */
	bytes = arena_alloc(a, t.len * 3 + 1);
	memcpy(bytes, t.at, first);
	for (size_t i = first; i < t.len;) {
		uint32_t c = utf8_next(t, &i), unicode = replacement(f, c);

		len += utf8_put(unicode ? unicode : c, bytes + len);
	}
	return (struct text){bytes, len};
}
