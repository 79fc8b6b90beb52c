/*
 * item -- runs become boxes and glue.
 *
 * The texts of all runs are laid end to end first, because where a line may end (Unicode Standard
 * Annex 14) does not care where an editor has cut the text into runs.  That one string is then cut
 *
 *     at each change of run (its look, its link), at each place where a line may end,
 *     at spaces, and where the face changes because it lacks a letter
 *
 * into boxes and glue.  What has one look is shaped as a whole, though, as Writer does it: fonts move letters towards
 * a space and a hyphen, too ("T. A" is narrower than its parts).  What has no place to end the line for long (a line
 * of underscores, encoded bytes) is cut after BOX_MOST characters, so that
 * no width is beyond what emu holds and cutting a word line by line stays cheap.
 */
#include "layout/item.h"

#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unilbrk.h>

#include "base/utf8.h"
#include "layout/bidi.h"
#include "layout/drawing.h"
#include "layout/linebreak.h"
#include "layout/reference.h"
#include "layout/writing.h"

/* A stretch of the text of one run and one look. */
struct span {
	const struct run *run;
	const struct run_style *style;
	size_t start, end;
	bool is_small, is_label;
};

struct gathering {
	struct layout *l;
	struct buffer text;
	VECTOR(struct span) spans;
	VECTOR(struct item) items;
	size_t label_end;            /* bytes of text that the label takes */
	const unsigned char *levels; /* of each byte; NULL: all 0 */
	enum writing writing;        /* of the letters so far */
};

static void
span_add(struct gathering *g, const struct run *run, const struct run_style *style, struct text t, bool is_small)
{
	struct span s = {.run = run, .style = style, .start = g->text.len, .is_small = is_small};

	if (!t.len)
		return;
	buffer_text(&g->text, t);
	s.end = g->text.len;
	*VECTOR_PUSH(&g->l->scratch, &g->spans) = s;
}

/* The capital of the sharp s is that of Unicode 5.1, as in LibreOffice, not SS. */
static struct text
sharp_s_raise(struct arena *a, struct text t)
{
	static const char small[] = "ß", capital[] = "ẞ";
	ptrdiff_t at = text_find(t, TEXT("ß"), 0);
	struct buffer raised = {0};
	size_t from = 0;

	if (at == TEXT_NOWHERE)
		return t;
	for (; at != TEXT_NOWHERE; at = text_find(t, TEXT("ß"), from)) {
		buffer_text(&raised, text_slice(t, from, (size_t)at));
		buffer_string(&raised, capital);
		from = (size_t)at + sizeof small - 1;
	}
	buffer_text(&raised, text_from_offset(t, from));
	t = text_copy(a, buffer_view(&raised));
	buffer_free(&raised);
	return t;
}

static struct text
upper_case(struct layout *l, struct text t)
{
	size_t len = 0;
	uint8_t *upper;
	struct text copy;

	t = sharp_s_raise(&l->scratch, t);
	upper = u8_toupper((const uint8_t *)t.at, t.len, NULL, NULL, NULL, &len);
	if (!upper)
		return t;
	copy = text_copy(&l->scratch, (struct text){(const char *)upper, len});
	free(upper);
	return copy;
}

/* Small capitals: stretches that have a capital for their letters go up and become small. */
static void
small_caps_add(struct gathering *g, const struct run *run, const struct run_style *style, struct text t)
{
	size_t from = 0, at = 0, before;
	bool small = false, is_lower;

	while (at < t.len) {
		uint32_t c;

		before = at;
		c = utf8_next(t, &at);
		is_lower = uc_toupper(c) != c;
		if (is_lower != small) {
			span_add(g, run, style, upper_case(g->l, text_slice(t, from, before)), small);
			from = before;
			small = is_lower;
		}
	}
	span_add(g, run, style, upper_case(g->l, text_slice(t, from, t.len)), small);
}

static const struct run_style *
style_of(const struct run_style *style, enum writing writing)
{
	const struct run_style *own = writing == WRITING_ASIAN     ? style->asian_style
				      : writing == WRITING_COMPLEX ? style->complex_style
								   : NULL;

	return own ? own : style;
}

/* Text of one writing. */
static void
stretch_add(struct gathering *g, const struct run *run, const struct run_style *style, struct text t)
{
	if (style->is_caps)
		span_add(g, run, style, upper_case(g->l, t), false);
	else if (style->is_small_caps)
		small_caps_add(g, run, style, t);
	else
		span_add(g, run, style, t, false);
}

static void
text_add(struct gathering *g, const struct run *run, struct text t)
{
	if (run->style->is_hidden)
		return;
	for (size_t at = 0, end; at < t.len; at = end) {
		end = writing_stretch(t, at, &g->writing);
		stretch_add(g, run, style_of(run->style, g->writing), text_slice(t, at, end));
	}
}

static enum number_format
format_of(const struct layout *l, const struct run *run)
{
	return run->number_format == NUMBER_AS_SECTION ? l->page_format : run->number_format;
}

static struct text
page_count_text(struct layout *l, const struct run *run)
{
	l->shows_page_count = true;
	if (run->number_format == NUMBER_AS_SECTION) /* another page may show it otherwise */
		l->shows_page_number = true;
	if (l->page_count)
		return number_text(&l->scratch, format_of(l, run), l->page_count);
	return run->text.len ? run->text : TEXT("1");
}

/* A note's mark, which the page may give it. */
static struct text
note_mark(struct layout *l, const struct note *note)
{
	if (!l->note_numbers || note->is_endnote || !note->number)
		return note->mark;
	return number_text(&l->scratch, note->number_format, l->note_numbers[note->index]);
}

/* What stands for a run in the one string: its text, or one character of the same breaking habits. */
static void
run_add(struct gathering *g, const struct run *run)
{
	struct layout *l = g->l;

	switch (run->kind) {
	case RUN_TEXT:
		text_add(g, run, run->text);
		break;
	case RUN_PAGE_NUMBER:
		l->shows_page_number = true;
		text_add(g, run, number_text(&l->scratch, format_of(l, run), l->page_number + run->page_adjust));
		break;
	case RUN_PAGE_COUNT:
		text_add(g, run, page_count_text(l, run));
		break;
	case RUN_REFERENCE:
		text_add(g, run, reference_text(l, run->reference));
		break;
	case RUN_NOTE:
		text_add(g, run, run->note ? note_mark(l, run->note) : run->text);
		break;
	case RUN_TAB:
		span_add(g, run, run->style, TEXT("\t"), false);
		break;
	case RUN_LINE_BREAK:
	case RUN_PAGE_BREAK:
	case RUN_COLUMN_BREAK:
		span_add(g, run, run->style, TEXT("\n"), false);
		break;
	case RUN_BOOKMARK:
		span_add(g, run, run->style, TEXT("\u2060"), false); /* WORD JOINER: no width, no break */
		break;
	case RUN_DRAWING:
		if (run->drawing && run->drawing->place == DRAWING_INLINE)
			span_add(g, run, run->style, TEXT("\uFFFC"), false);
		break;
	}
}

static struct item *
item_add(struct gathering *g, const struct span *s, enum item_role role, size_t start, size_t end)
{
	struct item *it = VECTOR_PUSH(&g->l->scratch, &g->items);

	*it = (struct item){
		.role = role, .run = s->run, .is_label = s->is_label, .start = start, .end = end, .origin = start};
	it->font = layout_font(g->l, s->style, s->is_small);
	it->face = it->font->face;
	it->level = g->levels ? g->levels[start] : 0;
	return it;
}

/* A cluster is letter-spaced as one: a base letter with its marks, a ligature. */
static size_t
clusters(const struct item *it, size_t from, size_t to)
{
	size_t count = 0;

	for (size_t i = from; i < to; i++)
		count += i == 0 || it->glyphs.at[i].cluster != it->glyphs.at[i - 1].cluster;
	return count;
}

emu
item_glyphs_width(const struct item *it, size_t from, size_t to)
{
	const struct run_style *style = it->font->style;
	int64_t units = 0, width;

	for (size_t i = from; i < to; i++)
		units += it->glyphs.at[i].advance;
	width = face_length(it->face, (int)units, it->font->size);
	if (style->scale_percent && style->scale_percent != 100)
		width = width * style->scale_percent / 100;
	if (style->letter_spacing)
		width += (int64_t)style->letter_spacing * (int64_t)clusters(it, from, to);
	return emu_from(width);
}

static void
box_shape(struct layout *l, struct item *it, struct text t)
{
	it->glyphs = shaper_shape(l->shaper, &l->scratch, it->face, t, it->font->style->has_kerning);
	it->width = item_glyphs_width(it, 0, it->glyphs.count);
}

enum { BOX_MOST = 256, BOX_MOST_WITH_MARKS = 2 * BOX_MOST };

/* Whether a box of so many characters ends before c: not between a letter and its marks, unless they have no end. */
static bool
is_too_long(size_t characters, uint32_t c)
{
	if (characters < BOX_MOST)
		return false;
	return characters >= BOX_MOST_WITH_MARKS ||
	       !(code_point_is_invisible(c) || uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M));
}

/* The face for c: the one that the letters before it have when that will do, so that words stay whole. */
static const struct face *
face_for(struct layout *l, const struct font *f, const struct face *now, uint32_t c)
{
	const struct face *fallback;

	if (code_point_needs_no_glyph(c))
		return now;
	if (face_has(f->face, c))
		return f->face;
	fallback = catalogue_fallback(l->catalogue, f->face, c);
	if (!fallback)
		layout_lacks(l, c);
	return fallback ? fallback : f->face;
}

/* Letters of one face, shaped together: boxes and glue are cut out of it. */
struct shaped {
	size_t from, end; /* bytes of the text */
	const struct face *face;
	struct glyphs glyphs;
	bool runs_left; /* its glyphs stand in the order of the eye: the last one is of the first letter */
	size_t next; /* the first of the glyphs that no item has taken; of text that runs to the left, behind the last
		      */
};

/* Shaping goes over at most so many bytes at once: a text without end stays cheap. */
enum { SHAPED_MOST = 16 * 1024 };

/* Whether the letters of two spans are one stretch to the font: the editor has cut them for reasons of its own. */
static bool
spans_shape_together(const struct span *a, const struct span *b)
{
	if (!a->run || !b->run || a->run->kind != RUN_TEXT || b->run->kind != RUN_TEXT)
		return false;
	return a->style == b->style && a->is_small == b->is_small && text_equal(a->run->link, b->run->link);
}

/* The end of the text that is shaped together with that of span i. */
static size_t
shaping_end(const struct gathering *g, size_t i)
{
	while (i + 1 < g->spans.count && spans_shape_together(&g->spans.at[i], &g->spans.at[i + 1]))
		i++;
	return g->spans.at[i].end;
}

/* The end of the box that begins at `from`, `most` at most: where a space or a place to end the line comes. */
static size_t
box_end(const struct gathering *g, const char *breaks, size_t from, size_t most)
{
	struct text t = buffer_view(&g->text);
	size_t at = from + 1;

	/* all but the longest end before it is of account how many characters they are */
	while (at < most && at - from < BOX_MOST && t.at[at] != ' ' && breaks[at] != UC_BREAK_POSSIBLE)
		at++;
	if (at == most || at - from < BOX_MOST)
		return at;
	at = from;
	for (size_t characters = 0; at < most && t.at[at] != ' '; characters++) {
		size_t before = at;

		if (before > from && breaks[before] == UC_BREAK_POSSIBLE)
			return before;
		if (is_too_long(characters, utf8_next(t, &at)))
			return before;
	}
	return at;
}

/* Where the text from `from` on ceases to run its way; text that runs to the left is shaped word by word. */
static size_t
direction_end(const struct gathering *g, const char *breaks, size_t from, size_t end)
{
	struct text t = buffer_view(&g->text);
	size_t at = from;

	if (!g->levels)
		return end;
	while (at < end && g->levels[at] == g->levels[from])
		at++;
	if (g->levels[from] % 2 == 0)
		return at;
	if (t.at[from] != ' ')
		return box_end(g, breaks, from, at);
	for (end = from; end < at && t.at[end] == ' ';)
		end++;
	return end;
}

/*
 * Shapes from `from` to where another face is needed, `end` at most.  Spaces are of the font's own face, and end what
 * another one has lent.
 */
static void
shape_on(struct gathering *g, const struct span *s, size_t from, size_t end, struct shaped *shaped)
{
	struct layout *l = g->l;
	struct text t = buffer_view(&g->text);
	const struct font *f = layout_font(l, s->style, s->is_small);
	size_t at = face_reach(f->face, t, from, end, SHAPED_MOST);
	const struct face *now = at > from ? f->face : NULL;

	while (at < end && at - from < SHAPED_MOST) {
		size_t before = at;
		uint32_t c = utf8_next(t, &at);
		const struct face *wanted = c == ' ' ? f->face : face_for(l, f, now ? now : f->face, c);

		if (now && wanted != now) {
			at = before;
			break;
		}
		now = wanted;
	}
	*shaped = (struct shaped){.from = from, .end = at, .face = now ? now : f->face};
	shaped->runs_left = g->levels && g->levels[from] % 2;
	shaped->glyphs = (shaped->runs_left ? shaper_shape_leftwards : shaper_shape)(
		l->shaper, &l->scratch, shaped->face, text_slice(t, from, at), s->style->has_kerning);
	shaped->next = shaped->runs_left ? shaped->glyphs.count : 0;
}

/* The glyphs of the letters before byte `end` of the shaped text that no item has taken. */
static struct glyphs
shaped_take(struct shaped *shaped, size_t end)
{
	const struct glyphs all = shaped->glyphs;
	size_t first = shaped->next, last = first;

	if (shaped->runs_left) {
		while (first > 0 && (size_t)all.at[first - 1].cluster < end)
			first--;
		shaped->next = first;
	} else {
		while (last < all.count && (size_t)all.at[last].cluster < end)
			last++;
		shaped->next = last;
	}
	return (struct glyphs){all.at + first, last - first, 0};
}

/* Gives the item its glyphs. */
static void
take_shaped(struct shaped *shaped, struct item *it)
{
	it->face = shaped->face;
	it->origin = shaped->from;
	it->glyphs = shaped_take(shaped, it->end - shaped->from);
	it->width = item_glyphs_width(it, 0, it->glyphs.count);
}

static bool
ends_soft(struct text t)
{
	return text_ends(t, TEXT("\u00AD"));
}

static void
text_items_add(struct gathering *g, size_t span, const char *breaks, struct shaped *shaped)
{
	const struct span *s = &g->spans.at[span];
	struct text t = buffer_view(&g->text);

	for (size_t at = s->start; at < s->end;) {
		struct item *it;
		size_t most, end = at;

		if (at >= shaped->end)
			shape_on(g, s, at, direction_end(g, breaks, at, shaping_end(g, span)), shaped);
		most = s->end < shaped->end ? s->end : shaped->end;
		while (end < most && t.at[end] == ' ')
			end++;
		if (end > at) {
			it = item_add(g, s, ROLE_GLUE, at, end);
		} else {
			end = box_end(g, breaks, at, most);
			it = item_add(g, s, ROLE_BOX, at, end);
			it->is_soft = ends_soft(text_slice(t, at, end));
		}
		take_shaped(shaped, it);
		it->may_break = end < t.len && breaks[end] == UC_BREAK_POSSIBLE;
		at = end;
	}
}

static void
span_items_add(struct gathering *g, size_t span, const char *breaks, struct shaped *shaped)
{
	const struct span *s = &g->spans.at[span];
	enum item_role role;

	switch (s->run ? s->run->kind : g->text.at[s->start] == '\t' ? RUN_TAB : RUN_TEXT) {
	case RUN_TAB:
		item_add(g, s, ROLE_TAB, s->start, s->end)->may_break = !s->is_label;
		return;
	case RUN_LINE_BREAK:
		role = ROLE_LINE_BREAK;
		break;
	case RUN_PAGE_BREAK:
		role = ROLE_PAGE_BREAK;
		break;
	case RUN_COLUMN_BREAK:
		role = ROLE_COLUMN_BREAK;
		break;
	case RUN_BOOKMARK:
		role = ROLE_BOOKMARK;
		break;
	case RUN_DRAWING:
		item_add(g, s, ROLE_DRAWING, s->start, s->end)->width = drawing_width(g->l, s->run->drawing);
		g->items.at[g->items.count - 1].may_break = s->end < g->text.len && breaks[s->end] == UC_BREAK_POSSIBLE;
		return;
	default:
		text_items_add(g, span, breaks, shaped);
		return;
	}
	item_add(g, s, role, s->start, s->end);
}

static struct text
label_text(struct layout *l, const struct label *label)
{
	struct arena *a = &l->scratch;

	if (!label->note || !l->note_numbers)
		return label->text;
	return text_join(a, text_join(a, label->prefix, note_mark(l, label->note)), label->suffix);
}

/* The label's text, then what follows it: a tab, a space, or nothing. */
static void
label_add(struct gathering *g, const struct label *label)
{
	size_t first = g->spans.count;

	span_add(g, NULL, label->style, label_text(g->l, label), false);
	if (label->end == LABEL_SPACE)
		span_add(g, NULL, label->style, TEXT(" "), false);
	else if (label->end == LABEL_TAB || label->min_width > 0 || label->gap > 0)
		span_add(g, NULL, label->style, TEXT("\t"), false);
	for (size_t i = first; i < g->spans.count; i++)
		g->spans.at[i].is_label = true;
	g->label_end = g->text.len;
}

/* The flags of u8_possible_linebreaks for the whole text; the label never breaks. */
static char *
breaks_of(struct gathering *g, bool divides)
{
	size_t len = g->text.len;
	char *breaks = arena_alloc(&g->l->scratch, len + 1);

	memset(breaks, UC_BREAK_PROHIBITED, len + 1);
	if (len > g->label_end)
		linebreaks_find(text_from_offset(buffer_view(&g->text), g->label_end), divides, breaks + g->label_end);
	return breaks;
}

static bool
has_strong_rightward(struct text t, size_t from, size_t end)
{
	while (from < end)
		if (uc_bidi_category(utf8_next(t, &from)) == UC_BIDI_L)
			return true;
	return false;
}

/* A stretch of text that runs one way, and whether all of it takes the look of complex letters. */
struct course {
	size_t end;
	bool is_complex;
};

static struct course
course_at(const struct gathering *g, size_t from)
{
	struct course c = {.end = from};

	while (c.end < g->text.len && g->levels[c.end] == g->levels[from])
		c.end++;
	c.is_complex =
		g->levels[from] % 2 || (g->levels[from] && !has_strong_rightward(buffer_view(&g->text), from, c.end));
	return c;
}

/* Behind the span of the same run and look it is more of the same. */
static void
span_put(struct gathering *g, struct span s)
{
	struct span *last = g->spans.count ? &g->spans.at[g->spans.count - 1] : NULL;

	if (last && s.run && s.run->kind == RUN_TEXT && last->run == s.run && last->style == s.style &&
	    last->is_small == s.is_small && last->end == s.start)
		last->end = s.end;
	else
		*VECTOR_PUSH(&g->l->scratch, &g->spans) = s;
}

/*
 * What runs to the left is of complex letters' look as a whole, Latin stops and spaces, too, and so are numbers among
 * it; Writer settles this after it has told the writings apart.
 */
static void
courses_look(struct gathering *g)
{
	size_t count = g->spans.count;
	const struct span *spans = g->spans.at;
	struct course course = {.end = 0};

	memset(&g->spans, 0, sizeof g->spans);
	for (size_t i = 0; i < count; i++)
		for (size_t at = spans[i].start, end; at < spans[i].end; at = end) {
			struct span s = spans[i];

			if (at >= course.end)
				course = course_at(g, at);
			end = s.end < course.end ? s.end : course.end;
			if (course.is_complex)
				s.style = style_of(s.run ? s.run->style : s.style, WRITING_COMPLEX);
			s.start = at;
			s.end = end;
			span_put(g, s);
		}
}

/* Whether the paragraph's first letters are of a language whose words are divided. */
static bool
divides(const struct gathering *g, const struct paragraph_style *style)
{
	size_t i = 0;

	if (!style->hyphenates)
		return false;
	while (i < g->spans.count && g->spans.at[i].is_label)
		i++;
	return i < g->spans.count && hyphenator_knows(layout_hyphenator(g->l), g->spans.at[i].style->language);
}

struct items
items_of(struct layout *l, const struct paragraph *p)
{
	struct gathering g = {.l = l, .writing = WRITINGS};
	struct items items;
	struct shaped shaped = {.end = 0};
	char *breaks;

	if (p->label)
		label_add(&g, p->label);
	for (size_t i = 0; i < p->run_count; i++)
		run_add(&g, &p->runs[i]);
	g.levels = bidi_levels(&l->scratch, buffer_view(&g.text), p->style->is_right_to_left);
	if (g.levels)
		courses_look(&g);
	breaks = breaks_of(&g, divides(&g, p->style));
	for (size_t i = 0; i < g.spans.count; i++)
		span_items_add(&g, i, breaks, &shaped);
	items = (struct items){g.items.at, g.items.count, text_copy(l->a, buffer_view(&g.text))};
	buffer_free(&g.text);
	return items;
}

struct item
item_cut(struct item *it, size_t k)
{
	struct item rest = *it;

	rest.glyphs.at += k;
	rest.glyphs.count -= k;
	rest.start = it->origin + (size_t)it->glyphs.at[k].cluster;
	it->end = rest.start;
	it->glyphs.count = k;
	it->may_break = it->is_soft = false;
	it->width = item_glyphs_width(it, 0, k);
	/* not the difference: the whole may have been wider than emu holds */
	rest.width = item_glyphs_width(&rest, 0, rest.glyphs.count);
	return rest;
}

struct item
item_of_text(struct layout *l, const struct font *font, struct text t)
{
	struct item it = {.role = ROLE_BOX, .font = font, .face = font->face};

	it.end = t.len;
	box_shape(l, &it, t);
	return it;
}

struct item
item_hyphen(struct layout *l, const struct item *it)
{
	struct item hyphen = item_of_text(l, it->font, TEXT("-"));

	hyphen.run = it->run;
	return hyphen;
}
