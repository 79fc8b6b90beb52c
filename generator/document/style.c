/*
 * style -- equal properties become one object.
 *
 * A document of ten thousand runs has a dozen looks.  Each reader fills a struct on its stack and asks
 * the pool for the object that is equal; the layout then compares addresses and caches by them.
 *
 * Structs have padding and texts that are equal at different addresses, so bytes cannot be compared as
 * they lie: every struct is first written as a row of numbers, its key, in which texts are
 * pooled addresses.  A field that is added to the model is added to the key's function below.
 */
#include "document/style.h"

#include <string.h>

#include "base/symbol.h"

/* The same bytes at one address. */
static struct text
pool_text(struct style_pool *p, struct text t)
{
	return t.len ? dictionary_key(p->arena, &p->texts, t) : TEXT_NONE;
}

/* ---- keys ---- */

enum { KEY_MOST = 80 };

struct key {
	uint64_t at[KEY_MOST];
	size_t count;
};

static void
key_add(struct key *k, int64_t n)
{
	if (k->count < KEY_MOST)
		k->at[k->count++] = (uint64_t)n;
}

/* t is pooled: its address says what it is. */
static void
key_text(struct key *k, struct text t)
{
	key_add(k, t.len ? (int64_t)(uintptr_t)t.at : 0);
}

static void
key_border(struct key *k, struct border b)
{
	key_add(k, (int64_t)b.kind << 32 | b.color);
	key_add(k, b.width);
	key_add(k, b.outer);
	key_add(k, b.inner);
}

static struct text
key_bytes(const struct key *k)
{
	return (struct text){(const char *)k->at, k->count * sizeof *k->at};
}

static void
key_letters(struct key *k, const struct letters *l)
{
	key_text(k, l->family);
	key_text(k, l->language);
	key_add(k, (int64_t)l->size << 2 | l->is_bold << 1 | l->is_italic);
}

static void
run_style_key(struct key *k, const struct run_style *s)
{
	const int64_t numbers[] = {
		s->size,
		s->color,
		s->background,
		s->highlight,
		s->underline_color,
		s->overline_color,
		s->underline,
		s->overline,
		s->is_underline_thick,
		s->is_overline_thick,
		s->is_strike_thick,
		s->is_outlined,
		s->is_shadowed,
		s->relief,
		s->is_bold,
		s->is_italic,
		s->is_struck,
		s->is_double_struck,
		s->is_caps,
		s->is_small_caps,
		s->is_hidden,
		s->is_lower,
		s->is_title,
		s->is_fixed_pitch,
		s->has_kerning,
		s->words_only_underlined,
		s->script,
		s->raise_percent,
		s->is_raise_automatic,
		s->script_percent,
		s->raise,
		s->letter_spacing,
		s->scale_percent,
		(int64_t)(uintptr_t)s->frame,
		(int64_t)(uintptr_t)s->signs,
	};

	k->count = 0;
	key_text(k, s->family);
	key_text(k, s->language);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		key_add(k, numbers[i]);
	key_letters(k, &s->asian);
	key_letters(k, &s->complex);
}

static void
paragraph_style_key(struct key *k, const struct paragraph_style *s)
{
	const int64_t numbers[] = {
		s->align,
		s->indent_left,
		s->indent_right,
		s->indent_first,
		s->space_before,
		s->space_after,
		s->contextual_spacing,
		s->line_rule,
		s->line_percent,
		s->line_height,
		s->keep_with_next,
		s->inherits_keep,
		s->keep_lines,
		s->page_break_before,
		s->widows,
		s->orphans,
		s->hyphenates,
		s->hyphenation.least_before,
		s->hyphenation.least_behind,
		s->hyphenation.least_letters,
		s->hyphenation.lines_most,
		s->hyphenation.spares_capitals,
		s->hyphenation.spares_last_word,
		s->hyphenation.zone,
		s->is_right_to_left,
		s->snaps_to_grid,
		s->outline_level,
		(int64_t)s->tab_count,
		(int64_t)(uintptr_t)s->tabs,
		s->background,
		s->column_break_before,
		s->ends_box,
	};

	k->count = 0;
	key_text(k, s->name);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		key_add(k, numbers[i]);
	for (int side = 0; side < SIDES; side++) {
		key_border(k, s->borders[side]);
		key_add(k, s->padding[side]);
	}
}

static const struct letters no_letters = {{"", 0}, 0, {"", 0}, false, false};

/* The look of letters of another writing in a run of the look s; NULL when it is none of its own. */
static const struct run_style *
pool_letters(struct style_pool *p, const struct run_style *s, const struct letters *l)
{
	struct run_style own = *s;

	if (!l->family.len && !l->language.len && !l->size)
		return NULL;
	own.family = l->family.len ? l->family : s->family;
	own.is_fixed_pitch = s->is_fixed_pitch && !l->family.len;
	own.language = l->language.len ? l->language : s->language;
	own.size = l->size ? l->size : s->size;
	own.is_bold = l->is_bold;
	own.is_italic = l->is_italic;
	own.asian = own.complex = no_letters;
	return pool_run_style(p, &own);
}

/* Equal frames at one address; NULL for one without a line. */
static const struct letter_frame *
pool_frame(struct style_pool *p, const struct letter_frame *f)
{
	struct letter_frame own = {.padding = {0}};
	bool is_seen = false;
	struct key key = {.count = 0};
	void **slot;

	for (int side = 0; f && side < SIDES; side++) {
		if (f->borders[side].kind != BORDER_NONE) {
			own.borders[side] = f->borders[side];
			own.padding[side] = f->padding[side];
			is_seen = true;
		}
		key_border(&key, own.borders[side]);
		key_add(&key, own.padding[side]);
	}
	if (!is_seen)
		return NULL;
	slot = dictionary_slot(p->arena, &p->frames, key_bytes(&key));
	if (!*slot) {
		*slot = NEW(p->arena, struct letter_frame);
		*(struct letter_frame *)*slot = own;
	}
	return *slot;
}

const struct run_style *
pool_run_style(struct style_pool *p, const struct run_style *s)
{
	struct run_style own = *s;
	struct key key;
	void **slot;

	own.family = pool_text(p, s->family);
	own.language = pool_text(p, s->language);
	own.asian.family = pool_text(p, s->asian.family);
	own.asian.language = pool_text(p, s->asian.language);
	own.complex.family = pool_text(p, s->complex.family);
	own.complex.language = pool_text(p, s->complex.language);
	own.frame = pool_frame(p, s->frame);
	run_style_key(&key, &own);
	slot = dictionary_slot(p->arena, &p->runs, key_bytes(&key));
	if (!*slot) {
		struct run_style *pooled = NEW(p->arena, struct run_style);

		*slot = pooled;
		own.asian_style = pool_letters(p, &own, &own.asian);
		own.complex_style = pool_letters(p, &own, &own.complex);
		*pooled = own;
	}
	return *slot;
}

/* Equal rows of tab stops at one address. */
static const struct tab_stop *
pool_tabs(struct style_pool *p, const struct tab_stop *tabs, size_t count)
{
	uint64_t *key;
	void **slot;

	if (!count)
		return NULL;
	key = NEW_ARRAY(p->arena, uint64_t, count * 2);
	for (size_t i = 0; i < count; i++) {
		key[i * 2] = (uint64_t)(int64_t)tabs[i].position;
		key[i * 2 + 1] = (uint64_t)tabs[i].align << 60 | (uint64_t)tabs[i].sign << 32 | tabs[i].leader;
	}
	slot = dictionary_slot(p->arena, &p->tabs, (struct text){(const char *)key, count * 2 * sizeof *key});
	if (!*slot)
		*slot = memcpy(NEW_ARRAY(p->arena, struct tab_stop, count), tabs, count * sizeof *tabs);
	return *slot;
}

const struct paragraph_style *
pool_paragraph_style(struct style_pool *p, const struct paragraph_style *s)
{
	struct paragraph_style own = *s;
	struct key key;
	void **slot;

	own.name = pool_text(p, s->name);
	own.tabs = pool_tabs(p, s->tabs, s->tab_count);
	paragraph_style_key(&key, &own);
	slot = dictionary_slot(p->arena, &p->paragraphs, key_bytes(&key));
	if (!*slot) {
		*slot = NEW(p->arena, struct paragraph_style);
		*(struct paragraph_style *)*slot = own;
	}
	return *slot;
}

/* ---- what nothing said means ---- */

void
run_style_init(struct run_style *s)
{
	*s = (struct run_style){
		.family = TEXT_INIT("Times New Roman"),
		.size = 10 * EMU_PER_PT,
		.language = TEXT_INIT(""),
		.color = COLOR_NONE,
		.background = COLOR_NONE,
		.highlight = COLOR_NONE,
		.underline_color = COLOR_NONE,
		.overline_color = COLOR_NONE,
		.scale_percent = 100,
		.script_percent = 100,
	};
}

void
paragraph_style_init(struct paragraph_style *s)
{
	*s = (struct paragraph_style){
		.name = TEXT_INIT(""),
		.line_percent = 100,
		.background = COLOR_NONE,
		.widows = 2,
		.orphans = 2,
		.snaps_to_grid = true,
		.hyphenation = HYPHENATION_USUAL,
	};
	for (int side = 0; side < SIDES; side++)
		s->borders[side].color = COLOR_NONE;
}

void
run_style_of_signs(struct run_style *s, struct text family)
{
	s->family = TEXT("OpenSymbol");
	s->signs = symbol_font_meant(family);
}

void
run_style_for_all_writings(struct run_style *s)
{
	s->asian = s->complex = no_letters;
}

void
run_style_raise(struct run_style *s, enum script script)
{
	s->script = script;
	s->is_raise_automatic = script != SCRIPT_NORMAL;
	s->script_percent = script == SCRIPT_NORMAL ? 100 : 58;
	s->raise_percent = script == SCRIPT_SUPER ? 33 : script == SCRIPT_SUB ? -8 : 0;
}

void
run_style_for_label(struct run_style *s, bool is_bullet)
{
	s->underline = s->overline = UNDERLINE_NONE;
	s->is_struck = s->is_double_struck = s->is_hidden = false;
	s->letter_spacing = s->raise = 0;
	s->background = s->highlight = COLOR_NONE;
	s->frame = NULL;
	run_style_raise(s, SCRIPT_NORMAL);
	if (is_bullet)
		s->is_bold = s->is_italic = false;
}

/* ---- tab stops ---- */

/* A copy of the paragraph's tab stops without the one at position, with room for one more. */
static struct tab_stop *
tabs_without(struct arena *a, const struct paragraph_style *s, emu position, size_t *count)
{
	struct tab_stop *tabs = NEW_ARRAY(a, struct tab_stop, s->tab_count + 1);

	*count = 0;
	for (size_t i = 0; i < s->tab_count; i++)
		if (s->tabs[i].position != position)
			tabs[(*count)++] = s->tabs[i];
	return tabs;
}

void
tabs_set(struct arena *a, struct paragraph_style *s, struct tab_stop t)
{
	size_t count, i;
	struct tab_stop *tabs = tabs_without(a, s, t.position, &count);

	for (i = count; i > 0 && tabs[i - 1].position > t.position; i--)
		tabs[i] = tabs[i - 1];
	tabs[i] = t;
	s->tabs = tabs;
	s->tab_count = count + 1;
}

void
tabs_clear(struct arena *a, struct paragraph_style *s, emu position)
{
	size_t count;

	s->tabs = tabs_without(a, s, position, &count);
	s->tab_count = count;
}
