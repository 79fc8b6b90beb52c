/*
 * emit_rich -- values that are more than text: paragraphs, links.
 */
#include "template/emit.h"

bool
emit_rich_paragraph(struct emitter *e, const struct xml_node *node)
{
	(void)e, (void)node;
	return false;
}

bool
emit_rich(struct emitter *e, const struct spot *spot)
{
	(void)e, (void)spot;
	return false;
}
