/*
 * options -- the command line as a struct, read by the tables options.def and commands.def.
 */
#ifndef PRIKAZ_CLI_OPTIONS_H
#define PRIKAZ_CLI_OPTIONS_H

#include "base/report.h"

#define COMMAND(id, name, operands, least, is_later, summary, details) COMMAND_##id,
enum command_id {
	COMMAND_NONE, /* prikaz --help, --version, --man */
#include "cli/commands.def"
	COMMANDS
};
#undef COMMAND

#define OPTION(id, short_name, long_name, argument, kind, commands, help) OPTION_##id,
enum option_id {
#include "cli/options.def"
	OPTIONS
};
#undef OPTION

enum option_kind { FLAG, VALUE, MANY, LATER_FLAG, LATER_VALUE };

struct command {
	const char *name, *operands, *summary, *details;
	size_t least; /* operands */
	bool is_later;
};

struct option {
	char short_name;
	const char *long_name, *argument, *help;
	enum option_kind kind;
	unsigned commands; /* bits 1 << COMMAND_… */
};

struct option_values {
	VECTOR(struct text) of; /* for a flag: one empty text for each time it was given */
};

struct options {
	enum command_id command;
	bool wants_version, wants_manual;
	struct option_values given[OPTIONS];
	VECTOR(struct text) operands;
};

/* The tables.  COMMAND_NONE has no row of its own: its name is "". */
const struct command *command_of(enum command_id id);
const struct option *option_of(enum option_id id);

/*
 * Reads argv into *o, which lives in a.  Reports every fault; false when there was one.  What could be read is
 * there even then, so that --report is honoured.  With --help nothing else is asked of the command line.
 */
bool options_parse(struct arena *a, struct report *r, int argc, char **argv, struct options *o);

bool option_given(const struct options *o, enum option_id id);
/* The last value given, or the empty text. */
struct text option_text(const struct options *o, enum option_id id);

/* --jobs as a number; without it 1, for pdf as many as there are processors.  Reports what is no number between 1 and
 * 256. */
bool option_jobs(struct report *r, const struct options *o, int *jobs);

#endif
