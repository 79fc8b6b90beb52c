/*
 * included -- the templates that {{> }} names, looked for where a run has its templates.
 */
#ifndef PRIKAZ_SEASON_INCLUDED_H
#define PRIKAZ_SEASON_INCLUDED_H

#include "season/stock.h"

/*
 * Compiles a template whose package is read, with all that it includes: from the shelves of the stock, or where it has
 * none from the template's own folder.  Those become inputs of its checksum.
 */
const struct program *included_compile(struct stock *s, struct report *r, struct template_file *host);

#endif
