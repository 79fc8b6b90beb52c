/*
 * init -- the example season as a new folder, to be filled with one's own data.
 *
 * All files are first written beside their places, then put there: a disk that is full half-way leaves nothing.  What
 * was made of the season where it lies (out/) and what editors leave behind is not taken along.
 */
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/job.h"
#include "cli/print.h"

enum { DEEPEST = 8 };

/* What is laid down. */
struct copy {
	struct arena *arena;
	struct report *report;
	VECTOR(struct staged_file) files;
	VECTOR(const char *) folders; /* made for it, outer ones first */
};

/* .git, .~lock.season.ods#, ~$season.xlsx */
static bool
is_aside(const char *name)
{
	return name[0] == '.' || strncmp(name, "~$", 2) == 0 || text_ends(text_from(name), TEXT("~"));
}

static bool
make_folder(struct copy *c, const char *path)
{
	bool is_there = folder_exists(path);

	if (!folder_make(c->arena, c->report, path))
		return false;
	if (!is_there)
		*VECTOR_PUSH(c->arena, &c->folders) = path;
	return true;
}

static bool
copy_file(struct copy *c, const char *from, const char *to)
{
	struct staged_file staged;
	struct text bytes;

	if (!file_read(c->arena, c->report, from, text_from(from), &bytes) ||
	    !file_stage(c->arena, c->report, to, bytes, &staged))
		return false;
	*VECTOR_PUSH(c->arena, &c->files) = staged;
	return true;
}

static bool
copy_folder(struct copy *c, const char *from, const char *to, int depth)
{
	size_t count;
	const char **names = folder_list(c->arena, from, &count);
	bool ok = make_folder(c, to);

	for (size_t i = 0; i < count && ok; i++) {
		const char *source = path_join(c->arena, from, names[i]), *target = path_join(c->arena, to, names[i]);

		if (is_aside(names[i]))
			continue;
		if (file_exists(source))
			ok = copy_file(c, source, target);
		else if (folder_exists(source) && depth < DEEPEST && !(depth == 0 && strcmp(names[i], "out") == 0))
			ok = copy_folder(c, source, target, depth + 1);
	}
	return ok;
}

/* Puts every file into its place. */
static bool
publish(struct copy *c, const char *folder)
{
	bool ok = folder_sync(c->report, folder);

	for (size_t i = 0; i < c->files.count && ok; i++)
		ok = file_publish(c->report, &c->files.at[i]);
	return ok;
}

/* As it was before. */
static void
take_back(struct copy *c)
{
	for (size_t i = c->files.count; i-- > 0;) {
		if (c->files.at[i].temporary)
			file_discard(&c->files.at[i]);
		else
			unlink(c->files.at[i].path);
	}
	for (size_t i = c->folders.count; i-- > 0;)
		rmdir(c->folders.at[i]);
}

/* A folder with nothing in it but what is kept aside may become a season. */
static bool
is_free(struct arena *a, struct report *r, const char *folder)
{
	size_t count;
	const char **names = folder_list(a, folder, &count);

	if (file_exists(folder))
		return REPORT(r, INIT_NOT_FOLDER, place_file(text_from(folder)), TEXT_NONE);
	for (size_t i = 0; i < count; i++) {
		if (!is_aside(names[i]))
			return REPORT(r, INIT_NOT_EMPTY, place_file(text_from(folder)), text_from(names[i]));
	}
	return true;
}

/* A word as the shell takes it whole. */
static struct text
shell_word(struct arena *a, const char *word)
{
	struct buffer b = {0};

	if (!strpbrk(word, " \t\n\"'\\$`&|;<>()*?[]{}!#~"))
		return text_from(word);
	buffer_byte(&b, '\'');
	for (; *word; word++) {
		if (*word == '\'')
			buffer_string(&b, "'\\''");
		else
			buffer_byte(&b, *word);
	}
	buffer_byte(&b, '\'');
	return buffer_take(a, &b);
}

static void
tell_what_next(struct arena *a, const char *folder)
{
	struct text word = shell_word(a, folder);
	struct buffer out = {0};

	if (folder[0] == '-')
		word = text_join(a, TEXT("./"), word);
	buffer_printf(&out, _("The season is ready: %s\n"), folder);
	buffer_printf(&out, _("To make all its documents into %s:\n"), path_join(a, folder, "out"));
	buffer_printf(&out, "    prikaz make %.*s\n", TEXT_ARG(word));
	buffer_string(&out, _("When your own data stand in its workbook, to see what they lack:\n"));
	buffer_printf(&out, "    prikaz check %.*s\n", TEXT_ARG(word));
	print_buffer(stdout, &out);
	buffer_free(&out);
}

void
command_init(struct job *j)
{
	struct text operand = j->options.operands.at[0];
	struct copy copy = {.arena = &j->arena, .report = &j->report};
	const char *folder;

	while (operand.len > 1 && text_ends(operand, TEXT("/")))
		operand.len--;
	folder = text_c(&j->arena, operand);
	if (!j->installed.season) {
		REPORT(&j->report, INIT_NO_SEASON, (struct place){.kind = AT_NOTHING}, TEXT_NONE);
		return;
	}
	if (!is_free(&j->arena, &j->report, folder))
		return;
	if (!copy_folder(&copy, j->installed.season, folder, 0) || !publish(&copy, folder))
		take_back(&copy);
	else if (!option_given(&j->options, OPTION_QUIET))
		tell_what_next(&j->arena, folder);
}
