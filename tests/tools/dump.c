/*
 * dump -- data files as prikaz reads them, as text: for workbooks.py, which compares it cell by cell.
 *
 *     = FILE                          one for each argument, each a dataset of its own
 *     ! warning slug|sheet|C5|"what"  its problems
 *     table "Пары" (FILE): 2 records  dataset_dump
 *
 * usage: dump FILE …
 */
#include <stdio.h>

#include "base/text.h"
#include "data/dataset.h"

static void
dump_problems(struct arena *a, const struct report *r, struct buffer *out)
{
	for (size_t i = 0; i < r->problems.count; i++) {
		const struct problem *p = &r->problems.at[i];
		struct text column = place_column_letters(a, p->place.column);

		buffer_printf(out, "! %s %s|%.*s|%.*s%d|", severity_slug(p->severity), problem_slug(p->code),
			      TEXT_ARG(p->place.sheet), TEXT_ARG(column), p->place.row);
		buffer_json(out, p->what);
		buffer_byte(out, '\n');
	}
}

static void
dump_file(const char *path, struct buffer *out)
{
	struct arena a = {0};
	struct report r;
	struct dataset d;
	struct dataset_options options = {0};

	report_open(&r);
	dataset_open(&d, &a);
	dataset_add_file(&d, &r, path, text_from(path), TEXT_NONE, false, &options);
	dataset_link(&d, &r);
	buffer_printf(out, "= %s\n", path);
	dump_problems(&a, &r, out);
	dataset_dump(&d, out);
	report_close(&r);
	arena_free(&a);
}

int
main(int argc, char **argv)
{
	struct buffer out = {0};

	for (int i = 1; i < argc; i++) {
		dump_file(argv[i], &out);
		fwrite(out.at, 1, out.len, stdout);
		buffer_clear(&out);
	}
	buffer_free(&out);
	return ferror(stdout) != 0;
}
