/*
 * identity -- identifiers that must not come twice.
 */
#include "merge/state.h"

void
run_unique(struct merging *m, const struct op *op)
{
	run_ops(m, op->body);
}

void
run_once(struct merging *m, const struct op *op)
{
	run_ops(m, op->body);
}
