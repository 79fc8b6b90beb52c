/*
 * decline -- `prikaz decline`: names and positions from arguments or standard input, line by line, in their cases.
 *
 * A line is a text, and behind a tab perhaps the gender.  Each is read, printed and forgotten, so any length streams
 * through in the memory of one line.  Whoever waits at the other end of a pipe gets an answer to each line: what is
 * ready is written before the next reading would have to wait.
 *
 * What is doubtful is told on standard error, the first few of each kind; the rest is counted.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "cli/job.h"
#include "cli/print.h"
#include "decline/decline.h"
#include "merge/inflection.h"

enum { CASE_ALL = CASES, TOLD_MOST = 10, QUOTED_MOST = 100, ARGUMENTS = 3, CHUNK = 1 << 18, OUT_MOST = 1 << 16 };

/* A doubt, as long as the run goes. */
struct told {
	enum problem_code code;
	struct text arguments[ARGUMENTS];
	const char *hint;
	int line, more; /* more: how often it came again */
};

struct declining {
	struct job *job;
	const struct grammar *grammar;
	struct arena arena; /* of one line */
	struct buffer out;
	int one_case; /* CASE_ALL: a table of all */
	enum decline_kind kind;
	enum gender gender;
	bool is_quiet, explains;
	bool failed; /* standard output takes no more */
	int line;    /* of standard input; 0: an argument */
	VECTOR(struct told) told;
	int count[PROBLEM_CODES]; /* of those told */
	int untold;
};

/* ---- options ---- */

/* What a value of an option says; -1: nothing. */
typedef int meaning(struct text folded);

static int
case_meant(struct text folded)
{
	int c = case_of_caption(folded);

	return c == CASES ? -1 : c;
}

static int
gender_meant(struct text folded)
{
	enum gender gender = gender_of_text(folded);

	return gender == GENDER_UNKNOWN ? -1 : (int)gender;
}

static int
kind_meant(struct text folded)
{
	static const struct {
		const char *names;
		enum decline_kind kind;
	} kinds[] = {
		{"имя фио name", DECLINE_NAME},
		{"должность фраза position phrase", DECLINE_PHRASE},
		{"фамилия last", DECLINE_LAST_NAME},
		{"личное first", DECLINE_FIRST_NAME},
		{"отчество patronymic", DECLINE_PATRONYMIC},
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (text_is_one_of(folded, kinds[i].names))
			return (int)kinds[i].kind;
	}
	return -1;
}

/* What was chosen; *value stays when the option was not given.  Reports a value that it cannot take. */
static bool
choose(struct job *j, enum option_id id, meaning *of, const char *list, int *value)
{
	char folded[WORD_MOST];
	struct text t = option_text(&j->options, id), word = word_fold(t, folded);
	int meant;

	if (!option_given(&j->options, id))
		return true;
	if (text_ends(word, TEXT(".")))
		word = text_slice(word, 0, word.len - 1);
	meant = of(word);
	if (meant < 0)
		return REPORT(&j->report, CLI_BAD_VALUE, (struct place){.kind = AT_NOTHING},
			      text_format(&j->arena, "--%s", option_of(id)->long_name), t, text_from(list));
	*value = meant;
	return true;
}

static bool
read_options(struct declining *d)
{
	struct job *j = d->job;
	int one_case = CASE_ALL, gender = GENDER_UNKNOWN, kind = DECLINE_ANY;
	bool ok = choose(j, OPTION_CASE, case_meant, "им, род, дат, вин, тв, пр", &one_case);

	ok = choose(j, OPTION_GENDER, gender_meant, "м, ж", &gender) && ok;
	ok = choose(j, OPTION_KIND, kind_meant, "name, position, last, first, patronymic", &kind) && ok;
	d->one_case = one_case;
	d->gender = (enum gender)gender;
	d->kind = (enum decline_kind)kind;
	d->is_quiet = option_given(&j->options, OPTION_QUIET);
	d->explains = option_given(&j->options, OPTION_EXPLAIN);
	return ok;
}

/* ---- doubts ---- */

/* A doubt that comes with the same words again is the same. */
static bool
is_told(struct declining *d, enum problem_code code, const struct text arguments[ARGUMENTS])
{
	for (size_t i = 0; i < d->told.count; i++) {
		struct told *t = &d->told.at[i];
		bool same = t->code == code;

		for (int k = 0; same && k < ARGUMENTS; k++)
			same = text_equal(t->arguments[k], arguments[k]);
		t->more += same;
		if (same)
			return true;
	}
	return false;
}

static void
tell(struct declining *d, enum problem_code code, struct text first, struct text second, struct text third,
     const char *hint)
{
	const struct text arguments[ARGUMENTS] = {utf8_cut(&d->arena, first, QUOTED_MOST),
						  utf8_cut(&d->arena, second, QUOTED_MOST),
						  utf8_cut(&d->arena, third, QUOTED_MOST)};
	struct told *t;

	if (is_told(d, code, arguments))
		return;
	if (d->count[code]++ >= TOLD_MOST) {
		d->untold++;
		return;
	}
	t = VECTOR_PUSH(&d->job->arena, &d->told);
	*t = (struct told){.code = code, .hint = hint, .line = d->line};
	for (int k = 0; k < ARGUMENTS; k++)
		t->arguments[k] = text_copy(&d->job->arena, arguments[k]);
}

/* All of them, at the first line of each. */
static void
report_told(struct declining *d)
{
	for (size_t i = 0; i < d->told.count; i++) {
		const struct told *t = &d->told.at[i];
		struct text hint = text_from(t->hint);
		struct place place = {.kind = AT_NOTHING};

		if (t->line)
			place = (struct place){
				.kind = AT_LINE, .file = text_from(_("standard input")), .line = t->line};
		if (t->more)
			hint = text_format(&d->job->arena, _("lines like this: %d%s%s"), t->more + 1,
					   hint.len ? "; " : "", t->hint);
		report_add_once(&d->job->report, t->code, place, (struct excerpt){TEXT_NONE, 0, 0, 0},
				(const struct text[PROBLEM_ARGUMENTS]){t->arguments[0], t->arguments[1],
								       t->arguments[2], hint});
	}
	if (d->untold)
		REPORT(&d->job->report, DECLINE_MORE, (struct place){.kind = AT_NOTHING},
		       text_format(&d->job->arena, "%d", d->untold));
}

static void
tell_gender(struct declining *d, const struct reading *r, const struct doubt *doubt)
{
	const char *hint = _("write м or ж behind the name, parted by a tab, or give --gender");
	struct text as = gender_words(r->gender);

	if (doubt->word.len)
		tell(d, PROBLEM_GRAMMAR_AGAINST, r->text, as, doubt->word, hint);
	else
		tell(d, PROBLEM_GRAMMAR_GENDER, r->text, as, TEXT_NONE, hint);
}

static void
tell_doubts(struct declining *d, const struct reading *r)
{
	for (size_t i = 0; i < r->doubts.count; i++) {
		const struct doubt *doubt = &r->doubts.at[i];

		switch (doubt->kind) {
		case DOUBT_FORM:
			tell(d, PROBLEM_GRAMMAR_FORM, doubt->word, doubt->form, doubt->other, "");
			break;
		case DOUBT_GENDER:
			tell_gender(d, r, doubt);
			break;
		case DOUBT_ROLE:
			tell(d, PROBLEM_GRAMMAR_ROLE, r->text, doubt->word, TEXT_NONE, "");
			break;
		case DOUBT_WORD:
			tell(d, PROBLEM_GRAMMAR_WORD, doubt->word, TEXT_NONE, TEXT_NONE, "");
			break;
		}
	}
}

/* ---- a line ---- */

static void
write_out(struct declining *d)
{
	d->failed = d->failed || fwrite(d->out.at, 1, d->out.len, stdout) < d->out.len || fflush(stdout) != 0;
	buffer_clear(&d->out);
}

/* All forms of a text, or the one that was asked for; r NULL: the text as it is. */
static void
write_forms(struct declining *d, struct text t, const struct reading *r)
{
	for (int c = 0; c < CASES; c++) {
		if (d->one_case != CASE_ALL && d->one_case != c)
			continue;
		if (c && d->one_case == CASE_ALL)
			buffer_byte(&d->out, '\t');
		if (r)
			reading_write(&d->out, r, (enum grammatical_case)c);
		else
			buffer_text(&d->out, t);
	}
	buffer_byte(&d->out, '\n');
}

static void
write_explained(struct declining *d, struct text t, const struct reading *r)
{
	write_forms(d, t, r);
	reading_explain(&d->out, r);
	buffer_byte(&d->out, '\n');
}

/* The gender behind the tab, else that of --gender. */
static enum gender
gender_of(struct declining *d, struct text mark)
{
	ptrdiff_t tab = text_find(mark, TEXT("\t"), 0);
	struct text word = text_trim(tab < 0 ? mark : text_slice(mark, 0, (size_t)tab));
	enum gender gender = gender_of_text(word);

	if (gender != GENDER_UNKNOWN || !word.len)
		return word.len ? gender : d->gender;
	tell(d, PROBLEM_DECLINE_GENDER, word, TEXT_NONE, TEXT_NONE, "");
	return d->gender;
}

static void
decline_text(struct declining *d, struct text t, struct text mark)
{
	struct reading r;

	decline_read(&d->arena, d->grammar, t, d->kind, gender_of(d, mark), &r);
	if (d->explains)
		write_explained(d, t, &r);
	else
		write_forms(d, t, &r);
	if (!d->is_quiet)
		tell_doubts(d, &r);
	arena_reset(&d->arena);
}

static void
decline_line(struct declining *d, struct text line)
{
	const char *tab = line.len ? memchr(line.at, '\t', line.len) : NULL;
	size_t end = tab ? (size_t)(tab - line.at) : line.len;

	if (line.len == 0) {
		buffer_byte(&d->out, '\n');
	} else if (utf8_valid_length(line) < line.len) {
		tell(d, PROBLEM_DECLINE_ENCODING, TEXT_NONE, TEXT_NONE, TEXT_NONE,
		     _("for lines in Windows-1251: iconv -f windows-1251 -t utf-8 FILE | prikaz decline"));
		write_forms(d, text_slice(line, 0, end), NULL);
	} else {
		decline_text(d, text_slice(line, 0, end), text_from_offset(line, tab ? end + 1 : end));
	}
	if (d->out.len > OUT_MOST)
		write_out(d);
}

/* ---- standard input ---- */

struct input {
	struct buffer bytes;
	size_t from, scanned; /* of the line at hand; how far there is no end of it */
	bool ended;
};

static bool
would_wait(void)
{
	struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};

	return poll(&in, 1, 0) == 0;
}

/* Reads on; what was answered so far is written first, if that means to wait. */
static void
read_on(struct declining *d, struct input *in)
{
	ssize_t n;
	size_t left = in->bytes.len - in->from;

	if (in->from) {
		memmove(in->bytes.at, in->bytes.at + in->from, left);
		in->bytes.len = left;
		in->scanned -= in->from;
		in->from = 0;
	}
	if (d->out.len && would_wait())
		write_out(d);
	do
		n = read(STDIN_FILENO, buffer_reserve(&in->bytes, CHUNK), CHUNK);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		REPORT(&d->job->report, FILE_UNREADABLE, place_file(text_from(_("standard input"))),
		       file_reason(errno));
	in->ended = n <= 0;
	if (n > 0)
		buffer_wrote(&in->bytes, (size_t)n);
}

/* The next line without its end; good until the one after it.  False at the end. */
static bool
next_line(struct declining *d, struct input *in, struct text *line)
{
	const char *end = NULL;

	for (;;) {
		if (in->scanned < in->bytes.len)
			end = memchr(in->bytes.at + in->scanned, '\n', in->bytes.len - in->scanned);
		if (end || in->ended)
			break;
		in->scanned = in->bytes.len;
		read_on(d, in);
	}
	if (!end && in->from == in->bytes.len)
		return false;
	*line = (struct text){in->bytes.at + in->from, (end ? (size_t)(end - in->bytes.at) : in->bytes.len) - in->from};
	in->from = in->scanned = end ? (size_t)(end - in->bytes.at) + 1 : in->bytes.len;
	if (line->len && line->at[line->len - 1] == '\r')
		line->len--;
	return true;
}

static void
decline_input(struct declining *d)
{
	struct input in = {0};
	struct text line;

	while (!d->failed && next_line(d, &in, &line)) {
		if (d->line++ == 0 && text_starts(line, TEXT("\xEF\xBB\xBF")))
			line = text_from_offset(line, 3);
		decline_line(d, line);
	}
	buffer_free(&in.bytes);
}

/* ---- the command ---- */

void
command_decline(struct job *j)
{
	struct declining d = {.job = j};

	if (!read_options(&d))
		return;
	signal(SIGPIPE, SIG_DFL); /* `| head` has enough: nothing is wrong */
	d.grammar = grammar_new(&j->arena);
	if (d.one_case == CASE_ALL)
		buffer_string(&d.out, "им\tрод\tдат\tвин\tтв\tпр\n");
	for (size_t i = 0; i < j->options.operands.count; i++)
		decline_line(&d, j->options.operands.at[i]);
	if (!j->options.operands.count)
		decline_input(&d);
	write_out(&d);
	report_told(&d);
	buffer_free(&d.out);
	arena_free(&d.arena);
}
