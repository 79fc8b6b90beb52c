/*
 * help -- --help, made from the tables of commands and options.
 */
#ifndef PRIKAZ_CLI_HELP_H
#define PRIKAZ_CLI_HELP_H

#include "base/buffer.h"
#include "cli/options.h"

/* Of one command; COMMAND_NONE: of the program. */
void help_print(enum command_id command, struct buffer *out);

#endif
