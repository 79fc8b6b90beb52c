/*
 * rich -- values that are more than text.
 */
#include "merge/state.h"

void
run_rich_paragraph(struct merging *m, const struct op *op)
{
	run_ops(m, op->body);
}

void
run_rich(struct merging *m, const struct op *op)
{
	run_ops(m, op->body);
}
