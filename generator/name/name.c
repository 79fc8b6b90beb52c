/*
 * name -- a name as words that change and words that do not.
 *
 * word.c cuts it and looks at each word, role.c says what each is, gender.c whose it is; here every word
 * gets the row of the table that it declines by, a double one part by part, and what the norm has two ways for is told.
 */
#include "name/name.h"

#include "base/utf8.h"
#include "name/word.h"

/* ---- pieces ---- */

static const struct endings *
endings_for(const struct naming *n, const struct reading *r, enum piece_role role, struct text folded)
{
	static const enum word_class classes[] = {[PIECE_LAST_NAME] = CLASS_LAST_NAME,
						  [PIECE_FIRST_NAME] = CLASS_FIRST_NAME,
						  [PIECE_PATRONYMIC] = CLASS_PATRONYMIC,
						  [PIECE_FORMER_NAME] = CLASS_LAST_NAME,
						  [PIECE_HEAD] = CLASS_NOUN};

	return grammar_find(n->grammar, classes[role], folded, r->gender);
}

/* The word with these endings (NULL: no rule is for it); what others hold for right is told. */
static void
add_piece(struct arena *a, struct reading *r, enum piece_role role, struct text word, const struct endings *e)
{
	struct piece *p = reading_add(a, r, role, word);

	p->endings = e;
	if (!e)
		reading_doubt(a, r, (struct doubt){.kind = DOUBT_WORD, .word = word});
	else if (e->other)
		reading_doubt_form(a, r, p);
}

/* Endings, and the others beside them: where a rule about the word's place is not beyond doubt. */
static const struct endings *
doubtful(struct arena *a, const struct endings *e, const struct endings *other)
{
	struct endings *both = NEW(a, struct endings);

	*both = *e;
	both->other = other;
	return both;
}

/* Those of the row, by which the word does not change. */
static const struct endings *
unchanging(struct arena *a, const struct endings *e)
{
	struct endings *none = NEW(a, struct endings);

	none->rule = e->rule;
	return none;
}

/* Whether the parts of a word with hyphens change: none, the last one alone, or all but those that never do. */
enum changing { CHANGES_NONE, CHANGES_LAST, CHANGES_ALL };

static enum changing
changing_of(const struct naming *n, const struct name_word *w)
{
	struct text hyphen, part;
	size_t at = 0;
	enum changing changing = n->is_east_asian ? CHANGES_LAST : CHANGES_ALL;

	do {
		uint64_t marks;

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

/*
 * The first part of a double last name declines when it is a last name by itself (Соловьёв-Седой), else not
 * (Грум-Гржимайло): of one that does not look like a Russian last name it is to be told what was chosen.
 */
static const struct endings *
endings_of_first_part(struct arena *a, const struct naming *n, const struct reading *r, struct text folded)
{
	const struct endings *e = endings_for(n, r, PIECE_LAST_NAME, folded);
	const struct name_look *look;

	if (!e || !e->count || e->other || r->gender != GENDER_MASCULINE)
		return e;
	look = grammar_name_look(n->grammar, folded, GENDER_MASCULINE);
	return look && look->role == PIECE_LAST_NAME ? e : doubtful(a, e, unchanging(a, e));
}

static void
add_part(struct arena *a, const struct naming *n, struct reading *r, enum piece_role role, struct text part,
	 bool is_last)
{
	char room[WORD_MOST];
	struct text folded = word_fold(part, room);

	if (is_last || role != PIECE_LAST_NAME)
		add_piece(a, r, role, part, endings_for(n, r, role, folded));
	else
		add_piece(a, r, role, part, endings_of_first_part(a, n, r, folded));
}

/* Кузнецова-Бек: what is a last name by itself is none of the names that a бек, хан or паша stands behind. */
static bool
is_last_name(const struct naming *n, const struct reading *r, const struct name_word *w, struct text part)
{
	char folded[WORD_MOST];
	const struct name_look *look;

	if (w->role != PIECE_LAST_NAME || n->is_east_asian)
		return false;
	look = grammar_name_look(n->grammar, word_fold(part, folded), r->gender);
	return look && look->role == PIECE_LAST_NAME && look->is_sure;
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
		if (changing == CHANGES_NONE ||
		    (hyphen.len &&
		     ((changing == CHANGES_LAST && !is_last_name(n, r, w, part)) || is_first_part(n, part))))
			reading_add(a, r, w->role, part);
		else
			add_part(a, n, r, w->role, part, !hyphen.len);
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
	bool is_inner = n->is_east_asian && w->role == PIECE_FIRST_NAME && w != n->plain[n->count - 1];

	return w->role == PIECE_FIXED || w->kind == WORD_PARTICLE || w->kind == WORD_KIN || w->kind == WORD_INITIAL ||
	       is_father || is_inner;
}

/* The last name of an East Asian stays by the norm, but of those who live here it often declines. */
static const struct endings *
endings_of(struct arena *a, const struct naming *n, const struct reading *r, const struct name_word *w)
{
	const struct endings *e = endings_for(n, r, w->role, w->folded);

	if (!n->is_east_asian || w->role != PIECE_LAST_NAME || !e)
		return e;
	return e->count ? doubtful(a, unchanging(a, e), e) : e;
}

static void
add_word(struct arena *a, const struct naming *n, struct reading *r, size_t i)
{
	const struct name_word *w = &n->words.at[i];

	if (is_fixed(n, i)) {
		reading_add(a, r, w->role, w->text);
		if (w->kind == WORD_STRANGE)
			reading_doubt(a, r, (struct doubt){.kind = DOUBT_WORD, .word = w->text});
	} else if (w->has_parts && w->kind == WORD_PLAIN) {
		add_parts(a, n, r, w);
	} else {
		add_piece(a, r, w->role, w->text, endings_of(a, n, r, w));
	}
}

static void
add_gap(struct arena *a, struct reading *r, struct text t, size_t from, size_t to)
{
	if (to > from)
		reading_add(a, r, PIECE_FIXED, text_slice(t, from, to));
}

/* Whether the word has other forms as a last name than as a first name. */
static bool
differs(const struct naming *n, const struct reading *r, const struct name_word *w)
{
	const struct endings *last = endings_for(n, r, PIECE_LAST_NAME, w->folded);
	const struct endings *first = endings_for(n, r, PIECE_FIRST_NAME, w->folded);

	return last && first && !text_equal(text_from(last->rule->forms), text_from(first->rule->forms));
}

/* Either word may be the last name, and it makes a difference. */
static void
doubt_of_role(struct arena *a, const struct naming *n, struct reading *r)
{
	if (n->is_open && (differs(n, r, n->plain[0]) || differs(n, r, n->plain[1])))
		reading_doubt(a, r, (struct doubt){.kind = DOUBT_ROLE, .word = n->plain[0]->text});
}

static void
add_words(struct arena *a, const struct naming *n, struct reading *r)
{
	struct text t = n->words.text;
	size_t at = 0;

	for (size_t i = 0; i < n->words.count; i++) {
		size_t from = (size_t)(n->words.at[i].text.at - t.at);

		add_gap(a, r, t, at, from);
		add_word(a, n, r, i);
		at = from + n->words.at[i].text.len;
	}
	add_gap(a, r, t, at, t.len);
}

static bool
read_person(struct arena *a, const struct grammar *g, struct text t, enum decline_kind kind, enum gender gender,
	    struct reading *out)
{
	struct naming n;

	n.grammar = g;
	n.count = 0;
	n.has_initials = n.is_east_asian = n.is_open = false;
	name_words_read(g, t, gender, &n.words);
	if (kind == DECLINE_ANY && !are_name(&n.words))
		return false;
	if (n.words.has_more || n.words.count == 0) {
		reading_add(a, out, PIECE_FIXED, t);
		reading_doubt(a, out, (struct doubt){.kind = DOUBT_WORD, .word = t});
		return true;
	}
	name_place(&n, kind);
	name_find_gender(a, &n, out);
	add_words(a, &n, out);
	doubt_of_role(a, &n, out);
	return true;
}

static void
read_people(struct arena *a, const struct grammar *g, struct text t, enum decline_kind kind, struct reading *out)
{
	struct text person, separator;
	size_t at = 0;
	bool is_certain = true;

	do {
		person = name_next_person(t, &at, &separator);
		read_person(a, g, person, kind, GENDER_UNKNOWN, out);
		is_certain &= out->is_certain;
		if (separator.len)
			reading_add(a, out, PIECE_SEPARATOR, separator);
	} while (separator.len);
	out->gender = GENDER_PLURAL;
	out->is_certain = is_certain;
}

bool
name_read(struct arena *a, const struct grammar *g, struct text t, enum decline_kind kind, enum gender gender,
	  struct reading *out)
{
	if (!name_is_list(g, t)) {
		if (!read_person(a, g, t, kind, gender, out))
			return false;
	} else {
		if (kind == DECLINE_ANY && !is_name(g, t, gender))
			return false;
		read_people(a, g, t, kind == DECLINE_ANY ? DECLINE_NAME : kind, out);
	}
	out->kind = READING_NAME;
	return true;
}
