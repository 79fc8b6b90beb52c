/*
 * linebreak -- Unicode Standard Annex 14 as LibreOffice 7.4 applies it.
 *
 * Writer breaks lines by rules that it forked from an old ICU.  They differ from the annex of today, and
 * from libunistring, in what stands in every Russian order: "т.е." does not break behind a point, "2020-2021"
 * does behind its hyphen, "/" hardly ever.  The rules below were checked against the lines that Writer makes
 * of 3 300 strings of each two signs between letters and digits.  Scripts that break between ideographs, or
 * need dictionaries, are left to libunistring.
 *
 * The comments name the annex's rules (LB7 …).
 */
#include "layout/linebreak.h"

#include <string.h>
#include <unictype.h>
#include <unilbrk.h>

#include "base/utf8.h"

enum sign {
	CLASS_AL, /* letters, and all that behaves so */
	CLASS_NU,
	CLASS_SP,
	CLASS_OP, /* ( [ { and the low opening quotes */
	CLASS_CL,
	CLASS_CP, /* ) ] }: a letter behind them stays */
	CLASS_QU, /* quotes that may open or close */
	CLASS_EX, /* ! ? */
	CLASS_IS, /* , . : ; */
	CLASS_SY, /* / */
	CLASS_PR, /* before numbers: № $ + */
	CLASS_PO, /* behind numbers: % ° */
	CLASS_HY, /* - */
	CLASS_BA, /* a line may end behind: en dash, soft hyphen, tab */
	CLASS_BB,
	CLASS_B2, /* em dash: before and behind */
	CLASS_IN, /* … */
	CLASS_NS,
	CLASS_GL, /* no-break space */
	CLASS_WJ,
	CLASS_ZW,
	CLASS_CM, /* combining: belongs to the letter before */
	CLASS_BK  /* a forced break */
};

static enum sign
class_of_ascii(uint32_t c)
{
	switch (c) {
	case ' ':
		return CLASS_SP;
	case '\n':
		return CLASS_BK;
	case '!':
	case '?':
		return CLASS_EX;
	case '"':
	case '\'':
		return CLASS_QU;
	case '$':
	case '+':
		return CLASS_PR;
	case '%':
		return CLASS_PO;
	case '(':
	case '[':
	case '{':
		return CLASS_OP;
	case ')':
	case ']':
	case '}':
		return CLASS_CP;
	case ',':
	case '.':
	case ':':
	case ';':
		return CLASS_IS;
	case '-':
		return CLASS_HY;
	case '/':
	case '\\':
		return CLASS_SY;
	case '\t':
	case '|':
		return CLASS_BA;
	default:
		return c >= '0' && c <= '9' ? CLASS_NU : CLASS_AL;
	}
}

static enum sign
class_of_latin(uint32_t c)
{
	switch (c) {
	case 0xA0:
		return CLASS_GL;
	case 0xA1:
	case 0xBF:
		return CLASS_OP;
	case 0xA2:
		return CLASS_PO;
	case 0xA3:
	case 0xA4:
	case 0xA5:
	case 0xB1:
		return CLASS_PR;
	case 0xAB:
	case 0xBB:
		return CLASS_QU;
	case 0xAD:
		return CLASS_BA;
	case 0xB4:
		return CLASS_BB;
	default:
		return CLASS_AL;
	}
}

/* U+2000 … U+206F, General Punctuation. */
static enum sign
class_of_punctuation(uint32_t c)
{
	switch (c) {
	case 0x2007:
	case 0x2011:
	case 0x202F:
		return CLASS_GL;
	case 0x200B:
		return CLASS_ZW;
	case 0x200C:
	case 0x200D:
	case 0x200E:
	case 0x200F:
		return CLASS_CM;
	case 0x2010:
	case 0x2012:
	case 0x2013:
	case 0x2027:
	case 0x2056:
	case 0x205F:
		return CLASS_BA;
	case 0x2014:
		return CLASS_B2;
	case 0x2018:
	case 0x2019:
	case 0x201B:
	case 0x201C:
	case 0x201D:
	case 0x201F:
	case 0x2039:
	case 0x203A:
		return CLASS_QU;
	case 0x201A:
	case 0x201E:
	case 0x2045:
		return CLASS_OP;
	case 0x2024:
	case 0x2025:
	case 0x2026:
		return CLASS_IN;
	case 0x2028:
	case 0x2029:
		return CLASS_BK;
	case 0x203C:
	case 0x203D:
		return CLASS_NS;
	case 0x2044:
		return CLASS_IS;
	case 0x2046:
		return CLASS_CL;
	case 0x2060:
		return CLASS_WJ;
	default:
		if (c <= 0x200A || (c >= 0x2058 && c <= 0x205B))
			return CLASS_BA;
		return c >= 0x2030 && c <= 0x2037 ? CLASS_PO : CLASS_AL;
	}
}

static enum sign
class_of(uint32_t c)
{
	if (c < 0x80)
		return class_of_ascii(c);
	if (c < 0x100)
		return class_of_latin(c);
	if (c >= 0x400 && c < 0x483)
		return CLASS_AL;
	if (c >= 0x2000 && c < 0x2070)
		return class_of_punctuation(c);
	if (c >= 0x20A0 && c < 0x20D0)
		return CLASS_PR;
	if (c == 0x2116 || c == 0x2212 || c == 0x2213)
		return CLASS_PR;
	if (c == 0x2103 || c == 0x2109)
		return CLASS_PO;
	if (c == 0xFEFF)
		return CLASS_WJ;
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M))
		return CLASS_CM;
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Nd) ? CLASS_NU : CLASS_AL;
}

/* Before these no line ends, even behind spaces (LB13). */
static bool
closes(enum sign c)
{
	return c == CLASS_CL || c == CLASS_CP || c == CLASS_EX || c == CLASS_IS;
}

static bool
is_word(enum sign c)
{
	return c == CLASS_AL || c == CLASS_NU;
}

/* LB21 … LB30 for neighbours without a space between. */
static bool
stays_together(enum sign a, enum sign b)
{
	switch (b) {
	case CLASS_SY:
	case CLASS_BA:
	case CLASS_HY:
	case CLASS_NS:
	case CLASS_QU:
		return true;
	case CLASS_IN:
		return is_word(a) || a == CLASS_IN || a == CLASS_EX || a == CLASS_QU;
	case CLASS_GL:
		return true;
	case CLASS_NU:
	case CLASS_AL:
		return is_word(a) || a == CLASS_PR || a == CLASS_PO || a == CLASS_IS || a == CLASS_CP ||
		       a == CLASS_QU || a == CLASS_BB;
	case CLASS_PR:
		return is_word(a) || a == CLASS_QU || a == CLASS_BB;
	case CLASS_PO:
		return a == CLASS_NU || a == CLASS_QU || a == CLASS_BB;
	case CLASS_OP:
		return is_word(a) || a == CLASS_QU || a == CLASS_BB;
	default:
		return a == CLASS_QU || a == CLASS_BB;
	}
}

/* Whether a line may end between a and b; has_space: spaces stand between them. */
static bool
may_break(enum sign a, enum sign b, bool has_space)
{
	if (a == CLASS_ZW)
		return true;
	if (closes(b) || b == CLASS_WJ || b == CLASS_ZW || b == CLASS_BK)
		return false;
	if (a == CLASS_OP)
		return false; /* LB14 */
	if (has_space) {
		/* LB15 does not hold in Writer: a line ends between "»" and "(" */
		return !(a == CLASS_B2 && b == CLASS_B2) && !(b == CLASS_NS && (a == CLASS_CL || a == CLASS_CP));
	}
	if (a == CLASS_WJ || a == CLASS_GL)
		return false;
	if (a == CLASS_B2 && b == CLASS_B2)
		return false;
	return !stays_together(a, b);
}

static bool
needs_library(uint32_t c)
{
	return (c >= 0x0E00 && c < 0x0F00) || (c >= 0x1000 && c < 0x1200) || (c >= 0x1780 && c < 0x1800) ||
	       (c >= 0x2E80 && c < 0xFB00) || (c >= 0xFE30 && c < 0xFE70) || (c >= 0xFF00 && c < 0xFFF0) ||
	       (c >= 0x1F000 && c < 0x40000);
}

/* What is behind while the text is walked through. */
struct walk {
	enum sign before; /* of the last letter that is no space */
	bool has_space;   /* spaces stand behind it */
	bool is_first;    /* there is none yet */
	bool is_numeric;  /* before that, a digit: "1/2" stays together, "а/2" does not */
	bool is_slash;
	bool divides;    /* words of the text are divided */
	int word_length; /* letters since the last space; */
	bool is_first_word;
};

/*
 * Writer keeps paths and "и/или" whole: it does not end a line behind a slash when the word can go to the
 * next line, unless the word is overly long.  Where it divides words it knows nothing of this.
 */
enum { PATH_MOST = 66 };

static bool
slash_breaks(const struct walk *w, enum sign now)
{
	if (w->is_numeric && now == CLASS_NU)
		return false;
	return w->divides || !w->is_slash || w->is_first_word || w->word_length > PATH_MOST;
}

static bool
walk_may_break(const struct walk *w, enum sign now)
{
	if (w->is_first)
		return w->has_space;
	if (!may_break(w->before, now, w->has_space))
		return false;
	return w->has_space || w->before != CLASS_SY || slash_breaks(w, now);
}

static void
walk_on(struct walk *w, uint32_t c, enum sign now)
{
	if (w->has_space && !w->is_first)
		w->is_first_word = false;
	w->word_length = w->has_space ? 1 : w->word_length + 1;
	w->is_numeric = now == CLASS_SY ? w->before == CLASS_NU && !w->has_space : now == CLASS_NU;
	w->is_slash = c == '/';
	w->before = now;
	w->has_space = w->is_first = false;
}

/* Goes over the Cyrillic and Latin letters behind a letter: most of any text is such, and no line ends among them. */
static size_t
walk_letters(struct walk *w, struct text t, size_t from, char *breaks)
{
	size_t at = from;

	for (; at < t.len; w->word_length++) {
		char c = t.at[at];

		if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
			at++;
		else if ((c == '\xD0' || c == '\xD1') && at + 1 < t.len)
			at += 2; /* U+0400 … U+047F in UTF-8 */
		else
			break;
	}
	memset(breaks + from, UC_BREAK_PROHIBITED, at - from);
	return at;
}

/* false when the text has a script that the rules here do not know. */
static bool
breaks_set(struct text t, bool divides, char *breaks)
{
	struct walk w = {.is_first = true, .is_first_word = true, .divides = divides};
	size_t at = 0;

	while (at < t.len) {
		size_t here = at;
		uint32_t c = utf8_next(t, &at);
		enum sign now = class_of(c);

		if (needs_library(c))
			return false;
		for (size_t i = here; i < at; i++)
			breaks[i] = UC_BREAK_PROHIBITED;
		if (now == CLASS_SP) {
			w.has_space = true;
			continue;
		}
		if (now == CLASS_CM && !w.has_space && !w.is_first)
			continue; /* LB9 */
		if (now == CLASS_CM)
			now = CLASS_AL;
		if (!w.is_first && w.before == CLASS_BK)
			breaks[here] = UC_BREAK_MANDATORY;
		else if (walk_may_break(&w, now))
			breaks[here] = UC_BREAK_POSSIBLE;
		walk_on(&w, c, now);
		if (now == CLASS_AL)
			at = walk_letters(&w, t, at, breaks);
	}
	return true;
}

void
linebreaks_find(struct text t, bool divides, char *breaks)
{
	if (!breaks_set(t, divides, breaks))
		u8_possible_linebreaks((const uint8_t *)t.at, t.len, "UTF-8", breaks);
	breaks[t.len] = UC_BREAK_PROHIBITED;
}
