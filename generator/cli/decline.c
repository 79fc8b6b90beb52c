/*
 * decline -- `prikaz decline`: names and positions from arguments or standard input, line by line, in their cases.
 */
#include <stdio.h>
#include <stdlib.h>

#include "cli/job.h"
#include "grammar/grammar.h"
#include "grammar/numeral.h"

enum { CASE_ALL = CASES };

struct declining {
	const struct grammar *grammar;
	struct arena arena; /* of one line */
	struct buffer out;
	int one_case; /* CASE_ALL: a table of all */
	enum decline_kind kind;
	enum gender gender;
};

/* One of several words, in Russian or Latin; -1: none of them. */
static int
choose(struct text t, const char *const *words, int count)
{
	for (int i = 0; i < count; i++) {
		if (text_is(t, words[i]))
			return i;
	}
	return -1;
}

static bool
read_options(struct job *j, struct declining *d)
{
	static const char *const cases[] = {"им",  "род", "дат", "вин", "тв",   "пр",   "nom",
					    "gen", "dat", "acc", "ins", "prep", "твор", "предл"};
	static const char *const genders[] = {"м", "ж", "m", "f"};
	static const char *const kinds[] = {"name", "position", "last", "first", "patronymic"};
	static const enum decline_kind meant[] = {DECLINE_NAME, DECLINE_PHRASE, DECLINE_LAST_NAME, DECLINE_FIRST_NAME,
						  DECLINE_PATRONYMIC};
	int i;

	d->one_case = CASE_ALL;
	if (option_given(&j->options, OPTION_CASE)) {
		i = choose(option_text(&j->options, OPTION_CASE), cases, 14);
		d->one_case = i < 12 ? i % CASES : i - 8;
	}
	if (option_given(&j->options, OPTION_GENDER)) {
		i = choose(option_text(&j->options, OPTION_GENDER), genders, 4);
		d->gender = i % 2 ? GENDER_FEMININE : GENDER_MASCULINE;
	}
	if (option_given(&j->options, OPTION_KIND)) {
		i = choose(option_text(&j->options, OPTION_KIND), kinds, 5);
		if (i >= 0)
			d->kind = meant[i];
	}
	return true;
}

static void
decline_line(struct declining *d, struct text line)
{
	ptrdiff_t tab = text_find(line, TEXT("\t"), 0);
	struct text t = tab < 0 ? line : text_slice(line, 0, (size_t)tab);
	struct text mark = tab < 0 ? TEXT_NONE : text_from_offset(line, (size_t)tab + 1);
	enum gender gender = text_is(mark, "м") ? GENDER_MASCULINE : text_is(mark, "ж") ? GENDER_FEMININE : d->gender;
	struct reading r;

	grammar_read(&d->arena, d->grammar, t, d->kind, gender, &r);
	for (int c = 0; c < CASES; c++) {
		if (d->one_case != CASE_ALL && d->one_case != c)
			continue;
		if (c && d->one_case == CASE_ALL)
			buffer_byte(&d->out, '\t');
		reading_write(&d->out, &r, (enum grammatical_case)c);
	}
	buffer_byte(&d->out, '\n');
	arena_reset(&d->arena);
	if (d->out.len > 1 << 16) {
		fwrite(d->out.at, 1, d->out.len, stdout);
		buffer_clear(&d->out);
	}
}

void
command_decline(struct job *j)
{
	struct declining d = {.grammar = grammar_new(&j->arena)};
	char *line = NULL;
	size_t room = 0;
	ssize_t len;

	if (!read_options(j, &d))
		return;
	if (d.one_case == CASE_ALL)
		buffer_string(&d.out, "им\tрод\tдат\tвин\tтв\tпр\n");
	for (size_t i = 0; i < j->options.operands.count; i++)
		decline_line(&d, j->options.operands.at[i]);
	while (!j->options.operands.count && (len = getline(&line, &room, stdin)) >= 0) {
		while (len > 0 && (line[len - 1] == '\n' || line[len - 1] == '\r'))
			len--;
		decline_line(&d, (struct text){line, (size_t)len});
	}
	free(line);
	fwrite(d.out.at, 1, d.out.len, stdout);
	buffer_free(&d.out);
	arena_free(&d.arena);
}
