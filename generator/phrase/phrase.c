/*
 * phrase -- the head of a phrase, what agrees with it, what depends on it.
 *
 *     старший     методист   отделения,  учитель   математики
 *     attribute   head       depends     head      depends
 *
 * A phrase is given in the nominative.  It begins with adjectives (participles, ordinals, pronouns) of one gender and
 * number, and the noun that agrees with them is the head; where none agrees, the last of them that is a noun itself is
 * (заведующий отделением, обучающаяся группы 21-П).  What follows depends on the head and stays, until behind a comma,
 * "и" or the like another nominative begins: of a person behind a person, of a thing behind a thing.  That one is known
 * with care, for "учитель физики и химии" has none.
 */
#include "phrase/phrase.h"

#include <unictype.h>

#include "base/utf8.h"
#include "name/name.h"
#include "phrase/word.h"

enum {
	ATTRIBUTES_MOST = 12, /* before one head */
	SURE_LETTERS = 3,     /* a noun known by so many of its last letters is one */
	NAME_TOKENS = 24      /* a person's name with all its blanks and dots has fewer */
};

/* A name within a phrase: индивидуальный предприниматель Иванов Иван Иванович. */
struct name_in_phrase {
	size_t from, end; /* tokens */
	struct reading reading;
};

struct phrase {
	struct arena *arena;
	const struct grammar *grammar;
	struct tokens tokens;
	VECTOR(struct name_in_phrase) names;
	bool is_understood;
};

/* Attributes and their head. */
struct group {
	struct word attributes[ATTRIBUTES_MOST];
	size_t attribute_count;
	struct word head;
	bool has_noun; /* the head is a noun, not the last of the adjectives */
	bool is_fixed; /* the head is an abbreviation: stays, and so does all behind it */
	size_t end;
	enum gender gender;
	bool is_animate;
};

static const struct token *
token_of(const struct phrase *p, size_t at)
{
	static const struct token none = {.kind = TOKEN_SIGN};

	return at < p->tokens.count ? &p->tokens.at[at] : &none;
}

static bool
is_kind(const struct phrase *p, size_t at, enum token_kind kind)
{
	return token_of(p, at)->kind == kind;
}

static bool
is_sign(const struct phrase *p, size_t at, uint32_t sign)
{
	return is_kind(p, at, TOKEN_SIGN) && token_of(p, at)->sign == sign;
}

static size_t
skip_blank(const struct phrase *p, size_t at)
{
	return is_kind(p, at, TOKEN_BLANK) ? at + 1 : at;
}

/* Whether the token is one of these words, parted by blanks. */
static bool
is_one_of(const struct token *t, const char *words)
{
	char key[WORD_MOST];

	return (t->kind == TOKEN_WORD || t->kind == TOKEN_DOTTED) && text_is_one_of(token_key(t, key), words);
}

static bool
ends_in(const struct token *t, const char *ending)
{
	char folded[WORD_MOST];

	return text_ends(word_fold(t->text, folded), text_from(ending));
}

/* ---- a group ---- */

/* Behind the hyphenated word that begins at `at`. */
static size_t
skip_word(const struct phrase *p, size_t at)
{
	while (is_kind(p, at + 1, TOKEN_HYPHEN))
		at += 2;
	return at + 1;
}

/*
 * What may stand before or between attributes and changes nothing: numbers, quotes, Latin words, the А of "9 А
 * класс".
 */
static size_t
skip_inert(const struct phrase *p, size_t at)
{
	bool after_number = false;
	struct word w;

	for (; at < p->tokens.count; at++) {
		const struct token *t = token_of(p, at);

		if (t->kind == TOKEN_BLANK || t->is_quoted)
			continue;
		if (t->kind == TOKEN_SIGN && (t->sign == 0x2116 || t->sign == 0xAB || t->sign == '"'))
			continue;
		if (t->kind == TOKEN_NUMBER && !adjective_at(p->grammar, &p->tokens, at, GENDER_UNKNOWN, &w)) {
			at = skip_word(p, at) - 1;
			after_number = true;
			continue;
		}
		if (t->kind == TOKEN_WORD && skip_word(p, at) == at + 1 &&
		    (!t->is_cyrillic || (after_number && utf8_count(t->text) == 1)))
			continue;
		break;
	}
	return at;
}

/* An abbreviation with dots: the head (зам. директора), or something that stays before it (ст. методист). */
static bool
is_head_abbreviation(const struct phrase *p, const struct token *t)
{
	char key[WORD_MOST];
	struct rule_match m = grammar_match(p->grammar, CLASS_NOUN, token_key(t, key), GENDER_UNKNOWN);

	return m.endings && m.is_whole && !m.endings->count;
}

/* "старший и младший воспитатель": where the second one begins; 0: none. */
static size_t
another_attribute(const struct phrase *p, size_t at, enum gender gender)
{
	struct word w;

	at = skip_blank(p, at);
	if (!is_sign(p, at, ',') && !is_one_of(token_of(p, at), "и или"))
		return 0;
	at = skip_blank(p, at + 1);
	return adjective_at(p->grammar, &p->tokens, at, gender, &w) && w.parts[0] ? at : 0;
}

/* "крестьянское (фермерское) хозяйство": an attribute in brackets that another one or the head follows; 0: none. */
static size_t
bracketed_attribute(const struct phrase *p, size_t at, enum gender gender)
{
	struct word w;

	at = skip_blank(p, at);
	if (!is_sign(p, at, '(') || !adjective_at(p->grammar, &p->tokens, at + 1, gender, &w) || !w.parts[0])
		return 0;
	return is_sign(p, w.end, ')') && is_kind(p, w.end + 1, TOKEN_BLANK) && is_kind(p, w.end + 2, TOKEN_WORD)
		       ? at + 1
		       : 0;
}

/* The attributes from `at` on; returns where the head is to be looked for. */
static size_t
read_attributes(const struct phrase *p, size_t at, struct group *out)
{
	for (;;) {
		struct word *w = &out->attributes[out->attribute_count];
		size_t next;

		at = skip_inert(p, at);
		if (is_kind(p, at, TOKEN_DOTTED)) {
			out->is_fixed = is_head_abbreviation(p, token_of(p, at));
			out->end = ++at;
			if (out->is_fixed)
				return at;
			continue;
		}
		if (out->attribute_count + 1 == ATTRIBUTES_MOST ||
		    !adjective_at(p->grammar, &p->tokens, at, out->gender, w))
			return at;
		at = w->end;
		if (w->gender == GENDER_UNKNOWN)
			continue; /* an adverb: временно */
		out->gender = w->gender;
		out->attribute_count++;
		at += is_sign(p, at, ')');
		next = another_attribute(p, at, out->gender);
		if (!next)
			next = bracketed_attribute(p, at, out->gender);
		if (next)
			at = next;
	}
}

/* Whether the adjective is a noun too, of the table of nouns: рабочий, заведующая. */
static bool
is_noun_too(const struct phrase *p, const struct word *adjective, struct word *noun)
{
	return noun_at(p->grammar, &p->tokens, adjective->from, adjective->gender, noun) &&
	       (noun->is_whole || (noun->is_animate && noun->strength > SURE_LETTERS)) && noun->end == adjective->end;
}

/* "школы" of "учащиеся школы" may be nominative plural as well as genitive singular. */
static bool
is_ambiguous(const struct phrase *p, const struct word *noun)
{
	const struct token *last = token_of(p, noun->end - 1);

	if (noun->gender != GENDER_PLURAL)
		return false;
	return noun->parts[0] == NULL || noun->parts[0]->rule->gender == GENDER_FEMININE || ends_in(last, "а") ||
	       ends_in(last, "я");
}

/*
 * The noun at `at` that the attributes agree with.  An attribute that is a noun itself (обучающаяся колледжа) gives way
 * only to a noun that is surely one, unless the table of adjectives has it as such (рабочая группа).
 */
static bool
find_noun(const struct phrase *p, size_t at, struct group *out)
{
	const struct word *last = out->attributes + out->attribute_count - 1;
	struct word noun;

	if (at >= p->tokens.count || !noun_at(p->grammar, &p->tokens, at, out->gender, &out->head))
		return false;
	if (!out->attribute_count || last->is_whole || !is_noun_too(p, last, &noun))
		return true;
	return (out->head.is_whole || out->head.strength >= SURE_LETTERS) && !is_ambiguous(p, &out->head);
}

/* "новая врач": not of one gender, but still hers. */
static bool
find_noun_of_other_gender(const struct phrase *p, size_t at, struct group *out)
{
	struct word noun;

	for (size_t i = 0; i < out->attribute_count; i++) {
		if (is_noun_too(p, &out->attributes[i], &noun))
			return false;
	}
	return out->attribute_count && out->gender == GENDER_FEMININE &&
	       noun_at(p->grammar, &p->tokens, at, GENDER_MASCULINE, &out->head) && out->head.is_animate &&
	       (out->head.is_whole || out->head.strength >= SURE_LETTERS);
}

/* The last of the attributes that is a noun too becomes the head, else the last one. */
static void
take_attribute_for_head(const struct phrase *p, struct group *out)
{
	size_t i = out->attribute_count;

	out->head = out->attributes[i - 1];
	out->head.is_animate = out->gender != GENDER_NEUTER;
	while (i-- > 0) {
		struct word noun;

		if (is_noun_too(p, &out->attributes[i], &noun)) {
			out->head = noun;
			out->attribute_count = i;
			return;
		}
	}
	out->attribute_count--;
}

/* The group that begins at `at`, whose first attribute is of that gender or number; UNKNOWN: of any. */
static bool
group_of(const struct phrase *p, size_t at, enum gender gender, struct group *out)
{
	struct word noun;

	out->attribute_count = 0;
	out->gender = gender;
	out->has_noun = out->is_fixed = out->is_animate = false;
	at = read_attributes(p, at, out);
	if (out->is_fixed)
		return true;
	if (at < p->tokens.count && is_abbreviation(p->grammar, &p->tokens, at) &&
	    is_abbreviation(p->grammar, &p->tokens, skip_word(p, at) - 1)) {
		out->is_fixed = true;
		out->end = skip_word(p, at);
		if (!out->attribute_count || !is_noun_too(p, out->attributes + out->attribute_count - 1, &noun))
			return true;
		out->is_fixed = false; /* заведующий МДОУ */
		at = p->tokens.count;
	}
	if (find_noun(p, at, out) || find_noun_of_other_gender(p, at, out))
		out->has_noun = true;
	else if (out->attribute_count)
		take_attribute_for_head(p, out);
	else
		return false;
	if (out->gender == GENDER_UNKNOWN)
		out->gender = out->head.gender;
	out->is_animate = out->head.is_animate;
	out->end = out->head.end;
	return true;
}

/* The group that begins at `at`; false: there is none. */
static bool
group_at(const struct phrase *p, size_t at, struct group *out)
{
	if (!group_of(p, at, GENDER_UNKNOWN, out))
		return false;
	/* все классы, all the same as всё to a table that knows no ё */
	if (out->attribute_count == 0 && !out->has_noun && !out->is_fixed && out->gender == GENDER_NEUTER) {
		struct group plural;

		if (group_of(p, at, GENDER_PLURAL, &plural) && plural.has_noun && plural.attribute_count)
			*out = plural;
	}
	return true;
}

static void
mark_group(struct phrase *p, const struct group *g)
{
	for (size_t i = 0; i < g->attribute_count; i++)
		word_mark(&p->tokens, &g->attributes[i], PIECE_ATTRIBUTE, !g->is_animate);
	if (!g->is_fixed)
		word_mark(&p->tokens, &g->head, PIECE_HEAD, !g->is_animate);
	p->is_understood = true;
}

/* ---- what follows the head ---- */

/* Where the words end that a name may consist of; 0: they are too many for one. */
static size_t
end_of_part(const struct phrase *p, size_t from)
{
	size_t at = from;

	while (at < p->tokens.count && !is_sign(p, at, ',') && !is_sign(p, at, '(') && !is_sign(p, at, ';') &&
	       !is_sign(p, at, '/') && at - from < NAME_TOKENS)
		at++;
	return at - from < NAME_TOKENS ? at : 0;
}

static struct text
text_between(const struct phrase *p, size_t from, size_t end)
{
	const struct token *last = token_of(p, end - 1);

	return (struct text){token_of(p, from)->text.at,
			     (size_t)(last->text.at + last->text.len - token_of(p, from)->text.at)};
}

static bool
is_patronymic(const struct phrase *p, const struct token *t)
{
	char folded[WORD_MOST];
	const struct name_look *look = grammar_name_look(p->grammar, word_fold(t->text, folded), GENDER_UNKNOWN);

	return look && look->role == PIECE_PATRONYMIC;
}

/* Whether the word tells that a name stands there: a first name, a patronymic, an initial. */
static bool
is_of_name(const struct phrase *p, const struct token *t)
{
	char folded[WORD_MOST];
	struct text word = word_fold(t->text, folded);
	size_t at = 0;

	if (!uc_is_upper(utf8_next(t->text, &at)))
		return false;
	if (t->kind == TOKEN_DOTTED)
		return utf8_count(t->text) > 1 && t->text.at[at] == '.';
	return grammar_first_name(p->grammar, word) || is_patronymic(p, t);
}

/* A name has several words, with a capital each, and one that tells so: "Управления образования" is none. */
static bool
could_be_name(const struct phrase *p, size_t from, size_t end)
{
	size_t words = 0;
	bool is_told = false;

	for (size_t i = from; i < end; i++) {
		const struct token *t = token_of(p, i);
		size_t at = 0;

		if (t->kind != TOKEN_WORD && t->kind != TOKEN_DOTTED)
			continue;
		if (!words && !uc_is_upper(utf8_next(t->text, &at)))
			return false;
		is_told |= is_of_name(p, t);
		words++;
	}
	return words > 1 && is_told;
}

/* A person's name from token `from` on; returns where it ends, or 0. */
static size_t
read_name(struct phrase *p, size_t from)
{
	size_t end = end_of_part(p, from);
	struct name_in_phrase *n;
	struct text t;

	while (end > from && is_kind(p, end - 1, TOKEN_BLANK))
		end--;
	if (from >= end || !could_be_name(p, from, end))
		return 0;
	t = text_between(p, from, end);
	if (!is_name(p->grammar, t, GENDER_UNKNOWN))
		return 0;
	n = VECTOR_PUSH(p->arena, &p->names);
	n->from = from;
	n->end = end;
	n->reading = (struct reading){.text = t};
	name_read(p->arena, p->grammar, t, DECLINE_NAME, GENDER_UNKNOWN, &n->reading);
	return end;
}

/* Ends that no man's last name has in another case than the first: начальник отдела Петров И.И. */
static bool
is_nominative_of_man(const struct token *t)
{
	return ends_in(t, "ов") || ends_in(t, "ев") || ends_in(t, "ин") || ends_in(t, "ын") || ends_in(t, "ий");
}

/*
 * A name behind what depends on the head: директор школы Иванова Мария Петровна.  It must be in the nominative without
 * doubt, for a name may depend on the head too: помощник депутата Иванова И.И.
 */
static size_t
read_name_behind(struct phrase *p, size_t from)
{
	const struct token *first = token_of(p, from), *last;
	size_t at = 0, end;

	if (first->kind != TOKEN_WORD || first->is_quoted || !uc_is_upper(utf8_next(first->text, &at)))
		return 0;
	end = end_of_part(p, from);
	if (end == 0)
		return 0;
	last = token_of(p, end - 1);
	if (is_patronymic(p, last) || (last->kind == TOKEN_DOTTED && is_nominative_of_man(first)))
		return read_name(p, from);
	return 0;
}

/*
 * Whether the word may be an attribute of the head before it; of those on -ой, which nouns in the instrumental have too
 * (заведующий библиотекой), only one that the table has by the whole word: диспетчер поездной.
 */
static bool
is_attribute_behind(const struct phrase *p, const struct word *w)
{
	return w->is_whole || !ends_in(token_of(p, w->end - 1), "ой");
}

/* An attribute behind its head: учреждение дополнительное. */
static size_t
read_attribute_behind(struct phrase *p, size_t at, const struct group *g)
{
	size_t from = skip_blank(p, at);
	struct group behind;

	if (g->is_fixed || from == at || !is_kind(p, from, TOKEN_WORD) ||
	    !adjective_at(p->grammar, &p->tokens, from, g->gender, &behind.head) ||
	    !is_attribute_behind(p, &behind.head))
		return at;
	if (!group_at(p, from, &behind) || behind.has_noun || behind.is_fixed)
		return at;
	word_mark(&p->tokens, &behind.head, PIECE_ATTRIBUTE, !g->is_animate);
	return behind.end;
}

static const struct {
	const char *words;
	enum gender gender;
} places[] = {
#define GENDER_ANY                   GENDER_UNKNOWN
#define PLACE(words, gender, source) {words, GENDER_##gender},
#define BESIDE(words, source)
#include "phrase/place.def"
#undef PLACE
#undef BESIDE
};

static const char *const institutions[] = {
#define PLACE(words, gender, source)
#define BESIDE(words, source) words,
#include "phrase/place.def"
};

/* The name of a place that declines with what stands before it: город Чита. */
static size_t
read_place(struct phrase *p, size_t at, size_t head)
{
	size_t from = skip_blank(p, at);
	struct group name;

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		if (!is_one_of(token_of(p, head), places[i].words) || !group_at(p, from, &name) || name.is_fixed)
			continue;
		if (name.gender != places[i].gender && (places[i].gender != GENDER_UNKNOWN ||
							name.gender == GENDER_NEUTER || name.gender == GENDER_PLURAL))
			continue;
		name.is_animate = false;
		mark_group(p, &name);
		return name.end;
	}
	return at;
}

/* A narrower kind of what stands before it: учреждение детский сад № 5. */
static size_t
read_institution(struct phrase *p, size_t at, size_t head)
{
	size_t from = skip_blank(p, at);
	struct group kind;

	for (size_t i = 0; i < sizeof institutions / sizeof *institutions; i++) {
		if (!is_one_of(token_of(p, head), institutions[i]) || !group_at(p, from, &kind))
			continue;
		if (kind.is_fixed || !kind.has_noun || kind.is_animate || kind.gender == GENDER_PLURAL ||
		    (!kind.attribute_count && !kind.head.is_whole))
			continue;
		mark_group(p, &kind);
		return kind.end;
	}
	return at;
}

/* Prepositions whose noun may look like a nominative: согласие на сбор и хранение данных. */
static bool
is_preposition_of_accusative(const struct token *t)
{
	return is_one_of(t, "на за в во под про через о об по");
}

/* Signs and words behind which another nominative may stand. */
static bool
is_separator(const struct phrase *p, size_t at)
{
	static const uint32_t signs[] = {',', ';', '/', '(', '+', '-', 0x2013, 0x2014};

	if (token_of(p, at)->is_quoted)
		return false;
	if (is_kind(p, at, TOKEN_WORD))
		return is_one_of(token_of(p, at), "и или либо");
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		if (is_sign(p, at, signs[i]))
			return true;
	}
	return false;
}

/* Whether the group stands beside the one before, rather than depending on it. */
static bool
is_beside(const struct phrase *p, const struct group *before, const struct group *g, bool after_preposition)
{
	const struct word *head = &g->head;

	if (before->is_fixed || g->is_fixed || !g->has_noun ||
	    (before->gender == GENDER_PLURAL) != (g->gender == GENDER_PLURAL) || before->is_animate != g->is_animate)
		return g->has_noun == false && !g->is_fixed && !before->is_fixed && before->is_animate &&
		       head->is_animate && head->is_whole && before->gender != GENDER_PLURAL &&
		       g->gender != GENDER_PLURAL;
	if (g->is_animate)
		return head->is_whole || head->strength >= 2;
	if (after_preposition && (head->gender != GENDER_FEMININE || ends_in(token_of(p, head->end - 1), "ь")))
		return false;
	return head->is_whole || head->strength > SURE_LETTERS;
}

/*
 * Behind the separator: another head, or a participle that belongs to the head before; returns where it ends, or
 * `at`.
 */
static size_t
read_beside(struct phrase *p, size_t at, struct group *before, bool after_preposition, bool is_comma)
{
	struct group g;
	size_t from = skip_blank(p, at);

	if (from >= p->tokens.count || !group_at(p, from, &g))
		return at;
	if (is_beside(p, before, &g, after_preposition)) {
		mark_group(p, &g);
		*before = g;
		return g.end;
	}
	if (is_comma && !g.has_noun && !g.is_fixed && !before->is_fixed && g.gender == before->gender &&
	    !ends_in(token_of(p, g.end - 1), "ой")) {
		g.is_animate = before->is_animate;
		mark_group(p, &g);
		return g.end;
	}
	return at;
}

/* The name, the place, the attribute that stand right behind a head. */
static size_t
read_behind(struct phrase *p, size_t at, const struct group *g)
{
	size_t end = read_attribute_behind(p, at, g), name;

	end = read_place(p, end, g->is_fixed ? g->end - 1 : g->head.from);
	end = g->is_fixed ? end : read_institution(p, end, g->head.from);
	name = read_name(p, skip_blank(p, end));
	return name ? name : end;
}

static void
read_rest(struct phrase *p, struct group *g)
{
	bool after_preposition = false;
	size_t at = g->end;

	while (at < p->tokens.count) {
		const struct token *t = token_of(p, at);
		char folded[WORD_MOST];
		size_t end;

		if (t->kind == TOKEN_WORD && text_starts(word_fold(t->text, folded), TEXT("котор")))
			return;
		after_preposition |= is_preposition_of_accusative(t);
		end = g->is_animate ? read_name_behind(p, at) : 0;
		if (end) {
			at = end;
			continue;
		}
		if (!is_separator(p, at)) {
			at++;
			continue;
		}
		end = read_beside(p, at + 1, g, after_preposition, is_sign(p, at, ','));
		if (end == at + 1) {
			at++;
			continue;
		}
		after_preposition = false;
		at = read_behind(p, end, g);
	}
}

/* ---- the reading ---- */

static void
add_token(struct phrase *p, const struct token *t, struct reading *out)
{
	struct piece *last = out->pieces.count ? &out->pieces.at[out->pieces.count - 1] : NULL;
	struct piece *piece;

	if (t->role == PIECE_FIXED && last && last->role == PIECE_FIXED) {
		last->text.len += t->text.len;
		return;
	}
	piece = reading_add(p->arena, out, t->role, t->text);
	piece->endings = t->endings;
	piece->is_thing = t->is_thing;
	if (t->role == PIECE_FIXED)
		return;
	if (t->endings->other)
		reading_doubt_form(p->arena, out, piece);
}

static void
add_name(struct phrase *p, const struct name_in_phrase *n, struct reading *out)
{
	for (size_t i = 0; i < n->reading.pieces.count; i++) {
		const struct piece *from = &n->reading.pieces.at[i];

		*reading_add(p->arena, out, from->role, from->text) = *from;
	}
	for (size_t i = 0; i < n->reading.doubts.count; i++)
		reading_doubt(p->arena, out, n->reading.doubts.at[i]);
}

static void
write_reading(struct phrase *p, struct reading *out)
{
	size_t name = 0;

	for (size_t i = 0; i < p->tokens.count; i++) {
		if (name < p->names.count && p->names.at[name].from == i) {
			add_name(p, &p->names.at[name], out);
			i = p->names.at[name++].end - 1;
			continue;
		}
		add_token(p, &p->tokens.at[i], out);
	}
}

/* A phrase of which no word is known: its first word that could have been. */
static void
doubt_words(struct phrase *p, struct reading *out)
{
	for (size_t i = 0; i < p->tokens.count; i++) {
		const struct token *t = &p->tokens.at[i];

		if (t->kind == TOKEN_WORD && t->is_cyrillic && !t->is_quoted && utf8_count(t->text) > 1) {
			reading_doubt(p->arena, out, (struct doubt){.kind = DOUBT_WORD, .word = t->text});
			return;
		}
	}
}

void
phrase_read(struct arena *a, const struct grammar *g, struct text t, struct reading *out)
{
	struct phrase p = {.arena = a, .grammar = g, .tokens = tokens_of(a, t)};
	struct group first = {0};

	out->kind = READING_PHRASE;
	out->text = t;
	first.end = read_name(&p, 0);
	if (first.end) { /* Иванов Иван Иванович, директор */
		p.is_understood = first.is_animate = true;
		out->gender = p.names.at[0].reading.gender;
		read_rest(&p, &first);
	} else if (group_at(&p, 0, &first)) {
		mark_group(&p, &first);
		out->gender = first.is_fixed ? GENDER_UNKNOWN : first.gender;
		first.end = read_behind(&p, first.end, &first);
		read_rest(&p, &first);
	}
	write_reading(&p, out);
	if (!p.is_understood)
		doubt_words(&p, out);
}
