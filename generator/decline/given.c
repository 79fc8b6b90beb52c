/*
 * given -- the user's own forms, put over a reading word by word.
 *
 * The table Склонения or a column «ФИО (дат.)» says «Зайцу Петру Ильичу» of «Заяц Пётр Ильич».  As both have three
 * words, the first of the forms is that of the last name, and «Зайцу П.И.» can be made of it.  A word may be read as
 * several pieces (Бонч-Бруевич): the first of them takes the whole form, the others nothing.  A form of more words
 * than WORDS_MOST is that of the whole text.
 */
#include "decline/given.h"

#include <unicase.h>

#include "base/utf8.h"
#include "name/word.h"

/* To put one form is to walk over all pieces: so many are, words of one form and words that the table has. */
enum { WORDS_MOST = 64, GIVEN_MOST = 128 };

/* ---- words ---- */

/* The word at or after *at, which moves behind it; empty: there is none. */
static struct text
next_word(struct text t, size_t *at)
{
	size_t from, len;

	while (*at < t.len && text_blank_at(t, *at, &len))
		*at += len;
	from = *at;
	while (*at < t.len && !text_blank_at(t, *at, &len))
		(*at)++;
	return text_slice(t, from, *at);
}

/* ---- capitals ---- */

static bool
has_small_letter(struct text t)
{
	for (size_t at = 0; at < t.len;) {
		uint32_t c = utf8_next(t, &at);

		if (uc_toupper(c) != c)
			return true;
	}
	return false;
}

static struct text
changed(struct arena *a, struct text t, uint32_t (*change)(uint32_t), bool first_only)
{
	struct buffer b = {0};

	for (size_t at = 0; at < t.len;) {
		uint32_t c = utf8_next(t, &at);

		buffer_utf8(&b, first_only && b.len ? c : change(c));
	}
	return buffer_take(a, &b);
}

static bool
begins_large(struct text t)
{
	size_t at = 0;
	uint32_t c = t.len ? utf8_next(t, &at) : 0;

	return uc_tolower(c) != c;
}

/* The form as the text has its capitals. */
static struct text
with_capitals_of(struct arena *a, struct text text, struct text form)
{
	if (!form.len)
		return form;
	if (utf8_count(text) > 1 && !has_small_letter(text))
		return has_small_letter(form) ? changed(a, form, uc_toupper, false) : form;
	if (begins_large(text) == begins_large(form))
		return form;
	return changed(a, form, begins_large(text) ? uc_toupper : uc_tolower, true);
}

/* ---- pieces ---- */

static size_t
piece_begin(const struct reading *r, size_t i)
{
	return (size_t)(r->pieces.at[i].text.at - r->text.at);
}

/* The piece in which that place of the text lies; the count: it is behind the last.  They lie end to end. */
static size_t
piece_at(const struct reading *r, size_t at)
{
	size_t from = 0, to = r->pieces.count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (piece_begin(r, middle) + r->pieces.at[middle].text.len <= at)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Parts the piece that goes over that place of the text, so that one begins there; its index. */
static size_t
part_at(struct arena *a, struct reading *r, size_t at)
{
	size_t i = piece_at(r, at);
	struct piece left, right;

	if (i == r->pieces.count || piece_begin(r, i) == at)
		return i;
	left = right = r->pieces.at[i];
	right.text = text_from_offset(left.text, at - piece_begin(r, i));
	left.text = text_slice(left.text, 0, at - piece_begin(r, i));
	VECTOR_PUSH(a, &r->pieces);
	for (size_t j = r->pieces.count - 1; j > i + 1; j--)
		r->pieces.at[j] = r->pieces.at[j - 1];
	r->pieces.at[i] = left;
	r->pieces.at[i + 1] = right;
	return i + 1;
}

/* The piece's own forms, to be written to. */
static struct text *
forms_of(struct arena *a, struct piece *p)
{
	struct text *forms = NEW_ARRAY(a, struct text, CASES);

	for (int c = 0; c < CASES; c++)
		forms[c] = p->given >> c & 1 ? p->forms[c] : TEXT_NONE;
	p->forms = forms;
	return forms;
}

/* The pieces of [from, to) of the text are that form. */
static void
put_form(struct arena *a, struct reading *r, size_t from, size_t to, enum grammatical_case c, struct text form)
{
	size_t first = part_at(a, r, from), end = part_at(a, r, to);

	for (size_t i = first; i < end; i++) {
		struct piece *p = &r->pieces.at[i];

		forms_of(a, p)[c] = i == first ? form : TEXT_NONE;
		p->given |= 1u << c;
	}
}

/* Word by word, the roles kept. */
static void
put_words(struct arena *a, struct reading *r, struct text whole, enum grammatical_case c, struct text form)
{
	size_t base = (size_t)(whole.at - r->text.at), at = 0, form_at = 0;
	struct text word;

	while ((word = next_word(whole, &at)).len) {
		size_t to = base + at;

		put_form(a, r, to - word.len, to, c, next_word(form, &form_at));
	}
}

static uint32_t
first_letter(struct text word)
{
	char folded[WORD_MOST];
	size_t at = 0;

	word = word_fold(word, folded);
	return word.len ? utf8_next(word, &at) : 0;
}

/* Word for word the same text in another case: Лев Ильич, Льва Ильича; not so Л. Ильича. */
static bool
is_word_for_word(struct text whole, struct text form)
{
	size_t at = 0, form_at = 0, count = 0;
	struct text word, other;

	do {
		word = next_word(whole, &at);
		other = next_word(form, &form_at);
		if (first_letter(word) != first_letter(other) ||
		    text_ends(word, TEXT(".")) != text_ends(other, TEXT(".")))
			return false;
	} while (word.len && other.len && ++count < WORDS_MOST);
	return !word.len && !other.len;
}

/* The forms of a stretch of the text; what does not go word for word is left out, or is one piece. */
static void
put(struct arena *a, struct reading *r, struct text whole, const struct text forms[CASES], bool by_words)
{
	size_t from = (size_t)(whole.at - r->text.at);

	for (int c = 0; c < CASES; c++) {
		struct text form = with_capitals_of(a, whole, text_trim(forms[c]));

		if (form.len && is_word_for_word(whole, form))
			put_words(a, r, whole, (enum grammatical_case)c, form);
		else if (form.len && !by_words)
			put_form(a, r, from, from + whole.len, (enum grammatical_case)c, form);
	}
}

void
given_put(struct arena *a, struct reading *r, const struct text forms[CASES], bool by_words)
{
	put(a, r, text_trim(r->text), forms, by_words);
}

void
given_put_role(struct arena *a, struct reading *r, enum piece_role role, const struct text forms[CASES])
{
	size_t from = r->text.len, to = 0;

	for (size_t i = 0; i < r->pieces.count; i++) {
		size_t begin = piece_begin(r, i);

		if (r->pieces.at[i].role != role)
			continue;
		from = begin < from ? begin : from;
		to = begin + r->pieces.at[i].text.len;
	}
	if (from < to)
		put(a, r, text_slice(r->text, from, to), forms, false);
}

/* ---- the table Склонения ---- */

/* A word that depends on the head stays, whatever the table says of its nominative. */
static bool
may_change(const struct reading *r, struct text word)
{
	for (size_t i = 0; i < r->doubts.count; i++) {
		if (r->doubts.at[i].kind == DOUBT_WORD && text_equal(r->doubts.at[i].word, word))
			return true;
	}
	if (r->kind == READING_NAME)
		return true;
	for (size_t i = piece_at(r, (size_t)(word.at - r->text.at)); i < r->pieces.count; i++) {
		const struct piece *p = &r->pieces.at[i];

		if (p->text.at >= word.at + word.len)
			break;
		if (p->text.at >= word.at && p->role != PIECE_FIXED)
			return true;
	}
	return false;
}

/* Forms of the table that are put over a reading. */
struct giving {
	struct arena *arena;
	const struct grammar *grammar;
	struct reading *reading;
	size_t left; /* how many more */
};

/* Whether the table has forms of the part, which is the word or one of its parts between hyphens. */
static bool
apply_to_part(struct giving *g, struct text word, struct text part)
{
	const struct text *forms = grammar_overridden(g->grammar, part, g->reading->gender);

	if (forms && g->left && may_change(g->reading, word)) {
		put(g->arena, g->reading, part, forms, false);
		g->left--;
	}
	return forms != NULL;
}

static void
apply_to_word(struct giving *g, struct text word)
{
	struct text hyphen, part;
	size_t at = 0;

	if (apply_to_part(g, word, word))
		return;
	do {
		part = word_part_next(word, &at, &hyphen);
		if (part.len > 1 && part.len < word.len)
			apply_to_part(g, word, part);
	} while (hyphen.len);
}

void
given_apply(struct arena *a, const struct grammar *g, struct reading *r)
{
	const struct text *forms = grammar_overridden(g, r->text, r->gender);
	struct giving giving = {a, g, r, GIVEN_MOST};
	struct text word;

	if (forms) {
		given_put(a, r, forms, false);
		return;
	}
	for (size_t at = 0; giving.left && (word = next_word(r->text, &at)).len;)
		apply_to_word(&giving, word);
}

bool
given_has(const struct reading *r, struct text word, enum grammatical_case c)
{
	bool has = false;

	for (size_t i = 0; i < r->pieces.count; i++) {
		const struct piece *p = &r->pieces.at[i];

		if (p->text.at + p->text.len <= word.at || p->text.at >= word.at + word.len || p->role == PIECE_FIXED)
			continue;
		if (!(p->given >> c & 1))
			return false;
		has = true;
	}
	return has;
}
