/*
 * guess -- whether a text is a person's name or a phrase: "Старший методист", "Детский сад".
 *
 * Names have capitals, phrases small letters: that settles nearly all.  What is left are texts all in capitals and
 * single words; there known first names, patronymics, initials and the ends of words decide, and the words of which
 * name_look.def says that they are heads of phrases.
 */
#include "name/name.h"

#include "base/utf8.h"
#include "name/word.h"

/* What was counted of a text's words. */
struct signs {
	size_t plain, small, known, patronymic, initial, kin, last, strange;
	size_t head;        /* what begins phrases, by its end or by itself */
	bool begins_phrase; /* the first word does, by itself: Директор Анна; but Арсен Музыкант */
	bool is_alone;
};

/* By the word itself, or by its end: then a known first name is none, however it ends (Анастасия). */
static bool
is_head(const struct name_word *w)
{
	return w->look && w->look->role == PIECE_HEAD && (w->look->patterns[0] != '-' || !w->known);
}

static void
count_plain(struct signs *s, const struct name_word *w)
{
	s->plain++;
	s->small += w->is_small && !w->has_particle && !name_marked(w->marks, MARK_PARTICLE, NULL);
	s->known += w->known != 0 && !is_head(w);
	s->patronymic += w->patronymic != GENDER_UNKNOWN;
	s->last += w->look && w->look->role == PIECE_LAST_NAME;
	s->head += is_head(w);
	s->begins_phrase |= s->plain == 1 && is_head(w) && w->look->patterns[0] != '-';
}

static struct signs
signs_of(const struct name_words *w)
{
	struct signs s = {0};

	for (size_t i = 0; i < w->count; i++) {
		if (w->at[i].kind == WORD_PLAIN)
			count_plain(&s, &w->at[i]);
		s.initial += w->at[i].kind == WORD_INITIAL;
		s.kin += i > 0 && w->at[i].kind == WORD_KIN;
		s.strange += w->at[i].kind == WORD_STRANGE;
	}
	s.is_alone = s.plain == 1 && w->count == 1;
	return s;
}

/* No name has quotation marks, a number sign, a colon. */
static bool
has_phrase_sign(struct text t)
{
	for (size_t at = 0; at < t.len;) {
		uint32_t c = utf8_next(t, &at);

		if (c == 0xAB || c == 0xBB || c == 0x201E || c == '"' || c == 0x2116 || c == '/' || c == ':' ||
		    is_digit(c))
			return true;
	}
	return false;
}

/* "УЧИТЕЛЬ И ВОСПИТАТЕЛЬ", "РАБОТА С КАДРАМИ": one letter between words. */
static bool
has_short_word(const struct name_words *w)
{
	for (size_t i = 1; i + 1 < w->count; i++) {
		if (w->at[i].kind == WORD_PLAIN && utf8_count(w->at[i].text) == 1)
			return true;
	}
	return false;
}

static bool
is_east_asian(const struct name_words *w)
{
	return name_marked(w->at[0].marks, MARK_EAST_ASIAN, NULL) && w->count > 1;
}

/* "иванова мария", "ёлкина Е.П.": a list that was typed without capitals. */
static bool
is_small_name(const struct name_words *w, const struct signs *s)
{
	const struct name_word *first = &w->at[0], *last = &w->at[w->count - 1];
	bool begins = first->look && first->look->role == PIECE_LAST_NAME;

	if (s->head || first->kind != WORD_PLAIN)
		return false;
	if (s->plain == 1)
		return begins && s->initial;
	begins &= first->look && first->look->is_sure;
	if (w->count != 2 || s->plain != 2 || s->small != 2 || s->known != 1)
		return false;
	return begins ? last->known != 0
		      : last->look && last->look->is_sure && last->look->role == PIECE_LAST_NAME &&
				last->look->gender == GENDER_FEMININE;
}

bool
are_name(const struct name_words *w)
{
	struct signs s;

	if (w->count == 0 || w->has_more)
		return false;
	if (w->given)
		return true;
	s = signs_of(w);
	if (has_phrase_sign(w->text) || s.strange || s.plain == 0)
		return false;
	if (s.small)
		return (s.patronymic && s.plain > 1 && s.head == 0) || is_small_name(w, &s);
	if (s.head)
		return s.patronymic || (s.known && !s.begins_phrase);
	if (s.is_alone || s.patronymic || s.known || s.initial || s.kin || is_east_asian(w))
		return true;
	return s.last && !has_short_word(w);
}

static bool
is_one_name(const struct grammar *g, struct text t, enum gender gender)
{
	struct name_words w;

	name_words_read(g, t, gender, &w);
	return are_name(&w);
}

bool
is_name(const struct grammar *g, struct text t, enum gender gender)
{
	struct text separator = TEXT_NONE;
	size_t at = 0;

	if (!name_is_list(g, t))
		return is_one_name(g, t, gender);
	do {
		if (!is_one_name(g, name_next_person(t, &at, &separator), GENDER_UNKNOWN))
			return false;
	} while (separator.len);
	return true;
}
