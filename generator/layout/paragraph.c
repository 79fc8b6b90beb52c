/*
 * paragraph -- breaking and setting lines, as LibreOffice Writer does it.
 *
 * Writer fills lines first fit: a line takes every word that fits, without looking at the lines to
 * come.  Spaces at its end hang beyond the margin.  A word that is wider than the line is cut where it
 * stops fitting.  In a justified line the spaces U+0020 behind its last tab share what is left over;
 * no-break spaces keep their width; the last line stays as it is, one before a forced break does not.
 *
 * Heights (measured in LibreOffice 7.4).  A line is as high as its highest letters' face.  Then
 *
 *     proportional, over 100 %   the surplus stands above the line, but not above a paragraph's first or a
 *                                page's first one; as much as the last line's stands below the paragraph
 *     proportional, under 100 %  the line loses it on top; the first line is 4/5 above its baseline
 *     at least                   what is missing comes on top
 *     exactly                    4/5 of the height stand above the baseline, 1/5 below
 */
#include "layout/paragraph.h"

#include <unictype.h>

#include "base/utf8.h"
#include "layout/drawing.h"
#include "layout/tab.h"

struct breaker {
	struct layout *l;
	const struct paragraph *paragraph;
	const struct paragraph_style *style;
	struct items items;
	emu width;        /* of the frame */
	size_t at;        /* the item that the next line begins with */
	struct item head; /* of a word that was cut: stands at the line's end when has_head */
	bool has_head;
	VECTOR(struct line) lines;
};

/* A stretch of a line up to the next tab. */
struct stretch {
	emu from; /* where the tab stands, or the line begins */
	struct tab_place tab;
	int64_t width;   /* of what stands in it, without spaces at its end */
	int64_t hanging; /* spaces at its end */
	int64_t decimal; /* width before the decimal sign; -1: none met */
};

emu
paragraph_border_room(const struct paragraph_style *style, enum side side)
{
	const struct border *b = &style->borders[side];

	return b->kind == BORDER_NONE ? 0 : emu_from((int64_t)b->width + style->padding[side]);
}

emu
paragraph_border_inset(const struct layout *l, const struct paragraph_style *style, enum side side)
{
	return l->document->kind == PACKAGE_DOCX ? 0 : paragraph_border_room(style, side);
}

static emu
line_left(const struct breaker *b)
{
	int64_t left = (int64_t)b->style->indent_left + paragraph_border_inset(b->l, b->style, SIDE_LEFT);

	return emu_from(b->lines.count ? left : left + b->style->indent_first);
}

static emu
line_right(const struct breaker *b)
{
	return emu_from((int64_t)b->width - b->style->indent_right -
			paragraph_border_inset(b->l, b->style, SIDE_RIGHT));
}

static struct stretch
stretch_first(emu left)
{
	return (struct stretch){.from = left, .tab = {left, TAB_LEFT, 0, false}, .decimal = -1};
}

/* Where the text of a stretch begins so that it stands at its tab, not before where the tab began. */
static int64_t
stretch_start(const struct stretch *s)
{
	int64_t start = s->tab.position;

	if (s->tab.align == TAB_RIGHT)
		start -= s->width;
	else if (s->tab.align == TAB_CENTER)
		start -= s->width / 2;
	else if (s->tab.align == TAB_DECIMAL)
		start -= s->decimal >= 0 ? s->decimal : s->width;
	return start < s->from ? s->from : start;
}

static int64_t
stretch_end(const struct stretch *s)
{
	return stretch_start(s) + s->width;
}

/* The width of a box before its decimal comma or point, -1 when it has none. */
static int64_t
decimal_width(const struct breaker *b, const struct item *it)
{
	for (size_t i = 0; i < it->glyphs.count; i++) {
		char c = b->items.text.at[it->origin + (size_t)it->glyphs.at[i].cluster];

		if (c == ',' || c == '.')
			return item_glyphs_width(it, 0, i);
	}
	return -1;
}

static void
stretch_add(const struct breaker *b, struct stretch *s, const struct item *it)
{
	if (it->role == ROLE_GLUE) {
		s->hanging += it->width;
		return;
	}
	s->width += s->hanging;
	s->hanging = 0;
	if (s->tab.align == TAB_DECIMAL && s->decimal < 0 && it->role == ROLE_BOX) {
		int64_t before = decimal_width(b, it);

		if (before >= 0)
			s->decimal = s->width + before;
	}
	s->width += it->width;
}

static struct tab_place
tab_place_of(const struct breaker *b, const struct item *it, emu label_start, emu x)
{
	if (it->is_label)
		return tab_of_label(b->l, b->paragraph, label_start, x);
	if (it->run && it->run->kind == RUN_ALIGNMENT_TAB)
		return tab_aligned(it->run->tab_align, line_left(b), line_right(b));
	return tab_next(b->l, b->paragraph, x);
}

/* The stretch behind a tab that follows s. */
static struct stretch
stretch_next(const struct breaker *b, const struct stretch *s, const struct item *it)
{
	emu x = emu_from(stretch_end(s) + s->hanging);

	return (struct stretch){.from = x, .tab = tab_place_of(b, it, s->from, x), .decimal = -1};
}

/* A right or centred label ends or is centred where a left one begins. */
static emu
label_shift(const struct breaker *b)
{
	const struct label *label = b->paragraph->label;
	int64_t width = 0;

	if (!label || b->lines.count || label->min_width > 0 ||
	    (label->align != ALIGN_RIGHT && label->align != ALIGN_CENTER))
		return 0;
	for (size_t i = 0; i < b->items.count && b->items.at[i].is_label; i++) {
		if (b->items.at[i].role == ROLE_BOX)
			width += b->items.at[i].width;
	}
	if (label->align == ALIGN_CENTER)
		width /= 2;
	/* not out of the frame */
	return emu_from(width <= line_left(b) ? -width : line_left(b) > 0 ? -(int64_t)line_left(b) : 0);
}

/* ---- how far a line reaches ---- */

/* How many of a box's glyphs fit into room; cuts only between clusters. */
static size_t
glyphs_that_fit(const struct item *it, int64_t room)
{
	size_t most = 0;

	for (size_t k = 1; k < it->glyphs.count; k++) {
		if (it->glyphs.at[k].cluster <= it->glyphs.at[k - 1].cluster)
			continue;
		if (item_glyphs_width(it, 0, k) > room)
			break;
		most = k;
	}
	return most;
}

static size_t
first_cluster(const struct item *it)
{
	for (size_t k = 1; k < it->glyphs.count; k++) {
		if (it->glyphs.at[k].cluster > it->glyphs.at[k - 1].cluster)
			return k;
	}
	return it->glyphs.count;
}

/*
 * The word at item i is wider than the line has room for, and nothing before it may end the line.
 * What fits becomes b->head, the item keeps the rest; the line ends before item i then.
 */
static size_t
cut_word(struct breaker *b, size_t i, const struct stretch *s)
{
	struct item *it = &b->items.at[i];
	size_t k = 0;

	if (it->role == ROLE_BOX)
		k = glyphs_that_fit(it, line_right(b) - (stretch_end(s) + s->hanging));
	if (!k && i > b->at)
		return i;
	if (!k && it->role == ROLE_BOX)
		k = first_cluster(it);
	if (!k || k >= it->glyphs.count)
		return i + 1;
	b->head = *it;
	b->has_head = true;
	*it = item_cut(&b->head, k);
	return i;
}

/* The letters of a box, without what stands around them: «слово», → слово. */
static struct text
letters_of(const struct breaker *b, const struct item *it, size_t *start)
{
	struct text t = text_slice(b->items.text, it->start, it->end);
	size_t at = 0, from = 0, end = 0;

	while (at < t.len) {
		if (uc_is_alpha(utf8_next(t, &at)))
			end = at;
		else if (end)
			break;
		else
			from = at;
	}
	*start = from;
	return end > from ? text_slice(t, from, end) : TEXT_NONE;
}

/* The glyph of a box that begins at a byte of its text, counted from its start; 0 when none does. */
static size_t
glyph_at(const struct item *it, size_t byte)
{
	int cluster = (int)(byte + it->start - it->origin);

	for (size_t k = 1; k < it->glyphs.count; k++) {
		if (it->glyphs.at[k].cluster == cluster)
			return k;
	}
	return 0;
}

enum { POINTS_MOST = 32 };

/* Divides the word of box i so that its beginning and a hyphen fit; false when it cannot be. */
static bool
divide_word(struct breaker *b, size_t i, const struct stretch *s)
{
	struct item *it = &b->items.at[i];
	size_t points[POINTS_MOST], start = 0, count;
	int64_t room = line_right(b) - (stretch_end(s) + s->hanging);
	struct text word;

	if (!b->style->hyphenates || it->role != ROLE_BOX || it->is_label)
		return false;
	if (!b->l->hyphenator)
		b->l->hyphenator = hyphenator_open();
	word = letters_of(b, it, &start);
	count = hyphenation_points(b->l->hyphenator, it->font->style->language, word, points, POINTS_MOST);
	room -= count ? item_hyphen(b->l, it).width : 0;
	while (count--) {
		size_t k = glyph_at(it, start + points[count]);

		if (!k || item_glyphs_width(it, 0, k) > room)
			continue;
		b->head = *it;
		b->has_head = true;
		*it = item_cut(&b->head, k);
		b->head.is_soft = true;
		return true;
	}
	return false;
}

static bool
fits(const struct breaker *b, const struct stretch *s, const struct item *it)
{
	struct stretch with = *s;
	int64_t room = line_right(b);

	stretch_add(b, &with, it);
	/* a stop of the paragraph's own may stand beyond the margin; its text is not sent away for that */
	if (!s->tab.is_default && s->tab.position > room && s->tab.align != TAB_LEFT)
		room = s->tab.position;
	return stretch_end(&with) <= room;
}

static bool
hyphen_fits(const struct breaker *b, const struct stretch *s, const struct item *it)
{
	struct item hyphen;

	if (!it->is_soft)
		return true;
	hyphen = item_hyphen(b->l, it);
	return stretch_end(s) + hyphen.width <= line_right(b);
}

static bool
ends_line(enum item_role role)
{
	return role == ROLE_LINE_BREAK || role == ROLE_PAGE_BREAK || role == ROLE_COLUMN_BREAK;
}

/* The item behind the last of the line that begins at b->at. */
static size_t
line_reach(struct breaker *b)
{
	struct stretch s = stretch_first(line_left(b));
	size_t best = b->at;

	for (size_t i = b->at; i < b->items.count; i++) {
		const struct item *it = &b->items.at[i];

		if (ends_line(it->role))
			return i + 1;
		if (it->role == ROLE_TAB) {
			struct stretch next = stretch_next(b, &s, it);

			if (next.tab.is_default && next.tab.position > line_right(b) && i > b->at && !it->is_label)
				return i;
			s = next;
		} else {
			if (it->role != ROLE_GLUE && !fits(b, &s, it)) {
				if (divide_word(b, i, &s))
					return i;
				return best > b->at ? best : cut_word(b, i, &s);
			}
			stretch_add(b, &s, it);
		}
		if (it->may_break && hyphen_fits(b, &s, it))
			best = i + 1;
	}
	return b->items.count;
}

/* ---- setting a line ---- */

struct setting {
	struct breaker *b;
	size_t from, to; /* items of the line; b->head stands at `to` when there is one */
	size_t end;      /* behind the last item that is shown: what comes then are spaces that hang */
	VECTOR(struct piece) pieces;
	struct placed_glyph *glyphs; /* room for all of the line */
	size_t glyph_count;
	int64_t surplus; /* to be shared by the gaps */
	size_t gaps, gap_index;
	size_t stretch_at; /* the item behind the last tab: gaps widen from there on */
};

static bool
joins(const struct setting *s, const struct piece *p, const struct item *it)
{
	const char *text = s->b->items.text.at + it->start;

	if (p->role != ROLE_BOX || p->font != it->font || p->face != it->face || p->text.at + p->text.len != text)
		return false;
	if (p->run == it->run)
		return true;
	return p->run && it->run && text_equal(p->run->link, it->run->link);
}

static struct piece *
piece_for(struct setting *s, const struct item *it, enum item_role role, emu x)
{
	struct piece *p = s->pieces.count ? &s->pieces.at[s->pieces.count - 1] : NULL;

	if (p && role == ROLE_BOX && joins(s, p, it))
		return p;
	p = VECTOR_PUSH(s->b->l->a, &s->pieces);
	*p = (struct piece){.role = role, .x = x, .run = it->run, .font = it->font, .face = it->face};
	p->text = (struct text){s->b->items.text.at + it->start, 0};
	p->glyphs = s->glyphs + s->glyph_count;
	return p;
}

static void
glyph_put(struct setting *s, struct piece *p, struct placed_glyph g)
{
	s->glyphs[s->glyph_count++] = g;
	p->glyph_count++;
}

static void
box_set(struct setting *s, const struct item *it, emu x)
{
	struct piece *p = piece_for(s, it, ROLE_BOX, x);
	int first = (int)p->text.len - (int)(it->start - it->origin);
	const struct run_style *style = it->font->style;
	int scale = style->scale_percent ? style->scale_percent : 100;
	int64_t units = 0, spacing = 0;

	for (size_t i = 0; i < it->glyphs.count; i++) {
		const struct glyph *g = &it->glyphs.at[i];
		int64_t at;

		if (i && g->cluster != g[-1].cluster)
			spacing += style->letter_spacing;
		at = face_length(it->face, (int)(units + g->x_offset), it->font->size);
		at = (int64_t)x - p->x + at * scale / 100 + spacing;
		glyph_put(s, p,
			  (struct placed_glyph){.id = g->id,
						.cluster = first + g->cluster,
						.x = emu_from(at),
						.y = face_length(it->face, g->y_offset, it->font->size)});
		units += g->advance;
	}
	p->text.len += it->end - it->start;
	p->width = emu_from((int64_t)x + it->width - p->x);
}

/* Spaces; returns their width with the share of the surplus. */
static emu
glue_set(struct setting *s, const struct item *it, emu x, bool widens)
{
	struct piece *p = piece_for(s, it, ROLE_BOX, x);
	int64_t at = x;

	for (size_t i = it->start; i < it->end; i++) {
		glyph_put(s, p,
			  (struct placed_glyph){
				  .id = it->font->space_glyph, .cluster = (int)p->text.len, .x = emu_from(at - p->x)});
		p->text.len++;
		at += it->font->space;
		if (widens && s->gaps) {
			int64_t share = s->surplus * (int64_t)(s->gap_index + 1) / (int64_t)s->gaps;

			at += share - s->surplus * (int64_t)s->gap_index / (int64_t)s->gaps;
			s->gap_index++;
		}
	}
	p->width = emu_from(at - p->x);
	return emu_from(at - x);
}

enum { LEADER_MOST = 2000 }; /* dots; more than any paper takes */

/* The gap of a tab: dots or lines that lead over it, or a bare gap that may be underlined. */
static void
tab_set(struct setting *s, const struct item *it, emu from, emu to, uint32_t leader)
{
	struct layout *l = s->b->l;
	struct item dot;
	struct piece *p;
	char utf8[UTF8_MOST];
	size_t len, count;

	p = VECTOR_PUSH(l->a, &s->pieces);
	*p = (struct piece){.role = ROLE_TAB,
			    .x = from,
			    .width = emu_from((int64_t)to - from),
			    .run = it->run,
			    .font = it->font,
			    .face = it->face,
			    .text = TEXT_NONE};
	if (!leader || leader == ' ' || to <= from)
		return;
	len = utf8_put(leader, utf8);
	dot = item_of_text(l, it->font, (struct text){utf8, len});
	if (dot.width < EMU_PER_PT / 10 || dot.glyphs.count != 1)
		return;
	count = (size_t)(((int64_t)to - from) / dot.width);
	if (count > LEADER_MOST)
		count = LEADER_MOST;
	p = VECTOR_PUSH(l->a, &s->pieces);
	*p = (struct piece){.role = ROLE_BOX, .x = from, .run = it->run, .font = it->font, .face = dot.face};
	p->width = emu_from((int64_t)dot.width * (int64_t)count);
	p->glyphs = NEW_ARRAY(l->a, struct placed_glyph, count);
	p->glyph_count = count;
	p->text = (struct text){arena_alloc(l->a, count * len + 1), count * len};
	for (size_t i = 0; i < count; i++) {
		p->glyphs[i] = (struct placed_glyph){.id = dot.glyphs.at[0].id,
						     .cluster = (int)(i * len),
						     .x = emu_from((int64_t)dot.width * (int64_t)i)};
		for (size_t k = 0; k < len; k++)
			((char *)p->text.at)[i * len + k] = utf8[k];
	}
}

static const struct item *
item_at(const struct setting *s, size_t i)
{
	return i == s->to ? &s->b->head : &s->b->items.at[i];
}

static size_t
items_end(const struct setting *s)
{
	return s->to + s->b->has_head;
}

/* Spaces at a line's end hang and are not shown, but for a paragraph's end, where they may be underlined. */
static size_t
shown_end(const struct setting *s, enum line_end end)
{
	size_t i = items_end(s);

	while (end == END_SOFT && i > s->from && item_at(s, i - 1)->role == ROLE_GLUE)
		i--;
	return i;
}

static enum line_end
end_of(const struct breaker *b, size_t to)
{
	if (b->has_head)
		return END_SOFT;
	if (to > b->at) {
		switch (b->items.at[to - 1].role) {
		case ROLE_LINE_BREAK:
			return END_LINE;
		case ROLE_PAGE_BREAK:
			return END_PAGE;
		case ROLE_COLUMN_BREAK:
			return END_COLUMN;
		default:
			break;
		}
	}
	return to == b->items.count ? END_PARAGRAPH : END_SOFT;
}

static bool
is_justified(const struct breaker *b, enum line_end end)
{
	if (b->style->align == ALIGN_JUSTIFY_ALL)
		return true;
	if (b->style->align != ALIGN_JUSTIFY)
		return false;
	return end == END_SOFT || (end == END_LINE && !b->l->document->leaves_broken_lines);
}

static struct stretch
stretch_from(const struct setting *s, struct stretch now, size_t i)
{
	for (; i < items_end(s) && item_at(s, i)->role != ROLE_TAB; i++)
		stretch_add(s->b, &now, item_at(s, i));
	return now;
}

/* The hyphen that the line ends with, when it ends at a soft one. */
static struct item
line_hyphen(const struct setting *s, enum line_end end)
{
	const struct item *last = s->end > s->from ? item_at(s, s->end - 1) : NULL;

	if (end != END_SOFT || !last || !last->is_soft)
		return (struct item){.width = 0};
	return item_hyphen(s->b->l, last);
}

/* What is left over in the line once its last stretch is known: shared by the gaps, or put before the text. */
static emu
line_share(struct setting *s, const struct stretch *last, enum line_end end)
{
	int64_t left_over = (int64_t)line_right(s->b) - stretch_end(last) - line_hyphen(s, end).width;

	if (left_over <= 0)
		return 0;
	if (is_justified(s->b, end)) {
		for (size_t i = s->stretch_at; i < s->end; i++) {
			const struct item *it = item_at(s, i);

			if (it->role == ROLE_GLUE && !it->is_label)
				s->gaps += it->end - it->start;
		}
		s->surplus = left_over;
	}
	if (s->b->style->align == ALIGN_RIGHT)
		return emu_from(left_over);
	return s->b->style->align == ALIGN_CENTER ? emu_from(left_over / 2) : 0;
}

static void
other_set(struct setting *s, const struct item *it, emu x)
{
	piece_for(s, it, it->role, x)->width = it->width;
}

/* Items from i to the next tab, the first at x. */
static size_t
stretch_set(struct setting *s, size_t i, int64_t x, bool widens)
{
	for (; i < s->end && item_at(s, i)->role != ROLE_TAB; i++) {
		const struct item *it = item_at(s, i);

		if (it->role == ROLE_GLUE) {
			x += glue_set(s, it, emu_from(x), widens && !it->is_label);
			continue;
		}
		if (it->role == ROLE_BOX)
			box_set(s, it, emu_from(x));
		else if (it->role == ROLE_BOOKMARK || it->role == ROLE_DRAWING)
			other_set(s, it, emu_from(x));
		x += it->width;
	}
	return i;
}

/* The stretches of the line, and where the last of them begins. */
static struct stretch
last_stretch(struct setting *s)
{
	struct stretch now = stretch_first(line_left(s->b) + label_shift(s->b));

	s->stretch_at = s->from;
	now = stretch_from(s, now, s->from);
	for (size_t i = s->from; i < items_end(s); i++) {
		if (item_at(s, i)->role == ROLE_TAB) {
			s->stretch_at = i + 1;
			now = stretch_from(s, stretch_next(s->b, &now, item_at(s, i)), i + 1);
		}
	}
	return now;
}

static void
pieces_set(struct setting *s, enum line_end end)
{
	struct stretch last = last_stretch(s), now = stretch_first(line_left(s->b) + label_shift(s->b));
	emu shift = line_share(s, &last, end);
	size_t i = s->from;

	now = stretch_from(s, now, i);
	for (;;) {
		i = stretch_set(s, i, stretch_start(&now) + shift, i >= s->stretch_at);
		if (i >= s->end)
			return;
		now = stretch_from(s, stretch_next(s->b, &now, item_at(s, i)), i + 1);
		tab_set(s, item_at(s, i), now.from + shift, emu_from(stretch_start(&now) + shift), now.tab.leader);
		i++;
	}
}

static size_t
glyphs_of_line(const struct setting *s)
{
	size_t count = 0;

	for (size_t i = s->from; i < s->end; i++) {
		const struct item *it = item_at(s, i);

		count += it->role == ROLE_GLUE ? it->end - it->start : it->glyphs.count;
	}
	return count;
}

/* ---- heights ---- */

static void
line_raise_to(struct line *line, int64_t ascent, int64_t descent)
{
	if (ascent > line->ascent)
		line->ascent = emu_from(ascent);
	if (descent > line->descent)
		line->descent = emu_from(descent);
}

/* Word gives spaces and tabs no height, and Writer follows it in a DOCX. */
static bool
has_height(const struct setting *s, const struct item *it)
{
	const struct document *d = s->b->l->document;

	if (it->role == ROLE_GLUE || it->role == ROLE_TAB)
		return d->kind != PACKAGE_DOCX && !d->ignores_blanks;
	return it->role != ROLE_BOOKMARK;
}

static void
line_measure(const struct setting *s, struct line *line)
{
	const struct font *mark = layout_font(s->b->l, s->b->paragraph->mark, false);

	for (size_t i = s->from; i < items_end(s); i++) {
		const struct item *it = item_at(s, i);

		if (!has_height(s, it))
			continue;
		if (it->role == ROLE_DRAWING)
			line_raise_to(line,
				      drawing_height(it->run->drawing) - drawing_depth(it->run->drawing, it->font),
				      drawing_depth(it->run->drawing, it->font));
		else /* the run's own face decides, also where another lends it a letter */
			line_raise_to(line, (int64_t)it->font->ascent + it->font->raise,
				      (int64_t)it->font->descent - it->font->raise);
	}
	if (!line->ascent && !line->descent)
		line_raise_to(line, mark->ascent, mark->descent);
}

static void
line_proportion(const struct paragraph_style *style, struct line *line, bool is_first)
{
	int64_t height = (int64_t)line->ascent + line->descent;
	int percent = style->line_percent;
	emu shrunk;

	if (percent > 100) {
		line->extra = emu_from(height * (percent - 100) / 100);
		return;
	}
	if (percent <= 0 || percent == 100)
		return;
	if (!is_first) {
		shrunk = emu_from(height * (percent < 50 ? 50 : percent) / 100);
		line->ascent = emu_from((int64_t)line->ascent - (height - shrunk));
		return;
	}
	shrunk = emu_from(height * percent / 100);
	line->ascent = shrunk / 5 * 4;
	line->descent = shrunk - line->ascent;
}

static void
line_space(const struct paragraph_style *style, struct line *line, bool is_first)
{
	switch (style->line_rule) {
	case LINE_PROPORTIONAL:
		line_proportion(style, line, is_first);
		break;
	case LINE_AT_LEAST:
		if ((int64_t)line->ascent + line->descent < style->line_height)
			line->ascent = emu_from((int64_t)style->line_height - line->descent);
		break;
	case LINE_EXACT:
		line->ascent = style->line_height / 5 * 4;
		line->descent = style->line_height - line->ascent;
		break;
	case LINE_LEADING:
		line->extra = style->line_height;
		break;
	}
}

/* ---- the whole ---- */

/* A line that ends at a soft hyphen shows one. */
static void
hyphen_set(struct setting *s, enum line_end end)
{
	struct item hyphen = line_hyphen(s, end);
	struct piece *p;
	emu x;

	if (!hyphen.glyphs.count || !s->pieces.count)
		return;
	p = &s->pieces.at[s->pieces.count - 1];
	x = emu_from((int64_t)p->x + p->width);
	p = VECTOR_PUSH(s->b->l->a, &s->pieces);
	*p = (struct piece){.role = ROLE_BOX, .x = x, .width = hyphen.width, .run = hyphen.run, .font = hyphen.font};
	p->face = hyphen.face;
	p->text = TEXT("-");
	p->glyphs = NEW(s->b->l->a, struct placed_glyph);
	p->glyphs->id = hyphen.glyphs.at[0].id;
	p->glyph_count = 1;
}

static void
line_set(struct breaker *b, size_t to)
{
	struct setting s = {.b = b, .from = b->at, .to = to};
	struct line line = {.end = end_of(b, to)};

	s.end = shown_end(&s, line.end);
	s.glyphs = NEW_ARRAY(b->l->a, struct placed_glyph, glyphs_of_line(&s));
	pieces_set(&s, line.end);
	hyphen_set(&s, line.end);
	line.pieces = s.pieces.at;
	line.piece_count = s.pieces.count;
	line_measure(&s, &line);
	line_space(b->style, &line, !b->lines.count);
	*VECTOR_PUSH(b->l->a, &b->lines) = line;
	b->at = to;
	b->has_head = false;
}

struct lines
paragraph_lines(struct layout *l, const struct paragraph *p, emu width)
{
	struct arena_mark mark = arena_mark(&l->scratch);
	struct breaker b = {.l = l, .paragraph = p, .style = p->style, .width = width};
	bool is_open = true; /* the last line ended with a forced line break: one more follows, maybe empty */

	if (l->watch)
		l->watch->see(l->watch->context, p, width);
	b.items = items_of(l, p);
	while (b.at < b.items.count || is_open) {
		line_set(&b, line_reach(&b));
		is_open = b.lines.at[b.lines.count - 1].end == END_LINE;
	}
	arena_rewind(&l->scratch, mark);
	return (struct lines){b.lines.at, b.lines.count};
}
