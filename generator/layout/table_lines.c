/*
 * table_lines -- the lines between cells that share their borders (ECMA-376 part 1, 17.4.38 and 17.4.66; ODF 1.3 part
 * 3, 17.15.9 table:border-model "collapsing").
 *
 * On each edge between two cells one line is drawn, the stronger of their borders: the wider; one of several stripes
 * before a single one; of two such that with the smaller gap; an unbroken one before dots and dashes; else the lower or
 * the right cell's.  This is Writer's order (7.4, measured) for both formats; that of ECMA-376, with its weights and
 * its darkness of colours, is not asked.
 *
 * Level lines hang below the edge, upright ones have their middle on it.  Where lines meet, each stripe of a border
 * (stripe.c) has its own end, so that the boxes of double lines close around each cell.  "Beside" a stripe is the side
 * of the line on which no other stripe of it lies; a single line has both sides beside it:
 *
 *     - a line stands beside it: up to the far edge of that one's nearest stripe;
 *     - a line stands on its other side alone: up to the far edge of that whole line, which fills the corner;
 *     - a single line with lines on both sides: up to the nearer of those lines' far edges, but below to the farther.
 *
 * In tables of Word a line inside the table that meets an outer one ends before it, by the width of the first of the
 * outer lines on that edge; a double one leaves a gap there in Writer, and does here.
 *
 * A page's first row without repeated rows above it shows the border below its cells on top of them, when they have
 * none above.
 */
#include "layout/paint.h"
#include "layout/stripe.h"

/* A line between two corners of the grid; its border is of BORDER_NONE when there is none. */
struct edge {
	struct border border;
	bool is_mirrored; /* the stripes stand from right to left, from below */
};

/* The lines of a segment. */
struct mesh {
	const struct segment *s;
	size_t columns, rows;
	struct edge *level;   /* (rows + 1) x columns: that on top of row k in column c */
	struct edge *upright; /* rows x (columns + 1): that left of column e in row k */
	int64_t gaps[SIDES];  /* how far before the outer edge on that side lines inside the table end */
};

/* What meets a line at one of its ends: lines across it on its first (upper, left) and last side; NULL: none. */
struct corner {
	const struct edge *first, *last;
	bool is_start;
	bool is_upright; /* those across are */
};

/* ---- which border is drawn ---- */

/* Whether of two borders that meet on an edge the first one, of the upper or the left cell, is drawn. */
static bool
is_stronger(const struct border *a, const struct border *b)
{
	struct stripe of_a[STRIPES_MOST], of_b[STRIPES_MOST];
	size_t count_a = stripes_of(a, of_a), count_b = stripes_of(b, of_b);

	if (!count_a || !count_b)
		return count_a > 0;
	if (a->width != b->width)
		return a->width > b->width;
	if ((count_a > 1) != (count_b > 1))
		return count_a > 1;
	if (count_a > 1)
		return of_a[1].from - of_a[0].width < of_b[1].from - of_b[0].width;
	return of_a[0].kind == BORDER_SINGLE && of_b[0].kind != BORDER_SINGLE;
}

static const struct grid_cell *
owner(const struct segment *s, size_t row, size_t column)
{
	return s->grid->rows[row].owners[column];
}

static const struct border *
side_of(const struct grid_cell *gc, enum side side)
{
	static const struct border none = {.kind = BORDER_NONE, .color = COLOR_NONE};

	return gc ? &gc->cell->borders[side] : &none;
}

/* On top of the segment: what its first row shows there. */
static const struct border *
top_border(const struct segment *s, const struct grid_cell *gc)
{
	const struct border *top = side_of(gc, SIDE_TOP);
	bool goes_on = s->rows[0].row > 0 || !s->rows[0].begins;

	return top->kind == BORDER_NONE && goes_on && !s->grid->table->header_rows ? side_of(gc, SIDE_BOTTOM) : top;
}

static struct edge
level_edge(const struct segment *s, size_t k, size_t c)
{
	const struct grid_cell *lower = k < s->row_count ? owner(s, s->rows[k].row, c) : NULL;
	const struct grid_cell *upper = k > 0 ? owner(s, s->rows[k - 1].row, c) : NULL;
	const struct border *below = k > 0 ? side_of(lower, SIDE_TOP) : top_border(s, lower);
	const struct border *above = side_of(upper, SIDE_BOTTOM);
	bool is_last = k == s->row_count && s->is_done && s->grid->table->has_outer_lines;

	if (upper && upper == lower)
		return (struct edge){.border = *side_of(NULL, SIDE_TOP)};
	if (is_stronger(above, below))
		return (struct edge){*above, !is_last};
	return (struct edge){*below, false};
}

static struct edge
upright_edge(const struct segment *s, size_t k, size_t e)
{
	const struct grid_cell *left = e > 0 ? owner(s, s->rows[k].row, e - 1) : NULL;
	const struct grid_cell *right = e < s->grid->column_count ? owner(s, s->rows[k].row, e) : NULL;
	const struct border *before = side_of(left, SIDE_RIGHT), *behind = side_of(right, SIDE_LEFT);

	if (left && left == right)
		return (struct edge){.border = *side_of(NULL, SIDE_LEFT)};
	if (is_stronger(before, behind))
		return (struct edge){*before, false};
	return (struct edge){*behind, e > 0 || !s->grid->table->has_outer_lines};
}

/* The width of the first line among count edges, of which each next one lies `stride` further on. */
static int64_t
first_width(const struct edge *edges, size_t count, size_t stride)
{
	for (size_t i = 0; i < count; i++)
		if (edges[i * stride].border.kind != BORDER_NONE)
			return edges[i * stride].border.width;
	return 0;
}

static void
find_gaps(struct mesh *m)
{
	size_t uprights = m->columns + 1;

	m->gaps[SIDE_TOP] = first_width(m->level, m->columns, 1);
	m->gaps[SIDE_BOTTOM] = first_width(m->level + m->rows * m->columns, m->columns, 1);
	m->gaps[SIDE_LEFT] = first_width(m->upright, m->rows, uprights);
	m->gaps[SIDE_RIGHT] = first_width(m->upright + m->columns, m->rows, uprights);
}

static struct mesh
mesh_of(struct arena *a, const struct segment *s)
{
	struct mesh m = {.s = s, .columns = s->grid->column_count, .rows = s->row_count};

	m.level = NEW_ARRAY(a, struct edge, (m.rows + 1) * m.columns);
	m.upright = NEW_ARRAY(a, struct edge, m.rows * (m.columns + 1));
	for (size_t k = 0; k <= m.rows; k++)
		for (size_t c = 0; c < m.columns; c++)
			m.level[k * m.columns + c] = level_edge(s, k, c);
	for (size_t k = 0; k < m.rows; k++)
		for (size_t e = 0; e <= m.columns; e++)
			m.upright[k * (m.columns + 1) + e] = upright_edge(s, k, e);
	if (s->grid->table->has_outer_lines)
		find_gaps(&m);
	return m;
}

static const struct edge *
shown(const struct edge *e)
{
	return e->border.kind == BORDER_NONE ? NULL : e;
}

/* NULL where there is no line, or no such place in the mesh. */
static const struct edge *
level_at(const struct mesh *m, size_t k, size_t c)
{
	return k <= m->rows && c < m->columns ? shown(&m->level[k * m->columns + c]) : NULL;
}

static const struct edge *
upright_at(const struct mesh *m, size_t k, size_t e)
{
	return k < m->rows && e <= m->columns ? shown(&m->upright[k * (m->columns + 1) + e]) : NULL;
}

static bool
same(const struct edge *a, const struct edge *b)
{
	return a && b && a->border.kind == b->border.kind && a->border.width == b->border.width &&
	       a->border.color == b->border.color;
}

/* ---- where lines end ---- */

/* The stripes as they stand from the left, from above. */
static size_t
edge_stripes(const struct edge *e, struct stripe stripes[STRIPES_MOST])
{
	size_t count = stripes_of(&e->border, stripes);

	if (e->is_mirrored)
		stripes_mirror(&e->border, stripes, count);
	return count;
}

/* How far the line across reaches from the corner, in the direction of the one that ends there. */
static int64_t
far_edge(const struct corner *at, const struct edge *across)
{
	int64_t from = at->is_upright ? -(int64_t)across->border.width / 2 : 0;

	return at->is_start ? from : from + across->border.width;
}

/* The far edge of its nearest stripe; of stripe `which` when that one is in it. */
static int64_t
far_stripe(const struct corner *at, const struct edge *across, size_t which)
{
	struct stripe stripes[STRIPES_MOST];
	size_t count = edge_stripes(across, stripes);
	int64_t from = at->is_upright ? -(int64_t)across->border.width / 2 : 0;
	const struct stripe *s;

	if (!count)
		return 0;
	s = &stripes[which < count ? which : at->is_start ? count - 1 : 0];
	return from + s->from + (at->is_start ? 0 : s->width);
}

/* Where a stripe ends that has `beside` next to it, and `other` on its other side. */
static int64_t
stripe_end(const struct corner *at, const struct edge *beside, const struct edge *other, size_t which)
{
	return beside ? far_stripe(at, beside, which) : other ? far_edge(at, other) : 0;
}

/* Where a single line ends. */
static int64_t
line_end(const struct corner *at)
{
	int64_t first, last;

	if (!at->first || !at->last)
		return stripe_end(at, NULL, at->first ? at->first : at->last, STRIPES_MOST);
	first = far_edge(at, at->first);
	last = far_edge(at, at->last);
	if (at->is_upright)
		return (at->is_start ? first > last : first < last) ? first : last;
	return first > last ? first : last;
}

/* The end of stripe i of count, from the corner. */
static int64_t
end_of(const struct corner *at, size_t i, size_t count)
{
	if (count == 1)
		return line_end(at);
	if (i == 0)
		return stripe_end(at, at->first, at->last, STRIPES_MOST);
	if (i + 1 == count)
		return stripe_end(at, at->last, at->first, STRIPES_MOST);
	return stripe_end(at, at->first ? at->first : at->last, NULL, i);
}

static struct corner
level_corner(const struct mesh *m, size_t k, size_t c, bool is_start)
{
	size_t e = is_start ? c : c + 1;

	return (struct corner){.first = k ? upright_at(m, k - 1, e) : NULL,
			       .last = upright_at(m, k, e),
			       .is_start = is_start,
			       .is_upright = true};
}

static struct corner
upright_corner(const struct mesh *m, size_t k, size_t e, bool is_start)
{
	size_t at = is_start ? k : k + 1;

	return (struct corner){.first = e ? level_at(m, at, e - 1) : NULL,
			       .last = level_at(m, at, e),
			       .is_start = is_start,
			       .is_upright = false};
}

/* ---- painting ---- */

static struct border
stripe_border(const struct stripe *s)
{
	return (struct border){.kind = s->kind, .width = s->width, .color = s->color};
}

static int64_t
level_y(const struct mesh *m, size_t k)
{
	const struct segment_row *last = &m->s->rows[m->rows - 1];

	return k < m->rows ? m->s->rows[k].y : (int64_t)last->y + last->height;
}

/* The line on top of row k from column c to column `to`, where it ends. */
static void
level_paint(struct painting *p, const struct mesh *m, size_t k, size_t c, size_t to, int64_t x, int64_t y)
{
	struct stripe stripes[STRIPES_MOST];
	size_t count = edge_stripes(level_at(m, k, c), stripes);
	struct corner start = level_corner(m, k, c, true), end = level_corner(m, k, to, false);
	bool is_inside = k > 0 && k < m->rows;
	int64_t x_from = m->s->grid->edges[c] + (is_inside && c == 0 ? m->gaps[SIDE_LEFT] : 0);
	int64_t x_to = m->s->grid->edges[to + 1] - (is_inside && to + 1 == m->columns ? m->gaps[SIDE_RIGHT] : 0);

	for (size_t i = 0; i < count; i++) {
		struct border one = stripe_border(&stripes[i]);
		int64_t left = x_from + end_of(&start, i, count), right = x_to + end_of(&end, i, count);

		if (right > left && one.width > 0)
			paint_border(p, &one, x + left, y + level_y(m, k) + stripes[i].from + one.width / 2,
				     right - left, 0);
	}
}

/* The line left of column e from row k to row `to`. */
static void
upright_paint(struct painting *p, const struct mesh *m, size_t e, size_t k, size_t to, int64_t x, int64_t y)
{
	const struct edge *edge = upright_at(m, k, e);
	struct stripe stripes[STRIPES_MOST];
	size_t count = edge_stripes(edge, stripes);
	struct corner start = upright_corner(m, k, e, true), end = upright_corner(m, to, e, false);
	int64_t left = m->s->grid->edges[e] - edge->border.width / 2;
	bool is_inside = e > 0 && e < m->columns;
	int64_t y_from = level_y(m, k) + (is_inside && k == 0 ? m->gaps[SIDE_TOP] : 0);
	int64_t y_to = level_y(m, to + 1) - (is_inside && to + 1 == m->rows ? m->gaps[SIDE_BOTTOM] : 0);

	for (size_t i = 0; i < count; i++) {
		struct border one = stripe_border(&stripes[i]);
		int64_t top = y_from + end_of(&start, i, count), bottom = y_to + end_of(&end, i, count);

		if (bottom > top && one.width > 0)
			paint_border(p, &one, x + left + stripes[i].from + one.width / 2, y + top, 0, bottom - top);
	}
}

/* A line of one stripe goes on as one stroke through whatever meets it; others end at each corner. */
static bool
is_one_stroke(const struct edge *e)
{
	struct stripe stripes[STRIPES_MOST];

	return stripes_of(&e->border, stripes) == 1;
}

static void
levels_paint(struct painting *p, const struct mesh *m, size_t k, int64_t x, int64_t y)
{
	for (size_t c = 0; c < m->columns; c++) {
		const struct edge *edge = level_at(m, k, c);
		size_t to = c;

		if (!edge)
			continue;
		if (is_one_stroke(edge)) {
			while (same(edge, level_at(m, k, to + 1)))
				to++;
		}
		level_paint(p, m, k, c, to, x, y);
		c = to;
	}
}

static void
uprights_paint(struct painting *p, const struct mesh *m, size_t e, int64_t x, int64_t y)
{
	for (size_t k = 0; k < m->rows; k++) {
		const struct edge *edge = upright_at(m, k, e);
		size_t to = k;

		if (!edge)
			continue;
		if (is_one_stroke(edge)) {
			while (same(edge, upright_at(m, to + 1, e)))
				to++;
		}
		upright_paint(p, m, e, k, to, x, y);
		k = to;
	}
}

void
paint_table_lines(struct painting *p, const struct segment *s, int64_t x, int64_t y)
{
	struct arena_mark mark = arena_mark(&p->l->scratch);
	struct mesh m = mesh_of(&p->l->scratch, s);

	for (size_t k = 0; k <= m.rows; k++)
		levels_paint(p, &m, k, x, y);
	for (size_t e = 0; e <= m.columns; e++)
		uprights_paint(p, &m, e, x, y);
	arena_rewind(&p->l->scratch, mark);
}
