/*
 * role -- which word of a name is what.
 *
 * Papers write names in many orders:
 *
 *     Иванов Иван Иванович        Иван Иванович Иванов      Иванов И.И.      И. И. Иванов
 *     Мамедов Али Гасан оглы      Людвиг ван Бетховен       Смит Джон        Нгуен Ван Ань
 *     Петрова (Сидорова) Анна     Иван Иванович             Петрова          Анна-Мария
 *
 * Three things tell a word: a patronymic by its ending, a first name by the list of known ones, a last name by its
 * ending (name_look.def).  Where they do not, the place does: the last name comes first, as in all lists.
 */
#include "base/utf8.h"
#include "name/word.h"

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
	const struct name_word *w = &n->words.at[i], *end = &n->words.at[n->words.count], *next = w + 1;

	if (w->kind != WORD_PLAIN || !marked(w, MARK_PARTICLE))
		return false;
	while (next < end && next->is_small && marked(next, MARK_PARTICLE))
		next++; /* де ла */
	if (next == end)
		return w->is_small && i > 1; /* Бетховен Людвиг ван */
	if (next->kind != WORD_PLAIN)
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

		if (!w->is_small && marked(w, MARK_EAST_ASIAN))
			continue;
		if (w->is_small || w->patronymic || w->known || !is_east_asian_word(n->grammar, w))
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
		if (w->kind == WORD_TITLE && w->has_parts)
			w->role = PIECE_HEAD; /* г-на */
		else if (w->is_bracketed && w->kind == WORD_PLAIN)
			w->role = PIECE_FORMER_NAME;
		else if (w->kind == WORD_PLAIN && !(w->is_small && utf8_count(w->folded) == 1))
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

		if (w->kind == WORD_KIN && i > 0 && w[-1].kind == WORD_PLAIN && (n->count > 1 || n->words.count == 2))
			w[-1].role = PIECE_PATRONYMIC;
		if (w->kind == WORD_PARTICLE && i + 1 < n->words.count && w[1].kind == WORD_PLAIN)
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
	if (w->role == PIECE_LAST_NAME)
		return 10;
	if (is_first_name(n, w))
		return marked(w, MARK_EAST_ASIAN) ? -3 : -4;
	if (w->patronymic || marked(w, MARK_EAST_ASIAN))
		return 3;
	if (!w->look)
		return 0;
	return w->look->role == PIECE_LAST_NAME ? 3 : w->look->role == PIECE_FIRST_NAME ? -2 : 0;
}

/* The last names among words [0, count), which are first names and last names: at the begin, else at the end. */
static void
part_names(struct naming *n, size_t count)
{
	bool before_patronymic = count < n->count;
	size_t first = 0, last = count;
	int begin, end;

	if (count == 0)
		return;
	if (count == 1) {
		n->plain[0]->role = PIECE_FIRST_NAME;
		return;
	}
	/* before a patronymic the last name comes first, but for a known first name before what is none */
	begin = last_name_weight(n, n->plain[0]);
	end = last_name_weight(n, n->plain[count - 1]);
	if (begin == end && n->plain[0]->known == 1u << GENDER_FEMININE &&
	    n->plain[count - 1]->known == 1u << GENDER_MASCULINE)
		end++; /* Светлана Прохор: a man's name may be anybody's last name */
	n->is_open = begin == end && count == 2 && n->count == 2;
	if (begin >= end ||
	    (before_patronymic && !(is_first_name(n, n->plain[0]) && !is_first_name(n, n->plain[count - 1])))) {
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

/* One that the table of last names has as a word of its own: Дюма, Лапша. */
static bool
is_known_last_name(const struct naming *n, const struct name_word *w)
{
	struct rule_match match = grammar_match(n->grammar, CLASS_LAST_NAME, w->folded, n->words.given);

	return match.endings && match.is_whole;
}

/* One word with nothing beside it. */
static enum piece_role
role_alone(const struct naming *n, const struct name_word *w)
{
	/* Ивановна; Кузьмич, which the table has as a word: Рабинович and its like are last names */
	if (w->patronymic && (w->patronymic == GENDER_FEMININE || w->look->patterns[0] != '-'))
		return PIECE_PATRONYMIC;
	if (is_first_name(n, w))
		return PIECE_FIRST_NAME;
	if (is_known_last_name(n, w))
		return PIECE_LAST_NAME;
	if (w->look && w->look->role == PIECE_FIRST_NAME &&
	    (!n->words.given || !w->look->gender || w->look->gender == n->words.given))
		return PIECE_FIRST_NAME;
	return PIECE_LAST_NAME;
}

/* г-н, мл.: they stand with last names. */
static bool
has_shortened(const struct naming *n)
{
	for (size_t i = 0; i < n->words.count; i++) {
		if (n->words.at[i].kind == WORD_TITLE || n->words.at[i].kind == WORD_GENERATION)
			return true;
	}
	return false;
}

static void
place_the_rest(struct naming *n)
{
	size_t patronymic;

	if (n->count == 0)
		return;
	if (n->count == 1 && n->words.count > 1 && (n->has_initials || has_shortened(n))) {
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

void
name_place(struct naming *n, enum decline_kind kind)
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
