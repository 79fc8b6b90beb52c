/*
 * stages -- where the time of a PDF goes, for `make bench`: lays files out so many times and prints, for each stage,
 * the milliseconds of the fastest round.
 *
 * usage: stages ROUNDS LEVEL FONTS SUBSTITUTIONS FILE ...
 *
 * The stages are read off at the borders of the program's own modules, and the program knows nothing of it: the linker
 * is told to lead the calls of these few functions through the ones here (--wrap, see the Makefile).  They count their
 * own time without that of those they call, and are called at most once or twice a paragraph, so that the measuring
 * costs nothing one could see.  One shaper and one catalogue serve all files, as in a batch.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <hpdf.h>
#include <zlib.h>

#include "base/file.h"
#include "document/document.h"
#include "layout/breaker.h"
#include "layout/pages.h"
#include "package/package.h"
#include "pdf/pdf.h"
#include "pdf/writer.h"

enum stage {
	STAGE_OTHER,
	STAGE_PACKAGE,
	STAGE_XML,
	STAGE_DOCUMENT,
	STAGE_ITEMS,
	STAGE_LINES,
	STAGE_PAGES,
	STAGE_CONTENT,
	STAGE_FONTS,
	STAGE_DEFLATE,
	STAGE_WRITE,
	STAGES
};

static const char *const names[STAGES] = {
	[STAGE_OTHER] = "other", [STAGE_PACKAGE] = "package", [STAGE_XML] = "XML",     [STAGE_DOCUMENT] = "document",
	[STAGE_ITEMS] = "items", [STAGE_LINES] = "lines",     [STAGE_PAGES] = "pages", [STAGE_CONTENT] = "content",
	[STAGE_FONTS] = "fonts", [STAGE_DEFLATE] = "deflate", [STAGE_WRITE] = "write",
};

/* One thread, one measurement. */
static struct {
	enum stage now;
	double since;
	double spent[STAGES];
} meter;

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* From now on the time is of that stage; gives the one before, to go back to. */
static enum stage
enter(enum stage s)
{
	double now = seconds();
	enum stage before = meter.now;

	meter.spent[before] += now - meter.since;
	meter.since = now;
	meter.now = s;
	return before;
}

/* WRAP(phase, type, name, (parameters), (arguments)): a call of name is time of that stage. */
#define WRAP(phase, type, name, parameters, arguments)                                                                 \
	type __real_##name parameters;                                                                                 \
	type __wrap_##name parameters;                                                                                 \
	type __wrap_##name parameters                                                                                  \
	{                                                                                                              \
		enum stage before = enter(phase);                                                                      \
		type result = __real_##name arguments;                                                                 \
                                                                                                                       \
		enter(before);                                                                                         \
		return result;                                                                                         \
	}

WRAP(STAGE_PACKAGE, bool, package_bytes,
     (struct arena * a, struct report *r, const struct package *p, struct part *part, struct text *bytes),
     (a, r, p, part, bytes))
WRAP(STAGE_XML, struct xml_node *, package_xml,
     (struct arena * a, struct report *r, const struct package *p, struct text name, bool is_needed),
     (a, r, p, name, is_needed))
WRAP(STAGE_ITEMS, struct items, items_of, (struct layout * l, const struct paragraph *p), (l, p))
WRAP(STAGE_LINES, struct lines, paragraph_lines, (struct layout * l, const struct paragraph *p, emu width),
     (l, p, width))
WRAP(STAGE_FONTS, bool, pdf_fonts_finish, (struct pdf_writer * w), (w))
WRAP(STAGE_DEFLATE, int, deflate, (z_streamp z, int flush), (z, flush))
WRAP(STAGE_WRITE, HPDF_STATUS, HPDF_SaveToStream, (HPDF_Doc doc), (doc))

static bool
lay_out(struct arena *a, struct report *r, struct text bytes, const char *path, struct catalogue *c, struct shaper *s,
	const struct pdf_options *o, struct buffer *out)
{
	struct package *p;
	const struct document *d;
	const struct pages *pages;
	bool ok;

	enter(STAGE_PACKAGE);
	p = package_read(a, r, bytes, text_from(path));
	enter(STAGE_DOCUMENT);
	d = p ? document_read(a, r, p) : NULL;
	enter(STAGE_PAGES);
	pages = d ? pages_lay_out(a, r, d, c, s, NULL) : NULL;
	enter(STAGE_CONTENT);
	ok = pages && pdf_write(a, r, pages, o, out);
	enter(STAGE_OTHER);
	return ok;
}

struct totals {
	double spent[STAGES], all;
	size_t pages_bytes;
};

static struct totals
round_of(int count, char **paths, const struct text *files, struct catalogue *c, const struct pdf_options *o)
{
	struct totals t = {0};
	struct shaper *s = shaper_open(c);
	struct arena a = {0};
	struct buffer out = {0};

	memset(&meter, 0, sizeof meter);
	meter.since = seconds();
	for (int i = 0; i < count; i++) {
		struct report r;

		report_open(&r);
		buffer_clear(&out);
		if (!lay_out(&a, &r, files[i], paths[i], c, s, o, &out)) {
			fprintf(stderr, "%s: cannot be laid out\n", paths[i]);
			exit(1);
		}
		t.pages_bytes += out.len;
		arena_reset(&a);
		report_close(&r);
	}
	enter(STAGE_OTHER);
	for (int i = 0; i < STAGES; i++) {
		t.spent[i] = meter.spent[i];
		t.all += meter.spent[i];
	}
	buffer_free(&out);
	arena_free(&a);
	shaper_close(s);
	return t;
}

int
main(int argc, char **argv)
{
	enum { FILES_FROM = 5 };
	struct arena a = {0};
	struct report r;
	struct pdf_options o = {.producer = TEXT("stages"), .level = argc > 2 ? atoi(argv[2]) : 6};
	struct totals best = {.all = 1e9};
	struct catalogue *c;
	struct text *files;

	if (argc <= FILES_FROM) {
		fputs("usage: stages ROUNDS LEVEL FONTS SUBSTITUTIONS FILE ...\n", stderr);
		return 2;
	}
	report_open(&r);
	c = catalogue_open(&r, (const char *const[]){argv[3], NULL}, argv[4]);
	files = NEW_ARRAY(&a, struct text, (size_t)argc);
	for (int i = FILES_FROM; i < argc; i++)
		if (!file_read(&a, &r, argv[i], text_from(argv[i]), &files[i]))
			return 1;
	for (int n = atoi(argv[1]); n > 0; n--) {
		struct totals t = round_of(argc - FILES_FROM, argv + FILES_FROM, files + FILES_FROM, c, &o);

		if (t.all < best.all)
			best = t;
	}
	for (int i = 0; i < STAGES; i++)
		printf("%s %.4f\n", names[i], 1e3 * best.spent[i]);
	printf("all %.4f\n", 1e3 * best.all);
	catalogue_close(c);
	report_close(&r);
	arena_free(&a);
	return 0;
}
