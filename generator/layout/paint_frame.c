/*
 * paint_frame -- the boxes around letters (letter_frame.c says which stand in one).
 *
 * Writer makes all letters in a box as high as the highest of them: of the heights above the baseline, and of the whole
 * heights, the largest counts; what is below is their difference.  A box takes in the spaces that hang behind the line
 * as far as they have room.
 */
#include "layout/paint.h"

static const struct letter_frame *
piece_frame(const struct piece *piece)
{
	return letters_frame(piece->role, piece->run, piece->font);
}

/* Whether piece i is in the same box as one with that frame; bookmarks part nothing. */
static bool
is_in_frame(const struct line *line, size_t i, const struct letter_frame *frame)
{
	return line->pieces[i].role == ROLE_BOOKMARK || piece_frame(&line->pieces[i]) == frame;
}

/* The heights of a box whose pieces are known. */
static void
heights_find(const struct layout *l, const struct line *line, struct letter_box *box)
{
	int64_t above, below, most_above = 0, most = 0;

	for (size_t i = box->from; i < box->to; i++) {
		if (line->pieces[i].role == ROLE_BOOKMARK)
			continue;
		letters_room(l, line->pieces[i].font, &above, &below);
		most_above = above > most_above ? above : most_above;
		most = above + below > most ? above + below : most;
	}
	box->at[SIDE_TOP] = -most_above - letter_frame_room(box->frame, SIDE_TOP);
	box->at[SIDE_BOTTOM] = most - most_above + letter_frame_room(box->frame, SIDE_BOTTOM);
}

/* Its left and right edges; a line from the right has its pieces the other way round. */
static void
edges_find(const struct line *line, struct letter_box *box)
{
	const struct piece *first = &line->pieces[box->from], *last = &line->pieces[box->to - 1];
	bool is_leftwards = first->x > last->x;
	const struct piece *left = is_leftwards ? last : first, *right = is_leftwards ? first : last;

	box->at[SIDE_LEFT] = left->x;
	box->at[SIDE_RIGHT] = (int64_t)right->x + right->width;
	if (left->role != ROLE_TAB)
		box->at[SIDE_LEFT] -= letter_frame_room(box->frame, SIDE_LEFT);
	if (right->role != ROLE_TAB)
		box->at[SIDE_RIGHT] += letter_frame_room(box->frame, SIDE_RIGHT);
	if (box->to == line->piece_count)
		box->at[SIDE_RIGHT] += line->frame_tail;
}

bool
letter_box_at(const struct layout *l, const struct line *line, size_t i, struct letter_box *box)
{
	const struct letter_frame *frame = piece_frame(&line->pieces[i]);

	if (!frame)
		return false;
	*box = (struct letter_box){.from = i, .to = i + 1, .frame = frame};
	while (box->from > 0 && is_in_frame(line, box->from - 1, frame))
		box->from--;
	while (box->to < line->piece_count && is_in_frame(line, box->to, frame))
		box->to++;
	while (line->pieces[box->from].role == ROLE_BOOKMARK)
		box->from++;
	while (line->pieces[box->to - 1].role == ROLE_BOOKMARK)
		box->to--;
	heights_find(l, line, box);
	edges_find(line, box);
	return true;
}

void
paint_letter_boxes(struct painting *p, const struct line *line, int64_t x, int64_t baseline)
{
	struct letter_box box;

	for (size_t i = 0; i < line->piece_count; i++) {
		int64_t edges[SIDES];

		if (!letter_box_at(p->l, line, i, &box))
			continue;
		for (int side = 0; side < SIDES; side++) {
			bool is_upright = side == SIDE_LEFT || side == SIDE_RIGHT;

			edges[side] = box.at[side] + (is_upright ? x : baseline);
		}
		paint_outline(p, edges, box.frame->borders);
		i = box.to - 1;
	}
}
