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
#include "base/text_map.h"
#include "base/utf8.h"
#include "cli/fold.h"

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

/* ---- several cells of one column ---- */

enum {
	NAMED_IN_LINE = 12, /* cells that are named before the message; more stand below it */
	NAMED = 100         /* with values, or pieces like C5–C9 */
};

/* "C5"; of a row as a whole "5"; of JSON data the path. */
static struct text
name_of_cell(struct arena *a, const struct place *p)
{
	if (p->row > 0 && p->column > 0)
		return text_format(a, "%.*s%d", TEXT_ARG(place_column_letters(a, p->column)), p->row);
	return p->row > 0 ? text_format(a, "%d", p->row) : p->caption;
}

/* "C5, C9, C14" */
static struct text
names_in_line(struct arena *a, const struct fold *f)
{
	struct text names = TEXT_NONE;

	for (size_t i = 0; i < f->problems.count; i++) {
		struct text name = name_of_cell(a, &f->problems.at[i]->place);

		names = i ? text_format(a, "%.*s, %.*s", TEXT_ARG(names), TEXT_ARG(name)) : name;
	}
	return names;
}

/* How many problems from i on stand in rows that follow one another. */
static size_t
run_length(const struct fold *f, size_t i)
{
	size_t n = 1;

	while (i + n < f->problems.count && f->problems.at[i]->place.row > 0 &&
	       f->problems.at[i + n]->place.row == f->problems.at[i]->place.row + (int)n)
		n++;
	return n;
}

/* What the message has of this cell alone: "«1.13» (A2)" */
static void
add_varied(struct buffer *b, const struct fold *f, const struct problem *p)
{
	bool is_first = true, is_second = true;

	for (size_t i = 0; i < PROBLEM_ARGUMENTS; i++) {
		if (!f->are_varied[i] || !p->arguments[i].len)
			continue;
		if (is_first)
			buffer_printf(b, _(" \"%.*s\""), TEXT_ARG(p->arguments[i]));
		else
			buffer_printf(b, "%s%.*s", is_second ? " (" : "; ", TEXT_ARG(p->arguments[i]));
		is_second = !is_first ? false : is_second;
		is_first = false;
	}
	buffer_string(b, is_second ? "" : ")");
}

/* Adds a piece of the list below a message, on a new line where the line is full. */
static void
add_piece(struct buffer *line, struct text piece, bool is_last, struct buffer *out)
{
	size_t width = utf8_columns(buffer_view(line));

	if (width && width + utf8_columns(piece) + 1 > WIDEST) {
		buffer_string(out, "    ");
		add_visible(out, buffer_view(line));
		buffer_byte(out, '\n');
		buffer_clear(line);
	}
	buffer_string(line, line->len ? " " : "");
	buffer_text(line, piece);
	buffer_string(line, is_last ? "" : ",");
}

/* All cells below the message, many in runs: "C5–C9, C14"; each with its value where the values differ. */
static void
print_cells(struct arena *a, const struct fold *f, struct buffer *out)
{
	bool in_runs = !f->is_varied && f->problems.count > NAMED;
	struct buffer line = {0}, piece = {0};
	size_t i = 0, left;

	for (int named = 0; i < f->problems.count && named < NAMED; named++) {
		const struct problem *p = f->problems.at[i];
		size_t run = in_runs ? run_length(f, i) : 1;

		buffer_clear(&piece);
		buffer_text(&piece, name_of_cell(a, &p->place));
		if (run > 1)
			buffer_printf(&piece, "–%.*s", TEXT_ARG(name_of_cell(a, &f->problems.at[i + run - 1]->place)));
		if (f->is_varied)
			add_varied(&piece, f, p);
		i += run;
		add_piece(&line, buffer_view(&piece), i == f->problems.count || named + 1 == NAMED, out);
	}
	left = f->problems.count - i + (size_t)f->more;
	if (left)
		add_piece(&line, text_format(a, _("and %zu more"), left), true, out);
	buffer_string(out, "    ");
	add_visible(out, buffer_view(&line));
	buffer_byte(out, '\n');
	buffer_free(&line);
	buffer_free(&piece);
}

static bool
is_listed_below(const struct fold *f)
{
	return f->is_varied || f->problems.count > NAMED_IN_LINE || f->more;
}

static struct text
place_of_fold(struct arena *a, const struct fold *f)
{
	struct place p = f->problems.at[0]->place;

	if (f->problems.count == 1 && !f->more)
		return place_describe(a, &p);
	if (p.column == 0 && p.row == 0)
		p.caption = is_listed_below(f) ? place_common_caption(a, p.caption) : names_in_line(a, f);
	else if (!is_listed_below(f))
		return place_describe_cells(a, &p, names_in_line(a, f));
	p.row = 0;
	return place_describe(a, &p);
}

/* The message of one problem, or what those of several have in common with how many there are. */
static void
print_what(struct arena *a, const struct fold *f, struct buffer *out)
{
	const struct problem *p = f->problems.at[0];
	int cells = (int)f->problems.count + f->more;

	add_visible(out, f->is_varied ? problem_common_what(a, p, f->are_varied) : p->what);
	if (f->problems.count == 1 && !f->more)
		print_repeats(p, out);
	else if (is_listed_below(f) && (p->place.column > 0 || p->place.row > 0))
		buffer_printf(out,
			      p->place.column > 0 ? plural(" (%d cell)", " (%d cells)", cells)
						  : plural(" (%d row)", " (%d rows)", cells),
			      cells);
	else if (is_listed_below(f))
		buffer_printf(out, plural(" (%d place)", " (%d places)", cells), cells);
	buffer_byte(out, '\n');
}

/* What is missing in many cells is mended in one way: it is said below the last of them. */
static bool
is_hint_below(const struct fold *f, const struct fold *next)
{
	const struct problem *p = f->problems.at[0], *q = next ? next->problems.at[0] : NULL;

	return q && p->code == PROBLEM_CELL_REQUIRED && q->code == p->code && text_equal(p->hint, q->hint);
}

static void
print_fold(struct arena *a, const struct fold *f, const struct fold *next, bool in_color, struct buffer *out)
{
	const struct problem *p = f->problems.at[0];
	struct text hint = f->is_varied ? problem_common_hint(a, p, f->are_varied) : p->hint;
	struct text place = place_of_fold(a, f);

	if (!place.len)
		place = TEXT("prikaz");
	add_visible(out, place);
	buffer_printf(out, ": %s%s:%s ", in_color ? severity_color(p->severity) : "", severity_word(p->severity),
		      in_color ? "\033[0m" : "");
	print_what(a, f, out);
	if (f->problems.count > 1 || f->more) {
		if (is_listed_below(f))
			print_cells(a, f, out);
	} else if (p->excerpt.text.len) {
		print_excerpt(&p->excerpt, in_color, out);
	}
	print_whose(a, p, out);
	if (hint.len && !is_hint_below(f, next)) {
		buffer_printf(out, "    %s: ", _("hint"));
		add_visible(out, hint);
		buffer_byte(out, '\n');
	}
}

void
print_problems(const struct report *r, enum severity least, bool in_color, struct buffer *out)
{
	struct arena scratch = {0};
	struct folds folds = fold_problems(&scratch, r, least);

	for (size_t i = 0; i < folds.of.count; i++)
		print_fold(&scratch, folds.of.at[i], i + 1 < folds.of.count ? folds.of.at[i + 1] : NULL, in_color, out);
	arena_free(&scratch);
}

/* ---- the last line ---- */

static void
add_count(struct buffer *out, const char *one, const char *many, int n)
{
	if (!n)
		return;
	buffer_string(out, ", ");
	buffer_printf(out, plural(one, many, n), n);
}

/* In how many files something is wrong. */
static int
count_files(const struct report *r)
{
	struct arena scratch = {0};
	struct text_map files = {0};
	int n;

	for (size_t i = 0; i < r->problems.count; i++) {
		const struct problem *p = &r->problems.at[i];

		if (p->severity >= SEVERITY_WARNING && p->place.file.len)
			text_map_add(&scratch, &files, "file", p->place.file);
	}
	n = (int)files.entries.count;
	arena_free(&scratch);
	return n;
}

/* "14 errors, 3 warnings in 4 files" */
static void
print_counts(const struct report *r, struct buffer *out)
{
	int errors = report_count(r, SEVERITY_ERROR);
	int warnings = report_count(r, SEVERITY_WARNING) - errors, files = count_files(r);

	if (errors) {
		buffer_printf(out, plural("%d error", "%d errors", errors), errors);
		add_count(out, "%d warning", "%d warnings", warnings);
	} else {
		buffer_printf(out, plural("%d warning", "%d warnings", warnings), warnings);
	}
	if (files > 1)
		buffer_printf(out, plural(" in %d file", " in %d files", files), files);
}

static int
count_records(const struct job *j)
{
	size_t n = 0;

	for (size_t i = 0; i < j->dataset.tables.count; i++)
		n += j->dataset.tables.at[i]->is_made ? 0 : j->dataset.tables.at[i]->all.count;
	return (int)n;
}

static int
count_tables(const struct job *j)
{
	int n = 0;

	for (size_t i = 0; i < j->dataset.tables.count; i++)
		n += !j->dataset.tables.at[i]->is_made;
	return n;
}

/* A record that has no file of its own is none, whatever becomes of it: the file that it goes into is. */
static int
count_documents(const struct job *j)
{
	int n = 0;

	for (size_t i = 0; i < j->plan.entries.count; i++)
		n += !j->plan.entries.at[i].is_part;
	return n;
}

static void
print_check(const struct job *j, struct buffer *out)
{
	if (report_count(&j->report, SEVERITY_WARNING)) {
		print_counts(&j->report, out);
	} else {
		struct buffer checked = {0};

		add_count(&checked, "%d table", "%d tables", count_tables(j));
		add_count(&checked, "%d record", "%d records", count_records(j));
		add_count(&checked, "%d template", "%d templates", (int)j->stock.templates.count);
		add_count(&checked, "%d document", "%d documents", count_documents(j));
		buffer_string(out, _("no problems found"));
		if (checked.len) /* without its first comma */
			buffer_printf(out, ": %.*s", TEXT_ARG(text_from_offset(buffer_view(&checked), 2)));
		buffer_free(&checked);
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
	int total = count_documents(j), listed = 0;

	if (j->options.command == COMMAND_CHECK) {
		print_check(j, out);
		return;
	}
	if (!j->outcomes && j->options.command == COMMAND_MAKE && j->dataset.arena && !job_dumps(j)) {
		buffer_string(out, _("nothing was made"));
		if (report_count(&j->report, SEVERITY_WARNING) > 1) {
			buffer_string(out, ": ");
			print_counts(&j->report, out);
		}
		buffer_byte(out, '\n');
	}
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
	add_count(out, "%d warning", "%d warnings",
		  report_count(&j->report, SEVERITY_WARNING) - report_count(&j->report, SEVERITY_ERROR));
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
