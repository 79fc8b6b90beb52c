/*
 * man -- prikaz(1) in mdoc(7).
 *
 * What the program knows about itself stands in its tables, so those parts of the manual cannot grow old.
 * The prose around them is here, in four pieces.  In mdoc a line that begins with "." or "'" is a
 * request and "\" escapes; mdoc_text takes care of both.
 */
#include "cli/man.h"

#include <string.h>

#include "cli/options.h"
#include "expression/filter.h"
#include "season/version.h"

static const char introduction[] =
	".Sh DESCRIPTION\n"
	".Nm\n"
	"merges a folder of data (XLSX, ODS, CSV, JSON) into DOCX and ODT templates that people make in Word or\n"
	"LibreOffice, and lays the merged documents out as PDF itself.\n"
	"A folder with data, templates and a table of documents is a\n"
	".Em season .\n"
	"The commands are:\n";

static const char templates[] =
	".Sh TEMPLATES\n"
	"Markers are typed as text, anywhere in the document:\n"
	".Bl -tag -width Ds -compact\n"
	".It Li {{ path }}\n"
	"the value of a field, printed as it is in the data\n"
	".It Li {{ expression | filter: argument, argument }}\n"
	"a computed value, passed through filters\n"
	".It Li {{# list }} ... {{/}}\n"
	"repeated for each item of a list, or kept when a condition is true; takes whole paragraphs or rows\n"
	".It Li {{^ list }} ... {{/}}\n"
	"kept when the list is empty or the condition false\n"
	".It Li {{else}}\n"
	"parts a section in two\n"
	".It Li {{! a note }}\n"
	"printed nowhere\n"
	".El\n"
	".Pp\n"
	"Names fold case, dots and other signs: the caption\n"
	".Dq ФИО наставника\n"
	"and the name\n"
	".Li фио_наставника\n"
	"are one field; brackets quote a name as captioned,\n"
	".Li {{[Место работы/учебы]}} .\n"
	"Inside a repetition\n"
	".Li {{№}}\n"
	"or\n"
	".Li {{@number}}\n"
	"counts from 1, and so does\n"
	".Li {{@running}} ,\n"
	"which goes on through groups;\n"
	".Li {{@today}}\n"
	"is the date of the run,\n"
	".Li {{@document.x}}\n"
	"a column of the table of documents.\n";

static const char seasons[] =
	".Sh SEASONS\n"
	"A season is a folder with data\n"
	".Pq *.xlsx, *.ods, *.csv, *.json ,\n"
	".Pa templates/ ,\n"
	".Pa fonts/\n"
	"and\n"
	".Pa out/ .\n"
	"Its table\n"
	".Li Документы\n"
	".Pq Li documents\n"
	"says what to make:\n"
	".Bl -tag -width Ds -compact\n"
	".It Документ , name\n"
	"the document's name, which\n"
	".Fl -only\n"
	"takes\n"
	".It Шаблон , template\n"
	"the template's file name; without an extension, x.docx and x.odt\n"
	".It Для каждого , for_each\n"
	"a table, or an expression that gives a list; empty: one document\n"
	".It Условие , when\n"
	"an expression; where it is false the record is skipped\n"
	".It Файл , file\n"
	"a pattern for the file's name, without extension\n"
	".It Форматы , formats\n"
	"docx, odt, pdf; when empty, the template's own, or with a combined file that alone\n"
	".It Сводный файл , combined\n"
	"a pattern for the name of one PDF of all records, or да for the document's name: a bookmark for each record, "
	"pages\n"
	"counted anew in each; it is made only if all of them can be, and not with\n"
	".Fl -record\n"
	".It Двусторонняя , duplex\n"
	"да: in the combined file each record begins on an odd page, for printing on both sides\n"
	".It Бланк , as_blank\n"
	"да: where a value is missing that the template has the filter\n"
	".Li обязательно\n"
	".Pq Li required\n"
	"for, a line to write on is printed; without it that record is not made\n"
	".El\n"
	".Pp\n"
	"The file\n"
	".Pa manifest.json\n"
	"beside the documents lists each of them with its SHA-256 and what it was made from.\n"
	".Sh ENVIRONMENT\n"
	".Bl -tag -width SOURCE_DATE_EPOCH -compact\n"
	".It Ev LC_ALL , LC_MESSAGES , LANG , LANGUAGE\n"
	"a value that begins with ru gives Russian messages\n"
	".It Ev NO_COLOR\n"
	"messages without color\n"
	".It Ev SOURCE_DATE_EPOCH\n"
	"seconds since 1970 that stand for today\n"
	".It Ev PRIKAZ_DATA\n"
	"the folder that holds the shipped\n"
	".Pa templates/ ,\n"
	".Pa fonts/\n"
	"and\n"
	".Pa season/ ,\n"
	"which\n"
	".Cm init\n"
	"lays down\n"
	".El\n"
	".Sh EXIT STATUS\n"
	".Bl -tag -width Ds -compact\n"
	".It 0\n"
	"all made; warnings may have been printed\n"
	".It 2\n"
	"some documents were not made\n"
	".It 3\n"
	"nothing was made: the arguments, a template or the data are wrong; check: there are errors\n"
	".It 4\n"
	"the system failed, for instance a disk is full\n"
	".El\n"
	".Sh EXAMPLES\n"
	"A season to start from, and all its documents:\n"
	".Dl prikaz init college\n"
	".Dl prikaz make college\n"
	"All documents of a season, four at a time:\n"
	".Dl prikaz make examples/chita -j 4\n"
	"One certificate for each row of a table:\n"
	".Dl prikaz merge certificate.docx -d people.csv --each people -o 'out/{{code}}.pdf'\n"
	"All of them in one file, to be printed on both sides:\n"
	".Dl prikaz merge certificate.docx -d people.csv --each people --combine --duplex -o all.pdf\n"
	"A document as PDF:\n"
	".Dl prikaz pdf order.docx\n";

/* Text into mdoc; hyphens stay hyphens for copying. */
static void
mdoc_text(struct buffer *b, const char *s)
{
	if (s[0] == '.' || s[0] == '\'')
		buffer_string(b, "\\&");
	for (; *s; s++) {
		if (*s == '\\')
			buffer_string(b, "\\e");
		else if (*s == '-' && s[1] == '-')
			buffer_string(b, "\\-");
		else
			buffer_byte(b, *s);
	}
}

static void
mdoc_line(struct buffer *b, const char *s)
{
	mdoc_text(b, s);
	buffer_byte(b, '\n');
}

/* On a line with macros words like "No" or "," would be macros themselves: \& in front makes them text. */
static void
add_argument(struct buffer *b, const char *argument)
{
	if (!argument[0])
		return;
	buffer_string(b, " Ar \"");
	for (const char *s = argument; *s; s++)
		buffer_byte(b, *s == '"' ? '\'' : *s);
	buffer_byte(b, '"');
}

static bool
is_there(const struct option *o)
{
	return o->kind != LATER_FLAG && o->kind != LATER_VALUE;
}

static void
add_flags(struct buffer *b, const struct option *o)
{
	if (o->short_name)
		buffer_printf(b, "Fl %c , ", o->short_name);
	buffer_printf(b, "Fl -%s", o->long_name);
	add_argument(b, o->argument);
}

static void
add_synopsis(struct buffer *b)
{
	buffer_string(b, ".Sh SYNOPSIS\n");
	for (enum command_id i = COMMAND_NONE + 1; i < COMMANDS; i++) {
		if (command_of(i)->is_later)
			continue;
		buffer_printf(b, ".Nm\n.Cm %s\n.Op Ar option ...\n.Ar \"%s\"\n", command_of(i)->name,
			      command_of(i)->operands);
	}
}

static void
add_commands(struct buffer *b)
{
	buffer_string(b, ".Bl -tag -width Ds\n");
	for (enum command_id i = COMMAND_NONE + 1; i < COMMANDS; i++) {
		const struct command *c = command_of(i);

		if (c->is_later)
			continue;
		buffer_printf(b, ".It Cm %s Ar \"%s\"\n", c->name, c->operands);
		mdoc_line(b, c->details);
	}
	buffer_string(b, ".El\n");
}

static const char dumps[] =
	".Sh DUMPS\n"
	".Fl -dump\n"
	"prints a stage of the work as text; lengths are points, colours are RRGGBB.\n"
	"The form may get more words in later versions, at the ends of lines or in lines of their own.\n"
	".Bl -tag -width Ds\n"
	".It Cm program\n"
	"the template as it was understood: what is copied, printed, repeated.\n"
	".It Cm document\n"
	"sections with their pages, and in them paragraphs, runs, tables as their styles make them: what is said in no "
	"line is as\n"
	"the format has it by itself.\n"
	".It Cm pages\n"
	"each page with what is painted on it, in that order, from the page's left top corner:\n"
	".Bl -tag -width Ds -compact\n"
	".It Li page N: WIDTH HEIGHT \"LABEL\"\n"
	"the label is the number as it is printed\n"
	".It Li header, footer, body, cell X Y WIDTH HEIGHT\n"
	"the frame in which all stands that follows\n"
	".It Li text X BASELINE WIDTH HEIGHT FONT SIZE \"TEXT\"\n"
	"letters of one look in one line; the height is the line's; turned 90 runs upwards, turned 270 downwards\n"
	".It Li rectangle, image, link X Y WIDTH HEIGHT\n"
	"shading, a picture with its part of the package, the area of a link\n"
	".It Li clip X Y WIDTH HEIGHT\n"
	"up to the line clip end only what lies in that rectangle is seen\n"
	".It Li line X Y ALONG DOWN KIND THICKNESS\n"
	"a border, or a line under or through letters\n"
	".It Li heading LEVEL page N Y \"TEXT\"\n"
	"at the end the headings, and with the level 0 the bookmarks\n"
	".El\n"
	".El\n";

/* "make, merge:" before the help of an option. */
static void
add_commands_of(struct buffer *b, const struct option *o)
{
	bool is_first = true;

	for (enum command_id i = COMMAND_NONE + 1; i < COMMANDS; i++) {
		if (!(o->commands >> i & 1) || command_of(i)->is_later)
			continue;
		buffer_printf(b, "%s%s", is_first ? "(" : ", ", command_of(i)->name);
		is_first = false;
	}
	buffer_string(b, ")\n");
}

static void
add_options(struct buffer *b)
{
	buffer_string(b, ".Sh OPTIONS\nEach option is followed by the commands that take it.\n.Bl -tag -width Ds\n");
	for (enum option_id i = 0; i < OPTIONS; i++) {
		const struct option *o = option_of(i);

		if (!is_there(o))
			continue;
		buffer_string(b, ".It ");
		add_flags(b, o);
		buffer_byte(b, '\n');
		add_commands_of(b, o);
		mdoc_line(b, o->help);
	}
	buffer_string(b, ".El\n");
}

/* The names of a filter in one language, which are parted by "|". */
static void
add_names(struct buffer *b, const char *names)
{
	struct text t = text_from(names);

	for (size_t from = 0; from <= t.len;) {
		ptrdiff_t bar = text_find(t, TEXT("|"), from);
		size_t end = bar < 0 ? t.len : (size_t)bar;

		buffer_printf(b, "%sLi \"%.*s\"", from ? " , " : "", TEXT_ARG(text_slice(t, from, end)));
		from = end + 1;
	}
}

static void
add_filters(struct buffer *b)
{
	buffer_string(b, ".Sh FILTERS\nEach has a Russian and a Latin name.\n.Bl -tag -width Ds -compact\n");
	for (enum filter_id i = 0; i < FILTERS; i++) {
		const struct filter *f = filter_row(i);

		buffer_string(b, ".It ");
		add_names(b, f->russian);
		if (strcmp(f->russian, f->latin) != 0) {
			buffer_string(b, " , ");
			add_names(b, f->latin);
		}
		buffer_byte(b, '\n');
		mdoc_line(b, f->description);
	}
	buffer_string(b, ".El\n");
}

/* Two messages may share a slug when they differ in their hint alone. */
static bool
is_told_already(enum problem_code code)
{
	return code > 0 && strcmp(problem_slug(code), problem_slug(code - 1)) == 0 &&
	       strcmp(problem_what(code), problem_what(code - 1)) == 0;
}

static void
add_diagnostics(struct buffer *b)
{
	buffer_string(b, ".Sh DIAGNOSTICS\n"
			 "A message names the place, how grave it is, what is wrong, and how to mend it.\n"
			 "Here they are by the codes that stand in the file of\n"
			 ".Fl -report ;\n"
			 "%1, %2 ... stand for what the message is about.\n"
			 ".Bl -tag -width Ds\n");
	for (enum problem_code i = 0; i < PROBLEM_CODES; i++) {
		if (is_told_already(i))
			continue;
		buffer_printf(b, ".It %s Pq %s\n", problem_slug(i), severity_slug(problem_severity(i)));
		mdoc_line(b, problem_what(i));
		if (problem_hint(i)[0] && problem_hint(i)[0] != '%') {
			buffer_string(b, ".br\n");
			mdoc_line(b, problem_hint(i));
		}
	}
	buffer_string(b, ".El\n");
}

void
man_print(struct buffer *out)
{
	buffer_string(out,
		      ".\\\" made by prikaz --man\n.Dd November 21, 2026\n.Dt PRIKAZ 1\n.Os\n.Sh NAME\n.Nm prikaz\n"
		      ".Nd merge data into DOCX and ODT templates, with PDF\n");
	add_synopsis(out);
	buffer_string(out, ".Nm\n.Fl -help | Fl -version\n");
	buffer_string(out, introduction);
	add_commands(out);
	add_options(out);
	buffer_string(out, templates);
	add_filters(out);
	buffer_string(out, seasons);
	buffer_string(out, dumps);
	add_diagnostics(out);
	buffer_string(out, ".Sh STANDARDS\nECMA-376 (DOCX), OASIS OpenDocument 1.3 (ODT), ISO 32000-1 (PDF).\n");
}
