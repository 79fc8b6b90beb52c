/*
 * notes -- foot- and endnotes of a DOCX.
 *
 * The note is written with its reference, in the scope where that stands, into a buffer of its own; the part of the
 * notes, which is written after the main part, takes them all in (ECMA-376 part 1, 17.11.10; see template/note.c).
 */
#include "merge/state.h"

/* Attachments of the note belong to its part; nothing that is under way around the reference concerns it. */
static void
write_note(struct merging *m, const struct note_op *n, const struct op *body)
{
	struct merging outside = *m;

	m->out = &m->notes[n->is_end];
	m->part = n->part;
	m->prefix = n->part->prefix;
	m->table = NULL;
	m->rich = NULL;
	run_ops(m, body);
	m->out = outside.out;
	m->part = outside.part;
	m->prefix = outside.prefix;
	m->table = outside.table;
	m->rich = outside.rich;
	m->shown = outside.shown;
}

void
run_note(struct merging *m, const struct op *op)
{
	const struct note_op *n = op->as.note;

	if (n->gathers) {
		buffer_text(m->out, buffer_view(&m->notes[n->is_end]));
		return;
	}
	m->numbers[n->slot] = n->first + m->note_count[n->is_end]++;
	buffer_printf(m->out, "%u", m->numbers[n->slot]);
	write_note(m, n, op->body);
}
