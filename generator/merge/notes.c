/*
 * notes -- foot- and endnotes of a DOCX.
 */
#include "merge/state.h"

void
run_note(struct merging *m, const struct op *op)
{
	run_ops(m, op->body);
}
