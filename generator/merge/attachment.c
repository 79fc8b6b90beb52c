/*
 * attachment -- see the header.
 */
#include "merge/attachment.h"

void
attachments_finish(struct merging *m, struct package *merged)
{
	(void)m, (void)merged;
}
