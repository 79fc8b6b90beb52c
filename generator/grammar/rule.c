/*
 * rule -- rows of patterns, found by the end of a word.
 *
 * Each pattern is unfolded into the plain endings that it stands for ("-[ов]ски{с}" into forty).  All endings of a
 * table make a tree that is gone down from the last letter of a word to its first, meeting on the way every ending that
 * fits, and no farther than there are patterns.  Whole words end in a sign that no word has, WHOLE_WORD; an ending for
 * words of so many syllables ends in another.  The branches of all nodes lie in one table of hashes, by node and
 * letter.
 *
 * A row with a plural is met a second time, as the row of its plural's first form: of "-тель", "ь > … / и ей ям …" it
 * is the ending "-тели", after which "ей", "ям" … stand in place of "и".
 */
#include "grammar/rule.h"

#include <string.h>
#include <unicase.h>

#include "base/utf8.h"
#include "language/alphabet.h"

enum { WHOLE_WORD = 1, SYLLABLES_MOST = 3, PATTERN_MOST = 64 };

#define VOWELS "аеиоуыэюя"

/* One row's of an ending. */
struct ending {
	const struct endings *endings;
	uint32_t next; /* the next row of the same ending, + 1; 0: none */
};

/* An ending, as far as it is read from the end; node 0 is the empty one. */
struct node {
	uint32_t parent, character; /* the node one letter nearer to the end, and that letter */
	uint32_t first, last;       /* the rows, index in all + 1; 0: none */
};

struct rule_table {
	struct arena *arena;
	VECTOR(struct ending) all;
	VECTOR(struct node) nodes;
	uint32_t *slots; /* of nodes: index + 1; 0: free */
	size_t slot_count;
	bool counts_syllables; /* some endings are for words of so many */
};

/* ---- words ---- */

static bool
is_mark(uint32_t c)
{
	return c >= 0x300 && c <= 0x36F;
}

static uint32_t
fold(uint32_t c)
{
	if (c >= 0x410 && c <= 0x42F)
		return c + 0x20;
	if (c == 0x451 || c == 0x401)
		return 0x435;
	return c >= 0x430 && c <= 0x44F ? c : uc_tolower(c);
}

struct text
word_fold(struct text word, char out[WORD_MOST])
{
	size_t n = 0, at = 0;

	/* from the begin of a character, so that all of the rest finds room */
	if (word.len > WORD_MOST / 2) {
		at = word.len - WORD_MOST / 2;
		while (at < word.len && ((unsigned char)word.at[at] & 0xC0) == 0x80)
			at++;
	}
	while (at < word.len && n + UTF8_MOST <= WORD_MOST) {
		uint32_t c = utf8_next(word, &at);

		if (c == 0x306 && n >= 2 && !memcmp(out + n - 2, "и", 2))
			memcpy(out + n - 2, "й", 2); /* as a Mac types it */
		else if (!is_mark(c) && c != 0xAD)
			n += utf8_put(fold(c), out + n);
	}
	return (struct text){out, n};
}

/* ---- forms ---- */

static struct text
ending_text(struct text t)
{
	ptrdiff_t comma = text_find(t, TEXT(","), 0);

	if (comma >= 0)
		t = text_slice(t, 0, (size_t)comma);
	return text_is(t, "–") ? TEXT_NONE : t;
}

static void
endings_parse(struct endings *e, const char *forms)
{
	struct text rest = text_from(forms), t;

	if (text_is(rest, "="))
		return;
	for (t = text_next_word(&rest); t.len && !text_is(t, ">"); t = text_next_word(&rest))
		e->taken = utf8_count(t);
	for (t = text_next_word(&rest); t.len && e->count < RULE_FORMS; t = text_next_word(&rest)) {
		if (!text_is(t, "/"))
			e->added[e->count++] = ending_text(t);
	}
}

/* Where the last `count` characters begin, marks going with their letters. */
static size_t
before_last(struct text t, size_t count)
{
	size_t at = t.len;

	while (count > 0 && at > 0) {
		size_t here = at = utf8_before(t, at);

		count -= !is_mark(utf8_next(t, &here));
	}
	return at;
}

/* A word in capitals; one letter alone is none. */
static bool
is_in_capitals(struct text word)
{
	size_t at = before_last(word, 1);
	uint32_t c;

	if (at == 0 || at == word.len)
		return false;
	c = utf8_next(word, &at);
	return uc_tolower(c) != c;
}

static void
write_capitals(struct buffer *b, struct text t)
{
	for (size_t at = 0; at < t.len;)
		buffer_utf8(b, uc_toupper(utf8_next(t, &at)));
}

/* The ending behind the first `kept` bytes of the word, in letters as large as the word's. */
static void
write_ending(struct buffer *b, struct text word, size_t kept, struct text ending)
{
	size_t first = 0, at = 0;

	if (is_in_capitals(word)) {
		write_capitals(b, ending);
		return;
	}
	if (kept == 0 && word.len && ending.len) {
		uint32_t c = utf8_next(word, &at);

		utf8_next(ending, &first);
		if (uc_tolower(c) == c)
			first = 0;
	}
	write_capitals(b, text_slice(ending, 0, first));
	buffer_text(b, text_from_offset(ending, first));
}

void
word_write(struct buffer *b, struct text word, const struct endings *e, enum grammatical_number number,
	   enum grammatical_case c)
{
	size_t form = (size_t)number * CASES + c, kept;

	if (!e || form == 0 || form > e->count) {
		buffer_text(b, word);
		return;
	}
	kept = before_last(word, e->taken);
	buffer_text(b, text_slice(word, 0, kept));
	write_ending(b, word, kept, e->added[form - 1]);
}

/* ---- the table ---- */

/* The slot of the node's child by that letter, or the free one where it belongs. */
static uint32_t *
slot_of(const struct rule_table *t, uint32_t parent, uint32_t character)
{
	uint32_t hash = (parent * 0x9E3779B1u) ^ (character * 0x85EBCA6Bu);
	size_t i = (hash ^ hash >> 15) & (t->slot_count - 1);

	while (t->slots[i]) {
		const struct node *n = &t->nodes.at[t->slots[i] - 1];

		if (n->parent == parent && n->character == character)
			break;
		i = (i + 1) & (t->slot_count - 1);
	}
	return &t->slots[i];
}

/* The node's child by that letter; 0: there is none. */
static uint32_t
child_of(const struct rule_table *t, uint32_t parent, uint32_t character)
{
	uint32_t slot = *slot_of(t, parent, character);

	return slot ? slot - 1 : 0;
}

static void
enlarge_slots(struct rule_table *t)
{
	t->slot_count = t->slot_count ? 4 * t->slot_count : 64;
	t->slots = NEW_ARRAY(t->arena, uint32_t, t->slot_count);
	for (size_t i = 1; i < t->nodes.count; i++)
		*slot_of(t, t->nodes.at[i].parent, t->nodes.at[i].character) = (uint32_t)i + 1;
}

static uint32_t
add_child(struct rule_table *t, uint32_t parent, uint32_t character)
{
	uint32_t *slot = slot_of(t, parent, character);

	if (*slot)
		return *slot - 1;
	if (2 * t->nodes.count >= t->slot_count) {
		enlarge_slots(t);
		slot = slot_of(t, parent, character);
	}
	*VECTOR_PUSH(t->arena, &t->nodes) = (struct node){.parent = parent, .character = character};
	*slot = (uint32_t)t->nodes.count;
	return *slot - 1;
}

/* The character before the offset, which moves to its begin. */
static uint32_t
character_before(struct text t, size_t *at)
{
	size_t next = *at = utf8_before(t, *at);

	return utf8_next(t, &next);
}

/* Rows of the same ending in a chain, in the order of the table. */
static void
add_ending(struct rule_table *t, struct text plain, const struct endings *endings)
{
	uint32_t node = 0, index;

	for (size_t at = plain.len; at > 0;)
		node = add_child(t, node, character_before(plain, &at));
	*VECTOR_PUSH(t->arena, &t->all) = (struct ending){.endings = endings};
	index = (uint32_t)t->all.count;
	if (t->nodes.at[node].last)
		t->all.at[t->nodes.at[node].last - 1].next = index;
	else
		t->nodes.at[node].first = index;
	t->nodes.at[node].last = index;
}

/* The ending of the plural of words that end so in the singular. */
static void
add_plural_ending(struct rule_table *t, struct text plain, const struct endings *singular, const struct endings *plural)
{
	char made[2 * PATTERN_MOST];
	size_t len = before_last(plain, singular->taken), at = 0;
	struct text first = singular->added[CASES - 1];

	/* an ending shorter than what is taken off, the mark before it included, says nothing of the plural */
	if (utf8_count(text_from_offset(plain, len)) < singular->taken ||
	    (len == 0 && plain.len && (unsigned char)*plain.at < ' '))
		return;
	memcpy(made, plain.at, len);
	while (at < first.len && len + UTF8_MOST <= sizeof made)
		len += utf8_put(fold(utf8_next(first, &at)), made + len);
	add_ending(t, (struct text){made, len}, plural);
}

/* The letters that "[бвг]" or "{с}" at the begin of the pattern stands for; *rest is what follows. */
static struct text
letters_of(struct text pattern, struct text *rest)
{
	static const struct {
		struct text sign, letters;
	} classes[] = {
		{TEXT_INIT("{с}"), TEXT_INIT("бвгджзйклмнпрстфхцчшщ")},
		{TEXT_INIT("{г}"), TEXT_INIT(VOWELS)},
		{TEXT_INIT("{ш}"), TEXT_INIT("жшчщ")},
	};
	size_t at = 0;

	for (size_t i = 0; pattern.at[0] == '{' && i < sizeof classes / sizeof *classes; i++) {
		if (text_starts(pattern, classes[i].sign)) {
			*rest = text_from_offset(pattern, classes[i].sign.len);
			return classes[i].letters;
		}
	}
	if (pattern.at[0] == '[') {
		ptrdiff_t end = text_find(pattern, TEXT("]"), 0);

		*rest = text_from_offset(pattern, (size_t)end + 1);
		return text_slice(pattern, 1, (size_t)end);
	}
	utf8_next(pattern, &at);
	*rest = text_from_offset(pattern, at);
	return text_slice(pattern, 0, at);
}

/* A row being put into the table: its endings, or those of its plural too. */
struct adding {
	struct rule_table *table;
	const struct endings *singular, *plural; /* plural NULL: the row itself */
};

/* Adds every ending that the pattern stands for, behind the len bytes of made. */
static void
unfold(const struct adding *row, struct text pattern, char made[PATTERN_MOST], size_t len)
{
	struct text letters, rest = TEXT_NONE;

	if (pattern.len == 0) {
		if (row->plural)
			add_plural_ending(row->table, (struct text){made, len}, row->singular, row->plural);
		else
			add_ending(row->table, (struct text){made, len}, row->singular);
		return;
	}
	letters = letters_of(pattern, &rest);
	for (size_t at = 0; at < letters.len && len + UTF8_MOST <= PATTERN_MOST;)
		unfold(row, rest, made, len + utf8_put(fold(utf8_next(letters, &at)), made + len));
}

static void
add_patterns(const struct adding *row)
{
	struct text rest = text_from(row->singular->rule->patterns), pattern;
	char made[PATTERN_MOST];

	for (pattern = text_next_word(&rest); pattern.len; pattern = text_next_word(&rest)) {
		made[0] = WHOLE_WORD; /* an ending before it was written over that */
		if (pattern.at[0] == '-') {
			unfold(row, text_from_offset(pattern, 1), made, 0);
		} else if (is_digit(pattern.at[0])) {
			made[0] = (char)(WHOLE_WORD + pattern.at[0] - '0');
			row->table->counts_syllables = true;
			unfold(row, text_from_offset(pattern, 2), made, 1);
		} else {
			unfold(row, pattern, made, 1);
		}
	}
}

static struct endings *
row_endings(struct rule_table *t, const struct rule *rule, const char *forms)
{
	struct endings *e = NEW(t->arena, struct endings);

	e->rule = rule;
	e->is_plural = rule->gender == GENDER_PLURAL;
	endings_parse(e, forms);
	return e;
}

static void
add_row(struct rule_table *t, const struct rule *rule)
{
	struct endings *e = row_endings(t, rule, rule->forms);

	if (rule->other)
		e->other = row_endings(t, rule, rule->other);
	add_patterns(&(struct adding){t, e, NULL});
}

/* What is left of a row's endings when its plural is what is given. */
static struct endings *
plural_endings(struct arena *a, const struct endings *e)
{
	struct endings *plural = NEW(a, struct endings);

	*plural = (struct endings){.rule = e->rule, .count = CASES - 1, .is_plural = true};
	plural->taken = utf8_count(e->added[CASES - 1]);
	memcpy(plural->added, e->added + CASES, sizeof *e->added * (CASES - 1));
	return plural;
}

/* Behind all rows themselves: a word that may be either is in the singular. */
static void
add_plurals(struct rule_table *t)
{
	const struct endings *last = NULL;

	for (size_t i = 0, count = t->all.count; i < count; i++) {
		const struct endings *e = t->all.at[i].endings;

		if (e->count == RULE_FORMS && e != last)
			add_patterns(&(struct adding){t, e, plural_endings(t->arena, e)});
		last = e;
	}
}

const struct rule_table *
rule_table_new(struct arena *a, const struct rule *rows, size_t count)
{
	struct rule_table *t = NEW(a, struct rule_table);

	*t = (struct rule_table){.arena = a};
	*VECTOR_PUSH(a, &t->nodes) = (struct node){0};
	enlarge_slots(t);
	for (size_t i = 0; i < count; i++)
		add_row(t, &rows[i]);
	add_plurals(t);
	return t;
}

enum gender
endings_gender(const struct endings *e)
{
	return e->is_plural ? GENDER_PLURAL : e->rule->gender;
}

/* The row of this ending for the gender, else for any; NULL. */
static const struct endings *
row_of(const struct rule_table *t, uint32_t entry, enum gender gender)
{
	const struct endings *any = NULL;

	for (; entry; entry = t->all.at[entry - 1].next) {
		const struct endings *e = t->all.at[entry - 1].endings;

		if (endings_gender(e) == gender || (gender == GENDER_UNKNOWN && !e->rule->is_excluded))
			return e;
		if (!any && (endings_gender(e) == GENDER_UNKNOWN || gender == GENDER_UNKNOWN))
			any = e;
	}
	return any;
}

static size_t
syllables_of(struct text folded)
{
	size_t count = 0;

	for (size_t at = 0; at < folded.len;)
		count += is_russian_vowel(utf8_next(folded, &at));
	return count;
}

/* The row at the node's child by a sign that no word has; NULL. */
static const struct endings *
row_behind(const struct rule_table *t, uint32_t node, uint32_t sign, enum gender gender)
{
	uint32_t child = child_of(t, node, sign);

	return child ? row_of(t, t->nodes.at[child].first, gender) : NULL;
}

struct rule_match
rule_match(const struct rule_table *t, struct text folded, enum gender gender)
{
	struct rule_match best = {0};
	size_t syllables = t->counts_syllables ? syllables_of(folded) : 0, at = folded.len, characters = 0;
	uint32_t node = 0;

	for (;; characters++) {
		const struct endings *e = row_of(t, t->nodes.at[node].first, gender);

		if (e)
			best = (struct rule_match){e, characters, false};
		if (syllables > 0 && syllables <= SYLLABLES_MOST) {
			e = row_behind(t, node, (uint32_t)(WHOLE_WORD + syllables), gender);
			best = e ? (struct rule_match){e, characters, false} : best;
		}
		if (at == 0) {
			e = row_behind(t, node, WHOLE_WORD, gender);
			return e ? (struct rule_match){e, characters + 1, true} : best;
		}
		node = child_of(t, node, character_before(folded, &at));
		if (!node)
			return best;
	}
}

const struct endings *
rule_find(const struct rule_table *t, struct text folded, enum gender gender)
{
	return rule_match(t, folded, gender).endings;
}
