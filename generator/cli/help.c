#include "cli/help.h"

#include <string.h>

#include "base/utf8.h"

enum { WIDTH = 79, HELP_COLUMN = 26 };

static void
add_spaces(struct buffer *b, size_t n)
{
	while (n--)
		buffer_byte(b, ' ');
}

/* Words wrapped at WIDTH, each line but the first beginning at `column`; `at` is where the first begins. */
static void
add_wrapped(struct buffer *b, const char *words, size_t at, size_t column)
{
	struct text t = text_from(words);

	for (size_t from = 0; from < t.len;) {
		ptrdiff_t space = text_find(t, TEXT(" "), from);
		size_t end = space < 0 ? t.len : (size_t)space;
		struct text word = text_slice(t, from, end);
		size_t width = utf8_columns(word);

		if (from > 0 && at + 1 + width > WIDTH) {
			buffer_byte(b, '\n');
			add_spaces(b, column);
			at = column;
		} else if (from > 0) {
			buffer_byte(b, ' ');
			at++;
		}
		buffer_text(b, word);
		at += width;
		from = end + 1;
	}
	buffer_byte(b, '\n');
}

/* A name in the left column and what it means in the right one. */
static void
add_row(struct buffer *b, struct text name, const char *help)
{
	size_t width = utf8_columns(name);

	buffer_string(b, "  ");
	buffer_text(b, name);
	if (width + 2 + 2 > HELP_COLUMN) {
		buffer_byte(b, '\n');
		add_spaces(b, HELP_COLUMN);
	} else {
		add_spaces(b, HELP_COLUMN - 2 - width);
	}
	add_wrapped(b, help, HELP_COLUMN, HELP_COLUMN);
}

static bool
is_there(const struct option *o, enum command_id command)
{
	return (o->commands >> command & 1) && o->kind != LATER_FLAG && o->kind != LATER_VALUE;
}

static void
add_option(struct buffer *b, const struct option *o)
{
	struct buffer name = {0};

	if (o->short_name)
		buffer_printf(&name, "-%c, --%s", o->short_name, o->long_name);
	else
		buffer_printf(&name, "    --%s", o->long_name);
	if (o->argument[0])
		buffer_printf(&name, " %s", _(o->argument));
	add_row(b, buffer_view(&name), _(o->help));
	buffer_free(&name);
}

static void
print_command(enum command_id id, struct buffer *out)
{
	const struct command *c = command_of(id);

	buffer_printf(out, _("usage: prikaz %s %s [OPTION]...\n\n"), c->name, _(c->operands));
	if (c->is_later) {
		buffer_printf(out, _("The command %s comes in a later version.\n"), c->name);
		return;
	}
	add_wrapped(out, _(c->details), 0, 0);
	buffer_string(out, "\n");
	for (enum option_id i = 0; i < OPTIONS; i++) {
		if (is_there(option_of(i), id))
			add_option(out, option_of(i));
	}
	if (!is_there(option_of(OPTION_REPORT), id))
		return;
	buffer_string(out, "\n");
	add_wrapped(out,
		    _("Exit status: 0 all made, 2 some documents not made, 3 nothing made, or check found errors, "
		      "4 the system failed."),
		    0, 0);
}

static void
print_program(struct buffer *out)
{
	buffer_string(out, _("usage: prikaz COMMAND [OPTION]...\n\n"));
	add_wrapped(out, _("Merges a folder of data into DOCX and ODT templates and lays the documents out as PDF."), 0,
		    0);
	buffer_string(out, "\n");
	for (enum command_id i = COMMAND_NONE + 1; i < COMMANDS; i++) {
		const struct command *c = command_of(i);
		struct buffer name = {0};

		if (c->is_later)
			continue;
		buffer_printf(&name, "%s %s", c->name, _(c->operands));
		add_row(out, buffer_view(&name), _(c->summary));
		buffer_free(&name);
	}
	buffer_string(out, "\n");
	add_row(out, text_from(_("COMMAND --help")), _("the options of a command"));
	add_row(out, TEXT("--version"), _("the version"));
}

void
help_print(enum command_id command, struct buffer *out)
{
	if (command == COMMAND_NONE)
		print_program(out);
	else
		print_command(command, out);
}
