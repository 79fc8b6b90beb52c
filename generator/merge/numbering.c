/*
 * numbering -- lists that begin anew where their section is repeated.
 */
#include "merge/state.h"

void
run_numbering(struct merging *m, const struct op *op)
{
	run_ops(m, op->body);
}
