/*
 * typography -- text as a Russian compositor would set it.
 *
 *     "Школа "Росток""         «Школа „Росток“»          quotes of any make; the inner ones „ “
 *     слово - слово, --        слово — слово             an en dash between blanks stays what it is: педагог – педагог;
 *                                                        where a text has such ones alone, its hyphens become the same
 *     «педагог - студент»      «педагог – студент»       two words of one relation
 *     2020-2024, 10 - 15       2020–2024, 10–15          but 8-914-123, 2020-11-30, № 10-15 are no ranges
 *     9:00-10:30               9:00–10:30                and so 01.09.2023–31.05.2024
 *     ...                      …
 *     №105, п.1.1, г.Чита      № 105, п. 1.1, г. Чита    with a no-break space, as before what cannot begin a line:
 *                              Иванов И.И., 20 октября, 2020 г., 100 %, в школе, и т. д., 3 000, слово —,
 *                              9 «А» класс, XXI век, ООО «Росток»
 *     приказ N 105             приказ № 105              where a Latin N stands alone for the sign
 *     152-ФЗ, Р-145            with a no-break hyphen
 *
 * The rules are those of the papers this program makes (ГОСТ Р 7.0.97, Мильчин's reference book), and only such as
 * cannot do harm: where a sign may be right as it stands it is left.  The text goes through a row of passes, each of
 * which copies the characters of `in` to `out` and looks at the neighbours; blanks of all kinds count as one kind, so
 * that a second run finds nothing to do.
 */
#include "language/typography.h"

#include <unicase.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "language/line.h"

enum {
	QUOTES_DEEPEST = 16,
	WORD_MOST = 12 /* letters of the longest word of a table */
};

struct setting {
	struct arena *arena;
	struct line in, out; /* out has room for twice in */
};

/* ---- passes ---- */

static void
put(struct setting *s, uint32_t c)
{
	s->out.at[s->out.count++] = (struct letter){c, false};
}

static void
copy(struct setting *s, size_t i)
{
	s->out.at[s->out.count++] = s->in.at[i];
}

static uint32_t
last_put(const struct setting *s)
{
	return at(&s->out, (ptrdiff_t)s->out.count - 1);
}

static void
begin_pass(struct setting *s)
{
	s->out.at = NEW_ARRAY(s->arena, struct letter, s->in.count * 2 + 1);
	s->out.count = 0;
}

static void
end_pass(struct setting *s)
{
	s->in = s->out;
}

/* Whether the word in [from, to) is one of those parted by "|", in any case. */
static bool
is_one_of(const struct line *l, ptrdiff_t from, ptrdiff_t to, const char *words)
{
	char lower[(WORD_MOST + 2) * UTF8_MOST];
	size_t len = 0;
	ptrdiff_t found;
	struct text list = text_from(words);

	if (to <= from || to - from > WORD_MOST)
		return false;
	lower[len++] = '|';
	for (ptrdiff_t i = from; i < to; i++)
		len += utf8_put(uc_tolower(at(l, i)), lower + len);
	lower[len++] = '|';
	found = text_find(list, (struct text){lower, len}, 0);
	return found != TEXT_NOWHERE;
}

/* ---- addresses ---- */

static bool
is_latin(uint32_t c)
{
	return c < 0x80 && is_letter(c);
}

/* a@b, ://, www., and a point or slash between Latin letters: site.ru, and/or, photo.jpg. */
static bool
is_address(const struct line *l, ptrdiff_t from, ptrdiff_t to)
{
	for (ptrdiff_t i = from; i < to; i++) {
		uint32_t c = at(l, i);

		if (c == '@' && is_wordlike(at(l, i - 1)) && is_wordlike(at(l, i + 1)))
			return true;
		if (c == ':' && at(l, i + 1) == '/' && at(l, i + 2) == '/')
			return true;
		if (c == 'w' && at(l, i + 1) == 'w' && at(l, i + 2) == 'w' && at(l, i + 3) == '.')
			return true;
		if ((c == '.' || c == '/' || c == '\\' || c == '_') && i > from && i + 1 < to &&
		    (is_latin(at(l, i - 1)) || is_digit(at(l, i - 1))) && is_latin(at(l, i + 1)))
			return true;
		if (c == '.' && at(l, i + 1) && is_latin(at(l, i + 1)) && is_latin(at(l, i + 2)) &&
		    is_wordlike(at(l, i - 1)))
			return true; /* файл.docx */
	}
	return false;
}

/* Quotes and punctuation at both ends of the address are not its own. */
static void
keep_addresses(struct line *l)
{
	for (ptrdiff_t from = 0, to; (size_t)from < l->count; from = to + 1) {
		ptrdiff_t first = from, last;

		for (to = from; !is_gap(at(l, to));)
			to++;
		if (!is_address(l, from, to))
			continue;
		while (first < to && !is_wordlike(at(l, first)))
			first++;
		for (last = to; last > first && !is_wordlike(at(l, last - 1)) && at(l, last - 1) != '/';)
			last--;
		for (ptrdiff_t i = first; i < last; i++)
			l->at[i].is_kept = true;
	}
}

/* ---- blanks and points ---- */

/* N 105, N105: the N of a typewriter that had no №, in a Russian text. */
static bool
is_latin_numero(const struct line *l, ptrdiff_t i)
{
	ptrdiff_t next = i + 1, before = i - 1;

	if (at(l, i) != 'N' || l->at[i].is_kept || is_wordlike(at(l, before)) || is_hyphen(at(l, before)))
		return false;
	while (is_space(at(l, next)))
		next++;
	while (is_space(at(l, before)) || at(l, before) == '.' || at(l, before) == ',' || is_opening(at(l, before)))
		before--;
	if (!is_cyrillic_letter(at(l, before)) && !(is_digit(at(l, before)) && before < i - 1))
		return false;
	return is_digit(at(l, next)) ||
	       (next > i + 1 && is_letter(at(l, next)) && is_hyphen(at(l, next + 1)) && is_digit(at(l, next + 2)));
}

/* Blanks in a row are one, and none stand before a comma or inside brackets and quotes; "..." is one sign. */
static bool
drops_space(const struct line *l, ptrdiff_t i, uint32_t before)
{
	uint32_t next = at(l, i + 1), after = at(l, i + 2);

	if (is_space(next))
		return true;
	if (is_opening(before) || before == 0xAB)
		return true;
	if (next == 0xBB || next == ')' || next == ']')
		return !is_line_end(before);
	return (is_closing(next) && next != '(' && !is_line_end(before) && !is_dash(before)) &&
	       (is_gap(after) || is_closing(after) || after == 0xBB || after == '"');
}

static void
set_blanks(struct setting *s)
{
	begin_pass(s);
	for (size_t i = 0; i < s->in.count; i++) {
		const struct line *l = &s->in;
		ptrdiff_t k = (ptrdiff_t)i;
		uint32_t c = l->at[i].c;

		if (is_space(c) && drops_space(l, k, last_put(s)))
			continue;
		if (c == '.' && at(l, k + 1) == '.' && at(l, k + 2) == '.' && at(l, k + 3) != '.' &&
		    at(l, k - 1) != '.' && !l->at[i].is_kept) {
			put(s, ELLIPSIS);
			i += 2;
			continue;
		}
		if (is_latin_numero(l, k))
			put(s, NUMERO);
		else
			copy(s, i);
	}
	end_pass(s);
}

/* ---- quotes ---- */

enum quote_side { SIDE_NONE, SIDE_OPEN, SIDE_CLOSE };

static bool
is_quote(uint32_t c)
{
	return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x201C && c <= 0x201F);
}

/* What a quote's neighbours say: the word is behind what opens and before what closes. */
static enum quote_side
side_by_place(const struct line *l, ptrdiff_t i, size_t depth)
{
	ptrdiff_t before = i - 1, after = i + 1;
	bool word_before, word_after;

	/* only a few: a text of nothing but quotes would take for ever */
	while (i - before < QUOTES_DEEPEST && is_quote(at(l, before)))
		before--;
	while (after - i < QUOTES_DEEPEST && is_quote(at(l, after)))
		after++;
	word_before =
		!is_gap(at(l, before)) && !is_opening(at(l, before)) && !is_dash(at(l, before)) && at(l, before) != '/';
	word_after =
		!is_gap(at(l, after)) && !is_closing(at(l, after)) && !is_dash(at(l, after)) && at(l, after) != '/';
	if (word_before == word_after)
		return depth > 0 ? SIDE_CLOSE : word_before ? SIDE_NONE : SIDE_OPEN;
	return word_after ? SIDE_OPEN : SIDE_CLOSE;
}

static enum quote_side
side_of(const struct line *l, ptrdiff_t i, size_t depth)
{
	switch (at(l, i)) {
	case 0xAB:   /* « */
	case 0x201E: /* „ */
		return SIDE_OPEN;
	case 0xBB: /* » */
		return SIDE_CLOSE;
	default: /* " ” ‟, and “, which opens in English and closes in Russian */
		return side_by_place(l, i, depth);
	}
}

static uint32_t
quote_sign(size_t depth, bool opens)
{
	return depth % 2 == 1 ? (opens ? 0xAB : 0xBB) : (opens ? 0x201E : 0x201C);
}

/* The quotes of one line, while they are paired. */
struct pairing {
	size_t open[QUOTES_DEEPEST]; /* where those stand that are still open */
	size_t depth;
	struct letter *side; /* of each character: c is the sign to be put, is_kept: and another one before it */
};

/*
 * A line ends: «Школа «Росток» has one mark that closes both, as typewriters had it; a lone one is left as it is.
 */
static void
end_line(struct pairing *p, size_t last_close)
{
	size_t depth = p->depth;

	p->depth = 0;
	if (depth == 0)
		return;
	if (depth == 1 && last_close && last_close > p->open[0] && p->side[last_close].c == quote_sign(2, false)) {
		p->side[last_close].is_kept = true; /* “ and then » */
		return;
	}
	for (size_t i = 0; i < depth; i++)
		p->side[p->open[i]].c = 0;
}

static void
pair_quotes(const struct line *l, struct pairing *p)
{
	size_t last_close = 0;

	for (size_t i = 0; i < l->count; i++) {
		uint32_t c = l->at[i].c;
		enum quote_side side =
			is_quote(c) && !l->at[i].is_kept ? side_of(l, (ptrdiff_t)i, p->depth) : SIDE_NONE;

		if (is_line_end(c)) {
			end_line(p, last_close);
			last_close = 0;
		} else if (side == SIDE_OPEN && p->depth < QUOTES_DEEPEST) {
			p->open[p->depth++] = i;
			p->side[i].c = quote_sign(p->depth, true);
		} else if (side == SIDE_CLOSE && p->depth > 0) {
			p->side[i].c = quote_sign(p->depth--, false);
			last_close = i;
		}
	}
	end_line(p, last_close);
}

static void
set_quotes(struct setting *s)
{
	struct pairing p = {.side = NEW_ARRAY(s->arena, struct letter, s->in.count)};

	pair_quotes(&s->in, &p);
	begin_pass(s);
	for (size_t i = 0; i < s->in.count; i++) {
		if (p.side[i].c)
			put(s, p.side[i].c);
		else
			copy(s, i);
		if (p.side[i].is_kept)
			put(s, quote_sign(1, false));
	}
	end_pass(s);
}

/* ---- dashes ---- */

static long
number_at(const struct line *l, ptrdiff_t from, ptrdiff_t to)
{
	long n = 0;

	for (ptrdiff_t i = from; i < to && n < 1000000; i++)
		n = n * 10 + (long)(at(l, i) - '0');
	return n;
}

/* A number that could be the end of a range: whole, no part of a longer code, not 01. */
static bool
is_plain_number(const struct line *l, ptrdiff_t from, ptrdiff_t to)
{
	uint32_t before = at(l, from - 1), after = at(l, to), beyond = at(l, to + 1);

	if (to <= from || to - from > 6 || (at(l, from) == '0' && to - from > 1))
		return false;
	if (is_letter(before) || is_letter(after) || ((before == '.' || before == ',') && is_digit(at(l, from - 2))))
		return false;
	return !((after == '.' || after == ',') && is_digit(beyond));
}

/* A word or sign before a number that makes a code of it: № 10-15, гр. 21-30, тел. 45-67. */
static bool
is_code(const struct line *l, ptrdiff_t from)
{
	ptrdiff_t end = from, begin;

	while (is_space(at(l, end - 1)) || at(l, end - 1) == '.')
		end--;
	if (at(l, end - 1) == NUMERO)
		return true;
	begin = run_begin(l, end, is_letter);
	return is_one_of(l, begin, end, "|гр|группа|группы|группе|код|шифр|тел|телефон|дом|д|кв|каб|инн|кпп|");
}

/*
 * The range whose hyphen or dash stands at i, blanks around it or none: 2020-2024, 10 - 15.  *to is where its second
 * number begins, and the first ends at *from.
 */
static bool
is_range(const struct line *l, ptrdiff_t i, ptrdiff_t *from, ptrdiff_t *to)
{
	ptrdiff_t first, last, c;

	for (*from = i; is_space(at(l, *from - 1));)
		--*from;
	for (*to = i + 1; is_space(at(l, *to));)
		++*to;
	if ((*from == i) != (*to == i + 1))
		return false;
	first = run_begin(l, *from, is_digit);
	last = run_end(l, *to, is_digit);
	if (!is_plain_number(l, first, *from) || !is_plain_number(l, *to, last) || is_code(l, first))
		return false;
	c = first - 1; /* neither a third number before nor one behind: 8-914-123 */
	if (is_hyphen(at(l, c)) || is_dash(at(l, c)) || is_hyphen(at(l, last)) || is_dash(at(l, last)))
		return false;
	if (is_space(at(l, c)) && is_digit(at(l, c - 1)))
		return false; /* 8 914 45-67 */
	return number_at(l, first, *from) < number_at(l, *to, last);
}

static bool
is_stamp_sign(uint32_t c)
{
	return is_digit(c) || c == '.' || c == ':';
}

/* The digits between the signs of a date or time, as in "dd.mm.yyyy": at most so many in each place. */
static bool
is_stamp(const struct line *l, ptrdiff_t from, ptrdiff_t to, uint32_t sign, const int *digits)
{
	for (; *digits; digits++) {
		ptrdiff_t end = run_end(l, from, is_digit);

		if (end == from || end - from > *digits || (end - from<*digits && * digits> 2))
			return false;
		from = end;
		if (digits[1] && at(l, from++) != sign)
			return false;
	}
	return from == to;
}

/* 01.09.2023-31.05.2024, 9:00 - 10:30: the same kind on both sides.  *from and *to as in is_range. */
static bool
is_range_of_stamps(const struct line *l, ptrdiff_t i, ptrdiff_t *from, ptrdiff_t *to)
{
	static const int day[] = {2, 2, 4, 0}, hour[] = {2, 2, 0};
	ptrdiff_t first, last;

	for (*from = i; is_space(at(l, *from - 1));)
		--*from;
	for (*to = i + 1; is_space(at(l, *to));)
		++*to;
	first = run_begin(l, *from, is_stamp_sign);
	last = run_end(l, *to, is_stamp_sign);
	while (last > *to && !is_digit(at(l, last - 1)))
		last--; /* the point that ends a sentence */
	if ((*from == i) != (*to == i + 1) || is_wordlike(at(l, first - 1)) || is_hyphen(at(l, first - 1)))
		return false;
	return (is_stamp(l, first, *from, '.', day) && is_stamp(l, *to, last, '.', day)) ||
	       (is_stamp(l, first, *from, ':', hour) && is_stamp(l, *to, last, ':', hour));
}

static bool
is_dash_between(const struct line *l, ptrdiff_t i, ptrdiff_t end)
{
	return is_gap(at(l, i - 1)) &&
	       (is_space(at(l, end)) || (is_line_end(at(l, end)) && !is_line_end(at(l, i - 1))));
}

/* «педагог - студент»: two words and a dash are all that the quotes hold, the name of a relation. */
static bool
is_relation(const struct line *l, ptrdiff_t i, ptrdiff_t end)
{
	ptrdiff_t first = i - 1, last = end + 1;

	if (!is_space(at(l, first)) || !is_letter(at(l, last)))
		return false;
	while (is_letter(at(l, first - 1)))
		first--;
	return first < i - 1 && at(l, first - 1) == 0xAB && at(l, run_end(l, last, is_letter)) == 0xBB;
}

/* The dash that the text itself puts between words; where it has none or both, the one of books. */
static uint32_t
dash_of_text(const struct line *l)
{
	bool has_en = false, has_em = false;

	for (ptrdiff_t i = 0; (size_t)i < l->count; i++) {
		if (!is_dash(at(l, i)) || !is_space(at(l, i - 1)) || is_digit(at(l, i + 2)))
			continue;
		has_em |= at(l, i) == EM_DASH;
		has_en |= at(l, i) == EN_DASH;
	}
	return has_en && !has_em ? EN_DASH : EM_DASH;
}

/* What stands for the hyphen or dash in [i, end), or 0 when it is left. */
static uint32_t
dash_for(const struct line *l, ptrdiff_t i, ptrdiff_t end, uint32_t usual)
{
	uint32_t c = at(l, i);

	if (!is_dash_between(l, i, end))
		return 0;
	if (is_dash(c))
		return c;
	return is_relation(l, i, end) ? EN_DASH : usual;
}

static void
set_dashes(struct setting *s)
{
	uint32_t usual = dash_of_text(&s->in);

	begin_pass(s);
	for (size_t i = 0; i < s->in.count; i++) {
		const struct line *l = &s->in;
		ptrdiff_t k = (ptrdiff_t)i, from, to, end = k + 1;
		uint32_t dash;

		if ((!is_hyphen(l->at[i].c) && !is_dash(l->at[i].c)) || l->at[i].is_kept) {
			copy(s, i);
			continue;
		}
		while (at(l, end) == '-' && l->at[i].c == '-' && end - k < 3)
			end++;
		if (end == k + 1 && (is_range(l, k, &from, &to) || is_range_of_stamps(l, k, &from, &to))) {
			s->out.count -= (size_t)(k - from);
			put(s, EN_DASH);
			i = (size_t)to - 1;
		} else if ((dash = dash_for(l, k, end, usual)) != 0) {
			put(s, dash);
			i = (size_t)end - 1;
		} else {
			copy(s, i);
		}
	}
	end_pass(s);
}

/* ---- where a blank is missing ---- */

/* Abbreviations before a number or a name: п. 1.1, г. Чита. */
static const char before_name[] = "|г|гг|им|п|пп|ст|ч|гл|с|стр|рис|табл|ул|пер|просп|пр|пл|б|мкр|д|корп|кв|оф|каб|ауд|"
				  "обл|пос|пгт|дер|тел|гр|кл|оз|р|абз|подп|прим|прил|разд|";

/* The word whose point stands at i; false when it is none of before_name. */
static bool
is_abbreviation(const struct line *l, ptrdiff_t i)
{
	ptrdiff_t begin = run_begin(l, i, is_letter);
	uint32_t before = at(l, begin - 1);

	if (at(l, i) != '.' || begin == i || is_digit(before) || is_hyphen(before) || before == '.')
		return false;
	/* an initial in capitals is no street: С. Петров */
	return (is_lower(at(l, begin)) || i - begin > 1) && is_one_of(l, begin, i, before_name);
}

/* зам. директора, ст. преподаватель: the word whose point stands at i is what a post begins with. */
static bool
is_post_abbreviation(const struct line *l, ptrdiff_t i)
{
	ptrdiff_t begin = run_begin(l, i, is_letter);
	uint32_t before = at(l, begin - 1);

	return at(l, i) == '.' && begin < i && !is_digit(before) && !is_hyphen(before) && before != '.' &&
	       is_one_of(l, begin, i, "|зам|зав|пом|нач|гл|ст|мл|");
}

/* и.о. with its second point at i. */
static bool
is_acting(const struct line *l, ptrdiff_t i)
{
	ptrdiff_t letters = is_one_of(l, i - 3, i + 1, "|и.о.|") ? 4 : 5;

	return (letters == 4 || is_one_of(l, i - 4, i + 1, "|и. о.|и.\u00a0о.|")) && !is_wordlike(at(l, i - letters));
}

/* A single capital with its point: an initial. */
static bool
is_initial(const struct line *l, ptrdiff_t point)
{
	uint32_t before = at(l, point - 2);

	return at(l, point) == '.' && is_upper(at(l, point - 1)) && !is_wordlike(before) &&
	       !(is_hyphen(before) && !is_upper(at(l, point - 4)));
}

/* The letters т.д., т.п., т.ч., т.е., т.к., т.н. of which the point at i is the first. */
static bool
is_and_so_on(const struct line *l, ptrdiff_t i)
{
	ptrdiff_t second = i + 1;

	if (at(l, i) != '.' || uc_tolower(at(l, i - 1)) != 0x442 || is_wordlike(at(l, i - 2)))
		return false;
	while (is_space(at(l, second)))
		second++;
	return at(l, second + 1) == '.' && is_one_of(l, second, second + 1, "|д|п|ч|е|к|н|о|");
}

static bool
lacks_blank(const struct line *l, ptrdiff_t i)
{
	uint32_t c = at(l, i), next = at(l, i + 1), after = at(l, i + 2);

	if (c == NUMERO || c == PARAGRAPH_SIGN)
		return is_wordlike(next);
	if (is_digit(c) && next == '%')
		return true;
	if (is_digit(c) && uc_tolower(next) == 0x433 && !is_wordlike(after) && !is_hyphen(after)) { /* 2020г. */
		ptrdiff_t begin = run_begin(l, i, is_digit);

		return i + 1 - begin == 4 && number_at(l, begin, i + 1) >= 1000;
	}
	if (c != '.')
		return false;
	if (is_abbreviation(l, i) && !is_lower(next))
		return is_digit(next) || is_upper(next);
	if (is_post_abbreviation(l, i) || is_acting(l, i))
		return is_lower(next) && is_letter(after);
	if (is_and_so_on(l, i))
		return is_letter(next);
	return is_initial(l, i) && is_upper(next) && is_lower(after); /* И.Н.Максимова */
}

static void
add_blanks(struct setting *s)
{
	begin_pass(s);
	for (size_t i = 0; i < s->in.count; i++) {
		copy(s, i);
		if (!s->in.at[i].is_kept && lacks_blank(&s->in, (ptrdiff_t)i))
			put(s, NBSP);
	}
	end_pass(s);
}

/* ---- where a line must not break ---- */

/* Words that do not stand at the end of a line, and words that do not begin one. */
static const char short_words[] =
	"|в|во|без|до|для|из|изо|к|ко|на|над|о|об|обо|от|по|под|при|с|со|у|за|и|а|но|не|ни|я|или|да|";
static const char particles[] = "|бы|б|же|ж|ли|ль|";
static const char months[] = "|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|";
static const char units[] =
	"|г|гг|год|года|году|годом|годов|годы|лет|век|века|вв|руб|рублей|рубля|рубль|коп|копеек|тыс|млн|млрд|кг|мг|т|"
	"см|мм|"
	"м|км|га|л|ч|час|часа|часов|мин|минут|минуты|сек|дня|дней|день|нед|недели|недель|мес|месяца|месяцев|шт|ед|чел|"
	"человек|человека|экз|стр|балл|балла|баллов|пар|пара|пары|групп|группы|класс|класса|классе|классу|классов|курс|"
	"курса|курсе|курсу|этап|этапа|раз|раза|";

static bool
is_roman_digit(uint32_t c)
{
	return c && c < 0x80 && strchr("IVXLC", (int)c);
}

/* XXI before a blank. */
static bool
ends_roman(const struct line *l, ptrdiff_t space)
{
	ptrdiff_t begin = run_begin(l, space, is_roman_digit);

	return begin < space && !is_wordlike(at(l, begin - 1)) && !is_hyphen(at(l, begin - 1));
}

/* «А» of 9 «А» класса. */
static bool
is_letter_in_quotes(const struct line *l, ptrdiff_t i)
{
	return at(l, i) == 0xAB && is_upper(at(l, i + 1)) && at(l, i + 2) == 0xBB;
}

static bool
follows_number(const struct line *l, ptrdiff_t space)
{
	uint32_t before = at(l, space - 1);
	ptrdiff_t next = space + 1, end = run_end(l, next, is_letter);

	if (is_letter_in_quotes(l, next))
		return is_digit(before);
	if (is_letter_in_quotes(l, space - 3) && is_space(at(l, space - 4)) && is_digit(at(l, space - 5)))
		return is_one_of(l, next, end, units);
	if (ends_roman(l, space))
		return is_one_of(l, next, end, units);

	if (at(l, next) == '%' || at(l, next) == 0xB0 || at(l, next) == 0x20BD) /* % ° ₽ */
		return is_digit(before);
	if (before == 0xBB) /* «06» июня */
		before = at(l, space - 2);
	if (!is_digit(before))
		return false;
	return is_one_of(l, next, end, months) || is_one_of(l, next, end, units);
}

/* 3 000: groups of three digits. */
static bool
parts_thousands(const struct line *l, ptrdiff_t space)
{
	ptrdiff_t begin = run_begin(l, space, is_digit), end = run_end(l, space + 1, is_digit);
	bool first = begin < space && space - begin <= 3 && at(l, begin) != '0' && !is_wordlike(at(l, begin - 1));
	bool later = space - begin == 3 && is_space(at(l, begin - 1)) && is_digit(at(l, begin - 2));

	return (first || later) && end - space - 1 == 3 && !is_letter(at(l, end)) && !is_hyphen(at(l, end));
}

static bool
ends_short_word(const struct line *l, ptrdiff_t space)
{
	ptrdiff_t begin = run_begin(l, space, is_letter);
	uint32_t before = at(l, begin - 1);

	return begin < space && !is_hyphen(before) && !is_digit(before) && before != '.' && before != NO_BREAK_HYPHEN &&
	       is_one_of(l, begin, space, short_words);
}

/* A small letter alone with its point. */
static bool
is_single_abbreviation(const struct line *l, ptrdiff_t point)
{
	uint32_t before = at(l, point - 2);

	return at(l, point) == '.' && is_lower(at(l, point - 1)) && !is_wordlike(before) && !is_hyphen(before);
}

/* A point before the blank: of an initial or an abbreviation that what follows belongs to. */
static bool
ends_abbreviation(const struct line *l, ptrdiff_t space)
{
	ptrdiff_t point = space - 1;
	uint32_t next = at(l, space + 1);

	if (at(l, point) != '.')
		return false;
	if (is_initial(l, point) && is_upper(next))
		return true;
	if (is_and_so_on(l, point))
		return true;
	if (is_single_abbreviation(l, point) && is_single_abbreviation(l, space + 2))
		return true; /* г. р., н. э., и. о. */
	if (is_post_abbreviation(l, point) && is_lower(next))
		return true;
	if (is_abbreviation(l, point))
		return is_digit(next) || is_upper(next) || next == 0xAB;
	return is_acting(l, point);
}

/* ГПОУ «Росток»: a kind of organisation in capitals before its name. */
static bool
precedes_title(const struct line *l, ptrdiff_t space)
{
	ptrdiff_t begin = run_begin(l, space, is_upper);

	return at(l, space + 1) == 0xAB && space - begin >= 2 && !is_wordlike(at(l, begin - 1));
}

/* Иванов И.И.: initials behind the last name. */
static bool
precedes_initials(const struct line *l, ptrdiff_t space)
{
	ptrdiff_t begin = run_begin(l, space, is_letter);

	return space - begin > 1 && is_upper(at(l, begin)) && is_lower(at(l, space - 1)) && is_initial(l, space + 2);
}

static bool
must_not_break(const struct line *l, ptrdiff_t space)
{
	uint32_t before = at(l, space - 1), next = at(l, space + 1);
	ptrdiff_t end = run_end(l, space + 1, is_letter);

	if (is_gap(before) || is_gap(next))
		return is_dash(next) && !is_gap(before);
	if (is_dash(next) || before == NUMERO || before == PARAGRAPH_SIGN)
		return true;
	if (is_dash(before) && is_line_end(at(l, space - 2)))
		return true; /* a line that begins with a dash */
	if (end > space + 1 && !is_hyphen(at(l, end)) && is_one_of(l, space + 1, end, particles))
		return true;
	return follows_number(l, space) || parts_thousands(l, space) || ends_short_word(l, space) ||
	       ends_abbreviation(l, space) || precedes_initials(l, space) || precedes_title(l, space);
}

/* 152-ФЗ, Р-145, 5-й: a number and a few letters. */
static bool
is_code_hyphen(const struct line *l, ptrdiff_t i)
{
	uint32_t before = at(l, i - 1), after = at(l, i + 1);
	ptrdiff_t letters;

	if (is_digit(before) && is_letter(after)) {
		letters = run_end(l, i + 1, is_letter) - i - 1;
		return letters <= 3;
	}
	if (!is_letter(before) || !is_digit(after))
		return false;
	letters = i - run_begin(l, i, is_letter);
	return letters <= 3;
}

static void
set_no_breaks(struct setting *s)
{
	begin_pass(s);
	for (size_t i = 0; i < s->in.count; i++) {
		uint32_t c = s->in.at[i].c;

		if (c == ' ' && must_not_break(&s->in, (ptrdiff_t)i))
			put(s, NBSP);
		else if (c == '-' && !s->in.at[i].is_kept && is_code_hyphen(&s->in, (ptrdiff_t)i))
			put(s, NO_BREAK_HYPHEN);
		else
			copy(s, i);
	}
	end_pass(s);
}

/* ---- all of them ---- */

static void
read_line(struct setting *s, struct text t)
{
	s->in.at = NEW_ARRAY(s->arena, struct letter, t.len + 1);
	for (size_t i = 0; i < t.len;)
		s->in.at[s->in.count++].c = utf8_next(t, &i);
}

struct text
russian_typograph(struct arena *a, struct text t)
{
	struct setting s = {.arena = a};
	struct buffer b = {0};

	read_line(&s, t);
	keep_addresses(&s.in);
	set_blanks(&s);
	set_quotes(&s);
	set_dashes(&s);
	add_blanks(&s);
	set_no_breaks(&s);
	for (size_t i = 0; i < s.in.count; i++)
		buffer_utf8(&b, s.in.at[i].c);
	return buffer_take(a, &b);
}
