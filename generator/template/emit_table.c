/*
 * emit_table -- tables that are put together only when all their rows are known.
 */
#include "template/emit.h"

bool
emit_table(struct emitter *e, const struct xml_node *node)
{
	(void)e, (void)node;
	return false;
}
