/*
 * encoding_guess -- which of the eight-bit encodings a text's bytes most probably are in.
 *
 * Each encoding makes another text of the same bytes:
 *
 *     bytes                      D4 C8 CE     CA EB E0 F1 F1
 *     Windows-1251               ФИО          Класс
 *     KOI8-R                     тхн          йКЮЯЯ
 *     CP866 (DOS)                ╘╚╬          ╩ырёё
 *     MacCyrillic                ‘»ќ           ласс
 *
 * and only one of them looks like something that people write.  How much it does is said by a chain of pairs: the
 * probability of each letter behind the one before it, as counted in Russian documents, in names of people and in
 * abbreviations, at the beginnings and ends of words too; a capital behind a small letter, a letter of another script,
 * the corner of a frame amid a word are improbable.  The product over all pairs is compared, together with how often
 * each encoding is met at all.  Pairs are counted once for all candidates, so the length of a file costs one pass.
 *
 * Two words are enough (of pairs of words held back from the counts 998 in 1000 were right in KOI8-R, all in the
 * others; Windows-1251 was right with single words of three letters too).  Of less, or of small letters alone in
 * MacCyrillic, more than one text can be made: "ТЕЛЕФОН" is "фемежпо".  Then is_sure is false.
 */
#include "reader/encoding_guess.h"

#include <iconv.h>
#include <stdint.h>
#include <string.h>

enum {
	HIGH = 128,   /* bytes that the encodings tell apart: 0x80 … 0xFF */
	OTHER = HIGH, /* in the place of all ASCII bytes but those below */
	EDGE,         /* in the place of what cells begin and end with: line ends, separators, quotes */
	LATIN,        /* in the place of the Latin letters */
	SIGNS         /* what pairs consist of */
};

/* All costs are in half units of the natural logarithm: 2 is e times less probable. */
enum {
	COST_SURE = 12,     /* how far the next candidate must be */
	COST_HOPELESS = 15, /* for each byte beyond ASCII */
	COST_SMALL_AT_EDGE = 2,
	COST_CAPITAL_FIRST = 1,
	COST_CAPITAL_NEXT = 1,
	COST_SMALL_AFTER_CAPITAL = 1,
	COST_CAPITAL_AFTER_SMALL = 14,
	COST_YO = 3,            /* ё against е */
	COST_OTHER_SCRIPT = 20, /* a Cyrillic letter beside a Latin one */
	COST_GLUED = 8,         /* a letter right behind a dash */
	COST_NEIGHBOUR = 18,    /* a letter of Ukrainian or Belarusian */
	COST_BALKAN = 22,       /* a letter of Serbian or Macedonian */
	COST_ACCENTED = 9,      /* é behind a Latin letter */
	COST_ACCENTED_ALONE = 14,
	COST_SIGN = 9,   /* « » № – */
	COST_QUOTE = 15, /* “ „ … */
	COST_SIGN_RARE = 20,
	COST_FRAME = 26,  /* what DOS draws tables with */
	COST_NOTHING = 40 /* a byte that the encoding does not have */
};

enum kind {
	KIND_OTHER,
	KIND_EDGE,
	KIND_LATIN,
	KIND_RUSSIAN,
	KIND_NEIGHBOUR,
	KIND_BALKAN,
	KIND_ACCENTED,
	KIND_SIGN,
	KIND_OPENING,
	KIND_QUOTE,
	KIND_RARE,
	KIND_FRAME,
	KIND_NOTHING
};

struct sign {
	uint32_t code; /* the character */
	enum kind kind;
	bool is_capital;
	bool is_yo;
	uint8_t letter; /* а is 1, я is 32, ё counts as е; 0: none */
};

struct candidate {
	const char *name;
	int cost; /* of its being met at all */
};

/* What iconv and people call them.  KOI8-U is KOI8-R with Ukrainian letters for some of the frames. */
static const struct candidate candidates[] = {
	{"Windows-1251", 0}, {"KOI8-R", 4}, {"CP866", 5}, {"MacCyrillic", 6}, {"Windows-1252", 10},
};
enum { CANDIDATES = sizeof candidates / sizeof candidates[0] };

/*
 * The cost of each letter (across, from the end of the word over а to я) behind each (downwards, from the beginning
 * of the word): 'A' is none, each next one half a unit.
 */
static const char pair_costs[33][34] = {
	"WHHFHGILHGSGIGFFEGFHHHLKJKMWRVJLK", /* _ */
	"DQIFJIIKGLHHFGEMHGFFMMJIILNWWWRJI", /* а */
	"IEOQTNFPMGVGFNHDJEKRFTJJSTHIGLSOL", /* б */
	"CETMKMFWMGWJGLFFNIILJWMONMPWGKVVL", /* в */
	"GFINLJGSVGVRGLICKDNLGURTQVVVSVKTU", /* г */
	"GDPJLJDKNEWKFIGEJGIKHTMPOMWWJMTLL", /* д */
	"EKKFIGIJJMIGFGEKJFFFOLJKJLKWWWSPM", /* е */
	"IFLSSECUUDUHSOEJQSJSHUUUQRUUUQSUU", /* ж */
	"FCMGRGJQQGVKJGFEUINUGVVNPVVTHLVUI", /* з */
	"EJJHJIFMHHHFHGFIJGGFSKIJGKQWWWQJF", /* и */
	"BSQNLJNVQNVJEMKJLNGGQLTLNMVVRVVRL", /* й */
	"FDQKURHNOEWQHQJDLGGGFUQIVQWWNNOTV", /* к */
	"GEKSOOEJREWJJRIETWLQISUWKWVWJDUHF", /* л */
	"EELJTMDWSEWKMGIEJLKUIOTRQTWWFTRUH", /* м */
	"FDUMLHETODWJTNGESUJHJKQKMRUWFKWOK", /* н */
	"FQHDGGIIILHHFHGKHFGGKJMKJJNWWWQRL", /* о */
	"HEUUMMEWVGWKIUMCHDMKHVTNUNWWJNVRM", /* п */
	"GDLKIKEIRFWKMHHDMLIIGMKNOKUWIJUMJ", /* р */
	"GGLJPMGNTFWFGKIFGJHCIMMONLWUKHVQG", /* с */
	"FENFVOEONFWIMNHENFHOIPRWLVVWIFSSK", /* т */
	"EJIJIFGIIPKGFFIPGFFGRLJRFKIVVVOHP", /* у */
	"IDUUQUEUMDSSIOQDTGNJGISUUUUUPITUS", /* ф */
	"BFQKONIUUGUQKKFEKHHPLPOTUSUUSSOUS", /* х */
	"GFRHRJDUSBUISHTGMPPSJURRUUUUGUUSU", /* ц */
	"EEVQVTCQVEVIMSFLTKQGKVSVSJVVVNVVV", /* ч */
	"GESMUUDUUCUFJIGGSILJLUUUSUUUSNUUR", /* ш */
	"NFTQTTBTTCTTTTMTTITTHTTTTTTTTITTT", /* щ */
	"OOOOOOAOOOOOOOOOOOOOOOOOOOOOOOOOE", /* ъ */
	"DVIGNJELJPEIHGJVHIKGVVETKIRVVVUVM", /* ы */
	"CVPJLKFVFJVIVJENPQHHRQVKQITVVVVJG", /* ь */
	"GSQNMHSSOQMFDGKSKKKCPGPQSISSSSSSS", /* э */
	"CRHMOHTLMRPHGJGONGJFTRTOETDTTTRMT", /* ю */
	"BRIIRKFMIOQHLIGOMJLGPPIKJMKVVVPKK", /* я */
};

/* Є І Ї Ў Ґ: of Ukrainian or Belarusian. */
static bool
is_ukrainian(uint32_t c)
{
	uint32_t capital = c >= 0x450 && c <= 0x45F ? c - 0x50 : c;

	return capital == 0x404 || capital == 0x406 || capital == 0x407 || capital == 0x40E || c >= 0x490;
}

/* A letter of any language written in Cyrillic. */
static bool
is_cyrillic(struct sign s)
{
	return s.kind == KIND_RUSSIAN || s.kind == KIND_NEIGHBOUR || s.kind == KIND_BALKAN;
}

static struct sign
sign_of(uint32_t c)
{
	struct sign s = {.code = c, .kind = KIND_RARE};

	if (c >= 0x410 && c <= 0x44F) {
		s.kind = KIND_RUSSIAN;
		s.is_capital = c < 0x430;
		s.letter = (uint8_t)((c - 0x410) % 32 + 1);
	} else if (c == 0x401 || c == 0x451) {
		s = (struct sign){c, KIND_RUSSIAN, c == 0x401, true, 6};
	} else if (c >= 0x400 && c <= 0x491) {
		s.kind = is_ukrainian(c) ? KIND_NEIGHBOUR : KIND_BALKAN;
		s.is_capital = c < 0x430 || c == 0x490;
	} else if (c >= 0xC0 && c <= 0xFF && c != 0xD7 && c != 0xF7) {
		s.kind = KIND_ACCENTED;
		s.is_capital = c < 0xDF;
	} else if (c >= 0x2500 && c <= 0x25FF) {
		s.kind = KIND_FRAME;
	} else if (c == 0 || (c >= 0x80 && c <= 0x9F)) {
		s.kind = KIND_NOTHING;
	} else if (c == 0xAB || c == 0xA0) { /* «, no-break space */
		s.kind = KIND_OPENING;
	} else if (c == 0x201C || c == 0x201D || c == 0x201E || c == 0x2026) { /* “ ” „ … */
		s.kind = KIND_QUOTE;
	} else if (c == 0xBB || c == 0x2116 || c == 0x2013 || c == 0x2014) {
		s.kind = KIND_SIGN; /* » № – — */
	}
	return s;
}

/* What the encoding makes of each byte beyond ASCII; false when the machine does not know it. */
static bool
read_signs(const char *name, struct sign signs[SIGNS])
{
	iconv_t converter = iconv_open("UCS-4LE", strcmp(name, "KOI8-R") == 0 ? "KOI8-U" : name);

	if (converter == (iconv_t)-1)
		return false;
	for (int i = 0; i < HIGH; i++) {
		char byte = (char)(HIGH + i), *in = &byte;
		unsigned char wide[4] = {0};
		char *out = (char *)wide;
		size_t in_left = 1, out_left = sizeof wide;

		iconv(converter, &in, &in_left, &out, &out_left);
		signs[i] = sign_of(out_left ? 0 : wide[0] | (uint32_t)wide[1] << 8 | (uint32_t)wide[2] << 16);
	}
	signs[OTHER] = (struct sign){.kind = KIND_OTHER};
	signs[EDGE] = (struct sign){.kind = KIND_EDGE};
	signs[LATIN] = (struct sign){.kind = KIND_LATIN};
	iconv_close(converter);
	return true;
}

static int
case_cost(struct sign before, struct sign s)
{
	if (before.kind == KIND_EDGE)
		return s.is_capital ? 0 : COST_SMALL_AT_EDGE;
	if (!is_cyrillic(before))
		return s.is_capital ? COST_CAPITAL_FIRST : 0;
	if (s.is_capital)
		return before.is_capital ? COST_CAPITAL_NEXT : COST_CAPITAL_AFTER_SMALL;
	return before.is_capital ? COST_SMALL_AFTER_CAPITAL : 0;
}

static int
accented_cost(struct sign before, struct sign s)
{
	if (before.kind != KIND_LATIN)
		return COST_ACCENTED_ALONE;
	return COST_ACCENTED + (s.is_capital ? COST_SMALL_AFTER_CAPITAL : 0);
}

/* Of a Cyrillic letter where no Cyrillic letter should stand before it. */
static int
join_cost(struct sign before)
{
	if (before.kind == KIND_LATIN)
		return COST_OTHER_SCRIPT;
	return before.kind == KIND_SIGN || before.kind == KIND_RARE ? COST_GLUED : 0;
}

/* How improbable s is behind the sign before it. */
static int
pair_cost(struct sign before, struct sign s)
{
	int end = before.letter ? pair_costs[before.letter][0] - 'A' : 0;

	switch (s.kind) {
	case KIND_RUSSIAN:
		return pair_costs[before.letter][s.letter] - 'A' + (s.is_yo ? COST_YO : 0) + case_cost(before, s) +
		       join_cost(before);
	case KIND_NEIGHBOUR:
		return COST_NEIGHBOUR + case_cost(before, s) + join_cost(before);
	case KIND_BALKAN:
		return COST_BALKAN + case_cost(before, s) + join_cost(before);
	case KIND_ACCENTED:
		return end + accented_cost(before, s);
	case KIND_LATIN:
		return end + (is_cyrillic(before) ? COST_OTHER_SCRIPT : 0);
	case KIND_SIGN:
	case KIND_OPENING:
		return end + COST_SIGN;
	case KIND_QUOTE:
		return end + COST_QUOTE;
	case KIND_RARE:
		return end + COST_SIGN_RARE;
	case KIND_FRAME:
		return end + COST_FRAME;
	case KIND_NOTHING:
		return end + COST_NOTHING;
	case KIND_OTHER:
	case KIND_EDGE:
		break;
	}
	return end;
}

static int
sign_number(char c)
{
	if (c & 0x80)
		return (unsigned char)c - HIGH;
	if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
		return LATIN;
	return strchr("\n\r\t,;|\"", c) ? EDGE : OTHER; /* a NUL is one too */
}

struct pairs {
	uint32_t of[SIGNS][SIGNS];
	bool met[HIGH]; /* each byte beyond ASCII */
	size_t high;    /* how often any of them */
	size_t controls;
};

/* What no text holds: pictures and programs do. */
static bool
is_control(char c)
{
	return (c >= '\1' && c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == '\x7F';
}

/* Pairs with a byte beyond ASCII; the text's beginning and end count as line ends. */
static void
count_pairs(struct pairs *pairs, struct text bytes)
{
	size_t times[256] = {0};
	uint8_t numbers[256];
	int before = EDGE;

	memset(pairs, 0, sizeof *pairs);
	for (int i = 0; i < 256; i++)
		numbers[i] = (uint8_t)sign_number((char)i);
	for (size_t i = 0; i <= bytes.len; i++) {
		int number = i < bytes.len ? numbers[(unsigned char)bytes.at[i]] : EDGE;

		if ((number < HIGH || before < HIGH) && pairs->of[before][number] < UINT32_MAX)
			pairs->of[before][number]++;
		times[i < bytes.len ? (unsigned char)bytes.at[i] : '\n']++;
		before = number;
	}
	for (int i = 0; i < 256; i++) {
		pairs->high += i >= HIGH ? times[i] : 0;
		pairs->controls += is_control((char)i) ? times[i] : 0;
	}
	for (int i = 0; i < HIGH; i++)
		pairs->met[i] = times[HIGH + i] > 0;
}

static uint64_t
text_cost(const struct pairs *pairs, const struct sign signs[SIGNS])
{
	uint64_t cost = 0;

	for (int i = 0; i < SIGNS; i++) {
		for (int j = 0; j < SIGNS; j++) {
			if (pairs->of[i][j])
				cost += (uint64_t)pairs->of[i][j] * (uint64_t)pair_cost(signs[i], signs[j]);
		}
	}
	return cost;
}

/* One way to read the text. */
struct reading {
	const char *name; /* NULL: the machine does not know the encoding */
	struct sign signs[SIGNS];
	uint64_t cost;
};

/* Whether both make the same text of the bytes: "да" is the same in Windows-1251 and in MacCyrillic. */
static bool
is_same_text(const struct pairs *pairs, const struct reading *one, const struct reading *other)
{
	for (int i = 0; i < HIGH; i++) {
		if (pairs->met[i] && one->signs[i].code != other->signs[i].code)
			return false;
	}
	return true;
}

/* Whether no reading that makes another text comes near to this one. */
static bool
stands_alone(const struct pairs *pairs, const struct reading readings[CANDIDATES], const struct reading *best)
{
	for (int i = 0; i < CANDIDATES; i++) {
		const struct reading *r = &readings[i];

		if (r->name && r->cost < best->cost + COST_SURE && !is_same_text(pairs, best, r))
			return false;
	}
	return true;
}

struct encoding_guess
encoding_guess(struct text bytes)
{
	struct reading readings[CANDIDATES] = {0};
	const struct reading *best = NULL;
	struct pairs pairs;

	count_pairs(&pairs, bytes);
	for (int i = 0; i < CANDIDATES; i++) {
		struct reading *r = &readings[i];

		if (!read_signs(candidates[i].name, r->signs))
			continue;
		r->name = candidates[i].name;
		r->cost = text_cost(&pairs, r->signs) + (uint64_t)candidates[i].cost;
		if (!best || r->cost < best->cost)
			best = r;
	}
	if (!best || best->cost + pairs.controls * COST_NOTHING > pairs.high * COST_HOPELESS + COST_NOTHING)
		return (struct encoding_guess){0};
	return (struct encoding_guess){best->name, stands_alone(&pairs, readings, best)};
}

/* Whether the two bytes, the high one first, are a sign that a table in our languages may well hold. */
static bool
is_usual_unit(unsigned char high, unsigned char low)
{
	switch (high) {
	case 0x00:
		return low == '\t' || low == '\n' || low == '\r' || (low >= ' ' && low != 0x7F);
	case 0x04: /* Cyrillic */
		return true;
	case 0x20: /* dashes, quotes */
		return low >= 0x10 && low <= 0x3A;
	case 0x21:
		return low == 0x16; /* № */
	default:
		return false;
	}
}

const char *
encoding_guess_utf16(struct text bytes)
{
	enum { LOOKED_AT = 4096 };
	size_t units = (bytes.len < LOOKED_AT ? bytes.len : LOOKED_AT) / 2, little = 0, big = 0;

	if (units < 2 || (!memchr(bytes.at, '\0', units * 2) && !memchr(bytes.at, 0x04, units * 2)))
		return NULL; /* neither a line end nor a Cyrillic letter */
	for (size_t i = 0; i < units; i++) {
		unsigned char first = (unsigned char)bytes.at[2 * i], second = (unsigned char)bytes.at[2 * i + 1];

		little += is_usual_unit(second, first);
		big += is_usual_unit(first, second);
	}
	if (units && little * 20 >= units * 19 && little > big)
		return "UTF-16LE";
	return units && big * 20 >= units * 19 && big > little ? "UTF-16BE" : NULL;
}
