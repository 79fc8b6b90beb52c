/*
 * options -- reads the command line by the tables options.def and commands.def.
 *
 * The rules are those of POSIX (XBD 12.2) with GNU's long names: "-o FILE", "-oFILE", "-qj4", "--output FILE",
 * "--output=FILE"; options and operands may be mixed; "--" ends the options; "-" alone is an operand
 * or a value.  The command is the first word.  All faults of one command line are named in one run.
 */
#include "cli/options.h"

#include <sched.h>

#include "base/nearest.h"
#include "base/utf8.h"

#define ANY(command) (1u << COMMAND_##command)
#define FOR_MAKE     ANY(MAKE)
#define FOR_MERGE    ANY(MERGE)
#define FOR_PDF      ANY(PDF)
#define FOR_CHECK    ANY(CHECK)
#define FOR_FIELDS   ANY(FIELDS)
#define FOR_DECLINE  ANY(DECLINE)
#define FOR_INIT     ANY(INIT)
#define FOR_MAKING   (FOR_MAKE | FOR_MERGE | FOR_PDF | FOR_CHECK)
#define FOR_DATA     (FOR_MAKE | FOR_MERGE | FOR_CHECK | FOR_FIELDS)
#define FOR_ALL      (~0u)

static const struct command commands[] = {
	[COMMAND_NONE] = {"", "", "", "", 0, false},
#define COMMAND(id, name, operands, least, is_later, summary, details)                                                 \
	[COMMAND_##id] = {name, operands, summary, details, least, is_later},
#include "cli/commands.def"
#undef COMMAND
};

static const struct option options[] = {
#define OPTION(id, short_name, long_name, argument, kind, commands, help)                                              \
	[OPTION_##id] = {short_name, long_name, argument, help, kind, commands},
#include "cli/options.def"
#undef OPTION
};

/* The command line while it is read. */
struct reader {
	struct arena *arena;
	struct report *report;
	struct options *options;
	int argc, at; /* at: the next word */
	char **argv;
	bool is_ok;
};

const struct command *
command_of(enum command_id id)
{
	return &commands[id];
}

const struct option *
option_of(enum option_id id)
{
	return &options[id];
}

bool
option_given(const struct options *o, enum option_id id)
{
	return o->given[id].of.count > 0;
}

struct text
option_text(const struct options *o, enum option_id id)
{
	size_t n = o->given[id].of.count;

	return n ? o->given[id].of.at[n - 1] : TEXT_NONE;
}

static bool
is_of_command(const struct option *o, enum command_id command)
{
	return (o->commands >> command & 1) != 0;
}

static void
fault(struct reader *reader, bool reported)
{
	reader->is_ok = reader->is_ok && reported;
}

/* What to do about a word that is unknown: the nearest known one, or where to read on. */
static struct text
advice(struct reader *reader, const struct nearest *nearest)
{
	const char *command = commands[reader->options->command].name;

	if (nearest->found.len)
		return nearest_hint(reader->arena, nearest);
	return text_format(reader->arena, _("see prikaz %s%s--help"), command, command[0] ? " " : "");
}

static void
unknown_option(struct reader *reader, struct text shown, struct text name)
{
	struct nearest nearest = nearest_to(name);

	for (enum option_id i = 0; i < OPTIONS && name.len > 1; i++) {
		if (is_of_command(&options[i], reader->options->command))
			nearest_offer(&nearest, text_from(options[i].long_name),
				      text_format(reader->arena, "--%s", options[i].long_name));
	}
	fault(reader, REPORT(reader->report, CLI_UNKNOWN_OPTION, (struct place){.kind = AT_NOTHING}, shown,
			     advice(reader, &nearest)));
}

static bool
takes_value(enum option_kind kind)
{
	return kind == VALUE || kind == MANY || kind == LATER_VALUE;
}

/* Keeps a value for an option; `shown` is the option as it was written. */
static void
keep(struct reader *reader, enum option_id id, struct text shown, struct text value)
{
	struct place place = {.kind = AT_NOTHING};

	if (options[id].kind == LATER_FLAG || options[id].kind == LATER_VALUE)
		fault(reader, REPORT(reader->report, CLI_LATER, place, shown));
	*VECTOR_PUSH(reader->arena, &reader->options->given[id].of) = value;
}

/* The value that follows in the next word; reports its want. */
static bool
next_word(struct reader *reader, enum option_id id, struct text shown, struct text *value)
{
	if (reader->at >= reader->argc) {
		fault(reader, REPORT(reader->report, CLI_NO_VALUE, (struct place){.kind = AT_NOTHING}, shown,
				     text_from(_(options[id].argument))));
		return false;
	}
	*value = text_from(reader->argv[reader->at++]);
	return true;
}

static void
read_long(struct reader *reader, struct text word)
{
	ptrdiff_t equals = text_find(word, TEXT("="), 0);
	struct text shown = equals < 0 ? word : text_slice(word, 0, (size_t)equals);
	struct text name = text_from_offset(shown, 2), value = TEXT_NONE;

	for (enum option_id i = 0; i < OPTIONS; i++) {
		if (!is_of_command(&options[i], reader->options->command) || !text_is(name, options[i].long_name))
			continue;
		if (equals >= 0)
			value = text_from_offset(word, (size_t)equals + 1);
		if (!takes_value(options[i].kind) && equals >= 0)
			fault(reader,
			      REPORT(reader->report, CLI_NEEDLESS_VALUE, (struct place){.kind = AT_NOTHING}, shown));
		else if (!takes_value(options[i].kind) || equals >= 0 || next_word(reader, i, shown, &value))
			keep(reader, i, shown, value);
		return;
	}
	unknown_option(reader, shown, name);
}

static enum option_id
short_option(enum command_id command, char letter)
{
	enum option_id i = 0;

	while (i < OPTIONS && !(options[i].short_name == letter && is_of_command(&options[i], command)))
		i++;
	return i;
}

/* "-qj4": flags up to the first option that takes a value, whose value is the rest or the next word. */
static void
read_short(struct reader *reader, struct text word)
{
	size_t at = 1;

	while (at < word.len) {
		size_t from = at;
		struct text shown, value;
		enum option_id id;

		utf8_next(word, &at);
		id = short_option(reader->options->command, word.at[from]);
		shown = text_join(reader->arena, TEXT("-"), text_slice(word, from, at));
		if (id == OPTIONS) {
			unknown_option(reader, shown, text_from_offset(shown, 1));
			return;
		}
		if (!takes_value(options[id].kind)) {
			keep(reader, id, shown, TEXT_NONE);
			continue;
		}
		value = text_from_offset(word, at);
		if (value.len || next_word(reader, id, shown, &value))
			keep(reader, id, shown, value);
		return;
	}
}

static void
read_words(struct reader *reader)
{
	bool are_operands = false;

	while (reader->at < reader->argc) {
		struct text word = text_from(reader->argv[reader->at++]);

		if (!are_operands && text_is(word, "--"))
			are_operands = true;
		else if (!are_operands && text_starts(word, TEXT("--")))
			read_long(reader, word);
		else if (!are_operands && word.len > 1 && word.at[0] == '-')
			read_short(reader, word);
		else
			*VECTOR_PUSH(reader->arena, &reader->options->operands) = word;
	}
}

/* The first word, which says what to do. */
static bool
read_command(struct reader *reader, struct text word)
{
	struct nearest nearest = nearest_to(word);

	for (enum command_id i = COMMAND_NONE + 1; i < COMMANDS; i++) {
		if (text_is(word, commands[i].name)) {
			reader->options->command = i;
			return true;
		}
		nearest_offer(&nearest, text_from(commands[i].name), text_from(commands[i].name));
	}
	if (word.len && word.at[0] == '-')
		unknown_option(reader, word, TEXT_NONE);
	else
		fault(reader, REPORT(reader->report, CLI_UNKNOWN_COMMAND, (struct place){.kind = AT_NOTHING}, word,
				     advice(reader, &nearest)));
	return false;
}

/* --help, --version and --man before any command. */
static bool
read_program_option(struct options *o, struct arena *a, struct text word)
{
	if (text_is(word, "--help") || text_is(word, "-h"))
		*VECTOR_PUSH(a, &o->given[OPTION_HELP].of) = TEXT_NONE;
	else if (text_is(word, "--version"))
		o->wants_version = true;
	else if (text_is(word, "--man"))
		o->wants_manual = true;
	else
		return false;
	return true;
}

static void
check_operands(struct reader *reader)
{
	const struct options *o = reader->options;
	const struct command *command = &commands[o->command];
	struct place place = {.kind = AT_NOTHING};

	if (o->operands.count < command->least)
		fault(reader, REPORT(reader->report, CLI_NO_OPERAND, place, text_from(command->name),
				     text_from(_(command->operands))));
	/* "merge TEMPLATE -d A B": what follows the data is data as well */
	else if (reader->is_ok && o->operands.count > 1 && o->command != COMMAND_PDF && o->command != COMMAND_DECLINE &&
		 !option_given(o, OPTION_DATA))
		fault(reader,
		      REPORT(reader->report, CLI_EXTRA_OPERAND, place, text_from(command->name), o->operands.at[1]));
}

/* When the line could not be read to its end, --report may still stand in it. */
static void
find_report(struct reader *reader)
{
	struct text name = TEXT("--report");

	for (int i = 1; i < reader->argc && !option_given(reader->options, OPTION_REPORT); i++) {
		struct text word = text_from(reader->argv[i]);

		if (text_equal(word, name) && i + 1 < reader->argc)
			*VECTOR_PUSH(reader->arena, &reader->options->given[OPTION_REPORT].of) =
				text_from(reader->argv[i + 1]);
		else if (text_starts(word, TEXT("--report=")))
			*VECTOR_PUSH(reader->arena, &reader->options->given[OPTION_REPORT].of) =
				text_from_offset(word, name.len + 1);
	}
}

bool
options_parse(struct arena *a, struct report *r, int argc, char **argv, struct options *o)
{
	struct reader reader = {a, r, o, argc, 1, argv, true};
	struct text first = argc > 1 ? text_from(argv[1]) : TEXT_NONE;

	*o = (struct options){0};
	if (argc < 2)
		return REPORT(r, CLI_NO_COMMAND, (struct place){.kind = AT_NOTHING}, TEXT_NONE);
	if (read_program_option(o, a, first))
		return true;
	reader.at = 2;
	if (!read_command(&reader, first)) {
		find_report(&reader);
		return false;
	}
	if (commands[o->command].is_later) {
		if (argc > 2 && read_program_option(o, a, text_from(argv[2])))
			return true;
		find_report(&reader);
		return REPORT(r, CLI_LATER, (struct place){.kind = AT_NOTHING}, first);
	}
	read_words(&reader);
	if (option_given(o, OPTION_HELP))
		return true;
	check_operands(&reader);
	if (!reader.is_ok)
		find_report(&reader);
	return reader.is_ok;
}

enum { JOBS_MOST = 256 };

/* Those that this process may use, which in a container are fewer than the computer has. */
static int
processors(void)
{
	cpu_set_t usable;
	int count = sched_getaffinity(0, sizeof usable, &usable) == 0 ? CPU_COUNT(&usable) : 1;

	return count < 1 ? 1 : count > JOBS_MOST ? JOBS_MOST : count;
}

bool
option_jobs(struct report *r, const struct options *o, int *jobs)
{
	struct text t = option_text(o, OPTION_JOBS);
	int n = 0;

	*jobs = o->command == COMMAND_PDF ? processors() : 1;
	if (!option_given(o, OPTION_JOBS))
		return true;
	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] < '0' || t.at[i] > '9' || n > JOBS_MOST)
			n = 1000;
		else
			n = n * 10 + (t.at[i] - '0');
	}
	*jobs = n;
	return (n >= 1 && n <= JOBS_MOST) ||
	       REPORT(r, CLI_BAD_VALUE, (struct place){.kind = AT_NOTHING}, TEXT("-j"), t, TEXT("1 … 256"));
}
