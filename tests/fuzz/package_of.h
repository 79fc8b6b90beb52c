/*
 * package_of -- any bytes as the main part of a DOCX or ODT package: compiled as a template, and read and laid
 * out as a document.
 */
#ifndef PRIKAZ_FUZZ_PACKAGE_OF_H
#define PRIKAZ_FUZZ_PACKAGE_OF_H

#include "document/document.h"
#include "template/program.h"

static inline void
package_try(enum package_kind kind, const char *main_part, const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct report r;
	struct buffer b = {0};
	struct package *p = NEW(&a, struct package);
	const struct document *d;
	const struct program *program;

	report_open(&r);
	p->kind = kind;
	p->file = TEXT("fuzz");
	p->main_part = text_from(main_part);
	package_replace(&a, p, p->main_part, (struct text){(const char *)data, size});
	d = document_read(&a, &r, p);
	if (d)
		document_dump(d, &b);
	program = program_compile(&a, &r, p);
	if (program)
		program_dump(program, &b);
	buffer_free(&b);
	report_close(&r);
	arena_free(&a);
}

#endif
