/*
 * shape -- text to glyphs.
 *
 * Documents say the same words again and again, so words are shaped once and kept.  A word is what
 * stands between spaces: what follows from the space itself is its kerning with the letters beside it
 * (Liberation moves "A" towards a space), and that is taken from the shaped pairs "А " and " А", which are
 * kept too.  The result is what HarfBuzz gives for the whole text.
 *
 * A word is cut where its script changes, for fonts have other rules for each; digits and signs
 * belong to the script before them (Unicode Standard Annex 24, 5.2; LibreOffice does the same).
 *
 * Letters that no rule of the font touches need no HarfBuzz at all: one glyph, one advance each.
 * Text with right-to-left letters is shaped whole.
 */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "font/face.h"

enum {
	TABLE_FIRST = 1024,
	CACHE_MOST = 8 * 1024 * 1024, /* bytes; then it is emptied and begins anew */
	WORD_MOST = 128,              /* bytes; longer ones are hardly said twice */
	PAIR_MOST = 8,                /* bytes before a space that one glyph may stand for, to be kerned with it */
	PAIRS = 256                   /* places in the table of pairs; a power of two */
};

/* How a word is to be shaped. */
struct manner {
	const struct face *face;
	hb_script_t script;
	bool kerning;
};

struct word {
	struct manner manner;
	struct glyphs glyphs; /* they and the text lie behind the word, so that finding it touches memory once */
	size_t len;
	char text[];
};

struct word_slot {
	uint32_t hash;
	struct word *word; /* NULL: free */
};

/* By how much the second of two characters moves them. */
struct pair {
	int first, second; /* change of advance */
	int offset;        /* of the second */
};

/* A pair of a space and its neighbour, of which the first is drawn with that glyph. */
struct known_pair {
	struct manner manner; /* with face NULL the place is free */
	uint64_t text;        /* its bytes; PAIR_MOST of them at most */
	unsigned first;
	struct pair pair;
};

struct shaper {
	struct catalogue *catalogue;
	hb_buffer_t *buffer;
	hb_language_t language; /* always the same: not the computer's own */
	struct arena arena;     /* of the words */
	struct word_slot *slots;
	size_t count, room; /* room is a power of two */
	struct known_pair pairs[PAIRS];
};

static struct word_slot *
slots_new(size_t room)
{
	struct word_slot *slots = memory_alloc(room * sizeof *slots);

	memset(slots, 0, room * sizeof *slots);
	return slots;
}

struct shaper *
shaper_open(struct catalogue *c)
{
	struct shaper *s = memory_alloc(sizeof *s);

	memset(s, 0, sizeof *s);
	s->catalogue = c;
	s->buffer = hb_buffer_create();
	s->language = hb_language_from_string("ru", 2);
	hb_buffer_set_cluster_level(s->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_CHARACTERS);
	hb_buffer_set_flags(s->buffer, HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
	s->room = TABLE_FIRST;
	s->slots = slots_new(s->room);
	return s;
}

void
shaper_close(struct shaper *s)
{
	if (!s)
		return;
	hb_buffer_destroy(s->buffer);
	arena_free(&s->arena);
	free(s->slots);
	free(s);
}

/* The character that is drawn for c: another one when the face has it not and a twin does as well. */
static uint32_t
drawn_as(const struct face *f, uint32_t c)
{
	c = face_drawn(f, c);
	if (c == 0x2011) /* LibreOffice draws the plain one, whatever the face has */
		return outlines_glyph(f->outlines, '-') ? '-' : outlines_glyph(f->outlines, c) ? c : 0x2010;
	return c;
}

/* Letters, digits and signs that stand one behind another, whatever their neighbours. */
static bool
is_simple(uint32_t c)
{
	if (c < 0x0300)
		return c >= 0x20 && c != 0xAD;
	return (c >= 0x0370 && c <= 0x0482) || (c >= 0x048A && c <= 0x052F) || (c >= 0x2010 && c <= 0x2027) ||
	       (c >= 0x2030 && c <= 0x205E) || (c >= 0x20A0 && c <= 0x20BF) || (c >= 0x2100 && c <= 0x2BFF);
}

static bool
is_right_to_left(uint32_t c)
{
	return (c >= 0x0590 && c <= 0x08FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFE) ||
	       (c >= 0x10800 && c <= 0x10FFF) || (c >= 0x1E800 && c <= 0x1EFFF);
}

/* Characters of UTF-8. */
static size_t
length_of(struct text t)
{
	size_t count = 0;

	for (size_t at = 0; at < t.len; at++)
		count += ((unsigned char)t.at[at] & 0xC0) != 0x80;
	return count;
}

/* Glyph by glyph; false when a rule of the font may have a say. */
static bool
shape_simply(struct arena *a, struct manner m, struct text t, struct glyphs *out)
{
	const struct outlines *o = m.face->outlines;
	const hb_set_t *placed = m.kerning ? o->positioned : o->marked;
	size_t room = length_of(t);
	struct glyphs g = {.at = ROOM_FOR(a, struct glyph, room)};

	for (size_t at = 0; at < t.len; g.count++) {
		struct glyph *glyph = &g.at[g.count];
		uint32_t c;

		if (g.count == room)
			return false; /* malformed: there are more signs than characters */
		*glyph = (struct glyph){.cluster = (int)at};
		c = drawn_as(m.face, utf8_next(t, &at));
		glyph->id = is_simple(c) ? outlines_glyph(o, c) : GLYPH_MISSING;
		if (glyph->id == GLYPH_MISSING || hb_set_has(o->substituted, glyph->id) ||
		    hb_set_has(placed, glyph->id))
			return false;
		glyph->advance = o->advances[glyph->id];
		g.advance += glyph->advance;
	}
	*out = g;
	return true;
}

static struct glyphs
take_glyphs(struct arena *a, hb_buffer_t *buffer)
{
	unsigned count;
	const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
	const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, &count);
	struct glyphs g = {.at = NEW_ARRAY(a, struct glyph, count), .count = count};

	for (unsigned i = 0; i < count; i++) {
		g.at[i] = (struct glyph){.id = info[i].codepoint,
					 .cluster = (int)info[i].cluster,
					 .advance = position[i].x_advance,
					 .x_offset = position[i].x_offset,
					 .y_offset = position[i].y_offset};
		g.advance += g.at[i].advance;
	}
	return g;
}

static struct glyphs
shape_by_rules(struct shaper *s, struct arena *a, struct manner m, struct text t, hb_direction_t direction)
{
	const hb_feature_t no_kerning = {HB_TAG('k', 'e', 'r', 'n'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
	hb_buffer_t *b = s->buffer;

	hb_buffer_clear_contents(b);
	for (size_t at = 0; at < t.len;) {
		unsigned cluster = (unsigned)at;

		hb_buffer_add(b, drawn_as(m.face, utf8_next(t, &at)), cluster);
	}
	hb_buffer_set_content_type(b, HB_BUFFER_CONTENT_TYPE_UNICODE);
	if (m.script != HB_SCRIPT_INVALID)
		hb_buffer_set_script(b, m.script);
	hb_buffer_set_direction(b, direction); /* an invalid one is guessed like the script */
	hb_buffer_set_language(b, s->language);
	hb_buffer_guess_segment_properties(b);
	hb_shape(m.face->outlines->font, b, &no_kerning, m.kerning ? 0 : 1);
	return take_glyphs(a, b);
}

static struct glyphs
shape_anew(struct shaper *s, struct arena *a, struct manner m, struct text t)
{
	struct glyphs g;

	return shape_simply(a, m, t, &g) ? g : shape_by_rules(s, a, m, t, HB_DIRECTION_INVALID);
}

/* ---- the words ---- */

static bool
same_manner(struct manner x, struct manner y)
{
	return x.face == y.face && x.script == y.script && x.kerning == y.kerning;
}

/* Eight bytes a step: this is asked for every word of every line. */
static uint32_t
word_hash(struct manner m, struct text t)
{
	uint64_t h = (uintptr_t)m.face * 31u ^ (uint64_t)m.script << 8 ^ m.kerning;
	uint64_t piece;
	size_t at = 0;

	for (; at + sizeof piece <= t.len; at += sizeof piece) {
		memcpy(&piece, t.at + at, sizeof piece);
		h = (h ^ piece) * 0x9E3779B97F4A7C15u;
		h ^= h >> 32;
	}
	piece = t.len;
	memcpy(&piece, t.at + at, t.len - at);
	h = (h ^ piece ^ (uint64_t)t.len << 56) * 0x9E3779B97F4A7C15u;
	return (uint32_t)(h >> 32);
}

static bool
is_word(const struct word *w, struct manner m, struct text t)
{
	return w->len == t.len && same_manner(w->manner, m) && memcmp(w->text, t.at, t.len) == 0;
}

static struct word_slot *
word_place(const struct shaper *s, struct manner m, struct text t, uint32_t hash)
{
	size_t i = hash & (s->room - 1);

	while (s->slots[i].word && !(s->slots[i].hash == hash && is_word(s->slots[i].word, m, t)))
		i = (i + 1) & (s->room - 1);
	return &s->slots[i];
}

static void
words_grow(struct shaper *s)
{
	struct word_slot *old = s->slots;
	size_t old_room = s->room;

	s->room *= 2;
	s->slots = slots_new(s->room);
	for (size_t i = 0; i < old_room; i++) {
		size_t k = old[i].hash & (s->room - 1);

		if (!old[i].word)
			continue;
		while (s->slots[k].word)
			k = (k + 1) & (s->room - 1);
		s->slots[k] = old[i];
	}
	free(old);
}

static void
words_forget(struct shaper *s)
{
	memset(s->slots, 0, s->room * sizeof *s->slots);
	s->count = 0;
	arena_free(&s->arena);
}

/* The word's glyphs; valid until the next call. */
static struct glyphs
word_glyphs(struct shaper *s, struct manner m, struct text t)
{
	uint32_t hash = word_hash(m, t);
	struct word_slot *slot = word_place(s, m, t, hash);
	struct word *w = slot->word;

	if (w)
		return w->glyphs;
	if (s->arena.total > CACHE_MOST)
		words_forget(s);
	if (s->count * 2 >= s->room)
		words_grow(s);
	w = arena_alloc(&s->arena, sizeof *w + t.len);
	w->manner = m;
	w->len = t.len;
	memcpy(w->text, t.at, t.len);
	w->glyphs = shape_anew(s, &s->arena, m, t);
	*word_place(s, m, t, hash) = (struct word_slot){hash, w};
	s->count++;
	return w->glyphs;
}

/* ---- whole texts ---- */

/* A text on its way. */
struct line {
	struct arena *arena;
	struct manner manner; /* script: of what was added last */
	bool kerns_space;
	struct pair pending; /* what the space does to the glyph behind it */
	VECTOR(struct glyph) glyphs;
	int64_t advance;
};

static void
add_glyphs(struct line *l, struct glyphs word, size_t at)
{
	struct glyph *out;

	while (l->glyphs.room - l->glyphs.count < word.count)
		l->glyphs.at = arena_grow(l->arena, l->glyphs.at, l->glyphs.count, &l->glyphs.room, sizeof *out);
	out = l->glyphs.at + l->glyphs.count;
	for (size_t i = 0; i < word.count; i++) {
		out[i] = word.at[i];
		out[i].cluster += (int)at;
	}
	if (word.count) {
		out->advance += l->pending.second;
		out->x_offset += l->pending.offset;
		l->advance += word.advance + l->pending.second;
		l->pending = (struct pair){0};
	}
	l->glyphs.count += word.count;
}

/* Nothing when the text is not the glyph `first` and one more. */
static struct pair
pair_shape(struct shaper *s, const struct line *l, struct text pair, unsigned first)
{
	struct glyphs g = word_glyphs(s, l->manner, pair);

	if (g.count != 2 || g.at[0].id != first)
		return (struct pair){0};
	return (struct pair){g.at[0].advance - face_advance(l->manner.face, g.at[0].id),
			     g.at[1].advance - face_advance(l->manner.face, g.at[1].id), g.at[1].x_offset};
}

/* The same, out of a table in which the last pair of a place is kept: there are few, and nearly each space asks for
 * two. */
static struct pair
pair_kerning(struct shaper *s, const struct line *l, struct text pair, unsigned first)
{
	uint64_t text = 0;
	struct known_pair *known;

	if (pair.len > sizeof text)
		return pair_shape(s, l, pair, first);
	memcpy(&text, pair.at, pair.len);
	known = &s->pairs[(text * 0x9E3779B97F4A7C15u >> 32 ^ (uintptr_t)l->manner.face >> 4) % PAIRS];
	if (known->text != text || known->first != first || !same_manner(known->manner, l->manner))
		*known = (struct known_pair){l->manner, text, first, pair_shape(s, l, pair, first)};
	return known->pair;
}

/* The glyph before the space and the space itself; a space before it has settled that already. */
static void
kern_before_space(struct shaper *s, struct line *l, struct text t, size_t at, struct glyph *space)
{
	struct glyph *last = l->glyphs.count ? &l->glyphs.at[l->glyphs.count - 1] : NULL;
	struct pair p;

	if (!last || t.at[last->cluster] == ' ' || at - (size_t)last->cluster > PAIR_MOST)
		return;
	p = pair_kerning(s, l, text_slice(t, (size_t)last->cluster, at + 1), last->id);
	last->advance += p.first;
	l->advance += p.first;
	space->advance += p.second;
	space->x_offset += p.offset;
}

/* U+0400 … U+043F and U+0440 … U+047F begin so in UTF-8, in two bytes each. */
static bool
begins_cyrillic(char c)
{
	return c == '\xD0' || c == '\xD1';
}

static hb_script_t
script_of(uint32_t c)
{
	hb_script_t script;

	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? HB_SCRIPT_LATIN : HB_SCRIPT_COMMON;
	if (c >= 0x0400 && c <= 0x0482)
		return HB_SCRIPT_CYRILLIC;
	script = hb_unicode_script(hb_unicode_funcs_get_default(), c);
	return script == HB_SCRIPT_INHERITED || script == HB_SCRIPT_UNKNOWN ? HB_SCRIPT_COMMON : script;
}

static void
kern_behind_space(struct shaper *s, struct line *l, struct text t, size_t at, struct glyph *space)
{
	size_t next = at + 1;
	hb_script_t script;

	if (next >= t.len)
		return;
	script = script_of(utf8_next(t, &next));
	if (script != HB_SCRIPT_COMMON && script != l->manner.script)
		return; /* another run to HarfBuzz: nothing between them */
	l->pending = pair_kerning(s, l, text_slice(t, at, next), space->id);
	space->advance += l->pending.first;
}

static void
add_space(struct shaper *s, struct line *l, struct text t, size_t at)
{
	unsigned id = face_glyph(l->manner.face, ' ');
	struct glyph space = {.id = id, .cluster = (int)at, .advance = face_advance(l->manner.face, id)};

	space.advance += l->pending.second;
	space.x_offset = l->pending.offset;
	l->pending = (struct pair){0};
	if (l->kerns_space) {
		kern_before_space(s, l, t, at, &space);
		kern_behind_space(s, l, t, at, &space);
	}
	*VECTOR_PUSH(l->arena, &l->glyphs) = space;
	l->advance += space.advance;
}

/* Where the piece of one script that begins at `from` ends, at a space at the latest; sets the line's script. */
static size_t
piece_end(struct line *l, struct text t, size_t from)
{
	bool is_settled = false;

	for (size_t at = from; at < t.len && t.at[at] != ' ';) {
		size_t here = at;
		hb_script_t script;

		if (is_settled && l->manner.script == HB_SCRIPT_CYRILLIC && begins_cyrillic(t.at[at]) &&
		    at + 1 < t.len) {
			at += 2; /* most of what is written here */
			continue;
		}
		script = script_of(utf8_next(t, &at));
		if (script == HB_SCRIPT_COMMON || (is_settled && script == l->manner.script))
			continue;
		if (is_settled || (here > from && l->manner.script != HB_SCRIPT_COMMON && script != l->manner.script))
			return here;
		l->manner.script = script;
		is_settled = true;
	}
	const char *space = memchr(t.at + from, ' ', t.len - from);

	return space ? (size_t)(space - t.at) : t.len;
}

/* The first script in t, HB_SCRIPT_COMMON when there are only digits and signs. */
static hb_script_t
first_script(struct text t)
{
	for (size_t at = 0; at < t.len;) {
		hb_script_t script = script_of(utf8_next(t, &at));

		if (script != HB_SCRIPT_COMMON)
			return script;
	}
	return HB_SCRIPT_COMMON;
}

static bool
has_right_to_left(struct text t)
{
	unsigned char most = 0;

	for (size_t at = 0; at < t.len; at++) /* one step for many bytes: compilers know how */
		most = (unsigned char)t.at[at] > most ? (unsigned char)t.at[at] : most;
	if (most < 0xD6)
		return false;
	for (size_t at = 0; at < t.len;) {
		if ((unsigned char)t.at[at] < 0xD6) /* UTF-8 of all below U+0580 begins so */
			at++;
		else if (is_right_to_left(utf8_next(t, &at)))
			return true;
	}
	return false;
}

struct glyphs
shaper_shape(struct shaper *s, struct arena *a, const struct face *f, struct text t, bool kerning)
{
	struct line l = {.arena = a, .manner = {f, HB_SCRIPT_INVALID, kerning}};

	if (has_right_to_left(t))
		return shape_by_rules(s, a, l.manner, t, HB_DIRECTION_INVALID);
	l.manner.script = first_script(t);
	l.kerns_space = kerning && f->outlines->kerns_space;
	l.glyphs.room = t.len;
	l.glyphs.at = ROOM_FOR(a, struct glyph, t.len);
	for (size_t at = 0, end; at < t.len; at = end) {
		struct text piece;

		if (t.at[at] == ' ') {
			add_space(s, &l, t, at);
			end = at + 1;
			continue;
		}
		end = piece_end(&l, t, at);
		piece = text_slice(t, at, end);
		add_glyphs(&l,
			   piece.len > WORD_MOST ? shape_anew(s, a, l.manner, piece) : word_glyphs(s, l.manner, piece),
			   at);
	}
	return (struct glyphs){l.glyphs.at, l.glyphs.count, l.advance};
}

struct glyphs
shaper_shape_leftwards(struct shaper *s, struct arena *a, const struct face *f, struct text t, bool kerning)
{
	return shape_by_rules(s, a, (struct manner){f, HB_SCRIPT_INVALID, kerning}, t, HB_DIRECTION_RTL);
}
