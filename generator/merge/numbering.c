/*
 * numbering -- lists that begin anew where their section is repeated.
 *
 * A list begins anew when the section that decides (see struct numbering_op) has begun another run since the list was
 * used last.  In a DOCX that takes a new w:num of the same w:abstractNum whose levels start anew (ECMA-376 part 1,
 * 17.9.15, 17.9.26); in an ODT nothing, for there a text:list has to say when it does not begin anew.
 *
 * New lists are put into word/numbering.xml at the end, as bytes: the abstract ones before the first w:num, the others
 * before the end (17.9.17).
 */
#include <string.h>

#include "merge/attachment.h"

/* What a list was when it was used last. */
struct list_state {
	bool is_used;
	bool is_begun;            /* ODT: its text:list has just begun: it need not begin anew once more */
	uint32_t section, serial; /* the run that decided */
	int num;                  /* DOCX */
	struct text id;           /* ODT: of the text:list with which it began */
};

/* A new w:num, or a new w:abstractNum. */
struct new_list {
	int number;
	struct text inside;
	struct new_list *next;
};

struct numbering_run {
	struct list_state *lists;
	struct text part; /* of the numbering; empty: the template has none, see `bytes` */
	struct text bytes;
	bool is_read;
	int last_num, last_abstract; /* the highest that are taken */
	struct new_list *nums, **last_of_nums;
	struct new_list *abstracts, **last_of_abstracts;
	int bullets, numbers; /* the abstract lists for values; -1: there are none yet */
};

static struct numbering_run *
numbering_run(struct merging *m)
{
	struct numbering_run *n = m->numbering;

	if (n)
		return n;
	m->numbering = n = NEW(m->arena, struct numbering_run);
	n->lists = NEW_ARRAY(m->arena, struct list_state, m->program->lists + 1);
	n->last_of_nums = &n->nums;
	n->last_of_abstracts = &n->abstracts;
	n->bullets = n->numbers = -1;
	return n;
}

/* ---- the part ---- */

/* The highest number that an attribute has among the bytes. */
static int
highest(struct text bytes, struct text attribute)
{
	ptrdiff_t at = 0;
	int most = 0;

	while ((at = text_find(bytes, attribute, (size_t)at)) != TEXT_NOWHERE) {
		int number = 0;

		at += (ptrdiff_t)attribute.len;
		for (; (size_t)at < bytes.len && bytes.at[at] >= '0' && bytes.at[at] <= '9' && number < 100000000; at++)
			number = number * 10 + (bytes.at[at] - '0');
		most = number > most ? number : most;
	}
	return most;
}

static void
read_part(struct merging *m, struct numbering_run *n)
{
	const struct package *p = m->program->package;
	const struct relationship *to;
	struct part *part;

	if (n->is_read)
		return;
	n->is_read = true;
	to = relationship_of_type(relationships_read(m->arena, m->report, p, p->main_part), TEXT("numbering"));
	part = to && !to->is_external ? package_part(p, to->target) : NULL;
	if (!part)
		return;
	n->part = part->name;
	if (!package_bytes(m->arena, m->report, package_copy(m->arena, p), part, &n->bytes)) {
		m->failed = true;
		return;
	}
	n->last_num = highest(n->bytes, TEXT("numId=\""));
	n->last_abstract = highest(n->bytes, TEXT("abstractNumId=\""));
}

static int
add_num(struct merging *m, struct text inside)
{
	struct numbering_run *n = numbering_run(m);
	struct new_list *one = NEW(m->arena, struct new_list);

	read_part(m, n);
	one->number = ++n->last_num;
	one->inside = inside;
	*n->last_of_nums = one;
	n->last_of_nums = &one->next;
	return one->number;
}

/* ---- lists of the template ---- */

static const struct instance *
run_of(const struct merging *m, uint32_t section)
{
	const struct instance *i = m->instance;

	while (i && i->section != section)
		i = i->outer;
	return i;
}

/* The run of the section that decides, or NULL: nothing does. */
static const struct instance *
deciding_run(const struct merging *m, const struct numbering_op *op)
{
	bool passes = op->is_single;

	for (size_t i = 0; i < op->section_count; i++) {
		const struct instance *run;

		if (!m->are_loops[op->sections[i]])
			continue;
		run = passes ? NULL : run_of(m, op->sections[i]);
		passes = false;
		if (run)
			return run;
	}
	return NULL;
}

/* Whether the list was used in this run of what decides already; from now on it was. */
static bool
goes_on(struct merging *m, const struct numbering_op *op, struct list_state *s)
{
	const struct instance *run = deciding_run(m, op);
	uint32_t section = run ? run->section : 0, serial = run ? run->serial : 0;
	bool same = s->is_used && s->section == section && s->serial == serial;

	s->section = section;
	s->serial = serial;
	return same;
}

static void
run_word(struct merging *m, const struct numbering_op *op, struct list_state *s)
{
	if (op->is_indent) {
		if (s->num != op->num)
			buffer_text(m->out, op->before);
		return;
	}
	if (!s->is_used)
		s->num = op->num;
	if (!goes_on(m, op, s) && s->is_used)
		s->num = add_num(m, op->restart);
	s->is_used = true;
	if (op->is_inserted && s->num == op->num)
		return;
	buffer_text(m->out, op->before);
	buffer_printf(m->out, "%d", s->num);
	buffer_text(m->out, op->after);
}

static void
write_attribute(struct merging *m, struct text prefix, const char *name, struct text value)
{
	buffer_byte(m->out, ' ');
	buffer_text(m->out, prefix);
	buffer_printf(m->out, "%s=\"%.*s\"", name, TEXT_ARG(value));
}

static void
run_list_start(struct merging *m, const struct op *op, struct list_state *s)
{
	const struct numbering_op *n = op->as.numbering;
	struct text id = n->id ? unique_name(m, n->id) : TEXT_NONE;
	bool same = goes_on(m, n, s);

	if (id.len)
		write_attribute(m, TEXT("xml:"), "id", id);
	if (same && !n->continues)
		write_attribute(m, n->prefix, "continue-list", s->id);
	else if (n->continues && (same || !n->section_count))
		run_ops(m, op->body);
	if (!same || !s->id.len)
		s->id = id;
	s->is_begun = !same;
	s->is_used = true;
}

static void
run_item_start(struct merging *m, const struct numbering_op *op, struct list_state *s)
{
	bool same = goes_on(m, op, s);

	if (s->is_used && !same && !s->is_begun)
		write_attribute(m, op->prefix, "start-value", op->start);
	s->is_used = true;
	s->is_begun = false;
}

void
run_numbering(struct merging *m, const struct op *op)
{
	const struct numbering_op *n = op->as.numbering;
	struct list_state *s = &numbering_run(m)->lists[n->list];

	switch (n->kind) {
	case NUMBERING_WORD:
		run_word(m, n, s);
		break;
	case NUMBERING_LIST:
		run_list_start(m, op, s);
		break;
	case NUMBERING_ITEM:
		run_item_start(m, n, s);
		break;
	}
}
