/*
 * picture -- pictures in the frames of the template.
 */
#include "merge/state.h"

void
run_picture(struct merging *m, const struct op *op)
{
	run_ops(m, op->body);
}
