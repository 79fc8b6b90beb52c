/*
 * beside -- lines in the gaps between drawings.
 *
 * How high a line will be is not known before it is set; as Writer does, the room for it is looked for with the height
 * of what it begins with.  A gap is passed by when the next word has no room in it; where no gap has, the line goes
 * down to the next place where a drawing ends.  What stands in several gaps of one height is one line: on one baseline.
 */
#include "layout/breaker.h"
#include "layout/drawing.h"

/* The height that the line at b->at is looked for with. */
static int64_t
height_guess(const struct breaker *b)
{
	const struct paragraph *p = b->paragraph;
	struct line line = {.end = END_SOFT};

	for (size_t i = b->at; i < b->items.count && !line.has_content; i++)
		line_raise(b, &line, &b->items.at[i]);
	if (line.has_content)
		return (int64_t)line.ascent + line.descent;
	return (int64_t)layout_font(b->l, p->mark, false)->ascent + layout_font(b->l, p->mark, false)->descent;
}

/* The width of what the line must have room for: up to the first place where it may end. */
static int64_t
first_word(const struct breaker *b)
{
	int64_t width = 0;

	for (size_t i = b->at; i < b->items.count; i++) {
		const struct item *it = &b->items.at[i];

		if (it->is_label)
			continue;
		if (it->role != ROLE_BOX && it->role != ROLE_DRAWING && it->role != ROLE_BOOKMARK)
			break;
		width += it->width;
		if (it->may_break)
			break;
	}
	return width;
}

/* Narrows the next line to the gap; false when its first word has no room there. */
static bool
gap_take(struct breaker *b, struct gap gap)
{
	if (b->style->is_right_to_left)
		gap = (struct gap){b->width - gap.end, b->width - gap.from};
	b->gap = gap;
	b->is_narrowed = true;
	return first_word(b) <= (int64_t)line_right(b) - line_left(b);
}

/* What follows in another gap stands on the baseline of the line before. */
static void
line_join(struct breaker *b)
{
	struct line *more = &b->lines.at[--b->lines.count], *line = more - 1;
	struct piece *pieces = NEW_ARRAY(b->l->a, struct piece, line->piece_count + more->piece_count);

	for (size_t i = 0; i < line->piece_count; i++)
		pieces[i] = line->pieces[i];
	for (size_t i = 0; i < more->piece_count; i++)
		pieces[line->piece_count + i] = more->pieces[i];
	line->pieces = pieces;
	line->piece_count += more->piece_count;
	line->ascent = line->ascent > more->ascent ? line->ascent : more->ascent;
	line->descent = line->descent > more->descent ? line->descent : more->descent;
	line->letters = line->letters > more->letters ? line->letters : more->letters;
	line->extra = line->extra > more->extra ? line->extra : more->extra;
	line->frame_tail = more->frame_tail;
	line->end = more->end;
}

/* The line goes on in the gaps that are left. */
static void
gaps_fill(struct breaker *b, const struct gap *gaps, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (b->lines.at[b->lines.count - 1].end != END_SOFT || b->at >= b->items.count)
			return;
		if (!gap_take(b, gaps[i]))
			continue;
		line_set(b, line_reach(b));
		line_join(b);
	}
}

/* Takes the first gap at b->y + *skip or below that has room, in the order of reading; the rest is left in gaps. */
static size_t
gaps_find(struct breaker *b, struct gap gaps[GAPS_MOST], int64_t *skip)
{
	struct gap whole = {0, b->width};
	int64_t height = height_guess(b), extra = b->lines.count ? b->lines.at[b->lines.count - 1].extra : 0;

	b->is_narrowed = false;
	whole = (struct gap){line_left(b), line_right(b)};
	if (b->style->is_right_to_left)
		whole = (struct gap){b->width - whole.end, b->width - whole.from};
	for (size_t tries = 0; tries <= b->around->count; tries++) {
		int64_t top = b->y + *skip + extra, next;
		bool is_free;
		size_t count = around_gaps(b->around, whole, top, height, gaps, &next, &is_free);

		for (size_t i = 0; !is_free && i < count; i++) {
			if (!gap_take(b, gaps[i]))
				continue;
			for (size_t k = i + 1; k < count; k++)
				gaps[k - i - 1] = gaps[k];
			return count - i - 1;
		}
		b->is_narrowed = false;
		if (is_free)
			return 0;
		if (!*skip && !b->lines.count)
			*skip = b->around->above;
		*skip += next - top;
	}
	return 0;
}

void
line_beside(struct breaker *b)
{
	struct gap gaps[GAPS_MOST];
	int64_t skip = 0;
	size_t count = gaps_find(b, gaps, &skip);
	struct line *line;

	line_set(b, line_reach(b));
	gaps_fill(b, gaps, count);
	b->is_narrowed = false;
	line = &b->lines.at[b->lines.count - 1];
	line->skip = emu_from(skip);
	b->y += skip + line->ascent + line->descent + (b->lines.count > 1 ? line->extra : 0);
}
