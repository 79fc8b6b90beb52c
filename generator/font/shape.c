/*
 * shape -- text to glyphs.
 *
 * Documents say the same words again and again, so words are shaped once and kept.  A word is what
 * stands between spaces: what follows from the space itself is its kerning with the letters beside it
 * (Liberation moves "A" towards a space), and that is taken from the shaped pairs "А " and " А", which are
 * words of the cache too.  The result is what HarfBuzz gives for the whole text.
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
	PAIR_MOST = 8                 /* bytes before a space that one glyph may stand for, to be kerned with it */
};

/* How a word is to be shaped. */
struct manner {
	const struct face *face;
	hb_script_t script;
	bool kerning;
};

struct word {
	uint32_t hash;
	struct manner manner; /* with face NULL the place is free */
	struct text text;
	struct glyphs glyphs;
};

struct shaper {
	struct catalogue *catalogue;
	hb_buffer_t *buffer;
	hb_language_t language; /* always the same: not the computer's own */
	struct arena arena;     /* of the words */
	struct word *words;
	size_t count, room; /* room is a power of two */
};

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
	s->words = memory_alloc(s->room * sizeof *s->words);
	memset(s->words, 0, s->room * sizeof *s->words);
	return s;
}

void
shaper_close(struct shaper *s)
{
	if (!s)
		return;
	hb_buffer_destroy(s->buffer);
	arena_free(&s->arena);
	free(s->words);
	free(s);
}

/* The character that is drawn for c: another one when the face has it not and a twin does as well. */
static uint32_t
drawn_as(const struct face *f, uint32_t c)
{
	c = face_meaning(f, c);
	if (c == 0x2011 && !outlines_glyph(f->outlines, c))
		return outlines_glyph(f->outlines, 0x2010) ? 0x2010 : '-';
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

/* Glyph by glyph; false when a rule of the font may have a say. */
static bool
shape_simply(struct arena *a, struct manner m, struct text t, struct glyphs *out)
{
	const struct outlines *o = m.face->outlines;
	const hb_set_t *placed = m.kerning ? o->positioned : o->marked;
	struct glyphs g = {.at = NEW_ARRAY(a, struct glyph, t.len)};

	for (size_t at = 0; at < t.len; g.count++) {
		struct glyph *glyph = &g.at[g.count];
		uint32_t c;

		glyph->cluster = (int)at;
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

/* A face's own sign for what it lacks may be blank (Liberation's is): a box says that something is missing. */
static void
put_box(const struct outlines *o, struct glyph *g)
{
	unsigned box = outlines_glyph(o, CODE_POINT_BOX);

	if (box == GLYPH_MISSING)
		return;
	*g = (struct glyph){.id = box, .cluster = g->cluster, .advance = o->advances[box]};
}

static struct glyphs
take_glyphs(struct arena *a, hb_buffer_t *buffer, const struct outlines *o)
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
		if (g.at[i].id == GLYPH_MISSING)
			put_box(o, &g.at[i]);
		g.advance += g.at[i].advance;
	}
	return g;
}

static struct glyphs
shape_by_rules(struct shaper *s, struct arena *a, struct manner m, struct text t)
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
	hb_buffer_set_language(b, s->language);
	hb_buffer_guess_segment_properties(b);
	hb_shape(m.face->outlines->font, b, &no_kerning, m.kerning ? 0 : 1);
	return take_glyphs(a, b, m.face->outlines);
}

static struct glyphs
shape_anew(struct shaper *s, struct arena *a, struct manner m, struct text t)
{
	struct glyphs g;

	return shape_simply(a, m, t, &g) ? g : shape_by_rules(s, a, m, t);
}

/* ---- the words ---- */

static bool
same_manner(struct manner x, struct manner y)
{
	return x.face == y.face && x.script == y.script && x.kerning == y.kerning;
}

static uint32_t
word_hash(struct manner m, struct text t)
{
	return text_hash(t) ^ (uint32_t)((uintptr_t)m.face >> 4) * 31u ^ (uint32_t)m.script ^
	       (m.kerning ? 0x9E3779B9u : 0);
}

static struct word *
word_place(const struct shaper *s, struct manner m, struct text t, uint32_t hash)
{
	size_t i = (hash * 2654435761u >> 8) & (s->room - 1);
	struct word *w;

	for (;; i = (i + 1) & (s->room - 1)) {
		w = &s->words[i];
		if (!w->manner.face || (w->hash == hash && same_manner(w->manner, m) && text_equal(w->text, t)))
			return w;
	}
}

static void
words_grow(struct shaper *s)
{
	struct word *old = s->words;
	size_t old_room = s->room;

	s->room *= 2;
	s->words = memory_alloc(s->room * sizeof *s->words);
	memset(s->words, 0, s->room * sizeof *s->words);
	for (size_t i = 0; i < old_room; i++)
		if (old[i].manner.face)
			*word_place(s, old[i].manner, old[i].text, old[i].hash) = old[i];
	free(old);
}

static void
words_forget(struct shaper *s)
{
	memset(s->words, 0, s->room * sizeof *s->words);
	s->count = 0;
	arena_free(&s->arena);
}

/* The word's glyphs; valid until the next call. */
static struct glyphs
word_glyphs(struct shaper *s, struct manner m, struct text t)
{
	uint32_t hash = word_hash(m, t);
	struct word *w = word_place(s, m, t, hash);

	if (w->manner.face)
		return w->glyphs;
	if (s->arena.total > CACHE_MOST)
		words_forget(s);
	if (s->count * 2 >= s->room)
		words_grow(s);
	w = word_place(s, m, t, hash);
	w->hash = hash;
	w->manner = m;
	w->text = text_copy(&s->arena, t);
	w->glyphs = shape_anew(s, &s->arena, m, t);
	s->count++;
	return w->glyphs;
}

/* ---- whole texts ---- */

/* By how much the second of two characters moves them. */
struct pair {
	int first, second; /* change of advance */
	int offset;        /* of the second */
};

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
	for (size_t i = 0; i < word.count; i++) {
		struct glyph *g = VECTOR_PUSH(l->arena, &l->glyphs);

		*g = word.at[i];
		g->cluster += (int)at;
		g->advance += l->pending.second;
		g->x_offset += l->pending.offset;
		l->advance += g->advance;
		l->pending = (struct pair){0};
	}
}

/* Nothing when the text is not the glyph `first` and one more. */
static struct pair
pair_kerning(struct shaper *s, const struct line *l, struct text pair, unsigned first)
{
	struct glyphs g = word_glyphs(s, l->manner, pair);

	if (g.count != 2 || g.at[0].id != first)
		return (struct pair){0};
	return (struct pair){g.at[0].advance - face_advance(l->manner.face, g.at[0].id),
			     g.at[1].advance - face_advance(l->manner.face, g.at[1].id), g.at[1].x_offset};
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
		hb_script_t script = script_of(utf8_next(t, &at));

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
		return shape_by_rules(s, a, l.manner, t);
	l.manner.script = first_script(t);
	l.kerns_space = kerning && f->outlines->kerns_space;
	l.glyphs.room = t.len;
	l.glyphs.at = NEW_ARRAY(a, struct glyph, t.len);
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
