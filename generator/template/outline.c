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
 * Rather is a wrong name passed over there than a right one called wrong.
 */
#include "template/tree.h"

struct level {
	const struct spot *open; /* the section; NULL: the part */
	struct op *op;           /* of the section */
	struct op **first;       /* where the chain of its body, or of its second part, begins */
	struct op **link;        /* where the next op goes */
	struct op *forgotten;    /* the first of them, when something has ended here that never began; NULL */
	struct op **forgotten_link;
};

/* Deeper than sections may be nested, but for those that were crossed: then the rest is passed over. */
enum { LEVELS_MOST = 100 };

struct outline {
	struct arena *arena;
	VECTOR(struct level) levels;
};

static struct level *
innermost(struct outline *o)
{
	return &o->levels.at[o->levels.count - 1];
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

	*VECTOR_PUSH(o->arena, &o->levels) =
		(struct level){.open = open, .op = op, .first = &op->body, .link = &op->body};
	return op;
}

static void
begin_section(struct outline *o, const struct spot *open)
{
	const struct marker *m = open->marker;

	if (!open->is_lost && m->expression) {
		enter(o, open, m->expression)->is_negative = m->is_negative;
		return;
	}
	add_value(o, m);
	enter(o, open, NULL);
}

static void
begin_second_part(struct outline *o, const struct spot *other)
{
	struct level *level = innermost(o);

	if (!other->open || other->open != level->open || other->open->is_lost)
		return;
	level->first = level->link = &level->op->otherwise;
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
	level->link = &op->next;
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
	o->levels.count = depth;
	for (size_t i = depth + 1; i < crossed; i++) {
		const struct spot *open = o->levels.at[i].open;

		if (open->close)
			enter(o, open, NULL);
	}
}

static void
add_attribute(struct outline *o, const struct attribute_note *note)
{
	for (const struct op *op = note->ops; op; op = op->next) {
		if (op->kind == OP_VALUE)
			add_op(o, OP_VALUE, op->expression);
	}
}

static void
add_spot(struct outline *o, const struct spot *spot)
{
	switch (spot->marker->kind) {
	case MARKER_VALUE:
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

	*VECTOR_PUSH(c->arena, &o.levels) = (struct level){.first = first, .link = first};
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
