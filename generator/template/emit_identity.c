/*
 * emit_identity -- bookmarks, ids of drawings, notes and lists in what is repeated.
 */
#include "template/emit.h"

bool
emit_identity(struct emitter *e, const struct xml_node *node)
{
	(void)e, (void)node;
	return false;
}

bool
emit_identity_attribute(struct emitter *e, const struct xml_node *node, const struct xml_attribute *attribute)
{
	(void)e, (void)node, (void)attribute;
	return false;
}
