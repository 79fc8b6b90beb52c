/*
 * print -- what a run says.
 *
 *     templates/order.docx: body, paragraph 2: error: there is no field "client.adress"
 *         Invoice for {{client.adress}}, issued
 *                       ^~~~~~~~~~~~~
 *         hint: did you mean "client.address"?
 *
 * The carets are placed by terminal columns, not by characters: a combining accent has none, and a
 * line too long for a terminal is cut around the fault.
 */
#include "cli/print.h"

#include <libintl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"

enum { WIDEST = 100, BEFORE = 40 }; /* columns of an excerpt; of it before the fault when it is cut */

static const char *
plural(const char *one, const char *many, int n)
{
	return dngettext("prikaz", one, many, (unsigned long)n);
}

static const char *
severity_word(enum severity s)
{
	static const char *const words[] = {N_("note"), N_("warning"), N_("error"), N_("error")};

	return _(words[s]);
}

static const char *
severity_color(enum severity s)
{
	static const char *const colors[] = {"\033[36m", "\033[33m", "\033[31m", "\033[31m"};

	return colors[s];
}

/* Byte offset of code point n of t, or its length. */
static size_t
offset_of(struct text t, int n)
{
	size_t at = 0;

	while (n-- > 0 && at < t.len)
		utf8_next(t, &at);
	return at;
}

static void
add_spaces(struct buffer *b, size_t n)
{
	while (n--)
		buffer_byte(b, ' ');
}

/*
 * Control characters as spaces: each takes one column, and none can command the terminal, whatever stands in
 * the data (ECMA-48: U+0000 … U+001F, U+007F … U+009F).
 */
static void
add_visible(struct buffer *b, struct text t)
{
	for (size_t at = 0; at < t.len;) {
		uint32_t c = utf8_next(t, &at);

		buffer_utf8(b, c < 0x20 || (c >= 0x7F && c < 0xA0) ? ' ' : c);
	}
}

/* Moves *from forward until at most `most` columns are left before `fault`; *to back until the piece fits. */
static void
cut_around(struct text t, size_t fault, size_t *from, size_t *to)
{
	*from = 0;
	*to = t.len;
	if (utf8_columns(t) <= WIDEST)
		return;
	while (utf8_columns(text_slice(t, *from, fault)) > BEFORE)
		utf8_next(t, from);
	for (size_t at = *from; at < t.len;) {
		utf8_next(t, &at);
		if (utf8_columns(text_slice(t, *from, at)) > WIDEST)
			break;
		*to = at;
	}
}

static void
print_excerpt(const struct excerpt *e, bool in_color, struct buffer *out)
{
	/* a paragraph may be a megabyte long; the fault is near its marker */
	struct text t = e->text;
	size_t fault = offset_of(t, e->caret), end = offset_of(t, e->caret + e->caret_len), from, to, width;

	if (fault > 4000) {
		size_t cut = fault - 400;

		while (cut < fault && ((unsigned char)t.at[cut] & 0xC0) == 0x80)
			cut++;
		t = text_from_offset(t, cut);
		fault -= cut;
		end -= cut;
	}
	if (t.len > 8000)
		t.len = offset_of((struct text){t.at, 8000}, 1900);
	if (end > t.len)
		end = t.len;
	cut_around(t, fault, &from, &to);
	buffer_printf(out, "    %s", from ? "…" : "");
	add_visible(out, text_slice(t, from, to));
	buffer_printf(out, "%s\n    ", to < t.len ? "…" : "");
	add_spaces(out, utf8_columns(text_slice(t, from, fault)) + (from > 0));
	width = utf8_columns(text_slice(t, fault, end < to ? end : to));
	buffer_printf(out, "%s^", in_color ? "\033[32m" : "");
	for (size_t i = 1; i < width; i++)
		buffer_byte(out, '~');
	buffer_printf(out, "%s\n", in_color ? "\033[0m" : "");
}

/*
 * A cell of the data says itself whose it is; one of the table of documents, which has an excerpt or holds the name of
 * the file, does not.
 */
static bool
is_of_the_record(const struct problem *p)
{
	return p->place.kind == AT_CELL && !p->excerpt.text.len && p->code != PROBLEM_SEASON_FILE_EMPTY;
}

/* Which document was being made: the place is in a template, or in the table of documents, that serves many. */
static void
print_whose(struct arena *a, const struct problem *p, struct buffer *out)
{
	struct text whose;

	if (!p->record.len || p->severity == SEVERITY_NOTE || is_of_the_record(p))
		return;
	whose = text_format(a, _("while making \"%.*s\" for %.*s"), TEXT_ARG(p->document), TEXT_ARG(p->record));
	buffer_string(out, "    ");
	add_visible(out, whose);
	buffer_byte(out, '\n');
}

/* "(and 3 more like it)"; "(and 2 more like it: П-17, П-21)" when it came again for other records. */
static void
print_repeats(const struct problem *p, struct buffer *out)
{
	if (!p->repeats)
		return;
	buffer_byte(out, ' ');
	buffer_printf(out, plural("(and %d more like it", "(and %d more like it", p->repeats), p->repeats);
	for (size_t i = 0; i < p->others.count; i++) {
		buffer_string(out, i ? ", " : ": ");
		add_visible(out, p->others.at[i]);
	}
	buffer_string(out, p->others.count && p->repeats > (int)p->others.count ? " …)" : ")");
}

static void
print_problem(struct arena *a, const struct problem *p, bool in_color, struct buffer *out)
{
	struct text place = place_describe(a, &p->place);

	if (!place.len)
		place = TEXT("prikaz");
	add_visible(out, place);
	buffer_printf(out, ": %s%s:%s ", in_color ? severity_color(p->severity) : "", severity_word(p->severity),
		      in_color ? "\033[0m" : "");
	add_visible(out, p->what);
	print_repeats(p, out);
	buffer_byte(out, '\n');
	if (p->excerpt.text.len)
		print_excerpt(&p->excerpt, in_color, out);
	print_whose(a, p, out);
	if (p->hint.len) {
		buffer_printf(out, "    %s: ", _("hint"));
		add_visible(out, p->hint);
		buffer_byte(out, '\n');
	}
}

void
print_problems(const struct report *r, enum severity least, bool in_color, struct buffer *out)
{
	struct arena scratch = {0};

	for (size_t i = 0; i < r->problems.count; i++) {
		if (r->problems.at[i].severity >= least)
			print_problem(&scratch, &r->problems.at[i], in_color, out);
	}
	arena_free(&scratch);
}

static int
count_problems(const struct report *r, enum severity from, enum severity to)
{
	int n = 0;

	for (size_t i = 0; i < r->problems.count; i++)
		n += r->problems.at[i].severity >= from && r->problems.at[i].severity <= to;
	return n;
}

static void
add_count(struct buffer *out, const char *one, const char *many, int n)
{
	if (!n)
		return;
	buffer_string(out, ", ");
	buffer_printf(out, plural(one, many, n), n);
}

static void
print_check(const struct job *j, struct buffer *out)
{
	int errors = count_problems(&j->report, SEVERITY_ERROR, SEVERITY_FATAL);
	int warnings = count_problems(&j->report, SEVERITY_WARNING, SEVERITY_WARNING);

	if (!errors && !warnings) {
		buffer_string(out, _("no problems found"));
	} else if (errors) {
		buffer_printf(out, plural("%d error", "%d errors", errors), errors);
		add_count(out, "%d warning", "%d warnings", warnings);
	} else {
		buffer_printf(out, plural("%d warning", "%d warnings", warnings), warnings);
	}
	buffer_byte(out, '\n');
}

/* The documents of which a dry run has found something to be written. */
static int
count_listed(const struct job *j)
{
	int n = 0;

	for (size_t i = 0; i < j->plan.entries.count; i++) {
		const struct outcome *o = &j->outcomes[i];
		bool is_listed = false;

		for (enum format f = 0; f < FORMATS; f++)
			is_listed = is_listed || o->files[f].is_written;
		n += is_listed;
	}
	return n;
}

void
print_summary(const struct job *j, struct buffer *out)
{
	int total = (int)j->plan.entries.count, listed = 0;

	if (j->options.command == COMMAND_CHECK) {
		print_check(j, out);
		return;
	}
	if (!j->outcomes && j->options.command == COMMAND_MAKE && j->dataset.arena && !job_dumps(j))
		buffer_printf(out, "%s\n", _("nothing was made"));
	if (!j->outcomes || !total)
		return;
	if (j->batch.purpose == BATCH_LIST) {
		listed = count_listed(j);
		buffer_printf(out, plural("%d of %d document would be made", "%d of %d documents would be made", total),
			      listed, total);
	} else {
		buffer_printf(out, plural("%d of %d document made", "%d of %d documents made", total),
			      job_count(j, OUTCOME_MADE), total);
	}
	add_count(out, "%d unchanged", "%d unchanged", job_count(j, OUTCOME_UNCHANGED));
	add_count(out, "%d skipped", "%d skipped", job_count(j, OUTCOME_SKIPPED) - listed);
	add_count(out, "%d failed", "%d failed", job_count(j, OUTCOME_FAILED));
	add_count(out, "%d warning", "%d warnings", count_problems(&j->report, SEVERITY_WARNING, SEVERITY_WARNING));
	buffer_byte(out, '\n');
}

/* The files made, one a line: a result, for other programs to read. */
static void
print_paths(struct arena *a, const struct job *j, struct buffer *out)
{
	const char *folder = text_c(a, j->folder);

	for (size_t i = 0; i < j->plan.entries.count && j->outcomes; i++) {
		for (enum format f = 0; f < FORMATS; f++) {
			const struct outcome_file *file = &j->outcomes[i].files[f];
			const char *path;

			if (!file->is_written)
				continue;
			path = text_c(a, file->path);
			buffer_string(out, strcmp(folder, ".") == 0 ? path : path_join(a, folder, path));
			buffer_byte(out, '\n');
		}
	}
}

void
print_buffer(FILE *stream, const struct buffer *b)
{
	struct text t = buffer_view(b);

	fwrite(t.at, 1, t.len, stream);
}

static bool
wants_color(void)
{
	const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");

	return !(no_color && no_color[0]) && !(terminal && strcmp(terminal, "dumb") == 0) && isatty(STDERR_FILENO);
}

void
print_results(const struct job *j)
{
	struct arena scratch = {0};
	struct buffer out = {0};

	if (!option_given(&j->options, OPTION_QUIET) && !j->batch.capture)
		print_paths(&scratch, j, &out);
	print_buffer(stdout, &out);
	buffer_free(&out);
	arena_free(&scratch);
}

void
print_messages(const struct job *j)
{
	bool is_quiet = option_given(&j->options, OPTION_QUIET);
	struct buffer out = {0};

	print_problems(&j->report, is_quiet ? SEVERITY_ERROR : SEVERITY_NOTE, wants_color(), &out);
	if (!is_quiet)
		print_summary(j, &out);
	print_buffer(stderr, &out);
	buffer_free(&out);
}
