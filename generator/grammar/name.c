/*
 * name -- which word of a name is what, of which gender the person is, how each word declines.
 *
 * Papers write names in many orders:
 *
 *     Иванов Иван Иванович        Иван Иванович Иванов      Иванов И.И.      И. И. Иванов
 *     Мамедов Али Гасан оглы      Людвиг ван Бетховен       Смит Джон        Нгуен Ван Ань
 *     Петрова (Сидорова) Анна     Иван Иванович             Петрова          Анна-Мария
 *
 * Three things tell a word: a patronymic by its ending, a first name by the list of known ones, a last name by its
 * ending (name_look.def).  Where they do not, the place does: the last name comes first, as in all lists.
 * The gender follows from the patronymic, else from the first name, else from the last name.
 */
#include "grammar/name.h"

#include <string.h>
#include <unicase.h>

#include "base/utf8.h"
#include "grammar/name_word.h"

/* The words that may be last name, first name and patronymic, in their order; of what is read. */
struct naming {
	const struct grammar *grammar;
	struct name_words words;
	struct name_word *plain[NAME_WORDS_MOST];
	size_t count;
	bool has_initials;
	bool is_east_asian;
};

static bool
marked(const struct name_word *w, enum name_mark mark)
{
	return name_marked(w->marks, mark, NULL);
}

/* Known as a first name of the gender given, if one is. */
static bool
is_first_name(const struct naming *n, const struct name_word *w)
{
	return n->words.given ? w->known >> n->words.given & 1 : w->known != 0;
}

/* ---- particles ---- */

/*
 * "ван" in Людвиг ван Бетховен.  With a capital (Ван Гог Винсент) only when it can't be a name itself: the one of a
 * Chinese, or a first name.
 */
static bool
is_particle(const struct naming *n, size_t i)
{
	const struct name_word *w = &n->words.at[i];
	const struct name_word *next = i + 1 < n->words.count ? &n->words.at[i + 1] : NULL;

	if (w->kind != WORD_PLAIN || !marked(w, MARK_PARTICLE) || !next || next->kind != WORD_PLAIN)
		return false;
	if (w->is_small && !next->is_small)
		return true;
	return n->words.count > 2 && !w->known && !is_first_name(n, next) && !next->patronymic;
}

/* ---- East Asian names ---- */

static bool
is_syllables(const struct naming *n)
{
	for (size_t i = 1; i < n->count; i++) {
		const struct name_word *w = n->plain[i];

		if (w->patronymic || (w->known && !marked(w, MARK_EAST_ASIAN)) || utf8_count(w->folded) > 9)
			return false;
		if (w->look && w->look->role == PIECE_LAST_NAME && !marked(w, MARK_EAST_ASIAN))
			return false;
	}
	return true;
}

static bool
is_east_asian(const struct naming *n)
{
	return n->count >= 2 && n->count <= 4 && marked(n->plain[0], MARK_EAST_ASIAN) && is_syllables(n);
}

/* ---- roles ---- */

static void
collect(struct naming *n)
{
	for (size_t i = 0; i < n->words.count; i++) {
		struct name_word *w = &n->words.at[i];

		w->role = w->kind == WORD_INITIAL ? PIECE_INITIALS : w->kind == WORD_KIN ? PIECE_KIN : PIECE_FIXED;
		if (w->kind == WORD_KIN)
			name_marked(w->marks, MARK_KIN, &w->told);
		else if (w->kind == WORD_TITLE)
			name_marked(w->marks, MARK_TITLE, &w->told);
		n->has_initials |= w->kind == WORD_INITIAL;
		if (w->is_bracketed && w->kind == WORD_PLAIN)
			w->role = PIECE_FORMER_NAME;
		else if (w->kind == WORD_PLAIN)
			n->plain[n->count++] = w;
	}
	n->is_east_asian = is_east_asian(n);
	for (size_t i = 0; i < n->words.count && !n->is_east_asian; i++) {
		if (!is_particle(n, i))
			continue;
		n->words.at[i].kind = WORD_PARTICLE;
		n->words.at[i].role = PIECE_LAST_NAME;
	}
}

/* Only the plain words that have no place yet stay in the list. */
static void
keep_open(struct naming *n)
{
	size_t count = 0;

	for (size_t i = 0; i < n->count; i++) {
		if (n->plain[i]->kind == WORD_PLAIN && n->plain[i]->role == PIECE_FIXED)
			n->plain[count++] = n->plain[i];
	}
	n->count = count;
}

static void
give_role(struct naming *n, size_t from, size_t to, enum piece_role role)
{
	for (size_t i = from; i < to; i++)
		n->plain[i]->role = role;
}

/* Али Гасан оглы: the word before is the father's name; Иванова Анна, "ван" before Бетховен: the one behind. */
static void
place_by_neighbours(struct naming *n)
{
	for (size_t i = 0; i < n->words.count; i++) {
		struct name_word *w = &n->words.at[i];

		if (w->kind == WORD_KIN && i > 0 && w[-1].kind == WORD_PLAIN && n->count > 1)
			w[-1].role = PIECE_PATRONYMIC;
		if (w->kind == WORD_PARTICLE && w[1].kind == WORD_PLAIN)
			w[1].role = PIECE_LAST_NAME;
	}
}

/* Which of the words is the patronymic; n->count: none. */
static size_t
patronymic_of(const struct naming *n)
{
	size_t last = n->count - 1, found = n->count;

	for (size_t i = 1; i < n->count; i++) {
		const struct name_word *w = n->plain[i];

		/* Абрамович, Рабинович are last names too: of a woman always */
		if (!w->patronymic || (n->words.given && w->patronymic != n->words.given))
			continue;
		if (i == last && found < n->count && is_first_name(n, n->plain[0]))
			continue;
		if (i == 1 && w->patronymic == GENDER_MASCULINE && n->plain[0]->known == 1u << GENDER_FEMININE)
			continue;
		if (i == 1 && n->count == 2 && !n->plain[0]->known && n->plain[0]->look &&
		    n->plain[0]->look->role == PIECE_LAST_NAME && w->patronymic == GENDER_MASCULINE)
			continue;
		found = i;
		if (w->patronymic == GENDER_FEMININE)
			break;
	}
	return found;
}

/* How much speaks for a word as the last name. */
static int
last_name_weight(const struct naming *n, const struct name_word *w)
{
	int weight = 0;

	if (w->role == PIECE_LAST_NAME)
		weight += 10;
	if (is_first_name(n, w))
		weight -= 4;
	if (w->look)
		weight += w->look->role == PIECE_LAST_NAME ? 3 : w->look->role == PIECE_FIRST_NAME ? -2 : 0;
	if (w->patronymic)
		weight += 3;
	return weight;
}

/* The last names among words [0, count), which are first names and last names: at the begin, else at the end. */
static void
part_names(struct naming *n, size_t count)
{
	size_t first = 0, last = count;

	if (count == 0)
		return;
	if (count == 1) {
		n->plain[0]->role = PIECE_FIRST_NAME;
		return;
	}
	if (last_name_weight(n, n->plain[0]) >= last_name_weight(n, n->plain[count - 1])) {
		for (first = 1; first < count - 1 && !is_first_name(n, n->plain[first]) &&
				last_name_weight(n, n->plain[first]) > last_name_weight(n, n->plain[first + 1]);)
			first++;
	} else {
		for (last = count - 1; last > 1 && !is_first_name(n, n->plain[last - 1]) &&
				       last_name_weight(n, n->plain[last - 1]) > last_name_weight(n, n->plain[0]);)
			last--;
	}
	give_role(n, 0, first, PIECE_LAST_NAME);
	give_role(n, first, last, PIECE_FIRST_NAME);
	give_role(n, last, count, PIECE_LAST_NAME);
}

static bool
has_last_name(const struct naming *n)
{
	for (size_t i = 0; i < n->words.count; i++) {
		if (n->words.at[i].role == PIECE_LAST_NAME)
			return true;
	}
	return false;
}

static void
place_with_patronymic(struct naming *n, size_t at)
{
	n->plain[at]->role = PIECE_PATRONYMIC;
	if (at + 1 < n->count || has_last_name(n)) {
		give_role(n, 0, at, PIECE_FIRST_NAME);
		give_role(n, at + 1, n->count, PIECE_LAST_NAME);
		return;
	}
	part_names(n, at);
}

/* One word with nothing beside it. */
static enum piece_role
role_alone(const struct naming *n, const struct name_word *w)
{
	if (w->patronymic == GENDER_FEMININE && n->words.given != GENDER_MASCULINE)
		return PIECE_PATRONYMIC;
	if (is_first_name(n, w))
		return PIECE_FIRST_NAME;
	if (w->look && w->look->role == PIECE_FIRST_NAME &&
	    (!n->words.given || !w->look->gender || w->look->gender == n->words.given))
		return PIECE_FIRST_NAME;
	return PIECE_LAST_NAME;
}

static void
place_the_rest(struct naming *n)
{
	size_t patronymic;

	if (n->count == 0)
		return;
	if (n->has_initials && n->count == 1) {
		n->plain[0]->role = PIECE_LAST_NAME;
		return;
	}
	patronymic = patronymic_of(n);
	if (patronymic < n->count)
		place_with_patronymic(n, patronymic);
	else if (has_last_name(n))
		give_role(n, 0, n->count, PIECE_FIRST_NAME);
	else if (n->count == 1)
		n->plain[0]->role = role_alone(n, n->plain[0]);
	else
		part_names(n, n->count);
}

static void
place_east_asian(struct naming *n)
{
	n->plain[0]->role = PIECE_LAST_NAME;
	give_role(n, 1, n->count, PIECE_FIRST_NAME);
	for (size_t i = 1; i + 1 < n->count; i++)
		name_marked(n->plain[i]->marks, MARK_EAST_ASIAN_MIDDLE, &n->plain[i]->told);
}

static void
place(struct naming *n, enum decline_kind kind)
{
	collect(n);
	if (kind == DECLINE_LAST_NAME || kind == DECLINE_FIRST_NAME || kind == DECLINE_PATRONYMIC) {
		n->is_east_asian = false;
		give_role(n, 0, n->count,
			  kind == DECLINE_LAST_NAME    ? PIECE_LAST_NAME
			  : kind == DECLINE_FIRST_NAME ? PIECE_FIRST_NAME
						       : PIECE_PATRONYMIC);
		return;
	}
	if (n->is_east_asian) {
		place_east_asian(n);
		return;
	}
	place_by_neighbours(n);
	keep_open(n);
	place_the_rest(n);
}

/* ---- gender ---- */

/* What a word tells by itself; UNKNOWN: nothing, or both. */
static enum gender
gender_of_first_name(const struct name_word *w)
{
	if (w->known == 1u << GENDER_MASCULINE)
		return GENDER_MASCULINE;
	return w->known == 1u << GENDER_FEMININE ? GENDER_FEMININE : GENDER_UNKNOWN;
}

static enum gender
gender_of_kin(const struct name_word *w)
{
	return w->role == PIECE_PATRONYMIC && !w->told ? w->patronymic : w->told;
}

static enum gender
gender_of_known(const struct name_word *w)
{
	return w->role == PIECE_FIRST_NAME ? gender_of_first_name(w) : GENDER_UNKNOWN;
}

static enum gender
gender_of_last_name(const struct name_word *w)
{
	return w->role == PIECE_LAST_NAME && w->look ? w->look->gender : GENDER_UNKNOWN;
}

static bool
last_letter_is(struct text folded, const char *letters)
{
	struct text last = text_from_offset(folded, folded.len > 2 ? folded.len - 2 : 0);

	return text_find(text_from(letters), last, 0) != TEXT_NOWHERE;
}

/* An unknown first name: Зарема, Тагирбек. */
static enum gender
gender_of_unknown(const struct name_word *w)
{
	if (w->role != PIECE_FIRST_NAME || w->known)
		return GENDER_UNKNOWN;
	if (w->look && w->look->gender)
		return w->look->gender;
	if (last_letter_is(w->folded, "ая"))
		return GENDER_FEMININE;
	/* ь and the other vowels tell nothing */
	return last_letter_is(w->folded, "еиоуыэюь") ? GENDER_UNKNOWN : GENDER_MASCULINE;
}

typedef enum gender teller(const struct name_word *w);

/* In the order in which they are asked. */
enum { TELLS_KIN, TELLS_KNOWN, TELLS_LAST_NAME, TELLS_UNKNOWN, TELLERS };

static teller *const tellers[TELLERS] = {
	[TELLS_KIN] = gender_of_kin,
	[TELLS_KNOWN] = gender_of_known,
	[TELLS_LAST_NAME] = gender_of_last_name,
	[TELLS_UNKNOWN] = gender_of_unknown,
};

/* The first word whose teller, one of [from, to), tells another gender than that (UNKNOWN: tells any); NULL: none. */
static const struct name_word *
teller_of(const struct naming *n, size_t from, size_t to, enum gender but)
{
	for (size_t t = from; t < to; t++) {
		for (size_t i = 0; i < n->words.count; i++) {
			enum gender told = tellers[t](&n->words.at[i]);

			if (told && told != but)
				return &n->words.at[i];
		}
	}
	return NULL;
}

static enum gender
told_by(const struct naming *n)
{
	for (size_t t = 0; t < TELLERS; t++) {
		const struct name_word *w = teller_of(n, t, t + 1, GENDER_UNKNOWN);

		if (w)
			return tellers[t](w);
	}
	return GENDER_UNKNOWN;
}

static void
find_gender(struct arena *a, struct naming *n, struct reading *r)
{
	enum gender found = n->words.given ? n->words.given : told_by(n);
	const struct name_word *against;

	r->is_certain = found != GENDER_UNKNOWN;
	r->gender = found ? found : GENDER_MASCULINE;
	if (!r->is_certain) {
		reading_doubt(a, r, (struct doubt){.kind = DOUBT_GENDER});
		return;
	}
	/* of a gender that was given a last name alone may tell another: a man is called Смородина */
	against = teller_of(n, 0, n->words.given ? TELLS_LAST_NAME : TELLS_UNKNOWN, found);
	if (against)
		reading_doubt(a, r, (struct doubt){.kind = DOUBT_GENDER, .word = against->text});
}

/* ---- pieces ---- */

static const struct endings *
endings_for(const struct naming *n, const struct reading *r, enum piece_role role, struct text part)
{
	static const enum word_class classes[] = {[PIECE_LAST_NAME] = CLASS_LAST_NAME,
						  [PIECE_FIRST_NAME] = CLASS_FIRST_NAME,
						  [PIECE_PATRONYMIC] = CLASS_PATRONYMIC,
						  [PIECE_FORMER_NAME] = CLASS_LAST_NAME};
	char folded[WORD_MOST];

	return grammar_find(n->grammar, classes[role], word_fold(part, folded), r->gender);
}

static struct text
genitive(struct arena *a, struct text word, const struct endings *e)
{
	struct buffer b = {0};

	word_write(&b, word, e, NUMBER_SINGULAR, CASE_GENITIVE);
	return buffer_take(a, &b);
}

static void
add_part(struct arena *a, const struct naming *n, struct reading *r, enum piece_role role, struct text part)
{
	struct piece *p = reading_add(a, r, role, part);
	const struct endings *e;

	e = endings_for(n, r, role, part);
	p->endings = e;
	if (!e)
		reading_doubt(a, r, (struct doubt){.kind = DOUBT_WORD, .word = part});
	else if (e->other)
		reading_doubt(a, r,
			      (struct doubt){DOUBT_FORM, part, genitive(a, part, e), genitive(a, part, e->other)});
}

/* Whether the parts of a word with hyphens change: none, the last one alone, or all but those that never do. */
enum changing { CHANGES_NONE, CHANGES_LAST, CHANGES_ALL };

static enum changing
changing_of(const struct naming *n, const struct name_word *w)
{
	struct text hyphen, part = TEXT_NONE;
	size_t at = 0;
	enum changing changing = n->is_east_asian ? CHANGES_LAST : CHANGES_ALL;

	do {
		uint32_t marks;

		part = word_part_next(w->folded, &at, &hyphen);
		marks = grammar_name_marks(n->grammar, part);
		if (name_marked(marks, MARK_FIXED_PART, NULL))
			return CHANGES_NONE;
		if (!hyphen.len && name_marked(marks, MARK_LAST_PART, NULL))
			changing = CHANGES_LAST;
	} while (hyphen.len);
	return changing;
}

static bool
is_first_part(const struct naming *n, struct text part)
{
	char folded[WORD_MOST];

	return name_marked(grammar_name_marks(n->grammar, word_fold(part, folded)), MARK_FIRST_PART, NULL);
}

/* A word with hyphens, part by part. */
static void
add_parts(struct arena *a, const struct naming *n, struct reading *r, const struct name_word *w)
{
	enum changing changing = changing_of(n, w);
	struct text hyphen, part;
	size_t at = 0;

	do {
		part = word_part_next(w->text, &at, &hyphen);
		if (changing == CHANGES_NONE || (hyphen.len && (changing == CHANGES_LAST || is_first_part(n, part))))
			reading_add(a, r, w->role, part);
		else
			add_part(a, n, r, w->role, part);
		if (hyphen.len)
			reading_add(a, r, w->role, hyphen);
	} while (hyphen.len);
}

/* Words that stand in the name for themselves, and those that the rules of their language leave as they are. */
static bool
is_fixed(const struct naming *n, size_t i)
{
	const struct name_word *w = &n->words.at[i];
	bool is_father = w->role == PIECE_PATRONYMIC && i + 1 < n->words.count && w[1].kind == WORD_KIN;
	bool is_inner = n->is_east_asian && w->kind == WORD_PLAIN && w != n->plain[n->count - 1];

	return w->kind != WORD_PLAIN || w->role == PIECE_FIXED || is_father || is_inner;
}

static void
add_word(struct arena *a, const struct naming *n, struct reading *r, size_t i)
{
	const struct name_word *w = &n->words.at[i];

	if (is_fixed(n, i)) {
		reading_add(a, r, w->role, w->text);
		if (w->kind == WORD_STRANGE)
			reading_doubt(a, r, (struct doubt){.kind = DOUBT_WORD, .word = w->text});
	} else if (memchr(w->folded.at, '-', w->folded.len)) {
		add_parts(a, n, r, w);
	} else {
		add_part(a, n, r, w->role, w->text);
	}
}

static void
add_gap(struct arena *a, struct reading *r, struct text t, size_t from, size_t to)
{
	if (to > from)
		reading_add(a, r, PIECE_FIXED, text_slice(t, from, to));
}

void
name_read(struct arena *a, const struct grammar *g, struct text t, enum decline_kind kind, enum gender gender,
	  struct reading *out)
{
	struct naming n;
	size_t at = 0;

	n.grammar = g;
	n.count = 0;
	n.has_initials = n.is_east_asian = false;
	out->kind = READING_NAME;
	name_words_read(g, t, gender, &n.words);
	if (n.words.has_more || n.words.count == 0) {
		reading_add(a, out, PIECE_FIXED, t);
		reading_doubt(a, out, (struct doubt){.kind = DOUBT_WORD, .word = t});
		return;
	}
	place(&n, kind);
	find_gender(a, &n, out);
	for (size_t i = 0; i < n.words.count; i++) {
		size_t from = (size_t)(n.words.at[i].text.at - t.at);

		add_gap(a, out, t, at, from);
		add_word(a, &n, out, i);
		at = from + n.words.at[i].text.len;
	}
	add_gap(a, out, t, at, t.len);
}

/* ---- parts of a name ---- */

static bool
has_role(const struct piece *p, enum piece_role role)
{
	return p->role == role || (role == PIECE_PATRONYMIC && p->role == PIECE_KIN);
}

struct text
name_part(struct arena *a, const struct reading *r, enum piece_role role, enum grammatical_case c)
{
	struct reading some = {.kind = r->kind};
	const struct piece *gap = NULL; /* since the last word of that role */

	for (size_t i = 0; i < r->pieces.count; i++) {
		const struct piece *p = &r->pieces.at[i];

		if (p->role == PIECE_FIXED) {
			gap = some.pieces.count ? p : NULL;
		} else if (!has_role(p, role)) {
			gap = NULL;
		} else {
			if (gap)
				*VECTOR_PUSH(a, &some.pieces) = *gap;
			*VECTOR_PUSH(a, &some.pieces) = *p;
			gap = NULL;
		}
	}
	return some.pieces.count ? reading_form(a, &some, c) : TEXT_NONE;
}

/* "И.", of Анна-Мария "А.-М."; of an initial itself. */
static void
write_initials(struct buffer *b, struct text word)
{
	struct text hyphen, part;
	size_t at = 0;

	do {
		size_t letter = 0;

		part = word_part_next(word, &at, &hyphen);
		if (part.len == 0)
			continue;
		buffer_utf8(b, uc_toupper(utf8_next(part, &letter)));
		buffer_string(b, hyphen.len ? ".-" : ".");
	} while (hyphen.len);
}

/* The pieces of one word are those of one role, with nothing between. */
static struct text
word_at(const struct reading *r, size_t *i)
{
	const struct piece *from = &r->pieces.at[*i], *to = from;

	while (*i + 1 < r->pieces.count && r->pieces.at[*i + 1].role == from->role)
		to = &r->pieces.at[++*i];
	return (struct text){from->text.at, (size_t)(to->text.at - from->text.at) + to->text.len};
}

/* The initials of all first names and the patronymic; how many. */
static size_t
write_all_initials(struct buffer *b, const struct reading *r)
{
	size_t count = 0;

	for (size_t i = 0; i < r->pieces.count; i++) {
		enum piece_role role = r->pieces.at[i].role;
		struct text word;

		if (role != PIECE_FIRST_NAME && role != PIECE_PATRONYMIC && role != PIECE_INITIALS)
			continue;
		word = word_at(r, &i);
		if (role == PIECE_INITIALS)
			buffer_text(b, word);
		else
			write_initials(b, word);
		count++;
	}
	for (size_t i = 0; i < r->pieces.count; i++) {
		if (r->pieces.at[i].role == PIECE_KIN)
			buffer_printf(b, " %.*s", TEXT_ARG(r->pieces.at[i].text));
	}
	return count;
}

static bool
begins_small(struct text t)
{
	size_t at = 0;
	uint32_t c = t.len ? utf8_next(t, &at) : 0;

	return uc_toupper(c) != c;
}

/* Not so "И.о. директора": small letters stand where names have capitals. */
static bool
is_like_name(const struct reading *r)
{
	const struct piece *last = NULL;
	bool has_patronymic = false;

	for (size_t i = 0; i < r->pieces.count; i++) {
		has_patronymic |= r->pieces.at[i].role == PIECE_PATRONYMIC;
		if (r->pieces.at[i].role == PIECE_LAST_NAME)
			last = &r->pieces.at[i];
	}
	return last && (!begins_small(last->text) || (begins_small(r->text) && has_patronymic));
}

struct text
name_initials(struct arena *a, const struct reading *r, bool initials_first, enum grammatical_case c)
{
	struct buffer initials = {0}, b = {0};
	struct text last = name_part(a, r, PIECE_LAST_NAME, c);

	if (!is_like_name(r) || write_all_initials(&initials, r) == 0) {
		buffer_free(&initials);
		return reading_form(a, r, c);
	}
	if (!initials_first)
		buffer_printf(&b, "%.*s ", TEXT_ARG(last));
	buffer_text(&b, buffer_view(&initials));
	if (initials_first)
		buffer_printf(&b, " %.*s", TEXT_ARG(last));
	buffer_free(&initials);
	return buffer_take(a, &b);
}
