/*
 * emit_picture -- pictures that stand for the one in the template's frame.
 */
#include "template/emit.h"

bool
emit_picture(struct emitter *e, const struct xml_node *node)
{
	(void)e, (void)node;
	return false;
}
