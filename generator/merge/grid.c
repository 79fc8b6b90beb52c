/*
 * grid -- a table put together when all its rows are known.
 */
#include "merge/state.h"

void
run_table(struct merging *m, const struct op *op)
{
	run_ops(m, op->body);
}

void
run_row(struct merging *m, const struct op *op)
{
	run_ops(m, op->body);
}

void
run_cell(struct merging *m, const struct op *op)
{
	run_ops(m, op->body);
}
