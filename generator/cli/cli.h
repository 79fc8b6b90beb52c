/*
 * cli -- the program as its user sees it: arguments in, results on standard output, messages on standard error,
 * an exit status.  Nobody below this folder prints or exits.
 */
#ifndef PRIKAZ_CLI_CLI_H
#define PRIKAZ_CLI_CLI_H

/* The whole program; returns its exit status (SPEC 2). */
int cli_run(int argc, char **argv);

#endif
