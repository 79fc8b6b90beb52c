/*
 * man -- the manual page prikaz(1), made from the tables of commands, options, filters and messages.
 */
#ifndef PRIKAZ_CLI_MAN_H
#define PRIKAZ_CLI_MAN_H

#include "base/buffer.h"

/* The whole page in mdoc(7), in English, whatever the user's language. */
void man_print(struct buffer *out);

#endif
