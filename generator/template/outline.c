/*
 * outline -- a part with faults as operations that nobody merges: only its expressions, nested as its sections are.
 *
 * So that the names are checked in the same run that tells the faults.  Where a slip leaves open to which section
 * something belongs it stands in a section without an expression, of whose items nothing is known:
 *
 *     {{#a}} …                    no end              to the end of what is around it
 *     … {{/a}}                    no beginning        from the beginning of what is around it
 *     {{#a}} {{#b}} {{/a}} {{/b}} b is crossed        from {{#b}} to {{/b}}, or to {{/a}} when that is missing
 *
 * A section that takes whole paragraphs or rows (section.c) begins before its first marker: with what stands in the
 * same paragraph or row; and it ends behind its last one, with that paragraph or row.
 *
 * Rather is a wrong name passed over there than a right one called wrong.
 */
#include "template/tree.h"

/* What a section takes as a whole at its ends. */
enum unit { UNIT_TEXT, UNIT_PARAGRAPH, UNIT_ROW };

struct level {
	const struct spot *open; /* the section; NULL: the part */
	struct op *op;           /* of the section */
	struct op **first;       /* where the chain of its body, or of its second part, begins */
	struct op **link;        /* where the next op goes */
	struct op *forgotten;    /* the first of them, when something has ended here that never began; NULL */
	struct op **forgotten_link;
	const struct origin *at;            /* where the last marker stood; NULL: there was none yet */
	struct op **in_row, **in_paragraph; /* where the first op of its row and paragraph hangs */
	const struct spot *close;           /* its end was met, but the unit of that is still its own; NULL */
};

/* Deeper than sections may be nested, but for those that were crossed: then the rest is passed over. */
enum { LEVELS_MOST = 100 };

struct outline {
	struct arena *arena;
	const struct origin *here; /* of the marker at hand */
	VECTOR(struct level) levels;
};

static struct level *
innermost(struct outline *o)
{
	return &o->levels.at[o->levels.count - 1];
}

/* ---- paragraphs and rows ---- */

static bool
is_same_row(const struct place *a, const struct place *b)
{
	return place_same_table(a, b) && a->row == b->row;
}

static bool
is_same_unit(enum unit unit, const struct origin *a, const struct origin *b)
{
	return a->line.at == b->line.at || (unit == UNIT_ROW && is_same_row(&a->place, &b->place));
}

/* What the section takes as a whole; both its markers are there. */
static enum unit
unit_of(const struct spot *open)
{
	const struct origin *a = open->marker->origin, *b = open->close->marker->origin;

	if (place_same_table(&a->place, &b->place) && (a->place.row != b->place.row || a->place.cell != b->place.cell))
		return UNIT_ROW;
	return a->line.at == b->line.at ? UNIT_TEXT : UNIT_PARAGRAPH;
}

/*
 * The marker at hand stands in another paragraph or row than those before it: the sections that ended there are left.
 */
static void
settle(struct outline *o, const struct origin *here)
{
	struct level *level = innermost(o);

	while (level->close && !is_same_unit(unit_of(level->open), level->close->marker->origin, here)) {
		o->levels.count--;
		level = innermost(o);
	}
	if (!level->at || !is_same_unit(UNIT_ROW, level->at, here))
		level->in_row = level->link;
	if (!level->at || !is_same_unit(UNIT_PARAGRAPH, level->at, here))
		level->in_paragraph = level->link;
	level->at = o->here = here;
}

/* ---- sections ---- */

/* Leaves the sections whose ends were met in the paragraph or row at hand. */
static void
leave_ended(struct outline *o)
{
	while (innermost(o)->close)
		o->levels.count--;
}

static void
begin_chain(struct outline *o, struct level *level, struct op **chain)
{
	level->first = level->link = level->in_row = level->in_paragraph = chain;
	level->at = o->here;
}

static struct op *
add_op(struct outline *o, enum op_kind kind, const struct expression *expression)
{
	struct op *op = NEW(o->arena, struct op);
	struct level *level = innermost(o);

	op->kind = kind;
	op->expression = expression;
	*level->link = op;
	level->link = &op->next;
	return op;
}

static void
add_value(struct outline *o, const struct marker *m)
{
	const struct expression *e = m->expression ? m->expression : m->partial;

	if (e)
		add_op(o, OP_VALUE, e);
}

static struct op *
enter(struct outline *o, const struct spot *open, const struct expression *expression)
{
	struct op *op = add_op(o, OP_SECTION, expression);
	struct level *level = VECTOR_PUSH(o->arena, &o->levels);

	*level = (struct level){.open = open, .op = op};
	begin_chain(o, level, &op->body);
	return op;
}

/* Enters a section that holds the ops of its unit so far. */
static struct op *
enter_unit(struct outline *o, const struct spot *open, enum unit unit)
{
	struct level *outer;
	struct op **chain, *before, **end, *op;

	leave_ended(o); /* two that share a unit do not stand in each other */
	outer = innermost(o);
	chain = unit == UNIT_ROW ? outer->in_row : outer->in_paragraph;
	before = *chain;
	end = outer->link;
	*chain = NULL;
	outer->link = chain;
	op = enter(o, open, open->marker->expression);
	outer = &o->levels.at[o->levels.count - 2];
	outer->in_row = outer->in_paragraph = outer->link;
	if (before) {
		op->body = before;
		innermost(o)->link = end;
	}
	return op;
}

static void
begin_section(struct outline *o, const struct spot *open)
{
	const struct marker *m = open->marker;

	if (!open->is_lost && m->expression) {
		enum unit unit = open->close ? unit_of(open) : UNIT_TEXT;
		struct op *op = unit == UNIT_TEXT ? enter(o, open, m->expression) : enter_unit(o, open, unit);

		op->is_negative = m->is_negative;
		return;
	}
	add_value(o, m);
	enter(o, open, NULL);
}

static void
begin_second_part(struct outline *o, const struct spot *other)
{
	struct level *level;

	leave_ended(o);
	level = innermost(o);
	if (!other->open || other->open != level->open || other->open->is_lost)
		return;
	begin_chain(o, level, &level->op->otherwise);
	level->forgotten = NULL;
}

/* What stands at this level so far goes into a section of which nothing is known. */
static void
forget_scope(struct outline *o)
{
	struct level *level = innermost(o);
	struct op *op = level->forgotten, **chain = op ? &op->next : level->first;

	if (!op) {
		level->forgotten = op = NEW(o->arena, struct op);
		level->forgotten_link = &op->body;
		op->kind = OP_SECTION;
	}
	if (level->link != chain) {
		*level->forgotten_link = *chain;
		level->forgotten_link = level->link;
	}
	op->next = NULL;
	*level->first = op;
	level->link = level->in_row = level->in_paragraph = &op->next;
}

/* Whether the sections from `depth` on have all ended, but for units that they share with what comes. */
static bool
goes_on(const struct outline *o, size_t depth)
{
	const struct spot *open = o->levels.at[depth].open;

	for (size_t i = depth + 1; i < o->levels.count; i++) {
		if (!o->levels.at[i].close)
			return false;
	}
	return !open->is_lost && open->marker->expression && unit_of(open) != UNIT_TEXT;
}

/* Leaves the section, and those inside that it crosses, which go on behind it if their ends come yet. */
static void
end_section(struct outline *o, const struct spot *close)
{
	size_t depth = o->levels.count - 1, crossed = o->levels.count;

	while (depth > 0 && o->levels.at[depth].open != close->open)
		depth--;
	if (!close->open || depth == 0) {
		forget_scope(o);
		return;
	}
	if (goes_on(o, depth)) {
		o->levels.at[depth].close = close;
		return;
	}
	o->levels.count = depth;
	for (size_t i = depth + 1; i < crossed; i++) {
		const struct spot *open = o->levels.at[i].open;

		if (open->close && !o->levels.at[i].close)
			enter(o, open, NULL);
	}
}

static void
add_attribute(struct outline *o, const struct attribute_note *note)
{
	for (; note; note = note->next) {
		for (const struct op *op = note->ops; op; op = op->next) {
			if (op->kind != OP_VALUE)
				continue;
			settle(o, op->expression->origin);
			add_op(o, OP_VALUE, op->expression);
		}
	}
}

static void
add_spot(struct outline *o, const struct spot *spot)
{
	settle(o, spot->marker->origin);
	switch (spot->marker->kind) {
	case MARKER_VALUE:
	case MARKER_INCLUDE:
	case MARKER_WRONG:
		add_value(o, spot->marker);
		break;
	case MARKER_SECTION:
		begin_section(o, spot);
		break;
	case MARKER_ELSE:
		begin_second_part(o, spot);
		break;
	case MARKER_CLOSE:
		end_section(o, spot);
		break;
	case MARKER_NOTE:
		break;
	}
}

struct op *
outline_document(struct compiler *c)
{
	struct outline o = {.arena = c->arena};
	struct op **first = NEW(c->arena, struct op *);

	begin_chain(&o, VECTOR_PUSH(c->arena, &o.levels), first);
	for (size_t i = 0; i < c->markers.count && o.levels.count < LEVELS_MOST; i++) {
		const struct note *note = c->markers.at[i];

		if (note->kind == NOTE_ATTRIBUTE)
			add_attribute(&o, (const struct attribute_note *)note);
		else if (note->kind == NOTE_PICTURE)
			add_value(&o, ((const struct picture_note *)note)->marker);
		else
			add_spot(&o, (const struct spot *)note);
	}
	return *first;
}
