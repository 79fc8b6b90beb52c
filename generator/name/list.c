/*
 * list -- several people in one text: "Иванова А.П., Петров Б.Б. и Ким В.Г.", by comma, semicolon, line or "и".
 *
 * A comma may also stand inside one name, "Иванов, Иван Иванович", and behind it.  So a text is a list when what is
 * between the separators are names by themselves: of two words or more, or last names alone.
 */
#include <string.h>

#include "base/utf8.h"
#include "name/name.h"
#include "name/word.h"

static bool
is_blank_at(struct text t, size_t at)
{
	return at < t.len && (t.at[at] == ' ' || (t.at[at] == '\xc2' && at + 1 < t.len && t.at[at + 1] == '\xa0'));
}

static size_t
skip_blanks(struct text t, size_t at)
{
	while (is_blank_at(t, at))
		at += t.at[at] == ' ' ? 1 : 2;
	return at;
}

/* Inside a run of blanks: only its first one may begin a separator, lest each be asked of all behind it. */
static bool
is_behind_blank(struct text t, size_t at)
{
	return at > 0 && (t.at[at - 1] == ' ' || (at > 1 && is_blank_at(t, at - 2) && t.at[at - 1] == '\xa0'));
}

/* Where the separator that begins at `at` ends; `at` itself: none does. */
static size_t
separator_end(struct text t, size_t at)
{
	size_t next = at, word;
	bool is_sign = t.at[at] == ',' || t.at[at] == ';' || t.at[at] == '\n';

	if (!is_sign && (!is_blank_at(t, at) || is_behind_blank(t, at)))
		return at;
	next = skip_blanks(t, is_sign ? at + 1 : at);
	word = next + TEXT("и").len;
	if (text_starts(text_from_offset(t, next), TEXT("и")) && is_blank_at(t, word))
		return skip_blanks(t, word);
	return is_sign ? next : at;
}

struct text
name_next_person(struct text t, size_t *at, struct text *separator)
{
	size_t from = *at;
	int depth = 0; /* of brackets */

	for (size_t i = from; i < t.len; i++) {
		size_t end = depth ? i : separator_end(t, i);

		depth += t.at[i] == '(' ? 1 : t.at[i] == ')' && depth ? -1 : 0;
		if (end > i && end < t.len) {
			*separator = text_slice(t, i, end);
			*at = end;
			return text_slice(t, from, i);
		}
	}
	*separator = TEXT_NONE;
	*at = t.len;
	return text_slice(t, from, t.len);
}

/* A last name alone, or two words and more: what may stand in a list. */
static bool
is_person(const struct name_words *w)
{
	const struct name_word *first = &w->at[0];

	for (size_t i = 0; i < w->count; i++) {
		if (w->at[i].kind == WORD_STRANGE ||
		    (w->at[i].is_small && !w->at[i].has_particle && w->at[i].kind == WORD_PLAIN &&
		     !name_marked(w->at[i].marks, MARK_PARTICLE, NULL)))
			return false;
	}
	return w->count > 1 ||
	       (w->count == 1 && first->kind == WORD_PLAIN && !first->known && first->patronymic != GENDER_FEMININE);
}

static bool
has_sign(struct text t)
{
	return memchr(t.at, ',', t.len) || memchr(t.at, ';', t.len) || memchr(t.at, '\n', t.len);
}

/* Nearly all texts have none, and this is asked of each. */
static bool
has_separator(struct text t)
{
	bool any = has_sign(t);

	for (size_t i = 1; i < t.len; i++) {
		if ((any || t.at[i] == ' ') && separator_end(t, i) > i && separator_end(t, i) < t.len)
			return true;
	}
	return false;
}

bool
name_is_list(const struct grammar *g, struct text t)
{
	struct name_words w;
	struct text separator;
	size_t at = 0, people = 0, first = 0;

	if (!has_separator(t))
		return false;
	do {
		name_words_read(g, name_next_person(t, &at, &separator), GENDER_UNKNOWN, &w);
		if (w.has_more || !is_person(&w))
			return false;
		first = people++ ? first : w.count;
	} while (separator.len);
	/* "Иванов, Иван Иванович" is one */
	return people > 2 || (people == 2 && (first > 1 || w.count == 1));
}
