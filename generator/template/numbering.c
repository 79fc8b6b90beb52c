/*
 * numbering -- lists that begin anew where their section is repeated.
 */
#include "template/repeat.h"

void
numbering_meet(struct compiler *c, struct xml_node *node, struct stand stand)
{
	(void)c, (void)node, (void)stand;
}

void
numbering_settle(struct compiler *c, struct xml_node *root)
{
	(void)c, (void)root;
}
