/*
 * link -- markers in the target of a link, as editors write them.
 */
#ifndef PRIKAZ_TEMPLATE_LINK_H
#define PRIKAZ_TEMPLATE_LINK_H

#include "base/buffer.h"

/* Appends the target with its markers as typed.  What stands outside of them keeps its escapes. */
void link_unescape(struct buffer *b, struct text target);

#endif
