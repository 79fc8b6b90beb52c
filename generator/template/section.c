/*
 * section -- what a section repeats follows from where its two markers stand.
 *
 * Their nearest common container decides:
 *     one paragraph              the text between them;
 *     a cell, body, note, frame  whole paragraphs and tables, from the first marker's to the last's;
 *     a table, or one row of it  whole rows, or cells of it: section_cells.c.
 * So the spots move: up out of runs (cut in two where needed, see lift), up to before or behind the
 * paragraph or row that they take, until both have one parent and what lies between them is whole
 * elements.  A paragraph or row that holds nothing but markers of sections gives its place to them
 * and is taken out: it is hollow.
 */
#include "template/section.h"

/* ---- pairing ---- */

struct pairing {
	struct compiler *c;
	struct spot *open[NESTED_MOST];
	size_t depth;
	bool is_too_deep;
	VECTOR(struct spot *) sections; /* in the order in which they open */
	VECTOR(struct spot *) lost;     /* that another's end crossed: their own ends may come later */
};

void
section_fail(struct compiler *c, const struct spot *at, enum problem_code code, struct text first, struct text second,
	     struct text third)
{
	const struct marker *m = at->marker;

	compiler_fault(c, m->origin, (struct fault){m->at, m->end - m->at, code, {first, second, third}});
}

struct text
section_place_of(struct compiler *c, const struct spot *spot)
{
	return place_describe(c->arena, &spot->marker->origin->place);
}

static void
pair_open(struct pairing *p, struct spot *spot)
{
	if (p->depth == NESTED_MOST) {
		section_fail(p->c, spot, PROBLEM_SECTION_DEEP, TEXT_NONE, TEXT_NONE, TEXT_NONE);
		p->is_too_deep = true; /* what follows would be told wrong */
		return;
	}
	spot->open = spot;
	spot->outer = p->depth ? p->open[p->depth - 1] : NULL;
	p->open[p->depth++] = spot;
	*VECTOR_PUSH(p->c->arena, &p->sections) = spot;
}

/* How deep the section that the closing marker names lies in the stack, or 0: it names none that is open. */
static size_t
named_depth(const struct pairing *p, const struct spot *close)
{
	size_t depth = p->depth;

	if (close->marker->folded.len == 0)
		return depth;
	while (depth > 0 && !text_equal(p->open[depth - 1]->marker->folded, close->marker->folded))
		depth--;
	return depth;
}

static void
join(struct spot *open, struct spot *close)
{
	open->close = close;
	close->open = open;
}

/* The late end of a section that another one's end has crossed: that was told then. */
static bool
pair_lost(struct pairing *p, struct spot *close)
{
	for (size_t i = p->lost.count; i-- > 0;) {
		struct spot *open = p->lost.at[i];
		bool is_its = close->marker->folded.len ? text_equal(open->marker->folded, close->marker->folded)
							: p->depth == 0;

		if (is_its) {
			join(open, close);
			p->lost.at[i] = p->lost.at[--p->lost.count];
			return true;
		}
	}
	return false;
}

/* One message for each slip: a name that fits no open section is taken for the innermost one's. */
static void
report_crossing(struct pairing *p, struct spot *close, size_t depth)
{
	struct spot *top = p->open[p->depth - 1];

	section_fail(p->c, close, PROBLEM_SECTION_CROSSED, close->marker->shown, top->marker->shown,
		     section_place_of(p->c, top));
	top->is_lost = true;
	for (; depth && p->depth > depth; p->depth--) {
		p->open[p->depth - 1]->is_lost = true;
		if (p->lost.count < NESTED_MOST)
			*VECTOR_PUSH(p->c->arena, &p->lost) = p->open[p->depth - 1];
	}
}

static void
pair_close(struct pairing *p, struct spot *spot)
{
	size_t depth = named_depth(p, spot);

	if (depth == 0 && pair_lost(p, spot))
		return;
	if (p->depth == 0) {
		section_fail(p->c, spot, PROBLEM_SECTION_UNOPENED, spot->marker->shown, TEXT_NONE, TEXT_NONE);
		return;
	}
	if (depth != p->depth)
		report_crossing(p, spot, depth);
	join(p->open[--p->depth], spot);
}

static void
pair_else(struct pairing *p, struct spot *spot)
{
	struct spot *top = p->depth ? p->open[p->depth - 1] : NULL;

	if (!top) {
		section_fail(p->c, spot, PROBLEM_ELSE_ALONE, TEXT_NONE, TEXT_NONE, TEXT_NONE);
	} else if (top->other) {
		section_fail(p->c, spot, PROBLEM_ELSE_TWICE, top->marker->shown, TEXT_NONE, TEXT_NONE);
	} else {
		top->other = spot;
		spot->open = top;
	}
}

static void
report_unclosed(struct pairing *p, bool are_copies)
{
	for (size_t depth = p->depth; depth > 0 && !p->is_too_deep; depth--) {
		struct spot *top = p->open[depth - 1];

		top->is_lost = true;
		if (top->marker->origin->is_copy == are_copies)
			section_fail(p->c, top, PROBLEM_SECTION_UNCLOSED, top->marker->shown, TEXT_NONE, TEXT_NONE);
	}
}

static void
pair_all(struct pairing *p, struct xml_node *root)
{
	int order = 0;

	for (struct xml_node *at = root; at; at = xml_following(root, at, false)) {
		struct spot *spot = spot_of(at);
		struct note *note = at->extra;

		if (note && note->kind != NOTE_PARAGRAPH)
			*VECTOR_PUSH(p->c->arena, &p->c->markers) = note;
		if (!spot || p->is_too_deep)
			continue;
		spot->order = ++order;
		if (spot->marker->kind == MARKER_SECTION)
			pair_open(p, spot);
		else if (spot->marker->kind == MARKER_CLOSE)
			pair_close(p, spot);
		else if (spot->marker->kind == MARKER_ELSE)
			pair_else(p, spot);
	}
	report_unclosed(p, false);
	report_unclosed(p, true); /* what is a copy is told only when the other was not */
}

/* ---- moving ---- */

static int
depth_of(const struct xml_node *node)
{
	int depth = 0;

	while ((node = node->parent) != NULL)
		depth++;
	return depth;
}

struct xml_node *
section_ancestor(struct xml_node *x, struct xml_node *y)
{
	int dx = depth_of(x), dy = depth_of(y);

	for (; dx > dy; dx--)
		x = x->parent;
	for (; dy > dx; dy--)
		y = y->parent;
	while (x != y) {
		x = x->parent;
		y = y->parent;
	}
	return x;
}

/* The child of ancestor that holds node. */
static struct xml_node *
child_towards(const struct xml_node *ancestor, struct xml_node *node)
{
	while (node->parent != ancestor)
		node = node->parent;
	return node;
}

/* Left over from a cut: no content but properties. */
static bool
is_spare(const struct xml_node *node)
{
	bool blanks_count = !is_wrapper(node->name);

	for (const struct xml_node *child = node->first; child; child = child->next) {
		if (child->name == XML_TEXT ? (blanks_count ? child->text.len > 0 : !text_is_blank(child->text))
					    : !is_property(child->name))
			return false;
	}
	return true;
}

/* An element like node without its content; identifiers stay with the first half. */
static struct xml_node *
second_half(struct arena *a, const struct xml_node *node)
{
	struct xml_node *half = xml_copy(a, node, false);
	struct xml_attribute **link = &half->attributes;

	half->extra = NULL;
	while (*link) {
		if ((*link)->name == XML_id || (*link)->name == TEXT_id)
			*link = (*link)->next;
		else
			link = &(*link)->next;
	}
	if (half->name == TEXT_list)
		xml_set(a, half, TEXT_continue_numbering,
			text_join(a, qname_prefix(node->qname), TEXT("continue-numbering")), TEXT("true"));
	for (const struct xml_node *child = node->first; child; child = child->next) {
		if (is_property(child->name))
			xml_append(half, xml_copy(a, child, true));
	}
	return half;
}

static void
cut_around(struct arena *a, struct xml_node *node)
{
	struct xml_node *parent = node->parent, *half = second_half(a, parent);

	while (node->next) {
		struct xml_node *next = node->next;

		xml_remove(next);
		xml_append(half, next);
	}
	xml_remove(node);
	xml_insert_after(parent, node);
	if (!is_spare(half))
		xml_insert_after(node, half);
	if (is_spare(parent))
		xml_remove(parent);
}

void
lift(struct arena *a, struct xml_node *node, struct xml_node *ancestor)
{
	while (node->parent != ancestor)
		cut_around(a, node);
}

/* ---- the text between two markers of one paragraph ---- */

static void
place_inline(struct compiler *c, struct spot *open)
{
	struct xml_node *ancestor = section_ancestor(open->node, open->close->node);

	if (open->other && open->other->paragraph != open->paragraph) {
		section_fail(c, open->other, PROBLEM_ELSE_PLACE, open->marker->shown, TEXT_NONE, TEXT_NONE);
		return;
	}
	lift(c->arena, open->node, ancestor);
	if (open->other)
		lift(c->arena, open->other->node, ancestor);
	lift(c->arena, open->close->node, ancestor);
}

/* ---- whole paragraphs and rows ---- */

/*
 * Between the paragraph of a marker and the unit that it takes there is nothing that holds together.  A paragraph right
 * in another one, as no schema has it, may hold both: then there is no unit to take.
 */
static bool
is_free(const struct spot *spot, const struct xml_node *ancestor, const struct xml_node *unit)
{
	if (spot->paragraph == ancestor)
		return false;
	for (const struct xml_node *at = spot->paragraph; at != ancestor; at = at->parent) {
		if (!at)
			return false;
		bool own_cell = is_cell(at->name) && is_row(unit->name);
		bool own_row = is_row(at->name) && at == unit;

		if (at != spot->paragraph && !own_cell && !own_row && !is_wrapper(at->name))
			return false;
	}
	return true;
}

/*
 * What the marker stands before or behind: the row or list item that it takes whole; of other units the paragraph,
 * and the unit is then cut there.
 */
static struct xml_node *
taken_by(const struct spot *spot, struct xml_node *unit)
{
	bool is_item = unit->name == TEXT_list_item || unit->name == TEXT_list_header;

	return is_row(unit->name) || is_item ? unit : spot->paragraph;
}

/* Spots beside one paragraph keep the order in which they were written, whichever moved there first. */
void
section_put_before(struct xml_node *taken, struct spot *spot)
{
	const struct spot *other;

	while (taken->previous && (other = spot_of(taken->previous)) != NULL && other->order > spot->order)
		taken = taken->previous;
	xml_insert_before(taken, spot->node);
}

void
section_put_after(struct xml_node *taken, struct spot *spot)
{
	const struct spot *other;

	while (taken->next && (other = spot_of(taken->next)) != NULL && other->order < spot->order)
		taken = taken->next;
	xml_insert_after(taken, spot->node);
}

static void
settle(struct compiler *c, struct spot *spot, struct xml_node *unit, struct xml_node *ancestor)
{
	struct xml_node *taken = taken_by(spot, unit);

	xml_remove(spot->node);
	if (spot->marker->kind != MARKER_CLOSE || is_hollow(taken))
		section_put_before(taken, spot);
	else
		section_put_after(taken, spot);
	lift(c->arena, spot->node, ancestor);
}

/* Rows need rows at both ends; {{else}} must be as free to move as the two others. */
static bool
can_settle(struct compiler *c, const struct spot *open, const struct xml_node *ancestor, const struct xml_node *from,
	   const struct xml_node *to)
{
	const struct spot *other = open->other;
	const struct xml_node *middle = NULL;

	if (!is_free(open, ancestor, from) || !is_free(open->close, ancestor, to) ||
	    is_row(from->name) != is_row(to->name)) {
		section_fail(c, open, PROBLEM_SECTION_PLACE, open->marker->shown, section_place_of(c, open->close),
			     TEXT_NONE);
		return false;
	}
	for (const struct xml_node *at = other ? other->node : NULL; at && at != ancestor; at = at->parent)
		middle = at;
	if (other && (!is_free(other, ancestor, middle) || is_row(middle->name) != is_row(from->name))) {
		section_fail(c, other, PROBLEM_ELSE_PLACE, open->marker->shown, TEXT_NONE, TEXT_NONE);
		return false;
	}
	return true;
}

static void
place_block(struct compiler *c, struct spot *open)
{
	struct xml_node *ancestor = section_ancestor(open->node, open->close->node), *from = open->row, *to = open->row;

	if (!from) {
		from = child_towards(ancestor, open->node);
		to = child_towards(ancestor, open->close->node);
	}
	ancestor = from->parent;
	if (!can_settle(c, open, ancestor, from, to))
		return;
	open->takes_rows = is_row(from->name);
	open->table = open->takes_rows ? section_table(from) : NULL;
	settle(c, open, from, ancestor);
	if (open->other)
		settle(c, open->other, child_towards(ancestor, open->other->node), ancestor);
	settle(c, open->close, to, ancestor);
}

/* A section around nothing: it goes out of its paragraph, which vanishes, and stays for its names to be checked. */
static void
place_hollow(struct spot *open)
{
	struct spot *const spots[] = {open, open->other, open->close};

	for (size_t i = 0; i < sizeof spots / sizeof *spots; i++) {
		if (!spots[i])
			continue;
		xml_remove(spots[i]->node);
		section_put_before(open->paragraph, spots[i]);
	}
}

static void
place(struct compiler *c, struct spot *open)
{
	const struct paragraph *p = paragraph_of(open->paragraph);
	int faults = c->faults;

	if (cells_are_taken(open))
		cells_place(c, open);
	else if (open->row || open->paragraph != open->close->paragraph)
		place_block(c, open);
	else if (p && p->is_hollow && (!open->other || open->other->paragraph == open->paragraph))
		place_hollow(open);
	else
		place_inline(c, open);
	open->is_unplaced = c->faults > faults;
}

bool
section_is_sound(const struct spot *open)
{
	return open && open->close && !open->is_lost && !open->is_unplaced;
}

/* The markers of sections with faults: out of the tree, for those of the others to be seen. */
static void
remove_unsound(struct compiler *c)
{
	for (size_t i = 0; i < c->markers.count; i++) {
		struct spot *spot = (struct spot *)c->markers.at[i];

		if (spot->note.kind != NOTE_SPOT || spot->marker->kind == MARKER_VALUE ||
		    spot->marker->kind == MARKER_NOTE || spot->marker->kind == MARKER_INCLUDE ||
		    spot->marker->kind == MARKER_WRONG)
			continue;
		if (!section_is_sound(spot->open))
			xml_remove(spot->node);
	}
}

/* ---- what the markers leave behind ---- */

static struct xml_node *
block_before(const struct xml_node *node)
{
	struct xml_node *at = node->previous;

	while (at && !is_block(at->name))
		at = at->previous;
	return at;
}

static struct xml_node *
block_after(const struct xml_node *node)
{
	struct xml_node *at = node->next;

	while (at && !is_block(at->name))
		at = at->next;
	return at;
}

static bool
is_unit(enum xml_name name)
{
	return is_block(name) || is_row(name) || name == TEXT_list_item;
}

/*
 * What goes is taken out from the first to the last, and leaves its markers: so there is mostly a unit near behind
 * node, but perhaps thousands of markers before it.
 */
static bool
has_other_block(const struct xml_node *node)
{
	const struct xml_node *after = node->next, *before = node->previous;

	while (after && !is_unit(after->name))
		after = after->next;
	while (!after && before && !is_unit(before->name))
		before = before->previous;
	return after || before;
}

/* ECMA-376 part 1, 17.4.65: the last element of a cell is a paragraph. */
static bool
is_needed(const struct xml_node *paragraph)
{
	const struct xml_node *before, *properties = xml_child(paragraph, W_pPr);

	if (xml_child(properties, W_sectPr)) /* the page layout of all that stands before hangs on it */
		return true;
	if (is_keeper(paragraph->parent->name) && !has_other_block(paragraph))
		return true;
	if (paragraph->parent->name != W_tc || block_after(paragraph))
		return false;
	before = block_before(paragraph);
	return before && is_table(before->name);
}

static bool
is_range_mark(enum xml_name name)
{
	return name == W_bookmarkStart || name == W_bookmarkEnd || name == W_commentRangeStart ||
	       name == W_commentRangeEnd || name == W_permStart || name == W_permEnd;
}

/* Empties a paragraph that has to stay, or saves what must not go with one that does not. */
static void
strip(struct xml_node *paragraph, bool saves)
{
	for (struct xml_node *child = paragraph->first, *next; child; child = next) {
		next = child->next;
		if (is_property(child->name) || (!saves && is_range_mark(child->name)))
			continue;
		xml_remove(child);
		if (saves && is_range_mark(child->name))
			xml_insert_before(paragraph, child);
	}
}

/* Takes node out, and wrappers and rows that held nothing else. */
static void
take_out(struct xml_node *node)
{
	struct xml_node *parent = node->parent;

	while (parent && is_wrapper(node->parent->name) && !has_other_block(node)) {
		node = parent;
		parent = node->parent;
	}
	if (parent)
		xml_remove(node);
}

static bool
is_attached(const struct xml_node *node, const struct xml_node *root)
{
	while (node && node != root)
		node = node->parent;
	return node != NULL;
}

/* The row around a hollow paragraph when it vanishes as a whole: its section markers have left it. */
static struct xml_node *
hollow_row(const struct paragraph *p)
{
	struct xml_node *at = p->node->parent;

	while (at && !is_row(at->name) && (is_cell(at->name) || is_wrapper(at->name)))
		at = at->parent;
	return at && is_row(at->name) && is_hollow(at) ? at : NULL;
}

/* The markers that are left in a hollow row stay in the table: it may come out without any row. */
static void
remove_row(struct xml_node *row)
{
	for (struct xml_node *at = row->first, *next; at; at = next) {
		next = xml_following(row, at, false);
		if (spot_of(at)) {
			xml_remove(at);
			xml_insert_before(row, at);
		}
	}
	xml_remove(row);
}

static void
remove_hollow(struct compiler *c, struct xml_node *root)
{
	for (size_t i = 0; i < c->paragraphs.count; i++) {
		struct paragraph *p = c->paragraphs.at[i];
		struct xml_node *row;

		if (!p->is_hollow || !is_attached(p->node, root))
			continue;
		row = hollow_row(p);
		if (row) {
			remove_row(row);
			continue;
		}
		if (is_needed(p->node)) {
			strip(p->node, false);
		} else {
			strip(p->node, p->node->name == W_p);
			take_out(p->node);
		}
	}
}

/* ---- numbering ---- */

/* The list that is all that stands between the markers of a section, or NULL. */
static struct xml_node *
only_list(const struct spot *open)
{
	struct xml_node *list = NULL;

	for (struct xml_node *at = open->node->next; at && at != open->close->node; at = at->next) {
		if (at->name == XML_TEXT && text_is_blank(at->text))
			continue;
		if (at->name != TEXT_list || list)
			return NULL;
		list = at;
	}
	return list;
}

/* It has one item, and no section chooses or repeats that. */
static bool
has_one_item(const struct xml_node *list)
{
	const struct xml_node *at = list->first;

	while (at && at->name == XML_TEXT)
		at = at->next;
	return at && at->name == TEXT_list_item && !xml_sibling(at, TEXT_list_item) && !spot_of(list->last);
}

/*
 * Each text:list of an ODT begins its numbers anew.  A section around a list of one item therefore repeats that item,
 * as a DOCX does by itself, where numbers run through paragraphs; numbering.c sees to longer ones.
 */
static void
enter_list(struct spot *open)
{
	struct xml_node *list = !section_is_sound(open) || open->other || open->paragraph == open->close->paragraph
					? NULL
					: only_list(open);

	if (!list || !has_one_item(list))
		return;
	xml_remove(open->node);
	xml_insert_before(list->first, open->node);
	xml_remove(open->close->node);
	xml_append(list, open->close->node);
}

void
sections_place(struct compiler *c, struct xml_node *root)
{
	struct pairing p = {.c = c};

	pair_all(&p, root);
	for (size_t i = 0; i < c->paragraphs.count; i++) {
		struct paragraph *paragraph = c->paragraphs.at[i];

		paragraph->is_hollow = is_paragraph(paragraph->node->name) && is_hollow(paragraph->node);
	}
	cells_survey(c, p.sections.at, p.sections.count);
	for (size_t i = 0; i < p.sections.count; i++) {
		if (section_is_sound(p.sections.at[i]))
			place(c, p.sections.at[i]);
	}
	if (c->failed)
		remove_unsound(c);
	remove_hollow(c, root);
	for (size_t i = p.sections.count; i-- > 0;) /* inner ones first */
		enter_list(p.sections.at[i]);
}
