/*
 * identity -- identifiers that must not come twice.
 *
 * Which copy of a thing is being written says the chain of runs, m->instance: the 2nd measure of the 3rd stage.  A name
 * is made of the outermost run that is not the first one of its section, for what is first in a run may be named from
 * anywhere in it, before or behind, even if its own section has not begun yet:
 *
 *     stage 1, measure 1   plan          the template's own
 *     stage 1, measure 2   plan_b2       the 2nd run of a section at depth 1 ("b")
 *     stage 2, measure 1   plan_2        the 2nd run of one at depth 0: what stage 2 calls plan
 *     stage 2, measure 2   plan_b4
 */
#include "merge/state.h"

/* ---- which repetition ---- */

/* The run from which the section's copies have their name, or NULL: it is the first of all. */
static const struct instance *
naming_instance(const struct merging *m, uint32_t section)
{
	const struct instance *i = m->instance;

	while (i && i->section != section)
		i = i->outer;
	while (i && i->is_first)
		i = i->outer;
	return i;
}

static int
depth_of(const struct instance *i)
{
	int depth = 0;

	for (i = i->outer; i; i = i->outer)
		depth++;
	return depth;
}

/* ---- writing ---- */

struct text
unique_name(struct merging *m, const struct unique_op *u)
{
	const struct instance *i = naming_instance(m, u->section);
	char letters[3] = "";
	int depth;

	if (!i)
		return u->name;
	depth = depth_of(i);
	if (depth > 25) { /* sections are nested 64 deep at most */
		letters[0] = (char)('a' + depth / 26);
		letters[1] = (char)('a' + depth % 26);
	} else if (depth > 0) {
		letters[0] = (char)('a' + depth);
	}
	return text_format(m->arena, "%.*s%s%u", TEXT_ARG(u->stem), letters, i->serial);
}

uint32_t
fresh_number(struct merging *m)
{
	return ++m->last_number;
}

static void
write_number(struct merging *m, uint32_t number, struct text name)
{
	if (number)
		buffer_printf(m->out, "%u", number);
	else
		buffer_text(m->out, name);
}

void
write_unique(struct merging *m, const struct unique_op *u)
{
	switch (u->kind) {
	case UNIQUE_NAME:
		buffer_text(m->out, unique_name(m, u));
		break;
	case UNIQUE_NUMBER:
		m->numbers[u->slot] = naming_instance(m, u->section) ? fresh_number(m) : 0;
		write_number(m, m->numbers[u->slot], u->name);
		break;
	case UNIQUE_NUMBER_AGAIN:
		write_number(m, m->numbers[u->slot], u->name);
		break;
	}
}

void
run_unique(struct merging *m, const struct op *op)
{
	write_unique(m, op->as.unique);
}

void
run_once(struct merging *m, const struct op *op)
{
	const struct instance *i = m->instance;

	while (i && i->section != op->section)
		i = i->outer;
	if (!i || i->serial == 1)
		run_ops(m, op->body);
}
