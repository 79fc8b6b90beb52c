/*
 * number_text -- single numbers as letters, signs and words: iv, б, ②, 十二, Twelve.
 *
 * Formats are those of w:numFmt (ECMA-376 part 1, 17.18.59) that LibreOffice writes, each as it writes it.  A
 * number that a format has no sign for is written in decimal.  Four ways to go on behind the last letter:
 *
 *     repeated   y z aa bb     Latin letters in DOCX
 *     counted    y z aa ab     letters as digits of a number without zero
 *     around     y z a b       Japanese and Korean letters
 *     ended      y z 27 28     signs that are few: stems, branches, circled numbers
 *
 * Russian letters go without ё, й, ъ, ь: а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ ы э ю я; of several
 * capital ones only the first is a capital: Аа, Аб.
 */
#include "document/document.h"

#include <unictype.h>

#include "base/buffer.h"
#include "base/utf8.h"

/* ---- letters in a row ---- */

enum behind_last { REPEATED, COUNTED, AROUND, ENDED };

struct alphabet {
	const char *letters;
	enum behind_last behind;
	const char *following; /* the letters that follow the first one of several; NULL: the same */
};

enum { REPEATED_MOST = 256, LETTERS_MOST = 32 /* digits of any int, of any alphabet of two letters or more */ };

static const char lower_latin[] = "abcdefghijklmnopqrstuvwxyz";
static const char upper_latin[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
static const char lower_russian[] = "абвгдежзиклмнопрстуфхцчшщыэюя";
static const char upper_russian[] = "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ";

/* clang-format off */
static const struct alphabet alphabets[] = {
	[NUMBER_LOWER_LETTER] = {lower_latin, REPEATED, NULL},
	[NUMBER_UPPER_LETTER] = {upper_latin, REPEATED, NULL},
	[NUMBER_LOWER_ALPHABET] = {lower_latin, COUNTED, NULL},
	[NUMBER_UPPER_ALPHABET] = {upper_latin, COUNTED, NULL},
	[NUMBER_LOWER_RUSSIAN] = {lower_russian, COUNTED, NULL},
	[NUMBER_UPPER_RUSSIAN] = {upper_russian, COUNTED, lower_russian},
	[NUMBER_SYMBOLS] = {"*†‡§", REPEATED, NULL}, /* how Word marks notes */
	[NUMBER_CIRCLED] = {"①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿", ENDED, NULL},
	[NUMBER_KATAKANA] = {"ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ", AROUND, NULL},
	[NUMBER_KATAKANA_WIDE] = {"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン", AROUND, NULL},
	[NUMBER_IROHA] = {"ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽﾝ", AROUND, NULL},
	[NUMBER_IROHA_WIDE] = {"イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン", AROUND, NULL},
	[NUMBER_STEMS] = {"甲乙丙丁戊己庚辛壬癸", ENDED, NULL},
	[NUMBER_BRANCHES] = {"子丑寅卯辰巳午未申酉戌亥", ENDED, NULL},
	[NUMBER_KOREAN_SYLLABLES] = {"가나다라마바사아자차카타파하", AROUND, NULL},
	[NUMBER_KOREAN_CONSONANTS] = {"ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", AROUND, NULL},
	[NUMBER_HEBREW_LETTERS] = {"אבגדהוזחטיכלמנסעפצקרשת", COUNTED, NULL},
	[NUMBER_ARABIC_LETTERS] = {"أبتثجحخدذرزسشصضطظعغفقكلمنهوى", COUNTED, NULL},
	[NUMBER_ARABIC_ABJAD] = {"ابجدهوزحطيكلمنسعفصقرشتثخذضظغ", COUNTED, NULL},
	[NUMBER_THAI_LETTERS] = {"กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรฤลฦวศษสหฬอฮ", COUNTED, NULL},
	[NUMBER_NEPALI_LETTERS] = {"कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह", COUNTED, NULL},
	[NUMBER_AS_SECTION] = {NULL, ENDED, NULL},
};
/* clang-format on */

static int
letter_count(const char *letters)
{
	struct text t = text_from(letters);
	int count = 0;

	for (size_t i = 0; i < t.len; count++)
		utf8_next(t, &i);
	return count;
}

static void
letter_put(struct buffer *b, const char *letters, int index)
{
	struct text t = text_from(letters);
	size_t from = 0, to = 0;

	for (; index >= 0; index--) {
		from = to;
		utf8_next(t, &to);
	}
	buffer_text(b, text_slice(t, from, to));
}

static void
counted_put(struct buffer *b, const struct alphabet *alphabet, int count, int number)
{
	const char *letters = alphabet->letters;
	int digits[LETTERS_MOST], length = 0;

	for (; number > 0 && length < LETTERS_MOST; number = (number - 1) / count)
		digits[length++] = (number - 1) % count;
	while (length-- > 0) {
		letter_put(b, letters, digits[length]);
		if (alphabet->following)
			letters = alphabet->following;
	}
}

/* false: there is no letter for that number. */
static bool
letters_put(struct buffer *b, const struct alphabet *alphabet, int number)
{
	int count = letter_count(alphabet->letters), round = (number - 1) / count;

	if (alphabet->behind == COUNTED) {
		counted_put(b, alphabet, count, number);
		return true;
	}
	if (round >= (alphabet->behind == ENDED ? 1 : REPEATED_MOST) && alphabet->behind != AROUND)
		return false;
	if (alphabet->behind != REPEATED)
		round = 0;
	for (; round >= 0; round--)
		letter_put(b, alphabet->letters, (number - 1) % count);
	return true;
}

/* ---- Roman and Hebrew: signs that are added up ---- */

enum { ROMAN_MOST = 0x7FFF, HEBREW_MOST = 999 * 1000 };

static void
roman_put(struct buffer *b, int number, bool is_upper)
{
	static const struct {
		int value;
		const char *lower, *upper;
	} signs[] = {
		{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"},  {400, "cd", "CD"}, {100, "c", "C"},
		{90, "xc", "XC"}, {50, "l", "L"},    {40, "xl", "XL"}, {10, "x", "X"},    {9, "ix", "IX"},
		{5, "v", "V"},    {4, "iv", "IV"},   {1, "i", "I"},
	};

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		for (; number >= signs[i].value; number -= signs[i].value)
			buffer_string(b, is_upper ? signs[i].upper : signs[i].lower);
}

/* 1 … 999.  15 and 16 are 9 + 6 and 9 + 7, for 10 + 5 and 10 + 6 begin the name of God. */
static void
hebrew_hundreds_put(struct buffer *b, int number)
{
	static const char letters[] = "אבגדהוזחטיכלמנסעפצקרשת"; /* 1 … 9, 10 … 90, 100 … 400 */

	for (; number >= 400; number -= 400)
		letter_put(b, letters, 21);
	if (number >= 100)
		letter_put(b, letters, 17 + number / 100);
	number %= 100;
	if (number == 15 || number == 16) {
		letter_put(b, letters, 8);
		number -= 9;
	} else if (number >= 10) {
		letter_put(b, letters, 8 + number / 10);
		number %= 10;
	}
	if (number > 0)
		letter_put(b, letters, number - 1);
}

static void
hebrew_put(struct buffer *b, int number)
{
	if (number == 1000) {
		buffer_string(b, "אלף");
		return;
	}
	if (number > 1000) {
		hebrew_hundreds_put(b, number / 1000);
		buffer_string(b, number % 1000 ? " " : " אלפים");
	}
	hebrew_hundreds_put(b, number % 1000);
}

/* ---- East Asian digits ---- */

/* Digits 0 … 9 and the names of ten, hundred, thousand and ten thousand. */
struct east_asian {
	const char *digits, *units;
	bool is_positional; /* digits alone; units only has ten thousand, or nothing */
	bool says_zero;     /* 101 is one hundred zero one */
	bool says_one;      /* before a unit; Chinese says it but in 10 … 19, which lower than legal */
	bool shortens_teens;
};

enum { EAST_ASIAN_MOST = 99999999, MYRIAD = 10000 };

static const struct east_asian *
east_asian_of(enum number_format format)
{
	static const struct east_asian chinese = {"零一二三四五六七八九", "十百千万", false, true, true, true},
				       legal = {"零壹贰叁肆伍陆柒捌玖", "拾佰仟万", false, true, true, false},
				       legal_old = {"零壹貳參肆伍陸柒捌玖", "拾佰仟萬", false, true, true, false},
				       japanese = {"零壱弐参四伍六七八九", "萬", true, true, true, false},
				       korean = {"영일이삼사오육칠팔구", "십백천만", false, false, false, false},
				       korean_digits = {"영일이삼사오육칠팔구", "", true, true, true, false},
				       korean_ideographs = {"零一二三四五六七八九", "", true, true, true, false},
				       full_width = {"０１２３４５６７８９", "", true, true, true, false};

	switch (format) {
	case NUMBER_CHINESE:
		return &chinese;
	case NUMBER_CHINESE_LEGAL:
		return &legal;
	case NUMBER_CHINESE_LEGAL_OLD:
		return &legal_old;
	case NUMBER_JAPANESE_LEGAL:
		return &japanese;
	case NUMBER_KOREAN:
	case NUMBER_KOREAN_NATIVE:
		return &korean;
	case NUMBER_KOREAN_DIGITS:
		return &korean_digits;
	case NUMBER_KOREAN_IDEOGRAPHS:
		return &korean_ideographs;
	case NUMBER_FULL_WIDTH:
		return &full_width;
	default:
		return NULL;
	}
}

static void
positional_put(struct buffer *b, const struct east_asian *e, int number)
{
	int power = 1;

	if (e->units[0] && number >= MYRIAD) {
		positional_put(b, e, number / MYRIAD);
		letter_put(b, e->units, 0);
		number %= MYRIAD;
		if (!number)
			return;
	}
	while (number / power >= 10)
		power *= 10;
	for (; power > 0; power /= 10)
		letter_put(b, e->digits, number / power % 10);
}

/* A number below ten thousand; is_first: nothing stands before it. */
static void
myriad_put(struct buffer *b, const struct east_asian *e, int number, bool is_first)
{
	bool owes_zero = false;

	for (int power = 1000, unit = 2; power > 0; power /= 10, unit--) {
		int digit = number / power % 10;
		bool is_first_ten = is_first && power == 10 && digit == 1 && e->shortens_teens;

		if (!digit) {
			owes_zero = !is_first && number % power;
			continue;
		}
		if (owes_zero && e->says_zero)
			letter_put(b, e->digits, 0);
		owes_zero = false;
		if (power == 1 || (!is_first_ten && (e->says_one || digit > 1)))
			letter_put(b, e->digits, digit);
		if (power > 1)
			letter_put(b, e->units, unit);
		is_first = false;
	}
}

static void
east_asian_put(struct buffer *b, const struct east_asian *e, int number)
{
	bool is_first = true;

	if (e->is_positional) {
		positional_put(b, e, number);
		return;
	}
	if (number >= MYRIAD) {
		if (number / MYRIAD > 1 || e->says_one)
			myriad_put(b, e, number / MYRIAD, true);
		letter_put(b, e->units, 3);
		is_first = false;
	}
	myriad_put(b, e, number % MYRIAD, is_first);
}

/* Korean's own numbers go to 99. */
static void
korean_native_put(struct buffer *b, int number)
{
	static const char *const ones[] = {"", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉"},
				 *const tens[] = {"",   "열",   "스물", "서른", "마흔",
						  "쉰", "예순", "일흔", "여든", "아흔"};

	buffer_string(b, tens[number / 10]);
	buffer_string(b, ones[number % 10]);
}

/* ---- English ---- */

static const char *const english[] = {
	"",    "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
	"ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
};
static const char *const english_ordinals[] = {
	"",           "first",     "second",    "third",       "fourth",     "fifth",      "sixth",
	"seventh",    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth",
	"fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
};

static void
english_below_hundred(struct buffer *b, int number, bool is_ordinal)
{
	static const char *const tens[] = {"",      "",      "twenty",  "thirty", "forty",
					   "fifty", "sixty", "seventy", "eighty", "ninety"};
	static const char *const tenths[] = {"",         "",         "twentieth",  "thirtieth", "fortieth",
					     "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"};

	if (number >= 20) {
		buffer_string(b, is_ordinal && number % 10 == 0 ? tenths[number / 10] : tens[number / 10]);
		number %= 10;
		if (number > 0)
			buffer_byte(b, '-');
	}
	buffer_string(b, (is_ordinal ? english_ordinals : english)[number]);
}

/* Words of a number below a million: "one thousand and one", "one hundred one". */
static void
english_put(struct buffer *b, int number, bool is_ordinal)
{
	static const struct {
		int value;
		const char *name, *ordinal;
	} units[] = {{1000, " thousand", " thousandth"}, {100, " hundred", " hundredth"}};
	bool is_thousand = false;

	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		int count = number / units[i].value;

		if (!count)
			continue;
		if (count >= 100)
			english_put(b, count, false);
		else
			english_below_hundred(b, count, false);
		number %= units[i].value;
		buffer_string(b, is_ordinal && !number ? units[i].ordinal : units[i].name);
		is_thousand = i == 0;
		if (number > 0)
			buffer_string(b, is_thousand && number < 100 ? " and " : " ");
	}
	english_below_hundred(b, number, is_ordinal);
}

static struct text
english_words(struct arena *a, int number, bool is_ordinal)
{
	struct buffer b = {0};
	struct text t;

	english_put(&b, number, is_ordinal);
	t = buffer_take(a, &b);
	if (t.len)
		((char *)t.at)[0] = (char)(t.at[0] - 'a' + 'A');
	return t;
}

static const char *
ordinal_ending(int number)
{
	if (number / 10 % 10 == 1)
		return "th";
	switch (number % 10) {
	case 1:
		return "st";
	case 2:
		return "nd";
	case 3:
		return "rd";
	default:
		return "th";
	}
}

/* ---- all of them ---- */

enum { ENGLISH_MOST = 999999 };

/* Writes the number as signs; false: the format has none for it. */
static bool
signs_put(struct buffer *b, enum number_format format, int number)
{
	const struct east_asian *e = east_asian_of(format);

	if (alphabets[format].letters)
		return letters_put(b, &alphabets[format], number);
	if (format == NUMBER_LOWER_ROMAN || format == NUMBER_UPPER_ROMAN) {
		roman_put(b, number <= ROMAN_MOST ? number : 0, format == NUMBER_UPPER_ROMAN);
		return number <= ROMAN_MOST;
	}
	if (format == NUMBER_HEBREW && number <= HEBREW_MOST) {
		hebrew_put(b, number);
		return true;
	}
	if (format == NUMBER_KOREAN_NATIVE && number < 100) {
		korean_native_put(b, number);
		return true;
	}
	if (e && (e->is_positional || number <= EAST_ASIAN_MOST))
		east_asian_put(b, e, number);
	return e && (e->is_positional || number <= EAST_ASIAN_MOST);
}

static struct text
positive_text(struct arena *a, enum number_format format, int number)
{
	struct buffer b = {0};

	switch (format) {
	case NUMBER_DECIMAL:
		break;
	case NUMBER_DECIMAL_ZERO:
	case NUMBER_DECIMAL_ZERO_3:
	case NUMBER_DECIMAL_ZERO_4:
	case NUMBER_DECIMAL_ZERO_5:
		return text_format(a, "%0*d", 2 + (int)(format - NUMBER_DECIMAL_ZERO), number);
	case NUMBER_ORDINAL:
		return text_format(a, "%d%s", number, ordinal_ending(number));
	case NUMBER_CARDINAL:
	case NUMBER_ORDINAL_WORD:
		if (number > ENGLISH_MOST)
			break;
		return english_words(a, number, format == NUMBER_ORDINAL_WORD);
	default:
		if (signs_put(&b, format, number))
			return buffer_take(a, &b);
		break;
	}
	buffer_free(&b);
	return text_format(a, "%d", number);
}

struct text
number_text(struct arena *a, enum number_format format, int number)
{
	if (format == NUMBER_NONE || format == NUMBER_BULLET)
		return TEXT_NONE;
	if (number <= 0)
		return text_format(a, "%d", number);
	return positive_text(a, format, number);
}

bool
label_counts(const struct label *label)
{
	for (size_t at = 0; at < label->text.len;)
		if (uc_is_general_category_withtable(utf8_next(label->text, &at),
						     UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N))
			return true;
	return false;
}
