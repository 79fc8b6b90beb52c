/*
 * setting -- a line's items at their places.
 *
 * In a justified line the spaces U+0020 behind its last tab share what is left over; no-break spaces
 * keep their width; the last line stays as it is, one before a forced break does not.
 */
#include "layout/breaker.h"

#include "base/utf8.h"
#include "layout/bidi.h"

struct setting {
	struct breaker *b;
	size_t from, to;             /* items of the line; b->head stands at `to` when there is one */
	size_t end;                  /* behind the last item that is shown: what comes then are spaces that hang */
	VECTOR(struct piece) pieces; /* in scratch: the line gets as much room as they take */
	struct placed_glyph *glyphs; /* room for all of the line */
	size_t glyph_count;
	int64_t surplus; /* to be shared by the gaps */
	size_t gaps, gap_index;
	const struct letter_frame *frame; /* around the letters set last */
	size_t stretch_at;                /* the item behind the last tab: gaps widen from there on */
};

static bool
joins(const struct setting *s, const struct piece *p, const struct item *it)
{
	const char *text = s->b->items.text.at + it->start;

	if (it->level || s->b->style->is_right_to_left)
		return false;
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
	p = VECTOR_PUSH(&s->b->l->scratch, &s->pieces);
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
		if (scale != 100)
			at = at * scale / 100;
		at += (int64_t)x - p->x + spacing;
		glyph_put(s, p,
			  (struct placed_glyph){.id = g->id,
						.cluster = first + g->cluster,
						.x = emu_from(at),
						.y = g->y_offset ? face_length(it->face, g->y_offset, it->font->size)
								 : 0});
		units += g->advance;
	}
	p->text.len += it->end - it->start;
	p->width = emu_from((int64_t)x + it->width - p->x);
}

/* What the next gap of a justified line takes of the surplus. */
static int64_t
gap_share(struct setting *s)
{
	int64_t before = s->surplus * (int64_t)s->gap_index / (int64_t)s->gaps;

	s->gap_index++;
	return s->surplus * (int64_t)s->gap_index / (int64_t)s->gaps - before;
}

/* Spaces; returns their width with the share of the surplus. */
static emu
glue_set(struct setting *s, const struct item *it, emu x, bool widens)
{
	struct piece *p = piece_for(s, it, ROLE_BOX, x);
	int64_t at = (int64_t)x - p->x;

	for (size_t i = 0; i < it->glyphs.count; i++) {
		glyph_put(s, p,
			  (struct placed_glyph){
				  .id = it->glyphs.at[i].id, .cluster = (int)p->text.len, .x = emu_from(at)});
		p->text.len++;
		at += item_glyphs_width(it, i, i + 1);
		if (widens && s->gaps)
			at += gap_share(s);
	}
	p->width = emu_from(at);
	return emu_from(at + p->x - x);
}

enum { LEADER_MOST = 2000 }; /* dots; more than any paper takes */

static int64_t
whole_twips(int64_t length)
{
	return (length + EMU_PER_TWIP / 2) / EMU_PER_TWIP;
}

/*
 * How many leaders fill a gap: Writer divides whole twips; a line to write on is to have no hole and takes one more.
 */
static size_t
leader_count(int64_t gap, emu width, uint32_t leader)
{
	int64_t count = whole_twips(gap) / whole_twips(width) + (leader == '_');

	return count > LEADER_MOST ? LEADER_MOST : (size_t)count;
}

/* The dots of a gap, from its beginning to its very end: what is left over, or lacks, is shared among them. */
static void
leaders_set(struct setting *s, const struct item *it, emu from, emu to, uint32_t leader)
{
	struct layout *l = s->b->l;
	char utf8[UTF8_MOST];
	size_t len = utf8_put(leader, utf8), count;
	struct item dot = item_of_text(l, it->font, (struct text){utf8, len});
	int64_t gap = (int64_t)to - from;
	struct buffer text = {0};
	struct piece *p;

	if (dot.width < EMU_PER_PT / 10 || dot.glyphs.count != 1)
		return;
	count = leader_count(gap, dot.width, leader);
	p = VECTOR_PUSH(&l->scratch, &s->pieces);
	*p = (struct piece){.role = ROLE_BOX, .x = from, .run = it->run, .font = it->font, .face = dot.face};
	p->glyphs = NEW_ARRAY(l->a, struct placed_glyph, count);
	p->glyph_count = count;
	for (size_t i = 0; i < count; i++) {
		int64_t x = count > 1 ? (gap - dot.width) * (int64_t)i / (int64_t)(count - 1) : 0;

		p->glyphs[i] =
			(struct placed_glyph){.id = dot.glyphs.at[0].id, .cluster = (int)text.len, .x = emu_from(x)};
		buffer_text(&text, (struct text){utf8, len});
	}
	p->width = count > 1 ? emu_from(gap) : dot.width;
	p->text = text_copy(l->a, buffer_view(&text));
	buffer_free(&text);
}

/* The gap of a tab: dots or lines that lead over it, or a bare gap that may be underlined. */
static void
tab_set(struct setting *s, const struct item *it, emu from, emu to, uint32_t leader)
{
	struct piece *p = VECTOR_PUSH(&s->b->l->scratch, &s->pieces);

	*p = (struct piece){.role = ROLE_TAB,
			    .x = from,
			    .width = emu_from((int64_t)to - from),
			    .run = it->run,
			    .font = it->font,
			    .face = it->face,
			    .text = TEXT_NONE};
	if (leader && leader != ' ' && to > from)
		leaders_set(s, it, from, to, leader);
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
	if (b->style->align != ALIGN_JUSTIFY && b->style->align != ALIGN_JUSTIFY_CENTER)
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
	int64_t left_over = (int64_t)line_right(s->b) - stretch_end(s->b, last) - line_hyphen(s, end).width;

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
	/* the line is made from where it begins */
	if (s->b->style->align == (s->b->style->is_right_to_left ? ALIGN_LEFT : ALIGN_RIGHT))
		return emu_from(left_over);
	return s->b->style->align == ALIGN_CENTER || (s->b->style->align == ALIGN_JUSTIFY_CENTER && !s->surplus)
		       ? emu_from(left_over / 2)
		       : 0;
}

static void
other_set(struct setting *s, const struct item *it, emu x)
{
	piece_for(s, it, it->role, x)->width = it->width;
}

/* One item at x; returns its width. */
static emu
item_set(struct setting *s, const struct item *it, emu x, bool widens)
{
	if (it->role == ROLE_GLUE)
		return glue_set(s, it, x, widens && !it->is_label);
	if (it->role == ROLE_BOX)
		box_set(s, it, x);
	else if (it->role == ROLE_BOOKMARK || it->role == ROLE_DRAWING)
		other_set(s, it, x);
	return it->width;
}

/* Leaves the frame that is open when the item is not in it, and enters the item's: returns where the item begins. */
static int64_t
frame_set(struct setting *s, const struct item *it, int64_t x)
{
	const struct letter_frame *frame = item_frame(it), *before = s->frame;

	if (frame == before || it->role == ROLE_BOOKMARK)
		return x;
	s->frame = frame;
	return x + letter_frame_room(before, SIDE_RIGHT) + letter_frame_room(frame, SIDE_LEFT);
}

/* The items [from, end) in the order they are seen; NULL when that is the order they are said in. */
static const size_t *
visual_order(const struct setting *s, size_t from, size_t end)
{
	struct arena *a = &s->b->l->scratch;
	unsigned char base = s->b->style->is_right_to_left, *levels;
	size_t *order, last = end;
	bool is_mixed = false;

	for (size_t i = from; i < end; i++)
		is_mixed |= item_at(s, i)->level != base;
	if (!is_mixed)
		return NULL;
	levels = arena_alloc(a, end - from);
	for (size_t i = from; i < end; i++)
		levels[i - from] = item_at(s, i)->level;
	while (last > from && item_at(s, last - 1)->role == ROLE_GLUE) /* L1: spaces at the end are the paragraph's */
		levels[--last - from] = base;
	order = NEW_ARRAY(a, size_t, end - from);
	bidi_order(levels, end - from, base, order);
	return order;
}

/* Items from i to the next tab, the first at x. */
static size_t
stretch_set(struct setting *s, size_t i, int64_t x, bool widens)
{
	size_t end = i;
	const size_t *order;

	while (end < s->end && item_at(s, end)->role != ROLE_TAB)
		end++;
	order = visual_order(s, i, end);
	for (size_t k = 0; k < end - i; k++) {
		const struct item *it = item_at(s, i + (order ? order[k] : k));

		x = frame_set(s, it, x);
		x += item_set(s, it, emu_from(x), widens);
	}
	return end;
}

/* The stretches of the line, and where the last of them begins. */
static struct stretch
last_stretch(struct setting *s)
{
	struct stretch now = stretch_first(s->b);

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
	struct stretch last = last_stretch(s), now = stretch_first(s->b);
	emu shift = line_share(s, &last, end);
	size_t i = s->from;

	now = stretch_from(s, now, i);
	for (;;) {
		i = stretch_set(s, i, stretch_start(s->b, &now) + shift, i >= s->stretch_at);
		if (i >= s->end)
			return;
		now = stretch_from(s, stretch_next(s->b, &now, item_at(s, i)), i + 1);
		tab_set(s, item_at(s, i), emu_from((int64_t)now.from + shift),
			emu_from(stretch_start(s->b, &now) + shift), now.tab.leader);
		s->frame = item_frame(item_at(s, i));
		i++;
	}
}

static size_t
glyphs_of_line(const struct setting *s)
{
	size_t count = 0;

	for (size_t i = s->from; i < s->end; i++) {
		count += item_at(s, i)->glyphs.count;
	}
	return count;
}

/* A line that ends at a soft hyphen shows one. */
static void
hyphen_set(struct setting *s, enum line_end end)
{
	struct item hyphen = line_hyphen(s, end);
	int hyphens = s->b->hyphens;
	struct piece *p;
	emu x;

	s->b->hyphens = 0;
	if (!hyphen.glyphs.count || !s->pieces.count)
		return;
	p = &s->pieces.at[s->pieces.count - 1];
	x = emu_from((int64_t)p->x + p->width);
	p = VECTOR_PUSH(&s->b->l->scratch, &s->pieces);
	*p = (struct piece){.role = ROLE_BOX, .x = x, .width = hyphen.width, .run = hyphen.run, .font = hyphen.font};
	p->face = hyphen.face;
	p->text = TEXT("-");
	p->glyphs = NEW(s->b->l->a, struct placed_glyph);
	p->glyphs->id = hyphen.glyphs.at[0].id;
	p->glyph_count = 1;
	s->b->hyphens = hyphens + 1;
}

/* The spaces that hang behind the line, as far as they have room and are in the frame of its last letters. */
static emu
frame_tail(const struct setting *s, enum line_end end)
{
	const struct piece *last = s->pieces.count ? &s->pieces.at[s->pieces.count - 1] : NULL;
	int64_t tail = 0, room;

	if (!last || !s->frame || s->surplus || s->b->style->is_right_to_left)
		return 0;
	for (size_t i = s->end; end == END_SOFT && i < items_end(s) && item_frame(item_at(s, i)) == s->frame; i++)
		tail += item_at(s, i)->width;
	room = (int64_t)line_right(s->b) - last->x - last->width - letter_frame_room(s->frame, SIDE_RIGHT);
	return emu_from(tail < room ? tail : room < 0 ? 0 : room);
}

/* A line that begins at the right was made as if it did not. */
static void
pieces_mirror(struct setting *s)
{
	for (size_t i = 0; i < s->pieces.count; i++) {
		struct piece *p = &s->pieces.at[i];

		p->x = emu_from((int64_t)s->b->width - p->x - p->width);
	}
}

void
line_set(struct breaker *b, size_t to)
{
	struct setting s = {.b = b, .from = b->at, .to = to};
	struct line line = {.end = end_of(b, to)};

	s.end = shown_end(&s, line.end);
	s.glyphs = ROOM_FOR(b->l->a, struct placed_glyph, glyphs_of_line(&s));
	pieces_set(&s, line.end);
	hyphen_set(&s, line.end);
	line.frame_tail = frame_tail(&s, line.end);
	if (b->style->is_right_to_left)
		pieces_mirror(&s);
	line.pieces = arena_copy(b->l->a, s.pieces.at, s.pieces.count, sizeof *s.pieces.at);
	line.piece_count = s.pieces.count;
	for (size_t i = s.from; i < items_end(&s); i++)
		line_raise(b, &line, item_at(&s, i));
	line_height(b, &line);
	*VECTOR_PUSH(&b->l->scratch, &b->lines) = line;
	b->at = to;
	b->has_head = false;
}
